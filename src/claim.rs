//! Claims: a kind, a value, what it is about, whom it counts, where, when, and who says so.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::lexicon::{KindId, Origin};
use crate::source::{DocId, Span, Zone};
use crate::value::{PartialDate, Quantity, Value};

/// Number of a claim in one run, in the order of documents and spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClaimId(pub u32);

/// How a claim is put forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// Said to be so.
    #[default]
    Asserted,
    /// Said not to be so.
    Denied,
    /// To come.
    Planned,
    /// Feared or possible.
    Feared,
    /// Passed on with doubt.
    Doubted,
}

/// What the figure is within its own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The figure for its scope.
    #[default]
    Whole,
    /// A part of another figure ("including three children").
    Part,
    /// Given up by the text itself ("an earlier toll of 13").
    Superseded,
    /// Comes on top of an earlier one ("two more bodies").
    Increment,
}

/// How the qualifier of a count of one day begins.
pub const ON_DAY: &str = "on_";

/// Whom a figure counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Who {
    /// Population id.
    pub population: String,
    /// Country of the people.
    pub nationality: Option<String>,
    /// Something more that narrows the group ("serious").
    pub qualifier: Option<String>,
}

impl Who {
    /// Everyone.
    pub fn all() -> Self {
        Who { population: "all".into(), nationality: None, qualifier: None }
    }

    /// One word for outputs: `all`, `soldiers`, `soldiers_FR`.
    pub fn id(&self) -> String {
        let mut s = self.population.clone();
        for part in [&self.nationality, &self.qualifier].into_iter().flatten() {
            s.push('_');
            s.push_str(part);
        }
        s
    }
}

/// Who is quoted as saying it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// As written.
    pub text: String,
    /// Where.
    pub span: Span,
    /// The same for the same authority in one language.
    pub key: String,
    /// "X, citing Y": X only passes it on.
    pub relayed: bool,
}

/// An event as one text speaks of it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct EventHint {
    /// Family of events.
    pub family: Option<String>,
    /// Place, by entity id.
    pub place: Option<String>,
    /// Day, month or year that the text gives for it.
    pub date: Option<PartialDate>,
    /// Day of the blow that the word beside the figure's own tells: "Wednesday's blasts".
    pub struck: Option<Date>,
    /// It is recalled as background, apart from what the text reports.
    pub background: bool,
}

/// What a claim is about, before linking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// An event.
    Event(EventHint),
    /// An entity (organisation, country) and a role in it ("members", "suspended").
    Entity {
        /// Entity id, when known.
        id: Option<String>,
        /// Role, when the figure is about one.
        role: Option<String>,
    },
    /// A person by name.
    Person(String),
    /// An office.
    Office {
        /// Office id.
        office: String,
        /// Seat: entity id.
        seat: Option<String>,
        /// former, acting, deputy …
        modifier: Option<String>,
    },
    /// What the phrase measures.
    Descriptor,
}

/// Which rows and which pattern read a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Derivation {
    /// The pattern, as file and number.
    pub pattern: Option<Origin>,
    /// Its text.
    pub pattern_text: Arc<str>,
    /// Rows of words that were used.
    pub rows: SmallVec<[Origin; 6]>,
    /// In words: how the kind was found when no pattern says it.
    pub note: &'static str,
}

impl Derivation {
    /// Whether its pattern tells a count as a toll of its own: "the toll", "the number of", "Injured: 28", "left 40 dead".
    pub fn tells_toll(&self) -> bool {
        ["toll", "number-of", "colon", "leave"].iter().any(|w| self.pattern_text.contains(w))
    }
}

/// A set of words, in order, in one piece: a folder of 100,000 texts holds ten million of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Box<str>);

/// What stands between two words; none holds it, for it ends a line.
const BETWEEN: char = '\n';

impl Words {
    /// The words, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split_terminator(BETWEEN)
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first word with a mark, without it.
    pub fn marked(&self, mark: &str) -> Option<&str> {
        self.iter().find_map(|w| w.strip_prefix(mark))
    }

    /// Puts words in.
    pub fn extend(&mut self, more: impl IntoIterator<Item = String>) {
        *self = self.iter().map(str::to_owned).chain(more).collect();
    }
}

impl FromIterator<String> for Words {
    fn from_iter<I: IntoIterator<Item = String>>(words: I) -> Self {
        words.into_iter().collect::<BTreeSet<String>>().into()
    }
}

impl From<BTreeSet<String>> for Words {
    fn from(words: BTreeSet<String>) -> Self {
        let mut row = String::with_capacity(words.iter().map(|w| w.len() + 1).sum());
        for w in &words {
            row.push_str(w);
            row.push(BETWEEN);
        }
        Words(row.into())
    }
}

/// One comparable fact of one document.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Number.
    pub id: ClaimId,
    /// Document.
    pub doc: DocId,
    /// Kind.
    pub kind: KindId,
    /// Value.
    pub value: Value,
    /// What it is about.
    pub topic: Topic,
    /// Whom it counts.
    pub who: Who,
    /// Place narrower than the subject, by entity id.
    pub place: Option<String>,
    /// Day it stands for.
    pub as_of: Option<Date>,
    /// In a running report, the time of day of its entry, in minutes: what orders the figures of one text and day.
    pub moment: Option<u16>,
    /// Whether the text itself dates it.
    pub dated: bool,
    /// Who says so.
    pub attribution: Option<Attribution>,
    /// How it is put forward.
    pub modality: Modality,
    /// What it is within its text.
    pub role: Role,
    /// The claim it is a part of, when the text says so.
    pub part_of: Option<ClaimId>,
    /// What those counted do, where one event gathers several crowds; not kept in an archive.
    pub doing: Option<std::sync::Arc<str>>,
    /// Whether its group is everybody of the story whom its kind counts, so that "287 miners" is a count of all; found by linking.
    pub everybody: bool,
    /// Of an office: whether the text tells its holder as new in it; not kept in an archive.
    pub entered: bool,
    /// Of a list: the figure that says how long it is, and what it says.
    pub announced: Option<(Span, usize)>,
    /// Content words of its phrase, folded; entity ids with `@`.
    pub descriptor: Words,
    /// The value's words.
    pub span: Span,
    /// The clause or phrase that shows the fact.
    pub quote: Span,
    /// Zone it stands in.
    pub zone: Zone,
    /// Number of its sentence in the document.
    pub sentence: u32,
    /// Number of its paragraph.
    pub paragraph: u32,
    /// How sure the reading is: 0 to 100.
    pub certainty: u8,
    /// How it was read.
    pub derivation: Derivation,
}

impl Claim {
    /// The figure it names, when it names one; see [`Quantity::point`].
    pub fn point(&self) -> Option<Decimal> {
        self.value.quantity().and_then(Quantity::point)
    }

    /// The figure that was written, bare or behind "more than"; see [`Quantity::written`].
    pub fn written(&self) -> Option<Decimal> {
        self.value.quantity().and_then(Quantity::written)
    }

    /// The least that its figure can be.
    pub fn least(&self) -> Option<Decimal> {
        self.value.quantity().and_then(|q| q.min)
    }

    /// The most that its figure can be.
    pub fn most(&self) -> Option<Decimal> {
        self.value.quantity().and_then(|q| q.max)
    }

    /// Whether another authority tells it than another claim, and both are known.
    pub fn is_by_another(&self, other: &Claim) -> bool {
        matches!((&self.attribution, &other.attribution), (Some(a), Some(b)) if a.key != b.key && !a.key.is_empty() && !b.key.is_empty())
    }

    /// Whether it names somebody as no longer in an office: a former or an ousted holder.
    pub fn left_office(&self) -> bool {
        matches!(&self.topic, Topic::Office { modifier, .. } if matches!(modifier.as_deref(), Some("former" | "ousted")))
    }

    /// Makes it a count of one day alone, which no running total is held against.
    pub fn of_day(&mut self, day: Date) {
        self.who.qualifier = Some(format!("{ON_DAY}{day}"));
        self.as_of = Some(day);
        self.dated = true;
    }

    /// Makes it a count of what one blow among several did, as it is known on the day of its text.
    pub fn of_blow(&mut self, day: Date) {
        self.who.qualifier = Some(format!("{ON_DAY}{day}"));
    }

    /// A claim of everyone and everything, asserted, with nothing known around it; the caller fills in what is.
    pub fn new(doc: DocId, kind: KindId, value: Value, topic: Topic, span: Span, quote: Span) -> Self {
        Claim {
            id: ClaimId(u32::MAX),
            doc,
            kind,
            value,
            topic,
            who: Who::all(),
            place: None,
            as_of: None,
            moment: None,
            dated: false,
            attribution: None,
            modality: Modality::Asserted,
            role: Role::Whole,
            part_of: None,
            doing: None,
            everybody: false,
            entered: false,
            announced: None,
            descriptor: Words::default(),
            span,
            quote,
            zone: Zone::Body,
            sentence: 0,
            paragraph: 0,
            certainty: 100,
            derivation: Derivation::default(),
        }
    }
}
