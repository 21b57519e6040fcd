//! Dates with the name of a month, and bare years.

use rust_decimal::prelude::ToPrimitive;

use super::islamic::Islamic;
use super::resolve::{complete, in_calendar};
use super::{Calendar, DateHit};
use crate::mention::scan::Scan;
use crate::value::{DateValue, PartialDate};

impl Scan<'_, '_> {
    /// Day, month and year in any order the language writes, or parts of these.
    pub(super) fn calendar_date(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        // month first: "July 31, 2023", "May 1992"
        if let Some((month, islamic, mut i)) = self.month_at(at) {
            let hijri = islamic.is_some();
            let mut date = PartialDate { year: None, month: Some(month), day: None };
            // "Oct-2", "September the twenty-first"
            if self.anything() && self.tokens.get(i).is_some_and(|t| t.is_dash() || t.is('/')) && self.touching(i) && self.touching(i + 1) && self.raw(i + 1).chars().count() <= 2 {
                i += 1;
            }
            let day = if self.has(i, core.article) { self.end_of(i) } else { i };
            if !hijri
                && let Some((d, e)) = self.day_in_words(day)
                && self.month_at(self.skip_of(e)).is_none()
                // "on March 28 rebels took the town": behind the word for a day stands one, and no count
                && (!self.is_counted(e) || self.pack().file.month_first && self.before(at).is_some_and(|b| self.has(b, core.on_day)))
            {
                date.day = Some(d);
                i = e;
            }
            // «أبريل/مايو 1988»: from one month to the next
            if !hijri
                && date.day.is_none()
                && self.is_punct(i, '/')
                && let Some((second, None, e)) = self.month_at(i + 1).filter(|(m, ..)| *m == month % 12 + 1)
                && let Some((year, end)) = self.year_after(e, false)
            {
                let of = |m: i8, y: i16| PartialDate { year: Some(y), month: Some(m), day: None };
                let first = if second < month { year - 1 } else { year };
                return Some(Self::hit(DateValue { end: Some(of(second, year)), ..DateValue::new(of(month, first)) }, at, end));
            }
            let shared = || if hijri || date.day.is_some() { None } else { self.year_shared(i, month).map(|y| (y, i)) };
            let (year, i) = self
                .year_after(i, date.day.is_some() || self.anything())
                .or_else(|| if hijri { None } else { self.year_told(i, cal) })
                .or_else(shared)
                .or_else(|| if hijri || date.day.is_some() { None } else { self.that_month(at, cal).map(|y| (y, i)) })
                .map_or((None, i), |(y, e)| (Some(y), e));
            date.year = year;
            // «دينا شعبان», «بن رمضان»: a month's name behind a given name is a family name
            if hijri && date.day.is_none() && year.is_none() && self.before(at).is_some_and(|b| self.has(b, core.given_name) || self.has(b, core.name_part)) {
                return None;
            }
            if let Some(calendar) = islamic {
                // a month of the solar calendar that is another word too counts alone where "in" is told with it
                let alone = calendar == Islamic::Solar && date.day.is_none() && year.is_none() && self.entry(at, core.solar).is_some_and(|e| e.unit.is_none());
                return if alone { None } else { self.islamic_hit(calendar, date, at, i, cal) };
            }
            // "March after next"
            let over = self.end_of(i);
            if self.anything() && date.day.is_none() && year.is_none() && self.has(i, core.later) && self.way(over) == Some(1) {
                let coming = complete(date, cal, true);
                return Some(Self::hit(DateValue::new(PartialDate { year: coming.year.map(|y| y + 1), ..coming }), at, self.end_of(over)));
            }
            // a month's name alone is a month only where time is told of: "in March", not "ready to March"
            let timed = |b: usize| {
                [core.in_, core.of, core.since, core.deixis, core.month_part, core.as_of, core.from, core.and, core.later, core.ago, core.within].iter().any(|c| self.has(b, *c))
                    || self.is_unit(b, "month")
            };
            let alone = self.anything() && at == 0 && i == self.tokens.len();
            // "kasımda", "nisandan": where the case is a part of the word it tells what "in" does
            let cased = self.entry(at, core.month).is_some_and(|e| e.unit.is_some());
            if date.day.is_none()
                && !alone
                && !cased
                && year.is_none()
                && !self.before(at).is_some_and(timed)
                && self.phrase(at).is_none_or(|p| p.form.preposition.is_none())
                && !self.has(i, core.deixis)
            {
                return None;
            }
            let full = self.pointed(complete(date, cal, self.anything()), date, at, i, cal);
            return in_calendar(full).then(|| Self::hit(DateValue::new(full), at, i));
        }
        // "mid-July", "the beginning of this month"
        if self.has(at, core.month_part) {
            let mut i = self.end_of(at);
            if self.tokens.get(i).is_some_and(|t| t.is_dash()) {
                i += 1;
            }
            i = self.skip_of(i);
            if let Some((month, None, e)) = self.month_at(i) {
                let (year, e) = self.year_after(e, false).or_else(|| self.year_told(e, cal)).map_or((None, e), |(y, e)| (Some(y), e));
                let date = PartialDate { year, month: Some(month), day: None };
                let full = self.pointed(complete(date, cal, self.anything()), date, at, e, cal);
                return Some(Self::hit(DateValue::new(full), at, e));
            }
            if let Some((y, e)) = self.year_at(i, true) {
                return Some(Self::hit(self.of_year(y)?, at, e));
            }
            return self.relative_unit(i, cal).or_else(|| self.this_period(i, cal)).map(|mut h| {
                h.start = at;
                h
            });
        }
        // "14 A.D."
        if self.anything()
            && let Some(y) = self.digits(at).and_then(|d| d.to_i16()).filter(|y| (1..=2199).contains(y))
            && self.has(at + 1, core.era)
        {
            return Some(Self::hit(DateValue::new(PartialDate { year: Some(y), month: None, day: None }), at, self.end_of(at + 1)));
        }
        if let Some(hit) = self.later_day(at, cal) {
            return Some(hit);
        }
        // day first
        if let Some((day, e)) = self.day_in_words(at) {
            let mut i = self.skip_of(e);
            // "16. Nov"
            if self.anything() && self.is_punct(i, '.') && self.touching(i) && self.month_at(i + 1).is_some() {
                i += 1;
            }
            // "1-Jan"
            if self.anything() && self.tokens.get(i).is_some_and(|t| t.is_dash()) && self.touching(i) && self.touching(i + 1) && self.month_at(i + 1).is_some() {
                i += 1;
            }
            // «الأول من شهر مارس»
            if self.is_unit(i, "month") && !self.joined_and(i) && self.month_at(self.end_of(i)).is_some() {
                i = self.end_of(i);
            }
            if let Some((month, islamic, m)) = self.month_at(i) {
                let hijri = islamic.is_some();
                let told = || if hijri { None } else { self.year_told(m, cal) };
                let (year, end) = self.year_after(m, true).or_else(told).map_or((None, m), |(y, e)| (Some(y), e));
                let date = PartialDate { year, month: Some(month), day: Some(day) };
                if let Some(calendar) = islamic {
                    return self.islamic_hit(calendar, date, at, end, cal);
                }
                let full = self.pointed(complete(date, cal, self.anything()), date, at, end, cal);
                return in_calendar(full).then(|| Self::hit(DateValue::new(full), at, end));
            }
            // a cardinal word is a day beside a month alone
            self.day_number(at)?;
            // "the 5th of this month", "13 of it"
            if self.tokens.get(i).is_some_and(|t| t.breaks == 0)
                && i > e - usize::from(i == e)
                && self.entry(i, core.time_unit).is_some_and(|u| u.value.as_deref() == Some("month"))
            {
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
                    let date = PartialDate { day: Some(day), ..base };
                    return in_calendar(date).then(|| Self::hit(DateValue::new(date), at, end));
                }
            }
            // «14 الجاري»: of this month, the word for it left out
            if let (Some(w), Some(p)) = (self.way(i).filter(|w| *w <= 0 && self.phrase(i).is_some_and(|p| p.form.article)), cal.published) {
                let month = if w == 0 { p } else { p.first_of_month().yesterday().ok()? };
                let date = PartialDate { day: Some(day), ..PartialDate::day(month) };
                return in_calendar(date).then(|| Self::hit(DateValue::new(date), at, self.end_of(i)));
            }
            // "the 20th of next month", "the 4th of the month"
            let bare = self.anything() && i > e && self.has(i, core.article);
            let i = if bare { self.end_of(i) } else { i };
            if bare
                && self.is_unit(i, "month")
                && let Some(p) = cal.published
            {
                let date = PartialDate { day: Some(day), ..PartialDate::day(p) };
                return in_calendar(date).then(|| Self::hit(DateValue { relative: true, ..DateValue::new(date) }, at, self.end_of(i)));
            }
            if i > e
                && let Some(month) = self.relative_unit(i, cal).filter(|h| h.value.end.is_none() && h.value.start.month.is_some() && h.value.start.day.is_none())
                && (self.anything() || self.tokens[at].kind != crate::normalise::TokenKind::Number || e > at + 1)
            {
                let date = PartialDate { day: Some(day), ..month.value.start };
                return in_calendar(date).then(|| Self::hit(DateValue { relative: true, ..DateValue::new(date) }, at, month.end));
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
        let worded = || if self.anything() && self.has(at, core.year_word) { self.year_in_words(at) } else { None };
        let (year, end) = self.year_at(at, false).or_else(worded)?;
        let mut h = Self::hit(self.of_year(year)?, at, end);
        h.year_only = true;
        Some(h)
    }

    /// Whether a year is one of the Islamic solar calendar, where a language counts by it.
    pub(super) fn is_solar(&self, year: i16) -> bool {
        self.pack().file.solar_years && (1200..1500).contains(&year)
    }

    /// The days of a year, which in the Islamic solar calendar goes from spring to spring.
    fn of_year(&self, year: i16) -> Option<DateValue> {
        if !self.is_solar(year) {
            return Some(DateValue::new(PartialDate { year: Some(year), month: None, day: None }));
        }
        let day = |month| Islamic::Solar.to_gregorian(year, month, None);
        Some(DateValue { end: Some(PartialDate::day(day(12)?.1)), ..DateValue::new(PartialDate::day(day(1)?.0)) })
    }

    /// A date whose year was told by "last" or "next" alone: "last February" is over and "next July" is to come, however near the other one is.
    fn pointed(&self, full: PartialDate, told: PartialDate, start: usize, end: usize, cal: &Calendar) -> PartialDate {
        let (None, Some(year), Some(p), false) = (told.year, full.year, cal.published, self.anything()) else { return full };
        // "el pasado mes de febrero"
        let unit = |b: usize| if self.is_unit(b, "month") { self.before(b) } else { Some(b) };
        let led = || self.before(start).and_then(|b| if self.has(b, self.lexicon.core.of) { self.before(b) } else { Some(b) }).and_then(unit);
        let way = self.way(end).or_else(|| led().and_then(|b| self.way(b)));
        let key = |d: PartialDate| (d.year, d.month, d.day);
        let now = PartialDate { day: full.day.map(|_| p.day()), ..PartialDate::day(p) };
        let year = match way {
            Some(-1) if key(full) > key(now) => year - 1,
            Some(1) if key(full) < key(now) => year + 1,
            _ => year,
        };
        PartialDate { year: Some(year), ..full }
    }

    /// The year of a first month that has none, where a second stands behind it with one: "de janvier à juillet 2022".
    fn year_shared(&self, at: usize, month: i8) -> Option<i16> {
        let core = &self.lexicon.core;
        let dash = self.tokens.get(at).is_some_and(|t| t.is_dash());
        if self.anything() || !dash && !self.has(at, core.to) {
            return None;
        }
        let next = if dash { at + 1 } else { self.end_of(at) };
        let (second, None, end) = self.month_at(next)? else { return None };
        let (year, _) = self.year_after(end, false)?;
        Some(if second < month { year - 1 } else { year })
    }

    /// A second day of the month just named: "from May 19 to 21", "June 25-29", "on July 4 and 5".
    fn later_day(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        if self.anything() {
            return None;
        }
        let (day, end) = self.day_number(at)?;
        let joint = self.before(at)?;
        let dash = self.tokens[joint].is_dash() && self.touching(at) && self.touching(joint);
        if !(dash || self.has(joint, core.to) || self.has(joint, core.and)) {
            return None;
        }
        let first = self.before(joint)?;
        let (d, e) = self.day_number(first)?;
        let led = self.before(first).is_some_and(|m| self.month_at(m).is_some_and(|(_, islamic, _)| islamic.is_none()));
        let base = cal.last.filter(|l| l.day == Some(d) && d < day && e == joint && led)?;
        let counted = self.is_counted(end) || self.noun_after(end).is_some() || self.month_at(self.skip_of(end)).is_some();
        let date = PartialDate { day: Some(day), ..base };
        let (year, end) = self.year_after(end, true).map_or((date.year, end), |(y, e)| (Some(y), e));
        let date = PartialDate { year, ..date };
        (!counted && in_calendar(date)).then(|| Self::hit(DateValue::new(date), at, end))
    }

    fn islamic_hit(&self, calendar: Islamic, date: PartialDate, start: usize, end: usize, cal: &Calendar) -> Option<DateHit> {
        let month = date.month?;
        let year = date.year.or_else(|| calendar.year_near(cal.published?, month, date.day))?;
        let (first, last) = calendar.to_gregorian(year, month, date.day)?;
        let mut v = DateValue::new(PartialDate::day(first));
        if first != last {
            v.end = Some(PartialDate::day(last));
        }
        Some(Self::hit(v, start, end))
    }
}
