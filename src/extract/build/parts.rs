//! Figures that are parts of others: each is tied to its whole.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::choice::Choice;
use super::evacuators;
use crate::claim::{Claim, ClaimId, Modality, Role, Topic};
use crate::extract::scope::SOME;
use crate::extract::view::{SentenceView, View};
use crate::lexicon::{Growth, KindId, Lexicon, SubjectType};
use crate::source::Zone;

/// What is counted of a body.
const MEMBER: &str = "member";

/// People who are counted, nothing being said of what they do.
const COUNTED: &str = "participants.counted";
/// People of whom it is said that they took part, or were aboard.
const TAKING_PART: &str = "participants";

/// People who serve, whatever befell them.
const SERVING: &str = "personnel";

/// Whether a kind counts people and says nothing of what befell them.
pub(in crate::extract) fn is_plain(lexicon: &Lexicon, kind: KindId) -> bool {
    [COUNTED, SERVING].contains(&lexicon.tables.kind(kind).id.as_str())
}

/// Most bytes between a part and the whole right behind it, "of the".
const OF_THE: u32 = 16;

/// Ties a part to the figure it is a part of: the last whole of its kind in the sentence, or of the sentence before.
/// `ahead`: in a language that tells parts before their wholes, the next whole behind it in its sentence goes first.
pub(super) fn tie_parts(lexicon: &Lexicon, claims: &mut [Claim], from: usize, ahead: bool) {
    // "32 heads of state turned up, 36 of them from Africa": people who are counted, of whom the sentence says what they did
    for i in from + 1..claims.len() {
        let (c, w) = (&claims[i], &claims[i - 1]);
        let taking_part = || {
            let (counted, part) = (&lexicon.tables.kind(c.kind).id, &lexicon.tables.kind(w.kind).id);
            (w.who.population == c.who.population || c.who.population == "all") && counted == COUNTED && part == TAKING_PART
        };
        // "7,543 are held, 6,038 of them soldiers": soldiers who are held
        let befallen = || is_plain(lexicon, c.kind) && lexicon.tables.kind(w.kind).befalls_people() && c.least() <= w.least().map(|n| n * Decimal::TWO);
        if c.role == Role::Part && w.sentence == c.sentence && w.role == Role::Whole && (taking_part() || befallen()) {
            claims[i].kind = claims[i - 1].kind;
            claims[i].topic = claims[i - 1].topic.clone();
        }
    }
    for i in from..claims.len() {
        if claims[i].role != Role::Part || claims[i].part_of.is_some() {
            continue;
        }
        let (kind, sentence) = (claims[i].kind, claims[i].sentence);
        // "229 of the 230 passengers": the whole stands right behind
        let behind = |w: &&Claim| {
            let c = &claims[i];
            let near = w.span.start >= c.span.end && w.span.start - c.span.end <= OF_THE;
            w.kind == kind && w.sentence == sentence && w.role == Role::Whole && near && w.who == c.who && w.most() > c.most() && lexicon.tables.kind(kind).growth == Growth::Fixed
        };
        if claims.get(i + 1).filter(behind).is_some() {
            claims[i].part_of = Some(ClaimId(i as u32 + 1));
            // they are none of those whom others count
            claims[i].who.qualifier.get_or_insert_with(|| SOME.to_owned());
            continue;
        }
        // members are counted as they are, and still some of them can be told
        let of_body = claims[i].value.quantity().is_some_and(|q| q.unit == MEMBER);
        if !(lexicon.tables.kind(kind).additive || of_body) {
            continue;
        }
        let part = &claims[i];
        // "31 were unloaded in Kochi, 23 of them from Kerala"
        let around = |c: &Claim, p: &str| c.place.as_deref().is_some_and(|w| lexicon.world.is_within(w, p));
        // who holds the part: "a soldier died ...; that is 102 women" is no part of the soldier
        let holds = |c: &Claim| {
            let (p, q) = (&part.who.population, &c.who.population);
            // "eight Italians" are none of the crew that the sentence before told last
            (lexicon.tables.is_part(p, q) || c.sentence == sentence && lexicon.tables.is_part(q, p))
                && (c.who.nationality.is_none() || c.who.nationality == part.who.nationality)
                && (c.place.is_none() || c.place == part.place || c.sentence == sentence && part.place.as_ref().is_none_or(|p| around(c, p)))
        };
        let told = |c: &Claim| c.kind == kind && c.sentence + 1 >= sentence && c.role != Role::Part && c.role != Role::Superseded && c.modality == part.modality;
        // "20 dead since one of the injured died, 21 of them women": of all, not of the one who came last
        let outgrown = |c: &Claim| c.role == Role::Increment && part.least() > c.least();
        let whole = claims[..i].iter().rposition(|c| told(c) && holds(c) && !outgrown(c));
        // "an earlier count had been 90, 47 of them civilians": of a figure given up, where the sentence has no other
        let given_up = |c: &Claim| c.kind == kind && c.sentence == sentence && c.role == Role::Superseded && c.modality == part.modality;
        let beside = whole.is_some_and(|w| claims[w].sentence == sentence);
        let whole = if beside { whole } else { claims[..i].iter().rposition(|c| given_up(c) && holds(c)).or(whole) };
        // "twenty experts, among them 23 gendarmes": whoever they are, of those told right before
        let whole =
            whole.or_else(|| i.checked_sub(1).filter(|w| lexicon.tables.kind(kind).subject == SubjectType::Descriptor && claims[*w].sentence == sentence && told(&claims[*w])));
        let apart = |c: &Claim| lexicon.tables.are_disjoint(&part.who.population, &c.who.population) || part.who.nationality.is_some() && c.who.nationality.is_some();
        // "killed 10 civilians, including 17 children": of the one group that the sentence has told so
        let alone = || {
            let mut told_here = claims[..i].iter().enumerate().rev().take_while(|(_, c)| c.sentence == sentence && c.doc == part.doc).filter(|(_, c)| told(c));
            let (w, c) = told_here.next()?;
            (told_here.next().is_none() && !apart(c) && (c.place == part.place || part.place.is_none())).then_some(w)
        };
        // "the bodies of 74 Egyptians, among them 87 from one village": of those told right before, though they are a part themselves
        let before = |c: &Claim| c.kind == kind && c.sentence == sentence && c.modality == part.modality && c.role == Role::Part && c.part_of.is_none() && !apart(c);
        let right_before = || i.checked_sub(1).filter(|w| before(&claims[*w]));
        let whole = whole.or_else(alone).or_else(right_before);
        // "3'ü çocuk 12 kişi öldü"
        let greater = |c: &Claim| c.sentence == sentence && c.doc == part.doc && told(c) && holds(c) && part.least() < c.least();
        let behind = || claims[i + 1..].iter().position(greater).map(|n| i + 1 + n);
        let whole = if ahead && !beside { behind().or(whole) } else { whole };
        if let Some(w) = whole {
            claims[i].part_of = Some(ClaimId(w as u32));
            // "nineteen perished at base camp, ten of them guides": some of those there, not all
            if claims[i].who == claims[w].who && claims[i].place == claims[w].place && claims[w].sentence == sentence && claims[i].who.population == "all" {
                claims[i].who.qualifier.get_or_insert_with(|| SOME.into());
            }
            // a part is of the day of its whole
            if claims[w].sentence == sentence && claims[w].dated && !claims[i].dated {
                (claims[i].as_of, claims[i].dated) = (claims[w].as_of, true);
            }
            // what is recalled is recalled with its parts
            if claims[w].sentence == sentence && matches!(&claims[w].topic, Topic::Event(h) if h.background) {
                claims[i].topic = claims[w].topic.clone();
            }
        }
    }
    beside(claims, from);
}

/// "Ninety dead, 47 civilians, 41 officers and two soldiers, besides 104 plotters": what is told behind parts that already make up
/// the whole stands beside it.
fn beside(claims: &mut [Claim], from: usize) {
    let wholes: BTreeSet<ClaimId> = claims[from..].iter().filter_map(|c| c.part_of).collect();
    for w in wholes {
        let Some(whole) = claims.get(w.0 as usize) else { continue };
        let (Some(total), sentence) = (whole.point(), whole.sentence) else { continue };
        let mut sum = Decimal::ZERO;
        let mut complete = None;
        for i in (from..claims.len()).filter(|i| claims[*i].part_of == Some(w) && claims[*i].sentence == sentence) {
            let Some(n) = claims[i].point() else { break };
            sum += n;
            complete = complete.or((sum == total && n < total).then_some(i));
        }
        let Some(last) = complete else { continue };
        for c in claims[last + 1..].iter_mut().filter(|c| c.part_of == Some(w) && c.sentence == sentence) {
            (c.role, c.part_of) = (Role::Whole, None);
        }
    }
}

/// "152 were hurt, of whom 107 are in hospital": part of the hurt, and all who are in hospital.
pub(super) fn own_wholes(lexicon: &Lexicon, claims: &mut [Claim]) {
    for i in 0..claims.len() {
        let c = &claims[i];
        let of_another = |k: KindId| lexicon.tables.kind(k).id.contains('.') && lexicon.tables.kind(k).growth == Growth::Level;
        if c.role != Role::Part || !of_another(c.kind) || c.who.population != "all" {
            continue;
        }
        let beside = |o: &Claim| o.kind == c.kind && o.sentence == c.sentence;
        if !claims[..i].iter().rev().take_while(|o| o.sentence + 1 >= c.sentence).any(beside) {
            claims[i].role = Role::Whole;
        }
    }
}

/// The group that "of them" is of: what the last figure before it counts, in its sentence or the one before.
pub(super) fn antecedent(lexicon: &Lexicon, view: &View, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    let noun = s.units[at].mention.and_then(|m| s.mentions[m].noun.as_ref());
    if !noun.is_some_and(|n| n.of_them && n.kind.is_none()) {
        return None;
    }
    // the last group told of, and whether a figure of people without one stands behind it
    let last = |s: &SentenceView, to: usize| {
        let found = (0..to).rev().find(|i| s.has(*i, core.count) && !s.has(*i, core.n_thing))?;
        let noun = s.units[found].mention.and_then(|m| s.mentions[m].noun.as_ref())?;
        Some(noun.population.clone().filter(|p| p != "all" && !noun.of_them))
    };
    last(s, at).or_else(|| {
        let before = view.right_before(s)?;
        last(before, before.units.len())
    })?
}

/// A part of a group whose own figure is of another kind counts that group: "Seven health workers fell ill. Four of them died".
/// `groups`: the groups that "of them" speaks of, by where the figures start.
pub(super) fn of_groups(claims: &mut [Claim], groups: &BTreeMap<u32, String>) {
    for c in claims.iter_mut().filter(|c| c.role == Role::Part && c.part_of.is_none() && c.who.population == "all" && c.who.nationality.is_none()) {
        if let Some(p) = groups.get(&c.span.start) {
            c.who.population.clone_from(p);
        }
    }
}

/// Whether people are told as found or brought out, which a search does bit by bit: "divers found five survivors on Tuesday".
pub(super) fn is_find(lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> bool {
    let core = &lexicon.core;
    let kind = lexicon.tables.kind(c.kind);
    let (a, b) = s.clause(c.unit);
    let found = |mut r: std::ops::Range<usize>| r.any(|j| s.has(j, core.found));
    kind.counts_people_up() && (found(c.unit.saturating_sub(10).max(a)..c.unit) || found(c.unit + 1..(c.unit + 6).min(b)))
}

/// A smaller count beside a greater one in its text is one of its parts: people found (`finds`, by where their figures start)
/// wherever they are told of; and, below the lead, what is not told as a toll itself ("one died in a hospital").
pub(super) fn lesser_counts(lexicon: &Lexicon, finds: &BTreeSet<u32>, claims: &mut [Claim]) {
    for i in 0..claims.len() {
        let c = &claims[i];
        let kind = lexicon.tables.kind(c.kind);
        let find = finds.contains(&c.span.start);
        // whom one state brought out is no part of whom another did
        if kind.id == evacuators::KIND || c.role != Role::Whole || c.sentence < 2 && !find || !kind.counts_people_up() || c.modality != Modality::Asserted {
            continue;
        }
        if c.derivation.tells_toll() {
            continue;
        }
        // "62 died in India, 18 in Tibet and four in Bangladesh": each of a state's own
        if spread_over_states(lexicon, claims, i) {
            continue;
        }
        // "a figure of 93 killed and 101 injured" is a count of its own
        // claims come in the order of their sentences
        let here = claims.partition_point(|o| o.sentence < c.sentence);
        if !find
            && claims[here..]
                .iter()
                .take_while(|o| o.sentence == c.sentence)
                .any(|o| o.doc == c.doc && o.kind != c.kind && o.role == Role::Whole && matches!(o.topic, Topic::Event(_)) && o.value.quantity().is_some())
        {
            continue;
        }
        let Some(max) = c.most() else { continue };
        let background = |c: &Claim| matches!(&c.topic, Topic::Event(h) if h.background);
        let whole = claims.iter().enumerate().take(if find { claims.len() } else { i }).position(|(n, w)| {
            w.kind == c.kind
                && n != i
                && w.role == Role::Whole
                && (find || w.sentence + 1 < c.sentence)
                && !background(w)
                && !background(c)
                && w.who.nationality.is_none()
                && (lexicon.tables.is_part(&c.who.population, &w.who.population) || find && kind.last && c.who.population == "all")
                && w.least().is_some_and(|m| m > max && (find || !(rivals(m, max) || told_otherwise(w, c) && (earlier(w, c) || max * Decimal::TWO >= m))))
                && (find || same_family(w, c))
        });
        // what the body says in full rather than its headline
        let in_full = |w: usize| {
            let head = claims[w].zone == Zone::Headline;
            claims[..i].iter().rposition(|o| head && o.kind == c.kind && o.role == Role::Whole && o.value == claims[w].value && o.who == claims[w].who).unwrap_or(w)
        };
        let whole = whole.map(in_full);
        // bodies found on a day, below a toll that the text has given
        if find
            && whole.is_none()
            && !background(c)
            && c.sentence >= 2
            && claims[..i].iter().any(|w| w.kind == c.kind && w.role == Role::Whole && w.sentence < c.sentence && !background(w))
        {
            claims[i].role = Role::Increment;
            continue;
        }
        if let Some(w) = whole {
            claims[i].role = Role::Part;
            claims[i].part_of = Some(ClaimId(w as u32));
        }
    }
}

/// Whether the sentence of a count gives one of the same kind for another state.
fn spread_over_states(lexicon: &Lexicon, claims: &[Claim], at: usize) -> bool {
    let state = |c: &Claim| c.place.as_deref().and_then(|p| lexicon.world.country(p));
    let Some(own) = state(&claims[at]) else { return false };
    let here = claims.partition_point(|o| o.sentence < claims[at].sentence);
    claims[here..].iter().take_while(|o| o.sentence == claims[at].sentence).any(|o| o.kind == claims[at].kind && state(o).is_some_and(|s| s != own))
}

/// Whether a lesser figure is so large and so near the greater that it is another count of the same rather than a part.
fn rivals(greater: Decimal, lesser: Decimal) -> bool {
    lesser >= Decimal::from(RIVAL) && lesser * Decimal::TEN >= greater * Decimal::from(8)
}

/// Whether another authority gives the lesser figure, or it is of an earlier day: "the ministry insists on 63", "on Saturday night he
/// had announced 39".
fn told_otherwise(greater: &Claim, lesser: &Claim) -> bool {
    lesser.attribution.is_some() && (lesser.is_by_another(greater) || earlier(greater, lesser))
}

/// Whether the text gives the lesser figure an earlier day: "24,500 had registered by Wednesday".
fn earlier(greater: &Claim, lesser: &Claim) -> bool {
    lesser.dated && matches!((lesser.as_of, greater.as_of), (Some(x), Some(y)) if x < y)
}

/// Fewest people of a count that is no part of one a little greater.
const RIVAL: u32 = 50;

fn same_family(a: &Claim, b: &Claim) -> bool {
    match (&a.topic, &b.topic) {
        (Topic::Event(x), Topic::Event(y)) => x.family.is_none() || y.family.is_none() || x.family == y.family,
        _ => true,
    }
}

/// Gives up what a sentence tells as thought once and sets right: "the fire, thought to have claimed 115 lives, had in fact taken 97".
pub(super) fn set_right(lexicon: &Lexicon, sentence: &mut [Claim]) {
    for i in 0..sentence.len() {
        let c = &sentence[i];
        let thought = c.modality == Modality::Doubted && c.role == Role::Whole && lexicon.tables.kind(c.kind).additive;
        let told = |o: &Claim| o.kind == c.kind && o.modality == Modality::Asserted && o.role == Role::Whole && o.who == c.who && o.value != c.value;
        if thought && sentence[i + 1..].iter().any(told) {
            sentence[i].role = Role::Superseded;
        }
    }
}

/// A toll beside which nobody hurt can only be of an incident.
const MANY: i64 = 200;

/// Nobody hurt in one incident of what a text tells hundreds of: none of its count.
pub(super) fn noughts(lexicon: &Lexicon, claims: &mut [Claim]) {
    let background = |c: &Claim| matches!(&c.topic, Topic::Event(h) if h.background);
    for i in 0..claims.len() {
        let c = &claims[i];
        let none = c.most().is_some_and(|n| n == rust_decimal::Decimal::ZERO);
        if !none || c.role != Role::Whole || !lexicon.tables.kind(c.kind).counts_people_up() {
            continue;
        }
        let many = |o: &Claim| o.kind == c.kind && !background(o) && o.least().is_some_and(|n| n >= MANY.into());
        if claims.iter().any(many) {
            claims[i].role = Role::Increment;
        }
    }
}

/// Sentences before a correction in which the figure stands that it takes back.
const BACK: u32 = 2;

/// Takes back what a later sentence corrects: "the government announced that 368 had been saved. Hours later it said there had been
/// a mistake and 164 had survived." `corrections`: by where the figures start that come as corrections.
pub(super) fn give_up(lexicon: &Lexicon, corrections: &BTreeSet<u32>, claims: &mut [Claim]) {
    for i in 0..claims.len() {
        let c = &claims[i];
        if !corrections.contains(&c.span.start) || c.role != Role::Whole || !lexicon.tables.kind(c.kind).additive {
            continue;
        }
        let old = claims[..i].iter().rposition(|o| {
            o.kind == c.kind
                && o.role == Role::Whole
                && o.sentence < c.sentence
                && o.sentence + BACK >= c.sentence
                && o.value != c.value
                && o.who.population == c.who.population
                && same_family(o, c)
        });
        if let Some(o) = old {
            claims[o].role = Role::Superseded;
        }
    }
}
