//! Ages and birth days of one person: each puts the birth into a stretch of time, and two such stretches must come within a
//! year of each other, whatever day either text is of.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use super::rule::Rule;
use super::told::Told;
use super::{Context, of_document, text};
use crate::claim::{Claim, ClaimId, Modality, Role, Topic};
use crate::finding::Finding;
use crate::link::SubjectId;
use crate::slip::swapped_digits;
use crate::value::Value;

/// Days that two births may lie apart and still be one: a birthday that one text forgot. An age that is two years off is no such thing.
const SLACK: i32 = 240;

/// Days between two texts in which hardly anybody turns a year older.
const AT_ONCE: i32 = 31;

/// Days after which somebody is of another age.
const LONG_AGO: i32 = 330;

/// Days after which nobody forgets that somebody has grown older.
const YEARS: i32 = 540;

/// When a person was born after one claim.
struct Birth<'a> {
    claim: &'a Claim,
    first: Date,
    last: Date,
}

/// Adds a finding for each person whose ages and birth days do not fit.
pub(super) fn run(context: &Context<'_>, rule: &Rule, out: &mut Vec<Finding>) {
    let mut people: BTreeMap<SubjectId, Vec<Birth<'_>>> = BTreeMap::new();
    for c in context.graph.claims.iter().filter(|c| rule.kinds[c.kind.0 as usize]) {
        if let (Some((first, last)), Some(subject)) = (born(context, c), person(context, c)) {
            people.entry(subject).or_default().push(Birth { claim: c, first, last });
        }
    }
    let told = Told::of(out);
    for list in people.into_values() {
        let mut hits: BTreeMap<ClaimId, Vec<ClaimId>> = BTreeMap::new();
        for (i, a) in list.iter().enumerate() {
            for b in &list[..i] {
                if !told_as_it_was(a.claim, b.claim)
                    && (apart(a, b) > SLACK || year_between(a, b))
                    && !of_namesakes(context, a.claim, b.claim)
                    && one_name(context, a.claim, b.claim)
                    && context.may_meet(a.claim, b.claim)
                    && !told.both(&[a.claim.id], &[b.claim.id])
                {
                    // a draft's claim, else the later one
                    let (p, o) = if context.drafts.contains(&b.claim.doc) && !context.drafts.contains(&a.claim.doc) { (b, a) } else { (a, b) };
                    hits.entry(p.claim.id).or_default().push(o.claim.id);
                }
            }
        }
        for (primary, others) in hits {
            out.push(text::finding(context, rule, rule.severity, primary, &others, None));
        }
    }
}

/// Whether one age is told years apart: that at which somebody died is told as it was.
fn told_as_it_was(a: &Claim, b: &Claim) -> bool {
    let years = |x: Date, y: Date| x.until(y).is_ok_and(|s| s.get_days().abs() > YEARS);
    a.value == b.value && a.value.quantity().is_some() && a.as_of.zip(b.as_of).is_some_and(|(x, y)| years(x, y))
}

/// Days between two stretches of time; 0 where they meet.
fn apart(a: &Birth<'_>, b: &Birth<'_>) -> i32 {
    let days = |x: Date, y: Date| x.until(y).map_or(0, |s| s.get_days());
    days(a.last, b.first).max(days(b.last, a.first)).max(0)
}

/// Whether two ages of days near each other are not one, so that the birthday would have to lie just between them.
fn year_between(a: &Birth<'_>, b: &Birth<'_>) -> bool {
    let age = |x: &Birth<'_>| x.claim.value.quantity().is_some();
    let (first, last) = (a.first.max(b.first), a.last.min(b.last));
    age(a) && age(b) && first.until(last).is_ok_and(|s| s.get_days() <= AT_ONCE)
}

/// When the person of a claim was born.
fn born(context: &Context<'_>, c: &Claim) -> Option<(Date, Date)> {
    if c.modality != Modality::Asserted || c.role != Role::Whole {
        return None;
    }
    if let Value::Date(d) = &c.value {
        return d.bounds();
    }
    let q = c.value.quantity().filter(|q| q.unit == "year")?;
    let age = q.point().filter(|p| p.is_integer() && q.min == q.max)?.to_i32().filter(|a| (0..=150).contains(a))?;
    // "at the age of 20" tells of a day that is over
    if c.derivation.pattern_text.contains("at-age") || !apposed(context, c) && recalled(context, c) {
        return None;
    }
    let day = context.documents.get(c.doc.0 as usize).and_then(|d| d.published).or(c.as_of)?;
    Some((day.checked_sub((age + 1).years()).ok()?, day.checked_sub(age.years()).ok()?))
}

/// Whether an age stands right behind a comma or in brackets: "Assad (57), on his first visit since 2010". It is that of the day.
fn apposed(context: &Context<'_>, c: &Claim) -> bool {
    let before = context.documents.get(c.doc.0 as usize).and_then(|d| d.text.get(..c.span.start as usize));
    before.is_some_and(|t| t.trim_end().ends_with(['(', ',', '،']))
}

/// Whether the sentence of an age names a year long past: it tells how old somebody was then; not so "who has ruled since 2022".
fn recalled(context: &Context<'_>, c: &Claim) -> bool {
    let Some(day) = context.documents.get(c.doc.0 as usize).and_then(|d| d.published) else { return true };
    let claims = of_document(context, c.doc);
    // a year told behind a comma is of what comes next: "he is 72, and was captured in 2015"
    let text = context.documents.get(c.doc.0 as usize).map_or("", |d| &*d.text);
    let on = |k: &Claim| k.span.start >= c.span.end && text.get(c.span.end as usize..k.span.start as usize).is_some_and(|t| t.contains([',', '،', ';', '؛']));
    let dates = claims.iter().filter(|k| k.sentence == c.sentence && k.kind != c.kind && !is_birth(context, k) && !began(context, k) && !on(k)).filter_map(|k| k.value.date());
    dates.filter_map(|d| d.bounds()).any(|(_, b)| b.until(day).is_ok_and(|s| s.get_days() > LONG_AGO))
}

fn began(context: &Context<'_>, c: &Claim) -> bool {
    context.lexicon.tables.kind(c.kind).id == "start_date"
}

fn is_birth(context: &Context<'_>, c: &Claim) -> bool {
    context.lexicon.tables.kind(c.kind).id == "event_date.born"
}

/// The person of a claim: the one named with it, or ("he was born in 1961") the only one whose age its paragraph has told so far.
fn person(context: &Context<'_>, c: &Claim) -> Option<SubjectId> {
    let subject = |c: &Claim| context.graph.subject_of[c.id.0 as usize];
    // named, or told by what they are: "the station master, 59"
    if matches!(c.topic, Topic::Person(_)) || matches!(c.topic, Topic::Descriptor) && !is_birth(context, c) {
        return Some(subject(c));
    }
    if !is_birth(context, c) {
        return None;
    }
    let before = of_document(context, c.doc).iter().filter(|k| k.paragraph == c.paragraph && k.span.end <= c.span.start && k.sentence + 2 >= c.sentence);
    let mut found: Vec<SubjectId> = before.filter(|k| k.value.quantity().is_some_and(|q| q.unit == "year") && matches!(k.topic, Topic::Person(_))).map(subject).collect();
    found.sort();
    found.dedup();
    if let [one] = found[..] { Some(one) } else { None }
}

/// Whether two claims name one person beyond doubt: first names alone are many people's.
fn one_name(context: &Context<'_>, a: &Claim, b: &Claim) -> bool {
    let words = |c: &Claim| match &c.topic {
        Topic::Person(n) => context.skeletons.words(n),
        _ => Vec::new(),
    };
    let (x, y) = (words(a), words(b));
    // "Fatima Hassan, 12, and Fatima Hussein, 9": nobody's age is told twice in a breath
    if a.doc == b.doc && a.sentence == b.sentence && x.len() > 1 && y.len() > 1 {
        return false;
    }
    if [a, b].iter().all(|c| matches!(c.topic, Topic::Descriptor)) {
        return true;
    }
    match (x.len(), y.len()) {
        // told by a pronoun
        (0, _) | (_, 0) => a.doc == b.doc,
        // the same digits in another order are hardly two persons of one first name
        (1, _) | (_, 1) if turned(a, b) => x.iter().any(|w| y.contains(w)),
        (1, _) | (_, 1) => x.last() == y.last(),
        _ => x.last() == y.last() || x.first() == y.first(),
    }
}

/// Years between two ages that no slip explains: the father and the son, or two of one name.
const GENERATION: i64 = 15;

/// Whether two ages are told of two persons who share a part of their names: far apart, with neither digit in common.
pub(super) fn of_namesakes(context: &Context<'_>, a: &Claim, b: &Claim) -> bool {
    let (Topic::Person(m), Topic::Person(n)) = (&a.topic, &b.topic) else { return false };
    let figure = |c: &Claim| c.point().and_then(|p| p.to_i64());
    let (Some(x), Some(y)) = (figure(a), figure(b)) else { return false };
    let slip = x / 10 == y / 10 || x % 10 == y % 10 || turned(a, b);
    (x - y).abs() > GENERATION && !slip && context.skeletons.words(m) != context.skeletons.words(n)
}

/// Whether two ages are each other's digits in another order.
fn turned(a: &Claim, b: &Claim) -> bool {
    matches!((a.point(), b.point()), (Some(x), Some(y)) if swapped_digits(x, y))
}
