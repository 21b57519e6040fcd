//! Documents go in: a file at a time, each with all of its documents, many files in one transaction.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use redb::{ReadableTable, WriteTransaction};
use sha2::Digest;

use super::keys::Keys;
use super::record::{Record, decode, decode_record, encode, encode_record, encode_text, unsqueezed};
use super::store::{CLAIM_COUNT, CLAIMS, FILES, FileDocument, FileEntry, META, NEXT, RECORDS, Row, STORIES, TEXTS, VERSIONS, Writer, day_number, guarded, row};
use crate::error::Result;
use crate::mention::Analyser;
use crate::pipeline::{Engine, Extracted, piece};
use crate::source::Document;

/// A document ready to be written.
pub(super) struct Parcel {
    part: Option<String>,
    hash: [u8; 16],
    day: u16,
    claims: u32,
    version: u16,
    claim_keys: Vec<u64>,
    story_keys: Vec<u64>,
    record: Vec<u8>,
    text: Vec<u8>,
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

/// The name of a document's content: of the text and of everything that was known about it when it was read.
pub(super) fn content_hash(d: &Document) -> [u8; 16] {
    let mut h = sha2::Sha256::new();
    let published = d.published.map(|p| p.to_string());
    for part in [Some(&*d.text), d.source.as_deref(), Some(&d.language), published.as_deref(), d.outlet.as_deref(), d.title.as_deref(), d.url.as_deref()] {
        h.update(part.map_or(u64::MAX, |p| p.len() as u64).to_le_bytes());
        h.update(part.unwrap_or("").as_bytes());
    }
    for z in &d.zones {
        h.update([z.zone as u8]);
        h.update(z.span.start.to_le_bytes());
        h.update(z.span.end.to_le_bytes());
    }
    let full = h.finalize();
    let mut out = [0u8; 16];
    out.copy_from_slice(&full[..16]);
    out
}

/// Makes a parcel of what was read from a document by the extractor of this number.
pub(super) fn parcel(engine: &Engine, version: u16, file: &str, part: Option<&str>, d: &Document, e: &Extracted, hash: [u8; 16]) -> Parcel {
    let keys = Keys::new(&engine.lexicon, &engine.skeletons, e);
    let (claim_keys, story_keys) = (keys.claims(), keys.stories());
    let record = encode_record(&Record::of(&engine.lexicon, file, part, d, e, (claim_keys.clone(), story_keys.clone()), version));
    Parcel { part: part.map(str::to_owned), hash, day: day_number(d.published), claims: e.claims.len() as u32, version, claim_keys, story_keys, record, text: encode_text(d) }
}

/// Reads claims from documents and makes parcels of them, side by side.
pub(super) fn parcels(engine: &Engine, version: u16, documents: &[(Document, String, Option<String>, [u8; 16])]) -> Vec<Parcel> {
    let make = |a: &mut Analyser<'_>, (d, file, part, hash): &(Document, String, Option<String>, [u8; 16])| {
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

    /// Gives room back to the disk where a third of the file or more is unused; readers at work put it off to another time.
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
            let mut held = meta.get(CLAIM_COUNT)?.map_or(0, |v| v.value());
            let mut gone: Vec<FileDocument> = Vec::new();
            let (mut claim_rows, mut story_rows): (Vec<Row>, Vec<Row>) = (Vec::new(), Vec::new());
            {
                let mut list = txn.open_table(FILES)?;
                let mut records = txn.open_table(RECORDS)?;
                let mut texts = txn.open_table(TEXTS)?;
                for (name, batch) in files {
                    let before = match list.get(name.as_str())? {
                        Some(v) => decode::<FileEntry>(v.value()).ok_or_else(|| redb::Error::Corrupted(format!("the entry of {name} cannot be read")))?.documents,
                        None => Vec::new(),
                    };
                    gone.extend(before.into_iter().filter(|d| !batch.kept.iter().any(|k| k.number == d.number)));
                    let mut documents = batch.kept;
                    for p in batch.fresh {
                        claim_rows.extend(p.claim_keys.iter().map(|k| row(*k, p.day, next)));
                        story_rows.extend(p.story_keys.iter().map(|k| row(*k, p.day, next)));
                        records.insert(next, p.record.as_slice())?;
                        texts.insert(next, p.text.as_slice())?;
                        documents.push(FileDocument { number: next, part: p.part, hash: p.hash, version: p.version, day: p.day, claims: p.claims });
                        next += 1;
                        held += u64::from(p.claims);
                        done.added += 1;
                        done.claims += p.claims as usize;
                    }
                    if documents.is_empty() {
                        list.remove(name.as_str())?;
                    } else {
                        let entry = FileEntry { as_of: batch.given.0, lang: batch.given.1, documents };
                        list.insert(name.as_str(), encode(&entry).as_slice())?;
                    }
                }
            }
            done.removed = gone.len();
            held = held.saturating_sub(gone.iter().map(|d| u64::from(d.claims)).sum());
            remove(txn, &gone)?;
            for (definition, mut rows) in [(CLAIMS, claim_rows), (STORIES, story_rows)] {
                // in the order of the tree, so that a page is touched once
                rows.sort_unstable();
                let mut table = txn.open_table(definition)?;
                for r in rows {
                    table.insert(r, ())?;
                }
            }
            meta.insert(NEXT, u64::from(next))?;
            meta.insert(CLAIM_COUNT, held)?;
            Ok(done)
        })
    })
}

/// Takes documents out of every table.
fn remove(txn: &WriteTransaction, gone: &[FileDocument]) -> Result<(), redb::Error> {
    if gone.is_empty() {
        return Ok(());
    }
    let mut records = txn.open_table(RECORDS)?;
    let mut texts = txn.open_table(TEXTS)?;
    let mut claims = txn.open_table(CLAIMS)?;
    let mut stories = txn.open_table(STORIES)?;
    for d in gone {
        // rows of a record that cannot be read lead nowhere, and are passed over
        if let Some(v) = records.get(d.number)?
            && let Some(plain) = unsqueezed(v.value())
            && let Some(r) = decode_record(&plain)
        {
            for k in &r.claim_keys {
                claims.remove(row(*k, d.day, d.number))?;
            }
            for k in &r.story_keys {
                stories.remove(row(*k, d.day, d.number))?;
            }
        }
        records.remove(d.number)?;
        texts.remove(d.number)?;
    }
    Ok(())
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
