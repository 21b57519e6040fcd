//! A count that is laid out in its parts right behind it, one told with an article alone among them: "13 service members killed at the gate on
//! Aug. 26 - 10 Marines, a Navy medic and an Army sergeant". Whatever the parts are called, what befell the whole befell them.

use rust_decimal::Decimal;

use super::apposed;
use super::choice::{Choice, JOINED_NOTE, plain, put, quantity};
use super::parts::is_plain;
use crate::extract::view::SentenceView;
use crate::lexicon::{KindId, Lexicon};
use crate::mention::MentionValue;

/// Most units from a count to the sign behind which it is laid out, and from one part to the next.
const AHEAD: usize = 26;
const GAP: usize = 9;
/// Most words between an article and the noun of a part.
const NOUN: usize = 3;

/// A part: the unit that counts it, or the noun of a part of one.
#[derive(Clone, Copy)]
struct Part {
    unit: usize,
    value: Decimal,
    one: bool,
}

/// Gives the parts that a count is laid out in its kind.
pub(super) fn lay_out(lexicon: &Lexicon, s: &SentenceView, choices: &mut Vec<Choice>) {
    let core = &lexicon.core;
    if !s.classes.has(core.count) || !s.has_any(&[core.dash, core.colon, core.open, core.they_are, core.that_is, core.he_is]) {
        return;
    }
    wholes_of_parts(lexicon, s, choices);
    let wholes: Vec<Choice> = choices.iter().filter(|c| c.score >= 0 && !c.one && !c.zero && lexicon.tables.kind(c.kind).befalls_people()).cloned().collect();
    for w in wholes {
        let Some(told) = quantity(s, w.unit).and_then(|q| q.point()) else { continue };
        let Some(opener) = opener(lexicon, s, w.unit) else { continue };
        let parts = parts(lexicon, s, opener + 1);
        let sum: Decimal = parts.iter().map(|p| p.value).sum();
        // parts far from the whole are none of it, or are not all there are
        if parts.len() < 2 || sum * Decimal::TEN < told * Decimal::from(6) || sum * Decimal::TEN > told * Decimal::from(14) {
            continue;
        }
        let told = |p: &Part| choices.iter().find(|c| c.unit == p.unit && c.score >= 0);
        let of_another = |p: &Part| told(p).is_some_and(|c| c.kind != w.kind && !is_plain(lexicon, c.kind));
        if parts.iter().any(of_another) {
            continue;
        }
        for p in parts {
            if told_so(choices, p.unit, w.kind) {
                if let Some(c) = choices.iter_mut().find(|c| c.unit == p.unit) {
                    c.part = true;
                }
                continue;
            }
            put(choices, Choice { part: true, one: p.one, superseded: w.superseded, denied: w.denied, ..plain(p.unit, w.kind, 5, JOINED_NOTE) });
        }
    }
}

/// "Nine suspects are behind bars: four gunmen, …": a verb before the colon tells of the count before it too.
fn wholes_of_parts(lexicon: &Lexicon, s: &SentenceView, choices: &mut Vec<Choice>) {
    let core = &lexicon.core;
    let told: Vec<(usize, Choice)> = choices
        .iter()
        .filter(|c| c.pattern.is_some() && c.start < c.unit && c.score >= 0 && lexicon.tables.kind(c.kind).befalls_people())
        .filter(|c| (c.start + 1..c.unit).any(|j| s.has(j, core.colon) || s.has(j, core.dash)))
        .filter_map(|c| {
            let w = (c.start..c.unit).find(|j| s.has(*j, core.count) && (s.has(*j, core.n_person) || s.has(*j, core.n_bare)) && !s.has(*j, core.of_them))?;
            let free = choices.iter().all(|o| o.unit != w || o.score < 0 || is_plain(lexicon, o.kind));
            let before = (w + 1..c.unit).any(|j| s.has(j, core.cue)) && !(c.start..w).any(|j| s.has(j, core.among));
            (free && before).then(|| (w, c.clone()))
        })
        .collect();
    for (w, c) in told {
        put(choices, Choice { superseded: c.superseded, denied: c.denied, ..plain(w, c.kind, 5, JOINED_NOTE) });
    }
}

/// "Among the 57 dead are 12 dockers and four drivers", «بين القتلى الـ35 19 رجلا و9 نساء»: those told right behind a group are of it, and its
/// own figure is the whole.
pub(super) fn of_group(lexicon: &Lexicon, s: &SentenceView, choices: &mut Vec<Choice>) {
    let core = &lexicon.core;
    if !s.classes.has(core.count) || !s.has_any(&[core.group_of, core.base]) {
        return;
    }
    for j in 0..s.units.len() {
        let based = s.has(j, core.base) || j == 0 && s.has(j, core.from);
        if !s.has(j, core.group_of) && !based {
            continue;
        }
        let befalls = |k: &KindId| lexicon.tables.kind(*k).befalls_people();
        // «بين القتلى», told as one phrase
        let rows = s.entries[j].iter().map(|e| &lexicon.packs[s.pack].entries[*e as usize]);
        let phrase = rows.into_iter().filter(|e| e.class == core.group_of).find_map(|e| e.kind).filter(befalls);
        let small = |i: &usize| [core.article, core.determiner, core.of, core.from].iter().any(|c| s.has(*i, *c));
        let Some(g) = (j + 1..s.units.len().min(j + NOUN)).find(|i| !small(i)) else { continue };
        let counted = |i: usize| s.units.get(i).and_then(|u| s.mentions[u.mention?].noun.as_ref()?.kind).filter(befalls);
        let definite = s.definite[g] || (j + 1..g).any(|i| s.has(i, core.article));
        let bare = |i: usize| Some(i).filter(|i| s.has(*i, core.count) && s.has(*i, core.n_bare));
        let (named, whole, behind) = if let Some(k) = phrase {
            (Some(k), bare(g), bare(g).map_or(j + 1, |w| w + 1))
        } else if s.has(g, core.count) {
            (counted(g), Some(g), g + 1)
        } else {
            (apposed::named_kind(lexicon, s, g, |_| definite), bare(g + 1), bare(g + 1).map_or(g + 1, |w| w + 1))
        };
        let Some(kind) = named else { continue };
        // a base without a figure is of somebody else
        if whole.is_none() && based {
            continue;
        }
        let skip = |i: &usize| [core.be, core.had, core.they_are, core.he_is, core.modifier, core.comma].iter().any(|c| s.has(*i, *c));
        let Some(first) = (behind..s.units.len().min(behind + NOUN)).find(|i| !skip(i)) else { continue };
        let parts: Vec<Part> = parts(lexicon, s, first).into_iter().filter(|p| !p.one).collect();
        let free = |p: &Part| choices.iter().all(|c| c.unit != p.unit || c.score < 0 || c.kind == kind || is_plain(lexicon, c.kind));
        if parts.is_empty() || !parts.iter().all(free) || !(s.has(parts[0].unit, core.n_person) || parts.len() > 1) {
            continue;
        }
        for p in &parts {
            put(choices, Choice { part: true, ..plain(p.unit, kind, 5, JOINED_NOTE) });
        }
        if let Some(w) = whole {
            put(choices, plain(w, kind, 5, WHOLE_NOTE));
        }
    }
}

/// Why a figure behind "among" is a whole all the same.
pub(super) const WHOLE_NOTE: &str = "the whole of those told behind it";

fn told_so(choices: &[Choice], unit: usize, kind: KindId) -> bool {
    choices.iter().any(|c| c.unit == unit && c.score >= 0 && c.kind == kind)
}

/// The sign or word right behind which a count is laid out: a colon, a dash, a bracket, "they are" behind a comma.
fn opener(lexicon: &Lexicon, s: &SentenceView, whole: usize) -> Option<usize> {
    let core = &lexicon.core;
    let first = |o: usize| (o + 1..s.units.len().min(o + 3)).find(|j| !s.has(*j, core.modifier)).filter(|j| head(lexicon, s, *j).is_some());
    let opens = |o: usize| {
        let sign = [core.colon, core.dash, core.open, core.that_is].iter().any(|c| s.has(o, *c));
        sign || (s.has(o, core.they_are) || s.has(o, core.he_is)) && (s.has(o - 1, core.comma) || o > 1 && s.has(o - 2, core.comma) && s.has(o - 1, core.and))
    };
    let counts = |j: usize| {
        let day = matches!(s.units[j].mention.map(|m| &s.mentions[m].value), Some(MentionValue::Date(_) | MentionValue::Clock(_)));
        !day && !s.has(j, core.n_thing) && [core.count, core.money, core.share].iter().any(|c| s.has(j, *c))
    };
    let mut behind = whole + 1..s.units.len().min(whole + AHEAD);
    let o = behind.find(|o| s.has(*o, core.clause) || counts(*o) || opens(*o) && first(*o).is_some())?;
    (opens(o) && !s.has(o, core.clause)).then_some(o)
}

/// The part that begins at a unit: "10 Marines", "180 from the army", "an Army sergeant".
fn head(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<Part> {
    let core = &lexicon.core;
    if s.has(at, core.count) {
        let people = s.has(at, core.n_person) && !s.has(at, core.n_thing);
        let from = s.has(at, core.n_bare) && [core.from, core.in_, core.of, core.other_parts].iter().any(|c| s.has(at + 1, *c));
        let value = quantity(s, at)?.point()?;
        return (people || from).then_some(Part { unit: at, value, one: false });
    }
    if !s.has(at, core.indefinite) || s.units[at].mention.is_some() || !lexicon.packs[s.pack].file.capitals {
        return None;
    }
    let ends = |j: &usize| [core.comma, core.and, core.clause, core.dash, core.count, core.in_, core.of].iter().any(|c| s.has(*j, *c));
    let noun = (at + 1..s.units.len().min(at + 1 + NOUN)).take_while(|j| !ends(j)).filter(|j| s.has(*j, core.people) && !s.has(*j, core.count)).last()?;
    Some(Part { unit: noun, value: Decimal::ONE, one: true })
}

/// Parts joined by commas and "and", from a unit on.
fn parts(lexicon: &Lexicon, s: &SentenceView, from: usize) -> Vec<Part> {
    let core = &lexicon.core;
    let mut out: Vec<Part> = Vec::new();
    let mut at = from;
    let stops = [core.clause, core.colon, core.dash, core.close, core.say, core.cue, core.rel];
    loop {
        while s.has(at, core.modifier) || !out.is_empty() && (s.has(at, core.and) || s.has(at, core.comma)) {
            at += 1;
        }
        let Some(p) = (at < s.units.len()).then(|| head(lexicon, s, at)).flatten() else { return out };
        out.push(p);
        let joint = |j: &usize| s.has(*j, core.comma) || s.has(*j, core.and);
        let stop = |j: &usize| stops.iter().any(|c| s.has(*j, *c)) || s.has(*j, core.count);
        let Some(next) = (p.unit + 1..s.units.len().min(p.unit + GAP)).find(|j| joint(j) || stop(j)).filter(joint) else { return out };
        at = next;
    }
}
