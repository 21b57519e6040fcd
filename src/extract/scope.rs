//! The scope of a value within its clause: whom it counts, where, when, and how it is put forward.

use std::ops::Range;

use jiff::civil::Date;

use super::blow;
use super::listed;
use super::view::SentenceView;
use crate::claim::{Modality, Who};
use crate::lexicon::{ClassId, EntityClass, Growth, Kind, Lexicon, SubjectType};
use crate::mention::MentionValue;
use crate::source::{Document, Span};

/// Most units between a figure and one that goes on from it.
const GOES_ON: usize = 6;

/// Whom a figure counts: its noun, and what the words behind it narrow it to.
pub fn who(lexicon: &Lexicon, s: &SentenceView, kind: &Kind, at: usize, fixed: Option<&str>) -> Who {
    let mut who = Who::all();
    let noun = s.units[at].mention.and_then(|m| s.mentions[m].noun.as_ref());
    if let Some(noun) = noun {
        if let Some(p) = &noun.population {
            who.population.clone_from(p);
        }
        who.nationality.clone_from(&noun.nationality);
    }
    if who.nationality.is_none()
        && s.has(at, lexicon.core.n_bare)
        && let Some(before) = at.checked_sub(1)
        && s.units[before].mention.is_none()
        && let Some(c) = s.value(lexicon, before, lexicon.core.country)
        && before > 0
        && [lexicon.core.and, lexicon.core.comma, lexicon.core.clause].iter().any(|k| s.has(before - 1, *k))
    {
        who.nationality = Some(c.to_owned());
    }
    // "Poland said that two of its nationals were missing": Poles; of nobody named before, some of all
    if who.population == NATIONALS {
        who.population = "all".into();
        // a capital stands for its state: «تسلمت القاهرة 87 جثمانا لمواطنيها»
        let capital = |i: usize| {
            let place = s.value(lexicon, i, lexicon.core.place)?;
            let state = lexicon.world.country(place)?;
            let its = lexicon.world.get(lexicon.world.find(&state)?).capital == Some(place);
            its.then_some(state)
        };
        let named = |i: usize| s.value(lexicon, i, lexicon.core.country).or_else(|| s.value(lexicon, i, lexicon.core.nationality)).map(str::to_owned);
        who.nationality = (0..at).rev().find_map(|i| named(i).or_else(|| capital(i)));
        if who.nationality.is_none() {
            who.qualifier = Some(NATIONALS.into());
        }
        return who;
    }
    if who.nationality.is_none() {
        who.nationality = whose(lexicon, s, at).or_else(|| origin(lexicon, s, at));
    }
    if who.nationality.is_none() && noun.is_none_or(|n| n.nationality.is_none() && n.population.is_none()) {
        who.nationality = numbered(lexicon, s, at);
    }
    // "Tanzania said that two of its soldiers were killed"
    // "Paris has not moved any of its 4,000 soldiers"
    let its = |n: &crate::mention::Noun| n.owned || at > 0 && s.has(at - 1, lexicon.core.possessive);
    let own_forces = |n: &crate::mention::Noun| its(n) && n.population.as_deref().is_some_and(|p| lexicon.tables.is_armed(p));
    if who.nationality.is_none() && noun.is_some_and(own_forces) {
        who.nationality = state_before(lexicon, s, 0, at);
    }
    // "two of its soldiers were killed and four injured": no others
    let unsaid = noun.is_none_or(|n| n.kind.is_some() && n.thing.is_none());
    if who.nationality.is_none() && who.population == "all" && unsaid {
        let before =
            (at.saturating_sub(GOES_ON)..at).rev().take_while(|j| !s.has(*j, lexicon.core.clause) && !s.has(*j, lexicon.core.comma)).find(|j| s.has(*j, lexicon.core.count));
        let told =
            before.filter(|b| s.units[*b].mention.is_some() && (*b + 1..at).any(|j| s.has(j, lexicon.core.and) || s.joined[j])).map(|b| self::who(lexicon, s, kind, b, None));
        if let Some(told) = told.filter(|w| w.nationality.is_some() && lexicon.tables.is_armed(&w.population)) {
            (who.population, who.nationality) = (told.population, told.nationality);
        }
    }
    // "37 of the passengers were Azerbaijani citizens"
    if s.has(at, lexicon.core.n_bare) || noun.is_some_and(|n| n.some_of || n.of_them) {
        let (nation, people) = told_as(lexicon, s, at);
        who.nationality = who.nationality.take().or(nation);
        if let Some(p) = people.filter(|p| who.population == "all" || lexicon.tables.is_part(p, &who.population)) {
            who.population = p;
        }
    }
    // "of the attackers, he said, 29 were killed": the group that opens the clause
    if who.population == "all"
        && s.has(at, lexicon.core.n_bare)
        && let Some(p) = opening_group(lexicon, s, at)
    {
        who.population = p;
    }
    if let Some(p) = fixed {
        who.population = p.to_owned();
    }
    let core = &lexicon.core;
    if who.population != "all"
        && let Some(several) = groups(lexicon, s, at, &who.population)
    {
        who.population = several;
    }
    // "six of them seriously": a word that narrows the group, close behind
    let stop = (at + 1..s.units.len()).take_while(|i| ![core.clause, core.count, core.and, core.comma, core.share, core.some_of_them].iter().any(|c| s.has(*i, *c))).take(5);
    if s.classes.has(core.qualifier) {
        for i in stop {
            if let Some(v) = told_by(lexicon, s, kind, i) {
                who.qualifier = Some(v.to_owned());
                break;
            }
        }
        // «جرى التعرف على هويات 89 متوفى», «ووري الثرى منها 3190»: where the verb leads
        if who.qualifier.is_none() && !lexicon.packs[s.pack].file.capitals {
            let lead = (0..at).rev().take(3).find(|i| !s.has(*i, core.among) && !s.has(*i, core.modifier));
            who.qualifier = lead.and_then(|i| told_by(lexicon, s, kind, i)).map(str::to_owned);
        }
    }
    who.qualifier = who.qualifier.or_else(|| left_out(lexicon, s, at)).or_else(|| taken_in(lexicon, s, at));
    if who.qualifier.is_none() && kind.subject == SubjectType::Event {
        who.qualifier = blow::of(lexicon, s, kind, at);
    }
    who
}

/// Of what state those are whose number is told: "the number of Pakistanis killed rose to 11", «ارتفع عدد القتلى المصريين إلى 23».
fn numbered(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    let (a, _) = s.clause(at);
    let from = (a..at).rev().take_while(|j| !s.has(*j, core.count)).find(|j| s.has(*j, core.number_of))?;
    let near = (from + 1..at.min(from + NUMBERED)).take_while(|j| ![core.in_, core.and, core.comma, core.reach].iter().any(|c| s.has(*j, *c)));
    near.into_iter().find_map(|j| s.value(lexicon, j, core.nationality)).map(str::to_owned)
}

/// Units behind "the number of" within which it is said of whom.
const NUMBERED: usize = 5;

/// Qualifiers that narrow the dead alone: who was buried is a group of them, and of nobody else.
const OF_THE_DEAD: &str = "dead";

/// The group that a word makes of those whom a kind counts.
fn told_by<'l>(lexicon: &'l Lexicon, s: &SentenceView, kind: &Kind, at: usize) -> Option<&'l str> {
    let core = &lexicon.core;
    if s.units[at].mention.is_none() && !s.has(at, core.qualifier) {
        return None;
    }
    let e = s.entries[at].iter().map(|e| &lexicon.packs[s.pack].entries[*e as usize]).find(|e| e.class == core.qualifier)?;
    e.value.as_deref().filter(|_| kind.last || e.unit.as_deref() != Some(OF_THE_DEAD))
}

/// Those whom a figure counts together: "eight of the police and the national guard", "161 civilians, police and loyal soldiers".
fn groups(lexicon: &Lexicon, s: &SentenceView, at: usize, first: &str) -> Option<String> {
    let core = &lexicon.core;
    // "three children and a doctor": one person is no group
    let one = |j: usize| s.entries[j].iter().any(|e| lexicon.packs[s.pack].entries[*e as usize].count == Some(1));
    let group =
        |j: usize| s.units.get(j).filter(|u| u.mention.is_none() && !one(j)).and_then(|_| s.value(lexicon, j, core.people).or_else(|| s.value(lexicon, j, core.collective)));
    let mut all = vec![first.to_owned()];
    let mut i = at + 1;
    let ended = loop {
        let (and, comma) = (s.has(i, core.and), s.has(i, core.comma));
        if !and && !comma || all.len() > SIDE_BY_SIDE {
            break false;
        }
        let next = if comma && s.has(i + 1, core.and) { i + 2 } else { i + 1 };
        let last = and || next > i + 1;
        // "and loyal soldiers"
        let Some((j, g)) = (next..next + 2).find_map(|j| group(j).map(|g| (j, g))).filter(|(j, _)| *j == next || s.has(next, core.word) || s.has(next, core.adjective)) else {
            break false;
        };
        all.push(g.to_owned());
        i = j + 1;
        if last {
            break true;
        }
    };
    if !ended {
        return None;
    }
    let common = lexicon.common_population(&all);
    // "killed 12 civilians and soldiers fired back": two that nothing holds together may begin another clause
    let closed = i >= s.units.len() || [core.clause, core.comma, core.in_, core.be].iter().any(|c| s.has(i, *c));
    let teller = (i..i + 2).any(|j| s.has(j, core.say));
    (common != "all" && all.len() == 2 || closed && !teller).then_some(common)
}

/// Most groups that one figure counts together.
const SIDE_BY_SIDE: usize = 4;

/// Marks a qualifier that tells whom a count leaves out.
pub const WITHOUT: &str = "without_";

/// Whom a count leaves out: "22 people, not counting the attackers", «237 قتيلا من غير الانقلابيين».
fn left_out(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    if !s.classes.has(core.apart_from) {
        return None;
    }
    let said = behind(lexicon, s, at, core.apart_from)?;
    let group = s.value(lexicon, said, core.apart_from).or_else(|| (said + 1..said + 4).find_map(|j| s.value(lexicon, j, core.people))).filter(|p| *p != "all")?;
    // an attacker, a gunman and a plotter are each the other side
    let side = lexicon.tables.ancestors(group).into_iter().rev().find(|p| *p != "all" && lexicon.tables.is_armed(p)).unwrap_or(group);
    Some(format!("{WITHOUT}{side}"))
}

/// Qualifier of a part that nothing tells from its whole: which of them it counts is not said.
pub const SOME: &str = "some";

/// Marks a qualifier that tells whom a count takes in beside those whom it is told of.
pub const WITH: &str = "with_";

/// Whom a count takes in who is mostly counted apart: "27 people, including the bomber", «27 شخصا بمن فيهم الانتحاري».
fn taken_in(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    if !s.classes.has(core.among) || !s.has(at, core.n_person) && !s.has(at, core.n_bare) {
        return None;
    }
    let said = behind(lexicon, s, at, core.among)?;
    let group = (said + 1..(said + 4).min(s.units.len())).take_while(|j| s.units[*j].mention.is_none() && !s.has(*j, core.comma)).find_map(|j| s.value(lexicon, j, core.people))?;
    let side = lexicon.tables.ancestors(group).into_iter().rev().find(|p| *p != "all" && lexicon.tables.is_apart(p))?;
    Some(format!("{WITH}{side}"))
}

/// Most units from a figure to whom it leaves out or takes in.
const LEFT_OUT: usize = 8;

/// A cue behind a figure, before the next one and before the clause ends.
fn behind(lexicon: &Lexicon, s: &SentenceView, at: usize, cue: ClassId) -> Option<usize> {
    let core = &lexicon.core;
    (at + 1..(at + LEFT_OUT).min(s.units.len())).take_while(|j| !s.has(*j, core.count) && !s.has(*j, core.clause)).find(|j| s.has(*j, cue))
}

/// What those counted are said to be, right behind: "were Azerbaijani citizens", "were teenagers", "56 were men".
fn told_as(lexicon: &Lexicon, s: &SentenceView, at: usize) -> (Option<String>, Option<String>) {
    let core = &lexicon.core;
    let near = |from: usize, most: usize| (from..(from + most).min(s.units.len())).take_while(|j| ![core.comma, core.count, core.clause].iter().any(|c| s.has(*j, *c)));
    // «404 منهم سعوديون»
    let of_them = s.units[at].mention.and_then(|m| s.mentions[m].noun.as_ref()).is_some_and(|n| n.of_them);
    // "54 of them French", and no "five of them French soldiers"
    let capitals = lexicon.packs[s.pack].file.capitals;
    let ends = |j: usize| s.units.get(j).is_none_or(|_| [core.comma, core.clause, core.and, core.close, core.dash].iter().any(|c| s.has(j, *c)));
    if of_them && (!capitals || ends(at + 2)) {
        let next = at + 1;
        let nation = near(next, 1).find(|j| s.units[*j].mention.is_none()).and_then(|j| s.value(lexicon, j, core.nationality));
        if nation.is_some() {
            return (nation.map(str::to_owned), None);
        }
    }
    // «41 — дети»: where the verb is left out, a dash stands for it
    let dash = |j: usize| j == at + 1 && s.has(j, core.dash) && lexicon.packs[s.pack].cases();
    // "two thirds of the dead, 20 in all, were women"
    let aside = capitals.then(|| (at + 1..at + 4).find(|j| s.has(*j, core.comma) && s.has(j + 1, core.be))).flatten().filter(|j| (at + 1..*j).all(|k| s.has(k, core.total)));
    let Some(verb) = near(aside.unwrap_or(at) + 1, 3).find(|j| s.has(*j, core.be) || s.has(*j, core.they_are) || dash(*j)) else { return (None, None) };
    let plain = |j: &usize| s.units[*j].mention.is_none();
    let nation = near(verb + 1, 2).filter(plain).find_map(|j| s.value(lexicon, j, core.nationality));
    // "étaient des femmes": a small word for some of them
    let some = |j: &usize| lexicon.packs[s.pack].file.noun_first && s.has(*j, core.of);
    let passed = |j: &usize| [core.adjective, core.nationality, core.article, core.indefinite].iter().any(|c| s.has(*j, *c)) || some(j);
    let said = near(verb + 1, 3).filter(plain).find(|j| !passed(j)).and_then(|j| s.value(lexicon, j, core.people).filter(|p| *p != "all"));
    (nation.map(str::to_owned), said.map(str::to_owned))
}

/// The people that a clause says it speaks of before its first figure: "of the attackers, …".
fn opening_group(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    let (a, _) = s.clause(at);
    let group = if s.has(a + 1, core.article) { a + 2 } else { a + 1 };
    let alone = s.has(a, core.of) && group < at && s.units[group].mention.is_none() && s.has(group + 1, core.comma) && (a..at).all(|j| !s.has(j, core.count));
    alone.then(|| s.value(lexicon, group, core.people)).flatten().map(str::to_owned)
}

/// Where those counted come from, right behind the figure: "five from Iran", "17 nationals of Azerbaijan".
fn origin(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    let from = at + 1;
    let country = if s.has(from + 1, core.article) { from + 2 } else { from + 1 };
    let counted = s.has(at, core.n_bare) || s.has(at, core.n_person);
    // "116 people from Burkina Faso to Algiers": the way they went
    let route = s.has(from, core.from) && s.has(country + 1, core.to);
    let led = (s.has(from, core.from) || s.has(from, core.of)) && !route;
    (counted && led && s.units.get(country)?.mention.is_none()).then(|| s.value(lexicon, country, core.country)).flatten().map(str::to_owned)
}

/// Whose people a bare figure counts: "the number of Egyptians reached 600", "Jordan's dead rose to 75, Tunisia's to 49".
fn whose(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    let back = |stop: usize| (0..at).rev().take_while(|i| !s.has(*i, core.clause) && !s.has(*i, core.count)).take(stop);
    for i in back(6).filter(|_| s.classes.has(core.number_of)) {
        if let Some(n) = s.value(lexicon, i, core.nationality)
            && i > 0
            && s.has(i - 1, core.number_of)
        {
            return Some(n.to_owned());
        }
    }
    if s.has(at, core.n_bare)
        && let Some(i) = back(4).find(|i| !s.has(*i, core.to) && !s.has(*i, core.reach) && !s.has(*i, core.modifier))
        && let Some(c) = s.value(lexicon, i, core.country)
        && i > 0
        && (s.has(i - 1, core.and) || s.has(i - 1, core.comma))
    {
        return Some(c.to_owned());
    }
    // "for South Africa alone the toll was 13", but not "in South Africa alone"
    if s.has(at, core.n_bare) || s.has(at, core.n_person) {
        let (a, _) = s.clause(at);
        let nation = |i: usize| s.value(lexicon, i, core.country).filter(|_| s.units[i].mention.is_none() && s.has(i + 1, core.alone) && !(i > 0 && s.has(i - 1, core.in_)));
        let alone = if s.classes.has(core.alone) { (a..at).rev().take_while(|i| !s.has(*i, core.count)).take(8).find_map(nation) } else { None };
        if let Some(c) = alone {
            return Some(c.to_owned());
        }
    }
    if s.classes.has(core.suffixed) && back(5).any(|i| s.has(i, core.suffixed)) {
        return back(10).find_map(|i| s.value(lexicon, i, core.country)).map(str::to_owned);
    }
    None
}

/// Whose forces are counted: the state named last before the figure, itself or by its people or a town that stands for it,
/// when it is no place where they are.
pub fn sender(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    state_before(lexicon, s, s.clause(at).0, at)
}

/// The state named last between two units.
fn state_before(lexicon: &Lexicon, s: &SentenceView, from: usize, at: usize) -> Option<String> {
    let core = &lexicon.core;
    for i in (from..at).rev() {
        if s.has(i, core.count) && s.has(i, core.n_person) {
            return None;
        }
        if s.units[i].mention.is_some() {
            continue;
        }
        // "Türkiye Somali'ye 500 asker gönderdi": a state in another case sends nobody
        if s.is_ending(i + 1) && !s.has(i + 1, core.possessive) {
            continue;
        }
        let id = s.value(lexicon, i, core.country).or_else(|| s.value(lexicon, i, core.nationality)).or_else(|| s.value(lexicon, i, core.place));
        if let Some(id) = id
            && !(i.saturating_sub(2)..i).any(|j| s.has(j, core.in_) || s.has(j, core.to))
        {
            return lexicon.world.country(id);
        }
    }
    None
}

/// Whether the place at `i` is where somebody sits: "the Observatory, which is based in Britain, counts".
pub(super) fn seated(lexicon: &Lexicon, s: &SentenceView, i: usize) -> bool {
    let seated = lexicon.core.seated;
    s.classes.has(seated) && (i.saturating_sub(3)..i).any(|j| s.has(j, seated))
}

/// The place a figure is given for: the nearest place named with "in" around it, but none that says where its `speaker` sits.
pub fn place(lexicon: &Lexicon, s: &SentenceView, at: usize, speaker: Option<Span>) -> Option<String> {
    let core = &lexicon.core;
    // "Al Haouz (1,684) and Taroudant (980)"
    if let Some(p) = bracketed(lexicon, s, at).or_else(|| own_toll(lexicon, s, at)).or_else(|| listed::place(lexicon, s, at)) {
        return Some(p);
    }
    if !s.has_any(&[core.in_, core.from, core.accounts, core.other_parts]) {
        return None;
    }
    // "in the capital", which no name follows
    let known = |i: usize| [core.place, core.country, core.nationality].iter().any(|c| s.has(i, *c));
    let capital = |i: usize| (s.has(i, core.the_capital) && (s.definite[i] || lexicon.packs[s.pack].file.capitals) && !(i + 1..i + 4).any(known)).then_some(THE_CAPITAL);
    let is_place = |i: usize| -> Option<&str> {
        if ![core.place, core.country, core.the_capital].iter().any(|c| s.has(i, *c)) {
            return None;
        }
        // "the ambulance service in Tripoli counted 2,300 dead"
        if s.units[i].mention.is_some() || agency(lexicon, s, i) || speaker.is_some_and(|p| p.start < s.units[i].span.start && s.units[i].span.end <= p.end) {
            return None;
        }
        s.value(lexicon, i, core.place).or_else(|| s.value(lexicon, i, core.country)).or_else(|| capital(i))
    };
    // where endings stand behind names: "Sinop 'un Ayancık ilçesinde", "İzmir 'de"
    let behind = !lexicon.packs[s.pack].file.apostrophe_endings.is_empty();
    let led = |i: usize| -> bool {
        if behind {
            return !seated(lexicon, s, i) && s.has(i + 1, core.in_);
        }
        // "in Baghdad", "in the city of Kant"
        let before = || (i.saturating_sub(4)..i).rev().take_while(|j| !s.has(*j, core.clause) && !s.has(*j, core.comma) && !s.has(*j, core.count)).filter(|j| s.has(*j, core.in_));
        // "at a hall outside Moscow" tells where it happened, and narrows no figure; "the ministry in Baghdad said": the place belongs to the speaker
        !seated(lexicon, s, i)
            && !before().next().is_some_and(|j| s.has(j, core.near))
            && before().any(|j| !(j > 0 && [core.source, core.office, core.org, core.say].iter().any(|c| s.has(j - 1, *c))))
    };
    // a place in no list still narrows: "eleven in Erati district"
    let unlisted = |i: usize| {
        let capitals = lexicon.packs[s.pack].file.capitals;
        let led = || i > 0 && (s.has(i - 1, core.in_) || i > 1 && s.has(i - 1, core.article) && s.has(i - 2, core.in_));
        (capitals && s.has(i, core.word) && s.capital[i] && if behind { s.has(i + 1, core.in_) } else { led() }).then(|| format!("?{}", s.folded[i]))
    };
    // "573 in the capital and 79 in Moundou": a name in no list stands as the place before it does
    let parallel = s.has(at, core.n_bare) && s.has(at + 1, core.in_) && s.has(at + 2, core.word) && !s.definite[at + 2] && {
        let before = (at.saturating_sub(8)..at).rev().find(|j| s.has(*j, core.count));
        before.is_some_and(|p| (p + 1..at).any(|j| is_place(j).is_some() && led(j)))
    };
    if parallel {
        return Some(format!("?{}", s.folded[at + 2]));
    }
    // "402 in Sindh, 258 in Punjab; 71 died elsewhere"
    let rest = (at + 1..s.units.len().min(at + 6)).take_while(|i| ![core.clause, core.count, core.comma].iter().any(|c| s.has(*i, *c))).any(|i| s.has(i, core.other_parts));
    if s.classes.has(core.other_parts) && rest {
        return Some(ELSEWHERE.to_owned());
    }
    // behind the figure, up to the next figure, comma or end of clause
    let mut found: Option<&str> = None;
    // where no place is named, only what no list knows is looked for
    let placed = s.has_any(&[core.place, core.country, core.the_capital]);
    for i in at + 1..if placed { s.units.len().min(at + 10) } else { 0 } {
        if s.has(i, core.clause) || s.has(i, core.count) || s.has(i, core.comma) || s.has(i, core.cue) && i > at + 3 {
            break;
        }
        if let Some(id) = is_place(i)
            && led(i)
        {
            // "in Sadr City, east of the capital": the first, unless what follows lies within it
            match found {
                Some(f) if lexicon.world.is_within(id, f) && id != f => found = Some(id),
                None => found = Some(id),
                _ => {}
            }
        }
    }
    if found.is_none()
        && let Some(id) = (at + 1..s.units.len().min(at + 6)).take_while(|i| ![core.clause, core.count, core.comma].iter().any(|c| s.has(*i, *c))).find_map(unlisted)
    {
        return Some(id);
    }
    // "more than 56,000 in Turkey and Syria": of neither alone
    if found.is_none() {
        let near = (at + 1..s.units.len().min(at + 7)).take_while(|i| ![core.clause, core.count, core.comma].iter().any(|c| s.has(*i, *c)));
        let several = near.into_iter().find_map(|i| match s.units[i].mention.map(|m| &s.mentions[m].value) {
            Some(MentionValue::Set(set, _)) if led(i) && set.members.iter().all(|m| lexicon.world.find(m).is_some()) => Some(set),
            _ => None,
        });
        if let Some(set) = several {
            return Some(format!("?{}", set.members.iter().map(String::as_str).collect::<Vec<_>>().join("+")));
        }
    }
    let (a, _) = s.clause(at);
    // "3,000 from Bayda", "21 of the victims were from Puri": of towns; whose citizens they are is told of countries
    if found.is_none() && s.units[at].mention.is_some() {
        let town = |i: usize| s.has(i, core.from) && s.has(i + 1, core.place) && !s.has(i + 1, core.country) && !s.has(i + 2, core.to);
        let near = (at + 1..s.units.len().min(at + 4)).take_while(|i| ![core.clause, core.count, core.comma, core.cue].iter().any(|c| s.has(*i, *c)));
        found = near.into_iter().find(|i| town(*i)).and_then(|i| is_place(i + 1));
    }
    // "Puri alone accounted for 39"
    if found.is_none() {
        let verb = (a.max(at.saturating_sub(6))..at).rev().take_while(|i| !s.has(*i, core.count) && !s.has(*i, core.comma)).find(|i| s.has(*i, core.accounts));
        let capitals = lexicon.packs[s.pack].file.capitals;
        // «وتأتي بايبورتا في المقدمة بـ62 قتيلا»: where the verb leads, the place stands behind it
        let led_by = |v: usize| (v + 1..(v + 3).min(at)).filter(|_| !capitals).find_map(is_place);
        found = verb.and_then(|v| (v.saturating_sub(3).max(a)..v).rev().find_map(is_place).or_else(|| led_by(v)));
        // "l'île d'Anjouan déplore 85 morts": a place that no list knows, behind the word that tells what it is
        let thing = |v: usize| v > a + 2 && s.has(v - 2, core.of) && s.value(lexicon, v - 3, core.thing).is_some_and(|t| crate::mention::PLACES.contains(&t));
        if let Some(v) = verb.filter(|v| capitals && found.is_none() && thing(*v) && s.has(*v - 1, core.word) && s.capital[*v - 1]) {
            return Some(format!("?{}", s.folded[v - 1]));
        }
    }
    // "In Kisumu alone 90 had died, when the overall toll stood at 658": of everywhere
    if found.is_none() && s.classes.has(core.overall) && (a..at).rev().take(OVERALL).take_while(|i| !s.has(*i, core.count)).any(|i| whole_toll(lexicon, s, i)) {
        return None;
    }
    // before it, up to the figure before, or to that before it where the two are told as one: "near Toukh, with 11 dead and 98 hurt"
    let mut last = at;
    for i in (if placed { a } else { at }..at).rev() {
        let beside = || last == at && (i + 1..at).any(|j| s.has(j, core.and)) && (i + 1..at).all(|j| s.has(j, core.and) || s.has(j, core.modifier));
        if found.is_some() || s.has(i, core.count) && !beside() {
            break;
        }
        if s.has(i, core.count) {
            last = i;
        }
        found = is_place(i).filter(|_| led(i));
    }
    // "in the village of Tafeghaghte 90 people were killed", «في قرية تافغاغت»: a name in no list, behind the word that tells what it is
    if found.is_none() {
        let ahead = (at + 1..s.units.len().min(at + VILLAGE)).take_while(|i| ![core.clause, core.count, core.comma].iter().any(|c| s.has(*i, *c)));
        let back = (a.max(at.saturating_sub(VILLAGE))..at).rev().take_while(|i| !s.has(*i, core.count));
        if let Some(p) = back.chain(ahead).find_map(|i| village(lexicon, s, i)) {
            return Some(p);
        }
    }
    // a place that opens the clause holds for all of it: "In Baghdad alone 107 civilians and four policemen were killed"
    if found.is_none() && placed {
        found = (a..(a + 6).min(at)).take_while(|i| !s.has(*i, core.count)).find_map(|i| is_place(i).filter(|_| led(i)));
    }
    // "In Cachar, 14 people died"
    if found.is_none() && at > a + 2 && s.has(a, core.in_) {
        let end = (a + 2..at.min(a + 4)).find(|j| s.has(*j, core.comma));
        let alone = |e: usize| (e + 1..at).all(|j| [core.modifier, core.article, core.comma].iter().any(|c| s.has(j, *c)));
        if let Some(id) = end.filter(|e| alone(*e)).and_then(|_| unlisted(a + 1)) {
            return Some(id);
        }
    }
    found.map(str::to_owned)
}

/// Most units between a figure and the village that it is told for.
const VILLAGE: usize = 9;

/// A village that no list knows, by its name behind the word for it and "in".
fn village(lexicon: &Lexicon, s: &SentenceView, i: usize) -> Option<String> {
    let core = &lexicon.core;
    let told = if lexicon.packs[s.pack].file.capitals {
        let thing = |j: usize| s.value(lexicon, j, core.thing).is_some_and(|t| crate::mention::PLACES.contains(&t)) && s.units[j].mention.is_none();
        // "village of" as one
        let one = || lexicon.classes.get("population/country").is_some_and(|c| s.has(i - 1, c));
        let two = || s.has(i - 1, core.of) && thing(i - 2);
        i > 2 && s.capital[i] && (one() || two()) && (i.saturating_sub(5)..i - 1).any(|j| s.has(j, core.in_))
    } else {
        i > 1 && !s.definite[i] && s.has(i - 1, core.one_locality) && !s.definite[i - 1] && s.has(i - 2, core.in_)
    };
    let name = || s.has(i, core.word) && s.units[i].mention.is_none() && s.entity(lexicon, i, true).is_none();
    (told && name()).then(|| format!("?{}", s.folded[i]))
}

/// Most units from a figure back to whose it is: "Syria's death toll has meanwhile risen to 3,574".
const OWN_TOLL: usize = 9;

/// The country whose toll a figure is: "Syria's toll stands at 3,574".
fn own_toll(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    if !s.has_any(&[core.reach, core.be]) || !s.has_any(&[core.country, core.place]) {
        return None;
    }
    let from = at.saturating_sub(OWN_TOLL).max(s.clause(at).0);
    let reached = (from..at).rev().take_while(|j| !s.has(*j, core.count) && !s.has(*j, core.comma)).find(|j| s.has(*j, core.reach) || s.has(*j, core.be))?;
    let owner = |j: &usize| s.has(*j + 1, core.possessive) || lexicon.packs[s.pack].possessor(&s.folded[*j]).is_some();
    let j = (from..reached).rev().take_while(|j| !s.has(*j, core.count) && !s.has(*j, core.comma)).find(|j| s.has(*j, core.country) || s.has(*j, core.place))?;
    // what a country's ministry says is told by more words than its toll
    let toll = (j + 1..reached).filter(|k| !s.has(*k, core.possessive)).all(|k| [core.cue, core.number_of, core.toll_of, core.adjective, core.have].iter().any(|c| s.has(k, *c)));
    let place = || s.value(lexicon, j, core.country).or_else(|| s.value(lexicon, j, core.place)).map(str::to_owned);
    (owner(&j) && reached > j + 1 && toll).then(place).flatten()
}

/// The place right before a bracket that holds nothing but the figure.
fn bracketed(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    // "the president (81 years)" counts nobody there
    let before = at.checked_sub(2).filter(|i| s.has(at, core.count) && s.has(at - 1, core.open) && s.has(at + 1, core.close) && s.units[*i].mention.is_none())?;
    let known = s.value(lexicon, before, core.place).or_else(|| s.value(lexicon, before, core.country)).map(str::to_owned);
    // "Ahmed al-Tayeb (54), the minister": the last word of a name
    if known.is_none() && before > 0 && (s.has(before - 1, core.name_part) || s.has(before - 1, core.given_name)) {
        return None;
    }
    known.or_else(|| s.has(before, core.word).then(|| format!("?{}", s.folded[before])))
}

/// Whether a unit stands in the brackets of a dateline: "KUWAIT (Gulf News) -", where no place is meant.
fn agency(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    let open = (at.saturating_sub(4)..at).rev().find(|j| s.has(*j, core.open) || s.has(*j, core.quote));
    let close = (at + 1..at + 5).find(|j| s.has(*j, core.close) || s.has(*j, core.quote));
    open.is_some_and(|o| o <= DATELINE) && close.is_some_and(|c| s.has(c + 1, core.dash) || s.has(c + 1, core.colon))
}

/// Most units before the brackets of a dateline.
const DATELINE: usize = 6;

/// The day a figure stands for: a day that the report of it names ("the toll stood at 54 on Wednesday", "said on Saturday
/// that 99 had died"), else the day of publication. The day of the event itself is no such day.
pub fn as_of(lexicon: &Lexicon, s: &SentenceView, doc: &Document, kind: &Kind, at: usize) -> (Option<Date>, bool) {
    let core = &lexicon.core;
    let Some(published) = doc.published else {
        return (None, false);
    };
    // what a chronology tells stood on the day of its entry, but for tolls, which it knows to the end
    if let Some(day) = s.day.filter(|_| kind.growth != Growth::Cumulative) {
        return (Some(day), true);
    }
    if !s.classes.has(core.date) {
        return (Some(published), false);
    }
    let (a, b) = s.clause(at);
    let mut best: Option<(usize, Date)> = None;
    for i in a..b {
        let Some(m) = s.units[i].mention else { continue };
        let MentionValue::Date(d) = &s.mentions[m].value else { continue };
        let Some(day) = d.start.as_day() else { continue };
        let age = published.since(day).map_or(999, |s| s.get_days());
        let since = s.has(i.wrapping_sub(1), core.since) || lexicon.packs[s.pack].file.verb_last && (i + 1..i + 3).any(|j| s.has(j, core.since));
        if !(0..=if d.relative { 12 } else { 75 }).contains(&age) || since {
            continue;
        }
        // another figure between them: the day belongs to that one
        if (i.min(at) + 1..i.max(at)).any(|j| s.has(j, core.count)) {
            continue;
        }
        let labelled = i < at && (i + 1..at).any(|j| s.has(j, core.colon));
        let reports = |c| s.has(c, core.as_of) || s.has(c, core.say) || s.has(c, core.reach) || s.has(c, core.superseded) || s.has(c, core.number_of);
        // "on Monday, police said": they say of that day, and need not have said it then
        let behind_it = (i + 1..(i + 4).min(b)).take_while(|j| !s.has(*j, core.comma));
        let told = (i.saturating_sub(4)..i).chain(behind_it).any(reports) || (at.saturating_sub(4)..at).any(reports) && i > at && i - at <= 3;
        let had = (a..at).any(|j| s.has(j, core.had) || s.has(j, core.say));
        let behind = i > at && i - at <= 2 && (s.has(at, core.n_bare) || had) && d.relative;
        let begins = (i.saturating_sub(3)..i).any(|j| s.has(j, core.event) || s.has(j, core.cue) && j != at);
        // "le 31 janvier, la police avait compté 1,27 million de manifestants": the day that opens the clause of what had been then
        let opens = kind.growth != Growth::Cumulative && d.start.as_day().is_some() && i < at && i <= a + 2 && (i + 1..at).any(|j| s.has(j, core.had));
        let distance = i.abs_diff(at);
        if (told && !begins || labelled || behind || opens) && best.is_none_or(|b| distance < b.0) {
            best = Some((distance, day));
        }
    }
    match best {
        Some((_, day)) => (Some(day), true),
        None => (Some(published), false),
    }
}

/// How a claim is put forward, from the cues before its value in the clause, and from a word behind it that nobody has checked it.
pub fn modality(lexicon: &Lexicon, s: &SentenceView, kind: &Kind, at: usize, told: Range<usize>) -> Modality {
    let core = &lexicon.core;
    // "the figure of 5,000 comes from village heads and has not been verified"
    let unverified = s.classes.has(core.unverified) && (at + 1..s.units.len()).take_while(|i| !s.has(*i, core.count)).any(|i| s.has(i, core.unverified));
    if unverified {
        return Modality::Doubted;
    }
    if !s.has_any(&[core.deny, core.future, core.plan, core.fear, core.doubt, core.to_come, core.may]) {
        return Modality::Asserted;
    }
    let from = told.start.min(at);
    // "the crash claimed 358 lives": what an event does is no claim of anybody's
    let of_event = |i: usize| {
        let stops = [core.clause, core.comma, core.count, core.say, core.according];
        i >= from && (i.saturating_sub(OF_EVENT)..i).rev().take_while(|j| !stops.iter().any(|c| s.has(*j, *c))).any(|j| s.has(j, core.event))
    };
    let mut out = Modality::Asserted;
    // the match itself and what leads to it
    // «این ادعا را تکذیب کرد و گفت هفت سرباز کشته شده‌اند»: where the verb stands last, what comes behind the next one is told anew
    let told_last = lexicon.packs[s.pack].told_last();
    let anew = |i: usize| told_last && s.has(i, core.say) && !s.has(i, core.deny) && !s.has(i, core.plan);
    let lead = (0..from).rev().take_while(|i| !s.has(*i, core.clause) && !s.has(*i, core.count) && !anew(*i)).take(12);
    for i in (from..at).chain(lead) {
        if s.has(i, core.deny) {
            return Modality::Denied;
        }
        if i < from && (i + 7 < at || (i..from).any(|j| s.has(j, core.comma))) {
            continue;
        }
        if s.has(i, core.future) || s.has(i, core.plan) {
            out = Modality::Planned;
        } else if s.has(i, core.fear) && out == Modality::Asserted && i + 5 >= from {
            out = Modality::Feared;
        } else if s.has(i, core.doubt) && !(i >= from && s.has(i, core.cue) || of_event(i)) && out == Modality::Asserted && i + 5 >= from {
            out = Modality::Doubted;
        }
    }
    if out == Modality::Asserted && (s.classes.has(core.to_come) || s.classes.has(core.may)) && yet_to_come(lexicon, s, at) {
        out = Modality::Feared;
    }
    // where the verb stands last, so does what tells how it is meant: "12 kişinin öldüğü iddia edildi"
    if lexicon.packs[s.pack].file.verb_last && (out == Modality::Asserted || told_last && out == Modality::Doubted) {
        let stop = |i: usize| [core.clause, core.count, core.comma].iter().any(|c| s.has(i, *c));
        let meant = |i: usize| match () {
            () if s.has(i, core.deny) => Some(Modality::Denied),
            () if s.has(i, core.future) || s.has(i, core.plan) => Some(Modality::Planned),
            () if s.has(i, core.fear) => Some(Modality::Feared),
            () if s.has(i, core.doubt) => Some(Modality::Doubted),
            () => None,
        };
        out = (at + 1..s.units.len().min(at + VERB_LAST)).take_while(|i| !stop(*i)).find_map(meant).unwrap_or(out);
    }
    // "the other 26 are presumed to have died": the verb that says so stands behind the figure
    if out == Modality::Asserted && kind.counts_people_up() && (at + 1..told.end).any(|i| s.has(i, core.fear)) {
        out = Modality::Feared;
    }
    out
}

/// Whether a figure is what somebody expects it to come to: "put the final toll at what would be 8,000 to 12,000", "may reach 2,000". The verb in
/// that mood stands right behind the word for "may", or behind the "that" of a verb of expecting.
fn yet_to_come(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    let stops = [core.clause, core.comma, core.count, core.quote];
    let near = |to: usize| (to.saturating_sub(YET_TO_COME)..to).rev().take_while(|j| !stops.iter().any(|c| s.has(*j, *c)));
    // «قد يتراوح بين 18 ألفا و20 ألفا»: the verb belongs to the range
    let range = at > 0 && s.has(at - 1, core.may);
    range
        || near(at).filter(|v| s.has(*v, core.to_come)).any(|v| {
            let led = |c| v > 0 && s.has(v - 1, c);
            led(core.may) || led(core.that) && near(v - 1).any(|j| s.has(j, core.expects))
        })
}

/// Most units from what is expected to the verb that leads to it, and from that to the verb of expecting.
const YET_TO_COME: usize = 8;

/// Most units from an event to the verb that tells what it did.
const OF_EVENT: usize = 7;

/// Most units from a figure to the verb that ends its clause.
const VERB_LAST: usize = 5;

/// Whether the words before a value say that it was given up.
pub fn superseded(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    s.classes.has(core.superseded)
        && (0..at).rev().take_while(|i| !s.has(*i, core.clause) && !s.has(*i, core.count) && !s.has(*i, core.comma)).take(8).any(|i| s.has(i, core.superseded))
}

/// Whether a value is the first end of a change, "cut the toll from 11,300 to 3,958": it stood until then.
pub fn changed_from(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    if !s.classes.has(core.to) {
        return false;
    }
    let gap = |i: &usize| ![core.clause, core.comma, core.and, core.or].iter().any(|c| s.has(*i, *c));
    let other = (at + 1..s.units.len().min(at + CHANGE)).take_while(gap).find(|i| s.has(*i, core.count));
    s.led(lexicon, at, |j| s.leads_from(lexicon, j)) && other.is_some_and(|o| s.led(lexicon, o, |j| s.has(j, core.to)))
}

/// Most units between the two ends of a change.
const CHANGE: usize = 6;

/// Whether the words behind a value say that it was wrong or has been corrected, before another figure comes.
pub fn corrected(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    // "lowered the toll to 86 after bodies had been counted twice": what it was corrected to
    let result = (at.saturating_sub(2)..at).any(|i| s.has(i, core.to));
    // «لخفض التكاليف»: what it is for
    let aim = |i: usize| s.split[i] && s.has(i - 1, core.to);
    s.classes.has(core.corrected)
        && !result
        && (at + 1..s.units.len())
            .take_while(|i| !s.has(*i, core.clause) && !s.has(*i, core.count))
            .take(16)
            .any(|i| s.has(i, core.corrected) && !s.has(i - 1, core.after) && !aim(i))
}

/// Whether a value comes as a correction of one told before: "there had been a counting mistake and 164 had survived".
pub fn corrects(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    s.classes.has(core.corrected) && (0..at).rev().take(14).take_while(|i| !s.has(*i, core.count)).any(|i| s.has(i, core.corrected))
}

/// Whether a figure is told for the whole country or a whole season, wider than the event at hand.
pub fn reach_of(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    let here = |class| s.classes.has(class).then_some(class);
    let (of, over) = (here(core.reach_of), here(core.reach_across));
    if of.is_none() && over.is_none() {
        return None;
    }
    let (a, b) = s.clause(at);
    let from = (a..at).rev().take_while(|i| !s.has(*i, core.count)).take(10);
    let to = (at + 1..b).take_while(|i| !s.has(*i, core.count) && !s.has(*i, core.comma)).take(8);
    // "across Sudan", of a country by name
    let across = |i: usize| (over.is_some_and(|c| s.has(i, c)) && (i + 1..i + 3).any(|j| s.has(j, core.country))).then_some(NATIONWIDE);
    from.chain(to).filter(|i| !s.has(*i, core.possessive)).find_map(|i| of.and_then(|c| s.value(lexicon, i, c)).or_else(|| across(i))).map(str::to_owned)
}

/// Marks a qualifier that tells what some are held for, beside what the story tells of.
pub const CHARGE: &str = "for_";

/// What those counted are held for, where it is a crime beside the story's own: looting in a flood, curfew broken in a siege.
pub fn side_charge(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    if !s.classes.has(core.side_charge) {
        return None;
    }
    let (a, b) = s.clause(at);
    let behind = (at + 1..b).take_while(|i| !s.has(*i, core.count)).take(CHARGED);
    let before = (a..at).rev().take_while(|i| !s.has(*i, core.count)).take(CHARGED);
    behind.chain(before).find_map(|i| s.value(lexicon, i, core.side_charge)).map(|c| format!("{CHARGE}{c}"))
}

/// Most units between a figure and what those counted are held for.
const CHARGED: usize = 9;

/// Tells those whom a court keeps in custody, a stage behind that of those whom the police hold.
pub const REMANDED: &str = "remanded";

/// Whether those counted are held by order of a court: told by what the figure was read with, or right beside it.
pub fn remanded(lexicon: &Lexicon, s: &SentenceView, at: usize, (start, end): (usize, usize)) -> bool {
    let core = &lexicon.core;
    let pack = &lexicon.packs[s.pack];
    // "взяты под стражу": a phrase that another row has as one
    let told = |j: usize| s.has(j, core.remanded) || s.folded[j].contains(' ') && s.folded[j].split(' ').any(|w| pack.knows(w, core.remanded));
    let (a, b) = s.clause(at);
    // what stands behind a comma or beside another figure is told of others: "11 were detained, three of them sent to jail"
    let stops = |j: &usize| !s.has(*j, core.count) && !s.has(*j, core.comma);
    let before = (a..at).rev().take_while(stops).take(at.saturating_sub(start).max(STAGE));
    let behind = (at + 1..b).take_while(stops).take(end.saturating_sub(at).max(STAGE));
    told(at) || before.chain(behind).any(told)
}

/// Most units from what was read to the word for the stage.
const STAGE: usize = 4;

/// Whether "overall" or a word like it stands beside a word for a toll.
fn whole_toll(lexicon: &Lexicon, s: &SentenceView, i: usize) -> bool {
    let core = &lexicon.core;
    let toll = |j: usize| s.units.get(j).is_some_and(|u| u.mention.is_none()) && [core.cue, core.figure_cue, core.number_of, core.reach].iter().any(|c| s.has(j, *c));
    s.has(i, core.overall) && (toll(i + 1) || i > 0 && toll(i - 1))
}

/// Most units from a word that says a toll is of everywhere to its figure.
const OVERALL: usize = 6;

/// The population of people told by the state that they are of.
const NATIONALS: &str = "nationals";

/// The place of what is counted beside that of places named.
const ELSEWHERE: &str = "?elsewhere";

/// A place that is told as the capital only, until the text's country is known.
pub const THE_CAPITAL: &str = "!capital";

/// How far a figure reaches that is told for a whole country.
pub const NATIONWIDE: &str = "nationwide";

/// How far a figure reaches that is told for a whole season or year.
pub const SEASON: &str = "season";

/// The country an entity lies in, when it is a place or country.
pub fn country_of(lexicon: &Lexicon, id: &str) -> Option<String> {
    let e = lexicon.world.get(lexicon.world.find(id)?);
    if e.class == EntityClass::Org { None } else { lexicon.world.country(id) }
}
