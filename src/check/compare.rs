//! Rules over pairs of claims on one subject and kind.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use super::facts::{PairFacts, facts};
use super::rule::{Compare, Rule};
use super::{Context, NotCompared, text};
use crate::claim::{Claim, ClaimId, Modality, Role};
use crate::finding::{Finding, Severity, Verdict};
use crate::lexicon::{EntityClass, SubjectType};
use crate::link::{TimeRelation, is_more, moments, time};
use crate::slip::swapped_digits;
use crate::source::{DocId, Zone};

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
        let figures = Figures::of(&all);
        let place = group_place(context, &all);
        let mut hits: Vec<Hit> = Vec::new();
        let n = distinct.len();
        for a in 0..n {
            for b in a + 1..n.min(a + MAX_DISTINCT) {
                let (first, second) = order(context, distinct[a], distinct[b]);
                if !may_meet(context, first, second) {
                    continue;
                }
                if figures.knows_both(first, second) || figures.knows_both(second, first) {
                    continue;
                }
                if kind.several && (of_two(&all, first, second) || of_two(&all, second, first)) {
                    continue;
                }
                if kind.counts_people_up() && tells_more(&all, first, second) {
                    continue;
                }
                let revives = figures.revives(first, second);
                let mut f = facts(context, kind, place.as_deref(), first, second, revives);
                f.superseded |= figures.gives_up(first, second);
                let found = mine.iter().find(|r| rules[**r].file.when.iter().any(|w| w.holds(&f)));
                if let Some(r) = found {
                    hits.push(Hit { rule: *r, first: first.id, second: second.id, facts: f });
                }
            }
        }
        gather(context, rules, without_headlines(&distinct, hits), &mut findings);
    }
    (findings, not_compared)
}

/// The figures of a group of claims, so that no pair looks through the whole group.
#[derive(Default)]
struct Figures<'a> {
    /// Figures told with an authority, by document and sentence.
    told: FxHashMap<(DocId, u32), Vec<(&'a Claim, Decimal)>>,
    /// Claims that their own texts gave up, by figure.
    given_up: FxHashMap<Decimal, Vec<&'a Claim>>,
}

impl<'a> Figures<'a> {
    fn of(all: &[&'a Claim]) -> Self {
        let mut out = Figures::default();
        for c in all {
            let Some(n) = c.written() else { continue };
            // what a text gives up it does not tell as a count of its own
            if c.attribution.is_some() && c.role != Role::Superseded {
                out.told.entry((c.doc, c.sentence)).or_default().push((c, n));
            }
            if c.role == Role::Superseded {
                out.given_up.entry(n).or_default().push(c);
            }
        }
        out
    }

    /// Whether the text of `a` gives, in the same sentence and for people and a place that can be the same, the figure of `b` as
    /// well: it tells of both counts.
    fn knows_both(&self, a: &Claim, b: &Claim) -> bool {
        let list = self.told.get(&(a.doc, a.sentence)).filter(|_| a.doc != b.doc);
        list.is_some_and(|l| b.written().is_some_and(|n| l.iter().any(|(o, m)| o.id != a.id && *m == n && o.place == a.place && one_group(o, a))))
    }

    /// Whether the text of the first says itself that the figure of the second stands no more.
    fn gives_up(&self, first: &Claim, second: &Claim) -> bool {
        let list = || second.written().and_then(|n| self.given_up.get(&n));
        !self.given_up.is_empty() && first.doc != second.doc && list().is_some_and(|l| l.iter().any(|g| g.doc == first.doc && g.place == first.place && one_group(g, second)))
    }

    /// Whether the first gives a figure that another text had given up by the day of the second.
    fn revives(&self, first: &Claim, second: &Claim) -> bool {
        !self.given_up.is_empty()
            && second.as_of <= first.as_of
            && first.written().and_then(|n| self.given_up.get(&n)).is_some_and(|l| l.iter().any(|g| g.doc != first.doc && g.as_of <= second.as_of))
    }
}

/// Whether two figures of one sentence can count the same people.
fn one_group(a: &Claim, b: &Claim) -> bool {
    a.who.nationality == b.who.nationality && (a.who.population == b.who.population || a.who.population == "all" || b.who.population == "all")
}

/// Whether the text of a lower and later figure tells as many as the earlier one as well: of another event, or all of which this is some.
fn tells_more(all: &[&Claim], first: &Claim, second: &Claim) -> bool {
    let stands = |c: &Claim| c.role == Role::Whole && c.modality == Modality::Asserted && c.who == first.who;
    let (Some(x), Some(y)) = (first.written(), second.written()) else { return false };
    let later = first.as_of > second.as_of && first.doc != second.doc && x < y && stands(first);
    later && of_one(all, first.doc).iter().any(|c| c.sentence != first.sentence && stands(c) && c.written().is_some_and(|n| n >= y && n >= x * MORE && n <= y * MORE))
}

/// How many times a figure another is at the least that counts another thing in one text, and at the most that goes on from an earlier one.
const MORE: Decimal = Decimal::TWO;

/// Whether two figures are of two things of one event, as far as their texts tell: one text tells one that lies nearer to the other
/// text's, or the two stand in one text and no slip makes them one. The earth shook more than once; a fire broke out and was put out.
fn of_two(all: &[&Claim], first: &Claim, second: &Claim) -> bool {
    let stands = |c: &Claim| c.role != Role::Superseded && c.modality == Modality::Asserted;
    let (Some(x), Some(y)) = (first.written(), second.written()) else { return false };
    if !stands(first) || !stands(second) {
        return false;
    }
    if first.doc == second.doc {
        return (x - y).abs() > ONE_SHOCK && !swapped_digits(x, y);
    }
    of_one(all, first.doc).iter().any(|c| c.id != first.id && stands(c) && c.written().is_some_and(|n| (n - y).abs() < (x - y).abs()))
}

/// Most that two strengths of one shock differ by in one text.
const ONE_SHOCK: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// Claims of a group that stand in one document, found without going through the group.
fn of_one<'s, 'a>(all: &'s [&'a Claim], doc: DocId) -> &'s [&'a Claim] {
    let from = all.partition_point(|c| c.doc < doc);
    &all[from..from + all[from..].partition_point(|c| c.doc == doc)]
}

/// Claims of a group document by document; they stand in the order of documents.
fn of_documents<'s, 'a>(all: &'s [&'a Claim]) -> impl Iterator<Item = &'s [&'a Claim]> {
    all.chunk_by(|a, b| a.doc == b.doc)
}

/// The place of the event itself: that of the subject, or, when all places named for its figures lie in one another, the narrowest.
fn group_place(context: &Context<'_>, all: &[&Claim]) -> Option<String> {
    let world = &context.lexicon.world;
    let own = context.graph.subject(all[0].id).place.clone();
    // a story's displaced are of all its places
    if context.lexicon.tables.kind(all[0].kind).of_story {
        return own;
    }
    // a text that gives one figure for a place and another for no place means a part
    let given_up = |c: &Claim| matches!(c.role, Role::Superseded | Role::Part);
    let apart = |a: &Claim, b: &Claim| {
        let wider = match (&a.place, &b.place) {
            (Some(_), None) => true,
            (Some(p), Some(q)) => p != q && world.is_within(p, q) && far_below(a, b),
            _ => false,
        };
        wider && !given_up(b) && b.role != Role::Increment && is_more(a, b) && b.who.population == a.who.population && b.who.nationality == a.who.nationality
    };
    let split: Vec<(&Claim, bool)> = of_documents(all)
        .flat_map(|own| own.iter().filter(|a| a.place.is_some() && !given_up(a)).filter_map(|a| Some((*a, far_below(a, own.iter().find(|b| apart(a, b))?)))))
        .collect();
    if !split.is_empty() {
        // a text that sets a small figure of the event's own place beside a great one knows of a wider event
        let mut own = own;
        while let Some(o) = own.as_deref()
            && split.iter().any(|(a, far)| *far && a.place.as_deref().is_some_and(|p| world.is_within(o, p)))
        {
            own = world.chain(o).into_iter().find(|w| w != o);
        }
        return own;
    }
    // a share or a count of votes that one text alone tells of a town is hardly that of all who name none
    let kind = context.lexicon.tables.kind(all[0].kind);
    let town = |c: &Claim| c.place.as_deref().is_some_and(|p| world.find(p).is_none_or(|e| world.get(e).class != EntityClass::Country));
    let told_by = of_documents(all).filter(|own| own.iter().any(|c| c.place.is_some())).count();
    let told_by = if all.iter().any(|c| town(c)) { told_by } else { 2 };
    if kind.subject == SubjectType::Descriptor && (kind.unit == "percent" || kind.is_of_ballot()) && told_by < 2 {
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

/// Whether a figure is so much smaller than another that it can only be a part of it, not another count of the same.
fn far_below(a: &Claim, b: &Claim) -> bool {
    matches!((a.written(), b.written()), (Some(x), Some(y)) if x * Decimal::from(3) <= y)
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

/// Claims of a group without those that repeat another of the same document: equal value, scope, time and role. What a headline
/// tells is told again by the first of the body.
fn representatives<'a>(all: &[&'a Claim]) -> Vec<&'a Claim> {
    let mut out: Vec<&Claim> = Vec::new();
    for c in all {
        let mut own = out.iter().rev().take_while(|o| o.doc == c.doc);
        if !own.any(|o| repeats(o, c) && (o.zone == Zone::Headline) == (c.zone == Zone::Headline)) {
            out.push(c);
        }
    }
    out
}

/// Whether two claims of one document say the same.
fn repeats(a: &Claim, b: &Claim) -> bool {
    a.doc == b.doc && a.value == b.value && a.who == b.who && a.place == b.place && a.role == b.role && a.modality == b.modality && a.as_of == b.as_of
}

/// Leaves out what a headline disputes where the body of its text disputes the same: the body says it in full.
fn without_headlines(distinct: &[&Claim], hits: Vec<Hit>) -> Vec<Hit> {
    let mut body: FxHashMap<ClaimId, ClaimId> = FxHashMap::default();
    for own in of_documents(distinct) {
        for head in own.iter().filter(|c| c.zone == Zone::Headline) {
            body.extend(own.iter().find(|c| c.zone != Zone::Headline && repeats(head, c)).map(|c| (head.id, c.id)));
        }
    }
    if body.is_empty() {
        return hits;
    }
    let found: FxHashSet<(usize, ClaimId, ClaimId)> = hits.iter().map(|h| (h.rule, h.first, h.second)).collect();
    let below = |id: ClaimId| body.get(&id).copied();
    let said_below = |h: &Hit| {
        let (first, second) = (below(h.first), below(h.second));
        let one = |a: Option<ClaimId>, b: Option<ClaimId>| (a.is_some() || b.is_some()) && found.contains(&(h.rule, a.unwrap_or(h.first), b.unwrap_or(h.second)));
        one(first, second) || one(first, None) || one(None, second)
    };
    hits.iter().filter(|h| !said_below(h)).cloned().collect()
}

/// The later claim first; in a draft's run the draft's first. Same day: the later in reading order.
pub(super) fn order<'a>(context: &Context<'_>, a: &'a Claim, b: &'a Claim) -> (&'a Claim, &'a Claim) {
    let draft = |c: &Claim| context.drafts.contains(&c.doc);
    match (draft(a), draft(b)) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => {
            let published = |c: &Claim| context.documents.get(c.doc.0 as usize).and_then(|d| d.published);
            let run = moments(a, b).is_some();
            // of one month, whenever each was told
            let one = time(a, b) == TimeRelation::Same;
            let key = |c: &Claim| (c.as_of.filter(|_| !one), c.moment.filter(|_| run), published(c), c.role != Role::Superseded, c.id);
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
        // who was to be killed is none of the killed
        if planned(a) != planned(b) && context.lexicon.tables.kind(a.kind).counts_people_up() {
            return false;
        }
        if !(planned(a) && (planned(b) || asserted(b)) || planned(b) && asserted(a)) {
            return false;
        }
    }
    context.may_meet(a, b)
}

/// One finding for each disputed fact: the claim with most disagreements carries the others.
fn gather(context: &Context<'_>, rules: &[Rule], hits: Vec<Hit>, findings: &mut Vec<Finding>) {
    let mut by_rule: BTreeMap<usize, Vec<Hit>> = BTreeMap::new();
    for h in hits {
        by_rule.entry(h.rule).or_default().push(h);
    }
    for (r, hits) in by_rule {
        let mut open = Open::new(context, rules[r].file.verdict == Verdict::Update, hits);
        while let Some((primary, taken)) = open.next() {
            findings.push(finding(context, &rules[r], primary, &taken));
        }
    }
}

/// Pairs of one rule that no finding tells of yet. Claims wait in a heap by rank; ranks only fall, so that an entry whose
/// rank has fallen since is put back with the rank it has now.
struct Open<'c, 'a> {
    context: &'c Context<'a>,
    update: bool,
    hits: Vec<Option<Hit>>,
    /// Pairs that each claim stands in, as first and as second.
    pairs: FxHashMap<ClaimId, Vec<usize>>,
    /// Open pairs of each claim: all, and those that it stands first in.
    counts: FxHashMap<ClaimId, (usize, usize)>,
    heap: BinaryHeap<Rank>,
    /// No pair before this one is open.
    from: usize,
}

/// A draft's claim, the number that counts, pairs it stands first in, the earlier claim.
type Rank = (bool, usize, usize, Reverse<ClaimId>);

impl<'c, 'a> Open<'c, 'a> {
    fn new(context: &'c Context<'a>, update: bool, hits: Vec<Hit>) -> Self {
        let mut out =
            Open { context, update, hits: hits.into_iter().map(Some).collect(), pairs: FxHashMap::default(), counts: FxHashMap::default(), heap: BinaryHeap::new(), from: 0 };
        for (i, h) in out.hits.iter().flatten().enumerate() {
            for (id, first) in [(h.first, 1), (h.second, 0)] {
                out.pairs.entry(id).or_default().push(i);
                let c = out.counts.entry(id).or_default();
                *c = (c.0 + 1, c.1 + first);
            }
        }
        out.heap = out.counts.keys().filter_map(|id| out.rank(*id)).collect();
        out
    }

    fn rank(&self, id: ClaimId) -> Option<Rank> {
        let (n, later) = *self.counts.get(&id).filter(|c| c.0 > 0)?;
        let draft = self.context.drafts.contains(&self.context.graph.claim(id).doc);
        Some((draft, if self.update { later } else { n }, later, Reverse(id)))
    }

    fn take(&mut self, i: usize) -> Option<Hit> {
        let h = self.hits[i].take()?;
        for (id, first) in [(h.first, 1), (h.second, 0)] {
            if let Some(c) = self.counts.get_mut(&id) {
                *c = (c.0 - 1, c.1 - first);
            }
        }
        Some(h)
    }

    /// The claim of the highest rank and its pairs. An update hangs on its later side.
    fn next(&mut self) -> Option<(ClaimId, Vec<Hit>)> {
        loop {
            let top = self.heap.pop()?;
            let primary = top.3.0;
            let Some(now) = self.rank(primary) else { continue };
            if now != top {
                self.heap.push(now);
                continue;
            }
            let mine: Vec<usize> = self
                .pairs
                .get(&primary)
                .map(|l| l.iter().copied().filter(|i| self.hits[*i].as_ref().is_some_and(|h| !self.update || h.first == primary)).collect())
                .unwrap_or_default();
            let mut taken: Vec<Hit> = mine.into_iter().filter_map(|i| self.take(i)).collect();
            if taken.is_empty() {
                while self.hits.get(self.from)?.is_none() {
                    self.from += 1;
                }
                let h = self.take(self.from)?;
                self.heap.extend(self.rank(primary));
                return Some((h.first, vec![h]));
            }
            self.heap.extend(self.rank(primary));
            taken.sort_by_key(|h| (h.first, h.second));
            return Some((primary, taken));
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
