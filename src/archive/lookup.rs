//! A draft asks an archive: documents that may speak of what it speaks of, few enough to be linked and checked at once.
//!
//! Every key gives the documents nearest to the draft's day, so that a key with a hundred thousand documents costs no
//! more than one with a hundred. Documents are ranked by the keys they share with the draft, each the more telling the
//! fewer documents it has; the best are loaded, and the link stage treats them as if they had just been read.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use redb::{ReadOnlyTable, ReadableTable, ReadableTableMetadata};
use rustc_hash::FxHashMap;

use super::blocks::{Block, Dictionary, Unpack};
use super::import::Place;
use super::index::Index;
use super::keys::{Asked, Keys, Reach, office_key};
use super::record::Record;
use super::store::{CLAIMS, DICTIONARY, DOCUMENT_COUNT, DOCUMENTS, GONE, META, RUNS, Reader, STORIES, VERSIONS, damaged, day_number, guarded, told};
use crate::claim::Topic;
use crate::error::Result;
use crate::extract::skeleton_similarity;
use crate::link::SAME_PERSON;
use crate::panics::awaited;
use crate::pipeline::{Engine, Extracted};
use crate::source::Document;

/// Claims of the documents that are loaded, for each that can be: long documents fill the room of several, for what linking costs grows with
/// the square of claims.
const CLAIMS_EACH: usize = 16;
/// Documents that are loaded before it is asked how many more there is room for.
const FIRST: usize = 8;

/// How far a draft looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Days before and after the draft's own within which documents can be of its story.
    pub days: u16,
    /// Documents of a draft's story that are loaded, and documents nearest to the draft's day that a key gives.
    pub documents: usize,
}

impl Default for Window {
    fn default() -> Self {
        Window { days: 60, documents: 64 }
    }
}

/// What an archive gave.
#[derive(Debug, Default)]
pub struct Found {
    /// Documents and what was read from them, in the order of their paths.
    pub documents: Vec<(Document, Extracted)>,
    /// How many of them another version of the extractor read.
    pub other_version: usize,
    /// Documents that share a key with a draft.
    pub candidates: usize,
    /// Keys that were looked up.
    pub keys: usize,
}

/// The tables of one look-up.
struct Tables {
    claims: Index,
    stories: Index,
    documents: ReadOnlyTable<u32, &'static [u8]>,
    gone: ReadOnlyTable<u32, ()>,
    dictionary: Dictionary,
}

/// Documents on the subjects and stories of these drafts, without those whose files are named in `without`.
pub(super) fn find(reader: &Reader, engine: &Engine, drafts: &[(&Document, &Extracted)], without: &BTreeSet<String>, window: Window) -> Result<Found> {
    guarded(&reader.path, || {
        let open = || -> Result<Tables, redb::Error> {
            let (t, runs) = (&reader.txn, reader.txn.open_table(RUNS)?);
            Ok(Tables {
                claims: Index::new(0, t.open_table(CLAIMS)?, &runs)?,
                stories: Index::new(1, t.open_table(STORIES)?, &runs)?,
                documents: t.open_table(DOCUMENTS)?,
                gone: t.open_table(GONE)?,
                dictionary: Dictionary::new(t.open_table(DICTIONARY)?.get(())?.as_ref().map_or(&[], |v| v.value())),
            })
        };
        let tables = open().map_err(told(&reader.path))?;
        let version = own_version(reader, engine)?;
        let place = Place::of(&reader.path);
        // paths look as those of the drafts do, and so sort among them
        let full = drafts.iter().any(|(d, _)| std::path::Path::new(&d.path).is_absolute());
        let mut out = Found::default();
        let mut loaded: BTreeMap<u32, Option<(Document, Extracted)>> = BTreeMap::new();
        let load = |numbers: Vec<u32>, most: usize, loaded: &mut BTreeMap<u32, Option<(Document, Extracted)>>, out: &mut Found| -> Result<()> {
            let (mut at, mut claims) = (0, 0);
            while at < numbers.len() && claims < most {
                // as many as there seems to be room for, by those before
                let before = loaded.values().flatten().map(|(_, e)| e.claims.len());
                let (n, held) = (before.clone().count(), before.sum::<usize>());
                let next = if n == 0 { FIRST } else { (n * (most - claims) / held.max(1)).max(1) };
                let some = &numbers[at..numbers.len().min(at + next)];
                at += some.len();
                let todo: BTreeSet<u32> = some.iter().copied().filter(|n| !loaded.contains_key(n)).collect();
                let blocks = blocks(&tables, &todo).map_err(told(&reader.path))?;
                let read = |unpack: &mut Unpack<'_>, (first, numbers): &(u32, Vec<u32>)| {
                    guarded(&reader.path, || block(reader, &tables, unpack, engine, &place, full, without, *first, numbers))
                };
                let read: Vec<Result<Vec<Loaded>>> = blocks.par_iter().with_min_len(4).map_init(|| tables.dictionary.unpack(), read).collect();
                for list in read {
                    for (n, pair, by) in list? {
                        out.other_version += usize::from(pair.is_some() && Some(by) != version);
                        loaded.insert(n, pair);
                    }
                }
                claims += some.iter().filter_map(|n| loaded.get(n)?.as_ref()).map(|(_, e)| e.claims.len()).sum::<usize>();
            }
            Ok(())
        };
        let most = window.documents * CLAIMS_EACH;
        for (d, e) in drafts {
            let keys = Keys::new(&engine.lexicon, &engine.skeletons, e).asked();
            let day = day_number(d.published);
            let mut ranked = rank(&tables, &keys, day, window).map_err(told(&reader.path))?;
            out.keys += keys.len();
            out.candidates += ranked.len();
            living(&tables, &mut ranked, window.documents).map_err(told(&reader.path))?;
            load(ranked, most, &mut loaded, &mut out)?;
            // seats that the story gives to offices of which the draft only names the holder
            let seats = seats(engine, e, loaded.values().flatten().map(|(_, e)| e));
            let more: Vec<Asked> = seats.into_iter().map(|key| Asked { reach: Reach::Subject, weight: 6, key }).collect();
            out.keys += more.len();
            let mut ranked = subjects(&tables, &keys, day, window).map_err(told(&reader.path))?;
            ranked.extend(subjects(&tables, &more, day, window).map_err(told(&reader.path))?);
            load(ranked, most / 2, &mut loaded, &mut out)?;
        }
        out.documents = loaded.into_values().flatten().collect();
        out.documents.sort_by(|a, b| a.0.path.cmp(&b.0.path));
        engine.add_words(&mut out.documents, &drafts.iter().map(|(d, _)| d.published).collect::<Vec<_>>());
        Ok(out)
    })
}

/// The number under which the archive knows this extractor.
fn own_version(reader: &Reader, engine: &Engine) -> Result<Option<u16>> {
    let version = super::version(engine);
    let find = || -> Result<Option<u16>, redb::Error> {
        for v in reader.txn.open_table(VERSIONS)?.iter()? {
            let (n, name) = v?;
            if name.value() == version {
                return Ok(Some(n.value()));
            }
        }
        Ok(None)
    };
    find().map_err(told(&reader.path))
}

/// Rows of one key near to a day: at most `most`, none further than `days`; then documents of no known day.
fn nearest(index: &Index, key: u64, day: u16, days: u16, most: usize) -> Result<Vec<(u16, u32)>, redb::Error> {
    awaited(|| near(index, key, day, days, most)).unwrap_or_else(|_| Err(redb::Error::Corrupted("a page of an index cannot be read".into())))
}

fn near(index: &Index, key: u64, day: u16, days: u16, most: usize) -> Result<Vec<(u16, u32)>, redb::Error> {
    // a draft of no known day meets the newest
    let (low, middle, high) = if day == 0 { (1, u16::MAX, u16::MAX) } else { (day.saturating_sub(days).max(1), day, day.saturating_add(days)) };
    let distance = |(d, n): &(u16, u32)| (if day == 0 { u16::MAX - d } else { d.abs_diff(day) }, *n);
    let mut out: Vec<(u16, u32)> = Vec::new();
    let mut rows: Vec<(u16, u32)> = Vec::new();
    // half of them from the days after, where there are as many
    if middle < high {
        index.since(key, (middle + 1, high), most / 2, &mut rows)?;
        rows.sort_unstable();
        out.extend(rows.iter().take(most / 2).map(distance));
        rows.clear();
    }
    index.until(key, (low, middle), most - out.len(), &mut rows)?;
    rows.sort_unstable_by(|a, b| b.cmp(a));
    out.extend(rows.iter().take(most - out.len()).map(distance));
    if out.len() < most {
        rows.clear();
        index.since(key, (0, 0), most - out.len(), &mut rows)?;
        rows.sort_unstable();
        out.extend(rows.iter().take(most - out.len()).map(|(_, n)| (days, *n)));
    }
    Ok(out)
}

/// Documents that may be of a draft's story, the likeliest first.
fn rank(tables: &Tables, keys: &[Asked], day: u16, window: Window) -> Result<Vec<u32>, redb::Error> {
    let mut scores: FxHashMap<u32, (f32, u16)> = FxHashMap::default();
    // whatever is of a subject is loaded besides; here it only speaks for a story within the days of one
    let most = |k: &Asked| if k.weight >= 4 { window.documents } else { window.documents / 2 };
    let look = |k: &Asked| nearest(if k.reach == Reach::Story { &tables.stories } else { &tables.claims }, k.key, day, window.days, most(k));
    // side by side: most of the time of a look-up in a file not read before is waiting for the disk
    let found: Vec<Vec<(u16, u32)>> = keys.par_iter().map(look).collect::<Result<_, _>>()?;
    for (k, rows) in keys.iter().zip(found).filter(|(_, rows)| !rows.is_empty()) {
        let rare = (most(k) as f32 / rows.len() as f32).max(1.0).ln() + 0.5;
        for (distance, n) in rows {
            let s = scores.entry(n).or_insert((0.0, distance));
            s.0 += f32::from(k.weight) * rare;
            s.1 = s.1.min(distance);
        }
    }
    let mut list: Vec<(f32, u32)> = scores.into_iter().map(|(n, (s, distance))| (s / (1.0 + f32::from(distance) / 30.0), n)).collect();
    list.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    Ok(list.into_iter().map(|(_, n)| n).collect())
}

/// Leaves so many documents of a list, none that was taken out.
fn living(tables: &Tables, list: &mut Vec<u32>, most: usize) -> Result<(), redb::Error> {
    if !tables.gone.is_empty()? {
        let mut held = Vec::with_capacity(most);
        for n in list.drain(..) {
            if held.len() < most && tables.gone.get(n)?.is_none() {
                held.push(n);
            }
        }
        *list = held;
    }
    list.truncate(most);
    Ok(())
}

/// Documents on the same subjects, of any day: of each key as many as keep the whole within the number of documents.
fn subjects(tables: &Tables, keys: &[Asked], day: u16, window: Window) -> Result<Vec<u32>, redb::Error> {
    let mine: Vec<&Asked> = keys.iter().filter(|k| k.reach == Reach::Subject).collect();
    let each = (window.documents / mine.len().max(1)).max(2);
    let found: Vec<Vec<(u16, u32)>> = mine.par_iter().map(|k| nearest(&tables.claims, k.key, day, u16::MAX, each)).collect::<Result<_, _>>()?;
    // the nearest of each key before the second of any
    Ok((0..each).flat_map(|i| found.iter().filter_map(move |rows| rows.get(i))).map(|(_, n)| *n).collect())
}

/// Keys of offices that a draft leaves without a seat, by the seats that others give to a holder of that name.
fn seats<'a>(engine: &Engine, draft: &Extracted, others: impl Iterator<Item = &'a Extracted>) -> BTreeSet<u64> {
    let open: Vec<(&str, Option<&str>, Vec<String>)> = draft
        .claims
        .iter()
        .filter_map(|c| match &c.topic {
            Topic::Office { office, seat: None, modifier } => Some((office.as_str(), modifier.as_deref(), engine.skeletons.words(&c.value.name()?.text))),
            _ => None,
        })
        .collect();
    let mut out = BTreeSet::new();
    if open.is_empty() {
        return out;
    }
    for c in others.flat_map(|e| &e.claims) {
        let Topic::Office { office, seat: Some(seat), .. } = &c.topic else { continue };
        for (o, modifier, words) in open.iter().filter(|(o, ..)| o == office) {
            if c.value.name().is_some_and(|n| skeleton_similarity(&engine.skeletons.words(&n.text), words) >= SAME_PERSON) {
                out.insert(office_key(o, seat, *modifier));
            }
        }
    }
    out
}

/// A document's number, itself with its claims unless its file is one that was left out, and the number of its extractor's version.
type Loaded = (u32, Option<(Document, Extracted)>, u16);

/// The blocks in which documents stand: the number of the first in it, and those that are asked for.
fn blocks(tables: &Tables, numbers: &BTreeSet<u32>) -> Result<Vec<(u32, Vec<u32>)>, redb::Error> {
    let mut out: Vec<(u32, Vec<u32>)> = Vec::new();
    for n in numbers {
        let Some(first) = tables.documents.range(..=*n)?.next_back().transpose()?.map(|(k, _)| k.value()) else { continue };
        match out.last_mut() {
            Some((f, list)) if *f == first => list.push(*n),
            _ => out.push((first, vec![*n])),
        }
    }
    Ok(out)
}

/// Documents of one block.
#[allow(clippy::too_many_arguments)]
fn block(
    reader: &Reader,
    tables: &Tables,
    unpack: &mut Unpack<'_>,
    engine: &Engine,
    place: &Place,
    full: bool,
    without: &BTreeSet<String>,
    first: u32,
    numbers: &[u32],
) -> Result<Vec<Loaded>> {
    let broken = || damaged(&reader.path, format_args!("document {first} cannot be read"));
    let Some(value) = tables.documents.get(first).map_err(|e| told(&reader.path)(e.into()))? else { return Ok(Vec::new()) };
    let block = Block::read(value.value(), unpack).ok_or_else(broken)?;
    let mut out = Vec::with_capacity(numbers.len());
    for n in numbers {
        let Some(bytes) = block.get(*n) else {
            out.push((*n, None, 0));
            continue;
        };
        let record = Record::open(bytes).ok_or_else(broken)?;
        let version = record.version;
        if without.contains(record.file) {
            out.push((*n, None, version));
            continue;
        }
        let mut path = place.shown(record.file, full);
        if let Some(part) = record.part {
            path.push('#');
            path.push_str(part);
        }
        out.push((*n, Some(record.restore(&engine.lexicon, path).ok_or_else(broken)?), version));
    }
    Ok(out)
}

impl Reader {
    /// Documents held.
    pub fn documents(&self) -> Result<u64> {
        let count = || -> Result<u64, redb::Error> { Ok(self.txn.open_table(META)?.get(DOCUMENT_COUNT)?.map_or(0, |v| v.value())) };
        count().map_err(told(&self.path))
    }
}
