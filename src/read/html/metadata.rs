//! What a page tells of itself: JSON-LD, OpenGraph, `meta`, `time`.

use serde_json::Value;

use super::super::article::{Meta, day};
use super::tree::Tree;

/// Metadata of a page.
pub(super) fn of(tree: &Tree) -> Meta {
    let mut ld = Meta::default();
    for text in &tree.json_ld {
        if let Ok(v) = serde_json::from_str::<Value>(text.trim()) {
            json_ld(&v, 0, &mut ld);
        }
    }
    let mut graph = Meta::default();
    let mut plain = Meta::default();
    let mut timed = None;
    for e in &tree.elements {
        let get = |k: &str| e.attributes.get(k).map(|s| s.trim()).filter(|s| !s.is_empty());
        match e.name.as_str() {
            "meta" => {
                let Some(content) = get("content") else { continue };
                let key = get("property").or_else(|| get("name")).or_else(|| get("itemprop")).unwrap_or("").to_ascii_lowercase();
                match key.as_str() {
                    "article:published_time" | "og:published_time" | "og:article:published_time" => graph.published = graph.published.or_else(|| day(content)),
                    "datepublished"
                    | "date"
                    | "pubdate"
                    | "publishdate"
                    | "publish-date"
                    | "publish_date"
                    | "publication_date"
                    | "dc.date"
                    | "dc.date.issued"
                    | "dcterms.issued"
                    | "dcterms.date"
                    | "dcterms.created"
                    | "parsely-pub-date"
                    | "sailthru.date"
                    | "article.published"
                    | "published_at"
                    | "citation_publication_date" => plain.published = plain.published.or_else(|| day(content)),
                    "og:site_name" => Meta::fill(&mut graph.outlet, content),
                    "application-name" | "publisher" | "dc.publisher" | "dcterms.publisher" | "source" => Meta::fill(&mut plain.outlet, content),
                    "og:title" => Meta::fill(&mut graph.title, content),
                    "twitter:title" | "dc.title" | "title" | "headline" => Meta::fill(&mut plain.title, content),
                    "og:url" => Meta::fill(&mut graph.url, content),
                    "og:locale" | "content-language" | "language" | "dc.language" => Meta::fill(&mut plain.language, content),
                    _ => {}
                }
            }
            "link" if get("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                if let Some(h) = get("href") {
                    Meta::fill(&mut plain.url, h);
                }
            }
            "html" => {
                if let Some(l) = get("lang") {
                    Meta::fill(&mut graph.language, l);
                }
            }
            "time" if !e.hidden => {
                let said = e.attributes.contains_key("pubdate") || get("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("datePublished"));
                if let Some(d) = get("datetime").and_then(day)
                    && (timed.is_none() || said)
                {
                    timed = Some(d);
                    if said {
                        plain.published = plain.published.or(timed);
                    }
                }
            }
            _ => {}
        }
    }
    plain.published = plain.published.or(timed);
    Meta::fill(&mut plain.title, &tree.title);
    ld.or(graph).or(plain)
}

fn json_ld(v: &Value, depth: u8, meta: &mut Meta) {
    if depth > 8 {
        return;
    }
    match v {
        Value::Array(a) => a.iter().take(1000).for_each(|x| json_ld(x, depth + 1, meta)),
        Value::Object(o) => {
            let types: Vec<&str> = match o.get("@type") {
                Some(Value::String(s)) => vec![s.as_str()],
                Some(Value::Array(a)) => a.iter().filter_map(Value::as_str).collect(),
                _ => Vec::new(),
            };
            let article = types.iter().any(|t| t.ends_with("Article") || t.ends_with("Posting") || t.ends_with("Report"));
            if article {
                let text = |k: &str| o.get(k).and_then(Value::as_str);
                meta.published = meta.published.or_else(|| text("datePublished").and_then(day));
                for (slot, key) in [(&mut meta.title, "headline"), (&mut meta.language, "inLanguage"), (&mut meta.url, "url")] {
                    if let Some(t) = text(key) {
                        Meta::fill(slot, t);
                    }
                }
                let publisher = o.get("publisher").or_else(|| o.get("sourceOrganization"));
                let publisher = match publisher {
                    Some(Value::Array(a)) => a.first(),
                    p => p,
                };
                if let Some(p) = publisher.and_then(|p| p.as_str().or_else(|| p.get("name").and_then(Value::as_str))) {
                    Meta::fill(&mut meta.outlet, p);
                }
            }
            for k in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(x) = o.get(k) {
                    json_ld(x, depth + 1, meta);
                }
            }
        }
        _ => {}
    }
}
