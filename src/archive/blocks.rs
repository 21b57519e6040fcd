//! Documents stand in blocks of some, compressed together (zstd): articles that came in one after the other have much in common. All blocks
//! are told by one dictionary, made of a sample of documents, so that words which every article has cost little.

use rayon::prelude::*;
use redb::{ReadableTable, Table};
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};

use super::bytes::{Get, Put};
use super::record::{SUM, opened, seal};

/// Documents of one block at the most.
const DOCUMENTS: usize = 16;
/// Bytes of a page of the file that a block can fill, and how often pages can be doubled.
const PAGE: usize = 4096 - 24;
const DOUBLED: u32 = 2;
/// A page is to hold so many documents: what no further one fits into is lost.
const FEW: usize = 4;
/// Hundredths of a page that a block is made for: one that comes out too large is made a second time.
const FILLED: usize = 95;
/// Documents from which blocks are made side by side.
const PIECE: usize = 512;
/// Most bytes of a dictionary, which a look-up reads whole.
const DICTIONARY: usize = 110_000;
/// Bytes of documents from which a dictionary is worth while, how many there are to each of its bytes, and how many are looked at.
const ENOUGH: usize = 300_000;
const SHARE: usize = 10;
const LOOKED_AT: usize = 6;
/// How hard to compress: what is harder costs more time than all else that an import does.
const LEVEL: i32 = 3;
/// Bytes that one of zstd can come to at the very most.
const MOST: usize = 33_000;

/// What blocks are told by, ready to be used.
pub(super) struct Dictionary(Option<DecoderDictionary<'static>>);

impl Dictionary {
    /// Of its bytes; there are none while documents are few.
    pub fn new(bytes: &[u8]) -> Dictionary {
        Dictionary(if bytes.is_empty() { None } else { DecoderDictionary::try_copy(bytes).ok() })
    }

    /// What one thread unpacks blocks with.
    pub fn unpack(&self) -> Unpack<'_> {
        Unpack { dictionary: self.0.as_ref(), told: None, plain: None }
    }
}

/// Unpacks blocks one after the other.
pub(super) struct Unpack<'d> {
    dictionary: Option<&'d DecoderDictionary<'static>>,
    told: Option<Decompressor<'d>>,
    plain: Option<Decompressor<'d>>,
}

impl Unpack<'_> {
    fn bytes(&mut self, with: bool, packed: &[u8], bytes: usize) -> Option<Vec<u8>> {
        // a length that is not sound asks for no room
        if bytes > packed.len().saturating_mul(MOST) {
            return None;
        }
        let by = match (with, &mut self.told, &mut self.plain) {
            (true, Some(by), _) | (false, _, Some(by)) => by,
            (true, by, _) => by.insert(Decompressor::with_prepared_dictionary(self.dictionary?).ok()?),
            (false, _, by) => by.insert(Decompressor::new().ok()?),
        };
        let mut out = Vec::with_capacity(bytes);
        (by.decompress_to_buffer(packed, &mut out).ok()? == bytes).then_some(out)
    }
}

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
    pub fn read(value: &[u8], unpack: &mut Unpack<'_>) -> Option<Block> {
        let mut from = Get(opened(value)?);
        let with = from.n()? > 0;
        let (mut number, mut at) = (0u32, 0usize);
        let documents = from.list(|f| {
            number = number.checked_add(f.n32()?)?;
            let start = at;
            at = at.checked_add(f.n32()? as usize)?;
            Some((number, start..at))
        })?;
        Some(Block { documents, plain: unpack.bytes(with, from.0, at)? })
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

    fn write(&self, squeeze: &mut Squeeze<'_>) -> Result<Vec<u8>, redb::Error> {
        let mut out = Put(Vec::with_capacity(SUM + 64 + zstd::zstd_safe::compress_bound(self.plain.len())));
        out.0.extend([0; SUM]);
        out.n(u64::from(squeeze.with));
        out.n(self.documents.len() as u64);
        let mut last = 0;
        for (n, bytes) in &self.documents {
            out.n(u64::from(n - last));
            out.n(bytes.len() as u64);
            last = *n;
        }
        squeeze.packed.clear();
        squeeze.packed.reserve(zstd::zstd_safe::compress_bound(self.plain.len()));
        squeeze.by.compress_to_buffer(&self.plain, &mut squeeze.packed)?;
        out.0.extend_from_slice(&squeeze.packed);
        seal(&mut out.0);
        Ok(out.0)
    }
}

/// What one thread compresses with.
struct Squeeze<'d> {
    by: Compressor<'d>,
    with: bool,
    packed: Vec<u8>,
}

impl<'d> Squeeze<'d> {
    fn new(dictionary: Option<&'d EncoderDictionary<'static>>) -> Result<Self, redb::Error> {
        let mut by = match dictionary {
            Some(d) => Compressor::with_prepared_dictionary(d)?,
            None => Compressor::new(LEVEL)?,
        };
        // there is one dictionary, and a block has its lengths and a sum of its own
        by.include_contentsize(false)?;
        by.include_dictid(false)?;
        Ok(Squeeze { by, with: dictionary.is_some(), packed: Vec::new() })
    }
}

/// What others are told by, made of a sample of documents; nothing where they are few.
pub(super) fn dictionary(documents: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let all: usize = documents.iter().map(|d| d.1.len()).sum();
    if all < ENOUGH {
        return Vec::new();
    }
    let bytes = DICTIONARY.min(all / SHARE);
    let many = (bytes * LOOKED_AT * documents.len() / all).clamp(1, documents.len());
    let sample: Vec<&[u8]> = (0..many).map(|i| documents[i * documents.len() / many].1.as_slice()).collect();
    let sizes: Vec<usize> = sample.iter().map(|d| d.len()).collect();
    // articles that have nothing in common need none
    zstd::dict::from_continuous(&sample.concat(), &sizes, bytes).unwrap_or_default()
}

type Written = Vec<(u32, Vec<u8>)>;

/// Blocks of documents: the first number of each, and its value.
fn blocks(documents: &[(u32, Vec<u8>)], dictionary: &[u8]) -> Result<Written, redb::Error> {
    let prepared = (!dictionary.is_empty()).then(|| EncoderDictionary::try_copy(dictionary, LEVEL)).transpose()?;
    let pieces: Vec<Written> = documents.par_chunks(PIECE).map(|piece| fitted(&mut Squeeze::new(prepared.as_ref())?, piece)).collect::<Result<_, redb::Error>>()?;
    Ok(pieces.into_iter().flatten().collect())
}

/// Blocks that fill pages, as nearly as can be told from those before.
fn fitted(squeeze: &mut Squeeze<'_>, documents: &[(u32, Vec<u8>)]) -> Result<Written, redb::Error> {
    let mut out = Vec::new();
    // bytes that a thousand become
    let mut share = 270;
    let mut at = 0;
    while let Some(first) = documents.get(at) {
        let room = page(first.1.len() * share / 1000);
        let mut block = Block::default();
        let mut value;
        let mut most = room * FILLED * 10 / share;
        loop {
            while let Some((n, bytes)) = documents.get(at).filter(|d| block.documents.is_empty() || block.documents.len() < DOCUMENTS && block.plain.len() + d.1.len() <= most) {
                block.push(*n, bytes);
                at += 1;
            }
            value = block.write(squeeze)?;
            let own = (value.len() * 1000 / block.plain.len().max(1)).clamp(20, 1000);
            share = (share * 3 + own) / 4;
            if value.len() <= room || block.documents.len() == 1 {
                break;
            }
            most = (room * FILLED * 10 / own).min(block.plain.len() - 1);
            at -= block.cut(most);
        }
        out.push((first.0, value));
    }
    Ok(out)
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
            let b = Block::read(v.value(), &mut Dictionary::new(dictionary).unpack()).ok_or_else(|| broken(n.value()))?;
            (b.documents.len() < DOCUMENTS && v.value().len() < PAGE * 3 / 4).then(|| (n.value(), kept(&b, &[])))
        }
        None => None,
    };
    if let Some((first, mut own)) = last {
        table.remove(first)?;
        own.append(&mut documents);
        documents = own;
    }
    for (n, v) in blocks(&documents, dictionary)? {
        table.insert(n, v.as_slice())?;
    }
    Ok(())
}

/// Takes documents out.
pub(super) fn remove(table: &mut Documents<'_>, gone: &[u32], dictionary: &[u8]) -> Result<(), redb::Error> {
    let mut left: &[u32] = gone;
    let prepared = Dictionary::new(dictionary);
    let mut unpack = prepared.unpack();
    while let Some(n) = left.first() {
        let Some((first, block)) = table.range(..=*n)?.next_back().transpose()?.map(|(k, v)| (k.value(), Block::read(v.value(), &mut unpack))) else {
            left = &left[1..];
            continue;
        };
        // what cannot be read is of no use to anybody
        let block = block.unwrap_or_default();
        let last = block.documents.last().map_or(*n, |d| d.0.max(*n));
        let (own, others) = left.split_at(left.partition_point(|n| *n <= last));
        left = others;
        table.remove(first)?;
        for (n, v) in blocks(&kept(&block, own), dictionary)? {
            table.insert(n, v.as_slice())?;
        }
    }
    Ok(())
}
