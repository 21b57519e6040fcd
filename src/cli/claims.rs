//! `gainsay claims`.

use std::io::{BufWriter, Write};

use clap::Args;

use super::intake::{ListArgs, Loaded};
use super::statistics::Statistics;
use super::stream::stream;
use super::{FAILED, InputFormat, ListFormat, tell_all, written};
use crate::claim::Claim;
use crate::error::Result;
use crate::extract::{Unclaimed, notation};
use crate::mention::Analyser;
use crate::pipeline::Engine;
use crate::read;
use crate::report::{ClaimsJson, write_line};
use crate::source::Document;

/// Arguments.
#[derive(Debug, Args)]
pub struct ClaimsArgs {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub list: ListArgs,
    /// Show which rows of which files read each claim, and why a figure became none
    #[arg(long)]
    pub explain: bool,
    /// Tell on standard error what was read, how fast, and how much memory it took
    #[arg(long)]
    pub statistics: bool,
}

/// Runs the command.
pub fn run(args: &ClaimsArgs) -> Result<u8> {
    let list = &args.list;
    let mut statistics = Statistics::start();
    let Loaded { engine, options, .. } = list.intake.load(&list.paths, &list.common)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    if list.input_format == InputFormat::JsonLines {
        let make = |a: &mut Analyser<'_>, doc: &Document, out: &mut Vec<u8>| {
            let claims = engine.claims(a, doc);
            write_line(&engine.lexicon, doc, &claims, out);
            Ok(claims.len())
        };
        let failed = stream(engine, &list.paths, &options, &make, &mut out, &mut statistics)?;
        if args.statistics {
            statistics.tell("claims");
        }
        return Ok(if failed { FAILED } else { 0 });
    }
    let reading = read::read_paths(&engine.lexicon, &list.paths, &options);
    let failed = tell_all(&reading.problems);
    let extracted = engine.claims_of_all(&reading.documents);
    let mut all = Vec::new();
    for (doc, (claims, unclaimed)) in reading.documents.iter().zip(&extracted) {
        let done = match list.output_format {
            ListFormat::JsonLines => {
                let mut text = Vec::new();
                write_line(&engine.lexicon, doc, claims, &mut text);
                out.write_all(&text)
            }
            ListFormat::Json => {
                all.push(ClaimsJson::new(&engine.lexicon, doc, claims));
                Ok(())
            }
            ListFormat::Full => table(engine, doc, (claims, unclaimed), args.explain, &mut out),
        };
        written(done)?;
    }
    if list.output_format == ListFormat::Json {
        written(serde_json::to_writer_pretty(&mut out, &all).map_err(Into::into).and_then(|()| writeln!(out)))?;
    }
    written(out.flush())?;
    if args.statistics {
        statistics.add(reading.documents.len(), reading.documents.iter().map(|d| d.text.len()).sum(), extracted.iter().map(|(c, _)| c.len()).sum());
        statistics.tell("claims");
    }
    Ok(if failed { FAILED } else { 0 })
}

fn table(engine: &Engine, doc: &Document, (claims, unclaimed): (&[Claim], &[Unclaimed]), explain: bool, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}", doc.path)?;
    for c in claims {
        let at = doc.position(c.span.start);
        let kind = &engine.lexicon.tables.kind(c.kind).id;
        let by = c.attribution.as_ref().map_or(String::new(), |a| format!("  by \u{2068}{}\u{2069}", a.text.trim()));
        let place = c.place.as_ref().map_or(String::new(), |p| format!("  in {p}"));
        let day = c.as_of.map_or(String::new(), |d| format!("  as of {d}"));
        let flags = match (c.modality, c.role) {
            (crate::claim::Modality::Asserted, crate::claim::Role::Whole) => String::new(),
            (m, r) => format!("  {m:?}/{r:?}").to_lowercase(),
        };
        writeln!(out, "  {}:{}  {kind} {}  {}{place}{day}{flags}{by}  \u{2068}{}\u{2069}", at.line, at.column, notation::write(&c.value), c.who.id(), doc.words(c.quote))?;
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
        for u in unclaimed {
            let at = doc.position(u.span.start);
            writeln!(out, "  {}:{}  no claim: \u{2068}{}\u{2069}: {}", at.line, at.column, doc.words(u.span), u.reason)?;
        }
    }
    Ok(())
}
