//! Articles held against known facts. What a reference says becomes a claim of a document of its own, so that a finding shows
//! the words of both; it is made only where it is needed, after the articles have been compared among themselves.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::facts::{PairFacts, ValueRelation, facts};
use super::rule::{Compare, Rule};
use super::{Context, Outcome, of_document, sort, text};
use crate::claim::{Claim, ClaimId, Derivation, Modality, Role, Topic};
use crate::extract::{Skeletons, skeleton_similarity};
use crate::lexicon::{KindId, Lexicon};
use crate::link::{ClaimGraph, SAME_PERSON, Subject, SubjectId};
use crate::reference::{About, Fact, Reference, Says};
use crate::slip::swapped_digits;
use crate::source::{DocId, Document, Span};
use crate::value::{DateValue, Modifier, NameValue, PartialDate, Quantity, Relation, SetValue, Value};

/// Most names by which a list of members and the reference may differ and still be one list.
const MOST_OFF: usize = 2;
/// Most years between two dates of one foundation; what lies further apart is another thing that was founded.
const YEARS_OFF: i16 = 10;
/// Most days between two dates of one event.
const DAYS_OFF: i32 = 31;

/// What a reference has against a claim.
struct Hit<'r> {
    rule: &'r Rule,
    claim: ClaimId,
    /// Number of the reference.
    book: usize,
    /// What it says, as a claim.
    known: Claim,
    facts: PairFacts,
}

/// What one entry says of a claim.
enum Answer {
    /// It has nothing to say: another thing, another time, another meaning.
    Silent,
    /// It bears the claim out.
    Agrees,
    /// It says otherwise: the value, and where in the file it stands.
    Differs(Value, std::ops::Range<usize>, Vec<ValueRelation>),
}

/// Holds the claims of all articles (with drafts: of the drafts) against the references and adds what differs.
pub fn run(
    lexicon: &Lexicon,
    skeletons: &Skeletons,
    rules: &[Rule],
    references: &[Reference],
    (documents, graph): (&mut Vec<Document>, &mut ClaimGraph),
    drafts: &BTreeSet<DocId>,
    outcome: &mut Outcome,
) {
    let mine: Vec<&Rule> = rules.iter().filter(|r| r.file.compare == Compare::Reference).collect();
    if mine.is_empty() || references.is_empty() {
        return;
    }
    let context = Context::new(lexicon, skeletons, documents, graph, drafts);
    let hits = disagreements(&context, &mine, references);
    if hits.is_empty() {
        return;
    }
    let mut numbers: BTreeMap<usize, DocId> = BTreeMap::new();
    let mut found = Vec::with_capacity(hits.len());
    for h in hits {
        let doc = *numbers.entry(h.book).or_insert_with(|| {
            let r = &references[h.book];
            let mut d = Document::plain(r.name.as_str(), std::sync::Arc::clone(&r.text), "en");
            d.id = DocId(documents.len() as u32);
            documents.push(d);
            DocId(documents.len() as u32 - 1)
        });
        let same = |c: &&Claim| c.doc == doc && c.span == h.known.span && c.value == h.known.value && c.as_of == h.known.as_of;
        let there = graph.claims.iter().find(same).map(|c| c.id);
        let known = there.unwrap_or_else(|| add(graph, Claim { doc, ..h.known }, h.claim));
        found.push((h.rule, h.claim, known, h.facts));
    }
    let context = Context::new(lexicon, skeletons, documents, graph, drafts);
    for (rule, claim, known, facts) in found {
        outcome.findings.push(text::finding(&context, rule, rule.severity, claim, &[known], Some(&facts)));
    }
    sort(&context, &mut outcome.findings);
}

/// Adds the claim of a reference, with a subject of its own that reads like the article's.
fn add(graph: &mut ClaimGraph, claim: Claim, against: ClaimId) -> ClaimId {
    let id = ClaimId(graph.claims.len() as u32);
    let subject = SubjectId(graph.subjects.len() as u32);
    let label = graph.subject(against).label.clone();
    graph.subjects.push(Subject { id: subject, label, claims: vec![id], place: None });
    graph.subject_of.push(subject);
    graph.claims.push(Claim { id, ..claim });
    id
}

fn disagreements<'r>(context: &Context<'_>, rules: &[&'r Rule], references: &[Reference]) -> Vec<Hit<'r>> {
    let mut by_key: BTreeMap<(KindId, String), Vec<(usize, &Fact)>> = BTreeMap::new();
    let counts = context.lexicon.tables.kind_id("member_count");
    for (n, r) in references.iter().enumerate() {
        for f in &r.facts {
            // a list of members is a number of members too
            let further = counts.filter(|_| matches!(f.says, Says::Members(_)));
            for kind in std::iter::once(f.kind).chain(further) {
                for key in keys(context, &f.about) {
                    by_key.entry((kind, key)).or_default().push((n, f));
                }
            }
        }
    }
    let mut out = Vec::new();
    let mut told: BTreeSet<(DocId, KindId, String)> = BTreeSet::new();
    for c in &context.graph.claims {
        let (Some(known), true) = (key(context, c).and_then(|k| by_key.get(&(c.kind, k))), context.drafts.is_empty() || context.drafts.contains(&c.doc)) else { continue };
        if c.modality != Modality::Asserted || !matches!(c.role, Role::Whole) || context.lexicon.tables.kind(c.kind).id.is_empty() {
            continue;
        }
        let Some(day) = day_of(context, c) else { continue };
        let mut differs = None;
        let mut agrees = false;
        for (book, f) in known {
            match ask(context, c, f, day) {
                Answer::Silent => {}
                Answer::Agrees => agrees = true,
                Answer::Differs(value, place, relations) => {
                    differs.get_or_insert((*book, *f, value, place, relations));
                }
            }
        }
        let Some((book, fact, value, place, relations)) = differs.filter(|_| !agrees) else { continue };
        let known = known_claim(c, fact, value, place, day);
        let kind = context.lexicon.tables.kind(c.kind);
        let facts = PairFacts { values: relations, draft: false, ..facts(context, kind, None, c, &known, false) };
        let rule = rules.iter().find(|r| r.kinds[c.kind.0 as usize] && r.file.when.iter().any(|w| w.holds(&facts)));
        if let Some(rule) = rule
            && told.insert((c.doc, c.kind, format!("{:?} {:?}", fact.about, c.value)))
        {
            out.push(Hit { rule, claim: c.id, book, known, facts });
        }
    }
    out
}

/// What a fact is found by: what it is about, in one word; a person by each spelling of the last name.
fn keys(context: &Context<'_>, about: &About) -> BTreeSet<String> {
    match about {
        About::Entity(id) => std::iter::once(id.clone()).collect(),
        About::Office(office, seat) => std::iter::once(format!("{office} {seat}")).collect(),
        About::Person(spellings) => spellings.iter().filter_map(|s| context.skeletons.words(s).pop()).collect(),
        About::Event(family, _) => std::iter::once(family.clone()).collect(),
    }
}

/// The same of a claim.
fn key(context: &Context<'_>, c: &Claim) -> Option<String> {
    match &c.topic {
        Topic::Entity { id, .. } => id.clone(),
        Topic::Office { office, seat, .. } => seat.as_ref().map(|s| format!("{office} {s}")),
        Topic::Person(name) => context.skeletons.words(name).pop(),
        Topic::Event(h) => h.family.clone(),
        Topic::Descriptor => None,
    }
}

/// The day that a claim speaks of. A sentence that names another year tells of the past, and of no day that is known.
fn day_of(context: &Context<'_>, c: &Claim) -> Option<Date> {
    let published = context.documents.get(c.doc.0 as usize).and_then(|d| d.published);
    let day = if c.dated { c.as_of } else { published.or(c.as_of) }?;
    if c.value.date().is_some() {
        return Some(day);
    }
    let own = of_document(context, c.doc);
    let past = own.iter().filter(|k| k.sentence == c.sentence).filter_map(|k| k.value.date().and_then(|d| d.bounds())).any(|(a, b)| b.year() < day.year() || a.year() > day.year());
    (!past).then_some(day)
}

fn known_claim(c: &Claim, fact: &Fact, value: Value, place: std::ops::Range<usize>, day: Date) -> Claim {
    let at = |r: &std::ops::Range<usize>| Span::new(r.start, r.end.max(r.start));
    Claim {
        as_of: c.as_of.map(|_| day),
        dated: fact.validity.from.is_some(),
        who: c.who.clone(),
        place: c.place.clone(),
        certainty: c.certainty,
        derivation: Derivation { note: "a known fact", ..Derivation::default() },
        ..Claim::new(c.doc, c.kind, value, c.topic.clone(), at(&place), at(&fact.place))
    }
}

/// What an entry has to say of a claim on a day.
fn ask(context: &Context<'_>, c: &Claim, fact: &Fact, day: Date) -> Answer {
    if !about(context, c, &fact.about) {
        return Answer::Silent;
    }
    if let (Says::Members(list), true) = (&fact.says, matches!(c.value, Value::Quantity(_))) {
        let (sure, maybe) = at(list, day);
        return if sure.len() == maybe.len() { number(context, c, Decimal::from(sure.len()), &fact.place, Decimal::from(MOST_OFF)) } else { Answer::Silent };
    }
    if let Says::Members(list) = &fact.says {
        return members(c, list, day, &fact.place);
    }
    let holds = fact.validity.possible(day);
    let answer = match &fact.says {
        Says::Number(n) => number(context, c, *n, &fact.place, Decimal::MAX),
        Says::Date(d) => date(c, *d, &fact.place, matches!(fact.about, About::Event(..))),
        Says::Name(spellings) => name(context, c, spellings, &fact.place),
        Says::Place(id) => match c.value.name() {
            Some(NameValue { id: Some(own), .. }) if own == id => Answer::Agrees,
            Some(NameValue { id: Some(_), .. }) => {
                differs(Value::Name(NameValue { text: context.lexicon.world.label(id, "en").to_owned(), id: Some(id.clone()) }), &fact.place, ValueRelation::OtherName)
            }
            _ => Answer::Silent,
        },
        Says::Born(born) => age(c, *born, day, &fact.place),
        Says::Members(_) => Answer::Silent,
    };
    match answer {
        // what has ended, or has not begun, contradicts nothing
        Answer::Differs(..) if !fact.validity.certain(day) => Answer::Silent,
        Answer::Agrees if !holds => Answer::Silent,
        a => a,
    }
}

fn differs(value: Value, place: &std::ops::Range<usize>, relation: ValueRelation) -> Answer {
    Answer::Differs(value, place.clone(), vec![relation])
}

/// Whether a claim is about what a fact is about.
fn about(context: &Context<'_>, c: &Claim, about: &About) -> bool {
    match (&c.topic, about) {
        (Topic::Entity { id: Some(id), role: None }, About::Entity(known)) => id == known,
        (Topic::Office { office, seat: Some(seat), modifier: None }, About::Office(o, s)) => office == o && seat == s,
        (Topic::Person(name), About::Person(spellings)) => {
            let own = context.skeletons.words(name);
            own.len() > 1 && spellings.iter().any(|s| skeleton_similarity(&own, &context.skeletons.words(s)) >= SAME_PERSON)
        }
        (Topic::Event(h), About::Event(family, place)) => {
            let world = &context.lexicon.world;
            h.family.as_deref() == Some(family.as_str()) && h.place.as_deref().is_some_and(|p| world.is_within(p, place) || world.is_within(place, p))
        }
        _ => false,
    }
}

/// Who is a member on a day for sure, and who may be.
fn at(list: &[(String, crate::reference::Validity, std::ops::Range<usize>)], day: Date) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let who = |ok: &dyn Fn(&crate::reference::Validity) -> bool| list.iter().filter(|m| ok(&m.1)).map(|m| m.0.as_str()).collect();
    (who(&|v| v.certain(day)), who(&|v| v.possible(day)))
}

fn members(c: &Claim, list: &[(String, crate::reference::Validity, std::ops::Range<usize>)], day: Date, entry: &std::ops::Range<usize>) -> Answer {
    let Some(own) = c.value.set() else { return Answer::Silent };
    let (sure, maybe) = at(list, day);
    let known = |m: &&String| maybe.contains(m.as_str());
    let inside = own.members.iter().filter(known).count();
    let outside: Vec<&String> = own.members.iter().filter(|m| !known(m)).collect();
    let lacking: Vec<&str> = sure.iter().copied().filter(|m| !own.members.contains(*m)).collect();
    let mut relations = Vec::new();
    // most of the list must be members, or it is a list of something else
    if !outside.is_empty() && outside.len() <= MOST_OFF && inside >= 2 && inside > outside.len() {
        relations.push(ValueRelation::HasOutsider);
    }
    if own.complete && !lacking.is_empty() && lacking.len() <= MOST_OFF && inside >= 3 && inside > 2 * lacking.len() && own.members.len() >= 4 {
        relations.push(ValueRelation::LacksMember);
    }
    if relations.is_empty() {
        return if outside.is_empty() { Answer::Agrees } else { Answer::Silent };
    }
    // the entry of the one that left, or that is missing, says most
    let past = outside.iter().find_map(|o| list.iter().rfind(|m| m.0 == **o));
    let missing = lacking.first().and_then(|l| list.iter().rfind(|m| m.0 == *l && m.1.certain(day)));
    let place = past.or(missing.filter(|_| outside.is_empty())).map_or(entry, |m| &m.2);
    let value = SetValue { members: maybe.iter().map(|m| (*m).to_owned()).collect(), complete: true };
    Answer::Differs(Value::Set(value), place.clone(), relations)
}

fn number(context: &Context<'_>, c: &Claim, n: Decimal, place: &std::ops::Range<usize>, most_off: Decimal) -> Answer {
    let (Some(q), Some(own)) = (c.value.quantity(), c.written()) else { return Answer::Silent };
    let share = context.lexicon.tables.kind(c.kind).tolerance.unwrap_or_default();
    let known = Quantity { unit: q.unit.clone(), ..Quantity::exact(n) };
    let Some(off) = own.checked_sub(n).map(|o| o.abs()) else { return Answer::Silent };
    if q.relation(&known) != Relation::Disjoint || off <= n * share {
        return Answer::Agrees;
    }
    if off > most_off {
        return Answer::Silent;
    }
    differs(Value::Quantity(known), place, ValueRelation::Disjoint)
}

fn date(c: &Claim, known: PartialDate, place: &std::ops::Range<usize>, event: bool) -> Answer {
    let value = DateValue::new(known);
    let (Some(own), Some((a, b))) = (c.value.date(), value.bounds()) else { return Answer::Silent };
    let (Some(relation), Some((x, y))) = (own.relation(&value), own.bounds()) else { return Answer::Silent };
    if relation != Relation::Disjoint {
        return Answer::Agrees;
    }
    let years = (x.year() - a.year()).abs();
    let near = if event {
        let days = a.until(x).map_or(i32::MAX, |s| s.get_days().abs());
        // the same day of another year, or a day close by
        days <= DAYS_OFF || years > 0 && x == y && a == b && (x.month(), x.day()) == (a.month(), a.day())
    } else {
        years <= YEARS_OFF || swapped_digits(Decimal::from(x.year()), Decimal::from(a.year()))
    };
    if near { differs(Value::Date(value), place, ValueRelation::Disjoint) } else { Answer::Silent }
}

fn name(context: &Context<'_>, c: &Claim, spellings: &[String], place: &std::ops::Range<usize>) -> Answer {
    let Some(own) = c.value.name() else { return Answer::Silent };
    let words = context.skeletons.words(&own.text);
    if spellings.iter().any(|s| skeleton_similarity(&words, &context.skeletons.words(s)) >= 0.5) {
        return Answer::Agrees;
    }
    // one word may be a first name, or no name at all
    if words.len() < 2 {
        return Answer::Silent;
    }
    differs(Value::Name(NameValue { text: spellings.first().cloned().unwrap_or_default(), id: None }), place, ValueRelation::OtherName)
}

fn age(c: &Claim, born: PartialDate, day: Date, place: &std::ops::Range<usize>) -> Answer {
    let (Some(q), Some((a, b))) = (c.value.quantity().filter(|q| q.unit == "year"), born.bounds()) else { return Answer::Silent };
    let years = |from: Date| i64::from(day.year() - from.year()) - i64::from((day.month(), day.day()) < (from.month(), from.day()));
    let (low, high) = (years(b), years(a));
    // a birthday close by may have been, or be still to come
    let (from, to) = (Decimal::from(low - 1), Decimal::from(high + 1));
    if q.min.unwrap_or_default() <= to && q.max.unwrap_or(Decimal::MAX) >= from {
        return Answer::Agrees;
    }
    let modifier = if low == high { Modifier::Exact } else { Modifier::Between };
    let known = Quantity { unit: q.unit.clone(), ..Quantity::between(Decimal::from(low), Decimal::from(high), modifier) };
    differs(Value::Quantity(known), place, ValueRelation::Disjoint)
}
