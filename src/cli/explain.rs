//! `gainsay explain`: how a finding came about, or why two claims gave none.

use std::io::{self, Write};

use clap::Args;

use super::runner::PlainArgs;
use super::{FAILED, rule_show, written};
use crate::check::{self, Context};
use crate::claim::{Claim, ClaimId, Modality, Role};
use crate::error::{Problem, Result};
use crate::extract::notation;
use crate::finding::{Finding, Verdict};
use crate::pipeline::{Checked, Engine};
use crate::report::isolate;

/// Arguments.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The finding: its id in this run (f3), or the beginning of its fingerprint; or two claims by their ids
    /// in the JSON report (c4-c12), to see what was made of the pair
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
    let context = Context::new(&engine.lexicon, &engine.skeletons, &checked.documents, &checked.graph, drafts);
    let mut out = std::io::stdout().lock();
    if let Some((a, b)) = pair(wanted) {
        let last = checked.graph.claims.len();
        if let Some(n) = [a, b].into_iter().find(|n| *n == 0 || *n as usize > last) {
            return Err(Box::new(
                Problem::new(format!("there is no claim `c{n}`")).help(format!("the claims of these texts are c1 to c{last}; `gainsay check --output-format json` lists them")),
            ));
        }
        written(of_pair(engine, &context, checked, ClaimId(a - 1), ClaimId(b - 1), &mut out).and_then(|()| out.flush()))?;
        return Ok(if run.failed { FAILED } else { 0 });
    }
    let mut hits = checked.findings.iter().filter(|f| f.id == *wanted || (wanted.len() >= 4 && f.fingerprint.starts_with(wanted.as_str())));
    let Some(finding) = hits.next() else {
        let all: Vec<&str> = checked.findings.iter().map(|f| f.id.as_str()).collect();
        let help = if all.is_empty() { "there are no findings in these texts".to_owned() } else { format!("the findings are {}; `gainsay check` shows them", all.join(", ")) };
        return Err(Box::new(Problem::new(format!("there is no finding `{wanted}`")).help(help)));
    };
    if let Some(other) = hits.next() {
        return Err(Box::new(Problem::new(format!("`{wanted}` fits {} and {}", finding.id, other.id)).help("give more of the fingerprint")));
    }
    written(write(engine, &context, checked, finding, &mut out).and_then(|()| out.flush()))?;
    Ok(if run.failed { FAILED } else { 0 })
}

/// Numbers of two claims written as `c4-c12`.
fn pair(wanted: &str) -> Option<(u32, u32)> {
    let (a, b) = wanted.split_once('-')?;
    Some((a.strip_prefix('c')?.parse().ok()?, b.strip_prefix('c')?.parse().ok()?))
}

/// Two claims side by side, what they have to do with each other, and what keeps each rule from speaking.
fn of_pair(engine: &Engine, context: &Context<'_>, checked: &Checked, a: ClaimId, b: ClaimId, out: &mut dyn Write) -> io::Result<()> {
    for id in [a, b] {
        let subject = checked.graph.subject(id);
        claim(engine, checked, checked.graph.claim(id), out)?;
        writeln!(out, "  subject  e{}: \u{2068}{}\u{2069}", subject.id.0 + 1, subject.label)?;
    }
    let (first, second) = (checked.graph.claim(a), checked.graph.claim(b));
    writeln!(out)?;
    if first.kind != second.kind || checked.graph.subject(a).id != checked.graph.subject(b).id {
        let differ = if first.kind != second.kind { "they are of two kinds" } else { "they speak of two subjects" };
        writeln!(out, "c{} against c{}: {differ}, so that rules over pairs do not look at them", a.0 + 1, b.0 + 1)?;
    }
    if first.kind == second.kind {
        let (facts, considered) = check::consider(context, &engine.rules, a, b);
        for line in facts {
            writeln!(out, "  {line}")?;
        }
        for c in considered {
            let said = if c.unmet.is_empty() { "holds".to_owned() } else { c.unmet.join("; ") };
            writeln!(out, "  {}: {said}", c.rule.id)?;
        }
    }
    for f in checked.findings.iter().filter(|f| [a, b].iter().all(|c| f.primary == *c || f.others.contains(c))) {
        writeln!(out, "  told in {}: {}", f.id, isolate(&f.message))?;
    }
    Ok(())
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
