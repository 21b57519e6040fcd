//! Whose people a country counts that is not the story's own: of a crash, a stampede or an attack, which happen in one place, "Nigeria has
//! counted 64 dead" tells of Nigerians, wherever they died.

use super::profile::{self, Profile};
use crate::claim::{Claim, Topic};
use crate::lexicon::{EntityClass, Lexicon};

/// In a pattern, a country of which the figure is told.
const COUNTRY: &str = "{country}";

/// Gives counts of the dead and hurt of an event in one place the nationality of the other country that counts them, or for which they
/// are told.
pub(super) fn settle(lexicon: &Lexicon, profiles: &[Profile], stories: &[u32], claims: &mut [Claim]) {
    let countries = profile::countries(profiles, stories);
    let is_country = |id: &str| lexicon.world.find(id).is_some_and(|e| lexicon.world.get(e).class == EntityClass::Country);
    for c in claims.iter_mut() {
        let kind = lexicon.tables.kind(c.kind);
        let Topic::Event(h) = &c.topic else { continue };
        if !kind.counts_people_up() || c.who.nationality.is_some() || h.background || lexicon.tables.is_armed(&c.who.population) {
            continue;
        }
        let doc = c.doc.0 as usize;
        let family = h.family.as_deref().or_else(|| profiles.get(doc)?.main_family.as_deref());
        let spot = family.and_then(|f| lexicon.tables.families.get(f)).is_some_and(|f| f.spot);
        let Some(home) = stories.get(doc).and_then(|s| countries.get(s)).filter(|_| spot) else { continue };
        let teller = || c.attribution.as_ref().and_then(|a| a.key.strip_prefix('@'));
        // "Egypt follows with 146": where one country after the other is told
        let named = || c.place.as_deref().filter(|_| c.derivation.pattern_text.contains(COUNTRY));
        let counted = if c.place.is_none() { teller() } else { named() };
        let counted = counted.filter(|id| is_country(id) && id != home).map(str::to_owned);
        if counted.is_some() {
            (c.who.nationality, c.place) = (counted, None);
        }
    }
}
