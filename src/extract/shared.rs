//! Offices told once for several holders by their countries: "the presidents of Egypt, X, and France, Y", "the Egyptian president X and
//! the French Y", "leaders, among them the Rwandan X"; in a language with capitals "Presidents X of Kenya and Y of Uganda", "the premiers
//! of Poland and Ukraine, X and Y".

use super::holders::{Holder, LED_BY};
use super::names::{follows_letter, name_at, name_before, span_of};
use super::seats::seat_of;
use super::view::SentenceView;
use crate::lexicon::{Lexicon, Seat};
use crate::mention::MentionValue;
use crate::source::{Document, Span};

/// Offices whose holders go by a given name alone.
const REIGNING: [&str; 2] = ["king", "emir"];
/// Most units from an office told in the plural to its first holder, and from one holder to the next.
const REACH: usize = 9;

/// Adds the holders whose office stands once for several, with their countries before their names.
pub(super) fn shared(lexicon: &Lexicon, doc: &Document, s: &SentenceView, out: &mut Vec<Holder>) {
    let core = &lexicon.core;
    if lexicon.packs[s.pack].file.capitals {
        plural(lexicon, doc, s, out);
        return;
    }
    in_a_row(lexicon, doc, s, out);
    if !(s.classes.has(core.nationality) || s.classes.has(core.country)) {
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

/// What somebody is told as who held an office once.
const FORMER: &str = "former";

/// Most units between an office told of two and their names: «رئيسي وزراء بريطانيا وأستراليا X وY».
const TWO: usize = 5;

/// «الوزيران X وY», «رئيسا البلدين X وY»: an office told of two, and their names in a row.
fn in_a_row(lexicon: &Lexicon, doc: &Document, s: &SentenceView, out: &mut Vec<Holder>) {
    let core = &lexicon.core;
    if !s.classes.has(core.offices) || !s.classes.has(core.given_name) {
        return;
    }
    for k in 0..s.units.len() {
        let Some(office) = s.value(lexicon, k, core.offices) else { continue };
        let between = |j: usize| {
            s.definite[j] || s.entity(lexicon, j, true).is_some() || s.has(j, core.body) || s.units[j].mention.is_some_and(|m| matches!(s.mentions[m].value, MentionValue::Set(..)))
        };
        let Some(first) = (k + 1..s.units.len().min(k + 1 + TWO)).find(|j| s.has(*j, core.given_name) || !between(*j)).filter(|j| s.has(*j, core.given_name)) else { continue };
        let Some(x) = name_at(lexicon, doc, s, first).filter(|(a, b)| b - a > 1) else { continue };
        let next = x.1 + usize::from(s.has(x.1, core.and));
        // another name must go on behind it
        let Some(y) = name_at(lexicon, doc, s, next).filter(|(a, b)| next > x.1 && b - a > 1 && s.has(*a, core.given_name)) else { continue };
        for name in [x, y] {
            add(s, name, if office == LED_BY { LED_BY } else { OFFICIAL }, None, None, out);
        }
    }
}

/// What holders are called whose own seat is not told: two of them share no office.
pub(super) const OFFICIAL: &str = "official";

/// Adds the holders named behind an office in the plural, in a language with capitals.
fn plural(lexicon: &Lexicon, doc: &Document, s: &SentenceView, out: &mut Vec<Holder>) {
    let core = &lexicon.core;
    let offices = core.offices;
    if !s.classes.has(offices) {
        return;
    }
    for k in 0..s.units.len() {
        let Some(office) = s.value(lexicon, k, offices).filter(|_| s.units[k].mention.is_none()) else { continue };
        // "X and Y, both former ministers"
        before(lexicon, doc, s, k, out);
        // "the governors of Mombasa, X, and Kwale, Y"
        by_seat(lexicon, doc, s, k, office, out);
        // "of Poland and Ukraine, X and Y"
        let states = s.units.get(k + 2).and_then(|u| u.mention).is_some_and(|m| matches!(s.mentions[m].value, MentionValue::Set(..)));
        let beyond = states && s.has(k + 1, core.of) && s.has(k + 3, core.comma);
        let mut at = if beyond { k + 4 } else { k + 1 };
        let mut found: Vec<((usize, usize), Option<String>)> = Vec::new();
        while let Some((a, b)) = name_at(lexicon, doc, s, at).filter(|(a, b)| b - a > 1 || REIGNING.contains(&office)) {
            // "X of Kenya", "X of Sakata"
            let own = s.has(b, core.of) && s.units.get(b + 1).is_some_and(|u| u.mention.is_none()) && s.capital[b + 1];
            let seat = own.then(|| s.entity(lexicon, b + 1, true).map(str::to_owned)).flatten();
            found.push(((a, b), seat));
            let mut next = if own { b + 2 } else { b };
            let joint = next;
            while s.has(next, core.comma) || s.has(next, core.and) {
                next += 1;
            }
            if next == joint {
                break;
            }
            at = next;
        }
        if found.len() < 2 {
            continue;
        }
        for (name, seat) in found {
            let office = if seat.is_some() { office } else { OFFICIAL };
            add(s, name, office, seat, None, out);
        }
    }
}

/// Most units of what stands between a list of names and the office they hold.
const TOLD: usize = 6;

/// Adds the names before an office in the plural: "X and Y, both former ministers".
fn before(lexicon: &Lexicon, doc: &Document, s: &SentenceView, k: usize, out: &mut Vec<Holder>) {
    let core = &lexicon.core;
    let told = |j: usize| {
        s.units[j].mention.is_some() && (s.has(j, core.n_bare) || s.has(j, core.ordinal)) || s.units[j].mention.is_none() && (!s.capital[j] || s.entity(lexicon, j, true).is_some())
    };
    let stops = [core.clause, core.say, core.be, core.have, core.by, core.of, core.in_, core.and];
    let Some(comma) = (k.saturating_sub(TOLD)..k).rev().take_while(|j| told(*j) && !stops.iter().any(|c| s.has(*j, *c))).find(|j| s.has(*j, core.comma)) else { return };
    let former = (comma..k).any(|j| s.value(lexicon, j, core.role_mod) == Some(FORMER));
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut to = comma;
    while let Some((a, b)) = name_before(lexicon, doc, s, to, true, 2).filter(|(a, b)| b - a > 1) {
        found.push((a, b));
        to = a;
        while to > 0 && (s.has(to - 1, core.comma) || s.has(to - 1, core.and)) {
            to -= 1;
        }
        if to == a {
            break;
        }
    }
    if found.len() < 2 {
        return;
    }
    for (a, b) in found.into_iter().rev() {
        let modifier = former.then(|| FORMER.to_owned());
        add(s, (a, b), OFFICIAL, None, modifier, out);
    }
}

/// Adds the holders named behind each one's place: "the governors of Mombasa, X, and Kwale, Y".
fn by_seat(lexicon: &Lexicon, doc: &Document, s: &SentenceView, k: usize, office: &str, out: &mut Vec<Holder>) {
    let core = &lexicon.core;
    let place = |j: usize| s.units.get(j).is_some_and(|u| u.mention.is_none()) && s.capital[j];
    if !s.has(k + 1, core.of) {
        return;
    }
    let mut at = k + 2;
    let mut found = Vec::new();
    while place(at)
        && let Some(comma) = (at + 1..s.units.len().min(at + 4)).find(|j| !place(*j)).filter(|j| s.has(*j, core.comma))
        && let Some((a, b)) = name_at(lexicon, doc, s, comma + 1).filter(|(a, b)| b - a > 1)
    {
        found.push(((a, b), s.entity(lexicon, at, false).map(str::to_owned)));
        at = b;
        while s.has(at, core.comma) || s.has(at, core.and) {
            at += 1;
        }
    }
    if found.len() > 1 {
        for (name, seat) in found {
            let office = if seat.is_some() { office } else { OFFICIAL };
            add(s, name, office, seat, None, out);
        }
    }
}

/// Adds a holder unless the sentence was read to tell of them.
fn add(s: &SentenceView, (a, b): (usize, usize), office: &str, seat: Option<String>, modifier: Option<String>, out: &mut Vec<Holder>) {
    let name = span_of(s, a, b);
    if !out.iter().any(|h| h.name.overlaps(name)) {
        out.push(Holder { office: office.to_owned(), seat, modifier, entered: false, name, quote: name });
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
