//! What `check` costs over folders of mixed stories: `cargo bench --bench folder -- [ARTICLES…]`, CPU seconds and most memory of the whole
//! process, and how they grow. `--keep FOLDER` leaves the articles there, `--no-run` only writes them; `--a-day N` sets how many come in a day;
//! `--long BYTES` makes them long texts of few places and many claims.
#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
mod generator;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::{Dice, folder};

/// CPU seconds of all processes that this one has waited for, where the system tells.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<f64> = stat.rsplit(") ").next().unwrap_or("").split(' ').filter_map(|f| f.parse().ok()).collect();
    // the state stands first and is no number
    fields.get(12..14).map_or(0.0, |f| f[0] + f[1]) / 100.0
}

/// Articles of so many bytes, of few sentences in ever other order: each shares its keys with all others.
fn long(articles: usize, bytes: usize, days: usize) -> Vec<folder::Wire> {
    let wire = |n: usize| {
        let language = ["ar", "en"][n % 2];
        folder::Wire { day: n * days / articles, language, outlet: "wire".into(), text: generator::article(language, bytes, n as u64) }
    };
    (0..articles).map(wire).collect()
}

fn write(countries: &[folder::Country], articles: usize, a_day: usize, bytes: Option<usize>, to: &Path) -> usize {
    let days = (articles / a_day).max(1);
    let first = jiff::civil::date(2015, 1, 1);
    let day = |n: usize| first.checked_add(jiff::Span::new().days(n as i64)).unwrap();
    let mut dice = Dice::new(11);
    let (mut n, mut stories, mut manifest) = (0, 0, String::new());
    while n < articles {
        let at = dice.below(days);
        let wires = match bytes {
            Some(bytes) => long(articles, bytes, days),
            None => folder::story(countries, stories, at, |n| (day(n).month() as usize - 1, day(n).day() as usize)),
        };
        stories += 1;
        for w in wires.into_iter().take(articles - n) {
            let part = to.join(format!("{:03}", n / 1000));
            if n % 1000 == 0 {
                std::fs::create_dir_all(&part).unwrap();
                manifest = String::from("sources:\n");
            }
            std::fs::write(part.join(format!("{n:06}.txt")), &w.text).unwrap();
            writeln!(manifest, "  - {{file: {n:06}.txt, published: {}, outlet: {}, lang: {}}}", day(w.day), w.outlet, w.language).unwrap();
            n += 1;
            if n % 1000 == 0 || n == articles {
                std::fs::write(part.join("sources.yaml"), &manifest).unwrap();
            }
        }
    }
    stories as usize
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let after = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1));
    let a_day = after("--a-day").and_then(|a| a.parse().ok()).unwrap_or(27);
    let mut sizes: Vec<usize> = Vec::new();
    let mut skip = false;
    for a in &arguments {
        sizes.extend((!skip).then(|| a.parse::<usize>().ok()).flatten());
        skip = a == "--a-day" || a == "--long";
    }
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000];
    }
    let files = gainsay::lexicon::rule_texts(&[] as &[&str]).unwrap();
    let countries = folder::countries(files.iter().map(|f| (&*f.path, &*f.text)));
    let root = after("--keep").map_or_else(|| std::env::temp_dir().join("gainsay-folder"), PathBuf::from);
    for n in sizes {
        let folder = root.join(n.to_string());
        let _ = std::fs::remove_dir_all(&folder);
        let stories = write(&countries, n, a_day, after("--long").and_then(|a| a.parse().ok()), &folder);
        println!("{n} articles on {stories} stories");
        if !arguments.iter().any(|a| a == "--no-run") {
            let before = cpu();
            let run = Command::new(env!("CARGO_BIN_EXE_gainsay"))
                .args(["check", "--isolated", "--statistics", "--exit-zero", "--output-format", "json=/dev/null"])
                .arg(&folder)
                .output()
                .unwrap();
            let seconds = cpu() - before;
            let told = String::from_utf8_lossy(&run.stderr);
            println!("  {seconds:.2} CPU s, {:.3} ms an article; {}", seconds * 1e3 / n as f64, told.lines().last().unwrap_or(""));
        }
        if after("--keep").is_none() {
            let _ = std::fs::remove_dir_all(&folder);
        }
    }
}
