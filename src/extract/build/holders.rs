//! Claims of who holds an office.

use crate::claim::{Claim, Derivation, Topic};
use crate::extract::holders;
use crate::extract::view::{SentenceView, View};
use crate::lexicon::{KindId, Lexicon};
use crate::mention::MentionValue;
use crate::source::{Document, Span};
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
            let gone = h.modifier.is_none() && !h.entered && long_gone(lexicon, doc, s, h.quote);
            let h = if gone { holders::Holder { modifier: Some(FORMER.to_owned()), ..h } } else { h };
            let value = Value::Name(NameValue { text: doc.words(h.name).into_owned(), id: None });
            let topic = Topic::Office { office: h.office, seat: h.seat, modifier: h.modifier };
            let claim = Claim { entered: h.entered, ..Claim::new(doc.id, kind, value, topic, h.name, h.quote) };
            named(doc, s, claim, 75, "an office and a name")
        })
        .collect()
}

/// What somebody is told as who held the office once.
const FORMER: &str = "former";
/// Years before its text from which a holder told for a year is one of the past.
const PAST: i16 = 2;
/// Most units between a holder and the year that they are told for.
const TOLD: usize = 8;

/// Whether a holder is told for a year long past: "in 1960, when Prime Minister Adnan Menderes was deposed", "Adnan Menderes, the prime
/// minister whom officers hanged in 1961". "In office since 2010" is no such thing.
fn long_gone(lexicon: &Lexicon, doc: &Document, s: &SentenceView, quote: Span) -> bool {
    let core = &lexicon.core;
    let Some(now) = doc.published else { return false };
    let past = |j: usize| match s.units[j].mention.map(|m| &s.mentions[m].value) {
        Some(MentionValue::Date(d)) => d.start.year.is_some_and(|y| y + PAST <= now.year()),
        _ => false,
    };
    // what ended the time of somebody
    let ends = |j: usize| {
        let fell = |c| lexicon.classes.name(c).split_once('/').is_some_and(|(kind, _)| kind == "deaths" || kind == "condemned");
        s.has(j, core.leave_post) || s.has(j, core.role_mod) || s.value(lexicon, j, core.as_verb) == Some("unmakes") || s.units[j].classes.iter().any(fell)
    };
    let stops = |j: usize| s.has(j, core.clause) && !s.has(j, core.comma) || s.has(j, core.since) || s.has(j, core.say) && !ends(j);
    let Some(first) = s.units.iter().position(|u| u.span.end > quote.start) else { return false };
    let Some(last) = s.units.iter().rposition(|u| u.span.start < quote.end) else { return false };
    let from = (first.saturating_sub(TOLD)..first).rev().take_while(|j| !stops(*j)).last().unwrap_or(first);
    let to = (last + 1..s.units.len().min(last + 1 + TOLD)).take_while(|j| !stops(*j)).last().unwrap_or(last);
    let since = |y: usize| y > 0 && s.has(y - 1, core.since);
    // "in 1960, when Prime Minister X"
    let when = lexicon.classes.get("when");
    let right = |y: usize| first - y <= 3 && y > 0 && (y + 1..first).all(|j| [Some(core.comma), when, Some(core.article)].into_iter().flatten().any(|c| s.has(j, c)));
    let before = (from..first).rev().find(|j| past(*j)).filter(|y| !since(*y));
    let behind = (last + 1..=to).find(|j| past(*j)).filter(|y| !since(*y));
    // the verb may stand before its subject: «وتوفي الرئيس جمال عبد الناصر عام 1970»
    let led = || (first.saturating_sub(LED).max(from)..first).any(ends);
    before.is_some_and(|y| right(y) || (y + 1..first).any(ends) || (last + 1..=to).any(ends)) || behind.is_some_and(|y| (last + 1..y).any(ends) || led())
}

/// Most units between a verb and its subject behind it.
const LED: usize = 3;

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
