//! Paths, folders and standard input become documents. A file that cannot be read is a problem told, never a panic and never lost in silence.
//!
//! Formats are told by content first, by name second. Plain text, Markdown and HTML in UTF-8 keep the file's own bytes,
//! mark-up masked, so that spans are bytes of the file; of everything else the text is extracted.

mod article;
mod dateline;
mod encoding;
mod feed;
mod front;
mod html;
mod json;
mod language;
mod limits;
mod manifest;
mod markdown;
mod newsml;
mod ninjs;
mod office;
mod open;
mod rtf;
mod sniff;
mod walk;
mod xml;
mod zip;

pub use article::day;
pub use language::guess_language;
pub use limits::MAX_BYTES;
pub use manifest::{Manifest, SourceEntry};
pub use walk::{read_in_batches, read_paths};

use jiff::civil::Date;

use crate::error::{Problem, Result};
use crate::lexicon::Lexicon;
use crate::mention::Analyser;
use crate::source::{DocId, Document};

/// What reading gave: documents sorted by path, and what could not be read.
#[derive(Debug, Default)]
pub struct Reading {
    /// Documents.
    pub documents: Vec<Document>,
    /// Problems; those that are no warnings make the run's exit code 2.
    pub problems: Vec<Problem>,
}

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Day of publication for documents that name none.
    pub as_of: Option<Date>,
    /// Language for documents that name none.
    pub language: Option<String>,
    /// Largest file read, in bytes; 0 for the default.
    pub max_bytes: u64,
    /// Name under which standard input is read and shown; its ending may tell the format.
    pub stdin_filename: Option<String>,
}

impl ReadOptions {
    fn limit(&self) -> u64 {
        if self.max_bytes == 0 { MAX_BYTES } else { self.max_bytes }
    }
}

/// Numbers documents in their order.
pub fn number(documents: &mut [Document]) {
    for (i, d) in documents.iter_mut().enumerate() {
        d.id = DocId(i as u32);
    }
}

/// Reads bytes that came from anywhere as a file of that name would be read.
pub fn read_bytes(lexicon: &Lexicon, name: &str, bytes: &[u8], options: &ReadOptions) -> Reading {
    let mut out = Reading::default();
    bytes_into(&mut Analyser::new(lexicon), name, bytes, None, options, &mut out);
    number(&mut out.documents);
    out
}

/// Text of a file in any encoding, its mark-up left as it is.
pub fn decode(name: &str, bytes: &[u8]) -> Result<String> {
    encoding::decode(name, bytes).map(|d| d.text)
}

/// The document of a file's bytes and what a manifest says of it; the first, where the file holds several.
pub fn of_bytes(lexicon: &Lexicon, name: &str, bytes: &[u8], entry: Option<&SourceEntry>, options: &ReadOptions) -> Result<Document> {
    let mut out = Reading::default();
    bytes_into(&mut Analyser::new(lexicon), name, bytes, entry, options, &mut out);
    let problem = out.problems.into_iter().find(|p| !p.is_warning());
    out.documents.into_iter().next().ok_or_else(|| Box::new(problem.unwrap_or_else(|| Problem::new(format!("{name}: no article was found in it")))))
}

/// Text and zones.
type Zoned = (String, Vec<crate::source::ZoneSpan>);

/// Text and zones of XML taken for the main part of each word processor's files, for fuzzing without the container.
pub(crate) fn office_parts(xml: &str) -> [Option<Zoned>; 2] {
    let part = |_: &str| Ok(Some(xml.to_owned()));
    [office::docx("a", &part), office::odt("a", &part)].map(|a| a.ok().map(|a| (a.text, a.zones)))
}

fn bytes_into(analyser: &mut Analyser<'_>, name: &str, bytes: &[u8], entry: Option<&SourceEntry>, options: &ReadOptions, out: &mut Reading) {
    open::Opening { analyser, options, budget: limits::MAX_UNPACKED }.bytes(name, bytes, entry, 0, out);
}

/// Reads one line of JSON-lines input; the analyser is one of news, and kept from line to line.
pub fn json_line(analyser: &mut Analyser<'_>, number: usize, line: &str, options: &ReadOptions) -> Result<Document> {
    let what = format!("line {number}");
    let (id, article) = json::line(&what, line)?;
    let id = id.ok_or_else(|| {
        Box::new(
            Problem::new(format!("{what}: missing field `id`"))
                .help("a line is one JSON object with \"id\" and \"text\", and where known \"language\", \"published\", \"title\", \"outlet\""),
        )
    })?;
    open::Opening { analyser, options, budget: 0 }.document(&id, article, None)
}
