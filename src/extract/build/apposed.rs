//! A count taken apart before its verb: "nine people, five women, three men and a child, died", "twelve soldiers (eight Kenyans and
//! four Ugandans) were killed". The verb is told of the count, and those in the list are its parts.

use super::choice::{Choice, JOINED_NOTE, plain, put};
use crate::extract::asides::{LEAD, taken_apart};
use crate::extract::view::SentenceView;
use crate::lexicon::{KindId, Lexicon, SubjectType};

/// Gives counts that are taken apart before their verb the kind that the verb tells, and makes the list their parts.
pub(super) fn take_apart(lexicon: &Lexicon, s: &SentenceView, choices: &mut Vec<Choice>) {
    let core = &lexicon.core;
    if !s.classes.has(core.count) || !lexicon.packs[s.pack].file.capitals {
        return;
    }
    let befalls = |k: KindId| matches!(lexicon.tables.kind(k), k if k.additive && k.unit == "person" && k.subject == SubjectType::Event);
    for opener in 1..s.units.len() {
        let Some(list) = taken_apart(core, s, opener) else { continue };
        let Some(whole) = (opener.saturating_sub(LEAD)..opener).rev().find(|j| s.has(*j, core.count)) else { continue };
        let told = |c: &&Choice| (c.unit == whole || list.parts.contains(&c.unit)) && c.score >= 0 && c.end > list.closer + 1 && befalls(c.kind);
        let Some(verb) = choices.iter().find(told).cloned() else { continue };
        if !choices.iter().any(|c| c.unit == whole && c.end > list.closer + 1) {
            put(choices, Choice { end: verb.end, superseded: verb.superseded, denied: verb.denied, ..plain(whole, verb.kind, 5, JOINED_NOTE) });
        }
        for part in list.parts {
            put(choices, Choice { part: true, superseded: verb.superseded, denied: verb.denied, ..plain(part, verb.kind, 5, JOINED_NOTE) });
        }
    }
}
