//! Markdown for job summaries and mail: counts, then one section a disputed fact with a table of its sides.

use std::io::{self, Write};

use super::card::Card;
use super::{ReportInput, readable};
use crate::finding::Severity;

/// Writes the page.
pub fn write(input: &ReportInput<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (w, c) = (input.words, input.checked);
    writeln!(out, "# gainsay: {}\n", w.get("report_title"))?;
    let count = |s: Severity| c.findings.iter().filter(|f| f.severity == s).count();
    writeln!(
        out,
        "**{}** {} · **{}** {} · **{}** {}{}\n",
        count(Severity::Error),
        w.get("must_fix"),
        count(Severity::Warning),
        w.get("must_attribute"),
        count(Severity::Info),
        w.get("for_information"),
        if input.accepted.is_empty() { String::new() } else { format!(" · **{}** {}", input.accepted.len(), w.get("accepted_count")) }
    )?;
    let (found, alone) = input.figures();
    let alone = alone.len();
    let line = w.fill("figures_line", &[("found", &found.to_string()), ("compared", &found.saturating_sub(alone).to_string()), ("alone", &alone.to_string())]);
    writeln!(out, "{line}\n")?;
    for p in &input.run.unread {
        writeln!(out, "- **{}**: {}", w.get("problems"), text(p))?;
    }
    if c.findings.is_empty() {
        writeln!(out, "{}", w.get("nothing_differs"))?;
    }
    for f in input.worst_first() {
        let card = Card::new(input, f);
        let word = format!("verdict_{}", f.verdict.id());
        writeln!(out, "## {}: {}\n", w.get(&word), text(&card.fact))?;
        writeln!(out, "{} · `{}` · {}\n", w.get(&format!("severity_{}", f.severity.id())), f.rule, text(&card.told.message))?;
        let head = ["value", "source", "who_says", "as_of", "published", "quote"].map(|k| w.get(k)).join(" | ");
        writeln!(out, "| {head} |\n|{}", "---|".repeat(6))?;
        for s in &card.sides {
            let day = |d: Option<jiff::civil::Date>| d.map_or("–".to_owned(), |d| d.to_string());
            let copies = if s.copies.is_empty() { String::new() } else { format!(" ({})", w.fill("copies", &[("n", &s.copies.len().to_string())])) };
            let value = if s.primary { format!("**{}**", text(&s.value)) } else { text(&s.value) };
            writeln!(
                out,
                "| {value} | {} ({}:{}){copies} | {} | {} | {} | \u{2068}{}\u{2069} |",
                text(&s.source),
                text(&readable(&s.doc.path)),
                s.at.line,
                s.by.map_or("–".to_owned(), text),
                day(s.claim.as_of),
                day(s.doc.published),
                text(&s.quote())
            )?;
        }
        writeln!(out, "\n- **{}**: {}\n- **{}**: {}\n", w.get("why"), text(&card.told.why), w.get("settle"), text(&card.told.help))?;
    }
    if !input.accepted.is_empty() {
        writeln!(out, "## {}\n", w.get("accepted"))?;
        for a in input.accepted {
            let p = c.graph.claim(a.finding.primary);
            let d = input.document(a.finding.primary);
            writeln!(out, "- {}:{} `{}` {}: {}", text(&readable(&d.path)), d.position(p.span.start).line, a.finding.rule, w.get("accepted_reason"), text(&a.reason))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// A text as plain words in a table: no markup, no line breaks.
fn text(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
