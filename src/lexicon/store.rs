//! Tables as bytes: laid out once, when the program is built or an overlay is loaded, and read in place from then on.
//!
//! What is built into the program is never copied or unpacked: a table is a slice of the program itself.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::class::ClassId;

/// Numbers of four bytes each.
#[derive(Debug, Clone, Default)]
pub struct Words(Cow<'static, [u8]>);

impl Words {
    /// The number at a place; 0 beyond the end.
    pub fn get(&self, i: usize) -> u32 {
        self.0.get(i * 4..i * 4 + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len() / 4
    }
}

impl FromIterator<u32> for Words {
    fn from_iter<T: IntoIterator<Item = u32>>(list: T) -> Self {
        Words(Cow::Owned(list.into_iter().flat_map(u32::to_le_bytes).collect()))
    }
}

/// Lists of numbers, one for each place.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    starts: Words,
    items: Words,
}

impl Lists {
    /// From the lists themselves.
    pub fn new(lists: &[Vec<u32>]) -> Self {
        let mut at = 0;
        let starts = std::iter::once(0)
            .chain(lists.iter().map(|l| {
                at += l.len() as u32;
                at
            }))
            .collect();
        Lists { starts, items: lists.iter().flatten().copied().collect() }
    }

    /// The numbers of all lists.
    pub fn items(&self) -> impl Iterator<Item = u32> + '_ {
        self.items.0.as_chunks::<4>().0.iter().map(|b| u32::from_le_bytes(*b))
    }

    /// Whether the list at a place holds anything.
    pub fn is_empty(&self, at: u32) -> bool {
        self.starts.get(at as usize) >= self.starts.get(at as usize + 1)
    }

    /// Where a number of the list at a place, which is in order, stands among the numbers of all lists.
    pub fn find(&self, at: u32, item: u32) -> Option<u32> {
        let (start, end) = (self.starts.get(at as usize) as usize, self.starts.get(at as usize + 1) as usize);
        let (list, _) = self.items.0.get(start * 4..end * 4)?.as_chunks::<4>();
        list.binary_search_by_key(&item, |b| u32::from_le_bytes(*b)).ok().map(|i| (start + i) as u32)
    }

    /// The list at a place.
    pub fn get(&self, at: u32) -> impl Iterator<Item = u32> + '_ {
        (self.starts.get(at as usize)..self.starts.get(at as usize + 1)).map(|i| self.items.get(i as usize))
    }
}

/// Strings by number, and numbers by string.
#[derive(Debug, Clone, Default)]
pub struct Names {
    bytes: Cow<'static, [u8]>,
    ends: Words,
    /// An open hash table, twice as large as what it holds: 32 bits of the hash, then the number plus one.
    slots: Words,
}

/// Strings that are given numbers in the order in which they come.
#[derive(Debug, Default)]
pub struct NamesBuilder {
    numbers: FxHashMap<Box<str>, u32>,
    list: Vec<Box<str>>,
}

impl NamesBuilder {
    /// The number of a string.
    pub fn put(&mut self, s: &str) -> u32 {
        if let Some(n) = self.numbers.get(s) {
            return *n;
        }
        let n = self.list.len() as u32;
        self.list.push(s.into());
        self.numbers.insert(s.into(), n);
        n
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// All strings, by number.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(AsRef::as_ref)
    }

    /// The finished table.
    pub fn finish(&self) -> Names {
        let size = (self.list.len() * 2).next_power_of_two().max(2);
        let mut slots = vec![(0u32, 0u32); size];
        for (n, s) in self.list.iter().enumerate() {
            let h = hash(s.as_bytes());
            let mut at = h as usize & (size - 1);
            while slots[at].1 != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = ((h >> 32) as u32, n as u32 + 1);
        }
        let mut end = 0;
        Names {
            bytes: Cow::Owned(self.list.iter().flat_map(|s| s.bytes()).collect()),
            ends: self
                .list
                .iter()
                .map(|s| {
                    end += s.len() as u32;
                    end
                })
                .collect(),
            slots: slots.into_iter().flat_map(|(tag, n)| [tag, n]).collect(),
        }
    }
}

impl Names {
    /// The number of a string.
    pub fn find(&self, s: &str) -> Option<u32> {
        let (slots, _) = self.slots.0.as_chunks::<8>();
        let mask = slots.len().checked_sub(1)?;
        let h = hash(s.as_bytes());
        let mut at = h as usize & mask;
        loop {
            let slot = u64::from_le_bytes(*slots.get(at)?);
            let n = ((slot >> 32) as u32).checked_sub(1)?;
            if slot as u32 == (h >> 32) as u32 && self.raw(n) == s.as_bytes() {
                return Some(n);
            }
            at = (at + 1) & mask;
        }
    }

    /// The string of a number.
    pub fn text(&self, n: u32) -> &str {
        std::str::from_utf8(self.raw(n)).unwrap_or_default()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    fn raw(&self, n: u32) -> &[u8] {
        piece(&self.bytes, &self.ends, n)
    }
}

/// The bytes of a number, of strings that lie one behind the other.
fn piece<'a>(bytes: &'a [u8], ends: &Words, n: u32) -> &'a [u8] {
    let start = n.checked_sub(1).map_or(0, |b| ends.get(b as usize));
    bytes.get(start as usize..ends.get(n as usize) as usize).unwrap_or_default()
}

/// Strings of the program itself by number, where none is looked up.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    bytes: &'static [u8],
    ends: Words,
}

impl Texts {
    /// The string of a number.
    pub fn get(&self, n: u32) -> &'static str {
        std::str::from_utf8(piece(self.bytes, &self.ends, n)).unwrap_or_default()
    }
}

/// A multiplicative hash over words of eight bytes. It stands in the built-in tables, so that it must be the same everywhere.
fn hash(bytes: &[u8]) -> u64 {
    const K: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut h = (bytes.len() as u64 + 1).wrapping_mul(K);
    let mut mix = |word: u64| {
        h = (h ^ word).wrapping_mul(K);
        h ^= h >> 29;
    };
    let half = |b: &[u8; 4]| u64::from(u32::from_le_bytes(*b));
    match (bytes.last_chunk::<8>(), bytes.first_chunk::<4>().zip(bytes.last_chunk::<4>()), bytes) {
        // what is left over is read together with bytes before it
        (Some(last), ..) => {
            let (whole, rest) = bytes.as_chunks::<8>();
            whole.iter().for_each(|w| mix(u64::from_le_bytes(*w)));
            if !rest.is_empty() {
                mix(u64::from_le_bytes(*last));
            }
        }
        (None, Some((first, last)), _) => mix(half(first) | half(last) << 32),
        (None, None, []) => {}
        (None, None, [first, .., last]) => mix(u64::from(*first) | u64::from(bytes[bytes.len() / 2]) << 8 | u64::from(*last) << 16),
        (None, None, [one]) => mix(u64::from(*one)),
    }
    h
}

/// Lays tables out one behind the other. Numbers, and how long each table is, come first and by themselves: all of them are gone
/// through when the program starts, and among the tables each would bring pages of words with it that no text asks for.
#[derive(Debug, Default)]
pub struct Writer {
    numbers: Vec<u8>,
    tables: Vec<u8>,
}

impl Writer {
    /// A number.
    pub fn number(&mut self, n: u32) {
        self.numbers.extend(n.to_le_bytes());
    }

    /// A table, as bytes.
    pub fn bytes(&mut self, b: &[u8]) {
        self.number(b.len() as u32);
        padded(&mut self.tables, b);
    }

    /// A short string, which stands among the numbers.
    pub fn text(&mut self, s: &str) {
        self.number(s.len() as u32);
        padded(&mut self.numbers, s.as_bytes());
    }

    /// Numbers.
    pub fn words(&mut self, w: &Words) {
        self.bytes(&w.0);
    }

    /// Lists.
    pub fn lists(&mut self, l: &Lists) {
        self.words(&l.starts);
        self.words(&l.items);
    }

    /// Strings.
    pub fn names(&mut self, n: &Names) {
        self.bytes(&n.bytes);
        self.words(&n.ends);
        self.words(&n.slots);
    }

    /// Strings that are found by number alone.
    pub fn texts(&mut self, n: &Names) {
        self.bytes(&n.bytes);
        self.words(&n.ends);
    }

    /// Classes, with how many there are.
    pub fn classes(&mut self, list: &[ClassId]) {
        self.number(list.len() as u32);
        list.iter().for_each(|c| self.number(u32::from(c.0)));
    }

    /// How many bytes of numbers there are so far.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The numbers alone, of what holds no tables.
    pub fn into_numbers(self) -> Vec<u8> {
        debug_assert!(self.tables.is_empty(), "a row is numbers");
        self.numbers
    }

    /// All of it.
    pub fn finish(self) -> Vec<u8> {
        [&(self.numbers.len() as u32).to_le_bytes(), &*self.numbers, &self.tables].concat()
    }
}

/// Adds bytes that begin at a multiple of four.
fn padded(to: &mut Vec<u8>, b: &[u8]) {
    to.extend(b);
    to.resize(to.len().next_multiple_of(4), 0);
}

/// Takes tables out again, in the order in which they were written. Beyond the end everything is empty.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    numbers: &'static [u8],
    tables: &'static [u8],
}

impl Reader {
    /// A reader of what a writer finished.
    pub fn new(data: &'static [u8]) -> Self {
        let mut r = Reader::of_numbers(data);
        let n = r.number() as usize;
        let (numbers, tables) = r.numbers.split_at_checked(n).unwrap_or_default();
        Reader { numbers, tables }
    }

    /// A reader of numbers alone.
    pub fn of_numbers(numbers: &'static [u8]) -> Self {
        Reader { numbers, tables: &[] }
    }

    /// A number.
    pub fn number(&mut self) -> u32 {
        take(&mut self.numbers, 4).try_into().map_or(0, u32::from_le_bytes)
    }

    /// A table, as bytes.
    pub fn bytes(&mut self) -> &'static [u8] {
        let n = self.number() as usize;
        take(&mut self.tables, n)
    }

    /// A short string.
    pub fn text(&mut self) -> &'static str {
        let n = self.number() as usize;
        std::str::from_utf8(take(&mut self.numbers, n)).unwrap_or_default()
    }

    /// Numbers.
    pub fn words(&mut self) -> Words {
        Words(Cow::Borrowed(self.bytes()))
    }

    /// Lists.
    pub fn lists(&mut self) -> Lists {
        Lists { starts: self.words(), items: self.words() }
    }

    /// Strings that are found by number alone.
    pub fn texts(&mut self) -> Texts {
        Texts { bytes: self.bytes(), ends: self.words() }
    }

    /// Classes.
    pub fn classes<T: FromIterator<ClassId>>(&mut self) -> T {
        (0..self.number()).map(|_| ClassId(self.number() as u16)).collect()
    }

    /// Strings.
    pub fn names(&mut self) -> Names {
        Names { bytes: Cow::Borrowed(self.bytes()), ends: self.words(), slots: self.words() }
    }
}

/// The next bytes, and those that fill them up to a multiple of four.
fn take(from: &mut &'static [u8], n: usize) -> &'static [u8] {
    let (taken, rest) = from.split_at_checked(n.next_multiple_of(4)).unwrap_or_default();
    *from = rest;
    taken.get(..n).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_keep_their_numbers() {
        let mut b = NamesBuilder::default();
        let all: Vec<String> = (0..1000).map(|i| format!("كلمة {i}")).collect();
        for s in &all {
            b.put(s);
        }
        assert_eq!(b.put(&all[7]), 7);
        let n = b.finish();
        assert!(all.iter().enumerate().all(|(i, s)| n.find(s) == Some(i as u32) && n.text(i as u32) == s));
        assert_eq!(n.find("another"), None);
        assert_eq!(Names::default().find("x"), None);
    }

    #[test]
    fn what_is_written_is_read() {
        let mut w = Writer::default();
        w.number(7);
        w.text("abcde");
        w.lists(&Lists::new(&[vec![1, 2], vec![], vec![3]]));
        let mut r = Reader::new(Box::leak(w.finish().into_boxed_slice()));
        assert_eq!((r.number(), r.text()), (7, "abcde"));
        let l = r.lists();
        assert!(l.is_empty(1) && !l.is_empty(2));
        assert_eq!(l.get(0).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(r.number(), 0);
    }
}
