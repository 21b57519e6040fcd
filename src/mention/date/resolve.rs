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
