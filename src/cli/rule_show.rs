//! A rule in words.

use std::io::{self, Write};

use crate::check::{Compare, ExampleText, KindFilter, Rule, When, scope_word, time_word, value_name};
use crate::pipeline::Engine;

/// Writes a rule: what it sets against each other, when it speaks, what it says, and its cases.
pub(super) fn write(engine: &Engine, rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    let f = rule.whole(&engine.lexicon);
    writeln!(out, "{} — {}", rule.id, f.title)?;
    writeln!(out, "file      {}", rule.name)?;
    writeln!(out, "verdict   {}", f.verdict.id())?;
    writeln!(out, "severity  {}", rule.severity.id())?;
    writeln!(out, "compares  {}", compared(f.compare))?;
    writeln!(out, "kinds     {}", kinds(engine, rule, &f.kinds))?;
    for (n, w) in f.when.iter().enumerate() {
        writeln!(out, "{}      {}", if n == 0 { "when" } else { "  or" }, condition(w))?;
    }
    writeln!(out, "message   {}", f.message)?;
    writeln!(out, "why       {}", f.why)?;
    writeln!(out, "help      {}", f.help)?;
    for e in &f.examples {
        writeln!(out, "\nflagged")?;
        texts(&e.texts, e.draft, out)?;
        writeln!(out, "  underlined: {}", e.quotes.iter().map(|q| format!("“\u{2068}{q}\u{2069}”")).collect::<Vec<_>>().join(", "))?;
    }
    for e in &f.quiet {
        writeln!(out, "\nquiet")?;
        texts(&e.texts, e.draft, out)?;
    }
    for m in &f.known_misses {
        writeln!(out, "\nmissed, though it should be flagged: {}", m.reason)?;
        texts(&m.texts, None, out)?;
    }
    Ok(())
}

fn texts(list: &[ExampleText], draft: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    for (n, t) in list.iter().enumerate() {
        let outlet = t.outlet.as_ref().map_or(String::new(), |o| format!(", {o}"));
        let mark = if draft == Some(n) { " (the draft)" } else { "" };
        writeln!(out, "  {}{outlet}{mark}: \u{2068}{}\u{2069}", t.published, t.text)?;
    }
    Ok(())
}

fn compared(c: Compare) -> &'static str {
    match c {
        Compare::Pair => "two claims on one subject and of one kind; the first is the later one, or the draft's",
        Compare::CountAndList => "a number of members and the list beside it",
        Compare::PartsAndWhole => "parts that a text names and the whole they belong to",
        Compare::Weekday => "a weekday and the date beside it",
        Compare::Names => "the spellings of a name within one text",
        Compare::Twins => "one unusual figure that two texts give under two kinds",
        Compare::Groups => "one unusual figure of one event, given to two groups",
        Compare::Held => "a count and that of a kind which holds its people",
        Compare::Crosswise => "two figures that another text gives the other way round",
        Compare::Nothing => "none at all in one text and some in another",
        Compare::Ages => "ages and birth days of one person",
        Compare::Sums => "figures of one sentence and the arithmetic that it states",
        Compare::Reference => "a claim and what a reference list knows of the same thing at that time",
        Compare::Statements => "a statement that two texts of one day share but for one detail",
    }
}

fn kinds(engine: &Engine, rule: &Rule, filter: &KindFilter) -> String {
    let all: Vec<&str> = engine.lexicon.tables.kinds.iter().zip(&rule.kinds).filter(|(_, on)| **on).map(|(k, _)| k.id.as_str()).collect();
    if all.len() == engine.lexicon.tables.kinds.len() && filter.ids.is_empty() { "all".to_owned() } else { all.join(", ") }
}

/// The conditions of one case in a line.
pub(super) fn condition(w: &When) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut list = |name: &str, words: Vec<&str>| {
        if !words.is_empty() {
            out.push(format!("{name}: {}", words.join(" or ")));
        }
    };
    list("scope", w.scope.iter().map(scope_word).collect());
    list("time", w.time.iter().map(time_word).collect());
    list("values", w.value.iter().map(|v| value_name(*v)).collect());
    let flags = [
        (w.same_document, "in one text", "in two texts"),
        (w.same_sentence, "in one sentence", "not in one sentence"),
        (w.other_authority, "two authorities named", "not two authorities"),
        (w.other_teller, "not on the word of the same", "on the word of the same"),
        (w.superseded, "one was given up by its text", "none was given up"),
        (w.draft, "one stands in a draft", "no draft"),
        (w.vague, "one is vague", "none is vague"),
        (w.denied, "one is denied", "none is denied"),
        (w.background, "a background event", "no background event"),
        (w.revives, "the first was given up elsewhere", "the first was not given up elsewhere"),
        (w.moved, "those whom one lacks may be counted otherwise by now", "none is counted otherwise by now"),
        (w.grown, "the later holds more, of a body that no list knows", "not of a body that no list knows and that has grown"),
        (w.in_passing, "the lesser is far smaller and told in passing", "the lesser is not far smaller and told in passing"),
        (w.tied, "the text ties one to the other as its part", "the text does not tie one to the other"),
        (w.partial_whole, "the whole is told as a part itself", "the whole is not told as a part itself"),
    ];
    for (flag, yes, no) in flags {
        if let Some(f) = flag {
            out.push(if f { yes } else { no }.to_owned());
        }
    }
    if let Some(d) = w.within_days {
        out.push(format!("at most {d} days between"));
    }
    if let Some(d) = w.days_apart {
        out.push(format!("at least {d} days between"));
    }
    out.join("; ")
}
