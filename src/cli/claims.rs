//! `gainsay claims`.

use std::io::{BufRead, BufWriter, Write};
use std::path::PathBuf;

use clap::Args;
use rayon::prelude::*;

use super::{Common, FAILED, InputFormat, ListFormat, tell, tell_all, written};
use crate::error::{Problem, Result};
use crate::extract::notation;
use crate::mention::Analyser;
use crate::pipeline::{Engine, Extracted};
use crate::read::{self, ReadOptions};
use crate::report;
use crate::source::Document;

/// Arguments.
#[derive(Debug, Args)]
pub struct ClaimsArgs {
    /// Articles, folders of articles, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Form of the list
    #[arg(long, value_enum, default_value_t = ListFormat::Full)]
    pub output_format: ListFormat,
    /// Form of the input
    #[arg(long, value_enum, default_value_t = InputFormat::Auto)]
    pub input_format: InputFormat,
    /// Show which rows of which files read each claim, and why a figure became none
    #[arg(long)]
    pub explain: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub common: Common,
}

/// Runs the command.
pub fn run(args: &ClaimsArgs) -> Result<u8> {
    let engine = args.common.engine()?;
    let options = args.common.read_options();
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.input_format == InputFormat::JsonLines {
        let failed = stream(&engine, &args.paths, &options, &mut |doc, e, out| line(&engine, doc, e, out), &mut out)?;
        return Ok(if failed { FAILED } else { 0 });
    }
    let reading = read::read_paths(&engine.lexicon, &args.paths, &options);
    let failed = tell_all(&reading.problems);
    let extracted = engine.extract_all(&reading.documents);
    let mut all = Vec::new();
    for (doc, e) in reading.documents.iter().zip(&extracted) {
        let done = match args.output_format {
            ListFormat::JsonLines => line(&engine, doc, e, &mut out),
            ListFormat::Json => {
                all.push(report::claims_json(&engine.lexicon, doc, &e.claims));
                Ok(())
            }
            ListFormat::Full => table(&engine, doc, e, args.explain, &mut out),
        };
        written(done)?;
    }
    if args.output_format == ListFormat::Json {
        written(serde_json::to_writer_pretty(&mut out, &all).map_err(Into::into).and_then(|()| writeln!(out)))?;
    }
    written(out.flush())?;
    Ok(if failed { FAILED } else { 0 })
}

fn line(engine: &Engine, doc: &Document, e: &Extracted, out: &mut dyn Write) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, &report::claims_json(&engine.lexicon, doc, &e.claims))?;
    writeln!(out)
}

fn table(engine: &Engine, doc: &Document, e: &Extracted, explain: bool, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}", doc.path)?;
    for c in &e.claims {
        let at = doc.position(c.span.start);
        let kind = &engine.lexicon.tables.kind(c.kind).id;
        let by = c.attribution.as_ref().map_or(String::new(), |a| format!("  by \u{2068}{}\u{2069}", a.text.trim()));
        let place = c.place.as_ref().map_or(String::new(), |p| format!("  in {p}"));
        let day = c.as_of.map_or(String::new(), |d| format!("  as of {d}"));
        let flags = match (c.modality, c.role) {
            (crate::claim::Modality::Asserted, crate::claim::Role::Whole) => String::new(),
            (m, r) => format!("  {m:?}/{r:?}").to_lowercase(),
        };
        writeln!(out, "  {}:{}  {kind} {}  {}{place}{day}{flags}{by}  \u{2068}{}\u{2069}", at.line, at.column, notation::write(&c.value), c.who.id(), doc.quote(c.quote))?;
        if explain {
            let d = &c.derivation;
            if let Some(p) = d.pattern {
                writeln!(out, "        pattern {} in {}", d.pattern_text, engine.lexicon.files[p.file as usize].name)?;
            } else {
                writeln!(out, "        {}", d.note)?;
            }
            for r in &d.rows {
                writeln!(out, "        row {} of {}", r.row + 1, engine.lexicon.files[r.file as usize].name)?;
            }
        }
    }
    if explain {
        for u in &e.unclaimed {
            let at = doc.position(u.span.start);
            writeln!(out, "  {}:{}  no claim: \u{2068}{}\u{2069}: {}", at.line, at.column, doc.quote(u.span), u.reason)?;
        }
    }
    Ok(())
}

/// Documents in flight at once when streaming.
const BATCH: usize = 256;

/// Reads JSON lines in batches and writes what each gives, in order. Gives whether a line failed.
pub(super) fn stream(
    engine: &Engine,
    paths: &[PathBuf],
    options: &ReadOptions,
    write: &mut dyn FnMut(&Document, &Extracted, &mut dyn Write) -> std::io::Result<()>,
    out: &mut dyn Write,
) -> Result<bool> {
    let mut failed = false;
    for path in paths {
        let input: Box<dyn BufRead> = if path.as_os_str() == "-" {
            Box::new(std::io::BufReader::new(std::io::stdin()))
        } else {
            let f = std::fs::File::open(path).map_err(|e| Problem::in_file(path, format_args!("cannot be read: {e}")).help("check the path"))?;
            Box::new(std::io::BufReader::with_capacity(1 << 16, f))
        };
        let mut lines = input.lines().enumerate();
        loop {
            let mut batch: Vec<(usize, String)> = Vec::with_capacity(BATCH);
            for (n, l) in lines.by_ref().take(BATCH) {
                match l {
                    Ok(l) if l.trim().is_empty() => {}
                    Ok(l) => batch.push((n + 1, l)),
                    Err(e) => {
                        tell(&Problem::in_file(path, format_args!("line {}: {e}", n + 1)).help("the file must be UTF-8 text"));
                        failed = true;
                    }
                }
            }
            if batch.is_empty() {
                break;
            }
            let done: Vec<Result<(Document, Extracted)>> = batch
                .par_iter()
                .map_init(
                    || Analyser::new(&engine.lexicon),
                    |a, (n, l)| {
                        let doc = read::json_line(&engine.lexicon, *n, l, options)?;
                        let e = engine.extract(a, &doc);
                        Ok((doc, e))
                    },
                )
                .collect();
            for d in done {
                match d {
                    Ok((doc, e)) => match write(&doc, &e, out) {
                        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => return Ok(failed),
                        other => written(other)?,
                    },
                    Err(p) => {
                        tell(&p);
                        failed = true;
                    }
                }
            }
        }
    }
    written(out.flush())?;
    Ok(failed)
}
