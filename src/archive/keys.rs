//! Keys under which a document is found again: what its claims are about, and what it tells of as a whole.
//!
//! Subjects proper are made by the link stage, out of all documents at hand. A key is what one document alone can say of
//! them: a draft works out the same keys, asks for every form under which a counterpart may stand, and the link stage
//! decides about what was found. Keys are some bits of a hash: a collision costs one document loaded in vain.

use std::collections::BTreeSet;

use super::index::BITS;
use crate::claim::{Claim, Topic};
use crate::extract::Skeletons;
use crate::lexicon::{Family, Lexicon, Seat};
use crate::link::Profile;
use crate::pipeline::Extracted;

/// Entities by which a document's story is found.
const ENTITIES: usize = 4;
/// Entities and families that are joined with each other.
const JOINED: usize = 3;
/// Words by which a short text is found: those with the lowest hashes, so that texts that share words share some of these.
const WORDS: usize = 8;
/// Names that no list knows by which a text's story is found: again those with the lowest hashes.
const NAMES: usize = 8;
/// Most keys that one draft asks for.
const MAX_ASKED: usize = 160;

/// What a key says of the documents that share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// One subject wherever it is named: an organisation, the seat of an office, an event recalled.
    Subject,
    /// Claims of one kind about events of one family and country, a person, a measure: one subject when they are of one story.
    Claim,
    /// Documents that may tell one story.
    Story,
}

/// A key that a draft asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Asked {
    /// Which index, and how documents are taken from it.
    pub reach: Reach,
    /// How much a shared key says.
    pub weight: u8,
    /// The key.
    pub key: u64,
}

/// A hash that is the same in every version: FNV-1a, 64 bits folded to those of a row.
fn key(parts: &[&str]) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325u64;
    for p in parts {
        for b in p.bytes().chain(std::iter::once(0xff)) {
            h = (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    (h >> BITS) ^ (h & ((1 << BITS) - 1))
}

/// What keys of one document are made of.
pub(super) struct Keys<'a> {
    lexicon: &'a Lexicon,
    skeletons: &'a Skeletons,
    profile: &'a Profile,
    claims: &'a [Claim],
    /// Entities by weight.
    entities: Vec<&'a str>,
    /// Countries by weight.
    countries: Vec<&'a str>,
    /// Event families by weight.
    families: Vec<&'a str>,
    /// The country that a document tells of, where it is one.
    main_country: Option<&'a str>,
}

fn by_weight<'a>(list: &'a std::collections::BTreeMap<String, u32>) -> Vec<&'a str> {
    let mut v: Vec<(&'a String, &u32)> = list.iter().collect();
    v.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    v.into_iter().map(|(k, _)| k.as_str()).collect()
}

/// The key of a name that no list knows, by the hash of its skeleton.
fn named(name: &u32) -> u64 {
    key(&["name", &name.to_string()])
}

impl<'a> Keys<'a> {
    /// Of a document.
    pub fn new(lexicon: &'a Lexicon, skeletons: &'a Skeletons, e: &'a Extracted) -> Self {
        let p = &e.profile;
        let (entities, countries, families) = (by_weight(&p.entities), by_weight(&p.countries), by_weight(&p.families));
        Keys { lexicon, skeletons, profile: p, claims: &e.claims, entities, countries, families, main_country: p.main_country() }
    }

    /// Where a document is laid: what it tells of most.
    fn anchor(&self) -> &'a str {
        self.main_country.or(self.countries.first().copied()).or(self.entities.first().copied()).unwrap_or("")
    }

    /// Rows of the index of claims.
    pub fn claims(&self) -> Vec<u64> {
        let mut out: BTreeSet<u64> = BTreeSet::new();
        let mut before: Option<&Claim> = None;
        for c in self.claims {
            // neighbours are mostly about one event
            if before.replace(c).is_some_and(|b| b.kind == c.kind && b.topic == c.topic && matches!(c.topic, Topic::Event(_))) {
                continue;
            }
            let kind = &self.lexicon.tables.kind(c.kind).id;
            match &c.topic {
                Topic::Event(h) if h.background => {
                    let year = year(c);
                    out.insert(key(&["past", kind, &year]));
                    out.insert(key(&["past of", kind, &year, h.family.as_deref().unwrap_or("")]));
                }
                Topic::Event(h) => {
                    let family = h.family.as_deref().or(self.profile.main_family.as_deref()).unwrap_or("");
                    out.insert(key(&["event", kind, family, &self.country(h.place.as_deref())]));
                }
                Topic::Entity { id: Some(id), role } if role.as_deref() != Some("?") => {
                    out.insert(key(&["entity", kind, id, role.as_deref().unwrap_or("")]));
                }
                Topic::Office { office, seat, modifier } => {
                    // seats that no list knows are written in many ways
                    if self.unlisted(office, seat.as_deref()) {
                        out.insert(key(&["unseated", office]));
                    }
                    out.insert(match self.seat(office, seat.as_deref()) {
                        Some(seat) => office_key(office, &seat, modifier.as_deref()),
                        None => key(&["holder", office, &self.surname(c.value.name().map_or("", |n| &n.text))]),
                    });
                }
                Topic::Person(name) => {
                    out.insert(key(&["person", kind, &self.surname(name)]));
                }
                Topic::Descriptor => {
                    out.insert(key(&["measure", kind, self.dimension(c), self.measured(c)]));
                }
                Topic::Entity { .. } => {
                    out.insert(key(&["lone", kind, self.anchor()]));
                }
            }
        }
        out.into_iter().collect()
    }

    /// Rows of the index of stories.
    pub fn stories(&self) -> Vec<u64> {
        let mut out: BTreeSet<u64> = BTreeSet::new();
        let mut top: Vec<&str> = self.entities.iter().copied().take(ENTITIES).collect();
        top.extend(self.countries.iter().copied().take(2));
        top.sort_unstable();
        top.dedup();
        out.extend(top.iter().map(|e| key(&["names", e])));
        self.joined(JOINED, |k| {
            out.insert(k);
        });
        if self.profile.short {
            let mut words: Vec<u64> = self.profile.words.iter().map(|w| key(&["word", w])).collect();
            words.sort_unstable();
            out.extend(words.into_iter().take(WORDS));
        }
        out.extend(self.profile.names.iter().take(NAMES).map(named));
        out.into_iter().collect()
    }

    /// Pairs of a country or entity with a family of events, and of two entities.
    fn joined(&self, most: usize, mut each: impl FnMut(u64)) {
        let mut places: Vec<&str> = self.countries.iter().copied().take(2).collect();
        places.extend(self.entities.iter().copied().filter(|e| !self.countries.contains(e)).take(most - 1));
        for p in &places {
            for f in self.families.iter().take(most) {
                each(key(&["tells", p, f]));
            }
        }
        for (i, a) in self.entities.iter().take(most).enumerate() {
            for b in &self.entities[..i] {
                let (x, y) = if a < b { (a, b) } else { (b, a) };
                each(key(&["both", x, y]));
            }
        }
    }

    /// What a draft asks for: the most telling first.
    pub fn asked(&self) -> Vec<Asked> {
        use Reach::{Claim, Story, Subject};
        let mut out: BTreeSet<Asked> = BTreeSet::new();
        let mut ask = |reach, weight, key| {
            out.insert(Asked { reach, weight, key });
        };
        // a story may call its event by any of the families that the draft names, or that are mishaps of one sort
        let families = self.wider_families();
        let countries: Vec<String> = self.countries.iter().take(3).map(|c| (*c).to_owned()).chain(std::iter::once(self.anchor().to_owned())).collect();
        for c in self.claims {
            let kind = &self.lexicon.tables.kind(c.kind).id;
            match &c.topic {
                Topic::Event(h) if h.background => {
                    let year = year(c);
                    match h.family.as_deref() {
                        Some(f) => {
                            ask(Subject, 4, key(&["past of", kind, &year, f]));
                            ask(Subject, 2, key(&["past of", kind, &year, ""]));
                        }
                        None => ask(Subject, 2, key(&["past", kind, &year])),
                    }
                }
                Topic::Event(h) => {
                    let own = self.country(h.place.as_deref());
                    let f = h.family.as_deref().or(self.profile.main_family.as_deref()).unwrap_or("");
                    ask(Claim, 6, key(&["event", kind, f, &own]));
                    for f in &families {
                        ask(Claim, 4, key(&["event", kind, f, &own]));
                    }
                    for c in &countries {
                        for f in families.iter().take(2) {
                            ask(Claim, 4, key(&["event", kind, f, c]));
                        }
                    }
                }
                Topic::Entity { id: Some(id), role } if role.as_deref() != Some("?") => ask(Subject, 6, key(&["entity", kind, id, role.as_deref().unwrap_or("")])),
                Topic::Office { office, seat, modifier } => {
                    if self.unlisted(office, seat.as_deref()) {
                        ask(Claim, 4, key(&["unseated", office]));
                    }
                    if let Some(seat) = self.seat(office, seat.as_deref()) {
                        ask(Subject, 6, office_key(office, &seat, modifier.as_deref()));
                    }
                    ask(Claim, 5, key(&["holder", office, &self.surname(c.value.name().map_or("", |n| &n.text))]));
                }
                Topic::Person(name) => ask(Claim, 6, key(&["person", kind, &self.surname(name)])),
                Topic::Descriptor => {
                    ask(Claim, 5, key(&["measure", kind, self.dimension(c), self.measured(c)]));
                    for c2 in &countries {
                        ask(Claim, 3, key(&["measure", kind, self.dimension(c), c2]));
                    }
                }
                Topic::Entity { .. } => ask(Claim, 4, key(&["lone", kind, self.anchor()])),
            }
        }
        self.joined(JOINED + 1, |k| ask(Story, 5, k));
        for e in self.entities.iter().take(ENTITIES * 2).chain(self.countries.iter().take(3)) {
            ask(Story, 2, key(&["names", e]));
        }
        if self.profile.short {
            for w in &self.profile.words {
                ask(Story, 3, key(&["word", w]));
            }
        }
        // many texts share a name: it is asked for where little else tells the story
        if self.entities.len() <= JOINED {
            for n in self.profile.names.iter().take(NAMES) {
                ask(Story, 3, named(n));
            }
        }
        let mut list: Vec<Asked> = out.into_iter().collect();
        list.sort_by_key(|a| (std::cmp::Reverse(a.weight), a.reach, a.key));
        let mut seen = BTreeSet::new();
        list.retain(|a| seen.insert((a.reach == Story, a.key)));
        list.truncate(MAX_ASKED);
        list
    }

    /// Families of the draft, and those whose words can name its event: mishaps of the same sort, wider and finer ones.
    fn wider_families(&self) -> Vec<&'a str> {
        let table = &self.lexicon.tables.families;
        let mut out: Vec<&str> = self.profile.main_family.as_deref().into_iter().collect();
        out.extend(self.families.iter().copied().take(JOINED));
        let mishaps: Vec<&String> = out.iter().filter_map(|f| table.get(*f).and_then(|f| f.mishap.as_ref())).collect();
        let wide: Vec<&str> = out.iter().map(|f| table.get(*f).and_then(|f| f.of.as_deref()).unwrap_or(f)).collect();
        let kin = |id: &str, f: &Family| {
            f.mishap.as_ref().is_some_and(|m| mishaps.contains(&m))
                || wide.contains(&id)
                || f.of.as_deref().is_some_and(|w| wide.contains(&w))
                || f.also.iter().any(|a| out.contains(&a.as_str()))
        };
        let mut more: Vec<&str> = table.iter().filter(|(id, f)| kin(id, f)).map(|(id, _)| id.as_str()).collect();
        more.sort_unstable();
        out.extend(more);
        out.push("");
        let mut seen = BTreeSet::new();
        out.retain(|f| seen.insert(*f));
        out
    }

    fn country(&self, place: Option<&str>) -> String {
        place.and_then(|p| self.lexicon.world.country(p)).unwrap_or_else(|| self.anchor().to_owned())
    }

    /// The seat that the text or its main country gives an office.
    fn seat(&self, office: &str, seat: Option<&str>) -> Option<String> {
        let by_country = || self.lexicon.tables.offices.get(office).filter(|o| o.of == Seat::State).and(self.main_country);
        seat.or_else(by_country).map(str::to_owned)
    }

    /// Whether an office has a seat that is only known by its words, or none.
    fn unlisted(&self, office: &str, seat: Option<&str>) -> bool {
        self.seat(office, seat).is_none_or(|s| s.starts_with('?'))
    }

    fn surname(&self, name: &str) -> String {
        self.skeletons.words(name).pop().unwrap_or_default()
    }

    fn dimension(&self, c: &'a Claim) -> &'a str {
        let unit = c.value.quantity().map_or("", |q| q.unit.as_str());
        self.lexicon.tables.dimension(unit)
    }

    fn measured(&self, c: &'a Claim) -> &'a str {
        c.descriptor.marked("@").unwrap_or_else(|| self.anchor())
    }
}

fn year(c: &Claim) -> String {
    match &c.topic {
        Topic::Event(h) => h.date.and_then(|d| d.year).map_or(String::new(), |y| y.to_string()),
        _ => String::new(),
    }
}

/// The key of an office whose seat is known.
pub(super) fn office_key(office: &str, seat: &str, modifier: Option<&str>) -> u64 {
    key(&["office", office, seat, modifier.unwrap_or("")])
}
