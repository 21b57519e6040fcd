//! An index: rows of key, day and document, in order. Rows stand in blocks that fill a page of the file, and blocks in runs: what one import
//! adds is a run of its own, and runs of a size are merged, so that no import goes through the whole and a look-up goes through few.

use std::ops::Bound;

use redb::{ReadOnlyTable, ReadableTable, Table};
use rustc_hash::FxHashSet;

use super::bytes::{Get, Put};
use super::record::{opened, sealed};

/// Bytes of the number of a run and of the first row of a block.
pub(super) type Head = [u8; 15];

/// Blocks of an index.
type Blocks<'t> = Table<'t, Head, &'static [u8]>;
/// Runs of each index, and how many rows each has.
pub(super) type Runs<'t> = Table<'t, (u8, u32), u64>;

/// Bits of a key. Two that meet cost a document loaded in vain.
pub(super) const BITS: u32 = 34;

/// A row: key, day, document. In order they lie by key and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub key: u64,
    pub day: u16,
    pub document: u32,
}

impl Row {
    fn head(self, run: u32) -> Head {
        let (k, d, n, r) = (self.key.to_be_bytes(), self.day.to_be_bytes(), self.document.to_be_bytes(), run.to_be_bytes());
        [r[0], r[1], r[2], r[3], k[3], k[4], k[5], k[6], k[7], d[0], d[1], n[0], n[1], n[2], n[3]]
    }

    fn of(h: Head) -> Row {
        let key = u64::from_be_bytes([0, 0, 0, h[4], h[5], h[6], h[7], h[8]]);
        Row { key, day: u16::from_be_bytes([h[9], h[10]]), document: u32::from_be_bytes([h[11], h[12], h[13], h[14]]) }
    }
}

/// Most bytes of a block: four of them fill a page of the file.
const BLOCK: usize = 1000;
/// A run is merged with the one before it unless that is so many times as large.
const TIMES: u64 = 3;

/// Rows behind the first of a block, as bytes.
struct Packer {
    first: Row,
    last: Row,
    bytes: Put,
}

impl Packer {
    fn new(first: Row) -> Self {
        Packer { first, last: first, bytes: Put::default() }
    }

    fn push(&mut self, r: Row) {
        let (key, day) = (r.key - self.last.key, if r.key == self.last.key { r.day - self.last.day } else { r.day });
        self.bytes.n(key);
        self.bytes.n(u64::from(day));
        let same = key == 0 && day == 0;
        self.bytes.n(u64::from(if same { r.document - self.last.document } else { r.document }));
        self.last = r;
    }
}

/// The rows of a block; nothing comes behind bytes that are not sound.
pub(super) struct Rows<'a> {
    next: Option<Row>,
    bytes: Get<'a>,
}

impl<'a> Rows<'a> {
    fn of(head: Head, value: &'a [u8]) -> Result<Self, redb::Error> {
        let bytes = opened(value).ok_or_else(|| redb::Error::Corrupted("rows of an index cannot be read".into()))?;
        Ok(Rows { next: Some(Row::of(head)), bytes: Get(bytes) })
    }
}

impl Rows<'_> {
    fn behind(&mut self, now: Row) -> Option<Row> {
        let (key, day, document) = (self.bytes.n()?, self.bytes.n()? as u16, self.bytes.n()? as u32);
        let (day, document) = match (key, day) {
            (0, 0) => (now.day, now.document.wrapping_add(document)),
            (0, _) => (now.day.wrapping_add(day), document),
            _ => (day, document),
        };
        Some(Row { key: now.key.wrapping_add(key), day, document })
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let now = self.next?;
        self.next = self.behind(now);
        Some(now)
    }
}

/// Writes rows as one run: those of earlier runs and fresh ones, all in order.
fn write_run(table: &mut Blocks<'_>, run: u32, mut from: Vec<Cursor>, gone: &FxHashSet<u32>) -> Result<u64, redb::Error> {
    let (mut open, mut n): (Option<Packer>, u64) = (None, 0);
    while let Some(i) = (0..from.len()).filter(|i| from[*i].now.is_some()).min_by_key(|i| from[*i].now) {
        let Some(r) = from[i].now else { break };
        from[i].step(table)?;
        if gone.contains(&r.document) || open.as_ref().is_some_and(|p| p.last == r) {
            continue;
        }
        n += 1;
        match &mut open {
            Some(p) if p.bytes.0.len() < BLOCK - 16 => p.push(r),
            _ => {
                if let Some(p) = open.replace(Packer::new(r)) {
                    table.insert(p.first.head(run), sealed(&p.bytes.0).as_slice())?;
                }
            }
        }
    }
    if let Some(p) = open {
        table.insert(p.first.head(run), sealed(&p.bytes.0).as_slice())?;
    }
    Ok(n)
}

/// A place in a run, or in fresh rows.
struct Cursor {
    now: Option<Row>,
    rows: std::vec::IntoIter<Row>,
    /// The run, and its last block that was read.
    run: Option<(u32, Option<Head>)>,
}

impl Cursor {
    fn step(&mut self, table: &impl ReadableTable<Head, &'static [u8]>) -> Result<(), redb::Error> {
        self.now = self.rows.next();
        if let (None, Some((run, at))) = (self.now, &mut self.run) {
            let from = at.map_or(Bound::Included(start(*run)), Bound::Excluded);
            if let Some(block) = table.range((from, Bound::Included(end(*run))))?.next() {
                let (head, bytes) = block?;
                *at = Some(head.value());
                self.rows = Rows::of(head.value(), bytes.value())?.collect::<Vec<_>>().into_iter();
                self.now = self.rows.next();
            }
        }
        Ok(())
    }
}

fn start(run: u32) -> Head {
    Row { key: 0, day: 0, document: 0 }.head(run)
}

fn end(run: u32) -> Head {
    Row { key: u64::MAX, day: u16::MAX, document: u32::MAX }.head(run)
}

/// Adds rows to an index, and merges runs that have come to be of a size; all of them where documents are to go for good.
pub(super) fn add(index: u8, table: &mut Blocks<'_>, runs: &mut Runs<'_>, mut rows: Vec<Row>, gone: &FxHashSet<u32>, whole: bool) -> Result<(), redb::Error> {
    rows.sort_unstable();
    let mut held: Vec<(u32, u64)> = runs.range((index, 0)..=(index, u32::MAX))?.map(|r| r.map(|(k, v)| (k.value().1, v.value()))).collect::<Result<_, _>>()?;
    // the last run is at the end of the table, where pages are filled one after the other
    let run = held.last().map_or(0, |r| r.0 + 1);
    let mut total = rows.len() as u64;
    let mut from = vec![Cursor { now: None, rows: rows.into_iter(), run: None }];
    while let Some((old, n)) = held.pop_if(|(_, n)| whole || *n < TIMES * total) {
        total += n;
        from.push(Cursor { now: None, rows: Vec::new().into_iter(), run: Some((old, None)) });
    }
    if total == 0 {
        return Ok(());
    }
    let merged: Vec<u32> = from.iter().filter_map(|c| c.run.map(|r| r.0)).collect();
    for c in &mut from {
        c.step(table)?;
    }
    let n = write_run(table, run, from, gone)?;
    for old in merged {
        table.retain_in(start(old)..=end(old), |_, _| false)?;
        runs.remove((index, old))?;
    }
    if n > 0 {
        runs.insert((index, run), n)?;
    }
    Ok(())
}

/// An index opened for reading.
pub(super) struct Index {
    table: ReadOnlyTable<Head, &'static [u8]>,
    runs: Vec<u32>,
}

impl Index {
    /// Of a table and the list of runs.
    pub fn new(index: u8, table: ReadOnlyTable<Head, &'static [u8]>, runs: &ReadOnlyTable<(u8, u32), u64>) -> Result<Index, redb::Error> {
        let runs = runs.range((index, 0)..=(index, u32::MAX))?.map(|r| r.map(|(k, _)| k.value().1)).collect::<Result<_, _>>()?;
        Ok(Index { table, runs })
    }

    /// Days and documents of one key from one day on, the earliest first: of each run so many.
    pub fn since(&self, key: u64, (low, high): (u16, u16), most: usize, out: &mut Vec<(u16, u32)>) -> Result<(), redb::Error> {
        let (first, last) = (Row { key, day: low, document: 0 }, Row { key, day: high, document: u32::MAX });
        for run in &self.runs {
            let begin = self.table.range(start(*run)..=first.head(*run))?.next_back().transpose()?.map_or(start(*run), |(k, _)| k.value());
            let room = out.len() + most;
            'run: for block in self.table.range(begin..=last.head(*run))? {
                let (head, bytes) = block?;
                for r in Rows::of(head.value(), bytes.value())?.skip_while(|r| *r < first) {
                    if r > last || out.len() >= room {
                        break 'run;
                    }
                    out.push((r.day, r.document));
                }
            }
        }
        Ok(())
    }

    /// The same up to a day, the latest first.
    pub fn until(&self, key: u64, (low, high): (u16, u16), most: usize, out: &mut Vec<(u16, u32)>) -> Result<(), redb::Error> {
        let (first, last) = (Row { key, day: low, document: 0 }, Row { key, day: high, document: u32::MAX });
        let mut rows = Vec::new();
        for run in &self.runs {
            let room = out.len() + most;
            for block in self.table.range(start(*run)..=last.head(*run))?.rev() {
                let (head, bytes) = block?;
                let (head, block) = (Row::of(head.value()), Rows::of(head.value(), bytes.value())?);
                rows.clear();
                rows.extend(block.take_while(|r| *r <= last).filter(|r| *r >= first));
                out.extend(rows.iter().rev().take(room - out.len()).map(|r| (r.day, r.document)));
                if head <= first || out.len() >= room {
                    break;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use redb::{Database, ReadableDatabase, TableDefinition};
    use std::collections::BTreeSet;

    const ROWS: TableDefinition<'_, Head, &[u8]> = TableDefinition::new("rows");
    const RUNS: TableDefinition<'_, (u8, u32), u64> = TableDefinition::new("runs");

    /// Rows that come in one import after the other are found as in one list, those of documents that are gone for good left out.
    #[test]
    fn an_index_is_one_list_in_order() {
        let dir = tempfile::TempDir::new().unwrap();
        let db = Database::create(dir.path().join("a")).unwrap();
        let mut dice = 7u64;
        let mut below = |n: u64| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) % n
        };
        let mut all: BTreeSet<Row> = BTreeSet::new();
        for import in 0..12u32 {
            // few rows and many, of keys that have one and keys that have hundreds
            let count = [3, 4000, 700, 30][import as usize % 4];
            let fresh: Vec<Row> =
                (0..count).map(|i| Row { key: if i % 3 == 0 { below(4) } else { below(1 << BITS) }, day: below(300) as u16, document: import * 10_000 + i / 4 }).collect();
            all.extend(&fresh);
            let whole = import == 9;
            let gone: FxHashSet<u32> = if whole { (10_000..10_400).collect() } else { FxHashSet::default() };
            let txn = db.begin_write().unwrap();
            add(0, &mut txn.open_table(ROWS).unwrap(), &mut txn.open_table(RUNS).unwrap(), fresh, &gone, whole).unwrap();
            txn.commit().unwrap();
            all.retain(|r| !gone.contains(&r.document));
            let read = db.begin_read().unwrap();
            let index = Index::new(0, read.open_table(ROWS).unwrap(), &read.open_table(RUNS).unwrap()).unwrap();
            assert!(index.runs.len() <= 8 && (!whole || index.runs.len() == 1), "{} runs", index.runs.len());
            for key in (0..4).chain(all.iter().rev().step_by(997).map(|r| r.key)) {
                for (low, high, most) in [(0, u16::MAX, usize::MAX >> 1), (100, 180, 25), (250, 250, 5), (0, 0, 9)] {
                    let own: Vec<(u16, u32)> = all.iter().filter(|r| r.key == key && (low..=high).contains(&r.day)).map(|r| (r.day, r.document)).collect();
                    let mut found = Vec::new();
                    index.since(key, (low, high), most, &mut found).unwrap();
                    found.sort_unstable();
                    found.truncate(most);
                    assert_eq!(found, own[..own.len().min(most)], "{key} from {low} to {high}");
                    found.clear();
                    index.until(key, (low, high), most, &mut found).unwrap();
                    found.sort_unstable();
                    let found = &found[found.len().saturating_sub(most)..];
                    assert_eq!(found, &own[own.len().saturating_sub(most)..], "{key} down from {high} to {low}");
                }
            }
        }
    }
}
