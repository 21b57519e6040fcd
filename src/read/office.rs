//! Word processors' files: DOCX and ODT, as the reader of the finished text sees them: insertions in, deletions out.

use super::article::{Article, Blocks, Meta, day};
use super::xml::{self, Element, Node};
use crate::error::Result;
use crate::source::Zone;

/// Parts of a container, by name.
pub(super) type Part<'a> = &'a dyn Fn(&str) -> Result<Option<String>>;

/// Reads a DOCX file.
pub(super) fn docx(name: &str, part: Part<'_>) -> Result<Article> {
    let document = part("word/document.xml")?.unwrap_or_default();
    let root = xml::parse(name, &document)?;
    let mut styles = Vec::new();
    if let Some(s) = part("word/styles.xml")? {
        let s = xml::parse(name, &s)?;
        let mut all = Vec::new();
        s.all("style", &mut all);
        styles = all.iter().filter_map(|e| Some((e.attribute("styleId")?.to_owned(), e.child("name")?.attribute("val")?.to_lowercase()))).collect();
    }
    let mut out = Blocks::default();
    let mut d = Docx { styles, headed: false, out: &mut out };
    if let Some(body) = root.find("body") {
        d.body(body, Zone::Body);
    }
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(text) = part(notes)? {
            let root = xml::parse(name, &text)?;
            let mut all = Vec::new();
            root.all("footnote", &mut all);
            root.all("endnote", &mut all);
            for n in all.into_iter().filter(|n| n.attribute("type").is_none_or(|t| t == "normal")) {
                d.body(n, Zone::Body);
            }
        }
    }
    let mut meta = Meta::default();
    if let Some(core) = part("docProps/core.xml")? {
        let core = xml::parse(name, &core)?;
        properties(&core, "created", "modified", &mut meta);
    }
    Ok(out.article(meta))
}

/// Title, language and day of a file's properties. The day is that of the last change when the file is not much older.
fn properties(root: &Element, created: &str, modified: &str, meta: &mut Meta) {
    let text = |n: &str| root.find(n).map(Element::text);
    if let Some(t) = text("title") {
        Meta::fill(&mut meta.title, &t);
    }
    if let Some(t) = text("language") {
        Meta::fill(&mut meta.language, &t);
    }
    let (made, changed) = (text(created).and_then(|t| day(&t)), text(modified).and_then(|t| day(&t)));
    meta.published = match (made, changed) {
        (Some(a), Some(b)) => a.until(b).ok().filter(|s| s.get_days().abs() <= 7).map(|_| b),
        (a, b) => b.or(a),
    };
}

struct Docx<'a> {
    styles: Vec<(String, String)>,
    headed: bool,
    out: &'a mut Blocks,
}

impl Docx<'_> {
    fn body(&mut self, e: &Element, zone: Zone) {
        for c in e.elements() {
            match c.name.as_str() {
                "p" => self.paragraph(c, zone),
                "tbl" => {
                    for row in rows(c, "tr") {
                        let cells: Vec<String> = rows(row, "tc").into_iter().map(cell_text).collect();
                        self.out.push(Zone::Table, &cells.join(" | "));
                    }
                }
                "del" | "moveFrom" | "sectPr" | "Fallback" => {}
                _ => self.body(c, zone),
            }
        }
    }

    fn paragraph(&mut self, p: &Element, zone: Zone) {
        let mut text = String::new();
        let mut boxes = Vec::new();
        run_text(p, &mut text, &mut boxes);
        let props = p.child("pPr");
        let style = props.and_then(|e| e.child("pStyle")).and_then(|e| e.attribute("val")).unwrap_or("");
        let style = self.styles.iter().find(|(id, _)| id == style).map_or_else(|| style.to_lowercase(), |(_, n)| n.clone());
        let zone = if zone != Zone::Body {
            zone
        } else if style == "title" || (style.replace(' ', "") == "heading1" && !self.headed && self.out.text.is_empty()) {
            self.headed = true;
            Zone::Headline
        } else if style == "subtitle" {
            Zone::Standfirst
        } else if style.starts_with("caption") {
            Zone::Caption
        } else if style.contains("quot") {
            Zone::Quote
        } else if props.is_some_and(|e| e.child("numPr").is_some()) || style.starts_with("list") {
            Zone::List
        } else {
            Zone::Body
        };
        self.out.push(zone, &text);
        for b in boxes {
            self.body(b, Zone::Body);
        }
    }
}

fn cell_text(cell: &Element) -> String {
    let mut all = Vec::new();
    cell.all("p", &mut all);
    let mut boxes = Vec::new();
    let texts: Vec<String> = all
        .into_iter()
        .map(|p| {
            let mut t = String::new();
            run_text(p, &mut t, &mut boxes);
            t
        })
        .collect();
    texts.join(" ")
}

fn run_text<'a>(e: &'a Element, out: &mut String, boxes: &mut Vec<&'a Element>) {
    for c in e.elements() {
        match c.name.as_str() {
            "t" => out.push_str(&c.text()),
            "tab" => out.push('\t'),
            "br" | "cr" => out.push('\n'),
            "noBreakHyphen" => out.push('-'),
            // deleted and moved text, codes of fields, and the second copy of a drawing
            "del" | "moveFrom" | "delText" | "instrText" | "pPr" | "rPr" | "Fallback" => {}
            "txbxContent" => boxes.push(c),
            _ => run_text(c, out, boxes),
        }
    }
}

/// Reads an ODT file.
pub(super) fn odt(name: &str, part: Part<'_>) -> Result<Article> {
    let content = part("content.xml")?.unwrap_or_default();
    let root = xml::parse(name, &content)?;
    // automatic styles inherit the names that people see
    let mut all = Vec::new();
    root.all("style", &mut all);
    let parents: Vec<(String, String)> = all.iter().filter_map(|e| Some((e.attribute("name")?.to_owned(), e.attribute("parent-style-name")?.to_lowercase()))).collect();
    let mut out = Blocks::default();
    let mut o = Odt { parents, headed: false, notes: Vec::new(), out: &mut out };
    if let Some(body) = root.find("body").and_then(|b| b.child("text")) {
        o.body(body, Zone::Body);
        for n in std::mem::take(&mut o.notes) {
            o.body(n, Zone::Body);
        }
    }
    let mut meta = Meta::default();
    if let Some(m) = part("meta.xml")? {
        let m = xml::parse(name, &m)?;
        properties(&m, "creation-date", "date", &mut meta);
    }
    Ok(out.article(meta))
}

struct Odt<'a, 'e> {
    parents: Vec<(String, String)>,
    headed: bool,
    notes: Vec<&'e Element>,
    out: &'a mut Blocks,
}

impl<'e> Odt<'_, 'e> {
    fn body(&mut self, e: &'e Element, zone: Zone) {
        for c in e.elements() {
            match c.name.as_str() {
                "p" | "h" => {
                    let mut text = String::new();
                    let mut frames = Vec::new();
                    spans(c, &mut text, &mut self.notes, &mut frames);
                    let style = c.attribute("style-name").unwrap_or("");
                    let style = self.parents.iter().find(|(n, _)| n == style).map_or_else(|| style.to_lowercase(), |(_, p)| p.clone());
                    let zone = if zone != Zone::Body {
                        zone
                    } else if style == "title" || (c.name == "h" && c.attribute("outline-level").is_none_or(|l| l == "1") && !self.headed && self.out.text.is_empty()) {
                        self.headed = true;
                        Zone::Headline
                    } else if style == "subtitle" {
                        Zone::Standfirst
                    } else if matches!(style.as_str(), "caption" | "illustration" | "figure") {
                        Zone::Caption
                    } else if style.contains("quot") {
                        Zone::Quote
                    } else {
                        Zone::Body
                    };
                    self.out.push(zone, &text);
                    for f in frames {
                        self.body(f, Zone::Caption);
                    }
                }
                "list-item" | "list-header" => self.body(c, Zone::List),
                "table" => {
                    for row in rows(c, "table-row") {
                        let cells: Vec<String> = rows(row, "table-cell")
                            .into_iter()
                            .map(|cell| {
                                let mut all = Vec::new();
                                cell.all("p", &mut all);
                                let mut t = String::new();
                                let mut frames = Vec::new();
                                for p in all {
                                    spans(p, &mut t, &mut self.notes, &mut frames);
                                    t.push(' ');
                                }
                                t
                            })
                            .collect();
                        self.out.push(Zone::Table, &cells.join(" | "));
                    }
                }
                "tracked-changes" | "annotation" | "sequence-decls" | "forms" => {}
                _ => self.body(c, zone),
            }
        }
    }
}

fn spans<'e>(e: &'e Element, out: &mut String, notes: &mut Vec<&'e Element>, frames: &mut Vec<&'e Element>) {
    for c in &e.children {
        match c {
            Node::Text(t) => out.push_str(t),
            Node::Element(c) => match c.name.as_str() {
                "s" | "tab" => out.push(' '),
                "line-break" => out.push('\n'),
                "note" => notes.extend(c.child("note-body")),
                "annotation" | "annotation-end" | "tracked-changes" => {}
                "text-box" => frames.push(c),
                _ => spans(c, out, notes, frames),
            },
        }
    }
}

/// Elements of a name within a table or row, not those of a table inside.
fn rows<'a>(e: &'a Element, name: &str) -> Vec<&'a Element> {
    let mut out = Vec::new();
    e.all(name, &mut out);
    out
}
