//! Whose losses a figure tells that has no group of its own: the Tajik side's, those in the army's ranks, those that a state lost.
//!
//! Two sides count their own dead, and a figure of one is none of the other's.

use std::collections::BTreeSet;

use super::evacuators;
use crate::claim::{Claim, Topic};
use crate::extract::view::{SentenceView, View};
use crate::lexicon::{ClassId, Lexicon};

/// A side: a state, or a body of people.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Owner {
    /// A state, by entity id.
    State(String),
    /// A population.
    Body(String),
}

/// Units behind a figure or a word of losses in which its side stands.
const NEAR: usize = 8;

/// Narrows figures of people lost to the side whose they are.
pub(super) fn by_side(lexicon: &Lexicon, view: &View, claims: &mut [Claim]) {
    let core = &lexicon.core;
    let words = [core.side, core.ranks, core.losses, core.own_country];
    let brought_out = |c: &Claim| lexicon.tables.kind(c.kind).id == evacuators::KIND;
    let lost = |c: &Claim| !brought_out(c) && lexicon.tables.kind(c.kind).counts_people_up() && matches!(c.topic, Topic::Event(_)) && c.who.nationality.is_none();
    let bears = |c: &Claim| lost(c) && (c.who.population == "all" || lexicon.tables.is_armed(&c.who.population));
    let lose = |c: &Claim| c.derivation.pattern_text.contains(LOSE);
    if !view.sentences.iter().any(|s| s.has_any(&words)) && !claims.iter().any(lose) {
        return;
    }
    // states that the text gives losses of
    let counts = |c: &&Claim| lexicon.tables.kind(c.kind).counts_people_up();
    let mut states: BTreeSet<String> = claims.iter().filter(counts).filter_map(|c| c.who.nationality.clone()).collect();
    let own = states.len();
    let families: BTreeSet<&str> = claims.iter().filter_map(|c| if let Topic::Event(h) = &c.topic { h.family.as_deref() } else { None }).collect();
    let fight = families.is_empty() || families.iter().any(|f| lexicon.tables.families.get(*f).is_some_and(|f| f.sides || f.spot));
    for c in claims.iter_mut().filter(|c| bears(c)) {
        let Some((s, at)) = view.unit_at(c.sentence, c.span) else { continue };
        let owner = beside(lexicon, s, at).or_else(|| in_ranks(lexicon, s, at)).or_else(|| losses(lexicon, s, at)).or_else(|| lose(c).then(|| loser(lexicon, s, at)).flatten());
        match owner {
            // a quake on both sides of a border: where they died
            Some(Owner::State(id)) if !fight && s.classes.has(core.side) => c.place = c.place.take().or(Some(id)),
            Some(Owner::State(id)) => {
                if c.place.as_deref() == Some(&id) {
                    c.place = None;
                }
                states.insert(id.clone());
                c.who.nationality = Some(id);
            }
            Some(Owner::Body(p)) if c.who.population == "all" => c.who.population = p,
            _ => {}
        }
    }
    if !fight || states.is_empty() || states.len() == own && own < 2 {
        return;
    }
    // in a fight of two states, what a state's own ministry counts are its own
    for c in claims.iter_mut().filter(|c| bears(c)) {
        let Some((s, at)) = view.unit_at(c.sentence, c.span) else { continue };
        let told = teller(lexicon, s, at, c).filter(|t| states.iter().filter(|n| *n != t).count() == 1);
        if told.is_none() || s.has_any(&[core.both_sides]) {
            continue;
        }
        // "the ministry in Bishkek": where it speaks from
        if c.place.as_ref().and_then(|p| lexicon.world.country(p)) == told {
            c.place = None;
        }
        c.who.nationality = told;
    }
}

/// Part of a pattern that reads what somebody lost.
pub(super) const LOSE: &str = "{deaths/lose}";

/// Whom a unit names that can be a side.
fn owner(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<Owner> {
    let core = &lexicon.core;
    if s.units.get(at)?.mention.is_some() {
        return None;
    }
    let state = s.value(lexicon, at, core.country).or_else(|| s.value(lexicon, at, core.nationality));
    if let Some(id) = state {
        return Some(Owner::State(id.to_owned()));
    }
    let body = s.value(lexicon, at, core.collective).or_else(|| s.value(lexicon, at, core.people));
    body.filter(|p| lexicon.tables.is_armed(p)).map(|p| Owner::Body(p.to_owned()))
}

/// The side that stands with a word for it: before it where adjectives lead, behind it where they follow.
fn with(lexicon: &Lexicon, s: &SentenceView, word: usize) -> Option<Owner> {
    let core = &lexicon.core;
    let file = &lexicon.packs[s.pack].file;
    if file.capitals && !file.noun_first {
        let before = word.checked_sub(1)?;
        return owner(lexicon, s, before).or_else(|| s.has(before, core.possessive).then(|| owner(lexicon, s, before.checked_sub(1)?)).flatten());
    }
    owner(lexicon, s, word + 1)
}

/// "Nine died on the Pakistani side": the side named behind a figure, or the only one of its sentence.
fn beside(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<Owner> {
    let core = &lexicon.core;
    if !s.classes.has(core.side) {
        return None;
    }
    let named: Vec<(usize, Owner)> = (0..s.units.len()).filter(|j| s.has(*j, core.side)).filter_map(|j| Some((j, with(lexicon, s, j)?))).collect();
    if let [(word, only)] = &named[..] {
        // "eight wounded in the ranks of the army; on the American side, three dead": of what follows alone
        let apart = *word > at && (at..*word).any(|j| s.has(j, core.clause) && &*s.folded[j] == ";");
        return (!apart).then(|| only.clone());
    }
    let counts = |mut r: std::ops::Range<usize>| r.any(|j| s.has(j, core.count));
    let behind = named.iter().find(|(j, _)| *j > at && !counts(at + 1..*j));
    let before = || named.iter().rev().find(|(j, _)| *j < at && !counts(*j..at));
    behind.or_else(before).map(|(_, o)| o.clone())
}

/// "Five dead and 36 wounded in its ranks": those of the body that the sentence tells of.
fn in_ranks(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<Owner> {
    let core = &lexicon.core;
    if !s.classes.has(core.ranks) {
        return None;
    }
    let word = (0..s.units.len()).filter(|j| s.has(*j, core.ranks)).min_by_key(|j| (*j < at, j.abs_diff(at)))?;
    let told = behind(lexicon, s, word);
    let body = |j: &usize| s.units[*j].mention.is_none() && s.has(*j, core.collective);
    told.or_else(|| (0..at.min(word)).find(body).and_then(|j| owner(lexicon, s, j)))
}

/// The side named right behind a word, past small ones.
fn behind(lexicon: &Lexicon, s: &SentenceView, word: usize) -> Option<Owner> {
    let core = &lexicon.core;
    let small = |j: &usize| [core.of, core.article, core.in_, core.among].iter().any(|c| s.has(*j, *c)) && s.units[*j].mention.is_none();
    let at = (word + 1..(word + 4).min(s.units.len())).find(|j| !small(j))?;
    let first = owner(lexicon, s, at);
    // "dans les rangs de l'armée malienne"
    if lexicon.packs[s.pack].file.noun_first
        && matches!(first, Some(Owner::Body(_)))
        && let Some(state @ Owner::State(_)) = owner(lexicon, s, at + 1)
    {
        return Some(state);
    }
    // "of the Kyrgyz army": an army is named by its state
    first.or_else(|| owner(lexicon, s, at + 1).filter(|_| s.has(at, core.adjective)))
}

/// "The army's losses rose to seven dead and 12 wounded", "the losses of her country": of the side named with the word.
fn losses(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<Owner> {
    let core = &lexicon.core;
    if !s.classes.has(core.losses) {
        return None;
    }
    let word = (0..at).rev().find(|j| s.has(*j, core.losses) && s.units[*j].mention.is_none())?;
    if (word + 1..(word + 3).min(at)).any(|j| s.has(j, core.own_country)) {
        return first_state(lexicon, s, 0, word, true).map(Owner::State);
    }
    behind(lexicon, s, word).or_else(|| with(lexicon, s, word).filter(|_| lexicon.packs[s.pack].file.capitals))
}

/// "Kyrgyzstan lost 19 people", «خسر الجيش ستة»: who lost them.
fn loser(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<Owner> {
    let (a, _) = s.clause(at);
    let from = at.saturating_sub(NEAR).max(a);
    (from..at).rev().take_while(|j| !s.has(*j, lexicon.core.count)).find_map(|j| owner(lexicon, s, j))
}

/// The state whose authority tells a figure: by its attribution, or named before it in its clause.
pub(super) fn teller(lexicon: &Lexicon, s: &SentenceView, at: usize, c: &Claim) -> Option<String> {
    let keys = c.attribution.iter().flat_map(|a| a.key.split(' ')).filter_map(|k| k.strip_prefix('@'));
    let told = keys.filter_map(|id| lexicon.world.country(id)).next();
    told.or_else(|| first_state(lexicon, s, s.clause(at).0, at, false))
}

/// The first state named between two units, by itself or by its people; `anywhere`: also as the place where something is.
fn first_state(lexicon: &Lexicon, s: &SentenceView, from: usize, to: usize, anywhere: bool) -> Option<String> {
    let core = &lexicon.core;
    let named = |class: ClassId, j: usize| s.value(lexicon, j, class).filter(|_| s.units[j].mention.is_none());
    let place = |j: usize| j > 0 && s.has(j - 1, core.in_);
    (from..to).filter(|j| anywhere || !place(*j)).find_map(|j| named(core.country, j).or_else(|| named(core.nationality, j))).map(str::to_owned)
}
