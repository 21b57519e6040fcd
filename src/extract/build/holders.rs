//! Claims of who holds an office.

use crate::claim::{Claim, Derivation, Topic};
use crate::extract::holders;
use crate::extract::view::{SentenceView, View};
use crate::lexicon::{KindId, Lexicon};
use crate::source::Document;
use crate::value::{NameValue, Value};

/// Offices whose holders go by a given name alone.
const REIGNING: [&str; 5] = ["king", "emir", "crown_prince", "pope", "cleric"];

/// A claim of a name as it stands in its sentence, on the day of its document.
pub(super) fn named(doc: &Document, s: &SentenceView, claim: Claim, certainty: u8, note: &'static str) -> Claim {
    Claim {
        as_of: s.day.or(doc.published),
        dated: s.day.is_some(),
        zone: s.zone,
        sentence: s.number,
        paragraph: s.paragraph,
        certainty,
        derivation: Derivation { note, ..Derivation::default() },
        ..claim
    }
}

/// Claims of who holds an office in a sentence, of the kind for that. `before`: those of the sentence before it.
pub(super) fn holders(lexicon: &Lexicon, doc: &Document, s: &SentenceView, kind: KindId, before: &[Claim]) -> Vec<Claim> {
    let told = before.iter().rev().take_while(|c| c.sentence + 1 == s.number).find(|c| c.kind == kind).and_then(|c| match &c.topic {
        Topic::Office { office, seat, .. } => Some((office.as_str(), seat.as_deref())),
        _ => None,
    });
    holders::holders(lexicon, doc, s, told)
        .into_iter()
        .map(|h| {
            let value = Value::Name(NameValue { text: doc.words(h.name).into_owned(), id: None });
            let topic = Topic::Office { office: h.office, seat: h.seat, modifier: h.modifier };
            let claim = Claim { entered: h.entered, ..Claim::new(doc.id, kind, value, topic, h.name, h.quote) };
            named(doc, s, claim, 75, "an office and a name")
        })
        .collect()
}

/// Who is told once as new in an office is so throughout the text: "the new minister, Eva Lind, … Minister Lind".
pub(super) fn entered_throughout(claims: &mut [Claim]) {
    fn post(c: &Claim) -> Option<(&str, &str)> {
        let Topic::Office { office, modifier: None, .. } = &c.topic else { return None };
        c.value.name().map(|n| (office.as_str(), n.text.as_str()))
    }
    let new: Vec<(String, String)> = claims.iter().filter(|c| c.entered).filter_map(post).map(|(o, n)| (o.to_owned(), n.to_owned())).collect();
    for c in claims {
        let known = |(office, name): (&str, &str)| new.iter().any(|(o, n)| o == office && name.split_whitespace().any(|w| n.split_whitespace().any(|v| v == w)));
        let entered = post(c).is_some_and(known);
        c.entered |= entered;
    }
}

/// In a language without capitals one word behind an office is a name only when a longer name of the text holds it, or a list does.
pub(super) fn lone_names(lexicon: &Lexicon, view: &View, claims: &mut Vec<Claim>) {
    let Some(kind) = lexicon.tables.kind_id("office_holder") else { return };
    let words = |c: &Claim| -> Vec<String> { c.value.name().map(|n| crate::normalise::fold(&n.text).split_whitespace().map(str::to_owned).collect()).unwrap_or_default() };
    let long: Vec<Vec<String>> = claims.iter().filter(|c| c.kind == kind).map(words).filter(|w| w.len() > 1).collect();
    claims.retain(|c| {
        if c.kind != kind {
            return true;
        }
        let Ok(n) = view.sentences.binary_search_by_key(&c.sentence, |s| s.number) else { return true };
        let s = &view.sentences[n];
        if lexicon.packs[s.pack].file.capitals {
            return true;
        }
        let reigns = matches!(&c.topic, Topic::Office { office, .. } if REIGNING.contains(&office.as_str()));
        // «الرئيس ماكرون», «السلطان قابوس»: known for a name by itself
        let known = || s.units.iter().position(|u| u.span.start == c.span.start).is_some_and(|i| s.has(i, lexicon.core.family_name) || reigns && s.has(i, lexicon.core.given_name));
        let w = words(c);
        w.len() != 1 || known() || long.iter().any(|l| l.contains(&w[0]))
    });
}
