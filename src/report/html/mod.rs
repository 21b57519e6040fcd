//! The page for an editor: one file, nothing fetched, readable without script, on a phone and on paper.

mod cards;
mod chart;
mod pane;
mod parts;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use askama::Template;

use super::{ReportInput, readable, sha256};
use crate::baseline::file_name;
use crate::finding::Severity;
use crate::source::Document;
use crate::words::Words;

pub(crate) use parts::Text;

/// Documents shown in full; of more, only those that carry a finding.
const MAX_PANES: usize = 40;

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    w: Words,
    title: String,
    css: &'static str,
    script: &'static str,
    errors: usize,
    warnings: usize,
    infos: usize,
    accepted_count: usize,
    figures: String,
    read: usize,
    languages: String,
    newest: Option<String>,
    has_draft: bool,
    unread: &'a [String],
    cards: Vec<cards::CardView>,
    charts: Vec<chart::Chart>,
    panes: Vec<pane::Pane>,
    sources: Vec<SourceRow>,
    alone: Vec<(String, Vec<cards::Alone>)>,
    accepted: Vec<cards::AcceptedView>,
    foot: Foot,
}

struct SourceRow {
    name: Text,
    title: Option<Text>,
    file: String,
    url: Option<String>,
    language: String,
    published: String,
    facts: usize,
    draft: bool,
    hash: String,
}

struct Foot {
    version: &'static str,
    rules: String,
    command: String,
    config: String,
}

impl Page<'_> {
    fn severities(&self) -> [(&'static str, &'static str, usize); 3] {
        [("error", "must_fix", self.errors), ("warning", "must_attribute", self.warnings), ("info", "for_information", self.infos)]
    }
}

/// Writes the page.
pub fn write(input: &ReportInput<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (w, c) = (input.words, input.checked);
    let count = |s: Severity| c.findings.iter().filter(|f| f.severity == s).count();
    let drafts: Vec<&Document> = c.documents.iter().filter(|d| input.drafts.contains(&d.id)).collect();
    let title = if drafts.is_empty() {
        w.get("report_title").to_owned()
    } else {
        let names: Vec<&str> = drafts.iter().map(|d| d.title.as_deref().unwrap_or(file_name(&d.path))).collect();
        w.fill("draft_title", &[("draft", &format!("\u{2068}{}\u{2069}", names.join(w.get("member_separator"))))])
    };
    let n = |n: usize| n.to_string();
    let (found, alone) = input.figures();
    let alone = alone.len();
    let languages: BTreeSet<&str> = c.documents.iter().take(c.articles).map(|d| d.language.as_str()).collect();
    let page = Page {
        w,
        title,
        css: include_str!("../../../templates/report.css"),
        script: include_str!("../../../templates/report.js"),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
        accepted_count: input.accepted.len(),
        figures: w.fill("figures_line", &[("found", &n(found)), ("compared", &n(found.saturating_sub(alone))), ("alone", &n(alone))]),
        read: c.articles - drafts.len(),
        languages: languages.into_iter().collect::<Vec<_>>().join(w.get("member_separator")),
        newest: c.documents.iter().filter(|d| !input.drafts.contains(&d.id)).filter_map(|d| d.published).max().map(|d| d.to_string()),
        has_draft: !drafts.is_empty(),
        unread: &input.run.unread,
        cards: cards::cards(input),
        charts: chart::charts(input),
        panes: panes(input, &drafts),
        sources: sources(input),
        alone: cards::alone(input),
        accepted: cards::accepted(input),
        foot: Foot {
            version: env!("CARGO_PKG_VERSION"),
            rules: input.run.rules_hash.clone(),
            command: input.run.command.clone(),
            config: input.run.config.clone().unwrap_or_else(|| w.get("no_config").to_owned()),
        },
    };
    let text = page.render().map_err(io::Error::other)?;
    // templates leave the blank lines of their tags behind
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The drafts; without any, every document, or those with a finding where there are many.
fn panes(input: &ReportInput<'_>, drafts: &[&Document]) -> Vec<pane::Pane> {
    let c = input.checked;
    let with_finding: BTreeSet<_> = c.findings.iter().flat_map(|f| std::iter::once(&f.primary).chain(&f.others)).map(|k| c.graph.claim(*k).doc).collect();
    let all: Vec<&Document> = if drafts.is_empty() { c.documents.iter().take(c.articles).collect() } else { drafts.to_vec() };
    let many = all.len() > MAX_PANES;
    let marks = pane::Marks::new(input);
    all.into_iter().filter(|d| !many || with_finding.contains(&d.id)).enumerate().map(|(i, d)| pane::Pane::new(input, &marks, d, i == 0)).collect()
}

fn sources(input: &ReportInput<'_>) -> Vec<SourceRow> {
    let c = input.checked;
    let mut facts: BTreeMap<u32, usize> = BTreeMap::new();
    for k in &c.graph.claims {
        *facts.entry(k.doc.0).or_default() += 1;
    }
    let row = |d: &Document| SourceRow {
        name: Text::of(input, d, d.outlet.as_deref().unwrap_or(file_name(&d.path))),
        title: d.title.as_deref().map(|t| Text::of(input, d, t)),
        file: readable(&d.path),
        // only plain addresses become links: no script, no data
        url: d.url.clone().filter(|u| u.starts_with("https://") || u.starts_with("http://")),
        language: d.language.clone(),
        published: d.published.map_or_else(|| input.words.get("not_given").to_owned(), |p| p.to_string()),
        facts: facts.get(&d.id.0).copied().unwrap_or(0),
        draft: input.drafts.contains(&d.id),
        hash: sha256(std::iter::once(d.text.as_bytes())),
    };
    c.documents.iter().map(row).collect()
}
