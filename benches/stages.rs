//! Each stage and the whole, in bytes of text a second: `cargo bench`. What the figures mean: docs/performance.md.
#![allow(missing_docs, clippy::unwrap_used)]

mod generator;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gainsay::lexicon::Lexicon;
use gainsay::mention::Analyser;
use gainsay::pipeline::Engine;
use gainsay::report::{self, ClaimsJson, Format, ReportInput};
use gainsay::source::Document;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::built_in().unwrap());
const LANGUAGES: [&str; 2] = ["ar", "en"];
const BYTES: usize = 20_000;

fn main() {
    divan::main();
}

fn document(language: &str, seed: u64) -> Document {
    let mut d = Document::plain(format!("{language}{seed}"), generator::article(language, BYTES, seed), language);
    d.published = "2023-03-05".parse().ok();
    d
}

#[divan::bench]
fn load_tables(bencher: Bencher) {
    bencher.bench(|| Lexicon::built_in().unwrap());
}

#[divan::bench(sample_count = 5)]
fn load_yaml(bencher: Bencher) {
    let files = gainsay::lexicon::rule_texts(&[] as &[&str]).unwrap();
    bencher.with_inputs(|| files.clone()).bench_values(|f| Lexicon::parse(f).unwrap());
}

#[divan::bench(args = LANGUAGES)]
fn fold(bencher: Bencher, language: &str) {
    let d = document(language, 1);
    bencher.counter(BytesCount::of_str(&*d.text)).bench_local(|| gainsay::normalise::fold(black_box(&d.text)));
}

#[divan::bench(args = LANGUAGES)]
fn tokenise(bencher: Bencher, language: &str) {
    let d = document(language, 1);
    bencher.counter(BytesCount::of_str(&*d.text)).bench_local(|| gainsay::normalise::tokenise(black_box(&d.text)));
}

#[divan::bench(args = LANGUAGES)]
fn view(bencher: Bencher, language: &str) {
    let d = document(language, 1);
    let mut a = Analyser::new(&ENGINE.lexicon);
    bencher.counter(BytesCount::of_str(&*d.text)).bench_local(|| ENGINE.view(&mut a, black_box(&d)));
}

#[divan::bench(args = LANGUAGES)]
fn claims(bencher: Bencher, language: &str) {
    let d = document(language, 1);
    let mut a = Analyser::new(&ENGINE.lexicon);
    bencher.counter(BytesCount::of_str(&*d.text)).bench_local(|| ENGINE.claims(&mut a, black_box(&d)));
}

#[divan::bench(args = LANGUAGES)]
fn claims_to_json(bencher: Bencher, language: &str) {
    let d = document(language, 1);
    let list = ENGINE.claims(&mut Analyser::new(&ENGINE.lexicon), &d);
    let mut out = Vec::new();
    bencher.counter(BytesCount::of_str(&*d.text)).bench_local(|| {
        out.clear();
        serde_json::to_writer(&mut out, &ClaimsJson::new(&ENGINE.lexicon, &d, black_box(&list))).unwrap();
    });
}

/// Articles on many stories, of both languages, set against each other.
#[divan::bench(args = [30, 300], sample_count = 10)]
fn check(bencher: Bencher, documents: u64) {
    let mut all: Vec<Document> = (0..documents).map(|i| document(LANGUAGES[i as usize % 2], i)).collect();
    gainsay::read::number(&mut all);
    let bytes: usize = all.iter().map(|d| d.text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).with_inputs(|| all.clone()).bench_local_values(|docs| {
        let checked = ENGINE.check(docs, &BTreeSet::new());
        let mut out = Vec::new();
        report::write(Format::Json, &ReportInput::new(&checked, &ENGINE), &mut out).unwrap();
        out
    });
}
