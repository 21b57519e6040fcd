//! Numbers in digits and words, of any size, and ranges of them.

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::scan::Scan;
use crate::lexicon::EntryId;
use crate::normalise::{TokenKind, fold};

/// A number as it stands in the text.
#[derive(Debug, Clone)]
pub struct Numeral {
    /// The number, or the low end of what it can mean.
    pub low: Decimal,
    /// The high end.
    pub high: Decimal,
    /// One past its last token.
    pub end: usize,
    /// A word such as "dozens".
    pub vague: bool,
    /// Two numbers were given.
    pub range: bool,
    /// A fraction of one.
    pub fraction: bool,
    /// No digits.
    pub in_words: bool,
    /// Digits alone, without separator or scale: may be a year.
    pub plain_digits: bool,
    /// Rows used.
    pub rows: SmallVec<[EntryId; 4]>,
}

const HUNDRED: Decimal = Decimal::ONE_HUNDRED;
const THOUSAND: Decimal = Decimal::ONE_THOUSAND;

/// Larger numbers are none that a text counts by; below it, no unit, share or power of one carries a number out of range.
pub(super) fn countable(n: Decimal) -> bool {
    n.abs() <= Decimal::from(1_000_000_000_000_000_000i64)
}

impl Scan<'_, '_> {
    /// Value of a token of digits, with separators read as the language writes them.
    pub fn digits(&self, at: usize) -> Option<Decimal> {
        self.words.get(at)?.digits
    }

    /// A number or a range of numbers at a token.
    pub fn numeral(&self, at: usize) -> Option<Numeral> {
        if !self.may_begin(at, false) {
            return None;
        }
        if let Some((_, n)) = self.numeral.borrow().as_ref().filter(|m| m.0 == at) {
            return n.clone();
        }
        let n = self.read_numeral(at);
        *self.numeral.borrow_mut() = Some((at, n.clone()));
        n
    }

    fn read_numeral(&self, at: usize) -> Option<Numeral> {
        let core = &self.lexicon.core;
        // "between 850 and 1,100"
        if self.has(at, core.between) {
            let first = self.single(self.behind_sign(self.end_of(at)))?;
            let unit = self.same_unit(first.end);
            let mut next = unit.unwrap_or(first.end);
            if self.has(next, core.and) && !self.joined_and(next) {
                next = self.end_of(next);
            } else if !(self.joined_and(next) || self.digits_after_and(next).is_some()) {
                return None;
            }
            let next = self.digits_after_and(next).unwrap_or(next);
            let second = self.single(self.behind_sign(next))?;
            if unit.is_some() && !self.units_agree(first.end, second.end) {
                return None;
            }
            return Some(Self::span_of(first, second));
        }
        let first = self.single(at)?;
        let mut next = first.end;
        // "10%-20%"
        if let Some(dash) = self.same_unit(next).filter(|d| self.tokens.get(*d).is_some_and(|t| t.is_dash()) && self.touching(*d))
            && let Some(second) = self.single(dash + 1).filter(|s| s.low > first.low && self.units_agree(first.end, s.end))
        {
            return Some(Self::span_of(first, second));
        }
        // not within a telephone number: 1-222-2222
        let chained = at > 1 && self.tokens[at - 1].is_dash() && self.touching(at) && self.touching(at - 1);
        if next < self.tokens.len() && !chained {
            let tight = self.tokens[next].is_dash() && self.touching(next) && self.touching(next + 1);
            let loose = self.anything()
                && self.tokens[next].breaks == 0
                && (self.is_punct(next, '~') || (self.tokens[next].is_dash() && !first.in_words && self.digits(next + 1).is_some() && !self.is_punct(next, '-')));
            let dash = tight || loose;
            let to = self.has(next, core.to) && self.end_of(next) < self.tokens.len();
            let or = self.has(next, core.or);
            // "rose from 28 to 32" names two figures, not a range
            let moved = to && self.before(at).is_some_and(|b| self.has(b, core.from) && self.before(b).is_some_and(|v| self.has(v, core.reach)));
            let to = to && !moved;
            if dash || to || or {
                next = if dash { next + 1 } else { self.end_of(next) };
                // "$10-$20"
                if self.before(at).is_some_and(|b| self.has(b, core.currency)) {
                    next = self.behind_sign(next);
                }
                if let Some(second) = self.single(next)
                    && second.low > first.low
                    && !first.vague
                    && second.fraction == first.fraction
                    && (!or || second.high <= first.low + Decimal::TEN)
                    && !(self.tokens.get(second.end).is_some_and(|t| t.is_dash()) && dash)
                {
                    return Some(Self::span_of(first, second));
                }
            }
        }
        Some(first)
    }

    fn span_of(first: Numeral, second: Numeral) -> Numeral {
        // "18 to 20 thousand", "5-6 million": the scale belongs to both
        let mut low = first.low;
        if first.plain_digits && second.low >= THOUSAND && low < THOUSAND && !second.plain_digits {
            for scale in [Decimal::from(1_000_000_000i64), Decimal::from(1_000_000), THOUSAND] {
                if second.low >= scale && (second.low / scale) < THOUSAND && low < second.low / scale {
                    low *= scale;
                    break;
                }
            }
        }
        let mut rows = first.rows;
        rows.extend(second.rows);
        Numeral {
            low,
            high: second.high,
            end: second.end,
            vague: false,
            range: true,
            fraction: first.fraction && second.fraction,
            in_words: first.in_words && second.in_words,
            plain_digits: false,
            rows,
        }
    }

    /// For "و470": digits written together with a conjunction come as their own token after a one-letter word.
    fn digits_after_and(&self, at: usize) -> Option<usize> {
        let core = &self.lexicon.core;
        (self.has(at, core.and) && self.touching(at + 1) && self.digits(at + 1).is_some()).then_some(at + 1)
    }

    /// A dual of a scale in the construct, with the noun it counts right behind it: as spelt it is also another word.
    fn dual_scale(&self, at: usize) -> Option<Decimal> {
        let core = &self.lexicon.core;
        let (v, _) = self.entry(at, core.dual_scale)?.number?;
        let next = self.end_of(at);
        let bare = self.tokens.get(next)?.breaks == 0 && self.phrase(next)?.form.cut == 0;
        (bare && [core.people, core.thing, core.measure, core.currency, core.time_unit].iter().any(|c| self.has(next, *c))).then_some(v)
    }

    /// One past the unit behind the first number of a range: "between 10% and 20%".
    fn same_unit(&self, at: usize) -> Option<usize> {
        let core = &self.lexicon.core;
        let unit = [core.percent, core.currency, core.measure, core.time_unit].iter().any(|c| self.has(at, *c));
        (unit && !self.joined_and(at)).then(|| self.end_of(at))
    }

    /// Whether two tokens name one unit.
    fn units_agree(&self, a: usize, b: usize) -> bool {
        let core = &self.lexicon.core;
        [core.percent, core.currency, core.measure, core.time_unit].iter().any(|c| self.entry(a, *c).zip(self.entry(b, *c)).is_some_and(|(x, y)| x.value == y.value))
    }

    /// The token behind a sign of currency that stands right before digits.
    fn behind_sign(&self, at: usize) -> usize {
        let next = self.end_of(at);
        if self.has(at, self.lexicon.core.currency) && self.digits(next).is_some() { next } else { at }
    }

    /// Whether digits go on with a number that has begun: "2 million and 300", "4 thousand 3 hundred and 21".
    fn digits_go_on(&self, at: usize, v: Decimal, and: bool, group: Decimal, last: Option<Decimal>) -> bool {
        let scale = self.entry(at + 1, self.lexicon.core.scale).filter(|_| !self.joined_and(at + 1)).and_then(|e| e.number).map(|n| n.0);
        let below = |limit: Decimal| scale.is_none_or(|s| s < limit) && v < limit;
        match last {
            Some(s) if group.is_zero() => (and || scale.is_some()) && below(s),
            _ => and && scale.is_none() && group >= HUNDRED && (group % HUNDRED).is_zero() && v < HUNDRED && v > Decimal::ZERO,
        }
    }

    /// `.08`: digits behind a decimal point that begins the number.
    pub(super) fn leading_point(&self, at: usize) -> Option<Decimal> {
        if !self.is_punct(at, '.') {
            return None;
        }
        let free = at == 0 || self.tokens[at].spaced || self.tokens[at - 1].is_dash();
        if !free || !self.touching(at + 1) || self.tokens[at + 1].kind != TokenKind::Number {
            return None;
        }
        let digits = fold(self.raw(at + 1));
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| format!("0.{digits}").parse().ok())?
    }

    /// One number at a token, with no sign and no part of a fraction behind it.
    pub(super) fn unsigned(&self, at: usize) -> Option<Numeral> {
        if !self.may_begin(at, false) {
            return None;
        }
        let core = &self.lexicon.core;
        let pack = self.pack();
        let glued_and = !pack.file.clitics.conjunctions.is_empty();
        let mut rows: SmallVec<[EntryId; 4]> = SmallVec::new();
        let mut total = Decimal::ZERO;
        let mut group = Decimal::ZERO;
        let mut last_scale: Option<Decimal> = None;
        let mut vague: Option<(Decimal, Decimal)> = None;
        let mut in_words = true;
        let mut plain = false;
        let mut pos = at;
        let mut seen = 0;
        if self.has(pos, core.indefinite) && self.has(self.end_of(pos), core.scale) {
            pos = self.end_of(pos);
        }
        let mut end = pos;
        while pos < self.tokens.len() {
            // the conjunction before this element, as a clitic, a word of its own, or none
            let mut here = pos;
            let mut and = false;
            let mut dashed = false;
            if seen > 0 {
                if self.joined_and(here) {
                    and = true;
                } else if let Some(d) = self.digits_after_and(here) {
                    and = true;
                    here = d;
                } else if self.has(here, core.and) && self.phrase(here).is_none_or(|p| p.form.cut == 0) {
                    and = true;
                    here = self.end_of(here);
                } else if here < self.tokens.len() && self.tokens[here].is_dash() && (self.touching(here) && self.touching(here + 1) || self.anything() && in_words) {
                    here += 1;
                    dashed = true;
                }
                if here >= self.tokens.len() || self.tokens[here].breaks > 0 {
                    break;
                }
            }
            if seen == 0
                && let Some(v) = self.leading_point(here)
            {
                group = v;
                in_words = false;
                seen = 1;
                end = here + 2;
                pos = end;
                continue;
            }
            if let Some(v) = self.digits(here) {
                let continues = seen > 0 && self.digits_go_on(here, v, and, group, last_scale);
                if seen > 0 && !continues {
                    break;
                }
                group += v;
                in_words = false;
                plain = seen == 0 && self.raw(here).chars().all(|c| c.is_numeric());
                end = here + 1;
                // 3½
                if seen == 0
                    && self.touching(end)
                    && matches!(self.tokens[end].kind, TokenKind::Punct(_))
                    && let Some((f, _)) = self.entry(end, core.fraction).and_then(|e| e.number)
                {
                    group += f;
                    plain = false;
                    end += 1;
                }
                seen += 1;
                pos = end;
                // digits that a letter stands before ("F-16") are no number; checked by the caller
                continue;
            }
            // «مئتا جندي», «ألفا جندي»
            if seen == 0
                && let Some(v) = self.dual_scale(here)
            {
                rows.extend(self.entry_id(here, core.dual_scale));
                return Some(Numeral { low: v, high: v, end: self.end_of(here), vague: false, range: false, fraction: false, in_words: true, plain_digits: false, rows });
            }
            if let Some(e) = self.entry(here, core.num)
                && let Some((v, _)) = e.number
                && self.phrase(here).is_some_and(|p| p.form.preposition.is_none() || seen == 0)
                && !self.has(here, core.scale)
            {
                // "one twenty two": the hundred is left out
                if self.anything()
                    && !glued_and
                    && seen == 1
                    && in_words
                    && !and
                    && !dashed
                    && last_scale.is_none()
                    && group < Decimal::TEN
                    && v >= Decimal::from(20)
                    && v < HUNDRED
                {
                    group *= HUNDRED;
                }
                let ok = if seen == 0 {
                    true
                } else if v.is_zero() {
                    false
                } else if group.is_zero() {
                    last_scale.is_some_and(|s| v < s) && (and || !glued_and || self.anything() && v >= HUNDRED)
                } else {
                    let rest = group % HUNDRED;
                    let tens_unit = rest >= Decimal::from(20) && rest % Decimal::TEN == Decimal::ZERO && v < Decimal::TEN && !glued_and;
                    let hundreds = group >= HUNDRED && rest.is_zero() && v < HUNDRED && (and || !glued_and);
                    let unit_tens = glued_and && and && rest > Decimal::ZERO && rest < Decimal::TEN && v >= Decimal::from(20) && v < HUNDRED;
                    let after_thousand = glued_and && and && group >= THOUSAND && v < THOUSAND && group % THOUSAND == Decimal::ZERO;
                    tens_unit || hundreds || unit_tens || after_thousand
                };
                if !ok || (seen > 0 && !in_words && !(and && last_scale.is_some())) {
                    break;
                }
                if v >= THOUSAND {
                    // a dual of a scale: two thousand, two million
                    total += v;
                    last_scale = Some(v / Decimal::TWO);
                } else {
                    group += v;
                }
                rows.extend(self.entry_id(here, core.num));
                end = self.end_of(here);
                seen += 1;
                pos = end;
                continue;
            }
            let short_scale = || self.entry(here, core.short_scale).filter(|_| self.anything());
            if let Some(e) = self.entry(here, core.scale).or_else(short_scale)
                && let Some((s, _)) = e.number
                && !(seen == 0 && self.has(here, core.vague))
            {
                // a one-letter scale only right after digits: 503m
                let short = self.words[here].folded.len() <= 2 && self.words[here].folded.is_ascii();
                let apart = self.anything() && !self.has(here, core.measure);
                if short && !(seen > 0 && !in_words && (self.touching(here) || apart)) {
                    break;
                }
                if s == HUNDRED {
                    let multiplies = !and && seen > 0 && group > Decimal::ZERO && (group < HUNDRED || !in_words && group < Decimal::from(1_000_000));
                    let opens = group.is_zero() && (seen == 0 || (and && last_scale.is_some()));
                    if multiplies {
                        group *= s;
                    } else if opens {
                        group = s;
                    } else {
                        break;
                    }
                } else if s < HUNDRED {
                    // dozens: "two dozen"
                    if and || group.is_zero() && seen > 0 {
                        break;
                    }
                    group = if seen == 0 { s } else { group * s };
                } else {
                    if and {
                        if !(group.is_zero() && last_scale.is_some_and(|l| s < l)) {
                            break;
                        }
                        group = Decimal::ONE;
                    } else if seen == 0 {
                        group = Decimal::ONE;
                    } else if group.is_zero() {
                        // "two thousand million"
                        let Some(l) = last_scale else { break };
                        if s <= l {
                            break;
                        }
                        total = total.checked_mul(s)?;
                        last_scale = Some(s);
                        rows.extend(self.entry_id(here, core.scale));
                        end = self.end_of(here);
                        pos = end;
                        continue;
                    }
                    if last_scale.is_some_and(|l| s >= l) {
                        break;
                    }
                    if let Some((a, b)) = vague {
                        vague = Some((a.checked_mul(s)?, b.checked_mul(s)?));
                    }
                    total = total.checked_add(group.checked_mul(s)?)?;
                    group = Decimal::ZERO;
                    last_scale = Some(s);
                }
                rows.extend(self.entry_id(here, core.scale));
                plain = false;
                end = self.end_of(here);
                seen += 1;
                pos = end;
                continue;
            }
            if seen == 0
                && let Some(e) = self.entry(here, core.vague)
                && let Some(range) = e.number
            {
                rows.extend(self.entry_id(here, core.vague));
                vague = Some(range);
                group = range.0;
                end = self.end_of(here);
                seen += 1;
                pos = end;
                if !self.has(pos, core.scale) || self.joined_and(pos) {
                    break;
                }
                continue;
            }
            if let Some(e) = self.entry(here, core.fraction)
                && let Some((f, _)) = e.number
            {
                if seen == 0 {
                    rows.extend(self.entry_id(here, core.fraction));
                    let mut next = self.end_of(here);
                    if self.has(next, core.of) {
                        next = self.end_of(next);
                    }
                    if self.has(next, core.indefinite) {
                        next = self.end_of(next);
                    }
                    if let Some(s) = self.entry(next, core.scale).and_then(|e| e.number).map(|n| n.0)
                        && s >= THOUSAND
                        && !self.joined_and(next)
                    {
                        let v = f * s;
                        return Some(Numeral { low: v, high: v, end: self.end_of(next), vague: false, range: false, fraction: false, in_words: true, plain_digits: false, rows });
                    }
                    return Some(Numeral { low: f, high: f, end: self.end_of(here), vague: false, range: false, fraction: true, in_words: true, plain_digits: false, rows });
                }
                // "twenty-three fifths": the upper part goes on
                if !and
                    && in_words
                    && let Some((top, below)) = e.value.as_deref().and_then(|v| v.split_once('/')).and_then(|(a, b)| Some((a.parse::<Decimal>().ok()?, b.parse::<Decimal>().ok()?)))
                    && (group % HUNDRED).is_zero() | (group >= Decimal::from(20) && (group % Decimal::TEN).is_zero() && top < Decimal::TEN)
                    && group > Decimal::ZERO
                {
                    let v = total.checked_add(group + top)?.checked_div(below)?;
                    rows.extend(self.entry_id(here, core.fraction));
                    return Some(Numeral { low: v, high: v, end: self.end_of(here), vague: false, range: false, fraction: false, in_words: true, plain_digits: false, rows });
                }
                if and && f < Decimal::ONE {
                    match last_scale {
                        Some(s) if group.is_zero() => {
                            // "one billion and a quarter million"
                            let next = self.end_of(here);
                            match self.entry(next, core.scale).and_then(|e| e.number).filter(|n| n.0 >= THOUSAND && n.0 < s && !self.joined_and(next)) {
                                Some((small, _)) => {
                                    total = total.checked_add(f * small)?;
                                    end = self.end_of(next);
                                    break;
                                }
                                None => total = total.checked_add(f * s)?,
                            }
                        }
                        _ => {
                            // "one and a half million"
                            let next = self.end_of(here);
                            group += f;
                            end = next;
                            pos = next;
                            seen += 1;
                            continue;
                        }
                    }
                    end = self.end_of(here);
                    // "a million and half a million"
                    if self.entry(end, core.scale).is_some_and(|e| e.number.map(|n| n.0) == last_scale) && !self.joined_and(end) {
                        end = self.end_of(end);
                    }
                }
                break;
            }
            break;
        }
        if seen == 0 {
            return None;
        }
        let v = total.checked_add(group)?;
        let (low, high) = match vague {
            Some((a, b)) => (a, b),
            None => (v, v),
        };
        if !countable(low) || !countable(high) {
            return None;
        }
        Some(Numeral { low, high, end, vague: vague.is_some(), range: false, fraction: false, in_words, plain_digits: plain, rows })
    }
}

/// Digits with separators: `1,300` `1.300` `1 300` `١٬٣٠٠` `51,8` `0.4`. `dot_groups` decides `1.300` for the language.
pub fn parse_digits(raw: &str, dot_groups: bool) -> Option<Decimal> {
    // plain digits, as most figures are
    if raw.len() < 10 && raw.bytes().all(|b| b.is_ascii_digit()) {
        return raw.parse::<u32>().ok().map(Decimal::from);
    }
    let text = fold(raw);
    let mut parts: Vec<(char, String)> = vec![(' ', String::new())];
    for c in text.chars() {
        if c.is_ascii_digit() {
            parts.last_mut()?.1.push(c);
        } else {
            parts.push((c, String::new()));
        }
    }
    if parts.iter().any(|p| p.1.is_empty()) {
        return None;
    }
    if parts.len() == 1 {
        return parts[0].1.parse().ok();
    }
    let grouped = |upto: usize| parts[1..upto].iter().all(|p| p.1.len() == 3) && parts[0].1.len() <= 3 && parts[0].1 != "0";
    let last = parts.len() - 1;
    let same = parts[1..].iter().all(|p| p.0 == parts[1].0);
    let all_grouped = grouped(parts.len());
    let whole = |n: usize| parts[..n].iter().map(|p| p.1.as_str()).collect::<String>();
    let decimal = match parts[last].0 {
        // one mark of decimals at the end, groups before it
        '.' | ',' | '٫' if last == 1 => {
            let three = all_grouped;
            match parts[1].0 {
                ',' => !three,
                '.' => !(three && dot_groups),
                _ => true,
            }
        }
        '.' | ',' | '٫' => !same || !all_grouped,
        _ => false,
    };
    // 12,34,567: groups of two before the last three
    let by_two = |n: usize| n >= 3 && parts[0].1.len() <= 2 && parts[1..n - 1].iter().all(|p| p.0 == ',' && p.1.len() == 2) && parts[n - 1].0 == ',' && parts[n - 1].1.len() == 3;
    if by_two(last + 1) {
        return whole(last + 1).parse().ok();
    }
    if parts[last].0 == '.' && by_two(last) {
        return format!("{}.{}", whole(last), parts[last].1).parse().ok();
    }
    if decimal {
        if last > 1 && !grouped(last) {
            return None;
        }
        return format!("{}.{}", whole(last), parts[last].1).parse().ok();
    }
    all_grouped.then(|| whole(parts.len()).parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators() {
        for (t, dot, want) in [
            ("1,300", false, "1300"),
            ("1.300", true, "1300"),
            ("1.300", false, "1.300"),
            ("51,8", true, "51.8"),
            ("١٬٣٠٠", true, "1300"),
            ("1,833,164", true, "1833164"),
            ("1.833.164", false, "1833164"),
            ("1,300.50", false, "1300.50"),
            ("1.300,50", false, "1300.50"),
            ("0.4", true, "0.4"),
            ("3٫5", true, "3.5"),
            ("1\u{a0}300", true, "1300"),
            ("12,34,567", false, "1234567"),
            ("12,34,567.89", false, "1234567.89"),
        ] {
            assert_eq!(parse_digits(t, dot), Some(want.parse().unwrap()), "{t}");
        }
    }
}
