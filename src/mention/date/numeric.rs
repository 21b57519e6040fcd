//! Dates in digits alone.

use jiff::civil::Date;

use super::DateHit;
use super::islamic::Islamic;
use crate::mention::scan::Scan;
use crate::normalise::TokenKind;
use crate::value::{DateValue, PartialDate};

impl Scan<'_, '_> {
    /// `27-9-2023`, `2022/01/06`, `06.01.2022`.
    pub(super) fn numeric_date(&self, at: usize) -> Option<DateHit> {
        // a dotted date comes as one number token, others go on with a sign
        let first = self.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
        let raw = self.text.get(first.span.range())?;
        if !raw.contains('.') && !self.tokens.get(at + 1).is_some_and(|t| (t.is('/') || t.is_dash()) && !t.spaced) {
            return None;
        }
        let raw = crate::normalise::fold(raw);
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
        let month_first = self.anything() && self.pack().file.month_first;
        let day_and_month = |a: i16, b: i16| if b > 12 || month_first && a <= 12 { (b, a) } else { (a, b) };
        let (y, m, d) = if numbers[0].0.len() == 4 {
            (n[0], n[1], n[2])
        } else if numbers[2].0.len() == 4 {
            let (d, m) = day_and_month(n[0], n[1]);
            (n[2], m, d)
        } else if numbers[2].0.len() == 2 {
            let (d, m) = day_and_month(n[0], n[1]);
            (if n[2] >= 70 { 1900 } else { 2000 } + n[2], m, d)
        } else {
            return None;
        };
        let (month, day) = (i8::try_from(m).ok()?, i8::try_from(d).ok()?);
        let date = if self.is_solar(y) { Islamic::Solar.to_gregorian(y, month, Some(day))?.0 } else { Date::new(y, month, day).ok()? };
        Some(Self::hit(DateValue::new(PartialDate::day(date)), at, numbers[2].1))
    }

    /// `2019-sep-1`, `1-Sep-2019`: the month's name between digits.
    pub(super) fn month_between(&self, at: usize) -> Option<DateHit> {
        let dash = |i: usize| self.tokens.get(i).is_some_and(|t| (t.is_dash() || t.is('/')) && !t.spaced) && self.touching(i + 1);
        let digits = |i: usize| -> Option<(i16, usize)> {
            self.digits(i)?;
            let raw = crate::normalise::fold(self.raw(i));
            Some((raw.parse().ok()?, raw.len()))
        };
        let a = dash(at + 1).then(|| digits(at)).flatten()?;
        let (month, _, end) = self.month_at(at + 2).filter(|(_, islamic, e)| islamic.is_none() && dash(*e))?;
        let b = digits(end + 1)?;
        let (y, d) = match (a.1, b.1) {
            (4, 1 | 2) => (a.0, b.0),
            (1 | 2, 4) => (b.0, a.0),
            (1 | 2, 2) => (if b.0 < 70 { 2000 + b.0 } else { 1900 + b.0 }, a.0),
            _ => return None,
        };
        let date = Date::new(y, month, i8::try_from(d).ok()?).ok()?;
        Some(Self::hit(DateValue::new(PartialDate::day(date)), at, end + 2))
    }
}
