//! The world: countries, organisations and places with one id each and their names in every language.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::row::{Case, Scalar};

/// Number of an entity in [`World`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

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

/// One entity as written in `world/*.yaml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
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
    pub rows: Vec<Entity>,
}

/// All entities.
#[derive(Debug, Default)]
pub struct World {
    /// By number.
    pub entities: Vec<Entity>,
    ids: FxHashMap<String, EntityId>,
    /// Capital's id → country's id.
    capital_of: FxHashMap<String, String>,
}

impl World {
    pub(super) fn add(&mut self, f: WorldFile) {
        for e in f.rows {
            if e.class == EntityClass::Country
                && let Some(c) = &e.capital
            {
                self.capital_of.insert(c.clone(), e.id.clone());
            }
            // currencies share letters with nothing, but keep their ids apart from countries
            let key = key(e.class, &e.id);
            if let Some(id) = self.ids.get(&key) {
                self.entities[id.0 as usize] = e;
            } else {
                self.ids.insert(key, EntityId(self.entities.len() as u32));
                self.entities.push(e);
            }
        }
    }

    /// The entity of this id among countries, organisations and places.
    pub fn find(&self, id: &str) -> Option<EntityId> {
        [EntityClass::Country, EntityClass::Org, EntityClass::Place].iter().find_map(|c| self.ids.get(&key(*c, id))).copied()
    }

    /// An entity.
    pub fn get(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// The country whose capital this place is.
    pub fn country_of_capital(&self, place: &str) -> Option<&str> {
        self.capital_of.get(place).map(String::as_str)
    }

    /// The chain of what an entity lies in, itself first.
    pub fn chain(&self, id: &str) -> Vec<String> {
        let mut out = vec![id.to_owned()];
        while let Some(e) = out.last().and_then(|l| self.find(l)).map(|e| self.get(e)) {
            match &e.of {
                Some(p) if !out.contains(p) && out.len() < 8 => out.push(p.clone()),
                _ => break,
            }
        }
        out
    }

    /// Whether `a` is `b` or lies in it.
    pub fn is_within(&self, a: &str, b: &str) -> bool {
        self.chain(a).iter().any(|p| p == b)
    }

    /// The country that a place or country lies in.
    pub fn country(&self, id: &str) -> Option<String> {
        self.chain(id).into_iter().find(|p| self.find(p).is_some_and(|e| self.get(e).class == EntityClass::Country))
    }

    /// Name for readers of a language.
    pub fn label<'a>(&'a self, id: &'a str, lang: &str) -> &'a str {
        self.find(id)
            .map(|e| self.get(e))
            .and_then(|e| e.names.get(lang).or_else(|| e.names.get("en")).or_else(|| e.names.values().next()))
            .and_then(|n| n.first())
            .map_or(id, |s| s.0.as_str())
    }
}

fn key(class: EntityClass, id: &str) -> String {
    match class {
        EntityClass::Country => format!("country:{id}"),
        EntityClass::Org => format!("org:{id}"),
        EntityClass::Place => format!("place:{id}"),
        EntityClass::Currency => format!("currency:{id}"),
    }
}
