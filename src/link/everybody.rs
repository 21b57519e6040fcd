//! Groups that are everybody: one text counts 287 miners underground, another 285 people, and no text tells of anybody else.
//!
//! Two texts seldom name the people of an event by one word. A group is taken for all of them only where the whole story tells of
//! no other group, and no text counts the group beside everybody.

use std::collections::BTreeMap;

use super::Subject;
use crate::claim::{Claim, Role};
use crate::lexicon::{KindId, Lexicon};

/// Marks the claims whose group is everybody of their subject whom their kind counts.
pub(super) fn mark(lexicon: &Lexicon, subjects: &[Subject], claims: &mut [Claim]) {
    let tables = &lexicon.tables;
    let mut found: Vec<usize> = Vec::new();
    for s in subjects {
        let mut by_kind: BTreeMap<KindId, Vec<usize>> = BTreeMap::new();
        for id in &s.claims {
            let i = id.0 as usize;
            let kind = tables.kind(claims[i].kind);
            if kind.befalls_people() {
                by_kind.entry(claims[i].kind).or_default().push(i);
            }
        }
        for mut list in by_kind.into_values().filter(|l| l.len() > 1) {
            list.sort_unstable();
            let crowd = |i: &&usize| plain(&claims[**i]) && claims[**i].role == Role::Whole && tables.populations.get(&claims[**i].who.population).is_some_and(|p| p.crowd);
            let Some(group) = list.iter().find(crowd).map(|i| claims[*i].who.population.as_str()) else { continue };
            // claims stand in the order of their documents
            let mut texts = list.chunk_by(|a, b| claims[*a].doc == claims[*b].doc);
            if list.iter().all(|i| fits(lexicon, group, &claims[*i])) && !texts.any(|t| t.iter().any(|i| beside(claims, t, group, *i))) {
                found.extend(list.iter().copied().filter(|i| plain(&claims[*i]) && claims[*i].role == Role::Whole && claims[*i].who.population == group));
            }
        }
    }
    for i in found {
        claims[i].everybody = true;
    }
}

/// Whether a claim counts all of its population.
fn plain(c: &Claim) -> bool {
    c.who.nationality.is_none() && c.who.qualifier.is_none()
}

/// Whether a claim tells of nobody beside the group: of everybody, of the group or some of it, or of men, women and children among them.
fn fits(lexicon: &Lexicon, group: &str, c: &Claim) -> bool {
    let (tables, own) = (&lexicon.tables, c.who.population.as_str());
    tables.is_part(own, group) || tables.is_part(group, own) || c.role == Role::Part && !tables.are_disjoint(own, group)
}

/// Whether the text of a count of the group counts everybody as well, by another figure.
fn beside(claims: &[Claim], text: &[usize], group: &str, at: usize) -> bool {
    let own = &claims[at];
    own.who.population == group
        && text.iter().map(|i| &claims[*i]).any(|o| o.role == Role::Whole && plain(o) && o.who.population != group && o.as_of == own.as_of && o.written() != own.written())
}
