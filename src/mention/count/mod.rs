//! Quantities: a number with its hedge, its sign and the noun it counts.

mod hedge;
mod national;
mod noun;
mod sign;
mod wordless;

use rust_decimal::Decimal;
use smallvec::SmallVec;

use hedge::pick;

use super::date::Calendar;
use super::numeral::Numeral;
use super::scan::Scan;
use super::units::is_quotation;
use super::{Mention, MentionValue};
use crate::lexicon::row::Side;
use crate::lexicon::{ClassId, EntryId};
use crate::normalise::{Caps, TokenKind};
use crate::source::Span;
use crate::value::{Modifier, Quantity};

/// Most tokens from the sign that opens a name in quotation marks to the digits that end it.
const TITLE: usize = 5;
/// Most tokens from a figure in a row of votes back to the sign or word that parts it from the one before.
const SHARED: usize = 9;
/// Most tokens from there back to the votes or seats that are shared out.
const ROW: usize = 40;

/// A mention with its tokens.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The mention.
    pub mention: Mention,
    /// One past its last token, noun included.
    pub end: usize,
}

impl Scan<'_, '_> {
    /// A quantity that begins at a token, modifier first.
    pub fn quantity_at(&self, at: usize, negated: bool) -> Option<Hit> {
        let core = &self.lexicon.core;
        let mut rows: SmallVec<[EntryId; 4]> = SmallVec::new();
        let mut modifiers: SmallVec<[Modifier; 2]> = SmallVec::new();
        let mut i = at;
        // "5000 or more than 4500": the bound stands in the words before
        if self.anything()
            && (self.has(i, core.than) || self.has(i, core.from))
            && let Some(e) = self.before(i).and_then(|b| self.entry(b, core.modifier)).filter(|e| e.side == Some(crate::lexicon::row::Side::After))
        {
            modifiers.push(if e.value.as_deref() == Some("at_most") { Modifier::LessThan } else { Modifier::MoreThan });
            i = self.end_of(i);
        }
        while let Some((m, e)) = self.modifier(i, false) {
            rows.extend(self.entry_id(i, core.modifier));
            modifiers.push(m);
            i = e;
            // "at least about", "more than 40", but not across a break
            if i >= self.tokens.len() || self.tokens[i].breaks > 0 || modifiers.len() == 2 {
                break;
            }
            // "exceeds the 67 killed in the siege": a figure of something else, which is no bound
            if self.has(i, core.article) && self.numeral(self.end_of(i)).is_some() {
                return None;
            }
        }
        if i >= self.tokens.len() {
            return None;
        }
        if modifiers.is_empty()
            && let Some(hit) = self.wordless(i, negated)
        {
            return Some(hit);
        }
        if let Some(m) = modifiers.first().filter(|_| modifiers.len() == 1 && self.tokens[i].breaks == 0)
            && let Some(mut hit) = self.hedged_unit(i, *m).or_else(|| self.hedged_one(i, *m))
        {
            let start = self.tokens[at].span.start + self.prefix_bytes(at);
            (hit.mention.span.start, hit.mention.phrase.start) = (start, start);
            return Some(hit);
        }
        // "up to 12 May": a day, and no bound of a count
        if !modifiers.is_empty() && self.has(at, core.to) && self.date_at(i, &Calendar::default()).is_some() {
            return None;
        }
        // a currency sign before the figure
        let mut currency = None;
        if let Some(e) = self.entry(i, core.currency) {
            let n = self.end_of(i);
            if n < self.tokens.len() && self.tokens[n].kind == TokenKind::Number && (self.touching(n) || self.tokens[i].kind != TokenKind::Word || self.is_code(i)) {
                rows.extend(self.entry_id(i, core.currency));
                currency = e.value.clone();
                i = n;
            }
        }
        // «%25»
        let told = self.has(i, core.percent);
        let sign = told && self.tokens[i].kind != TokenKind::Word && self.touching(i + 1) && (i == 0 || self.tokens[i].spaced || !self.is_figure(i - 1));
        // "yüzde 45", "% 45": a word or a sign that stands before its figure
        let before = || self.entry(i, core.percent).is_some_and(|e| matches!(e.side, Some(Side::Before | Side::Both))) && self.numeral(self.end_of(i)).is_some();
        let percent = sign || told && before();
        let percent_factor = self.entry(i, core.percent).filter(|_| percent).and_then(|e| e.number).map_or(Decimal::ONE, |n| n.0);
        if percent {
            rows.extend(self.entry_id(i, core.percent));
            i = self.end_of(i);
        }
        if self.is_glued(i) || !self.anything() && self.names(i) {
            return None;
        }
        // "au moins une personne": behind a hedge the article is a number
        let article = !modifiers.is_empty() && self.pack().file.article_counts && self.has(i, core.indefinite) && !self.has(self.end_of(i), core.scale);
        let n = self.numeral(i).or_else(|| article.then(|| Numeral::plain(Decimal::ONE, self.end_of(i))))?;
        // "on deck four": a name in words, but no «قرار تسعة من منتجي الحلف»
        let some_of = || !self.pack().file.capitals && self.has(n.end, self.lexicon.core.from);
        if n.in_words && !self.anything() && self.before(i).is_some_and(|b| self.has(b, self.lexicon.core.numbered)) && self.noun_after(n.end).is_none() && !some_of() {
            return None;
        }
        // "11th" is a rank
        if !n.in_words && self.ranks(n.end) {
            return None;
        }
        // "between $10 and $20"
        if currency.is_none()
            && self.has(i, core.between)
            && let Some(e) = self.entry(self.end_of(i), core.currency)
        {
            currency = e.value.clone();
        }
        rows.extend(n.rows.iter().copied());
        let mut end = n.end;
        let mut value_end = end;
        let mut n = n;
        if let Some(e) = self.second_bound(&mut modifiers, &mut n) {
            end = e;
            value_end = e;
        } else if let Some((m, e)) = self.modifier_behind(end) {
            rows.extend(self.entry_id(end, core.modifier));
            modifiers.push(m);
            end = e;
            value_end = e;
        }
        let start = self.tokens[at].span.start + self.prefix_bytes(at);
        let made = if percent { Some((MentionValue::Percent(Quantity::exact(percent_factor)), end)) } else { self.with_sign(&n, end, currency.as_deref()) };
        if let Some((MentionValue::Money(_), e)) = &made {
            rows.extend((end..*e).find_map(|j| self.entry_id(j, core.shared_currency)));
        }
        if let Some((MentionValue::Percent(_), e)) = &made {
            rows.extend((end..*e).find_map(|j| self.entry_id(j, core.percent)));
        }
        let (value, noun, end, mut value_end, sign) = match made {
            Some((v, e)) => (v, None, e, e, true),
            None => {
                let (noun, e) = match self.noun_after(end) {
                    // "1126 from ten states": no part is larger than its whole, so that the noun is that of the second figure alone
                    Some((noun, e)) if noun.of_them && self.numeral(e).is_some_and(|whole| whole.high < n.low) => (None, end),
                    Some((noun, e)) => (Some(noun), e),
                    None => (self.noun_before(i, &n), end),
                };
                (MentionValue::Number(Quantity::exact(n.low)), noun, e, value_end, false)
            }
        };
        let mut end = end;
        // "spent $2bn over three years": in them, not more than them
        if matches!(value, MentionValue::Duration(_)) && modifiers.len() == 1 && self.has(at, core.fraction_bar) && self.before(at).is_some_and(|b| self.is_money(b)) {
            modifiers.clear();
        }
        if modifiers.is_empty()
            && let Some((m, e)) = self.modifier_behind(end)
        {
            rows.extend(self.entry_id(end, core.modifier));
            modifiers.push(m);
            end = e;
        }
        // "one" and "the other" are pronouns more often than figures
        let pronoun = n.in_words && n.low == Decimal::ONE && n.high == Decimal::ONE && modifiers.is_empty() && noun.as_ref().is_none_or(|n| n.thing.is_some()) && !sign;
        // "one each from Chad and Mali", "one in her fifties"
        let shared = self.has(end, core.each) || self.has(end, core.age_decade);
        // "five in Tunis and one in Sfax"
        let placed = self.joined_and(at) && noun.is_none() && self.has(end, core.in_) && !self.pack().file.capitals;
        if !self.anything() && pronoun && !shared && !placed {
            return None;
        }
        // "several" without a noun is no figure
        if !self.anything() && n.vague && n.high < Decimal::from(15) && noun.is_none() && !sign {
            return None;
        }
        let whole = matches!(value, MentionValue::Number(_));
        // "about 20 to 100": the range says already how near
        if self.anything() && n.range {
            modifiers.retain(|m| *m != Modifier::About);
        }
        if n.rounded && modifiers.is_empty() {
            modifiers.push(Modifier::About);
        }
        let modifier = pick(&modifiers, &n);
        let dress = |q: &Quantity| {
            let unit = q.unit.clone();
            let mut q = Quantity::hedged(n.low, n.high, modifier, whole);
            q.unit = unit;
            q
        };
        let value = match value {
            MentionValue::Number(_) if n.fraction => {
                // a fraction of something: "half of the dead"
                let mut f = Quantity::hedged(n.low * Decimal::ONE_HUNDRED, n.high * Decimal::ONE_HUNDRED, modifier, false);
                f.unit = "percent".into();
                MentionValue::Fraction(f)
            }
            MentionValue::Number(q) => MentionValue::Number(dress(&q)),
            MentionValue::Percent(q) => {
                let factor = q.min.unwrap_or(Decimal::ONE);
                let mut p = dress(&q).scaled(factor);
                p.unit = "percent".into();
                MentionValue::Percent(p)
            }
            MentionValue::Money(q) => {
                let mut m = dress(&q).scaled(q.min.unwrap_or(Decimal::ONE));
                if let Some((part, e)) = self.sub_units(end).filter(|_| m.min == m.max) {
                    m.min = m.min.map(|v| v + part);
                    m.max = m.min;
                    end = e;
                    value_end = e;
                }
                MentionValue::Money(m)
            }
            MentionValue::Measure(q, d) => MentionValue::Measure(dress(&q), d),
            MentionValue::Duration(q) => {
                let (q, e) = self.longer(dress(&q), end);
                if e > end {
                    end = e;
                    value_end = e;
                }
                MentionValue::Duration(q)
            }
            MentionValue::Factor(q) => MentionValue::Factor(dress(&q)),
            other => other,
        };
        let span = Span { start, end: self.tokens[value_end - 1].span.end };
        let phrase = Span { start, end: self.tokens[end - 1].span.end };
        Some(Hit { mention: Mention { value, span, phrase, noun, rows, in_words: n.in_words }, end })
    }

    /// Bytes of the clitics before the word at a token: they are not part of the value.
    pub fn prefix_bytes(&self, at: usize) -> u32 {
        self.phrase(at).map_or(0, |p| p.prefix)
    }

    fn is_figure(&self, at: usize) -> bool {
        self.tokens[at].kind == TokenKind::Number
    }

    /// Whether digits stand for a name and no figure: behind a word that is numbered ("flight 8243", "Boeing 737-800"),
    /// or with letters of no unit on them ("the 747s", "in their 20s").
    fn names(&self, at: usize) -> bool {
        if self.tokens.get(at).is_none_or(|t| t.kind != TokenKind::Number) {
            return false;
        }
        let mut first = at;
        while first > 1 && self.tokens[first - 1].is_dash() && self.touching(first) && self.touching(first - 1) && self.tokens[first - 2].kind == TokenKind::Number {
            first -= 2;
        }
        // «رقم 30 ألفا» is a figure all the same
        let numbered = !self.has(at + 1, self.lexicon.core.scale) && self.before(first).is_some_and(|b| self.has(b, self.lexicon.core.numbered));
        let lettered = self.touching(at + 1) && self.tokens[at + 1].kind == TokenKind::Word && !self.is_covered(at + 1) && self.pack().file.capitals;
        // "the Lady Mary Joy 3": behind a name of two words or more; where the verb stands last, the subject and its figure stand side by side
        let named = |i: usize| self.tokens[i].kind == TokenKind::Word && !self.is_covered(i) && self.words[i].caps == Caps::Title;
        let short = at == first && self.raw(at).len() <= 2 && self.tokens[at].breaks == 0;
        let hull = self.pack().file.capitals
            && !self.pack().file.verb_last
            && !self.has(at + 1, self.lexicon.core.scale)
            && short
            && at > 2
            && named(at - 1)
            && (self.words[at - 2].caps == Caps::Title)
            && self.noun_after(at + 1).is_none()
            && !self.shares_out(at);
        numbered || hull || lettered || first < at && self.is_glued(first) || at == first && self.raw(at).len() <= 3 && self.ends_title(at)
    }

    /// Whether digits behind a name go on from the votes or seats of another: "took 134 votes, Peter Jones 82 and Mary Brown 13".
    fn shares_out(&self, at: usize) -> bool {
        let core = &self.lexicon.core;
        let parts = |i: usize| matches!(self.tokens[i].kind, TokenKind::Punct(',' | ';')) || self.has(i, core.and);
        let ends = self.tokens.get(at + 1).is_none_or(|t| t.breaks > 0 || matches!(t.kind, TokenKind::Punct(',' | ';' | '.'))) || self.has(at + 1, core.and);
        let from = at.saturating_sub(SHARED);
        let Some(parted) = (from..at).rev().take_while(|i| self.tokens[*i].kind == TokenKind::Word || parts(*i)).find(|i| parts(*i)) else { return false };
        let counted = |i: usize| {
            self.phrase(i)
                .is_some_and(|p| p.entries.iter().map(|e| &self.pack().entries[*e as usize]).any(|e| e.class == core.thing && matches!(e.value.as_deref(), Some("vote" | "seat"))))
        };
        let open = |i: &usize| !matches!(self.tokens[*i].kind, TokenKind::Punct('.' | '!' | '?')) && self.tokens[*i + 1].breaks == 0;
        ends && (parted.saturating_sub(ROW)..parted).rev().take_while(open).any(counted)
    }

    /// Whether digits are the last of a name in quotation marks: «السلام 95», "Al Salam 98".
    fn ends_title(&self, at: usize) -> bool {
        let mark = |i: usize| matches!(self.tokens[i].kind, TokenKind::Punct(c) if is_quotation(c));
        let capitals = self.pack().file.capitals;
        let core = &self.lexicon.core;
        let counts = |c: ClassId| self.lexicon.cues.has(c) || [core.modifier, core.people, core.thing, core.number_of, core.reach, core.say].contains(&c);
        let told = |i: usize| self.phrase(i).is_some_and(|p| p.entries.iter().any(|e| counts(self.pack().entries[*e as usize].class)));
        let plain = |i: usize| self.tokens[i].kind == TokenKind::Word && if capitals { self.words[i].caps == Caps::Title } else { !told(i) };
        let Some(from) = (at.saturating_sub(TITLE)..at).rev().find(|i| mark(*i)) else { return false };
        at + 1 < self.tokens.len() && mark(at + 1) && from + 1 < at && (from + 1..at).all(plain)
    }

    /// Whether digits belong to a name before them: `F-16`, `G20`, `COVID-19`.
    fn is_glued(&self, at: usize) -> bool {
        if self.tokens[at].kind != TokenKind::Number || self.tokens[at].spaced || at == 0 {
            return false;
        }
        let before = at - 1;
        match self.tokens[before].kind {
            // «الـ60»: the article, or what else is written before a word, is no name
            TokenKind::Word => {
                let word = &self.words[before].folded;
                let letter = self.pack().file.capitals && self.raw(before).chars().all(char::is_uppercase) && !self.raw(at).contains('.');
                (word.chars().count() > 1 || letter) && !self.has(before, self.lexicon.core.currency) && !self.pack().is_clitic(word)
            }
            TokenKind::Punct(_) if self.tokens[before].is_dash() => {
                // "S-300": one capital is the letter of a model, whatever word it is else
                let letter = |i: usize| self.raw(i).chars().all(char::is_uppercase) && self.raw(i).chars().count() == 1;
                let word = |i: usize| self.tokens[i].kind == TokenKind::Word && (self.covering(i).is_none() || self.pack().cases() && letter(i));
                !self.tokens[before].spaced && before > 0 && word(before - 1)
            }
            TokenKind::Punct('/') => !self.tokens[before].spaced,
            _ => false,
        }
    }
}
