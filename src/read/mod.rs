//! Paths, folders and standard input become documents. A file that cannot be read is a problem told, never a panic and never lost in silence.

mod manifest;
mod text;

pub use manifest::{Manifest, SourceEntry, day};
pub use text::decode;

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::error::{Problem, Result};
use crate::lexicon::{Lexicon, Script};
use crate::source::{DocId, Document};

/// What reading gave: documents sorted by path, and what could not be read.
#[derive(Debug, Default)]
pub struct Reading {
    /// Documents.
    pub documents: Vec<Document>,
    /// Problems; those that are no warnings make the run's exit code 2.
    pub problems: Vec<Problem>,
}

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Day of publication for documents that name none.
    pub as_of: Option<Date>,
    /// Language for documents that name none.
    pub language: Option<String>,
    /// Largest file read, in bytes; 0 for the default.
    pub max_bytes: u64,
}

/// Largest file read unless told otherwise.
pub const MAX_BYTES: u64 = 64 << 20;

/// Endings of files that are read from folders.
const TEXT_ENDINGS: [&str; 4] = ["txt", "text", "md", "markdown"];

/// Reads files and folders. Documents come sorted by path and numbered from 0.
pub fn read_paths(lexicon: &Lexicon, paths: &[PathBuf], options: &ReadOptions) -> Reading {
    let mut out = Reading::default();
    let mut seen: HashSet<PathBuf> = HashSet::new();
    for p in paths {
        read_path(lexicon, p, options, &mut seen, &mut out);
    }
    out.documents.sort_by(|a, b| a.path.cmp(&b.path));
    number(&mut out.documents);
    out
}

/// Numbers documents in their order.
pub fn number(documents: &mut [Document]) {
    for (i, d) in documents.iter_mut().enumerate() {
        d.id = DocId(i as u32);
    }
}

fn read_path(lexicon: &Lexicon, path: &Path, options: &ReadOptions, seen: &mut HashSet<PathBuf>, out: &mut Reading) {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        match std::io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => document(lexicon, "<stdin>", &bytes, None, options, out),
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
        read_folder(lexicon, path, options, seen, out);
    } else {
        let manifest = path.parent().and_then(|d| manifest_of(d, out));
        read_file(lexicon, path, manifest.as_ref(), options, seen, out);
    }
}

fn manifest_of(dir: &Path, out: &mut Reading) -> Option<Manifest> {
    match Manifest::of_folder(dir) {
        Ok(m) => m,
        Err(e) => {
            // told once, however many files of the folder were named
            if !out.problems.iter().any(|p| p.to_string() == e.to_string()) {
                out.problems.push(*e);
            }
            None
        }
    }
}

fn read_folder(lexicon: &Lexicon, dir: &Path, options: &ReadOptions, seen: &mut HashSet<PathBuf>, out: &mut Reading) {
    let before = out.documents.len() + out.problems.len();
    let manifest = manifest_of(dir, out);
    let mut files = Vec::new();
    collect(dir, 0, &mut files, out);
    for f in &files {
        let own = if f.parent() == Some(dir) { manifest.clone() } else { f.parent().and_then(|d| manifest_of(d, out)) };
        read_file(lexicon, f, own.as_ref(), options, seen, out);
    }
    if let Some(m) = &manifest {
        for e in &m.sources {
            if !dir.join(&e.file).exists() {
                out.problems
                    .push(Problem::in_file(&dir.join("sources.yaml"), format_args!("names `{}`, which is not there", e.file)).help("correct the name, or take the entry out"));
            }
        }
    }
    if out.documents.len() + out.problems.len() == before {
        out.problems
            .push(Problem::in_file(dir, "the folder holds no article").help(format!("articles are files that end in {}", TEXT_ENDINGS.map(|e| format!(".{e}")).join(", "))));
    }
}

fn collect(dir: &Path, depth: usize, files: &mut Vec<PathBuf>, out: &mut Reading) {
    if depth > 32 {
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
        } else if p.extension().is_some_and(|e| TEXT_ENDINGS.contains(&e.to_string_lossy().to_lowercase().as_str())) {
            files.push(p);
        }
    }
}

fn read_file(lexicon: &Lexicon, path: &Path, manifest: Option<&Manifest>, options: &ReadOptions, seen: &mut HashSet<PathBuf>, out: &mut Reading) {
    let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if !seen.insert(real) {
        return;
    }
    let limit = if options.max_bytes == 0 { MAX_BYTES } else { options.max_bytes };
    if let Ok(m) = std::fs::metadata(path)
        && m.len() > limit
    {
        out.problems.push(Problem::in_file(path, format_args!("{} bytes are more than the {limit} that are read", m.len())).help("split the file, or raise --max-bytes"));
        return;
    }
    let bytes = match std::fs::read(path) {
        Ok(b) => b,
        Err(e) => {
            out.problems.push(Problem::in_file(path, format_args!("cannot be read: {e}")).help("check that it is a file and that you may read it"));
            return;
        }
    };
    let entry = manifest.and_then(|m| m.entry(path));
    document(lexicon, &path.display().to_string(), &bytes, entry, options, out);
}

/// Makes a document of bytes.
fn document(lexicon: &Lexicon, name: &str, bytes: &[u8], entry: Option<&SourceEntry>, options: &ReadOptions, out: &mut Reading) {
    match of_bytes(lexicon, name, bytes, entry, options) {
        Ok(doc) => out.documents.push(doc),
        Err(p) => out.problems.push(*p),
    }
}

/// A document of a file's bytes and what a manifest says of it.
pub fn of_bytes(lexicon: &Lexicon, name: &str, bytes: &[u8], entry: Option<&SourceEntry>, options: &ReadOptions) -> Result<Document> {
    let text = text::decode(name, bytes)?;
    let language = entry.and_then(|e| e.lang.clone()).or_else(|| options.language.clone()).unwrap_or_else(|| guess_language(lexicon, &text));
    let mut doc = Document::plain(name, text, language);
    if let Some(e) = entry {
        doc.published = e.published;
        doc.outlet.clone_from(&e.outlet);
        doc.title.clone_from(&e.title);
        doc.url.clone_from(&e.url);
    }
    doc.published = doc.published.or(options.as_of);
    Ok(doc)
}

/// Reads one line of JSON-lines input.
pub fn json_line(lexicon: &Lexicon, number: usize, line: &str, options: &ReadOptions) -> Result<Document> {
    #[derive(serde::Deserialize)]
    struct Line {
        id: serde_json::Value,
        text: String,
        language: Option<String>,
        published: Option<String>,
        title: Option<String>,
        outlet: Option<String>,
        url: Option<String>,
    }
    let l: Line = serde_json::from_str(line).map_err(|e| {
        Box::new(
            Problem::new(format!("line {number}: {e}"))
                .help("a line is one JSON object with \"id\" and \"text\", and where known \"language\", \"published\", \"title\", \"outlet\""),
        )
    })?;
    let id = match &l.id {
        serde_json::Value::String(s) => s.clone(),
        other => other.to_string(),
    };
    let language = l.language.or_else(|| options.language.clone()).unwrap_or_else(|| guess_language(lexicon, &l.text));
    let mut doc = Document::plain(id, l.text, language);
    doc.published = match l.published.as_deref().map(manifest::day) {
        Some(Some(d)) => Some(d),
        Some(None) => return Err(Box::new(Problem::new(format!("line {number}: `published` is no date")).help("write it as 2022-01-19"))),
        None => options.as_of,
    };
    doc.outlet = l.outlet;
    doc.title = l.title;
    doc.url = l.url;
    Ok(doc)
}

/// The language whose script most letters of a text are in.
pub fn guess_language(lexicon: &Lexicon, text: &str) -> String {
    let mut tally = [0usize; 3];
    for c in text.chars().take(20_000) {
        if let Some(s) = Script::of(c) {
            tally[s as usize] += 1;
        }
    }
    let most = [Script::Arabic, Script::Latin, Script::Cyrillic].into_iter().max_by_key(|s| tally[*s as usize]);
    most.and_then(|s| lexicon.pack_of_script(s)).map_or_else(|| "und".to_owned(), |p| lexicon.packs[p].file.code.clone())
}
