//! One chosen reading with the scope that its clause gives it: a claim.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use smallvec::SmallVec;

use super::choice::{Choice, JOINED_NOTE, NOUN_NOTE, NOUN_SCORE, quantity};
use super::days::{a_week_before, ahead, counted_since, masthead, since_long_ago};
use super::deed;
use super::gone_by::gone_by;
use super::laid_out;
use super::person;
use super::remainder;
use super::topic::topic;
use crate::claim::{Claim, ClaimId, Derivation, Modality, Role, Topic, Who};
use crate::extract::phrase::is_function_word;
use crate::extract::view::{SentenceView, View};
use crate::extract::{COUNTED, attribution, bearer, events, measure, names, phrase, scope};
use crate::lexicon::{Growth, Lexicon, Origin, SubjectType, ValueType};
use crate::mention::MentionValue;
use crate::source::{Document, Span};
use crate::value::{Modifier, NameValue, Quantity, SetValue, Value};

pub(super) fn claim(lexicon: &Lexicon, doc: &Document, view: &View, s: &SentenceView, c: &Choice, linked: bool) -> Option<Claim> {
    let core = &lexicon.core;
    let kind = lexicon.tables.kind(c.kind);
    if c.pattern.is_none() && masthead(lexicon, doc, s, c.unit) {
        return None;
    }
    if c.pattern.is_none() && kind.value == ValueType::Date && measure::is_of_figure(lexicon, doc, s, c.unit) {
        return None;
    }
    let u = &s.units[c.unit];
    let mention = u.mention.map(|m| &s.mentions[m]);
    let mut span = mention.map_or(u.span, |m| m.span);
    let value = match mention.map(|m| &m.value) {
        Some(MentionValue::Date(d)) => Value::Date(gone_by(lexicon, doc, s, c.unit, &ahead(lexicon, doc, s, c.unit, &a_week_before(lexicon, doc, view, kind, d, u.span)))),
        Some(MentionValue::Set(v, _)) => Value::Set(SetValue { complete: v.complete && !c.part, ..v.clone() }),
        None if kind.value == ValueType::Set => {
            let member = s.value(lexicon, c.unit, core.country)?.to_owned();
            Value::Set(SetValue { members: [member].into(), complete: false })
        }
        Some(_) => {
            let left = remainder::left(core, s, c.unit).filter(|_| kind.counts_people_up());
            if let Some(whole) = remainder::whole(core, s, c.unit).filter(|_| left.is_some()) {
                span = s.units[c.unit - 1].span.join(s.units[whole].span);
            }
            let mut q = left.map_or_else(|| quantity(s, c.unit), Some)?;
            if let (Some(modifier), Modifier::Exact, Some(n)) = (c.modifier, q.modifier, q.point()) {
                q = Quantity { unit: q.unit.clone(), ..Quantity::hedged(n, n, modifier, kind.additive) };
            }
            if let (Modifier::Exact, Some(n), Some(m)) = (q.modifier, q.point(), passed(lexicon, s, c.unit)) {
                q = Quantity { unit: q.unit.clone(), ..Quantity::hedged(n, n, m, kind.additive) };
            }
            // «لم تدم الهزة أكثر من 15 ثانية»
            if let (Modifier::MoreThan, Some("at_most")) = (q.modifier, bounded(lexicon, s, c.unit)) {
                let told = if kind.additive { q.min.map(|n| n - Decimal::ONE) } else { q.min };
                q = told.map_or(q.clone(), |n| Quantity { unit: q.unit.clone(), ..Quantity::hedged(n, n, Modifier::AtMost, kind.additive) });
            }
            if q.unit.is_empty() && matches!(kind.unit.as_str(), "money" | "time") {
                borrow(s, c, &mut q);
            }
            // "the pound closed at 49.5 to the dollar"
            if q.unit.is_empty() && kind.unit == "money" {
                let (a, _) = s.clause(c.unit);
                let named = (a.max(c.unit.saturating_sub(CURRENCY))..c.unit).rev().filter(|j| s.units[*j].mention.is_none()).find_map(|j| s.currency(lexicon, j));
                q.unit = named.filter(|u| !WORLD.contains(u)).unwrap_or_default().to_owned();
            }
            if q.unit.is_empty() {
                let noun = mention.and_then(|m| m.noun.as_ref());
                let thing = |j: usize| s.units[j].mention.and_then(|m| s.mentions[m].noun.as_ref()).and_then(|n| n.thing.clone());
                let near = || (c.start..c.end).chain(c.like).find_map(thing).filter(|_| !kind.is_of_people() && kind.unit != "percent");
                // members that something befell are persons
                let thing_told = noun.and_then(|n| n.thing.clone()).filter(|t| !kind.is_of_people() || t != "member");
                q.unit = thing_told.or_else(near).unwrap_or_else(|| kind.unit.clone());
            }
            Value::Quantity(q)
        }
        None if c.zero => Value::Quantity(Quantity { unit: kind.unit.clone(), ..Quantity::exact(Decimal::ZERO) }),
        None if c.one => Value::Quantity(Quantity { unit: kind.unit.clone(), ..Quantity::exact(Decimal::ONE) }),
        None => {
            let (a, b) = if s.entity(lexicon, c.unit, true).is_some() { (c.unit, c.unit + 1) } else { names::name_at(lexicon, doc, s, c.unit)? };
            span = Span { start: s.units[a].span.start, end: s.units[b - 1].span.end };
            Value::Name(NameValue { text: doc.words(span).into_owned(), id: s.entity(lexicon, c.unit, true).map(str::to_owned) })
        }
    };
    if c.zero
        && mention.is_none()
        && let Some(any) = c.unit.checked_sub(1).filter(|j| s.has(*j, core.any))
    {
        span = s.units[any].span.join(span);
    }
    if c.one
        && let Some(article) = (c.unit.saturating_sub(3)..c.unit).rev().find(|j| s.has(*j, core.indefinite))
    {
        span = s.units[article].span.join(span);
    }
    // a quote does not begin within a word: "Da-eun, 24"
    let mut first = c.start.min(c.unit);
    let hyphened = |i: usize| i > 0 && (s.has(i, lexicon.core.dash) || s.has(i - 1, lexicon.core.dash)) && s.units[i - 1].span.end == s.units[i].span.start;
    while lexicon.packs[s.pack].file.capitals && s.units[first].mention.is_none() && hyphened(first) {
        first -= 1;
    }
    let quote = s.units[first].span.join(s.units[c.end.max(c.unit + 1) - 1].span).join(mention.map_or(span, |m| m.phrase));
    let noun = mention.and_then(|m| m.noun.as_ref());
    let superseded = c.superseded || scope::superseded(lexicon, s, c.unit) || (kind.additive && (scope::corrected(lexicon, s, c.unit) || scope::changed_from(lexicon, s, c.unit)));
    // "179 of the 181 on board died": all who died, and a part only of those on board
    let next = s.units.get(c.unit + 1).filter(|u2| u2.tokens.0 == u.tokens.1 && u2.classes.has(core.count) && !u2.classes.has(core.n_kind));
    // "113 of the 200 seats": all that a party won
    let seats = kind.is_of_ballot() && s.units.get(c.unit + 1).is_some_and(|n| n.tokens.0 == u.tokens.1 && n.classes.has(core.count));
    let toll = (next.is_some() && kind.additive && kind.counts_people_up() || seats) && !c.part;
    // "three children are among 39 people killed": the whole stands behind its part
    // "figuran entre las trece víctimas", « un hommage aux douze morts »: all that there are, as the article tells
    let all_of_them = lexicon.packs[s.pack].file.capitals && c.unit > 0 && s.has(c.unit - 1, core.article) && s.units[c.unit - 1].mention.is_none();
    let behind_part = |j: usize| j > 0 && s.has(j - 1, core.count) && s.value(lexicon, j, core.among) == Some("are") || all_of_them && j + 2 == c.unit;
    let part = (c.part && !(kind.counts_people_up() && remainder::left(core, s, c.unit).is_some()))
        || noun.is_some_and(|n| n.of_them) && !toll
        || s.classes.has(core.among)
            && (c.unit.saturating_sub(4)..c.unit)
                .any(|j| s.has(j, core.among) && !behind_part(j) && !(j..c.unit).any(|k| s.has(k, core.count) || s.has(k, core.share) && s.units[k].mention.is_some()));
    // "four of the injured were flown abroad": some of those counted
    // of the evacuated the very word tells the kind
    let moved = |j: usize| s.has(j, core.handled) && (kind.last || s.value(lexicon, j, core.handled) != Some(DEAD));
    let handled = s.classes.has(core.handled)
        && !(all_of_them && kind.last)
        && kind.id != "displaced"
        && ((c.note == NOUN_NOTE && (c.unit.saturating_sub(3)..c.unit).any(moved))
            || (c.pattern.is_some() && kind.additive && s.has(c.unit.wrapping_sub(1), core.colon) && (c.start..c.unit).any(moved))
            // «ذوو الضحايا يتسلمون 56 جثماناً»: whatever its frame
            || (kind.last && s.has(c.unit, core.n_kind) && (c.unit.saturating_sub(2)..c.unit).any(moved))
            || (c.note == JOINED_NOTE && (c.unit.saturating_sub(14)..c.unit).any(moved)));
    // "519 bodies have been buried": those of the dead so far
    let handled = handled || kind.last && c.note == NOUN_NOTE && (c.unit + 1..c.unit + 3).any(|j| s.has(j, core.laid_out));
    // "the number of wounded who were flown to Muscat rose to 140"
    let who_were = s.classes.has(core.handled) && (c.start..c.unit).find(|j| s.has(*j, core.rel)).is_some_and(|r| (r + 1..c.unit.min(r + 4)).any(|j| s.has(j, core.handled)));
    // "37 of the passengers": of those aboard; "five of the soldiers were killed" is a toll all the same
    // «خمسة من أعضاء المجلس امتنعوا»: where figures of members are told so they are no count of all
    let members = kind.id == "member_count" && !lexicon.packs[s.pack].file.capitals;
    let some = kind.growth == Growth::Fixed && (kind.additive || members) && noun.is_some_and(|n| n.some_of);
    // nobody's age is a part of another's: "among them 28-year-old X"
    // "1,391 dead - Sindh 587, Punjab 191"
    let by_place = kind.additive && crate::extract::listed::place(lexicon, s, c.unit).is_some();
    // "six were identified by their fingerprints, the remaining seven by DNA": the dead are counted before
    let rest = kind.last && s.classes.has(core.rest) && [c.unit.checked_sub(1), Some(c.unit + 1)].into_iter().flatten().any(|j| j < s.units.len() && s.has(j, core.rest));
    let part = (part || by_place || rest || handled || who_were || some) && kind.id != "age" && c.note != laid_out::WHOLE_NOTE;
    // «وفاة ثلاثة جرحى»: they come on top of those who had died
    let of_the_hurt = kind.last && noun.and_then(|n| n.kind).is_some_and(|k| lexicon.tables.kind(k).id == HURT);
    let role = if superseded {
        Role::Superseded
    } else if part {
        Role::Part
    } else if c.increment || of_the_hurt {
        Role::Increment
    } else {
        Role::Whole
    };
    let modality = if c.denied { Modality::Denied } else { scope::modality(lexicon, s, kind, c.unit, c.start..c.end) };
    // "the 65-year-old will head it": the age is no plan
    // "who turns 65 next Sunday" is 64 yet
    let day_ahead = |j: usize| match s.units[j].mention.map(|m| &s.mentions[m].value) {
        Some(MentionValue::Date(d)) => d.bounds().zip(doc.published).is_some_and(|((first, _), p)| first > p),
        _ => false,
    };
    let turns = || (c.unit + 1..s.units.len().min(c.unit + TURNS)).take_while(|j| !s.has(*j, core.comma) && !s.has(*j, core.clause)).any(day_ahead);
    let modality = match modality {
        Modality::Asserted | Modality::Planned if kind.id == "age" && turns() => Modality::Planned,
        Modality::Planned if kind.id == "age" => Modality::Asserted,
        m => m,
    };
    // «سيواجه الموقوفون التسعة تهما»: those who are known to be so
    let by_noun = c.note == NOUN_NOTE || c.unit > 0 && s.definite[c.unit - 1] && lexicon.says(c.kind).is_some_and(|n| s.has(c.unit - 1, n));
    let known = !lexicon.packs[s.pack].file.capitals && s.definite[c.unit] && by_noun;
    let modality = if known && modality == Modality::Planned { Modality::Asserted } else { modality };
    // "35.7% in February, from 29.8% in January": what was before is given up by nobody, and stands for its own month
    let period =
        if kind.subject == SubjectType::Descriptor && matches!(kind.unit.as_str(), "percent" | "money") { measure::period(lexicon, doc, s, c.unit, &kind.unit) } else { None };
    let role = if period.is_some() && role == Role::Superseded { Role::Whole } else { role };
    let (as_of, dated) = match period.filter(|p| p.past) {
        Some(p) => (Some(p.first.last_of_month()), true),
        None => scope::as_of(lexicon, s, doc, kind, c.unit),
    };
    let mut who = if kind.is_of_people() || matches!(value, Value::Quantity(_)) { scope::who(lexicon, s, kind, c.unit, c.who.as_deref()) } else { Who::all() };
    let named = if matches!(mention.map(|m| &m.value), Some(MentionValue::Ordinal(_))) { c.unit.saturating_sub(1)..c.unit + 2 } else { c.unit..c.unit + usize::from(c.one) };
    if let Some(p) = named.clone().find_map(|j| s.value(lexicon, j, core.people)) {
        who.population = p.to_owned();
    }
    // "a Frenchman"
    if c.one && who.nationality.is_none() {
        who.nationality = s.value(lexicon, c.unit, core.nationality).map(str::to_owned);
    }
    // "no victims among the civilians", "no civilian casualties"
    if c.zero
        && mention.is_none()
        && let Some(p) = s.value(lexicon, c.unit, core.people).filter(|p| *p != "all").or_else(|| {
            (c.unit + 1..(c.unit + 5).min(s.units.len()))
                .take_while(|j| !s.has(*j, core.comma) && !s.has(*j, core.clause))
                .find_map(|j| s.value(lexicon, j, core.people).or_else(|| s.value(lexicon, j, core.collective)))
        })
    {
        who.population = p.to_owned();
    }
    if who.population == "all"
        && let Some(says) = lexicon.says(c.kind)
    {
        let named = |j: usize| s.has(j, says) || !lexicon.packs[s.pack].file.capitals && lexicon.headings(c.kind).any(|w| s.has(j, w));
        let small = |j: usize| [core.from, core.of, core.among].iter().any(|k| s.has(j, *k));
        let behind = |j: &usize| named(*j - 1) || *j > c.start + 1 && small(*j - 1) && named(*j - 2);
        let group = (c.start + 1..c.unit).filter(behind).find_map(|j| s.value(lexicon, j, core.collective).or_else(|| s.value(lexicon, j, core.people)));
        if let Some(g) = group.filter(|g| *g != "all") {
            who.population = g.to_owned();
        }
        // «عدد الضحايا المصريين»
        if who.nationality.is_none() && !lexicon.packs[s.pack].file.capitals {
            who.nationality = (c.start + 1..c.unit).filter(behind).find_map(|j| s.value(lexicon, j, core.nationality)).map(str::to_owned);
        }
    }
    // "the number of journalists killed reached 21", "bring to 21 the number of protesters killed"
    if who.population == "all" && kind.counts_people_up() && s.has(c.unit, core.n_bare) && lexicon.packs[s.pack].file.capitals {
        let told = |j: usize| s.units[j].mention.is_none() && s.value(lexicon, j, core.people).is_some();
        let group = (c.start..c.end).filter(|j| s.has(*j, core.number_of)).find_map(|j| if told(j) { Some(j) } else { Some(j + 1).filter(|j| *j < c.end && told(*j)) });
        // the group, and then what befell them
        let befell = |j: &usize| s.units.get(j + 1).is_some_and(|u| u.classes.has(core.cue));
        if let Some(g) = group.filter(befell).and_then(|j| s.value(lexicon, j, core.people)) {
            who.population = g.to_owned();
        }
    }
    if kind.everybody.as_ref() == Some(&who.population) {
        who.population = "all".into();
    }
    if let Some(q) = scope::reach_of(lexicon, s, c.unit) {
        who.qualifier.get_or_insert(q);
    }
    // "39 people were arrested for looting"
    if kind.id == "detentions"
        && let Some(charge) = scope::side_charge(lexicon, s, c.unit)
    {
        who.qualifier.get_or_insert(charge);
    }
    // "seven of the eleven were remanded in custody"
    if kind.id == "detentions" && scope::remanded(lexicon, s, c.unit, (c.start, c.end)) {
        who.qualifier.get_or_insert_with(|| scope::REMANDED.to_owned());
    }
    if c.freed {
        who.qualifier = Some("released".into());
    }
    // "one hostage died": one of those held, not of all
    if let Some(n) = noun.and_then(|n| n.kind).filter(|n| *n != c.kind)
        && who.population == "all"
        && matches!(lexicon.tables.kind(n).id.as_str(), "hostages" | "detentions" | "displaced")
    {
        who.qualifier.get_or_insert_with(|| lexicon.tables.kind(n).id.clone());
    }
    // "eighteen members of the mission died": some body's people
    let members = noun.is_some_and(|n| n.thing.as_deref() == Some("member"));
    if members && matches!(kind.id.as_str(), "deaths" | "injuries" | "missing") && who.population == "all" {
        who.qualifier.get_or_insert_with(|| "members".into());
    }
    // «ثلاثة متطوعين من الهلال الأحمر قضوا»
    let of_body = || {
        let from = s.has(c.unit + 1, core.from) && s.has(c.unit + 2, core.org) && s.units[c.unit + 2].mention.is_none();
        !lexicon.packs[s.pack].file.capitals && noun.is_some_and(|n| n.span.is_some()) && from
    };
    if who.population == "all" && matches!(kind.id.as_str(), "deaths" | "injuries" | "missing") && of_body() {
        who.qualifier.get_or_insert_with(|| "members".into());
    }
    if kind.id == "personnel" && who.population == "men" {
        who.population = "soldiers".into();
    }
    if kind.id == "personnel" && who.nationality.is_none() {
        who.nationality = scope::sender(lexicon, s, c.unit);
    }
    let attribution = attribution::attribution(lexicon, doc, s, c.unit);
    let place = scope::place(lexicon, s, c.unit, attribution.as_ref().map(|a| a.span));
    // "in Beirut the ministry said that 20 Lebanese had died": where it was said
    let at_home = |p: &String| who.nationality.as_ref().is_some_and(|n| n != p && lexicon.world.country(p).as_ref() == Some(n));
    let said = || s.classes.has(core.say) && (s.clause(c.unit).0..c.unit).any(|j| s.has(j, core.say));
    let place = place.filter(|p| !(at_home(p) && said()));
    // «وإرادة (19)»: of the seats of a house a name in no list is a party's
    let place = place.filter(|p| !(kind.is_of_ballot() && p.starts_with('?') && s.has(c.unit.wrapping_sub(1), core.open)));
    let mut topic = topic(lexicon, doc, view, s, c, place.as_deref());
    // "more than 10,000 have died since": a count over years, not the event's
    if kind.additive
        && kind.is_of_people()
        && (since_long_ago(lexicon, doc, view, s, c.unit) || beside_another(lexicon, s, c.unit))
        && let Topic::Event(h) = &mut topic
    {
        h.background = true;
    }
    // "five days after the fire" tells when, not how long
    let times = [core.ago, core.later, core.after, core.within];
    // but "after ten days of talks" tells both
    let interval = kind.id == "duration"
        && !measure::told_behind(lexicon, s, c.unit, &kind.unit)
        && !measure::told_before(lexicon, s, c.unit, &kind.unit)
        && !measure::took(lexicon, s, c.unit, &kind.unit)
        && ((c.unit + 1..(c.unit + 2).min(s.units.len())).any(|j| times.iter().any(|t| s.has(j, *t))) || c.unit > 0 && times.iter().any(|t| s.has(c.unit - 1, *t)));
    // a day of what befell some of those counted, with no event named: told of nothing else
    let deed = (kind.value == ValueType::Date && matches!(topic, Topic::Descriptor)).then(|| deed::deed(lexicon, s, c.unit)).flatten();
    // "she dismissed him on Friday" denies nothing
    let modality = if deed.is_some_and(|(at, _)| s.has(at, core.deny)) && modality == Modality::Denied { Modality::Asserted } else { modality };
    let bare_day = kind.id == "event_date" && c.pattern.is_none() && matches!(topic, Topic::Descriptor);
    let of_event = matches!(topic, Topic::Event(_)) && kind.value != ValueType::Date;
    let apart = bare_day && deed.is_none() && (s.clause(c.unit).0..c.unit).any(|j| s.has(j, core.count));
    let of_count = bare_day && events::of_count(lexicon, s, c.unit);
    // "today", "yesterday" of one report and of another, with no event named: two days of two things
    let own_day = bare_day && value.date().is_some_and(|d| d.relative && d.weekday.is_none());
    let interval = interval || apart || own_day || of_count;
    let pack = &lexicon.packs[s.pack];
    let mut rows: SmallVec<[Origin; 6]> = SmallVec::new();
    for e in (c.start..c.end).flat_map(|i| s.entries[i].iter()).chain(mention.iter().flat_map(|m| m.rows.iter())) {
        let o = pack.entries[*e as usize].origin;
        if o != Origin::default() && !rows.contains(&o) {
            rows.push(o);
        }
    }
    let (pattern, pattern_text) = c.pattern.map_or_else(Default::default, |(k, n)| {
        let p = &lexicon.frames[s.pack][k].patterns[n];
        (Some(p.origin), p.def.pattern.clone())
    });
    let certainty = match (c.pattern, c.score) {
        (Some(_), n) if n >= 15 => 90,
        (Some(_), _) => 80,
        (None, NOUN_SCORE) => 85,
        (None, 5) => 70,
        _ => 60,
    };
    let since = if of_event && kind.counts_people_up() { counted_since(lexicon, doc, s, c.unit) } else { None };
    let mut descriptor: BTreeSet<String> = match (linked, interval) {
        (false, _) => Default::default(),
        (true, true) => std::iter::once(format!("{} {} {}", if of_count { COUNTED } else { "interval" }, s.number, c.unit)).collect(),
        (true, false) => {
            let mut words = phrase::descriptor(lexicon, doc, s, &kind.unit, c.unit, (c.start, c.end));
            let noun = mention.filter(|m| m.noun.is_some() && m.phrase.end > m.span.end).map(|m| doc.words(Span { start: m.span.end, end: m.phrase.end }));
            words.extend(noun.iter().flat_map(|n| phrase::stems(lexicon, s.pack, n)));
            words.extend(phrase::counted(lexicon, s, c.unit, noun.as_deref().unwrap_or_default()));
            if kind.id == "age" && matches!(topic, Topic::Descriptor) {
                words.extend(person::told_as(lexicon, s, c));
            }
            if kind.id == "damage_cost" {
                words.retain(|w| !matches!(w.as_str(), "%loss" | "%cost"));
                if !words.iter().any(|w| w.starts_with('%')) {
                    words.insert("%losses".to_owned());
                }
            }
            let side = (kind.is_of_ballot() || kind.unit == "percent").then(|| bearer::side(lexicon, s, c.unit)).flatten();
            words.extend(side.map(|v| format!("!{v}")));
            if let Some((at, v)) = deed {
                words.extend(deed::marks(lexicon, s, at, v));
                deed::doer(lexicon, s, at, &mut words);
            }
            words
        }
    };
    descriptor.extend(since);
    if linked {
        descriptor.extend(period.map(|p| p.mark()));
    }
    Some(Claim {
        id: ClaimId(0),
        doc: doc.id,
        kind: c.kind,
        value,
        topic,
        who,
        place,
        as_of,
        moment: None,
        dated,
        attribution,
        modality,
        role,
        part_of: None,
        doing: c.doing.clone(),
        everybody: false,
        entered: false,
        announced: announced(lexicon, s, c.unit).or_else(|| announced_before(lexicon, view, s, c.unit)),
        descriptor: descriptor.into(),
        span,
        quote,
        zone: s.zone,
        sentence: s.number,
        paragraph: s.paragraph,
        certainty,
        derivation: Derivation { pattern, pattern_text, rows, note: c.note },
    })
}

/// Most units from an age to the day on which somebody comes to it.
const TURNS: usize = 4;

/// The kind of those who may still die of it.
const HURT: &str = "injuries";

/// Marks a word that only of the dead tells of some: bodies arrive, while the hurt are counted as they do.
const DEAD: &str = "dead";

/// Most units between the figure and the sign before a list of known names.
const ANNOUNCED: usize = 8;

/// The figure that says how long the list at a unit is.
fn announced(lexicon: &Lexicon, s: &SentenceView, list: usize) -> Option<(Span, usize)> {
    if !s.has(list, lexicon.core.set_counted) {
        return announced_by_sign(lexicon, s, list);
    }
    let count = (0..list).rev().find(|j| s.has(*j, lexicon.core.count_listed))?;
    let says = s.mentions[s.units[count].mention?].value.quantity()?.written()?;
    Some((s.units[count].span, says.to_usize()?))
}

/// The same, of a list of known names behind a sign: "the five governments that matter most - India, Japan and China".
fn announced_by_sign(lexicon: &Lexicon, s: &SentenceView, list: usize) -> Option<(Span, usize)> {
    let core = &lexicon.core;
    let sign = list.checked_sub(1).filter(|j| [core.colon, core.dash, core.they_are].iter().any(|c| s.has(*j, *c)))?;
    // «سبع محافظات من أصل 18، هي …»: the first of the two
    let whole = |j: usize| j > 0 && s.has(j - 1, core.of);
    let count = (sign.saturating_sub(ANNOUNCED)..sign).rev().take_while(|j| !s.has(*j, core.clause)).find(|j| s.has(*j, core.count) && !whole(*j))?;
    let figure = &s.mentions[s.units[count].mention?];
    let word = |j: usize| s.units[j].mention.is_none() && !is_function_word(lexicon, s, j);
    // "three rivals who were let back, they are X and Y"
    let people = s.has(sign, core.they_are);
    let of_things = figure.noun.as_ref().map_or_else(|| word(count + 1), |n| n.thing.is_some() || people && n.population.is_some());
    let n = figure.value.quantity().filter(|q| q.modifier == Modifier::Exact && of_things)?.written()?.to_usize()?;
    (3..=20).contains(&n).then_some((s.units[count].span, n))
}

/// The same, of a list that opens its sentence: "An alliance of eight parties. They were …".
fn announced_before(lexicon: &Lexicon, view: &View, s: &SentenceView, list: usize) -> Option<(Span, usize)> {
    let core = &lexicon.core;
    if !(1..3).contains(&list) || !s.has(list, core.set) || !s.has(0, core.they_are) {
        return None;
    }
    let p = view.right_before(s)?;
    let counts = |j: usize| {
        let m = p.units[j].mention.map(|m| &p.mentions[m]).filter(|m| m.noun.as_ref().is_some_and(|n| n.thing.is_some() || n.population.is_some()))?;
        let n = m.value.quantity().filter(|q| q.modifier == Modifier::Exact)?.written()?.to_usize()?;
        (3..=20).contains(&n).then_some((p.units[j].span, n))
    };
    let mut found = (0..p.units.len()).filter_map(counts);
    found.next().filter(|_| found.next().is_none())
}

/// Most units from a currency to its rate in another.
const CURRENCY: usize = 9;
/// Currencies in which the rates of others are told.
const WORLD: [&str; 2] = ["USD", "EUR"];

/// "From 8.5 to 14 billion dollars": the figure before an amount has its unit, and its scale where it would be too small without.
fn borrow(s: &SentenceView, c: &Choice, q: &mut Quantity) {
    let amounts = |j: usize| match s.units[j].mention.map(|m| &s.mentions[m].value) {
        Some(MentionValue::Money(m) | MentionValue::Duration(m)) => Some(m),
        _ => None,
    };
    let Some(amount) = (c.unit + 1..c.end).chain(c.start..c.unit).find_map(amounts) else { return };
    q.unit.clone_from(&amount.unit);
    let thousand = Decimal::ONE_THOUSAND;
    let (Some(low), Some(high)) = (q.point(), amount.min) else { return };
    let scale = [thousand * thousand * thousand, thousand * thousand, thousand].into_iter().find(|k| high >= *k && high < *k * thousand);
    if let Some(k) = scale.filter(|_| low < thousand) {
        *q = q.scaled(k);
    }
}

/// «تجاوزت الخسائر 20 مليار دولار»: where the verb leads, what is measured stands between "passed" and the figure.
fn passed(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<Modifier> {
    let core = &lexicon.core;
    if !lexicon.packs[s.pack].verb_leads() {
        return None;
    }
    let (exceed, approach) = (core.exceed, core.approach);
    // «القارب يقل 84»: a boat, and no verb
    let near = |j: usize| s.has(j, approach) && !s.definite[j];
    let stops = [core.count, core.clause, core.comma, core.date, core.money, core.share, core.to, core.say];
    // «لا يتجاوز عمره ستة أشهر»
    let bound = |j: usize| s.value(lexicon, j, core.modifier).filter(|_| s.units[j].mention.is_none());
    if let Some(m) = (at.saturating_sub(2)..at).rev().find_map(bound) {
        match m {
            "at_most" => return Some(Modifier::AtMost),
            "at_least" => return Some(Modifier::AtLeast),
            _ => {}
        }
    }
    match bounded(lexicon, s, at) {
        Some("at_most") => return Some(Modifier::AtMost),
        Some("at_least") => return Some(Modifier::AtLeast),
        _ => {}
    }
    let verb = (at.saturating_sub(6)..at).rev().take_while(|j| !stops.iter().any(|c| s.has(*j, *c))).find(|j| s.has(*j, exceed) || near(*j))?;
    if near(verb) {
        return Some(Modifier::About);
    }
    // «لا يتجاوز», «لم تعد كتلته تتجاوز»
    let not = verb > 0 && s.has(verb - 1, core.not) || verb > 2 && s.has(verb - 3, core.not) && s.has(verb - 2, core.stop);
    Some(if not { Modifier::AtMost } else { Modifier::MoreThan })
}

/// Most units from a verb that bounds what it tells of to the figure: «لم تتجاوز نسبة الإقبال في استفتاء 25 جويلية 30,5 بالمئة».
const BOUNDS: usize = 9;

/// The bound that a negated verb at the head of its clause sets for a figure behind the subject: «لا تقل مدة سداده عن عشر سنوات».
fn bounded<'l>(lexicon: &'l Lexicon, s: &SentenceView, at: usize) -> Option<&'l str> {
    let core = &lexicon.core;
    if !lexicon.packs[s.pack].verb_leads() {
        return None;
    }
    let stops = [core.count, core.clause, core.comma, core.money, core.share, core.say, core.rel, core.that];
    let told = |j: usize| s.value(lexicon, j, core.bounds).or_else(|| s.value(lexicon, j, core.modifier).filter(|_| s.units[j].mention.is_none()));
    (at.saturating_sub(BOUNDS)..at).rev().take_while(|j| !stops.iter().any(|c| s.has(*j, *c))).find_map(told).filter(|m| ["at_most", "at_least"].contains(m))
}

/// Units behind a figure within which a text that gave it may be named.
const GIVEN: usize = 5;

/// Whether a figure is what another is measured by: "the toll exceeds the 67 deaths at the mall", and not "more than the 98 reported on
/// Sunday".
fn beside_another(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    let told = at > 1 && s.has(at - 1, core.article) && [core.exceed, core.than, core.modifier].iter().any(|c| s.has(at - 2, *c));
    let given = || (at + 1..s.units.len().min(at + GIVEN)).any(|j| [core.say, core.superseded, core.as_of, core.reach].iter().any(|c| s.has(j, *c)));
    told && !given()
}
