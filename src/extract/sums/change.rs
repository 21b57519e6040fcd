//! Changes: "doubled from 120 to 310", "rose by 12 per cent to 230 from 180", "rose from 500 to 300".

use rust_decimal::Decimal;

use super::{Figure, Row, Sort, Sum, SumSort, step};
use crate::value::Modifier;

/// Adds the changes that do not fit their two ends.
pub(super) fn find(row: &Row<'_>, out: &mut Vec<Sum>) {
    for n in 0..row.figures.len() {
        if let Some(sum) = within_range(row, n) {
            out.push(sum);
        }
    }
    for n in 0..row.figures.len().saturating_sub(1) {
        let (a, b) = (&row.figures[n], &row.figures[n + 1]);
        let Some((from, to)) = ends(row, n) else { continue };
        let (Some(k), Some(m)) = (from.value, to.value) else { continue };
        if k <= Decimal::ZERO || m < Decimal::ZERO || traded(row, a, b) {
            continue;
        }
        // the word or figure of the change stands right before the two ends, or right behind them
        let before = n.checked_sub(1).map(|i| &row.figures[i]).filter(|f| near(row, f.unit, a.unit));
        let behind = row.figures.get(n + 2).filter(|f| near(row, b.unit, f.unit));
        let change = [before, behind].into_iter().flatten().find_map(|f| told(row, f, from, to, k, m).map(|(ok, makes)| (f, ok, makes)));
        let sum = match change {
            Some((f, false, makes)) => Some(Sum { sort: SumSort::Change, told: f.span(), from: vec![from.span(), to.span()], makes }),
            Some(_) => None,
            None => direction(row, a).filter(|up| *up != (m > k) && m != k).map(|_| Sum { sort: SumSort::Direction, told: to.span(), from: vec![from.span()], makes: m - k }),
        };
        out.extend(sum);
    }
}

/// Whether two figures are rates of one currency in another, "the pound firmed from 49.5 to the dollar to 47.2": it rises as they fall, and by how
/// much of itself is another share than theirs.
fn traded(row: &Row<'_>, a: &Figure<'_>, b: &Figure<'_>) -> bool {
    let currency = row.lexicon.core.currency;
    let money = |f: &Figure<'_>| matches!(f.sort, Sort::Money(_) | Sort::Bare);
    row.s.classes.has(currency)
        && money(a)
        && money(b)
        && (a.unit.saturating_sub(TRADED)..row.s.units.len().min(b.unit + TRADED)).any(|i| row.s.units[i].mention.is_none() && row.s.has(i, currency))
}

/// Most units from such a rate to the currency that it is of.
const TRADED: usize = 7;

/// "Tripled from 50 to 100 dinars": the two ends were read as a range.
fn within_range(row: &Row<'_>, n: usize) -> Option<Sum> {
    let range = &row.figures[n];
    let q = range.mention.value.quantity().filter(|q| q.modifier == Modifier::Between)?;
    let (k, m) = (q.min?, q.max?);
    let from = range.unit.checked_sub(1).filter(|i| row.s.leads_from(row.lexicon, *i))?;
    let f = &row.figures[n.checked_sub(1)?];
    if k <= Decimal::ZERO || m > Decimal::from(super::LARGEST) || !near(row, f.unit, from) {
        return None;
    }
    let end = |value: Decimal| Figure { value: Some(value), ..range.clone() };
    let (ok, makes) = told(row, f, &end(k), &end(m), k, m)?;
    (!ok).then(|| Sum { sort: SumSort::Change, told: f.span(), from: vec![range.span()], makes })
}

/// The two figures from and to which something changed, in either order.
fn ends<'r>(row: &'r Row<'_>, n: usize) -> Option<(&'r Figure<'r>, &'r Figure<'r>)> {
    let core = &row.lexicon.core;
    let (a, b) = (&row.figures[n], &row.figures[n + 1]);
    let from = |f: &Figure<'_>| row.s.led(row.lexicon, f.unit, |i| row.s.leads_from(row.lexicon, i));
    let to = |f: &Figure<'_>| row.s.led(row.lexicon, f.unit, |i| row.s.has(i, core.to));
    let gap = a.unit + 1..b.unit;
    let same = a.sort == b.sort || a.sort != Sort::Share && b.sort != Sort::Share && (a.holds(b) || b.holds(a));
    let dated = gap.clone().any(|i| row.s.has(i, core.date) || row.s.has(i, core.year));
    if gap.len() > if dated { 7 } else { 4 } || !same || matches!(a.sort, Sort::Other | Sort::Factor) || matches!(b.sort, Sort::Other | Sort::Factor) || row.figure_in(gap.clone())
    {
        return None;
    }
    // "from 20 Mile House": a figure that is part of a name
    let name = |f: &Figure<'_>| {
        row.lexicon.packs[row.s.pack].file.capitals && row.s.units.get(f.unit + 1).is_some_and(|u| u.mention.is_none()) && row.s.capital.get(f.unit + 1) == Some(&true)
    };
    if row.any(gap, &[core.and, core.or, core.clause, core.between]) || name(a) || name(b) {
        return None;
    }
    if from(a) && to(b) {
        Some((a, b))
    } else if to(a) && from(b) {
        Some((b, a))
    } else {
        None
    }
}

/// Whether nothing but small words stands between a change and its ends.
fn near(row: &Row<'_>, a: usize, b: usize) -> bool {
    let core = &row.lexicon.core;
    let gap = a + 1..b;
    gap.len() <= 5 && !row.interrupted(gap.clone()) && !row.any(gap, &[core.and, core.clause, core.colon, core.than])
}

/// Whether the change that a figure tells is the one of the two ends, and what they make.
fn told(row: &Row<'_>, f: &Figure<'_>, from: &Figure<'_>, to: &Figure<'_>, k: Decimal, m: Decimal) -> Option<(bool, Decimal)> {
    let core = &row.lexicon.core;
    let q = f.mention.value.quantity()?;
    match f.sort {
        Sort::Factor => {
            // "by half a point" is no half
            if q.max.is_some_and(|x| x < Decimal::ONE) && row.any(f.unit + 1..f.unit + 2, &[core.indefinite, core.article, core.determiner, core.word]) {
                return None;
            }
            let factor = q.written().filter(|f| *f < Decimal::ONE_THOUSAND * Decimal::ONE_THOUSAND)?;
            let times = m.checked_div(k)?;
            let (low, high) = (q.min.unwrap_or_default() * Decimal::new(85, 2), q.max.and_then(|x| x.checked_mul(Decimal::new(115, 2))));
            // a word before the factor may hedge it
            let hedged = row.any(f.unit.saturating_sub(2)..f.unit, &[core.modifier]) || row.s.has(f.unit + 1, core.modifier) || q.modifier != Modifier::Exact;
            let ok = if hedged {
                times >= factor * Decimal::new(75, 2) && (q.max.is_none() || times <= factor * Decimal::new(15, 1))
            } else {
                times >= low && high.is_none_or(|h| times <= h)
            };
            Some((ok, times.round_dp(1)))
        }
        Sort::Share if from.sort != Sort::Share => {
            let told = f.value?;
            // only a change is told so: "rose 12 per cent", "a fall of 12 per cent"
            row.course(f.unit.saturating_sub(4)..f.unit + 3)?;
            let share = ((m - k) * Decimal::ONE_HUNDRED).checked_div(k)?.abs();
            let slack = Decimal::ONE.max(told * Decimal::new(15, 2)) + rounding(k, m);
            Some(((share - told).abs() <= slack, share.round_dp(1)))
        }
        _ if row.s.has(f.unit.wrapping_sub(1), core.by) || row.course(f.unit.saturating_sub(2)..f.unit).is_some() => {
            let told = f.value.filter(|_| f.sort == from.sort || f.sort == to.sort || from.holds(f))?;
            let gap = (m - k).abs();
            let slack = step(told) / Decimal::TWO + step(k) / Decimal::TWO + step(m) / Decimal::TWO;
            let slack = if [told, k, m].iter().all(|n| n.is_integer() && *n < Decimal::ONE_THOUSAND) { Decimal::ZERO } else { slack };
            // what is as large as an end is no change between them
            (told < k.max(m)).then_some(((gap - told).abs() <= slack, gap))
        }
        _ => None,
    }
}

/// Which way a word right before the two ends says that it went.
fn direction(row: &Row<'_>, first: &Figure<'_>) -> Option<bool> {
    let plain = !matches!(first.sort, Sort::Bare) || first.value.is_some_and(|v| v >= Decimal::ONE_HUNDRED);
    let not = row.any(first.unit.saturating_sub(5)..first.unit, &[row.lexicon.core.not]);
    let core = &row.lexicon.core;
    // "cut its forecast for growth from 3% to 2.6%": what goes up is not the forecast
    let forecast = |i: usize| row.s.value(row.lexicon, i, core.facet).is_some_and(|v| v == FORECASTS);
    if (first.unit.saturating_sub(FORECAST)..first.unit).any(forecast) {
        return None;
    }
    let from =
        (first.unit.saturating_sub(6)..first.unit).rev().take_while(|i| !row.any(*i..*i + 1, &[core.and, core.comma, core.clause]) && !row.interrupted(*i..*i + 1)).last()?;
    if plain && !not { row.course(from..first.unit) } else { None }
}

/// The facet of what is forecast.
const FORECASTS: &str = "case:forecast";
/// Most units from a forecast to its figure.
const FORECAST: usize = 7;

/// Points of a share that the rounding of the two ends explains.
fn rounding(k: Decimal, m: Decimal) -> Decimal {
    let exact = |n: Decimal| n < Decimal::ONE_THOUSAND && n.is_integer();
    if exact(k) && exact(m) {
        return Decimal::ZERO;
    }
    // both ends are told with one care
    let step = step(k).min(step(m));
    let relative = |n: Decimal| step.checked_div(n + n).unwrap_or_default();
    ((relative(k) + relative(m)) * Decimal::ONE_HUNDRED).min(Decimal::from(20))
}
