//! Counts of one kind that lie in those of another: of 19 hurt, 21 cannot be in hospital.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::rule::Rule;
use super::{Context, text};
use crate::claim::{Claim, ClaimId, Modality, Role, Topic};
use crate::finding::Finding;
use crate::link::SubjectId;
use crate::source::DocId;

/// Adds a finding for each text that counts more people of a kind than of the kind that holds them (`holds` in `kinds.yaml`).
pub(super) fn run(context: &Context<'_>, rule: &Rule, out: &mut Vec<Finding>) {
    let id = |c: &Claim| &context.lexicon.tables.kind(c.kind).id;
    let plain = |c: &&Claim| {
        c.modality == Modality::Asserted && matches!(c.role, Role::Whole | Role::Part) && matches!(&c.topic, Topic::Event(h) if !h.background) && c.value.quantity().is_some()
    };
    let mut told: BTreeMap<(DocId, SubjectId), Vec<&Claim>> = BTreeMap::new();
    for c in context.graph.claims.iter().filter(plain) {
        told.entry((c.doc, context.graph.subject_of[c.id.0 as usize])).or_default().push(c);
    }
    for list in told.into_values().filter(|l| l.len() > 1) {
        let wholes: Vec<&&Claim> = list.iter().filter(|c| rule.kinds[c.kind.0 as usize] && !context.lexicon.tables.kind(c.kind).holds.is_empty()).collect();
        for part in &list {
            let holding: Vec<&&Claim> = wholes.iter().copied().filter(|w| context.lexicon.tables.kind(w.kind).holds.contains(id(part)) && holds(context, w, part)).collect();
            // a count of the same text that holds them all is the one they belong to
            if holding.is_empty() || !holding.iter().all(|w| exceeds(part, w)) {
                continue;
            }
            let others: Vec<ClaimId> = holding.iter().map(|w| w.id).collect();
            if others.iter().all(|o| context.may_meet(context.graph.claim(*o), part)) {
                out.push(text::finding(context, rule, rule.severity, part.id, &others, None));
            }
        }
    }
}

/// Whether the people of a count are among those of another: as wide a group, or the same group right before them.
fn holds(context: &Context<'_>, whole: &Claim, part: &Claim) -> bool {
    let right_before = whole.role == Role::Whole || whole.sentence == part.sentence && whole.span.end <= part.span.start && whole.who.population == part.who.population;
    let group = context.lexicon.tables.is_part(&part.who.population, &whole.who.population) && whole.who.qualifier.is_none();
    let nation = whole.who.nationality.is_none() || whole.who.nationality == part.who.nationality;
    let place = match (&whole.place, &part.place) {
        (None, _) => true,
        (Some(w), Some(p)) => context.lexicon.world.is_within(p, w),
        (Some(_), None) => whole.sentence == part.sentence,
    };
    right_before && group && nation && place
}

/// Whether a count is greater than another, and by no more than a slip or an old figure explains.
fn exceeds(part: &Claim, whole: &Claim) -> bool {
    let least = part.least();
    let most = whole.most();
    least.zip(most).is_some_and(|(l, m)| l > m && l <= m * Decimal::TWO)
}
