//! Reading articles into an archive, and reading again what an older extractor read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use redb::{ReadableDatabase, ReadableTable};

use super::import::{self, FileBatch, Place, Written};
use super::record::decode_entry;
use super::store::{FILES, FileEntry, Writer, damaged, guarded, told};
use crate::error::{Problem, Result};
use crate::pipeline::Engine;
use crate::read::{self, ReadOptions, Reading};

/// Documents read and held at once.
const BATCH: usize = 256;
/// Claims and time after which a transaction is closed: what a kill can undo.
const MOST_CLAIMS: u64 = 400_000;
const MOST_TIME: Duration = Duration::from_secs(10);
/// Documents written by which a file has grown enough to be compacted.
const COMPACT: usize = 20_000;

/// What an import did.
#[derive(Debug, Default)]
pub struct Added {
    /// What was written.
    pub written: Written,
    /// Documents that were there already, read by this extractor.
    pub unchanged: usize,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// How far an import is: files read, files in all, documents in all.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize, usize);

/// Reads files and folders into an archive, which is made where there is none. Documents whose content is in it already are passed over;
/// a file whose content changed replaces what was read of it before.
pub fn add(engine: &Engine, archive: &Path, paths: &[PathBuf], options: &ReadOptions, progress: Progress<'_>) -> Result<Added> {
    let w = Writer::open(archive, true)?;
    let mut out = Added::default();
    run(engine, &w, paths, options, progress, &mut out)?;
    close(w, &out)?;
    Ok(out)
}

/// Compacts a file that has grown enough for it to be worth while.
fn close(mut w: Writer, added: &Added) -> Result<()> {
    if added.written.added >= COMPACT {
        w.compact_if_loose()?;
    }
    Ok(())
}

fn run(engine: &Engine, w: &Writer, paths: &[PathBuf], options: &ReadOptions, progress: Progress<'_>, out: &mut Added) -> Result<()> {
    let version = import::version_number(w, &super::version(engine))?;
    let place = Place::of(&w.path);
    let mut open: BTreeMap<String, FileBatch> = BTreeMap::new();
    let (mut began, mut claims) = (Instant::now(), 0u64);
    let mut failed = None;
    read::read_in_batches(&engine.lexicon, paths, options, BATCH, &mut |reading, done, total| {
        let step = || -> Result<()> {
            claims += sort_out(engine, w, &place, version, options, reading, &mut open, out)?;
            if !open.is_empty() && (claims >= MOST_CLAIMS || began.elapsed() >= MOST_TIME || done == total) {
                let n = import::write(w, std::mem::take(&mut open))?;
                out.written.added += n.added;
                out.written.removed += n.removed;
                out.written.claims += n.claims;
                (began, claims) = (Instant::now(), 0);
            }
            Ok(())
        };
        failed = step().err();
        progress(done, total, out.written.added + out.unchanged);
        failed.is_none()
    });
    failed.map_or(Ok(()), Err)
}

/// Parts what was read into documents that are there and documents that are new, and reads the claims of the new ones.
#[allow(clippy::too_many_arguments)]
fn sort_out(
    engine: &Engine,
    w: &Writer,
    place: &Place,
    version: u16,
    options: &ReadOptions,
    reading: Reading,
    open: &mut BTreeMap<String, FileBatch>,
    out: &mut Added,
) -> Result<u64> {
    out.problems.extend(reading.problems);
    let given = (options.as_of.map(|d| (d.year(), d.month(), d.day())), options.language.clone());
    let held = Held::read(w)?;
    let mut fresh = Vec::new();
    let mut touched: BTreeSet<String> = BTreeSet::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut known: BTreeMap<String, Option<FileEntry>> = BTreeMap::new();
    for d in reading.documents {
        let (file, part) = import::origin(&d.path);
        let name = names.entry(file.to_owned()).or_insert_with(|| place.name(Path::new(file))).clone();
        let part = part.map(str::to_owned);
        let hash = import::content_hash(&d);
        if !known.contains_key(&name) {
            known.insert(name.clone(), held.entry(&name)?);
        }
        let before = known.get(&name).and_then(Option::as_ref);
        let same = before.and_then(|e| e.documents.iter().find(|k| k.part == part && k.hash == hash && k.version == version));
        let batch = open.entry(name.clone()).or_default();
        batch.given = given.clone();
        touched.insert(name.clone());
        match same {
            Some(k) => {
                batch.kept.push(k.clone());
                out.unchanged += 1;
            }
            None => fresh.push((d, name, part, hash)),
        }
    }
    let mut claims = 0;
    for (p, (_, name, _, _)) in import::parcels(engine, version, &fresh).into_iter().zip(&fresh) {
        claims += p.claims();
        if let Some(b) = open.get_mut(name) {
            b.fresh.push(p);
        }
    }
    // files of which nothing is new and nothing is gone are not written again
    for name in touched {
        let before = known.get(&name).and_then(Option::as_ref).map_or(0, |e| e.documents.len());
        if open.get(&name).is_some_and(|b| b.fresh.is_empty() && b.kept.len() == before) {
            open.remove(&name);
        }
    }
    Ok(claims)
}

/// What the archive holds as an import sees it.
struct Held<'a> {
    path: &'a Path,
    files: redb::ReadOnlyTable<&'static str, &'static [u8]>,
}

impl<'a> Held<'a> {
    fn read(w: &'a Writer) -> Result<Self> {
        guarded(&w.path, || {
            let open = || -> Result<_, redb::Error> { Ok(w.db.begin_read()?.open_table(FILES)?) };
            Ok(Held { path: &w.path, files: open().map_err(told(&w.path))? })
        })
    }

    fn entry(&self, name: &str) -> Result<Option<FileEntry>> {
        guarded(self.path, || {
            let v = self.files.get(name).map_err(|e| told(self.path)(e.into()))?;
            v.map(|v| decode_entry(v.value()).ok_or_else(|| damaged(self.path, format_args!("the entry of {name} cannot be read")))).transpose()
        })
    }
}

/// What `update` did.
#[derive(Debug, Default)]
pub struct Updated {
    /// What was read anew.
    pub added: Added,
    /// Files that another extractor read and that are gone: their claims stay as they are.
    pub gone: usize,
}

/// Reads again the files of documents that another version of the extractor read, where they are still there.
pub fn update(engine: &Engine, archive: &Path, options: &ReadOptions, progress: Progress<'_>) -> Result<Updated> {
    let w = Writer::open(archive, false)?;
    let place = Place::of(&w.path);
    let mut out = Updated::default();
    // files that were read with the same options are read together
    let mut groups: BTreeMap<import::Given, Vec<PathBuf>> = BTreeMap::new();
    let held = Held::read(&w)?;
    let version = import::version_number(&w, &super::version(engine))?;
    guarded(&w.path, || {
        for v in held.files.iter().map_err(|e| told(&w.path)(e.into()))? {
            let (name, v) = v.map_err(|e| told(&w.path)(e.into()))?;
            let e: FileEntry = decode_entry(v.value()).ok_or_else(|| damaged(&w.path, format_args!("the entry of {} cannot be read", name.value())))?;
            if e.documents.iter().all(|d| d.version == version) {
                continue;
            }
            let file = place.file(name.value());
            if file.is_file() {
                groups.entry((e.as_of, e.lang)).or_default().push(file);
            } else {
                out.gone += 1;
            }
        }
        Ok(())
    })?;
    drop(held);
    for ((as_of, language), files) in groups {
        let options = ReadOptions { as_of: as_of.and_then(|(y, m, d)| jiff::civil::Date::new(y, m, d).ok()), language, ..options.clone() };
        run(engine, &w, &files, &options, progress, &mut out.added)?;
    }
    close(w, &out.added)?;
    Ok(out)
}
