//! What was done on a day, and by whom: two days of one deed are one day told twice.

use std::collections::BTreeSet;

use crate::extract::phrase;
use crate::extract::view::SentenceView;
use crate::lexicon::Lexicon;
use crate::mention::MentionValue;

/// Most units between a day and what was done on it.
const DEED: usize = 9;
/// Most units between a deed and who did it.
const DOER: usize = 16;

/// What the value of a deed ends with that is one only where a place stands right behind.
const OF_PLACE: &str = ">place";
/// Most units from such a deed to the place.
const TAKEN: usize = 4;

/// What the value of a deed begins with that is one only beside a word for the first.
const FIRST: &str = "first ";

/// Whether a word for the first stands beside a unit: "its first summit", «القمة الأولى».
fn first(lexicon: &Lexicon, s: &SentenceView, i: usize) -> bool {
    let rank = |j: usize| s.value(lexicon, j, lexicon.core.ordinal) == Some("1") || matches!(s.units[j].mention.map(|m| &s.mentions[m].value), Some(MentionValue::Ordinal(1)));
    (i.saturating_sub(2)..s.units.len().min(i + 3)).any(|j| j != i && rank(j))
}

/// What the value of a deed ends with that is told with what it was done to: many things are found in one story.
const WITH_OBJECT: char = '+';

/// Marks of a deed: what was done, with what it was done to where that belongs to it. A word may tell two: who quits a club leaves it,
/// who quits a post resigns.
pub(super) fn marks(lexicon: &Lexicon, s: &SentenceView, at: usize, value: &str) -> Vec<String> {
    let mut out = Vec::new();
    for v in value.split('|') {
        match v.strip_suffix(WITH_OBJECT) {
            None => out.push(format!("+{v}")),
            Some(v) => out.extend(object(lexicon, s, at).into_iter().map(|o| format!("+{v} {o}"))),
        }
    }
    out
}

/// What something was done to: the things named right behind the deed ("divers found the wreck"), else those before it ("the wreck of
/// the ferry was found", "the wreck, discovered in").
fn object(lexicon: &Lexicon, s: &SentenceView, deed: usize) -> BTreeSet<String> {
    let core = &lexicon.core;
    let thing = |i: usize| {
        let mut out = BTreeSet::new();
        if s.units[i].mention.is_none() && !s.has(i, core.deed) && !s.has(i, core.adjective) && s.entity(lexicon, i, true).is_none() {
            match s.value(lexicon, i, core.sized).and_then(|v| v.split_once(':')) {
                Some((thing, _)) => {
                    out.insert(thing.to_owned());
                }
                None => phrase::content_word(lexicon, s, i, &mut out),
            }
        }
        out
    };
    let (a, b) = s.clause(deed);
    let ends = |i: &usize| s.has(*i, core.date) || s.has(*i, core.by) || s.has(*i, core.comma) || s.has(*i, core.of) && *i == deed + 1;
    let behind =
        (deed + 1..b.min(deed + OBJECT)).take_while(|i| !ends(i)).take_while(|i| s.units[*i].mention.is_none() && !s.has(*i, core.place)).flat_map(thing).collect::<BTreeSet<_>>();
    if !behind.is_empty() {
        return behind;
    }
    // a clause set in commas is told of what stands before it
    (a.min(deed.saturating_sub(OBJECT))..deed).rev().take(OBJECT).take_while(|i| !s.has(*i, core.date)).flat_map(thing).collect()
}

/// Most units from a deed to the end of whom it was done to.
const OBJECT: usize = 6;

/// What was done on a day: the nearest deed of its clause, before it rather than behind, with no other day between.
pub(super) fn deed<'l>(lexicon: &'l Lexicon, s: &SentenceView, at: usize) -> Option<(usize, &'l str)> {
    let core = &lexicon.core;
    if !s.classes.has(core.deed) {
        return None;
    }
    let (a, b) = s.clause(at);
    // "took Kabul", but not "took a bus"
    let passed = |j: usize| s.has(j, core.article) || s.has(j, core.of) || s.units[j].mention.is_none() && !phrase::is_function_word(lexicon, s, j);
    let taken = |i: usize| (i + 1..b.min(i + TAKEN)).take_while(|j| passed(*j)).any(|j| s.has(j, core.place));
    let told = |i: usize| {
        let v = s.value(lexicon, i, core.deed).filter(|_| s.units[i].mention.is_none())?;
        match v.strip_suffix(OF_PLACE) {
            Some(v) => taken(i).then_some((i, v)),
            None => (!v.starts_with(FIRST) || first(lexicon, s, i)).then_some((i, v)),
        }
    };
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
