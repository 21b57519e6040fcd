//! Holders told by what is done with an office: "named X foreign minister", "the finance portfolio went to X", "X at defence",
//! "in place of Y", and the lines of a list, "Interior: X".

use super::body;
use super::names::{Holder, name_at, name_before, seat_after, span_of};
use super::view::SentenceView;
use crate::lexicon::{ClassId, Lexicon};
use crate::source::{Document, Span};

/// Most units between a verb and the office or the name that it takes.
const REACH: usize = 5;
/// Longest run of words before an office that is taken for a name.
const NAME_WORDS: usize = 4;

/// An office as it is told: a word for it, or the field it is for ("finance", "the finance portfolio").
#[derive(Debug, Clone)]
struct Post {
    start: usize,
    end: usize,
    office: String,
    seat: Option<String>,
    modifier: Option<String>,
    /// The field alone, which may be a field only.
    bare: bool,
}

/// What the rules of this file look at.
struct Room<'a> {
    lexicon: &'a Lexicon,
    doc: &'a Document,
    s: &'a SentenceView,
    capitals: bool,
    posts: Vec<Post>,
    links: [Option<ClassId>; 2],
    suffixed: Option<ClassId>,
}

/// Adds the holders that verbs and lists tell of to those named beside their office.
pub fn posts(lexicon: &Lexicon, doc: &Document, s: &SentenceView, out: &mut Vec<Holder>) {
    let core = &lexicon.core;
    let any = |c: ClassId| s.units.iter().any(|u| u.classes.has(c));
    if !any(core.office) && !any(core.portfolio) {
        return;
    }
    let deeds = [core.appoint, core.take_post, core.give_post, core.succeed, core.predecessor];
    let listed = s.units.iter().take(12).any(|u| u.classes.has(core.colon) || u.classes.has(core.dash));
    let fields = s.units.iter().filter(|u| u.classes.has(core.portfolio)).count() > usize::from(out.is_empty());
    if !deeds.into_iter().any(any) && !listed && !fields {
        return;
    }
    let capitals = lexicon.packs[s.pack].file.capitals;
    let mut room = Room { lexicon, doc, s, capitals, posts: Vec::new(), links: [lexicon.classes.get("at"), lexicon.classes.get("as")], suffixed: lexicon.classes.get("suffixed") };
    room.posts = room.find();
    if room.posts.is_empty() {
        return;
    }
    if listed {
        room.line(out);
    }
    room.pairs(out);
    for k in 0..s.units.len() {
        if s.units[k].mention.is_some() || !deeds.iter().any(|c| s.has(k, *c)) {
            continue;
        }
        if s.has(k, core.appoint) {
            room.appointed(k, out);
        }
        if s.has(k, core.take_post) {
            room.taken(k, out);
        }
        if s.has(k, core.give_post) {
            room.given(k, out);
        }
        if s.has(k, core.succeed) {
            room.succeeded(k, out);
        }
        if s.has(k, core.predecessor) {
            room.before(k, out);
        }
    }
    room.list(out);
}

impl Room<'_> {
    /// All offices of the sentence, in its order.
    fn find(&self) -> Vec<Post> {
        let (lexicon, s) = (self.lexicon, self.s);
        let core = &lexicon.core;
        let mut out: Vec<Post> = Vec::new();
        for i in 0..s.units.len() {
            if s.units[i].mention.is_some() || out.last().is_some_and(|p| i < p.end) {
                continue;
            }
            let verb = s.has(i, core.take_post) && !s.has(i + 1, core.of);
            if let Some(office) = s.value(lexicon, i, core.office).filter(|_| !verb) {
                let (mut seat, mut modifier) = (None, None);
                let mut start = i;
                if i > 0
                    && let Some(m) = s.value(lexicon, i - 1, core.role_mod)
                {
                    modifier = Some(m.to_owned());
                    start = i - 1;
                }
                let end = if self.capitals {
                    seat_after(lexicon, s, i + 1, &mut seat, &mut modifier).0
                } else {
                    let b = body::behind(lexicon, s, i + 1);
                    modifier = modifier.or(b.modifier);
                    seat = b.entity;
                    b.end
                };
                let field = (office == "minister").then(|| s.value(lexicon, i + 1, core.portfolio)).flatten();
                out.push(Post { start, end, office: field.unwrap_or(office).to_owned(), seat, modifier, bare: false });
            } else if let Some(office) = s.value(lexicon, i, core.portfolio) {
                let (mut start, mut end) = (i, i + 1);
                while s.has(end, core.post_word) {
                    end += 1;
                }
                let before = (i.saturating_sub(3)..i).rev().find(|j| !(s.has(*j, core.of) || s.has(*j, core.article)));
                if let Some(j) = before.filter(|j| s.has(*j, core.post_word)) {
                    start = j;
                }
                let bare = start == i && end == i + 1 && !s.has(i, core.post_word);
                if bare && !self.capitals && !s.definite[i] {
                    continue;
                }
                out.push(Post { start, end, office: office.to_owned(), seat: None, modifier: None, bare });
            }
        }
        out
    }

    /// "Interior: X", "- Minister of health: X", a line of its own.
    fn line(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let letters = |j: usize| self.doc.quote(s.units[j].span).chars().any(char::is_alphabetic);
        let sign = |j: usize| !letters(j) && !s.has(j, core.colon) || s.has(j, core.and) && s.units[j].tokens.0 == s.units[j].tokens.1;
        let mut first = 0;
        while first < s.units.len() && (sign(first) || s.has(first, core.article)) {
            first += 1;
        }
        let ends = |j: usize| (j..s.units.len()).all(|j| !letters(j));
        let Some(p) = self.posts.iter().find(|p| p.start == first) else {
            // "X: interior", "X - minister of health"
            if let Some((a, b)) = name_at(self.lexicon, self.doc, s, first)
                && (s.has(b, core.colon) || s.has(b, core.dash))
                && let Some(p) = self.posts.iter().find(|p| p.start == b + 1 || p.start == b + 2 && s.has(b + 1, core.article))
                && ends(p.end)
                && b - a > 1
            {
                self.push(out, p, a, b, 0, None);
            }
            return;
        };
        let mut at = p.end;
        while at < s.units.len() && sign(at) && !s.has(at, core.dash) && !s.has(at, core.comma) && !s.has(at, core.clause) {
            at += 1;
        }
        if !s.has(at, core.colon) && !s.has(at, core.dash) {
            return;
        }
        at += 1;
        while at < s.units.len() && (sign(at) || s.has(at, core.colon)) {
            at += 1;
        }
        let Some((a, b)) = name_at(self.lexicon, self.doc, s, at) else { return };
        let closes = b >= s.units.len() || [core.comma, core.clause, core.open, core.quote, core.dash, core.rel].iter().any(|c| s.has(b, *c));
        if closes && (b - a > 1 || !p.bare) {
            self.push(out, p, a, b, 0, None);
        }
    }

    /// "Named X to the health portfolio"; without capitals also "appointed X minister of defence", where the office stands behind the name.
    fn appointed(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        if self.capitals {
            if let Some((a, b)) = name_at(self.lexicon, self.doc, s, k + 1)
                && let Some(p) = self.behind(b).filter(|p| p.start > b && p.start <= b + 3 && (b..p.start).all(|j| self.link(j)))
            {
                self.push(out, p, a, b, 0, None);
            }
            return;
        }
        let (_, end) = s.clause(self.lexicon, k);
        for p in self.posts.iter().filter(|p| p.start > k && p.start < end.min(k + 40)) {
            let mut to = p.start;
            let led = to > 0 && (s.has(to - 1, core.in_) || s.has(to - 1, core.to));
            if led {
                to -= 1;
            }
            if p.bare && !led || !p.bare && (s.definite[p.start] && !led) {
                continue;
            }
            let Some((a, b, cut)) = self.name_back(to, k) else { continue };
            // a name behind the office is that of the next
            out.retain(|h| !(h.quote.overlaps(s.units[p.start].span) && h.name.start > s.units[p.start].span.start));
            out.retain(|h| !h.name.overlaps(span_of(s, a, b)));
            self.push(out, p, a, b, cut, None);
        }
    }

    /// "X takes over at defence", "X keeps the finance portfolio".
    fn taken(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        if self.capitals {
            let Some(p) = self.behind(k + 1) else { return };
            let Some((a, b)) = self.subject(k) else { return };
            self.push(out, p, a, b, 0, None);
            // "takes over from Y at defence", "takes over at defence from Y"
            for j in [k + 1, k + 2, p.end] {
                if s.has(j, core.from)
                    && let Some((a, b)) = name_at(self.lexicon, self.doc, s, j + 1)
                    && j >= p.end
                {
                    self.push(out, p, a, b, 0, Some("former"));
                }
            }
            return;
        }
        // the verb first: "took X the ministry of", "took the ministry of X"
        if let Some((a, b)) = name_at(self.lexicon, self.doc, s, k + 1).map(|(a, b)| (a, self.over(b)))
            && let Some(p) = self.posts.iter().find(|p| p.start >= b && p.start <= b + 2 && (p.start..p.end).all(|j| !s.has(j, core.comma)))
            && !(p.bare && p.start == b)
            && (p.start == b || self.link(p.start - 1))
        {
            let b = name_at(self.lexicon, self.doc, s, k + 1).map_or(b, |n| n.1);
            self.push(out, p, a, b, 0, None);
        } else if let Some(p) = self.posts.iter().find(|p| p.start > k && p.start <= k + 2 && !p.bare)
            && let Some((a, b)) = name_at(self.lexicon, self.doc, s, p.end)
            && b - a > 1
        {
            self.push(out, p, a, b, 0, None);
        } else if let Some(p) = self.posts.iter().find(|p| p.start > k && p.start <= k + 2 && !p.bare)
            && let Some((a, b, cut)) = self.name_back(k - usize::from(k > 0 && s.has(k - 1, core.rel)), 0)
            && (b - a > 1 || b < k)
        {
            self.push(out, p, a, b, cut, None);
        }
    }

    /// "The finance portfolio went to X", "gave the finance portfolio to X", "X was given the finance portfolio".
    fn given(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let to = |from: usize| (from..(from + 3).min(s.units.len())).find(|j| s.has(*j, core.to));
        let named = |j: usize| name_at(self.lexicon, self.doc, s, j);
        let free = |a: usize, b: usize| (a..b).all(|j| ![core.comma, core.clause, core.say].iter().any(|c| s.has(j, *c)));
        let before = self.posts.iter().rev().find(|p| p.end <= k && p.end + 4 > k && free(p.end, k));
        let after = self.posts.iter().find(|p| p.start > k && p.start <= k + 3 && free(k, p.start));
        if let Some(p) = after
            && let Some((a, b)) = to(p.end).filter(|j| *j <= p.end + 1).and_then(|j| named(j + 1))
        {
            self.push(out, p, a, b, 0, None);
        } else if let Some((a, b)) = to(k + 1).filter(|j| *j <= k + 2).and_then(|j| named(j + 1))
            && let Some(p) = before.or_else(|| self.posts.iter().find(|p| p.start >= b && p.start <= b + 2 && !p.bare))
        {
            self.push(out, p, a, b, 0, None);
        } else if self.capitals
            && let Some(p) = after.filter(|p| !p.bare)
            && let Some((a, b)) = self.subject(k)
        {
            self.push(out, p, a, b, 0, None);
        } else if let (Some(p), Some((a, b))) = (before, named(k + 1))
            && !self.capitals
        {
            self.push(out, p, a, b, 0, None);
        }
    }

    /// "X succeeds Y as minister", "replacing Y", "in place of Y".
    fn succeeded(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let (a, b) = s.clause(self.lexicon, k);
        let passive = self.capitals && s.has(k + 1, core.by);
        let mut from = k + 1 + usize::from(passive);
        while from < k + 3 && [core.to, core.of, core.from, core.article].iter().any(|c| s.has(from, *c)) {
            from += 1;
        }
        let mut cut = 0;
        let mut next = name_at(self.lexicon, self.doc, s, from);
        if let Some((f, _)) = next
            && !self.capitals
            && self.lexicon.packs[s.pack].led_to(&s.folded[f])
            && f == from
            && !s.split[f]
        {
            cut = first_letter(self.doc, s, f);
        }
        if next.is_none() {
            // "replacing the outgoing minister, Y", "in place of general Y"
            let office = self.posts.iter().find(|p| p.start >= from && p.start <= from + 2);
            next = office.and_then(|p| name_at(self.lexicon, self.doc, s, p.end + usize::from(s.has(p.end, core.comma))));
        }
        let Some((f, t)) = next else { return };
        let before = self.posts.iter().rev().find(|p| p.end <= k && p.start >= a && !p.bare);
        // "and appointed X in his place": who came, without the name of who went
        if self.suffixed.is_some_and(|c| s.has(k, c)) {
            if let Some(p) = before {
                self.push(out, p, f, t, 0, None);
            }
            return;
        }
        let after = self.posts.iter().find(|p| p.start >= t && p.start < b.min(t + REACH) && !p.bare);
        let subject = if self.capitals { self.subject(k) } else { self.name_back(k, 0).filter(|n| n.1 - n.0 > 1).map(|n| (n.0, n.1)) };
        // "succeeded him as minister" and "the minister, who replaced Y": the office is that of the one who came
        let Some(p) = after.or(before) else { return };
        let out_goes = if passive { None } else { Some("former") };
        let name = span_of(s, f, t);
        let told = out.iter_mut().find(|h| h.name.overlaps(name));
        match told {
            Some(h) if h.office == p.office && h.modifier.is_none() => h.modifier = out_goes.map(str::to_owned),
            Some(_) => {}
            None => self.push(out, p, f, t, cut, out_goes),
        }
        if after.is_some()
            && let Some((f, t)) = subject
        {
            self.push(out, p, f, t, 0, passive.then_some("former"));
        }
    }

    /// "His predecessor, Y".
    fn before(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let from = k + 1 + usize::from(s.has(k + 1, core.comma));
        let Some((a, b)) = name_at(self.lexicon, self.doc, s, from) else { return };
        let before = self.posts.iter().rev().find(|p| p.end <= k && !p.bare);
        if let Some(p) = before.or_else(|| self.posts.iter().find(|p| p.start >= b && !p.bare)) {
            self.push(out, p, a, b, 0, Some("former"));
        }
    }

    /// Lists that pair names and fields in one shape, twice or more: "X, finance; Y, health", "X (finance) and Y (health)", "health: Y".
    fn pairs(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let signs = [core.open, core.comma, core.colon, core.dash];
        let sign = |j: usize| signs.iter().position(|c| s.has(j, *c));
        let ends = |j: usize| j >= s.units.len() || [core.close, core.comma, core.clause, core.and, core.quote, core.rel].iter().any(|c| s.has(j, *c)) || s.maybe_and[j];
        // the place of the sign, the order of the two, and where they stand
        let mut found: Vec<((usize, bool), &Post, usize, usize, u32)> = Vec::new();
        for p in &self.posts {
            let lead = p.start.checked_sub(1).filter(|j| s.has(*j, core.article)).unwrap_or(p.start);
            if let Some(j) = lead.checked_sub(1)
                && ends(p.end)
                && let Some(shape) = sign(j).or_else(|| (p.bare && self.link(j)).then_some(signs.len()))
            {
                let name = if self.capitals { name_before(self.lexicon, self.doc, s, j, true, 2).map(|(a, b)| (a, b, 0)) } else { self.name_back(j, 0) };
                if let Some((a, b, cut)) = name.filter(|n| n.1 - n.0 > 1) {
                    found.push(((shape, true), p, a, b, cut));
                }
            }
            if let Some(shape) = sign(p.end).or_else(|| (p.bare && s.has(p.end, core.to)).then_some(signs.len()))
                && let Some((a, b)) = name_at(self.lexicon, self.doc, s, p.end + 1).filter(|n| n.1 - n.0 > 1)
                && ends(b)
            {
                found.push(((shape, false), p, a, b, 0));
            }
        }
        // a comma before the field is told apart from one behind it by what stands last
        let count = |shape: (usize, bool)| found.iter().filter(|f| f.0 == shape).count();
        for (shape, p, a, b, cut) in &found {
            let other = (shape.0, !shape.1);
            if p.bare && count(*shape) > 1 && (count(*shape) > count(other) || count(*shape) == count(other) && shape.1 == (found[0].0.1 && found[0].2 < found[0].1.start)) {
                self.push(out, p, *a, *b, *cut, None);
            }
        }
    }

    /// What goes on behind an office told: "…, and Y at finance", "…, finance to Z".
    fn list(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let seeds: Vec<usize> = out.iter().filter_map(|h| s.units.iter().rposition(|u| u.span.start < h.quote.end)).map(|i| i + 1).collect();
        for mut at in seeds {
            // the rest of an office whose holder stands before it
            if let Some(p) = self.posts.iter().find(|p| p.start < at && at < p.end) {
                at = p.end;
            }
            loop {
                let joint = |j: usize| s.has(j, core.comma) || s.has(j, core.and);
                let mut j = at;
                while joint(j) {
                    j += 1;
                }
                let glued = !self.capitals && s.maybe_and.get(j).copied().unwrap_or(false);
                if j == at && !glued {
                    break;
                }
                let named = name_at(self.lexicon, self.doc, s, j);
                if let Some((a, b)) = named
                    && let Some(p) = self.posts.iter().find(|p| p.start >= b && p.start <= b + 2 && (b..p.start).all(|j| self.link(j)))
                    && (!p.bare || p.start > b)
                {
                    let cut = if glued && a == j { first_letter(self.doc, s, j) } else { 0 };
                    self.push(out, p, a, b, cut, None);
                    at = p.end;
                } else if let Some(p) = self.posts.iter().find(|p| p.start == j || p.start == j + 1 && s.has(j, core.article))
                    && (s.has(p.end, core.to) || s.has(p.end, core.for_))
                    && let Some((a, b)) = name_at(self.lexicon, self.doc, s, p.end + 1)
                {
                    self.push(out, p, a, b, 0, None);
                    at = b;
                } else {
                    break;
                }
            }
        }
    }

    /// The office that a verb takes, behind it.
    fn behind(&self, from: usize) -> Option<&Post> {
        let (s, core) = (self.s, &self.lexicon.core);
        let p = self.posts.iter().find(|p| p.start >= from && p.start < from + REACH)?;
        let stops = [core.comma, core.clause, core.say, core.count, core.that];
        let free = (from..p.start).all(|j| !stops.iter().any(|c| s.has(j, *c)));
        // a field alone: "at defence", and nothing that it tells the sort of
        let alone = p.end >= s.units.len() || !(s.has(p.end, core.word) || s.has(p.end, core.people) || s.has(p.end, core.thing) || s.has(p.end, core.source));
        (free && (!p.bare || alone && (p.start == from || self.link(p.start - 1)))).then_some(p)
    }

    /// The name that a verb has for its subject, in a language with capitals.
    fn subject(&self, k: usize) -> Option<(usize, usize)> {
        let (s, core) = (self.s, &self.lexicon.core);
        let mut to = k;
        let stops = [core.comma, core.clause, core.say, core.that, core.and, core.or];
        let passes = |j: usize| s.units[j].mention.is_none() && !s.capital[j] && !stops.iter().any(|c| s.has(j, *c));
        while to > 0 && k - to < 4 && passes(to - 1) {
            to -= 1;
        }
        let comma = to > 0 && s.has(to - 1, core.comma);
        name_before(self.lexicon, self.doc, s, if comma { to - 1 } else { to }, true, 1)
    }

    /// The run of words before an office that can be a name, in a language without capitals, and what of its first word is no part of it.
    fn name_back(&self, to: usize, after: usize) -> Option<(usize, usize, u32)> {
        let (s, core) = (self.s, &self.lexicon.core);
        let pack = &self.lexicon.packs[s.pack];
        // "appointed X (54) minister"
        let mut to = to;
        if to > 0
            && s.has(to - 1, core.close)
            && let Some(open) = (to.saturating_sub(6)..to).rev().find(|j| s.has(*j, core.open))
        {
            to = open;
        }
        let mut start = to;
        let mut words = 0;
        while start > after && words < NAME_WORDS {
            let i = start - 1;
            let u = &s.units[i];
            let clitic = u.tokens.0 == u.tokens.1;
            if clitic && s.split.get(start).copied().unwrap_or(false) && !s.has(start, core.name_part) {
                start = i;
                continue;
            }
            let part = s.has(i, core.name_part);
            if u.mention.is_some() || clitic || !part && (!s.has(i, core.word) || pack.no_name(&s.folded[i])) {
                break;
            }
            start = i;
            words += usize::from(!part || s.value(self.lexicon, i, core.name_part).is_some());
            if s.maybe_and[i] && !part {
                break;
            }
        }
        while start < to && s.definite[start] {
            start += 1;
        }
        let own = start < to && words > 0;
        let deed = start > 0 && [core.appoint, core.take_post, core.title].iter().any(|c| s.has(start - 1, *c));
        own.then(|| (start, to, if s.maybe_and[start] && !s.has(start, core.name_part) && !deed { first_letter(self.doc, s, start) } else { 0 }))
    }

    /// Past what stands in brackets behind a name: "X (54) took the portfolio".
    fn over(&self, at: usize) -> usize {
        let (s, core) = (self.s, &self.lexicon.core);
        if !s.has(at, core.open) {
            return at;
        }
        (at + 1..s.units.len().min(at + 6)).find(|j| s.has(*j, core.close)).map_or(at, |j| j + 1)
    }

    /// Whether a unit only leads from a name to an office or back.
    fn link(&self, j: usize) -> bool {
        let (s, core) = (self.s, &self.lexicon.core);
        [core.in_, core.to, core.for_, core.of, core.article].iter().any(|c| s.has(j, *c)) || self.links.iter().flatten().any(|c| s.has(j, *c))
    }

    fn push(&self, out: &mut Vec<Holder>, p: &Post, a: usize, b: usize, cut: u32, modifier: Option<&str>) {
        let s = self.s;
        let mut name = span_of(s, a, b);
        name.start += cut;
        if out.iter().any(|h| h.name.overlaps(name) && (h.office == p.office || h.modifier.as_deref() != Some("former"))) {
            return;
        }
        let seat = super::names::seat_of(self.lexicon, s, p.start, &p.office, p.seat.clone());
        let post = Span { start: s.units[p.start].span.start, end: s.units[p.end - 1].span.end };
        out.push(Holder { office: p.office.clone(), seat, modifier: modifier.map(str::to_owned).or_else(|| p.modifier.clone()), name, quote: name.join(post) });
    }
}

/// Length in bytes of the first letter of a unit.
fn first_letter(doc: &Document, s: &SentenceView, at: usize) -> u32 {
    doc.quote(s.units[at].span).chars().next().map_or(0, char::len_utf8) as u32
}
