//! Dates of the Islamic calendars: the lunar one by the Umm al-Qura tables, and the solar one of Iran and Afghanistan.

use icu_calendar::cal::hijri::UmmAlQura;
use icu_calendar::cal::{Hijri, Persian};
use jiff::civil::Date;

/// A calendar that counts from the Hijra.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Islamic {
    /// By the moon.
    Lunar,
    /// By the sun: its year begins in spring.
    Solar,
}

impl Islamic {
    /// Its year in which a day lies.
    pub(super) fn year_of(self, day: Date) -> i16 {
        let iso = icu_calendar::Date::try_new_iso(i32::from(day.year()), day.month() as u8, day.day() as u8);
        iso.map_or(0, |d| match self {
            Islamic::Lunar => d.to_calendar(Hijri::<UmmAlQura>::new_umm_al_qura()).year().extended_year() as i16,
            Islamic::Solar => d.to_calendar(Persian).year().extended_year() as i16,
        })
    }

    /// The year that is meant by a day or a month without one, beside a day of publication: of the lunar calendar the one it lies in, of the
    /// solar one that of the nearest such day.
    pub(super) fn year_near(self, published: Date, month: i8, day: Option<i8>) -> Option<i16> {
        let year = self.year_of(published);
        if self == Islamic::Lunar {
            return Some(year);
        }
        let away = |y: i16| {
            let (first, last) = self.to_gregorian(y, month, day)?;
            let days = |d: Date| published.until(d).map_or(i32::MAX, |s| s.get_days());
            // a day ahead is less likely than one behind
            Some(if first > published { days(first) * 2 } else { -days(last).min(0) })
        };
        [year, year - 1, year + 1].into_iter().filter_map(|y| Some((away(y)?, y))).min_by_key(|(away, _)| *away).map(|(_, y)| y)
    }

    /// First and last Gregorian day of a date or a month of it.
    pub(super) fn to_gregorian(self, year: i16, month: i8, day: Option<i8>) -> Option<(Date, Date)> {
        let (month, of) = (u8::try_from(month).ok()?, i32::from(year));
        let civil = |d: u8| {
            let iso = match self {
                Islamic::Lunar => icu_calendar::Date::try_new_hijri_with_calendar(of, month, d, Hijri::new_umm_al_qura()).ok()?.to_calendar(icu_calendar::Iso),
                Islamic::Solar => icu_calendar::Date::try_new_persian(of, month, d).ok()?.to_calendar(icu_calendar::Iso),
            };
            Date::new(iso.year().extended_year() as i16, iso.month().ordinal as i8, iso.day_of_month().0 as i8).ok()
        };
        match day {
            Some(d) => civil(u8::try_from(d).ok()?).map(|d| (d, d)),
            None => Some((civil(1)?, (29..=31).rev().find_map(civil)?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Islamic;
    use jiff::civil::date;

    #[test]
    fn days_of_both() {
        assert_eq!(Islamic::Solar.to_gregorian(1400, 10, Some(15)), Some((date(2022, 1, 5), date(2022, 1, 5))));
        assert_eq!(Islamic::Solar.to_gregorian(1401, 1, None), Some((date(2022, 3, 21), date(2022, 4, 20))));
        assert_eq!(Islamic::Solar.year_near(date(2022, 1, 9), 10, Some(15)), Some(1400));
        assert_eq!(Islamic::Solar.year_near(date(2022, 3, 25), 12, Some(27)), Some(1400));
        assert_eq!(Islamic::Lunar.year_near(date(2024, 4, 10), 10, Some(1)), Some(1445));
    }
}
