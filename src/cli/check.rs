//! `gainsay check`.

use std::collections::BTreeMap;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;

use super::runner::{Run, RunArgs};
use super::{Common, FAILED, FOUND, written};
use crate::config::FailLevel;
use crate::error::{Problem, Result};
use crate::report::{self, Format, ReportInput};
use crate::words::Words;

/// Arguments.
#[derive(Debug, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub run: RunArgs,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub outcome: OutcomeArgs,
    /// Language of the report: ar, en, fr
    #[arg(long, value_name = "CODE")]
    pub report_lang: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub common: Common,
}

/// Outputs and exit code.
#[derive(Debug, Clone, Args)]
pub struct OutcomeArgs {
    /// Form of the report, or FORMAT=FILE (repeatable)
    #[arg(long, value_name = "FORMAT[=FILE]", env = "GAINSAY_OUTPUT_FORMAT", value_delimiter = ',')]
    pub output_format: Vec<String>,
    /// Lowest severity that makes the exit code 1 (error when nothing is said)
    #[arg(long, value_enum)]
    pub fail_level: Option<FailLevel>,
    /// Exit with 0 even when there are findings
    #[arg(long)]
    pub exit_zero: bool,
    /// Count findings by rule, and tell what was read, how fast, and how much memory it took, on standard error
    #[arg(long)]
    pub statistics: bool,
}

/// Runs the command.
pub fn run(args: &CheckArgs) -> Result<u8> {
    // a wrong format is told before any work is done
    let given = report::outputs(&args.outcome.output_format)?;
    let words = language(args.report_lang.as_deref())?;
    let run = match args.run.run(&args.common, true)? {
        Ok(run) => run,
        Err(code) => return Ok(code),
    };
    let outputs = if given.is_empty() { run.config.outputs()? } else { given };
    let outputs = if outputs.is_empty() { vec![(Format::Full, None)] } else { outputs };
    finish(&run, &args.outcome, &outputs, words, &args.common)
}

/// Writes the reports and gives the exit code.
pub(super) fn finish(run: &Run, outcome: &OutcomeArgs, outputs: &[(Format, Option<PathBuf>)], words: Option<Words>, common: &Common) -> Result<u8> {
    for (format, file) in outputs {
        let to_terminal = file.is_none() && std::io::stdout().is_terminal();
        let input = ReportInput {
            checked: &run.checked,
            lexicon: &run.engine.lexicon,
            rules: &run.engine.rules,
            drafts: &run.drafts,
            accepted: &run.accepted,
            run: &run.info,
            words: words.unwrap_or_else(|| default_language(run, *format)),
            color: common.colors(to_terminal),
            width: 110,
        };
        match file {
            Some(path) => {
                let f = std::fs::File::create(path).map_err(|e| Problem::in_file(path, format_args!("cannot be written: {e}")).help("check the folder and its permissions"))?;
                let mut w = BufWriter::new(f);
                written(report::write(*format, &input, &mut w).and_then(|()| w.flush()))?;
            }
            None => {
                let mut w = BufWriter::new(std::io::stdout().lock());
                written(report::write(*format, &input, &mut w).and_then(|()| w.flush()))?;
            }
        }
    }
    if outcome.statistics {
        statistics(run);
        let documents = &run.checked.documents;
        let mut read = run.statistics;
        read.add(run.checked.articles, documents[..run.checked.articles].iter().map(|d| d.text.len()).sum(), run.checked.graph.claims.len());
        read.tell("claims");
    }
    if run.failed {
        return Ok(FAILED);
    }
    let level = outcome.fail_level.or(run.config.file.fail_level).unwrap_or(FailLevel::Error).severity();
    Ok(if !outcome.exit_zero && level.is_some_and(|l| run.checked.findings.iter().any(|f| f.severity >= l)) { FOUND } else { 0 })
}

/// Pages for editors speak the language of the articles where they can; all else speaks English unless told otherwise.
fn default_language(run: &Run, format: Format) -> Words {
    if let Some(l) = &run.config.file.languages.reports {
        return Words::of(l);
    }
    if !matches!(format, Format::Html) {
        return Words::of("en");
    }
    let documents = run.checked.documents.iter().filter(|d| run.drafts.is_empty() || run.drafts.contains(&d.id));
    let mut tally: BTreeMap<&'static str, usize> = BTreeMap::new();
    for d in documents.filter(|d| Words::has(&d.language)) {
        *tally.entry(Words::of(&d.language).code()).or_default() += 1;
    }
    Words::of(tally.into_iter().max_by_key(|(_, n)| *n).map_or("en", |(c, _)| c))
}

/// The words of a language that was asked for.
pub(super) fn language(code: Option<&str>) -> Result<Option<Words>> {
    match code {
        Some(c) if !Words::has(c) => {
            let all: Vec<&str> = Words::codes().collect();
            Err(Box::new(Problem::new(format!("there are no reports in `{c}`")).help(format!("reports come in {}", all.join(", ")))))
        }
        other => Ok(other.map(Words::of)),
    }
}

/// Findings by rule.
fn statistics(run: &Run) {
    let mut by: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for f in &run.checked.findings {
        *by.entry((f.severity.id(), &f.rule)).or_default() += 1;
    }
    let mut rows: Vec<_> = by.into_iter().collect();
    rows.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
    for ((severity, rule), n) in rows {
        eprintln!("{n:>5}  {severity:<8} {rule}");
    }
    eprintln!("{:>5}  {:<8}", run.accepted.len(), "accepted");
}

/// A bar on the terminal for runs that take more than a moment.
pub(super) fn progress(documents: usize) -> Option<indicatif::ProgressBar> {
    if documents < 200 || !std::io::stderr().is_terminal() {
        return None;
    }
    let bar = indicatif::ProgressBar::new_spinner().with_message(format!("reading {documents} articles"));
    bar.enable_steady_tick(std::time::Duration::from_millis(120));
    Some(bar)
}
