//! Names of persons: the words that make one up, where it begins and where it ends.

use super::view::SentenceView;
use crate::lexicon::Lexicon;
use crate::mention::MentionValue;
use crate::source::{Document, Span};

/// Longest run of words taken for a name.
const NAME_WORDS: usize = 4;

/// A name that begins at a unit: first and one-past-last unit.
pub fn name_at(lexicon: &Lexicon, doc: &Document, s: &SentenceView, from: usize) -> Option<(usize, usize)> {
    let core = &lexicon.core;
    let mut from = from;
    let first = from;
    // "the general (retired) X"
    while s.has(from, core.title) || s.has(from, core.quote) || from > first && s.has(from, core.role_mod) {
        from += 1;
    }
    let capitals = lexicon.packs[s.pack].file.capitals;
    // a rank that is a given name too stands without the article before a family name with it
    let given = from.checked_sub(1).filter(|i| {
        !capitals && s.has(*i, core.title) && !s.definite[*i] && (s.has(from, core.word) || s.has(*i, core.given_name) && s.units[from].mention.is_none()) && s.definite[from]
    });
    from = given.unwrap_or(from);
    let mut end = from;
    let mut words = 0;
    while end < s.units.len() && words < NAME_WORDS + 1 {
        let u = &s.units[end];
        if s.has(end, core.dash) && end > from && touches(doc, s, end) {
            end += 1;
            continue;
        }
        // "R. Pillay", "J.R. Pillay": the point behind a first letter
        if capitals && end > from && s.has(end, core.clause) && is_initial(doc, s, end - 1) && s.capital.get(end + 1).copied().unwrap_or(false) {
            end += 1;
            continue;
        }
        // "Charles III"
        if capitals && end > from && words > 0 && is_numeral(doc, s, end) {
            (end, words) = (end + 1, words + 1);
            break;
        }
        if u.is_clitic() && !capitals && words < 2 && s.split.get(end + 1).copied().unwrap_or(false) && ![core.given_name, core.country].iter().any(|c| s.has(end + 1, *c)) {
            // «بفتح الطريق»: a deed and its object
            if end == from && s.definite.get(end + 2).is_some_and(|d| *d) {
                break;
            }
            end += 1;
            continue;
        }
        if u.mention.is_some() || u.is_clitic() {
            break;
        }
        // «أعلن الرئيس X الحداد»: what is declared is none of his name, though it is a name
        let declared = || end > from && lexicon.packs[s.pack].no_name_word(&s.folded[end]) && (s.clause(end).0..from).any(|j| s.has(j, core.declare));
        let part = s.has(end, core.name_part) && (capitals || !declared());
        let cut = || s.split[end] && ![core.body, core.portfolio, core.post_word, core.office].iter().any(|c| s.has(end, *c));
        // what is written as several words is a phrase, not a word of a name
        let one = capitals || u.tokens.1 == u.tokens.0 + 1 && s.folded[end].chars().nth(1).is_some();
        let unknown =
            one && (s.has(end, core.word) || !capitals && cut()) && !no_name(lexicon, doc, s, from, end) && doc.quote(u.span).chars().any(crate::normalise::is_alphabetic);
        // "P. Chidambaram", "G. L. Peiris": a first letter, whatever else the letter may stand for
        let initial = capitals && s.has(end + 1, core.clause) && is_initial(doc, s, end) && s.capital.get(end + 2).copied().unwrap_or(false);
        let ok = if initial {
            true
        } else if capitals {
            // "Duck-soo": the second syllable in lower case
            let syllable = end > from && s.has(end - 1, core.dash) && (unknown || s.capital[end]);
            // "Santiago Pena": a first name that is also a place
            let given = end == from && s.has(end, core.place) && is_name_word(lexicon, s, end + 1) && u.tokens.1 == u.tokens.0 + 1;
            // "Luis Montenegro": a family name that is also a place
            let ends_there = || [core.comma, core.clause, core.say, core.close].iter().any(|c| s.has(end + 1, *c));
            // "the rights chief, Volker Turk, called": and one that is also a people
            let people = end > from && words == 1 && s.capital[end] && s.has(end, core.nationality) && u.tokens.1 == u.tokens.0 + 1 && ends_there();
            let place = end > from && words == 1 && s.capital[end] && (s.has(end, core.country) || s.has(end, core.place)) && u.tokens.1 == u.tokens.0 + 1;
            syllable
                || given
                || is_common(lexicon, s, end)
                    && (is_name_word(lexicon, s, end + 1)
                        || end > from && (is_name_word(lexicon, s, end - 1) || s.has(end - 1, core.name_part)) && follows_name(lexicon, s, end + 1))
                || place
                || people
                || (unknown && s.capital[end])
                || (part
                    && !(end == from && small_part(lexicon, s, end))
                    && (s.capital[end] || end > from || s.capital.get(end + 1).copied().unwrap_or(false) || s.has(end + 1, core.dash)))
        } else {
            // «رانيل ويكريميسينغه إن»: a family name that begins like "and", with no other name behind it
            let ends = |also| {
                end + 1 == s.units.len() && end > from && s.has(end - 1, core.given_name)
                    || end + 1 < s.units.len() && [core.that, core.comma, core.say, core.open, core.clause, also].iter().any(|c| s.has(end + 1, *c))
            };
            // or with a known noun that the verb before it all takes: «زار الرئيس جوكو ويدودو المنطقة»
            let noun = [core.body, core.people, core.event].iter().any(|c| s.has(end + 1, *c));
            let object = noun && (end + 1..end + 3).any(|j| s.definite.get(j).is_some_and(|d| *d));
            // «واتهم الوزير بيتر فيالا المعارضة», «وصل ستيف ويتكوف إلى»: no other name goes on behind it
            let last = || {
                let next = end + 1;
                s.has(end - 1, core.given_name)
                    && !s.definite[end]
                    && (!s.has(next, core.word) || s.definite[next])
                    && !s.has(next, core.given_name)
                    && !s.has(next, core.name_part)
            };
            // «بارت دي ويفر»: behind a particle a name goes on
            let particle = end > from && s.has(end - 1, core.name_part) && s.value(lexicon, end - 1, core.name_part).is_none() && !s.has(end - 1, core.given_name);
            let family = words == 1 && (ends(core.name_part) || object && !s.definite[end] || last()) || particle;
            // «وزير الدولة كيرتي فاردان سينغ»: behind one word of a name no clause begins, so that a letter that joins clauses alone is the word's own
            let own_letter = || words == 1 && end > from && lexicon.packs[s.pack].joins_clauses(&s.folded[end]);
            let joined = unknown && (s.joined[end] || (end > from && s.maybe_and[end] && !own_letter())) && !family;
            let behind = s.has(end + 1, core.word) || s.has(end, core.given_name) && s.has(end + 1, core.given_name);
            let place_first = end == from && s.has(end, core.place) && behind && !s.definite[end + 1] && !s.maybe_and[end + 1];
            // «وزير النقل كامل الوزير، »: a family name that is a word, at the end of a name
            let nouns = [core.people, core.thing, core.currency, core.measure, core.event, core.body, core.collective, core.other_people];
            let behind_given = || words == 1 && s.has(end - 1, core.given_name) && nouns.iter().any(|c| s.has(end, *c));
            // «وصف إيتمار بن غفير المحتجزين بأنهم»: a plural behind a whole name is whom the verb is about
            let object_people = || words > 1 && s.definite[end] && lexicon.packs[s.pack].no_name(&s.folded[end]);
            let family_word = end > from
                && words > 0
                && one
                && !object_people()
                && ends(core.in_his_place)
                && (s.definite[end] && (s.has(end - 1, core.given_name) || [core.office, core.title, core.people].iter().any(|c| s.has(end, *c))) || behind_given());
            // «رئيس الحكومة الحبيب الصيد في مدنين»: a word with the article right behind a given name and the office before it
            let article_word = || {
                let first = || {
                    !s.has(end - 1, core.office) && s.has(end - 1, core.given_name)
                        || s.has(end - 1, core.name_part) && s.value(lexicon, end - 1, core.name_part).is_some() && !s.has(end - 1, core.office)
                };
                let calls = [core.office, core.title, core.people, core.source].iter().any(|c| s.has(end, *c));
                let other = [core.country, core.nationality, core.org, core.place, core.role_mod, core.portfolio, core.collective].iter().any(|c| s.has(end, *c));
                words == 1
                    && end == from + 1
                    && one
                    && s.definite[end]
                    && !s.split[end]
                    && first()
                    && !other
                    && (!calls || follows_phrase(lexicon, s, end + 1))
                    && of_office(lexicon, s, from)
            };
            given == Some(end)
                || family_word
                || article_word()
                || !joined
                    && (place_first
                        || ((unknown || part) && (end > from || part || !s.definite[end] || s.has(end, core.family_name) || s.has(end, core.given_name)))
                        || (end > from
                            && words == 1
                            && (s.has(end, core.place) || one && s.has(end - 1, core.given_name) && (s.has(end, core.country) || s.has(end, core.family_name)))))
        };
        if !ok || (words >= NAME_WORDS && !part) {
            break;
        }
        // «X Y بفتح الطريق», «X الجبوري سبب الحريق»: what begins behind a whole name is none of it
        let begins = || {
            let on = !part && !s.has(end, core.given_name) && !s.definite[end];
            let family = s.definite[end - 1] && !s.has(end - 1, core.name_part) && !s.has(end - 1, core.given_name);
            let object = s.definite.get(end + 1).is_some_and(|d| *d);
            on && object && (family || lexicon.packs[s.pack].led(&s.folded[end]))
        };
        if !capitals && words > 1 && begins() {
            break;
        }
        words += usize::from(!part || given == Some(end) || s.value(lexicon, end, core.name_part).is_some());
        end += 1;
    }
    // "the king, Mohammed the Sixth": one name and its rank
    if !capitals && words == 1 && end > from && is_rank(s, end) && (from.saturating_sub(2)..from).any(|j| s.has(j, core.title) || s.has(j, core.office)) {
        (end, words) = (end + 1, words + 1);
    }
    while end > from && (s.has(end - 1, core.dash) || s.units[end - 1].is_clitic()) {
        end -= 1;
    }
    (words > 0 && !(words == 1 && capitals && is_abbreviation(doc, s, end - 1))).then_some((from, end))
}

/// Most units between an office and the name of its holder.
const OFFICE: usize = 8;

/// Whether nothing but what an office is of, and a rank, stands between a name and an office before it whose holder goes by more than a given name.
fn of_office(lexicon: &Lexicon, s: &SentenceView, from: usize) -> bool {
    let core = &lexicon.core;
    let ruler = |j: usize| s.value(lexicon, j, core.office).and_then(|o| lexicon.tables.offices.get(o)).is_some_and(|o| o.one_name);
    for j in (from.saturating_sub(OFFICE)..from).rev() {
        if s.units[j].mention.is_some() {
            return false;
        }
        if s.has(j, core.office) && !s.has(j, core.rank) {
            return !ruler(j);
        }
        let told =
            s.definite[j] || s.units[j].is_clitic() || [core.title, core.body, core.source, core.collective, core.portfolio, core.role_mod, core.of].iter().any(|c| s.has(j, *c));
        if !told && s.entity(lexicon, j, true).is_none() {
            return false;
        }
    }
    false
}

/// Whether a phrase of its own begins at a unit: a preposition, a date.
fn follows_phrase(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    s.has(at, core.date) || [core.in_, core.from, core.to, core.rel].iter().any(|c| s.has(at, *c))
}

/// Whether a unit is a word that no name has; a family name behind a given name may have the shape of a noun: «إيلفا يوهانسون».
pub(super) fn no_name(lexicon: &Lexicon, doc: &Document, s: &SentenceView, from: usize, at: usize) -> bool {
    let (pack, given) = (&lexicon.packs[s.pack], lexicon.core.given_name);
    let behind = s.has(at, given) || (at == from + 1 || at == from + 2 && s.has(from + 1, given)) && s.has(from, given);
    // a first letter with a mark that folding takes away is none of a verbal noun
    let marked = s.folded[at].chars().next() != doc.quote(s.units[at].span).chars().next();
    if behind || marked { pack.no_name_word(&s.folded[at]) } else { pack.no_name(&s.folded[at]) }
}

/// Whether a word that means something else stands with a capital within a sentence, as in a name: "Win Myint", "Pier Luigi Foschi".
fn is_common(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let c = &lexicon.core;
    let u = &s.units[at];
    if at == 0 || !s.capital[at] || u.mention.is_some() || u.tokens.1 != u.tokens.0 + 1 {
        return false;
    }
    let told = [
        c.word,
        c.office,
        c.title,
        c.role_mod,
        c.country,
        c.nationality,
        c.org,
        c.place,
        c.body,
        c.portfolio,
        c.post_word,
        c.collective,
        c.source,
        c.people,
        c.clause,
        c.in_,
        c.of,
        c.and,
        c.article,
        c.name_part,
        c.adjective,
        c.date,
        c.say,
        c.event,
        c.to,
        c.for_,
        c.from,
        c.after,
        c.comma,
    ];
    // "East African bloc"
    let goes_on = || (at + 1..at + 3).any(|i| s.has(i, c.body) || s.has(i, c.nationality) || s.has(i, c.adjective));
    !told.iter().any(|k| s.has(at, *k)) && !goes_on()
}

/// Whether a name can end before a unit: a mark, a small word, or the syllable that a hyphen joins to it.
fn follows_name(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    at >= s.units.len() || !s.capital[at] || s.has(at, lexicon.core.dash)
}

/// Whether a unit is a rank in words, as kings and popes have one.
pub(super) fn is_rank(s: &SentenceView, i: usize) -> bool {
    s.units.get(i).and_then(|u| u.mention).is_some_and(|m| matches!(s.mentions[m].value, MentionValue::Ordinal(_)) && s.mentions[m].in_words)
}

/// A name that ends before a unit.
///
/// `comma`: an apposition follows, so that no verb of saying need stand before; `least`: fewest words.
pub fn name_before(lexicon: &Lexicon, doc: &Document, s: &SentenceView, to: usize, comma: bool, least: usize) -> Option<(usize, usize)> {
    let core = &lexicon.core;
    let capitals = lexicon.packs[s.pack].file.capitals;
    let mut start = to;
    let mut words = 0;
    while start > 0 && words < NAME_WORDS {
        let i = start - 1;
        let u = &s.units[i];
        if s.has(i, core.dash) && start < to && touches(doc, s, i) {
            start = i;
            continue;
        }
        // "Mohammed the Sixth": the rank belongs to the name
        if !capitals && i + 1 == to && is_rank(s, i) && (i.saturating_sub(3)..i).any(|j| s.has(j, core.title) || s.has(j, core.office)) {
            start = i;
            continue;
        }
        if u.mention.is_some() && !(capitals && words > 0 && is_given(lexicon, doc, s, i)) || u.is_clitic() {
            break;
        }
        if capitals
            && is_abbreviation(doc, s, i)
            && !(words > 0 && is_given(lexicon, doc, s, i))
            && !(i > 0 && s.capital[i - 1] && s.has(i - 1, core.word) && !is_abbreviation(doc, s, i - 1))
        {
            break;
        }
        // "Malcolm Cardinal Ranjith": a title within the name
        if capitals && words > 0 && s.capital[i] && s.has(i, core.title) && i > 0 && is_name_word(lexicon, s, i - 1) && (i < 2 || !s.has(i - 2, core.office)) {
            start = i;
            continue;
        }
        let part = s.has(i, core.name_part);
        let unknown = s.has(i, core.word) && !no_name(lexicon, doc, s, i.saturating_sub(1), i) && doc.quote(u.span).chars().any(crate::normalise::is_alphabetic);
        let syllable = capitals && unknown && i > 1 && s.has(i - 1, core.dash) && touches(doc, s, i - 1);
        // "Jeremy Hunt": a family name that is also another word
        let family = capitals && i + 1 == to && i > 0 && is_name_word(lexicon, s, i - 1) && is_family(lexicon, s, i) && !is_abbreviation(doc, s, i - 1);
        let given = capitals && !unknown && words > 0 && start < to && is_given(lexicon, doc, s, i);
        // «عبد الملك الحوثي زعيم الجماعة»: a family name that is a word, behind a given name
        // «كرم آيدين (71 عاما)»: one that is also a town's
        let known = || s.definite[i] || s.has(i, core.place);
        let word = || i + 1 == to && known() && i > 0 && s.has(i - 1, core.given_name) && u.tokens.1 == u.tokens.0 + 1 && !s.has(i, core.office);
        let ok = if capitals { part || syllable || family || given || (unknown && s.capital[i]) } else { unknown || part || word() };
        if !ok {
            break;
        }
        words += usize::from(!part || s.value(lexicon, i, core.name_part).is_some());
        start = i;
        if given {
            break;
        }
    }
    // a noun has a capital too: one word before an office is a name only where a list has it
    if words == 1 && lexicon.packs[s.pack].file.capital_nouns && !(start..to).any(|i| is_listed(lexicon, s, i)) {
        return None;
    }
    // "de la Réconciliation": what leads to a name is none of it
    while capitals && start < to && small_part(lexicon, s, start) {
        start += 1;
    }
    // without capitals, words alone are no name: a verb of saying must stand before them, or a comma behind
    // or a given name begin them
    if !capitals {
        let leads = [core.say, core.title, core.quoting, core.that, core.according];
        let led = start > 0 && leads.iter().any(|c| s.has(start - 1, *c));
        // «السياسي الكردي عبد اللطيف رشيد»: also a particle that a given name begins with
        let begins = |i: usize| s.has(i, core.name_part) && i > start && i + 1 < to && s.definite[i - 1] && s.value(lexicon, i, core.name_part).is_some();
        let given = (start..to - to.min(1)).find(|i| s.has(*i, core.given_name) && !(*i > start && s.has(*i - 1, core.name_part)) || begins(*i));
        match given {
            Some(i) => start = i,
            None if !(led || comma && words <= 3) || words < least => return None,
            None => {}
        }
    }
    (words > 0 && (capitals || words <= 4) && start < to).then_some((start, to))
}

/// Whether a particle of names is a word for "of" or an article as well, and stands small: no name begins with it.
fn small_part(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    s.has(at, core.name_part) && !s.capital[at] && (s.has(at, core.of) || s.has(at, core.article))
}

/// Whether a word with a capital that means something else can be a family name: "Hunt", "Rose", "Türk".
fn is_family(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let c = &lexicon.core;
    let one = s.units[at].mention.is_none() && s.units[at].tokens.1 == s.units[at].tokens.0 + 1;
    one && (is_common(lexicon, s, at) || s.capital[at] && s.has(at, c.nationality) && !s.has(at + 1, c.office))
}

/// Whether a word that means something else is a given name before a family name, where a sentence or an apposition begins or a
/// verb stands before: "Israel Katz", "Jan Egeland", "JD Vance".
fn is_given(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize) -> bool {
    let c = &lexicon.core;
    let u = &s.units[at];
    let one = s.capital[at] && u.tokens.1 == u.tokens.0 + 1 && u.mention.is_none_or(|m| matches!(s.mentions[m].value, MentionValue::Date(_)));
    let told = [
        c.office,
        c.title,
        c.org,
        c.role_mod,
        c.body,
        c.in_,
        c.of,
        c.and,
        c.article,
        c.to,
        c.for_,
        c.from,
        c.by,
        c.say,
        c.event,
        c.after,
        c.comma,
        c.rel,
        c.stop,
        c.collective,
        c.clause,
        c.that,
    ];
    // a nationality, or a party, before a name tells whose they are
    let whose = lexicon.packs[s.pack].possessor(&s.folded[at]).is_some()
        || s.has(at, c.nationality) && !s.has(at, c.name_part)
        || is_abbreviation(doc, s, at) && doc.quote(u.span).chars().count() > 2;
    // "with Win Myint as acting president": behind any small word, but for one that leads to a noun
    let noun = |j: usize| [c.article, c.indefinite, c.determiner].iter().any(|k| s.has(j, *k));
    let small = |j: usize| !s.capital[j] && s.units[j].mention.is_none() && !noun(j) && s.units[j].tokens.1 > s.units[j].tokens.0;
    let first = at == 0 || s.has(at - 1, c.comma) || s.has(at - 1, c.clause) || s.has(at - 1, c.dash) || small(at - 1);
    one && first && !whose && !told.iter().any(|k| s.has(at, *k)) && is_name_word(lexicon, s, at + 1)
}

fn touches(doc: &Document, s: &SentenceView, at: usize) -> bool {
    let span = s.units[at].span;
    let before = doc.text[..span.start as usize].chars().next_back().is_some_and(|c| !c.is_whitespace());
    let after = doc.text[span.end as usize..].chars().next().is_some_and(|c| !c.is_whitespace());
    before && after
}

/// Whether a unit is a first letter with a capital, right before the sign behind it.
fn is_initial(doc: &Document, s: &SentenceView, at: usize) -> bool {
    let text = doc.quote(s.units[at].span);
    text.chars().count() == 1 && text.chars().all(char::is_uppercase) && s.units.get(at + 1).is_some_and(|u| u.span.start == s.units[at].span.end)
}

/// Whether a unit is a Roman numeral, as it stands behind the name of a king or a pope.
fn is_numeral(doc: &Document, s: &SentenceView, at: usize) -> bool {
    let text = doc.quote(s.units[at].span);
    (2..=5).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

/// Whether a unit is an abbreviation in capitals, of a party or a body: "VVD", "D66".
pub(super) fn is_abbreviation(doc: &Document, s: &SentenceView, at: usize) -> bool {
    let text = doc.quote(s.units[at].span);
    (2..=5).contains(&text.chars().count()) && text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()) && text.chars().any(crate::normalise::is_alphabetic)
}

/// Whether a list has a unit as a name or a part of one.
pub(super) fn is_listed(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    [core.name_part, core.given_name, core.family_name].iter().any(|c| s.has(at, *c))
}

/// Whether a unit is a word in no list, with a capital: what a name is made of.
pub(super) fn is_name_word(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    s.has(at, lexicon.core.word) && s.capital[at]
}

/// The span of a name without a mark of possession behind it: "Narendra Modi's office".
pub(super) fn bare_span(lexicon: &Lexicon, doc: &Document, s: &SentenceView, a: usize, b: usize) -> Span {
    let span = span_of(s, a, b);
    let Some(chars) = lexicon.packs[s.pack].possessor(&s.folded[b - 1]) else { return span };
    let text = &doc.text[span.range()];
    let cut: usize = text.chars().rev().take(chars).map(char::len_utf8).sum();
    Span { end: span.end - cut as u32, ..span }
}

pub(super) fn span_of(s: &SentenceView, a: usize, b: usize) -> Span {
    Span { start: s.units[a].span.start, end: s.units[b - 1].span.end }
}

/// Whether a letter stands right before a unit: a conjunction written as one with it that is no part of it any more.
pub(super) fn follows_letter(doc: &Document, s: &SentenceView, at: usize) -> bool {
    doc.text[..s.units[at].span.start as usize].chars().next_back().is_some_and(crate::normalise::is_alphabetic)
}
