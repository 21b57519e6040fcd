//! Whose a figure is, among several of one sentence: "Harbour won 37 seats, Fair City 25 and the Greens 22", "41 for Ribat and 22 for Oasis".

use std::collections::BTreeSet;

use super::phrase::is_function_word;
use super::view::SentenceView;
use crate::lexicon::Lexicon;

/// Words looked at before a figure, and behind it.
const REACH: (usize, usize) = (14, 6);

/// The words that say whose a figure is: those between it and its neighbours, each marked `&`; entities `&@`, what is measured `&%`.
pub(super) fn bearer(lexicon: &Lexicon, s: &SentenceView, at: usize) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    collect(lexicon, s, at, 4, &mut out);
    out
}

/// Whose a figure is that another is told to be out of.
const WHOLE: &str = "&=whole";

/// Word that sets one figure against another.
const RIVAL: &str = "rival";

/// What a vote was, by the words beside its figure: "14 against", "with 45 abstentions", "112 votes to 14".
pub(super) fn side<'l>(lexicon: &'l Lexicon, s: &SentenceView, at: usize) -> Option<&'l str> {
    let core = &lexicon.core;
    let class = core.vote_side;
    let n = s.units.len();
    let figure = |i: usize| s.has(i, core.count) || s.has(i, core.share);
    let stop = |i: usize| figure(i) || [core.comma, core.and, core.clause, core.open, core.rel].iter().any(|c| s.has(i, *c));
    let told = |i: usize| s.value(lexicon, i, class).filter(|v| *v != RIVAL);
    let behind = (at + 1..n.min(at + 5)).take_while(|i| !stop(*i)).find_map(|i| told(i).map(|v| (i - at, v)));
    let before = (at.saturating_sub(8)..at).rev().take_while(|i| !stop(*i)).find_map(|i| told(i).map(|v| (at - i, v)));
    let word = match (before, behind) {
        (Some((b, v)), Some((a, w))) => Some(if b < a { v } else { w }),
        (b, a) => a.or(b).map(|(_, v)| v),
    };
    // one figure set against another, with no name behind the second: those for it and those against
    let set = |i: usize| s.has(i, core.to) || s.has(i, core.dash) || s.value(lexicon, i, class) == Some(RIVAL);
    let alone = |i: usize| {
        i < n
            && figure(i)
            && (told(i + 1) == Some("against") || ![core.for_, core.to, core.from].iter().any(|c| s.has(i + 1, *c)) && (s.has(i, core.n_bare) || !s.has(i + 1, core.word)))
    };
    word.or_else(|| (set(at + 1) && alone(at + 2)).then_some("for")).or_else(|| (at > 1 && set(at - 1) && figure(at - 2) && alone(at)).then_some("against"))
}

/// Adds the words of a figure, and of the one before it when nothing stands between that could say whose it is.
fn collect(lexicon: &Lexicon, s: &SentenceView, at: usize, more: usize, out: &mut BTreeSet<String>) {
    let core = &lexicon.core;
    let figure = |i: usize| s.units[i].mention.is_some_and(|m| s.mentions[m].value.quantity().is_some()) && [core.count, core.share, core.money].iter().any(|c| s.has(i, *c));
    let joint = |i: usize| [core.comma, core.and, core.clause, core.dash].iter().any(|c| s.has(i, *c));
    let (from, _) = s.clause(at);
    let previous = (from..at).rev().find(|i| figure(*i));
    let own = behind(lexicon, s, at, &figure);
    // «73 مقعدا من أصل 329»: what it is of, and none of whose part is
    if s.says_out_of(lexicon, at.saturating_sub(2)..at) {
        out.insert(WHOLE.to_owned());
        own.for_each(|i| word(lexicon, s, i, out));
        return;
    }
    let lead = match previous {
        None => at.saturating_sub(REACH.0).max(from)..at,
        Some(p) => {
            // «والصدريون 37»: written as one with the "and" before it
            let glued = |i: usize| s.maybe_and[i] && s.entries[i].is_empty() && s.units[i].mention.is_none();
            let first = (p + 1..at).find(|i| joint(*i) || glued(*i));
            first.map_or(if at > p + 3 { p + 1 } else { at }, |j| if joint(j) { j + 1 } else { j })..at
        }
    };
    // the head of a row of a table
    let lead = if previous.is_none() && from > 0 && lead.clone().all(|i| s.units[i].mention.is_some() || joint(i)) { at.saturating_sub(REACH.0)..at } else { lead };
    let relative = lead.clone().find(|i| !joint(*i)).is_some_and(|i| s.has(i, core.rel));
    let before = out.len();
    for i in lead.chain(own) {
        word(lexicon, s, i, out);
    }
    if let Some(p) = previous.filter(|_| more > 0 && (relative || out.len() == before)) {
        collect(lexicon, s, p, more - 1, out);
    }
}

/// The words behind a figure that a preposition ties to it: "41 for Ribat", "(25)" has none.
fn behind(lexicon: &Lexicon, s: &SentenceView, at: usize, figure: &impl Fn(usize) -> bool) -> std::ops::Range<usize> {
    let core = &lexicon.core;
    let n = s.units.len();
    let first = at + 1;
    let tied = first < n && ([core.to, core.for_, core.from, core.of, core.by, core.in_].iter().any(|c| s.has(first, *c)) || s.has(first, core.aspect));
    if !tied {
        return first..first;
    }
    let stop = |i: &usize| [core.comma, core.and, core.clause, core.dash, core.open, core.rel].iter().any(|c| s.has(*i, *c)) || figure(*i);
    let end = (first..n.min(first + REACH.1)).find(stop).unwrap_or(n.min(first + REACH.1));
    // "20 against 12 for the others": what leads to the next figure is that figure's
    if end < n && figure(end) && !s.has(end, core.share) { first..first } else { first..end }
}

fn word(lexicon: &Lexicon, s: &SentenceView, i: usize, out: &mut BTreeSet<String>) {
    let core = &lexicon.core;
    if s.units[i].mention.is_some() {
        return;
    }
    if let Some(a) = s.value(lexicon, i, core.aspect) {
        out.insert(format!("&%{a}"));
        return;
    }
    if let Some(id) = s.entity(lexicon, i, true) {
        out.insert(format!("&@{id}"));
        return;
    }
    // a name in quotation marks may be any word
    let quoted = i > 0 && s.has(i - 1, core.quote) && s.has(i + 1, core.quote);
    if !quoted && (is_function_word(lexicon, s, i) || s.has(i, core.cue) || s.units[i].classes.iter().any(|c| lexicon.classes.name(c).starts_with("votes/"))) {
        return;
    }
    let folded = &s.folded[i];
    let first = folded.chars().next().map_or(0, char::len_utf8);
    let cut = if s.maybe_and[i] && s.entries[i].is_empty() && folded.chars().count() > 4 { &folded[first..] } else { folded };
    let bare = lexicon.packs[s.pack].bare(cut);
    let bare = bare.split(['\'', '’']).next().unwrap_or(bare);
    if bare.chars().count() >= 3 {
        out.insert(format!("&{bare}"));
    }
}
