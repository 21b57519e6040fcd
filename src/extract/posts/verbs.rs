//! Holders told by a whole sentence, in a language with capitals: "swore in X, 61, on Monday as its first president",
//! "X announced he had resigned as president", "X, 78, became the oldest president".

use super::{Post, Room};
use crate::extract::holders::Holder;
use crate::extract::names::{is_name_word, name_at, name_before};
use crate::source::Span;

/// Most units from a verb to the word that leads to the office.
const FAR: usize = 16;
/// Most units of what stands before an office within its own phrase: "its first directly elected".
const PHRASE: usize = 7;
/// Most units of what is told of somebody before their name: "the former central banker".
pub(super) const TOLD: usize = 5;

/// What a verb does with somebody's office.
#[derive(Clone, Copy, PartialEq)]
enum Deed {
    /// Gives it to its object: "elected X as".
    Makes,
    /// Takes it from its object: "ousted X as".
    Unmakes,
    /// Its subject comes into it or holds it: "takes over as", "became".
    Holds,
    /// Its subject leaves it: "resigned as".
    Leaves,
}

impl Room<'_> {
    /// All that verbs of the sentence tell of who holds an office.
    pub(super) fn verbs(&self, out: &mut Vec<Holder>) {
        if !self.capitals {
            return;
        }
        let core = &self.lexicon.core;
        for k in 0..self.s.units.len() {
            if self.s.units[k].mention.is_some() {
                continue;
            }
            if self.s.has(k, core.leads) {
                self.leads(k, out);
            }
            if self.s.has(k, core.as_) {
                self.under_as(k, out);
            }
            let deed = match self.s.value(self.lexicon, k, core.as_verb) {
                Some("makes") => Deed::Makes,
                Some("unmakes") => Deed::Unmakes,
                Some("holds") => Deed::Holds,
                Some("leaves") => Deed::Leaves,
                _ if self.s.has(k, core.in_office) && !self.s.has(k, core.as_) => Deed::Holds,
                _ => continue,
            };
            self.verb(k, deed, out);
        }
    }

    fn verb(&self, k: usize, deed: Deed, out: &mut Vec<Holder>) {
        let core = &self.lexicon.core;
        let ahead = (k.saturating_sub(4)..=k).any(|j| self.s.has(j, core.plan) && !self.s.has(j, core.clause));
        let gone = match deed {
            Deed::Unmakes | Deed::Leaves if ahead => None,
            Deed::Unmakes | Deed::Leaves => Some("former"),
            Deed::Makes | Deed::Holds => ahead.then_some("elect"),
        };
        let object = if matches!(deed, Deed::Makes | Deed::Unmakes) { self.object(k) } else { None };
        let from = object.map_or(k + 1, |(_, b)| self.past_age(b));
        let direct = if matches!(deed, Deed::Makes | Deed::Holds) { self.office_at(from + usize::from(object.is_some() && self.s.has(from, core.for_))) } else { None };
        let by_as = || self.office_at(self.led_by_as(from).filter(|_| self.s.has(k, core.as_verb))? + 1);
        let Some(p) = direct.or_else(by_as) else { return };
        if let Some((a, b)) = object {
            // what the name of a body would be: "the board named Acme chief executive"
            self.push_over(out, p, (a, b), gone);
            return;
        }
        // "has appointed a new minister" tells no name; "was appointed minister", "X declared president-elect" do
        let was = (k.saturating_sub(3)..k)
            .rev()
            .take_while(|j| self.s.units[*j].mention.is_some() || self.s.has(*j, core.in_) || self.s.has(*j, core.be))
            .any(|j| self.s.has(j, core.be));
        let passive = was || k > 0 && (self.s.has(k - 1, core.be) || self.s.has(k - 1, core.have) || is_name_word(self.lexicon, self.s, k - 1) || self.s.has(k - 1, core.comma));
        if matches!(deed, Deed::Makes | Deed::Unmakes) && !passive {
            return;
        }
        if let Some((a, b)) = self.bearer(k) {
            if deed == Deed::Holds && !ahead && self.s.has(k, core.enters_office) {
                self.push_new(out, p, (a, b));
            }
            self.push_over(out, p, (a, b), gone);
        }
    }

    /// A holder, unless the sentence was read to tell the same of them.
    pub(super) fn push_over(&self, out: &mut Vec<Holder>, p: &Post, (a, b): (usize, usize), gone: Option<&str>) {
        let posts: Vec<&Holder> = out.iter().filter(|h| h.name.start < self.s.units[b - 1].span.end && self.s.units[a].span.start < h.name.end).collect();
        if posts.is_empty() {
            self.push(out, p, a, b, 0, gone);
        }
    }

    /// The post somebody comes into who is told with another: "Vice-President X, a former general, became acting president".
    fn push_new(&self, out: &mut Vec<Holder>, p: &Post, (a, b): (usize, usize)) {
        let s = self.s;
        let name = super::span_of(s, a, b);
        if out.iter().any(|h| h.name.overlaps(name) && h.office == p.office) || !out.iter().any(|h| h.name.overlaps(name)) {
            return;
        }
        let seat = super::seat_of(self.lexicon, s, p.start, &p.office, p.seat.clone());
        let post = Span { start: s.units[p.start].span.start, end: s.units[p.end - 1].span.end };
        out.push(Holder { office: p.office.clone(), seat, modifier: p.modifier.clone(), entered: true, name, quote: name.join(post) });
    }

    /// The name of whom a verb takes for its object: "named the former banker X".
    fn object(&self, k: usize) -> Option<(usize, usize)> {
        let (s, core) = (self.s, &self.lexicon.core);
        let told = |j: usize| {
            s.units[j].mention.is_none()
                && (s.has(j, core.article)
                    || s.has(j, core.indefinite)
                    || s.has(j, core.determiner)
                    || s.entity(self.lexicon, j, true).is_some()
                    || s.has(j, core.role_mod)
                    || s.has(j, core.office)
                    || s.has(j, core.nationality)
                    || !s.capital[j] && (s.has(j, core.word) || s.has(j, core.adjective) || s.has(j, core.people)))
        };
        let mut at = k + 1;
        while at < s.units.len() && at <= k + TOLD && !s.capital[at] && told(at) {
            at += 1;
        }
        // one word with a capital may be anything
        name_at(self.lexicon, self.doc, s, at).filter(|(a, b)| b - a > 1 || s.has(*b, core.comma))
    }

    /// Past the age behind a name: ", 61,".
    fn past_age(&self, at: usize) -> usize {
        let (s, core) = (self.s, &self.lexicon.core);
        let aged = s.has(at, core.comma) && s.has(at + 1, core.n_bare) && s.has(at + 2, core.comma);
        if aged { at + 3 } else { at }
    }

    /// The word that leads to an office from its verb: "on Monday in Abuja *as*", "*to be*".
    fn led_by_as(&self, from: usize) -> Option<usize> {
        let (s, core) = (self.s, &self.lexicon.core);
        let stops = [core.clause, core.colon, core.say, core.rel, core.quote];
        let other = |j: usize| is_name_word(self.lexicon, s, j) && s.entity(self.lexicon, j, true).is_none() && !self.in_place_name(j);
        // "turned to X to replace Y as chief": who went has the office too
        let gone = |j: usize| (j.saturating_sub(3)..j).any(|b| s.has(b, core.succeed));
        let free = |j: &usize| !(stops.iter().any(|c| s.has(*j, *c)) || other(*j) && !gone(*j));
        (from..s.units.len().min(from + FAR)).take_while(free).find(|j| s.has(*j, core.as_) || s.has(*j, core.be) && s.has(*j - 1, core.to))
    }

    /// Whether a word with a capital stands behind a preposition: a town that no list knows.
    fn in_place_name(&self, at: usize) -> bool {
        let (s, core) = (self.s, &self.lexicon.core);
        (at.saturating_sub(3)..at).any(|j| [core.in_, core.of, core.by, core.from].iter().any(|c| s.has(j, *c)))
    }

    /// The office told by a phrase that begins at a unit: "its first directly elected president".
    fn office_at(&self, from: usize) -> Option<&Post> {
        let (s, core) = (self.s, &self.lexicon.core);
        let p = self.posts.iter().find(|p| p.start >= from && p.start <= from + PHRASE && !p.bare)?;
        let stops = [
            core.comma,
            core.clause,
            core.colon,
            core.say,
            core.that,
            core.rel,
            core.in_,
            core.of,
            core.to,
            core.from,
            core.by,
            core.and,
            core.or,
            core.quote,
            core.be,
            core.have,
            core.for_,
            core.not,
            core.after,
        ];
        let inner = |j: usize| !stops.iter().any(|c| s.has(j, *c)) && !s.has(j, core.date) && !s.has(j, core.office);
        let leads = |j: usize| {
            let determined =
                [core.article, core.indefinite, core.nationality, core.country, core.org, core.place, core.role_mod, core.adjective, core.ordinal, core.possessive, core.dash];
            determined.iter().any(|c| s.has(j, *c))
                || [core.determiner, core.enters_office].iter().any(|c| s.has(j, *c))
                || is_name_word(self.lexicon, s, j)
                || self.lexicon.packs[s.pack].possessor(&s.folded[j]).is_some()
        };
        // "named X group chief executive"
        let close = p.start == from + 1 && s.units[from].mention.is_none() && !s.capital[from] && !s.has(from, core.plan) && !s.has(from, core.cue);
        let told = p.start == from || (leads(from) || close) && (from..p.start).all(inner);
        // "became President X's deputy", "the president's adviser": of another; "the minister candidate"
        // but "governor of Malawi's development bank" is of the bank
        let owned = || s.has(p.end, core.possessive) || self.lexicon.packs[s.pack].possessor(&s.folded[p.end - 1]).is_some();
        let other = name_at(self.lexicon, self.doc, s, p.end).is_some() || owned() && !(p.start..p.end).any(|j| s.has(j, core.of));
        (told && !other).then_some(p)
    }

    /// The same, for a verb of other lists.
    pub(super) fn whose_deed(&self, k: usize) -> Option<(usize, usize)> {
        self.bearer(k)
    }

    /// Whose deed a verb tells: the name before it, over the words that belong to the verb, an apposition, or "said he".
    pub(super) fn bearer(&self, k: usize) -> Option<(usize, usize)> {
        let (s, core) = (self.s, &self.lexicon.core);
        let stops = [core.clause, core.colon, core.by, core.or, core.not, core.quote, core.to];
        let pronoun = |j: usize| s.has(j, core.pronoun);
        let mut at = k;
        while at > 0 && k - at < TOLD {
            let j = at - 1;
            // "urged X to resign", "X to step down"
            if s.has(j, core.to) && j > 0 && is_name_word(self.lexicon, s, j - 1) {
                return self.named_to(j);
            }
            // "X will be the first woman to serve as": whoever is, does
            if s.has(j, core.to)
                && let Some(be) = (j.saturating_sub(TOLD)..j).rev().take_while(|b| !s.has(*b, core.comma)).find(|b| s.has(*b, core.be) || s.has(*b, core.enters_office))
                && (be + 1..j).any(|b| s.has(b, core.people) || s.has(b, core.ordinal))
            {
                return self.bearer(be);
            }
            if stops.iter().any(|c| s.has(j, *c)) || s.units[j].mention.is_some() && !s.has(j, core.date) {
                return None;
            }
            if pronoun(j) {
                // "X said that he would resign", "X said on Thursday that she would quit"
                let mut j = j - usize::from(j > 0 && s.has(j - 1, core.that));
                while j > 1 && (s.has(j - 1, core.date) || s.has(j, core.date) && s.has(j - 1, core.in_)) {
                    j -= 1;
                }
                let said = (j > 0 && s.has(j - 1, core.say)).then(|| j - 1)?;
                // "X stunned the party by announcing that she will quit"
                if said > 0 && s.has(said - 1, core.by) {
                    return self.first_named(said - 1);
                }
                let said = said - usize::from(said > 0 && s.has(said - 1, core.have));
                return self.named_to(said);
            }
            if s.has(j, core.and) {
                // "X conceded defeat and will resign"
                return self.first_named(j);
            }
            // "Duck-soo": the second syllable in small letters
            if j > 1 && s.has(j - 1, core.dash) && is_name_word(self.lexicon, s, j - 2) {
                break;
            }
            // "X, who on Monday took over"
            let day = s.units[j].mention.is_some();
            if !day && (s.has(j, core.comma) || s.capital[j] || s.has(j, core.rel) || s.has(j, core.close)) {
                break;
            }
            at = j;
        }
        let at = at - usize::from(at > 0 && s.has(at - 1, core.rel));
        if at > 0 && s.has(at - 1, core.comma) {
            let close = at - 1;
            // "X, brother of the former premier Y, was elected": the name within is another's
            if let Some(n) = self.named_to(close).filter(|(a, _)| *a == 0 || !s.has(a - 1, core.office)) {
                return Some(n);
            }
            // "X, the former mayor, 61, was sworn in"
            let open = (close.saturating_sub(12)..close).rev().find(|j| s.has(*j, core.comma) && *j > 0 && is_name_word(self.lexicon, s, *j - 1))?;
            let inner = open + 1;
            let tells = [core.article, core.indefinite, core.office, core.role_mod, core.n_bare, core.rel, core.title, core.adjective].iter().any(|c| s.has(inner, *c))
                || s.units[inner].mention.is_some()
                || !s.capital[inner];
            let free = (inner..close).all(|j| !s.has(j, core.clause) && !s.has(j, core.say));
            return if tells && free { self.named_to(open) } else { None };
        }
        self.named_to(at)
    }

    /// "X squeaked through as defence secretary": whatever the verb, the one name before the office is that of its holder.
    fn under_as(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let Some(p) = self.office_at(k + 1) else { return };
        let start = (0..k).rev().find(|j| s.has(*j, core.clause)).map_or(0, |j| j + 1);
        if (start..k).any(|j| s.has(j, core.as_verb) || self.is_told(j)) {
            return;
        }
        if let Some(n) = self.first_named(k) {
            self.push_over(out, p, n, None);
        }
    }

    /// Whether a unit begins what somebody says or thinks, or turns it round.
    fn is_told(&self, j: usize) -> bool {
        let (s, core) = (self.s, &self.lexicon.core);
        [core.say, core.not, core.rel, core.that, core.comma, core.colon, core.quote, core.by, core.be, core.and, core.or].iter().any(|c| s.has(j, *c))
    }

    /// The name right before a unit, unless it is an object of what stands before it.
    fn named_to(&self, to: usize) -> Option<(usize, usize)> {
        let (s, core) = (self.s, &self.lexicon.core);
        // "X of Ghana was elected"
        let to = if to > 1 && s.has(to - 2, core.of) && s.entity(self.lexicon, to - 1, false).is_some() { to - 2 } else { to };
        let (a, b) = name_before(self.lexicon, self.doc, s, to, true, 1)?;
        let led = a > 0 && [core.of, core.in_, core.to, core.by, core.from, core.for_, core.body].iter().any(|c| s.has(a - 1, *c));
        let shared = a > 0 && s.has(a - 1, core.and);
        (!led && !shared).then_some((a, b))
    }

    /// The name with which a sentence begins, where it is the only one up to a unit.
    fn first_named(&self, to: usize) -> Option<(usize, usize)> {
        let (s, core) = (self.s, &self.lexicon.core);
        let start = (0..to).rev().find(|j| s.has(*j, core.clause)).map_or(0, |j| j + 1);
        let mut at = start;
        while at < to
            && (s.has(at, core.office) || s.has(at, core.title) || s.has(at, core.article) || s.has(at, core.nationality) || s.has(at, core.country) || s.has(at, core.role_mod))
        {
            at += 1;
        }
        let (a, b) = name_at(self.lexicon, self.doc, s, at)?;
        let other = (b..to).any(|j| is_name_word(self.lexicon, s, j) || s.has(j, core.clause));
        (b < to && !other && b - a > 1).then_some((a, b))
    }
}
