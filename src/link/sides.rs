//! Whose a figure is, seen over all figures of one sort: of a list of parties and their seats in two texts, those of one party meet.

use rustc_hash::FxHashMap;

use super::descriptor::Phrase;
use super::numbers::Numbers;
use crate::claim::Claim;
use crate::source::DocId;

/// Whose two figures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Of one bearer.
    Same,
    /// Of two.
    Other,
    /// Not told.
    Unknown,
}

/// The words that say whose each figure of a block is, and how many figures of each text they are told of.
pub(super) struct Sides<'a> {
    phrases: &'a [Phrase],
    docs: Vec<DocId>,
    /// Figures of a text beside which a word stands.
    told: FxHashMap<(DocId, u32), u32>,
}

/// Weight from which shared words tell one bearer.
const ENOUGH: f64 = 0.45;

impl<'a> Sides<'a> {
    pub(super) fn new(block: &[usize], phrases: &'a [Phrase], claims: &[Claim]) -> Self {
        let docs: Vec<DocId> = block.iter().map(|i| claims[*i].doc).collect();
        let mut told: FxHashMap<(DocId, u32), u32> = FxHashMap::default();
        for (p, d) in phrases.iter().zip(&docs) {
            let others = p.bearer_names.iter().filter(|w| !p.bearers.contains(*w));
            for w in p.bearers.iter().chain(others).chain(p.sides.iter()) {
                *told.entry((*d, w)).or_default() += 1;
            }
        }
        Sides { phrases, docs, told }
    }

    /// How much a word tells in a text: less the more figures it stands beside, nothing where it stands beside none.
    fn tells(&self, doc: DocId, word: u32) -> f64 {
        self.told.get(&(doc, word)).map_or(0.0, |n| 1.0 / f64::from(*n))
    }

    /// Whose two figures are, by the words beside them.
    pub(super) fn compare(&self, a: usize, b: usize) -> Side {
        let (p, q, d, e) = (&self.phrases[a], &self.phrases[b], self.docs[a], self.docs[b]);
        let scripts = matches!((p.capitals, q.capitals), (Some(x), Some(y)) if x != y);
        let (x, y) = if scripts { (&p.bearer_names, &q.bearer_names) } else { (&p.bearers, &q.bearers) };
        if !p.sides.is_empty() && !q.sides.is_empty() && p.sides.is_disjoint(&q.sides) {
            return Side::Other;
        }
        let voted: f64 = p.sides.both(&q.sides).map(|w| self.tells(d, w) * self.tells(e, w)).sum();
        if (x.is_empty() || y.is_empty()) && voted == 0.0 {
            return Side::Unknown;
        }
        let beside: f64 = x.both(y).map(|w| self.tells(d, w) * self.tells(e, w)).sum();
        let same = voted + beside;
        // a word of the one that the other text tells of another figure
        let other = |own: &Numbers, its: &Numbers, from: DocId, to: DocId| -> f64 {
            own.iter().filter(|w| !its.contains(*w)).map(|w| self.tells(from, w) * self.tells(to, w)).fold(0.0, f64::max)
        };
        let apart = if d == e { 0.0 } else { other(x, y, d, e).max(other(y, x, e, d)) };
        if same >= ENOUGH && same > apart {
            Side::Same
        } else if apart >= ENOUGH && apart > same {
            Side::Other
        } else {
            Side::Unknown
        }
    }
}
