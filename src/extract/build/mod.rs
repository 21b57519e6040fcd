//! Readings become claims: the best reading of each value, figures that inherit their kind, defaults, then scope.

mod carried;
mod choice;
mod days;
mod default;
mod figure;
mod holders;
mod increment;
mod join;
mod parts;
mod share;
mod topic;

use super::frames::{Frames, Scratch};
use super::view::View;
use crate::claim::{Claim, ClaimId};
use crate::lexicon::Lexicon;
use crate::source::{Document, Span};

/// A figure that became no claim, and why.
#[derive(Debug, Clone)]
pub struct Unclaimed {
    /// Where it stands.
    pub span: Span,
    /// Why.
    pub reason: &'static str,
}

/// Most claims read from one document: what holds more is a table of figures, not an article.
const MAX_CLAIMS: usize = 3_000;

/// All claims of a document, in the order of the text, numbered from 0 within it; and the figures that became none.
///
/// `linked`: whether the claims will be set against others, for which their descriptors are needed.
pub fn extract(lexicon: &Lexicon, frames: &[Frames], doc: &Document, view: &View, linked: bool) -> (Vec<Claim>, Vec<Unclaimed>) {
    let mut claims: Vec<Claim> = Vec::with_capacity(view.sentences.iter().map(|s| s.mentions.len()).sum::<usize>().min(MAX_CLAIMS));
    let mut unclaimed = Vec::new();
    let mut scratch = Scratch::default();
    let mut carried = carried::Carried::default();
    for s in &view.sentences {
        if claims.len() >= MAX_CLAIMS {
            unclaimed.push(Unclaimed { span: s.span, reason: "the document holds more claims than are read" });
            break;
        }
        let mut choices = choice::choose(lexicon, &frames[s.pack], s, &mut scratch, &mut unclaimed);
        carried.resolve(lexicon, doc, s, &mut choices, &mut unclaimed);
        increment::mark(lexicon, s, &mut choices);
        let from = claims.len();
        for c in &choices {
            if let Some(claim) = figure::claim(lexicon, doc, view, s, c, linked) {
                share::put(lexicon, s, c, claim, &mut claims);
            }
        }
        claims.extend(holders::holders(lexicon, doc, s));
        claims[from..].sort_by_key(|c| (c.span.start, c.span.end, c.kind));
        parts::tie_parts(lexicon, &mut claims, from);
    }
    parts::lesser_counts(lexicon, &mut claims);
    // so far a part names its whole by place; from here on claims come and go
    for (i, c) in claims.iter_mut().enumerate() {
        c.id = ClaimId(i as u32);
    }
    holders::lone_names(lexicon, view, &mut claims);
    let kept = claims.len();
    holders::spellings(lexicon, doc, view, &mut claims);
    for c in &mut claims[kept..] {
        c.id = ClaimId(u32::MAX);
    }
    claims.sort_by_key(|c| (c.span.start, c.span.end, c.kind));
    let place: rustc_hash::FxHashMap<ClaimId, ClaimId> = claims.iter().enumerate().map(|(i, c)| (c.id, ClaimId(i as u32))).collect();
    for (i, c) in claims.iter_mut().enumerate() {
        c.part_of = c.part_of.and_then(|w| place.get(&w).copied());
        c.id = ClaimId(i as u32);
    }
    claims.shrink_to_fit();
    (claims, unclaimed)
}
