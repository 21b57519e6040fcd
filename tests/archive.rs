//! The archive: what is kept, what is read again, what a draft finds in it, and what becomes of it when a process is killed
//! or the file is not what it should be.
#![cfg(feature = "archive")]
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use gainsay::archive::{self, Archive, Window};
use gainsay::check::Teller;
use gainsay::pipeline::{Checked, Engine};
use gainsay::read::{self, ReadOptions};
use gainsay::source::DocId;
use gainsay::words::Words;
use tempfile::TempDir;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::built_in().unwrap())
}

fn write(dir: &Path, name: &str, text: &str) -> PathBuf {
    let p = dir.join(name);
    std::fs::create_dir_all(p.parent().unwrap()).unwrap();
    std::fs::write(&p, text).unwrap();
    p
}

fn wire(n: usize, dead: usize) -> String {
    format!("---\npublished: 2024-03-{:02}\noutlet: Wire {n}\n---\nThe fire in Nairobi, Kenya, killed {dead} people on Monday, the ministry said.\n", n % 27 + 1)
}

/// A call in a folder: exit code, standard output, standard error.
fn gainsay(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let o = Command::new(env!("CARGO_BIN_EXE_gainsay")).current_dir(dir).env("NO_COLOR", "1").args(args).output().unwrap();
    (o.status.code().unwrap_or(-1), String::from_utf8(o.stdout).unwrap(), String::from_utf8(o.stderr).unwrap())
}

fn status(dir: &Path) -> serde_json::Value {
    let (code, out, err) = gainsay(dir, &["archive", "status", "--json", "--archive", "a.gainsay"]);
    assert_eq!(code, 0, "{err}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn add_update_gc_and_status() {
    let dir = TempDir::new().unwrap();
    let d = dir.path();
    for n in 1..=4 {
        write(d, &format!("wires/{n}.md"), &wire(n, 10 + n));
    }
    let add = |what: &str| gainsay(d, &["archive", "add", what, "--archive", "a.gainsay"]);
    let (code, out, err) = add("wires");
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("4 articles read") && out.contains("0 unchanged"), "{out}");
    let s = status(d);
    assert_eq!((s["documents"].as_u64(), s["files"].as_u64()), (Some(4), Some(4)));
    assert_eq!((s["first_day"].as_str(), s["last_day"].as_str()), (Some("2024-03-02"), Some("2024-03-05")));
    let claims = s["claims"].as_u64().unwrap();
    assert!(claims >= 4);
    // nothing new
    assert!(add("wires").1.contains("0 articles read, 0 claims; 4 unchanged"));
    // one changed, one new: the claims of the first are replaced
    write(d, "wires/2.md", &wire(2, 99));
    write(d, "wires/5.md", &wire(5, 15));
    let out = add("wires").1;
    assert!(out.contains("2 articles read") && out.contains("3 unchanged") && out.contains("1 earlier reading"), "{out}");
    assert_eq!(status(d)["documents"].as_u64(), Some(5));
    let (_, out, _) = gainsay(d, &["check", "wires/1.md", "--isolated", "--archive", "a.gainsay", "--output-format", "concise"]);
    assert!(out.contains("99") && !out.contains(" 12 in"), "{out}");
    // the day that a manifest gives is a part of what was read
    write(d, "wires/sources.yaml", "sources:\n  - {file: 5.md, published: 2024-03-20}\n");
    assert!(add("wires").1.contains("1 articles read"));
    assert_eq!(status(d)["last_day"].as_str(), Some("2024-03-20"));
    // other rules: everything is read again, but only what is there
    let rules = d.join("own");
    write(&rules, "lang/en/more.yaml", "rows:\n  - {class: stop, forms: [zzyzx]}\nexamples: [{text: zzyzx, reads: class stop}]\n");
    std::fs::remove_file(d.join("wires/5.md")).unwrap();
    std::fs::remove_file(d.join("wires/sources.yaml")).unwrap();
    let with = ["archive", "update", "--rules", "own", "--archive", "a.gainsay"];
    let (code, out, err) = gainsay(d, &with);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("4 articles read") && out.contains("1 files that another version read are gone"), "{out}");
    assert!(gainsay(d, &with).1.contains("0 articles read"), "what was read again is not read a third time");
    let versions = status(d)["versions"].as_array().unwrap().clone();
    assert_eq!(versions.iter().map(|v| v["documents"].as_u64().unwrap()).sum::<u64>(), 5);
    assert_eq!(versions.len(), 2);
    // a draft is told that what it met was read by other rules
    let (_, _, err) = gainsay(d, &["check", "wires/1.md", "--isolated", "--archive", "a.gainsay"]);
    assert!(err.contains("archive update"), "{err}");
    // gone files go
    let (code, out, _) = gainsay(d, &["archive", "gc", "--dry-run", "--archive", "a.gainsay"]);
    assert!(code == 0 && out.contains("gone: wires/5.md") && out.contains("1 articles would be taken out"), "{out}");
    assert_eq!(status(d)["documents"].as_u64(), Some(5));
    assert!(gainsay(d, &["archive", "gc", "--archive", "a.gainsay"]).1.contains("1 articles taken out"));
    let s = status(d);
    assert_eq!((s["documents"].as_u64(), s["claims"].as_u64()), (Some(4), Some(claims)));
}

#[test]
fn an_archive_moves_with_its_articles() {
    let dir = TempDir::new().unwrap();
    write(dir.path(), "one/wires/1.md", &wire(1, 11));
    assert_eq!(gainsay(&dir.path().join("one"), &["archive", "add", "wires", "--archive", "a.gainsay"]).0, 0);
    std::fs::rename(dir.path().join("one"), dir.path().join("two")).unwrap();
    let two = dir.path().join("two");
    assert!(gainsay(&two, &["archive", "gc", "--archive", "a.gainsay"]).1.contains("0 articles taken out"));
    write(&two, "draft.md", &wire(1, 17));
    let (code, out, _) = gainsay(&two, &["check", "draft.md", "--isolated", "--archive", "a.gainsay"]);
    assert!(code == 1 && out.contains("[wires/1.md:"), "{out}");
}

/// Parts of one file are read and replaced together.
#[test]
fn one_file_with_many_articles() {
    let dir = TempDir::new().unwrap();
    let d = dir.path();
    let line = |n: usize, dead: usize| {
        format!(
            "{}\n",
            serde_json::json!({"id": format!("w{n}"), "language": "en", "published": "2024-03-02", "text": format!("The fire in Nairobi, Kenya, killed {dead} people.")})
        )
    };
    write(d, "w.jsonl", &(line(1, 11) + &line(2, 12) + &line(3, 13)));
    assert!(gainsay(d, &["archive", "add", "w.jsonl", "--archive", "a.gainsay"]).1.contains("3 articles read"));
    write(d, "w.jsonl", &(line(1, 11) + &line(3, 33)));
    let out = gainsay(d, &["archive", "add", "w.jsonl", "--archive", "a.gainsay"]).1;
    assert!(out.contains("1 articles read") && out.contains("1 unchanged") && out.contains("2 earlier"), "{out}");
    assert_eq!(status(d)["documents"].as_u64(), Some(2));
}

/// Findings with the words and places of both sides.
fn findings(engine: &Engine, c: &Checked) -> Vec<String> {
    let teller = Teller { lexicon: &engine.lexicon, documents: &c.documents, graph: &c.graph, words: Words::of("ar"), isolate: false };
    c.findings
        .iter()
        .map(|f| {
            let side = |id| {
                let k = c.graph.claim(id);
                let d = &c.documents[k.doc.0 as usize];
                format!("{} {:?} “{}” {:?}", d.path, d.position(k.span.start), d.quote(k.quote), k.attribution.as_ref().map(|a| &a.text))
            };
            let rule = engine.rules.iter().find(|r| r.id == f.rule).unwrap();
            let told = teller.tell(rule, f.primary, &f.others, f.hint);
            let sides: Vec<String> = std::iter::once(&f.primary).chain(&f.others).map(|c| side(*c)).collect();
            format!("{} {:?} {:?} {} {} {}\n{}", f.rule, f.severity, f.confidence, f.fingerprint, f.message, told.message, sides.join("\n"))
        })
        .collect()
}

/// A draft against an archive finds what it finds against the articles themselves: in each story alone and with all of them in one archive.
#[test]
fn the_same_findings_as_against_the_articles() {
    let engine = engine();
    let dir = TempDir::new().unwrap();
    let mut stories: Vec<PathBuf> = std::fs::read_dir(root().join("tests/gold")).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    stories.sort();
    // days of publication stand in the annotations
    let mut folders = vec![root().join("seeds")];
    for s in &stories {
        let to = dir.path().join(s.file_name().unwrap());
        std::fs::create_dir(&to).unwrap();
        let mut entries = String::from("sources:\n");
        for d in gainsay::eval::Story::load(s, None).unwrap().docs {
            std::fs::copy(s.join(&d.file), to.join(&d.file)).unwrap();
            entries.push_str(&format!("  - {{file: {:?}, published: {:?}, outlet: {:?}}}\n", d.file, text(&d.published), text(&d.outlet)));
        }
        std::fs::write(to.join("sources.yaml"), entries).unwrap();
        folders.push(to);
    }
    let all = dir.path().join("all.gainsay");
    let options = ReadOptions::default();
    archive::add(engine, &all, &folders, &options, &mut |_, _, _| {}).unwrap();
    let read_all = read::read_paths(&engine.lexicon, &folders, &options).documents;
    let extracted = engine.extract_all(&read_all);
    let mut found = 0;
    let (mut asked, mut answered) = (0, 0);
    for folder in &folders {
        let own = dir.path().join("own.gainsay");
        let _ = std::fs::remove_file(&own);
        archive::add(engine, &own, std::slice::from_ref(folder), &options, &mut |_, _, _| {}).unwrap();
        for draft in read_all.iter().filter(|d| Path::new(&d.path).starts_with(folder)) {
            for (file, of) in [(&own, folder.as_path()), (&all, Path::new(""))] {
                let mine = engine.extract(&mut gainsay::mention::Analyser::new(&engine.lexicon), draft);
                let mut got = Archive::open(file).unwrap().find(engine, &[(draft, &mine)], &[draft], Window::default()).unwrap().documents;
                got.push((draft.clone(), mine));
                got.sort_by(|a, b| a.0.path.cmp(&b.0.path));
                // an article that only a third joins to the draft may not be found (docs/archive.md): most are, and what is found says
                // what its article says
                let of_story = |d: &gainsay::source::Document| Path::new(&d.path).starts_with(folder);
                // a long affair goes beyond the days that an archive looks at
                let days = |d: &gainsay::source::Document| d.published.zip(draft.published).map_or(0, |(x, y)| x.until(y).map_or(0, |s| s.get_days().abs()));
                asked += read_all.iter().filter(|d| of_story(d) && days(d) <= i32::from(Window::default().days)).count();
                answered += got.iter().filter(|d| of_story(&d.0)).count();
                let list: Vec<(usize, &gainsay::source::Document)> = read_all.iter().enumerate().collect();
                let pick = |d: &&(usize, &gainsay::source::Document)| Path::new(&d.1.path).starts_with(of) && got.iter().any(|g| g.0.path == d.1.path);
                let mut documents: Vec<_> = list.iter().filter(pick).map(|(_, d)| (*d).clone()).collect();
                let known = list.iter().filter(pick).map(|(i, _)| again(&extracted[*i])).collect();
                read::number(&mut documents);
                let drafts = BTreeSet::from([DocId(documents.iter().position(|d| d.path == draft.path).unwrap() as u32)]);
                let against = engine.check_extracted(documents, known, &drafts);

                let (mut documents, known): (Vec<_>, Vec<_>) = got.into_iter().unzip();
                read::number(&mut documents);
                let drafts = BTreeSet::from([DocId(documents.iter().position(|d| d.path == draft.path).unwrap() as u32)]);
                let archived = engine.check_extracted(documents, known, &drafts);
                // over all stories, the draft's own: two that a third article joins may meet in a folder and not in an archive (docs/archive.md)
                let root = dir.path().to_string_lossy().into_owned();
                let home = folder.to_string_lossy().into_owned();
                let own = |f: &String| f.lines().filter(|l| l.starts_with(&root)).all(|l| l.starts_with(&home));
                let (mut x, mut y) = (findings(engine, &against), findings(engine, &archived));
                x.retain(own);
                y.retain(own);
                if file == &all {
                    // what a subject is called may come from another of its articles
                    let bare = |f: &String| {
                        let (head, places) = f.split_once('\n').unwrap_or((f, ""));
                        format!("{}\n{places}", head.split(' ').take(4).collect::<Vec<_>>().join(" "))
                    };
                    (x, y) = (x.iter().map(bare).collect(), y.iter().map(bare).collect());
                }
                assert_eq!(x, y, "{} against {}", draft.path, file.display());
                found += x.len();
            }
        }
    }
    assert!(found > 100, "{found} findings compared");
    assert!(answered * 100 >= asked * 96, "{answered} of {asked} articles found");
}

fn again(e: &gainsay::pipeline::Extracted) -> gainsay::pipeline::Extracted {
    gainsay::pipeline::Extracted { claims: e.claims.clone(), unclaimed: Vec::new(), profile: e.profile.clone(), sums: e.sums.clone() }
}

fn text(v: &Option<gainsay::lexicon::row::Scalar>) -> String {
    v.as_ref().map(|v| v.0.clone()).unwrap_or_default()
}

/// What an archive has for a draft.
fn look(archive: &Path, draft: &str) -> gainsay::error::Result<Vec<(gainsay::source::Document, gainsay::pipeline::Extracted)>> {
    let draft = read::read_bytes(&engine().lexicon, "draft.md", draft.as_bytes(), &ReadOptions::default()).documents.remove(0);
    let read = engine().extract(&mut gainsay::mention::Analyser::new(&engine().lexicon), &draft);
    Ok(Archive::open(archive)?.find(engine(), &[(&draft, &read)], &[], Window::default())?.documents)
}

/// The process that [`a_kill_loses_nothing_committed`] kills: one transaction after the other, each told on standard output when it is there.
#[test]
#[ignore = "runs inside another test"]
fn a_writer_to_be_killed() {
    let Some(dir) = std::env::var_os("GAINSAY_TEST_FOLDER").map(PathBuf::from) else { return };
    let engine = engine();
    let texts: Vec<_> = (0..10).map(|n| read::read_bytes(&engine.lexicon, "x.md", wire(n, 10 + n).as_bytes(), &ReadOptions::default()).documents.remove(0)).collect();
    let read: Vec<_> = texts.iter().map(|d| engine.extract(&mut gainsay::mention::Analyser::new(&engine.lexicon), d)).collect();
    let import = gainsay::archive::Import::open(engine, &dir.join("a.gainsay")).unwrap();
    let from: usize = std::env::var("GAINSAY_TEST_FROM").unwrap().parse().unwrap();
    for batch in from.. {
        // nine new documents, and one that replaces that of the batch before
        let documents: Vec<_> = texts
            .iter()
            .zip(&read)
            .enumerate()
            .map(|(n, (d, e))| {
                let mut d = d.clone();
                d.path = if n == 0 { dir.join("same.md") } else { dir.join(format!("{batch}-{n}.md")) }.display().to_string();
                d.title = Some(format!("{batch}"));
                (d, again(e))
            })
            .collect();
        import.put(engine, &documents).unwrap();
        println!("committed {batch}");
    }
}

/// A kill at any moment loses nothing that was committed and leaves nothing half done, and the next process goes on from there.
#[test]
fn a_kill_loses_nothing_committed() {
    use std::io::{BufRead, BufReader};
    let dir = TempDir::new().unwrap();
    let d = dir.path();
    let mut committed = 0usize;
    for round in 0..8u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "a_writer_to_be_killed", "--ignored", "--nocapture"])
            .env("GAINSAY_TEST_FOLDER", d)
            .env("GAINSAY_TEST_FROM", committed.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines =
            BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok).filter_map(|l| l.rsplit_once("committed ").and_then(|(_, n)| n.parse::<usize>().ok()));
        // it is at work from the first line on; the kill (SIGKILL) falls anywhere into the next transactions
        let first = lines.next().expect("the writer writes");
        std::thread::sleep(Duration::from_micros(1500 * round * round));
        child.kill().unwrap();
        let last = lines.last().unwrap_or(first);
        child.wait().unwrap();
        let s = archive::status(engine(), &d.join("a.gainsay"), false).unwrap();
        // each batch adds nine files of its own; the one that was at work when the kill came may be there, as a whole
        let held = s.documents as usize;
        assert_eq!((held - 1) % 9, 0, "round {round}: {held} documents are no whole number of transactions");
        let batches = (held - 1) / 9;
        assert!(batches == last + 1 || batches == last + 2, "round {round}: {batches} transactions are there, {} were told", last + 1);
        assert_eq!(s.claims as usize % held, 0, "{s:?}");
        committed = batches;
        // what is there is found, with its words
        let found = look(&d.join("a.gainsay"), &wire(3, 999)).unwrap();
        assert!(found.iter().all(|(d, e)| e.claims.iter().any(|c| d.quote(c.quote).contains("killed"))) && !found.is_empty(), "round {round}");
    }
    assert!(committed >= 8, "{committed}");
    // the program itself, killed at the very beginning: no half of an archive is left
    write(d, "wires/1.md", &wire(1, 11));
    for round in 0..4 {
        let mut child =
            Command::new(env!("CARGO_BIN_EXE_gainsay")).current_dir(d).args(["archive", "add", "wires", "--archive", "b.gainsay"]).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(150 * round));
        let _ = child.kill();
        child.wait().unwrap();
        if d.join("b.gainsay").exists() {
            let (code, _, err) = gainsay(d, &["archive", "status", "--archive", "b.gainsay"]);
            assert_eq!(code, 0, "{err}");
        }
    }
    assert_eq!(gainsay(d, &["archive", "add", "wires", "--archive", "b.gainsay"]).0, 0);
}

/// Readers go on while one process writes; a second writer is told to wait.
#[test]
fn readers_beside_a_writer() {
    let dir = TempDir::new().unwrap();
    let d = dir.path();
    write(d, "first/0.md", &wire(1, 11));
    write(d, "draft.md", &wire(1, 17));
    assert_eq!(gainsay(d, &["archive", "add", "first", "--archive", "a.gainsay"]).0, 0);
    let engine = engine();
    let held = gainsay::archive::Import::open(engine, &d.join("a.gainsay")).unwrap();
    let old = Archive::open(&d.join("a.gainsay")).unwrap();
    let began = Instant::now();
    let (code, out, err) = gainsay(d, &["check", "draft.md", "--isolated", "--archive", "a.gainsay"]);
    assert!(code == 1 && out.contains("Wire 1"), "{out}{err}");
    assert!(began.elapsed() < Duration::from_secs(60), "the reader waited for the writer");
    let (code, _, err) = gainsay(d, &["archive", "add", "first", "--archive", "a.gainsay"]);
    assert!(code == 2 && err.contains("another gainsay is writing") && err.contains("wait"), "{err}");
    // what is committed meanwhile is seen by whoever opens the archive afterwards
    let new = read::read_bytes(&engine.lexicon, "x/new.md", wire(3, 23).as_bytes(), &ReadOptions::default()).documents;
    let extracted = engine.extract_all(&new);
    held.put(engine, &new.into_iter().zip(extracted).collect::<Vec<_>>()).unwrap();
    assert_eq!(old.documents().unwrap(), 1);
    assert_eq!(Archive::open(&d.join("a.gainsay")).unwrap().documents().unwrap(), 2);
}

/// Damaged and foreign files are told, with what to do.
#[test]
fn files_that_are_no_archive() {
    let dir = TempDir::new().unwrap();
    let d = dir.path();
    for n in 0..40 {
        write(d, &format!("wires/{n}.md"), &wire(n, 10 + n));
    }
    write(d, "draft.md", &wire(1, 17));
    let check = |file: &str| gainsay(d, &["check", "draft.md", "--isolated", "--archive", file]);
    let expect = |file: &str, words: &[&str]| {
        let (code, _, err) = check(file);
        assert_eq!(code, 2, "{file}: {err}");
        for w in words {
            assert!(err.contains(w), "{file}: no `{w}` in {err}");
        }
    };
    expect("none.gainsay", &["none.gainsay", "there is no such archive", "gainsay archive add"]);
    write(d, "text.gainsay", "The fire in Nairobi killed 11 people.");
    expect("text.gainsay", &["text.gainsay", "no archive of gainsay", "--against"]);
    write(d, "short.gainsay", "re");
    expect("short.gainsay", &["no archive of gainsay"]);
    expect("wires", &["no archive of gainsay"]);
    // a store of another program
    {
        let db = redb::Database::create(d.join("other.gainsay")).unwrap();
        let txn = db.begin_write().unwrap();
        txn.open_table(redb::TableDefinition::<&str, u64>::new("stamps")).unwrap().insert("a", 1).unwrap();
        txn.commit().unwrap();
    }
    expect("other.gainsay", &["other.gainsay", "no archive of gainsay"]);
    assert_eq!(gainsay(d, &["archive", "add", "wires", "--archive", "a.gainsay"]).0, 0);
    // other formats
    for (format, words) in [(archive::FORMAT + 1, "use a newer gainsay"), (0, "gainsay archive add")] {
        std::fs::copy(d.join("a.gainsay"), d.join("format.gainsay")).unwrap();
        {
            let db = redb::Database::open(d.join("format.gainsay")).unwrap();
            let txn = db.begin_write().unwrap();
            txn.open_table(redb::TableDefinition::<&str, u64>::new("gainsay")).unwrap().insert("format", u64::from(format)).unwrap();
            txn.commit().unwrap();
        }
        expect("format.gainsay", &["format.gainsay", &format!("format {format}"), words]);
    }
    // bytes lost at the end, and bytes changed anywhere: an answer or a problem, never a panic
    let whole = std::fs::read(d.join("a.gainsay")).unwrap();
    // what is read lies near the beginning: a small piece of the end is no loss to a reader
    for part in [2, 4, 16, 64, 256] {
        std::fs::write(d.join("cut.gainsay"), &whole[..whole.len() / part]).unwrap();
        let (code, _, err) = check("cut.gainsay");
        assert!(code == 1 && part < 16 || code == 2 && err.contains("cut.gainsay: the archive is damaged") && err.contains("help:"), "{part}: {code} {err}");
    }
    let mut told = 0;
    let used = whole.len() - whole.iter().rev().take_while(|b| **b == 0).count();
    for at in (0..used).step_by(1000) {
        let mut bytes = whole.clone();
        let end = (at + 400).min(bytes.len());
        bytes[at..end].fill(0xa5);
        std::fs::write(d.join("bad.gainsay"), &bytes).unwrap();
        if let Err(p) = look(&d.join("bad.gainsay"), &wire(1, 17)) {
            let help = miette::Diagnostic::help(p.as_ref()).map(|h| h.to_string()).unwrap_or_default();
            assert!(p.to_string().contains("bad.gainsay") && help.contains("gainsay"), "{at}: {p} {help}");
            told += 1;
        }
    }
    assert!(told > 4, "{told} damages were noticed");
    // redb panics at such a page: nothing of it is shown
    let mut bytes = whole.clone();
    bytes[4096..used].fill(0xa5);
    std::fs::write(d.join("bad.gainsay"), &bytes).unwrap();
    let (code, _, err) = check("bad.gainsay");
    assert!(code == 2 && err.contains("bad.gainsay") && err.contains("help:") && !err.contains("panicked"), "{err}");
}

/// Articles that are replaced again and again leave nothing behind, and what is there is found.
#[test]
fn articles_that_change() {
    let dir = TempDir::new().unwrap();
    let d = dir.path();
    let archive = d.join("a.gainsay");
    let options = ReadOptions::default();
    for round in 0..4 {
        for n in 0..60 {
            // a third changes with every round, the others never
            write(d, &format!("wires/{n}.md"), &wire(n, if usize::is_multiple_of(n, 3) { 100 * (round + 1) + n } else { 10 + n }));
        }
        let added = archive::add(engine(), &archive, &[d.join("wires")], &options, &mut |_, _, _| {}).unwrap();
        assert_eq!((added.written.added, added.unchanged), if round == 0 { (60, 0) } else { (20, 40) });
        assert_eq!(added.written.removed, if round == 0 { 0 } else { 20 });
        let found = look(&archive, &wire(5, 999)).unwrap();
        assert!(found.len() >= 40, "round {round}: {} articles", found.len());
        for (article, e) in &found {
            let n: usize = Path::new(&article.path).file_stem().unwrap().to_str().unwrap().parse().unwrap();
            let toll = if usize::is_multiple_of(n, 3) { 100 * (round + 1) + n } else { 10 + n };
            assert!(article.text.contains(&format!("killed {toll} people")) && e.claims.iter().any(|c| article.quote(c.quote).contains(&toll.to_string())), "{}", article.path);
        }
    }
    std::fs::remove_dir_all(d.join("wires")).unwrap();
    assert_eq!(archive::collect(&archive, false).unwrap().files.len(), 60);
    let s = archive::status(engine(), &archive, true).unwrap();
    assert_eq!((s.documents, s.claims), (0, 0));
    assert!(s.tables.iter().all(|t| t.2 == 0), "{:?}", s.tables);
}

#[test]
fn standard_input_cannot_be_kept() {
    let dir = TempDir::new().unwrap();
    let (code, _, err) = gainsay(dir.path(), &["archive", "add", "-", "--archive", "a.gainsay"]);
    assert!(code == 2 && err.contains("save the articles"), "{err}");
    assert!(!dir.path().join("a.gainsay").exists());
}

/// Sources named beside an archive count once, as they are now.
#[test]
fn an_archive_beside_sources() {
    let dir = TempDir::new().unwrap();
    let d = dir.path();
    write(d, "wires/1.md", &wire(1, 11));
    write(d, "wires/2.md", &wire(2, 12));
    write(d, "draft.md", &wire(2, 17));
    assert_eq!(gainsay(d, &["archive", "add", "wires", "draft.md", "--archive", "a.gainsay"]).0, 0);
    write(d, "wires/1.md", &wire(1, 21));
    let (_, out, _) = gainsay(d, &["check", "draft.md", "--isolated", "--against", "wires/1.md", "--archive", "a.gainsay", "--output-format", "json"]);
    let v: serde_json::Value = serde_json::from_str(&out).unwrap();
    let paths: Vec<&str> = v["documents"].as_array().unwrap().iter().map(|d| d["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["draft.md", "wires/1.md", "wires/2.md"]);
    assert!(out.contains("21") && out.contains("12"), "{out}");
}
