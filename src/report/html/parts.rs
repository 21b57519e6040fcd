//! Texts with their own language and direction, cut at the marked value.

use crate::claim::Claim;
use crate::lexicon::Direction;
use crate::report::{ReportInput, shown};
use crate::source::Document;

/// Words in a language with a direction.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    /// The words.
    pub text: String,
    /// Language code.
    pub lang: String,
    /// `ltr`, `rtl` or, where the language is not known, `auto`.
    pub dir: &'static str,
}

impl Text {
    /// Words of a document.
    pub fn of(input: &ReportInput<'_>, d: &Document, text: &str) -> Text {
        Text { text: text.to_owned(), lang: d.language.clone(), dir: dir(input, &d.language) }
    }
}

/// Direction of a language.
pub(super) fn dir(input: &ReportInput<'_>, language: &str) -> &'static str {
    match input.lexicon.pack_of(language).map(|p| input.lexicon.packs[p].file.direction) {
        Some(Direction::Rtl) => "rtl",
        Some(_) => "ltr",
        None => "auto",
    }
}

/// A stretch of a document cut at a value.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    /// Before the value.
    pub before: String,
    /// The value as written.
    pub value: String,
    /// After it.
    pub after: String,
    /// Language code.
    pub lang: String,
    /// Direction.
    pub dir: &'static str,
}

impl Cut {
    /// The quote of a claim, its value cut out.
    pub fn quote(input: &ReportInput<'_>, d: &Document, c: &Claim) -> Cut {
        let (a, b) = (c.quote.start.min(c.span.start) as usize, c.quote.end.max(c.span.end) as usize);
        Cut::at(input, d, c, a, b)
    }

    /// The sentence of a claim, as far as its punctuation tells.
    pub fn sentence(input: &ReportInput<'_>, d: &Document, c: &Claim) -> Cut {
        let (a, b) = (c.quote.start.min(c.span.start) as usize, c.quote.end.max(c.span.end) as usize);
        let ends = |ch: char| matches!(ch, '\n' | '.' | '!' | '?' | '\u{61f}' | '\u{6d4}');
        let stop = |i: usize, ch: char| ch == '\n' || d.text[i + ch.len_utf8()..].chars().next().is_none_or(char::is_whitespace);
        let start = d.text[..a].char_indices().rev().take(400).find(|(i, ch)| ends(*ch) && stop(*i, *ch)).map_or_else(|| nth_back(&d.text, a, 400), |(i, ch)| i + ch.len_utf8());
        let last = d.text[..b].chars().next_back().is_some_and(ends);
        let end = if last {
            b
        } else {
            d.text[b..].char_indices().take(400).find(|(i, ch)| ends(*ch) && stop(b + i, *ch)).map_or_else(|| nth_on(&d.text, b, 400), |(i, ch)| b + i + ch.len_utf8())
        };
        Cut::at(input, d, c, start, end)
    }

    fn at(input: &ReportInput<'_>, d: &Document, c: &Claim, start: usize, end: usize) -> Cut {
        let (from, to) = (c.span.start as usize, c.span.end as usize);
        let side = |a: usize, b: usize| d.text.get(a..b).unwrap_or_default();
        let (before, after) = (side(start, from), side(to, end));
        let gap = |s: &str, at_end: bool| if at_end { s.ends_with(char::is_whitespace) } else { s.starts_with(char::is_whitespace) };
        Cut {
            before: shown(before) + if gap(before, true) && !shown(before).is_empty() { " " } else { "" },
            value: shown(d.quote(c.span)),
            after: if gap(after, false) { format!(" {}", shown(after)) } else { shown(after) },
            lang: d.language.clone(),
            dir: dir(input, &d.language),
        }
    }
}

fn nth_back(text: &str, from: usize, n: usize) -> usize {
    text[..from].char_indices().rev().take(n).last().map_or(from, |(i, _)| i)
}

fn nth_on(text: &str, from: usize, n: usize) -> usize {
    text[from..].char_indices().nth(n).map_or(text.len(), |(i, _)| from + i)
}
