//! Reference lists as written: `rules/reference/*.yaml` and a newsroom's own.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::lexicon::row::Scalar;

/// A file of known facts.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferenceFile {
    /// Where the facts were taken from.
    pub origin: String,
    /// The facts.
    pub facts: Vec<FactRow>,
}

/// One fact. Its kind tells which of the keys it needs.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactRow {
    /// Kind of fact: membership, member_count, founded, capital, population, office_holder, age, event_date or start_date.
    pub kind: String,
    /// Id of what it is about: an organisation, a country, a place, the seat of an office.
    #[serde(default)]
    pub subject: Option<Scalar>,
    /// Office, for `office_holder`.
    #[serde(default)]
    pub office: Option<String>,
    /// Name of the person, for `age`.
    #[serde(default)]
    pub person: Option<String>,
    /// Family of events, for dates of events.
    #[serde(default)]
    pub event: Option<String>,
    /// A number, a date (2002, 2002-10, 2002-10-07), a name, or the id of a place.
    #[serde(default)]
    pub value: Option<Scalar>,
    /// Day, month or year of birth, for `age`.
    #[serde(default)]
    pub born: Option<Scalar>,
    /// Other spellings of the name, by language.
    #[serde(default)]
    pub names: BTreeMap<String, Vec<Scalar>>,
    /// All that are or were members, for `membership`.
    #[serde(default)]
    pub members: Vec<MemberRow>,
    /// First day, month or year in which it holds.
    #[serde(default)]
    pub from: Option<Scalar>,
    /// Last day, month or year in which it holds.
    #[serde(default)]
    pub until: Option<Scalar>,
    /// For readers of the file.
    #[serde(default)]
    #[allow(dead_code)]
    pub note: Option<String>,
}

/// A member and the time of its membership. Who left and came back stands twice.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberRow {
    /// Id: ISO 3166 for countries.
    pub id: Scalar,
    /// First day, month or year of membership.
    #[serde(default)]
    pub from: Option<Scalar>,
    /// Last day, month or year of membership.
    #[serde(default)]
    pub until: Option<Scalar>,
    /// For readers of the file.
    #[serde(default)]
    #[allow(dead_code)]
    pub note: Option<String>,
}
