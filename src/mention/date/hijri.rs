//! Dates of the Islamic calendar, by the Umm al-Qura tables.

use icu_calendar::cal::Hijri;
use icu_calendar::cal::hijri::UmmAlQura;
use jiff::civil::Date;

/// Year of the Islamic calendar (Umm al-Qura) in which a day lies.
pub(super) fn hijri_year(day: Date) -> i16 {
    let iso = icu_calendar::Date::try_new_iso(i32::from(day.year()), day.month() as u8, day.day() as u8);
    iso.map_or(0, |d| d.to_calendar(Hijri::<UmmAlQura>::new_umm_al_qura()).year().extended_year() as i16)
}

/// First and last Gregorian day of an Islamic date or month (Umm al-Qura).
pub(super) fn hijri_to_gregorian(year: i16, month: i8, day: Option<i8>) -> Option<(Date, Date)> {
    let civil = |d: u8| {
        let h = icu_calendar::Date::try_new_hijri_with_calendar(i32::from(year), month as u8, d, Hijri::new_umm_al_qura()).ok()?;
        let iso = h.to_calendar(icu_calendar::Iso);
        Date::new(iso.year().extended_year() as i16, iso.month().ordinal as i8, iso.day_of_month().0 as i8).ok()
    };
    match day {
        Some(d) => civil(d as u8).map(|d| (d, d)),
        None => Some((civil(1)?, civil(30).or_else(|| civil(29))?)),
    }
}
