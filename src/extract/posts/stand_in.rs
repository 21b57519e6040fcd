//! Those who fill an office for a while: "the coach was sacked; X steps in".

use super::Room;
use crate::extract::holders::Holder;

impl Room<'_> {
    /// Whoever a verb says to stand in has the office told before, and for now.
    pub(super) fn stands_in(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let class = core.stands_in;
        if !self.capitals || !s.classes.has(class) {
            return;
        }
        for k in (0..s.units.len()).filter(|k| s.has(*k, class) && s.units[*k].mention.is_none()) {
            let verb = k - usize::from(k > 0 && (s.has(k - 1, core.to) || s.has(k - 1, core.plan)));
            let Some(p) = self.posts.iter().rev().find(|p| p.end <= k && !p.bare).or(self.told.as_ref()) else { continue };
            if let Some((a, b)) = self.whose_deed(verb).filter(|(a, b)| b - a > 1 && (*a >= p.end || self.posts.is_empty())) {
                self.push_over(out, p, (a, b), Some("acting"));
            }
        }
    }
}
