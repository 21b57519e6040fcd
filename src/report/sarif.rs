//! SARIF 2.1.0: the finding hangs on the draft, the other side stands in `relatedLocations`, and what an editor accepted is a
//! suppressed result. Fingerprints are made of content, not of lines.

use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use super::rdjson::line;
use super::{ReportInput, fingerprints, relative};
use crate::claim::ClaimId;
use crate::finding::{Finding, Severity};
use crate::suppress::{Accepted, How};

/// Writes one log with one run.
pub fn write(input: &ReportInput<'_>, out: &mut dyn Write) -> io::Result<()> {
    let c = input.checked;
    let all: Vec<(&Finding, Option<&Accepted>)> = c.findings.iter().map(|f| (f, None)).chain(input.accepted.iter().map(|a| (&a.finding, Some(a)))).collect();
    let prints = fingerprints(all.iter().map(|(f, _)| *f));
    let results: Vec<Json> = all.iter().zip(prints).map(|((f, a), print)| result(input, f, *a, print)).collect();
    let rules: Vec<Json> = input.rules.iter().map(|r| rule(input, r)).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "gainsay",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": input.words.code(),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "artifacts": c.documents.iter().map(|d| json!({"location": {"uri": uri(&d.path)}, "encoding": "UTF-8"})).collect::<Vec<_>>(),
            "invocations": [{"executionSuccessful": input.run.unread.is_empty(), "toolExecutionNotifications": input.run.unread.iter().map(|p| json!({"level": "error", "message": {"text": p}})).collect::<Vec<_>>()}],
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn level(s: Severity) -> &'static str {
    match s {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(input: &ReportInput<'_>, r: &crate::check::Rule) -> Json {
    let own = r.file.translations.get(input.words.code());
    let (title, why, help) = own.map_or((&r.file.title, &r.file.why, &r.file.help), |t| (&t.title, &t.why, &t.help));
    json!({
        "id": r.id,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why},
        "help": {"text": help},
        "defaultConfiguration": {"level": level(r.severity)},
        "properties": {"verdict": r.file.verdict},
    })
}

fn result(input: &ReportInput<'_>, f: &Finding, accepted: Option<&Accepted>, print: String) -> Json {
    let told = input.told(f);
    // links in the message lead to the other side
    let links: Vec<String> = f.others.iter().enumerate().map(|(i, o)| format!("[{}]({})", link_text(&input.teller().source(input.checked.graph.claim(*o))), i + 1)).collect();
    let mut text = link_text(&told.message);
    if !links.is_empty() {
        text.push_str(&format!(" ({})", links.join(", ")));
    }
    let related: Vec<Json> = f
        .others
        .iter()
        .enumerate()
        .map(|(i, o)| {
            let mut l = location(input, *o);
            if let Json::Object(m) = &mut l {
                m.insert("id".into(), (i + 1).into());
                m.insert("message".into(), json!({"text": line(input, *o)}));
            }
            l
        })
        .collect();
    let mut r: Map<String, Json> = Map::new();
    r.insert("ruleId".into(), f.rule.clone().into());
    if let Some(i) = input.rules.iter().position(|r| r.id == f.rule) {
        r.insert("ruleIndex".into(), i.into());
    }
    r.insert("level".into(), level(f.severity).into());
    r.insert("message".into(), json!({"text": text}));
    r.insert("locations".into(), json!([location(input, f.primary)]));
    r.insert("relatedLocations".into(), related.into());
    r.insert("partialFingerprints".into(), json!({"gainsay/v1": print}));
    r.insert("properties".into(), json!({"verdict": f.verdict, "confidence": f.confidence, "why": told.why, "help": told.help}));
    if let Some(a) = accepted {
        let kind = if matches!(a.how, How::Inline) { "inSource" } else { "external" };
        r.insert("suppressions".into(), json!([{"kind": kind, "justification": a.reason}]));
    }
    Json::Object(r)
}

fn link_text(s: &str) -> String {
    s.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

fn location(input: &ReportInput<'_>, id: ClaimId) -> Json {
    let c = input.checked.graph.claim(id);
    let d = input.document(id);
    let (from, to) = (d.position(c.span.start), d.position(c.span.end));
    let mut place = json!({"artifactLocation": {"uri": uri(&d.path), "index": d.id.0}});
    // lines of a text that was taken out of a page or a package are no lines of the file
    if d.spans_of_file
        && let Json::Object(m) = &mut place
    {
        m.insert("region".into(), json!({"startLine": from.line, "startColumn": from.column, "endLine": to.line, "endColumn": to.column, "snippet": {"text": d.source_text().get(c.span.range()).unwrap_or_default()}}));
    }
    json!({"physicalLocation": place})
}

/// A path as a relative reference: every byte outside the plain ones is percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::new();
    let path = relative(path);
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for b in path.bytes() {
        match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(b)),
            _ => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}
