//! Cases of row files: a text and what must be read in it, in the notation of `rules/README.md`.

use super::frame::same;
use super::{Fault, Outcome, document};
use crate::extract::{View, notation};
use crate::lexicon::row::RowFile;
use crate::lexicon::{Entry, Lexicon};
use crate::mention::{Analyser, Mention, MentionValue, Scan};
use crate::pipeline::Engine;
use crate::report::iso_duration;
use crate::source::Document;
use crate::value::{Modifier, Value};

pub(super) fn run<'l>(engine: &'l Engine, analyser: &mut Analyser<'l>, code: &str, (number, file): (u16, &RowFile), out: &mut Outcome) {
    let name = engine.lexicon.files[number as usize].name.clone();
    if file.examples.is_empty() {
        out.fail(&name, Fault::Untested, "", "the file has rows and no examples");
    }
    out.files += 1;
    for e in &file.examples {
        out.cases += 1;
        if let Err(got) = reads(engine, analyser, &document(code, &e.text), &e.reads) {
            out.fail(&name, Fault::Missing, &e.text, format!("wanted {}, read {got}", e.reads));
        }
    }
    for text in &file.quiet {
        out.cases += 1;
        let doc = document(code, text);
        // a mention stands on its rows; elsewhere a phrase stands for itself
        let view = engine.view(analyser, &doc);
        let own: Vec<String> = mentions(&view)
            .filter(|(pack, m)| m.rows.iter().any(|r| engine.lexicon.packs[*pack].entries[*r as usize].origin.file == number))
            .map(|(_, m)| shown(m))
            .chain(
                phrases(&engine.lexicon, analyser, &doc)
                    .into_iter()
                    .filter(|e| e.origin.file == number && e.value.is_some() && !needs_company(engine.lexicon.classes.name(e.class)))
                    .map(|e| entry(&engine.lexicon, e)),
            )
            .collect();
        if !own.is_empty() {
            out.fail(&name, Fault::Noisy, text, format!("read {}", own.join(", ")));
        }
    }
    for m in &file.known_misses {
        let found = reads(engine, analyser, &document(code, &m.text), &m.reads).is_ok();
        out.miss(&name, &m.text, &m.reason, found);
    }
}

/// Classes whose words say nothing until a number, a date or a name stands beside them.
fn needs_company(class: &str) -> bool {
    matches!(
        class,
        "num"
            | "scale"
            | "fraction"
            | "ordinal"
            | "factor"
            | "modifier"
            | "month"
            | "hijri-month"
            | "solar-month"
            | "deixis"
            | "month-part"
            | "season"
            | "time-unit"
            | "measure"
            | "currency"
            | "percent"
            | "half-day"
            | "portfolio"
    )
}

fn mentions(view: &View) -> impl Iterator<Item = (usize, &Mention)> {
    view.sentences.iter().flat_map(|s| s.units.iter().filter_map(|u| u.mention.map(|m| (s.pack, &s.mentions[m]))))
}

/// Entries of all phrases of a text.
fn phrases<'l>(lexicon: &'l Lexicon, analyser: &mut Analyser<'l>, doc: &Document) -> Vec<&'l Entry> {
    let (tokens, sentences) = analyser.cut(doc);
    let mut out = Vec::new();
    for s in sentences {
        let tokens = &tokens[s.start..s.end];
        let Some(pack) = analyser.pack_for(doc, tokens) else { continue };
        let scan = Scan::new(analyser, pack, &doc.text, tokens);
        for p in scan.phrases.iter().flatten() {
            out.extend(p.entries.iter().map(|e| &lexicon.packs[pack].entries[*e as usize]));
        }
    }
    out
}

fn entry(lexicon: &Lexicon, e: &Entry) -> String {
    let class = lexicon.classes.name(e.class);
    e.value.as_ref().map_or_else(|| format!("class {class}"), |v| format!("class {class}={v}"))
}

/// A mention in the notation of examples.
fn shown(m: &Mention) -> String {
    let n = |q: &crate::value::Quantity| notation::write(&Value::Quantity(q.clone()));
    match &m.value {
        MentionValue::Number(q) => format!("number {}", n(q)),
        MentionValue::Percent(q) | MentionValue::Fraction(q) => format!("percent {}", n(q)),
        MentionValue::Factor(q) => format!("factor {}", n(q)),
        MentionValue::Money(q) => format!("money {} {}", n(q), q.unit),
        MentionValue::Measure(q, _) => format!("measure {} {}", n(q), q.unit),
        MentionValue::Clock(q) => format!("clock {}", n(q)),
        MentionValue::Duration(q) => format!("duration {}", q.point().and_then(|p| iso_duration(p, &q.unit)).unwrap_or_else(|| format!("{} {}", n(q), q.unit))),
        MentionValue::Ordinal(r) => format!("ordinal {r}"),
        MentionValue::Date(d) => format!("date {}", notation::write(&Value::Date(*d))),
        MentionValue::Set(s, _) => format!("set {}", notation::write(&Value::Set(s.clone()))),
    }
}

/// Whether a text reads so; what was read instead when not.
fn reads<'l>(engine: &'l Engine, analyser: &mut Analyser<'l>, doc: &Document, want: &str) -> Result<(), String> {
    let (sort, value) = want.split_once(' ').unwrap_or((want, ""));
    let entries = phrases(&engine.lexicon, analyser, doc);
    if sort == "class" {
        let got: Vec<String> = entries.iter().map(|e| entry(&engine.lexicon, e)).collect();
        let hit = got.iter().any(|g| g == want || (!value.contains('=') && g.split('=').next() == Some(want)));
        return if hit { Ok(()) } else { Err(if got.is_empty() { "nothing".into() } else { got.join(", ") }) };
    }
    let view = engine.view(analyser, doc);
    let all: Vec<&Mention> = mentions(&view).map(|(_, m)| m).collect();
    let hit = match sort {
        "modifier" => {
            all.iter().any(|m| m.value.quantity().is_some_and(|q| q.modifier.id() == value))
                || entries.iter().any(|e| e.class == engine.lexicon.core.modifier && e.value.as_deref() == Some(value))
        }
        "number" => all.iter().any(|m| matches!(m.value, MentionValue::Number(_)) && m.value.quantity().is_some_and(|q| is_number(q, value))),
        _ => all.iter().any(|m| {
            let s = shown(m);
            s == want || s.split_once(' ').is_some_and(|(k, v)| k == sort && same(v, value))
        }),
    };
    let got: Vec<String> = all.iter().map(|m| shown(m)).collect();
    if hit { Ok(()) } else { Err(if got.is_empty() { "nothing".into() } else { got.join(", ") }) }
}

/// Whether a quantity is what an example says. `>2000` and `<200` are the words "more than" and "fewer than", whatever is counted.
fn is_number(q: &crate::value::Quantity, value: &str) -> bool {
    let hedged = |m: Modifier, text: &str, at: &dyn Fn(rust_decimal::Decimal) -> bool| q.modifier == m && text.parse().is_ok_and(at);
    let near = |bound: Option<rust_decimal::Decimal>, n: rust_decimal::Decimal| bound.is_some_and(|b| (b - n).abs() <= rust_decimal::Decimal::ONE);
    match (value.strip_prefix('>'), value.strip_prefix('<')) {
        (Some(n), _) if !n.starts_with('=') => hedged(Modifier::MoreThan, n, &|n| near(q.min, n)),
        (_, Some(n)) if !n.starts_with(['=', '~']) => hedged(Modifier::LessThan, n, &|n| near(q.max, n)),
        _ => same(&notation::write(&Value::Quantity(q.clone())), value),
    }
}
