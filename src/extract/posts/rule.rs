//! Holders in a language without capitals whose office no word names: whose rule, term or cabinet it is, what they became, and their rank.

use super::{Post, Room};
use crate::extract::holders::{Holder, LED_BY};
use crate::extract::names::{name_at, name_before, span_of};
use crate::lexicon::ClassId;
use crate::source::Span;

/// Most units from a name to the term that is won.
const NEAR: usize = 7;
/// Most units from what is passed on to who gets it.
const HANDED: usize = 6;
/// Most units of what stands between commas behind a name.
const ASIDE: usize = 14;
/// What a verb says by which somebody is driven from power by another.
const TOPPLES: &str = "topples";
/// What somebody is told as who held an office once.
const FORMER: &str = "former";
/// What a rank is held for where no other office is told.
const OFFICER: &str = "officer";

impl Room<'_> {
    /// «حكومة X», «تنصيب X», «فوز X بولاية ثانية», «أعلن X حكومته»: whose rule it is, without a word for their office.
    pub(super) fn ruled(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        if self.capitals {
            return;
        }
        let rules = [core.rule_of, core.wins_term, core.forms_cabinet];
        if !rules.iter().any(|c| s.classes.has(*c)) {
            return;
        }
        for k in (0..s.units.len()).filter(|k| s.units[*k].mention.is_none() && !s.definite[*k] && rules.iter().any(|c| s.has(*k, *c))) {
            let near = |from: usize, c: ClassId, n: usize| (from..(from + n).min(s.units.len())).take_while(|j| !s.has(*j, core.comma)).any(|j| s.has(j, c));
            let calling = |j: usize| [core.title, core.role_mod].iter().any(|c| s.has(j, *c)) || s.definite[j] && s.has(k, core.wins_term);
            let behind = self.person(k + 1).filter(|(a, _)| (k + 1..*a).all(calling));
            let Some((a, b)) = behind else {
                // «X يبعث استقالته»: the name before the verb
                let deed = s.has(k, core.forms_cabinet) && near(k + 1, core.cabinet, 2);
                let before = || self.name_back(k, 0).filter(|n| n.1 - n.0 > 1 && s.has(n.0, core.given_name));
                if let Some((a, b, _)) = deed.then(before).flatten() {
                    self.unseated(a, (a, b), LED_BY, None, out);
                }
                continue;
            };
            // «أدى X، وهو كذا، اليمين»
            let aside = || s.has(b, core.comma).then(|| (b + 1..s.units.len().min(b + ASIDE)).find(|j| s.has(*j, core.comma))).flatten().map_or(b, |j| j + 1);
            let won = s.has(k, core.wins_term) && near(self.over(b), core.term_of_office, NEAR);
            let told = s.has(k, core.rule_of) || won || s.has(k, core.forms_cabinet) && near(aside(), core.cabinet, 2);
            if told {
                self.unseated(k, (a, b), LED_BY, None, out);
                if s.has(k, core.forms_cabinet) {
                    self.passed_on(b, out);
                }
            }
        }
    }

    /// «تسلم X السلطة من Y», «سلم X الحكم إلى Y»: the other one, behind what is passed on.
    fn passed_on(&self, from: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let stops = [core.comma, core.clause, core.say];
        let Some(at) = (from..s.units.len().min(from + HANDED)).take_while(|j| !stops.iter().any(|c| s.has(*j, *c))).find(|j| s.has(*j, core.from) || s.has(*j, core.to)) else {
            return;
        };
        if let Some((a, b)) = self.person(at + 1) {
            self.unseated(a, (a, b), LED_BY, s.has(at, core.from).then_some(FORMER), out);
        }
    }

    /// «حقق X الفوز ليصبح رئيسا لإيران»: the person told before is what the verb makes of them.
    pub(super) fn became(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        if self.capitals || !s.classes.has(core.becomes) {
            return;
        }
        for k in (2..s.units.len()).filter(|k| s.has(*k, core.becomes) && s.units[*k].mention.is_none()) {
            let Some(p) = self.posts.iter().find(|p| p.start > k && p.start <= k + 3 && !p.bare && !s.definite[p.start]) else { continue };
            // the first person of the clause is its subject
            let (from, _) = s.clause(k);
            let subject = (from..k).find(|j| s.has(*j, core.given_name)).and_then(|j| name_at(self.lexicon, self.doc, s, j)).filter(|(a, b)| b - a > 1 && *b <= k);
            let Some((a, b)) = subject else { continue };
            let name = span_of(s, a, b);
            if out.iter().any(|h| h.name.overlaps(name)) || self.person(p.end).is_some_and(|n| n.0 == p.end) {
                continue;
            }
            let p = p.clone();
            self.push(out, &p, a, b, 0, None);
        }
    }

    /// «X، أطول رؤساء الوزراء بقاء»: an office told of all who ever held it.
    pub(super) fn foremost(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let (offices, foremost) = (core.offices, core.foremost);
        if self.capitals || !s.classes.has(foremost) {
            return;
        }
        for i in 2..s.units.len() {
            let Some(office) = s.value(self.lexicon, i, offices).filter(|_| s.has(i - 1, foremost) && s.has(i - 2, core.comma)) else { continue };
            let Some((a, b)) = name_before(self.lexicon, self.doc, s, i - 2, true, 2) else { continue };
            let p = Post { start: i, end: i + 1, office: office.to_owned(), seat: None, modifier: None, bare: false };
            self.push(out, &p, a, b, 0, None);
        }
    }

    /// «أطيح بعمر X», «أطاح الجيش عمر X», «خلفا لعمر X»: who lost power, without a word for their office.
    pub(super) fn toppled(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        if self.capitals || !s.classes.has(core.given_name) || !(s.classes.has(core.leave_post) || s.classes.has(core.succeed)) {
            return;
        }
        for k in (0..s.units.len()).filter(|k| s.units[*k].mention.is_none()) {
            // «خلفا لسليم X»
            if s.has(k, core.succeed) && s.has(k + 1, core.to) && s.units[k + 1].is_clitic() {
                if let Some((a, b)) = self.person(k + 2) {
                    self.unseated(k, (a, b), LED_BY, Some(FORMER), out);
                }
                continue;
            }
            if !s.has(k, core.leave_post) {
                continue;
            }
            let verb = s.value(self.lexicon, k, core.leave_post);
            let with = |j: usize| s.has(j, core.in_) && s.units[j].is_clitic();
            let by = (k + 1..k + 4).take_while(|j| *j < s.units.len() && (s.definite[*j] || with(*j))).find(|j| with(*j));
            let from = by.map_or(k + 1, |j| j + 1);
            let Some((a, b)) = self.person(from) else { continue };
            // «أطاح X ببطل العالم»: behind the verb alone stands who did it
            let right = verb == Some(TOPPLES) && (a > k + 1 || k > 0 && s.has(k - 1, core.after));
            if right {
                self.unseated(k, (a, b), LED_BY, Some(FORMER), out);
            }
        }
    }

    /// «العميد X»: a rank is an office of its own only where no other is named.
    pub(super) fn ranked(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let rank = core.rank;
        if self.capitals || !s.classes.has(rank) {
            return;
        }
        for k in (0..s.units.len()).filter(|k| s.has(*k, rank) && s.units[*k].mention.is_none() && (s.definite[*k] || s.units[*k].tokens.1 > s.units[*k].tokens.0 + 1)) {
            let mut from = k + 1;
            while s.has(from, core.title) || s.has(from, core.nationality) && s.definite[from] || s.has(from, core.role_mod) {
                from += 1;
            }
            // a name in no list, with a family name that has the article: «العقيد جبر النعيمي»
            let unlisted = || name_at(self.lexicon, self.doc, s, from).filter(|(a, b)| b - a == 2 && s.definite[b - 1] && !s.definite[*a] && !s.split[*a]);
            let Some((a, b)) = self.person(from).filter(|(a, _)| *a == from).or_else(unlisted) else { continue };
            self.unseated(k, (a, b), OFFICER, None, out);
        }
    }

    /// Adds the holder of an office without a seat that a unit before the name tells of; one right behind the name tells more.
    fn unseated(&self, k: usize, (a, b): (usize, usize), office: &str, modifier: Option<&str>, out: &mut Vec<Holder>) {
        let name = span_of(self.s, a, b);
        if !out.iter().any(|h| h.name.overlaps(name)) && !self.s.has(b, self.lexicon.core.office) {
            let quote = Span { start: self.s.units[k].span.start, end: name.end };
            out.push(Holder { office: office.to_owned(), seat: None, modifier: modifier.map(str::to_owned), entered: false, name, quote });
        }
    }
}
