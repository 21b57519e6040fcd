//! What a phrase says of its value: the content words around it, for facts whose subject is what the phrase measures.

use std::collections::BTreeSet;

use super::measure;
use super::view::SentenceView;
use crate::lexicon::Lexicon;
use crate::mention::{Mention, MentionValue};
use crate::source::Document;

/// Units on either side of a figure whose words tell what it is of.
const AROUND: usize = 6;

/// Content words of the phrase around a value, for facts whose subject is what the phrase measures: entity ids carry `@`, things and
/// families of events `#`, words that no list knows and that may be names `~`, years told beside it `=`, whose it is `&`, what a vote
/// was `!`; the rest by [`measure::marks`].
pub fn descriptor(lexicon: &Lexicon, doc: &Document, s: &SentenceView, unit: &str, at: usize, (start, end): (usize, usize)) -> BTreeSet<String> {
    let core = &lexicon.core;
    let mut out: BTreeSet<String> = BTreeSet::new();
    // what was told before another figure: "258,916 votes, or 49.6 per cent"
    let mut before: BTreeSet<String> = BTreeSet::new();
    let (a, b) = s.clause(at);
    let from = start.min(at).saturating_sub(AROUND).max(a);
    // a preposition written as one with its word takes no room of its own
    let mut to = end.max(at + 1);
    let mut room = AROUND;
    while to < b && (room > 0 || s.units[to].is_clitic()) {
        room -= usize::from(!s.units[to].is_clitic());
        to += 1;
    }
    let capitals = lexicon.packs[s.pack].file.capitals;
    // a headline that capitalises every word marks no names
    let marked = !capitals || (from..to).filter(|i| s.capital[*i]).count() * 5 < (to - from) * 3;
    for i in from..to {
        // "will put in $240 million and the European Union a grant of 110": what follows is told of the next
        if i > at && s.has(i, core.and) && s.has(at, core.money) && (i + 1..(i + 9).min(b)).any(|j| s.has(j, core.money)) {
            break;
        }
        if i != at && (s.has(i, core.count) || s.has(i, core.money) || s.has(i, core.share)) {
            if i > at {
                // "240,137, or 46 per cent, for Mercy Wanjiru"
                if out.iter().any(|w| !w.starts_with('#')) {
                    break;
                }
                continue;
            }
            before.append(&mut out);
            continue;
        }
        if marked && s.units[i].mention.is_none() && s.has(i, core.word) && (!capitals || s.capital[i] && i > 0) && !is_function_word(lexicon, s, i) {
            let word = owner(and_cut(s, i, lexicon.packs[s.pack].bare(&s.folded[i])));
            if word.chars().count() >= 3 {
                out.insert(format!("~{word}"));
            }
            continue;
        }
        add_words(lexicon, s, i, at, &mut out);
    }
    if out.iter().all(|w| w.starts_with('#')) {
        out.append(&mut before);
    }
    measure::marks(lexicon, doc, s, at, unit, (a, b), &mut out);
    let year = |m: &Mention| match &m.value {
        MentionValue::Date(d) if !d.relative => d.start.year,
        // "last year" is a year too, and so is "next year" of what is forecast
        MentionValue::Date(d) if d.start.month.is_none() => {
            let ahead = matches!(unit, "percent" | "money");
            d.start.year.filter(|y| ahead || doc.published.is_some_and(|p| *y < p.year()))
        }
        _ => None,
    };
    // "78%, from 78.7% in 2021", "the party, founded in 2006, has 37": a year behind another figure or a comma is told of something else
    let figure = |j: usize| s.has(j, core.count) || s.has(j, core.share) || s.has(j, core.money);
    let own = |i: usize| {
        let mut between = if i < at { i + 1..at } else { at + 1..i };
        i != at
            && (!(s.has(at, core.count) || s.has(at, core.share) || s.has(at, core.money))
                || !between.clone().any(figure) && (!between.any(|j| s.has(j, core.comma)) || i < a + 4 || i < at && s.has(i + 2, lexicon.core.when)))
    };
    out.extend((a..b).filter(|i| own(*i)).filter_map(|i| s.units[i].mention).filter_map(|m| year(&s.mentions[m])).map(|y| format!("={y}")));
    out.append(&mut super::bearer::bearer(lexicon, s, at));
    out
}

/// A word without the conjunction that may be written at its head.
fn and_cut<'w>(s: &SentenceView, i: usize, word: &'w str) -> &'w str {
    let first = word.chars().next().map_or(0, char::len_utf8);
    if s.maybe_and[i] && s.entries[i].is_empty() && word.chars().count() > 4 { &word[first..] } else { word }
}

/// A name without the mark of a genitive behind it.
fn owner(word: &str) -> &str {
    word.split(['\'', '’']).next().filter(|w| w.chars().count() > 2).unwrap_or(word)
}

/// Adds the content word of a unit: its stem, an entity as `@id`, an event family as `#id`.
pub fn content_word(lexicon: &Lexicon, s: &SentenceView, i: usize, out: &mut BTreeSet<String>) {
    add_words(lexicon, s, i, usize::MAX, out);
}

fn add_words(lexicon: &Lexicon, s: &SentenceView, i: usize, at: usize, out: &mut BTreeSet<String>) {
    let core = &lexicon.core;
    if let Some(m) = s.units[i].mention {
        let m = &s.mentions[m];
        if i == at
            && let Some(noun) = &m.noun
        {
            out.extend(noun.nationality.as_ref().map(|n| format!("@{n}")));
            out.extend(noun.thing.as_ref().map(|t| format!("#{t}")));
            out.extend(noun.population.as_ref().filter(|p| *p != "all").map(|p| format!("#{p}")));
        }
        return;
    }
    if let Some(id) = s.entity(lexicon, i, true) {
        out.insert(format!("@{id}"));
        return;
    }
    if let Some(f) = s.value(lexicon, i, core.event) {
        out.insert(format!("#{f}"));
    }
    if is_function_word(lexicon, s, i) {
        return;
    }
    let w = and_cut(s, i, lexicon.packs[s.pack].root(&s.folded[i]));
    if w.chars().count() >= 3 {
        out.insert(stem(owner(w)));
    }
}

/// Whether a unit carries no content of its own: a sign, a clitic, a preposition, a hedge, a verb of saying.
pub fn is_function_word(lexicon: &Lexicon, s: &SentenceView, i: usize) -> bool {
    let core = &lexicon.core;
    if s.units[i].is_clitic() {
        return true;
    }
    let u = &s.units[i].classes;
    u.meets(&lexicon.function_words) || u.has(core.name_part) && s.value(lexicon, i, core.name_part).is_none()
}

/// A crude stem: enough for two forms of a word to meet in one language.
pub fn stem(word: &str) -> String {
    let ascii = word.is_ascii();
    let keep = if ascii { 6 } else { 4 };
    word.chars().take(keep).collect()
}

/// What a figure counts, as a descriptor has it (`$`): stems of its noun phrase, names of types in it ("F-35"), and what a length, an
/// area or a weight is told of ("5,063 km of road").
pub fn counted(lexicon: &Lexicon, s: &SentenceView, at: usize, noun: &str) -> Vec<String> {
    let core = &lexicon.core;
    let named = |w: &str| w.chars().any(char::is_alphabetic) && w.chars().any(|c| c.is_ascii_digit());
    let plain = |w: &str| w.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let mut out: Vec<String> = stems(lexicon, s.pack, noun).into_iter().filter(|w| !w.bytes().all(|b| b.is_ascii_digit())).collect();
    out.extend(noun.split_whitespace().filter(|w| named(w)).map(|w| crate::normalise::fold(&plain(w))));
    // "5,063 km of road"
    let of = s.units[at].mention.is_some() && noun.is_empty() && (s.has(at + 1, core.of) || s.has(at + 1, core.from));
    let behind = if s.has(at + 2, core.article) { at + 3 } else { at + 2 };
    if of && s.has(behind, core.word) {
        out.extend(stems(lexicon, s.pack, &s.folded[behind]));
    }
    out.into_iter().map(|w| format!("${w}")).collect()
}

/// Stems of the words of a text as they stand in a descriptor: those that a figure was read with.
pub fn stems(lexicon: &Lexicon, pack: usize, text: &str) -> Vec<String> {
    let folded = crate::normalise::fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).map(|w| lexicon.packs[pack].root(w));
    words.filter(|w| w.chars().count() >= 3).map(stem).collect()
}
