//! Claims of one event that no rule over pairs of one scope brings together: a figure given to another group, and "no
//! casualties" beside people killed.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::rule::Rule;
use super::{Context, of_document, text};
use crate::claim::{Claim, ClaimId, Modality, Role, Topic};
use crate::finding::Finding;
use crate::lexicon::KindId;
use crate::link::SubjectId;
use crate::source::DocId;

/// One unusual figure that two texts give for two groups of one event: 164 police officers become 164 protesters.
pub(super) fn groups(context: &Context<'_>, rule: &Rule, out: &mut Vec<Finding>) {
    let mut same: BTreeMap<(SubjectId, KindId, Decimal), Vec<&Claim>> = BTreeMap::new();
    for c in context.graph.claims.iter().filter(|c| rule.kinds[c.kind.0 as usize] && asserted(c) && matches!(c.role, Role::Whole | Role::Part)) {
        if let Some(n) = c.point().filter(|n| unusual(*n)) {
            same.entry((context.graph.subject_of[c.id.0 as usize], c.kind, n)).or_default().push(c);
        }
    }
    let mut hits: BTreeMap<ClaimId, Vec<ClaimId>> = BTreeMap::new();
    for ((subject, kind, _), list) in same.into_iter().filter(|(_, l)| l.len() > 1) {
        // a text that counts the other group as well is compared by that count
        let knows = |doc: DocId, who: &Claim| {
            let own = of_document(context, doc).iter().filter(|k| context.graph.subject_of[k.id.0 as usize] == subject);
            own.filter(|k| k.kind == kind).any(|k| k.who.population == who.who.population && k.who.nationality == who.who.nationality)
        };
        for (i, a) in list.iter().enumerate() {
            for b in &list[..i] {
                if a.doc != b.doc && apart(context, a, b) && context.may_meet(a, b) && !knows(a.doc, b) && !knows(b.doc, a) {
                    let (first, second) = if context.drafts.contains(&b.doc) && !context.drafts.contains(&a.doc) { (b, a) } else { (a, b) };
                    hits.entry(first.id).or_default().push(second.id);
                }
            }
        }
    }
    for (primary, others) in hits {
        out.push(text::finding(context, rule, rule.severity, primary, &others, None));
    }
}

/// Whether two claims count groups that share nobody: by what they are, or by where they come from.
fn apart(context: &Context<'_>, a: &Claim, b: &Claim) -> bool {
    let nations = matches!((&a.who.nationality, &b.who.nationality), (Some(x), Some(y)) if x != y) && a.who.population == b.who.population;
    a.place == b.place && (nations || a.who.nationality == b.who.nationality && context.lexicon.tables.are_disjoint(&a.who.population, &b.who.population))
}

/// A figure that two counts seldom share by chance.
fn unusual(n: Decimal) -> bool {
    let multiple = |m: i64| (n % Decimal::from(m)).is_zero();
    n.is_integer() && n >= Decimal::from(21) && if n < Decimal::ONE_HUNDRED { !multiple(5) } else { !multiple(10) }
}

/// "No casualties" in one text, and people killed or hurt in another of the same day.
pub(super) fn nothing(context: &Context<'_>, rule: &Rule, out: &mut Vec<Finding>) {
    let zero = |c: &Claim| c.value.quantity().is_some_and(|q| q.max == Some(Decimal::ZERO));
    let mut by_subject: BTreeMap<SubjectId, Vec<&Claim>> = BTreeMap::new();
    for c in context.graph.claims.iter().filter(|c| asserted(c) && matches!(c.topic, Topic::Event(_))) {
        by_subject.entry(context.graph.subject_of[c.id.0 as usize]).or_default().push(c);
    }
    for list in by_subject.values() {
        for none in list.iter().filter(|c| rule.kinds[c.kind.0 as usize] && zero(c)) {
            let holds = &context.lexicon.tables.kind(none.kind).holds;
            let counts =
                |c: &Claim| c.value.quantity().is_some_and(|q| q.min > Some(Decimal::ZERO)) && (c.kind == none.kind || holds.contains(&context.lexicon.tables.kind(c.kind).id));
            // "no further casualties": the text knows of some
            if list.iter().any(|c| c.doc == none.doc && counts(c)) {
                continue;
            }
            let some: Vec<&&Claim> = list
                .iter()
                .filter(|c| counts(c) && c.role == Role::Whole && c.as_of.is_some() && c.as_of == none.as_of && within(context, c, none) && context.may_meet(c, none))
                .collect();
            // a text that counts some holds against the one that knows of none; a draft's word stands first
            let Some(first) = some.iter().find(|c| context.drafts.contains(&c.doc)).or(some.first()) else { continue };
            if context.drafts.contains(&none.doc) && !context.drafts.contains(&first.doc) {
                let others: Vec<ClaimId> = some.iter().map(|c| c.id).collect();
                out.push(text::finding(context, rule, rule.severity, none.id, &others, None));
            } else {
                out.push(text::finding(context, rule, rule.severity, first.id, &[none.id], None));
            }
        }
    }
}

/// Whether those counted would have been among those of whom there are none.
fn within(context: &Context<'_>, some: &Claim, none: &Claim) -> bool {
    let place = match (&some.place, &none.place) {
        (_, None) => true,
        (Some(a), Some(b)) => context.lexicon.world.is_within(a, b),
        (None, Some(b)) => context.graph.subject(none.id).place.as_deref().is_some_and(|s| context.lexicon.world.is_within(s, b)),
    };
    let background = |c: &Claim| matches!(&c.topic, Topic::Event(h) if h.background);
    let who = none.who.nationality.is_none() && none.who.qualifier.is_none() && context.lexicon.tables.is_part(&some.who.population, &none.who.population);
    some.doc != none.doc && place && who && !background(some) && !background(none)
}

/// Whether the figures of two claims stand crosswise with those of another group: four soldiers and eight rebels in one text,
/// eight soldiers and four rebels in the other.
pub(super) fn swapped(context: &Context<'_>, a: &Claim, b: &Claim) -> bool {
    let (Some(x), Some(y)) = (a.point(), b.point()) else { return false };
    if a.doc == b.doc || a.kind != b.kind || x == y || a.who != b.who {
        return false;
    }
    let subject = context.graph.subject_of[a.id.0 as usize];
    let of =
        |doc: DocId, n: Decimal| of_document(context, doc).iter().filter(move |c| c.kind == a.kind && context.graph.subject_of[c.id.0 as usize] == subject && c.point() == Some(n));
    of(a.doc, y).any(|p| apart(context, a, p) && of(b.doc, x).any(|q| q.who == p.who))
}

fn asserted(c: &Claim) -> bool {
    c.modality == Modality::Asserted
}
