//! Documents that are made from other files, and what documents promise. `GAINSAY_WRITE_DOCS=1 cargo test --test docs` writes them anew.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gainsay::pipeline::Engine;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn writing() -> bool {
    std::env::var_os("GAINSAY_WRITE_DOCS").is_some()
}

/// Holds a file to a text, or writes it.
fn held(path: &str, text: &str) {
    let file = root(path);
    if writing() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(there == text, "{path} is not what the rule files give: run `GAINSAY_WRITE_DOCS=1 cargo test --test docs`");
}

#[test]
fn rule_pages_are_those_of_the_rules() {
    let engine = Engine::built_in().unwrap();
    let mut rules: Vec<_> = engine.rules.iter().collect();
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    let mut index = String::from("# Rules\n\nMade from `rules/check/`. How to write one: [../rules.md](../rules.md).\n\n| rule | verdict | severity | |\n|---|---|---|---|\n");
    let mut names = BTreeSet::from(["README.md".to_owned()]);
    for r in rules {
        held(&format!("docs/rules/{}.md", r.id), &gainsay::report::rule_page(&engine.lexicon, r));
        names.insert(format!("{}.md", r.id));
        index.push_str(&format!("| [{0}]({0}.md) | {1} | {2} | {3} |\n", r.id, r.file.verdict.id(), r.file.severity.id(), r.file.title));
    }
    held("docs/rules/README.md", &index);
    let there: BTreeSet<String> = std::fs::read_dir(root("docs/rules")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(there, names, "pages of rules that are gone");
}

/// Every rule speaks every interface language, and fills the same places in each.
#[test]
fn rules_speak_every_language_of_the_reports() {
    let places = |s: &str| -> BTreeSet<String> { s.split('{').skip(1).filter_map(|t| t.split('}').next()).map(str::to_owned).collect() };
    for r in Engine::built_in().unwrap().rules {
        for code in gainsay::words::Words::codes().filter(|c| *c != "en") {
            let t = r.file.translations.get(code).unwrap_or_else(|| panic!("{} has no words in {code}", r.id));
            assert_eq!(places(&t.message), places(&r.file.message), "{} {code}", r.id);
            assert_eq!(places(&t.help), places(&r.file.help), "{} {code}", r.id);
        }
    }
}

#[test]
fn json_is_what_its_schema_says() {
    let schema: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(root("docs/schema/check.json")).unwrap()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let out = assert_cmd::Command::cargo_bin("gainsay").unwrap().current_dir(root("")).args(["check", "seeds", "--isolated", "--output-format", "json"]).output().unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let errors: Vec<String> = schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(!schema.is_valid(&serde_json::json!({"version": 1})));
}

#[test]
fn schemas_of_rule_files_are_those_of_the_program() {
    for (command, of) in [("rule", "rule"), ("rule", "rows"), ("rule", "frames"), ("rule", "reference"), ("config", "config")] {
        let mut args = vec![command, "schema"];
        args.extend((command == "rule").then_some(of));
        let out = assert_cmd::Command::cargo_bin("gainsay").unwrap().args(args).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        held(&format!("docs/schema/{of}.json"), &String::from_utf8(out.stdout).unwrap());
    }
}

/// Commands in the guides are commands of the program.
#[test]
fn commands_of_the_guides_exist() {
    for file in ["docs/editors.md", "docs/editors.ar.md", "docs/ci.md", "docs/rules.md", "docs/archive.md"] {
        let text = std::fs::read_to_string(root(file)).unwrap();
        let fenced = text.split("```sh").skip(1).filter_map(|t| t.split("```").next());
        for line in fenced.flat_map(str::lines).filter_map(|l| l.trim().strip_prefix("gainsay ")) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let depth = if matches!(words[0], "rule" | "baseline" | "config" | "archive") { 2 } else { 1 };
            let mut args: Vec<&str> = words[..depth].to_vec();
            args.push("--help");
            let out = assert_cmd::Command::cargo_bin("gainsay").unwrap().args(&args).output().unwrap();
            assert!(out.status.success(), "{file}: {line}");
            let help = String::from_utf8(out.stdout).unwrap();
            for option in words.iter().filter(|w| w.starts_with("--")) {
                let name = option.split('=').next().unwrap();
                assert!(help.contains(name), "{file}: {line}: no {name}");
            }
        }
    }
}
