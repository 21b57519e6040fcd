//! Documents and places in them: what every stage shares about the texts that were read.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Number of a document in one run, in the order in which results are sorted (by path).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocId(pub u32);

/// A half-open **byte** range of one document's original text, on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Span { start: start as u32, end: end as u32 }
    }

    /// The span as a range that can index the text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// What a stretch of text is within its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// The headline.
    Headline,
    /// The standfirst under it.
    Standfirst,
    /// Running text.
    #[default]
    Body,
    /// A picture's caption.
    Caption,
    /// An item of a list.
    List,
    /// A row of a table.
    Table,
    /// A block quotation.
    Quote,
}

/// A zone and where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZoneSpan {
    /// What it is.
    pub zone: Zone,
    /// Where it lies in the text.
    pub span: Span,
}

/// One article: its text and what is known about it. The text is never altered after reading.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its number in this run.
    pub id: DocId,
    /// Path or name, as shown to people.
    pub path: String,
    /// The text. Spans are bytes of it.
    pub text: Arc<str>,
    /// Zones that the reader told apart, in order, none within another; text outside them is body.
    pub zones: Vec<ZoneSpan>,
    /// Language code ("ar", "en"), declared or recognised.
    pub language: String,
    /// Day of publication, when known.
    pub published: Option<Date>,
    /// Outlet, when known.
    pub outlet: Option<String>,
    /// Title, when known from outside the text.
    pub title: Option<String>,
    /// Address, when known.
    pub url: Option<String>,
    /// Whether spans are bytes of the file itself (true) or of the text extracted from it.
    pub spans_of_file: bool,
    /// The text with its mark-up, where `text` has it masked: as long as `text`, byte for byte at the same place.
    pub source: Option<Arc<str>>,
    /// Where each line begins, worked out when first asked.
    lines: OnceLock<Box<[u32]>>,
}

impl Document {
    /// A document of plain text with nothing known but its language.
    pub fn plain(path: impl Into<String>, text: impl Into<Arc<str>>, language: impl Into<String>) -> Self {
        Document {
            id: DocId(0),
            path: path.into(),
            text: text.into(),
            zones: Vec::new(),
            language: language.into(),
            published: None,
            outlet: None,
            title: None,
            url: None,
            spans_of_file: true,
            source: None,
            lines: OnceLock::new(),
        }
    }

    /// The text as it stands in the file, mark-up and all: what people see at a line and column.
    pub fn source_text(&self) -> &str {
        self.source.as_deref().unwrap_or(&self.text)
    }

    /// The words at a span.
    pub fn quote(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The words at a span as a reader of the page sees them: without what stands in for mark-up, white space as one space.
    pub fn words(&self, span: Span) -> Cow<'_, str> {
        let raw = self.quote(span);
        if self.source.is_none() {
            return Cow::Borrowed(raw);
        }
        let seen: String = raw.chars().filter(|c| !matches!(c, '\u{2060}' | '\u{AD}')).collect();
        Cow::Owned(seen.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The zone a byte lies in. Zones lie in order and apart from each other.
    pub fn zone_at(&self, byte: u32) -> Zone {
        let after = self.zones.partition_point(|z| z.span.start <= byte);
        after.checked_sub(1).map(|i| self.zones[i]).filter(|z| byte < z.span.end).map_or(Zone::Body, |z| z.zone)
    }

    /// 1-based line and column (in characters) of a byte offset.
    pub fn position(&self, byte: u32) -> Position {
        let text = self.source_text();
        let mut end = (byte as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let lines = self.lines.get_or_init(|| std::iter::once(0).chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1)).collect());
        let line = lines.partition_point(|l| *l as usize <= end);
        let start = line.checked_sub(1).map_or(0, |l| lines[l] as usize);
        Position { line: line as u32, column: text[start..end].chars().count() as u32 + 1 }
    }
}

/// A place as people count it: 1-based line, and column in characters (not bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}
