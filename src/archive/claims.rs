//! Claims of a document as columns: all kinds, then all values, and so on. Claims of one text are alike, and what is alike stands
//! side by side; what none of them has takes one byte.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::bytes::{Get, Put, zagzig, zigzag};
use super::words::{Listed, Loose, Words};
use crate::claim::{Attribution, Claim, ClaimId, Derivation, EventHint, Modality, Role, Topic, Who};
use crate::lexicon::Lexicon;
use crate::source::{DocId, Document, Span, Zone};
use crate::value::{DateValue, Modifier, NameValue, PartialDate, Quantity, SetValue, Value};

/// What enumerations are as numbers: the order in which they are declared.
const MODALITIES: [Modality; 5] = [Modality::Asserted, Modality::Denied, Modality::Planned, Modality::Feared, Modality::Doubted];
const ROLES: [Role; 4] = [Role::Whole, Role::Part, Role::Superseded, Role::Increment];
pub(super) const ZONES: [Zone; 7] = [Zone::Headline, Zone::Standfirst, Zone::Body, Zone::Caption, Zone::List, Zone::Table, Zone::Quote];

/// Columns, by what they hold.
mod column {
    pub const KIND: usize = 0;
    pub const VALUE: usize = 1;
    pub const NUMBER: usize = 2;
    pub const SCALE: usize = 3;
    pub const UNIT: usize = 4;
    pub const TOPIC: usize = 5;
    pub const FAMILY: usize = 6;
    pub const PLACE: usize = 7;
    pub const MODIFIER: usize = 8;
    pub const POPULATION: usize = 9;
    pub const NATIONALITY: usize = 10;
    pub const QUALIFIER: usize = 11;
    pub const NARROWER: usize = 12;
    pub const DAY: usize = 13;
    pub const FLAGS: usize = 14;
    pub const MODALITY: usize = 15;
    pub const ROLE: usize = 16;
    pub const CERTAINTY: usize = 17;
    pub const ZONE: usize = 18;
    pub const SENTENCE: usize = 19;
    pub const PARAGRAPH: usize = 20;
    pub const QUOTE: usize = 21;
    pub const QUOTED: usize = 22;
    pub const SPAN: usize = 23;
    pub const SPANNED: usize = 24;
    pub const DESCRIPTOR: usize = 25;
    pub const ALL: usize = 26;
    /// Those whose numbers are of words.
    pub const WORDS: [usize; 9] = [KIND, UNIT, FAMILY, PLACE, MODIFIER, POPULATION, NATIONALITY, QUALIFIER, NARROWER];
}
use column as col;

const DATED: u64 = 1;
const ENTERED: u64 = 2;
const ATTRIBUTED: u64 = 4;
const RELAYED: u64 = 8;
const PART: u64 = 16;
/// The words of an attribution are those of its span.
const QUOTED: u64 = 32;
/// What those counted do is told.
const DOING: u64 = 64;

/// Kinds of values.
const EXACT: u64 = 0;
const QUANTITY: u64 = 1;
const DATE: u64 = 2;
const SET: u64 = 3;
const NAME: u64 = 4;
const VALUES: u64 = 5;

fn days(d: Date) -> i64 {
    jiff::civil::date(1970, 1, 1).until(d).map_or(0, |s| i64::from(s.get_days()))
}

fn day(n: i64) -> Option<Date> {
    jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(n).ok()?).ok()
}

/// Places and lengths that the next claim is told by.
#[derive(Default, Clone, Copy)]
struct Last {
    zone: i64,
    sentence: i64,
    paragraph: i64,
    quote: i64,
    quoted: i64,
}

/// Claims taken apart, with the numbers that words have so far.
pub(super) struct Columns {
    claims: usize,
    cells: Vec<u64>,
    /// Words of descriptors, one after the other.
    words: Vec<u64>,
    /// What few claims have.
    more: Loose,
}

/// Takes claims apart.
pub(super) fn columns<'a>(lexicon: &'a Lexicon, d: &Document, claims: &'a [Claim], w: &mut Words<'a>) -> Columns {
    let first_day = d.published.map_or(0, days);
    let n = claims.len();
    let mut cells = vec![0u64; n * col::ALL];
    let (mut words, mut more) = (Vec::new(), Loose::default());
    let mut last = Last::default();
    for (i, c) in claims.iter().enumerate() {
        let mut put = |column: usize, v: u64| cells[column * n + i] = v;
        put(col::KIND, w.of(&lexicon.tables.kind(c.kind).id));
        match &c.value {
            Value::Quantity(q) => {
                let small = q.min.filter(|_| q.min == q.max && q.approx.is_none()).and_then(shortened);
                put(col::VALUE, if small.is_some() { EXACT } else { QUANTITY } + VALUES * q.modifier as u64);
                put(col::UNIT, w.of(&q.unit));
                match small {
                    Some((number, scale)) => {
                        put(col::NUMBER, number);
                        put(col::SCALE, scale);
                    }
                    None => [q.min, q.max, q.approx].into_iter().for_each(|d| long(d, &mut more)),
                }
            }
            Value::Date(d) => {
                put(col::VALUE, DATE);
                put(col::NUMBER, u64::from(d.relative) + 2 * u64::from(d.end.is_some()));
                put(col::SCALE, d.weekday.map_or(0, |w| zigzag(i64::from(w)) + 1));
                partial(&d.start, &mut more);
                if let Some(end) = &d.end {
                    partial(end, &mut more);
                }
            }
            Value::Set(s) => {
                put(col::VALUE, SET);
                put(col::NUMBER, u64::from(s.complete));
                more.n(s.members.len() as u64);
                s.members.iter().for_each(|m| more.w(w.of(m)));
            }
            Value::Name(v) => {
                put(col::VALUE, NAME);
                more.w(w.of_text(&v.text));
                put(col::UNIT, w.maybe(v.id.as_deref()));
            }
        }
        match &c.topic {
            Topic::Event(h) => {
                put(col::TOPIC, 8 * u64::from(h.background) + 16 * u64::from(h.date.is_some()) + 32 * u64::from(h.struck.is_some()));
                put(col::FAMILY, w.maybe(h.family.as_deref()));
                put(col::PLACE, w.maybe(h.place.as_deref()));
                if let Some(d) = &h.date {
                    partial(d, &mut more);
                }
                if let Some(d) = h.struck {
                    partial(&PartialDate { year: Some(d.year()), month: Some(d.month()), day: Some(d.day()) }, &mut more);
                }
            }
            Topic::Entity { id, role } => {
                put(col::TOPIC, 1);
                put(col::FAMILY, w.maybe(id.as_deref()));
                put(col::PLACE, w.maybe(role.as_deref()));
            }
            Topic::Person(name) => {
                put(col::TOPIC, 2);
                put(col::FAMILY, w.of_text(name));
            }
            Topic::Office { office, seat, modifier } => {
                put(col::TOPIC, 3);
                put(col::FAMILY, w.of(office));
                put(col::PLACE, w.maybe(seat.as_deref()));
                put(col::MODIFIER, w.maybe(modifier.as_deref()));
            }
            Topic::Descriptor => put(col::TOPIC, 4),
        }
        put(col::POPULATION, w.of(&c.who.population));
        put(col::NATIONALITY, w.maybe(c.who.nationality.as_deref()));
        put(col::QUALIFIER, w.maybe(c.who.qualifier.as_deref()));
        put(col::NARROWER, w.maybe(c.place.as_deref()));
        put(col::DAY, c.as_of.map_or(0, |d| zigzag(days(d) - first_day) + 1));
        let mut flags = DATED * u64::from(c.dated) + ENTERED * u64::from(c.entered);
        if let Some(a) = &c.attribution {
            let quoted = d.words(a.span) == *a.text;
            flags |= ATTRIBUTED + RELAYED * u64::from(a.relayed) + QUOTED * u64::from(quoted);
            if !quoted {
                more.w(w.of_text(&a.text));
            }
            more.w(w.of_text(&a.key));
            more.n(zigzag(i64::from(a.span.start) - i64::from(c.span.start)));
            more.n(u64::from(a.span.end - a.span.start));
        }
        if let Some(p) = c.part_of {
            flags |= PART;
            more.n(zigzag(i as i64 - i64::from(p.0)));
        }
        if let Some(doing) = &c.doing {
            flags |= DOING;
            more.w(w.of_text(doing));
        }
        put(col::FLAGS, flags);
        put(col::MODALITY, c.modality as u64);
        put(col::ROLE, c.role as u64);
        put(col::CERTAINTY, u64::from(c.certainty));
        let now = Last {
            zone: c.zone as i64,
            sentence: i64::from(c.sentence),
            paragraph: i64::from(c.paragraph),
            quote: i64::from(c.quote.start),
            quoted: i64::from(c.quote.end) - i64::from(c.quote.start),
        };
        put(col::ZONE, zigzag(now.zone - last.zone));
        put(col::SENTENCE, zigzag(now.sentence - last.sentence));
        put(col::PARAGRAPH, zigzag(now.paragraph - last.paragraph));
        put(col::QUOTE, zigzag(now.quote - last.quote - if now.sentence == last.sentence { 0 } else { last.quoted }));
        put(col::QUOTED, if now.quote == last.quote { zigzag(now.quoted - last.quoted) } else { now.quoted as u64 });
        put(col::SPAN, zigzag(i64::from(c.span.start) - now.quote));
        put(col::SPANNED, u64::from(c.span.end - c.span.start));
        last = now;
        put(col::DESCRIPTOR, c.descriptor.len() as u64);
        words.extend(c.descriptor.iter().map(|d| w.of_text(d)));
    }
    Columns { claims: n, cells, words, more }
}

impl Columns {
    /// Writes claims with the numbers that words have come to have.
    pub fn write(mut self, numbers: &[u64], out: &mut Put) {
        let n = self.claims;
        out.n(n as u64);
        if n == 0 {
            return;
        }
        let number = |v: u64| numbers.get(v as usize).copied().unwrap_or(0);
        for c in col::WORDS {
            self.cells[c * n..(c + 1) * n].iter_mut().for_each(|v| *v = number(*v));
        }
        for column in self.cells.chunks(n) {
            let some = column.iter().any(|v| *v != 0);
            out.n(u64::from(some));
            if some {
                column.iter().for_each(|v| out.n(*v));
            }
        }
        // the words of a phrase stand near each other in the text, and so do their numbers
        let (mut rest, mut last) = (&mut self.words[..], 0);
        for held in &self.cells[col::DESCRIPTOR * n..] {
            let (own, others) = rest.split_at_mut(*held as usize);
            rest = others;
            own.iter_mut().for_each(|v| *v = number(*v));
            own.sort_unstable();
            for (i, v) in own.iter().enumerate() {
                out.n(if i == 0 { zigzag(*v as i64 - last as i64) } else { v - own[i - 1] - 1 });
            }
            last = own.first().copied().unwrap_or(last);
        }
        self.more.write(numbers, out);
    }
}

/// A figure without the noughts at its end: digits, and how many noughts and places behind the point.
fn shortened(d: Decimal) -> Option<(u64, u64)> {
    let (mut m, mut noughts) = (i64::try_from(d.mantissa()).ok().filter(|m| m.unsigned_abs() < 1 << 62)?, 0);
    while m != 0 && m % 10 == 0 {
        (m, noughts) = (m / 10, noughts + 1);
    }
    Some((zigzag(m), noughts * 32 + u64::from(d.scale())))
}

fn lengthened(number: u64, scale: u64) -> Option<Decimal> {
    let m = i128::from(zagzig(number)).checked_mul(10i128.checked_pow(u32::try_from(scale / 32).ok()?)?)?;
    Decimal::try_from_i128_with_scale(m, (scale % 32) as u32).ok()
}

fn long(d: Option<Decimal>, out: &mut Loose) {
    out.n(d.map_or(0, |d| u64::from(d.scale()) + 1));
    if let Some(d) = d {
        out.n(d.mantissa() as u64);
        out.n(zigzag((d.mantissa() >> 64) as i64));
    }
}

fn read_long(from: &mut Get<'_>) -> Option<Option<Decimal>> {
    let Some(scale) = from.n32()?.checked_sub(1) else { return Some(None) };
    let low = from.n()?;
    let m = i128::from(zagzig(from.n()?)) << 64 | i128::from(low);
    Decimal::try_from_i128_with_scale(m, scale).ok().map(Some)
}

fn partial(d: &PartialDate, out: &mut Loose) {
    out.n(d.year.map_or(0, |y| zigzag(i64::from(y)) + 1));
    out.n((d.month.map_or(0, |m| m as u64 & 0xf)) * 64 + d.day.map_or(0, |d| d as u64 & 0x3f));
}

fn read_partial(from: &mut Get<'_>) -> Option<PartialDate> {
    let year = from.n()?.checked_sub(1).map(|y| i16::try_from(zagzig(y)).ok());
    let rest = from.n()?;
    let some = |n: u64| i8::try_from(n).ok().filter(|n| *n > 0);
    Some(PartialDate { year: year.flatten(), month: some(rest / 64), day: some(rest % 64) })
}

fn sum(a: i64, v: u64) -> Option<i64> {
    a.checked_add(zagzig(v))
}

fn span(start: i64, length: u64) -> Option<Span> {
    let start = u32::try_from(start).ok()?;
    Some(Span { start, end: start.checked_add(u32::try_from(length).ok()?)? })
}

/// Reads claims; nothing when they are not sound. Claims of kinds that the rules no longer know are left out.
pub(super) fn read(lexicon: &Lexicon, d: &Document, w: &Listed, from: &mut Get<'_>) -> Option<Vec<Claim>> {
    let first_day = d.published.map_or(0, days);
    let n = usize::try_from(from.n()?).ok()?;
    if n == 0 {
        return Some(Vec::new());
    }
    // a length that is not sound asks for no room
    if n > 1 << 20 {
        return None;
    }
    let mut cells = vec![0u64; n * col::ALL];
    for column in cells.chunks_mut(n) {
        if from.n()? == 1 {
            for v in column {
                *v = from.n()?;
            }
        }
    }
    // words of phrases stand before what few claims have
    let mut words = *from;
    for held in &cells[col::DESCRIPTOR * n..] {
        for _ in 0..*held {
            from.n()?;
        }
    }
    let mut first = 0;
    let mut last = Last::default();
    // numbers of claims that stay, for those that are parts of others
    let mut kept: Vec<Option<ClaimId>> = Vec::with_capacity(n);
    let mut out = Vec::with_capacity(n);
    for i in 0..n {
        let get = |column: usize| cells[column * n + i];
        let value = match get(col::VALUE) % VALUES {
            tag @ (EXACT | QUANTITY) => {
                let modifier = *Modifier::ALL.get((get(col::VALUE) / VALUES) as usize)?;
                let (min, max, approx) = match tag {
                    EXACT => lengthened(get(col::NUMBER), get(col::SCALE)).map(|d| (Some(d), Some(d), None))?,
                    _ => (read_long(from)?, read_long(from)?, read_long(from)?),
                };
                Value::Quantity(Quantity { min, max, approx, modifier, unit: w.own(get(col::UNIT))? })
            }
            DATE => {
                let start = read_partial(from)?;
                let end = if get(col::NUMBER) & 2 > 0 { Some(read_partial(from)?) } else { None };
                let weekday = get(col::SCALE).checked_sub(1).and_then(|d| i8::try_from(zagzig(d)).ok());
                Value::Date(DateValue { start, end, weekday, relative: get(col::NUMBER) & 1 > 0 })
            }
            SET => Value::Set(SetValue { members: from.list(|f| w.own(f.n()?))?.into_iter().collect(), complete: get(col::NUMBER) > 0 }),
            _ => Value::Name(NameValue { text: w.own(from.n()?)?, id: w.maybe(get(col::UNIT))? }),
        };
        let (family, place) = (w.maybe(get(col::FAMILY))?, w.maybe(get(col::PLACE))?);
        let topic = match get(col::TOPIC) & 7 {
            0 => {
                let date = if get(col::TOPIC) & 16 > 0 { Some(read_partial(from)?) } else { None };
                let struck = if get(col::TOPIC) & 32 > 0 { read_partial(from)?.as_day() } else { None };
                Topic::Event(EventHint { family, place, date, struck, background: get(col::TOPIC) & 8 > 0 })
            }
            1 => Topic::Entity { id: family, role: place },
            2 => Topic::Person(family?),
            3 => Topic::Office { office: family?, seat: place, modifier: w.maybe(get(col::MODIFIER))? },
            _ => Topic::Descriptor,
        };
        let quote = sum(last.quote, get(col::QUOTE))?;
        let sentence = sum(last.sentence, get(col::SENTENCE))?;
        let quote = if sentence == last.sentence { quote } else { quote.checked_add(last.quoted)? };
        let quoted = if quote == last.quote { sum(last.quoted, get(col::QUOTED))? } else { i64::try_from(get(col::QUOTED)).ok()? };
        last = Last { zone: sum(last.zone, get(col::ZONE))?, sentence, paragraph: sum(last.paragraph, get(col::PARAGRAPH))?, quote, quoted };
        let own = span(sum(quote, get(col::SPAN))?, get(col::SPANNED))?;
        let flags = get(col::FLAGS);
        let attribution = if flags & ATTRIBUTED > 0 {
            let text = if flags & QUOTED > 0 { None } else { Some(w.own(from.n()?)?) };
            let key = w.own(from.n()?)?;
            let span = span(sum(i64::from(own.start), from.n()?)?, from.n()?)?;
            let text = match text {
                Some(t) => t,
                None => {
                    d.text.get(span.start as usize..span.end as usize)?;
                    d.words(span).into_owned()
                }
            };
            Some(Attribution { text, key, span, relayed: flags & RELAYED > 0 })
        } else {
            None
        };
        let part_of = if flags & PART > 0 { Some(ClaimId(u32::try_from((i as i64).checked_sub(zagzig(from.n()?))?).ok()?)) } else { None };
        let doing = if flags & DOING > 0 { Some(w.own(from.n()?)?.into()) } else { None };
        let mut descriptor = BTreeSet::new();
        let mut number = 0;
        for i in 0..get(col::DESCRIPTOR) {
            let v = words.n()?;
            if i == 0 {
                number = u64::try_from(sum(first, v)?).ok()?;
                first = number as i64;
            } else {
                number = number.checked_add(v)?.checked_add(1)?;
            }
            descriptor.insert(w.own(number)?);
        }
        let Some(kind) = lexicon.tables.kind_id(w.get(get(col::KIND))?) else {
            kept.push(None);
            continue;
        };
        let id = ClaimId(out.len() as u32);
        kept.push(Some(id));
        let as_of = match get(col::DAY).checked_sub(1) {
            Some(d) => Some(day(sum(first_day, d)?)?),
            None => None,
        };
        out.push(Claim {
            doing,
            everybody: false,
            entered: flags & ENTERED > 0,
            announced: None,
            id,
            doc: DocId(0),
            kind,
            value,
            topic,
            who: Who { population: w.own(get(col::POPULATION))?, nationality: w.maybe(get(col::NATIONALITY))?, qualifier: w.maybe(get(col::QUALIFIER))? },
            place: w.maybe(get(col::NARROWER))?,
            as_of,
            // it orders figures of one text, and a source is not set against itself
            moment: None,
            dated: flags & DATED > 0,
            attribution,
            modality: *MODALITIES.get(get(col::MODALITY) as usize)?,
            role: *ROLES.get(get(col::ROLE) as usize)?,
            part_of,
            descriptor: descriptor.into(),
            span: own,
            quote: span(quote, u64::try_from(quoted).ok()?)?,
            zone: *ZONES.get(usize::try_from(last.zone).ok()?)?,
            sentence: u32::try_from(last.sentence).ok()?,
            paragraph: u32::try_from(last.paragraph).ok()?,
            certainty: u8::try_from(get(col::CERTAINTY)).ok()?,
            derivation: Derivation { note: "read earlier and kept in an archive", ..Derivation::default() },
        });
    }
    for c in &mut out {
        c.part_of = c.part_of.and_then(|p| kept.get(p.0 as usize).copied().flatten());
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enumerations_are_numbered_as_declared() {
        assert!(MODALITIES.iter().enumerate().all(|(i, m)| *m as usize == i));
        assert!(ROLES.iter().enumerate().all(|(i, r)| *r as usize == i));
        assert!(ZONES.iter().enumerate().all(|(i, z)| *z as usize == i));
        assert!(Modifier::ALL.iter().enumerate().all(|(i, m)| *m as usize == i));
    }

    fn written(d: Decimal) -> Vec<u8> {
        let (mut loose, mut out) = (Loose::default(), Put::default());
        long(Some(d), &mut loose);
        loose.write(&[], &mut out);
        out.0
    }

    #[test]
    fn figures_come_back_as_they_were() {
        for text in ["0", "12", "1000000", "386000000", "-40", "0.50", "12.0", "99999999999999999999"] {
            let d: Decimal = text.parse().unwrap();
            assert_eq!(read_long(&mut Get(&written(d))).flatten().map(|d| d.to_string()).as_deref(), Some(text));
            if let Some((n, s)) = shortened(d) {
                assert_eq!(lengthened(n, s).map(|d| d.to_string()).as_deref(), Some(text));
            }
        }
        let negative = Decimal::from_i128_with_scale(-(1i128 << 80) - 7, 3);
        assert_eq!(read_long(&mut Get(&written(negative))), Some(Some(negative)));
    }
}
