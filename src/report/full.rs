//! Findings for a terminal, drawn by miette: both quotes, each in its own article, with the values named in words.
//!
//! Places are our own line and column in characters: miette counts bytes. Right-to-left quotes are isolated (FSI … PDI), so
//! that a line with Arabic in it keeps its order, and every label repeats the words it points at, because a terminal
//! that reorders the text moves it away from its underline.

use std::fmt;
use std::io::{self, Write};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteSpanContents, Severity as MietteSeverity, SourceCode, SourceSpan, SpanContents};

use super::ReportInput;
use super::bidi::{FSI, PDI, isolate};
use crate::claim::Claim;
use crate::extract::notation;
use crate::finding::{Finding, Severity};
use crate::lexicon::{Direction, Lexicon};
use crate::source::Document;
use crate::value::Value;

/// Writes all findings.
pub fn write(input: &ReportInput<'_>, out: &mut dyn Write) -> io::Result<()> {
    let c = input.checked;
    let theme = if input.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(input.width).with_context_lines(0).with_links(false);
    for f in &c.findings {
        let mut text = String::new();
        // one after the other, not as miette's related reports, which it heads with words of its own
        for (n, claim) in std::iter::once(&f.primary).chain(&f.others).enumerate() {
            if n > 0 {
                text.push('\n');
            }
            handler.render_report(&mut text, &view(input, f, claim.0 as usize, n == 0)).map_err(|e| io::Error::other(e.to_string()))?;
        }
        out.write_all(text.as_bytes())?;
        writeln!(out)?;
    }
    let count = |s: Severity| c.findings.iter().filter(|f| f.severity == s).count();
    writeln!(
        out,
        "{} to settle, {} to attribute or update, {} for information; {} claims in {} documents, {} met no counterpart",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info),
        c.graph.claims.len(),
        c.documents.len(),
        c.not_compared.len()
    )
}

fn view<'a>(input: &ReportInput<'a>, f: &Finding, claim: usize, top: bool) -> FindingView {
    let c = input.checked;
    let k = &c.graph.claims[claim];
    let d = &c.documents[k.doc.0 as usize];
    FindingView {
        code: top.then(|| format!("{}: {}({})", f.id, f.severity.id(), f.rule)),
        message: if top { isolate(&f.message) } else { line(d, k) },
        help: top.then(|| isolate(&format!("{} {}", f.why, f.help))),
        severity: match (top, f.severity) {
            (false, _) | (_, Severity::Info) => MietteSeverity::Advice,
            (_, Severity::Warning) => MietteSeverity::Warning,
            _ => MietteSeverity::Error,
        },
        label: label(input.lexicon, d, k),
        span: (k.span.start as usize, (k.span.end - k.span.start) as usize).into(),
        source: Excerpt::of(input.lexicon, d, k, input.width),
    }
}

/// "AFP, 2022-01-19, quoting the ministry".
fn line(d: &Document, k: &Claim) -> String {
    let mut s = d.outlet.as_ref().map_or_else(|| d.path.rsplit('/').next().unwrap_or(&d.path).to_owned(), |o| format!("{FSI}{o}{PDI}"));
    if let Some(day) = k.as_of {
        s.push_str(&format!(", as of {day}"));
    }
    if let Some(a) = &k.attribution {
        s.push_str(&format!(", according to {FSI}{}{PDI}", a.text.trim()));
    }
    s
}

/// The words and what they were read as: «225»: 225 deaths.
fn label(lexicon: &Lexicon, d: &Document, k: &Claim) -> String {
    let kind = lexicon.tables.kind(k.kind);
    let name = kind.label.get("en").map_or(kind.id.as_str(), String::as_str);
    let value = match &k.value {
        Value::Set(s) => s.members.iter().map(|m| lexicon.world.label(m, "en")).collect::<Vec<_>>().join(", "),
        v => notation::show(v),
    };
    format!("“{FSI}{}{PDI}” — {name}: {FSI}{value}{PDI}", d.quote(k.span))
}

/// What miette draws of a finding.
struct FindingView {
    code: Option<String>,
    message: String,
    help: Option<String>,
    severity: MietteSeverity,
    label: String,
    span: SourceSpan,
    source: Excerpt,
}

impl fmt::Debug for FindingView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for FindingView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for FindingView {}

impl Diagnostic for FindingView {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|c| Box::new(c) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<MietteSeverity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|h| Box::new(h) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = SourceSpan::from((self.source.shift(self.span.offset()), self.span.len()));
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(Some(self.label.clone()), span))))
    }
}

/// The stretch of an article around a claim, as a source of its own: news paragraphs are long lines, of which a terminal
/// should show the clause at hand. Carries the true line and column.
struct Excerpt {
    text: String,
    /// Byte of the document at which the excerpt begins.
    from: usize,
    /// Bytes put before it.
    lead: usize,
    name: String,
    line: usize,
    column: usize,
}

/// Fewest and most characters shown on either side of the quote.
const AROUND: (usize, usize) = (12, 60);

impl Excerpt {
    fn of(lexicon: &Lexicon, d: &Document, k: &Claim, width: usize) -> Excerpt {
        let (start, end) = (k.quote.start.min(k.span.start) as usize, k.quote.end.max(k.span.end) as usize);
        let line_start = d.text[..k.span.start as usize].rfind('\n').map_or(0, |i| i + 1);
        let line_end = d.text[k.span.end as usize..].find('\n').map_or(d.text.len(), |i| k.span.end as usize + i);
        let (start, end) = (start.max(line_start), end.min(line_end));
        let around = (width.saturating_sub(12 + d.text[start..end].chars().count()) / 2).clamp(AROUND.0, AROUND.1);
        let back = d.text[line_start..start].char_indices().rev().take(around).last().map_or(start, |(i, _)| line_start + i);
        let ahead = d.text[end..line_end].char_indices().nth(around).map_or(line_end, |(i, _)| end + i);
        // whole words
        let back = if back > line_start { d.text[back..start].find(char::is_whitespace).map_or(back, |i| back + i + 1) } else { back };
        let ahead = if ahead < line_end { d.text[end..ahead].rfind(char::is_whitespace).map_or(ahead, |i| end + i) } else { ahead };
        let rtl = lexicon.pack_of(&d.language).is_some_and(|p| lexicon.packs[p].file.direction == Direction::Rtl);
        let mut text = String::new();
        if rtl {
            text.push(FSI);
        }
        if back > line_start {
            text.push('…');
        }
        let lead = text.len();
        text.push_str(d.text[back..ahead].trim_end_matches('\r'));
        if ahead < line_end {
            text.push('…');
        }
        if rtl {
            text.push(PDI);
        }
        let at = d.position(k.span.start);
        Excerpt { text, from: back, lead, name: d.path.clone(), line: at.line as usize, column: at.column as usize }
    }

    fn shift(&self, byte: usize) -> usize {
        byte - self.from + self.lead
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(&'a self, span: &SourceSpan, _: usize, _: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, miette::MietteError> {
        let _ = span;
        let whole = SourceSpan::from((0, self.text.len()));
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), self.text.as_bytes(), whole, self.line - 1, self.column - 1, 1)))
    }
}
