//! `sources.yaml`: what the texts of a folder do not tell of themselves.

use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use crate::error::{Problem, Result};

/// The file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// One entry per article.
    pub sources: Vec<SourceEntry>,
}

/// What is known of one article.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    /// File name, relative to the manifest.
    pub file: String,
    /// Day of publication.
    #[serde(default, deserialize_with = "date")]
    pub published: Option<Date>,
    /// Outlet.
    #[serde(default)]
    pub outlet: Option<String>,
    /// Title.
    #[serde(default)]
    pub title: Option<String>,
    /// Language code.
    #[serde(default)]
    pub lang: Option<String>,
    /// Address.
    #[serde(default)]
    pub url: Option<String>,
}

fn date<'de, D: Deserializer<'de>>(d: D) -> std::result::Result<Option<Date>, D::Error> {
    let text: Option<String> = Option::deserialize(d)?;
    match text {
        None => Ok(None),
        Some(t) => super::article::day(&t).map(Some).ok_or_else(|| serde::de::Error::custom(format!("`{t}` is no day; write it as 2022-01-19"))),
    }
}

impl Manifest {
    /// The manifest of a folder, when it has one.
    pub fn of_folder(dir: &Path) -> Result<Option<Manifest>> {
        let path = dir.join("sources.yaml");
        if !path.is_file() {
            return Ok(None);
        }
        let text = std::fs::read_to_string(&path).map_err(|e| Box::new(Problem::in_file(&path, format_args!("cannot be read: {e}")).help("sources.yaml is UTF-8 text")))?;
        crate::yaml::from_str(&path.display().to_string(), &text).map(Some)
    }

    /// The entry of a file.
    pub fn entry(&self, path: &Path) -> Option<&SourceEntry> {
        self.sources.iter().find(|e| path.ends_with(&e.file))
    }
}
