//! What must be seen in the five real articles of `seeds/`, as assertions on the engine's output.

use std::collections::BTreeSet;
use std::path::PathBuf;

use gainsay::claim::Claim;
use gainsay::extract::notation;
use gainsay::finding::{Finding, Severity, Verdict};
use gainsay::pipeline::{Checked, Engine};
use gainsay::read::{self, ReadOptions};

/// What is not seen yet, and why. A line here whose check passes fails the test: take it out.
const KNOWN_MISSES: &[(&str, &str)] = &[];

struct Seeds {
    engine: Engine,
    checked: Checked,
}

impl Seeds {
    fn load() -> Self {
        let engine = Engine::built_in().expect("the built-in rules load");
        let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let reading = read::read_paths(&engine.lexicon, &[dir], &ReadOptions::default());
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        assert_eq!(reading.documents.len(), 5);
        let checked = engine.check(reading.documents, &BTreeSet::new());
        Seeds { engine, checked }
    }

    /// Number of an article in its file name: 0 for 000_….
    fn article(&self, c: &Claim) -> usize {
        c.doc.0 as usize
    }

    fn kind(&self, c: &Claim) -> &str {
        &self.engine.lexicon.tables.kind(c.kind).id
    }

    /// Claims of one article and kind with this value.
    fn claims(&self, article: usize, kind: &str, value: &str) -> Vec<&Claim> {
        self.checked.graph.claims.iter().filter(|c| self.article(c) == article && self.kind(c) == kind && notation::write(&c.value) == value).collect()
    }

    /// Findings with this verdict that join such claims: kind, and the two articles and values in either order.
    fn joins(&self, verdict: Verdict, kind: &str, a: (usize, &str), b: (usize, &str)) -> Vec<&Finding> {
        let is = |c: &Claim, x: (usize, &str)| self.kind(c) == kind && self.article(c) == x.0 && notation::write(&c.value) == x.1;
        let fits = |f: &&Finding| {
            let p = self.checked.graph.claim(f.primary);
            f.verdict == verdict
                && f.others.iter().any(|o| {
                    let o = self.checked.graph.claim(*o);
                    is(p, a) && is(o, b) || is(p, b) && is(o, a)
                })
        };
        self.checked.findings.iter().filter(fits).collect()
    }

    /// Findings about a kind, updates apart.
    fn accusations(&self, kind: &str) -> Vec<&Finding> {
        self.checked.findings.iter().filter(|f| f.verdict != Verdict::Update && self.kind(self.checked.graph.claim(f.primary)) == kind).collect()
    }
}

type Check = (&'static str, fn(&Seeds) -> bool);

const WITH_BELARUS: &str = "{AM BY KG KZ RU TJ}";
const WITH_UZBEKISTAN: &str = "{AM KG KZ RU TJ UZ}";

const CHECKS: &[Check] = &[
    ("the CSTO lists of 000 and 003 have Belarus, that of 002 has Uzbekistan", |s| {
        let read = |a, v| !s.claims(a, "membership", v).is_empty();
        read(0, WITH_BELARUS) && read(3, WITH_BELARUS) && read(2, WITH_UZBEKISTAN)
    }),
    ("000 against 002 is a list mismatch", |s| !s.joins(Verdict::ListMismatch, "membership", (0, WITH_BELARUS), (2, WITH_UZBEKISTAN)).is_empty()),
    ("003 against 002 is a list mismatch", |s| !s.joins(Verdict::ListMismatch, "membership", (3, WITH_BELARUS), (2, WITH_UZBEKISTAN)).is_empty()),
    ("the list mismatch names both members", |s| {
        let found = s.joins(Verdict::ListMismatch, "membership", (0, WITH_BELARUS), (2, WITH_UZBEKISTAN));
        found.iter().any(|f| f.message.contains("Belarus") && f.message.contains("Uzbekistan"))
    }),
    ("the list mismatch is an error", |s| s.joins(Verdict::ListMismatch, "membership", (0, WITH_BELARUS), (2, WITH_UZBEKISTAN)).iter().all(|f| f.severity == Severity::Error)),
    ("at least eight of the security forces dead, as the government says", |s| {
        s.claims(2, "deaths", ">=8").iter().any(|c| c.who.population == "security_forces" && c.attribution.is_some())
    }),
    ("eight police and National Guard dead, as the interior ministry says", |s| {
        s.claims(3, "deaths", "8").iter().any(|c| c.who.population == "security_forces" && c.attribution.is_some())
    }),
    ("two soldiers dead", |s| s.claims(3, "deaths", "2").iter().any(|c| c.who.population == "soldiers" && c.attribution.is_some())),
    ("26 protesters dead, as the interior ministry says", |s| s.claims(4, "deaths", "26").iter().any(|c| c.who.population == "protesters" && c.attribution.is_some())),
    ("164 dead on 9 January", |s| s.claims(4, "deaths", "164").iter().any(|c| c.who.id() == "all" && c.as_of.is_some_and(|d| d.to_string() == "2022-01-09"))),
    ("225 dead on 19 January", |s| s.claims(1, "deaths", "225").iter().any(|c| c.who.id() == "all" && c.as_of.is_some_and(|d| d.to_string() == "2022-01-19"))),
    ("164 to 225 is an update", |s| !s.joins(Verdict::Update, "deaths", (4, "164"), (1, "225")).is_empty()),
    ("no two tolls accuse each other", |s| s.accusations("deaths").is_empty()),
    ("nearly 6,000 detained to more than 12,000 is an update", |s| !s.joins(Verdict::Update, "detentions", (4, "<~6000"), (1, ">=12001")).is_empty()),
    ("no two figures of those detained accuse each other", |s| s.accusations("detentions").is_empty()),
    ("1,300 hurt of the security forces alone is more than hundreds in all", |s| !s.joins(Verdict::PartExceedsWhole, "injuries", (4, ">=1301"), (1, "200..999")).is_empty()),
    ("150 Kyrgyz soldiers", |s| s.claims(0, "personnel", "150").iter().any(|c| c.who.population == "soldiers" && c.who.nationality.as_deref() == Some("KG"))),
    ("more than 2,000 of the alliance in all", |s| !s.claims(1, "personnel", ">=2001").is_empty()),
    ("numbers of troops accuse nobody", |s| s.accusations("personnel").is_empty()),
    ("70 cargo planes, 4 leaving, 5 seized", |s| !s.claims(4, "aircraft", "70").is_empty() && !s.claims(1, "aircraft", "4").is_empty() && !s.claims(3, "aircraft", "5").is_empty()),
    ("aircraft are never compared", |s| s.checked.findings.iter().all(|f| s.kind(s.checked.graph.claim(f.primary)) != "aircraft")),
    ("the protests began on 2 January", |s| s.checked.graph.claims.iter().any(|c| s.article(c) == 1 && notation::write(&c.value) == "2022-01-02")),
    ("the Sunday on which they began is 2 January: one day", |s| s.accusations("start_date").is_empty()),
    ("the CSTO was founded in May 1992", |s| !s.claims(0, "founded", "1992-05").is_empty()),
    ("Nazarbayev is 81", |s| [0, 1, 3].iter().all(|a| !s.claims(*a, "age", "81").is_empty())),
    ("one name written two ways inside 003", |s| s.checked.findings.iter().any(|f| f.verdict == Verdict::NameVariant && s.article(s.checked.graph.claim(f.primary)) == 3)),
    ("nobody is made president of another country", |s| s.accusations("office_holder").iter().all(|f| f.verdict == Verdict::NameVariant)),
    ("capitals do not differ", |s| s.accusations("capital").is_empty()),
];

#[test]
fn must_show() {
    let seeds = Seeds::load();
    let mut wrong = Vec::new();
    for (name, check) in CHECKS {
        let known = KNOWN_MISSES.iter().find(|(n, _)| n == name);
        match (check(&seeds), known) {
            (false, None) => wrong.push(format!("not seen: {name}")),
            (true, Some(_)) => wrong.push(format!("seen by now, so no longer a known miss: {name}")),
            _ => {}
        }
    }
    for (name, reason) in KNOWN_MISSES {
        assert!(CHECKS.iter().any(|(n, _)| n == name), "there is no check `{name}`");
        assert!(!reason.trim().is_empty(), "`{name}` needs a reason");
    }
    println!("{} checks, {} known misses", CHECKS.len(), KNOWN_MISSES.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every finding quotes words that stand in the articles, on both sides.
#[test]
fn findings_quote_both_sides() {
    let seeds = Seeds::load();
    for f in &seeds.checked.findings {
        assert!(!f.message.contains('{'), "a place in the message of {} was not filled: {}", f.rule, f.message);
        for c in std::iter::once(&f.primary).chain(&f.others) {
            let c = seeds.checked.graph.claim(*c);
            assert!(!seeds.checked.documents[c.doc.0 as usize].quote(c.quote).is_empty(), "{}: an empty quote", f.id);
        }
    }
}
