//! What stands between commas and says nothing of a figure: who tells it, a relative clause, where it was. Without it the words around it are
//! neighbours, and the frames that know them side by side read them: "among the dead, the mayor said, were nine nurses".

use super::view::SentenceView;
use crate::lexicon::CoreClasses;

/// Most units of an aside.
const LONGEST: usize = 16;

/// The units of a sentence that stand in no aside, by number; none where it has no aside, or no figure of which the whole sentence told nothing.
///
/// `read`: whether the whole sentence gave a unit a reading.
pub(super) fn without(core: &CoreClasses, s: &SentenceView, capitals: bool, read: impl Fn(usize) -> bool) -> Option<Vec<usize>> {
    let n = s.units.len();
    if ![core.comma, core.open, core.dash].iter().any(|c| s.classes.has(*c)) || !(0..n).any(|i| s.has(i, core.count) && !read(i)) {
        return None;
    }
    let figure = [core.count, core.money, core.share, core.quantity, core.colon, core.clause, core.dash];
    // a dash with room on both sides, and not the one within a word
    let apart =
        |j: usize| s.has(j, core.dash) && j > 0 && s.units[j - 1].span.end < s.units[j].span.start && s.units.get(j + 1).is_some_and(|u| u.span.start > s.units[j].span.end);
    let verb = |j: usize| s.has(j, core.be) || s.has(j, core.have);
    // "nine people — five women, three men and a child — died"
    let befell = |j: usize| verb(j) || capitals && s.has(j, core.cue);
    // "2,000 residents, a third of the population, had to leave"
    let share = |j: usize| capitals && s.has(j, core.comma) && (j + 1..n.min(j + 3)).any(|k| s.has(k, core.share));
    let mut out: Vec<usize> = Vec::with_capacity(n);
    let mut i = 0;
    while i < n {
        // what stands between dashes before a verb, or in brackets, may hold figures of its own; so may a share of those counted
        let enclosed = if s.has(i, core.open) {
            (i + 1..n.min(i + LONGEST)).find(|j| s.has(*j, core.close))
        } else if apart(i) {
            (i + 1..n.min(i + LONGEST * 3)).take_while(|j| !s.has(*j, core.clause)).find(|j| apart(*j)).filter(|e| befell(e + 1))
        } else if let Some(list) = taken_apart(core, s, i).filter(|l| capitals && befell(l.closer + 1)) {
            Some(list.closer)
        } else if share(i) {
            (i + 2..n.min(i + LONGEST / 2)).find(|j| s.has(*j, core.comma)).filter(|e| !(i + 1..*e).any(|j| [core.clause, core.count, core.cue].iter().any(|c| s.has(j, *c))))
        } else {
            None
        };
        if let Some(e) = enclosed {
            i = e + 1;
            continue;
        }
        let opens = s.has(i, core.comma);
        // of who tells it nothing stands behind it at the end of a sentence, and nothing before it at the beginning
        let begins = i == 0 && !opens;
        let from = if begins { 0 } else { i + 1 };
        let end = if opens || begins { (from..n.min(from + LONGEST)).find(|j| s.has(*j, core.comma) || figure.iter().any(|c| s.has(*j, *c))) } else { None };
        let told = |to: usize| (from..to).any(|j| [core.say, core.according, core.quoting].iter().any(|c| s.has(j, *c)));
        let led = || !begins && [core.rel, core.whose, core.in_, core.at, core.from, core.after].iter().any(|c| s.has(from, *c));
        let free = |to: usize| !(from..to).any(|j| s.has(j, core.cue));
        let word = |to: usize| capitals && !begins && to == from + 1 && s.units[from].mention.is_none() && s.has(from, core.word) && !s.capital[from];
        // "nine, a nun included, had died", "the court, enlarged last year, has"
        let apposed = |to: usize| capitals && !begins && verb(to + 1) && free(to) && !(from..to).any(|j| s.has(j, core.and));
        let aside = |e: usize| e > from && (told(e) || led() && (free(e) || s.has(from, core.rel)) || word(e) || apposed(e));
        match end {
            Some(e) if s.has(e, core.comma) && aside(e) => i = e + 1,
            Some(e) if s.has(e, core.clause) && opens && told(e) => i = e,
            None if opens && n <= from + LONGEST && told(n) => i = n,
            _ => {
                out.push(i);
                i += 1;
            }
        }
    }
    (out.len() < n && !out.is_empty()).then_some(out)
}

/// A list that takes a count of people apart: the units of its parts, and what closes it.
pub(super) struct Apart {
    pub(super) parts: Vec<usize>,
    pub(super) closer: usize,
}

/// Most units between a count and what opens the list of its parts: "nine people from one village, …".
pub(super) const LEAD: usize = 5;
/// Most units from one part to the next.
const STEP: usize = 6;

/// The list that a comma, a dash or a bracket opens behind a count of people: "nine people, five women, three men and a child, died".
pub(super) fn taken_apart(core: &CoreClasses, s: &SentenceView, opener: usize) -> Option<Apart> {
    let closes = [(core.comma, core.comma), (core.dash, core.dash), (core.open, core.close)].iter().find(|(o, _)| s.has(opener, *o))?.1;
    let people = |j: usize| s.has(j, core.count) && (s.has(j, core.n_person) || s.has(j, core.n_kind));
    let breaks = |j: usize| [core.clause, core.say, core.money, core.share, core.be, core.have].iter().any(|c| s.has(j, *c));
    let n = s.units.len();
    let counted = (opener.saturating_sub(LEAD)..opener).rev().take_while(|j| !breaks(*j) && !s.has(*j, core.cue) && !s.has(*j, core.comma)).find(|j| s.has(*j, core.count));
    counted.filter(|j| people(*j) && !s.has(*j, core.of_them))?;
    if !(people(opener + 1) || s.has(opener + 1, core.article)) {
        return None;
    }
    let (mut parts, mut joined, mut last) = (Vec::new(), false, opener);
    for j in opener + 1..n {
        if breaks(j) || j > last + STEP {
            return None;
        }
        joined |= s.has(j, core.and);
        if s.has(j, closes) && (joined || closes != core.comma) {
            return (!parts.is_empty()).then_some(Apart { parts, closer: j });
        }
        if s.has(j, core.count) {
            let tied = j == opener + 1 || s.has(j - 1, core.and) || s.has(j - 1, core.comma);
            parts.push(Some(j).filter(|j| tied && people(*j))?);
            last = j;
        } else if s.has(j, core.comma) {
            last = j;
        }
    }
    None
}
