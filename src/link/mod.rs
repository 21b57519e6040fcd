//! Claims that speak of the same thing are joined: a graph of documents, claims and subjects (petgraph).
//!
//! No language is known here: subjects are made of ids, days and skeletons of names.

mod abroad;
mod blows;
mod crowd;
mod days;
mod descriptor;
mod entity;
mod event;
mod everybody;
mod family;
mod figures;
mod looked_back;
mod measure;
mod numbers;
mod office;
mod oneness;
mod parallel;
mod place;
mod profile;
mod recalled;
mod scope;
mod setting;
mod sides;
mod statement;
mod turned;

pub use office::SAME_PERSON;
pub(crate) use parallel::near;
pub use place::is_more;
pub use profile::Profile;
pub(crate) use recalled::recalled;
pub use scope::{ScopeRelation, TimeRelation, moments, scope, time};
pub use statement::Statement;

use std::collections::BTreeMap;

use jiff::civil::Date;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;

use parallel::Detail;

use crate::claim::{Claim, ClaimId, Topic};
use crate::extract::Skeletons;
use crate::lexicon::{KindId, Lexicon};
use crate::source::{DocId, Document};

/// Number of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubjectId(pub u32);

/// What claims are about.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Number.
    pub id: SubjectId,
    /// In words and ids, for readers.
    pub label: String,
    /// Claims about it, in order.
    pub claims: Vec<ClaimId>,
    /// Main place of an event.
    pub place: Option<String>,
}

/// A node of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Node {
    /// A document.
    Document(DocId),
    /// A claim.
    Claim(ClaimId),
    /// A subject.
    Subject(SubjectId),
}

/// An edge of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// Document → claim.
    Says,
    /// Claim → subject.
    About,
    /// Part → whole.
    PartOf,
}

/// All claims, their subjects, and the graph between.
#[derive(Debug)]
pub struct ClaimGraph {
    /// Claims by number.
    pub claims: Vec<Claim>,
    /// Subjects by number.
    pub subjects: Vec<Subject>,
    /// Subject of each claim.
    pub subject_of: Vec<SubjectId>,
    /// Story of each document: documents on one story share a number.
    pub stories: Vec<u32>,
    /// Claims that tell of an office changing hands, who left it and who is told as new in it: by office, in the order of their days.
    successions: FxHashMap<String, Vec<ClaimId>>,
    /// Details in which two statements that are otherwise one differ: pairs of claims.
    pub altered: Vec<(ClaimId, ClaimId)>,
    /// Arithmetic that articles state and that does not come out.
    pub sums: Vec<(DocId, crate::extract::Sum)>,
    /// The graph.
    pub graph: DiGraph<Node, Edge>,
}

impl ClaimGraph {
    /// Links claims. They must be numbered by their place in the vector; details of statements that two texts share are added to them.
    pub fn build(
        lexicon: &Lexicon,
        skeletons: &Skeletons,
        documents: &[Document],
        profiles: &[Profile],
        mut claims: Vec<Claim>,
        drafts: &std::collections::BTreeSet<DocId>,
    ) -> Self {
        let days: Vec<_> = documents.iter().map(|d| d.published).collect();
        let stories = profile::stories(&days, &profiles.iter().collect::<Vec<_>>(), drafts);
        let altered = add_details(lexicon, &mut claims, parallel::altered(lexicon, documents, profiles, &stories, drafts));
        entity::one_spelling(lexicon, skeletons, &stories, &mut claims);
        looked_back::settle(lexicon, profiles, &stories, &mut claims);
        looked_back::earlier(lexicon, profiles, &stories, &mut claims);
        abroad::settle(lexicon, profiles, &stories, &mut claims);
        blows::settle(lexicon, &stories, &mut claims);
        place::by_teller(lexicon, &stories, &mut claims);
        let Keys { keys, kinds, topics } = keys(lexicon, skeletons, (&days, profiles), &stories, &claims);
        kinds.into_iter().for_each(|(i, kind)| claims[i].kind = kind);
        topics.into_iter().for_each(|(i, topic)| claims[i].topic = topic);
        let mut by_key: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, k) in keys.iter().enumerate() {
            by_key.entry(&k.key).or_default().push(i);
        }
        // subjects in the order of their first claims, so that numbers do not hang on the spelling of keys
        let mut groups: Vec<Vec<usize>> = by_key.into_values().collect();
        groups.sort_by_key(|g| g[0]);
        let mut subjects = Vec::with_capacity(groups.len());
        let mut subject_of = vec![SubjectId(0); claims.len()];
        for (n, g) in groups.iter().enumerate() {
            let id = SubjectId(n as u32);
            for c in g {
                subject_of[*c] = id;
            }
            subjects.push(Subject { id, label: keys[g[0]].label.clone(), claims: g.iter().map(|c| ClaimId(*c as u32)).collect(), place: keys[g[0]].place.clone() });
        }
        everybody::mark(lexicon, &subjects, &mut claims);
        let graph = graph(documents, &claims, &subjects);
        let mut successions: FxHashMap<String, Vec<ClaimId>> = FxHashMap::default();
        for c in &claims {
            if let Topic::Office { office, .. } = &c.topic
                && (c.entered || c.left_office())
            {
                successions.entry(office.clone()).or_default().push(c.id);
            }
        }
        successions.values_mut().for_each(|list| list.sort_by_key(|c| claims[c.0 as usize].as_of));
        ClaimGraph { claims, subjects, subject_of, stories, successions, altered, sums: Vec::new(), graph }
    }

    /// Claims that tell of an office changing hands, by day.
    pub fn successions(&self, office: &str) -> impl Iterator<Item = &Claim> {
        self.successions.get(office).into_iter().flatten().map(|c| self.claim(*c))
    }

    /// A claim.
    pub fn claim(&self, id: ClaimId) -> &Claim {
        &self.claims[id.0 as usize]
    }

    /// Claims of a document. Claims stand in the order of documents.
    pub fn of_document(&self, doc: DocId) -> &[Claim] {
        &self.claims[self.claims.partition_point(|c| c.doc < doc)..self.claims.partition_point(|c| c.doc <= doc)]
    }

    /// The subject of a claim.
    pub fn subject(&self, id: ClaimId) -> &Subject {
        &self.subjects[self.subject_of[id.0 as usize].0 as usize]
    }

    /// Claims grouped by subject and kind: the only ones that are ever compared.
    pub fn groups(&self) -> BTreeMap<(SubjectId, KindId), Vec<ClaimId>> {
        let mut out: BTreeMap<(SubjectId, KindId), Vec<ClaimId>> = BTreeMap::new();
        for c in &self.claims {
            out.entry((self.subject_of[c.id.0 as usize], c.kind)).or_default().push(c.id);
        }
        out
    }
}

/// Adds a claim for each detail that none stands for yet, keeps the order of documents and spans, and gives the pairs by number.
fn add_details(lexicon: &Lexicon, claims: &mut Vec<Claim>, pairs: Vec<(Detail, Detail)>) -> Vec<(ClaimId, ClaimId)> {
    if pairs.is_empty() {
        return Vec::new();
    }
    let place = |c: &Claim| (c.doc, c.span.start, c.span.end);
    let stands_for = |c: &Claim, d: &Detail| c.doc == d.doc && c.span.start < d.span.end && d.span.start < c.span.end && c.value == d.value;
    // claims stand in the order of documents; what is added stands behind them
    let read = claims.len();
    let mut added: FxHashMap<DocId, Vec<usize>> = FxHashMap::default();
    for d in pairs.iter().flat_map(|(a, b)| [a, b]) {
        let own = claims[..read].partition_point(|c| c.doc < d.doc)..claims[..read].partition_point(|c| c.doc <= d.doc);
        let known = |list: &[Claim]| list.iter().any(|c| stands_for(c, d));
        if !known(&claims[own])
            && !added.get(&d.doc).is_some_and(|l| l.iter().any(|n| stands_for(&claims[*n], d)))
            && let Some(kind) = lexicon.tables.kind_id(&format!("detail.{}", d.sort))
        {
            added.entry(d.doc).or_default().push(claims.len());
            claims.push(d.claim(kind));
        }
    }
    claims.sort_by_key(|c| place(c));
    let mut number = vec![ClaimId(0); claims.len()];
    for (n, c) in claims.iter().enumerate() {
        if let Some(old) = number.get_mut(c.id.0 as usize) {
            *old = ClaimId(n as u32);
        }
    }
    for (n, c) in claims.iter_mut().enumerate() {
        c.id = ClaimId(n as u32);
        c.part_of = c.part_of.and_then(|p| number.get(p.0 as usize).copied());
    }
    let find = |d: &Detail| claims[claims.partition_point(|c| c.doc < d.doc)..].iter().take_while(|c| c.doc == d.doc).find(|c| stands_for(c, d)).map(|c| c.id);
    pairs.iter().filter_map(|(a, b)| Some((find(a)?, find(b)?))).collect()
}

fn graph(documents: &[Document], claims: &[Claim], subjects: &[Subject]) -> DiGraph<Node, Edge> {
    let mut g = DiGraph::with_capacity(documents.len() + claims.len() + subjects.len(), claims.len() * 2);
    let docs: Vec<NodeIndex> = documents.iter().map(|d| g.add_node(Node::Document(d.id))).collect();
    let nodes: Vec<NodeIndex> = claims.iter().map(|c| g.add_node(Node::Claim(c.id))).collect();
    for s in subjects {
        let n = g.add_node(Node::Subject(s.id));
        for c in &s.claims {
            g.add_edge(nodes[c.0 as usize], n, Edge::About);
        }
    }
    for c in claims {
        if let Some(d) = docs.get(c.doc.0 as usize) {
            g.add_edge(*d, nodes[c.id.0 as usize], Edge::Says);
        }
        if let Some(w) = c.part_of {
            g.add_edge(nodes[c.id.0 as usize], nodes[w.0 as usize], Edge::PartOf);
        }
    }
    g
}

/// The key of a claim's subject: claims with one key are about one thing.
#[derive(Debug, Clone, Default)]
struct Key {
    key: String,
    label: String,
    place: Option<String>,
}

/// Gives parts that are told of nothing else the subject of the figure they are parts of: "3,000 officers, 1,800 of them from the national
/// police".
fn with_wholes(claims: &[Claim], out: &mut [Key]) {
    let parts = claims.iter().enumerate().filter_map(|(i, c)| Some((i, c.part_of?.0 as usize)));
    let mut parts: Vec<(usize, usize)> = parts.filter(|(i, w)| claims[*w].kind == claims[*i].kind && out[*i].key != out[*w].key).collect();
    // how many claims have each of their keys: of a folder's keys these are few
    let mut shared: FxHashMap<&str, usize> = parts.iter().map(|(i, _)| (out[*i].key.as_str(), 0)).collect();
    for k in out.iter() {
        if let Some(n) = shared.get_mut(k.key.as_str()) {
            *n += 1;
        }
    }
    parts.retain(|(i, _)| shared[out[*i].key.as_str()] == 1);
    for (part, whole) in parts {
        out[part] = out[whole].clone();
    }
}

/// Keys of all claims, and claims that their counterparts make something else.
struct Keys {
    keys: Vec<Key>,
    kinds: Vec<(usize, KindId)>,
    topics: Vec<(usize, Topic)>,
}

fn keys(lexicon: &Lexicon, skeletons: &Skeletons, (days, profiles): (&[Option<Date>], &[Profile]), stories: &[u32], claims: &[Claim]) -> Keys {
    let mut out: Vec<Key> = vec![Key::default(); claims.len()];
    event::keys(lexicon, profiles, stories, claims, &mut out);
    office::keys(lexicon, skeletons, profiles, stories, claims, &mut out);
    descriptor::keys(lexicon, skeletons, (days, profiles), stories, claims, &mut out);
    entity::keys(lexicon, skeletons, stories, claims, &mut out);
    recalled::join(lexicon, skeletons, profiles, stories, claims, &mut out);
    turned::other_unit(lexicon, skeletons, stories, claims, &mut out);
    let topics = turned::join(lexicon, stories, claims, &mut out);
    let kinds = self::days::join(lexicon, profiles, stories, claims, &mut out);
    with_wholes(claims, &mut out);
    for (i, c) in claims.iter().enumerate() {
        let kind = &lexicon.tables.kind(c.kind).id;
        debug_assert!(!out[i].key.is_empty(), "{kind} has no subject");
        if out[i].key.is_empty() {
            out[i] = Key { key: format!("lone {i}"), label: format!("{kind} in one text"), place: None };
        }
    }
    Keys { keys: out, kinds, topics }
}
