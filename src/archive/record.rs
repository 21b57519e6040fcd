//! What is stored of a document: its claims and profile in one value, its text in another, each under a check sum.
//!
//! Words that recur (kinds, units, entities, words of descriptors) stand once in a list of the record. Ids are stored as
//! words and not as numbers of this run, so that a record outlives changes of the rules.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::claim::{Attribution, Claim, ClaimId, Derivation, EventHint, Modality, Role, Topic, Who};
use crate::lexicon::Lexicon;
use crate::link::Profile;
use crate::pipeline::Extracted;
use crate::source::{DocId, Document, Span, Zone, ZoneSpan};
use crate::value::{DateValue, Modifier, NameValue, PartialDate, Quantity, SetValue, Value};

/// Number of a word in the list of its record.
type Word = u32;
/// Year, month, day.
type Ymd = (i16, i8, i8);
/// A decimal: digits and their scale.
type Number = (i128, u32);
/// Year, month and day, each when known.
type Partial = (Option<i16>, Option<i8>, Option<i8>);

/// A document without its text. Words are borrowed: from the document when it is written, from the page of the file when it is read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record<'a> {
    /// The file it was read from, as the archive names it.
    pub file: &'a str,
    /// Which part of that file.
    pub part: Option<&'a str>,
    /// Rows of the index of claims that lead here.
    pub claim_keys: Vec<u64>,
    /// Rows of the index of stories that lead here.
    pub story_keys: Vec<u64>,
    /// Number of the extractor's version.
    pub version: u16,
    /// Bytes of the text; what follows it in the value of the text is the text with its mark-up.
    text_len: u32,
    language: &'a str,
    published: Option<Ymd>,
    outlet: Option<&'a str>,
    title: Option<&'a str>,
    url: Option<&'a str>,
    spans_of_file: bool,
    zones: Vec<(Zone, u32, u32)>,
    #[serde(borrow)]
    words: Vec<&'a str>,
    profile: StoredProfile,
    claims: Vec<StoredClaim>,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredProfile {
    entities: Vec<(Word, u32)>,
    countries: Vec<(Word, u32)>,
    words: Vec<Word>,
    lead_places: Vec<Word>,
    short: bool,
    families: Vec<(Word, u32)>,
    main_family: Option<Word>,
    aliases: Vec<(Word, Word)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredClaim {
    kind: Word,
    value: StoredValue,
    topic: StoredTopic,
    who: (Word, Option<Word>, Option<Word>),
    place: Option<Word>,
    as_of: Option<Ymd>,
    dated: bool,
    entered: bool,
    attribution: Option<StoredAttribution>,
    modality: Modality,
    role: Role,
    part_of: Option<u32>,
    descriptor: Vec<Word>,
    span: (u32, u32),
    quote: (u32, u32),
    zone: Zone,
    sentence: u32,
    paragraph: u32,
    certainty: u8,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredAttribution {
    text: Word,
    span: (u32, u32),
    key: Word,
    relayed: bool,
}

#[derive(Debug, Serialize, Deserialize)]
enum StoredValue {
    Quantity { min: Option<Number>, max: Option<Number>, approx: Option<Number>, modifier: Modifier, unit: Word },
    Date { start: Partial, end: Option<Partial>, weekday: Option<i8>, relative: bool },
    Set { members: Vec<Word>, complete: bool },
    Name { text: Word, id: Option<Word> },
}

#[derive(Debug, Serialize, Deserialize)]
enum StoredTopic {
    Event { family: Option<Word>, place: Option<Word>, date: Option<Partial>, background: bool },
    Entity { id: Option<Word>, role: Option<Word> },
    Person(Word),
    Office { office: Word, seat: Option<Word>, modifier: Option<Word> },
    Descriptor,
}

/// Words met so far, in order.
struct Words<'a> {
    list: Vec<&'a str>,
    numbers: FxHashMap<&'a str, Word>,
}

impl<'a> Words<'a> {
    fn of(&mut self, w: &'a str) -> Word {
        *self.numbers.entry(w).or_insert_with(|| {
            self.list.push(w);
            self.list.len() as Word - 1
        })
    }

    fn maybe(&mut self, w: &'a Option<String>) -> Option<Word> {
        w.as_deref().map(|w| self.of(w))
    }
}

fn ymd(d: Date) -> Ymd {
    (d.year(), d.month(), d.day())
}

fn partial(d: PartialDate) -> Partial {
    (d.year, d.month, d.day)
}

fn number(n: Decimal) -> Number {
    (n.mantissa(), n.scale())
}

fn pair(s: Span) -> (u32, u32) {
    (s.start, s.end)
}

impl<'a> Record<'a> {
    /// The record of a document.
    pub fn of(lexicon: &'a Lexicon, file: &'a str, part: Option<&'a str>, d: &'a Document, e: &'a Extracted, keys: (Vec<u64>, Vec<u64>), version: u16) -> Record<'a> {
        // most claims bring two or three words of their own
        let room = 64 + 4 * e.claims.len();
        let mut w = Words { list: Vec::with_capacity(room), numbers: FxHashMap::with_capacity_and_hasher(room, Default::default()) };
        let claims = e.claims.iter().map(|c| claim(lexicon, c, &mut w)).collect();
        let p = &e.profile;
        let profile = StoredProfile {
            entities: p.entities.iter().map(|(k, n)| (w.of(k), *n)).collect(),
            countries: p.countries.iter().map(|(k, n)| (w.of(k), *n)).collect(),
            words: p.words.iter().map(|k| w.of(k)).collect(),
            lead_places: p.lead_places.iter().map(|k| w.of(k)).collect(),
            short: p.short,
            families: p.families.iter().map(|(k, n)| (w.of(k), *n)).collect(),
            main_family: w.maybe(&p.main_family),
            aliases: p.aliases.iter().map(|(a, b)| (w.of(a), w.of(b))).collect(),
        };
        Record {
            file,
            part,
            claim_keys: keys.0,
            story_keys: keys.1,
            version,
            text_len: d.text.len() as u32,
            language: &d.language,
            published: d.published.map(ymd),
            outlet: d.outlet.as_deref(),
            title: d.title.as_deref(),
            url: d.url.as_deref(),
            spans_of_file: d.spans_of_file,
            zones: d.zones.iter().map(|z| (z.zone, z.span.start, z.span.end)).collect(),
            words: w.list,
            profile,
            claims,
        }
    }

    /// The document and what was read from it; nothing when the record is not sound. Claims of kinds that the rules no longer know are left out.
    pub fn restore(self, lexicon: &Lexicon, path: String, text: &[u8]) -> Option<(Document, Extracted)> {
        let at = self.text_len as usize;
        let plain = std::str::from_utf8(text.get(..at)?).ok()?;
        let source = std::str::from_utf8(text.get(at..)?).ok()?;
        let mut d = Document::plain(path, plain, self.language);
        d.zones = self.zones.iter().map(|(zone, start, end)| ZoneSpan { zone: *zone, span: Span { start: *start, end: *end } }).collect();
        d.published = self.published.and_then(date);
        let own = |s: Option<&str>| s.map(str::to_owned);
        (d.outlet, d.title, d.url, d.spans_of_file) = (own(self.outlet), own(self.title), own(self.url), self.spans_of_file);
        d.source = (!source.is_empty()).then(|| source.into());
        let list = &self.words;
        let w = |n: Word| list.get(n as usize).map(|w| (*w).to_owned());
        let counted = |l: &[(Word, u32)]| l.iter().map(|(k, n)| Some((w(*k)?, *n))).collect::<Option<_>>();
        let p = &self.profile;
        let profile = Profile {
            entities: counted(&p.entities)?,
            countries: counted(&p.countries)?,
            words: p.words.iter().map(|k| w(*k)).collect::<Option<_>>()?,
            lead_places: p.lead_places.iter().map(|k| w(*k)).collect::<Option<_>>()?,
            short: p.short,
            families: counted(&p.families)?,
            main_family: p.main_family.and_then(w),
            aliases: p.aliases.iter().map(|(a, b)| Some((w(*a)?, w(*b)?))).collect::<Option<_>>()?,
            // read from the text again by whoever compares statements
            statements: Vec::new(),
            terms: Vec::new(),
            names: Vec::new(),
        };
        // numbers of claims that stay, for those that are parts of others
        let mut kept: Vec<Option<ClaimId>> = Vec::with_capacity(self.claims.len());
        let mut claims = Vec::with_capacity(self.claims.len());
        for c in &self.claims {
            let Some(kind) = lexicon.tables.kind_id(list.get(c.kind as usize)?) else {
                kept.push(None);
                continue;
            };
            let id = ClaimId(claims.len() as u32);
            kept.push(Some(id));
            claims.push(Claim {
                doing: None,
                entered: c.entered,
                announced: None,
                id,
                doc: DocId(0),
                kind,
                value: c.value.restore(list)?,
                topic: c.topic.restore(list)?,
                who: Who { population: w(c.who.0)?, nationality: c.who.1.and_then(w), qualifier: c.who.2.and_then(w) },
                place: c.place.and_then(w),
                as_of: c.as_of.and_then(date),
                // it orders figures of one text, and a source is not set against itself
                moment: None,
                dated: c.dated,
                attribution: match &c.attribution {
                    Some(a) => Some(Attribution { text: w(a.text)?, span: span(a.span), key: w(a.key)?, relayed: a.relayed }),
                    None => None,
                },
                modality: c.modality,
                role: c.role,
                part_of: c.part_of.map(ClaimId),
                descriptor: c.descriptor.iter().map(|k| w(*k)).collect::<Option<BTreeSet<String>>>()?,
                span: span(c.span),
                quote: span(c.quote),
                zone: c.zone,
                sentence: c.sentence,
                paragraph: c.paragraph,
                certainty: c.certainty,
                derivation: Derivation { note: "read earlier and kept in an archive", ..Derivation::default() },
            });
        }
        for c in &mut claims {
            c.part_of = c.part_of.and_then(|p| kept.get(p.0 as usize).copied().flatten());
        }
        Some((d, Extracted { claims, unclaimed: Vec::new(), profile, sums: Vec::new() }))
    }
}

fn claim<'a>(lexicon: &'a Lexicon, c: &'a Claim, w: &mut Words<'a>) -> StoredClaim {
    StoredClaim {
        kind: w.of(&lexicon.tables.kind(c.kind).id),
        value: match &c.value {
            Value::Quantity(q) => StoredValue::Quantity { min: q.min.map(number), max: q.max.map(number), approx: q.approx.map(number), modifier: q.modifier, unit: w.of(&q.unit) },
            Value::Date(d) => StoredValue::Date { start: partial(d.start), end: d.end.map(partial), weekday: d.weekday, relative: d.relative },
            Value::Set(s) => StoredValue::Set { members: s.members.iter().map(|m| w.of(m)).collect(), complete: s.complete },
            Value::Name(n) => StoredValue::Name { text: w.of(&n.text), id: w.maybe(&n.id) },
        },
        topic: match &c.topic {
            Topic::Event(h) => StoredTopic::Event { family: w.maybe(&h.family), place: w.maybe(&h.place), date: h.date.map(partial), background: h.background },
            Topic::Entity { id, role } => StoredTopic::Entity { id: w.maybe(id), role: w.maybe(role) },
            Topic::Person(name) => StoredTopic::Person(w.of(name)),
            Topic::Office { office, seat, modifier } => StoredTopic::Office { office: w.of(office), seat: w.maybe(seat), modifier: w.maybe(modifier) },
            Topic::Descriptor => StoredTopic::Descriptor,
        },
        who: (w.of(&c.who.population), w.maybe(&c.who.nationality), w.maybe(&c.who.qualifier)),
        place: w.maybe(&c.place),
        as_of: c.as_of.map(ymd),
        entered: c.entered,
        dated: c.dated,
        attribution: c.attribution.as_ref().map(|a| StoredAttribution { text: w.of(&a.text), span: pair(a.span), key: w.of(&a.key), relayed: a.relayed }),
        modality: c.modality,
        role: c.role,
        part_of: c.part_of.map(|p| p.0),
        descriptor: c.descriptor.iter().map(|d| w.of(d)).collect(),
        span: pair(c.span),
        quote: pair(c.quote),
        zone: c.zone,
        sentence: c.sentence,
        paragraph: c.paragraph,
        certainty: c.certainty,
    }
}

fn date((y, m, d): Ymd) -> Option<Date> {
    Date::new(y, m, d).ok()
}

fn span((start, end): (u32, u32)) -> Span {
    Span { start, end }
}

fn part((year, month, day): Partial) -> PartialDate {
    PartialDate { year, month, day }
}

impl StoredValue {
    fn restore(&self, list: &[&str]) -> Option<Value> {
        let w = |n: Word| list.get(n as usize).map(|w| (*w).to_owned());
        let n = |n: Option<Number>| n.and_then(|(m, s)| Decimal::try_from_i128_with_scale(m, s).ok());
        Some(match self {
            StoredValue::Quantity { min, max, approx, modifier, unit } => {
                Value::Quantity(Quantity { min: n(*min), max: n(*max), approx: n(*approx), modifier: *modifier, unit: w(*unit)? })
            }
            StoredValue::Date { start, end, weekday, relative } => Value::Date(DateValue { start: part(*start), end: end.map(part), weekday: *weekday, relative: *relative }),
            StoredValue::Set { members, complete } => Value::Set(SetValue { members: members.iter().map(|m| w(*m)).collect::<Option<_>>()?, complete: *complete }),
            StoredValue::Name { text, id } => Value::Name(NameValue { text: w(*text)?, id: id.and_then(w) }),
        })
    }
}

impl StoredTopic {
    fn restore(&self, list: &[&str]) -> Option<Topic> {
        let w = |n: Word| list.get(n as usize).map(|w| (*w).to_owned());
        Some(match self {
            StoredTopic::Event { family, place, date, background } => {
                Topic::Event(EventHint { family: family.and_then(w), place: place.and_then(w), date: date.map(part), background: *background })
            }
            StoredTopic::Entity { id, role } => Topic::Entity { id: id.and_then(w), role: role.and_then(w) },
            StoredTopic::Person(name) => Topic::Person(w(*name)?),
            StoredTopic::Office { office, seat, modifier } => Topic::Office { office: w(*office)?, seat: seat.and_then(w), modifier: modifier.and_then(w) },
            StoredTopic::Descriptor => Topic::Descriptor,
        })
    }
}

/// Bytes of a check sum.
const SUM: usize = 4;

/// Writes the check sum of what follows it into the room that was left for it.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = crc32fast::hash(bytes.get(SUM..).unwrap_or_default());
    if let Some(room) = bytes.first_chunk_mut::<SUM>() {
        *room = sum.to_le_bytes();
    }
    bytes
}

/// The bytes behind a check sum; nothing when they are not those that were written.
pub(super) fn opened(bytes: &[u8]) -> Option<&[u8]> {
    let (sum, body) = bytes.split_first_chunk::<SUM>()?;
    (crc32fast::hash(body) == u32::from_le_bytes(*sum)).then_some(body)
}

/// A value in the form in which it is stored.
pub(super) fn encode<T: Serialize>(v: &T) -> Vec<u8> {
    let mut room = Vec::with_capacity(2048);
    room.resize(SUM, 0);
    // a vector takes everything, and none of the types here can fail
    sealed(postcard::to_extend(v, room).unwrap_or_default())
}

/// The record of a document, compressed: claims of one text are much alike.
pub(super) fn encode_record(r: &Record<'_>) -> Vec<u8> {
    squeezed(&postcard::to_extend(r, Vec::with_capacity(8192)).unwrap_or_default())
}

/// The record in the bytes that [`unsqueezed`] gave.
pub(super) fn decode_record(plain: &[u8]) -> Option<Record<'_>> {
    postcard::from_bytes(plain).ok()
}

/// A stored value.
pub(super) fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<T> {
    postcard::from_bytes(opened(bytes)?).ok()
}

/// The text of a document, and the text with its mark-up where that is another: its length, and the bytes compressed.
pub(super) fn encode_text(d: &Document) -> Vec<u8> {
    let both;
    let bytes = match d.source.as_deref() {
        Some(source) => {
            both = [d.text.as_bytes(), source.as_bytes()].concat();
            &both[..]
        }
        None => d.text.as_bytes(),
    };
    squeezed(bytes)
}

/// Bytes compressed, behind their length and a check sum.
fn squeezed(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0; SUM + 4 + lz4_flex::block::get_maximum_output_size(bytes.len())];
    out[SUM..SUM + 4].copy_from_slice(&(bytes.len() as u32).to_le_bytes());
    // the room is as large as the worst case needs
    let n = lz4_flex::block::compress_into(bytes, &mut out[SUM + 4..]).unwrap_or_default();
    out.truncate(SUM + 4 + n);
    sealed(out)
}

/// What was compressed: a text, or the bytes of a [`Record`].
pub(super) fn unsqueezed(bytes: &[u8]) -> Option<Vec<u8>> {
    lz4_flex::block::decompress_size_prepended(opened(bytes)?).ok()
}
