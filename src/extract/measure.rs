//! What a figure measures, and in what state: the aspect (turnout, ransom, net profit), the facets that tell two figures of one
//! aspect apart (core and headline, by the quarter and by the year, asked for and given), and whether it stands for what was before.

use std::collections::BTreeSet;

mod distance;
mod period;

use super::names;
use super::view::SentenceView;
use crate::lexicon::{ClassId, Lexicon};
use crate::mention::MentionValue;
use crate::source::{Document, Span};

/// What the words of a day begin with that is the day of a count.
pub const COUNTED: &str = "counted";

/// A figure that its sentence gives for the time before.
pub const PRIOR: &str = "prior";
/// A figure that its sentence sets against one of the time before.
pub const NEW: &str = "new";

/// What the aspect of a rate begins with, before the currency whose it is.
pub const RATE: &str = "rate of ";

pub use distance::{CAPITAL, FROM};
pub use period::{HOUR, MONTH, PAST, is_of_figure, period};

/// What an aspect begins with that is the moment from which on a term is counted: after take-off.
const AFTER: &str = "after ";

/// Unit of a change of a share.
const POINT: &str = "point";

/// Most units between the two ends of a change.
const OTHER_END: usize = 8;

/// How many units before a figure its facets may stand.
const BEFORE: usize = 12;
/// The same, behind it.
const BEHIND: usize = 7;

/// Values of a class that a unit's words stand for; a mention may lie over them.
fn values<'l>(lexicon: &'l Lexicon, s: &'l SentenceView, at: usize, class: ClassId) -> impl Iterator<Item = &'l str> + use<'l> {
    let pack = &lexicon.packs[s.pack];
    s.entries[at].iter().map(|e| &pack.entries[*e as usize]).filter(move |e| e.class == class).filter_map(|e| e.value.as_deref())
}

fn is_figure(s: &SentenceView, i: usize) -> bool {
    s.units[i].mention.is_some_and(|m| s.mentions[m].value.quantity().is_some())
}

/// The unit in which a figure is told, where it is one that is set against others of its sentence.
fn unit_of(s: &SentenceView, i: usize) -> Option<&str> {
    let m = s.units[i].mention?;
    s.mentions[m].value.quantity().map(|q| q.unit.as_str())
}

/// All marks of a figure: aspects `%`, facets `*`, its state `^`, whom it was given to `>`.
///
/// `unit`: unit of its kind, for a premium is no sum of money.
pub fn marks(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize, unit: &str, clause: (usize, usize), out: &mut BTreeSet<String>) {
    let core = &lexicon.core;
    let at = first_told(lexicon, s, at, unit);
    if let Some(from) = distance::away(lexicon, s, at, unit) {
        out.remove(&format!("@{from}"));
        out.extend(distance::site(lexicon, s, at).filter(|site| *site != from).map(|site| format!("@{site}")));
        out.insert(format!("%{}{from}", distance::FROM));
        return;
    }
    let sized = distance::sized(lexicon, s, at, unit, clause);
    let told = aspect_at(lexicon, s, at, unit, clause).filter(|_| sized.is_none_or(|z| !z.beside));
    let mut aspects = told.map(|i| aspects_of(lexicon, s, i, unit)).unwrap_or_default();
    if let Some(z) = sized {
        aspects.extend(z.beside.then_some(z.aspect));
        out.extend((z.beside || aspects.iter().any(|a| distance::SIZES.contains(a))).then(|| format!("#{}", z.thing)));
    }
    // a term is told of a person
    if aspects.contains(&"sentence")
        && let Some(name) = convict(lexicon, doc, s, at, clause)
    {
        out.insert(format!(">{name}"));
    }
    out.extend(period::hour(lexicon, s, at, &aspects));
    out.extend(aspects.into_iter().map(|v| format!("%{v}")));
    let state = state(lexicon, doc, s, at, unit);
    // "from 30.85 pounds to 49.5": the currency stands beside one of the two
    let other = || {
        let alike = |i: &usize| *i != at && unit_of(s, *i).is_some() && (unit_of(s, *i) == unit_of(s, at) || s.has(*i, core.money) && s.has(at, core.n_bare));
        let beside = (at.saturating_sub(OTHER_END)..s.units.len().min(at + OTHER_END)).filter(alike).min_by_key(|i| i.abs_diff(at))?;
        exchange(lexicon, s, beside, unit).filter(|_| state.is_some())
    };
    out.extend(exchange(lexicon, s, at, unit).or_else(other).map(|c| format!("%{RATE}{c}")));
    out.extend(facets(lexicon, s, at, clause, told).map(|v| format!("*{v}")));
    out.extend(change(lexicon, s, at, unit).map(|v| format!("*move:{v}")));
    out.extend(state.map(|v| format!("^{v}")));
}

/// The figure that one in brackets says once more: "100 million dollars (95 million euros)", "385 miles (620 km)".
fn first_told(lexicon: &Lexicon, s: &SentenceView, at: usize, unit: &str) -> usize {
    let open = at > 1 && s.has(at - 1, lexicon.core.open);
    let dimension = |i: usize| unit_of(s, i).and_then(|u| lexicon.tables.units.get(u)).map(|u| u.dimension.as_str());
    let alike = |i: usize| if unit == "money" { s.has(i, lexicon.core.money) } else { dimension(i).is_some() && dimension(i) == dimension(at) };
    if open && alike(at - 2) { at - 2 } else { at }
}

/// What a unit's words say that a figure of this unit measures.
fn aspects_of<'l>(lexicon: &'l Lexicon, s: &SentenceView, at: usize, unit: &str) -> Vec<&'l str> {
    let core = &lexicon.core;
    if !s.has(at, core.aspect) {
        return Vec::new();
    }
    let rows = s.entries[at].iter().map(|e| &lexicon.packs[s.pack].entries[*e as usize]);
    rows.filter(|e| e.class == core.aspect && e.unit.as_deref().is_none_or(|u| u == unit)).filter_map(|e| e.value.as_deref()).collect()
}

/// Whether what a figure of this unit measures is named right behind it: "ten days of talks".
pub fn told_behind(lexicon: &Lexicon, s: &SentenceView, at: usize, unit: &str) -> bool {
    let core = &lexicon.core;
    let passed = |i: usize| [core.of, core.from, core.article, core.adjective, core.determiner, core.after].iter().any(|c| s.has(i, *c));
    let told = (at + 1..(at + 4).min(s.units.len())).find(|i| !passed(*i));
    // "after ten days of talks", "38 minutes after take-off", but not "five days after the siege"
    let after = (at + 1..at + 4).any(|i| s.has(i, core.after));
    told.is_some_and(|i| i > at + 1 && aspects_of(lexicon, s, i, unit).iter().any(|a| !after || a.starts_with(AFTER)))
}

/// Whether what a figure of this unit measures is named right before it, with nothing between: «الحداد يوما واحدا بعد جلسة طارئة»,
/// "notice of six months before leaving", "sitting for eleven hours before".
pub fn told_before(lexicon: &Lexicon, s: &SentenceView, at: usize, unit: &str) -> bool {
    let told = |i: usize| !aspects_of(lexicon, s, i, unit).is_empty();
    at > 0 && !s.units[at].is_clitic() && (told(at - 1) || at > 1 && (s.has(at - 1, lexicon.core.of) || s.has(at - 1, lexicon.core.for_)) && told(at - 2))
}

/// Whether a time after which something was done is how long it took: "put out after nine hours", "pulled alive from the rubble 128
/// hours after the quake".
pub fn took(lexicon: &Lexicon, s: &SentenceView, at: usize, unit: &str) -> bool {
    unit == "time" && aspect_at(lexicon, s, at, unit, s.clause(at)).is_some_and(|i| aspects_of(lexicon, s, i, unit).iter().any(|a| TAKES.contains(a)))
}

/// Aspects of which "after so long" tells how long it took.
const TAKES: [&str; 2] = ["putting out", "rubble"];

/// The word that says what a figure measures: one beside it, else the nearest before it, else behind it.
fn aspect_at(lexicon: &Lexicon, s: &SentenceView, at: usize, unit: &str, clause: (usize, usize)) -> Option<usize> {
    let core = &lexicon.core;
    // "a three-month state of emergency, proclaimed after a session of five hours": a term right before its word has it to itself
    // and so has one right behind it: «الحداد خمسة أيام، وقررت المدارس تعليق الدوام ثلاثة أيام»
    let term = |i: usize| s.units.get(i).and_then(|u| u.mention).is_some_and(|m| matches!(s.mentions[m].value, MentionValue::Duration(_)));
    let owned = |i: usize| unit == "time" && (i > 0 && i - 1 != at && is_figure(s, i - 1) || i + 1 != at && term(i + 1));
    let told = |i: &usize| !aspects_of(lexicon, s, *i, unit).is_empty() && !owned(*i);
    let figure = |i: &usize| *i != at && is_figure(s, *i);
    let before = (clause.0..at).rev().take_while(|i| !figure(i)).take(14).find(told);
    let after = (at + 1..clause.1).take_while(|i| !figure(i) && !s.has(*i, core.comma) && !s.has(*i, core.and)).take(8).find(told);
    // "an $850 million loan", "4.7 billion of debt"
    let own = after.filter(|a| *a == at + 1 || s.has(at + 1, core.of) && *a <= at + 3);
    // behind other figures, or told by the clause before: "turnout in the capital was 41 per cent, and 54 elsewhere"
    let found = own.or(before).or(after).or_else(|| (0..at).rev().take(20).find(told));
    // "rebuilding will cost 5.5 billion", "the cost of rebuilding": what costs, not that it does
    let bare = |i: usize| aspects_of(lexicon, s, i, unit).iter().all(|v| *v == COST);
    let found = found
        .map(|i| (i.saturating_sub(COSTS).max(clause.0)..(i + COSTS + 1).min(clause.1)).filter(|j| bare(i) && told(j) && !bare(*j)).min_by_key(|j| j.abs_diff(i)).unwrap_or(i));
    // «مداخيل الميزانية»: where the head stands first, it says what is measured
    if lexicon.packs[s.pack].file.capitals {
        return found;
    }
    found.map(|mut i| {
        while i > clause.0 && told(&(i - 1)) {
            i -= 1;
        }
        i
    })
}

/// The aspect of a sum that only says it was paid.
const COST: &str = "cost";

/// Most units between such a word and what costs.
const COSTS: usize = 3;

/// The currency whose rate in another a figure tells: "the dollar traded at 9.25 dirhams", "the pound firmed to 47.2 to the dollar".
fn exchange<'l>(lexicon: &'l Lexicon, s: &'l SentenceView, at: usize, unit: &str) -> Option<&'l str> {
    let core = &lexicon.core;
    if unit != "money" || !s.classes.has(core.currency) {
        return None;
    }
    let own = unit_of(s, at)?;
    let named = |i: usize| s.currency(lexicon, i).filter(|_| s.units[i].mention.is_none());
    let leads = |i: usize| [core.to, core.for_, core.each, core.of, core.comparand].iter().any(|c| s.has(i, *c)) || s.units[i].is_clitic();
    // "49.5 to the dollar", «47,2 جنيها للدولار»
    let behind = (at + 1..s.units.len().min(at + 4)).find(|i| named(*i).is_some()).filter(|i| *i > at + 1 && (at + 1..*i).all(|j| leads(j) || s.has(j, core.article)));
    if let Some(c) = behind.and_then(named).filter(|c| *c != own) {
        return Some(c);
    }
    let before = (at.saturating_sub(5)..at).rev().take_while(|i| !is_figure(s, *i) && !s.has(*i, core.comma)).find_map(|i| s.currency(lexicon, i));
    before.filter(|c| *c != own)
}

/// Which way a share tells a change, where it tells one: "fell 9 per cent", "25 basis points".
fn change(lexicon: &Lexicon, s: &SentenceView, at: usize, unit: &str) -> Option<&'static str> {
    let core = &lexicon.core;
    if unit != "percent" {
        return None;
    }
    let pole = |i: usize| {
        let side = values(lexicon, s, i, core.pole).find(|v| (v.starts_with("course") || v.starts_with("rate")) && v.ends_with(['+', '-']))?;
        Some(if side.ends_with('+') { "up" } else { "down" })
    };
    let m = &s.mentions[s.units[at].mention?];
    let pack = &lexicon.packs[s.pack];
    let mut signs = m.rows.iter().map(|e| &pack.entries[*e as usize]).filter(|e| e.class == core.percent).peekable();
    // "half a point" has no sign at all
    let bare = matches!(m.value, MentionValue::Percent(_)) && signs.peek().is_none();
    let points = bare || signs.any(|e| e.unit.as_deref() == Some(POINT)) || m.noun.as_ref().is_some_and(|n| n.thing.as_deref() == Some(POINT));
    let led = (at.saturating_sub(4)..at).rev().take_while(|i| !is_figure(s, *i) && !s.has(*i, core.to) && !s.has(*i, core.comma) && !s.has(*i, core.reach)).find_map(pole);
    led.or(points.then_some("up|down"))
}

/// The facets that the words around a figure tell, up to the next figure on either side.
fn facets<'l>(lexicon: &'l Lexicon, s: &'l SentenceView, at: usize, clause: (usize, usize), told: Option<usize>) -> impl Iterator<Item = &'l str> + use<'l> {
    let core = &lexicon.core;
    let class = Some(core.facet).filter(|c| s.classes.has(*c));
    let before = (clause.0..at).rev().take_while(move |i| !is_figure(s, *i)).take(BEFORE);
    let behind = (at..clause.1).take_while(move |i| *i == at || !is_figure(s, *i)).take(BEHIND);
    let near = (at..clause.1).take_while(move |i| *i == at || !is_figure(s, *i) && !s.has(*i, core.comma) && !s.has(*i, core.and)).count();
    let here = move |i: usize| {
        let found = class.into_iter().flat_map(move |c| values(lexicon, s, i, c));
        found.filter(move |v| match v.strip_prefix("turn:") {
            // "an earlier loan": beside what it turns; that an offer was refused may be told behind a comma
            Some("earlier") => told.is_some_and(|t| i.abs_diff(t) <= 1),
            Some(_) => true,
            None => i < at + near,
        })
    };
    let axis = |v: &'l str| v.split(':').next().unwrap_or(v);
    let own: Vec<&str> = behind.flat_map(here).collect();
    // "25% on deposits and 27% on loans": what stands behind the figure before is its own
    let led: Vec<&str> = before.flat_map(here).filter(|v| !own.iter().any(|o| axis(o) == axis(v))).collect();
    own.into_iter().chain(led)
}

/// Whether a figure stands for the time before, or its sentence gives one that does.
fn state(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize, kind: &str) -> Option<&'static str> {
    let core = &lexicon.core;
    let against = Some(core.comparand).filter(|c| s.classes.has(*c));
    let earlier = Some(core.year_before).filter(|c| s.classes.has(*c));
    // where the word for "of" says "from" too, it does so only right before "to": "de 12 à 15 euros"
    let of = lexicon.packs[s.pack].file.noun_first && s.classes.has(core.of);
    if against.is_none() && earlier.is_none() && !s.classes.has(core.from) && !s.classes.has(core.date) && !of {
        return None;
    }
    let unit = unit_of(s, at)?;
    let alike = |i: usize| is_figure(s, i) && (unit_of(s, i) == Some(unit) || s.has(i, core.n_bare) || s.has(at, core.n_bare) && s.has(i, core.money));
    // "against a loss of 61": what leads to a figure, with no other figure and nothing else that is measured between
    let measured = |j: usize| !aspects_of(lexicon, s, j, kind).is_empty();
    let led = |i: usize| {
        (i.saturating_sub(6)..i)
            .rev()
            .take_while(|j| !is_figure(s, *j) && !s.has(*j, core.clause) && !measured(*j))
            .find(|j| against.is_some_and(|c| s.has(*j, c)))
            .filter(|_| !s.has(i - 1, core.article))
    };
    // "from the previous month's 35.7%"
    let from = |i: usize| {
        let mut before = (0..i).rev().skip_while(|j| i - j <= 2 && earlier.is_some_and(|c| s.has(*j, c)));
        before.next().is_some_and(|j| s.has(j, core.from))
    };
    let to = |i: usize| (i.saturating_sub(2)..i).any(|j| s.has(j, core.to));
    let next = (at + 1..s.units.len()).find(|i| is_figure(s, *i)).filter(|i| alike(*i));
    let last = (0..at).rev().find(|i| is_figure(s, *i)).filter(|i| alike(*i));
    // "61 million a year earlier", "in 2023"
    let year = doc.published.map_or(0, |d| d.year());
    let past = |j: usize| matches!(s.units[j].mention.map(|m| &s.mentions[m].value), Some(MentionValue::Date(d)) if d.relative && d.start.year.is_some_and(|y| y < year));
    let dated = |i: usize| earlier.is_some_and(|c| (i + 1..(i + 5).min(s.units.len())).take_while(|j| !is_figure(s, *j) && !s.has(*j, core.clause)).any(|j| s.has(j, c)));
    let behind = |i: usize| (i + 1..(i + 4).min(s.units.len())).take_while(|j| !is_figure(s, *j) && !s.has(*j, core.clause)).any(past);
    let prior = |i: usize, pair: Option<usize>| dated(i) || pair.is_some() && (led(i).is_some() || from(i) || behind(i));
    let ends = |a: usize, b: usize| to(b) && (from(a) || of && b - a <= 3 && a > 0 && s.leads_from(lexicon, a - 1));
    if prior(at, last) || next.is_some_and(|n| ends(at, n)) {
        return Some(PRIOR);
    }
    let new = next.is_some_and(|n| prior(n, Some(at))) || last.is_some_and(|l| ends(l, at));
    new.then_some(NEW)
}

/// The person that a term is told of: the name nearest before it, else the first behind it. A term that was before is that of the
/// person whose new one is told.
fn convict(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize, clause: (usize, usize)) -> Option<String> {
    let core = &lexicon.core;
    let capitals = lexicon.packs[s.pack].file.capitals;
    // an age in brackets ends nothing: "Karim Salim (57) 28 years"
    let figure = |i: usize| is_figure(s, i) && !s.has(i, core.n_bare) && !(i > 0 && s.has(i - 1, core.open));
    // the first word of a sentence has a capital anyway: it is a name where the text has it elsewhere
    let known = |i: usize| i > 0 || doc.text.matches(doc.quote(s.units[i].span)).nth(1).is_some();
    let name = |i: usize| {
        let (a, b) = names::name_at(lexicon, doc, s, i).filter(|_| !s.has(i, core.aspect))?;
        if capitals { known(a) } else { b - a > 1 }.then_some((a, b))
    };
    let mut found = None;
    let mut i = (clause.0..at).rev().take_while(|j| !figure(*j)).last().unwrap_or(at);
    while i < at {
        match name(i) {
            Some((a, b)) if b <= at => {
                found = Some((a, b));
                i = b;
            }
            _ => i += 1,
        }
    }
    let behind = || (at + 1..(at + 9).min(clause.1)).take_while(|j| !is_figure(s, *j)).find_map(name);
    let text = |(a, b): (usize, usize)| doc.quote(Span { start: s.units[a].span.start, end: s.units[b - 1].span.end }).to_owned();
    if found.is_none() && state(lexicon, doc, s, at, "time") == Some(PRIOR) {
        let last = (clause.0..at).rev().find(|i| figure(*i))?;
        return convict(lexicon, doc, s, last, clause);
    }
    found.or_else(behind).map(text)
}
