//! Who took people out of a war or a country: those whom one state brought out are none of another's.

use crate::claim::{Claim, Role};
use crate::extract::view::{SentenceView, View};
use crate::lexicon::{ClassId, Lexicon};

/// Kind of the figures that have one.
pub(super) const KIND: &str = "rescued.evacuated";

/// What carries them: one load is none of another's.
const CRAFTS: [&str; 3] = ["ship", "aircraft", "flight"];

/// Notes with each figure of people brought out the state that did it, where the text names one.
pub(super) fn note(lexicon: &Lexicon, view: &View, claims: &mut [Claim]) {
    let Some(kind) = lexicon.tables.kind_id(KIND) else { return };
    for i in 0..claims.len() {
        let c = &claims[i];
        if c.kind != kind {
            continue;
        }
        let Some((s, at)) = view.unit_at(c.sentence, c.span) else { continue };
        // a part is of those told before it
        let before = || claims[..i].iter().rev().take_while(|o| o.sentence + 1 >= c.sentence && o.paragraph == c.paragraph).find(|o| o.kind == kind);
        let inherited = (c.role == Role::Part || s.has(at, lexicon.core.n_person) && c.derivation.pattern.is_none()).then(before).flatten().map(|o| o.doing.clone());
        let by = inherited.unwrap_or_else(|| {
            let state = doer(lexicon, s, at).or_else(|| speaker(lexicon, c));
            state.or_else(|| craft(lexicon, s, at).then(|| format!("{} {}", c.doc.0, c.span.start))).map(|by| format!("by {by}").into())
        });
        if by.is_some() {
            claims[i].doing = by;
        }
    }
}

/// The units before a figure, up to the figure before it.
fn own<'a>(lexicon: &'a Lexicon, s: &'a SentenceView, at: usize) -> impl Iterator<Item = usize> + 'a {
    let core = &lexicon.core;
    (0..at).rev().take_while(|j| !(s.has(*j, core.count) && s.has(*j, core.n_person)))
}

/// Whether one ship or flight carried them.
fn craft(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    own(lexicon, s, at).any(|j| s.units[j].mention.is_none() && s.value(lexicon, j, lexicon.core.thing).is_some_and(|t| CRAFTS.contains(&t)))
}

/// The state named before a figure that is no place they went to or came from, up to the figure before.
fn doer(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    let parted = |j: usize| [core.in_, core.to, core.from].iter().any(|c| s.has(j, *c));
    for j in own(lexicon, s, at) {
        if s.units[j].mention.is_some() || (j.saturating_sub(2)..j).any(parted) {
            continue;
        }
        let of = |c: ClassId| s.value(lexicon, j, c);
        // a town stands for the state whose capital it is, and that of England for the kingdom
        let of_town = |id: &str| lexicon.world.chain(id).into_iter().rfind(|c| lexicon.world.find(c).is_some_and(|e| lexicon.world.get(e).capital == Some(id)));
        let town = || of(core.place).and_then(of_town);
        if let Some(id) = of(core.country).or_else(|| of(core.nationality)).map(str::to_owned).or_else(town) {
            return Some(id);
        }
    }
    None
}

/// The state that says so itself.
fn speaker(lexicon: &Lexicon, c: &Claim) -> Option<String> {
    let told = c.attribution.as_ref()?.key.split(' ').find_map(|w| w.strip_prefix('@'))?;
    lexicon.world.country(told)
}
