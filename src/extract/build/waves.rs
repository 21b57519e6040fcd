//! Days of something that goes on: a text that counts the dead "since 25 October" counts by its lesser figures with a day of their
//! own those of that day.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::daily;
use crate::claim::{Claim, Modality, Role, Topic};
use crate::extract::view::{SentenceView, View};
use crate::lexicon::Lexicon;
use crate::mention::MentionValue;
use crate::value::Quantity;

/// Fewest times that a running total is the figure of a day: less may be an earlier total.
const MORE: i64 = 2;

/// Marks the figures of single days in a text that gives a running total of their kind.
pub(super) fn by_day(lexicon: &Lexicon, view: &View, claims: &mut [Claim]) {
    let core = &lexicon.core;
    if !view.sentences.iter().any(|s| s.classes.has(core.since) || s.classes.has(core.reach)) {
        return;
    }
    let lead = view.sentences.iter().flat_map(|s| (0..s.units.len()).filter_map(|i| s.value(lexicon, i, core.event))).next();
    let figure = |c: &Claim| {
        let of = match &c.topic {
            Topic::Event(h) if !h.background => h.family.as_deref(),
            _ => return None,
        };
        let lasts = of.or(lead).and_then(|f| lexicon.tables.families.get(f)).is_some_and(|f| f.daily);
        let counts = lasts && lexicon.tables.kind(c.kind).counts_people_up() && c.role == Role::Whole && c.modality == Modality::Asserted && c.who.qualifier.is_none();
        c.value.quantity().filter(|_| counts).and_then(Quantity::written)
    };
    let at = |c: &Claim| {
        let s = view.sentences.iter().find(|s| s.number == c.sentence)?;
        Some((s, s.units.iter().position(|u| u.span.start <= c.span.start && c.span.start < u.span.end)?))
    };
    let totals: Vec<(usize, Decimal)> =
        (0..claims.len()).filter_map(|i| Some((i, figure(&claims[i])?))).filter(|(i, _)| at(&claims[*i]).is_some_and(|(s, u)| runs(lexicon, s, u))).collect();
    let mut found: Vec<(usize, Date)> = Vec::new();
    for (t, total) in &totals {
        for (i, c) in claims.iter().enumerate() {
            let less = figure(c).is_some_and(|n| n * Decimal::from(MORE) <= *total) && c.kind == claims[*t].kind && !c.dated;
            if let Some(day) = at(c).filter(|_| less && !totals.iter().any(|(o, _)| *o == i)).and_then(|(s, u)| own_day(lexicon, view, s, u)) {
                found.push((i, day));
            }
        }
    }
    for (i, c) in claims.iter().enumerate().filter(|(_, c)| figure(c).is_some() && !c.dated) {
        let record = at(c).filter(|(s, u)| daily::of_record_day(lexicon, s, *u));
        found.extend(record.and_then(|(s, u)| own_day(lexicon, view, s, u)).map(|day| (i, day)));
    }
    // a headline without the day
    for n in 0..found.len() {
        let (i, day) = found[n];
        let same = |c: &Claim| c.kind == claims[i].kind && c.value == claims[i].value && figure(c).is_some() && !c.dated;
        found.extend(claims.iter().enumerate().filter(|(j, c)| *j != i && same(c)).map(|(j, _)| (j, day)));
    }
    for (i, day) in found {
        if !totals.iter().any(|(t, _)| *t == i) {
            claims[i].of_day(day);
        }
    }
}

/// Whether a figure runs from a day on: "21 killed since 25 October".
fn runs(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    let (a, b) = s.clause(lexicon, at);
    if daily::of_record_day(lexicon, s, at) {
        return false;
    }
    if (a..at).any(|j| s.has(j, core.number_of) || s.has(j, core.total)) && (a..at).any(|j| s.has(j, core.reach)) {
        return true;
    }
    let other = |j: usize| j != at && s.has(j, core.count);
    (at + 1..b).take_while(|j| !other(*j)).chain((a..at).rev().take_while(|j| !other(*j))).any(|j| s.has(j, core.since))
}

/// The day that a figure's clause tells of what happened, not of the count.
fn own_day(lexicon: &Lexicon, view: &View, s: &SentenceView, at: usize) -> Option<Date> {
    let core = &lexicon.core;
    let counted = [core.reach, core.total, core.as_of, core.number_of, core.superseded, core.since];
    let (a, b) = s.clause(lexicon, at);
    if (a..at).any(|j| counted.iter().any(|k| s.has(j, *k))) {
        return None;
    }
    let day = |j: &usize| match &s.mentions[s.units[*j].mention?].value {
        MentionValue::Date(d) if !counted.iter().any(|k| *j > 0 && s.has(*j - 1, *k)) => d.start.as_day(),
        _ => None,
    };
    // "on that day": the last that was told
    if let Some(that) = lexicon.classes.get("that-day")
        && (a..b).any(|j| s.has(j, that))
    {
        let told = view.sentences.iter().rev().filter(|p| p.paragraph == s.paragraph && p.number <= s.number);
        return told.flat_map(|p| p.mentions.iter().rev().filter(|m| m.span.end <= s.units[at].span.start)).find_map(|m| match &m.value {
            MentionValue::Date(d) => d.start.as_day(),
            _ => None,
        });
    }
    let near = (a..b).filter(|j| day(j).is_some()).min_by_key(|j| j.abs_diff(at))?;
    day(&near)
}
