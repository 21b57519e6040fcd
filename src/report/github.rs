//! Annotations of GitHub Actions. Ten of each severity are shown by GitHub, so the worst come first, and a line that counts them last.

use std::io::{self, Write};

use super::{ReportInput, relative};
use crate::finding::Severity;

/// Writes one workflow command a finding.
pub fn write(input: &ReportInput<'_>, out: &mut dyn Write) -> io::Result<()> {
    for f in input.worst_first() {
        let c = input.checked.graph.claim(f.primary);
        let d = input.document(f.primary);
        let (from, to) = (d.position(c.span.start), d.position(c.span.end));
        let level = match f.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let told = input.told(f);
        let text = format!("{}\n{}\n{}", told.message, told.why, told.help);
        let mut place = format!("file={},line={}", property(&relative(&d.path)), from.line);
        if from.line == to.line {
            place.push_str(&format!(",endLine={},col={},endColumn={}", to.line, from.column, to.column));
        } else {
            place.push_str(&format!(",endLine={}", to.line));
        }
        writeln!(out, "::{level} {place},title={}::{}", property(&format!("gainsay: {}", f.rule)), data(&text))?;
    }
    let count = |s: Severity| input.checked.findings.iter().filter(|f| f.severity == s).count();
    if !input.checked.findings.is_empty() {
        let line = format!("{} to settle, {} to attribute or update, {} for information", count(Severity::Error), count(Severity::Warning), count(Severity::Info));
        writeln!(out, "::notice title=gainsay::{}", data(&line))?;
    }
    Ok(())
}

/// Escapes the message of a workflow command.
fn data(s: &str) -> String {
    s.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a workflow command.
fn property(s: &str) -> String {
    data(s).replace(':', "%3A").replace(',', "%2C")
}
