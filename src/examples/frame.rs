//! Cases of frame files: a text and the claim that must come of it.

use rust_decimal::Decimal;

use super::{Fault, Outcome, document};
use crate::claim::Claim;
use crate::extract::notation;
use crate::lexicon::FrameSource;
use crate::mention::Analyser;
use crate::pipeline::Engine;

pub(super) fn run(engine: &Engine, analyser: &mut Analyser<'_>, code: &str, source: &FrameSource, out: &mut Outcome) {
    let name = engine.lexicon.files[source.file_number as usize].name.clone();
    let kind = source.kind;
    let file = match source.file(&engine.lexicon) {
        Ok(f) => f,
        Err(p) => return out.fail(&name, Fault::Untested, "", p.to_string()),
    };
    if !file.patterns.is_empty() || !file.schemas.is_empty() {
        if file.examples.is_empty() && file.known_misses.is_empty() {
            out.fail(&name, Fault::Untested, "", "the file has patterns and no examples");
        }
        if file.quiet.is_empty() {
            out.fail(&name, Fault::Untested, "", "the file has patterns and no quiet texts");
        }
    }
    out.files += 1;
    // what goes on from the sentence before has the kind told there
    let open = engine.lexicon.tables.kind_id("carried") == Some(kind);
    // and seats that a file of votes reads are of their own kind
    let table = &engine.lexicon.tables;
    let own = |c: &Claim| c.kind == kind || table.kind(kind).of_unit.values().any(|k| *k == table.kind(c.kind).id);
    let mut claims = |text: &str| -> Vec<Claim> { engine.extract(analyser, &document(code, text)).claims.into_iter().filter(|c| own(c) || open).collect() };
    for e in &file.examples {
        out.cases += 1;
        let got = claims(&e.text);
        let right = got.iter().any(|c| same(&notation::write(&c.value), &e.value.0) && e.who.as_deref().is_none_or(|w| w == c.who.id() || w == c.who.population));
        if !right {
            let want = e.who.as_ref().map_or(String::new(), |w| format!(" of {w}"));
            out.fail(&name, Fault::Missing, &e.text, format!("wanted {}{want}, read {}", e.value.0, list(&got)));
        }
    }
    for text in &file.quiet {
        out.cases += 1;
        let got = claims(text);
        if !got.is_empty() {
            out.fail(&name, Fault::Noisy, text, format!("read {}", list(&got)));
        }
    }
    for m in &file.known_misses {
        let found = claims(&m.text).iter().any(|c| same(&notation::write(&c.value), &m.value.0));
        out.miss(&name, &m.text, &m.reason, found);
    }
}

fn list(claims: &[Claim]) -> String {
    if claims.is_empty() {
        return "nothing".to_owned();
    }
    claims.iter().map(|c| format!("{} of {}", notation::write(&c.value), c.who.id())).collect::<Vec<_>>().join(", ")
}

/// Whether two values in the notation of examples are one: `7` and `7.0` are.
pub(super) fn same(a: &str, b: &str) -> bool {
    a == b || matches!((a.parse::<Decimal>(), b.parse::<Decimal>()), (Ok(x), Ok(y)) if x == y)
}
