//! Whose age is told.

use super::choice::Choice;
use crate::extract::names;
use crate::extract::phrase::stem;
use crate::extract::view::{SentenceView, View};
use crate::lexicon::Lexicon;
use crate::source::Document;

/// Most units between a name and the pronoun that stands for it.
const PRONOUN: usize = 12;

/// Sentences back in which "the 68-year-old" is looked for.
const RECALLED: usize = 3;

/// The name of whose age a choice tells, in the words of the text.
pub(super) fn of_age(lexicon: &Lexicon, doc: &Document, view: &View, s: &SentenceView, c: &Choice) -> Option<String> {
    let (to, least) = before(lexicon, s, c);
    // «Стрелявший, 19-летний Ильназ Галявиев»: an age in one case with the name behind it
    let next = c.unit + 1;
    if lexicon.packs[s.pack].cases()
        && s.capital.get(next).is_some_and(|c| *c)
        && let Some((a, b)) = names::name_at(lexicon, doc, s, next).filter(|n| n.0 == next)
    {
        return Some(doc.quote(names::span_of(s, a, b)).to_owned());
    }
    names::name_before(lexicon, doc, s, to, true, least)
        .or_else(|| inside(lexicon, doc, s, c))
        .or_else(|| names::name_at(lexicon, doc, s, c.end))
        .or_else(|| called(lexicon, doc, s, c))
        .or_else(|| opening(lexicon, doc, s, c))
        .or_else(|| by_pronoun(lexicon, doc, s, c))
        .map(|(a, b)| doc.quote(names::span_of(s, a, b)).to_owned())
        .filter(|n| n.chars().count() > 2)
        .or_else(|| recalled(lexicon, doc, view, s, c))
}

/// Where a name before the age ends, and its fewest words.
fn before(lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> (usize, usize) {
    let core = &lexicon.core;
    let mut to = c.start.min(c.unit);
    // "Karim Massimov, 56": the pattern begins with the last word of the name
    // or with a later part of it: "Seo Da-eun, 24"
    let part = |j: usize| s.has(j, core.word) || s.has(j, core.name_part) || s.has(j, core.dash) && s.units[j - 1].span.end == s.units[j].span.start;
    let ends = (c.start + 1..c.unit.min(c.start + 4)).find(|j| s.has(*j, core.comma) || s.has(*j, core.open));
    if let Some(e) = ends.filter(|e| c.start > 0 && (c.start..*e).all(part) && (c.start + 2 >= *e || (c.start..*e).any(|j| s.has(j, core.dash)))) {
        to = e;
    }
    // "Benjamin Kiplagat, a 43-year-old runner from Uganda, was found": who is told of between the commas is the name before them
    // "Naveen Patnaik, the state's 76-year-old chief minister"
    let pack = &lexicon.packs[s.pack];
    let whose = |k: usize| s.has(k, core.possessive) || s.has(k - 1, core.possessive) || pack.file.capitals && pack.possessor(&s.folded[k - 1]).is_some();
    let led = |k: usize| [core.indefinite, core.article, core.adjective, core.nationality].iter().any(|c| s.has(k - 1, *c)) || whose(k) && !s.has(k - 1, core.comma);
    let mut first = to;
    while first > 0 && to - first < LED && led(first) {
        first -= 1;
    }
    let aside = || (c.unit + 1..s.units.len()).take_while(|j| !s.has(*j, core.comma) && !s.has(*j, core.clause)).all(|j| !s.has(j, core.be) && !s.has(j, core.have));
    let told_aside = first < to && first > 0 && s.has(first - 1, core.comma) && aside();
    if told_aside {
        to = first;
    }
    // "Hana Kim, a nurse aged 40", «فرج الشاعري، السائق البالغ من العمر 52 عاما»: what somebody is, between the name and the age
    let called = |j: usize| {
        let classes = [core.word, core.people, core.adjective, core.nationality, core.title, core.office, core.role_mod, core.collective, core.body, core.thing];
        let calls = s.units[j].mention.is_none() && classes.iter().any(|c| s.has(j, *c));
        // "an American-Israeli girl"
        let dash = || s.has(j, core.dash) && j > 0 && s.units[j - 1].span.end == s.units[j].span.start;
        // «سائق الأجرة»: the article stands with the second
        let article = || s.folded[j].rsplit_once(' ').is_some_and(|(_, last)| pack.is_definite(last));
        let definite = || s.definite[j] || article() || j + 1 < to && s.definite[j + 1];
        if pack.file.capitals { calls && (!s.capital[j] || s.has(j, core.nationality)) || dash() } else { calls && definite() && !s.units[j].is_clitic() }
    };
    let mut first = to;
    while !told_aside && first > 0 && to - first < LED && called(first - 1) {
        first -= 1;
    }
    let opened = first.saturating_sub(usize::from(first > 0 && pack.file.capitals && (s.has(first - 1, core.indefinite) || s.has(first - 1, core.article))));
    let apposed = first < to && opened > 0 && s.has(opened - 1, core.comma) && (!pack.file.capitals || opened < first);
    if apposed {
        to = opened;
    }
    // «أما أودينغا فعمره 63 عاما»: what is written as one with the words of age
    let glued = |to: usize| to <= c.start && s.units[to - 1].is_clitic();
    while to > 0 && ([core.comma, core.open, core.rel, core.cue].iter().any(|k| s.has(to - 1, *k)) || glued(to)) {
        to -= 1;
    }
    // the pattern may begin with the last word of the name: "Massimov, 49,"
    while to < c.unit && (s.has(to, core.word) || s.has(to, core.name_part)) {
        to += 1;
    }
    (to, 1 + usize::from(told_aside || apposed))
}

/// Most units before an age that tell whose it is not yet: "the country's first".
const LED: usize = 6;

/// A name between the verb and the age: «ويبلغ كيباكي السادسة والسبعين من العمر».
fn inside(lexicon: &Lexicon, doc: &Document, s: &SentenceView, c: &Choice) -> Option<(usize, usize)> {
    let core = &lexicon.core;
    let word = |i: &usize| !s.units[*i].is_clitic() && [core.word, core.name_part, core.given_name].iter().any(|k| s.has(*i, *k));
    (c.start + 1..c.unit).filter(word).find_map(|i| names::name_at(lexicon, doc, s, i)).filter(|n| n.1 <= c.unit)
}

/// A name behind an age and what somebody is: "48 yaşındaki eczacı Nermin Akçay", "the 67-year-old chief minister, Naveen Patnaik".
fn called(lexicon: &Lexicon, doc: &Document, s: &SentenceView, c: &Choice) -> Option<(usize, usize)> {
    let core = &lexicon.core;
    let pack = &lexicon.packs[s.pack];
    let plain = |j: usize| !s.capital[j] && s.units[j].mention.is_none() && [core.word, core.people, core.adjective, core.title, core.office].iter().any(|k| s.has(j, *k));
    let next = (c.end..s.units.len().min(c.end + CALLING)).find(|j| !plain(*j)).filter(|j| *j > c.end)?;
    if pack.file.verb_last {
        return names::name_at(lexicon, doc, s, next);
    }
    // one word alone may be a town, and of several between commas nobody is named
    let name = names::name_at(lexicon, doc, s, next + usize::from(s.has(next, core.comma)));
    name.filter(|(a, b)| pack.file.capitals && !pack.noun_first() && b - a > 1 && *a <= next + 1)
}

/// Most words for what somebody is, before their name.
const CALLING: usize = 3;

/// A name behind an age that opens the sentence: "At 74, Odinga is the oldest".
fn opening(lexicon: &Lexicon, doc: &Document, s: &SentenceView, c: &Choice) -> Option<(usize, usize)> {
    let comma = lexicon.packs[s.pack].file.capitals && c.start < 2 && s.has(c.unit + 1, lexicon.core.comma);
    comma.then(|| names::name_at(lexicon, doc, s, c.unit + 2)).flatten()
}

/// A name that a pronoun of its clause stands for: «الغزواني، وهو ابن الخامسة والستين، …», «أما التوفيق فهو عميد الحكومة بـ87 عاما».
fn by_pronoun(lexicon: &Lexicon, doc: &Document, s: &SentenceView, c: &Choice) -> Option<(usize, usize)> {
    let core = &lexicon.core;
    if lexicon.packs[s.pack].file.capitals {
        return None;
    }
    // «وهو أب لطفلين في السادسة والثلاثين من عمره»: whose children are counted
    let near = (c.unit.saturating_sub(PRONOUN)..c.unit).rev().take_while(|j| !s.has(*j, core.comma));
    let mut to = near.into_iter().find(|j| s.has(*j, core.he_is))?;
    while to > 0 && (s.units[to - 1].is_clitic() || s.has(to - 1, core.comma) || s.has(to - 1, core.and)) {
        to -= 1;
    }
    names::name_before(lexicon, doc, s, to, true, 1)
}

/// The one person that a sentence before names: "The 68-year-old was cleared of murder".
fn recalled(lexicon: &Lexicon, doc: &Document, view: &View, s: &SentenceView, c: &Choice) -> Option<String> {
    let core = &lexicon.core;
    let at = c.start.min(c.unit);
    // "the 59-year-old station master" is told by his post
    let told = (c.unit + 1..c.unit + 4).find(|j| !s.has(*j, core.dash) && !s.has(*j, core.adjective));
    let alone = told.is_some_and(|j| [core.be, core.have, core.say, core.comma, core.from].iter().any(|k| s.has(j, *k)));
    // "68-year-old"
    let compound = doc.text[s.units[c.unit].span.start as usize..].split_whitespace().next().is_some_and(|w| w.contains('-'));
    if !(lexicon.packs[s.pack].file.capitals && compound && alone && at < 3 && (0..=at).any(|j| s.has(j, core.article))) {
        return None;
    }
    for p in view.before(s).iter().rev().take(RECALLED) {
        let mut found: Vec<String> = Vec::new();
        let (mut i, mut first) = (0, None);
        while i < p.units.len() {
            let begins = p.has(i, core.word) && p.capital[i] && p.units[i].mention.is_none();
            match names::name_at(lexicon, doc, p, i).filter(|n| begins && n.1 > n.0 + 1) {
                Some((a, b)) => {
                    first.get_or_insert(a);
                    found.push(doc.quote(names::span_of(p, a, b)).to_owned());
                    i = b;
                }
                None => i += 1,
            }
        }
        // who opens the sentence is whom it is of; a speaker behind it is not
        match found.len() {
            0 => {}
            1 => return found.pop().filter(|_| first.is_some_and(|a| a < 2)),
            _ => return None,
        }
    }
    None
}

/// As what a text tells somebody whose age it gives and whom it does not name: "the 54-year-old driver", «سائق القطار البالغ 54 عاما».
/// Boys, men and students are many in a story; of those whose post is told, one whom the text speaks of as known is one.
pub(super) fn told_as(lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> Option<String> {
    let core = &lexicon.core;
    let capitals = lexicon.packs[s.pack].file.capitals;
    let calls = |j: &usize| s.units[*j].mention.is_none() && s.value(lexicon, *j, core.people).is_some();
    let passed = |j: &usize| !s.has(*j, core.clause) && !s.has(*j, core.be) && !s.has(*j, core.have) && !s.has(*j, core.and);
    let to = c.end.max(c.unit + 1);
    // a word that stands in the pattern, behind the age or before it
    let within = (c.start..c.unit).rev().chain(c.unit + 1..to).find(calls);
    let behind = || (to..s.units.len().min(to + CALLING)).take_while(|j| passed(j) && !s.has(*j, core.comma)).find(calls);
    let before = || (c.start.saturating_sub(TOLD)..c.start.min(c.unit)).rev().take_while(passed).find(calls);
    let at = if capitals { within.or_else(behind).or_else(before) } else { within.or_else(before) }?;
    let population = s.value(lexicon, at, core.people)?;
    let (from, last) = (at.min(c.start), at.max(c.unit));
    let known = s.has(at, core.suffixed) || (from..last).any(|j| s.definite[j]) || from > 0 && s.has(from - 1, core.article) || (from..last).any(|j| s.has(j, core.article));
    if ALONE.contains(&population) {
        return Some(format!("${population}"));
    }
    let many = MANY.contains(&population);
    known.then(|| stem(&s.folded[at])).filter(|_| !many).map(|w| format!("${w}"))
}

/// Most units between what somebody is and their age.
const TOLD: usize = 5;

/// Populations of which a story that gives no names tells of one at a time.
const ALONE: [&str; 4] = ["police", "firefighters", "medics", "journalists"];

/// Populations that say no more of somebody than their age does.
const MANY: [&str; 9] = ["all", "children", "men", "women", "youths", "elderly", "adults", "civilians", "companions"];
