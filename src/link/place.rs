//! Where the event of a story happened, so that a figure given for that place is known to be for all of it.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::Profile;
use crate::claim::{Claim, Modality, Role, Topic};
use crate::lexicon::{Lexicon, World};
use crate::source::Zone;

/// The place of each story's event: the narrowest that most leads name and that no text tells apart from the whole; failing that,
/// the one that most of the claims name.
pub(super) fn of_stories(lexicon: &Lexicon, profiles: &[Profile], stories: &[u32], claims: &[Claim]) -> BTreeMap<u32, String> {
    let mut out = named_most(lexicon, stories, claims);
    let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (d, s) in stories.iter().enumerate() {
        members.entry(*s).or_default().push(d);
    }
    let mut by_story: BTreeMap<u32, Vec<&Claim>> = BTreeMap::new();
    for c in claims.iter().filter(|c| counts(c)) {
        by_story.entry(stories[c.doc.0 as usize]).or_default().push(c);
    }
    for (story, docs) in members {
        let own = by_story.get(&story).map_or(&[][..], Vec::as_slice);
        let mut support: BTreeMap<&str, usize> = BTreeMap::new();
        for d in &docs {
            let within: BTreeSet<&str> = profiles.get(*d).into_iter().flat_map(|p| &p.lead_places).map(String::as_str).collect();
            for p in within {
                *support.entry(p).or_default() += 1;
            }
        }
        let mut list: Vec<(&str, usize)> = support.into_iter().filter(|(_, n)| n * 5 >= docs.len() * 3 && (*n > 1 || docs.len() == 1)).collect();
        list.sort_by_key(|(p, n)| (std::cmp::Reverse(lexicon.world.chain(p).len()), std::cmp::Reverse(*n)));
        // the leads must not name places side by side
        let nested = list.iter().all(|(p, _)| list.iter().all(|(q, _)| lexicon.world.is_within(p, q) || lexicon.world.is_within(q, p)));
        if let Some((p, _)) = list.iter().find(|(p, _)| nested && !told_apart(lexicon, own, p)) {
            out.insert(story, (*p).to_owned());
        }
        // one disaster in two countries: what is told of one of them is a part
        if let Some(both) = own.iter().filter_map(|c| of_several(lexicon, c)).find(|p| out.get(&story).is_none_or(|o| lexicon.world.is_within(o, p)))
            && out.get(&story).is_none_or(|o| lexicon.world.country(o).as_deref() == Some(o))
        {
            out.insert(story, both.to_owned());
        }
    }
    out
}

/// The countries that a figure is told of together: "more than 2,300 dead in Turkey and Syria".
fn of_several<'c>(lexicon: &Lexicon, c: &'c Claim) -> Option<&'c str> {
    let countries = |p: &&str| World::several(p).is_some_and(|mut all| all.all(|m| lexicon.world.country(m).as_deref() == Some(m)));
    c.place.as_deref().filter(|_| c.role == Role::Whole).filter(countries)
}

/// Gives figures that a country's own authority tells of a disaster in several countries that country as their place.
pub(super) fn by_teller(lexicon: &Lexicon, stories: &[u32], claims: &mut [Claim]) {
    let told: BTreeMap<u32, String> = claims.iter().filter(|c| counts(c)).filter_map(|c| Some((stories[c.doc.0 as usize], of_several(lexicon, c)?.to_owned()))).collect();
    if told.is_empty() {
        return;
    }
    for c in claims.iter_mut().filter(|c| c.place.is_none() && c.who.nationality.is_none() && counts(c)) {
        let Some(several) = told.get(&stories[c.doc.0 as usize]) else { continue };
        let teller = c.attribution.iter().flat_map(|a| a.key.split(' ')).filter_map(|k| k.strip_prefix('@'));
        // "the health ministry in Damascus"
        let own = |k: &str| lexicon.world.country(k).filter(|k| World::several(several).is_some_and(|mut all| all.any(|m| m == k)));
        c.place = teller.filter_map(own).next();
    }
}

/// Whether a claim is a count of the story's own event that stands for what it says.
fn counts(c: &Claim) -> bool {
    matches!(&c.topic, Topic::Event(h) if !h.background) && matches!(c.role, Role::Whole | Role::Part) && c.modality == Modality::Asserted && c.value.quantity().is_some()
}

/// Whether some text gives one figure for this place and another for more than it.
fn told_apart(lexicon: &Lexicon, claims: &[&Claim], place: &str) -> bool {
    let here = |c: &Claim| c.place.as_deref().is_some_and(|p| lexicon.world.is_within(p, place));
    let reach = |c: &Claim| c.who.qualifier.is_some();
    claims.chunk_by(|a, b| a.doc == b.doc).any(|own| {
        own.iter()
            .filter(|a| here(a))
            .any(|a| own.iter().any(|b| !here(b) && !reach(b) && b.role == Role::Whole && b.kind == a.kind && b.who == a.who && is_more(a, b) && b.as_of == a.as_of))
    })
}

/// The place that most of a story's event claims name.
fn named_most(lexicon: &Lexicon, stories: &[u32], claims: &[Claim]) -> BTreeMap<u32, String> {
    let mut sums: BTreeMap<u32, BTreeMap<String, u32>> = BTreeMap::new();
    for c in claims {
        if let Topic::Event(h) = &c.topic
            && !h.background
            && let Some(p) = &h.place
        {
            // a place counts for all it lies in, so that the country wins over its towns
            for up in lexicon.world.chain(p) {
                *sums.entry(stories[c.doc.0 as usize]).or_default().entry(up).or_default() += 1;
            }
        }
    }
    sums.into_iter()
        .filter_map(|(s, m)| {
            let most = m.values().copied().max()?;
            // the narrowest place that still holds nearly all
            m.into_iter().filter(|(_, n)| *n * 10 >= most * 9).max_by_key(|(p, n)| (lexicon.world.chain(p).len(), *n)).map(|(p, _)| (s, p))
        })
        .collect()
}

/// Whether what is told of more than a place (`wide`) can hold what is told of it (`narrow`): it is more, and of a headline's figure
/// and one of the body clearly more, for of these the headline names the event's place as often as not.
pub fn is_more(narrow: &Claim, wide: &Claim) -> bool {
    let (Some(a), Some(b)) = (narrow.written(), wide.written()) else { return false };
    let crossed = (narrow.zone == Zone::Headline) != (wide.zone == Zone::Headline);
    if crossed { a * Decimal::from(3) < b * Decimal::TWO } else { a < b }
}
