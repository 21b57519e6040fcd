//! The kept corpus and every input that once broke something, through the fuzz targets' own functions; with what is left
//! of half a minute, mutations of them.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;
use std::time::{Duration, Instant};

use gainsay::fuzzing::{TARGETS, Target};

/// An input's name and bytes.
type Input = (String, Vec<u8>);

fn files(dir: &str) -> Vec<Input> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join(dir);
    let Ok(list) = std::fs::read_dir(&dir) else { return Vec::new() };
    let mut out: Vec<Input> = list.map(|e| e.unwrap()).map(|e| (e.file_name().to_string_lossy().into_owned(), std::fs::read(e.path()).unwrap())).collect();
    out.sort();
    out
}

fn timed(target: Target, name: &str, bytes: &[u8]) {
    let start = Instant::now();
    (target.1)(bytes);
    // ten times what a release build may take
    assert!(start.elapsed() < Duration::from_secs(100), "{} took {:?} on {name}", target.0, start.elapsed());
}

#[test]
fn regressions() {
    for (name, bytes) in files("tests/data/regressions") {
        let target = name.split('-').next().unwrap();
        let t = TARGETS.iter().find(|t| t.0 == target).unwrap_or_else(|| panic!("no target for {name}"));
        timed(*t, &name, &bytes);
    }
}

#[test]
fn corpus_and_mutations() {
    // a fixed sequence: a failure here is a failure everywhere
    let mut seed = 0x9E37_79B9_7F4A_7C15u64;
    let mut next = move |n: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % n.max(1) as u64) as usize
    };
    let end = Instant::now() + Duration::from_secs(25);
    let corpora: Vec<(Target, Vec<Input>)> = TARGETS.iter().map(|t| (*t, files(&format!("fuzz/corpus/{}", t.0)))).collect();
    for (t, inputs) in &corpora {
        for (name, bytes) in inputs {
            timed(*t, name, bytes);
        }
    }
    for _ in 0..10_000 {
        for (t, inputs) in &corpora {
            if Instant::now() > end {
                return;
            }
            let Some((name, bytes)) = inputs.get(next(inputs.len())) else { continue };
            let mut b = bytes.clone();
            for _ in 0..=next(4) {
                let at = next(b.len());
                match next(5) {
                    0 => b.truncate(at),
                    1 if !b.is_empty() => b[at] ^= 1 << next(8),
                    2 if !b.is_empty() => {
                        b.remove(at);
                    }
                    3 => {
                        let to = (at + next(40)).min(b.len());
                        let piece = b[at.min(to)..to].to_vec();
                        b.splice(at.min(to)..at.min(to), piece);
                    }
                    _ if !b.is_empty() => b[at] = b"<>&{}[]\"'*|\n\\-#0\x80\xD8"[next(18)],
                    _ => {}
                }
            }
            timed(*t, name, &b);
        }
    }
}
