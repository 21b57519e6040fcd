//! Stories of several blows, each on a day of its own: the blasts of Tuesday, those of Wednesday and Friday's raid. What is told of one of
//! them is a part of the whole, and no running total.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::claim::{Claim, Topic};
use crate::lexicon::Lexicon;
use crate::source::DocId;

/// The day of the blow that a claim counts the people of.
fn struck(lexicon: &Lexicon, c: &Claim) -> Option<Date> {
    match &c.topic {
        Topic::Event(h) if !h.background && lexicon.tables.kind(c.kind).counts_people_up() => h.struck,
        _ => None,
    }
}

/// The days of blows of the stories of which some text dates two of them.
pub(super) fn days(lexicon: &Lexicon, stories: &[u32], claims: &[Claim]) -> BTreeMap<u32, BTreeSet<Date>> {
    let mut told: BTreeMap<DocId, BTreeSet<Date>> = BTreeMap::new();
    for c in claims.iter() {
        if let Some(day) = struck(lexicon, c) {
            told.entry(c.doc).or_default().insert(day);
        }
    }
    let mut days: BTreeMap<u32, BTreeSet<Date>> = BTreeMap::new();
    for (doc, own) in told.into_iter().filter(|(_, own)| own.len() > 1) {
        days.entry(stories[doc.0 as usize]).or_default().extend(own);
    }
    days
}

/// Narrows the figures of blows to their days.
pub(super) fn settle(lexicon: &Lexicon, stories: &[u32], claims: &mut [Claim]) {
    let days = days(lexicon, stories, claims);
    if days.is_empty() {
        return;
    }
    for c in claims.iter_mut().filter(|c| c.who.qualifier.is_none()) {
        let known = days.get(&stories[c.doc.0 as usize]);
        if let Some(day) = struck(lexicon, c).filter(|d| known.is_some_and(|k| k.contains(d))) {
            c.of_blow(day);
        }
    }
}
