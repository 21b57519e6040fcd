//! Mentions as JSON: every typed value read, whether or not it became a claim.

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::claim::value_json;
use crate::extract::View;
use crate::lexicon::Lexicon;
use crate::mention::{Mention, MentionValue};
use crate::source::Document;
use crate::value::{Quantity, Value, json_number};

/// Type of a mention in outputs. A fraction and a factor are numbers.
pub fn mention_type(m: &MentionValue) -> &'static str {
    match m {
        MentionValue::Number(_) | MentionValue::Fraction(_) | MentionValue::Factor(_) => "number",
        MentionValue::Percent(_) => "percent",
        MentionValue::Money(_) => "money",
        MentionValue::Measure(..) => "measure",
        MentionValue::Duration(_) => "duration",
        MentionValue::Ordinal(_) => "ordinal",
        MentionValue::Date(_) => "date",
        MentionValue::Clock(_) => "clock",
        MentionValue::Set(..) => "set",
    }
}

/// Value of a mention as JSON.
pub fn mention_value(lexicon: &Lexicon, m: &MentionValue) -> Json {
    match m {
        MentionValue::Number(q) | MentionValue::Percent(q) | MentionValue::Money(q) | MentionValue::Measure(q, _) | MentionValue::Factor(q) => quantity(lexicon, q),
        // shares are kept in hundredths; a half is 0.5
        MentionValue::Fraction(q) => quantity(lexicon, &Quantity { unit: String::new(), ..q.scaled(Decimal::new(1, 2)) }),
        MentionValue::Duration(q) => {
            let mut o = quantity(lexicon, q);
            if let Json::Object(map) = &mut o {
                map.insert("type".into(), "duration".into());
                if let Some(iso) = q.point().and_then(|n| iso_duration(n, &q.unit)) {
                    map.insert("iso".into(), iso.into());
                }
            }
            o
        }
        MentionValue::Clock(q) => {
            let time = q.point().and_then(|n| u32::try_from(n.trunc().mantissa()).ok()).map(|n| format!("{:02}:{:02}", n / 60, n % 60));
            let n = |d: Option<Decimal>| d.map_or(Json::Null, json_number);
            json!({"type": "clock", "time": time, "min": n(q.min), "max": n(q.max), "unit": "minute"})
        }
        MentionValue::Ordinal(n) => json!({"type": "ordinal", "rank": n}),
        MentionValue::Date(d) => value_json(lexicon, &Value::Date(*d)),
        MentionValue::Set(s, sort) => {
            let mut o = value_json(lexicon, &Value::Set(s.clone()));
            if let Json::Object(map) = &mut o {
                map.insert("of".into(), (*sort).into());
            }
            o
        }
    }
}

fn quantity(lexicon: &Lexicon, q: &Quantity) -> Json {
    value_json(lexicon, &Value::Quantity(q.clone()))
}

/// A length of time as ISO 8601: `P3D`, `PT72H`, `P30Y`.
pub fn iso_duration(n: Decimal, unit: &str) -> Option<String> {
    let (factor, time, letter) = match unit {
        "second" => (1, "T", 'S'),
        "minute" => (1, "T", 'M'),
        "hour" => (1, "T", 'H'),
        "day" => (1, "", 'D'),
        "week" => (1, "", 'W'),
        "fortnight" => (2, "", 'W'),
        "month" => (1, "", 'M'),
        "quarter" => (3, "", 'M'),
        "year" => (1, "", 'Y'),
        "decade" => (10, "", 'Y'),
        "century" => (100, "", 'Y'),
        _ => return None,
    };
    Some(format!("P{time}{}{letter}", n.checked_mul(Decimal::from(factor))?.normalize()))
}

/// Mentions of a document, in the order of the text.
pub(crate) fn in_order(view: &View) -> Vec<&Mention> {
    let mut out: Vec<&Mention> = view.sentences.iter().flat_map(|s| s.units.iter().filter_map(|u| u.mention.map(|m| &s.mentions[m]))).collect();
    out.sort_by_key(|m| (m.span.start, m.span.end));
    out
}

/// Mentions of one document: `{"id", "mentions": [{"type", "text", "start", "end", "value"}]}`.
pub fn mentions_json(lexicon: &Lexicon, doc: &Document, view: &View) -> Json {
    let list: Vec<Json> = in_order(view)
        .into_iter()
        .map(|m| json!({"type": mention_type(&m.value), "text": doc.words(m.span), "start": m.span.start, "end": m.span.end, "value": mention_value(lexicon, &m.value)}))
        .collect();
    json!({"id": doc.path, "mentions": list})
}
