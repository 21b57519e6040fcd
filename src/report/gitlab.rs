//! Code Quality report of GitLab.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::{ReportInput, fingerprints, relative};
use crate::finding::Severity;

/// Writes an array of one object a finding.
pub fn write(input: &ReportInput<'_>, out: &mut dyn Write) -> io::Result<()> {
    let c = input.checked;
    let list: Vec<Json> = c
        .findings
        .iter()
        .zip(fingerprints(c.findings.iter()))
        .map(|(f, fingerprint)| {
            let claim = c.graph.claim(f.primary);
            let d = input.document(f.primary);
            let severity = match f.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            };
            let told = input.told(f);
            json!({
                "type": "issue",
                "check_name": f.rule,
                "description": told.message,
                "content": {"body": format!("{} {}", told.why, told.help)},
                "categories": ["Bug Risk"],
                "fingerprint": fingerprint,
                "severity": severity,
                "location": {
                    "path": relative(&d.path),
                    "lines": {"begin": d.position(claim.span.start).line, "end": d.position(claim.span.end).line},
                },
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &list)?;
    writeln!(out)
}
