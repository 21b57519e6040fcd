//! The month that a figure is of: inflation of February, reserves at the end of March.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{PRIOR, aspect_at, aspects_of, is_figure, state, unit_of, values};
use crate::extract::view::SentenceView;
use crate::lexicon::Lexicon;
use crate::mention::MentionValue;
use crate::source::Document;

/// What is told anew for each month, quarter or year: the month beside it says of which it is. That of a loan or a price tells when it
/// was granted or asked.
const PERIODIC: [&str; 12] = ["inflation", "unemployment", "growth", "reserves", "debt", "deficit", "surplus", "exports", "imports", "remittances", "tourism", "poverty"];

/// What the words of a figure begin with that is told of a month.
pub const MONTH: &str = "=";
/// What they end with where that is past.
pub const PAST: &str = " past";

/// Most units from a figure to its month, behind it and before it.
const BEHIND: usize = 6;
const BEFORE: usize = 14;
/// Most units from a figure to the words that say how long before it was.
const NEAR: usize = 4;
/// Months from publication back to which what is told may be the latest: of what is known within weeks, and of the rest.
const LATEST: i32 = 2;
const LATEST_OF_THE_REST: i32 = 8;
/// What is known within weeks.
const MONTHLY: [&str; 3] = ["inflation", "unemployment", "reserves"];

/// A month, and whether it is past: told as such, or by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub first: Date,
    /// Whether a later one is told, or must be known by now.
    pub past: bool,
    /// Whether it lies longer back than what is the latest known.
    pub old: bool,
}

impl Period {
    /// As it stands among the words of a claim.
    pub fn mark(&self) -> String {
        format!("{MONTH}{}{}", self.first.strftime("%Y-%m"), if self.past { PAST } else { "" })
    }
}

/// Of which month a figure is, where its sentence says so and what it measures is told month by month.
pub fn period(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize, unit: &str) -> Option<Period> {
    let published = doc.published.filter(|_| s.classes.has(lexicon.core.date))?;
    let aspects = aspects_of(lexicon, s, aspect_at(lexicon, s, at, unit, s.clause(at))?, unit);
    if !aspects.iter().any(|a| PERIODIC.contains(a)) {
        return None;
    }
    // "nach 64,9 Prozent im Januar": of two months in a sentence the earlier is past, whatever leads to it
    let later = |first: Date| {
        (0..s.units.len()).filter(|i| *i != at && is_figure(s, *i) && unit_of(s, *i) == unit_of(s, at)).filter_map(|i| beside(lexicon, s, published, i)).any(|(_, m)| m > first)
    };
    let prior = state(lexicon, doc, s, at, unit) == Some(PRIOR);
    let first = match months_before(lexicon, s, at) {
        // "against 31.9% a year earlier", "from the previous month's 35.7%": counted from the month of the other figure
        Some(n) if prior => {
            let other = (0..s.units.len()).filter(|i| *i != at && is_figure(s, *i)).min_by_key(|i| i.abs_diff(at))?;
            beside(lexicon, s, published, other)?.1.checked_sub(n.months()).ok()?
        }
        _ => beside(lexicon, s, published, at)?.1,
    };
    let age = months(published) - months(first);
    let latest = if aspects.iter().any(|a| MONTHLY.contains(a)) { LATEST } else { LATEST_OF_THE_REST };
    (age >= 0).then_some(Period { first, past: prior || age > latest || later(first), old: age > latest })
}

/// Whether a date is the month of a figure beside it that is the latest known, or was the one before: it is no day of anything. When a record was set
/// is.
pub fn is_of_figure(lexicon: &Lexicon, doc: &Document, s: &SentenceView, date: usize) -> bool {
    let (a, b) = s.clause(date);
    let of = |i: usize| {
        let unit = if s.has(i, lexicon.core.money) { "money" } else { "percent" };
        is_figure(s, i) && doc.published.and_then(|p| beside(lexicon, s, p, i)).is_some_and(|(n, _)| n == date) && period(lexicon, doc, s, i, unit).is_some_and(|p| !p.old)
    };
    (a..b).any(of)
}

/// Months since the first.
fn months(d: Date) -> i32 {
    i32::from(d.year()) * 12 + i32::from(d.month())
}

/// The month that stands beside a figure: behind it, or before it where no other figure has it behind.
fn beside(lexicon: &Lexicon, s: &SentenceView, published: Date, at: usize) -> Option<(usize, Date)> {
    let month = |i: usize| {
        let MentionValue::Date(d) = &s.mentions[s.units[i].mention?].value else { return None };
        let (None, None, Some(m)) = (d.end, d.start.day, d.start.month) else { return None };
        let of = |y: i16| Date::new(y, m, 1).ok();
        match d.start.year {
            Some(y) => of(y),
            None => of(published.year()).filter(|f| *f <= published).or_else(|| of(published.year() - 1)),
        }
    };
    let (a, b) = s.clause(at);
    let comma = |i: &usize| s.has(*i, lexicon.core.comma);
    // "in January and February": of which, nobody tells
    let alone = |i: usize| (i + 1..b.min(i + 3)).find_map(month).is_none();
    // where the verb stands last, so does the figure: "şubatta yüzde 67, martta yüzde 68"
    let first = (a..at).rev().take_while(|i| !is_figure(s, *i) && !comma(i)).find(|i| month(*i).is_some()).filter(|_| lexicon.packs[s.pack].file.verb_last);
    let behind = || (at + 1..b.min(at + BEHIND)).take_while(|i| !is_figure(s, *i) && !comma(i)).find(|i| month(*i).is_some());
    if let Some(i) = first.or_else(behind) {
        return month(i).filter(|_| alone(i)).map(|m| (i, m));
    }
    let found = (a.max(at.saturating_sub(BEFORE))..at).rev().take_while(|i| !is_figure(s, *i)).find(|i| month(*i).is_some())?;
    let led = (a..found).rev().take_while(|i| found - i <= BEHIND && !comma(i)).any(|i| is_figure(s, i));
    month(found).filter(|_| alone(found) && !led).map(|m| (found, m))
}

/// The hour at which turnout stood so: "19.3% by 3 p.m.", "15% at noon".
pub(super) fn hour(lexicon: &Lexicon, s: &SentenceView, at: usize, aspects: &[&str]) -> Option<String> {
    let core = &lexicon.core;
    if !aspects.iter().any(|a| HOURLY.contains(a)) {
        return None;
    }
    let (a, b) = s.clause(at);
    let clock = |i: usize| match s.units[i].mention.map(|m| &s.mentions[m].value) {
        Some(MentionValue::Clock(q)) => q.point().map(|n| n.normalize().to_string()),
        _ => values(lexicon, s, i, core.daypart).next().map(|v| if v == NOON.0 { NOON.1.to_string() } else { v.to_owned() }),
    };
    let other = |i: &usize| is_figure(s, *i) && clock(*i).is_none();
    let behind = (at + 1..b.min(at + BEHIND)).take_while(|i| !other(i)).find_map(clock);
    let before = || (a.max(at.saturating_sub(BEFORE))..at).rev().take_while(|i| !other(i)).find_map(clock);
    behind.or_else(before).map(|h| format!("{HOUR}{h}"))
}

/// What the words of a figure begin with that is told of an hour.
pub const HOUR: &str = "=h";
/// What is told by the hour.
const HOURLY: [&str; 2] = ["turnout", "counted"];
/// Noon, and its minutes.
const NOON: (&str, u16) = ("noon", 720);

/// How many months before the other figure of its sentence a figure stands, by the words beside it.
fn months_before(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<i32> {
    let class = lexicon.core.year_before;
    if !s.classes.has(class) {
        return None;
    }
    let stop = |i: &usize| !is_figure(s, *i) && !s.has(*i, lexicon.core.clause);
    let behind = (at + 1..s.units.len().min(at + 1 + NEAR)).take_while(stop);
    let before = (at.saturating_sub(NEAR)..at).rev().take_while(stop);
    behind.chain(before).find_map(|i| values(lexicon, s, i, class).next()?.parse().ok())
}
