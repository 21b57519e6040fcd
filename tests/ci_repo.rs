//! A git repository of drafts: the pre-commit hook, the commands of the action, the ledger, comments and configuration, end to end.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin;

struct Repo {
    dir: tempfile::TempDir,
}

const DRAFT: &str = "The ambush near Tillaberi in Niger killed 17 soldiers.\n";
const WIRE: &str = "The ambush near Tillaberi in Niger killed 29 soldiers.\n";

impl Repo {
    fn new() -> Repo {
        let r = Repo { dir: tempfile::tempdir().unwrap() };
        r.git(&["init", "-q", "-b", "main"]);
        r.git(&["config", "user.name", "An Editor"]);
        r.git(&["config", "user.email", "editor@example.org"]);
        r.write("gainsay.yaml", "sources:\n  - drafts: [\"drafts/*.md\"]\n    against: [\"wires/**/*.txt\"]\n");
        r.write("drafts/ambush.md", &DRAFT.replace("17", "29"));
        r.write("drafts/sources.yaml", "sources:\n  - {file: ambush.md, published: 2023-08-18}\n");
        r.write("wires/one.txt", WIRE);
        r.write("wires/sources.yaml", "sources:\n  - {file: one.txt, published: 2023-08-18, outlet: Wire One}\n");
        r.commit();
        r
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let p = self.path(name);
        std::fs::create_dir_all(p.parent().unwrap()).unwrap();
        std::fs::write(p, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut c = Command::new(program);
        let bin = cargo_bin("gainsay");
        let path = std::env::join_paths([bin.parent().unwrap().to_owned()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()))).unwrap();
        c.current_dir(self.dir.path()).env("PATH", path).env("HOME", self.dir.path()).env("NO_COLOR", "1");
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "XDG_CONFIG_HOME", "GAINSAY_CONFIG", "GAINSAY_OUTPUT_FORMAT", "GITHUB_STEP_SUMMARY"] {
            c.env_remove(name);
        }
        c
    }

    fn git(&self, args: &[&str]) -> Output {
        self.command("git").args(args).output().unwrap()
    }

    fn commit(&self) -> bool {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "Edit"]).status.success()
    }

    fn gainsay(&self, args: &[&str]) -> (i32, String, String) {
        let o = self.command("gainsay").args(args).output().unwrap();
        (o.status.code().unwrap(), String::from_utf8(o.stdout).unwrap(), String::from_utf8(o.stderr).unwrap())
    }

    fn fingerprint(&self) -> String {
        let (_, out, _) = self.gainsay(&["check", "--output-format", "json"]);
        let v: serde_json::Value = serde_json::from_str(&out).unwrap();
        v["findings"][0]["fingerprint"].as_str().unwrap_or_default().to_owned()
    }
}

/// A value of a YAML file of the project.
fn yaml(file: &str) -> serde_json::Value {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    gainsay::yaml::from_str(file, &text).unwrap()
}

#[test]
fn the_hook_stops_a_commit() {
    let r = Repo::new();
    let entry = yaml(".pre-commit-hooks.yaml")[1]["entry"].as_str().unwrap().to_owned();
    r.write(".git/hooks/pre-commit", &format!("#!/bin/sh\nexec {entry}\n"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(r.path(".git/hooks/pre-commit"), std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    // nothing checked has changed: the commit goes through, and says so
    r.write("notes.txt", "Nothing to see.\n");
    assert!(r.commit());
    r.write("drafts/ambush.md", DRAFT);
    r.git(&["add", "-A"]);
    let stopped = r.git(&["commit", "-m", "Edit"]);
    assert!(!stopped.status.success());
    let told = String::from_utf8_lossy(&stopped.stdout).into_owned() + &String::from_utf8_lossy(&stopped.stderr);
    assert!(told.contains("drafts/ambush.md:1:43") && told.contains("17") && told.contains("Wire One"), "{told}");
    r.write("drafts/ambush.md", &DRAFT.replace("17", "29"));
    r.write("drafts/other.md", "Nothing of note.\n");
    assert!(r.commit());
    let (code, ..) = r.gainsay(&["check", "--changed", "--config", "gainsay.yaml"]);
    assert_eq!(code, 0);
    // a source that changes is looked at again
    r.write("wires/one.txt", &WIRE.replace("29", "30"));
    assert!(!r.commit());
}

#[test]
fn the_commands_of_the_action_run() {
    let r = Repo::new();
    r.write("drafts/ambush.md", DRAFT);
    let action = yaml("action.yml");
    let script = action["runs"]["steps"][1]["run"].as_str().unwrap();
    let run = |inputs: &[(&str, &str)]| {
        let mut c = r.command("bash");
        c.args(["-e", "-o", "pipefail", "-c", script]);
        for name in ["PATHS", "AGAINST", "CHANGED", "SARIF"] {
            c.env(name, "");
        }
        c.env("REPORT", "report.html").env("FAIL_LEVEL", "error").env("GITHUB_STEP_SUMMARY", r.path("summary.md"));
        c.envs(inputs.iter().copied());
        let o = c.output().unwrap();
        (o.status.code().unwrap(), String::from_utf8_lossy(&o.stdout).into_owned(), String::from_utf8_lossy(&o.stderr).into_owned())
    };
    let (code, out, err) = run(&[("SARIF", "log.sarif")]);
    assert_eq!(code, 1, "{err}");
    assert!(out.starts_with("::error file=drafts/ambush.md,line=1,endLine=1,col=43,endColumn=45,title=gainsay%3A "), "{out}");
    assert!(r.read("report.html").starts_with("<!doctype html>"));
    assert!(r.read("summary.md").contains("Wire One"));
    assert!(r.read("log.sarif").contains("\"uri\": \"drafts/ambush.md\""));
    let (code, ..) = run(&[("FAIL_LEVEL", "never")]);
    assert_eq!(code, 0);
    let (code, out, err) = run(&[("PATHS", "drafts/ambush.md\n"), ("AGAINST", "wires/one.txt\n"), ("CHANGED", "HEAD")]);
    assert_eq!(code, 1, "{out}{err}");
    let (code, _, err) = run(&[("CHANGED", "no-such-branch")]);
    assert_eq!(code, 2);
    assert!(err.contains("no-such-branch"));
}

#[test]
fn a_ledger_entry_outlives_edits_elsewhere() {
    let r = Repo::new();
    r.write("drafts/ambush.md", DRAFT);
    let before = r.fingerprint();
    assert_eq!(before.len(), 16);
    let (code, _, err) = r.gainsay(&["baseline", "write", "--reason", "the mayor's own count", "--editor", "A. Editor"]);
    assert_eq!(code, 0, "{err}");
    assert!(r.read("gainsay-baseline.yaml").contains("the mayor's own count"));
    let (code, out, err) = r.gainsay(&["check", "--output-format", "concise"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));

    // a paragraph above, other line breaks, another name and folder, one more copy of the wire
    let moved = format!("Readers asked about the week in the Sahel.\n\nA second paragraph.\n\n{}", DRAFT.replace("in Niger killed", "in Niger\nkilled"));
    r.write("drafts/ambush.md", &moved);
    r.write("wires/late/two.txt", WIRE);
    r.write("wires/late/sources.yaml", "sources:\n  - {file: two.txt, published: 2023-08-18, outlet: Wire Two}\n");
    let (code, out, _) = r.gainsay(&["check", "--output-format", "concise"]);
    assert_eq!((code, out.as_str()), (0, ""), "the entry was lost");
    let (_, out, _) = r.gainsay(&["check", "--output-format", "json", "--baseline", "none.yaml"]);
    assert!(out.contains(&before));
    let (_, out, _) = r.gainsay(&["baseline", "show", "drafts"]);
    assert!(out.contains("in use") && out.contains("A. Editor"), "{out}");

    // another value is another fact
    r.write("drafts/ambush.md", &moved.replace("17", "18"));
    let (code, out, err) = r.gainsay(&["check", "--output-format", "concise"]);
    assert_eq!(code, 1);
    assert!(out.contains("18") && err.contains("meets no finding any more"), "{out}{err}");
    let (code, _, err) = r.gainsay(&["baseline", "prune"]);
    assert!(code == 0 && err.contains("1 taken out"), "{err}");
}

#[test]
fn an_entry_that_is_over_no_longer_counts() {
    let r = Repo::new();
    r.write("drafts/ambush.md", DRAFT);
    r.gainsay(&["baseline", "write", "--reason", "until the count is in", "--until", "2023-09-01"]);
    let (code, _, err) = r.gainsay(&["check", "--output-format", "concise"]);
    assert_eq!(code, 1);
    assert!(err.contains("was over on 2023-09-01"), "{err}");
    let (code, _, _) = r.gainsay(&["check", "-q", "--exit-zero"]);
    assert_eq!(code, 0);
}

#[test]
fn a_comment_accepts_with_a_reason() {
    let r = Repo::new();
    let (_, out, _) = {
        r.write("drafts/ambush.md", DRAFT);
        r.gainsay(&["check", "--output-format", "json"])
    };
    let v: serde_json::Value = serde_json::from_str(&out).unwrap();
    let rule = v["findings"][0]["rule"].as_str().unwrap().to_owned();
    r.write("drafts/ambush.md", &format!("<!-- gainsay-ignore: {rule} — the mayor's own count -->\n{DRAFT}"));
    let (code, _, err) = r.gainsay(&["check"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let (_, html, _) = r.gainsay(&["report", "-o", "-", "--lang", "en"]);
    assert!(html.contains("Accepted discrepancies") && html.contains("the mayor&#39;s own count"));
    r.write("drafts/ambush.md", &format!("---\ngainsay-ignore: {rule}\n---\n{DRAFT}"));
    let (code, _, err) = r.gainsay(&["check"]);
    assert_eq!(code, 1);
    assert!(err.contains("without a reason"), "{err}");
    r.write("drafts/ambush.md", &format!("{}\n<!-- gainsay-ignore: {rule} — no longer so -->\n", DRAFT.replace("17", "29")));
    let (code, _, err) = r.gainsay(&["check"]);
    assert_eq!(code, 0);
    assert!(err.contains("meets no finding"), "{err}");
}

#[test]
fn configuration_is_strict_and_found_upward() {
    let r = Repo::new();
    r.write("drafts/ambush.md", DRAFT);
    let (code, out, _) = r.gainsay(&["config", "path", "drafts/ambush.md"]);
    assert!(code == 0 && out.trim_end().ends_with("gainsay.yaml"));
    let base = r.read("gainsay.yaml");
    let with = |more: &str| {
        r.write("gainsay.yaml", &format!("{base}{more}"));
        r.gainsay(&["check", "--output-format", "concise"])
    };
    let (_, out, _) = with("");
    let rule = out.split('[').nth(1).and_then(|s| s.split(']').next()).unwrap().to_owned();
    for (more, code, word) in [
        (format!("severities: {{{rule}: warning}}\n"), 0, ""),
        (format!("severities: {{{rule}: warning}}\nfail_level: warning\n"), 1, ""),
        (format!("ignore: [{rule}]\n"), 0, ""),
        ("tolerances: {deaths: 0.8}\n".to_owned(), 0, ""),
        ("fail_levl: error\n".to_owned(), 2, "did you mean `fail_level`?"),
        ("ignore: [toll-fals]\n".to_owned(), 2, "did you mean `toll-falls`?"),
        ("tolerances: {deathz: 0.1}\n".to_owned(), 2, "did you mean `deaths`?"),
        ("output: [sarff]\n".to_owned(), 2, "did you mean `sarif`?"),
        ("languages: {reports: xx}\n".to_owned(), 2, "reports come in"),
    ] {
        let (got, out, err) = with(&more);
        assert_eq!(got, code, "{more}{out}{err}");
        assert!(err.contains(word), "{more}{err}");
    }
    r.write("gainsay.yaml", &base.replace("drafts/*.md", "none/*.md"));
    assert_eq!(r.gainsay(&["check", "--changed"]).0, 0, "no draft yet is no failure");
    assert_eq!(r.gainsay(&["check"]).0, 2);
    r.write("gainsay.yaml", &base);
    let (code, _, err) = r.gainsay(&["check", "--isolated"]);
    assert_eq!(code, 2, "{err}");
    let (code, ..) = r.gainsay(&["init"]);
    assert_eq!(code, 2);
    let (code, _, err) = r.gainsay(&["init", "--force"]);
    assert_eq!(code, 0, "{err}");
    let (code, out, err) = r.gainsay(&["config", "show"]);
    assert!(code == 0 && out.lines().count() == 1, "{out}{err}");
}

/// Two drafts with sources of their own: neither meets the other's.
#[test]
fn each_draft_meets_its_own_sources() {
    let r = Repo::new();
    r.write("drafts/ambush.md", DRAFT);
    r.write("other/b.txt", &WIRE.replace("29", "60"));
    r.write("other/sources.yaml", "sources:\n  - {file: b.txt, published: 2023-08-18, outlet: Other}\n");
    r.write("late/c.md", &DRAFT.replace("17", "60"));
    r.write("late/sources.yaml", "sources:\n  - {file: c.md, published: 2023-08-18}\n");
    r.write("gainsay.yaml", "sources:\n  - drafts: [\"drafts/*.md\"]\n    against: [\"wires/**/*.txt\"]\n  - drafts: [\"late/*.md\"]\n    against: [other]\n");
    let (code, out, err) = r.gainsay(&["check", "--output-format", "concise"]);
    assert_eq!(code, 1, "{err}");
    assert!(out.contains("Wire One") && !out.contains("Other") && !out.contains("late/c.md:"), "{out}");
}

#[test]
fn completions_and_manual_are_written() {
    let r = Repo::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, out, _) = r.gainsay(&["completions", shell]);
        assert!(code == 0 && out.contains("gainsay"), "{shell}");
    }
    let (code, out, _) = r.gainsay(&["man"]);
    assert!(code == 0 && out.contains(".TH gainsay"));
}
