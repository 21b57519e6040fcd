//! Who those are that a bare figure counts right behind others of its sentence: "six Filipinos are dead and four are missing", "the army
//! lost five soldiers, and 36 were wounded", "four of its 18 employees were missing and 14 were safe".

use rust_decimal::Decimal;

use super::sides::{LOSE, teller};
use crate::claim::{Claim, Role, Topic};
use crate::extract::view::{SentenceView, View};
use crate::lexicon::Lexicon;

/// Most units between two such figures.
const NEAR: usize = 8;

/// Gives bare figures of people the group of the figure right before them.
pub(super) fn go_on(lexicon: &Lexicon, view: &View, claims: &mut [Claim]) {
    let counts = |c: &Claim| {
        let kind = lexicon.tables.kind(c.kind);
        kind.additive && kind.is_of_people() && matches!(c.topic, Topic::Event(_))
    };
    let whole = |c: &Claim| c.role == Role::Whole;
    for i in 1..claims.len() {
        let c = &claims[i];
        if !counts(c) || !whole(c) || c.who.population != "all" || c.who.nationality.is_some() || c.who.qualifier.is_some() {
            continue;
        }
        let Some((s, at)) = view.unit_at(c.sentence, c.span) else { continue };
        let others = s.units[at].mention.and_then(|m| s.mentions[m].noun.as_ref()).is_some_and(|n| n.others);
        if !s.has(at, lexicon.core.n_bare) && !others {
            continue;
        }
        let place = |b: &Claim| view.unit_at(b.sentence, b.span).map(|u| u.1).filter(|from| b.sentence == c.sentence && clear(lexicon, s, *from, at));
        // "four of its 18 employees": the part, whatever is read of its whole
        let of_share = claims[..i].iter().rev().take(2).find(|b| place(b).is_some_and(|u| share(lexicon, s, u)));
        let before = &claims[i - 1];
        let other_fate = || before.kind != c.kind && counts(before) && place(before).is_some();
        let group = if let Some(part) = of_share.filter(|p| p.who.population != "all") {
            Some((part.who.clone(), Role::Part))
        } else if others && !counts(before) && before.who.population != "all" && place(before).is_some() {
            Some((before.who.clone(), Role::Part))
        } else if others || !other_fate() || !whole(before) {
            // "two Kenyan soldiers were killed and four others hurt": of any state
            None
        } else if before.who.nationality.is_some() {
            let own = before.who.nationality == teller(lexicon, s, at, c) || alike_in_size(before, c);
            own.then(|| (before.who.clone(), Role::Whole))
        } else {
            let lost = before.derivation.pattern_text.contains(LOSE) && lexicon.tables.is_armed(&before.who.population);
            lost.then(|| (before.who.clone(), Role::Whole))
        };
        if let Some((who, role)) = group {
            claims[i].who.population = who.population;
            claims[i].who.nationality = who.nationality;
            claims[i].role = role;
        }
    }
}

/// Whether nothing that could be counted or named stands between two figures, and they are near.
fn clear(lexicon: &Lexicon, s: &SentenceView, from: usize, at: usize) -> bool {
    let core = &lexicon.core;
    let other = |j: usize| {
        let named = [core.people, core.collective, core.total, core.country, core.nationality, core.place, core.org, core.event, core.rel];
        s.units[j].mention.is_none() && named.iter().any(|k| s.has(j, *k))
    };
    from < at && at - from <= NEAR && !(from + 1..(at + 2).min(s.units.len())).any(other)
}

/// Whether a figure is some of those counted right behind it: "four of its 18 employees".
fn share(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    s.has(at, core.of_them) && s.units.get(at + 1).is_some_and(|u| u.mention.is_some() && u.classes.has(core.count))
}

/// Whether a figure is not much larger than another: of three Americans dead and forty hurt, the forty are of any state.
fn alike_in_size(before: &Claim, c: &Claim) -> bool {
    let least = before.least();
    let most = c.most();
    matches!((least, most), (Some(a), Some(b)) if b <= a.saturating_mul(Decimal::TWO))
}
