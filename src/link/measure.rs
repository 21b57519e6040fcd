//! What tells two figures of one aspect apart: their facets, and whether they stand for the time before.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::profile::hash;

/// One side of an axis, as a row of words gives it: `core:core`, `period:q1|q2`; `~basis:annual` where it is what is meant without a word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Facet {
    axis: u32,
    sides: Vec<u32>,
    /// What is meant where nothing is said.
    default: bool,
}

impl Facet {
    /// As written in a row.
    pub(super) fn of(word: &str) -> Facet {
        let default = word.starts_with('~');
        let (axis, sides) = word.trim_start_matches('~').split_once(':').unwrap_or((word, ""));
        Facet { axis: hash(axis), sides: sides.split('|').map(hash).collect(), default }
    }
}

/// What is left of the likeness of two figures by their facets: nothing where they stand on two sides of an axis, `one` for each
/// axis of which only one of them speaks.
pub(super) fn facets_with(a: &BTreeSet<Facet>, b: &BTreeSet<Facet>, one: f64) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    // facets stand in the order of their axes
    let first = |s: &BTreeSet<Facet>, f: &Facet| s.iter().find(|g| g.axis == f.axis).is_some_and(|g| std::ptr::eq(g, f));
    let axes = a.iter().filter(|f| first(a, f)).chain(b.iter().filter(|f| first(b, f) && !a.iter().any(|g| g.axis == f.axis))).map(|f| f.axis);
    let mut left = 1.0;
    for axis in axes {
        let (x, y) = (|| a.iter().filter(move |f| f.axis == axis), || b.iter().filter(move |f| f.axis == axis));
        if x().next().is_none() || y().next().is_none() {
            if x().chain(y()).any(|f| !f.default) {
                left *= one;
            }
        } else if !x().any(|f| y().any(|g| f.sides.iter().any(|s| g.sides.contains(s)))) {
            return 0.0;
        }
    }
    left
}

/// Whether a figure stands for the time before, or is set against one that does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// For the time before.
    Prior,
    /// Its sentence gives one for the time before.
    New,
}

impl State {
    /// What is left of the likeness of two figures by their states and the days of their texts: what was before in a later text
    /// was so in an earlier one.
    pub(super) fn share(a: (Option<State>, Option<Date>), b: (Option<State>, Option<Date>), one: f64) -> f64 {
        let earlier = |x: Option<Date>, y: Option<Date>| x.zip(y).is_some_and(|(x, y)| x < y);
        match (a.0, b.0) {
            (x, y) if x == y => 1.0,
            (Some(State::Prior), other) if earlier(b.1, a.1) => {
                if other.is_none() {
                    1.0
                } else {
                    one
                }
            }
            (other, Some(State::Prior)) if earlier(a.1, b.1) => {
                if other.is_none() {
                    1.0
                } else {
                    one
                }
            }
            (Some(State::Prior), Some(State::New)) | (Some(State::New), Some(State::Prior)) => 0.0,
            (Some(State::Prior), None) | (None, Some(State::Prior)) => one,
            _ => 1.0,
        }
    }

    /// Whether the later text tells that the figure has been made another: what an appeal gave is not what the first court gave.
    pub(super) fn renewed(a: (Option<State>, Option<Date>), b: (Option<State>, Option<Date>)) -> bool {
        let later = |x: (Option<State>, Option<Date>), y: (Option<State>, Option<Date>)| x.0 == Some(State::New) && y.0.is_none() && x.1.zip(y.1).is_some_and(|(x, y)| y < x);
        later(a, b) || later(b, a)
    }
}
