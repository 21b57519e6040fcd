//! Rows of people told with what they are: "the pilot Ann Low, 23; a doctor, Paul Hunt, 45; and the firm's head, Omar Said",
//! «هيام سالم في الاتصالات وسلمى كريم في المالية». Between two names stand an age, an office, what somebody is, where they are from.

use super::holders::LED_BY;
use super::names::name_at;
use super::view::SentenceView;
use crate::lexicon::Lexicon;
use crate::mention::MentionValue;
use crate::source::{Document, Span};

/// Most units before a name that tell what its bearer is.
const CALLING: usize = 8;
/// Most units behind a name that tell what its bearer is.
const ASIDE: usize = 14;
/// Most units from the head of a clause to the word that says what its subject is.
const SUBJECT: usize = 4;
/// Most units in brackets behind a name.
const BRACKETS: usize = 10;
/// Ages that such a row tells.
const AGES: std::ops::RangeInclusive<i64> = 1..=110;

/// A row of people.
pub(super) struct Row {
    /// Each name as the list has it, with where it stands.
    pub names: Vec<(Span, String)>,
    /// One past the last unit.
    pub end: usize,
    /// How many of them are told with their age.
    pub ages: usize,
    /// Whether what follows tells that it is all of them: a mark, or a comma behind the last, which "and" led to.
    pub closed: bool,
}

/// The row of people that begins at a unit; two at least.
///
/// `lone`: a family name by itself may stand in it too, as a figure tells how many they are.
pub(super) fn row(lexicon: &Lexicon, doc: &Document, s: &SentenceView, from: usize, lone: bool) -> Option<Row> {
    let r = Reader { lexicon, doc, s, capitals: lexicon.packs[s.pack].file.capitals, lone };
    let mut out = Row { names: Vec::new(), end: from, ages: 0, closed: false };
    // whether an "and" stands before the item
    let (mut last, mut i) = (false, from);
    loop {
        let Some((a, b)) = r.item(i, out.names.is_empty()) else {
            // "Ann Low, a teacher, …": what stands between two commas is told of the name before
            match r.aside(i).filter(|_| !out.names.is_empty() && !last && !out.closed) {
                Some(next) if r.parts(next) => {
                    (last, i) = r.joint(next);
                    continue;
                }
                Some(next) => {
                    (out.end, out.closed) = (next, r.ends(next));
                    break;
                }
                None => {
                    // "and two others", «وطفلان»: the row goes on with people that it does not name
                    if r.goes_on(i, last) {
                        return None;
                    }
                    out.closed &= !last || !r.capitals && r.another_clause(i);
                    break;
                }
            }
        };
        let span = r.name(a, b);
        let name = r.doc.words(span).into_owned();
        // "Ali Malik, 48, and his son Omar, 19": kin go by one family name
        let kin = (i..a).any(|j| s.has(j, lexicon.core.determiner)).then(|| out.names.last()?.1.rsplit(' ').next().map(str::to_owned)).flatten();
        out.names.push((span, kin.filter(|_| r.capitals && b == a + 1).map_or(name.clone(), |k| format!("{name} {k}"))));
        let (end, age) = r.behind(b)?;
        (out.end, out.closed) = (end, r.ends(end));
        out.ages += usize::from(age);
        if !r.parts(end) {
            break;
        }
        // the last of them stands behind an "and": no more follow the comma, unless another "and" does
        out.closed = last && r.comma(end);
        (last, i) = r.joint(end);
    }
    (out.names.len() > 1).then_some(out)
}

struct Reader<'r> {
    lexicon: &'r Lexicon,
    doc: &'r Document,
    s: &'r SentenceView,
    capitals: bool,
    lone: bool,
}

impl Reader<'_> {
    fn comma(&self, i: usize) -> bool {
        self.s.has(i, self.lexicon.core.comma)
    }

    fn semicolon(&self, i: usize) -> bool {
        self.s.has(i, self.lexicon.core.clause) && matches!(self.doc.quote(self.s.units[i].span), ";" | "؛")
    }

    /// An "and" by itself, or one that is written with the word behind it.
    fn and(&self, i: usize) -> bool {
        self.s.has(i, self.lexicon.core.and) && self.s.units[i].mention.is_none()
    }

    /// Whether a unit stands between two of a row.
    fn parts(&self, i: usize) -> bool {
        i < self.s.units.len() && (self.comma(i) || self.semicolon(i) || self.and(i) || self.glued(i))
    }

    /// Whether a word in no list begins with an "and".
    fn glued(&self, i: usize) -> bool {
        !self.capitals
            && i < self.s.units.len()
            && self.s.maybe_and[i]
            && !self.lexicon.packs[self.s.pack].joins_clauses(&self.s.folded[i])
            && (self.cut(i) || !self.s.has(i, self.lexicon.core.given_name))
    }

    /// Whether a unit begins behind an "and" that is written as one with it.
    fn cut(&self, i: usize) -> bool {
        super::names::follows_letter(self.doc, self.s, i)
    }

    /// Whether the sentence or its part ends before a unit.
    fn ends(&self, i: usize) -> bool {
        let core = &self.lexicon.core;
        i >= self.s.units.len() || !self.semicolon(i) && [core.clause, core.close, core.dash, core.quote].iter().any(|c| self.s.has(i, *c))
    }

    /// Past the marks and the "and" between two of a row, and whether there is a plain "and": "as well as", «إضافة إلى» lead to others.
    fn joint(&self, from: usize) -> (bool, usize) {
        let mut i = from;
        while i < self.s.units.len() && i < from + 3 && (self.comma(i) || self.semicolon(i) || self.and(i)) {
            i += 1;
        }
        let plain = |j: usize| self.and(j) && !self.doc.quote(self.s.units[j].span).contains(' ');
        ((from..i).any(plain) || self.glued(i), i)
    }

    /// Whether a row goes on from a unit with people whom it does not name.
    fn goes_on(&self, from: usize, and: bool) -> bool {
        let core = &self.lexicon.core;
        let s = self.s;
        and && s.units.get(from).is_some_and(|u| u.mention.is_some() || s.has(from, core.indefinite))
            || (from..from + 3).any(|j| s.has(j, core.other_people) || s.has(j, core.among))
    }

    /// Whether what begins behind a row says something else: a verb, or a subject of its own.
    fn another_clause(&self, from: usize) -> bool {
        let core = &self.lexicon.core;
        let s = self.s;
        let pack = &self.lexicon.packs[s.pack];
        // without the "and" that is written as one with it
        let word = |j: usize| if self.glued(j) && !self.cut(j) { s.folded[j].char_indices().nth(1).map_or("", |(at, _)| &s.folded[j][at..]) } else { &s.folded[j] };
        let verb = |j: usize| s.has(j, core.cue) || s.has(j, core.deed) || s.has(j, core.say) || pack.verbal(word(j));
        from >= s.units.len() || verb(from) || (from..s.units.len().min(from + SUBJECT)).any(|j| s.has(j, core.they_are) || s.has(j, core.that))
    }

    /// What can stand before a name or behind it to tell what somebody is.
    fn calls(&self, i: usize) -> bool {
        let core = &self.lexicon.core;
        let s = self.s;
        let u = &s.units[i];
        // "Pakistani-born"
        if s.has(i, core.dash) && i > 0 && s.units[i - 1].span.end == u.span.start && s.units.get(i + 1).is_some_and(|n| n.span.start == u.span.end) {
            return true;
        }
        let stops = [
            core.say,
            core.that,
            core.rel,
            core.clause,
            core.colon,
            core.comma,
            core.among,
            core.other_people,
            core.open,
            core.close,
            core.dash,
            core.quote,
            core.not,
            core.be,
            core.have,
        ];
        if u.mention.is_some() || stops.iter().any(|c| s.has(i, *c)) {
            return false;
        }
        let told = [
            core.people,
            core.title,
            core.nationality,
            core.adjective,
            core.role_mod,
            core.office,
            core.offices,
            core.portfolio,
            core.body,
            core.rank,
            core.country,
            core.org,
            core.place,
            core.of,
        ];
        if self.capitals {
            let small = !s.capital[i]
                || i > 0 && s.has(i - 1, core.of) && s.has(i, core.word)
                || self.lexicon.packs[s.pack].possessor(&s.folded[i]).is_some()
                || s.has(i + 1, core.possessive);
            return small || told.iter().any(|c| s.has(i, *c)) || [core.article, core.indefinite, core.possessive].iter().any(|c| s.has(i, *c));
        }
        told.iter().any(|c| s.has(i, *c)) || s.definite[i]
    }

    /// Where the name of the next of a row begins and ends, behind what calls its bearer.
    fn item(&self, from: usize, first: bool) -> Option<(usize, usize)> {
        let core = &self.lexicon.core;
        let s = self.s;
        let mut i = from;
        while i < s.units.len() && i < from + CALLING {
            if let Some((a, b)) = self.person(i, i > from) {
                return Some((a, b));
            }
            // "a French diver, Paul Hunt": the comma ends what stands before the name
            let comma = self.comma(i) && i > from && self.capitals && (from..i).any(|j| !s.capital[j]) && self.person(i + 1, true).is_some();
            let clitic = !self.capitals && s.units[i].is_clitic() && !first;
            // what somebody is called begins with no preposition
            // "led by Ann Low"
            let leads = s.has(i, core.by)
                || s.value(self.lexicon, i, core.office) == Some(LED_BY)
                || i == from && [core.in_, core.from, core.to, core.for_, core.after].iter().any(|c| s.has(i, *c));
            if leads || !(comma || clitic || self.calls(i)) {
                return None;
            }
            i += 1;
        }
        None
    }

    /// A person's name at a unit. `called`: whether it is told what they are.
    fn person(&self, at: usize, called: bool) -> Option<(usize, usize)> {
        let core = &self.lexicon.core;
        let s = self.s;
        let u = s.units.get(at)?;
        if u.mention.is_some() || [core.org, core.country, core.nationality, core.office, core.say, core.body].iter().any(|c| s.has(at, *c)) || self.capitals && !s.capital[at] {
            return None;
        }
        let (a, b) = name_at(self.lexicon, self.doc, s, at).filter(|(a, _)| *a >= at && *a <= at + 2)?;
        let words = (a..b).filter(|j| !s.has(*j, core.dash)).count();
        let given = s.has(a, core.given_name) || s.has(a, core.name_part);
        let listed = (a..b).any(|j| [core.given_name, core.family_name, core.name_part].iter().any(|c| s.has(j, *c)));
        if self.capitals {
            // a name alone is a person's where an age stands behind it, or kin before it
            let lone = || self.lone && s.has(a, core.word) && (self.parts(b) || self.ends(b) || s.has(b, core.open));
            let alone = words == 1 && (self.aged(b) || called && given || lone());
            return (words > 1 || alone).then_some((a, b));
        }
        // of two words that no list knows, behind an "and" that is written as one with the first
        let unknown = self.glued(a) || at == b - words && (a..b).all(|j| s.has(j, core.word) && !s.definite[j]);
        (words > 1 && (given || listed || called || unknown)).then_some((a, b))
    }

    /// Whether an age stands at a unit: behind a comma, in brackets, behind the word for it.
    fn aged(&self, at: usize) -> bool {
        let core = &self.lexicon.core;
        let led = self.comma(at) || self.s.has(at, core.open);
        let from = at + usize::from(led);
        (from..from + 3).find(|j| self.age(*j)).is_some_and(|j| (from..j).all(|k| !self.parts(k) && !self.ends(k)) && (led || j > from))
    }

    fn age(&self, i: usize) -> bool {
        let m = self.s.units.get(i).and_then(|u| u.mention).map(|m| &self.s.mentions[m]);
        let year = |u: &str| u == "year" || u.is_empty();
        m.is_some_and(|m| match &m.value {
            MentionValue::Number(q) => m.noun.is_none() && q.written().is_some_and(|n| AGES.contains(&n.try_into().unwrap_or(0i64))),
            MentionValue::Duration(q) => year(&q.unit) && q.written().is_some_and(|n| AGES.contains(&n.try_into().unwrap_or(0i64))),
            _ => false,
        })
    }

    /// Past what is told right behind a name, and whether an age is; nothing where the words go on otherwise.
    fn behind(&self, at: usize) -> Option<(usize, bool)> {
        let core = &self.lexicon.core;
        let s = self.s;
        let (mut i, mut age) = (at, false);
        if s.has(i, core.open) {
            let close = (i + 1..s.units.len().min(i + BRACKETS)).find(|j| s.has(*j, core.close))?;
            age = (i + 1..close).any(|j| self.age(j));
            i = close + 1;
        } else if self.aged(i) {
            let at = (i..i + 4).find(|j| self.age(*j))?;
            // «31 عاما»
            i = at + 1;
            age = true;
        }
        // "of Leeds", «في المالية», "at the Treasury", "from the north"
        let led = |j: usize| [core.in_, core.of, core.from, core.for_, core.to, core.as_, core.toward].iter().any(|c| s.has(j, *c));
        let told = |j: usize| led(j) || s.has(j, core.portfolio) || s.has(j, core.aged) || !self.capitals && (s.units[j].is_clitic() && !self.and(j) || s.split[j] || s.joined[j]);
        if i < s.units.len() && told(i) {
            let from = i;
            i += 1;
            while i < s.units.len() && i < from + ASIDE && !self.ends(i) && !self.between(i) {
                if !(self.calls(i) || self.age(i) || s.capital[i] && self.capitals || s.has(i, core.date) || led(i) || s.has(i, core.word)) {
                    return None;
                }
                i += 1;
            }
        }
        // "X was held": another sentence begins
        (self.ends(i) || self.parts(i)).then_some((i, age))
    }

    /// Whether a unit parts two of a row, and no two words of what somebody is: "of trade and industry".
    fn between(&self, i: usize) -> bool {
        if !self.parts(i) {
            return false;
        }
        self.comma(i) || self.semicolon(i) || self.item(self.joint(i).1, false).is_some()
    }

    /// Past what is told of a name between two marks behind it: "a teacher from Leeds", "48", "with his son".
    fn aside(&self, from: usize) -> Option<usize> {
        let core = &self.lexicon.core;
        let s = self.s;
        let first = from < s.units.len() && (self.age(from) || self.calls(from) && self.capitals && !s.capital[from]);
        if !first {
            return None;
        }
        let told = |j: usize| self.calls(j) || self.age(j) || s.capital[j] && self.capitals && !s.has(j, core.say) || s.has(j, core.date);
        let end = (from..s.units.len().min(from + ASIDE)).take_while(|j| told(*j) && !self.between(*j)).last()? + 1;
        (self.parts(end) || self.ends(end)).then_some(end)
    }

    /// The span of a name, without an "and" written as one with it.
    fn name(&self, a: usize, b: usize) -> Span {
        let span = super::names::bare_span(self.lexicon, self.doc, self.s, a, b);
        let cut = if self.glued(a) && !self.cut(a) { self.doc.text[span.range()].chars().next().map_or(0, char::len_utf8) } else { 0 };
        Span { start: span.start + cut as u32, ..span }
    }
}
