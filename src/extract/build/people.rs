//! Lists of people told with what they are: members of what a figure, "they are" or a question announces.

use super::choice::Choice;
use super::holders::named;
use crate::claim::{Claim, Topic};
use crate::extract::people::{Row, row};
use crate::extract::view::{SentenceView, View};
use crate::lexicon::Lexicon;
use crate::mention::MentionValue;
use crate::source::{Document, Span};
use crate::value::{Modifier, Quantity, SetValue, Value};

/// Longest list.
const LONGEST: usize = 20;
/// Most units between a figure and the sign before its list.
const REACH: usize = 22;
/// The same, for a list behind a comma alone.
const BESIDE: usize = 5;
/// Fewest people of a list that no figure announces.
const PEOPLE: usize = 3;
/// Signs that end a question.
const MARKS: [char; 2] = ['?', '\u{61F}'];
/// Kinds of a count of people that tell no more than how many there are.
const COUNTS: [&str; 4] = ["participants", "personnel", "member_count.other", "passengers"];

/// A figure that says how many people a list names.
#[derive(Clone, Copy)]
struct Figure {
    at: Option<usize>,
    span: Span,
    says: usize,
}

/// Adds the lists of a sentence, and the figures that announce them.
pub(super) fn add(lexicon: &Lexicon, doc: &Document, view: &View, s: &SentenceView, choices: &[Choice], from: usize, claims: &mut Vec<Claim>) {
    let core = &lexicon.core;
    let Some(kind) = lexicon.tables.kind_id("membership") else { return };
    let mut found: Vec<(Row, usize, Option<Figure>)> = Vec::new();
    let mut i = 0;
    while i + 2 < s.units.len() {
        let list = if i == 0 { asked(doc, view, s).and_then(|f| Some((row(lexicon, doc, s, 0, false).filter(|r| answers(r, f))?, Some(f)))) } else { None };
        let (start, list) = match list.or_else(|| by_age(lexicon, doc, s, i)) {
            None => (i + 1, announced(lexicon, doc, s, i)),
            list => (i, list),
        };
        let Some((r, figure)) = list.filter(|(r, _)| !(start..r.end).any(|j| s.has(j, core.set))) else {
            i += 1;
            continue;
        };
        i = r.end.max(i + 1);
        found.push((r, start, figure));
    }
    for (r, start, figure) in found {
        let Some((first, last)) = r.names.first().zip(r.names.last()) else { continue };
        // "named as" is none of the list, "the British businessman" is
        let calls = [core.article, core.indefinite, core.determiner, core.office, core.people, core.nationality, core.title];
        let called = (start..r.end).take_while(|j| s.units[*j].span.start < first.0.start).find(|j| calls.iter().any(|c| s.has(*j, *c)));
        let called = called.map_or(first.0.start, |j| s.units[j].span.start);
        let span = Span { start: called, end: s.units[r.end - 1].span.end.max(last.0.end) };
        let members = r.names.iter().map(|n| n.1.clone()).collect();
        let value = Value::Set(SetValue { members, complete: true });
        let topic = || Topic::Entity { id: None, role: Some("?".to_owned()) };
        let list = Claim { announced: figure.map(|f| (f.span, f.says)), ..Claim::new(doc.id, kind, value, topic(), span, span) };
        claims.push(named(doc, s, list, 70, "a row of people told with what they are"));
    }
    let announced: Vec<(Span, usize)> = claims[from..].iter().filter(|c| c.kind == kind).filter_map(|c| c.announced).collect();
    for (span, says) in announced {
        if let Some(at) = s.units.iter().position(|u| u.mention.is_some() && u.span.overlaps(span)) {
            count(lexicon, doc, s, choices, Figure { at: Some(at), span, says }, from, claims);
        }
    }
}

/// Makes the figure that announces a list a count of members, where nothing else is told of those it counts.
fn count(lexicon: &Lexicon, doc: &Document, s: &SentenceView, choices: &[Choice], f: Figure, from: usize, claims: &mut Vec<Claim>) {
    let (Some(kind), Some(at)) = (lexicon.tables.kind_id("member_count"), f.at) else { return };
    let topic = Topic::Entity { id: None, role: Some("?".to_owned()) };
    let unit = |q: &Quantity| Quantity { unit: "member".to_owned(), ..q.clone() };
    if let Some(c) = claims[from..].iter_mut().find(|c| c.span.overlaps(f.span) && c.value.quantity().is_some()) {
        if COUNTS.contains(&lexicon.tables.kind(c.kind).id.as_str())
            && let Value::Quantity(q) = &c.value
        {
            c.value = Value::Quantity(unit(q));
            (c.kind, c.topic) = (kind, topic);
        }
        return;
    }
    let Some(m) = s.units[at].mention.map(|m| &s.mentions[m]) else { return };
    let told = choices.iter().any(|c| c.unit == at);
    if let Some(q) = m.value.quantity().filter(|_| !told) {
        let claim = Claim::new(doc.id, kind, Value::Quantity(unit(q)), topic, m.span, m.phrase);
        claims.push(named(doc, s, claim, 70, "how many people a list names"));
    }
}

/// The list behind a sign, and the figure that announces it.
fn announced(lexicon: &Lexicon, doc: &Document, s: &SentenceView, sign: usize) -> Option<(Row, Option<Figure>)> {
    let core = &lexicon.core;
    let dash = s.has(sign, core.dash) && !doc.text[..s.units[sign].span.start as usize].ends_with(char::is_alphanumeric);
    let are = s.has(sign, core.they_are) || s.has(sign, core.each_of);
    let strong = are || dash || [core.colon, core.open].iter().any(|c| s.has(sign, *c));
    let comma = s.has(sign, core.comma);
    if !(strong || comma) || s.units[sign].mention.is_some() {
        return None;
    }
    let reach = if strong { REACH } else { BESIDE };
    let near: Vec<Figure> = (sign.saturating_sub(reach)..sign).filter_map(|j| figure(lexicon, doc, s, j, sign)).collect();
    if near.is_empty() && !are {
        return None;
    }
    // «هم كل من X وY», «هم: X وY»
    let first = (sign + 1..sign + 4).find(|j| !s.has(*j, core.colon) && !s.has(*j, core.each_of)).unwrap_or(sign + 1);
    let fits = |r: &Row| near.iter().any(|f| f.says == r.names.len());
    // "the president, Ruiz; Otero, and the ministers Luis Soto and Jorge Díaz": with family names alone only where they are as many as told
    let strict = row(lexicon, doc, s, first, false);
    let r = if strong && !near.is_empty() && !strict.as_ref().is_some_and(fits) { row(lexicon, doc, s, first, true).filter(fits).or(strict)? } else { strict? };
    let long = r.names.len();
    if let Some(f) = near.iter().rev().find(|f| f.says == long) {
        // two names behind "two" tell no more than the figure
        return (long > 2).then_some((r, Some(*f)));
    }
    if near.is_empty() {
        // "those aboard are …"
        return (r.closed && long >= PEOPLE).then_some((r, None));
    }
    // "of the six, led by …", "among the five were …", "five people, A, B and C, and a child"
    let some = |j: usize| s.has(j, core.among) || s.has(j, core.other_people);
    let f = near.last().copied().filter(|f| f.at.is_some_and(|at| !(at.saturating_sub(2)..sign + 2).any(some)))?;
    // "a couple and three relatives: …"
    if f.at.is_some_and(|at| at > 0 && s.has(at - 1, core.and)) {
        return None;
    }
    let slack = if strong && sign - f.at? <= 3 { f.says } else { (f.says / 3).max(1) };
    (r.closed && long.abs_diff(f.says) <= slack && long + 1 >= f.says.min(PEOPLE) && near.len() == 1).then_some((r, Some(f)))
}

/// A plain small figure of people, or one without a noun right before the sign.
fn figure(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize, sign: usize) -> Option<Figure> {
    let core = &lexicon.core;
    let m = s.units[at].mention.map(|m| &s.mentions[m])?;
    let MentionValue::Number(q) = &m.value else { return None };
    let says =
        q.written().filter(|n| matches!(q.modifier, Modifier::Exact | Modifier::Exactly) && n.scale() == 0)?.try_into().ok().filter(|n: &usize| (2..=LONGEST).contains(n))?;
    let people = |j: usize| s.units.get(j).is_some_and(|u| u.mention.is_none()) && [core.people, core.offices, core.office, core.collective].iter().any(|c| s.has(j, *c));
    // "four authorities in office: …": who they are is told by their names
    let word = || !s.has(sign, core.comma) && (s.has(at + 1, core.word) || s.has(at + 1, core.body) || s.has(at + 1, core.source));
    let noun = m.noun.as_ref().map_or_else(|| (at + 1..at + 3).any(people) || at > 0 && people(at - 1) || word(), |n| n.population.is_some());
    let bare = m.noun.is_none() && at + 2 >= sign && !s.has(sign, core.comma) && !doc.quote(m.span).starts_with(|c: char| c.is_ascii_digit());
    let ends = |j: usize| s.has(j, core.clause);
    ((noun || bare) && !(at + 1..sign).any(ends)).then_some(Figure { at: Some(at), span: m.span, says })
}

/// A row that nothing announces, of people who are told with their ages: "It mourned Ann Low, 34, Paul Hunt, 45, and Omar Said, 21".
fn by_age(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize) -> Option<(Row, Option<Figure>)> {
    let core = &lexicon.core;
    let begins = at == 0 || !s.capital[at - 1] || !s.has(at - 1, core.word);
    let signs = [core.comma, core.colon, core.they_are, core.dash, core.and, core.open];
    if !begins || !lexicon.packs[s.pack].file.capitals || !s.capital[at] || at > 0 && signs.iter().any(|c| s.has(at - 1, *c)) && !s.has(at - 1, core.comma) {
        return None;
    }
    // "the dead include", as one phrase
    let phrase = |j: usize| doc.quote(s.units[j].span).contains(' ') && !s.has(j, core.office) && !s.has(j, core.title);
    if s.mentions.len() < PEOPLE || at > 0 && phrase(at - 1) || (at.saturating_sub(BESIDE)..at).any(|j| s.has(j, core.among) || s.has(j, core.hold) || s.has(j, core.count)) {
        return None;
    }
    let r = row(lexicon, doc, s, at, false)?;
    // a title or what somebody is may stand before the first
    let first = r.names[0].0.start == s.units[at].span.start || s.has(at, core.title) || s.has(at, core.office);
    (first && r.closed && r.ages >= PEOPLE && r.ages + 1 >= r.names.len()).then_some((r, None))
}

/// Whether a row is nearly as long as the question before it says, and goes on with nobody.
fn answers(r: &Row, f: Figure) -> bool {
    let long = r.names.len();
    long > 2 && (long == f.says || r.closed && long.abs_diff(f.says) <= (f.says / 3).max(1))
}

/// The figure of a question right before a sentence that a list opens: "Who are the five? Ann Low, 23; …".
fn asked(doc: &Document, view: &View, s: &SentenceView) -> Option<Figure> {
    let q = view.right_before(s)?;
    let text = doc.text.get(q.span.start as usize..s.span.start as usize)?;
    if !text.contains(MARKS) {
        return None;
    }
    let mut figures = q.units.iter().filter_map(|u| u.mention.map(|m| &q.mentions[m])).filter(|m| matches!(m.value, MentionValue::Number(_)));
    let m = figures.next().filter(|_| figures.next().is_none())?;
    let says = m.value.quantity().filter(|q| q.modifier == Modifier::Exact)?.written()?.try_into().ok().filter(|n: &usize| (2..=LONGEST).contains(n))?;
    Some(Figure { at: None, span: m.span, says })
}
