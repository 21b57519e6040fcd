//! Times of day.

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::count::Hit;
use super::ordinal::ordinal_at;
use super::scan::Scan;
use super::{Mention, MentionValue};
use crate::source::Span;
use crate::value::{Modifier, Quantity};

/// `1:22 a.m.`, `13:30`, "2 p.m.", 14h30, "a las 14.30 horas".
pub(super) fn clock_at(scan: &Scan<'_, '_>, at: usize) -> Option<Hit> {
    let core = &scan.lexicon.core;
    let mut i = at;
    // "shortly before 2 a.m.", "about 1:30"
    let mut modifier = Modifier::Exact;
    if let Some(e) = scan.entry(i, core.modifier) {
        modifier = match e.value.as_deref() {
            Some("about") => Modifier::About,
            Some("nearly") => Modifier::Nearly,
            _ => return None,
        };
        i = scan.end_of(i);
    }
    let hour_word = scan.has(i, core.hour_word);
    if hour_word {
        i = scan.end_of(i);
    }
    let next = scan.end_of(i);
    // «الخامسة والنصف صباحا»; nothing but an hour has minutes behind it: «السادسة وثماني دقائق»
    let ranked = !hour_word && scan.has(i, core.ordinal) && past(scan, next).is_some_and(|(_, e)| half_day(scan, e).is_some() || in_minutes(scan, e));
    // "at 11.52 on Friday", "6.59 a.m."
    let dotted = || scan.digits(i).filter(|d| d.scale() == 2 && *d < Decimal::from(24) && d.fract() < Decimal::new(60, 2));
    // "saat 04.17'de", "saat 04.17 sıralarında"
    let worded = |at: usize| scan.pack().file.dot_groups && i < scan.tokens.len() && scan.raw(i).contains('.') && scan.before(at).is_some_and(|b| scan.has(b, core.hour_lead));
    let led = |at: usize| at > 0 && scan.has(at - 1, core.at) && (scan.has(next, core.on_day) || scan.has(next, core.weekday));
    if let Some(hit) = marked(scan, at, i, modifier) {
        return Some(hit);
    }
    if let Some(hit) = scan.pack().file.ranked_hours.then(|| ranked_hour(scan, at, i, modifier)).flatten() {
        return Some(hit);
    }
    // "a las 14.30 horas"
    let marked_dot = scan.has(next, core.hour_mark) && scan.tokens[next].breaks == 0 && scan.before(at).is_some_and(|b| scan.has(b, core.hour_lead));
    let dot = if scan.has(next, core.half_day) || led(at) || marked_dot || worded(at) { dotted() } else { None };
    if !hour_word && !ranked && !scan.is_punct(next, ':') && !scan.has(next, core.half_day) && dot.is_none() {
        return None;
    }
    let hour = match scan.digits(i) {
        Some(h) => h,
        None if hour_word || ranked => scan.entry(i, core.ordinal)?.number?.0,
        None => return None,
    };
    if hour.scale() > 0 && dot.is_none() || hour > Decimal::from(24) {
        return None;
    }
    let mut end = scan.end_of(i);
    let mut minutes = dot.map(|d| d.fract() * Decimal::from(100));
    if marked_dot && dot.is_some() {
        end = scan.end_of(end);
    }
    let hour = hour.trunc();
    if scan.is_punct(end, ':') && scan.touching(end) && scan.touching(end + 1) {
        let m = scan.digits(end + 1)?;
        if scan.raw(end + 1).chars().count() != 2 || m >= Decimal::from(60) {
            return None;
        }
        minutes = Some(m);
        end += 2;
    }
    // «الساعة 19 و24 دقيقة», «الثالثة والنصف»
    if let Some((m, e)) = past(scan, end).filter(|(_, e)| minutes.is_none() && (hour_word || ranked || scan.has(*e, core.half_day))) {
        (minutes, end) = (Some(m), e);
    }
    let half = half_day(scan, end);
    if let Some((_, e)) = half {
        end = e;
    } else if minutes.is_none() && !hour_word {
        return None;
    }
    // the same hour once more, as it is elsewhere
    if scan.has(end, core.elsewhere_clock) {
        return None;
    }
    let mut h = hour;
    match half.map(|(v, _)| v) {
        Some("pm") if h < Decimal::from(12) => h += Decimal::from(12),
        Some("am") if h == Decimal::from(12) => h = Decimal::ZERO,
        _ => {}
    }
    Some(told(scan, at, end, h * Decimal::from(60) + minutes.unwrap_or_default(), modifier))
}

/// A time of day, in minutes after midnight.
fn told(scan: &Scan<'_, '_>, at: usize, end: usize, t: Decimal, modifier: Modifier) -> Hit {
    let slack = Decimal::from(match modifier {
        Modifier::Exact => 0,
        _ => 15,
    });
    let nearly = modifier == Modifier::Nearly;
    let mut q = Quantity::between(t - slack, if nearly { t } else { t + slack }, modifier);
    q.unit = "clock".into();
    let span = Span { start: scan.tokens[at].span.start, end: scan.tokens[end - 1].span.end };
    Hit { mention: Mention { value: MentionValue::Clock(q), span, phrase: span, noun: None, rows: SmallVec::new(), in_words: false }, end }
}

/// 14h30, "14 h 30", "à 14 heures": an hour with a mark behind it. Without minutes it is a time of day only where a word leads to one,
/// for "14 heures" are a length of time as well.
fn marked(scan: &Scan<'_, '_>, at: usize, i: usize, modifier: Modifier) -> Option<Hit> {
    let core = &scan.lexicon.core;
    if !scan.has(i + 1, core.hour_mark) || scan.tokens[i + 1].breaks > 0 {
        return None;
    }
    let hour = scan.digits(i).filter(|h| h.scale() == 0 && *h <= Decimal::from(24))?;
    let mut end = scan.end_of(i + 1);
    // "saat 10'da 15 kişi": no minutes behind an ending
    let ending = scan.raw(i + 1).starts_with(['\'', '’']);
    let minutes = scan.digits(end).filter(|_| !ending).filter(|m| scan.raw(end).chars().count() == 2 && *m < Decimal::from(60) && scan.tokens[end].breaks == 0);
    if minutes.is_some() {
        end += 1;
        // "4 hours 20 minutes" are a length of time, but for a word that leads to an hour
        if scan.entry(end, core.time_unit).is_some_and(|e| e.value.as_deref() == Some("minute")) {
            if !scan.before(at).is_some_and(|b| scan.has(b, core.hour_lead)) {
                return None;
            }
            end = scan.end_of(end);
        }
    } else if !scan.before(at).is_some_and(|b| scan.has(b, core.hour_lead) || from_hour(scan, b, end)) && !scan.has(end, core.half_day) {
        return None;
    }
    let half = scan.entry(end, core.half_day).and_then(|e| e.value.clone());
    if half.is_some() {
        end = scan.end_of(end);
    }
    let hour = match half.as_deref() {
        Some("pm") if hour < Decimal::from(12) => hour + Decimal::from(12),
        Some("am") if hour == Decimal::from(12) => Decimal::ZERO,
        _ => hour,
    };
    // the same hour once more, as it is elsewhere
    if scan.has(end, core.elsewhere_clock) {
        return None;
    }
    Some(told(scan, at, end, hour * Decimal::from(60) + minutes.unwrap_or_default(), modifier))
}

/// «о восьмій ранку», «о 20-й годині», «близько п'ятої години ранку»: an hour told by its rank, which a word leads to.
fn ranked_hour(scan: &Scan<'_, '_>, at: usize, i: usize, modifier: Modifier) -> Option<Hit> {
    let core = &scan.lexicon.core;
    if !(modifier != Modifier::Exact || scan.before(at).is_some_and(|b| scan.has(b, core.hour_lead))) {
        return None;
    }
    let Hit { mention: Mention { value: MentionValue::Ordinal(rank), .. }, end } = ordinal_at(scan, i)? else { return None };
    let marked = end < scan.tokens.len() && scan.has(end, core.hour_mark) && scan.tokens[end].breaks == 0;
    let behind = if marked { scan.end_of(end) } else { end };
    let half = half_day(scan, behind);
    if !(0..=24).contains(&rank) || !marked && half.is_none() {
        return None;
    }
    let hour = Decimal::from(match half.map(|(v, _)| v) {
        Some("pm") if rank < 12 => rank + 12,
        Some("am") if rank == 12 => 0,
        _ => rank,
    });
    Some(told(scan, at, half.map_or(behind, |(_, e)| e), hour * Decimal::from(60), modifier))
}

/// "de 20 heures à 6 heures": from one hour to another, and no length of time.
fn from_hour(scan: &Scan<'_, '_>, before: usize, end: usize) -> bool {
    let core = &scan.lexicon.core;
    let second = scan.end_of(end);
    let from = scan.has(before, core.of) || scan.has(before, core.from);
    from && end < scan.tokens.len()
        && scan.has(end, core.to)
        && scan.digits(second).is_some_and(|h| h.scale() == 0 && h <= Decimal::from(24))
        && scan.has(second + 1, core.hour_mark)
}

/// The half of the day behind an hour, and its end: "p.m.", «مساء», «من مساء الثلاثاء».
fn half_day<'s>(scan: &'s Scan<'_, '_>, at: usize) -> Option<(&'s str, usize)> {
    let core = &scan.lexicon.core;
    let i = if scan.has(at, core.from) && !scan.has(at, core.half_day) { scan.end_of(at) } else { at };
    scan.entry(i, core.half_day).and_then(|e| e.value.as_deref()).map(|v| (v, scan.end_of(i)))
}

/// Whether the word before the end of what stands past an hour is the unit of minutes.
fn in_minutes(scan: &Scan<'_, '_>, end: usize) -> bool {
    end > 0 && scan.entry(end - 1, scan.lexicon.core.time_unit).is_some_and(|e| e.value.as_deref() == Some("minute"))
}

/// Minutes past an hour, joined to it: "and 24 minutes", "and a half"; or short of it: «إلا خمس دقائق».
fn past(scan: &Scan<'_, '_>, at: usize) -> Option<(Decimal, usize)> {
    let core = &scan.lexicon.core;
    let short = scan.has(at, core.short_of);
    let i = if short || !scan.joined_and(at) && scan.has(at, core.and) { scan.end_of(at) } else { at };
    let sign = if short { -Decimal::ONE } else { Decimal::ONE };
    if (i == at && !scan.joined_and(at)) || scan.tokens.get(i).is_none_or(|t| t.breaks > 0) {
        return None;
    }
    if let Some((f, _)) = scan.entry(i, core.fraction).and_then(|e| e.number) {
        return (f < Decimal::ONE).then(|| ((f * Decimal::from(60)).round() * sign, scan.end_of(i)));
    }
    let n = scan.unsigned(i).filter(|n| n.low == n.high && n.low < Decimal::from(60))?;
    let minute = scan.entry(n.end, core.time_unit).is_some_and(|e| e.value.as_deref() == Some("minute"));
    minute.then(|| (n.low * sign, scan.end_of(n.end)))
}
