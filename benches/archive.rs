//! What an archive costs: claims imported in a CPU second, bytes a claim, one draft's look-up, and the same with ten times as much in it.
//!
//! `cargo bench --bench archive -- [CLAIMS]`. Claims are read once from the articles of the tests and then copied under other
//! days, places and families of events, so that the time of reading is no part of the figures.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use gainsay::archive::{self, Archive, Import, Window};
use gainsay::claim::Topic;
use gainsay::pipeline::{Engine, Extracted};
use gainsay::read::{ReadOptions, read_paths};
use gainsay::source::Document;

/// As in the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// CPU seconds of all threads of this process so far, where the system tells: other work on the machine is no part of them.
fn cpu() -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let nanos = tasks.filter_map(|t| std::fs::read_to_string(t.path().join("schedstat")).ok()?.split(' ').next()?.parse::<f64>().ok());
    nanos.sum::<f64>() / 1e9
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

struct Maker {
    seeds: Vec<(Document, Extracted)>,
    countries: Vec<String>,
    families: Vec<String>,
    dice: Dice,
}

impl Maker {
    fn new(engine: &Engine) -> Maker {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let paths: Vec<PathBuf> = ["seeds", "tests/gold"].iter().map(|p| root.join(p)).collect();
        let documents = read_paths(&engine.lexicon, &paths, &ReadOptions::default()).documents;
        let extracted = engine.extract_all(&documents);
        let seeds: Vec<(Document, Extracted)> = documents.into_iter().zip(extracted).filter(|(_, e)| !e.claims.is_empty()).collect();
        let countries: BTreeSet<String> = seeds.iter().flat_map(|(_, e)| e.profile.entities.keys().cloned()).collect();
        let mut families: Vec<String> = engine.lexicon.tables.families.keys().cloned().collect();
        families.sort();
        Maker { seeds, countries: countries.into_iter().collect(), families, dice: Dice(7) }
    }

    /// An article of its own: another day within two years, another place and family where a seed had its own.
    fn article(&mut self, n: usize) -> (Document, Extracted) {
        let i = self.dice.below(self.seeds.len());
        let (mut d, mut e) = {
            let (d, e) = &self.seeds[i];
            (d.clone(), Extracted { claims: e.claims.clone(), unclaimed: Vec::new(), sums: Vec::new(), profile: e.profile.clone() })
        };
        d.path = format!("/nowhere/{:03}/{n:07}.txt", n / 1000);
        d.published = jiff::civil::date(2024, 1, 1).checked_add(jiff::Span::new().days(self.dice.below(730) as i64)).ok();
        // a tenth of all articles tell of one country: its keys grow with the archive
        let to = if self.dice.below(10) == 0 { 0 } else { self.dice.below(self.countries.len()) };
        let to = self.countries[to].clone();
        let family = self.families[self.dice.below(self.families.len())].clone();
        let most = e.profile.countries.iter().max_by_key(|(_, n)| **n).map(|(k, n)| (k.clone(), *n));
        if let Some((k, n)) = most {
            e.profile.countries.remove(&k);
            e.profile.entities.remove(&k);
            e.profile.countries.insert(to.clone(), n);
            e.profile.entities.insert(to.clone(), n);
        }
        if let Some(f) = e.profile.main_family.replace(family.clone()) {
            let n = e.profile.families.remove(&f).unwrap_or(1);
            e.profile.families.insert(family.clone(), n);
        }
        for c in &mut e.claims {
            match &mut c.topic {
                Topic::Event(h) => (h.place, h.family) = (h.place.as_ref().map(|_| to.clone()), h.family.as_ref().map(|_| family.clone())),
                Topic::Entity { id: Some(id), .. } => *id = self.countries[self.dice.below(self.countries.len())].clone(),
                _ => {}
            }
        }
        (d, e)
    }
}

fn run(engine: &Engine, claims: usize, file: &Path) -> f64 {
    let _ = std::fs::remove_file(file);
    let mut maker = Maker::new(engine);
    let mut import = Import::open(engine, file).unwrap();
    let (mut seconds, mut written, mut n) = (0.0, 0, 0);
    let began = Instant::now();
    while written < claims {
        let batch: Vec<_> = (0..(claims / 8).clamp(1_000, 32_000))
            .map(|_| {
                n += 1;
                maker.article(n)
            })
            .collect();
        let at = cpu();
        written += import.put(engine, &batch).unwrap().claims;
        seconds += cpu() - at;
    }
    let at = cpu();
    let loose = import.compact().unwrap();
    let compact = cpu() - at;
    drop(import);
    println!(
        "{written} claims of {n} articles: {:.0} claims a CPU second, with compaction {:.0} (needed: {loose}); {:.1} s in all",
        written as f64 / seconds,
        written as f64 / (seconds + compact),
        began.elapsed().as_secs_f64()
    );
    let status = archive::status(engine, file, true).unwrap();
    println!("  file: {:.1} MB, {:.0} bytes a claim", status.size as f64 / 1e6, status.size as f64 / written as f64);
    for (name, bytes, rows) in &status.tables {
        println!("  {name:<18} {:>8.1} MB, {rows} rows, {:.1} bytes a claim", *bytes as f64 / 1e6, *bytes as f64 / written as f64);
    }
    // drafts that the archive has not seen
    let drafts: Vec<_> = (0..40).map(|i| maker.article(n + 1 + i)).collect();
    let (mut open, mut find, mut found) = (0.0, Vec::new(), 0);
    for round in 0..3 {
        for (d, e) in &drafts {
            let at = cpu();
            let a = Archive::open(file).unwrap();
            let opened = cpu() - at;
            let f = a.find(engine, &[(d, e)], &[], Window::default()).unwrap();
            // the first round warms the cache of the system
            if round > 0 {
                open += opened;
                find.push(cpu() - at);
                found += f.documents.len();
            }
        }
    }
    let mean = find.iter().sum::<f64>() / find.len() as f64;
    let most = find.iter().copied().fold(0.0, f64::max);
    println!(
        "  one draft: {:.2} CPU ms to open and look up ({:.2} to open), at most {:.2}; {} articles",
        mean * 1e3,
        open / find.len() as f64 * 1e3,
        most * 1e3,
        found / find.len()
    );
    mean
}

fn main() {
    let claims: usize = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(100_000);
    let engine = Engine::built_in().unwrap();
    let file = std::env::temp_dir().join("gainsay-bench.gainsay");
    let small = run(&engine, claims, &file);
    let large = run(&engine, claims * 10, &file);
    println!("ten times the archive: {:.2} times the look-up", large / small);
    if std::env::args().all(|a| a != "--keep") {
        let _ = std::fs::remove_file(&file);
    }
}
