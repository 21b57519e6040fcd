//! Dates: full, partial, relative; worked out against the day of publication.

mod calendar;
mod holiday;
mod islamic;
mod loose;
mod nth;
mod numeric;
mod parts;
mod period;
mod relative;
mod resolve;
mod weekday;

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use super::scan::Scan;
use crate::lexicon::ClassId;
use crate::value::{DateValue, PartialDate};

/// What relative dates are worked out against.
#[derive(Debug, Clone, Copy, Default)]
pub struct Calendar {
    /// Day of publication.
    pub published: Option<Date>,
    /// The last full date read before, for "the 6th of the same month".
    pub last: Option<PartialDate>,
    /// The year of the last date, for "5 June of that year".
    pub year: Option<i16>,
}

/// A date found in a sentence.
#[derive(Debug, Clone)]
pub struct DateHit {
    /// Its value.
    pub value: DateValue,
    /// One past its last token.
    pub end: usize,
    /// First token of the date proper, after a word such as "day".
    pub start: usize,
    /// A weekday was named that the date does not fall on: the weekday's tokens and the day it would be.
    pub weekday_clash: Option<(usize, usize, Date)>,
    /// Only a year.
    pub year_only: bool,
}

impl Scan<'_, '_> {
    /// A date that begins at a token.
    pub fn date_at(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        let mut i = at;
        // "the day Sunday", "on the night of Sunday"
        while self.has(i, core.day_word) || self.has(i, core.daypart) {
            i = self.end_of(i);
            if self.has(i, core.of) && !self.has(i, core.weekday) {
                i = self.end_of(i);
            }
            if i >= self.tokens.len() || i > at + 4 {
                return None;
            }
        }
        if !self.may_be_date(i) {
            return None;
        }
        // digits that stand for no word are no rank, weekday or word like "last"
        let digits = !self.anything() && self.phrase(i).is_none();
        let bare = || {
            let back = || if self.holds.ago { self.relative_date(i, cal) } else { None };
            self.numeric_date(i).or_else(|| self.month_between(i)).or_else(|| self.calendar_date(i, cal)).or_else(back)
        };
        let worded = || {
            self.nth_day(i, cal)
                .or_else(|| self.quarter_date(i, cal))
                .or_else(|| self.season_date(i, cal))
                .or_else(|| self.numeric_date(i))
                .or_else(|| self.month_between(i))
                .or_else(|| self.weekday_date(i, cal))
                .or_else(|| self.calendar_date(i, cal))
                .or_else(|| self.relative_date(i, cal))
                .or_else(|| self.holiday_date(i, cal))
                .or_else(|| self.loose_date(i, cal))
        };
        let mut hit = if digits { bare() } else { worded() }?;
        hit.start = i;
        // "the night of 25 to 26 February": one night, on either day
        if i > at
            && self.has(hit.end, core.to)
            && let (Some(first), Some(second)) = (hit.value.start.as_day(), self.calendar_date(self.end_of(hit.end), cal))
            && hit.value.end.is_none()
            && second.value.start.as_day().is_some_and(|d| first.tomorrow().is_ok_and(|n| n == d))
        {
            hit.value.end = Some(second.value.start);
            hit.end = second.end;
        }
        // "in der Nacht zum Mittwoch": one night, on that day or the one before it
        if hit.value.end.is_none()
            && self.before(i).is_some_and(|b| self.has(b, core.night_to))
            && let Some(day) = hit.value.start.as_day()
            && let Ok(eve) = day.yesterday()
        {
            hit.value.end = Some(hit.value.start);
            hit.value.start = PartialDate::day(eve);
            hit.value.weekday = hit.value.weekday.map(|_| eve.weekday().to_monday_one_offset());
        }
        self.weekday_behind(&mut hit);
        // "Jul 18, Fri"
        let next = hit.end + usize::from(self.comma(hit.end));
        if self.anything()
            && next > hit.end
            && hit.value.weekday.is_none()
            && let Some(w) = self.weekday_at(next)
        {
            let mut value = DateValue { weekday: Some(w), ..hit.value };
            self.year_by_weekday(&mut value, i, hit.end);
            if value.start.as_day().is_some_and(|d| d.weekday().to_monday_one_offset() == w) {
                (hit.value, hit.end) = (value, self.end_of(next));
            }
        }
        Some(hit)
    }

    fn value_of(&self, at: usize, class: ClassId) -> Option<i64> {
        self.entry(at, class)?.number?.0.to_i64()
    }

    fn hit(value: DateValue, start: usize, end: usize) -> DateHit {
        DateHit { value, end, start, weekday_clash: None, year_only: false }
    }
}
