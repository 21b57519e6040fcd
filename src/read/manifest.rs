//! `sources.yaml`: what the texts of a folder do not tell of themselves.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::Path;
use std::sync::OnceLock;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use crate::error::{Problem, Result};

/// The file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// One entry per article.
    pub sources: Vec<SourceEntry>,
    /// Numbers of the entries by the last part of their names.
    #[serde(skip)]
    by_name: OnceLock<HashMap<OsString, Vec<usize>>>,
}

/// What is known of one article.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    /// File name, relative to the manifest.
    #[serde(alias = "path")]
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
        let by_name = self.by_name.get_or_init(|| {
            let mut out: HashMap<OsString, Vec<usize>> = HashMap::new();
            for (n, e) in self.sources.iter().enumerate() {
                out.entry(Path::new(&e.file).file_name().unwrap_or_default().to_owned()).or_default().push(n);
            }
            out
        });
        by_name.get(path.file_name()?)?.iter().map(|n| &self.sources[*n]).find(|e| path.ends_with(&e.file))
    }
}
