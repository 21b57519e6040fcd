//! Known facts: what articles are held against, how it is told, and that it changes nothing between the articles.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;

use gainsay::check::Teller;
use gainsay::finding::Hint;
use gainsay::pipeline::{Checked, Engine};
use gainsay::source::{DocId, Document};
use gainsay::words::Words;

fn gainsay(dir: &Path, args: &[&str]) -> std::process::Output {
    assert_cmd::Command::cargo_bin("gainsay").unwrap().current_dir(dir).args(args).output().unwrap()
}

fn json(dir: &Path, args: &[&str]) -> serde_json::Value {
    let out = gainsay(dir, args);
    serde_json::from_slice(&out.stdout).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&out.stderr)))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn findings<'v>(v: &'v serde_json::Value, rules: &dyn Fn(&str) -> bool) -> Vec<&'v serde_json::Value> {
    v["findings"].as_array().unwrap().iter().filter(|f| rules(f["rule"].as_str().unwrap())).collect()
}

/// Two of the seeds list the members of one alliance, one of them with a state that had left it ten years before.
#[test]
fn a_member_that_left_is_told_with_the_entry_of_the_list() {
    let with = json(root(), &["check", "seeds", "--isolated", "--reference", "built-in", "--output-format", "json"]);
    let without = json(root(), &["check", "seeds", "--isolated", "--output-format", "json"]);
    let told = findings(&with, &|r| r.starts_with("reference-"));
    assert_eq!(told.len(), 1);
    let f = told[0];
    assert_eq!(f["rule"], "reference-members");
    let claim = |id: &serde_json::Value| with["claims"].as_array().unwrap().iter().find(|c| c["id"] == *id).unwrap().clone();
    let known = claim(&f["others"][0]);
    assert_eq!(known["kind"], "membership");
    let document = with["documents"].as_array().unwrap().iter().find(|d| d["id"] == known["document"]).unwrap();
    assert_eq!(document["reference"], true);
    assert_eq!(document["path"], "rules/reference/alliances.yaml");
    let text = std::fs::read_to_string(root().join("rules/reference/alliances.yaml")).unwrap();
    let place = |k: &str| known["span"][k].as_u64().unwrap() as usize;
    assert_eq!(&text[place("start")..place("end")], "{id: UZ, from: 2006-06-23, until: 2012-12-19}");
    // what the articles say of each other is what it was
    let rest = |v: &serde_json::Value| -> Vec<String> { findings(v, &|r| !r.starts_with("reference-")).iter().map(|f| format!("{} {}", f["fingerprint"], f["message"])).collect() };
    assert_eq!(rest(&with), rest(&without));
    assert_eq!(with["not_compared"], without["not_compared"]);
    assert_eq!(with["documents"].as_array().unwrap().len(), without["documents"].as_array().unwrap().len() + 1);
    let schema: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(root().join("docs/schema/check.json")).unwrap()).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&with));
}

#[test]
fn every_report_can_be_written_with_a_reference_in_it() {
    for format in ["full", "concise", "json-lines", "sarif", "github", "gitlab", "rdjson", "junit", "markdown", "html", "csv"] {
        for lang in ["en", "ar"] {
            let out = gainsay(root(), &["check", "seeds", "--isolated", "--reference", "built-in", "--report-lang", lang, "--output-format", format]);
            assert_eq!(out.status.code(), Some(1), "{format}: {}", String::from_utf8_lossy(&out.stderr));
            assert!(String::from_utf8_lossy(&out.stdout).contains("alliances.yaml") || format == "json-lines", "{format} {lang}");
        }
    }
}

const FACTS: &str = "origin: the newsroom\nfacts:\n  - {kind: capital, subject: KZ, value: astana, from: 1997-12-10}\n";

#[test]
fn a_newsroom_names_its_own_facts() {
    let dir = tempfile::tempdir().unwrap();
    let at = |n: &str| dir.path().join(n);
    std::fs::write(at("a.txt"), "They met in Almaty, the capital of Kazakhstan, on Thursday.").unwrap();
    std::fs::write(at("facts.yaml"), FACTS).unwrap();
    let run = |args: &[&str]| {
        let mut all = vec!["check", "a.txt", "--as-of", "2022-01-06", "--output-format", "concise"];
        all.extend(args);
        gainsay(dir.path(), &all)
    };
    assert_eq!(run(&[]).status.code(), Some(0));
    assert_eq!(run(&["--reference", "facts.yaml"]).status.code(), Some(1));
    // by the configuration, a folder, and a folder of rules
    std::fs::write(at("gainsay.yaml"), "references: [facts.yaml, built-in]\n").unwrap();
    let out = run(&[]);
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&out.stdout).contains("facts.yaml"));
    assert_eq!(run(&["--isolated"]).status.code(), Some(0));
    std::fs::create_dir_all(at("desk/reference")).unwrap();
    std::fs::rename(at("facts.yaml"), at("desk/reference/facts.yaml")).unwrap();
    std::fs::write(at("gainsay.yaml"), "references: [desk/reference]\n").unwrap();
    assert_eq!(run(&[]).status.code(), Some(1));
    std::fs::write(at("gainsay.yaml"), "rules: [desk]\n").unwrap();
    assert_eq!(run(&[]).status.code(), Some(1));
    // a comment in the text accepts it as any other finding
    std::fs::write(at("a.txt"), "<!-- gainsay-ignore: reference-fact — quoted as the guide had it -->\nThey met in Almaty, the capital of Kazakhstan, on Thursday.\n").unwrap();
    assert_eq!(run(&[]).status.code(), Some(0));
}

#[test]
fn what_cannot_be_a_fact_is_refused_at_its_place() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("a.txt"), "They met in Almaty on Thursday.").unwrap();
    for (fact, word) in [
        ("{kind: capitol, subject: KZ, value: astana}", "capitol"),
        ("{kind: capital, subject: XQ, value: astana}", "XQ"),
        ("{kind: capital, subject: KZ}", "value"),
        ("{kind: founded, subject: NATO, value: soon}", "soon"),
        ("{kind: membership, subject: NATO}", "members"),
        ("{kind: office_holder, office: presidant, subject: KZ, value: A B}", "presidant"),
        ("{kind: population, subject: KZ, value: many}", "many"),
        ("{kind: capital, subject: KZ, value: astana, from: 2020, until: 2019}", "before it begins"),
        ("{kind: deaths, subject: KZ, value: 3}", "deaths"),
        ("{kind: capital, subject: KZ, vaule: astana}", "vaule"),
    ] {
        std::fs::write(dir.path().join("f.yaml"), format!("origin: test\nfacts:\n  - {fact}\n")).unwrap();
        let out = gainsay(dir.path(), &["check", "a.txt", "--isolated", "--reference", "f.yaml"]);
        let told = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(2), "{fact}: {told}");
        assert!(told.contains(word) && told.contains("f.yaml"), "{fact}: {told}");
    }
    let out = gainsay(dir.path(), &["check", "a.txt", "--isolated", "--reference", "nothing.yaml"]);
    assert_eq!(out.status.code(), Some(2));
}

/// With drafts, only what a draft says is held against known facts.
#[test]
fn sources_are_not_held_against_facts() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("facts.yaml"), FACTS).unwrap();
    std::fs::write(dir.path().join("draft.txt"), "They met in Astana, the capital of Kazakhstan, on Thursday.").unwrap();
    std::fs::write(dir.path().join("wire.txt"), "They met in Almaty, the capital of Kazakhstan, on Thursday.").unwrap();
    let v = json(dir.path(), &["check", "draft.txt", "--against", "wire.txt", "--as-of", "2022-01-06", "--isolated", "--reference", "facts.yaml", "--output-format", "json"]);
    assert!(findings(&v, &|r| r.starts_with("reference-")).is_empty());
    std::fs::rename(dir.path().join("draft.txt"), dir.path().join("x.txt")).unwrap();
    std::fs::rename(dir.path().join("wire.txt"), dir.path().join("draft.txt")).unwrap();
    let v = json(dir.path(), &["check", "draft.txt", "--against", "x.txt", "--as-of", "2022-01-06", "--isolated", "--reference", "facts.yaml", "--output-format", "json"]);
    assert_eq!(findings(&v, &|r| r == "reference-fact").len(), 1);
}

fn check(engine: &Engine, texts: &[&str]) -> Checked {
    let documents = texts.iter().enumerate().map(|(n, t)| {
        let language = gainsay::read::guess_language(&engine.lexicon, t);
        let mut d = Document::plain(format!("{n}.txt"), *t, language);
        d.id = DocId(n as u32);
        d.published = "2023-08-18".parse().ok();
        d
    });
    engine.check(documents.collect(), &BTreeSet::new())
}

/// What may explain a difference is told in the words of either language.
#[test]
fn slips_are_named() {
    let engine = Engine::built_in().unwrap();
    for (texts, hint) in [
        (["The ambush in Niger killed 164 soldiers.", "The ambush in Niger killed 146 soldiers."], Hint::SwappedDigits),
        (["The flood in Derna displaced 3,000 people.", "The flood in Derna displaced 30,000 people."], Hint::PowerOfTen),
        (["The flood in Derna displaced 3 thousand people.", "The flood in Derna displaced 3 million people."], Hint::OtherScale),
        (["The attack in Diyala killed four soldiers and eight militants.", "The attack in Diyala killed eight soldiers and four militants."], Hint::GroupsSwapped),
        (["The earthquake struck at a depth of 40 km in Morocco on Friday.", "The earthquake struck at a depth of 40 miles in Morocco on Friday."], Hint::OtherUnit),
    ] {
        let checked = check(&engine, &texts);
        let f = checked.findings.iter().find(|f| f.hint == Some(hint)).unwrap_or_else(|| panic!("{texts:?}: {:?}", checked.findings));
        assert!(f.why.contains(Words::of("en").get(hint.word())), "{}", f.why);
        let rule = engine.rules.iter().find(|r| r.id == f.rule).unwrap();
        let teller = Teller { lexicon: &engine.lexicon, documents: &checked.documents, graph: &checked.graph, words: Words::of("ar"), isolate: false };
        assert!(teller.tell(rule, f.primary, &f.others, f.hint).why.contains(Words::of("ar").get(hint.word())));
    }
}
