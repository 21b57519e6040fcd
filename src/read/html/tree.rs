//! A page as elements and pieces of text, each with its place in the source.

use std::ops::Range;

use html5gum::Token;
use rustc_hash::FxHashMap;

use super::super::limits::MAX_HTML_DEPTH;
use super::{tokens, utf8};

/// A stretch of the source.
#[derive(Debug)]
pub(super) enum Piece {
    /// Text directly in an element.
    Text {
        /// Where.
        range: Range<usize>,
        /// The element.
        node: u32,
    },
    /// Mark-up within a line.
    Inline,
    /// Mark-up that begins or ends a block.
    Block {
        /// Where.
        at: usize,
        /// How long.
        len: usize,
    },
    /// A line break.
    Break {
        /// Where.
        at: usize,
    },
    /// The beginning of a table's cell.
    Cell {
        /// Where.
        at: usize,
    },
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    /// Name in lower case.
    pub name: String,
    /// The element it is in.
    pub parent: u32,
    /// Place of its start tag.
    pub at: usize,
    /// Words of its class, id and role.
    pub words: Vec<String>,
    /// Attributes that metadata needs.
    pub attributes: FxHashMap<String, String>,
    /// Whether it is never shown as part of an article.
    pub hidden: bool,
    /// Whether it is a link or in one.
    pub link: bool,
    /// Whether it begins a block.
    pub block: bool,
}

/// A page.
#[derive(Debug)]
pub(super) struct Tree {
    /// Elements; the first is the page itself.
    pub elements: Vec<Element>,
    /// Pieces in order.
    pub pieces: Vec<Piece>,
    /// Text of scripts that hold metadata.
    pub json_ld: Vec<String>,
    /// Text of the title element.
    pub title: String,
}

const VOID: [&str; 14] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
const BLOCK: [&str; 44] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
];
const HIDDEN: [&str; 22] = [
    "script", "style", "noscript", "template", "nav", "aside", "footer", "button", "select", "svg", "math", "iframe", "object", "audio", "video", "canvas", "dialog", "head",
    "textarea", "input", "datalist", "map",
];
const KEPT_ATTRIBUTES: [&str; 11] = ["property", "name", "content", "itemprop", "datetime", "rel", "href", "lang", "type", "pubdate", "itemtype"];

impl Tree {
    /// The tree of a page.
    pub fn of(source: &str) -> Tree {
        let page = Element { name: String::new(), parent: 0, at: 0, words: Vec::new(), attributes: FxHashMap::default(), hidden: false, link: false, block: true };
        let mut tree = Tree { elements: vec![page], pieces: Vec::new(), json_ld: Vec::new(), title: String::new() };
        let mut stack: Vec<u32> = vec![0];
        for token in tokens(source) {
            match token {
                Token::StartTag(tag) => {
                    let name = utf8(&tag.name).into_owned();
                    let span = clip(source, tag.span.start, tag.span.end);
                    let block = BLOCK.binary_search(&name.as_str()).is_ok();
                    tree.implied_ends(&mut stack, &name, block);
                    let parent = stack.last().copied().unwrap_or(0);
                    let mut words = Vec::new();
                    let mut attributes = FxHashMap::default();
                    let mut hidden = tree.elements[parent as usize].hidden || HIDDEN.contains(&name.as_str());
                    for (key, value) in &tag.attributes {
                        let (key, value) = (utf8(key), utf8(value));
                        match &*key {
                            "class" | "id" | "role" => split_words(&value, &mut words),
                            "hidden" => hidden = true,
                            "aria-hidden" => hidden |= &*value == "true",
                            "style" => hidden |= value.len() < 4096 && value.replace(' ', "").to_ascii_lowercase().contains("display:none"),
                            k if KEPT_ATTRIBUTES.contains(&k) => {
                                attributes.insert(k.to_owned(), value.into_owned());
                            }
                            _ => {}
                        }
                    }
                    let link = tree.elements[parent as usize].link || name == "a";
                    tree.pieces.push(match name.as_str() {
                        "br" => Piece::Break { at: span.start },
                        "td" | "th" => Piece::Cell { at: span.start },
                        _ if block => Piece::Block { at: span.start, len: span.len() },
                        _ => Piece::Inline,
                    });
                    let void = VOID.contains(&name.as_str());
                    tree.elements.push(Element { name, parent, at: span.start, words, attributes, hidden, link, block });
                    if !void && (block || !tag.self_closing) && stack.len() < MAX_HTML_DEPTH {
                        stack.push(tree.elements.len() as u32 - 1);
                    }
                }
                Token::EndTag(tag) => {
                    let name = utf8(&tag.name);
                    let span = clip(source, tag.span.start, tag.span.end);
                    if let Some(depth) = stack.iter().rposition(|n| *n != 0 && tree.elements[*n as usize].name == *name) {
                        stack.truncate(depth);
                    }
                    let block = BLOCK.binary_search(&&*name).is_ok() && !matches!(&*name, "td" | "th");
                    tree.pieces.push(if block { Piece::Block { at: span.start, len: span.len() } } else { Piece::Inline });
                }
                Token::String(s) => {
                    let node = stack.last().copied().unwrap_or(0);
                    let range = clip(source, s.span.start, s.span.end);
                    let e = &tree.elements[node as usize];
                    match e.name.as_str() {
                        "title" if tree.title.is_empty() => tree.title = utf8(&s.value).into_owned(),
                        "script" if e.attributes.get("type").is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json")) => {
                            tree.json_ld.push(utf8(&s.value).into_owned())
                        }
                        _ => {}
                    }
                    tree.pieces.push(Piece::Text { range, node });
                }
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        tree
    }

    /// Ends what a start tag ends without saying so.
    fn implied_ends(&self, stack: &mut Vec<u32>, name: &str, block: bool) {
        let ends: &[&str] = match name {
            "li" => &["li"],
            "dd" | "dt" => &["dd", "dt"],
            "tr" => &["td", "th", "tr"],
            "td" | "th" => &["td", "th"],
            "option" => &["option"],
            "body" => &["head"],
            _ => &[],
        };
        let bounds: &[&str] = match name {
            "li" => &["ul", "ol", "menu"],
            "dd" | "dt" => &["dl"],
            _ => &["table"],
        };
        if !ends.is_empty() {
            let mut cut = None;
            for (i, n) in stack.iter().enumerate().rev() {
                let e = &self.elements[*n as usize];
                if bounds.contains(&e.name.as_str()) {
                    break;
                }
                if ends.contains(&e.name.as_str()) {
                    cut = Some(i);
                }
            }
            if let Some(i) = cut {
                stack.truncate(i);
            }
        }
        if block
            && let Some(i) = stack.iter().rposition(|n| self.elements[*n as usize].block)
            && self.elements[stack[i] as usize].name == "p"
        {
            stack.truncate(i);
        }
    }

    /// The block that an element's text stands in.
    pub fn block_of(&self, node: u32) -> u32 {
        let mut n = node;
        while !self.elements[n as usize].block {
            n = self.elements[n as usize].parent;
        }
        n
    }

    /// Whether an element is hidden.
    pub fn hidden(&self, node: u32) -> bool {
        self.elements[node as usize].hidden
    }

    /// Whether text of an element is raised or lowered within its line.
    pub fn raised(&self, node: u32) -> bool {
        self.ancestors(node).take_while(|n| !self.elements[*n as usize].block).any(|n| matches!(self.elements[n as usize].name.as_str(), "sup" | "sub"))
    }

    /// Whether line breaks of an element's text are shown.
    pub fn preformatted(&self, node: u32) -> bool {
        self.ancestors(node).any(|n| self.elements[n as usize].name == "pre")
    }

    /// An element and those it is in, innermost first, the page last.
    pub fn ancestors(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(node), |n| (*n != 0).then(|| self.elements[*n as usize].parent))
    }
}

/// A span of the tokeniser as a range of the source on character boundaries.
fn clip(source: &str, start: usize, end: usize) -> Range<usize> {
    let mut end = end.min(source.len());
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let mut start = start.min(end);
    while !source.is_char_boundary(start) {
        start -= 1;
    }
    start..end
}

/// Words of a class attribute: `related-posts`, `mostRead`.
fn split_words(value: &str, out: &mut Vec<String>) {
    let mut word = String::new();
    for c in value.chars().take(2000) {
        if !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && word.ends_with(|p: char| p.is_ascii_lowercase())) {
            if word.len() > 1 {
                out.push(std::mem::take(&mut word).to_ascii_lowercase());
            }
            word.clear();
        }
        if c.is_ascii_alphabetic() {
            word.push(c);
        }
    }
    if word.len() > 1 {
        out.push(word.to_ascii_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorted() {
        assert!(BLOCK.is_sorted());
    }

    #[test]
    fn class_words() {
        let mut w = Vec::new();
        split_words("related-posts mostRead c13_x", &mut w);
        assert_eq!(w, ["related", "posts", "most", "read"]);
    }
}
