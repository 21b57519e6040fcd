//! Those who fill an office for a while ("the coach was sacked; X steps in") or come into it for good (« X lui a succédé », «его сменил X»).

use super::{Post, Room};
use crate::extract::holders::Holder;
use crate::extract::names::{name_at, span_of};

impl Room<'_> {
    /// Whoever a verb says to stand in has the office told before: for now, or for good where the verb tells so.
    pub(super) fn stands_in(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let class = core.stands_in;
        if !self.capitals || !s.classes.has(class) {
            return;
        }
        for k in (0..s.units.len()).filter(|k| s.has(*k, class) && s.units[*k].mention.is_none()) {
            let verb = k - usize::from(k > 0 && (s.has(k - 1, core.to) || s.has(k - 1, core.plan)));
            let Some(p) = self.posts.iter().rev().find(|p| p.end <= k && !p.bare).or(self.told.as_ref()) else { continue };
            let stays = s.value(self.lexicon, k, class).is_some();
            // «la sustituye X», «его сменил X»: the subject stands behind
            let behind = || name_at(self.lexicon, self.doc, s, k + 1).filter(|(a, b)| stays && *a == k + 1 && b - a > 1);
            let before = || self.whose_deed(verb).filter(|(a, b)| b - a > 1 && (*a >= p.end || self.posts.is_empty()));
            let Some((a, b)) = behind().or_else(before) else { continue };
            if !stays {
                self.push_over(out, p, (a, b), Some("acting"));
                continue;
            }
            let (name, went) = (span_of(s, a, b), s.units[k].span.start);
            let office = p.office.clone();
            let post = Post { modifier: None, ..p.clone() };
            for h in out.iter_mut().filter(|h| h.office == office && h.name.end <= went && !h.name.overlaps(name) && h.modifier.is_none()) {
                h.modifier = Some("former".to_owned());
            }
            self.push_over(out, &post, (a, b), None);
        }
    }
}
