//! Dates counted from the day of publication: "two days ago", "last week".

use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};
use rust_decimal::prelude::ToPrimitive;

use super::period::three_months;
use super::resolve::{coming_weekday, near_weekday, shift};
use super::{Calendar, DateHit};
use crate::mention::scan::Scan;
use crate::normalise::TokenKind;
use crate::value::{DateValue, PartialDate};

impl Scan<'_, '_> {
    /// Today, yesterday; two days ago; last week; this month.
    pub(super) fn relative_date(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        if let Some(hit) = self.ahead_of(at, cal).or_else(|| self.weekdays_from_now(at, cal)) {
            return Some(hit);
        }
        if let Some(hit) = self.shifted_day(at, cal) {
            return Some(hit);
        }
        if let Some(mut offset) = self.value_of(at, core.day_offset) {
            let mut end = self.end_of(at);
            // «اليوم التالي»
            if self.anything()
                && offset == 0
                && let Some(way) = self.way(end).filter(|w| *w != 0)
            {
                offset = i64::from(way);
                end = self.end_of(end);
            }
            let day = cal.published.and_then(|p| p.checked_add(Length::new().days(offset)).ok());
            // "yesterday, Tuesday", "today Sunday"
            let mut i = end;
            if self.comma(i) {
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
                if self.comma(j) {
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
        let colloquial = self.anything() && at == 0 && self.has(at, core.from) && self.has(1, core.one_unit) && self.tokens.len() == 2;
        let (prefix, i) = if self.has(at, core.ago) || colloquial {
            (true, self.end_of(at))
        } else if self.anything() && self.has(at, core.later) {
            (false, self.end_of(at))
        } else {
            (false, at)
        };
        // in news a length of time is a date only with a word that counts back
        if (self.anything() || self.holds.ago)
            && let Some((n, unit, end)) = self.length_of_time(i)
        {
            if let Some(hit) = self.counted_from(at, end, n, &unit, cal) {
                return Some(hit);
            }
            let (more, end) = if self.anything() { self.more_lengths(end) } else { (Vec::new(), end) };
            let on = |day: Date, sign: i64| more.iter().try_fold(day, |d, (n, u)| shift(d, u, sign * n));
            let (ago, stop) = if prefix {
                (true, end)
            } else if self.has(end, core.ago) && !self.leads_on(end) {
                (true, self.end_of(end))
            } else {
                (false, end)
            };
            let p = cal.published?;
            // "in 3 weeks", "two weeks from now", «بعد أسبوعين من الآن»
            // "2 years 21 days later", with nothing behind
            let after = self.end_of(end);
            let later = self.has(end, core.later) && self.tokens.get(after).is_none_or(|t| matches!(t.kind, crate::normalise::TokenKind::Punct(_)));
            let led = later || self.has(at, core.later) || self.before(at).is_some_and(|b| self.has(b, core.in_) && self.pack().file.capitals);
            if self.anything() && !prefix && (self.has(end, core.from_now) || led) {
                let back = self.before(at).is_some_and(|b| self.has(b, core.since));
                let sign = if back { -1 } else { 1 };
                let day = on(shift(p, &unit, sign * n)?, sign)?;
                let stop = if self.has(end, core.from_now) || later { self.end_of(end) } else { end };
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

    /// A day counted from another one: "le lendemain du 13 février", and from the day told last: "le lendemain".
    fn shifted_day(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        let end = self.end_of(at);
        let told = self.value_of(at, core.day_shift);
        let offset = told.or_else(|| self.value_of(at, core.day_offset).filter(|n| *n != 0))?;
        let from = if self.has(end, core.of) { self.end_of(end) } else { end };
        let from = if from > end && self.has(from, core.article) { self.end_of(from) } else { from };
        let counted = |base: PartialDate, end: usize| {
            let day = base.as_day()?.checked_add(Length::new().days(offset)).ok()?;
            Some(Self::hit(DateValue { relative: true, ..DateValue::new(PartialDate::day(day)) }, at, end))
        };
        if from > end {
            let base = self.numeric_date(from).or_else(|| self.calendar_date(from, cal))?;
            return counted(base.value.start, base.end).map(|h| DateHit { value: DateValue { relative: false, ..h.value }, ..h });
        }
        told?;
        counted(cal.last?, end)
    }

    /// Which way a word points: last −1, this 0, next 1.
    pub(super) fn way(&self, at: usize) -> Option<i8> {
        let core = &self.lexicon.core;
        let loose = || self.entry(at, core.loose_deixis).filter(|_| self.anything());
        match self.entry(at, core.deixis).or_else(loose)?.value.as_deref()? {
            "last" => Some(-1),
            "next" => Some(1),
            "this" => Some(0),
            _ => None,
        }
    }

    fn is_deixis(&self, at: usize) -> bool {
        let core = &self.lexicon.core;
        self.has(at, core.deixis) || self.anything() && self.has(at, core.loose_deixis)
    }

    /// "upcoming two years", "2 upcoming days": the day, month or year that is so far away.
    fn ahead_of(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        if !self.anything() {
            return None;
        }
        let n = self.unsigned(if self.has(at, core.ahead) { self.end_of(at) } else { at }).filter(|n| n.low == n.high && n.low.is_integer())?;
        let i = if self.has(at, core.ahead) {
            n.end
        } else if self.has(n.end, core.ahead) {
            self.end_of(n.end)
        } else {
            return None;
        };
        let unit = self.entry(i, core.time_unit)?.value.as_deref()?;
        let day = shift(cal.published?, unit, n.low.to_i64()?)?;
        let start = match unit {
            "day" => PartialDate::day(day),
            "month" => PartialDate { day: None, ..PartialDate::day(day) },
            "year" => PartialDate { year: Some(day.year()), month: None, day: None },
            _ => return None,
        };
        Some(Self::hit(DateValue { relative: true, ..DateValue::new(start) }, at, self.end_of(i)))
    }

    /// Whether "two days before" goes on to what it is before: the vote, the quake.
    fn leads_on(&self, ago: usize) -> bool {
        let anchored = self.entry(ago, self.lexicon.core.ago).is_some_and(|e| e.value.is_some());
        let next = self.end_of(ago);
        anchored && self.tokens.get(next).is_some_and(|t| t.breaks == 0 && !matches!(t.kind, crate::normalise::TokenKind::Punct(_)))
    }

    /// "5 days from tomorrow", "two weeks after January 1", «بعد يومين من الأربعاء».
    fn counted_from(&self, start: usize, end: usize, n: i64, unit: &str, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        if !self.anything() || self.has(end, core.from_now) {
            return None;
        }
        let led = |class| start < end && self.has(start, class);
        let sign = if self.has(end, core.ago) || led(core.ago) && self.has(end, core.from) {
            -1
        } else if self.has(end, core.later) || self.has(end, core.from) {
            1
        } else {
            return None;
        };
        let i = self.end_of(end);
        let i = if self.has(i, core.article) { self.end_of(i) } else { i };
        let base = self.date_at(i, cal).filter(|h| h.value.end.is_none())?;
        let day = shift(base.value.start.as_day()?, unit, sign * n)?;
        Some(Self::hit(DateValue { relative: true, ..DateValue::new(PartialDate::day(day)) }, start, base.end))
    }

    /// "two Sundays from now", "three Fridays ago".
    fn weekdays_from_now(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        if !self.anything() {
            return None;
        }
        let n = self.unsigned(at).filter(|n| n.low == n.high && n.low.is_integer())?;
        let weekday = self.weekday_at(n.end)?;
        let end = self.end_of(n.end);
        let weeks = n.low.to_i64().filter(|n| (1..520).contains(n))?;
        let p = cal.published?;
        let day = if self.has(end, core.ago) {
            near_weekday(p, weekday, -1).checked_sub((7 * (weeks - 1)).days()).ok()?
        } else if self.has(end, core.from_now) || self.has(end, core.later) {
            coming_weekday(p, weekday, weeks - 1)?
        } else {
            return None;
        };
        Some(Self::hit(DateValue { weekday: Some(weekday), relative: true, ..DateValue::new(PartialDate::day(day)) }, at, self.end_of(end)))
    }

    /// "last week", "this month", «العام الماضي».
    pub(super) fn relative_unit(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        let p = cal.published?;
        if let Some(years) = self.value_of(at, core.year_offset).filter(|_| self.anything()) {
            let year = p.year().checked_add(i16::try_from(years).ok()?)?;
            return Some(Self::hit(DateValue { relative: true, ..DateValue::new(PartialDate { year: Some(year), month: None, day: None }) }, at, self.end_of(at)));
        }
        // «آخر يوم», with no month behind
        let final_day = || self.anything() && self.has(at, core.final_) && self.is_unit(self.end_of(at), "day") && self.month_of(self.end_of(self.end_of(at)), cal).is_none();
        // "the month after next"
        let over =
            Some(self.end_of(self.end_of(at))).filter(|o| self.anything() && self.has(at, core.time_unit) && self.has(self.end_of(at), core.later) && self.way(*o) == Some(1));
        // «بصيغتها الحالية سنة 2002»: the word belongs to what stands before it
        let year_behind =
            |unit: usize| !self.pack().file.capitals && self.has(unit, core.year_word) && self.tokens.get(self.end_of(unit)).is_some_and(|t| t.kind == TokenKind::Number);
        let (deixis, unit_at, end) = if let Some(o) = over {
            (o, at, self.end_of(o))
        } else if (self.is_deixis(at) || final_day()) && self.has(self.end_of(at), core.time_unit) && !year_behind(self.end_of(at)) {
            (at, self.end_of(at), self.end_of(self.end_of(at)))
        } else if self.has(at, core.time_unit) && self.is_deixis(self.end_of(at)) && self.entry(at, core.time_unit).is_some_and(|e| e.count.is_none()) {
            (self.end_of(at), at, self.end_of(self.end_of(at)))
        } else {
            return None;
        };
        let way = if over.is_some() {
            2
        } else if self.has(deixis, core.final_) && !self.is_deixis(deixis) {
            -1
        } else {
            i64::from(self.way(deixis)?)
        };
        let unit = self.entry(unit_at, core.time_unit)?.value.as_deref()?;
        let day = shift(p, unit, way)?;
        let start = match unit {
            "year" => PartialDate { year: Some(day.year()), month: None, day: None },
            "month" => PartialDate { day: None, ..PartialDate::day(day) },
            "week" => {
                let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
                let next = if self.has(end, core.day_word) || self.anything() && self.has(end, core.in_) { self.end_of(end) } else { end };
                if self.anything()
                    && let Some(w) = self.weekday_at(next).map(i64::from)
                {
                    let day = monday.checked_add((w - 1).days()).ok()?;
                    return Some(Self::hit(DateValue { weekday: Some(w as i8), relative: true, ..DateValue::new(PartialDate::day(day)) }, at, self.end_of(next)));
                }
                let mut v = DateValue::new(PartialDate::day(monday));
                v.end = monday.checked_add(6.days()).ok().map(PartialDate::day);
                v.relative = true;
                return Some(Self::hit(v, at, end));
            }
            "quarter" if self.anything() => {
                let first = Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).ok()?;
                return Some(Self::hit(DateValue { relative: true, ..three_months(first) }, at, end));
            }
            "day" => PartialDate::day(day),
            _ => return None,
        };
        let mut v = DateValue::new(start);
        v.relative = true;
        Some(Self::hit(v, at, end))
    }

    /// "(the end of) the month", with nothing that says which: that of publication.
    pub(super) fn this_period(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        let i = if self.has(at, core.article) { self.end_of(at) } else { at };
        let end = self.end_of(i);
        // "the year", where no year follows
        if self.has(i, core.year_word) && end > i + 1 && self.digits(end).is_none() && self.entry(i, core.time_unit).is_none() {
            return Some(Self::hit(DateValue { relative: true, ..DateValue::new(PartialDate { year: Some(cal.published?.year()), month: None, day: None }) }, at, end));
        }
        let told = i > at || self.phrase(i).is_some_and(|p| p.form.article && p.form.preposition.is_none());
        let p = cal.published?;
        let end = self.end_of(i);
        let start = match self.entry(i, core.time_unit).filter(|e| told && e.count.is_none())?.value.as_deref()? {
            "year" => PartialDate { year: Some(p.year()), month: None, day: None },
            "month" => PartialDate { day: None, ..PartialDate::day(p) },
            _ => return None,
        };
        // "the end of the year-long siege", "of the month of May"
        let closes = self.tokens.get(end).is_none_or(|t| t.breaks > 0 || !t.is_dash()) && !self.has(end, core.of) && !self.has(end, core.ordinal) && self.digits(end).is_none();
        closes.then(|| Self::hit(DateValue { relative: true, ..DateValue::new(start) }, at, end))
    }

    /// What goes on behind a length of time: "2 years, 1 month and 21 days".
    pub(super) fn more_lengths(&self, at: usize) -> (Vec<(i64, String)>, usize) {
        let core = &self.lexicon.core;
        let mut out = Vec::new();
        let mut end = at;
        while out.len() < 4 {
            let mut i = end;
            if self.comma(i) {
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
    pub(in crate::mention) fn length_of_time(&self, at: usize) -> Option<(i64, String, usize)> {
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
            return Some((i64::from(e.count.unwrap_or(1)), e.value.as_deref()?.to_owned(), self.end_of(self.end_of(at))));
        }
        let n = self.numeral(at)?;
        if n.vague && !self.anything() || n.range || n.fraction {
            return None;
        }
        // "four business days"
        let working = self.end_of(n.end);
        if self.anything() && self.has(n.end, core.working) && self.is_unit(working, "day") {
            return Some((n.low.to_i64()?, "workday".to_owned(), self.end_of(working)));
        }
        let e = self.entry(n.end, core.time_unit)?;
        Some((n.low.to_i64()?, e.value.as_deref()?.to_owned(), self.end_of(n.end)))
    }
}
