//! Days of what is recalled: two texts that date one earlier event differently still speak of that event.
//!
//! A year alone tells nothing apart when it may be the slip, so that what is compared is the name of the event, or its sort and
//! its month.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use rust_decimal::Decimal;

use super::descriptor::{Met, Phrase};
use super::{Key, Profile, profile};
use crate::claim::{Claim, Topic};
use crate::extract::Skeletons;
use crate::lexicon::{EntityClass, KindId, Lexicon};
use crate::slip::swapped_digits;
use crate::source::DocId;
use crate::value::PartialDate;

/// Days before the report from which on something is recalled.
const LONG_AGO: i32 = 150;
/// Most years between two dates of which one is a slip.
const YEARS_OFF: i16 = 3;
/// Most recalled days of one story that are compared.
const MOST: usize = 120;

/// The date of a claim that recalls something.
pub(crate) fn recalled(c: &Claim) -> Option<PartialDate> {
    let start = c.value.date()?.start;
    let (_, last) = start.bounds()?;
    let day = c.as_of?;
    (last.until(day).ok()?.get_days() > LONG_AGO && start.year.is_some()).then_some(start)
}

struct Recalled<'a> {
    at: usize,
    doc: DocId,
    date: PartialDate,
    family: Option<&'a str>,
    phrase: Phrase,
    /// Figures told in its sentence.
    figures: Vec<(KindId, Decimal)>,
}

/// Joins the subjects of recalled days that are of one event.
pub(super) fn join(lexicon: &Lexicon, skeletons: &Skeletons, profiles: &[Profile], stories: &[u32], claims: &[Claim], out: &mut [Key]) {
    let countries = profile::countries(profiles, stories);
    let mut by_story: BTreeMap<u32, Vec<Recalled>> = BTreeMap::new();
    let mut met = Met::new(lexicon, skeletons);
    for (at, c) in claims.iter().enumerate() {
        let Some(date) = recalled(c) else { continue };
        let family = match &c.topic {
            Topic::Event(h) => h.family.as_deref(),
            Topic::Descriptor => c.descriptor.iter().find_map(|d| d.strip_prefix('#')).filter(|f| lexicon.tables.families.contains_key(*f)),
            _ => continue,
        };
        by_story.entry(stories[c.doc.0 as usize]).or_default().push(Recalled {
            at,
            doc: c.doc,
            date,
            family,
            phrase: Phrase::of_names(&mut met, c, |id| is_fine(lexicon, id, countries.get(&stories[c.doc.0 as usize]).copied())),
            figures: figures(claims, at),
        });
    }
    let mut same: FxHashMap<String, String> = FxHashMap::default();
    for list in by_story.values_mut() {
        list.truncate(MOST);
        for a in 0..list.len() {
            for b in 0..a {
                if one_event(list, a, b) {
                    let (x, y) = (root(&same, &out[list[a].at].key), root(&same, &out[list[b].at].key));
                    if x != y {
                        same.insert(x, y);
                    }
                }
            }
        }
    }
    if same.is_empty() {
        return;
    }
    for k in out.iter_mut() {
        let r = root(&same, &k.key);
        if r != k.key {
            k.key = r;
        }
    }
}

fn root(same: &FxHashMap<String, String>, key: &str) -> String {
    let mut key = key;
    while let Some(next) = same.get(key) {
        key = next;
    }
    key.to_owned()
}

/// A place tells an event apart, and so does a country other than that of the story.
fn is_fine(lexicon: &Lexicon, id: &str, home: Option<&str>) -> bool {
    lexicon.world.find(id).map(|e| lexicon.world.get(e).class).is_some_and(|c| c == EntityClass::Place || c == EntityClass::Country && home.is_some_and(|h| h != id))
}

/// Unusual figures that the sentence of a claim tells, by kind.
fn figures(claims: &[Claim], at: usize) -> Vec<(KindId, Decimal)> {
    let c = &claims[at];
    let beside =
        claims[..at].iter().rev().take_while(|o| o.doc == c.doc && o.sentence == c.sentence).chain(claims[at..].iter().take_while(|o| o.doc == c.doc && o.sentence == c.sentence));
    beside.filter_map(|o| Some((o.kind, o.value.quantity()?.written()?))).filter(|(_, n)| *n > Decimal::TEN).collect()
}

fn one_event(list: &[Recalled], a: usize, b: usize) -> bool {
    let (x, y) = (&list[a], &list[b]);
    if x.doc == y.doc || matches!((x.family, y.family), (Some(f), Some(g)) if f != g) {
        return false;
    }
    let (Some(p), Some(q)) = (x.date.year, y.date.year) else { return false };
    let months = match (x.date.month, y.date.month) {
        (Some(m), Some(n)) => Some(m == n),
        _ => None,
    };
    let figure = x.figures.iter().any(|f| y.figures.contains(f));
    let named = x.phrase.names_with(&y.phrase) || figure;
    if p == q {
        // the same place, the same dead, another month
        if months == Some(false) && figure && x.phrase.names_with(&y.phrase) {
            return true;
        }
        // "in 2021" beside a text that tells of an April and a July of that year is of neither
        let only = |r: &Recalled| !list.iter().any(|o| o.doc == r.doc && o.at != r.at && o.date.year == r.date.year && o.date.month != r.date.month);
        let told = months.is_some() || only(x) && only(y);
        return months != Some(false) && told && (named || x.family.is_some() && x.family == y.family);
    }
    let near = (p - q).abs() <= YEARS_OFF || swapped_digits(p.into(), q.into());
    let by_name = named && months != Some(false);
    let by_month = months == Some(true) && x.family.is_some() && x.family == y.family;
    // 1989 and 1998: digits in each other's place, of events of one sort
    let turned = swapped_digits(p.into(), q.into()) && x.family.is_some() && x.family == y.family;
    // a text that dates two such events knows them apart
    let alone = |r: &Recalled, year: i16| !list.iter().any(|o| o.doc == r.doc && o.date.year == Some(year));
    near && (by_name || by_month || turned) && alone(x, q) && alone(y, p)
}
