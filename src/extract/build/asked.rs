//! Figures that answer the question before them: "How many have died? Twenty-three, by the official count"; and those that a heading tells the
//! kind of: "4. The arrested. 1,123 people by Monday night".

use super::apposed::named_kind;
use crate::extract::view::SentenceView;
use crate::lexicon::{KindId, Lexicon};
use crate::mention::MentionValue;
use crate::source::Document;

/// Signs that end a question.
const MARKS: [char; 2] = ['?', '\u{61F}'];

/// Cue words of a kind that say what befell those counted, or name them.
const CUES: [&str; 7] = ["verb", "died", "adjective", "noun", "passive", "toll", "label"];

/// The kind of fact that the sentence before asks the number of.
pub(super) fn kind(lexicon: &Lexicon, doc: &Document, before: Option<&SentenceView>, s: &SentenceView) -> Option<KindId> {
    let how_many = lexicon.core.how_many;
    // "Who is in detention? Ten people so far": whatever is asked, people alone answer it
    let by_people = |q: &&SentenceView| q.units.len() <= QUESTION && answers_by_people(lexicon, s);
    let q = before.filter(|q| q.paragraph + 1 >= s.paragraph && (q.classes.has(how_many) || by_people(q)))?;
    // the mark may be left outside the words of the sentence
    let text = doc.text.get(q.span.start as usize..s.span.start as usize)?;
    if !text.contains(MARKS) {
        return None;
    }
    let from = (0..q.units.len()).find(|j| q.has(*j, how_many)).unwrap_or(0);
    q.units[from..].iter().flat_map(|u| u.classes.iter()).find_map(|c| {
        let (kind, cue) = lexicon.classes.name(c).split_once('/')?;
        let id = lexicon.tables.kind_id(kind).filter(|_| CUES.contains(&cue))?;
        lexicon.tables.kind(id).befalls_people().then_some(id)
    })
}

/// Whether a sentence opens with a count of people of whom it tells nothing but where and when.
fn answers_by_people(lexicon: &Lexicon, s: &SentenceView) -> bool {
    let core = &lexicon.core;
    let Some(at) = (0..s.units.len().min(2)).find(|i| s.has(*i, core.count)).filter(|i| s.has(*i, core.n_person) && !s.has(*i, core.n_kind)) else { return false };
    let ends = [core.comma, core.clause, core.colon, core.dash, core.in_, core.as_of, core.and];
    let dated = |u: &crate::mention::Unit| u.classes.has(core.date);
    let short = (at + 1..s.units.len().min(at + SHORT)).any(|j| s.has(j, core.clause)) || s.units.len() <= at + SHORT;
    (0..at).all(|j| s.has(j, core.modifier)) && (short || s.units.get(at + 1).is_none_or(|u| dated(u) || ends.iter().any(|c| u.classes.has(*c))))
}

/// Most units behind a figure that is all the answer, with the full stop.
const SHORT: usize = 4;

/// Most units of a heading.
const HEADING: usize = 5;

/// The kind of those whom a heading names that is all of the sentence before.
pub(super) fn heading(lexicon: &Lexicon, before: Option<&SentenceView>, s: &SentenceView) -> Option<KindId> {
    let core = &lexicon.core;
    let h = before.filter(|h| h.units.len() <= HEADING && h.number + 1 == s.number && s.classes.has(core.count))?;
    let at = h.units.len().checked_sub(1 + usize::from(h.units.last().is_some_and(|u| u.classes.has(core.clause) || u.classes.has(core.colon))))?;
    let number = |j: usize| h.units[j].mention.is_some() || [core.clause, core.dash, core.close, core.open].iter().any(|c| h.has(j, *c));
    let led = |j: usize| h.has(j, core.article) || h.has(j, core.determiner);
    // nothing but the number of the heading and the article before the noun
    if h.units[at].mention.is_some() || !(0..at).all(|j| number(j) || led(j)) {
        return None;
    }
    named_kind(lexicon, h, at, |_| true)
}

/// Most units of a question after a sum.
const QUESTION: usize = 12;

/// Cue words of a kind of money that say what it is the sum of.
const SUMS: [&str; 2] = ["damage", "its"];

/// The kind of sum that the sentence before asks for: "What were the losses? Between 10 and 15 million dollars".
pub(super) fn sum(lexicon: &Lexicon, doc: &Document, before: Option<&SentenceView>, s: &SentenceView) -> Option<KindId> {
    let q = before.filter(|q| q.paragraph + 1 >= s.paragraph && q.units.len() <= QUESTION && s.classes.has(lexicon.core.money))?;
    let text = doc.text.get(q.span.start as usize..s.span.start as usize)?;
    if !text.contains(MARKS) || q.classes.has(lexicon.core.money) {
        return None;
    }
    q.units.iter().flat_map(|u| u.classes.iter()).find_map(|c| {
        let (kind, cue) = lexicon.classes.name(c).split_once('/')?;
        let id = lexicon.tables.kind_id(kind).filter(|_| SUMS.contains(&cue))?;
        lexicon.tables.kind(id).is_of_money().then_some(id)
    })
}

/// The figure that the sentence opens with: a sum where a kind of money was asked for.
pub(super) fn answer(lexicon: &Lexicon, s: &SentenceView, kind: KindId) -> Option<usize> {
    let core = &lexicon.core;
    if lexicon.tables.kind(kind).is_of_money() {
        return (0..s.units.len().min(2)).find(|i| s.has(*i, core.money)).filter(|i| (0..*i).all(|j| s.has(j, core.modifier)));
    }
    // "Kaç kişi öldü? 115. Son kurban …": where a full stop makes a rank, a figure that is all the answer looks like one
    let ranked = lexicon.packs[s.pack].file.dot_ranks && matches!(s.units.first().and_then(|u| u.mention).map(|m| &s.mentions[m].value), Some(MentionValue::Ordinal(_)));
    if ranked && (s.units.len() < 2 || s.capital[1] && s.units[1].mention.is_none()) {
        return Some(0);
    }
    (0..s.units.len().min(2)).find(|i| s.has(*i, core.count)).filter(|i| !s.has(*i, core.n_thing) && (0..*i).all(|j| s.has(j, core.modifier)))
}
