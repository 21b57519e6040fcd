//! The reading of each value that becomes a claim: the best of the frames, else its noun, the figure it is joined to, or its default.

use super::default::{default_kind, names_two};
use super::join::inherit;
use super::{Unclaimed, asked, remainder};
use crate::extract::frames::{self, Reading, Scratch};
use crate::extract::view::SentenceView;
use crate::lexicon::{FrameSource, Growth, KindId, Lexicon, ValueType};
use crate::mention::MentionValue;
use crate::value::{Modifier, Quantity};

/// A value chosen to become a claim.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) unit: usize,
    pub(super) kind: KindId,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) score: i32,
    pub(super) pattern: Option<(usize, usize)>,
    pub(super) part: bool,
    pub(super) superseded: bool,
    pub(super) increment: bool,
    pub(super) denied: bool,
    pub(super) zero: bool,
    pub(super) one: bool,
    pub(super) freed: bool,
    pub(super) who: Option<String>,
    /// What those counted do.
    pub(super) doing: Option<std::sync::Arc<str>>,
    pub(super) modifier: Option<Modifier>,
    /// The figure before it that tells what it counts: "37 seats, Fair City 25".
    pub(super) like: Option<usize>,
    pub(super) note: &'static str,
}

/// Score of a figure whose noun tells the kind by itself.
pub(super) const NOUN_SCORE: i32 = 25;

/// Kinds of what befalls people, and of what a noun alone may call them before it does.
const FATES: [&str; 2] = ["deaths", "injuries"];
const STATES: [&str; 3] = ["displaced", "detentions", "participants"];

pub(super) const JOINED_NOTE: &str = "joined to the figure before it";

pub(super) const PART_NOTE: &str = "a part of the things before it";

pub(super) const NOUN_NOTE: &str = "the noun tells the kind";

const ANSWER_NOTE: &str = "the answer to the question before it";

/// The best reading for each value of a sentence. `question`: the kind that the sentence before asks the number of.
pub(super) fn choose(lexicon: &Lexicon, s: &SentenceView, question: Option<KindId>, scratch: &mut Scratch, unclaimed: &mut Vec<Unclaimed>) -> Vec<Choice> {
    let core = &lexicon.core;
    let sources = &lexicon.frames[s.pack];
    let readings = frames::read(lexicon, s, scratch);
    if readings.is_empty() && s.mentions.is_empty() {
        return Vec::new();
    }
    let mut chosen: Vec<Option<Choice>> = Vec::with_capacity(s.units.len());
    chosen.resize_with(s.units.len(), || None);
    for r in readings {
        let c = from_reading(sources, r);
        if fits(lexicon, s, &c) && !of_whole(lexicon, s, &c) && chosen[r.at.value].as_ref().is_none_or(|b| c.score > b.score) {
            chosen[r.at.value] = Some(c);
        }
    }
    for (i, u) in s.units.iter().enumerate() {
        let Some(m) = u.mention.map(|m| &s.mentions[m]) else { continue };
        let noun_kind = m.noun.as_ref().and_then(|n| n.kind).filter(|_| matches!(m.value, MentionValue::Number(_)));
        // "13 were held, among them five candidates": candidates that something befell are first of all those it befell
        let told_among = || !lexicon.packs[s.pack].file.capitals && (i.saturating_sub(2)..i).any(|j| s.has(j, core.among)) && chosen[..i].iter().flatten().any(|c| c.score >= 0);
        let noun_kind = noun_kind.filter(|k| lexicon.tables.kind(*k).id != "participants" || !told_among());
        let noun_kind = noun_kind.filter(|_| !names_two(lexicon, s, i));
        // «مات من البرد سبعة نازحين»: what befell them says more than what they are
        let fate = |c: &Choice| !lexicon.packs[s.pack].file.capitals && c.score >= 0 && c.start < i && FATES.contains(&lexicon.tables.kind(c.kind).id.as_str());
        let status = noun_kind.is_some_and(|k| STATES.contains(&lexicon.tables.kind(k).id.as_str()));
        if let Some(kind) = noun_kind
            && !(status && chosen[i].as_ref().is_some_and(fate))
            && chosen[i].as_ref().is_none_or(|c| c.score < if m.noun.as_ref().is_some_and(|n| n.thing.is_some()) { 5 } else { NOUN_SCORE })
        {
            chosen[i] = Some(plain(i, kind, if m.noun.as_ref().is_some_and(|n| n.thing.is_some()) { 4 } else { NOUN_SCORE }, NOUN_NOTE));
        }
    }
    // "released 24 hostages": the noun says who they are
    let told = |m: &crate::mention::Mention| m.noun.as_ref().is_some_and(|n| n.kind.is_some());
    if s.mentions.iter().any(told)
        && let Some(released) = lexicon.tables.kind_id("released")
    {
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
    if let Some(kind) = question
        && let Some(i) = asked::answer(lexicon, s, kind).filter(|i| chosen[*i].as_ref().is_none_or(|c| c.score < 0))
    {
        chosen[i] = Some(plain(i, kind, 5, ANSWER_NOTE));
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

/// Puts a choice in its place by its unit, instead of what was chosen for that.
pub(super) fn put(choices: &mut Vec<Choice>, choice: Choice) {
    choices.retain(|c| c.unit != choice.unit);
    let at = choices.iter().position(|c| c.unit > choice.unit).unwrap_or(choices.len());
    choices.insert(at, choice);
}

pub(super) fn plain(unit: usize, kind: KindId, score: i32, note: &'static str) -> Choice {
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
        doing: None,
        modifier: None,
        like: None,
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
        doing: p.def.doing.clone(),
        modifier: p.def.modifier,
        like: None,
        note: "",
    }
}

/// Years that nobody lives beyond: «سكانها البالغ 6000» are as many, and not of that age.
const OLDEST: u32 = 125;

/// Whether a value can be one of this kind at all.
fn fits(lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> bool {
    let core = &lexicon.core;
    let kind = lexicon.tables.kind(c.kind);
    let u = &s.units[c.unit];
    let mention = u.mention.map(|m| &s.mentions[m].value);
    let ok = match kind.value {
        ValueType::Quantity => {
            mention.is_some_and(|m| {
                m.quantity().is_some() || matches!(m, MentionValue::Ordinal(n) if matches!(kind.id.as_str(), "age" | "member_count") || kind.counts_people_up() && *n > 1)
            }) || c.zero
                || c.one && mention.is_none()
        }
        // nothing is founded "on Thursday": a fair is opened
        ValueType::Date => matches!(mention, Some(MentionValue::Date(d)) if kind.id != "founded" || d.weekday.is_none() || !d.relative),
        // "X joins the bloc": one member by name
        ValueType::Set => matches!(mention, Some(MentionValue::Set(..))) || mention.is_none() && c.pattern.is_some() && s.value(lexicon, c.unit, lexicon.core.country).is_some(),
        ValueType::Name => !matches!(mention, Some(m) if m.quantity().is_some()),
    };
    // «за последние 20 лет уровень воды упал»: a length in two words before a small word is nobody's age; «20-летний слесарь» is one
    let next = c.unit + 1;
    let apart = kind.id == "age" && c.pattern.is_some() && lexicon.packs[s.pack].cases() && u.tokens.1 == u.tokens.0 + 2;
    let ok = ok && !(apart && c.end > next && s.has(next, core.word) && !s.capital[next]);
    // families flee and are saved, cases and members are persons; other things do not suffer what persons do
    let thing = u.mention.and_then(|m| s.mentions[m].noun.as_ref()?.thing.as_deref()).is_some_and(|t| match t {
        "family" => !matches!(kind.id.as_str(), "displaced" | "rescued") && c.pattern.is_none(),
        "member" => c.pattern.is_none(),
        "case" => !matches!(kind.id.as_str(), "deaths" | "injuries" | "injuries.hospitalised" | "injuries.cases" | "recovered"),
        _ => true,
    });
    // "two thirds of the members" is a share, not a count of members
    let share = matches!(mention, Some(MentionValue::Percent(_) | MentionValue::Fraction(_)));
    // "all but three of the 50": those three are not the ones told of; nobody takes part as a figure
    let except = c.unit > 0 && s.has(c.unit - 1, core.except) && !(kind.counts_people_up() && remainder::left(core, s, c.unit).is_some());
    let nobody = kind.id == "participants" && mention.and_then(|m| m.quantity()).is_some_and(|q| q.max == Some(rust_decimal::Decimal::ZERO));
    let ok = ok && !(except || nobody || thing && kind.is_of_people() || share && kind.unit != "percent");
    // "of 200 villagers 90 died", "saw four coups": the whole of a part, and what is no person
    let base = kind.growth == Growth::Cumulative && c.unit > 0 && s.has(c.unit - 1, core.base);
    // «من أصل 63 اعتقلوا»: unless a verb behind it tells the whole itself
    let base = base && !(c.start + 1 == c.unit && c.end > c.unit + 1 && s.has(c.start, core.base));
    // "half the 60,000 inhabitants have fled", "all 88 aboard but three"
    let shared = c.unit > 1 && s.has(c.unit - 1, core.article) && s.has(c.unit - 2, core.share);
    let but = s.classes.has(core.except)
        && (c.unit + 1..c.unit + 4).take_while(|j| !s.has(*j, core.comma)).any(|j| s.has(j, core.except) && (j + 1..j + 3).any(|k| s.has(k, core.count)));
    // "a student aged 27 survived"
    let an_age = || mention.and_then(|m| m.quantity()).and_then(|q| q.written()).is_none_or(|n| n <= rust_decimal::Decimal::from(OLDEST));
    let aged = c.unit > 0 && s.has(c.unit - 1, core.aged) && s.has(c.unit, core.n_bare) && kind.is_of_people() && an_age();
    let base = aged || base || kind.counts_people_up() && (shared || but);
    let event = lexicon.core.event;
    // «تظاهر المئات إلى الشوارع»: a crowd told with the article counts no events
    let crowd = || s.definite[c.unit] && mention.and_then(|m| m.quantity()).is_some_and(|q| q.modifier == Modifier::Vague);
    // "2.5 million downed tools": the event is what they did
    let told_event = || s.has(c.unit + 1, event) && !s.has(c.unit + 1, core.strike_off);
    let happened = kind.is_of_people() && s.has(c.unit, core.n_bare) && !crowd() && (told_event() || of_events(lexicon, s, c.unit));
    let ok = ok && !base && !happened;
    let named = u.mention.and_then(|m| s.mentions[m].noun.as_ref()?.kind);
    let gone = named.is_some_and(|n| n != c.kind && lexicon.tables.kind(n).last) && kind.counts_people_up() && kind.holds.is_empty();
    let ok = ok && !gone;
    // "the two countries": those spoken of
    // without capitals a pair told with the article, "the crash of the two trains", counts no more things than it names
    let known = !lexicon.packs[s.pack].file.capitals && s.definite[c.unit] && matches!(kind.unit.as_str(), "vehicle" | "aircraft" | "ship" | "building" | "weapon");
    let pair = (known || kind.id == "member_count" && c.end == c.start + 1)
        && mention.and_then(|m| m.quantity()).and_then(|q| q.point()).is_some_and(|n| n == rust_decimal::Decimal::TWO)
        && (c.unit > 0 && [lexicon.core.article, lexicon.core.determiner].iter().any(|k| s.has(c.unit - 1, *k)) || !lexicon.packs[s.pack].file.capitals && s.definite[c.unit]);
    // "a crew of five": the number behind it counts them
    let measured = c.one && s.has(c.unit + 1, core.of) && (c.unit + 2..c.unit + 4).any(|j| s.has(j, core.count));
    // "a fifth victim died": the last of five
    let rank = |j: usize| s.has(j, lexicon.core.ordinal) || matches!(s.units[j].mention.map(|m| &s.mentions[m].value), Some(MentionValue::Ordinal(_)));
    let ranked = c.one && mention.is_none() && c.unit > 0 && rank(c.unit - 1);
    let ok = ok && !pair && !measured && !ranked;
    // "the crisis began after the election of 29 December": the day is the election's
    let at_event = |j: usize| s.has(j, event);
    let bound = matches!(kind.id.as_str(), "start_date" | "end_date")
        && (c.start..c.unit).any(|j| s.has(j, core.after) || s.has(j, core.later))
        && (at_event(c.unit + 1) || c.unit > 0 && at_event(c.unit - 1));
    let ok = ok && !bound;
    let ok = ok && !counted_to(lexicon, s, c);
    // "affected 20 million people and killed nearly 2,000": the verb has a figure of its own
    let counted = |j: usize| s.has(j, core.count) || s.has(j, core.modifier) && s.has(j + 1, core.count);
    let own = kind.is_of_people() && c.start == c.unit && c.end > c.unit + 2 && s.has(c.end - 2, core.and) && s.has(c.end - 1, core.cue) && counted(c.end);
    let ok = ok && !own;
    let plausible = match (kind.plausible, mention.and_then(|m| m.quantity()).and_then(|q| q.written().or(q.max))) {
        (Some((a, b)), Some(v)) => a <= v && v <= b,
        _ => true,
    };
    ok && plausible
}

/// Whether a number stands behind the events that it counts, with the article and perhaps a year between: «الهجمات الثلاث», «هجمات 2015 الثلاث».
fn of_events(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let event = |j: usize| s.has(j, lexicon.core.event);
    s.definite[at] && at > 0 && (event(at - 1) || at > 1 && s.has(at - 1, lexicon.core.date) && event(at - 2))
}

/// Whether a day is only the one up to which people were counted: «أوقعت المعارك حتى الجمعة 413 قتيلا».
fn counted_to(lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> bool {
    let core = &lexicon.core;
    let weekday = |j: usize| s.units[j].mention.is_some_and(|m| matches!(&s.mentions[m].value, MentionValue::Date(d) if d.weekday.is_some()));
    let bound = |j: usize| s.has(j, core.as_of) || s.has(j, core.since) && weekday(c.unit);
    let alone = bound(c.start) && (c.start + 1..c.end).all(|j| s.has(j, core.date) || s.has(j, core.and) || s.units[j].is_clitic());
    if lexicon.packs[s.pack].file.capitals || !matches!(lexicon.tables.kind(c.kind).id.as_str(), "start_date" | "end_date") || !alone {
        return false;
    }
    let stop = |j: &usize| s.has(*j, core.comma) || s.has(*j, core.clause);
    let from = (0..c.start).rev().find(stop).map_or(0, |j| j + 1);
    let to = (c.end..s.units.len()).find(stop).unwrap_or(s.units.len());
    let counts = |j: usize| s.has(j, core.count) && (s.has(j, core.n_person) || s.has(j, core.n_bare) && (from..j).any(|k| s.has(k, core.reach) || s.has(k, core.number_of)));
    // "the protests since Tuesday" began then
    (from..to).any(counts) && !(s.has(c.start, core.since) && (from..to).any(|j| s.has(j, core.event) || s.has(j, core.aspect)))
}

/// Whether what is said of a part is read of its whole: "eight of the 41 workers died" tells of eight.
fn of_whole(lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> bool {
    let kind = lexicon.tables.kind(c.kind);
    let toll = kind.befalls_people() && kind.growth != Growth::Fixed;
    let part = || c.unit > 0 && s.has(c.unit - 1, lexicon.core.count) && s.units[c.unit - 1].tokens.1 == s.units[c.unit].tokens.0;
    toll && c.start == c.unit && (!s.has(c.unit, lexicon.core.n_kind) || s.has(c.unit, lexicon.core.n_thing)) && part() && s.has(c.unit - 1, lexicon.core.of_them)
}

/// The quantity a unit gives; a rank counts as one ("in his thirty-second year").
pub(super) fn quantity(s: &SentenceView, i: usize) -> Option<Quantity> {
    match &s.mentions[s.units[i].mention?].value {
        MentionValue::Ordinal(n) => Some(Quantity::exact((*n).into())),
        m => m.quantity().cloned(),
    }
}
