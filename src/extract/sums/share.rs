//! Shares: "127 of 340 deputies (37 per cent)", shares of one whole side by side, shares of people above a hundred.

use rust_decimal::Decimal;

use super::{Figure, Row, Sort, Sum, SumSort, step as coarse};

/// Most units between two figures and the share that the text says they make.
const CLAUSE: usize = 12;

/// Adds the shares that do not fit their figures, or each other.
pub(super) fn find(row: &Row<'_>, out: &mut Vec<Sum>) {
    for (n, f) in row.figures.iter().enumerate().filter(|(_, f)| f.sort == Sort::Share) {
        out.extend(of_two(row, n, f).or_else(|| over(row, f)));
    }
    if let Some(sum) = beside(row) {
        out.push(sum);
    }
}

/// A share with the two figures that it was worked out from right before it or right behind it.
fn of_two(row: &Row<'_>, n: usize, share: &Figure<'_>) -> Option<Sum> {
    let told = share.value?;
    let before = n.checked_sub(2).map(|i| (&row.figures[i], &row.figures[i + 1]));
    let behind = row.figures.get(n + 1).zip(row.figures.get(n + 2));
    let near = |a: usize, b: usize| {
        let gap = a + 1..b;
        gap.len() <= 4 && !row.interrupted(gap.clone()) && !row.any(gap, &[row.lexicon.core.and, row.lexicon.core.clause, row.lexicon.core.than, row.lexicon.core.cue])
    };
    let core = &row.lexicon.core;
    // "39 of the 59 hospitals near the fighting, or 46 per cent": what says of itself that it is the same
    let stands_for = |a: usize, b: usize| {
        let gap = a + 1..b;
        let led = (b.saturating_sub(4)..b).any(|i| i > a && [core.or, core.that_is, core.open].iter().any(|c| row.s.has(i, *c)));
        led && gap.len() <= CLAUSE && !row.interrupted(gap.clone()) && !row.any(gap, &[core.clause, core.and, core.than])
    };
    let near = |a: usize, b: usize| near(a, b) || stands_for(a, b);
    // "(37 per cent)", "37 per cent, or 127 of 340"
    let opened = |a: usize, b: usize| {
        let last = (a + 1..b).rev().find(|i| !row.s.has(*i, core.modifier));
        let mark = |i: usize| row.any(i..i + 1, &[core.open, core.or, core.comma, core.dash]);
        // "127 of 340, that is 37 per cent"
        stands_for(a, b) || last.is_some_and(|i| mark(i) || i == a + 2 && b == a + 3 && mark(a + 1) && row.any(i..i + 1, &[core.word, core.any]))
    };
    let (part, whole) = before
        .filter(|(_, m)| near(m.unit, share.unit) && opened(m.unit, share.unit))
        .or_else(|| behind.filter(|(k, _)| near(share.unit, k.unit) && opened(share.unit, k.unit)))
        .filter(|(k, m)| of(row, k, m))?;
    let (k, m) = (part.value?, whole.value?);
    if m.is_zero() || k > m {
        return None;
    }
    let exact = k * Decimal::ONE_HUNDRED / m;
    // as much as rounding to the digits that were written explains, twice over
    let step = if told.normalize().scale() == 0 { Decimal::ONE } else { Decimal::new(1, told.normalize().scale()) };
    // and what the two figures themselves were rounded by: "1,649,000 of 5,115,000, or 32.25 per cent"
    let rounded = |n: Decimal| if coarse(n) * Decimal::ONE_HUNDRED <= n { coarse(n) / Decimal::TWO / n } else { Decimal::ZERO };
    let step = step + exact * (rounded(k) + rounded(m));
    ((exact - told).abs() > step).then(|| Sum { sort: SumSort::Share, told: share.span(), from: vec![part.span(), whole.span()], makes: exact.round_dp(1) })
}

/// "120 per cent of the voters": of people and votes there are no more than all. A rise can be by more, and so can what is done to a plan.
fn over(row: &Row<'_>, share: &Figure<'_>) -> Option<Sum> {
    let core = &row.lexicon.core;
    let told = share.value.filter(|v| *v > Decimal::ONE_HUNDRED)?;
    let of = (share.unit + 1..share.unit + 3).find(|i| row.any(*i..*i + 1, &[core.of, core.from]))?;
    let whole = (of + 1..of + 3).find(|i| row.any(*i..*i + 1, &[core.people, core.shared_whole]))?;
    let behind = whole + 1..whole + 4;
    let moved = row.course(share.unit.saturating_sub(6)..share.unit).is_some() || row.any(share.unit.saturating_sub(4)..share.unit, &[core.by, core.than, core.to]);
    (!moved && !row.any(behind, &[core.rel, core.than, core.that])).then(|| Sum { sort: SumSort::Over, told: share.span(), from: Vec::new(), makes: told })
}

/// "127 of 340", "127 out of 340".
fn of(row: &Row<'_>, part: &Figure<'_>, whole: &Figure<'_>) -> bool {
    let core = &row.lexicon.core;
    let gap = part.unit + 1..whole.unit;
    let told = row.any(gap.clone(), &[core.of, core.out_of]) || part.mention.noun.as_ref().is_some_and(|n| n.of_them);
    told && gap.len() <= 4 && !row.any(gap, &[core.and, core.comma, core.to]) && whole.holds(part)
}

/// Shares of one vote or one company side by side that come to more than the whole.
fn beside(row: &Row<'_>) -> Option<Sum> {
    let core = &row.lexicon.core;
    let shares: Vec<&Figure<'_>> = row.figures.iter().filter(|f| f.sort == Sort::Share).collect();
    if shares.len() < 2 || shares.len() != row.figures.iter().filter(|f| matches!(f.sort, Sort::Share | Sort::Bare | Sort::Factor)).count() {
        return None;
    }
    let (first, last) = (shares[0], shares[shares.len() - 1]);
    let around = first.unit.saturating_sub(8)..last.unit + 6;
    if !row.any(around.clone(), &[core.shared_whole])
        || row.any(around, &[core.than, core.since, core.year, core.date, core.superseded, core.among])
        || row.course(0..row.s.units.len()).is_some()
    {
        return None;
    }
    // each place and each year has a whole of its own
    if row.any(first.unit..last.unit + 6, &[core.place, core.country, core.in_]) || shares.iter().any(|f| row.any(f.unit.saturating_sub(2)..f.unit, &[core.from])) {
        return None;
    }
    // no share of a share, no turnout beside the votes
    let turnout = |i: usize| row.s.value(row.lexicon, i, core.aspect) == Some("turnout");
    if row.any(0..row.s.units.len(), &[core.other_share]) || (0..row.s.units.len()).any(turnout) {
        return None;
    }
    let joined = shares.windows(2).all(|p| {
        let gap = p[0].unit + 1..p[1].unit;
        gap.len() <= 10 && (row.any(gap.clone(), &[core.and, core.comma]) || gap.clone().any(|i| row.s.maybe_and[i])) && !row.interrupted(gap)
    });
    let sum = shares.iter().try_fold(Decimal::ZERO, |s, f| f.value.filter(|v| *v > Decimal::ZERO && *v < Decimal::ONE_HUNDRED).map(|v| s + v))?;
    // shares are rounded one by one
    let slack = Decimal::from(shares.len());
    (joined && sum > Decimal::ONE_HUNDRED + slack && sum < Decimal::from(150)).then(|| Sum {
        sort: SumSort::Shares,
        told: last.span(),
        from: shares[..shares.len() - 1].iter().map(|f| f.span()).collect(),
        makes: sum,
    })
}
