//! Which patterns of a language a sentence calls for: each stands under the rarest class that it needs.

use smallvec::SmallVec;

use super::class::{Bits, ClassId, ClassSet};
use super::shelf::{Laid, Shelf};
use super::store::{NamesBuilder, Reader, Texts, Writer};
use super::{FrameSource, Lexicon};

/// Classes of which a sentence must hold one.
pub type Need = SmallVec<[ClassId; 4]>;

/// A pattern that a class calls for, and what else the sentence must hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Number of the kind's frames and of the pattern in it.
    pub at: (u16, u16),
    /// Classes of which it must hold every one.
    all: SmallVec<[ClassId; 6]>,
    /// Further classes, of each list one.
    needs: Box<[Need]>,
}

/// The patterns that a class calls for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Called {
    /// For each what rules most out.
    looks: Vec<Look>,
    list: Vec<Candidate>,
}

/// What a sentence is asked first for a pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Look {
    /// The bits of the classes of which it must hold every one.
    all: Bits,
    /// Classes of which it must hold one, some of them more than once; none where there is no such list, or a long one.
    any: Option<[ClassId; 4]>,
}

impl Look {
    fn of(c: &Candidate) -> Self {
        // the first list is that of the rarest
        let list = c.needs.first().filter(|n| n.len() <= 4 && !n.is_empty());
        Look { all: Bits::of(&c.all), any: list.map(|n| std::array::from_fn(|i| n[i % n.len()])) }
    }
}

impl From<Vec<Candidate>> for Called {
    fn from(list: Vec<Candidate>) -> Self {
        Called { looks: list.iter().map(Look::of).collect(), list }
    }
}

impl Called {
    /// Adds the patterns that a sentence calls for; `absent`: the bits of no class in it; `has`: whether it holds a class.
    #[inline]
    pub fn of_sentence(&self, absent: &Bits, has: impl Fn(ClassId) -> bool, out: &mut Vec<(u16, u16)>) {
        // most are told apart by the bits, which lie side by side
        for (look, c) in self.looks.iter().zip(&self.list) {
            let one = |any: [ClassId; 4]| any.into_iter().fold(false, |one, c| one | has(c));
            if !look.all.meet(absent) && look.any.is_none_or(one) && c.is_called(&has) {
                out.push(c.at);
            }
        }
    }
}

/// The patterns of a language by what calls for them.
#[derive(Debug, Default)]
pub struct Calls {
    /// Classes that call for any: few of those that a sentence holds.
    calling: ClassSet,
    by_class: Shelf<Called>,
    /// Those that need no class.
    pub always: Called,
}

impl Calls {
    /// Of all frames of a language.
    pub(super) fn new(lexicon: &Lexicon, sources: &[FrameSource]) -> Self {
        let common: Vec<u32> = (0..lexicon.classes.len()).map(|c| commonness(lexicon, ClassId(c as u16))).collect();
        let (mut by_class, mut always) = (vec![Vec::<Candidate>::new(); lexicon.classes.len()], Vec::new());
        for (k, s) in sources.iter().enumerate() {
            for (n, p) in s.patterns.iter().enumerate() {
                let mut needs: SmallVec<[Need; 2]> = p.needs().map(|n| n.iter().collect()).collect();
                // the rarest calls for the pattern, and the rarest of the others is asked for first
                needs.sort_by_key(|n: &Need| n.iter().map(|c| common[c.0 as usize]).sum::<u32>());
                let key = if needs.is_empty() { None } else { Some(needs.remove(0)) };
                let all: SmallVec<[ClassId; 6]> = needs.iter().filter(|n| n.len() == 1).map(|n| n[0]).collect();
                needs.retain(|n| n.len() > 1);
                let candidate = Candidate::new((k as u16, n as u16), all, needs.into_vec().into());
                match key {
                    Some(key) => key.iter().for_each(|c| by_class[c.0 as usize].push(candidate.clone())),
                    None => always.push(candidate),
                }
            }
        }
        let calling = (0..).zip(&by_class).filter(|(_, l)| !l.is_empty()).map(|(c, _)| ClassId(c)).collect();
        let by_class: Vec<Called> = by_class.into_iter().map(Called::from).collect();
        Calls { calling, by_class: by_class.into(), always: always.into() }
    }

    /// The patterns that a class calls for.
    #[inline]
    pub fn of(&self, class: ClassId) -> Option<&Called> {
        if self.calling.has(class) { self.by_class.get(class.0 as usize) } else { None }
    }

    pub(super) fn write(&self, w: &mut Writer) {
        w.classes(&self.calling.iter().collect::<Vec<_>>());
        self.by_class.write(w);
        self.always.write(&mut NamesBuilder::default(), w);
    }

    pub(super) fn read(r: &mut Reader) -> Self {
        Calls { calling: r.classes(), by_class: Shelf::read(r), always: Called::taken(r) }
    }
}

impl Candidate {
    fn new(at: (u16, u16), all: SmallVec<[ClassId; 6]>, needs: Box<[Need]>) -> Self {
        Candidate { at, all, needs }
    }

    /// Whether a sentence holds what it needs; `has`: whether it holds a class.
    fn is_called(&self, has: &impl Fn(ClassId) -> bool) -> bool {
        self.all.iter().all(|c| has(*c)) && self.needs.iter().all(|n| n.iter().any(|c| has(*c)))
    }

    fn write(&self, w: &mut Writer) {
        w.number(u32::from(self.at.0) | u32::from(self.at.1) << 16);
        w.classes(&self.all);
        w.number(self.needs.len() as u32);
        self.needs.iter().for_each(|n| w.classes(n));
    }

    fn read(r: &mut Reader) -> Self {
        let at = r.number();
        let all: SmallVec<[ClassId; 6]> = r.classes();
        let needs = (0..r.number()).map(|_| r.classes()).collect();
        Candidate::new((at as u16, (at >> 16) as u16), all, needs)
    }
}

impl Called {
    fn taken(r: &mut Reader) -> Self {
        (0..r.number()).map(|_| Candidate::read(r)).collect::<Vec<_>>().into()
    }
}

impl Laid for Called {
    fn write(&self, _: &mut NamesBuilder, w: &mut Writer) {
        w.number(self.list.len() as u32);
        self.list.iter().for_each(|c| c.write(w));
    }

    fn read(r: &mut Reader, _: &Texts) -> Self {
        Called::taken(r)
    }
}

/// How often a class may be met, roughly: its words belong to one kind, are words of its own, or run through all texts.
fn commonness(lexicon: &Lexicon, class: ClassId) -> u32 {
    let core = &lexicon.core;
    if [core.word, core.comma, core.clause, core.of, core.in_, core.and, core.to, core.article, core.quote].contains(&class) {
        100
    } else if [core.be, core.have, core.from, core.event, core.by, core.for_, core.at, core.that, core.colon, core.dash].contains(&class)
        || [core.count, core.n_bare, core.n_person, core.n_thing, core.date, core.money, core.say, core.people, core.country, core.place].contains(&class)
    {
        30
    } else if lexicon.classes.name(class).contains('/') {
        1
    } else {
        5
    }
}
