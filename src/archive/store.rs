//! The file: its tables, how it is opened, and what is told when it cannot be.
//!
//! redb keeps the file sound through a kill at any moment: a transaction is there as a whole or not at all. One process
//! writes; others read beside it and see what was committed when they began.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::civil::Date;
use redb::{Builder, ConcurrencyMode, Database, DatabaseError, ReadOnlyDatabase, ReadTransaction, ReadableDatabase, TableDefinition, TableError, WriteTransaction};

use super::index::Head;
use crate::error::{Problem, Result};
use crate::panics::awaited;

/// Number of the layout of the tables and records. A change of any of them, or of how keys are made, counts it up.
pub const FORMAT: u32 = 7;

/// Counters and the number of the format.
pub(super) const META: TableDefinition<'_, &str, u64> = TableDefinition::new("gainsay");
/// Versions of the extractor by number.
pub(super) const VERSIONS: TableDefinition<'_, u16, &str> = TableDefinition::new("versions");
/// What was read of each file.
pub(super) const FILES: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("files");
/// The index of claims: subject and kind, day, document.
pub(super) const CLAIMS: TableDefinition<'_, Head, &[u8]> = TableDefinition::new("claims");
/// The index of stories: what a document names and tells, day, document.
pub(super) const STORIES: TableDefinition<'_, Head, &[u8]> = TableDefinition::new("stories");
/// Runs of both indexes, and how many rows each has.
pub(super) const RUNS: TableDefinition<'_, (u8, u32), u64> = TableDefinition::new("runs");
/// Both indexes: their number among the runs, and their table.
pub(super) const INDEXES: [(u8, TableDefinition<'_, Head, &[u8]>); 2] = [(0, CLAIMS), (1, STORIES)];
/// Blocks of documents, by the number of the first: claims, profile and text.
pub(super) const DOCUMENTS: TableDefinition<'_, u32, &[u8]> = TableDefinition::new("documents");
/// Documents taken out to which rows still lead.
pub(super) const GONE: TableDefinition<'_, u32, ()> = TableDefinition::new("gone");
/// What blocks of documents are told by.
pub(super) const DICTIONARY: TableDefinition<'_, (), &[u8]> = TableDefinition::new("dictionary");

/// Names of counters.
pub(super) const FORMAT_KEY: &str = "format";
/// Number of the next document.
pub(super) const NEXT: &str = "next document";
/// Documents held.
pub(super) const DOCUMENT_COUNT: &str = "documents";
/// Claims held.
pub(super) const CLAIM_COUNT: &str = "claims";

/// What redb files begin with.
const MAGIC: &[u8] = b"redb\x1A\x0A\xA9\x0D\x0A";
/// Bytes of the file held in memory by a reader. What a draft asks for is a few hundred pages.
const READ_CACHE: usize = 8 << 20;
/// The same for a writer, whose batches touch many pages.
const WRITE_CACHE: usize = 256 << 20;
/// How long another process that has the file to itself is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Bytes by which a document's content is known again.
pub(super) const HASH: usize = 6;

/// What was read of one file.
#[derive(Debug, Clone, Default)]
pub(super) struct FileEntry {
    /// `--as-of` and `--lang` when it was read, to read it alike again.
    pub as_of: Option<(i16, i8, i8)>,
    pub lang: Option<String>,
    /// Its documents.
    pub documents: Vec<FileDocument>,
}

/// One document of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileDocument {
    pub number: u32,
    pub part: Option<String>,
    /// Of the text and what is known about it.
    pub hash: [u8; HASH],
    pub version: u16,
    pub day: u16,
    pub claims: u32,
}

/// Days since 1900, from 1; 0 when no day is known.
pub(super) fn day_number(d: Option<Date>) -> u16 {
    d.and_then(|d| jiff::civil::date(1900, 1, 1).until(d).ok()).map_or(0, |s| (i64::from(s.get_days()) + 1).clamp(1, 0xffff) as u16)
}

/// The day of a number.
pub(super) fn day_of(n: u16) -> Option<Date> {
    (n > 0).then(|| jiff::civil::date(1900, 1, 1).checked_add(jiff::Span::new().days(i64::from(n) - 1)).ok()).flatten()
}

fn builder(cache: usize) -> Builder {
    let mut b = Builder::new();
    b.set_cache_size(cache);
    // elsewhere a writer has the file to itself, and readers wait
    if cfg!(any(target_os = "linux", target_os = "windows", target_vendor = "apple")) {
        b.set_concurrency_mode(ConcurrencyMode::SingleWriter);
    }
    b
}

/// Runs what reads or writes the file: a damaged page, at which redb may panic, becomes a problem.
pub(super) fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T>) -> Result<T> {
    awaited(work).unwrap_or_else(|_| Err(damaged(path, "a page of it cannot be read")))
}

/// The file is not as it was written.
pub(super) fn damaged(path: &Path, what: impl std::fmt::Display) -> Box<Problem> {
    Box::new(
        Problem::in_file(path, format_args!("the archive is damaged: {what}"))
            .help("put back a copy of the file, or delete it and read the sources again: gainsay archive add PATH…"),
    )
}

/// Turns an error of the store into a problem that says what to do.
pub(super) fn told(path: &Path) -> impl Fn(redb::Error) -> Box<Problem> + '_ {
    move |e| match e {
        redb::Error::Io(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => damaged(path, "it is shorter than it was"),
        redb::Error::Io(e) => {
            Box::new(Problem::in_file(path, format_args!("the archive cannot be read or written: {e}")).help("check the disk, its free space and the permissions of the file"))
        }
        redb::Error::DatabaseAlreadyOpen => {
            Box::new(Problem::in_file(path, "another gainsay is writing this archive").help("wait until it is done, or end it; nothing committed is lost"))
        }
        redb::Error::UpgradeRequired(_) | redb::Error::LockProtocolMismatch => Box::new(
            Problem::in_file(path, "the file is of an older or newer kind of store than this gainsay reads")
                .help("use the gainsay that wrote it, or delete the file and read the sources again: gainsay archive add PATH…"),
        ),
        redb::Error::TableTypeMismatch { .. } | redb::Error::TypeDefinitionChanged { .. } | redb::Error::TableDoesNotExist(_) => foreign(path),
        e => damaged(path, e),
    }
}

fn foreign(path: &Path) -> Box<Problem> {
    Box::new(Problem::in_file(path, "this is no archive of gainsay").help("name the file that `gainsay archive add` made; articles to set a draft against go behind --against"))
}

/// An archive opened for writing.
pub(super) struct Writer {
    pub db: Database,
    pub path: PathBuf,
}

/// An archive opened for reading.
pub(super) struct Reader {
    pub txn: ReadTransaction,
    pub path: PathBuf,
    // outlives the transaction
    _db: ReadOnlyDatabase,
}

/// Whether the file begins as archives do; a missing file is a problem of its own.
fn sniff(path: &Path) -> Result<()> {
    let mut head = [0u8; 9];
    let read = std::fs::File::open(path).and_then(|mut f| std::io::Read::read_exact(&mut f, &mut head));
    match read {
        Ok(()) if head == *MAGIC => Ok(()),
        Ok(()) => Err(foreign(path)),
        Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof || path.is_dir() => Err(foreign(path)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            Err(Box::new(Problem::in_file(path, "there is no such archive").help("make one: gainsay archive add PATH… --archive FILE; or check the path")))
        }
        Err(e) => Err(told(path)(redb::Error::Io(e))),
    }
}

/// Refuses what another version of the format wrote.
fn of_this_format(path: &Path, format: Option<u64>) -> Result<()> {
    match format {
        Some(f) if f == u64::from(FORMAT) => Ok(()),
        Some(f) if f > u64::from(FORMAT) => {
            Err(Box::new(Problem::in_file(path, format_args!("the archive is of format {f}; this gainsay reads format {FORMAT}")).help("use a newer gainsay")))
        }
        Some(f) => Err(Box::new(
            Problem::in_file(path, format_args!("the archive is of format {f}; this gainsay reads format {FORMAT}"))
                .help("delete the file and read the sources again: gainsay archive add PATH…"),
        )),
        None => Err(foreign(path)),
    }
}

impl Writer {
    /// Opens an archive, or makes one where `create` says so and there is no file.
    pub fn open(path: &Path, create: bool) -> Result<Writer> {
        if create && std::fs::metadata(path).map_or_else(|e| e.kind() == std::io::ErrorKind::NotFound, |m| m.len() == 0 && m.is_file()) {
            Writer::make(path)?;
        }
        sniff(path)?;
        guarded(path, || {
            let w = Writer { db: builder(WRITE_CACHE).open(path).map_err(|e| told(path)(e.into()))?, path: path.to_owned() };
            let txn = w.db.begin_read().map_err(|e| told(path)(e.into()))?;
            of_this_format(path, format_of(path, &txn)?)?;
            drop(txn);
            Ok(w)
        })
    }

    /// Makes an empty archive: under another name first, so that a kill leaves no half of one.
    fn make(path: &Path) -> Result<()> {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{}.new", std::process::id()));
        let fresh = PathBuf::from(name);
        let io = |e| told(path)(redb::Error::Io(e));
        let w = Writer { db: builder(READ_CACHE).create(&fresh).map_err(|e| told(path)(e.into()))?, path: path.to_owned() };
        let made = w.write(|txn| {
            txn.open_table(META)?.insert(FORMAT_KEY, u64::from(FORMAT))?;
            txn.open_table(VERSIONS)?;
            txn.open_table(FILES)?;
            txn.open_table(CLAIMS)?;
            txn.open_table(STORIES)?;
            txn.open_table(RUNS)?;
            txn.open_table(DOCUMENTS)?;
            txn.open_table(GONE)?;
            txn.open_table(DICTIONARY)?;
            Ok(())
        });
        drop(w);
        let placed = made.and_then(|()| if path.exists() { std::fs::remove_file(path).map_err(io) } else { Ok(()) }).and_then(|()| {
            // a link fails where another process was first; not every file system has links
            match std::fs::hard_link(&fresh, path) {
                Ok(()) => Ok(()),
                Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
                Err(_) => std::fs::copy(&fresh, path).map(|_| ()).map_err(io),
            }
        });
        // the name is of no use whatever came of it
        let _ = std::fs::remove_file(&fresh);
        placed
    }

    /// One transaction: all of it is there when this returns, or nothing.
    pub fn write<T>(&self, work: impl FnOnce(&WriteTransaction) -> Result<T, redb::Error>) -> Result<T> {
        let run = || -> Result<T, redb::Error> {
            let mut txn = self.db.begin_write()?;
            // after a kill the file is open again at once, however large
            txn.set_quick_repair(true);
            let done = work(&txn)?;
            txn.commit()?;
            Ok(done)
        };
        run().map_err(told(&self.path))
    }

    /// Compacts a file of which a seventh or more holds nothing. After an import that is mostly room at its end, which is cheap to give back.
    pub fn compact_if_loose(&mut self) -> Result<bool> {
        let stats = || -> Result<_, redb::Error> {
            let txn = self.db.begin_write()?;
            let s = txn.stats()?;
            txn.abort()?;
            Ok(s)
        };
        let s = guarded(&self.path, || stats().map_err(told(&self.path)))?;
        let used = s.allocated_pages() * s.page_size() as u64;
        let size = std::fs::metadata(&self.path).map_or(0, |m| m.len());
        if used * 7 > size * 6 { Ok(false) } else { self.compact() }
    }

    /// Gives pages that hold nothing any more back to the disk. Readers at work put it off to another time.
    pub fn compact(&mut self) -> Result<bool> {
        match self.db.compact() {
            Ok(done) => Ok(done),
            Err(redb::CompactionError::Storage(e)) => Err(told(&self.path)(e.into())),
            Err(_) => Ok(false),
        }
    }
}

impl Reader {
    /// Opens an archive for reading. A file left by a killed writer is mended first.
    pub fn open(path: &Path) -> Result<Reader> {
        sniff(path)?;
        guarded(path, || {
            let began = Instant::now();
            let db = loop {
                match builder(READ_CACHE).open_read_only(path) {
                    Ok(db) => break db,
                    Err(DatabaseError::RepairAborted) => match builder(WRITE_CACHE).open(path) {
                        // a writer that came first mends it as well
                        Ok(_) | Err(DatabaseError::DatabaseAlreadyOpen) if began.elapsed() < PATIENCE => {}
                        Ok(_) => return Err(damaged(path, "it cannot be mended")),
                        Err(e) => return Err(told(path)(e.into())),
                    },
                    Err(DatabaseError::DatabaseAlreadyOpen) if began.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(20)),
                    Err(e) => return Err(told(path)(e.into())),
                }
            };
            let txn = db.begin_read().map_err(|e| told(path)(e.into()))?;
            of_this_format(path, format_of(path, &txn)?)?;
            Ok(Reader { txn, path: path.to_owned(), _db: db })
        })
    }
}

fn format_of(path: &Path, txn: &ReadTransaction) -> Result<Option<u64>> {
    match txn.open_table(META) {
        Ok(t) => Ok(t.get(FORMAT_KEY).map_err(|e| told(path)(e.into()))?.map(|v| v.value())),
        Err(TableError::TableDoesNotExist(_)) => Ok(None),
        Err(e) => Err(told(path)(e.into())),
    }
}
