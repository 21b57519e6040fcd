//! Counts of people and things that two texts write with their digits in each other's place: of one event or body, though its
//! place, day or name was read in one text only.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Key;
use crate::claim::{Claim, Modality, Role, Topic};
use crate::lexicon::Lexicon;
use crate::slip::swapped_digits;
use crate::source::DocId;

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
    let mut written: FxHashSet<(DocId, Decimal)> = FxHashSet::default();
    for (i, c) in claims.iter().enumerate() {
        let Some(n) = c.value.quantity().and_then(|q| q.written()).map(|n| n.normalize()) else { continue };
        written.insert((c.doc, n));
        let counted = matches!(c.topic, Topic::Event(_) | Topic::Entity { .. }) && c.modality == Modality::Asserted && !matches!(c.role, Role::Superseded | Role::Increment);
        let mut digits = n.mantissa().unsigned_abs().to_string().into_bytes();
        digits.sort_unstable();
        if counted && digits.iter().filter(|d| **d != b'0').count() >= LEAST - 1 && digits.len() >= LEAST {
            buckets.entry((stories[c.doc.0 as usize], &lexicon.tables.kind(c.kind).id, digits)).or_default().push((i, n));
        }
    }
    let mut size: FxHashMap<String, usize> = FxHashMap::default();
    if buckets.values().any(|b| b.len() > 1) {
        out.iter().for_each(|k| *size.entry(k.key.clone()).or_default() += 1);
    }
    for list in buckets.values().filter(|b| b.len() > 1) {
        for (n, (a, x)) in list.iter().enumerate().take(MOST) {
            for (b, y) in &list[..n] {
                let (c, d) = (&claims[*a], &claims[*b]);
                let known = |c: &Claim, other: &Decimal| written.contains(&(c.doc, *other));
                let people = c.who.nationality == d.who.nationality && (c.who.population == d.who.population || [c, d].iter().any(|c| c.who.population == ALL));
                if c.doc == d.doc || out[*a].key == out[*b].key || !people || !swapped_digits(*x, *y) || known(c, y) || known(d, x) {
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

/// Whether a claim is told of an event of the past.
fn past(c: &Claim) -> bool {
    matches!(&c.topic, Topic::Event(h) if h.background)
}
