//! Patterns over classes of words, compiled to `regex` automata.
//!
//! Each kind has an alphabet of its own: one byte for each class that its patterns name. A sentence is written as
//! `<ab><><c>`, the classes of each unit between brackets, and a pattern becomes a regular expression over such strings.
//! So patterns run in linear time, and a gap that steps over no other cue or figure is a negated set.

use std::sync::OnceLock;

use regex::bytes::Regex;
use rustc_hash::FxHashMap;

use crate::lexicon::frame_file::PatternDef;
use crate::lexicon::{ClassId, ClassSet, ClassTable, CoreClasses, Origin};
use crate::mention::Unit;

/// One element of a pattern.
#[derive(Debug, Clone, PartialEq)]
enum Element {
    /// A unit with one of these class conjunctions.
    Unit { any: Vec<Conjunction>, value: bool, optional: bool, many: bool },
    /// A run of units without cue, figure or end of clause.
    Gap { most: usize, commas: bool },
    /// Start of the sentence.
    Start,
    /// End of the sentence.
    End,
}

/// Classes that a unit must have and must not have.
#[derive(Debug, Clone, PartialEq, Default)]
struct Conjunction {
    with: Vec<String>,
    without: Vec<String>,
}

/// Names of all classes a pattern asks for; names of the kind's own classes begin with `@`.
pub fn pattern_classes(text: &str) -> Vec<String> {
    let Ok(list) = parse(text) else { return Vec::new() };
    list.into_iter()
        .flat_map(|e| match e {
            Element::Unit { any, .. } => any.into_iter().flat_map(|c| c.with.into_iter().chain(c.without)).collect(),
            _ => Vec::new(),
        })
        .collect()
}

/// Words that a pattern names literally.
pub fn pattern_literals(text: &str) -> Vec<String> {
    pattern_classes(text).into_iter().filter_map(|c| c.strip_prefix("lit:").map(str::to_owned)).collect()
}

fn parse(text: &str) -> Result<Vec<Element>, String> {
    let mut out = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (element, len) = if let Some(r) = rest.strip_prefix("...") {
            let n = r.find(|c: char| !c.is_ascii_digit()).unwrap_or(r.len());
            (Element::Gap { most: r[..n].parse().unwrap_or(14), commas: true }, 3 + n)
        } else if let Some(r) = rest.strip_prefix("..") {
            let n = r.find(|c: char| !c.is_ascii_digit()).unwrap_or(r.len());
            (Element::Gap { most: r[..n].parse().unwrap_or(7), commas: false }, 2 + n)
        } else if rest.starts_with('^') {
            (Element::Start, 1)
        } else if rest.starts_with('$') {
            (Element::End, 1)
        } else {
            let open = rest.chars().next().unwrap_or(' ');
            let close = match open {
                '{' => '}',
                '<' => '>',
                '\'' => '\'',
                _ => return Err(format!("`{rest}`: an element is {{class}}, <value>, 'word', .., ..., ^ or $")),
            };
            let end = rest[1..].find(close).ok_or_else(|| format!("`{rest}`: `{open}` is not closed"))? + 1;
            let inside = &rest[1..end];
            let any = if open == '\'' {
                vec![Conjunction { with: vec![format!("lit:{inside}")], without: vec![] }]
            } else {
                inside
                    .split('|')
                    .map(|alt| {
                        let mut c = Conjunction::default();
                        let mut name = String::new();
                        let mut minus = false;
                        let mut close_name = |name: &mut String, minus: bool| {
                            if !name.is_empty() {
                                if let Some(word) = name.strip_prefix('\'').and_then(|n| n.strip_suffix('\'')) {
                                    *name = format!("lit:{word}");
                                }
                                if minus { c.without.push(std::mem::take(name)) } else { c.with.push(std::mem::take(name)) }
                            }
                        };
                        for ch in alt.trim().chars() {
                            match ch {
                                '&' => {
                                    close_name(&mut name, minus);
                                    minus = false;
                                }
                                '!' => {
                                    close_name(&mut name, minus);
                                    minus = true;
                                }
                                _ => name.push(ch),
                            }
                        }
                        close_name(&mut name, minus);
                        c
                    })
                    .collect()
            };
            let mut len = end + close.len_utf8();
            let (mut optional, mut many) = (false, false);
            if rest[len..].starts_with('?') {
                optional = true;
                len += 1;
            } else if rest[len..].starts_with('*') {
                many = true;
                len += 1;
            }
            (Element::Unit { any, value: open == '<', optional, many }, len)
        };
        out.push(element);
        rest = rest[len..].trim_start();
    }
    let values = out.iter().filter(|e| matches!(e, Element::Unit { value: true, .. })).count();
    if values != 1 {
        return Err(format!("`{text}`: a pattern marks one value with < >, not {values}"));
    }
    Ok(out)
}

/// The alphabet of one kind's patterns.
#[derive(Debug, Default)]
pub struct Alphabet {
    letters: FxHashMap<ClassId, u8>,
    order: Vec<(ClassId, u8)>,
}

impl Alphabet {
    fn letter(&mut self, c: ClassId) -> Result<u8, String> {
        if let Some(b) = self.letters.get(&c) {
            return Ok(*b);
        }
        let mut b = 1 + self.letters.len() as u32;
        // keep the two brackets free
        if b >= u32::from(b'<') {
            b += 3;
        }
        let b = u8::try_from(b).map_err(|_| "the patterns of one kind name more than 250 classes".to_owned())?;
        self.letters.insert(c, b);
        self.order.push((c, b));
        Ok(b)
    }

    /// A sentence in this alphabet, and the offset of every unit (one more for the end).
    pub fn write(&self, units: &[Unit], text: &mut Vec<u8>, offsets: &mut Vec<usize>) {
        text.clear();
        offsets.clear();
        for u in units {
            offsets.push(text.len());
            text.push(b'<');
            for (c, b) in &self.order {
                if u.classes.has(*c) {
                    text.push(*b);
                }
            }
            text.push(b'>');
        }
        offsets.push(text.len());
    }
}

/// A pattern as run.
#[derive(Debug)]
pub struct Pattern {
    /// As written.
    pub def: PatternDef,
    /// Where.
    pub origin: Origin,
    source: String,
    regex: OnceLock<Regex>,
    /// For each mandatory unit, classes of which the sentence must have one.
    needs: Vec<ClassSet>,
    /// Mandatory units: the more, the more telling.
    pub weight: i32,
}

/// A match: the value's unit, first and last unit, and units in gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The value.
    pub value: usize,
    /// First unit.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl Pattern {
    /// Compiles a pattern; `prefix` turns `@verb` into the kind's own class.
    pub fn compile(def: PatternDef, origin: Origin, prefix: &str, table: &mut ClassTable, core: &CoreClasses, alphabet: &mut Alphabet) -> Result<Self, String> {
        let elements = parse(&def.pattern)?;
        let mut source = String::from("(?s-u)");
        let mut needs = Vec::new();
        let mut weight = 0;
        let resolve = |name: &str, table: &mut ClassTable| -> Result<ClassId, String> {
            let full = name.strip_prefix('@').map_or_else(|| name.to_owned(), |local| format!("{prefix}{local}"));
            table.get(&full).ok_or_else(|| format!("`{}`: there is no class `{name}`", def.pattern))
        };
        let stops = [core.clause, core.count, core.cue, core.colon, core.share, core.money];
        let byte = |b: u8| format!("\\x{b:02x}");
        for e in elements {
            match e {
                Element::Start => source.push_str("\\A"),
                Element::End => source.push_str("\\z"),
                Element::Gap { most, commas } => {
                    let mut out = String::new();
                    for c in stops.iter().chain((!commas).then_some(&core.comma)) {
                        out.push_str(&byte(alphabet.letter(*c)?));
                    }
                    source.push_str(&format!("(?:<[^>{out}]*>){{0,{most}}}?"));
                }
                Element::Unit { any, value, optional, many } => {
                    let mut alts = Vec::new();
                    let mut need = ClassSet::default();
                    for conj in &any {
                        let mut with = Vec::new();
                        for n in &conj.with {
                            let id = resolve(n, table)?;
                            need.insert(id);
                            let b = alphabet.letter(id)?;
                            let order = alphabet.order.iter().position(|o| o.1 == b).unwrap_or(0);
                            with.push((order, b));
                        }
                        with.sort_unstable();
                        let mut without = String::new();
                        for n in &conj.without {
                            without.push_str(&byte(alphabet.letter(resolve(n, table)?)?));
                        }
                        let fill = format!("[^>{without}]*");
                        let mut s = format!("<{fill}");
                        for (_, b) in with {
                            s.push_str(&byte(b));
                            s.push_str(&fill);
                        }
                        s.push('>');
                        alts.push(s);
                    }
                    let body = if alts.len() == 1 { alts.remove(0) } else { format!("(?:{})", alts.join("|")) };
                    let body = if value { format!("({body})") } else { body };
                    source.push_str(&match (optional, many) {
                        (true, _) => format!("(?:{body})?"),
                        (_, true) => format!("(?:{body})*?"),
                        _ => body,
                    });
                    if !optional && !many {
                        weight += 1;
                        if !need.is_empty() {
                            needs.push(need);
                        }
                    }
                }
            }
        }
        Ok(Pattern { def, origin, source, regex: OnceLock::new(), needs, weight })
    }

    /// Whether a sentence with these classes can match.
    pub fn could_match(&self, present: &ClassSet) -> bool {
        self.needs.iter().all(|n| n.meets(present))
    }

    /// All matches in a sentence written in the kind's alphabet, one for each starting unit.
    pub fn matches(&self, text: &[u8], offsets: &[usize]) -> Vec<Match> {
        // the source was built from checked parts, so that it always compiles; a pattern that does not matches nothing
        let Some(regex) = self.regex() else { return Vec::new() };
        let unit = |at: usize| offsets.binary_search(&at).ok();
        let mut out: Vec<Match> = Vec::new();
        let mut from = 0;
        while let Some(c) = regex.captures_at(text, from) {
            let (Some(all), Some(value)) = (c.get(0), c.get(1)) else { break };
            let (Some(start), Some(end), Some(v)) = (unit(all.start()), unit(all.end()), unit(value.start())) else { break };
            let m = Match { value: v, start, end };
            if !out.contains(&m) {
                out.push(m);
            }
            // go on from the next unit, so that a shared cue serves a coordination
            from = offsets[(start + 1).min(offsets.len() - 1)];
            if from >= text.len() {
                break;
            }
        }
        out
    }

    fn regex(&self) -> Option<&Regex> {
        if let Some(r) = self.regex.get() {
            return Some(r);
        }
        let r = Regex::new(&self.source).ok()?;
        Some(self.regex.get_or_init(|| r))
    }

    /// Compiles the automaton now, to find mistakes when rules are tested.
    pub fn check(&self) -> Result<(), String> {
        Regex::new(&self.source).map(|_| ()).map_err(|e| format!("`{}`: {e}", self.def.pattern))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements() {
        assert_eq!(parse("{a|b&c!d}? .. <count>").unwrap().len(), 3);
        assert!(parse("{a}").is_err());
        assert!(parse("<a> <b>").is_err());
        assert!(parse("<a").is_err());
        assert_eq!(pattern_literals("'of' <count>"), ["of"]);
        assert_eq!(pattern_classes("{@verb} <count&n:person>"), ["@verb", "count", "n:person"]);
    }
}
