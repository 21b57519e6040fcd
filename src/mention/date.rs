//! Dates: full, partial, relative; worked out against the day of publication.

use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};
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
        let mut hit = self
            .nth_day(i, cal)
            .or_else(|| self.numeric_date(i, cal))
            .or_else(|| self.weekday_date(i, cal))
            .or_else(|| self.calendar_date(i, cal))
            .or_else(|| self.relative_date(i, cal))
            .or_else(|| self.loose_date(i, cal))?;
        hit.start = i;
        Some(hit)
    }

    /// The month and year that "of" leads to: "of May 2015", "of next month".
    fn month_of(&self, at: usize, cal: &Calendar) -> Option<(Date, usize)> {
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
    fn nth_day(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
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

    /// What only texts that are not news mean as dates: "4/22", "2/2013", "the 27th", "on the 15".
    fn loose_date(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        if !self.anything() {
            return None;
        }
        let p = cal.published?;
        let digits = |i: usize| -> Option<i16> {
            self.digits(i)?;
            crate::normalise::fold(self.raw(i)).parse().ok()
        };
        if let Some(a) = digits(at)
            && self.tokens.get(at + 1).is_some_and(|t| (t.is('/') || t.is_dash()) && !t.spaced)
            && self.touching(at + 2)
            && let Some(b) = digits(at + 2)
        {
            let slash = self.is_punct(at + 1, '/');
            if slash && ((1900..2100).contains(&a) || (1900..2100).contains(&b)) {
                let (y, m) = if a > b { (a, b) } else { (b, a) };
                let month = i8::try_from(m).ok().filter(|m| (1..=12).contains(m))?;
                return Some(Self::hit(DateValue::new(PartialDate { year: Some(y), month: Some(month), day: None }), at, at + 3));
            }
            // a year behind a comma
            let comma = self.tokens.get(at + 3).is_some_and(|t| t.is(',') || t.is('،'));
            let year = comma.then(|| digits(at + 4)).flatten().map(|y| if y < 70 { 2000 + y } else { y });
            let (m, d) = if a > 12 { (b, a) } else { (a, b) };
            let (m, d) = (i8::try_from(m).ok().filter(|m| (1..=12).contains(m))?, i8::try_from(d).ok().filter(|d| (1..=31).contains(d))?);
            if year.is_none() && (d <= 12 || at == 0) {
                return None;
            }
            let date = complete(PartialDate { year, month: Some(m), day: Some(d) }, cal, true);
            return Some(Self::hit(DateValue::new(date), at, if year.is_some() { at + 5 } else { at + 3 }));
        }
        let (day, end) = self.day_number(at)?;
        let core = &self.lexicon.core;
        let before = self.before(at)?;
        let led = [core.article, core.day_word, core.in_].iter().any(|c| self.has(before, *c));
        let ended = self.tokens.get(end).is_none_or(|t| matches!(t.kind, crate::normalise::TokenKind::Punct(_)) && !t.is_dash() && !t.is('/') && !t.is('%'));
        if !led || !ended {
            return None;
        }
        let month = if day >= p.day() { p.first_of_month() } else { p.last_of_month().tomorrow().ok()? };
        Some(Self::hit(DateValue { relative: true, ..DateValue::new(PartialDate { year: Some(month.year()), month: Some(month.month()), day: Some(day) }) }, at, end))
    }

    fn value_of(&self, at: usize, class: ClassId) -> Option<i64> {
        self.entry(at, class)?.number?.0.to_i64()
    }

    fn hit(value: DateValue, start: usize, end: usize) -> DateHit {
        DateHit { value, end, start, weekday_clash: None, year_only: false }
    }

    /// `27-9-2023`, `2022/01/06`, `06.01.2022`.
    fn numeric_date(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        // a dotted date comes as one number token
        let raw = crate::normalise::fold(self.text.get(self.tokens.get(at)?.span.range())?);
        let mut numbers: Vec<(String, usize)> = Vec::new();
        if raw.contains('.') && raw.split('.').count() == 3 {
            numbers = raw.split('.').map(|p| (p.to_owned(), at + 1)).collect();
        } else {
            let sep = self.tokens.get(at + 1)?.kind;
            let is_sep = |i: usize| self.tokens.get(i).is_some_and(|t| t.kind == sep && (t.is('/') || t.is_dash()) && !t.spaced);
            let mut i = at;
            loop {
                self.digits(i)?;
                let text = crate::normalise::fold(self.raw(i));
                if !text.chars().all(|c| c.is_ascii_digit()) {
                    return None;
                }
                numbers.push((text, i + 1));
                if numbers.len() == 3 || !(is_sep(i + 1) && self.touching(i + 2)) {
                    break;
                }
                i += 2;
            }
        }
        if numbers.len() != 3 || self.tokens.get(numbers[2].1).is_some_and(|t| (t.is_dash() || t.is('/')) && !t.spaced) {
            return None;
        }
        let n: Vec<i16> = numbers.iter().map(|p| p.0.parse().ok()).collect::<Option<_>>()?;
        let (y, m, d) = if numbers[0].0.len() == 4 {
            (n[0], n[1], n[2])
        } else if numbers[2].0.len() == 4 {
            let (d, m) = if n[1] > 12 { (n[1], n[0]) } else { (n[0], n[1]) };
            (n[2], m, d)
        } else if numbers[2].0.len() == 2 {
            let (d, m) = if n[1] > 12 { (n[1], n[0]) } else { (n[0], n[1]) };
            (if n[2] >= 70 { 1900 } else { 2000 } + n[2], m, d)
        } else {
            return None;
        };
        let _ = cal;
        let date = Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()?;
        Some(Self::hit(DateValue::new(PartialDate::day(date)), at, numbers[2].1))
    }

    /// A weekday, with or without the date it fell on.
    fn weekday_date(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        let weekday = self.value_of(at, core.weekday)? as i8;
        let end = self.end_of(at);
        let mut next = end;
        if self.tokens.get(next).is_some_and(|t| t.is(',') || t.is('،')) {
            next += 1;
        }
        while self.has(next, core.article) || self.has(next, core.daypart) {
            next = self.end_of(next);
        }
        if next < self.tokens.len()
            && self.tokens[next].breaks == 0
            && let Some(mut full) = self.numeric_date(next, cal).or_else(|| self.calendar_date(next, cal))
            && full.value.start.day.is_some()
            && full.value.start.month.is_some()
        {
            full.value.weekday = Some(weekday);
            if let Some(day) = full.value.start.as_day()
                && day.weekday().to_monday_one_offset() != weekday
            {
                // the day that the weekday would be, nearest to the date given
                let shift = i64::from(weekday - day.weekday().to_monday_one_offset());
                let shift = if shift > 3 {
                    shift - 7
                } else if shift < -3 {
                    shift + 7
                } else {
                    shift
                };
                full.weekday_clash = day.checked_add(shift.days()).ok().map(|d| (at, end, d));
            }
            return Some(full);
        }
        // "Friday the 22nd"
        if self.anything()
            && let Some(p) = cal.published
        {
            let j = if self.has(next, core.in_) { self.end_of(next) } else { next };
            let j = if self.has(j, core.article) { self.end_of(j) } else { j };
            if let Some((day, e)) = self.day_number(j)
                && let Some(date) = (0..12).find_map(|k| {
                    let first = p.first_of_month().checked_add(Length::new().months(k)).ok()?;
                    Date::new(first.year(), first.month(), day).ok().filter(|d| d.weekday().to_monday_one_offset() == weekday)
                })
            {
                return Some(Self::hit(DateValue { start: PartialDate::day(date), end: None, weekday: Some(weekday), relative: true }, at, e));
            }
        }
        // "Saturday-Sunday night"
        let mut stop = end;
        let mut second = None;
        let after = if self.tokens.get(end).is_some_and(|t| t.is_dash()) { end + 1 } else { end };
        if let Some(w) = self.value_of(after, core.weekday)
            && w as i8 != weekday
            && !self.joined_and(after)
        {
            second = Some(w as i8);
            stop = self.end_of(after);
        }
        let mut deixis = 0;
        if self.anything()
            && let Some(week) = self.relative_unit(stop, cal).filter(|h| h.value.end.is_some())
        {
            let day = week.value.start.as_day()?.checked_add(i64::from(weekday - 1).days()).ok()?;
            return Some(Self::hit(DateValue { start: PartialDate::day(day), end: None, weekday: Some(weekday), relative: true }, at, week.end));
        }
        if let Some(e) = self.entry(stop, core.deixis) {
            deixis = match e.value.as_deref() {
                Some("last") => -1,
                Some("next") => 1,
                _ => 0,
            };
            if self.tokens[stop].breaks == 0 {
                stop = self.end_of(stop);
            }
        }
        // "Sunday of last week": weeks begin on Sunday where this is said
        if self.has(stop, core.of) || self.has(stop, core.from) {
            let unit = self.end_of(stop);
            if let (Some(week), Some(p)) = (self.relative_unit(unit, cal).filter(|h| h.value.end.is_some()), cal.published) {
                let way: i64 = match week.value.start.as_day() {
                    Some(d) if d > p => 1,
                    Some(d) if week.value.end.and_then(|e| e.as_day()).is_some_and(|e| e < p) && d < p => -1,
                    _ => 0,
                };
                if self.anything() {
                    let day = weekday_of_week(p, weekday, way)?;
                    return Some(Self::hit(DateValue { start: PartialDate::day(day), end: None, weekday: Some(weekday), relative: true }, at, week.end));
                }
                let sunday = p.checked_sub(i64::from(p.weekday().to_sunday_zero_offset()).days()).ok()?;
                let day = sunday.checked_add((7 * way + i64::from(weekday % 7)).days()).ok()?;
                return Some(Self::hit(DateValue { start: PartialDate::day(day), end: None, weekday: Some(weekday), relative: true }, at, week.end));
            }
        }
        if let Some(b) = at.checked_sub(1)
            && let Some(e) = self.covered[b].and_then(|c| self.entry(c, core.deixis))
        {
            deixis = match e.value.as_deref() {
                Some("last") => -1,
                Some("next") => 1,
                _ => deixis,
            };
        }
        let mut value = DateValue { start: PartialDate::default(), end: None, weekday: Some(weekday), relative: true };
        if let Some(p) = cal.published {
            let day = match deixis {
                0 if self.anything() => near_weekday(p, weekday, 1),
                1 if self.anything() => weekday_of_week(p, weekday, 1)?,
                _ => near_weekday(p, weekday, deixis),
            };
            value.start = PartialDate::day(day);
            if let Some(w) = second {
                value.end = Some(PartialDate::day(near_weekday(day.checked_add(6.days()).ok()?, w, 0)));
            }
        }
        Some(Self::hit(value, at, stop))
    }

    /// Day, month and year in any order the language writes, or parts of these.
    fn calendar_date(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        // month first: "July 31, 2023", "May 1992"
        if let Some((month, hijri, mut i)) = self.month_at(at) {
            let mut date = PartialDate { year: None, month: Some(month), day: None };
            if !hijri
                && let Some((d, e)) = self.day_number(i)
                && self.month_at(self.skip_of(e)).is_none()
                && !self.is_counted(e)
            {
                date.day = Some(d);
                i = e;
            }
            let (year, i) = self.year_after(i, date.day.is_some()).or_else(|| self.same_year(i, cal)).map_or((None, i), |(y, e)| (Some(y), e));
            date.year = year;
            if hijri {
                return self.hijri_hit(date, at, i, cal);
            }
            // a month's name alone is a month only where time is told of: "in March", not "ready to March"
            let timed =
                |b: usize| [core.in_, core.of, core.since, core.deixis, core.month_part, core.as_of, core.from, core.and, core.later, core.ago].iter().any(|c| self.has(b, *c));
            if date.day.is_none()
                && year.is_none()
                && !self.before(at).is_some_and(timed)
                && self.phrase(at).is_none_or(|p| p.form.preposition.is_none())
                && !self.has(i, core.deixis)
            {
                return None;
            }
            return Some(Self::hit(DateValue::new(complete(date, cal, self.anything())), at, i));
        }
        // "mid-July", "the beginning of this month"
        if self.has(at, core.month_part) {
            let mut i = self.end_of(at);
            if self.tokens.get(i).is_some_and(|t| t.is_dash()) {
                i += 1;
            }
            i = self.skip_of(i);
            if let Some((month, false, e)) = self.month_at(i) {
                let (year, e) = self.year_after(e, false).map_or((None, e), |(y, e)| (Some(y), e));
                return Some(Self::hit(DateValue::new(complete(PartialDate { year, month: Some(month), day: None }, cal, self.anything())), at, e));
            }
            if let Some((y, e)) = self.year_at(i, true) {
                return Some(Self::hit(DateValue::new(PartialDate { year: Some(y), month: None, day: None }), at, e));
            }
            return self.relative_unit(i, cal).map(|mut h| {
                h.start = at;
                h
            });
        }
        // day first
        if let Some((day, e)) = self.day_number(at) {
            let i = self.skip_of(e);
            if let Some((month, hijri, m)) = self.month_at(i) {
                let (year, end) = self.year_after(m, true).map_or((None, m), |(y, e)| (Some(y), e));
                let date = PartialDate { year, month: Some(month), day: Some(day) };
                if hijri {
                    return self.hijri_hit(date, at, end, cal);
                }
                return Some(Self::hit(DateValue::new(complete(date, cal, self.anything())), at, end));
            }
            // "the 5th of this month", "13 of it"
            if self.tokens.get(i).is_some_and(|t| t.breaks == 0)
                && i > e - usize::from(i == e)
                && let Some(unit) = self.entry(i, core.time_unit).filter(|u| u.value.as_deref() == Some("month"))
            {
                let _ = unit;
                let mut end = self.end_of(i);
                let same = self.entry(end, core.deixis).map(|d| d.value.clone());
                if let Some(d) = same {
                    end = self.end_of(end);
                    let base = match d.as_deref() {
                        Some("same") => cal.last.filter(|l| l.month.is_some()).or(cal.published.map(PartialDate::day)),
                        Some("last") => cal.published.and_then(|p| p.first_of_month().yesterday().ok()).map(PartialDate::day),
                        Some("next") => cal.published.and_then(|p| p.last_of_month().tomorrow().ok()).map(PartialDate::day),
                        _ => cal.published.map(PartialDate::day),
                    }?;
                    return Some(Self::hit(DateValue::new(PartialDate { day: Some(day), ..base }), at, end));
                }
            }
            // "the 20th of next month"
            if i > e
                && let Some(month) = self.relative_unit(i, cal).filter(|h| h.value.end.is_none() && h.value.start.month.is_some() && h.value.start.day.is_none())
                && (self.anything() || self.tokens[at].kind != crate::normalise::TokenKind::Number || e > at + 1)
            {
                return Some(Self::hit(DateValue { relative: true, ..DateValue::new(PartialDate { day: Some(day), ..month.value.start }) }, at, month.end));
            }
            if let Some(d) = self.entry(e, core.deixis)
                && d.value.as_deref() == Some("of-same")
            {
                let base = cal.last.filter(|l| l.month.is_some())?;
                return Some(Self::hit(DateValue::new(PartialDate { day: Some(day), ..base }), at, self.end_of(e)));
            }
            // "17 and 18 August", "between the 1st and the 6th of October", "6-9 May"
            let mut next = e;
            if self.tokens.get(next).is_some_and(|t| t.is_dash()) {
                next += 1;
            } else if (self.has(next, core.and) || self.has(next, core.to)) && !self.joined_and(next) {
                next = self.end_of(next);
            } else if !self.joined_and(next) {
                return None;
            }
            if next < self.tokens.len()
                && let Some((d2, e2)) = self.day_number(next)
                && d2 > day
                && self.month_at(self.skip_of(e2)).is_some()
                && let Some(second) = self.calendar_date(next, cal)
                && let (Some(_), Some(_)) = (second.value.start.day, second.value.start.month)
            {
                let first = PartialDate { day: Some(day), ..second.value.start };
                return Some(Self::hit(DateValue::new(first), at, e));
            }
            return None;
        }
        // a year
        let (year, end) = self.year_at(at, false)?;
        let mut h = Self::hit(DateValue::new(PartialDate { year: Some(year), month: None, day: None }), at, end);
        h.year_only = true;
        Some(h)
    }

    fn hijri_hit(&self, date: PartialDate, start: usize, end: usize, cal: &Calendar) -> Option<DateHit> {
        let (month, mut year) = (date.month?, date.year);
        if year.is_none() {
            year = cal.published.map(super::units::hijri_year);
        }
        let (first, last) = super::units::hijri_to_gregorian(year?, month, date.day)?;
        let mut v = DateValue::new(PartialDate::day(first));
        if first != last {
            v.end = Some(PartialDate::day(last));
        }
        Some(Self::hit(v, start, end))
    }

    /// A month's name, with a second name after a slash: (month, hijri, end).
    fn month_at(&self, at: usize) -> Option<(i8, bool, usize)> {
        let core = &self.lexicon.core;
        let (class, hijri) = if self.has(at, core.month) { (core.month, false) } else { (core.hijri, true) };
        let m = self.value_of(at, class)? as i8;
        let mut end = self.end_of(at);
        if self.is_punct(end, '.') && self.touching(end) && !hijri && self.tokens.get(end + 1).is_some_and(|t| t.kind == crate::normalise::TokenKind::Number) {
            end += 1;
        }
        for (open, close) in [('/', None), ('(', Some(')')), ('-', None)] {
            if self.is_punct(end, open) && self.value_of(end + 1, core.month) == Some(i64::from(m)) {
                end = self.end_of(end + 1);
                if close.is_some_and(|c| self.is_punct(end, c)) {
                    end += 1;
                }
                break;
            }
        }
        Some((m, hijri, end))
    }

    /// A day of a month in digits or as an ordinal.
    fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let core = &self.lexicon.core;
        if self.tokens.get(at)?.breaks > 0 && at > 0 {
            return None;
        }
        if let Some(n) = self.digits(at) {
            let raw = self.raw(at);
            if raw.chars().count() > 2 {
                return None;
            }
            let d = n.to_i8().filter(|d| (1..=31).contains(d))?;
            let mut end = at + 1;
            if end < self.tokens.len() && self.touching(end) && matches!(&*self.words[end].folded, "st" | "nd" | "rd" | "th") {
                end += 1;
            }
            return Some((d, end));
        }
        let d = self.value_of(at, core.ordinal)?;
        (1..=31).contains(&d).then(|| (d as i8, self.end_of(at)))
    }

    /// Whether a noun follows that a figure counts, so that the figure is no day.
    fn is_counted(&self, at: usize) -> bool {
        let core = &self.lexicon.core;
        [core.people, core.thing, core.measure, core.currency, core.percent, core.time_unit, core.scale].iter().any(|c| self.has(at, *c))
    }

    fn skip_of(&self, at: usize) -> usize {
        let core = &self.lexicon.core;
        if (self.has(at, core.of) || self.has(at, core.from)) && !self.joined_and(at) { self.end_of(at) } else { at }
    }

    /// A year after a month: `2022`, `, 2022`, `of 2022`, `in the year 2022`.
    fn year_after(&self, at: usize, comma: bool) -> Option<(i16, usize)> {
        let core = &self.lexicon.core;
        let mut i = at;
        if comma && self.tokens.get(i).is_some_and(|t| t.is(',') || t.is('،')) {
            i += 1;
        }
        for _ in 0..2 {
            if self.has(i, core.of) || self.has(i, core.from) || (self.has(i, core.in_) && self.has(self.end_of(i), core.year_word)) {
                i = self.end_of(i);
            }
        }
        self.year_at(i, true)
    }

    /// "of that year", «من العام نفسه».
    fn same_year(&self, at: usize, cal: &Calendar) -> Option<(i16, usize)> {
        let core = &self.lexicon.core;
        let i = self.skip_of(at);
        let year = cal.last?.year?;
        let is_year = |i: usize| self.entry(i, core.time_unit).is_some_and(|e| e.value.as_deref() == Some("year")) || self.has(i, core.year_word);
        let that = |i: usize| self.has(i, core.that) || self.entry(i, core.deixis).is_some_and(|e| e.value.as_deref() == Some("same"));
        if i > at && that(i) && is_year(self.end_of(i)) {
            return Some((year, self.end_of(self.end_of(i))));
        }
        (i > at && is_year(i) && that(self.end_of(i))).then(|| (year, self.end_of(self.end_of(i))))
    }

    /// A year: after the word for it, or (where `bare` or a preposition of time stands before) four digits alone.
    fn year_at(&self, at: usize, bare: bool) -> Option<(i16, usize)> {
        let core = &self.lexicon.core;
        let mut i = at;
        let worded = self.has(i, core.year_word);
        if worded {
            i = self.end_of(i);
        }
        let raw = self.tokens.get(i).map(|_| crate::normalise::fold(self.raw(i)))?;
        if self.tokens[i].breaks > 0 && i > at {
            return None;
        }
        let n: i16 = raw.parse().ok().filter(|_| raw.len() == 4)?;
        if !(1000..=2199).contains(&n) {
            return None;
        }
        let end = i + 1;
        if self.tokens.get(end).is_some_and(|t| t.is('/') && !t.spaced) && self.tokens.get(end + 1).is_some_and(|t| !t.spaced) && !worded && !bare {
            return None;
        }
        if worded || bare {
            return Some((n, end));
        }
        if !(1500..=2100).contains(&n) || self.is_counted(end) {
            return None;
        }
        let before = self.before(at)?;
        let led =
            [core.in_, core.since, core.year_word, core.month_part, core.season, core.and, core.to, core.from, core.by, core.of, core.deixis].iter().any(|c| self.has(before, *c))
                || self.is_punct(before, '(') && self.is_punct(end, ')');
        let closes = self.tokens.get(end).is_none_or(|t| t.breaks > 0 || matches!(t.kind, crate::normalise::TokenKind::Punct(_)))
            || self.phrases[end].is_some()
            || self.words[end].forms.is_empty();
        (led && closes).then_some((n, end))
    }

    /// Today, yesterday; two days ago; last week; this month.
    fn relative_date(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
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
                if let Some(full) = self.numeric_date(j, cal).or_else(|| self.calendar_date(j, cal))
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
    fn relative_unit(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
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
    fn more_lengths(&self, at: usize) -> (Vec<(i64, String)>, usize) {
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
    fn length_of_time(&self, at: usize) -> Option<(i64, String, usize)> {
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

/// The weekday of the week that many weeks away; weeks begin on Monday.
fn weekday_of_week(p: Date, weekday: i8, weeks: i64) -> Option<Date> {
    let monday = p.checked_sub(i64::from(p.weekday().to_monday_zero_offset()).days()).ok()?;
    monday.checked_add((7 * weeks + i64::from(weekday) - 1).days()).ok()
}

/// The day of a weekday nearest before `from` (which counts itself), or strictly before (−1) or after (+1).
fn near_weekday(from: Date, weekday: i8, way: i8) -> Date {
    let now = from.weekday().to_monday_one_offset();
    let back = i64::from((now - weekday).rem_euclid(7));
    let shift = match way {
        -1 if back == 0 => -7,
        1 => 7 - back,
        _ => -back,
    };
    from.checked_add(shift.days()).unwrap_or(from)
}

fn shift(p: Date, unit: &str, n: i64) -> Option<Date> {
    let l = Length::new();
    let l = match unit {
        "day" => l.try_days(n),
        "week" => l.try_weeks(n),
        "fortnight" => l.try_weeks(2 * n),
        "month" => l.try_months(n),
        "quarter" => l.try_months(3 * n),
        "year" => l.try_years(n),
        "decade" => l.try_years(10 * n),
        "hour" => l.try_days(n / 24),
        "minute" | "second" => l.try_days(0),
        _ => return None,
    };
    p.checked_add(l.ok()?).ok()
}

/// Gives a day or month without a year the year that brings it nearest to the day of publication.
/// `ahead`: the year that brings it next.
fn complete(date: PartialDate, cal: &Calendar, ahead: bool) -> PartialDate {
    let (None, Some(p), Some(m)) = (date.year, cal.published, date.month) else { return date };
    if ahead {
        let over = m < p.month();
        return PartialDate { year: Some(p.year() + i16::from(over)), ..date };
    }
    let distance = |y: i16| -> i64 {
        let day = Date::new(y, m, date.day.unwrap_or(15)).or_else(|_| Date::new(y, m, 28)).unwrap_or(p);
        let days = i64::from(p.until(day).map_or(0, |s| s.get_days()));
        // a month ahead is less likely than one behind
        if days > 45 { days * 2 } else { days.abs() }
    };
    let y = p.year();
    let year = [y, y - 1, y + 1].into_iter().min_by_key(|y| distance(*y));
    PartialDate { year, ..date }
}
