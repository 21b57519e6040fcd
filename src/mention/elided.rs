//! Amounts whose currency is told once: "35 billion dollars, of which 24 billion is new money".

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
        // "30,000 dinars to each family of the dead and 15,000 to each of the injured"
        let dealt = size >= SHARE.into() && shared_out(core.each, units, i);
        if !dealt && !(a..b).any(|t| scan.has(t, core.scale)) {
            continue;
        }
        // "106 million inhabitants": told of people before it
        let counted = |j: &usize| [core.people, core.number_of, core.thing, core.collective].iter().any(|c| units[*j].classes.has(*c));
        let sure = size >= SURE.into();
        let clear = sure || dealt || size >= LEAST.into() && !(i.saturating_sub(REACH)..i).rev().take_while(|j| !units[*j].classes.has(core.comma)).any(|j| counted(&j));
        let noun = units.get(i + 1).is_some_and(|u| u.mention.is_none() && [core.people, core.thing, core.measure, core.word, core.cue].iter().any(|c| u.classes.has(*c)));
        if !clear || !sure && !dealt && noun {
            continue;
        }
        let amount = |j: usize| match units[j].mention.map(|m| &mentions[m].value) {
            Some(MentionValue::Money(m)) if dealt || m.min.or(m.max).is_some_and(|v| v >= LEAST.into()) => Some(m.unit.clone()),
            _ => None,
        };
        let Some(unit) = (0..i).rev().find_map(amount).or_else(|| (i + 1..units.len()).find_map(amount)) else { continue };
        let Some(m) = units[i].mention else { continue };
        let mut classes = FewClasses::one(core.money);
        for c in units[i].classes.iter().filter(|c| scan.lexicon.cues.has(*c)) {
            classes.insert(c);
        }
        units[i].classes = classes;
        mentions[m].value = MentionValue::Money(crate::value::Quantity { unit, ..q });
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
