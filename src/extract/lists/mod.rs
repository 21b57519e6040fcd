//! Lists as one unit with a set for its value: of entities that a list knows, of names behind a figure that says how many
//! there are ("four airlines: …", «أربعة بنوك هي …»), of names behind the word that tells what they are ("the districts of …").

mod capitals;
mod counted;
mod glued;
mod known;
mod led;
mod persons;

use smallvec::SmallVec;

use crate::lexicon::FewClasses;
use crate::mention::{Mention, MentionValue, Scan, Unit};
use crate::source::Span;
use crate::value::SetValue;

/// Joins the lists of a sentence.
pub fn merge(scan: &Scan<'_, '_>, units: &mut Vec<Unit>, mentions: &mut Vec<Mention>) {
    counted::merge(scan, units, mentions);
    led::merge(scan, units, mentions);
    persons::merge(scan, units, mentions);
    known::merge(scan, units, mentions);
}

/// Names in a row.
#[derive(Debug)]
struct Run {
    /// One past the last unit.
    end: usize,
    /// The names, known ones by their id.
    members: Vec<String>,
    /// How many of them no list knows.
    unknown: usize,
    /// The parts that commas alone make of it.
    groups: Vec<String>,
    /// How many joints are an "and" alone.
    ands: usize,
    /// Whether a mark or the end of the sentence closes it.
    closed: bool,
    /// Joints that may be the first letter of a name.
    doubtful: usize,
    /// Whether each is told by an office, and is read there.
    offices: bool,
}

/// Puts one unit in the place of the units of a list.
fn join(scan: &Scan<'_, '_>, units: &mut Vec<Unit>, mentions: &mut Vec<Mention>, first: usize, run: Run, sort: &'static str, counted: bool) {
    let mut classes = FewClasses::default();
    classes.insert(scan.lexicon.core.set);
    if run.members.len() > 2 {
        classes.insert(scan.lexicon.core.set_many);
    }
    if counted {
        classes.insert(scan.lexicon.core.set_counted);
    }
    let span = Span { start: units[first].span.start, end: units[run.end - 1].span.end };
    let value = SetValue { members: run.members.into_iter().collect(), complete: true };
    mentions.push(Mention { value: MentionValue::Set(value, sort), span, phrase: span, noun: None, rows: SmallVec::new(), in_words: true });
    let tokens = (units[first].tokens.0, units[run.end - 1].tokens.1);
    units.splice(first..run.end, [Unit { span, tokens, classes, mention: Some(mentions.len() - 1) }]);
}
