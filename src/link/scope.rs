//! How the scopes of two claims on one subject lie to each other. Unknown is never taken for same.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::claim::{Claim, ON_DAY, Role, Topic};
use crate::extract::{CHARGE, HOUR, MONTH, NATIONWIDE, PAST, PRIOR, RATE, REMANDED, SEASON, SINCE, SOME, WITH};
use crate::lexicon::{Growth, Lexicon};

/// Qualifiers that tell how far a figure reaches, not whom it counts.
pub(super) const REACHES: [&str; 2] = [NATIONWIDE, SEASON];

/// What the deed of those begins with whom somebody brought out; behind it stands who.
pub(super) const BY: &str = "by ";

/// Scope of the first claim against the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScopeRelation {
    /// The same people, place and way of counting.
    Same,
    /// The first counts a part of the second.
    PartOf,
    /// The first holds the second.
    WholeOf,
    /// They share nobody.
    Disjoint,
    /// Not to be told.
    Unknown,
}

/// When the first claim's figure stands, against the second's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeRelation {
    /// The same day.
    Same,
    /// The first is earlier.
    Earlier,
    /// The first is later.
    Later,
    /// A day is missing.
    Unknown,
}

/// Scope of `a` against `b`; `subject_place` is the place of the event itself, as wide as no place at all.
pub fn scope(lexicon: &Lexicon, subject_place: Option<&str>, a: &Claim, b: &Claim) -> ScopeRelation {
    use ScopeRelation::*;
    // the sentence says so itself
    let said = |part: &Claim, whole: &Claim| {
        // "31 were unloaded in Kochi, 23 of them from Kerala": where a part is from is no wider count
        let there = match (&whole.place, &part.place) {
            (Some(w), Some(p)) => lexicon.world.is_within(w, p),
            (place, _) => place.is_none(),
        };
        part.part_of == Some(whole.id) && whole.part_of != Some(part.id) && part.sentence == whole.sentence && there
    };
    if said(a, b) {
        return PartOf;
    }
    if said(b, a) {
        return WholeOf;
    }
    // "13 at first, then 25 in the capital": what a sentence gives up stood for what it puts in its place, wherever it names that
    let given_up = a.doc == b.doc
        && a.sentence == b.sentence
        && a.who == b.who
        && (a.role == Role::Superseded && b.role == Role::Whole || b.role == Role::Superseded && a.role == Role::Whole);
    let nested = a.place.as_deref().zip(b.place.as_deref()).is_none_or(|(p, q)| lexicon.world.is_within(p, q) || lexicon.world.is_within(q, p));
    if given_up && nested {
        return Same;
    }
    // figures side by side in one sentence are parts of each other only when it says so
    let aside = a.doc == b.doc && a.sentence == b.sentence && a.part_of != Some(b.id) && b.part_of != Some(a.id);
    if aside && (a.who != b.who || a.place != b.place) && a.role != Role::Part && b.role != Role::Part {
        return Unknown;
    }
    // "18 died on Wednesday, four of them children": what is told as a part holds no day's figure
    let daily = |c: &Claim| c.who.qualifier.as_deref().is_some_and(|q| q.starts_with(ON_DAY));
    if (daily(a) && b.role == Role::Part || daily(b) && a.role == Role::Part) && a.who.qualifier != b.who.qualifier {
        return Unknown;
    }
    // "it freed 70 of them and the other side 45": two parts of one whole
    if aside && a.role == Role::Part && b.role == Role::Part && a.part_of == b.part_of && (a.who.population == "all") != (b.who.population == "all") {
        return Unknown;
    }
    let who = population(lexicon, a, b);
    // where a length or a term is told says nothing of what it measures
    let kind = lexicon.tables.kind(a.kind);
    let measure = kind.growth == Growth::Fixed && !kind.additive;
    let place = if measure { Same } else { places(lexicon, subject_place, a, b) };
    // increments and parts of another count never stand for the whole
    let share = kind.unit == "percent";
    let in_province = |c: &Claim| !measure && c.place.as_deref().is_some_and(|p| lexicon.world.is_region(p) && subject_place.is_none_or(|s| !lexicon.world.is_within(s, p)));
    let role = match (a.role, b.role) {
        // a share is told as a part of what it is a share of
        (Role::Part | Role::Whole, Role::Part | Role::Whole) if share && a.doc != b.doc => Same,
        (Role::Increment, Role::Increment) | (Role::Increment, _) | (_, Role::Increment) => Unknown,
        (Role::Part, Role::Part) if a.doc == b.doc || !(narrow(a) && narrow(b)) => Unknown,
        (Role::Part, Role::Part) => Same,
        // "among them 35 Tunisians" is all that there is of Tunisians
        (Role::Part, _) | (_, Role::Part) if a.doc != b.doc && a.who.nationality.is_some() && b.who.nationality.is_some() => Same,
        // "42 dead, 17 of them civilians" tells of all civilians, as passengers told as a part of those aboard are all passengers; "32 of the
        // passengers" are not
        (Role::Part, _) | (_, Role::Part)
            if a.doc != b.doc
                && a.who.population == b.who.population
                && a.who.population != "all"
                // "Jordan had most of the dead, 658 pilgrims" are not all pilgrims
                && a.place == b.place
                && a.who.nationality.is_none()
                && b.who.nationality.is_none()
                && (kind.growth != Growth::Fixed || rival(a, b)) =>
        {
            Same
        }
        // "1,604 of the deaths were in Al Haouz": all that there are in that province
        (Role::Part, _) | (_, Role::Part) if a.doc != b.doc && who == Same && place == Same && in_province(a) && a.place == b.place && near(a, b) => Same,
        // "19 of the dead are from here" holds none of another group: soldiers from here and soldiers from elsewhere
        (Role::Part, _) if who == WholeOf && !narrow(a) => Unknown,
        (_, Role::Part) if who == PartOf && !narrow(b) => Unknown,
        (Role::Part, _) if who == Same && place == Same => PartOf,
        (_, Role::Part) if who == Same && place == Same => WholeOf,
        _ => Same,
    };
    combine(combine(who, place), role)
}

/// Whether the lesser of two figures is more than half of the other, so that both can count the same.
fn rival(a: &Claim, b: &Claim) -> bool {
    a.written().zip(b.written()).is_none_or(|(x, y)| x.min(y) * Decimal::TWO > x.max(y))
}

/// Whether two figures are so near each other that they can count the same people, or one is the other with its digits turned.
fn near(a: &Claim, b: &Claim) -> bool {
    a.written().zip(b.written()).is_none_or(|(x, y)| x.min(y) * Decimal::from(3) > x.max(y))
}

/// The population of everybody.
const EVERYBODY: &str = "all";

/// Those who are counted where people march.
const MARCHERS: &str = "protesters";

/// Whether a part says which part it is.
fn narrow(c: &Claim) -> bool {
    c.who.population != "all" || c.who.nationality.is_some() || c.who.qualifier.is_some() || c.place.is_some()
}

fn combine(a: ScopeRelation, b: ScopeRelation) -> ScopeRelation {
    use ScopeRelation::*;
    match (a, b) {
        (Disjoint, _) | (_, Disjoint) => Disjoint,
        (Unknown, _) | (_, Unknown) => Unknown,
        (Same, x) | (x, Same) => x,
        (x, y) if x == y => x,
        _ => Unknown,
    }
}

fn population(lexicon: &Lexicon, a: &Claim, b: &Claim) -> ScopeRelation {
    use ScopeRelation::*;
    let t = &lexicon.tables;
    // "285 people were below", "287 miners were below": a group that is everybody there, as far as the story tells
    let group = |c: &'_ Claim, o: &Claim| if c.everybody && o.who.population == EVERYBODY && near(c, o) { EVERYBODY.to_owned() } else { c.who.population.clone() };
    let (p, q) = if a.everybody || b.everybody { (group(a, b), group(b, a)) } else { (a.who.population.clone(), b.who.population.clone()) };
    let (p, q) = (p.as_str(), q.as_str());
    // ballots are counted, whoever casts them
    let cast = |p: &str| matches!(p, "all" | "lawmakers" | "voters" | "officials");
    // "the gunmen" of one text are "the attackers" of another; of the Azerbaijanis aboard all are passengers
    let alike = t.are_alike(p, q)
        || a.doc != b.doc && a.who.nationality.is_some() && a.who.nationality == b.who.nationality && t.kind(a.kind).growth == Growth::Fixed && aboard(p) && aboard(q);
    // "police put the crowd at 40,000, the unions at more than 60,000": who marches on a day are all who are counted there
    let marching = |p: &str, q: &str| p == MARCHERS && q == "all" || p == "all" && q == MARCHERS;
    let alike = alike || t.kind(a.kind).growth == Growth::Fixed && marching(p, q) && a.as_of == b.as_of && a.as_of.is_some();
    // «الحكومة المؤلفة من 22 وزيرا», "a cabinet of 23": whoever sits in a body is a member of it
    let sits = |p: &str| matches!(p, "all" | "lawmakers" | "ministers" | "officials");
    let seated = !t.kind(a.kind).additive && t.kind(a.kind).unit == "member" && sits(p) && sits(q);
    let by_group = if p == q || alike || seated || t.kind(a.kind).is_of_ballot() && cast(p) && cast(q) {
        Same
    } else if t.are_disjoint(p, q) {
        Disjoint
    } else if apart(lexicon, p, q) || apart(lexicon, q, p) {
        Unknown
    } else if t.is_part(p, q) {
        PartOf
    } else if t.is_part(q, p) {
        WholeOf
    } else {
        Unknown
    };
    // those whom one state brought out are none of another's
    let by_another = |d: &str| d.starts_with(BY);
    // those aboard are no marchers, though both are people of one event
    let doing = |c: &Claim| c.doing.as_deref().map(str::to_owned).or_else(|| t.populations.get(&c.who.population)?.doing.clone());
    let by_deed = match (doing(a), doing(b)) {
        (Some(x), Some(y)) if x != y && (t.kind(a.kind).growth == Growth::Fixed || by_another(&x) && by_another(&y)) => Disjoint,
        // those whom a state brought out, and those whom nobody is told to have
        (Some(x), None) | (None, Some(x)) if by_another(&x) => Unknown,
        _ => Same,
    };
    let by_nation = match (&a.who.nationality, &b.who.nationality) {
        (None, None) => Same,
        (Some(x), Some(y)) if x == y => Same,
        (Some(_), Some(_)) => Disjoint,
        (Some(_), None) => PartOf,
        (None, Some(_)) => WholeOf,
    };
    // how far a figure reaches is told by its subject
    let quality = |c: &Claim| c.who.qualifier.clone().filter(|q| !REACHES.contains(&q.as_str()));
    let by_quality = match (&quality(a), &quality(b)) {
        (None, None) => Same,
        (Some(x), Some(y)) if x == y && x != SOME => Same,
        (Some(_), Some(_)) => Unknown,
        // those held for looting are no part of those held at a march
        (Some(x), None) | (None, Some(x)) if x.starts_with(CHARGE) => Unknown,
        // nor are those remanded by a court the same as those whom the police hold; of how many, no text need say
        (Some(x), None) | (None, Some(x)) if x == REMANDED => Unknown,
        // those let go on Friday, and those of whom no day is told
        (Some(x), None) | (None, Some(x)) if x.starts_with(ON_DAY) && t.kind(a.kind).in_batches => Unknown,
        // "27 dead, including the bomber" holds the 26 who are told without him
        (Some(x), None) if x.starts_with(WITH) => WholeOf,
        (None, Some(x)) if x.starts_with(WITH) => PartOf,
        (Some(_), None) => PartOf,
        (None, Some(_)) => WholeOf,
    };
    combine(combine(combine(combine(by_group, by_nation), by_quality), by_deed), windows(a, b))
}

/// Days within which two days from which on people are counted are one.
const ONE_DAY: i32 = 3;

/// How the times lie to each other over which two figures count: those killed since April are some of those killed since December.
fn windows(a: &Claim, b: &Claim) -> ScopeRelation {
    let day = |c: &Claim| c.descriptor.marked(SINCE)?.parse::<Date>().ok();
    let (x, y) = match (day(a), day(b)) {
        (Some(x), Some(y)) => (x, y),
        // who has been killed since April is none of those counted in February
        (Some(x), None) if b.as_of.is_some_and(|d| d < x) => return ScopeRelation::Disjoint,
        (None, Some(y)) if a.as_of.is_some_and(|d| d < y) => return ScopeRelation::Disjoint,
        _ => return ScopeRelation::Same,
    };
    match x.until(y).map_or(0, |s| s.get_days()) {
        d if d.abs() <= ONE_DAY => ScopeRelation::Same,
        d if d > 0 => ScopeRelation::WholeOf,
        _ => ScopeRelation::PartOf,
    }
}

/// Whether those of the first group are counted beside everybody, and not among them: the attackers who died are none of the attack's dead
/// unless a text says so.
fn apart(lexicon: &Lexicon, group: &str, all: &str) -> bool {
    all == "all" && lexicon.tables.is_apart(group)
}

/// Whether people told so can be those aboard.
fn aboard(population: &str) -> bool {
    matches!(population, "all" | "passengers")
}

fn places(lexicon: &Lexicon, subject: Option<&str>, a: &Claim, b: &Claim) -> ScopeRelation {
    use ScopeRelation::*;
    // a place that holds the event itself narrows nothing
    // nor does a region of several countries: the Sahel
    let wide = |p: &str| lexicon.world.find(p).is_some() && !lexicon.world.has_country(p);
    let narrow = |p: &Option<String>| p.clone().filter(|p| subject.is_none_or(|s| !lexicon.world.is_within(s, p)) && !wide(p));
    match (narrow(&a.place), narrow(&b.place)) {
        (None, None) => Same,
        (Some(x), Some(y)) if x == y => Same,
        (Some(x), Some(y)) => {
            if lexicon.world.is_within(&x, &y) {
                PartOf
            } else if lexicon.world.is_within(&y, &x) {
                WholeOf
            } else {
                Disjoint
            }
        }
        // a place beside that of the event ("near Miami") is no part of it
        (Some(x), None) | (None, Some(x)) if subject.is_some_and(|s| !lexicon.world.is_within(&x, s)) => Unknown,
        (Some(_), None) => PartOf,
        (None, Some(_)) => WholeOf,
    }
}

/// The month that a figure is of, where its text says so, and whether that is past.
pub(super) fn month_of(c: &Claim) -> Option<(&str, bool)> {
    let month = c.descriptor.iter().filter_map(|w| w.strip_prefix(MONTH)).find(|m| m.contains('-'))?;
    Some(month.strip_suffix(PAST).map_or((month, false), |m| (m, true)))
}

/// Whether a figure is what a currency was worth before.
fn rate_before(c: &Claim) -> bool {
    c.descriptor.iter().any(|w| w.strip_prefix('^') == Some(PRIOR)) && c.descriptor.iter().any(|w| w.strip_prefix('%').is_some_and(|a| a.starts_with(RATE)))
}

/// The hour at which turnout stood so, in minutes or as its text has it.
fn hour_of(c: &Claim) -> Option<&str> {
    c.descriptor.marked(HOUR)
}

/// Whether a figure is a share, an amount of money or a number of seats: what it was in a year past is known.
fn settles(c: &Claim) -> bool {
    let currency = |u: &str| u.len() == 3 && u.bytes().all(|b| b.is_ascii_uppercase());
    c.value.quantity().is_some_and(|q| matches!(q.unit.as_str(), "percent" | "seat") || currency(&q.unit))
}

/// Years past that a figure is told of.
fn years_of(c: &Claim) -> impl Iterator<Item = &str> {
    let own = c.as_of.map(|d| d.year().to_string());
    let before = move |y: &&str| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()) && own.as_deref().is_some_and(|o| *y < o);
    c.descriptor.iter().filter_map(|w| w.strip_prefix(MONTH)).filter(before)
}

/// When `a` stands against `b` by what their own words say of it: the month, the hour, the time before. Nothing where they say nothing, or do not
/// measure: tolls are many, and dated by their texts.
fn told_time(a: &Claim, b: &Claim) -> Option<TimeRelation> {
    use TimeRelation::{Earlier, Later, Same, Unknown};
    if !matches!((&a.topic, &b.topic), (Topic::Descriptor, Topic::Descriptor)) {
        return None;
    }
    let by = |o: std::cmp::Ordering| match o {
        std::cmp::Ordering::Equal => Same,
        std::cmp::Ordering::Less => Earlier,
        std::cmp::Ordering::Greater => Later,
    };
    // "in February", "in March": of their own months, whenever they were told; what is told of a month past is no news
    match (month_of(a), month_of(b)) {
        (Some((x, _)), Some((y, _))) if x == y => return Some(Same),
        (Some((_, past)), Some((_, gone))) if past || gone || a.doc == b.doc => return Some(Unknown),
        (Some((x, _)), Some((y, _))) => return Some(by(x.cmp(y))),
        (Some((_, true)), None) | (None, Some((_, true))) => return Some(Unknown),
        // so is what a currency was worth before
        (None, None) if rate_before(a) != rate_before(b) => return Some(Unknown),
        // "29.9% in 2020" does not change any more
        (None, None) if settles(a) && settles(b) && years_of(a).next().is_some() && years_of(a).eq(years_of(b)) => return Some(Same),
        _ => {}
    }
    // "19.3% by 3 p.m.", "32.25% when the polls closed"
    let day = a.as_of.cmp(&b.as_of);
    match (hour_of(a), hour_of(b)) {
        (Some(x), Some(y)) if day.is_eq() && x != y => {
            return Some(match (x.parse::<u16>(), y.parse::<u16>()) {
                (Ok(x), Ok(y)) => by(x.cmp(&y)),
                _ => Unknown,
            });
        }
        (Some(_), None) if day.is_ge() => return Some(Unknown),
        (None, Some(_)) if day.is_le() => return Some(Unknown),
        _ => {}
    }
    None
}

/// When `a` stands against `b`.
pub fn time(a: &Claim, b: &Claim) -> TimeRelation {
    if let Some(told) = told_time(a, b) {
        return told;
    }
    match (a.as_of, b.as_of) {
        // entries of a running report follow each other
        (Some(x), Some(y)) => match x.cmp(&y).then_with(|| moments(a, b).map_or(std::cmp::Ordering::Equal, |(m, n)| m.cmp(&n))) {
            std::cmp::Ordering::Equal => TimeRelation::Same,
            std::cmp::Ordering::Less => TimeRelation::Earlier,
            std::cmp::Ordering::Greater => TimeRelation::Later,
        },
        _ => TimeRelation::Unknown,
    }
}

/// Times of day of two figures of one running report.
pub fn moments(a: &Claim, b: &Claim) -> Option<(u16, u16)> {
    a.moment.zip(b.moment).filter(|_| a.doc == b.doc)
}
