//! Figures over time as a small step chart: a dot for each claim, a step for each day, falls marked by a triangle and a
//! broken line, the draft's value as a line across.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Text;
use crate::claim::{Claim, Modality, Role};
use crate::lexicon::{Growth, SubjectType};
use crate::report::ReportInput;

/// A chart as the template draws it.
pub(super) struct Chart {
    pub id: String,
    pub name: String,
    pub about: String,
    pub width: i32,
    pub height: i32,
    pub steps: Vec<Step>,
    pub dots: Vec<Dot>,
    pub days: Vec<Tick>,
    pub draft: Option<Level>,
    pub rows: Vec<Row>,
}

/// A step from one day to the next.
pub(super) struct Step {
    pub path: String,
    pub falls: bool,
}

/// A claim.
pub(super) struct Dot {
    pub x: i32,
    pub y: i32,
    pub label: String,
    pub label_y: i32,
    pub draft: bool,
    pub falls: bool,
}

/// A day under the axis.
pub(super) struct Tick {
    pub x: i32,
    pub label: String,
}

/// The draft's value across the chart.
pub(super) struct Level {
    pub y: i32,
}

/// A claim in the list under the chart.
pub(super) struct Row {
    pub day: String,
    pub value: String,
    pub source: Text,
    pub draft: bool,
    pub falls: bool,
}

const WIDTH: i32 = 640;
const HEIGHT: i32 = 190;
const LEFT: i32 = 48;
const RIGHT: i32 = 48;
const TOP: i32 = 34;
const BOTTOM: i32 = 34;
/// Most charts on a page.
const MAX_CHARTS: usize = 12;

struct Point<'a> {
    day: Date,
    value: Decimal,
    claim: &'a Claim,
    falls: bool,
}

/// A chart for each event, kind and group of people with several values on several days.
pub(super) fn charts(input: &ReportInput<'_>) -> Vec<Chart> {
    let c = input.checked;
    let mut out = Vec::new();
    for ((_, kind), ids) in c.graph.groups() {
        let k = input.lexicon.tables.kind(kind);
        if k.subject != SubjectType::Event || k.growth == Growth::Fixed {
            continue;
        }
        let mut by_who: BTreeMap<(String, Option<String>), Vec<Point<'_>>> = BTreeMap::new();
        for id in &ids {
            let claim = c.graph.claim(*id);
            let figure = claim.written();
            let plain = claim.modality == Modality::Asserted && matches!(claim.role, Role::Whole | Role::Superseded);
            if let (Some(value), Some(day), true) = (figure, claim.as_of, plain) {
                by_who.entry((claim.who.id(), claim.place.clone())).or_default().push(Point { day, value, claim, falls: false });
            }
        }
        for points in by_who.into_values() {
            out.extend(chart(input, points, k.growth, out.len()));
        }
    }
    out.truncate(MAX_CHARTS);
    out
}

fn chart(input: &ReportInput<'_>, mut points: Vec<Point<'_>>, growth: Growth, number: usize) -> Option<Chart> {
    points.sort_by_key(|p| (p.day, p.claim.role != Role::Superseded, p.value, p.claim.id));
    points.dedup_by(|a, b| a.day == b.day && a.value == b.value && a.claim.doc == b.claim.doc);
    let (first, last) = (points.first()?.day, points.last()?.day);
    let (min, max) = (points.iter().map(|p| p.value).min()?, points.iter().map(|p| p.value).max()?);
    if first == last || min == max {
        return None;
    }
    // a total that only grows falls where a later day gives less than an earlier one
    let mut high = points[0].value;
    for p in &mut points {
        p.falls = growth == Growth::Cumulative && p.value < high;
        high = high.max(p.value);
    }
    let teller = input.teller();
    let days = i64::from(first.until(last).map_or(1, |s| s.get_days())).max(1);
    let x = |d: Date| LEFT + i32::try_from(i64::from(WIDTH - LEFT - RIGHT) * i64::from(first.until(d).map_or(0, |s| s.get_days())) / days).unwrap_or(0);
    let y = |v: Decimal| {
        let share = if max.is_zero() { 0.0 } else { (v / max).to_f64().unwrap_or(0.0) };
        HEIGHT - BOTTOM - (f64::from(HEIGHT - TOP - BOTTOM) * share) as i32
    };
    let dots: Vec<Dot> = points
        .iter()
        .map(|p| {
            let (px, py) = (x(p.day), y(p.value));
            Dot { x: px, y: py, label: teller.value(p.claim), label_y: py - 10, draft: input.drafts.contains(&p.claim.doc), falls: p.falls }
        })
        .collect();
    let steps = points
        .windows(2)
        .map(|w| Step { path: format!("M{} {}H{}V{}", x(w[0].day), y(w[0].value), x(w[1].day), y(w[1].value)), falls: w[1].falls && w[1].value < w[0].value })
        .collect();
    let mut ticks: Vec<Tick> = Vec::new();
    for p in &points {
        let at = x(p.day);
        if ticks.last().is_none_or(|t| at - t.x >= 86) {
            ticks.push(Tick { x: at, label: p.day.to_string() });
        }
    }
    let draft = points.iter().rev().find(|p| input.drafts.contains(&p.claim.doc)).map(|p| Level { y: y(p.value) });
    let rows = points
        .iter()
        .map(|p| {
            let d = input.document(p.claim.id);
            let name = d.outlet.as_deref().unwrap_or(crate::baseline::file_name(&d.path));
            Row { day: p.day.to_string(), value: teller.value(p.claim), source: Text::of(input, d, name), draft: input.drafts.contains(&d.id), falls: p.falls }
        })
        .collect();
    let lead = points[0].claim;
    let name = format!("{}{}{}{}", teller.kind(lead), teller.who(lead), input.words.get("member_separator"), teller.subject(lead));
    Some(Chart {
        id: format!("chart{}", number + 1),
        about: input.words.fill("chart_of", &[("kind", teller.kind(lead))]),
        name,
        width: WIDTH,
        height: HEIGHT,
        steps,
        dots: spread(dots),
        days: ticks,
        draft,
        rows,
    })
}

/// Lifts labels that would lie on each other.
fn spread(mut dots: Vec<Dot>) -> Vec<Dot> {
    for i in 1..dots.len() {
        let (before, rest) = dots.split_at_mut(i);
        let d = &mut rest[0];
        // one figure of several sources on one day is written once
        if before.iter().any(|b| b.x == d.x && b.label == d.label) {
            d.label.clear();
            continue;
        }
        while before.iter().rev().take(6).any(|b| (b.x - d.x).abs() < 44 && (b.label_y - d.label_y).abs() < 13) && d.label_y > 12 {
            d.label_y -= 13;
        }
    }
    dots
}
