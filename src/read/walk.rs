//! Finding the files: paths, folders, standard input.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::sniff::{ENDINGS, ending};
use super::{Manifest, ReadOptions, Reading, bytes_into, limits, number};
use crate::error::Problem;
use crate::lexicon::Lexicon;
use crate::mention::Analyser;

/// What was met so far: files, so that none is read twice, and the manifests of folders.
#[derive(Default)]
struct Met {
    files: HashSet<PathBuf>,
    manifests: HashMap<PathBuf, Option<Rc<Manifest>>>,
}

/// Reads files and folders. Documents come sorted by path and numbered from 0.
pub fn read_paths(lexicon: &Lexicon, paths: &[PathBuf], options: &ReadOptions) -> Reading {
    let mut out = Reading::default();
    let mut met = Met::default();
    let analyser = &mut Analyser::new(lexicon);
    for p in paths {
        read_path(analyser, p, options, &mut met, &mut out);
    }
    out.documents.sort_by(|a, b| a.path.cmp(&b.path));
    number(&mut out.documents);
    out
}

fn read_path(analyser: &mut Analyser<'_>, path: &Path, options: &ReadOptions, met: &mut Met, out: &mut Reading) {
    if path == Path::new("-") {
        match read_up_to(std::io::stdin().lock(), options.limit()) {
            Ok(bytes) => {
                let name = options.stdin_filename.as_deref().unwrap_or("<stdin>");
                // a name of a file beside a manifest is looked up in it, as an editor that pipes its buffer expects
                let manifest = options.stdin_filename.as_deref().map(Path::new).and_then(Path::parent).and_then(|d| met.manifest(d, out));
                let entry = manifest.as_ref().and_then(|m| m.entry(Path::new(name)));
                bytes_into(analyser, &shown(Path::new(name)), &bytes, entry, options, out);
            }
            Err(e) => out.problems.push(Problem::new(format!("standard input cannot be read: {e}")).help("pipe the text in, or name a file")),
        }
        return;
    }
    let meta = match std::fs::metadata(path) {
        Ok(m) => m,
        Err(e) => {
            let what = if e.kind() == std::io::ErrorKind::NotFound { "there is no such file or folder".to_owned() } else { format!("cannot be read: {e}") };
            out.problems.push(Problem::in_file(path, what).help("check the path; text itself is read from standard input with `-`"));
            return;
        }
    };
    if meta.is_dir() {
        read_folder(analyser, path, options, met, out);
    } else {
        let manifest = path.parent().and_then(|d| met.manifest(d, out));
        read_file(analyser, path, manifest.as_deref(), options, met, out);
    }
}

impl Met {
    /// The manifest of a folder. What is wrong with it is told once, however many files of the folder were named.
    fn manifest(&mut self, dir: &Path, out: &mut Reading) -> Option<Rc<Manifest>> {
        if let Some(m) = self.manifests.get(dir) {
            return m.clone();
        }
        let found = Manifest::of_folder(dir).unwrap_or_else(|e| {
            if !out.problems.iter().any(|p| p.to_string() == e.to_string()) {
                out.problems.push(*e);
            }
            None
        });
        let found = found.map(Rc::new);
        self.manifests.insert(dir.to_owned(), found.clone());
        found
    }
}

fn read_folder(analyser: &mut Analyser<'_>, dir: &Path, options: &ReadOptions, met: &mut Met, out: &mut Reading) {
    let before = out.documents.len() + out.problems.len();
    let manifest = met.manifest(dir, out);
    let mut files = Vec::new();
    collect(dir, 0, &mut files, out);
    for f in &files {
        let own = f.parent().and_then(|d| met.manifest(d, out));
        read_unnamed(analyser, f, own.as_deref(), options, met, out);
    }
    if let Some(m) = &manifest {
        missing(dir, m, out);
    }
    if out.documents.len() + out.problems.len() == before {
        out.problems.push(Problem::in_file(dir, "the folder holds no article").help(format!("articles are files that end in {}", ENDINGS.map(|e| format!(".{e}")).join(", "))));
    }
}

/// Reads a file of a folder. Folders hold other JSON and XML than articles: nobody named this file.
fn read_unnamed(analyser: &mut Analyser<'_>, f: &Path, own: Option<&Manifest>, options: &ReadOptions, met: &mut Met, out: &mut Reading) {
    let (documents, problems) = (out.documents.len(), out.problems.len());
    read_file(analyser, f, own, options, met, out);
    let named = own.is_some_and(|m| m.entry(f).is_some());
    if !named && out.documents.len() == documents && matches!(ending(&f.to_string_lossy()).as_str(), "json" | "xml") {
        let told: Vec<Problem> = out.problems.drain(problems..).map(Problem::warning).collect();
        out.problems.extend(told);
    }
}

/// Tells of entries of a manifest whose files are not there.
fn missing(dir: &Path, m: &Manifest, out: &mut Reading) {
    for e in &m.sources {
        if !dir.join(&e.file).exists() {
            out.problems.push(Problem::in_file(&dir.join("sources.yaml"), format_args!("names `{}`, which is not there", e.file)).help("correct the name, or take the entry out"));
        }
    }
}

/// Reads files and folders as [`read_paths`] does, but hands over what was read whenever `size` documents are at hand, at the end
/// of a file: so many are in memory, however many there are. `each` is given the files read so far and how many there are, and
/// says whether to go on.
pub fn read_in_batches(lexicon: &Lexicon, paths: &[PathBuf], options: &ReadOptions, size: usize, each: &mut dyn FnMut(Reading, usize, usize) -> bool) {
    let mut out = Reading::default();
    let mut met = Met::default();
    let analyser = &mut Analyser::new(lexicon);
    // in each folder named, and then the files of it
    let mut files: Vec<(PathBuf, bool)> = Vec::new();
    for p in paths {
        if !p.is_dir() {
            files.push((p.clone(), true));
            continue;
        }
        let mut list = Vec::new();
        let problems = out.problems.len();
        collect(p, 0, &mut list, &mut out);
        match met.manifest(p, &mut out) {
            Some(m) => missing(p, &m, &mut out),
            None if list.is_empty() && out.problems.len() == problems => read_folder(analyser, p, options, &mut met, &mut out),
            None => {}
        }
        files.extend(list.into_iter().map(|f| (f, false)));
    }
    let total = files.len();
    for (n, (f, named)) in files.iter().enumerate() {
        let folder = f.parent().unwrap_or(Path::new(""));
        if *named {
            read_path(analyser, f, options, &mut met, &mut out);
        } else {
            let near = met.manifest(folder, &mut out);
            read_unnamed(analyser, f, near.as_deref(), options, &mut met, &mut out);
        }
        if out.documents.len() >= size && !each(std::mem::take(&mut out), n + 1, total) {
            return;
        }
    }
    each(out, total, total);
}

fn collect(dir: &Path, depth: usize, files: &mut Vec<PathBuf>, out: &mut Reading) {
    if depth > limits::MAX_FOLDER_DEPTH {
        out.problems.push(Problem::in_file(dir, format_args!("folders nested deeper than {} are not read", limits::MAX_FOLDER_DEPTH)).help("name the folder itself"));
        return;
    }
    let list = match std::fs::read_dir(dir) {
        Ok(l) => l,
        Err(e) => {
            out.problems.push(Problem::in_file(dir, format_args!("the folder cannot be read: {e}")).help("check its permissions"));
            return;
        }
    };
    let mut entries: Vec<PathBuf> = list.filter_map(|e| e.ok()).map(|e| e.path()).collect();
    entries.sort();
    for p in entries {
        let hidden = p.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        // links to folders are not followed: a loop of them has no end
        let linked = std::fs::symlink_metadata(&p).is_ok_and(|m| m.is_symlink());
        if p.is_dir() {
            if !linked {
                collect(&p, depth + 1, files, out);
            }
        } else if ENDINGS.contains(&ending(&p.to_string_lossy()).as_str()) && std::fs::metadata(&p).map_or(true, |m| m.is_file()) {
            files.push(p);
        }
    }
}

fn read_file(analyser: &mut Analyser<'_>, path: &Path, manifest: Option<&Manifest>, options: &ReadOptions, met: &mut Met, out: &mut Reading) {
    let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if !met.files.insert(real) {
        return;
    }
    let limit = options.limit();
    if let Ok(m) = std::fs::metadata(path)
        && m.len() > limit
    {
        out.problems.push(Problem::in_file(path, format_args!("{} bytes are more than the {limit} that are read", m.len())).help("split the file, or raise --max-bytes"));
        return;
    }
    let bytes = match std::fs::File::open(path).and_then(|f| read_up_to(f, limit)) {
        Ok(b) => b,
        Err(e) => {
            out.problems.push(Problem::in_file(path, format_args!("cannot be read: {e}")).help("check that it is a file and that you may read it"));
            return;
        }
    };
    let entry = manifest.and_then(|m| m.entry(path));
    bytes_into(analyser, &shown(path), &bytes, entry, options, out);
}

/// Reads to the end, or says that there is more than `limit`.
fn read_up_to(input: impl Read, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(std::io::Error::other(format!("more than the {limit} bytes that are read")));
    }
    Ok(bytes)
}

/// A path as people are shown it: characters that would turn the line around or move the cursor are written out.
fn shown(path: &Path) -> String {
    let mut out = String::new();
    for c in path.to_string_lossy().chars() {
        if c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}
