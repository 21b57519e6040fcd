//! YAML read strictly: a guarded pre-pass (size, depth, aliases, duplicate keys), then `serde_yaml`, with every error at its place.
//!
//! `serde_yaml` is slow on deep nesting and silent about duplicate keys in maps, so text that a user can touch goes
//! through one pass of `granit-parser` events first.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use granit_parser::{Event, Parser};
use serde::de::DeserializeOwned;

use crate::error::{Problem, Result};

/// Largest YAML file read, in bytes.
const MAX_BYTES: usize = 8 << 20;
/// Deepest nesting read.
const MAX_DEPTH: usize = 32;
/// Most aliases in one file.
const MAX_ALIASES: usize = 64;

/// Reads a value from YAML text. `name` is the file's name in diagnostics.
pub fn from_str<T: DeserializeOwned>(name: &str, text: &str) -> Result<T> {
    guard(name, text)?;
    from_trusted(name, text)
}

/// Reads a value from YAML that was built into the program, without the guarded pass.
pub fn from_trusted<T: DeserializeOwned>(name: &str, text: &str) -> Result<T> {
    serde_yaml::from_str(text).map_err(|e| {
        let at = e.location().map_or(0, |l| l.index());
        let range = word_at(text, at);
        let message = e.to_string();
        let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
        let problem = Problem::new(format!("{name}: {message}")).at(name, text, range, "here");
        Box::new(match suggestion(&message) {
            Some(s) => problem.help(s),
            None if name.ends_with("sources.yaml") => {
                problem.help("an entry is {file: a.txt, published: 2022-01-19, outlet: …, title: …, lang: ar, url: …}; only `file` is needed")
            }
            None => problem.help("compare the file with the examples in the guide for rule authors, docs/rules.md"),
        })
    })
}

/// For "unknown field `x`, expected one of `a`, `b`": the nearest of them.
fn suggestion(message: &str) -> Option<String> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let wrong = quoted.next()?;
    if !message.contains("unknown") {
        return None;
    }
    let near = quoted.map(|k| (strsim::damerau_levenshtein(wrong, k), k)).min()?;
    (near.0 <= 3).then(|| format!("did you mean `{}`?", near.1))
}

/// The word around a byte offset, for underlining.
fn word_at(text: &str, at: usize) -> Range<usize> {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let end = text[at..].find(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '}' | ']')).map_or(text.len(), |i| at + i);
    at..end.max((at + 1).min(text.len()))
}

/// Refuses what would be slow, huge or ambiguous to read.
pub fn guard(name: &str, text: &str) -> Result<()> {
    if text.len() > MAX_BYTES {
        return Err(Box::new(Problem::new(format!("{name}: {} bytes of YAML are more than the {MAX_BYTES} that are read", text.len())).help("split the file")));
    }
    // one entry per open collection: for a mapping its keys so far and whether a key comes next
    let mut open: Vec<Option<(HashSet<String>, bool)>> = Vec::new();
    let mut aliases = 0;
    let bytes = |s: &granit_parser::Span| -> Range<usize> {
        let r = s.byte_range().unwrap_or(0..0);
        r.start.min(text.len())..r.end.min(text.len())
    };
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(e) => e,
            Err(e) => {
                let at = e.marker().byte_offset().unwrap_or(0);
                return Err(Box::new(
                    Problem::new(format!("{name}: not valid YAML: {}", e.info()))
                        .at(name, text, word_at(text, at), "here")
                        .help("check indentation, quotes and colons near this place"),
                ));
            }
        };
        let fail = |message: &str, help: &str| Box::new(Problem::new(format!("{name}: {message}")).at(name, text, bytes(&span), "here").help(help));
        let is_value = matches!(event, Event::Scalar(..) | Event::Alias(..) | Event::MappingStart(..) | Event::SequenceStart(..));
        if is_value && let Some(Some((keys, key_next))) = open.last_mut() {
            if *key_next
                && let Event::Scalar(value, ..) = &event
                && !keys.insert(value.to_string())
            {
                return Err(fail(&format!("the key `{value}` stands twice in one mapping"), "keep one of them"));
            }
            *key_next = !*key_next;
        }
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                if open.len() >= MAX_DEPTH {
                    return Err(fail("nested too deeply", "no file of gainsay needs more than a few levels"));
                }
                open.push(matches!(event, Event::MappingStart(..)).then(|| (HashSet::new(), true)));
            }
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
            }
            Event::Alias(..) => {
                aliases += 1;
                if aliases > MAX_ALIASES {
                    return Err(fail("too many aliases", "write the values out"));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Where each value of a sound YAML text stands, by its path: `facts/3/members/0`. What cannot be read has no place.
pub fn places(text: &str) -> HashMap<String, Range<usize>> {
    /// An open collection: its path, where it begins, and the key or number of the value that comes next.
    struct Open {
        path: String,
        start: usize,
        /// Of a mapping: the key whose value comes next.
        key: Option<String>,
        /// Of a sequence: how many values it has so far.
        next: Option<usize>,
    }
    let mut out = HashMap::new();
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        let r = span.byte_range().unwrap_or(0..0);
        let (start, end) = (r.start.min(text.len()), r.end.min(text.len()));
        match &event {
            Event::MappingEnd | Event::SequenceEnd => {
                if let Some(o) = open.pop() {
                    // a block ends where the next token begins
                    let end = if end > start { end } else { start };
                    let long = text.get(o.start..end).unwrap_or("").trim_end().len();
                    out.insert(o.path, o.start..o.start + long);
                }
                continue;
            }
            Event::Scalar(value, ..) if open.last().is_some_and(|o| o.next.is_none() && o.key.is_none()) => {
                if let Some(o) = open.last_mut() {
                    o.key = Some(value.to_string());
                }
                continue;
            }
            Event::Scalar(..) | Event::Alias(..) | Event::MappingStart(..) | Event::SequenceStart(..) => {}
            _ => continue,
        }
        let path = open.last_mut().map_or_else(String::new, |o| {
            let step = match &mut o.next {
                Some(n) => {
                    *n += 1;
                    (*n - 1).to_string()
                }
                None => o.key.take().unwrap_or_default(),
            };
            if o.path.is_empty() { step } else { format!("{}/{step}", o.path) }
        });
        match event {
            Event::MappingStart(..) => open.push(Open { path, start, key: None, next: None }),
            Event::SequenceStart(..) => open.push(Open { path, start, key: None, next: Some(0) }),
            _ => {
                out.insert(path, start..end);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_place() {
        let text = "facts:\n  - {a: 1, list: [x, y]}\n  - a: 2\n    list:\n      - {b: 3}\n      - {b: 4}\nend: z\n";
        let at = places(text);
        let words = |p: &str| at.get(p).map(|r| &text[r.clone()]);
        assert_eq!(words("facts/0"), Some("{a: 1, list: [x, y]}"));
        assert_eq!(words("facts/0/list/1"), Some("y"));
        assert_eq!(words("facts/1/list/1"), Some("{b: 4}"));
        assert!(words("facts/1").is_some_and(|w| w.starts_with("a: 2") && w.ends_with("{b: 4}")));
        assert_eq!(words("end"), Some("z"));
    }

    #[test]
    fn duplicates_and_depth_are_refused() {
        assert!(guard("x", "a: 1\nb: 2\n").is_ok());
        assert!(guard("x", "a: {c: 1}\nb: {c: 2}\n").is_ok());
        assert!(guard("x", "a: 1\na: 2\n").unwrap_err().to_string().contains("twice"));
        assert!(guard("x", &"[".repeat(200)).is_err());
        assert!(guard("x", "a: [1\n").is_err());
    }
}
