//! Rules over pairs of claims on one subject and kind.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{PairFacts, facts};
use super::rule::{Compare, Rule};
use super::{Context, NotCompared, text};
use crate::claim::{Claim, ClaimId, Modality, Role};
use crate::finding::{Finding, Severity, Verdict};
use crate::lexicon::SubjectType;
use crate::link::TimeRelation;

/// Most distinct claims of one group compared with each other; later ones meet only the values seen before.
const MAX_DISTINCT: usize = 120;

/// A pair that a rule speaks of.
#[derive(Debug, Clone)]
struct Hit {
    rule: usize,
    first: ClaimId,
    second: ClaimId,
    facts: PairFacts,
}

/// All findings of rules over pairs, and the claims that met no counterpart.
pub fn pairs(context: &Context<'_>, rules: &[Rule]) -> (Vec<Finding>, Vec<NotCompared>) {
    let mut findings = Vec::new();
    let mut not_compared = Vec::new();
    for ((_, kind_id), ids) in context.graph.groups() {
        let kind = context.lexicon.tables.kind(kind_id);
        let mine: Vec<usize> = (0..rules.len()).filter(|r| rules[*r].file.compare == Compare::Pair && rules[*r].kinds[kind_id.0 as usize]).collect();
        let all: Vec<&Claim> = ids.iter().map(|i| context.graph.claim(*i)).collect();
        if all.len() < 2 || all.iter().all(|c| c.doc == all[0].doc) && all.len() < 2 {
            not_compared.extend(ids.iter().map(|c| NotCompared { claim: *c, reason: reason(context, *c) }));
            if all.len() < 2 {
                continue;
            }
        }
        let distinct = representatives(&all);
        let given_up: Vec<&Claim> = all.iter().copied().filter(|c| c.role == Role::Superseded).collect();
        let place = group_place(context, &all);
        let mut hits: Vec<Hit> = Vec::new();
        let n = distinct.len();
        for a in 0..n {
            for b in a + 1..n.min(a + MAX_DISTINCT) {
                let (first, second) = order(context, distinct[a], distinct[b]);
                if !may_meet(context, first, second) {
                    continue;
                }
                if knows_both(&all, first, second) || knows_both(&all, second, first) {
                    continue;
                }
                let revives = given_up.iter().any(|g| g.doc != first.doc && same_figure(g, first) && time_of(g) <= time_of(second) && time_of(second) <= time_of(first));
                let f = facts(context, kind, place.as_deref(), first, second, revives);
                let found = mine.iter().find(|r| rules[**r].file.when.iter().any(|w| w.holds(&f)));
                if let Some(r) = found {
                    hits.push(Hit { rule: *r, first: first.id, second: second.id, facts: f });
                }
            }
        }
        gather(context, rules, hits, &mut findings);
    }
    (findings, not_compared)
}

/// Whether the text of `a` gives, in the same sentence, the figure of `b` as well: it tells of both counts.
fn knows_both(all: &[&Claim], a: &Claim, b: &Claim) -> bool {
    a.doc != b.doc && all.iter().any(|c| c.doc == a.doc && c.id != a.id && c.sentence == a.sentence && c.attribution.is_some() && c.value.quantity().is_some() && same_figure(c, b))
}

fn time_of(c: &Claim) -> Option<jiff::civil::Date> {
    c.as_of
}

/// The place of the event itself: that of the subject, or, when all places named for its figures lie in one another, the narrowest.
fn group_place(context: &Context<'_>, all: &[&Claim]) -> Option<String> {
    let world = &context.lexicon.world;
    let own = context.graph.subject(all[0].id).place.clone();
    // a text that gives one figure for a place and another for no place means a part
    let split = all.iter().any(|a| {
        a.place.is_some()
            && a.role != Role::Part
            && all.iter().any(|b| {
                b.doc == a.doc
                    && b.place.is_none()
                    && !matches!(b.role, Role::Superseded | Role::Increment | Role::Part)
                    && a.value != b.value
                    && b.who.population == a.who.population
                    && a.role != Role::Superseded
            })
    });
    if split {
        return own;
    }
    let mut narrow = own.clone();
    for p in all.iter().filter(|c| c.role != Role::Part).filter_map(|c| c.place.as_deref()) {
        match &narrow {
            None => narrow = Some(p.to_owned()),
            Some(n) if world.is_within(n, p) => {}
            Some(n) if world.is_within(p, n) => narrow = Some(p.to_owned()),
            Some(_) => return own,
        }
    }
    narrow
}

fn same_figure(a: &Claim, b: &Claim) -> bool {
    a.value.quantity().and_then(|q| q.written()).is_some_and(|x| b.value.quantity().and_then(|q| q.written()) == Some(x))
}

fn reason(context: &Context<'_>, id: ClaimId) -> &'static str {
    let c = context.graph.claim(id);
    match context.lexicon.tables.kind(c.kind).subject {
        SubjectType::Event => "no other claim of this kind on the same event",
        SubjectType::Entity => "nothing else says this of the same person, place or organisation",
        SubjectType::Office => "the office is named once",
        SubjectType::Descriptor => "no other phrase clearly measures the same thing",
    }
}

/// Claims of a group without those that repeat another of the same document: equal value, scope, time and role.
fn representatives<'a>(all: &[&'a Claim]) -> Vec<&'a Claim> {
    let mut out: Vec<&Claim> = Vec::new();
    for c in all {
        let repeats =
            out.iter().any(|o| o.doc == c.doc && o.value == c.value && o.who == c.who && o.place == c.place && o.role == c.role && o.modality == c.modality && o.as_of == c.as_of);
        if !repeats {
            out.push(c);
        }
    }
    out
}

/// The later claim first; in a draft's run the draft's first. Same day: the later in reading order.
pub(super) fn order<'a>(context: &Context<'_>, a: &'a Claim, b: &'a Claim) -> (&'a Claim, &'a Claim) {
    let draft = |c: &Claim| context.drafts.contains(&c.doc);
    match (draft(a), draft(b)) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => {
            let published = |c: &Claim| context.documents.get(c.doc.0 as usize).and_then(|d| d.published);
            let key = |c: &Claim| (c.as_of, published(c), c.role != Role::Superseded, c.id);
            if key(a) >= key(b) { (a, b) } else { (b, a) }
        }
    }
}

/// Whether two claims can be set against each other at all.
fn may_meet(context: &Context<'_>, a: &Claim, b: &Claim) -> bool {
    let asserted = |c: &Claim| matches!(c.modality, Modality::Asserted | Modality::Doubted);
    let denied = |c: &Claim| c.modality == Modality::Denied;
    if !(asserted(a) && asserted(b) || denied(a) != denied(b)) {
        // plans meet plans of the same kind: "will send 150" and "will send 200"
        let planned = |c: &Claim| c.modality == Modality::Planned;
        if !(planned(a) && (planned(b) || asserted(b)) || planned(b) && asserted(a)) {
            return false;
        }
    }
    // with drafts given, sources are not set against each other
    context.drafts.is_empty() || context.drafts.contains(&a.doc) || context.drafts.contains(&b.doc)
}

/// One finding for each disputed fact: the claim with most disagreements carries the others.
fn gather(context: &Context<'_>, rules: &[Rule], hits: Vec<Hit>, findings: &mut Vec<Finding>) {
    let mut by_rule: BTreeMap<usize, Vec<Hit>> = BTreeMap::new();
    for h in hits {
        by_rule.entry(h.rule).or_default().push(h);
    }
    for (r, mut open) in by_rule {
        let rule = &rules[r];
        while !open.is_empty() {
            let mut degree: BTreeMap<ClaimId, usize> = BTreeMap::new();
            for h in &open {
                *degree.entry(h.first).or_default() += 1;
                *degree.entry(h.second).or_default() += 1;
            }
            let rank = |id: ClaimId, n: usize| {
                let c = context.graph.claim(id);
                let draft = context.drafts.contains(&c.doc);
                let later = open.iter().filter(|h| h.first == id).count();
                let is_update = rule.file.verdict == Verdict::Update;
                (draft, if is_update { later } else { n }, later, std::cmp::Reverse(id))
            };
            let Some(primary) = degree.iter().max_by_key(|(id, n)| rank(**id, **n)).map(|(id, _)| *id) else { break };
            let update = rule.file.verdict == Verdict::Update;
            let (mut taken, rest): (Vec<Hit>, Vec<Hit>) = open.into_iter().partition(|h| h.first == primary || (!update && h.second == primary));
            if taken.is_empty() {
                // an update hangs on its later side
                let Some(h) = rest.first().cloned() else { break };
                open = rest;
                open.remove(0);
                findings.push(finding(context, rule, h.first, &[h]));
                continue;
            }
            taken.sort_by_key(|h| (h.first, h.second));
            open = rest;
            findings.push(finding(context, rule, primary, &taken));
        }
    }
}

fn finding(context: &Context<'_>, rule: &Rule, primary: ClaimId, hits: &[Hit]) -> Finding {
    let others: BTreeSet<ClaimId> = hits.iter().map(|h| if h.first == primary { h.second } else { h.first }).collect();
    let mut others: Vec<ClaimId> = others.into_iter().collect();
    // a draft's list is held against the latest source's alone
    if context.drafts.contains(&context.graph.claim(primary).doc) && context.graph.claim(primary).value.set().is_some() {
        let latest = others.iter().map(|o| context.graph.claim(*o).as_of).max().flatten();
        others.retain(|o| context.graph.claim(*o).as_of == latest);
    }
    let lead = &hits[0];
    // competing authorities on one day: attribute, do not accuse
    let competing = rule.file.verdict == Verdict::Conflict && hits.iter().all(|h| h.facts.other_authority && !h.facts.draft && h.facts.time == TimeRelation::Same);
    let severity = if competing { rule.severity.min(Severity::Warning) } else { rule.severity };
    text::finding(context, rule, severity, primary, &others, Some(&lead.facts))
}
