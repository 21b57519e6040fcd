//! Scoring against annotated stories: how many of a story's claims, links and findings come out, and which quiet pairs break.

mod matching;
mod score;
mod story;

pub use score::{Score, Shares, score};
pub use story::{GoldClaim, GoldDoc, GoldFinding, GoldQuiet, GoldValue, Story};

use std::path::Path;

use crate::error::Result;
use crate::pipeline::{Checked, Engine};
use crate::source::DocId;

/// Reads the story of a folder, checks its articles as `gainsay check` would, and scores what came.
pub fn run(engine: &Engine, folder: &Path, docs: Option<&Path>) -> Result<(Story, Checked, Score)> {
    let story = Story::load(folder, docs)?;
    let documents = story.documents(&engine.lexicon)?;
    let drafts = documents.iter().filter(|d| story.doc_of(&d.path).is_some_and(|g| g.id == "draft")).map(|d| DocId(d.id.0)).collect();
    let checked = engine.check(documents, &drafts);
    let score = score(&engine.lexicon, &story, &checked);
    Ok((story, checked, score))
}
