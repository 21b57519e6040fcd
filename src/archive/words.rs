//! The words of a record: each stands once in a list and is a number elsewhere.
//!
//! Most are words of the text, folded, without what is written at their head, cut to a stem, behind a mark that says what they
//! are there. Such a word is told by its place among the words of the text; only what the text does not hold is spelled out.

use rustc_hash::{FxHashMap, FxHashSet};

use super::bytes::{Get, Put};
use crate::normalise::{fold, is_alphabetic};

/// Marks that stand before words.
const MARKS: [&str; 15] = ["", "@", "#", "~", "=", "&", "!", "%", "+", "*", "^", ">", "?", "&@", "&%"];
/// Letters that may be cut from the head of a word in a script whose words are joined with others.
const CUTS: usize = 4;
/// Ends a word that is spelled out: no byte of a string.
const END: u8 = 0xff;

/// The words of a text, each once, as they are met.
fn vocabulary(folded: &str) -> Vec<&str> {
    let mut met: FxHashSet<&str> = FxHashSet::default();
    let mut out = Vec::with_capacity(folded.len() / 12);
    for w in folded.split(|c: char| !(is_alphabetic(c) || c.is_ascii_digit())) {
        if !w.is_empty() && met.insert(w) {
            out.push(w);
        }
    }
    out
}

/// A word without so many letters at its head.
fn cut(word: &str, letters: usize) -> Option<&str> {
    word.char_indices().nth(letters).map(|(at, _)| &word[at..])
}

/// The first letters of a word.
fn stem(word: &str) -> &str {
    let bytes = word.as_bytes();
    // letters of two bytes, as most are that are not of one
    if bytes.len() > 8 && bytes[..8].chunks_exact(2).all(|c| matches!(c, [0xC3..=0xDF, 0x80..=0xBF])) && word.is_char_boundary(8) {
        return &word[..8];
    }
    let keep = if word.is_ascii() { 6 } else { 4 };
    word.char_indices().nth(keep).map_or(word, |(at, _)| &word[..at])
}

/// The bytes of a stem as a number; those of a longer one folded, for they are held against the stem itself.
fn packed(stem: &str) -> u64 {
    stem.bytes().fold(0, |n, b| n.rotate_left(8) ^ u64::from(b))
}

/// Number of a word's mark, and the word behind it.
fn marked(word: &str) -> (usize, &str) {
    let sign = |c: u8| b"@#~=&!%+*^>?".contains(&c);
    let bytes = word.as_bytes();
    let two = bytes.get(..2).and_then(|m| MARKS[13..].iter().position(|k| k.as_bytes() == m)).map(|i| i + 13);
    match two {
        Some(i) => (i, &word[2..]),
        None if bytes.first().is_some_and(|c| sign(*c)) => (MARKS.iter().position(|k| k.as_bytes() == &bytes[..1]).unwrap_or(0), &word[1..]),
        None => (0, word),
    }
}

/// Where a word stands in a text: number of the word there, mark, letters cut and whether it is a stem.
type Place = (u64, u8, u8);

/// Words met so far. Their numbers begin with 1; 0 is none.
pub(super) struct Words<'a> {
    list: Vec<&'a str>,
    numbers: FxHashMap<&'a str, u64>,
}

impl<'a> Words<'a> {
    /// With room for so many.
    pub fn with_room(room: usize) -> Self {
        Words { list: Vec::with_capacity(room), numbers: FxHashMap::with_capacity_and_hasher(room, Default::default()) }
    }

    /// The number of a word.
    pub fn of(&mut self, w: &'a str) -> u64 {
        *self.numbers.entry(w).or_insert_with(|| {
            self.list.push(w);
            self.list.len() as u64
        })
    }

    /// The number of a word that may be missing.
    pub fn maybe(&mut self, w: Option<&'a str>) -> u64 {
        w.map_or(0, |w| self.of(w))
    }

    /// Writes the list: what is spelled out, then the words of the text in its order. Gives the number of each word there by the one it had.
    pub fn write(&self, text: &str, out: &mut Put) -> Vec<u64> {
        let folded = fold(text);
        let vocabulary = vocabulary(&folded);
        let mut stems: FxHashMap<u64, (u32, u8)> = FxHashMap::with_capacity_and_hasher(vocabulary.len() * 3, Default::default());
        for (i, w) in vocabulary.iter().enumerate() {
            let mut rest = *w;
            for c in 0..=if w.is_ascii() { 0 } else { CUTS } {
                stems.entry(packed(stem(rest))).or_insert((i as u32, c as u8));
                rest = rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
                // one letter is no stem
                if rest.len() <= 2 {
                    break;
                }
            }
        }
        let place = |word: &str| -> Option<Place> {
            let (mark, base) = marked(word);
            let (i, c) = stems.get(&packed(stem(base))).copied()?;
            let rest = cut(vocabulary[i as usize], usize::from(c))?;
            let whole = rest == base;
            (whole || stem(rest) == base).then_some((u64::from(i), mark as u8, c * 2 + u8::from(whole)))
        };
        let mut numbers = vec![0u64; self.list.len() + 1];
        let mut told: Vec<(Place, usize)> = Vec::with_capacity(self.list.len());
        let mut spelled = 0;
        let mut letters = Put::default();
        for (i, w) in self.list.iter().enumerate() {
            match place(w) {
                Some(p) => told.push((p, i + 1)),
                None => {
                    spelled += 1;
                    numbers[i + 1] = spelled;
                    letters.0.extend_from_slice(w.as_bytes());
                    letters.0.push(END);
                }
            }
        }
        told.sort_unstable();
        out.n(spelled);
        out.0.append(&mut letters.0);
        out.n(told.len() as u64);
        let mut last = 0;
        for (n, (p, i)) in told.iter().enumerate() {
            numbers[*i] = spelled + n as u64 + 1;
            out.n(p.0 - last);
            last = p.0;
        }
        out.0.extend(told.iter().map(|(p, _)| p.1));
        out.0.extend(told.iter().map(|(p, _)| p.2));
        numbers
    }
}

/// Numbers, some of them of words, that are written when it is known which numbers words have.
#[derive(Default)]
pub(super) struct Loose(Vec<(u64, bool)>);

impl Loose {
    /// A number.
    pub fn n(&mut self, v: u64) {
        self.0.push((v, false));
    }

    /// The number of a word, as [`Words`] gave it.
    pub fn w(&mut self, v: u64) {
        self.0.push((v, true));
    }

    /// Writes them.
    pub fn write(&self, numbers: &[u64], out: &mut Put) {
        for (v, word) in &self.0 {
            out.n(if *word { numbers.get(*v as usize).copied().unwrap_or(0) } else { *v });
        }
    }
}

/// Words of a record that is read.
pub(super) struct Listed(Vec<String>);

impl Listed {
    /// Reads the list, beside the text.
    pub fn read(text: &str, from: &mut Get<'_>) -> Option<Self> {
        let spelled = usize::try_from(from.n()?).ok()?;
        let mut list = Vec::with_capacity(spelled.min(from.0.len()));
        for _ in 0..spelled {
            let end = from.0.iter().position(|b| *b == END)?;
            list.push(std::str::from_utf8(from.bytes(end)?).ok()?.to_owned());
            from.bytes(1)?;
        }
        let places = from.list(Get::n)?;
        let (marks, forms) = (from.bytes(places.len())?, from.bytes(places.len())?);
        if !places.is_empty() {
            let folded = fold(text);
            let vocabulary = vocabulary(&folded);
            let mut at = 0u64;
            for ((ahead, mark), form) in places.into_iter().zip(marks).zip(forms) {
                at = at.checked_add(ahead)?;
                let rest = cut(vocabulary.get(usize::try_from(at).ok()?)?, usize::from(form / 2))?;
                let base = if form % 2 > 0 { rest } else { stem(rest) };
                list.push([MARKS.get(usize::from(*mark))?, base].concat());
            }
        }
        Some(Listed(list))
    }

    /// The word of a number.
    pub fn get(&self, n: u64) -> Option<&str> {
        self.0.get(usize::try_from(n).ok()?.checked_sub(1)?).map(String::as_str)
    }

    /// The same, of one's own.
    pub fn own(&self, n: u64) -> Option<String> {
        self.get(n).map(str::to_owned)
    }

    /// A word that may be missing: the outer `None` is of a number that is none.
    pub fn maybe(&self, n: u64) -> Option<Option<String>> {
        if n == 0 { Some(None) } else { self.own(n).map(Some) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_as_they_were() {
        let text = "Inflation reached 9 per cent in Mishiroshi. وقُتل 12 شخصاً في الجسر القديم وبالمدينة.";
        let words = ["inflat", "inflation", "~mishiroshi", "&mishiroshi", "@TV", "&@TV", "قتل", "جسر", "القد", "قديم", "~المدينه", "مدين", "&%cost", "#", "", "?", "9", "per cent"];
        let mut list = Words::with_room(4);
        let given: Vec<u64> = words.iter().map(|w| list.of(w)).collect();
        let mut out = Put::default();
        let numbers = list.write(text, &mut out);
        let mut from = Get(&out.0);
        let read = Listed::read(text, &mut from).unwrap();
        assert!(from.0.is_empty());
        for (w, n) in words.iter().zip(given) {
            assert_eq!(read.get(numbers[n as usize]), Some(*w));
        }
        assert!(out.0.len() < words.iter().map(|w| w.len()).sum::<usize>());
    }
}
