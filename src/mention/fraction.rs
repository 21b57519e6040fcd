//! Signs, powers, parts and decimals in words: what makes a figure of a plain number.

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use super::numeral::Numeral;
use super::scan::Scan;
use crate::normalise::TokenKind;

impl Scan<'_, '_> {
    /// The token after a sign that makes the number behind it negative.
    pub(super) fn sign(&self, at: usize) -> Option<usize> {
        let t = self.tokens.get(at)?;
        if let Some(e) = self.entry(at, self.lexicon.core.minus)
            && (e.value.is_none() || self.anything())
        {
            let next = self.end_of(at);
            return (self.tokens.get(next)?.breaks == 0).then_some(next);
        }
        let free = at == 0 || t.spaced || matches!(self.tokens[at - 1].kind, TokenKind::Punct(_));
        let digits = self.tokens.get(at + 1)?.kind == TokenKind::Number;
        (self.anything() && t.is_dash() && free && digits && (self.touching(at + 1) || at == 0)).then_some(at + 1)
    }

    /// One number at a token: with its sign, its power, its part.
    pub(super) fn single(&self, at: usize) -> Option<Numeral> {
        let sign = self.sign(at);
        let start = sign.unwrap_or(at);
        let mut n = if self.has(start, self.lexicon.core.point) && self.anything() {
            let zero = Numeral {
                low: Decimal::ZERO,
                high: Decimal::ZERO,
                end: start,
                vague: false,
                range: false,
                fraction: false,
                in_words: true,
                plain_digits: false,
                rows: Default::default(),
            };
            self.decimals(&zero)?
        } else {
            self.unsigned(start)?
        };
        if !n.vague {
            for read in [Self::groups, Self::power, Self::parts_in_digits, Self::decimals, Self::parts_in_words, Self::out_of] {
                if let Some(more) = read(self, &n) {
                    n = more;
                }
            }
        }
        if sign.is_some() {
            (n.low, n.high) = (-n.high, -n.low);
            n.plain_digits = false;
        }
        Some(n)
    }

    fn made(n: &Numeral, value: Decimal, end: usize, fraction: bool) -> Numeral {
        Numeral { low: value, high: value, end, fraction, plain_digits: false, ..n.clone() }
    }

    /// `1 234 567`: two groups of three digits or more.
    fn groups(&self, n: &Numeral) -> Option<Numeral> {
        if !n.plain_digits || n.low.is_zero() || n.low >= Decimal::ONE_THOUSAND {
            return None;
        }
        let mut value = n.low;
        let mut end = n.end;
        while let Some(t) = self.tokens.get(end).filter(|t| t.kind == TokenKind::Number && t.breaks == 0 && t.span.start == self.tokens[end - 1].span.end + 1) {
            let raw = crate::normalise::fold(&self.text[t.span.range()]);
            if raw.len() != 3 || !raw.bytes().all(|b| b.is_ascii_digit()) {
                break;
            }
            value = value.checked_mul(Decimal::ONE_THOUSAND)?.checked_add(raw.parse().ok()?)?;
            end += 1;
        }
        (end >= n.end + 2).then(|| Self::made(n, value, end, false))
    }

    /// `1.3e6`, `1.3x10^6`, `1.1^23`.
    fn power(&self, n: &Numeral) -> Option<Numeral> {
        let mut i = n.end;
        if n.in_words || !self.touching(i) {
            return None;
        }
        let ten = match &*self.words[i].folded {
            "e" => true,
            "x" | "×" => {
                if self.digits(i + 1)? != Decimal::TEN || !self.is_punct(i + 2, '^') {
                    return None;
                }
                i += 2;
                true
            }
            _ if self.is_punct(i, '^') => false,
            _ => return None,
        };
        i += 1;
        let mut negative = false;
        while self.tokens.get(i).is_some_and(|t| t.is_dash() || t.is('+')) && self.touching(i) {
            negative ^= self.tokens[i].is_dash();
            i += 1;
        }
        if !self.touching(i) {
            return None;
        }
        let power = self.digits(i)?.to_i32().filter(|p| *p <= 27)?;
        let value = if ten {
            let scale = (0..power).try_fold(Decimal::ONE, |v, _| v.checked_mul(Decimal::TEN))?;
            if negative { n.low.checked_div(scale)? } else { n.low.checked_mul(scale)? }
        } else {
            Decimal::from_f64(n.low.to_f64()?.powi(if negative { -power } else { power }))?
        };
        Some(Self::made(n, value, i + 1, false))
    }

    /// `3/4`, `2 1/4`.
    fn parts_in_digits(&self, n: &Numeral) -> Option<Numeral> {
        if n.in_words || !n.low.is_integer() {
            return None;
        }
        let part = |at: usize, top: Decimal| -> Option<(Decimal, usize)> {
            let tight = self.touching(at) && self.touching(at + 1);
            if !self.is_punct(at, '/') || !tight || self.is_punct(at + 2, '/') {
                return None;
            }
            let below = self.digits(at + 1).filter(|b| b.is_integer() && *b > Decimal::ZERO)?;
            // in news 9/11 and 24/7 are no shares
            let common = [2, 3, 4, 5, 8].iter().any(|d| below == Decimal::from(*d)) && top < below;
            (common || self.anything()).then(|| (top / below, at + 2))
        };
        if let Some((v, end)) = part(n.end, n.low).filter(|_| n.plain_digits) {
            return Some(Self::made(n, v, end, v < Decimal::ONE));
        }
        let top = self.digits(n.end).filter(|d| d.is_integer() && *d < Decimal::ONE_HUNDRED && self.tokens[n.end].breaks == 0)?;
        let (v, end) = part(n.end + 1, top).filter(|(v, _)| *v < Decimal::ONE)?;
        Some(Self::made(n, n.low + v, end, false))
    }

    /// "two point zero three", «مئتان فاصلة ثلاثة».
    fn decimals(&self, n: &Numeral) -> Option<Numeral> {
        let core = &self.lexicon.core;
        if !self.has(n.end, core.point) || !n.low.is_integer() || self.tokens[n.end].breaks > 0 {
            return None;
        }
        let mut i = self.end_of(n.end);
        let mut text = String::from("0.");
        while let Some(t) = self.tokens.get(i).filter(|t| t.breaks == 0) {
            let word = self.entry(i, core.num).and_then(|e| e.number).filter(|_| !self.joined_and(i)).map(|v| v.0);
            if t.kind == TokenKind::Number && text.len() == 2 {
                self.digits(i).filter(|d| d.is_integer())?;
                text.push_str(&crate::normalise::fold(self.raw(i)));
                i += 1;
                break;
            }
            let Some(v) = word.filter(|v| *v < Decimal::ONE_HUNDRED) else { break };
            if v >= Decimal::TEN {
                if text.len() > 2 {
                    break;
                }
                let whole = self.unsigned(i)?;
                text.push_str(&whole.low.to_string());
                i = whole.end;
                break;
            }
            text.push_str(&v.normalize().to_string());
            i = self.end_of(i);
        }
        if text.len() == 2 || text.len() > 20 {
            return None;
        }
        let mut value = n.low + text.parse::<Decimal>().ok()?;
        // "zero point three of a hundred"
        if (self.has(i, core.from) || self.has(i, core.of))
            && let Some(s) = self.entry(self.end_of(i), core.scale).and_then(|e| e.number).filter(|_| self.anything())
        {
            let part = value - n.low;
            let digits = text.len() as u32 - 2;
            value = n.low + part * Decimal::from(10u64.pow(digits.min(12))) / s.0;
            i = self.end_of(self.end_of(i));
        } else if let Some(s) = self.entry(i, core.scale).and_then(|e| e.number).filter(|s| s.0 >= Decimal::ONE_THOUSAND && !self.joined_and(i)) {
            value = value.checked_mul(s.0)?;
            i = self.end_of(i);
        }
        Some(Self::made(n, value, i, false))
    }

    /// "three fifths", «خمسة أثمان», and in any text "two over three".
    fn parts_in_words(&self, n: &Numeral) -> Option<Numeral> {
        let core = &self.lexicon.core;
        let mut i = n.end;
        if self.tokens.get(i).is_some_and(|t| t.is_dash()) && (self.anything() || self.touching(i) && self.touching(i + 1)) {
            i += 1;
        }
        if self.tokens.get(i)?.breaks > 0 || self.joined_and(i) {
            return None;
        }
        if let Some((below, _)) = self.entry(i, core.denominator).and_then(|e| e.number) {
            let v = n.low.checked_div(below)?;
            return Some(Self::made(n, v, self.end_of(i), v < Decimal::ONE));
        }
        if self.anything() && self.has(i, core.fraction_bar) {
            let below = self.unsigned(self.end_of(i)).filter(|b| b.low > Decimal::ZERO && b.low == b.high)?;
            // "$2,000 over 3 years"
            if self.has(below.end, core.time_unit) {
                return None;
            }
            let v = n.low.checked_div(below.low)?;
            return Some(Self::made(n, v, below.end, v < Decimal::ONE));
        }
        None
    }

    /// "one in 21", «واحد من خمسة».
    fn out_of(&self, n: &Numeral) -> Option<Numeral> {
        let core = &self.lexicon.core;
        if !self.anything() || n.fraction || n.range || !n.low.is_integer() {
            return None;
        }
        let mut i = n.end;
        if self.has(i, core.denominator) || !self.has(i, core.out_of) || self.joined_and(i) {
            return None;
        }
        i = self.end_of(i);
        if self.has(i, core.of) {
            i = self.end_of(i);
        }
        let below = self.unsigned(i).filter(|b| b.low > n.low && b.low == b.high && b.low.is_integer())?;
        if self.has(below.end, core.time_unit) || below.low >= Decimal::from(1900) && below.plain_digits {
            return None;
        }
        let v = n.low.checked_div(below.low)?;
        Some(Self::made(n, v, below.end, true))
    }
}
