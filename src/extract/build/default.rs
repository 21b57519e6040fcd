//! Values that no frame claims: the kind they have by themselves.

use rust_decimal::Decimal;

use super::days::tells_a_day;
use super::share::is_shared;
use crate::extract::view::SentenceView;
use crate::lexicon::{KindId, Lexicon};
use crate::mention::MentionValue;
use crate::value::Quantity;

/// The kind of a value that no frame claimed.
pub(super) fn default_kind(lexicon: &Lexicon, s: &SentenceView, i: usize) -> Option<(KindId, &'static str)> {
    let kind = |id: &str| lexicon.tables.kind_id(id);
    let m = &s.mentions[s.units[i].mention?];
    let (id, note) = match &m.value {
        MentionValue::Percent(_) => ("percentage", "a percentage"),
        // without capitals what it is of may be joined to it: "a third of them" in one word
        // «ثلاثة أشهر ونصف», «الثانية عشرة والنصف»: half of the unit before it
        MentionValue::Fraction(_) if follows_time(lexicon, s, i) => return None,
        MentionValue::Fraction(q)
            if m.noun.is_some()
                || s.units[i].tokens.1 - s.units[i].tokens.0 > 2
                || q.modifier != crate::value::Modifier::Exact
                || !lexicon.packs[s.pack].file.capitals
                || s.has(i + 1, lexicon.core.of)
                || s.has(i + 1, lexicon.core.word) =>
        {
            ("percentage", "a fraction")
        }
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
        // "65,500 in the same period of 2022": what a figure is set against
        MentionValue::Date(d) if d.start.month.is_none() && (i.saturating_sub(2)..i).any(|j| s.has(j, lexicon.core.year_before)) => return None,
        MentionValue::Date(d) if d.start != Default::default() && tells_a_day(lexicon, s, i, d) => ("event_date", "a date"),
        MentionValue::Set(set, "country") if set.members.len() == 2 && acts(lexicon, s, i) && !is_shared(lexicon, s, i) => ("membership", "two states that act together"),
        MentionValue::Set(_, sort) if s.units[i].classes.has(lexicon.core.set_many) && *sort != "org" && !is_shared(lexicon, s, i) => ("membership", "a list"),
        MentionValue::Number(_) => {
            m.noun.as_ref()?.thing.as_ref()?;
            if names_two(lexicon, s, i) {
                return None;
            }
            ("member_count.other", "a number of things")
        }
        _ => return None,
    };
    Some((kind(id)?, note))
}

/// Whether a dual with the article names two things that are known, and counts none: «صيانة السدين».
pub(super) fn names_two(lexicon: &Lexicon, s: &SentenceView, i: usize) -> bool {
    let Some(m) = s.units[i].mention.map(|m| &s.mentions[m]) else { return false };
    let two = m.value.quantity().and_then(Quantity::point).is_some_and(|n| n == Decimal::TWO);
    two && !lexicon.packs[s.pack].file.capitals && s.definite[i] && m.noun.as_ref().is_some_and(|n| n.thing.is_some())
}

/// Whether two states stand right behind a verb that opens a clause, in a language whose verb leads: they are its subject.
fn acts(lexicon: &Lexicon, s: &SentenceView, i: usize) -> bool {
    let core = &lexicon.core;
    let verb = |j: usize| s.units[j].mention.is_none() && !s.units[j].is_clitic() && !s.definite[j] && [core.stop, core.say].iter().any(|c| s.has(j, *c));
    let opens = |j: usize| j == 0 || [core.comma, core.clause, core.and, core.dash, core.colon, core.that].iter().any(|c| s.has(j - 1, *c));
    !lexicon.packs[s.pack].file.capitals && i > 0 && verb(i - 1) && opens(i - 1)
}

/// Whether a fraction is joined to a length of time, a day or an hour before it.
fn follows_time(lexicon: &Lexicon, s: &SentenceView, i: usize) -> bool {
    let before = i.checked_sub(2).filter(|_| !lexicon.packs[s.pack].file.capitals && s.has(i - 1, lexicon.core.and) && s.units[i - 1].is_clitic());
    let value = before.and_then(|j| s.units[j].mention).map(|m| &s.mentions[m].value);
    matches!(value, Some(MentionValue::Duration(_) | MentionValue::Date(_) | MentionValue::Clock(_) | MentionValue::Ordinal(_)))
        || before.is_some_and(|j| s.has(j, lexicon.core.time_unit))
}
