//! Open measures: two are about one thing only when the words and entities of their phrases clearly agree.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;

use super::Key;
use crate::claim::{Claim, Topic};
use crate::lexicon::Lexicon;

/// Share of words that must agree.
const ALIKE: f64 = 0.34;
/// The same, for the words around a date.
const ALIKE_DATES: f64 = 0.62;
/// The same, for two phrases of one text.
const ALIKE_WITHIN: f64 = 0.7;
/// Most claims of one kind, unit and group compared with each other.
const MAX_GROUP: usize = 400;

/// Writes the keys of claims whose subject is what the phrase measures.
pub(super) fn keys(lexicon: &Lexicon, stories: &[u32], claims: &[Claim], out: &mut [Key]) {
    // blocking: kind, dimension, story, whom or what it counts
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, c) in claims.iter().enumerate() {
        if !matches!(c.topic, Topic::Descriptor) {
            continue;
        }
        let unit = c.value.quantity().map_or("", |q| q.unit.as_str());
        let dimension = lexicon.tables.units.get(unit).map_or(unit, |u| u.dimension.as_str());
        let who = format!("{}{}", c.who.population, c.who.nationality.as_deref().unwrap_or(""));
        let kind = &lexicon.tables.kind(c.kind).id;
        blocks.entry(format!("{} {kind} {dimension} {who}", stories[c.doc.0 as usize])).or_default().push(i);
    }
    for (name, block) in blocks {
        let mut sets: UnionFind<usize> = UnionFind::new(block.len());
        let limit = block.len().min(MAX_GROUP);
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for a in 0..limit {
            for b in 0..a {
                let s = similarity(&claims[block[a]], &claims[block[b]]);
                let dates = claims[block[a]].value.date().is_some();
                let least = if dates {
                    ALIKE_DATES
                } else if claims[block[a]].doc == claims[block[b]].doc {
                    ALIKE_WITHIN
                } else {
                    ALIKE
                };
                if s >= least {
                    pairs.push((s, b, a));
                }
            }
        }
        pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        for (_, a, b) in pairs {
            // two values of one sentence are two things
            let clash = |m: usize, n: usize| claims[block[m]].doc == claims[block[n]].doc && claims[block[m]].sentence == claims[block[n]].sentence;
            let (x, y) = (sets.find(a), sets.find(b));
            if x == y {
                continue;
            }
            let members = |h: usize| (0..limit).filter(|k| sets.find(*k) == h).collect::<Vec<_>>();
            let (left, right) = (members(x), members(y));
            if left.iter().all(|m| right.iter().all(|n| !clash(*m, *n))) {
                sets.union(a, b);
            }
        }
        for (n, i) in block.iter().enumerate() {
            let head = if n < limit { sets.find(n) } else { n };
            let c = &claims[block[head]];
            out[*i] = Key { key: format!("measure {name} {head}"), label: words(lexicon, &c.descriptor), place: None };
        }
    }
}

fn words(lexicon: &Lexicon, d: &BTreeSet<String>) -> String {
    let list: Vec<String> =
        d.iter().take(5).map(|w| w.strip_prefix('@').map_or_else(|| w.trim_start_matches('#').to_owned(), |id| lexicon.world.label(id, "en").to_owned())).collect();
    list.join(" ")
}

/// What both count is no evidence: it is why they were compared.
fn same_thing(a: &Claim, b: &Claim, word: &str) -> bool {
    let unit = |c: &Claim| c.value.quantity().is_some_and(|q| word.get(1..) == Some(q.unit.as_str()));
    unit(a) && unit(b)
}

/// How alike two phrases are, from 0 to 1. Across languages only entities and things can agree.
fn similarity(a: &Claim, b: &Claim) -> f64 {
    let id = |w: &&String| w.starts_with('@') || (w.starts_with('#') && !same_thing(a, b, w));
    let (ia, ib): (BTreeSet<&String>, BTreeSet<&String>) = (a.descriptor.iter().filter(id).collect(), b.descriptor.iter().filter(id).collect());
    let entities = |s: &BTreeSet<&String>| s.iter().filter(|w| w.starts_with('@')).count();
    let shared = ia.intersection(&ib).count() as f64;
    // both name entities and none is shared: two things
    if entities(&ia) > 0 && entities(&ib) > 0 && !ia.intersection(&ib).any(|w| w.starts_with('@')) {
        return 0.0;
    }
    let wa: BTreeSet<&String> = a.descriptor.iter().filter(|w| !w.starts_with(['@', '#'])).collect();
    let wb: BTreeSet<&String> = b.descriptor.iter().filter(|w| !w.starts_with(['@', '#'])).collect();
    let words = wa.intersection(&wb).count() as f64;
    let ascii = |s: &BTreeSet<&String>| s.iter().filter(|w| w.is_ascii()).count() * 2 > s.len();
    let same_script = wa.is_empty() || wb.is_empty() || ascii(&wa) == ascii(&wb);
    if same_script {
        let total = (ia.union(&ib).count() * 2 + wa.union(&wb).count()) as f64;
        if total == 0.0 || (shared == 0.0 && words < 2.0) {
            return 0.0;
        }
        let least = (ia.len() * 2 + wa.len()).min(ib.len() * 2 + wb.len()) as f64;
        // half by the union, half by the shorter phrase: captions and tables say little
        ((shared * 2.0 + words) / total + (shared * 2.0 + words) / least.max(1.0)) / 2.0
    } else {
        let total = ia.union(&ib).count() as f64;
        if shared >= 1.0 { shared / total } else { 0.0 }
    }
}
