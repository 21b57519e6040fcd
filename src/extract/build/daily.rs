//! Figures of one day of something that lasts: "Sunday's 18", "38 died on Sunday and 18 on Wednesday". They are no running totals.

use jiff::civil::Date;

use super::choice::Choice;
use crate::extract::view::SentenceView;
use crate::lexicon::Lexicon;
use crate::mention::MentionValue;

/// Most units from a figure to its day.
const NEAR: usize = 5;

/// The day that a figure of people counts alone, when its sentence says so: the day owns it, or figures of its kind stand beside each
/// other with a day each.
pub(super) fn day(lexicon: &Lexicon, s: &SentenceView, c: &Choice, all: &[Choice]) -> Option<Date> {
    let core = &lexicon.core;
    let kind = lexicon.tables.kind(c.kind);
    if !kind.counts_people_up() || c.superseded || !s.classes.has(core.date) {
        return None;
    }
    let owner = c.unit.checked_sub(2).filter(|i| s.has(c.unit - 1, core.possessive) && s.has(*i, core.date));
    if let Some(day) = owner.and_then(|i| date(s, i)) {
        return Some(day);
    }
    if let Some(day) = of_day(lexicon, s, c) {
        return Some(day);
    }
    let own = behind(lexicon, s, c).or_else(|| before(lexicon, s, c).filter(|_| kind.in_batches))?;
    if kind.in_batches {
        return Some(own);
    }
    let beside = all.iter().any(|o| o.kind == c.kind && o.unit != c.unit && !o.superseded && behind(lexicon, s, o).is_some_and(|d| d != own));
    beside.then_some(own)
}

/// The day whose dead are counted, in a language that puts it right behind the word for them: «بلغ عدد ضحايا يوم 4 أغسطس 97 شخصا».
fn of_day(lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> Option<Date> {
    let core = &lexicon.core;
    if lexicon.packs[s.pack].file.capitals {
        return None;
    }
    let says = lexicon.says(c.kind);
    let counted = |j: usize| says.is_some_and(|k| s.has(j, k)) || lexicon.headings(c.kind).any(|k| s.has(j, k));
    // «ارتفع عدد القتلى يوم الأحد إلى 97» tells when, and of all: there the word has the article, and something leads to the figure
    let stops = [core.comma, core.to, core.reach, core.clause];
    let at = (c.unit.saturating_sub(3)..c.unit).rev().take_while(|j| !stops.iter().any(|k| s.has(*j, *k))).find(|j| s.has(*j, core.date))?;
    let before = (0..at).rev().find(|j| !s.has(*j, core.day_word))?;
    let definite = s.definite[before] || lexicon.packs[s.pack].ends_definite(&s.folded[before]);
    if counted(before) && !definite { date(s, at) } else { None }
}

/// Whether a figure is of one day among many: "38 were killed on Wednesday in the bloodiest day since the coup".
pub(super) fn of_record_day(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let day = lexicon.core.record_day;
    if !s.classes.has(day) {
        return false;
    }
    let (a, b) = s.clause(at);
    (at.saturating_sub(9).max(a)..(at + 10).min(b)).any(|j| s.has(j, day))
}

/// Whether a figure counts new ones, as the report of a day does: "25 new cases", «25 إصابة جديدة».
pub(super) fn is_new(lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> bool {
    let core = &lexicon.core;
    let kind = lexicon.tables.kind(c.kind);
    let noun = s.units[c.unit].mention.and_then(|m| s.mentions[m].noun.as_ref());
    let ends = [core.and, core.comma, core.count, core.clause];
    let mut behind = (c.unit + 1..c.unit + 3).take_while(|j| !ends.iter().any(|k| s.has(*j, *k)));
    let new = noun.is_some_and(|n| n.fresh) || !lexicon.packs[s.pack].file.capitals && behind.any(|j| s.has(j, core.fresh));
    new && kind.counts_people_up() && !c.superseded
}

/// Whether a figure that a noun tells stands beside new ones of another kind: "1,350 new cases and six deaths".
pub(super) fn beside_new(lexicon: &Lexicon, s: &SentenceView, c: &Choice, all: &[Choice]) -> bool {
    let core = &lexicon.core;
    let kind = lexicon.tables.kind(c.kind);
    let named = s.units[c.unit].mention.and_then(|m| s.mentions[m].noun.as_ref()).is_some_and(|n| n.kind == Some(c.kind));
    let stops = [core.reach, core.total, core.clause, core.that, core.be, core.have];
    let joined = |o: &Choice| {
        let between = o.unit + 1..c.unit;
        between.clone().any(|j| s.has(j, core.and) || s.has(j, core.comma)) && !between.clone().any(|j| stops.iter().any(|k| s.has(j, *k)))
    };
    named && kind.counts_people_up() && !c.superseded && all.iter().any(|o| o.unit < c.unit && c.unit - o.unit < 9 && o.kind != c.kind && is_new(lexicon, s, o) && joined(o))
}

/// The day told in front of a figure: "on Monday 33 prisoners were freed".
fn before(lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> Option<Date> {
    let core = &lexicon.core;
    let stops = [core.clause, core.reach, core.total, core.as_of, core.had, core.superseded, core.since, core.count, core.say];
    let (a, _) = s.clause(c.unit);
    (c.unit.saturating_sub(NEAR).max(a)..c.unit).rev().take_while(|j| !stops.iter().any(|k| s.has(*j, *k))).find_map(|j| date(s, j))
}

/// The day told right behind a figure, of what happened and not of the count: "18 on Wednesday".
fn behind(lexicon: &Lexicon, s: &SentenceView, c: &Choice) -> Option<Date> {
    let core = &lexicon.core;
    let counted = [core.reach, core.total, core.as_of, core.had, core.superseded, core.since];
    let (a, b) = s.clause(c.unit);
    if (c.unit.saturating_sub(4).max(a)..c.unit).any(|j| counted.iter().any(|k| s.has(j, *k))) {
        return None;
    }
    let parts = |j: usize| [core.comma, core.count, core.say, core.and].iter().chain(&counted).any(|k| s.has(j, *k));
    (c.unit + 1..(c.unit + 1 + NEAR).min(b)).take_while(|j| !parts(*j)).find_map(|j| date(s, j))
}

fn date(s: &SentenceView, i: usize) -> Option<Date> {
    match &s.mentions[s.units[i].mention?].value {
        MentionValue::Date(d) => d.start.as_day(),
        _ => None,
    }
}
