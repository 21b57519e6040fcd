//! Front matter: YAML between two lines of dashes at the beginning of a text.

use std::ops::Range;

use serde_yaml::Value;

use super::article::{Meta, day};
use super::limits::MAX_FRONT_MATTER;
use crate::error::{Problem, Result};

/// Where the front matter of a text stands and what it says, when it has one.
pub(super) fn read(name: &str, text: &str) -> Result<Option<(Range<usize>, Meta)>> {
    let Some((whole, inner)) = place(text) else { return Ok(None) };
    let yaml = &text[inner];
    let told = format!("{name} (front matter)");
    crate::yaml::guard(&told, yaml)?;
    let value: Value = crate::yaml::from_trusted(&told, yaml)?;
    let Value::Mapping(map) = value else { return Ok(None) };
    let mut meta = Meta::default();
    for (k, v) in &map {
        let Some(key) = k.as_str() else { continue };
        let text = match v {
            Value::String(s) => s.clone(),
            Value::Number(n) => n.to_string(),
            // `source: {name: …}`
            Value::Mapping(m) => m.get("name").and_then(Value::as_str).unwrap_or("").to_owned(),
            _ => continue,
        };
        match key.to_ascii_lowercase().as_str() {
            "published" | "date" | "published_at" | "publication_date" => {
                let read = day(&text);
                if read.is_none() && !text.trim().is_empty() {
                    return Err(Box::new(Problem::new(format!("{told}: `{key}: {text}` is no day")).help("write it as 2022-01-19")));
                }
                meta.published = meta.published.or(read);
            }
            "outlet" | "publisher" | "source" | "site" => Meta::fill(&mut meta.outlet, &text),
            "title" | "headline" => Meta::fill(&mut meta.title, &text),
            "lang" | "language" => Meta::fill(&mut meta.language, &text),
            "url" | "link" | "canonical_url" => Meta::fill(&mut meta.url, &text),
            _ => {}
        }
    }
    Ok(Some((whole, meta)))
}

/// Whether a text begins as front matter does.
pub(super) fn begins(text: &str) -> bool {
    place(text).is_some()
}

fn place(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let from = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let head = &text[from..];
    let first = head.split_inclusive('\n').next()?;
    if first.trim_end() != "---" || !first.ends_with('\n') {
        return None;
    }
    let start = from + first.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if at - start > MAX_FRONT_MATTER {
            return None;
        }
        if matches!(line.trim_end(), "---" | "...") {
            let inner = &text[start..at];
            // a line that begins a mapping; else the dashes are a rule between paragraphs
            let keyed = inner.lines().find(|l| !l.trim().is_empty() && !l.starts_with('#')).is_some_and(|l| {
                l.split_once(':')
                    .is_some_and(|(k, v)| !k.is_empty() && k.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')) && (v.is_empty() || v.starts_with([' ', '\r'])))
            });
            return keyed.then_some((from..at + line.len(), start..at));
        }
        at += line.len();
    }
    None
}

/// Where the front matter of a text ends.
pub(super) fn end(text: &str) -> usize {
    place(text).map_or(0, |(whole, _)| whole.end)
}

/// A text whose front matter is masked by spaces of the same length, line breaks kept.
pub(super) fn masked(text: &str, range: Range<usize>) -> String {
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..range.start]);
    out.extend(text[range.clone()].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }));
    out.push_str(&text[range.end..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads() {
        let t = "---\ntitle: x\ndate: 2022-01-19T10:00:00Z\nsource: y\ntags: [a, b]\n---\n# z\n";
        let (r, m) = read("x", t).unwrap().unwrap();
        assert_eq!(&t[r], "---\ntitle: x\ndate: 2022-01-19T10:00:00Z\nsource: y\ntags: [a, b]\n---\n");
        assert_eq!((m.title.as_deref(), m.outlet.as_deref(), m.published), (Some("x"), Some("y"), Some(jiff::civil::date(2022, 1, 19))));
        assert!(read("x", "---\nnothing of that sort\n---\n").unwrap().is_none());
        assert!(read("x", "---\n\ntext").unwrap().is_none());
        assert!(read("x", "---\na: &a [x]\nb: [*a, *a]\nc: *a\ndate: never\n---\n").is_err());
        let bomb: String =
            std::iter::once("---\na0: &a0 [x]\n".to_owned()).chain((1..90).map(|i| format!("a{i}: &a{i} [*a{0}, *a{0}]\n", i - 1))).chain(["---\n".to_owned()]).collect();
        assert!(read("x", &bomb).is_err());
    }
}
