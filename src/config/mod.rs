//! `gainsay.yaml`: found upward from the checked file, strict, every path relative to the file itself.

mod files;

pub use files::discover;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;
use serde::Deserialize;

use self::files::{glob, walk};
use crate::error::{Problem, Result};
use crate::finding::Severity;
use crate::pipeline::Engine;

/// Names of the file, in the order in which they are looked for.
pub const FILES: [&str; 2] = ["gainsay.yaml", ".gainsay.yaml"];

/// The file as written.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfigFile {
    /// Sources of drafts.
    #[serde(default)]
    pub sources: Vec<Sources>,
    /// Rules or verdicts whose findings are shown; none: all.
    #[serde(default)]
    pub select: Vec<String>,
    /// Rules or verdicts whose findings are not shown.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// Severity by rule.
    #[serde(default)]
    pub severities: BTreeMap<String, Level>,
    /// Lowest severity that makes the exit code 1.
    #[serde(default)]
    pub fail_level: Option<FailLevel>,
    /// Share by which two figures of a kind may differ and still be one, by kind.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, f64>")]
    pub tolerances: BTreeMap<String, Decimal>,
    /// Languages.
    #[serde(default)]
    pub languages: Languages,
    /// Folders of further rules and words.
    #[serde(default)]
    pub rules: Vec<PathBuf>,
    /// Reference lists that articles are held against: files or folders of facts, and `built-in` for those that come with gainsay.
    #[serde(default)]
    pub references: Vec<PathBuf>,
    /// Outputs: FORMAT or FORMAT=FILE.
    #[serde(default)]
    pub output: Vec<String>,
    /// The ledger of accepted discrepancies.
    #[serde(default)]
    pub baseline: Option<PathBuf>,
    /// The archive of claims already read.
    #[serde(default)]
    pub archive: ArchiveConfig,
}

/// The archive of claims already read, and how far a draft looks into it.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArchiveConfig {
    /// The file that `gainsay archive` works on. Drafts are checked against it only with `--archive`.
    #[serde(default)]
    pub file: Option<PathBuf>,
    /// Days before and after a draft's own within which articles can be of its story; 60 when nothing is said.
    #[serde(default)]
    pub days: Option<u16>,
    /// Articles of a draft's story that it is set against, the likeliest first; 64 when nothing is said.
    #[serde(default)]
    pub documents: Option<u16>,
}

/// Drafts and what they are set against.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sources {
    /// Globs of drafts.
    pub drafts: Vec<String>,
    /// Globs, files or folders of their sources.
    pub against: Vec<String>,
}

/// Languages.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Languages {
    /// Of articles that name none.
    #[serde(default)]
    pub articles: Option<String>,
    /// Of reports.
    #[serde(default)]
    pub reports: Option<String>,
}

/// Severity of a rule in a configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Cannot both stand.
    Error,
    /// Must be attributed, dated or updated.
    Warning,
    /// Good to know.
    Info,
    /// Not shown.
    Off,
}

/// Lowest severity that fails a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, clap::ValueEnum, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FailLevel {
    /// Errors.
    Error,
    /// Warnings and errors.
    Warning,
    /// Any finding.
    Info,
    /// None.
    Never,
}

impl FailLevel {
    /// The severity.
    pub fn severity(self) -> Option<Severity> {
        match self {
            FailLevel::Error => Some(Severity::Error),
            FailLevel::Warning => Some(Severity::Warning),
            FailLevel::Info => Some(Severity::Info),
            FailLevel::Never => None,
        }
    }
}

/// A configuration and where it was found.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// As written.
    pub file: ConfigFile,
    /// The file; none when nothing was found.
    pub path: Option<PathBuf>,
    text: String,
}

impl Config {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Config> {
        let text =
            std::fs::read_to_string(path).map_err(|e| Problem::in_file(path, format_args!("cannot be read: {e}")).help("check the path of the configuration; it is UTF-8 text"))?;
        let name = path.display().to_string();
        let file = if text.lines().all(|l| l.trim().is_empty() || l.trim_start().starts_with('#')) { ConfigFile::default() } else { crate::yaml::from_str(&name, &text)? };
        let config = Config { file, path: Some(path.to_owned()), text };
        for s in &config.file.sources {
            for g in s.drafts.iter().chain(&s.against) {
                glob(g).map_err(|e| config.problem(g, &format!("`{g}` is no glob: {e}"), "write it as `drafts/*.md`"))?;
            }
        }
        if let Some(r) = &config.file.languages.reports
            && !crate::words::Words::has(r)
        {
            let all: Vec<&str> = crate::words::Words::codes().collect();
            return Err(config.problem(r, &format!("there are no reports in `{r}`"), &format!("reports come in {}", all.join(", "))));
        }
        Ok(config)
    }

    /// A problem at the first place of a word in the file.
    fn problem(&self, word: &str, message: &str, help: &str) -> Box<Problem> {
        let name = self.path.as_ref().map_or_else(|| "gainsay.yaml".to_owned(), |p| p.display().to_string());
        let at = self.text.find(word).unwrap_or(0);
        Box::new(Problem::new(format!("{name}: {message}")).at(&name, &self.text, at..at + word.len(), "here").help(help))
    }

    /// The folder that its paths are relative to.
    pub fn dir(&self) -> PathBuf {
        self.path.as_deref().and_then(Path::parent).map_or_else(PathBuf::new, Path::to_owned)
    }

    /// The archive that it names.
    pub fn archive(&self) -> Option<PathBuf> {
        self.file.archive.file.as_ref().map(|f| self.dir().join(f))
    }

    /// Overlay folders of rules.
    pub fn rule_folders(&self) -> Vec<PathBuf> {
        self.file.rules.iter().map(|r| self.dir().join(r)).collect()
    }

    /// Reference lists.
    pub fn references(&self) -> Vec<PathBuf> {
        self.file.references.iter().map(|r| if r.as_os_str() == crate::reference::BUILT_IN { r.clone() } else { self.dir().join(r) }).collect()
    }

    /// Checks the names of rules and kinds, and sets severities and tolerances.
    pub fn prepare(&self, engine: &mut Engine) -> Result<()> {
        for name in self.file.select.iter().chain(&self.file.ignore) {
            known_rule(engine, name).map_err(|help| self.problem(name, &format!("there is no rule or verdict `{name}`"), &help))?;
        }
        for (name, level) in &self.file.severities {
            let Some(rule) = engine.rules.iter_mut().find(|r| &r.id == name) else {
                let help = known_rule(engine, name).err().unwrap_or_else(|| "severities are set by rule, not by verdict".to_owned());
                return Err(self.problem(name, &format!("there is no rule `{name}`"), &help));
            };
            match level {
                Level::Error => rule.severity = Severity::Error,
                Level::Warning => rule.severity = Severity::Warning,
                Level::Info => rule.severity = Severity::Info,
                Level::Off => {}
            }
        }
        for (kind, share) in &self.file.tolerances {
            let Some(id) = engine.lexicon.tables.kind_id(kind) else {
                let near = engine.lexicon.tables.kinds.iter().map(|k| (strsim::damerau_levenshtein(&k.id, kind), &k.id)).min();
                let help = near.filter(|n| n.0 <= 3).map_or_else(|| "kinds are listed in rules/kinds.yaml".to_owned(), |n| format!("did you mean `{}`?", n.1));
                return Err(self.problem(kind, &format!("there is no kind `{kind}`"), &help));
            };
            if *share < Decimal::ZERO || *share >= Decimal::ONE {
                return Err(self.problem(kind, &format!("the tolerance of `{kind}` is no share between 0 and 1"), "a twentieth is written 0.05"));
            }
            engine.lexicon.tables.kinds[id.0 as usize].tolerance = Some(*share);
        }
        engine.add_references(&self.references())
    }

    /// Whether findings of a rule are shown.
    pub fn shows(&self, rule: &str, verdict: &str, select: &[String], ignore: &[String]) -> bool {
        let names = |list: &[String]| list.iter().any(|n| n == rule || n == verdict);
        let select = if select.is_empty() { &self.file.select } else { select };
        (select.is_empty() || names(select)) && !names(ignore) && !names(&self.file.ignore) && self.file.severities.get(rule) != Some(&Level::Off)
    }

    /// The number of the `sources` entry whose drafts a path is one of.
    pub fn sources_of(&self, path: &str) -> Option<usize> {
        let full = std::path::absolute(path).ok()?;
        let dir = std::path::absolute(self.dir()).ok()?;
        let rel = full.strip_prefix(&dir).ok()?.to_string_lossy().replace('\\', "/");
        self.file.sources.iter().position(|s| s.drafts.iter().any(|g| glob(g).is_ok_and(|m| m.is_match(&rel))))
    }

    /// The drafts that the file names, for a run without paths.
    pub fn drafts(&self) -> Result<Vec<PathBuf>> {
        let mut out = Vec::new();
        for g in self.file.sources.iter().flat_map(|s| &s.drafts) {
            out.extend(self.expand(g)?);
        }
        Ok(out)
    }

    /// Outputs, their files relative to the configuration.
    pub fn outputs(&self) -> Result<Vec<(crate::report::Format, Option<PathBuf>)>> {
        let list = crate::report::outputs(&self.file.output)?;
        Ok(list.into_iter().map(|(f, p)| (f, p.map(|p| self.dir().join(p)))).collect())
    }

    /// The files that an entry of `sources` names.
    pub fn against(&self, entry: usize) -> Result<Vec<PathBuf>> {
        let Some(s) = self.file.sources.get(entry) else { return Ok(Vec::new()) };
        let mut out = Vec::new();
        for g in &s.against {
            out.extend(self.expand(g)?);
        }
        Ok(out)
    }

    fn expand(&self, g: &str) -> Result<Vec<PathBuf>> {
        let dir = self.dir();
        let plain = dir.join(g);
        if plain.exists() {
            return Ok(vec![plain]);
        }
        let matcher = glob(g).map_err(|e| self.problem(g, &format!("`{g}` is no glob: {e}"), "write it as `wires/*.txt`"))?;
        let mut found = Vec::new();
        let fixed: PathBuf = Path::new(g).components().take_while(|c| !c.as_os_str().to_string_lossy().contains(['*', '?', '[', '{'])).collect();
        walk(&dir.join(fixed), &dir, &matcher, 0, &mut found);
        if found.is_empty() {
            return Err(self.problem(g, &format!("`{g}` names no file"), "globs are relative to the configuration file"));
        }
        found.sort();
        Ok(found)
    }
}

/// Whether a name is a rule or a verdict; otherwise what to say.
pub fn known_rule(engine: &Engine, name: &str) -> std::result::Result<(), String> {
    let mut names: Vec<&str> = engine.rules.iter().map(|r| r.id.as_str()).collect();
    names.extend(engine.rules.iter().map(|r| r.file.verdict.id()));
    if names.contains(&name) {
        return Ok(());
    }
    let near = names.iter().map(|n| (strsim::damerau_levenshtein(n, name), *n)).min();
    Err(near.filter(|n| n.0 <= 4).map_or_else(|| "`gainsay rule list` names the rules".to_owned(), |n| format!("did you mean `{}`?", n.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_keys_are_refused_with_a_suggestion() {
        let e = crate::yaml::from_str::<ConfigFile>("gainsay.yaml", "selekt: [a]\n").unwrap_err();
        assert!(e.to_string().contains("selekt"));
        let help = miette::Diagnostic::help(e.as_ref()).map(|h| h.to_string());
        assert_eq!(help.as_deref(), Some("did you mean `select`?"));
    }

    #[test]
    fn rules_are_shown_by_name_or_verdict() {
        let c = Config { file: crate::yaml::from_str("x", "ignore: [update]\nseverities: {toll-falls: off}\n").unwrap(), ..Config::default() };
        assert!(!c.shows("toll-update", "update", &[], &[]));
        assert!(!c.shows("toll-falls", "conflict", &[], &[]));
        assert!(c.shows("figure-conflict", "conflict", &[], &[]));
        assert!(!c.shows("figure-conflict", "conflict", &["update".into()], &[]));
    }
}
