//! Rich text (RTF): words of the body, in the code page or the Unicode they are written in.

use encoding_rs::Encoding;

use super::article::{Article, Blocks, Meta};
use crate::source::Zone;

/// Groups that hold no words of the body.
const SKIPPED: [&str; 24] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "themedata",
    "object",
    "fldinst",
    "xmlnstbl",
    "latentstyles",
    "datastore",
    "pntext",
];

#[derive(Clone, Copy)]
struct State {
    skip: bool,
    deleted: bool,
    /// Characters to leave out after a Unicode one.
    uc: usize,
    page: &'static Encoding,
}

/// Reads rich text.
pub(super) fn read(bytes: &[u8]) -> Article {
    let mut r = Rtf { bytes, at: 0, out: Blocks::default(), line: String::new(), pending: Vec::new(), high: None, cell: false, headed: false, title: false };
    r.run();
    r.flush();
    r.out.article(Meta::default())
}

struct Rtf<'a> {
    bytes: &'a [u8],
    at: usize,
    out: Blocks,
    line: String,
    /// Bytes of a code page that wait to be decoded.
    pending: Vec<u8>,
    /// First half of a pair of UTF-16 units.
    high: Option<u16>,
    cell: bool,
    headed: bool,
    title: bool,
}

impl Rtf<'_> {
    fn run(&mut self) {
        let mut page = encoding_rs::WINDOWS_1252;
        let mut fonts: Vec<(i32, &'static Encoding)> = Vec::new();
        let mut in_fonts: Option<usize> = None;
        let mut font = 0;
        let mut stack: Vec<State> = Vec::new();
        let mut s = State { skip: false, deleted: false, uc: 1, page };
        let mut ignore = 0usize;
        while let Some(&b) = self.bytes.get(self.at) {
            self.at += 1;
            match b {
                b'{' => {
                    // what is deeper than any writer nests is not told apart
                    if stack.len() < 512 {
                        stack.push(s);
                    }
                    ignore = 0;
                }
                b'}' => {
                    self.decode(s.page);
                    if in_fonts.is_some_and(|d| stack.len() <= d) {
                        in_fonts = None;
                    }
                    match stack.pop() {
                        Some(before) => s = before,
                        None => break,
                    }
                    ignore = 0;
                }
                b'\r' | b'\n' => {}
                b'\\' => {
                    let Some(&c) = self.bytes.get(self.at) else { break };
                    if c == b'\'' {
                        let hex = self.bytes.get(self.at + 1..self.at + 3).and_then(|h| std::str::from_utf8(h).ok()).and_then(|h| u8::from_str_radix(h, 16).ok());
                        self.at = (self.at + 3).min(self.bytes.len());
                        if ignore > 0 {
                            ignore -= 1;
                        } else if let (Some(h), false) = (hex, s.skip || s.deleted) {
                            self.pending.push(h);
                        }
                        continue;
                    }
                    if !c.is_ascii_alphabetic() {
                        self.at += 1;
                        match c {
                            b'*' => s.skip = true,
                            b'~' => self.put(&s, "\u{A0}"),
                            b'_' => self.put(&s, "-"),
                            b'{' | b'}' | b'\\' if ignore == 0 => self.put(&s, (c as char).encode_utf8(&mut [0; 4])),
                            b'\n' | b'\r' => self.paragraph(&s),
                            _ => {}
                        }
                        ignore = ignore.saturating_sub(1);
                        continue;
                    }
                    let start = self.at;
                    while self.bytes.get(self.at).is_some_and(u8::is_ascii_alphabetic) && self.at - start < 40 {
                        self.at += 1;
                    }
                    let word = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or("").to_owned();
                    let number_at = self.at;
                    if self.bytes.get(self.at) == Some(&b'-') {
                        self.at += 1;
                    }
                    while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) && self.at - number_at < 12 {
                        self.at += 1;
                    }
                    let number: Option<i32> = std::str::from_utf8(&self.bytes[number_at..self.at]).ok().and_then(|n| n.parse().ok());
                    if self.bytes.get(self.at) == Some(&b' ') {
                        self.at += 1;
                    }
                    match word.as_str() {
                        "fonttbl" => {
                            in_fonts = Some(stack.len());
                            s.skip = true;
                        }
                        w if SKIPPED.contains(&w) => s.skip = true,
                        "ansicpg" => {
                            page = number.and_then(code_page).unwrap_or(page);
                            s.page = page;
                        }
                        "fcharset" if in_fonts.is_some() => {
                            if let Some(e) = number.and_then(char_set) {
                                fonts.push((font, e));
                            }
                        }
                        "f" => {
                            font = number.unwrap_or(0);
                            if in_fonts.is_none() {
                                self.decode(s.page);
                                s.page = fonts.iter().find(|(n, _)| *n == font).map_or(page, |(_, e)| e);
                            }
                        }
                        "uc" => s.uc = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(16),
                        "u" => {
                            if let (Some(n), false) = (number, s.skip || s.deleted) {
                                self.decode(s.page);
                                self.unit(n as u16);
                            }
                            ignore = s.uc;
                        }
                        "par" | "line" | "sect" | "page" | "column" => self.paragraph(&s),
                        "row" => {
                            self.cell = true;
                            self.paragraph(&s);
                        }
                        "cell" => self.put(&s, " | "),
                        "tab" => self.put(&s, "\t"),
                        "emdash" => self.put(&s, "\u{2014}"),
                        "endash" => self.put(&s, "\u{2013}"),
                        "lquote" => self.put(&s, "\u{2018}"),
                        "rquote" => self.put(&s, "\u{2019}"),
                        "ldblquote" => self.put(&s, "\u{201C}"),
                        "rdblquote" => self.put(&s, "\u{201D}"),
                        "bullet" => self.put(&s, "\u{2022}"),
                        "rtlmark" => self.put(&s, "\u{200F}"),
                        "ltrmark" => self.put(&s, "\u{200E}"),
                        "zwj" => self.put(&s, "\u{200D}"),
                        "zwnj" => self.put(&s, "\u{200C}"),
                        "outlinelevel" if number == Some(0) => self.title = true,
                        "pard" => self.title = false,
                        "deleted" | "v" => s.deleted = number != Some(0),
                        "plain" => s.deleted = false,
                        "bin" => self.at = self.at.saturating_add(number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0)).min(self.bytes.len()),
                        _ => {}
                    }
                }
                b if ignore > 0 => {
                    let _ = b;
                    ignore -= 1;
                }
                b if !s.skip && !s.deleted => self.pending.push(b),
                _ => {}
            }
            if self.pending.len() > 4096 {
                self.decode(s.page);
            }
        }
        self.decode(s.page);
    }

    fn unit(&mut self, u: u16) {
        match (self.high.take(), u) {
            (_, 0xD800..=0xDBFF) => self.high = Some(u),
            (Some(h), 0xDC00..=0xDFFF) => self.line.extend(char::decode_utf16([h, u]).flatten()),
            _ => self.line.extend(char::from_u32(u32::from(u)).filter(|c| *c != '\0')),
        }
    }

    fn decode(&mut self, page: &'static Encoding) {
        if !self.pending.is_empty() {
            let (text, _) = page.decode_without_bom_handling(&self.pending);
            self.line.push_str(&text);
            self.pending.clear();
        }
    }

    fn put(&mut self, s: &State, text: &str) {
        if !s.skip && !s.deleted {
            self.decode(s.page);
            self.line.push_str(text);
        }
    }

    fn paragraph(&mut self, s: &State) {
        if !s.skip {
            self.decode(s.page);
            self.flush();
        }
    }

    fn flush(&mut self) {
        let zone = if std::mem::take(&mut self.cell) {
            Zone::Table
        } else if self.title && !self.headed && self.out.text.is_empty() {
            Zone::Headline
        } else {
            Zone::Body
        };
        self.headed |= zone == Zone::Headline;
        let line = std::mem::take(&mut self.line);
        self.out.push(zone, &line);
    }
}

fn code_page(n: i32) -> Option<&'static Encoding> {
    Encoding::for_label(
        match n {
            65001 => "utf-8".to_owned(),
            874 | 932 | 936 | 949 | 950 => return None,
            n => format!("windows-{n}"),
        }
        .as_bytes(),
    )
}

fn char_set(n: i32) -> Option<&'static Encoding> {
    code_page(match n {
        0 => 1252,
        161 => 1253,
        162 => 1254,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        238 => 1250,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads() {
        let a = read(br"{\rtf1\ansi\ansicpg1256{\fonttbl{\f0 Arial;}{\f1\fcharset204 X;}}{\*\generator x;}\f0\'e3\'de\'ca\'e1 13\par {\f1\'ef}\u1602?\u1578?\u1604?{\deleted gone} \emdash x\cell y\cell\row}");
        // a line that begins in lower case is marked as a new one; the space after a control word is its end, no text
        assert_eq!(a.text, "مقتل 13\u{2029}\nпقتل —x | y |");
        assert_eq!(read(b"{\\rtf1 \\u-10179?\\u-8704? {{{{").text, "😀");
    }
}
