//! `story.yaml`: articles, the claims a careful reader finds in them, what an editor must be told, and what must stay quiet.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{Problem, Result};
use crate::lexicon::Lexicon;
use crate::lexicon::row::Scalar;
use crate::read::{self, ReadOptions, SourceEntry};
use crate::source::{Document, Span};

/// A story. Keys that scoring has no use for are let pass: notes are for people.
#[derive(Debug, Clone, Deserialize)]
pub struct Story {
    /// Short name.
    pub story: String,
    /// Articles.
    pub docs: Vec<GoldDoc>,
    /// Claims.
    #[serde(default)]
    pub claims: Vec<GoldClaim>,
    /// What an editor must be told.
    #[serde(default)]
    pub findings: Vec<GoldFinding>,
    /// Pairs that must not be flagged.
    #[serde(default)]
    pub quiet: Vec<GoldQuiet>,
    /// Name of the folder.
    #[serde(skip)]
    pub name: String,
}

/// One article of a story.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldDoc {
    /// Its id in the story.
    pub id: String,
    /// File name.
    pub file: String,
    /// Day of publication.
    #[serde(default)]
    pub published: Option<Scalar>,
    /// Outlet.
    #[serde(default)]
    pub outlet: Option<Scalar>,
    /// Title.
    #[serde(default)]
    pub title: Option<Scalar>,
    /// Language.
    #[serde(default)]
    pub lang: Option<String>,
    /// Its bytes.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// A claim that must be read.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldClaim {
    /// Id.
    pub id: String,
    /// Article.
    pub doc: String,
    /// Words that show it.
    pub quote: Scalar,
    /// Which occurrence of the quote.
    #[serde(default)]
    pub nth: Option<usize>,
    /// The words of the value.
    #[serde(default)]
    pub value_text: Option<Scalar>,
    /// Kind.
    pub kind: String,
    /// Value.
    #[serde(default)]
    pub value: Option<GoldValue>,
    /// Unit.
    #[serde(default)]
    pub unit: Option<Scalar>,
    /// Subject.
    #[serde(default)]
    pub subject: Option<Scalar>,
    /// Whom it counts.
    #[serde(default)]
    pub who: Option<Scalar>,
    /// Where.
    #[serde(default, rename = "where")]
    pub place: Option<Scalar>,
    /// Where the value stands.
    #[serde(skip)]
    pub span: Span,
    /// Where the quote stands.
    #[serde(skip)]
    pub quote_span: Span,
}

/// A value as written in a story.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct GoldValue {
    /// Lowest.
    #[serde(default)]
    pub min: Option<Scalar>,
    /// Highest.
    #[serde(default)]
    pub max: Option<Scalar>,
    /// About.
    #[serde(default)]
    pub approx: Option<Scalar>,
    /// On which side of `approx`.
    #[serde(default)]
    pub bound: Option<Scalar>,
    /// Members.
    #[serde(default)]
    pub set: Option<Vec<Scalar>>,
    /// Whether the list is whole.
    #[serde(default)]
    pub complete: Option<bool>,
    /// Date.
    #[serde(default)]
    pub date: Option<Scalar>,
    /// Name.
    #[serde(default)]
    pub text: Option<Scalar>,
}

/// What an editor must be told.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldFinding {
    /// Id.
    #[serde(default)]
    pub id: Option<Scalar>,
    /// Claims it is about.
    pub claims: Vec<String>,
    /// Verdict.
    pub verdict: String,
    /// Why.
    #[serde(default)]
    pub why: Option<String>,
}

/// Claims that look alike and must not be flagged.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldQuiet {
    /// The claims.
    pub claims: Vec<String>,
    /// Why.
    #[serde(default)]
    pub why: Option<String>,
}

impl Story {
    /// Reads `story.yaml` of a folder and the articles it names, which may lie in `docs`.
    pub fn load(folder: &Path, docs: Option<&Path>) -> Result<Story> {
        let path = folder.join("story.yaml");
        let text = std::fs::read_to_string(&path)
            .map_err(|e| Problem::in_file(&path, format_args!("cannot be read: {e}")).help("a story is a folder with story.yaml and the articles it names"))?;
        let name = path.display().to_string();
        let mut story: Story = crate::yaml::from_str(&name, &text)?;
        story.name = folder.file_name().map_or_else(|| story.story.clone(), |n| n.to_string_lossy().into_owned());
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        for d in &mut story.docs {
            let own = folder.join(&d.file);
            let at = if own.exists() { own } else { docs.map_or(own, |dir| dir.join(&d.file)) };
            d.bytes = std::fs::read(&at).map_err(|e| Problem::in_file(&at, format_args!("cannot be read: {e}")).help("name the folder of the articles with --docs"))?;
            texts.insert(d.id.clone(), read::decode(&at.display().to_string(), &d.bytes)?);
        }
        let known: Vec<String> = story.claims.iter().map(|c| c.id.clone()).collect();
        for c in &mut story.claims {
            let place = texts.get(&c.doc).and_then(|t| place(t, c));
            let Some((span, quote_span)) = place else {
                return Err(Box::new(Problem::new(format!("{name}: {}: its quote does not stand in `{}`", c.id, c.doc)).help("the quote must be an exact part of the article")));
            };
            (c.span, c.quote_span) = (span, quote_span);
        }
        for id in story.findings.iter().flat_map(|f| &f.claims).chain(story.quiet.iter().flat_map(|q| &q.claims)) {
            if !known.contains(id) {
                return Err(Box::new(Problem::new(format!("{name}: there is no claim `{id}`")).help("findings and quiet pairs name claims by their id")));
            }
        }
        Ok(story)
    }

    /// The articles as documents, sorted and numbered as a folder of them would be.
    pub fn documents(&self, lexicon: &Lexicon) -> Result<Vec<Document>> {
        let mut out = Vec::new();
        for d in &self.docs {
            let text = |s: &Option<Scalar>| s.as_ref().map(|s| s.0.clone()).filter(|s| !s.is_empty());
            let entry = SourceEntry {
                file: base(&d.file),
                published: d.published.as_ref().and_then(|p| read::day(&p.0)),
                outlet: text(&d.outlet),
                title: text(&d.title),
                lang: d.lang.clone(),
                url: None,
            };
            out.push(read::of_bytes(lexicon, &base(&d.file), &d.bytes, Some(&entry), &ReadOptions::default())?);
        }
        out.sort_by(|a, b| a.path.cmp(&b.path));
        read::number(&mut out);
        Ok(out)
    }

    /// The article of this file name.
    pub fn doc_of(&self, path: &str) -> Option<&GoldDoc> {
        self.docs.iter().find(|d| base(&d.file) == base(path))
    }
}

fn base(path: &str) -> String {
    PathBuf::from(path).file_name().map_or_else(|| path.to_owned(), |n| n.to_string_lossy().into_owned())
}

/// Where a claim's value and quote stand.
fn place(text: &str, c: &GoldClaim) -> Option<(Span, Span)> {
    let quote = c.quote.0.as_str();
    let mut from = 0;
    let mut at = None;
    for _ in 0..c.nth.unwrap_or(1) {
        let found = from + text.get(from..)?.find(quote)?;
        at = Some(found);
        from = found + text[found..].chars().next().map_or(1, char::len_utf8);
    }
    let at = at?;
    let value = c.value_text.as_ref().map_or(quote, |v| v.0.as_str());
    let offset = at + quote.find(value).unwrap_or(0);
    Some((Span::new(offset, offset + value.len()), Span::new(at, at + quote.len())))
}
