//! Seats of offices: of which state, town, body or firm somebody is the head.

use super::names::is_name_word;
use super::view::SentenceView;
use crate::lexicon::{Lexicon, POSTED, Seat};

/// The firm whose office stands at these units, by its first word: "Kroger chief executive", "the chief executive of Kroger".
pub(super) fn firm_at(lexicon: &Lexicon, s: &SentenceView, office: usize, behind: std::ops::Range<usize>) -> Option<String> {
    let core = &lexicon.core;
    let pack = &lexicon.packs[s.pack];
    if !pack.file.capitals {
        return None;
    }
    let bare = |i: usize| {
        let w = &s.folded[i];
        let end = pack.possessor(w).map_or(w.len(), |n| w.char_indices().rev().nth(n - 1).map_or(w.len(), |(at, _)| at));
        w[..end].to_owned()
    };
    let of = |i: usize| s.has(i - 1, core.of) || i > 1 && s.has(i - 1, core.article) && s.has(i - 2, core.of);
    let after = behind.clone().find(|i| is_name_word(lexicon, s, *i) && of(*i));
    let mut at = if office > 0 && s.has(office - 1, core.possessive) { office - 1 } else { office };
    let last = at;
    while at > 0 && is_name_word(lexicon, s, at - 1) && last - at < 3 {
        at -= 1;
    }
    after.or((at < last).then_some(at)).map(bare)
}

/// What no list knows, a town or a body, by the words of some units: `?neuilly-sur-marne`.
pub(super) fn unlisted(s: &SentenceView, units: impl Iterator<Item = usize>) -> String {
    format!("?{}", units.map(|j| s.folded[j].as_ref()).collect::<Vec<&str>>().join(" "))
}

/// A body that no list knows, by its name and what it is: "?yongsan fire station".
pub(super) fn body_at(lexicon: &Lexicon, s: &SentenceView, at: usize) -> String {
    let core = &lexicon.core;
    let ends = [core.comma, core.say, core.be, core.have, core.in_, core.of, core.and, core.rel, core.whose, core.close];
    unlisted(s, (at..s.units.len().min(at + 3)).take_while(|j| !ends.iter().any(|c| s.has(*j, *c))))
}

/// Most units between a body and who leads it: "the bank, opened in 2015 in Shanghai and led by X".
const LED: usize = 12;

/// The body before "led by", told by a name of its own: "the New Development Bank, led by X". One of common nouns may be any.
pub(super) fn led_body(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    let stops = [core.clause, core.say, core.be, core.have, core.office, core.by];
    let before = (at.saturating_sub(LED)..at).rev().take_while(|j| !stops.iter().any(|c| s.has(*j, *c)));
    let named = |j: usize| s.units[j].mention.is_none() && s.capital[j];
    // the nearest name; a place behind "in" tells where it sits
    let last = before.into_iter().find(|j| named(*j) && !(s.has(*j, core.place) && *j > 0 && s.has(*j - 1, core.in_)))?;
    if let Some(org) = s.value(lexicon, last, core.org) {
        return Some(org.to_owned());
    }
    let first = (last.saturating_sub(4)..last).rev().take_while(|j| named(*j) && !s.has(*j, core.article)).last().unwrap_or(last);
    (first < last && (s.has(last, core.led_body) || s.has(last, core.body))).then(|| unlisted(s, first..=last))
}

/// How the seat of a body begins that is told by common nouns alone: "the supreme court", "the election commission".
pub const COMMON_BODY: char = '~';

/// A body told by common nouns: the first two words behind an office up to where a name may stand, or the last of the office itself
/// ("president of the senate").
pub(super) fn common_body(lexicon: &Lexicon, s: &SentenceView, office: usize, end: usize, exclusive: bool) -> Option<String> {
    let core = &lexicon.core;
    let pack = &lexicon.packs[s.pack];
    let idle = |j: usize| [core.of, core.article, core.and, core.in_, core.for_, core.to, core.title, core.possessive, core.comma, core.dash].iter().any(|c| s.has(j, *c));
    let long = |w: &&str| w.chars().count() > 2;
    let behind = (office + 1..end.min(s.units.len())).take_while(|j| s.units[*j].mention.is_none()).filter(|j| !idle(*j)).map(|j| pack.bare(&s.folded[j]));
    let mut words: Vec<&str> = behind.filter(long).take(2).collect();
    // a last word of two may still be the office ("police chief"), and that of a spokesman is no body
    let least = if pack.file.capitals { 2 } else { 1 };
    if words.is_empty() && exclusive {
        words.extend(s.folded[office].rsplit_once(' ').filter(|(first, _)| first.split(' ').count() >= least).map(|(_, last)| pack.bare(last)).filter(long));
    }
    (!words.is_empty()).then(|| format!("{COMMON_BODY}{}", words.join(" ")))
}

/// The seat of an office: as named beside it, else the state spoken of last in the sentence, "the Kyrgyz presidency said that
/// President X"; of a place within a state, the state.
pub(super) fn seat_of(lexicon: &Lexicon, s: &SentenceView, at: usize, office: &str, named: Option<String>) -> Option<String> {
    let core = &lexicon.core;
    if lexicon.tables.offices.get(office).is_none_or(|o| o.of != Seat::State) {
        return named;
    }
    if named.as_ref().is_some_and(|id| lexicon.world.is_region(id)) {
        return named;
    }
    let seat = named.or_else(|| {
        (at.saturating_sub(12)..at)
            .rev()
            .take_while(|j| !s.has(*j, core.clause) && !s.has(*j, core.office))
            .find_map(|j| s.value(lexicon, j, core.country).or_else(|| s.value(lexicon, j, core.nationality)).filter(|_| s.units[j].mention.is_none()))
            .map(str::to_owned)
    });
    seat.map(|id| super::scope::country_of(lexicon, &id).unwrap_or(id))
}

/// The seat of whoever is sent out, with where to: "the American ambassador to Israel", "the head of UNICEF in Yemen".
pub(super) fn posted(lexicon: &Lexicon, s: &SentenceView, behind: std::ops::Range<usize>, office: &str, seat: Option<String>) -> Option<String> {
    let core = &lexicon.core;
    let table = lexicon.tables.offices.get(office).filter(|o| o.posted);
    let (Some(table), Some(home)) = (table, seat.as_deref().filter(|h| !h.starts_with('?'))) else { return seat };
    let country = |id: &str| super::scope::country_of(lexicon, id).unwrap_or_else(|| id.to_owned());
    let pack = &lexicon.packs[s.pack];
    // the word for the office may end with what leads there: "ambassador to"
    let last = |j: usize| j + 1 == behind.start && s.folded[j].rsplit_once(' ').is_some_and(|(_, w)| pack.knows(w, core.to));
    let leads = |j: usize| [core.in_, core.to, core.for_].iter().any(|c| s.has(j, *c)) || last(j);
    let to = (behind.start - 1..behind.end).filter(|j| s.units[*j].mention.is_none() && leads(*j)).find_map(|j| {
        let at = if s.has(j + 1, core.article) { j + 2 } else { j + 1 };
        s.units.get(at).filter(|u| u.mention.is_none())?;
        // of one who is sent to a body the body, of others the country
        s.entity(lexicon, at, false).filter(|e| *e != home).map(country)
    });
    let home = if table.of == Seat::State { country(home) } else { home.to_owned() };
    to.filter(|t| *t != home).map(|t| format!("?{home}{POSTED}{t}")).or(seat)
}

/// Reads the seat behind an office; gives the unit where a name could begin, and whether a comma stands there.
pub(super) fn seat_after(lexicon: &Lexicon, s: &SentenceView, from: usize, seat: &mut Option<String>, modifier: &mut Option<String>) -> (usize, bool) {
    let core = &lexicon.core;
    let mut j = from;
    let mut after_of = false;
    let pack = &lexicon.packs[s.pack];
    // a word that may be a verb is none that tells whose the office is
    let bare = |j: usize| pack.cases() && !pack.verbal(&s.folded[j]);
    while j < s.units.len() && j < from + 10 {
        if let Some(m) = s.value(lexicon, j, core.role_mod) {
            modifier.get_or_insert_with(|| m.to_owned());
        } else if pack.file.capitals && !pack.cases() && j == from && s.has(j, core.place) && !s.has(j, core.country) && is_name_word(lexicon, s, j + 1) {
            // "President Santiago Pena"
            break;
        } else if j > from && s.has(j, core.succeed) {
            // "in place of Y": who went
            return (s.units.len(), false);
        } else if let Some(end) = proper_body(lexicon, s, j).filter(|_| after_of) {
            seat.get_or_insert_with(|| format!("?{}", s.folded[j]));
            return (end, true);
        } else if let Some(e) = s.entity(lexicon, j, true).filter(|_| s.units[j].mention.is_none()) {
            seat.get_or_insert_with(|| e.to_owned());
            after_of = false;
        } else if after_of && s.units[j].mention.is_some() && (s.has(j, core.duration) || s.has(j, core.n_bare) || s.has(j, core.ordinal)) {
            // "of the 187-year-old group"
        } else if s.has(j, core.of) || ((s.has(j, core.in_) || s.has(j, core.to) || s.has(j, core.for_)) && s.entity(lexicon, j + 1, true).is_some()) || s.has(j, core.article) {
            after_of |= s.has(j, core.of);
        } else if j == from
            && j > 0
            && lexicon.packs[s.pack].file.noun_first
            && s.units[j - 1].tokens.1 > s.units[j - 1].tokens.0 + 2
            && !s.capital[j]
            && (s.has(j, core.word) || s.has(j, core.adjective))
        {
            // "le président de la Cour pénale, X": what tells the body of the office apart
        } else if s.has(j, core.title) || s.has(j, core.dash) {
            // "minister of foreign affairs, Mr X"
        } else if s.has(j, core.possessive) {
        } else if bare(j) && s.capital[j] && s.has(j, core.word) && pack.attribute(&s.folded[j]) && !s.capital.get(j + 1).copied().unwrap_or(true) {
            // "governor Kemerovskaya region X"
        } else if bare(j) && !s.capital[j] && s.has(j, core.thing)
            || (after_of || bare(j)) && !s.capital[j] && [core.word, core.adjective, core.source, core.collective, core.people, core.event].iter().any(|c| s.has(j, *c))
            || after_of && s.has(j, core.word)
        {
            // "president of the Federation council"
        } else {
            break;
        }
        j += 1;
    }
    (j, s.has(j, core.comma))
}

/// The field of a minister told behind whose minister it is: "le ministre malien des Finances", with one past its last unit.
pub(super) fn field_behind(lexicon: &Lexicon, s: &SentenceView, office: usize) -> Option<(String, usize)> {
    let core = &lexicon.core;
    if !lexicon.packs[s.pack].noun_first() || s.value(lexicon, office, core.office) != Some("minister") {
        return None;
    }
    let free = |j: usize| s.units.get(j).is_some_and(|u| u.mention.is_none());
    let told = |j: usize| free(j) && (s.entity(lexicon, j, true).is_some() || s.has(j, core.role_mod) || s.has(j, core.adjective));
    let of = (office + 1..office + 4).find(|j| !told(*j)).filter(|j| *j > office + 1 && s.has(*j, core.of))?;
    let field = (of + 1..of + 3).find(|j| !s.has(*j, core.article))?;
    Some((s.value(lexicon, field, core.portfolio).filter(|_| free(field))?.to_owned(), field + 1))
}

/// A body whose name begins with that of a country, up to the comma behind it: "Saudi National Bank, …".
fn proper_body(lexicon: &Lexicon, s: &SentenceView, from: usize) -> Option<usize> {
    let named = |j: &usize| s.units[*j].mention.is_none() && s.capital[*j];
    let end = (from..s.units.len().min(from + 6)).take_while(named).last()? + 1;
    (end > from + 1 && end < s.units.len() && s.has(end, lexicon.core.comma) && s.entity(lexicon, from, true).is_some() && s.entity(lexicon, end - 1, true).is_none())
        .then_some(end)
}
