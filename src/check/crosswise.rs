//! Two figures that two texts give crosswise: 24 hostages for 130 detainees in one, 130 hostages for 24 detainees in the other.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::rule::Rule;
use super::told::Told;
use super::{Context, text};
use crate::claim::{Claim, Modality, Role};
use crate::finding::Finding;

/// Two figures of one sentence: the lower, the higher.
type Pair<'a> = (&'a Claim, &'a Claim);

/// Adds the findings for figures that change places between two texts: one for each of the two facts.
pub(super) fn run(context: &Context<'_>, rule: &Rule, out: &mut Vec<Finding>) {
    let mut by_figures: BTreeMap<(u32, Decimal, Decimal), Vec<Pair<'_>>> = BTreeMap::new();
    let plain = |c: &&Claim| rule.kinds[c.kind.0 as usize] && c.modality == Modality::Asserted && matches!(c.role, Role::Whole | Role::Part) && c.point().is_some();
    let list: Vec<&Claim> = context.graph.claims.iter().filter(plain).collect();
    for (i, a) in list.iter().enumerate() {
        for b in list[i + 1..].iter().take_while(|b| b.doc == a.doc && (b.sentence == a.sentence || b.sentence == a.sentence + 1 && b.paragraph == a.paragraph)) {
            let (Some(x), Some(y)) = (a.point(), b.point()) else { continue };
            // "29,605 in Turkey and 3,574 in Syria", also in two sentences
            let placed = places_apart(context, a, b) && a.kind == b.kind;
            if x != y && x.min(y) > Decimal::ONE && (placed || b.sentence == a.sentence && (a.kind != b.kind || a.who != b.who)) {
                let pair = if x < y { (*a, *b) } else { (*b, *a) };
                by_figures.entry((context.graph.stories[a.doc.0 as usize], x.min(y), x.max(y))).or_default().push(pair);
            }
        }
    }
    let already = Told::of(out);
    for list in by_figures.into_values().filter(|l| l.len() > 1) {
        for (i, first) in list.iter().enumerate() {
            for second in &list[..i] {
                if !crossed(context, *first, *second) || !context.may_meet(first.0, second.0) {
                    continue;
                }
                let draft = |p: &Pair<'_>| context.drafts.contains(&p.0.doc);
                let (here, there) = if draft(second) && !draft(first) { (second, first) } else { (first, second) };
                for (a, b) in [(here.0, there.1), (here.1, there.0)] {
                    if !already.both(&[a.id], &[b.id]) {
                        out.push(text::finding(context, rule, rule.severity, a.id, &[b.id], None));
                    }
                }
            }
        }
    }
}

/// Whether two figures are of two places of which neither lies in the other.
fn places_apart(context: &Context<'_>, a: &Claim, b: &Claim) -> bool {
    let world = &context.lexicon.world;
    matches!((&a.place, &b.place), (Some(p), Some(q)) if !world.is_within(p, q) && !world.is_within(q, p))
}

/// Whether what one text counts by the lower figure the other counts by the higher, and the other way round.
fn crossed(context: &Context<'_>, (low, high): Pair<'_>, (other_low, other_high): Pair<'_>) -> bool {
    let tables = &context.lexicon.tables;
    let subject = |c: &Claim| context.graph.subject_of[c.id.0 as usize];
    let two_kinds = low.kind != high.kind;
    // of two kinds the groups may be told more or less closely; within one they are what tells the figures apart
    let group = |a: &Claim, b: &Claim| {
        let (p, q) = (&a.who.population, &b.who.population);
        let nations = a.who.nationality == b.who.nationality || two_kinds && (a.who.nationality.is_none() || b.who.nationality.is_none());
        nations && (p == q || two_kinds && (tables.is_part(p, q) || tables.is_part(q, p)))
    };
    // of two places it is they that tell the figures apart
    let placed = low.kind == high.kind && places_apart(context, low, high);
    let there = |a: &Claim, b: &Claim| a.place.is_some() && a.place == b.place && a.who.population == b.who.population;
    let one = |a: &Claim, b: &Claim| a.kind == b.kind && subject(a) == subject(b) && if placed { there(a, b) } else { group(a, b) };
    low.doc != other_low.doc
        && one(low, other_high)
        && one(high, other_low)
        && !(one(low, other_low) && one(high, other_high))
        && !gone_over(context, (low, high), (other_low, other_high))
}

/// Whether the figures can have changed places in time: as many of the wounded died as there are fewer of them.
fn gone_over(context: &Context<'_>, a: Pair<'_>, b: Pair<'_>) -> bool {
    let kind = |c: &Claim| context.lexicon.tables.kind(c.kind);
    let becomes = |from: &Claim, to: &Claim| kind(from).becomes.contains(&kind(to).id);
    if !becomes(a.0, a.1) && !becomes(a.1, a.0) {
        return false;
    }
    // those who have died became more from the earlier text to the later
    let dead = |p: Pair<'_>| if becomes(p.0, p.1) { p.1.id } else { p.0.id };
    let (x, y) = (context.graph.claim(dead(a)), context.graph.claim(dead(b)));
    match (x.as_of, y.as_of) {
        (Some(d), Some(e)) if d != e => (d < e) == (x.point() < y.point()),
        _ => false,
    }
}
