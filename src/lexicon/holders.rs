//! Who held which office (`people.yaml`): of which state "President Biden" is, where a text does not say.
//!
//! The people are lines of text in order of their names, looked up by bisection: nothing is parsed before it is asked for.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Seat, Tables, World};
use crate::error::{Problem, Result};
use crate::normalise::fold;

/// The file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeopleFile {
    people: Vec<Person>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    /// By language.
    names: std::collections::BTreeMap<String, Vec<String>>,
    held: Vec<Held>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Held {
    office: String,
    of: String,
    from: String,
    to: Option<String>,
}

/// Stands before a part of a name.
const PART: char = '~';

/// Offices by the names of those who held them.
#[derive(Debug, Default)]
pub struct Holders {
    lines: Cow<'static, str>,
}

/// A term in an office.
#[derive(Debug, Clone, Copy)]
pub struct Term<'h> {
    /// The state or body.
    pub of: &'h str,
    from: &'h str,
    to: &'h str,
}

impl Term<'_> {
    /// Whether it holds on a day (`2022-08-29`), or begins by a later one: who is to take office is told as its holder.
    pub fn holds(&self, day: &str, by: &str) -> bool {
        self.from <= by && (self.to >= day || day.starts_with(self.to))
    }

    /// Whether it is known to the month, and holds on a day.
    pub fn surely_holds(&self, day: &str) -> bool {
        const MONTH: usize = "2022-08".len();
        self.from.len() >= MONTH && (self.to.len() >= MONTH || self.to > day) && self.holds(day, day)
    }
}

impl Holders {
    /// The lines that were made when the program was built.
    pub(super) fn built_in(lines: &'static str) -> Self {
        Holders { lines: Cow::Borrowed(lines) }
    }

    /// The lines of a file: a name or the end of one, office, state or body, from and to.
    pub(super) fn of(file: &PeopleFile, tables: &Tables, world: &World) -> Result<Self> {
        let mut lines: BTreeSet<String> = BTreeSet::new();
        for p in &file.people {
            for h in &p.held {
                let unknown = |what: &str, id: &str| Box::new(Problem::new(format!("people.yaml: {what} {id} is unknown")));
                if !tables.offices.contains_key(&h.office) {
                    return Err(unknown("the office", &h.office));
                }
                if world.find(&h.of).is_none() {
                    return Err(unknown("the state or body", &h.of));
                }
                for name in p.names.values().flatten() {
                    let folded = words(name);
                    let told = format!("{}\t{}\t{}\t{}", h.office, h.of, h.from, h.to.as_deref().unwrap_or("9999"));
                    lines.insert(format!("{}\t{told}", folded.join(" ")));
                    // "President Biden", «محمد بن سلمان»
                    for words in (1..folded.len()).take(2) {
                        lines.insert(format!("{PART}{}\t{told}", folded[folded.len() - words..].join(" ")));
                    }
                }
            }
        }
        let mut out = String::with_capacity(lines.iter().map(|l| l.len() + 1).sum());
        lines.iter().for_each(|l| {
            out.push_str(l);
            out.push('\n');
        });
        Ok(Holders { lines: Cow::Owned(out) })
    }

    /// The lines, for the program to keep.
    pub fn lines(&self) -> &str {
        &self.lines
    }

    /// The state or body whose office somebody of this name held: of a whole name this or another office of state, of a part of one this office on
    /// that day (`2022-08-29`). Nothing where several come into question.
    pub fn seat(&self, tables: &Tables, name: &str, office: &str, day: Option<&str>) -> Option<&str> {
        let folded = words(name);
        let of_state = |o: &str| tables.offices.get(o).is_some_and(|o| o.of == Seat::State);
        if self.lines.is_empty() || !tables.offices.get(office).is_some_and(|o| matches!(o.of, Seat::State | Seat::Org)) {
            return None;
        }
        // in a language without capitals a title or a verb may stand before a name
        for from in 0..folded.len().saturating_sub(1) {
            let held: Vec<[&str; 4]> = self.find(&folded[from..].join(" ")).collect();
            let same: BTreeSet<&str> = held.iter().filter(|h| h[0] == office).map(|h| h[1]).collect();
            let any: BTreeSet<&str> = held.iter().filter(|h| of_state(h[0])).map(|h| h[1]).collect();
            if !held.is_empty() {
                return one(same).or_else(|| one(any).filter(|_| of_state(office)));
            }
        }
        let day = day?;
        let of_the_day = |[own, of, from, to]: &[&str; 4]| *own == office && Term { of, from, to }.holds(day, day);
        let part = format!("{PART}{}", folded.join(" "));
        one(self.find(&part).filter(of_the_day).map(|h| h[1]).collect())
    }

    /// Whether somebody of this whole name is known, and not as a holder of this office.
    pub fn of_other_offices(&self, name: &str, office: &str) -> bool {
        self.whole(&words(name)).is_some_and(|name| self.find(&name).all(|h| h[0] != office))
    }

    /// The whole name in these words that is known; a title or a verb may stand before it.
    fn whole(&self, folded: &[String]) -> Option<String> {
        (0..folded.len().saturating_sub(1)).map(|from| folded[from..].join(" ")).find(|n| self.find(n).next().is_some())
    }

    /// Terms in an office of all who are called so, by a whole name where one is known.
    pub fn terms(&self, name: &str, office: &str) -> Vec<Term<'_>> {
        let folded = words(name);
        let name = self.whole(&folded).unwrap_or_else(|| format!("{PART}{}", folded.join(" ")));
        self.find(&name).filter(|h| h[0] == office).map(|[_, of, from, to]| Term { of, from, to }).collect()
    }

    /// Office, state or body, from and to of all who are called so.
    fn find<'a>(&'a self, name: &str) -> impl Iterator<Item = [&'a str; 4]> {
        let text = &*self.lines;
        let line_of = |at: usize| text.as_bytes()[..at].iter().rposition(|b| *b == b'\n').map_or(0, |p| p + 1);
        let key = format!("{name}\t");
        let (mut low, mut high) = (0, text.len());
        while low < high {
            let at = line_of(low + (high - low) / 2);
            let end = text[at..].find('\n').map_or(text.len(), |n| at + n + 1);
            if text.as_bytes()[at..end] < *key.as_bytes() { low = end } else { high = at }
        }
        text[low..].lines().map_while(move |l| l.strip_prefix(key.as_str()).map(str::len).map(|n| &l[l.len() - n..])).filter_map(|l| {
            let mut parts = l.split('\t');
            Some([parts.next()?, parts.next()?, parts.next()?, parts.next()?])
        })
    }
}

fn one(set: BTreeSet<&str>) -> Option<&str> {
    let mut set = set.into_iter();
    set.next().filter(|_| set.next().is_none())
}

/// The words of a name as they are compared.
fn words(name: &str) -> Vec<String> {
    fold(name).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use crate::lexicon::{Holders, Lexicon};

    fn lexicon() -> Lexicon {
        Lexicon::built_in().expect("the rules load")
    }

    fn seat<'a>(l: &'a Lexicon, name: &str, office: &str, day: &str) -> Option<&'a str> {
        l.holders.seat(&l.tables, name, office, Some(day))
    }

    #[test]
    fn a_whole_name_is_known_and_a_part_of_one_on_its_days() {
        let l = lexicon();
        assert_eq!(seat(&l, "Joe Biden", "president", "2022-08-29"), Some("US"));
        assert_eq!(seat(&l, "جو بايدن", "president", "2010-01-01"), Some("US"));
        // behind a title that the reading took for a part of the name
        assert_eq!(seat(&l, "المشير عبد الفتاح السيسي", "president", "2022-08-29"), Some("EG"));
        assert_eq!(seat(&l, "Biden", "president", "2022-08-29"), Some("US"));
        assert_eq!(seat(&l, "Biden", "president", "2012-08-29"), None);
        assert_eq!(seat(&l, "Somebody Unheard", "president", "2022-08-29"), None);
        assert_eq!(seat(&l, "Joe Biden", "coach", "2022-08-29"), None);
    }

    #[test]
    fn an_office_changes_hands_on_known_days() {
        let l = lexicon();
        let held = |l: &Holders, name: &str, day: &str, by: &str| l.terms(name, "prime_minister").iter().any(|t| t.of == "GB" && t.holds(day, by));
        assert!(held(&l.holders, "Boris Johnson", "2022-01-06", "2022-01-06"));
        assert!(!held(&l.holders, "Boris Johnson", "2024-01-06", "2024-03-06"));
        // who is to take office
        assert!(held(&l.holders, "Rishi Sunak", "2022-10-24", "2022-12-24"));
        assert!(!held(&Holders::default(), "Boris Johnson", "2022-01-06", "2022-01-06"));
    }
}
