//! `gainsay eval`.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::{Common, FAILED, FOUND, tell, written};
use crate::error::{Problem, Result};
use crate::eval::{self, Score};

/// Arguments.
#[derive(Debug, Args)]
pub struct EvalArgs {
    /// Folders with story.yaml and the articles it names
    #[arg(required = true, value_name = "STORY")]
    pub stories: Vec<PathBuf>,
    /// Folder of articles that are not in their story's own
    #[arg(long, value_name = "FOLDER")]
    pub docs: Option<PathBuf>,
    /// Form of the figures
    #[arg(long, value_enum, default_value_t = EvalFormat::Full)]
    pub output_format: EvalFormat,
    /// Show what was missed, and what was too much
    #[arg(long)]
    pub misses: bool,
    /// Exit code 1 when F1 of all claims is lower
    #[arg(long, value_name = "SHARE")]
    pub min_claims_f1: Option<f64>,
    /// Exit code 1 when F1 of all links is lower
    #[arg(long, value_name = "SHARE")]
    pub min_links_f1: Option<f64>,
    /// Exit code 1 when F1 of all findings is lower
    #[arg(long, value_name = "SHARE")]
    pub min_findings_f1: Option<f64>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub common: Common,
}

/// Form of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EvalFormat {
    /// A line a story, then sums.
    Full,
    /// One JSON object.
    Json,
}

/// Runs the command.
pub fn run(args: &EvalArgs) -> Result<u8> {
    let engine = args.common.engine()?;
    let mut scores: Vec<(String, Score)> = Vec::new();
    let mut failed = false;
    // a shell's `stories/*` names loose files too
    for folder in args.stories.iter().filter(|f| !f.is_file()) {
        match eval::run(&engine, folder, args.docs.as_deref()) {
            Ok((story, _, score)) => scores.push((story.name, score)),
            Err(p) => {
                tell(&p);
                failed = true;
            }
        }
    }
    if scores.is_empty() && !failed {
        return Err(Box::new(Problem::new("none of the paths is a folder").help("a story is a folder with story.yaml and the articles it names")));
    }
    let mut groups: BTreeMap<&str, Score> = BTreeMap::new();
    let mut all = Score::default();
    for (name, s) in &scores {
        groups.entry(name.split('-').next().unwrap_or(name)).or_default().add(s);
        all.add(s);
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    let done = match args.output_format {
        EvalFormat::Full => full(args, &scores, &groups, &all, &mut out),
        EvalFormat::Json => {
            let stories: BTreeMap<&str, _> = scores.iter().map(|(n, s)| (n.as_str(), s.json())).collect();
            serde_json::to_writer_pretty(&mut out, &json!({"stories": stories, "all": all.json()})).map_err(Into::into).and_then(|()| writeln!(out))
        }
    };
    written(done.and_then(|()| out.flush()))?;
    if failed {
        return Ok(FAILED);
    }
    let floors = [("claims", args.min_claims_f1, all.claims().f1), ("links", args.min_links_f1, all.links().f1), ("findings", args.min_findings_f1, all.finding_shares().f1)];
    let mut below = false;
    for (what, floor, f1) in floors {
        if floor.is_some_and(|f| f1 < f) {
            tell(&Problem::new(format!("F1 of the {what} is {f1:.3}, below the floor of {:.3}", floor.unwrap_or_default())).help("see `gainsay eval --misses`"));
            below = true;
        }
    }
    Ok(if below { FOUND } else { 0 })
}

fn full(args: &EvalArgs, scores: &[(String, Score)], groups: &BTreeMap<&str, Score>, all: &Score, out: &mut dyn Write) -> std::io::Result<()> {
    for (name, s) in scores {
        writeln!(out, "{}", s.line(name))?;
        if args.misses {
            for n in &s.notes {
                writeln!(out, "   {n}")?;
            }
        }
    }
    if scores.len() > 1 {
        for (name, s) in groups {
            writeln!(out, "{}", s.line(&format!("[{name}]")))?;
        }
        writeln!(out, "{}", all.line("[all]"))?;
    }
    Ok(())
}
