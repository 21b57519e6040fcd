//! JSON lines in, results out, in order: what `claims` and `mentions` do with a stream of documents.

use std::io::{BufRead, Write};
use std::path::PathBuf;

use rayon::prelude::*;

use super::{tell, written};
use crate::error::{Problem, Result};
use crate::mention::Analyser;
use crate::pipeline::Engine;
use crate::read::{self, ReadOptions};
use crate::source::Document;

/// Documents in flight at once when streaming.
const BATCH: usize = 256;

/// Reads JSON lines in batches, makes a `T` of each document, and writes what each gives, in order. Gives whether a line failed.
pub(super) fn stream<T: Send>(
    engine: &Engine,
    paths: &[PathBuf],
    options: &ReadOptions,
    make: &(dyn Fn(&mut Analyser<'_>, &Document) -> T + Sync),
    write: &mut dyn FnMut(&Document, &T, &mut dyn Write) -> std::io::Result<()>,
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
            let mut read = 0;
            for (n, l) in lines.by_ref().take(BATCH) {
                read += 1;
                match l {
                    Ok(l) if l.trim().is_empty() => {}
                    Ok(l) => batch.push((n + 1, l)),
                    Err(e) => {
                        tell(&Problem::in_file(path, format_args!("line {}: {e}", n + 1)).help("the file must be UTF-8 text"));
                        failed = true;
                    }
                }
            }
            if read == 0 {
                break;
            }
            let done: Vec<Result<(Document, T)>> = batch
                .par_iter()
                .map_init(
                    || Analyser::new(&engine.lexicon),
                    |a, (n, l)| {
                        let doc = read::json_line(&engine.lexicon, *n, l, options)?;
                        let made = make(a, &doc);
                        Ok((doc, made))
                    },
                )
                .collect();
            for d in done {
                match d {
                    Ok((doc, made)) => match write(&doc, &made, out) {
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
