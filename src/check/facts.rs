//! What is known of two claims on one subject: the facts that rules put conditions on.

use serde::Deserialize;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Context, ages, holders, of_document};
use crate::claim::{Claim, Modality, Role, Topic};
use crate::lexicon::{Growth, Kind};
use crate::link::{ScopeRelation, TimeRelation, recalled, scope, time};
use crate::slip::{self, dropped_digit, power_of_ten, swapped_digits};
use crate::value::{DateValue, Modifier, Quantity, Relation, Value, step};

/// How the first value lies to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValueRelation {
    /// No value fits both.
    Disjoint,
    /// Disjoint, and the first is the smaller.
    Below,
    /// Disjoint, and the first is the larger.
    Above,
    /// Every value of the first lies above all of the second.
    Exceeds,
    /// The figure written is the larger, though some value fits both ("at least 4", then 11).
    Raised,
    /// Two bounds of one sort that are not one figure: "at least two" and "at least three".
    OtherBound,
    /// Two limits that are not one figure: "up to four years" and "at most five".
    OtherLimit,
    /// Some value fits both.
    Meets,
    /// The same value exactly.
    Equal,
    /// Lists with different members.
    MembersDiffer,
    /// Names of two persons.
    OtherName,
    /// Names of two persons of whom one is known to have come after the other.
    Succeeds,
    /// Names of two persons of whom one is known not to have held the office on the day of its text, but the other.
    OutOfTerm,
    /// The figures are alike but for two swapped digits.
    SwappedDigits,
    /// One figure is ten, a hundred or a thousand times the other.
    PowerOfTen,
    /// One figure stands with two units: 40 km and 40 miles.
    OtherUnit,
    /// One figure is the other with another word of scale: million and billion.
    OtherScale,
    /// The first says none, the second some.
    NoneHere,
    /// The second says none, the first some.
    NoneThere,
    /// A list names somebody whom the known list does not have.
    HasOutsider,
    /// A whole list lacks somebody whom the known list has.
    LacksMember,
}

/// The facts of a pair; `first` is the later or the draft's claim.
#[derive(Debug, Clone)]
pub struct PairFacts {
    /// Scope of the first against the second.
    pub scope: ScopeRelation,
    /// Time of the first against the second.
    pub time: TimeRelation,
    /// Days between the two.
    pub days: Option<i64>,
    /// The later holds all of the earlier and more, of a body that no list knows.
    pub grown: bool,
    /// The lesser figure is far smaller and stands below the lead.
    pub in_passing: bool,
    /// How many times the one figure is the other, where both are written in one unit.
    pub times: Option<f64>,
    /// Each is told of a place of its own.
    pub two_places: bool,
    /// Digits of the longer of the two figures, zeros at its end not counted.
    pub digits: Option<usize>,
    /// One of the two is none at all.
    pub none: bool,
    /// The figure written in the first is the lower.
    pub lower: bool,
    /// Figures of a war, neither told as a running toll: what two battles cost.
    pub episodes: bool,
    /// Value relations that hold.
    pub values: Vec<ValueRelation>,
    /// One document.
    pub same_document: bool,
    /// One sentence.
    pub same_sentence: bool,
    /// Both name an authority, and it is another.
    pub other_authority: bool,
    /// Not on the word of the same: another authority, or one of the two on the writer's own.
    pub other_teller: bool,
    /// One was given up.
    pub superseded: bool,
    /// One stands in a draft.
    pub draft: bool,
    /// One is vague.
    pub vague: bool,
    /// One is denied.
    pub denied: bool,
    /// The event is background.
    pub background: bool,
    /// The first revives a figure given up elsewhere.
    pub revives: bool,
    /// The one that holds the other is itself told as a part.
    pub partial_whole: bool,
    /// Its text ties one to the other as a part: "46 people, 64 of them".
    pub tied: bool,
    /// How figures of the kind move.
    pub growth: Growth,
    /// The lower figure lacks as many as have gone over to another kind (wounded who died), or comes so much later that many may be
    /// counted no more (detainees let go).
    pub moved: bool,
}

/// The facts of two claims; `place` is that of the event itself.
pub fn facts(context: &Context<'_>, kind: &Kind, place: Option<&str>, first: &Claim, second: &Claim, revives: bool) -> PairFacts {
    // a part is one of the whole that its text ties it to, and of no other figure there
    let of_another = |part: &Claim, other: &Claim| {
        let whole = part.part_of.filter(|w| part.doc == other.doc && *w != other.id).map(|w| context.graph.claim(w));
        whole.is_some_and(|w| w.value != other.value)
    };
    let tied = |part: &Claim, whole: &Claim| part.doc == whole.doc && part.part_of == Some(whole.id);
    let scope = match scope(context.lexicon, place, first, second) {
        _ if tied(first, second) => ScopeRelation::PartOf,
        _ if tied(second, first) => ScopeRelation::WholeOf,
        ScopeRelation::PartOf if of_another(first, second) => ScopeRelation::Unknown,
        ScopeRelation::WholeOf if of_another(second, first) => ScopeRelation::Unknown,
        s => s,
    };
    let days = match (first.as_of, second.as_of) {
        (Some(a), Some(b)) => b.until(a).ok().map(|s| i64::from(s.get_days()).abs()),
        _ => None,
    };
    let values = values(context, kind, first, second);
    // digits turned round are a slip, whoever has died since
    let slip = values.contains(&ValueRelation::SwappedDigits) && values.contains(&ValueRelation::Below);
    let recovered = recovered(kind, days, first, second);
    let moved = !slip && (moved(context, kind, first, second) || left(kind, days, &values) || recovered);
    let background = |c: &Claim| matches!(&c.topic, Topic::Event(h) if h.background);
    let vague = |c: &Claim| c.value.quantity().is_some_and(|q| q.modifier == Modifier::Vague);
    PairFacts {
        scope,
        time: time(first, second),
        days,
        grown: grown(context, first, second),
        in_passing: in_passing(context, first, second),
        times: times(first, second),
        two_places: two_places(context, first, second),
        digits: first.written().zip(second.written()).map(|(x, y)| slip::digits_of(x).max(slip::digits_of(y))),
        none: [first, second].iter().any(|c| c.value.quantity().is_some_and(|q| q.max == Some(Decimal::ZERO))),
        lower: matches!((first.written(), second.written()), (Some(x), Some(y)) if x < y),
        episodes: episode(context, first) && episode(context, second) && !one_toll(first, second),
        values,
        same_document: first.doc == second.doc,
        same_sentence: first.doc == second.doc && first.sentence == second.sentence,
        other_authority: first.is_by_another(second),
        other_teller: first.attribution.as_ref().map(|a| &a.key) != second.attribution.as_ref().map(|a| &a.key),
        superseded: first.role == Role::Superseded || second.role == Role::Superseded,
        draft: context.drafts.contains(&first.doc) || context.drafts.contains(&second.doc),
        vague: vague(first) || vague(second),
        denied: (first.modality == Modality::Denied) != (second.modality == Modality::Denied),
        background: background(first) || background(second),
        revives,
        partial_whole: match scope {
            ScopeRelation::PartOf => second.role == Role::Part,
            ScopeRelation::WholeOf => first.role == Role::Part,
            _ => false,
        },
        tied: tied(first, second) || tied(second, first),
        growth: if recovered { Growth::Level } else { kind.growth },
        moved,
    }
}

/// Whether a body that no list knows has grown from the earlier claim to the later.
fn grown(context: &Context<'_>, a: &Claim, b: &Claim) -> bool {
    let unknown = |c: &Claim| matches!(&c.topic, Topic::Entity { id: None, .. });
    let (early, late) = if a.as_of < b.as_of { (a, b) } else { (b, a) };
    if !(unknown(a) && unknown(b)) || a.as_of == b.as_of {
        return false;
    }
    match (&early.value, &late.value) {
        // members are counted as such; states that help or are hit become more
        (Value::Set(x), Value::Set(y)) => x.members.is_subset(&y.members) && !counts_members(context, a) && !counts_members(context, b),
        (Value::Quantity(x), Value::Quantity(y)) => x.max.is_some_and(|m| y.min.is_some_and(|n| n > m)),
        _ => false,
    }
}

/// Whether the text of a list counts the members of its body.
fn counts_members(context: &Context<'_>, list: &Claim) -> bool {
    let subject = |c: &Claim| context.graph.subject_of[c.id.0 as usize];
    of_document(context, list.doc).iter().any(|c| subject(c) == subject(list) && c.value.quantity().is_some_and(|q| q.unit == "member"))
}

/// Sentences that tell what a text is about: its headline and lead.
const LEAD: u32 = 4;

/// How many times smaller a figure must be to count something else.
const FAR: u32 = 3;
/// The same, of a figure told beside what befell others.
const FARTHER: u32 = 12;

/// Whether the lesser of two figures is far smaller and stands below the lead of its text, told neither as a toll ("Injured: 28")
/// nor beside what befell others ("five soldiers and 17 militants died").
fn in_passing(context: &Context<'_>, a: &Claim, b: &Claim) -> bool {
    let (Some(x), Some(y)) = (a.written(), b.written()) else { return false };
    let (low, small, great) = if x < y { (a, x, y) } else { (b, y, x) };
    let own = |o: &&Claim| o.sentence == low.sentence && o.id != low.id && o.role == Role::Whole && matches!(o.topic, Topic::Event(_)) && o.value.quantity().is_some();
    let summed = || of_document(context, low.doc).iter().filter(own).any(|o| o.kind != low.kind || o.who != low.who);
    let by = |n: u32| small.checked_mul(Decimal::from(n)).is_some_and(|n| n <= great);
    low.sentence >= LEAD && !low.derivation.tells_toll() && (by(FARTHER) || !summed()) && small.checked_mul(Decimal::from(FAR)).is_some_and(|n| n <= great)
}

/// Whether each of two claims is told of a place, and neither place lies in the other.
fn two_places(context: &Context<'_>, a: &Claim, b: &Claim) -> bool {
    let world = &context.lexicon.world;
    a.place.as_ref().zip(b.place.as_ref()).is_some_and(|(x, y)| !world.is_within(x, y) && !world.is_within(y, x))
}

/// How many times the larger of two figures in one unit is the smaller, at the least that their bounds allow.
fn times(a: &Claim, b: &Claim) -> Option<f64> {
    let (x, y) = (a.value.quantity()?, b.value.quantity()?);
    let low = |q: &Quantity| q.min.or(q.max)?.to_f64();
    let high = |q: &Quantity| q.max.or(q.min)?.to_f64();
    let (small, great) = if low(x)? <= low(y)? { (x, y) } else { (y, x) };
    let (small, great) = (high(small)?, low(great)?);
    (x.unit == y.unit && small > 0.0).then(|| (great / small).max(1.0))
}

/// Whether as many as one figure lacks of the other are told in its text as counted by another kind by now.
fn moved(context: &Context<'_>, kind: &Kind, a: &Claim, b: &Claim) -> bool {
    let (Some(x), Some(y)) = (a.written(), b.written()) else { return false };
    if kind.becomes.is_empty() || x == y || a.doc == b.doc {
        return false;
    }
    let Some(gap) = x.checked_sub(y).map(|g| g.abs()) else { return false };
    let lower = if x < y { a } else { b };
    let others = |c: &Claim| of_document(context, c.doc).iter().filter(|k| kind.becomes.contains(&context.lexicon.tables.kind(k.kind).id) && k.modality == Modality::Asserted);
    // fourteen dead and 31 hurt, then 17 dead and 28 hurt: as many more on the one side as fewer on the other, and not the two figures
    // in each other's place
    let upper = if x < y { b } else { a };
    let whole = |k: &&Claim| k.role == Role::Whole;
    let more = |k: &Claim, u: &Claim| {
        u.kind == k.kind && u.who == k.who && k.written() != upper.written() && k.written().zip(u.written()).is_some_and(|(k, u)| k.checked_sub(u) == Some(gap))
    };
    let grew = || others(lower).filter(whole).any(|k| others(upper).filter(whole).any(|u| more(k, u)));
    others(lower).any(|k| k.written() == Some(gap) && k.role != Role::Superseded) || grew()
}

/// Whether so many days lie between two figures that many of those counted may be counted no more. A slip of the pen stays one.
fn left(kind: &Kind, days: Option<i64>, values: &[ValueRelation]) -> bool {
    use ValueRelation::{OtherScale, PowerOfTen, SwappedDigits};
    days.zip(kind.leaves).is_some_and(|(d, n)| d > n) && ![OtherScale, PowerOfTen, SwappedDigits].iter().any(|v| values.contains(v))
}

/// Whether both count a group that its people join and leave, on two days: the seriously hurt.
fn recovered(kind: &Kind, days: Option<i64>, a: &Claim, b: &Claim) -> bool {
    let passing = |c: &Claim| c.who.qualifier.as_ref().is_some_and(|q| kind.passing.contains(q));
    days.is_some_and(|d| d > 0) && passing(a) && passing(b)
}

fn values(context: &Context<'_>, kind: &Kind, a: &Claim, b: &Claim) -> Vec<ValueRelation> {
    use ValueRelation::*;
    let mut out = Vec::new();
    match (&a.value, &b.value) {
        (Value::Quantity(_), Value::Quantity(_)) if ages::of_namesakes(context, a, b) => {}
        (Value::Quantity(x), Value::Quantity(y)) => {
            let same_figure = x.unit != y.unit && x.written().is_some() && x.written() == y.written();
            let Some((x, y)) = same_unit(context, x, y) else {
                // euros and dollars: neither is known in the other
                return if kind.is_of_money() && same_figure && x.point().is_some() && y.point().is_some() { vec![OtherUnit] } else { out };
            };
            let (x, y) = (&x, &y);
            match x.relation(y) {
                Relation::Disjoint if !within_tolerance(kind, x, y) => {
                    out.push(Disjoint);
                    let above = x.min.unwrap_or_default() > y.max.unwrap_or(Decimal::MAX);
                    out.push(if above { Above } else { Below });
                    if above {
                        out.push(Exceeds);
                    }
                    if same_figure {
                        out.push(OtherUnit);
                    }
                    match (x.max == Some(Decimal::ZERO), y.max == Some(Decimal::ZERO)) {
                        (true, false) => out.push(NoneHere),
                        (false, true) => out.push(NoneThere),
                        _ => {}
                    }
                    if let (Some(m), Some(n)) = (x.written(), y.written()) {
                        if other_scale(m, n) {
                            out.push(OtherScale);
                        }
                        if swapped_digits(m, n) {
                            out.push(SwappedDigits);
                        }
                        if power_of_ten(m, n) || dropped_digit(m, n) {
                            out.push(PowerOfTen);
                        }
                    }
                }
                Relation::Equal => out.extend([Equal, Meets]),
                _ => {
                    out.push(Meets);
                    let bound = |q: &Quantity| matches!(q.modifier, Modifier::AtLeast | Modifier::MoreThan);
                    if bound(x) && bound(y) && x.written() != y.written() && !within_tolerance(kind, x, y) {
                        out.push(OtherBound);
                    }
                    if x.modifier == Modifier::AtMost && y.modifier == Modifier::AtMost && x.written() != y.written() && !within_tolerance(kind, x, y) {
                        out.push(OtherLimit);
                    }
                    if let (Some(m), Some(n)) = (x.written(), y.written())
                        && m > n
                        && matches!(y.modifier, Modifier::AtLeast | Modifier::MoreThan)
                        && !within_tolerance(kind, x, y)
                    {
                        out.push(Raised);
                    }
                }
            }
        }
        (Value::Date(x), Value::Date(y)) => match x.relation(y) {
            Some(Relation::Disjoint) if far_apart(context, a, b) => {}
            Some(Relation::Disjoint) => {
                out.push(Disjoint);
                let later = x.bounds().zip(y.bounds()).is_some_and(|(p, q)| p.0 > q.0);
                out.push(if later { Above } else { Below });
            }
            Some(Relation::Equal) => out.extend([Equal, Meets]),
            Some(_) => out.push(Meets),
            None => {}
        },
        (Value::Set(x), Value::Set(y)) => {
            if x.members == y.members {
                out.extend([Equal, Meets]);
            } else {
                // an open list may be a part of a closed one
                let fine = (!x.complete && x.members.is_subset(&y.members)) || (!y.complete && y.members.is_subset(&x.members)) || (!x.complete && !y.complete);
                if fine {
                    out.push(Meets);
                } else if x.members.len().abs_diff(y.members.len()) <= 2 && x.members.intersection(&y.members).count() * 2 >= x.members.len().min(y.members.len()) {
                    out.push(MembersDiffer);
                }
            }
        }
        (Value::Name(x), Value::Name(y)) => out.extend(holders::relation(context, a, b, (x, y))),
        _ => {}
    }
    out
}

/// Whether a figure is told of a war, and not as its toll: a war is made of battles, and each has its own dead.
fn episode(context: &Context<'_>, c: &Claim) -> bool {
    if c.derivation.tells_toll() {
        return false;
    }
    // and so is an exchange of prisoners of its flights
    let family = || match &c.topic {
        Topic::Event(h) => h.family.as_ref().and_then(|f| context.lexicon.tables.families.get(f)),
        _ => None,
    };
    context.lexicon.tables.kind(c.kind).in_batches || family().is_some_and(|f| f.near_days >= LASTING && !f.apart)
}

/// Whether two figures are so large and near each other that both can only be the toll of the whole war.
fn one_toll(a: &Claim, b: &Claim) -> bool {
    let (Some(x), Some(y)) = (a.written(), b.written()) else { return false };
    x.min(y) >= Decimal::from(WHOLE_WAR) && x.max(y) * Decimal::from(4) <= x.min(y) * Decimal::from(5)
}

/// Dead of a single battle are seldom more.
const WHOLE_WAR: u32 = 1000;

/// Days over which an event goes on that is made of many.
const LASTING: i64 = 300;

/// Whether two dates lie further apart than two mentions of one event of this family can.
fn far_apart(context: &Context<'_>, a: &Claim, b: &Claim) -> bool {
    let (Topic::Event(h), Value::Date(x), Value::Date(y)) = (&a.topic, &a.value, &b.value) else { return false };
    if recalled(a).is_some() && recalled(b).is_some() {
        return false;
    }
    let near = h.family.as_ref().and_then(|f| context.lexicon.tables.families.get(f)).map_or(10, |f| f.near_days);
    // 4 August and 4 September: the month may be a slip, unless a text has the other day as well
    let slip = x.start.day.is_some() && x.start.day == y.start.day && x.start.month != y.start.month && x.start.year == y.start.year;
    // 6 February and 16 February, the 12th and the 21st: a digit of the day
    let slip =
        slip || x.start.year == y.start.year && x.start.month.is_some() && x.start.month == y.start.month && x.start.day.zip(y.start.day).is_some_and(|(d, e)| day_slip(d, e));
    let holds = |c: &Claim, d: &DateValue| d.bounds().is_some() && of_document(context, c.doc).iter().any(|k| k.value.date().is_some_and(|o| o.bounds() == d.bounds()));
    if slip && !holds(a, y) && !holds(b, x) {
        return false;
    }
    match (x.bounds(), y.bounds()) {
        (Some(p), Some(q)) => p.0.until(q.0).map_or(true, |s| i64::from(s.get_days()).abs() > near.min(15)),
        _ => true,
    }
}

/// Whether two days of a month are one with a digit changed before the last, or turned round.
fn day_slip(a: i8, b: i8) -> bool {
    a != b && (a % 10 == b % 10 || a / 10 == b % 10 && b / 10 == a % 10)
}

/// What votes are counted in beside people.
const CAST: &str = "vote";

/// Both quantities in one unit, or nothing when they cannot be.
fn same_unit(context: &Context<'_>, x: &Quantity, y: &Quantity) -> Option<(Quantity, Quantity)> {
    if x.unit == y.unit {
        return Some((x.clone(), y.clone()));
    }
    let units = &context.lexicon.tables.units;
    match (units.get(&x.unit), units.get(&y.unit)) {
        (Some(a), Some(b)) if a.dimension == b.dimension => {
            if a.dimension == "temperature" {
                let plain = |u: &str| u != "fahrenheit";
                return (plain(&a.id) == plain(&b.id)).then(|| (x.clone(), y.clone()));
            }
            // a conversion is rounded by whoever made it
            let widen = |q: Quantity| Quantity { min: q.min.map(|v| v * Decimal::new(97, 2)), max: q.max.map(|v| v * Decimal::new(103, 2)), ..q };
            Some((widen(x.scaled(a.factor)), widen(y.scaled(b.factor))))
        }
        (None, None) => {
            // people of one unit or another are people
            // and so are those who vote, and what they cast
            let votes = |q: &Quantity| q.counts_people() || q.unit == CAST;
            (votes(x) && votes(y)).then(|| (x.clone(), y.clone()))
        }
        _ => None,
    }
}

/// Whether two large figures differ by a word of scale: 12 million and 12 billion, 300 thousand and 300 million.
fn other_scale(a: Decimal, b: Decimal) -> bool {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    let scaled = low >= Decimal::ONE_THOUSAND && (low % Decimal::ONE_HUNDRED).is_zero();
    scaled && slip::other_scale(low, high)
}

/// Dimension of kinds that are rounded to one digit where they are told in passing.
const LENGTH: &str = "length";

/// Two figures that differ by less than the kind's tolerance, or by the rounding of one of them, are one.
fn within_tolerance(kind: &Kind, x: &Quantity, y: &Quantity) -> bool {
    let (Some(a), Some(b)) = (x.written(), y.written()) else { return false };
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if high.is_zero() {
        return true;
    }
    let gap = high - low;
    // what has its digits in another order was not rounded
    let exact = |q: &Quantity| matches!(q.modifier, Modifier::Exact | Modifier::Exactly);
    let slip = || low >= Decimal::ONE_HUNDRED && exact(x) && exact(y) && swapped_digits(a, b);
    if let Some(t) = kind.tolerance
        && gap <= high * t
        && !slip()
    {
        return true;
    }
    // 6.8 and 7 are one figure, the other rounded; 7.7 and 7.8 are two
    let coarser = a.normalize().scale().min(b.normalize().scale());
    if kind.rounds && a.round_dp(coarser) == b.round_dp(coarser) {
        return true;
    }
    // "more than 150" and 150: the bound itself
    let hedged = x.modifier == Modifier::MoreThan && x.min.is_some_and(|m| m - Decimal::ONE <= b) && a >= b
        || y.modifier == Modifier::MoreThan && y.min.is_some_and(|m| m - Decimal::ONE <= a) && b >= a;
    if hedged && gap <= Decimal::ONE {
        return true;
    }
    // a rounded figure beside an exact one: 1,800,000 and 1,833,164
    // "a 200-metre stretch", "a 210-metre section"
    let coarse = |r: Decimal, exact: Decimal| step(r) > step(exact) && r.to_string().trim_end_matches('0').len() == 1;
    if kind.unit == LENGTH && (coarse(a, b) || coarse(b, a)) && gap * Decimal::from(20) <= high {
        return true;
    }
    let rounded = |r: Decimal, exact: Decimal| step(r) >= Decimal::ONE_THOUSAND && step(r) / Decimal::TEN > step(exact) && (exact - r).abs() < step(r);
    kind.growth != Growth::Fixed && (rounded(a, b) || rounded(b, a)) && gap * Decimal::from(20) <= high
}
