//! Events of one story that its words alone hold apart: the leak that one text calls a blast, the siege that another calls an attack.
//!
//! A story tells of one event until a text shows that there are two, by giving each its own figure.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::family::Families;
use super::scope::{ScopeRelation, scope};
use crate::claim::{Claim, EventHint, Modality, Role, Topic};
use crate::lexicon::Lexicon;
use crate::source::DocId;
use crate::value::{Quantity, Relation};

/// Families whose mentions may lie this many days apart are what an event happens in (a war, an epidemic), not the event.
const LONG: i64 = 300;

/// The families of each story whose counts are of its weightiest event, with that event's family. `counts` are the claims of each
/// story and family.
pub(super) fn joined(
    lexicon: &Lexicon,
    claims: &[Claim],
    stories: &[u32],
    counts: &BTreeMap<(u32, String), Vec<usize>>,
    families: &Families<'_>,
) -> BTreeMap<(u32, String), String> {
    let mut out = BTreeMap::new();
    let family = |f: &str| lexicon.tables.families.get(f);
    let toll = |f: &str| family(f).is_some_and(|f| f.toll);
    let brief = |f: &str| family(f).is_some_and(|f| f.near_days < LONG);
    let alone = |f: &str| family(f).is_some_and(|f| f.apart || f.alone);
    let wide = |f: &str| family(f).map(|w| w.of.clone().unwrap_or_else(|| f.to_owned()));
    let days = days(claims, families, stories);
    for (story, main) in families.mains() {
        let Some(own) = counts.get(&(story, main.clone())).filter(|_| toll(&main)) else { continue };
        let mut own = own.clone();
        for (key, list) in counts.range((story, String::new())..(story + 1, String::new())).filter(|((_, f), _)| *f != main) {
            let f = &key.1;
            // two sorts of one family are two events
            if !toll(f) || wide(f) == wide(&main) {
                continue;
            }
            let free = brief(f) && brief(&main) && !alone(f) && !alone(&main);
            if dated_apart(&days, story, f, &main) {
                continue;
            }
            // what two texts tell of a war and of an incident may be alike by chance, what one text tells of both is one
            let told = |one_text: bool| one_figure(claims, &own, list, one_text);
            // "while Morocco still counts the victims of its earthquake"
            if elsewhere(lexicon, claims, &own, list) && !told(true) && !told(false) {
                continue;
            }
            // an offensive, a war, an uprising: fights of which texts give tolls that lie near each other, each its own word's
            let fights = lexicon.tables.families.values().any(|l| l.loose && l.also.contains(f) && l.also.contains(&main));
            if fights && one_toll(claims, &own, list) {
                own.extend(list);
                out.insert(key.clone(), main.clone());
                continue;
            }
            if !told(true) && (told_apart(lexicon, claims, &own, list) || !(free || brief(f) && brief(&main) && told(false))) {
                continue;
            }
            own.extend(list);
            out.insert(key.clone(), main.clone());
        }
    }
    out
}

/// The days that each text of a story gives for what a family's words name.
type Days = BTreeMap<(u32, String), BTreeMap<DocId, BTreeSet<Date>>>;

fn days(claims: &[Claim], families: &Families<'_>, stories: &[u32]) -> Days {
    let mut out = Days::new();
    for c in claims.iter().filter(|c| c.modality == Modality::Asserted) {
        let (Topic::Event(EventHint { family: Some(f), background: false, .. }), Some(d)) = (&c.topic, c.value.date().and_then(|d| d.start.as_day())) else { continue };
        let story = stories[c.doc.0 as usize];
        out.entry((story, families.of_day(story, f))).or_default().entry(c.doc).or_default().insert(d);
    }
    out
}

/// Whether a text dates both events, days apart, and none gives them one day: the offensive of the 18th and the blast of the 25th.
fn dated_apart(days: &Days, story: u32, a: &str, b: &str) -> bool {
    let of = |f: &str| days.get(&(story, f.to_owned()));
    let Some((a, b)) = of(a).zip(of(b)) else { return false };
    let gaps: Vec<i32> = a
        .iter()
        .filter_map(|(doc, x)| Some((x, b.get(doc)?)))
        .filter_map(|(x, y)| x.iter().flat_map(|d| y.iter().filter_map(|e| d.until(*e).ok())).map(|s| s.get_days().abs()).min())
        .collect();
    !gaps.is_empty() && gaps.iter().all(|g| *g >= DAYS_APART)
}

/// Days between two events that no text has in mind with one date.
const DAYS_APART: i32 = 3;

/// Fewest people that two texts do not both count by chance.
const TELLING: i64 = 5;

/// Whether one figure of the dead, of the hurt or the like is told of both events, in one text or in two.
fn one_figure(claims: &[Claim], a: &[usize], b: &[usize], one_text: bool) -> bool {
    let figure = |c: &Claim| c.value.quantity().filter(|_| c.role == Role::Whole).and_then(Quantity::written).filter(|n| *n >= TELLING.into());
    a.iter()
        .map(|i| &claims[*i])
        .filter_map(|x| Some((x, figure(x)?)))
        .any(|(x, n)| b.iter().map(|i| &claims[*i]).any(|y| (x.doc == y.doc) == one_text && x.kind == y.kind && x.who == y.who && figure(y) == Some(n)))
}

/// Fewest dead of two fights that are told by figures near each other and still are two.
const MANY: i64 = 100;

/// Whether each great toll of one fight lies near one of the other's, and no text gives each fight its own, unless one is that of years of war.
fn one_toll(claims: &[Claim], own: &[usize], list: &[usize]) -> bool {
    let toll = |i: &usize| {
        let c = &claims[*i];
        let n = c.value.quantity().filter(|_| c.role == Role::Whole && c.modality == Modality::Asserted && c.who.nationality.is_none()).and_then(Quantity::written)?;
        (n >= MANY.into()).then_some((c, n))
    };
    let (a, b): (Vec<_>, Vec<_>) = (own.iter().filter_map(toll).collect(), list.iter().filter_map(toll).collect());
    let near = |(c, n): &(&Claim, Decimal)| a.iter().any(|(d, m)| c.kind == d.kind && c.who == d.who && *n.max(m) * Decimal::TEN <= *n.min(m) * Decimal::from(NEAR));
    let years_of_war = |n: &Decimal, m: &Decimal| *n.max(m) > *n.min(m) * Decimal::from(FAR);
    let own_texts = a.iter().all(|(d, m)| b.iter().all(|(c, n)| c.doc != d.doc || years_of_war(n, m)));
    !b.is_empty() && own_texts && b.iter().all(near)
}

/// Times that the toll of a long war is that of one of its fights.
const FAR: i64 = 50;

/// Tenths that one toll may be of the other.
const NEAR: i64 = 16;

/// Whether one text alone tells of an event, and every figure of it beside the name of a country where no figure of the other is told.
fn elsewhere(lexicon: &Lexicon, claims: &[Claim], own: &[usize], list: &[usize]) -> bool {
    let country = |i: &usize| match &claims[*i].topic {
        Topic::Event(h) => h.place.as_deref().and_then(|p| lexicon.world.country(p)),
        _ => None,
    };
    let docs: BTreeSet<_> = list.iter().map(|i| claims[*i].doc).collect();
    let theirs: BTreeSet<_> = own.iter().filter_map(country).collect();
    docs.len() == 1 && !theirs.is_empty() && list.iter().all(|i| country(i).is_some_and(|c| !theirs.contains(&c)))
}

/// Whether some text gives each event its own figure.
fn told_apart(lexicon: &Lexicon, claims: &[Claim], a: &[usize], b: &[usize]) -> bool {
    let whole = |i: &&usize| claims[**i].role == Role::Whole && claims[**i].modality == Modality::Asserted;
    a.iter().filter(whole).any(|x| {
        b.iter().filter(whole).any(|y| {
            let (x, y) = (&claims[*x], &claims[*y]);
            let apart = |v: &Claim, w: &Claim| match (v.value.quantity(), w.value.quantity()) {
                (Some(v), Some(w)) => v.relation(w) == Relation::Disjoint,
                _ => false,
            };
            x.doc == y.doc && x.kind == y.kind && apart(x, y) && matches!(scope(lexicon, None, x, y), ScopeRelation::Same)
        })
    })
}
