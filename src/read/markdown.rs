//! Markdown: the words where they stand in the file, mark-up masked.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::article::filler;
use super::html;
use crate::source::{Span, Zone, ZoneSpan};

/// A text of the source's length without mark-up, and its zones. `from` is where the article begins, after front matter.
pub(super) fn mask(source: &str, from: usize) -> (String, Vec<ZoneSpan>) {
    let body = &source[from..];
    let mut w = Writer { source: body, out: String::with_capacity(body.len()), zones: Vec::new(), open: false };
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut stack: Vec<Zone> = Vec::new();
    let mut headed = false;
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                let zone = match &tag {
                    Tag::Heading { .. } => {
                        w.block();
                        let first = !headed && w.zones.is_empty() && w.out.trim().is_empty();
                        headed = true;
                        Some(if first { Zone::Headline } else { Zone::Body })
                    }
                    Tag::BlockQuote(_) => Some(Zone::Quote),
                    Tag::Item => Some(Zone::List),
                    Tag::TableHead | Tag::TableRow => Some(Zone::Table),
                    Tag::Image { .. } => {
                        w.block();
                        Some(Zone::Caption)
                    }
                    Tag::HtmlBlock => {
                        w.block();
                        w.html(range.clone());
                        None
                    }
                    _ => None,
                };
                if block(&tag) {
                    w.block();
                }
                if let Some(z) = zone {
                    stack.push(z);
                }
            }
            Event::End(end) => match end {
                TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow | TagEnd::Image => {
                    stack.pop();
                    w.block();
                }
                TagEnd::TableCell => w.cell(),
                TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::FootnoteDefinition | TagEnd::List(_) | TagEnd::Table => w.block(),
                _ => {}
            },
            Event::Text(t) | Event::Code(t) => w.text(&t, range, stack.last().copied().unwrap_or_default()),
            Event::SoftBreak => {
                w.pad(range.start);
                w.out.push(' ');
                w.pad(range.end);
                w.open = true;
            }
            Event::HardBreak => w.block(),
            Event::InlineHtml(t) if t.get(..3).is_some_and(|b| b.eq_ignore_ascii_case("<br")) => w.block(),
            _ => {}
        }
    }
    w.pad(body.len());
    let mut text: String = source[..from].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
    text.push_str(&w.out);
    let shift = from as u32;
    for z in &mut w.zones {
        z.span.start += shift;
        z.span.end += shift;
    }
    (text, w.zones)
}

fn block(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Paragraph | Tag::Item | Tag::TableRow | Tag::TableHead | Tag::CodeBlock(_) | Tag::FootnoteDefinition(_))
}

struct Writer<'s> {
    source: &'s str,
    out: String,
    zones: Vec<ZoneSpan>,
    /// Whether the next text goes on in the same line.
    open: bool,
}

impl Writer<'_> {
    fn pad(&mut self, to: usize) {
        while self.out.len() < to.min(self.source.len()) {
            self.out.push(' ');
        }
    }

    /// Ends the line: line breaks in the next bytes that are mark-up.
    fn block(&mut self) {
        self.open = false;
    }

    /// Ends a cell of a table.
    fn cell(&mut self) {
        self.open = false;
        let at = self.out.len();
        if let Some(bar) = self.source[at..].find(['|', '\n'])
            && self.source.as_bytes()[at + bar] == b'|'
        {
            self.pad(at + bar);
            self.out.push('|');
            self.open = true;
        }
    }

    fn gap(&mut self, to: usize) {
        let at = self.out.len();
        if to <= at {
            return;
        }
        let gap = to - at;
        if self.open {
            let space = self.source[at..to].chars().all(char::is_whitespace);
            if space || gap > 4096 { self.pad(to) } else { self.out.push_str(&filler(gap)) }
        } else {
            self.out.push_str(if gap > 1 { "\n\n" } else { "\n" });
            self.pad(to);
        }
    }

    fn text(&mut self, text: &str, range: std::ops::Range<usize>, zone: Zone) {
        // text of one event lies in the source as it is, but for references, quotes marks of code and line ends
        let Some(source) = self.source.get(range.clone()) else { return };
        let (start, end) = match source.find(text) {
            Some(i) => (range.start + i, range.start + i + text.len()),
            None => (range.start, range.end),
        };
        if start < self.out.len() {
            return;
        }
        self.gap(start);
        let first = self.out.len();
        if self.source[start..end] == *text {
            self.out.push_str(&text.replace(['\r', '\t'], " "));
        } else if text.len() <= end - start {
            self.out.push_str(text);
            self.out.push_str(&filler(end - start - text.len()));
        } else {
            self.out.push_str(&self.source[start..end]);
        }
        self.open = true;
        if zone != Zone::Body {
            let line = !self.out[..first].trim_end_matches(' ').ends_with('\n');
            match self.zones.last_mut().filter(|z| line && z.zone == zone) {
                Some(z) => z.span.end = self.out.len() as u32,
                None => self.zones.push(ZoneSpan { zone, span: Span::new(first, self.out.len()) }),
            }
        }
    }

    fn html(&mut self, range: std::ops::Range<usize>) {
        let Some(source) = self.source.get(range.clone()) else { return };
        if range.start < self.out.len() {
            return;
        }
        self.gap(range.start);
        let masked = html::mask(source, true);
        let shift = range.start as u32;
        self.out.push_str(&masked.text);
        self.zones.extend(masked.zones.into_iter().map(|z| ZoneSpan { zone: z.zone, span: Span { start: z.span.start + shift, end: z.span.end + shift } }));
        self.open = false;
    }
}

#[cfg(test)]
mod tests {
    use super::super::article::unfilled;
    use super::*;

    #[test]
    fn masks() {
        let s = "# A *big* head\n\nText of **13** killed\nand [more](http://x.y/z) here &amp; there.\n\n- one\n- two 1\\. x\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> said\n\n<div><p>in html</p></div>\n\n![pic](x.png)\n";
        let (t, z) = mask(s, 0);
        assert_eq!(t.len(), s.len());
        // a single byte of mark-up, as of an escape, has no filler but a space
        let lines: Vec<String> = t.lines().map(|l| super::super::article::squeeze(&unfilled(l))).filter(|l| !l.is_empty()).collect();
        assert_eq!(lines, ["A big head", "Text of 13 killed and more here & there.", "one", "two 1 . x", "a | b |", "1 | 2 |", "said", "in html", "pic"]);
        assert_eq!(z[0].zone, Zone::Headline);
        assert_eq!(z.iter().map(|z| z.zone).collect::<Vec<_>>(), [Zone::Headline, Zone::List, Zone::List, Zone::Table, Zone::Table, Zone::Quote, Zone::Caption]);
    }
}
