//! Numbers in digits and words, of any size, and ranges of them.

mod digits;
mod single;

use rust_decimal::Decimal;
use smallvec::SmallVec;

pub(super) use digits::parse_digits;

use super::scan::Scan;
use crate::lexicon::EntryId;
use crate::normalise::TokenKind;

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
    /// A word for about so many: une vingtaine.
    pub rounded: bool,
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

impl Numeral {
    /// A number in words, with nothing else known of it.
    pub(in crate::mention) fn plain(value: Decimal, end: usize) -> Self {
        Numeral { low: value, high: value, end, vague: false, range: false, fraction: false, in_words: true, rounded: false, plain_digits: false, rows: SmallVec::new() }
    }
}

impl Scan<'_, '_> {
    /// A number or a range of numbers at a token.
    pub fn numeral(&self, at: usize) -> Option<Numeral> {
        if !self.may_begin(at, false) {
            return None;
        }
        if let Some(n) = self.lone_figure(at) {
            return Some(n);
        }
        if let Some((_, n)) = self.numeral.borrow().as_ref().filter(|m| m.0 == at) {
            return n.clone();
        }
        let n = self.read_numeral(at);
        *self.numeral.borrow_mut() = Some((at, n.clone()));
        n
    }

    /// Digits that nothing behind them goes on with, which most of a text's figures are.
    fn lone_figure(&self, at: usize) -> Option<Numeral> {
        let word = self.words.get(at)?;
        let v = word.digits.filter(|_| !self.anything() && self.phrase(at).is_none())?;
        if let Some(next) = self.tokens.get(at + 1) {
            let open = match next.kind {
                TokenKind::Word => !next.spaced && next.breaks == 0,
                TokenKind::Number => true,
                TokenKind::Punct(c) => next.is_dash() || matches!(c, '/' | '^' | '×' | '~'),
            };
            if open {
                return None;
            }
            if let Some(p) = self.phrase(at + 1) {
                let core = &self.lexicon.core;
                let joins = p.form.and > 0 || p.classes.may_meet(self.figure_ends) || self.same_unit(at + 1).is_some_and(|e| self.tokens.get(e).is_some_and(|t| t.is_dash()));
                if joins || self.has(at + 1, core.short_scale) {
                    return None;
                }
            }
        }
        Some(Numeral { in_words: false, plain_digits: word.is_plain, ..Numeral::plain(v, at + 1) })
    }

    fn read_numeral(&self, at: usize) -> Option<Numeral> {
        let core = &self.lexicon.core;
        // "between 850 and 1,100"
        if self.has(at, core.between) {
            let begin = self.behind_sign(self.end_of(at));
            let first = self.in_its_unit(begin).or_else(|| self.single(begin))?;
            let unit = self.same_unit(first.end);
            let mut next = unit.unwrap_or(first.end);
            if self.has(next, core.and) && !self.joined_and(next) {
                next = self.end_of(next);
            } else if !(self.joined_and(next) || self.digits_after_and(next).is_some()) {
                return None;
            }
            let next = self.digits_after_and(next).unwrap_or(next);
            let own = || self.in_its_unit(next).filter(|_| unit.is_some());
            let second = self.single(self.behind_sign(next)).or_else(own)?;
            if unit.is_some() && !self.units_agree(first.end, second.end) {
                return None;
            }
            // "between 12 and 14 March": days
            if !self.anything() && second.plain_digits && self.has(second.end, core.month) {
                return None;
            }
            // "between 1981 and 2003": years
            let year = |n: &Numeral| n.plain_digits && n.low >= Decimal::from(1800) && n.low < Decimal::from(2100);
            if !self.anything() && unit.is_none() && year(&first) && year(&second) && self.noun_after(second.end).is_none_or(|(n, _)| n.span.is_none()) {
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
            let lead = self.before(at).filter(|b| self.has(*b, core.currency)).unwrap_or(at);
            // "rose from 28 to 32", "raised from $10 billion to $18 billion" names two figures, not a range
            let moved = to
                && self.before(lead).is_some_and(|b| {
                    (self.has(b, core.from) || self.pack().file.noun_first && self.has(b, core.of))
                        && (self.before(b).is_some_and(|v| self.has(v, core.reach)) || self.moves(b) || self.moved_before_aside(b)
                            // "von 28 auf 32 korrigiert": the verb is the last word
                            || self.pack().file.verb_second && self.has(next, core.on_day))
                });
            // "rose $1.20 to $78.34": by so much, to so much
            let risen = to && self.before(lead).is_some_and(|b| self.has(b, core.reach));
            // where "one" stands behind its noun: "the one-night rate to 25%"
            let one = first.in_words && first.low == Decimal::ONE && !self.pack().file.capitals && !self.before(at).is_some_and(|b| self.has(b, core.from));
            let to = to && !moved && !risen && !one;
            if dash || to || or {
                next = if dash { next + 1 } else { self.end_of(next) };
                // "$10-$20"
                if self.before(at).is_some_and(|b| self.has(b, core.currency)) {
                    next = self.behind_sign(next);
                }
                // "fell by 400 to 6,100": by so much, to so much
                let by = to && self.before(lead).is_some_and(|b| self.has(b, core.by));
                let near = |second: &Numeral| second.high / Self::shared_scale(&first, second).unwrap_or(Decimal::ONE) <= first.low + Decimal::TEN;
                if let Some(second) = self.single(next)
                    && second.low > first.low
                    && !(by && second.low > first.low * Decimal::from(4))
                    && !first.vague
                    && second.fraction == first.fraction
                    && (!or || near(&second))
                    && !(self.tokens.get(second.end).is_some_and(|t| t.is_dash()) && dash)
                    && !(dash && self.is_score(at, second.end))
                {
                    return Some(Self::span_of(first, second));
                }
            }
        }
        Some(first)
    }

    /// "The measure fell 202-220": two counts of votes behind what became of a vote, where they count no noun.
    fn is_score(&self, at: usize, end: usize) -> bool {
        let passed = |b: &usize| self.has(*b, self.lexicon.core.by) || self.has(*b, self.lexicon.core.comma);
        let before = self.before(at).map(|b| Some(b).filter(passed).and_then(|b| self.before(b)).unwrap_or(b));
        before.is_some_and(|b| self.has(b, self.lexicon.core.scored)) && self.noun_after(end).is_none()
    }

    /// Whether a word shortly before tells that a figure rose or fell, or was raised, cut or corrected.
    fn moves(&self, at: usize) -> bool {
        self.moved(at, false)
    }

    /// The same, with commas, dashes and signs of percent between when `across`: "rose from 7.4% up to 8.1%".
    pub(in crate::mention) fn moved(&self, at: usize, across: bool) -> bool {
        let sign = |b: usize| self.comma(b) || self.tokens[b].is_dash() || self.tokens[b].is('%');
        let mut i = at;
        for _ in 0..7 {
            let Some(b) = self.before(i).filter(|b| !matches!(self.tokens[*b].kind, TokenKind::Punct(_)) || across && sign(*b)) else { return false };
            if self.is_course(b) {
                return true;
            }
            i = b;
        }
        false
    }

    /// The same before an aside between commas: "the toll rose, the ministry said on Friday, from 14 to 31".
    fn moved_before_aside(&self, at: usize) -> bool {
        let (aside, clause) = (8, 14);
        let Some(close) = self.before(at).filter(|b| self.comma(*b)) else { return false };
        let words = |from: usize| std::iter::successors(self.before(from), |b| self.before(*b));
        let Some(open) = words(close).take(aside + 1).find(|b| self.comma(*b)) else { return false };
        // "prices rose, and in the north, from 10 to 20 were hurt": another clause
        let joined = self.has(open + 1, self.lexicon.core.and) || self.joined_and(open + 1);
        let plain = |b: &usize| !matches!(self.tokens[*b].kind, TokenKind::Punct(_));
        !joined && words(close).take_while(|b| *b > open).all(|b| plain(&b)) && words(open).take(clause).take_while(plain).any(|b| self.is_course(b))
    }

    /// Whether a word tells that a figure rose or fell, or was raised, cut or corrected.
    pub(in crate::mention) fn is_course(&self, at: usize) -> bool {
        self.has(at, self.lexicon.core.corrected)
            || self.phrase(at).is_some_and(|p| {
                let rows = p.entries.iter().map(|e| &self.pack().entries[*e as usize]);
                rows.filter(|e| e.class == self.lexicon.core.pole).any(|e| e.value.as_deref().is_some_and(|v| v.starts_with("course") || v.starts_with("rate")))
            })
    }

    /// The scale that stands behind the second number alone and belongs to both: "18 to 20 thousand", "5-6 million", "6,5 et 8 milliards",
    /// "deux à trois mille".
    fn shared_scale(first: &Numeral, second: &Numeral) -> Option<Decimal> {
        let bare = first.plain_digits || !first.in_words && !first.low.is_integer() || first.in_words && second.in_words && !first.fraction && first.low < HUNDRED;
        if !bare || first.vague || first.rounded || second.low < THOUSAND || first.low >= THOUSAND || second.plain_digits {
            return None;
        }
        [Decimal::from(1_000_000_000_000i64), Decimal::from(1_000_000_000i64), Decimal::from(1_000_000), THOUSAND]
            .into_iter()
            .find(|scale| second.low >= *scale)
            .filter(|scale| first.low < second.low / scale && second.low / scale < THOUSAND)
    }

    fn span_of(first: Numeral, second: Numeral) -> Numeral {
        let low = first.low * Self::shared_scale(&first, &second).unwrap_or(Decimal::ONE);
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
            rounded: false,
            plain_digits: false,
            rows,
        }
    }

    /// For "و470": digits written together with a conjunction come as their own token after a one-letter word.
    fn digits_after_and(&self, at: usize) -> Option<usize> {
        let core = &self.lexicon.core;
        (self.has(at, core.and) && self.touching(at + 1) && self.digits(at + 1).is_some()).then_some(at + 1)
    }

    /// One past the unit behind the first number of a range: "between 10% and 20%".
    fn same_unit(&self, at: usize) -> Option<usize> {
        let core = &self.lexicon.core;
        let unit = [core.percent, core.currency, core.measure, core.time_unit].iter().any(|c| self.has(at, *c));
        (unit && !self.joined_and(at)).then(|| self.end_of(at))
    }

    /// A number that lies in the word for its unit, at which it ends: «بين سنتين وثلاثين سنة», «بين شهر وثلاثة أشهر».
    fn in_its_unit(&self, at: usize) -> Option<Numeral> {
        let core = &self.lexicon.core;
        let entry = [core.time_unit, core.measure].iter().find_map(|c| self.entry(at, *c))?;
        let one = self.entry(at, core.one_unit).is_some().then_some(1);
        let bare = self.phrase(at).is_some_and(|p| !p.form.article && !p.form.suffix);
        entry.count.or(one).filter(|_| bare).map(|n| Numeral { in_words: true, ..Numeral::plain(Decimal::from(n), at) })
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
}
