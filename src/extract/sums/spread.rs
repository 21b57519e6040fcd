//! A total and, behind it in its sentence or in the next, the parts it falls into: "64 died in the state. Puri alone accounted for
//! 39, Khurda for nine and Cuttack for six; the remaining 12 fell elsewhere."

use rust_decimal::Decimal;

use super::{Figure, Row, Sort, Sum, SumSort, slip, total};
use crate::claim::{Claim, Modality, Role};
use crate::lexicon::{Lexicon, SubjectType};

/// Most units between two parts.
const GAP: usize = 9;
/// Fewest parts that are taken for all there are.
const PARTS: usize = 3;

/// Adds the total that the parts in a sentence do not make; `before` is the sentence before it.
pub(super) fn find(lexicon: &Lexicon, before: Option<&Row<'_>>, row: &Row<'_>, claims: &[Claim], out: &mut Vec<Sum>) {
    let mut first = 0;
    while first < row.figures.len() {
        let parts = run(row, first);
        first += 1;
        // "Of the bodies, 836 were returned to their families and 321 were buried": two that a slip of the pen keeps from the total
        let alike = parts.len() + 1 == PARTS && told_alike(row, &parts);
        let two = parts.len() + 1 == PARTS && (alike || parted(row, parts[0]));
        if parts.len() < PARTS && !two {
            continue;
        }
        let Some(sum) = total(&parts) else { continue };
        // "Harbour has 152, Fair City 141 and the Greens nine": a bare figure that others join on to is one of them
        let some = |f: &Figure<'_>| f.mention.noun.as_ref().is_some_and(|n| n.of_them);
        // and so is one that has more such behind it: "87 seats, Fair City 81, the Greens 34"
        let at = first - 1;
        let peer = |n: usize| {
            let f = &row.figures[n];
            (some(f) || n + 1 < at || matches!(f.sort, Sort::Bare) && !some(parts[0])) && run(row, n).len() >= parts.len() + at - n
        };
        let own = row.figures.iter().enumerate().take_while(|(_, f)| f.unit < parts[0].unit).filter(|(n, _)| !peer(*n)).map(|(_, f)| f);
        let wholes: Vec<&Figure<'_>> = before.into_iter().flat_map(|b| b.figures.iter()).chain(own).filter(|w| is_whole(lexicon, w, &parts, claims)).collect();
        // a figure that they do make is their total
        if wholes.iter().any(|w| w.value == Some(sum)) {
            first += parts.len() - 1;
            continue;
        }
        // nor is what stands behind those that make it up a part: "208 dead, 145 civilians, 60 officers and three soldiers, besides 24 plotters"
        if (2..parts.len()).any(|n| wholes.iter().any(|w| w.value.is_some() && w.value == total(&parts[..n]))) {
            continue;
        }
        // "refers 29 people to trial over the blast that killed 27. Seven of them are …": parts too many for one are of the other
        let most = sum + sum * Decimal::new(12, 2);
        if wholes.iter().any(|w| w.value.is_some_and(|v| v >= sum && v <= most)) && wholes.iter().any(|w| w.value < Some(sum)) {
            continue;
        }
        let rest = closes(row, &parts);
        let fits = |w: &&&Figure<'_>| {
            w.value.is_some_and(|v| {
                if alike {
                    sum > v && off(v, sum, rest)
                } else if two {
                    slip(v, sum)
                } else {
                    off(v, sum, rest)
                }
            })
        };
        if let Some(whole) = wholes.iter().rev().find(fits) {
            out.push(Sum { sort: SumSort::Total, told: whole.span(), from: parts.iter().map(|p| p.span()).collect(), makes: sum });
            first += parts.len() - 1;
        }
    }
}

/// Whether two parts are told alike, so that none is in both: "1,800 of them from the national police and 1,400 from the metro police",
/// "92 in Paris and 75 in the provinces".
fn told_alike(row: &Row<'_>, parts: &[&Figure<'_>]) -> bool {
    let core = &row.lexicon.core;
    let leads = [core.from, core.in_, core.for_, core.to];
    let by = |f: &Figure<'_>| leads.into_iter().find(|c| row.any(f.unit + 1..f.unit + 3, &[*c]));
    let some = |f: &Figure<'_>| f.mention.noun.as_ref().is_some_and(|n| n.of_them);
    let plain = |f: &&&Figure<'_>| some(f) || matches!(f.sort, Sort::Bare);
    parts.iter().filter(plain).count() == parts.len() && by(parts[0]).is_some_and(|c| parts.iter().all(|f| by(f) == Some(c)))
}

/// Whether the sentence begins with whose parts it tells: "of the bodies", "of those".
fn parted(row: &Row<'_>, first: &Figure<'_>) -> bool {
    let core = &row.lexicon.core;
    first.unit <= 5 && row.any(0..1, &[core.of, core.among]) && row.any(0..first.unit, &[core.among, core.people, core.thing, core.cue])
}

/// Whether a total is missed by no more than a slip: parts that come to more, or, where the last is told as the rest, to less.
fn off(told: Decimal, sum: Decimal, rest: bool) -> bool {
    let near = |share: Decimal| sum != told && (sum - told).abs() <= told * share;
    if sum > told { near(Decimal::new(12, 2)) } else { rest && near(Decimal::new(15, 2)) }
}

/// Whether the last part is told as the rest: "the remaining 12", "and 89 other passengers".
fn closes(row: &Row<'_>, parts: &[&Figure<'_>]) -> bool {
    let Some(last) = parts.last() else { return false };
    let noun = last.mention.noun.as_ref();
    noun.is_some_and(|n| n.others || n.further) || row.any(last.unit.saturating_sub(2)..last.unit + 2, &[row.lexicon.core.other_people]) || row.elsewhere(last)
}

/// Whether a figure can be the total of these parts: a count told as a fact, larger than each.
fn is_whole(lexicon: &Lexicon, w: &Figure<'_>, parts: &[&Figure<'_>], claims: &[Claim]) -> bool {
    let holds = parts.iter().all(|p| w.holds(p) && w.value > p.value);
    let of = |f: &Figure<'_>| claims.iter().find(|c| c.span == f.span() && c.value.quantity().is_some());
    let told = |c: &&Claim| lexicon.tables.kind(c.kind).additive && matches!(c.role, Role::Whole | Role::Part) && c.modality == Modality::Asserted;
    let Some(whole) = of(w).filter(told) else { return false };
    // "64 were saved - 39 men, 17 women and eight children - and 41 are missing": what befell others is no part
    let alike = |p: &Claim| p.kind == whole.kind || lexicon.tables.kind(p.kind).subject != SubjectType::Event;
    // nor are Canadians some of the Kenyans before them
    let own = |p: &Claim| whole.who.nationality.is_none() || p.who.nationality == whole.who.nationality;
    let alike = parts.iter().filter_map(|p| of(p)).all(|p| alike(p) && own(p));
    holds && alike && w.value.is_some_and(|v| v >= Decimal::TEN)
}

/// Figures of one sort joined by commas, semicolons and "and", from one on.
fn run<'r>(row: &'r Row<'_>, first: usize) -> Vec<&'r Figure<'r>> {
    let core = &row.lexicon.core;
    let counts = |f: &Figure<'_>| f.value.is_some_and(|v| v.is_integer() && v > Decimal::ZERO) && matches!(f.sort, Sort::Bare | Sort::People | Sort::Thing(_));
    let mut parts: Vec<&Figure<'_>> = Vec::new();
    for f in row.figures.get(first..).unwrap_or_default() {
        let Some(last) = parts.last() else {
            if !counts(f) {
                break;
            }
            parts.push(f);
            continue;
        };
        let gap = last.unit + 1..f.unit;
        let rest = row.any(f.unit.saturating_sub(2)..f.unit, &[core.other_people]);
        let joined = row.any(gap.clone(), &[core.and, core.comma]) || rest && row.any(gap.clone(), &[core.clause]);
        let stopped = !rest && row.any(gap.clone(), &[core.clause])
            || row.any(gap.clone(), &[core.say, core.superseded, core.than, core.that, core.among, core.event, core.date, core.percent, core.after]);
        let one_sort = last.holds(f) || f.holds(last);
        if !counts(f) || !joined || stopped || !one_sort || gap.len() > GAP || row.interrupted(gap) {
            break;
        }
        parts.push(f);
    }
    parts
}
