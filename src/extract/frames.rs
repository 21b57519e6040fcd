//! The frames of all kinds, ready to run: which figure of a sentence is a claim of which kind.

use std::sync::OnceLock;

use smallvec::SmallVec;

use super::matcher::{Match, Rows, bit};
use crate::lexicon::{ClassId, FrameSource, KindId, Lexicon, MAX_CLASSES};
use crate::mention::Unit;

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

/// Which patterns of a language a sentence calls for, by the rarest class that each of them needs.
#[derive(Debug)]
pub struct Frames {
    by_class: Vec<Vec<Candidate>>,
    always: Vec<Candidate>,
}

#[derive(Debug, Clone)]
struct Candidate {
    at: (u16, u16),
    /// The bits of those that it must hold.
    bits: u128,
    /// Classes of which it must hold every one.
    all: SmallVec<[ClassId; 6]>,
    /// Further classes, of each list one.
    needs: Box<[Need]>,
}

/// Classes of which a sentence must hold one.
type Need = SmallVec<[ClassId; 4]>;

/// What [`Frames::read`] works with, kept from one sentence to the next.
#[derive(Default)]
pub struct Scratch {
    rows: Rows,
    wanted: Vec<(u16, u16)>,
    matches: Vec<Match>,
    readings: Vec<Reading>,
}

/// The frames of every pack, each made ready when its language is met.
#[derive(Debug)]
pub struct AllFrames(Vec<OnceLock<Frames>>);

impl AllFrames {
    /// Of the packs of a lexicon.
    pub fn new(lexicon: &Lexicon) -> Self {
        AllFrames(lexicon.frames.iter().map(|_| OnceLock::new()).collect())
    }

    /// Those of a pack of the same lexicon.
    pub fn of(&self, lexicon: &Lexicon, pack: usize) -> &Frames {
        self.0[pack].get_or_init(|| Frames::new(lexicon, &lexicon.frames[pack]))
    }
}

impl Frames {
    fn new(lexicon: &Lexicon, sources: &[FrameSource]) -> Self {
        let mut out = Frames { by_class: vec![Vec::new(); MAX_CLASSES], always: Vec::new() };
        let common: Vec<u32> = (0..lexicon.classes.names().len()).map(|c| commonness(lexicon, ClassId(c as u16))).collect();
        for (k, s) in sources.iter().enumerate() {
            for (n, p) in s.patterns.iter().enumerate() {
                let mut needs: SmallVec<[Need; 2]> = p.needs().map(|n| n.iter().collect()).collect();
                // the rarest calls for the pattern, and the rarest of the others is asked for first
                needs.sort_by_key(|n: &Need| n.iter().map(|c| common[c.0 as usize]).sum::<u32>());
                let key = if needs.is_empty() { None } else { Some(needs.remove(0)) };
                let all: SmallVec<[ClassId; 6]> = needs.iter().filter(|n| n.len() == 1).map(|n| n[0]).collect();
                needs.retain(|n| n.len() > 1);
                let candidate = Candidate { at: (k as u16, n as u16), bits: all.iter().fold(0, |bits, c| bits | bit(*c)), all, needs: needs.into_vec().into() };
                match key {
                    Some(key) => key.iter().for_each(|c| out.by_class[c.0 as usize].push(candidate.clone())),
                    None => out.always.push(candidate),
                }
            }
        }
        out
    }

    /// All readings of the values of a sentence, the best for each value and kind.
    pub fn read<'s>(&self, sources: &[FrameSource], units: &[Unit], scratch: &'s mut Scratch) -> &'s [Reading] {
        let Scratch { rows, wanted, matches, readings: best } = scratch;
        rows.write(units);
        wanted.clear();
        for c in rows.present().iter().flat_map(|c| &self.by_class[c.0 as usize]).chain(&self.always) {
            if c.bits & !rows.bits == 0 && c.all.iter().all(|c| rows.has(*c)) && c.needs.iter().all(|n| n.iter().any(|c| rows.has(*c))) {
                wanted.push(c.at);
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        best.clear();
        for (k, n) in wanted.iter().map(|(k, n)| (*k as usize, *n as usize)) {
            let (kind, p) = (sources[k].kind, &sources[k].patterns[n]);
            matches.clear();
            rows.matches(p, matches);
            for at in matches.drain(..) {
                let gap = (at.end - at.start) as i32 - p.weight;
                let score = 10 * p.weight - 2 * gap.max(0) + p.def.priority * 10;
                let reading = Reading { kind, at, score, pattern: (k, n) };
                match best.iter_mut().find(|b| b.at.value == at.value && b.kind == kind) {
                    Some(b) if score > b.score => *b = reading,
                    Some(_) => {}
                    None => best.push(reading),
                }
            }
        }
        best.sort_by_key(|a| (a.at.value, -a.score, a.kind));
        best
    }
}

/// How often a class may be met, roughly: its words belong to one kind, are words of its own, or run through all texts.
fn commonness(lexicon: &Lexicon, class: ClassId) -> u32 {
    let core = &lexicon.core;
    if [core.word, core.comma, core.clause, core.of, core.in_, core.and, core.to, core.article, core.quote].contains(&class) {
        100
    } else if [core.count, core.n_bare, core.n_person, core.date, core.say, core.people, core.country, core.place].contains(&class) {
        30
    } else if lexicon.classes.name(class).contains('/') {
        1
    } else {
        5
    }
}
