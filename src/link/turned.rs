//! Counts of people and things that two texts write with their digits in each other's place: of one event or body, though its
//! place, day or name was read in one text only.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::Key;
use super::descriptor::{Met, Phrase, SOME};
use crate::claim::{Claim, Modality, Role, Topic};
use crate::extract::Skeletons;
use crate::lexicon::Lexicon;
use crate::slip::{digits_of, swapped_digits};

/// Digits from which two counts are hardly so by chance: a toll may well grow from 17 to 71.
const LEAST: usize = 3;
/// The group of everybody.
const ALL: &str = "all";
/// Most claims of one bucket that are compared.
const MOST: usize = 60;

/// Story, kind, and the digits in their order.
type Bucket<'l> = (u32, &'l str, Vec<u8>);

/// Gives one of two such claims the subject of the other: the one that nothing places in the past goes with the one that something does,
/// and else the one of the smaller subject with the one of the larger. Gives those that are of a past event so, and of which.
pub(super) fn join(lexicon: &Lexicon, stories: &[u32], claims: &[Claim], out: &mut [Key]) -> Vec<(usize, Topic)> {
    let mut moved = Vec::new();
    let mut buckets: BTreeMap<Bucket<'_>, Vec<(usize, Decimal)>> = BTreeMap::new();
    for (i, c) in claims.iter().enumerate() {
        let counted = matches!(c.topic, Topic::Event(_) | Topic::Entity { .. }) && c.modality == Modality::Asserted && !matches!(c.role, Role::Superseded | Role::Increment);
        let Some(n) = written(c).filter(|_| counted) else { continue };
        let mut digits = n.mantissa().unsigned_abs().to_string().into_bytes();
        digits.sort_unstable();
        if digits.iter().filter(|d| **d != b'0').count() >= LEAST - 1 && digits.len() >= LEAST {
            buckets.entry((stories[c.doc.0 as usize], &lexicon.tables.kind(c.kind).id, digits)).or_default().push((i, n));
        }
    }
    // figures of one kind that differ; most buckets hold one figure, told again
    buckets.retain(|_, list| list.iter().any(|(_, n)| *n != list[0].1));
    let mut size: FxHashMap<String, usize> = buckets.values().flatten().map(|(i, _)| (out[*i].key.clone(), 0)).collect();
    if size.is_empty() {
        return moved;
    }
    for k in out.iter() {
        if let Some(n) = size.get_mut(&k.key) {
            *n += 1;
        }
    }
    // claims stand in the order of documents
    let known = |c: &Claim, other: &Decimal| {
        let from = claims.partition_point(|o| o.doc < c.doc);
        claims[from..].iter().take_while(|o| o.doc == c.doc).any(|o| written(o).as_ref() == Some(other))
    };
    for list in buckets.values() {
        for (n, (a, x)) in list.iter().enumerate().take(MOST) {
            for (b, y) in &list[..n] {
                let (c, d) = (&claims[*a], &claims[*b]);
                let people = c.who.nationality == d.who.nationality && (c.who.population == d.who.population || [c, d].iter().any(|c| c.who.population == ALL));
                // "250 of them" beside 502 is no slip of it
                let parts = (c.role == Role::Part) != (d.role == Role::Part);
                if parts || elsewhere(lexicon, c, d) || c.doc == d.doc || out[*a].key == out[*b].key || !people || !swapped_digits(*x, *y) || known(c, y) || known(d, x) {
                    continue;
                }
                let rank = |i: usize| (past(&claims[i]), size.get(&out[i].key).copied().unwrap_or(0));
                let (from, to) = if rank(*a) > rank(*b) { (*b, *a) } else { (*a, *b) };
                out[from] = out[to].clone();
                if past(&claims[to]) {
                    moved.push((from, claims[to].topic.clone()));
                }
            }
        }
    }
    moved
}

/// Whether two counts are told of two countries.
fn elsewhere(lexicon: &Lexicon, a: &Claim, b: &Claim) -> bool {
    let country = |c: &Claim| {
        let of_event = if let Topic::Event(h) = &c.topic { h.place.as_deref() } else { None };
        c.place.as_deref().or(of_event).and_then(|p| lexicon.world.country(p))
    };
    country(a).zip(country(b)).is_some_and(|(x, y)| x != y)
}

/// The figure that a claim writes, without zeros behind the point.
fn written(c: &Claim) -> Option<Decimal> {
    c.written().map(|n| n.normalize())
}

/// Whether a claim is told of an event of the past.
fn past(c: &Claim) -> bool {
    matches!(&c.topic, Topic::Event(h) if h.background)
}

/// Joins sums and lengths that two texts write with one figure and another currency or unit: 252.7 million euros, 252.7 million dollars. A
/// figure that is not unusual needs a phrase around it that is told in the other text too: a grant of 500 million rand, or dollars; 23
/// kilometres, or miles, from the port. A text that gives it in both has worked one out.
pub(super) fn other_unit(lexicon: &Lexicon, skeletons: &Skeletons, stories: &[u32], claims: &[Claim], out: &mut [Key]) {
    let mut sums: BTreeMap<(u32, Decimal), Vec<usize>> = BTreeMap::new();
    for (i, c) in claims.iter().enumerate() {
        let kind = lexicon.tables.kind(c.kind);
        let measured = kind.is_of_money() || kind.unit == LENGTH && c.topic == Topic::Descriptor;
        let told = measured && matches!(c.modality, Modality::Asserted | Modality::Planned) && c.role != Role::Superseded;
        let Some(n) = written(c).filter(|n| told && *n >= Decimal::TEN) else { continue };
        sums.entry((stories[c.doc.0 as usize], n)).or_default().push(i);
    }
    let unit = |i: usize| claims[i].value.quantity().map_or("", |q| q.unit.as_str());
    let mut met = Met::new(lexicon, skeletons);
    for ((_, n), list) in sums.iter().filter(|(_, l)| l.len() < MOST) {
        let unusual = digits_of(*n) >= LEAST && list.iter().all(|i| lexicon.tables.kind(claims[*i].kind).is_of_money());
        for (k, a) in list.iter().enumerate() {
            for b in &list[..k] {
                let (d, e) = (claims[*a].doc, claims[*b].doc);
                let both = || list.iter().any(|o| claims[*o].doc == d && unit(*o) == unit(*b) || claims[*o].doc == e && unit(*o) == unit(*a));
                // "dinars" may be those of any country
                let told = !lexicon.tables.kind(claims[*a].kind).is_of_money() || WORLD.iter().any(|w| (unit(*a) == *w) != (unit(*b) == *w));
                let mut alike = || told && (unusual || Phrase::of(&mut met, &claims[*a]).alike(&Phrase::of(&mut met, &claims[*b])) >= SOME);
                if d != e && unit(*a) != unit(*b) && claims[*a].kind == claims[*b].kind && out[*a].key != out[*b].key && !both() && alike() {
                    out[*a] = out[*b].clone();
                }
            }
        }
    }
}

/// Currencies whose name alone tells them, more or less: what is written for another is a slip.
const WORLD: [&str; 2] = ["USD", "EUR"];

/// What distances, heights and depths are measured in.
const LENGTH: &str = "length";
