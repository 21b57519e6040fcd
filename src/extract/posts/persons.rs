//! Offices given, taken and left by persons whose given name shows where their name begins, in a language without capitals: there the name
//! may stand farther from its office than where words alone must do for one.

use super::{Post, Room};
use crate::extract::holders::{Holder, LED_BY};
use crate::extract::names::{name_at, span_of};
use crate::extract::seats::common_body;
use crate::source::Span;

/// Most units from a verb to the name of whom it is said, past their nationality, rank and calling.
const REACH: usize = 5;
/// Most units between a name and the office that the verb before it takes.
const APART: usize = 6;
/// Most units between a verb that hands an office on and the one who gets it.
const HANDED: usize = 12;
/// What a verb says by which somebody leads a body.
const LEAD: &str = "lead";

impl Room<'_> {
    /// Adds what verbs tell of persons by a given name.
    pub(super) fn persons(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        if self.capitals || !s.classes.has(core.given_name) {
            return;
        }
        for k in 0..s.units.len() {
            if s.units[k].mention.is_some() {
                continue;
            }
            if s.has(k, core.leave_post) {
                self.left(k, out);
            }
            if s.has(k, core.take_post) {
                self.took(k, out);
                self.directs(k, out);
            }
            if s.has(k, core.give_post) {
                self.handed(k, out);
            }
            if s.has(k, core.appoint) {
                self.made(k, out);
            }
        }
    }

    /// The person whose name begins with a given name at a unit, or behind their nationality, rank, kinship or calling.
    pub(super) fn person(&self, from: usize) -> Option<(usize, usize)> {
        let (s, core) = (self.s, &self.lexicon.core);
        for j in from..(from + REACH).min(s.units.len()) {
            // a word before a family name that is no other word is a name too: «جو بايدن»
            if s.has(j, core.given_name) || s.has(j, core.word) && !s.definite[j] && s.has(j + 1, core.family_name) {
                return name_at(self.lexicon, self.doc, s, j).filter(|(a, b)| *a == j && b - a > 1);
            }
            // «عُين بموجبه X»
            if s.has(j, core.verb_aside) || s.has(j, core.in_) && s.has(j + 1, core.verb_aside) {
                continue;
            }
            let calling = s.definite[j] || [core.people, core.title, core.role_mod, core.nationality].iter().any(|c| s.has(j, *c));
            let other = [core.comma, core.clause, core.say, core.that, core.country, core.org].iter().any(|c| s.has(j, *c));
            if !calling || other || s.units[j].mention.is_some() {
                return None;
            }
        }
        None
    }

    /// The same, past an office of theirs too: «أمين سره X».
    fn person_past(&self, from: usize) -> Option<(usize, usize)> {
        let (s, core) = (self.s, &self.lexicon.core);
        let skip = self.posts.iter().find(|p| p.start == from).map_or(from, |p| p.end);
        self.person(skip).filter(|(a, _)| (skip..*a).all(|j| !s.has(j, core.clause)))
    }

    /// Whether nothing but small words, dates and what belongs to a post stands between two units.
    fn only_links(&self, from: usize, to: usize) -> bool {
        let (s, core) = (self.s, &self.lexicon.core);
        let small = |j: usize| {
            let classes = [core.from, core.by, core.post_word, core.role_mod, core.quote, core.since, core.after, core.ago];
            s.units[j].mention.is_some() || self.link(j) || s.has(j, core.suffixed) && !s.has(j, core.say) || classes.iter().any(|c| s.has(j, *c))
        };
        (from..to).all(small)
    }

    /// «استقال X من رئاسة الحكومة», «تخلت X عن قيادة الحزب»: somebody leaves an office told behind the name.
    fn left(&self, k: usize, out: &mut Vec<Holder>) {
        // «قدم X استقالته من رئاسة الحكومة», «X استقال من رئاسة الحكومة»
        let own = || {
            let (a, b, _) = self.name_back(k, 0)?;
            let a = (a..b).find(|j| self.s.has(*j, self.lexicon.core.given_name)).filter(|a| b - a > 1)?;
            Some((a, b))
        };
        let Some((a, b)) = self.person(k + 1).or_else(own) else { return };
        let from = b.max(k + 1);
        // «إعفاء X واختيار Y وليا للعهد»: the office is told with the one who came
        let s = self.s;
        let next = if s.has(from, self.lexicon.core.and) { from + 1 } else { from };
        if next < s.units.len()
            && s.has(next, self.lexicon.core.appoint)
            && let Some(p) = self.posts.iter().find(|p| p.start > next && p.start < next + HANDED && !p.bare)
            && self.person(next + 1).is_some_and(|n| n.1 <= p.start)
        {
            let p = p.clone();
            self.push(out, &p, a, b, 0, Some("former"));
            return;
        }
        let Some(p) = self.posts.iter().find(|p| p.start >= from && p.start < from + APART && !(p.bare && p.start == from)) else { return };
        if p.start > from && self.only_links(from, p.start) {
            let name = span_of(self.s, a, b);
            out.retain(|h| !h.name.overlaps(name));
            self.push(out, p, a, b, 0, Some("former"));
            // «تخلت X عن قيادة الحزب لمصلحة Y»
            if let Some((a, b)) = (p.end..(p.end + REACH).min(s.units.len())).find(|j| self.s.has(*j, self.lexicon.core.in_favour)).and_then(|j| self.person_past(j + 1)) {
                let name = span_of(s, a, b);
                out.retain(|h| !h.name.overlaps(name));
                self.push(out, p, a, b, 0, None);
            }
        }
    }

    /// «تولى X مهامه رئيسا للوزراء», «تسلم X رسميا رئاسة البلدية»: the office stands farther behind the name.
    fn took(&self, k: usize, out: &mut Vec<Holder>) {
        let Some((a, b)) = self.person(k + 1) else { return };
        let Some(p) = self.posts.iter().find(|p| p.start >= b && p.start < b + APART && !p.bare) else { return };
        if self.only_links(b, p.start) {
            self.push(out, p, a, b, 0, None);
        }
    }

    /// «X الذي يدير جهاز الدفاع المدني», «تقود X منظمة اليونيسف»: who leads a body without a word for their office.
    fn directs(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        if self.s.value(self.lexicon, k, core.take_post) != Some(LEAD) {
            return;
        }
        let body = |j: usize| (s.has(j, core.body) || s.has(j, core.org)) && s.units[j].mention.is_none();
        let behind =
            |from: usize| (from + 1..(from + REACH).min(s.units.len())).take_while(|j| s.definite[*j] || body(*j) || s.has(*j, core.title)).last().map_or(from + 1, |j| j + 1);
        // «يرأس المجلس منذ السبت X»
        let since = |j: usize| {
            let time = |i: &usize| s.units[*i].mention.is_some() || [core.since, core.year_word, core.time_unit].iter().any(|c| s.has(*i, *c));
            if s.has(behind(j), core.since) { (behind(j)..s.units.len()).find(|i| !time(i)) } else { None }
        };
        let object = Some(k + 1)
            .filter(|j| body(*j))
            .and_then(|j| (j + 1..=behind(j)).chain(since(j)).find_map(|i| self.person(i).filter(|(a, _)| *a <= behind(j) || since(j) == Some(*a))));
        let (name, at) = if object.is_some() {
            // «يدير المستشفى الدكتور X»
            (object, k + 1)
        } else if body(k + 1) {
            let mut to = k;
            while to > 0 && (s.has(to - 1, core.rel) || s.has(to - 1, core.comma)) {
                to -= 1;
            }
            (self.name_back(to, 0).filter(|(a, b, _)| b - a > 1 && (*a..*b).any(|j| s.has(j, core.given_name))).map(|(a, b, _)| (a, b)), k + 1)
        } else {
            let name = self.person(k + 1);
            (name, name.map_or(0, |n| n.1))
        };
        let Some((mut a, b)) = name.filter(|_| at > 0 && body(at)) else { return };
        // what stands before the given name is none of the name
        a = (a..b).find(|j| s.has(*j, core.given_name)).unwrap_or(a);
        let seat = s.entity(self.lexicon, at, false).map(str::to_owned).or_else(|| common_body(self.lexicon, s, at - 1, (at + 2).min(s.units.len()), false));
        let name = span_of(s, a, b);
        if b - a < 2 || out.iter().any(|h| h.name.overlaps(name)) {
            return;
        }
        let quote = name.join(s.units[at].span);
        out.push(Holder { office: "head".to_owned(), seat, modifier: None, entered: false, name, quote });
    }

    /// «عاد X إلى الدبلوماسية وزيرا للخارجية», «أصبح X، المقاتل السابق، أول رئيس للبلاد»: what the verb makes of them stands farther behind.
    fn made(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let Some((a, b)) = self.person(k + 1) else { return };
        let name = span_of(s, a, b);
        if out.iter().any(|h| h.name.overlaps(name)) {
            return;
        }
        let from = if s.has(b, core.comma) { (b + 1..s.units.len().min(b + HANDED)).find(|j| s.has(*j, core.comma)).map_or(b, |j| j + 1) } else { b };
        let stops = [core.comma, core.clause, core.say, core.that, core.given_name, core.rel];
        let Some(p) = self.posts.iter().find(|p| p.start >= from && p.start < from + REACH && !p.bare && !s.definite[p.start]) else { return };
        let free = (from..p.start).all(|j| !stops.iter().any(|c| s.has(j, *c)));
        // behind a preposition the office is another's: «عاد X من لقاء وزير»
        let led = p.start > from && !s.has(p.start - 1, core.foremost) && !s.definite[p.start - 1];
        if free && !led && self.person(p.end).is_none_or(|n| n.0 > p.end) {
            let p = p.clone();
            self.push(out, &p, a, b, 0, None);
        }
    }

    /// «أوكل النادي مهمة تدريب الفريق إلى X», «سلم X رئاسة الحكومة إلى Y», «وأسندت إليه قيادة الجيش».
    fn handed(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let stops = [core.comma, core.clause, core.say, core.that];
        let free = |a: usize, b: usize| (a..b).all(|j| !stops.iter().any(|c| s.has(j, *c)));
        // "was entrusted to him": the one told last
        if s.has(k + 1, core.to) && s.has(k + 1, core.suffixed) {
            let Some(p) = self.posts.iter().find(|p| p.start > k + 1 && p.start <= k + 3 && !p.bare) else { return };
            let told = (0..k).rev().find_map(|j| self.person(j).filter(|(a, b)| *a == j && *b <= k && !s.has(j.wrapping_sub(1), core.name_part)));
            if let Some((a, b)) = told {
                self.push(out, p, a, b, 0, None);
            }
            return;
        }
        // «سلمت X المفاتيح إلى Y»: what stands for the power itself
        let key = (k + 1..(k + HANDED).min(s.units.len())).take_while(|j| free(k, *j)).find(|j| s.has(*j, core.power));
        let named = self.posts.iter().find(|p| p.start > k && p.start < k + HANDED && !p.bare && free(k, p.start)).cloned();
        let bare = || key.map(|j| Post { start: j, end: j + 1, office: LED_BY.to_owned(), seat: None, modifier: None, bare: false });
        let Some(p) = &named.or_else(bare) else { return };
        let to = (p.end..(p.end + REACH).min(s.units.len())).find(|j| s.has(*j, core.to)).filter(|j| free(p.end, *j));
        let Some((a, b)) = to.and_then(|j| self.person(j + 1)) else { return };
        let name = span_of(s, a, b);
        out.retain(|h| !h.name.overlaps(name));
        self.push(out, p, a, b, 0, None);
        if let Some((a, b)) = self.person(k + 1).filter(|n| n.1 <= p.start) {
            self.push(out, p, a, b, 0, Some("former"));
        }
    }
}

impl Room<'_> {
    /// «أعلنت وزيرة الصحة كذا، وقالت X إن»: an office without a name speaks, and then its holder by name.
    pub(super) fn spoken(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        if self.capitals || !s.classes.has(core.given_name) {
            return;
        }
        let mut speaker: Option<&Post> = None;
        for k in 0..s.units.len() {
            if !s.has(k, core.say) || s.units[k].mention.is_some() {
                continue;
            }
            let named = |p: &Post| {
                let span = Span { start: s.units[p.start].span.start, end: s.units[p.end - 1].span.end };
                out.iter().any(|h| h.quote.overlaps(span))
            };
            if let Some(p) = self.posts.iter().find(|p| p.start == k + 1 && !p.bare) {
                speaker = Some(p).filter(|p| !named(p) && p.seat.is_some());
            } else if let Some(p) = speaker
                && let Some((a, b)) = self.person(k + 1).filter(|(a, _)| *a == k + 1)
                && !self.posts.iter().any(|p| p.start >= b && p.start <= b + 1)
            {
                let p = p.clone();
                self.push(out, &p, a, b, 0, None);
                speaker = None;
            }
        }
    }
}
