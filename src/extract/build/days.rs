//! Days: which of them are days of events, and which one a weekday or "since then" means.

use crate::extract::timeline::written_year;
use crate::extract::view::{SentenceView, View};
use crate::lexicon::{Kind, Lexicon};
use crate::mention::MentionValue;
use crate::source::{Document, Span, Zone};
use crate::value::{DateValue, PartialDate};

/// What a word of saying tells that gives a figure: "gave", "put".
const FIGURE: &str = "figure";

/// Most units between a day and the word that makes a state of what is told of it.
const STATE: usize = 10;

/// Whether a date is one of an event, and not of the report itself: datelines, "the ministry said on Sunday", "today".
pub(super) fn tells_a_day(lexicon: &Lexicon, s: &SentenceView, i: usize, d: &DateValue) -> bool {
    let core = &lexicon.core;
    let dateline = s.number < 4
        && i < 9
        && (i + 1..(i + if s.has(i + 1, core.open) { 10 } else { 6 }).min(s.units.len())).any(|j| s.has(j, core.dash))
        && (0..i).all(|j| !s.has(j, core.say) && !s.has(j, core.cue));
    // a line of its own, with nothing but the day: that of the document
    let masthead =
        s.units.iter().enumerate().all(|(j, u)| j == i || u.is_clitic() || [core.comma, core.date, core.clause, core.daypart, core.day_word].iter().any(|c| s.has(j, *c)));
    if dateline || masthead {
        return false;
    }
    // "August 16 and 17": told by the first
    if i > 1 && s.has(i - 1, core.and) && s.has(i - 2, core.date) && lexicon.packs[s.pack].file.capitals {
        return false;
    }
    // "according to the census of 2019"
    if i > 0 && d.start.month.is_none() && s.has(i - 1, core.according) {
        return false;
    }
    if !d.relative {
        // "7.4 percent in February": the time of the figure
        let figure = (i.saturating_sub(2)..i).rev().find(|j| !s.has(*j, core.in_)).is_some_and(|j| s.has(j, core.share) || s.has(j, core.money));
        return !(figure && d.start.day.is_none() && d.start.month.is_some());
    }
    // "in the night from Tuesday to Wednesday" is one time
    let one = d.end.is_none() || d.weekday.is_some() && matches!((d.start.as_day(), d.end.and_then(|e| e.as_day())), (Some(a), Some(b)) if a.tomorrow().is_ok_and(|t| t == b));
    // a weekday that the date beside it does not fall on
    if d.weekday.is_some() && (i + 1..(i + 3).min(s.units.len())).any(|j| s.has(j, core.date)) {
        return true;
    }
    // "were still in hospital on Thursday", "remained at large on Friday": a state on that day, and no event of it
    let apart = |j: usize| [core.comma, core.clause, core.rel, core.and].iter().any(|c| s.has(j, *c));
    let near = (i.saturating_sub(STATE)..i).rev().take_while(|j| !apart(*j)).chain((i + 1..s.units.len().min(i + STATE)).take_while(|j| !apart(*j)));
    if s.classes.has(core.still) && near.into_iter().any(|j| s.has(j, core.still)) {
        return false;
    }
    // "at dawn on Wednesday", told of no report: when it happened
    let skipped = if i > 0 { s.units[i].tokens.0 > s.units[i - 1].tokens.1 } else { s.units[i].tokens.0 > 0 };
    let cited = (i.saturating_sub(7)..i).rev().take_while(|j| !s.has(*j, core.comma)).any(|j| s.has(j, core.according) || s.has(j, core.quoting));
    // "reached 12 on Sunday", but not "reached Rome on Sunday"
    let reached = |j: usize| s.has(j, core.reach) && (j.min(i)..j.max(i)).any(|k| s.has(k, core.count));
    // «قالت الوزارة إن 78 شخصا لقوا مصرعهم ليل الأربعاء»: the day is of what is said, where the verb leads its own clause
    let own = |j: &usize| lexicon.packs[s.pack].file.capitals || !s.has(*j, core.that);
    let beside = (i.saturating_sub(7)..=i).rev().take_while(own).chain(i + 1..(i + 4).min(s.units.len()));
    let said = cited || beside.into_iter().any(|j| [core.say, core.quoting, core.as_of].iter().any(|c| s.has(j, *c)) || reached(j));
    if skipped && !said && one && d.start.day.is_some() {
        return true;
    }
    // "late on Tuesday", "before dawn on Tuesday"
    let led = (i.saturating_sub(3)..i).any(|j| (s.has(j, core.daypart) || s.has(j, core.month_part)) && s.units[j].mention.is_none());
    if led && !said && one && d.start.day.is_some() {
        return true;
    }
    // "in Sunday's raid on a post"
    let of_event = lexicon.packs[s.pack].file.capitals && !(i > 0 && s.has(i - 1, core.in_));
    if of_event && d.end.is_none() && (i + 1..i + 4).take_while(|j| !s.has(*j, core.comma) && !s.has(*j, core.say)).any(|j| s.has(j, core.event)) {
        return true;
    }
    // the day of a figure, not of an event: "54 had died as of Thursday", "up from 28 on Monday"
    // "shut down by regulators on Friday": who did it, and not by when
    let as_of = |j: usize| s.has(j, core.as_of) && !(j + 1 < i && s.has(i - 1, core.on_day));
    let figure = (i.saturating_sub(5)..i).rev().take_while(|j| !s.has(*j, core.clause)).any(|j| as_of(j) || reached(j) || s.has(j, core.since))
        || (i.saturating_sub(2)..i).any(|j| s.has(j, core.n_bare) && !(j > 0 && s.has(j - 1, core.cue)));
    if figure || !s.units.iter().any(|u| u.classes.has(core.clause)) && s.zone == Zone::Headline {
        return false;
    }
    let (a, b) = s.clause(i);
    let verb_leads = lexicon.packs[s.pack].verb_leads();
    let beside = (a..b).any(|j| s.has(j, core.event) && j.abs_diff(i) <= 8 || s.has(j, core.clock));
    let counted = (i.saturating_sub(5)..i).rev().take_while(|j| !s.has(*j, core.clause)).any(|j| s.has(j, core.count));
    // "four bodies had been recovered on Sunday": so many by that day
    // «قتل خمسة أشخاص أمس في حادث سير»: the day of the event behind it
    let event_behind = || verb_leads && (i + 1..(i + 5).min(b)).any(|j| s.has(j, core.event) && s.has(i + 1, core.in_));
    if counted && (d.weekday.is_none() && !event_behind() || (i.saturating_sub(6)..i).any(|j| s.has(j, core.had))) {
        return false;
    }
    // told of no event in our lists, but of a deed: no report, no state that lasted; where the verb leads, no figure either, nor a plan
    // that names no weekday
    let lead = || (a..i).rev().take_while(|j| !s.has(*j, core.dash) && !s.has(*j, core.close));
    let cites = (a..b).any(|j| [core.say, core.according, core.quoting].iter().any(|c| s.has(j, *c)));
    let planned = || d.weekday.is_none() && lead().any(|j| s.has(j, core.plan) || s.has(j, core.future));
    let figured = || lead().take(9).take_while(|j| !s.has(*j, core.comma)).any(|j| s.has(j, core.count) || s.has(j, core.according));
    // whom the report is of; where nobody says anything it is the doer
    let sourced = || {
        let behind = (i + 1..(i + 4).min(b)).take_while(|j| !s.has(*j, core.in_)).any(|j| s.has(j, core.source));
        cites && (behind || lead().take(2).any(|j| j > a + 2 && s.has(j, core.source)))
    };
    let deed = || lexicon.packs[s.pack].file.capitals && d.weekday.is_some() || !(planned() || figured() || sourced());
    let today = d.weekday.is_none() || (i > 0 && s.has(i - 1, core.day_offset));
    // «أعلن الاثنين حالة الطوارئ»: what is declared is done by that
    let object = (i + 1..s.units.len()).find(|j| !s.has(*j, core.comma)).is_some_and(|j| {
        !lexicon.packs[s.pack].file.capitals
            && s.units[j].mention.is_none()
            && ![core.that, core.clause, core.say, core.in_, core.colon, core.and, core.from, core.by].iter().any(|c| s.has(j, *c))
    });
    // "gave the green light": a word that gives a figure tells nothing here
    let speaks = |j: usize| s.has(j, core.say) && s.value(lexicon, j, core.say) != Some(FIGURE);
    let telling = |j: usize| speaks(j) && !(object && s.has(j, core.declare));
    // the day of a verb of saying, but not of what it says: "he said that they had landed on Sunday"
    let reporting = (i.saturating_sub(7)..i).rev().take_while(|j| !s.has(*j, core.clause) && !s.has(*j, core.that)).any(telling)
        || (i + 1..(i + 4).min(s.units.len())).take_while(|j| !s.has(*j, core.comma)).any(speaks)
        || cited
        || told_last(lexicon, s, i).is_some();
    // "Thursday and Friday": told by the first
    let second = i > 1 && s.has(i - 1, core.and) && s.has(i - 2, core.date);
    if reporting || second || !one || !beside && !deed() {
        return false;
    }
    // «أقيمت اليوم أول صلاة»: in a language whose verb leads, the day behind it is that of the deed
    beside && !today || d.weekday.is_some() || verb_leads && !s.has(i, core.ago) && d.start.day.is_some()
}

/// The verb behind a day, where it ends its clause, when it is one of saying or of a count: «روز دوشنبه به ۵۱ نفر افزایش یافت».
pub(in crate::extract) fn told_last(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<usize> {
    let core = &lexicon.core;
    if !lexicon.packs[s.pack].told_last() {
        return None;
    }
    let end = s.clause(at).1;
    let last = |j: usize| j + 1 >= end || [core.comma, core.colon, core.that].iter().any(|c| s.has(j + 1, *c));
    let tells = |j: &usize| s.has(*j, core.say) || s.has(*j, core.reach) && last(*j);
    let verb = (at + 1..end).take_while(|j| !s.has(*j, core.that)).find(|j| tells(j) || last(*j) && s.has(*j, core.figure_cue) && s.units[*j].mention.is_none());
    verb.filter(tells)
}

/// Whether a day or a time of day stands in a line at the head of the text that names the outlet and the day of the report and
/// tells nothing: "Pacific Post live blog, Tuesday 22 April 2014, 18:05".
pub(super) fn masthead(lexicon: &Lexicon, doc: &Document, s: &SentenceView, i: usize) -> bool {
    let core = &lexicon.core;
    let own_day = |j: usize| match s.units[j].mention.map(|m| &s.mentions[m].value) {
        Some(MentionValue::Date(d)) => d.start.as_day().is_some() && d.start.as_day() == doc.published,
        _ => false,
    };
    let told = [core.event, core.cue, core.count, core.plan, core.future, core.be, core.have, core.in_];
    s.number < 4
        && s.units.len() <= 16
        && s.units[i].mention.is_some()
        && (s.has(i, core.date) || s.has(i, core.clock))
        && (0..s.units.len()).any(own_day)
        && !(0..s.units.len()).any(|j| s.units[j].mention.is_none() && told.iter().any(|c| s.has(j, *c)))
}

/// A text that calls its own day "today, Sunday" means the Sunday before by a bare "Sunday" on which something began.
pub(super) fn a_week_before(lexicon: &Lexicon, doc: &Document, view: &View, kind: &Kind, d: &DateValue, at: Span) -> DateValue {
    let Some(published) = doc.published else { return *d };
    let own = d.relative && d.weekday == Some(published.weekday().to_monday_one_offset()) && d.start.as_day() == Some(published);
    let in_full = |span: Span| crate::normalise::fold(doc.quote(span)).contains(' ');
    if kind.id != "start_date" || !own || in_full(at) {
        return *d;
    }
    let said = view.sentences.iter().any(|s| {
        (1..s.units.len()).any(|i| {
            s.has(i, lexicon.core.date)
                && s.units[i].mention.is_some_and(|m| matches!(&s.mentions[m].value, MentionValue::Date(x) if x.weekday == d.weekday && x.relative && in_full(s.units[i].span)))
        })
    });
    match published.checked_sub(jiff::Span::new().days(7)) {
        Ok(week) if said => DateValue { start: PartialDate::day(week), ..*d },
        _ => *d,
    }
}

/// A weekday or a month that something is planned for lies ahead: "the hearing is set for Monday" in a text of Friday, "is due to
/// leave in December" in one of March.
pub(super) fn ahead(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize, d: &DateValue) -> DateValue {
    // "from May until the end of 2023": the end tells the year
    if let Some(year) = year_of_end(lexicon, doc, s, at, d) {
        return DateValue { start: PartialDate { year: Some(year), ..d.start }, ..*d };
    }
    let Some(published) = doc.published.filter(|_| d.end.is_none()) else { return *d };
    let (a, _) = s.clause(at);
    // «الحكومة التي اقترحها قبله سقطت في العاشر من جانفي»: what came of a plan lies behind
    let open = |j: &usize| !s.has(*j, lexicon.core.comma) && !s.has(*j, lexicon.core.past_verb);
    let planned = |reach: usize| (a..at).rev().take(reach).take_while(open).any(|j| s.has(j, lexicon.core.plan) || s.has(j, lexicon.core.future));
    // where the verb stands last, what makes it a plan does too: "pazartesi günü iş bırakacak"
    let stops = [lexicon.core.comma, lexicon.core.clause, lexicon.core.date, lexicon.core.cue, lexicon.core.quote];
    let behind = |class| {
        let near = (at + 1..s.units.len()).take(PLANNED).take_while(|j| s.has(*j, class) || !stops.iter().any(|c| s.has(*j, *c)));
        lexicon.packs[s.pack].file.verb_last && near.into_iter().any(|j| s.has(j, class))
    };
    let planned = |reach: usize| planned(reach) || behind(lexicon.core.future) || behind(lexicon.core.plan) || behind(lexicon.core.scheduled);
    // "On Thursday the court will rule", "By Friday, 200 soldiers will have left": the clause opens with its day
    let opens = || {
        let core = &lexicon.core;
        let led = (a..at).all(|j| [core.in_, core.at, core.by, core.and, core.comma, core.clause, core.to].iter().any(|c| s.has(j, *c)));
        let from = if s.has(at + 1, core.comma) { at + 2 } else { at + 1 };
        let stops = [core.comma, core.clause, core.say, core.had, core.have, core.rel, core.that, core.quote, core.date, core.and, core.declare];
        let near = (from..s.units.len()).take(OPENED).take_while(|j| !stops.iter().any(|c| s.has(*j, *c)));
        lexicon.packs[s.pack].file.capitals && led && near.into_iter().any(|j| s.has(j, core.future))
    };
    // "the region votes on Sunday", "the truce runs until Friday": the present tense tells what is to come
    let tense = |j: usize| s.has(j, lexicon.core.scheduled).then(|| s.value(lexicon, j, lexicon.core.scheduled));
    let scheduled = || (a..at).rev().take(3).any(|j| tense(j) == Some(None)) && !(a..at).any(|j| s.has(j, lexicon.core.had));
    // "UN chief to visit Kaduna on Tuesday": a headline
    let to_do = || s.zone == Zone::Headline && (a..at).rev().take(8).any(|j| tense(j) == Some(Some("headline")));
    let scheduled = || scheduled() || to_do();
    // "declared three days of mourning starting Wednesday", on a day that is not told: the nearer one
    let starting = |day: jiff::civil::Date| {
        let near = day.until(published).is_ok_and(|l| l.get_days() <= 3);
        let told = (a..at).rev().take(3).any(|j| s.has(j, lexicon.core.starting));
        told && !near && (a..at).any(|j| s.has(j, lexicon.core.declare)) && !(a..at).any(|j| s.has(j, lexicon.core.date))
    };
    if let Some(day) = d.start.as_day().filter(|_| d.relative && d.weekday.is_some()) {
        return match day.checked_add(jiff::Span::new().days(7)) {
            Ok(week) if day < published && (planned(8) || scheduled() || starting(day) || opens()) => DateValue { start: PartialDate::day(week), ..*d },
            _ => *d,
        };
    }
    // «يعقد الوزراء اجتماعهم المقبل في 26 نوفمبر», «ويلتقي الوزراء مجددا يوم 26 نوفمبر»: where the verb leads, its present tells what is to come
    let verb_first = lexicon.packs[s.pack].verb_leads();
    let next = |j: usize| s.value(lexicon, j, lexicon.core.deixis) == Some("next") && s.units[j].mention.is_none();
    // «يجري العمل منذ 26 نوفمبر», «وتجري التحقيقات في حادث 20 أكتوبر» tell of days gone by
    let gone = at > 0 && (s.has(at - 1, lexicon.core.since) || s.has(at - 1, lexicon.core.event));
    let coming = || verb_first && !gone && (a..at).rev().take(10).any(|j| next(j) || s.has(j, lexicon.core.scheduled));
    // "once the six join on Jan. 1"
    let once = || {
        let from = (a..at).rev().take(10).take_while(|j| !s.has(*j, lexicon.core.comma)).find(|j| s.has(*j, lexicon.core.once));
        from.is_some_and(|o| (o + 1..at).any(|j| s.has(j, lexicon.core.present_verb)))
    };
    let planned = |reach: usize| planned(reach) || once();
    // a month without its year, read as the last one
    if let (false, Some(year), Some(month)) = (d.relative, d.start.year, d.start.month)
        && (year, month) < (published.year(), published.month())
        && published.year() - year <= 1
        && (planned(10) || coming() && d.start.day.is_some() && nearer_ahead(published, year, month))
        && !(a..at).any(|j| s.has(j, lexicon.core.had))
        && !written_year(doc, s, at)
    {
        return DateValue { start: PartialDate { year: Some(year + 1), ..d.start }, ..*d };
    }
    *d
}

/// Whether a month lies nearer ahead than behind.
fn nearer_ahead(published: jiff::civil::Date, year: i16, month: i8) -> bool {
    i32::from(published.year() - year) * 12 + i32::from(published.month() - month) >= 6
}

/// Most units from the start of a stretch of time to its end.
const STRETCH: usize = 5;

/// The year of a start whose end is told right behind it with its year, where the start is told without: no start is later than its end.
fn year_of_end(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize, d: &DateValue) -> Option<i16> {
    let core = &lexicon.core;
    let month = d.start.month.filter(|_| d.end.is_none() && !d.relative && !written_year(doc, s, at))?;
    let led = at > 0 && [core.from, core.between, core.since].iter().any(|c| s.has(at - 1, *c));
    let end = (at + 1..s.units.len().min(at + STRETCH)).take_while(|j| !s.has(*j, core.clause) && !s.has(*j, core.comma)).find(|j| s.has(*j, core.date))?;
    let joined = (at + 1..end).any(|j| [core.to, core.and, core.dash, core.as_of].iter().any(|c| s.has(j, *c)));
    let MentionValue::Date(e) = &s.mentions[s.units[end].mention?].value else { return None };
    let year = e.start.year.filter(|_| led && joined && !e.relative && written_year(doc, s, end))?;
    Some(if e.start.month.is_some_and(|m| m < month) { year - 1 } else { year })
}

/// Marks the day from which on a figure counts, among the words of its claim.
pub const SINCE: &str = "since ";
/// Most units between a figure and the word for since.
const SINCE_NEAR: usize = 14;
/// Most units between that word and its day: "since the tents were pitched outside the headquarters on 6 April".
const SINCE_DAY: usize = 12;

/// The day from which on a figure counts, as far as its sentence tells it: "31 have died since 19 December".
pub(super) fn counted_since(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize) -> Option<String> {
    let core = &lexicon.core;
    if !s.classes.has(core.since) || !s.classes.has(core.date) {
        return None;
    }
    let day = |j: usize| match s.units[j].mention.map(|m| &s.mentions[m].value) {
        Some(MentionValue::Date(d)) => d.start.last_before(doc.published).as_day(),
        _ => None,
    };
    let parted = |j: &usize| s.has(*j, core.clause) || s.has(*j, core.count);
    let ahead = (at + 1..s.units.len().min(at + SINCE_NEAR)).take_while(|j| !parted(j)).find(|j| s.has(*j, core.since));
    let behind = || (at.saturating_sub(SINCE_NEAR)..at).rev().take_while(|j| !parted(j)).find(|j| s.has(*j, core.since));
    let (since, end) = ahead.map(|j| (j, s.units.len())).or_else(|| behind().map(|j| (j, at)))?;
    let told = (since..end.min(since + SINCE_DAY)).take_while(|j| !parted(j)).find_map(day)?;
    Some(format!("{SINCE}{told}"))
}

/// Most units from a day to the verb that ends its clause.
const PLANNED: usize = 10;
/// Most units from the day that opens a clause to what makes its verb a plan.
const OPENED: usize = 5;

/// Whether the words behind a figure count it since a day more than a season before publication, or since a moment told before.
pub(super) fn since_long_ago(lexicon: &Lexicon, doc: &Document, view: &View, s: &SentenceView, at: usize) -> bool {
    let core = &lexicon.core;
    if !s.classes.has(core.since) {
        return false;
    }
    let (begin, close) = s.clause(at);
    let end = close.min(at + 8);
    // "since then more than 6,800 people have been killed": the clause opens with it, and goes on for every figure in it
    let opens = (begin..(begin + 3).min(at)).find(|j| s.has(*j, core.since));
    if let Some(o) = opens {
        let dated = (o + 1..(o + 5).min(at)).find_map(|j| match s.units[j].mention.map(|m| &s.mentions[m].value) {
            Some(MentionValue::Date(d)) => d.bounds(),
            _ => None,
        });
        // "since then" reaches back to the day of the sentence before, which is told as long past when it is
        let then = || {
            let own = doc.published.zip(last_day(view, s));
            own.is_some_and(|(p, d)| d.until(p).is_ok_and(|l| l.get_days() > 120))
        };
        return match (dated, doc.published) {
            (Some((_, last)), Some(p)) => last.until(p).is_ok_and(|l| l.get_days() > 120),
            _ => then(),
        };
    }
    let Some(since) = (at + 1..end).find(|j| s.has(*j, core.since)) else { return false };
    let closes = since + 1 >= s.units.len() || [core.comma, core.clause].iter().any(|c| s.has(since + 1, *c));
    let dated = (since + 1..s.units.len().min(since + 5)).find_map(|j| match s.units[j].mention.map(|m| &s.mentions[m].value) {
        Some(MentionValue::Date(d)) => d.bounds(),
        _ => None,
    });
    match (dated, doc.published) {
        (Some((_, last)), Some(p)) => last.until(p).is_ok_and(|l| l.get_days() > 120),
        _ => closes,
    }
}

/// The last day that the sentence before names.
fn last_day(view: &View, s: &SentenceView) -> Option<jiff::civil::Date> {
    let before = view.right_before(s)?;
    before.mentions.iter().rev().find_map(|m| match &m.value {
        MentionValue::Date(d) => d.bounds().map(|b| b.1),
        _ => None,
    })
}
