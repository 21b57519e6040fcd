//! How much of anything is read. Every limit that is met is told with its figure; none is met in silence.

/// Largest file read unless told otherwise, in bytes.
pub const MAX_BYTES: u64 = 64 << 20;
/// Most that one archive may hold when unpacked, in bytes.
pub const MAX_UNPACKED: u64 = 64 << 20;
/// Most files read from one archive.
pub const MAX_ENTRIES: usize = 10_000;
/// Archives within archives.
pub const MAX_ARCHIVE_DEPTH: u8 = 2;
/// Longest line of running text, in bytes, after mark-up is taken off.
pub const MAX_LINE: usize = 1 << 20;
/// Deepest nesting of XML elements.
pub const MAX_XML_DEPTH: usize = 256;
/// Most XML elements in one part.
pub const MAX_XML_ELEMENTS: usize = 1_500_000;
/// Deepest nesting of HTML elements that is told apart; deeper ones count to the last.
pub const MAX_HTML_DEPTH: usize = 256;
/// Deepest folder read.
pub const MAX_FOLDER_DEPTH: usize = 32;
/// Problems told one by one for a file of many documents; the rest are counted.
pub const MAX_PROBLEMS_PER_FILE: usize = 20;
/// Largest front matter, in bytes.
pub const MAX_FRONT_MATTER: usize = 64 << 10;
