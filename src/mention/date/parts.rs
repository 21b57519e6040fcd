//! The parts of a date: month, day, year.

use rust_decimal::prelude::ToPrimitive;

use super::Calendar;
use super::islamic::Islamic;
use crate::mention::numeral::Numeral;
use crate::mention::scan::Scan;
use crate::normalise::TokenKind;

/// Years by which the Islamic solar calendar lies behind.
const SOLAR: i16 = 621;

impl Scan<'_, '_> {
    /// A month's name, with a second name after a slash, the Islamic calendar that it is of, and one past it.
    pub(super) fn month_at(&self, at: usize) -> Option<(i8, Option<Islamic>, usize)> {
        let core = &self.lexicon.core;
        let (class, islamic) = if self.has(at, core.month) {
            (core.month, None)
        } else if self.has(at, core.hijri) {
            (core.hijri, Some(Islamic::Lunar))
        } else if self.has(at, core.solar) {
            (core.solar, Some(Islamic::Solar))
        } else {
            (core.short_month, None)
        };
        let m = self.value_of(at, class)? as i8;
        let mut end = self.end_of(at);
        let before_number = |i: usize| self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number);
        if self.is_punct(end, '.') && self.touching(end) && islamic.is_none() && before_number(end + 1) {
            end += 1;
        }
        for (open, close) in [('/', None), ('(', Some(')')), ('-', None)] {
            if self.is_punct(end, open) && self.value_of(end + 1, core.month) == Some(i64::from(m)) {
                end = self.end_of(end + 1);
                if close.is_some_and(|c| self.is_punct(end, c)) {
                    end += 1;
                }
                break;
            }
        }
        // «5 مارس آذار 2023»: agencies set both names side by side, with no sign between
        let again = islamic.is_none() && self.value_of(end, core.month) == Some(i64::from(m)) && self.tokens[end].breaks == 0;
        if again && self.words[end].folded != self.words[at].folded {
            end = self.end_of(end);
        }
        Some((m, islamic, end))
    }

    /// A weekday, 1 for Monday. One cut short counts where nothing else can be meant.
    pub(super) fn weekday_at(&self, at: usize) -> Option<i8> {
        let core = &self.lexicon.core;
        if let Some(w) = self.value_of(at, core.weekday) {
            return Some(w as i8);
        }
        let w = self.value_of(at, core.short_weekday).filter(|_| self.anything())? as i8;
        let end = self.end_of(at);
        let closed = self.tokens.get(end).is_none_or(|t| matches!(t.kind, TokenKind::Punct(_)) || t.kind == TokenKind::Number) || self.has(end, core.ordinal);
        let own = !self.has(at, core.num) && self.pack().file.capitals;
        let led = own && at == 0
            || self.before(at).is_some_and(|b| {
                self.has(b, core.deixis) || self.has(b, core.day_word) || own && ([core.in_, core.num, core.ordinal].iter().any(|c| self.has(b, *c)) || self.tokens[b].is(','))
            });
        (closed && led).then_some(w)
    }

    /// Whether a unit of time is the one named.
    pub(super) fn is_unit(&self, at: usize, unit: &str) -> bool {
        self.entry(at, self.lexicon.core.time_unit).is_some_and(|u| u.value.as_deref() == Some(unit))
    }

    /// A day of a month in digits or as an ordinal.
    pub(super) fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let core = &self.lexicon.core;
        if self.tokens.get(at)?.breaks > 0 && at > 0 {
            return None;
        }
        if let Some(n) = self.digits(at) {
            let raw = self.raw(at);
            if raw.chars().count() > 2 {
                return None;
            }
            let d = n.to_i8().filter(|d| (1..=31).contains(d))?;
            return Some((d, self.rank_end(at + 1).unwrap_or(at + 1)));
        }
        let d = self.value_of(at, core.ordinal)?;
        (1..=31).contains(&d).then(|| (d as i8, self.end_of(at)))
    }

    /// A day of a month, told in cardinal words too: "May twenty one".
    pub(super) fn day_in_words(&self, at: usize) -> Option<(i8, usize)> {
        self.day_number(at).or_else(|| {
            if !self.anything() {
                return None;
            }
            let n = self.unsigned(at).filter(|n| n.in_words && n.low == n.high && !n.fraction && !n.vague)?;
            let d = n.low.to_i8().filter(|d| n.low.is_integer() && (1..=31).contains(d))?;
            (!self.is_counted(n.end)).then_some((d, n.end))
        })
    }

    /// A year told in words: "nineteen seventy eight", "two thousand and one", «ألفان وثمانية عشر».
    pub(super) fn year_in_words(&self, at: usize) -> Option<(i16, usize)> {
        let core = &self.lexicon.core;
        let at = if self.has(at, core.year_word) { self.end_of(at) } else { at };
        let years = |n: &Numeral| n.in_words && !n.vague && n.low == n.high && n.low.is_integer();
        let century = |i: usize| -> Option<i16> { i16::try_from(self.value_of(i, core.num)?).ok().filter(|c| (11..=20).contains(c)) };
        if let Some(c) = century(at) {
            let mut i = self.end_of(at);
            let zero = self.value_of(i, core.num) == Some(0);
            if zero {
                i = self.end_of(i);
            }
            let rest = self.unsigned(i).filter(years).and_then(|n| Some((n.low.to_i16().filter(|r| if zero { *r < 10 } else { (10..100).contains(r) })?, n.end)));
            if let Some((r, end)) = rest.filter(|_| !self.joined_and(i)) {
                return Some((c * 100 + r, end));
            }
        }
        let n = self.unsigned(at).filter(years)?;
        let y = n.low.to_i16().filter(|y| (1000..=2199).contains(y))?;
        Some((y, n.end))
    }

    /// Whether a noun follows that a figure counts, so that the figure is no day.
    pub(in crate::mention) fn is_counted(&self, at: usize) -> bool {
        let core = &self.lexicon.core;
        [core.people, core.thing, core.measure, core.currency, core.percent, core.time_unit, core.scale].iter().any(|c| self.has(at, *c))
    }

    pub(super) fn skip_of(&self, at: usize) -> usize {
        let core = &self.lexicon.core;
        if (self.has(at, core.of) || self.has(at, core.from)) && !self.joined_and(at) { self.end_of(at) } else { at }
    }

    /// A year after a month: `2022`, `, 2022`, `of 2022`, `in the year 2022`.
    pub(super) fn year_after(&self, at: usize, comma: bool) -> Option<(i16, usize)> {
        let core = &self.lexicon.core;
        let mut i = at;
        if comma && self.comma(i) {
            i += 1;
        }
        for _ in 0..2 {
            if self.has(i, core.of) || self.has(i, core.from) || (self.has(i, core.in_) && self.has(self.end_of(i), core.year_word)) {
                i = self.end_of(i);
            }
        }
        if let Some(found) = self.year_at(i, true) {
            return Some(found);
        }
        if !self.anything() || self.tokens.get(i).is_none_or(|t| t.breaks > 0) {
            return None;
        }
        // "14th April 15": two digits at the end
        let two = || {
            let y = i16::try_from(self.digits(i)?.mantissa()).ok().filter(|_| self.raw(i).chars().count() == 2)?;
            let closed = self.tokens.get(i + 1).is_none_or(|t| matches!(t.kind, TokenKind::Punct('.' | '!' | '?' | '؟')));
            closed.then_some((if y < 70 { 2000 + y } else { 1900 + y }, i + 1))
        };
        self.year_in_words(i).or_else(|| if comma { two() } else { None })
    }

    /// "of that year", «من العام نفسه».
    pub(super) fn same_year(&self, at: usize, cal: &Calendar) -> Option<(i16, usize)> {
        let core = &self.lexicon.core;
        let i = self.skip_of(at);
        let i = if self.has(i, core.article) { self.end_of(i) } else { i };
        let year = cal.year?;
        let is_year = |i: usize| self.entry(i, core.time_unit).is_some_and(|e| e.value.as_deref() == Some("year")) || self.has(i, core.year_word);
        let that = |i: usize| self.has(i, core.that) || self.entry(i, core.deixis).is_some_and(|e| e.value.as_deref() == Some("same"));
        if i > at && that(i) && is_year(self.end_of(i)) {
            return Some((year, self.end_of(self.end_of(i))));
        }
        (i > at && is_year(i) && that(self.end_of(i))).then(|| (year, self.end_of(self.end_of(i))))
    }

    /// The year of a month that points back to the year told last: "in February 2021 … that July".
    pub(super) fn that_month(&self, at: usize, cal: &Calendar) -> Option<i16> {
        let before = self.before(at)?;
        let back = self.entry(before, self.lexicon.core.deixis).is_some_and(|e| e.value.as_deref() == Some("same"));
        cal.year.filter(|_| back)
    }

    /// The year behind a day or a month, told by a word: "of that year", "last year", "of the following year".
    pub(super) fn year_told(&self, at: usize, cal: &Calendar) -> Option<(i16, usize)> {
        if let Some(same) = self.same_year(at, cal) {
            return Some(same);
        }
        let core = &self.lexicon.core;
        let from = if self.is_punct(at, ',') { at + 1 } else { self.skip_of(at) };
        if let Some(h) = self.relative_unit(from, cal).filter(|h| h.value.end.is_none() && h.value.start.month.is_none()) {
            return Some((h.value.start.year?, h.end));
        }
        // counted from the year told last, and not from that of the report
        let shift = |i: usize| Some((cal.year?.checked_add(i16::try_from(self.value_of(i, core.year_shift)?).ok()?)?, self.end_of(i)));
        if from < self.tokens.len() { shift(from) } else { None }
    }

    /// A year: after the word for it, or (where `bare` or a preposition of time stands before) four digits alone.
    pub(in crate::mention) fn year_at(&self, at: usize, bare: bool) -> Option<(i16, usize)> {
        let core = &self.lexicon.core;
        let mut i = at;
        let worded = self.has(i, core.year_word);
        if worded {
            i = self.end_of(i);
        }
        let written = self.words.get(i)?.year?;
        let n = if self.is_solar(written) { written + SOLAR } else { written };
        if self.tokens[i].breaks > 0 && i > at {
            return None;
        }
        let end = i + 1;
        // "the 1990s": a rank behind the hyphen is that of a year, and anything else makes a decade of it
        let decade = self.pack().cases() && self.tokens.get(end).is_some_and(|t| t.is_dash()) && self.touching(end) && self.touching(end + 1);
        if decade && self.tokens.get(end + 1).is_some_and(|t| t.kind == TokenKind::Word) && self.rank_end(end).is_none() {
            return None;
        }
        // a word for a year behind it, or behind the second of two: "2022 года", "2014–2018 годов"
        if let Some(end) = self.marked_year(i) {
            return Some((written, end));
        }
        if self.tokens.get(end).is_some_and(|t| t.is('/') && !t.spaced) && self.tokens.get(end + 1).is_some_and(|t| !t.spaced) && !worded && !bare {
            return None;
        }
        if worded || bare {
            return Some((written, end));
        }
        // «منذ 2012 جماعات»: nothing is counted behind "since", unless a length of time is
        let since = (1900..=2100).contains(&n) && self.before(at).is_some_and(|b| self.has(b, core.since)) && !self.has(end, core.time_unit);
        // "In 2015 protesters stormed it": a figure of that size is written with a comma
        let behind = self.pack().noun_first();
        let opening = !behind
            && (1900..=2100).contains(&n)
            && self.before(at).is_some_and(|b| self.has(b, core.in_) && self.before(b).is_none_or(|c| matches!(self.tokens[c].kind, TokenKind::Punct(_))))
            && self.has(end, core.people);
        let named = !behind && (1800..=2100).contains(&n) && self.names_event(at, end);
        if named {
            return Some((written, end));
        }
        if !(1500..=2100).contains(&n) || self.is_counted(end) && !since && !opening {
            return None;
        }
        let before = self.before(at)?;
        // «ارتفع عدد القتلى إلى 2000»: what a count has come to
        let count = |b: usize| [core.number_of, core.figure_cue].iter().any(|c| self.has(b, *c));
        let come_to = || (0..3).scan(before, |i, _| self.before(*i).inspect(|b| *i = *b)).take_while(|b| !matches!(self.tokens[*b].kind, TokenKind::Punct(_))).any(count);
        if behind && self.has(before, core.to) && come_to() {
            return None;
        }
        let led = [core.in_, core.since, core.between, core.year_word, core.year_before, core.month_part, core.season, core.and, core.to, core.from, core.by, core.of, core.deixis].iter().any(|c| self.has(before, *c))
                || n >= 1750 && self.is_punct(before, '(') && self.is_punct(end, ')')
                // «كان مقررا انتهاؤها آخر 2023»
                || !self.anything() && (1900..=2100).contains(&n) && self.has(before, core.final_)
                // "after 2010, when 1,985 died", «قبل 2011.»
                || (1900..=2100).contains(&n) && (self.has(before, core.after) || self.has(before, core.ago)) && self.tokens.get(end).is_none_or(|t| matches!(t.kind, TokenKind::Punct(_)))
                // «وفق تعداد 2019،»
                || n >= 1750 && self.has(before, core.according) && self.tokens.get(end).is_some_and(|t| matches!(t.kind, TokenKind::Punct(_)));
        // «خلال 2022»
        let led = led || (1900..=2100).contains(&n) && !self.pack().file.capitals && self.has(before, core.within);
        // "wurde 1975 gegründet": what is counted would be a noun, with its capital
        let counts = |b: usize| [core.num, core.scale, core.modifier, core.numbered].iter().any(|c| self.has(b, *c)) || self.tokens[b].kind == TokenKind::Number;
        let named_next = self.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Word && t.breaks == 0) && self.words[end].caps != crate::normalise::Caps::None;
        let led = led || self.pack().file.bare_years && (1900..=2100).contains(&n) && !counts(before) && !named_next && self.tokens[before].kind == TokenKind::Word;
        // "the 2022 general election", «انتخابات 2022»
        let event = |i: usize| self.tells_event(i) && self.tokens[i].breaks == 0;
        let of_event = if !behind {
            let next = self.end_of(end);
            // "the 1938 dam", "a 1974 treaty": a figure of that size is written with a comma
            let led = self.has(before, core.article) || self.has(before, core.indefinite);
            let thing = self.has(end, core.thing) || self.phrase(end).is_none() && self.words[end.min(self.tokens.len() - 1)].caps == crate::normalise::Caps::None;
            led && (1800..=2100).contains(&n)
                && end < self.tokens.len()
                && self.tokens[end].kind == TokenKind::Word
                && self.tokens[end].breaks == 0
                && thing
                && !self.has(end, core.time_unit)
                || (1800..=2100).contains(&n)
                    && ![core.num, core.scale].iter().any(|c| self.has(before, *c))
                    && (event(end) || next < self.tokens.len() && self.phrase(end).is_none() && event(next))
        } else {
            (1800..=2100).contains(&n) && !self.joined_and(at) && (event(before) || self.phrase(before).is_none() && self.before(before).is_some_and(event))
        };
        if of_event && self.words[i].is_plain {
            return Some((written, end));
        }
        // "and 1,500" without its comma: a year only where one stands before
        let pair = !self.has(before, core.and) || (0..3).scan(before, |i, _| self.before(*i).inspect(|b| *i = *b)).any(|b| self.has(b, core.year_word) || self.is_year(b));
        // «العام الجاري 2023», but not «حاليا 1883»
        let now = !self.has(before, core.deixis) || self.before(before).is_some_and(|b| self.has(b, core.year_word) || self.has(b, core.time_unit));
        let led = led && pair && now;
        let closes = self.tokens.get(end).is_none_or(|t| t.breaks > 0 || matches!(t.kind, TokenKind::Punct(_))) || self.phrases[end].is_some() || self.words[end].forms.is_empty();
        (led && closes).then_some((written, end))
    }

    /// One past a year that a word behind it tells to be one, or behind the second of two years.
    fn marked_year(&self, at: usize) -> Option<usize> {
        let core = &self.lexicon.core;
        let mark = |i: usize| self.has(i, core.year_mark) && self.tokens[i].breaks == 0 && self.tokens[i - 1].kind == TokenKind::Number;
        let end = at + 1;
        if mark(end) {
            return Some(self.end_of(end));
        }
        let joint = |i: usize| self.tokens.get(i).is_some_and(|t| t.is_dash()) || [core.and, core.to, core.or].iter().any(|c| self.has(i, *c));
        let second = end + 1;
        (joint(end) && self.words.get(second).is_some_and(|w| w.year.is_some()) && mark(second + 1)).then_some(end)
    }

    /// Whether a token names an event, or calls it a disaster and no more.
    fn tells_event(&self, at: usize) -> bool {
        self.has(at, self.lexicon.core.event) || self.has(at, self.lexicon.core.calamity)
    }

    /// "the 2005 truck bombing", "the 2018 Camp Fire", "the 2015 Gorkha disaster": behind an article four digits are the year of the event that a word or two tell apart.
    fn names_event(&self, at: usize, end: usize) -> bool {
        let core = &self.lexicon.core;
        let led = self.before(at).is_some_and(|b| self.has(b, core.article) || self.has(b, core.indefinite));
        let digits = self.raw(at).bytes().all(|b| b.is_ascii_digit());
        let mut i = end;
        for _ in 0..3 {
            let word = self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word && t.breaks == 0);
            let bound = [core.of, core.in_, core.and, core.to, core.from, core.by, core.that, core.rel, core.say, core.be, core.have, core.article, core.num]
                .iter()
                .any(|c| self.has(i, *c));
            if !(led && digits && word) || self.has(i, core.people) {
                return false;
            }
            if self.tells_event(i) {
                return true;
            }
            // a plural is counted: "the 2000 cars burned in the fire"
            if bound || self.words[i].folded.ends_with('s') {
                return false;
            }
            i = self.end_of(i);
        }
        false
    }

    /// Whether a token is four digits that may be a year of our time.
    fn is_year(&self, at: usize) -> bool {
        let raw = self.raw(at);
        raw.chars().count() == 4 && crate::normalise::fold(raw).parse::<i16>().is_ok_and(|y| (1500..=2100).contains(&y))
    }
}
