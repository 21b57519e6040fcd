//! Where rule files come from: the folder built into the program, then a newsroom's own folders, by one path.

use std::borrow::Cow;
use std::path::Path;

use crate::built_in::{JSON_ENDS, JSONS, PATHS, TEXTS};
use crate::error::{Problem, Result};

/// Keys of a rule's cases, which are left out of the JSON of the program's own rules.
pub const CASES: [&str; 3] = ["examples", "quiet", "known_misses"];

/// One YAML file of rules or words.
#[derive(Clone, Debug)]
pub struct RuleText {
    /// Path below the rules folder, with forward slashes: `lang/ar/dates.yaml`.
    pub path: String,
    /// Name shown in diagnostics.
    pub name: String,
    /// Content.
    pub text: Cow<'static, str>,
    /// Built into the program, so already held to be sound.
    pub built_in: bool,
}

impl RuleText {
    /// Reads the file as YAML, guarded when it comes from outside. Small built-in files are there as JSON too, which is read faster; that of a
    /// rule lacks its [`CASES`].
    pub fn parse<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        if !self.built_in {
            return crate::yaml::from_str(&self.name, &self.text);
        }
        let json = PATHS.lines().position(|p| p == self.path).and_then(|n| serde_json::from_str(built_in_json(n)).ok());
        json.map_or_else(|| crate::yaml::from_trusted(&self.name, &self.text), Ok)
    }

    /// Reads all of a file that is sound.
    pub fn parse_whole<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        crate::yaml::from_trusted(&self.name, &self.text)
    }

    /// File name without its ending.
    pub fn stem(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or(&self.path);
        file.strip_suffix(".yaml").unwrap_or(file)
    }

    /// Whether claims are read by this file: rules of `check/` look at claims that were read, and who held which office serves linking.
    pub fn reads(&self) -> bool {
        !self.path.starts_with("check/") && self.path != super::PEOPLE
    }
}

/// A built-in file as JSON; empty for one that is in the tables.
fn built_in_json(number: usize) -> &'static str {
    let end = |n: usize| JSON_ENDS.get(n).copied().unwrap_or(0);
    JSONS.get(end(number)..end(number + 1)).unwrap_or("")
}

/// All rule files, sorted by path; a file of an overlay folder is added beside the built-in of the same path.
pub fn rule_texts(overlays: &[impl AsRef<Path>]) -> Result<Vec<RuleText>> {
    let built_in = PATHS.lines().zip(TEXTS);
    let mut out: Vec<RuleText> =
        built_in.map(|(path, text)| RuleText { path: path.to_owned(), name: format!("rules/{path}"), text: Cow::Borrowed(*text), built_in: true }).collect();
    for root in overlays {
        overlay(root.as_ref(), root.as_ref(), &mut out)?;
    }
    out.sort_by(|a, b| (&a.path, !a.built_in).cmp(&(&b.path, !b.built_in)));
    Ok(out)
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
            out.push(RuleText { path: rel, name: path.display().to_string(), text: text.into(), built_in: false });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_of_a_file_says_what_its_yaml_says() {
        let (mut paths, mut seen) = (Vec::new(), 0);
        for (n, (path, yaml)) in PATHS.lines().zip(TEXTS).enumerate() {
            let json = built_in_json(n);
            paths.push(path);
            if !json.is_empty() {
                seen += 1;
                let json: serde_json::Value = serde_json::from_str(json).unwrap();
                let mut yaml: serde_json::Value = serde_yaml::from_str(yaml).unwrap();
                for cases in path.starts_with("check/").then_some(CASES).into_iter().flatten() {
                    yaml[cases] = serde_json::json!([]);
                }
                assert!(yaml == json, "{path}");
            }
        }
        assert!(seen > 5 && paths.is_sorted());
    }
}
