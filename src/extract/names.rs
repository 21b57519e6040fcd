//! People and offices: who holds what, and whose age is given.

use super::view::SentenceView;
use crate::lexicon::{Lexicon, Seat};
use crate::mention::MentionValue;
use crate::source::{Document, Span};

/// A holder of an office, as one sentence names them.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Office id.
    pub office: String,
    /// Seat by entity id.
    pub seat: Option<String>,
    /// former, acting, deputy, elect, ousted.
    pub modifier: Option<String>,
    /// The name.
    pub name: Span,
    /// Office and name together.
    pub quote: Span,
}

/// Longest run of words taken for a name.
const NAME_WORDS: usize = 4;

/// The firm whose office stands at these units, by its first word: "Kroger chief executive", "the chief executive of Kroger".
fn firm_at(lexicon: &Lexicon, s: &SentenceView, office: usize, behind: std::ops::Range<usize>) -> Option<String> {
    let core = &lexicon.core;
    let pack = &lexicon.packs[s.pack];
    if !pack.file.capitals {
        return None;
    }
    let bare = |i: usize| {
        let w = &s.folded[i];
        let end = pack.possessor(w).map_or(w.len(), |n| w.char_indices().rev().nth(n - 1).map_or(w.len(), |(at, _)| at));
        w[..end].to_owned()
    };
    let of = |i: usize| s.has(i - 1, core.of) || i > 1 && s.has(i - 1, core.article) && s.has(i - 2, core.of);
    let after = behind.clone().find(|i| is_name_word(lexicon, s, *i) && of(*i));
    let mut at = if office > 0 && s.has(office - 1, core.possessive) { office - 1 } else { office };
    let last = at;
    while at > 0 && is_name_word(lexicon, s, at - 1) && last - at < 3 {
        at -= 1;
    }
    after.or((at < last).then_some(at)).map(bare)
}

/// A body that no list knows, by its name and what it is: "?yongsan fire station".
fn body_at(lexicon: &Lexicon, s: &SentenceView, at: usize) -> String {
    let core = &lexicon.core;
    let ends = [core.comma, core.say, core.be, core.have, core.in_, core.of, core.and, core.rel, core.whose, core.close];
    let words = (at..s.units.len().min(at + 3)).take_while(|j| !ends.iter().any(|c| s.has(*j, *c)));
    format!("?{}", words.map(|j| s.folded[j].as_ref()).collect::<Vec<&str>>().join(" "))
}

/// The office whose word stands before the name and never behind it: "led by".
const LED_BY: &str = "led_by";

/// All office holders named in a sentence.
pub fn holders(lexicon: &Lexicon, doc: &Document, s: &SentenceView) -> Vec<Holder> {
    let core = &lexicon.core;
    let mut out: Vec<Holder> = Vec::new();
    if !s.classes.has(core.office) && !s.classes.has(core.portfolio) {
        return out;
    }
    for i in 0..s.units.len() {
        let Some(office) = s.value(lexicon, i, core.office) else { continue };
        if s.units[i].mention.is_some() {
            continue;
        }
        let mut seat = None;
        let mut modifier = None;
        // before the office: "Ivorian President", "former president", "Miami-Dade County Mayor"
        let mut first = i;
        for j in (i.saturating_sub(4)..i).rev() {
            if let Some(m) = s.value(lexicon, j, core.role_mod) {
                modifier = Some(m.to_owned());
                first = j;
            } else if let Some(e) = s.entity(lexicon, j, true).filter(|_| s.units[j].mention.is_none()) {
                if lexicon.packs[s.pack].file.capitals {
                    seat = seat.or(Some(e.to_owned()));
                    first = j;
                } else {
                    break;
                }
            } else if s.has(j, core.dash) || s.has(j, core.article) {
                continue;
            } else {
                break;
            }
        }
        let mut office = office.to_owned();
        let mut firm = None;
        let after = if lexicon.packs[s.pack].file.capitals {
            seat_after(lexicon, s, i + 1, &mut seat, &mut modifier)
        } else {
            let b = super::body::behind(lexicon, s, i + 1);
            modifier = modifier.or(b.modifier);
            seat = b.entity.or(seat);
            firm = b.firm;
            if let Some(field) = b.field.filter(|_| office == "minister") {
                office = field;
            }
            // "head of the independent authority": of a body, not of a state
            if seat.is_none() && office == "president" && !s.definite[i] && b.words.len() > 1 {
                office = "head".to_owned();
                seat = Some(format!("?{}", b.words[..2].join(" ")));
            }
            (b.end, s.has(b.end, core.comma) && !b.office)
        };
        if seat.is_none() && lexicon.tables.offices.get(&office).is_some_and(|o| o.firms) {
            seat = firm.or_else(|| firm_at(lexicon, s, first, i + 1..after.0)).map(|f| format!("?{f}"));
        }
        // "the Yongsan police station, whose chief, X": of what stands before
        if let Some(w) = (first.saturating_sub(3)..first).find(|j| seat.is_none() && s.has(*j, core.whose)) {
            let body = (w.saturating_sub(7)..w).rev().find(|j| is_name_word(lexicon, s, *j) && !(*j > 0 && is_name_word(lexicon, s, *j - 1)));
            seat = body.map(|j| body_at(lexicon, s, j));
        }
        // "head of the Yongsan fire station"
        if seat.is_none() && lexicon.packs[s.pack].file.capitals && office == "head" && s.has(i + 1, core.of) {
            let from = if s.has(i + 2, core.article) { i + 3 } else { i + 2 };
            seat = Some(from).filter(|j| *j < s.units.len() && is_name_word(lexicon, s, *j)).map(|j| body_at(lexicon, s, j));
        }
        // "the Yongsan police chief": of a town that no list knows, not of the country
        if seat.is_none()
            && first > 1
            && (is_name_word(lexicon, s, first - 1) || s.has(first - 1, core.possessive))
            && lexicon.tables.offices.get(&office).is_some_and(|o| o.of == Seat::Place || office == "head")
        {
            seat = firm_at(lexicon, s, first, i..i).map(|f| format!("?{f}"));
        }
        // «رئيس لائحة «المدينة» X»: what the office is of stands in quotation marks before the name
        let mut after = after;
        if !lexicon.packs[s.pack].file.capitals
            && after.0 < s.units.len()
            && s.has(after.0, core.quote)
            && let Some(close) = (after.0 + 2..s.units.len().min(after.0 + 6)).find(|j| s.has(*j, core.quote))
            && name_at(lexicon, doc, s, close + 1).is_some_and(|(a, b)| b - a > 1)
        {
            let named = s.folded[after.0 + 1..close].iter().map(|w| w.as_ref()).collect::<Vec<&str>>().join(" ");
            seat = Some(format!("?{named}"));
            if office == "president" {
                office = "head".to_owned();
            }
            after = (close + 1, false);
        }
        // "head of the Yongsan fire station": a name behind the article is that of a body
        let body = s.has(after.0.wrapping_sub(1), core.article) && after.0 > i + 1;
        let mut name = if body { None } else { name_at(lexicon, doc, s, after.0) };
        if name.is_none() && after.1 && !body {
            name = name_at(lexicon, doc, s, after.0 + 1);
        }
        // "the new foreign minister is X"
        if name.is_none() && (s.has(after.0, core.be) || s.has(after.0, core.they_are)) {
            name = name_at(lexicon, doc, s, after.0 + 1).filter(|(a, b)| b - a > 1);
        }
        // "a member of East African bloc": one word before a known word with a capital is part of that
        let goes_on = |b: usize| {
            b < s.units.len() && s.capital[b] && s.units[b].mention.is_none() && s.units[b].tokens.1 > s.units[b].tokens.0 && !s.has(b, core.office) && !s.has(b, core.title)
        };
        name = name.filter(|(a, b)| !(lexicon.packs[s.pack].file.capitals && b - a == 1 && goes_on(*b)));
        // "the former director of X": without the article the office is of what follows, and "former" behind that is said of the office
        name = name.filter(|(a, b)| lexicon.packs[s.pack].file.capitals || s.definite[i] || *a != i + 1 || !s.has(*b, core.role_mod));
        // «كلف الرئيس X Y»: verb, subject and object, two names in a row
        if let Some((a, b)) = name
            && !lexicon.packs[s.pack].file.capitals
            && b - a == 4
            && i > 0
            && (s.has(i - 1, core.appoint) || s.has(i - 1, core.succeed))
            && (a..b).all(|j| s.has(j, core.word))
        {
            name = Some((a, a + 2));
        }
        let (span, quote) = match name {
            Some((a, b)) => {
                let span = bare_span(lexicon, doc, s, a, b);
                (span, s.units[first].span.join(span))
            }
            None if office == LED_BY => continue,
            None => {
                // "Hassan al-Allaf, deputy governor of Nineveh"
                let mut k = first;
                let capitals = lexicon.packs[s.pack].file.capitals;
                // "X has been acting governor", "X, who stays as chief executive"
                let (holding, old) = (lexicon.classes.get("in-office"), lexicon.classes.get("age/old"));
                let loose = |j: usize| {
                    s.has(j, core.article)
                        || s.has(j, core.indefinite)
                        || holding.is_some_and(|h| s.has(j, h))
                        || capitals && s.has(j, core.leave_post)
                        // "X, the 57-year-old governor"
                        || capitals && (s.has(j, core.duration) || s.has(j, core.dash) || old.is_some_and(|o| s.has(j, o)))
                        || capitals && s.has(j, core.rel)
                        // "X, the VVD leader"
                        || capitals && is_abbreviation(doc, s, j)
                        || capitals && (s.has(j, core.possessive) || lexicon.packs[s.pack].possessor(&s.folded[j]).is_some() || s.has(j, core.adjective) || s.has(j, core.word) && !s.capital[j] || s.entity(lexicon, j, true).is_some())
                };
                // "Costa Cruises, whose chairman, X, visited": of what stands before, and not held by it
                if (first.saturating_sub(3)..first).any(|j| s.has(j, core.whose)) {
                    continue;
                }
                while k > 0 && first - k < 7 && loose(k - 1) {
                    k -= 1;
                    if capitals && seat.is_none() && is_abbreviation(doc, s, k) {
                        seat = Some(format!("?{}", s.folded[k]));
                    }
                }
                // "X, 48, director of the hospital"
                if k > 2 && s.has(k - 1, core.comma) && s.has(k - 2, core.n_bare) && s.has(k - 3, core.comma) {
                    k -= 2;
                }
                if (k..first).any(|j| s.has(j, core.leave_post)) {
                    modifier.get_or_insert_with(|| "former".to_owned());
                }
                let comma = k > 0 && s.has(k - 1, core.comma);
                let Some((a, b)) = name_before(lexicon, doc, s, if comma { k - 1 } else { k }, comma, 2) else { continue };
                let span = span_of(s, a, b);
                (span, span.join(s.units[after.0.max(i + 1) - 1].span))
            }
        };
        let seat = seat_of(lexicon, s, i, &office, seat);
        // "Deputy Prime Minister X, who heads the commission": what else the holder of an office leads is none of its own
        let of_state = |o: &str| lexicon.tables.offices.get(o).is_some_and(|o| matches!(o.of, Seat::State | Seat::Place));
        if out.iter().any(|h| h.name == span && (h.office == office || of_state(&h.office) && !of_state(&office) && seat.is_none())) {
            continue;
        }
        out.push(Holder { office, seat, modifier, name: span, quote });
    }
    super::posts::posts(lexicon, doc, s, &mut out);
    // a rank says less than an office: "Army chief General X" holds one
    let seated = |o: &str| lexicon.tables.offices.get(o).is_some_and(|o| o.of != Seat::None);
    let taken: Vec<Span> = out.iter().filter(|h| seated(&h.office)).map(|h| h.name).collect();
    out.retain(|h| seated(&h.office) || !taken.iter().any(|t| t.overlaps(h.name)));
    out
}

/// The seat of an office: as named beside it, else the state spoken of last in the sentence, "the Kyrgyz presidency said that
/// President X"; of a place within a state, the state.
pub(super) fn seat_of(lexicon: &Lexicon, s: &SentenceView, at: usize, office: &str, named: Option<String>) -> Option<String> {
    let core = &lexicon.core;
    if lexicon.tables.offices.get(office).is_none_or(|o| o.of != Seat::State) {
        return named;
    }
    let seat = named.or_else(|| {
        (at.saturating_sub(12)..at)
            .rev()
            .take_while(|j| !s.has(*j, core.clause) && !s.has(*j, core.office))
            .find_map(|j| s.value(lexicon, j, core.country).or_else(|| s.value(lexicon, j, core.nationality)).filter(|_| s.units[j].mention.is_none()))
            .map(str::to_owned)
    });
    seat.map(|id| super::scope::country_of(lexicon, &id).unwrap_or(id))
}

/// The span of a name without a mark of possession behind it: "Narendra Modi's office".
fn bare_span(lexicon: &Lexicon, doc: &Document, s: &SentenceView, a: usize, b: usize) -> Span {
    let span = span_of(s, a, b);
    let Some(chars) = lexicon.packs[s.pack].possessor(&s.folded[b - 1]) else { return span };
    let text = &doc.text[span.range()];
    let cut: usize = text.chars().rev().take(chars).map(char::len_utf8).sum();
    Span { end: span.end - cut as u32, ..span }
}

pub(super) fn span_of(s: &SentenceView, a: usize, b: usize) -> Span {
    Span { start: s.units[a].span.start, end: s.units[b - 1].span.end }
}

/// Whether a unit is a word in no list, with a capital: what a name is made of.
fn is_name_word(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    s.has(at, lexicon.core.word) && s.capital[at]
}

/// Reads the seat behind an office; gives the unit where a name could begin, and whether a comma stands there.
pub(super) fn seat_after(lexicon: &Lexicon, s: &SentenceView, from: usize, seat: &mut Option<String>, modifier: &mut Option<String>) -> (usize, bool) {
    let core = &lexicon.core;
    let mut j = from;
    let mut after_of = false;
    while j < s.units.len() && j < from + 10 {
        if let Some(m) = s.value(lexicon, j, core.role_mod) {
            modifier.get_or_insert_with(|| m.to_owned());
        } else if lexicon.packs[s.pack].file.capitals && j == from && s.has(j, core.place) && !s.has(j, core.country) && is_name_word(lexicon, s, j + 1) {
            // "President Santiago Pena"
            break;
        } else if let Some(e) = s.entity(lexicon, j, true).filter(|_| s.units[j].mention.is_none()) {
            seat.get_or_insert_with(|| e.to_owned());
            after_of = false;
        } else if s.has(j, core.of) || ((s.has(j, core.in_) || s.has(j, core.to) || s.has(j, core.for_)) && s.entity(lexicon, j + 1, true).is_some()) || s.has(j, core.article) {
            after_of |= s.has(j, core.of);
        } else if s.has(j, core.title) || s.has(j, core.dash) {
            // "minister of foreign affairs, Mr X"
        } else if s.has(j, core.possessive) {
        } else if after_of && !s.capital[j] && [core.word, core.adjective, core.source, core.collective, core.people, core.event].iter().any(|c| s.has(j, *c))
            || after_of && s.has(j, core.word)
        {
            // "president of the Federation council"
        } else {
            break;
        }
        j += 1;
    }
    (j, s.has(j, core.comma))
}

/// Whether a unit is an abbreviation in capitals, of a party or a body: "VVD", "D66".
fn is_abbreviation(doc: &Document, s: &SentenceView, at: usize) -> bool {
    let text = doc.quote(s.units[at].span);
    (2..=5).contains(&text.chars().count()) && text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()) && text.chars().any(char::is_alphabetic)
}

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
    let given = from.checked_sub(1).filter(|i| !capitals && s.has(*i, core.title) && !s.definite[*i] && s.has(from, core.word) && s.definite[from]);
    from = given.unwrap_or(from);
    let mut end = from;
    let mut words = 0;
    while end < s.units.len() && words < NAME_WORDS + 1 {
        let u = &s.units[end];
        if s.has(end, core.dash) && end > from && touches(doc, s, end) {
            end += 1;
            continue;
        }
        if u.tokens.0 == u.tokens.1 && !capitals && s.split.get(end + 1).copied().unwrap_or(false) {
            end += 1;
            continue;
        }
        if u.mention.is_some() || u.tokens.0 == u.tokens.1 {
            break;
        }
        let part = s.has(end, core.name_part);
        let cut = || s.split[end] && ![core.body, core.portfolio, core.post_word, core.office].iter().any(|c| s.has(end, *c));
        // what is written as several words is a phrase, not a word of a name
        let one = capitals || u.tokens.1 == u.tokens.0 + 1;
        let unknown = one && (s.has(end, core.word) || !capitals && cut()) && !lexicon.packs[s.pack].no_name(&s.folded[end]) && doc.quote(u.span).chars().any(char::is_alphabetic);
        let ok = if capitals {
            // "Duck-soo": the second syllable in lower case
            let syllable = end > from && s.has(end - 1, core.dash) && (unknown || s.capital[end]);
            // "Santiago Pena": a first name that is also a place
            let given = end == from && s.has(end, core.place) && is_name_word(lexicon, s, end + 1) && u.tokens.1 == u.tokens.0 + 1;
            // "Luis Montenegro": a family name that is also a place
            let place = end > from && words == 1 && s.capital[end] && (s.has(end, core.country) || s.has(end, core.place)) && u.tokens.1 == u.tokens.0 + 1;
            syllable
                || given
                || is_common(lexicon, s, end)
                    && (is_name_word(lexicon, s, end + 1)
                        || end > from && (is_name_word(lexicon, s, end - 1) || s.has(end - 1, core.name_part)) && follows_name(lexicon, s, end + 1))
                || place
                || (unknown && s.capital[end])
                || (part && (s.capital[end] || end > from || s.capital.get(end + 1).copied().unwrap_or(false) || s.has(end + 1, core.dash)))
        } else {
            // «رانيل ويكريميسينغه إن»: a family name that begins like "and", with no other name behind it
            let family = words == 1 && end + 1 < s.units.len() && [core.that, core.comma, core.say, core.open, core.clause, core.name_part].iter().any(|c| s.has(end + 1, *c));
            let joined = unknown && (s.joined[end] || (end > from && s.maybe_and[end])) && !family;
            let place_first = end == from && s.has(end, core.place) && s.has(end + 1, core.word) && !s.definite[end + 1] && !s.maybe_and[end + 1];
            // «وزير النقل كامل الوزير، »: a family name that is a word, at the end of a name
            let ends = end + 1 < s.units.len() && [core.that, core.comma, core.say, core.open].iter().any(|c| s.has(end + 1, *c));
            let family_word = end > from && words > 0 && one && ends && s.definite[end] && [core.office, core.title, core.people].iter().any(|c| s.has(end, *c));
            given == Some(end)
                || family_word
                || !joined && (place_first || ((unknown || part) && (end > from || part || !s.definite[end])) || (end > from && s.has(end, core.place) && words == 1))
        };
        if !ok || (words >= NAME_WORDS && !part) {
            break;
        }
        words += usize::from(!part || s.value(lexicon, end, core.name_part).is_some());
        end += 1;
    }
    // "the king, Mohammed the Sixth": one name and its rank
    if !capitals && words == 1 && end > from && is_rank(s, end) && (from.saturating_sub(2)..from).any(|j| s.has(j, core.title) || s.has(j, core.office)) {
        (end, words) = (end + 1, words + 1);
    }
    while end > from && (s.has(end - 1, core.dash) || s.units[end - 1].tokens.0 == s.units[end - 1].tokens.1) {
        end -= 1;
    }
    (words > 0 && !(words == 1 && capitals && is_abbreviation(doc, s, end - 1))).then_some((from, end))
}

/// Whether a word that means something else stands with a capital within a sentence, as in a name: "Win Myint", "Pier Luigi Foschi".
fn is_common(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let c = &lexicon.core;
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
        c.date,
        c.say,
        c.event,
        c.to,
        c.for_,
        c.from,
        c.after,
        c.comma,
    ];
    let u = &s.units[at];
    at > 0 && s.capital[at] && u.mention.is_none() && u.tokens.1 == u.tokens.0 + 1 && !told.iter().any(|k| s.has(at, *k))
}

/// Whether a name can end before a unit: a mark, a small word, or the syllable that a hyphen joins to it.
fn follows_name(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    at >= s.units.len() || !s.capital[at] || s.has(at, lexicon.core.dash)
}

/// Whether a unit is a rank in words, as kings and popes have one.
fn is_rank(s: &SentenceView, i: usize) -> bool {
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
        if u.mention.is_some() || u.tokens.0 == u.tokens.1 {
            break;
        }
        if capitals && is_abbreviation(doc, s, i) && !(i > 0 && s.capital[i - 1] && s.has(i - 1, core.word) && !is_abbreviation(doc, s, i - 1)) {
            break;
        }
        let part = s.has(i, core.name_part);
        let unknown = s.has(i, core.word) && !lexicon.packs[s.pack].no_name(&s.folded[i]) && doc.quote(u.span).chars().any(char::is_alphabetic);
        let syllable = capitals && unknown && i > 1 && s.has(i - 1, core.dash) && touches(doc, s, i - 1);
        let ok = if capitals { part || syllable || (unknown && s.capital[i]) } else { unknown || part };
        if !ok {
            break;
        }
        words += usize::from(!part || s.value(lexicon, i, core.name_part).is_some());
        start = i;
    }
    // without capitals, words alone are no name: a verb of saying must stand before them, or a comma behind
    if !capitals {
        let led = start > 0 && (s.has(start - 1, core.say) || s.has(start - 1, core.title) || s.has(start - 1, core.quoting) || s.has(start - 1, core.that));
        if !(led || comma && words <= 3) || words < least {
            return None;
        }
    }
    (words > 0 && (capitals || words <= 4) && start < to).then_some((start, to))
}

fn touches(doc: &Document, s: &SentenceView, at: usize) -> bool {
    let span = s.units[at].span;
    let before = doc.text[..span.start as usize].chars().next_back().is_some_and(|c| !c.is_whitespace());
    let after = doc.text[span.end as usize..].chars().next().is_some_and(|c| !c.is_whitespace());
    before && after
}
