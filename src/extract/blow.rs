//! Which of several blows a figure is of, and on whose ground: the second quake, another blast, the areas that rebels hold.
//!
//! Such words stand anywhere in the clause of the figure, before it as often as behind it.

use super::scope::SOME;
use super::view::SentenceView;
use crate::lexicon::{Growth, Kind, Lexicon};

/// Marks a qualifier that tells which of several blows a figure is of; the number stands behind it.
pub const BLOW: &str = "blow_";

/// The unit of entries of class `qualifier` that reach over their clause.
const OF_CLAUSE: &str = "clause";

/// The group that the clause of a figure makes of an event's people, or which shock it measures, with no other figure between.
pub(super) fn of(lexicon: &Lexicon, s: &SentenceView, kind: &Kind, at: usize) -> Option<String> {
    let core = &lexicon.core;
    let ordered = s.classes.has(core.event) && (s.classes.has(core.ordinal) || s.classes.has(core.other_people) || s.classes.has(core.fresh)) || s.classes.has(core.blow);
    if !ordered && !s.classes.has(core.qualifier) {
        return None;
    }
    // what measures the event itself: its strength
    let measure = kind.growth == Growth::Fixed && !kind.additive;
    let ground = |j: usize| {
        let e = s.entries[j].iter().map(|e| &lexicon.packs[s.pack].entries[*e as usize]).find(|e| e.class == core.qualifier)?;
        // of an aftershock only the strength is told in passing
        e.value.as_deref().filter(|_| s.units[j].mention.is_none() && (measure || e.unit.as_deref() == Some(OF_CLAUSE)))
    };
    let (a, b) = s.clause(at);
    let counts = |j: &usize| s.has(*j, core.count);
    // "the second blast killed 25 and wounded 450": of all figures that come behind it
    let ahead = || (a..at).take_while(|j| !counts(j)).filter_map(|j| number(lexicon, s, j)).last();
    let behind = || (at + 1..b).take_while(|j| !counts(j)).find_map(|j| number(lexicon, s, j));
    if ordered && let Some(blow) = ahead().or_else(behind) {
        // whatever measures the event itself measures the first of several
        return Some(blow).filter(|q| !(measure && *q == format!("{BLOW}1")));
    }
    if let Some(held) = (at + 1..b).take_while(|j| !counts(j)).find_map(ground) {
        return Some(held.to_owned());
    }
    let held = (a..at).rev().find(|j| ground(*j).is_some())?;
    if (held..at).any(|j| counts(&j)) || (a..held).any(|j| counts(&j)) {
        // "812 in the government's areas, 900 in the north-west": elsewhere
        let last = (a..at).rev().find(counts)?;
        return (last.max(held)..b).any(|j| j != last && s.has(j, core.in_)).then(|| SOME.to_owned());
    }
    ground(held).map(str::to_owned)
}

/// Which of several blows the word for one is told as: "the second quake", «انفجار آخر».
fn number(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    let blow = s.has(at, core.blow) || s.value(lexicon, at, core.event).and_then(|f| lexicon.tables.families.get(f)).is_some_and(|f| f.toll);
    if !blow {
        return None;
    }
    let beside = [at.checked_sub(1), Some(at + 1)];
    beside.into_iter().flatten().filter(|j| *j < s.units.len()).find_map(|j| {
        if let Some(n) = s.value(lexicon, j, core.ordinal) {
            return Some(format!("{BLOW}{n}"));
        }
        // «آخر انفجار» is the last one, «انفجار آخر» another
        let other = j > at || lexicon.packs[s.pack].file.capitals;
        (other && (s.has(j, core.other_people) || s.has(j, core.fresh))).then(|| SOME.to_owned())
    })
}
