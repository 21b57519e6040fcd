//! Offices and who holds them, as one sentence names them.

use super::names::{bare_span, is_abbreviation, is_listed, is_name_word, name_at, name_before, no_name, span_of};
use super::phrase::is_function_word;
use super::seats::{body_at, common_body, field_behind, firm_at, led_body, posted, seat_after, seat_of, unlisted};
use super::view::SentenceView;
use crate::lexicon::{Lexicon, Seat};
use crate::mention::MentionValue;
use crate::source::{Document, Span};
use crate::value::DateValue;

/// A holder of an office, as one sentence names them.
#[derive(Debug, Clone)]
pub struct Holder {
    /// Office id.
    pub office: String,
    /// Seat by entity id.
    pub seat: Option<String>,
    /// former, acting, deputy, elect, ousted.
    pub modifier: Option<String>,
    /// Whether they are told as new in it: "the new minister", "was sworn in as".
    pub entered: bool,
    /// The name.
    pub name: Span,
    /// Office and name together.
    pub quote: Span,
}

/// The office whose word stands before the name and never behind it: "led by".
pub(super) const LED_BY: &str = "led_by";

/// Most units of an age in brackets.
const AGE: usize = 4;
/// Most words of the name of a unit that somebody commands.
const BODY: usize = 5;
/// Most words of the name of a town.
const TOWN: usize = 3;
/// Offices whose holders name others to posts: behind the verb the name may be that of whom they named.
const NAMING: [&str; 9] = ["president", "king", "emir", "crown_prince", "prime_minister", "vice_president", "junta_leader", "parliament_speaker", "chancellor"];

/// All office holders named in a sentence.
///
/// `told`: office and seat of which the sentence before spoke last.
pub fn holders(lexicon: &Lexicon, doc: &Document, s: &SentenceView, told: Option<(&str, Option<&str>)>) -> Vec<Holder> {
    let core = &lexicon.core;
    let mut out: Vec<Holder> = Vec::new();
    let capitals = lexicon.packs[s.pack].file.capitals;
    if !s.classes.has(core.office) && !s.classes.has(core.portfolio) && !s.classes.has(core.forming) && !s.classes.has(core.leads) {
        super::posts::posts(lexicon, doc, s, told, &mut out);
        super::shared::shared(lexicon, doc, s, &mut out);
        return out;
    }
    for i in 0..s.units.len() {
        let Some(office) = s.value(lexicon, i, core.office) else { continue };
        if s.units[i].mention.is_some() {
            continue;
        }
        // «فاطمة أيت القاضي»: behind a particle of names an office is a family name
        if !capitals && i > 1 && s.has(i - 1, core.name_part) && s.value(lexicon, i - 1, core.name_part).is_none() && s.has(i - 2, core.given_name) {
            continue;
        }
        let mut seat = None;
        let mut modifier = None;
        let mut entered = false;
        // before the office: "Ivorian President", "former president", "Miami-Dade County Mayor"
        let mut first = i;
        for j in (i.saturating_sub(4)..i).rev() {
            if let Some(m) = s.value(lexicon, j, core.role_mod) {
                modifier = Some(m.to_owned());
                first = j;
            } else if let Some(e) = s.entity(lexicon, j, true).filter(|_| s.units[j].mention.is_none()) {
                if capitals {
                    seat = seat.or(Some(e.to_owned()));
                    first = j;
                } else {
                    break;
                }
            } else if s.has(j, core.dash) || s.has(j, core.article) {
                continue;
            } else if s.has(j, core.enters_office) {
                entered = true;
            } else {
                break;
            }
        }
        // «أعفيت وزيرة الصحة X», «استقالة رئيس الوزراء X»
        let went = |j: usize| s.has(j, core.leave_post) && s.value(lexicon, j, core.leave_post).is_none();
        if !capitals && (first.saturating_sub(2)..first).any(went) {
            modifier.get_or_insert_with(|| "former".to_owned());
        }
        let mut office = office.to_owned();
        let (mut firm, mut owned) = (None, false);
        let after = if capitals {
            let field = field_behind(lexicon, s, i);
            let before = seat_after(lexicon, s, i + 1, &mut seat, &mut modifier);
            match field {
                // "le ministre malien des Finances, X"
                Some((field, end)) => {
                    office = field;
                    seat_after(lexicon, s, end, &mut seat, &mut modifier)
                }
                None => before,
            }
        } else {
            let b = super::body::behind(lexicon, s, i + 1);
            modifier = modifier.or(b.modifier);
            let words: Vec<&str> = b.words.iter().flat_map(|w| w.split(' ')).collect();
            // «رئيس هيئة الطوارئ الإيرانية»: an adjective that tells of which state a body is makes its head no president of the state
            let of_state =
                b.entity.as_ref().is_some_and(|e| (i + 1..b.end).any(|j| s.value(lexicon, j, core.nationality) == Some(e) && s.value(lexicon, j, core.country).is_none()));
            let of_body = office == "president" && !s.definite[i] && words.len() > 1;
            seat = b.entity.filter(|_| !(of_body && of_state)).or(seat);
            firm = b.firm;
            owned = b.owned;
            if let Some(field) = b.field.filter(|_| office == "minister") {
                office = field;
            }
            // "head of the independent authority": of a body, not of a state
            if seat.is_none() && of_body {
                office = "head".to_owned();
                seat = Some(format!("?{}", words[..2].join(" ")));
            }
            (b.end, s.has(b.end, core.comma) && !b.office)
        };
        let table = lexicon.tables.offices.get(&office);
        let firms = table.is_some_and(|o| o.firms);
        if seat.is_none() && firms {
            seat = firm.or_else(|| firm_at(lexicon, s, first, i + 1..after.0)).map(|f| format!("?{f}"));
        }
        // "the Yongsan police station, whose chief, X": of what stands before
        seat = seat.or_else(|| whose_body(lexicon, s, first, firms));
        // "the New Development Bank, opened in Shanghai and led by X"
        if seat.is_none() && capitals && office == LED_BY {
            seat = led_body(lexicon, s, first);
        }
        // "head of the Yongsan fire station"
        if seat.is_none() && capitals && office == "head" && s.has(i + 1, core.of) {
            let from = if s.has(i + 2, core.article) { i + 3 } else { i + 2 };
            seat = Some(from).filter(|j| *j < s.units.len() && is_name_word(lexicon, s, *j)).map(|j| body_at(lexicon, s, j));
        }
        // "commander of the First Coast Guard District"
        if seat.is_none() && capitals && office == "commander" && s.has(i + 1, core.of) {
            let from = if s.has(i + 2, core.article) { i + 3 } else { i + 2 };
            let ranked = |j: usize| s.units[j].mention.is_some() && s.has(j, core.ordinal);
            let named = |j: &usize| ranked(*j) || s.capital[*j] && s.units[*j].mention.is_none() && !s.has(*j, core.comma);
            let to = (from..s.units.len().min(from + BODY)).take_while(named).last().map_or(from, |j| j + 1);
            seat = (to > from + 1).then(|| format!("?{}", crate::normalise::fold(doc.quote(span_of(s, from, to)))));
        }
        // "the mayor of Hartwell, X": of a town that no list knows, where no name goes on behind it
        if seat.is_none() && capitals && table.is_some_and(|o| o.of == Seat::Place) && s.has(i + 1, core.of) {
            let from = if s.has(i + 2, core.article) { i + 3 } else { i + 2 };
            let to = (from..s.units.len().min(from + TOWN)).take_while(|j| is_name_word(lexicon, s, *j)).last().map_or(from, |j| j + 1);
            let ends = to >= s.units.len() || !s.capital[to];
            seat = (to > from && ends).then(|| unlisted(s, from..to));
        }
        // "the Yongsan police chief": of a town that no list knows, not of the country
        if seat.is_none()
            && first > 1
            && (is_name_word(lexicon, s, first - 1) || s.has(first - 1, core.possessive))
            && table.is_some_and(|o| o.of == Seat::Place || office == "head")
        {
            seat = firm_at(lexicon, s, first, i..i).map(|f| format!("?{f}"));
        }
        // «رئيس لائحة «المدينة» X»: what the office is of stands in quotation marks before the name
        let mut after = after;
        if (!capitals || lexicon.packs[s.pack].cases())
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
        let body = after.0 > i + 1 && (s.has(after.0.wrapping_sub(1), core.article) || capitals && is_name_word(lexicon, s, after.0) && told_body(lexicon, s, i + 1, after.0));
        // "X, who heads Acme": behind it stands what they head
        let by_verb = s.has(i, core.office_verb);
        // «X، زعيم التيار، أمهل أنصاره»: a name stands before the office, and no name behind it
        let told = {
            let comma = !capitals && first > 2 && s.has(first - 1, core.comma);
            comma && name_before(lexicon, doc, s, first - 1, true, 2).is_some_and(|(a, b)| s.has(a, core.given_name) || (a..b).any(|j| s.has(j, core.name_part)))
        };
        let own = |n: &(usize, usize)| !told || s.has(n.0, core.given_name);
        let mut name = if body || by_verb || owned { None } else { name_at(lexicon, doc, s, after.0).filter(own) };
        if name.is_none() && after.1 && !body && !by_verb {
            // «لم يعلن الكاظمي، رئيس الحكومة، نيته البقاء»: behind a comma the office may be said of the word before it
            let apposed = !capitals && first > 1 && s.has(first - 1, core.comma) && s.has(first - 2, core.word);
            let sure = |n: &(usize, usize)| !apposed || s.has(n.0, core.given_name) || s.has(n.0, core.title) || s.has(n.0, core.name_part);
            name = name_at(lexicon, doc, s, after.0 + 1).filter(own).filter(sure);
        }
        // "le chef d'état-major, le général X": an article before the rank
        if name.is_none() && after.1 && capitals && !body && !by_verb {
            let j = after.0 + 1 + usize::from(s.has(after.0 + 1, core.article));
            let rank = s.has(j, core.rank) || s.has(j, core.title) || s.value(lexicon, j, core.office) == Some("officer");
            name = Some(j + 1).filter(|_| rank).and_then(|j| name_at(lexicon, doc, s, j)).filter(|(a, b)| *a == j + 1 && b - a > 1);
        }
        // «ويرأسه منذ 2017 X»: since when stands between the office and its holder
        if name.is_none() && !capitals && s.has(after.0, core.since) {
            let time = |j: usize| s.units[j].mention.is_some() || s.units[j].is_clitic() || s.has(j, core.since) || s.has(j, core.year_word) || s.has(j, core.time_unit);
            let from = (after.0..s.units.len()).find(|j| !time(*j));
            name = from.filter(|j| s.has(*j, core.given_name) || s.has(*j, core.title)).and_then(|j| name_at(lexicon, doc, s, j)).filter(|(a, b)| b - a > 1);
        }
        // "the new foreign minister is X"
        if name.is_none() && (s.has(after.0, core.be) || s.has(after.0, core.they_are)) {
            let from = after.0 + 1;
            name = name_at(lexicon, doc, s, from).or_else(|| described(lexicon, doc, s, from)).filter(|(a, b)| b - a > 1);
        }
        // "led by the property tycoon X"
        if name.is_none() && capitals && office == LED_BY {
            name = described(lexicon, doc, s, after.0).filter(|(a, b)| b - a > 1);
        }
        // "the new speaker, elected with 130 votes, is X", "has found its new coach in X"
        if name.is_none() && capitals {
            name = around(lexicon, doc, s, after.0, entered);
        }
        // "the next president will be X", "has a new speaker: X"
        if name.is_none() && capitals && (s.has(after.0, core.plan) && s.has(after.0 + 1, core.be) || entered && s.has(after.0, core.colon)) {
            let from = after.0 + 1 + usize::from(s.has(after.0, core.plan));
            name = name_at(lexicon, doc, s, from).or_else(|| described(lexicon, doc, s, from)).filter(|(a, b)| b - a > 1);
        }
        // "Premier since 2018, X has lost": at the head of the sentence
        if name.is_none() && capitals && first == 0 {
            let told = |j: usize| [core.since, core.for_].iter().any(|c| s.has(j, *c)) && s.units.get(j + 1).is_some_and(|u| u.mention.is_some()) && s.has(j + 2, core.comma);
            name = Some(after.0).filter(|j| told(*j)).and_then(|j| name_at(lexicon, doc, s, j + 3)).filter(|(a, b)| b - a > 1 && !s.has(*b, core.comma));
        }
        // "the head of the aid group's mission in Goma, X, said"
        if name.is_none() && capitals && (first == i || first == 0 || !s.has(first - 1, core.comma)) {
            name = beyond(lexicon, doc, s, first, i, by_verb);
        }
        // "the office of president X-nominative said": with cases an office that stands in another than its holder's name is of the word before it
        let pack = &lexicon.packs[s.pack];
        // "mayor Berdyanska Ivan Petrov": a town that no list knows, in another case than the name behind it
        let town = |a: usize, b: usize| b - a == 3 && !pack.ends_hard(&s.folded[a]) && pack.ends_hard(&s.folded[a + 1]) && pack.ends_hard(&s.folded[b - 1]);
        if let Some((a, b)) = name.filter(|(a, b)| pack.cases() && table.is_some_and(|o| o.of == Seat::Place) && town(*a, *b)) {
            seat.get_or_insert_with(|| format!("?{}", s.folded[a]));
            name = Some((a + 1, b));
        }
        name = name.filter(|(_, b)| {
            !(pack.cases()
                && (first == i && i > 0 && s.has(i - 1, core.office) || oblique(lexicon, s, i) && !(i > 0 && s.has(i - 1, core.governs)) && pack.ends_hard(&s.folded[*b - 1])))
        });
        // "a member of East African bloc": one word before a known word with a capital is part of that
        let goes_on = |b: usize| {
            b < s.units.len() && s.capital[b] && s.units[b].mention.is_none() && s.units[b].tokens.1 > s.units[b].tokens.0 && !s.has(b, core.office) && !s.has(b, core.title)
        };
        name = name.filter(|(a, b)| !(capitals && b - a == 1 && goes_on(*b)));
        // "the former director of X": without the article the office is of what follows, and "former" behind that is said of the office
        name = name.filter(|(a, b)| capitals || s.definite[i] || *a != i + 1 || !s.has(*b, core.role_mod));
        // «رئيس أساقفة كانتربري X»: a town that no list knows stands before the given name
        if let Some((a, b)) = name
            && !capitals
            && (a == i + 1 && !s.definite[i] && seat.is_none())
            && !s.folded[i].rsplit_once(' ').is_some_and(|(_, last)| lexicon.packs[s.pack].is_definite(last))
            && !s.has(a, core.given_name)
            && !s.has(a, core.name_part)
            && s.has(a + 1, core.given_name)
            && b > a + 1
        {
            name = name_at(lexicon, doc, s, a + 1).filter(|(a, b)| b - a > 1).or(name);
        }
        // «كلف الرئيس X Y»: verb, subject and object, two names in a row
        if let Some((a, b)) = name
            && !capitals
            && b - a == 4
            && i > 0
            && (s.has(i - 1, core.appoint) || s.has(i - 1, core.succeed))
            && (a..b).all(|j| s.has(j, core.word) || s.has(j, core.name_part))
        {
            name = Some((a, a + 2));
        }
        // «كلف الملك X بتشكيل الحكومة»: the name is whom they named, not theirs
        if let Some((a, b)) = name
            && !capitals
            && b - a <= 3
            && i > 0
            && s.has(i - 1, core.appoint)
            && (s.has(b, core.tasked) || s.has(b, core.office))
            // «كلف وزير الداخلية X برئاسة اللجنة»: a minister is named for something, and names nobody
            && !(table.is_some_and(|o| o.of == Seat::State) && !NAMING.contains(&office.as_str()) && s.has(b, core.tasked))
        {
            continue;
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
                // "X has been acting governor", "X, who stays as chief executive"
                let loose = |j: usize| {
                    s.has(j, core.article)
                        || s.has(j, core.indefinite)
                        || s.has(j, core.in_office)
                        || capitals && s.has(j, core.leave_post)
                        // "X, its chief executive,", but not "met X, his lawyer said"
                        || capitals && s.has(j, core.determiner) && j > 0 && s.has(j - 1, core.comma) && !s.has(after.0, core.say)
                        || capitals && !s.capital[j] && (s.has(j, core.people) || s.has(j, core.thing)) && s.units[j].mention.is_none()
                        // "X, the 57-year-old governor"
                        || capitals && (s.has(j, core.duration) || s.has(j, core.dash) || s.has(j, core.old) || s.has(j, core.ordinal))
                        // "X, for 22 years mayor", "X, until 2019 head of the agency"
                        || capitals && s.has(j, core.date)
                        || capitals && [core.for_, core.since, core.as_of].iter().any(|c| s.has(j, *c)) && (s.has(j + 1, core.duration) || s.has(j + 1, core.date))
                        || capitals && s.has(j, core.rel)
                        // "X, the VVD leader"
                        || capitals && is_abbreviation(doc, s, j)
                        || capitals && (s.has(j, core.possessive) || lexicon.packs[s.pack].possessor(&s.folded[j]).is_some() || s.has(j, core.adjective) || s.has(j, core.word) && !s.capital[j] || s.entity(lexicon, j, true).is_some())
                };
                // "Adler was the president's brother"
                if capitals && (s.has(i + 1, core.possessive) || lexicon.packs[s.pack].possessor(&s.folded[i]).is_some()) {
                    continue;
                }
                // "Costa Cruises, whose chairman, X, visited": of what stands before, and not held by it
                if (first.saturating_sub(3)..first).any(|j| s.has(j, core.whose)) {
                    continue;
                }
                // «Boluarte mantiene al ministro», "X, an adviser to the president": of somebody else
                let to = first - usize::from(first > 0 && s.has(first - 1, core.article));
                if capitals && to > 0 && s.has(to - 1, core.to) {
                    continue;
                }
                while k > 0 && first - k < 7 && loose(k - 1) {
                    k -= 1;
                    if capitals && seat.is_none() && is_abbreviation(doc, s, k) {
                        seat = Some(format!("?{}", s.folded[k]));
                    }
                }
                // "X, the majority leader,", "X, the UN's human rights commissioner"
                if capitals && k > 0 && !s.has(k - 1, core.comma) && !s.has(k - 1, core.open) && !s.has(after.0, core.say) {
                    k = apposed(lexicon, s, first).unwrap_or(k);
                }
                // "X, 48, director of the hospital"
                if k > 2 && s.has(k - 1, core.comma) && s.has(k - 2, core.n_bare) && s.has(k - 3, core.comma) {
                    k -= 2;
                }
                // "X, at 34 the youngest premier in the world"
                if k > 2 && s.has(k - 1, core.n_bare) && s.has(k - 2, core.in_) && s.has(k - 3, core.comma) {
                    k -= 2;
                }
                if (k..first).any(|j| s.has(j, core.leave_post)) {
                    modifier.get_or_insert_with(|| "former".to_owned());
                }
                entered |= (k..first).any(|j| s.has(j, core.enters_office));
                // «X، وهو وزير سابق»
                if !capitals && k > 1 && s.has(k - 1, core.they_are) && (s.has(k - 2, core.comma) || k > 2 && s.has(k - 2, core.and) && s.has(k - 3, core.comma)) {
                    k -= if s.has(k - 2, core.comma) { 1 } else { 2 };
                }
                // "X (chief executive of Acme) said"
                let comma = k > 0 && (s.has(k - 1, core.comma) || s.has(k - 1, core.open) || !capitals && s.has(k - 1, core.dash) && s.has(after.0, core.dash));
                let to = if comma { k - 1 } else { k };
                // "X (54), the interior minister", «X (54 عاما) وزير الداخلية»
                let aged = to.checked_sub(1).filter(|j| s.has(*j, core.close)).and_then(|c| (c.saturating_sub(AGE)..c).rev().find(|j| s.has(*j, core.open)));
                let aged = aged.filter(|o| (*o + 1..to).any(|j| s.has(j, core.n_bare) || s.has(j, core.duration)));
                let (to, comma) = aged.map_or((to, comma), |o| (o, true));
                // "X of Ecuador, who chaired the talks"
                let of_place = (comma && capitals && to > 3 && s.has(to - 2, core.of)).then(|| name_before(lexicon, doc, s, to - 2, comma, 2)).flatten();
                let of_place = of_place.filter(|(a, b)| b - a > 1);
                // «وقال الخياط، رئيس الجامعة، إن»: one word behind a verb of saying, where a comma closes what is told of it
                let alone = || {
                    let one = comma && !capitals && to > 1 && s.has(after.0, core.comma) && s.has(to - 1, core.word) && !no_name(lexicon, doc, s, to - 1, to - 1);
                    (one && s.has(to - 2, core.say) && !s.has(to - 1, core.source)).then(|| (to - 1, to))
                };
                let Some((a, b)) = of_place.or_else(|| name_before(lexicon, doc, s, to, comma, 2)).or_else(alone) else { continue };
                // "after cyclone Chido, the prefect fears": what happened has the name
                if capitals && comma && a > 0 && s.has(a - 1, core.event) && s.units[a - 1].mention.is_none() {
                    continue;
                }
                // «إقالة X وزير الدفاع», «به جای X به عنوان استاندار»
                if !capitals && a > 0 && (went(a - 1) || lexicon.packs[s.pack].told_last() && s.has(a - 1, core.succeed)) {
                    modifier.get_or_insert_with(|| "former".to_owned());
                }
                // "the Liberal leader", "the Titanic captain": whose office it is
                if capitals && !comma && k == first && b - a == 1 {
                    continue;
                }
                // "İzmir Tabip Odası Başkanı": where the verb stands last, the words before an office tell whose it is, unless somebody is made to hold it
                let made = |j: usize| [core.appoint, core.take_post, core.in_office, core.be, core.as_].iter().any(|c| s.has(j, *c));
                if lexicon.packs[s.pack].file.verb_last && !lexicon.packs[s.pack].told_last() && !comma && !(after.0..after.0 + 2).any(made) {
                    continue;
                }
                // "named Amina Diallo as prime minister"
                entered |= capitals && (a.saturating_sub(2)..a).any(|j| s.has(j, core.appoint));
                let span = span_of(s, a, b);
                // «استقبل الرئيس X رئيس الوزراء»: who holds the office before the name is another than who holds the one behind it
                if !capitals && !comma && out.iter().any(|h| h.name.overlaps(span) && h.quote.start < h.name.start) {
                    continue;
                }
                (span, span.join(s.units[after.0.max(i + 1) - 1].span))
            }
        };
        // "X, prime minister for seven weeks in 2022"
        if span.end <= s.units[i].span.start && past_term(lexicon, doc, s, after.0.max(i + 1)) {
            modifier.get_or_insert_with(|| "former".to_owned());
        }
        let seat = posted(lexicon, s, i + 1..after.0.min(s.units.len()), &office, seat);
        let seat = seat_of(lexicon, s, i, &office, seat).or_else(|| table.filter(|o| o.needs_body).and_then(|o| common_body(lexicon, s, i, after.0, o.exclusive)));
        // "Deputy Prime Minister X, who heads the commission": what else the holder of an office leads is none of its own
        let of_state = |o: &str| lexicon.tables.offices.get(o).is_some_and(|o| matches!(o.of, Seat::State | Seat::Place));
        if out.iter().any(|h| h.name == span && (h.office == office || of_state(&h.office) && !of_state(&office) && seat.is_none())) {
            continue;
        }
        out.push(Holder { office, seat, modifier, entered, name: span, quote });
    }
    super::posts::posts(lexicon, doc, s, told, &mut out);
    super::shared::shared(lexicon, doc, s, &mut out);
    // a rank says less than an office: "Army chief General X" holds one
    let seated = |o: &str| lexicon.tables.offices.get(o).is_some_and(|o| o.of != Seat::None);
    let taken: Vec<Span> = out.iter().filter(|h| seated(&h.office)).map(|h| h.name).collect();
    out.retain(|h| seated(&h.office) || !taken.iter().any(|t| t.overlaps(h.name)));
    if lexicon.packs[s.pack].file.capital_nouns {
        out.retain(|h| !is_noun(lexicon, s, h));
    }
    if s.classes.has(core.as_verb) && capitals {
        unseat(lexicon, s, &mut out);
    }
    out
}

/// Most units from a verb that takes an office away to the office: "overthrew the country's elected president, X".
const UNSEATS: usize = 5;
/// What the value of such a verb is.
const UNMAKES: &str = "unmakes";
/// What somebody is told as who was driven from an office.
const OUSTED: &str = "ousted";

/// "A day after soldiers overthrew President X": the object of the verb has the office no more, unless it is to be done yet.
fn unseat(lexicon: &Lexicon, s: &SentenceView, out: &mut [Holder]) {
    let core = &lexicon.core;
    let word = |j: usize| s.units[j].mention.is_none() && ![core.comma, core.clause, core.and, core.of, core.by, core.as_].iter().any(|c| s.has(j, *c));
    for k in (0..s.units.len()).filter(|k| s.value(lexicon, *k, core.as_verb) == Some(UNMAKES)) {
        let ahead =
            k > 0 && (s.has(k - 1, core.to) || s.has(k - 1, core.be) || s.has(k - 1, core.have) && s.has(k + 1, core.by)) || (k.saturating_sub(4)..k).any(|j| s.has(j, core.plan));
        if ahead {
            continue;
        }
        let from = s.units[k].span.end;
        let to = (k + 1..s.units.len().min(k + UNSEATS)).take_while(|j| word(*j)).last().map_or(from, |j| s.units[j].span.end);
        let object = |h: &&mut Holder| h.modifier.is_none() && !h.entered && h.quote.start >= from && h.quote.start < to && h.name.start > h.quote.start;
        out.iter_mut().filter(object).for_each(|h| h.modifier = Some(OUSTED.to_owned()));
    }
}

/// Whether what stands before an office is one word that no list has as a name, where nouns have capitals too: "Beschluss des Stadtrats".
fn is_noun(lexicon: &Lexicon, s: &SentenceView, h: &Holder) -> bool {
    let alone = |i: usize| s.units[i].span == h.name && !is_listed(lexicon, s, i);
    h.quote.start == h.name.start && h.quote.end > h.name.end && (0..s.units.len()).any(alone)
}

/// Most units between an office and the year up to which it was held.
const TERM: usize = 8;

/// Whether nothing but a stretch of time that is over stands behind an office: "for seven weeks in 2022", "from 2010 to 2016".
fn past_term(lexicon: &Lexicon, doc: &Document, s: &SentenceView, from: usize) -> bool {
    let core = &lexicon.core;
    let Some(day) = doc.published else { return false };
    let over = |d: &DateValue| d.bounds().is_some_and(|(_, last)| last.year() < day.year());
    let mut past = false;
    for j in from..s.units.len().min(from + TERM) {
        match s.units[j].mention.map(|m| &s.mentions[m].value) {
            Some(MentionValue::Date(d)) if over(d) => past = true,
            Some(MentionValue::Duration(_)) => {}
            Some(_) => return false,
            None if [core.comma, core.close, core.clause, core.say].iter().any(|c| s.has(j, *c)) => break,
            // "in the autumn of 2022"
            None if s.has(j + 1, core.of) && s.has(j + 2, core.date) => {}
            None if s.has(j, core.since) || !is_function_word(lexicon, s, j) => return false,
            None => {}
        }
    }
    past
}

/// Most units of what is told of somebody between a verb and their name.
const DESCRIBED: usize = 4;

/// A name behind what tells whose or what its bearer is: "Bahrain's X", "the French lawyer X".
fn described(lexicon: &Lexicon, doc: &Document, s: &SentenceView, from: usize) -> Option<(usize, usize)> {
    let core = &lexicon.core;
    if !lexicon.packs[s.pack].file.capitals {
        return None;
    }
    let of_state = |j: usize| s.units.get(j).is_some_and(|u| u.mention.is_none()) && s.entity(lexicon, j, true).is_some();
    // "the property tycoon X": a noun that only frames know
    let cue = |j: usize| s.units[j].classes.iter().all(|c| lexicon.cues.has(c));
    let noun =
        |j: usize| s.units.get(j).is_some_and(|u| u.mention.is_none()) && !s.capital[j] && (s.has(j, core.people) || s.has(j, core.word) || s.has(j, core.adjective) || cue(j));
    let told = |j: usize| of_state(j) || noun(j) || [core.role_mod, core.article, core.determiner, core.possessive].iter().any(|c| s.has(j, *c));
    let at = (from..s.units.len().min(from + DESCRIBED)).find(|j| !told(*j))?;
    let (a, b) = name_at(lexicon, doc, s, at).filter(|_| at > from && !s.has(at - 1, core.article))?;
    let closed = b >= s.units.len() || [core.comma, core.clause, core.close, core.dash, core.rel, core.and].iter().any(|c| s.has(b, *c));
    closed.then_some((a, b))
}

/// The holder behind what is told of the office between commas, or behind a preposition: "the new speaker, elected on Monday, is X",
/// "has a new head in X".
fn around(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize, entered: bool) -> Option<(usize, usize)> {
    let core = &lexicon.core;
    let full = |from: usize| name_at(lexicon, doc, s, from).or_else(|| described(lexicon, doc, s, from)).filter(|(a, b)| b - a > 1);
    if entered && s.has(at, core.in_) && s.entity(lexicon, at + 1, false).is_none() && (at.saturating_sub(6)..at).any(|j| s.has(j, core.have) || s.has(j, core.found)) {
        return full(at + 1 + usize::from(s.has(at + 1, core.role_mod)));
    }
    if !s.has(at, core.comma) {
        return None;
    }
    let close = (at + 1..s.units.len().min(at + PHRASE)).take_while(|j| !s.has(*j, core.clause) && !s.has(*j, core.say)).find(|j| s.has(*j, core.comma))?;
    if s.has(close + 1, core.be) { full(close + 2) } else { None }
}

/// Whether words with capitals behind what an office is of are the rest of its body's name: "for the Lesotho Correctional Service".
fn told_body(lexicon: &Lexicon, s: &SentenceView, from: usize, to: usize) -> bool {
    let article = (from..to).any(|j| s.has(j, lexicon.core.article));
    let end = (to..s.units.len()).find(|j| !s.capital[*j] || s.units[*j].mention.is_some()).unwrap_or(s.units.len());
    article && end > to && (to..end).any(|j| s.has(j, lexicon.core.led_body))
}

/// Most units of what tells whose office it is, between the comma behind a name and the word for the office.
const APPOSED: usize = 6;

/// The unit behind a comma from which a phrase of small words leads to an office: "X, the majority leader".
fn apposed(lexicon: &Lexicon, s: &SentenceView, first: usize) -> Option<usize> {
    let core = &lexicon.core;
    let pack = &lexicon.packs[s.pack];
    let stops = [
        core.clause,
        core.colon,
        core.say,
        core.that,
        core.rel,
        core.be,
        core.have,
        core.by,
        core.plan,
        core.quote,
        core.or,
        core.not,
        core.and,
        core.of,
        core.in_,
        core.to,
        core.from,
        core.for_,
    ];
    let inner = |j: usize| {
        let whose = s.has(j, core.possessive) || pack.possessor(&s.folded[j]).is_some() || s.entity(lexicon, j, true).is_some();
        // "the Senate Republican leader"
        let sort = s.capital[j] && s.units[j].mention.is_none() && (s.has(j, core.word) || s.has(j, core.collective)) && first - j < 4;
        s.units[j].mention.is_none() && (whose || sort || !s.capital[j] && !stops.iter().any(|c| s.has(j, *c)))
    };
    let open = (first.saturating_sub(APPOSED)..first).rev().find(|j| s.has(*j, core.comma) || s.has(*j, core.open))?;
    let start = open + 1;
    let led =
        [core.article, core.indefinite, core.determiner, core.nationality, core.country, core.org].iter().any(|c| s.has(start, *c)) || pack.possessor(&s.folded[start]).is_some();
    (start < first && led && (start..first).all(inner)).then_some(start)
}

/// Most units of what stands between an office and the comma before its holder.
const PHRASE: usize = 12;

/// Whether the first word of an office stands in another case than the first, and not in one that ends in a consonant: a shorter word for it is
/// known.
fn oblique(lexicon: &Lexicon, s: &SentenceView, office: usize) -> bool {
    let pack = &lexicon.packs[s.pack];
    let head = s.folded[office].split(' ').next().unwrap_or_default();
    let shorter = head.char_indices().next_back().map_or("", |(at, _)| &head[..at]);
    !pack.ends_hard(head) && pack.ends_hard(shorter) && pack.knows(shorter, lexicon.core.office)
}

/// The holder behind the comma that closes what the office is of: "the head of the aid group's mission in Goma, X, said".
fn beyond(lexicon: &Lexicon, doc: &Document, s: &SentenceView, first: usize, office: usize, by_verb: bool) -> Option<(usize, usize)> {
    let core = &lexicon.core;
    let pack = &lexicon.packs[s.pack];
    // "a former head of the mission in Goma" is anybody
    let whose =
        (first.saturating_sub(3)..first).any(|j| s.has(j, core.article) || s.has(j, core.possessive) || s.has(j, core.determiner) || pack.possessor(&s.folded[j]).is_some());
    let led = by_verb && office > 0 && !s.capital[office - 1] && s.has(office - 1, core.people);
    // "a spokesman for the office, X, said": whoever speaks is the one told of
    let spoken = || first > 0 && s.has(first - 1, core.indefinite) && !by_verb;
    if !(whose && !by_verb || led || spoken()) {
        return None;
    }
    let indefinite = !whose && !led;
    let joins = [core.of, core.in_, core.for_, core.to];
    let preposition = |j: usize| joins.iter().any(|c| s.has(j, *c));
    let stops = [core.clause, core.colon, core.say, core.that, core.rel, core.be, core.have, core.by, core.plan, core.quote, core.or, core.not];
    let comma = (office + 1..s.units.len().min(office + PHRASE)).find(|j| s.has(*j, core.comma))?;
    if comma == office + 1 || !(preposition(office + 1) || by_verb || led) {
        return None;
    }
    // whether a lower-case word can still belong to a noun told by an article, a possessor or a word before it
    let mut noun = by_verb;
    for j in office + 1..comma {
        if stops.iter().any(|c| s.has(j, *c)) || s.units[j].mention.is_some() && !s.has(j, core.ordinal) {
            return None;
        }
        if preposition(j) {
            noun = s.has(j, core.of) || s.has(j, core.for_);
        } else if s.has(j, core.article) || s.has(j, core.possessive) || s.has(j, core.nationality) || pack.possessor(&s.folded[j]).is_some() {
            noun = true;
        } else if !s.capital[j] && !noun && !s.has(j, core.and) {
            return None;
        }
    }
    let (a, b) = name_at(lexicon, doc, s, comma + 1)?;
    let closed = b >= s.units.len() || [core.comma, core.clause, core.close, core.dash, core.say].iter().any(|c| s.has(b, *c));
    let said = || s.has(b, core.comma) && (b + 1..b + 3).any(|j| s.has(j, core.say)) || s.has(b, core.say);
    if indefinite && !said() {
        return None;
    }
    (b - a > 1 && closed && !s.has(comma + 1, core.article)).then_some((a, b))
}

/// The body that an office is of by a relative clause: "the Yongsan police station, whose chief, X", "the Law Society of Kenya, whose
/// president is X".
pub(super) fn whose_body(lexicon: &Lexicon, s: &SentenceView, first: usize, firms: bool) -> Option<String> {
    let core = &lexicon.core;
    let whose = (first.saturating_sub(3)..first).find(|j| s.has(*j, core.whose))?;
    let begins = |j: &usize| is_name_word(lexicon, s, *j) && !(*j > 0 && is_name_word(lexicon, s, *j - 1));
    let Some(last) = (whose.saturating_sub(7)..whose).rev().find(begins) else {
        // a body of plain words: all that stands before the clause, from its article on
        let stops = [core.comma, core.clause, core.article, core.and];
        let from = (whose.saturating_sub(8)..whose.saturating_sub(1)).rev().take_while(|j| !stops.iter().any(|k| s.has(*j, *k))).last()?;
        return Some(unlisted(s, from..whose.saturating_sub(1)));
    };
    // not of the country behind "of"
    let body = if last > 1 && s.has(last - 1, core.of) { (whose.saturating_sub(7)..last - 1).rev().find(begins).unwrap_or(last) } else { last };
    Some(if firms { format!("?{}", s.folded[body]) } else { body_at(lexicon, s, body) })
}
