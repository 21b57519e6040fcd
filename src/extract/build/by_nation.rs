//! Things shared out by whose they are: "ten ships: six Canadian, two American and one French". The nationality stands alone behind its
//! figure, as that of people would, so that what is counted is told by the figure before the list.

use super::choice::{Choice, PART_NOTE, plain, put};
use crate::claim::{Claim, Role};
use crate::extract::view::SentenceView;
use crate::lexicon::{KindId, Lexicon};
use crate::mention::MentionValue;

/// Most units from the figure that is shared out to its list.
const REACH: usize = 14;

/// Where a figure that is shared out begins, and its parts.
pub(super) type SharedOut = (u32, Vec<u32>);

/// Makes figures with a bare nationality parts of the things told before them. `before`: what the text has told so far.
pub(super) fn share_out(lexicon: &Lexicon, s: &SentenceView, before: &[Claim], choices: &mut Vec<Choice>) -> Vec<SharedOut> {
    let core = &lexicon.core;
    let mut shared = Vec::new();
    if !s.classes.has(core.n_elided) || !lexicon.packs[s.pack].file.capitals {
        return shared;
    }
    let start = |unit: usize| s.units[unit].mention.map(|m| s.mentions[m].span.start);
    for opener in 1..s.units.len() {
        let colon = s.has(opener, core.colon);
        if !(colon || s.has(opener, core.comma) && s.has(opener - 1, core.count)) {
            continue;
        }
        let Some(parts) = listed(lexicon, s, opener) else { continue };
        let Some(whole) = (opener.saturating_sub(REACH)..opener).rev().find(|j| s.has(*j, core.count)) else { continue };
        let told = choices.iter().find(|c| c.unit == whole && c.score >= 0);
        // "by Thursday there should be ten: …" goes on with the ships of the sentence before
        let kind = match told {
            Some(c) => Some(c.kind),
            None if s.has(whole, core.n_bare) && colon => before.iter().rev().take_while(|c| c.sentence + 1 == s.number).map(|c| c.kind).find(|k| of_things(lexicon, *k)),
            None => None,
        };
        let Some(kind) = kind.filter(|k| of_things(lexicon, *k)) else { continue };
        if told.is_none() {
            put(choices, plain(whole, kind, 5, "the things told before"));
        }
        if let Some(whole) = start(whole) {
            shared.push((whole, parts.iter().filter_map(|p| start(*p)).collect()));
        }
        for unit in parts {
            put(choices, Choice { part: true, ..plain(unit, kind, 5, PART_NOTE) });
        }
    }
    shared
}

/// What is planned or told of a day is so with its parts: "by Thursday there should be ten: six Canadian …".
pub(super) fn of_one_day(shared: &[SharedOut], claims: &mut [Claim]) {
    for (whole, parts) in shared {
        let Some((modality, as_of, dated)) = claims.iter().find(|c| c.span.start == *whole).map(|c| (c.modality, c.as_of, c.dated)) else { continue };
        for c in claims.iter_mut().filter(|c| c.role == Role::Part && parts.contains(&c.span.start)) {
            (c.modality, c.as_of, c.dated) = (modality, as_of, dated);
        }
    }
}

/// Whether a kind counts things, whose parts make it up.
fn of_things(lexicon: &Lexicon, kind: KindId) -> bool {
    lexicon.tables.kind(kind).counts_things()
}

/// The figures of a list, each with a nationality and nothing else, that begins behind an opener and ends its clause: two at the least.
fn listed(lexicon: &Lexicon, s: &SentenceView, opener: usize) -> Option<Vec<usize>> {
    let core = &lexicon.core;
    let mut parts = Vec::new();
    for j in opener + 1..s.units.len() {
        let Some(m) = s.units[j].mention.map(|m| &s.mentions[m]) else {
            if s.has(j, core.clause) {
                break;
            }
            if s.has(j, core.comma) || s.has(j, core.and) {
                continue;
            }
            return None;
        };
        let noun = m.noun.as_ref().filter(|_| matches!(m.value, MentionValue::Number(_)))?;
        let bare = noun.nationality.is_some() && noun.population.as_deref() == Some("all") && noun.thing.is_none() && noun.kind.is_none();
        parts.push(Some(j).filter(|_| bare)?);
    }
    (parts.len() > 1).then_some(parts)
}
