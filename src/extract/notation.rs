//! Values in a line, as examples in rule files write them: `225`, `>=8`, `<=50`, `20..99`, `~300`, `<~6000`, `1992-05`, `{RU AM}`.

use crate::value::{Modifier, Value, grouped};

/// A value in the notation of examples.
pub fn write(value: &Value) -> String {
    match value {
        Value::Quantity(q) => {
            let n = |d: Option<rust_decimal::Decimal>| d.map_or(String::new(), |d| d.normalize().to_string());
            match (q.modifier, q.approx) {
                (Modifier::About, Some(a)) => format!("~{}", a.normalize()),
                (Modifier::Nearly, Some(a)) => format!("<~{}", a.normalize()),
                (Modifier::JustOver, Some(a)) => format!(">~{}", a.normalize()),
                _ => match (q.min, q.max) {
                    (Some(a), Some(b)) if a == b => a.normalize().to_string(),
                    (Some(_), None) => format!(">={}", n(q.min)),
                    (None, Some(_)) => format!("<={}", n(q.max)),
                    _ => format!("{}..{}", n(q.min), n(q.max)),
                },
            }
        }
        Value::Date(d) => d.end.map_or_else(|| d.start.to_string(), |e| format!("{}..{e}", d.start)),
        Value::Set(s) => format!("{{{}}}", s.members.iter().cloned().collect::<Vec<_>>().join(" ")),
        Value::Name(n) => n.text.clone(),
    }
}

/// A value for readers: "more than 2,000", "dozens", "2022-01-02".
pub fn show(value: &Value) -> String {
    match value {
        Value::Quantity(q) => {
            let p = |d: Option<rust_decimal::Decimal>| d.map_or(String::new(), grouped);
            match q.modifier {
                Modifier::AtLeast => format!("≥ {}", p(q.min)),
                Modifier::MoreThan => format!("≥ {}", p(q.min)),
                Modifier::AtMost | Modifier::LessThan => format!("≤ {}", p(q.max)),
                Modifier::About | Modifier::Nearly | Modifier::JustOver if q.approx.is_some() => format!("≈ {}", p(q.approx)),
                _ if q.min == q.max => p(q.min),
                _ => format!("{}–{}", p(q.min), p(q.max)),
            }
        }
        other => write(other),
    }
}
