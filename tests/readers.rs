//! The seed story in every format and encoding gives what the plain text gives; what the world sends is survived.
#![allow(clippy::unwrap_used, missing_docs)]

mod formats;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use clap::ValueEnum;
use gainsay::pipeline::{Checked, Engine};
use gainsay::read::{self, ReadOptions, Reading};
use gainsay::report::{Format, ReportInput};
use gainsay::source::{Document, Zone};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::built_in().unwrap());

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The seed articles: name, text, entry of the manifest.
fn seeds() -> Vec<(String, String, read::SourceEntry)> {
    let dir = root().join("seeds");
    let manifest = read::Manifest::of_folder(&dir).unwrap().unwrap();
    manifest.sources.iter().map(|e| (e.file.clone(), std::fs::read_to_string(dir.join(&e.file)).unwrap(), e.clone())).collect()
}

/// What a claim says, apart from where it stands: white space and characters that nobody sees left out.
fn facts(c: &Checked) -> BTreeSet<String> {
    c.graph.claims.iter().map(|k| fact(c, k)).collect()
}

fn bare(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{2060}' | '\u{AD}')).collect()
}

fn unseen(debug: &str) -> String {
    debug.replace("\\u{2060}", "").replace("\\u{ad}", "").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fact(c: &Checked, k: &gainsay::claim::Claim) -> String {
    let d = &c.documents[k.doc.0 as usize];
    format!(
        "{} {} {} {} {:?} «{}» «{}»",
        k.doc.0,
        ENGINE.lexicon.tables.kind(k.kind).id,
        unseen(&format!("{:?}", k.value)),
        k.who.id(),
        k.as_of,
        bare(d.quote(k.span)),
        bare(d.quote(k.quote))
    )
}

fn findings(c: &Checked) -> Vec<String> {
    c.findings.iter().map(|f| format!("{} {} {:?}", f.rule, fact(c, c.graph.claim(f.primary)), f.others.iter().map(|o| fact(c, c.graph.claim(*o))).collect::<Vec<_>>())).collect()
}

fn check(documents: Vec<Document>) -> Checked {
    ENGINE.check(documents, &BTreeSet::new())
}

static PLAIN: LazyLock<Checked> = LazyLock::new(|| {
    let r = read::read_paths(&ENGINE.lexicon, &[root().join("seeds")], &ReadOptions::default());
    assert!(r.problems.is_empty(), "{:?}", r.problems);
    let c = check(r.documents);
    assert!(c.graph.claims.len() > 20 && !c.findings.is_empty());
    c
});

/// Reads files written into a folder.
fn read_files(files: &[(String, Vec<u8>)]) -> (tempfile::TempDir, Reading) {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(dir.path().join(name), bytes).unwrap();
    }
    let r = read::read_paths(&ENGINE.lexicon, &[dir.path().to_owned()], &ReadOptions::default());
    (dir, r)
}

fn same_as_plain(what: &str, documents: Vec<Document>) {
    let n = documents.len();
    let found = check(documents);
    let (plain, other) = (facts(&PLAIN), facts(&found));
    let missing: Vec<_> = plain.difference(&other).collect();
    let added: Vec<_> = other.difference(&plain).collect();
    assert!(missing.is_empty() && added.is_empty(), "{what} ({n} documents):\nmissing {missing:#?}\nadded {added:#?}");
    assert_eq!(findings(&PLAIN), findings(&found), "{what}");
    for k in &found.graph.claims {
        let d = &found.documents[k.doc.0 as usize];
        assert!(d.text.get(k.span.range()).is_some(), "{what}");
        // the value's words are the file's own bytes, where spans are of the file
        if d.spans_of_file && d.source.is_some() {
            let source = d.source_text();
            assert_eq!(source.len(), d.text.len(), "{what}");
            assert!(source.get(k.span.range()).is_some(), "{what}: a span cuts a character of the file");
        }
    }
}

/// Each seed through `make` into a file of that ending; metadata come from within the file.
fn round(what: &str, ending: &str, make: impl Fn(&str, &read::SourceEntry) -> Vec<u8>) -> Reading {
    let files: Vec<(String, Vec<u8>)> = seeds().iter().map(|(n, t, e)| (n.replace(".txt", ending), make(t, e))).collect();
    let (_dir, r) = read_files(&files);
    assert!(r.problems.is_empty(), "{what}: {:?}", r.problems);
    assert_eq!(r.documents.len(), files.len(), "{what}");
    for (d, (_, _, e)) in r.documents.iter().zip(seeds()) {
        assert_eq!((d.published, d.language.as_str()), (e.published, "ar"), "{what}: {}", d.path);
        // word processors' properties name no outlet
        if e.outlet.is_some() && !matches!(what, "docx" | "odt") {
            assert_eq!(d.outlet, e.outlet, "{what}");
        }
    }
    Reading { documents: r.documents, problems: Vec::new() }
}

#[test]
fn markdown() {
    let r = round("markdown", ".md", |t, e| formats::markdown(t, e).into_bytes());
    assert!(r.documents.iter().all(|d| d.spans_of_file));
    same_as_plain("markdown", r.documents);
}

#[test]
fn html() {
    let r = round("html", ".html", |t, e| formats::html(t, e).into_bytes());
    assert!(r.documents.iter().all(|d| d.spans_of_file));
    same_as_plain("html", r.documents);
    // told by content, whatever the name
    same_as_plain("html named .txt", round("html", ".txt", |t, e| formats::html(t, e).into_bytes()).documents);
    same_as_plain("html of references", round("html", ".htm", |t, e| formats::html_references(t, e).into_bytes()).documents);
    same_as_plain("html in Windows-1256", round("html", ".htm", formats::windows_1256_html).documents);
}

#[test]
fn word_processors() {
    let r = round("docx", ".docx", formats::docx);
    assert!(r.documents.iter().all(|d| !d.spans_of_file));
    same_as_plain("docx", r.documents);
    same_as_plain("odt", round("odt", ".odt", formats::odt).documents);
    // rich text tells no day of publication that a newsroom could rely on
    let files: Vec<(String, Vec<u8>)> = seeds().iter().map(|(n, t, _)| (n.replace(".txt", ".rtf"), formats::rtf(t))).collect();
    same_as_plain("rtf", with_manifest(files).documents);
}

/// Every form of report shows words as a reader of the page sees them: the quotes of the plain text, nothing that holds the place of mark-up.
#[test]
fn reports_show_words_and_no_mark_up() {
    let quotes = |c: &Checked| -> BTreeSet<String> {
        c.graph.claims.iter().map(|k| c.documents[k.doc.0 as usize].words(k.quote).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    for (what, ending, make) in [
        ("html", ".html", &(|t: &str, e: &read::SourceEntry| formats::html(t, e).into_bytes()) as &dyn Fn(&str, &read::SourceEntry) -> Vec<u8>),
        ("markdown", ".md", &|t, e| formats::markdown(t, e).into_bytes()),
        ("docx", ".docx", &formats::docx),
        ("odt", ".odt", &formats::odt),
    ] {
        let found = check(round(what, ending, make).documents);
        assert_eq!(quotes(&found), quotes(&PLAIN), "{what}");
        let input = ReportInput::new(&found, &ENGINE);
        for format in Format::value_variants() {
            let mut out = Vec::new();
            gainsay::report::write(*format, &input, &mut out).unwrap();
            let text = String::from_utf8(out).unwrap();
            let marks: Vec<&str> = ["\u{2060}", "\u{ad}", "\u{2029}"].into_iter().filter(|m| text.contains(m)).collect();
            assert!(marks.is_empty(), "{what} as {format:?} shows {marks:?}");
        }
    }
}

/// References, inline mark-up and separators within a number leave it one number; a raised note after it is none of it.
#[test]
fn numbers_with_mark_up_in_them() {
    for (page, text) in [
        ("<p>The blast in Beirut killed 1&#1639;5 people.</p>", "175"),
        ("<p>The blast in Beirut killed &#1633;&#x667;&#53; people.</p>", "175"),
        ("<p>The blast in Beirut killed <b>1</b>7<i>5</i> people.</p>", "175"),
        ("<p>The blast in Beirut killed 3&#44;4<b>5</b>0 people.</p>", "3450"),
        ("<p>The blast in Beirut killed 17<sup>5</sup> people.</p>", "17"),
    ] {
        let r = read::read_bytes(&ENGINE.lexicon, "a.html", page.as_bytes(), &ReadOptions::default());
        let c = check(r.documents);
        let values: Vec<String> = c.graph.claims.iter().map(|k| gainsay::extract::notation::write(&k.value)).collect();
        assert_eq!(values, [text], "{page}");
    }
}

/// Reads files beside a manifest that says of each what the seeds' says.
fn with_manifest(mut files: Vec<(String, Vec<u8>)>) -> Reading {
    let mut y = std::fs::read_to_string(root().join("seeds/sources.yaml")).unwrap();
    for ((n, _, _), (own, _)) in seeds().iter().zip(&files) {
        y = y.replace(n.as_str(), own);
    }
    files.push(("sources.yaml".into(), y.into_bytes()));
    let (_dir, r) = read_files(&files);
    assert!(r.problems.is_empty(), "{:?}", r.problems);
    r
}

#[test]
fn wires() {
    same_as_plain("ninjs 1", round("ninjs 1", ".json", |t, e| formats::ninjs1(t, e).into_bytes()).documents);
    same_as_plain("ninjs 2", round("ninjs 2", ".json", |t, e| formats::ninjs2(t, e).into_bytes()).documents);
    same_as_plain("NewsML-G2", round("NewsML-G2", ".xml", |t, e| formats::newsml(t, e).into_bytes()).documents);
    same_as_plain("RSS", round("RSS", ".xml", |t, e| formats::rss(t, e).into_bytes()).documents);
    same_as_plain("Atom", round("Atom", ".atom", |t, e| formats::atom(t, e).into_bytes()).documents);
}

#[test]
fn json_lines() {
    let lines: Vec<String> = seeds().iter().map(|(n, t, e)| formats::json_line(n, t, e)).collect();
    let (_dir, r) = read_files(&[("all.jsonl".into(), lines.join("\n").into_bytes())]);
    assert!(r.problems.is_empty(), "{:?}", r.problems);
    assert!(r.documents[0].path.ends_with("all.jsonl#1"));
    same_as_plain("JSON lines", r.documents);
}

#[test]
fn archive() {
    let mut files: Vec<(String, Vec<u8>)> = seeds().iter().map(|(n, t, _)| (format!("story/{n}"), t.clone().into_bytes())).collect();
    files.push(("story/sources.yaml".into(), std::fs::read(root().join("seeds/sources.yaml")).unwrap()));
    let (_dir, r) = read_files(&[("all.zip".into(), formats::zip(&files))]);
    assert!(r.problems.is_empty(), "{:?}", r.problems);
    same_as_plain("zip", r.documents);
}

#[test]
fn encodings() {
    let each = |ending: &str, f: &dyn Fn(&str) -> Vec<u8>| with_manifest(seeds().iter().map(|(n, t, _)| (n.replace(".txt", ending), f(t))).collect()).documents;
    same_as_plain("UTF-8 with a mark", each(".txt", &|t| [b"\xEF\xBB\xBF", t.as_bytes()].concat()));
    same_as_plain("CRLF", each(".txt", &|t| t.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes()));
    let le = |t: &str| t.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let be = |t: &str| t.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    same_as_plain("UTF-16LE with a mark", each(".txt", &|t| [&[0xFF, 0xFE][..], &le(t)].concat()));
    same_as_plain("UTF-16BE with a mark", each(".txt", &|t| [&[0xFE, 0xFF][..], &be(t)].concat()));
    same_as_plain("UTF-16LE", each(".txt", &le));
    same_as_plain("UTF-16BE", each(".txt", &be));
}

#[test]
fn one_byte_encodings() {
    // they lack this or that quotation mark: what they must equal is the plain text without these
    for encoding in [encoding_rs::WINDOWS_1256, encoding_rs::ISO_8859_6] {
        let plain: Vec<(String, Vec<u8>)> = seeds().iter().map(|(n, t, _)| (n.clone(), formats::only_in(t, encoding).into_bytes())).collect();
        let narrow: Vec<(String, Vec<u8>)> = seeds().iter().map(|(n, t, _)| (n.clone(), formats::one_byte(t, encoding))).collect();
        let (a, b) = (check(with_manifest(plain).documents), check(with_manifest(narrow).documents));
        assert!(!a.graph.claims.is_empty());
        assert_eq!(facts(&a), facts(&b), "{}", encoding.name());
        assert_eq!(findings(&a), findings(&b), "{}", encoding.name());
    }
}

#[test]
fn windows_1252() {
    let text = "Protests in Kazakhstan – a tally\n\nAt least 225 people were killed in the “unrest”, the prosecutor’s office said on Saturday. Some 4,353 people were injured.\n";
    let (bytes, _, bad) = encoding_rs::WINDOWS_1252.encode(text);
    assert!(!bad);
    let (_d, r) = read_files(&[("a.txt".into(), bytes.into_owned())]);
    assert_eq!(&*r.documents[0].text, text);
    assert!(!r.documents[0].spans_of_file);
}

#[test]
fn a_saved_page() {
    let bytes = std::fs::read(root().join("tests/data/formats/saved-page.html")).unwrap();
    let r = read::read_bytes(&ENGINE.lexicon, "saved-page.html", &bytes, &ReadOptions::default());
    assert!(r.problems.is_empty(), "{:?}", r.problems);
    let d = &r.documents[0];
    assert_eq!(d.published, Some(jiff::civil::date(2022, 1, 15)));
    assert_eq!(d.outlet.as_deref(), Some("صحيفة المرفأ"));
    let text: Vec<String> = d.text.lines().map(bare_line).filter(|l| !l.is_empty()).collect();
    let wanted = std::fs::read_to_string(root().join("tests/data/formats/saved-page.txt")).unwrap();
    assert_eq!(text, wanted.lines().filter(|l| !l.trim().is_empty()).collect::<Vec<_>>());
    let zones: Vec<Zone> = d.zones.iter().map(|z| z.zone).collect();
    assert_eq!(zones, [Zone::Headline, Zone::Standfirst, Zone::Caption, Zone::Quote, Zone::List, Zone::List, Zone::Table, Zone::Table, Zone::Table, Zone::Table]);
}

fn bare_line(l: &str) -> String {
    let seen: String = l.chars().filter(|c| !matches!(c, '\u{2060}' | '\u{AD}')).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_word_file_of_libreoffice() {
    for name in ["libreoffice.docx", "libreoffice.odt"] {
        let bytes = std::fs::read(root().join("tests/data/formats").join(name)).unwrap();
        let r = read::read_bytes(&ENGINE.lexicon, name, &bytes, &ReadOptions::default());
        assert!(r.problems.is_empty(), "{:?}", r.problems);
        let d = &r.documents[0];
        // insertions are in, deletions are out
        assert!(d.text.contains("مقتل 225 شخصا"), "{}", d.text);
        assert!(!d.text.contains("164"), "{}", d.text);
        assert!(d.text.contains("حاشية عن الحصيلة"), "{}", d.text);
        let zone = |words: &str| d.zone_at(d.text.find(words).unwrap() as u32);
        assert_eq!(zone("حصيلة جديدة"), Zone::Headline, "{name}");
        assert_eq!(zone("كازاخستان | 225"), Zone::Table, "{name}\n{}", d.text);
        assert_eq!(zone("أرمينيا"), Zone::List, "{name}");
    }
}

#[test]
fn order_of_metadata() {
    let page = r#"<!DOCTYPE html><html lang="ar-SA"><head><title>t</title><meta property="article:published_time" content="2022-01-08T23:00:00+03:00"><meta name="date" content="2022-01-01">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":["NewsArticle"],"datePublished":"2022-01-09T01:00:00+03:00","publisher":{"name":"وكالة"}}]}</script></head>
<body><h1>مقتل 13 شخصا في الماتي</h1><p>قالت الشرطة في كازاخستان إن 13 شخصا قتلوا في المدينة خلال الاحتجاجات التي شهدتها البلاد.</p></body></html>"#;
    let one = |name: &str, text: &str| {
        let r = read::read_bytes(&ENGINE.lexicon, name, text.as_bytes(), &ReadOptions { as_of: Some(jiff::civil::date(2000, 1, 1)), ..ReadOptions::default() });
        r.documents.into_iter().next().unwrap()
    };
    let d = one("a.html", page);
    assert_eq!((d.published, d.outlet.as_deref()), (Some(jiff::civil::date(2022, 1, 9)), Some("وكالة")));
    assert_eq!(one("a.html", &page.replace("ld+json", "x")).published, Some(jiff::civil::date(2022, 1, 8)));
    assert_eq!(one("a.html", &page.replace("ld+json", "x").replace("article:published_time", "x")).published, Some(jiff::civil::date(2022, 1, 1)));
    let text = "عنوان الخبر\nالخميس 06 يناير 2022\n\nقالت الشرطة إن 13 شخصا قتلوا.";
    assert_eq!(one("a.txt", text).published, Some(jiff::civil::date(2022, 1, 6)));
    assert_eq!(one("a.txt", &format!("---\ndate: 2022-01-05\n---\n{text}")).published, Some(jiff::civil::date(2022, 1, 5)));
    assert_eq!(one("a.txt", "بيروت في 6 كانون الثاني 2022 (أ ف ب) - قالت الشرطة إن 13 شخصا قتلوا.").published, Some(jiff::civil::date(2022, 1, 6)));
    assert_eq!(one("a.txt", "BEIRUT, January 6, 2022 (AP) — Police said 13 people were killed.").published, Some(jiff::civil::date(2022, 1, 6)));
    // a date that the text tells of is none of publication
    let told = "أعلنت قرغيزستان، الجمعة 7 يناير/كانون الثاني 2022، إرسال جنود ومركبات عسكرية إلى كازاخستان التي تشهد اضطرابات.";
    assert_eq!(one("a.txt", told).published, Some(jiff::civil::date(2000, 1, 1)));
    assert_eq!(one("a.txt", "On 2 January 2022, protests began in the west of the country over fuel prices.").published, Some(jiff::civil::date(2000, 1, 1)));
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_read() {
    let good = "قالت الشرطة إن 13 شخصا قتلوا.";
    let bomb = formats::zip(&[("a.txt".into(), vec![b'a'; 80 << 20])]);
    let docx_bomb = formats::zip(&[("word/document.xml".into(), vec![b' '; 80 << 20])]);
    let deep = format!("<?xml version=\"1.0\"?><rss>{}", "<a>".repeat(5000));
    let entities = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><rss><channel><item><title>13 killed in fire &b; x</title></item></channel></rss>";
    let files: Vec<(String, Vec<u8>)> = vec![
        ("good.txt".into(), good.into()),
        ("مقال مع فراغ.txt".into(), good.into()),
        ("bidi\u{202e}txt.txt".into(), good.into()),
        ("empty.txt".into(), Vec::new()),
        ("blank.txt".into(), b" \n ".to_vec()),
        ("program.txt".into(), [b"\x7fELF\x02\x01\x01".as_slice(), &[0; 500]].concat()),
        ("picture.txt".into(), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("paper.txt".into(), b"%PDF-1.7\n...".to_vec()),
        ("broken.txt".into(), [good.as_bytes(), &[0xFF], good.as_bytes()].concat()),
        ("bomb.zip".into(), bomb),
        ("bomb.docx".into(), docx_bomb),
        ("damaged.zip".into(), b"PK\x03\x04 and no more".to_vec()),
        ("deep.rss".into(), deep.into_bytes()),
        ("entities.rss".into(), entities.into()),
        ("lines.jsonl".into(), format!("{{\"id\":1,\"text\":\"{good}\"}}\n{{\"id\":2\n[1]\n{{\"id\":3,\"text\":\"{good}\"}}\n").into_bytes()),
        ("deep.jsonl".into(), format!("{{\"id\":1,\"text\":\"{good}\"}}\n{}\n", "[".repeat(100_000)).into_bytes()),
        ("long.txt".into(), [good.as_bytes(), b"\n", &vec![b'a'; 2 << 20]].concat()),
    ];
    let (dir, r) = read_files(&files);
    let names: Vec<String> = r.documents.iter().map(|d| d.path.rsplit('/').next().unwrap().to_owned()).collect();
    assert_eq!(names, ["bidi\\u{202e}txt.txt", "deep.jsonl#1", "entities.rss#1", "good.txt", "lines.jsonl#1", "lines.jsonl#4", "مقال مع فراغ.txt"]);
    // what an entity of the file's own stands for is never put in its place
    assert!(r.documents[2].text.len() < 100);
    let told: Vec<String> = r.problems.iter().map(|p| p.to_string().replace(&dir.path().display().to_string(), "")).collect();
    for (file, what) in [
        ("empty.txt", "empty"),
        ("blank.txt", "white space"),
        ("program.txt", "no text"),
        ("picture.txt", "a picture"),
        ("paper.txt", "PDF"),
        ("broken.txt", "not valid UTF-8"),
        ("bomb.zip", "larger than"),
        ("bomb.docx", "larger than"),
        ("damaged.zip", "cannot be read"),
        ("deep.rss", "nested deeper"),
        ("lines.jsonl: line 2", ""),
        ("lines.jsonl: line 3", ""),
        ("deep.jsonl: line 2", "recursion"),
        ("long.txt", "line 2 has"),
    ] {
        assert!(told.iter().any(|t| t.contains(file) && t.contains(what)), "{file}: {what} is not among {told:#?}");
    }
    use miette::Diagnostic;
    assert!(r.problems.iter().all(|p| p.help().is_some()));
}

#[test]
#[cfg(unix)]
fn loops_and_closed_doors() {
    let dir = tempfile::tempdir().unwrap();
    let inner = dir.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(inner.join("a.txt"), "13 people were killed.").unwrap();
    std::os::unix::fs::symlink(dir.path(), inner.join("loop")).unwrap();
    std::os::unix::fs::symlink(inner.join("self.txt"), inner.join("self.txt")).unwrap();
    std::os::unix::fs::symlink(inner.join("gone"), inner.join("broken.txt")).unwrap();
    let r = read::read_paths(&ENGINE.lexicon, &[dir.path().to_owned(), PathBuf::from("/no/such/file")], &ReadOptions::default());
    assert_eq!(r.documents.len(), 1);
    assert_eq!(r.problems.len(), 3, "{:?}", r.problems);
    // the same file named twice is one document
    let twice = read::read_paths(&ENGINE.lexicon, &[inner.join("a.txt"), inner.clone()], &ReadOptions::default());
    assert_eq!(twice.documents.len(), 1);
}

#[test]
fn size_is_limited() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("a.txt"), "13 people were killed. ".repeat(100)).unwrap();
    let options = ReadOptions { max_bytes: 1000, ..ReadOptions::default() };
    let r = read::read_paths(&ENGINE.lexicon, &[dir.path().join("a.txt")], &options);
    assert!(r.documents.is_empty() && r.problems[0].to_string().contains("more than the 1000"));
}
