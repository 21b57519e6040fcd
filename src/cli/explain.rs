//! `gainsay explain`: how a finding came about.

use std::io::{self, Write};

use clap::Args;

use super::runner::PlainArgs;
use super::{FAILED, rule_show, written};
use crate::check::{self, Context};
use crate::claim::{Claim, Modality, Role};
use crate::error::{Problem, Result};
use crate::extract::notation;
use crate::finding::{Finding, Verdict};
use crate::pipeline::{Checked, Engine};
use crate::report::isolate;

/// Arguments.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The finding: its id in this run (f3), or the beginning of its fingerprint
    #[arg(value_name = "FINDING")]
    pub finding: String,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub plain: PlainArgs,
}

/// Runs the command.
pub fn run(args: &ExplainArgs) -> Result<u8> {
    // the same run as `check`, so that the numbers of findings are the same
    let run = match args.plain.run.run(&args.plain.common, true)? {
        Ok(r) => r,
        Err(code) => return Ok(code),
    };
    let (engine, checked, drafts) = (&run.engine, &run.checked, &run.drafts);
    if checked.documents.is_empty() {
        return Ok(FAILED);
    }
    let wanted = &args.finding;
    let mut hits = checked.findings.iter().filter(|f| f.id == *wanted || (wanted.len() >= 4 && f.fingerprint.starts_with(wanted.as_str())));
    let Some(finding) = hits.next() else {
        let all: Vec<&str> = checked.findings.iter().map(|f| f.id.as_str()).collect();
        let help = if all.is_empty() { "there are no findings in these texts".to_owned() } else { format!("the findings are {}; `gainsay check` shows them", all.join(", ")) };
        return Err(Box::new(Problem::new(format!("there is no finding `{wanted}`")).help(help)));
    };
    if let Some(other) = hits.next() {
        return Err(Box::new(Problem::new(format!("`{wanted}` fits {} and {}", finding.id, other.id)).help("give more of the fingerprint")));
    }
    let context = Context { lexicon: &engine.lexicon, skeletons: &engine.skeletons, documents: &checked.documents, graph: &checked.graph, drafts };
    let mut out = std::io::stdout().lock();
    written(write(engine, &context, checked, finding, &mut out).and_then(|()| out.flush()))?;
    Ok(if run.failed { FAILED } else { 0 })
}

fn write(engine: &Engine, context: &Context<'_>, checked: &Checked, f: &Finding, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} {} ({}, {}): {}", f.id, f.verdict.id(), f.severity.id(), f.fingerprint, isolate(&f.message))?;
    writeln!(out, "why   {}", f.why)?;
    writeln!(out, "help  {}", f.help)?;
    let subject = checked.graph.subject(f.primary);
    writeln!(out, "\nsubject e{}: \u{2068}{}\u{2069}, with {} claims", subject.id.0 + 1, subject.label, subject.claims.len())?;
    for id in std::iter::once(&f.primary).chain(&f.others) {
        claim(engine, checked, checked.graph.claim(*id), out)?;
    }
    if let Some(rule) = engine.rules.iter().find(|r| r.id == f.rule) {
        writeln!(out, "\nrule {} in {}: {}", rule.id, rule.name, rule.file.title)?;
    }
    for o in f.others.iter().filter(|o| checked.graph.claim(**o).kind == checked.graph.claim(f.primary).kind) {
        let (facts, considered) = check::consider(context, &engine.rules, f.primary, *o);
        if considered.iter().all(|c| c.rule.id != f.rule) {
            continue;
        }
        writeln!(out, "\nc{} against c{}", f.primary.0 + 1, o.0 + 1)?;
        for line in facts {
            writeln!(out, "  {line}")?;
        }
        for c in considered.iter().filter(|c| c.rule.id == f.rule && c.unmet.is_empty()) {
            writeln!(out, "  {} speaks by case {} of its `when`: {}", c.rule.id, c.case + 1, rule_show::condition(&c.rule.file.when[c.case]))?;
        }
        if f.verdict != Verdict::Update {
            let updates: Vec<_> = considered.iter().filter(|c| c.rule.file.verdict == Verdict::Update).collect();
            if updates.is_empty() {
                writeln!(out, "  not an update: figures of this kind do not change with time")?;
            }
            for c in updates {
                let reason = if c.unmet.is_empty() { format!("{} speaks first", f.rule) } else { c.unmet.join("; ") };
                writeln!(out, "  not an update by {}: {reason}", c.rule.id)?;
            }
        }
    }
    Ok(())
}

fn claim(engine: &Engine, checked: &Checked, c: &Claim, out: &mut dyn Write) -> io::Result<()> {
    let doc = &checked.documents[c.doc.0 as usize];
    let at = doc.position(c.span.start);
    let files = &engine.lexicon.files;
    writeln!(out, "\nc{} {}:{}:{}", c.id.0 + 1, doc.path, at.line, at.column)?;
    writeln!(out, "  quote    \u{2068}{}\u{2069}", doc.words(c.quote).split_whitespace().collect::<Vec<_>>().join(" "))?;
    writeln!(out, "  value    {} {} (“\u{2068}{}\u{2069}”)", engine.lexicon.tables.kind(c.kind).id, notation::write(&c.value), doc.words(c.span))?;
    writeln!(out, "  scope    {}{}", c.who.id(), c.place.as_ref().map_or(String::new(), |p| format!(", in {}", engine.lexicon.world.label(p, "en"))))?;
    let day = c.as_of.map_or_else(|| "no day known".to_owned(), |d| format!("{d}{}", if c.dated { ", as the text says" } else { ", from the day of publication" }));
    writeln!(out, "  as of    {day}")?;
    if let Some(a) = &c.attribution {
        writeln!(out, "  by       \u{2068}{}\u{2069}", a.text.trim())?;
    }
    if (c.modality, c.role) != (Modality::Asserted, Role::Whole) {
        writeln!(out, "  told as  {}", format!("{:?}, {:?}", c.modality, c.role).to_lowercase())?;
    }
    let d = &c.derivation;
    match d.pattern {
        Some(p) => writeln!(out, "  read by  {} in {}", d.pattern_text, files[p.file as usize].name)?,
        None => writeln!(out, "  read by  {}", d.note)?,
    }
    for r in &d.rows {
        writeln!(out, "           row {} of {}", r.row + 1, files[r.file as usize].name)?;
    }
    Ok(())
}
