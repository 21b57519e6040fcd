//! The day of the blow that a figure is told of, where it stands beside the word for it: "Wednesday's blasts killed 25", «تفجيرات الثلاثاء».

use jiff::civil::Date;

use super::view::{SentenceView, View};
use crate::lexicon::Lexicon;
use crate::mention::MentionValue;

/// Most units from the word for an event to its day.
const BESIDE: usize = 3;

/// The day of the event that the clause of a figure names nearest to it.
pub(super) fn day(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<Date> {
    let core = &lexicon.core;
    if !s.classes.has(core.event) || !s.classes.has(core.date) {
        return None;
    }
    let (a, b) = s.clause(at);
    let event = (a..b).filter(|j| is_blow(lexicon, s, *j)).min_by_key(|j| if *j < at { at - j } else { 2 * (j - at) })?;
    let counted = |j: usize| [core.count, core.comma, core.reach, core.as_of, core.since, core.say, core.clause].iter().any(|k| s.has(j, *k));
    let date = |j: usize| match &s.mentions[s.units[j].mention?].value {
        MentionValue::Date(d) if d.end.is_none() => d.start.as_day(),
        _ => None,
    };
    let behind = (event + 1..(event + 1 + BESIDE).min(b)).take_while(|j| *j != at && !counted(*j)).find_map(date);
    // "Wednesday's blasts", "the Friday attack"
    behind.or_else(|| (event.saturating_sub(BESIDE).max(a)..event).rev().take_while(|j| *j != at && !counted(*j)).find_map(date))
}

/// The day of a chronology's entry that tells of a blow: "20 September: a raid on the suburb killed 45". How a toll rose is no blow.
pub(super) fn of_entry(lexicon: &Lexicon, view: &View, s: &SentenceView) -> Option<Date> {
    let core = &lexicon.core;
    let day = s.day?;
    let sharp = |o: &SentenceView| o.classes.has(core.event) && (0..o.units.len()).any(|j| is_blow(lexicon, o, j));
    let entry = view.sentences.iter().filter(|o| o.paragraph == s.paragraph && o.day == s.day && o.number <= s.number);
    (!s.classes.has(core.reach) && !s.classes.has(core.total)).then_some(day).filter(|_| entry.into_iter().any(sharp))
}

/// Whether a unit names an event that is over in a day.
pub(super) fn is_blow(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    s.value(lexicon, at, lexicon.core.event).is_some_and(|f| lexicon.tables.strikes_in_a_day(f))
}
