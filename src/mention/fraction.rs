//! Signs, powers, parts and decimals in words: what makes a figure of a plain number.

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use super::numeral::{Numeral, countable};
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
        let one = || self.out_of_those(&Numeral::plain(Decimal::ONE, self.end_of(start))).filter(|_| self.has(start, self.lexicon.core.indefinite));
        if let Some(n) = self.one_part(start).or_else(|| self.part_of_number(start)).or_else(one) {
            return Some(n);
        }
        let mut n = if self.has(start, self.lexicon.core.point) && self.anything() { self.decimals(&Numeral::plain(Decimal::ZERO, start))? } else { self.unsigned(start)? };
        if !n.vague {
            for read in [Self::groups, Self::power, Self::parts_in_digits, Self::decimals, Self::parts_in_words, Self::parts_behind_and, Self::out_of, Self::out_of_those] {
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
        (end >= n.end + 2 && countable(value)).then(|| Self::made(n, value, end, false))
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
        countable(value).then(|| Self::made(n, value, i + 1, false))
    }

    /// `3/4`, `2 1/4`.
    fn parts_in_digits(&self, n: &Numeral) -> Option<Numeral> {
        if n.in_words || !n.low.is_integer() {
            return None;
        }
        // a telephone number: 222-2222/2222
        let chained = n.end.checked_sub(2).is_some_and(|b| self.tokens[b].is_dash() && !self.tokens[b].spaced && !self.tokens[b + 1].spaced);
        let part = |at: usize, top: Decimal| -> Option<(Decimal, usize)> {
            let tight = self.touching(at) && self.touching(at + 1);
            if !self.is_punct(at, '/') || !tight || self.is_punct(at + 2, '/') {
                return None;
            }
            let below = self.digits(at + 1).filter(|b| b.is_integer() && *b > Decimal::ZERO)?;
            // 2012/13 is a year of business or sport
            if top >= Decimal::from(1900) && top % Decimal::ONE_HUNDRED + Decimal::ONE == below {
                return None;
            }
            // in news 9/11 and 24/7 are no shares
            let common = [2, 3, 4, 5, 8].iter().any(|d| below == Decimal::from(*d)) && top < below;
            (common || self.anything()).then(|| (top / below, at + 2))
        };
        if let Some((v, end)) = part(n.end, n.low).filter(|_| n.plain_digits && !chained) {
            return Some(Self::made(n, v, end, v < Decimal::ONE));
        }
        let top = self.digits(n.end).filter(|d| d.is_integer() && *d < Decimal::ONE_HUNDRED && self.tokens[n.end].breaks == 0)?;
        let (v, end) = part(n.end + 1, top).filter(|(v, _)| *v < Decimal::ONE)?;
        Some(Self::made(n, n.low + v, end, false))
    }

    /// "two point zero three", «مئتان فاصلة ثلاثة».
    fn decimals(&self, n: &Numeral) -> Option<Numeral> {
        let core = &self.lexicon.core;
        if !self.has(n.end, core.point) || !n.low.is_integer() || self.tokens[n.end].breaks > 0 && n.end > 0 {
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
            value = value.checked_mul(s.0).filter(|v| countable(*v))?;
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
        // "3 quarters" are months, "three quarters" a share
        let months = self.anything() && !n.in_words && self.has(i, core.time_unit) && !self.has(self.end_of(i), core.of);
        if let Some((below, _)) = self.entry(i, core.denominator).filter(|_| !months).and_then(|e| e.number) {
            // "one hundred and five eighths": the last part alone is divided
            let rest = n.low % Decimal::ONE_HUNDRED;
            let split = n.in_words && n.low > Decimal::ONE_HUNDRED && rest > Decimal::ONE && rest < below && self.joins_part(n.end, rest);
            let whole = if split { n.low - rest } else { Decimal::ZERO };
            let v = whole + (n.low - whole).checked_div(below)?;
            return Some(Self::made(n, v, self.end_of(i), v < Decimal::ONE));
        }
        // «ثلاثة وعشرون خمس»: the singular stands behind eleven and more, and no number can follow a number
        if self.anything()
            && !self.pack().file.capitals
            && n.in_words
            && n.low > Decimal::TEN
            && let Some((below, _)) = self.entry(i, core.part).and_then(|e| e.number).filter(|b| b.0 > Decimal::ONE)
        {
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

    /// Whether the last part of a number in words stands behind an "and" of its own.
    fn joins_part(&self, end: usize, part: Decimal) -> bool {
        let behind = |i: usize| self.unsigned(i).is_some_and(|m| m.end == end && m.low == part);
        (end.saturating_sub(4)..end).any(|i| self.joined_and(i) && behind(i) || self.has(i, self.lexicon.core.and) && behind(self.end_of(i)))
    }

    /// "two and fifty-four hundredths", "one and three quarter of an hour", «مئة وثلاثون وخمسين».
    fn parts_behind_and(&self, n: &Numeral) -> Option<Numeral> {
        let core = &self.lexicon.core;
        if !self.anything() || n.fraction || !n.low.is_integer() || self.tokens.get(n.end)?.breaks > 0 {
            return None;
        }
        let mut i = n.end;
        if !self.joined_and(i) {
            if !self.has(i, core.and) {
                return None;
            }
            i = self.end_of(i);
        }
        let below = |at: usize, class| self.entry(at, class).filter(|_| !self.joined_and(at) || at == i).and_then(|e| e.number).map(|n| n.0);
        if let Some(f) = below(i, core.part) {
            let f = if f < Decimal::ONE { f } else { Decimal::ONE / f };
            let end = self.end_of(i);
            let of = if self.has(end, core.of) { self.end_of(end) } else { end };
            let dual = self.entry(i, core.part).is_some_and(|e| e.number.is_some_and(|n| n.0 < Decimal::ONE));
            return (dual || self.has(of, core.time_unit)).then(|| Self::made(n, n.low + f, end, false));
        }
        let top = self.unsigned(i).filter(|t| t.low == t.high && !t.fraction && t.low.is_integer())?;
        let (d, dash) = if self.tokens.get(top.end).is_some_and(|t| t.is_dash()) { (top.end + 1, true) } else { (top.end, false) };
        let under = below(d, core.denominator).or_else(|| below(d, core.part).filter(|b| *b > Decimal::ONE && !dash && self.pack().file.capitals))?;
        let v = top.low.checked_div(under)?;
        (v < Decimal::ONE).then(|| Self::made(n, n.low + v, self.end_of(d), false))
    }

    /// "a twenty-first" of something, «جزء من مئة وخمسة»: one part of so many.
    fn one_part(&self, at: usize) -> Option<Numeral> {
        let core = &self.lexicon.core;
        if !self.anything() {
            return None;
        }
        if self.entry(at, core.out_of).is_some_and(|e| e.value.is_some()) {
            let below = self.unsigned(self.end_of(at)).filter(|b| b.low > Decimal::ONE && b.low == b.high)?;
            let v = Decimal::ONE.checked_div(below.low)?;
            return Some(Numeral { fraction: true, ..Numeral::plain(v, below.end) });
        }
        // "quarter of an hour"
        if let Some((below, _)) = self.entry(at, core.part).filter(|_| !self.has(at, core.ordinal) && self.pack().file.capitals).and_then(|e| e.number) {
            let end = self.end_of(at);
            let of = if self.has(end, core.of) { self.end_of(end) } else { end };
            let a = if self.has(of, core.indefinite) { self.end_of(of) } else { of };
            return self.has(a, core.time_unit).then(|| Decimal::ONE.checked_div(below))?.map(|v| Numeral { fraction: true, ..Numeral::plain(v, end) });
        }
        let one = self.has(at, core.indefinite) || self.entry(at, core.num).is_some_and(|e| e.number.is_some_and(|n| n.0 == Decimal::ONE));
        let i = self.end_of(at);
        let (below, _) = self.entry(i, core.ordinal).filter(|_| one).and_then(|e| e.number).filter(|n| n.0 > Decimal::from(12))?;
        let end = self.end_of(i);
        let closed = self.has(end, core.of) || at == 0 && end == self.tokens.len();
        closed.then(|| Numeral { fraction: true, ..Numeral::plain(Decimal::ONE / below, end) })
    }

    /// «خمس العشرين», «نصف دزينة»: a part of a number or of a known whole.
    fn part_of_number(&self, at: usize) -> Option<Numeral> {
        let core = &self.lexicon.core;
        if !self.anything() || self.pack().file.capitals {
            return None;
        }
        let next = self.end_of(at);
        let part = self.entry(at, core.part).and_then(|e| e.number).map(|n| if n.0 > Decimal::ONE { Decimal::ONE / n.0 } else { n.0 });
        let share = self.entry(at, core.fraction).and_then(|e| e.number).map(|n| n.0);
        let alone = at == 0 && next == self.tokens.len() && !self.has(at, core.num);
        let f = share.or(part)?;
        if self.tokens.get(next).is_some_and(|t| t.breaks == 0 && t.kind == TokenKind::Word) && !self.joined_and(next) {
            let definite = self.phrase(next).map_or_else(|| self.pack().article().is_some_and(|a| self.words[next].folded.starts_with(a)), |p| p.form.article);
            let number = if share.is_some() && !definite {
                // «نصف دزينة», no noun between
                self.unsigned(next).filter(|n| n.low >= Decimal::from(12) && n.end == self.end_of(next))
            } else {
                self.part_of_number(next).or_else(|| self.unsigned(next).filter(|_| definite))
            };
            if let Some(n) = number.filter(|n| n.low == n.high && !n.vague) {
                return Some(Self::made(&n, f * n.low, n.end, false));
            }
            // «خمس السكان»; five of them would be «السكان الخمسة»
            let counted = [core.time_unit, core.measure, core.scale].iter().any(|c| self.has(next, *c));
            if part.is_some() && self.has(at, core.num) && definite && !counted {
                return Some(Numeral { fraction: true, ..Numeral::plain(f, next) });
            }
        }
        (alone && part.is_some()).then(|| Numeral { fraction: true, ..Numeral::plain(f, next) })
    }

    /// « un malade sur deux », « neuf ménages sur dix »: a share with those it is of in between. Other small numbers may be counts of a few.
    fn out_of_those(&self, n: &Numeral) -> Option<Numeral> {
        let core = &self.lexicon.core;
        let whole = |d: Decimal| d.is_integer() && d > Decimal::ZERO && d <= Decimal::TEN;
        if self.anything() || n.fraction || n.range || n.plain_digits || !whole(n.low) {
            return None;
        }
        let those = [core.people, core.thing, core.nationality].iter().any(|c| self.has(n.end, *c)) && self.tokens[n.end].breaks == 0;
        let at = self.end_of(n.end);
        let between = self.entry(at, core.out_of).is_some_and(|e| e.unit.is_some()) && self.tokens[at].breaks == 0;
        if !those || !between {
            return None;
        }
        let below = self.unsigned(self.end_of(at)).filter(|b| b.low == b.high && !b.plain_digits && whole(b.low) && b.low > n.low)?;
        let share = n.low == Decimal::ONE || below.low == Decimal::TEN;
        if !share || self.is_counted(below.end) || self.has(below.end, core.adjective) {
            return None;
        }
        Some(Self::made(n, n.low.checked_div(below.low)?, below.end, true))
    }

    /// "one in 21", «واحد من خمسة».
    fn out_of(&self, n: &Numeral) -> Option<Numeral> {
        let core = &self.lexicon.core;
        // «ثمانية من كل عشرة»: a share in news too
        let every = !self.anything() && self.has(n.end, core.of_every);
        if !(self.anything() || every) || n.fraction || n.range || !n.low.is_integer() {
            return None;
        }
        let mut i = n.end;
        if !every && (self.has(i, core.denominator) || !self.has(i, core.out_of)) || self.joined_and(i) {
            return None;
        }
        i = self.end_of(i);
        if self.has(i, core.of) {
            i = self.end_of(i);
        }
        let below = self.unsigned(i).filter(|b| b.low == b.high && b.low.is_integer() && b.low > Decimal::ZERO)?;
        // «مئتان وواحد وسبعون جزءا من مئة»: two hundred and 71 hundredths
        let parts = self.entry(n.end, core.out_of).is_some_and(|e| e.value.is_some());
        let whole = if parts && n.low > below.low { n.low - n.low % below.low } else { Decimal::ZERO };
        let top = n.low - whole;
        if below.low <= top || top.is_zero() {
            return None;
        }
        if self.has(below.end, core.time_unit) || below.low >= Decimal::from(1900) && below.plain_digits {
            return None;
        }
        let v = whole + top.checked_div(below.low)?;
        Some(Self::made(n, v, below.end, whole.is_zero()))
    }
}
