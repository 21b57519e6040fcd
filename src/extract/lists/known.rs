//! Lists of known entities: "Mali, Guinea and Burkina Faso" becomes one unit with a set for its value.

use std::collections::BTreeSet;

use smallvec::SmallVec;

use crate::lexicon::{ClassId, FewClasses, few_bits};
use crate::mention::{Mention, MentionValue, Scan, Unit};
use crate::normalise::TokenKind;
use crate::source::Span;
use crate::value::SetValue;

/// Joins runs of entities of one sort, with commas and "and" between them, into list units.
pub(super) fn merge(scan: &Scan<'_, '_>, units: &mut Vec<Unit>, mentions: &mut Vec<Mention>) {
    let core = &scan.lexicon.core;
    // a list holds two of one sort
    let sorts = [core.country, core.org, core.place, core.nationality];
    let bits = few_bits(&sorts);
    if units.iter().filter(|u| u.classes.may_meet(bits) && sorts.iter().any(|c| u.classes.has(*c))).nth(1).is_none() {
        return;
    }
    // what stands before the first list is copied when there is one
    let mut out: Vec<Unit> = Vec::new();
    let mut merged = false;
    let mut i = 0;
    while i < units.len() {
        let (mut members, mut last, mut mixed) = (Vec::new(), i, false);
        if let Some(sort) = sort_of(scan, &units[i]).filter(|_| i + 2 < units.len() && units[i].classes.may_meet(bits)) {
            (members, last) = members_at(scan, units, i, sort, &[]);
            // "Sindh, Balochistan and Punjab": the last is in no list
            if last > i
                && scan.pack().file.capitals
                && let Some(run) = super::capitals::run(scan, units, i, false).filter(|r| r.closed && r.unknown == 1 && r.end > last + 1 && r.members.len() == members.len() + 1)
            {
                (members, last) = (run.members, run.end - 1);
            }
            // "India, the World Bank, Japan and China": three or more
            let others = [core.country, core.org];
            if others.contains(&sort) && units.get(last + 1).is_some_and(|u| u.classes.has(core.comma) || u.classes.has(core.and)) {
                let wide = members_at(scan, units, i, sort, &others);
                if wide.0.len() >= MIXED && wide.1 > last {
                    ((members, last), mixed) = (wide, true);
                }
            }
        }
        if last == i {
            if merged {
                out.push(units[i].clone());
            }
            i += 1;
            continue;
        }
        if !merged {
            merged = true;
            out.extend_from_slice(&units[..i]);
        }
        let Some(sort) = sort_of(scan, &units[i]) else { break };
        let set: BTreeSet<String> = members.iter().cloned().collect();
        let mut classes = if mixed { FewClasses::default() } else { units[i].classes.clone() };
        let sort = if mixed { core.org } else { sort };
        classes.insert(core.set);
        if members.len() >= 3 {
            classes.insert(core.set_many);
        }
        let span = Span { start: units[i].span.start, end: units[last].span.end };
        let open =
            out.last().is_some_and(|u| u.classes.has(core.among)) || followed_by_others(scan, units, last + 1) || led_by_another(scan, &units[..i]) || goes_back(scan, units, i);
        let value = SetValue { members: set, complete: !open };
        mentions.push(Mention { value: MentionValue::Set(value, sort_name(scan, sort)), span, phrase: span, noun: None, rows: SmallVec::new(), in_words: true });
        out.push(Unit { span, tokens: (units[i].tokens.0, units[last].tokens.1), classes, mention: Some(mentions.len() - 1) });
        i = last + 1;
    }
    if merged {
        *units = out;
    }
}

/// Whether the list began before its first known name, with one that no list knows: «هي الجزيرة وسنار …».
fn goes_back(scan: &Scan<'_, '_>, units: &[Unit], at: usize) -> bool {
    let core = &scan.lexicon.core;
    let joins = |j: usize| units[j].classes.has(core.and) || units[j].classes.has(core.comma);
    let mut j = at;
    while j > 0 && joins(j - 1) {
        j -= 1;
    }
    let led = |k: usize| units[k].classes.has(core.they_are) || units[k].classes.has(core.colon);
    !scan.pack().file.capitals && j < at && (j.saturating_sub(5)..j).any(led)
}

/// Fewest members of a list of states and bodies side by side.
const MIXED: usize = 3;

/// The members of a list that begins at a unit, and its last unit; one that is alone is no list. `others`: sorts that may stand beside its
/// own.
fn members_at(scan: &Scan<'_, '_>, units: &[Unit], at: usize, sort: ClassId, others: &[ClassId]) -> (Vec<String>, usize) {
    let core = &scan.lexicon.core;
    let mut members: Vec<String> = Vec::new();
    // "Congo" beside "the Democratic Republic of Congo" is the other state of that name
    let mut namesake: Option<(usize, String)> = None;
    let mut last = at;
    // "du Mali, du Niger et du Tchad": the word that leads to the first may stand before each
    let leads = |j: usize| units[j].classes.has(core.of) || units[j].classes.has(core.hold);
    let led = scan.pack().file.noun_first && (at.saturating_sub(2)..at).rev().take_while(|j| *j + 1 == at || is_article(scan, &units[j + 1])).any(leads);
    let filler = |u: &Unit| is_article(scan, u) || led && u.classes.has(core.of);
    loop {
        // separators: a comma, an "and", or both; a list marker never
        let mut k = last + 1;
        let mut separated = false;
        while k < units.len() && k < last + 4 && (units[k].classes.has(core.comma) || units[k].classes.has(core.and) || filler(&units[k])) {
            separated |= !filler(&units[k]);
            k += 1;
        }
        if !separated || k >= units.len() {
            break;
        }
        let own = sort_of(scan, &units[k]).filter(|s| *s == sort || others.contains(s));
        let Some(id) = listed_state(scan, &units[k], sort).or_else(|| id_of(scan, &units[k], own?)) else { break };
        if last == at {
            members.extend(id_of(scan, &units[at], sort));
        }
        let other = |u: &Unit| if sort == core.country && u.classes.has(core.namesake) { id_of(scan, u, core.namesake) } else { None };
        if last == at
            && let Some(o) = other(&units[at])
        {
            namesake = Some((0, o));
        }
        if let Some(o) = other(&units[k]) {
            namesake = Some((members.len(), o));
        }
        members.push(id);
        last = k;
    }
    if let Some((n, o)) = namesake.filter(|(n, _)| members.iter().enumerate().any(|(m, id)| m != *n && *id == members[*n])) {
        members[n] = o;
    }
    (members, last)
}

fn is_article(scan: &Scan<'_, '_>, u: &Unit) -> bool {
    u.classes.has(scan.lexicon.core.article)
}

/// Whether the list goes on from a member of another sort: "Gezira (a channel's name too), Sennar and White Nile".
fn led_by_another(scan: &Scan<'_, '_>, before: &[Unit]) -> bool {
    let core = &scan.lexicon.core;
    let [.., first, joint] = before else { return false };
    (joint.classes.has(core.and) || joint.classes.has(core.comma)) && first.mention.is_none() && [core.country, core.org, core.place].iter().any(|c| first.classes.has(*c))
}

fn followed_by_others(scan: &Scan<'_, '_>, units: &[Unit], at: usize) -> bool {
    let core = &scan.lexicon.core;
    (at..units.len().min(at + 3))
        .take_while(|i| units[*i].classes.has(core.and) || units[*i].classes.has(core.comma) || units[*i].classes.has(core.other_people))
        .any(|i| units[i].classes.has(core.other_people))
        // "Texas, Florida and Ohio among them"
        || units.get(at).is_some_and(|u| u.classes.has(core.among))
}

/// The class by which a unit can stand in a list.
fn sort_of(scan: &Scan<'_, '_>, u: &Unit) -> Option<ClassId> {
    let core = &scan.lexicon.core;
    if u.mention.is_some() || u.is_clitic() || scan.tokens[u.tokens.0].kind == TokenKind::Number {
        return None;
    }
    [core.country, core.org, core.place, core.nationality].into_iter().find(|c| u.classes.has(*c))
}

fn sort_name(scan: &Scan<'_, '_>, class: ClassId) -> &'static str {
    let core = &scan.lexicon.core;
    if class == core.country || class == core.nationality {
        "country"
    } else if class == core.org {
        "org"
    } else {
        "place"
    }
}

/// A state whose name is also another place's, within a list of states.
fn listed_state(scan: &Scan<'_, '_>, u: &Unit, sort: ClassId) -> Option<String> {
    let core = &scan.lexicon.core;
    if sort == core.country && u.classes.has(core.listed_state) { id_of(scan, u, core.listed_state) } else { None }
}

fn id_of(scan: &Scan<'_, '_>, u: &Unit, class: ClassId) -> Option<String> {
    scan.entry(u.tokens.0, class)?.value.as_deref().map(str::to_owned)
}
