//! Times of day that head the entries of a running report: what an entry tells stood then.

use rust_decimal::prelude::ToPrimitive;

use crate::extract::view::{SentenceView, View};
use crate::mention::MentionValue;

/// Fewest entries that make a running report.
const ENTRIES: usize = 3;

/// The time of day, in minutes, of the entry that each sentence stands in; nothing for texts that are no running report.
#[derive(Debug, Default)]
pub(super) struct Moments(Vec<Option<u16>>);

impl Moments {
    pub(super) fn of(view: &View) -> Self {
        let stamps: Vec<Option<u16>> = view.sentences.iter().map(stamp).collect();
        let mut times: Vec<u16> = stamps.iter().flatten().copied().collect();
        times.sort_unstable();
        times.dedup();
        if times.len() < ENTRIES {
            return Moments::default();
        }
        let now = stamps.into_iter().scan(None, |now: &mut Option<u16>, s| {
            *now = s.or(*now);
            Some(*now)
        });
        Moments(now.collect())
    }

    /// Of the sentence at this place in the text.
    pub(super) fn at(&self, sentence: usize) -> Option<u16> {
        self.0.get(sentence).copied().flatten()
    }

    /// Whether the text is a running report.
    pub(super) fn run(&self) -> bool {
        !self.0.is_empty()
    }
}

/// The time that a sentence begins with.
pub(super) fn stamp(s: &SentenceView) -> Option<u16> {
    match &s.mentions[s.units.first()?.mention?].value {
        MentionValue::Clock(q) => q.point()?.to_u16(),
        _ => None,
    }
}
