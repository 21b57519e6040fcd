//! Whose a body is, and who speaks for one, told by a mark of possession: "X's government", "the commission's X said".

use super::{Post, Room};
use crate::extract::holders::{Holder, LED_BY};
use crate::extract::names::{bare_span, is_abbreviation, name_at, name_before, span_of};

/// Most units between the mark and what belongs to whom it marks: "X's right-wing coalition".
const NEAR: usize = 3;

impl Room<'_> {
    /// Adds the holders that such a mark tells of.
    pub(super) fn owners(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        if !self.capitals {
            return;
        }
        let pack = &self.lexicon.packs[s.pack];
        let marked = |j: usize| s.units[j].mention.is_none() && pack.possessor(&s.folded[j]).is_some();
        for k in (0..s.units.len()).filter(|k| s.has(*k, core.rule_of) && s.units[*k].mention.is_none()) {
            let plain = |j: &usize| s.units[*j].mention.is_none() && ![core.comma, core.clause, core.say, core.of].iter().any(|c| s.has(*j, *c));
            // "le gouvernement de X": whose it is stands behind it
            if (pack.noun_first() || pack.cases())
                && let Some((a, b)) = name_at(self.lexicon, self.doc, s, k + 1).filter(|(a, b)| *a == k + 1 && b - a > 1 && b - a < 5)
            {
                let name = span_of(s, a, b);
                if !out.iter().any(|h| h.name.overlaps(name)) && s.entity(self.lexicon, a, true).is_none() {
                    let quote = span_of(s, k, b);
                    out.push(Holder { office: LED_BY.to_owned(), seat: None, modifier: None, entered: false, name, quote });
                }
                continue;
            }
            let Some(mark) = (k.saturating_sub(NEAR + 1)..k).rev().take_while(plain).find(|j| marked(*j)) else { continue };
            let to = mark + 1;
            if let Some((a, b)) = name_before(self.lexicon, self.doc, s, to, true, 2).filter(|(a, b)| b - a > 1 && b - a < 4) {
                let name = bare_span(self.lexicon, self.doc, s, a, b);
                if !out.iter().any(|h| h.name.overlaps(name)) {
                    let quote = span_of(s, a, k + 1);
                    out.push(Holder { office: LED_BY.to_owned(), seat: None, modifier: None, entered: false, name, quote });
                }
            }
        }
        for k in (0..s.units.len()).filter(|k| s.units[*k].mention.is_none()) {
            let apart = s.has(k + 1, core.possessive);
            if !apart && !marked(k) {
                continue;
            }
            let body = [core.led_body, core.body, core.source, core.collective, core.org].iter().any(|c| s.has(k, *c));
            let of_body = body || apart && is_abbreviation(self.doc, s, k);
            if !of_body {
                continue;
            }
            let from = k + 1 + usize::from(apart);
            let Some((a, b)) = name_at(self.lexicon, self.doc, s, from).filter(|(a, b)| b - a == 2 && *a == from) else { continue };
            // "the agency's Hubble Telescope found": who says something is a person
            let said = (b..s.units.len().min(b + 2)).any(|j| s.has(j, core.say)) || k > 1 && (k - 2..k).any(|j| s.has(j, core.say) || s.has(j, core.according));
            let name = span_of(s, a, b);
            if said && !out.iter().any(|h| h.name.overlaps(name)) {
                let post = Post { start: k, end: k + 1, office: LED_BY.to_owned(), seat: None, modifier: None, bare: false };
                self.push(out, &post, a, b, 0, None);
            }
        }
    }
}
