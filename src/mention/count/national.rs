//! One person told by a nationality alone, in a row of counted ones: "three Chileans, two Albanians and a Romanian",
//! «كويتي وثلاثة هنود وأربعة مصريين».

use rust_decimal::Decimal;

use super::Hit;
use crate::mention::scan::Scan;
use crate::mention::{Mention, MentionValue, Noun};
use crate::normalise::TokenKind;
use crate::source::Span;
use crate::value::Quantity;

/// Most tokens from a figure to the comma behind which it is taken apart.
const TOLD_BEFORE: usize = 8;

/// Most single persons in a row.
const ROW: usize = 4;

impl Scan<'_, '_> {
    /// The one person of a nationality that begins at a token.
    pub(super) fn one_national(&self, at: usize) -> Option<Hit> {
        let core = &self.lexicon.core;
        let article = self.pack().file.capitals;
        let noun = if article { self.has(at, core.indefinite).then(|| self.end_of(at))? } else { at };
        if !self.has(noun, core.nationality) || !article && !self.pack().is_one(&self.words[noun].folded) || self.phrase(noun).is_some_and(|p| p.form.article || p.form.suffix) {
            return None;
        }
        let mut end = self.end_of(noun);
        // «كويتي واحد»
        if !article && self.says_one(end) {
            end = self.end_of(end);
        }
        // "a Romanian lorry" is another thing
        let closed = !article
            || self.tokens.get(end).is_none_or(|t| t.breaks > 0 || matches!(t.kind, TokenKind::Punct(_)))
            || [core.and, core.rel, core.in_, core.among].iter().any(|c| self.has(end, *c));
        if !closed || !(self.behind_counted(at) || self.before_counted(at, end)) {
            return None;
        }
        let nationality = self.entry(noun, core.nationality)?.value.as_deref().map(str::to_owned);
        let span = Span { start: self.tokens[at].span.start + self.prefix_bytes(at), end: self.tokens[end - 1].span.end };
        let mention = Mention {
            value: MentionValue::Number(Quantity::exact(Decimal::ONE)),
            span,
            phrase: span,
            noun: Some(Noun { population: Some("all".into()), nationality, span: Some(self.tokens[noun].span), ..Noun::default() }),
            rows: self.entry_id(noun, core.nationality).into_iter().collect(),
            in_words: true,
        };
        Some(Hit { mention, end })
    }

    /// Whether what begins here is no adjective of the word before it: it opens a clause, a list, or stands behind what befell people.
    fn opens_people(&self, at: usize) -> bool {
        let core = &self.lexicon.core;
        // «انفجاران إسرائيليان»: a dual beside a dual is its adjective
        let dual = |b: usize| !self.has(b, core.among) && self.pack().is_pair(&self.words[self.end_of(b) - 1].folded) && self.pack().is_dual(&self.words[at].folded);
        // «وبين الجرحى فرنسيان»
        let fate = |b: usize| self.entry(b, core.people).is_some_and(|e| e.kind.is_some()) && self.before(b).is_some_and(|j| self.has(j, core.between) || self.has(j, core.among));
        let opens = |b: usize| self.tokens[b].is(':') || fate(b) || [core.they_are, core.that_is, core.among, core.cue].iter().any(|c| self.has(b, *c)) && !dual(b);
        // «هجوم قُتل فيه هنديان وباكستاني»
        let in_it = |b: usize| self.has(b, core.in_) && self.phrase(b).is_some_and(|p| p.form.suffix) && self.before(b).is_some_and(|v| self.has(v, core.cue));
        self.pack().file.capitals || self.before(at).is_none_or(|b| opens(b) || in_it(b) || self.apposed(at, b))
    }

    /// Whether a row of nationalities behind a comma makes up the figure before it: «ثلاثة من العاملين، يمنيان ورواندي».
    fn apposed(&self, at: usize, comma: usize) -> bool {
        if !self.comma(comma) {
            return false;
        }
        let (mut i, mut people) = (at, Decimal::ZERO);
        while i < self.tokens.len() && self.has(i, self.lexicon.core.nationality) && (i == at || self.joined_and(i)) {
            people += match &self.words[i].folded {
                w if self.pack().is_dual(w) => Decimal::TWO,
                w if self.pack().is_one(w) => Decimal::ONE,
                _ => return false,
            };
            i = self.end_of(i);
            if self.says_one(i) {
                i = self.end_of(i);
            }
        }
        people > Decimal::ONE && (comma.saturating_sub(TOLD_BEFORE)..comma).any(|j| self.numeral(j).is_some_and(|n| n.end <= comma && n.low == people && n.high == people))
    }

    /// Two persons of a nationality, told by the dual of the word alone: «وبين القتلى ماليزيان ورومانيان», «قتل سوداني ومصريان».
    pub(super) fn two_nationals(&self, at: usize) -> bool {
        let bare = self.phrase(at).is_some_and(|p| !p.form.article && !p.form.suffix && p.form.preposition.is_none());
        let told = || self.before(at).is_some() && self.opens_people(at);
        !self.pack().file.capitals && bare && self.pack().is_dual(&self.words[at].folded) && (told() || self.joined_and(at) && self.behind_counted(at))
    }

    /// Whether counted people of a nationality stand right before, joined to what begins here.
    pub(super) fn behind_counted(&self, at: usize) -> bool {
        let core = &self.lexicon.core;
        let Some(mut i) = self.before(at) else { return false };
        if self.has(i, core.and) {
            let Some(b) = self.before(i) else { return false };
            i = b;
        } else if !self.joined_and(at) && !self.comma(i) {
            return false;
        }
        // «17 تايلنديا وفلبيني وإسرائيلي»: one behind another
        for _ in 0..ROW {
            if self.has(i, core.nationality)
                && self.joined_and(i)
                && let Some(b) = self.before(i)
                && (self.pack().is_one(&self.words[i].folded) || self.pack().is_dual(&self.words[i].folded) && self.has(b, core.nationality))
            {
                i = b;
            }
        }
        // «يمني واحد وروانديان»
        if !self.pack().file.capitals
            && self.says_one(i)
            && let Some(b) = self.before(i)
        {
            i = b;
        }
        // "two Albanian nationals, and a Romanian"
        for _ in 0..2 {
            if !self.has(i, core.nationality)
                && (self.comma(i) || self.has(i, core.people))
                && let Some(b) = self.before(i)
            {
                i = b;
            }
        }
        // «وثلاثة إيرانيين وهنديان وسعودي»: a dual carries its number; «سوداني ومصريان»: as the one does who opens such a row
        let latin = self.pack().file.capitals;
        let dual = || !latin && (self.joined_and(i) || self.opens_people(i)) && self.pack().is_dual(&self.words[i].folded);
        let single = || !latin && self.pack().is_one(&self.words[i].folded) && self.pack().is_dual(&self.words[at].folded) && self.before(i).is_some() && self.opens_people(i);
        self.has(i, core.nationality) && (dual() || single() || self.before(i).is_some_and(|n| self.tokens[n].kind == TokenKind::Number || self.has(n, core.num)))
    }

    /// Whether counted people of a nationality stand right behind, and what begins here is no adjective of a word before it.
    fn before_counted(&self, at: usize, end: usize) -> bool {
        let core = &self.lexicon.core;
        if !self.opens_people(at) {
            return false;
        }
        let next = if self.joined_and(end) {
            end
        } else if self.comma(end) || self.has(end, core.and) {
            self.end_of(end)
        } else {
            return false;
        };
        // «قتل سوداني ومصريان»
        let dual = !self.pack().file.capitals && self.joined_and(next) && self.has(next, core.nationality) && self.pack().is_dual(&self.words[next].folded);
        dual || self.numeral(next).is_some_and(|n| self.has(n.end, core.nationality) && self.tokens.get(n.end).is_some_and(|t| t.breaks == 0))
    }
}
