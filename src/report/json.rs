//! JSON, version 1. Keys are only ever added.

use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use super::ReportInput;
use crate::claim::Claim;
use crate::lexicon::{EntityClass, Lexicon};
use crate::pipeline::Checked;
use crate::source::Document;
use crate::value::{Value, json_number};

/// A value as JSON.
pub fn value_json(lexicon: &Lexicon, v: &Value) -> Json {
    match v {
        Value::Quantity(q) => {
            let n = |d: Option<rust_decimal::Decimal>| d.map_or(Json::Null, json_number);
            let mut o = json!({"type": "quantity", "min": n(q.min), "max": n(q.max), "modifier": q.modifier.id(), "unit": q.unit});
            if let (Some(a), Json::Object(m)) = (q.approx, &mut o) {
                m.insert("approx".into(), json_number(a));
            }
            if let (Some(u), Json::Object(m)) = (lexicon.tables.units.get(&q.unit).filter(|u| u.dimension == "time"), &mut o)
                && let Some(p) = q.point()
                && let Some(s) = p.checked_mul(u.factor)
            {
                m.insert("seconds".into(), json_number(s));
            }
            o
        }
        Value::Date(d) => {
            let mut o = json!({"type": "date", "date": d.start.to_string()});
            if let (Some(e), Json::Object(m)) = (d.end, &mut o) {
                m.insert("start".into(), d.start.to_string().into());
                m.insert("end".into(), e.to_string().into());
            }
            if let (Some(w), Json::Object(m)) = (d.weekday, &mut o) {
                m.insert("weekday".into(), w.into());
            }
            o
        }
        Value::Set(s) => {
            let name = |m: &String| {
                let country = lexicon.world.find(m).is_none_or(|e| lexicon.world.get(e).class == EntityClass::Country);
                if country { m.clone() } else { lexicon.world.label(m, "en").to_owned() }
            };
            json!({"type": "set", "members": s.members.iter().map(name).collect::<Vec<_>>(), "complete": s.complete})
        }
        Value::Name(n) => json!({"type": "name", "text": n.text, "id": n.id}),
    }
}

/// A claim as JSON.
pub fn json_value(lexicon: &Lexicon, doc: &Document, c: &Claim, subject: Option<String>) -> Json {
    let at = doc.position(c.span.start);
    json!({
        "id": format!("c{}", c.id.0 + 1),
        "document": format!("d{}", c.doc.0 + 1),
        "kind": lexicon.tables.kind(c.kind).id,
        "subject": subject,
        "value": value_json(lexicon, &c.value),
        "who": c.who.id(),
        "where": c.place,
        "as_of": c.as_of.map(|d| d.to_string()),
        "attribution": c.attribution.as_ref().map(|a| a.text.clone()),
        "modality": c.modality,
        "role": c.role,
        "part_of": c.part_of.map(|p| format!("c{}", p.0 + 1)),
        "zone": c.zone,
        "span": c.span,
        "line": at.line,
        "column": at.column,
        "text": doc.words(c.span),
        "quote": doc.words(c.quote),
        "quote_span": c.quote,
    })
}

/// Claims of one document as JSON, without subjects.
pub fn claims_json(lexicon: &Lexicon, doc: &Document, claims: &[Claim]) -> Json {
    json!({"id": doc.path, "claims": claims.iter().map(|c| json_value(lexicon, doc, c, None)).collect::<Vec<_>>()})
}

fn document(d: &Document) -> Json {
    json!({
        "id": format!("d{}", d.id.0 + 1),
        "path": d.path,
        "language": d.language,
        "published": d.published.map(|p| p.to_string()),
        "outlet": d.outlet,
        "title": d.title,
        "url": d.url,
        "spans": if d.spans_of_file { "file" } else { "text" },
    })
}

fn finding(f: &crate::finding::Finding) -> Json {
    json!({
        "id": f.id,
        "rule": f.rule,
        "verdict": f.verdict,
        "severity": f.severity,
        "confidence": f.confidence,
        "primary": format!("c{}", f.primary.0 + 1),
        "others": f.others.iter().map(|o| format!("c{}", o.0 + 1)).collect::<Vec<_>>(),
        "message": f.message,
        "why": f.why,
        "help": f.help,
        "fingerprint": f.fingerprint,
    })
}

/// A finding that an editor accepted, with the reason.
fn accepted(a: &crate::suppress::Accepted) -> Json {
    let mut o = finding(&a.finding);
    if let Json::Object(m) = &mut o {
        m.insert("reason".into(), a.reason.clone().into());
        m.insert("editor".into(), a.editor.clone().into());
        m.insert("until".into(), a.until.map(|d| d.to_string()).into());
        m.insert("accepted_in".into(), if a.how == crate::suppress::How::Inline { "text" } else { "ledger" }.into());
    }
    o
}

fn summary(c: &Checked) -> Json {
    let mut by: Map<String, Json> = Map::new();
    for s in ["error", "warning", "info"] {
        by.insert(s.into(), c.findings.iter().filter(|f| f.severity.id() == s).count().into());
    }
    by.insert("documents".into(), c.documents.len().into());
    by.insert("claims".into(), c.graph.claims.len().into());
    by.insert("not_compared".into(), c.not_compared.len().into());
    Json::Object(by)
}

/// The whole check as one object.
pub fn write(input: &ReportInput<'_>, out: &mut dyn Write) -> io::Result<()> {
    let c = input.checked;
    let g = &c.graph;
    let subject = |i: usize| format!("e{}", g.subject_of[i].0 + 1);
    let value = json!({
        "version": 1,
        "documents": c.documents.iter().map(document).collect::<Vec<_>>(),
        "claims": g.claims.iter().enumerate().map(|(i, k)| json_value(input.lexicon, &c.documents[k.doc.0 as usize], k, Some(subject(i)))).collect::<Vec<_>>(),
        "subjects": g.subjects.iter().map(|s| json!({"id": format!("e{}", s.id.0 + 1), "label": s.label})).collect::<Vec<_>>(),
        "findings": c.findings.iter().map(finding).collect::<Vec<_>>(),
        "accepted": input.accepted.iter().map(accepted).collect::<Vec<_>>(),
        "not_compared": c.not_compared.iter().map(|n| json!({"claim": format!("c{}", n.claim.0 + 1), "reason": n.reason})).collect::<Vec<_>>(),
        "summary": summary(c),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    writeln!(out)
}

/// One finding a line, its claims inside.
pub fn write_lines(input: &ReportInput<'_>, out: &mut dyn Write) -> io::Result<()> {
    let c = input.checked;
    for f in &c.findings {
        let mut o = finding(f);
        if let Json::Object(m) = &mut o {
            let claims: Vec<Json> = std::iter::once(&f.primary)
                .chain(&f.others)
                .map(|id| {
                    let k = c.graph.claim(*id);
                    let mut v = json_value(input.lexicon, &c.documents[k.doc.0 as usize], k, None);
                    if let Json::Object(m) = &mut v {
                        m.insert("path".into(), c.documents[k.doc.0 as usize].path.clone().into());
                    }
                    v
                })
                .collect();
            m.insert("claims".into(), claims.into());
        }
        serde_json::to_writer(&mut *out, &o)?;
        writeln!(out)?;
    }
    Ok(())
}
