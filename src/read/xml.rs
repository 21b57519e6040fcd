//! XML as a small tree: local names, attributes, text. Entities that a file defines for itself are never expanded.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::article::{Blocks, squeeze};
use super::limits;
use crate::error::{Problem, Result};
use crate::source::Zone;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Name without prefix.
    pub name: String,
    /// Attributes, names without prefix.
    pub attributes: Vec<(String, String)>,
    /// What it holds.
    pub children: Vec<Node>,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Text.
    Text(String),
}

impl Element {
    fn of(tag: &BytesStart<'_>) -> Element {
        let local = |n: &str| n.rsplit(':').next().unwrap_or(n).to_owned();
        let attributes = tag
            .html_attributes()
            .with_checks(false)
            .take(64)
            .filter_map(|a| a.ok())
            .map(|a| {
                let raw: &str = &a.value;
                let value = quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), |v| v.into_owned());
                (local(a.key.as_ref()), value)
            })
            .collect();
        Element { name: local(tag.name().as_ref()), attributes, children: Vec::new() }
    }

    /// Value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Elements directly within.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|c| match c {
            Node::Element(e) => Some(e),
            Node::Text(_) => None,
        })
    }

    /// The first element of a name directly within.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|e| e.name == name)
    }

    /// Follows names downward.
    pub fn path(&self, names: &[&str]) -> Option<&Element> {
        names.iter().try_fold(self, |e, n| e.child(n))
    }

    /// All elements of a name, at any depth, outermost first.
    pub fn all<'a>(&'a self, name: &str, out: &mut Vec<&'a Element>) {
        for e in self.elements() {
            if e.name == name {
                out.push(e);
            } else {
                e.all(name, out);
            }
        }
    }

    /// The first element of a name at any depth.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|e| if e.name == name { Some(e) } else { e.find(name) })
    }

    /// All text within.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.text_into(&mut out);
        out
    }

    fn text_into(&self, out: &mut String) {
        for c in &self.children {
            match c {
                Node::Text(t) => out.push_str(t),
                Node::Element(e) => e.text_into(out),
            }
        }
    }
}

/// Reads XML. `name` is what diagnostics call it.
pub(super) fn parse(name: &str, text: &str) -> Result<Element> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut stack = vec![Element::default()];
    let mut count = 0usize;
    let too = |what: String, help: &str| Err(Box::new(Problem::new(format!("{name}: {what}")).help(help)));
    loop {
        let event = match reader.read_event() {
            Ok(e) => e,
            Err(e) => {
                let at = (reader.error_position() as usize).min(text.len());
                let line = text.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1;
                return too(format!("not well-formed XML near line {line}: {e}"), "export the file again, or save the article in another format");
            }
        };
        match event {
            Event::Eof => break,
            Event::Start(t) | Event::Empty(t) if count >= limits::MAX_XML_ELEMENTS => {
                let _ = t;
                return too(format!("more than the {} XML elements that are read", limits::MAX_XML_ELEMENTS), "split the file");
            }
            Event::Start(t) => {
                count += 1;
                if stack.len() > limits::MAX_XML_DEPTH {
                    return too(format!("XML elements nested deeper than the {} that are read", limits::MAX_XML_DEPTH), "this is no article; leave the file out");
                }
                stack.push(Element::of(&t));
            }
            Event::Empty(t) => {
                count += 1;
                add(&mut stack, Node::Element(Element::of(&t)));
            }
            Event::End(t) => {
                let end = t.name();
                let full: &str = end.as_ref();
                let local = full.rsplit(':').next().unwrap_or(full);
                if let Some(depth) = stack.iter().skip(1).rposition(|e| e.name == local) {
                    while stack.len() > depth + 1 {
                        close(&mut stack);
                    }
                }
            }
            Event::Text(t) => push_text(&mut stack, &t.xml10_content()),
            Event::CData(t) => push_text(&mut stack, &t.xml10_content()),
            Event::GeneralRef(r) => {
                let code: &str = &r;
                match r.resolve_char_ref() {
                    Ok(Some(c)) => push_text(&mut stack, c.encode_utf8(&mut [0; 4])),
                    _ => push_text(&mut stack, &super::html::entity(&format!("&{code};"))),
                }
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    while stack.len() > 1 {
        close(&mut stack);
    }
    Ok(stack.pop().unwrap_or_default())
}

fn close(stack: &mut Vec<Element>) {
    if let Some(e) = stack.pop() {
        add(stack, Node::Element(e));
    }
}

fn add(stack: &mut [Element], node: Node) {
    if let Some(parent) = stack.last_mut() {
        parent.children.push(node);
    }
}

fn push_text(stack: &mut [Element], text: &str) {
    let Some(parent) = stack.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(t)) => t.push_str(text),
        _ => parent.children.push(Node::Text(text.to_owned())),
    }
}

/// The blocks of XHTML or NITF held in an element.
pub(super) fn blocks(root: &Element, out: &mut Blocks) {
    let mut line = String::new();
    walk(root, Zone::Body, &mut line, out);
    flush(Zone::Body, &mut line, out);
}

fn flush(zone: Zone, line: &mut String, out: &mut Blocks) {
    let block = squeeze(line);
    out.push(zone, &block);
    line.clear();
}

fn walk(e: &Element, zone: Zone, line: &mut String, out: &mut Blocks) {
    for c in &e.children {
        match c {
            Node::Text(t) => line.push_str(t),
            Node::Element(e) => {
                let own = match e.name.as_str() {
                    "script" | "style" | "head" | "docdata" | "title" | "object" => continue,
                    "h1" | "hl1" => Some(Zone::Headline),
                    "hl2" | "abstract" => Some(Zone::Standfirst),
                    "figcaption" | "caption" | "media-caption" => Some(Zone::Caption),
                    "li" | "dd" | "dt" => Some(Zone::List),
                    "tr" => Some(Zone::Table),
                    "blockquote" | "bq" => Some(Zone::Quote),
                    "p" | "div" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "table" | "section" | "article" | "figure" | "body" | "hedline" | "byline"
                    | "dateline" | "block" | "br" | "hr" | "pre" | "body.head" | "body.content" | "header" | "main" | "nitf-table" => Some(zone),
                    _ => None,
                };
                match own {
                    Some(z) => {
                        flush(zone, line, out);
                        walk(e, z, line, out);
                        flush(z, line, out);
                    }
                    None => {
                        walk(e, zone, line, out);
                        if matches!(e.name.as_str(), "td" | "th") {
                            line.push_str(" | ");
                        }
                    }
                }
            }
        }
    }
}
