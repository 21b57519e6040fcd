//! One bit for each unit of a sentence.

use std::ops::Index;

use smallvec::SmallVec;

/// Bits of the units of a sentence, without a place of their own for most sentences.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    words: SmallVec<[u64; 2]>,
    len: usize,
}

impl Marks {
    /// None of so many units.
    pub fn none(len: usize) -> Self {
        let mut words = SmallVec::new();
        words.resize(len.div_ceil(64), 0);
        Marks { words, len }
    }

    /// No unit yet, and room for so many.
    pub fn room(len: usize) -> Self {
        Marks { words: SmallVec::with_capacity(len.div_ceil(64)), len }
    }

    /// Adds the bits of the next 64 units.
    #[inline]
    pub fn push(&mut self, word: u64) {
        self.words.push(word);
    }

    /// Marks a unit, or does not.
    #[inline]
    pub fn put(&mut self, at: usize, marked: bool) {
        self.words[at / 64] |= u64::from(marked) << (at % 64);
    }

    /// The last marked unit before one.
    pub fn before(&self, at: usize) -> Option<usize> {
        let at = at.min(self.len);
        let below = |n: usize| if n == at / 64 { self.words[n] & ((1 << (at % 64)) - 1) } else { self.words[n] };
        let n = (0..self.words.len().min(at / 64 + 1)).rev().find(|n| below(*n) != 0)?;
        Some(64 * n + 63 - below(n).leading_zeros() as usize)
    }

    /// The first marked unit from one on.
    pub fn from(&self, at: usize) -> Option<usize> {
        let above = |n: usize| if n == at / 64 { self.words[n] & (u64::MAX << (at % 64)) } else { self.words[n] };
        let n = (at / 64..self.words.len()).find(|n| above(*n) != 0)?;
        Some(64 * n + above(n).trailing_zeros() as usize)
    }

    /// Whether a unit is marked; nothing where there is no such unit.
    #[inline]
    pub fn get(&self, at: usize) -> Option<&bool> {
        if at >= self.len {
            return None;
        }
        Some(if self.words[at / 64] >> (at % 64) & 1 != 0 { &true } else { &false })
    }
}

impl Index<usize> for Marks {
    type Output = bool;
    #[inline]
    fn index(&self, at: usize) -> &bool {
        self.get(at).expect("the unit is one of the sentence")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_units() {
        let mut m = Marks::none(150);
        for i in (0..150).filter(|i| i % 7 == 0) {
            m.put(i, true);
        }
        m.put(8, false);
        for at in 0..170 {
            assert_eq!(m.before(at), (0..at.min(150)).rev().find(|i| m[*i]), "{at}");
            assert_eq!(m.from(at), (at..150).find(|i| m[*i]), "{at}");
        }
        assert!((0..150).all(|i| m[i] == (i % 7 == 0) && m.get(i) == Some(&m[i])) && m.get(150).is_none());
        assert!(Marks::none(0).get(0).is_none());
    }
}
