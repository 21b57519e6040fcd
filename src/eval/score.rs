//! What came of a story, held against what was asked for.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::matching::{kind_of, same_duration, same_kind, same_value};
use super::story::{GoldClaim, GoldFinding, GoldQuiet, Story};
use crate::claim::ClaimId;
use crate::finding::{Finding, Severity, Verdict};
use crate::lexicon::Lexicon;
use crate::pipeline::Checked;
use crate::report::value_json;

/// Counts of one story, or of several added up.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Claims asked for.
    pub gold: usize,
    /// Claims read.
    pub read: usize,
    /// Claims read with the right kind, place and value.
    pub right: usize,
    /// Claims read with the right kind and place.
    pub located: usize,
    /// Pairs of claims rightly put on one subject.
    pub links_right: usize,
    /// Pairs put on one subject.
    pub links_read: usize,
    /// Pairs that are on one subject.
    pub links_gold: usize,
    /// Findings asked for.
    pub findings_gold: usize,
    /// Of those, found.
    pub findings_hit: usize,
    /// Of those, with the verdict asked for.
    pub findings_exact: usize,
    /// Findings nobody asked for.
    pub findings_false: usize,
    /// All findings.
    pub findings: usize,
    /// Quiet pairs.
    pub quiet: usize,
    /// Quiet pairs that were flagged.
    pub broken: usize,
    /// What was missed and what was too much, a line each.
    pub notes: Vec<String>,
}

/// Precision, recall and their harmonic mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// Of what was read, the right.
    pub precision: f64,
    /// Of what was asked for, the right.
    pub recall: f64,
    /// Both in one.
    pub f1: f64,
}

impl Shares {
    fn of(right: usize, read: usize, gold: usize) -> Self {
        let share = |n: usize| if n == 0 { 0.0 } else { right as f64 / n as f64 };
        let (precision, recall) = (share(read), share(gold));
        let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        Shares { precision, recall, f1 }
    }

    fn json(self) -> Json {
        json!({"precision": self.precision, "recall": self.recall, "f1": self.f1})
    }
}

impl Score {
    /// Of the claims.
    pub fn claims(&self) -> Shares {
        Shares::of(self.right, self.read, self.gold)
    }

    /// Of the links.
    pub fn links(&self) -> Shares {
        Shares::of(self.links_right, self.links_read, self.links_gold)
    }

    /// Of the findings.
    pub fn finding_shares(&self) -> Shares {
        let p = Shares::of(self.findings_hit, self.findings_hit + self.findings_false, self.findings_gold);
        Shares { ..p }
    }

    /// Adds another story's counts.
    pub fn add(&mut self, o: &Score) {
        self.gold += o.gold;
        self.read += o.read;
        self.right += o.right;
        self.located += o.located;
        self.links_right += o.links_right;
        self.links_read += o.links_read;
        self.links_gold += o.links_gold;
        self.findings_gold += o.findings_gold;
        self.findings_hit += o.findings_hit;
        self.findings_exact += o.findings_exact;
        self.findings_false += o.findings_false;
        self.findings += o.findings;
        self.quiet += o.quiet;
        self.broken += o.broken;
    }

    /// One line for people.
    pub fn line(&self, name: &str) -> String {
        let (c, l, f) = (self.claims(), self.links(), self.finding_shares());
        format!(
            "{name:28} claims P {:.2} R {:.2} F1 {:.2} ({}/{}, placed {}, extra {}) | links F1 {:.2} | findings P {:.2} R {:.2} exact {}/{} false {} | quiet broken {}/{}",
            c.precision,
            c.recall,
            c.f1,
            self.right,
            self.gold,
            self.located,
            self.read - self.located,
            l.f1,
            f.precision,
            f.recall,
            self.findings_exact,
            self.findings_gold,
            self.findings_false,
            self.broken,
            self.quiet
        )
    }

    /// All figures as JSON.
    pub fn json(&self) -> Json {
        json!({
            "claims": {"gold": self.gold, "read": self.read, "right": self.right, "located": self.located, "shares": self.claims().json()},
            "links": {"gold": self.links_gold, "read": self.links_read, "right": self.links_right, "shares": self.links().json()},
            "findings": {"gold": self.findings_gold, "hit": self.findings_hit, "exact": self.findings_exact, "false": self.findings_false, "all": self.findings, "shares": self.finding_shares().json()},
            "quiet": {"gold": self.quiet, "broken": self.broken},
        })
    }
}

/// A claim that was read, as scoring sees it.
struct Read<'a> {
    doc: &'a str,
    kind: &'a str,
    value: Json,
    start: u32,
    end: u32,
    subject: u32,
    quote: &'a str,
}

/// Two claims as a pair of their places among the story's claims.
type Pair = (usize, usize);

/// Scores a finished check.
pub fn score(lexicon: &Lexicon, story: &Story, checked: &Checked) -> Score {
    let g = &checked.graph;
    let reads: Vec<Option<Read<'_>>> = g
        .claims
        .iter()
        .map(|c| {
            let d = &checked.documents[c.doc.0 as usize];
            story.doc_of(&d.path).map(|doc| Read {
                doc: &doc.id,
                kind: &lexicon.tables.kind(c.kind).id,
                value: value_json(lexicon, &c.value),
                start: c.span.start,
                end: c.span.end,
                subject: g.subject_of[c.id.0 as usize].0,
                quote: d.quote(c.quote),
            })
        })
        .collect();
    let matched = match_claims(story, &reads);
    let is_other = |i: usize| kind_of(&story.claims[i].kind) == "other";
    let beyond = matched.keys().filter(|i| is_other(**i)).count();
    let mut out = Score {
        gold: story.claims.iter().filter(|c| !c.kind.starts_with("other")).count(),
        read: reads.iter().flatten().count() - beyond,
        right: matched.iter().filter(|(i, (_, ok))| *ok && !is_other(**i)).count(),
        located: matched.len() - beyond,
        findings: checked.findings.len(),
        quiet: story.quiet.len(),
        ..Score::default()
    };
    note_claims(story, &reads, &matched, &mut out);
    links(story, &reads, &matched, &mut out);
    findings(story, &reads, &matched, checked, &mut out);
    out
}

/// The claim read for each claim asked for, and whether its value is right. Right values choose first.
fn match_claims(story: &Story, reads: &[Option<Read<'_>>]) -> BTreeMap<usize, (usize, bool)> {
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut matched: BTreeMap<usize, (usize, bool)> = BTreeMap::new();
    for strict in [true, false] {
        for (i, g) in story.claims.iter().enumerate() {
            if matched.contains_key(&i) {
                continue;
            }
            for (n, r) in reads.iter().enumerate() {
                let Some(r) = r else { continue };
                if r.doc != g.doc || used.contains(&n) || !(g.span.start < r.end && r.start < g.span.end) || !same_kind(&g.kind, r.kind) {
                    continue;
                }
                let ok = same_value(g.value.as_ref(), &r.value) || (kind_of(&g.kind) == "duration" && same_duration(g.unit.as_ref(), g.value.as_ref(), &r.value));
                if strict && !ok {
                    continue;
                }
                matched.insert(i, (n, ok));
                used.insert(n);
                break;
            }
        }
    }
    matched
}

fn note_claims(story: &Story, reads: &[Option<Read<'_>>], matched: &BTreeMap<usize, (usize, bool)>, out: &mut Score) {
    for (i, g) in story.claims.iter().enumerate() {
        if !g.kind.starts_with("other") && !matched.get(&i).is_some_and(|m| m.1) {
            let got = matched.get(&i).and_then(|(n, _)| reads[*n].as_ref()).map_or(String::new(), |r| format!(" but {}", r.value));
            out.notes.push(format!("missed  {} {:14} \u{2068}{}\u{2069}{got}", g.doc, g.kind, g.quote.0));
        }
    }
    let used: BTreeSet<usize> = matched.values().map(|m| m.0).collect();
    for r in reads.iter().enumerate().filter(|(n, _)| !used.contains(n)).filter_map(|(_, r)| r.as_ref()) {
        out.notes.push(format!("extra   {} {:14} \u{2068}{}\u{2069} {}", r.doc, r.kind, r.quote, r.value));
    }
}

fn links(story: &Story, reads: &[Option<Read<'_>>], matched: &BTreeMap<usize, (usize, bool)>, out: &mut Score) {
    let found: Vec<(&GoldClaim, &Read<'_>)> = matched.iter().filter_map(|(i, (n, _))| reads[*n].as_ref().map(|r| (&story.claims[*i], r))).collect();
    for (a, (g, r)) in found.iter().enumerate() {
        for (h, s) in &found[..a] {
            if kind_of(&g.kind) != kind_of(&h.kind) {
                continue;
            }
            let (one, taken) = (g.subject == h.subject, r.subject == s.subject);
            out.links_right += usize::from(one && taken);
            out.links_read += usize::from(taken);
            out.links_gold += usize::from(one);
        }
    }
}

/// Claims with one key say the same thing and stand for each other.
fn key(g: &GoldClaim) -> String {
    let kind = kind_of(&g.kind);
    let text = |s: &Option<crate::lexicon::row::Scalar>, default: &str| s.as_ref().map_or_else(|| default.to_owned(), |s| s.0.clone());
    let unit = if matches!(kind.as_str(), "distance" | "area" | "price" | "damage_cost") { text(&g.unit, "None") } else { String::new() };
    format!("{kind}|{}|{}|{}|{unit}|{:?}", text(&g.subject, "None"), text(&g.who, "all"), text(&g.place, ""), g.value.clone().unwrap_or_default())
}

struct Found<'a> {
    pairs: Vec<Pair>,
    finding: &'a Finding,
}

fn is_hard(v: Verdict) -> bool {
    !matches!(v, Verdict::Update | Verdict::NameVariant)
}

fn findings(story: &Story, reads: &[Option<Read<'_>>], matched: &BTreeMap<usize, (usize, bool)>, checked: &Checked, out: &mut Score) {
    let ids: BTreeMap<&str, usize> = story.claims.iter().enumerate().map(|(i, c)| (c.id.as_str(), i)).collect();
    let keys: Vec<String> = story.claims.iter().map(key).collect();
    let mut back: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, (n, _)) in matched {
        back.entry(*n).or_default().push(*i);
    }
    let near = |id: ClaimId| -> Vec<usize> {
        let Some(r) = reads.get(id.0 as usize).and_then(Option::as_ref) else { return Vec::new() };
        let here = |g: &GoldClaim| g.doc == r.doc && g.quote_span.start < r.end && r.start < g.quote_span.end;
        story.claims.iter().enumerate().filter(|(_, g)| here(g)).map(|(i, _)| i).collect()
    };
    let golds = |id: ClaimId| back.get(&(id.0 as usize)).cloned().unwrap_or_else(|| near(id));
    let found: Vec<Found<'_>> = checked
        .findings
        .iter()
        .map(|f| {
            let mut pairs: Vec<Pair> = Vec::new();
            if f.others.is_empty() {
                let here = near(f.primary);
                pairs.extend(here.iter().flat_map(|a| here.iter().map(move |b| (*a, *b))).filter(|(a, b)| a != b));
            }
            for o in &f.others {
                let (mine, theirs) = (golds(f.primary), golds(*o));
                pairs.extend(mine.iter().flat_map(|a| theirs.iter().map(move |b| (*a, *b))).filter(|(a, b)| a != b));
            }
            Found { pairs, finding: f }
        })
        .collect();
    let index = |list: &[String]| -> Vec<usize> { list.iter().filter_map(|c| ids.get(c.as_str()).copied()).collect() };
    let hits = |claims: &[usize], pairs: &[Pair]| {
        pairs.iter().any(|(a, b)| claims.iter().enumerate().any(|(x, p)| claims.iter().enumerate().any(|(y, q)| x != y && keys[*a] == keys[*p] && keys[*b] == keys[*q])))
    };
    let gold_pairs: Vec<Vec<usize>> = story.findings.iter().map(|f| index(&f.claims)).collect();
    let asked = |f: &GoldFinding| !f.verdict.starts_with("other") && !index(&f.claims).iter().any(|i| story.claims[*i].kind.starts_with("other"));
    for f in story.findings.iter().filter(|f| asked(f)) {
        out.findings_gold += 1;
        let got: Vec<&Found<'_>> = found.iter().filter(|p| hits(&index(&f.claims), &p.pairs)).collect();
        if got.is_empty() {
            out.notes.push(format!("unseen  {:18} {:?} {}", f.verdict, f.claims, f.why.as_deref().unwrap_or("")));
        } else {
            out.findings_hit += 1;
            out.findings_exact += usize::from(got.iter().any(|p| p.finding.verdict.id() == f.verdict));
        }
    }
    // a rise between two reports of the same fact: stories list only some of them
    let rises = |p: &Found<'_>| {
        p.finding.verdict == Verdict::Update
            && p.pairs.iter().any(|(a, b)| {
                let (x, y) = (&story.claims[*a], &story.claims[*b]);
                let who = |c: &GoldClaim| c.who.as_ref().map_or_else(|| "all".to_owned(), |w| w.0.clone());
                kind_of(&x.kind) == kind_of(&y.kind) && x.subject == y.subject && who(x) == who(y)
            })
    };
    for p in &found {
        let wanted = gold_pairs.iter().any(|g| hits(g, &p.pairs)) || rises(p);
        if !wanted && (is_hard(p.finding.verdict) || p.finding.severity != Severity::Info) {
            out.findings_false += 1;
            out.notes.push(format!("false   {} {}", p.finding.rule, p.finding.message));
        }
    }
    let breaks = |q: &GoldQuiet, p: &Found<'_>| {
        let claims = index(&q.claims);
        is_hard(p.finding.verdict) && hits(&claims, &p.pairs) && !gold_pairs.iter().any(|g| hits(g, &p.pairs) && claims.iter().all(|c| g.contains(c)))
    };
    for q in &story.quiet {
        if let Some(p) = found.iter().find(|p| breaks(q, p)) {
            out.broken += 1;
            out.notes.push(format!("broken  {:?} {} <- {}", q.claims, q.why.as_deref().unwrap_or(""), p.finding.rule));
        }
    }
}
