//! The day of publication that the first lines of a text tell: a line that holds little but a date, or a dateline.

use jiff::civil::Date;

use crate::mention::{Analyser, Calendar, Scan};
use crate::normalise::{Token, TokenKind};
use crate::source::Document;

/// Bytes of a text that are looked at.
const HEAD: usize = 3000;
/// Sentences that are looked at.
const SENTENCES: usize = 8;
/// Words that a line with the date of publication may hold beside it.
const BESIDE: usize = 4;

/// The day that the first lines tell.
pub(super) fn find(analyser: &mut Analyser<'_>, doc: &Document) -> Option<Date> {
    let mut end = doc.text.len();
    let first = doc.text.find(|c: char| !c.is_whitespace())?;
    if end - first > HEAD {
        end = first + HEAD;
        while !doc.text.is_char_boundary(end) {
            end -= 1;
        }
    }
    let head = Document::plain("", &doc.text[first..end], doc.language.clone());
    let (tokens, cut) = analyser.cut(&head);
    let calendar = Calendar::default();
    for s in cut.iter().take(SENTENCES) {
        let toks = &tokens[s.start..s.end.min(s.start + 60)];
        let Some(pack) = analyser.pack_for(&head, toks) else { continue };
        let scan = Scan::new(analyser, pack, &head.text, toks);
        let mut at = 0;
        while at < toks.len() {
            let Some(hit) = scan.date_at(at, &calendar) else {
                at += 1;
                continue;
            };
            let day = hit.value.start.as_day().filter(|_| hit.value.end.is_none() && !hit.value.relative && hit.weekday_clash.is_none());
            if let Some(d) = day
                && (alone(toks, at, hit.end) || leads(toks, at, hit.end))
            {
                return Some(d);
            }
            at = hit.end.max(at + 1);
        }
    }
    None
}

/// A line that holds the date and a few words more, such as a weekday, an hour, a place.
fn alone(tokens: &[Token], start: usize, end: usize) -> bool {
    let from = (0..=start).rev().find(|i| tokens[*i].breaks > 0).unwrap_or(0);
    let to = (end..tokens.len()).find(|i| tokens[*i].breaks > 0).unwrap_or(tokens.len());
    let words = tokens[from..start].iter().chain(&tokens[end..to]).filter(|t| t.kind == TokenKind::Word).count();
    let figures = tokens[from..start].iter().chain(&tokens[end..to]).filter(|t| t.kind == TokenKind::Number).count();
    words <= BESIDE && figures <= 3
}

/// A dateline: a few words, the date, perhaps an agency in brackets, and a dash, slash or colon before the text begins.
fn leads(tokens: &[Token], start: usize, end: usize) -> bool {
    let words = tokens[..start].iter().filter(|t| t.kind == TokenKind::Word).count();
    if words > BESIDE || tokens[..start].iter().any(|t| t.kind == TokenKind::Number) {
        return false;
    }
    let mut i = end;
    if tokens.get(i).is_some_and(|t| t.is('(') || t.is('/')) {
        let close = if tokens[i].is('(') { ')' } else { '/' };
        match (i + 1..tokens.len().min(i + 10)).find(|j| tokens[*j].is(close)) {
            Some(j) if close == '/' => return j > i + 1,
            Some(j) => i = j + 1,
            None => return false,
        }
    }
    tokens.get(i).is_some_and(|t| t.is_dash() || t.is(':'))
}
