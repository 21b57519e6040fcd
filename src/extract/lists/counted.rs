//! Lists of names behind a figure that says how many there are: "four airlines: Condor, …", «أربعة بنوك هي …».
//!
//! The figure tells that a list follows and how long it ought to be. A row of another length is kept only where it can hardly be
//! misread: it stands close by, a mark closes it, and no joint of it is in doubt.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Run, capitals, glued, join};
use crate::lexicon::few_bits;
use crate::mention::{Mention, MentionValue, Scan, Unit};
use crate::value::Modifier;

/// Longest list.
const LONGEST: i64 = 20;
/// Most units between a figure and its list.
const REACH: usize = 22;
/// The same, for a list of another length.
const NEAR: usize = 18;
/// The same, for a list behind no more than a comma.
const BESIDE: usize = 5;
/// The same, where any length is believed.
const TOUCHING: usize = 2;

/// Joins such lists, and marks their figures.
pub(super) fn merge(scan: &Scan<'_, '_>, units: &mut Vec<Unit>, mentions: &mut Vec<Mention>) {
    let core = &scan.lexicon.core;
    // without a sign no list begins
    let signs = [core.colon, core.they_are, core.open, core.dash, core.comma];
    let bits = few_bits(&signs);
    if !units.iter().any(|u| u.classes.may_meet(bits) && signs.iter().any(|c| u.classes.has(*c))) {
        return;
    }
    let counts: Vec<(usize, usize, bool)> =
        (0..units.len()).filter(|i| units[*i].mention.is_some()).filter_map(|i| length(scan, units, mentions, i).map(|(n, named)| (i, n, named))).collect();
    let Some((first, ..)) = counts.first() else { return };
    let capital = scan.pack().file.capitals;
    let mut i = first + 1;
    while i + 2 < units.len() {
        if !units[i].classes.may_meet(bits) {
            i += 1;
            continue;
        }
        let sign = [core.colon, core.they_are, core.open].iter().any(|c| units[i].classes.has(*c)) || units[i].classes.has(core.dash) && !scan.touching(units[i].tokens.0);
        let comma = capital && units[i].classes.has(core.comma);
        if !sign && !comma {
            i += 1;
            continue;
        }
        let reach = if sign { REACH } else { BESIDE };
        let near: Vec<(usize, usize, bool)> = counts.iter().copied().filter(|(c, ..)| *c < i && i - c <= reach).collect();
        if near.is_empty() {
            i += 1;
            continue;
        }
        // "six ministers, those of Health, Trade and Defence"
        let those = |u: &Unit| [core.article, core.determiner, core.that_one].iter().any(|c| u.classes.has(*c));
        let of = those(&units[i + 1]) && units.get(i + 2).is_some_and(|u| u.classes.has(core.of));
        let first = if of && capital { i + 3 } else { i + 1 };
        let run = if capital { capitals::run(scan, units, first, sign) } else { glued::run(scan, units, i + 1, true) };
        let run = run.map(|r| in_groups(r, &near));
        let run = run.filter(|r| r.members.len() > 1 && (r.unknown > 0 || sign) && r.closed);
        // «هم مواطن ووافدان»: who they are, by one word, and nobody's name
        let called = |r: &Run| !capital && units[i + 1].classes.has(core.people) && !r.members[0].contains(' ');
        let run = run.filter(|r| !called(r));
        // a row of names that all are known is told by the noun of its figure, where it has one
        let nameless = |c: usize| units[c].mention.is_some_and(|m| mentions[m].noun.is_none()) && !units.get(c + 1).is_some_and(|u| u.classes.has(core.from));
        let led = |r: Run| figure(scan, units, mentions, &near, &r, i, sign).filter(|c| r.unknown > 0 || nameless(*c)).map(|c| (c, r));
        match run.and_then(led) {
            Some((count, run)) if run.offices => {
                units[count].classes.insert(core.count_listed);
                i += 1;
            }
            Some((count, run)) => {
                units[count].classes.insert(core.count_listed);
                join(scan, units, mentions, first, run, "name", true);
                i += 2;
            }
            None => i += 1,
        }
    }
}

/// A row whose commas alone part it as the figure says: "in four stages: Mount Lebanon, the North and Akkar, Beirut and …".
fn in_groups(run: Run, near: &[(usize, usize, bool)]) -> Run {
    let fits = |long: usize| near.iter().any(|(_, n, _)| *n == long);
    if run.ands > 0 && run.groups.len() > 2 && !fits(run.members.len()) && fits(run.groups.len()) {
        return Run { unknown: run.groups.len(), members: run.groups.clone(), ..run };
    }
    run
}

/// How long a list this figure announces, a plain small number of persons or things, and whether it says of what: "Five had left: …".
fn length(scan: &Scan<'_, '_>, units: &[Unit], mentions: &[Mention], i: usize) -> Option<(usize, bool)> {
    let m = &mentions[units[i].mention?];
    let MentionValue::Number(q) = &m.value else { return None };
    let n = q.written().filter(|n| n.scale() == 0 && matches!(q.modifier, Modifier::Exact | Modifier::Exactly) && *n > Decimal::ONE)?;
    let n = n.to_i64().filter(|n| *n <= LONGEST)?;
    // "the five women", with the figure behind the noun
    let behind = i > 0 && (units[i - 1].classes.has(scan.lexicon.core.people) || units[i - 1].classes.has(scan.lexicon.core.thing));
    // a word that is also an adjective or a verb: «خمسة أحياء»
    let core = &scan.lexicon.core;
    let small = |u: &Unit| u.mention.is_some() || [core.comma, core.clause, core.from, core.in_, core.to, core.and, core.that, core.say].iter().any(|c| u.classes.has(*c));
    // «ثلاثة من أعضائه»
    let of_its = |u: &Unit| u.classes.has(core.from) && u.mention.is_none() && units.get(i + 2).is_some_and(|o| !small(o));
    let any = !scan.pack().file.capitals && units.get(i + 1).is_some_and(|u| !small(u) || of_its(u));
    let named = m.noun.is_some() || behind || any || units.get(i + 1).is_some_and(|u| u.classes.has(scan.lexicon.core.word) || u.classes.has(scan.lexicon.core.of));
    // "provinces: all four - Sindh, …"
    let sign = |u: &Unit| u.classes.has(core.colon) || u.classes.has(core.dash) && !scan.touching(u.tokens.0);
    // "son seis las carteras"
    let noun = |u: &Unit| [core.word, core.thing, core.people, core.post_word, core.body].iter().any(|c| u.classes.has(*c));
    let article = || units.get(i + 1).is_some_and(|u| u.classes.has(core.article)) && units.get(i + 2).is_some_and(noun);
    let named = named || m.in_words && (units.get(i + 1).is_some_and(sign) || article());
    // without a noun only as the subject of its sentence
    (named || i == 0).then_some((n as usize, named))
}

/// The figure that announces a list: the nearest that agrees with its length, else the nearest where the row is beyond doubt.
fn figure(scan: &Scan<'_, '_>, units: &[Unit], mentions: &[Mention], near: &[(usize, usize, bool)], run: &Run, at: usize, sign: bool) -> Option<usize> {
    let core = &scan.lexicon.core;
    let long = run.members.len();
    if let Some((c, n, _)) = near.iter().rev().find(|(_, n, named)| *n == long && (*named || sign)) {
        // two names behind "two" tell no more than the figure
        return (*n > 2).then_some(*c);
    }
    let (count, n, _) = *near.iter().rfind(|(.., named)| *named)?;
    let mention = &mentions[units[count].mention?];
    let misread = run.groups.len() > 1 && run.ands > 1 || long > n && run.doubtful >= long - n;
    // "a couple and three relatives: …"
    if count > 0 && units[count - 1].classes.has(core.and) && long > n {
        return None;
    }
    // right behind the figure's noun and a colon even a list of twice the length is meant
    let slack = if sign && at - count <= TOUCHING { n } else { (n / 3).max(1) };
    let far = at - count > if sign { NEAR } else { BESIDE } || long.abs_diff(n) > slack;
    // "of the six candidates, Smith, Jones and Brown …"; "four people, A, B and C, and a child"
    let whole =
        |j: usize| units[j].classes.has(core.among) || units[j].classes.has(core.of) && (j == 0 || units[j - 1].classes.has(core.comma) || units[j - 1].classes.has(core.count));
    // but "include four journalists: A, B and C" names all four
    let of_them = !units[at].classes.has(core.colon) && (count.saturating_sub(2)..count).any(whole);
    let goes_on = units.get(run.end).is_some_and(|u| u.classes.has(core.comma)) && units.get(run.end + 1).is_some_and(|u| u.classes.has(core.and) || u.classes.has(core.among));
    // «أربعة محاور: إيواء المتضررين وإعادة البناء؛ وفك العزلة؛ …»: parted by another mark
    let semicolon = |u: &Unit| matches!(scan.text.get(u.span.start as usize..u.span.end as usize), Some(";" | "؛"));
    let goes_on = goes_on || long < n && units.get(run.end).is_some_and(semicolon);
    (!misread && !far && !of_them && !goes_on && long > 1 && !capitals::titled(scan, units, count, mention)).then_some(count)
}
