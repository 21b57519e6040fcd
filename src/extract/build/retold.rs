//! Readings that the event of a text makes facts of another kind.

use crate::claim::{Claim, EventHint, Topic};
use crate::extract::view::View;
use crate::lexicon::{Lexicon, SubjectType};
use crate::value::Value;

/// Sentences whose first event is the one the text is about.
const LEAD: usize = 5;

/// What people do who are in a vehicle, vessel or aircraft, and what those do who stop work: guards and nurses on strike are not deployed.
const OFF_DUTY: [&str; 2] = ["aboard", "strike"];
/// What those do who are out on the streets for themselves.
const PROTEST: &str = "protest";
/// Those who are sent to where others protest.
const FORCES: &str = "security_forces";

/// Gives counts of some people the kind that they are: rescuers who took part are personnel; soldiers in a helicopter that falls are those aboard.
pub(super) fn by_group(lexicon: &Lexicon, claims: &mut [Claim]) {
    let table = &lexicon.tables;
    for c in claims {
        let groups = &table.kind(c.kind).of_group;
        if groups.is_empty() || c.who.population == "all" || c.doing.as_deref().is_some_and(|d| OFF_DUTY.contains(&d)) {
            continue;
        }
        let groups_in = table.ancestors(&c.who.population);
        // "500 doctors marched"; of soldiers who were sent the word for a protest is told of others
        if c.doing.as_deref() == Some(PROTEST) && !groups_in.contains(&FORCES) {
            continue;
        }
        let found = groups_in.into_iter().find_map(|g| groups.get(g)).and_then(|k| table.kind_id(k));
        if let Some(kind) = found {
            c.kind = kind;
            c.topic = Topic::Descriptor;
        }
    }
}

/// Gives figures of some units the kind that they are: what a vote gives in seats is a number of members.
pub(super) fn by_unit(lexicon: &Lexicon, claims: &mut [Claim]) {
    let table = &lexicon.tables;
    for c in claims {
        let found = c.value.quantity().and_then(|q| table.kind(c.kind).of_unit.get(&q.unit)).and_then(|k| table.kind_id(k));
        if let Some(kind) = found {
            c.kind = kind;
        }
        // "a quake of 7.6 degrees": of the scale that its kind is told in
        let unit = &table.kind(c.kind).unit;
        if let Value::Quantity(q) = &mut c.value
            && q.unit == UNSCALED
            && !unit.is_empty()
            && unit != TEMPERATURE
        {
            q.unit.clone_from(unit);
        }
    }
}

/// Gives claims the kind that they have in a text on this event: "it reached seven degrees", of an earthquake; hostages set free.
pub(super) fn retell(lexicon: &Lexicon, view: &View, claims: &mut [Claim]) {
    let table = &lexicon.tables;
    let lead = view.sentences.iter().take(LEAD).flat_map(|s| (0..s.units.len()).filter_map(|i| s.value(lexicon, i, lexicon.core.event)));
    let Some(family) = lead.filter_map(|f| table.families.get(f)).find(|f| f.toll) else { return };
    if family.retold.is_empty() {
        return;
    }
    for c in claims {
        let Some(kind) = family.retold.get(&table.kind(c.kind).id).and_then(|k| table.kind_id(k)) else { continue };
        // a measure that names its scale is of that scale
        if let Value::Quantity(q) = &mut c.value {
            let scaled = table.units.get(&q.unit).is_some_and(|u| u.id != u.dimension && u.id != UNSCALED);
            if scaled {
                continue;
            }
            q.unit.clone_from(&table.kind(kind).unit);
        }
        c.kind = kind;
        if table.kind(kind).subject == SubjectType::Event && !matches!(c.topic, Topic::Event(_)) {
            c.topic = Topic::Event(EventHint { family: Some(family.id.clone()), ..EventHint::default() });
        }
    }
}

/// What degrees of no scale are a measure of by themselves.
const TEMPERATURE: &str = "temperature";
/// Degrees of no scale.
const UNSCALED: &str = "degree";
