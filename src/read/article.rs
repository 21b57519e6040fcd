//! What a reader makes of bytes, before it becomes a document.

use jiff::civil::Date;

use crate::source::{Span, Zone, ZoneSpan};

/// What is known about an article from one place.
#[derive(Debug, Clone, Default)]
pub(super) struct Meta {
    /// Day of publication.
    pub published: Option<Date>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Language code.
    pub language: Option<String>,
    /// Address.
    pub url: Option<String>,
}

impl Meta {
    /// What is known here, and from `other` what is not.
    pub fn or(self, other: Meta) -> Meta {
        Meta {
            published: self.published.or(other.published),
            outlet: self.outlet.or(other.outlet),
            title: self.title.or(other.title),
            language: self.language.or(other.language),
            url: self.url.or(other.url),
        }
    }

    /// Takes a text for a field that has none; blank ones are none.
    pub fn fill(slot: &mut Option<String>, text: &str) {
        let t = squeeze(text);
        if slot.is_none() && !t.is_empty() {
            *slot = Some(t);
        }
    }
}

/// One article as read from a file.
#[derive(Debug, Default)]
pub(super) struct Article {
    /// Its text; with `source`, of the same bytes but for mark-up.
    pub text: String,
    /// The file's text, where mark-up was masked in `text`.
    pub source: Option<String>,
    /// Zones.
    pub zones: Vec<ZoneSpan>,
    /// What the file tells of itself.
    pub meta: Meta,
    /// Whether spans are bytes of the file.
    pub of_file: bool,
    /// Its name within the file, for files that hold several.
    pub part: Option<String>,
}

/// Text built of blocks, one a line, for formats whose text is not the file's own bytes.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// Text so far.
    pub text: String,
    /// Zones so far.
    pub zones: Vec<ZoneSpan>,
}

impl Blocks {
    /// Adds a block; blank ones are left out.
    pub fn push(&mut self, zone: Zone, block: &str) {
        for line in block.lines() {
            let line = squeeze(line);
            if line.is_empty() {
                continue;
            }
            if !self.text.is_empty() {
                // a line that goes on in lower case would be read as hard-wrapped prose
                if line.chars().next().is_some_and(char::is_lowercase) {
                    self.text.push('\u{2029}');
                }
                self.text.push('\n');
            }
            let start = self.text.len();
            self.text.push_str(&line);
            if zone != Zone::Body {
                self.zones.push(ZoneSpan { zone, span: Span::new(start, self.text.len()) });
            }
        }
    }

    /// Whether the first block reads as `text`.
    pub fn begins_with(&self, text: &str) -> bool {
        self.text.lines().next().is_some_and(|l| l == squeeze(text))
    }

    /// Adds the lines of another.
    pub fn append(&mut self, other: &Blocks) {
        let mut at = 0;
        for line in other.text.split_inclusive('\n') {
            let zone = other.zones.iter().find(|z| z.span.start as usize == at).map_or(Zone::Body, |z| z.zone);
            self.push(zone, line);
            at += line.len();
        }
    }

    /// The article.
    pub fn article(self, meta: Meta) -> Article {
        Article { text: self.text, zones: self.zones, meta, ..Article::default() }
    }
}

/// White space of any length as one space, none at the ends.
pub(super) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for w in text.split(|c: char| c.is_whitespace() && c != '\u{A0}' && c != '\u{202F}' && c != '\u{2009}').filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(w);
    }
    out
}

/// The day of `2022-01-19`, `2022-01-19T10:00:00Z` or `Wed, 19 Jan 2022 10:00:00 +0300`: the day on the writer's own calendar.
pub fn day(text: &str) -> Option<Date> {
    let t = text.trim();
    if let Some(d) = t.get(..10).and_then(|d| d.parse().ok()) {
        return Some(d);
    }
    if t.len() >= 8 && t.as_bytes()[..8].iter().all(u8::is_ascii_digit) {
        let n = |r: std::ops::Range<usize>| t[r].parse::<i16>().ok();
        return Date::new(n(0..4)?, n(4..6)? as i8, n(6..8)? as i8).ok();
    }
    jiff::fmt::rfc2822::parse(t).ok().map(|z| z.date())
}

/// Characters that take room in the text and none on the page, `n` bytes of them; a single byte is a space.
pub(super) fn filler(n: usize) -> String {
    const JOINER: &str = "\u{2060}";
    const HYPHEN: &str = "\u{AD}";
    match n {
        0 => String::new(),
        1 => " ".to_owned(),
        _ => match n % 3 {
            0 => JOINER.repeat(n / 3),
            1 => JOINER.repeat(n / 3 - 1) + HYPHEN + HYPHEN,
            _ => JOINER.repeat(n / 3) + HYPHEN,
        },
    }
}

/// Without the characters of [`filler`].
pub(super) fn unfilled(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{2060}' | '\u{AD}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fillers_are_as_long_as_told() {
        for n in 0..40 {
            assert_eq!(filler(n).len(), n);
        }
    }

    #[test]
    fn days() {
        let d = Some(jiff::civil::date(2022, 1, 19));
        for t in ["2022-01-19", "2022-01-19T23:30:00+03:00", "20220119T120000Z", "Wed, 19 Jan 2022 01:00:00 +0300", " 2022-01-19 "] {
            assert_eq!(day(t), d, "{t}");
        }
        assert_eq!(day("yesterday"), None);
        assert_eq!(day("20221319"), None);
    }
}
