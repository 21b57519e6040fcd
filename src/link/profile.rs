//! What a document is about as a whole: entities, event families, days. Documents of one story are found by it.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;
use rustc_hash::FxHashMap;

use super::statement::Statement;

use crate::extract::View;
use crate::lexicon::{EntityClass, Lexicon};
use crate::mention::MentionValue;
use crate::source::{DocId, Document};

/// A document's profile.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Entities and how often they are named (places count for their country too).
    pub entities: BTreeMap<String, u32>,
    /// Countries and how often they or their people and places are named.
    pub countries: BTreeMap<String, u32>,
    /// Stems of the content words of a short text or of the lead of a longer one.
    pub words: BTreeSet<String>,
    /// Whether the text is no longer than a headline and a lead.
    pub short: bool,
    /// Event families and their weight: words of the headline and lead count more.
    pub families: BTreeMap<String, u32>,
    /// Family of the lead, when people can be hurt in it.
    pub main_family: Option<String>,
    /// Families that one sentence of the lead names together: two words for one event.
    pub aliases: Vec<(String, String)>,
    /// What its sentences say.
    pub statements: Vec<Statement>,
}

impl Profile {
    /// The profile of a document.
    pub fn of(lexicon: &Lexicon, doc: &Document, view: &View) -> Self {
        let published = doc.published;
        let core = &lexicon.core;
        let mut p = Profile { short: view.sentences.iter().map(|s| s.units.len()).sum::<usize>() < 60, statements: Statement::all(lexicon, doc, view), ..Profile::default() };
        for (n, s) in view.sentences.iter().enumerate() {
            let weight = if n < 3 { 3 } else { 1 };
            // what a sentence recalls of another year is not what the text is about
            let recalls = published
                .is_some_and(|p| s.mentions.iter().any(|m| matches!(&m.value, MentionValue::Date(d) if d.bounds().is_some_and(|b| b.1.until(p).is_ok_and(|l| l.get_days() > 75)))));
            if n < 4 {
                for i in 0..s.units.len() {
                    crate::extract::content_word(lexicon, s, i, &mut p.words);
                }
            }
            let mut lead: Vec<&str> = Vec::new();
            for i in 0..s.units.len() {
                if let Some(f) = s.value(lexicon, i, core.event).filter(|_| !recalls) {
                    *p.families.entry(f.to_owned()).or_default() += 1;
                    if lexicon.tables.families.get(f).is_some_and(|f| f.toll) {
                        if p.main_family.is_none() && n < 5 {
                            p.main_family = Some(f.to_owned());
                        }
                        if n < 2 && !lead.contains(&f) {
                            lead.push(f);
                        }
                    }
                }
                if let Some(id) = s.entity(lexicon, i, true) {
                    let entity = lexicon.world.find(id).map(|e| lexicon.world.get(e));
                    if entity.is_some_and(|e| e.is_agency()) {
                        continue;
                    }
                    *p.entities.entry(id.to_owned()).or_default() += weight;
                    if entity.is_some_and(|e| e.class != EntityClass::Org)
                        && let Some(c) = lexicon.world.country(id)
                    {
                        *p.countries.entry(c).or_default() += weight;
                    }
                }
            }
            for pair in lead.windows(2) {
                p.aliases.push((pair[0].to_owned(), pair[1].to_owned()));
            }
        }
        p
    }

    /// The country named most, when it is named clearly more than others.
    pub fn main_country(&self) -> Option<&str> {
        let mut list: Vec<(&String, &u32)> = self.countries.iter().collect();
        list.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let (first, n) = list.first()?;
        let second = list.get(1).map_or(0, |s| *s.1);
        (**n >= 2 && **n * 2 >= second * 3 || list.len() == 1).then_some(first.as_str())
    }
}

/// Members of a story that a further document is compared with.
const MEMBERS: usize = 6;

/// Numbers of stories: documents whose profiles meet share one.
pub fn stories(documents: &[Document], profiles: &[Profile], drafts: &BTreeSet<DocId>) -> Vec<u32> {
    let n = documents.len();
    let mut sets: UnionFind<usize> = UnionFind::new(n);
    // candidates share a country or organisation of weight: no comparison of all pairs
    let mut by_entity: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, p) in profiles.iter().enumerate() {
        let mut top: Vec<(&String, &u32)> = p.entities.iter().collect();
        top.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        for (e, _) in top.into_iter().take(4) {
            by_entity.entry(e).or_default().push(i);
        }
        if let Some(c) = p.main_country() {
            by_entity.entry(c).or_default().push(i);
        }
        if p.short {
            for w in &p.words {
                by_entity.entry(w).or_default().push(i);
            }
        }
    }
    let vectors = Vectors::of(documents, profiles);
    for list in by_entity.values() {
        // a few members of each story already formed are enough to compare with
        let mut heads: Vec<Vec<usize>> = Vec::new();
        let mut head_of: FxHashMap<usize, usize> = FxHashMap::default();
        for &i in list {
            if let Some(h) = head_of.get(&sets.find(i)).map(|h| &mut heads[*h]) {
                if h.len() < MEMBERS {
                    h.push(i);
                }
                continue;
            }
            let n = heads.iter().position(|h| h.iter().any(|m| same_story(profiles, &vectors, *m, i))).unwrap_or(heads.len());
            match heads.get_mut(n) {
                Some(h) => {
                    sets.union(h[0], i);
                    if h.len() < MEMBERS {
                        h.push(i);
                    }
                }
                None => heads.push(vec![i]),
            }
            head_of.insert(sets.find(i), n);
        }
    }
    // whoever sets a draft against sources says that they may belong together: less likeness will do
    // each is clearly of another country
    let apart = |a: usize, b: usize| matches!((profiles[a].main_country(), profiles[b].main_country()), (Some(x), Some(y)) if x != y);
    for d in drafts {
        let d = d.0 as usize;
        for i in (0..n).filter(|i| !drafts.contains(&DocId(*i as u32))) {
            if !sets.equiv(d, i) && vectors[d].alike(&vectors[i]).is_some_and(|(e, f)| (e >= 0.15 && f >= 0.3 || e >= 0.4) && (e >= 0.6 || !apart(d, i))) {
                sets.union(d, i);
            }
        }
    }
    let mut numbers: BTreeMap<usize, u32> = BTreeMap::new();
    (0..n)
        .map(|i| {
            let next = numbers.len() as u32;
            *numbers.entry(sets.find(i)).or_insert(next)
        })
        .collect()
}

/// Whether two documents tell of one story: alike in what they name, not months apart, and of events that can be one.
fn same_story(profiles: &[Profile], vectors: &[Vectors], a: usize, b: usize) -> bool {
    let (p, q) = (&profiles[a], &profiles[b]);
    // headlines and short wires: the words themselves agree
    if p.short || q.short {
        let shared = p.words.intersection(&q.words).count();
        let least = p.words.len().min(q.words.len());
        if shared >= 2 && shared * 5 >= least * 2 {
            return true;
        }
    }
    let Some((entities, families)) = vectors[a].alike(&vectors[b]) else { return false };
    entities >= 0.7 || (entities >= 0.35 && (families >= 0.2 || p.families.is_empty() || q.families.is_empty())) || (entities >= 0.18 && families >= 0.6)
}

/// Most days between two reports of one story.
const MONTHS: i32 = 60;

/// What a document names as numbers, so that many can be compared.
struct Vectors {
    /// Day of publication, from an arbitrary day on.
    day: Option<i32>,
    entities: Vector,
    countries: Vector,
    families: Vector,
}

impl Vectors {
    fn of(documents: &[Document], profiles: &[Profile]) -> Vec<Self> {
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let mut out = Vec::with_capacity(profiles.len());
        for (d, p) in documents.iter().zip(profiles) {
            let [entities, countries, families] = [&p.entities, &p.countries, &p.families].map(|counts| {
                let weights = counts.iter().map(|(k, n)| {
                    let next = numbers.len() as u32;
                    (*numbers.entry(k).or_insert(next), f64::from(*n))
                });
                Vector::new(weights.collect())
            });
            let day = d.published.and_then(|p| jiff::civil::date(2000, 1, 1).until(p).ok()).map(|s| s.get_days());
            out.push(Vectors { day, entities, countries, families });
        }
        out
    }

    /// How alike two documents are in what they name and in the events they tell of; nothing when they lie months apart.
    fn alike(&self, other: &Vectors) -> Option<(f64, f64)> {
        if let (Some(x), Some(y)) = (self.day, other.day)
            && (x - y).abs() > MONTHS
        {
            return None;
        }
        let entities = self.entities.cosine(&other.entities).max(self.countries.cosine(&other.countries) * 0.8);
        Some((entities, self.families.cosine(&other.families)))
    }
}

/// Weights by number, in order of the numbers.
struct Vector {
    weights: Vec<(u32, f64)>,
    /// The sum of their squares.
    square: f64,
}

impl Vector {
    fn new(mut weights: Vec<(u32, f64)>) -> Self {
        weights.sort_unstable_by_key(|w| w.0);
        Vector { square: weights.iter().map(|w| w.1 * w.1).sum(), weights }
    }

    fn cosine(&self, other: &Vector) -> f64 {
        let n = (self.square * other.square).sqrt();
        if n <= 0.0 {
            return 0.0;
        }
        let (mut i, mut j, mut dot) = (0, 0, 0.0);
        while let (Some(a), Some(b)) = (self.weights.get(i), other.weights.get(j)) {
            match a.0.cmp(&b.0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    dot += a.1 * b.1;
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        dot / n
    }
}
