//! The claims of a document on one line, written byte by byte: the same bytes that [`ClaimsJson`](super::ClaimsJson) gives by serde,
//! at a quarter of the cost. In a stream of English the output is six times as long as the input.

use std::io::Write;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::claim::member_name;
use crate::claim::{Claim, Modality, Role};
use crate::lexicon::Lexicon;
use crate::source::{Document, Span, Zone};
use crate::value::{PartialDate, Value, json_number};

/// Appends the claims of a document as one line of JSON, its line break too.
pub fn write_line(lexicon: &Lexicon, doc: &Document, claims: &[Claim], out: &mut Vec<u8>) {
    out.reserve(512 * claims.len());
    out.extend_from_slice(b"{\"claims\":[");
    let mut place = Place { doc, at: 0, line: 1, column: 1 };
    for (i, c) in claims.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        claim(lexicon, doc, c, place.of(c.span.start), out);
    }
    out.extend_from_slice(b"],\"id\":");
    string(&doc.path, out);
    out.extend_from_slice(b"}\n");
}

/// Lines and columns of a document's claims, one after the other, so that a long line is not counted anew for each.
struct Place<'a> {
    doc: &'a Document,
    at: usize,
    line: u32,
    column: u32,
}

impl Place<'_> {
    fn of(&mut self, byte: u32) -> (u32, u32) {
        let to = byte as usize;
        match self.doc.source_text().get(self.at..to) {
            Some(more) if !more.as_bytes().contains(&b'\n') => self.column += more.chars().count() as u32,
            Some(more) => {
                let last = more.rfind('\n').map_or(0, |l| l + 1);
                self.line += more.bytes().filter(|b| *b == b'\n').count() as u32;
                self.column = 1 + more[last..].chars().count() as u32;
            }
            None => {
                let p = self.doc.position(byte);
                (self.line, self.column) = (p.line, p.column);
            }
        }
        self.at = to;
        (self.line, self.column)
    }
}

fn claim(lexicon: &Lexicon, doc: &Document, c: &Claim, (line, column): (u32, u32), out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"as_of\":");
    match c.as_of {
        Some(d) => day(d, out),
        None => out.extend_from_slice(b"null"),
    }
    out.extend_from_slice(b",\"attribution\":");
    maybe(c.attribution.as_ref().map(|a| a.text.as_str()), out);
    out.extend_from_slice(b",\"column\":");
    number(column.into(), out);
    out.extend_from_slice(b",\"document\":");
    id(b'd', c.doc.0, out);
    out.extend_from_slice(b",\"id\":");
    id(b'c', c.id.0, out);
    out.extend_from_slice(b",\"kind\":");
    name(&lexicon.tables.kind(c.kind).id, out);
    out.extend_from_slice(b",\"line\":");
    number(line.into(), out);
    out.extend_from_slice(match c.modality {
        Modality::Asserted => b",\"modality\":\"asserted\"",
        Modality::Denied => b",\"modality\":\"denied\"",
        Modality::Planned => b",\"modality\":\"planned\"",
        Modality::Feared => b",\"modality\":\"feared\"",
        Modality::Doubted => b",\"modality\":\"doubted\"",
    });
    out.extend_from_slice(b",\"part_of\":");
    match c.part_of {
        Some(p) => id(b'c', p.0, out),
        None => out.extend_from_slice(b"null"),
    }
    out.extend_from_slice(b",\"quote\":");
    string(&doc.words(c.quote), out);
    out.extend_from_slice(b",\"quote_span\":");
    span(c.quote, out);
    out.extend_from_slice(match c.role {
        Role::Whole => b",\"role\":\"whole\"",
        Role::Part => b",\"role\":\"part\"",
        Role::Superseded => b",\"role\":\"superseded\"",
        Role::Increment => b",\"role\":\"increment\"",
    });
    out.extend_from_slice(b",\"span\":");
    span(c.span, out);
    out.extend_from_slice(b",\"subject\":null,\"text\":");
    string(&doc.words(c.span), out);
    out.extend_from_slice(b",\"value\":");
    value(lexicon, &c.value, out);
    out.extend_from_slice(b",\"where\":");
    maybe(c.place.as_deref(), out);
    out.extend_from_slice(b",\"who\":");
    if c.who.nationality.is_none() && c.who.qualifier.is_none() {
        if c.who.population == "all" {
            out.extend_from_slice(b"\"all\"");
        } else {
            string(&c.who.population, out);
        }
    } else {
        string(&c.who.id(), out);
    }
    out.extend_from_slice(match c.zone {
        Zone::Headline => b",\"zone\":\"headline\"}",
        Zone::Standfirst => b",\"zone\":\"standfirst\"}",
        Zone::Body => b",\"zone\":\"body\"}",
        Zone::Caption => b",\"zone\":\"caption\"}",
        Zone::List => b",\"zone\":\"list\"}",
        Zone::Table => b",\"zone\":\"table\"}",
        Zone::Quote => b",\"zone\":\"quote\"}",
    });
}

fn value(lexicon: &Lexicon, v: &Value, out: &mut Vec<u8>) {
    let q = match v {
        Value::Quantity(q) => q,
        Value::Date(d) => {
            out.extend_from_slice(b"{\"date\":");
            partial(d.start, out);
            if let Some(e) = d.end {
                out.extend_from_slice(b",\"end\":");
                partial(e, out);
                out.extend_from_slice(b",\"start\":");
                partial(d.start, out);
            }
            out.extend_from_slice(b",\"type\":\"date\"");
            if let Some(w) = d.weekday {
                out.extend_from_slice(b",\"weekday\":");
                number(w.unsigned_abs().into(), out);
            }
            out.push(b'}');
            return;
        }
        Value::Set(set) => {
            out.extend_from_slice(if set.complete { b"{\"complete\":true,\"members\":[" } else { b"{\"complete\":false,\"members\":[" });
            for (i, id) in set.members.iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                string(member_name(lexicon, id), out);
            }
            return out.extend_from_slice(b"],\"type\":\"set\"}");
        }
        Value::Name(n) => {
            out.extend_from_slice(b"{\"id\":");
            maybe(n.id.as_deref(), out);
            out.extend_from_slice(b",\"text\":");
            string(&n.text, out);
            return out.extend_from_slice(b",\"type\":\"name\"}");
        }
    };
    out.push(b'{');
    if let Some(a) = q.approx {
        out.extend_from_slice(b"\"approx\":");
        decimal(Some(a), out);
        out.push(b',');
    }
    out.extend_from_slice(b"\"max\":");
    decimal(q.max, out);
    out.extend_from_slice(b",\"min\":");
    decimal(q.min, out);
    out.extend_from_slice(b",\"modifier\":");
    name(q.modifier.id(), out);
    let unit = lexicon.tables.units.get(&q.unit).filter(|u| u.dimension == "time");
    if let Some(n) = unit.and_then(|u| q.point()?.checked_mul(u.factor)) {
        out.extend_from_slice(b",\"seconds\":");
        decimal(Some(n), out);
    }
    out.extend_from_slice(b",\"type\":\"quantity\",\"unit\":");
    string(&q.unit, out);
    out.push(b'}');
}

fn decimal(d: Option<Decimal>, out: &mut Vec<u8>) {
    match d {
        None => out.extend_from_slice(b"null"),
        Some(d) => match d.to_i64().filter(|_| d.scale() == 0) {
            Some(n) => {
                if n < 0 {
                    out.push(b'-');
                }
                number(n.unsigned_abs(), out);
            }
            None => by_serde(&json_number(d), out),
        },
    }
}

/// What is rare is left to serde.
fn by_serde(v: &impl serde::Serialize, out: &mut Vec<u8>) {
    // a vector takes everything
    let _ = serde_json::to_writer(out, v);
}

fn number(n: u64, out: &mut Vec<u8>) {
    if n >= 10_000 {
        number(n / 10_000, out);
        return out.extend_from_slice(&four((n % 10_000) as u16));
    }
    // pieces of a known length are copied without a call
    let [a, b, c, d] = four(n as u16);
    match n {
        1000.. => out.extend_from_slice(&[a, b, c, d]),
        100.. => out.extend_from_slice(&[b, c, d]),
        10.. => out.extend_from_slice(&[c, d]),
        _ => out.push(d),
    }
}

/// The digits of the numbers below 100.
const PAIRS: [[u8; 2]; 100] = {
    let mut out = [[b'0'; 2]; 100];
    let mut n = 0;
    while n < 100 {
        out[n] = [b'0' + n as u8 / 10, b'0' + n as u8 % 10];
        n += 1;
    }
    out
};

/// The four digits of a number below 10,000.
fn four(n: u16) -> [u8; 4] {
    let ([a, b], [c, d]) = (PAIRS[usize::from(n / 100) % 100], PAIRS[usize::from(n % 100)]);
    [a, b, c, d]
}

fn id(letter: u8, n: u32, out: &mut Vec<u8>) {
    out.extend_from_slice(&[b'"', letter]);
    number(n.saturating_add(1).into(), out);
    out.push(b'"');
}

fn span(s: Span, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"end\":");
    number(s.end.into(), out);
    out.extend_from_slice(b",\"start\":");
    number(s.start.into(), out);
    out.push(b'}');
}

fn day(d: Date, out: &mut Vec<u8>) {
    let Ok(y) = u16::try_from(d.year()) else {
        // a vector takes everything
        let _ = write!(out, "\"{d}\"");
        return;
    };
    let two = |n: i8| [b'0' + n as u8 / 10, b'0' + n as u8 % 10];
    let ([a, b], [m, n], [x, z]) = ([two((y / 100) as i8), two((y % 100) as i8)], two(d.month()), two(d.day()));
    out.extend_from_slice(&[b'"', a[0], a[1], b[0], b[1], b'-', m, n, b'-', x, z, b'"']);
}

fn partial(d: PartialDate, out: &mut Vec<u8>) {
    match d.as_day() {
        Some(day) => self::day(day, out),
        // a vector takes everything
        None => drop(write!(out, "\"{d}\"")),
    }
}

fn maybe(s: Option<&str>, out: &mut Vec<u8>) {
    match s {
        Some(s) => string(s, out),
        None => out.extend_from_slice(b"null"),
    }
}

fn string(s: &str, out: &mut Vec<u8>) {
    let escaped = |b: u8| (b < 0x20) | (b == b'"') | (b == b'\\');
    let any = |bytes: &[u8; 16]| bytes.iter().fold(false, |any, b| any | escaped(*b));
    let bytes = s.as_bytes();
    // the last sixteen bytes are looked at together, whatever was before them
    let any = match bytes.last_chunk::<16>() {
        Some(last) => any(last) || bytes.as_chunks::<16>().0.iter().any(any),
        None => match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            (Some(first), Some(last)) => [first, last].iter().any(|c| may_escape(u64::from_le_bytes(**c))),
            _ => bytes.iter().fold(false, |any, b| any | escaped(*b)),
        },
    };
    if any {
        return by_serde(&s, out);
    }
    name(s, out);
}

/// Whether one of eight bytes may be written otherwise: all are compared at once.
fn may_escape(bytes: u64) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let below = |w: u64, n: u64| w.wrapping_sub(n * EACH) & !w;
    let is = |b: u8| below(bytes ^ (u64::from(b) * EACH), 1);
    (below(bytes, 0x20) | is(b'"') | is(b'\\')) & (0x80 * EACH) != 0
}

/// A string of the program's own, in which nothing is escaped.
fn name(s: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    out.extend_from_slice(s.as_bytes());
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::Analyser;
    use crate::pipeline::Engine;
    use crate::report::ClaimsJson;

    #[test]
    fn as_serde_writes_it() {
        let engine = Engine::built_in().expect("the rules load");
        let mut analyser = Analyser::new(&engine.lexicon);
        for (language, text) in [
            (
                "en",
                "Dozens die\n\nAt least 1,200 \"people\" died and 3.5 percent were hurt in Mali, Guinea and Niger, the ministry\tsaid on 3 May 1992.\nAbout 300 soldiers, 12 of them French, were sent for three days. President Ali Bongo may pay $2.5bn by July.",
            ),
            ("ar", "قُتل 225 شخصاً وأصيب المئات في كازاخستان، بحسب وزارة الصحة.\nوقال الرئيس قاسم جومارت توكاييف إن 12 جندياً، بينهم ثلاثة روس، قتلوا في 5 يناير/كانون الثاني 2022."),
        ] {
            let mut doc = Document::plain("a \"b\".txt", text, language);
            doc.published = "2022-01-19".parse().ok();
            let claims = engine.claims(&mut analyser, &doc);
            assert!(claims.len() > 3, "{claims:?}");
            let mut by_hand = Vec::new();
            write_line(&engine.lexicon, &doc, &claims, &mut by_hand);
            let by_serde = serde_json::to_string(&ClaimsJson::new(&engine.lexicon, &doc, &claims)).expect("claims are JSON");
            assert_eq!(String::from_utf8_lossy(&by_hand), by_serde + "\n");
        }
    }
}
