//! Documents stand in blocks of some, compressed together: articles that came in one after the other have much in common. A block
//! begins with what an earlier one said, the same for all of them, so that words which every article has are told by where they stand there.

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use rayon::prelude::*;
use redb::{ReadableTable, Table};

use super::bytes::{Get, Put};
use super::record::{opened, sealed};

/// Documents of one block at the most.
const DOCUMENTS: usize = 16;
/// Bytes of a page of the file that a block can fill, and how often pages can be doubled.
const PAGE: usize = 4096 - 24;
const DOUBLED: u32 = 2;
/// A page is to hold so many documents: what no further one fits into is lost.
const FEW: usize = 8;
/// Documents from which blocks are made side by side.
const PIECE: usize = 512;
/// Most bytes of a dictionary: what compression looks back over.
const DICTIONARY: usize = 32_000;
/// Bytes of documents from which a dictionary is worth while.
const ENOUGH: usize = 300_000;
/// How hard to compress.
const LEVEL: u32 = 6;

/// Documents of one block: their numbers and bytes.
#[derive(Debug, Default)]
pub(super) struct Block {
    documents: Vec<(u32, std::ops::Range<usize>)>,
    plain: Vec<u8>,
}

impl Block {
    /// The bytes of a document.
    pub fn get(&self, number: u32) -> Option<&[u8]> {
        let at = self.documents.binary_search_by_key(&number, |d| d.0).ok()?;
        self.plain.get(self.documents[at].1.clone())
    }

    /// Reads a block; nothing when it is not what was written.
    pub fn read(value: &[u8], dictionary: &[u8]) -> Option<Block> {
        let mut from = Get(opened(value)?);
        let with = from.n()? > 0;
        let (mut number, mut at) = (0u32, 0usize);
        let documents = from.list(|f| {
            number = number.checked_add(f.n32()?)?;
            let start = at;
            at = at.checked_add(f.n32()? as usize)?;
            Some((number, start..at))
        })?;
        // deflate makes a thousand bytes of one at the very most
        if at > from.0.len().saturating_mul(1040).saturating_add(64) {
            return None;
        }
        let mut d = Decompress::new(false);
        if with {
            d.set_dictionary(dictionary).ok()?;
        }
        let mut plain = Vec::with_capacity(at);
        let done = at == 0 || matches!(d.decompress_vec(from.0, &mut plain, FlushDecompress::Finish), Ok(Status::StreamEnd));
        (done && plain.len() == at).then_some(Block { documents, plain })
    }

    fn push(&mut self, number: u32, bytes: &[u8]) {
        let start = self.plain.len();
        self.plain.extend_from_slice(bytes);
        self.documents.push((number, start..self.plain.len()));
    }

    /// Takes documents from its end away, as many as lie behind so many bytes; one stays.
    fn cut(&mut self, bytes: usize) -> usize {
        let stay = self.documents.partition_point(|d| d.1.end <= bytes).max(1);
        let cut = self.documents.len().saturating_sub(stay);
        self.documents.truncate(stay);
        self.plain.truncate(self.documents.last().map_or(0, |d| d.1.end));
        cut
    }

    fn write(&self, squeeze: &mut Compress, dictionary: &[u8]) -> Vec<u8> {
        let mut out = Put::default();
        out.n(u64::from(!dictionary.is_empty()));
        out.n(self.documents.len() as u64);
        let mut last = 0;
        for (n, bytes) in &self.documents {
            out.n(u64::from(n - last));
            out.n(bytes.len() as u64);
            last = *n;
        }
        squeeze.reset();
        if !dictionary.is_empty() {
            // refused only by a stream that has begun
            let _ = squeeze.set_dictionary(dictionary);
        }
        out.0.reserve(self.plain.len() + self.plain.len() / 1000 + 64);
        let _ = squeeze.compress_vec(&self.plain, &mut out.0, FlushCompress::Finish);
        sealed(&out.0)
    }
}

/// A sample of documents, for what others are told by: pieces of some of them, evenly chosen.
pub(super) fn dictionary(documents: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let all: usize = documents.iter().map(|d| d.1.len()).sum();
    let mut out = Vec::with_capacity(DICTIONARY);
    if all < ENOUGH {
        return out;
    }
    let many = (DICTIONARY * documents.len() / all).clamp(1, documents.len());
    for d in (0..many).map(|i| &documents[i * documents.len() / many].1) {
        out.extend_from_slice(&d[..d.len().min(DICTIONARY - out.len())]);
    }
    out
}

/// Blocks of documents: the first number of each, and its value.
fn blocks(documents: &[(u32, Vec<u8>)], dictionary: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let squeeze = || Compress::new(Compression::new(LEVEL), false);
    documents.par_chunks(PIECE).map_init(squeeze, |s, piece| fitted(s, piece, dictionary)).flatten_iter().collect()
}

/// Blocks that fill pages, as nearly as can be told from those before.
fn fitted(squeeze: &mut Compress, documents: &[(u32, Vec<u8>)], dictionary: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let mut out = Vec::new();
    // bytes that a hundred become
    let mut share = 25;
    let mut at = 0;
    while let Some(first) = documents.get(at) {
        let room = page(first.1.len() * share / 100);
        let mut block = Block::default();
        let mut value;
        let mut most = room * 95 / share;
        loop {
            while let Some((n, bytes)) = documents.get(at).filter(|d| block.documents.is_empty() || block.documents.len() < DOCUMENTS && block.plain.len() + d.1.len() <= most) {
                block.push(*n, bytes);
                at += 1;
            }
            value = block.write(squeeze, dictionary);
            share = (value.len() * 100 / block.plain.len().max(1)).clamp(5, 100);
            if value.len() <= room || block.documents.len() == 1 {
                break;
            }
            most = (room * 95 / share).min(block.plain.len() - 1);
            at -= block.cut(most);
        }
        out.push((first.0, value));
    }
    out
}

/// Bytes of the page for a block of documents that take so many each.
fn page(each: usize) -> usize {
    let doubled = (0..DOUBLED).find(|d| ((PAGE + 24) << d) >= each * FEW).unwrap_or(DOUBLED);
    ((PAGE + 24) << doubled) - 24
}

/// Documents of a block but for some.
fn kept(b: &Block, gone: &[u32]) -> Vec<(u32, Vec<u8>)> {
    b.documents.iter().filter(|d| !gone.contains(&d.0)).map(|(n, r)| (*n, b.plain[r.clone()].to_vec())).collect()
}

type Documents<'t> = Table<'t, u32, &'static [u8]>;

fn broken(n: u32) -> redb::Error {
    redb::Error::Corrupted(format!("document {n} cannot be read"))
}

/// Adds documents, whose numbers are above all others: a last block that has room takes the first of them.
pub(super) fn add(table: &mut Documents<'_>, mut documents: Vec<(u32, Vec<u8>)>, dictionary: &[u8]) -> Result<(), redb::Error> {
    let last = match table.last()? {
        Some((n, v)) => {
            let b = Block::read(v.value(), dictionary).ok_or_else(|| broken(n.value()))?;
            (b.documents.len() < DOCUMENTS && v.value().len() < PAGE * 3 / 4).then(|| (n.value(), kept(&b, &[])))
        }
        None => None,
    };
    if let Some((first, mut own)) = last {
        table.remove(first)?;
        own.append(&mut documents);
        documents = own;
    }
    for (n, v) in blocks(&documents, dictionary) {
        table.insert(n, v.as_slice())?;
    }
    Ok(())
}

/// Takes documents out.
pub(super) fn remove(table: &mut Documents<'_>, gone: &[u32], dictionary: &[u8]) -> Result<(), redb::Error> {
    let mut left: &[u32] = gone;
    while let Some(n) = left.first() {
        let Some((first, block)) = table.range(..=*n)?.next_back().transpose()?.map(|(k, v)| (k.value(), Block::read(v.value(), dictionary))) else {
            left = &left[1..];
            continue;
        };
        // what cannot be read is of no use to anybody
        let block = block.unwrap_or_default();
        let last = block.documents.last().map_or(*n, |d| d.0.max(*n));
        let (own, others) = left.split_at(left.partition_point(|n| *n <= last));
        left = others;
        table.remove(first)?;
        for (n, v) in blocks(&kept(&block, own), dictionary) {
            table.insert(n, v.as_slice())?;
        }
    }
    Ok(())
}
