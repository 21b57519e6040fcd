//! Holders told by what is done with an office: "named X foreign minister", "the finance portfolio went to X", "X at defence",
//! "in place of Y", and the lines of a list, "Interior: X".

mod deeds;
mod led;
mod lists;
mod owners;
mod persons;
mod rule;
mod stand_in;
mod unnamed;
mod verbs;

use super::body;
use super::holders::{Holder, whose_body};
use super::names::{follows_letter, is_name_word, is_rank, name_before, no_name, span_of};
use super::seats::{field_behind, seat_after, seat_of};
use super::view::SentenceView;
use crate::lexicon::{ClassId, Lexicon};
use crate::source::{Document, Span};

/// Most units between a verb and the office or the name that it takes.
const REACH: usize = 5;
/// Longest run of words before an office that is taken for a name.
const NAME_WORDS: usize = 4;

/// An office as it is told: a word for it, or the field it is for ("finance", "the finance portfolio").
#[derive(Debug, Clone)]
struct Post {
    start: usize,
    end: usize,
    office: String,
    seat: Option<String>,
    modifier: Option<String>,
    /// The field alone, which may be a field only.
    bare: bool,
}

/// What the rules of this file look at.
struct Room<'a> {
    lexicon: &'a Lexicon,
    doc: &'a Document,
    s: &'a SentenceView,
    capitals: bool,
    posts: Vec<Post>,
    told: Option<Post>,
}

/// Adds the holders that verbs and lists tell of to those named beside their office.
///
/// `told`: the office of which the sentence before spoke last, for "he succeeds X".
pub fn posts(lexicon: &Lexicon, doc: &Document, s: &SentenceView, told: Option<(&str, Option<&str>)>, out: &mut Vec<Holder>) {
    let core = &lexicon.core;
    let any = |c: ClassId| s.classes.has(c) && s.units.iter().any(|u| u.classes.has(c));
    let rule = any(core.rule_of);
    let leads = any(core.leads);
    let capitals = lexicon.packs[s.pack].file.capitals;
    let named = !capitals && [core.rank, core.foremost, core.power, core.wins_term, core.forms_cabinet, core.leave_post, core.succeed].iter().any(|c| s.classes.has(*c));
    // what tells of a holder with no word for an office
    let unnamed = capitals && [core.into_office, core.succeed, core.say, core.according, core.rule_of].iter().any(|c| s.classes.has(*c));
    if !named && !any(core.office) && !any(core.portfolio) && !any(core.forming) && !any(core.take_post) && !rule && !leads && told.is_none() && !unnamed {
        return;
    }
    let deeds = [core.appoint, core.take_post, core.give_post, core.succeed, core.predecessor, core.counterpart, core.in_his_place];
    let listed = s.units.iter().take(12).any(|u| u.classes.has(core.colon) || u.classes.has(core.dash));
    let fields = s.classes.has(core.portfolio) && s.units.iter().filter(|u| u.classes.has(core.portfolio)).count() > usize::from(out.is_empty());
    let verbs = capitals && [core.as_verb, core.in_office, core.leads, core.as_].into_iter().any(any);
    let stand_in = any(core.stands_in);
    if !named
        && !deeds.into_iter().any(any)
        && !listed
        && !fields
        && !verbs
        && !any(core.forming)
        && !rule
        && !any(core.say)
        && !any(core.leave_post)
        && !stand_in
        && !unnamed
        && (capitals || !any(core.they_are))
    {
        return;
    }
    let mut room = Room { lexicon, doc, s, capitals, posts: Vec::new(), told: None };
    if any(core.forming) {
        room.charged(out);
        room.to_form(out);
    }
    room.posts = room.find();
    room.told = told.map(|(office, seat)| Post { start: 0, end: 1, office: office.to_owned(), seat: seat.map(str::to_owned), modifier: None, bare: false });
    if room.posts.is_empty() && room.told.is_none() {
        room.persons(out);
        room.ruled(out);
        room.toppled(out);
        room.foremost(out);
        room.verbs(out);
        // "succeeding Y at the head of the party is X"
        for k in (0..s.units.len()).filter(|k| capitals && s.has(*k, core.succeed) && s.units[*k].mention.is_none()) {
            room.succeeded(k, out);
        }
        room.ranked(out);
        room.unnamed(out);
        room.owners(out);
        return;
    }
    if listed {
        room.line(out);
    }
    room.pairs(out);
    for k in 0..s.units.len() {
        if s.units[k].mention.is_some() || !deeds.iter().any(|c| s.has(k, *c)) {
            continue;
        }
        if lexicon.packs[s.pack].file.verb_last && [core.appoint, core.take_post, core.give_post].iter().any(|c| s.has(k, *c)) {
            room.verb_behind(k, out);
            continue;
        }
        if s.has(k, core.appoint) || capitals && s.has(k, core.take_post) {
            room.appointed(k, out);
        }
        if s.has(k, core.take_post) {
            room.taken(k, out);
        }
        if s.has(k, core.give_post) {
            room.given(k, out);
        }
        if s.has(k, core.succeed) {
            room.succeeded(k, out);
        }
        if s.has(k, core.predecessor) || s.has(k, core.counterpart) {
            room.before(k, out);
        }
        if s.has(k, core.in_his_place) {
            room.in_place(k, out);
        }
    }
    room.inverted(out);
    room.members(out);
    room.persons(out);
    room.ruled(out);
    room.toppled(out);
    room.became(out);
    room.foremost(out);
    room.spoken(out);
    room.list(out);
    room.verbs(out);
    room.stands_in(out);
    room.ranked(out);
    room.unnamed(out);
    room.owners(out);
}

impl Room<'_> {
    /// All offices of the sentence, in its order.
    fn find(&self) -> Vec<Post> {
        let (lexicon, s) = (self.lexicon, self.s);
        let core = &lexicon.core;
        let mut out: Vec<Post> = Vec::new();
        for i in 0..s.units.len() {
            if s.units[i].mention.is_some() || out.last().is_some_and(|p| i < p.end) {
                continue;
            }
            let verb = s.has(i, core.take_post) && !s.has(i + 1, core.of);
            if let Some(office) = s.value(lexicon, i, core.office).filter(|_| !verb) {
                let (mut seat, mut modifier) = (None, None);
                let mut start = i;
                if i > 0
                    && let Some(m) = s.value(lexicon, i - 1, core.role_mod)
                {
                    modifier = Some(m.to_owned());
                    start = i - 1;
                } else if !self.capitals
                    && i > 1
                    && s.has(i - 1, core.to)
                    && !s.definite[i - 2]
                    && let Some(m) = s.value(lexicon, i - 2, core.role_mod)
                {
                    // «نائبا لرئيس مجلس السيادة»
                    modifier = Some(m.to_owned());
                    start = i - 2;
                }
                let end = if self.capitals {
                    seat_after(lexicon, s, i + 1, &mut seat, &mut modifier).0
                } else {
                    let b = body::behind(lexicon, s, i + 1);
                    modifier = modifier.or(b.modifier);
                    seat = b.entity;
                    b.end
                };
                let field = (office == "minister").then(|| s.value(lexicon, i + 1, core.portfolio)).flatten().map(str::to_owned);
                let (field, end) = if self.capitals { field_behind(lexicon, s, i).map_or((field, end), |(f, e)| (Some(f), e.max(end))) } else { (field, end) };
                out.push(Post { start, end, office: field.unwrap_or_else(|| office.to_owned()), seat, modifier, bare: false });
            } else if let Some(office) = s.value(lexicon, i, core.portfolio) {
                let (mut start, mut end) = (i, i + 1);
                while s.has(end, core.post_word) {
                    end += 1;
                }
                let before = (i.saturating_sub(3)..i).rev().find(|j| !(s.has(*j, core.of) || s.has(*j, core.article)));
                if let Some(j) = before.filter(|j| s.has(*j, core.post_word)) {
                    start = j;
                }
                let bare = start == i && end == i + 1 && !s.has(i, core.post_word);
                if bare && !self.capitals && !s.definite[i] {
                    continue;
                }
                out.push(Post { start, end, office: office.to_owned(), seat: None, modifier: None, bare });
            }
        }
        out
    }

    /// The office of which the sentence before spoke, where this one begins with its holder: "He succeeds X", "Her predecessor, X".
    fn carried(&self, k: usize) -> Option<&Post> {
        let begins = |j: usize| self.s.has(j, self.lexicon.core.pronoun) || self.s.has(j, self.lexicon.core.predecessor);
        if k < 6 && begins(0) && self.posts.is_empty() {
            return self.told.as_ref();
        }
        // "X was made chief justice; she takes the place of Y"
        let start = self.s.clause(k).0;
        let near = self.capitals && (start..=start + 1).any(begins) && k < start + 6;
        self.posts.iter().rev().find(|p| near && p.end <= start && !p.bare)
    }

    /// The office that a verb takes, behind it.
    fn behind(&self, from: usize) -> Option<&Post> {
        let (s, core) = (self.s, &self.lexicon.core);
        let p = self.posts.iter().find(|p| p.start >= from && p.start < from + REACH)?;
        let stops = [core.comma, core.clause, core.say, core.count, core.that];
        let free = (from..p.start).all(|j| !stops.iter().any(|c| s.has(j, *c)));
        // a field alone: "at defence", and nothing that it tells the sort of
        let alone = p.end >= s.units.len() || !(s.has(p.end, core.word) || s.has(p.end, core.people) || s.has(p.end, core.thing) || s.has(p.end, core.source));
        (free && (!p.bare || alone && (p.start == from || self.link(p.start - 1)))).then_some(p)
    }

    /// The name that a verb has for its subject, in a language with capitals.
    fn subject(&self, k: usize) -> Option<(usize, usize)> {
        let (s, core) = (self.s, &self.lexicon.core);
        let mut to = k;
        let stops = [core.comma, core.clause, core.say, core.that, core.and, core.or];
        // "Duck-soo": the second syllable in small letters
        let syllable = |j: usize| j > 1 && s.has(j - 1, core.dash) && is_name_word(self.lexicon, s, j - 2);
        let passes = |j: usize| s.units[j].mention.is_none() && !s.capital[j] && !stops.iter().any(|c| s.has(j, *c)) && !syllable(j);
        while to > 0 && k - to < 4 && passes(to - 1) {
            to -= 1;
        }
        let comma = to > 0 && s.has(to - 1, core.comma);
        name_before(self.lexicon, self.doc, s, if comma { to - 1 } else { to }, true, 1)
    }

    /// The run of words before an office that can be a name, in a language without capitals, and what of its first word is no part of it.
    fn name_back(&self, to: usize, after: usize) -> Option<(usize, usize, u32)> {
        let (s, core) = (self.s, &self.lexicon.core);
        // "appointed X (54) minister"
        let mut to = to;
        if to > 0
            && s.has(to - 1, core.close)
            && let Some(open) = (to.saturating_sub(6)..to).rev().find(|j| s.has(*j, core.open))
        {
            to = open;
        }
        // «تعيين X "حميدتي" نائبا»: by what name else they go
        if to > 0
            && s.has(to - 1, core.quote)
            && let Some(open) = (to.saturating_sub(4)..to - 1).rev().find(|j| s.has(*j, core.quote))
        {
            to = open;
        }
        let mut start = to;
        let mut words = 0;
        while start > after && words < NAME_WORDS {
            let i = start - 1;
            let u = &s.units[i];
            let clitic = u.is_clitic();
            if clitic && s.split.get(start).copied().unwrap_or(false) && !s.has(start, core.name_part) && !s.has(start, core.given_name) {
                start = i;
                continue;
            }
            let part = s.has(i, core.name_part);
            // "Charles the Third": the rank belongs to the name
            if i + 1 == to && is_rank(s, i) && i > after + 1 {
                start = i;
                continue;
            }
            if u.mention.is_some() || clitic || !part && (!s.has(i, core.word) || no_name(self.lexicon, self.doc, s, i.saturating_sub(1), i)) {
                break;
            }
            start = i;
            words += usize::from(!part || s.value(self.lexicon, i, core.name_part).is_some());
            if s.maybe_and[i] && !part {
                break;
            }
        }
        // what stands before a given name is none of the name
        let given = (start..to).find(|j| s.has(*j, core.given_name)).filter(|j| to - j > 1 && !(*j > start && s.has(j - 1, core.name_part)));
        start = given.unwrap_or(start);
        while start < to && s.definite[start] {
            start += 1;
        }
        let own = start < to && words > 0;
        let deed = start > 0 && [core.appoint, core.take_post, core.title].iter().any(|c| s.has(start - 1, *c));
        own.then(|| (start, to, if s.maybe_and[start] && !s.has(start, core.name_part) && !deed { first_letter(self.doc, s, start) } else { 0 }))
    }

    /// Past what stands in brackets behind a name: "X (54) took the portfolio".
    fn over(&self, at: usize) -> usize {
        let (s, core) = (self.s, &self.lexicon.core);
        if !s.has(at, core.open) {
            return at;
        }
        (at + 1..s.units.len().min(at + 6)).find(|j| s.has(*j, core.close)).map_or(at, |j| j + 1)
    }

    /// Whether a unit only leads from a name to an office or back.
    fn link(&self, j: usize) -> bool {
        let (s, core) = (self.s, &self.lexicon.core);
        [core.in_, core.to, core.for_, core.of, core.article, core.at, core.as_].iter().any(|c| s.has(j, *c))
    }

    fn push(&self, out: &mut Vec<Holder>, p: &Post, a: usize, b: usize, cut: u32, modifier: Option<&str>) {
        let s = self.s;
        let mut name = span_of(s, a, b);
        name.start += cut;
        if out.iter().any(|h| h.name.overlaps(name) && (h.office == p.office || h.modifier.as_deref() != Some("former"))) {
            return;
        }
        let firms = self.lexicon.tables.offices.get(&p.office).is_some_and(|o| o.firms);
        let own = p.seat.clone().or_else(|| if s.classes.has(self.lexicon.core.whose) { whose_body(self.lexicon, s, p.start, firms) } else { None });
        let seat = seat_of(self.lexicon, s, p.start, &p.office, own);
        let post = Span { start: s.units[p.start].span.start, end: s.units[p.end - 1].span.end };
        let modifier = modifier.map(str::to_owned).or_else(|| p.modifier.clone());
        let around = a.min(p.start).saturating_sub(2)..b.max(p.end);
        let (core, cases) = (&self.lexicon.core, self.lexicon.packs[s.pack].cases());
        let new = |j: usize| s.has(j, core.appoint) || s.has(j, core.succeed) || cases && s.has(j, core.enters_office);
        let entered = modifier.is_none() && around.into_iter().any(new);
        out.push(Holder { office: p.office.clone(), seat, modifier, entered, name, quote: name.join(post) });
    }
}

/// Length in bytes of the first letter of a unit.
fn first_letter(doc: &Document, s: &SentenceView, at: usize) -> u32 {
    // a conjunction that is known to be one is no part of the unit any more
    if follows_letter(doc, s, at) {
        return 0;
    }
    doc.quote(s.units[at].span).chars().next().map_or(0, char::len_utf8) as u32
}
