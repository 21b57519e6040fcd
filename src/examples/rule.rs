//! Cases of rules: small articles, and the words that the finding must underline.

use std::collections::BTreeSet;

use super::{Fault, Outcome};
use crate::check::{ExampleText, Rule};
use crate::finding::Finding;
use crate::lexicon::RuleText;
use crate::pipeline::{Checked, Engine};
use crate::read;
use crate::reference::{self, Reference};
use crate::source::{DocId, Document};

pub(super) fn run(engine: &Engine, rule: &Rule, out: &mut Outcome) {
    let f = rule.whole(&engine.lexicon);
    if f.examples.is_empty() && f.known_misses.is_empty() {
        out.fail(&rule.name, Fault::Untested, "", "the rule has no examples");
    }
    if f.quiet.is_empty() {
        out.fail(&rule.name, Fault::Untested, "", "the rule has no quiet cases");
    }
    out.files += 1;
    for e in &f.examples {
        out.cases += 1;
        let checked = check(engine, &e.texts, e.draft, e.reference.as_deref());
        if !flagged(rule, &checked, &e.quotes) {
            let got: Vec<String> = checked.findings.iter().map(|f| format!("{} on {:?}", f.rule, words(&checked, f))).collect();
            let got = if got.is_empty() { "nothing".to_owned() } else { got.join("; ") };
            out.fail(&rule.name, Fault::Missing, &joined(&e.texts), format!("wanted {:?} underlined, found {got}", e.quotes));
        }
    }
    for e in &f.quiet {
        out.cases += 1;
        let checked = check(engine, &e.texts, e.draft, e.reference.as_deref());
        if let Some(f) = checked.findings.iter().find(|f| f.rule == rule.id) {
            out.fail(&rule.name, Fault::Noisy, &joined(&e.texts), format!("flagged: {}", f.message));
        }
    }
    for m in &f.known_misses {
        let found = flagged(rule, &check(engine, &m.texts, m.draft, m.reference.as_deref()), &m.quotes);
        out.miss(&rule.name, &joined(&m.texts), &m.reason, found);
    }
}

/// Whether a finding of the rule underlines these words.
fn flagged(rule: &Rule, checked: &Checked, quotes: &[String]) -> bool {
    checked.findings.iter().filter(|f| f.rule == rule.id).any(|f| quotes.iter().all(|q| words(checked, f).contains(&q.as_str())))
}

/// The words a finding underlines.
fn words<'c>(checked: &'c Checked, f: &Finding) -> Vec<&'c str> {
    std::iter::once(&f.primary)
        .chain(&f.others)
        .map(|c| {
            let c = checked.graph.claim(*c);
            checked.documents[c.doc.0 as usize].quote(c.span)
        })
        .collect()
}

fn joined(texts: &[ExampleText]) -> String {
    texts.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" / ")
}

fn check(engine: &Engine, texts: &[ExampleText], draft: Option<usize>, reference: Option<&str>) -> Checked {
    let documents: Vec<Document> = texts
        .iter()
        .enumerate()
        .map(|(n, t)| {
            let language = read::guess_language(&engine.lexicon, &t.text);
            let mut d = Document::plain(format!("text{}.txt", n + 1), t.text.as_str(), language);
            d.id = DocId(n as u32);
            d.published = read::day(&t.published);
            d.outlet.clone_from(&t.outlet);
            d
        })
        .collect();
    let drafts: BTreeSet<DocId> = draft.into_iter().map(|n| DocId(n as u32)).collect();
    let mut checked = engine.check(documents, &drafts);
    if let Some(text) = reference {
        engine.refer(&mut checked, &drafts, &example_references(engine, text));
    }
    checked
}

/// The reference list of a case; one that cannot be read is an empty one, and its case fails.
fn example_references(engine: &Engine, text: &str) -> Vec<Reference> {
    if text.trim() == reference::BUILT_IN {
        return engine.built_in_references().unwrap_or_default();
    }
    let file = RuleText { path: "reference/example.yaml".into(), name: "example.yaml".into(), text: text.to_owned().into(), built_in: false };
    reference::read(&engine.lexicon, &file).into_iter().collect()
}
