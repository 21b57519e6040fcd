//! ninjs, the IPTC's news in JSON, versions 1 and 2.

use serde_json::{Map, Value};

use super::article::{Article, Blocks, Meta, day};
use super::html;
use crate::source::Zone;

/// Whether an object is a ninjs item with words in it.
pub(super) fn is_item(o: &Map<String, Value>) -> bool {
    o.keys().any(|k| k.starts_with("body_") || k.starts_with("headline") || k == "bodies")
        && (o.contains_key("uri") || o.contains_key("type") || o.contains_key("representationtype") || !o.contains_key("text"))
}

fn text<'a>(v: &'a Value, key: &str) -> Option<&'a str> {
    v.get(key).and_then(Value::as_str).filter(|s| !s.trim().is_empty())
}

/// Reads one item.
pub(super) fn read(item: &Map<String, Value>) -> Article {
    let whole = Value::Object(item.clone());
    let mut out = Blocks::default();
    let headline = headline(item);
    let mut body = Blocks::default();
    body_of(item, &mut body);
    if let Some(h) = &headline
        && !body.begins_with(h)
    {
        out.push(Zone::Headline, h);
    } else if headline.is_some() {
        // the body repeats it
        body.zones.retain(|z| z.span.start != 0);
        if let Some(end) = body.text.find('\n').or(Some(body.text.len())) {
            body.zones.insert(0, crate::source::ZoneSpan { zone: Zone::Headline, span: crate::source::Span::new(0, end) });
        }
    }
    out.append(&body);
    captions(&whole, &mut out);
    out.article(meta(&whole, headline))
}

fn headline(item: &Map<String, Value>) -> Option<String> {
    let first = |v: &Value| v.as_str().map(str::to_owned).filter(|s| !s.trim().is_empty());
    item.get("headline")
        .and_then(first)
        .or_else(|| {
            let list = item.get("headlines")?.as_array()?;
            let main = list.iter().find(|h| h.get("role").and_then(Value::as_str).is_none_or(|r| r == "main" || r == "headline")).or(list.first())?;
            text(main, "value").map(str::to_owned)
        })
        .or_else(|| item.iter().filter(|(k, _)| k.starts_with("headline_")).find_map(|(_, v)| first(v)))
}

fn body_of(item: &Map<String, Value>, out: &mut Blocks) {
    // version 2: several bodies, the richest mark-up first
    if let Some(bodies) = item.get("bodies").and_then(Value::as_array) {
        let kind = |b: &Value| text(b, "contenttype").or(text(b, "contentType")).unwrap_or("").to_lowercase();
        let best = bodies.iter().filter(|b| text(b, "value").is_some()).min_by_key(|b| if kind(b).contains("html") { 0 } else { 1 });
        if let Some(b) = best {
            let value = text(b, "value").unwrap_or("");
            return if kind(b).contains("html") || kind(b).contains("xml") || looks_like_html(value) { html::blocks(value, out) } else { plain(value, out) };
        }
    }
    for key in ["body_xhtml", "body_html", "body_html5", "body_text", "body_plain"] {
        if let Some(v) = item.get(key).and_then(Value::as_str).filter(|s| !s.trim().is_empty()) {
            return if key.contains("html") { html::blocks(v, out) } else { plain(v, out) };
        }
    }
    if let Some(v) = item.iter().filter(|(k, _)| k.starts_with("body_")).find_map(|(_, v)| v.as_str()) {
        return if looks_like_html(v) { html::blocks(v, out) } else { plain(v, out) };
    }
    for key in ["description_xhtml", "description_html", "description_text"] {
        if let Some(v) = item.get(key).and_then(Value::as_str) {
            return if key.contains("html") { html::blocks(v, out) } else { plain(v, out) };
        }
    }
}

fn looks_like_html(v: &str) -> bool {
    v.contains("</") || v.contains("<br")
}

fn plain(v: &str, out: &mut Blocks) {
    for line in v.lines() {
        out.push(Zone::Body, line);
    }
}

/// Captions of pictures that go with the item.
fn captions(item: &Value, out: &mut Blocks) {
    let list: Vec<&Value> = match item.get("associations") {
        Some(Value::Object(o)) => o.values().collect(),
        Some(Value::Array(a)) => a.iter().collect(),
        _ => return,
    };
    for a in list.into_iter().take(200).filter(|a| text(a, "type") == Some("picture")) {
        let said = text(a, "description_text").or_else(|| text(a, "body_text")).map(str::to_owned);
        let listed = || a.get("descriptions")?.as_array()?.first().and_then(|d| text(d, "value")).map(str::to_owned);
        if let Some(t) = said.or_else(listed) {
            out.push(Zone::Caption, &t);
        }
    }
}

fn meta(v: &Value, headline: Option<String>) -> Meta {
    let date = |k: &str| text(v, k).and_then(day);
    let named = |k: &str| -> Option<String> {
        match v.get(k)? {
            Value::String(s) => Some(s.clone()),
            Value::Array(a) => a.first().and_then(|x| x.as_str().or_else(|| text(x, "name"))).map(str::to_owned),
            o => text(o, "name").map(str::to_owned),
        }
    };
    Meta {
        published: date("versioncreated").or_else(|| date("versionCreated")).or_else(|| date("contentcreated")).or_else(|| date("firstcreated")),
        outlet: named("infosource").or_else(|| named("infosources")).or_else(|| named("source")).or_else(|| named("provider")).or_else(|| named("copyrightholder")),
        title: headline.or_else(|| text(v, "title").map(str::to_owned)),
        language: text(v, "language").map(str::to_owned),
        url: text(v, "uri").filter(|u| u.starts_with("http")).map(str::to_owned),
    }
}
