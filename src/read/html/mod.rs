//! HTML: the article's words where they stand in the file, everything else masked.
//!
//! The text has the length of the source. Mark-up between words becomes characters that take no room on the page, block
//! boundaries become line breaks, character references become their character, and menus, comments and "related"
//! blocks become spaces; so every span is a range of bytes of the file.

mod main_text;
mod metadata;
mod tree;

use html5gum::{DefaultEmitter, HtmlString, Token, Tokenizer};

use super::article::{Blocks, Meta, filler, squeeze, unfilled};
use crate::source::{Span, Zone, ZoneSpan};
use tree::{Piece, Tree};

/// A masked page.
#[derive(Debug)]
pub(super) struct Masked {
    /// Text of the length of the source.
    pub text: String,
    /// Zones.
    pub zones: Vec<ZoneSpan>,
    /// What the page tells of itself.
    pub meta: Meta,
}

/// Masks a page. `whole` keeps all of it, as for a fragment that holds nothing but the article.
pub(super) fn mask(source: &str, whole: bool) -> Masked {
    let tree = Tree::of(source);
    let meta = if whole { Meta::default() } else { metadata::of(&tree) };
    let keep = main_text::choose(source, &tree, whole);
    let (text, zones) = write(source, &tree, &keep);
    Masked { text, zones, meta }
}

/// The blocks of HTML that stands inside another format.
pub(super) fn blocks(html: &str, out: &mut Blocks) {
    let masked = mask(html, true);
    let mut at = 0;
    for line in masked.text.split_inclusive('\n') {
        let first = at + (line.len() - line.trim_start().len());
        let zone = masked.zones.iter().find(|z| z.span.range().contains(&first)).map_or(Zone::Body, |z| z.zone);
        out.push(zone, &unfilled(line));
        at += line.len();
    }
}

/// The character that a reference such as `&amp;` stands for; the reference itself when it stands for none.
pub(super) fn entity(reference: &str) -> String {
    let mut out = Vec::new();
    for token in Tokenizer::new(reference) {
        let Ok(token) = token;
        if let Token::String(s) = token {
            out.extend_from_slice(&s);
        }
    }
    String::from_utf8(out).ok().filter(|s| !s.is_empty()).unwrap_or_else(|| reference.to_owned())
}

fn tokens(source: &str) -> impl Iterator<Item = Token<usize>> {
    let mut emitter: DefaultEmitter<usize> = DefaultEmitter::new_with_span();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(source, emitter).map(|t| match t {
        Ok(t) => t,
    })
}

fn utf8(s: &HtmlString) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(s)
}

/// Writes the kept blocks into a text of the source's length.
fn write(source: &str, tree: &Tree, keep: &main_text::Kept) -> (String, Vec<ZoneSpan>) {
    let mut out = String::with_capacity(source.len());
    let mut zones: Vec<(u32, ZoneSpan)> = Vec::new();
    let pad = |out: &mut String, to: usize| {
        while out.len() < to {
            out.push(' ');
        }
    };
    // end of the last kept text while nothing but inline mark-up follows it
    let mut open: Option<usize> = None;
    let mut last = 0;
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    for piece in &tree.pieces {
        match piece {
            Piece::Text { range, node } => {
                let block = tree.block_of(*node);
                if !keep.blocks.contains_key(&block) || tree.hidden(*node) {
                    open = None;
                    continue;
                }
                if open == Some(out.len()) && range.start > out.len() {
                    let gap = range.start - out.len();
                    // a long run of mark-up is an element without words, such as a picture; a raised figure after another is a note's number
                    let note = (tree.raised(*node) || tree.raised(last)) && digit(out.chars().next_back()) && digit(source[range.clone()].chars().next());
                    if gap <= 4096 && !note { out.push_str(&filler(gap)) } else { pad(&mut out, range.start) }
                } else {
                    pad(&mut out, range.start);
                }
                let zone = keep.blocks[&block];
                write_text(source, range.clone(), tree.preformatted(*node), &mut out);
                open = Some(out.len());
                last = *node;
                if zone != Zone::Body {
                    match zones.last_mut().filter(|(b, _)| *b == block) {
                        Some((_, z)) => z.span.end = out.len() as u32,
                        None => zones.push((block, ZoneSpan { zone, span: Span::new(range.start, out.len()) })),
                    }
                }
            }
            Piece::Inline => {}
            Piece::Block { at, len } => {
                open = None;
                if *at >= out.len() {
                    pad(&mut out, *at);
                    out.push_str(if *len > 1 { "\n\n" } else { "\n" });
                }
            }
            Piece::Break { at } => {
                open = None;
                if *at >= out.len() {
                    pad(&mut out, *at);
                    out.push('\n');
                }
            }
            Piece::Cell { at } => {
                open = None;
                if *at >= out.len() {
                    pad(&mut out, *at);
                    out.push('|');
                }
            }
        }
    }
    pad(&mut out, source.len());
    debug_assert_eq!(out.len(), source.len());
    (out, zones.into_iter().map(|(_, z)| z).filter(|z| !squeeze(source.get(z.span.range()).unwrap_or("")).is_empty()).collect())
}

/// Copies text, its white space as spaces, its references decoded and filled up to their length.
fn write_text(source: &str, range: std::ops::Range<usize>, pre: bool, out: &mut String) {
    let end = range.end;
    let mut at = range.start;
    while at < end {
        let rest = &source[at..end];
        let stop = rest.find(['&', '\n', '\r', '\t']).unwrap_or(rest.len());
        out.push_str(&rest[..stop]);
        at += stop;
        let Some(c) = source[at..end].chars().next() else { break };
        if c != '&' {
            out.push(if pre && c == '\n' { '\n' } else { ' ' });
            at += 1;
            continue;
        }
        let len = reference_len(&source[at..end]);
        let decoded = if len > 1 { entity(&source[at..at + len]) } else { "&".to_owned() };
        if decoded.len() <= len && decoded != source[at..at + len] {
            out.push_str(&decoded);
            out.push_str(&filler(len - decoded.len()));
        } else {
            out.push_str(&source[at..at + len]);
        }
        at += len;
    }
}

/// Length of the reference that a text begins with; 1 when it is an ampersand alone.
fn reference_len(text: &str) -> usize {
    let b = text.as_bytes();
    let mut n = 1;
    while n < b.len() && n < 34 && (b[n].is_ascii_alphanumeric() || (n == 1 && b[n] == b'#')) {
        n += 1;
    }
    if n > 1 && b.get(n) == Some(&b';') {
        n + 1
    } else if n > 1 && b[1] == b'#' {
        n
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_stay() {
        for t in ["<p>a&amp;b&nbsp;c &lt d &x; &#1605;&#x642;</p>", "a<b>c</b>d<br>e", "<p>x<p>y", "<td>a<td>b", "&", "<", "<!--", "<script>x", "a&nGt;b", "<p>\r\n\tا</p>"] {
            let m = mask(t, true);
            assert_eq!(m.text.len(), t.len(), "{t}");
        }
        let m = mask("<p>1<b>3</b> kil&#108;ed &amp; x</p><p>y</p>", true);
        let lines: Vec<String> = m.text.lines().map(|l| unfilled(l).trim().to_owned()).filter(|l| !l.is_empty()).collect();
        assert_eq!(lines, ["13 killed & x", "y"]);
        let m = mask("<p>1<b>3</b><sup>2</sup> died<sup>3</sup>, 2&#1633;&#44;<i>450</i> hurt</p>", true);
        assert_eq!(unfilled(&m.text).split_whitespace().collect::<Vec<_>>(), ["13", "2", "died3,", "2١,450", "hurt"]);
    }
}
