//! `gainsay report`: the page for an editor.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::check::{self, OutcomeArgs};
use super::runner::RunArgs;
use super::{Color, Common};
use crate::error::Result;
use crate::report::Format;

/// Arguments.
#[derive(Debug, Args)]
pub struct ReportArgs {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub run: RunArgs,
    /// File to write
    #[arg(short, long, value_name = "FILE", default_value = "report.html")]
    pub output: PathBuf,
    /// Form of the file; taken from its ending when left out
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Language of the report: ar, en, fr; that of the articles when left out
    #[arg(long, value_name = "CODE")]
    pub lang: Option<String>,
    /// Language of articles that name none; recognised when left out
    #[arg(long, value_name = "CODE")]
    pub text_lang: Option<String>,
    /// Day of publication for articles that name none (2022-01-19)
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Folder of further rules and words, laid over the built-in ones (repeatable)
    #[arg(long, value_name = "FOLDER")]
    pub rules: Vec<PathBuf>,
    /// Threads; as many as there are processors when left out
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub outcome: OutcomeArgs,
}

/// Runs the command.
pub fn run(args: &ReportArgs) -> Result<u8> {
    let common = Common { as_of: args.as_of, lang: args.text_lang.clone(), rules: args.rules.clone(), color: Color::Auto, jobs: args.jobs };
    let words = check::language(args.lang.as_deref())?;
    let mut outputs = crate::report::outputs(&args.outcome.output_format)?;
    let ending = args.output.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let format = args.format.unwrap_or(match ending.as_str() {
        "md" | "markdown" => Format::Markdown,
        "csv" => Format::Csv,
        "json" => Format::Json,
        "sarif" => Format::Sarif,
        _ => Format::Html,
    });
    let file = (args.output.as_os_str() != "-").then(|| args.output.clone());
    outputs.insert(0, (format, file));
    let run = match args.run.run(&common, true)? {
        Ok(run) => run,
        Err(code) => return Ok(code),
    };
    check::finish(&run, &args.outcome, &outputs, words, &common)
}
