//! Which patterns of a language a sentence calls for: each stands under the rarest class that it needs.

use smallvec::SmallVec;

use super::class::{ClassId, ClassSet};
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
    /// The bits of those that it must hold: see [`ClassId::bit`].
    pub bits: u128,
    /// Classes of which it must hold every one.
    pub all: SmallVec<[ClassId; 6]>,
    /// Further classes, of each list one.
    pub needs: Box<[Need]>,
}

/// The patterns of a language by what calls for them.
#[derive(Debug, Default)]
pub struct Calls {
    /// Classes that call for any: few of those that a sentence holds.
    calling: ClassSet,
    by_class: Shelf<Vec<Candidate>>,
    /// Those that need no class.
    pub always: Vec<Candidate>,
}

impl Calls {
    /// Of all frames of a language.
    pub(super) fn new(lexicon: &Lexicon, sources: &[FrameSource]) -> Self {
        let common: Vec<u32> = (0..lexicon.classes.len()).map(|c| commonness(lexicon, ClassId(c as u16))).collect();
        let (mut by_class, mut always) = (vec![Vec::new(); lexicon.classes.len()], Vec::new());
        for (k, s) in sources.iter().enumerate() {
            for (n, p) in s.patterns.iter().enumerate() {
                let mut needs: SmallVec<[Need; 2]> = p.needs().map(|n| n.iter().collect()).collect();
                // the rarest calls for the pattern, and the rarest of the others is asked for first
                needs.sort_by_key(|n: &Need| n.iter().map(|c| common[c.0 as usize]).sum::<u32>());
                let key = if needs.is_empty() { None } else { Some(needs.remove(0)) };
                let all: SmallVec<[ClassId; 6]> = needs.iter().filter(|n| n.len() == 1).map(|n| n[0]).collect();
                needs.retain(|n| n.len() > 1);
                let candidate = Candidate { at: (k as u16, n as u16), bits: bits(&all), all, needs: needs.into_vec().into() };
                match key {
                    Some(key) => key.iter().for_each(|c| by_class[c.0 as usize].push(candidate.clone())),
                    None => always.push(candidate),
                }
            }
        }
        let calling = (0..).zip(&by_class).filter(|(_, l)| !l.is_empty()).map(|(c, _)| ClassId(c)).collect();
        Calls { calling, by_class: by_class.into(), always }
    }

    /// The patterns that a class calls for.
    #[inline]
    pub fn of(&self, class: ClassId) -> &[Candidate] {
        if self.calling.has(class) { self.by_class.get(class.0 as usize).map_or(&[], |l| l) } else { &[] }
    }

    pub(super) fn write(&self, w: &mut Writer) {
        w.classes(&self.calling.iter().collect::<Vec<_>>());
        self.by_class.write(w);
        w.number(self.always.len() as u32);
        self.always.iter().for_each(|c| c.write(w));
    }

    pub(super) fn read(r: &mut Reader) -> Self {
        Calls { calling: r.classes(), by_class: Shelf::read(r), always: (0..r.number()).map(|_| Candidate::read(r)).collect() }
    }
}

/// The bits of several classes.
fn bits(classes: &[ClassId]) -> u128 {
    classes.iter().fold(0, |bits, c| bits | c.bit())
}

impl Candidate {
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
        Candidate { at: (at as u16, (at >> 16) as u16), bits: bits(&all), all, needs }
    }
}

impl Laid for Vec<Candidate> {
    fn write(&self, _: &mut NamesBuilder, w: &mut Writer) {
        w.number(self.len() as u32);
        self.iter().for_each(|c| c.write(w));
    }

    fn read(r: &mut Reader, _: &Texts) -> Self {
        (0..r.number()).map(|_| Candidate::read(r)).collect()
    }
}

/// How often a class may be met, roughly: its words belong to one kind, are words of its own, or run through all texts.
fn commonness(lexicon: &Lexicon, class: ClassId) -> u32 {
    let core = &lexicon.core;
    if [core.word, core.comma, core.clause, core.of, core.in_, core.and, core.to, core.article, core.quote].contains(&class) {
        100
    } else if [core.count, core.n_bare, core.n_person, core.date, core.say, core.people, core.country, core.place].contains(&class) {
        30
    } else if lexicon.classes.name(class).contains('/') {
        1
    } else {
        5
    }
}
