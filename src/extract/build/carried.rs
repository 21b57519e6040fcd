//! Figures that go on from the sentence before without saying again what befell those counted: "98 were women", "twelve of them were in their teens".

use rust_decimal::Decimal;

use super::choice::{Choice, quantity};
use super::{Unclaimed, echo};
use crate::extract::view::SentenceView;
use crate::lexicon::{KindId, Lexicon};
use crate::source::{Document, Zone};

/// What the text counted last, and where.
#[derive(Debug, Default)]
pub(super) struct Carried {
    /// The kind `carried`.
    pub(super) open: Option<KindId>,
    last: Option<(KindId, u32, u32)>,
    /// The largest figure that the text counted so far: no part is larger.
    most: Option<Decimal>,
    lead: Option<KindId>,
    /// What the last sentence that counted people counted.
    counts: Vec<(KindId, Decimal)>,
    /// The sentence that counted something else behind its people: what is taken up after it may be that.
    other: Option<u32>,
    /// Where the sentence before ended, and how many lines were begun so far.
    end: u32,
    line: u32,
}

impl Carried {
    /// At the begin of a document.
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        Carried { open: lexicon.tables.kind_id("carried"), ..Carried::default() }
    }

    /// Whether a pattern read a figure that goes on from the sentence before, and as no part of it.
    pub(super) fn goes_on(&self, lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> bool {
        c.pattern.is_some_and(|(source, _)| !c.part && self.open == Some(lexicon.frames[s.pack][source].kind))
    }

    /// Gives readings of the open kind `carried` the kind of what was counted right before; without such they are no claims.
    pub(super) fn resolve(&mut self, lexicon: &Lexicon, doc: &Document, s: &SentenceView, choices: &mut Vec<Choice>, unclaimed: &mut Vec<Unclaimed>) {
        let Some(open) = self.open else { return };
        self.line += u32::from(s.begins_line(doc, self.end));
        self.end = s.span.end;
        let line = self.line;
        let before = self.last.filter(|(_, sentence, _)| sentence + 1 >= s.number);
        let mut own: Option<(KindId, usize)> = None;
        let mut here: Vec<(KindId, Decimal)> = Vec::new();
        let later = choices.iter().find(|c| c.kind != open && counts_people(lexicon, c.kind)).map(|c| c.kind);
        choices.retain_mut(|c| {
            if c.kind == open {
                // "twelve of them" points at the last; a new paragraph goes back to what the text is about
                let anaphoric = s.has(c.unit, lexicon.core.of_them);
                let last = before.map(|l| if anaphoric || l.2 == line { l.0 } else { self.lead.unwrap_or(l.0) });
                let fits = |k: &KindId| after(lexicon, s, c).is_none_or(|kinds| kinds.split(' ').any(|a| a == lexicon.tables.kind(*k).id));
                // «أما المصابون فقد بلغ عددهم …»: whom the sentence names nearest before
                let named = named_before(lexicon, s, c.unit, own.map_or(0, |o| o.1 + 1));
                // "Some 80,000 Russians were in the country": none of the 224 who died
                let within = |_: &KindId| !c.part || self.most.is_none_or(|m| quantity(s, c.unit).and_then(|q| q.min).is_none_or(|n| n <= m));
                // "the count was 40" behind a figure of votes
                let taken_up = c.note == echo::NOTE;
                let last = last.filter(|_| !taken_up || self.other.is_none_or(|n| n + 1 < s.number));
                let nearest = || nearest(quantity(s, c.unit)?.point()?, if here.is_empty() { &self.counts } else { &here });
                let like = if taken_up && last.or(own.map(|o| o.0)).is_some() { nearest() } else { None };
                match named.or(like).or(own.map(|o| o.0)).or(last).or(later.filter(|_| !taken_up)).filter(fits).filter(within) {
                    Some(kind) => c.kind = kind,
                    None => unclaimed.push(Unclaimed { span: s.units[c.unit].span, reason: "no figure before it says what happened to those counted" }),
                }
            }
            if c.kind != open && counts_people(lexicon, c.kind) {
                own = Some((c.kind, c.unit));
                here.extend(quantity(s, c.unit).and_then(|q| q.min).map(|n| (c.kind, n)));
            } else if own.is_some() && lexicon.tables.kind(c.kind).additive {
                own = None;
            }
            c.kind != open
        });
        let people = choices.iter().filter(|c| counts_people(lexicon, c.kind)).filter_map(|c| quantity(s, c.unit));
        self.most = people.map(|q| q.max.unwrap_or(Decimal::MAX)).chain(self.most).max();
        if s.zone == Zone::Headline {
            return;
        }
        if !here.is_empty() {
            self.counts = here;
        }
        if let Some(last) = choices.iter().rfind(|c| lexicon.tables.kind(c.kind).additive) {
            self.other = (!counts_people(lexicon, last.kind)).then_some(s.number);
        }
        match choices.iter().find(|c| counts_people(lexicon, c.kind) && !c.superseded) {
            Some(c) => {
                self.lead.get_or_insert(c.kind);
                self.last = Some((c.kind, s.number, line));
            }
            // a sentence without such a figure, in the same paragraph, does not part them; one that speaks of others does
            None => {
                self.last = spoken_of(lexicon, s).map(|k| (k, s.number, line)).or_else(|| {
                    self.last
                        .filter(|l| l.1 + 1 == s.number && (l.2 == line || self.lead.is_some_and(|k| k != l.0)))
                        .map(|l| if l.2 == line { l } else { (self.lead.unwrap_or(l.0), l.1, line) })
                        .map(|l| (l.0, s.number, l.2))
                })
            }
        }
    }
}

/// The kind of the count that a figure is nearest to: behind "11 dead and 62 wounded" a count of 13 is one of the dead.
fn nearest(n: Decimal, counts: &[(KindId, Decimal)]) -> Option<KindId> {
    let off = |m: Decimal| m.max(n).checked_div(m.min(n));
    let of_one = counts.iter().all(|c| c.0 == counts[0].0);
    counts.iter().filter(|_| !of_one).filter_map(|c| Some((off(c.1)?, c.0))).min_by_key(|c| c.0).map(|c| c.1)
}

/// Most units of a head that runs into its paragraph.
const HEAD: usize = 3;

/// The kinds that a pattern goes on from.
fn after<'l>(lexicon: &'l Lexicon, s: &SentenceView, c: &Choice) -> Option<&'l str> {
    let (source, pattern) = c.pattern?;
    lexicon.frames[s.pack][source].patterns[pattern].def.after.as_deref()
}

/// The kind of those whom a sentence names last before a unit, from another on: "the injured".
fn named_before(lexicon: &Lexicon, s: &SentenceView, at: usize, from: usize) -> Option<KindId> {
    let core = &lexicon.core;
    let definite = |i: usize| s.definite[i] || i > 0 && s.has(i - 1, core.article);
    let named = |i: usize| {
        let rows = s.entries[i].iter().map(|e| &lexicon.packs[s.pack].entries[*e as usize]);
        rows.filter(|e| e.class == core.people).find_map(|e| e.kind.filter(|k| counts_people(lexicon, *k)))
    };
    (from..at).rev().filter(|i| s.units[*i].mention.is_none() && definite(*i)).find_map(named)
}

/// The kind of those whom a sentence speaks of as a whole, without a figure: "the register of the missing has shrunk".
fn spoken_of(lexicon: &Lexicon, s: &SentenceView) -> Option<KindId> {
    let core = &lexicon.core;
    let definite = |i: usize| s.definite[i] || i > 0 && s.has(i - 1, core.article);
    // "DEAD. They are 58": a head that runs into its paragraph needs no article
    let head = s.units.len() <= HEAD;
    let named = |i: usize, e: &u32| {
        let e = &lexicon.packs[s.pack].entries[*e as usize];
        e.kind.filter(|k| (e.class == core.spoken_of || e.class == core.people && (head || definite(i))) && counts_people(lexicon, *k))
    };
    let units = (0..s.units.len()).rev().filter(|i| s.units[*i].mention.is_none());
    units.into_iter().find_map(|i| s.entries[i].iter().find_map(|e| named(i, e)))
}

fn counts_people(lexicon: &Lexicon, kind: KindId) -> bool {
    lexicon.tables.kind(kind).befalls_people()
}
