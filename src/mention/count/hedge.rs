//! How exact a number is: the modifiers around it.

use rust_decimal::Decimal;
use smallvec::SmallVec;

use crate::lexicon::row::Side;
use crate::mention::numeral::Numeral;
use crate::mention::scan::Scan;
use crate::normalise::TokenKind;
use crate::value::Modifier;

impl Scan<'_, '_> {
    /// A modifier behind a figure or its noun, on the same line, that neither compares it with another nor belongs to the next figure.
    pub(super) fn modifier_behind(&self, at: usize) -> Option<(Modifier, usize)> {
        // "500-odd soldiers"
        let hyphen = self.tokens.get(at).is_some_and(|t| t.is_dash()) && self.touching(at) && self.touching(at + 1);
        let (m, end) = self.modifier(at + usize::from(hyphen), true)?;
        let own = self.tokens[at].breaks == 0 && !self.compares(end) && !(self.anything() && self.numeral(end).is_some());
        own.then_some((m, end))
    }

    pub(super) fn modifier(&self, at: usize, after: bool) -> Option<(Modifier, usize)> {
        let e = self.entry(at, self.lexicon.core.modifier)?;
        let fits = matches!((e.side.unwrap_or(Side::Before), after), (Side::Both, _) | (Side::Before, false) | (Side::After, true));
        if !fits || self.arrives(at) || after && !self.on_its_case(at, e.unit.as_deref()) {
            return None;
        }
        let m = match e.value.as_deref()? {
            "at_least" => Modifier::AtLeast,
            "at_most" => Modifier::AtMost,
            "more_than" => Modifier::MoreThan,
            "less_than" => Modifier::LessThan,
            "about" => Modifier::About,
            "nearly" => Modifier::Nearly,
            "just_over" => Modifier::JustOver,
            "exactly" => Modifier::Exactly,
            _ => return None,
        };
        Some((m, self.end_of(at)))
    }

    /// Whether the word before a modifier has one of the endings that it asks for: «üzerinde» is a bound behind "milyonun" alone.
    fn on_its_case(&self, at: usize, endings: Option<&str>) -> bool {
        let Some(endings) = endings else { return true };
        let before = at.checked_sub(1).map(|b| &self.words[b].folded);
        before.is_some_and(|w| endings.split('|').any(|e| w.ends_with(e)))
    }

    /// Whether a word for a bound tells where something came to instead: "grew up to 12", "from 96 up to 120".
    fn arrives(&self, at: usize) -> bool {
        let core = &self.lexicon.core;
        let from = |b: usize| self.tokens[b].kind == TokenKind::Number && self.before(b).is_some_and(|f| self.has(f, core.from));
        let course = |i: usize| i < self.tokens.len() && self.is_course(i);
        let moves_on = || self.numeral(self.end_of(at)).is_some_and(|n| course(self.noun_after(n.end).map_or(n.end, |(_, e)| e)));
        self.has(at, core.to) && (self.before(at).is_some_and(|b| self.has(b, core.reach) || from(b)) || self.moved(at, true) || moves_on() || self.led_to(at))
    }

    /// Whether a verb whose object stands behind the word for "to" stands before it in its clause: «засудив двох посадовців до п'яти років».
    fn led_to(&self, at: usize) -> bool {
        const OBJECT: usize = 12;
        let words = std::iter::successors(self.before(at), |b| self.before(*b)).take(OBJECT);
        words.take_while(|b| !matches!(self.tokens[*b].kind, TokenKind::Punct(_))).any(|b| self.has(b, self.lexicon.core.leads_to))
    }

    /// Whether "or more" goes on as "or more than 40": a bound of its own.
    pub(super) fn compares(&self, at: usize) -> bool {
        let core = &self.lexicon.core;
        (self.has(at, core.than) || self.has(at, core.from)) && self.numeral(self.end_of(at)).is_some()
    }

    /// "more than 100 and fewer than 300": both bounds make a range. "more than 100 or equal" lets the bound in.
    pub(super) fn second_bound(&self, modifiers: &mut SmallVec<[Modifier; 2]>, n: &mut Numeral) -> Option<usize> {
        let core = &self.lexicon.core;
        let lower = modifiers.iter().copied().find(|m| matches!(m, Modifier::MoreThan | Modifier::AtLeast))?;
        let mut i = n.end;
        let mut end = None;
        let mut lower = lower;
        if self.has(i, core.or_equal) {
            lower = Modifier::AtLeast;
            modifiers.clear();
            modifiers.push(lower);
            i = self.end_of(i);
            end = Some(i);
        }
        let here = i;
        if self.comma(i) {
            i += 1;
        }
        let joined = self.joined_and(i);
        if !joined && (self.has(i, core.and) || self.has(i, core.or)) {
            i = self.end_of(i);
        }
        if i == here && !joined {
            return end;
        }
        let Some((m, e)) = self.modifier(i, false) else { return end };
        if !matches!(m, Modifier::LessThan | Modifier::AtMost) || self.tokens.get(i).is_none_or(|t| t.breaks > 0) {
            return end;
        }
        let e = if self.has(e, core.article) { self.end_of(e) } else { e };
        let Some(top) = self.numeral(e).filter(|t| !t.range && !t.vague && t.high > n.low) else { return end };
        let step = |open: bool| if open && n.low.is_integer() && top.high.is_integer() { Decimal::ONE } else { Decimal::ZERO };
        let (mut low, mut high) = (n.low + step(lower == Modifier::MoreThan), top.high - step(m == Modifier::LessThan));
        if low > high {
            (low, high) = (n.low, top.high);
        }
        *n = Numeral { low, high, end: top.end, vague: false, range: true, ..n.clone() };
        modifiers.clear();
        Some(top.end)
    }
}

/// The modifier that holds when several were written: a bound beats "about"; a vague word keeps its own range, and "may come to between
/// 10 and 15" is the range and no upper bound alone.
pub(super) fn pick(all: &[Modifier], n: &Numeral) -> Modifier {
    use Modifier::*;
    let base = if n.range {
        Between
    } else if n.vague {
        Vague
    } else {
        Exact
    };
    if all.is_empty() {
        return base;
    }
    if n.range && !n.vague && all == [AtMost] {
        return base;
    }
    all.iter().copied().find(|m| matches!(m, AtLeast | AtMost | MoreThan | LessThan)).unwrap_or(if base == Vague { Vague } else { all[0] })
}
