//! Shares whose sign or word stands at the first alone: "National won 38 percent of the vote, Labour 27 and the Greens just under 11"; and
//! inhabitants, told of one country behind another: "Ethiopia has 125 million people, Egypt 110 million and Iran 88 million".

use super::choice::{Choice, plain, put, quantity};
use crate::extract::view::SentenceView;
use crate::lexicon::{ClassId, KindId, Lexicon};

/// Units between whom a share is told of and the figure, at the most.
const REACH: usize = 4;
/// Why such a figure is a share.
const NOTE: &str = "a share like the one told before it";

/// What a document's gapped shares are found by.
#[derive(Debug)]
pub(super) struct Gapped {
    share: Option<KindId>,
    people: Option<KindId>,
    /// Words that give somebody a figure: "with", "on", "slumped to".
    holds: Option<ClassId>,
}

impl Gapped {
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        Gapped { share: lexicon.tables.kind_id("percentage"), people: lexicon.tables.kind_id("population"), holds: lexicon.classes.get("votes/holds") }
    }

    /// Adds the bare figures that stand behind a share, each behind a name of its own.
    pub(super) fn go_on(&self, lexicon: &Lexicon, s: &SentenceView, choices: &mut Vec<Choice>) {
        let core = &lexicon.core;
        let Some(kind) = self.share.filter(|_| s.classes.has(core.share) && lexicon.packs[s.pack].file.capitals) else { return };
        let mut before: Option<usize> = None;
        for i in 0..s.units.len() {
            if s.has(i, core.share) {
                before = Some(i);
                continue;
            }
            if [core.clause, core.money, core.date].iter().any(|c| s.has(i, *c)) {
                before = None;
            }
            if !s.has(i, core.count) {
                continue;
            }
            let Some(p) = before.take() else { continue };
            let bare = s.units[i].mention.is_some() && s.has(i, core.n_bare);
            let told = choices.iter().any(|c| c.unit == i && c.score >= 0);
            let small = quantity(s, i).and_then(|q| q.max).is_some_and(|n| n <= 100.into());
            if bare && small && !told && self.of_its_own(lexicon, s, p, i) {
                put(choices, plain(i, kind, 2, NOTE));
                before = Some(i);
            }
        }
    }

    /// Adds the millions that stand right behind a country in a row that tells the inhabitants of the first.
    pub(super) fn inhabitants(&self, lexicon: &Lexicon, s: &SentenceView, choices: &mut Vec<Choice>) {
        let core = &lexicon.core;
        let Some(kind) = self.people.filter(|_| s.classes.has(core.n_millions) && lexicon.packs[s.pack].file.capitals) else { return };
        let ends = |j: usize| s.units.get(j).is_none_or(|u| [core.comma, core.and, core.clause, core.colon].iter().any(|c| u.classes.has(*c)));
        let mut row = false;
        for i in 0..s.units.len() {
            if let Some(c) = choices.iter().find(|c| c.unit == i && c.score >= 0) {
                row = c.kind == kind && !c.part;
                continue;
            }
            row &= ![core.clause, core.colon, core.money, core.quantity, core.share].iter().any(|c| s.has(i, *c));
            if !row || i < 3 || !s.has(i, core.n_bare) || !s.has(i, core.n_millions) || !s.has(i - 1, core.country) || !ends(i + 1) {
                continue;
            }
            let lead = if s.has(i - 2, core.article) { i - 3 } else { i - 2 };
            if s.has(lead, core.comma) || s.has(lead, core.and) {
                put(choices, plain(i, kind, 2, "inhabitants like those told before"));
            }
        }
    }

    /// Whether a figure ends its phrase, and between it and the share before it one name stands, behind a comma or "and".
    fn of_its_own(&self, lexicon: &Lexicon, s: &SentenceView, before: usize, at: usize) -> bool {
        let core = &lexicon.core;
        let ends = s.units.get(at + 1).is_none_or(|u| [core.comma, core.and, core.clause].iter().any(|c| u.classes.has(*c)));
        let named = |i: usize| s.units[i].mention.is_none() && s.capital[i];
        let gives = |i: usize| self.holds.is_some_and(|h| s.has(i, h)) || [core.article, core.modifier, core.in_, core.at].iter().any(|c| s.has(i, *c));
        let Some(name) = (before + 1..at).rev().take(REACH).find(|i| named(*i)).filter(|n| (n + 1..at).all(gives)) else { return false };
        let first = (before + 1..=name).rev().take_while(|i| named(*i)).last().unwrap_or(name);
        let lead = (before + 1..first).rev().find(|i| !s.has(*i, core.article));
        ends && lead.is_some_and(|i| s.has(i, core.comma) || s.has(i, core.and))
    }
}
