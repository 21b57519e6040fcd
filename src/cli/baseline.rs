//! `gainsay baseline write|prune|show`.

use std::io::{BufWriter, Write};

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::runner::{PlainArgs, Run, RunArgs};
use super::{FAILED, written};
use crate::baseline::{Entry, Ledger, file_name, today};
use crate::error::{Problem, Result};
use crate::finding::Finding;
use crate::suppress::How;

/// Arguments.
#[derive(Debug, Args)]
pub struct BaselineArgs {
    /// What to do
    #[command(subcommand)]
    pub action: Action,
}

/// Actions.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Accept the findings of a run, with a reason
    Write(WriteArgs),
    /// Take out entries that are over or meet no finding in the articles named
    Prune(PlainArgs),
    /// Show the entries
    Show(PlainArgs),
}

/// Arguments of `write`.
#[derive(Debug, Args)]
pub struct WriteArgs {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub plain: PlainArgs,
    /// Why the findings may stand
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Who accepts them
    #[arg(long, value_name = "NAME")]
    pub editor: Option<String>,
    /// Last day on which this holds (2026-12-31)
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,
    /// Accept only these findings, by fingerprint or by number (f1)
    #[arg(long, value_name = "FINDING", value_delimiter = ',')]
    pub only: Vec<String>,
}

/// Runs the command.
pub fn run(args: &BaselineArgs) -> Result<u8> {
    match &args.action {
        Action::Write(a) => write(a),
        Action::Prune(a) => prune(a),
        Action::Show(a) => show(a),
    }
}

fn write(args: &WriteArgs) -> Result<u8> {
    if args.reason.trim().is_empty() {
        return Err(Box::new(Problem::new("a discrepancy is accepted with a reason").help("say it in --reason")));
    }
    let run = match args.plain.run.run(&args.plain.common, false)? {
        Ok(run) => run,
        Err(code) => return Ok(code),
    };
    let path = args.plain.run.ledger_path(&run.config);
    let mut ledger = Ledger::read(&path)?.unwrap_or(Ledger { version: 1, accepted: Vec::new() });
    let wanted = |f: &Finding| args.only.is_empty() || args.only.iter().any(|o| *o == f.id || *o == f.fingerprint);
    if let Some(missing) = args.only.iter().find(|o| !run.checked.findings.iter().any(|f| **o == f.id || **o == f.fingerprint)) {
        return Err(Box::new(Problem::new(format!("no finding is `{missing}`")).help("`gainsay check --output-format json` gives numbers and fingerprints")));
    }
    let mut added = 0;
    for f in run.checked.findings.iter().filter(|f| wanted(f)) {
        let entry = Entry {
            fingerprint: f.fingerprint.clone(),
            rule: f.rule.clone(),
            document: Some(document(&run, f)),
            message: Some(f.message.clone()),
            reason: args.reason.trim().to_owned(),
            editor: args.editor.clone(),
            accepted_on: Some(today().to_string()),
            until: args.until.map(|d| d.to_string()),
        };
        match ledger.accepted.iter_mut().find(|e| e.fingerprint == entry.fingerprint) {
            // what was accepted before keeps its reason until it is over
            Some(old) if old.expired(today()) || !args.only.is_empty() => *old = entry,
            Some(_) => continue,
            None => ledger.accepted.push(entry),
        }
        added += 1;
    }
    ledger.accepted.sort_by(|a, b| (&a.document, &a.rule, &a.fingerprint).cmp(&(&b.document, &b.rule, &b.fingerprint)));
    ledger.write(&path)?;
    if !args.plain.run.quiet {
        eprintln!("{}: {added} added, {} in all", path.display(), ledger.accepted.len());
    }
    Ok(if run.failed { FAILED } else { 0 })
}

fn document(run: &Run, f: &Finding) -> String {
    let doc = run.checked.graph.claim(f.primary).doc;
    run.checked.documents.get(doc.0 as usize).map_or(String::new(), |d| file_name(&d.path).to_owned())
}

fn prune(args: &PlainArgs) -> Result<u8> {
    let quiet = RunArgs { quiet: true, ..args.run.clone() };
    let run = match quiet.run(&args.common, true)? {
        Ok(run) => run,
        Err(code) => return Ok(code),
    };
    let path = args.run.ledger_path(&run.config);
    let Some(mut ledger) = Ledger::read(&path)? else { return Err(no_ledger(&path)) };
    let before = ledger.accepted.len();
    let read: Vec<&str> = run.checked.documents.iter().map(|d| file_name(&d.path)).collect();
    let met = |e: &Entry| run.accepted.iter().any(|a| a.finding.fingerprint == e.fingerprint);
    ledger.accepted.retain(|e| !e.expired(today()) && (met(e) || e.document.as_deref().is_some_and(|d| !read.contains(&d))));
    ledger.write(&path)?;
    if !args.run.quiet {
        eprintln!("{}: {} taken out, {} left", path.display(), before - ledger.accepted.len(), ledger.accepted.len());
    }
    Ok(if run.failed { FAILED } else { 0 })
}

fn show(args: &PlainArgs) -> Result<u8> {
    let config = args.run.config()?;
    let path = args.run.ledger_path(&config);
    let Some(ledger) = Ledger::read(&path)? else { return Err(no_ledger(&path)) };
    let drafts = !args.run.paths.is_empty();
    let run = if drafts { RunArgs { quiet: true, ..args.run.clone() }.run(&args.common, true)?.ok() } else { None };
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut lines = || -> std::io::Result<()> {
        for e in &ledger.accepted {
            let used = run.as_ref().map(|r| r.accepted.iter().any(|a| a.how == How::Ledger && a.finding.fingerprint == e.fingerprint));
            let state = match (e.expired(today()), used) {
                (true, _) => "over",
                (false, Some(true)) => "in use",
                (false, Some(false)) => "unused",
                (false, None) => "holds",
            };
            writeln!(out, "{}  {state:<7} {} {}", e.fingerprint, e.rule, e.document.as_deref().unwrap_or_default())?;
            writeln!(out, "    {}", e.message.as_deref().unwrap_or_default())?;
            let by = e.editor.as_ref().map_or(String::new(), |n| format!(" ({n})"));
            let until = e.until.as_ref().map_or(String::new(), |u| format!(", until {u}"));
            writeln!(out, "    reason: {}{by}{until}", e.reason)?;
        }
        out.flush()
    };
    written(lines())?;
    Ok(0)
}

fn no_ledger(path: &std::path::Path) -> Box<Problem> {
    Box::new(Problem::in_file(path, "there is no ledger").help("`gainsay baseline write --reason …` starts one"))
}
