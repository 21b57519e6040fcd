//! Counts taken up again without their noun: "raising a count that had stood at 36 the night before", "133 bodies by evening, against 93 at
//! midday", "by noon they were nine". The figure counts what was counted last, at another time; what told it first tells whom and where.

use super::choice::{Choice, plain, put, quantity};
use crate::claim::{Claim, Role, Topic};
use crate::extract::phrase::is_function_word;
use crate::extract::view::SentenceView;
use crate::lexicon::{Growth, KindId, Lexicon};
use crate::mention::MentionValue;

/// Why such a figure is a claim.
pub(super) const NOTE: &str = "a count taken up again";

/// Most units from a word for a count to its figure, and from the figure to the time that it is told with.
const REACH: usize = 12;
/// Most units between a figure and the day or the hour behind it.
const TIME: usize = 4;
/// Most units from what it is set against back to the count before it.
const BACK: usize = 24;

/// Adds the bare figures that take a count up again. Their kind is `open`, for [`super::carried`] to settle.
pub(super) fn take_up(lexicon: &Lexicon, s: &SentenceView, open: KindId, choices: &mut Vec<Choice>) {
    let core = &lexicon.core;
    if !s.has_any(&[core.tally, core.so_many, core.comparand]) {
        return;
    }
    for i in 0..s.units.len() {
        if !s.has(i, core.count) || !s.has(i, core.n_bare) || s.has(i, core.of_them) {
            continue;
        }
        let told = choices.iter().find(|c| c.unit == i && c.score >= 0);
        let set = set_against(lexicon, s, i, choices);
        // "brought 133 bodies out by evening, against 93 at midday": no verb reaches across what it is set against
        if told.is_some_and(|c| set.is_none_or(|(at, _)| c.start > at || c.end <= at)) || told.is_none() && set.is_none() && !ends(lexicon, s, i) {
            continue;
        }
        if let Some((at, kind)) = set {
            // "48,000 on Saturday, against 18,000 on Tuesday": each march has its own
            let overtaken = lexicon.tables.kind(kind).growth != Growth::Fixed;
            put(choices, Choice { start: at, superseded: overtaken, ..plain(i, kind, 5, NOTE) });
        } else if let Some((at, p)) = again(lexicon, s, i, choices) {
            put(choices, Choice { start: at, superseded: false, ..plain(i, p.kind, 5, NOTE) });
        } else if let Some(t) = tally(lexicon, s, i) {
            put(choices, Choice { start: t.at, part: t.narrowed, superseded: was(lexicon, s, t.at, i), ..plain(i, open, 5, NOTE) });
        } else if let Some(at) = so_many(lexicon, s, i) {
            put(choices, Choice { start: at, superseded: was(lexicon, s, at, i), ..plain(i, open, 5, NOTE) });
        }
    }
}

/// Whether nothing that is counted stands behind a figure.
fn ends(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    let i = at + usize::from(s.is_ending(at + 1));
    let Some(next) = s.units.get(i + 1) else { return true };
    let stops =
        [core.comma, core.clause, core.and, core.in_, core.at, core.by, core.as_of, core.say, core.close, core.dash, core.quote, core.after, core.article, core.reach, core.be];
    let told = next.mention.is_some() && ![core.count, core.money, core.share].iter().any(|c| next.classes.has(*c));
    told || stops.iter().any(|c| next.classes.has(*c)) || timed(lexicon, s, i + 1)
}

/// Whether a unit tells a day or an hour.
fn timed(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    let told = matches!(s.units[at].mention.map(|m| &s.mentions[m].value), Some(MentionValue::Date(_) | MentionValue::Clock(_)));
    told || s.has(at, core.daypart) || s.has(at, core.ago) || s.has(at, core.year_before)
}

/// Whether a time of the day is told beside a figure.
fn hour(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    let (a, b) = s.clause(at);
    let told = |j: usize| s.has(j, core.daypart) || s.has(j, core.ago) || matches!(s.units[j].mention.map(|m| &s.mentions[m].value), Some(MentionValue::Clock(_)));
    (a.max(at.saturating_sub(REACH))..b.min(at + TIME)).any(told)
}

/// What a figure with a day or an hour behind it is set against, "against 93 at midday": the word for that, and the kind of the count before it.
fn set_against(lexicon: &Lexicon, s: &SentenceView, at: usize, choices: &[Choice]) -> Option<(usize, KindId)> {
    let core = &lexicon.core;
    let small = |j: &usize| s.has(*j, core.modifier) || s.has(*j, core.to) || s.units[*j].is_clitic();
    let end = (at + 1..s.units.len().min(at + TIME)).take_while(|j| !s.has(*j, core.clause) && !s.has(*j, core.count)).any(|j| timed(lexicon, s, j));
    // «في مقابل 13350 صباحاً و6650 مساء الاثنين»: and what it was before
    let again = || {
        let and = (at.saturating_sub(2)..at).rev().find(|j| s.has(*j, core.and))?;
        let before = choices.iter().rfind(|c| c.unit < and && c.note == NOTE && s.has(c.start, core.comparand))?;
        (and - before.unit <= TIME && (before.unit + 1..and).all(|j| !s.has(j, core.clause))).then_some((and, before.kind))
    };
    if !end {
        return None;
    }
    let direct = || {
        let led = at > 0 && s.has(at - 1, core.article) || s.definite[at];
        let set = |j: &usize| s.has(*j, core.comparand) || led && s.has(*j, core.than);
        let against = (0..at).rev().find(|j| !small(j) && !s.has(*j, core.article)).filter(set)?;
        let counted = (against.saturating_sub(BACK)..against).rev().take_while(|j| !s.has(*j, core.clause)).find(|j| s.has(*j, core.count))?;
        let c = choices.iter().find(|c| c.unit == counted)?;
        lexicon.tables.kind(c.kind).befalls_people().then_some((against, c.kind))
    };
    direct().or_else(again)
}

/// The figure before one that a verb of rising or the word for "to" ties to it: "rose to 14 on Sunday and to 19 on Monday", "first put at 15, has
/// since been raised to 45".
fn again(lexicon: &Lexicon, s: &SentenceView, at: usize, choices: &[Choice]) -> Option<(usize, Choice)> {
    let core = &lexicon.core;
    let lead = (0..at).rev().find(|j| !s.has(*j, core.modifier)).filter(|j| s.has(*j, core.to) || s.has(*j, core.reach))?;
    let before = choices.iter().rfind(|c| c.unit < lead && c.note == NOTE && !s.has(c.start, core.comparand))?;
    let figures = [core.count, core.money, core.share, core.clause];
    let clear = (before.unit + 1..lead).all(|j| !figures.iter().any(|c| s.has(j, *c)));
    let joined = (before.unit + 1..lead).any(|j| s.has(j, core.and) || s.has(j, core.comma));
    (clear && joined && at - before.unit <= REACH).then(|| (lead, before.clone()))
}

/// A word for a count before its figure.
struct Tally {
    at: usize,
    /// Whether it is told of a place alone: "the figure for the district".
    narrowed: bool,
}

/// The word for a count that a figure is told of: "the count had stood at 59", «بلغ العدد 13».
fn tally(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<Tally> {
    let core = &lexicon.core;
    let pack = &lexicon.packs[s.pack].file;
    let breaks = |j: &usize| s.has(*j, core.clause) || [core.count, core.money, core.share, core.among].iter().any(|c| s.has(*j, *c));
    let t = (at.saturating_sub(REACH)..at).rev().take_while(|j| !breaks(j)).find(|j| s.has(*j, core.tally))?;
    let links = |j: usize| [core.be, core.reach, core.had, core.they_are, core.he_is, core.superseded].iter().any(|c| s.has(j, *c));
    let near = at.saturating_sub(3).max(t + 1);
    // where the verb leads it stands before the word for the count
    let leads = !pack.capitals && (t.saturating_sub(2)..t).any(|j| links(j) || s.has(j, core.exceed) || s.has(j, core.that));
    let behind = pack.verb_last && (s.is_ending(at + 1) || (at + 1..s.units.len().min(at + 3)).any(links));
    // "put the losses of his province at 96", "lag am Sonntag noch bei 95"
    let put = (t + 1..at).rev().find(|j| !s.has(*j, core.modifier)).is_some_and(|j| s.has(j, core.at) || s.has(j, core.of) && pack.capitals && (t + 1..j).any(links));
    if !(near..at).any(links) && !leads && !behind && !put {
        return None;
    }
    // "the vote count", "the number of the house": a count of something else
    let own = |j: usize| s.units[j].mention.is_none() && s.has(j, core.word) && !is_function_word(lexicon, s, j);
    let known = |j: usize| [core.org, core.place, core.country, core.source, core.superseded, core.corrected, core.nationality].iter().any(|c| s.has(j, *c));
    if pack.capitals && !pack.noun_first && t > 0 && own(t - 1) && !known(t - 1) && !s.capital[t - 1] {
        return None;
    }
    let told = s.definite[t] || known(t + 1);
    if !(pack.capitals || pack.verb_last || told) {
        return None;
    }
    let to = (t + 1..at).find(|j| links(*j)).unwrap_or(at);
    let complement = t + 1..to;
    let of = complement.clone().next().is_some_and(|j| s.has(j, core.of));
    let named = complement.clone().any(known);
    let counted = |j: usize| [core.people, core.event, core.rate].iter().any(|c| s.has(j, *c)) || of && s.has(j, core.thing);
    let possessed = complement.clone().any(|j| s.has(j, core.possessive));
    if !possessed && complement.clone().any(counted) || of && !named && !possessed && complement.clone().any(own) {
        return None;
    }
    let within = |j: usize| [core.in_, core.for_, core.to].iter().any(|c| s.has(j, *c)) && s.units.get(j + 1).is_some_and(|u| u.mention.is_none());
    Some(Tally { at: t, narrowed: possessed || complement.clone().any(|j| within(j) && (j + 1..to).any(|k| own(k) && !timed(lexicon, s, k))) })
}

/// "They were", "there were" right before a figure that a day or an hour is told with.
fn so_many(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<usize> {
    let core = &lexicon.core;
    let small = |j: usize| [core.modifier, core.as_of, core.daypart, core.of].iter().any(|c| s.has(j, *c));
    let lead = (0..at).rev().find(|j| !small(*j)).filter(|j| s.has(*j, core.so_many))?;
    let (a, b) = s.clause(at);
    // "the speed was of 29 until Sunday" has a subject of its own; so has what is told of a year
    let year = |j: usize| matches!(s.units[j].mention.map(|m| &s.mentions[m].value), Some(MentionValue::Date(d)) if d.start.month.is_none() && d.weekday.is_none());
    if !(a..lead).all(|j| s.units[j].mention.is_some() || is_function_word(lexicon, s, j) || timed(lexicon, s, j)) || (a..b).any(year) {
        return None;
    }
    let told = (a..lead).rev().take(REACH).chain(at + 1..b.min(at + 1 + TIME)).any(|j| timed(lexicon, s, j)) || (lead..at).any(|j| s.has(j, core.daypart));
    told.then_some(lead)
}

/// Whether the words from one unit on to a figure tell what had been before.
fn was(lexicon: &Lexicon, s: &SentenceView, from: usize, at: usize) -> bool {
    let core = &lexicon.core;
    let from = if lexicon.packs[s.pack].file.capitals { from } else { from.saturating_sub(2) };
    s.has_any(&[core.had]) && (from..at).any(|j| s.has(j, core.had)) && !(from..at).any(|j| s.has(j, core.reach) && !s.has(j, core.had) && lexicon.packs[s.pack].file.verb_last)
}

/// Gives a count taken up again whom, where and in what the count before it was told of; one of an earlier hour that is smaller has been
/// overtaken by it.
pub(super) fn like(lexicon: &Lexicon, s: &SentenceView, c: &Choice, claim: &mut Claim, claims: &[Claim]) {
    let before = claims.iter().rfind(|o| o.kind == claim.kind && o.role != Role::Part && o.sentence + 2 >= claim.sentence && o.value.quantity().is_some());
    let Some(before) = before.filter(|_| claim.role != Role::Increment) else { return };
    if claim.place.is_none() && claim.who.population == "all" && claim.who.nationality.is_none() && claim.who.qualifier.is_none() && claim.role != Role::Part {
        claim.who = before.who.clone();
        claim.place.clone_from(&before.place);
    }
    if matches!(&before.topic, Topic::Event(_)) && matches!(&claim.topic, Topic::Event(h) if !h.background) {
        claim.topic = before.topic.clone();
    }
    let same_day = !claim.dated || claim.as_of == before.as_of;
    let whole = |o: &&Claim| o.kind == claim.kind && o.role == Role::Whole && o.as_of == claim.as_of && o.who == claim.who && o.place == claim.place;
    let most = claims.iter().filter(whole).filter_map(Claim::least).chain(before.least()).max();
    let less = quantity(s, c.unit).and_then(|q| q.max).zip(most).is_some_and(|(n, m)| n < m);
    if claim.role == Role::Whole && less && same_day && hour(lexicon, s, c.unit) {
        claim.role = Role::Superseded;
    }
}
