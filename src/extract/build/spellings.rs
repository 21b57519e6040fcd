//! Words of a text that are nearly but not quite a name it tells: claims of kind `office_holder.spelling`.

use super::holders::named;
use crate::claim::{Claim, Topic};
use crate::extract::names;
use crate::extract::skeleton::one_edit;
use crate::extract::spelling::{Slip, near, slip, words};
use crate::extract::view::{SentenceView, View};
use crate::lexicon::{KindId, Lexicon};
use crate::normalise::fold;
use crate::source::{Document, Span, Zone};
use crate::value::{NameValue, Value};

/// Adds such claims of a document.
pub(super) fn spellings(lexicon: &Lexicon, doc: &Document, view: &View, claims: &mut Vec<Claim>) {
    let (Some(holder), Some(kind)) = (lexicon.tables.kind_id("office_holder"), lexicon.tables.kind_id("office_holder.spelling")) else { return };
    let from = claims.len();
    of_holders(lexicon, doc, view, (holder, kind), claims);
    of_people(lexicon, doc, view, (holder, kind), from, claims);
}

/// A person told by two words or more.
struct Whole<'v> {
    s: &'v SentenceView,
    /// First and one-past-last unit.
    at: (usize, usize),
    span: Span,
    words: Vec<String>,
    /// Whether a claim tells them for an office.
    holder: bool,
}

/// Names of two words and more that differ from one told before in one word, and lone words that differ so from the last word of one:
/// whoever they are of need hold no office.
fn of_people(lexicon: &Lexicon, doc: &Document, view: &View, (holder, kind): (KindId, KindId), from: usize, claims: &mut Vec<Claim>) {
    let holders: Vec<Span> = claims.iter().filter(|c| c.kind == holder).map(|c| c.span).collect();
    let told: Vec<Span> = claims[from..].iter().map(|c| c.span).collect();
    // without capitals the first word of a name told before leads to one
    let heads: Vec<String> = claims[..from].iter().filter(|c| c.kind == holder).filter_map(|c| Some(fold(c.value.name()?.text.split_whitespace().next()?))).collect();
    let mut people: Vec<Whole<'_>> = Vec::new();
    for s in view.sentences.iter().filter(|s| s.zone != Zone::Headline) {
        whole_names(lexicon, doc, s, (&holders, &heads), &mut people);
    }
    // «وأضاف عبد الرحيم»: a name by itself, in two words
    let (people, alone): (Vec<_>, Vec<_>) = people.into_iter().partition(|p| p.words.len() > 1);
    let add = |of: &Whole<'_>, s: &SentenceView, span: Span, claims: &mut Vec<Claim>| {
        let text = doc.words(of.span).into_owned();
        let spelled = |s: &SentenceView, span: Span| {
            let value = Value::Name(NameValue { text: doc.words(span).into_owned(), id: None });
            named(doc, s, Claim::new(doc.id, kind, value, Topic::Person(text.clone()), span, span), 70, "nearly a name that the text tells")
        };
        let meets = |c: &Claim, span: Span| c.kind == kind && c.span == span;
        if !of.holder && !claims.iter().any(|c| meets(c, of.span)) {
            claims.push(spelled(of.s, of.span));
        }
        if !claims.iter().any(|c| meets(c, span)) {
            claims.push(spelled(s, span));
        }
    };
    let free = |span: Span| !told.iter().any(|t| t.overlaps(span));
    for (n, p) in people.iter().enumerate() {
        // the first telling of a name stands for all of them
        let of = people[..n].iter().find(|k| (!k.holder || !p.holder) && free(p.span) && k.words != p.words && same_person(lexicon, k, p));
        let known = |k: &Whole<'_>| people.iter().any(|o| o.words == k.words && o.at != k.at && o.holder);
        if let Some(of) = of.filter(|k| !(p.holder && known(k))) {
            add(of, p.s, p.span, claims);
        }
    }
    for s in &view.sentences {
        for i in 0..s.units.len() {
            let span = s.units[i].span;
            if free(span) && lone(lexicon, s, i) && !people.iter().any(|p| p.span.overlaps(span)) && !holders.iter().any(|h| h.overlaps(span)) {
                let own = lexicon.packs[s.pack].possessor(&s.folded[i]).filter(|_| lexicon.packs[s.pack].file.capitals);
                let letters = s.folded[i].chars().count() - own.unwrap_or(0);
                let word: String = s.folded[i].chars().take(letters).collect();
                let alike = |k: &&Whole<'_>| k.words.last().is_some_and(|l| lone_slip(lexicon, s, i, (l, k.holder), &word));
                if let Some(of) = people.iter().find(alike).filter(|_| !people.iter().any(|k| k.words.contains(&word))) {
                    add(of, s, names::bare_span(lexicon, doc, s, i, i + 1), claims);
                }
            }
        }
    }
    for p in alone.iter().filter(|p| free(p.span) && !p.holder && p.at.0 > 0 && p.s.has(p.at.0 - 1, lexicon.core.say)) {
        let pack = &lexicon.packs[p.s.pack];
        let alike = |k: &&Whole<'_>| k.holder && k.words.last().zip(p.words.first()).is_some_and(|(l, w)| near(pack, l, w, false));
        if let Some(of) = people.iter().find(alike).filter(|_| !people.iter().any(|k| k.words.contains(&p.words[0]))) {
            add(of, p.s, p.span, claims);
        }
    }
}

/// Names of two words and more in a sentence.
fn whole_names<'v>(lexicon: &Lexicon, doc: &Document, s: &'v SentenceView, (holders, heads): (&[Span], &[String]), out: &mut Vec<Whole<'v>>) {
    let core = &lexicon.core;
    let capitals = lexicon.packs[s.pack].file.capitals;
    let mut i = 0;
    while i < s.units.len() {
        let joins = || !capitals && s.has(i, core.name_part) && s.value(lexicon, i, core.name_part).is_none();
        let own = s.units[i].mention.is_none() && !s.units[i].is_clitic() && (s.has(i, core.word) || s.has(i, core.given_name) || joins());
        // without capitals a given name, or what a title or a verb of saying leads to
        let led = || i > 0 && [core.say, core.title, core.office].iter().any(|c| s.has(i - 1, *c));
        let begins = own && if capitals { s.capital[i] } else { s.has(i, core.given_name) || joins() || led() || heads.iter().any(|h| **h == *s.folded[i]) };
        let name = Some(i).filter(|_| begins).and_then(|i| names::name_at(lexicon, doc, s, i)).filter(|(a, b)| *a == i && b - a > 1);
        let Some((a, b)) = name else {
            i += 1;
            continue;
        };
        let span = names::bare_span(lexicon, doc, s, a, b);
        let words = words(&lexicon.packs[s.pack], &doc.words(span));
        if !words.is_empty() {
            out.push(Whole { s, at: (a, b), span, words, holder: holders.iter().any(|h| h.overlaps(span)) });
        }
        i = b;
    }
}

/// Whether a name is that of somebody told before, with a slip in one word.
fn same_person(lexicon: &Lexicon, k: &Whole<'_>, p: &Whole<'_>) -> bool {
    let core = &lexicon.core;
    let pack = &lexicon.packs[p.s.pack];
    let Some(Slip { of, by, first }) = slip(pack, &k.words, &p.words) else { return k.words.len() == p.words.len() && syllables(k, p) };
    let known = |w: &str| pack.knows(w, core.given_name) || pack.knows(w, core.family_name);
    let (a, b) = p.at;
    let marked = |j: usize, list: &[crate::lexicon::ClassId]| j < p.s.units.len() && list.iter().any(|c| p.s.has(j, *c));
    // whoever is new to the text is told with what they are
    let described = marked(b, &[core.comma, core.open, core.office, core.role_mod]);
    let new = described || a > 0 && marked(a - 1, &[core.office, core.people, core.role_mod, core.nationality, core.title]);
    // two of one list are two people
    let (from, to) = (k.at.1, a);
    if k.s.number == p.s.number && from <= to && (from..to).all(|j| [core.comma, core.and].iter().any(|c| p.s.has(j, *c))) {
        return false;
    }
    // "Robert Bates, 54," beside Robert Gates
    if described && of.chars().count().min(by.chars().count()) < PLAIN {
        return false;
    }
    if known(&of) && known(&by) {
        return k.holder && !new && (first == Some(false) || a > 0 && marked(a - 1, &[core.say]));
    }
    // "Daniel" and "Daniela": a brother and a sister
    let last = |w: &str| w.chars().next_back();
    first != Some(true)
        || !new
            && strsim::damerau_levenshtein(&of, &by) == 1
            && (last(&of) == last(&by) || pack.ends_hard(&of) && pack.ends_hard(&by) && !of.starts_with(&by) && !by.starts_with(&of))
}

/// Whether two names of as many words have a given name of two syllables, of which only the vowels differ: Seong-beom and Sung-bum.
fn syllables(k: &Whole<'_>, p: &Whole<'_>) -> bool {
    let dash = |w: &Whole<'_>| (w.at.0..w.at.1).any(|j| w.s.folded[j].is_empty() && !w.s.capital[j]);
    let pairs = || k.words.iter().zip(&p.words);
    let same = |(a, b): (&String, &String)| a == b || a.len() > 2 && b.len() > 2 && consonants(a) == consonants(b) && strsim::damerau_levenshtein(a, b) <= 2;
    k.words.len() > 2 && dash(k) && dash(p) && pairs().all(same) && k.words.first() == p.words.first()
}

/// Whether a unit is a word by itself that a title or a verb of saying tells to be a name.
fn lone(lexicon: &Lexicon, s: &SentenceView, i: usize) -> bool {
    let core = &lexicon.core;
    let capitals = lexicon.packs[s.pack].file.capitals;
    let near = |c| i > 0 && s.has(i - 1, c) || s.has(i + 1, c);
    let alone = |j: usize| !s.has(j, core.word) && !s.has(j, core.given_name) || capitals && !s.capital[j];
    let fits = (s.has(i, core.word) || !capitals && s.has(i, core.given_name)) && (!capitals || s.capital[i]) && s.units[i].mention.is_none();
    fits && (i + 1 >= s.units.len() || alone(i + 1))
        && (i == 0 || alone(i - 1))
        && (i > 0 && s.has(i - 1, core.title) || if capitals { near(core.say) || s.folded[i].chars().count() >= PLAIN } else { i > 0 && s.has(i - 1, core.say) })
}

/// Whether a lone word is the last word of a name with a slip. `holder`: whether that is of somebody told for an office.
fn lone_slip(lexicon: &Lexicon, s: &SentenceView, i: usize, (known, holder): (&str, bool), word: &str) -> bool {
    let core = &lexicon.core;
    let pack = &lexicon.packs[s.pack];
    let count = |w: &str| w.chars().count();
    let titled = i > 0 && s.has(i - 1, core.title);
    let told = titled || i > 0 && s.has(i - 1, core.say) || s.has(i + 1, core.say);
    // "Mr Busch, a brewer," beside George Bush
    let new = s.has(i + 1, core.comma) && [core.indefinite, core.article, core.office, core.people, core.rel].iter().any(|c| s.has(i + 2, *c)) || s.has(i + 1, core.open);
    let long = |w: &str| count(w) >= if titled || !pack.file.capitals { SHORT } else { LONG };
    // a word that nothing tells to be a name ends as the name does
    let plain = || count(known) >= PLAIN && known.chars().rev().zip(word.chars().rev()).take_while(|(a, b)| a == b).count() > 1;
    let given = s.has(i, core.given_name);
    !new && long(known)
        && count(word) >= SHORT - usize::from(!pack.file.capitals)
        && known.chars().next() == word.chars().next()
        && (told || plain() || pack.declines_names() && count(known) >= PLAIN)
        && (!given || holder)
        && near(pack, known, word, titled)
}

/// Fewest letters of a word that a title or a verb of saying tells to be a name.
const SHORT: usize = 4;
/// Fewest letters of a word that stands for a name by itself.
const LONG: usize = 5;
/// Fewest letters of a word that nothing but its likeness tells to be a name.
const PLAIN: usize = 8;

/// Words of the text that are nearly but not quite the family name of an office holder it names: claims of kind `office_holder.spelling`.
fn of_holders(lexicon: &Lexicon, doc: &Document, view: &View, (holder, kind): (KindId, KindId), claims: &mut Vec<Claim>) {
    // the words of each holder's name, and of the last one its first letter and length
    let known: Vec<(Vec<String>, Option<char>, usize, String)> = claims
        .iter()
        .filter(|c| c.kind == holder)
        .filter_map(|c| c.value.name())
        .flat_map(|n| {
            let parted: Vec<String> = fold(&n.text).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
            let whole: Vec<String> = fold(&n.text).replace('-', "").split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
            // "Suk-yeol" is one name as well
            let joined = (whole.len() > 1 && whole.len() + 1 == parted.len() && whole.last() != parted.last()).then_some(whole);
            [Some(parted), joined].into_iter().flatten().map(|words| (words, n.text.clone()))
        })
        .map(|(words, text)| {
            let last = words.last().map_or("", String::as_str);
            let (first, length) = (last.chars().next(), last.chars().count());
            (words, first, length, text)
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
            if first.is_some_and(|c| first_bits >> (u32::from(c) % 64) & 1 == 0) || !known.iter().any(|(_, f, ..)| *f == first) {
                continue;
            }
            // a first name that is the holder's vouches for a shorter or farther word behind it
            let before = opens.checked_sub(1).map(|j| &*s.folded[j]).filter(|w| w.chars().count() >= 2);
            let vouched = |w: &[String]| w.len() > 1 && before.is_some_and(|b| w[..w.len() - 1].iter().any(|x| x == b));
            if !known.iter().any(|(w, f, n, _)| *f == first && *n >= if vouched(w) { 4 } else { 5 }) {
                continue;
            }
            let length = word.chars().count();
            // where nouns have capitals too, one behind an article is no name: "die Faser" beside Nancy Faeser
            let core = &lexicon.core;
            let noun = lexicon.packs[s.pack].file.capital_nouns && opens > 0 && [core.article, core.indefinite, core.determiner].iter().any(|c| s.has(opens - 1, *c));
            if noun || length < 4 || (capitals && !s.capital[opens]) || taken.iter().any(|t| t.overlaps(u.span)) {
                continue;
            }
            // where no capital marks a name, what stands around it must
            let marked = capitals
                || [lexicon.core.office, lexicon.core.title, lexicon.core.say, lexicon.core.name_part]
                    .iter()
                    .any(|c| (i > 0 && s.has(i - 1, *c)) || s.has(i + 1, lexicon.core.say));
            // the genitive of a name: "Angela Merkels Partei"
            let genitive = lexicon.packs[s.pack].file.capital_nouns && known.iter().any(|k| k.0.last().is_some_and(|l| word.strip_suffix('s') == Some(l.as_str())));
            let near = |(w, f, n, _): &(Vec<String>, Option<char>, usize, String)| {
                // "Kim Jong-il" is no spelling of "Kim Jong-un": of such names only the vowels are written in several ways
                let alike = |l: &String| match halves {
                    true => vouched(w) && consonants(l) == consonants(word) && strsim::damerau_levenshtein(l, word) <= 4,
                    false => one_edit(l, word) || vouched(w) && length >= 5 && strsim::damerau_levenshtein(l, word) <= 2,
                };
                let long = *n >= 5 && length >= 5 && marked || vouched(w);
                *f == first && long && n.abs_diff(length) <= 1 && w.last().is_some_and(|l| **l != *word && alike(l))
            };
            if !genitive && known.iter().any(near) && !known.iter().any(|(w, ..)| w.iter().any(|w| **w == *word)) {
                // the words before it that belong to the name
                let start = (opens.saturating_sub(2)..opens)
                    .rev()
                    .take_while(|j| s.has(*j, lexicon.core.word) && (!capitals || s.capital[*j]))
                    .last()
                    .filter(|_| capitals)
                    .unwrap_or(opens);
                let span = Span { start: s.units[start].span.start, end: u.span.end };
                let value = Value::Name(NameValue { text: doc.words(span).into_owned(), id: None });
                // of two syllables the vowels alone differ, in letters too many for any other name
                let of = known.iter().find(|k| halves && near(k)).map(|k| k.3.clone());
                let topic = Topic::Person(of.unwrap_or_else(|| doc.words(span).into_owned()));
                claims.push(named(doc, s, Claim::new(doc.id, kind, value, topic, span, span), 70, "nearly the name of an office holder"));
            }
        }
    }
}

/// The letters of a word that are no vowels.
fn consonants(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')).collect()
}
