//! Typed values read at spans: numbers, shares, money, measures, durations, dates, ordinals, entity lists.
//!
//! A sentence becomes a row of [`Unit`]s: every mention is one unit, every known phrase one, every other word one.
//! A unit carries the set of its classes; the frames of [`crate::extract`] are patterns over these.

mod clock;
mod count;
mod date;
mod elided;
mod fraction;
mod known;
mod length;
mod numeral;
mod ordinal;
mod scan;
mod spellings;
mod units;

pub use date::Calendar;
pub use known::{Entries, Found, Known, Meaning, PLACES};
pub use scan::{Analyser, CACHE, Register, Scan, Sheet};
pub use units::{Unit, read_units};

use smallvec::SmallVec;

use crate::lexicon::{EntryId, KindId};
use crate::source::Span;
use crate::value::{DateValue, Quantity, SetValue};

/// A typed value read at a span.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The value.
    pub value: MentionValue,
    /// The value's words: digits, number words, their modifier and sign.
    pub span: Span,
    /// Value and noun together.
    pub phrase: Span,
    /// The noun that is counted.
    pub noun: Option<Noun>,
    /// Rows that read it.
    pub rows: SmallVec<[EntryId; 4]>,
    /// Whether the figure was written out in words alone.
    pub in_words: bool,
}

/// What a mention says.
#[derive(Debug, Clone)]
pub enum MentionValue {
    /// A number, of people, things or nothing said.
    Number(Quantity),
    /// A share.
    Percent(Quantity),
    /// A fraction of something, as percent.
    Fraction(Quantity),
    /// An amount in a currency (the unit).
    Money(Quantity),
    /// A measure; the unit says in what, the string the dimension.
    Measure(Quantity, String),
    /// A length of time; the unit is a unit of time.
    Duration(Quantity),
    /// A factor of change.
    Factor(Quantity),
    /// A rank.
    Ordinal(i64),
    /// A date.
    Date(DateValue),
    /// A time of day, in minutes after midnight.
    Clock(Quantity),
    /// A list of entities, and their sort: `country`, `org`, `place`.
    Set(SetValue, &'static str),
}

impl MentionValue {
    /// The quantity, when it is one.
    pub fn quantity(&self) -> Option<&Quantity> {
        use MentionValue::*;
        match self {
            Number(q) | Percent(q) | Fraction(q) | Money(q) | Measure(q, _) | Duration(q) | Factor(q) | Clock(q) => Some(q),
            Ordinal(_) | Date(_) | Set(..) => None,
        }
    }
}

/// The noun a figure counts.
#[derive(Debug, Clone, Default)]
pub struct Noun {
    /// Population of persons.
    pub population: Option<String>,
    /// Unit of things.
    pub thing: Option<String>,
    /// Kind of fact the noun itself tells.
    pub kind: Option<KindId>,
    /// Country whose people or things they are.
    pub nationality: Option<String>,
    /// Where it stands.
    pub span: Option<Span>,
    /// The figure is a part ("six of them").
    pub of_them: bool,
    /// Some of a group that is spoken of: "37 of the passengers".
    pub some_of: bool,
    /// They are told as somebody's own: "two of its soldiers", «اثنان من جنودها».
    pub owned: bool,
    /// The figure counts others than those named before ("20 others").
    pub others: bool,
    /// The figure comes on top of an earlier one ("two more bodies").
    pub further: bool,
    /// It counts new ones ("25 new cases").
    pub fresh: bool,
}
