//! Cards of disputed facts, what was accepted, and what met no counterpart.

use std::collections::BTreeMap;

use super::Text;
use super::parts::{Cut, dir};
use crate::baseline::Entry;
use crate::finding::Finding;
use crate::lexicon::SubjectType;
use crate::report::card::{Card, Side};
use crate::report::csv::confidence;
use crate::report::{ReportInput, readable};
use crate::suppress::How;

/// A card as the template shows it.
pub(super) struct CardView {
    pub id: String,
    pub severity: &'static str,
    pub severity_word: &'static str,
    pub verdict: String,
    pub fact: String,
    pub message: Text,
    pub why: String,
    pub help: String,
    pub rule: String,
    pub confidence: String,
    pub in_draft: bool,
    pub sentence: Cut,
    pub place: String,
    pub anchor: Option<String>,
    pub rows: Vec<Row>,
    pub wording: String,
    pub entry: String,
}

/// A row of a card's table.
pub(super) struct Row {
    pub primary: bool,
    pub value: String,
    /// Whether the value must stay on one line.
    pub short: bool,
    pub source: Text,
    pub place: String,
    pub anchor: Option<String>,
    pub copies: Option<String>,
    pub copy_names: String,
    pub by: Option<Text>,
    pub as_of: String,
    pub published: String,
    pub quote: Cut,
}

/// All cards, worst first.
pub(super) fn cards(input: &ReportInput<'_>) -> Vec<CardView> {
    input.worst_first().into_iter().map(|f| view(input, f)).collect()
}

fn place(s: &Side<'_>) -> String {
    format!("{}:{}:{}", readable(&s.doc.path), s.at.line, s.at.column)
}

/// Where a claim is marked, when its document is shown.
fn anchor(input: &ReportInput<'_>, s: &Side<'_>) -> Option<String> {
    (input.drafts.is_empty() || input.drafts.contains(&s.doc.id)).then(|| format!("c{}", s.claim.id.0 + 1))
}

fn view(input: &ReportInput<'_>, f: &Finding) -> CardView {
    let w = input.words;
    let card = Card::new(input, f);
    let first = &card.sides[0];
    let day = |d: Option<jiff::civil::Date>| d.map_or_else(|| "–".to_owned(), |d| d.to_string());
    let row = |s: &Side<'_>| Row {
        primary: s.primary,
        value: s.value.clone(),
        short: s.value.len() < 16,
        source: Text::of(input, s.doc, &s.source),
        place: place(s),
        anchor: anchor(input, s),
        copies: (!s.copies.is_empty()).then(|| w.fill("copies", &[("n", &s.copies.len().to_string())])),
        copy_names: s.copies.join(w.get("list_separator")),
        by: s.by.map(|b| Text::of(input, s.doc, b)),
        as_of: day(s.claim.as_of),
        published: day(s.doc.published),
        quote: Cut::quote(input, s.doc, s.claim),
    };
    let entry = Entry {
        fingerprint: f.fingerprint.clone(),
        rule: f.rule.clone(),
        document: Some(crate::baseline::file_name(&first.doc.path).to_owned()),
        message: Some(f.message.clone()),
        reason: w.get("reason_placeholder").to_owned(),
        editor: None,
        accepted_on: None,
        until: None,
    };
    let language = card.told.language;
    CardView {
        id: f.id.clone(),
        severity: f.severity.id(),
        severity_word: w.find(&format!("severity_{}", f.severity.id())).unwrap_or_default(),
        verdict: w.get(&format!("verdict_{}", f.verdict.id())).to_owned(),
        fact: card.fact.clone(),
        message: Text { text: card.told.message.clone(), lang: language.to_owned(), dir: crate::words::Words::of(language).dir() },
        why: card.told.why.clone(),
        help: card.told.help.clone(),
        rule: f.rule.clone(),
        confidence: w.get(confidence(f.confidence)).to_owned(),
        in_draft: input.drafts.contains(&first.doc.id),
        sentence: Cut::sentence(input, first.doc, first.claim),
        place: place(first),
        anchor: anchor(input, first),
        rows: card.sides.iter().map(row).collect(),
        wording: card.wording(input),
        entry: serde_yaml::to_string(&[entry]).unwrap_or_default(),
    }
}

/// A claim that met no counterpart.
pub(super) struct Alone {
    pub kind: String,
    pub value: String,
    pub quote: Cut,
    pub place: String,
}

/// Most rows shown of one reason.
const MAX_ALONE: usize = 400;

/// Claims that met no counterpart, by reason.
pub(super) fn alone(input: &ReportInput<'_>) -> Vec<(String, Vec<Alone>)> {
    let c = input.checked;
    let teller = input.teller();
    let mut by: BTreeMap<&'static str, Vec<Alone>> = BTreeMap::new();
    let mut order: Vec<&'static str> = Vec::new();
    for id in input.figures().1 {
        let k = c.graph.claim(id);
        let key = match input.lexicon.tables.kind(k.kind).subject {
            SubjectType::Event => "reason_event",
            SubjectType::Entity => "reason_entity",
            SubjectType::Office => "reason_office",
            SubjectType::Descriptor => "reason_descriptor",
        };
        if !order.contains(&key) {
            order.push(key);
        }
        let d = input.document(id);
        let at = d.position(k.span.start);
        let rows = by.entry(key).or_default();
        if rows.len() < MAX_ALONE {
            rows.push(Alone {
                kind: teller.kind(k).to_owned(),
                value: format!("{}{}", teller.value(k), teller.who(k)),
                quote: Cut::quote(input, d, k),
                place: format!("{}:{}", readable(&d.path), at.line),
            });
        }
    }
    order.into_iter().filter_map(|k| by.remove(k).map(|rows| (input.words.get(k).to_owned(), rows))).collect()
}

/// An accepted finding.
pub(super) struct AcceptedView {
    pub fact: String,
    pub rule: String,
    pub reason: String,
    pub editor: Option<String>,
    pub until: Option<String>,
    pub how: String,
    pub quote: Cut,
    pub place: String,
    pub message: Text,
}

/// What an editor accepted.
pub(super) fn accepted(input: &ReportInput<'_>) -> Vec<AcceptedView> {
    let one = |a: &crate::suppress::Accepted| {
        let card = Card::new(input, &a.finding);
        let first = &card.sides[0];
        let language = card.told.language;
        AcceptedView {
            fact: card.fact.clone(),
            rule: a.finding.rule.clone(),
            reason: a.reason.clone(),
            editor: a.editor.clone(),
            until: a.until.map(|d| d.to_string()),
            how: input.words.get(if a.how == How::Inline { "how_inline" } else { "how_ledger" }).to_owned(),
            quote: Cut::quote(input, first.doc, first.claim),
            place: place(first),
            message: Text { text: card.told.message.clone(), lang: language.to_owned(), dir: dir(input, language) },
        }
    };
    input.accepted.iter().map(one).collect()
}
