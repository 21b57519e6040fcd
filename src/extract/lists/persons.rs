//! Lists of persons behind the word that tells what they make up, in a script without capitals: «يتألف المجلس من X وY وZ».
//! Their given names tell where each begins.

use super::{Run, join};
use crate::mention::{Mention, Scan, Unit};

/// Most units between the word and the list.
const REACH: usize = 8;
/// Most units of a name.
const WORDS: usize = 5;

/// Joins such lists.
pub(super) fn merge(scan: &Scan<'_, '_>, units: &mut Vec<Unit>, mentions: &mut Vec<Mention>) {
    let core = &scan.lexicon.core;
    if scan.pack().file.capitals || units.iter().filter(|u| u.classes.has(core.given_name)).nth(1).is_none() {
        return;
    }
    let mut i = 1;
    while i + 2 < units.len() {
        let led = units[i].mention.is_none() && units[i].classes.has(core.given_name) && told(scan, units, i);
        if let Some(run) = if led { run(scan, units, i) } else { None } {
            join(scan, units, mentions, i, run, "name", false);
        }
        i += 1;
    }
}

/// Whether a word that makes a whole of its parts stands before a unit, and no office or verb of saying between.
fn told(scan: &Scan<'_, '_>, units: &[Unit], at: usize) -> bool {
    let core = &scan.lexicon.core;
    let stops = [core.office, core.title, core.say, core.clause, core.comma, core.that, core.count, core.name_part, core.given_name];
    let before = (at.saturating_sub(REACH)..at).rev().take_while(|j| units[*j].mention.is_none() && !stops.iter().any(|c| units[*j].classes.has(*c)));
    before.map(|j| &units[j]).any(|u| u.classes.has(core.hold) || u.classes.has(core.they_are))
}

/// The names from a unit on, with "and" or commas between them; two at least.
fn run(scan: &Scan<'_, '_>, units: &[Unit], from: usize) -> Option<Run> {
    let core = &scan.lexicon.core;
    let mut out = Run { end: from, members: Vec::new(), unknown: 0, groups: Vec::new(), ands: 0, closed: false, doubtful: 0 };
    let mut i = from;
    loop {
        let start = i;
        let name = |u: &Unit| -> bool {
            let bare = u.mention.is_none() && u.tokens.1 > u.tokens.0 && !u.is_clitic();
            bare && (u.classes.has(core.word) || u.classes.has(core.name_part))
        };
        // a name in no list, with "and" written as one with it
        let joined = |j: usize| scan.words[units[j].tokens.0].maybe_and > 0 && scan.phrase(units[j].tokens.0).is_none() && units.get(j + 1).is_some_and(name);
        let cut = if start > from && joined(start) { usize::from(scan.words[units[start].tokens.0].maybe_and) } else { 0 };
        while i < units.len() && i < start + WORDS && name(&units[i]) && !(i > start + 1 && joined(i)) {
            i += 1;
        }
        // a name alone, or one that goes on into something else
        if i < start + 2 || i < units.len() && [core.office, core.open, core.portfolio].iter().any(|c| units[i].classes.has(*c)) {
            break;
        }
        let text = &scan.text[units[start].span.start as usize..units[i - 1].span.end as usize];
        out.members.push(text.chars().skip(cut).collect());
        out.unknown += 1;
        out.end = i;
        let joint = i;
        while i < units.len() && (units[i].classes.has(core.comma) || units[i].is_clitic() && units[i].classes.has(core.and)) {
            i += 1;
        }
        if i >= units.len() || !(if i == joint { name(&units[i]) && joined(i) } else { units[i].classes.has(core.given_name) }) {
            break;
        }
    }
    (out.members.len() > 1).then_some(out)
}
