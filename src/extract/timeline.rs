//! Chronologies: entries that begin with their day. "13 July: the president flees", or the day on a line of its own.
//!
//! A day without a year stands in the year of its entry and not in the one nearest to publication, and what an entry tells stood
//! then.

use jiff::civil::Date;

use super::view::SentenceView;
use crate::lexicon::Lexicon;
use crate::mention::MentionValue;
use crate::source::Document;
use crate::value::{DateValue, PartialDate};

/// Fewest entries that make a chronology.
const ENTRIES: usize = 3;
/// Units before the sign behind the day, at the most: "Tuesday, 20 July:".
const HEAD: usize = 4;

/// Settles years and days of the entries of a chronology, where a document is one.
pub(super) fn settle(lexicon: &Lexicon, doc: &Document, sentences: &mut [SentenceView]) {
    let heads: Vec<Option<usize>> = sentences.iter().enumerate().map(|(n, s)| head(lexicon, doc, s, n.checked_sub(1).map(|p| &sentences[p]))).collect();
    if heads.iter().flatten().count() < ENTRIES {
        return;
    }
    let mut days: Vec<Option<(PartialDate, bool)>> = sentences.iter().zip(&heads).map(|(s, h)| h.and_then(|u| Some((date(s, u)?.start, written_year(doc, s, u))))).collect();
    run_on(&mut days);
    // an entry that a sign opens ends with its line; a day on a line of its own heads all up to the next
    let mut now: Option<(PartialDate, bool)> = None;
    let mut end = 0;
    for (n, own) in days.into_iter().enumerate() {
        let s = &mut sentences[n];
        let new_line = s.begins_line(doc, end);
        end = s.span.end;
        let line = own.is_some() && heads[n].is_some_and(|u| u + 1 == s.units.len());
        now = own.map(|d| (d.0, line)).or(now.filter(|w| w.1 || !new_line));
        let Some((entry, _)) = now else { continue };
        s.day = entry.as_day();
        for u in 0..s.units.len() {
            if date(s, u).is_none() || written_year(doc, s, u) {
                continue;
            }
            if let Some(MentionValue::Date(d)) = s.units[u].mention.map(|m| &mut s.mentions[m].value) {
                move_to(d, entry);
            }
        }
    }
}

/// The unit of the day that a sentence begins with, when a colon or a dash stands behind it or nothing else does, and a line begins with
/// it.
fn head(lexicon: &Lexicon, doc: &Document, s: &SentenceView, before: Option<&SentenceView>) -> Option<usize> {
    let core = &lexicon.core;
    if before.is_some_and(|b| !s.begins_line(doc, b.span.end)) {
        return None;
    }
    let small = |j: usize| s.has(j, core.comma) || s.has(j, core.weekday) || s.units[j].is_clitic() || s.units[j].mention.is_some() && s.has(j, core.date);
    let end = (0..s.units.len().min(HEAD)).take_while(|j| small(*j)).last()? + 1;
    let day = (0..end).rev().find(|j| date(s, *j).is_some_and(|d| !d.relative && d.end.is_none() && d.start.month.is_some()))?;
    // two days running are no head
    let one = (0..end).filter(|j| date(s, *j).is_some_and(|d| !d.relative)).count() == 1;
    let sign = end == s.units.len() || s.has(end, core.colon) || s.has(end, core.dash);
    (one && sign).then_some(day)
}

fn date(s: &SentenceView, u: usize) -> Option<&DateValue> {
    match &s.mentions[s.units[u].mention?].value {
        MentionValue::Date(d) => Some(d),
        _ => None,
    }
}

/// Whether the words of a day give its year.
pub(super) fn written_year(doc: &Document, s: &SentenceView, u: usize) -> bool {
    doc.quote(s.units[u].span).split(|c: char| !c.is_numeric()).any(|n| n.chars().count() == 4)
}

/// Entries follow each other: from one whose year is written on, and back from it; without any, back from the last.
fn run_on(days: &mut [Option<(PartialDate, bool)>]) {
    let order = |d: &PartialDate| (d.month, d.day);
    let known: Vec<usize> = (0..days.len()).filter(|i| days[*i].is_some()).collect();
    let Some(anchor) = known.iter().position(|i| days[*i].is_some_and(|d| d.1)).or(known.len().checked_sub(1)) else { return };
    let mut step = |from: usize, to: usize, on: i16| {
        let (Some((a, _)), Some((b, told))) = (days[known[from]], days[known[to]]) else { return };
        if told {
            return;
        }
        let turns = if on > 0 { order(&b) < order(&a) } else { order(&b) > order(&a) };
        let year = a.year.map(|y| y + if turns { on } else { 0 });
        days[known[to]] = Some((PartialDate { year, ..b }, false));
    };
    for k in anchor + 1..known.len() {
        step(k - 1, k, 1);
    }
    for k in (0..anchor).rev() {
        step(k + 1, k, -1);
    }
}

/// Puts a day without a year into the year in which it lies nearest to its entry.
fn move_to(d: &mut DateValue, entry: PartialDate) {
    // a weekday beside the day of the entry
    if let (true, Some(w), Some(day)) = (d.relative && d.end.is_none(), d.weekday, entry.as_day()) {
        let off = (i64::from(w) - i64::from(day.weekday().to_monday_one_offset()) + 10) % 7 - 3;
        if let Ok(near) = day.checked_add(jiff::Span::new().days(off)) {
            d.start = PartialDate::day(near);
        }
        return;
    }
    let (Some(year), Some(_), false) = (entry.year, d.start.month, d.relative) else { return };
    let at = |p: PartialDate| p.bounds().map(|b| b.0);
    let near = |y: i16| {
        let gap = |a: Date, b: Date| a.until(b).map_or(i32::MAX, |l| l.get_days().abs());
        at(PartialDate { year: Some(y), ..d.start }).zip(at(entry)).map_or(i32::MAX, |(a, b)| gap(a, b))
    };
    if let Some(best) = [year, year - 1, year + 1].into_iter().min_by_key(|y| near(*y)) {
        d.start.year = Some(best);
        if let Some(end) = &mut d.end {
            end.year = Some(best);
        }
    }
}
