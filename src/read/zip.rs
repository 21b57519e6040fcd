//! ZIP containers: word processors' files and archives of articles, with a limit on what they unpack to.

use std::cell::{Cell, RefCell};
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::article::Article;
use super::{encoding, limits, office};
use crate::error::{Problem, Result};

/// What a container is.
pub(super) enum Container {
    /// A word processor's file.
    Article(Box<Article>),
    /// Files, with their names.
    Files(Vec<(String, Vec<u8>)>),
}

/// Opens a container; `budget` is what may still be unpacked. `wanted` says of a name whether it is read.
pub(super) fn open(name: &str, bytes: &[u8], budget: &mut u64, wanted: &dyn Fn(&str) -> bool, problems: &mut Vec<Problem>) -> Result<Container> {
    let bad = |e: &dyn std::fmt::Display| Box::new(Problem::new(format!("{name}: the archive cannot be read: {e}")).help("pack it again, or unpack it and name the folder"));
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| bad(&e))?;
    let names: Vec<String> = archive.file_names().map(|n| n.map(|n| n.into_owned()).unwrap_or_default()).collect();
    let left = Cell::new(*budget);
    let archive = RefCell::new(archive);
    let part = |inner: &str| -> Result<Option<String>> {
        let Ok(mut a) = archive.try_borrow_mut() else { return Ok(None) };
        let Ok(mut f) = a.by_name(inner) else { return Ok(None) };
        let bytes = unpack(&format!("{name}: {inner}"), &mut f, &left)?;
        Ok(Some(encoding::decode(&format!("{name}: {inner}"), &bytes)?.text))
    };
    let has = |n: &str| names.iter().any(|x| x == n);
    if has("word/document.xml") {
        let a = office::docx(name, &part)?;
        *budget = left.get();
        return Ok(Container::Article(Box::new(a)));
    }
    if has("content.xml") && has("META-INF/manifest.xml") {
        let a = office::odt(name, &part)?;
        *budget = left.get();
        return Ok(Container::Article(Box::new(a)));
    }
    if has("[Content_Types].xml") {
        return Err(Box::new(Problem::new(format!("{name}: an Office file that is no text document")).help("save the text as DOCX, ODT or plain text")));
    }
    if names.len() > limits::MAX_ENTRIES {
        return Err(Box::new(
            Problem::new(format!("{name}: {} files are more than the {} that are read from one archive", names.len(), limits::MAX_ENTRIES)).help("split the archive"),
        ));
    }
    let mut files = Vec::new();
    let mut archive = archive.into_inner();
    for i in 0..archive.len() {
        let mut f = match archive.by_index(i) {
            Ok(f) => f,
            Err(e) => {
                problems.push(*bad(&e));
                continue;
            }
        };
        let inner = f.name().map(|n| n.into_owned()).unwrap_or_default();
        if f.is_dir() || !wanted(&inner) {
            continue;
        }
        match unpack(&format!("{name}#{inner}"), &mut f, &left) {
            Ok(bytes) => files.push((inner, bytes)),
            Err(p) => {
                problems.push(*p);
                if left.get() == 0 {
                    break;
                }
            }
        }
    }
    *budget = left.get();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(Container::Files(files))
}

fn unpack(name: &str, file: &mut impl Read, left: &Cell<u64>) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let limit = left.get();
    let read = file.take(limit + 1).read_to_end(&mut out);
    if out.len() as u64 > limit {
        left.set(0);
        return Err(Box::new(
            Problem::new(format!("{name}: unpacked, the archive is larger than the {} bytes that are read", limits::MAX_UNPACKED))
                .help("unpack it and name the folder, or split it"),
        ));
    }
    left.set(limit - out.len() as u64);
    read.map_err(|e| Box::new(Problem::new(format!("{name}: cannot be unpacked: {e}")).help("the archive is damaged or encrypted; pack it again")))?;
    Ok(out)
}
