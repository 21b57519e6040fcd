//! Dates counted from the day of publication: "two days ago", "last week".

use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};
use rust_decimal::prelude::ToPrimitive;

use super::resolve::{near_weekday, shift};
use super::{Calendar, DateHit};
use crate::mention::scan::Scan;
use crate::value::{DateValue, PartialDate};

impl Scan<'_, '_> {
    /// Today, yesterday; two days ago; last week; this month.
    pub(super) fn relative_date(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        if let Some(offset) = self.value_of(at, core.day_offset) {
            let mut end = self.end_of(at);
            let day = cal.published.and_then(|p| p.checked_add(Length::new().days(offset)).ok());
            // "yesterday, Tuesday", "today Sunday"
            let mut i = end;
            if self.tokens.get(i).is_some_and(|t| t.is(',') || t.is('،')) {
                i += 1;
            }
            let mut value = DateValue { start: day.map(PartialDate::day).unwrap_or_default(), end: None, weekday: None, relative: true };
            if let Some(w) = self.value_of(i, core.weekday)
                && self.tokens[i].breaks == 0
            {
                value.weekday = Some(w as i8);
                end = self.end_of(i);
                if let Some(p) = cal.published {
                    value.start = PartialDate::day(near_weekday(p.checked_add(Length::new().days(offset.max(0))).ok()?, w as i8, 0));
                }
                let mut j = end;
                if self.tokens.get(j).is_some_and(|t| t.is(',') || t.is('،')) {
                    j += 1;
                }
                if let Some(full) = self.numeric_date(j).or_else(|| self.calendar_date(j, cal))
                    && full.value.start.day.is_some()
                {
                    let mut value = full.value;
                    value.weekday = Some(w as i8);
                    return Some(Self::hit(value, at, full.end));
                }
            }
            return Some(Self::hit(value, at, end));
        }
        // "two days ago", «قبل يومين»
        let (prefix, i) = if self.has(at, core.ago) {
            (true, self.end_of(at))
        } else if self.anything() && self.has(at, core.later) {
            (false, self.end_of(at))
        } else {
            (false, at)
        };
        if let Some((n, unit, end)) = self.length_of_time(i) {
            let (more, end) = if self.anything() { self.more_lengths(end) } else { (Vec::new(), end) };
            let on = |day: Date, sign: i64| more.iter().try_fold(day, |d, (n, u)| shift(d, u, sign * n));
            let (ago, stop) = if prefix {
                (true, end)
            } else if self.has(end, core.ago) {
                (true, self.end_of(end))
            } else {
                (false, end)
            };
            let p = cal.published?;
            // "in 3 weeks", "two weeks from now", «بعد أسبوعين من الآن»
            let led = self.has(at, core.later) || self.before(at).is_some_and(|b| self.has(b, core.in_) && self.pack().file.capitals);
            if self.anything() && !prefix && (self.has(end, core.from_now) || led) {
                let back = self.before(at).is_some_and(|b| self.has(b, core.since));
                let sign = if back { -1 } else { 1 };
                let day = on(shift(p, &unit, sign * n)?, sign)?;
                let stop = if self.has(end, core.from_now) { self.end_of(end) } else { end };
                let value = DateValue { relative: true, ..DateValue::new(PartialDate::day(day)) };
                return Some(Self::hit(value, at, stop));
            }
            if ago {
                let day = on(shift(p, &unit, -n)?, -1)?;
                let mut value = DateValue::new(match unit.as_str() {
                    _ if self.anything() => PartialDate::day(day),
                    "day" | "hour" | "minute" => PartialDate::day(day),
                    "week" => PartialDate { day: None, ..PartialDate::day(day) },
                    "month" => PartialDate { day: None, ..PartialDate::day(day) },
                    _ => PartialDate { year: Some(day.year()), month: None, day: None },
                });
                value.relative = true;
                return Some(Self::hit(value, at, stop));
            }
        }
        self.relative_unit(at, cal)
    }

    /// "last week", "this month", «العام الماضي».
    pub(super) fn relative_unit(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        let p = cal.published?;
        let (deixis, unit_at, end) = if self.has(at, core.deixis) && self.has(self.end_of(at), core.time_unit) {
            (at, self.end_of(at), self.end_of(self.end_of(at)))
        } else if self.has(at, core.time_unit) && self.has(self.end_of(at), core.deixis) && self.entry(at, core.time_unit).is_some_and(|e| e.count.is_none()) {
            (self.end_of(at), at, self.end_of(self.end_of(at)))
        } else {
            return None;
        };
        let way = match self.entry(deixis, core.deixis)?.value.as_deref()? {
            "last" => -1,
            "next" => 1,
            "this" => 0,
            _ => return None,
        };
        let unit = self.entry(unit_at, core.time_unit)?.value.as_deref()?;
        let day = shift(p, unit, way)?;
        let start = match unit {
            "year" => PartialDate { year: Some(day.year()), month: None, day: None },
            "month" => PartialDate { day: None, ..PartialDate::day(day) },
            "week" => {
                let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
                let next = if self.has(end, core.day_word) { self.end_of(end) } else { end };
                if self.anything()
                    && let Some(w) = self.value_of(next, core.weekday)
                {
                    let day = monday.checked_add((w - 1).days()).ok()?;
                    return Some(Self::hit(DateValue { weekday: Some(w as i8), relative: true, ..DateValue::new(PartialDate::day(day)) }, at, self.end_of(next)));
                }
                let mut v = DateValue::new(PartialDate::day(monday));
                v.end = monday.checked_add(6.days()).ok().map(PartialDate::day);
                v.relative = true;
                return Some(Self::hit(v, at, end));
            }
            "day" => PartialDate::day(day),
            _ => return None,
        };
        let mut v = DateValue::new(start);
        v.relative = true;
        Some(Self::hit(v, at, end))
    }

    /// What goes on behind a length of time: "2 years, 1 month and 21 days".
    pub(super) fn more_lengths(&self, at: usize) -> (Vec<(i64, String)>, usize) {
        let core = &self.lexicon.core;
        let mut out = Vec::new();
        let mut end = at;
        while out.len() < 4 {
            let mut i = end;
            if self.tokens.get(i).is_some_and(|t| t.is(',') || t.is('،')) {
                i += 1;
            }
            if self.has(i, core.and) && !self.joined_and(i) {
                i = self.end_of(i);
            }
            let Some((n, unit, e)) = self.length_of_time(i) else { break };
            out.push((n, unit));
            end = e;
        }
        (out, end)
    }

    /// A whole number of units of time: (how many, unit, end).
    pub(super) fn length_of_time(&self, at: usize) -> Option<(i64, String, usize)> {
        let core = &self.lexicon.core;
        let dual = self.phrase(at).and_then(|p| p.entries.iter().map(|e| &self.pack().entries[*e as usize]).find(|e| e.class == core.time_unit && e.count.is_some()));
        if let Some(e) = dual {
            return Some((i64::from(e.count.unwrap_or(1)), e.value.as_deref()?.to_owned(), self.end_of(at)));
        }
        if let Some(e) = self.entry(at, core.one_unit) {
            return Some((1, e.value.as_deref()?.to_owned(), self.end_of(at)));
        }
        if self.has(at, core.indefinite)
            && let Some(e) = self.entry(self.end_of(at), core.time_unit)
        {
            return Some((1, e.value.as_deref()?.to_owned(), self.end_of(self.end_of(at))));
        }
        let n = self.numeral(at)?;
        if n.vague && !self.anything() || n.range || n.fraction {
            return None;
        }
        let e = self.entry(n.end, core.time_unit)?;
        Some((n.low.to_i64()?, e.value.as_deref()?.to_owned(), self.end_of(n.end)))
    }
}
