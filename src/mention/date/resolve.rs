//! Arithmetic of days: the nearest weekday, a length of time away, the year that is meant.

use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};

use super::Calendar;
use crate::value::PartialDate;

/// The weekday of the week that many weeks away; weeks begin on Monday.
pub(super) fn weekday_of_week(p: Date, weekday: i8, weeks: i64) -> Option<Date> {
    let monday = p.checked_sub(i64::from(p.weekday().to_monday_zero_offset()).days()).ok()?;
    monday.checked_add((7 * weeks + i64::from(weekday) - 1).days()).ok()
}

/// The day of a weekday nearest before `from` (which counts itself), or strictly before (−1) or after (+1).
pub(super) fn near_weekday(from: Date, weekday: i8, way: i8) -> Date {
    let now = from.weekday().to_monday_one_offset();
    let back = i64::from((now - weekday).rem_euclid(7));
    let shift = match way {
        -1 if back == 0 => -7,
        1 => 7 - back,
        _ => -back,
    };
    from.checked_add(shift.days()).unwrap_or(from)
}

pub(super) fn shift(p: Date, unit: &str, n: i64) -> Option<Date> {
    let l = Length::new();
    let l = match unit {
        "day" => l.try_days(n),
        "week" => l.try_weeks(n),
        "fortnight" => l.try_weeks(2 * n),
        "month" => l.try_months(n),
        "quarter" => l.try_months(3 * n),
        "year" => l.try_years(n),
        "decade" => l.try_years(10 * n),
        "workday" => return workdays(p, n),
        "hour" => l.try_days(n / 24),
        "minute" | "second" => l.try_days(0),
        _ => return None,
    };
    p.checked_add(l.ok()?).ok()
}

/// Gives a day or month without a year the year that brings it nearest to the day of publication.
/// `ahead`: the year that brings it next.
pub(super) fn complete(date: PartialDate, cal: &Calendar, ahead: bool) -> PartialDate {
    let (None, Some(p), Some(m)) = (date.year, cal.published, date.month) else { return date };
    if ahead {
        let over = p.year() + i16::from(m < p.month());
        // the next year that has the day: 29 February
        let year = (over..over + 9).find(|y| date.day.is_none_or(|d| Date::new(*y, m, d).is_ok()));
        return PartialDate { year: year.or(Some(over)), ..date };
    }
    let distance = |y: i16| -> i64 {
        let day = Date::new(y, m, date.day.unwrap_or(15)).or_else(|_| Date::new(y, m, 28)).unwrap_or(p);
        let days = i64::from(p.until(day).map_or(0, |s| s.get_days()));
        // a month ahead is less likely than one behind
        if days > 45 { days * 2 } else { days.abs() }
    };
    let y = p.year();
    let year = [y, y - 1, y + 1].into_iter().min_by_key(|y| distance(*y));
    let near = PartialDate { year, ..date };
    // "late on 5 July 2013 … At 1:14 a.m. on 6 July": a text that tells of a year ago goes on in it
    let told = || goes_on(date, cal.last?).filter(|_| year.is_none_or(|y| distance(y) > NEWS));
    told().unwrap_or(near)
}

/// Days by which a text goes on from one date to the next within the year that it gave the first.
const GOES_ON: i64 = 10;
/// Days from its publication within which a day is news, whatever year was told before.
const NEWS: i64 = 31;
/// Days by which it may go back.
const GOES_BACK: i64 = 3;

/// A day without a year, in the year of the last date before, where it lies beside that.
fn goes_on(date: PartialDate, last: PartialDate) -> Option<PartialDate> {
    let before = last.as_day()?;
    let day = Date::new(before.year(), date.month?, date.day?).ok()?;
    let ahead = i64::from(before.until(day).ok()?.get_days());
    (-GOES_BACK..=GOES_ON).contains(&ahead).then(|| PartialDate::day(day))
}

/// So many days on which work is done away; Saturday and Sunday are none.
fn workdays(p: Date, n: i64) -> Option<Date> {
    let (mut day, step) = (p, n.signum());
    let mut left = n.abs().min(5_000);
    while left > 0 {
        day = day.checked_add(step.days()).ok()?;
        left -= i64::from(day.weekday().to_monday_one_offset() < 6);
    }
    Some(day)
}

/// Whether a month has such a day in any year: there is no 31 November.
pub(super) fn in_calendar(date: PartialDate) -> bool {
    match (date.year, date.month, date.day) {
        (Some(y), Some(m), Some(d)) => Date::new(y, m, d).is_ok(),
        (None, Some(m), Some(d)) => Date::new(2000, m, d).is_ok(),
        _ => true,
    }
}

/// The weekday on or after a day, so many weeks on.
pub(super) fn coming_weekday(p: Date, weekday: i8, more: i64) -> Option<Date> {
    let next = near_weekday(p, weekday, 1);
    next.checked_add((7 * more).days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days() {
        let p = date(2018, 8, 21);
        assert_eq!(shift(p, "workday", 4), Some(date(2018, 8, 27)));
        assert_eq!(shift(p, "fortnight", -1), Some(date(2018, 8, 7)));
        assert_eq!(coming_weekday(p, 2, 1), Some(date(2018, 9, 4)));
        let cal = Calendar { published: Some(date(2017, 3, 22)), ..Calendar::default() };
        let leap = PartialDate { year: None, month: Some(2), day: Some(29) };
        assert_eq!(complete(leap, &cal, true).year, Some(2020));
        let on = |d: i8, last: Date| complete(PartialDate { year: None, month: Some(1), day: Some(d) }, &Calendar { last: Some(PartialDate::day(last)), ..cal }, false).year;
        assert_eq!((on(6, date(2013, 1, 5)), on(6, date(2013, 6, 5)), on(20, date(2013, 1, 5))), (Some(2013), Some(2017), Some(2017)));
        assert!(!in_calendar(PartialDate { year: None, month: Some(11), day: Some(31) }));
        assert!(!in_calendar(PartialDate { year: Some(2019), ..leap }));
        assert!(in_calendar(leap));
    }
}
