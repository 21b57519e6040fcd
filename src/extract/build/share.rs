//! Figures told of each member of a list: "four each from Chad and Mali", "Chad, Mali and Niger lost four citizens each".

use super::choice::Choice;
use crate::claim::Claim;
use crate::extract::view::SentenceView;
use crate::lexicon::Lexicon;
use crate::mention::MentionValue;

/// Most members of a list that get a claim of their own.
const MOST: usize = 4;

/// The list whose members a figure is told of, one by one.
fn list_of(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<usize> {
    let core = &lexicon.core;
    let apart = |j: &usize| s.has(*j, core.clause) || s.has(*j, core.count);
    let each = (at + 1..s.units.len().min(at + 4)).take_while(|j| !apart(j)).find(|j| s.has(*j, core.each))?;
    (each + 1..s.units.len().min(each + 4))
        .take_while(|j| !apart(j) && !s.has(*j, core.comma))
        .find(|j| s.has(*j, core.set))
        .or_else(|| (0..at).rev().take_while(|j| !apart(j)).take(6).find(|j| s.has(*j, core.set)))
}

/// Whether a list only tells whom a figure beside it counts.
pub(super) fn is_shared(lexicon: &Lexicon, s: &SentenceView, list: usize) -> bool {
    (list.saturating_sub(5)..s.units.len().min(list + 7)).any(|i| s.has(i, lexicon.core.count) && list_of(lexicon, s, i) == Some(list))
}

/// Puts in one claim for each member of the list that a figure is told of, or the claim as it is.
pub(super) fn put(lexicon: &Lexicon, s: &SentenceView, c: &Choice, claim: Claim, out: &mut Vec<Claim>) {
    let kind = lexicon.tables.kind(c.kind);
    let list = list_of(lexicon, s, c.unit).filter(|_| kind.additive && kind.is_of_people());
    match list.and_then(|l| s.units[l].mention).map(|m| &s.mentions[m].value) {
        Some(MentionValue::Set(members, sort)) if members.members.len() <= MOST => out.extend(members.members.iter().map(|m| {
            let mut one = claim.clone();
            if *sort == "country" {
                one.who.nationality = Some(m.clone());
            } else {
                one.place = Some(m.clone());
            }
            one
        })),
        _ => out.push(claim),
    }
}
