//! Values and claims as JSON, written straight to the output: a stream of claims is several times as long as its articles.
//!
//! Keys stand in the order of the alphabet, as they do in every JSON object that the program writes.

use std::fmt::Display;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::claim::{Claim, Modality, Role, Who};
use crate::lexicon::{EntityClass, Lexicon};
use crate::source::{Document, Span, Zone};
use crate::value::{Value, json_number};

/// What is written as it is shown.
struct Shown<T>(T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(&self.0)
    }
}

/// `c7`, `d1`, `e3`: a letter and a number that counts from 1.
#[derive(Clone, Copy)]
struct Id(char, u32);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut text = [0u8; 11];
        let mut at = text.len();
        let mut n = self.1.saturating_add(1);
        while n > 0 {
            at -= 1;
            text[at] = b'0' + (n % 10) as u8;
            n /= 10;
        }
        at -= 1;
        text[at] = self.0 as u8;
        s.serialize_str(std::str::from_utf8(&text[at..]).unwrap_or_default())
    }
}

/// A decimal as a JSON number.
struct Number(Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self.0.to_i64().filter(|_| self.0.scale() == 0) {
            Some(n) => s.serialize_i64(n),
            None => json_number(self.0).serialize(s),
        }
    }
}

/// A value as JSON.
pub struct ValueJson<'a>(pub &'a Lexicon, pub &'a Value);

impl Serialize for ValueJson<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let ValueJson(lexicon, value) = self;
        let mut m = s.serialize_map(None)?;
        match value {
            Value::Quantity(q) => {
                if let Some(a) = q.approx {
                    m.serialize_entry("approx", &Number(a))?;
                }
                m.serialize_entry("max", &q.max.map(Number))?;
                m.serialize_entry("min", &q.min.map(Number))?;
                m.serialize_entry("modifier", q.modifier.id())?;
                let unit = lexicon.tables.units.get(&q.unit).filter(|u| u.dimension == "time");
                if let Some(n) = unit.and_then(|u| q.point()?.checked_mul(u.factor)) {
                    m.serialize_entry("seconds", &Number(n))?;
                }
                m.serialize_entry("type", "quantity")?;
                m.serialize_entry("unit", &q.unit)?;
            }
            Value::Date(d) => {
                m.serialize_entry("date", &Shown(d.start))?;
                if let Some(e) = d.end {
                    m.serialize_entry("end", &Shown(e))?;
                    m.serialize_entry("start", &Shown(d.start))?;
                }
                m.serialize_entry("type", "date")?;
                if let Some(w) = d.weekday {
                    m.serialize_entry("weekday", &w)?;
                }
            }
            Value::Set(set) => {
                m.serialize_entry("complete", &set.complete)?;
                m.serialize_entry("members", &set.members.iter().map(|id| member_name(lexicon, id)).collect::<Vec<_>>())?;
                m.serialize_entry("type", "set")?;
            }
            Value::Name(n) => {
                m.serialize_entry("id", &n.id)?;
                m.serialize_entry("text", &n.text)?;
                m.serialize_entry("type", "name")?;
            }
        }
        m.end()
    }
}

/// The name by which a member of a set is shown: a country by its code, others by what they are called.
pub(super) fn member_name<'a>(lexicon: &'a Lexicon, id: &'a str) -> &'a str {
    let country = lexicon.world.find(id).is_none_or(|e| lexicon.world.get(e).class == EntityClass::Country);
    if country { id } else { lexicon.world.label(id, "en") }
}

/// A value as a JSON value.
pub fn value_json(lexicon: &Lexicon, v: &Value) -> serde_json::Value {
    serde_json::to_value(ValueJson(lexicon, v)).unwrap_or_default()
}

#[derive(serde::Serialize)]
struct Ends {
    end: u32,
    start: u32,
}

impl From<Span> for Ends {
    fn from(s: Span) -> Self {
        Ends { end: s.end, start: s.start }
    }
}

/// A claim as JSON.
#[derive(serde::Serialize)]
pub struct ClaimJson<'a> {
    as_of: Option<Shown<jiff::civil::Date>>,
    attribution: Option<&'a str>,
    column: u32,
    document: Id,
    id: Id,
    kind: &'a str,
    line: u32,
    modality: Modality,
    part_of: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    quote: std::borrow::Cow<'a, str>,
    quote_span: Ends,
    role: Role,
    span: Ends,
    subject: Option<Id>,
    text: std::borrow::Cow<'a, str>,
    value: ValueJson<'a>,
    #[serde(rename = "where")]
    place: Option<&'a str>,
    who: Population<'a>,
    zone: Zone,
}

impl<'a> ClaimJson<'a> {
    /// The claim of a document; `subject` counts from 0.
    pub fn new(lexicon: &'a Lexicon, doc: &'a Document, c: &'a Claim, subject: Option<u32>) -> Self {
        let at = doc.position(c.span.start);
        ClaimJson {
            as_of: c.as_of.map(Shown),
            attribution: c.attribution.as_ref().map(|a| a.text.as_str()),
            column: at.column,
            document: Id('d', c.doc.0),
            id: Id('c', c.id.0),
            kind: &lexicon.tables.kind(c.kind).id,
            line: at.line,
            modality: c.modality,
            part_of: c.part_of.map(|p| Id('c', p.0)),
            path: None,
            quote: doc.words(c.quote),
            quote_span: c.quote.into(),
            role: c.role,
            span: c.span.into(),
            subject: subject.map(|s| Id('e', s)),
            text: doc.words(c.span),
            value: ValueJson(lexicon, &c.value),
            place: c.place.as_deref(),
            who: Population(&c.who),
            zone: c.zone,
        }
    }

    /// With the path of its document.
    pub fn with_path(self, path: &'a str) -> Self {
        ClaimJson { path: Some(path), ..self }
    }
}

struct Population<'a>(&'a Who);

impl Serialize for Population<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Who { population, nationality: None, qualifier: None } => s.serialize_str(population),
            narrower => s.serialize_str(&narrower.id()),
        }
    }
}

/// Claims of one document, without subjects.
#[derive(serde::Serialize)]
pub struct ClaimsJson<'a> {
    claims: Vec<ClaimJson<'a>>,
    id: &'a str,
}

impl<'a> ClaimsJson<'a> {
    /// The claims of a document.
    pub fn new(lexicon: &'a Lexicon, doc: &'a Document, claims: &'a [Claim]) -> Self {
        ClaimsJson { claims: claims.iter().map(|c| ClaimJson::new(lexicon, doc, c, None)).collect(), id: &doc.path }
    }
}
