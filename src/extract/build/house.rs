//! Seats of a house that go from party to party: "Harbour won 37 seats. Fair City followed with 25, the Greens with just 9".

use super::choice::{Choice, plain, put, quantity};
use crate::extract::phrase::is_function_word;
use crate::extract::view::SentenceView;
use crate::lexicon::{ClassId, KindId, Lexicon};

/// Units between a party and its figure, at the most.
const REACH: usize = 7;
/// The same, where no word that is known to give figures stands between them: "Harbour followed with 70".
const NEXT: usize = 3;
/// Sentences after which the seats told of are forgotten.
const NEAR: u32 = 2;
/// Most seats that a house has.
const MOST: i64 = 3_000;
/// Why such a figure is a number of seats.
const NOTE: &str = "a party's share of the seats told before it";

/// What the text counted last in seats, and where.
#[derive(Debug, Default)]
pub(super) struct House {
    votes: Option<KindId>,
    seats: Option<KindId>,
    /// Words that give a party its figure ("won", "with", "slumped to"), by pack.
    holds: Option<ClassId>,
    /// The class of a figure that counts seats.
    seat: Option<ClassId>,
    /// A word for seats told without a figure: «مقاعد الحزب».
    seats_word: Option<ClassId>,
    /// The kind of ages: a bare figure between a name and the end of a clause looks like one.
    age: Option<KindId>,
    /// Number of the last sentence that counted seats.
    last: Option<u32>,
}

impl House {
    /// At the begin of a document.
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        let kind = |id| lexicon.tables.kind_id(id);
        House {
            votes: kind("votes"),
            seats: kind("member_count.seats"),
            age: kind("age"),
            holds: lexicon.classes.get("votes/holds"),
            seat: lexicon.classes.get("thing:seat"),
            seats_word: lexicon.classes.get("votes/seats"),
            last: None,
        }
    }

    /// Adds the figures of a sentence that parties hold of the seats told before, and makes seats of votes that say nothing else.
    pub(super) fn share_out(&mut self, lexicon: &Lexicon, s: &SentenceView, choices: &mut Vec<Choice>) {
        let (Some(votes), Some(seats)) = (self.votes, self.seats) else { return };
        let capitals = lexicon.packs[s.pack].file.capitals;
        let seat = |i: usize| thing(s, i) == Some("seat");
        let word = |i: usize| self.seats_word.is_some_and(|c| s.units[i].mention.is_none() && s.has(i, c));
        let spoken = [self.seat, self.seats_word].into_iter().flatten().any(|c| s.classes.has(c));
        let own = if spoken { (0..s.units.len()).find(|i| seat(*i) || word(*i)) } else { None };
        let before = self.last.is_some_and(|n| n + NEAR >= s.number);
        if own.is_none() && !before {
            return;
        }
        // "it polled 2.4 million votes, or 38": what stands behind votes is of votes
        let of_votes = |i: usize| (0..i).rev().find_map(|j| thing(s, j).filter(|t| matches!(*t, "vote" | "seat"))) == Some("vote");
        // "Harbour has 152, Fair City 141 and the Greens nine seats": the noun stands behind the last
        let core = &lexicon.core;
        let leads_on = |j: usize| s.units[j].mention.is_none() && (s.capital[j] || [core.comma, core.and, core.article].iter().any(|c| s.has(j, *c))) || bare(lexicon, s, j);
        let ahead = |i: usize| capitals && own.is_some_and(|o| i < o && seat(o) && (i + 1..o).all(leads_on));
        let open = |i: usize| (before || own.is_some_and(|o| o < i) || ahead(i)) && !of_votes(i);
        let mut found = false;
        for c in choices.iter_mut().filter(|c| c.kind == votes && bare(lexicon, s, c.unit)) {
            let told = (c.start..c.end).any(|j| thing(s, j) == Some("vote"));
            if !told && open(c.unit) && few(s, c.unit) {
                c.kind = seats;
                found = true;
            }
        }
        for i in (0..s.units.len()).filter(|i| bare(lexicon, s, *i) && open(*i) && few(s, *i)) {
            // "Harbour on 33 and the Liberals, 21": behind the seats of others a figure behind a name is no age
            let before_it = (0..i).rev().find(|j| s.has(*j, lexicon.core.count));
            let beside = before_it.is_some_and(|p| p > 0 && (seat(p) || choices.iter().any(|c| c.unit == p && c.kind == seats)));
            let age = |c: &Choice| Some(c.kind) == self.age && beside;
            // «حاز الأول 73 مقعدا والثاني 37 ودولة القانون 33»
            let next = before_it.filter(|p| !capitals && (seat(*p) || choices.iter().any(|c| c.unit == *p && c.kind == seats)));
            let listed = next.is_some_and(|p| next_of_row(lexicon, s, p, i));
            if choices.iter().any(|c| c.unit == i && c.score >= 0 && !age(c)) || !(listed || self.is_held(lexicon, s, i)) {
                continue;
            }
            put(choices, plain(i, seats, 2, NOTE));
            found = true;
        }
        if own.is_some() || found {
            self.last = Some(s.number);
        }
    }

    /// Whether a party stands right before a figure, or one of the words that give it to a party between them; or it is "for" one.
    fn is_held(&self, lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
        let core = &lexicon.core;
        let named = |i: usize| s.units[i].mention.is_none() && (s.capital[i] && i > 0 || s.entity(lexicon, i, true).is_some());
        let opens = |i: usize| i == 0 && s.capital[0] && s.units[0].mention.is_none() && !is_function_word(lexicon, s, 0);
        let capitals = lexicon.packs[s.pack].file.capitals;
        if capitals && [core.for_, core.to].iter().any(|c| s.has(at + 1, *c)) && (at + 2..(at + 5).min(s.units.len())).any(named) {
            return true;
        }
        let stop = |i: usize| s.has(i, core.count) || s.has(i, core.clause) || s.has(i, core.money) || s.has(i, core.share);
        let held = |i: usize| self.holds.is_some_and(|h| s.has(i, h));
        // where no letter marks a name, the word that gives the figure must be there
        if !capitals {
            return shared_alike(lexicon, s, at) || (at.saturating_sub(REACH)..at).rev().take_while(|i| !stop(*i) && !s.has(*i, core.comma)).any(held);
        }
        let mut given = false;
        let mut i = at;
        while i > 0 && at - i <= REACH {
            i -= 1;
            if stop(i) {
                return false;
            }
            if named(i) || opens(i) {
                return given || at - i <= NEXT || (i + 1..at).all(|j| is_function_word(lexicon, s, j));
            }
            if s.has(i, core.comma) {
                // "the Democrats, the oldest party, were reduced to 25"
                // "on 33 and the Liberals, 21"
                if i + 1 == at && i > 0 && named(i - 1) && self.age.is_some() && s.units.get(at + 1).is_none_or(|u| u.classes.has(core.clause)) {
                    return true;
                }
                return given && (1..i).rev().take_while(|j| !stop(*j)).any(|j| s.has(j, core.comma) && (named(j - 1) || opens(j - 1)));
            }
            given |= held(i) || s.has(i, core.reach);
        }
        false
    }
}

/// Most units of a party's name.
const NAME: usize = 5;

/// Whether nothing but an "and" and a name, of a known body, in quotation marks or with the article, stands between two figures, and nothing
/// right behind the second.
fn next_of_row(lexicon: &Lexicon, s: &SentenceView, last: usize, at: usize) -> bool {
    let core = &lexicon.core;
    let joint = |j: usize| s.has(j, core.and) || s.has(j, core.comma) || s.maybe_and[j];
    let word =
        |j: usize| s.units[j].mention.is_none() && ![core.in_, core.from, core.to, core.say, core.cue, core.that, core.rel, core.clause, core.not].iter().any(|c| s.has(j, *c));
    let names = |j: usize| s.has(j, core.org) || s.has(j, core.quote) || s.definite[j];
    let begins = |j: usize| joint(j) || j > 0 && joint(j - 1);
    let name = last + 1..at;
    let ends = s.units.get(at + 1).is_none_or(|u| [core.comma, core.clause, core.and].iter().any(|c| u.classes.has(*c))) || s.maybe_and.get(at + 1).is_some_and(|a| *a);
    (1..=NAME).contains(&name.len()) && ends && begins(last + 1) && name.clone().all(word) && name.clone().any(names)
}

/// Whether a figure is given to somebody behind it, or by the same letter as the seats told before it: «102 مقعد للأول و87 للثاني»,
/// «بـ73 مقعدا، ودولة القانون بـ33».
fn shared_alike(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    let Some(seats) = (0..at).rev().find(|i| thing(s, *i) == Some("seat")) else { return false };
    // «الميثاق (21 مقعدا) وإرادة (19) وعزم (ستة)»
    let enclosed = |i: usize| i > 0 && s.has(i - 1, core.open) && (i + 1..s.units.len().min(i + 3)).any(|j| s.has(j, core.close));
    if enclosed(seats) && enclosed(at) {
        return true;
    }
    // the letter may stand with a stroke of its own
    let led = |i: usize| i > 0 && (s.units[i - 1].is_clitic() && s.has(i - 1, core.in_) || lexicon.packs[s.pack].is_clitic(&s.folded[i - 1]));
    let closes = s.units.get(at + 1).is_none_or(|u| u.classes.has(core.comma) || u.classes.has(core.clause));
    let before = (at.saturating_sub(REACH)..at).rev().take_while(|j| !s.has(*j, core.comma) && !s.has(*j, core.count) && !s.has(*j, core.say));
    // «مقابل 16 لغريمه», «بعد أن كان له في الدورة السابقة 48»
    let rival = at > 0 && s.has(at - 1, core.comparand) || closes && before.into_iter().any(|j| s.has(j, core.comparand));
    let joint = (seats + 1..at).any(|j| [core.and, core.comma, core.colon].iter().any(|c| s.has(j, *c)) || s.maybe_and[j]);
    let stop = (seats + 1..at).any(|j| s.has(j, core.clause) || s.has(j, core.money) || s.has(j, core.share));
    let given = s.has(at + 1, core.to) && s.units[at + 1].is_clitic() && !s.has(at + 2, core.each);
    joint && !stop && (given || rival || led(at) && led(seats) && !s.has(at + 1, core.in_))
}

/// The thing that a figure counts, by its noun.
fn thing(s: &SentenceView, i: usize) -> Option<&str> {
    s.mentions[s.units[i].mention?].noun.as_ref()?.thing.as_deref()
}

fn bare(lexicon: &Lexicon, s: &SentenceView, i: usize) -> bool {
    s.units[i].mention.is_some() && s.has(i, lexicon.core.n_bare)
}

fn few(s: &SentenceView, i: usize) -> bool {
    quantity(s, i).and_then(|q| q.max).is_some_and(|n| n < MOST.into() && n.fract().is_zero())
}
