//! What is asked of one name again and again, kept: its skeleton, and when its bearer came into an office or left it. In a
//! large archive the holders of an office meet in so many pairs that the names would be taken apart millions of times.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::Context;
use crate::extract::skeleton_similarity;
use crate::lexicon::Term;
use crate::link::SAME_PERSON;
use crate::source::DocId;

/// How an office changed hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// Its holder left it.
    Left,
    /// Somebody came into it.
    Entered,
}

/// A text that tells of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    /// The day that it speaks for.
    pub day: Option<Date>,
    /// The text.
    pub doc: DocId,
}

/// Claims of one name on an office that it came into or left.
#[derive(Debug)]
struct Turned {
    words: Rc<[String]>,
    /// Each with its place among all of the office.
    turns: Vec<(usize, Turn, Told)>,
}

/// What is known by an office and a name.
type ByName<T> = FxHashMap<String, FxHashMap<String, Rc<[T]>>>;

/// Skeletons, turns and terms of names, each worked out once.
#[derive(Debug, Default)]
pub struct Names<'a> {
    words: RefCell<FxHashMap<String, Rc<[String]>>>,
    turned: RefCell<FxHashMap<String, Rc<[Turned]>>>,
    left: RefCell<ByName<Told>>,
    entered: RefCell<ByName<Told>>,
    terms: RefCell<ByName<Term<'a>>>,
}

/// What is kept under an office and a name, worked out where nothing is.
fn kept<T>(known: &RefCell<ByName<T>>, office: &str, name: &str, make: impl FnOnce() -> Rc<[T]>) -> Rc<[T]> {
    if let Some(t) = known.borrow().get(office).and_then(|t| t.get(name)) {
        return Rc::clone(t);
    }
    let list = make();
    known.borrow_mut().entry(office.to_owned()).or_default().insert(name.to_owned(), Rc::clone(&list));
    list
}

impl<'a> Names<'a> {
    /// The skeleton of each word of a name.
    pub(super) fn words(&self, context: &Context<'_>, name: &str) -> Rc<[String]> {
        if let Some(w) = self.words.borrow().get(name) {
            return Rc::clone(w);
        }
        let words: Rc<[String]> = context.skeletons.words(name).into();
        self.words.borrow_mut().insert(name.to_owned(), Rc::clone(&words));
        words
    }

    /// Terms in an office that people of this name are known to have had.
    pub(super) fn terms(&self, context: &Context<'a>, office: &str, name: &str) -> Rc<[Term<'a>]> {
        kept(&self.terms, office, name, || context.lexicon.holders.terms(name, office).into())
    }

    /// Texts that tell of somebody of this name that he left the office, or came into it, by day.
    pub(super) fn turns(&self, context: &Context<'_>, office: &str, name: &str, how: Turn) -> Rc<[Told]> {
        let known = match how {
            Turn::Left => &self.left,
            Turn::Entered => &self.entered,
        };
        kept(known, office, name, || {
            let who = self.words(context, name);
            let all = self.turned(context, office);
            let same = all.iter().filter(|t| skeleton_similarity(&t.words, &who) >= SAME_PERSON);
            let mut list: Vec<(usize, Told)> = same.flat_map(|t| &t.turns).filter(|(_, turn, _)| *turn == how).map(|(at, _, told)| (*at, *told)).collect();
            list.sort_by_key(|(at, _)| *at);
            list.into_iter().map(|(_, told)| told).collect()
        })
    }

    /// Who came into an office or left it, each name once.
    fn turned(&self, context: &Context<'_>, office: &str) -> Rc<[Turned]> {
        if let Some(t) = self.turned.borrow().get(office) {
            return Rc::clone(t);
        }
        let mut by_name: BTreeMap<&str, Vec<(usize, Turn, Told)>> = BTreeMap::new();
        for (at, c) in context.graph.successions(office).enumerate() {
            let Some(name) = c.value.name() else { continue };
            let list = by_name.entry(&name.text).or_default();
            let told = Told { day: c.as_of, doc: c.doc };
            list.extend([(Turn::Left, c.left_office()), (Turn::Entered, c.entered)].into_iter().filter(|(_, so)| *so).map(|(turn, _)| (at, turn, told)));
        }
        let all: Rc<[Turned]> = by_name.into_iter().map(|(name, turns)| Turned { words: self.words(context, name), turns }).collect();
        self.turned.borrow_mut().insert(office.to_owned(), Rc::clone(&all));
        all
    }
}
