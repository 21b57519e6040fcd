//! Quarters and seasons of a year: "the third quarter of 2018", "2018Q4", "last summer". Read in texts that are not news.

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
        Some(Self::hit(three_months(Date::new(year, 3 * rank - 2, 1).ok()?), at, end))
    }

    /// A season of a year: "summer 2014", "last winter", «صيف العام الماضي». Three whole months, as the weather services count.
    pub(super) fn season_date(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        // in news «الخريف الماضي» alone: where letters are of two sizes it is told with the year
        if !self.anything() && (self.pack().file.capitals || !self.has(at, self.lexicon.core.season) || self.way(self.end_of(at)) != Some(-1)) {
            return None;
        }
        let led = self.way(at).filter(|_| self.has(self.end_of(at), self.lexicon.core.season));
        let i = if led.is_some() { self.end_of(at) } else { at };
        // the seasons of the northern half, by their first month
        let month = match self.entry(i, self.lexicon.core.season)?.value.as_deref()? {
            "spring" => 3,
            "summer" => 6,
            "autumn" => 9,
            "winter" => 12,
            _ => return None,
        };
        let end = self.end_of(i);
        let p = cal.published?;
        let first = |year: i16| Date::new(year, month, 1).ok();
        let (start, end) = if let Some((year, e)) = self.year_after(end, true) {
            (first(year)?, e)
        } else if let Some(h) = self.relative_unit(self.skip_of(end), cal).filter(|h| h.value.start.month.is_none()) {
            (first(h.value.start.year?)?, h.end)
        } else {
            let (way, e) = match led {
                Some(way) => (way, end),
                None => (self.way(end)?, self.end_of(end)),
            };
            let y = p.year();
            let over = |d: &Date| d.checked_add(3.months()).is_ok_and(|after| after <= p);
            let near = [y - 2, y - 1, y, y + 1];
            let day = match way {
                -1 => near.into_iter().rev().filter_map(first).find(over)?,
                1 => near.into_iter().filter_map(first).find(|d| *d > p)?,
                _ => near.into_iter().filter_map(first).find(|d| !over(d))?,
            };
            (day, e)
        };
        Some(Self::hit(three_months(start), at, end))
    }
}

/// The three months from the one a day lies in.
pub(super) fn three_months(first: Date) -> DateValue {
    let month = |d: Date| PartialDate { day: None, ..PartialDate::day(d) };
    let last = first.checked_add(2.months()).unwrap_or(first);
    DateValue { end: Some(month(last)), ..DateValue::new(month(first)) }
}
