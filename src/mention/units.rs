//! A sentence as a row of units: mentions, phrases, words and signs, each with its classes.

use icu_calendar::cal::Hijri;
use icu_calendar::cal::hijri::UmmAlQura;
use jiff::civil::Date;
use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::count::Hit;
use super::date::Calendar;
use super::scan::Scan;
use super::{Mention, MentionValue, Noun};
use crate::lexicon::{ClassId, ClassSet, EntryId};
use crate::normalise::TokenKind;
use crate::source::Span;
use crate::value::{DateValue, PartialDate, Quantity};

/// One unit of a sentence.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Where it stands in the text.
    pub span: Span,
    /// Its tokens, within the sentence; empty for a clitic.
    pub tokens: (usize, usize),
    /// Its classes.
    pub classes: ClassSet,
    /// Number of its mention.
    pub mention: Option<usize>,
}

/// Reads the mentions of a sentence and lays it out as units.
pub fn read_units(scan: &Scan<'_, '_>, cal: &mut Calendar) -> (Vec<Unit>, Vec<Mention>) {
    let core = &scan.lexicon.core;
    let mut units: Vec<Unit> = Vec::with_capacity(scan.tokens.len() + 4);
    let mut mentions: Vec<Mention> = Vec::new();
    let negated = (0..scan.tokens.len()).any(|i| scan.has(i, core.not) || scan.has(i, core.deny));
    let mut i = 0;
    while i < scan.tokens.len() {
        clitics(scan, i, &mut units);
        if could_be_value(scan, i) {
            if let Some(hit) = clock_at(scan, i) {
                push_mention(scan, i, hit, &[core.clock], &mut units, &mut mentions, &mut i);
                continue;
            }
            if let Some(date) = scan.date_at(i, cal) {
                if date.value.start.month.is_some() {
                    cal.last = Some(date.value.start);
                }
                push_date(scan, i, date, &mut units, &mut mentions, &mut i);
                continue;
            }
            if let Some(hit) = large_ordinal(scan, i) {
                push_mention(scan, i, hit, &[core.ordinal], &mut units, &mut mentions, &mut i);
                continue;
            }
            if let Some(hit) = scan.quantity_at(i, negated) {
                let classes = quantity_classes(scan, &hit.mention);
                push_mention(scan, i, hit, &classes, &mut units, &mut mentions, &mut i);
                continue;
            }
            if let Some(hit) = ordinal_at(scan, i) {
                push_mention(scan, i, hit, &[core.ordinal], &mut units, &mut mentions, &mut i);
                continue;
            }
        }
        let end = scan.end_of(i);
        let mut classes = ClassSet::default();
        match scan.tokens[i].kind {
            TokenKind::Punct(c) if scan.phrases[i].is_none() => classes.insert(punctuation(scan, c)),
            _ => match scan.phrase(i) {
                Some(p) => {
                    classes.extend(&scan.pack().classes(p));
                    for e in &p.entries {
                        let e = &scan.pack().entries[*e as usize];
                        if let Some(k) = e.kind {
                            let says = scan.lexicon.classes.get(&format!("says:{}", scan.lexicon.tables.kind(k).id));
                            classes.extend_with(says);
                        }
                        for label in fine_classes(scan, e.class, e.value.as_deref()) {
                            classes.insert(label);
                        }
                    }
                    // what only binds numbers, or only takes a side, is any word elsewhere
                    let glue = [core.minus, core.point, core.denominator, core.fraction_bar, core.out_of, core.or_equal, core.sub_unit, core.final_, core.from_now, core.pole];
                    if p.entries.iter().all(|e| glue.contains(&scan.pack().entries[*e as usize].class)) {
                        classes.insert(core.word);
                    }
                    if p.form.future {
                        classes.insert(core.future);
                    }
                    if p.form.suffix {
                        classes.extend_with(scan.lexicon.classes.get("suffixed"));
                    }
                    if p.form.possessive {
                        classes.insert(core.possessive);
                    }
                }
                None => classes.insert(core.word),
            },
        }
        let start = scan.tokens[i].span.start + if scan.phrases[i].is_some() { scan.prefix_bytes(i) } else { 0 };
        units.push(Unit { span: Span { start, end: scan.tokens[end - 1].span.end }, tokens: (i, end), classes, mention: None });
        i = end;
    }
    (units, mentions)
}

/// Finer classes of an entry, as the patterns may name them.
fn fine_classes(scan: &Scan<'_, '_>, class: ClassId, value: Option<&str>) -> SmallVec<[ClassId; 2]> {
    let core = &scan.lexicon.core;
    let mut out = SmallVec::new();
    let Some(v) = value else { return out };
    let name = if class == core.event {
        "event:"
    } else if class == core.among {
        "among:"
    } else {
        return out;
    };
    out.extend(scan.lexicon.classes.get(&format!("{name}{v}")));
    out
}

fn clitics(scan: &Scan<'_, '_>, at: usize, units: &mut Vec<Unit>) {
    let Some(p) = scan.phrase(at) else { return };
    let span = scan.tokens[at].span;
    let mut put = |class: ClassId, from: usize, to: usize| {
        let raw = scan.raw(at);
        let a = crate::normalise::original_offset(raw, from) as u32;
        let b = crate::normalise::original_offset(raw, to) as u32;
        let mut classes = ClassSet::default();
        classes.insert(class);
        units.push(Unit { span: Span { start: span.start + a, end: span.start + b }, tokens: (at, at), classes, mention: None });
    };
    let and = usize::from(p.form.and);
    if and > 0 {
        put(scan.lexicon.core.and, 0, and);
    }
    if let Some(c) = p.form.preposition {
        put(c, and, and + 1);
    }
}

fn could_be_value(scan: &Scan<'_, '_>, at: usize) -> bool {
    let core = &scan.lexicon.core;
    if scan.tokens[at].kind == TokenKind::Number || scan.sign(at).is_some() {
        return true;
    }
    let Some(p) = scan.phrase(at) else { return false };
    p.entries.iter().any(|e| {
        let e = &scan.pack().entries[*e as usize];
        let c = e.class;
        c == core.num
            || c == core.scale
            || c == core.vague
            || c == core.fraction
            || c == core.modifier
            || c == core.ordinal
            || c == core.month
            || c == core.hijri
            || c == core.weekday
            || c == core.day_offset
            || c == core.daypart
            || c == core.day_word
            || c == core.month_part
            || c == core.year_word
            || c == core.deixis
            || c == core.time_unit
            || c == core.ago
            || c == core.zero
            || c == core.any
            || c == core.none_of
            || c == core.anyone
            || c == core.factor
            || c == core.between
            || c == core.indefinite
            || c == core.currency
            || c == core.hour_word
            || c == core.minus
            || c == core.point
            || c == core.final_
            || (scan.anything() && (c == core.later || c == core.than || c == core.from))
            || (scan.anything() && c == core.for_)
            || ((c == core.people || c == core.thing || c == core.measure) && e.count.is_some())
    })
}

fn punctuation(scan: &Scan<'_, '_>, c: char) -> ClassId {
    let core = &scan.lexicon.core;
    match c {
        ',' | '،' => core.comma,
        '(' | '[' => core.open,
        ')' | ']' => core.close,
        ':' => core.colon,
        '-' | '–' | '—' | '‐' | '‑' | '−' => core.dash,
        '"' | '“' | '”' | '«' | '»' | '\'' | '‘' | '’' => core.quote,
        ';' | '؛' | '.' | '!' | '?' | '؟' | '…' | '|' => core.clause,
        _ => core.word,
    }
}

#[allow(clippy::too_many_arguments)]
fn push_mention(scan: &Scan<'_, '_>, at: usize, hit: Hit, classes: &[ClassId], units: &mut Vec<Unit>, mentions: &mut Vec<Mention>, next: &mut usize) {
    let mut set = ClassSet::default();
    for c in classes {
        set.insert(*c);
    }
    // the words keep their own classes too: "two weeks ago" is still a word of time
    if let Some(p) = scan.phrase(at) {
        for e in &p.entries {
            let e = &scan.pack().entries[*e as usize];
            if e.class == scan.lexicon.core.cue || scan.lexicon.classes.name(e.class).contains('/') {
                set.insert(e.class);
            }
        }
    }
    units.push(Unit { span: hit.mention.phrase, tokens: (at, hit.end), classes: set, mention: Some(mentions.len()) });
    mentions.push(hit.mention);
    *next = hit.end;
}

fn push_date(scan: &Scan<'_, '_>, at: usize, date: super::date::DateHit, units: &mut Vec<Unit>, mentions: &mut Vec<Mention>, next: &mut usize) {
    let core = &scan.lexicon.core;
    let mut put = |from: usize, to: usize, value: DateValue, year: bool| {
        let span = Span { start: scan.tokens[from].span.start + scan.prefix_bytes(from), end: scan.tokens[to - 1].span.end };
        let mut set = ClassSet::default();
        set.insert(core.date);
        if year {
            set.insert(core.year);
        }
        units.push(Unit { span, tokens: (from, to), classes: set, mention: Some(mentions.len()) });
        mentions.push(Mention { value: MentionValue::Date(value), span, phrase: span, noun: None, rows: SmallVec::new(), in_words: false });
    };
    if let Some((a, b, day)) = date.weekday_clash {
        // the weekday and the date are two claims that exclude each other
        let w = DateValue { start: PartialDate::day(day), end: None, weekday: date.value.weekday, relative: true };
        put(a, b, w, false);
        let mut from = b;
        while from + 1 < date.end && (matches!(scan.tokens[from].kind, TokenKind::Punct(_)) || scan.has(from, core.daypart) || scan.has(from, core.article)) {
            from += 1;
        }
        put(from, date.end, DateValue { weekday: None, ..date.value }, false);
    } else {
        put(date.start.max(at), date.end, date.value, date.year_only);
    }
    *next = date.end;
}

/// Classes of a quantity's unit.
fn quantity_classes(scan: &Scan<'_, '_>, m: &Mention) -> SmallVec<[ClassId; 8]> {
    let core = &scan.lexicon.core;
    let table = &scan.lexicon.classes;
    let mut out: SmallVec<[ClassId; 8]> = SmallVec::new();
    match &m.value {
        MentionValue::Number(_) => {
            out.push(core.count);
            match &m.noun {
                None => out.push(core.n_bare),
                Some(n) => noun_classes(scan, n, &mut out),
            }
        }
        MentionValue::Percent(_) => out.push(core.share),
        MentionValue::Fraction(_) => {
            out.push(core.share);
            if let Some(n) = &m.noun {
                noun_classes(scan, n, &mut out);
            }
        }
        MentionValue::Money(_) => out.push(core.money),
        MentionValue::Measure(q, d) => {
            out.push(core.quantity);
            out.extend(table.get(&format!("dim:{d}")));
            out.extend(table.get(&format!("unit:{}", q.unit)));
        }
        MentionValue::Duration(q) => {
            out.push(core.duration);
            out.extend(table.get(&format!("time:{}", q.unit)));
        }
        MentionValue::Factor(_) => out.push(core.factor),
        MentionValue::Ordinal(_) => out.push(core.ordinal),
        MentionValue::Clock(_) => out.push(core.clock),
        MentionValue::Date(_) => out.push(core.date),
        MentionValue::Set(..) => out.push(core.set),
    }
    out
}

fn noun_classes(scan: &Scan<'_, '_>, n: &Noun, out: &mut SmallVec<[ClassId; 8]>) {
    let core = &scan.lexicon.core;
    let table = &scan.lexicon.classes;
    if let Some(t) = &n.thing {
        out.push(core.n_thing);
        out.extend(table.get(&format!("thing:{t}")));
    } else if let Some(p) = &n.population {
        out.push(core.n_person);
        for a in scan.lexicon.tables.ancestors(p) {
            out.extend(table.get(&format!("pop:{a}")));
        }
        if n.of_them {
            out.extend(table.get("of-them"));
        }
        if n.others {
            out.extend(table.get("others"));
        }
        if n.span.is_none() || (n.nationality.is_some() && p == "all") {
            out.extend(table.get("n:elided"));
        }
    }
    if let Some(k) = n.kind {
        out.push(core.n_kind);
        out.extend(table.get(&format!("kind:{}", scan.lexicon.tables.kind(k).id)));
    }
}

/// `1:22 a.m.`, `13:30`, "2 p.m.".
fn clock_at(scan: &Scan<'_, '_>, at: usize) -> Option<Hit> {
    let core = &scan.lexicon.core;
    let mut i = at;
    // "shortly before 2 a.m.", "about 1:30"
    let mut modifier = crate::value::Modifier::Exact;
    if let Some(e) = scan.entry(i, core.modifier) {
        modifier = match e.value.as_deref() {
            Some("about") => crate::value::Modifier::About,
            Some("nearly") => crate::value::Modifier::Nearly,
            _ => return None,
        };
        i = scan.end_of(i);
    }
    let hour_word = scan.has(i, core.hour_word);
    if hour_word {
        i = scan.end_of(i);
    }
    let hour = match scan.digits(i) {
        Some(h) => h,
        None if hour_word => scan.entry(i, core.ordinal)?.number?.0,
        None => return None,
    };
    if hour.scale() > 0 || hour > Decimal::from(24) {
        return None;
    }
    let mut end = scan.end_of(i);
    let mut minutes = None;
    if scan.is_punct(end, ':') && scan.touching(end) && scan.touching(end + 1) {
        let m = scan.digits(end + 1)?;
        if scan.raw(end + 1).chars().count() != 2 || m >= Decimal::from(60) {
            return None;
        }
        minutes = Some(m);
        end += 2;
    }
    let half = scan.entry(end, core.half_day).and_then(|e| e.value.clone());
    if half.is_some() {
        end = scan.end_of(end);
    } else if minutes.is_none() && !hour_word {
        return None;
    }
    let mut h = hour;
    match half.as_deref() {
        Some("pm") if h < Decimal::from(12) => h += Decimal::from(12),
        Some("am") if h == Decimal::from(12) => h = Decimal::ZERO,
        _ => {}
    }
    let t = h * Decimal::from(60) + minutes.unwrap_or_default();
    let slack = Decimal::from(match modifier {
        crate::value::Modifier::Exact => 0,
        _ => 15,
    });
    let nearly = modifier == crate::value::Modifier::Nearly;
    let mut q = Quantity::between(t - slack, if nearly { t } else { t + slack }, modifier);
    q.unit = "clock".into();
    let span = Span { start: scan.tokens[at].span.start, end: scan.tokens[end - 1].span.end };
    Some(Hit { mention: Mention { value: MentionValue::Clock(q), span, phrase: span, noun: None, rows: SmallVec::new(), in_words: false }, end })
}

fn ordinal_at(scan: &Scan<'_, '_>, at: usize) -> Option<Hit> {
    let core = &scan.lexicon.core;
    let (rank, end, row): (i64, usize, Option<EntryId>) = if let Some(e) = scan.entry(at, core.ordinal) {
        (i64::try_from(e.number?.0.mantissa()).ok()?, scan.end_of(at), scan.entry_id(at, core.ordinal))
    } else {
        let n = scan.digits(at)?;
        if n.scale() > 0 || !scan.touching(at + 1) || !matches!(&*scan.words.get(at + 1)?.folded, "st" | "nd" | "rd" | "th") {
            return None;
        }
        (i64::try_from(n.mantissa()).ok()?, at + 2, None)
    };
    let span = Span { start: scan.tokens[at].span.start + scan.prefix_bytes(at), end: scan.tokens[end - 1].span.end };
    Some(Hit { mention: Mention { value: MentionValue::Ordinal(rank), span, phrase: span, noun: None, rows: row.into_iter().collect(), in_words: true }, end })
}

/// "one hundred twenty-fifth", «المئة والخامسة والعشرون».
fn large_ordinal(scan: &Scan<'_, '_>, at: usize) -> Option<Hit> {
    if !scan.anything() || !scan.has(at, scan.lexicon.core.scale) && !scan.has(at, scan.lexicon.core.num) {
        return None;
    }
    let n = scan.unsigned(at).filter(|n| n.in_words && !n.vague && n.low >= Decimal::ONE_HUNDRED && (n.low % Decimal::ONE_HUNDRED).is_zero())?;
    let mut hit = ordinal_at(scan, n.end)?;
    let MentionValue::Ordinal(rest) = hit.mention.value else { return None };
    let rank = i64::try_from(n.low.trunc().mantissa()).ok()?.checked_add(rest).filter(|_| rest < 100 && n.low.scale() == 0)?;
    let span = Span { start: scan.tokens[at].span.start + scan.prefix_bytes(at), ..hit.mention.span };
    hit.mention.value = MentionValue::Ordinal(rank);
    (hit.mention.span, hit.mention.phrase) = (span, span);
    Some(hit)
}

/// Year of the Islamic calendar (Umm al-Qura) in which a day lies.
pub(super) fn hijri_year(day: Date) -> i16 {
    let iso = icu_calendar::Date::try_new_iso(i32::from(day.year()), day.month() as u8, day.day() as u8);
    iso.map_or(0, |d| d.to_calendar(Hijri::<UmmAlQura>::new_umm_al_qura()).year().extended_year() as i16)
}

/// First and last Gregorian day of an Islamic date or month (Umm al-Qura).
pub(super) fn hijri_to_gregorian(year: i16, month: i8, day: Option<i8>) -> Option<(Date, Date)> {
    let civil = |d: u8| {
        let h = icu_calendar::Date::try_new_hijri_with_calendar(i32::from(year), month as u8, d, Hijri::new_umm_al_qura()).ok()?;
        let iso = h.to_calendar(icu_calendar::Iso);
        Date::new(iso.year().extended_year() as i16, iso.month().ordinal as i8, iso.day_of_month().0 as i8).ok()
    };
    match day {
        Some(d) => civil(d as u8).map(|d| (d, d)),
        None => Some((civil(1)?, civil(30).or_else(|| civil(29))?)),
    }
}
