//! Readings become claims: the best reading of each value, figures that inherit their kind, defaults, then scope.

use smallvec::SmallVec;

use super::frames::{Frames, Reading, Scratch};
use super::names::{self};
use super::view::{SentenceView, View};
use super::{attribution, events, scope};
use crate::claim::{Claim, ClaimId, Derivation, Modality, Role, Topic, Who};
use crate::lexicon::{FrameSource, KindId, Lexicon, Origin, SubjectType, ValueType};
use crate::mention::MentionValue;
use crate::source::{Document, Span};
use crate::value::{Modifier, NameValue, Quantity, Value};

/// A figure that became no claim, and why.
#[derive(Debug, Clone)]
pub struct Unclaimed {
    /// Where it stands.
    pub span: Span,
    /// Why.
    pub reason: &'static str,
}

/// A value chosen to become a claim.
#[derive(Debug, Clone)]
struct Choice {
    unit: usize,
    kind: KindId,
    start: usize,
    end: usize,
    score: i32,
    pattern: Option<(usize, usize)>,
    part: bool,
    superseded: bool,
    increment: bool,
    denied: bool,
    zero: bool,
    one: bool,
    freed: bool,
    who: Option<String>,
    modifier: Option<Modifier>,
    note: &'static str,
}

/// Score of a figure whose noun tells the kind by itself.
const NOUN_SCORE: i32 = 25;

const JOINED_NOTE: &str = "joined to the figure before it";
const NOUN_NOTE: &str = "the noun tells the kind";

/// Most claims read from one document: what holds more is a table of figures, not an article.
const MAX_CLAIMS: usize = 3_000;

/// All claims of a document, in the order of the text, numbered from 0 within it; and the figures that became none.
///
/// `linked`: whether the claims will be set against others, for which their descriptors are needed.
pub fn extract(lexicon: &Lexicon, frames: &[Frames], doc: &Document, view: &View, linked: bool) -> (Vec<Claim>, Vec<Unclaimed>) {
    let mut claims: Vec<Claim> = Vec::new();
    let mut unclaimed = Vec::new();
    let mut scratch = Scratch::default();
    for s in &view.sentences {
        if claims.len() >= MAX_CLAIMS {
            unclaimed.push(Unclaimed { span: s.span, reason: "the document holds more claims than are read" });
            break;
        }
        let choices = choose(lexicon, &frames[s.pack], s, &mut scratch, &mut unclaimed);
        let from = claims.len();
        for c in &choices {
            if let Some(claim) = claim(lexicon, doc, view, s, c, linked) {
                claims.push(claim);
            }
        }
        claims.extend(holders(lexicon, doc, s));
        claims[from..].sort_by_key(|c| (c.span.start, c.span.end, c.kind));
        tie_parts(lexicon, &mut claims, from);
    }
    on_top_of_total(lexicon, view, &mut claims);
    lesser_counts(lexicon, &mut claims);
    // so far a part names its whole by place; from here on claims come and go
    for (i, c) in claims.iter_mut().enumerate() {
        c.id = ClaimId(i as u32);
    }
    lone_names(lexicon, view, &mut claims);
    let kept = claims.len();
    spellings(lexicon, doc, view, &mut claims);
    for c in &mut claims[kept..] {
        c.id = ClaimId(u32::MAX);
    }
    claims.sort_by_key(|c| (c.span.start, c.span.end, c.kind));
    let place: rustc_hash::FxHashMap<ClaimId, ClaimId> = claims.iter().enumerate().map(|(i, c)| (c.id, ClaimId(i as u32))).collect();
    for (i, c) in claims.iter_mut().enumerate() {
        c.part_of = c.part_of.and_then(|w| place.get(&w).copied());
        c.id = ClaimId(i as u32);
    }
    (claims, unclaimed)
}

/// The best reading for each value of a sentence.
fn choose(lexicon: &Lexicon, frames: &Frames, s: &SentenceView, scratch: &mut Scratch, unclaimed: &mut Vec<Unclaimed>) -> Vec<Choice> {
    let core = &lexicon.core;
    let sources = &lexicon.frames[s.pack];
    let readings = frames.read(sources, &s.units, scratch);
    let mut chosen: Vec<Option<Choice>> = Vec::with_capacity(s.units.len());
    chosen.resize_with(s.units.len(), || None);
    for r in &readings {
        let c = from_reading(sources, r);
        if fits(lexicon, s, &c) && chosen[r.at.value].as_ref().is_none_or(|b| c.score > b.score) {
            chosen[r.at.value] = Some(c);
        }
    }
    for (i, u) in s.units.iter().enumerate() {
        let Some(m) = u.mention.map(|m| &s.mentions[m]) else { continue };
        let noun_kind = m.noun.as_ref().and_then(|n| n.kind).filter(|_| matches!(m.value, MentionValue::Number(_)));
        if let Some(kind) = noun_kind
            && chosen[i].as_ref().is_none_or(|c| c.score < if m.noun.as_ref().is_some_and(|n| n.thing.is_some()) { 5 } else { NOUN_SCORE })
        {
            chosen[i] = Some(plain(i, kind, if m.noun.as_ref().is_some_and(|n| n.thing.is_some()) { 4 } else { NOUN_SCORE }, NOUN_NOTE));
        }
    }
    // "released 24 hostages": the noun says who they are
    if let Some(released) = lexicon.tables.kind_id("released") {
        for (i, c) in chosen.iter_mut().enumerate() {
            let noun = s.units[i].mention.and_then(|m| s.mentions[m].noun.as_ref()).and_then(|n| n.kind);
            if let (Some(c), Some(kind)) = (c.as_mut(), noun)
                && c.kind == released
                && kind != released
            {
                c.kind = kind;
                c.freed = true;
            }
        }
    }
    inherit(lexicon, s, &mut chosen);
    for (i, u) in s.units.iter().enumerate() {
        if chosen[i].is_some() {
            continue;
        }
        let Some(m) = u.mention.map(|m| &s.mentions[m]) else { continue };
        match default_kind(lexicon, s, i) {
            Some((kind, note)) => chosen[i] = Some(plain(i, kind, 0, note)),
            None => unclaimed.push(Unclaimed {
                span: m.span,
                reason: if u.classes.has(core.n_bare) {
                    "a number without a noun or cue near it"
                } else if u.classes.has(core.count) {
                    "no frame says what happened to those counted"
                } else {
                    "no kind takes such a value here"
                },
            }),
        }
    }
    chosen.into_iter().flatten().collect()
}

fn plain(unit: usize, kind: KindId, score: i32, note: &'static str) -> Choice {
    Choice {
        unit,
        kind,
        start: unit,
        end: unit + 1,
        score,
        pattern: None,
        part: false,
        superseded: false,
        increment: false,
        denied: false,
        zero: false,
        one: false,
        freed: false,
        who: None,
        modifier: None,
        note,
    }
}

fn from_reading(sources: &[FrameSource], r: &Reading) -> Choice {
    let p = &sources[r.pattern.0].patterns[r.pattern.1];
    Choice {
        unit: r.at.value,
        kind: r.kind,
        start: r.at.start,
        end: r.at.end,
        score: r.score,
        pattern: Some(r.pattern),
        part: p.def.part,
        superseded: p.def.superseded,
        increment: p.def.increment,
        denied: p.def.denied,
        zero: p.def.zero,
        one: p.def.one,
        freed: false,
        who: p.def.who.clone(),
        modifier: p.def.modifier,
        note: "",
    }
}

/// Whether a value can be one of this kind at all.
fn fits(lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> bool {
    let kind = lexicon.tables.kind(c.kind);
    let u = &s.units[c.unit];
    let mention = u.mention.map(|m| &s.mentions[m].value);
    let ok = match kind.value {
        ValueType::Quantity => mention.is_some_and(|m| m.quantity().is_some() || matches!(m, MentionValue::Ordinal(_)) && kind.id == "age") || c.zero || c.one && mention.is_none(),
        ValueType::Date => matches!(mention, Some(MentionValue::Date(_))),
        ValueType::Set => matches!(mention, Some(MentionValue::Set(..))),
        ValueType::Name => !matches!(mention, Some(m) if m.quantity().is_some()),
    };
    let thing = u.mention.and_then(|m| s.mentions[m].noun.as_ref()).is_some_and(|n| n.thing.is_some());
    // "two thirds of the members" is a share, not a count of members
    let share = matches!(mention, Some(MentionValue::Percent(_) | MentionValue::Fraction(_)));
    let ok = ok && !(thing && kind.unit == "person") && !(share && kind.unit != "percent");
    let plausible = match (kind.plausible, mention.and_then(|m| m.quantity()).and_then(|q| q.written())) {
        (Some((a, b)), Some(v)) => a <= v && v <= b,
        _ => true,
    };
    ok && plausible
}

/// The quantity a unit gives; a rank counts as one ("in his thirty-second year").
fn quantity(s: &SentenceView, i: usize) -> Option<Quantity> {
    match &s.mentions[s.units[i].mention?].value {
        MentionValue::Ordinal(n) => Some(Quantity::exact((*n).into())),
        m => m.quantity().cloned(),
    }
}

/// Figures without a frame of their own take the kind of the figure they are joined to:
/// "18 killed in Dhi Qar, 16 in Baghdad and five in Maysan", "149 civilians and eight of the security forces".
fn inherit(lexicon: &Lexicon, s: &SentenceView, chosen: &mut [Option<Choice>]) {
    let core = &lexicon.core;
    let stops = [core.clause, core.cue, core.say, core.colon, core.money, core.share, core.office];
    let mut last: Option<usize> = None;
    for i in 0..s.units.len() {
        // a reading by the noun alone ("eight soldiers": deployed?) gives way to the figure before it
        if chosen[i].as_ref().is_some_and(|c| c.score >= 0) {
            if s.has(i, core.count) {
                last = Some(i);
            }
            continue;
        }
        if !s.has(i, core.count) || s.has(i, core.n_thing) || quantity(s, i).is_some_and(|q| q.max == Some(rust_decimal::Decimal::ZERO)) {
            continue;
        }
        let Some((p, from)) = last.and_then(|p| chosen[p].clone().map(|c| (p, c))) else {
            if chosen[i].is_some() {
                last = Some(i);
            }
            continue;
        };
        // "16 killed and dozens of the wounded": the noun tells another kind
        if let Some(k) = s.units[i].mention.and_then(|m| s.mentions[m].noun.as_ref()).and_then(|n| n.kind)
            && k != from.kind
        {
            chosen[i] = Some(plain(i, k, NOUN_SCORE, NOUN_NOTE));
            last = Some(i);
            continue;
        }
        let between = p + 1..i;
        let near = between.clone().filter(|j| s.units[*j].tokens.0 != s.units[*j].tokens.1).count() <= 16;
        let joined = between.clone().any(|j| s.has(j, core.superseded) || s.has(j, core.and) || s.has(j, core.comma) || s.has(j, core.among) || s.has(j, core.open))
            || s.has(p + 1, core.colon);
        let of_them = lexicon.classes.get("of-them").is_some_and(|c| s.has(i, c));
        // the words that told the figure before are no new ones: "63 people had been held, among them 15 women"
        let own = |j: usize| j < from.end;
        // "143 were hurt, the ministry said, among them 26 children": what leads to "among" says the same kind again
        let prefix = format!("{}/", lexicon.tables.kind(from.kind).id);
        let among = between.clone().rev().find(|j| s.has(*j, core.among));
        // "90 passengers: 63 Iraqis and 27 Turks"
        let listing = s.has(p + 1, core.colon) && !s.has(i, core.n_bare);
        let led = |j: usize| {
            listing && j == p + 1
                || among.is_some_and(|a| j < a)
                    && !s.has(j, core.clause)
                    && (!s.has(j, core.cue) || s.units[j].classes.iter().any(|c| lexicon.classes.name(c).starts_with(&prefix)))
        };
        let clear = between.clone().all(|j| led(j) || !stops.iter().any(|c| s.has(j, *c) && !((of_them || own(j)) && *c == core.cue) && !(of_them && *c == core.say)));
        let itemised = itemised(lexicon, s, p, i);
        let reached = s.units[..i].iter().enumerate().rev().take(5).any(|(j, _)| j > p && (s.has(j, core.reach) || s.has(j, core.number_of)));
        let words = between.clone().filter(|j| s.has(*j, core.word)).count() <= 6;
        let by_part = of_them || between.clone().any(|j| s.has(j, core.among));
        // a bare figure must be followed by its own place or group
        let led_by_place = (p + 1..i)
            .rev()
            .find(|j| !s.has(*j, core.modifier) && !s.has(*j, core.dash))
            .is_some_and(|j| s.has(j, core.country) || s.has(j, core.nationality) || s.has(j, core.place));
        let listed = between.clone().any(|j| s.has(j, core.they_are));
        let replaced = i > 0 && (s.has(i - 1, core.superseded) || i > 1 && s.has(i - 2, core.superseded));
        let anchored = !s.has(i, core.n_bare)
            || led_by_place
            || reached
            || listed
            || replaced
            || (i + 1..s.units.len().min(i + 3)).any(|j| s.has(j, core.in_) || s.has(j, core.from))
            || by_part
            || s.units.get(i + 1).is_none_or(|u| u.classes.has(core.comma) || u.classes.has(core.clause) || u.classes.has(core.and));
        let unit_kind = lexicon.tables.kind(from.kind);
        if near && (joined && clear && words && anchored || itemised) && unit_kind.additive && unit_kind.unit == "person" {
            let part = by_part || listed || listing || itemised && unit_kind.subject == SubjectType::Event || from.part;
            chosen[i] = Some(Choice { part, superseded: from.superseded, increment: false, ..plain(i, from.kind, 5, JOINED_NOTE) });
            last = Some(i);
        } else if chosen[i].is_some() {
            last = Some(i);
        }
    }
    // "34 protesters and 12 officers were hurt": the words behind the last tell all that are joined to it
    for i in (0..s.units.len().saturating_sub(2)).rev() {
        if chosen[i].as_ref().is_some_and(|c| c.score >= 0) || !s.has(i, core.n_person) {
            continue;
        }
        let j = (i + 1..s.units.len().min(i + 4)).find(|j| s.has(*j, core.count)).unwrap_or(i + 1);
        let joined = j > i + 1 && (i + 1..j).all(|k| s.has(k, core.and) || s.has(k, core.comma));
        let Some(next) = chosen[j].clone().filter(|c| joined && c.start == j && c.end > j + 1 && c.score >= 0) else { continue };
        let kind = lexicon.tables.kind(next.kind);
        if kind.additive && kind.unit == "person" {
            chosen[i] = Some(Choice { part: next.part, superseded: next.superseded, end: next.end, ..plain(i, next.kind, 5, JOINED_NOTE) });
        }
    }
}

/// Whether a count of people opens or goes on with a list that takes the figure before it apart, behind a dash or a colon:
/// "64 were saved, he said - 39 men, 17 women and eight children".
fn itemised(lexicon: &Lexicon, s: &SentenceView, whole: usize, at: usize) -> bool {
    let core = &lexicon.core;
    let joint = |j: usize| s.has(j, core.comma) || s.has(j, core.and);
    let item = |j: usize| s.has(j, core.n_person) && !s.has(j, core.n_kind);
    let opens = |j: usize| s.has(j, core.dash) || s.has(j, core.colon);
    if !item(at) {
        return false;
    }
    let mut first = at;
    while let Some(j) = first.checked_sub(1).filter(|j| joint(*j)).and_then(|j| (j.saturating_sub(1)..=j).rev().find(|k| item(*k))).filter(|j| *j > whole) {
        first = j;
    }
    let next = (at + 1..s.units.len().min(at + 4)).find(|j| !joint(*j));
    let listed = first < at || next.is_some_and(|j| j > at + 1 && item(j));
    listed && first > whole + 1 && opens(first - 1)
}

/// The kind of a value that no frame claimed.
fn default_kind(lexicon: &Lexicon, s: &SentenceView, i: usize) -> Option<(KindId, &'static str)> {
    let kind = |id: &str| lexicon.tables.kind_id(id);
    let m = &s.mentions[s.units[i].mention?];
    let (id, note) = match &m.value {
        MentionValue::Percent(_) => ("percentage", "a percentage"),
        MentionValue::Fraction(_) if m.noun.is_some() || s.has(i + 1, lexicon.core.of) || s.has(i + 1, lexicon.core.word) => ("percentage", "a fraction"),
        MentionValue::Money(_) => ("price", "an amount of money"),
        MentionValue::Duration(_) => ("duration", "a length of time"),
        MentionValue::Measure(_, d) => match d.as_str() {
            "length" => ("distance", "a length"),
            "area" => ("area", "an area"),
            "mass" => ("mass", "a mass"),
            "temperature" => ("temperature", "a temperature"),
            _ => return None,
        },
        MentionValue::Clock(_) => ("time_of_day", "a time of day"),
        MentionValue::Date(d) if d.start != Default::default() && tells_a_day(lexicon, s, i, d) => ("event_date", "a date"),
        MentionValue::Set(_, sort) if s.units[i].classes.has(lexicon.classes.get("set:many")?) && *sort != "org" => ("membership", "a list"),
        MentionValue::Number(_) => {
            m.noun.as_ref()?.thing.as_ref()?;
            ("member_count.other", "a number of things")
        }
        _ => return None,
    };
    Some((kind(id)?, note))
}

/// Whether a date is one of an event, and not of the report itself: datelines, "the ministry said on Sunday", "today".
fn tells_a_day(lexicon: &Lexicon, s: &SentenceView, i: usize, d: &crate::value::DateValue) -> bool {
    let core = &lexicon.core;
    let dateline = s.number < 4 && i < 9 && (i + 1..(i + 6).min(s.units.len())).any(|j| s.has(j, core.dash)) && (0..i).all(|j| !s.has(j, core.say) && !s.has(j, core.cue));
    if dateline {
        return false;
    }
    if !d.relative {
        return true;
    }
    // a weekday that the date beside it does not fall on
    if d.weekday.is_some() && (i + 1..(i + 3).min(s.units.len())).any(|j| s.has(j, core.date)) {
        return true;
    }
    // "at dawn on Wednesday", told of no report: when it happened
    let skipped = if i > 0 { s.units[i].tokens.0 > s.units[i - 1].tokens.1 } else { s.units[i].tokens.0 > 0 };
    let said = (i.saturating_sub(7)..(i + 4).min(s.units.len())).any(|j| s.has(j, core.say) || s.has(j, core.reach) || s.has(j, core.as_of));
    if skipped && !said && d.weekday.is_some() && d.end.is_none() {
        return true;
    }
    // "late on Tuesday", "before dawn on Tuesday"
    let led = (i.saturating_sub(3)..i).any(|j| (s.has(j, core.daypart) || s.has(j, core.month_part)) && s.units[j].mention.is_none());
    if led && !said && d.weekday.is_some() && d.end.is_none() {
        return true;
    }
    // "in Sunday's raid on a post"
    let of_event = lexicon.packs[s.pack].file.capitals && !(i > 0 && s.has(i - 1, core.in_));
    if of_event && (i + 1..i + 4).take_while(|j| !s.has(*j, core.comma) && !s.has(*j, core.say)).any(|j| s.has(j, core.event)) {
        return true;
    }
    // the day of a figure, not of an event: "54 had died as of Thursday"
    let counted = (i.saturating_sub(5)..i).rev().take_while(|j| !s.has(*j, core.clause)).any(|j| s.has(j, core.count) || s.has(j, core.as_of) || s.has(j, core.reach));
    if counted {
        return false;
    }
    let (a, b) = s.clause(lexicon, i);
    if !(a..b).any(|j| s.has(j, core.event) && j.abs_diff(i) <= 8 || s.has(j, core.clock)) {
        return false;
    }
    let today = d.weekday.is_none() || (i > 0 && s.has(i - 1, core.day_offset));
    let reporting = (i.saturating_sub(7)..i).rev().take_while(|j| !s.has(*j, core.clause)).any(|j| s.has(j, core.say))
        || (i + 1..(i + 4).min(s.units.len())).take_while(|j| !s.has(*j, core.comma)).any(|j| s.has(j, core.say));
    !(today || reporting || d.end.is_some())
}

/// A text that calls its own day "today, Sunday" means the Sunday before by a bare "Sunday" on which something began.
fn a_week_before(lexicon: &Lexicon, doc: &Document, view: &View, kind: &crate::lexicon::Kind, d: &crate::value::DateValue) -> crate::value::DateValue {
    let Some(published) = doc.published else { return *d };
    let own = d.relative && d.weekday == Some(published.weekday().to_monday_one_offset()) && d.start.as_day() == Some(published);
    if kind.id != "start_date" || !own {
        return *d;
    }
    let said = view.sentences.iter().any(|s| {
        (1..s.units.len()).any(|i| {
            s.has(i, lexicon.core.date)
                && s.units[i].mention.is_some_and(|m| matches!(&s.mentions[m].value, MentionValue::Date(x) if x.weekday == d.weekday && x.relative && crate::normalise::fold(doc.quote(s.units[i].span)).contains(' ')))
        })
    });
    match published.checked_sub(jiff::Span::new().days(7)) {
        Ok(week) if said => crate::value::DateValue { start: crate::value::PartialDate::day(week), ..*d },
        _ => *d,
    }
}

/// A weekday that something is planned for lies ahead: "the hearing is set for Monday" in a text of Friday.
fn ahead(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize, d: &crate::value::DateValue) -> crate::value::DateValue {
    let (Some(published), Some(day)) = (doc.published, d.start.as_day().filter(|_| d.relative && d.weekday.is_some() && d.end.is_none())) else { return *d };
    let (a, _) = s.clause(lexicon, at);
    let planned = (a..at).rev().take(8).take_while(|j| !s.has(*j, lexicon.core.comma)).any(|j| s.has(j, lexicon.core.plan) || s.has(j, lexicon.core.future));
    match day.checked_add(jiff::Span::new().days(7)) {
        Ok(week) if planned && day < published => crate::value::DateValue { start: crate::value::PartialDate::day(week), ..*d },
        _ => *d,
    }
}

fn claim(lexicon: &Lexicon, doc: &Document, view: &View, s: &SentenceView, c: &Choice, linked: bool) -> Option<Claim> {
    let core = &lexicon.core;
    let kind = lexicon.tables.kind(c.kind);
    let u = &s.units[c.unit];
    let mention = u.mention.map(|m| &s.mentions[m]);
    let mut span = mention.map_or(u.span, |m| m.span);
    let value = match mention.map(|m| &m.value) {
        Some(MentionValue::Date(d)) => Value::Date(ahead(lexicon, doc, s, c.unit, &a_week_before(lexicon, doc, view, kind, d))),
        Some(MentionValue::Set(v, _)) => Value::Set(v.clone()),
        Some(_) => {
            let mut q = quantity(s, c.unit)?;
            if let (Some(modifier), Modifier::Exact, Some(n)) = (c.modifier, q.modifier, q.point()) {
                q = Quantity { unit: q.unit.clone(), ..Quantity::hedged(n, n, modifier, kind.additive) };
            }
            if q.unit.is_empty() {
                let noun = mention.and_then(|m| m.noun.as_ref());
                q.unit = noun.and_then(|n| n.thing.clone()).unwrap_or_else(|| kind.unit.clone());
            }
            Value::Quantity(q)
        }
        None if c.zero => Value::Quantity(Quantity { unit: kind.unit.clone(), ..Quantity::exact(rust_decimal::Decimal::ZERO) }),
        None if c.one => Value::Quantity(Quantity { unit: kind.unit.clone(), ..Quantity::exact(rust_decimal::Decimal::ONE) }),
        None => {
            let (a, b) = if s.entity(lexicon, c.unit, true).is_some() { (c.unit, c.unit + 1) } else { names::name_at(lexicon, doc, s, c.unit)? };
            span = Span { start: s.units[a].span.start, end: s.units[b - 1].span.end };
            Value::Name(NameValue { text: doc.words(span).into_owned(), id: s.entity(lexicon, c.unit, true).map(str::to_owned) })
        }
    };
    if c.one
        && let Some(article) = (c.unit.saturating_sub(3)..c.unit).rev().find(|j| s.has(*j, core.indefinite))
    {
        span = s.units[article].span.join(span);
    }
    let quote = s.units[c.start.min(c.unit)].span.join(s.units[c.end.max(c.unit + 1) - 1].span).join(mention.map_or(span, |m| m.phrase));
    let noun = mention.and_then(|m| m.noun.as_ref());
    let superseded = c.superseded || scope::superseded(lexicon, s, c.unit) || (kind.additive && scope::corrected(lexicon, s, c.unit));
    let part = c.part || noun.is_some_and(|n| n.of_them) || (c.unit.saturating_sub(4)..c.unit).any(|j| s.has(j, core.among) && !(j..c.unit).any(|k| s.has(k, core.count)));
    // "the owner and three others", "two more bodies": these come on top of somebody
    let on_top = noun.is_some_and(|n| n.others)
        && c.unit > 1
        && s.has(c.unit - 1, core.and)
        && ![core.cue, core.clause, core.comma, core.date, core.count].iter().any(|k| s.has(c.unit - 2, *k))
        && !(c.unit.saturating_sub(8)..c.unit).any(|j| s.has(j, core.count));
    let since = mention.is_some_and(|m| m.value.quantity().is_some_and(|q| q.max == Some(rust_decimal::Decimal::ZERO)))
        && (c.unit..s.clause(lexicon, c.unit).1).any(|j| s.has(j, core.since));
    let nought = mention.is_some_and(|m| m.value.quantity().is_some_and(|q| q.max == Some(rust_decimal::Decimal::ZERO)));
    let narrowed = nought && !matches!(kind.id.as_str(), "deaths" | "injuries") || nought && s.has(c.end.max(c.unit + 1), core.in_) && scope::place(lexicon, s, c.unit).is_none();
    // "a further 15 bodies", "another 12"
    let further = kind.growth == crate::lexicon::Growth::Cumulative && c.unit > 0 && s.has(c.unit - 1, core.further);
    let increment = c.increment || further || narrowed || on_top || noun.is_some_and(|n| n.further) || since;
    // "four of the injured were flown abroad": some of those counted
    let handled = (c.note == NOUN_NOTE && (c.unit.saturating_sub(3)..c.unit).any(|j| s.has(j, core.handled)))
        || (c.note == JOINED_NOTE && (c.unit.saturating_sub(14)..c.unit).any(|j| s.has(j, core.handled)));
    let part = part || handled;
    let role = if superseded {
        Role::Superseded
    } else if part {
        Role::Part
    } else if increment {
        Role::Increment
    } else {
        Role::Whole
    };
    let modality = if c.denied { Modality::Denied } else { scope::modality(lexicon, s, c.unit, c.start) };
    let (as_of, dated) = scope::as_of(lexicon, s, doc, c.unit);
    let mut who = if kind.unit == "person" || matches!(value, Value::Quantity(_)) { scope::who(lexicon, s, c.unit, c.who.as_deref()) } else { Who::all() };
    if let (true, Some(p)) = (c.one, s.value(lexicon, c.unit, core.people)) {
        who.population = p.to_owned();
    }
    if who.population == "all"
        && let Some(says) = lexicon.says(c.kind)
    {
        let group = (c.start + 1..c.unit).filter(|j| s.has(j - 1, says)).find_map(|j| s.value(lexicon, j, core.collective).or_else(|| s.value(lexicon, j, core.people)));
        if let Some(g) = group.filter(|g| *g != "all") {
            who.population = g.to_owned();
        }
    }
    if let Some(q) = scope::reach_of(lexicon, s, c.unit) {
        who.qualifier.get_or_insert(q);
    }
    if c.freed {
        who.qualifier = Some("released".into());
    }
    // "one hostage died": one of those held, not of all
    if let Some(n) = noun.and_then(|n| n.kind).filter(|n| *n != c.kind)
        && who.population == "all"
        && matches!(lexicon.tables.kind(n).id.as_str(), "hostages" | "detentions" | "displaced")
    {
        who.qualifier.get_or_insert_with(|| lexicon.tables.kind(n).id.clone());
    }
    if kind.id == "personnel" && who.population == "men" {
        who.population = "soldiers".into();
    }
    if kind.id == "personnel" && who.nationality.is_none() {
        who.nationality = scope::sender(lexicon, s, c.unit);
    }
    let place = scope::place(lexicon, s, c.unit);
    let mut topic = topic(lexicon, doc, view, s, c, place.as_deref());
    // "more than 10,000 have died since": a count over years, not the event's
    if kind.additive
        && kind.unit == "person"
        && since_long_ago(lexicon, doc, s, c.unit)
        && let Topic::Event(h) = &mut topic
    {
        h.background = true;
    }
    // "five days after the fire" tells when, not how long
    let times = [core.ago, core.later, core.after, core.within];
    let interval = kind.id == "duration"
        && ((c.unit + 1..(c.unit + 2).min(s.units.len())).any(|j| times.iter().any(|t| s.has(j, *t))) || c.unit > 0 && times.iter().any(|t| s.has(c.unit - 1, *t)));
    let pack = &lexicon.packs[s.pack];
    let mut rows: SmallVec<[Origin; 6]> = SmallVec::new();
    for e in (c.start..c.end).flat_map(|i| s.entries[i].iter()).chain(mention.iter().flat_map(|m| m.rows.iter())) {
        let o = pack.entries[*e as usize].origin;
        if o != Origin::default() && !rows.contains(&o) {
            rows.push(o);
        }
    }
    let (pattern, pattern_text) = c.pattern.map_or_else(Default::default, |(k, n)| {
        let p = &lexicon.frames[s.pack][k].patterns[n];
        (Some(p.origin), p.def.pattern.clone())
    });
    let certainty = match (c.pattern, c.score) {
        (Some(_), n) if n >= 15 => 90,
        (Some(_), _) => 80,
        (None, NOUN_SCORE) => 85,
        (None, 5) => 70,
        _ => 60,
    };
    Some(Claim {
        id: ClaimId(0),
        doc: doc.id,
        kind: c.kind,
        value,
        topic,
        who,
        place,
        as_of,
        dated,
        attribution: attribution::attribution(lexicon, doc, s, c.unit),
        modality,
        role,
        part_of: None,
        descriptor: match (linked, interval) {
            (false, _) => Default::default(),
            (true, true) => std::iter::once(format!("interval {} {}", s.number, c.unit)).collect(),
            (true, false) => scope::descriptor(lexicon, s, c.unit, c.start, c.end),
        },
        span,
        quote,
        zone: s.zone,
        sentence: s.number,
        paragraph: s.paragraph,
        certainty,
        derivation: Derivation { pattern, pattern_text, rows, note: c.note },
    })
}

/// A date that no event stands beside is told by the words around it.
fn event_topic(value: ValueType, hint: crate::claim::EventHint) -> Topic {
    if value == ValueType::Date && hint.family.is_none() { Topic::Descriptor } else { Topic::Event(hint) }
}

/// What a claim is about, by the subject type of its kind.
fn topic(lexicon: &Lexicon, doc: &Document, view: &View, s: &SentenceView, c: &Choice, place: Option<&str>) -> Topic {
    let core = &lexicon.core;
    let kind = lexicon.tables.kind(c.kind);
    // a figure that another clause explains ("killed 1,500; others put it at 2,400") is of the event of that clause
    let at = if c.start < s.clause(lexicon, c.unit).0 { c.start } else { c.unit };
    match kind.subject {
        SubjectType::Event => {
            event_topic(kind.value, events::hint(lexicon, doc, view, s, at, place, (kind.value == ValueType::Date).then_some((c.start, c.end, c.pattern.is_some()))))
        }
        SubjectType::Descriptor | SubjectType::Office => Topic::Descriptor,
        SubjectType::Entity if kind.id == "age" => {
            let mut to = c.start.min(c.unit);
            while to > 0 && (s.has(to - 1, core.comma) || s.has(to - 1, core.open) || s.has(to - 1, core.rel) || s.has(to - 1, core.cue)) {
                to -= 1;
            }
            let name = names::name_before(lexicon, doc, s, to, true, 1).or_else(|| names::name_at(lexicon, doc, s, c.end));
            name.map_or(Topic::Descriptor, |(a, b)| Topic::Person(doc.quote(Span { start: s.units[a].span.start, end: s.units[b - 1].span.end }).to_owned()))
        }
        SubjectType::Entity if kind.id == "capital" => {
            let own = s.entity(lexicon, c.unit, false);
            let (a, b) = (c.start.min(c.unit), c.end.max(c.unit + 1));
            let named = (a..(b + 3).min(s.units.len())).filter(|i| *i != c.unit).find_map(|i| s.value(lexicon, i, core.country).or_else(|| s.value(lexicon, i, core.nationality)));
            let id = named.map(str::to_owned).or_else(|| own.and_then(|o| lexicon.world.country(o)));
            Topic::Entity { id, role: None }
        }
        SubjectType::Entity if kind.id == "population" => {
            let id = place.map(str::to_owned).or_else(|| nearest_entity(lexicon, s, c.unit, &[core.place, core.country]));
            Topic::Entity { id, role: None }
        }
        SubjectType::Entity => {
            let role_class = lexicon.classes.get("role");
            // "groups 15 states", "four of its 15 members": the whole, whatever else the sentence tells
            let whole = (c.start..c.end.max(c.unit)).any(|j| lexicon.classes.get("hold").is_some_and(|h| s.has(j, h)))
                || (c.unit.saturating_sub(3)..c.unit).any(|j| s.has(j, core.of)) && (c.unit.saturating_sub(5)..c.unit).any(|j| s.has(j, core.count));
            let role = role_class.and_then(|r| {
                let (a, b) = if whole { (c.start, c.unit) } else { s.clause(lexicon, c.unit) };
                (a..b).filter_map(|i| s.value(lexicon, i, r).map(|v| (if i <= c.unit { c.unit - i } else { 2 * (i - c.unit) }, v))).min().map(|(_, v)| v.to_owned())
            });
            let ahead = (c.unit + 1..(c.unit + 4).min(s.units.len())).take_while(|j| !s.has(*j, core.clause) && !s.has(*j, core.comma)).find_map(|j| s.value(lexicon, j, core.org));
            let counted = matches!(kind.value, ValueType::Quantity);
            // "ten of the 15", and the list that follows; "a 21-member cabinet"
            let of_more = |i: usize| s.has(i, core.count) && s.has(i + 1, core.of) && (i + 2..i + 5).any(|j| s.has(j, core.count));
            let part = if counted { of_more(c.unit) } else { (0..c.unit).any(of_more) };
            let compound = doc.quote(s.units[c.unit].span).contains('-');
            let elsewhere =
                counted && ahead.is_none() && (compound || s.has(c.unit + 1, core.word) || s.has(c.unit + 1, core.of) && !of_more(c.unit)) && c.unit + 1 < s.units.len();
            let role = role.or_else(|| (part || elsewhere).then(|| "?".to_owned()));
            let id = ahead.filter(|_| counted).map(str::to_owned).or_else(|| nearest_entity(lexicon, s, c.unit, &[core.org])).or_else(|| {
                // "the bloc", "the alliance": the organisation spoken of last
                view.sentences.iter().filter(|p| p.number < s.number && p.number + 4 >= s.number).rev().find_map(|p| nearest_entity(lexicon, p, p.units.len(), &[core.org]))
            });
            let cued = c.pattern.is_some();
            Topic::Entity { id, role: role.or_else(|| (!cued).then(|| "?".to_owned())) }
        }
    }
}

/// The entity of these classes nearest before a unit in its sentence, else nearest after it.
fn nearest_entity(lexicon: &Lexicon, s: &SentenceView, at: usize, classes: &[crate::lexicon::ClassId]) -> Option<String> {
    let get = |i: usize| classes.iter().find_map(|c| s.value(lexicon, i, *c)).filter(|_| s.units[i].mention.is_none());
    let n = s.units.len();
    let is_agency = |id: &str| lexicon.world.find(id).is_some_and(|e| lexicon.world.get(e).is_agency());
    (0..at.min(n)).rev().filter_map(get).find(|id| !is_agency(id)).or_else(|| (at..n).filter_map(get).find(|id| !is_agency(id))).map(str::to_owned)
}

/// A claim of a name as it stands in its sentence, on the day of its document.
fn named(doc: &Document, s: &SentenceView, claim: Claim, certainty: u8, note: &'static str) -> Claim {
    Claim { as_of: doc.published, zone: s.zone, sentence: s.number, paragraph: s.paragraph, certainty, derivation: Derivation { note, ..Derivation::default() }, ..claim }
}

fn holders(lexicon: &Lexicon, doc: &Document, s: &SentenceView) -> Vec<Claim> {
    let Some(kind) = lexicon.tables.kind_id("office_holder") else { return Vec::new() };
    names::holders(lexicon, doc, s)
        .into_iter()
        .map(|h| {
            let value = Value::Name(NameValue { text: doc.words(h.name).into_owned(), id: None });
            let topic = Topic::Office { office: h.office, seat: h.seat, modifier: h.modifier };
            named(doc, s, Claim::new(doc.id, kind, value, topic, h.name, h.quote), 75, "an office and a name")
        })
        .collect()
}

/// Words of the text that are nearly but not quite the family name of an office holder it names: claims of kind `name`.
fn spellings(lexicon: &Lexicon, doc: &Document, view: &View, claims: &mut Vec<Claim>) {
    let (Some(holder), Some(kind)) = (lexicon.tables.kind_id("office_holder"), lexicon.tables.kind_id("name")) else { return };
    let fold = crate::normalise::fold;
    // the words of each holder's name, and of the last one its first letter and length
    let known: Vec<(Vec<String>, Option<char>, usize)> = claims
        .iter()
        .filter(|c| c.kind == holder)
        .filter_map(|c| c.value.name())
        .map(|n| {
            let words: Vec<String> = fold(&n.text).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
            let last = words.last().map_or("", String::as_str);
            let (first, length) = (last.chars().next(), last.chars().count());
            (words, first, length)
        })
        .collect();
    if known.is_empty() {
        return;
    }
    let taken: Vec<Span> = claims.iter().filter(|c| c.kind == holder).map(|c| c.span).collect();
    for s in &view.sentences {
        for (i, u) in s.units.iter().enumerate() {
            if !s.has(i, lexicon.core.word) {
                continue;
            }
            let capitals = lexicon.packs[s.pack].file.capitals;
            let word = &s.folded[i];
            let first = word.chars().next();
            if !known.iter().any(|(_, f, n)| *f == first && *n >= 5) {
                continue;
            }
            let length = word.chars().count();
            if length < 5 || (capitals && !s.capital[i]) || taken.iter().any(|t| t.overlaps(u.span)) {
                continue;
            }
            let near =
                |(w, f, n): &(Vec<String>, Option<char>, usize)| *f == first && *n >= 5 && n.abs_diff(length) <= 1 && w.last().is_some_and(|l| **l != **word && one_edit(l, word));
            if known.iter().any(near) && !known.iter().any(|(w, ..)| w.iter().any(|w| **w == **word)) {
                // the words before it that belong to the name
                let start = (i.saturating_sub(2)..i).rev().take_while(|j| s.has(*j, lexicon.core.word) && (!capitals || s.capital[*j])).last().filter(|_| capitals).unwrap_or(i);
                let span = Span { start: s.units[start].span.start, end: u.span.end };
                let value = Value::Name(NameValue { text: doc.words(span).into_owned(), id: None });
                let topic = Topic::Person(doc.words(span).into_owned());
                claims.push(named(doc, s, Claim::new(doc.id, kind, value, topic, span, span), 70, "nearly the name of an office holder"));
            }
        }
    }
}

/// Whether two words differ by one letter put in, left out, replaced, or by two neighbours in each other's place.
fn one_edit(a: &str, b: &str) -> bool {
    let (a, b): (SmallVec<[char; 24]>, SmallVec<[char; 24]>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    match (&a[..a.len() - tail], &b[..b.len() - tail]) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([p, q], [r, s]) => p == s && q == r,
        _ => false,
    }
}

/// In a language without capitals one word behind an office is a name only when a longer name of the text holds it.
fn lone_names(lexicon: &Lexicon, view: &View, claims: &mut Vec<Claim>) {
    let Some(kind) = lexicon.tables.kind_id("office_holder") else { return };
    let words = |c: &Claim| -> Vec<String> { c.value.name().map(|n| crate::normalise::fold(&n.text).split_whitespace().map(str::to_owned).collect()).unwrap_or_default() };
    let long: Vec<Vec<String>> = claims.iter().filter(|c| c.kind == kind).map(words).filter(|w| w.len() > 1).collect();
    claims.retain(|c| {
        if c.kind != kind {
            return true;
        }
        let capitals = view.sentences.iter().find(|s| s.number == c.sentence).is_some_and(|s| lexicon.packs[s.pack].file.capitals);
        let w = words(c);
        capitals || w.len() != 1 || long.iter().any(|l| l.contains(&w[0]))
    });
}

/// Whether the words behind a figure count it since a day more than a season before publication, or since a moment told before.
fn since_long_ago(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    if !s.classes.has(core.since) {
        return false;
    }
    let end = s.clause(lexicon, at).1.min(at + 8);
    let Some(since) = (at + 1..end).find(|j| s.has(*j, core.since)) else { return false };
    let closes = since + 1 >= s.units.len() || [core.comma, core.clause].iter().any(|c| s.has(since + 1, *c));
    let dated = (since + 1..s.units.len().min(since + 5)).find_map(|j| match s.units[j].mention.map(|m| &s.mentions[m].value) {
        Some(MentionValue::Date(d)) => d.bounds(),
        _ => None,
    });
    match (dated, doc.published) {
        (Some((_, last)), Some(p)) => last.until(p).is_ok_and(|l| l.get_days() > 120),
        _ => closes,
    }
}

/// "A further 15 bodies were brought up, taking the toll to 38": beside a total that was reached, what is told as more, or as
/// found since, is what came on top.
fn on_top_of_total(lexicon: &Lexicon, view: &View, claims: &mut [Claim]) {
    let core = &lexicon.core;
    let unit_of = |c: &Claim| {
        let s = &view.sentences[view.sentences.binary_search_by_key(&c.sentence, |s| s.number).ok()?];
        let at = s.units.iter().position(|u| u.mention.is_some() && u.span.start <= c.span.start && c.span.start < u.span.end)?;
        Some((s, at))
    };
    let reached = |c: &Claim| unit_of(c).is_some_and(|(s, at)| at > 0 && s.has(at - 1, core.to) && (at.saturating_sub(12)..at).any(|j| s.has(j, core.reach)));
    let more = |c: &Claim| {
        unit_of(c).is_some_and(|(s, at)| {
            let near = at.saturating_sub(3)..(at + 3).min(s.units.len());
            near.clone().any(|j| s.has(j, core.further))
                || (at.saturating_sub(4)..at).any(|j| s.has(j, core.after) || s.has(j, core.later))
                || (at + 1..(at + 4).min(s.units.len())).any(|j| s.has(j, core.since))
        })
    };
    for i in 0..claims.len() {
        let c = &claims[i];
        let kind = lexicon.tables.kind(c.kind);
        if c.role != Role::Whole || kind.growth != crate::lexicon::Growth::Cumulative || !more(c) || reached(c) {
            continue;
        }
        let point = c.value.quantity().and_then(|q| q.written());
        let total = |o: &&Claim| o.kind == c.kind && o.sentence == c.sentence && o.span != c.span && o.value.quantity().and_then(|q| q.written()) > point;
        if claims.iter().filter(total).any(&reached) {
            claims[i].role = Role::Increment;
        }
    }
}

/// Below the lead, a smaller count of people in a text that has given the toll is one of its parts ("one died in a hospital"),
/// unless it is told as a toll itself.
fn lesser_counts(lexicon: &Lexicon, claims: &mut [Claim]) {
    for i in 0..claims.len() {
        let c = &claims[i];
        let kind = lexicon.tables.kind(c.kind);
        if c.role != Role::Whole || c.sentence < 2 || kind.unit != "person" || kind.growth != crate::lexicon::Growth::Cumulative || c.modality != Modality::Asserted {
            continue;
        }
        let p = &c.derivation.pattern_text;
        if ["toll", "number-of", "colon", "leave"].iter().any(|w| p.contains(w)) {
            continue;
        }
        // "a figure of 93 killed and 101 injured" is a count of its own
        if claims
            .iter()
            .any(|o| o.doc == c.doc && o.sentence == c.sentence && o.kind != c.kind && o.role == Role::Whole && matches!(o.topic, Topic::Event(_)) && o.value.quantity().is_some())
        {
            continue;
        }
        let Some(max) = c.value.quantity().and_then(|q| q.max) else { continue };
        let background = |c: &Claim| matches!(&c.topic, Topic::Event(h) if h.background);
        let whole = claims[..i].iter().position(|w| {
            w.kind == c.kind
                && w.role == Role::Whole
                && w.sentence + 1 < c.sentence
                && !background(w)
                && !background(c)
                && w.who.nationality.is_none()
                && lexicon.tables.is_part(&c.who.population, &w.who.population)
                && w.value.quantity().and_then(|q| q.min).is_some_and(|m| m > max)
                && same_family(w, c)
        });
        if let Some(w) = whole {
            claims[i].role = Role::Part;
            claims[i].part_of = Some(ClaimId(w as u32));
        }
    }
}

fn same_family(a: &Claim, b: &Claim) -> bool {
    match (&a.topic, &b.topic) {
        (Topic::Event(x), Topic::Event(y)) => x.family.is_none() || y.family.is_none() || x.family == y.family,
        _ => true,
    }
}

/// Ties a part to the figure it is a part of: the last whole of its kind in the sentence, or of the sentence before.
fn tie_parts(lexicon: &Lexicon, claims: &mut [Claim], from: usize) {
    for i in from..claims.len() {
        if claims[i].role != Role::Part || claims[i].part_of.is_some() {
            continue;
        }
        let (kind, sentence) = (claims[i].kind, claims[i].sentence);
        if !lexicon.tables.kind(kind).additive {
            continue;
        }
        let whole = claims[..i]
            .iter()
            .rposition(|c| c.kind == kind && c.sentence + 1 >= sentence && c.role != Role::Part && c.role != Role::Superseded && c.modality == claims[i].modality);
        if let Some(w) = whole {
            claims[i].part_of = Some(ClaimId(w as u32));
        }
    }
}
