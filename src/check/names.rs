//! What is asked of one name again and again, kept: its skeleton, and when its bearer came into an office or left it. In a
//! large archive the holders of an office meet in so many pairs that the names would be taken apart millions of times.

use std::cell::RefCell;
use std::rc::Rc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::Context;
use crate::extract::skeleton_similarity;
use crate::link::SAME_PERSON;
use crate::source::DocId;

/// How an office changed hands.
#[derive(Debug, Clone, Copy)]
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

/// Texts that tell of a turn, by the name of whom they tell it.
type ByName = FxHashMap<String, Rc<[Told]>>;

/// Skeletons and turns of names, each worked out once.
#[derive(Debug, Default)]
pub struct Names {
    words: RefCell<FxHashMap<String, Rc<[String]>>>,
    left: RefCell<FxHashMap<String, ByName>>,
    entered: RefCell<FxHashMap<String, ByName>>,
}

impl Names {
    /// The skeleton of each word of a name.
    pub(super) fn words(&self, context: &Context<'_>, name: &str) -> Rc<[String]> {
        if let Some(w) = self.words.borrow().get(name) {
            return Rc::clone(w);
        }
        let words: Rc<[String]> = context.skeletons.words(name).into();
        self.words.borrow_mut().insert(name.to_owned(), Rc::clone(&words));
        words
    }

    /// Texts that tell of somebody of this name that he left the office, or came into it, by day.
    pub(super) fn turns(&self, context: &Context<'_>, office: &str, name: &str, how: Turn) -> Rc<[Told]> {
        let known = match how {
            Turn::Left => &self.left,
            Turn::Entered => &self.entered,
        };
        if let Some(t) = known.borrow().get(office).and_then(|t| t.get(name)) {
            return Rc::clone(t);
        }
        let who = self.words(context, name);
        let told = context.graph.successions(office).filter(|c| {
            let turned = match how {
                Turn::Left => c.left_office(),
                Turn::Entered => c.entered,
            };
            turned && c.value.name().is_some_and(|n| skeleton_similarity(&self.words(context, &n.text), &who) >= SAME_PERSON)
        });
        let list: Rc<[Told]> = told.map(|c| Told { day: c.as_of, doc: c.doc }).collect();
        known.borrow_mut().entry(office.to_owned()).or_default().insert(name.to_owned(), Rc::clone(&list));
        list
    }
}
