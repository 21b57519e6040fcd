//! Weekdays, with or without a date beside them.

use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};

use super::resolve::{coming_weekday, near_weekday, weekday_of_week};
use super::{Calendar, DateHit};
use crate::mention::scan::Scan;
use crate::normalise::TokenKind;
use crate::value::{DateValue, PartialDate};

/// Most days from publication to a day told by its weekday and its number in the month.
const NEAR_DAYS: i64 = 40;

/// The day that a weekday beside a date means, where the date falls on another: the nearest to the date given.
fn meant_by(date: &DateValue, weekday: i8) -> Option<Date> {
    let day = date.start.as_day().filter(|d| d.weekday().to_monday_one_offset() != weekday)?;
    let shift = i64::from(weekday - day.weekday().to_monday_one_offset());
    let shift = if shift > 3 {
        shift - 7
    } else if shift < -3 {
        shift + 7
    } else {
        shift
    };
    day.checked_add(shift.days()).ok()
}

/// The day nearest to publication that has a weekday and a number in its month.
fn day_of_number(published: Date, weekday: i8, number: i8) -> Option<Date> {
    let fits = |d: &Date| d.day() == number && d.weekday().to_monday_one_offset() == weekday;
    (0..=NEAR_DAYS).find_map(|k| [-k, k].into_iter().filter_map(|k| published.checked_add(k.days()).ok()).find(fits))
}

impl Scan<'_, '_> {
    /// A weekday right behind a date belongs to it, in a language that writes it so: "6 Şubat 2023 Pazartesi"; in any, between signs:
    /// "13 July, Tuesday: …", "13 July (Tuesday)".
    pub(super) fn weekday_behind(&self, hit: &mut DateHit) {
        let v = &hit.value;
        let open = self.is_punct(hit.end, '(');
        let apart = open || self.comma(hit.end);
        let next = hit.end + usize::from(apart);
        let whole = v.end.is_none() && v.start.day.is_some() && v.start.month.is_some() && v.weekday.is_none() && !v.relative;
        let may = if apart { !self.anything() } else { self.pack().file.weekday_behind };
        if !may || !whole || self.tokens.get(next).is_none_or(|t| t.breaks > 0) {
            return;
        }
        let Some(weekday) = self.weekday_at(next) else { return };
        let closer = self.end_of(next);
        if apart && !(open && self.is_punct(closer, ')') || !open && (self.is_punct(closer, ':') || self.comma(closer))) {
            return;
        }
        hit.value.weekday = Some(weekday);
        self.year_by_weekday(&mut hit.value, hit.start, next);
        let end = self.end_of(next);
        hit.weekday_clash = meant_by(&hit.value, weekday).map(|d| (next, end, d));
        hit.end = end;
    }

    /// A weekday, with or without the date it fell on.
    pub(super) fn weekday_date(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        let core = &self.lexicon.core;
        let weekday = self.weekday_at(at)?;
        let mut end = self.end_of(at);
        if self.anything() && self.has(at, core.short_weekday) && self.is_punct(end, '.') && self.touching(end) {
            end += 1;
        }
        let mut next = end;
        if self.comma(next) {
            next += 1;
        }
        while self.has(next, core.article) || self.has(next, core.daypart) || self.has(next, core.falling) {
            next = self.end_of(next);
        }
        if next < self.tokens.len()
            && self.tokens[next].breaks == 0
            && let Some(mut full) = self.numeric_date(next).or_else(|| self.calendar_date(next, cal))
            && full.value.start.day.is_some()
            && full.value.start.month.is_some()
        {
            full.value.weekday = Some(weekday);
            self.year_by_weekday(&mut full.value, next, full.end);
            full.weekday_clash = meant_by(&full.value, weekday).map(|d| (at, end, d));
            return Some(full);
        }
        // "Friday the 22nd"
        if self.anything()
            && let Some(p) = cal.published
        {
            let j = if self.has(next, core.in_) { self.end_of(next) } else { next };
            let j = if self.has(j, core.article) { self.end_of(j) } else { j };
            if let Some((day, e)) = self.day_in_words(j)
                && let Some(date) = (0..12).find_map(|k| {
                    let first = p.first_of_month().checked_add(Length::new().months(k)).ok()?;
                    Date::new(first.year(), first.month(), day).ok().filter(|d| d.weekday().to_monday_one_offset() == weekday)
                })
            {
                return Some(Self::hit(DateValue { start: PartialDate::day(date), end: None, weekday: Some(weekday), relative: true }, at, e));
            }
        }
        if let Some((day, e)) = self.day_of_month_behind(end, weekday, cal) {
            return Some(Self::hit(DateValue { weekday: Some(weekday), ..DateValue::new(PartialDate::day(day)) }, at, e));
        }
        // a day that nothing dates is no figure
        let bracketed =
            self.pack().file.bracketed_days && self.is_punct(end, '(') && self.tokens.get(end + 1).is_some_and(|t| t.kind == TokenKind::Number) && self.is_punct(end + 2, ')');
        let end = if bracketed { end + 3 } else { end };
        // "Saturday-Sunday night"
        let mut stop = end;
        let mut second = None;
        // «ليلة السبت إلى الأحد»
        let led = self.before(at).map(|b| if self.has(b, core.of) { self.before(b).unwrap_or(b) } else { b });
        let night = self.has(end, core.to) && led.is_some_and(|b| self.has(b, core.daypart));
        let after = if self.tokens.get(end).is_some_and(|t| t.is_dash()) || night { self.end_of(end) } else { end };
        if let Some(w) = self.weekday_at(after)
            && w != weekday
            && !self.joined_and(after)
        {
            second = Some(w);
            stop = self.end_of(after);
        }
        // "Wednesday after next"
        let over = self.end_of(stop);
        if self.anything()
            && self.has(stop, core.later)
            && self.way(over) == Some(1)
            && let Some(day) = cal.published.and_then(|p| coming_weekday(p, weekday, 1))
        {
            return Some(Self::hit(DateValue { start: PartialDate::day(day), end: None, weekday: Some(weekday), relative: true }, at, self.end_of(over)));
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
        // "mercredi en huit": so many days behind the coming one
        if let Some(days) = self.value_of(stop, core.day_shift).filter(|n| *n >= 7)
            && let Some(p) = cal.published
        {
            let day = near_weekday(p, weekday, 1).checked_add(Length::new().days(days)).ok()?;
            return Some(Self::hit(DateValue { start: PartialDate::day(day), end: None, weekday: Some(weekday), relative: true }, at, self.end_of(stop)));
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
            && let Some(e) = self.covering(b).and_then(|c| self.entry(c, core.deixis))
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

    /// «el lunes 4», « jeudi 22 »: a day of the month told by its number alone, where a day near publication has that number and weekday.
    fn day_of_month_behind(&self, end: usize, weekday: i8, cal: &Calendar) -> Option<(Date, usize)> {
        let core = &self.lexicon.core;
        let p = cal.published.filter(|_| self.pack().file.noun_first && !self.anything())?;
        // "nesta segunda-feira (3)", «segunda-feira, 3,»
        let apart = self.pack().file.bracketed_days && (self.is_punct(end, '(') || self.comma(end));
        let end = end + usize::from(apart);
        let at = if self.has(end, core.day_word) { self.end_of(end) } else { end };
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Number && t.breaks == 0)?;
        // «quarta-feira (1º)»
        let marked = apart && at + 1 < self.tokens.len() && matches!(self.raw(at + 1), "º" | "°" | "o");
        let number: i8 = self.raw(at).trim_end_matches(['º', '°']).parse().ok().filter(|n| (1..=31).contains(n))?;
        let next = at + 1 + usize::from(marked);
        if apart {
            let closed = if self.is_punct(end - 1, '(') { self.is_punct(next, ')') } else { self.comma(next) || self.is_punct(next, '.') };
            let day = day_of_number(p, weekday, number).filter(|_| closed)?;
            return Some((day, next + usize::from(self.is_punct(next, ')'))));
        }
        let alone = !self.is_counted(next)
            && ![core.adjective, core.of].iter().any(|c| self.has(next, *c))
            && !self.has(next, core.hour_mark)
            && !self.has(next, core.month)
            && !self.is_punct(next, ':')
            && !self.is_punct(next, '%');
        // "lunes 4.30": an hour
        let whole = self.tokens.get(next).is_none_or(|t| {
            t.kind != TokenKind::Number && !(t.span.start == token.span.end && self.tokens.get(next + 1).is_some_and(|n| n.kind == TokenKind::Number && n.span.start == t.span.end))
        });
        if !alone || !whole {
            return None;
        }
        let day = day_of_number(p, weekday, number)?;
        Some((day, next))
    }

    /// "Fri, Jul 18": of the years near, the one in which the day is a Friday. News means the nearest, and may be wrong.
    pub(super) fn year_by_weekday(&self, value: &mut DateValue, from: usize, to: usize) {
        let written = (from..to).any(|i| self.tokens[i].kind == TokenKind::Number && self.raw(i).chars().count() > 2 && self.raw(i).chars().all(char::is_numeric));
        let (Some(y), Some(m), Some(d), Some(w)) = (value.start.year, value.start.month, value.start.day, value.weekday) else { return };
        if !self.anything() || written || to - from > 3 {
            return;
        }
        let fits = |y: i16| Date::new(y, m, d).is_ok_and(|day| day.weekday().to_monday_one_offset() == w);
        if let Some(year) = [y, y + 1, y - 1].into_iter().find(|y| fits(*y)) {
            value.start.year = Some(year);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::day_of_number;

    #[test]
    fn a_weekday_and_a_number_are_a_day_near_publication() {
        let published = date(2024, 3, 13);
        assert_eq!(day_of_number(published, 1, 4), Some(date(2024, 3, 4)));
        assert_eq!(day_of_number(published, 5, 23), Some(date(2024, 2, 23)));
        assert_eq!(day_of_number(published, 7, 17), Some(date(2024, 3, 17)));
        assert_eq!(day_of_number(published, 1, 5), Some(date(2024, 2, 5)));
        assert_eq!(day_of_number(published, 1, 9), None);
    }
}
