//! The words of a record: each stands once in a list and is a number elsewhere.
//!
//! Most are words of the text, folded, without what is written at their head, cut to a stem, behind a mark that says what they
//! are there. Such a word is told by where its letters stand in the folded text; only what the text does not hold is spelled out.

use rustc_hash::FxHashMap;

use super::bytes::{Get, Put};
use crate::normalise::fold;

/// Marks that stand before words.
const MARKS: [&str; 15] = ["", "@", "#", "~", "=", "&", "!", "%", "+", "*", "^", ">", "?", "&@", "&%"];
/// Bytes of a text in which words are looked for: more would take longer than it saves.
const LOOKED_THROUGH: usize = 1 << 15;
/// Bits of the hash of a word's first letters, and how many words that share it are looked at.
const BITS: u32 = 11;
const TRIED: usize = 64;
/// Ends a word that is spelled out: no byte of a string.
const END: u8 = 0xff;

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

/// Where a word stands in a text: first byte, mark, bytes.
type Place = (u64, u8, u8);

/// The part of a text in which words are looked for.
fn looked_through(text: &str) -> &str {
    let end = (0..=LOOKED_THROUGH.min(text.len())).rev().find(|i| text.is_char_boundary(*i));
    &text[..end.unwrap_or(0)]
}

/// Where words of a text begin, by their first letters: in a script whose words are joined with others a word may begin at any letter.
struct Beginnings<'t> {
    text: &'t [u8],
    /// The last that was met of each hash: one more than its number, or 0.
    last: Vec<u16>,
    /// Each beginning, and the one before it of the same hash.
    all: Vec<(u16, u16)>,
}

/// The hash of three Latin letters or two others.
fn first_letters(word: &[u8]) -> Option<usize> {
    let letters = match word {
        [a, b, c, ..] if a.is_ascii() => [*a, *b, *c, 0],
        [a, b, c, d, ..] => [*a, *b, *c, *d],
        _ => return None,
    };
    Some((u32::from_le_bytes(letters).wrapping_mul(0x9E37_79B1) >> (32 - BITS)) as usize)
}

impl<'t> Beginnings<'t> {
    fn of(text: &'t str) -> Self {
        let text = text.as_bytes();
        let mut out = Beginnings { text, last: vec![0; 1 << BITS], all: Vec::with_capacity(text.len() / 3) };
        let mut within = false;
        for (at, b) in text.iter().enumerate() {
            let letter = b.is_ascii_alphanumeric();
            if (letter && !within || *b >= 0xC0)
                && let Some(h) = first_letters(&text[at..])
            {
                out.all.push((at as u16, std::mem::replace(&mut out.last[h], out.all.len() as u16 + 1)));
            }
            within = letter || *b >= 0x80;
        }
        out
    }

    /// Where a word stands.
    fn find(&self, word: &[u8]) -> Option<u64> {
        let mut next = self.last[first_letters(word)?];
        for _ in 0..TRIED {
            let (at, before) = *self.all.get(usize::from(next).checked_sub(1)?)?;
            if self.text[usize::from(at)..].starts_with(word) {
                return Some(at.into());
            }
            next = before;
        }
        None
    }
}

/// Words met so far. Their numbers begin with 1; 0 is none.
pub(super) struct Words<'a> {
    /// And whether they may be words of the text.
    list: Vec<(&'a str, bool)>,
    numbers: FxHashMap<&'a str, u64>,
}

impl<'a> Words<'a> {
    /// With room for so many.
    pub fn with_room(room: usize) -> Self {
        Words { list: Vec::with_capacity(room), numbers: FxHashMap::with_capacity_and_hasher(room, Default::default()) }
    }

    /// The number of a word that many records have: an id.
    pub fn of(&mut self, w: &'a str) -> u64 {
        self.number(w, false)
    }

    /// The number of a word that comes from the text.
    pub fn of_text(&mut self, w: &'a str) -> u64 {
        self.number(w, true)
    }

    fn number(&mut self, w: &'a str, text: bool) -> u64 {
        *self.numbers.entry(w).or_insert_with(|| {
            self.list.push((w, text));
            self.list.len() as u64
        })
    }

    /// The number of an id that may be missing.
    pub fn maybe(&mut self, w: Option<&'a str>) -> u64 {
        w.map_or(0, |w| self.of(w))
    }

    /// Writes the list: what is spelled out, then the words of the text in its order. Gives the number of each word there by the one it had.
    pub fn write(&self, text: &str, out: &mut Put) -> Vec<u64> {
        let folded = fold(looked_through(text));
        // folding may make a text longer
        let beginnings = Beginnings::of(looked_through(&folded));
        let place = |word: &str| -> Option<Place> {
            let (mark, base) = marked(word);
            Some((beginnings.find(base.as_bytes())?, mark as u8, u8::try_from(base.len()).ok()?))
        };
        let mut numbers = vec![0u64; self.list.len() + 1];
        let mut told: Vec<(Place, usize)> = Vec::with_capacity(self.list.len());
        let mut spelled = 0;
        let mut letters = Put::default();
        for (i, (w, text)) in self.list.iter().enumerate() {
            match text.then(|| place(w)).flatten() {
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

/// Words of a record that is read, one behind the other, and where each ends.
pub(super) struct Listed {
    letters: String,
    ends: Vec<u32>,
}

impl Listed {
    /// Reads the list, beside the text.
    pub fn read(text: &str, from: &mut Get<'_>) -> Option<Self> {
        let spelled = usize::try_from(from.n()?).ok()?;
        let mut out = Listed { letters: String::with_capacity(1024), ends: Vec::with_capacity(spelled.min(from.0.len()) + 64) };
        for _ in 0..spelled {
            let end = from.0.iter().position(|b| *b == END)?;
            out.push(&["", std::str::from_utf8(from.bytes(end)?).ok()?]);
            from.bytes(1)?;
        }
        let places = from.list(Get::n)?;
        let (marks, lengths) = (from.bytes(places.len())?, from.bytes(places.len())?);
        if !places.is_empty() {
            let folded = fold(looked_through(text));
            let mut at = 0usize;
            for ((ahead, mark), bytes) in places.into_iter().zip(marks).zip(lengths) {
                at = at.checked_add(usize::try_from(ahead).ok()?)?;
                out.push(&[MARKS.get(usize::from(*mark))?, folded.get(at..at.checked_add(usize::from(*bytes))?)?]);
            }
        }
        Some(out)
    }

    fn push(&mut self, parts: &[&str]) {
        parts.iter().for_each(|p| self.letters.push_str(p));
        self.ends.push(self.letters.len() as u32);
    }

    /// The word of a number.
    pub fn get(&self, n: u64) -> Option<&str> {
        let n = usize::try_from(n).ok()?.checked_sub(1)?;
        let start = n.checked_sub(1).map_or(Some(0), |b| self.ends.get(b).copied())?;
        self.letters.get(start as usize..*self.ends.get(n)? as usize)
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
        let given: Vec<u64> = words.iter().enumerate().map(|(i, w)| if i == 4 { list.of(w) } else { list.of_text(w) }).collect();
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
