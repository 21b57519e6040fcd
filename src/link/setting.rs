//! Sentences that name a day, as numbers: enough to see that two texts date one thing, in whatever words and language.

use std::hash::{Hash, Hasher};

use crate::extract::{SentenceView, Skeletons, View, is_function_word, stem};
use crate::lexicon::Lexicon;
use crate::mention::MentionValue;
use crate::source::Span;

/// A sentence that names days.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Number of the sentence in its document.
    pub sentence: u32,
    /// Whether its script has capitals: words can agree only with those of the same.
    pub capitals: bool,
    /// Its content words.
    pub marks: Vec<Mark>,
    /// Its days.
    pub days: Vec<Day>,
}

/// A day of a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Day {
    /// Where it stands.
    pub span: Span,
    /// Its unit.
    pub unit: u16,
    /// First unit of its clause.
    pub clause: u16,
    /// Whether it is one of two days that something took: "on Tuesday and Wednesday".
    pub paired: bool,
}

/// What a content word of a sentence is known by.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    /// Sort.
    pub sort: Sort,
    /// Number that stands for it.
    pub of: u32,
    /// Its unit.
    pub unit: u16,
    /// First unit of its clause.
    pub clause: u16,
}

/// Sorts of marks. All but words meet across languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A country, place, organisation or nationality.
    Entity,
    /// Skeleton of a word that no list knows and that may be a name.
    Name,
    /// A family of events, a deed.
    Event,
    /// What else a word means by its row, or the class of a cue.
    Sense,
    /// Stem of a word.
    Word,
    /// A figure.
    Figure,
}

impl Setting {
    /// The sentences of a text that name days.
    pub fn all(lexicon: &Lexicon, skeletons: &Skeletons, view: &View) -> Vec<Setting> {
        let dated = |s: &&SentenceView| s.mentions.iter().any(|m| matches!(m.value, MentionValue::Date(_)));
        view.sentences.iter().filter(dated).map(|s| Setting::of(lexicon, skeletons, s)).collect()
    }

    fn of(lexicon: &Lexicon, skeletons: &Skeletons, s: &SentenceView) -> Setting {
        let core = &lexicon.core;
        let pack = &lexicon.packs[s.pack];
        let mut out = Setting { sentence: s.number, capitals: pack.file.capitals, marks: Vec::with_capacity(s.units.len() * 2), days: Vec::new() };
        for i in 0..s.units.len() {
            let (unit, clause) = (i as u16, s.clause(i).0 as u16);
            let mut put = |sort: Sort, of: u32| out.marks.push(Mark { sort, of, unit, clause });
            if let Some(m) = s.units[i].mention.map(|m| &s.mentions[m]) {
                match &m.value {
                    MentionValue::Date(_) => {
                        let paired = s.has(i + 1, core.and) && s.has(i + 2, core.date) || i > 1 && s.has(i - 1, core.and) && s.has(i - 2, core.date);
                        out.days.push(Day { span: m.span, unit, clause, paired });
                    }
                    other => {
                        if let Some(n) = other.quantity().and_then(|q| q.written()) {
                            put(Sort::Figure, number(&n.normalize()));
                        }
                    }
                }
                continue;
            }
            if s.units[i].is_clitic() {
                continue;
            }
            if let Some(id) = s.entity(lexicon, i, true) {
                put(Sort::Entity, number(id));
                continue;
            }
            let rows = || s.entries[i].iter().map(|e| &pack.entries[*e as usize]);
            let is_event = |class| class == core.event || class == core.deed;
            for e in rows().filter(|e| is_event(e.class)) {
                if let Some(v) = &e.value {
                    put(Sort::Event, number(&(e.class.0, v)));
                }
            }
            if is_function_word(lexicon, s, i) {
                continue;
            }
            let bare = pack.bare(&s.folded[i]);
            if bare.chars().count() >= SHORTEST {
                put(Sort::Word, number(&stem(bare)));
                if s.has(i, core.word) && (!pack.file.capitals || s.capital[i]) {
                    for k in skeletons.words(bare).iter().filter(|k| k.chars().count() >= SHORTEST) {
                        put(Sort::Name, number(k));
                    }
                }
            }
            let is_entity = |class| [core.org, core.country, core.place, core.nationality].contains(&class);
            for e in rows().filter(|e| !is_event(e.class) && !is_entity(e.class)) {
                match &e.value {
                    Some(v) => put(Sort::Sense, number(&(e.class.0, v))),
                    None if lexicon.classes.name(e.class).contains('/') => put(Sort::Sense, number(&e.class.0)),
                    None => {}
                }
            }
        }
        out
    }
}

/// Fewest letters of a word that tells anything.
const SHORTEST: usize = 3;

fn number<T: Hash + ?Sized>(of: &T) -> u32 {
    let mut h = rustc_hash::FxHasher::default();
    of.hash(&mut h);
    let n = h.finish();
    (n ^ (n >> 32)) as u32
}
