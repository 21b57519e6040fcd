//! Figures that came on top of others and are no totals: "a further 15 bodies", "the owner and three others", "15 found since".

use rust_decimal::Decimal;

use super::choice::{Choice, quantity};
use super::daily;
use crate::claim::{Claim, Role, Topic};
use crate::extract::scope;
use crate::extract::view::SentenceView;
use crate::lexicon::{Growth, Lexicon};
use crate::mention::MentionValue;

/// Marks the increments among the figures of a sentence: those the words beside them tell as such, and those told loosely as
/// more beside a greater total that was reached ("15 bodies were brought up later, taking the toll to 38").
pub(super) fn mark(lexicon: &Lexicon, s: &SentenceView, choices: &mut [Choice]) {
    for i in 0..choices.len() {
        let c = &choices[i];
        if !c.increment {
            choices[i].increment = told(lexicon, s, c)
                || rate(lexicon, s, c)
                || of_a_window(lexicon, s, c)
                || beside_a_window(lexicon, s, c, &choices[..i])
                || loosely(lexicon, s, c) && beside_total(lexicon, s, c, choices)
                || summed_up(lexicon, s, c, choices);
        }
    }
}

/// Whether a figure goes on from one of a day or a week in its sentence: "842 cases and 18 deaths on Sunday alone, against 1,177 and 45".
fn beside_a_window(lexicon: &Lexicon, s: &SentenceView, c: &Choice, before: &[Choice]) -> bool {
    let core = &lexicon.core;
    let kind = lexicon.tables.kind(c.kind);
    kind.counts_people_up()
        && before.iter().any(|o| {
            let between = o.unit + 1..c.unit;
            o.unit < c.unit && c.unit - o.unit < 14 && of_a_window(lexicon, s, o) && !between.clone().any(|j| s.has(j, core.reach) || s.has(j, core.total) || s.has(j, core.clause))
        })
}

/// Whether a figure is of a day, a week or some hours before the report: "18 deaths in the past 24 hours", "in a single week".
/// What is told of the days of an event ("two days of clashes") is a figure of the event.
fn of_a_window(lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> bool {
    let core = &lexicon.core;
    let kind = lexicon.tables.kind(c.kind);
    if !kind.counts_people_up() || !s.has_any(&[core.alone, core.record_day, core.duration]) {
        return false;
    }
    let (a, b) = s.clause(c.unit);
    // "on Sunday alone"
    let alone = (c.unit.saturating_sub(6).max(a)..(c.unit + 7).min(b)).filter(|j| s.has(*j, core.date)).any(|j| (j + 1..j + 3).any(|k| s.has(k, core.alone)));
    if alone {
        return true;
    }
    // "in the bloodiest day since the coup"
    if daily::of_record_day(lexicon, s, c.unit) {
        return true;
    }
    let near = c.unit.saturating_sub(7).max(a)..(c.unit + 8).min(b);
    // "to 1,061, after 28 deaths in the past 24 hours": the hours are those of the figure beside them
    let other = |j: usize| (c.unit.min(j) + 1..c.unit.max(j)).any(|k| s.has(k, core.count) && s.units[k].mention.is_some() && (s.has(k, core.n_kind) || s.has(k, core.n_person)));
    near.filter(|j| s.has(*j, core.duration) && !other(*j)).any(|j| {
        let Some(MentionValue::Duration(q)) = s.units[j].mention.map(|m| &s.mentions[m].value) else { return false };
        let Some(n) = q.point() else { return false };
        let short = match q.unit.as_str() {
            "hour" => n >= Decimal::from(12) && n <= Decimal::from(72),
            "day" | "week" => n == Decimal::ONE,
            _ => false,
        };
        // «بلغ العدد 3283 بعد دفن 31 جثة في يوم واحد»: the window is of the figure beside it
        let others = (c.unit + 1..j).any(|k| s.has(k, core.count) && s.has(k, core.n_kind));
        if others {
            return false;
        }
        let led = (j.saturating_sub(3)..j).any(|k| s.has(k, core.within) || s.has(k, core.in_) || s.has(k, core.deixis));
        let of_event = (j + 1..(j + 4).min(s.units.len())).take_while(|k| !s.has(*k, core.comma)).any(|k| s.has(k, core.event) || s.has(k, core.after) || s.has(k, core.later));
        // "34 deaths in 24 hours, taking the total to 980": the total is of no window
        let reached = (j + 1..c.unit).any(|k| s.has(k, core.reach) || s.has(k, core.total));
        short && led && !of_event && !reached
    })
}

/// Whether a figure is told for each day or week: "a thousand cases daily", "600 to 700 a week".
fn rate(lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> bool {
    let core = &lexicon.core;
    let kind = lexicon.tables.kind(c.kind);
    if kind.growth == Growth::Level || !kind.additive || !kind.is_of_people() {
        return false;
    }
    let behind = c.unit + 1..(c.unit + 5).min(s.clause(c.unit).1);
    let each = |j: usize| {
        let unit = s.units[j].mention.is_some_and(|m| matches!(&s.mentions[m].value, MentionValue::Duration(q) if q.point() == Some(Decimal::ONE)));
        let led = [core.in_, core.within, core.since, core.after].iter().any(|k| s.has(j - 1, *k));
        // "un bébé d'un an est mort": of the noun before it
        let led = led || lexicon.packs[s.pack].file.noun_first && s.has(j - 1, core.of);
        let counts_on = j + 1 < s.units.len() && [core.after, core.later, core.ago, core.event].iter().any(|k| s.has(j + 1, *k));
        unit && !led && !counts_on
    };
    behind.take_while(|j| !s.has(*j, core.comma) && !s.has(*j, core.count)).any(|j| s.has(j, core.rate) || each(j))
}

/// Whether the words beside a figure make it an increment wherever it stands.
fn told(lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> bool {
    let core = &lexicon.core;
    let kind = lexicon.tables.kind(c.kind);
    let mention = s.units[c.unit].mention.map(|m| &s.mentions[m]);
    let noun = mention.and_then(|m| m.noun.as_ref());
    // "the owner and three others", "two more bodies": these come on top of somebody
    let on_top = noun.is_some_and(|n| n.others)
        && c.unit > 1
        && s.has(c.unit - 1, core.and)
        && ![core.cue, core.clause, core.comma, core.date, core.count].iter().any(|k| s.has(c.unit - 2, *k))
        && !(c.unit.saturating_sub(8)..c.unit).any(|j| s.has(j, core.count));
    // a nought of a part, or of a time: "no deaths in the city", "none since"
    let nought = c.zero && mention.is_none() || mention.is_some_and(|m| m.value.quantity().is_some_and(|q| q.max == Some(Decimal::ZERO)));
    // what no figure tells ("no injuries on the ground") is of what its words go on to name
    let goes_on = c.zero && mention.is_none() && {
        let ends = [core.comma, core.clause, core.and, core.or, core.say, core.that, core.quote, core.close, core.colon, core.dash, core.be];
        c.unit + 1 < s.units.len() && !ends.iter().any(|e| s.has(c.unit + 1, *e))
    };
    let narrowed = nought
        && (goes_on
            || !matches!(kind.id.as_str(), "deaths" | "injuries" | "missing")
            || s.has(c.end.max(c.unit + 1), core.in_) && scope::place(lexicon, s, c.unit, None).is_none()
            || (c.unit..s.clause(c.unit).1).any(|j| s.has(j, core.since)));
    on_top || narrowed || noun.is_some_and(|n| n.further) || further(lexicon, s, c)
}

/// Whether a figure is an increment for no more than a word like "another" or "a further". Of what its text has not counted before,
/// it is the whole count: "at least 151 died … Another 82 were hurt".
pub(super) fn opens_its_kind(lexicon: &Lexicon, s: &SentenceView, c: &Choice, claim: &Claim, before: &[Claim]) -> bool {
    let noun = s.units[c.unit].mention.and_then(|m| s.mentions[m].noun.as_ref());
    let word = noun.is_some_and(|n| n.further) || further(lexicon, s, c);
    let counts = |o: &Claim| o.kind == claim.kind && matches!(o.topic, Topic::Event(_));
    let near = |o: &Claim| o.kind != claim.kind && o.sentence + 2 >= claim.sentence && matches!(o.role, Role::Whole | Role::Part);
    // "among the dead are 40 women; a further 120 people have been injured"
    let part = |o: &Claim| o.role == Role::Part && o.sentence + 1 >= claim.sentence;
    let others = |o: &Claim| near(o) && (part(o) || o.who.population == claim.who.population);
    claim.role == Role::Increment
        && word
        && !c.zero
        && before.iter().filter(|o| counts(o)).all(|o| o.value == claim.value)
        && before.iter().any(|o| matches!(lexicon.tables.kind(o.kind).unit.as_str(), "person") && others(o))
}

/// "A further 15 bodies", "another 12", of what adds up.
fn further(lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> bool {
    lexicon.tables.kind(c.kind).growth == Growth::Cumulative && c.unit > 0 && s.has(c.unit - 1, lexicon.core.further)
}

/// Whether a word near a figure tells it as more, as later, or as counted since: too little without the total that it led to.
fn loosely(lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> bool {
    let core = &lexicon.core;
    let at = c.unit;
    (s.units[at].mention.is_some() || c.one)
        && lexicon.tables.kind(c.kind).growth == Growth::Cumulative
        && ((at.saturating_sub(3)..(at + 3).min(s.units.len())).any(|j| s.has(j, core.further))
            || (at.saturating_sub(4)..at).any(|j| s.has(j, core.after) || s.has(j, core.later))
            || (at + 1..(at + 4).min(s.units.len())).any(|j| s.has(j, core.since)))
}

/// Whether words behind a figure go on to what it comes to with those before: "18 were arrested overnight, bringing those held to 60".
fn summed_up(lexicon: &Lexicon, s: &SentenceView, c: &Choice, choices: &[Choice]) -> bool {
    let core = &lexicon.core;
    let kind = lexicon.tables.kind(c.kind);
    if !kind.counts_people_up() || kind.growth != Growth::Cumulative || !s.classes.has(core.sums_to) {
        return false;
    }
    let point = |at: usize| quantity(s, at).and_then(|q| q.written());
    let led = |o: &Choice| {
        let between = c.unit + 1..o.unit;
        between.clone().any(|j| s.has(j, core.sums_to)) && !between.clone().any(|j| choices.iter().any(|k| k.unit == j && k.kind == c.kind))
    };
    choices.iter().any(|o| o.kind == c.kind && o.unit > c.unit && !o.superseded && point(o.unit) > point(c.unit) && led(o))
}

/// Whether a greater figure of the sentence is told as the total that was reached, and this one is not.
fn beside_total(lexicon: &Lexicon, s: &SentenceView, c: &Choice, choices: &[Choice]) -> bool {
    let core = &lexicon.core;
    let reached = |at: usize| s.units[at].mention.is_some() && at > 0 && s.has(at - 1, core.to) && (at.saturating_sub(12)..at).any(|j| s.has(j, core.reach));
    let point = |at: usize| quantity(s, at).and_then(|q| q.written());
    !reached(c.unit) && choices.iter().any(|o| o.kind == c.kind && o.unit != c.unit && point(o.unit) > point(c.unit) && reached(o.unit))
}
