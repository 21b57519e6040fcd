//! Every output format on the seed articles: a snapshot, and the schema of those who read it.
#![allow(clippy::unwrap_used)]

use std::process::Output;

use assert_cmd::Command;
use serde_json::Value as Json;

/// Runs gainsay in the project's folder, without whatever the environment says.
fn gainsay(args: &[&str]) -> Output {
    Command::cargo_bin("gainsay")
        .unwrap()
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("GAINSAY_OUTPUT_FORMAT")
        .env_remove("GAINSAY_CONFIG")
        .env("NO_COLOR", "1")
        .args(args)
        .output()
        .unwrap()
}

fn check(format: &str) -> String {
    let out = gainsay(&["check", "seeds", "--isolated", "--output-format", format]);
    assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

/// Takes out what changes with every version or edit of the rules.
fn steady(text: &str) -> String {
    let text = text.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    let hash = |w: &str| w.len() == 64 && w.bytes().all(|b| b.is_ascii_hexdigit());
    text.split_inclusive(|c: char| !c.is_ascii_hexdigit())
        .map(|w| if hash(w.trim_end_matches(|c: char| !c.is_ascii_hexdigit())) { format!("SHA{}", &w[64..]) } else { w.to_owned() })
        .collect()
}

#[test]
fn snapshots() {
    for format in ["full", "concise", "grouped", "json", "json-lines", "sarif", "github", "gitlab", "rdjson", "junit", "markdown", "csv"] {
        insta::assert_snapshot!(format!("seeds-{format}"), steady(&check(format)));
    }
    let out = gainsay(&["check", "seeds", "--isolated", "--report-lang", "ar"]);
    assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
    insta::assert_snapshot!("seeds-full-ar", steady(&String::from_utf8(out.stdout).unwrap()));
    for lang in ["ar", "en"] {
        let out = gainsay(&["report", "seeds/001_26645ad3c59811de.txt", "--against", "seeds", "-o", "-", "--lang", lang, "--isolated", "--exit-zero"]);
        assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
        insta::assert_snapshot!(format!("seeds-html-{lang}"), steady(&String::from_utf8(out.stdout).unwrap()));
    }
}

fn schema(name: &str) -> jsonschema::Validator {
    let path = format!("{}/tests/data/schema/{name}", env!("CARGO_MANIFEST_DIR"));
    // one pattern of the SARIF schema has a bracket too many, which a strict reader of expressions refuses
    let text = std::fs::read_to_string(path).unwrap().replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Json = serde_json::from_str(&text).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn holds(schema: &jsonschema::Validator, value: &Json) {
    let errors: Vec<String> = schema.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn sarif_is_sarif() {
    let s = schema("sarif-2.1.0.json");
    let log: Json = serde_json::from_str(&check("sarif")).unwrap();
    holds(&s, &log);
    assert!(!s.is_valid(&serde_json::json!({"version": "2.1.0", "runs": [{"results": [{}]}]})), "the schema refuses nothing");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    for r in run["results"].as_array().unwrap() {
        assert_eq!(run["tool"]["driver"]["rules"][r["ruleIndex"].as_u64().unwrap() as usize]["id"], r["ruleId"]);
        assert!(r["partialFingerprints"]["gainsay/v1"].as_str().unwrap().len() >= 16);
        let uri = r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.starts_with("seeds/"), "{uri}");
        assert!(r["relatedLocations"].as_array().unwrap().iter().all(|l| l["message"]["text"].as_str().is_some_and(|t| !t.is_empty())));
    }
}

#[test]
fn gitlab_rdjson_and_junit_hold_to_theirs() {
    let gitlab: Json = serde_json::from_str(&check("gitlab")).unwrap();
    holds(&schema("gitlab.json"), &gitlab);
    let prints: std::collections::BTreeSet<&str> = gitlab.as_array().unwrap().iter().map(|i| i["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), gitlab.as_array().unwrap().len());
    holds(&schema("rdjson.json"), &serde_json::from_str(&check("rdjson")).unwrap());

    let xsd = std::fs::read_to_string(format!("{}/tests/data/schema/junit.xsd", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let xsd = uppsala::parse(&xsd).unwrap();
    let validator = uppsala::XsdValidator::from_schema(&xsd).unwrap();
    let junit = check("junit");
    let errors: Vec<String> = validator.validate(&uppsala::parse(&junit).unwrap()).iter().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let wrong = junit.replacen("classname=", "class=", 1);
    assert!(!validator.validate(&uppsala::parse(&wrong).unwrap()).is_empty(), "the schema refuses nothing");
}

#[test]
fn one_run_writes_several_reports() {
    let dir = tempfile::tempdir().unwrap();
    let at = |n: &str| dir.path().join(n).display().to_string();
    let (html, csv) = (format!("html={}", at("a.html")), format!("csv={}", at("a.csv")));
    let out = gainsay(&["check", "seeds", "--isolated", "--output-format", "concise", "--output-format", &html, "--output-format", &csv]);
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8(out.stdout).unwrap().contains("[list-mismatch]"));
    assert!(std::fs::read_to_string(at("a.html")).unwrap().contains("<html lang=\"ar\" dir=\"rtl\">"));
    let table = std::fs::read_to_string(at("a.csv")).unwrap();
    assert!(table.starts_with("\u{feff}finding,"));
    let out = gainsay(&["check", "seeds", "--isolated", "--output-format", "sarf"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("did you mean `sarif`?"));
    // the environment chooses when the command line does not
    let mut cmd = Command::cargo_bin("gainsay").unwrap();
    let out = cmd.current_dir(env!("CARGO_MANIFEST_DIR")).env("GAINSAY_OUTPUT_FORMAT", "gitlab").args(["check", "seeds", "--isolated"]).output().unwrap();
    assert!(out.stdout.starts_with(b"["));
}

/// A source is text wherever it comes to stand.
#[test]
fn markup_in_a_source_stays_text() {
    let dir = tempfile::tempdir().unwrap();
    let write = |n: &str, t: &str| std::fs::write(dir.path().join(n), t).unwrap();
    write("a.txt", "The ambush near Tillaberi in Niger killed 17 soldiers </script><script>alert(1)</script> <img src=x onerror=alert(2)> said \"A\" & 'B'.\n");
    write("b.txt", "=cmd() The ambush near Tillaberi in Niger killed 29 soldiers | all of them <b>.\n");
    write(
        "sources.yaml",
        "sources:\n  - {file: a.txt, published: 2023-08-18, outlet: '<script>x</script>', url: 'javascript:alert(3)'}\n  - {file: b.txt, published: 2023-08-18, outlet: '=HYPERLINK(1)', title: '::error::x'}\n",
    );
    let folder = dir.path().display().to_string();
    let run = |f: &str| String::from_utf8(gainsay(&["check", &folder, "--isolated", "--exit-zero", "--output-format", f]).stdout).unwrap();
    let html = run("html");
    assert!(html.contains("&#60;script&#62;") || html.contains("&lt;script&gt;"));
    assert!(!html.contains("<script>alert") && !html.contains("<script>x") && !html.contains("<img") && !html.contains("href=\"javascript:"));
    assert_eq!(html.matches("<script>").count(), 1);
    let csv = run("csv");
    assert!(csv.contains("'=HYPERLINK(1)"), "{csv}");
    assert!(!run("markdown").contains("<script>"));
    uppsala::parse(&run("junit")).unwrap();
}

#[test]
fn the_page_fetches_nothing_and_isolates_quotes() {
    let html = String::from_utf8(gainsay(&["check", "seeds", "--isolated", "--exit-zero", "--output-format", "html", "--report-lang", "en"]).stdout).unwrap();
    for no in ["<link", "@import", "url(", " src=", "<iframe", "<object"] {
        assert!(!html.contains(no), "{no}");
    }
    assert!(html.contains("<html lang=\"en\" dir=\"ltr\">"));
    assert!(html.contains("<blockquote lang=\"ar\" dir=\"rtl\">") && html.contains("<q lang=\"ar\" dir=\"rtl\">"));
    assert!(html.contains("default-src 'none'"));
    // no physical directions in the styles, which would point the wrong way in Arabic
    for no in ["margin-left", "margin-right", "padding-left", "padding-right", "border-left", "border-right", "text-align: left", "text-align: right"] {
        assert!(!html.contains(no), "{no}");
    }
}

/// One card for one disputed fact: copies of a wire folded, sides by time, the draft first; a fall is marked in the chart.
#[test]
fn cards_fold_copies_and_charts_mark_falls() {
    let dir = tempfile::tempdir().unwrap();
    let write = |n: &str, t: &str| std::fs::write(dir.path().join(n), t).unwrap();
    write("draft.txt", "The unrest in Kazakhstan killed 164 people.\n");
    write("w1.txt", "The unrest in Kazakhstan killed 225 people.\n");
    write("w2.txt", "The unrest in Kazakhstan killed 225 people.\n");
    write("w3.txt", "The unrest in Kazakhstan killed 230 people.\n");
    write(
        "sources.yaml",
        "sources:\n  - {file: draft.txt, published: 2022-01-19}\n  - {file: w1.txt, published: 2022-01-15, outlet: One}\n  - {file: w2.txt, published: 2022-01-15, outlet: Two}\n  - {file: w3.txt, published: 2022-01-12, outlet: Three}\n",
    );
    let path = |n: &str| dir.path().join(n).display().to_string();
    let out = gainsay(&["report", &path("draft.txt"), "--against", &path("w1.txt"), &path("w2.txt"), &path("w3.txt"), "-o", "-", "--isolated", "--exit-zero", "--lang", "en"]);
    let html = String::from_utf8(out.stdout).unwrap();
    assert_eq!(html.matches("<article").count(), 1, "one fact, one card");
    assert_eq!(html.matches("+1 copies").count(), 1);
    let table = html.split("class=\"sides\"").nth(1).unwrap().split("</table>").next().unwrap();
    let at = |w: &str| table.find(w).unwrap_or_else(|| panic!("{w} is not in the table"));
    assert!(at("164") < at("Three") && at("Three") < at("One"), "the draft first, then by time");
    assert!(html.contains("class=\"step falls\"") && html.contains("▼ falls") && html.contains("class=\"level\""));
    assert!(!html.contains(&dir.path().display().to_string()), "an absolute path of this machine in the report");
}
