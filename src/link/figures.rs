//! What the figures of a block of open measures tell by themselves: the same unusual figure, a slip of one into another, sizes
//! that no slip explains.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rustc_hash::{FxHashMap, FxHashSet};

use super::descriptor::ALIKE;
use crate::claim::Claim;
use crate::lexicon::Lexicon;
use crate::slip::{digits_of, other_scale, power_of_ten, swapped_digits};
use crate::source::DocId;

/// The figures of claims of one kind, dimension and story.
pub(super) struct Figures<'c> {
    all: Vec<(DocId, Option<Figure<'c>>)>,
    /// Those that each text writes.
    written: FxHashSet<(DocId, Decimal)>,
    /// The same, with the units that they stand with.
    units: FxHashSet<(DocId, Decimal, &'c str)>,
    /// How many claims of the block each text has, where they do not measure time: terms are many, and round.
    count: FxHashMap<DocId, usize>,
}

impl<'c> Figures<'c> {
    pub(super) fn of(lexicon: &Lexicon, block: &[usize], claims: &'c [Claim]) -> Self {
        let all: Vec<_> = block.iter().map(|c| (claims[*c].doc, Figure::of(&claims[*c]))).collect();
        let written = all.iter().filter_map(|(d, f)| Some((*d, f.as_ref()?.value))).collect();
        let units = all.iter().filter_map(|(d, f)| f.as_ref().map(|f| (*d, f.value, f.unit))).collect();
        let mut count: FxHashMap<DocId, usize> = FxHashMap::default();
        for (d, _) in all.iter().filter(|(_, f)| f.as_ref().is_some_and(|f| lexicon.tables.dimension(f.unit) != TIME)) {
            *count.entry(*d).or_default() += 1;
        }
        Figures { all, written, units, count }
    }

    fn pair(&self, a: usize, b: usize) -> Option<(&Figure<'c>, &Figure<'c>)> {
        self.all[a].1.as_ref().zip(self.all[b].1.as_ref())
    }

    /// Whether one figure looks like a slip of the other, made by one text alone: digits in each other's place (of fifty such pairs in
    /// articles on one story, more than four in five are slips), or a zero too many, or another word of scale, in what is `akin` by its
    /// words too, has three digits or more, or is the only figure of its sort in both texts.
    pub(super) fn slip(&self, a: usize, b: usize, akin: bool) -> bool {
        let Some((x, y)) = self.pair(a, b).filter(|(x, y)| x.unit == y.unit && x.value != y.value) else { return false };
        let (d, e) = (self.all[a].0, self.all[b].0);
        let turned = || swapped_digits(x.value, y.value) && x.digits().max(y.digits()) >= LEAST;
        let told = || akin || x.digits() >= LEAST_SCALED || [d, e].iter().all(|d| self.count.get(d) == Some(&1));
        // "85 million", "85 billion": another word of scale
        let scaled = || x.digits() >= LEAST && other_scale(x.value, y.value);
        let tenfold = || told() && power_of_ten(x.value, y.value) || scaled();
        // a text that holds the other figure too knows them apart
        (turned() || tenfold()) && !self.written.contains(&(d, y.value)) && !self.written.contains(&(e, x.value))
    }

    /// Whether two texts write one figure that is not round, or that each writes once.
    pub(super) fn again(&self, a: usize, b: usize, once: bool) -> bool {
        self.pair(a, b).is_some_and(|(x, y)| x.unit == y.unit && x.value == y.value && (x.digits() >= LEAST || once))
    }

    /// Whether one figure stands with two units in two texts: 10,000 square miles and 10,000 square kilometres, 252.7 million in euros
    /// and in dollars. A text that gives it with both has worked one out.
    pub(super) fn other_unit(&self, a: usize, b: usize, akin: bool) -> bool {
        let Some((x, y)) = self.pair(a, b).filter(|(x, y)| x.unit != y.unit && x.value == y.value) else { return false };
        let (d, e) = (self.all[a].0, self.all[b].0);
        // terms are many, and round
        if !self.count.contains_key(&d) || !self.count.contains_key(&e) {
            return false;
        }
        let least = if akin { LEAST_AKIN } else { LEAST_SCALED };
        let size = x.value.abs() >= Decimal::TEN && (x.digits() >= least || akin && x.value.abs() >= Decimal::ONE_THOUSAND);
        size && !self.units.contains(&(d, y.value, y.unit)) && !self.units.contains(&(e, x.value, x.unit))
    }

    /// What two figures tell by themselves: the same unusual figure, or its digits in another order, is hardly of two things.
    pub(super) fn strange(&self, a: usize, b: usize) -> f64 {
        let Some((p, q)) = self.pair(a, b) else { return 0.0 };
        let (x, y) = (p.value, q.value);
        let same = x == y;
        let turned = !same && swapped_digits(x, y);
        if !same && !turned {
            // "worth $4.4m", "earned $4.4bn": another word of scale; the inexact amounts tell most pairs apart
            let far = p.near.max(q.near) > p.near.min(q.near) * 999.0;
            return if far && x >= Decimal::ONE_THOUSAND && y >= Decimal::ONE_THOUSAND && other_scale(x, y) { 0.15 } else { 0.0 };
        }
        match (p.digits().max(q.digits()), same, turned) {
            (0..=1, _, _) => 0.0,
            // five digits fall alike by no chance
            (5.., true, _) | (5.., _, true) => 0.4,
            (4, _, true) => ALIKE,
            (3.., true, _) => ALIKE,
            (2, true, _) | (2, _, true) => 0.1,
            (_, _, true) => 0.15,
            _ => 0.0,
        }
    }

    /// Whether two figures are so far apart that they hardly measure one thing, and not by a zero or a unit too many.
    pub(super) fn other_size(&self, a: usize, b: usize) -> bool {
        let Some((x, y)) = self.pair(a, b) else { return false };
        let (low, high) = if x.near < y.near { (x, y) } else { (y, x) };
        // far within what the inexact amounts can tell
        if low.near == 0.0 || low.near * (f64::from(FAR) - 1.0) > high.near || x.unit != y.unit {
            return false;
        }
        let (low, high) = (low.value.abs(), high.value.abs());
        low.checked_mul(Decimal::from(FAR)).is_some_and(|l| l < high) && !power_of_ten(low, high)
    }

    /// Whether two figures of one unit lie near each other.
    pub(super) fn near(&self, a: usize, b: usize, times: f64) -> bool {
        self.pair(a, b).is_some_and(|(x, y)| x.unit == y.unit && x.near.min(y.near) > 0.0 && x.near.max(y.near) <= x.near.min(y.near) * times)
    }
}

/// The figure that a claim writes, taken apart once for all comparisons.
struct Figure<'c> {
    /// Without zeros behind the point.
    value: Decimal,
    /// Its amount, about.
    near: f64,
    unit: &'c str,
}

impl<'c> Figure<'c> {
    fn of(c: &'c Claim) -> Option<Self> {
        let q = c.value.quantity()?;
        let value = q.written()?.normalize();
        Some(Figure { value, near: value.abs().to_f64()?, unit: &q.unit })
    }

    /// Digits up to the last that is no zero.
    fn digits(&self) -> usize {
        digits_of(self.value)
    }
}

/// How many times the smaller figure the larger may be.
const FAR: u8 = 15;

/// Digits from which two figures of one order are hardly so by chance.
const LEAST: usize = 2;
/// Digits from which a figure that stands with two units is hardly of two things that their words tell alike.
const LEAST_AKIN: usize = 2;
/// Digits from which two figures that differ by their zeros alone are: "$351,000" and "$351 million".
const LEAST_SCALED: usize = 3;

/// The dimension of lengths of time.
const TIME: &str = "time";

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(n: i64) -> Figure<'static> {
        Figure { value: Decimal::from(n).normalize(), near: n as f64, unit: "minute" }
    }

    fn figures(list: &[(u32, i64)]) -> Figures<'static> {
        let all: Vec<_> = list.iter().map(|(d, n)| (DocId(*d), Some(figure(*n)))).collect();
        let written = all.iter().map(|(d, f)| (*d, f.as_ref().map_or(Decimal::ZERO, |f| f.value))).collect();
        let mut count = FxHashMap::default();
        all.iter().for_each(|(d, _)| *count.entry(*d).or_default() += 1);
        Figures { all, written, units: FxHashSet::default(), count }
    }

    #[test]
    fn slips() {
        assert!(figures(&[(0, 23), (1, 32)]).slip(0, 1, false), "digits changed round");
        assert!(!figures(&[(0, 23), (1, 32), (1, 23)]).slip(0, 1, false), "a text that holds both knows them apart");
        assert!(figures(&[(0, 20), (1, 2)]).slip(0, 1, false), "a zero too many, each alone in its text");
        assert!(!figures(&[(0, 20), (1, 200), (1, 7)]).slip(0, 1, false), "a zero too many among several");
        assert!(figures(&[(0, 20), (1, 200), (1, 7)]).slip(0, 1, true), "unless their words are akin");
        assert!(figures(&[(0, 351_000), (1, 351_000_000), (1, 7)]).slip(0, 1, false), "three digits fall alike by no chance");
        assert!(!figures(&[(0, 23), (1, 24)]).slip(0, 1, true));
    }
}
