//! A figure taken apart place by place: "2,946 dead: Al Haouz 1,684, Taroudant 980 and Chichaoua 202".

use super::choice::{Choice, PART_NOTE, plain, put};
use crate::extract::listed;
use crate::extract::view::SentenceView;
use crate::lexicon::Lexicon;

/// Most units from a figure to the first place of its list.
const LEAD: usize = 8;

/// Reads the bare figures of a list of places behind a figure that a colon, a dash or a bracket takes apart.
pub(super) fn go_on(lexicon: &Lexicon, s: &SentenceView, choices: &mut Vec<Choice>) {
    let core = &lexicon.core;
    let opens = |j: usize| [core.colon, core.dash, core.open].iter().any(|k| s.has(j, *k));
    if !s.has_any(&[core.colon, core.dash, core.open]) {
        return;
    }
    let items = listed::items(lexicon, s);
    let Some(first) = items.first().map(|(i, _)| *i) else { return };
    let whole = choices.iter().filter(|c| c.unit < first && lexicon.tables.kind(c.kind).additive && c.score >= 0).max_by_key(|c| c.unit);
    let Some(whole) = whole.filter(|c| (c.unit + 1..first).any(opens) && first - c.unit <= LEAD).cloned() else { return };
    for (i, _) in items {
        match choices.iter().position(|c| c.unit == i && c.score >= 0) {
            Some(n) if choices[n].kind == whole.kind => choices[n].part = true,
            Some(_) => {}
            None => put(choices, Choice { part: true, like: whole.like.or(Some(whole.start)), who: whole.who.clone(), ..plain(i, whole.kind, 5, PART_NOTE) }),
        }
    }
}
