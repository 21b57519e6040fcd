//! Offices and people: the seat of an office, and names that are one person.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Key, Profile, profile};
use crate::claim::{Claim, Topic};
use crate::extract::{COMMON_BODY, Skeletons, skeleton_similarity};
use crate::lexicon::{EntityClass, Lexicon, Office, POSTED, Seat};
use crate::source::DocId;

/// Alike enough to be one person.
pub const SAME_PERSON: f64 = 0.8;

/// What somebody is told as who holds the office for the time being.
const ACTING: &str = "acting";

/// The office of whom a participle names, "led by X", and what readers are told of it.
const LED_BY: &str = "led_by";
const HEAD: &str = "head";

/// The office that a courtesy gives to others who preside.
const PRESIDENT: &str = "president";

/// Who presides over the trial that a story tells of.
const JUDGE: &str = "judge";

/// Times that a text must name a country that is not its story's to be on it.
const CLEAR: u32 = 5;

/// What somebody is told as who held the office once.
const FORMER: &str = "former";

/// Names as numbers, one for all spellings of the same skeletons: a folder names few people, and each of them often.
struct Names<'c> {
    skeletons: &'c Skeletons,
    by_text: FxHashMap<&'c str, usize>,
    by_words: FxHashMap<Vec<String>, usize>,
    words: Vec<Vec<String>>,
}

impl<'c> Names<'c> {
    fn number(&mut self, text: &'c str) -> usize {
        if let Some(n) = self.by_text.get(text) {
            return *n;
        }
        let n = self.of_words(self.skeletons.words(text));
        self.by_text.insert(text, n);
        n
    }

    fn of_words(&mut self, words: Vec<String>) -> usize {
        *self.by_words.entry(words).or_insert_with_key(|words| {
            self.words.push(words.clone());
            self.words.len() - 1
        })
    }

    /// The name without its first word, which in a language without capitals may be a verb or a nationality: «ويرث حمدوك».
    fn without_first(&mut self, n: usize) -> Option<usize> {
        let rest = self.words[n].get(1..).filter(|r| !r.is_empty())?.to_vec();
        Some(self.of_words(rest))
    }

    /// Whether two names of several words end with one word.
    fn share_last(&self, a: usize, b: usize) -> bool {
        let last = |n: usize| self.words[n].get(1..).and_then(<[String]>::last);
        last(a).is_some() && last(a) == last(b)
    }

    /// Whether two are alike enough to be one person. A name without a word is like none.
    fn alike(&self, a: usize, b: usize) -> bool {
        if a == b { !self.words[a].is_empty() } else { skeleton_similarity(&self.words[a], &self.words[b]) >= SAME_PERSON }
    }
}

/// The persons of a story, each by the first name met.
#[derive(Default)]
struct People {
    list: Vec<usize>,
    met: FxHashMap<usize, usize>,
}

impl People {
    /// Number of the person of this name among those met so far.
    fn number(&mut self, names: &Names<'_>, name: usize) -> usize {
        if let Some(n) = self.met.get(&name) {
            return *n;
        }
        let n = self.list.iter().position(|m| names.alike(*m, name)).unwrap_or(self.list.len());
        if n == self.list.len() {
            self.list.push(name);
        }
        if !names.words[name].is_empty() {
            self.met.insert(name, n);
        }
        n
    }
}

/// A person told for an office, and the texts that tell it.
type Told = (usize, Vec<DocId>);

/// Whether two persons told for an office are each told by texts of their own.
fn apart((_, a): &Told, (_, b): &Told) -> bool {
    a.iter().all(|d| !b.contains(d))
}

/// Offices of each story for which it names two persons, with a seat that nobody tells, each text one of them, and one of the two
/// likely a slip: the other is told by more than one text, or, for an office of which a story names holders of many countries, other
/// texts tell one of the two for another office, where both texts are on the story's `own` country.
fn disputed<'c>(lexicon: &Lexicon, names: &mut Names<'c>, own: impl Fn(DocId) -> bool, stories: &[u32], claims: &'c [Claim]) -> BTreeSet<(u32, &'c str)> {
    /// Persons named for an office, with the texts that name them; nothing where a seat is told or the office is of many.
    type Named = Option<Vec<Told>>;
    let mut named: BTreeMap<(u32, &str), Named> = BTreeMap::new();
    // persons told for any office, by story
    let mut roles: BTreeMap<u32, Vec<(usize, &str, DocId)>> = BTreeMap::new();
    for c in claims {
        let Topic::Office { office, seat, modifier } = &c.topic else { continue };
        let story = stories[c.doc.0 as usize];
        let name = c.value.name().map(|n| names.number(&n.text));
        // "his counterpart" and "Colonel" go with any office, and a foreign minister may be of anywhere
        let table = lexicon.tables.offices.get(office);
        if table.is_some_and(|o| !o.abroad && o.of != Seat::None) {
            roles.entry(story).or_default().extend(name.map(|n| (n, office.as_str(), c.doc)));
        }
        let mistaken = table.is_some_and(|o| o.mistaken);
        let of_one = table.is_some_and(|o| o.exclusive && !o.worldly && matches!(o.of, Seat::State | Seat::Place));
        // of an office told by mistake only those who are told without a country are looked at
        if modifier.is_some() || (mistaken && seat.is_some()) || !(mistaken || of_one) {
            continue;
        }
        let entry = named.entry((story, office)).or_insert_with(|| Some(Vec::new()));
        let Some(list) = entry else { continue };
        match name.filter(|_| seat.is_none()) {
            Some(name) => match list.iter().position(|(m, _)| names.alike(*m, name)) {
                Some(n) => list[n].1.push(c.doc),
                None if list.len() < 2 => list.push((name, vec![c.doc])),
                None => *entry = None,
            },
            None => *entry = None,
        }
    }
    let spread = |l: &[DocId]| l.iter().collect::<BTreeSet<_>>().len();
    let swapped =
        |story: u32, office: &str, (name, docs): &Told| roles.get(&story).is_some_and(|r| r.iter().any(|(n, o, d)| *o != office && !docs.contains(d) && names.alike(*n, *name)));
    let mistaken = |office: &str| lexicon.tables.offices.get(office).is_some_and(|o| o.mistaken);
    let one_of_two = |(story, office): (u32, &str), n: &Named| match n.as_deref() {
        Some([a, b]) if apart(a, b) && mistaken(office) => a.1.iter().chain(&b.1).all(|d| own(*d)) && swapped(story, office, a) != swapped(story, office, b),
        Some([a, b]) => apart(a, b) && spread(&a.1).max(spread(&b.1)) > 1,
        _ => false,
    };
    named.into_iter().filter(|(k, n)| one_of_two(*k, n)).map(|(k, _)| k).collect()
}

/// Gives an office that nobody's country stands beside the story's own, where another text tells its holder for another office of it:
/// "president Brigi Rafini", who is the prime minister of Niger elsewhere.
fn told_otherwise<'c>(lexicon: &Lexicon, names: &mut Names<'c>, countries: &BTreeMap<u32, &str>, stories: &[u32], claims: &'c [Claim], seats: &mut [Option<String>]) {
    let of_state = |office: &str| lexicon.tables.offices.get(office).is_some_and(|o| o.of == Seat::State);
    // without capitals a prime minister is called president by courtesy
    let plain = |office: &str, name: &str| office != PRESIDENT || name.chars().any(char::is_uppercase);
    let mut homes: BTreeMap<u32, Vec<(usize, &str)>> = BTreeMap::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (i, c) in claims.iter().enumerate() {
        let (Topic::Office { office, modifier: None, .. }, Some(n)) = (&c.topic, c.value.name()) else { continue };
        let story = stories[c.doc.0 as usize];
        let own = countries.get(&story);
        let open_to = office == PRESIDENT || lexicon.tables.offices.get(office).is_some_and(|o| o.mistaken && o.exclusive);
        if seats[i].is_none() && open_to && plain(office, &n.text) {
            open.push((i, names.number(&n.text)));
        } else if of_state(office) && own.is_some_and(|own| seats[i].as_deref().is_none_or(|s| s == *own)) {
            homes.entry(story).or_default().push((names.number(&n.text), office));
        }
    }
    for (i, name) in open {
        let Topic::Office { office, .. } = &claims[i].topic else { continue };
        let story = stories[claims[i].doc.0 as usize];
        if homes.get(&story).is_some_and(|l| l.iter().any(|(n, o)| *o != office && names.alike(*n, name))) {
            seats[i] = countries.get(&story).map(|c| (*c).to_owned());
        }
    }
}

/// Gives an office that nobody's country stands beside that of the one holder of it in the story who bears the same last name: a wrong
/// first name, as in "President Mahmoud Pezeshkian".
fn namesakes<'c>(lexicon: &Lexicon, names: &mut Names<'c>, stories: &[u32], claims: &'c [Claim], seats: &mut [Option<String>]) {
    let exclusive = |office: &str| lexicon.tables.offices.get(office).is_some_and(|o| o.exclusive && o.of == Seat::State);
    let mut held: BTreeMap<(u32, &str), Vec<(usize, usize)>> = BTreeMap::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (i, c) in claims.iter().enumerate() {
        let (Topic::Office { office, modifier: None, .. }, Some(n)) = (&c.topic, c.value.name()) else { continue };
        let name = names.number(&n.text);
        if !exclusive(office) {
            continue;
        }
        match seats[i] {
            Some(_) => held.entry((stories[c.doc.0 as usize], office)).or_default().push((name, i)),
            None => open.push((name, i)),
        }
    }
    for (name, i) in open {
        let Topic::Office { office, .. } = &claims[i].topic else { continue };
        let Some(list) = held.get(&(stories[claims[i].doc.0 as usize], office)) else { continue };
        let mut of = list.iter().filter(|(m, _)| names.share_last(*m, name)).filter_map(|(_, j)| seats[*j].clone());
        let Some(first) = of.next() else { continue };
        if of.all(|s| s == first) {
            seats[i] = Some(first);
        }
    }
}

/// Holders of one office without a seat who share a family name and nothing else, each told by texts of their own, two in a story: a
/// wrong first name, as in "Judge Marian Okell" and "Judge Peter Okell". Each claim with the number of the first of the two names.
fn of_one_family<'c>(lexicon: &Lexicon, names: &mut Names<'c>, stories: &[u32], claims: &'c [Claim], seats: &[Option<String>]) -> BTreeMap<usize, usize> {
    /// Story, office, what its holder is told as, and the family name.
    type Family<'c> = (u32, &'c str, &'c str, String);
    // claims, each with its name
    let mut told: BTreeMap<Family<'_>, Vec<(usize, usize)>> = BTreeMap::new();
    for (i, c) in claims.iter().enumerate() {
        let (Topic::Office { office, modifier, .. }, Some(n)) = (&c.topic, c.value.name()) else { continue };
        if !(office == JUDGE || seats[i].is_none() && lexicon.tables.offices.get(office).is_some_and(|o| o.exclusive && o.of != Seat::State && !o.one_name)) {
            continue;
        }
        let name = names.number(&n.text);
        if let [_, .., last] = &names.words[name][..] {
            told.entry((stories[c.doc.0 as usize], office, modifier.as_deref().unwrap_or(""), last.clone())).or_default().push((i, name));
        }
    }
    let mut out = BTreeMap::new();
    for list in told.into_values() {
        let (_, a) = list[0];
        let Some((_, b)) = list.iter().find(|(_, n)| names.words[*n].first() != names.words[a].first()) else { continue };
        let of = |n: usize| list.iter().filter(|(_, m)| names.words[*m] == names.words[n]).map(|(i, _)| claims[*i].doc).collect::<Vec<_>>();
        // each text knows one of them, and there is no third
        if apart(&(a, of(a)), &(*b, of(*b))) && of(a).len() + of(*b).len() == list.len() {
            out.extend(list.iter().map(|(i, _)| (*i, a)));
        }
    }
    out
}

/// Whether an office says no more than that somebody leads a body.
fn is_head(office: &str) -> bool {
    [HEAD, LED_BY].contains(&office)
}

/// The office of whoever leads a body, where the texts of a story tell one such office of it.
fn tops<'c>(lexicon: &'c Lexicon, is_body: impl Fn(&String) -> bool, stories: &[u32], claims: &'c [Claim], seats: &[Option<String>]) -> BTreeMap<(u32, String), &'c str> {
    let mut told: BTreeMap<(u32, String), BTreeSet<&str>> = BTreeMap::new();
    for (c, seat) in claims.iter().zip(seats) {
        let (Topic::Office { office, modifier: None, .. }, Some(seat)) = (&c.topic, seat.as_ref().filter(|s| is_body(s))) else { continue };
        let office = lexicon.tables.offices.get(office).and_then(|o| o.called.get(seat)).unwrap_or(office);
        if LEADS.contains(&office.as_str()) {
            told.entry((stories[c.doc.0 as usize], seat.clone())).or_default().insert(office);
        }
    }
    told.into_iter().filter_map(|(k, o)| Some((k, *o.first().filter(|_| o.len() == 1)?))).collect()
}

/// Offices of those who lead a body.
const LEADS: [&str; 4] = ["chair", "president", "director_general", "chief_executive"];

/// Seats that the texts of a story give for an office.
#[derive(Default)]
struct Seats {
    /// Names of holders, each once, and the first seat that is told for it.
    named: Vec<(usize, String)>,
    /// Seats of names that were asked for.
    asked: FxHashMap<usize, Option<String>>,
    /// All of them.
    all: BTreeSet<String>,
}

impl Seats {
    /// The seat told for a holder of this name.
    fn of(&mut self, names: &Names<'_>, name: usize) -> Option<String> {
        let named = &self.named;
        self.asked.entry(name).or_insert_with(|| named.iter().find(|(m, _)| names.alike(*m, name)).map(|(_, s)| s.clone())).clone()
    }
}

/// A seat as readers are told it.
fn seat_label(lexicon: &Lexicon, seat: &str) -> String {
    let parts = seat.trim_start_matches([COMMON_BODY, '?']).split(POSTED).map(|s| lexicon.world.label(s, "en"));
    parts.collect::<Vec<_>>().join(" in ")
}

/// Writes the keys of claims about offices and persons.
pub(super) fn keys(lexicon: &Lexicon, skeletons: &Skeletons, profiles: &[Profile], stories: &[u32], claims: &[Claim], out: &mut [Key]) {
    // offices whose seat some text names, to place those that do not say it
    let mut names = Names { skeletons, by_text: FxHashMap::default(), by_words: FxHashMap::default(), words: Vec::new() };
    let mut known: BTreeMap<(u32, &str), Seats> = BTreeMap::new();
    let mut seated: FxHashSet<(u32, &str, usize)> = FxHashSet::default();
    // a country is no seat of who heads a body in it
    let is_listed_body = |s: &String| lexicon.world.find(s).is_some_and(|e| lexicon.world.get(e).class == EntityClass::Org);
    let is_body = |s: &String| s.starts_with(['?', COMMON_BODY]) || is_listed_body(s);
    let is_country = |s: &str| lexicon.world.find(s).is_some_and(|e| lexicon.world.get(e).class == EntityClass::Country);
    let of_state = |office: &str| lexicon.tables.offices.get(office).is_some_and(|o| o.exclusive && o.of == Seat::State);
    // countries of which the persons of a story are told to hold an office
    let mut persons: BTreeMap<u32, People> = BTreeMap::new();
    let mut homes: BTreeMap<(u32, usize), BTreeSet<String>> = BTreeMap::new();
    let of_body = |office: &str| lexicon.tables.offices.get(office).is_some_and(|o| o.firms && o.of == Seat::Org);
    let mut holders: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for c in claims {
        let (Topic::Office { office, seat, .. }, Some(n)) = (&c.topic, c.value.name()) else { continue };
        let (story, name) = (stories[c.doc.0 as usize], names.number(&n.text));
        holders.entry(story).or_default().insert(name);
        if let Some(home) = seat.as_ref().filter(|s| of_state(office) && is_country(s)) {
            homes.entry((story, persons.entry(story).or_default().number(&names, name))).or_default().insert(home.clone());
        }
        if let Some(seat) = seat.as_ref().filter(|s| !of_body(office) || is_body(s)) {
            let seats = known.entry((story, office)).or_default();
            // a town that no list knows is the seat of its own holder alone
            if !(seat.starts_with('?') && lexicon.tables.offices.get(office).is_some_and(|o| o.of == Seat::Place)) {
                seats.all.insert(seat.clone());
            }
            if seated.insert((story, office, name)) {
                seats.named.push((name, seat.clone()));
            }
        }
    }
    let countries = profile::countries(profiles, stories);
    let own = |d: DocId| {
        let story = countries.get(&stories[d.0 as usize]);
        story.is_some() && profiles.get(d.0 as usize).and_then(Profile::main_country) == story.copied()
    };
    let disputed = disputed(lexicon, &mut names, own, stories, claims);
    let mut people: BTreeMap<u32, People> = BTreeMap::new();
    let mut seats: Vec<Option<String>> = vec![None; claims.len()];
    let mut courtesy: FxHashSet<usize> = FxHashSet::default();
    for worldly_ones in [false, true] {
        if worldly_ones {
            // who holds another office of a country is of that country, also as the prime minister that no country is told for
            for c in claims {
                let (Topic::Office { office, seat: None, .. }, Some(n)) = (&c.topic, c.value.name()) else { continue };
                if !lexicon.tables.offices.get(office).is_some_and(|o| o.mistaken) {
                    continue;
                }
                let story = stories[c.doc.0 as usize];
                // whom everybody knows as the story's own stands for its country told in full
                let day = c.as_of.map(|d| d.to_string());
                let well_known = lexicon.holders.seat(&lexicon.tables, &n.text, office, day.as_deref());
                if let Some(home) = well_known.filter(|h| countries.get(&story) == Some(h)) {
                    known.entry((story, office)).or_default().all.insert(home.to_owned());
                }
                let name = names.number(&n.text);
                let person = persons.entry(story).or_default().number(&names, name);
                if let Some(home) = homes.get(&(story, person)).filter(|h| h.len() == 1).and_then(|h| h.first()) {
                    let seats = known.entry((story, office)).or_default();
                    if countries.get(&story).is_some_and(|c| c == home) {
                        seats.all.insert(home.clone());
                    }
                    seats.named.push((name, home.clone()));
                }
            }
        }
        for (i, c) in claims.iter().enumerate() {
            let Topic::Office { office, seat, modifier } = &c.topic else { continue };
            // heads of state and government of many countries stand in one story: without a seat they are told by name
            // who acts as one is told without a country where it is the story's own
            let table = lexicon.tables.offices.get(office);
            let worldly = table.is_some_and(|o| o.worldly) && modifier.as_deref() != Some(ACTING);
            if worldly != worldly_ones {
                continue;
            }
            let story = stories[c.doc.0 as usize];
            let name = names.number(c.value.name().map_or("", |n| &n.text));
            let told = known.get_mut(&(story, office.as_str()));
            let by_name = told.and_then(|l| l.of(&names, name));
            // of experts and envoys a country has many, and a body need not be told
            let country = || {
                let profile = table.filter(|o| o.of == Seat::State).and_then(|_| profiles.get(c.doc.0 as usize));
                let common = countries.get(&story).copied();
                // a text that hardly names a country is of its story's
                let own = profile.and_then(|p| p.main_country().filter(|c| common.is_none() || p.countries.get(*c).is_some_and(|n| *n >= CLEAR)));
                own.or(common).filter(|_| table.is_none_or(|o| !o.needs_body && (o.exclusive || o.of != Seat::Org))).map(|c| lexicon.world.state(c).unwrap_or_else(|| c.to_owned()))
            };
            // the one seat of this office that the story names
            let only = || {
                let seats = &known.get(&(story, office.as_str()))?.all;
                // "Maryland's transportation secretary" says nothing of a secretary told without a state
                if table.is_some_and(|o| o.of == Seat::State) && seats.iter().any(|s| lexicon.world.is_region(s)) {
                    return None;
                }
                let one = seats.len() == 1
                    && table.is_some_and(|o| matches!(o.of, Seat::Place | Seat::State))
                    && (!worldly || table.is_some_and(|o| o.domestic) && countries.get(&story).is_none_or(|c| seats.first().is_some_and(|s| s == c)));
                seats.first().filter(|_| one).cloned()
            };
            // a prime minister told without a country is of the text's, where some text tells that country's in full
            let told_of = |c: &String| known.get(&(story, office.as_str())).is_some_and(|l| l.all.contains(c));
            // mayors of two towns: one whose town is told leaves the other's open
            let of_another_town = || table.is_some_and(|o| o.of == Seat::Place) && known.get(&(story, office.as_str())).is_some_and(|l| !l.named.is_empty());
            // "the commission" is the one that is told in full elsewhere
            let in_full = |s: String| {
                let seats = known.get(&(story, office.as_str())).filter(|_| s.starts_with(COMMON_BODY) && !s.contains(' '));
                let mut fuller = seats.into_iter().flat_map(|l| &l.all).filter(|f| f.strip_prefix(s.as_str()).is_some_and(|r| r.starts_with(' ')));
                fuller.next().filter(|_| fuller.next().is_none()).map_or(s, Clone::clone)
            };
            // "President Biden", whose state everybody knows
            let well_known = || {
                let day = c.as_of.map(|d| d.to_string());
                lexicon.holders.seat(&lexicon.tables, &c.value.name()?.text, office, day.as_deref()).map(str::to_owned)
            };
            // «الرئيس نجيب ميقاتي»: a courtesy to one who presides over something else
            if seat.is_none() && office == PRESIDENT && c.value.name().is_some_and(|n| lexicon.holders.of_other_offices(&n.text, office)) {
                courtesy.insert(i);
                continue;
            }
            // also where the sentence spoke of another state before: "the airliner lost over Egypt …, President Putin was told"
            let in_full_name = || c.value.name().is_some_and(|n| n.text.split_whitespace().nth(1).is_some() && !lexicon.holders.of_other_offices(&n.text, office));
            // whoever is sent out is told apart from others of their country by where to
            if table.is_some_and(|o| o.posted && o.of == Seat::State) {
                seats[i] = seat.clone().filter(|s| s.contains(POSTED)).or(by_name);
                continue;
            }
            let found = table
                .and_then(|o| o.seat.clone())
                // a body that is named is the one meant, whatever else its head is known to lead
                .or_else(|| seat.clone().filter(is_listed_body))
                .or_else(|| (of_state(office) && in_full_name()).then(well_known).flatten())
                .or_else(|| seat.clone().filter(|s| table.is_none_or(|o| o.of != Seat::Org) || is_body(s)))
                .or_else(well_known)
                .or(by_name)
                .or_else(only)
                .or_else(|| if worldly { country().filter(|c| table.is_some_and(|o| o.domestic) && told_of(c)) } else { country().filter(|_| !of_another_town()) })
                .map(in_full);
            if let Some(home) = found.as_ref().filter(|s| !worldly && of_state(office) && is_country(s)) {
                homes.entry((story, persons.entry(story).or_default().number(&names, name))).or_default().insert(home.clone());
            }
            seats[i] = found;
        }
    }
    told_otherwise(lexicon, &mut names, &countries, stories, claims, &mut seats);
    namesakes(lexicon, &mut names, stories, claims, &mut seats);
    let families = of_one_family(lexicon, &mut names, stories, claims, &seats);
    let tops = tops(lexicon, is_body, stories, claims, &seats);
    for (i, c) in claims.iter().enumerate() {
        let story = stories[c.doc.0 as usize];
        match &c.topic {
            Topic::Office { office, seat, modifier } => {
                let name = names.number(c.value.name().map_or("", |n| &n.text));
                let table = lexicon.tables.offices.get(office);
                let modifier = modifier.as_deref().unwrap_or("");
                let called = table.zip(seats[i].as_ref()).and_then(|(o, s)| o.called.get(s)).map(|o| &o[..]);
                // "the head of the safety board", which other texts have a chairwoman of
                let led = || tops.get(&(story, seats[i].clone()?)).copied().filter(|_| is_head(office) && modifier.is_empty());
                let office = called.or_else(led).unwrap_or(office);
                // one member of a house tells nothing of who else sits in it; of a named body two spokesmen are worth a look
                // and former holders are many at any time
                // of a vice president told without a country nobody knows that they are no firm's
                let sole = |o: &Office| seat.is_some() && seats[i].as_ref().is_some_and(|s| o.sole.contains(s) || s.contains(POSTED));
                let many = table.is_some_and(|o| !o.exclusive && o.of != Seat::Org && !sole(o)) || modifier == FORMER;
                out[i] = match seats[i].take().filter(|_| !many) {
                    Some(s) => Key {
                        // a body told by common nouns is the story's own
                        key: if s.starts_with(COMMON_BODY) { format!("office {office} {story} {s} {modifier}") } else { format!("office {office} {s} {modifier}") },
                        label: format!("{modifier} {} of {}", if office == LED_BY { HEAD } else { office }, seat_label(lexicon, &s)).trim().replace('_', " "),
                        place: None,
                    },
                    None if !courtesy.contains(&i) && disputed.contains(&(story, office)) => {
                        Key { key: format!("office {office} {story} {modifier}"), label: office.replace('_', " "), place: None }
                    }
                    None if families.contains_key(&i) => {
                        Key { key: format!("office {office} {story} {modifier} family {}", families[&i]), label: office.replace('_', " "), place: None }
                    }
                    None => {
                        let n = people.entry(story).or_default().number(&names, name);
                        Key { key: format!("office {office} {story} {modifier} {n}"), label: office.replace('_', " "), place: None }
                    }
                };
            }
            Topic::Person(name) => {
                let mut person = names.number(name);
                let held = |names: &Names<'_>, n: usize| holders.get(&story).is_some_and(|own| own.iter().any(|h| names.alike(*h, n)));
                // where names are told by capitals, the first word is one: "Sylvia Bongo" is not Ali
                if !name.starts_with(char::is_uppercase)
                    && !held(&names, person)
                    && let Some(rest) = names.without_first(person).filter(|r| held(&names, *r))
                {
                    person = rest;
                }
                if names.words[person].is_empty() {
                    out[i] = Key { key: format!("lone {i}"), label: "a person".into(), place: None };
                    continue;
                }
                let n = people.entry(story).or_default().number(&names, person);
                out[i] = Key { key: format!("person {story} {n}"), label: name.clone(), place: None };
            }
            _ => {}
        }
    }
}
