//! One number, in digits, words or both: what goes on with what has begun.

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::{HUNDRED, Numeral, THOUSAND, countable};
use crate::lexicon::EntryId;
use crate::lexicon::row::Side;
use crate::mention::scan::Scan;
use crate::normalise::TokenKind;

impl Scan<'_, '_> {
    /// One number at a token, with no sign and no part of a fraction behind it.
    pub(in crate::mention) fn unsigned(&self, at: usize) -> Option<Numeral> {
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
        let mut rounded = false;
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
                let continues = seen > 0 && !(and && self.has_scale_of_own(here + 1, last_scale)) && self.digits_go_on(here, v, and, (total, group), last_scale);
                if seen > 0 && !continues {
                    break;
                }
                group += v;
                in_words = false;
                plain = seen == 0 && self.words[here].is_plain;
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
                return Some(Numeral { rows, ..Numeral::plain(v, self.end_of(here)) });
            }
            // "cent une personnes"
            if pack.file.article_counts && seen > 0 && in_words && !dashed && self.has(here, core.indefinite) && (group % HUNDRED).is_zero() && (group + total) >= HUNDRED {
                group += Decimal::ONE;
                end = self.end_of(here);
                seen += 1;
                pos = end;
                continue;
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
                let other = and && self.has_scale_of_own(self.end_of(here), last_scale);
                if !ok || other || (seen > 0 && !in_words && !(and && last_scale.is_some())) {
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
            // "une vingtaine", "une dizaine de milliers": about so many
            if seen == 0
                && let Some(v) = self.entry(here, core.rounded).and_then(|e| e.number).map(|n| n.0)
            {
                rows.extend(self.entry_id(here, core.rounded));
                rounded = true;
                group = v;
                end = self.end_of(here);
                seen += 1;
                pos = if self.has(end, core.of) { self.end_of(end) } else { end };
                if self.entry(pos, core.scale).and_then(|e| e.number).is_none_or(|n| n.0 < THOUSAND) {
                    break;
                }
                continue;
            }
            let short_scale = || self.entry(here, core.short_scale).filter(|_| self.anything());
            if let Some(e) = self.entry(here, core.scale).or_else(short_scale)
                && let Some((s, _)) = e.number
                && !(seen == 0 && self.has(here, core.vague) && !self.one_of_scale(here))
            {
                // a one-letter scale only right after digits: 503m
                let letter = pack.cases() && self.words[here].folded.chars().nth(1).is_none();
                let short = self.words[here].folded.len() <= 2 && self.words[here].folded.is_ascii() || letter;
                let apart = self.anything() && !self.has(here, core.measure);
                // "43m deep": metres, and no millions
                if short && self.has(here, core.measure) && self.has(self.end_of(here), core.dimension) {
                    break;
                }
                // "20 M€": the sign of a currency right behind it
                let signed = self.touching(self.end_of(here)) && self.has(self.end_of(here), core.currency);
                if short && !(seen > 0 && !in_words && (self.touching(here) || apart || signed)) {
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
                    // "5 mil 600 millones", "dos mil doscientos millones": thousands of millions
                    if last_scale == Some(THOUSAND) && s > THOUSAND && !and && vague.is_none() && total < Decimal::from(1_000_000) && group > Decimal::ZERO {
                        total = total.checked_add(group)?.checked_mul(s)?;
                    } else {
                        if last_scale.is_some_and(|l| s >= l) {
                            break;
                        }
                        if let Some((a, b)) = vague {
                            vague = Some((a.checked_mul(s)?, b.checked_mul(s)?));
                        }
                        total = total.checked_add(group.checked_mul(s)?)?;
                    }
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
                // "1 buçuk milyon": a half that stands right behind what it goes on
                if seen > 0 && !and && e.side == Some(Side::After) && last_scale.is_none() && f < Decimal::ONE {
                    rows.extend(self.entry_id(here, core.fraction));
                    group += f;
                    plain = false;
                    end = self.end_of(here);
                    seen += 1;
                    pos = end;
                    continue;
                }
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
                        return Some(Numeral { rows, ..Numeral::plain(v, self.end_of(next)) });
                    }
                    return Some(Numeral { fraction: true, rows, ..Numeral::plain(f, self.end_of(here)) });
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
                    return Some(Numeral { rows, ..Numeral::plain(v, self.end_of(here)) });
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
        Some(Numeral { low, high, end, vague: vague.is_some(), range: false, fraction: false, in_words, rounded, plain_digits: plain, rows })
    }
    /// Whether a word for a scale, which may be a plural too, is one of it: in the genitive behind a hedge.
    fn one_of_scale(&self, at: usize) -> bool {
        let hedge = |b: usize| self.entry(b, self.lexicon.core.modifier).is_some_and(|e| !matches!(e.side, Some(Side::After)));
        self.pack().cases() && self.before(at).is_some_and(hedge)
    }

    /// Whether a scale as great as the last stands at a token: «بين خمسة آلاف وسبعة آلاف» are two numbers.
    fn has_scale_of_own(&self, at: usize, last: Option<Decimal>) -> bool {
        last.is_some_and(|l| self.entry(at, self.lexicon.core.scale).and_then(|e| e.number).is_some_and(|n| n.0 >= l))
    }

    /// A dual of a scale in the construct, with the noun it counts right behind it: as spelt it is also another word.
    fn dual_scale(&self, at: usize) -> Option<Decimal> {
        let core = &self.lexicon.core;
        let (v, _) = self.entry(at, core.dual_scale)?.number?;
        let next = self.end_of(at);
        let bare = self.tokens.get(next)?.breaks == 0 && self.phrase(next)?.form.cut == 0;
        (bare && [core.people, core.thing, core.measure, core.currency, core.time_unit].iter().any(|c| self.has(next, *c))).then_some(v)
    }

    /// Whether digits go on with a number that has begun: "2 million and 300", "4 thousand 3 hundred and 21".
    ///
    /// "sales of £11.2 billion and 38,000 employees" are two numbers, as are all where "and" is a word of its own.
    fn digits_go_on(&self, at: usize, v: Decimal, and: bool, (total, group): (Decimal, Decimal), last: Option<Decimal>) -> bool {
        let apart = and && !self.anything() && !self.pack().file.figures_joined && self.pack().file.clitics.conjunctions.is_empty();
        if apart || and && last.is_some_and(|s| !(total % s).is_zero()) {
            return false;
        }
        let scale = self.entry(at + 1, self.lexicon.core.scale).filter(|_| !self.joined_and(at + 1)).and_then(|e| e.number).map(|n| n.0);
        let below = |limit: Decimal| scale.is_none_or(|s| s < limit) && v < limit;
        match last {
            // "50 bin 783", but not "5 bin 12 Mayıs'ta" nor "5 mil 12 de mayo"
            Some(s) if group.is_zero() => {
                let of = if self.has(at + 1, self.lexicon.core.of) { at + 2 } else { at + 1 };
                let months = self.has(at + 1, self.lexicon.core.month) || self.has(of, self.lexicon.core.month);
                let thousands = s == THOUSAND && scale.is_some_and(|l| l > THOUSAND) && self.pack().file.figures_go_on && v < s;
                (and || scale.is_some() || self.pack().file.figures_go_on && !months) && (below(s) || thousands)
            }
            _ => and && scale.is_none() && group >= HUNDRED && (group % HUNDRED).is_zero() && v < HUNDRED && v > Decimal::ZERO,
        }
    }
}
