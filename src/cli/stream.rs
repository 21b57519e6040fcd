//! JSON lines in, results out, in order: what `claims` and `mentions` do with a stream of documents.
//!
//! Lines go to the threads in blocks and what they give comes back in the order of the blocks, so that memory is bounded by
//! the blocks in flight and not by the input. A thread keeps its analysers for all its documents.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, mpsc};

use super::statistics::Statistics;
use super::{tell, written};
use crate::error::{Problem, Result};
use crate::lexicon::Lexicon;
use crate::mention::Analyser;
use crate::pipeline::Engine;
use crate::read::{self, ReadOptions};
use crate::source::Document;

/// Bytes of input in one block, about; a block holds whole lines.
const BLOCK: usize = 1 << 17;
/// Blocks in flight for each thread.
const AHEAD: usize = 4;

/// Whole lines of the input.
struct Block {
    /// Number of the first line, from 1.
    line: usize,
    bytes: Vec<u8>,
    /// Where each line ends.
    ends: Vec<usize>,
}

/// What a block gave.
#[derive(Default)]
struct Done {
    out: Vec<u8>,
    problems: Vec<Problem>,
    documents: usize,
    bytes: usize,
    found: usize,
}

/// What a thread keeps from document to document.
struct Desk<'l> {
    /// Reads datelines.
    reader: Analyser<'l>,
    /// For what is made of a document.
    analyser: Analyser<'l>,
    /// Bytes that the last block gave: what the next will need.
    room: usize,
}

impl<'l> Desk<'l> {
    fn new(lexicon: &'l Lexicon) -> Self {
        Desk { reader: Analyser::new(lexicon), analyser: Analyser::new(lexicon), room: 0 }
    }
}

/// Writes what a document gives, and says how many things it gave.
pub(super) type Make<'m> = &'m (dyn Fn(&mut Analyser<'_>, &Document, &mut Vec<u8>) -> io::Result<usize> + Sync);

/// Reads JSON lines, and writes what each document gives, in order. Gives whether a line failed.
pub(super) fn stream(engine: &Engine, paths: &[PathBuf], options: &ReadOptions, make: Make<'_>, out: &mut dyn Write, statistics: &mut Statistics) -> Result<bool> {
    let mut failed = false;
    for path in paths {
        let input: Box<dyn BufRead> = if path.as_os_str() == "-" {
            Box::new(io::BufReader::new(io::stdin()))
        } else {
            let f = std::fs::File::open(path).map_err(|e| Problem::in_file(path, format_args!("cannot be read: {e}")).help("check the path"))?;
            Box::new(io::BufReader::with_capacity(1 << 16, f))
        };
        let work = |desk: &mut Desk<'_>, block: &Block| read_block(desk, path, options, make, block);
        let mut put = |done: Done| -> io::Result<()> {
            statistics.add(done.documents, done.bytes, done.found);
            done.problems.iter().for_each(tell);
            failed |= !done.problems.is_empty();
            out.write_all(&done.out)
        };
        let threads = rayon::current_num_threads();
        let result = if threads > 1 { side_by_side(engine, input, threads, &work, &mut put) } else { alone(engine, input, &work, &mut put) };
        match result {
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => return Ok(failed),
            other => written(other)?,
        }
    }
    written(out.flush())?;
    Ok(failed)
}

fn alone(engine: &Engine, mut input: impl BufRead, work: &dyn Fn(&mut Desk<'_>, &Block) -> Done, put: &mut dyn FnMut(Done) -> io::Result<()>) -> io::Result<()> {
    let mut desk = Desk::new(&engine.lexicon);
    let mut line = 1;
    while let Some(block) = next_block(&mut input, &mut line)? {
        put(work(&mut desk, &block))?;
    }
    Ok(())
}

fn side_by_side(
    engine: &Engine,
    mut input: impl BufRead,
    threads: usize,
    work: &(dyn Fn(&mut Desk<'_>, &Block) -> Done + Sync),
    put: &mut dyn FnMut(Done) -> io::Result<()>,
) -> io::Result<()> {
    let (give, take) = mpsc::channel::<(usize, Block)>();
    let (finish, finished) = mpsc::channel::<(usize, Done)>();
    let take = Mutex::new(take);
    std::thread::scope(|scope| {
        // dropped on every way out, so that the threads end
        let give = give;
        for _ in 0..threads {
            let (finish, take) = (finish.clone(), &take);
            scope.spawn(move || {
                let mut desk = Desk::new(&engine.lexicon);
                loop {
                    let next = take.lock().map_or(None, |t| t.recv().ok());
                    let Some((n, block)) = next else { break };
                    if finish.send((n, work(&mut desk, &block))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(finish);
        let mut waiting: BTreeMap<usize, Done> = BTreeMap::new();
        let (mut sent, mut wrote, mut line) = (0, 0, 1);
        let mut more = true;
        while more || wrote < sent {
            if more && sent - wrote < threads * AHEAD {
                match next_block(&mut input, &mut line)? {
                    Some(block) => {
                        more = give.send((sent, block)).is_ok();
                        sent += 1;
                    }
                    None => more = false,
                }
                continue;
            }
            let Ok((n, done)) = finished.recv() else { break };
            waiting.insert(n, done);
            while let Some(done) = waiting.remove(&wrote) {
                put(done)?;
                wrote += 1;
            }
        }
        Ok(())
    })
}

/// The next lines of the input, none at its end.
fn next_block(input: &mut impl BufRead, line: &mut usize) -> io::Result<Option<Block>> {
    let mut block = Block { line: *line, bytes: Vec::with_capacity(BLOCK + BLOCK / 4), ends: Vec::new() };
    while block.bytes.len() < BLOCK && input.read_until(b'\n', &mut block.bytes)? > 0 {
        block.ends.push(block.bytes.len());
        *line += 1;
    }
    Ok((!block.bytes.is_empty()).then_some(block))
}

fn read_block(desk: &mut Desk<'_>, path: &Path, options: &ReadOptions, make: Make<'_>, block: &Block) -> Done {
    let mut done = Done { out: Vec::with_capacity(desk.room + desk.room / 8), ..Done::default() };
    let mut start = 0;
    for (i, end) in block.ends.iter().enumerate() {
        let (number, line) = (block.line + i, &block.bytes[start..*end]);
        start = *end;
        let Ok(line) = simdutf8::basic::from_utf8(line) else {
            done.problems.push(Problem::in_file(path, format_args!("line {number}: stream did not contain valid UTF-8")).help("the file must be UTF-8 text"));
            continue;
        };
        if line.trim().is_empty() {
            continue;
        }
        let written = done.out.len();
        let read = crate::panics::awaited(|| {
            let doc = read::json_line(&mut desk.reader, number, line, options)?;
            // a vector takes everything
            let found = make(&mut desk.analyser, &doc, &mut done.out).unwrap_or(0);
            Ok::<_, Box<Problem>>((doc.text.len(), found))
        });
        match read {
            Ok(Ok((bytes, found))) => {
                done.documents += 1;
                done.bytes += bytes;
                done.found += found;
            }
            Ok(Err(p)) => done.problems.push(*p),
            Err(said) => {
                // nothing half done is kept
                done.out.truncate(written);
                *desk = Desk::new(desk.reader.lexicon);
                done.problems.push(
                    Problem::in_file(path, format_args!("line {number}: gainsay failed on this record and left it out ({said})"))
                        .help("this is a defect of gainsay: report it with the record; all other records were read"),
                );
            }
        }
    }
    desk.room = done.out.len();
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_loses_one_record_alone() {
        let engine = Engine::built_in().expect("the rules load");
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("records.jsonl");
        let lines: String = (0..2_000).map(|n| format!("{{\"id\": \"r{n}\", \"text\": \"The fire killed {n} people in Mali on Monday.\"}}\n")).collect();
        std::fs::write(&path, lines).expect("a file");
        let make = |_: &mut Analyser<'_>, doc: &Document, out: &mut Vec<u8>| {
            writeln!(out, "{}", doc.path)?;
            assert!(doc.path != "r700", "no such record");
            Ok(1)
        };
        for threads in [1, 3] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            let (mut out, mut statistics) = (Vec::new(), Statistics::start());
            let failed = pool.install(|| stream(&engine, std::slice::from_ref(&path), &ReadOptions::default(), &make, &mut out, &mut statistics)).expect("it ends");
            let expected: String = (0..2_000).filter(|n| *n != 700).map(|n| format!("r{n}\n")).collect();
            assert!(failed && String::from_utf8_lossy(&out) == expected, "{threads} threads");
        }
    }
}
