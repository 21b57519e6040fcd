//! JSON, version 1. Keys are only ever added.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::ReportInput;
use super::claim::ClaimJson;
use crate::pipeline::Checked;
use crate::source::Document;

fn document(d: &Document, articles: usize, story: Option<&u32>) -> Json {
    let mut out = json!({
        "id": format!("d{}", d.id.0 + 1),
        "path": d.path,
        "language": d.language,
        "published": d.published.map(|p| p.to_string()),
        "outlet": d.outlet,
        "title": d.title,
        "url": d.url,
        "spans": if d.spans_of_file { "file" } else { "text" },
    });
    if let (Json::Object(m), Some(s)) = (&mut out, story) {
        m.insert("story".into(), (s + 1).into());
    }
    if let (Json::Object(m), true) = (&mut out, d.id.0 as usize >= articles) {
        m.insert("reference".into(), true.into());
    }
    out
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

/// A check as one object, each list made entry by entry as it is written.
#[derive(serde::Serialize)]
struct Whole<A: Serialize, C: Serialize, D: Serialize, F: Serialize, N: Serialize, S: Serialize> {
    accepted: A,
    claims: C,
    documents: D,
    findings: F,
    not_compared: N,
    subjects: S,
    summary: Json,
    version: u32,
}

/// A list whose entries are made when they are written.
struct Each<'a, T, F>(&'a [T], F);

fn each<'a, T, R: Serialize, F: Fn(usize, &'a T) -> R>(list: &'a [T], make: F) -> Each<'a, T, F> {
    Each(list, make)
}

impl<'a, T, R: Serialize, F: Fn(usize, &'a T) -> R> Serialize for Each<'a, T, F> {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(self.0.iter().enumerate().map(|(i, t)| (self.1)(i, t)))
    }
}

/// The whole check as one object.
pub fn write(input: &ReportInput<'_>, out: &mut dyn Write) -> io::Result<()> {
    let c = input.checked;
    let g = &c.graph;
    let value = Whole {
        accepted: each(input.accepted, |_, a| accepted(a)),
        claims: each(&g.claims, |i, k| ClaimJson::new(input.lexicon, &c.documents[k.doc.0 as usize], k, Some(g.subject_of[i].0))),
        documents: each(&c.documents, |_, d| document(d, c.articles, g.stories.get(d.id.0 as usize))),
        findings: each(&c.findings, |_, f| finding(f)),
        not_compared: each(&c.not_compared, |_, n| json!({"claim": format!("c{}", n.claim.0 + 1), "reason": n.reason})),
        subjects: each(&g.subjects, |_, s| json!({"id": format!("e{}", s.id.0 + 1), "label": s.label})),
        summary: summary(c),
        version: 1,
    };
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
                    let d = &c.documents[k.doc.0 as usize];
                    serde_json::to_value(ClaimJson::new(input.lexicon, d, k, None).with_path(&d.path))
                })
                .collect::<Result<_, _>>()?;
            m.insert("claims".into(), claims.into());
        }
        serde_json::to_writer(&mut *out, &o)?;
        writeln!(out)?;
    }
    Ok(())
}
