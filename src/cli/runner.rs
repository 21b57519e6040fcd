//! What `check`, `report` and `baseline` share: find the configuration, read drafts and sources, check, take out what is
//! not wanted or was accepted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::Args;

use super::intake::{Intake, Loaded};
use super::statistics::Statistics;
use super::{Common, FAILED, changed, tell};
use crate::baseline::{self, Ledger};
use crate::check::Teller;
use crate::config::{self, Config};
use crate::error::{Problem, Result};
use crate::lexicon::Lexicon;
use crate::pipeline::{Checked, Engine, Extracted};
use crate::read::{self, ReadOptions, Reading};
use crate::report::{RunInfo, readable, sha256};
use crate::source::{DocId, Document};
use crate::suppress::{self, Accepted};
use crate::words::Words;

/// Arguments of a run.
#[derive(Debug, Clone, Args)]
pub struct RunArgs {
    /// Articles, folders of articles, or - for standard input; none: the drafts that gainsay.yaml names
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Sources to set the articles against; every finding then involves one of PATH
    #[arg(long, num_args = 1.., value_name = "PATH")]
    pub against: Vec<PathBuf>,
    /// Archive of sources to set the articles against, made by `gainsay archive add`; every finding then involves one of PATH
    #[cfg(feature = "archive")]
    #[arg(long, value_name = "FILE", env = "GAINSAY_ARCHIVE")]
    pub archive: Option<PathBuf>,
    /// Known facts to hold the articles against: a YAML file of facts, a folder of them, or `built-in` (repeatable)
    #[arg(long, value_name = "FILE")]
    pub reference: Vec<PathBuf>,
    /// Show only findings of these rules or verdicts
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Do not show findings of these rules or verdicts
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Only articles that git has as changed since REV, or whose sources are
    #[arg(long, value_name = "REV", num_args = 0..=1, require_equals = true, default_missing_value = "HEAD")]
    pub changed: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub intake: Intake,
    /// Ledger of accepted discrepancies; otherwise gainsay-baseline.yaml beside the configuration
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Say less: no warnings
    #[arg(short, long)]
    pub quiet: bool,
    /// Say more: which configuration, what was read
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// Arguments of the commands that start from a run and nothing else.
#[derive(Debug, Args)]
pub struct PlainArgs {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub run: RunArgs,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub common: Common,
}

/// A finished run.
pub struct Run {
    /// Words and rules.
    pub engine: &'static Engine,
    /// Configuration in force.
    pub config: Config,
    /// The check, without what was accepted or not wanted.
    pub checked: Checked,
    /// Drafts.
    pub drafts: BTreeSet<DocId>,
    /// Accepted findings.
    pub accepted: Vec<Accepted>,
    /// How it came about.
    pub info: RunInfo,
    /// Whether an input could not be read.
    pub failed: bool,
    /// Since when it ran.
    pub(super) statistics: Statistics,
}

impl RunArgs {
    /// The configuration in force.
    pub fn config(&self) -> Result<Config> {
        self.intake.config(&self.paths)
    }

    /// Where the ledger is or would be.
    pub fn ledger_path(&self, config: &Config) -> PathBuf {
        self.baseline.clone().unwrap_or_else(|| match (&config.file.baseline, &config.path) {
            (Some(b), _) => config.dir().join(b),
            (None, Some(_)) => config.dir().join(baseline::FILE),
            (None, None) => PathBuf::from(baseline::FILE),
        })
    }

    /// Reads, checks, filters. An exit code instead of a run: nothing could be read, or nothing has changed.
    pub fn run(&self, common: &Common, with_ledger: bool) -> Result<std::result::Result<Run, u8>> {
        let statistics = Statistics::start();
        let Loaded { engine, config, options } = self.intake.load(&self.paths, common)?;
        engine.add_references(&self.reference)?;
        let engine: &'static Engine = engine;
        for name in self.select.iter().chain(&self.ignore) {
            config::known_rule(engine, name).map_err(|help| Box::new(Problem::new(format!("there is no rule or verdict `{name}`")).help(help)))?;
        }
        if self.paths.is_empty() && self.changed.is_some() && !config.file.sources.is_empty() && config.drafts().is_err() {
            self.warn(&Problem::new("there is no draft yet: nothing to check").warning());
            return Ok(Err(0));
        }
        let mut input = Input::read(self, &config, engine, &options)?;
        if input.reading.documents.is_empty() {
            self.tell(&input.reading.problems);
            return Ok(Err(FAILED));
        }
        if let Some(rev) = &self.changed
            && !input.keep_changed(rev)?
        {
            self.warn(&Problem::new("no article has changed: nothing to check").warning());
            return Ok(Err(0));
        }
        let failed = self.tell(&input.reading.problems);
        let info = RunInfo {
            command: command(),
            rules_hash: rules_hash(&engine.lexicon),
            config: config.path.as_ref().map(|p| readable(&p.display().to_string())),
            unread: input.reading.problems.iter().filter(|p| !p.is_warning()).map(ToString::to_string).collect(),
        };
        if self.verbose {
            let found = info.config.as_deref().unwrap_or("none");
            eprintln!("configuration: {found}\narticles read: {}, drafts: {}", input.reading.documents.len(), input.drafts.len());
        }
        let bar = super::check::progress(input.reading.documents.len());
        let (documents, extracted) = self.claims(engine, &config, &mut input)?;
        let mut checked = engine.check_extracted(documents, extracted, &input.drafts);
        if let Some(b) = bar {
            b.finish_and_clear();
        }
        scope(engine, &mut checked, &input.allowed);
        checked.findings.retain(|f| config.shows(&f.rule, f.verdict.id(), &self.select, &self.ignore));
        let ledger = if self.intake.isolated || !with_ledger { None } else { Ledger::read(&self.ledger_path(&config))? };
        let mut problems = Vec::new();
        let accepted = suppress::apply(&mut checked, &engine.rules, ledger.as_ref(), baseline::today(), &mut problems);
        self.tell(&problems);
        if self.verbose {
            eprintln!("claims: {}, findings: {}, accepted: {}", checked.graph.claims.len(), checked.findings.len(), accepted.len());
        }
        Ok(Ok(Run { engine, config, checked, drafts: input.drafts, accepted, info, failed, statistics }))
    }

    /// Articles and what was read from them; with those of an archive where there is one.
    fn claims(&self, engine: &Engine, config: &Config, input: &mut Input) -> Result<(Vec<Document>, Vec<Extracted>)> {
        let documents = std::mem::take(&mut input.reading.documents);
        let extracted = engine.extract_all(&documents);
        #[cfg(feature = "archive")]
        if let Some(file) = &self.archive {
            return self.look_up(engine, config, file, input, documents, extracted);
        }
        let _ = config;
        Ok((documents, extracted))
    }

    pub(super) fn warn(&self, p: &Problem) {
        if !self.quiet {
            tell(p);
        }
    }

    /// Prints problems; warnings only when not quiet. Gives whether any was no warning.
    fn tell(&self, problems: &[Problem]) -> bool {
        for p in problems {
            if p.is_warning() {
                self.warn(p);
            } else {
                tell(p);
            }
        }
        problems.iter().any(|p| !p.is_warning())
    }
}

/// SHA-256 over all rule files; that of the built-in ones is worked out when the program is built.
fn rules_hash(lexicon: &Lexicon) -> String {
    match lexicon.built_in_hash() {
        Some(h) => h.to_owned(),
        None => sha256(lexicon.files.iter().flat_map(|f| [f.path.as_bytes(), f.text.as_bytes()])),
    }
}

/// What was read, and what may be set against what.
pub(super) struct Input {
    reading: Reading,
    pub(super) drafts: BTreeSet<DocId>,
    /// Sources of each draft, where the configuration names them; a draft that is not here meets everything.
    pub(super) allowed: BTreeMap<DocId, BTreeSet<DocId>>,
}

impl Input {
    fn read(args: &RunArgs, config: &Config, engine: &Engine, options: &ReadOptions) -> Result<Input> {
        let paths = if args.paths.is_empty() { config.drafts()? } else { args.paths.clone() };
        if paths.is_empty() {
            return Err(Box::new(Problem::new("no article to check").help("name files or folders, or list drafts under `sources` in gainsay.yaml")));
        }
        let mut reading = read::read_paths(&engine.lexicon, &paths, options);
        let own: BTreeSet<String> = reading.documents.iter().map(|d| d.path.clone()).collect();
        let mut sources: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let more = |paths: &[PathBuf], reading: &mut Reading| -> BTreeSet<String> {
            let found = read::read_paths(&engine.lexicon, paths, options);
            let names = found.documents.iter().map(|d| d.path.clone()).collect();
            let have: BTreeSet<PathBuf> = reading.documents.iter().map(real).collect();
            reading.documents.extend(found.documents.into_iter().filter(|d| !have.contains(&real(d))));
            reading.problems.extend(found.problems);
            names
        };
        let mut drafts: BTreeSet<String> = BTreeSet::new();
        #[cfg(feature = "archive")]
        if args.archive.is_some() {
            drafts = own.clone();
        }
        if args.against.is_empty() {
            let mut entries: BTreeMap<usize, Vec<String>> = BTreeMap::new();
            for path in &own {
                if let Some(n) = config.sources_of(path) {
                    entries.entry(n).or_default().push(path.clone());
                }
            }
            for (n, mine) in entries {
                let names = more(&config.against(n)?, &mut reading);
                for d in mine {
                    sources.insert(d.clone(), names.clone());
                    drafts.insert(d);
                }
            }
        } else {
            more(&args.against, &mut reading);
            drafts = own;
        }
        reading.documents.sort_by(|a, b| a.path.cmp(&b.path));
        read::number(&mut reading.documents);
        // one file may have been named by two paths
        let by_real: BTreeMap<PathBuf, DocId> = reading.documents.iter().map(|d| (real(d), d.id)).collect();
        let id = |path: &str| by_real.get(&std::fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path))).copied();
        let allowed = sources.iter().filter_map(|(d, s)| Some((id(d)?, s.iter().filter_map(|p| id(p)).collect()))).collect();
        let drafts = drafts.iter().filter_map(|d| id(d)).collect();
        Ok(Input { reading, drafts, allowed })
    }

    /// Makes the changed articles the drafts; gives whether there are any.
    fn keep_changed(&mut self, rev: &str) -> Result<bool> {
        let files = changed::since(rev)?;
        let touched: BTreeSet<DocId> = self.reading.documents.iter().filter(|d| files.contains(&real(d))).map(|d| d.id).collect();
        let sources_touched = |d: &DocId| self.allowed.get(d).is_some_and(|s| s.iter().any(|x| touched.contains(x)));
        self.drafts = if self.drafts.is_empty() { touched.clone() } else { self.drafts.iter().copied().filter(|d| touched.contains(d) || sources_touched(d)).collect() };
        Ok(!self.drafts.is_empty())
    }
}

fn real(d: &Document) -> PathBuf {
    std::fs::canonicalize(&d.path).unwrap_or_else(|_| PathBuf::from(&d.path))
}

/// Takes out of each finding what its draft's own sources do not say.
fn scope(engine: &Engine, checked: &mut Checked, allowed: &BTreeMap<DocId, BTreeSet<DocId>>) {
    if allowed.is_empty() {
        return;
    }
    let teller = Teller { lexicon: &engine.lexicon, documents: &checked.documents, graph: &checked.graph, words: Words::of("en"), isolate: false };
    let may_meet = |a: DocId, b: DocId| {
        let side = |x: DocId, y: DocId| allowed.get(&x).is_none_or(|s| s.contains(&y));
        b.0 as usize >= checked.articles || a == b || (allowed.contains_key(&a) && side(a, b)) || (allowed.contains_key(&b) && side(b, a))
    };
    checked.findings.retain_mut(|f| {
        let doc = checked.graph.claim(f.primary).doc;
        let before = f.others.len();
        f.others.retain(|o| may_meet(doc, checked.graph.claim(*o).doc));
        if f.others.len() == before {
            return true;
        }
        if let Some(rule) = engine.rules.iter().find(|r| r.id == f.rule) {
            let told = teller.tell(rule, f.primary, &f.others, f.hint);
            (f.message, f.why, f.help) = (told.message, told.why, told.help);
            f.fingerprint = teller.fingerprint(&f.rule, f.primary, &f.others);
        }
        !f.others.is_empty()
    });
}

/// The command line, with paths as they look from the working folder.
fn command() -> String {
    let quote = |a: String| if a.contains(char::is_whitespace) { format!("'{a}'") } else { a };
    let args = std::env::args().skip(1).map(|a| match a.split_once('=') {
        Some((k, v)) if k.starts_with('-') || !k.contains('/') => format!("{k}={}", readable(v)),
        _ => readable(&a),
    });
    std::iter::once("gainsay".to_owned()).chain(args.map(quote)).collect::<Vec<_>>().join(" ")
}
