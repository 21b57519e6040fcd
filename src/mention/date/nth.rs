//! Days told by their rank in a month: "the third Tuesday of September", "the last day of October".

use jiff::ToSpan;
use jiff::civil::Date;

use super::resolve::{complete, near_weekday};
use super::{Calendar, DateHit};
use crate::mention::scan::Scan;
use crate::value::{DateValue, PartialDate};

impl Scan<'_, '_> {
    /// The month and year that "of" leads to: "of May 2015", "of next month".
    pub(super) fn month_of(&self, at: usize, cal: &Calendar) -> Option<(Date, usize)> {
        let core = &self.lexicon.core;
        let mut i = at;
        let mut led = self.phrase(i).is_some_and(|p| p.form.preposition.is_some());
        if self.has(i, core.of) || self.has(i, core.from) || self.has(i, core.in_) {
            led = true;
            i = self.end_of(i);
        }
        if !led || i >= self.tokens.len() {
            return None;
        }
        let i = if self.has(i, core.article) { self.end_of(i) } else { i };
        if let Some(h) = self.relative_unit(i, cal).filter(|h| h.value.start.month.is_some() && h.value.start.day.is_none()) {
            return Some((Date::new(h.value.start.year?, h.value.start.month?, 1).ok()?, h.end));
        }
        // «شهر مارس»
        let i = if self.entry(i, core.time_unit).is_some_and(|u| u.value.as_deref() == Some("month")) { self.end_of(i) } else { i };
        let (month, hijri, mut end) = self.month_at(i)?;
        if hijri {
            return None;
        }
        let year = match self.year_after(end, false) {
            Some((y, e)) => {
                end = e;
                Some(y)
            }
            None => None,
        };
        let date = complete(PartialDate { year, month: Some(month), day: None }, cal, self.anything());
        Some((Date::new(date.year?, month, 1).ok()?, end))
    }

    /// "the third Tuesday of September 2014", "the last day of October", «الاثنين الأخير من شهر آذار».
    pub(super) fn nth_day(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        let rank_at = |i: usize| -> Option<i64> {
            if let Some(r) = self.value_of(i, core.ordinal) {
                return Some(r);
            }
            (self.has(i, core.final_) || self.entry(i, core.deixis).is_some_and(|e| e.value.as_deref() == Some("last") && self.pack().file.capitals)).then_some(-1)
        };
        let day_at = |i: usize| -> Option<(Option<i8>, usize)> {
            let mut i = i;
            let mut day = false;
            if self.has(i, core.day_word) || self.entry(i, core.time_unit).is_some_and(|u| u.value.as_deref() == Some("day")) {
                day = true;
                i = self.end_of(i);
            }
            match self.value_of(i, core.weekday) {
                Some(w) => Some((Some(w as i8), self.end_of(i))),
                None => day.then_some((None, i)),
            }
        };
        let (rank, weekday, end) = match rank_at(at) {
            Some(r) => {
                let (w, e) = day_at(self.end_of(at))?;
                (r, w, e)
            }
            None => {
                let (w, e) = day_at(at)?;
                (rank_at(e)?, w, self.end_of(e))
            }
        };
        let (first, end) = match self.month_of(end, cal) {
            Some(found) => found,
            // "the second Sunday" of this month
            None if self.anything() && weekday.is_some() && (1..=4).contains(&rank) => (cal.published?.first_of_month(), end),
            None => return None,
        };
        let last = first.last_of_month();
        let day = match weekday {
            None if rank < 0 => last,
            None => first.checked_add((rank - 1).days()).ok()?,
            Some(w) if rank < 0 => near_weekday(last, w, 0),
            Some(w) => {
                let ahead = i64::from((w - first.weekday().to_monday_one_offset()).rem_euclid(7));
                first.checked_add((ahead + 7 * (rank - 1)).days()).ok()?
            }
        };
        (day.month() == first.month() && rank != 0).then(|| Self::hit(DateValue::new(PartialDate::day(day)), at, end))
    }
}
