//! Arithmetic that a sentence states itself: parts and their total, a share and its two figures, a change and its two ends.
//! What comes out otherwise than it is told is kept for the rules; what comes out right needs no word.

mod change;
mod conversion;
mod fewer;
mod parts;
mod share;
mod spread;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::build::is_plain;
use super::view::{SentenceView, View};
use crate::claim::{Claim, ClaimId, Derivation, Role, Topic};
use crate::lexicon::{ClassId, KindId, Lexicon, SubjectType};
use crate::mention::{Mention, MentionValue};
use crate::source::{Document, Span};
use crate::value::{Modifier, Quantity, Value, step};

/// Figures above this take no part in arithmetic.
const LARGEST: i64 = 1_000_000_000_000_000;

/// Most units from a figure to the word for all other places.
const REST: usize = 6;

/// The kind of counts of members.
const MEMBERS: &str = "member_count";
/// Those who sit in a house or a cabinet.
const SITS: [&str; 2] = ["lawmakers", "ministers"];

/// What kind of arithmetic a sentence states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SumSort {
    /// Parts and a total.
    Total,
    /// So many of so many, and the share that this is.
    Share,
    /// Shares of one whole.
    Shares,
    /// A share of people that is more than all of them.
    Over,
    /// Some of a group that is smaller.
    Fewer,
    /// From one figure to another, and by how much or how many times.
    Change,
    /// From one figure to another, and which way.
    Direction,
    /// One measure in two units.
    Conversion,
}

/// Figures of one sentence that do not come out as it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Kind of arithmetic.
    pub sort: SumSort,
    /// The figure that does not fit: the total, the share, the factor.
    pub told: Span,
    /// The figures that it should follow from.
    pub from: Vec<Span>,
    /// What they come to.
    pub makes: Decimal,
}

/// A figure of a sentence.
#[derive(Debug, Clone)]
struct Figure<'a> {
    unit: usize,
    mention: &'a Mention,
    /// The figure itself; none for one that is hedged.
    value: Option<Decimal>,
    sort: Sort<'a>,
}

/// What a figure is a figure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort<'a> {
    People,
    Thing(&'a str),
    Bare,
    Money(&'a str),
    Measure(&'a str),
    Share,
    Factor,
    Other,
}

impl<'a> Figure<'a> {
    /// Whether a figure can be a part of this one.
    fn holds(&self, part: &Figure<'_>) -> bool {
        match (self.sort, part.sort) {
            (Sort::Other | Sort::Share | Sort::Factor, _) | (_, Sort::Other | Sort::Share | Sort::Factor) => false,
            (_, Sort::Bare) | (Sort::Bare, Sort::People | Sort::Thing(_)) => true,
            (a, b) => a == b,
        }
    }

    fn span(&self) -> Span {
        self.mention.span
    }
}

/// A sentence with the figures in it.
struct Row<'a> {
    lexicon: &'a Lexicon,
    s: &'a SentenceView,
    figures: Vec<Figure<'a>>,
}

impl<'a> Row<'a> {
    fn new(lexicon: &'a Lexicon, s: &'a SentenceView) -> Self {
        let figures = s.units.iter().enumerate().filter_map(|(unit, u)| {
            let mention = &s.mentions[u.mention?];
            let noun = mention.noun.as_ref();
            let sort = match &mention.value {
                MentionValue::Number(_) => match noun {
                    Some(n) if n.thing.is_some() => Sort::Thing(n.thing.as_deref().unwrap_or_default()),
                    // "518 more"
                    Some(n) if n.others || n.further => Sort::Bare,
                    Some(n) if n.population.is_some() || n.nationality.is_some() || n.kind.is_some() => Sort::People,
                    _ => Sort::Bare,
                },
                MentionValue::Money(q) => Sort::Money(&q.unit),
                MentionValue::Measure(q, _) => Sort::Measure(&q.unit),
                MentionValue::Percent(_) => Sort::Share,
                MentionValue::Factor(_) => Sort::Factor,
                _ => Sort::Other,
            };
            let q = mention.value.quantity()?;
            // beyond this no sum of a news text goes, and no product of two figures leaves the decimals
            let value = q.point().filter(|v| v.abs() < Decimal::from(LARGEST) && matches!(q.modifier, Modifier::Exact | Modifier::Exactly));
            Some(Figure { unit, mention, value, sort })
        });
        Row { lexicon, s, figures: figures.collect() }
    }

    /// Whether a mention other than a day or an hour stands in a range.
    fn figure_in(&self, range: std::ops::Range<usize>) -> bool {
        range.into_iter().any(|i| self.s.units.get(i).and_then(|u| u.mention).is_some_and(|m| !matches!(self.s.mentions[m].value, MentionValue::Date(_) | MentionValue::Clock(_))))
    }

    /// Whether a figure is told of all other places: "and 70 in other provinces".
    fn elsewhere(&self, f: &Figure<'_>) -> bool {
        let core = &self.lexicon.core;
        let behind = (f.unit + 1..f.unit + REST).take_while(|i| ![core.comma, core.clause, core.and].iter().any(|c| self.s.has(*i, *c)));
        self.s.classes.has(core.other_parts) && behind.into_iter().any(|i| self.s.has(i, core.other_parts))
    }

    /// Whether a figure counts those who sit in a house or a cabinet.
    fn of_house(&self, span: Span) -> bool {
        let noun = self.figures.iter().find(|f| f.span() == span).and_then(|f| f.mention.noun.as_ref());
        noun.is_some_and(|n| n.kind.is_none() && n.population.as_deref().is_some_and(|p| SITS.contains(&p)))
    }

    /// Whether any unit of a range has one of these classes.
    fn any(&self, range: std::ops::Range<usize>, classes: &[ClassId]) -> bool {
        range.into_iter().any(|i| classes.iter().any(|c| self.s.has(i, *c)))
    }

    /// Whether a mention other than a figure stands in a range: a date, a list.
    fn interrupted(&self, range: std::ops::Range<usize>) -> bool {
        range.into_iter().any(|i| self.s.units.get(i).is_some_and(|u| u.mention.is_some()))
    }

    /// The side of an axis that a word in a range takes.
    fn course(&self, range: std::ops::Range<usize>) -> Option<bool> {
        let pack = &self.lexicon.packs[self.s.pack];
        let mut sides = range.filter_map(|i| self.s.entries.get(i)).flat_map(|e| e.iter()).map(|e| &pack.entries[*e as usize]).filter(|e| e.class == self.lexicon.core.pole);
        sides.find_map(|e| match e.value.as_deref() {
            Some("course+") => Some(true),
            Some("course-") => Some(false),
            _ => None,
        })
    }

    /// Whether a figure is told as a total: by a word before or behind it, or by one that was read with it.
    fn total(&self, f: &Figure<'_>) -> bool {
        let total = self.lexicon.core.total;
        // "…, a total of 730": the words before it belong to the figure
        let stated = f.mention.value.quantity().is_some_and(|q| q.modifier == Modifier::Exactly) && f.mention.noun.as_ref().is_none_or(|n| !n.of_them);
        let behind_comma = f.unit > 0 && (self.s.has(f.unit - 1, self.lexicon.core.comma) || self.s.has(f.unit - 1, self.lexicon.core.dash));
        stated && behind_comma || self.any(f.unit.saturating_sub(3)..f.unit, &[total]) || self.any(f.unit + 1..f.unit + 4, &[total])
    }
}

/// Finds what does not come out in a document, and adds claims for the figures of it that are none yet.
pub fn sums(lexicon: &Lexicon, doc: &Document, view: &View, claims: &mut Vec<Claim>) -> Vec<Sum> {
    let (mut out, mut laid) = (Vec::new(), Vec::new());
    let detail = lexicon.tables.kind_id("detail.figure");
    let members = lexicon.tables.kind_id(MEMBERS);
    let mut shared_out = false;
    let mut before: Option<Row<'_>> = None;
    for s in &view.sentences {
        if s.units.iter().all(|u| u.mention.is_none()) {
            before = None;
            continue;
        }
        let row = Row::new(lexicon, s);
        let from = out.len();
        let from_laid = laid.len();
        parts::find(&row, &mut out, &mut laid);
        share::find(&row, &mut out);
        fewer::find(&row, &mut out);
        change::find(&row, &mut out);
        conversion::find(&row, &mut out);
        if out.len() == from {
            spread::find(lexicon, before.as_ref().filter(|b| b.s.paragraph + 1 >= s.paragraph), &row, claims, &mut out);
        }
        for sum in &out[from..] {
            let spans: Vec<Span> = std::iter::once(sum.told).chain(sum.from.iter().copied()).collect();
            // what stands beside a figure that a frame has read counts the same
            let counted = |c: &&Claim| {
                let kind = lexicon.tables.kind(c.kind);
                spans.contains(&c.span) && c.value.quantity().is_some() && (kind.subject == SubjectType::Descriptor && kind.additive || kind.id == MEMBERS)
            };
            let kind = claims.iter().find(counted).map(|c| c.kind).or_else(|| members.filter(|_| row.of_house(sum.told))).or(detail);
            for span in spans {
                stand_for(doc, &row, span, kind, claims);
            }
        }
        // the members of a house or a cabinet, and the parts that the sentence lays out behind them
        for (whole, parts) in &laid[from_laid..] {
            let told = claims.iter().any(|c| c.span == *whole && Some(c.kind) == members) || row.of_house(*whole) && !claims.iter().any(|c| c.span.overlaps(*whole));
            let free = || parts.iter().all(|p| !claims.iter().any(|c| c.span.overlaps(*p) && Some(c.kind) != members));
            if told && free() {
                std::iter::once(whole).chain(parts).for_each(|p| stand_for(doc, &row, *p, members, claims));
                shared_out = true;
            }
        }
        before = Some(row);
    }
    if !out.is_empty() || shared_out {
        in_order(claims);
    }
    for (whole, parts) in laid {
        tie(lexicon, claims, whole, &parts);
    }
    out
}

/// Figures that a sentence lays out behind their total are parts of it: "33 Palestinians, three women and 30 minors, left prison".
fn tie(lexicon: &Lexicon, claims: &mut [Claim], whole: Span, parts: &[Span]) {
    let counts = |c: &Claim| c.role == Role::Whole && c.value.quantity().is_some();
    let Some((id, kind, topic, of)) = claims.iter().find(|c| c.span == whole && counts(c)).map(|c| (c.id, c.kind, c.topic.clone(), c.who.qualifier.clone())) else { return };
    let befalls = lexicon.tables.kind(kind).befalls_people();
    for c in claims.iter_mut().filter(|c| parts.contains(&c.span) && counts(c)) {
        // "six dead, four policemen and two civilians": nothing else is told of them
        if c.kind != kind && befalls && is_plain(lexicon, c.kind) {
            (c.kind, c.topic) = (kind, topic.clone());
        }
        if c.kind == kind {
            (c.role, c.part_of) = (Role::Part, Some(id));
            // the children among the gravely hurt are gravely hurt
            if c.who.qualifier.is_none() {
                c.who.qualifier.clone_from(&of);
            }
        }
    }
}

/// Adds a claim for a figure that has none.
fn stand_for(doc: &Document, row: &Row<'_>, span: Span, kind: Option<KindId>, claims: &mut Vec<Claim>) {
    let Some(kind) = kind else { return };
    if claims.iter().any(|c| c.span == span && c.value.quantity().is_some()) {
        return;
    }
    let Some((f, q)) = row.figures.iter().find(|f| f.span() == span).and_then(|f| Some((f, f.mention.value.quantity()?))) else { return };
    let s = row.s;
    let members = row.lexicon.tables.kind(kind).id == MEMBERS;
    let topic = if members { Topic::Entity { id: None, role: Some("?".to_owned()) } } else { Topic::Descriptor };
    let q = Quantity { unit: if members { "member".to_owned() } else { q.unit.clone() }, ..q.clone() };
    claims.push(Claim {
        as_of: doc.published,
        zone: s.zone,
        sentence: s.number,
        paragraph: s.paragraph,
        certainty: 75,
        descriptor: std::iter::once(format!("figure {} {}", s.number, f.unit)).collect(),
        derivation: Derivation { note: "a figure of a sum", ..Derivation::default() },
        ..Claim::new(doc.id, kind, Value::Quantity(q), topic, span, f.mention.phrase)
    });
}

/// Puts claims in the order of the text and numbers them.
fn in_order(claims: &mut [Claim]) {
    let fresh = ClaimId(u32::MAX);
    claims.sort_by_key(|c| (c.span.start, c.span.end, c.kind));
    let place: rustc_hash::FxHashMap<ClaimId, ClaimId> = claims.iter().enumerate().filter(|(_, c)| c.id != fresh).map(|(i, c)| (c.id, ClaimId(i as u32))).collect();
    for (i, c) in claims.iter_mut().enumerate() {
        c.part_of = c.part_of.and_then(|w| place.get(&w).copied());
        c.id = ClaimId(i as u32);
    }
}

/// What figures come to.
fn total(parts: &[&Figure<'_>]) -> Option<Decimal> {
    parts.iter().try_fold(Decimal::ZERO, |s, p| p.value.and_then(|v| s.checked_add(v)))
}

/// The digits of the smaller figure in another order, or one digit of it changed: a slip of the pen.
fn slip(a: Decimal, b: Decimal) -> bool {
    let digits = |n: Decimal| -> Vec<char> { n.normalize().to_string().chars().collect() };
    let (mut x, mut y) = (digits(a), digits(b));
    if x.len() != y.len() || x.len() < 2 {
        return false;
    }
    let off = x.iter().zip(&y).filter(|(p, q)| p != q).count();
    x.sort_unstable();
    y.sort_unstable();
    off == 1 || x == y
}
