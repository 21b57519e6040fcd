//! What a document is about as a whole: entities, event families, days. Documents of one story are found by it.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

use jiff::civil::Date;
use petgraph::unionfind::UnionFind;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::crowd::{self, Crowd};
use super::setting::Setting;
use super::statement::Statement;

use crate::extract::{SentenceView, Skeletons, View, stem};
use crate::lexicon::{EntityClass, Lexicon};
use crate::mention::{Analyser, CACHE, Mention, MentionValue};
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
    /// Places and countries that the first sentences name.
    pub lead_places: BTreeSet<String>,
    /// Whether the text is no longer than a headline and a lead.
    pub short: bool,
    /// Content words of the whole text: hashes of their stems, in order.
    pub terms: Vec<u32>,
    /// Words that may be proper names: hashes of their skeletons, in order.
    pub names: Vec<u32>,
    /// Event families and their weight: words of the headline and lead count more.
    pub families: BTreeMap<String, u32>,
    /// Family of the lead, when people can be hurt in it.
    pub main_family: Option<String>,
    /// Families that one sentence of the lead names together: two words for one event.
    pub aliases: Vec<(String, String)>,
    /// Days that sentences give to events which are over in a day, with their families.
    pub days: BTreeSet<(String, Date)>,
    /// What its sentences say.
    pub statements: Vec<Statement>,
    /// Its sentences that name days.
    pub settings: Vec<Setting>,
}

/// Sentences that say where a story happens.
const LEAD: usize = 3;

impl Profile {
    /// The profile of a document.
    pub fn of(skeletons: &Skeletons, analyser: &mut Analyser<'_>, doc: &Document, view: &View) -> Self {
        let lexicon = analyser.lexicon;
        let published = doc.published;
        let core = &lexicon.core;
        let mut p = Profile { short: view.sentences.iter().map(|s| s.units.len()).sum::<usize>() < 60, ..Profile::default() };
        p.read_words(skeletons, analyser, doc, view, true);
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
            if s.classes.has(core.event) && s.classes.has(core.date) {
                p.days.extend(days_of(lexicon, published, s));
            }
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
                    if n < LEAD && entity.is_some_and(|e| e.class != EntityClass::Org) && (s.has(i, core.place) || s.has(i, core.country)) {
                        p.lead_places.insert(id.to_owned());
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
        // others say nothing of what the text is about
        p.days.retain(|d| Some(&d.0) == p.main_family.as_ref());
        p
    }

    /// Reads the words of the text, and its statements where they are to be compared: what an archive does not keep.
    pub fn read_words(&mut self, skeletons: &Skeletons, analyser: &mut Analyser<'_>, doc: &Document, view: &View, statements: bool) {
        (self.terms, self.names) = vocabulary(skeletons, analyser, view);
        self.settings = Setting::all(analyser.lexicon, skeletons, view);
        if statements {
            self.statements = Statement::all(analyser.lexicon, doc, view);
        }
    }

    /// What others of its story are found by: the entities that weigh most, the main country, the words of a short text.
    pub(super) fn lookup(&self) -> impl Iterator<Item = &str> {
        let mut top: Vec<(&String, &u32)> = self.entities.iter().collect();
        top.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let words = self.words.iter().filter(|_| self.short).map(String::as_str);
        top.into_iter().take(4).map(|(e, _)| e.as_str()).chain(self.main_country()).chain(words)
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

/// Hashes of the stems of a text's content words, and of the skeletons of those that no list knows and that may be names.
fn vocabulary(skeletons: &Skeletons, analyser: &mut Analyser<'_>, view: &View) -> (Vec<u32>, Vec<u32>) {
    let lexicon = analyser.lexicon;
    // a word of the text is worked out once, however often it stands there
    let (mut words, mut named) = (FxHashSet::default(), FxHashSet::default());
    for s in &view.sentences {
        let capitals = lexicon.packs[s.pack].file.capitals;
        for i in 0..s.units.len() {
            if s.units[i].mention.is_some() || s.entity(lexicon, i, true).is_some() || crate::extract::is_function_word(lexicon, s, i) {
                continue;
            }
            let word = lexicon.packs[s.pack].bare(&s.folded[i]);
            if word.chars().count() < 3 || !word.chars().all(crate::normalise::is_alphabetic) {
                continue;
            }
            words.insert(word);
            if (s.has(i, lexicon.core.word) || s.has(i, lexicon.core.given_name)) && (!capitals || s.capital[i] && i > 0) {
                named.insert(word);
            }
        }
    }
    let mut terms: Vec<u32> = words.into_iter().map(|w| hash(&stem(w))).collect();
    let met = &mut analyser.skeletons;
    if met.len() >= CACHE {
        met.clear();
    }
    let mut names: Vec<u32> = Vec::with_capacity(named.len());
    for w in named {
        if let Some(known) = met.get(w) {
            names.extend(known);
        } else {
            let fresh: SmallVec<[u32; 2]> = skeletons.words(w).into_iter().filter(|k| k.chars().count() >= 3).map(|k| hash(&k)).collect();
            names.extend(met.entry(w.into()).or_insert(fresh).iter());
        }
    }
    for list in [&mut terms, &mut names] {
        list.sort_unstable();
        list.dedup();
    }
    (terms, names)
}

/// The same in every run, so that an archive can keep it.
pub(super) fn hash(word: &str) -> u32 {
    use std::hash::Hasher;
    let mut h = rustc_hash::FxHasher::default();
    h.write(word.as_bytes());
    let n = h.finish();
    (n ^ (n >> 32)) as u32
}

/// Times that a document names its country that make it surely its own.
const SURELY: u32 = 6;

/// The country that more than two in three documents of a story are about, of those that are about one.
pub(super) fn countries<'p>(profiles: &'p [Profile], stories: &[u32]) -> BTreeMap<u32, &'p str> {
    let mut votes: BTreeMap<u32, BTreeMap<&str, u32>> = BTreeMap::new();
    for (p, s) in profiles.iter().zip(stories) {
        if let Some(c) = p.main_country() {
            // one that names its country but once or twice says little
            *votes.entry(*s).or_default().entry(c).or_default() += p.countries.get(c).map_or(0, |n| (*n).min(SURELY));
        }
    }
    let clear = |v: BTreeMap<&'p str, u32>| {
        let all: u32 = v.values().sum();
        v.into_iter().find(|(_, n)| n * 3 > all * 2).map(|(c, _)| c)
    };
    votes.into_iter().filter_map(|(s, v)| Some((s, clear(v)?))).collect()
}

/// The days that a sentence names beside events that are over in a day.
fn days_of(lexicon: &Lexicon, published: Option<Date>, s: &SentenceView) -> Vec<(String, Date)> {
    let families: Vec<&str> = (0..s.units.len()).filter_map(|i| s.value(lexicon, i, lexicon.core.event)).filter(|f| lexicon.tables.strikes_in_a_day(f)).collect();
    let day = |m: &Mention| match &m.value {
        MentionValue::Date(d) => d.start.last_before(published).as_day(),
        _ => None,
    };
    let days = s.mentions.iter().filter_map(day);
    days.flat_map(|d| families.iter().map(move |f| ((*f).to_owned(), d))).collect()
}

/// Documents that share a name, beyond which it is a common word.
pub(super) const COMMON: usize = 60;

/// Members of a story that a further document is compared with.
const MEMBERS: usize = 6;

/// Numbers of stories: documents whose profiles meet share one.
pub fn stories(days: &[Option<Date>], profiles: &[&Profile], drafts: &BTreeSet<DocId>) -> Vec<u32> {
    let n = profiles.len();
    let mut sets: UnionFind<usize> = UnionFind::new(n);
    let vectors = Vectors::of(days, profiles);
    let many = n > crowd::FEW;
    let crowd = many.then(|| Crowd::of(profiles, &vectors));
    match &crowd {
        Some(c) => c.join(&mut sets),
        None => join_pairs(profiles, &vectors, &mut sets),
    }
    for d in drafts {
        let d = d.0 as usize;
        let least = OF_DRAFT + crowd.as_ref().map_or(0.0, |c| c.bar(d));
        for i in (0..n).filter(|i| !drafts.contains(&DocId(*i as u32))) {
            if !sets.equiv(d, i) && likeness(profiles, &vectors, d, i) > least {
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

/// Joins the few documents of a folder: whatever is alike is of one story.
fn join_pairs(profiles: &[&Profile], vectors: &[Vectors], sets: &mut UnionFind<usize>) {
    // candidates share a country or organisation of weight: no comparison of all pairs
    let mut by_entity: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, p) in profiles.iter().enumerate() {
        for key in p.lookup() {
            by_entity.entry(key).or_default().push(i);
        }
    }
    let mut by_name: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, p) in profiles.iter().enumerate() {
        for name in &p.names {
            by_name.entry(*name).or_default().push(i);
        }
    }
    for list in by_entity.values().chain(by_name.values().filter(|l| l.len() <= COMMON)) {
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
            let n = heads.iter().position(|h| h.iter().any(|m| same_story(profiles, vectors, *m, i))).unwrap_or(heads.len());
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
}

/// Whether two documents tell of one story: short ones in the same words, others by all that they share.
fn same_story(profiles: &[&Profile], vectors: &[Vectors], a: usize, b: usize) -> bool {
    same_words(profiles[a], profiles[b]) || likeness(profiles, vectors, a, b) > 0.0
}

/// Whether the words themselves of headlines and short wires agree.
pub(super) fn same_words(p: &Profile, q: &Profile) -> bool {
    if !p.short && !q.short {
        return false;
    }
    let shared = p.words.intersection(&q.words).count();
    let least = p.words.len().min(q.words.len());
    shared >= 2 && shared * 5 >= least * 2
}

/// Likeness from which a draft is set against a document, whose author says that they belong together.
const OF_DRAFT: f64 = -1.4;

/// How surely two documents tell of one story: above 0 they do.
///
/// A sum of evidence whose weights follow a logistic regression on some 190 pairs of documents of one story and 9,800 of two, the
/// latter also as if they had been published within days or told of one country: a country alone makes no story. Names that no list
/// knows weigh much, for stories have their own people and villages, but long texts share some by chance. Words can only agree
/// within one language.
pub(super) fn likeness(profiles: &[&Profile], vectors: &[Vectors], a: usize, b: usize) -> f64 {
    let (v, w) = (&vectors[a], &vectors[b]);
    let months = match (v.day, w.day) {
        (Some(x), Some(y)) => f64::from((x - y).abs()) / 30.0,
        _ => 0.0,
    };
    // of years of wires most pairs end here, and their profiles lie far apart in memory
    if months > MONTHS && !v.may_share(w) {
        return f64::NEG_INFINITY;
    }
    let (p, q) = (profiles[a], profiles[b]);
    let common = shared(&p.names, &q.names);
    // on the anniversary: the same event is named by its day
    let one_day = months > MONTHS && p.days.iter().any(|d| q.days.contains(d));
    if months > MONTHS && common < FEW_OF_CAST && !one_day {
        return f64::NEG_INFINITY;
    }
    let fewest = p.names.len().min(q.names.len()) as f64;
    let entities = v.entities.cosine(&w.entities);
    // a text that names no place is not elsewhere for that
    let nowhere = v.entities.weights.is_empty() || w.entities.weights.is_empty();
    let elsewhere = if entities > 0.0 || v.countries.cosine(&w.countries) > 0.0 {
        0.0
    } else if nowhere {
        NOWHERE
    } else {
        1.0
    };
    let words = shared(&p.terms, &q.terms) / ((p.terms.len() * q.terms.len()).max(1) as f64).sqrt();
    // a merger and its end, a sentence and the appeal: years apart, and the same people and firms in both
    let long = common >= CAST
        && (common * 2.0 >= fewest && words >= 0.15
            || common * 3.0 >= fewest && entities >= 0.6 && words >= 0.3
            // a year on, few of the words are left, and two in five of the names: of 410 pairs of real articles months apart that
            // share three names, ten are so, all of one story
            || common * 2.5 >= fewest && entities >= 0.4);
    // a final report, a verdict: half of the few it names, the same places and bodies, and many of the words
    let again = common >= FEW_OF_CAST && common * 2.5 >= fewest && entities >= 0.55 && words >= 0.18;
    // a treaty, a reform, a career: some of the people, the places and bodies and the words of it, and no event that comes again
    let affair = common >= FEW_OF_CAST && entities >= 0.4 && words >= 0.12 && months <= YEARS && (p.main_family.is_none() || p.main_family != q.main_family);
    let months = if one_day && entities >= 0.4 {
        0.0
    } else if long || again || affair {
        months.min(1.0)
    } else {
        months
    };
    if months > MONTHS {
        return f64::NEG_INFINITY;
    }
    let names = common.min(4.0) / (1.0 + fewest / 8.0);
    5.2 * entities + 4.2 * v.families.cosine(&w.families) + 10.5 * words + 4.0 * names - 3.0 * months - 3.0 * elsewhere - 3.5
}

/// How many numbers two lists share, both in order.
fn shared(x: &[u32], y: &[u32]) -> f64 {
    let (mut i, mut j, mut n) = (0, 0, 0u32);
    while let (Some(a), Some(b)) = (x.get(i), y.get(j)) {
        n += u32::from(a == b);
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    f64::from(n)
}

/// What of being elsewhere is left where one of two names no place or body at all.
const NOWHERE: f64 = 0.0;

/// Names that no list knows which two reports share that tell of one long affair.
const CAST: f64 = 4.0;

/// The same, where the places and words agree as well.
const FEW_OF_CAST: f64 = 2.0;

/// Most months that an affair goes on which two reports tell of so.
const YEARS: f64 = 36.0;

/// Most months between two reports of one story that do not share its cast.
const MONTHS: f64 = 4.0;

/// What a document names as numbers, so that many can be compared.
pub(super) struct Vectors {
    /// Day of publication, from an arbitrary day on.
    pub(super) day: Option<i32>,
    /// Bits of the names and days that a document tells of.
    cast: [u64; 4],
    entities: Vector,
    countries: Vector,
    families: Vector,
}

impl Vectors {
    /// Whether two documents may share a name that no list knows, or a day of an event; where not, they share none.
    fn may_share(&self, other: &Vectors) -> bool {
        self.cast.iter().zip(&other.cast).any(|(a, b)| a & b != 0)
    }

    fn of(days: &[Option<Date>], profiles: &[&Profile]) -> Vec<Self> {
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let mut out = Vec::with_capacity(profiles.len());
        for (day, p) in days.iter().zip(profiles) {
            let [entities, countries, families] = [&p.entities, &p.countries, &p.families].map(|counts| {
                let weights = counts.iter().map(|(k, n)| {
                    let next = numbers.len() as u32;
                    (*numbers.entry(k).or_insert(next), f64::from(*n))
                });
                Vector::new(weights.collect())
            });
            let day = day.and_then(|p| jiff::civil::date(2000, 1, 1).until(p).ok()).map(|s| s.get_days());
            let mut cast = [0; 4];
            let days = p.days.iter().map(|d| FxBuildHasher.hash_one(d) >> 32);
            p.names.iter().map(|n| u64::from(*n)).chain(days).for_each(|n| cast[n as usize / 64 % 4] |= 1 << (n % 64));
            out.push(Vectors { day, cast, entities, countries, families });
        }
        out
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
