//! What an archive holds, and taking out what has no file any more.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use redb::{ReadableTable, ReadableTableMetadata, TableStats};

use super::import::{self, FileBatch, Place, Written};
use super::record::decode_entry;
use super::store::{CLAIM_COUNT, CLAIMS, DOCUMENTS, FILES, FileEntry, META, Reader, STORIES, VERSIONS, Writer, damaged, day_of, guarded, told};
use crate::error::Result;
use crate::pipeline::Engine;

/// What `gc` did.
#[derive(Debug, Default)]
pub struct Collected {
    /// Files that were gone, and how many documents each had.
    pub files: Vec<(String, usize)>,
    /// What was taken out.
    pub written: Written,
    /// Bytes of the file before and after.
    pub size: (u64, u64),
}

/// Takes out documents whose files are gone, and gives the room back to the disk; with `dry` it only tells.
pub fn collect(archive: &Path, dry: bool) -> Result<Collected> {
    let place = Place::of(archive);
    let size = || std::fs::metadata(archive).map_or(0, |m| m.len());
    let mut out = Collected { size: (size(), 0), ..Collected::default() };
    let reader = Reader::open(archive)?;
    each_file(&reader, |name, e| {
        if !place.file(name).exists() {
            out.files.push((name.to_owned(), e.documents.len()));
        }
    })?;
    drop(reader);
    if !dry && !out.files.is_empty() {
        let mut w = Writer::open(archive, false)?;
        for some in out.files.chunks(4096) {
            let n = import::write(&w, some.iter().map(|(f, _)| (f.clone(), FileBatch::default())).collect())?;
            out.written.removed += n.removed;
        }
        import::tidy(&w)?;
        w.compact()?;
    }
    out.size.1 = size();
    Ok(out)
}

/// Every file and what was read of it.
fn each_file(reader: &Reader, mut each: impl FnMut(&str, FileEntry)) -> Result<()> {
    guarded(&reader.path, || {
        let table = reader.txn.open_table(FILES).map_err(|e| told(&reader.path)(e.into()))?;
        for v in table.iter().map_err(|e| told(&reader.path)(e.into()))? {
            let (name, v) = v.map_err(|e| told(&reader.path)(e.into()))?;
            let e = decode_entry(v.value()).ok_or_else(|| damaged(&reader.path, format_args!("the entry of {} cannot be read", name.value())))?;
            each(name.value(), e);
        }
        Ok(())
    })
}

/// What an archive holds.
#[derive(Debug, Default)]
pub struct Status {
    /// Files.
    pub files: u64,
    /// Documents.
    pub documents: u64,
    /// Claims.
    pub claims: u64,
    /// Bytes of the file.
    pub size: u64,
    /// First and last day of publication.
    pub days: Option<(Date, Date)>,
    /// Documents of no known day.
    pub undated: u64,
    /// Documents by the version of the extractor that read them; whether it is this one.
    pub versions: Vec<(String, u64, bool)>,
    /// Bytes that each table takes, when they were asked for, and its rows.
    pub tables: Vec<(&'static str, u64, u64)>,
}

/// What an archive holds; `tables` looks at every page of it.
pub fn status(engine: &Engine, archive: &Path, tables: bool) -> Result<Status> {
    let reader = Reader::open(archive)?;
    let mut out = Status { size: std::fs::metadata(archive).map_or(0, |m| m.len()), documents: reader.documents()?, ..Status::default() };
    let mut by_version: BTreeMap<u16, u64> = BTreeMap::new();
    let (mut first, mut last) = (u16::MAX, 0u16);
    each_file(&reader, |_, e| {
        out.files += 1;
        for d in e.documents {
            *by_version.entry(d.version).or_default() += 1;
            if d.day == 0 {
                out.undated += 1;
            } else {
                (first, last) = (first.min(d.day), last.max(d.day));
            }
        }
    })?;
    out.days = if last > 0 { day_of(first).zip(day_of(last)) } else { None };
    let own = super::version(engine);
    guarded(archive, || {
        let read = |out: &mut Status| -> Result<(), redb::Error> {
            let t = &reader.txn;
            out.claims = t.open_table(META)?.get(CLAIM_COUNT)?.map_or(0, |v| v.value());
            for v in t.open_table(VERSIONS)?.iter()? {
                let (n, name) = v?;
                if let Some(documents) = by_version.get(&n.value()) {
                    out.versions.push((name.value().to_owned(), *documents, name.value() == own));
                }
            }
            if tables {
                let taken = |s: &TableStats| s.stored_bytes() + s.metadata_bytes() + s.fragmented_bytes();
                let mut add = |name, s: &TableStats, rows| out.tables.push((name, taken(s), rows));
                let (claims, stories) = (t.open_table(CLAIMS)?, t.open_table(STORIES)?);
                add("index of claims", &claims.stats()?, claims.len()?);
                add("index of stories", &stories.stats()?, stories.len()?);
                let (documents, files) = (t.open_table(DOCUMENTS)?, t.open_table(FILES)?);
                add("articles", &documents.stats()?, documents.len()?);
                add("files", &files.stats()?, files.len()?);
            }
            Ok(())
        };
        read(&mut out).map_err(told(archive))
    })?;
    Ok(out)
}
