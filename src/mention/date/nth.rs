//! Days told by their rank in a month: "the third Tuesday of September", "the last day of October".

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

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
        // «شهر مارس», «شهر ثلاثة», «الشهر التاسع»
        let named = self.is_unit(i, "month");
        let i = if named { self.end_of(i) } else { i };
        let cardinal = || self.unsigned(i).filter(|n| n.low == n.high && n.low.is_integer()).and_then(|n| Some((n.low.to_i8()?, n.end)));
        let number = || self.day_number(i).or_else(cardinal).filter(|(n, _)| named && self.anything() && (1..=12).contains(n)).map(|(n, e)| (n, None, e));
        let (month, islamic, mut end) = self.month_at(i).or_else(number)?;
        if islamic.is_some() {
            return None;
        }
        let mut year = None;
        let relative = || self.relative_unit(end, cal).filter(|h| h.value.start.month.is_none()).and_then(|h| Some((h.value.start.year?, h.end)));
        if let Some((y, e)) = self.year_after(end, false).or_else(relative) {
            (year, end) = (Some(y), e);
        }
        let date = complete(PartialDate { year, month: Some(month), day: None }, cal, self.anything());
        Some((Date::new(date.year?, month, 1).ok()?, end))
    }

    /// "the third Tuesday of September 2014", "the last day of October", «الاثنين الأخير من شهر آذار».
    pub(super) fn nth_day(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        let last_at = |i: usize| self.has(i, core.final_) || self.entry(i, core.deixis).is_some_and(|e| e.value.as_deref() == Some("last") && self.pack().file.capitals);
        let rank_at = |i: usize| -> Option<(i64, usize)> {
            if last_at(i) {
                return Some((-1, self.end_of(i)));
            }
            let (rank, end) = match self.value_of(i, core.ordinal) {
                Some(r) => (Some(r).filter(|r| (1..=366).contains(r))?, self.end_of(i)),
                None if self.anything() => self.day_number(i).filter(|(_, e)| *e == i + 2).map(|(d, e)| (i64::from(d), e))?,
                None => return None,
            };
            // "the fifth last day"
            Some(if self.anything() && last_at(end) { (-rank, self.end_of(end)) } else { (rank, end) })
        };
        let day_at = |i: usize| -> Option<(Option<i8>, usize)> {
            let mut i = i;
            let mut day = false;
            if self.has(i, core.day_word) || self.is_unit(i, "day") || self.anything() && self.value_of(i, core.day_offset) == Some(0) {
                day = true;
                i = self.end_of(i);
            }
            let short = || self.value_of(i, core.short_weekday).filter(|_| self.anything());
            match self.value_of(i, core.weekday).or_else(short) {
                Some(w) => Some((Some(w as i8), self.end_of(i))),
                None => day.then_some((None, i)),
            }
        };
        let (rank, weekday, end) = match rank_at(at) {
            Some((r, e)) => {
                let (w, e) = day_at(e)?;
                (r, w, e)
            }
            None => {
                let (w, e) = day_at(at)?;
                let (r, e) = rank_at(e)?;
                (r, w, e)
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
            None if rank < 0 => last.checked_add((rank + 1).days()).ok()?,
            None => first.checked_add((rank - 1).days()).ok()?,
            Some(w) if rank < 0 => near_weekday(last, w, 0).checked_add((7 * (rank + 1)).days()).ok()?,
            Some(w) => {
                let ahead = i64::from((w - first.weekday().to_monday_one_offset()).rem_euclid(7));
                first.checked_add((ahead + 7 * (rank - 1)).days()).ok()?
            }
        };
        (day.month() == first.month() && rank != 0).then(|| Self::hit(DateValue::new(PartialDate::day(day)), at, end))
    }
}
