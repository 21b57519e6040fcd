//! The body behind an office in a language without capitals: "head of the independent electoral authority", before the name.

use super::view::SentenceView;
use crate::lexicon::Lexicon;

/// Most units between an office and the name of its holder.
const REACH: usize = 14;

/// What stands between an office and a name.
#[derive(Debug, Default)]
pub struct Body {
    /// One past its last unit: where a name could begin.
    pub end: usize,
    /// The entity it names first.
    pub entity: Option<String>,
    /// What changes the office: former, acting.
    pub modifier: Option<String>,
    /// The words of a body in no list, folded.
    pub words: Vec<String>,
    /// The first of them that is no word for a body: the name of a firm.
    pub firm: Option<String>,
    /// The office of the field it names: the minister "of his defence".
    pub field: Option<String>,
    /// Another office stands there.
    pub office: bool,
    /// The name behind it is whose the body is: the spokesman of the forces of Marshal X.
    pub owned: bool,
}

/// Reads the phrase behind an office: nouns in construct until one is definite, adjectives, "for the affairs of", "in the province".
pub fn behind(lexicon: &Lexicon, s: &SentenceView, from: usize) -> Body {
    let core = &lexicon.core;
    let mut b = Body { end: from, ..Body::default() };
    // a noun in construct asks for what follows it
    let mut open = false;
    let mut j = from;
    let pack = &lexicon.packs[s.pack];
    let name = |i: usize| s.units.get(i).is_some_and(|u| u.mention.is_none() && u.tokens.1 > u.tokens.0) && (s.has(i, core.word) || s.has(i, core.name_part));
    // a word with the article that may be a family name, though it means something else
    let family = |i: usize| {
        let other = [core.office, core.role_mod, core.title, core.portfolio, core.country, core.nationality, core.org, core.place, core.collective, core.source];
        s.definite[i] && s.units[i].tokens.1 == s.units[i].tokens.0 + 1 && !other.iter().any(|c| s.has(i, *c))
    };
    // where two words that can be a name begin
    let begins = |i: usize| name(i) && !s.definite[i] && name(i + 1);
    while j < s.units.len() && j < from + REACH {
        let held = |i: usize| s.has(i, core.body);
        if s.units[j].mention.is_some() {
            // «قائد الفرقة الرابعة»
            let told = |i: usize| s.definite[i] || s.folded[i].rsplit_once(' ').is_some_and(|(_, last)| pack.is_definite(last));
            if j > 0 && s.has(j, core.ordinal) && told(j - 1) && !open {
                j += 1;
                b.end = j;
                continue;
            }
            break;
        }
        let clitic = s.units[j].is_clitic();
        // "the secretary of the council of ministers": a source of several words that ends with the article is a body too
        let source = |i: usize| (s.has(i, core.source) || s.has(i, core.collective)) && pack.ends_definite(&s.folded[i]);
        let noun = |i: usize| held(i) || source(i);
        let entity = s.entity(lexicon, j, true);
        let stops = [core.say, core.according, core.cue, core.comma, core.clause, core.that, core.rel];
        // "the former president Nur-Sultan X": behind an office with the article a place is no seat, but may be a name
        // but not behind "of": «الأمين العام لأوبك هيثم الغيص»
        let named = from > 0
            && !(j > from && (s.has(j - 1, core.in_) || s.units[j - 1].is_clitic() && s.has(j - 1, core.to)))
            && (s.definite[from - 1] || j == from && s.folded[from - 1].rsplit_once(' ').is_some_and(|(_, last)| pack.is_definite(last)))
            && (s.has(j, core.place) || s.has(j, core.org) && !s.definite[j] && s.units[j].tokens.1 == s.units[j].tokens.0 + 1)
            && !clitic
            && (s.has(j + 1, core.word) || s.has(j, core.given_name) && name(j + 1))
            && !s.definite[j + 1]
            && !s.maybe_and[j + 1];
        // a rank that is a given name too
        let named_so = s.has(j + 1, core.word) || s.has(j, core.given_name) && family(j + 1);
        let given = s.has(j, core.title) && !s.definite[j] && !clitic && named_so && s.definite[j + 1] && !open;
        // a given name that has the article, before a family name that has it: behind the office alone, and no adjective of a country
        let first = j == from
            && s.definite[j]
            && s.has(j, core.name_part)
            && s.value(lexicon, j, core.name_part).is_some()
            && !s.has(j, core.office)
            && entity.is_none()
            && s.units.get(j + 1).is_some_and(|u| u.mention.is_none())
            && !pack.no_name(&s.folded[j + 1])
            && !s.has(j + 1, core.family_name)
            && if s.has(j + 1, core.word) { s.definite[j + 1] || s.has(j + 2, core.word) && s.definite[j + 2] } else { family(j + 1) };
        // and behind a rank: «رئيس الأركان الفريق السعيد شنقريحة»
        let ranked = j > from && s.has(j - 1, core.title) && s.definite[j] && s.has(j, core.given_name) && name(j + 1);
        // «الأمين العام لـ"أوبك" هيثم الغيص»: the preposition stands by itself before the quotation marks
        if j + 2 < s.units.len() && s.units[j].mention.is_none() && pack.is_clitic(&s.folded[j]) && s.has(j + 1, core.quote) && s.entity(lexicon, j + 2, false).is_some() {
            j += 2;
            b.end = j;
            continue;
        }
        if s.has(j, core.name_part) && !s.definite[j] || named || given || first || ranked || s.has(j, core.family_name) {
            break;
        } else if let Some(m) = s.value(lexicon, j, core.role_mod) {
            b.modifier.get_or_insert_with(|| m.to_owned());
        } else if let Some(e) = entity {
            b.entity.get_or_insert_with(|| e.to_owned());
            open = false;
        } else if s.has(j, core.office) {
            b.office = true;
            break;
        } else if s.has(j, core.title) || s.has(j, core.dash) || s.has(j, core.possessive) {
            // "the commander, Major General X"
        } else if s.has(j, core.quote) {
            if !open && b.words.is_empty() {
                break;
            }
        } else if clitic && (s.has(j, core.to) || s.has(j, core.of) || s.has(j, core.and) || s.has(j, core.in_)) {
            let k = j + 1;
            // "for running the ports": a noun in no list, before one with the article
            let construct = s.has(k, core.word) && s.definite.get(k + 1).copied().unwrap_or(false) && begins(k + 2);
            if s.units.get(k).is_none_or(|u| u.mention.is_some()) || !(construct || noun(k) || s.has(k, core.portfolio) || s.definite[k] || s.entity(lexicon, k, true).is_some()) {
                break;
            }
            if construct {
                open = true;
                j += 1;
                b.words.push(s.folded[j].to_string());
            }
        } else if s.has(j, core.in_) && !s.definite[j] || s.has(j, core.of) || s.has(j, core.to) && s.entity(lexicon, j + 1, false).is_some() {
            // "in the province", "in Iraq", "envoy to Yemen"
            // and "in the east of the country"
            let side = s.has(j + 1, core.in_) && !s.definite.get(j + 1).copied().unwrap_or(false);
            if !(noun(j + 1) || s.entity(lexicon, j + 1, true).is_some() || side && s.entity(lexicon, j + 2, true).is_some()) {
                break;
            }
        } else if j > from
            && s.definite[j - 1]
            && (s.has(j - 1, core.word) || s.has(j - 1, core.role_mod))
            && (s.has(j, core.from) || s.has(j, core.by))
            && (noun(j + 1) || s.entity(lexicon, j + 1, true).is_some())
        {
            // "of the cabinet backed by parliament"
        } else if noun(j) || s.has(j, core.portfolio) {
            b.field = b.field.or_else(|| s.value(lexicon, j, core.portfolio).filter(|_| j == from).map(str::to_owned));
            open = !s.definite[j] && !s.has(j, core.suffixed) && !pack.ends_definite(&s.folded[j]);
            b.words.push(s.folded[j].to_string());
        } else if s.definite[j] && !stops.iter().any(|c| s.has(j, *c) && !((open || j == from && from > 0 && !s.definite[from - 1]) && *c == core.cue)) {
            open = false;
            if s.has(j, core.word) {
                b.firm.get_or_insert_with(|| lexicon.packs[s.pack].bare(&s.folded[j]).to_owned());
            }
            b.words.push(s.folded[j].to_string());
        } else if s.has(j, core.org) || s.has(j, core.article) {
            open = false;
        } else if open && !clitic && (s.has(j, core.word) || s.has(j, core.cue)) && s.definite.get(j + 1).copied().unwrap_or(false) && begins(j + 2) {
            // "head of the agency for the backing of stability"
            b.words.push(s.folded[j].to_string());
        } else {
            break;
        }
        j += 1;
        b.end = j;
    }
    // a rank behind a noun that still asks for one: «قوات المشير خليفة حفتر»
    b.owned = open && b.end > from && s.has(b.end - 1, core.title) && s.definite[b.end - 1] && !b.words.is_empty();
    // a body in construct with a word in no list: "director of the office of X"
    if open && b.end < s.units.len() && s.has(b.end, core.word) && !s.definite[b.end] && !b.office {
        let next = b.end + 1;
        // what follows the unknown word must still be able to be a name
        if s.has(next, core.word) && !s.definite[next] {
            b.end = next;
        }
    }
    b
}
