//! Diagnostics of reviewdog (rdjson), with the other side as related locations. Columns count UTF-8 bytes there.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::{ReportInput, relative, shown};
use crate::claim::ClaimId;
use crate::finding::Severity;

/// Writes one object.
pub fn write(input: &ReportInput<'_>, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics: Vec<Json> = input
        .checked
        .findings
        .iter()
        .map(|f| {
            let told = input.told(f);
            let others: Vec<Json> = f.others.iter().map(|o| json!({"message": line(input, *o), "location": location(input, *o)})).collect();
            json!({
                "message": format!("{} {} {}", told.message, told.why, told.help),
                "location": location(input, f.primary),
                "severity": match f.severity {
                    Severity::Error => "ERROR",
                    Severity::Warning => "WARNING",
                    Severity::Info => "INFO",
                },
                "code": {"value": f.rule},
                "related_locations": others,
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &json!({"source": {"name": "gainsay"}, "diagnostics": diagnostics}))?;
    writeln!(out)
}

/// The quote of a claim and where it was published.
pub(super) fn line(input: &ReportInput<'_>, id: ClaimId) -> String {
    let c = input.checked.graph.claim(id);
    let teller = input.teller();
    let quote = shown(input.document(id).quote(c.quote));
    format!("{}: \u{2068}{quote}\u{2069}", teller.source(c))
}

fn location(input: &ReportInput<'_>, id: ClaimId) -> Json {
    let c = input.checked.graph.claim(id);
    let d = input.document(id);
    let at = |byte: u32| {
        let line_start = d.source_text().get(..byte as usize).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
        json!({"line": d.position(byte).line, "column": byte as usize - line_start + 1})
    };
    json!({"path": relative(&d.path), "range": {"start": at(c.span.start), "end": at(c.span.end)}})
}
