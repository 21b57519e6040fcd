//! Those who are left of a count when some are taken off: "all but nine of its 72 passengers died" tells of 63.

use super::choice::{Choice, put, quantity};
use crate::extract::view::SentenceView;
use crate::lexicon::{CoreClasses, KindId, Lexicon};
use crate::value::Quantity;

/// The unit of the whole from which a count is left out, where both are told: "all but nine of its 72 passengers", "all but three of the 50".
pub(super) fn whole(core: &CoreClasses, s: &SentenceView, at: usize) -> Option<usize> {
    let left_out = at > 0 && s.has(at - 1, core.except) && s.has(at, core.count);
    let small = |j: usize| [core.of, core.from, core.article, core.determiner].iter().any(|c| s.has(j, *c));
    let next = (at + 1..at + LEAD).find(|j| !small(*j))?;
    let of = s.has(at, core.of_them) || next > at + 1;
    let told = s.units.get(next).is_some_and(|u| u.mention.is_some() && u.classes.has(core.count));
    (left_out && of && told).then_some(next)
}

/// Most units from a count to its whole.
const LEAD: usize = 4;

/// Gives a count that is left out of its whole what the verb behind tells of the whole: "all but three of the 50 were saved" tells of 47.
pub(super) fn take(lexicon: &Lexicon, s: &SentenceView, choices: &mut Vec<Choice>) {
    let core = &lexicon.core;
    if !s.classes.has(core.except) {
        return;
    }
    for i in 1..s.units.len() {
        let Some(w) = whole(core, s, i).filter(|_| left(core, s, i).is_some()) else { continue };
        let befalls = |k: KindId| matches!(lexicon.tables.kind(k), k if k.counts_people_up());
        let told = choices.iter().find(|c| c.unit == w && c.end > w + 1 && c.pattern.is_some() && befalls(c.kind)).cloned();
        if let Some(told) = told {
            choices.retain(|c| c.unit != w);
            put(choices, Choice { unit: i, ..told });
        }
    }
}

/// How many are left.
pub(super) fn left(core: &CoreClasses, s: &SentenceView, at: usize) -> Option<Quantity> {
    let (off, all) = (quantity(s, at)?.point()?, quantity(s, whole(core, s, at)?)?.point()?);
    (off < all).then(|| Quantity::exact(all - off))
}
