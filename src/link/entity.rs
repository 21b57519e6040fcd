//! Organisations, countries and places: known by their ids, others by what is said of them in one story.

use std::collections::BTreeMap;

use petgraph::unionfind::UnionFind;
use rust_decimal::Decimal;

use super::descriptor::{ALIKE, Met, Phrase, SOME};
use super::{Key, SAME_PERSON};
use crate::claim::{Claim, Topic};
use crate::extract::{Skeletons, skeleton_similarity};
use crate::lexicon::Lexicon;
use crate::slip::swapped_digits;
use crate::value::Value;

/// Writes the keys of all claims about entities.
pub(super) fn keys(lexicon: &Lexicon, skeletons: &Skeletons, stories: &[u32], claims: &[Claim], out: &mut [Key]) {
    let mut unknown: BTreeMap<(u32, &str), Vec<usize>> = BTreeMap::new();
    for (i, c) in claims.iter().enumerate() {
        let Topic::Entity { id, role } = &c.topic else { continue };
        let kind = lexicon.tables.kind(c.kind).id.as_str();
        let story = stories[c.doc.0 as usize];
        out[i] = match (id, role.as_deref()) {
            (Some(id), role) if role != Some("?") => Key {
                key: format!("entity {id} {}", role.unwrap_or("")),
                label: format!("{}{}", lexicon.world.label(id, "en"), role.map_or(String::new(), |r| format!(" ({r})"))),
                place: None,
            },
            // one bloc that no list knows
            (None, None) if kind == "membership" || kind == "member_count" => Key { key: format!("bloc {story} {}", sort_of_members(c)), label: "members".into(), place: None },
            // provinces whose governors were dismissed, towns under curfew: told by their role in the story
            (None, Some(role)) if role != "?" => Key { key: format!("role {story} {role}"), label: role.replace('_', " "), place: None },
            _ => {
                unknown.entry((story, kind)).or_default().push(i);
                Key { key: format!("lone {i}"), label: format!("{kind} in one text"), place: None }
            }
        };
    }
    part_blocs(stories, claims, out);
    let mut met = Met::new(lexicon, skeletons);
    for ((story, kind), list) in unknown {
        let limit = list.len().min(MAX_GROUP);
        let phrases: Vec<Phrase> = list[..limit].iter().map(|c| Phrase::of(&mut met, &claims[*c])).collect();
        let mut sets: UnionFind<usize> = UnionFind::new(limit);
        for a in 0..limit {
            for b in 0..a {
                let (x, y) = (&claims[list[a]], &claims[list[b]]);
                if x.doc != y.doc
                    && !announced_apart(x, y)
                    && (alike_values(x, y) || one_digit(x, y) && phrases[a].alike(&phrases[b]) >= SOME || phrases[a].alike(&phrases[b]) >= ALIKE && kind != "membership")
                {
                    sets.union(a, b);
                }
            }
        }
        for (n, i) in list[..limit].iter().enumerate() {
            let head = sets.find(n);
            if (0..limit).any(|m| m != n && sets.equiv(m, n)) {
                out[*i] = Key { key: format!("unknown {story} {kind} {head}"), label: kind.replace('_', " "), place: None };
            }
        }
    }
    join_lists(stories, claims, out);
}

/// Counts of members of bodies that nobody names are of one body only where they lie near each other: a coalition of 54 is the one of more
/// than sixty, and not the committee of five.
fn part_blocs(stories: &[u32], claims: &[Claim], out: &mut [Key]) {
    let mut counts: BTreeMap<(u32, &str), Vec<(Decimal, usize)>> = BTreeMap::new();
    for (i, c) in claims.iter().enumerate() {
        if let (Topic::Entity { id: None, role: None }, Some(n)) = (&c.topic, c.written())
            && out[i].key.starts_with("bloc ")
        {
            counts.entry((stories[c.doc.0 as usize], sort_of_members(c))).or_default().push((n, i));
        }
    }
    for mut list in counts.into_values() {
        list.sort();
        let mut near: Vec<&[(Decimal, usize)]> = list.chunk_by(|a, b| b.0 * Decimal::TEN <= a.0 * Decimal::from(16)).collect();
        // the one of which most is told is that of the lists
        near.sort_by_key(|l| std::cmp::Reverse(l.len()));
        for (n, others) in near.into_iter().enumerate().skip(1) {
            for (_, i) in others {
                out[*i].key.push_str(&format!(" {n}"));
            }
        }
    }
}

/// Most states or bodies that a bloc has: what counts more are the members of a party or a union.
const LARGEST_BLOC: u32 = 500;

/// What the members of a body that nobody names are, so that four provinces are not held against fourteen states.
fn sort_of_members(c: &Claim) -> &str {
    match c.value.quantity() {
        Some(q) if q.min.or(q.max).is_some_and(|n| n > LARGEST_BLOC.into()) => "persons",
        Some(q) if !matches!(q.unit.as_str(), "member" | "state" | "country" | "") => &q.unit,
        _ => "",
    }
}

/// Gives names in lists that no list knows one spelling, the fullest of those that hold the one their story had first: "Ould Boubacar" and
/// "Sidi Mohamed Ould Boubacar".
pub(super) fn one_spelling(lexicon: &Lexicon, skeletons: &Skeletons, stories: &[u32], claims: &mut [Claim]) {
    let mut known: BTreeMap<u32, Vec<(String, Vec<String>)>> = BTreeMap::new();
    let mut fullest: BTreeMap<(u32, String), String> = BTreeMap::new();
    for c in claims.iter_mut() {
        let Value::Set(set) = &mut c.value else { continue };
        let names = known.entry(stories[c.doc.0 as usize]).or_default();
        let before = names.len();
        let mut taken: Vec<usize> = Vec::new();
        let members: Vec<String> = std::mem::take(&mut set.members).into_iter().collect();
        for m in members {
            if lexicon.world.find(&m).is_some() || names.len() > MAX_NAMES {
                set.members.insert(m);
                continue;
            }
            let words = skeletons.words(&m);
            let within = |x: &[String], y: &[String]| x.iter().any(|w| w.chars().count() > 2) && x.iter().all(|w| y.contains(w));
            // one word and a longer name have a whole word in common, or none: الفضيلة is not دولة القانون
            let spelt = |n: &[String]| (n.len() == words.len() || n.len().min(words.len()) > 1) && skeleton_similarity(n, &words) >= SAME_PERSON;
            let same = |n: &(String, Vec<String>)| n.0 == m || within(&n.1, &words) || within(&words, &n.1) || spelt(&n.1);
            match (0..before).find(|n| !taken.contains(n) && same(&names[*n])) {
                Some(n) => {
                    taken.push(n);
                    set.members.insert(names[n].0.clone());
                    let story = stories[c.doc.0 as usize];
                    let longer = |f: &String| m.chars().count() > f.chars().count();
                    if within(&names[n].1, &words) && fullest.get(&(story, names[n].0.clone())).is_none_or(longer) && longer(&names[n].0) {
                        fullest.insert((story, names[n].0.clone()), m);
                    }
                }
                None => {
                    names.push((m.clone(), words));
                    set.members.insert(m);
                }
            }
        }
    }
    for c in claims.iter_mut().filter(|_| !fullest.is_empty()) {
        let Value::Set(set) = &mut c.value else { continue };
        let story = stories[c.doc.0 as usize];
        let members: Vec<String> = std::mem::take(&mut set.members).into_iter().collect();
        set.members.extend(members.into_iter().map(|m| fullest.get(&(story, m.clone())).cloned().unwrap_or(m)));
    }
}

/// Most names of one story that are told apart.
const MAX_NAMES: usize = 400;

/// Lists of one story that share most of their members are of one thing, where neither says of what; long ones that hardly differ also where
/// one does.
fn join_lists(stories: &[u32], claims: &[Claim], out: &mut [Key]) {
    let mut lists: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, c) in claims.iter().enumerate() {
        let unnamed = !is_named(c) && matches!(&c.topic, Topic::Entity { role, .. } if role.as_deref().is_none_or(|r| r == "?"));
        let named = is_named(c) && matches!(&c.topic, Topic::Entity { role: None, .. });
        if matches!(&c.value, Value::Set(s) if s.members.len() > 2 && unnamed || s.members.len() + 1 >= LONG && s.complete && named) {
            lists.entry(stories[c.doc.0 as usize]).or_default().push(i);
        }
    }
    for list in lists.values().filter(|l| l.len() <= MAX_GROUP) {
        for (n, a) in list.iter().enumerate() {
            let one = |b: &&usize| {
                let (x, y) = (&claims[*a], &claims[**b]);
                x.doc != y.doc && !announced_apart(x, y) && x.kind == y.kind && alike_values(x, y)
            };
            // two lists of one text are of two things: the nearer is meant
            let nearest = |b: &&usize| {
                let rivals = |own: usize, other: usize| {
                    list.iter().any(|r| *r != own && claims[*r].doc == claims[own].doc && in_common(&claims[*r], &claims[other]) > in_common(&claims[own], &claims[other]))
                };
                !rivals(*a, **b) && !rivals(**b, *a)
            };
            let mut before: Vec<&usize> = list[..n].iter().filter(one).filter(nearest).collect();
            // the list with the same members has the last word
            before.sort_by_key(|b| claims[*a].value == claims[**b].value);
            for b in before {
                let (x, y) = (&claims[*a], &claims[*b]);
                match (is_named(x), is_named(y)) {
                    (false, false) => out[*a] = out[*b].clone(),
                    (true, false) if nearly_equal(x, y) => out[*b] = out[*a].clone(),
                    // a body told near the list need not be whose members they are
                    (false, true) | (true, true) if nearly_equal(x, y) => out[*a] = out[*b].clone(),
                    _ => {}
                }
            }
        }
    }
}

/// Hundredths of the members of two lists that both have.
fn in_common(a: &Claim, b: &Claim) -> usize {
    let (Value::Set(x), Value::Set(y)) = (&a.value, &b.value) else { return 0 };
    x.members.intersection(&y.members).count() * 100 / x.members.union(&y.members).count().max(1)
}

/// Whether a list or count is told of a body by name. The mark of something else beside the body says that it is not.
fn is_named(c: &Claim) -> bool {
    matches!(&c.topic, Topic::Entity { id: Some(_), role } if role.as_deref() != Some("?"))
}

/// Fewest members of a list that is known by them.
const LONG: usize = 5;

/// Whether two whole lists share all but one or two of many members.
fn nearly_equal(a: &Claim, b: &Claim) -> bool {
    let (Value::Set(x), Value::Set(y)) = (&a.value, &b.value) else { return false };
    let shared = x.members.intersection(&y.members).count();
    let all = x.members.union(&y.members).count();
    // four in common and one each way, where one of them is told of no body
    let few = shared + 1 >= LONG && all <= shared + 2 && !(is_named(a) && is_named(b));
    x.complete && y.complete && (shared >= LONG && shared * 4 >= all * 3 || few)
}

/// Whether two lists stand behind figures that differ: "six candidates: …" and "the four who lodged appeals: …".
fn announced_apart(a: &Claim, b: &Claim) -> bool {
    matches!((a.announced, b.announced), (Some((_, x)), Some((_, y))) if x != y)
}

/// Most claims of one kind on unknown entities that are compared in a story.
const MAX_GROUP: usize = 200;

/// Whether two years differ by one digit.
fn one_digit(a: &Claim, b: &Claim) -> bool {
    let year = |c: &Claim| c.value.date().and_then(|d| d.start.year).map(|y| y.to_string());
    matches!((year(a), year(b)), (Some(x), Some(y)) if x.len() == y.len() && x.bytes().zip(y.bytes()).filter(|(p, q)| p != q).count() == 1)
}

/// Whether two values are so much alike that they must be told of one thing: the same year, or its digits in another order; lists
/// that share most of their members.
fn alike_values(a: &Claim, b: &Claim) -> bool {
    match (&a.value, &b.value) {
        (Value::Date(x), Value::Date(y)) => match (x.start.year, y.start.year) {
            (Some(x), Some(y)) => x == y || swapped_digits(x.into(), y.into()),
            _ => false,
        },
        (Value::Set(x), Value::Set(y)) => {
            let shared = x.members.intersection(&y.members).count();
            shared >= 2 && shared * 5 >= x.members.union(&y.members).count() * 3
        }
        _ => false,
    }
}
