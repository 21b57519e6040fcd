//! `gainsay check`.

use std::collections::BTreeSet;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Common, FAILED, FOUND, tell_all, written};
use crate::error::{Problem, Result};
use crate::finding::Severity;
use crate::pipeline::Engine;
use crate::read::{self, ReadOptions, Reading};
use crate::report::{self, Format, ReportInput};
use crate::source::DocId;

/// Arguments.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Articles, folders of articles, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Sources to set the articles against; every finding then involves one of PATH
    #[arg(long, num_args = 1.., value_name = "PATH")]
    pub against: Vec<PathBuf>,
    /// Form of the report, or FORMAT=FILE (repeatable)
    #[arg(long, value_name = "FORMAT[=FILE]", env = "GAINSAY_OUTPUT_FORMAT", value_delimiter = ',')]
    pub output_format: Vec<String>,
    /// Lowest severity that makes the exit code 1
    #[arg(long, value_enum, default_value_t = FailLevel::Error)]
    pub fail_level: FailLevel,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub common: Common,
}

/// Lowest severity that fails a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
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

/// Runs the command.
pub fn run(args: &CheckArgs) -> Result<u8> {
    let outputs = outputs(&args.output_format)?;
    let engine = args.common.engine()?;
    let options = args.common.read_options();
    let Gathered { reading, drafts } = gather(&engine, &args.paths, &args.against, &options);
    let failed = tell_all(&reading.problems);
    if reading.documents.is_empty() {
        return Ok(FAILED);
    }
    let bar = progress(reading.documents.len());
    let checked = engine.check(reading.documents, &drafts);
    if let Some(b) = bar {
        b.finish_and_clear();
    }
    for (format, file) in &outputs {
        let to_terminal = file.is_none() && std::io::stdout().is_terminal();
        let input = ReportInput { checked: &checked, lexicon: &engine.lexicon, color: args.common.colors(to_terminal), width: 110 };
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
    let level = match args.fail_level {
        FailLevel::Error => Some(Severity::Error),
        FailLevel::Warning => Some(Severity::Warning),
        FailLevel::Info => Some(Severity::Info),
        FailLevel::Never => None,
    };
    if failed {
        return Ok(FAILED);
    }
    Ok(if level.is_some_and(|l| checked.findings.iter().any(|f| f.severity >= l)) { FOUND } else { 0 })
}

/// What is to be checked.
pub(super) struct Gathered {
    /// Documents and what could not be read.
    pub reading: Reading,
    /// The drafts among them, when they are set against sources.
    pub drafts: BTreeSet<DocId>,
}

/// Reads articles, and the sources they are set against.
pub(super) fn gather(engine: &Engine, paths: &[PathBuf], against: &[PathBuf], options: &ReadOptions) -> Gathered {
    let mut reading = read::read_paths(&engine.lexicon, paths, options);
    if against.is_empty() {
        return Gathered { reading, drafts: BTreeSet::new() };
    }
    let own: BTreeSet<String> = reading.documents.iter().map(|d| d.path.clone()).collect();
    let more = read::read_paths(&engine.lexicon, against, options);
    reading.documents.extend(more.documents.into_iter().filter(|d| !own.contains(&d.path)));
    reading.problems.extend(more.problems);
    reading.documents.sort_by(|a, b| a.path.cmp(&b.path));
    read::number(&mut reading.documents);
    let drafts = reading.documents.iter().filter(|d| own.contains(&d.path)).map(|d| d.id).collect();
    Gathered { reading, drafts }
}

/// A bar on the terminal for runs that take more than a moment.
fn progress(documents: usize) -> Option<indicatif::ProgressBar> {
    if documents < 200 || !std::io::stderr().is_terminal() {
        return None;
    }
    let bar = indicatif::ProgressBar::new_spinner().with_message(format!("reading {documents} articles"));
    bar.enable_steady_tick(std::time::Duration::from_millis(120));
    Some(bar)
}

/// `FORMAT` or `FORMAT=FILE`, the terminal's own form when nothing is said.
pub(super) fn outputs(list: &[String]) -> Result<Vec<(Format, Option<PathBuf>)>> {
    if list.is_empty() {
        return Ok(vec![(Format::Full, None)]);
    }
    list.iter()
        .map(|s| {
            let (name, file) = s.split_once('=').map_or((s.as_str(), None), |(n, f)| (n, Some(PathBuf::from(f))));
            Format::from_str(name, true).map(|f| (f, file)).map_err(|_| {
                let all: Vec<String> = Format::value_variants().iter().filter_map(|v| v.to_possible_value()).map(|v| v.get_name().to_owned()).collect();
                Box::new(Problem::new(format!("there is no output format `{name}`")).help(format!("the formats are {}", all.join(", "))))
            })
        })
        .collect()
}
