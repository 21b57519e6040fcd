//! `gainsay rule`: list, show and test rules, and their schema for editors.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::{Common, FOUND, rule_show, written};
use crate::check::RuleFile;
use crate::error::{Problem, Result};
use crate::examples;
use crate::lexicon::frame_file::{FrameFile, SchemaFile};
use crate::lexicon::row::RowFile;
use crate::lexicon::{RuleText, rule_texts};
use crate::pipeline::Engine;
use crate::reference::ReferenceFile;

/// Arguments.
#[derive(Debug, Args)]
pub struct RuleArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: RuleCommand,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub common: Common,
}

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub enum RuleCommand {
    /// All rules: id, verdict, severity, title
    List,
    /// One rule in words, with its examples
    Show {
        /// Id of the rule: its file's name without .yaml
        id: String,
    },
    /// Run the examples, quiet texts and known misses that stand in rule and word files
    Test {
        /// A rule file, or a folder laid out like rules/; the built-in files when left out
        path: Option<PathBuf>,
        /// Also list the misses that are written down, with their reasons
        #[arg(long)]
        known: bool,
    },
    /// JSON Schema of a sort of file, for editors
    Schema {
        /// Sort of file
        #[arg(value_enum, default_value_t = SchemaOf::Rule)]
        of: SchemaOf,
    },
}

/// Sort of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// rules/check/*.yaml
    Rule,
    /// rules/lang/*/*.yaml
    Rows,
    /// rules/lang/*/kinds/*.yaml
    Frames,
    /// rules/lang/*/schemas.yaml
    Patterns,
    /// rules/reference/*.yaml
    Reference,
}

/// Runs the command.
pub fn run(args: &RuleArgs) -> Result<u8> {
    let mut out = std::io::stdout().lock();
    match &args.command {
        RuleCommand::List => {
            let engine = args.common.engine()?;
            let width = engine.rules.iter().map(|r| r.id.len()).max().unwrap_or(0);
            let mut rules: Vec<_> = engine.rules.iter().collect();
            rules.sort_by(|a, b| a.id.cmp(&b.id));
            for r in rules {
                written(writeln!(out, "{:width$}  {:18}  {:7}  {}", r.id, r.file.verdict.id(), r.severity.id(), r.file.title))?;
            }
            Ok(0)
        }
        RuleCommand::Show { id } => {
            let engine = args.common.engine()?;
            let Some(rule) = engine.rules.iter().find(|r| r.id == *id) else {
                let near = engine.rules.iter().map(|r| (strsim::damerau_levenshtein(&r.id, id), &r.id)).min().filter(|n| n.0 <= 4);
                let help = near.map_or_else(|| "`gainsay rule list` shows them all".to_owned(), |n| format!("did you mean `{}`?", n.1));
                return Err(Box::new(Problem::new(format!("there is no rule `{id}`")).help(help)));
            };
            written(rule_show::write(&engine, rule, &mut out))?;
            Ok(0)
        }
        RuleCommand::Test { path, known } => test(args, path.as_deref(), *known, &mut out),
        RuleCommand::Schema { of } => {
            let schema = match of {
                SchemaOf::Rule => schemars::schema_for!(RuleFile),
                SchemaOf::Rows => schemars::schema_for!(RowFile),
                SchemaOf::Frames => schemars::schema_for!(FrameFile),
                SchemaOf::Reference => schemars::schema_for!(ReferenceFile),
                SchemaOf::Patterns => schemars::schema_for!(SchemaFile),
            };
            written(serde_json::to_writer_pretty(&mut out, &schema).map_err(Into::into).and_then(|()| writeln!(out)))?;
            Ok(0)
        }
    }
}

fn test(args: &RuleArgs, path: Option<&Path>, known: bool, out: &mut dyn Write) -> Result<u8> {
    let (engine, names) = match path {
        None => (args.common.engine()?, None),
        Some(p) => {
            let mine = own_texts(p)?;
            let mut texts = rule_texts(&args.common.rules)?;
            texts.retain(|t| !mine.iter().any(|m| m.path == t.path));
            let names: Vec<String> = mine.iter().map(|m| m.name.clone()).collect();
            texts.extend(mine);
            texts.sort_by(|a, b| (&a.path, !a.built_in).cmp(&(&b.path, !b.built_in)));
            (Engine::load(texts)?, Some(names))
        }
    };
    let outcome = examples::run(&engine, &|name| names.as_ref().is_none_or(|n| n.iter().any(|n| n == name)));
    for f in &outcome.failures {
        written(writeln!(out, "{f}"))?;
    }
    if known {
        for m in &outcome.known_misses {
            written(writeln!(out, "known miss: {}: \u{2068}{}\u{2069}: {}", m.file, m.text, m.reason))?;
        }
    }
    let count = |f: examples::Fault| outcome.failures.iter().filter(|x| x.fault == f).count();
    written(writeln!(
        out,
        "{} cases in {} files: {} noisy, {} missing, {} found that were written off, {} files untested; {} known misses",
        outcome.cases,
        outcome.files,
        count(examples::Fault::Noisy),
        count(examples::Fault::Missing),
        count(examples::Fault::Found),
        count(examples::Fault::Untested),
        outcome.known_misses.len()
    ))?;
    Ok(if outcome.failures.is_empty() { 0 } else { FOUND })
}

/// The rule files of a path: a folder laid out like `rules/`, or one file, whose place among the rules its folder tells.
fn own_texts(path: &Path) -> Result<Vec<RuleText>> {
    if path.is_dir() {
        let all = rule_texts(&[path])?;
        let mine: Vec<RuleText> = all.into_iter().filter(|t| !t.built_in).collect();
        if mine.is_empty() {
            return Err(Box::new(Problem::in_file(path, "the folder holds no rule file").help("rule files end in .yaml and lie in check/, lang/<code>/ or lang/<code>/kinds/")));
        }
        return Ok(mine);
    }
    let text = std::fs::read_to_string(path)
        .map_err(|e| Box::new(Problem::in_file(path, format_args!("cannot be read: {e}")).help("name a rule file, or a folder laid out like rules/")))?;
    let full = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let parts: Vec<String> = full.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    let from = parts.iter().rposition(|p| p == "lang" || p == "check" || p == "world");
    let place = match from {
        Some(i) => parts[i..].join("/"),
        None => format!("check/{}", parts.last().map_or("", String::as_str)),
    };
    Ok(vec![RuleText { path: place, name: path.display().to_string(), text: text.into(), built_in: false }])
}
