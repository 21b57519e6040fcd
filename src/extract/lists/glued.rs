//! Rows of names in a script without capitals, where "and" is written as one with the word behind it: «مسقط والشرقية والباطنة».

use super::Run;
use crate::mention::{Scan, Unit};

/// Most units of a name.
const WORDS: usize = 7;

/// A row of names from a unit on. What tells where they end is the figure before them, so that `counted` rows may hold any word;
/// others hold known places and definite words alone.
pub(super) fn run(scan: &Scan<'_, '_>, units: &[Unit], from: usize, counted: bool) -> Option<Run> {
    let core = &scan.lexicon.core;
    let row = Row { scan, units };
    let mut out = Run { end: from, members: Vec::new(), unknown: 0, groups: Vec::new(), ands: 0, closed: false, doubtful: 0, offices: false };
    // first and last unit, and whether a comma stands before it
    let mut pieces: Vec<(usize, usize, bool)> = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    let mut comma = true;
    let mut i = from;
    while i < units.len() {
        let u = &units[i];
        if u.classes.has(core.comma) {
            let next = (i + 1..units.len()).find(|j| !row.mark(*j));
            // «سوريا ولبنان واليمن، وامتنعت الجزائر»: a verb behind the comma begins another clause
            if !next.is_some_and(|n| row.bare(n) && !row.told(n) && !row.acts(n) && (row.joins(n) || row.joined(n) || row.listed(n))) {
                break;
            }
            comma = true;
        } else if row.mark(i) {
            // an "and" split off the word behind it, a quotation mark
        } else if !row.bare(i) || row.told(i) {
            break;
        } else if open.is_none_or(|_| comma || row.joins(i) || row.joined(i)) {
            pieces.extend(open.map(|(start, c)| (start, row.end(start, i), c)));
            if !comma {
                out.ands += 1;
                out.doubtful += usize::from(row.doubtful(i));
            }
            open = Some((i, comma));
            comma = false;
        }
        if open.is_some_and(|(start, _)| i >= start + WORDS) || !counted && row.bare(i) && !row.listed(i) {
            return None;
        }
        i += 1;
    }
    pieces.extend(open.map(|(start, c)| (start, row.end(start, i), c)));
    // «رئيس كينيا X ورئيس جيبوتي Y»
    let named = |p: &&(usize, usize, bool)| units[p.0].classes.has(core.office) && (p.0 + 1..p.1).any(|j| units[j].classes.has(core.given_name) || units[j].classes.has(core.word));
    out.offices = pieces.iter().filter(named).nth(1).is_some();
    out.closed = units.get(i).is_none_or(|u| super::capitals::closes(scan, u));
    for (a, b, comma) in pieces {
        let id = (b == a + 1).then(|| row.known(a)).flatten();
        out.unknown += usize::from(id.is_none());
        let name = &scan.text[units[a].span.start as usize..units[b - 1].span.end as usize];
        let name = name.char_indices().nth(row.cut(a)).map_or(name, |(at, _)| &name[at..]);
        out.members.push(id.map_or_else(|| name.to_owned(), str::to_owned));
        out.end = b;
        match out.groups.last_mut().filter(|_| !comma) {
            Some(g) => *g = format!("{g} + {name}"),
            None => out.groups.push(name.to_owned()),
        }
    }
    Some(out)
}

struct Row<'r, 'a, 'l> {
    scan: &'r Scan<'a, 'l>,
    units: &'r [Unit],
}

impl Row<'_, '_, '_> {
    fn bare(&self, i: usize) -> bool {
        let u = &self.units[i];
        u.mention.is_none() && u.tokens.1 > u.tokens.0
    }

    /// Words and marks that stand in no name.
    fn told(&self, i: usize) -> bool {
        let core = &self.scan.lexicon.core;
        let u = &self.units[i];
        let alone = self.scan.phrase(u.tokens.0).is_none_or(|p| p.form.and == 0);
        [core.say, core.that, core.rel, core.in_, core.from, core.to, core.clause, core.among, core.other_people, core.open, core.close, core.dash, core.colon]
            .iter()
            .any(|c| u.classes.has(*c))
            && (alone || u.classes.has(core.say) || u.classes.has(core.other_people))
            // «عبد الباقي»: the rest of a name
            && !(i > 0 && self.units[i - 1].classes.has(core.name_part) && !u.classes.has(core.say))
            || !self.scan.raw(u.tokens.0).chars().any(char::is_alphanumeric)
    }

    /// What was done: a verb with "and" before it, which goes on with no row.
    fn acts(&self, i: usize) -> bool {
        let core = &self.scan.lexicon.core;
        let u = &self.units[i];
        let voted = u.classes.has(core.vote_side);
        // «وخرجوا بلا قرار»
        let verb = || u.classes.has(core.word) && self.scan.pack().verbal(&self.scan.words[u.tokens.0].folded);
        (voted || u.classes.has(core.cue) || u.classes.has(core.deed) || verb()) && self.known(i).is_none() && !self.definite(i)
    }

    fn known(&self, i: usize) -> Option<&str> {
        let core = &self.scan.lexicon.core;
        [core.place, core.country, core.nationality, core.org].iter().find_map(|c| self.scan.entry(self.units[i].tokens.0, *c)?.value.as_deref())
    }

    fn definite(&self, i: usize) -> bool {
        let t = self.units[i].tokens.0;
        self.scan.phrase(t).is_some_and(|p| p.form.article) || self.scan.words[t].definite
    }

    /// A known place or body, or a word with the article.
    fn listed(&self, i: usize) -> bool {
        self.known(i).is_some() || self.definite(i) || self.units[i].classes.has(self.scan.lexicon.core.quote)
    }

    /// Letters of a unit's first word that are an "and".
    fn cut(&self, i: usize) -> usize {
        let core = &self.scan.lexicon.core;
        let u = &self.units[i];
        // the unit may begin behind the "and" already
        if u.span.start != self.scan.tokens[u.tokens.0].span.start {
            return 0;
        }
        // a name or noun that begins with the letter: «ولد», «وهران», «وزير»
        let natural = [core.name_part, core.place, core.country, core.org, core.nationality, core.office, core.thing, core.people, core.title];
        match self.scan.phrase(u.tokens.0) {
            Some(p) if p.form.and > 0 => usize::from(p.form.and),
            Some(_) if natural.iter().any(|c| u.classes.has(*c)) => 0,
            // «فيما بقي»: a letter that joins clauses alone
            _ if self.scan.pack().joins_clauses(&self.scan.words[u.tokens.0].folded) => 0,
            _ => usize::from(self.scan.words[u.tokens.0].maybe_and),
        }
    }

    /// Whether an "and" is written as one with the word.
    fn joins(&self, i: usize) -> bool {
        let u = &self.units[i];
        u.span.start != self.scan.tokens[u.tokens.0].span.start || self.cut(i) > 0
    }

    /// Whether the joint may be the first letter of a name: a word that no list knows, without an article.
    fn doubtful(&self, i: usize) -> bool {
        !self.units[i].classes.has(self.scan.lexicon.core.and) && self.scan.phrase(self.units[i].tokens.0).is_none() && !self.definite(i)
    }

    /// What stands between names: a quotation mark, an "and" that is a unit of its own.
    fn mark(&self, i: usize) -> bool {
        let core = &self.scan.lexicon.core;
        let u = &self.units[i];
        // a letter that is no preposition but begins a name: «كرامي»
        let split = u.is_clitic() && self.units.get(i + 1).is_some_and(|n| n.classes.has(core.name_part));
        let and = u.classes.has(core.and) && (u.is_clitic() || self.scan.phrase(u.tokens.0).is_none_or(|p| p.form.and == 0));
        u.mention.is_none() && (u.classes.has(core.quote) || and || split)
    }

    /// Whether an "and" stands before a unit, as a unit of its own.
    fn joined(&self, i: usize) -> bool {
        let core = &self.scan.lexicon.core;
        (0..i).rev().take_while(|j| self.mark(*j)).any(|j| self.units[j].classes.has(core.and))
    }

    /// One past the last unit of a piece that ends before a unit, without the marks behind it.
    fn end(&self, start: usize, before: usize) -> usize {
        (start + 1..=before).rev().find(|j| !self.mark(*j - 1) && !self.units[*j - 1].classes.has(self.scan.lexicon.core.comma)).unwrap_or(start + 1)
    }
}
