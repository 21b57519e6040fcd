//! Figures whose unit is told once: the currency of "35 billion dollars, of which 24 billion is new money", the kilometres of "370
//! kilometres east of Nairobi and about 150 from the border".

use rust_decimal::Decimal;

use super::scan::Scan;
use super::units::Unit;
use super::{Mention, MentionValue};
use crate::lexicon::{ClassId, FewClasses};

/// The least bare amount that can be money because another amount of its sentence is: a million.
const LEAST: i64 = 1_000_000;
/// The least that is money whatever it stands beside: a thousand million people or things are rare in a sentence about money.
const SURE: i64 = 1_000_000_000;
/// The least that is money because it is given to each, as another amount of its sentence is.
const SHARE: i64 = 100;
/// The dimension of distances.
const LENGTH: &str = "length";
/// Most units back to a word that says what is counted.
const REACH: usize = 6;

/// Bare millions and thousands of millions in a sentence that tells an amount of money are money of the same currency.
pub(super) fn currency(scan: &Scan<'_, '_>, units: &mut [Unit], mentions: &mut [Mention]) {
    let core = &scan.lexicon.core;
    if !units.iter().any(|u| u.classes.has(core.money)) {
        return;
    }
    for i in 0..units.len() {
        let (a, b) = units[i].tokens;
        let Some(q) = bare(&units[i], mentions, core.n_bare) else { continue };
        let Some(size) = q.min.or(q.max) else { continue };
        // «من جنيهين إلى ثلاثة», "from $10 to 15"
        let has = |j: usize, c: ClassId| units[j].classes.has(c);
        let ranged = i > 2 && has(i - 1, core.to) && has(i - 2, core.money) && has(i - 3, core.from) && !units.get(i + 1).is_some_and(|u| u.classes.has(core.word));
        // "120 rupees, up from 70"
        let compared = i > 2 && has(i - 1, core.comparand) && (has(i - 2, core.money) || has(i - 2, core.comma) && has(i - 3, core.money));
        let ranged = ranged || compared && units.get(i + 1).is_none_or(|u| [core.comma, core.clause, core.close, core.and].iter().any(|c| u.classes.has(*c)));
        // "30,000 dinars to each family of the dead and 15,000 to each of the injured"
        let dealt = size >= SHARE.into() && shared_out(core.each, units, i);
        if !dealt && !ranged && !(a..b).any(|t| scan.has(t, core.scale)) {
            continue;
        }
        // "106 million inhabitants": told of people before it
        let counted = |j: &usize| [core.people, core.number_of, core.thing, core.collective].iter().any(|c| units[*j].classes.has(*c));
        let sure = size >= SURE.into();
        let clear = sure || dealt || ranged || size >= LEAST.into() && !(i.saturating_sub(REACH)..i).rev().take_while(|j| !units[*j].classes.has(core.comma)).any(|j| counted(&j));
        let noun = units.get(i + 1).is_some_and(|u| u.mention.is_none() && [core.people, core.thing, core.measure, core.word, core.cue].iter().any(|c| u.classes.has(*c)));
        if !clear || !sure && !dealt && !ranged && noun {
            continue;
        }
        let amount = |j: usize| match units[j].mention.map(|m| &mentions[m].value) {
            Some(MentionValue::Money(m)) if dealt || ranged || m.min.or(m.max).is_some_and(|v| v >= LEAST.into()) => Some(m.unit.clone()),
            _ => None,
        };
        // "182 billion dinars (some 125 million dollars) of 7.3 trillion": what brackets say in another currency is no measure of the rest
        let bracketed = |j: &usize| (j + 1..i).find(|k| has(*k, core.open) || has(*k, core.close)).is_some_and(|k| has(k, core.close));
        // «من ثلاثة مليارات إلى ثمانية»: the scale too is told once
        let scale = |j: usize| (units[j].tokens.0..units[j].tokens.1).filter(|t| scan.has(*t, core.scale)).find_map(|t| scan.entry(t, core.scale)?.number).map(|n| n.0);
        let own = |n: Decimal| n < Decimal::ONE_THOUSAND && !(a..b).any(|t| scan.has(t, core.scale));
        let last = (0..i).rev().find(|j| units[*j].mention.is_some()).filter(|_| ranged && own(size));
        let times = last.and_then(scale).filter(|s| *s >= Decimal::from(LEAST)).unwrap_or(Decimal::ONE);
        let before = (0..i).rev().filter(|j| !bracketed(j)).find_map(amount).or_else(|| (0..i).rev().find_map(amount));
        let Some(unit) = before.or_else(|| (i + 1..units.len()).find_map(amount)) else { continue };
        let Some(m) = units[i].mention else { continue };
        let mut classes = FewClasses::one(core.money);
        for c in units[i].classes.iter().filter(|c| scan.lexicon.cues.has(*c)) {
            classes.insert(c);
        }
        units[i].classes = classes;
        mentions[m].value = MentionValue::Money(crate::value::Quantity { unit, ..q.scaled(times) });
    }
}

/// Most units between a distance and one that goes on with its unit.
const ON: usize = 10;

/// A bare figure that tells how far something is from a place, as a length right before it does, is a length of the same unit.
pub(super) fn length(scan: &Scan<'_, '_>, units: &mut [Unit], mentions: &mut [Mention]) {
    let core = &scan.lexicon.core;
    if !units.iter().any(|u| u.classes.has(core.from)) || !mentions.iter().any(|m| matches!(&m.value, MentionValue::Measure(_, d) if d == LENGTH)) {
        return;
    }
    let from = |units: &[Unit], j: usize| units.get(j).is_some_and(|u| u.classes.has(core.from) || u.classes.has(core.toward));
    for i in 1..units.len() {
        let Some(q) = bare(&units[i], mentions, core.n_bare).filter(|_| from(units, i + 1)) else { continue };
        let to = units.get(i + 2).is_some_and(|u| u.mention.is_none());
        let Some(p) = (i.saturating_sub(ON)..i).rev().find(|j| units[*j].mention.is_some()) else { continue };
        let joint = units[p + 1..i].iter().any(|u| u.classes.has(core.and) || u.classes.has(core.comma));
        let told = units[p + 1..i].iter().any(|u| u.classes.has(core.from) || u.classes.has(core.toward));
        let Some((unit, dimension)) = units[p].mention.and_then(|m| match &mentions[m].value {
            MentionValue::Measure(l, d) if d == LENGTH => Some((l.unit.clone(), d.clone())),
            _ => None,
        }) else {
            continue;
        };
        let Some(m) = units[i].mention.filter(|_| to && joint && told) else { continue };
        units[i].classes = units[p].classes.clone();
        mentions[m].value = MentionValue::Measure(crate::value::Quantity { unit, ..q }, dimension);
    }
}

/// Whether an amount is told for each of some, as one before it is.
fn shared_out(each: ClassId, units: &[Unit], at: usize) -> bool {
    let told = |j: usize| units[j].classes.has(each);
    (at + 1..units.len().min(at + 3)).take_while(|j| units[*j].mention.is_none()).any(told) && (0..at).any(told)
}

fn bare(u: &Unit, mentions: &[Mention], n_bare: ClassId) -> Option<crate::value::Quantity> {
    let m = u.mention.filter(|_| u.classes.has(n_bare))?;
    match &mentions[m].value {
        MentionValue::Number(q) if mentions[m].noun.is_none() => Some(q.clone()),
        _ => None,
    }
}
