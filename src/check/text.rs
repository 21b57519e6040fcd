//! Findings in words: message, why and help of a rule, filled with the claims at hand.

use std::collections::BTreeSet;

use super::Context;
use super::facts::{PairFacts, ValueRelation};
use super::rule::Rule;
use crate::claim::{Claim, ClaimId};
use crate::extract::notation;
use crate::finding::{Confidence, Finding, Severity};
use crate::value::Value;

/// Makes a finding of a rule over these claims.
pub fn finding(context: &Context<'_>, rule: &Rule, severity: Severity, primary: ClaimId, others: &[ClaimId], facts: Option<&PairFacts>) -> Finding {
    let p = context.graph.claim(primary);
    let fill = |t: &str| fill(context, t, p, others);
    let mut why = fill(&rule.file.why);
    if let Some(f) = facts {
        if f.values.contains(&ValueRelation::SwappedDigits) {
            why.push_str(" The digits look swapped.");
        } else if f.values.contains(&ValueRelation::PowerOfTen) {
            why.push_str(" One figure is the other with its decimal point moved.");
        }
    }
    let certainty = others.iter().map(|o| context.graph.claim(*o).certainty).chain(std::iter::once(p.certainty)).min().unwrap_or(0);
    let confidence = match certainty {
        80.. => Confidence::High,
        65..80 => Confidence::Medium,
        _ => Confidence::Low,
    };
    Finding {
        id: String::new(),
        rule: rule.id.clone(),
        verdict: rule.file.verdict,
        severity,
        confidence,
        primary,
        others: others.to_vec(),
        message: fill(&rule.file.message),
        why,
        help: fill(&rule.file.help),
        fingerprint: fingerprint(context, rule, p, others),
    }
}

/// Outlet or file name of a claim's document.
pub fn source(context: &Context<'_>, c: &Claim) -> String {
    let Some(d) = context.documents.get(c.doc.0 as usize) else { return String::new() };
    let file = d.path.rsplit(['/', '\\']).next().unwrap_or(&d.path);
    d.outlet.as_ref().map_or_else(|| file.to_owned(), |o| format!("{o} ({file})"))
}

fn value(context: &Context<'_>, c: &Claim) -> String {
    match &c.value {
        Value::Set(s) => s.members.iter().map(|m| context.lexicon.world.label(m, "en")).collect::<Vec<_>>().join(", "),
        v => notation::show(v),
    }
}

/// Fills `{first.value}`, `{second.source}`, `{kind}`, `{subject}`, `{others}`, `{only_first}`, `{only_second}`.
fn fill(context: &Context<'_>, template: &str, p: &Claim, others: &[ClaimId]) -> String {
    let second = others.first().map(|o| context.graph.claim(*o)).unwrap_or(p);
    let kind = context.lexicon.tables.kind(p.kind);
    let label = kind.label.get("en").map_or(kind.id.as_str(), String::as_str);
    let day = |c: &Claim| c.as_of.map_or_else(|| "an unknown day".to_owned(), |d| d.to_string());
    let who = |c: &Claim| {
        let pop = context.lexicon.tables.populations.get(&c.who.population).and_then(|p| p.label.get("en")).map_or("", String::as_str);
        let mut s = if c.who.population == "all" { String::new() } else { format!(" ({pop})") };
        if let Some(n) = &c.who.nationality {
            s.push_str(&format!(" [{}]", context.lexicon.world.label(n, "en")));
        }
        s
    };
    let members = |a: &Claim, b: &Claim| match (&a.value, &b.value) {
        (Value::Set(x), Value::Set(y)) => x.members.difference(&y.members).map(|m| context.lexicon.world.label(m, "en")).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    };
    let none = |s: String| if s.is_empty() { "nobody".to_owned() } else { s };
    let list =
        others.iter().map(|o| context.graph.claim(*o)).map(|c| format!("{}{} in {} ({})", value(context, c), who(c), source(context, c), day(c))).collect::<Vec<_>>().join("; ");
    let by = |c: &Claim| c.attribution.as_ref().map_or_else(|| "nobody named".to_owned(), |a| a.text.clone());
    let mut out = template.to_owned();
    for (key, text) in [
        ("{first.value}", value(context, p)),
        ("{first.who}", who(p)),
        ("{first.source}", source(context, p)),
        ("{first.day}", day(p)),
        ("{first.by}", by(p)),
        ("{second.value}", value(context, second)),
        ("{second.who}", who(second)),
        ("{second.source}", source(context, second)),
        ("{second.day}", day(second)),
        ("{second.by}", by(second)),
        ("{kind}", label.to_owned()),
        ("{subject}", context.graph.subject(p.id).label.clone()),
        ("{others}", list),
        ("{only_first}", none(members(p, second))),
        ("{only_second}", none(members(second, p))),
        ("{first.text}", quote(context, p)),
        ("{second.text}", quote(context, second)),
    ] {
        if out.contains(key) {
            out = out.replace(key, &text);
        }
    }
    out
}

fn quote(context: &Context<'_>, c: &Claim) -> String {
    context.documents.get(c.doc.0 as usize).map_or(String::new(), |d| d.quote(c.span).to_owned())
}

/// Rule, kind, values and quoted words of both sides; no line, no path below the file name.
fn fingerprint(context: &Context<'_>, rule: &Rule, p: &Claim, others: &[ClaimId]) -> String {
    let one = |c: &Claim| {
        let d = context.documents.get(c.doc.0 as usize);
        let file = d.map_or("", |d| d.path.rsplit(['/', '\\']).next().unwrap_or(""));
        format!("{file}|{}|{}|{}", notation::write(&c.value), c.who.id(), d.map_or("", |d| d.quote(c.quote)))
    };
    let rest: BTreeSet<String> = others.iter().map(|o| one(context.graph.claim(*o))).collect();
    let text = format!("{}|{}|{}|{}", rule.id, context.lexicon.tables.kind(p.kind).id, one(p), rest.into_iter().collect::<Vec<_>>().join("|"));
    // FNV-1a, 64 bits: short, stable, and no one is attacking it
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
