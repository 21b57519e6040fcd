//! Quantities: a number with its hedge, its sign and the noun it counts.

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::numeral::Numeral;
use super::scan::Scan;
use super::{Mention, MentionValue, Noun};
use crate::lexicon::row::Side;
use crate::lexicon::{ClassId, EntryId};
use crate::normalise::TokenKind;
use crate::source::Span;
use crate::value::{Modifier, Quantity};

/// A mention with its tokens.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The mention.
    pub mention: Mention,
    /// One past its last token, noun included.
    pub end: usize,
}

/// Most words between a figure and its noun.
const REACH: usize = 4;

impl Scan<'_, '_> {
    fn modifier(&self, at: usize, after: bool) -> Option<(Modifier, usize)> {
        let e = self.entry(at, self.lexicon.core.modifier)?;
        let fits = matches!((e.side.unwrap_or(Side::Before), after), (Side::Both, _) | (Side::Before, false) | (Side::After, true));
        if !fits {
            return None;
        }
        let m = match e.value.as_deref()? {
            "at_least" => Modifier::AtLeast,
            "at_most" => Modifier::AtMost,
            "more_than" => Modifier::MoreThan,
            "less_than" => Modifier::LessThan,
            "about" => Modifier::About,
            "nearly" => Modifier::Nearly,
            "exactly" => Modifier::Exactly,
            _ => return None,
        };
        Some((m, self.end_of(at)))
    }

    /// A quantity that begins at a token, modifier first.
    pub fn quantity_at(&self, at: usize, negated: bool) -> Option<Hit> {
        let core = &self.lexicon.core;
        let mut rows: SmallVec<[EntryId; 4]> = SmallVec::new();
        let mut modifiers: SmallVec<[Modifier; 2]> = SmallVec::new();
        let mut i = at;
        // "5000 or more than 4500": the bound stands in the words before
        if self.anything()
            && (self.has(i, core.than) || self.has(i, core.from))
            && let Some(e) = self.before(i).and_then(|b| self.entry(b, core.modifier)).filter(|e| e.side == Some(Side::After))
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
            // "over the 40"
            if self.has(i, core.article) && self.numeral(self.end_of(i)).is_some() {
                i = self.end_of(i);
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
        if self.is_glued(i) {
            return None;
        }
        let n = self.numeral(i)?;
        rows.extend(n.rows.iter().copied());
        let mut end = n.end;
        let mut value_end = end;
        let mut n = n;
        if let Some(e) = self.second_bound(&mut modifiers, &mut n) {
            end = e;
            value_end = e;
        } else if let Some((m, e)) = self.modifier(end, true)
            && self.tokens[end].breaks == 0
            && !self.compares(e)
        {
            rows.extend(self.entry_id(end, core.modifier));
            modifiers.push(m);
            end = e;
            value_end = e;
        }
        let start = self.tokens[at].span.start + self.prefix_bytes(at);
        let made = self.with_sign(&n, end, currency.as_deref());
        let (value, noun, end, mut value_end, sign) = match made {
            Some((v, e)) => (v, None, e, e, true),
            None => {
                let (noun, e) = match self.noun_after(end) {
                    Some((noun, e)) => (Some(noun), e),
                    None => (None, end),
                };
                (MentionValue::Number(Quantity::exact(n.low)), noun, e, value_end, false)
            }
        };
        let mut end = end;
        if let Some((m, e)) = self.modifier(end, true)
            && modifiers.is_empty()
            && self.tokens[end].breaks == 0
            && !self.compares(e)
        {
            rows.extend(self.entry_id(end, core.modifier));
            modifiers.push(m);
            end = e;
        }
        let bare = noun.is_none() && !sign;
        // "one" and "the other" are pronouns more often than figures
        if !self.anything() && n.in_words && n.low == Decimal::ONE && n.high == Decimal::ONE && modifiers.is_empty() && noun.as_ref().is_none_or(|n| n.thing.is_some()) && !sign {
            return None;
        }
        // "several" without a noun is no figure
        if !self.anything() && n.vague && n.high < Decimal::from(15) && noun.is_none() && !sign {
            return None;
        }
        let whole = matches!(value, MentionValue::Number(_));
        let modifier = pick(&modifiers, &n);
        let dress = |q: &Quantity| {
            let unit = q.unit.clone();
            let mut q = Quantity::hedged(n.low, n.high, modifier, whole);
            q.unit = unit;
            q
        };
        let value = match value {
            MentionValue::Number(q) if n.fraction => {
                // a fraction of something: "half of the dead"
                let mut f = Quantity::hedged(n.low * Decimal::ONE_HUNDRED, n.high * Decimal::ONE_HUNDRED, modifier, false);
                f.unit = "percent".into();
                let _ = q;
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
                let mut m = dress(&q);
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
        let _ = bare;
        let span = Span { start, end: self.tokens[value_end - 1].span.end };
        let phrase = Span { start, end: self.tokens[end - 1].span.end };
        Some(Hit { mention: Mention { value, span, phrase, noun, rows, in_words: n.in_words }, end })
    }

    /// Bytes of the clitics before the word at a token: they are not part of the value.
    pub fn prefix_bytes(&self, at: usize) -> u32 {
        let Some(p) = self.phrase(at) else { return 0 };
        let cut = usize::from(p.form.cut);
        if cut == 0 {
            return 0;
        }
        // the article belongs to the word
        let article = if p.form.article { 2.min(cut) } else { 0 };
        let contracted = p.form.preposition.is_some() && p.form.article && cut - usize::from(p.form.and) == 2;
        let take = if contracted { cut } else { cut - article };
        crate::normalise::original_offset(self.raw(at), take) as u32
    }

    /// Whether digits belong to a name before them: `F-16`, `G20`, `COVID-19`.
    fn is_glued(&self, at: usize) -> bool {
        if self.tokens[at].kind != TokenKind::Number || self.tokens[at].spaced || at == 0 {
            return false;
        }
        let before = at - 1;
        match self.tokens[before].kind {
            TokenKind::Word => self.words[before].folded.chars().count() > 1 && !self.has(before, self.lexicon.core.currency),
            TokenKind::Punct(_) if self.tokens[before].is_dash() => {
                !self.tokens[before].spaced && before > 0 && self.tokens[before - 1].kind == TokenKind::Word && self.covered[before - 1].is_none()
            }
            TokenKind::Punct('/') => !self.tokens[before].spaced,
            _ => false,
        }
    }

    /// A quantity that has no numeral: nobody, none of a noun under a negation, a dual.
    fn wordless(&self, at: usize, negated: bool) -> Option<Hit> {
        let core = &self.lexicon.core;
        let start = self.tokens[at].span.start + self.prefix_bytes(at);
        let zero = |noun: Option<Noun>, value_end: usize, end: usize, row: Option<EntryId>| {
            let mention = Mention {
                value: MentionValue::Number(Quantity::exact(Decimal::ZERO)),
                span: Span { start, end: self.tokens[value_end - 1].span.end },
                phrase: Span { start, end: self.tokens[end - 1].span.end },
                noun,
                rows: row.into_iter().collect(),
                in_words: true,
            };
            Some(Hit { mention, end })
        };
        if self.has(at, core.zero) {
            let e = self.end_of(at);
            let (noun, end) = self.noun_after(e).unwrap_or((Noun { population: Some("all".into()), ..Noun::default() }, e));
            return zero(Some(noun), e, end, self.entry_id(at, core.zero));
        }
        if self.has(at, core.none_of) {
            let e = self.end_of(at);
            if let Some((noun, end)) = self.noun_after(e).filter(|(n, _)| n.population.is_some() && !n.others && !n.further && n.nationality.is_none()) {
                return zero(Some(noun), e, end, self.entry_id(at, core.none_of));
            }
        }
        if negated && self.has(at, core.anyone) {
            let e = self.end_of(at);
            return zero(Some(Noun { population: Some("all".into()), ..Noun::default() }), e, e, self.entry_id(at, core.anyone));
        }
        if negated && self.has(at, core.any) {
            let e = self.end_of(at);
            let (noun, end) = self.noun_after(e)?;
            return zero(Some(noun), e, end, self.entry_id(at, core.any));
        }
        // a dual carries its number
        for class in [core.people, core.thing, core.time_unit, core.measure] {
            let counts = |n: u32| self.phrase(at).and_then(|p| p.entries.iter().map(|e| &self.pack().entries[*e as usize]).find(|e| e.class == class && e.count == Some(n)));
            let Some(e) = counts(2).or_else(|| {
                counts(1).filter(|_| self.phrase(at).is_none_or(|p| p.form.preposition.is_none()) && (class == core.time_unit || class == core.people && self.alone(at)))
            }) else {
                continue;
            };
            let two = Decimal::from(e.count.unwrap_or(2));
            let mut end = self.end_of(at);
            let mut value_end = end;
            if self.entry(end, core.num).is_some_and(|n| n.number == Some((two, two))) && !self.joined_and(end) {
                end = self.end_of(end);
                value_end = end;
            }
            let mut modifier = Modifier::Exact;
            if let Some((m, e)) = self.modifier(end, true) {
                modifier = m;
                end = e;
            }
            let mut q = Quantity::hedged(two, two, modifier, true);
            let (value, noun) = if class == core.time_unit {
                q.unit = e.value.as_deref().unwrap_or_default().to_owned();
                let (q, e) = self.longer(q, end);
                end = end.max(e);
                (MentionValue::Duration(q), None)
            } else if class == core.measure {
                q.unit = e.value.as_deref().unwrap_or_default().to_owned();
                (MentionValue::Measure(q, e.unit.as_deref().unwrap_or_default().to_owned()), None)
            } else {
                let mut noun = self.noun_of(at, class)?;
                let e = self.refine(&mut noun, end);
                end = end.max(e);
                (MentionValue::Number(q), Some(noun))
            };
            let mention = Mention {
                value,
                span: Span { start, end: self.tokens[value_end - 1].span.end },
                phrase: Span { start, end: self.tokens[end - 1].span.end },
                noun,
                rows: self.entry_id(at, class).into_iter().collect(),
                in_words: true,
            };
            return Some(Hit { mention, end });
        }
        if self.anything()
            && let Some((q, end)) = self.one_unit(at)
        {
            let span = Span { start, end: self.tokens[end - 1].span.end };
            let rows = self.entry_id(at, core.time_unit).into_iter().collect();
            return Some(Hit { mention: Mention { value: MentionValue::Duration(q), span, phrase: span, noun: None, rows, in_words: true }, end });
        }
        // "a few hours", «ساعات قليلة», «أيام» after "for"
        if self.has(at, core.time_unit) && self.has(self.end_of(at), core.few) {
            let few = self.entry(self.end_of(at), core.few)?;
            let (a, b) = few.number?;
            let end = self.end_of(self.end_of(at));
            let mut q = Quantity::between(a, b, Modifier::Vague);
            q.unit = self.entry(at, core.time_unit)?.value.as_deref()?.to_owned();
            let span = Span { start, end: self.tokens[end - 1].span.end };
            return Some(Hit {
                mention: Mention {
                    value: MentionValue::Duration(q),
                    span,
                    phrase: span,
                    noun: None,
                    rows: self.entry_id(at, core.time_unit).into_iter().collect(),
                    in_words: true,
                },
                end,
            });
        }
        // doubled
        if let Some(e) = self.entry(at, core.factor)
            && let Some((f, _)) = e.number
        {
            let end = self.end_of(at);
            let mut q = Quantity::exact(f);
            q.unit = "factor".into();
            let span = Span { start, end: self.tokens[end - 1].span.end };
            return Some(Hit {
                mention: Mention { value: MentionValue::Factor(q), span, phrase: span, noun: None, rows: self.entry_id(at, core.factor).into_iter().collect(), in_words: true },
                end,
            });
        }
        None
    }

    /// Whether an indefinite singular tells of one person: "among them a child", «قُتل جندي».
    fn alone(&self, at: usize) -> bool {
        let bare = self.phrase(at).is_some_and(|p| !p.form.article && !p.form.suffix && p.end == at + 1);
        let told = ["deaths/passive", "injuries/passive"].into_iter().filter_map(|c| self.lexicon.classes.get(c));
        bare && self.before(at).is_some_and(|b| self.has(b, self.lexicon.core.among) || told.clone().any(|c| self.has(b, c)))
    }

    /// Whether the word before a figure is a code of letters: USD, Rs.
    fn is_code(&self, at: usize) -> bool {
        let raw = self.raw(at);
        raw.is_ascii() && raw.len() <= 4 && raw.starts_with(|c: char| c.is_ascii_uppercase())
    }

    /// Whether "or more" goes on as "or more than 40": a bound of its own.
    fn compares(&self, at: usize) -> bool {
        let core = &self.lexicon.core;
        (self.has(at, core.than) || self.has(at, core.from)) && self.numeral(self.end_of(at)).is_some()
    }

    /// "more than 100 and fewer than 300": both bounds make a range. "more than 100 or equal" lets the bound in.
    fn second_bound(&self, modifiers: &mut SmallVec<[Modifier; 2]>, n: &mut Numeral) -> Option<usize> {
        let core = &self.lexicon.core;
        let lower = modifiers.iter().copied().find(|m| matches!(m, Modifier::MoreThan | Modifier::AtLeast))?;
        let mut i = n.end;
        let mut end = None;
        let mut lower = lower;
        if self.has(i, core.or_equal) {
            lower = Modifier::AtLeast;
            modifiers.clear();
            modifiers.push(lower);
            i = self.end_of(i);
            end = Some(i);
        }
        let here = i;
        if self.tokens.get(i).is_some_and(|t| t.is(',') || t.is('،')) {
            i += 1;
        }
        let joined = self.joined_and(i);
        if !joined && (self.has(i, core.and) || self.has(i, core.or)) {
            i = self.end_of(i);
        }
        if i == here && !joined {
            return end;
        }
        let Some((m, e)) = self.modifier(i, false) else { return end };
        if !matches!(m, Modifier::LessThan | Modifier::AtMost) || self.tokens.get(i).is_none_or(|t| t.breaks > 0) {
            return end;
        }
        let e = if self.has(e, core.article) { self.end_of(e) } else { e };
        let Some(top) = self.numeral(e).filter(|t| !t.range && !t.vague && t.high > n.low) else { return end };
        let step = |open: bool| if open && n.low.is_integer() && top.high.is_integer() { Decimal::ONE } else { Decimal::ZERO };
        let (mut low, mut high) = (n.low + step(lower == Modifier::MoreThan), top.high - step(m == Modifier::LessThan));
        if low > high {
            (low, high) = (n.low, top.high);
        }
        *n = Numeral { low, high, end: top.end, vague: false, range: true, ..n.clone() };
        modifiers.clear();
        Some(top.end)
    }

    /// Hundredths behind an amount: "13 dollars and 45 cents", and in any text "20 dollars 43".
    fn sub_units(&self, at: usize) -> Option<(Decimal, usize)> {
        let core = &self.lexicon.core;
        let mut i = at;
        let joined = self.joined_and(i);
        if !joined && self.has(i, core.and) {
            i = self.end_of(i);
        }
        if self.tokens.get(i)?.breaks > 0 || matches!(self.tokens[i].kind, TokenKind::Punct(_)) {
            return None;
        }
        let n = self.unsigned(i).filter(|n| n.low == n.high && n.low > Decimal::ZERO && n.low < Decimal::ONE_HUNDRED && n.low.is_integer())?;
        if self.has(n.end, core.sub_unit) && !self.joined_and(n.end) {
            return Some((n.low / Decimal::ONE_HUNDRED, self.end_of(n.end)));
        }
        let last = self.tokens.get(n.end).is_none_or(|t| matches!(t.kind, TokenKind::Punct(_)));
        (self.anything() && last).then(|| (n.low / Decimal::ONE_HUNDRED, n.end))
    }

    /// The sign that says what the number is of: percent, currency, measure, time. The quantity holds the unit
    /// (and for shares the factor in `min`).
    fn with_sign(&self, n: &Numeral, at: usize, currency: Option<&str>) -> Option<(MentionValue, usize)> {
        let core = &self.lexicon.core;
        let plain = |unit: &str| Quantity { unit: unit.to_owned(), ..Quantity::exact(n.low) };
        if let Some(c) = currency {
            return Some((MentionValue::Money(plain(c)), at));
        }
        let mut i = at;
        if self.tokens.get(i).is_some_and(|t| t.is_dash() && !t.spaced) && self.touching(i + 1) {
            i += 1;
        }
        if i >= self.tokens.len() || (self.tokens[i].breaks > 0) {
            return None;
        }
        if let Some(e) = self.entry(i, core.percent) {
            let factor = e.number.map_or(Decimal::ONE, |n| n.0);
            return Some((MentionValue::Percent(Quantity::exact(factor)), self.end_of(i)));
        }
        if self.joined_and(i) {
            return None;
        }
        if let Some(e) = self.entry(i, core.currency) {
            return Some((MentionValue::Money(plain(e.value.as_deref()?)), self.end_of(i)));
        }
        if self.anything() && n.low.is_integer() && self.has(i, core.sub_unit) {
            return Some((MentionValue::Money(plain("cent")), self.end_of(i)));
        }
        if let Some(e) = self.entry(i, core.measure).filter(|e| e.count != Some(2)) {
            let mut end = self.end_of(i);
            let mut unit = e.value.as_deref()?.to_owned();
            let dimension = e.unit.as_deref().unwrap_or_default().to_owned();
            // "38 degrees Celsius"
            if let Some(next) = self.entry(end, core.measure)
                && next.unit.as_deref() == Some(&dimension)
                && unit == "degree"
            {
                unit = next.value.as_deref()?.to_owned();
                end = self.end_of(end);
            }
            return Some((MentionValue::Measure(plain(&unit), dimension), end));
        }
        // "half an hour", "one and a quarter of an hour"
        if n.fraction || self.anything() {
            let mut j = i;
            if self.anything() && self.has(j, core.of) {
                j = self.end_of(j);
            }
            if self.has(j, core.indefinite) {
                j = self.end_of(j);
            }
            if j > i && n.fraction | self.has(i, core.of) && self.has(j, core.time_unit) {
                i = j;
            }
        }
        if let Some(e) = self.entry(i, core.time_unit).filter(|e| e.count != Some(2) || n.in_words) {
            return Some((MentionValue::Duration(plain(e.value.as_deref()?)), self.end_of(i)));
        }
        if let Some(e) = self.entry(i, core.factor)
            && e.value.as_deref() == Some("times")
        {
            return Some((MentionValue::Factor(plain("factor")), self.end_of(i)));
        }
        None
    }

    /// The noun counted by a figure that ends at a token.
    pub fn noun_after(&self, at: usize) -> Option<(Noun, usize)> {
        let core = &self.lexicon.core;
        let latin = self.pack().file.capitals;
        let mut i = at;
        let mut noun = Noun::default();
        let mut found = None;
        if self.tokens.get(i).is_some_and(|t| t.is_dash() && !t.spaced) && self.touching(i + 1) {
            i += 1;
        }
        for hop in 0..=REACH {
            let Some(t) = self.tokens.get(i) else { break };
            if t.breaks > 0 || matches!(t.kind, TokenKind::Punct(_) | TokenKind::Number) && !(t.is_dash() && self.touching(i) && self.touching(i + 1)) {
                break;
            }
            if t.is_dash() {
                i += 1;
                continue;
            }
            if self.joined_and(i) {
                break;
            }
            if self.entry(i, core.among).is_some_and(|e| e.value.as_deref() == Some("of-them")) {
                noun.of_them = true;
                noun.kind = self.phrase(i).and_then(|p| p.entries.iter().find_map(|e| self.pack().entries[*e as usize].kind));
                noun.population.get_or_insert_with(|| "all".into());
                found = Some(self.end_of(i));
                break;
            }
            let after_from = i > at && self.covered[i - 1].is_some_and(|b| self.has(b, core.from));
            if after_from && self.has(i, core.thing) && [core.place, core.country].iter().any(|c| self.has(self.end_of(i), *c)) {
                break;
            }
            if self.has(i, core.people) || self.has(i, core.thing) || (self.has(i, core.collective) && hop > 0) || (self.has(i, core.collective) && latin) {
                let class = if self.has(i, core.people) {
                    core.people
                } else if self.has(i, core.thing) {
                    core.thing
                } else {
                    core.collective
                };
                let got = self.noun_of(i, class)?;
                noun.population = got.population;
                noun.thing = got.thing;
                noun.kind = got.kind;
                noun.span = got.span;
                // "nine of the dead": a part of them
                noun.of_them |= after_from && got.kind.is_some();
                let end = self.end_of(i);
                found = Some(self.refine(&mut noun, end).max(end));
                break;
            }
            if self.has(i, core.further) {
                noun.further = true;
                if !self.has(i, core.other_people) {
                    i = self.end_of(i);
                    continue;
                }
            }
            if self.has(i, core.other_people) {
                noun.others = true;
                noun.population.get_or_insert_with(|| "all".into());
                found = Some(self.end_of(i));
                i = self.end_of(i);
                continue;
            }
            if let Some(e) = self.entry(i, core.nationality) {
                noun.nationality = e.value.as_deref().map(str::to_owned);
                noun.population.get_or_insert_with(|| "all".into());
                noun.span = Some(self.tokens[i].span);
                found = Some(self.end_of(i));
                i = self.end_of(i);
                continue;
            }
            if self.has(i, core.of) || (hop == 0 && self.has(i, core.from) && !latin) {
                if self.phrase(i).is_some_and(|p| p.form.cut > 0) {
                    break;
                }
                i = self.end_of(i);
                if self.has(i, core.article) || self.has(i, core.determiner) {
                    i = self.end_of(i);
                }
                // "four of its 15 members": the noun stands behind the second figure
                if let Some(second) = self.numeral(i)
                    && let Some((whole, _)) = self.noun_after(second.end)
                {
                    return Some((Noun { of_them: true, ..whole }, i));
                }
                continue;
            }
            if self.has(i, core.adjective) {
                i = self.end_of(i);
                continue;
            }
            if latin && hop > 1 {
                if let Some(p) = self.phrase(i) {
                    let place = [core.country, core.org, core.place].iter().any(|c| self.has(i, *c));
                    let passable = place || self.has(i, core.title) || self.has(i, core.event);
                    if !passable {
                        break;
                    }
                    if let Some(e) = self.entry(i, core.country) {
                        noun.nationality = e.value.as_deref().map(str::to_owned);
                    }
                    i = p.end;
                    continue;
                }
                i += 1;
                continue;
            }
            break;
        }
        let end = found?;
        // "1,500 French and 1,100 American troops": the noun stands behind the second figure
        if noun.nationality.is_some() && noun.thing.is_none() && noun.population.as_deref() == Some("all") && noun.kind.is_none() {
            let next = if self.has(end, core.and) && !self.joined_and(end) { self.end_of(end) } else { end };
            if next > end || self.joined_and(end) {
                let next = self.digits_behind_and(next);
                if let Some(second) = self.numeral(next)
                    && let Some((other, _)) = self.noun_after(second.end)
                    && other.nationality.is_some()
                {
                    noun.population = other.population;
                    noun.thing = other.thing;
                }
            }
        }
        Some((noun, end))
    }

    /// The digits behind a conjunction written as a word of one letter.
    fn digits_behind_and(&self, at: usize) -> usize {
        if self.has(at, self.lexicon.core.and) && self.touching(at + 1) && self.digits(at + 1).is_some() { at + 1 } else { at }
    }

    /// The noun of an entry.
    fn noun_of(&self, at: usize, class: ClassId) -> Option<Noun> {
        let core = &self.lexicon.core;
        let e = self.entry(at, class)?;
        let value = e.value.as_deref()?.to_owned();
        let (population, thing) = if class == core.thing { (None, Some(value)) } else { (Some(value), None) };
        Some(Noun { population, thing, kind: e.kind, span: Some(self.tokens[at].span), ..Noun::default() })
    }

    /// Reads on behind a noun: "members of the police and the National Guard", «جنود فرنسيين», «عنصر أمن». Gives the new end.
    fn refine(&self, noun: &mut Noun, at: usize) -> usize {
        let core = &self.lexicon.core;
        let mut end = at;
        let mut i = at;
        if self.has(i, core.of) || self.has(i, core.from) {
            i = self.end_of(i);
        }
        if self.has(i, core.article) {
            i = self.end_of(i);
        }
        let t = &self.lexicon.tables;
        let same_line = |i: usize| self.tokens.get(i).is_some_and(|t| t.breaks == 0);
        if same_line(i) && noun.population.is_some() && !self.joined_and(i) {
            for class in [core.collective, core.people] {
                let Some(e) = self.entry(i, class).filter(|e| e.count.is_none()) else { continue };
                let Some(v) = e.value.as_deref() else { continue };
                let now = noun.population.as_deref().unwrap_or("all");
                if t.is_part(v, now) || (now == "security_forces" && v != "all") {
                    let mut all = vec![v.to_owned()];
                    end = self.end_of(i);
                    // "police and National Guard": what holds both
                    while (self.joined_and(end) || (self.has(end, core.and) && same_line(end))) && all.len() < 4 {
                        let j = if self.joined_and(end) { end } else { self.end_of(end) };
                        let j = if self.has(j, core.article) { self.end_of(j) } else { j };
                        let Some(more) = self.entry(j, core.collective).or_else(|| self.entry(j, core.people)).and_then(|e| e.value.as_deref()) else { break };
                        all.push(more.to_owned());
                        end = self.end_of(j);
                    }
                    noun.population = Some(self.lexicon.common_population(&all));
                    noun.kind = noun.kind.or(e.kind);
                    break;
                }
            }
        }
        // "women and children" directly after the figure
        if same_line(end) && (self.joined_and(end) || self.has(end, core.and)) {
            let j = if self.joined_and(end) { end } else { self.end_of(end) };
            if let Some(v) = self.entry(j, core.people).filter(|e| e.count.is_none()).and_then(|e| e.value.as_deref())
                && let Some(p) = &noun.population
                && [p.as_str(), v].iter().all(|x| matches!(*x, "women" | "children"))
                && p != v
            {
                noun.population = Some("women_and_children".into());
                end = self.end_of(j);
            }
        }
        // adjectives of nationality behind the noun
        let mut j = end;
        for _ in 0..3 {
            if !same_line(j) || self.joined_and(j) {
                break;
            }
            if let Some(e) = self.entry(j, core.nationality).filter(|_| self.phrase(j).is_some_and(|p| p.form.preposition.is_none())) {
                noun.nationality = e.value.as_deref().map(str::to_owned);
                end = self.end_of(j);
                break;
            }
            let skip = self.has(j, core.adjective) || (self.phrases[j].is_none() && self.tokens[j].kind == TokenKind::Word && !self.pack().file.capitals);
            if !skip {
                break;
            }
            j = self.end_of(j);
        }
        end
    }
}

/// The modifier that holds when several were written: a bound beats "about"; a vague word keeps its own range.
fn pick(all: &[Modifier], n: &Numeral) -> Modifier {
    use Modifier::*;
    let base = if n.range {
        Between
    } else if n.vague {
        Vague
    } else {
        Exact
    };
    if all.is_empty() {
        return base;
    }
    all.iter().copied().find(|m| matches!(m, AtLeast | AtMost | MoreThan | LessThan)).unwrap_or(if base == Vague { Vague } else { all[0] })
}
