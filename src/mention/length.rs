//! Lengths of time made of several units, and single units without a number.

use rust_decimal::Decimal;

use super::scan::Scan;
use crate::lexicon::Entry;
use crate::normalise::TokenKind;
use crate::value::Quantity;

impl Scan<'_, '_> {
    fn seconds_in(&self, unit: &str) -> Option<Decimal> {
        self.lexicon.tables.units.get(unit).filter(|u| u.dimension == "time").map(|u| u.factor)
    }

    /// The unit of time at a token, with the number that is said or understood: "an hour", «ساعة», "45 minutes".
    fn unit_of_time(&self, at: usize) -> Option<(Decimal, String, usize)> {
        let core = &self.lexicon.core;
        if self.tokens.get(at)?.breaks > 0 {
            return None;
        }
        let named = |i: usize| self.entry(i, core.time_unit).and_then(|e| e.value.as_deref().map(str::to_owned));
        if let Some(e) = self.entry(at, core.time_unit) {
            let one = self.entry(at, core.one_unit).is_some();
            let n = e.count.or(one.then_some(1))?;
            let mut end = self.end_of(at);
            // «شهر واحد»
            if self.entry(end, core.num).and_then(|e| e.number).is_some_and(|v| v.0 == Decimal::ONE) && !self.joined_and(end) {
                end = self.end_of(end);
            }
            return Some((Decimal::from(n), e.value.as_deref()?.to_owned(), end));
        }
        if self.has(at, core.indefinite) {
            let i = self.end_of(at);
            return Some((Decimal::ONE, named(i)?, self.end_of(i)));
        }
        let n = self.unsigned(at).filter(|n| n.low == n.high && !n.vague)?;
        let letter = || self.short_unit(n.end).filter(|_| !n.in_words).and_then(|e| e.value.as_deref().map(str::to_owned));
        Some((n.low, named(n.end).or_else(letter).filter(|_| !self.joined_and(n.end))?, self.end_of(n.end)))
    }

    /// A unit of time in one letter or sign behind digits: 3h, and in any text 15'.
    pub(super) fn short_unit(&self, at: usize) -> Option<&Entry> {
        let e = self.entry(at, self.lexicon.core.short_unit)?;
        let TokenKind::Punct(c) = self.tokens[at].kind else { return Some(e) };
        let quoted = self.tokens[..at].iter().any(|t| t.is(c));
        (self.anything() && self.touching(at) && !quoted).then_some(e)
    }

    /// Goes on with a length of time: "2 years and 3 months", "an hour and a half". Gives the whole and its end.
    pub(super) fn longer(&self, q: Quantity, at: usize) -> (Quantity, usize) {
        let core = &self.lexicon.core;
        let (Some(first), Some(mut small)) = (q.min.filter(|_| q.min == q.max), self.seconds_in(&q.unit)) else { return (q, at) };
        let mut total = first * small;
        let mut unit = q.unit.clone();
        let mut last = small;
        let mut end = at;
        for _ in 0..4 {
            let mut i = end;
            let comma = self.anything() && self.comma(i);
            if comma {
                i += 1;
            }
            let mut and = self.joined_and(i);
            if !and && self.has(i, core.and) {
                and = true;
                i = self.end_of(i);
            }
            // "8 years 6 months"
            let smaller = || self.unit_of_time(i).is_some_and(|(_, u, _)| self.seconds_in(&u).is_some_and(|f| f < last));
            if !and && !self.anything() && !smaller() || self.tokens.get(i).is_none_or(|t| t.breaks > 0) {
                break;
            }
            if let Some((n, u, e)) = self.unit_of_time(i)
                && let Some(f) = self.seconds_in(&u)
                && u != unit
                && (f < last || self.anything())
            {
                total += n * f;
                if f < small {
                    (small, unit) = (f, u);
                }
                last = f;
                end = e;
                continue;
            }
            // "1 hour and thirty": of the next smaller unit
            let smaller = match unit.as_str() {
                "hour" => Some("minute"),
                "minute" => Some("second"),
                _ => None,
            };
            if self.anything()
                && let Some(s) = smaller
                && let Some(n) =
                    self.unsigned(i).filter(|n| n.low == n.high && n.low.is_integer() && n.low > Decimal::ONE && n.low < Decimal::from(60) && n.end == self.tokens.len())
                && let Some(f) = self.seconds_in(s)
            {
                total += n.low * f;
                (small, unit) = (f, s.to_owned());
                end = n.end;
                break;
            }
            if and {
                let j = if self.has(i, core.indefinite) { self.end_of(i) } else { i };
                if let Some((f, _)) = self.entry(i, core.fraction).or_else(|| self.entry(j, core.fraction)).and_then(|e| e.number) {
                    let e = if self.has(i, core.fraction) { self.end_of(i) } else { self.end_of(j) };
                    // «ثلاث سنوات ونصف السنة»: half of the same
                    let same = self.entry(e, core.time_unit).is_some_and(|n| n.value.as_deref().and_then(|n| self.seconds_in(n)) == Some(last) && !self.joined_and(e));
                    if same || !self.has(e, core.time_unit) {
                        total += f * last;
                        end = if same { self.end_of(e) } else { e };
                    }
                }
            }
            break;
        }
        if end == at {
            return (q, at);
        }
        let n = (total / small).normalize();
        (Quantity { min: Some(n), max: Some(n), approx: None, unit, ..q }, end)
    }

    /// One unit of time told without a number: "all year", «لمدة ساعة», «يوم كامل».
    pub(super) fn one_unit(&self, at: usize) -> Option<(Quantity, usize)> {
        let core = &self.lexicon.core;
        let mut i = at;
        let mut led = false;
        for _ in 0..3 {
            if self.has(i, core.time_unit) {
                break;
            }
            if [core.for_, core.further, core.indefinite].iter().any(|c| self.has(i, *c)) {
                led = true;
            } else if !(self.has(i, core.article) || led && self.tokens.get(i).is_some_and(|t| t.is_dash())) {
                return None;
            }
            i = self.end_of(i);
        }
        let e = self.entry(i, core.time_unit).filter(|e| e.count.is_none_or(|c| c == 1))?;
        if self.tokens[i].breaks > 0 && i > at {
            return None;
        }
        let unit = e.value.as_deref()?.to_owned();
        let mut end = self.end_of(i);
        let one = self.entry(end, core.num).and_then(|e| e.number).is_some_and(|v| v.0 == Decimal::ONE) && !self.joined_and(end);
        let alone = at == 0 && end == self.tokens.len() && self.has(at, core.one_unit);
        if one {
            end = self.end_of(end);
        }
        let mut q = Quantity::exact(Decimal::ONE);
        q.unit = unit;
        let whole = self.longer(q, end);
        // "year and a half"
        let half = at == 0 && whole.1 == self.tokens.len() && whole.1 > end;
        (one || led || alone || half).then_some(whole)
    }
}
