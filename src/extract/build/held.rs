//! Who is held of those arrested: "569 people were arrested; 523 are still held" speaks of no hostages.

use crate::claim::{Claim, ClaimId, Role};
use crate::extract::view::{SentenceView, View};
use crate::lexicon::Lexicon;

/// Gives those told as held the kind of the arrests that stand right before them, where neither their noun nor the sentences name hostages.
pub(super) fn by_arrest(lexicon: &Lexicon, view: &View, claims: &mut [Claim]) {
    let table = &lexicon.tables;
    let (Some(hostages), Some(detentions)) = (table.kind_id("hostages"), table.kind_id("detentions")) else { return };
    let captor = lexicon.classes.get("hostages/captor");
    for i in 1..claims.len() {
        if claims[i].kind != hostages {
            continue;
        }
        let c = &claims[i];
        let near = |o: &Claim| o.sentence + 1 >= c.sentence && (o.kind == detentions || o.kind == hostages);
        let Some(before) = claims[..i].iter().rposition(near).filter(|b| claims[*b].kind == detentions) else { continue };
        let named = |s: &SentenceView| {
            let noun = s.mentions.iter().any(|m| m.noun.as_ref().is_some_and(|n| n.kind == Some(hostages)));
            noun || lexicon.says(hostages).is_some_and(|k| s.classes.has(k)) || captor.is_some_and(|k| s.classes.has(k))
        };
        // "three suspects were arrested; 23 pupils are still held": more than were arrested are others
        let least = |n: usize| claims[n].least();
        let some = least(i) <= least(before);
        if some && !view.sentences.iter().filter(|s| s.number == c.sentence || s.number + 1 == c.sentence).any(named) {
            claims[i].kind = detentions;
            // some of them were let go
            if claims[i].role == Role::Whole && claims[before].role == Role::Whole {
                claims[i].role = Role::Part;
                claims[i].part_of = Some(ClaimId(before as u32));
            }
        }
    }
}
