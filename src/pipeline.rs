//! The order of the stages, and nothing else.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::check::{self, NotCompared, Rule};
use crate::claim::{Claim, ClaimId};
use crate::error::Result;
use crate::extract::{self, Skeletons, Sum, Unclaimed, View};
use crate::finding::Finding;
use crate::lexicon::{Lexicon, RuleText, rule_texts};
use crate::link::{ClaimGraph, Profile};
use crate::mention::Analyser;
use crate::reference::{self, Reference};
use crate::source::{DocId, Document};

/// Everything loaded once: words, frames, rules.
#[derive(Debug)]
pub struct Engine {
    /// Words and tables.
    pub lexicon: Lexicon,
    /// Skeletons of names.
    pub skeletons: Skeletons,
    /// Rules, in the order in which they speak.
    pub rules: Vec<Rule>,
    /// Known facts that articles are held against.
    pub references: Vec<Reference>,
}

/// Fewest documents that one analyser is made for, of so many: it learns each spelling anew.
pub(crate) fn piece(documents: usize) -> usize {
    let threads = rayon::current_num_threads();
    (documents / (4 * threads)).max(documents.div_ceil(threads).min(16))
}

/// What one document gave.
#[derive(Debug)]
pub struct Extracted {
    /// Claims, numbered within the document.
    pub claims: Vec<Claim>,
    /// Figures that became none.
    pub unclaimed: Vec<Unclaimed>,
    /// Profile of the document.
    pub profile: Profile,
    /// Arithmetic that it states and that does not come out.
    pub sums: Vec<Sum>,
}

/// A finished check.
#[derive(Debug)]
pub struct Checked {
    /// Documents, in order.
    pub documents: Vec<Document>,
    /// Claims, subjects, graph.
    pub graph: ClaimGraph,
    /// Findings, sorted.
    pub findings: Vec<Finding>,
    /// Claims that met no counterpart.
    pub not_compared: Vec<NotCompared>,
    /// Figures that became no claim, by document.
    pub unclaimed: Vec<Vec<Unclaimed>>,
    /// How many of the documents are articles; those behind them are reference lists that a finding names.
    pub articles: usize,
}

/// How many claims there are, at the least, for each detail that linking adds to them.
const DETAILS: usize = 8;

impl Engine {
    /// Loads the built-in rules.
    pub fn built_in() -> Result<Self> {
        Self::load(rule_texts(&[] as &[&str])?)
    }

    /// Loads these rule files.
    pub fn load(files: Vec<RuleText>) -> Result<Self> {
        let lexicon = Lexicon::load(files)?;
        let rules = check::load_rules(&lexicon, &lexicon.files)?;
        let skeletons = Skeletons::new(&lexicon);
        // those that come with the program speak only when they are asked for
        let own = lexicon.files.iter().filter(|f| !f.built_in && f.path.starts_with("reference/"));
        let references = own.map(|f| reference::read(&lexicon, f)).collect::<Result<_>>()?;
        Ok(Engine { lexicon, skeletons, rules, references })
    }

    /// The reference lists that come with the program.
    pub fn built_in_references(&self) -> Result<Vec<Reference>> {
        self.lexicon.files.iter().filter(|f| f.built_in && f.path.starts_with("reference/")).map(|f| reference::read(&self.lexicon, f)).collect()
    }

    /// Takes in the reference lists at these paths; `built-in` names those that come with the program.
    pub fn add_references(&mut self, paths: &[std::path::PathBuf]) -> Result<()> {
        for p in paths {
            if p.as_os_str() == reference::BUILT_IN {
                let more = self.built_in_references()?;
                self.references.extend(more);
                continue;
            }
            for t in reference::texts(p)? {
                let r = reference::read(&self.lexicon, &t)?;
                self.references.push(r);
            }
        }
        // one list may have been named twice
        let mut seen = BTreeSet::new();
        self.references.retain(|r| seen.insert(r.name.clone()));
        Ok(())
    }

    /// Holds what was checked against reference lists as well.
    pub fn refer(&self, checked: &mut Checked, drafts: &BTreeSet<DocId>, references: &[Reference]) {
        let mut outcome = check::Outcome { findings: std::mem::take(&mut checked.findings), not_compared: Vec::new() };
        check::against_references(&self.lexicon, &self.skeletons, &self.rules, references, (&mut checked.documents, &mut checked.graph), drafts, &mut outcome);
        checked.findings = outcome.findings;
    }

    /// A document's sentences of units.
    pub fn view(&self, analyser: &mut Analyser<'_>, doc: &Document) -> View {
        extract::view(analyser, doc)
    }

    /// Claims of all documents and the figures that became none, in order, of documents that are not linked.
    pub fn claims_of_all(&self, documents: &[Document]) -> Vec<(Vec<Claim>, Vec<Unclaimed>)> {
        let read = |a: &mut Analyser<'_>, doc: &Document| {
            let view = extract::view(a, doc);
            let (mut claims, unclaimed) = extract::extract(&self.lexicon, doc, &view, true);
            extract::sums(&self.lexicon, doc, &view, &mut claims);
            view.give_back(a);
            (claims, unclaimed)
        };
        documents.par_iter().with_min_len(piece(documents.len())).map_init(|| Analyser::new(&self.lexicon), read).collect()
    }

    /// Claims of one document.
    pub fn extract(&self, analyser: &mut Analyser<'_>, doc: &Document) -> Extracted {
        let view = extract::view(analyser, doc);
        let (mut claims, unclaimed) = extract::extract(&self.lexicon, doc, &view, true);
        let sums = extract::sums(&self.lexicon, doc, &view, &mut claims);
        let profile = Profile::of(&self.skeletons, analyser, doc, &view);
        view.give_back(analyser);
        Extracted { claims, unclaimed, sums, profile }
    }

    /// Reads the words of documents whose claims were kept without them, and the statements of those that speak of the time of a draft.
    pub fn add_words(&self, documents: &mut [(Document, Extracted)], drafts: &[Option<jiff::civil::Date>]) {
        let least = piece(documents.len());
        documents.par_iter_mut().with_min_len(least).for_each_init(
            || Analyser::new(&self.lexicon),
            |a, (d, e)| {
                let view = extract::view(a, d);
                let near = drafts.iter().any(|day| crate::link::near(*day, d.published));
                e.profile.read_words(&self.skeletons, a, d, &view, near);
                view.give_back(a);
            },
        );
    }

    /// Claims of one document that is linked to no other.
    pub fn claims(&self, analyser: &mut Analyser<'_>, doc: &Document) -> Vec<Claim> {
        let view = extract::view(analyser, doc);
        let claims = extract::extract(&self.lexicon, doc, &view, false).0;
        view.give_back(analyser);
        claims
    }

    /// Claims of all documents, in order; documents are read side by side.
    pub fn extract_all(&self, documents: &[Document]) -> Vec<Extracted> {
        documents.par_iter().with_min_len(piece(documents.len())).map_init(|| Analyser::new(&self.lexicon), |a, d| self.extract(a, d)).collect()
    }

    /// Extracts, links and checks. `drafts` are the documents that every finding must involve; none: all against all.
    pub fn check(&self, documents: Vec<Document>, drafts: &BTreeSet<DocId>) -> Checked {
        let extracted = self.extract_all(&documents);
        self.check_extracted(documents, extracted, drafts)
    }

    /// Links and checks what was extracted.
    pub fn check_extracted(&self, documents: Vec<Document>, extracted: Vec<Extracted>, drafts: &BTreeSet<DocId>) -> Checked {
        // all at once: a row of a gigabyte that grows is copied again and again, into pages that are fresh each time
        let count: usize = extracted.iter().map(|e| e.claims.len()).sum();
        let mut claims: Vec<Claim> = Vec::with_capacity(count + count / DETAILS);
        let mut profiles = Vec::with_capacity(documents.len());
        let mut unclaimed = Vec::with_capacity(documents.len());
        let mut sums = Vec::new();
        for (e, d) in extracted.into_iter().zip(&documents) {
            let base = claims.len() as u32;
            claims.extend(e.claims.into_iter().map(|mut c| {
                c.id = ClaimId(c.id.0 + base);
                c.part_of = c.part_of.map(|p| ClaimId(p.0 + base));
                c.doc = d.id;
                c
            }));
            profiles.push(e.profile);
            unclaimed.push(e.unclaimed);
            sums.extend(e.sums.into_iter().map(|s| (d.id, s)));
        }
        let mut graph = ClaimGraph::build(&self.lexicon, &self.skeletons, &documents, &profiles, claims, drafts);
        // what only linking needs is gone before findings are made
        drop(profiles);
        graph.sums = sums;
        let context = check::Context::new(&self.lexicon, &self.skeletons, &documents, &graph, drafts);
        let outcome = check::run(&context, &self.rules);
        let articles = documents.len();
        let mut checked = Checked { documents, graph, findings: outcome.findings, not_compared: outcome.not_compared, unclaimed, articles };
        self.refer(&mut checked, drafts, &self.references);
        checked
    }
}
