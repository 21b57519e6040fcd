//! A sentence as a row of units: mentions, phrases, words and signs, each with its classes.

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::clock::clock_at;
use super::count::Hit;
use super::date::Calendar;
use super::ordinal::{large_ordinal, ordinal_at};
use super::scan::Scan;
use super::{Mention, MentionValue, Noun};
use crate::lexicon::{ClassId, ClassSet, CoreClasses, FewClasses};
use crate::normalise::{Caps, TokenKind};
use crate::source::Span;
use crate::value::{DateValue, PartialDate};

/// One unit of a sentence.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Where it stands in the text.
    pub span: Span,
    /// Its tokens, within the sentence; empty for a clitic.
    pub tokens: (usize, usize),
    /// Its classes.
    pub classes: FewClasses,
    /// Number of its mention.
    pub mention: Option<usize>,
}

impl Unit {
    /// Whether it has no token of its own: a word written as one with the next.
    pub fn is_clitic(&self) -> bool {
        self.tokens.0 == self.tokens.1
    }
}

/// Reads the mentions of a sentence and lays it out as units; both lists are empty before.
pub fn read_units(scan: &Scan<'_, '_>, cal: &mut Calendar, units: &mut Vec<Unit>, mentions: &mut Vec<Mention>) {
    let core = &scan.lexicon.core;
    units.reserve(scan.tokens.len() + 4);
    let negated = scan.holds.negated;
    let mut i = 0;
    while i < scan.tokens.len() {
        clitics(scan, i, units);
        if could_be_value(scan, i) {
            if let Some(hit) = clock_at(scan, i) {
                push_mention(scan, i, hit, &[core.clock], units, mentions, &mut i);
                continue;
            }
            if let Some(date) = scan.date_at(i, cal) {
                cal.year = date.value.start.year.or(cal.year);
                if date.value.start.month.is_some() {
                    cal.last = Some(date.value.start);
                }
                push_date(scan, i, date, units, mentions, &mut i);
                continue;
            }
            if let Some(hit) = large_ordinal(scan, i) {
                push_mention(scan, i, hit, &[core.ordinal], units, mentions, &mut i);
                continue;
            }
            if let Some(hit) = scan.quantity_at(i, negated) {
                let classes = quantity_classes(scan, &hit.mention);
                push_mention(scan, i, hit, &classes, units, mentions, &mut i);
                continue;
            }
            if let Some(hit) = ordinal_at(scan, i) {
                let years = matches!(hit.mention.value, MentionValue::Ordinal(13..=110));
                let classes = [core.ordinal, core.ordinal_years];
                push_mention(scan, i, hit, &classes[..1 + usize::from(years)], units, mentions, &mut i);
                continue;
            }
        }
        let hyphened = hyphened(scan, i);
        let end = hyphened.unwrap_or_else(|| scan.end_of(i));
        let start = scan.tokens[i].span.start + scan.prefix_bytes(i);
        let span = Span { start, end: scan.tokens[end - 1].span.end };
        let unit = |classes| Unit { span, tokens: (i, end), classes, mention: None };
        units.push(match (scan.phrase(i).filter(|_| hyphened.is_none()), scan.tokens[i].kind) {
            (Some(p), _) => unit(p.unit.clone()),
            (None, TokenKind::Punct(c)) => unit(FewClasses::one(punctuation(scan, c))),
            (None, _) => unit(FewClasses::one(core.word)),
        });
        if let Some(u) = units.last_mut().filter(|u| may_be_name(scan, i, &u.classes)) {
            u.classes.insert(core.word);
        }
        i = end;
    }
    super::elided::currency(scan, units, mentions);
    super::elided::length(scan, units, mentions);
}

/// Past a name that hyphens join from words between which small ones stand, where no list knows it: "Neuilly-sur-Marne" is no Neuilly.
fn hyphened(scan: &Scan<'_, '_>, at: usize) -> Option<usize> {
    let small = &scan.pack().file.hyphened;
    if small.is_empty() || scan.words[at].caps != Caps::Title {
        return None;
    }
    let mut end = scan.end_of(at);
    let joined = |t: usize| scan.tokens.get(t).is_some_and(|d| d.is_dash()) && scan.touching(t) && scan.touching(t + 1);
    let mut links = 0;
    while joined(end) && links < LINKS {
        let word = &scan.words[end + 1];
        if word.caps == Caps::None {
            if !small.iter().any(|s| s.0 == *word.folded) {
                break;
            }
            links += 1;
        }
        end += 2;
    }
    // the last word is one of the name
    (links > 0 && end > at + 2 && scan.words[end - 1].caps == Caps::Title).then_some(end)
}

/// Most small words in one name.
const LINKS: usize = 4;

/// A word with a capital that only frames know, and no cue, may be part of a name: "Park Hee-young", "Annie Hall".
fn may_be_name(scan: &Scan<'_, '_>, at: usize, classes: &FewClasses) -> bool {
    let cue = scan.lexicon.core.cue;
    scan.pack().file.capitals && scan.words[at].caps == Caps::Title && !classes.has(cue) && classes.iter().all(|c| scan.lexicon.cues.has(c))
}

fn clitics(scan: &Scan<'_, '_>, at: usize, units: &mut Vec<Unit>) {
    let Some(p) = scan.phrase(at) else { return };
    let start = scan.tokens[at].span.start;
    let (and, end) = p.clitics;
    let mut put = |class: ClassId, from: u32, to: u32| {
        units.push(Unit { span: Span { start: start + from, end: start + to }, tokens: (at, at), classes: FewClasses::one(class), mention: None });
    };
    if p.form.and > 0 {
        put(scan.lexicon.core.and, 0, and);
    }
    if let Some(c) = p.form.preposition {
        put(c, and, end);
    }
}

/// Classes of words that a value may begin with.
pub(super) fn value_starts(core: &CoreClasses) -> ClassSet {
    let mut out = ClassSet::default();
    for c in [
        core.num,
        core.scale,
        core.dual_scale,
        core.vague,
        core.fraction,
        core.modifier,
        core.ordinal,
        core.month,
        core.hijri,
        core.solar,
        core.weekday,
        core.day_offset,
        core.day_shift,
        core.daypart,
        core.day_word,
        core.month_part,
        core.year_word,
        core.deixis,
        core.time_unit,
        core.ago,
        core.zero,
        core.any,
        core.none_of,
        core.anyone,
        core.factor,
        core.between,
        core.indefinite,
        core.currency,
        core.percent,
        core.hour_word,
        core.rounded,
        core.minus,
        core.point,
        core.final_,
        core.nationality,
    ] {
        out.insert(c);
    }
    out
}

fn could_be_value(scan: &Scan<'_, '_>, at: usize) -> bool {
    match scan.tokens[at].kind {
        TokenKind::Number => return true,
        TokenKind::Punct('.') if scan.leading_point(at).is_some() => return true,
        _ => {}
    }
    scan.phrase(at).is_some_and(|p| p.begins_value) || scan.anything() && scan.sign(at).is_some()
}

fn punctuation(scan: &Scan<'_, '_>, c: char) -> ClassId {
    let core = &scan.lexicon.core;
    match c {
        ',' | '،' => core.comma,
        '(' | '[' => core.open,
        ')' | ']' => core.close,
        ':' => core.colon,
        '-' | '–' | '—' | '‐' | '‑' | '−' => core.dash,
        q if is_quotation(q) => core.quote,
        ';' | '؛' | '.' | '!' | '?' | '؟' | '…' | '|' => core.clause,
        _ => core.word,
    }
}

#[allow(clippy::too_many_arguments)]
fn push_mention(scan: &Scan<'_, '_>, at: usize, mut hit: Hit, classes: &[ClassId], units: &mut Vec<Unit>, mentions: &mut Vec<Mention>, next: &mut usize) {
    let mut set = FewClasses::default();
    for c in classes {
        set.insert(*c);
    }
    // "and up to 15 million": one phrase, so that it is no "14,000 and up", and joined to what stands before it all the same
    let (first, next_token) = (scan.tokens[at].span, scan.tokens.get(at + 1).map(|t| t.span));
    if scan.has(at, scan.lexicon.core.and)
        && scan.end_of(at) > at + 1
        && let Some(rest) = next_token.filter(|n| n.end <= hit.mention.span.end)
    {
        units.push(Unit { span: first, tokens: (at, at), classes: FewClasses::one(scan.lexicon.core.and), mention: None });
        hit.mention.span.start = hit.mention.span.start.max(rest.start);
        hit.mention.phrase.start = hit.mention.phrase.start.max(rest.start);
    }
    // the words keep their own classes too: "two weeks ago" is still a word of time
    if let Some(p) = scan.phrase(at) {
        if p.form.suffix {
            set.insert(scan.lexicon.core.suffixed);
        }
        for e in &p.entries {
            let e = &scan.pack().entries[*e as usize];
            if scan.lexicon.cues.has(e.class) {
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
        let mut set = FewClasses::one(core.date);
        if year {
            set.insert(core.year);
        }
        units.push(Unit { span, tokens: (from, to), classes: set, mention: Some(mentions.len()) });
        mentions.push(Mention { value: MentionValue::Date(value), span, phrase: span, noun: None, rows: SmallVec::new(), in_words: false });
    };
    if let Some((a, b, day)) = date.weekday_clash {
        // the weekday and the date are two claims that exclude each other
        let w = DateValue { start: PartialDate::day(day), end: None, weekday: date.value.weekday, relative: true };
        // "13 July (Tuesday)": the weekday comes behind
        if a > date.start.max(at) {
            let last = (date.start..a).rev().find(|i| !matches!(scan.tokens[*i].kind, TokenKind::Punct(_))).map_or(a, |i| i + 1);
            put(date.start.max(at), last, DateValue { weekday: None, ..date.value }, false);
            put(a, b, w, false);
            *next = date.end;
            return;
        }
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
            if m.value.quantity().and_then(|q| q.min.or(q.max)).is_some_and(|n| n >= Decimal::ONE_HUNDRED) {
                out.push(core.n_hundreds);
            }
            match &m.noun {
                None => {
                    out.push(core.n_bare);
                    // a sum whose currency was told before: "a loan of 250 million"
                    if m.value.quantity().and_then(|q| q.max.or(q.min)).is_some_and(|n| n >= Decimal::from(1_000_000)) {
                        out.push(core.n_millions);
                    }
                }
                Some(n) => {
                    noun_classes(scan, n, &mut out);
                    if n.population.as_deref() == Some("all")
                        && n.kind.is_none()
                        && !n.of_them
                        && m.value.quantity().and_then(|q| q.max.or(q.min)).is_some_and(|n| n >= Decimal::from(1_000_000))
                    {
                        out.push(core.n_multitude);
                    }
                }
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
            out.extend(table.named("dim", d));
            out.extend(table.named("unit", &q.unit));
        }
        MentionValue::Duration(q) => {
            out.push(core.duration);
            out.extend(table.named("time", &q.unit));
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
        out.extend(table.named("thing", t));
        // "twelve of its 15 members": as of persons, what is said behind is said of the part
        if n.of_them && t == "member" {
            out.push(core.of_them);
        }
    } else if let Some(p) = &n.population {
        out.push(core.n_person);
        scan.lexicon.people_classes(p, |c| out.push(c));
        if n.of_them {
            out.push(core.of_them);
        }
        if n.owned {
            out.push(core.n_owned);
        }
        if n.others {
            out.push(core.others);
        }
        if n.span.is_none() || (n.nationality.is_some() && p == "all") {
            out.push(core.n_elided);
        }
    }
    if let Some(k) = n.kind {
        out.push(core.n_kind);
        out.extend(scan.lexicon.kind_class(k));
    }
}

/// Whether a sign opens or closes what is quoted.
pub(super) fn is_quotation(sign: char) -> bool {
    matches!(sign, '"' | '“' | '”' | '«' | '»' | '\'' | '‘' | '’')
}
