//! Spellings of one name, in one script or two: they meet in the skeleton of its consonants.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::lexicon::Lexicon;
use crate::normalise::is_alphabetic;

/// Consonant skeletons of names: spellings of one name in one or two scripts meet in them.
#[derive(Debug, Default)]
pub struct Skeletons {
    maps: FxHashMap<char, Vec<(Vec<char>, String)>>,
    drop: Vec<String>,
    joins: Vec<String>,
    articles: Vec<String>,
    /// Numbers of kings and popes in words, folded.
    regnal: FxHashMap<String, String>,
}

impl Skeletons {
    /// From the `skeleton` tables of all packs.
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut out = Skeletons::default();
        for p in &lexicon.packs {
            for (from, to) in &p.file.skeleton {
                let folded: Vec<char> = crate::normalise::fold(from).chars().collect();
                if let Some(first) = folded.first() {
                    out.maps.entry(*first).or_default().push((folded.clone(), to.0.clone()));
                }
            }
            out.regnal.extend(p.file.regnal.iter().map(|(w, n)| (crate::normalise::fold(w), n.0.clone())));
            out.articles.extend(p.article().map(str::to_owned));
            out.drop.extend(p.file.name_prefixes.iter().map(|w| crate::normalise::fold(&w.0)));
            out.joins.extend(p.file.name_joins.iter().map(|w| crate::normalise::fold(&w.0)));
        }
        for list in out.maps.values_mut() {
            list.sort_by_key(|(f, _)| std::cmp::Reverse(f.len()));
        }
        out
    }

    /// The skeleton of each word of a name, particles left out or joined to the word behind them.
    pub fn words(&self, name: &str) -> Vec<String> {
        let folded = crate::normalise::fold(name);
        let mut out: Vec<String> = Vec::new();
        let mut joined = String::new();
        let ends = |c: char| !is_alphabetic(c) && c != '\'';
        let rank = name.split(ends).rfind(|w| !w.is_empty()).and_then(|w| self.rank(w));
        let mut words = folded.split(ends).filter(|w| !w.is_empty() && !self.drop.iter().any(|d| d == w)).peekable();
        while let Some(w) = words.next() {
            // "Mohammed VI" is «محمد السادس»
            if let Some(n) = rank.as_ref().filter(|_| words.peek().is_none() && !out.is_empty()) {
                out.push(n.clone());
                break;
            }
            let skeleton = self.word(w);
            if self.joins.iter().any(|j| j == w) {
                joined = skeleton;
            } else if !skeleton.is_empty() {
                out.push(std::mem::take(&mut joined) + &skeleton);
            }
        }
        // a name that is told by its first half alone
        if !joined.is_empty() {
            out.push(joined);
        }
        out
    }

    /// The number behind the name of a king or pope, in capitals or in words of any language.
    fn rank(&self, word: &str) -> Option<String> {
        let numeral = !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
        if !numeral {
            return self.regnal.get(&crate::normalise::fold(word)).map(|n| format!("#{n}"));
        }
        let value = |c: char| match c {
            'I' => 1,
            'V' => 5,
            _ => 10,
        };
        let digits: Vec<i32> = word.chars().map(value).collect();
        let n: i32 = digits.iter().enumerate().map(|(i, d)| if digits.get(i + 1).is_some_and(|next| next > d) { -d } else { *d }).sum();
        Some(format!("#{n}"))
    }

    fn word(&self, word: &str) -> String {
        let mut word = word;
        // an article joined to the word
        if let Some(rest) = self.articles.iter().find_map(|a| word.strip_prefix(a.as_str()))
            && rest.chars().count() > 2
        {
            word = rest;
        }
        let chars: Vec<char> = word.chars().filter(|c| *c != '\'').collect();
        let mut out = String::new();
        let mut i = 0;
        while i < chars.len() {
            let hit = self.maps.get(&chars[i]).and_then(|l| l.iter().find(|(f, _)| chars[i..].starts_with(f)));
            match hit {
                Some((f, to)) => {
                    // a doubled consonant is one
                    if to.is_empty() || !out.ends_with(to.as_str()) {
                        out.push_str(to);
                    }
                    i += f.len();
                }
                None => i += 1,
            }
        }
        if out.is_empty() { chars.iter().take(2).collect() } else { out }
    }
}

/// How alike two names are, from 0 to 1, by the skeletons of their words: the words of the shorter name must be met in the longer.
pub fn skeleton_similarity(a: &[String], b: &[String]) -> f64 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.is_empty() {
        return 0.0;
    }
    let near = |x: &str, y: &str| -> f64 {
        if x == y {
            return 1.0;
        }
        match x.chars().count().max(y.chars().count()) {
            0..3 => 0.0,
            _ if !one_edit(x, y) => 0.0,
            3 => 0.6,
            _ => 0.85,
        }
    };
    // spellings with and without a space, and names that run on into other words: the letters agree from the start
    let (x, y) = (a.iter().flat_map(|w| w.chars()), b.iter().flat_map(|w| w.chars()));
    let shared = x.zip(y).take_while(|(p, q)| p == q).count();
    if shared >= 6 && shared + 1 >= a[0].chars().count() + a.get(1).map_or(0, |w| w.chars().count()).min(3) {
        return 0.9;
    }
    let mut sum = 0.0;
    for x in short {
        let own = long.iter().map(|y| near(x, y)).fold(0.0, f64::max);
        // "Roknabadi", written as two words in another script
        let joined = || long.windows(2).any(|w| x.len() > 3 && x.strip_prefix(w[0].as_str()) == Some(w[1].as_str()));
        sum += if own < 1.0 && joined() { 1.0 } else { own };
    }
    sum / short.len() as f64
}

/// Whether two words differ by one letter put in, left out, replaced, or by two neighbours in each other's place.
pub(super) fn one_edit(a: &str, b: &str) -> bool {
    // most skeletons are plain Latin letters
    if a.is_ascii() && b.is_ascii() {
        return one_apart(a.as_bytes(), b.as_bytes());
    }
    let (a, b): (SmallVec<[char; 24]>, SmallVec<[char; 24]>) = (a.chars().collect(), b.chars().collect());
    one_apart(&a, &b)
}

fn one_apart<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    match (&a[..a.len() - tail], &b[..b.len() - tail]) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([p, q], [r, s]) => p == s && q == r,
        _ => false,
    }
}
