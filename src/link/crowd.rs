//! Stories among many documents.
//!
//! In a folder of a few articles somebody has put together what belongs together: one good link joins two articles, and two groups with
//! them. Among years of wires the same link is found between strangers: of two articles on different events in one month about one
//! pair in a hundred is as alike as that, and with a thousand others in reach each story is linked to the next, until nearly all are one.
//!
//! So here a document joins one story at most, the one that it is most like *on the average of its reports*, and the more documents
//! came out within a month, the more alike it must be: where fifty did, likeness 0 is even odds, and it is the logarithm of the odds. Stories that
//! were begun twice (in two languages, by a first short notice) are joined afterwards, again by the average.
//!
//! A document meets only the stories that share its rarest keys, and of each key those that were told of last, so that
//! time and memory grow with the documents and not with their pairs.

use std::collections::VecDeque;

use petgraph::unionfind::UnionFind;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Profile;
use super::profile::{COMMON, Vectors, likeness, same_words};

/// Documents up to which one link is enough.
pub(super) const FEW: usize = 128;
/// Documents of a month among which likeness 0 is even odds.
const USUAL: f64 = 50.0;
/// How much more alike documents must be for each time that there are e times as many: a little more than the odds, since the best of many is taken.
const STEP: f64 = 1.25;
/// Days before and after a document among which others are counted.
const MONTH: i32 = 30;
/// Reports of a story, the last ones, that a document is compared with.
const MEMBERS: usize = 8;
/// Stories that a document is compared with.
const STORIES: usize = 24;
/// Stories that are kept under a key, those that were told of last.
const RECENT: usize = 48;
/// What the unlikest pair counts in an average.
const UNLIKE: f64 = -12.0;
/// What short texts in the same words count for.
const SHORT: f64 = 1.5;

/// Documents, and how alike they must be to tell of one story.
pub(super) struct Crowd<'a> {
    profiles: &'a [&'a Profile],
    vectors: &'a [Vectors],
    bars: Vec<f64>,
}

impl<'a> Crowd<'a> {
    /// Of all documents.
    pub(super) fn of(profiles: &'a [&'a Profile], vectors: &'a [Vectors]) -> Self {
        let mut days: Vec<i32> = vectors.iter().filter_map(|v| v.day).collect();
        days.sort_unstable();
        let near = |day: Option<i32>| match day {
            Some(d) => days.partition_point(|x| *x <= d + MONTH) - days.partition_point(|x| *x < d - MONTH) + (vectors.len() - days.len()),
            None => vectors.len(),
        };
        let bars = vectors.iter().map(|v| STEP * (near(v.day) as f64 / USUAL).max(1.0).ln()).collect();
        Crowd { profiles, vectors, bars }
    }

    /// How alike a document must be to others for one story.
    pub(super) fn bar(&self, document: usize) -> f64 {
        self.bars[document]
    }

    fn alike(&self, a: usize, b: usize) -> f64 {
        let least = if same_words(self.profiles[a], self.profiles[b]) { SHORT } else { UNLIKE };
        likeness(self.profiles, self.vectors, a, b).max(least)
    }

    /// How alike two groups are on the average, by the last of each.
    fn average(&self, x: &[usize], y: &[usize]) -> f64 {
        let last = |l: &[usize]| l.len().saturating_sub(MEMBERS);
        let (x, y) = (&x[last(x)..], &y[last(y)..]);
        let sum: f64 = x.iter().flat_map(|a| y.iter().map(|b| self.alike(*a, *b))).sum();
        sum / (x.len() * y.len()) as f64
    }

    /// Joins the documents of each story.
    pub(super) fn join(&self, sets: &mut UnionFind<usize>) {
        let keys = Keys::of(self.profiles);
        let mut order: Vec<usize> = (0..self.profiles.len()).collect();
        order.sort_by_key(|i| (self.vectors[*i].day.is_none(), self.vectors[*i].day, *i));
        let mut recent: FxHashMap<u32, VecDeque<u32>> = FxHashMap::default();
        let mut stories: Vec<Vec<usize>> = Vec::new();
        let mut begun_twice: FxHashSet<(u32, u32)> = FxHashSet::default();
        let mut met: FxHashMap<u32, f32> = FxHashMap::default();
        for i in order {
            met.clear();
            for k in keys.of_document(i) {
                for s in recent.get(k).into_iter().flatten() {
                    *met.entry(*s).or_default() += keys.weight(*k);
                }
            }
            let mut list: Vec<(f32, u32)> = met.iter().map(|(s, w)| (*w, *s)).collect();
            list.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
            list.truncate(STORIES);
            let mut alike: Vec<(f64, u32)> = list.iter().map(|(_, s)| (self.average(&stories[*s as usize], &[i]), *s)).filter(|(a, _)| *a > self.bars[i]).collect();
            alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let own = alike.first().map_or(stories.len() as u32, |(_, s)| *s);
            match stories.get_mut(own as usize) {
                Some(s) => s.push(i),
                None => stories.push(vec![i]),
            }
            begun_twice.extend(alike.iter().skip(1).map(|(_, s)| (own.min(*s), own.max(*s))));
            for k in keys.of_document(i) {
                let list = recent.entry(*k).or_default();
                list.retain(|s| *s != own);
                list.push_back(own);
                if list.len() > RECENT {
                    list.pop_front();
                }
            }
        }
        self.join_begun_twice(&mut stories, begun_twice);
        for s in stories {
            for pair in s.windows(2) {
                sets.union(pair[0], pair[1]);
            }
        }
    }

    /// Joins stories that some document was like both of, the likest first.
    fn join_begun_twice(&self, stories: &mut [Vec<usize>], pairs: FxHashSet<(u32, u32)>) {
        let mut rated: Vec<(f64, (u32, u32))> = pairs.into_iter().map(|(a, b)| (self.average(&stories[a as usize], &stories[b as usize]), (a, b))).collect();
        rated.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut sets: UnionFind<u32> = UnionFind::new(stories.len());
        for (_, (a, b)) in rated {
            let (a, b) = (sets.find(a), sets.find(b));
            let (x, y) = (&stories[a as usize], &stories[b as usize]);
            // either may have grown since
            if a == b || self.average(x, y) <= self.bars[x[0]].max(self.bars[y[0]]) {
                continue;
            }
            sets.union(a, b);
            let (keep, gone) = if sets.find(a) == a { (a, b) } else { (b, a) };
            let more = std::mem::take(&mut stories[gone as usize]);
            let list = &mut stories[keep as usize];
            list.extend(more);
            list.sort_by_key(|i| (self.vectors[*i].day.is_none(), self.vectors[*i].day, *i));
        }
    }
}

/// What documents can be found by: entities of weight, names that no list knows, words of short texts. What only one document has is left out.
struct Keys {
    lists: Vec<u32>,
    ends: Vec<usize>,
    /// Documents that have each key.
    counts: Vec<u32>,
    all: f32,
}

impl Keys {
    fn of(profiles: &[&Profile]) -> Self {
        let mut words: FxHashMap<&str, u32> = FxHashMap::default();
        let mut names: FxHashMap<u32, u32> = FxHashMap::default();
        let mut counts: Vec<u32> = Vec::new();
        let mut out = Keys { lists: Vec::new(), ends: Vec::with_capacity(profiles.len()), counts: Vec::new(), all: profiles.len() as f32 };
        let mut named: Vec<bool> = Vec::new();
        for p in profiles {
            let from = out.lists.len();
            for key in p.lookup() {
                let next = counts.len() as u32;
                out.lists.push(*words.entry(key).or_insert(next));
                if next == *out.lists.last().unwrap_or(&0) {
                    counts.push(0);
                    named.push(false);
                }
            }
            for name in &p.names {
                let next = counts.len() as u32;
                let number = *names.entry(*name).or_insert(next);
                out.lists.push(number);
                if number == next {
                    counts.push(0);
                    named.push(true);
                }
            }
            let mut own: Vec<u32> = out.lists.drain(from..).collect();
            own.sort_unstable();
            own.dedup();
            own.iter().for_each(|k| counts[*k as usize] += 1);
            out.lists.extend(own);
            out.ends.push(out.lists.len());
        }
        let useful = |k: u32| counts[k as usize] > 1 && (!named[k as usize] || counts[k as usize] as usize <= COMMON);
        let (mut from, mut kept) = (0, Vec::with_capacity(out.lists.len()));
        for end in &mut out.ends {
            kept.extend(out.lists[from..*end].iter().copied().filter(|k| useful(*k)));
            (from, *end) = (*end, kept.len());
        }
        (out.lists, out.counts) = (kept, counts);
        out
    }

    fn of_document(&self, i: usize) -> &[u32] {
        &self.lists[i.checked_sub(1).map_or(0, |b| self.ends[b])..self.ends[i]]
    }

    /// The rarer a key, the more it says.
    fn weight(&self, key: u32) -> f32 {
        (self.all / self.counts[key as usize].max(1) as f32).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::profile::stories;

    /// A report on a story: a town, people and words of its own, and a country, a kind of event and words that all share.
    fn report(story: u32) -> Profile {
        Profile {
            entities: [(format!("town{story}"), 5), ("country".to_owned(), 1)].into(),
            countries: [("country".to_owned(), 6)].into(),
            families: [("flood".to_owned(), 2)].into(),
            terms: (0..4).chain(100 * story + 100..100 * story + 140).collect(),
            names: (0..4).map(|n| 1_000_000 + 10 * story + n).collect(),
            ..Profile::default()
        }
    }

    fn told(count: u32) -> usize {
        let profiles: Vec<Profile> = (0..count).flat_map(|s| (0..4).map(move |_| report(s))).collect();
        let days: Vec<_> = (0..profiles.len()).map(|i| jiff::civil::date(2024, 1, 1).checked_add(jiff::Span::new().days(i as i64 / 8)).ok()).collect();
        let numbers = stories(&days, &profiles.iter().collect::<Vec<_>>(), &Default::default());
        for reports in numbers.chunks(4) {
            assert!(reports.iter().all(|n| *n == reports[0]), "reports of one story are together");
        }
        numbers.into_iter().collect::<FxHashSet<_>>().len()
    }

    #[test]
    fn among_many_documents_a_country_and_a_kind_of_event_make_no_story() {
        assert_eq!(told(60), 60);
        // in a folder of a few, somebody has put them together
        assert_eq!(told(8), 1);
    }
}
