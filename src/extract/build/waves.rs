//! Days of something that goes on: a text that counts the dead "since 25 October" counts by its lesser figures with a day of their
//! own those of that day.

use std::collections::BTreeMap;

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
    let at = |c: &Claim| view.unit_at(c.sentence, c.span);
    let record = |c: &Claim| at(c).is_some_and(|(s, u)| daily::of_record_day(lexicon, s, u) || record_day_before(lexicon, s, u).is_some());
    let figure = |c: &Claim| {
        let of = match &c.topic {
            Topic::Event(h) if !h.background => h.family.as_deref(),
            _ => return None,
        };
        let lasts = of.or(lead).and_then(|f| lexicon.tables.families.get(f)).is_some_and(|f| f.daily);
        let counts = lasts && lexicon.tables.kind(c.kind).counts_people_up() && c.modality == Modality::Asserted;
        // "fifteen in the bloodiest day since": no more than that, until the day is known
        let whole = c.role == Role::Whole && c.who.qualifier.is_none() || c.role == Role::Increment && record(c);
        c.value.quantity().filter(|_| counts && (whole || c.role == Role::Part && c.who.qualifier.is_none())).and_then(Quantity::written)
    };
    let runs_on = |c: &Claim| c.role == Role::Whole && at(c).is_some_and(|(s, u)| runs(lexicon, s, u));
    let totals: BTreeMap<usize, Decimal> = claims.iter().enumerate().filter_map(|(i, c)| figure(c).filter(|_| runs_on(c)).map(|n| (i, n))).collect();
    let lesser = |c: &Claim, n: Decimal| totals.iter().any(|(t, total)| claims[*t].kind == c.kind && n * Decimal::from(MORE) <= *total);
    let open: Vec<(usize, Decimal)> = (0..claims.len()).filter(|i| !claims[*i].dated && !totals.contains_key(i)).filter_map(|i| Some((i, figure(&claims[i])?))).collect();
    let mut days: BTreeMap<usize, Date> = BTreeMap::new();
    for (i, n) in &open {
        let told = at(&claims[*i]).filter(|_| lesser(&claims[*i], *n) || record(&claims[*i]));
        if let Some(day) = told.and_then(|(s, u)| own_day(lexicon, view, s, u).or_else(|| record_day_before(lexicon, s, u))) {
            days.insert(*i, day);
        }
    }
    // those of a day are of it town by town as well
    for (i, _) in &open {
        let whole = claims[*i].part_of.and_then(|w| days.get(&(w.0 as usize)).copied());
        if let Some(day) = whole.filter(|_| claims[*i].role == Role::Part) {
            days.entry(*i).or_insert(day);
        }
    }
    // a headline without the day
    let bare = open.iter().filter(|(i, _)| !days.contains_key(i) && claims[*i].role == Role::Whole);
    let same = |i: usize, o: usize| claims[i].kind == claims[o].kind && claims[i].value == claims[o].value;
    let more: Vec<(usize, Date)> = bare.filter_map(|(i, _)| Some((*i, *days.iter().rev().find(|(o, _)| same(*i, **o))?.1))).collect();
    days.extend(more);
    for (i, day) in days {
        claims[i].of_day(day);
        if claims[i].role == Role::Increment {
            claims[i].role = Role::Whole;
        }
    }
}

/// The day that a sentence calls the worst before it gives its figure: "Wednesday 17 November, the deadliest day since the coup, when
/// fifteen were shot".
fn record_day_before(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<Date> {
    let core = &lexicon.core;
    if !s.classes.has(core.record_day) {
        return None;
    }
    let record = (0..at).rev().take_while(|j| !s.has(*j, core.reach) && !s.has(*j, core.total)).find(|j| s.has(*j, core.record_day))?;
    let day = (record.saturating_sub(BESIDE)..record).rev().find_map(|j| match &s.mentions[s.units[j].mention?].value {
        MentionValue::Date(d) => d.start.as_day(),
        _ => None,
    })?;
    // of figures behind it the first, and its parts
    let first = !(record..at).any(|j| s.has(j, core.count) && s.units[j].mention.is_some());
    first.then_some(day)
}

/// Most units between a day and the words that call it the worst.
const BESIDE: usize = 3;

/// Whether a figure runs from a day on: "21 killed since 25 October".
fn runs(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    let (a, b) = s.clause(at);
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
    let (a, b) = s.clause(at);
    if (a..at).any(|j| counted.iter().any(|k| s.has(j, *k))) {
        return None;
    }
    let day = |j: usize| match &s.mentions[s.units[j].mention?].value {
        // "between the 1st and the 6th" is no day
        MentionValue::Date(d) if d.end.is_none() && !counted.iter().chain([&core.from, &core.between]).any(|k| j > 0 && s.has(j - 1, *k)) => d.start.as_day(),
        _ => None,
    };
    // "on that day": the last that was told
    if (a..b).any(|j| s.has(j, core.that_day)) {
        let told = view.sentences.iter().rev().filter(|p| p.paragraph == s.paragraph && p.number <= s.number);
        return told.flat_map(|p| p.mentions.iter().rev().filter(|m| m.span.end <= s.units[at].span.start)).find_map(|m| match &m.value {
            MentionValue::Date(d) => d.start.as_day(),
            _ => None,
        });
    }
    (a..b).filter_map(|j| Some((j.abs_diff(at), day(j)?))).min_by_key(|(away, _)| *away).map(|(_, day)| day)
}
