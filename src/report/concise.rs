//! One line a finding: place, severity, rule, message.

use std::io::{self, Write};

use super::ReportInput;
use super::bidi::isolate;

/// Writes the findings, one a line.
pub fn write(input: &ReportInput<'_>, out: &mut dyn Write) -> io::Result<()> {
    let c = input.checked;
    for f in &c.findings {
        let p = c.graph.claim(f.primary);
        let d = input.document(f.primary);
        let at = d.position(p.span.start);
        writeln!(out, "{}:{}:{}: {}[{}] {}", d.path, at.line, at.column, f.severity.id(), f.rule, isolate(&input.told(f).message))?;
    }
    Ok(())
}
