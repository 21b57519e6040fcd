//! The frames of all kinds, ready to run: which figure of a sentence is a claim of which kind.

use super::matcher::{Match, Rows};
use super::view::SentenceView;
use crate::lexicon::{Calls, FrameSource, KindId, Lexicon};
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

/// Taken from the score of what is read only without the asides.
const ASIDE: i32 = 4;

/// All readings of the values of a sentence, the best for each value and kind.
pub fn read<'s>(lexicon: &Lexicon, s: &SentenceView, scratch: &'s mut Scratch) -> &'s [Reading] {
    let (calls, sources) = (&lexicon.calls[s.pack], &lexicon.frames[s.pack]);
    scratch.readings.clear();
    run(calls, sources, &s.units, scratch);
    let told = scratch.readings.len();
    let capitals = lexicon.packs[s.pack].file.capitals;
    if let Some(kept) = super::asides::without(&lexicon.core, s, capitals, |i| scratch.readings.iter().any(|r| r.at.value == i && r.score >= 0)) {
        let units: Vec<Unit> = kept.iter().map(|i| s.units[*i].clone()).collect();
        let whole = std::mem::take(&mut scratch.readings);
        run(calls, sources, &units, scratch);
        let found = std::mem::replace(&mut scratch.readings, whole);
        for r in found {
            let at = Match { value: kept[r.at.value], start: kept[r.at.start], end: kept[r.at.end - 1] + 1 };
            // what the whole sentence tells of a figure stands, unless it saw no further than the aside: "13 Marines — … — were killed"
            let over = (at.value + 1..at.end).any(|i| s.has(i, lexicon.core.dash) && kept.binary_search(&i).is_err());
            if !scratch.readings[..told].iter().any(|b| b.at.value == at.value && b.score >= if over { r.score - ASIDE } else { 0 }) {
                scratch.readings.push(Reading { at, score: r.score - ASIDE, ..r });
            }
        }
    }
    scratch.readings.sort_by_key(|a| (a.at.value, -a.score, a.kind));
    &scratch.readings
}

/// Adds the readings of a row of units.
fn run(calls: &Calls, sources: &[FrameSource], units: &[Unit], scratch: &mut Scratch) {
    let Scratch { rows, wanted, matches, readings: best } = scratch;
    rows.write(units);
    wanted.clear();
    for called in rows.present().iter().filter_map(|c| calls.of(*c)).chain([&calls.always]) {
        called.of_sentence(&rows.absent, |c| rows.has(c), wanted);
    }
    wanted.sort_unstable();
    wanted.dedup();
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
}
