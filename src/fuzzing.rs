//! What the fuzz targets and the smoke test run on arbitrary bytes: nothing here may panic, hang or fill the memory.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::check;
use crate::lexicon::{Lexicon, RuleText};
use crate::mention::{Analyser, Calendar, Scan, read_units};
use crate::normalise::{fold, original_offset, sentences, tokenise};
use crate::pipeline::Engine;
use crate::read::{self, ReadOptions, Reading};
use crate::source::Document;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| match Engine::built_in() {
    Ok(e) => e,
    Err(p) => panic!("{p}"),
});

/// A target: its name and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 10] = [
    ("read", read),
    ("html", html),
    ("markdown", markdown),
    ("office", office),
    ("wire", wire),
    ("encoding", encoding),
    ("text", text),
    ("mention", mention),
    ("yaml", yaml),
    ("check", check),
];

fn open(name: &str, bytes: &[u8]) -> Reading {
    let r = read::read_bytes(&ENGINE.lexicon, name, bytes, &ReadOptions::default());
    assert!(!r.documents.is_empty() || !r.problems.is_empty(), "lost in silence");
    for d in &r.documents {
        sound(d);
    }
    r
}

/// What must hold of every document.
fn sound(d: &Document) {
    if let Some(s) = &d.source {
        assert_eq!(s.len(), d.text.len());
    }
    for z in &d.zones {
        assert!(d.text.get(z.span.range()).is_some(), "a zone cuts a character");
    }
    assert!(d.zones.windows(2).all(|z| z[0].span.end <= z[1].span.start), "zones overlap");
}

/// Any file, told by its content.
pub fn read(bytes: &[u8]) {
    open("a", bytes);
}

/// HTML.
pub fn html(bytes: &[u8]) {
    open("a.html", bytes);
}

/// Markdown with front matter.
pub fn markdown(bytes: &[u8]) {
    open("a.md", bytes);
}

/// ZIP containers and the XML in them; bytes that are no container are put into one.
pub fn office(bytes: &[u8]) {
    if bytes.starts_with(b"PK") || bytes.starts_with(b"{\\rtf") {
        open("a.docx", bytes);
        return;
    }
    let Ok(xml) = std::str::from_utf8(bytes) else { return };
    for d in read::office_parts(xml).into_iter().flatten() {
        assert!(d.1.iter().all(|z| d.0.get(z.span.range()).is_some()));
    }
}

/// ninjs, NewsML, feeds, JSON lines.
pub fn wire(bytes: &[u8]) {
    let name = match bytes.first() {
        Some(b'<') => "a.xml",
        Some(b'[') => "a.json",
        _ => "a.jsonl",
    };
    open(name, bytes);
}

/// Encodings.
pub fn encoding(bytes: &[u8]) {
    let _ = read::decode("a", bytes);
}

/// Folding, tokens, sentences.
pub fn text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let tokens = tokenise(&text);
    let mut end = 0;
    for t in &tokens {
        assert!(t.span.start >= end && t.span.end > t.span.start, "tokens overlap");
        end = t.span.end;
        let word = &text[t.span.range()];
        let folded = fold(word);
        assert_eq!(fold(&folded), folded, "folding is not idempotent: {word:?}");
        let n = folded.chars().count();
        let mut last = 0;
        for k in 0..n.min(64) {
            let at = original_offset(word, k);
            assert!(word.is_char_boundary(at) && at >= last, "offsets are not monotone");
            last = at;
        }
    }
    let cut = sentences(&text, &tokens, |w, _| w.len() < 4);
    assert!(cut.windows(2).all(|s| s[0].end <= s[1].start) && cut.iter().all(|s| s.start < s.end && s.end <= tokens.len()));
}

/// Numbers, dates, durations, money, lists.
pub fn mention(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut analyser = Analyser::new(&ENGINE.lexicon);
    for (language, published) in [("ar", None), ("en", Some(jiff::civil::date(2022, 1, 19)))] {
        let doc = Document::plain("a", &*text, language);
        let (tokens, cut) = analyser.cut(&doc);
        let mut cal = Calendar { published, ..Calendar::default() };
        for s in &cut {
            let toks = &tokens[s.start..s.end];
            let Some(pack) = analyser.pack_for(&doc, toks) else { continue };
            let scan = Scan::new(&mut analyser, pack, &doc.text, toks);
            let (mut units, mut mentions) = (Vec::new(), Vec::new());
            read_units(&scan, &mut cal, &mut units, &mut mentions);
            for m in mentions {
                assert!(doc.text.get(m.span.range()).is_some() && doc.text.get(m.phrase.range()).is_some(), "a mention cuts a character");
            }
        }
    }
}

/// Manifests, and rule files of every sort.
pub fn yaml(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = crate::yaml::from_str::<read::Manifest>("a", &text);
    let _ = crate::yaml::from_str::<serde_yaml::Value>("a", &text);
    // the first line names the file that the rest is laid over
    let (name, rest) = text.split_once('\n').unwrap_or(("check/a.yaml", &text));
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_')).take(60).collect();
    let file = || RuleText { path: name.clone(), name: name.clone(), text: rest.to_owned().into(), built_in: false };
    let _ = check::load_rules(&ENGINE.lexicon, &[file()]);
    let _ = Lexicon::load(vec![file()]);
}

/// Two documents, cut at the first line of dashes, from words to findings.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (a, b) = text.split_once("\n----\n").unwrap_or((&text, ""));
    let mut documents = Vec::new();
    for (i, t) in [a, b].into_iter().enumerate() {
        let mut r = read::read_bytes(&ENGINE.lexicon, &format!("{i}.txt"), t.as_bytes(), &ReadOptions { as_of: Some(jiff::civil::date(2022, 1, 19)), ..ReadOptions::default() });
        documents.append(&mut r.documents);
    }
    read::number(&mut documents);
    if documents.is_empty() {
        return;
    }
    let checked = ENGINE.check(documents, &BTreeSet::new());
    for c in &checked.graph.claims {
        let d = &checked.documents[c.doc.0 as usize];
        assert!(d.text.get(c.span.range()).is_some() && d.text.get(c.quote.range()).is_some(), "a claim cuts a character");
        assert!(c.span.start < c.span.end, "a claim without words");
    }
}
