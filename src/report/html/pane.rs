//! A document with every fact in it marked.

use std::collections::{BTreeMap, BTreeSet};

use super::Text;
use super::parts::dir;
use crate::baseline::file_name;
use crate::claim::{Claim, ClaimId};
use crate::report::{ReportInput, readable};
use crate::source::{DocId, Document};
use crate::value::{Relation, Value};

/// A document as the template shows it.
pub(super) struct Pane {
    pub id: String,
    pub name: Text,
    pub file: String,
    pub lang: String,
    pub dir: &'static str,
    pub open: bool,
    pub paragraphs: Vec<Vec<Piece>>,
}

/// A stretch of a paragraph.
pub(super) struct Piece {
    pub text: String,
    pub mark: Option<Mark>,
}

/// A marked fact.
#[derive(Clone)]
pub(super) struct Mark {
    pub anchor: String,
    /// `disputed`, `accepted`, `agrees` or `alone`.
    pub class: &'static str,
    /// Sign that stands beside it, so that colour is not needed.
    pub sign: String,
    /// The mark in words.
    pub word: String,
    /// Card it leads to.
    pub card: Option<String>,
}

/// What is known of every claim.
pub(super) struct Marks {
    disputed: BTreeMap<ClaimId, String>,
    accepted: BTreeMap<ClaimId, String>,
    agrees: BTreeMap<ClaimId, usize>,
}

impl Marks {
    /// Looks at all findings and groups of claims.
    pub fn new(input: &ReportInput<'_>) -> Marks {
        let c = input.checked;
        let mut disputed = BTreeMap::new();
        for f in input.worst_first() {
            for k in std::iter::once(&f.primary).chain(&f.others) {
                disputed.entry(*k).or_insert_with(|| f.id.clone());
            }
        }
        let accepted = input.accepted.iter().flat_map(|a| std::iter::once(&a.finding.primary).chain(&a.finding.others).map(|k| (*k, a.reason.clone()))).collect();
        let mut agrees = BTreeMap::new();
        for ids in c.graph.groups().values().filter(|g| g.len() < 400) {
            for id in ids {
                let k = c.graph.claim(*id);
                let others: BTreeSet<DocId> = ids.iter().map(|o| c.graph.claim(*o)).filter(|o| o.doc != k.doc && agree(k, o)).map(|o| o.doc).collect();
                if !others.is_empty() {
                    agrees.insert(*id, others.len());
                }
            }
        }
        Marks { disputed, accepted, agrees }
    }

    fn of(&self, input: &ReportInput<'_>, c: &Claim) -> Mark {
        let w = input.words;
        let anchor = format!("c{}", c.id.0 + 1);
        let mark = |class, sign: &str, word: String, card| Mark { anchor: anchor.clone(), class, sign: sign.to_owned(), word, card };
        if let Some(card) = self.disputed.get(&c.id) {
            mark("disputed", "≠", w.get("mark_disputed").to_owned(), Some(card.clone()))
        } else if let Some(reason) = self.accepted.get(&c.id) {
            mark("accepted", "≈", format!("{}: {reason}", w.get("mark_accepted")), None)
        } else if let Some(n) = self.agrees.get(&c.id) {
            mark("agrees", &format!("✓{n}"), w.fill("mark_agrees_n", &[("n", &n.to_string())]), None)
        } else {
            mark("alone", "", w.get("mark_alone").to_owned(), None)
        }
    }
}

/// Whether two claims of one subject and kind say the same of the same people.
fn agree(a: &Claim, b: &Claim) -> bool {
    if a.who != b.who || a.place != b.place && a.place.is_some() && b.place.is_some() {
        return false;
    }
    match (&a.value, &b.value) {
        (Value::Quantity(x), Value::Quantity(y)) => x.unit == y.unit && !matches!(x.relation(y), Relation::Disjoint),
        (Value::Date(x), Value::Date(y)) => !matches!(x.relation(y), Some(Relation::Disjoint) | None),
        (Value::Set(x), Value::Set(y)) => x.members == y.members,
        (Value::Name(x), Value::Name(y)) => x == y || x.id.is_some() && x.id == y.id,
        _ => false,
    }
}

/// Without the characters that hold the place of mark-up.
fn bare(s: &str) -> String {
    s.replace(['\u{2060}', '\u{ad}'], "")
}

impl Pane {
    /// A document cut into paragraphs and pieces.
    pub fn new(input: &ReportInput<'_>, marks: &Marks, d: &Document, open: bool) -> Pane {
        let mut claims: Vec<&Claim> = input.checked.graph.claims.iter().filter(|c| c.doc == d.id).collect();
        claims.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
        let mut paragraphs = Vec::new();
        let mut next = 0;
        let mut start = 0;
        for line in d.text.split_inclusive(['\n', '\u{2029}']) {
            let end = start + line.len();
            let stop = start + line.trim_end().len();
            let mut pieces = Vec::new();
            let mut at = start + (line.len() - line.trim_start().len()).min(line.trim_end().len());
            while let Some(c) = claims.get(next) {
                let (from, to) = (c.span.start as usize, (c.span.end as usize).min(stop));
                if from >= end {
                    break;
                }
                next += 1;
                // of claims on the same words the first is shown
                if from < at || to <= from {
                    continue;
                }
                pieces.push(Piece { text: bare(&d.text[at..from]), mark: None });
                pieces.push(Piece { text: bare(&d.text[from..to]), mark: Some(marks.of(input, c)) });
                at = to;
            }
            if at < stop {
                pieces.push(Piece { text: bare(&d.text[at..stop]), mark: None });
            }
            if pieces.iter().any(|p| !p.text.trim().is_empty()) {
                paragraphs.push(pieces);
            }
            start = end;
        }
        Pane {
            id: format!("d{}", d.id.0 + 1),
            name: Text::of(input, d, d.title.as_deref().or(d.outlet.as_deref()).unwrap_or(file_name(&d.path))),
            file: readable(&d.path),
            lang: d.language.clone(),
            dir: dir(input, &d.language),
            open,
            paragraphs,
        }
    }
}
