//! The language-free tables: kinds, event families, populations, offices, units.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::row::Scalar;

/// Number of a kind in [`Tables::kinds`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KindId(pub u16);

/// Label of a thing in the languages of the reports.
pub type Labels = std::collections::BTreeMap<String, String>;

/// A kind of fact (`kinds.yaml`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its id.
    pub id: String,
    /// Type of its values.
    pub value: ValueType,
    /// Unit of its quantities.
    #[serde(default)]
    pub unit: String,
    /// How it changes with time.
    pub growth: Growth,
    /// Whether parts add up to the whole.
    #[serde(default)]
    pub additive: bool,
    /// What its claims are about.
    pub subject: SubjectType,
    /// Share by which two figures may differ and still be one.
    #[serde(default)]
    pub tolerance: Option<Decimal>,
    /// Whether two figures are one where rounding either to the decimals of the other makes it that: magnitudes 6.8 and 7.
    #[serde(default)]
    pub rounds: bool,
    /// Range outside which a reading is doubted.
    #[serde(default)]
    pub plausible: Option<(Decimal, Decimal)>,
    /// Whom its nouns name is counted by no verb of another kind: bodies that are brought ashore are not rescued.
    #[serde(default)]
    pub last: bool,
    /// Told of a whole story, whatever event of it a sentence names: who fled a war fled its battles and its strikes.
    #[serde(default)]
    pub of_story: bool,
    /// Told batch by batch: those let go on Friday are none of Monday's.
    #[serde(default)]
    pub in_batches: bool,
    /// Kinds that count some of its people later: the wounded who die.
    #[serde(default)]
    pub becomes: Vec<String>,
    /// Groups of its people that they join and leave: the seriously hurt.
    #[serde(default)]
    pub passing: Vec<String>,
    /// Days after which many of its people may be counted no more: the detained who were let go, the displaced who went home.
    #[serde(default)]
    pub leaves: Option<i64>,
    /// The kind that a count of these people is instead: rescuers who take part are personnel.
    #[serde(default)]
    pub of_group: BTreeMap<String, String>,
    /// The kind that a figure of this unit is instead: seats that a vote gives are members.
    #[serde(default)]
    pub of_unit: BTreeMap<String, String>,
    /// A group that holds all whom it counts: patients, of those in hospital.
    #[serde(default)]
    pub everybody: Option<String>,
    /// Kinds whose people it counts as well.
    #[serde(default)]
    pub holds: Vec<String>,
    /// Whether an event may have several, each of something of its own: the strengths of its shocks, the hours of its turns.
    #[serde(default)]
    pub several: bool,
    /// Names for readers.
    pub label: Labels,
}

impl Kind {
    /// Whether its unit is people.
    pub fn is_of_people(&self) -> bool {
        self.unit == "person"
    }

    /// Whether its unit is money.
    pub fn is_of_money(&self) -> bool {
        self.unit == "money"
    }

    /// Whether it counts what a vote gives: votes, or seats.
    pub fn is_of_ballot(&self) -> bool {
        matches!(self.unit.as_str(), "vote" | "seat")
    }

    /// Whether it counts people, and only ever more of them while an event lasts: the dead, the wounded, the detained.
    pub fn counts_people_up(&self) -> bool {
        self.growth == Growth::Cumulative && self.is_of_people()
    }

    /// Whether it counts things told by what they are, and its parts make it up: houses, shells, goats.
    pub fn counts_things(&self) -> bool {
        self.additive && !self.is_of_people() && self.subject == SubjectType::Descriptor
    }

    /// Whether it counts those whom something befell in an event, and its parts make it up: the dead, the rescued, the evacuated.
    pub fn befalls_people(&self) -> bool {
        self.additive && self.is_of_people() && self.subject == SubjectType::Event
    }
}

/// Type of a kind's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ValueType {
    /// Quantity.
    Quantity,
    /// Date.
    Date,
    /// Set of members.
    Set,
    /// Name.
    Name,
}

/// How a kind's figure moves with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Growth {
    /// Only rises.
    Cumulative,
    /// Either way.
    Level,
    /// Does not change.
    Fixed,
}

/// What claims of a kind are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SubjectType {
    /// An event.
    Event,
    /// A person, organisation or place.
    Entity,
    /// An office.
    Office,
    /// What the phrase measures.
    Descriptor,
}

/// An event family (`events.yaml`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// Its id.
    pub id: String,
    /// Whether people can be killed or hurt in it.
    pub toll: bool,
    /// Group of accidents and disasters: families of one group in one story tell of one event.
    #[serde(default)]
    pub mishap: Option<String>,
    /// The wider family that it is a sort of: a story that names two sorts tells of two events, one that names one means it by
    /// words of the wide family as well.
    #[serde(default)]
    pub of: Option<String>,
    /// Kinds that readings of other kinds are in a text on it: degrees that name no scale are the strength of an earthquake.
    #[serde(default)]
    pub retold: BTreeMap<String, String>,
    /// Families whose story words of this one can tell as well.
    #[serde(default)]
    pub also: Vec<String>,
    /// Words for any fight: they tell of the weightiest of `also` that the story names.
    #[serde(default)]
    pub loose: bool,
    /// Never only the circumstance of another event.
    #[serde(default)]
    pub apart: bool,
    /// Its texts call it by no other family's word unless the same figure is told of both.
    #[serde(default)]
    pub alone: bool,
    /// Goes on from day to day, and texts count the days one by one.
    #[serde(default)]
    pub daily: bool,
    /// Happens in one place: the dead whom another country counts are its people.
    #[serde(default)]
    pub spot: bool,
    /// Whether two sides meet in it: "on the Tajik side" tells whose the dead are, and of what no sides meet in, where they are.
    #[serde(default)]
    pub sides: bool,
    /// Days between two mentions of one event.
    pub near_days: i64,
}

/// Days within which an event of one day is over.
const SHARP: i64 = 12;

impl Family {
    /// Whether it is an event of one day, such as an attack or a quake, and not one that goes on.
    pub fn is_sharp(&self) -> bool {
        self.near_days <= SHARP
    }
}

/// A population (`populations.yaml`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// Its id.
    pub id: String,
    /// What it is a part of.
    #[serde(default, rename = "in")]
    pub part_of: Vec<String>,
    /// What they do by being what they are: passengers are aboard.
    #[serde(default)]
    pub doing: Option<String>,
    /// Counted beside everybody rather than among them: attackers who died are none of an attack's dead unless a text says so.
    #[serde(default)]
    pub apart: bool,
    /// Bears arms: a side of a fight counts its losses among them.
    #[serde(default)]
    pub armed: bool,
    /// Can be everybody whom an event befell, so that one text counts the miners and another the people.
    #[serde(default)]
    pub crowd: bool,
    /// Names for readers.
    pub label: Labels,
}

/// An office (`offices.yaml`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Its id.
    pub id: String,
    /// What names the seat.
    pub of: Seat,
    /// One holder at a time.
    pub exclusive: bool,
    /// Firms that no list knows have it: the name beside it is the seat.
    #[serde(default)]
    pub firms: bool,
    /// Says nothing of whose office it is without a body: a head, a commander, a spokesman.
    #[serde(default)]
    pub needs_body: bool,
    /// Its holder goes by a given name alone: kings, emirs, popes.
    #[serde(default)]
    pub one_name: bool,
    /// Its holders of several countries meet in one story: one told without a country need not be of the story's own.
    #[serde(default)]
    pub worldly: bool,
    /// Of these, one whose foreign holders are hardly ever told without their country.
    #[serde(default)]
    pub domestic: bool,
    /// As its holder that of another office of the state is told by mistake.
    #[serde(default)]
    pub mistaken: bool,
    /// Its holders stand in stories of other countries.
    #[serde(default)]
    pub abroad: bool,
    /// States whose holder of it is what others call by another office: the American secretary of state is a foreign minister.
    #[serde(default)]
    pub called: BTreeMap<String, String>,
    /// The body whose office it always is: that of the under-secretary-general for relief.
    #[serde(default)]
    pub seat: Option<String>,
    /// Its holders are sent out: where they are is a part of whose office it is, "the American ambassador to Israel", "the head of UNICEF in Yemen".
    #[serde(default)]
    pub posted: bool,
    /// States that have one holder of it where others have several.
    #[serde(default)]
    pub sole: BTreeSet<String>,
}

/// Stands between who sends somebody out and where to, in the seat of an office (`posted`).
pub const POSTED: char = '>';

/// What names the seat of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Seat {
    /// A state.
    State,
    /// An organisation.
    Org,
    /// A place.
    Place,
    /// Nothing: there is one.
    None,
}

/// A unit of measure (`units.yaml`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its id.
    pub id: String,
    /// Its dimension.
    pub dimension: String,
    /// Factor to the base unit of the dimension.
    pub factor: Decimal,
    /// Factors of other units that newspapers call the same: a short and a long ton, a mile at sea.
    #[serde(default)]
    pub also: Vec<Decimal>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindsFile {
    pub kinds: Vec<Kind>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FamiliesFile {
    pub families: Vec<Family>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PopulationsFile {
    pub populations: Vec<Population>,
    #[serde(default)]
    pub disjoint: Vec<Vec<Scalar>>,
    /// Lists of groups that are one under several words.
    #[serde(default)]
    pub alike: Vec<Vec<String>>,
    #[serde(default)]
    pub wholes: Vec<Vec<Scalar>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficesFile {
    pub offices: Vec<Office>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitsFile {
    pub units: Vec<Unit>,
    /// Names that several currencies share: by the country, the currency.
    #[serde(default)]
    pub currencies: BTreeMap<String, BTreeMap<String, String>>,
}

/// All language-free tables.
#[derive(Debug, Default)]
pub struct Tables {
    /// Kinds, by number.
    pub kinds: Vec<Kind>,
    kind_ids: FxHashMap<String, KindId>,
    /// Event families by id.
    pub families: FxHashMap<String, Family>,
    /// Populations by id.
    pub populations: FxHashMap<String, Population>,
    disjoint: Vec<Vec<String>>,
    alike: Vec<Vec<String>>,
    wholes: Vec<Vec<String>>,
    /// Names that several currencies share: by the country, the currency.
    pub currencies: BTreeMap<String, BTreeMap<String, String>>,
    /// Offices by id.
    pub offices: FxHashMap<String, Office>,
    /// Units by id.
    pub units: FxHashMap<String, Unit>,
}

impl Tables {
    /// The kind of this id. Finer kinds (`personnel.deployed`) fall back to their stem.
    pub fn kind_id(&self, id: &str) -> Option<KindId> {
        self.kind_ids.get(id).or_else(|| self.kind_ids.get(id.split('.').next()?)).copied()
    }

    /// A kind.
    pub fn kind(&self, id: KindId) -> &Kind {
        &self.kinds[id.0 as usize]
    }

    pub(super) fn add_kinds(&mut self, f: KindsFile) {
        for k in f.kinds {
            if let Some(id) = self.kind_ids.get(&k.id) {
                self.kinds[id.0 as usize] = k;
            } else {
                self.kind_ids.insert(k.id.clone(), KindId(self.kinds.len() as u16));
                self.kinds.push(k);
            }
        }
    }

    pub(super) fn add_families(&mut self, f: FamiliesFile) {
        self.families.extend(f.families.into_iter().map(|f| (f.id.clone(), f)));
    }

    pub(super) fn add_populations(&mut self, f: PopulationsFile) {
        self.populations.extend(f.populations.into_iter().map(|p| (p.id.clone(), p)));
        self.alike.extend(f.alike);
        self.disjoint.extend(f.disjoint.into_iter().map(|d| d.into_iter().map(|s| s.0).collect()));
        self.wholes.extend(f.wholes.into_iter().map(|d| d.into_iter().map(|s| s.0).collect()));
    }

    pub(super) fn add_offices(&mut self, f: OfficesFile) {
        self.offices.extend(f.offices.into_iter().map(|o| (o.id.clone(), o)));
    }

    pub(super) fn add_units(&mut self, f: UnitsFile) {
        self.units.extend(f.units.into_iter().map(|u| (u.id.clone(), u)));
        self.currencies.extend(f.currencies);
    }

    /// Whether every member of population `a` is a member of `b`.
    pub fn is_part(&self, a: &str, b: &str) -> bool {
        a == b || self.populations.get(a).is_some_and(|p| p.part_of.iter().any(|q| self.is_part(q, b)))
    }

    /// Whether two words tell one group: the gunmen who attacked are the attackers.
    pub fn are_alike(&self, a: &str, b: &str) -> bool {
        self.alike.iter().any(|l| l.iter().any(|g| g == a) && l.iter().any(|g| g == b))
    }

    /// Whether no person can be in both.
    pub fn are_disjoint(&self, a: &str, b: &str) -> bool {
        self.disjoint.iter().any(|group| {
            let at = |p: &str| group.iter().position(|g| self.is_part(p, g));
            matches!((at(a), at(b)), (Some(i), Some(j)) if i != j)
        })
    }

    /// Whether two groups share nobody where a text names them side by side: women and children, women being grown.
    pub fn side_by_side(&self, a: &str, b: &str) -> bool {
        a != b && self.wholes.iter().any(|w| w.iter().any(|g| g == a) && w.iter().any(|g| g == b))
    }

    /// Whether these groups, and no others, are everybody there is.
    pub fn makes_all(&self, groups: &[&str]) -> bool {
        self.wholes.iter().any(|w| w.len() == groups.len() && w.iter().all(|g| groups.contains(&g.as_str())))
    }

    /// Whether a group tells of what sort people are, beside all others of its whole: men, women, children.
    pub fn is_sort(&self, population: &str) -> bool {
        self.wholes.iter().flatten().any(|w| w == population)
    }

    /// Whether a population bears arms.
    pub fn is_armed(&self, population: &str) -> bool {
        self.ancestors(population).into_iter().any(|p| self.populations.get(p).is_some_and(|p| p.armed))
    }

    /// What a unit is a measure of; a unit that is none of the list, as a currency is, stands for itself.
    pub fn dimension<'u>(&'u self, unit: &'u str) -> &'u str {
        self.units.get(unit).map_or(unit, |u| u.dimension.as_str())
    }

    /// Whether events of a family kill and are over in a day: what a text tells of a day is told of one of them.
    pub fn strikes_in_a_day(&self, family: &str) -> bool {
        self.families.get(family).is_some_and(|f| f.toll && f.is_sharp())
    }

    /// Whether a group is counted beside everybody: the attackers are none of an attack's victims.
    pub fn is_apart(&self, group: &str) -> bool {
        self.ancestors(group).into_iter().any(|p| self.populations.get(p).is_some_and(|p| p.apart))
    }

    /// All populations that hold `a`, itself first.
    pub fn ancestors<'a>(&'a self, a: &'a str) -> Vec<&'a str> {
        let mut out = vec![a];
        let mut i = 0;
        while i < out.len() {
            if let Some(p) = self.populations.get(out[i]) {
                for q in &p.part_of {
                    if !out.contains(&q.as_str()) {
                        out.push(q);
                    }
                }
            }
            i += 1;
        }
        out
    }
}
