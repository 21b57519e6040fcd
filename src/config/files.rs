//! Where configuration files are, and which files their globs name.

use std::path::{Path, PathBuf};

use globset::{Glob, GlobBuilder, GlobMatcher};

use super::FILES;

/// The configuration file in force for a checked file: upward to the root of the git repository, then the user's own.
pub fn discover(start: &Path) -> Option<PathBuf> {
    let full = std::path::absolute(start).unwrap_or_else(|_| start.to_owned());
    let mut dir = if full.is_dir() { Some(full.as_path()) } else { full.parent() };
    while let Some(d) = dir {
        if let Some(f) = FILES.iter().map(|n| d.join(n)).find(|p| p.is_file()) {
            return Some(f);
        }
        if d.join(".git").exists() {
            break;
        }
        dir = d.parent();
    }
    let home = std::env::var_os("XDG_CONFIG_HOME").filter(|v| !v.is_empty()).map(PathBuf::from).or_else(|| std::env::var_os("HOME").map(|h| PathBuf::from(h).join(".config")))?;
    let f = home.join("gainsay").join(FILES[0]);
    f.is_file().then_some(f)
}

/// Files below a folder that a glob names; hidden ones and manifests of sources are no articles.
pub(super) fn walk(at: &Path, root: &Path, matcher: &GlobMatcher, depth: usize, out: &mut Vec<PathBuf>) {
    let Ok(list) = std::fs::read_dir(at) else { return };
    for p in list.filter_map(|e| e.ok()).map(|e| e.path()) {
        let hidden = p.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        if hidden || depth > 16 {
            continue;
        }
        if p.is_dir() {
            walk(&p, root, matcher, depth + 1, out);
        } else if matcher.is_match(p.strip_prefix(root).unwrap_or(&p)) && p.file_name().is_some_and(|n| n != "sources.yaml") {
            out.push(p);
        }
    }
}

/// A glob in which `*` stays within a folder.
pub(super) fn glob(g: &str) -> std::result::Result<GlobMatcher, globset::Error> {
    GlobBuilder::new(g).literal_separator(true).build().map(|g: Glob| g.compile_matcher())
}
