//! Findings for a terminal, drawn by miette: both quotes, each in its own article, with the values named in words.
//!
//! Places are our own line and column in characters: miette counts bytes. Right-to-left quotes are isolated (FSI … PDI), so
//! that a line with Arabic in it keeps its order, and every label repeats the words it points at, because a terminal
//! that reorders the text moves it away from its underline.

use std::fmt;
use std::io::{self, Write};
use std::ops::Range;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteSpanContents, Severity as MietteSeverity, SourceCode, SourceSpan, SpanContents};

use super::ReportInput;
use super::bidi::{FSI, PDI, isolate, right_to_left};
use crate::check::Told;
use crate::claim::Claim;
use crate::finding::{Finding, Severity};
use crate::lexicon::{Direction, Lexicon};
use crate::source::Document;
use crate::words::Words;

/// Writes all findings.
pub fn write(input: &ReportInput<'_>, out: &mut dyn Write) -> io::Result<()> {
    let c = input.checked;
    let theme = if input.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(input.width).with_context_lines(0).with_links(false);
    for f in &c.findings {
        let told = input.told(f);
        let mut text = String::new();
        // one after the other, not as miette's related reports, which it heads with words of its own
        for (n, claim) in std::iter::once(&f.primary).chain(&f.others).enumerate() {
            if n > 0 {
                text.push('\n');
            }
            let told = (n == 0).then_some(&told);
            handler.render_report(&mut text, &view(input, f, c.graph.claim(*claim), told)).map_err(|e| io::Error::other(e.to_string()))?;
            if let Some(t) = told.filter(|_| own_words(input)) {
                let own = Words::of(t.language);
                let (why, settle) = (own.get("why"), own.get("settle"));
                text.push_str(&format!("{}\n", indented(&prose(input, t.language, &format!("{why}: {}", t.why)), 2)));
                text.push_str(&format!("{}\n", indented(&prose(input, t.language, &format!("{settle}: {}", t.help)), 2)));
            }
        }
        out.write_all(text.as_bytes())?;
        writeln!(out)?;
    }
    let count = |s: Severity| c.findings.iter().filter(|f| f.severity == s).count();
    let counts = [
        ("errors", count(Severity::Error)),
        ("warnings", count(Severity::Warning)),
        ("infos", count(Severity::Info)),
        ("claims", c.graph.claims.len()),
        ("documents", c.documents.len()),
        ("alone", c.not_compared.len()),
    ]
    .map(|(k, n)| (k, n.to_string()));
    let line = input.words.fill("totals", &counts.each_ref().map(|(k, n)| (*k, n.as_str())));
    writeln!(out, "{}", if rtl(input) { right_to_left(&line, usize::MAX) } else { line })
}

fn rtl(input: &ReportInput<'_>) -> bool {
    input.words.dir() == "rtl"
}

/// Whether why and help come under headings of the report's language: miette knows an English one alone.
fn own_words(input: &ReportInput<'_>) -> bool {
    input.words.code() != "en"
}

/// Running text in a language, as a terminal shows it: a newsroom's own rule may have no words of the report's language.
fn prose(input: &ReportInput<'_>, language: &str, text: &str) -> String {
    if Words::of(language).dir() == "rtl" { right_to_left(text, input.width.saturating_sub(8).max(20)) } else { isolate(text) }
}

fn indented(text: &str, by: usize) -> String {
    text.lines().map(|l| format!("{}{l}", " ".repeat(by))).collect::<Vec<_>>().join("\n")
}

/// One side of a finding; the first has its words.
fn view(input: &ReportInput<'_>, f: &Finding, k: &Claim, told: Option<&Told>) -> FindingView {
    let d = &input.checked.documents[k.doc.0 as usize];
    FindingView {
        code: told.map(|t| {
            let code = format!("{}: {}({})", f.id, f.severity.id(), f.rule);
            if own_words(input) { format!("{code}: {}", prose(input, t.language, &t.title)) } else { code }
        }),
        message: told.map_or_else(|| line(input, d, k), |t| prose(input, t.language, &t.message)),
        help: told.filter(|_| !own_words(input)).map(|t| isolate(&format!("{} {}", t.why, t.help))),
        severity: match (told.is_some(), f.severity) {
            (false, _) | (_, Severity::Info) => MietteSeverity::Advice,
            (_, Severity::Warning) => MietteSeverity::Warning,
            _ => MietteSeverity::Error,
        },
        label: label(input, d, k),
        source: Excerpt::of(input.lexicon, d, k, input.width),
    }
}

/// "AFP, as of 2022-01-19, according to the ministry".
fn line(input: &ReportInput<'_>, d: &Document, k: &Claim) -> String {
    let mut s = d.outlet.as_ref().map_or_else(|| d.path.rsplit('/').next().unwrap_or(&d.path).to_owned(), |o| format!("{FSI}{o}{PDI}"));
    if let Some(day) = k.as_of {
        s = input.words.fill("side_day", &[("source", &s), ("day", &apart(input, day.to_string()))]);
    }
    if let Some(a) = &k.attribution {
        s = input.words.fill("side_by", &[("source", &s), ("by", &format!("{FSI}{}{PDI}", a.text.trim()))]);
    }
    if rtl(input) { right_to_left(&s, input.width.saturating_sub(8).max(20)) } else { s }
}

fn apart(input: &ReportInput<'_>, s: String) -> String {
    if rtl(input) { format!("{FSI}{s}{PDI}") } else { s }
}

/// The words and what they were read as: «225»: 225 deaths.
fn label(input: &ReportInput<'_>, d: &Document, k: &Claim) -> String {
    let teller = input.teller();
    let words = format!("{FSI}{}{PDI}", d.words(k.span));
    let text = input.words.fill("reading", &[("words", &words), ("kind", teller.kind(k)), ("value", &format!("{FSI}{}{PDI}", teller.value(k)))]);
    if rtl(input) { right_to_left(&text, usize::MAX) } else { text }
}

/// What miette draws of a finding.
struct FindingView {
    code: Option<String>,
    message: String,
    help: Option<String>,
    severity: MietteSeverity,
    label: String,
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
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(Some(self.label.clone()), self.source.mark.clone()))))
    }
}

/// The stretch of an article around a claim, as a source of its own: news paragraphs are long lines, of which a terminal
/// should show the clause at hand. Carries the true line and column.
struct Excerpt {
    text: String,
    /// Bytes of `text` that are the value.
    mark: Range<usize>,
    name: String,
    line: usize,
    column: usize,
}

/// Fewest and most characters shown on either side of the quote.
const AROUND: (usize, usize) = (12, 60);

impl Excerpt {
    fn of(lexicon: &Lexicon, d: &Document, k: &Claim, width: usize) -> Excerpt {
        let value = k.span.range();
        let first = d.text[..value.start].rfind('\n').map_or(0, |i| i + 1);
        let last = d.text[value.end..].find('\n').map_or(d.text.len(), |i| value.end + i);
        let quote = first.max((k.quote.start as usize).min(value.start))..last.min((k.quote.end as usize).max(value.end));
        // the line as people see it, and where the quote and the value lie in it
        let mut whole = String::new();
        let mut ends = [0; 5];
        for (end, part) in ends.iter_mut().zip([first..quote.start, quote.start..value.start, value.clone(), value.end..quote.end, quote.end..last]) {
            add(&mut whole, &d.text[part], d.source.is_some());
            *end = whole.len();
        }
        let [start, from, to, end, _] = ends;
        let around = (width.saturating_sub(12 + whole[start..end].chars().count()) / 2).clamp(AROUND.0, AROUND.1);
        let back = whole[..start].char_indices().rev().take(around).last().map_or(start, |(i, _)| i);
        let ahead = whole[end..].char_indices().nth(around).map_or(whole.len(), |(i, _)| end + i);
        // whole words
        let back = if back > 0 { whole[back..start].find(char::is_whitespace).map_or(back, |i| back + i + 1) } else { back };
        let ahead = if ahead < whole.len() { whole[end..ahead].rfind(char::is_whitespace).map_or(ahead, |i| end + i) } else { ahead };
        let rtl = lexicon.pack_of(&d.language).is_some_and(|p| lexicon.packs[p].file.direction == Direction::Rtl);
        let mut text = String::new();
        if rtl {
            text.push(FSI);
        }
        if back > 0 {
            text.push('…');
        }
        let lead = text.len();
        text.push_str(whole[back..ahead].trim_end_matches(['\r', '\u{2029}']));
        if ahead < whole.len() {
            text.push('…');
        }
        if rtl {
            text.push(PDI);
        }
        let at = d.position(k.span.start);
        Excerpt { text, mark: from - back + lead..to - back + lead, name: d.path.clone(), line: at.line as usize, column: at.column as usize }
    }
}

/// Adds a stretch of a document to what is shown of it; of masked text only what stands on the page.
fn add(out: &mut String, part: &str, masked: bool) {
    if !masked {
        out.push_str(part);
        return;
    }
    for c in part.chars() {
        match c {
            '\u{2060}' | '\u{AD}' => {}
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(&'a self, _: &SourceSpan, _: usize, _: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, miette::MietteError> {
        let whole = SourceSpan::from((0, self.text.len()));
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), self.text.as_bytes(), whole, self.line - 1, self.column - 1, 1)))
    }
}
