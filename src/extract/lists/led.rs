//! Lists of names behind the word that tells what they are: "the districts of Erati, Memba and Nacaroa", "it belongs to BP, Statoil and Sonatrach".
//! Only in languages that write names with a capital.

use super::capitals;
use crate::lexicon::few_bits;
use crate::mention::{Mention, PLACES, Scan, Unit};

/// Fewest names of such a list.
const NAMES: usize = 3;

/// Joins such lists.
pub(super) fn merge(scan: &Scan<'_, '_>, units: &mut Vec<Unit>, mentions: &mut Vec<Mention>) {
    let core = &scan.lexicon.core;
    if !scan.pack().file.capitals {
        return;
    }
    let (owners, coalition) = (core.owned_by, core.membership_of);
    let places = |u: &Unit| {
        let named = u.mention.is_none() && u.classes.has(core.thing) && u.tokens.1 > u.tokens.0;
        named && scan.entry(u.tokens.0, core.thing).and_then(|e| e.value.as_deref()).is_some_and(|v| PLACES.contains(&v))
    };
    let leads = few_bits(&[owners, coalition, core.of, core.hold, core.they_are]);
    let mut i = 0;
    while i + 4 < units.len() {
        if !units[i].classes.may_meet(leads) {
            i += 1;
            continue;
        }
        let owned = units[i].classes.has(owners);
        let led = i > 0 && units[i].classes.has(core.of) && places(&units[i - 1]);
        // "the units affected are X, Y and Z"
        // "his coalition brings together X, Y and Z", "a coalition of X, Y and Z"
        let joined = units[i].classes.has(coalition);
        let told = joined || units[i].classes.has(core.hold) || units[i].classes.has(core.they_are);
        let run = if led || owned || told { capitals::run(scan, units, i + 1, owned) } else { None };
        let fine = |r: &super::Run| r.members.len() >= NAMES && (!told || (r.closed || joined) && r.ands > 0 && r.unknown > 0);
        if let Some(run) = run.filter(fine) {
            let sort = if owned {
                "body"
            } else if told {
                "name"
            } else {
                "place"
            };
            super::join(scan, units, mentions, i + 1, run, sort, false);
        }
        i += 1;
    }
}
