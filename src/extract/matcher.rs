//! Patterns run over a sentence of units, in time linear in the sentence.
//!
//! A sentence is kept as one row of bits for each class: bit `i` says that unit `i` has it. Going backward over the steps of a
//! pattern, a few shifts and masks give for each step the set of units from which the rest of the pattern matches (the
//! bit-parallel simulation of Baeza-Yates and Gonnet's Shift-And, run from the end). Then every start in the first set
//! is walked forward, always by the preferred way that is known to reach the end, so that nothing is tried in vain.

use std::ops::{BitAnd, BitOr, Not};

use smallvec::SmallVec;

use crate::lexicon::{Bits, ClassId, MAX_CLASSES, Pattern, Step, Times};
use crate::mention::Unit;

/// A match: the value's unit, first and last unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The value.
    pub value: usize,
    /// First unit.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Positions of a sentence, one bit each; there is one more position than units.
trait Positions: Clone + PartialEq + BitAnd<Output = Self> + BitOr<Output = Self> + Not<Output = Self> {
    /// No position of a sentence of `n` units.
    fn none(n: usize) -> Self;
    /// The positions before `n`, of as many as a sentence of `n` units has.
    fn all(n: usize) -> Self;
    /// Puts a position in.
    fn put(&mut self, at: usize);
    /// Whether a position is in.
    fn has(&self, at: usize) -> bool;
    /// Every position one lower.
    fn before(&self) -> Self;
}

impl Positions for u64 {
    fn none(_: usize) -> Self {
        0
    }
    fn all(n: usize) -> Self {
        (1 << n) - 1
    }
    fn put(&mut self, at: usize) {
        *self |= 1 << at;
    }
    fn has(&self, at: usize) -> bool {
        self >> at & 1 != 0
    }
    fn before(&self) -> Self {
        self >> 1
    }
}

/// Bits of a sentence too long for one word.
#[derive(Clone, PartialEq)]
struct Wide(SmallVec<[u64; 4]>);

impl BitAnd for Wide {
    type Output = Self;
    fn bitand(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a &= b);
        self
    }
}

impl BitOr for Wide {
    type Output = Self;
    fn bitor(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a |= b);
        self
    }
}

impl Not for Wide {
    type Output = Self;
    fn not(mut self) -> Self {
        self.0.iter_mut().for_each(|a| *a = !*a);
        self
    }
}

impl Positions for Wide {
    fn none(n: usize) -> Self {
        Wide(smallvec::smallvec![0; n / 64 + 1])
    }
    fn all(n: usize) -> Self {
        let mut out = Self::none(n);
        (0..n).for_each(|i| out.put(i));
        out
    }
    fn put(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }
    fn has(&self, at: usize) -> bool {
        self.0[at / 64] >> (at % 64) & 1 != 0
    }
    fn before(&self) -> Self {
        let mut out = self.clone();
        for i in 0..out.0.len() {
            out.0[i] = self.0[i] >> 1 | self.0.get(i + 1).map_or(0, |w| w << 63);
        }
        out
    }
}

/// The rows of a sentence, kept from one sentence to the next.
pub struct Rows {
    /// Number of units.
    n: usize,
    narrow: Vec<u64>,
    wide: Vec<Option<Wide>>,
    present: Vec<ClassId>,
    /// Room for what [`run`] works out of a short pattern.
    room: ([u64; SHORT + 1], [u64; SHORT]),
    /// The bits of none of the classes that stand in the sentence.
    pub absent: Bits,
}

impl Default for Rows {
    fn default() -> Self {
        Rows { n: 0, narrow: vec![0; MAX_CLASSES], wide: Vec::new(), present: Vec::new(), room: ([0; SHORT + 1], [0; SHORT]), absent: Bits::default() }
    }
}

impl Rows {
    /// Takes a sentence in.
    #[inline]
    pub fn write(&mut self, units: &[Unit]) {
        if !self.wide.is_empty() {
            self.present.iter().for_each(|c| self.wide[c.0 as usize] = None);
        }
        self.n = units.len();
        let wide = self.is_wide();
        if wide {
            self.wide.resize(MAX_CLASSES, None);
        }
        let Rows { narrow, wide: far, present, .. } = self;
        // a class is a number below the length of this
        let Some(narrow) = narrow.first_chunk_mut::<MAX_CLASSES>() else { return };
        let row = |c: ClassId| usize::from(c.0) % MAX_CLASSES;
        present.drain(..).for_each(|c| narrow[row(c)] = 0);
        for (i, u) in units.iter().enumerate() {
            // of a long sentence the narrow row says only that there is a wide one
            let bit = 1 << (i % 64);
            u.classes.each(|c| {
                let row = &mut narrow[row(c)];
                if *row == 0 {
                    present.push(c);
                }
                *row |= bit;
            });
            if wide {
                u.classes.each(|c| far[c.0 as usize].get_or_insert_with(|| Wide::none(units.len())).put(i));
            }
        }
        self.absent = Bits::of(&self.present).others();
    }

    /// Whether a class stands in the sentence.
    pub fn has(&self, c: ClassId) -> bool {
        self.narrow[c.0 as usize] != 0
    }

    /// The classes that stand in the sentence.
    pub fn present(&self) -> &[ClassId] {
        &self.present
    }

    fn is_wide(&self) -> bool {
        self.n >= 64
    }

    /// All matches of a pattern, one for each starting unit.
    #[inline]
    pub fn matches(&mut self, pattern: &Pattern, out: &mut Vec<Match>) {
        let steps = pattern.steps.len();
        if self.is_wide() {
            let none = Wide::none(self.n);
            let row = |c: ClassId| self.wide[c.0 as usize].clone().unwrap_or_else(|| none.clone());
            run(pattern, self.n, &row, &mut vec![none.clone(); steps + 1], &mut vec![none.clone(); steps], out);
        } else {
            let Rows { narrow, room: (rest, met), .. } = self;
            let row = |c: ClassId| narrow[c.0 as usize];
            // nearly all patterns have few steps
            if steps <= SHORT {
                run(pattern, self.n, &row, rest, met, out);
            } else {
                run(pattern, self.n, &row, &mut vec![0; steps + 1], &mut vec![0; steps], out);
            }
        }
    }
}

/// Most steps of a pattern that takes no room of its own on the heap.
const SHORT: usize = 16;

/// Units that meet a step's conjunctions.
fn meeting<B: Positions>(any: &[crate::lexicon::Conjunction], units: &B, row: &impl Fn(ClassId) -> B, n: usize) -> B {
    let mut out = B::none(n);
    for c in any {
        let mut one = units.clone();
        for w in &c.with {
            one = one & row(*w);
        }
        for w in &c.without {
            one = one & !row(*w);
        }
        out = out | one;
    }
    out
}

/// Matches a pattern. In `rest`, one longer than its steps, come the positions from which each step and those behind it match, in `met`
/// the units that meet it; what both held before does not matter.
#[inline]
fn run<B: Positions>(pattern: &Pattern, n: usize, row: &impl Fn(ClassId) -> B, rest: &mut [B], met: &mut [B], out: &mut Vec<Match>) {
    let units = B::all(n);
    let mut all = units.clone();
    all.put(n);
    let steps = &pattern.steps;
    let empty = B::none(n);
    rest[steps.len()] = all;
    for (k, step) in steps.iter().enumerate().rev() {
        let next = rest[k + 1].clone();
        rest[k] = match step {
            Step::Unit { any, times, .. } => {
                let m = meeting(any, &units, row, n);
                met[k] = m.clone();
                match times {
                    Times::Once => m & next.before(),
                    Times::Optional => next.clone() | (m & next.before()),
                    Times::Many => spread(next, &m, n),
                }
            }
            Step::Gap { most, stops } => {
                let mut free = units.clone();
                for c in stops {
                    free = free & !row(*c);
                }
                spread(next, &free, *most as usize)
            }
            Step::Start => {
                let mut first = B::none(n);
                first.put(0);
                next & first
            }
            Step::End => {
                let mut last = B::none(n);
                last.put(n);
                next & last
            }
        };
        if rest[k] == empty {
            return;
        }
    }
    walk(steps, n, rest, met, out);
}

/// Walks forward from every start of a pattern, by the preferred way that is known to reach the end.
fn walk<B: Positions>(steps: &[Step], n: usize, rest: &[B], met: &[B], out: &mut Vec<Match>) {
    for start in (0..n).filter(|i| rest[0].has(*i)) {
        let mut at = start;
        let mut value = None;
        for (k, step) in steps.iter().enumerate() {
            match step {
                Step::Unit { value: is_value, times, .. } => {
                    let take = match times {
                        Times::Once => 1,
                        Times::Optional => usize::from(met[k].has(at) && rest[k + 1].has(at + 1)),
                        Times::Many => (0..).find(|d| rest[k + 1].has(at + d)).unwrap_or(0),
                    };
                    at += take;
                    if *is_value && take > 0 {
                        value = Some(at - 1);
                    }
                }
                Step::Gap { .. } => {
                    while !rest[k + 1].has(at) {
                        at += 1;
                    }
                }
                Step::Start | Step::End => {}
            }
        }
        let Some(value) = value else { break };
        let m = Match { value, start, end: at };
        if !out.contains(&m) {
            out.push(m);
        }
    }
}

/// Positions from which at most `most` units of `through` lead to one of `to`.
fn spread<B: Positions>(to: B, through: &B, most: usize) -> B {
    let mut out = to;
    for _ in 0..most {
        let more = out.clone() | (through.clone() & out.before());
        if more == out {
            break;
        }
        out = more;
    }
    out
}
