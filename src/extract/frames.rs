//! The frames of all kinds, ready to run: which figure of a sentence is a claim of which kind.

use rustc_hash::FxHashMap;

use super::pattern::{Alphabet, Match, Pattern};
use crate::error::{Problem, Result};
use crate::lexicon::{ClassSet, KindId, Lexicon};
use crate::mention::Unit;

/// The frames of one kind.
#[derive(Debug)]
pub struct KindFrames {
    /// The kind.
    pub kind: KindId,
    /// Prefix of its local classes.
    pub prefix: String,
    alphabet: Alphabet,
    /// Its patterns.
    pub patterns: Vec<Pattern>,
}

/// A reading of a value as a claim of a kind.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Kind.
    pub kind: KindId,
    /// The value's unit, and the units of the whole match.
    pub at: Match,
    /// Score against other readings of the same value.
    pub score: i32,
    /// Number of the kind's frames and of the pattern in it.
    pub pattern: (usize, usize),
}

/// All frames of a language.
#[derive(Debug)]
pub struct Frames {
    /// Per kind.
    pub kinds: Vec<KindFrames>,
}

/// Compiles the frames of every pack.
pub fn compile(lexicon: &mut Lexicon) -> Result<Vec<Frames>> {
    let mut out = Vec::new();
    for sources in &lexicon.frames {
        let mut kinds = Vec::new();
        for s in sources {
            let mut alphabet = Alphabet::default();
            let mut patterns = Vec::new();
            for (def, origin) in &s.patterns {
                let p = Pattern::compile(def.clone(), *origin, &s.prefix, &mut lexicon.classes, &lexicon.core, &mut alphabet).map_err(|m| {
                    let f = &lexicon.files[s.file_number as usize];
                    let at = f.text.find(def.pattern.as_str()).unwrap_or(0);
                    Box::new(
                        Problem::new(format!("{}: {m}", f.name))
                            .at(&f.name, &f.text, at..at + def.pattern.len(), "this pattern")
                            .help("a pattern names classes of rows, @cues of its own file, or mentions such as <count>, <date>, <set>; see rules/README.md"),
                    )
                })?;
                patterns.push(p);
            }
            kinds.push(KindFrames { kind: s.kind, prefix: s.prefix.clone(), alphabet, patterns });
        }
        out.push(Frames { kinds });
    }
    Ok(out)
}

impl Frames {
    /// All readings of the values of a sentence, the best for each value and kind.
    pub fn read(&self, units: &[Unit]) -> Vec<Reading> {
        let mut present = ClassSet::default();
        for u in units {
            present.extend(&u.classes);
        }
        let mut best: FxHashMap<(usize, KindId), Reading> = FxHashMap::default();
        let (mut text, mut offsets) = (Vec::new(), Vec::new());
        for (k, kind) in self.kinds.iter().enumerate() {
            let mut written = false;
            for (n, p) in kind.patterns.iter().enumerate() {
                if !p.could_match(&present) {
                    continue;
                }
                if !written {
                    kind.alphabet.write(units, &mut text, &mut offsets);
                    written = true;
                }
                for at in p.matches(&text, &offsets) {
                    let gap = (at.end - at.start) as i32 - p.weight;
                    let score = 10 * p.weight - 2 * gap.max(0) + p.def.priority * 10;
                    let reading = Reading { kind: kind.kind, at, score, pattern: (k, n) };
                    best.entry((at.value, kind.kind))
                        .and_modify(|b| {
                            if score > b.score {
                                *b = reading.clone()
                            }
                        })
                        .or_insert(reading);
                }
            }
        }
        let mut all: Vec<Reading> = best.into_values().collect();
        all.sort_by_key(|a| (a.at.value, -a.score, a.kind));
        all
    }
}
