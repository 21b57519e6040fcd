//! Rules that look at other shapes than pairs of one kind: a count and its list, parts and their whole, a weekday and its
//! date, the spellings of a name, one figure under two kinds.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rustc_hash::FxHashSet;

use super::rule::{Compare, Rule};
use super::told::Told;
use super::{Context, of_document, text};
use crate::claim::{Claim, ClaimId, Modality, Role, Topic};
use crate::extract::skeleton_similarity;
use crate::extract::spelling::{one_in_two_cases, slip, words as words_of};
use crate::finding::Finding;
use crate::lexicon::{KindId, Pack};
use crate::source::{DocId, Span};
use crate::value::{DateValue, Value};

/// Runs these rules and adds their findings.
pub fn run(context: &Context<'_>, rules: &[Rule], out: &mut Vec<Finding>) {
    for rule in rules {
        match rule.file.compare {
            Compare::Pair | Compare::Reference => {}
            Compare::CountAndList => count_and_list(context, rule, out),
            Compare::PartsAndWhole => {
                parts_and_whole(context, rule, out);
                parts_beside(context, rule, out);
            }
            Compare::Weekday => weekday(context, rule, out),
            Compare::Names => names(context, rule, out),
            Compare::Twins => twins(context, rule, out),
            Compare::Groups => super::crossed::groups(context, rule, out),
            Compare::Nothing => super::crossed::nothing(context, rule, out),
            Compare::Held => super::held::run(context, rule, out),
            Compare::Crosswise => super::crosswise::run(context, rule, out),
            Compare::Ages => super::ages::run(context, rule, out),
            Compare::Sums => sums(context, rule, out),
            Compare::Statements => statements(context, rule, out),
        }
    }
}

fn push(context: &Context<'_>, rule: &Rule, primary: ClaimId, others: &[ClaimId], out: &mut Vec<Finding>) {
    out.push(text::finding(context, rule, rule.severity, primary, others, None));
}

/// "15 members: Benin, Ghana …" with fourteen names: a number and a complete list of one document, close together.
fn count_and_list(context: &Context<'_>, rule: &Rule, out: &mut Vec<Finding>) {
    for list in &context.graph.claims {
        let Value::Set(set) = &list.value else { continue };
        if !set.complete || set.members.len() < 2 {
            continue;
        }
        let n = Decimal::from(set.members.len());
        let fits = |c: &Claim| c.value.quantity().is_some_and(|q| q.relation(&crate::value::Quantity::exact(n)) != crate::value::Relation::Disjoint);
        let near = of_document(context, list.doc);
        let count = match list.announced {
            // the figure that the list was read behind
            Some((span, _)) => near.iter().find(|c| c.span.start < span.end && span.start < c.span.end && c.value.quantity().is_some() && c.modality != Modality::Denied),
            None => {
                // another list between them takes the count
                let taken = |c: &Claim| near.iter().any(|o| matches!(o.value, Value::Set(_)) && o.span.start > c.span.end && o.span.end < list.span.start);
                let before: Vec<&Claim> = near.iter().filter(|c| c.sentence == list.sentence && c.span.end <= list.span.start && is_count_of(context, rule, c)).collect();
                // the count that leads to the list: the last one before it in the sentence
                let last = before.last().copied().filter(|c| list.span.start.saturating_sub(c.span.end) < CLOSE && !taken(c));
                last.filter(|c| !before.iter().any(|c| fits(c)) && may_lead(c, n))
            }
        };
        if let Some(count) = count.filter(|c| !fits(c)) {
            push(context, rule, count.id, &[list.id], out);
        }
    }
}

/// Whether a count may lead to a list of so many that nothing ties to it: one or two are left out or put in, not most of them.
fn may_lead(count: &Claim, n: Decimal) -> bool {
    let told = count.written();
    told.is_some_and(|t| (t - n).abs() <= Decimal::TWO.max(t / Decimal::from(4)))
}

/// Most bytes between a count and its list.
const CLOSE: u32 = 160;

fn is_count_of(context: &Context<'_>, rule: &Rule, c: &Claim) -> bool {
    rule.kinds[c.kind.0 as usize] && matches!(c.value, Value::Quantity(_)) && c.modality != Modality::Denied && {
        let k = &context.lexicon.tables.kind(c.kind).id;
        k.starts_with("member_count")
    }
}

/// Most sentences between a total and the parts that are told for it.
const NEAR: u32 = 3;

/// Counts of groups or places that share nobody, side by side in one sentence, which come to more than the count of all that the
/// same text gives for the same day.
fn parts_beside(context: &Context<'_>, rule: &Rule, out: &mut Vec<Finding>) {
    let world = &context.lexicon.world;
    let plain = |c: &&Claim| {
        rule.kinds[c.kind.0 as usize] && c.modality == Modality::Asserted && matches!(c.role, Role::Whole | Role::Part) && matches!(&c.topic, Topic::Event(h) if !h.background)
    };
    let mut groups: BTreeMap<(DocId, crate::link::SubjectId, KindId), Vec<&Claim>> = BTreeMap::new();
    for c in context.graph.claims.iter().filter(plain) {
        groups.entry((c.doc, context.graph.subject_of[c.id.0 as usize], c.kind)).or_default().push(c);
    }
    // attackers who died stand beside the dead, unless the sentence says so
    let of = |c: &Claim, whole: &Claim| c.part_of.map_or_else(|| !context.lexicon.tables.is_apart(&c.who.population), |w| w == whole.id);
    for list in groups.into_values().filter(|l| l.len() > 2) {
        let home = context.graph.subject(list[0].id).place.as_deref();
        let wide = |c: &Claim| c.place.is_none() || home.zip(c.place.as_deref()).is_some_and(|(h, p)| world.is_within(h, p));
        // of a crush of pilgrims the text counts pilgrims
        let lead = list.iter().find(|c| c.role == Role::Whole && c.who.nationality.is_none()).map_or("all", |c| c.who.population.as_str());
        let lead = if context.lexicon.tables.is_armed(lead) { "all" } else { lead };
        let everybody = |c: &Claim| (c.who.population == "all" || c.who.population == lead) && c.who.nationality.is_none() && c.who.qualifier.is_none();
        let total = |c: &&&Claim| c.role == Role::Whole && wide(c) && everybody(c);
        let Some(first) = list.iter().find(total) else { continue };
        for sentence in list.chunk_by(|a, b| a.sentence == b.sentence) {
            // the total of the sentence itself, before its parts, or that of the last sentence before
            let own = sentence.iter().find(total).filter(|w| sentence.iter().all(|c| c.span.start >= w.span.start || c.role == Role::Part));
            let before = list.iter().rev().filter(total).find(|w| w.sentence < sentence[0].sentence && w.sentence + NEAR >= sentence[0].sentence);
            let whole = own.or(before).unwrap_or(first);
            let Some(max) = whole.most() else { continue };
            let parts: Vec<&&Claim> = sentence.iter().filter(|c| c.id != whole.id && c.as_of == whole.as_of && (!wide(c) || !everybody(c)) && of(c, whole)).collect();
            let apart = |a: &Claim, b: &Claim| {
                let places = matches!((&a.place, &b.place), (Some(p), Some(q)) if p != q && !world.is_within(p, q) && !world.is_within(q, p));
                places && a.who == b.who || a.place == b.place && (context.lexicon.tables.are_disjoint(&a.who.population, &b.who.population) || nationalities_differ(a, b))
            };
            let all_apart = (0..parts.len()).all(|i| (0..i).all(|j| apart(parts[i], parts[j])));
            let sum = parts.iter().try_fold(Decimal::ZERO, |s, p| p.least().and_then(|m| s.checked_add(m)));
            // one part that is larger than the whole is another rule's
            let each = parts.iter().all(|p| p.least().is_some_and(|m| m <= max));
            let ids: Vec<ClaimId> = parts.iter().map(|p| p.id).collect();
            let told = || out.iter().any(|f| f.verdict == rule.file.verdict && ids.iter().any(|c| f.primary == *c || f.others.contains(c)));
            if parts.len() >= 2 && all_apart && each && sum.is_some_and(|s| s > max) && !told() {
                push(context, rule, whole.id, &ids, out);
            }
        }
    }
}

/// How many times their whole parts may come to at the most.
const FAR: u32 = 4;

/// Parts that one text names side by side for a whole: they must not come to more, and where the text says that they are all, not to less.
fn parts_and_whole(context: &Context<'_>, rule: &Rule, out: &mut Vec<Finding>) {
    let mut by_whole: BTreeMap<ClaimId, Vec<&Claim>> = BTreeMap::new();
    for c in &context.graph.claims {
        if let Some(w) = c.part_of
            && rule.kinds[c.kind.0 as usize]
        {
            by_whole.entry(w).or_default().push(c);
        }
    }
    for (whole, parts) in by_whole {
        let w = context.graph.claim(whole);
        let Some(max) = w.most() else { continue };
        // only parts that exclude each other add up
        let mut distinct: Vec<&Claim> = Vec::new();
        let within = |a: &Claim, b: &Claim| a.place.as_deref().zip(b.place.as_deref()).is_some_and(|(x, y)| context.lexicon.world.is_within(x, y));
        // parts told with their whole are a list of their own: a town told further on may lie in one of them
        let beside = parts.iter().filter(|p| p.sentence == w.sentence).count();
        for p in parts.into_iter().filter(|p| beside < 2 || p.sentence == w.sentence) {
            if distinct.iter().all(|d| {
                p.place.is_some() && d.place.is_some() && p.place != d.place && !within(p, d) && !within(d, p)
                    || context.lexicon.tables.are_disjoint(&p.who.population, &d.who.population)
                    || context.lexicon.tables.side_by_side(&p.who.population, &d.who.population)
                    || nationalities_differ(p, d)
            }) {
                distinct.push(p);
            }
        }
        if distinct.len() < 2 {
            continue;
        }
        let sum: Option<Decimal> = distinct.iter().try_fold(Decimal::ZERO, |s, p| p.least().map(|m| s + m));
        // "230 passengers and 12 crew: 169 Indians, 53 Britons": what is many times the whole is of another
        if sum.is_some_and(|s| s > max && s <= max * Decimal::from(FAR)) {
            let others: Vec<ClaimId> = distinct.iter().map(|p| p.id).collect();
            push(context, rule, whole, &others, out);
        }
    }
}

/// Arithmetic that a sentence states and that does not come out, where no rule has told of its figures yet.
fn sums(context: &Context<'_>, rule: &Rule, out: &mut Vec<Finding>) {
    let (already, before) = (Told::of(out), out.len());
    for (doc, sum) in context.graph.sums.iter().filter(|(_, s)| rule.file.sums.contains(&s.sort)) {
        let own = of_document(context, *doc);
        let find = |span: crate::source::Span| own.iter().find(|c| c.span == span && c.value.quantity().is_some()).map(|c| c.id);
        let (Some(told), Some(from)) = (find(sum.told), sum.from.iter().map(|s| find(*s)).collect::<Option<Vec<ClaimId>>>()) else { continue };
        let holds = |f: &Finding| f.verdict == rule.file.verdict && from.iter().any(|c| f.others.contains(c) || f.primary == *c);
        // a sum is told of once: what this rule has found so far is of other sums, or of this one again
        let own_before = out[before..].iter().rev().take_while(|f| context.graph.claim(f.primary).doc == *doc).any(|f| (f.primary == told || f.others.contains(&told)) && holds(f));
        let known = own_before || already.holding(&[told]).any(|f| holds(&out[f]));
        if !known && !from.contains(&told) {
            push(context, rule, told, &from, out);
        }
    }
}

fn nationalities_differ(a: &Claim, b: &Claim) -> bool {
    matches!((&a.who.nationality, &b.who.nationality), (Some(x), Some(y)) if x != y)
}

/// A weekday that the date beside it does not fall on. Both were read as claims, side by side.
fn weekday(context: &Context<'_>, rule: &Rule, out: &mut Vec<Finding>) {
    for pair in context.graph.claims.windows(2) {
        let [a, b] = pair else { continue };
        let (Value::Date(x), Value::Date(y)) = (&a.value, &b.value) else { continue };
        if a.doc != b.doc || a.sentence != b.sentence || b.span.start.saturating_sub(a.span.end) > 8 {
            continue;
        }
        let clash = |w: &DateValue, date: &DateValue| {
            let falls = date.start.as_day().map(|d| d.weekday().to_monday_one_offset());
            w.relative && date.weekday.is_none() && falls.zip(w.weekday).is_some_and(|(f, w)| f != w)
        };
        // "13 July, Tuesday: …": nothing but signs between
        let beside = || context.documents.get(a.doc.0 as usize).is_some_and(|d| d.quote(Span { start: a.span.end, end: b.span.start }).chars().all(|c| !c.is_alphanumeric()));
        let near = || x.start.as_day().zip(y.start.as_day()).is_some_and(|(p, q)| p.until(q).is_ok_and(|l| l.get_days().abs() <= 3));
        if clash(x, y) {
            push(context, rule, a.id, &[b.id], out);
        } else if !x.relative && near() && clash(y, x) && beside() {
            push(context, rule, b.id, &[a.id], out);
        }
    }
}

/// One office, and two spellings of its holder's name in one text; or two spellings of one name with the same first name.
fn names(context: &Context<'_>, rule: &Rule, out: &mut Vec<Finding>) {
    let people: Vec<&Claim> = context
        .graph
        .claims
        .iter()
        .filter(|c| rule.kinds[c.kind.0 as usize] && matches!(c.value, Value::Name(_)) && matches!(c.topic, Topic::Office { .. } | Topic::Person(_)))
        .collect();
    let mut told: FxHashSet<[(&str, Option<&str>); 2]> = FxHashSet::default();
    for (people, i) in people.chunk_by(|a, b| a.doc == b.doc).flat_map(|own| (0..own.len()).map(move |i| (own, i))) {
        let a = people[i];
        for b in &people[..i] {
            let (Value::Name(x), Value::Name(y)) = (&a.value, &b.value) else { continue };
            // one of them was read as the other with a slip
            let slip = |c: &Claim, of: &str| matches!(&c.topic, Topic::Person(p) if p == of);
            let read = x.text != y.text && (slip(a, &y.text) || slip(b, &x.text));
            let loose = matches!(a.topic, Topic::Person(_)) != matches!(b.topic, Topic::Person(_));
            let same_office = loose || context.graph.subject_of[a.id.0 as usize] == context.graph.subject_of[b.id.0 as usize];
            if (read || variant(context, &x.text, &y.text, same_office) == Some(true)) && told.insert([y, x].map(|n| (n.text.as_str(), n.id.as_deref()))) {
                // every place that has the other spelling
                let others: Vec<ClaimId> = people.iter().filter(|c| c.value == b.value).map(|c| c.id).collect();
                push(context, rule, a.id, &others, out);
            }
        }
    }
}

/// Whether two names are one person's in two spellings: a word of each that is nearly but not quite the other's.
fn variant(context: &Context<'_>, x: &str, y: &str, same_office: bool) -> Option<bool> {
    let words = |t: &str| -> Vec<String> { crate::normalise::fold(t).split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 1).map(str::to_owned).collect() };
    let (a, b) = (words(x), words(y));
    // one name in two cases: "Zhaparov", "Zhaparova", "Zhaparovym"
    let script = x.chars().find_map(crate::lexicon::Script::of);
    let declines = context.lexicon.packs.iter().filter(|p| script.is_some() && p.declines_names() && Some(p.file.script) == script);
    let declines: Vec<&Pack> = declines.collect();
    let declined = |p: &Pack| a.iter().rev().zip(b.iter().rev()).all(|(m, n)| m == n || one_in_two_cases(p, m, n));
    if declines.iter().any(|p| declined(p)) {
        return Some(false);
    }
    // "Wetang'ula" and "Wetangula"
    let bare = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let ends = |t: &str| t.split_whitespace().next_back().map(|w| (w.chars().filter(|c| *c == '\'' || *c == '’').count(), bare(w)));
    if let (Some((m, v)), Some((n, w))) = (ends(x), ends(y))
        && m != n
        && v == w
    {
        return Some(same_office);
    }
    let (p, q) = (a.last()?, b.last()?);
    let (head_a, head_b) = (a.first()?, b.first()?);
    let near = |m: &str, n: &str| {
        let d = strsim::damerau_levenshtein(m, n);
        let len = m.chars().count().min(n.chars().count());
        d > 0 && (d == 1 && len >= 3 || d == 2 && len >= 6)
    };
    let first_same = a.len() > 1 && b.len() > 1 && head_a == head_b;
    // "Mohammad Ashouri Taziani" and "Governor Ashoori"
    let between = |long: &[String], w: &String| long.len() > 2 && w.chars().count() > 4 && !long.contains(w) && long[1..].iter().any(|m| near(m, w));
    if same_office && (b.len() == 1 && between(&a, q) || a.len() == 1 && between(&b, p)) {
        return Some(true);
    }
    // all words but one agree, and that is no given name
    let mut packs = context.lexicon.packs.iter().filter(|p| script.is_some() && Some(p.file.script) == script);
    if packs.all(|p| slip(p, &words_of(p, x), &words_of(p, y)).is_some_and(|s| s.first != Some(true))) {
        return Some(true);
    }
    // "the Bongos": a family
    let endings = || context.lexicon.packs.iter().flat_map(|p| &p.file.family_endings);
    let family = |n: &[String], m: &str| n.len() == 1 && n[0].strip_prefix(m).is_some_and(|rest| endings().any(|e| e.0 == rest));
    if family(&a, q) || family(&b, p) {
        return Some(false);
    }
    if p != q && near(p, q) {
        // "Sanna Marin" and "Lockheed Martin": two given names that have nothing in common
        let given = |a: &[String]| a[..a.len() - 1].to_vec();
        let strangers = a.len() > 1 && b.len() > 1 && !given(&a).iter().any(|m| given(&b).iter().any(|n| m == n || near(m, n) || m.chars().next() == n.chars().next()));
        return Some(same_office && !strangers || first_same);
    }
    // the family name is the same and the first name is nearly
    if p == q && a.len() > 1 && b.len() > 1 && near(head_a, head_b) {
        return Some(same_office);
    }
    let s = skeleton_similarity(&context.skeletons.words(x), &context.skeletons.words(y));
    Some(same_office && s >= 0.85 && p != q && a.len() == b.len() && a.iter().zip(&b).filter(|(m, n)| m != n).all(|(m, n)| near(m, n)))
}

/// One unusual figure that two texts give under two kinds: 2,764 cases become 2,764 dead.
fn twins(context: &Context<'_>, rule: &Rule, out: &mut Vec<Finding>) {
    let mut by_figure: BTreeMap<(u32, Decimal), Vec<&Claim>> = BTreeMap::new();
    for c in &context.graph.claims {
        if !rule.kinds[c.kind.0 as usize] || c.modality == Modality::Denied {
            continue;
        }
        if let Some(n) = c.point()
            && n.scale() == 0
            && n >= Decimal::from(1000)
            && (n % Decimal::TEN) != Decimal::ZERO
        {
            by_figure.entry((context.graph.stories[c.doc.0 as usize], n)).or_default().push(c);
        }
    }
    // a variant of a kind is of its sort: people counted and people who took part
    let sort = |k: KindId| context.lexicon.tables.kind(k).id.split('.').next();
    for list in by_figure.values() {
        // each text may know the figure in both meanings
        let told: FxHashSet<(DocId, KindId)> = list.iter().map(|c| (c.doc, c.kind)).collect();
        for (i, a) in list.iter().enumerate() {
            for b in &list[..i] {
                let apart = a.doc != b.doc && sort(a.kind) != sort(b.kind);
                let known = |c: &Claim, other: &Claim| told.contains(&(other.doc, c.kind));
                if apart && !known(a, b) && !known(b, a) {
                    let (first, second) = if context.drafts.contains(&b.doc) { (b, a) } else { (a, b) };
                    push(context, rule, first.id, &[second.id], out);
                }
            }
        }
    }
}

/// A statement that two texts share but for one detail, where no other rule has compared the two.
fn statements(context: &Context<'_>, rule: &Rule, out: &mut Vec<Finding>) {
    let mut by_first: BTreeMap<ClaimId, Vec<ClaimId>> = BTreeMap::new();
    let already = Told::of(out);
    let meeting =
        |b: &Claim| -> Vec<ClaimId> { context.graph.of_document(b.doc).iter().filter(|a| a.span.start < b.span.end && b.span.start < a.span.end).map(|a| a.id).collect() };
    for (a, b) in &context.graph.altered {
        let (x, y) = (context.graph.claim(*a), context.graph.claim(*b));
        // the frames read both, and the rules of their kind have judged them
        let judged = x.kind == y.kind && context.graph.subject_of[a.0 as usize] == context.graph.subject_of[b.0 as usize];
        let (of_x, of_y) = (meeting(x), meeting(y));
        let told = already.both(&of_x, &of_y);
        // read as facts of two sorts: those tried and those sentenced
        let sorts = |claims: &[ClaimId]| -> Vec<KindId> { claims.iter().map(|c| context.graph.claim(*c).kind).filter(|k| *k != x.kind && *k != y.kind).collect() };
        let (sorts_x, sorts_y) = (sorts(&of_x), sorts(&of_y));
        let two_sorts = !sorts_x.is_empty() && !sorts_y.is_empty() && sorts_x.iter().all(|k| !sorts_y.contains(k));
        if judged || told || two_sorts || !rule.kinds[x.kind.0 as usize] && !rule.kinds[y.kind.0 as usize] {
            continue;
        }
        let (first, second) = if context.drafts.contains(&y.doc) { (*b, *a) } else { (*a, *b) };
        by_first.entry(first).or_default().push(second);
    }
    for (first, others) in by_first {
        push(context, rule, first, &others, out);
    }
}
