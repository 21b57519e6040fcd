//! What a number is of: percent, money, a measure, a length of time.

use rust_decimal::Decimal;

use crate::lexicon::row::Side;
use crate::mention::MentionValue;
use crate::mention::numeral::Numeral;
use crate::mention::scan::Scan;
use crate::normalise::TokenKind;
use crate::value::Quantity;

impl Scan<'_, '_> {
    /// Whether the word before a figure is a code of letters: USD, Rs.
    pub(super) fn is_code(&self, at: usize) -> bool {
        let raw = self.raw(at);
        raw.is_ascii() && raw.len() <= 4 && (raw.starts_with(|c: char| c.is_ascii_uppercase()) || raw.len() == 3 && self.anything())
    }

    /// Whether an amount of money ends with the word or sign at a token.
    pub(super) fn is_money(&self, at: usize) -> bool {
        let core = &self.lexicon.core;
        let currency = |i: usize| self.has(i, core.currency);
        let figure = self.tokens[at].kind == TokenKind::Number || self.has(at, core.scale);
        currency(at) || figure && (0..3).scan(at, |i, _| self.before(*i).inspect(|b| *i = *b)).any(currency)
    }

    /// Hundredths behind an amount: "13 dollars and 45 cents", and in any text "20 dollars 43".
    pub(super) fn sub_units(&self, at: usize) -> Option<(Decimal, usize)> {
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
        let last = self.tokens.get(n.end).is_none_or(|t| matches!(t.kind, TokenKind::Punct(_))) && self.with_sign(&n, n.end, None).is_none();
        (self.anything() && last).then(|| (n.low / Decimal::ONE_HUNDRED, n.end))
    }

    /// The sign that says what the number is of: percent, currency, measure, time. The quantity holds the unit
    /// (and for shares and money the factor in `min`).
    pub(super) fn with_sign(&self, n: &Numeral, at: usize, currency: Option<&str>) -> Option<(MentionValue, usize)> {
        let core = &self.lexicon.core;
        let plain = |unit: &str| Quantity { unit: unit.to_owned(), ..Quantity::exact(n.low) };
        let one = |unit: &str| Quantity { unit: unit.to_owned(), ..Quantity::exact(Decimal::ONE) };
        if let Some(c) = currency {
            return Some((MentionValue::Money(one(c)), at));
        }
        let mut i = at;
        if self.tokens.get(i).is_some_and(|t| t.is_dash() && !t.spaced) && self.touching(i + 1) {
            i += 1;
        }
        if i >= self.tokens.len() || (self.tokens[i].breaks > 0) {
            return None;
        }
        // "10 millions d'euros", "une dizaine de jours": behind a round figure a word for "of" leads to what it counts
        if self.pack().file.noun_first && self.has(i, core.of) && self.before(at).is_some_and(|b| [core.scale, core.rounded, core.vague].iter().any(|c| self.has(b, *c))) {
            let unit = self.end_of(i);
            let told = [core.currency, core.measure, core.time_unit].iter().any(|c| self.has(unit, *c));
            if told && self.tokens.get(unit).is_some_and(|t| t.breaks == 0) {
                i = unit;
            }
        }
        // "half a percentage point", "a quarter of a per cent"
        let of = if self.has(i, core.of) { self.end_of(i) } else { i };
        let whole = if self.has(of, core.indefinite) { self.end_of(of) } else { of };
        if n.fraction && self.has(whole, core.percent) {
            i = whole;
        }
        // "cut rates by half a point"
        if n.fraction && whole > of && self.has(whole, core.point) && !self.anything() {
            return Some((MentionValue::Percent(Quantity::exact(Decimal::ONE)), self.end_of(whole)));
        }
        // "2024 yüzde 5": the word belongs to the figure behind it
        if let Some(e) = self.entry(i, core.percent).filter(|e| e.side != Some(Side::Before)) {
            let factor = e.number.map_or(Decimal::ONE, |n| n.0);
            return Some((MentionValue::Percent(Quantity::exact(factor)), self.end_of(i)));
        }
        if self.joined_and(i) {
            return None;
        }
        // a word for money that is also a weight: money is counted by the million, or told of beside a word for it
        let weight = self.has(i, core.measure) && n.low < Decimal::from(1_000_000) && (self.anything() || !(at.saturating_sub(9)..at).any(|j| self.has(j, core.money_word)));
        // "20 million won": a word that tells money only behind a scale
        let scaled = || self.entry(i, core.scaled_currency).filter(|_| self.before(at).is_some_and(|b| self.has(b, core.scale)));
        if let Some(e) = self.entry(i, core.currency).filter(|_| !weight).or_else(scaled) {
            let end = self.end_of(i);
            // "75 USD million"
            let scaled = self.entry(end, core.scale).and_then(|e| e.number).filter(|s| s.0 >= Decimal::ONE_THOUSAND && n.low < Decimal::ONE_THOUSAND && !self.joined_and(end));
            let (factor, end) = scaled.map_or((Decimal::ONE, end), |s| (s.0, self.end_of(end)));
            // "300 mdp": millions in the same word
            let factor = factor * Decimal::from(e.count.unwrap_or(1));
            return Some((MentionValue::Money(Quantity { unit: e.value.as_deref()?.to_owned(), ..Quantity::exact(factor) }), end));
        }
        if self.anything() && n.low.is_integer() && self.has(i, core.sub_unit) {
            return Some((MentionValue::Money(one("cent")), self.end_of(i)));
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
        // "half an hour", "one and a quarter of an hour", "three quarters of an hour", "un quart d'heure"
        if n.fraction || self.anything() {
            let mut j = i;
            let unit = self.end_of(j);
            let spans = |i: usize| self.entry(i, core.time_unit).and_then(|e| e.value.as_deref()).is_some_and(|u| matches!(u, "hour" | "century"));
            if self.has(j, core.of) && (self.anything() || self.has(unit, core.indefinite) || self.pack().noun_first() && spans(unit)) {
                j = unit;
            }
            if self.has(j, core.indefinite) {
                j = self.end_of(j);
            }
            if j > i && (n.fraction || self.has(i, core.of)) && self.has(j, core.time_unit) {
                i = j;
            }
        }
        // "2 more minutes", "two additional hours"
        let spare = self.end_of(i);
        if (self.has(i, core.working) || self.anything() && [core.further, core.fewer].iter().any(|c| self.has(i, *c))) && self.has(spare, core.time_unit) {
            i = spare;
        }
        // "56.7 in 2018, 53.3 in 2020" where the word before the year also counts years
        let dated = self.has(i, core.year_word) && self.tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Number) && self.raw(i + 1).chars().count() == 4;
        if dated && self.year_at(i, false).is_some() {
            return None;
        }
        // «18 يوم الأربعاء»: eighteen, on the day that follows
        // «22 يوم 12 نوفمبر»: a day of a month likewise
        let next = self.end_of(i);
        if self.has(i, core.day_word) && (self.has(next, core.weekday) || self.tokens.get(next).is_some_and(|t| t.kind == TokenKind::Number) && self.has(next + 1, core.month)) {
            return None;
        }
        // «مقابل 7.5 مليارات العام الماضي»: what a figure counts has no article, and the day or year behind it is told by itself
        let apart = !self.anything()
            && !self.pack().file.capitals
            && (!n.in_words || n.low > Decimal::TEN)
            && !n.vague
            && !n.fraction
            && self.phrase(i).is_some_and(|p| p.form.article && p.form.preposition.is_none());
        if apart {
            return None;
        }
        let letter = || self.short_unit(i).filter(|_| !n.in_words);
        if let Some(e) = self.entry(i, core.time_unit).filter(|e| e.count != Some(2) || n.in_words).or_else(letter) {
            return Some((MentionValue::Duration(plain(e.value.as_deref()?)), self.end_of(i)));
        }
        if let Some(e) = self.entry(i, core.factor)
            && e.value.as_deref() == Some("times")
        {
            return Some((MentionValue::Factor(plain("factor")), self.end_of(i)));
        }
        None
    }
}
