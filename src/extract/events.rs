//! Which event a figure belongs to, as far as its own text tells.

use jiff::ToSpan;

use super::scope::{SEASON, seated};
use super::struck;
use super::view::{SentenceView, View};
use crate::claim::EventHint;
use crate::lexicon::{EntityClass, Family, Lexicon};
use crate::mention::MentionValue;
use crate::source::Document;
use crate::value::{DateValue, PartialDate};

/// Days before publication beyond which a dated event is background.
const BACKGROUND_DAYS: i64 = 75;

/// The event hint for a value. `place`: the place that it is given for.
///
/// `dated`: the value is a date, with the units of its match and whether a frame read it; it belongs only to an event named beside it.
pub fn hint(lexicon: &Lexicon, doc: &Document, view: &View, s: &SentenceView, at: usize, place: Option<&str>, dated: Option<(usize, usize, bool)>) -> EventHint {
    let mut h = EventHint {
        family: match dated {
            // "4,866 abducted since May 2023": from when they are counted, and no day of the event
            Some(_) if s.classes.has(lexicon.core.since) && counted_since(lexicon, s, at) => None,
            Some((start, end, true)) => within(lexicon, s, start.saturating_sub(3), end),
            Some(_) => beside(lexicon, s, at).or_else(|| of_lead(lexicon, doc, s, at)),
            None => family(lexicon, view, s, at),
        },
        ..EventHint::default()
    };
    if let Some((date, background)) = date(lexicon, doc, s, at, dated.is_some() && h.family.is_some()) {
        h.date = Some(date);
        h.background = background;
    }
    if dated.is_none()
        && h.date.is_none()
        && let Some(date) = back_then(lexicon, doc, view, s, at)
    {
        h.date = Some(date);
        h.background = true;
    }
    // "in a separate incident, four soldiers died"
    if dated.is_none() && s.classes.has(lexicon.core.elsewhere_event) && (0..at).any(|i| s.has(i, lexicon.core.elsewhere_event)) {
        h.background = true;
    }
    if dated.is_none() && !h.background {
        h.struck = struck::day(lexicon, s, at).or_else(|| struck::of_entry(lexicon, view, s));
    }
    h.place = place.map(str::to_owned).or_else(|| nearest_place(lexicon, s, at));
    h
}

/// The event word nearest to the value: in its clause, its sentence, then the paragraph before it.
fn family(lexicon: &Lexicon, view: &View, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    let toll = |f: &str| lexicon.tables.families.get(f).is_some_and(|f| f.toll);
    let (a, b) = if s.classes.has(core.event) { s.clause(at) } else { (at, at) };
    // "1,545 have died, and doctors fear that malaria will kill others": what is feared has killed nobody yet
    let dreaded = s.classes.has(core.fear);
    let ahead = |i: usize| dreaded && (at + 1..i).any(|j| s.has(j, core.fear));
    // "14,800 have died since the attack of 7 October": of what began with it
    let sharp = |f: &str| lexicon.tables.families.get(f).is_some_and(Family::is_sharp);
    let begins = |i: usize| s.classes.has(core.since) && (i.saturating_sub(2)..i).any(|j| s.has(j, core.since));
    let pick = |range: std::ops::Range<usize>| {
        range
            .filter_map(|i| s.value(lexicon, i, core.event).map(|f| (i, f)))
            .filter(|(i, f)| toll(f) && !ahead(*i) && !(begins(*i) && sharp(f)))
            .min_by_key(|(i, _)| if *i < at { at - i } else { 2 * (i - at) })
            .map(|(_, f)| f.to_owned())
    };
    let wide = if s.classes.has(core.event) { pick(0..s.units.len()) } else { None };
    // "in the fighting" names no event when the sentence has named one
    let near = pick(a..b).map(|f| {
        if f == "war" {
            wide.clone()
                .filter(|w| w != "war")
                .or_else(|| (0..s.units.len()).filter_map(|i| s.value(lexicon, i, core.event)).find(|w| toll(w) && *w != "war").map(str::to_owned))
                .unwrap_or(f)
        } else {
            f
        }
    });
    near.or(wide).or_else(|| {
        // the sentence before, when it speaks of one event only
        let p = view.right_before(s)?;
        let mut all: Vec<&str> = (0..p.units.len()).filter_map(|i| p.value(lexicon, i, core.event)).filter(|f| toll(f)).collect();
        all.dedup();
        (all.len() == 1).then(|| all[0].to_owned())
    })
}

/// Whether people are counted from a month or year on.
pub(super) fn counted_since(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    let day = s.units[at].mention.is_some_and(|m| matches!(&s.mentions[m].value, MentionValue::Date(d) if d.start.day.is_some()));
    let (a, b) = s.clause(at);
    let event = |j: usize| s.has(j, core.event) && s.units[j].mention.is_none();
    !day && at > 0 && s.has(at - 1, core.since) && (a..b).any(|j| s.has(j, core.count)) && !(at.saturating_sub(BEGAN)..(at + 3).min(b)).any(event)
}

/// Sentences back to the past event that a word points to.
const BACK: usize = 2;

/// The time of the past event that a sentence goes on with: "Is it worse than 2010? Around 2,000 people died then, …".
fn back_then(lexicon: &Lexicon, doc: &Document, view: &View, s: &SentenceView, at: usize) -> Option<PartialDate> {
    let core = &lexicon.core;
    let published = doc.published.filter(|_| s.classes.has(core.back_then))?;
    let (a, b) = s.clause(at);
    // "then he said" tells what came next
    let ends = |j: usize| j + 1 >= s.units.len() || [core.comma, core.clause, core.and, core.close].iter().any(|k| s.has(j + 1, *k));
    if !(a..b).any(|j| s.has(j, core.back_then) && (ends(j) || j > at && j - at < BACK + 2)) {
        return None;
    }
    let past = |d: &DateValue| {
        let year = d.start.year.filter(|y| *y < published.year() && d.end.is_none())?;
        Some(PartialDate { year: Some(year), ..d.start })
    };
    let told = |p: &SentenceView| p.mentions.iter().rev().find_map(|m| if let MentionValue::Date(d) = &m.value { Some(past(d)) } else { None });
    // the last time that was told, unless it is of the report's own year
    view.before(s).iter().rev().take(BACK).find_map(told).flatten()
}

/// Stands for the story's own event where a text calls it a disaster or a tragedy and no more.
pub const CALAMITY: &str = "calamity";

/// The family of the event that a unit names, or [`CALAMITY`].
fn named<'l>(lexicon: &'l Lexicon, s: &SentenceView, i: usize) -> Option<&'l str> {
    s.value(lexicon, i, lexicon.core.event).or_else(|| s.has(i, lexicon.core.calamity).then_some(CALAMITY))
}

/// The last event named within these units, not across a comma or clause.
fn within(lexicon: &Lexicon, s: &SentenceView, start: usize, end: usize) -> Option<String> {
    (start..end.min(s.units.len())).rev().find_map(|i| named(lexicon, s, i)).map(str::to_owned)
}

/// The event whose name stands right before the value ("the coup of 26 July") or right after it ("the June 24 collapse").
fn beside(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    let joins = |i: usize| [core.in_, core.of, core.place, core.country, core.adjective, core.article, core.nationality, core.deixis].iter().any(|c| s.has(i, *c));
    for i in (at.saturating_sub(3)..at).rev() {
        if let Some(f) = named(lexicon, s, i) {
            return Some(f.to_owned());
        }
        if !joins(i) {
            break;
        }
    }
    if let Some(f) = further_back(lexicon, s, at).or_else(|| of_relative(lexicon, s, at)) {
        return Some(f);
    }
    // "fell on 10 July after the collapse of four divisions": when it fell
    (at + 1..(at + 3).min(s.units.len()))
        .take_while(|i| ![core.comma, core.after, core.later, core.count].iter().any(|c| s.has(*i, *c)))
        .find_map(|i| s.value(lexicon, i, core.event))
        .map(str::to_owned)
}

/// Most units between an event and the day that is told behind its whole name.
const OF_NAME: usize = 9;

/// The event that a date with its month and year is told of, behind more of its name: "the coup against President Sidi Ould Cheikh
/// Abdallahi in August 2008", «الانتخابات النيابية في 15 مايو 2022».
fn further_back(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    let MentionValue::Date(d) = &s.mentions[s.units.get(at)?.mention?].value else { return None };
    if !in_full(d) || !s.has_any(&[core.event, core.calamity]) {
        return None;
    }
    let parts = [core.comma, core.clause, core.say, core.date, core.count, core.and, core.that, core.since, core.after, core.rel, core.open, core.close, core.dash, core.cue];
    let near = (at.saturating_sub(OF_NAME)..at).rev().take_while(|i| !parts.iter().any(|c| s.has(*i, *c)) && !s.joined[*i]);
    near.into_iter().find_map(|i| named(lexicon, s, i)).map(str::to_owned)
}

/// Whether a date is told with its month and year: not "on Monday" or "yesterday", but "last October".
fn in_full(d: &DateValue) -> bool {
    d.end.is_none() && d.start.year.is_some() && d.start.month.is_some() && (!d.relative || d.start.day.is_none())
}

/// The event of whose relative clause a day is told: "the earthquake that struck both countries on 7 February", «الزلزال الذي ضرب البلدين
/// في السابع من فبراير».
fn of_relative(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    if !s.has_any(&[core.event, core.calamity]) || !s.has_any(&[core.rel, core.that]) {
        return None;
    }
    let stop = [core.comma, core.clause, core.say, core.date, core.since, core.after, core.later, core.ago, core.open, core.close];
    let rel = (at.saturating_sub(OF_NAME)..at).rev().take_while(|i| !stop.iter().any(|c| s.has(*i, *c))).find(|i| s.has(*i, core.rel) || s.has(*i, core.that))?;
    let head = (rel.saturating_sub(3)..rel).rev().take_while(|i| !stop.iter().any(|c| s.has(*i, *c))).find(|i| named(lexicon, s, *i).is_some())?;
    let family = named(lexicon, s, head)?;
    if family == CALAMITY {
        return Some(family.to_owned());
    }
    // what goes on for days has days of many things
    let full = matches!(&s.mentions[s.units.get(at)?.mention?].value, MentionValue::Date(d) if in_full(d));
    lexicon.tables.families.get(family).filter(|f| f.is_sharp() && (f.toll || full))?;
    Some(family.to_owned())
}

/// Most units between the verb of a count and its day.
const OF_COUNT: usize = 6;

/// Whether a day is that of a count, where the verb leads: «بلغ عدد الحرائق الثلاثاء 71», «ارتفعت حصيلة الزلزال الأحد إلى».
pub(super) fn of_count(lexicon: &Lexicon, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    if super::build::told_last(lexicon, s, at).is_some_and(|v| s.has(v, core.reach)) {
        return true;
    }
    if lexicon.packs[s.pack].file.capitals || !s.classes.has(core.reach) {
        return false;
    }
    let stop = [core.comma, core.rel, core.that, core.since];
    let mut before = (at.saturating_sub(OF_COUNT).max(s.clause(at).0)..at).rev().take_while(|i| !stop.iter().any(|c| s.has(*i, *c)));
    before.any(|i| s.has(i, core.reach))
}

/// Sentences at the head of a text whose days are those of what it tells.
const LEAD: u32 = 3;

/// The event whose day a lead tells: "Gunmen stormed the plant before dawn on Wednesday, killing two", "the ambush that hit a convoy
/// on Saturday 12 April". Not a day counted from the event, nor one that stands beside another.
fn of_lead(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    let MentionValue::Date(d) = &s.mentions[s.units.get(at)?.mention?].value else { return None };
    let day = d.start.as_day()?;
    let near = doc.published.and_then(|p| day.until(p).ok()).is_some_and(|l| (0..=14).contains(&l.get_days()));
    if !near {
        return None;
    }
    let (a, b) = s.clause(at);
    // "the ministry said today" dates the report
    let report = |i: usize| matches!(s.units[i].mention.map(|m| &s.mentions[m].value), Some(MentionValue::Date(d)) if d.start.as_day() == doc.published);
    // nor does "the ministry said on Thursday that the quake of Saturday …"
    let of_saying = |i: usize| i < at && (i..at).any(|j| s.has(j, core.that)) && (a..i + 4).any(|j| s.has(j, core.say));
    let other = |i: usize| i != at && s.has(i, core.date) && i.abs_diff(at) > 2 && !report(i) && !of_saying(i);
    if (a..b).any(|i| other(i) || [core.say, core.according, core.future, core.plan].iter().any(|c| s.has(i, *c) && i.abs_diff(at) < 5)) {
        return None;
    }
    if of_count(lexicon, s, at) {
        return None;
    }
    let counted_from = |i: usize| (i.saturating_sub(3)..i).any(|j| [core.after, core.since, core.later, core.ago].iter().any(|c| s.has(j, *c)));
    let named = |i: &usize| struck::is_blow(lexicon, s, *i);
    // "a day after storming the plant on Wednesday" tells the day of the storming; "two days after the attack, on Friday" does not
    let runs_on = |i: usize| i < at && !(i..at).any(|j| s.has(j, core.comma));
    // what stands behind a comma tells of something else, when an event stands before
    let parted = |i: usize| i > at && (at..i).any(|j| s.has(j, core.comma));
    let found = (a..b).filter(named).min_by_key(|i| (parted(*i), i.abs_diff(at))).filter(|i| runs_on(*i) || !counted_from(*i))?;
    // "the president visited the wounded on 27 April": the day of what somebody did, nearer than the event
    // or whatever opens the sentence, where the event follows behind a comma: «شيّع المئات، اليوم الجمعة، سبعة من ضحايا القصف»
    if (a..b).any(|i| s.has(i, core.deed) && !s.has(i, core.event) && (i.abs_diff(at) < found.abs_diff(at) || i < at && parted(found))) {
        return None;
    }
    // further down only what is told as known: "the ambush that hit a convoy on Saturday", "the gunmen struck on Tuesday"
    let known = || {
        let after = counted_from(found);
        after || if lexicon.packs[s.pack].file.capitals { (found.saturating_sub(2)..found).any(|j| s.has(j, core.article)) } else { s.definite[found] }
    };
    let reach = if s.number < LEAD { 14 } else { 7 };
    if found.abs_diff(at) > reach || s.number >= LEAD && (found > at || !known() || Some(day) == doc.published) {
        return None;
    }
    s.value(lexicon, found, core.event).map(str::to_owned)
}

/// Most units from the year of an earlier event to the word behind which it is told.
const GOES_ON: usize = 7;

/// Most units from "since" to the day, with what happened then between them.
const BEGAN: usize = 8;

/// Units at the head of a sentence in which a year stands that is of all that it tells.
const OPENS: usize = 3;

/// A date that sets the event apart from what the text reports. `of_event`: the value is the day of an event named beside it.
fn date(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize, of_event: bool) -> Option<(PartialDate, bool)> {
    let core = &lexicon.core;
    if !s.classes.has(core.date) {
        return None;
    }
    if let Some(date) = year_before(lexicon, s, at) {
        return Some((date, doc.published.is_some_and(|p| date.year.is_some_and(|y| y < p.year()))));
    }
    let (a, b) = s.clause(at);
    let mut best: Option<(usize, PartialDate)> = None;
    for i in a..b {
        let Some(m) = s.units[i].mention else { continue };
        let MentionValue::Date(d) = &s.mentions[m].value else { continue };
        let start = d.start.last_before(doc.published);
        // "the worst since 1993": the time of another event, unless the words behind go on to tell it: "since 1993, when 292 died"
        // or "since 1997 in Guam, where 228 died"
        let behind_comma = |j: usize| s.has(j - 1, core.comma) || s.has(j - 1, core.and) && j > 1 && s.has(j - 2, core.comma);
        let of_it = |j: usize| s.has(j, core.when) || s.has(j, core.rel) && behind_comma(j);
        let goes_on = || (i + 1..(i + GOES_ON).min(at)).take_while(|j| !s.has(*j, core.count)).any(of_it);
        // "since the first rains of the season on 14 June": when it began, or what it is measured from
        let since = || {
            (i.saturating_sub(BEGAN)..i)
                .rev()
                .take_while(|j| !s.has(*j, core.comma) && !s.has(*j, core.clause))
                .any(|j| (s.has(j, core.since) || s.value(lexicon, j, core.reach_of) == Some(SEASON)) && !(j..i).contains(&at))
        };
        // "the deadliest since a truck bomb in 2017 killed 150", "… since a helicopter was shot down in 2010, killing 30"
        let measured = || {
            let from = (i.saturating_sub(BEGAN)..i).rev().take_while(|j| !s.has(*j, core.clause)).find(|j| s.has(*j, core.since));
            i < at && s.classes.has(core.most) && from.is_some_and(|f| (f.saturating_sub(BEGAN)..f).rev().take_while(|j| !s.has(*j, core.clause)).any(|j| s.has(j, core.most)))
        };
        let goes_on = || goes_on() || measured();
        // the day itself, of an event that is named beside it, is of that event
        let own = i == at && of_event;
        if start.year.is_none() || !own && s.has_any(&[core.since, core.reach_of]) && since() && !goes_on() {
            continue;
        }
        // "the worst since the attack of 2021": the date belongs to the event it stands with
        let distance = if i < at { at - i } else { (i - at) + 1 };
        let counts_between = (i.min(at) + 1..i.max(at)).filter(|j| s.has(*j, core.count)).count();
        // what stands behind a comma or "and" belongs to what stands there
        let parted = i > at && (at + 1..i).any(|j| s.has(j, core.comma) || s.has(j, core.and));
        let distance = distance + 10 * counts_between * usize::from(i > at) + 20 * usize::from(parted);
        if distance < 20 && best.is_none_or(|x| distance < x.0) {
            best = Some((distance, start));
        }
    }
    // "after 2010, when 1,985 died": the clause goes on from a time
    let told = (a..(a + 2).min(at)).find(|j| s.has(*j, core.when)).and_then(|w| (w.saturating_sub(2)..w).rev().find(|j| !s.has(*j, core.comma) && !s.has(*j, core.clause)));
    if let (None, Some(MentionValue::Date(d))) = (best, told.and_then(|j| s.units[j].mention).map(|m| &s.mentions[m].value)) {
        best = Some((0, d.start)).filter(|_| d.start.year.is_some());
    }
    // "In 2005, the violence had lasted three weeks; some 10,000 cars had been destroyed": the year that opens the sentence is that of all it tells
    let opens = |i: usize| {
        let Some(MentionValue::Date(d)) = s.units[i].mention.map(|m| &s.mentions[m].value) else { return None };
        let year = d.start.year.filter(|_| d.start.month.is_none() && !d.relative)?;
        let alone = i > 0 && s.has(i - 1, core.in_) && s.has(i + 1, core.comma) && !(i + 1..at).any(|j| s.has(j, core.date));
        (alone && doc.published.is_some_and(|p| year < p.year())).then_some((0, d.start))
    };
    let best = best.or_else(|| (0..a.min(OPENS)).find_map(opens));
    let (_, date) = best?;
    let background = match (doc.published, date.bounds()) {
        // "floods last year killed nine"
        (Some(p), _) if date.month.is_none() && date.year.is_some_and(|y| y < p.year()) => true,
        (Some(p), Some((_, last))) => p.checked_sub(BACKGROUND_DAYS.days()).is_ok_and(|limit| last < limit),
        (None, _) => date.day.is_none(),
        _ => false,
    };
    Some((date, background))
}

/// The year of what a relative clause tells of another event than the one dated before it: "… on June 29, 1995, and the bridge, which broke a
/// year earlier and cost 32 lives".
fn year_before(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<PartialDate> {
    let core = &lexicon.core;
    if !s.has_any(&[core.year_before]) {
        return None;
    }
    let rel = (0..at).rev().take_while(|j| !s.has(*j, core.count) && !s.has(*j, core.clause)).find(|j| s.has(*j, core.rel))?;
    (rel..at).find(|j| s.has(*j, core.year_before))?;
    let year = (0..rel).rev().find_map(|j| match &s.mentions[s.units[j].mention?].value {
        MentionValue::Date(d) => d.start.year,
        _ => None,
    })?;
    Some(PartialDate { year: Some(year - 1), month: None, day: None })
}

/// The nearest place or country in the sentence, named in any way.
fn nearest_place(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    if !s.has_any(&[core.place, core.country]) {
        return None;
    }
    let named = |i: usize| {
        let id = s.value(lexicon, i, core.place).or_else(|| s.value(lexicon, i, core.country)).filter(|_| s.units[i].mention.is_none() && !seated(lexicon, s, i))?;
        lexicon.world.find(id).is_some_and(|e| lexicon.world.get(e).class != EntityClass::Org).then_some(id)
    };
    // from the value outward, first before it
    let n = s.units.len();
    // « avait fait 21 morts, celui de Nice 86 »: behind "that of" another event is told
    let other = |i: &usize| s.has(*i, core.that_one) && s.has(*i + 1, core.of);
    let (from, to) = if s.classes.has(core.that_one) { ((0..at).rev().find(other).unwrap_or(0), (at..n).find(other).unwrap_or(n)) } else { (0, n) };
    let at_distance = |d: usize| at.checked_sub(d).filter(|i| (from..n).contains(i)).and_then(named).or_else(|| if d > 0 && at + d < to { named(at + d) } else { None });
    (0..n.max(at + 1)).find_map(at_distance).map(str::to_owned)
}
