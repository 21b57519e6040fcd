//! NewsML-G2 and NITF.

use super::article::{Article, Blocks, Meta, day};
use super::html;
use super::xml::{self, Element};
use crate::error::Result;
use crate::source::Zone;

/// Articles of a file, each with its identifier.
pub(super) fn read(name: &str, text: &str) -> Result<Vec<Article>> {
    let root = xml::parse(name, text)?;
    let mut items = Vec::new();
    root.all("newsItem", &mut items);
    let mut out: Vec<Article> = items.iter().filter_map(|i| item(i)).collect();
    if out.is_empty()
        && let Some(n) = root.find("nitf")
    {
        out.push(nitf(n));
    }
    if out.len() > 1 {
        for (i, a) in out.iter_mut().enumerate() {
            a.part = Some((i + 1).to_string());
        }
    }
    Ok(out)
}

fn item(e: &Element) -> Option<Article> {
    let mut out = Blocks::default();
    let content = e.child("contentMeta");
    let item = e.child("itemMeta");
    let headline = content.and_then(|c| c.child("headline")).or_else(|| item.and_then(|i| i.child("title"))).map(Element::text);
    let mut body = Blocks::default();
    for set in e.elements().filter(|c| c.name == "contentSet") {
        for c in set.elements() {
            match c.name.as_str() {
                "inlineXML" => xml::blocks(c, &mut body),
                "inlineData" => {
                    let t = c.text();
                    if c.attribute("contenttype").is_some_and(|t| t.contains("html")) || t.contains("</p>") {
                        html::blocks(&t, &mut body);
                    } else {
                        t.lines().for_each(|l| body.push(Zone::Body, l));
                    }
                }
                _ => {}
            }
            if !body.text.is_empty() {
                break;
            }
        }
    }
    let described = content.map(|c| {
        let mut all = Vec::new();
        c.all("description", &mut all);
        all
    });
    if body.text.is_empty() {
        // a picture: what it tells is its caption
        for d in described.into_iter().flatten() {
            body.push(Zone::Caption, &d.text());
        }
    }
    if body.text.is_empty() {
        return None;
    }
    if let Some(h) = &headline
        && !body.begins_with(h)
    {
        out.push(Zone::Headline, h);
    }
    out.append(&body);
    let name_of = |e: &Element| e.child("name").map(Element::text).or_else(|| e.attribute("literal").map(str::to_owned)).or_else(|| e.attribute("qcode").map(str::to_owned));
    let mut meta = Meta {
        published: ["versionCreated", "firstCreated"].iter().find_map(|k| item?.child(k)).or_else(|| content?.child("contentCreated")).and_then(|d| day(&d.text())),
        outlet: content.and_then(|c| c.child("infoSource")).and_then(name_of).or_else(|| item?.child("provider").and_then(name_of)),
        language: content.and_then(|c| c.child("language")).and_then(|l| l.attribute("tag")).or_else(|| e.attribute("lang")).map(str::to_owned),
        ..Meta::default()
    };
    if let Some(h) = headline {
        Meta::fill(&mut meta.title, &h);
    }
    Some(out.article(meta))
}

fn nitf(e: &Element) -> Article {
    let mut out = Blocks::default();
    if let Some(b) = e.child("body") {
        xml::blocks(b, &mut out);
    }
    let mut meta = Meta::default();
    if let Some(t) = e.path(&["head", "title"]) {
        Meta::fill(&mut meta.title, &t.text());
    }
    let date = e.path(&["head", "docdata", "date.release"]).or_else(|| e.path(&["head", "docdata", "date.issue"])).or_else(|| e.find("story.date"));
    meta.published = date.and_then(|d| d.attribute("norm")).and_then(day);
    if let Some(d) = e.path(&["body", "body.head", "distributor"]) {
        Meta::fill(&mut meta.outlet, &d.text());
    }
    meta.language = e.child("body").and_then(|b| b.attribute("lang")).or_else(|| e.attribute("lang")).map(str::to_owned);
    out.article(meta)
}
