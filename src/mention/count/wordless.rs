//! Quantities without a numeral: nobody, a dual, one unit of time.

use rust_decimal::Decimal;

use super::Hit;
use crate::lexicon::{Entry, EntryId};
use crate::mention::scan::Scan;
use crate::mention::{Mention, MentionValue, Noun};
use crate::normalise::TokenKind;
use crate::source::Span;
use crate::value::{Modifier, Quantity};

/// Units of time of which one behind a hedge tells a length.
const HEDGED: [&str; 6] = ["day", "week", "month", "year", "decade", "century"];

/// Most words that tell a day, its part included.
const DAY: usize = 3;

impl Scan<'_, '_> {
    /// Whether an indefinite singular tells of one person: "among them a child", «قُتل جندي».
    fn alone(&self, at: usize) -> bool {
        let core = &self.lexicon.core;
        let end = self.end_of(at);
        let bare = self.phrase(at).is_some_and(|p| !p.form.article && !p.form.suffix) && !self.has(end, core.ordinal);
        let before = self.before(at);
        let befell = |b: usize| core.befell_one().iter().any(|c| self.has(b, *c));
        let told = before.is_some_and(|b| self.has(b, core.among) || befell(b)) || !self.pack().file.capitals && self.behind_day(at).is_some_and(befell);
        // «مقتل جندي وإصابة خمسة»: a noun that goes on to others; «مقتل رجل» alone may speak of one told of before
        let goes_on = || (end..end + 4).any(|j| self.joined_and(j) && (self.has(j, core.cue) || self.has(j, core.people) || self.numeral(j).is_some()));
        let named = before.is_some_and(|b| core.befalling().iter().any(|c| self.has(b, *c)) && (goes_on() || self.outcome(b)));
        // «قتيل واحد»
        let only = self.says_one(end);
        bare && (told || named || only || self.listed(at) || self.opens_list(at, end))
    }

    /// The word before the day that stands right before a token: «قُتل الجمعة جندي», «أصيب مساء أمس طفل».
    fn behind_day(&self, at: usize) -> Option<usize> {
        let core = &self.lexicon.core;
        let day = |i: usize| {
            [core.weekday, core.day_offset, core.daypart].iter().any(|c| self.has(i, *c)) || self.entry(i, core.time_unit).is_some_and(|e| e.value.as_deref() == Some("day"))
        };
        let mut i = self.before(at).filter(|b| day(*b))?;
        for _ in 0..DAY {
            match self.before(i)? {
                b if day(b) => i = b,
                b => return Some(b),
            }
        }
        None
    }

    /// Whether the word for one stands at a token, joined to nothing before it.
    pub(super) fn says_one(&self, at: usize) -> bool {
        self.entry(at, self.lexicon.core.num).is_some_and(|n| n.number == Some((Decimal::ONE, Decimal::ONE))) && !self.joined_and(at)
    }

    /// Whether the word for one stands behind an indefinite noun, as where numbers of one follow what they count: «مقعد واحد», «أسبوع واحد».
    fn one_behind(&self, at: usize) -> bool {
        let end = self.end_of(at);
        let open = self.tokens.get(end).is_some_and(|t| t.breaks == 0) && self.phrase(end).is_none_or(|p| !p.form.article);
        // «باستثناء حالة واحدة» tells how many there were not
        let excepted = self.before(at).is_some_and(|b| self.has(b, self.lexicon.core.except));
        // «من عائلة واحدة», «في مبنى واحد»: the same one, and no count
        let same = self.has(at, self.lexicon.core.thing) && self.before(at).is_some_and(|b| self.has(b, self.lexicon.core.from) || self.has(b, self.lexicon.core.in_));
        self.says_one(end) && open && !excepted && !same && self.pack().verb_leads() && self.phrase(at).is_some_and(|p| !p.form.article && !p.form.suffix)
    }

    /// Whether a word that tells what something led to stands shortly before.
    fn outcome(&self, at: usize) -> bool {
        (0..3).scan(at, |i, _| self.before(*i).inspect(|b| *i = *b)).any(|b| self.has(b, self.lexicon.core.outcome))
    }

    /// Whether a word for a person goes on a list of counted persons: "three civilians and a gendarme".
    fn listed(&self, at: usize) -> bool {
        let core = &self.lexicon.core;
        if !self.joined_and(at) || self.tokens[at].breaks > 0 {
            return false;
        }
        let mut i = at;
        for _ in 0..6 {
            let Some(b) = self.before(i).filter(|b| !matches!(self.tokens[*b].kind, TokenKind::Punct(_))) else { return false };
            if [core.in_, core.to, core.say, core.that, core.date, core.office].iter().any(|c| self.has(b, *c)) {
                return false;
            }
            if let Some(e) = self.entry(b, core.people) {
                let figure = |j: usize| self.tokens[j].kind == TokenKind::Number || [core.num, core.scale, core.vague, core.dual_scale].iter().any(|c| self.has(j, *c));
                let counted = self.before(b).is_some_and(|j| figure(j) || self.has(j, core.from) && self.before(j).is_some_and(figure));
                // «ألف شرطي ودركي» are a thousand of both
                let one = self.phrase(b).is_some_and(|p| p.entries.iter().any(|e| self.pack().entries[*e as usize].count == Some(1)));
                return if one { !counted && self.alone(b) } else { counted || e.count == Some(2) };
            }
            i = b;
        }
        false
    }

    /// Whether a word that tells the fate of one person opens a list of others: "one dead and five hurt" without the "one".
    fn opens_list(&self, at: usize, end: usize) -> bool {
        let core = &self.lexicon.core;
        let fate = |i: usize| self.entry(i, core.people).is_some_and(|e| e.kind.is_some());
        let second = |i: usize| fate(i) || self.numeral(i).is_some_and(|n| fate(n.end));
        at == 0 && fate(at) && self.joined_and(end) && second(end)
    }

    /// «الأيام الثلاثة الماضية», «الساعات الـ24»: units of time before their number, both with the article.
    fn unit_first(&self, at: usize) -> Option<Hit> {
        let core = &self.lexicon.core;
        let told = |i: usize| self.phrase(i).is_some_and(|p| p.form.article);
        if self.anything() || self.pack().file.capitals || !self.has(at, core.time_unit) || !self.has(at, core.time_plural) || !told(at) {
            return None;
        }
        let next = self.end_of(at);
        if self.tokens.get(next).is_none_or(|t| t.breaks > 0) || self.joined_and(next) {
            return None;
        }
        let article = self.tokens[next].kind == TokenKind::Word && self.touching(next + 1) && self.pack().is_clitic(&self.words[next].folded);
        let n = if article { self.unsigned(next + 1) } else { self.unsigned(next).filter(|_| told(next)) }.filter(|n| n.low == n.high && !n.vague && !n.fraction)?;
        let mut q = Quantity::exact(n.low);
        q.unit = self.entry(at, core.time_unit)?.value.as_deref()?.to_owned();
        let span = Span { start: self.tokens[at].span.start + self.prefix_bytes(at), end: self.tokens[n.end - 1].span.end };
        let rows = self.entry_id(at, core.time_plural).into_iter().collect();
        Some(Hit { mention: Mention { value: MentionValue::Duration(q), span, phrase: span, noun: None, rows, in_words: n.in_words }, end: n.end })
    }

    /// "more than two years", "less than a day", where the number lies in the word for the unit.
    pub(super) fn hedged_unit(&self, at: usize, modifier: Modifier) -> Option<Hit> {
        let core = &self.lexicon.core;
        let entry = self.entry(at, core.time_unit)?;
        let one = self.entry(at, core.one_unit).is_some().then_some(1);
        let count = Decimal::from(entry.count.or(one).filter(|_| self.phrase(at).is_some_and(|p| !p.form.article && !p.form.suffix))?);
        let mut q = Quantity::hedged(count, count, modifier, false);
        q.unit = entry.value.as_deref()?.to_owned();
        let (exact, end) = self.longer(Quantity { unit: q.unit.clone(), ..Quantity::exact(count) }, self.end_of(at));
        if let Some(n) = exact.point().filter(|_| end > self.end_of(at)) {
            q = Quantity { unit: exact.unit, ..Quantity::hedged(n, n, modifier, false) };
        }
        let span = Span { start: self.tokens[at].span.start, end: self.tokens[end - 1].span.end };
        let rows = self.entry_id(at, core.time_unit).into_iter().collect();
        Some(Hit { mention: Mention { value: MentionValue::Duration(q), span, phrase: span, noun: None, rows, in_words: true }, end })
    }

    /// "more than a month", "nearly a decade": one unit of time behind a hedge and an article, and no point in time ("about a week ago")
    /// nor a rate.
    pub(super) fn hedged_one(&self, at: usize, modifier: Modifier) -> Option<Hit> {
        let core = &self.lexicon.core;
        let unit = self.end_of(at);
        let long = |e: &&Entry| e.count.is_none() && e.value.as_deref().is_some_and(|v| HEDGED.contains(&v));
        if self.anything() || modifier == Modifier::Exactly || !self.has(at, core.indefinite) || self.tokens.get(unit)?.breaks > 0 {
            return None;
        }
        let name = self.entry(unit, core.time_unit).filter(long)?.value.as_deref()?.to_owned();
        let end = self.end_of(unit);
        if [core.ago, core.later].iter().any(|c| self.has(end, *c)) || self.phrase(unit).is_some_and(|p| p.form.possessive) {
            return None;
        }
        let (whole, end) = self.longer(Quantity { unit: name, ..Quantity::exact(Decimal::ONE) }, end);
        let n = whole.point()?;
        let q = Quantity { unit: whole.unit, ..Quantity::hedged(n, n, modifier, false) };
        let span = Span { start: self.tokens[at].span.start, end: self.tokens[end - 1].span.end };
        let rows = self.entry_id(unit, core.time_unit).into_iter().collect();
        Some(Hit { mention: Mention { value: MentionValue::Duration(q), span, phrase: span, noun: None, rows, in_words: true }, end })
    }

    /// How long something lasts by now, told by rank: "for a third day", "a fourth straight week", «لليوم الثالث على التوالي».
    fn nth_in_a_row(&self, at: usize) -> Option<Hit> {
        if self.anything() {
            return None;
        }
        let core = &self.lexicon.core;
        // a rank may be spelt as a fraction: "a third"
        let rank = |i: usize| {
            let whole = |n: Decimal| (n >= Decimal::TWO && n.is_integer()).then_some(n);
            let ordinal = self.entry(i, core.ordinal).and_then(|e| e.number).and_then(|n| whole(n.0));
            ordinal.or_else(|| self.entry(i, core.fraction).and_then(|e| e.number).and_then(|n| whole(Decimal::ONE.checked_div(n.0)?.round_dp(6))))
        };
        // nights are counted as days: "a fifth night under curfew"
        let night = |i: usize| self.entry(i, core.daypart).and_then(|e| e.value.as_deref()).filter(|p| *p == "night").map(|_| "day");
        let whole = |u: &&str| matches!(*u, "day" | "week" | "month" | "year");
        let unit = |i: usize| self.entry(i, core.time_unit).filter(|e| e.count != Some(2)).and_then(|e| e.value.as_deref()).filter(whole).or_else(|| night(i));
        let led = |i: usize| self.before(i).is_some_and(|b| self.has(b, core.nth_lead));
        let (n, unit, end) = if self.pack().file.capitals {
            let mut i = at;
            if self.has(i, core.indefinite) {
                i = self.end_of(i);
            }
            let n = rank(i)?;
            let mut j = self.end_of(i);
            let row = self.has(j, core.in_a_row);
            if row {
                j = self.end_of(j);
            }
            let unit = unit(j)?;
            let e = self.end_of(j);
            // "in its second week", but not "on the third day"
            (led(at) || row || self.has(e, core.in_a_row)).then_some((n, unit, e))?
        } else {
            let u = unit(at)?;
            let i = self.end_of(at);
            let n = rank(i).filter(|_| !self.joined_and(i))?;
            let e = self.end_of(i);
            let form = &self.phrase(at)?.form;
            let for_ = form.preposition.is_some_and(|p| p == core.to) && form.article;
            (for_ || form.suffix || self.has(e, core.in_a_row)).then_some((n, u, e))?
        };
        let q = Quantity { unit: unit.to_owned(), ..Quantity::exact(n) };
        let span = Span { start: self.tokens[at].span.start + self.prefix_bytes(at), end: self.tokens[end - 1].span.end };
        Some(Hit { mention: Mention { value: MentionValue::Duration(q), span, phrase: span, noun: None, rows: Default::default(), in_words: true }, end })
    }

    /// Whether a word may be a noun that a length of time is told of: "préavis", "tregua", and no word of quantity or of time.
    fn is_plain_noun(&self, at: usize) -> bool {
        let core = &self.lexicon.core;
        let other = [core.modifier, core.num, core.month_part, core.time_unit, core.daypart, core.ago, core.later, core.within, core.since, core.than, core.day_word];
        self.tokens[at].kind == TokenKind::Word && self.raw(at).starts_with(char::is_lowercase) && !other.iter().any(|c| self.has(at, *c))
    }

    /// Whether an article and a unit of time tell a length: led by "for" or "within", or spent in something that follows.
    fn is_span(&self, at: usize) -> bool {
        let core = &self.lexicon.core;
        let unit = self.end_of(at);
        let long = |min: &[&str]| self.entry(unit, core.time_unit).filter(|e| e.count.is_none()).and_then(|e| e.value.as_deref()).is_some_and(|v| min.contains(&v));
        let led = self.before(at).is_some_and(|b| self.has(b, core.for_) || self.has(b, core.within));
        let spent = self.has(self.end_of(unit), core.of);
        let whole = ["hour", "day", "week", "month", "year", "decade", "century"];
        // "un an après", "una semana más tarde"; "une minute de silence"
        let behind = self.pack().noun_first() && (self.has(self.end_of(unit), core.later) || self.has(self.end_of(unit), core.after));
        let brief = self.pack().noun_first() && spent && long(&["minute", "hour"]);
        // "un préavis d'un an", "una tregua de una semana": the length of what stands before, and no part of a count
        let of = self.before(at).filter(|b| self.pack().file.noun_first && self.has(*b, core.of));
        let told = of.and_then(|b| self.before(b)).is_some_and(|n| self.is_plain_noun(n));
        // "an hour and three quarters", but not "$20 an hour and half of the tips"
        let rate = self.before(at).is_some_and(|b| self.is_money(b) || self.is_figure(b) || [core.num, core.currency, core.measure].iter().any(|c| self.has(b, *c)));
        let goes_on = || {
            let end = self.end_of(unit);
            let part = self.end_of(end);
            let of_it = self.end_of(part) == part + 1 && self.has(part + 1, core.of);
            self.has(end, core.and) && self.has(part, core.fraction) && !of_it
        };
        let named = told && long(&["week", "month", "year"]);
        let apart = spent && long(&["week", "month", "year", "decade"]);
        named || led && long(&whole) || behind && long(&whole) || brief || apart || long(&whole) && !rate && goes_on()
    }

    /// Whether a unit of time alone tells a length, in a language without an indefinite article: «لمدة سنة», «خلال أسبوع».
    fn is_bare_span(&self, at: usize) -> bool {
        let core = &self.lexicon.core;
        let bare = self.phrase(at).is_some_and(|p| !p.form.article && !p.form.suffix && p.form.and == 0);
        let led = self.before(at).is_some_and(|b| self.has(b, core.for_) || self.has(b, core.within));
        let end = self.end_of(at);
        // a month, a year or a week of its own goes on with a name or a number
        let closed = self.tokens.get(end).is_none_or(|t| t.breaks > 0 || matches!(t.kind, TokenKind::Punct(_)) && !t.is('«'))
            || self.joined_and(end)
            || [core.and, core.in_, core.from, core.to, core.of].iter().any(|c| self.has(end, *c))
            // «لمدة عام بقيادة الجنرال»
            || [core.office, core.tasked, core.by, core.after, core.rel, core.clause, core.as_of].iter().any(|c| self.has(end, *c))
            || self.phrase(end).is_some_and(|p| p.form.preposition.is_some());
        bare && led && closed && self.entry(at, core.one_unit).is_some()
    }

    /// A quantity that has no numeral: nobody, none of a noun under a negation, a dual.
    pub(super) fn wordless(&self, at: usize, negated: bool) -> Option<Hit> {
        self.phrase(at)?;
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
        // «أحد أفراد الطاقم» is one of them
        let one_of = |e: usize| !self.pack().file.capitals && [core.people, core.collective].iter().any(|c| self.has(e, *c));
        if negated && self.has(at, core.anyone) && !one_of(self.end_of(at)) {
            let e = self.end_of(at);
            return zero(Some(Noun { population: Some("all".into()), ..Noun::default() }), e, e, self.entry_id(at, core.anyone));
        }
        if negated && self.has(at, core.any) {
            let e = self.end_of(at);
            let (noun, end) = self.noun_after(e)?;
            return zero(Some(noun), e, end, self.entry_id(at, core.any));
        }
        // a dual carries its number, and so does «لجنة خماسية»
        for class in [core.people, core.thing, core.time_unit, core.measure, core.nationality] {
            // «كونر وننغرهار ولغمان»: a town that is also a dual, in a row of towns
            if self.has(at, core.place) && self.joined_and(at) && self.before(at).is_some_and(|b| self.has(b, core.place)) {
                break;
            }
            // «وتونسي واحد» goes on a list of persons; «هجوم تونسي واحد» is no person
            if !self.has(at, class) || class == core.nationality && !self.joined_and(at) && !self.two_nationals(at) {
                continue;
            }
            let counts = |many: bool| {
                let p = self.phrase(at)?;
                let among = || (0..8).scan(at, |i, _| self.before(*i).inspect(|b| *i = *b)).any(|b| self.has(b, core.among));
                let dual = many && class == core.nationality && (self.two_nationals(at) || self.pack().is_dual(&self.words[at].folded) && among());
                p.entries.iter().map(|e| &self.pack().entries[*e as usize]).find(|e| e.class == class && (dual || e.count.is_some_and(|n| (n > 1) == many)))
            };
            let one = |_: &&Entry| {
                self.phrase(at).is_none_or(|p| p.form.preposition.is_none() && (class != core.time_unit || !p.form.article))
                    && (class == core.time_unit || class == core.people && self.alone(at))
            };
            let counted = counts(true).filter(|e| e.unit.as_deref() != Some("kin") || self.alone(at)).or_else(|| counts(false).filter(one));
            let single = || self.entry(at, class).filter(|e| e.count.is_none_or(|n| n == 1) && (class != core.measure) && self.one_behind(at));
            let Some(e) = counted.or_else(single) else { continue };
            let two = Decimal::from(e.count.unwrap_or(if counted.is_some() { 2 } else { 1 }));
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
                if e > end {
                    (end, value_end) = (e, e);
                }
                (MentionValue::Duration(q), None)
            } else if class == core.measure {
                q.unit = e.value.as_deref().unwrap_or_default().to_owned();
                (MentionValue::Measure(q, e.unit.as_deref().unwrap_or_default().to_owned()), None)
            } else {
                let mut noun = if class == core.nationality {
                    Noun { population: Some("all".into()), nationality: e.value.as_deref().map(str::to_owned), span: Some(self.tokens[at].span), ..Noun::default() }
                } else {
                    self.noun_of(at, class)?
                };
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
        if let Some(hit) = self.one_coin(at).or_else(|| self.one_national(at)).or_else(|| self.nth_in_a_row(at)) {
            return Some(hit);
        }
        // "for a week", "a year of drought"
        if !self.anything() && self.has(at, core.indefinite) && self.is_span(at) {
            let unit = self.end_of(at);
            let mut q = Quantity::exact(Decimal::ONE);
            q.unit = self.entry(unit, core.time_unit)?.value.as_deref()?.to_owned();
            let (q, end) = self.longer(q, self.end_of(unit));
            let span = Span { start, end: self.tokens[end - 1].span.end };
            let rows = self.entry_id(unit, core.time_unit).into_iter().collect();
            return Some(Hit { mention: Mention { value: MentionValue::Duration(q), span, phrase: span, noun: None, rows, in_words: true }, end });
        }
        if !self.anything() && !self.pack().file.capitals && self.has(at, core.time_unit) && self.is_bare_span(at) {
            return self.hedged_unit(at, Modifier::Exact);
        }
        if let Some(hit) = self.unit_first(at) {
            return Some(hit);
        }
        // «شهر ونصف الشهر»
        if let Some(hit) = self.hedged_unit(at, Modifier::Exact).filter(|h| h.end > self.end_of(at) && self.joined_and(self.end_of(at))) {
            return Some(hit);
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
        // but "by half a point" is that much of one
        let part = self.has(self.end_of(at), core.indefinite);
        if let Some(e) = self.entry(at, core.factor).filter(|_| !part || self.anything())
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

    /// One of a currency without a figure: «من جنيه واحد إلى ثلاثة», «من جنيه إلى ثلاثة جنيهات».
    fn one_coin(&self, at: usize) -> Option<Hit> {
        let core = &self.lexicon.core;
        let form = &self.phrase(at).filter(|_| !self.pack().file.capitals && self.has(at, core.currency))?.form;
        if form.article || form.suffix {
            return None;
        }
        let end = self.end_of(at);
        let from = || form.preposition == Some(core.from) || self.before(at).is_some_and(|b| self.has(b, core.from));
        let to = || self.has(end, core.to) && self.numeral(self.end_of(end)).is_some();
        // «من جنيهين إلى ثلاثة»
        let two = self.pack().is_pair(&self.words[at].folded);
        let end = if self.says_one(end) {
            self.end_of(end)
        } else if two || from() && to() {
            end
        } else {
            return None;
        };
        let e = self.entry(at, core.currency)?;
        let quantity = Quantity { unit: e.value.as_deref()?.to_owned(), ..Quantity::exact(if two { Decimal::TWO } else { Decimal::ONE }) };
        let span = Span { start: self.tokens[at].span.start + self.prefix_bytes(at), end: self.tokens[end - 1].span.end };
        let rows = self.entry_id(at, core.currency).into_iter().collect();
        Some(Hit { mention: Mention { value: MentionValue::Money(quantity), span, phrase: span, noun: None, rows, in_words: true }, end })
    }
}
