//! Values of claims — quantities as intervals, partial dates, sets, names — and how two of them relate.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// How a figure was hedged (after TIMEX3 `@mod`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Modifier {
    /// The figure itself.
    #[default]
    Exact,
    /// "at least 8": 8 or more.
    AtLeast,
    /// "up to 50": 50 or fewer.
    AtMost,
    /// "more than 2,000".
    MoreThan,
    /// "fewer than 10".
    LessThan,
    /// "about 300": a tenth either way.
    About,
    /// "nearly 6,000": just below.
    Nearly,
    /// "just over 6,000": just above.
    JustOver,
    /// "10 to 15".
    Between,
    /// "dozens".
    Vague,
    /// "exactly", "only".
    Exactly,
}

impl Modifier {
    /// All of them.
    pub const ALL: [Modifier; 11] = [
        Modifier::Exact,
        Modifier::AtLeast,
        Modifier::AtMost,
        Modifier::MoreThan,
        Modifier::LessThan,
        Modifier::About,
        Modifier::Nearly,
        Modifier::JustOver,
        Modifier::Between,
        Modifier::Vague,
        Modifier::Exactly,
    ];

    /// Its name in outputs and examples.
    pub fn id(self) -> &'static str {
        match self {
            Modifier::Exact => "exact",
            Modifier::AtLeast => "at_least",
            Modifier::AtMost => "at_most",
            Modifier::MoreThan => "more_than",
            Modifier::LessThan => "less_than",
            Modifier::About => "about",
            Modifier::Nearly => "nearly",
            Modifier::JustOver => "just_over",
            Modifier::Between => "between",
            Modifier::Vague => "vague",
            Modifier::Exactly => "exactly",
        }
    }
}

/// An interval of numbers with the way it was said. Open ends are `None`. Decimals, never binary floats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Lowest value it allows.
    pub min: Option<Decimal>,
    /// Highest value it allows.
    pub max: Option<Decimal>,
    /// The figure named, for "about", "nearly" and "just over".
    pub approx: Option<Decimal>,
    /// How it was hedged.
    pub modifier: Modifier,
    /// Unit id: `person`, `vehicle`, `USD`, `percent`, `km` …; empty when the text names none.
    pub unit: String,
}

impl Quantity {
    /// Whether it counts people, by whatever word: persons, soldiers, cases, bodies, members of a team.
    pub fn counts_people(&self) -> bool {
        matches!(self.unit.as_str(), "person" | "" | "soldier" | "case" | "body" | "member")
    }

    /// An exact figure.
    pub fn exact(n: Decimal) -> Self {
        Quantity { min: Some(n), max: Some(n), approx: None, modifier: Modifier::Exact, unit: String::new() }
    }

    /// An interval with a modifier.
    pub fn between(min: Decimal, max: Decimal, modifier: Modifier) -> Self {
        Quantity { min: Some(min), max: Some(max), approx: None, modifier, unit: String::new() }
    }

    /// A figure under a modifier. `whole` says that it counts people or things, so that "more than 8" starts at 9.
    pub fn hedged(low: Decimal, high: Decimal, modifier: Modifier, whole: bool) -> Self {
        let past = if whole { Decimal::ONE } else { Decimal::ZERO };
        // "about 72.5" and "some 157" are closer than a tenth: what would be rounder would be said otherwise. A third is round.
        let slack = |n: Decimal| {
            let (tenth, least) = (n.abs() * Decimal::new(1, 1), n.abs() * Decimal::new(2, 2));
            let near = if n.scale() > FINEST { tenth } else { (step(n) * Decimal::from(5)).clamp(least, tenth) };
            if whole { near.max(Decimal::ONE).floor() } else { near }
        };
        let (min, max, approx) = match modifier {
            Modifier::Exact | Modifier::Exactly | Modifier::Between | Modifier::Vague => (Some(low), Some(high), None),
            Modifier::AtLeast => (Some(low), None, None),
            Modifier::MoreThan => (Some(low + past), None, None),
            Modifier::AtMost => (None, Some(high), None),
            Modifier::LessThan => (None, Some(high - past), None),
            Modifier::About => (Some(low - slack(low)), Some(high + slack(high)), (low == high).then_some(low)),
            Modifier::Nearly => (Some(low - slack(low)), Some(high), (low == high).then_some(high)),
            Modifier::JustOver => (Some(low), Some(high + slack(high)), (low == high).then_some(low)),
        };
        Quantity { min, max, approx, modifier, unit: String::new() }
    }

    /// The figure named, when one figure was.
    pub fn point(&self) -> Option<Decimal> {
        self.approx.or(match (self.min, self.max) {
            (Some(a), Some(b)) if a == b => Some(a),
            _ => None,
        })
    }

    /// The figure that was written: the point, or the bound that a modifier hangs on ("more than 8" → 8).
    pub fn written(&self) -> Option<Decimal> {
        self.point().or(match self.modifier {
            Modifier::AtLeast => self.min,
            Modifier::MoreThan => self.min,
            Modifier::AtMost | Modifier::LessThan => self.max,
            _ => None,
        })
    }

    /// How this interval relates to another in the same unit.
    pub fn relation(&self, other: &Quantity) -> Relation {
        let low = |q: &Quantity| q.min.unwrap_or(Decimal::ZERO);
        let (a0, b0) = (low(self), low(other));
        let inf = Decimal::MAX;
        let (a1, b1) = (self.max.unwrap_or(inf), other.max.unwrap_or(inf));
        Relation::of((a0, a1), (b0, b1))
    }

    /// The interval times a factor, for conversion of units.
    pub fn scaled(&self, factor: Decimal) -> Quantity {
        let f = |v: Option<Decimal>| v.and_then(|v| v.checked_mul(factor));
        Quantity { min: f(self.min), max: f(self.max), approx: f(self.approx), ..self.clone() }
    }
}

/// How two values lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same.
    Equal,
    /// The first lies inside the second.
    Within,
    /// The first holds the second.
    Covers,
    /// They share some values.
    Overlaps,
    /// They share none: both cannot be right.
    Disjoint,
}

impl Relation {
    /// How one closed range lies to another.
    fn of<T: Ord>((a0, a1): (T, T), (b0, b1): (T, T)) -> Relation {
        if a0 == b0 && a1 == b1 {
            Relation::Equal
        } else if a1 < b0 || b1 < a0 {
            Relation::Disjoint
        } else if a0 >= b0 && a1 <= b1 {
            Relation::Within
        } else if b0 >= a0 && b1 <= a1 {
            Relation::Covers
        } else {
            Relation::Overlaps
        }
    }
}

/// A date of which some parts may be unknown: `1992-05`, `2019`, `--10-02`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct PartialDate {
    /// Year.
    pub year: Option<i16>,
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Day of the month.
    pub day: Option<i8>,
}

impl PartialDate {
    /// A full day.
    pub fn day(d: Date) -> Self {
        PartialDate { year: Some(d.year()), month: Some(d.month()), day: Some(d.day()) }
    }

    /// The first and last day it can stand for; none without a year.
    pub fn bounds(&self) -> Option<(Date, Date)> {
        let y = self.year?;
        match (self.month, self.day) {
            (Some(m), Some(d)) => Date::new(y, m, d).ok().map(|d| (d, d)),
            (Some(m), None) => Date::new(y, m, 1).ok().map(|d| (d, d.last_of_month())),
            _ => Some((Date::new(y, 1, 1).ok()?, Date::new(y, 12, 31).ok()?)),
        }
    }

    /// A day and month without a year taken for the last one that is not after a day; any other date, or where that day is not known, as it is.
    pub fn last_before(&self, day: Option<Date>) -> Self {
        let (None, Some(_), Some(_), Some(day)) = (self.year, self.month, self.day, day) else { return *self };
        let of = |year: i16| PartialDate { year: Some(year), ..*self };
        if of(day.year()).as_day().is_some_and(|d| d <= day) { of(day.year()) } else { of(day.year() - 1) }
    }

    /// The day, when it is a full date.
    pub fn as_day(&self) -> Option<Date> {
        Date::new(self.year?, self.month?, self.day?).ok()
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(y) => write!(f, "{y:04}")?,
            None => f.write_str("-")?,
        }
        if let Some(m) = self.month {
            write!(f, "-{m:02}")?;
            if let Some(d) = self.day {
                write!(f, "-{d:02}")?;
            }
        } else if let (None, Some(d)) = (self.year, self.day) {
            write!(f, "---{d:02}")?;
        }
        Ok(())
    }
}

/// A date or a span of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateValue {
    /// The date, or the first of a span.
    pub start: PartialDate,
    /// The last of a span.
    pub end: Option<PartialDate>,
    /// A weekday that was named with it (Monday 1 … Sunday 7).
    pub weekday: Option<i8>,
    /// Whether only a weekday or a relative word was written, so that the day was worked out from the publication day.
    pub relative: bool,
}

impl DateValue {
    /// A single date.
    pub fn new(start: PartialDate) -> Self {
        DateValue { start, end: None, weekday: None, relative: false }
    }

    /// First and last day covered.
    pub fn bounds(&self) -> Option<(Date, Date)> {
        let (a, b) = self.start.bounds()?;
        Some((a, self.end.and_then(|e| e.bounds()).map_or(b, |e| e.1)))
    }

    /// How it relates to another, by the days covered; `None` when a year is missing.
    pub fn relation(&self, other: &DateValue) -> Option<Relation> {
        let (a0, a1) = self.bounds()?;
        let (b0, b1) = other.bounds()?;
        Some(Relation::of((a0, a1), (b0, b1)))
    }
}

/// A list of members.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SetValue {
    /// Entity ids (ISO 3166 alpha-2 for countries), or the folded name where no id is known.
    pub members: BTreeSet<String>,
    /// Whether the text gives the list as whole; "including" does not.
    pub complete: bool,
}

/// A name as written, and its id when known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameValue {
    /// As in the text.
    pub text: String,
    /// Entity id, when known.
    pub id: Option<String>,
}

/// What a claim says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number, amount, share, measure.
    Quantity(Quantity),
    /// A date.
    Date(DateValue),
    /// A list.
    Set(SetValue),
    /// A person, place or other name.
    Name(NameValue),
}

impl Value {
    /// The quantity, when it is one.
    pub fn quantity(&self) -> Option<&Quantity> {
        match self {
            Value::Quantity(q) => Some(q),
            _ => None,
        }
    }

    /// The date, when it is one.
    pub fn date(&self) -> Option<&DateValue> {
        match self {
            Value::Date(d) => Some(d),
            _ => None,
        }
    }

    /// The set, when it is one.
    pub fn set(&self) -> Option<&SetValue> {
        match self {
            Value::Set(s) => Some(s),
            _ => None,
        }
    }

    /// The name, when it is one.
    pub fn name(&self) -> Option<&NameValue> {
        match self {
            Value::Name(n) => Some(n),
            _ => None,
        }
    }
}

/// A decimal without trailing zeros, with thousands grouped by commas.
pub fn grouped(n: Decimal) -> String {
    let plain = n.normalize().to_string();
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain.as_str()), |r| ("-", r));
    let (whole, frac) = rest.split_once('.').map_or((rest, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(f) = frac {
        out.push('.');
        out.push_str(f);
    }
    out
}

/// A decimal as the shortest JSON number.
pub fn json_number(n: Decimal) -> serde_json::Value {
    let n = n.normalize();
    if n.scale() == 0
        && let Some(i) = n.to_i64()
    {
        return i.into();
    }
    n.to_f64().and_then(serde_json::Number::from_f64).map_or(serde_json::Value::Null, serde_json::Value::Number)
}

/// Decimals beyond which a figure was written as a fraction.
const FINEST: u32 = 6;

/// What one more in the last digit that is not nought adds: 10 of 4,320, 0.1 of 72.5.
pub(crate) fn step(n: Decimal) -> Decimal {
    let n = n.normalize();
    if n.is_zero() {
        return Decimal::ONE;
    }
    if n.scale() > 0 {
        return Decimal::new(1, n.scale());
    }
    let mut step = Decimal::ONE;
    while let Some(next) = step.checked_mul(Decimal::TEN).filter(|next| (n % next).is_zero()) {
        step = next;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_large_and_negative_figures() {
        let large: Decimal = "10000000000000000000000000000".parse().unwrap();
        assert_eq!((step(large), step(Decimal::MAX), step(Decimal::new(725, 1))), (large, Decimal::ONE, Decimal::new(1, 1)));
        let about = |n: Decimal| Quantity::hedged(n, n, Modifier::About, false);
        assert!(about(large).max > Some(large));
        let cold = about(Decimal::from(-12));
        assert!(cold.min < Some(Decimal::from(-12)) && cold.max > Some(Decimal::from(-12)));
    }
}
