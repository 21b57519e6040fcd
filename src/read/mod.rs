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
pub use limits::MAX_BYTES;
pub use manifest::{Manifest, SourceEntry};
pub use walk::{read_in_batches, read_paths};

use jiff::civil::Date;

use crate::error::{Problem, Result};
use crate::lexicon::{Lexicon, Script};
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

/// The language of a text's script, where its plain letters are more than all its other characters could be.
fn clearly(lexicon: &Lexicon, bytes: &[u8]) -> Option<String> {
    const CHUNK: usize = 250;
    if bytes.len() > 20_000 {
        return None;
    }
    // counts of a chunk fit a byte, so that many are taken at once
    let (mut latin, mut arabic) = (0usize, 0usize);
    for (n, chunk) in bytes.chunks(CHUNK).enumerate() {
        latin += usize::from(chunk.iter().map(|b| u8::from((b | 0x20).wrapping_sub(b'a') < 26)).sum::<u8>());
        // the lead of a letter, and what may stand behind it
        let next = &bytes[(n * CHUNK + 1).min(bytes.len())..];
        let letter = |(a, b): (&u8, &u8)| u8::from((*a == 0xD8) & (*b >= 0xA0) | (*a == 0xD9) & (*b <= 0x8A));
        arabic += usize::from(chunk.iter().zip(next).map(letter).sum::<u8>());
    }
    let script = if 2 * latin > bytes.len() {
        Script::Latin
    } else if 3 * arabic > bytes.len() {
        Script::Arabic
    } else {
        return None;
    };
    // the bytes of an article's beginning are enough for its small words
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(CHUNK * 16)]);
    lexicon.pack_of_text(script, &text).map(|p| lexicon.packs[p].file.code.clone())
}

/// The language whose script most letters of a text are in, and of several in one script that whose small words it has.
pub fn guess_language(lexicon: &Lexicon, text: &str) -> String {
    // most of what is read is of one script: whole blocks of plain Latin, and letters of Arabic, are counted without decoding
    const BLOCK: usize = 64;
    let bytes = text.as_bytes();
    if let Some(code) = clearly(lexicon, bytes) {
        return code;
    }
    let mut tally = [0usize; 3];
    let (mut at, mut left) = (0, text.len().min(20_000));
    while left > 0 && at < bytes.len() {
        // whatever follows, no other script comes up to it
        if tally.iter().any(|n| 2 * n > tally.iter().sum::<usize>() + left) {
            break;
        }
        if let Some(block) = bytes.get(at..at + BLOCK.min(left)).filter(|b| b.is_ascii()) {
            tally[Script::Latin as usize] += block.iter().filter(|b| b.is_ascii_alphabetic()).count();
            at += block.len();
            left -= block.len();
            continue;
        }
        for _ in 0..BLOCK.min(left) {
            let script = match bytes.get(at..at + 2) {
                // a letter of plain Arabic, without decoding
                Some([0xD8, 0xA0..=0xBF] | [0xD9, 0x80..=0x8A]) => {
                    at += 2;
                    Some(Script::Arabic)
                }
                _ => {
                    let Some(c) = text[at..].chars().next() else { break };
                    at += c.len_utf8();
                    Script::of(c)
                }
            };
            left -= 1;
            if let Some(s) = script {
                tally[s as usize] += 1;
            }
        }
    }
    // figures alone are of no language
    let most = [Script::Arabic, Script::Latin, Script::Cyrillic].into_iter().max_by_key(|s| tally[*s as usize]).filter(|s| tally[*s as usize] > 0);
    most.and_then(|s| lexicon.pack_of_text(s, text)).map_or_else(|| "und".to_owned(), |p| lexicon.packs[p].file.code.clone())
}

#[cfg(test)]
mod tests {
    use super::guess_language;
    use crate::lexicon::Lexicon;

    #[test]
    fn languages_of_one_script_are_told_by_small_words() {
        let lexicon = Lexicon::built_in().expect("the rules load");
        for (text, want) in [
            ("The blaze killed 12 people in the port, the police said.", "en"),
            ("Le bilan de l'incendie est de douze morts, selon la police.", "fr"),
            ("L’armée a tué 12 hommes dans le nord du pays.", "fr"),
            ("Le Monde said on Monday that the mayor of La Rochelle was hurt.", "en"),
            ("Le Pen wins 13 seats", "en"),
            ("12 dead, 30 hurt", "en"),
            ("قتل 12 شخصا في ميناء Le Havre", "ar"),
        ] {
            assert_eq!(guess_language(&lexicon, text), want, "{text}");
        }
        // a long text of which the first part decides nothing for the script
        let long = format!("{} {}", "12 345 ".repeat(200), "Les secours ont retrouvé des corps dans les décombres de la maison. ".repeat(20));
        assert_eq!(guess_language(&lexicon, &long), "fr");
    }
}
