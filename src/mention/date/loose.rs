//! What only texts that are not news mean as dates: "4/22", "the 27th".

use super::resolve::complete;
use super::{Calendar, DateHit};
use crate::mention::scan::Scan;
use crate::value::{DateValue, PartialDate};

impl Scan<'_, '_> {
    /// What only texts that are not news mean as dates: "4/22", "2/2013", "the 27th", "on the 15".
    pub(super) fn loose_date(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
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
}
