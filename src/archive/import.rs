//! Documents go in: a file at a time, each with all of its documents, many files in one transaction.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use redb::{ReadableTable, ReadableTableMetadata, Table, WriteTransaction};
use rustc_hash::FxHashSet;

use super::blocks;
use super::index::{self, Row};
use super::keys::Keys;
use super::record::{decode_entry, encode_document, encode_entry};
use super::store::{
    CLAIM_COUNT, DICTIONARY, DOCUMENT_COUNT, DOCUMENTS, FILES, FileDocument, FileEntry, GONE, HASH, INDEXES, META, NEXT, RUNS, VERSIONS, Writer, day_number, guarded,
};
use crate::error::Result;
use crate::mention::Analyser;
use crate::pipeline::{Engine, Extracted, piece};
use crate::source::Document;

/// A document ready to be written.
pub(super) struct Parcel {
    part: Option<String>,
    hash: [u8; HASH],
    day: u16,
    claims: u32,
    version: u16,
    /// Of both indexes.
    keys: [Vec<u64>; 2],
    bytes: Vec<u8>,
}

impl Parcel {
    /// Claims in it.
    pub(super) fn claims(&self) -> u64 {
        u64::from(self.claims)
    }
}

/// `--as-of` and `--lang` of a reading.
pub(super) type Given = (Option<(i16, i8, i8)>, Option<String>);

/// All that one file holds now.
#[derive(Default)]
pub(super) struct FileBatch {
    /// `--as-of` and `--lang` with which it was read.
    pub(super) given: Given,
    /// Documents that are in the archive already.
    pub(super) kept: Vec<FileDocument>,
    /// New documents.
    pub(super) fresh: Vec<Parcel>,
}

/// What a write changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Documents added.
    pub added: usize,
    /// Documents taken out, or given up for a newer reading.
    pub removed: usize,
    /// Claims added.
    pub claims: usize,
}

/// The name of a document's content: of the text and of everything that was known about it when it was read. It tells whether a file
/// has changed, and is held against no other file's.
pub(super) fn content_hash(d: &Document) -> [u8; HASH] {
    let mut h = Content(0x9E37_79B9_7F4A_7C15);
    let published = d.published.map(|p| p.to_string());
    for part in [Some(&*d.text), d.source.as_deref(), Some(&d.language), published.as_deref(), d.outlet.as_deref(), d.title.as_deref(), d.url.as_deref()] {
        h.number(part.map_or(u64::MAX, |p| p.len() as u64));
        h.bytes(part.unwrap_or("").as_bytes());
    }
    for z in &d.zones {
        [z.zone as u64, z.span.start.into(), z.span.end.into()].into_iter().for_each(|n| h.number(n));
    }
    let mut out = [0; HASH];
    out.copy_from_slice(&h.0.to_le_bytes()[..HASH]);
    out
}

/// A hash that is the same in every version: eight bytes at a time, both halves of a product folded into one.
struct Content(u64);

impl Content {
    fn number(&mut self, n: u64) {
        let product = u128::from(self.0 ^ n) * 0xE703_7ED1_A0B4_28DB;
        self.0 = (product as u64 ^ (product >> 64) as u64).wrapping_add(n.rotate_left(23)) ^ 0xA076_1D64_78BD_642F;
    }

    fn bytes(&mut self, bytes: &[u8]) {
        let mut words = bytes.chunks_exact(8);
        for w in &mut words {
            self.number(u64::from_le_bytes(w.try_into().unwrap_or_default()));
        }
        let rest = words.remainder();
        let mut last = [0u8; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.number(u64::from_le_bytes(last));
    }
}

/// Makes a parcel of what was read from a document by the extractor of this number.
pub(super) fn parcel(engine: &Engine, version: u16, file: &str, part: Option<&str>, d: &Document, e: &Extracted, hash: [u8; HASH]) -> Parcel {
    let keys = Keys::new(&engine.lexicon, &engine.skeletons, e);
    Parcel {
        part: part.map(str::to_owned),
        hash,
        day: day_number(d.published),
        claims: e.claims.len() as u32,
        version,
        keys: [keys.claims(), keys.stories()],
        bytes: encode_document(&engine.lexicon, file, part, d, e, version),
    }
}

/// Reads claims from documents and makes parcels of them, side by side.
pub(super) fn parcels(engine: &Engine, version: u16, documents: &[(Document, String, Option<String>, [u8; HASH])]) -> Vec<Parcel> {
    let make = |a: &mut Analyser<'_>, (d, file, part, hash): &(Document, String, Option<String>, [u8; HASH])| {
        parcel(engine, version, file, part.as_deref(), d, &engine.extract(a, d), *hash)
    };
    documents.par_iter().with_min_len(piece(documents.len())).map_init(|| Analyser::new(&engine.lexicon), make).collect()
}

/// An archive that documents are put into whose claims were read elsewhere.
pub struct Import {
    writer: Writer,
    version: u16,
    place: Place,
}

impl Import {
    /// Opens an archive for writing, or makes it.
    pub fn open(engine: &Engine, archive: &Path) -> Result<Import> {
        let writer = Writer::open(archive, true)?;
        Ok(Import { version: version_number(&writer, &super::version(engine))?, writer, place: Place::of(archive) })
    }

    /// Puts documents in, each as all that its file holds, in one transaction: all are there when this returns, or none.
    pub fn put(&self, engine: &Engine, documents: &[(Document, Extracted)]) -> Result<Written> {
        let make = |(d, e): &(Document, Extracted)| {
            let file = self.place.name(Path::new(&d.path));
            let p = parcel(engine, self.version, &file, None, d, e, content_hash(d));
            (file, FileBatch { fresh: vec![p], ..FileBatch::default() })
        };
        write(&self.writer, documents.par_iter().map(make).collect())
    }

    /// Gives room back to the disk where a seventh of the file or more is unused; readers at work put it off to another time.
    pub fn compact(&mut self) -> Result<bool> {
        self.writer.compact_if_loose()
    }
}

/// Writes what files hold now, in one transaction: what they held before and do not any more goes.
pub(super) fn write(w: &Writer, files: BTreeMap<String, FileBatch>) -> Result<Written> {
    guarded(&w.path, || {
        w.write(|txn| {
            let mut done = Written::default();
            let mut meta = txn.open_table(META)?;
            let mut next = meta.get(NEXT)?.map_or(0, |v| v.value()) as u32;
            let counted = |name| -> Result<u64, redb::Error> { Ok(meta.get(name)?.map_or(0, |v| v.value())) };
            let (mut documents, mut claims) = (counted(DOCUMENT_COUNT)?, counted(CLAIM_COUNT)?);
            let mut gone: Vec<FileDocument> = Vec::new();
            let mut rows: [Vec<Row>; 2] = Default::default();
            let mut fresh: Vec<(u32, Vec<u8>)> = Vec::new();
            let mut list = txn.open_table(FILES)?;
            for (name, batch) in files {
                let before = match list.get(name.as_str())? {
                    Some(v) => decode_entry(v.value()).ok_or_else(|| redb::Error::Corrupted(format!("the entry of {name} cannot be read")))?.documents,
                    None => Vec::new(),
                };
                gone.extend(before.into_iter().filter(|d| !batch.kept.iter().any(|k| k.number == d.number)));
                let mut held = batch.kept;
                for p in batch.fresh {
                    for (rows, keys) in rows.iter_mut().zip(&p.keys) {
                        rows.extend(keys.iter().map(|key| Row { key: *key, day: p.day, document: next }));
                    }
                    fresh.push((next, p.bytes));
                    held.push(FileDocument { number: next, part: p.part, hash: p.hash, version: p.version, day: p.day, claims: p.claims });
                    next += 1;
                    done.added += 1;
                    done.claims += p.claims as usize;
                }
                if held.is_empty() {
                    list.remove(name.as_str())?;
                } else {
                    list.insert(name.as_str(), encode_entry(&FileEntry { as_of: batch.given.0, lang: batch.given.1, documents: held }).as_slice())?;
                }
            }
            done.removed = gone.len();
            let left: u64 = gone.iter().map(|d| u64::from(d.claims)).sum();
            (documents, claims) = ((documents + done.added as u64).saturating_sub(gone.len() as u64), (claims + done.claims as u64).saturating_sub(left));
            replace(txn, fresh, &gone)?;
            // rows of documents that are gone lead nowhere; they go with the next merge, all of them when they are many
            let mut stale = txn.open_table(GONE)?;
            for d in &gone {
                stale.insert(d.number, ())?;
            }
            sweep(txn, &mut stale, rows, stale_share(documents))?;
            meta.insert(NEXT, u64::from(next))?;
            meta.insert(DOCUMENT_COUNT, documents)?;
            meta.insert(CLAIM_COUNT, claims)?;
            Ok(done)
        })
    })
}

/// Takes documents out and puts others in.
fn replace(txn: &WriteTransaction, fresh: Vec<(u32, Vec<u8>)>, gone: &[FileDocument]) -> Result<(), redb::Error> {
    let mut blocks = txn.open_table(DOCUMENTS)?;
    let mut kept = txn.open_table(DICTIONARY)?;
    let mut dictionary = kept.get(())?.map(|v| v.value().to_vec()).unwrap_or_default();
    if dictionary.is_empty() {
        dictionary = blocks::dictionary(&fresh);
        if !dictionary.is_empty() {
            kept.insert((), dictionary.as_slice())?;
        }
    }
    let mut numbers: Vec<u32> = gone.iter().map(|d| d.number).collect();
    numbers.sort_unstable();
    blocks::remove(&mut blocks, &numbers, &dictionary)?;
    blocks::add(&mut blocks, fresh, &dictionary)
}

/// Documents that are gone up to which their rows stay.
fn stale_share(documents: u64) -> u64 {
    documents / 4
}

/// Adds rows to both indexes. Those of documents that are gone go for good where they are more than so many.
fn sweep(txn: &WriteTransaction, stale: &mut Table<'_, u32, ()>, rows: [Vec<Row>; 2], most: u64) -> Result<(), redb::Error> {
    let whole = stale.len()? > most;
    let gone: FxHashSet<u32> = stale.iter()?.map(|r| r.map(|(n, _)| n.value())).collect::<Result<_, _>>()?;
    let mut runs = txn.open_table(RUNS)?;
    for ((n, definition), rows) in INDEXES.into_iter().zip(rows) {
        index::add(n, &mut txn.open_table(definition)?, &mut runs, rows, &gone, whole)?;
    }
    if whole {
        stale.retain(|_, _| false)?;
    }
    Ok(())
}

/// Takes the rows of all documents that are gone out of the indexes, and merges their runs.
pub(super) fn tidy(w: &Writer) -> Result<()> {
    guarded(&w.path, || {
        w.write(|txn| {
            let mut stale = txn.open_table(GONE)?;
            if !stale.is_empty()? {
                sweep(txn, &mut stale, Default::default(), 0)?;
            }
            Ok(())
        })
    })
}

/// The number of a version of the extractor, which is given one when it is new.
pub(super) fn version_number(w: &Writer, version: &str) -> Result<u16> {
    guarded(&w.path, || {
        w.write(|txn| {
            let mut table = txn.open_table(VERSIONS)?;
            let mut next = 0;
            for v in table.iter()? {
                let (n, name) = v?;
                if name.value() == version {
                    return Ok(n.value());
                }
                next = n.value() + 1;
            }
            table.insert(next, version)?;
            Ok(next)
        })
    })
}

/// Files as an archive names them: relative to its own folder where they lie below it, so that both can be moved together.
#[derive(Debug)]
pub(super) struct Place {
    folder: PathBuf,
    here: PathBuf,
    /// Folders met so far and where they really are.
    known: Mutex<BTreeMap<PathBuf, PathBuf>>,
}

fn real(p: &Path) -> PathBuf {
    std::fs::canonicalize(p).or_else(|_| std::path::absolute(p)).unwrap_or_else(|_| p.to_owned())
}

impl Place {
    /// The place of an archive.
    pub fn of(archive: &Path) -> Place {
        Place { folder: real(archive.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))), here: real(Path::new(".")), known: Mutex::default() }
    }

    /// The name of a file.
    pub fn name(&self, file: &Path) -> String {
        let parent = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.contains_key(parent) {
            known.insert(parent.to_owned(), real(parent));
        }
        let full = known.get(parent).map_or_else(|| real(file), |p| p.join(file.file_name().unwrap_or_default()));
        full.strip_prefix(&self.folder).unwrap_or(&full).to_string_lossy().replace('\\', "/")
    }

    /// The file of a name.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The file of a name as people see it from where they are; in full when `full` says so.
    pub fn shown(&self, name: &str, full: bool) -> String {
        let path = self.file(name);
        if full { &path } else { path.strip_prefix(&self.here).unwrap_or(&path) }.to_string_lossy().into_owned()
    }
}

/// The file of a document's path, and its part: `wires.zip#a.txt` is a part of `wires.zip`.
pub(super) fn origin(path: &str) -> (&str, Option<&str>) {
    if !path.contains('#') || Path::new(path).is_file() {
        return (path, None);
    }
    let at = path.match_indices('#').map(|(i, _)| i).find(|i| Path::new(&path[..*i]).is_file());
    at.map_or((path, None), |i| (&path[..i], Some(&path[i + 1..])))
}
