//! A count taken apart before its verb: "nine people, five women, three men and a child, died", "twelve soldiers (eight Kenyans and
//! four Ugandans) were killed". The verb is told of the count, and those in the list are its parts. So are those of people whom a noun names
//! with no count: "the victims, 97 women and 54 men, were mostly students".

use super::choice::{Choice, JOINED_NOTE, plain, put};
use crate::extract::asides::{LEAD, taken_apart};
use crate::extract::view::SentenceView;
use crate::lexicon::{ClassId, CoreClasses, KindId, Lexicon};

/// Gives counts that are taken apart before their verb the kind that the verb tells, and makes the list their parts.
pub(super) fn take_apart(lexicon: &Lexicon, s: &SentenceView, choices: &mut Vec<Choice>) {
    let core = &lexicon.core;
    if !s.classes.has(core.count) || !lexicon.packs[s.pack].file.capitals {
        return;
    }
    let befalls = |k: KindId| lexicon.tables.kind(k).befalls_people();
    for opener in 1..s.units.len() {
        let Some(list) = taken_apart(core, s, opener) else { continue };
        let Some(whole) = (opener.saturating_sub(LEAD)..opener).rev().find(|j| s.has(*j, core.count)) else { continue };
        let told = |c: &&Choice| (c.unit == whole || list.parts.contains(&c.unit)) && c.score >= 0 && c.end > list.closer + 1 && befalls(c.kind);
        let Some(verb) = choices.iter().find(told).cloned() else { continue };
        if !choices.iter().any(|c| c.unit == whole && c.end > list.closer + 1) {
            put(choices, Choice { end: verb.end, superseded: verb.superseded, denied: verb.denied, ..plain(whole, verb.kind, 5, JOINED_NOTE) });
        }
        for part in list.parts {
            put(choices, Choice { part: true, superseded: verb.superseded, denied: verb.denied, ..plain(part, verb.kind, 5, JOINED_NOTE) });
        }
    }
}

/// Makes counts right behind those whom a noun names, between commas, dashes or brackets, parts of them: "the dead — five women and three
/// men — were from one village", "the injured, 12 of them children, were taken to hospital".
pub(super) fn take_named_apart(lexicon: &Lexicon, s: &SentenceView, choices: &mut Vec<Choice>) {
    let core = &lexicon.core;
    if !s.classes.has(core.count) || !lexicon.packs[s.pack].file.capitals {
        return;
    }
    for opener in 1..s.units.len() {
        let Some(kind) = named(lexicon, s, opener - 1) else { continue };
        let Some((parts, several)) = listed(core, s, opener) else { continue };
        // "the missing, 12 women, were last seen": all of them
        let part = several || s.has(parts[0], core.of_them);
        for unit in parts {
            put(choices, Choice { part, ..plain(unit, kind, 5, JOINED_NOTE) });
        }
    }
}

/// The kind that a noun with the article tells of people by itself: "the victims", "those arrested".
fn named(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<KindId> {
    let core = &lexicon.core;
    let led = s.definite[at] || at > 0 && [core.article, core.determiner].iter().any(|c| s.has(at - 1, *c));
    // where no article tells, such a noun opens its clause
    let pack = &lexicon.packs[s.pack];
    let opens = at == 0 || [core.clause, core.that, core.say, core.quote].iter().any(|c| s.has(at - 1, *c));
    let led = led || (pack.cases() || pack.file.verb_last) && opens;
    if s.units[at].mention.is_some() {
        return None;
    }
    named_kind(lexicon, s, at, |c| c == core.spoken_of || led)
}

/// The kind of those whom a noun names: "the dead", "the arrested". `fits`: whether a row of a class may be asked.
pub(super) fn named_kind(lexicon: &Lexicon, s: &SentenceView, at: usize, fits: impl Fn(ClassId) -> bool) -> Option<KindId> {
    let core = &lexicon.core;
    let befalls = |k: &KindId| lexicon.tables.kind(*k).befalls_people();
    let of_row = s.entries[at].iter().find_map(|e| {
        let e = &lexicon.packs[s.pack].entries[*e as usize];
        e.kind.filter(|k| (e.class == core.people || e.class == core.spoken_of) && fits(e.class) && befalls(k))
    });
    // a word that only labels figures: "arrested: 12"
    let of_label = || {
        // "those arrested": what befell them
        let those = at > 0 && s.has(at - 1, core.determiner);
        let label = |c| {
            let (kind, cue) = lexicon.classes.name(c).split_once('/')?;
            lexicon.tables.kind_id(kind).filter(|_| cue == "label" || those && (cue == "verb" || cue == "adjective"))
        };
        s.units[at].classes.iter().filter(|_| fits(core.people)).find_map(label).filter(befalls)
    };
    of_row.or_else(of_label)
}

/// The counts of people that a comma, a dash or a bracket opens right behind a noun and another closes; whether others stand beside them.
fn listed(core: &CoreClasses, s: &SentenceView, opener: usize) -> Option<(Vec<usize>, bool)> {
    let closes = [(core.comma, core.comma), (core.dash, core.dash), (core.open, core.close)].iter().find(|(o, _)| s.has(opener, *o))?.1;
    let breaks = |j: usize| [core.clause, core.say, core.money, core.share, core.be, core.have, core.rel, core.colon].iter().any(|c| s.has(j, *c));
    let counted = |j: usize| s.has(j, core.count) && (s.has(j, core.n_person) && !s.has(j, core.n_kind) || s.has(j, core.of_them));
    let mut parts: Vec<usize> = Vec::new();
    for j in opener + 1..s.units.len().min(opener + LONGEST) {
        if breaks(j) {
            return None;
        }
        if s.has(j, closes) {
            // what goes on behind a comma with another count is no end of the list
            let goes_on = closes == core.comma && (counted(j + 1) || s.has(j + 1, core.and) && counted(j + 2));
            if !goes_on {
                let told = closes != core.comma || [core.be, core.have, core.plan, core.cue, core.adjective].iter().any(|c| s.has(j + 1, *c));
                let several = parts.len() > 1 || (opener..j).any(|k| s.has(k, core.and));
                return (!parts.is_empty() && told).then_some((parts, several));
            }
        } else if s.has(j, core.count) {
            let tied = j == opener + 1 || [core.and, core.comma, core.modifier].iter().any(|c| s.has(j - 1, *c));
            parts.push(Some(j).filter(|j| tied && counted(*j))?);
        } else if parts.is_empty() && !s.has(j, core.modifier) {
            return None;
        }
    }
    None
}

/// Most units of such a list.
const LONGEST: usize = 24;
