//! What must hold of the tree and of any run: no word of a language in the engine, cases in every rule file, and results
//! that hang neither on the order of the documents nor on what else lies in the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use gainsay::pipeline::{Checked, Engine};
use gainsay::read::{self, ReadOptions};
use gainsay::report::{self, Format, ReportInput};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn engine() -> Engine {
    Engine::built_in().expect("the built-in rules load")
}

fn files(dir: &Path, ending: &str, out: &mut Vec<PathBuf>) {
    let mut list: Vec<PathBuf> = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|e| e.path()).collect();
    list.sort();
    for p in list {
        if p.is_dir() {
            files(&p, ending, out);
        } else if p.extension().is_some_and(|e| e == ending) {
            out.push(p);
        }
    }
}

#[test]
fn the_engine_knows_no_arabic_word() {
    let mut wrong = Vec::new();
    for dir in ["extract", "link", "check", "report", "cli", "examples", "eval"] {
        let mut list = Vec::new();
        files(&root().join("src").join(dir), "rs", &mut list);
        for path in list {
            let text = std::fs::read_to_string(&path).expect("source is UTF-8");
            let code = text.split("#[cfg(test)]").next().unwrap_or("");
            for (n, line) in code.lines().enumerate() {
                let line = if line.trim_start().starts_with("//") { "" } else { line.split(" // ").next().unwrap_or("") };
                let arabic = |c: char| c.is_alphabetic() && matches!(c, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
                let escaped = (0x620..=0x64A).any(|c: u32| line.to_lowercase().contains(&format!("\\u{{{c:x}}}")) || line.to_lowercase().contains(&format!("\\u{{0{c:x}}}")));
                if line.chars().any(arabic) || escaped {
                    wrong.push(format!("{}:{}: {line}", path.display(), n + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "words live in rules/:\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_and_word_file_has_cases() {
    let engine = engine();
    let mut wrong = Vec::new();
    for r in &engine.rules {
        let file = r.whole(&engine.lexicon);
        if file.examples.is_empty() && file.known_misses.is_empty() {
            wrong.push(format!("{}: no examples", r.name));
        }
        if file.quiet.is_empty() {
            wrong.push(format!("{}: no quiet cases", r.name));
        }
        for m in &file.known_misses {
            if m.reason.trim().is_empty() {
                wrong.push(format!("{}: a known miss without a reason", r.name));
            }
        }
    }
    let name = |n: u16| engine.lexicon.files[n as usize].name.clone();
    for pack in &engine.lexicon.packs {
        for (n, f) in engine.lexicon.row_files(&pack.file.code).expect("built-in files are sound") {
            if f.examples.is_empty() {
                wrong.push(format!("{}: no examples", name(n)));
            }
        }
    }
    for f in engine.lexicon.frames.iter().flatten() {
        let file = f.file(&engine.lexicon).expect("a built-in file is sound");
        if file.examples.is_empty() && file.known_misses.is_empty() {
            wrong.push(format!("{}: no examples", name(f.file_number)));
        }
        if file.quiet.is_empty() {
            wrong.push(format!("{}: no quiet texts", name(f.file_number)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A kind that one language can read, every language can; and every file of frames is loaded, which refuses unknown kinds.
#[test]
fn languages_read_the_same_kinds() {
    let engine = engine();
    let mut by_language: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut list = Vec::new();
    files(&root().join("rules/lang"), "yaml", &mut list);
    for path in list.iter().filter(|p| p.parent().is_some_and(|d| d.ends_with("kinds"))) {
        let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let code = path.components().rev().nth(2).map(|c| c.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
        by_language.entry(code).or_default().insert(stem);
    }
    assert!(by_language.len() >= 2, "{by_language:?}");
    assert_eq!(by_language.values().map(BTreeSet::len).sum::<usize>(), engine.lexicon.frames.iter().flatten().count());
    let all: BTreeSet<&String> = by_language.values().flatten().collect();
    for (code, kinds) in &by_language {
        let lacking: Vec<_> = all.iter().filter(|k| !kinds.contains(**k)).collect();
        assert!(lacking.is_empty(), "{code} has no frames for {lacking:?}");
    }
}

/// A row that names a capital names a place of the lists.
#[test]
fn capitals_are_places() {
    let world = &engine().lexicon.world;
    let mut list = Vec::new();
    files(&root().join("rules/world"), "yaml", &mut list);
    let mut seen = 0;
    for path in &list {
        let text = std::fs::read_to_string(path).expect("a file of the tree");
        let file: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
        for row in file["rows"].as_sequence().expect("rows") {
            if let Some(capital) = row["capital"].as_str() {
                seen += 1;
                assert!(world.find(capital).is_some(), "{capital}, of {:?}, is no row", row["id"]);
            }
        }
    }
    assert!(seen > 150, "{seen}");
}

fn check(engine: &Engine, paths: &[PathBuf]) -> Checked {
    let reading = read::read_paths(&engine.lexicon, paths, &ReadOptions::default());
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    engine.check(reading.documents, &BTreeSet::new())
}

fn json(engine: &Engine, checked: &Checked) -> String {
    let mut out = Vec::new();
    let input = ReportInput::new(checked, engine);
    report::write(Format::Json, &input, &mut out).expect("a vector can be written to");
    String::from_utf8(out).expect("JSON is UTF-8")
}

fn articles(dir: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    files(&root().join(dir), "txt", &mut out);
    out
}

#[test]
fn the_order_of_documents_makes_no_difference() {
    let engine = engine();
    let mut paths = articles("seeds");
    let first = json(&engine, &check(&engine, &paths));
    paths.reverse();
    assert!(json(&engine, &check(&engine, &paths)) == first, "reversed");
    paths.rotate_left(2);
    assert!(json(&engine, &check(&engine, &paths)) == first, "rotated");
    // the folder as a whole, twice
    let folder = [root().join("seeds")];
    assert!(json(&engine, &check(&engine, &folder)) == json(&engine, &check(&engine, &folder)), "twice");
}

/// What a finding says, without the numbers of its run.
fn findings(checked: &Checked) -> BTreeSet<String> {
    checked.findings.iter().map(|f| format!("{} {} {}", f.rule, f.fingerprint, f.message)).collect()
}

#[test]
fn unrelated_stories_do_not_meet() {
    let engine = engine();
    // file names must differ, as they would in one folder
    let stories: Vec<Vec<PathBuf>> = ["seeds", "tests/gold/ar-ferry-sinking", "tests/gold/en-bridge-collapse"].iter().map(|d| articles(d)).collect();
    for (i, a) in stories.iter().enumerate() {
        for b in &stories[..i] {
            let mut alone = findings(&check(&engine, a));
            alone.extend(findings(&check(&engine, b)));
            let both: Vec<PathBuf> = a.iter().chain(b).cloned().collect();
            let together = findings(&check(&engine, &both));
            assert_eq!(together, alone, "stories in {:?} and {:?}", a.first(), b.first());
        }
    }
}
