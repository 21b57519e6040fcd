//! Where rule files come from: the folder built into the program, then a newsroom's own folders, by one path.

use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::error::{Problem, Result};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// One YAML file of rules or words.
#[derive(Clone, Debug)]
pub struct RuleText {
    /// Path below the rules folder, with forward slashes: `lang/ar/dates.yaml`.
    pub path: String,
    /// Name shown in diagnostics.
    pub name: String,
    /// Content.
    pub text: String,
    /// Built into the program, so already held to be sound.
    pub built_in: bool,
}

impl RuleText {
    /// Reads the file as YAML, guarded when it comes from outside.
    pub fn parse<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        if self.built_in { crate::yaml::from_trusted(&self.name, &self.text) } else { crate::yaml::from_str(&self.name, &self.text) }
    }

    /// File name without its ending.
    pub fn stem(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or(&self.path);
        file.strip_suffix(".yaml").unwrap_or(file)
    }
}

/// All rule files, sorted by path; a file of an overlay folder is added beside the built-in of the same path.
pub fn rule_texts(overlays: &[impl AsRef<Path>]) -> Result<Vec<RuleText>> {
    let mut out = Vec::new();
    built_in(&BUILT_IN, &mut out);
    for root in overlays {
        overlay(root.as_ref(), root.as_ref(), &mut out)?;
    }
    out.sort_by(|a, b| (&a.path, !a.built_in).cmp(&(&b.path, !b.built_in)));
    Ok(out)
}

fn built_in(dir: &Dir<'_>, out: &mut Vec<RuleText>) {
    for f in dir.files() {
        let path = f.path().to_string_lossy().replace('\\', "/");
        if path.ends_with(".yaml") {
            let text = f.contents_utf8().unwrap_or_default().to_owned();
            out.push(RuleText { name: format!("rules/{path}"), path, text, built_in: true });
        }
    }
    for d in dir.dirs() {
        built_in(d, out);
    }
}

fn overlay(root: &Path, dir: &Path, out: &mut Vec<RuleText>) -> Result<()> {
    let list =
        std::fs::read_dir(dir).map_err(|e| Problem::in_file(dir, format_args!("the rules folder cannot be read: {e}")).help("check the path under `rules:` in gainsay.yaml"))?;
    let mut entries: Vec<_> = list.filter_map(|e| e.ok()).map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            overlay(root, &path, out)?;
        } else if path.extension().is_some_and(|e| e == "yaml" || e == "yml") {
            let text = std::fs::read_to_string(&path).map_err(|e| Problem::in_file(&path, format_args!("cannot be read: {e}")).help("rule files are UTF-8 text"))?;
            let rel = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let rel = rel.strip_suffix(".yml").map_or(rel.clone(), |s| format!("{s}.yaml"));
            out.push(RuleText { path: rel, name: path.display().to_string(), text, built_in: false });
        }
    }
    Ok(())
}
