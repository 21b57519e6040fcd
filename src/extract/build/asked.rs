//! Figures that answer the question before them: "How many have died? Twenty-three, by the official count".

use crate::extract::view::SentenceView;
use crate::lexicon::{KindId, Lexicon, SubjectType};
use crate::source::Document;

/// Signs that end a question.
const MARKS: [char; 2] = ['?', '\u{61F}'];

/// Cue words of a kind that say what befell those counted.
const CUES: [&str; 4] = ["verb", "died", "adjective", "noun"];

/// The kind of fact that the sentence before asks the number of.
pub(super) fn kind(lexicon: &Lexicon, doc: &Document, before: Option<&SentenceView>, s: &SentenceView) -> Option<KindId> {
    let how_many = lexicon.core.how_many;
    let q = before.filter(|q| q.paragraph == s.paragraph && q.classes.has(how_many))?;
    // the mark may be left outside the words of the sentence
    let text = doc.text.get(q.span.start as usize..s.span.start as usize)?;
    if !text.contains(MARKS) {
        return None;
    }
    let from = (0..q.units.len()).find(|j| q.has(*j, how_many))?;
    q.units[from..].iter().flat_map(|u| u.classes.iter()).find_map(|c| {
        let (kind, cue) = lexicon.classes.name(c).split_once('/')?;
        let id = lexicon.tables.kind_id(kind).filter(|_| CUES.contains(&cue))?;
        let k = lexicon.tables.kind(id);
        (k.additive && k.unit == "person" && k.subject == SubjectType::Event).then_some(id)
    })
}

/// The figure that the sentence opens with.
pub(super) fn answer(lexicon: &Lexicon, s: &SentenceView) -> Option<usize> {
    let core = &lexicon.core;
    (0..s.units.len().min(2)).find(|i| s.has(*i, core.count)).filter(|i| !s.has(*i, core.n_thing) && (0..*i).all(|j| s.has(j, core.modifier)))
}
