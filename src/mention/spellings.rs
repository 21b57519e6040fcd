//! The spellings that a thread has met, and what is known of each. Every word of a text is looked for here, so that this is made for short
//! words: their bytes lie in two numbers that are compared at once.

use std::rc::Rc;

use super::known::Known;

/// A spelling's bytes: all of them where there are sixteen at most, else the first and the last eight.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Key {
    first: u64,
    last: u64,
    length: u32,
}

/// Bytes that a key holds.
const WHOLE: usize = 16;

impl Key {
    #[inline]
    fn of(text: &[u8]) -> Key {
        let (first, last) = if let (Some(a), Some(b)) = (text.first_chunk(), text.last_chunk()) {
            (u64::from_le_bytes(*a), u64::from_le_bytes(*b))
        } else if let (Some(a), Some(b)) = (text.first_chunk(), text.last_chunk()) {
            (u32::from_le_bytes(*a).into(), u32::from_le_bytes(*b).into())
        } else {
            match *text {
                [a, b, c] => (u64::from(a) | u64::from(b) << 8, c.into()),
                [a, b] => (a.into(), b.into()),
                [a] => (a.into(), 0),
                _ => (0, 0),
            }
        };
        Key { first, last, length: text.len() as u32 }
    }

    #[inline]
    fn hash(self) -> u64 {
        const K: u64 = 0xF135_7AEA_2E62_A9C5;
        let mixed = (self.first ^ u64::from(self.length)).wrapping_mul(K).rotate_left(29) ^ self.last;
        mixed.wrapping_mul(K)
    }
}

/// Spellings, by their bytes.
#[derive(Default)]
pub(super) struct Spellings {
    /// A key, and the number of what is known of it plus one; 0 where a slot is free. As many as a power of two.
    slots: Vec<(Key, u32)>,
    known: Vec<Rc<Known>>,
}

impl Spellings {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.slots.clear();
        self.known.clear();
    }

    /// What is known of a spelling.
    #[inline]
    pub fn get(&self, text: &str) -> Option<&Rc<Known>> {
        if self.slots.is_empty() {
            return None;
        }
        let key = Key::of(text.as_bytes());
        let mut at = self.home(key);
        loop {
            let (own, n) = self.slots[at];
            let known = &self.known[n.checked_sub(1)? as usize];
            if own == key && (text.len() <= WHOLE || *known.raw == *text) {
                return Some(known);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Takes in what is known of a spelling that is not there.
    pub fn put(&mut self, known: Rc<Known>) {
        self.known.push(known);
        if 2 * self.known.len() > self.slots.len() {
            self.slots = vec![Default::default(); (4 * self.known.len()).next_power_of_two().max(1 << 8)];
            (0..self.known.len()).for_each(|n| self.lay(n));
        } else {
            self.lay(self.known.len() - 1);
        }
    }

    fn lay(&mut self, n: usize) {
        let key = Key::of(self.known[n].raw.as_bytes());
        let mut at = self.home(key);
        while self.slots[at].1 > 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = (key, n as u32 + 1);
    }

    /// The slot where the search for a key begins.
    #[inline]
    fn home(&self, key: Key) -> usize {
        (key.hash() >> 32) as usize & (self.slots.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::mention::Analyser;
    use crate::normalise::TokenKind;

    #[test]
    fn each_spelling_is_its_own() {
        let lexicon = Lexicon::built_in().expect("the rules load");
        let mut analyser = Analyser::new(&lexicon);
        let mut all = Spellings::default();
        assert!(all.get("a").is_none());
        // of every length, alike in the bytes that a key holds
        let words: Vec<String> =
            (0..40).flat_map(|n| ["a", "b", "ba"].map(|w| format!("abcdefgh{}ijklmnop", w.repeat(n))[..].to_owned())).chain((0..24).map(|n| "x".repeat(n))).collect();
        for w in &words {
            if all.get(w).is_none() {
                all.put(analyser.word(0, w, TokenKind::Word));
            }
        }
        assert!(words.iter().all(|w| all.get(w).is_some_and(|k| *k.raw == **w)) && all.get("abc").is_none());
        all.clear();
        assert!(all.len() == 0 && words.iter().all(|w| all.get(w).is_none()));
    }
}
