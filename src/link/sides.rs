//! Whose a figure is, seen over all figures of one sort: of a list of parties and their seats in two texts, those of one party meet.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

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
    own: Vec<Own>,
    /// Figures of a text beside which a word stands.
    told: FxHashMap<(DocId, u32), u32>,
}

/// How much each word beside a figure tells in its own text, by the word.
#[derive(Default)]
struct Own {
    bearers: Told,
    names: Told,
    sides: Told,
}

type Told = SmallVec<[(u32, f64); 4]>;

/// What the words of both tell.
fn both(mut x: &[(u32, f64)], mut y: &[(u32, f64)]) -> f64 {
    let mut sum = 0.0;
    while let ([a, ..], [b, ..]) = (x, y) {
        if a.0 == b.0 {
            sum += a.1 * b.1;
        }
        let (p, q) = (usize::from(a.0 <= b.0), usize::from(b.0 <= a.0));
        (x, y) = (&x[p..], &y[q..]);
    }
    sum
}

/// Weight from which shared words tell one bearer.
const ENOUGH: f64 = 0.45;

/// How much a word tells in a text: less the more figures it stands beside, nothing where it stands beside none.
fn tells(told: &FxHashMap<(DocId, u32), u32>, doc: DocId, word: u32) -> f64 {
    told.get(&(doc, word)).map_or(0.0, |n| 1.0 / f64::from(*n))
}

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
        let weighed = |words: &Numbers, d: DocId| -> Told { words.iter().map(|w| (w, tells(&told, d, w))).collect() };
        let own = |(p, d): (&Phrase, &DocId)| Own { bearers: weighed(&p.bearers, *d), names: weighed(&p.bearer_names, *d), sides: weighed(&p.sides, *d) };
        let own = phrases.iter().zip(&docs).map(own).collect();
        Sides { phrases, docs, own, told }
    }

    /// Whose two figures are, by the words beside them.
    pub(super) fn compare(&self, a: usize, b: usize) -> Side {
        let (p, q, d, e) = (&self.phrases[a], &self.phrases[b], self.docs[a], self.docs[b]);
        let scripts = matches!((p.capitals, q.capitals), (Some(x), Some(y)) if x != y);
        let (m, n) = (&self.own[a], &self.own[b]);
        let (x, y) = if scripts { (&m.names, &n.names) } else { (&m.bearers, &n.bearers) };
        if !p.sides.is_empty() && !q.sides.is_empty() && p.sides.is_disjoint(&q.sides) {
            return Side::Other;
        }
        let voted = both(&m.sides, &n.sides);
        if (x.is_empty() || y.is_empty()) && voted == 0.0 {
            return Side::Unknown;
        }
        let same = voted + both(x, y);
        // a word of the one that the other text tells of another figure; one that tells too little for that is not looked up
        let other = |own: &Told, its: &Told, to: DocId| -> f64 {
            let alone = |w: u32| its.binary_search_by_key(&w, |i| i.0).is_err();
            own.iter().filter(|(w, t)| *t >= ENOUGH && alone(*w)).map(|(w, t)| t * tells(&self.told, to, *w)).fold(0.0, f64::max)
        };
        let apart = if d == e { 0.0 } else { other(x, y, e).max(other(y, x, d)) };
        if same >= ENOUGH && same > apart {
            Side::Same
        } else if apart >= ENOUGH && apart > same {
            Side::Other
        } else {
            Side::Unknown
        }
    }
}
