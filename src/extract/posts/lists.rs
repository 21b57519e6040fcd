//! Lists of offices and their holders: lines, pairs, and what goes on behind an office told.

use super::{Post, Room, first_letter};
use crate::extract::holders::Holder;
use crate::extract::names::{name_at, name_before};

/// A name and a field side by side.
struct Pair<'a> {
    /// Which sign stands between them, and whether the name comes first.
    shape: (usize, bool),
    post: &'a Post,
    /// First and one-past-last unit of the name.
    name: (usize, usize),
    /// Bytes of its first word that are no part of it.
    cut: u32,
}

impl Room<'_> {
    /// "Interior: X", "- Minister of health: X", a line of its own.
    pub(super) fn line(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let letters = |j: usize| self.doc.quote(s.units[j].span).chars().any(crate::normalise::is_alphabetic);
        let sign = |j: usize| !letters(j) && !s.has(j, core.colon) || s.has(j, core.and) && s.units[j].is_clitic();
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

    /// Lists that pair names and fields in one shape, twice or more: "X, finance; Y, health", "X (finance) and Y (health)", "health: Y".
    pub(super) fn pairs(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let signs = [core.open, core.comma, core.colon, core.dash];
        let sign = |j: usize| signs.iter().position(|c| s.has(j, *c));
        let ends = |j: usize| j >= s.units.len() || [core.close, core.comma, core.clause, core.and, core.quote, core.rel].iter().any(|c| s.has(j, *c)) || s.maybe_and[j];
        let mut found: Vec<Pair<'_>> = Vec::new();
        for p in &self.posts {
            let lead = p.start.checked_sub(1).filter(|j| s.has(*j, core.article)).unwrap_or(p.start);
            if let Some(j) = lead.checked_sub(1)
                && ends(p.end)
                && let Some(shape) = sign(j).or_else(|| (p.bare && self.link(j)).then_some(signs.len()))
            {
                let name = if self.capitals { name_before(self.lexicon, self.doc, s, j, true, 2).map(|(a, b)| (a, b, 0)) } else { self.name_back(j, 0) };
                if let Some((a, b, cut)) = name.filter(|n| n.1 - n.0 > 1) {
                    found.push(Pair { shape: (shape, true), post: p, name: (a, b), cut });
                }
            }
            if let Some(shape) = sign(p.end).or_else(|| (p.bare && s.has(p.end, core.to)).then_some(signs.len()))
                && let Some((a, b)) = name_at(self.lexicon, self.doc, s, p.end + 1).filter(|n| n.1 - n.0 > 1)
                && ends(b)
            {
                found.push(Pair { shape: (shape, false), post: p, name: (a, b), cut: 0 });
            }
        }
        // a comma before the field is told apart from one behind it by what stands last
        let count = |shape: (usize, bool)| found.iter().filter(|f| f.shape == shape).count();
        let name_first = found.first().is_some_and(|f| f.shape.1 && f.name.0 < f.post.start);
        for f in found.iter().filter(|f| f.post.bare) {
            let (own, other) = (count(f.shape), count((f.shape.0, !f.shape.1)));
            if own > 1 && (own > other || own == other && f.shape.1 == name_first) {
                self.push(out, f.post, f.name.0, f.name.1, f.cut, None);
            }
        }
    }

    /// What goes on behind an office told: "…, and Y at finance", "…, finance to Z".
    pub(super) fn list(&self, out: &mut Vec<Holder>) {
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
                let ended = |j: usize| j >= s.units.len() || joint(j) || s.has(j, core.clause) || s.maybe_and[j] || s.units[j].is_clitic() || !s.has(j, core.word);
                // «ويوسف رجي الخارجية، والعدل عبد اللطيف وهبي»: the verb and the word for the post told once
                // "Nicola Willis gets finance and Shane Reti health"
                if let Some((a, b)) = named.filter(|(a, b)| b - a > 1)
                    && let Some(p) = self.posts.iter().find(|p| p.start == b && p.bare && ended(p.end) && !(self.capitals && s.capital[b]))
                {
                    let cut = if glued && a == j { first_letter(self.doc, s, j) } else { 0 };
                    self.push(out, p, a, b, cut, None);
                    at = p.end;
                } else if let Some(p) = self.posts.iter().find(|p| !self.capitals && p.bare && p.start == j)
                    && let Some((a, b)) = name_at(self.lexicon, self.doc, s, p.end).filter(|(a, b)| b - a > 1 && ended(*b))
                {
                    self.push(out, p, a, b, 0, None);
                    at = b;
                } else if let Some((a, b)) = named
                    && let Some(p) = self.posts.iter().find(|p| p.start >= b && p.start <= b + 2 && (b..p.start).all(|j| self.link(j)))
                    && (!p.bare || p.start > b)
                {
                    let cut = if glued && a == j { first_letter(self.doc, s, j) } else { 0 };
                    self.push(out, p, a, b, cut, None);
                    at = p.end;
                } else if let Some((p, (a, b))) = self.elided(j) {
                    self.push(out, p, a, b, 0, None);
                    at = b;
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

    /// "… y el de Defensa, X", "… et celle de la Justice, Y": the word for the office left out, behind one that was told.
    fn elided(&self, j: usize) -> Option<(&Post, (usize, usize))> {
        let (s, core) = (self.s, &self.lexicon.core);
        let stands = self.capitals && (s.has(j, core.article) || s.has(j, core.that_one)) && s.has(j + 1, core.of);
        let field = if stands && s.has(j + 2, core.article) { j + 3 } else { j + 2 };
        let p = self.posts.iter().find(|p| stands && p.start == field)?;
        let from = p.end + usize::from(s.has(p.end, core.comma));
        let (a, b) = name_at(self.lexicon, self.doc, s, from)?;
        (b - a > 1).then_some((p, (a, b)))
    }
}
