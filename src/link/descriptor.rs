//! Open measures: two are about one thing only when the words and entities of their phrases clearly agree.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use petgraph::unionfind::UnionFind;
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::Key;
use super::SAME_PERSON;
use super::figures::Figures;
use super::measure::{Facet, State};
use super::numbers::Numbers;
use super::profile::{self, Profile};
use super::sides::{Side, Sides};
use crate::claim::{Claim, Role, Topic, Words};
use crate::extract::{CAPITAL, FROM, HOUR, PAST, PRIOR, RATE, Skeletons, skeleton_similarity, stem};
use crate::lexicon::{EntityClass, Growth, Lexicon, ValueType};
use crate::slip::swapped_digits;
use crate::source::DocId;
use crate::value::{DateValue, Quantity};

/// Share of words that must agree.
pub(super) const ALIKE: f64 = 0.34;
/// The same, for the words around a date.
const ALIKE_DATES: f64 = 0.62;
/// The same, for the words around two dates that are one day.
const SAME_DAY: f64 = 0.2;
/// The same, for two phrases of one text.
const ALIKE_WITHIN: f64 = 0.7;
/// Likeness from which the figures themselves are looked at.
pub(super) const SOME: f64 = 0.12;
/// What two figures of one kind add that are each the only one in their text.
const ONLY_ONE: f64 = 0.1;
/// What one measured thing adds to half the likeness of the rest.
const SAME_ASPECT: f64 = 0.3;
/// What other figures add that are the same on both sides of one vote.
const SAME_BALLOT: f64 = 0.25;
/// What one counted thing adds that is told once in each of two texts, where the figures lie near each other.
const SAME_COUNT: f64 = 0.36;
/// How many times one of two figures is the other at the most, where they lie near.
const NEAR: f64 = 1.4;
/// The same, of two distances of one site from one place.
const SITE: f64 = 1.6;
/// What one bearer adds.
const SAME_SIDE: f64 = 0.25;
/// What is left of the likeness when only one text says what is measured.
const ONE_ASPECT: f64 = 0.75;
/// The same, when only one is told of another year.
const ONE_YEAR: f64 = 0.4;
/// What is left of the likeness of two figures that no slip could make one of the other.
const OTHER_SIZE: f64 = 0.6;
/// What is left of the likeness of two phrases that name different names.
const OTHER_NAMES: f64 = 0.5;
/// The same, when only one says which figure of its aspect it is.
const ONE_FACET: f64 = 0.3;
/// The same, when only one of them stands for the time before.
const ONE_STATE: f64 = 0.5;
/// What one person adds to half the likeness of the rest, of terms given to somebody.
const SAME_CONVICT: f64 = 0.4;
/// What one month adds of which both are.
const SAME_MONTH: f64 = 0.1;
/// Months back to which a figure may be the latest known.
const LATEST: i32 = 3;
/// Most claims of one kind, unit and group compared with each other.
const MAX_GROUP: usize = 400;

/// Writes the keys of claims whose subject is what the phrase measures.
pub(super) fn keys(lexicon: &Lexicon, skeletons: &Skeletons, (days, profiles): (&[Option<Date>], &[Profile]), stories: &[u32], claims: &[Claim], out: &mut [Key]) {
    // "inflation in Morocco" is inflation, in a story of Morocco
    let countries = profile::countries(profiles, stories);
    // blocking: kind, dimension, story, whom or what it counts
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, c) in claims.iter().enumerate() {
        if !matches!(c.topic, Topic::Descriptor) {
            continue;
        }
        let unit = c.value.quantity().map_or("", |q| q.unit.as_str());
        let dimension = lexicon.tables.dimension(unit);
        let people = lexicon.tables.kind(c.kind).is_of_people() && c.value.quantity().is_some_and(Quantity::counts_people);
        let dimension = if people { "person" } else { dimension };
        let dimension = if lexicon.tables.kind(c.kind).is_of_ballot() && dimension != "seat" { "vote" } else { dimension };
        let kind = &lexicon.tables.kind(c.kind).id;
        // votes, shares and sums of money are told apart by their words
        let counted = !lexicon.tables.kind(c.kind).is_of_ballot();
        let who = if counted { format!("{}{}", c.who.population, c.who.nationality.as_deref().unwrap_or("")) } else { String::new() };
        blocks.entry(format!("{} {kind} {dimension} {who}", stories[c.doc.0 as usize])).or_default().push(i);
    }
    let mut met = Met::new(lexicon, skeletons);
    for (name, block) in blocks {
        let fixed = block.first().is_some_and(|c| lexicon.tables.kind(claims[*c].kind).growth == Growth::Fixed);
        let mut sets: UnionFind<usize> = UnionFind::new(block.len());
        let limit = block.len().min(MAX_GROUP);
        let mut pairs: Vec<(f64, usize, usize, bool)> = Vec::new();
        let phrases: Vec<Phrase> = block[..limit].iter().map(|c| Phrase::of(&mut met, &claims[*c])).collect();
        let mut phrases = phrases;
        phrases.iter_mut().zip(&block[..limit]).for_each(|(p, i)| p.day = days.get(claims[*i].doc.0 as usize).copied().flatten().or(p.day));
        if lexicon.tables.kind(claims[block[0]].kind).id == BUILDINGS {
            // where a disaster is told of, buildings are counted as hit by it
            let hit = |c: &Claim| profiles.get(c.doc.0 as usize).and_then(|p| p.main_family.as_deref()).is_some_and(|f| lexicon.tables.families.get(f).is_some_and(|f| f.toll));
            phrases.iter_mut().zip(&block[..limit]).filter(|(p, i)| p.aspects.is_empty() && hit(&claims[**i])).for_each(|(p, _)| {
                p.aspects.insert(hash(DAMAGED));
            });
        }
        // "62 km from the capital": of the country that the story tells of
        let country = block.first().and_then(|i| countries.get(&stories[claims[*i].doc.0 as usize]));
        if phrases.iter().any(|p| p.afar)
            && let Some(capital) = country.and_then(|c| lexicon.world.get(lexicon.world.find(c)?).capital)
        {
            let (said, named) = (hash(&format!("{FROM}{CAPITAL}")), hash(&format!("{FROM}{capital}")));
            phrases.iter_mut().filter(|p| p.aspects.contains(said)).for_each(|p| p.aspects = std::iter::once(named).collect());
        }
        let figures = Figures::of(lexicon, &block[..limit], claims);
        let mut own: BTreeMap<(DocId, Measured<'_>), BTreeSet<Option<Decimal>>> = BTreeMap::new();
        // parts stand beside the figure of their whole
        for (n, p) in phrases.iter().enumerate().filter(|(n, _)| claims[block[*n]].role != Role::Part) {
            own.entry((claims[block[n]].doc, p.measured())).or_default().insert(claims[block[n]].written());
        }
        let kind = lexicon.tables.kind(claims[block[0]].kind);
        let dated = kind.value == ValueType::Date;
        // what is shared out among several: votes, seats, shares, troops; sums and lengths of time are told of one
        let shared = kind.additive || kind.unit == PERCENT;
        // sums and counts of things, which two texts hardly have alike by chance
        let counts = |a: usize| {
            kind.is_of_money() || !kind.is_of_ballot() && kind.unit != PERCENT && claims[block[a]].value.quantity().is_some_and(|q| !lexicon.tables.units.contains_key(&q.unit))
        };
        let sides = Sides::new(&block[..limit], &phrases, claims);
        let companions = companions(&block[..limit], &phrases, claims);
        // figures of each text that count a thing
        let mut counting: FxHashMap<(DocId, u32), usize> = FxHashMap::default();
        for (n, p) in phrases.iter().enumerate() {
            for w in p.counted.iter() {
                *counting.entry((claims[block[n]].doc, w)).or_default() += 1;
            }
        }
        // the only figure of its text that measures this
        let only: Vec<bool> = (0..limit).map(|n| claims[block[n]].role != Role::Part && own[&(claims[block[n]].doc, phrases[n].measured())].len() == 1).collect();
        for a in 0..limit {
            for b in 0..a {
                let mut s = phrases[a].alike(&phrases[b]);
                // "to 33.3% in March from 35.7% in February": one figure, followed through its months
                let followed = || sentence(&claims[block[a]]) == sentence(&claims[block[b]]) && phrases[a].other_time(&phrases[b]) && phrases[a].facets_with(&phrases[b]) == 1.0;
                if twins(&claims[block[a]], &claims[block[b]]) || followed() {
                    pairs.push((1.0, b, a, false));
                    continue;
                }
                if s > 0.0 && (phrases[a].apart(&phrases[b], fixed, false) || elsewhere(lexicon, &claims[block[a]], &claims[block[b]])) {
                    s = 0.0;
                }
                // what is not alike and not shared out stays so whosever it is
                match if dated || s == 0.0 && !shared { Side::Unknown } else { sides.compare(a, b) } {
                    // a sum or a term of one aspect and case is told of one, whatever stands beside it
                    Side::Other if !shared && phrases[a].same_measure(&phrases[b]) => {}
                    Side::Other => s = 0.0,
                    Side::Same if shared && claims[block[a]].doc != claims[block[b]].doc && !phrases[a].barred(&phrases[b]) => s = s.max(SOME) + SAME_SIDE,
                    _ => {}
                }
                let voted = !phrases[a].sides.is_empty() && !phrases[b].sides.is_empty();
                if (s > 0.0 || voted) && figures.other_size(a, b) {
                    s *= OTHER_SIZE;
                } else if voted && !phrases[a].sides.is_disjoint(&phrases[b].sides) && companions.contains(&(sentence(&claims[block[b]]), sentence(&claims[block[a]]))) {
                    s = s.max(SOME) + SAME_BALLOT;
                }
                // "870,000 reservists", "780,000 reservists": the one such count of each text
                let (x, y) = (claims[block[a]].doc, claims[block[b]].doc);
                let once = |w: u32| counting.get(&(x, w)) == Some(&1) && counting.get(&(y, w)) == Some(&1);
                if x != y
                    && figures.near(a, b, NEAR)
                    && !phrases[a].parted(&phrases[b])
                    && phrases[a].one_case(&phrases[b])
                    && phrases[a].counted.both(&phrases[b].counted).any(once)
                {
                    s = s.max(SAME_COUNT);
                }
                let slip = x != y && s < ALIKE && (figures.slip(a, b, s > 0.0) || figures.other_unit(a, b, s > 0.0));
                // "six billion" in three texts: a loan in one, a programme in the other
                let again = || x != y && phrases[a].one_case(&phrases[b]) && counts(a) && !phrases[a].barred_years(&phrases[b]) && figures.again(a, b, only[a] && only[b]);
                let slip = slip || s < ALIKE && again();
                let strange = if slip { ALIKE } else { figures.strange(a, b) };
                // two towns lie on one side of the capital
                let one_site = || phrases[a].names_with(&phrases[b]) || phrases[a].unit != phrases[b].unit || figures.near(a, b, SITE);
                if strange == 0.0 && phrases[a].afar && phrases[b].afar && !one_site() {
                    s = 0.0;
                }
                if (s >= SOME || strange >= ALIKE) && claims[block[a]].value.date().is_none() && claims[block[a]].doc != claims[block[b]].doc {
                    s += strange;
                    if only[a] && only[b] && phrases[a].one_case(&phrases[b]) {
                        s += ONLY_ONE;
                    }
                }
                let least = match (claims[block[a]].value.date(), claims[block[b]].value.date()) {
                    // one day, told in other words; another day only of something that both name
                    (Some(x), Some(y)) if x.start == y.start && x.start.day.is_some() => SAME_DAY,
                    (Some(_), Some(_)) if phrases[a].once_with(&phrases[b]) => f64::MIN_POSITIVE,
                    (Some(_), Some(_)) if phrases[a].first_with(&phrases[b]) => f64::MIN_POSITIVE,
                    // "found in 1985", "discovered in 1958"
                    (Some(x), Some(y)) if phrases[a].object_with(&phrases[b]) && other_digit(x, y) => f64::MIN_POSITIVE,
                    // "signed on 16 September 2023", in another text 2022; who marks a day a year on does not do it again
                    (Some(x), Some(y)) if phrases[a].same_deed(&phrases[b]) && other_year(x, y) => 0.0,
                    (Some(x), Some(y)) if phrases[a].one_deed(&phrases[b]) && (within_a_year(x, y) || other_digit(x, y)) => ALIKE,
                    (Some(_), Some(_)) if !phrases[a].persons_with(&phrases[b]) => f64::INFINITY,
                    (Some(_), Some(_)) => ALIKE_DATES,
                    _ if claims[block[a]].doc == claims[block[b]].doc => ALIKE_WITHIN,
                    _ => ALIKE,
                };
                if s >= least {
                    pairs.push((s, b, a, slip));
                }
            }
        }
        pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let direct: FxHashSet<(usize, usize)> = pairs.iter().map(|(_, a, b, _)| (*a.min(b), *a.max(b))).collect();
        // those joined so far, under their head
        let mut members: Vec<Vec<usize>> = (0..limit).map(|n| vec![n]).collect();
        for (_, a, b, slip) in pairs {
            // two values of one sentence are two things, and so are two shares of one text whose own words do not join them, or
            // any two that nothing but a slip in another text joins
            let clash = |m: usize, n: usize| {
                let (x, y) = (&claims[block[m]], &claims[block[n]]);
                x.doc == y.doc
                    && !phrases[m].other_time(&phrases[n])
                    && !twins(x, y)
                    && (x.sentence == y.sentence || (shared || fixed || slip) && !direct.contains(&(m.min(n), m.max(n))) && told_apart(x, y))
                    || phrases[m].apart(&phrases[n], fixed, slip)
            };
            let (x, y) = (sets.find(a), sets.find(b));
            if x == y {
                continue;
            }
            if members[x].iter().all(|m| members[y].iter().all(|n| !clash(*m, *n))) {
                sets.union(a, b);
                let (head, gone) = if sets.find(a) == x { (x, y) } else { (y, x) };
                let more = std::mem::take(&mut members[gone]);
                members[head].extend(more);
            }
        }
        for (n, i) in block.iter().enumerate() {
            let head = if n < limit { sets.find(n) } else { n };
            let c = &claims[block[head]];
            out[*i] =
                Key { key: format!("measure {name} {head}"), label: words(lexicon, &c.descriptor), place: countries.get(&stories[c.doc.0 as usize]).map(|p| (*p).to_owned()) };
        }
    }
}

/// Number of a sentence in its text.
type Sentence = (DocId, u32);

fn sentence(c: &Claim) -> Sentence {
    (c.doc, c.sentence)
}

/// Sentences of two texts that tell of one vote: they agree in what voted against, or in those who abstained.
fn companions(block: &[usize], phrases: &[Phrase], claims: &[Claim]) -> BTreeSet<(Sentence, Sentence)> {
    let voted: Vec<usize> = (0..block.len()).filter(|n| !phrases[*n].sides.is_empty()).collect();
    let mut out = BTreeSet::new();
    for a in &voted {
        for b in &voted {
            let (x, y) = (&claims[block[*a]], &claims[block[*b]]);
            if x.doc != y.doc && x.value == y.value && !phrases[*a].sides.is_disjoint(&phrases[*b].sides) {
                out.insert((sentence(x), sentence(y)));
            }
        }
    }
    out
}

/// Whether two values exclude each other and neither is given up.
fn told_apart(a: &Claim, b: &Claim) -> bool {
    let given_up = |c: &Claim| matches!(c.role, Role::Superseded | Role::Increment);
    let (Some(x), Some(y)) = (a.value.quantity(), b.value.quantity()) else { return false };
    let below = |x: &Quantity, y: &Quantity| matches!((x.max, y.min), (Some(m), Some(n)) if m < n);
    !given_up(a) && !given_up(b) && (below(x, y) || below(y, x))
}

/// Whether one measure is told twice, in two units side by side: "385 miles (620 km)".
fn twins(a: &Claim, b: &Claim) -> bool {
    let (Some(x), Some(y)) = (a.value.quantity(), b.value.quantity()) else { return false };
    let (first, second) = if a.span.start < b.span.start { (a, b) } else { (b, a) };
    a.doc == b.doc && a.sentence == b.sentence && x.unit != y.unit && second.span.start >= first.span.end && second.span.start - first.span.end <= BRACKET
}

/// Most bytes between a figure and the same in another unit, in brackets.
const BRACKET: u32 = 2;

/// Whether two figures that may change are told of two places.
fn elsewhere(lexicon: &Lexicon, a: &Claim, b: &Claim) -> bool {
    let fixed = lexicon.tables.kind(a.kind).growth == Growth::Fixed;
    match (&a.place, &b.place) {
        (Some(x), Some(y)) if !fixed => !lexicon.world.is_within(x, y) && !lexicon.world.is_within(y, x),
        _ => false,
    }
}

/// What shares are told in.
const PERCENT: &str = "percent";

/// The kind of buildings, and what they are counted as in a disaster.
const BUILDINGS: &str = "buildings";
const DAMAGED: &str = "damaged";

/// Whether two days lie no further apart than a slip in the year puts them.
fn within_a_year(a: &DateValue, b: &DateValue) -> bool {
    a.bounds().zip(b.bounds()).is_none_or(|(x, y)| x.0.until(y.0).is_ok_and(|l| l.get_days().abs() <= SLIP))
}

/// Whether two years without a day differ in one digit or have two in each other's place, as a slip makes them.
fn other_digit(a: &DateValue, b: &DateValue) -> bool {
    let year = |d: &DateValue| d.start.year.filter(|_| d.start.month.is_none());
    let one = |x: i16, y: i16| {
        let (x, y) = (x.to_string(), y.to_string());
        x.len() == y.len() && x.bytes().zip(y.bytes()).filter(|(p, q)| p != q).count() == 1
    };
    matches!((year(a), year(b)), (Some(x), Some(y)) if one(x, y) || swapped_digits(x.into(), y.into()))
}

/// Whether two days are one day of one month, a year or two apart.
fn other_year(a: &DateValue, b: &DateValue) -> bool {
    let day = |d: &DateValue| Some((d.start.month?, d.start.day?));
    let years = a.start.year.zip(b.start.year).map(|(x, y)| x.abs_diff(y));
    day(a).is_some() && day(a) == day(b) && matches!(years, Some(1 | 2))
}

/// Most days between two days of one deed.
const SLIP: i32 = 400;

/// Aspects and facets of a figure, whether it stands for the time before, and whom it was given to.
type Measured<'p> = (&'p Numbers, &'p BTreeSet<Facet>, bool, &'p Vec<String>);

fn words(lexicon: &Lexicon, d: &Words) -> String {
    let list: Vec<String> = d
        .iter()
        .filter(|w| !w.starts_with(['&', '!', '$']) && !(w.starts_with('=') && (w.contains('-') || w.starts_with(HOUR))))
        .take(5)
        .map(|w| w.strip_prefix('@').map_or_else(|| w.trim_start_matches(['#', '~', '%', '=', '*', '^', '>', '+']).to_owned(), |id| lexicon.world.label(id, "en").to_owned()))
        .collect();
    list.join(" ")
}

/// Deeds of which a story tells one: the day of mourning, the landfall of a storm.
const ONCE: [&str; 2] = ["mourn", "landfall"];

/// What a deed begins with that somebody does but once: the first summit of a bloc.
const FIRST: &str = "first ";

/// A claim's phrase, taken apart once for all comparisons.
#[derive(Debug, Default)]
pub(super) struct Phrase {
    /// Entities.
    entities: Numbers,
    /// Those of them that are bodies, and no places: who besieges a town is told in one text, and which town in another.
    bodies: Numbers,
    /// Those of them that are places, and no countries.
    sites: Numbers,
    /// All entities, and all that they lie in.
    within: Numbers,
    /// Those of them that are towns or regions.
    towns: Numbers,
    /// Things and families of events.
    things: Numbers,
    /// What is measured.
    aspects: Numbers,
    /// Whether it says how far off something lies.
    afar: bool,
    /// Whether it is the rate of a currency.
    rate: bool,
    /// What was done on a day.
    deeds: Numbers,
    /// Whether that is what a story has but once.
    once: bool,
    /// Those of them that somebody does but once.
    firsts: Numbers,
    /// Those of them that are told with what they were done to.
    objects: Numbers,
    /// What tells it apart from other figures of one aspect.
    facets: BTreeSet<Facet>,
    /// Whether it stands for the time before, or its sentence gives one that does.
    state: Option<State>,
    /// Skeleton of the name of whom it was given to.
    person: Vec<String>,
    /// Day of its text.
    day: Option<Date>,
    /// Years it is told for, other than that of the report.
    years: Numbers,
    /// The month that it is of.
    month: Option<i32>,
    /// The hour at which it stood so.
    hour: Option<u32>,
    /// Skeletons of words that are names by their capitals.
    names: Numbers,
    /// Skeletons of words that may be names, in a script without capitals.
    perhaps: Numbers,
    /// Stems of the other words.
    words: Numbers,
    /// Whether its words are of a script with capitals; nothing when it has none.
    pub(super) capitals: Option<bool>,
    /// What a vote was: for, against, abstained.
    pub(super) sides: Numbers,
    /// Words that say whose it is, by their stems.
    pub(super) bearers: Numbers,
    /// The same, as they meet across scripts.
    pub(super) bearer_names: Numbers,
    /// What the figure counts: no evidence, for it is why two are compared.
    unit: u32,
    /// Stems of what the figure counts, in the words of its text.
    counted: Numbers,
}

/// Skeletons of words met so far: claims of one story share most of theirs.
pub(super) struct Met<'s, 'c> {
    skeletons: &'s Skeletons,
    lexicon: &'s Lexicon,
    /// Hashes of a word's skeletons, and whether each has more than two letters.
    known: FxHashMap<&'c str, SmallVec<[(u32, bool); 2]>>,
    /// An entity and all that it lies in.
    chains: FxHashMap<&'c str, SmallVec<[u32; 4]>>,
}

impl<'s, 'c> Met<'s, 'c> {
    pub(super) fn new(lexicon: &'s Lexicon, skeletons: &'s Skeletons) -> Self {
        Met { skeletons, lexicon, known: FxHashMap::default(), chains: FxHashMap::default() }
    }

    fn chain(&mut self, id: &'c str) -> &[u32] {
        let lexicon = self.lexicon;
        self.chains.entry(id).or_insert_with(|| lexicon.world.chain(id).iter().map(|w| hash(w)).collect())
    }

    fn words(&mut self, word: &'c str) -> &[(u32, bool)] {
        self.known.entry(word).or_insert_with(|| self.skeletons.words(word).iter().map(|w| (hash(w), w.chars().count() > 2)).collect())
    }

    /// Those of more than two letters.
    fn long(&mut self, word: &'c str) -> impl Iterator<Item = u32> {
        self.words(word).iter().filter(|w| w.1).map(|w| w.0)
    }
}

impl Phrase {
    pub(super) fn of<'c>(met: &mut Met<'_, 'c>, c: &'c Claim) -> Phrase {
        let mut p = Phrase { unit: c.value.quantity().map_or(0, |q| hash(&q.unit)), day: c.as_of, ..Phrase::default() };
        let mut ascii = 0;
        for d in c.descriptor.iter() {
            let (mark, word) = d.split_at(d.char_indices().nth(1).map_or(d.len(), |(i, _)| i));
            match mark {
                "!" => p.sides.insert(hash(d)),
                "&" => p.near(met, word),
                "$" => p.counted.insert(hash(word)),
                "@" => {
                    // a length or a share of a town is none of its country, but what was done there may be told of either
                    let dated = c.value.date().is_some();
                    if dated {
                        p.within.extend(met.chain(word).iter().copied());
                    }
                    let world = &met.lexicon.world;
                    match world.find(word).map(|id| world.get(id).class) {
                        Some(EntityClass::Org) => p.bodies.insert(hash(word)),
                        Some(EntityClass::Place) => p.sites.insert(hash(word)) | (dated && p.towns.insert(hash(word))),
                        _ => false,
                    };
                    p.entities.insert(hash(word))
                }
                "#" => p.things.insert(hash(word)),
                "%" => {
                    p.afar |= word.starts_with(FROM);
                    p.rate |= word.starts_with(RATE);
                    p.aspects.insert(hash(word))
                }
                "+" => {
                    p.once |= ONCE.contains(&word);
                    if word.starts_with(FIRST) {
                        p.firsts.insert(hash(word));
                    } else if word.contains(' ') {
                        p.objects.insert(hash(word));
                    }
                    p.deeds.insert(hash(word))
                }
                "*" => p.facets.insert(Facet::of(word)),
                "^" => p.state.replace(if word == PRIOR { State::Prior } else { State::New }).is_none(),
                ">" => {
                    p.person = met.skeletons.words(word);
                    false
                }
                // how long a border is hangs on no year
                "=" if d.starts_with(HOUR) => {
                    p.hour = Some(hash(word));
                    false
                }
                "=" if word.contains('-') => {
                    p.month = word.trim_end_matches(PAST).split_once('-').and_then(|(y, m)| Some(y.parse::<i32>().ok()? * 12 + m.parse::<i32>().ok()?));
                    false
                }
                "=" if matches!(met.lexicon.tables.kind(c.kind).unit.as_str(), "length" | "area") => false,
                "=" => word.parse().is_ok_and(|y: i16| c.as_of.is_none_or(|d| d.year() != y) && p.years.insert(y.unsigned_abs().into())),
                "~" if word.is_ascii() => {
                    ascii += 1;
                    p.names.extend(met.words(word).iter().map(|w| w.0));
                    true
                }
                "~" => {
                    ascii -= 1;
                    p.perhaps.extend(met.long(word));
                    p.words.insert(hash(&stem(word)))
                }
                _ => {
                    ascii += if d.is_ascii() { 1 } else { -1 };
                    p.words.insert(hash(d))
                }
            };
        }
        p.capitals = (ascii != 0).then_some(ascii > 0);
        if p.month.is_some() {
            p.years = Numbers::default();
        }
        p
    }

    /// Takes in a word that says whose the figure is.
    fn near<'c>(&mut self, met: &mut Met<'_, 'c>, word: &'c str) -> bool {
        if word.starts_with(['@', '%']) {
            self.bearer_names.insert(hash(word));
            return self.bearers.insert(hash(word));
        }
        self.bearer_names.extend(met.long(word));
        self.bearers.insert(hash(&stem(word)))
    }

    /// Of a claim's phrase only what names an event: entities of this sort, and names.
    pub(super) fn of_names<'c>(met: &mut Met<'_, 'c>, c: &'c Claim, fine: impl Fn(&str) -> bool) -> Phrase {
        let whole = Phrase::of(met, c);
        let entities = c.descriptor.iter().filter_map(|d| d.strip_prefix('@')).filter(|id| fine(id)).map(hash).collect();
        Phrase { entities, names: whole.names, perhaps: whole.perhaps, ..Phrase::default() }
    }

    /// Whether both name one person, place or body.
    pub(super) fn names_with(&self, other: &Phrase) -> bool {
        !self.entities.is_disjoint(&other.entities) || self.nested(other) || self.persons_with(other)
    }

    /// Whether both hold one name that no list knows.
    fn persons_with(&self, other: &Phrase) -> bool {
        [(&self.names, &other.names), (&self.names, &other.perhaps), (&self.perhaps, &other.names), (&self.perhaps, &other.perhaps)].iter().any(|(x, y)| !x.is_disjoint(y))
    }

    /// Whether two phrases speak of two things: other entities, another measure, another year.
    fn barred(&self, other: &Phrase) -> bool {
        self.years.is_empty() != other.years.is_empty() || self.parted(other)
    }

    /// Whether they are of two years, or only one is of a year.
    fn barred_years(&self, other: &Phrase) -> bool {
        self.years.is_empty() != other.years.is_empty() || self.years.is_disjoint(&other.years) && !self.years.is_empty()
    }

    /// Whether an entity of one lies in one of the other: a town and its country, a capital that stands for its state.
    fn nested(&self, other: &Phrase) -> bool {
        !self.entities.is_disjoint(&other.within) || !other.entities.is_disjoint(&self.within)
    }

    /// Whether both name entities, measures or years, and not the same.
    fn parted(&self, other: &Phrase) -> bool {
        let differ = |x: &Numbers, y: &Numbers| !x.is_empty() && !y.is_empty() && x.is_disjoint(y);
        differ(&self.entities, &other.entities) && !self.nested(other) || [(&self.aspects, &other.aspects), (&self.years, &other.years)].iter().any(|(x, y)| differ(x, y))
    }

    /// How alike two phrases are, from 0 to 1. Across scripts only entities, things and names can agree.
    pub(super) fn alike(&self, other: &Phrase) -> f64 {
        let shared_entities = self.entities.shared(&other.entities).max(usize::from(self.nested(other)));
        // both name entities and none is shared: two things
        let (all_bodies, all_sites) = (|p: &Phrase| p.bodies.len() == p.entities.len(), |p: &Phrase| p.sites.len() == p.entities.len());
        let of_two_sorts = all_bodies(self) && all_sites(other) || all_bodies(other) && all_sites(self);
        if !self.entities.is_empty() && !other.entities.is_empty() && shared_entities == 0 && !of_two_sorts && !self.nested(other) {
            return 0.0;
        }
        let measured = match (self.aspects.is_empty(), other.aspects.is_empty()) {
            (false, false) if self.aspects.is_disjoint(&other.aspects) => return 0.0,
            (false, false) => 1,
            (true, true) => 0,
            _ => -1,
        };
        let alike = self.alike_otherwise(other, shared_entities);
        let year = match (self.years.is_empty(), other.years.is_empty()) {
            (false, false) if self.years.is_disjoint(&other.years) => return 0.0,
            (true, true) | (false, false) => self.months_with(other),
            _ => ONE_YEAR,
        };
        let alike = alike * year;
        let same_month = self.month.is_some() && self.month == other.month;
        let alike = match measured {
            1 if same_month => alike.max(alike / 2.0 + SAME_ASPECT) + SAME_MONTH,
            1 => alike.max(alike / 2.0 + SAME_ASPECT * year),
            0 => alike,
            _ => alike * ONE_ASPECT,
        };
        let alike = match (self.deeds.is_empty(), other.deeds.is_empty()) {
            (false, false) if self.deeds.is_disjoint(&other.deeds) => return 0.0,
            (false, false) => alike.max(alike / 2.0 + SAME_ASPECT * year),
            _ => alike,
        };
        let alike = if self.person.is_empty() || other.person.is_empty() { alike } else { alike.max(alike / 2.0 + SAME_CONVICT) };
        // what stood for the time before in one text may have been new in the other: the month tells
        let state = if self.month.is_some() && other.month.is_some() { 1.0 } else { State::share((self.state, self.day), (other.state, other.day), ONE_STATE) };
        alike * self.facets_with(other) * state
    }

    /// What is left of the likeness of two figures by the months that they are of: months follow each other.
    fn months_with(&self, other: &Phrase) -> f64 {
        match (self.month, other.month) {
            // a bare figure is of the latest month, or of the one before
            (Some(m), None) if other.latest().is_some_and(|l| l - m > LATEST) => ONE_YEAR,
            (None, Some(m)) if self.latest().is_some_and(|l| l - m > LATEST) => ONE_YEAR,
            _ => 1.0,
        }
    }

    /// Whether both are of one aspect in two months or at two hours, or what a currency is worth now and was before.
    fn other_time(&self, other: &Phrase) -> bool {
        let months = || matches!((self.month, other.month), (Some(x), Some(y)) if x != y);
        let hours = || matches!((self.hour, other.hour), (Some(x), Some(y)) if x != y);
        let moved = || self.rate && matches!((self.state, other.state), (Some(x), Some(y)) if x != y);
        !self.aspects.is_disjoint(&other.aspects) && (months() || hours() || moved())
    }

    /// The month of its text.
    fn latest(&self) -> Option<i32> {
        self.day.map(|d| i32::from(d.year()) * 12 + i32::from(d.month()))
    }

    /// Whether two days are told of one deed, by or to one bearer.
    fn one_deed(&self, other: &Phrase) -> bool {
        // whoever took one town on Monday may have taken another on Friday
        let other_town = !self.towns.is_empty() && !other.towns.is_empty() && self.towns.is_disjoint(&other.within) && other.towns.is_disjoint(&self.within);
        !self.deeds.is_disjoint(&other.deeds) && self.names_with(other) && !other_town
    }

    /// Whether two days are told of one deed, and of nobody and nothing that tells two apart.
    fn same_deed(&self, other: &Phrase) -> bool {
        let named = |x: &Numbers, y: &Numbers| !x.is_empty() && !y.is_empty() && x.is_disjoint(y);
        !self.deeds.is_disjoint(&other.deeds) && !named(&self.entities, &other.entities) && !named(&self.names, &other.names)
    }

    /// Whether two days are told of what a story has but once.
    fn once_with(&self, other: &Phrase) -> bool {
        self.once && other.once && !self.deeds.is_disjoint(&other.deeds)
    }

    /// Whether two days are told of one thing that somebody does but once, and by nobody else.
    fn first_with(&self, other: &Phrase) -> bool {
        let named = |p: &Phrase| !p.entities.is_empty() || !p.names.is_empty() || !p.perhaps.is_empty();
        !self.firsts.is_disjoint(&other.firsts) && (self.names_with(other) || !named(self) || !named(other))
    }

    /// Whether two days are told of one deed done to one thing.
    fn object_with(&self, other: &Phrase) -> bool {
        !self.objects.is_disjoint(&other.objects)
    }

    /// What figure of its aspect this is.
    fn measured(&self) -> Measured<'_> {
        (&self.aspects, &self.facets, self.state == Some(State::Prior), &self.person)
    }

    /// Whether two figures are surely of two things: they measure two aspects, stand on two sides, were given to two persons, or one
    /// is what another court or year has made of the other. What the figures themselves join `by_figure` may be an aid here and a fund
    /// there.
    fn apart(&self, other: &Phrase, fixed: bool, by_figure: bool) -> bool {
        !by_figure && !self.aspects.is_empty() && !other.aspects.is_empty() && self.aspects.is_disjoint(&other.aspects)
            || self.facets_with(other) == 0.0
            || !self.person.is_empty() && !other.person.is_empty() && skeleton_similarity(&self.person, &other.person) < SAME_PERSON
            || fixed && State::renewed((self.state, self.day), (other.state, other.day))
    }

    /// Whether both say what they measure, and it is one case of one thing.
    fn same_measure(&self, other: &Phrase) -> bool {
        !self.aspects.is_disjoint(&other.aspects) && self.one_case(other)
    }

    /// Whether nothing tells them apart as figures of one aspect.
    fn one_case(&self, other: &Phrase) -> bool {
        self.facets == other.facets && (self.state == Some(State::Prior)) == (other.state == Some(State::Prior)) && self.person.is_empty() == other.person.is_empty()
    }

    /// What is left of the likeness by what tells figures of one aspect apart.
    fn facets_with(&self, other: &Phrase) -> f64 {
        super::measure::facets_with(&self.facets, &other.facets, ONE_FACET)
    }

    /// The same, by all but what is measured.
    fn alike_otherwise(&self, other: &Phrase, shared_entities: usize) -> f64 {
        let same_unit = self.unit == other.unit;
        let told = |p: &Phrase| p.things.len() - usize::from(same_unit && p.things.contains(self.unit));
        let shared_things = self.things.both(&other.things).filter(|t| !(same_unit && *t == self.unit)).count();
        let shared_names = self.names.shared(&other.names);
        if matches!((self.capitals, other.capitals), (Some(x), Some(y)) if x != y) {
            let (latin, arabic) = if self.capitals == Some(true) { (self, other) } else { (other, self) };
            let names = latin.names.shared(&arabic.perhaps);
            let shared = shared_entities + shared_things + names;
            let total = self.entities.len() + other.entities.len() - shared_entities + told(self) + told(other) - shared_things + latin.names.len();
            return if shared == 0 { 0.0 } else { shared as f64 / total as f64 };
        }
        let shared = shared_entities + shared_things + shared_names;
        let words = self.words.shared(&other.words);
        let weight = |p: &Phrase| (p.entities.len() + told(p) + p.names.len()) * 2 + p.words.len();
        let both = shared * 2 + words;
        let total = weight(self) + weight(other) - both;
        let perhaps = self.perhaps.shared(&other.perhaps);
        if total == 0 || shared == 0 && words < 2 && perhaps == 0 {
            return 0.0;
        }
        // half by the union, half by the shorter phrase: captions and tables say little
        let alike = (both as f64 / total as f64 + both as f64 / weight(self).min(weight(other)).max(1) as f64) / 2.0;
        // both name somebody or something, and not the same
        if !self.names.is_empty() && !other.names.is_empty() && shared_names == 0 { alike * OTHER_NAMES } else { alike }
    }
}

fn hash(word: &str) -> u32 {
    super::profile::hash(word)
}
