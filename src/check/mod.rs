//! Rules turn linked claims into findings. A rule as written ([`RuleFile`]) becomes a rule as run ([`Rule`]), every reference
//! checked once; the engine ([`run`]) compares only claims that share a subject and a kind.

mod ages;
mod compare;
mod crossed;
mod crosswise;
mod explain;
mod facts;
mod held;
mod holders;
mod names;
mod reference;
mod rule;
mod single;
mod text;
mod told;

pub use explain::{Considered, consider, scope_word, time_word, value_name};
pub use facts::{PairFacts, ValueRelation};
pub use reference::run as against_references;
pub use rule::{Compare, Example, ExampleText, KindFilter, KnownMiss, Rule, RuleFile, RuleWords, ScopeName, TimeName, When, load_rules};
pub use text::{Teller, Told};

use std::collections::BTreeSet;

use crate::claim::{Claim, ClaimId};
use crate::extract::Skeletons;
use crate::finding::Finding;
use crate::lexicon::Lexicon;
use crate::link::ClaimGraph;
use crate::source::{DocId, Document};

/// A claim that met no counterpart, and why.
#[derive(Debug, Clone)]
pub struct NotCompared {
    /// The claim.
    pub claim: ClaimId,
    /// Why.
    pub reason: &'static str,
}

/// What checking gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Findings, sorted by document, place and rule.
    pub findings: Vec<Finding>,
    /// Claims that were compared with none.
    pub not_compared: Vec<NotCompared>,
}

/// What the rules look at.
pub struct Context<'a> {
    /// Words and tables.
    pub lexicon: &'a Lexicon,
    /// Names.
    pub skeletons: &'a Skeletons,
    /// Documents.
    pub documents: &'a [Document],
    /// Claims and subjects.
    pub graph: &'a ClaimGraph,
    /// The drafts: when there are any, every finding involves one.
    pub drafts: &'a BTreeSet<DocId>,
    names: names::Names<'a>,
}

impl<'a> Context<'a> {
    /// A context of a finished graph.
    pub fn new(lexicon: &'a Lexicon, skeletons: &'a Skeletons, documents: &'a [Document], graph: &'a ClaimGraph, drafts: &'a BTreeSet<DocId>) -> Self {
        Context { lexicon, skeletons, documents, graph, drafts, names: names::Names::default() }
    }

    /// Whether a finding may stand between the two: with drafts given, sources are not set against each other.
    fn may_meet(&self, a: &Claim, b: &Claim) -> bool {
        self.drafts.is_empty() || self.drafts.contains(&a.doc) || self.drafts.contains(&b.doc)
    }
}

/// Runs all rules.
pub fn run(context: &Context<'_>, rules: &[Rule]) -> Outcome {
    let (mut findings, not_compared) = compare::pairs(context, rules);
    single::run(context, rules, &mut findings);
    findings.retain(|f| context.drafts.is_empty() || std::iter::once(&f.primary).chain(&f.others).any(|c| context.drafts.contains(&context.graph.claim(*c).doc)));
    sort(context, &mut findings);
    Outcome { findings, not_compared }
}

/// Claims of a document. Claims stand in the order of documents.
fn of_document<'a>(context: &Context<'a>, doc: DocId) -> &'a [Claim] {
    context.graph.of_document(doc)
}

/// Sorts findings by document, place and rule, and numbers them.
fn sort(context: &Context<'_>, findings: &mut [Finding]) {
    let place = |c: ClaimId| {
        let c = context.graph.claim(c);
        (c.doc, c.span.start)
    };
    findings.sort_by(|a, b| (place(a.primary), &a.rule, &a.others).cmp(&(place(b.primary), &b.rule, &b.others)));
    for (i, f) in findings.iter_mut().enumerate() {
        f.id = format!("f{}", i + 1);
    }
}
