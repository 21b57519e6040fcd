//! A finished check in the forms that people and programs read.

mod bidi;
mod concise;
mod full;
mod json;
mod mentions;

pub use bidi::isolate;
pub use json::{claims_json, json_value, value_json};
pub(crate) use mentions::in_order;
pub use mentions::{iso_duration, mention_type, mention_value, mentions_json};

use std::io::Write;

use serde::{Deserialize, Serialize};

use crate::lexicon::Lexicon;
use crate::pipeline::Checked;

/// A form of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
#[value(rename_all = "kebab-case")]
pub enum Format {
    /// Findings with both quotes, for a terminal.
    Full,
    /// One line a finding.
    Concise,
    /// One JSON object (version 1).
    Json,
    /// One JSON object a line, per finding.
    JsonLines,
}

/// What a report is made of.
pub struct ReportInput<'a> {
    /// The check.
    pub checked: &'a Checked,
    /// Words and tables.
    pub lexicon: &'a Lexicon,
    /// Whether to use colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// Writes a report.
pub fn write(format: Format, input: &ReportInput<'_>, out: &mut dyn Write) -> std::io::Result<()> {
    match format {
        Format::Full => full::write(input, out),
        Format::Concise => concise::write(input, out),
        Format::Json => json::write(input, out),
        Format::JsonLines => json::write_lines(input, out),
    }
}
