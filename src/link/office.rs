//! Offices and people: the seat of an office, and names that are one person.

use std::collections::{BTreeMap, BTreeSet};

use super::{Key, Profile, profile};
use crate::claim::{Claim, Topic};
use crate::extract::{Skeletons, skeleton_similarity};
use crate::lexicon::{EntityClass, Lexicon, Seat};
use crate::source::DocId;

/// Alike enough to be one person.
pub const SAME_PERSON: f64 = 0.8;

/// Offices whose holders of several countries meet in one story.
const WORLDLY: [&str; 6] = ["president", "prime_minister", "foreign_minister", "king", "emir", "crown_prince"];

/// Of these, the one whose foreign holders are hardly ever told without their country.
const DOMESTIC: &str = "prime_minister";

/// Number of the person of this name among those met so far.
fn person(list: &mut Vec<Vec<String>>, words: Vec<String>) -> usize {
    list.iter().position(|w| skeleton_similarity(w, &words) >= SAME_PERSON).unwrap_or_else(|| {
        list.push(words);
        list.len() - 1
    })
}

/// Offices of each story for which it names two persons, with a seat that nobody tells, each text one of them, and one of the two
/// in more than one text: the other is likely a slip.
fn disputed<'c>(lexicon: &Lexicon, skeletons: &Skeletons, stories: &[u32], claims: &'c [Claim]) -> BTreeSet<(u32, &'c str)> {
    /// Persons named for an office, with the texts that name them; nothing where a seat is told or the office is of many.
    type Named = Option<Vec<(Vec<String>, Vec<DocId>)>>;
    let mut named: BTreeMap<(u32, &str), Named> = BTreeMap::new();
    for c in claims {
        let Topic::Office { office, seat, modifier: None } = &c.topic else { continue };
        if WORLDLY.contains(&office.as_str()) || lexicon.tables.offices.get(office).is_none_or(|o| !o.exclusive || !matches!(o.of, Seat::State | Seat::Place)) {
            continue;
        }
        let entry = named.entry((stories[c.doc.0 as usize], office)).or_insert_with(|| Some(Vec::new()));
        let Some(list) = entry else { continue };
        let words = c.value.name().filter(|_| seat.is_none()).map(|n| skeletons.words(&n.text));
        match words {
            Some(words) => match list.iter().position(|(w, _)| skeleton_similarity(w, &words) >= SAME_PERSON) {
                Some(n) => list[n].1.push(c.doc),
                None if list.len() < 2 => list.push((words, vec![c.doc])),
                None => *entry = None,
            },
            None => *entry = None,
        }
    }
    let spread = |l: &[DocId]| l.iter().collect::<BTreeSet<_>>().len();
    let one_of_two = |n: &Named| matches!(n.as_deref(), Some([(_, a), (_, b)]) if a.iter().all(|d| !b.contains(d)) && spread(a).max(spread(b)) > 1);
    named.into_iter().filter(|(_, n)| one_of_two(n)).map(|(k, _)| k).collect()
}

/// Skeleton of a name, and the seat that some text gives for its office.
type Seated = (Vec<String>, String);

/// Writes the keys of claims about offices and persons.
pub(super) fn keys(lexicon: &Lexicon, skeletons: &Skeletons, profiles: &[Profile], stories: &[u32], claims: &[Claim], out: &mut [Key]) {
    // offices whose seat some text names, to place those that do not say it
    let mut known: BTreeMap<(u32, &str), Vec<Seated>> = BTreeMap::new();
    for c in claims {
        if let Topic::Office { office, seat: Some(seat), .. } = &c.topic
            && let Some(n) = c.value.name()
        {
            known.entry((stories[c.doc.0 as usize], office)).or_default().push((skeletons.words(&n.text), seat.clone()));
        }
    }
    let countries = profile::countries(profiles, stories);
    let disputed = disputed(lexicon, skeletons, stories, claims);
    let mut people: BTreeMap<u32, Vec<Vec<String>>> = BTreeMap::new();
    for (i, c) in claims.iter().enumerate() {
        let story = stories[c.doc.0 as usize];
        match &c.topic {
            Topic::Office { office, seat, modifier } => {
                let words = c.value.name().map(|n| skeletons.words(&n.text)).unwrap_or_default();
                let by_name = || known.get(&(story, office.as_str())).and_then(|l| l.iter().find(|(w, _)| skeleton_similarity(w, &words) >= SAME_PERSON)).map(|(_, s)| s.clone());
                let table = lexicon.tables.offices.get(office);
                let country = || {
                    table
                        .filter(|o| o.of == Seat::State)
                        .and_then(|_| profiles.get(c.doc.0 as usize))
                        .and_then(|p| p.main_country())
                        .or_else(|| countries.get(&story).copied())
                        .map(str::to_owned)
                };
                // heads of state and government of many countries stand in one story: without a seat they are told by name
                let worldly = WORLDLY.contains(&office.as_str());
                // the one seat of this office that the story names
                let only = || {
                    let mut seats: Vec<&String> = known.get(&(story, office.as_str()))?.iter().map(|(_, s)| s).collect();
                    seats.sort();
                    seats.dedup();
                    (seats.len() == 1 && table.is_some_and(|o| matches!(o.of, Seat::Place | Seat::State)) && (!worldly || office == DOMESTIC)).then(|| seats[0].clone())
                };
                // a country is no seat of who heads a body in it
                let is_body = |s: &String| s.starts_with('?') || lexicon.world.find(s).is_some_and(|e| lexicon.world.get(e).class == EntityClass::Org);
                let seat = seat
                    .clone()
                    .filter(|s| table.is_none_or(|o| o.of != Seat::Org) || is_body(s))
                    .or_else(by_name)
                    .or_else(only)
                    .or_else(|| if worldly { None } else { country() });
                let modifier = modifier.as_deref().unwrap_or("");
                // one member of a house tells nothing of who else sits in it; of a named body two spokesmen are worth a look
                let many = table.is_some_and(|o| !o.exclusive && o.of != Seat::Org);
                out[i] = match seat.filter(|_| !many) {
                    Some(s) => Key {
                        key: format!("office {office} {s} {modifier}"),
                        label: format!("{modifier} {office} of {}", lexicon.world.label(&s, "en")).trim().replace('_', " "),
                        place: None,
                    },
                    None if disputed.contains(&(story, office.as_str())) => {
                        Key { key: format!("office {office} {story} {modifier}"), label: office.replace('_', " "), place: None }
                    }
                    None => {
                        let list = people.entry(story).or_default();
                        let n = person(list, words);
                        Key { key: format!("office {office} {story} {modifier} {n}"), label: office.replace('_', " "), place: None }
                    }
                };
            }
            Topic::Person(name) => {
                let words = skeletons.words(name);
                if words.is_empty() {
                    out[i] = Key { key: format!("lone {i}"), label: "a person".into(), place: None };
                    continue;
                }
                let list = people.entry(story).or_default();
                let n = person(list, words);
                out[i] = Key { key: format!("person {story} {n}"), label: name.clone(), place: None };
            }
            _ => {}
        }
    }
}
