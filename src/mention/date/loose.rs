//! What only texts that are not news mean as dates: "4/22", "the 27th".

use super::resolve::complete;
use super::{Calendar, DateHit};
use crate::lexicon::ClassId;
use crate::mention::scan::Scan;
use crate::normalise::TokenKind;
use crate::value::{DateValue, PartialDate};

impl Scan<'_, '_> {
    /// What only texts that are not news mean as dates: "4/22", "2/2013", "the 27th", "on the 15".
    pub(super) fn loose_date(&self, at: usize, cal: &Calendar) -> Option<DateHit> {
        if !self.anything() {
            return None;
        }
        let p = cal.published?;
        let digits = |i: usize| -> Option<i16> {
            self.tokens.get(i).filter(|t| t.kind == TokenKind::Number)?;
            crate::normalise::fold(self.raw(i)).parse().ok()
        };
        // "12,2015": the comma is read as one of decimals
        let with_year = |i: usize| -> Option<(i16, i16)> {
            let raw = crate::normalise::fold(self.text.get(self.tokens.get(i)?.span.range())?);
            let (d, y) = raw.split_once(',')?;
            Some((d.parse().ok()?, y.parse().ok().filter(|_| y.len() == 2 || y.len() == 4)?))
        };
        if let Some(a) = digits(at)
            && self.tokens.get(at + 1).is_some_and(|t| (t.is('/') || t.is_dash()) && !t.spaced)
            && self.touching(at + 2)
            && let Some(b) = digits(at + 2).or_else(|| with_year(at + 2).map(|p| p.0))
        {
            let slash = self.is_punct(at + 1, '/');
            if slash && ((1900..2100).contains(&a) || (1900..2100).contains(&b)) {
                let (y, m) = if a > b { (a, b) } else { (b, a) };
                let month = i8::try_from(m).ok().filter(|m| (1..=12).contains(m))?;
                return Some(Self::hit(DateValue::new(PartialDate { year: Some(y), month: Some(month), day: None }), at, at + 3));
            }
            // a year behind a comma
            let comma = self.comma(at + 3);
            let full = |y: i16| if y < 70 { 2000 + y } else { y };
            let inside = with_year(at + 2).map(|p| full(p.1));
            let year = inside.or_else(|| comma.then(|| digits(at + 4)).flatten().map(full));
            let (m, d) = if a > 12 { (b, a) } else { (a, b) };
            let (m, d) = (i8::try_from(m).ok().filter(|m| (1..=12).contains(m))?, i8::try_from(d).ok().filter(|d| (1..=31).contains(d))?);
            if year.is_none() && (d <= 12 || at == 0) {
                return None;
            }
            let date = complete(PartialDate { year, month: Some(m), day: Some(d) }, cal, true);
            return Some(Self::hit(DateValue::new(date), at, if year.is_some() && inside.is_none() { at + 5 } else { at + 3 }));
        }
        let (day, end) = self.day_number(at)?;
        let core = &self.lexicon.core;
        let before = |classes: &[ClassId]| self.before(at).is_some_and(|b| classes.iter().any(|c| self.has(b, *c)));
        let led = before(&[core.article, core.day_word, core.in_, core.to]) || self.phrase(at).is_some_and(|p| p.form.preposition.is_some());
        let ended = self.tokens.get(end).is_none_or(|t| matches!(t.kind, TokenKind::Punct(_)) && !t.is_dash() && !['/', '%', '\'', '′', '"', '″'].iter().any(|c| t.is(*c)));
        if !led || !ended {
            return None;
        }
        let month = if day >= p.day() { p.first_of_month() } else { p.last_of_month().tomorrow().ok()? };
        Some(Self::hit(DateValue { relative: true, ..DateValue::new(PartialDate { year: Some(month.year()), month: Some(month.month()), day: Some(day) }) }, at, end))
    }
}
