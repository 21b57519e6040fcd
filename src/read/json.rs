//! Articles in JSON: one object a line, one ninjs item, or an array of either.

use serde_json::{Map, Value};

use super::article::{Article, Meta, day};
use super::{limits, ninjs};
use crate::error::{Problem, Result};

/// What a line says.
#[derive(serde::Deserialize)]
pub(super) struct Line {
    #[serde(default)]
    pub id: Option<Value>,
    pub text: String,
    pub language: Option<String>,
    pub published: Option<String>,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
}

const HELP: &str = "a line is one JSON object with \"id\" and \"text\", and where known \"language\", \"published\", \"title\", \"outlet\"";

/// Reads one line of the program's own form.
pub(super) fn line(what: &str, text: &str) -> Result<(Option<String>, Article)> {
    let l: Line = serde_json::from_str(text).map_err(|e| Box::new(Problem::new(format!("{what}: {e}")).help(HELP)))?;
    own(what, l)
}

fn own(what: &str, l: Line) -> Result<(Option<String>, Article)> {
    let id = l.id.as_ref().map(|id| match id {
        Value::String(s) => s.clone(),
        other => other.to_string(),
    });
    let published = match l.published.as_deref().filter(|p| !p.trim().is_empty()).map(day) {
        Some(None) => return Err(Box::new(Problem::new(format!("{what}: `published` is no date")).help("write it as 2022-01-19"))),
        other => other.flatten(),
    };
    let meta = Meta { published, outlet: l.outlet, title: l.title, language: l.language, url: l.url };
    Ok((id, Article { text: l.text, meta, ..Article::default() }))
}

/// Reads a file of one object a line; a bad line is a problem and the others are read.
pub(super) fn lines(name: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Article> {
    let mut out = Vec::new();
    let mut bad = 0usize;
    for (i, l) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if l.trim().is_empty() {
            continue;
        }
        let what = format!("{name}: line {}", i + 1);
        match object(&what, l) {
            Ok(mut a) => {
                a.part = Some((i + 1).to_string());
                out.push(a);
            }
            Err(p) => {
                bad += 1;
                if bad <= limits::MAX_PROBLEMS_PER_FILE {
                    problems.push(*p);
                }
            }
        }
    }
    if bad > limits::MAX_PROBLEMS_PER_FILE {
        problems.push(Problem::new(format!("{name}: {} further lines cannot be read", bad - limits::MAX_PROBLEMS_PER_FILE)).help(HELP));
    }
    out
}

fn object(what: &str, text: &str) -> Result<Article> {
    let v: Value = serde_json::from_str(text).map_err(|e| Box::new(Problem::new(format!("{what}: {e}")).help(HELP)))?;
    value(what, v)
}

fn value(what: &str, v: Value) -> Result<Article> {
    match v {
        Value::Object(o) if ninjs::is_item(&o) => Ok(ninjs::read(&o)),
        Value::Object(o) => Ok(line_of(what, o)?.1),
        _ => Err(Box::new(Problem::new(format!("{what}: no JSON object")).help(HELP))),
    }
}

fn line_of(what: &str, o: Map<String, Value>) -> Result<(Option<String>, Article)> {
    let l: Line = serde_json::from_value(Value::Object(o)).map_err(|e| {
        Box::new(
            Problem::new(format!("{what}: this JSON holds no article: {e}"))
                .help("articles in JSON are ninjs items, or objects with \"text\" and where known \"published\", \"language\", \"title\", \"outlet\""),
        )
    })?;
    own(what, l)
}

/// Reads a whole JSON file.
pub(super) fn whole(name: &str, text: &str, problems: &mut Vec<Problem>) -> Result<Vec<Article>> {
    let v: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|e| Box::new(Problem::new(format!("{name}: not valid JSON: {e}")).help("save it again as UTF-8 JSON; one object a line belongs in a file that ends in .jsonl")))?;
    match v {
        Value::Array(a) => {
            let mut out = Vec::new();
            for (i, v) in a.into_iter().enumerate() {
                match value(&format!("{name}: item {}", i + 1), v) {
                    Ok(mut a) => {
                        a.part = Some((i + 1).to_string());
                        out.push(a);
                    }
                    Err(p) if problems.len() < limits::MAX_PROBLEMS_PER_FILE => problems.push(*p),
                    Err(_) => {}
                }
            }
            Ok(out)
        }
        // what a search of an archive gives
        Value::Object(mut o) if o.get("items").is_some_and(Value::is_array) && !o.contains_key("text") && !ninjs::is_item(&o) => {
            let items = o.remove("items").unwrap_or_default();
            whole(name, &items.to_string(), problems)
        }
        v => value(name, v).map(|a| vec![a]),
    }
}
