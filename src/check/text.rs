//! Findings in words: message, why and help of a rule, filled with the claims at hand, in any language that the rule speaks.

use std::collections::BTreeSet;

use super::Context;
use super::facts::{PairFacts, ValueRelation};
use super::rule::Rule;
use crate::claim::{Claim, ClaimId, Topic};
use crate::extract::notation;
use crate::finding::{Confidence, Finding, Hint, Severity, Verdict};
use crate::lexicon::Lexicon;
use crate::link::ClaimGraph;
use crate::source::Document;
use crate::value::Value;
use crate::words::{self, Words};

/// Makes a finding of a rule over these claims.
pub fn finding(context: &Context<'_>, rule: &Rule, severity: Severity, primary: ClaimId, others: &[ClaimId], facts: Option<&PairFacts>) -> Finding {
    let p = context.graph.claim(primary);
    let hint = facts.and_then(|f| {
        if f.values.contains(&ValueRelation::OtherUnit) {
            Some(Hint::OtherUnit)
        } else if f.values.contains(&ValueRelation::OtherScale) {
            Some(Hint::OtherScale)
        } else if f.values.contains(&ValueRelation::SwappedDigits) {
            Some(Hint::SwappedDigits)
        } else if f.values.contains(&ValueRelation::PowerOfTen) {
            Some(Hint::PowerOfTen)
        } else {
            None
        }
    });
    let swapped = || rule.file.verdict == Verdict::Conflict && others.iter().any(|o| super::crossed::swapped(context, p, context.graph.claim(*o)));
    let hint = hint.or_else(|| swapped().then_some(Hint::GroupsSwapped));
    let certainty = others.iter().map(|o| context.graph.claim(*o).certainty).chain(std::iter::once(p.certainty)).min().unwrap_or(0);
    let confidence = match certainty {
        80.. => Confidence::High,
        65..80 => Confidence::Medium,
        _ => Confidence::Low,
    };
    let teller = Teller { lexicon: context.lexicon, documents: context.documents, graph: context.graph, words: Words::of("en"), isolate: false };
    let told = teller.tell(rule, primary, others, hint);
    Finding {
        id: String::new(),
        rule: rule.id.clone(),
        verdict: rule.file.verdict,
        severity,
        confidence,
        primary,
        others: others.to_vec(),
        hint,
        message: told.message,
        why: told.why,
        help: told.help,
        fingerprint: teller.fingerprint(&rule.id, primary, others),
    }
}

/// A finding in the words of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Title of the rule.
    pub title: String,
    /// What differs.
    pub message: String,
    /// Why it matters.
    pub why: String,
    /// What would settle it.
    pub help: String,
    /// The language it came out in: English where the rule has no words of the language asked for.
    pub language: &'static str,
}

/// Tells findings in one language.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'a> {
    /// Words and tables.
    pub lexicon: &'a Lexicon,
    /// Documents.
    pub documents: &'a [Document],
    /// Claims.
    pub graph: &'a ClaimGraph,
    /// Words of the language.
    pub words: Words,
    /// Whether what is filled in is isolated (FSI … PDI), so that figures, days and names of another script keep their order.
    pub isolate: bool,
}

impl Teller<'_> {
    /// A finding of a rule over these claims.
    pub fn tell(&self, rule: &Rule, primary: ClaimId, others: &[ClaimId], hint: Option<Hint>) -> Told {
        let own = rule.file.translations.get(self.words.code());
        if own.is_none() && self.words.code() != "en" {
            return Teller { words: Words::of("en"), ..*self }.tell(rule, primary, others, hint);
        }
        let f = &rule.file;
        let (title, message, turned, why, help) = own.map_or((&f.title, &f.message, &f.turned, &f.why, &f.help), |t| (&t.title, &t.message, &t.turned, &t.why, &t.help));
        let p = self.graph.claim(primary);
        let earliest = !others.is_empty() && others.iter().all(|o| p.as_of < self.graph.claim(*o).as_of);
        let message = turned.as_ref().filter(|_| earliest).unwrap_or(message);
        let fill = |t: &str| self.fill(t, p, others);
        let mut why = fill(why);
        if let Some(h) = hint {
            why.push(' ');
            why.push_str(self.words.get(h.word()));
        }
        Told { title: title.clone(), message: fill(message), why, help: fill(help), language: self.words.code() }
    }

    /// Label of a claim's kind.
    pub fn kind(&self, c: &Claim) -> &str {
        let kind = self.lexicon.tables.kind(c.kind);
        kind.label.get(self.words.code()).or_else(|| kind.label.get("en")).map_or(kind.id.as_str(), String::as_str)
    }

    /// A claim's value for readers.
    pub fn value(&self, c: &Claim) -> String {
        match &c.value {
            Value::Set(s) => s.members.iter().map(|m| self.label(m)).collect::<Vec<_>>().join(self.words.get("member_separator")),
            // sums of money are nothing without their currency
            Value::Quantity(q) if self.lexicon.tables.kind(c.kind).is_of_money() && !q.unit.is_empty() => format!("{} {}", notation::show(&c.value), q.unit),
            v => notation::show(v),
        }
    }

    /// Whom a claim counts, in brackets; nothing for everyone.
    pub fn who(&self, c: &Claim) -> String {
        let code = self.words.code();
        let pop = self.lexicon.tables.populations.get(&c.who.population).and_then(|p| p.label.get(code).or_else(|| p.label.get("en"))).map_or("", String::as_str);
        let mut s = if c.who.population == "all" { String::new() } else { format!(" ({pop})") };
        if let Some(n) = &c.who.nationality {
            s.push_str(&format!(" [{}]", self.label(n)));
        }
        s
    }

    /// What a claim is about.
    pub fn subject(&self, c: &Claim) -> String {
        let subject = self.graph.subject(c.id);
        if self.words.code() == "en" {
            return subject.label.clone();
        }
        match &c.topic {
            Topic::Event(h) => {
                let mut parts = vec![
                    h.family
                        .as_deref()
                        .filter(|f| !f.is_empty())
                        .map_or_else(|| self.words.get("event").to_owned(), |f| self.words.find(&format!("family_{f}")).unwrap_or(f).to_owned()),
                ];
                parts.extend(h.place.as_deref().or(subject.place.as_deref()).or_else(|| self.place_nearby(c)).map(|p| self.label(p).to_owned()));
                parts.extend(h.date.filter(|_| h.background).map(|d| d.to_string()));
                parts.join(self.words.get("member_separator"))
            }
            Topic::Entity { id: Some(id), .. } => self.label(id).to_owned(),
            _ => subject.label.clone(),
        }
    }

    fn apart(&self, s: String) -> String {
        if self.isolate && !s.is_empty() { format!("\u{2068}{s}\u{2069}") } else { s }
    }

    fn label<'x>(&'x self, id: &'x str) -> &'x str {
        self.lexicon.world.label(id, self.words.code())
    }

    /// A place that another claim of the same text gives for what it reports.
    fn place_nearby(&self, c: &Claim) -> Option<&str> {
        self.graph.of_document(c.doc).iter().find_map(|k| match &k.topic {
            Topic::Event(h) if !h.background => h.place.as_deref().or(self.graph.subject(k.id).place.as_deref()),
            _ => None,
        })
    }

    fn day(&self, c: &Claim) -> String {
        c.as_of.map_or_else(|| self.words.get("unknown_day").to_owned(), |d| d.to_string())
    }

    /// Outlet or file name of a claim's document.
    pub fn source(&self, c: &Claim) -> String {
        let Some(d) = self.documents.get(c.doc.0 as usize) else { return String::new() };
        let file = d.path.rsplit(['/', '\\']).next().unwrap_or(&d.path);
        d.outlet.as_ref().map_or_else(|| self.apart(file.to_owned()), |o| format!("{} ({})", self.apart(o.clone()), self.apart(file.to_owned())))
    }

    fn quote(&self, c: &Claim) -> String {
        self.documents.get(c.doc.0 as usize).map_or_else(String::new, |d| d.words(c.span).into_owned())
    }

    fn only(&self, a: &Claim, b: &Claim) -> String {
        let members = match (&a.value, &b.value) {
            (Value::Set(x), Value::Set(y)) => x.members.difference(&y.members).map(|m| self.label(m)).collect::<Vec<_>>().join(self.words.get("member_separator")),
            _ => String::new(),
        };
        if members.is_empty() { self.words.get("nobody").to_owned() } else { members }
    }

    /// Fills the places of a template: `{first.value}`, `{second.source}`, `{kind}`, `{subject}`, `{others}`, `{only_first}` ….
    fn fill(&self, template: &str, p: &Claim, others: &[ClaimId]) -> String {
        let second = others.first().map_or(p, |o| self.graph.claim(*o));
        let by = |c: &Claim| c.attribution.as_ref().map_or_else(|| self.words.get("no_one_named").to_owned(), |a| a.text.clone());
        let list = || {
            let one = |c: &Claim| {
                self.words.fill("in_source", &[("value", &self.apart(format!("{}{}", self.value(c), self.who(c)))), ("source", &self.source(c)), ("day", &self.apart(self.day(c)))])
            };
            // a headline and its lead say the same
            let mut told: Vec<String> = Vec::with_capacity(others.len());
            for o in others {
                let line = one(self.graph.claim(*o));
                if !told.contains(&line) {
                    told.push(line);
                }
            }
            told.join(self.words.get("list_separator"))
        };
        let wanted = |key: &str| -> Option<String> {
            Some(match key {
                "kind" => self.kind(p).to_owned(),
                "subject" => self.subject(p),
                "others" => list(),
                "makes" => self.graph.sums.iter().find(|(d, s)| *d == p.doc && s.told == p.span).map(|(_, s)| crate::value::grouped(s.makes))?,
                "only_first" => self.only(p, second),
                "only_second" => self.only(second, p),
                _ => {
                    let (side, field) = key.split_once('.')?;
                    let c = match side {
                        "first" => p,
                        "second" => second,
                        _ => return None,
                    };
                    match field {
                        "value" => self.value(c),
                        "who" => self.who(c),
                        "source" => self.source(c),
                        "day" => self.day(c),
                        "by" => by(c),
                        "text" => self.quote(c),
                        _ => return None,
                    }
                }
            })
        };
        let keys: BTreeSet<&str> = template.split('{').skip(1).filter_map(|t| t.split('}').next()).collect();
        let values: Vec<(&str, String)> =
            keys.into_iter().filter_map(|k| wanted(k).map(|v| (k, if k == "others" || k.ends_with(".source") { v } else { self.apart(v) }))).collect();
        words::fill(template, &values.iter().map(|(k, v)| (*k, v.as_str())).collect::<Vec<_>>())
    }

    /// What an editor accepts is a disputed fact: the rule, the kind, the words at hand with their value, and the values set
    /// against it. No line and no file name, so that it outlives edits elsewhere, a renamed draft, and one more copy of a
    /// wire; a new differing value makes it a new fact.
    pub fn fingerprint(&self, rule: &str, primary: ClaimId, others: &[ClaimId]) -> String {
        let p = self.graph.claim(primary);
        let value = |c: &Claim| format!("{}|{}", notation::write(&c.value), c.who.id());
        let quote = self.documents.get(p.doc.0 as usize).map_or("", |d| d.quote(p.quote));
        let words = crate::report::shown(quote);
        let rest: BTreeSet<String> = others.iter().map(|o| value(self.graph.claim(*o))).collect();
        let kind = &self.lexicon.tables.kind(p.kind).id;
        let text = format!("{rule}|{kind}|{}|{words}|{}", value(p), rest.into_iter().collect::<Vec<_>>().join("|"));
        // FNV-1a, 64 bits: short, stable, and no one is attacking it
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        format!("{hash:016x}")
    }
}
