//! The year of a day that is told without one, where the nearest lies ahead but the words tell of what is past: «انطلقت المحاكمة في 25 يناير»
//! in a text of December is the January that has passed.

use crate::extract::timeline::written_year;
use crate::extract::view::SentenceView;
use crate::lexicon::Lexicon;
use crate::source::Document;
use crate::value::{DateValue, PartialDate};

/// Most units from a verb to its day.
const NEAR: usize = 10;
/// Most units from a day to a verb behind it that tells of what is to come.
const BEHIND: usize = 5;

/// A day or month read as that of the next year, put into the year of publication where the words before it tell of what has happened and none
/// of what is to come.
pub(super) fn gone_by(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize, d: &DateValue) -> DateValue {
    let core = &lexicon.core;
    let Some(published) = doc.published.filter(|_| !d.relative && d.end.is_none()) else { return *d };
    let next = d.start.year == Some(published.year() + 1) && d.start.month.is_some();
    if !next || lexicon.packs[s.pack].file.capitals || written_year(doc, s, at) {
        return *d;
    }
    let to_come = [core.plan, core.future, core.scheduled, core.fear, core.to_come, core.expects];
    let coming = |j: usize| to_come.iter().any(|c| s.has(j, *c)) || s.value(lexicon, j, core.deixis) == Some("next");
    let told_past = || {
        let led = at > 0 && (s.has(at - 1, core.since) || s.has(at - 1, core.event)) || at > 1 && s.has(at - 1, core.in_) && s.has(at - 2, core.event);
        led || (at.saturating_sub(NEAR)..at).any(|j| s.has(j, core.had) || s.has(j, core.past_verb))
    };
    let around = at.saturating_sub(NEAR)..s.units.len().min(at + BEHIND);
    if !told_past() || around.into_iter().any(coming) {
        return *d;
    }
    DateValue { start: PartialDate { year: Some(published.year()), ..d.start }, ..*d }
}
