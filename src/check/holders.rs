//! Two holders of one office: of one name, in turn, or two where there can be one.

use std::collections::BTreeSet;
use std::rc::Rc;

use jiff::ToSpan;

use super::Context;
use super::facts::ValueRelation;
use super::names::Turn;
use crate::claim::{Claim, Topic};
use crate::extract::skeleton_similarity;
use crate::lexicon::Term;
use crate::normalise::fold;
use crate::value::NameValue;

/// How the name of the first claim lies to that of the second.
pub(super) fn relation(context: &Context<'_>, a: &Claim, b: &Claim, (x, y): (&NameValue, &NameValue)) -> Vec<ValueRelation> {
    use ValueRelation::{Equal, Meets, OtherName, OutOfTerm, Succeeds};
    let one = match (&x.id, &y.id) {
        (Some(i), Some(j)) => i == j,
        _ => {
            let given = || other_given_name(context, &x.text, &y.text);
            let (x, y) = (context.names.words(context, &x.text), context.names.words(context, &y.text));
            let other = x.last() == y.last() && given();
            skeleton_similarity(&x, &y) >= ONE_NAME && !other && !of_one_family(&x, &y) && !of_one_clan(&x, &y) && !namesakes(&x, &y) && !crossed(&x, &y)
        }
    };
    if one {
        return vec![Equal];
    }
    // the holder told as new came after the one whom an earlier text names
    if replaces(a, b) || replaces(b, a) || changed_hands(context, a, b) || each_in_turn(context, a, b) {
        return vec![Meets, Succeeds];
    }
    if out_of_term(context, a, b) || out_of_term(context, b, a) { vec![OtherName, OutOfTerm] } else { vec![OtherName] }
}

/// Likeness from which two names may be spellings of one.
const ONE_NAME: f64 = 0.5;

/// Whether one holder of an office is told as new in it, and the other by a text of a day before.
fn replaces(new: &Claim, old: &Claim) -> bool {
    new.entered && !old.entered && matches!((old.as_of, new.as_of), (Some(a), Some(b)) if a < b)
}

/// Days before taking office in which somebody is told as its holder.
const AHEAD: i64 = 75;

/// The states and bodies of which the holder of a claim is known to have held the office on the day of its text, or soon after.
fn held<'a>(context: &Context<'a>, c: &Claim) -> BTreeSet<&'a str> {
    let terms = terms(context, c);
    // most holders are known to no list
    let Some(day) = c.as_of.filter(|_| !terms.is_empty()) else { return BTreeSet::new() };
    let (day, by) = (day.to_string(), day.checked_add(AHEAD.days()).unwrap_or(day).to_string());
    terms.iter().filter(|t| t.holds(&day, &by)).map(|t| t.of).collect()
}

/// The terms that the holder of a claim is known to have had in its office.
fn terms<'a>(context: &Context<'a>, c: &Claim) -> Rc<[Term<'a>]> {
    match (&c.topic, c.value.name()) {
        (Topic::Office { office, .. }, Some(n)) => context.names.terms(context, office, &n.text),
        _ => Rc::default(),
    }
}

/// Whether it is known that each of two persons held the office on the day of its text: one after the other, or both at a time.
fn each_in_turn(context: &Context<'_>, a: &Claim, b: &Claim) -> bool {
    if a.as_of != b.as_of {
        return !held(context, a).is_disjoint(&held(context, b));
    }
    !surely_held(context, a, a).is_disjoint(&surely_held(context, b, b))
}

/// Of which states and bodies the holder of a claim is known, to the month, to have held the office on the day of another.
fn surely_held<'a>(context: &Context<'a>, of: &Claim, on: &Claim) -> BTreeSet<&'a str> {
    let terms = terms(context, of);
    let Some(day) = on.as_of.filter(|_| !terms.is_empty()).map(|d| d.to_string()) else { return BTreeSet::new() };
    terms.iter().filter(|t| t.surely_holds(&day)).map(|t| t.of).collect()
}

/// Whether a text names somebody who held the office before or after, on a day on which it is known to have been held by the other.
fn out_of_term(context: &Context<'_>, named: &Claim, holder: &Claim) -> bool {
    let on_the_day = surely_held(context, holder, named);
    if on_the_day.is_empty() || !held(context, named).is_disjoint(&on_the_day) {
        return false;
    }
    terms(context, named).iter().any(|t| on_the_day.contains(t.of))
}

/// Whether a text between two holders of an office tells that the first left it, or that the second came in.
fn changed_hands(context: &Context<'_>, a: &Claim, b: &Claim) -> bool {
    let (old, new) = if a.as_of < b.as_of { (a, b) } else { (b, a) };
    let Topic::Office { office, .. } = &old.topic else { return false };
    if old.as_of == new.as_of {
        return false;
    }
    let told = |c: &Claim, how: Turn, after: bool| {
        let Some(name) = c.value.name() else { return false };
        let list = context.names.turns(context, office, &name.text, how);
        let first = list.partition_point(|t| if after { t.day <= old.as_of } else { t.day < old.as_of });
        list[first..].iter().take_while(|t| t.day <= new.as_of).any(|t| t.doc != old.doc)
    };
    told(old, Turn::Left, false) || told(new, Turn::Entered, true)
}

/// Whether two names of two words share one that is the last of the one and the first of the other: Win Myint and Myint Swe.
fn crossed(x: &[String], y: &[String]) -> bool {
    let ([a, b], [c, d]) = (x, y) else { return false };
    b == c && strsim::damerau_levenshtein(a, d) > 1 || a == d && strsim::damerau_levenshtein(b, c) > 1
}

/// Whether two names of as many words, three or more, end on one name, begin differently, and have a word between that is none of the
/// other's: Ahmad al-Humoud al-Sabah and Mohammad al-Khaled al-Sabah.
fn of_one_clan(x: &[String], y: &[String]) -> bool {
    let ([a, between @ .., family], [b, others @ .., clan]) = (x, y) else { return false };
    let unlike = |w: &String| others.iter().all(|o| strsim::damerau_levenshtein(w, o) > 1);
    between.len() == others.len() && family == clan && a != b && between.iter().any(unlike)
}

/// Whether two whole names share the family name alone: Marian and Peter of one, whose first consonants differ as no two spellings do.
fn of_one_family(x: &[String], y: &[String]) -> bool {
    let ([a, family], [b, other]) = (x, y) else { return false };
    let first = |w: &str| w.chars().next();
    // "Jeenbek" and "Zheenbek", "Khabib" and "Habib": letters that scripts spell in each other's place
    let sound = |w: &str| match first(w) {
        Some('g' | 'z') => Some('j'),
        Some('h') => Some('k'),
        c => c,
    };
    let tail = |w: &str| w.chars().skip(1).collect::<String>();
    if sound(a) == sound(b) && strsim::damerau_levenshtein(&tail(a), &tail(b)) < 2 {
        return false;
    }
    family == other && family.chars().count() > 1 && a.chars().count() > 1 && b.chars().count() > 1 && first(a) != first(b)
}

/// Edits from which two given names of one script are no spellings of one.
const OTHER_GIVEN: usize = 2;

/// Whether two whole names of one script begin with given names that lists know and that no spelling makes one: «محمود» and «مسعود»,
/// Hervé and Henri.
fn other_given_name(context: &Context<'_>, x: &str, y: &str) -> bool {
    let (Some((a, _)), Some((b, _))) = (x.split_once(' '), y.split_once(' ')) else { return false };
    let known = |w: &str| {
        let w = fold(w);
        context.lexicon.packs.iter().any(|p| p.knows(&w, context.lexicon.core.given_name))
    };
    let (s, t) = (context.names.words(context, a), context.names.words(context, b));
    // Hélène and Claire, whom no list need know: hardly a letter in common
    let (m, n) = (fold(a), fold(b));
    let longest = m.chars().count().max(n.chars().count());
    if m.is_ascii() == n.is_ascii() && m.chars().next() != n.chars().next() && longest > OTHER_GIVEN + 1 && strsim::damerau_levenshtein(&m, &n) * 5 >= longest * 4 {
        return true;
    }
    let apart = |p: &str, q: &str| strsim::damerau_levenshtein(p, q) >= OTHER_GIVEN;
    // of one script: an accent makes no other
    fold(a).is_ascii() == fold(b).is_ascii() && apart(a, b) && apart(&s.concat(), &t.concat()) && known(a) && known(b)
}

/// Whether two whole names share no more than the given name: Thomas Moser and Thomas Jordan.
fn namesakes(x: &[String], y: &[String]) -> bool {
    let ([a, rest @ ..], [b, others @ ..]) = (x, y) else { return false };
    // letters that agree in a row, however the words are cut
    let alike = |p: &String, q: &String| p == q || strsim::damerau_levenshtein(p, q) * 2 <= p.chars().count().min(q.chars().count());
    a == b && !rest.is_empty() && !others.is_empty() && !rest.iter().any(|p| others.iter().any(|q| alike(p, q))) && !alike(&rest.concat(), &others.concat())
}
