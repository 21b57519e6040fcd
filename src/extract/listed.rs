//! Figures listed place by place, the place before its figure: "1,391 dead - Sindh 587, Khyber Pakhtunkhwa 289 and Punjab 191",
//! «الحوز 1604 وتارودانت 976».

use super::seats::unlisted;
use super::view::SentenceView;
use crate::lexicon::Lexicon;

/// Fewest places that make a list.
const FEWEST: usize = 2;

/// The bare figures of a list of places, each with its place; none where the sentence holds no such list.
pub(super) fn items(lexicon: &Lexicon, s: &SentenceView) -> Vec<(usize, String)> {
    let core = &lexicon.core;
    if !s.classes.has(core.n_bare) || !s.classes.has(core.place) && !s.classes.has(core.country) {
        return Vec::new();
    }
    let items: Vec<(usize, String)> = (0..s.units.len()).filter_map(|j| Some((j, item(lexicon, s, j)?))).collect();
    // one that a list knows tells that the other names are places too
    let known = items.iter().any(|(_, p)| !p.starts_with('?'));
    if known && items.len() >= FEWEST { items } else { Vec::new() }
}

/// The place of a bare figure in a list of places.
pub(super) fn place(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    if !s.has(at, lexicon.core.n_bare) {
        return None;
    }
    items(lexicon, s).into_iter().find(|(j, _)| *j == at).map(|(_, p)| p)
}

/// The place right before a bare figure that nothing follows in its item.
fn item(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    if !s.has(at, core.n_bare) {
        return None;
    }
    let parts = |j: usize| [core.comma, core.clause, core.and, core.dash, core.colon, core.open, core.close].iter().any(|k| s.has(j, *k));
    let ends = at + 1 >= s.units.len() || parts(at + 1);
    // "Sindh: 587" too
    let name = at.checked_sub(1).map(|j| if j > 0 && s.has(j, core.colon) { j - 1 } else { j })?;
    if !ends || s.units[name].mention.is_some() {
        return None;
    }
    let begins = |j: usize| j == 0 || parts(j - 1);
    if let Some(known) = s.value(lexicon, name, core.place).or_else(|| s.value(lexicon, name, core.country)).filter(|_| begins(name)) {
        return Some(known.to_owned());
    }
    // of a name in no list every word
    let word = |j: usize| s.has(j, core.word) && s.units[j].mention.is_none() && (s.capital[j] || !lexicon.packs[s.pack].file.capitals);
    let first = (name.saturating_sub(WORDS - 1)..=name).rev().take_while(|j| word(*j)).last()?;
    begins(first).then(|| unlisted(s, first..=name))
}

/// Most words of a name that no list knows.
const WORDS: usize = 3;
