//! Events: claims about one event share a key of story, family, and for background events their day and place.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;

use super::family::{Families, akin};
use super::scope::{BY, REACHES};
use super::{Key, Profile, blows, oneness, place};
use crate::claim::{Claim, EventHint, Role, Topic};
use crate::extract::{CALAMITY, SINCE};
use crate::lexicon::{Growth, Lexicon, SubjectType, ValueType};
use crate::source::DocId;
use crate::value::{PartialDate, Relation};

/// Writes the keys of all claims about events.
pub(super) fn keys(lexicon: &Lexicon, profiles: &[Profile], stories: &[u32], claims: &[Claim], out: &mut [Key]) {
    let families = Families::of(lexicon, profiles, stories);
    let places = place::of_stories(lexicon, profiles, stories, claims);
    let mut wide: BTreeMap<(u32, String), Vec<usize>> = BTreeMap::new();
    let mut plain = wide.clone();
    let mut counts = wide.clone();
    let mut background: Vec<(usize, &EventHint, u32)> = Vec::new();
    let struck = struck(lexicon, stories, claims);
    let slips = slips(lexicon, stories, claims, &struck);
    let several = several(lexicon, stories, claims);
    let blows = blows::days(lexicon, stories, claims);
    for (i, c) in claims.iter().enumerate() {
        let Topic::Event(h) = &c.topic else { continue };
        let kind = lexicon.tables.kind(c.kind);
        let story = stories[c.doc.0 as usize];
        if kind.subject != SubjectType::Event {
            continue;
        }
        if kind.value == ValueType::Date || kind.unit == "clock" {
            // a date belongs to an event only when its clause names one
            out[i] = match &h.family {
                Some(f) => {
                    let abroad = !h.background && families.is_other(story, f) && elsewhere(lexicon, h, places.get(&story));
                    let f = if h.background {
                        recalled(&struck, story, h, f).to_owned()
                    } else if abroad {
                        format!("{f} {}", h.place.as_deref().unwrap_or_default())
                    } else {
                        families.of_day(story, f)
                    };
                    // days of what goes on from day to day are many; a coup is of one
                    let many = lexicon.tables.families.get(&f).is_some_and(|f| f.daily && f.near_days >= LASTS) && kind.id == EVENT_DATE;
                    // "a truce that began on the 25th … a truce from 4 May": each has its own days
                    // the blasts of Tuesday and those of Wednesday
                    let blow = !h.background && c.value.date().and_then(|d| d.start.as_day()).is_some_and(|d| blows.get(&story).is_some_and(|b| b.contains(&d)));
                    let many = many || blow || !h.background && several.contains(&(story, f.clone()));
                    let key = if many {
                        format!("{story} {f} {}", c.value.date().map_or_else(String::new, |d| d.start.to_string()))
                    } else if h.background {
                        let year = h.date.and_then(|d| d.year).unwrap_or(0);
                        format!("{story} {f} {}", slips.get(&(story, f.clone(), year)).unwrap_or(&year))
                    } else {
                        format!("{story} {f}")
                    };
                    let of = EventHint { family: if abroad { h.family.clone() } else { Some(f) }, ..h.clone() };
                    Key { key: format!("event {key} when"), label: label(lexicon, &of, &places, story), place: None }
                }
                _ => Key { key: format!("lone {i}"), label: "a day".into(), place: None },
            };
            continue;
        }
        if h.background {
            background.push((i, h, story));
            continue;
        }
        // those who march or mourn are no part of the blow that a story tells of
        let crowd = h.family.as_deref().filter(|f| kind.growth == Growth::Fixed && kind.is_of_people() && families.gathers_beside(story, f));
        let family = if let Some(f) = crowd {
            f.to_owned()
        } else if kind.of_story {
            families.of_count(story, None, None)
        } else {
            families.of_count(story, h.family.as_deref().or(going_on(c, &families, story).as_deref()), profiles.get(c.doc.0 as usize))
        };
        counts.entry((story, family)).or_default().push(i);
    }
    let joined = oneness::joined(lexicon, claims, stories, &counts, &families);
    for ((story, family), list) in counts {
        let family = joined.get(&(story, family.clone())).cloned().unwrap_or(family);
        let place = places.get(&story).cloned();
        for i in list {
            let Topic::Event(h) = &claims[i].topic else { continue };
            let to = if reaches_further(&claims[i]) { &mut wide } else { &mut plain };
            to.entry((story, family.clone())).or_default().push(i);
            let of = EventHint { family: Some(family.clone()), place: place.clone(), ..h.clone() };
            out[i] = Key { key: format!("event {story} {family}"), label: label(lexicon, &of, &places, story), place: place.clone() };
            // whom one state brought out is a subject of its own
            if let Some(by) = claims[i].doing.as_deref().filter(|d| d.starts_with(BY)) {
                out[i].key.push_str(&format!(" {by}"));
                let state = by.trim_start_matches(BY);
                if lexicon.world.find(state).is_some() {
                    out[i].label.push_str(&format!(", by {}", lexicon.world.label(state, "en")));
                }
            }
        }
    }
    background_keys(lexicon, &background, out);
    // a text that gives the event's figure and the country's tells them apart for all
    for (event, list) in wide {
        let own = plain.get(&event).map_or(&[][..], Vec::as_slice);
        let apart = |p: &Claim, w: &Claim| matches!((p.value.quantity(), w.value.quantity()), (Some(x), Some(y)) if x.relation(y) == Relation::Disjoint);
        // of one province it tells whatever the event is
        let of_event = |p: &&usize| claims[**p].place.as_deref().is_none_or(|at| places.get(&event.0).is_none_or(|e| lexicon.world.is_within(e, at)));
        let told_apart = |w: &usize| {
            let w = &claims[*w];
            own.iter()
                .filter(of_event)
                .map(|p| &claims[*p])
                .any(|p| p.doc == w.doc && p.kind == w.kind && apart(p, w) && place::is_more(p, w) && p.as_of == w.as_of && w.role == Role::Whole && p.role == Role::Whole)
        };
        if list.iter().any(told_apart) {
            for i in list {
                let of = out[i].place.as_deref().and_then(|p| lexicon.world.country(p)).map_or(String::new(), |c| lexicon.world.label(&c, "en").to_owned());
                out[i].key.push_str(" at large");
                out[i].label = format!("{}, {of} at large", event.1);
            }
        }
    }
}

/// Whether what a day is told of happened in another country than the story's event: the quake in Morocco, in a story of floods in Libya.
fn elsewhere(lexicon: &Lexicon, h: &EventHint, own: Option<&String>) -> bool {
    let state = |p: &str| lexicon.world.country(p);
    matches!((h.place.as_deref().and_then(state), own.and_then(|p| state(p))), (Some(x), Some(y)) if x != y)
}

/// "569 arrested since 1 February", in a report on one shooting: a running count is of what goes on from day to day, where that is the
/// story.
fn going_on(c: &Claim, families: &Families<'_>, story: u32) -> Option<String> {
    let since = c.descriptor.marked(SINCE).is_some();
    since.then(|| families.daily(story)).flatten()
}

/// Days between two beginnings that one text gives, from which they are those of two events.
const TWICE: i32 = 4;

/// What comes about more than once, and in some text does: a truce, talks. With its story.
fn several(lexicon: &Lexicon, stories: &[u32], claims: &[Claim]) -> BTreeSet<(u32, String)> {
    let mut begun: BTreeMap<(DocId, &str), Vec<jiff::civil::Date>> = BTreeMap::new();
    for c in claims {
        let (Topic::Event(EventHint { family: Some(f), background: false, .. }), Some(d)) = (&c.topic, c.value.date()) else { continue };
        let agreed = lexicon.tables.families.get(f).is_some_and(|f| !f.toll && f.near_days >= LASTS);
        if let (Some(day), true) = (d.start.as_day(), agreed && lexicon.tables.kind(c.kind).id == START_DATE) {
            begun.entry((c.doc, f)).or_default().push(day);
        }
    }
    let apart = |days: &[jiff::civil::Date]| days.iter().any(|a| days.iter().any(|b| a.until(*b).is_ok_and(|l| l.get_days() >= TWICE)));
    begun.into_iter().filter(|(_, days)| apart(days)).map(|((d, f), _)| (stories[d.0 as usize], f.to_owned())).collect()
}

/// What befell each town that texts of a story recall.
type Struck<'a> = BTreeMap<(u32, &'a str), &'a str>;

fn struck<'a>(lexicon: &Lexicon, stories: &[u32], claims: &'a [Claim]) -> Struck<'a> {
    let told = claims.iter().filter_map(|c| match &c.topic {
        Topic::Event(EventHint { family: Some(f), background: true, place: Some(p), .. }) if f != CALAMITY && is_town(lexicon, p) => {
            Some(((stories[c.doc.0 as usize], p.as_str()), f.as_str()))
        }
        _ => None,
    });
    told.collect()
}

/// The family of a past event: "the Agadir disaster" is what others call the quake of Agadir.
fn recalled<'a>(struck: &Struck<'a>, story: u32, h: &EventHint, f: &'a str) -> &'a str {
    let town = h.place.as_deref().filter(|_| f == CALAMITY);
    town.and_then(|p| struck.get(&(story, p))).copied().unwrap_or(f)
}

/// Whether a place is a town or a site, or one in no list, and no country or province.
fn is_town(lexicon: &Lexicon, place: &str) -> bool {
    lexicon.world.find(place).is_none() || lexicon.world.is_town(place)
}

/// Years that texts give for one event of the past: its family and month are the same, or what it cost, no text knows of both, and the
/// years lie close together or are a digit apart. Each year with the one that stands for it.
fn slips(lexicon: &Lexicon, stories: &[u32], claims: &[Claim], struck: &Struck<'_>) -> BTreeMap<(u32, String, i16), i16> {
    /// Texts that date an event of a family in a year, and the months and days that they give.
    type Dated = BTreeMap<i16, Vec<(DocId, PartialDate)>>;
    let mut dated: BTreeMap<(u32, &str), Dated> = BTreeMap::new();
    // the towns that texts name with it
    let mut at: BTreeMap<(DocId, i16), BTreeSet<&str>> = BTreeMap::new();
    for c in claims {
        let (Topic::Event(h @ EventHint { family: Some(f), background: true, .. }), Some(d)) = (&c.topic, c.value.date()) else { continue };
        if let (Some(year), true) = (d.start.year, lexicon.tables.kind(c.kind).id == EVENT_DATE) {
            let story = stories[c.doc.0 as usize];
            dated.entry((story, recalled(struck, story, h, f))).or_default().entry(year).or_default().push((c.doc, d.start));
            at.entry((c.doc, year)).or_default().extend(h.place.as_deref().filter(|p| is_town(lexicon, p)));
        }
    }
    // what was counted of past events, by text and year
    let mut cost: BTreeMap<(DocId, i16), Vec<&Claim>> = BTreeMap::new();
    for c in claims {
        if let (Topic::Event(EventHint { background: true, date: Some(PartialDate { year: Some(y), .. }), .. }), Some(_)) = (&c.topic, c.value.quantity()) {
            cost.entry((c.doc, *y)).or_default().push(c);
        }
    }
    let one_cost = |a: (DocId, i16), b: (DocId, i16)| {
        let of = |k| cost.get(&k).map_or(&[][..], Vec::as_slice);
        let large = |c: &Claim| c.written().is_some_and(|n| n >= TELLING.into());
        let same = |x: &Claim, y: &Claim| matches!((x.value.quantity(), y.value.quantity()), (Some(v), Some(w)) if v.relation(w) != Relation::Disjoint);
        of(a).iter().any(|x| large(x) && of(b).iter().any(|y| large(y) && x.kind == y.kind && x.who == y.who && same(x, y)))
    };
    let one_town = |a: (DocId, i16), b: (DocId, i16)| at.get(&a).zip(at.get(&b)).is_some_and(|(p, q)| !p.is_disjoint(q));
    let one = |a: &(DocId, PartialDate), b: &(DocId, PartialDate)| a.1.month.is_some() && a.1.month == b.1.month && (a.1.day == b.1.day || a.1.day.is_none() || b.1.day.is_none());
    let mut out = BTreeMap::new();
    for ((story, f), years) in dated {
        let mut list = years.iter();
        while let Some((x, a)) = list.next() {
            for (y, b) in list.clone().filter(|(y, _)| *y - x <= MOST_YEARS || one_digit(**y, *x)) {
                let apart = a.iter().all(|m| b.iter().all(|n| m.0 != n.0));
                let told_as_one =
                    a.iter().all(|m| b.iter().all(|n| one(m, n))) || a.iter().any(|m| b.iter().any(|n| one_cost((m.0, *x), (n.0, *y)) || one_town((m.0, *x), (n.0, *y))));
                if apart && told_as_one {
                    let first = *out.get(&(story, f.to_owned(), *x)).unwrap_or(x);
                    out.insert((story, f.to_owned(), *y), first);
                }
            }
        }
    }
    out
}

/// Whether two years are one with a digit changed, or with two of them swapped.
fn one_digit(a: i16, b: i16) -> bool {
    let digits = |n: i16| [n / 1000, n / 100 % 10, n / 10 % 10, n % 10];
    let (x, y) = (digits(a), digits(b));
    let off: Vec<usize> = (0..4).filter(|i| x[*i] != y[*i]).collect();
    match off[..] {
        [_] => true,
        [i, j] => x[i] == y[j] && x[j] == y[i],
        _ => false,
    }
}

/// Fewest people counted that two past events do not share by chance.
const TELLING: i64 = 20;

/// Most years between two that are given for one event.
const MOST_YEARS: i16 = 2;

/// Whether a figure is told for a whole country or season.
fn reaches_further(c: &Claim) -> bool {
    c.who.qualifier.as_deref().is_some_and(|q| REACHES.contains(&q))
}

/// Background events are one when their days can be one, their families are one or unknown, and their places nest.
fn background_keys(lexicon: &Lexicon, list: &[(usize, &EventHint, u32)], out: &mut [Key]) {
    let mut sets: UnionFind<usize> = UnionFind::new(list.len());
    let mut by_year: BTreeMap<Option<i16>, Vec<usize>> = BTreeMap::new();
    for (n, (_, h, _)) in list.iter().enumerate() {
        by_year.entry(h.date.and_then(|d| d.year)).or_default().push(n);
    }
    // sorts of event told of each, under its head: what no word names may be a stampede or a collapse, and joins no two of them
    let mut sorts: Vec<BTreeSet<&str>> = list.iter().map(|(_, h, _)| h.family.as_deref().into_iter().collect()).collect();
    let mut join = |a: usize, b: usize| {
        let (x, y) = (sets.find(a), sets.find(b));
        let akin = || sorts[x].iter().all(|f| sorts[y].iter().all(|g| akin(lexicon, f, g)));
        if x != y && one_event(lexicon, list[a].1, list[b].1, list[a].2 == list[b].2) && akin() {
            sets.union(x, y);
            let (head, gone) = if sets.find(x) == x { (x, y) } else { (y, x) };
            let more = std::mem::take(&mut sorts[gone]);
            sorts[head].extend(more);
        }
    };
    for group in by_year.values() {
        for block in blocks(lexicon, list, group) {
            // those of which both texts say what they were go first
            for told in [true, false] {
                for (x, &a) in block.iter().enumerate() {
                    for &b in block[..x].iter().filter(|b| (list[a].1.family.is_some() && list[**b].1.family.is_some()) == told) {
                        join(a, b);
                    }
                }
            }
        }
    }
    for (n, (i, _, _)) in list.iter().enumerate() {
        let head = sets.find(n);
        let (_, first, _) = list[head];
        let date = first.date.map_or(String::new(), |d| d.to_string());
        let place = first.place.as_deref().map_or(String::new(), |p| place_label(lexicon, p));
        let family = first.family.as_deref().unwrap_or("event");
        out[*i] = Key { key: format!("background {head}"), label: format!("{family}, {place} {date}").replace(", ,", ","), place: first.place.clone() };
    }
}

/// Days on which something happened, as opposed to when it began or ended.
const EVENT_DATE: &str = "event_date";
/// Kind of the day on which something begins.
const START_DATE: &str = "start_date";

/// Days from which on an event that goes on from day to day is of no single day.
const LASTS: i64 = 20;

/// Most background events of a year that are compared each with each.
const FEW: usize = 400;

/// Events of one year in blocks within which they can be one: those of one story, and those of one family and country. Of events
/// that say the same of family, month and place one stands for all, so that what a year is recalled for costs no more than its kinds.
fn blocks(lexicon: &Lexicon, list: &[(usize, &EventHint, u32)], group: &[usize]) -> Vec<Vec<usize>> {
    if group.len() <= FEW {
        return vec![group.to_vec()];
    }
    type Said<'a> = (Option<&'a str>, Option<i8>, Option<&'a str>);
    let mut of_story: BTreeMap<(u32, Said<'_>), Vec<usize>> = BTreeMap::new();
    for n in group {
        let (_, h, story) = list[*n];
        of_story.entry((story, (h.family.as_deref(), h.date.and_then(|d| d.month), h.place.as_deref()))).or_default().push(*n);
    }
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut stories: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut wide: BTreeMap<(&str, String), BTreeMap<Said<'_>, Vec<usize>>> = BTreeMap::new();
    for ((story, said), same) in &of_story {
        // what says the same is one
        out.extend(same.windows(2).map(<[usize]>::to_vec));
        stories.entry(*story).or_default().push(same[0]);
        if let (Some(f), Some(p)) = (said.0, said.2) {
            let top = lexicon.world.chain(p).pop().unwrap_or_else(|| p.to_owned());
            wide.entry((f, top)).or_default().entry(*said).or_default().push(same[0]);
        }
    }
    out.extend(stories.into_values());
    for said in wide.into_values() {
        out.extend(said.values().flat_map(|same| same.windows(2).map(<[usize]>::to_vec)));
        out.push(said.into_values().map(|same| same[0]).collect());
    }
    out
}

/// Whether two texts recall one event. In one story what is not said may agree; texts of two stories must both say what it was and where.
fn one_event(lexicon: &Lexicon, a: &EventHint, b: &EventHint, one_story: bool) -> bool {
    let family = match (&a.family, &b.family) {
        (Some(x), Some(y)) => akin(lexicon, x, y),
        _ => one_story,
    };
    let months = match (a.date.and_then(|d| d.month), b.date.and_then(|d| d.month)) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    };
    let place = match (&a.place, &b.place) {
        (Some(x), Some(y)) => lexicon.world.is_within(x, y) || lexicon.world.is_within(y, x),
        _ => one_story,
    };
    family && months && place
}

/// A place for readers: several countries, and places in no list, by their names.
fn place_label(lexicon: &Lexicon, place: &str) -> String {
    let names: Vec<&str> = place.trim_start_matches('?').split('+').map(|p| lexicon.world.label(p, "en")).collect();
    names.join(" and ")
}

fn label(lexicon: &Lexicon, h: &EventHint, places: &BTreeMap<u32, String>, story: u32) -> String {
    let place = h.place.as_ref().or(places.get(&story)).map(|p| place_label(lexicon, p));
    let mut parts: Vec<String> = vec![h.family.clone().filter(|f| !f.is_empty()).map_or_else(|| "event".into(), |f| if f == CALAMITY { "disaster".into() } else { f })];
    parts.extend(place);
    parts.extend(h.date.filter(|_| h.background).map(|d| d.to_string()));
    parts.join(", ")
}
