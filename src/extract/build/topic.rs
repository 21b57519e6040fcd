//! What a claim is about, by the subject type of its kind.

use super::choice::Choice;
use super::person;
use crate::claim::{EventHint, Topic};
use crate::extract::events;
use crate::extract::view::{SentenceView, View};
use crate::lexicon::{ClassId, Lexicon, SubjectType, ValueType};
use crate::source::Document;

/// Sentences at the head of a text in which the place is looked for whose people are counted.
const LEAD: usize = 3;
/// Most units from the word for a town to what tells its people.
const TOLD: usize = 6;

/// What a claim is about, by the subject type of its kind.
pub(super) fn topic(lexicon: &Lexicon, doc: &Document, view: &View, s: &SentenceView, c: &Choice, place: Option<&str>) -> Topic {
    let core = &lexicon.core;
    let kind = lexicon.tables.kind(c.kind);
    // a figure that another clause explains ("killed 1,500; others put it at 2,400") is of the event of that clause
    let at = if c.start < s.clause(c.unit).0 { c.start } else { c.unit };
    match kind.subject {
        SubjectType::Event => {
            let hint = events::hint(lexicon, doc, view, s, at, place, (kind.value == ValueType::Date).then_some((c.start, c.end, c.pattern.is_some())));
            // a time from which people are counted is told of nothing
            if kind.value == ValueType::Date && hint.family.is_none() && events::counted_since(lexicon, s, at) { Topic::Event(hint) } else { event_topic(kind.value, hint) }
        }
        SubjectType::Descriptor | SubjectType::Office => Topic::Descriptor,
        SubjectType::Entity if kind.id == "age" || kind.id == "event_date.born" => person::of_age(lexicon, doc, view, s, c).map_or(Topic::Descriptor, Topic::Person),
        SubjectType::Entity if kind.id == "capital" => {
            let own = s.entity(lexicon, c.unit, false);
            let (a, b) = (c.start.min(c.unit), c.end.max(c.unit + 1));
            let named = (a..(b + 3).min(s.units.len())).filter(|i| *i != c.unit).find_map(|i| s.value(lexicon, i, core.country).or_else(|| s.value(lexicon, i, core.nationality)));
            let id = named.map(str::to_owned).or_else(|| own.and_then(|o| lexicon.world.country(o)));
            Topic::Entity { id, role: None }
        }
        SubjectType::Entity if kind.id == "population" => {
            let named = |s: &SentenceView, at: usize| nearest_entity(lexicon, s, at, &[core.place, core.country]);
            // "What was Lahaina? A town of 10,000": of the place spoken of last, else of the one that the text is on
            let towns = ["population/place", "population/country"].map(|t| lexicon.classes.get(t));
            let told = || towns.iter().flatten().any(|t| (c.start.saturating_sub(TOLD)..c.unit).any(|j| s.has(j, *t)));
            let before = || view.right_before(s).and_then(|p| town_of(lexicon, p)).or_else(|| view.sentences.iter().take(LEAD).find_map(|p| town_of(lexicon, p)));
            let id = place.map(str::to_owned).or_else(|| named(s, c.unit)).or_else(|| Some(()).filter(|_| c.pattern.is_some() && told()).and_then(|_| before()));
            Topic::Entity { id, role: None }
        }
        SubjectType::Entity => {
            // "groups 15 states", "four of its 15 members": the whole, whatever else the sentence tells
            let whole = (c.start..c.end.max(c.unit)).any(|j| s.has(j, core.hold))
                || (c.unit.saturating_sub(3)..c.unit).any(|j| s.has(j, core.of)) && (c.unit.saturating_sub(5)..c.unit).any(|j| s.has(j, core.count));
            let role = || {
                let (a, b) = if whole { (c.start, c.unit) } else { s.clause(c.unit) };
                // what is told behind a comma is the role of others: "X, Y and Z, while A and B are observers"
                let b = (c.unit + 1..b).find(|j| s.has(*j, core.comma)).unwrap_or(b);
                (a..b).filter_map(|i| s.value(lexicon, i, core.role).map(|v| (if i <= c.unit { c.unit - i } else { 2 * (i - c.unit) }, v))).min().map(|(_, v)| v.to_owned())
            };
            let role = if kind.value == ValueType::Date { None } else { role() };
            let ahead = (c.unit + 1..(c.unit + 4).min(s.units.len())).take_while(|j| !s.has(*j, core.clause) && !s.has(*j, core.comma)).find_map(|j| s.value(lexicon, j, core.org));
            let counted = matches!(kind.value, ValueType::Quantity);
            // "ten of the 15", and the list that follows; "a 21-member cabinet"
            let of_more = |i: usize| s.has(i, core.count) && s.has(i + 1, core.of) && (i + 2..i + 5).any(|j| s.has(j, core.count));
            let part = if counted { of_more(c.unit) } else { (0..c.unit).any(of_more) };
            let compound = doc.quote(s.units[c.unit].span).contains('-');
            let elsewhere =
                counted && ahead.is_none() && (compound || s.has(c.unit + 1, core.word) || s.has(c.unit + 1, core.of) && !of_more(c.unit)) && c.unit + 1 < s.units.len();
            let role = role.or_else(|| (part || elsewhere).then(|| "?".to_owned()));
            // «البيشمركة الكردية، يساندهم تحالف دولي يضم ستين دولة»: of the bloc that no list knows, named nearer than the body
            let bloc = lexicon.classes.get("membership/bloc");
            let unlisted = || {
                let (a, _) = s.clause(c.unit);
                let near = (a..c.start).rev().find(|j| s.units[*j].mention.is_none() && (s.has(*j, core.org) || bloc.is_some_and(|b| s.has(*j, b))));
                near.is_some_and(|j| !s.has(j, core.org) && !s.definite[j] && (j + 1..c.start).all(|k| !s.has(k, core.org)))
            };
            if counted && ahead.is_none() && s.has(c.start, core.hold) && !lexicon.packs[s.pack].file.capitals && unlisted() {
                return Topic::Entity { id: None, role };
            }
            let short = || short_name(lexicon, view, s, c.unit);
            let id = ahead.filter(|_| counted).map(str::to_owned).or_else(short).or_else(|| nearest_entity(lexicon, s, c.unit, &[core.org])).or_else(|| {
                // "the bloc", "the alliance": the organisation spoken of last
                view.before(s)
                    .iter()
                    .rev()
                    .take_while(|p| p.number + 4 >= s.number)
                    .find_map(|p| nearest_entity(lexicon, p, p.units.len(), &[core.org]))
                    .filter(|id| !is_source(lexicon, id))
            });
            // «2425 أجنبيا من 74 بلدا», «وزراء خارجية 20 بلدا»: whose people are told
            let theirs = || {
                let before = c.unit.checked_sub(1);
                let from = before.filter(|j| s.has(*j, core.from) || s.has(*j, core.of)).and_then(|j| j.checked_sub(1)).is_some_and(|j| s.has(j, core.n_person));
                let envoys = before.is_some_and(|j| s.has(j, core.offices) || s.has(j, core.people) || s.has(j, core.portfolio) || s.has(j, core.office));
                c.pattern.is_some()
                    && c.start == c.unit
                    && (from && lexicon.packs[s.pack].file.capitals || c.end == c.unit + 1 && (from || envoys && !lexicon.packs[s.pack].file.capitals))
            };
            if counted && theirs() {
                return Topic::Entity { id: None, role: Some("?".to_owned()) };
            }
            // a list that its own figure leads to is of what that figure counts, not of a body named beside it
            let listed = s.has(c.unit, core.set_counted) || s.has(c.unit, core.count_listed);
            if listed && !whole {
                return Topic::Entity { id: None, role: Some("?".to_owned()) };
            }
            // «لجنة من خمس دول هي …»: what a list makes up that no body is named for is its own
            let sign = |j: usize| [core.they_are, core.colon, core.dash].iter().any(|k| s.has(j, *k));
            let before_list = counted && (c.unit + 1..(c.unit + 5).min(s.units.len())).any(|j| sign(j) && s.has(j + 1, core.set));
            let behind_count = c.unit > 0 && s.has(c.unit, core.set) && sign(c.unit - 1) && (c.unit.saturating_sub(5)..c.unit).any(|j| s.has(j, core.count));
            // "it has eight members: …", «ويضم التحالف خمس دول هي …» are of the bloc
            let of_bloc = || {
                let (a, _) = s.clause(c.unit);
                let member = |j: usize| s.units[j].mention.and_then(|m| s.mentions[m].noun.as_ref()).is_some_and(|n| n.thing.as_deref() == Some("member"));
                (a..c.unit).any(|j| s.has(j, core.hold)) || (a..=c.unit).any(member)
            };
            let role = role.or_else(|| (id.is_none() && (before_list || behind_count) && !of_bloc()).then(|| "?".to_owned()));
            let cued = c.pattern.is_some();
            Topic::Entity { id, role: role.or_else(|| (!cued).then(|| "?".to_owned())) }
        }
    }
}

/// The town that a sentence names first; a region or a state only where it names no town.
fn town_of(lexicon: &Lexicon, s: &SentenceView) -> Option<String> {
    let core = &lexicon.core;
    let places = || (0..s.units.len()).filter(|i| s.units[*i].mention.is_none()).filter_map(|i| s.value(lexicon, i, core.place).or_else(|| s.value(lexicon, i, core.country)));
    places().find(|id| lexicon.world.is_town(id)).or_else(|| places().next()).map(str::to_owned)
}

/// A date that no event stands beside is told by the words around it.
fn event_topic(value: ValueType, hint: EventHint) -> Topic {
    if value == ValueType::Date && hint.family.is_none() { Topic::Descriptor } else { Topic::Event(hint) }
}

/// The organisation that a sentence calls by the head of its name, nearer before a unit than it names another: "the League" of a text on
/// the Arab League, «الجامعة، التي تأسست عام 1945».
fn short_name(lexicon: &Lexicon, view: &View, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    let pack = &lexicon.packs[s.pack];
    let alone = |i: usize| s.units[i].mention.is_none() && !s.has(i, core.org) && (s.definite[i] || i > 0 && s.has(i - 1, core.article)) && !s.folded[i].contains(' ');
    let head_of = |i: usize| {
        let word = pack.bare(&s.folded[i]);
        let heads = |name: &str| [name.split(' ').next(), name.rsplit(' ').next()].into_iter().flatten().any(|w| pack.bare(w) == word);
        let named =
            |o: &SentenceView| (0..o.units.len()).filter(|j| o.folded[*j].contains(' ') && heads(&o.folded[*j])).find_map(|j| o.value(lexicon, j, core.org).map(str::to_owned));
        view.sentences.iter().find_map(named)
    };
    let near = at.saturating_sub(SHORT)..at.min(s.units.len());
    near.rev().take_while(|i| !s.has(*i, core.org)).filter(|i| alone(*i) && (s.has(*i, core.body) || s.has(*i, core.word))).find_map(head_of)
}

/// Most units from the short name of a body to what it is told to be.
const SHORT: usize = 8;

/// The entity of these classes nearest before a unit in its sentence, else nearest after it.
fn nearest_entity(lexicon: &Lexicon, s: &SentenceView, at: usize, classes: &[ClassId]) -> Option<String> {
    let get = |i: usize| classes.iter().find_map(|c| s.value(lexicon, i, *c)).filter(|_| s.units[i].mention.is_none());
    let n = s.units.len();
    let is_agency = |id: &str| lexicon.world.find(id).is_some_and(|e| lexicon.world.get(e).is_agency());
    (0..at.min(n)).rev().filter_map(get).find(|id| !is_agency(id)).or_else(|| (at..n).filter_map(get).find(|id| !is_agency(id))).map(str::to_owned)
}

fn is_source(lexicon: &Lexicon, id: &str) -> bool {
    lexicon.world.find(id).is_some_and(|e| lexicon.world.get(e).is_source())
}
