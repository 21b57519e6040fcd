//! Quarters of a year: "the third quarter of 2018", "Q3 2018", "2018Q4". Read in texts that are not news.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Calendar, DateHit};
use crate::mention::scan::Scan;
use crate::value::{DateValue, PartialDate};

impl Scan<'_, '_> {
    /// A quarter that begins at a token, of the year named or of that of publication.
    pub(super) fn quarter_date(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        if !self.anything() {
            return None;
        }
        let core = &self.lexicon.core;
        let letter = |i: usize| self.entry(i, core.short_unit).is_some_and(|e| e.value.as_deref() == Some("quarter"));
        let number = |i: usize| self.digits(i).filter(|_| self.touching(i)).and_then(|d| i8::try_from(d.mantissa()).ok()).filter(|q| (1..=4).contains(q));
        // "Q3", "2018Q4"
        let year = self.year_at(at, true).filter(|(_, e)| letter(*e));
        let q = year.map_or(at, |(_, e)| e);
        let (rank, end) = if letter(q) {
            (number(q + 1)?, q + 2)
        } else {
            let (rank, e) = self.day_number(at).filter(|(r, e)| *r <= 4 && (self.digits(at).is_none() || *e > at + 1))?;
            if !self.is_unit(e, "quarter") {
                return None;
            }
            (rank, self.end_of(e))
        };
        let (year, end) = match (year, self.year_after(end, true)) {
            (Some((y, _)), _) => (y, end),
            (None, Some(found)) => found,
            (None, None) => match self.relative_unit(self.skip_of(end), cal).filter(|h| h.value.start.month.is_none()) {
                Some(h) => (h.value.start.year?, h.end),
                None => (cal.published?.year(), end),
            },
        };
        Some(Self::hit(quarter_of(Date::new(year, 3 * rank - 2, 1).ok()?), at, end))
    }
}

/// The three months from the one a day lies in.
pub(super) fn quarter_of(first: Date) -> DateValue {
    let month = |d: Date| PartialDate { day: None, ..PartialDate::day(d) };
    let last = first.checked_add(2.months()).unwrap_or(first);
    DateValue { end: Some(month(last)), ..DateValue::new(month(first)) }
}
