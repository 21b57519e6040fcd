//! What is stored of a document: what is known about it, its profile, its claims and its text.
//!
//! Words that recur (kinds, units, entities, words of descriptors) stand once in a list of the record. Ids are stored as
//! words and not as numbers of this run, so that a record outlives changes of the rules.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::bytes::{Get, Put, zagzig, zigzag};
use super::claims::{self, ZONES};
use super::store::{FileDocument, FileEntry, HASH};
use super::words::{Listed, Loose, Words};
use crate::lexicon::Lexicon;
use crate::link::Profile;
use crate::pipeline::Extracted;
use crate::source::{Document, Span, ZoneSpan};

/// The bytes of a document: its record, then its text, then the text with its mark-up where that is another.
pub(super) fn encode_document(lexicon: &Lexicon, file: &str, part: Option<&str>, d: &Document, e: &Extracted, version: u16) -> Vec<u8> {
    let source = d.source.as_deref().unwrap_or_default();
    let mut out = Put(Vec::with_capacity(d.text.len() + source.len() + 256 + 64 * e.claims.len()));
    out.n(d.text.len() as u64);
    out.n(source.len() as u64);
    // what the claims say is in the words of the text
    out.0.extend_from_slice(d.text.as_bytes());
    out.0.extend_from_slice(source.as_bytes());
    out.n(u64::from(version));
    out.s(file);
    out.maybe(part);
    out.s(&d.language);
    out.maybe(d.outlet.as_deref());
    out.maybe(d.title.as_deref());
    out.maybe(d.url.as_deref());
    let published = d.published.map(numbers_of);
    out.n(published.map_or(0, |(year, _)| year + 1));
    out.n(published.map_or(0, |(_, rest)| rest));
    out.n(u64::from(d.spans_of_file) + 2 * u64::from(e.profile.short));
    out.n(d.zones.len() as u64);
    for z in &d.zones {
        out.n(z.zone as u64);
        out.n(u64::from(z.span.start));
        out.n(u64::from(z.span.end.saturating_sub(z.span.start)));
    }
    // most claims bring two or three words of their own
    let mut words = Words::with_room(64 + 4 * e.claims.len());
    let profile = profile(&e.profile, &mut words);
    let claims = claims::columns(lexicon, d, &e.claims, &mut words);
    let numbers = words.write(&d.text, &mut out);
    profile.write(&numbers, &mut out);
    claims.write(&numbers, &mut out);
    out.0
}

/// A day as its year and as its month and day in one number.
fn numbers_of(day: Date) -> (u64, u64) {
    (zigzag(i64::from(day.year())), day.month() as u64 * 32 + day.day() as u64)
}

/// The day of [`numbers_of`].
fn date(year: u64, rest: u64) -> Option<Date> {
    Date::new(i16::try_from(zagzig(year)).ok()?, i8::try_from(rest / 32).ok()?, i8::try_from(rest % 32).ok()?).ok()
}

fn profile<'a>(p: &'a Profile, w: &mut Words<'a>) -> Loose {
    let mut out = Loose::default();
    for counts in [&p.entities, &p.countries, &p.families] {
        out.n(counts.len() as u64);
        for (k, n) in counts {
            out.w(w.of(k));
            out.n(u64::from(*n));
        }
    }
    out.n(p.words.len() as u64);
    p.words.iter().for_each(|k| out.w(w.of_text(k)));
    out.n(p.lead_places.len() as u64);
    p.lead_places.iter().for_each(|k| out.w(w.of(k)));
    out.w(w.maybe(p.main_family.as_deref()));
    out.n(p.aliases.len() as u64);
    for (a, b) in &p.aliases {
        out.w(w.of(a));
        out.w(w.of(b));
    }
    out.n(p.days.len() as u64);
    for (family, day) in &p.days {
        out.w(w.of(family));
        let (year, rest) = numbers_of(*day);
        out.n(year);
        out.n(rest);
    }
    out
}

/// A document as it stands in the archive.
pub(super) struct Record<'a> {
    /// The file it was read from, as the archive names it.
    pub file: &'a str,
    /// Which part of that file.
    pub part: Option<&'a str>,
    /// Number of the extractor's version.
    pub version: u16,
    text: &'a str,
    source: &'a str,
    rest: Get<'a>,
}

impl<'a> Record<'a> {
    /// Of the bytes of a document; nothing when they are not sound.
    pub fn open(bytes: &'a [u8]) -> Option<Record<'a>> {
        let mut from = Get(bytes);
        let (text, source) = (from.n32()? as usize, from.n32()? as usize);
        let (text, source) = (std::str::from_utf8(from.bytes(text)?).ok()?, std::str::from_utf8(from.bytes(source)?).ok()?);
        let version = u16::try_from(from.n()?).ok()?;
        Some(Record { text, source, version, file: from.s()?, part: from.maybe()?, rest: from })
    }

    /// The document and what was read from it; nothing when the record is not sound.
    pub fn restore(mut self, lexicon: &Lexicon, path: String) -> Option<(Document, Extracted)> {
        let from = &mut self.rest;
        let own = |s: Option<&str>| s.map(str::to_owned);
        let mut d = Document::plain(path, self.text, from.s()?);
        (d.outlet, d.title, d.url) = (own(from.maybe()?), own(from.maybe()?), own(from.maybe()?));
        let (year, rest) = (from.n()?, from.n()?);
        d.published = match year.checked_sub(1) {
            Some(y) => Some(date(y, rest)?),
            None => None,
        };
        let flags = from.n()?;
        d.spans_of_file = flags & 1 > 0;
        d.zones = from.list(|f| {
            let (zone, start) = (*ZONES.get(f.n()? as usize)?, f.n32()?);
            Some(ZoneSpan { zone, span: Span { start, end: start.checked_add(f.n32()?)? } })
        })?;
        d.source = (!self.source.is_empty()).then(|| self.source.into());
        let words = Listed::read(self.text, from)?;
        let mut counted = || -> Option<BTreeMap<String, u32>> { Some(from.list(|f| Some((words.own(f.n()?)?, f.n32()?)))?.into_iter().collect()) };
        let (entities, countries, families) = (counted()?, counted()?, counted()?);
        let mut listed = || -> Option<_> { Some(from.list(|f| words.own(f.n()?))?.into_iter()) };
        let profile = Profile {
            entities,
            countries,
            families,
            words: listed()?.collect(),
            lead_places: listed()?.collect(),
            short: flags & 2 > 0,
            main_family: words.maybe(from.n()?)?,
            aliases: from.list(|f| Some((words.own(f.n()?)?, words.own(f.n()?)?)))?,
            days: from.list(|f| Some((words.own(f.n()?)?, date(f.n()?, f.n()?)?)))?.into_iter().collect(),
            // read from the text again by whoever compares statements
            statements: Vec::new(),
            settings: Vec::new(),
            terms: Vec::new(),
            names: Vec::new(),
        };
        let claims = claims::read(lexicon, &d, &words, from)?;
        Some((d, Extracted { claims, unclaimed: Vec::new(), profile, sums: Vec::new() }))
    }
}

/// Bytes of a check sum.
pub(super) const SUM: usize = 4;

/// Bytes behind their check sum.
pub(super) fn sealed(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(SUM + body.len());
    out.extend([0; SUM]);
    out.extend_from_slice(body);
    seal(&mut out);
    out
}

/// Writes the check sum of what stands behind the room for it.
pub(super) fn seal(value: &mut [u8]) {
    if let Some((sum, body)) = value.split_first_chunk_mut::<SUM>() {
        *sum = crc32fast::hash(body).to_le_bytes();
    }
}

/// The bytes behind a check sum; nothing when they are not those that were written.
pub(super) fn opened(bytes: &[u8]) -> Option<&[u8]> {
    let (sum, body) = bytes.split_first_chunk::<SUM>()?;
    (crc32fast::hash(body) == u32::from_le_bytes(*sum)).then_some(body)
}

/// Bytes of the check sum of what is read of a file: one row for each, so that they count.
const SHORT_SUM: usize = 2;

fn short_sum(body: &[u8]) -> [u8; SHORT_SUM] {
    let [a, b, c, d] = crc32fast::hash(body).to_le_bytes();
    [a ^ c, b ^ d]
}

/// What was read of a file, as bytes.
pub(super) fn encode_entry(e: &FileEntry) -> Vec<u8> {
    let mut out = Put(vec![0; SHORT_SUM]);
    out.n(u64::from(e.as_of.is_some()) + 2 * u64::from(e.lang.is_some()));
    if let Some((y, m, d)) = e.as_of {
        out.n(zigzag(i64::from(y)));
        out.n(m as u64 * 32 + d as u64);
    }
    if let Some(lang) = &e.lang {
        out.s(lang);
    }
    for d in &e.documents {
        out.n(u64::from(d.number));
        out.n(u64::from(d.version) * 2 + u64::from(d.part.is_some()));
        if let Some(part) = &d.part {
            out.s(part);
        }
        out.0.extend_from_slice(&d.hash);
        out.n(u64::from(d.day));
        out.n(u64::from(d.claims));
    }
    let sum = short_sum(&out.0[SHORT_SUM..]);
    out.0[..SHORT_SUM].copy_from_slice(&sum);
    out.0
}

/// What was read of a file; nothing when the bytes are not sound.
pub(super) fn decode_entry(bytes: &[u8]) -> Option<FileEntry> {
    let (sum, body) = bytes.split_first_chunk::<SHORT_SUM>()?;
    if short_sum(body) != *sum {
        return None;
    }
    let mut from = Get(body);
    let flags = from.n()?;
    let mut out = FileEntry::default();
    if flags & 1 > 0 {
        let (year, rest) = (zagzig(from.n()?), from.n()?);
        out.as_of = Some((i16::try_from(year).ok()?, i8::try_from(rest / 32).ok()?, i8::try_from(rest % 32).ok()?));
    }
    if flags & 2 > 0 {
        out.lang = Some(from.s()?.to_owned());
    }
    while !from.0.is_empty() {
        let (number, version) = (from.n32()?, from.n32()?);
        out.documents.push(FileDocument {
            number,
            part: if version % 2 > 0 { Some(from.s()?.to_owned()) } else { None },
            version: u16::try_from(version / 2).ok()?,
            hash: from.bytes(HASH)?.try_into().ok()?,
            day: u16::try_from(from.n()?).ok()?,
            claims: from.n32()?,
        });
    }
    Some(out)
}
