//! Families of events as the stories use them: which words of a story name one event, and which name another.

use std::collections::{BTreeMap, BTreeSet};

use super::Profile;
use crate::extract::CALAMITY;
use crate::lexicon::{Family, Lexicon};

/// What each story calls its events.
pub(super) struct Families<'a> {
    lexicon: &'a Lexicon,
    /// The family that weighs most in each story.
    mains: BTreeMap<u32, String>,
    /// For a wide family of a story, the finer one that it tells of.
    finer: BTreeMap<(u32, String), String>,
    /// The family that stands for those named together in a lead.
    aliases: BTreeMap<(u32, String), String>,
    /// Families that a story names only in passing (a storm over the search, a shot in a riot): no event of their own.
    slight: BTreeSet<(u32, String)>,
}

impl<'a> Families<'a> {
    /// Of all stories.
    pub(super) fn of(lexicon: &'a Lexicon, profiles: &[Profile], stories: &[u32]) -> Self {
        let mut sums: BTreeMap<u32, BTreeMap<String, u32>> = BTreeMap::new();
        for (p, s) in profiles.iter().zip(stories) {
            for (f, n) in &p.families {
                *sums.entry(*s).or_default().entry(f.clone()).or_default() += n;
            }
        }
        let mut out = Families { lexicon, mains: BTreeMap::new(), finer: BTreeMap::new(), aliases: BTreeMap::new(), slight: BTreeSet::new() };
        for (story, weights) in &mut sums {
            out.fine(*story, weights);
            out.loosen(*story, weights);
            let most = weights.values().copied().max().unwrap_or(0);
            let apart = |f: &str| out.family(f).is_some_and(|f| f.apart);
            let slight: Vec<_> = weights.iter().filter(|(f, n)| **n * SLIGHT < most && !apart(f)).map(|(f, _)| (*story, f.clone())).collect();
            out.slight.extend(slight);
            let toll = weights.iter().filter(|(f, _)| out.family(f).is_some_and(|f| f.toll));
            if let Some((f, _)) = toll.max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))) {
                out.mains.insert(*story, f.clone());
            }
        }
        out.join_leads(profiles, stories, &sums);
        out
    }

    /// The family of each story's weightiest event, as its counts go by.
    pub(super) fn mains(&self) -> impl Iterator<Item = (u32, String)> {
        self.mains.iter().map(|(story, f)| (*story, self.alias(*story, f)))
    }

    fn family(&self, id: &str) -> Option<&'a Family> {
        self.lexicon.tables.families.get(id)
    }

    /// A story that names one finer family only means it by the wide one as well, and needs no word for it; where it names several,
    /// the wide one is the weightiest of them.
    fn fine(&mut self, story: u32, weights: &mut BTreeMap<String, u32>) {
        let mut under: BTreeMap<&str, Vec<(String, u32)>> = BTreeMap::new();
        for (f, n) in weights.iter() {
            if let Some(wide) = self.family(f).and_then(|f| f.of.as_deref()) {
                under.entry(wide).or_default().push((f.clone(), *n));
            }
        }
        for (wide, mut list) in under {
            list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            let of_wide = weights.remove(wide).unwrap_or(0);
            let one = list.len() == 1;
            let (first, _) = list.swap_remove(0);
            if one {
                let n = weights.remove(&first).unwrap_or(0);
                weights.insert(wide.to_owned(), n + of_wide);
                self.finer.insert((story, first), wide.to_owned());
            } else {
                *weights.entry(first.clone()).or_default() += of_wide;
                self.finer.insert((story, wide.to_owned()), first);
            }
        }
    }

    /// Words for any fight stand for the weightiest one that the story names: clashes of a war are the war, those of a march the unrest.
    fn loosen(&mut self, story: u32, weights: &mut BTreeMap<String, u32>) {
        let most = weights.values().copied().max().unwrap_or(0);
        let loose: Vec<&Family> = weights.keys().filter_map(|f| self.family(f)).filter(|f| f.loose).collect();
        for f in loose {
            let named = f.also.iter().filter_map(|a| Some((*weights.get(a)?, a)));
            let Some((_, named)) = named.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(a.1))) else { continue };
            let of_loose = weights.remove(&f.id).unwrap_or(0);
            if of_loose * SLIGHT < most {
                self.slight.insert((story, f.id.clone()));
                continue;
            }
            *weights.entry(named.clone()).or_default() += of_loose;
            self.finer.insert((story, f.id.clone()), named.clone());
        }
    }

    /// The family that a word of family `f` stands for in a story: accidents of one story are one, and a word that can mean the
    /// story's event as well means it.
    fn settled<'s>(&'s self, story: u32, f: &'s str) -> &'s str {
        let f = self.finer.get(&(story, f.to_owned())).map_or(f, String::as_str);
        let Some(main) = self.mains.get(&story) else { return f };
        let (Some(own), Some(other)) = (self.family(f), self.family(main)) else { return f };
        if own.mishap.is_some() && own.mishap == other.mishap || own.also.contains(main) { main } else { f }
    }

    /// Whether a word for what goes on from day to day gathers people beside the story's weightiest event, which is over in a day.
    pub(super) fn gathers_beside(&self, story: u32, f: &str) -> bool {
        let main = self.mains.get(&story).and_then(|m| self.family(m));
        self.family(f).is_some_and(|f| f.daily) && main.is_some_and(|m| m.id != f && m.is_sharp())
    }

    /// The family that a date's event goes by. "The disaster" is the story's own event, where that is one of a day.
    pub(super) fn of_day(&self, story: u32, f: &str) -> String {
        let own = || self.mains.get(&story).filter(|m| self.family(m).is_some_and(Family::is_sharp));
        let f = if f == CALAMITY { own().map_or(f, String::as_str) } else { f };
        self.alias(story, self.settled(story, f))
    }

    /// The family of a story's weightiest event, where that goes on from day to day.
    pub(super) fn daily(&self, story: u32) -> Option<String> {
        self.mains.get(&story).filter(|f| self.family(f).is_some_and(|f| f.daily)).cloned()
    }

    /// Whether a word names another sort of accident than the story's weightiest, which is taken for it where it may have come of it.
    pub(super) fn is_other(&self, story: u32, f: &str) -> bool {
        let Some((own, main)) = self.family(f).zip(self.mains.get(&story).and_then(|m| self.family(m))) else { return false };
        own.id != main.id && own.mishap.is_some() && own.mishap == main.mishap
    }

    /// The family that a count goes by: its own, else its document's, else its story's. What a story names in passing is no event.
    pub(super) fn of_count(&self, story: u32, own: Option<&str>, profile: Option<&Profile>) -> String {
        let document = profile.and_then(|p| self.of_document(story, p));
        let settle = |f: &str| {
            let f = self.settled(story, f);
            (!self.slight.contains(&(story, f.to_owned()))).then(|| f.to_owned())
        };
        let f = own.and_then(settle).or_else(|| document.and_then(settle)).or_else(|| self.mains.get(&story).cloned());
        f.map(|f| self.alias(story, &f)).unwrap_or_default()
    }

    /// The family of a document's lead; but a text that names the epidemic it warns of but once, or the story's event more often, is on that.
    fn of_document<'p>(&'p self, story: u32, p: &'p Profile) -> Option<&'p str> {
        let lead = p.main_family.as_deref()?;
        let weight = |f: &str| p.families.get(f).copied().unwrap_or(0);
        let main = self.mains.get(&story).filter(|m| self.family(lead).is_some_and(|f| f.apart) && (weight(lead) <= 1 || weight(m) >= weight(lead)));
        Some(main.map_or(lead, String::as_str))
    }

    fn alias(&self, story: u32, f: &str) -> String {
        self.aliases.get(&(story, f.to_owned())).cloned().unwrap_or_else(|| f.to_owned())
    }

    /// Two words of one sentence of a lead name one event; the weightier stands for both.
    fn join_leads(&mut self, profiles: &[Profile], stories: &[u32], sums: &BTreeMap<u32, BTreeMap<String, u32>>) {
        let mut out: BTreeMap<(u32, String), String> = BTreeMap::new();
        for (p, s) in profiles.iter().zip(stories) {
            for (a, b) in &p.aliases {
                let fine = |f: &String| self.finer.get(&(*s, f.clone())).unwrap_or(f).clone();
                let (a, b) = (fine(a), fine(b));
                let sets_apart = |f: &str| self.family(f).is_some_and(|f| f.apart);
                // two finer words of one wide family are two events
                let wide = |f: &str| self.family(f).and_then(|f| f.of.as_deref());
                if sets_apart(&a) || sets_apart(&b) || wide(&a).is_some() && wide(&a) == wide(&b) {
                    continue;
                }
                let root = |f: String| out.get(&(*s, f.clone())).cloned().unwrap_or(f);
                let (x, y) = (root(a), root(b));
                let weight = |f: &String| sums.get(s).and_then(|w| w.get(f)).copied().unwrap_or(0);
                let (keep, drop) = if (weight(&x), &y) >= (weight(&y), &x) { (x, y) } else { (y, x) };
                if keep != drop {
                    for v in out.range_mut((*s, String::new())..(*s + 1, String::new())).map(|(_, v)| v).filter(|v| **v == drop) {
                        v.clone_from(&keep);
                    }
                    out.insert((*s, drop), keep);
                }
            }
        }
        self.aliases = out;
    }
}

/// Times that the weightiest family is named for each mention of one that is told in passing.
const SLIGHT: u32 = 6;

/// Whether two words can name one event: one family, or one a finer sort of the other.
pub(super) fn akin(lexicon: &Lexicon, a: &str, b: &str) -> bool {
    let wide = |f: &str| lexicon.tables.families.get(f).and_then(|f| f.of.as_deref());
    a == b || wide(a) == Some(b) || wide(b) == Some(a)
}
