//! Dates in digits alone.

use jiff::civil::Date;

use super::DateHit;
use crate::mention::scan::Scan;
use crate::value::{DateValue, PartialDate};

impl Scan<'_, '_> {
    /// `27-9-2023`, `2022/01/06`, `06.01.2022`.
    pub(super) fn numeric_date(&self, at: usize) -> Option<DateHit> {
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
        let date = Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()?;
        Some(Self::hit(DateValue::new(PartialDate::day(date)), at, numbers[2].1))
    }
}
