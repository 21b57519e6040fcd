//! Days of one thing told in other words: "was dismissed on Friday", «أقيل في الرابع عشر».
//!
//! Two days of two texts are of one thing by a sum of evidence: what their sentences share, how far apart the days lie, and whether
//! a better partner stands in the other text. Its weights follow a logistic regression on some 1,700 pairs of days that are equal or
//! near each other, and more that are far apart, from 67 annotated stories in two languages; of left-out stories 87 in 100 pairs of
//! different days that reach [`SURELY`] are right.

use std::collections::BTreeMap;

use jiff::civil::Date;
use petgraph::unionfind::UnionFind;
use rustc_hash::FxHashMap;

use super::setting::{Day, Setting, Sort};
use super::{Key, Profile};
use crate::claim::{Claim, Topic};
use crate::extract::{CALAMITY, COUNTED};
use crate::lexicon::{Family, KindId, Lexicon, SubjectType, ValueType};
use crate::source::DocId;
use crate::value::PartialDate;

/// Evidence from which two equal days are of one thing.
const EQUAL: f64 = 0.0;
/// The same, of two days that exclude each other.
const SURELY: f64 = 0.75;
/// Evidence below which two days that exclude each other are not of one thing, whatever others join them.
const UNLIKE: f64 = -2.0;
/// Most days of one story that are compared.
const MOST: usize = 160;

/// Joins the subjects of days that are of one thing. Gives the claims whose kind is to be another, and it: what one text calls the
/// beginning of a thing another gives as its day.
pub(super) fn join(lexicon: &Lexicon, profiles: &[Profile], stories: &[u32], claims: &[Claim], out: &mut [Key]) -> Vec<(usize, KindId)> {
    let mut by_story: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, c) in claims.iter().enumerate() {
        let kind = lexicon.tables.kind(c.kind);
        if kind.value == ValueType::Date && kind.subject == SubjectType::Event && !matches!(c.topic, Topic::Entity { .. } | Topic::Person { .. }) {
            by_story.entry(stories[c.doc.0 as usize]).or_default().push(i);
        }
    }
    let mut documents: BTreeMap<u32, Vec<&Profile>> = BTreeMap::new();
    for (p, story) in profiles.iter().zip(stories) {
        documents.entry(*story).or_default().push(p);
    }
    let mut kinds = Vec::new();
    for (story, list) in by_story {
        if list.iter().any(|i| claims[*i].doc != claims[list[0]].doc) {
            let settings = documents.get(&story).into_iter().flatten().flat_map(|p| &p.settings);
            kinds.extend(of_story(lexicon, profiles, claims, &list[..list.len().min(MOST)], &Rarity::of(settings), out));
        }
    }
    kinds
}

fn of_story(lexicon: &Lexicon, profiles: &[Profile], claims: &[Claim], list: &[usize], rarity: &Rarity, out: &mut [Key]) -> Vec<(usize, KindId)> {
    let told: Vec<Told> = list.iter().filter_map(|i| Told::of(profiles, claims, *i, rarity)).collect();
    let mut pairs: Vec<(usize, usize, f64)> = Vec::new();
    // how much the best partner of a day in each other text shares with it
    let mut best: FxHashMap<(usize, DocId), f64> = FxHashMap::default();
    for (a, x) in told.iter().enumerate() {
        for (b, y) in told[..a].iter().enumerate().filter(|(_, y)| y.doc != x.doc) {
            let alike = x.alike(y, |_| true);
            for (k, d) in [(a, y.doc), (b, x.doc)] {
                let top = best.entry((k, d)).or_default();
                *top = top.max(alike);
            }
            pairs.push((a, b, alike));
        }
    }
    let mut sure: Vec<(f64, usize, usize)> = Vec::new();
    // claims whose days exclude each other, and what tells for them all the same
    let mut known: FxHashMap<(usize, usize), f64> = FxHashMap::default();
    for (a, b, alike) in pairs {
        let (x, y) = (&told[a], &told[b]);
        let margin = alike - best[&(a, y.doc)].max(best[&(b, x.doc)]);
        let Some(apart) = Apart::of(x.date, y.date) else { continue };
        let evidence = x.evidence(y, claims, alike, margin, apart);
        let meet = matches!(apart, Apart::Equal | Apart::Within);
        if !meet {
            known.insert((y.claim, x.claim), evidence);
        }
        if evidence >= if meet { EQUAL } else { SURELY } {
            sure.push((evidence, b, a));
        }
    }
    sure.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    // days under each key
    let mut under: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for i in list {
        under.entry(out[*i].key.clone()).or_default().push(*i);
    }
    let mut sets: UnionFind<usize> = UnionFind::new(told.len());
    for (_, a, b) in sure {
        let (i, j) = (told[a].claim, told[b].claim);
        let (p, q) = (out[i].key.clone(), out[j].key.clone());
        if p == q {
            sets.union(a, b);
            continue;
        }
        // a text that gives both days tells of two things
        let two = |i: &usize, j: &usize| claims[*i].doc == claims[*j].doc && one_sort(lexicon, &claims[*i], &claims[*j]) && disjoint(&claims[*i], &claims[*j]);
        let unlike = |i: &usize, j: &usize| known.get(&(*i.min(j), *i.max(j))).is_some_and(|e| *e < UNLIKE);
        if under[&p].iter().any(|i| under[&q].iter().any(|j| two(i, j) || unlike(i, j))) {
            continue;
        }
        sets.union(a, b);
        // the name of an event says more than words around a day
        let (keep, gone) = if matches!(claims[i].topic, Topic::Event(_)) || !matches!(claims[j].topic, Topic::Event(_)) { (i, j) } else { (j, i) };
        let head = out[keep].clone();
        let more = under.remove(&out[gone].key).unwrap_or_default();
        for m in &more {
            out[*m] = head.clone();
        }
        under.entry(head.key).or_default().extend(more);
    }
    let (Some(event), Some(start)) = (lexicon.tables.kind_id(EVENT_DATE), lexicon.tables.kind_id(START_DATE)) else { return Vec::new() };
    // "the disaster began on 9 August", "fires broke out on 8 August": one event's day, by its name
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for (n, t) in told.iter().enumerate().filter(|(_, t)| is_sharp(lexicon, &claims[t.claim])) {
        let first = *named.entry(&out[t.claim].key).or_insert(n);
        sets.union(first, n);
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, t) in told.iter().enumerate().filter(|(_, t)| [event, start].contains(&claims[t.claim].kind)) {
        groups.entry(sets.find(n)).or_default().push(t.claim);
    }
    let mut kinds = Vec::new();
    for group in groups.into_values() {
        let begun = group.iter().filter(|i| claims[**i].kind == start).count();
        let to = if begun * 2 > group.len() { start } else { event };
        kinds.extend(group.into_iter().filter(|i| claims[*i].kind != to).map(|i| (i, to)));
    }
    kinds
}

/// Kinds of days of which one can be told as the other.
const EVENT_DATE: &str = "event_date";
const START_DATE: &str = "start_date";

/// Whether two days say the same of one thing: when it was or began, or when it ended.
fn one_sort(lexicon: &Lexicon, a: &Claim, b: &Claim) -> bool {
    let began = |c: &Claim| [EVENT_DATE, START_DATE].contains(&lexicon.tables.kind(c.kind).id.as_str());
    a.kind == b.kind || began(a) && began(b)
}

/// Whether a day is told of an event of one day, so that it began when it was.
fn is_sharp(lexicon: &Lexicon, c: &Claim) -> bool {
    matches!(&c.topic, Topic::Event(h) if h.family.as_deref().is_some_and(|f| f == CALAMITY || lexicon.tables.families.get(f).is_some_and(Family::is_sharp)))
}

fn disjoint(a: &Claim, b: &Claim) -> bool {
    let (Some(x), Some(y)) = (a.value.date(), b.value.date()) else { return false };
    x.relation(y) == Some(crate::value::Relation::Disjoint)
}

/// How rare what sentences with days tell is in one story.
struct Rarity {
    sentences: f64,
    holding: FxHashMap<(Sort, u32), u32>,
}

impl Rarity {
    fn of<'p>(settings: impl Iterator<Item = &'p Setting>) -> Self {
        let mut out = Rarity { sentences: 0.0, holding: FxHashMap::default() };
        for s in settings {
            out.sentences += 1.0;
            let mut own: Vec<(Sort, u32)> = s.marks.iter().map(|m| (m.sort, m.of)).collect();
            own.sort_unstable();
            own.dedup();
            for m in own {
                *out.holding.entry(m).or_default() += 1;
            }
        }
        out
    }

    fn weight(&self, sort: Sort, of: u32) -> f64 {
        if sort == Sort::Figure {
            return FIGURE;
        }
        let n = self.holding.get(&(sort, of)).copied().unwrap_or(0);
        ((self.sentences + 1.0) / (f64::from(n) + 0.5)).ln().max(COMMON)
    }
}

/// Weight of a figure, and the least weight of a word.
const FIGURE: f64 = 2.5;
const COMMON: f64 = 0.05;
/// Weight from which an entity tells things of a story apart.
const RARE: f64 = 1.6;

/// What a day is told with: each mark once, in order.
struct Told {
    claim: usize,
    doc: DocId,
    capitals: bool,
    date: PartialDate,
    relative: bool,
    /// Whether it stands at the head of its text.
    lead: bool,
    /// Whether it lies within two days of its text.
    fresh: bool,
    /// Whether its sentence names other days as well.
    several: bool,
    /// The event or deed that stands nearest in its clause.
    head: Option<u32>,
    marks: Vec<Weighed>,
}

/// A mark beside a day.
struct Weighed {
    sort: Sort,
    of: u32,
    /// What it tells, less where it stands far off.
    weight: f64,
    /// What it tells anywhere.
    rarity: f64,
    near: bool,
    clause: bool,
}

/// Units on either side of a day within which a word is its own, and right beside it.
const BESIDE: u16 = 8;
const NEAR: u16 = 6;
/// Sentences at the head of a text.
const LEAD: u32 = 3;
/// Days from that of its text within which a day is news.
const FRESH: i32 = 2;

impl Told {
    fn of(profiles: &[Profile], claims: &[Claim], at: usize, rarity: &Rarity) -> Option<Told> {
        let c = &claims[at];
        // «بلغ عدد الحرائق الثلاثاء 71»: of nothing that happened
        let value = c.value.date().filter(|_| !c.descriptor.iter().any(|w| w.starts_with(COUNTED)))?;
        let profile = profiles.get(c.doc.0 as usize)?;
        let (setting, day) = profile.settings.iter().filter(|s| s.sentence == c.sentence).find_map(|s| {
            let day = s.days.iter().find(|d| d.span.start < c.span.end && c.span.start < d.span.end)?;
            Some((s, *day))
        })?;
        if day.paired && value.relative {
            return None;
        }
        let mut marks: Vec<Weighed> = setting.marks.iter().map(|m| Weighed::of(m.sort, m.of, (m.unit, m.clause), day, rarity)).collect();
        marks.sort_by(|x, y| (x.sort, x.of).cmp(&(y.sort, y.of)).then(y.weight.total_cmp(&x.weight)));
        marks.dedup_by(|gone, kept| {
            let same = (gone.sort, gone.of) == (kept.sort, kept.of);
            kept.near |= same && gone.near;
            kept.clause |= same && gone.clause;
            same
        });
        let of_clause = setting.marks.iter().filter(|m| m.sort == Sort::Event && m.clause == day.clause);
        let head = of_clause.min_by_key(|m| (m.unit.abs_diff(day.unit), m.of)).map(|m| m.of);
        let news = |d: Date| c.as_of.is_some_and(|p| d.until(p).is_ok_and(|l| l.get_days().abs() <= FRESH));
        Some(Told {
            claim: at,
            doc: c.doc,
            capitals: setting.capitals,
            date: value.start,
            relative: value.relative,
            lead: c.sentence < LEAD,
            fresh: value.start.as_day().is_some_and(news),
            several: setting.days.len() > 1,
            head,
            marks,
        })
    }

    /// Marks of both, those of words only where both are of one script.
    fn both<'a>(&'a self, other: &'a Told) -> impl Iterator<Item = (&'a Weighed, &'a Weighed)> {
        let (mut x, mut y) = (self.marks.as_slice(), other.marks.as_slice());
        let words = self.capitals == other.capitals;
        std::iter::from_fn(move || {
            while let ([a, ..], [b, ..]) = (x, y) {
                let (k, l) = ((a.sort, a.of), (b.sort, b.of));
                x = &x[usize::from(k <= l)..];
                y = &y[usize::from(l <= k)..];
                if k == l && (words || a.sort != Sort::Word) {
                    return Some((a, b));
                }
            }
            None
        })
    }

    /// Share of what their sentences tell that both tell, of the sorts that `counts` lets through.
    fn alike(&self, other: &Told, counts: impl Fn(Sort) -> bool) -> f64 {
        let words = self.capitals == other.capitals;
        let all = |t: &Told| t.marks.iter().filter(|m| counts(m.sort) && (words || m.sort != Sort::Word)).map(|m| m.weight).sum::<f64>();
        let shared: f64 = self.both(other).filter(|(m, _)| counts(m.sort)).map(|(m, n)| m.weight.min(n.weight)).sum();
        if shared > 0.0 { shared / (all(self) * all(other)).sqrt() } else { 0.0 }
    }

    /// The sum of all evidence: above 0 the two are rather of one thing.
    fn evidence(&self, other: &Told, claims: &[Claim], alike: f64, margin: f64, apart: Apart) -> f64 {
        let meaning = self.alike(other, |s| matches!(s, Sort::Event | Sort::Sense));
        let figures: f64 = self.both(other).filter(|(m, _)| m.sort == Sort::Figure).map(|(m, n)| m.weight.min(n.weight)).sum();
        let near: f64 = self.both(other).filter(|(m, n)| m.sort != Sort::Figure && m.near && n.near).map(|(m, _)| m.rarity).sum();
        let names = |m: &Weighed| m.clause && (m.sort == Sort::Name || m.sort == Sort::Entity && m.rarity > RARE);
        let other_names = !self.both(other).any(|(m, n)| names(m) && names(n)) && self.marks.iter().any(names) && other.marks.iter().any(names);
        let heads = self.head.zip(other.head);
        let one = |yes: bool| f64::from(u8::from(yes));
        W.alike * alike
            + W.meaning * meaning
            + W.figures * figures.min(5.0)
            + W.near * near.min(10.0)
            + W.margin * margin
            + W.one_kind * one(claims[self.claim].kind == claims[other.claim].kind)
            + W.one_head * one(heads.is_some_and(|(x, y)| x == y))
            + W.other_head * one(heads.is_some_and(|(x, y)| x != y))
            + W.more_days * (one(self.several) + one(other.several))
            + W.other_names * one(other_names && self.capitals == other.capitals)
            + W.both_relative * one(self.relative && other.relative)
            + W.one_relative * one(self.relative != other.relative)
            + W.both_lead * one(self.lead && other.lead)
            + W.both_fresh * one(self.fresh && other.fresh)
            + apart.weight()
            + W.base
    }
}

impl Weighed {
    fn of(sort: Sort, of: u32, (unit, first): (u16, u16), day: Day, rarity: &Rarity) -> Weighed {
        let (rare, far, clause) = (rarity.weight(sort, of), unit.abs_diff(day.unit), first == day.clause);
        let share = match (sort, clause) {
            (Sort::Figure, _) => 1.0,
            (_, true) if far <= BESIDE => 1.0,
            (_, true) => 0.8,
            _ => 0.5,
        };
        Weighed { sort, of, weight: rare * share, rarity: rare, near: far <= NEAR, clause }
    }
}

/// How far apart two days lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Apart {
    /// They are one, written as exactly.
    Equal,
    /// One is less exact, and can be the other.
    Within,
    /// A day.
    OneDay,
    /// Up to three.
    ThreeDays,
    /// Up to ten.
    TenDays,
    /// The same day of another month of the year.
    Month,
    /// The same day or month of another year.
    Year,
    /// Months next to each other, known without days.
    NextMonth,
    /// Months of one season.
    Season,
    /// Years next to each other, known without months.
    NextYear,
    /// Years close to each other.
    Years,
    /// Further.
    Far,
}

impl Apart {
    fn of(a: PartialDate, b: PartialDate) -> Option<Apart> {
        let (p, q) = (a.year?, b.year?);
        let years = (p - q).abs();
        let (Some(m), Some(n)) = (a.month, b.month) else {
            return Some(match years {
                0 if a.month == b.month => Apart::Equal,
                0 => Apart::Within,
                1 => Apart::NextYear,
                2..=4 => Apart::Years,
                _ => Apart::Far,
            });
        };
        let (Some(x), Some(y)) = (a.as_day(), b.as_day()) else {
            let months = (i32::from(p - q) * 12 + i32::from(m - n)).abs();
            return Some(match months {
                0 if a.day == b.day => Apart::Equal,
                0 => Apart::Within,
                _ if m == n && years <= 3 => Apart::Year,
                1 => Apart::NextMonth,
                2..=4 => Apart::Season,
                _ => Apart::Far,
            });
        };
        let days = x.until(y).ok()?.get_days().abs();
        Some(match days {
            0 => Apart::Equal,
            1 => Apart::OneDay,
            2..=3 => Apart::ThreeDays,
            _ if (m, x.day()) == (n, y.day()) => Apart::Year,
            _ if p == q && x.day() == y.day() => Apart::Month,
            4..=10 => Apart::TenDays,
            _ => Apart::Far,
        })
    }

    fn weight(self) -> f64 {
        match self {
            Apart::Equal => 3.47,
            Apart::Within => 1.49,
            Apart::OneDay => 2.24,
            Apart::ThreeDays => -0.23,
            Apart::Year => -0.59,
            Apart::Month => 0.46,
            Apart::TenDays => -0.65,
            Apart::NextMonth => -0.44,
            Apart::Season => -1.42,
            Apart::NextYear => 0.36,
            Apart::Years => -1.95,
            Apart::Far => -3.71,
        }
    }
}

/// Weights of the evidence.
struct Weights {
    alike: f64,
    meaning: f64,
    figures: f64,
    near: f64,
    margin: f64,
    one_kind: f64,
    one_head: f64,
    other_head: f64,
    other_names: f64,
    more_days: f64,
    both_relative: f64,
    one_relative: f64,
    both_lead: f64,
    both_fresh: f64,
    base: f64,
}

const W: Weights = Weights {
    alike: 1.88,
    meaning: 2.67,
    figures: 0.132,
    near: 0.128,
    margin: 2.41,
    one_kind: 1.03,
    one_head: 0.71,
    other_head: -0.83,
    other_names: -0.6,
    more_days: 0.5,
    both_relative: -1.18,
    one_relative: -1.03,
    both_lead: 0.9,
    both_fresh: -0.63,
    base: -2.6,
};
