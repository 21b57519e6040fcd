//! Those who head a body that is told behind the verb, "X has led the movement", and those who are to form a government.

use super::verbs::TOLD;
use super::{Post, Room};
use crate::extract::holders::{Holder, LED_BY};
use crate::extract::names::{name_at, name_before};
use crate::extract::seats::COMMON_BODY;

/// Most units from such a verb to the body.
const REACH: usize = 7;
/// Most units of what is told of somebody between their name and what they are asked to form.
const ASIDE: usize = 14;

impl Room<'_> {
    /// "X has led the movement since 1992", "asked X to head the commission": a body told behind the verb.
    pub(super) fn leads(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let before = |c| k > 0 && s.has(k - 1, c) || k > 1 && s.has(k - 2, c);
        // "has run the bank since", "is to head the inquiry"
        let right = match s.value(self.lexicon, k, core.leads) {
            Some("ahead") => before(core.to) || before(core.plan),
            Some(_) => before(core.have) || k > 0 && s.has(k - 1, core.rel),
            None => true,
        };
        if !right {
            self.led_since(k, out);
            return;
        }
        let inner = |j: usize| {
            let stops = [core.comma, core.clause, core.say, core.in_, core.to, core.by, core.from, core.and, core.or, core.for_, core.rel];
            s.units[j].mention.is_none() && !stops.iter().any(|c| s.has(j, *c))
        };
        let possessor = |j: usize| self.lexicon.packs[s.pack].possessor(&s.folded[j]).is_some();
        let determined = |j: usize| [core.article, core.indefinite, core.nationality, core.possessive, core.determiner].iter().any(|c| s.has(j, *c)) || possessor(j);
        let end = s.units.len().min(k + REACH);
        let ends = |j: usize| j + 1 >= s.units.len() || !(s.has(j + 1, core.word) && !s.capital[j + 1] || s.has(j + 1, core.possessive) || s.has(j + 1, core.people));
        let body = |j: &usize| {
            let common = s.has(*j, core.led_body) && (k + 1..*j).any(determined);
            let known = [core.org, core.country, core.place].iter().any(|c| s.has(*j, *c)) && !possessor(*j) && !s.has(*j + 1, core.nationality);
            (common || known) && ends(*j)
        };
        let Some(at) = (k + 1..end).take_while(|j| inner(*j)).find(body) else { return };
        let led = |(a, b): &(usize, usize)| *b - *a > 1;
        // "picked X to lead the agency"
        let verb = k - usize::from(k > 0 && s.has(k - 1, core.to));
        let object = name_before(self.lexicon, self.doc, s, verb, true, 1).filter(|n| led(n) && n.0 > 0 && s.has(n.0 - 1, core.as_verb));
        let Some((a, b)) = object.or_else(|| self.bearer(k)).filter(led) else { return };
        let seat = s.entity(self.lexicon, at, true).map(str::to_owned).unwrap_or_else(|| format!("{COMMON_BODY}{}", s.folded[at]));
        let p = Post { start: k, end: at + 1, office: LED_BY.to_owned(), seat: Some(seat), modifier: None, bare: false };
        self.push_over(out, &p, (a, b), None);
    }

    /// "Headed since 2013 by X", "run until last year by X": a length of time stands between the verb and who leads.
    fn led_since(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let time = |j: usize| [core.since, core.for_, core.as_of, core.date, core.duration, core.article].iter().any(|c| s.has(j, *c)) && !s.has(j, core.by);
        let Some(by) = (k + 1..s.units.len().min(k + REACH)).find(|j| !time(*j)).filter(|j| *j > k + 1 && s.has(*j, core.by)) else { return };
        let Some((a, b)) = name_at(self.lexicon, self.doc, s, by + 1).filter(|(a, b)| b - a > 1) else { return };
        let former = s.has(k + 1, core.as_of);
        let p = Post { start: k, end: k + 1, office: LED_BY.to_owned(), seat: None, modifier: None, bare: false };
        self.push_over(out, &p, (a, b), former.then_some("former"));
    }

    /// "Asked X to form a government": who was, is prime minister to be.
    pub(super) fn to_form(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        if !self.capitals {
            return;
        }
        for f in (1..s.units.len()).filter(|f| s.has(*f, core.forming)) {
            let asked = |j: usize| j > 0 && s.units[j - 1].mention.is_none() && s.has(j - 1, core.charge);
            // "asked X, the former head of the bank, to form"
            let close = if s.has(f - 1, core.comma) { (f.saturating_sub(ASIDE)..f - 1).rev().find(|j| s.has(*j, core.comma)) } else { None };
            let named = name_before(self.lexicon, self.doc, s, close.unwrap_or(f), true, 1).and_then(|(a, b)| {
                let lead = (a.saturating_sub(TOLD)..=a).rev().find(|j| asked(*j))?;
                (lead..a).all(|j| !s.has(j, core.comma)).then_some((a, b))
            });
            let passive = || {
                let v = (f.saturating_sub(4)..f).rev().find(|j| asked(j + 1))?;
                (v > 0 && s.has(v - 1, core.be)).then(|| self.bearer(v)).flatten()
            };
            let Some((a, b)) = named.or_else(passive) else { continue };
            let office = s.value(self.lexicon, f, core.forming).unwrap_or_default().to_owned();
            self.push_over(out, &Post { start: f, end: f + 1, office, seat: None, modifier: Some("elect".to_owned()), bare: false }, (a, b), None);
        }
    }
}
