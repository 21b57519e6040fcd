//! When a value that was read is the value that was asked for.

use serde_json::Value as Json;
use unicode_normalization::UnicodeNormalization;

use super::story::GoldValue;
use crate::lexicon::row::Scalar;

/// A kind without its finer part: `personnel.deployed` → `personnel`, `other:name` → `other`.
pub(super) fn kind_of(kind: &str) -> String {
    kind.split(['.', ':']).next().unwrap_or("").replace('-', "_")
}

/// Whether a kind that was read may stand for the kind asked for.
pub(super) fn same_kind(gold: &str, read: &str) -> bool {
    let (g, p) = (kind_of(gold), kind_of(read));
    let start = |k: &str| matches!(k, "start_date" | "event_date");
    g == "other" || g == p || (start(&g) && start(&p))
}

fn number(s: &Option<Scalar>) -> Option<f64> {
    s.as_ref().and_then(|s| s.0.replace('_', "").parse().ok())
}

fn field(v: &Json, key: &str) -> Option<f64> {
    v.get(key).and_then(Json::as_f64)
}

fn near(a: Option<f64>, b: f64) -> bool {
    a.is_some_and(|a| (a - b).abs() <= 0.011 * a.abs().max(b.abs()).max(1e-9))
}

/// Letters and digits alone, in compatibility form and lower case.
fn plain(s: &str) -> String {
    s.nfkc().collect::<String>().to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Whether a value as JSON is the value asked for.
pub(super) fn same_value(gold: Option<&GoldValue>, read: &Json) -> bool {
    let Some(gold) = gold else { return true };
    if let Some(set) = &gold.set {
        let want: std::collections::BTreeSet<String> = set.iter().map(|s| plain(&s.0)).collect();
        let have = read.get("members").and_then(Json::as_array).map(|m| m.iter().filter_map(Json::as_str).map(plain).collect()).unwrap_or_default();
        return want == have;
    }
    if let Some(date) = &gold.date {
        let g = date.0.as_str();
        let p = read.get("date").or_else(|| read.get("start")).and_then(Json::as_str).unwrap_or("");
        if p.is_empty() {
            return g.len() == 4 && g.parse().is_ok_and(|g: f64| field(read, "min") == Some(g));
        }
        return p.starts_with(g) || (p.len() < g.len() && p.len() >= 4 && g.starts_with(p));
    }
    if gold.text.is_some() {
        // its place already matched; names across scripts are not compared letter by letter
        return true;
    }
    let (low, high) = (field(read, "min"), field(read, "max"));
    if low.is_none() && high.is_none() {
        return false;
    }
    if let Some(about) = number(&gold.approx) {
        let any = [low, high, field(read, "approx")].into_iter().flatten().any(|x| (x - about).abs() <= 0.26 * about);
        return any && low.is_none_or(|l| l <= about * 1.001) && high.is_none_or(|h| h >= about * 0.999);
    }
    match (number(&gold.min), number(&gold.max)) {
        (Some(a), Some(b)) if a == b => near(low, a) && near(high, b),
        (Some(a), Some(b)) => low.is_some_and(|l| (l - a).abs() <= 0.55 * a) && high.is_some_and(|h| (h - b).abs() <= 0.15 * b),
        (Some(a), None) => high.is_none() && low.is_some_and(|l| near(Some(l), a) || (l - a).abs() <= 1.0),
        (None, b) => low.is_none_or(|l| l == 0.0) && high.is_some_and(|h| b.is_some_and(|b| near(Some(h), b) || (h - b).abs() <= 1.0)),
    }
}

fn seconds(unit: &str) -> Option<f64> {
    Some(match unit {
        "second" => 1.0,
        "minute" => 60.0,
        "hour" => 3600.0,
        "day" => 86_400.0,
        "week" => 604_800.0,
        "month" => 2_629_800.0,
        "year" => 31_557_600.0,
        "decade" => 315_576_000.0,
        _ => return None,
    })
}

/// Whether two lengths of time are one: a week is seven days.
pub(super) fn same_duration(unit: Option<&Scalar>, gold: Option<&GoldValue>, read: &Json) -> bool {
    let (Some(gold), Some(per)) = (gold, unit.and_then(|u| seconds(&u.0))) else { return false };
    let per_read = read.get("unit").and_then(Json::as_str).and_then(seconds);
    let point = field(read, "seconds");
    let ends = match (point, per_read) {
        (Some(s), _) => [Some(s), Some(s)],
        (None, Some(p)) => [field(read, "min").map(|v| v * p), field(read, "max").map(|v| v * p)],
        _ => return false,
    };
    let want = [number(&gold.min).map(|v| v * per), number(&gold.max).map(|v| v * per)];
    if let Some(about) = number(&gold.approx).map(|v| v * per) {
        return ends.into_iter().flatten().any(|v| (v - about).abs() <= 0.26 * about);
    }
    want.iter().zip(ends).all(|(w, e)| match (w, e) {
        (Some(w), Some(e)) => (e - w).abs() <= 0.05 * w,
        (None, None) => true,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn gold(min: &str, max: &str) -> GoldValue {
        let s = |t: &str| (!t.is_empty()).then(|| Scalar(t.to_owned()));
        GoldValue { min: s(min), max: s(max), ..GoldValue::default() }
    }

    #[test]
    fn values() {
        assert!(same_value(Some(&gold("8", "")), &json!({"min": 8, "max": null})));
        assert!(same_value(Some(&gold("2001", "")), &json!({"min": 2000, "max": null})));
        assert!(!same_value(Some(&gold("8", "")), &json!({"min": 8, "max": 8})));
        assert!(same_value(Some(&gold("225", "225")), &json!({"min": 225, "max": 225})));
        assert!(same_kind("start_date", "event_date") && !same_kind("founded", "event_date") && same_kind("other:name", "age"));
        let week = GoldValue { min: Some(Scalar("1".into())), max: Some(Scalar("1".into())), ..GoldValue::default() };
        assert!(same_duration(Some(&Scalar("week".into())), Some(&week), &json!({"min": 7, "max": 7, "unit": "day", "seconds": 604_800})));
    }
}
