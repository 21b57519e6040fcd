//! One disputed fact with its sides laid out for readers: sorted by time, the primary one first, copies of one wire folded.

use super::{ReportInput, shown};
use crate::check::Told;
use crate::claim::{Claim, ClaimId};
use crate::finding::Finding;
use crate::source::{Document, Position};

/// One side of a disputed fact.
#[derive(Debug)]
pub struct Side<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Its document.
    pub doc: &'a Document,
    /// Where its value begins.
    pub at: Position,
    /// The value for readers, with whom it counts.
    pub value: String,
    /// Outlet or file name.
    pub source: String,
    /// Who is quoted as saying it.
    pub by: Option<&'a str>,
    /// Sources that carry the same words.
    pub copies: Vec<String>,
    /// Whether the finding hangs on it.
    pub primary: bool,
}

/// One disputed fact.
#[derive(Debug)]
pub struct Card<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// Its words.
    pub told: Told,
    /// The kind of fact and what it is about.
    pub fact: String,
    /// Its sides, the primary one first.
    pub sides: Vec<Side<'a>>,
}

impl<'a> Card<'a> {
    /// The card of a finding.
    pub fn new(input: &ReportInput<'a>, f: &'a Finding) -> Card<'a> {
        let told = input.told_apart(f);
        let teller = input.teller();
        let p = input.checked.graph.claim(f.primary);
        let fact = format!("{}{}{}", teller.kind(p), input.words.get("member_separator"), teller.subject(p));
        let mut others: Vec<&Claim> = f.others.iter().map(|o| input.checked.graph.claim(*o)).collect();
        others.sort_by_key(|c| (c.as_of, input.document(c.id).published, c.id));
        let mut sides = vec![Side::new(input, p.id, true)];
        for c in others {
            let words = shown(input.document(c.id).quote(c.quote));
            let same =
                sides.iter_mut().find(|s| !s.primary && s.claim.value == c.value && s.claim.who == c.who && s.claim.doc != c.doc && shown(s.doc.quote(s.claim.quote)) == words);
            match same {
                Some(s) => s.copies.push(teller.source(c)),
                None => sides.push(Side::new(input, c.id, false)),
            }
        }
        Card { finding: f, told, fact, sides }
    }

    /// The wording that names every value with its source and day.
    pub fn wording(&self, input: &ReportInput<'_>) -> String {
        let w = input.words;
        let one = |s: &Side<'_>| {
            let day = s.claim.as_of.or(s.doc.published).map_or_else(|| w.get("unknown_day").to_owned(), |d| d.to_string());
            let values = [("value", s.value.as_str()), ("source", s.source.as_str()), ("day", day.as_str()), ("by", s.by.unwrap_or_default())];
            w.fill(if s.by.is_some() { "wording_by" } else { "wording" }, &values)
        };
        self.sides.iter().map(one).collect::<Vec<_>>().join(w.get("wording_joiner"))
    }
}

impl<'a> Side<'a> {
    fn new(input: &ReportInput<'a>, id: ClaimId, primary: bool) -> Side<'a> {
        let claim = input.checked.graph.claim(id);
        let doc = input.document(id);
        let teller = input.teller();
        Side {
            claim,
            doc,
            at: doc.position(claim.span.start),
            value: format!("{}{}", teller.value(claim), teller.who(claim)),
            source: doc.outlet.clone().unwrap_or_else(|| doc.path.rsplit(['/', '\\']).next().unwrap_or(&doc.path).to_owned()),
            by: claim.attribution.as_ref().map(|a| a.text.trim()),
            copies: Vec::new(),
            primary,
        }
    }

    /// The quote, on one line.
    pub fn quote(&self) -> String {
        shown(self.doc.quote(self.claim.quote))
    }
}
