//! Claims of who holds an office, and of names that are nearly theirs.

use crate::claim::{Claim, Derivation, Topic};
use crate::extract::holders;
use crate::extract::skeleton::one_edit;
use crate::extract::view::{SentenceView, View};
use crate::lexicon::{KindId, Lexicon};
use crate::source::{Document, Span};
use crate::value::{NameValue, Value};

/// Offices whose holders go by a given name alone.
const REIGNING: [&str; 5] = ["king", "emir", "crown_prince", "pope", "cleric"];

/// A claim of a name as it stands in its sentence, on the day of its document.
fn named(doc: &Document, s: &SentenceView, claim: Claim, certainty: u8, note: &'static str) -> Claim {
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

/// Words of the text that are nearly but not quite the family name of an office holder it names: claims of kind `office_holder.spelling`.
pub(super) fn spellings(lexicon: &Lexicon, doc: &Document, view: &View, claims: &mut Vec<Claim>) {
    let (Some(holder), Some(kind)) = (lexicon.tables.kind_id("office_holder"), lexicon.tables.kind_id("office_holder.spelling")) else { return };
    let fold = crate::normalise::fold;
    // the words of each holder's name, and of the last one its first letter and length
    let known: Vec<(Vec<String>, Option<char>, usize)> = claims
        .iter()
        .filter(|c| c.kind == holder)
        .filter_map(|c| c.value.name())
        .flat_map(|n| {
            let parted: Vec<String> = fold(&n.text).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
            let whole: Vec<String> = fold(&n.text).replace('-', "").split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
            // "Suk-yeol" is one name as well
            let joined = (whole.len() > 1 && whole.len() + 1 == parted.len() && whole.last() != parted.last()).then_some(whole);
            [Some(parted), joined].into_iter().flatten()
        })
        .map(|words| {
            let last = words.last().map_or("", String::as_str);
            let (first, length) = (last.chars().next(), last.chars().count());
            (words, first, length)
        })
        .collect();
    if known.is_empty() {
        return;
    }
    // most words begin otherwise than any of those names
    let first_bits = known.iter().filter_map(|k| k.1).fold(0u64, |bits, c| bits | 1 << (u32::from(c) % 64));
    let taken: Vec<Span> = claims.iter().filter(|c| c.kind == holder).map(|c| c.span).collect();
    for s in &view.sentences {
        for (i, u) in s.units.iter().enumerate() {
            if !s.has(i, lexicon.core.word) {
                continue;
            }
            let capitals = lexicon.packs[s.pack].file.capitals;
            // the second half of "Suk-yeol" stands for both
            let halves = capitals
                && !s.capital[i]
                && i > 2
                && s.has(i - 1, lexicon.core.dash)
                && s.units[i - 2].span.end == s.units[i - 1].span.start
                && s.units[i - 1].span.end == u.span.start;
            let opens = if halves { i - 2 } else { i };
            let whole = if halves { format!("{}{}", s.folded[i - 2], s.folded[i]) } else { s.folded[i].to_string() };
            let word = whole.as_str();
            let first = word.chars().next();
            if first.is_some_and(|c| first_bits >> (u32::from(c) % 64) & 1 == 0) || !known.iter().any(|(_, f, _)| *f == first) {
                continue;
            }
            // a first name that is the holder's vouches for a shorter or farther word behind it
            let before = opens.checked_sub(1).map(|j| &*s.folded[j]).filter(|w| w.chars().count() >= 2);
            let vouched = |w: &[String]| w.len() > 1 && before.is_some_and(|b| w[..w.len() - 1].iter().any(|x| x == b));
            if !known.iter().any(|(w, f, n)| *f == first && *n >= if vouched(w) { 4 } else { 5 }) {
                continue;
            }
            let length = word.chars().count();
            if length < 4 || (capitals && !s.capital[opens]) || taken.iter().any(|t| t.overlaps(u.span)) {
                continue;
            }
            // where no capital marks a name, what stands around it must
            let marked = capitals
                || [lexicon.core.office, lexicon.core.title, lexicon.core.say, lexicon.core.name_part]
                    .iter()
                    .any(|c| (i > 0 && s.has(i - 1, *c)) || s.has(i + 1, lexicon.core.say));
            let near = |(w, f, n): &(Vec<String>, Option<char>, usize)| {
                // "Kim Jong-il" is no spelling of "Kim Jong-un": of such names only the vowels are written in several ways
                let alike = |l: &String| match halves {
                    true => vouched(w) && consonants(l) == consonants(word) && strsim::damerau_levenshtein(l, word) <= 4,
                    false => one_edit(l, word) || vouched(w) && length >= 5 && strsim::damerau_levenshtein(l, word) <= 2,
                };
                let long = *n >= 5 && length >= 5 && marked || vouched(w);
                *f == first && long && n.abs_diff(length) <= 1 && w.last().is_some_and(|l| **l != *word && alike(l))
            };
            if known.iter().any(near) && !known.iter().any(|(w, ..)| w.iter().any(|w| **w == *word)) {
                // the words before it that belong to the name
                let start = (opens.saturating_sub(2)..opens)
                    .rev()
                    .take_while(|j| s.has(*j, lexicon.core.word) && (!capitals || s.capital[*j]))
                    .last()
                    .filter(|_| capitals)
                    .unwrap_or(opens);
                let span = Span { start: s.units[start].span.start, end: u.span.end };
                let value = Value::Name(NameValue { text: doc.words(span).into_owned(), id: None });
                let topic = Topic::Person(doc.words(span).into_owned());
                claims.push(named(doc, s, Claim::new(doc.id, kind, value, topic, span, span), 70, "nearly the name of an office holder"));
            }
        }
    }
}

/// The letters of a word that are no vowels.
fn consonants(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')).collect()
}
