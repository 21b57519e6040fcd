//! One line a finding, under the name of the document it hangs on.

use std::io::{self, Write};

use super::ReportInput;

/// Writes the findings by document.
pub fn write(input: &ReportInput<'_>, out: &mut dyn Write) -> io::Result<()> {
    let c = input.checked;
    let mut open = None;
    for f in &c.findings {
        let p = c.graph.claim(f.primary);
        let d = input.document(f.primary);
        if open != Some(d.id) {
            if open.is_some() {
                writeln!(out)?;
            }
            writeln!(out, "{}:", d.path)?;
            open = Some(d.id);
        }
        let at = d.position(p.span.start);
        writeln!(out, "  {}:{} {}[{}] {}", at.line, at.column, f.severity.id(), f.rule, super::bidi::isolate(&input.told(f).message))?;
    }
    Ok(())
}
