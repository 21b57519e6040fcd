//! Things taken apart by bare figures: "1,500 buildings were hit: 891 razed, 211 partly wrecked and 398 under mud". What stands behind the first
//! part, joined to it by "and", is a part of the same things, whatever befell it.

use super::choice::{Choice, PART_NOTE, plain, put};
use crate::extract::view::SentenceView;
use crate::lexicon::Lexicon;

/// Goes on with the parts of things, in a language whose figures stand before their verbs without a pronoun.
pub(super) fn go_on(lexicon: &Lexicon, s: &SentenceView, choices: &mut Vec<Choice>) {
    let core = &lexicon.core;
    if !s.classes.has(core.n_bare) || lexicon.packs[s.pack].file.capitals {
        return;
    }
    let figure = |j: usize| [core.count, core.money, core.share, core.quantity].iter().any(|c| s.has(j, *c));
    for i in 1..s.units.len() {
        let Some(before) = (0..i).rev().find(|j| figure(*j)).filter(|_| s.has(i, core.n_bare)) else { continue };
        let Some(part) = choices.iter().find(|c| c.unit == before && c.part && s.has(before, core.n_bare)).cloned() else { continue };
        let kind = lexicon.tables.kind(part.kind);
        let things = kind.counts_things();
        let stops = [core.say, core.colon, core.quote, core.that, core.rel];
        let joined = (before + 1..i).any(|j| s.has(j, core.and)) && !(before + 1..i).any(|j| stops.iter().any(|c| s.has(j, *c)));
        // "891 razed, and 30 died": what is told of persons has its own kind by now
        let own = choices.iter().any(|c| c.unit == i && c.kind != part.kind && c.score >= 0);
        let told = s.units.get(i + 1).is_some_and(|u| u.mention.is_none() && !u.classes.has(core.comma) && !u.classes.has(core.clause));
        if !things || !joined || own || !told {
            continue;
        }
        match choices.iter_mut().find(|c| c.unit == i && c.kind == part.kind) {
            Some(c) => c.part = true,
            None => put(choices, Choice { part: true, like: part.like.or(Some(part.start)), ..plain(i, part.kind, 5, PART_NOTE) }),
        }
    }
}
