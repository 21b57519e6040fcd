//! Patterns over classes of words: the notation of the rule files, and the steps that are run.

use smallvec::SmallVec;

use super::CoreClasses;
use super::class::{ClassId, ClassSet, ClassTable};
use super::frame_file::PatternDef;
use super::pack::Origin;

/// One element of a pattern, as written.
#[derive(Debug, Clone, PartialEq)]
enum Element {
    /// A unit with one of these class conjunctions.
    Unit { any: Vec<Names>, value: bool, times: Times },
    /// A run of units without cue, figure or end of clause.
    Gap { most: usize, commas: bool },
    /// Start of the sentence.
    Start,
    /// End of the sentence.
    End,
}

/// Names of classes that a unit must have and must not have.
#[derive(Debug, Clone, PartialEq, Default)]
struct Names {
    with: Vec<String>,
    without: Vec<String>,
}

/// How often a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// Once.
    Once,
    /// Once or not at all; once when the rest then matches.
    Optional,
    /// Any number of times; as few as let the rest match.
    Many,
}

/// Classes that a unit must have and must not have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conjunction {
    /// It has all of these.
    pub with: SmallVec<[ClassId; 2]>,
    /// It has none of these.
    pub without: SmallVec<[ClassId; 2]>,
}

/// One step of a pattern, as run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A unit that meets one of the conjunctions.
    Unit {
        /// The conjunctions.
        any: SmallVec<[Conjunction; 1]>,
        /// Whether it is the value.
        value: bool,
        /// How often it stands.
        times: Times,
    },
    /// As few units as let the rest match, none of which has a class of `stops`.
    Gap {
        /// Most units.
        most: u32,
        /// Classes that it steps over none of.
        stops: SmallVec<[ClassId; 8]>,
    },
    /// Start of the sentence.
    Start,
    /// End of the sentence.
    End,
}

/// A pattern, ready to run.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// As written.
    pub def: PatternDef,
    /// Where.
    pub origin: Origin,
    /// Its steps.
    pub steps: Vec<Step>,
    /// Mandatory units: the more, the more telling.
    pub weight: i32,
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

/// A pattern of a schema for a kind that has some of the cue classes it names (`has`, without `@`): the choices that ask for others are left out. None
/// where a unit is left without a choice.
pub fn with_own_classes(text: &str, has: impl Fn(&str) -> bool) -> Option<String> {
    let own = |choice: &str| choice.split(['&', '!']).filter_map(|c| c.trim().strip_prefix('@')).all(|c| c == "@" || has(c));
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(['}', '>']) {
        let Some(open) = piece.find(['{', '<']) else {
            out.push_str(piece);
            continue;
        };
        let (lead, unit) = piece.split_at(open);
        let inside = &unit[1..unit.len() - 1];
        let choices: Vec<&str> = inside.split('|').filter(|c| own(c)).collect();
        if choices.is_empty() {
            return None;
        }
        out.push_str(lead);
        out.push_str(&unit[..1]);
        out.push_str(&choices.join("|"));
        out.push_str(&unit[unit.len() - 1..]);
    }
    Some(out)
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
                vec![Names { with: vec![format!("lit:{inside}")], without: vec![] }]
            } else {
                inside
                    .split('|')
                    .map(|alt| {
                        let mut c = Names::default();
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
            let times = match rest[len..].chars().next() {
                Some('?') => Times::Optional,
                Some('*') => Times::Many,
                _ => Times::Once,
            };
            len += usize::from(times != Times::Once);
            (Element::Unit { any, value: open == '<', times }, len)
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

impl Pattern {
    /// Makes a pattern ready to run; `prefix` turns `@verb` into the kind's own class, `cue` are the words that its gaps do not step over.
    pub fn compile(def: PatternDef, origin: Origin, prefix: &str, table: &ClassTable, core: &CoreClasses, cue: ClassId) -> Result<Self, String> {
        let resolve = |name: &String| -> Result<ClassId, String> {
            let full = name.strip_prefix('@').map_or_else(|| name.clone(), |local| format!("{prefix}{local}"));
            table.get(&full).ok_or_else(|| format!("`{}`: there is no class `{name}`", def.pattern))
        };
        let mut steps = Vec::new();
        let mut weight = 0;
        for e in parse(&def.pattern)? {
            steps.push(match e {
                Element::Start => Step::Start,
                Element::End => Step::End,
                Element::Gap { most, commas } => {
                    let mut stops = SmallVec::from_slice(&[core.clause, core.count, cue, core.colon, core.share, core.money]);
                    stops.extend((!commas).then_some(core.comma));
                    Step::Gap { most: most as u32, stops }
                }
                Element::Unit { any, value, times } => {
                    weight += i32::from(times == Times::Once);
                    let any = any
                        .iter()
                        .map(|n| {
                            Ok(Conjunction {
                                with: n.with.iter().map(resolve).collect::<Result<_, String>>()?,
                                without: n.without.iter().map(resolve).collect::<Result<_, String>>()?,
                            })
                        })
                        .collect::<Result<_, String>>()?;
                    Step::Unit { any, value, times }
                }
            });
        }
        Ok(Pattern { def, origin, steps, weight })
    }

    /// For each unit that must stand: classes of which a sentence must hold one, so that the pattern can match at all.
    pub fn needs(&self) -> impl Iterator<Item = ClassSet> + '_ {
        self.steps.iter().filter_map(|s| match s {
            Step::Unit { any, times: Times::Once, .. } => {
                let mut need = ClassSet::default();
                for c in any.iter().flat_map(|c| &c.with) {
                    need.insert(*c);
                }
                (!need.is_empty() && any.iter().all(|c| !c.with.is_empty())).then_some(need)
            }
            _ => None,
        })
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
        let has = |c: &str| c == "verb";
        assert_eq!(with_own_classes("{@verb|says:@@|@died} ..2 <count>", has).as_deref(), Some("{@verb|says:@@} ..2 <count>"));
        assert_eq!(with_own_classes("{@died} <count>", has), None);
        assert_eq!(pattern_classes("{@verb} <count&n:person>"), ["@verb", "count", "n:person"]);
    }
}
