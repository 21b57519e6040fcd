//! Rows of names written with capitals.

use super::Run;
use crate::mention::{Mention, PLACES, Scan, Unit};

/// Most units of a name.
const WORDS: usize = 7;
/// Most words that lead to a name: "the Algerian state firm Sonatrach".
const LEAD: usize = 4;
/// Longest small word within a name: "Union of the Forces".
const SMALL: usize = 3;

/// A row of names from a unit on, with commas and "and" between them. `led`: each may have words before it that tell what it is.
pub(super) fn run(scan: &Scan<'_, '_>, units: &[Unit], from: usize, led: bool) -> Option<Run> {
    let core = &scan.lexicon.core;
    let joint = |u: &Unit| u.classes.has(core.comma) || u.classes.has(core.and);
    let row = Row { scan, units };
    let mut out = Run { end: from, members: Vec::new(), unknown: 0, groups: Vec::new(), ands: 0, closed: false, doubtful: 0, offices: false };
    let mut i = from;
    let mut posts = 0;
    loop {
        let Some((start, end)) = row.name(i, led) else {
            // what follows the last joint is no name: the row ended before it
            let ended = !out.members.is_empty() && units.get(out.end).is_some_and(|u| u.classes.has(core.comma)) && !units[out.end + 1..i].iter().any(|u| u.classes.has(core.and));
            out.closed = ended;
            return (!out.members.is_empty()).then_some(out);
        };
        posts += usize::from((i..end).any(|j| units[j].classes.has(core.office)));
        out.offices = posts > 1;
        let id = (end == start + 1).then(|| row.known(start)).flatten();
        out.unknown += usize::from(id.is_none());
        let name = &scan.text[units[start].span.start as usize..units[end - 1].span.end as usize];
        out.members.push(id.map_or_else(|| name.to_owned(), str::to_owned));
        out.end = end;
        i = row.aside(end);
        let separator = i;
        while i < units.len() && i < separator + 2 && joint(&units[i]) {
            i += 1;
        }
        if i == separator {
            out.closed = units.get(i).is_none_or(|u| closes(scan, u));
            out.end = separator;
            return Some(out);
        }
        out.ands += usize::from(units[separator].classes.has(core.and));
    }
}

/// Whether a unit is a mark that ends a list.
pub(super) fn closes(scan: &Scan<'_, '_>, u: &Unit) -> bool {
    let core = &scan.lexicon.core;
    [core.comma, core.close, core.dash, core.colon, core.quote].iter().any(|c| u.classes.has(*c))
        || u.tokens.1 > u.tokens.0 && !scan.raw(u.tokens.0).chars().any(char::is_alphanumeric)
}

struct Row<'r, 'a, 'l> {
    scan: &'r Scan<'a, 'l>,
    units: &'r [Unit],
}

impl Row<'_, '_, '_> {
    fn plain(&self, i: usize) -> bool {
        self.units.get(i).is_some_and(|u| u.mention.is_none() && u.tokens.1 > u.tokens.0)
    }

    fn capital(&self, i: usize) -> bool {
        // "the Gambia" is one unit
        let upper = |t: usize| self.scan.raw(t).starts_with(char::is_uppercase);
        self.plain(i) && (upper(self.units[i].tokens.0) || self.units[i].tokens.1 > self.units[i].tokens.0 + 1 && upper(self.units[i].tokens.1 - 1))
    }

    fn small(&self, i: usize) -> bool {
        let core = &self.scan.lexicon.core;
        let u = |i: usize| &self.units[i].classes;
        self.plain(i) && self.scan.raw(self.units[i].tokens.0).starts_with(char::is_lowercase) && ![core.and, core.comma, core.or, core.that, core.rel].iter().any(|c| u(i).has(*c))
    }

    /// Whether a unit is a hyphen within a word.
    fn joined(&self, i: usize) -> bool {
        self.units.get(i).is_some_and(|u| u.classes.has(self.scan.lexicon.core.dash) && self.scan.touching(u.tokens.0) && self.scan.touching(u.tokens.1))
    }

    fn known(&self, i: usize) -> Option<&str> {
        let core = &self.scan.lexicon.core;
        [core.place, core.country, core.org].iter().find_map(|c| self.scan.entry(self.units[i].tokens.0, *c)?.value.as_deref())
    }

    /// Where the next name begins and ends.
    fn name(&self, from: usize, led: bool) -> Option<(usize, usize)> {
        let core = &self.scan.lexicon.core;
        let has = |i: usize, c| self.units.get(i).is_some_and(|u: &Unit| u.classes.has(c));
        let whose = |i: usize| self.plain(i) && (has(i, core.country) || has(i, core.nationality)) && !has(i + 1, core.comma) && !has(i + 1, core.and);
        let mut start = from;
        if has(start, core.article) {
            start += 1;
        }
        while led
            && start < from + LEAD
            && (!self.capital(start) || whose(start))
            && (self.small(start) || whose(start) && (self.small(start + 1) || has(start + 1, core.possessive)) || has(start, core.possessive))
        {
            start += 1;
        }
        let mut end = start;
        while end < start + WORDS {
            let dash = self.joined(end);
            let inner = end > start
                && (dash || has(end, core.possessive) || self.small(end) && self.scan.raw(self.units[end].tokens.0).len() <= SMALL)
                && (self.capital(end + 1) || has(end + 1, core.article) && self.capital(end + 2));
            // "D66"
            let figure = end > start
                && self.units.get(end).is_some_and(|u| u.tokens.1 > u.tokens.0 && self.scan.touching(u.tokens.0) && self.scan.raw(u.tokens.0).starts_with(char::is_numeric));
            // "Akram al-Walidi"
            let article = self.small(end) && self.scan.raw(self.units[end].tokens.0).len() <= SMALL && self.joined(end + 1) && self.capital(end + 2);
            if article {
                end += 3;
            } else if self.capital(end) || figure {
                end += 1;
            } else if inner {
                end += if self.capital(end + 1) { 2 } else { 3 };
            } else {
                break;
            }
        }
        // "Moscow city and Voronezh"
        if end == start + 1 && has(start, core.place) && self.small(end) && self.sort(end) {
            end += 1;
        }
        (end > start).then_some((start, end))
    }

    /// Whether a unit is a word for a sort of place.
    fn sort(&self, i: usize) -> bool {
        let core = &self.scan.lexicon.core;
        self.units[i].classes.has(core.thing) && self.scan.entry(self.units[i].tokens.0, core.thing).and_then(|e| e.value.as_deref()).is_some_and(|v| PLACES.contains(&v))
    }

    /// Past what is told of a name beside it: an age between commas, a party or an abbreviation in brackets.
    fn aside(&self, at: usize) -> usize {
        let core = &self.scan.lexicon.core;
        let has = |i: usize, c| self.units.get(i).is_some_and(|u: &Unit| u.classes.has(c));
        if has(at, core.open) {
            return (at + 1..at + 5).find(|j| has(*j, core.close)).map_or(at, |j| j + 1);
        }
        let figure = |i: usize| self.units.get(i).is_some_and(|u: &Unit| u.mention.is_some() && u.classes.has(core.count));
        if has(at, core.comma) && figure(at + 1) && (has(at + 2, core.comma) || has(at + 2, core.and) || at + 2 >= self.units.len()) { at + 2 } else { at }
    }
}

/// Whether a figure's own noun is written with a capital, as in a headline in title case.
pub(super) fn titled(scan: &Scan<'_, '_>, units: &[Unit], count: usize, mention: &Mention) -> bool {
    let inside = mention.noun.is_some().then(|| scan.text[units[count].span.range()].split_whitespace().last()).flatten();
    let next = units.get(count + 1).filter(|u| u.tokens.1 > u.tokens.0).map(|u| scan.raw(u.tokens.0));
    inside.filter(|_| scan.text[units[count].span.range()].contains(' ')).or(next).is_some_and(|w| w.starts_with(char::is_uppercase))
}
