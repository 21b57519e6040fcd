//! `gainsay archive add|update|gc|status`.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::json;

use super::{Common, FAILED, tell_all, written};
use crate::archive::{self, Added, Status};
use crate::config::{self, Config};
use crate::error::{Problem, Result};
use crate::pipeline::Engine;

/// The file of an archive that nothing else is said of.
pub const FILE: &str = "archive.gainsay";

/// Arguments.
#[derive(Debug, Args)]
pub struct ArchiveArgs {
    /// What to do
    #[command(subcommand)]
    pub action: Action,
}

/// Actions.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Read articles into the archive; those that are in it unchanged are passed over
    Add(AddArgs),
    /// Read again what another version of gainsay, or other rules, had read
    Update(PlainArgs),
    /// Take out articles whose files are gone
    Gc(GcArgs),
    /// Show what the archive holds
    Status(StatusArgs),
}

/// Where the archive is.
#[derive(Debug, Clone, Args)]
pub struct WhereArgs {
    /// The archive; otherwise the one that gainsay.yaml names, or archive.gainsay beside it or here
    #[arg(long, value_name = "FILE", env = "GAINSAY_ARCHIVE")]
    pub archive: Option<PathBuf>,
    /// Configuration file; otherwise gainsay.yaml is looked for upward from here
    #[arg(long, value_name = "FILE", env = "GAINSAY_CONFIG")]
    pub config: Option<PathBuf>,
}

/// Arguments of `add`.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// Articles and folders of articles
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub place: WhereArgs,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub common: Common,
}

/// Arguments of `update`.
#[derive(Debug, Args)]
pub struct PlainArgs {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub place: WhereArgs,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub common: Common,
}

/// Arguments of `gc`.
#[derive(Debug, Args)]
pub struct GcArgs {
    /// Only tell what would be taken out
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub plain: PlainArgs,
}

/// Arguments of `status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// Show the room that each table takes; looks at every page of the file
    #[arg(long)]
    pub tables: bool,
    /// As one JSON object
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub plain: PlainArgs,
}

/// What an action works with.
struct Setting {
    engine: Engine,
    file: PathBuf,
    common: Common,
}

impl Setting {
    fn of(place: &WhereArgs, common: &Common) -> Result<Setting> {
        let config = match place.config.clone().or_else(|| config::discover(Path::new("."))) {
            Some(p) => Config::read(&p)?,
            None => Config::default(),
        };
        let mut common = common.clone();
        common.rules.extend(config.rule_folders());
        common.lang = common.lang.or_else(|| config.file.languages.articles.clone());
        let file = place.archive.clone().or_else(|| config.archive()).unwrap_or_else(|| config.dir().join(FILE));
        Ok(Setting { engine: common.engine()?, file, common })
    }
}

/// Runs the command.
pub fn run(args: &ArchiveArgs) -> Result<u8> {
    match &args.action {
        Action::Add(a) => add(a),
        Action::Update(a) => update(a),
        Action::Gc(a) => gc(a),
        Action::Status(a) => status(a),
    }
}

/// A bar for imports that take more than a moment.
struct Bar(Option<indicatif::ProgressBar>);

impl Bar {
    fn step(&mut self, done: usize, total: usize, documents: usize) {
        if self.0.is_none() && total > 200 && std::io::stderr().is_terminal() {
            let style = indicatif::ProgressStyle::with_template("{bar:30} {pos}/{len} files, {msg} articles, {eta} left");
            self.0 = Some(indicatif::ProgressBar::new(total as u64).with_style(style.unwrap_or_else(|_| indicatif::ProgressStyle::default_bar())));
        }
        if let Some(b) = &self.0 {
            b.set_position(done as u64);
            b.set_message(documents.to_string());
        }
    }

    fn end(&self) {
        if let Some(b) = &self.0 {
            b.finish_and_clear();
        }
    }
}

fn add(args: &AddArgs) -> Result<u8> {
    if args.paths.iter().any(|p| p.as_os_str() == "-") {
        return Err(Box::new(Problem::new("an archive reads files: standard input could not be found again").help("save the articles, and name the file or its folder")));
    }
    let s = Setting::of(&args.place, &args.common)?;
    let mut bar = Bar(None);
    let added = archive::add(&s.engine, &s.file, &args.paths, &s.common.read_options(), &mut |a, b, c| bar.step(a, b, c));
    bar.end();
    told(&added?, &s.file)
}

fn update(args: &PlainArgs) -> Result<u8> {
    let s = Setting::of(&args.place, &args.common)?;
    let mut bar = Bar(None);
    let updated = archive::update(&s.engine, &s.file, &s.common.read_options(), &mut |a, b, c| bar.step(a, b, c));
    bar.end();
    let updated = updated?;
    let code = told(&updated.added, &s.file)?;
    if updated.gone > 0 {
        written(writeln!(std::io::stdout(), "{} files that another version read are gone; what was read of them stays: `gainsay archive gc` takes it out", updated.gone))?;
    }
    Ok(code)
}

/// What an import did, in a line.
fn told(a: &Added, file: &Path) -> Result<u8> {
    let failed = tell_all(&a.problems);
    let w = a.written;
    let replaced = w.removed;
    written(writeln!(
        std::io::stdout(),
        "{}: {} articles read, {} claims; {} unchanged{}",
        file.display(),
        w.added,
        w.claims,
        a.unchanged,
        if replaced > 0 { format!("; {replaced} earlier readings given up") } else { String::new() }
    ))?;
    Ok(if failed { FAILED } else { 0 })
}

fn gc(args: &GcArgs) -> Result<u8> {
    let s = Setting::of(&args.plain.place, &args.plain.common)?;
    let done = archive::collect(&s.file, args.dry_run)?;
    let mut out = std::io::stdout().lock();
    for (f, n) in &done.files {
        written(writeln!(out, "gone: {f}{}", if *n == 1 { String::new() } else { format!(" ({n} articles)") }))?;
    }
    let all: usize = done.files.iter().map(|(_, n)| n).sum();
    let what = if args.dry_run { "would be taken out" } else { "taken out" };
    written(writeln!(out, "{}: {all} articles {what}; {} before, {} now", s.file.display(), bytes(done.size.0), bytes(done.size.1)))?;
    Ok(0)
}

fn status(args: &StatusArgs) -> Result<u8> {
    let s = Setting::of(&args.plain.place, &args.plain.common)?;
    let st = archive::status(&s.engine, &s.file, args.tables)?;
    let mut out = std::io::stdout().lock();
    if args.json {
        let value = json!({
            "archive": s.file.display().to_string(),
            "format": archive::FORMAT,
            "documents": st.documents,
            "files": st.files,
            "claims": st.claims,
            "bytes": st.size,
            "first_day": st.days.map(|d| d.0.to_string()),
            "last_day": st.days.map(|d| d.1.to_string()),
            "undated": st.undated,
            "versions": st.versions.iter().map(|(v, n, own)| json!({"version": v, "documents": n, "current": own})).collect::<Vec<_>>(),
            "tables": st.tables.iter().map(|(t, b, rows)| json!({"table": t, "bytes": b, "rows": rows})).collect::<Vec<_>>(),
        });
        written(writeln!(out, "{value:#}"))?;
    } else {
        written(show(&mut out, &s.file, &st))?;
    }
    Ok(0)
}

fn show(out: &mut dyn Write, file: &Path, s: &Status) -> std::io::Result<()> {
    writeln!(out, "archive    {} (format {})", file.display(), archive::FORMAT)?;
    writeln!(out, "articles   {} from {} files", s.documents, s.files)?;
    writeln!(out, "claims     {}", s.claims)?;
    writeln!(out, "size       {}", bytes(s.size))?;
    let days = s.days.map_or_else(|| "none known".to_owned(), |(a, b)| format!("{a} to {b}"));
    writeln!(out, "days       {days}{}", if s.undated > 0 { format!("; {} articles of no known day", s.undated) } else { String::new() })?;
    for (v, n, own) in &s.versions {
        writeln!(out, "read by    {v}: {n} articles{}", if *own { "" } else { ", another version: `gainsay archive update` reads them again" })?;
    }
    for (name, b, rows) in &s.tables {
        writeln!(out, "{name:<18} {:>10}  {rows} rows", bytes(*b))?;
    }
    Ok(())
}

/// Bytes for people.
fn bytes(n: u64) -> String {
    match n {
        0..10_000 => format!("{n} B"),
        10_000..1_000_000 => format!("{:.1} kB", n as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", n as f64 / 1e6),
        _ => format!("{:.2} GB", n as f64 / 1e9),
    }
}
