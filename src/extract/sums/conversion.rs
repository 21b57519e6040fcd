//! One measure told in two units: "385 miles (620 km)", "620 km, or 385 miles,".

use rust_decimal::Decimal;

use super::{Figure, Row, Sort, Sum, SumSort, step};
use crate::lexicon::Unit;

/// How far a conversion may be off beside what rounding explains.
const SLACK: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

/// Adds the measures that are not what stands beside them in another unit.
pub(super) fn find(row: &Row<'_>, out: &mut Vec<Sum>) {
    for pair in row.figures.windows(2) {
        out.extend(of_two(row, &pair[0], &pair[1]));
    }
}

fn of_two(row: &Row<'_>, first: &Figure<'_>, second: &Figure<'_>) -> Option<Sum> {
    let (Sort::Measure(a), Sort::Measure(b)) = (first.sort, second.sort) else { return None };
    let units = &row.lexicon.tables.units;
    let (a, b) = (units.get(a)?, units.get(b)?);
    // degrees of two scales have no factor between them, and years are counted in no days
    if a.id == b.id || a.dimension != b.dimension || matches!(a.dimension.as_str(), "temperature" | "time") || !twins(row, first, second) {
        return None;
    }
    let (x, y) = (first.mention.value.quantity()?.point()?, second.mention.value.quantity()?.point()?);
    let makes = x.checked_mul(a.factor)?.checked_div(b.factor)?;
    let meet = |p: Decimal, q: Decimal| {
        let (low, high) = (rounded(x, false).checked_mul(p)?, rounded(x, true).checked_mul(p)?);
        let (from, to) = (rounded(y, false).checked_mul(q)?, rounded(y, true).checked_mul(q)?);
        Some(from <= high * (Decimal::ONE + SLACK) && low <= to * (Decimal::ONE + SLACK))
    };
    let factors = |u: &Unit| std::iter::once(u.factor).chain(u.also.iter().copied()).collect::<Vec<_>>();
    let meet = factors(a).into_iter().any(|p| factors(b).into_iter().any(|q| meet(p, q) != Some(false)));
    (!meet && !y.is_zero()).then(|| Sum {
        sort: SumSort::Conversion,
        told: second.span(),
        from: vec![first.span()],
        makes: if makes >= Decimal::TEN { makes.round() } else { makes.round_dp(1) },
    })
}

/// Whether the second figure stands in brackets right behind the first, or behind "or".
fn twins(row: &Row<'_>, first: &Figure<'_>, second: &Figure<'_>) -> bool {
    let core = &row.lexicon.core;
    let gap = first.unit + 1..second.unit;
    let mut marks = gap.clone().filter(|i| !row.s.has(*i, core.modifier));
    let opened = matches!((marks.next(), marks.next()), (Some(i), None) if row.any(i..i + 1, &[core.open]));
    let or = gap.len() <= 3 && row.any(gap.clone(), &[core.or]) && row.any(gap, &[core.comma, core.dash]);
    let closed = row.any(second.unit + 1..second.unit + 2, &[core.close, core.comma, core.dash]);
    (opened || or) && closed
}

/// What a figure may have been before it was rounded to the digits that it has.
fn rounded(value: Decimal, up: bool) -> Decimal {
    let half = step(value) / Decimal::TWO;
    if up { value + half } else { value - half }
}
