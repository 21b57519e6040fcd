//! Lists of persons behind the word that tells what they make up, in a script without capitals: «يتألف المجلس من X وY وZ».
//! Their given names tell where each begins.

use super::{Run, join};
use crate::mention::{Mention, Scan, Unit};

/// Most units between the word and the list.
const REACH: usize = 8;
/// Most units of what stands in brackets behind a name.
const ASIDE: usize = 6;
/// Most units of a calling before a name, and the name's first.
const CALLING: usize = 4;
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
    let stops = [core.office, core.say, core.clause, core.comma, core.that, core.count, core.given_name];
    let before = (at.saturating_sub(REACH)..at).rev().take_while(|j| units[*j].mention.is_none() && !stops.iter().any(|c| units[*j].classes.has(*c)));
    let within = scan.lexicon.classes.get("membership/within");
    before.map(|j| &units[j]).any(|u| [Some(core.hold), Some(core.they_are), within].into_iter().flatten().any(|c| u.classes.has(c)))
}

/// Past the calling, nationality or title that stands before a given name: «والروائي المغربي X».
fn past_calling(scan: &Scan<'_, '_>, units: &[Unit], from: usize) -> Option<usize> {
    let core = &scan.lexicon.core;
    let calling = |j: usize| {
        let u = &units[j];
        let told = [core.people, core.title, core.nationality, core.adjective, core.role_mod].iter().any(|c| u.classes.has(*c));
        let definite = u.tokens.1 > u.tokens.0
            && scan.phrase(u.tokens.0).is_none_or(|p| p.form.article || p.form.preposition.is_none())
            && scan.pack().is_definite(&scan.words[u.tokens.0].folded);
        u.mention.is_none() && !u.is_clitic() && (told || definite) && !u.classes.has(core.office)
    };
    let given = (from..units.len().min(from + CALLING)).find(|j| units[*j].classes.has(core.given_name))?;
    (given > from && (from..given).all(calling)).then_some(given)
}

/// The names from a unit on, with "and" or commas between them; two at least.
fn run(scan: &Scan<'_, '_>, units: &[Unit], from: usize) -> Option<Run> {
    let core = &scan.lexicon.core;
    let mut out = Run { end: from, members: Vec::new(), unknown: 0, groups: Vec::new(), ands: 0, closed: false, doubtful: 0, offices: false };
    let mut i = from;
    loop {
        i = past_calling(scan, units, i).unwrap_or(i);
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
        let told = |i: usize| units[i].classes.has(core.open) && units.get(i + 1).is_some_and(|u| u.mention.is_none());
        if i < start + 2 || i < units.len() && (told(i) || [core.office, core.portfolio].iter().any(|c| units[i].classes.has(*c))) {
            break;
        }
        let text = &scan.text[units[start].span.start as usize..units[i - 1].span.end as usize];
        out.members.push(text.chars().skip(cut).collect());
        out.unknown += 1;
        out.end = i;
        // «X (44 عاما)»
        if units.get(i).is_some_and(|u| u.classes.has(core.open))
            && units.get(i + 1).is_some_and(|u| u.mention.is_some())
            && let Some(close) = (i + 1..units.len().min(i + ASIDE)).find(|j| units[*j].classes.has(core.close))
        {
            i = close + 1;
        }
        let joint = i;
        while i < units.len() && (units[i].classes.has(core.comma) || units[i].is_clitic() && units[i].classes.has(core.and)) {
            i += 1;
        }
        if i >= units.len() || !(if i == joint { name(&units[i]) && joined(i) } else { units[i].classes.has(core.given_name) || past_calling(scan, units, i).is_some() }) {
            break;
        }
    }
    (out.members.len() > 1).then_some(out)
}
