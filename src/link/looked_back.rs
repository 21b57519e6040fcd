//! A text that looks back on the story's own event names its day, and recalls no other: "196 were hurt in the crush of 29 October",
//! in January, beside texts of 30 October.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Profile;
use super::family::Families;
use crate::claim::{Claim, EventHint, Topic};
use crate::lexicon::Lexicon;

/// Most days between an event and the first reports of it.
const REPORTED: i32 = 10;

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
