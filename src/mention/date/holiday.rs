//! Feasts that fall by a fixed rule, in texts that are not news.
//!
//! The value of a row is the rule: `12-25` a day, `11-4-4` the fourth Thursday of November (`5-1--1` the last Monday of
//! May), `easter-2` two days before Easter, `hijri-10-1` a day of the Islamic calendar.

use jiff::ToSpan;
use jiff::civil::Date;

use super::islamic::Islamic;
use super::{Calendar, DateHit};
use crate::mention::scan::Scan;
use crate::value::{DateValue, PartialDate};

impl Scan<'_, '_> {
    /// A feast at a token: of the year named, or the coming one.
    pub(super) fn holiday_date(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        if !self.anything() {
            return None;
        }
        let core = &self.lexicon.core;
        let rule = self.entry(at, core.holiday)?.value.as_deref()?;
        let mut end = self.end_of(at);
        let p = cal.published?;
        let way = self.before(at).and_then(|b| self.way(b)).unwrap_or(0);
        let day = if let Some((year, e)) = self.year_after(end, true) {
            end = e;
            in_year(rule, year)?
        } else if let Some(h) = self.relative_unit(self.skip_of(end), cal).filter(|h| h.value.start.month.is_none()) {
            end = h.end;
            in_year(rule, h.value.start.year?)?
        } else if way < 0 {
            (0..3).filter_map(|k| in_year(rule, p.year() - k)).find(|d| *d < p)?
        } else {
            (0..3).filter_map(|k| in_year(rule, p.year() + k)).find(|d| *d >= p)?
        };
        Some(Self::hit(DateValue { relative: true, ..DateValue::new(PartialDate::day(day)) }, at, end))
    }
}

/// The day that a rule gives in a year.
fn in_year(rule: &str, year: i16) -> Option<Date> {
    if let Some(shift) = rule.strip_prefix("easter") {
        let days: i16 = if shift.is_empty() { 0 } else { shift.parse().ok()? };
        return easter(year)?.checked_add(i64::from(days).days()).ok();
    }
    if let Some(date) = rule.strip_prefix("hijri-") {
        let (m, d) = date.split_once('-')?;
        let (m, d) = (m.parse().ok()?, d.parse().ok()?);
        let first = Islamic::Lunar.year_of(Date::new(year, 1, 1).ok()?);
        return (first..=first + 1).filter_map(|y| Islamic::Lunar.to_gregorian(y, m, Some(d))).map(|d| d.0).find(|d| d.year() == year);
    }
    let mut parts = rule.splitn(3, '-');
    let month: i8 = parts.next()?.parse().ok()?;
    let day: i8 = parts.next()?.parse().ok()?;
    let first = Date::new(year, month, 1).ok()?;
    match parts.next() {
        None => Date::new(year, month, day).ok(),
        // the month, the weekday's rank, the weekday
        Some(w) => {
            let rank: i8 = day;
            let weekday: i8 = w.parse().ok()?;
            let last = weekday < 0;
            let base = if last { first.last_of_month() } else { first };
            if last {
                let back = i64::from((base.weekday().to_monday_one_offset() - rank).rem_euclid(7));
                return base.checked_sub(back.days()).ok();
            }
            let ahead = i64::from((weekday - base.weekday().to_monday_one_offset()).rem_euclid(7));
            base.checked_add((ahead + 7 * i64::from(rank - 1)).days()).ok()
        }
    }
}

/// Easter Sunday of the western churches: the anonymous Gregorian computus (Nature, 1876).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn rules() {
        assert_eq!(in_year("12-25", 2013), Some(date(2013, 12, 25)));
        assert_eq!(in_year("11-4-4", 2013), Some(date(2013, 11, 28)));
        assert_eq!(in_year("5-1--1", 2013), Some(date(2013, 5, 27)));
        assert_eq!(in_year("easter", 2013), Some(date(2013, 3, 31)));
        assert_eq!(in_year("easter-2", 2024), Some(date(2024, 3, 29)));
        assert_eq!(in_year("easter+39", 2024), Some(date(2024, 5, 9)));
        assert_eq!(in_year("hijri-10-1", 2024), Some(date(2024, 4, 10)));
        assert_eq!(in_year("2-30", 2024), None);
    }
}
