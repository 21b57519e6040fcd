//! A finished check in the forms that people and programs read.

mod bidi;
mod card;
mod claim;
mod claim_line;
mod concise;
mod csv;
mod full;
mod github;
mod gitlab;
mod grouped;
mod html;
mod json;
mod junit;
mod markdown;
mod mentions;
mod rdjson;
mod rule_page;
mod sarif;

pub use bidi::isolate;
pub use card::{Card, Side};
pub use claim::{ClaimJson, ClaimsJson, ValueJson, value_json};
pub use claim_line::write_line;
pub(crate) use mentions::in_order;
pub use mentions::{iso_duration, mention_type, mention_value, mentions_json};
pub use rule_page::rule_page;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::check::{Rule, Teller, Told};
use crate::error::{Problem, Result};
use crate::finding::Finding;
use crate::lexicon::Lexicon;
use crate::pipeline::Checked;
use crate::source::{DocId, Document};
use crate::suppress::Accepted;
use crate::words::Words;

/// A form of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
#[value(rename_all = "kebab-case")]
pub enum Format {
    /// Findings with both quotes, for a terminal.
    Full,
    /// One line a finding.
    Concise,
    /// One line a finding, under the name of each document.
    Grouped,
    /// One JSON object (version 1).
    Json,
    /// One JSON object a line, per finding.
    JsonLines,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// Code Quality of GitLab.
    Gitlab,
    /// Diagnostics for reviewdog.
    Rdjson,
    /// JUnit XML, for build servers.
    Junit,
    /// Markdown, for job summaries and mail.
    Markdown,
    /// One offline page for an editor.
    Html,
    /// A row per claim, for spreadsheets.
    Csv,
}

/// What a report tells of its own making.
#[derive(Debug, Clone, Default)]
pub struct RunInfo {
    /// Command line, without absolute paths.
    pub command: String,
    /// SHA-256 over all rule files.
    pub rules_hash: String,
    /// Configuration file in use.
    pub config: Option<String>,
    /// Inputs that could not be read, each in a sentence.
    pub unread: Vec<String>,
}

/// What a report is made of.
pub struct ReportInput<'a> {
    /// The check.
    pub checked: &'a Checked,
    /// Words and tables.
    pub lexicon: &'a Lexicon,
    /// Rules that were run.
    pub rules: &'a [Rule],
    /// Documents that every finding had to involve; none: all against all.
    pub drafts: &'a BTreeSet<DocId>,
    /// Findings that an editor accepted: they are in no list of findings.
    pub accepted: &'a [Accepted],
    /// How the report came about.
    pub run: &'a RunInfo,
    /// Language of the report.
    pub words: Words,
    /// Whether to use colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
}

static NO_DRAFTS: BTreeSet<DocId> = BTreeSet::new();
static NO_RUN: RunInfo = RunInfo { command: String::new(), rules_hash: String::new(), config: None, unread: Vec::new() };

impl<'a> ReportInput<'a> {
    /// A report in English of a check without drafts, ledger or colours.
    pub fn new(checked: &'a Checked, engine: &'a crate::pipeline::Engine) -> Self {
        ReportInput { checked, lexicon: &engine.lexicon, rules: &engine.rules, drafts: &NO_DRAFTS, accepted: &[], run: &NO_RUN, words: Words::of("en"), color: false, width: 110 }
    }

    /// A teller in the report's language.
    pub fn teller(&self) -> Teller<'a> {
        Teller { lexicon: self.lexicon, documents: &self.checked.documents, graph: &self.checked.graph, words: self.words, isolate: self.words.dir() == "rtl" }
    }

    /// A finding in the report's language.
    pub fn told(&self, f: &Finding) -> Told {
        self.tell(f, self.teller())
    }

    /// A finding for a page that shows both directions: what is filled in is isolated.
    pub fn told_apart(&self, f: &Finding) -> Told {
        self.tell(f, Teller { isolate: true, ..self.teller() })
    }

    fn tell(&self, f: &Finding, teller: Teller<'_>) -> Told {
        match self.rules.iter().find(|r| r.id == f.rule) {
            Some(rule) if teller.isolate || self.words.code() != "en" => teller.tell(rule, f.primary, &f.others, f.hint),
            rule => {
                Told { title: rule.map_or_else(|| f.rule.clone(), |r| r.file.title.clone()), message: f.message.clone(), why: f.why.clone(), help: f.help.clone(), language: "en" }
            }
        }
    }

    /// Claims that editors ask about, and those of them that met no counterpart: of the draft where there is one, else of all.
    pub fn figures(&self) -> (usize, Vec<crate::claim::ClaimId>) {
        let c = self.checked;
        if self.drafts.is_empty() {
            let mut alone: Vec<_> = c.not_compared.iter().map(|n| n.claim).collect();
            alone.sort();
            alone.dedup();
            return (c.graph.claims.len(), alone);
        }
        let draft = |k: &crate::claim::ClaimId| self.drafts.contains(&c.graph.claim(*k).doc);
        let mut found = 0;
        let mut alone = Vec::new();
        for ids in c.graph.groups().into_values() {
            let mine: Vec<_> = ids.iter().copied().filter(draft).collect();
            found += mine.len();
            if mine.len() == ids.len() {
                alone.extend(mine);
            }
        }
        alone.sort();
        (found, alone)
    }

    /// The document of a claim.
    pub fn document(&self, claim: crate::claim::ClaimId) -> &'a Document {
        &self.checked.documents[self.checked.graph.claim(claim).doc.0 as usize]
    }

    /// Findings, worst first, otherwise in their order.
    pub fn worst_first(&self) -> Vec<&'a Finding> {
        let mut out: Vec<&Finding> = self.checked.findings.iter().collect();
        out.sort_by_key(|f| (std::cmp::Reverse(f.severity), std::cmp::Reverse(f.confidence)));
        out
    }
}

/// Words as a reader sees them: on one line, without the characters that hold the place of mark-up.
pub fn shown(text: &str) -> String {
    text.split_whitespace().map(|w| w.replace(['\u{2060}', '\u{ad}'], "")).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A path as programs on other machines can use it: relative to the working folder where it lies below, forward slashes.
pub fn relative(path: &str) -> String {
    let p = std::path::Path::new(path);
    let inside = p.is_absolute().then(|| std::env::current_dir().ok().and_then(|d| p.strip_prefix(d).ok().map(|r| r.to_string_lossy().into_owned()))).flatten();
    let mut s = inside.unwrap_or_else(|| path.to_owned()).replace('\\', "/");
    while let Some(rest) = s.strip_prefix("./") {
        s = rest.to_owned();
    }
    s
}

/// A path for readers: relative where it can be, else without the folders of this machine above the last.
pub fn readable(path: &str) -> String {
    let r = relative(path);
    if !std::path::Path::new(&r).is_absolute() {
        return r;
    }
    let mut parts = r.rsplitn(3, '/');
    match (parts.next(), parts.next()) {
        (Some(name), Some(folder)) => format!("\u{2026}/{folder}/{name}"),
        _ => r,
    }
}

/// Fingerprints of the findings, told apart where several findings share one.
fn fingerprints<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<String> {
    let mut seen: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    findings
        .map(|f| {
            let n = seen.entry(&f.fingerprint).and_modify(|n| *n += 1).or_insert(1);
            if *n == 1 { f.fingerprint.clone() } else { format!("{}-{n}", f.fingerprint) }
        })
        .collect()
}

/// Writes a report.
pub fn write(format: Format, input: &ReportInput<'_>, out: &mut dyn Write) -> std::io::Result<()> {
    match format {
        Format::Full => full::write(input, out),
        Format::Concise => concise::write(input, out),
        Format::Grouped => grouped::write(input, out),
        Format::Json => json::write(input, out),
        Format::JsonLines => json::write_lines(input, out),
        Format::Sarif => sarif::write(input, out),
        Format::Github => github::write(input, out),
        Format::Gitlab => gitlab::write(input, out),
        Format::Rdjson => rdjson::write(input, out),
        Format::Junit => junit::write(input, out),
        Format::Markdown => markdown::write(input, out),
        Format::Html => html::write(input, out),
        Format::Csv => csv::write(input, out),
    }
}

/// `FORMAT` or `FORMAT=FILE`.
pub fn outputs(list: &[String]) -> Result<Vec<(Format, Option<PathBuf>)>> {
    // a variable of the environment that is set to nothing says nothing
    let all: Result<Vec<(Format, Option<PathBuf>)>> = list
        .iter()
        .filter(|s| !s.is_empty())
        .map(|s| {
            let (name, file) = s.split_once('=').map_or((s.as_str(), None), |(n, f)| (n, Some(PathBuf::from(f))));
            Format::from_str(name, true).map(|f| (f, file)).map_err(|_| {
                let all: Vec<String> = Format::value_variants().iter().filter_map(|v| v.to_possible_value()).map(|v| v.get_name().to_owned()).collect();
                let near = all.iter().map(|n| (strsim::damerau_levenshtein(n, name), n)).min();
                let help = near.filter(|n| n.0 <= 2).map_or_else(|| format!("the formats are {}", all.join(", ")), |n| format!("did you mean `{}`?", n.1));
                Box::new(Problem::new(format!("there is no output format `{name}`")).help(help))
            })
        })
        .collect();
    let all = all?;
    if all.iter().filter(|(_, f)| f.is_none()).count() > 1 {
        return Err(Box::new(Problem::new("two reports on standard output").help("give all but one a file: FORMAT=FILE")));
    }
    Ok(all)
}

/// SHA-256 in hexadecimal.
pub fn sha256<'a>(parts: impl Iterator<Item = &'a [u8]>) -> String {
    use sha2::Digest;
    let mut h = sha2::Sha256::new();
    for p in parts {
        h.update(p);
    }
    h.finalize().iter().map(|b| format!("{b:02x}")).collect()
}
