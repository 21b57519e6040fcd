//! Words of the reports in each interface language, from one table (`templates/interface.yaml`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    languages: BTreeMap<String, Language>,
    words: BTreeMap<String, BTreeMap<String, String>>,
}

/// An interface language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// Its own name.
    pub name: String,
    /// `ltr` or `rtl`.
    pub dir: String,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| serde_json::from_str(crate::built_in::INTERFACE).unwrap_or_default())
}

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    code: &'static str,
}

impl Words {
    /// Words of this language; English where the table has no such language.
    pub fn of(code: &str) -> Words {
        let stem = code.split(['-', '_']).next().unwrap_or(code);
        Words { code: table().languages.get_key_value(stem).map_or("en", |(k, _)| k.as_str()) }
    }

    /// Codes of the interface languages.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        table().languages.keys().map(String::as_str)
    }

    /// Whether the table has this language.
    pub fn has(code: &str) -> bool {
        table().languages.contains_key(code.split(['-', '_']).next().unwrap_or(code))
    }

    /// Language code.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// `ltr` or `rtl`.
    pub fn dir(&self) -> &'static str {
        table().languages.get(self.code).map_or("ltr", |l| l.dir.as_str())
    }

    /// The word of a key; the key itself when the table lacks it.
    pub fn get<'k>(&self, key: &'k str) -> &'k str {
        self.find(key).unwrap_or(key)
    }

    /// The word of a key, when the table has it.
    pub fn find(&self, key: &str) -> Option<&'static str> {
        table().words.get(key).and_then(|w| w.get(self.code).or_else(|| w.get("en"))).map(String::as_str)
    }

    /// The word of a key with its places filled: `{n}` by the text of `n`.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }
}

/// Fills `{name}` places of a template in one pass, so that what is filled in is never filled again.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let tail = &rest[open..];
        let close = tail.find('}');
        let hit = close.and_then(|c| values.iter().find(|(k, _)| *k == &tail[1..c]).map(|(_, v)| (c, *v)));
        match hit {
            Some((c, v)) => {
                out.push_str(v);
                rest = &tail[c + 1..];
            }
            None => {
                out.push('{');
                rest = &tail[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_in_every_language() {
        assert!(table().words.len() > 80);
        for (key, row) in &table().words {
            for code in Words::codes() {
                assert!(row.get(code).is_some_and(|w| !w.is_empty()), "{key} has no {code}");
            }
            let places = |s: &str| {
                let mut p: Vec<String> = s.split('{').skip(1).filter_map(|t| t.split('}').next()).map(str::to_owned).collect();
                p.sort();
                p
            };
            for w in row.values() {
                assert_eq!(places(w), places(&row["en"]), "{key}");
            }
        }
        assert_eq!(Words::of("ar-EG").dir(), "rtl");
        assert_eq!(Words::of("xx").code(), "en");
    }

    #[test]
    fn filling_is_done_once() {
        assert_eq!(fill("{a} {b} {c", &[("a", "{b}"), ("b", "x")]), "{b} x {c");
    }
}
