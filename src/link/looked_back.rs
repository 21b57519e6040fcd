//! A text that looks back on the story's own event names its day, and recalls no other: "196 were hurt in the crush of 29 October",
//! in January, beside texts of 30 October.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Profile;
use super::family::Families;
use crate::claim::{Claim, EventHint, Topic};
use crate::lexicon::Lexicon;
use crate::source::DocId;

/// Most days between an event and the first reports of it.
const REPORTED: i32 = 10;
/// Days before an event from which on what happened is another.
const EARLIER: i32 = 3;
/// Texts that must give an event one day, for what is told of days before it to be of another.
const AGREED: usize = 2;

/// Takes figures that a text tells of a day before the story's own event for those of an earlier one: "on 2 March four militants had been
/// killed", beside an attack that texts date to the 7th.
pub(super) fn earlier(lexicon: &Lexicon, profiles: &[Profile], stories: &[u32], claims: &mut [Claim]) {
    let sharp = |f: &str| lexicon.tables.strikes_in_a_day(f);
    let told = |c: &Claim| matches!(&c.topic, Topic::Event(h) if !h.background && h.family.as_deref().is_none_or(sharp));
    let day = |h: &EventHint| h.date.and_then(|d| d.as_day());
    if !claims.iter().any(|c| told(c) && c.value.quantity().is_some() && matches!(&c.topic, Topic::Event(h) if day(h).is_some())) {
        return;
    }
    let families = Families::of(lexicon, profiles, stories);
    let key = |c: &Claim, h: &EventHint| (stories[c.doc.0 as usize], families.of_count(stories[c.doc.0 as usize], h.family.as_deref(), None));
    let mut days: BTreeMap<(u32, String), BTreeMap<Date, BTreeSet<DocId>>> = BTreeMap::new();
    for c in claims.iter().filter(|c| told(c)) {
        let Topic::Event(h) = &c.topic else { continue };
        // the day of the event, or that of a figure of it
        let dated = c.value.date().map(|d| d.start.last_before(c.as_of).as_day());
        if let Some(d) = dated.unwrap_or_else(|| day(h)) {
            days.entry(key(c, h)).or_default().entry(d).or_default().insert(c.doc);
        }
    }
    let own = |k: &(u32, String)| {
        let (day, docs) = days.get(k).filter(|_| sharp(&k.1))?.iter().max_by_key(|(d, docs)| (docs.len(), std::cmp::Reverse(**d)))?;
        (docs.len() >= AGREED).then_some(*day)
    };
    let before: Vec<usize> = (0..claims.len())
        .filter(|i| {
            let c = &claims[*i];
            let (true, Some(_), Topic::Event(h)) = (told(c), c.value.quantity(), &c.topic) else { return false };
            day(h).zip(own(&key(c, h))).is_some_and(|(d, own)| d.until(own).is_ok_and(|l| l.get_days() >= EARLIER))
        })
        .collect();
    for i in before {
        if let Topic::Event(h) = &mut claims[i].topic {
            h.background = true;
        }
    }
}

/// Takes figures of the story's event that a later text tells by its day for what they are.
pub(super) fn settle(lexicon: &Lexicon, profiles: &[Profile], stories: &[u32], claims: &mut [Claim]) {
    let recalled = |c: &Claim| matches!(&c.topic, Topic::Event(h) if h.background && h.family.is_some() && h.date.is_some());
    if !claims.iter().any(recalled) {
        return;
    }
    let families = Families::of(lexicon, profiles, stories);
    let story = |c: &Claim| stories[c.doc.0 as usize];
    let family = |c: &Claim, h: &EventHint| families.of_count(story(c), h.family.as_deref(), None);
    // days of texts that report an event as news
    let mut news: BTreeMap<(u32, String), Vec<Date>> = BTreeMap::new();
    for c in claims.iter() {
        if let (Topic::Event(h), Some(day), Some(_)) = (&c.topic, c.as_of, c.value.quantity())
            && !h.background
        {
            let days = news.entry((story(c), family(c, h))).or_default();
            if days.last() != Some(&day) {
                days.push(day);
            }
        }
    }
    let own: Vec<usize> = (0..claims.len())
        .filter(|i| {
            let c = &claims[*i];
            let Topic::Event(h) = &c.topic else { return false };
            let Some((first, last)) = h.date.filter(|d| d.month.is_some()).and_then(|d| d.bounds()) else { return false };
            let soon = |d: &Date| *d >= first && last.until(*d).is_ok_and(|l| l.get_days() <= REPORTED);
            recalled(c) && news.get(&(story(c), family(c, h))).is_some_and(|days| days.iter().any(soon))
        })
        .collect();
    for i in own {
        if let Topic::Event(h) = &mut claims[i].topic {
            h.background = false;
        }
    }
}
