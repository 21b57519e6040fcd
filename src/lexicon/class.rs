//! Classes of words and mentions, as small numbers, and sets of them.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::store::{Names, NamesBuilder, Reader, Writer};

/// Number of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(pub u16);

impl ClassId {
    /// The numbers of two bits that it shares with few others, each below 128 of its own: a sentence without one of them need not be asked
    /// for the class.
    #[inline]
    fn bits(self) -> (u16, u16) {
        (self.0 % 128, self.0.wrapping_mul(0x9E37) >> 9)
    }
}

/// Bits of classes, two for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bits([u64; 4]);

impl Bits {
    /// The bits of several classes.
    pub fn of(classes: &[ClassId]) -> Self {
        let mut out = Bits::default();
        classes.iter().for_each(|c| out.add(*c));
        out
    }

    /// Adds those of a class.
    #[inline]
    pub fn add(&mut self, c: ClassId) {
        let (a, b) = c.bits();
        self.0[usize::from(a / 64 % 2)] |= 1 << (a % 64);
        self.0[2 + usize::from(b / 64 % 2)] |= 1 << (b % 64);
    }

    /// The bits that these are not.
    pub fn others(&self) -> Self {
        Bits(self.0.map(|w| !w))
    }

    /// Whether they share one.
    #[inline]
    pub fn meet(&self, other: &Bits) -> bool {
        let ([a, b, c, d], [w, x, y, z]) = (self.0, other.0);
        (a & w) | (b & x) | (c & y) | (d & z) != 0
    }
}

/// How many classes there can be.
pub const MAX_CLASSES: usize = 8192;

/// A set of classes. It holds few of many, so that the words in use are kept too.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClassSet {
    words: [u64; MAX_CLASSES / 64],
    /// Bit `i`: word `i` is not zero.
    used: u128,
}

impl Default for ClassSet {
    fn default() -> Self {
        ClassSet { words: [0; MAX_CLASSES / 64], used: 0 }
    }
}

impl std::fmt::Debug for ClassSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter().map(|c| c.0)).finish()
    }
}

impl FromIterator<ClassId> for ClassSet {
    fn from_iter<T: IntoIterator<Item = ClassId>>(list: T) -> Self {
        let mut out = ClassSet::default();
        list.into_iter().for_each(|c| out.insert(c));
        out
    }
}

/// The bits that are set in a word, in order.
fn bits(mut w: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (w != 0).then(|| {
            let b = w.trailing_zeros();
            w &= w - 1;
            b as usize
        })
    })
}

impl ClassSet {
    /// Adds a class.
    pub fn insert(&mut self, c: ClassId) {
        self.words[c.0 as usize / 64] |= 1 << (c.0 % 64);
        self.used |= 1 << (c.0 / 64);
    }

    /// Adds a class, when there is one.
    pub fn extend_with(&mut self, c: Option<ClassId>) {
        if let Some(c) = c {
            self.insert(c);
        }
    }

    /// Whether a class is in it.
    pub fn has(&self, c: ClassId) -> bool {
        self.words[c.0 as usize / 64] & (1 << (c.0 % 64)) != 0
    }

    /// Adds all classes of another set.
    pub fn extend(&mut self, other: &ClassSet) {
        let mut used = other.used;
        while used != 0 {
            let i = used.trailing_zeros() as usize;
            self.words[i] |= other.words[i];
            used &= used - 1;
        }
        self.used |= other.used;
    }

    /// Adds all classes of a unit.
    pub fn extend_few(&mut self, other: &FewClasses) {
        other.each(|c| self.insert(c));
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// Takes the classes in it one by one, in order.
    pub fn each(&self, mut take: impl FnMut(ClassId)) {
        let mut used = self.used;
        while used != 0 {
            let i = used.trailing_zeros() as usize;
            used &= used - 1;
            let mut w = self.words[i];
            while w != 0 {
                take(ClassId((i * 64) as u16 + w.trailing_zeros() as u16));
                w &= w - 1;
            }
        }
    }

    /// The classes in it, in order.
    pub fn iter(&self) -> impl Iterator<Item = ClassId> + '_ {
        bits(self.used).flat_map(|i| bits(u128::from(self.words[i])).map(move |b| ClassId((i * 64 + b) as u16)))
    }
}

/// How many classes are kept without a set of their own.
const FEW: usize = 16;
/// The bits by which units are told apart that have none of some classes.
pub fn few_bits(classes: &[ClassId]) -> u64 {
    classes.iter().fold(0, |bits, c| bits | 1 << (c.0 % 64))
}

/// No class.
const NONE: u16 = u16::MAX;

/// The classes of one unit or phrase: few of many, listed, so that a sentence of units stays small.
#[derive(Clone)]
pub struct FewClasses {
    /// Bit `n`: a class is in whose number ends in these six bits. Most questions are answered by it.
    mask: u64,
    /// In the order in which they came; [`NONE`] behind the last.
    list: [u16; FEW],
    /// Those that the list has no room for.
    more: Option<Box<ClassSet>>,
}

impl Default for FewClasses {
    fn default() -> Self {
        FewClasses { mask: 0, list: [NONE; FEW], more: None }
    }
}

impl std::fmt::Debug for FewClasses {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter().map(|c| c.0)).finish()
    }
}

impl FewClasses {
    /// One class alone.
    pub fn one(c: ClassId) -> Self {
        let mut out = FewClasses { mask: 1 << (c.0 % 64), ..FewClasses::default() };
        out.list[0] = c.0;
        out
    }

    /// Adds a class.
    pub fn insert(&mut self, c: ClassId) {
        if self.has(c) {
            return;
        }
        self.mask |= 1 << (c.0 % 64);
        match self.list.iter_mut().find(|l| **l == NONE) {
            Some(free) => *free = c.0,
            None => self.more.get_or_insert_default().insert(c),
        }
    }

    /// Adds a class, when there is one.
    pub fn extend_with(&mut self, c: Option<ClassId>) {
        if let Some(c) = c {
            self.insert(c);
        }
    }

    /// Adds all classes of another.
    pub fn extend(&mut self, other: &FewClasses) {
        other.each(|c| self.insert(c));
    }

    /// Whether a class is in it.
    #[inline]
    pub fn has(&self, c: ClassId) -> bool {
        self.mask >> (c.0 % 64) & 1 != 0 && self.lists(c)
    }

    /// Whether it may share a class with those of which [`few_bits`] gave the bits; where not, it shares none.
    #[inline]
    pub fn may_meet(&self, bits: u64) -> bool {
        self.mask & bits != 0
    }

    fn lists(&self, c: ClassId) -> bool {
        // all at once, without a way out
        self.list.iter().fold(false, |found, l| found | (*l == c.0)) || self.more.as_ref().is_some_and(|m| m.has(c))
    }

    /// Whether it shares a class with a set.
    pub fn meets(&self, other: &ClassSet) -> bool {
        for c in &self.list {
            if *c == NONE {
                return false;
            }
            if other.has(ClassId(*c)) {
                return true;
            }
        }
        self.more.as_ref().is_some_and(|m| m.iter().any(|c| other.has(c)))
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.mask == 0
    }

    /// Takes the classes in it one by one.
    #[inline]
    pub fn each(&self, mut take: impl FnMut(ClassId)) {
        for c in self.list.iter().take_while(|c| **c != NONE) {
            take(ClassId(*c));
        }
        if let Some(m) = &self.more {
            m.each(take);
        }
    }

    /// The classes in it.
    pub fn iter(&self) -> impl Iterator<Item = ClassId> + '_ {
        self.list.iter().take_while(|c| **c != NONE).map(|c| ClassId(*c)).chain(self.more.iter().flat_map(|m| m.iter()))
    }
}

/// Names of classes: those of the program's own tables, and behind them others as they come.
#[derive(Debug, Default)]
pub struct ClassTable {
    built: Names,
    names: Vec<String>,
    ids: FxHashMap<String, ClassId>,
    /// Whether a class was asked for when there was room for none.
    full: bool,
}

impl ClassTable {
    /// Whether there were more classes than there is room for.
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// The class of this name, made when new. Where there is no room for it, the last class stands for it and [`Self::is_full`] tells.
    pub fn intern(&mut self, name: &str) -> ClassId {
        if let Some(id) = self.get(name) {
            return id;
        }
        if self.len() >= MAX_CLASSES {
            self.full = true;
            return ClassId((MAX_CLASSES - 1) as u16);
        }
        let id = ClassId(self.len() as u16);
        self.names.push(name.to_owned());
        self.ids.insert(name.to_owned(), id);
        id
    }

    /// The class of this name, if there is one.
    pub fn get(&self, name: &str) -> Option<ClassId> {
        self.built.find(name).map(|n| ClassId(n as u16)).or_else(|| self.ids.get(name).copied())
    }

    /// The class of a sort that is named after something: `dim:length`.
    pub fn named(&self, sort: &str, of: &str) -> Option<ClassId> {
        let mut name: SmallVec<[u8; 64]> = SmallVec::from_slice(sort.as_bytes());
        name.push(b':');
        name.extend_from_slice(of.as_bytes());
        self.get(std::str::from_utf8(&name).ok()?)
    }

    /// The name of a class.
    pub fn name(&self, id: ClassId) -> &str {
        match (id.0 as usize).checked_sub(self.built.len()) {
            Some(n) => &self.names[n],
            None => self.built.text(u32::from(id.0)),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.built.len() + self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All names, in the order of their numbers.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|n| self.name(ClassId(n as u16)))
    }

    pub(super) fn write(&self, w: &mut Writer) {
        let mut names = NamesBuilder::default();
        self.names().for_each(|n| {
            names.put(n);
        });
        w.names(&names.finish());
    }

    pub(super) fn read(r: &mut Reader) -> Self {
        ClassTable { built: r.names(), ..ClassTable::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_classes_are_a_set() {
        let (mut few, mut set) = (FewClasses::default(), ClassSet::default());
        // numbers that end in the same bits, and more than the list has room for
        for n in [3u16, 67, 3, 131, 2047, 0].into_iter().chain((0..40).map(|n| n * 50)) {
            few.insert(ClassId(n));
            set.insert(ClassId(n));
            for c in (0..MAX_CLASSES as u16).map(ClassId) {
                assert_eq!(few.has(c), set.has(c), "{c:?}");
            }
        }
        let mut back = ClassSet::default();
        back.extend_few(&few);
        assert!(back == set && few.iter().count() == set.iter().count() && !few.is_empty());
        assert!(few.meets(&set) && !FewClasses::one(ClassId(4)).meets(&set) && FewClasses::one(ClassId(67)).meets(&set));
    }
}
