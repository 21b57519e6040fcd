//! Known facts with the time in which they hold: members of an alliance, holders of an office, days of foundation. Articles
//! are checked against them; a reference is never one of the articles, and changes nothing of what they say of each other.

mod file;
mod time;

pub use file::{FactRow, MemberRow, ReferenceFile};
pub use time::{Validity, partial_date};

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::error::{Problem, Result};
use crate::lexicon::{KindId, Lexicon, RuleText, ValueType};
use crate::value::PartialDate;
use crate::yaml;

/// What a fact is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// An organisation, country or place, by id.
    Entity(String),
    /// An office and its seat.
    Office(String, String),
    /// A person, by name and its other spellings.
    Person(Vec<String>),
    /// A family of events and the place.
    Event(String, String),
}

/// What a fact says.
#[derive(Debug, Clone, PartialEq)]
pub enum Says {
    /// A number.
    Number(Decimal),
    /// A date.
    Date(PartialDate),
    /// A name in all its spellings, the first shown to readers.
    Name(Vec<String>),
    /// A place, by id.
    Place(String),
    /// A date of birth.
    Born(PartialDate),
    /// Members, each with its time and its place in the file.
    Members(Vec<(String, Validity, Range<usize>)>),
}

/// One known fact.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Kind.
    pub kind: KindId,
    /// What it is about.
    pub about: About,
    /// What it says.
    pub says: Says,
    /// When it holds.
    pub validity: Validity,
    /// Its entry in the file.
    pub place: Range<usize>,
}

/// A file of facts.
#[derive(Debug, Clone)]
pub struct Reference {
    /// Path as shown to people.
    pub name: String,
    /// Its text.
    pub text: Arc<str>,
    /// Its facts.
    pub facts: Vec<Fact>,
}

/// The name that stands for the lists that come with the program.
pub const BUILT_IN: &str = "built-in";

/// Reads a file of facts; every id in it must be known.
pub fn read(lexicon: &Lexicon, file: &RuleText) -> Result<Reference> {
    let written: ReferenceFile = file.parse()?;
    let places = yaml::places(&file.text);
    let at = |path: &str| places.get(path).map_or(0..0, |r| first_line(&file.text, r.clone()));
    let mut facts = Vec::with_capacity(written.facts.len());
    for (n, row) in written.facts.iter().enumerate() {
        let place = at(&format!("facts/{n}"));
        let wrong = |message: String, help: &str| -> Box<Problem> {
            Box::new(Problem::new(format!("{}: {message}", file.name)).at(&file.name, &file.text, place.clone(), "here").help(help))
        };
        facts.push(fact(lexicon, row, n, place.clone(), &at, &wrong)?);
    }
    Ok(Reference { name: file.name.clone(), text: Arc::from(&*file.text), facts })
}

/// The file, or all files of a folder, at a path.
pub fn texts(path: &Path) -> Result<Vec<RuleText>> {
    let cannot =
        |p: &Path, e: std::io::Error| Problem::in_file(p, format_args!("the reference cannot be read: {e}")).help("name a YAML file of facts, a folder of them, or `built-in`");
    let mut files = vec![path.to_owned()];
    if path.is_dir() {
        files = std::fs::read_dir(path).map_err(|e| cannot(path, e))?.filter_map(|e| e.ok()).map(|e| e.path()).collect();
        files.retain(|p| p.extension().is_some_and(|e| e == "yaml" || e == "yml"));
        files.sort();
    }
    files
        .into_iter()
        .map(|p| {
            let text = std::fs::read_to_string(&p).map_err(|e| cannot(&p, e))?;
            let stem = p.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
            Ok(RuleText { path: format!("reference/{stem}.yaml"), name: p.display().to_string(), text: text.into(), built_in: false })
        })
        .collect()
}

/// An entry is shown by its first line.
fn first_line(text: &str, r: Range<usize>) -> Range<usize> {
    let line = text.get(r.clone()).and_then(|t| t.lines().next()).unwrap_or("").trim_end();
    r.start..r.start + line.len()
}

fn fact(lexicon: &Lexicon, row: &FactRow, n: usize, place: Range<usize>, at: &dyn Fn(&str) -> Range<usize>, wrong: &dyn Fn(String, &str) -> Box<Problem>) -> Result<Fact> {
    let tables = &lexicon.tables;
    let kind = tables.kinds.iter().position(|k| k.id == row.kind).and_then(|_| tables.kind_id(&row.kind));
    let kind = kind.ok_or_else(|| wrong(format!("there is no kind `{}`", row.kind), "kinds are listed in rules/kinds.yaml"))?;
    let date = |s: &crate::lexicon::row::Scalar| partial_date(&s.0).ok_or_else(|| wrong(format!("`{}` is no date", s.0), "write 2002, 2002-10 or 2002-10-07"));
    let validity = |from: &Option<crate::lexicon::row::Scalar>, until: &Option<crate::lexicon::row::Scalar>| -> Result<Validity> {
        let v = Validity { from: from.as_ref().map(date).transpose()?, until: until.as_ref().map(date).transpose()? };
        match (v.from.and_then(|d| d.bounds()), v.until.and_then(|d| d.bounds())) {
            (Some(a), Some(b)) if a.0 > b.1 => Err(wrong("it ends before it begins".into(), "`from` is the first day, `until` the last")),
            _ => Ok(v),
        }
    };
    let missing = |key: &str| wrong(format!("a fact of kind `{}` needs `{key}`", row.kind), "see docs/rules.md for the keys of each kind");
    let known = |id: &str| {
        lexicon.world.find(id).map(|_| id.to_owned()).ok_or_else(|| wrong(format!("nothing has the id `{id}`"), "ids stand in rules/world/, or in a file of your own there"))
    };
    let spellings = |first: &str| -> Vec<String> { std::iter::once(first.to_owned()).chain(row.names.values().flatten().map(|s| s.0.clone())).collect() };
    let value = || row.value.as_ref().ok_or_else(|| missing("value"));
    let subject = || row.subject.as_ref().ok_or_else(|| missing("subject")).and_then(|s| known(&s.0));
    let k = tables.kind(kind);
    let about = match k.id.as_str() {
        "office_holder" => {
            let office = row.office.clone().ok_or_else(|| missing("office"))?;
            if !tables.offices.contains_key(&office) {
                return Err(wrong(format!("there is no office `{office}`"), "offices are listed in rules/offices.yaml"));
            }
            About::Office(office, subject()?)
        }
        "age" => About::Person(spellings(row.person.as_deref().ok_or_else(|| missing("person"))?)),
        "event_date" | "start_date" | "end_date" => {
            let family = row.event.clone().ok_or_else(|| missing("event"))?;
            if !tables.families.contains_key(&family) {
                return Err(wrong(format!("there is no family of events `{family}`"), "families are listed in rules/events.yaml"));
            }
            About::Event(family, subject()?)
        }
        "membership" | "member_count" | "founded" | "capital" | "population" => About::Entity(subject()?),
        other => return Err(wrong(format!("facts of kind `{other}` cannot be held against articles"), "see docs/rules.md for the kinds that can")),
    };
    let says = match (k.id.as_str(), k.value) {
        ("age", _) => Says::Born(date(row.born.as_ref().ok_or_else(|| missing("born"))?)?),
        ("capital", _) => Says::Place(known(&value()?.0)?),
        (_, ValueType::Set) => {
            let mut members = Vec::with_capacity(row.members.len());
            for (m, member) in row.members.iter().enumerate() {
                members.push((known(&member.id.0)?, validity(&member.from, &member.until)?, at(&format!("facts/{n}/members/{m}"))));
            }
            if members.is_empty() {
                return Err(missing("members"));
            }
            Says::Members(members)
        }
        (_, ValueType::Date) => Says::Date(date(value()?)?),
        (_, ValueType::Name) => Says::Name(spellings(&value()?.0)),
        (_, ValueType::Quantity) => {
            let text = &value()?.0;
            Says::Number(text.replace(['_', ','], "").parse().map_err(|_| wrong(format!("`{text}` is no number"), "write 9_500_000"))?)
        }
    };
    Ok(Fact { kind, about, says, validity: validity(&row.from, &row.until)?, place })
}
