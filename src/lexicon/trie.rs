//! Phrases as a trie over folded words.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::pack::EntryId;
use super::store::{Lists, Names, NamesBuilder, Reader, Words, Writer};

/// The finished trie. Node 0 is its root.
#[derive(Debug, Clone, Default)]
pub struct Trie {
    vocabulary: Names,
    /// Node of the phrases that begin with a word; 0 when there is none.
    first: Words,
    /// For every node the words that go on from it, in order of their numbers.
    words: Lists,
    /// The nodes that these lead to, one for each.
    nodes: Words,
    entries: Lists,
    /// One bit for each word: whether some phrase goes on with it.
    further: OnceLock<Box<[u64]>>,
}

/// A trie that still grows.
#[derive(Debug, Default)]
pub struct TrieBuilder {
    vocabulary: NamesBuilder,
    edges: FxHashMap<(u32, u32), u32>,
    entries: Vec<SmallVec<[EntryId; 2]>>,
}

impl TrieBuilder {
    /// The entries of a phrase, which is made when new.
    pub fn phrase(&mut self, words: &[String]) -> &mut SmallVec<[EntryId; 2]> {
        if self.entries.is_empty() {
            self.entries.push(SmallVec::new());
        }
        let mut node = 0;
        for w in words {
            let id = self.vocabulary.put(w);
            let fresh = self.entries.len() as u32;
            node = *self.edges.entry((node, id)).or_insert(fresh);
            if node == fresh {
                self.entries.push(SmallVec::new());
            }
        }
        &mut self.entries[node as usize]
    }

    /// Gives the words that stand alone under an article the entries of the same words without it, where `keeps` lets them: a list
    /// that spells the article out must not hide what others say of the word.
    pub fn uncover(&mut self, article: &str, keeps: impl Fn(&[EntryId]) -> bool) {
        let numbers: FxHashMap<&str, u32> = self.vocabulary.all().zip(0..).collect();
        let node = |word: &str| numbers.get(word).and_then(|n| self.edges.get(&(0, *n)));
        let mut found: Vec<(u32, u32)> = numbers.keys().filter_map(|w| Some((*node(w)?, *node(w.strip_prefix(article)?)?))).collect();
        found.sort_unstable();
        for (definite, bare) in found {
            let own = &self.entries[definite as usize];
            if own.is_empty() || !keeps(own) {
                continue;
            }
            let more: SmallVec<[EntryId; 2]> = self.entries[bare as usize].iter().copied().filter(|e| !own.contains(e)).collect();
            self.entries[definite as usize].extend(more);
        }
    }

    /// Gives phrases of several words the entries of a word within them that `shown` lets through, where `keeps` lets them: a pattern
    /// that spells out "the cost of the war" must not hide that a war is told of. `article`: what may stand before a word as one with it.
    pub fn show_through(&mut self, article: Option<&str>, keeps: impl Fn(&[EntryId]) -> bool, shown: impl Fn(&EntryId) -> bool) {
        let parents: FxHashMap<u32, (u32, u32)> = self.edges.iter().map(|((node, word), child)| (*child, (*node, *word))).collect();
        let words: Vec<&str> = self.vocabulary.all().collect();
        let numbers: FxHashMap<&str, u32> = words.iter().copied().zip(0..).collect();
        let alone = |word: u32| self.edges.get(&(0, word)).map(|n| &self.entries[*n as usize]);
        let bare = |word: u32| article.and_then(|a| words[word as usize].strip_prefix(a)).and_then(|w| numbers.get(w)).and_then(|w| alone(*w));
        let mut found: Vec<(u32, SmallVec<[EntryId; 2]>)> = Vec::new();
        for (node, own) in self.entries.iter().enumerate().filter(|(_, own)| !own.is_empty() && keeps(own)) {
            let path: Vec<u32> = std::iter::successors(parents.get(&(node as u32)), |p| parents.get(&p.0)).map(|p| p.1).collect();
            if path.len() < 2 {
                continue;
            }
            let inner = path.iter().flat_map(|w| [alone(*w), bare(*w)]).flatten().flatten().copied();
            let mut more: SmallVec<[EntryId; 2]> = inner.filter(|e| shown(e) && !own.contains(e)).collect();
            more.sort_unstable();
            more.dedup();
            if !more.is_empty() {
                found.push((node as u32, more));
            }
        }
        for (node, more) in found {
            self.entries[node as usize].extend(more);
        }
    }

    /// The finished trie.
    pub fn finish(&self) -> Trie {
        let mut first = vec![0; self.vocabulary.len()];
        let mut out: Vec<Vec<(u32, u32)>> = vec![Vec::new(); self.entries.len()];
        for ((node, word), child) in &self.edges {
            if *node == 0 {
                first[*word as usize] = *child;
            } else {
                out[*node as usize].push((*word, *child));
            }
        }
        out.iter_mut().for_each(|l| l.sort_unstable());
        Trie {
            vocabulary: self.vocabulary.finish(),
            first: first.into_iter().collect(),
            words: Lists::new(&out.iter().map(|l| l.iter().map(|e| e.0).collect()).collect::<Vec<_>>()),
            nodes: out.iter().flatten().map(|e| e.1).collect(),
            entries: Lists::new(&self.entries.iter().map(|l| l.to_vec()).collect::<Vec<_>>()),
            further: OnceLock::new(),
        }
    }
}

impl Trie {
    /// The number of a folded word.
    pub fn word(&self, folded: &str) -> Option<u32> {
        self.vocabulary.find(folded)
    }

    /// The node of the phrases that begin with a word.
    pub fn first(&self, word: u32) -> Option<u32> {
        Some(self.first.get(word as usize)).filter(|n| *n != 0)
    }

    /// Whether phrases go on from a node.
    pub fn goes_on(&self, node: u32) -> bool {
        !self.words.is_empty(node)
    }

    /// Whether some phrase goes on with a word: most words are none that could.
    pub fn goes_on_with(&self, word: u32) -> bool {
        let bits = self.further.get_or_init(|| {
            let mut bits = vec![0u64; self.first.len() / 64 + 1];
            for w in self.words.items() {
                if let Some(b) = bits.get_mut(w as usize / 64) {
                    *b |= 1 << (w % 64);
                }
            }
            bits.into()
        });
        bits.get(word as usize / 64).is_some_and(|b| b >> (word % 64) & 1 != 0)
    }

    /// Bits of the words that go on from a node, by the end of their numbers: what shares none with a word's is no way on.
    pub fn ways(&self, node: u32) -> u64 {
        self.words.get(node).fold(0, |bits, w| bits | 1 << (w % 64))
    }

    /// Whether a word leads on from a node.
    pub fn leads(&self, node: u32, word: u32) -> bool {
        self.words.find(node, word).is_some()
    }

    /// The node that a word leads to.
    pub fn next(&self, node: u32, word: u32) -> Option<u32> {
        self.words.find(node, word).map(|at| self.nodes.get(at as usize))
    }

    /// Whether a phrase ends at a node.
    pub fn ends(&self, node: u32) -> bool {
        !self.entries.is_empty(node)
    }

    /// What the phrase that ends at a node stands for.
    pub fn entries(&self, node: u32) -> impl Iterator<Item = EntryId> + '_ {
        self.entries.get(node)
    }

    /// Lays it out.
    pub fn write(&self, w: &mut Writer) {
        w.names(&self.vocabulary);
        w.words(&self.first);
        w.lists(&self.words);
        w.words(&self.nodes);
        w.lists(&self.entries);
    }

    /// Takes it out again.
    pub fn read(r: &mut Reader) -> Self {
        Trie { vocabulary: r.names(), first: r.words(), words: r.lists(), nodes: r.words(), entries: r.lists(), further: OnceLock::new() }
    }
}
