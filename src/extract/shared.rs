//! Offices told once for several holders by their countries, in a language without capitals: "the presidents of Egypt, X, and France, Y",
//! "the Egyptian president X and the French Y", "leaders, among them the Rwandan X".

use super::holders::{Holder, LED_BY};
use super::names::{follows_letter, name_at, span_of};
use super::seats::seat_of;
use super::view::SentenceView;
use crate::lexicon::{Lexicon, Seat};
use crate::source::{Document, Span};

/// Most units from an office told in the plural to its first holder, and from one holder to the next.
const REACH: usize = 9;

/// Adds the holders whose office stands once for several, with their countries before their names.
pub(super) fn shared(lexicon: &Lexicon, doc: &Document, s: &SentenceView, out: &mut Vec<Holder>) {
    let core = &lexicon.core;
    if lexicon.packs[s.pack].file.capitals || !(s.classes.has(core.nationality) || s.classes.has(core.country)) {
        return;
    }
    let state = |o: &str| lexicon.tables.offices.get(o).is_some_and(|o| o.of == Seat::State);
    // "the Egyptian president X and the French Y": what goes on behind a name
    let mut told: Vec<(usize, String)> = out
        .iter()
        .filter(|h| state(&h.office) && h.modifier.is_none() && h.quote.start < h.name.start)
        .filter_map(|h| Some((s.units.iter().position(|u| u.span.start >= h.name.end)?, h.office.clone())))
        .collect();
    while let Some((from, office)) = told.pop() {
        let at = from + usize::from(s.has(from, core.and) && s.units[from].is_clitic());
        let led = at > from || s.has(from, core.nationality) && !s.units[from].is_clitic() && follows_letter(doc, s, from);
        let of_state = led && s.has(at, core.nationality) && s.definite[at];
        if let Some(b) = of_state.then(|| holder(lexicon, doc, s, at, &office, out)).flatten() {
            told.push((b, office));
        }
    }
    // "eight leaders": their office is not told
    let counted = |k: usize| s.units[k].mention.and_then(|m| s.mentions[m].noun.as_ref()).is_some_and(|n| n.population.as_deref() == Some("officials"));
    for k in 0..s.units.len() {
        let Some(office) = s.value(lexicon, k, core.offices).or_else(|| counted(k).then_some(LED_BY)) else { continue };
        let mut at = k + 1;
        let mut last = at;
        while at < s.units.len() && at < last + REACH && !s.has(at, core.clause) && !s.has(at, core.say) {
            let named = s.has(at, core.country) || s.has(at, core.nationality) && s.definite[at];
            match named.then(|| holder(lexicon, doc, s, at, office, out)).flatten() {
                Some(b) => (at, last) = (b, b),
                None => at += 1,
            }
        }
    }
}

/// The holder whose country stands at a unit and whose name stands behind it; gives one past the name.
fn holder(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize, office: &str, out: &mut Vec<Holder>) -> Option<usize> {
    let core = &lexicon.core;
    if s.units[at].mention.is_some()
        || s.has(at + 1, core.office)
        || s.definite.get(at + 1).copied().unwrap_or(true) && !s.has(at + 1, core.name_part) && !s.has(at + 1, core.title)
    {
        return None;
    }
    let (a, b) = name_at(lexicon, doc, s, at + 1).filter(|(a, b)| b - a > 1)?;
    let name = span_of(s, a, b);
    if out.iter().any(|h| h.name.overlaps(name)) {
        return None;
    }
    let seat = s.value(lexicon, at, core.country).or_else(|| s.value(lexicon, at, core.nationality)).map(str::to_owned);
    let seat = seat_of(lexicon, s, at, office, seat);
    let quote = Span { start: s.units[at].span.start, end: name.end };
    out.push(Holder { office: office.to_owned(), seat, modifier: None, entered: false, name, quote });
    Some(b)
}
