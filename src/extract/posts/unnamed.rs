//! Those who come into an office or leave it in a sentence that does not say which: "X was sworn in", "X leaves office", "X takes over from Y".

use super::{Post, Room};
use crate::extract::holders::Holder;
use crate::extract::names::{name_at, span_of};
use crate::extract::shared::OFFICIAL;

impl Room<'_> {
    /// Adds whom nothing else of the sentence told of: with the office of the sentence before, or none that could be shared.
    pub(super) fn unnamed(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        if !self.capitals {
            return;
        }
        let new = |out: &[Holder], (a, b): (usize, usize)| b - a > 1 && !out.iter().any(|h| h.name.overlaps(span_of(s, a, b)));
        for k in (0..s.units.len()).filter(|k| s.units[*k].mention.is_none()) {
            let post = || Post { start: k, end: k + 1, office: OFFICIAL.to_owned(), seat: None, modifier: None, bare: false };
            if let Some(way) = s.value(self.lexicon, k, core.into_office) {
                if let Some(n) = self.whose_deed(k).filter(|n| new(out, *n)) {
                    let ahead = (k.saturating_sub(4)..k).any(|j| s.has(j, core.plan));
                    self.push(out, &post(), n.0, n.1, 0, if ahead { Some("elect") } else { (way == "out").then_some("former") });
                }
            } else if s.has(k, core.succeed)
                && let Some(came) = self.whose_deed(k).or_else(|| self.subject(k))
                && let Some(went) = name_at(self.lexicon, self.doc, s, k + 1)
                && came.1 <= k
                && (new(out, came) || new(out, went))
                && came.1 - came.0 > 1
                && went.1 - went.0 > 1
            {
                if new(out, came) {
                    self.push(out, &post(), came.0, came.1, 0, None);
                }
                if new(out, went) {
                    self.push(out, &post(), went.0, went.1, 0, Some("former"));
                }
            }
        }
    }
}
