//! Names with a slip of the pen: one word that is nearly but not quite another's.

use crate::lexicon::Pack;
use crate::lexicon::row::Scalar;
use crate::normalise::fold;

/// The one word in which a name differs from another.
#[derive(Debug)]
pub struct Slip {
    /// In the first.
    pub of: String,
    /// In the second.
    pub by: String,
    /// Whether it is the first word of both, which is nobody's family name; nothing where it is the last of one of them.
    pub first: Option<bool>,
}

/// The words of a name, folded: particles left out or joined to the word behind them, single letters left out.
pub fn words(pack: &Pack, name: &str) -> Vec<String> {
    let folded = fold(name);
    let mut out: Vec<String> = Vec::new();
    let mut joined = String::new();
    let listed = |list: &[Scalar], w: &str| list.iter().any(|p| fold(&p.0) == w);
    for w in folded.split(|c: char| !c.is_alphanumeric() && !APOSTROPHES.contains(&c)) {
        let w: String = w.chars().filter(|c| c.is_alphanumeric()).collect();
        if w.chars().count() < 2 || listed(&pack.file.name_prefixes, &w) {
            continue;
        }
        if listed(&pack.file.name_joins, &w) {
            joined.push_str(&w);
        } else {
            out.push(std::mem::take(&mut joined) + &w);
        }
    }
    out
}

/// Signs within a word of a name: Wetang'ula.
const APOSTROPHES: [char; 3] = ['\'', '\u{2019}', '\u{2bc}'];

/// The word in which two names of one person differ, where the others agree from the end or from the start: "Brice Oligui Nguema" and
/// "Olingui Nguema".
pub fn slip(pack: &Pack, a: &[String], b: &[String]) -> Option<Slip> {
    let n = a.len().min(b.len());
    if n < 2 {
        return None;
    }
    let by_end = (&a[a.len() - n..], &b[b.len() - n..]);
    let by_start = (&a[..n], &b[..n]);
    let rest: usize = a.iter().map(|w| w.chars().count()).sum();
    [by_end, by_start].into_iter().find_map(|(x, y)| {
        let mut apart = (0..n).filter(|i| x[*i] != y[*i]);
        let i = apart.next().filter(|_| apart.next().is_none())?;
        // what agrees is a name, and no first letter of one
        let sure = x.iter().enumerate().any(|(j, w)| j != i && w.chars().count() > 2);
        let first = if i + 1 == n { None } else { Some(i == 0 && a.len() == b.len()) };
        let long = rest >= x[i].chars().count() + VOUCHED;
        (sure && near(pack, &x[i], &y[i], long)).then(|| Slip { of: x[i].clone(), by: y[i].clone(), first })
    })
}

/// Letters of a name that vouch for two slips in a short word of it.
const VOUCHED: usize = 6;

/// Most letters of the ending that a case gives a name.
const CASE: usize = 3;

/// Whether two folded words are two forms that the grammar gives one name.
pub fn one_in_two_cases(pack: &Pack, m: &str, n: &str) -> bool {
    let shared = m.chars().zip(n.chars()).take_while(|(c, d)| c == d).count();
    let ending = |w: &str| w.chars().count() <= shared + CASE && w.chars().skip(shared).all(|c| pack.ends_cases(c));
    shared >= 3.min(m.chars().count()) && ending(m) && ending(n)
}

/// Whether a word is another with a slip. `vouched`: whether what stands beside it tells that they are of one person.
pub fn near(pack: &Pack, a: &str, b: &str, vouched: bool) -> bool {
    if a == b || roman(a) && roman(b) {
        return false;
    }
    let (mut a, mut b) = (a, b);
    if pack.declines_names() {
        if one_in_two_cases(pack, a, b) {
            return false;
        }
        let stem = |w: &str| w.trim_end_matches(|c| pack.ends_cases(c)).len();
        (a, b) = (&a[..stem(a)], &b[..stem(b)]);
    }
    let count = |w: &str| w.chars().count();
    let (short, long) = if count(a) <= count(b) { (a, b) } else { (b, a) };
    // one ending more, where the language adds it to names without a sign
    let ending = long.strip_prefix(short).is_some_and(|rest| pack.file.capital_nouns && rest == "s" || pack.file.verb_last && !pack.file.capitals);
    if ending || count(short) < 3 {
        return false;
    }
    let article = pack.article().is_some_and(|l| a.strip_prefix(l) == Some(b) || b.strip_prefix(l) == Some(a));
    match strsim::damerau_levenshtein(a, b) {
        1 => true,
        2 => article || count(short) >= if vouched { 5 } else { 6 },
        _ => false,
    }
}

/// Whether a word is a number in Roman letters, as kings bear one.
fn roman(w: &str) -> bool {
    w.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
}
