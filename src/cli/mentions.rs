//! `gainsay mentions`.

use std::io::{BufWriter, Write};

use clap::Args;
use rayon::prelude::*;

use super::intake::{ListArgs, Loaded};
use super::statistics::Statistics;
use super::stream::stream;
use super::{FAILED, InputFormat, ListFormat, tell_all, written};
use crate::error::Result;
use crate::extract::{View, notation};
use crate::mention::{Analyser, MentionValue, Register};
use crate::pipeline::Engine;
use crate::read;
use crate::report;
use crate::source::Document;
use crate::value::Value;

/// Arguments.
#[derive(Debug, Args)]
pub struct MentionsArgs {
    /// Tell on standard error what was read, how fast, and how much memory it took
    #[arg(long)]
    pub statistics: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub list: ListArgs,
}

/// Runs the command.
pub fn run(args: &MentionsArgs) -> Result<u8> {
    let list = &args.list;
    let mut statistics = Statistics::start();
    let Loaded { engine, options, .. } = list.intake.load(&list.paths, &list.common)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    if list.input_format == InputFormat::JsonLines {
        let make = |a: &mut Analyser<'_>, doc: &Document, out: &mut Vec<u8>| {
            let view = look(engine, a, doc);
            line(engine, doc, &view, out).map(|()| mentions(&view))
        };
        let failed = stream(engine, &list.paths, &options, &make, &mut out, &mut statistics)?;
        if args.statistics {
            statistics.tell("mentions");
        }
        return Ok(if failed { FAILED } else { 0 });
    }
    let reading = read::read_paths(&engine.lexicon, &list.paths, &options);
    let failed = tell_all(&reading.problems);
    let tell = |a: &mut Analyser<'_>, doc: &Document| {
        let view = look(engine, a, doc);
        let (mut json, mut text) = (None, Vec::new());
        let done = match list.output_format {
            ListFormat::JsonLines => line(engine, doc, &view, &mut text),
            ListFormat::Json => {
                json = Some(report::mentions_json(&engine.lexicon, doc, &view));
                Ok(())
            }
            ListFormat::Full => table(doc, &view, &mut text),
        };
        (mentions(&view), json, done.map(|()| text))
    };
    let told: Vec<_> = reading.documents.par_iter().map_init(|| Analyser::new(&engine.lexicon), tell).collect();
    let (mut all, mut count) = (Vec::new(), 0);
    for (n, json, text) in told {
        count += n;
        all.extend(json);
        written(text.and_then(|t| out.write_all(&t)))?;
    }
    if list.output_format == ListFormat::Json {
        written(serde_json::to_writer_pretty(&mut out, &all).map_err(Into::into).and_then(|()| writeln!(out)))?;
    }
    written(out.flush())?;
    if args.statistics {
        statistics.add(reading.documents.len(), reading.documents.iter().map(|d| d.text.len()).sum(), count);
        statistics.tell("mentions");
    }
    Ok(if failed { FAILED } else { 0 })
}

fn mentions(view: &View) -> usize {
    view.sentences.iter().map(|s| s.mentions.len()).sum()
}

/// Looks at a document as any text, not news alone.
fn look(engine: &Engine, analyser: &mut Analyser<'_>, doc: &Document) -> View {
    analyser.read_as(Register::Anything);
    engine.view(analyser, doc)
}

fn line(engine: &Engine, doc: &Document, view: &View, mut out: impl Write) -> std::io::Result<()> {
    serde_json::to_writer(&mut out, &report::mentions_json(&engine.lexicon, doc, view))?;
    out.write_all(b"\n")
}

fn table(doc: &Document, view: &View, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}", doc.path)?;
    for m in report::in_order(view) {
        let at = doc.position(m.span.start);
        let value = match &m.value {
            MentionValue::Ordinal(n) => n.to_string(),
            MentionValue::Date(d) => notation::write(&Value::Date(*d)),
            MentionValue::Set(s, _) => notation::write(&Value::Set(s.clone())),
            other => other.quantity().map_or(String::new(), |q| format!("{} {}", notation::write(&Value::Quantity(q.clone())), q.unit).trim_end().to_owned()),
        };
        writeln!(out, "  {}:{}  {} {value}  \u{2068}{}\u{2069}", at.line, at.column, report::mention_type(&m.value), doc.words(m.phrase))?;
    }
    Ok(())
}
