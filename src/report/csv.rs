//! A row per claim in a card, for desks that live in spreadsheets. Begins with a byte-order mark, without which spreadsheets
//! take Arabic for something else.

use std::io::{self, Write};

use super::card::Card;
use super::{ReportInput, readable};

const HEAD: [&str; 22] = [
    "finding",
    "rule",
    "verdict",
    "severity",
    "confidence",
    "fact",
    "side",
    "value",
    "source",
    "who_says",
    "as_of",
    "published",
    "quote",
    "file",
    "line",
    "column",
    "copies",
    "message",
    "why",
    "help",
    "fingerprint",
    "accepted",
];

/// Writes the table.
pub fn write(input: &ReportInput<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut w = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(&mut *out);
    w.write_record(HEAD).map_err(io::Error::other)?;
    let accepted = input.accepted.iter().map(|a| (&a.finding, a.reason.as_str()));
    for (f, reason) in input.worst_first().into_iter().map(|f| (f, "")).chain(accepted) {
        let card = Card::new(input, f);
        for s in &card.sides {
            let day = |d: Option<jiff::civil::Date>| d.map_or(String::new(), |d| d.to_string());
            let row = [
                f.id.clone(),
                f.rule.clone(),
                f.verdict.id().to_owned(),
                f.severity.id().to_owned(),
                input.words.get(confidence(f.confidence)).to_owned(),
                cell(&card.fact),
                if s.primary { "primary" } else { "other" }.to_owned(),
                cell(&s.value),
                cell(&s.source),
                cell(s.by.unwrap_or_default()),
                day(s.claim.as_of),
                day(s.doc.published),
                cell(&s.quote()),
                cell(&readable(&s.doc.path)),
                s.at.line.to_string(),
                s.at.column.to_string(),
                s.copies.len().to_string(),
                cell(&card.told.message),
                cell(&card.told.why),
                cell(&card.told.help),
                f.fingerprint.clone(),
                cell(reason),
            ];
            w.write_record(row).map_err(io::Error::other)?;
        }
    }
    w.flush()
}

pub(super) fn confidence(c: crate::finding::Confidence) -> &'static str {
    match c {
        crate::finding::Confidence::High => "confidence_high",
        crate::finding::Confidence::Medium => "confidence_medium",
        crate::finding::Confidence::Low => "confidence_low",
    }
}

/// A text that no spreadsheet takes for a formula.
fn cell(s: &str) -> String {
    if s.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{s}") } else { s.to_owned() }
}
