//! Why one rule spoke of a pair and the others did not: the conditions of each, and which of them fail.

use super::compare::order;
use super::facts::{PairFacts, facts};
use super::rule::{Compare, Rule, ScopeName, TimeName, When};
use super::{Context, ValueRelation};
use crate::claim::ClaimId;
use crate::link::{ScopeRelation, TimeRelation};

/// A rule held against a pair of claims.
#[derive(Debug, Clone)]
pub struct Considered<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// Number of the case of `when` that comes nearest.
    pub case: usize,
    /// Conditions of it that fail; empty when the rule holds.
    pub unmet: Vec<String>,
}

/// Facts of a pair in words, and every pair rule of its kind held against them, in the order in which rules speak.
pub fn consider<'r>(context: &Context<'_>, rules: &'r [Rule], a: ClaimId, b: ClaimId) -> (Vec<String>, Vec<Considered<'r>>) {
    let (first, second) = order(context, context.graph.claim(a), context.graph.claim(b));
    let kind = context.lexicon.tables.kind(first.kind);
    let f = facts(context, kind, context.graph.subject(first.id).place.as_deref(), first, second, false);
    let list = rules
        .iter()
        .filter(|r| r.file.compare == Compare::Pair && r.kinds[first.kind.0 as usize])
        .map(|rule| {
            let (case, unmet) = rule.file.when.iter().map(|w| unmet(w, &f)).enumerate().min_by_key(|(_, u)| u.len()).unwrap_or_default();
            Considered { rule, case, unmet }
        })
        .collect();
    (in_words(&f), list)
}

fn scope_name(s: ScopeRelation) -> &'static str {
    match s {
        ScopeRelation::Same => "the same people, place and way of counting",
        ScopeRelation::PartOf => "the first counts a part of the second",
        ScopeRelation::WholeOf => "the first holds the second",
        ScopeRelation::Disjoint => "they share nobody",
        ScopeRelation::Unknown => "not to be told",
    }
}

fn time_name(t: TimeRelation) -> &'static str {
    match t {
        TimeRelation::Same => "the same day",
        TimeRelation::Earlier => "the first is earlier",
        TimeRelation::Later => "the first is later",
        TimeRelation::Unknown => "a day is missing",
    }
}

/// Name of a value relation in words.
pub fn value_name(v: ValueRelation) -> &'static str {
    match v {
        ValueRelation::Disjoint => "no value fits both",
        ValueRelation::Below => "the first is lower",
        ValueRelation::Above => "the first is higher",
        ValueRelation::Exceeds => "all of the first lies above the second",
        ValueRelation::Meets => "some value fits both",
        ValueRelation::OtherBound => "both are lower bounds, of two figures",
        ValueRelation::OtherLimit => "both are upper limits, of two figures",
        ValueRelation::Raised => "the first figure written is the larger",
        ValueRelation::Equal => "equal",
        ValueRelation::MembersDiffer => "the members differ",
        ValueRelation::OtherName => "two names",
        ValueRelation::Succeeds => "two names, one after the other",
        ValueRelation::OutOfTerm => "two names, and one is known not to have held the office that day, but the other",
        ValueRelation::SwappedDigits => "alike but for two swapped digits",
        ValueRelation::PowerOfTen => "one is the other with its decimal point moved",
        ValueRelation::OtherUnit => "one figure in two units",
        ValueRelation::OtherScale => "one is the other in another scale",
        ValueRelation::NoneHere => "the first says none, the second some",
        ValueRelation::NoneThere => "the second says none, the first some",
        ValueRelation::HasOutsider => "the list has somebody whom the known list has not",
        ValueRelation::LacksMember => "the list lacks somebody whom the known list has",
    }
}

fn in_words(f: &PairFacts) -> Vec<String> {
    let mut out = vec![format!("scope: {}", scope_name(f.scope)), format!("time: {}", time_name(f.time))];
    if let Some(d) = f.days {
        out.push(format!("days between: {d}"));
    }
    let values: Vec<&str> = f.values.iter().map(|v| value_name(*v)).collect();
    out.push(format!("values: {}", if values.is_empty() { "not to be compared".to_owned() } else { values.join(", ") }));
    for (holds, words) in [
        (f.same_document, "both stand in one text"),
        (f.other_authority, "two authorities are named"),
        (f.other_teller, "they are not told on the word of the same"),
        (f.superseded, "one was given up by its own text"),
        (f.draft, "one stands in the draft"),
        (f.vague, "one is a vague word"),
        (f.denied, "one is denied"),
        (f.background, "the event is recalled as background"),
        (f.tied, "their text ties one to the other as its part"),
        (f.partial_whole, "the wider one is told as a part itself"),
        (f.grown, "the later holds all of the earlier and more, of a body that no list knows"),
        (f.none, "one of the two is none at all"),
        (f.lower, "the figure written in the first is the lower"),
        (f.episodes, "they are told of a war, neither as its toll, and may be of two battles"),
        (f.in_passing, "the lesser is far smaller and told below the lead"),
        (f.moved, "those whom one lacks may be counted otherwise by now"),
    ] {
        if holds {
            out.push(words.to_owned());
        }
    }
    out
}

fn unmet(w: &When, f: &PairFacts) -> Vec<String> {
    let mut out = Vec::new();
    // each condition alone, with the rest left open
    let alone = |part: When| part.holds(f);
    if !alone(When { scope: w.scope.clone(), ..When::default() }) {
        out.push(format!("the scope must be {}, and is: {}", names(&w.scope, scope_word), scope_name(f.scope)));
    }
    if !alone(When { time: w.time.clone(), ..When::default() }) {
        out.push(format!("the time must be {}, and is: {}", names(&w.time, time_word), time_name(f.time)));
    }
    if !alone(When { value: w.value.clone(), ..When::default() }) {
        out.push(format!("the values must be so: {}", names(&w.value, |v| value_name(*v))));
    }
    if !alone(When { within_times: w.within_times, ..When::default() }) {
        out.push(format!("one figure may be {} times the other at the most, and is {:.1} times", w.within_times.unwrap_or_default(), f.times.unwrap_or_default()));
    }
    if !alone(When { digits: w.digits, ..When::default() }) {
        out.push(format!("the figures must have {} digits before their zeros, and have {}", w.digits.unwrap_or_default(), f.digits.unwrap_or_default()));
    }
    let flags = [
        (w.same_document, f.same_document, "both in one text"),
        (w.same_sentence, f.same_sentence, "both in one sentence"),
        (w.other_authority, f.other_authority, "two authorities named"),
        (w.other_teller, f.other_teller, "not on the word of the same"),
        (w.superseded, f.superseded, "a figure that its own text gave up"),
        (w.draft, f.draft, "a draft"),
        (w.vague, f.vague, "a vague word"),
        (w.denied, f.denied, "a denied figure"),
        (w.background, f.background, "a background event"),
        (w.revives, f.revives, "a figure that another text gave up"),
        (w.tied, f.tied, "a part that its text ties to the other"),
        (w.partial_whole, f.partial_whole, "a whole that is told as a part"),
        (w.grown, f.grown, "a body that has grown since"),
        (w.two_places, f.two_places, "two places"),
        (w.none, f.none, "none at all on one side"),
        (w.lower, f.lower, "a figure lower than the other"),
        (w.episodes, f.episodes, "figures of a war that may be of two battles"),
        (w.in_passing, f.in_passing, "a far smaller figure told in passing"),
        (w.moved, f.moved, "people who are counted otherwise by now"),
    ];
    for (want, have, words) in flags {
        if let Some(want) = want
            && want != have
        {
            out.push(format!("{} {words}", if want { "it needs" } else { "it must not be about" }));
        }
    }
    if !alone(When { growth: w.growth.clone(), ..When::default() }) {
        out.push("figures of this kind move with time in another way".to_owned());
    }
    if !alone(When { within_days: w.within_days, ..When::default() }) {
        out.push(format!("at most {} days may lie between", w.within_days.unwrap_or_default()));
    }
    if !alone(When { days_apart: w.days_apart, ..When::default() }) {
        out.push(format!("at least {} days must lie between", w.days_apart.unwrap_or_default()));
    }
    out
}

fn names<T>(list: &[T], word: impl Fn(&T) -> &'static str) -> String {
    list.iter().map(word).collect::<Vec<_>>().join(" or ")
}

/// A scope condition in words.
pub fn scope_word(s: &ScopeName) -> &'static str {
    match s {
        ScopeName::Same => "the same",
        ScopeName::PartOf => "a part of the other",
        ScopeName::WholeOf => "the whole of the other",
        ScopeName::Disjoint => "disjoint",
        ScopeName::Unknown => "not known",
    }
}

/// A time condition in words.
pub fn time_word(t: &TimeName) -> &'static str {
    match t {
        TimeName::Same => "the same",
        TimeName::Later => "later",
        TimeName::Earlier => "earlier",
        TimeName::Unknown => "unknown",
    }
}
