//! Lengths: from where something lies so far, and what is so long or so high.

use super::{is_figure, unit_of, values};
use crate::extract::view::SentenceView;
use crate::lexicon::Lexicon;

/// What the aspect of a distance begins with, before the place from which it is told.
pub const FROM: &str = "from ";

/// What a distance is told from where the text says "the capital", until linking knows of which country.
pub const CAPITAL: &str = "capital";

/// The aspect of a border, from which a distance is told as from its country.
const BORDER: &str = "border";

/// Aspects of which a thing has one of its own.
pub(super) const SIZES: [&str; 4] = ["length", "height", "width", "depth"];

/// Most units between a distance and the place.
const REACH: usize = 6;

/// Most units between a place and how far it lies.
const SITE: usize = 9;

/// The place from which a distance is told: "62 km southeast of the capital", «تبعد عن الموصل 15 كيلومترا»; of a border, its
/// country: "150 km from the Somali border".
pub(super) fn away<'l>(lexicon: &'l Lexicon, s: &SentenceView, at: usize, unit: &str) -> Option<&'l str> {
    let core = &lexicon.core;
    if unit != "length" || !s.has_any(&[core.from, core.of, core.near, core.toward]) {
        return None;
    }
    // "at a depth of 18 km near Marrakesh": how deep, wherever it is
    let led = (at.saturating_sub(3)..at).rev().find(|i| ![core.of, core.article, core.modifier].iter().any(|c| s.has(*i, *c)) && !s.units[*i].is_clitic());
    let size = |i: usize| values(lexicon, s, i, core.aspect).any(|a| SIZES.contains(&a));
    if led.is_some_and(size) {
        return None;
    }
    let border = |i: usize| i < s.units.len() && values(lexicon, s, i, core.aspect).any(|a| a == BORDER);
    let place = |i: usize| match s.entity(lexicon, i, true) {
        Some(id) => {
            let near_border = || border(i + 1) || (1..4).any(|n| i >= n && border(i - n));
            let whose = s.has(i, core.country) || s.has(i, core.nationality) && near_border();
            Some(id).filter(|_| s.has(i, core.place) || whose)
        }
        None => s.has(i, core.the_capital).then_some(CAPITAL),
    };
    let leads = |i: usize| s.has(i, core.from) || s.has(i, core.near) || s.has(i, core.toward);
    // "north of the state capital, Bhubaneswar"
    let called = |i: usize| lexicon.packs[s.pack].file.capitals && s.has(i, core.comma) && i > 0 && s.has(i - 1, core.adjective);
    let passed = |i: usize| {
        called(i)
            || leads(i)
            || s.has(i, core.of)
            || s.has(i, core.to)
            || s.has(i, core.article)
            || s.has(i, core.adjective)
            || border(i)
            || i > 0 && border(i - 1)
            || s.units[i].is_clitic()
    };
    // past the same once more in brackets: "385 miles (620 km) south of Cairo"
    let mut from = at + 1;
    if s.has(from, core.open) {
        from = (from..(from + 5).min(s.units.len())).find(|i| s.has(*i, core.close)).map_or(from, |i| i + 1);
    }
    let behind = (from..(from + REACH).min(s.units.len())).take_while(|i| !is_figure(s, *i)).find(|i| place(*i).is_some());
    let told = |j: usize| (from..j).any(|i| leads(i) || s.has(i, core.of) && s.has(j, core.place));
    if let Some(j) = behind.filter(|j| (from..*j).all(passed) && told(*j)) {
        return place(j);
    }
    let before = (at.saturating_sub(4)..at).rev().find(|i| place(*i).is_some())?;
    // «عمق الزلزال قرب مراكش 26 كيلومترا»
    if (at.saturating_sub(REACH)..before).rev().take_while(|i| !is_figure(s, *i)).any(size) {
        return None;
    }
    let beside = (before + 1..at).all(|i| s.has(i, core.modifier) || s.units[i].is_clitic());
    let led = (before.saturating_sub(2)..before).rev().find(|i| !s.has(*i, core.article)).is_some_and(leads);
    (beside && led).then(|| place(before)).flatten()
}

/// What lies so far: the place told last before the distance, over a comma too: "Savar, which lies 24 km northwest of Dhaka".
pub(super) fn site<'l>(lexicon: &'l Lexicon, s: &SentenceView, at: usize) -> Option<&'l str> {
    let before = (at.saturating_sub(SITE)..at).rev().take_while(|i| !is_figure(s, *i));
    before.filter(|i| s.has(*i, lexicon.core.place)).find_map(|i| s.entity(lexicon, i, false))
}

/// What is so long or high.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sized<'l> {
    /// Sort of thing.
    pub thing: &'l str,
    /// What of it is meant where nothing says so.
    pub aspect: &'l str,
    /// Whether the figure is told as an adjective of it: "the 984-foot vessel".
    pub beside: bool,
}

/// The thing that a length is told of.
pub(super) fn sized<'l>(lexicon: &'l Lexicon, s: &SentenceView, at: usize, unit: &str, clause: (usize, usize)) -> Option<Sized<'l>> {
    let core = &lexicon.core;
    if unit != "length" || !s.classes.has(core.sized) {
        return None;
    }
    let read = |i: usize, beside: bool| {
        let (thing, aspect) = s.value(lexicon, i, core.sized)?.split_once(':')?;
        Some(Sized { thing, aspect, beside })
    };
    // "984-foot (300-metre) vessel"
    let bracket = |i: usize| s.has(i, core.open) || s.has(i, core.close) || unit_of(s, i).is_some();
    let next = (at + 1..(at + 7).min(s.units.len())).find(|i| !bracket(*i) && !s.has(*i, core.adjective));
    let closed = next.is_some_and(|j| (at + 1..j).filter(|i| s.has(*i, core.open)).count() == (at + 1..j).filter(|i| s.has(*i, core.close)).count());
    let own = next.filter(|_| closed && lexicon.packs[s.pack].file.capitals && !lexicon.packs[s.pack].file.noun_first).and_then(|i| read(i, true));
    // "un navire de 300 mètres"
    let headed = || {
        let noun = at.checked_sub(2).filter(|i| s.has(i + 1, core.of) && lexicon.packs[s.pack].file.noun_first)?;
        read(noun, true)
    };
    let near = || (clause.0..at).rev().chain(at + 1..clause.1).take_while(|i| *i > at || !is_figure(s, *i)).find_map(|i| read(i, false));
    own.or_else(headed).or_else(near)
}
