//! The page of a rule in `docs/rules/`, made from its file.

use std::fmt::Write;

use crate::check::{Compare, ExampleText, Rule};
use crate::lexicon::Lexicon;

/// Markdown of a rule: what it says, in every language it speaks, and the texts that it must and must not flag.
pub fn rule_page(lexicon: &Lexicon, rule: &Rule) -> String {
    let f = rule.whole(lexicon);
    let mut s = String::new();
    let _ = writeln!(s, "# {}\n\n{}\n", rule.id, f.title);
    let compares = match f.compare {
        Compare::Pair => "two claims on one subject and kind",
        Compare::CountAndList => "a number of members and the list of them",
        Compare::PartsAndWhole => "parts and the whole that a text gives them for",
        Compare::Weekday => "a weekday and the date beside it",
        Compare::Names => "spellings of one name in a text",
        Compare::Twins => "one unusual figure under two kinds",
        Compare::Statements => "a statement that two texts share but for one detail",
        Compare::Groups => "one unusual figure of one event, given to two groups",
        Compare::Held => "a count and that of a kind which holds its people",
        Compare::Crosswise => "two figures that another text gives the other way round",
        Compare::Nothing => "none at all in one text and some in another",
        Compare::Ages => "ages and birth days of one person",
        Compare::Sums => "figures of one sentence and the arithmetic that it states",
        Compare::Reference => "a claim and what a reference list knows of the same thing",
    };
    let _ = writeln!(s, "| | |\n|---|---|\n| verdict | `{}` |\n| severity | {} |\n| compares | {compares} |\n", f.verdict.id(), f.severity.id());
    let _ = writeln!(s, "> {}\n\n**Why:** {}\n\n**What would settle it:** {}\n", escape(&f.message), escape(&f.why), escape(&f.help));
    for (code, t) in &f.translations {
        let dir = crate::words::Words::of(code).dir();
        let _ = writeln!(s, "<div lang=\"{code}\" dir=\"{dir}\">\n\n**{}**\n\n{}\n\n{}\n\n{}\n\n</div>\n", escape(&t.title), escape(&t.message), escape(&t.why), escape(&t.help));
    }
    for (head, list) in [("Flagged", &f.examples), ("Not flagged", &f.quiet)] {
        if list.is_empty() {
            continue;
        }
        let _ = writeln!(s, "## {head}\n");
        for e in list {
            texts(&mut s, &e.texts, e.draft);
            if !e.quotes.is_empty() {
                let _ = writeln!(s, "Underlined: {}\n", e.quotes.iter().map(|q| format!("“{q}”")).collect::<Vec<_>>().join(", "));
            }
        }
    }
    if !f.known_misses.is_empty() {
        let _ = writeln!(s, "## Not found yet\n");
        for m in &f.known_misses {
            texts(&mut s, &m.texts, None);
            let _ = writeln!(s, "{}\n", escape(&m.reason));
        }
    }
    s.truncate(s.trim_end().len());
    s.push('\n');
    s
}

fn texts(s: &mut String, list: &[ExampleText], draft: Option<usize>) {
    for (i, t) in list.iter().enumerate() {
        let mark = if draft == Some(i) { ", draft" } else { "" };
        let _ = writeln!(s, "- {}{mark}: {}", t.published, escape(t.text.trim()));
    }
    let _ = writeln!(s);
}

/// Without markup of Markdown or HTML.
fn escape(s: &str) -> String {
    s.split_whitespace().collect::<Vec<_>>().join(" ").replace('<', "&lt;").replace('*', "\\*")
}
