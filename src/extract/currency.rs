//! Whose a currency is that is told by a name which several share: "pounds" in a text on Egypt, «دينار» in one on Tunisia.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::view::SentenceView;
use crate::lexicon::Lexicon;
use crate::mention::{Mention, MentionValue};

/// What bare names stand for in a text: the currency that such a name is read as, and the one that it is there.
pub type Currencies = Arc<[(String, String)]>;

/// Settles the currency of bare names by the country that the text names most of those which have one of that name; a text that names none of
/// them keeps to the one that it tells in full.
pub(super) fn settle(lexicon: &Lexicon, sentences: &mut [SentenceView]) {
    let core = &lexicon.core;
    if !sentences.iter().any(|s| s.classes.has(core.shared_currency) || s.mentions.iter().any(|m| name(lexicon, s, m).is_some())) {
        return;
    }
    let mut bare: Vec<(String, String)> = Vec::new();
    for s in sentences.iter() {
        let alone =
            (0..s.units.len()).filter(|i| s.units[*i].mention.is_none()).filter_map(|i| Some((s.value(lexicon, i, core.shared_currency)?, s.value(lexicon, i, core.currency)?)));
        let counted = s.mentions.iter().filter_map(|m| Some((name(lexicon, s, m)?, unit(m)?)));
        for (family, default) in counted.chain(alone) {
            if !bare.iter().any(|(f, d)| f == family && d == default) {
                bare.push((family.to_owned(), default.to_owned()));
            }
        }
    }
    let mut countries: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    let mut told: FxHashMap<String, usize> = FxHashMap::default();
    for s in sentences.iter() {
        for i in 0..s.units.len() {
            let named = s.value(lexicon, i, core.country).or_else(|| s.value(lexicon, i, core.nationality));
            let country = named.map(str::to_owned).or_else(|| lexicon.world.country(s.value(lexicon, i, core.place)?));
            if let Some(c) = country {
                let first = countries.len();
                countries.entry(c).or_insert((0, first)).0 += 1;
            }
        }
        let counted = s.mentions.iter().filter(|m| name(lexicon, s, m).is_none()).filter_map(unit);
        let alone = (0..s.units.len()).filter(|i| s.units[*i].mention.is_none() && !s.has(*i, core.shared_currency)).filter_map(|i| s.value(lexicon, i, core.currency));
        counted.chain(alone).for_each(|u| *told.entry(u.to_owned()).or_default() += 1);
    }
    let meant = |(family, default): &(String, String)| {
        let of = lexicon.tables.currencies.get(family)?;
        let home = of.iter().filter_map(|(c, unit)| Some((countries.get(c)?, unit))).max_by_key(|((n, first), _)| (*n, std::cmp::Reverse(*first))).map(|(_, unit)| unit);
        let full = || of.values().filter(|u| *u != default).filter_map(|u| Some((told.get(u)?, u))).max().map(|(_, u)| u);
        let unit = home.or_else(full)?;
        (unit != default).then(|| (default.clone(), unit.clone()))
    };
    let map: Currencies = bare.iter().filter_map(meant).collect();
    if map.is_empty() {
        return;
    }
    for s in sentences {
        // what is told of the same sum in the same sentence goes on from it: "35 billion pounds, of which 24 billion …"
        let here: Vec<(String, String)> = map.iter().filter(|(from, _)| s.mentions.iter().any(|m| unit(m) == Some(from) && name(lexicon, s, m).is_some())).cloned().collect();
        for m in &mut s.mentions {
            if let MentionValue::Money(q) = &mut m.value
                && let Some((_, to)) = here.iter().find(|(from, _)| *from == q.unit)
            {
                q.unit.clone_from(to);
            }
        }
        s.currencies = map.clone();
    }
}

/// The name that several currencies share, where a sum was told with it.
fn name<'l>(lexicon: &'l Lexicon, s: &SentenceView, m: &Mention) -> Option<&'l str> {
    let pack = &lexicon.packs[s.pack];
    m.rows.iter().map(|e| &pack.entries[*e as usize]).find(|e| e.class == lexicon.core.shared_currency)?.value.as_deref()
}

/// The currency of a sum.
fn unit(m: &Mention) -> Option<&str> {
    match &m.value {
        MentionValue::Money(q) => Some(q.unit.as_str()),
        _ => None,
    }
}

impl SentenceView {
    /// The currency that a word names, as its text means it.
    pub fn currency<'v>(&'v self, lexicon: &'v Lexicon, at: usize) -> Option<&'v str> {
        let told = self.value(lexicon, at, lexicon.core.currency)?;
        let bare = self.has(at, lexicon.core.shared_currency);
        Some(self.currencies.iter().find(|(from, _)| bare && from == told).map_or(told, |(_, to)| to))
    }
}
