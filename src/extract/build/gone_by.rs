//! The year of a day that is told without one, where the nearest lies ahead and nothing tells of what is to come: «انطلقت المحاكمة في 25 يناير»
//! in a text of December is the January that has passed.

use jiff::civil::Date;

use crate::extract::timeline::written_year;
use crate::extract::view::SentenceView;
use crate::lexicon::Lexicon;
use crate::source::Document;
use crate::value::{DateValue, PartialDate};

/// Days from publication within which what is told without a year may well lie ahead, though no word says so: "the talks of 8 January".
const SOON: i32 = 45;
/// Most units from a verb in the past to its day.
const NEAR: usize = 10;

/// A day or month read as that of the next year, put into the year of publication where the sentence tells of nothing to come.
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
    let soon = days_ahead(published, d.start).is_none_or(|n| n <= SOON);
    if (0..s.units.len()).any(coming) || soon && !told_past() {
        return *d;
    }
    DateValue { start: PartialDate { year: Some(published.year()), ..d.start }, ..*d }
}

fn days_ahead(published: Date, start: PartialDate) -> Option<i32> {
    let day = Date::new(start.year?, start.month?, start.day.unwrap_or(15)).ok()?;
    published.until(day).ok().map(|l| l.get_days())
}
