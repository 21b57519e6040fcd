//! Discrepancies that an editor accepted: comments in the text (`gainsay-ignore: rule — reason`), front matter, and entries
//! of the ledger. Each needs a reason; those that meet no finding are told.

use std::ops::Range;
use std::path::Path;

use jiff::civil::Date;

use crate::baseline::Ledger;
use crate::check::Rule;
use crate::error::Problem;
use crate::finding::Finding;
use crate::pipeline::Checked;
use crate::source::Document;

/// Where a finding was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// By a comment or front matter.
    Inline,
    /// By an entry of the ledger.
    Ledger,
}

/// A finding that an editor accepted.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// The finding.
    pub finding: Finding,
    /// Why it may stand.
    pub reason: String,
    /// Who accepted it.
    pub editor: Option<String>,
    /// Until when.
    pub until: Option<Date>,
    /// Where.
    pub how: How,
}

/// `gainsay-ignore: rule — reason` in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Comment {
    rules: Vec<String>,
    reason: String,
    /// Where it stands.
    at: Range<usize>,
    /// Bytes of the text that it covers; none: all of it.
    covers: Option<Range<usize>>,
}

const KEY: &str = "gainsay-ignore:";

/// Takes accepted findings out of a check, and tells of acceptances that are unused, unknown, expired or without a reason.
pub fn apply(checked: &mut Checked, rules: &[Rule], ledger: Option<&Ledger>, today: Date, problems: &mut Vec<Problem>) -> Vec<Accepted> {
    let mut accepted = Vec::new();
    let comments: Vec<Vec<(Comment, bool)>> = checked.documents.iter().map(|d| comments(d, rules, problems).into_iter().map(|c| (c, false)).collect()).collect();
    let mut comments = comments;
    let graph = &checked.graph;
    let mut left = Vec::with_capacity(checked.findings.len());
    let mut used = std::collections::BTreeSet::new();
    for f in std::mem::take(&mut checked.findings) {
        let mut inline: Option<String> = None;
        for id in std::iter::once(&f.primary).chain(&f.others) {
            let c = graph.claim(*id);
            let Some(list) = comments.get_mut(c.doc.0 as usize) else { continue };
            for (k, hit) in list.iter_mut() {
                let covers = k.covers.as_ref().is_none_or(|r| r.contains(&(c.span.start as usize)));
                if covers && k.rules.iter().any(|r| r == &f.rule || r == "all") {
                    *hit = true;
                    inline.get_or_insert_with(|| k.reason.clone());
                }
            }
        }
        let entry = ledger.and_then(|l| l.entry(&f.fingerprint));
        if let Some(e) = entry {
            used.insert(e.fingerprint.clone());
        }
        match (inline, entry.filter(|e| !e.expired(today))) {
            (Some(reason), _) => accepted.push(Accepted { finding: f, reason, editor: None, until: None, how: How::Inline }),
            (None, Some(e)) => accepted.push(Accepted { finding: f, reason: e.reason.clone(), editor: e.editor.clone(), until: e.until_day(), how: How::Ledger }),
            (None, None) => left.push(f),
        }
    }
    checked.findings = left;
    for (d, list) in checked.documents.iter().zip(&comments) {
        for (k, _) in list.iter().filter(|(_, hit)| !hit) {
            let p = Problem::new(format!("{}: `gainsay-ignore: {}` meets no finding", d.path, k.rules.join(", ")))
                .warning()
                .help("take it out; a comment covers the paragraph it stands in or before");
            problems.push(if d.spans_of_file { p.at(&d.path, d.source_text(), k.at.clone(), "here") } else { p });
        }
    }
    if let Some(l) = ledger {
        l.tell(checked, &used, today, problems);
    }
    accepted
}

/// The comments of a document.
fn comments(d: &Document, rules: &[Rule], problems: &mut Vec<Problem>) -> Vec<Comment> {
    if d.spans_of_file {
        return parse(d, d.source_text(), true, rules, problems);
    }
    // text taken out of a page: its comments are in the file, and cover the whole article
    let page = Path::new(&d.path).extension().is_some_and(|e| e.eq_ignore_ascii_case("html") || e.eq_ignore_ascii_case("htm"));
    match page.then(|| std::fs::read(&d.path).ok()).flatten() {
        Some(bytes) => parse(d, &String::from_utf8_lossy(&bytes), false, rules, problems),
        None => Vec::new(),
    }
}

fn parse(d: &Document, text: &str, places: bool, rules: &[Rule], problems: &mut Vec<Problem>) -> Vec<Comment> {
    let mut out = Vec::new();
    let front = front_matter(text);
    let mut from = 0;
    while let Some(i) = text[from..].find(KEY).map(|i| from + i) {
        from = i + KEY.len();
        let (bodies, covers): (Vec<Range<usize>>, _) = if front.contains(&i) {
            (front_bodies(text, i, front.end), None)
        } else {
            let Some(open) = text[..i].rfind("<!--").filter(|o| !text[*o..i].contains("-->")) else { continue };
            let Some(close) = text[i..].find("-->").map(|c| i + c) else { continue };
            (std::iter::once(i + KEY.len()..close).collect(), places.then(|| paragraph(text, open, close + 3)))
        };
        for b in bodies {
            let mut tell = |message: String, help: String| {
                let p = Problem::new(format!("{}: {message}", d.path)).warning().help(help);
                problems.push(if places { p.at(&d.path, text, b.clone(), "here") } else { p });
            };
            let body = text[b.clone()].trim().trim_matches(['"', '\'']);
            let (names, reason) = split_reason(body);
            if reason.is_empty() {
                tell("`gainsay-ignore` without a reason is not heeded".into(), "write it as `gainsay-ignore: rule — reason`".into());
                continue;
            }
            let names: Vec<String> = names.split(',').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect();
            if let Some(wrong) = names.iter().find(|n| *n != "all" && !rules.iter().any(|r| &r.id == *n)) {
                let near = rules.iter().map(|r| (strsim::damerau_levenshtein(&r.id, wrong), &r.id)).min();
                let help = near.filter(|n| n.0 <= 4).map_or_else(|| "`gainsay rule list` names the rules".to_owned(), |n| format!("did you mean `{}`?", n.1));
                tell(format!("there is no rule `{wrong}`"), help);
                continue;
            }
            out.push(Comment { rules: names, reason: reason.to_owned(), at: b.clone(), covers: covers.clone() });
        }
    }
    out
}

/// Rule and reason, parted by a dash that stands free or by a colon.
fn split_reason(body: &str) -> (&str, &str) {
    let dash = [" \u{2014} ", " \u{2013} ", " -- ", " - ", "\u{2014}", "\u{2013}", ": "].iter().find_map(|d| body.split_once(d));
    dash.map_or((body, ""), |(a, b)| (a.trim(), b.trim()))
}

/// The bytes of YAML front matter; empty when there is none.
fn front_matter(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let body = &text[start..];
    if !(body.starts_with("---\n") || body.starts_with("---\r\n")) {
        return 0..0;
    }
    let mut at = start;
    for (n, line) in body.split_inclusive('\n').enumerate() {
        at += line.len();
        if n > 0 && line.trim_end() == "---" {
            return start..at;
        }
    }
    0..0
}

/// The value of the key at `i`: the rest of its line, or the items of the list below it.
fn front_bodies(text: &str, i: usize, end: usize) -> Vec<Range<usize>> {
    let start = i + KEY.len();
    let line_end = text[start..end].find('\n').map_or(end, |n| start + n);
    if !text[start..line_end].trim().is_empty() {
        return std::iter::once(start..line_end).collect();
    }
    let mut out = Vec::new();
    let mut at = (line_end + 1).min(end);
    for line in text[at..end].split_inclusive('\n') {
        let trimmed = line.trim_start();
        let Some(item) = trimmed.strip_prefix("- ") else { break };
        let from = at + (line.len() - item.len());
        out.push(from..from + item.trim_end().len());
        at += line.len();
    }
    out
}

/// The paragraph a comment stands in; when it stands alone, the next one.
fn paragraph(text: &str, open: usize, close: usize) -> Range<usize> {
    let line_start = text[..open].rfind('\n').map_or(0, |i| i + 1);
    let line_end = text[close..].find('\n').map_or(text.len(), |i| close + i);
    let alone = text[line_start..open].trim().is_empty() && text[close..line_end].trim().is_empty();
    let blank = |line: &str| line.trim().is_empty();
    if alone {
        let mut at = (line_end + 1).min(text.len());
        let mut start = None;
        for line in text[at..].split_inclusive('\n') {
            match (blank(line), start) {
                (true, None) => {}
                (false, None) => start = Some(at),
                (true, Some(s)) => return s..at,
                (false, Some(_)) => {}
            }
            at += line.len();
        }
        return start.unwrap_or(text.len())..text.len();
    }
    let mut start = line_start;
    while start > 0 {
        let before = text[..start - 1].rfind('\n').map_or(0, |i| i + 1);
        if blank(&text[before..start]) {
            break;
        }
        start = before;
    }
    let mut end = line_end;
    for line in text[line_end..].split_inclusive('\n').skip(1) {
        if blank(line) {
            break;
        }
        end += line.len();
    }
    start..end.min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doc(text: &str) -> Vec<(Vec<String>, String, Option<String>)> {
        let rules = crate::pipeline::Engine::built_in().unwrap().rules;
        let d = Document::plain("a.md", text, "en");
        let mut problems = Vec::new();
        let out = comments(&d, &rules, &mut problems);
        out.into_iter().map(|c| (c.rules, c.reason, c.covers.map(|r| text[r].trim().to_owned()))).collect()
    }

    #[test]
    fn comments_cover_paragraphs_and_front_matter_all() {
        let got = doc("One.\n\n<!-- gainsay-ignore: toll-falls — corrected by the ministry -->\n\nTwo\nwrapped.\n\nThree. <!-- gainsay-ignore: toll-update, revised - old -->\n");
        assert_eq!(got[0], (vec!["toll-falls".into()], "corrected by the ministry".into(), Some("Two\nwrapped.".into())));
        assert_eq!(got[1].0.len(), 2);
        assert!(got[1].2.as_deref().is_some_and(|c| c.starts_with("Three.")));
        let got = doc("---\ntitle: x\ngainsay-ignore:\n  - toll-falls — a\n  - \"revised: b\"\n---\nText.\n");
        assert_eq!(got.len(), 2);
        assert_eq!(got[1], (vec!["revised".into()], "b".into(), None));
        assert!(doc("<!-- gainsay-ignore: toll-falls -->\nx").is_empty());
        assert!(doc("gainsay-ignore: toll-falls — not in a comment").is_empty());
        assert!(doc("<!-- gainsay-ignore: tol-falls — a -->\nx").is_empty());
    }
}
