//! Tables: a bare figure in a cell counts what the head of its column names.

use super::Unclaimed;
use super::choice::{Choice, NOUN_SCORE, plain};
use crate::extract::view::SentenceView;
use crate::lexicon::{KindId, Lexicon, SubjectType};
use crate::mention::MentionValue;
use crate::source::Document;

const NOTE: &str = "the head of its column tells the kind";

/// What parts the cells of a row.
const BAR: char = '|';

/// The table that is being read: what the heads of its columns name, and where its last row ended.
#[derive(Debug)]
pub(super) struct Table {
    /// Whether the text has any cell.
    bars: bool,
    heads: Vec<Option<KindId>>,
    end: usize,
}

impl Table {
    /// No table yet.
    pub(super) fn of(doc: &Document) -> Self {
        Table { bars: doc.text.contains(BAR), heads: Vec::new(), end: 0 }
    }

    /// Gives the figures of a row the kinds of their columns; a first row gives the heads.
    pub(super) fn row(&mut self, lexicon: &Lexicon, doc: &Document, s: &SentenceView, choices: &mut Vec<Choice>, unclaimed: &mut Vec<Unclaimed>) {
        if !self.bars {
            return;
        }
        let text = &doc.text;
        let at = s.span.start as usize;
        let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
        let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
        let line = &text[start..end];
        if line.matches(BAR).count() < 2 {
            self.heads.clear();
            return;
        }
        let column = |byte: u32| text[start..(byte as usize).max(start)].matches(BAR).count();
        // the rule below the heads stands between two rows, an empty line does not
        let follows =
            self.end <= start && text.get(self.end..start).is_some_and(|t| t.matches('\n').count() <= 2 && t.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\n' | '\r')));
        let goes_on = !self.heads.is_empty() && follows;
        self.end = end;
        if !goes_on {
            self.heads = vec![None; line.matches(BAR).count() + 1];
            for i in 0..s.units.len() {
                let Some(kind) = named(lexicon, s, i) else { continue };
                let head = &mut self.heads[column(s.units[i].span.start)];
                *head = head.or(Some(kind));
            }
            return;
        }
        // the first cell names the row; one that is no total is a part
        let first = column(s.units.iter().find(|u| u.tokens.1 > u.tokens.0 && text.get(u.span.range()).is_some_and(|t| !t.contains(BAR))).map_or(s.span.start, |u| u.span.start));
        let label = |i: &usize| column(s.units[*i].span.start) == first;
        let total = (0..s.units.len()).filter(label).any(|i| s.has(i, lexicon.core.total));
        for i in 0..s.units.len() {
            let u = &s.units[i];
            let number = u.mention.is_some_and(|m| matches!(s.mentions[m].value, MentionValue::Number(_)));
            if !number || !s.has(i, lexicon.core.n_bare) || label(&i) || choices.iter().any(|c| c.unit == i) {
                continue;
            }
            let Some(kind) = self.heads.get(column(u.span.start)).copied().flatten() else { continue };
            let part = !total && lexicon.tables.kind(kind).subject == SubjectType::Event;
            choices.push(Choice { part, ..plain(i, kind, NOUN_SCORE, NOTE) });
            unclaimed.retain(|x| x.span != u.span);
        }
        choices.sort_by_key(|c| c.unit);
    }
}

/// The kind of fact that a word of a head names.
fn named(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<KindId> {
    let label = lexicon.frames[s.pack].iter().find(|f| {
        let class = lexicon.classes.get(&format!("{}label", f.prefix));
        class.is_some_and(|c| s.has(at, c)) || lexicon.says(f.kind).is_some_and(|c| s.has(at, c))
    });
    let entries = || s.entries[at].iter().find_map(|e| lexicon.packs[s.pack].entries[*e as usize].kind);
    label.map(|f| f.kind).or_else(entries)
}
