//! What was done on a day, and by whom: two days of one deed are one day told twice.

use std::collections::BTreeSet;

use crate::extract::phrase;
use crate::extract::view::SentenceView;
use crate::lexicon::Lexicon;

/// Most units between a day and what was done on it.
const DEED: usize = 9;
/// Most units between a deed and who did it.
const DOER: usize = 16;

/// Most units from a deed to the end of whom it was done to.
const OBJECT: usize = 6;

/// What was done on a day: the nearest deed of its clause, before it rather than behind, with no other day between.
pub(super) fn deed<'l>(lexicon: &'l Lexicon, s: &SentenceView, at: usize) -> Option<(usize, &'l str)> {
    let core = &lexicon.core;
    if !s.classes.has(core.deed) {
        return None;
    }
    let (a, b) = s.clause(at);
    let told = |i: usize| s.value(lexicon, i, core.deed).filter(|_| s.units[i].mention.is_none()).map(|v| (i, v));
    let before = (a..at).rev().take_while(|i| !s.has(*i, core.date)).take(DEED).find_map(told);
    before.or_else(|| (at + 1..b).take_while(|i| !s.has(*i, core.date) && !s.has(*i, core.comma)).take(DEED).find_map(told))
}

/// Adds who did it and what it was done to, where that stands before the deed, behind commas too: "his cabinet of four parties, X, Y
/// and Z, fell", "the Commonwealth, which it left".
pub(super) fn doer(lexicon: &Lexicon, s: &SentenceView, deed: usize, out: &mut BTreeSet<String>) {
    let core = &lexicon.core;
    let capitals = lexicon.packs[s.pack].file.capitals;
    let (mut entity, mut name) = (false, false);
    let named = |i: usize| if capitals { i > 0 && s.capital[i] && s.has(i, core.word) } else { i > 0 && s.has(i - 1, core.given_name) && s.has(i, core.word) };
    for i in (0..deed).rev().take(DOER).filter(|i| s.units[*i].mention.is_none()) {
        if s.has(i, core.date) {
            break;
        }
        if s.entity(lexicon, i, true).is_some() {
            if !std::mem::replace(&mut entity, true) {
                phrase::content_word(lexicon, s, i, out);
            }
        } else if s.has(i, core.body) || named(i) && !std::mem::replace(&mut name, true) {
            let mark = if s.has(i, core.body) { "" } else { "~" };
            out.insert(format!("{mark}{}", s.folded[i]));
        }
    }
    // whom or what it was done to: "the army toppled Omar al-Bashir", "took Kabul"
    let parted = |i: &usize| [core.date, core.comma, core.clause, core.count].iter().any(|c| s.has(*i, *c));
    for i in (deed + 1..s.units.len()).take(OBJECT).take_while(|i| !parted(i)).filter(|i| s.units[*i].mention.is_none()) {
        if s.entity(lexicon, i, true).is_some() {
            phrase::content_word(lexicon, s, i, out);
        } else if named(i) {
            out.insert(format!("~{}", s.folded[i]));
        }
    }
}
