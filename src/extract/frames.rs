//! The frames of all kinds, ready to run: which figure of a sentence is a claim of which kind.

use super::matcher::{Match, Rows};
use crate::lexicon::{Calls, FrameSource, KindId};
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

/// What [`read`] works with, kept from one sentence to the next.
#[derive(Default)]
pub struct Scratch {
    rows: Rows,
    wanted: Vec<(u16, u16)>,
    matches: Vec<Match>,
    readings: Vec<Reading>,
}

/// All readings of the values of a sentence, the best for each value and kind.
pub fn read<'s>(calls: &Calls, sources: &[FrameSource], units: &[Unit], scratch: &'s mut Scratch) -> &'s [Reading] {
    let Scratch { rows, wanted, matches, readings: best } = scratch;
    rows.write(units);
    wanted.clear();
    for called in rows.present().iter().filter_map(|c| calls.of(*c)).chain([&calls.always]) {
        called.of_sentence(&rows.absent, |c| rows.has(c), wanted);
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
