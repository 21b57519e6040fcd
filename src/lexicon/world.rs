//! The world: countries, organisations and places with one id each and their names in every language.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::row::{Case, Scalar};
use super::store::{Lists, Names, NamesBuilder, Reader, Words, Writer};

/// Sort of entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityClass {
    /// A state or territory.
    Country,
    /// An organisation.
    Org,
    /// A region, city or site.
    Place,
    /// A currency.
    Currency,
}

/// Size of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A continent, sea or part of the world.
    Area,
    /// A province or state of a country.
    Region,
    /// A city or town.
    City,
    /// A building, airport, square, dam.
    Site,
}

/// One entity as written in `world/*.yaml`. Some of it only readers of the file need so far.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
pub(super) struct EntityRow {
    /// Its id: ISO 3166 for countries.
    pub id: String,
    /// Sort.
    pub class: EntityClass,
    /// Names per language, the first shown to readers.
    pub names: BTreeMap<String, Vec<Scalar>>,
    /// Adjectives and names of its people.
    #[serde(default)]
    pub adjectives: BTreeMap<String, Vec<Scalar>>,
    /// Id of its capital.
    #[serde(default)]
    pub capital: Option<String>,
    /// Id of what it lies in or belongs to.
    #[serde(default)]
    pub of: Option<String>,
    /// Size of a place.
    #[serde(default)]
    pub level: Option<Level>,
    /// Capitals its names must have.
    #[serde(default)]
    pub case: BTreeMap<String, Case>,
    /// Its members, when certain.
    #[serde(default)]
    pub members: Vec<Scalar>,
    /// For readers of the file.
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WorldFile {
    #[serde(default)]
    #[allow(dead_code)]
    pub origin: Option<String>,
    pub rows: Vec<EntityRow>,
}

/// Entities as they are read, file by file.
#[derive(Debug, Default)]
pub(super) struct WorldBuilder {
    /// In order; a row of an overlay stands in place of the one of its id.
    pub rows: Vec<EntityRow>,
    numbers: FxHashMap<(EntityClass, String), usize>,
}

impl WorldBuilder {
    pub fn add(&mut self, f: WorldFile) {
        for e in f.rows {
            match self.numbers.get(&(e.class, e.id.clone())) {
                Some(n) => self.rows[*n] = e,
                None => {
                    self.numbers.insert((e.class, e.id.clone()), self.rows.len());
                    self.rows.push(e);
                }
            }
        }
    }

    /// The finished world.
    pub fn finish(&self) -> World {
        let mut texts = NamesBuilder::default();
        // ids first, so that a table over them is short; currencies share their letters with nothing that is looked up
        let places: Vec<&EntityRow> = self.rows.iter().filter(|e| e.class != EntityClass::Currency).collect();
        let mut of_id: Vec<u32> = Vec::new();
        for class in [EntityClass::Country, EntityClass::Org, EntityClass::Place] {
            for (n, e) in places.iter().enumerate().filter(|(_, e)| e.class == class) {
                let id = texts.put(&e.id) as usize;
                if id == of_id.len() {
                    of_id.push(n as u32 + 1);
                }
            }
        }
        let mut facts = Vec::new();
        let mut labels = Vec::new();
        for e in &places {
            let mut text = |s: &Option<String>| s.as_ref().map_or(0, |s| texts.put(s) + 1);
            let region = u32::from(e.level == Some(Level::Region)) * REGION;
            facts.extend([e.class as u32 + region, text(&e.of), text(&e.note), text(&e.capital)]);
            let mut list = Vec::new();
            for (language, names) in &e.names {
                if let Some(first) = names.first() {
                    list.extend([texts.put(language), texts.put(&first.0)]);
                }
            }
            labels.push(list);
        }
        World { texts: texts.finish(), of_id: of_id.into_iter().collect(), facts: facts.into_iter().collect(), labels: Lists::new(&labels) }
    }
}

/// Number of an entity in [`World`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(u32);

/// What is known of an entity.
#[derive(Clone, Copy, Debug)]
pub struct Entity<'w> {
    /// Sort.
    pub class: EntityClass,
    /// Id of what it lies in or belongs to.
    pub of: Option<&'w str>,
    /// Note of its row.
    pub note: Option<&'w str>,
    /// Id of its capital.
    pub capital: Option<&'w str>,
    /// Whether it is a province of a country.
    pub is_region: bool,
}

impl Entity<'_> {
    /// Whether it is a news agency: it passes reports on and is no part of them.
    pub fn is_agency(&self) -> bool {
        self.note == Some("agency")
    }

    /// Whether it is a body that reports and counts, and has no members of its own to be listed: a survey, an office of a larger body.
    pub fn is_source(&self) -> bool {
        self.note == Some("source") || self.of.is_some()
    }
}

/// Countries, organisations and places: what they lie in, and their names for readers.
#[derive(Debug, Default)]
pub struct World {
    texts: Names,
    /// For an id, by its number among the texts: the number of its entity plus one.
    of_id: Words,
    /// [`FACTS`] for each entity: its sort, the text plus one of what it lies in, of its note, of its capital.
    facts: Words,
    /// For each entity, language and first name in it, by turns.
    labels: Lists,
}

/// Numbers kept for each entity.
const FACTS: usize = 4;
/// What the number of a sort is raised by where the place is a province of a country.
const REGION: u32 = 16;

/// Longest chain of places within places.
const DEEPEST: usize = 8;

impl World {
    /// The entity of this id among countries, organisations and places.
    pub fn find(&self, id: &str) -> Option<EntityId> {
        self.entity(self.texts.find(id)?)
    }

    fn entity(&self, text: u32) -> Option<EntityId> {
        self.of_id.get(text as usize).checked_sub(1).map(EntityId)
    }

    /// An entity.
    pub fn get(&self, id: EntityId) -> Entity<'_> {
        let fact = |n: usize| self.facts.get(id.0 as usize * FACTS + n);
        let text = |n: usize| fact(n).checked_sub(1).map(|t| self.texts.text(t));
        Entity { class: self.class(id), of: text(1), note: text(2), capital: text(3), is_region: fact(0) >= REGION }
    }

    fn class(&self, id: EntityId) -> EntityClass {
        match self.facts.get(id.0 as usize * FACTS) % REGION {
            0 => EntityClass::Country,
            1 => EntityClass::Org,
            _ => EntityClass::Place,
        }
    }

    /// The chain of what an entity lies in, itself first, as far as it is known.
    fn up(&self, id: &str) -> impl Iterator<Item = u32> + '_ {
        let mut seen: smallvec::SmallVec<[u32; DEEPEST]> = smallvec::SmallVec::new();
        seen.extend(self.texts.find(id));
        let mut next = seen.first().copied();
        std::iter::from_fn(move || {
            let now = next?;
            next = self.entity(now).and_then(|e| self.facts.get(e.0 as usize * FACTS + 1).checked_sub(1)).filter(|p| !seen.contains(p) && seen.len() < DEEPEST);
            seen.extend(next);
            Some(now)
        })
    }

    /// The chain of what an entity lies in, itself first.
    pub fn chain(&self, id: &str) -> Vec<String> {
        std::iter::once(id.to_owned()).chain(self.up(id).skip(1).map(|t| self.texts.text(t).to_owned())).collect()
    }

    /// The places of which one figure is told together: of `?SY+TR`, two countries that one disaster struck, each of them.
    pub fn several(place: &str) -> Option<std::str::Split<'_, char>> {
        place.strip_prefix('?').filter(|p| p.contains('+')).map(|p| p.split('+'))
    }

    /// Whether `a` is `b` or lies in it.
    pub fn is_within(&self, a: &str, b: &str) -> bool {
        if let Some(mut several) = World::several(b) {
            return a == b || several.any(|m| self.is_within(a, m));
        }
        a == b || self.texts.find(b).is_some_and(|b| self.up(a).any(|p| p == b))
    }

    /// The countries in the chain of what an entity lies in, the nearest first.
    fn countries(&self, id: &str) -> impl Iterator<Item = &str> {
        self.up(id).filter(|t| self.entity(*t).is_some_and(|e| self.class(e) == EntityClass::Country)).map(|t| self.texts.text(t))
    }

    /// The country that a place or country lies in.
    pub fn country(&self, id: &str) -> Option<String> {
        self.countries(id).next().map(str::to_owned)
    }

    /// Whether a place is a province or state of a country.
    pub fn is_region(&self, id: &str) -> bool {
        self.find(id).is_some_and(|e| self.get(e).is_region)
    }

    /// Whether a place of the lists is a town or a site, and no country or province.
    pub fn is_town(&self, id: &str) -> bool {
        self.find(id).is_some_and(|e| matches!(self.get(e), e if e.class == EntityClass::Place && !e.is_region))
    }

    /// Whether a place lies in a country, or is one.
    pub fn has_country(&self, id: &str) -> bool {
        self.countries(id).next().is_some()
    }

    /// The state that a place or country lies in: of London, the United Kingdom, where its country is England.
    pub fn state(&self, id: &str) -> Option<String> {
        self.countries(id).last().map(str::to_owned)
    }

    /// Name for readers of a language.
    pub fn label<'a>(&'a self, id: &'a str, lang: &str) -> &'a str {
        let Some(e) = self.find(id) else { return id };
        let list: smallvec::SmallVec<[u32; 8]> = self.labels.get(e.0).collect();
        let of = |wanted: &str| list.chunks_exact(2).find(|l| self.texts.text(l[0]) == wanted);
        of(lang).or_else(|| of("en")).or_else(|| list.chunks_exact(2).next()).map_or(id, |l| self.texts.text(l[1]))
    }

    pub(super) fn write(&self, w: &mut Writer) {
        w.names(&self.texts);
        w.words(&self.of_id);
        w.words(&self.facts);
        w.lists(&self.labels);
    }

    pub(super) fn read(r: &mut Reader) -> Self {
        World { texts: r.names(), of_id: r.words(), facts: r.words(), labels: r.lists() }
    }
}
