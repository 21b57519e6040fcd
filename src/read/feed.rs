//! Feeds: RSS 2.0, RSS 1.0 (RDF) and Atom.

use super::article::{Article, Blocks, Meta, day, squeeze};
use super::html;
use super::xml::{self, Element};
use crate::error::Result;
use crate::source::Zone;

/// Articles of a feed, numbered.
pub(super) fn read(name: &str, text: &str) -> Result<Vec<Article>> {
    let root = xml::parse(name, text)?;
    let mut out = Vec::new();
    let channel = root.find("channel").or_else(|| root.find("feed"));
    let mut outlet = None;
    let mut language = None;
    if let Some(c) = channel {
        outlet = c.child("title").map(Element::text);
        language = c.child("language").map(Element::text).or_else(|| c.attribute("lang").map(str::to_owned));
    }
    let mut items = Vec::new();
    root.all("item", &mut items);
    if items.is_empty() {
        root.all("entry", &mut items);
    }
    for (i, e) in items.iter().enumerate() {
        let mut a = entry(e);
        if a.text.is_empty() {
            continue;
        }
        if let Some(o) = &outlet {
            Meta::fill(&mut a.meta.outlet, o);
        }
        if let Some(l) = &language {
            Meta::fill(&mut a.meta.language, l);
        }
        a.part = Some((i + 1).to_string());
        out.push(a);
    }
    Ok(out)
}

fn entry(e: &Element) -> Article {
    let mut out = Blocks::default();
    let mut body = Blocks::default();
    let title = e.child("title").map(Element::text).map(|t| plain(&t));
    let full = e.elements().find(|c| c.name == "encoded").or_else(|| e.child("content"));
    let short = e.child("description").or_else(|| e.child("summary"));
    for c in [full, short].into_iter().flatten() {
        if c.attribute("type") == Some("xhtml") {
            xml::blocks(c, &mut body);
        } else {
            html::blocks(&c.text(), &mut body);
        }
        if !body.text.is_empty() {
            break;
        }
    }
    if let Some(t) = &title
        && !body.begins_with(t)
    {
        out.push(Zone::Headline, t);
    }
    out.append(&body);
    let date = ["pubDate", "published", "date", "issued", "updated"].iter().find_map(|k| e.child(k)).and_then(|d| day(&d.text()));
    let link = e.child("link").map(|l| l.attribute("href").map_or_else(|| l.text(), str::to_owned));
    let mut meta = Meta { published: date, title, ..Meta::default() };
    if let Some(l) = link {
        Meta::fill(&mut meta.url, &l);
    }
    if let Some(s) = e.path(&["source", "title"]).or_else(|| e.child("source")) {
        Meta::fill(&mut meta.outlet, &s.text());
    }
    out.article(meta)
}

/// A title without mark-up.
fn plain(t: &str) -> String {
    let mut b = Blocks::default();
    html::blocks(t, &mut b);
    squeeze(&b.text)
}
