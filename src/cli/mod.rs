//! Arguments in, exit code out; one file for each sub-command.

#[cfg(feature = "archive")]
mod archive;
mod baseline;
mod changed;
mod check;
mod claims;
mod completions;
mod config;
mod eval;
mod explain;
mod graph;
mod init;
mod intake;
#[cfg(feature = "archive")]
mod look_up;
mod mentions;
mod report;
mod rule;
mod rule_show;
mod runner;
mod stream;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::error::{Problem, Result};
use crate::pipeline::Engine;
use crate::read::ReadOptions;

/// Exit code: findings at or above the fail level.
pub const FOUND: u8 = 1;
/// Exit code: could not run.
pub const FAILED: u8 = 2;

/// Reads articles on the same events and shows where their facts cannot all be true.
#[derive(Debug, Parser)]
#[command(name = "gainsay", version, about, long_about = None, max_term_width = 110)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Sub-commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Set articles against each other, or a draft against its sources
    Check(check::CheckArgs),
    /// Show the facts read from articles
    Claims(claims::ClaimsArgs),
    /// Show the typed values read from articles: numbers, dates, money, lists
    Mentions(mentions::MentionsArgs),
    /// Show the graph of documents, claims and subjects
    Graph(graph::GraphArgs),
    /// Show how a finding came about: both values, the subject, the rule, and what read each side
    Explain(explain::ExplainArgs),
    /// List, show and test rules
    Rule(rule::RuleArgs),
    /// Score against annotated stories
    Eval(eval::EvalArgs),
    /// Write the report for an editor: one offline page
    Report(report::ReportArgs),
    /// Write, prune and show the ledger of accepted discrepancies
    Baseline(baseline::BaselineArgs),
    /// Keep what was read, to check drafts against it without reading it again
    #[cfg(feature = "archive")]
    Archive(archive::ArchiveArgs),
    /// Write a commented gainsay.yaml
    Init(init::InitArgs),
    /// Show which configuration is in force, and where it is
    Config(config::ConfigArgs),
    /// Write completions for a shell
    Completions(completions::CompletionsArgs),
    /// Write the manual pages
    #[command(hide = true)]
    Man(completions::ManArgs),
}

/// Options that all commands share.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// Day of publication for articles that name none (2022-01-19)
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Language of articles that name none: ar, en …; recognised when left out
    #[arg(long, value_name = "CODE")]
    pub lang: Option<String>,
    /// Folder of further rules and words, laid over the built-in ones (repeatable)
    #[arg(long, value_name = "FOLDER")]
    pub rules: Vec<PathBuf>,
    /// Colours
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Common {
    fn engine(&self) -> Result<Engine> {
        Engine::load(crate::lexicon::rule_texts(&self.rules)?)
    }

    fn read_options(&self) -> ReadOptions {
        ReadOptions { as_of: self.as_of, language: self.lang.clone(), max_bytes: 0, ..ReadOptions::default() }
    }

    fn colors(&self, terminal: bool) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none() && std::env::var_os("TERM").is_none_or(|t| t != "dumb"),
        }
    }
}

/// Form of lists of claims and mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A table for people.
    Full,
    /// One JSON object.
    Json,
    /// One JSON object a line, per document.
    JsonLines,
}

/// Form of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// Files and folders, each by its content.
    Auto,
    /// One JSON object a line: id, text, language, published, title, outlet.
    JsonLines,
}

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Check(a) => check::run(&a),
        Command::Claims(a) => claims::run(&a),
        Command::Mentions(a) => mentions::run(&a),
        Command::Graph(a) => graph::run(&a),
        Command::Explain(a) => explain::run(&a),
        Command::Rule(a) => rule::run(&a),
        Command::Eval(a) => eval::run(&a),
        Command::Report(a) => report::run(&a),
        Command::Baseline(a) => baseline::run(&a),
        #[cfg(feature = "archive")]
        Command::Archive(a) => archive::run(&a),
        Command::Init(a) => init::run(&a),
        Command::Config(a) => config::run(&a),
        Command::Completions(a) => completions::run(&a),
        Command::Man(a) => completions::man(&a),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(p) => {
            tell(&p);
            ExitCode::from(FAILED)
        }
    }
}

/// Prints problems to standard error; gives whether any of them is no warning.
pub(crate) fn tell_all(problems: &[Problem]) -> bool {
    for p in problems {
        tell(p);
    }
    problems.iter().any(|p| !p.is_warning())
}

/// Prints one problem to standard error.
pub(crate) fn tell(p: &Problem) {
    let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let theme = if color { miette::GraphicalTheme::unicode() } else { miette::GraphicalTheme::unicode_nocolor() };
    let mut text = String::new();
    let handler = miette::GraphicalReportHandler::new_themed(theme).with_links(false).with_width(110);
    if handler.render_report(&mut text, p).is_err() {
        text = format!("error: {p}\n");
    }
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Turns a failed write into a problem; a closed pipe is none.
pub(crate) fn written(r: std::io::Result<()>) -> Result<()> {
    match r {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(Box::new(Problem::new(format!("the output cannot be written: {e}")))),
        _ => Ok(()),
    }
}
