//! Ages in brackets behind the names of a list: "Mirzoyev (23), Rachabalizoda (30) and Fariduni (25)".

use rust_decimal::Decimal;

use super::holders::named;
use crate::claim::{Claim, Topic};
use crate::extract::view::View;
use crate::lexicon::Lexicon;
use crate::source::{Document, Span};
use crate::value::{Quantity, Value};

/// Ages that such a list tells.
const AGES: std::ops::RangeInclusive<u32> = 10..=99;

/// Adds the age of each person of the lists of a text whose every name has a figure behind it.
pub(super) fn add(lexicon: &Lexicon, doc: &Document, view: &View, claims: &mut Vec<Claim>) {
    let Some(kind) = lexicon.tables.kind_id("age") else { return };
    let mut found: Vec<Claim> = Vec::new();
    for c in claims.iter() {
        let Value::Set(set) = &c.value else { continue };
        let Ok(n) = view.sentences.binary_search_by_key(&c.sentence, |s| s.number) else { continue };
        let s = &view.sentences[n];
        let ages = bracketed(doc, c.quote);
        // seats, goals and shares stand behind names as well, but seldom behind each of a list of people, and all of two digits
        if !lexicon.packs[s.pack].file.capitals || ages.len() < 2 || ages.len() != set.members.len() || !ages.iter().all(|a| AGES.contains(&a.2)) {
            continue;
        }
        for (name, at, age) in ages {
            let value = Value::Quantity(Quantity { unit: "year".to_owned(), ..Quantity::exact(Decimal::from(age)) });
            let topic = Topic::Person(doc.words(name).into_owned());
            let span = Span { start: name.start, end: at.end };
            found.push(named(doc, s, Claim::new(doc.id, kind, value, topic, at, span), 75, "an age behind a name of a list"));
        }
    }
    found.retain(|f| !claims.iter().any(|c| c.kind == kind && c.span.overlaps(f.span)));
    claims.extend(found);
}

/// Each name with a capital and the whole number that opens the brackets behind it, with where they stand.
fn bracketed(doc: &Document, within: Span) -> Vec<(Span, Span, u32)> {
    let end = doc.text[within.end as usize..].find(')').filter(|n| *n < CLOSE).map_or(within.end as usize, |n| within.end as usize + n + 1);
    let text = &doc.text[within.start as usize..end];
    let mut out = Vec::new();
    for (open, _) in text.match_indices('(') {
        let behind = &text[open + 1..];
        let digits = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let Ok(age) = behind[..digits].parse() else { continue };
        // a name of words with capitals, right before the brackets
        let head = text[..open].trim_end();
        let mut from = head.len();
        for word in head.rsplit(' ') {
            if !word.starts_with(char::is_uppercase) || from < head.len() && word.ends_with([',', ':', ';', ')', '.']) {
                break;
            }
            from = head.len().min(word.as_ptr() as usize - text.as_ptr() as usize);
        }
        if from < head.len() {
            let at = |a: usize, b: usize| Span { start: within.start + a as u32, end: within.start + b as u32 };
            out.push((at(from, head.len()), at(open + 1, open + 1 + digits), age));
        }
    }
    out
}

/// Most bytes from the end of a list to where its last brackets close.
const CLOSE: usize = 12;
