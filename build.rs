//! Reads `rules/` with the program's own code and lays it out for the program: every file as it is, the small ones as JSON
//! too, and all words as tables that are read in place. YAML stays the one source; what an overlay adds is read when it runs.
#![allow(dead_code, unused_imports, missing_docs, clippy::unwrap_used)]

#[path = "src/error.rs"]
mod error;
#[path = "src/lexicon/mod.rs"]
mod lexicon;
#[path = "src/normalise/mod.rs"]
mod normalise;
#[path = "src/source.rs"]
mod source;
#[path = "src/value.rs"]
mod value;
#[path = "src/yaml.rs"]
mod yaml;

/// Nothing is built in yet.
mod built_in {
    pub static TEXTS: &[&str] = &[];
    pub static PATHS: &str = "";
    pub static JSONS: &str = "";
    pub static JSON_ENDS: &[usize] = &[0];
    pub static LEXICON: &[u8] = &[];
    pub static HASH: &str = "";
    pub static READ_HASH: &str = "";
    pub static PEOPLE: &str = "";
}

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use lexicon::{Lexicon, RuleText};

fn main() {
    for path in ["build.rs", "rules", "src/error.rs", "src/lexicon", "src/normalise", "src/source.rs", "src/value.rs", "src/yaml.rs", "templates/interface.yaml"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let root = Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("rules");
    let out = PathBuf::from(std::env::var("OUT_DIR").unwrap());
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));

    // paths and JSON lie side by side: among the texts each would bring pages of YAML with it that no run asks for
    let (mut code, mut paths, mut jsons, mut ends) = (String::from("pub static TEXTS: &[&str] = &[\n"), String::new(), String::new(), vec![0]);
    let (mut hash, mut read_hash) = (Sha256::new(), Sha256::new());
    for f in &files {
        for part in [&f.path, &*f.text] {
            hash.update(part);
            if f.reads() {
                read_hash.update(part);
            }
        }
        // rows and frames are in the tables
        let stem = f.stem();
        let in_tables = f.path == lexicon::PEOPLE || f.path.starts_with("world/") || f.path.starts_with("lang/") && stem != "pack";
        let json = if in_tables {
            String::new()
        } else {
            let mut value: serde_json::Value = serde_yaml::from_str(&f.text).unwrap_or_else(|e| panic!("{}: {e}", f.name));
            // the cases of a rule are most of its file, and read only when they are run or shown
            for cases in f.path.starts_with("check/").then_some(lexicon::CASES).into_iter().flatten() {
                value.as_object_mut().into_iter().for_each(|rule| drop(rule.insert(cases.to_owned(), serde_json::json!([]))));
            }
            value.to_string()
        };
        let place = root.join(&f.path);
        writeln!(code, "    include_str!({place:?}),").unwrap();
        writeln!(paths, "{}", f.path).unwrap();
        jsons.push_str(&json);
        ends.push(jsons.len());
    }
    let interface: serde_json::Value = serde_yaml::from_str(&fs::read_to_string(root.join("../templates/interface.yaml")).unwrap()).unwrap();
    writeln!(code, "];\npub static PATHS: &str = {paths:?};\npub static JSONS: &str = {jsons:?};\npub static JSON_ENDS: &[usize] = &{ends:?};").unwrap();
    writeln!(code, "pub static INTERFACE: &str = {:?};", interface.to_string()).unwrap();
    writeln!(code, "pub static PEOPLE: &str = include_str!(concat!(env!(\"OUT_DIR\"), \"/people.txt\"));").unwrap();
    writeln!(code, "pub static LEXICON: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/lexicon.bin\"));").unwrap();
    for (name, hash) in [("HASH", hash), ("READ_HASH", read_hash)] {
        let hash = hash.finalize().iter().fold(String::new(), |s, b| format!("{s}{b:02x}"));
        writeln!(code, "pub static {name}: &str = {hash:?};").unwrap();
    }

    let lexicon = Lexicon::parse(files).unwrap_or_else(|p| panic!("{p}"));
    fs::write(out.join("lexicon.bin"), lexicon.write()).unwrap();
    fs::write(out.join("people.txt"), lexicon.holders.lines()).unwrap();
    fs::write(out.join("built_in.rs"), code).unwrap();
}

fn collect(root: &Path, dir: &Path, out: &mut Vec<RuleText>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, out);
        } else if path.extension().is_some_and(|e| e == "yaml") {
            let rel = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            out.push(RuleText { name: format!("rules/{rel}"), path: rel, text: text.into(), built_in: true });
        }
    }
}
