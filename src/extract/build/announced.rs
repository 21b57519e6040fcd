//! Lists behind a figure that no frame leads to: "the three mediators, Qatar and Egypt,", "all four parties - the ruling AKP, the CHP and the
//! MHP -", and the numbers of what is numbered: "seven articles: 51, 65, 71 …".

use super::holders::named;
use crate::claim::{Claim, Topic};
use crate::extract::view::SentenceView;
use crate::lexicon::{KindId, Lexicon};
use crate::mention::MentionValue;
use crate::source::{Document, Span};
use crate::value::{Modifier, SetValue, Value};

/// Lengths of such lists.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=20;
/// Most units between a sign and the first of its list.
const LEAD: usize = 3;
/// Most units between a figure and a comma behind what it counts.
const BESIDE: usize = 3;
/// The same, for any other sign.
const REACH: usize = 8;
/// Fewest numbers that make a list.
const NUMBERS: usize = 3;

/// Adds such lists of a sentence. `from`: where its claims begin.
pub(super) fn add(lexicon: &Lexicon, doc: &Document, s: &SentenceView, from: usize, claims: &mut Vec<Claim>) {
    let Some(kind) = lexicon.tables.kind_id("membership") else { return };
    let free = |span: Span, claims: &[Claim]| !claims[from..].iter().any(|c| c.span.overlaps(span) && matches!(c.value, Value::Set(_)));
    for j in 1..s.units.len() {
        let set = match s.units[j].mention.map(|m| &s.mentions[m].value) {
            Some(MentionValue::Set(set, _)) if set.complete => set_behind(lexicon, doc, s, j).map(|f| (f, set.members.clone(), s.units[j].span)),
            Some(MentionValue::Number(_)) => numbers(lexicon, doc, s, j),
            _ => None,
        };
        let Some(((span, says), members, at)) = set.filter(|l| free(l.2, claims)) else { continue };
        let topic = Topic::Entity { id: None, role: Some("?".to_owned()) };
        let value = Value::Set(SetValue { members, complete: true });
        let list = Claim { announced: Some((span, says)), ..Claim::new(doc.id, kind, value, topic, at, at) };
        claims.push(named(doc, s, list, 65, "a list behind a figure"));
    }
}

/// The figure before the sign that leads to a list of known names.
fn set_behind(lexicon: &Lexicon, doc: &Document, s: &SentenceView, list: usize) -> Option<(Span, usize)> {
    let core = &lexicon.core;
    let small = |j: usize| s.units[j].mention.is_none() && [core.article, core.adjective, core.role_mod, core.word, core.of, core.possessive].iter().any(|c| s.has(j, *c));
    let sign = (list.saturating_sub(LEAD)..list).rev().find(|j| !small(*j))?;
    let dash = s.has(sign, core.dash) && !touches(doc, s, sign);
    let comma = s.has(sign, core.comma);
    if s.units[sign].mention.is_some() || !(dash || comma || [core.colon, core.they_are, core.open].iter().any(|c| s.has(sign, *c))) {
        return None;
    }
    // what a comma leads to, a comma ends
    let ends = |j: usize| j >= s.units.len() || [core.comma, core.clause, core.close].iter().any(|c| s.has(j, *c)) || s.has(j, core.dash) && !touches(doc, s, j);
    let closed = ends(list + 1) && !(s.has(list + 1, core.comma) && s.has(list + 2, core.and)) && !(list + 1..list + 3).any(|j| s.has(j, core.among));
    figure(lexicon, s, sign, if comma { BESIDE } else { REACH }).filter(|f| closed && (f.1 > 2 || !comma))
}

/// The plain small figure nearest before a sign, of a noun and no part of more.
fn figure(lexicon: &Lexicon, s: &SentenceView, sign: usize, reach: usize) -> Option<(Span, usize)> {
    let core = &lexicon.core;
    let stops = |j: &usize| [core.clause, core.say, core.among, core.comma, core.open].iter().any(|c| s.has(*j, *c));
    let at = (sign.saturating_sub(reach)..sign).rev().take_while(|j| !stops(j)).find(|j| s.has(*j, core.count))?;
    let m = &s.mentions[s.units[at].mention?];
    let MentionValue::Number(q) = &m.value else { return None };
    let says = q.written().filter(|n| matches!(q.modifier, Modifier::Exact | Modifier::Exactly) && n.scale() == 0)?.try_into().ok().filter(|n| LENGTHS.contains(n))?;
    let members = |k: KindId| lexicon.tables.kind(k).id.starts_with("member_count");
    // «الوسطاء الثلاثة»: the noun may stand before its figure
    let word = |j: usize| s.units.get(j).is_some_and(|u| u.mention.is_none() && u.tokens.1 > u.tokens.0) && !stops(&j) && !s.has(j, core.of) && !s.has(j, core.in_);
    let counted =
        m.noun.as_ref().map_or_else(|| at + 1 < sign && word(at + 1) || at + 1 == sign && at > 0 && word(at - 1), |n| n.kind.is_none_or(members) && !n.of_them && !n.some_of);
    let part = at > 0 && [core.of, core.from, core.base].iter().any(|c| s.has(at - 1, *c)) || s.has(at + 1, core.of) || s.has(at + 1, core.from);
    // "three countries bordering the lake, …": a figure and its noun alone before a comma
    let beside = !s.has(sign, core.comma) || sign - at <= 2;
    (counted && !part && beside).then_some((m.span, says))
}

/// The numbers that begin at a unit, behind a sign and a figure of what is numbered.
#[allow(clippy::type_complexity)]
fn numbers(lexicon: &Lexicon, doc: &Document, s: &SentenceView, first: usize) -> Option<((Span, usize), std::collections::BTreeSet<String>, Span)> {
    let core = &lexicon.core;
    let sign = first.checked_sub(1).filter(|j| [core.colon, core.they_are].iter().any(|c| s.has(*j, *c)) || s.has(*j, core.dash) && !touches(doc, s, *j))?;
    let digits = |j: usize| -> Option<String> {
        let m = s.units.get(j)?.mention.map(|m| &s.mentions[m])?;
        let MentionValue::Number(q) = &m.value else { return None };
        q.point().filter(|n| m.noun.is_none() && !m.in_words && n.scale() == 0).map(|n| n.to_string())
    };
    let mut members = std::collections::BTreeSet::new();
    let mut i = first;
    let mut end = first;
    while let Some(n) = digits(i) {
        members.insert(n);
        end = i;
        i += 1;
        while s.has(i, core.comma) && digits(i + 1).is_some()
            || s.units.get(i).is_some_and(|u| u.mention.is_none()) && s.has(i, core.and)
            || s.has(i, core.comma) && s.has(i + 1, core.and)
        {
            i += 1;
        }
    }
    let closed = end + 1 >= s.units.len() || [core.comma, core.clause, core.close].iter().any(|c| s.has(end + 1, *c));
    let (span, says) = figure(lexicon, s, sign, REACH)?;
    // "12, 15 and 23, with a bonus ball of 4"
    let more = s.has(end + 1, core.comma) && (end + 2..s.units.len()).take_while(|j| !s.has(*j, core.clause)).any(|j| digits(j).is_some());
    let closed = closed && !more;
    let people = s.mentions.iter().any(|m| m.span == span && m.noun.as_ref().is_some_and(|n| n.population.is_some()));
    let all = Span { start: s.units[first].span.start, end: s.units[end].span.end };
    (closed && !people && members.len() >= NUMBERS && members.len().abs_diff(says) <= 1).then_some(((span, says), members, all))
}

/// Whether a sign stands within a word.
fn touches(doc: &Document, s: &SentenceView, at: usize) -> bool {
    doc.text[..s.units[at].span.start as usize].ends_with(char::is_alphanumeric)
}
