//! "Two died in the capital": which one, in a text that speaks of one country more than of any other.

use std::collections::BTreeMap;

use crate::claim::Claim;
use crate::extract::scope::THE_CAPITAL;
use crate::extract::view::View;
use crate::lexicon::Lexicon;

/// Gives figures told of "the capital" that of the country the text names most; where it names two as often, no place.
pub(super) fn resolve(lexicon: &Lexicon, view: &View, claims: &mut [Claim]) {
    let told = |c: &Claim| c.place.as_deref() == Some(THE_CAPITAL);
    if !claims.iter().any(told) {
        return;
    }
    let capital = country(lexicon, view).and_then(|id| lexicon.world.get(lexicon.world.find(&id)?).capital.map(str::to_owned));
    for c in claims.iter_mut().filter(|c| told(c)) {
        c.place.clone_from(&capital);
    }
}

/// The country that a text names most, by itself, by its people or by its towns.
fn country(lexicon: &Lexicon, view: &View) -> Option<String> {
    let core = &lexicon.core;
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    for s in &view.sentences {
        for i in (0..s.units.len()).filter(|i| s.units[*i].mention.is_none()) {
            let id = [core.country, core.nationality, core.place].into_iter().find_map(|c| s.value(lexicon, i, c));
            if let Some(country) = id.and_then(|id| lexicon.world.country(id)) {
                *named.entry(country).or_default() += 1;
            }
        }
    }
    let most = named.values().copied().max()?;
    let mut first = named.into_iter().filter(|(_, n)| *n == most).map(|(id, _)| id);
    first.next().filter(|_| first.next().is_none())
}
