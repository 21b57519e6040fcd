//! Which files git has as changed.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use crate::error::{Problem, Result};

/// Real paths of the files that differ from a revision, and of those that git does not know yet.
pub fn since(rev: &str) -> Result<BTreeSet<PathBuf>> {
    if rev.starts_with('-') {
        return Err(Box::new(Problem::new(format!("`{rev}` is no revision")).help("write it as --changed=main")));
    }
    let top = git(&["rev-parse", "--show-toplevel"])?;
    let top = PathBuf::from(top.trim_end_matches(['\n', '\r']));
    let mut out = BTreeSet::new();
    let head = git(&["rev-parse", "--verify", "--quiet", &format!("{rev}^{{commit}}")]);
    let known = match head {
        Ok(_) => git(&["diff", "--name-only", "-z", "--diff-filter=d", rev, "--"])?,
        // before the first commit everything is new
        Err(_) if rev == "HEAD" => git(&["ls-files", "-z", "--full-name", "--", ":/"])?,
        Err(_) => return Err(Box::new(Problem::new(format!("git knows no revision `{rev}`")).help("in CI, fetch the branch that the change goes to: fetch-depth 0"))),
    };
    let new = git(&["ls-files", "--others", "--exclude-standard", "-z", "--full-name", "--", ":/"])?;
    for name in known.split('\0').chain(new.split('\0')).filter(|n| !n.is_empty()) {
        let path = top.join(name);
        out.insert(std::fs::canonicalize(&path).unwrap_or(path));
    }
    Ok(out)
}

fn git(args: &[&str]) -> Result<String> {
    let done = Command::new("git").args(args).output().map_err(|e| Box::new(Problem::new(format!("git cannot be run: {e}")).help("--changed needs git")))?;
    if !done.status.success() {
        let text = String::from_utf8_lossy(&done.stderr);
        return Err(Box::new(Problem::new(format!("git: {}", text.trim())).help("--changed works inside a git repository")));
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}
