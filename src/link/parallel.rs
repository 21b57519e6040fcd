//! Statements that two texts share but for one detail: a figure, a name, a place, a date, or which way things went.
//!
//! Where the words around it agree, a detail can be held against its counterpart though no frame reads it: "pleaded guilty
//! 35 years ago" and "pleaded guilty 30 years ago". Sentences are aligned word by word (longest common subsequence); short
//! headlines, whose order is free, by the words they share.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::profile::Profile;
use super::statement::{Figure, Item, Statement, What};
use crate::claim::{Claim, Derivation, Topic};
use crate::lexicon::{EntityClass, KindId, Lexicon};
use crate::source::{DocId, Document, Span, Zone};
use crate::value::{Modifier, NameValue, Quantity, Relation, Value};

/// Most statements that one key may gather: a key of more says nothing.
const MAX_BUCKET: usize = 64;
/// Keys by which a statement is looked up: its rarest.
const KEYS: usize = 5;
/// Share of the shorter statement's content that must agree word by word.
const COVERAGE: f64 = 0.75;
/// The same for two texts that no story joins, where one of them is short.
const MAX_LONE_BUCKET: usize = 12;
/// Content that two statements must share when no story joins their texts.
const ALONE: usize = 8;

/// A detail of one statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    /// Document.
    pub doc: DocId,
    /// Sentence.
    pub sentence: u32,
    /// Paragraph.
    pub paragraph: u32,
    /// Zone.
    pub zone: Zone,
    /// Its words.
    pub span: Span,
    /// The statement around it.
    pub quote: Span,
    /// What it says.
    pub value: Value,
    /// Sort of detail: `figure`, `name`, `date`, `list`, `direction`.
    pub sort: &'static str,
}

impl Detail {
    /// The detail as a claim of its own, about what its statement says.
    pub fn claim(&self, kind: KindId) -> Claim {
        Claim {
            sentence: self.sentence,
            paragraph: self.paragraph,
            zone: self.zone,
            certainty: 70,
            derivation: Derivation { note: "a detail of a statement that another text makes too", ..Derivation::default() },
            ..Claim::new(self.doc, kind, self.value.clone(), Topic::Descriptor, self.span, self.quote)
        }
    }
}

/// Two statements aligned.
struct Alignment {
    /// Content items that agree.
    same: usize,
    /// Pairs of items that stand in one place and differ.
    slots: Vec<(usize, usize)>,
    /// Share of the shorter that agrees, slots set aside.
    coverage: f64,
}

/// All pairs of details that differ, in the order of documents. Each detail of a pair stands in another document.
pub fn altered(lexicon: &Lexicon, documents: &[Document], profiles: &[Profile], stories: &[u32], drafts: &BTreeSet<DocId>) -> Vec<(Detail, Detail)> {
    // a finding needs a draft: texts of another time than all of them meet nothing
    let meets = |d: usize| drafts.is_empty() || documents.iter().enumerate().any(|(e, of)| drafts.contains(&of.id) && (d == e || same_time(documents, drafts, d, e)));
    let all: Vec<(usize, &Statement)> = profiles.iter().enumerate().filter(|(d, _)| meets(*d)).flat_map(|(d, p)| p.statements.iter().map(move |s| (d, s))).collect();
    let mut candidates = candidates(&all, profiles, stories);
    if !drafts.is_empty() {
        let draft = |a: usize| drafts.contains(&documents[all[a].0].id);
        candidates.retain(|(a, b)| draft(*a) || draft(*b));
    }
    // best partner of each statement in each other document
    let mut best: BTreeMap<(usize, usize), Vec<(usize, Found)>> = BTreeMap::new();
    for (a, b) in candidates {
        let ((d, s), (e, t)) = (all[a], all[b]);
        if !same_time(documents, drafts, d, e) {
            continue;
        }
        let found = compare(lexicon, s, t, s.headline && t.headline);
        if let Some(found) = found {
            if stories[d] != stories[e] && (found.same < ALONE || found.slots.len() > 1) {
                continue;
            }
            best.entry((a, e)).or_default().push((b, found.clone()));
            best.entry((b, d)).or_default().push((a, found.turned()));
        }
    }
    let winner = |a: usize, list: &[(usize, Found)]| -> Option<usize> {
        let top = list.iter().map(|(_, f)| f.same).max()?;
        let near: Vec<&(usize, Found)> = list.iter().filter(|(_, f)| f.same + 1 >= top).collect();
        let slotted = near.iter().find(|(_, f)| !f.slots.is_empty())?;
        // a sentence that tells the rest in another order and is silent on the detail is no counterpart
        let speaks = |(b, f): &(usize, Found)| {
            let items = &all[*b].1.items;
            !f.slots.is_empty() || slotted.1.slots.iter().any(|(i, _)| items.iter().any(|y| fit(lexicon, &all[a].1.items[*i], y) == Fit::Same))
        };
        let mut at_top = near.iter().filter(|c| speaks(c));
        let first = at_top.next()?;
        let details = |(b, f): &(usize, Found)| f.slots.iter().map(|(_, j)| detail(documents, all[*b].0, &all[*b].1.items[*j]).1).collect::<Vec<_>>();
        // a sentence that repeats like a table row, each time with another figure, has no counterpart of its own
        let wanted = details(first);
        (!first.1.slots.is_empty() && at_top.all(|o| details(o) == wanted)).then_some(first.0)
    };
    let mut out: Vec<(Detail, Detail)> = Vec::new();
    for ((a, e), list) in &best {
        let Some(b) = winner(*a, list) else { continue };
        let (d, s) = all[*a];
        if d > *e || best.get(&(b, d)).and_then(|l| winner(b, l)) != Some(*a) {
            continue;
        }
        let t = all[b].1;
        let Some((_, found)) = list.iter().find(|(x, _)| *x == b) else { continue };
        for (i, j) in &found.slots {
            let (x, y) = (&s.items[*i], &t.items[*j]);
            if told_elsewhere(profiles, d, *e, x, y, s.headline && t.headline) || same_word(&documents[d], s, x, &documents[*e], t, y) {
                continue;
            }
            let ((sort, v), (_, w)) = (detail(documents, d, x), detail(documents, *e, y));
            let make = |d: usize, s: &Statement, item: &Item, value: Value| Detail {
                doc: documents[d].id,
                sentence: s.sentence,
                paragraph: s.paragraph,
                zone: s.zone,
                span: item.span,
                quote: quote(s, item),
                value,
                sort,
            };
            out.push((make(d, s, x, v), make(*e, t, y, w)));
        }
    }
    out
}

/// Pairs of statements of different documents that share a rare key: of one story, or of a short text and another; and the
/// headlines of one story, whose words may be written in many ways.
fn candidates(all: &[(usize, &Statement)], profiles: &[Profile], stories: &[u32]) -> Vec<(usize, usize)> {
    // keys by number: a folder holds millions of them, and few that differ
    let mut numbers: FxHashMap<Lookup<'_>, u32> = FxHashMap::default();
    let per: Vec<Vec<u32>> = all
        .iter()
        .map(|(_, s)| {
            let mut keys: Vec<Lookup<'_>> = s.content().map(|(_, i)| key(i)).collect();
            keys.sort_unstable_by(|a, b| spelled(a).cmp(spelled(b)));
            keys.dedup();
            keys.into_iter()
                .map(|k| {
                    let fresh = numbers.len() as u32;
                    *numbers.entry(k).or_insert(fresh)
                })
                .collect()
        })
        .collect();
    let mut holders: Vec<Vec<u32>> = vec![Vec::new(); numbers.len()];
    drop(numbers);
    let of_story = Shared::of(&per, |n| stories[all[n].0]);
    let mut headlines: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (n, (d, s)) in all.iter().enumerate() {
        for k in &per[n] {
            // a key of more says nothing
            let list = &mut holders[*k as usize];
            if list.len() <= MAX_LONE_BUCKET {
                list.push(n as u32);
            }
        }
        if s.headline {
            headlines.entry(stories[*d]).or_default().push(n);
        }
    }
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut met: Vec<u32> = Vec::new();
    for (n, (d, _)) in all.iter().enumerate() {
        for (story, most) in [(true, MAX_BUCKET), (false, MAX_LONE_BUCKET)] {
            let own = |l: &&[u32]| l.len() > 1 && l.len() <= most;
            let mut lists: Vec<&[u32]> = if story { of_story.lists(n).filter(own).collect() } else { per[n].iter().map(|k| holders[*k as usize].as_slice()).filter(own).collect() };
            lists.sort_by_key(|l| l.len());
            met.extend(lists.into_iter().take(KEYS).flatten().filter(|m| {
                let e = all[**m as usize].0;
                e != *d && (story || profiles[*d].short || profiles[e].short)
            }));
        }
        met.sort_unstable();
        met.dedup();
        let two = |m: &usize| per[n].iter().filter(|k| per[*m].contains(k)).nth(1).is_some();
        out.extend(met.drain(..).map(|m| m as usize).filter(two).map(|m| (n.min(m), n.max(m))));
    }
    for list in headlines.values().filter(|l| l.len() <= MAX_BUCKET) {
        for (k, a) in list.iter().enumerate() {
            out.extend(list[k + 1..].iter().filter(|b| all[**b].0 != all[*a].0).map(|b| (*a, *b)));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The statements of one story that share a key, laid out in rows: a folder of 100,000 texts has millions of keys, most of them of one
/// statement alone.
struct Shared {
    /// Where the keys of each statement begin, in the order of statements.
    begin: Vec<usize>,
    /// The row of each key of each statement; none where no other of its story has it, or too many have.
    row_of: Vec<u32>,
    /// Where each row lies in `members`.
    rows: Vec<std::ops::Range<usize>>,
    /// Statements, row by row.
    members: Vec<u32>,
}

impl Shared {
    /// `per`: keys of each statement; `story`: the story of a statement.
    fn of(per: &[Vec<u32>], story: impl Fn(usize) -> u32) -> Self {
        let mut begin = Vec::with_capacity(per.len() + 1);
        let mut keys: Vec<(u32, u32, u32, u32)> = Vec::with_capacity(per.iter().map(Vec::len).sum());
        for (n, list) in per.iter().enumerate() {
            begin.push(keys.len());
            let story = story(n);
            keys.extend(list.iter().zip(keys.len() as u32..).map(|(k, slot)| (story, *k, n as u32, slot)));
        }
        begin.push(keys.len());
        keys.sort_unstable();
        let mut found = Shared { begin, row_of: vec![u32::MAX; keys.len()], rows: Vec::new(), members: Vec::new() };
        for row in keys.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|r| r.len() > 1 && r.len() <= MAX_BUCKET) {
            let from = found.members.len();
            for (_, _, n, slot) in row {
                found.members.push(*n);
                found.row_of[*slot as usize] = found.rows.len() as u32;
            }
            found.rows.push(from..found.members.len());
        }
        found
    }

    /// The statements beside which a statement stands, a list for each of its keys.
    fn lists(&self, n: usize) -> impl Iterator<Item = &[u32]> {
        let rows = self.row_of[self.begin[n]..self.begin[n + 1]].iter().filter(|r| **r != u32::MAX);
        rows.map(|r| &self.members[self.rows[*r as usize].clone()])
    }
}

/// What a statement is looked up by: an id (true), or the beginning of a word.
type Lookup<'i> = (bool, &'i str);

fn key(i: &Item) -> Lookup<'_> {
    match i.what {
        What::Entity => (true, &i.word),
        _ => {
            let keep = if i.word.is_ascii() { 5 } else { 4 };
            (false, i.word.char_indices().nth(keep).map_or(&*i.word, |(end, _)| &i.word[..end]))
        }
    }
}

/// In order ids stand among the words, with a sign before them.
fn spelled<'i>((id, word): &Lookup<'i>) -> impl Iterator<Item = u8> + use<'i> {
    id.then_some(b'@').into_iter().chain(word.bytes())
}

/// Days between a draft and a text that speaks of the same moment.
const NEAR: i32 = 2;

/// Whether a text of one day can speak of the moment of a draft of another.
pub(crate) fn near(draft: Option<Date>, other: Option<Date>) -> bool {
    match (draft, other) {
        (Some(x), Some(y)) => x.until(y).is_ok_and(|s| s.get_days().abs() <= NEAR),
        _ => true,
    }
}

/// Whether two documents speak of one moment. Days that are not known are not the same, but for nearly identical texts.
fn same_time(documents: &[Document], drafts: &BTreeSet<DocId>, a: usize, b: usize) -> bool {
    let draft = drafts.contains(&documents[a].id) || drafts.contains(&documents[b].id);
    match (documents[a].published, documents[b].published) {
        (Some(x), Some(y)) => x == y || draft && near(Some(x), Some(y)),
        (None, None) => true,
        _ => draft,
    }
}

/// What two statements have in common and where they part.
#[derive(Debug, Clone)]
struct Found {
    same: usize,
    slots: Vec<(usize, usize)>,
}

impl Found {
    fn turned(&self) -> Found {
        Found { same: self.same, slots: self.slots.iter().map(|(a, b)| (*b, *a)).collect() }
    }
}

fn compare(lexicon: &Lexicon, s: &Statement, t: &Statement, headlines: bool) -> Option<Found> {
    let a = align(lexicon, &s.items, &t.items);
    let least = if headlines { 4 } else { 5 };
    let close = a.same >= least && a.coverage >= COVERAGE && a.slots.len() <= 2 && a.same >= a.slots.len() * 3;
    if close {
        // the only names that agree are no ground to hold two others against each other
        let firm = |(i, _): &(usize, usize)| matches!(s.items[*i].what, What::Figure(_) | What::Date(_) | What::List(_) | What::Word | What::Not) || headlines || a.same > least;
        // "falls at the highest pace" and "falls to the lowest": the direction beside it is one
        let agree = |k: usize, l: usize| s.items.get(k).zip(t.items.get(l)).is_some_and(|(k, l)| k.poles.iter().any(|p| l.poles.contains(p)));
        let one_way = |(i, j): &(usize, usize)| (i.saturating_sub(2)..i + 3).any(|k| (j.saturating_sub(2)..j + 3).any(|l| agree(k, l)));
        let turned = |(i, j): &(usize, usize)| matches!((&s.items[*i].what, &t.items[*j].what), (What::Word, What::Word));
        let slots = a.slots.iter().filter(|p| firm(p) && !(turned(p) && one_way(p))).copied().collect();
        return Some(Found { same: a.same, slots });
    }
    if headlines { shared_words(lexicon, s, t) } else { None }
}

/// How two items lie to each other.
#[derive(Clone, Copy, PartialEq)]
enum Fit {
    Same,
    Slot,
    No,
}

fn fit(lexicon: &Lexicon, a: &Item, b: &Item) -> Fit {
    match (&a.what, &b.what) {
        (What::Word, What::Word) => {
            // a word can be both
            if !opposite(a, b) && alike(&a.word, &b.word) { Fit::Same } else { apart(a, b) }
        }
        (What::Name, What::Name) => names(&a.word, &b.word),
        (What::Word, What::Name) | (What::Name, What::Word) => {
            if a.word.split(' ').any(|w| b.word.split(' ').any(|v| v == w)) {
                Fit::Same
            } else {
                Fit::No
            }
        }
        (What::Entity, What::Entity) => entities(lexicon, &a.word, &b.word),
        // a firm that a list knows and one that none does
        (What::Entity, What::Name) | (What::Name, What::Entity) => {
            let (id, at) = if matches!(a.what, What::Entity) { (&a.word, &b.word) } else { (&b.word, &a.word) };
            let org = lexicon.world.find(id).is_some_and(|e| lexicon.world.get(e).class == EntityClass::Org);
            if org && !at.contains(&*crate::normalise::fold(id)) { Fit::Slot } else { Fit::No }
        }
        (What::Not, What::Not) => Fit::Same,
        (What::Figure(a), What::Figure(b)) => {
            let (x, y) = (&a.value, &b.value);
            if a.sort != b.sort {
                // "176 thousand jobs" and "176 million euros"
                let plain = |s: &str| matches!(s, "count" | "money");
                return if plain(a.sort) && plain(b.sort) && x.written() != y.written() { Fit::Slot } else { Fit::No };
            }
            if !of_one(a, b) {
                return Fit::No;
            }
            if excludes(x, y) { Fit::Slot } else { Fit::Same }
        }
        (What::Date(x), What::Date(y)) => match x.relation(y) {
            // weekdays are mostly days of reporting; "35 years ago" is not
            Some(Relation::Disjoint) if !x.relative && !y.relative || x.start.day.is_none() && y.start.day.is_none() => Fit::Slot,
            Some(Relation::Disjoint) => Fit::No,
            _ => Fit::Same,
        },
        (What::List(x), What::List(y)) => {
            if x.members == y.members {
                Fit::Same
            } else if x.members.intersection(&y.members).count() > 0 && !x.members.is_subset(&y.members) && !y.members.is_subset(&x.members) {
                Fit::Slot
            } else {
                Fit::No
            }
        }
        _ => Fit::No,
    }
}

/// Whether two words stand on opposite sides of one axis.
fn opposite(a: &Item, b: &Item) -> bool {
    a.poles.iter().any(|(x, up)| b.poles.iter().any(|(y, v)| x == y && up != v)) && !a.poles.iter().any(|p| b.poles.contains(p))
}

/// How two words lie to each other that are no forms of one.
fn apart(a: &Item, b: &Item) -> Fit {
    if opposite(a, b) { Fit::Slot } else { Fit::No }
}

/// A bit for each run of three letters of a word, shared with other runs: two words that are [`alike`] share a bit.
fn runs(word: &str) -> u128 {
    let mut letters = word.chars().map(u32::from);
    let (Some(mut a), Some(mut b)) = (letters.next(), letters.next()) else { return u128::MAX };
    let mut bits = 0;
    for c in letters {
        bits |= 1 << (a.wrapping_mul(31).wrapping_add(b).wrapping_mul(31).wrapping_add(c).wrapping_mul(0x9E37_79B9) >> 25);
        (a, b) = (b, c);
    }
    if bits == 0 { u128::MAX } else { bits }
}

/// Two forms of one word: one is the other with something before or behind it, or they share most of their letters in one run.
fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    if a.is_ascii() {
        let shared = a.chars().zip(b.chars()).take_while(|(p, q)| p == q).count();
        return shared >= 4 && shared + 3 >= a.len().max(b.chars().count());
    }
    let (mut x, mut y) = (['\0'; LETTERS], ['\0'; LETTERS]);
    let (x, y) = (letters(a, &mut x), letters(b, &mut y));
    let least = x.len().min(y.len());
    if least < 3 {
        return false;
    }
    let run = longest_run(&x, &y);
    run >= 3 && run * 5 >= least * 3 && (run >= 4 || x.len().max(y.len()) <= 6)
}

/// Most letters of a word that need no list of their own.
const LETTERS: usize = 32;

/// The letters of a word.
fn letters<'r>(word: &str, room: &'r mut [char; LETTERS]) -> Cow<'r, [char]> {
    let mut n = 0;
    for c in word.chars() {
        let Some(place) = room.get_mut(n) else { return Cow::Owned(word.chars().collect()) };
        *place = c;
        n += 1;
    }
    Cow::Borrowed(&room[..n])
}

fn longest_run(x: &[char], y: &[char]) -> usize {
    let mut row: SmallVec<[usize; 24]> = smallvec::smallvec![0; y.len() + 1];
    let mut best = 0;
    for p in x {
        for j in (0..y.len()).rev() {
            row[j + 1] = if y[j] == *p { row[j] + 1 } else { 0 };
            best = best.max(row[j + 1]);
        }
        row[0] = 0;
    }
    best
}

fn names(a: &str, b: &str) -> Fit {
    let (x, y): (BTreeSet<&str>, BTreeSet<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let near = |p: &str| y.iter().any(|q| p == *q || strsim::damerau_levenshtein(p, q) <= 2);
    if x.is_subset(&y) || y.is_subset(&x) || x.iter().filter(|p| near(p)).count() >= x.len().min(y.len()) {
        return Fit::Same;
    }
    // letters of one name that begin another: an abbreviation
    let short = |s: &str, l: &str| s.len() <= 6 && l.split(' ').filter_map(|w| w.chars().next()).collect::<String>().eq_ignore_ascii_case(s);
    if short(a, b) || short(b, a) { Fit::Same } else { Fit::Slot }
}

fn entities(lexicon: &Lexicon, a: &str, b: &str) -> Fit {
    if a == b {
        return Fit::Same;
    }
    let world = &lexicon.world;
    let (Some(x), Some(y)) = (world.find(a), world.find(b)) else { return Fit::No };
    if world.is_within(a, b) || world.is_within(b, a) {
        return Fit::Same;
    }
    let (x, y) = (world.get(x), world.get(y));
    // who passes a report on is no detail of it
    if x.is_agency() || y.is_agency() {
        return Fit::No;
    }
    let place = |c: EntityClass| c != EntityClass::Org;
    // a capital stands for its state
    if x.class != y.class && world.country(a) == world.country(b) {
        return Fit::Same;
    }
    if place(x.class) == place(y.class) { Fit::Slot } else { Fit::No }
}

/// Whether two figures of one statement cannot both be meant.
fn excludes(x: &Quantity, y: &Quantity) -> bool {
    let (Some(a), Some(b)) = (x.written(), y.written()) else { return x.relation(y) == Relation::Disjoint && x.modifier != Modifier::Vague && y.modifier != Modifier::Vague };
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    let year = |n: Decimal| n.scale() == 0 && n >= Decimal::from(1900) && n <= Decimal::from(2100);
    if year(a) && year(b) && x.unit.is_empty() && y.unit.is_empty() {
        return a != b;
    }
    // rounding: figures of a thousand and more that are within a twentieth
    if high >= Decimal::from(1000) && (high - low) * Decimal::from(20) <= high || a == b {
        return false;
    }
    let open = |q: &Quantity| matches!(q.modifier, Modifier::AtLeast | Modifier::MoreThan);
    let hedged = |q: &Quantity| !matches!(q.modifier, Modifier::Exact | Modifier::Exactly);
    if x.relation(y) == Relation::Disjoint {
        return true;
    }
    // the same hedge on another figure; or twice what "more than" says
    hedged(x) && x.modifier == y.modifier && x.modifier != Modifier::AtLeast
        || (open(x) || open(y)) && x.modifier != y.modifier && high >= low * Decimal::TWO && (if a < b { open(x) } else { open(y) })
}

/// Aligns two rows of items: agreeing items count three, items of one sort that differ count one.
fn align(lexicon: &Lexicon, x: &[Item], y: &[Item]) -> Alignment {
    let (n, m) = (x.len(), y.len());
    let grams = |items: &[Item]| items.iter().map(|i| if matches!(i.what, What::Word) { runs(&i.word) } else { u128::MAX }).collect::<SmallVec<[u128; 32]>>();
    let (p, q) = (grams(x), grams(y));
    let fits: Vec<Fit> = (0..n).flat_map(|i| (0..m).map(move |j| (i, j))).map(|(i, j)| if p[i] & q[j] != 0 { fit(lexicon, &x[i], &y[j]) } else { apart(&x[i], &y[j]) }).collect();
    let at = |i: usize, j: usize| fits[i * m + j];
    let mut best = vec![0u32; (n + 1) * (m + 1)];
    let cell = |i: usize, j: usize| i * (m + 1) + j;
    let weight = |f: Fit| match f {
        Fit::Same => 3,
        Fit::Slot => 1,
        Fit::No => 0,
    };
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            let w = weight(at(i, j));
            let take = if w > 0 { best[cell(i + 1, j + 1)] + w } else { 0 };
            best[cell(i, j)] = take.max(best[cell(i + 1, j)]).max(best[cell(i, j + 1)]);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs: Vec<(usize, usize, Fit)> = Vec::new();
    while i < n && j < m {
        let w = weight(at(i, j));
        if w > 0 && best[cell(i, j)] == best[cell(i + 1, j + 1)] + w {
            pairs.push((i, j, at(i, j)));
            i += 1;
            j += 1;
        } else if best[cell(i, j)] == best[cell(i + 1, j)] {
            i += 1;
        } else {
            j += 1;
        }
    }
    let mut slots: Vec<(usize, usize)> = Vec::new();
    for (k, (i, j, f)) in pairs.iter().enumerate() {
        // what stands beside a detail must agree too
        let before = k > 0 && pairs[k - 1].2 == Fit::Same && i - pairs[k - 1].0 <= 2 && j - pairs[k - 1].1 <= 2;
        let after = pairs.get(k + 1).is_some_and(|p| p.2 == Fit::Same && p.0 - i <= 2 && p.1 - j <= 2);
        if *f == Fit::Slot && (before || after) {
            slots.push((*i, *j));
        }
    }
    // a negation that only one has, between words that agree
    for pair in pairs.windows(2) {
        let [(i, j, f), (p, q, g)] = pair else { continue };
        if *f != Fit::Same || *g != Fit::Same {
            continue;
        }
        let lone = |items: &[Item], from: usize, to: usize| to == from + 2 && matches!(items[from + 1].what, What::Not);
        if lone(x, *i, *p) && *q == j + 1 {
            slots.push((i + 1, *q));
        } else if lone(y, *j, *q) && *p == i + 1 {
            slots.push((*p, j + 1));
        }
    }
    // a phrase of three words agrees three times
    let words = |i: &Item| if matches!(i.what, What::Not) { 0 } else { i.word.split(' ').count() };
    let same = pairs.iter().filter(|p| p.2 == Fit::Same).map(|p| words(&x[p.0]).min(words(&y[p.1]))).sum::<usize>();
    let counted = |items: &[Item], side: &dyn Fn(&(usize, usize, Fit)) -> usize| {
        items.iter().map(words).sum::<usize>() - pairs.iter().filter(|p| p.2 == Fit::Slot).map(|p| words(&items[side(p)])).sum::<usize>()
    };
    let least = counted(x, &|p| p.0).min(counted(y, &|p| p.1)).max(1);
    Alignment { same, slots, coverage: same as f64 / least as f64 }
}

/// Two headlines in free order: most words of the shorter are shared, and one figure, or one direction, is not.
fn shared_words(lexicon: &Lexicon, s: &Statement, t: &Statement) -> Option<Found> {
    let plain = |s: &Statement| -> Vec<usize> { s.content().filter(|(_, i)| i.poles.is_empty()).map(|(n, _)| n).collect() };
    let (p, q) = (plain(s), plain(t));
    let mut free = q.clone();
    let mut shared = 0;
    for i in &p {
        if let Some(k) = free.iter().position(|j| fit(lexicon, &s.items[*i], &t.items[*j]) == Fit::Same) {
            free.remove(k);
            shared += 1;
        }
    }
    let figures = |s: &Statement| -> Vec<usize> { (0..s.items.len()).filter(|i| matches!(s.items[*i].what, What::Figure(_) | What::Date(_) | What::List(_))).collect() };
    let (fa, fb) = (figures(s), figures(t));
    let equal = fa.iter().filter(|i| fb.iter().any(|j| fit(lexicon, &s.items[**i], &t.items[*j]) == Fit::Same)).count();
    // words that stand on one side of an axis in both count as shared
    let turned = |s: &Statement| -> Vec<usize> { (0..s.items.len()).filter(|i| !s.items[*i].poles.is_empty()).collect() };
    let (ta, tb) = (turned(s), turned(t));
    let agreed = ta.iter().filter(|i| tb.iter().any(|j| s.items[**i].poles.iter().any(|x| t.items[*j].poles.contains(x)))).count();
    let shorter = p.len().min(q.len());
    if shorter == 0 {
        return None;
    }
    let ratio = shared as f64 / shorter as f64;
    let mut slots: Vec<(usize, usize)> = Vec::new();
    if shared + agreed.min(1) >= 2 && ratio >= 0.5 {
        // one figure of a sort on each side
        for i in &fa {
            let rivals: Vec<usize> = fb.iter().copied().filter(|j| comparable(&s.items[*i], &t.items[*j])).collect();
            let mine = fa.iter().filter(|k| comparable(&s.items[*i], &s.items[**k])).count();
            if let [j] = rivals[..]
                && mine == 1
                && firm_enough(&s.items[*i], shared)
                && fit(lexicon, &s.items[*i], &t.items[j]) == Fit::Slot
            {
                slots.push((*i, j));
            }
        }
    }
    if slots.is_empty() && agreed == 0 && shared >= 1 && shared + equal >= 2 && ratio >= 0.65 {
        for i in &ta {
            for j in &tb {
                let clear = !ta.iter().any(|k| opposite(&s.items[*k], &s.items[*i])) && !tb.iter().any(|k| opposite(&t.items[*k], &t.items[*j]));
                if opposite(&s.items[*i], &t.items[*j]) && clear {
                    slots.push((*i, *j));
                }
            }
        }
        slots.truncate(1);
    }
    (!slots.is_empty()).then_some(Found { same: shared + equal, slots })
}

/// Whether two figures count or measure one thing, in one unit.
fn of_one(a: &Figure, b: &Figure) -> bool {
    (a.noun == b.noun || alike(&a.noun, &b.noun)) && (a.value.unit == b.value.unit || a.sort == "count")
}

/// Whether two items are figures of one sort, whatever their values.
fn comparable(a: &Item, b: &Item) -> bool {
    match (&a.what, &b.what) {
        (What::Figure(a), What::Figure(b)) => a.sort == b.sort && of_one(a, b),
        (What::Date(_), What::Date(_)) | (What::List(_), What::List(_)) => true,
        _ => false,
    }
}

/// A list needs more around it than a figure: two lists may be of two things.
fn firm_enough(i: &Item, shared: usize) -> bool {
    !matches!(i.what, What::List(_)) || shared >= 3
}

/// A figure from which on it hardly comes twice for two things.
const SPEAKING: u32 = 12;

/// Whether each text knows the other's detail as well, so that the two sentences may speak of two things.
fn told_elsewhere(profiles: &[Profile], d: usize, e: usize, x: &Item, y: &Item, headlines: bool) -> bool {
    let has = |doc: usize, item: &Item| {
        profiles[doc].statements.iter().flat_map(|s| &s.items).any(|i| match (&i.what, &item.what) {
            (What::Entity, What::Entity) => i.word == item.word,
            (What::Name, What::Name) => names(&i.word, &item.word) == Fit::Same,
            (What::Figure(a), What::Figure(b)) => {
                // a figure of some size is known by itself, whatever noun stands with it
                a.sort == b.sort && a.value.written().is_some_and(|w| a.noun == b.noun || w >= Decimal::from(SPEAKING)) && a.value.written() == b.value.written()
            }
            _ => false,
        })
    };
    match x.what {
        // a long text names much; a headline that has both has turned them round
        What::Entity | What::Name if !headlines => has(e, x) && has(d, y),
        What::Entity | What::Name | What::Figure(_) => has(e, x) || has(d, y),
        _ => false,
    }
}

/// Whether a negation that one statement seems to lack stands in it after all, within a phrase.
fn same_word(d: &Document, s: &Statement, x: &Item, e: &Document, t: &Statement, y: &Item) -> bool {
    let inside = |word: &str, doc: &Document, st: &Statement| {
        let (Some(a), Some(b)) = (st.items.first(), st.items.last()) else { return false };
        doc.quote(a.span.join(b.span)).split_whitespace().any(|w| w == word)
    };
    matches!(x.what, What::Not) && inside(d.quote(x.span), e, t) || matches!(y.what, What::Not) && inside(e.quote(y.span), d, s)
}

fn detail(documents: &[Document], d: usize, i: &Item) -> (&'static str, Value) {
    let text = || documents[d].quote(i.span).to_owned();
    match &i.what {
        What::Figure(f) => ("figure", Value::Quantity(f.value.clone())),
        What::Date(v) => ("date", Value::Date(**v)),
        What::List(v) => ("list", Value::Set((**v).clone())),
        What::Entity => ("name", Value::Name(NameValue { text: text(), id: Some((*i.word).to_owned()) })),
        What::Name => ("name", Value::Name(NameValue { text: text(), id: None })),
        What::Word | What::Not => ("direction", Value::Name(NameValue { text: text(), id: None })),
    }
}

/// A few items on either side, so that a reader sees the statement.
fn quote(s: &Statement, item: &Item) -> Span {
    let at = s.items.iter().position(|i| i.span == item.span).unwrap_or(0);
    let (a, b) = (at.saturating_sub(3), (at + 3).min(s.items.len() - 1));
    s.items[a].span.join(s.items[b].span).join(item.span)
}
