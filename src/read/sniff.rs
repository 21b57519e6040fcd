//! What a file is, told by its content first and by its name where content leaves it open.

use std::path::Path;

/// A format that is read, or is known and is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// XML of NewsML-G2 or NITF.
    NewsMl,
    /// RSS, RDF or Atom.
    Feed,
    /// One ninjs object, or an array of them.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// Rich text.
    Rtf,
    /// A ZIP container: DOCX, ODT or an archive.
    Zip,
    /// Something that is no article, with what it is.
    Unread(&'static str),
}

/// Endings of files that are read from folders.
pub(super) const ENDINGS: [&str; 18] =
    ["txt", "text", "md", "markdown", "html", "htm", "xhtml", "docx", "odt", "rtf", "json", "jsonl", "ndjson", "xml", "rss", "atom", "zip", "newsml"];

/// The ending of a name, in lower case.
pub(super) fn ending(name: &str) -> String {
    let name = name.rsplit('#').next().unwrap_or(name);
    Path::new(name).extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// The format of bytes that are not text, told by their first ones.
pub(super) fn of_bytes(bytes: &[u8]) -> Option<Format> {
    let known: [(&[u8], Format); 13] = [
        (b"PK\x03\x04", Format::Zip),
        (b"PK\x05\x06", Format::Zip),
        (b"{\\rtf", Format::Rtf),
        (b"%PDF-", Format::Unread("a PDF file")),
        (b"\xD0\xCF\x11\xE0", Format::Unread("an old Office file (.doc, .xls)")),
        (b"\x1f\x8b", Format::Unread("a gzip file")),
        (b"7z\xBC\xAF", Format::Unread("a 7-Zip file")),
        (b"Rar!", Format::Unread("a RAR file")),
        (b"\x89PNG", Format::Unread("a picture")),
        (b"\xFF\xD8\xFF", Format::Unread("a picture")),
        (b"GIF8", Format::Unread("a picture")),
        (b"BZh", Format::Unread("a bzip2 file")),
        (b"\xFD7zXZ", Format::Unread("an xz file")),
    ];
    known.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, f)| *f)
}

/// The format of a text.
pub(super) fn of_text(name: &str, text: &str) -> Format {
    let body = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let end = ending(name);
    if body.starts_with('<') {
        if let Some(f) = markup(body) {
            return f;
        }
        if matches!(end.as_str(), "xml" | "rss" | "atom" | "newsml") {
            return Format::Unread("XML of a kind that is not known");
        }
    }
    match end.as_str() {
        "html" | "htm" | "xhtml" => return Format::Html,
        "jsonl" | "ndjson" => return Format::JsonLines,
        "json" => return if whole_first_line(body) { Format::JsonLines } else { Format::Json },
        "md" | "markdown" => return Format::Markdown,
        _ => {}
    }
    if body.starts_with('{') || body.starts_with("[{") || (body.starts_with('[') && body[1..].trim_start().starts_with('{')) {
        if whole_first_line(body) {
            return Format::JsonLines;
        }
        if serde_json::from_str::<serde::de::IgnoredAny>(body).is_ok() {
            return Format::Json;
        }
    }
    Format::Text
}

/// Whether the first line is a JSON object by itself and others follow.
fn whole_first_line(body: &str) -> bool {
    let mut lines = body.lines().filter(|l| !l.trim().is_empty());
    let Some(first) = lines.next() else { return false };
    let object = |l: &str| l.trim_start().starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(l).is_ok();
    object(first) && lines.next().is_some_and(|l| l.trim_start().starts_with('{'))
}

/// The format that the root element tells.
fn markup(body: &str) -> Option<Format> {
    let mut rest = body;
    // the XML declaration, comments and instructions before the root
    for _ in 0..64 {
        rest = rest.trim_start();
        let close = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else if rest.get(..9).is_some_and(|d| d.eq_ignore_ascii_case("<!doctype")) {
            if rest[9..].trim_start().get(..4).is_some_and(|h| h.eq_ignore_ascii_case("html")) {
                return Some(Format::Html);
            }
            if rest.split_once('>').is_some_and(|(d, _)| d.contains('[')) { "]>" } else { ">" }
        } else {
            break;
        };
        rest = &rest[rest.find(close)? + close.len()..];
    }
    let name = rest.strip_prefix('<')?.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
    let local = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
    match local.as_str() {
        "newsitem" | "newsmessage" | "packageitem" | "newsml" | "nitf" => Some(Format::NewsMl),
        "rss" | "rdf" | "feed" | "entry" => Some(Format::Feed),
        "html" | "head" | "body" | "article" | "main" | "div" | "p" | "section" | "h1" | "h2" | "h3" | "table" | "ul" | "ol" | "span" | "meta" | "title" | "header" | "figure"
        | "center" | "font" | "script" | "style" | "link" | "a" | "b" | "br" | "img" | "blockquote" => Some(Format::Html),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_before_name() {
        for (name, text, format) in [
            ("a.txt", "<!DOCTYPE html><html></html>", Format::Html),
            ("a.txt", "\u{feff}<?xml version=\"1.0\"?>\n<!-- x --><rss version=\"2.0\"/>", Format::Feed),
            ("a.txt", "<?xml version='1.0'?><newsItem xmlns='x'/>", Format::NewsMl),
            ("a.txt", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a \"b\">]><nitf/>", Format::NewsMl),
            ("a.txt", "{\"id\":1,\"text\":\"x\"}\n{\"id\":2,\"text\":\"y\"}", Format::JsonLines),
            ("a.txt", "{\n \"uri\": \"x\"\n}", Format::Json),
            ("a.md", "# x", Format::Markdown),
            ("a.txt", "13 killed", Format::Text),
            ("a.txt", "{braces} in prose", Format::Text),
            ("<stdin>", "<p>13 killed", Format::Html),
        ] {
            assert_eq!(of_text(name, text), format, "{text}");
        }
        assert_eq!(of_bytes(b"PK\x03\x04..."), Some(Format::Zip));
    }
}
