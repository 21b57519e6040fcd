//! Verbs that give an office to somebody, leave it with them or take it away.

use super::{Post, Room, first_letter};
use crate::extract::holders::{Holder, LED_BY};
use crate::extract::names::{name_at, name_before, span_of};
use crate::extract::seats::COMMON_BODY;
use crate::source::Span;

/// Most units between the name of who went and the office told behind it.
const REACH: usize = 5;
/// What a word of succession says behind which the one stands who came.
const CAME: &str = "came";
/// What a word says by which an oath of office is told.
const OATH: &str = "oath";
/// Most units from the verb that names somebody to what they are named for.
const NAMED: usize = 14;

/// Most units from a ministry to what is told of it behind "which".
const RELATIVE: usize = 3;

impl Room<'_> {
    /// "Named X to the health portfolio"; without capitals also "appointed X minister of defence", where the office stands behind the name.
    pub(super) fn appointed(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        if self.capitals {
            if let Some((a, b)) = name_at(self.lexicon, self.doc, s, k + 1)
                && let Some(p) = self.behind(b).filter(|p| p.start > b && p.start <= b + 3 && (b..p.start).all(|j| self.link(j)))
            {
                self.push(out, p, a, b, 0, None);
            }
            return;
        }
        // «أدت X اليمين رئيسة للحكومة»: the name stands between the verb and the oath
        if s.value(self.lexicon, k, core.appoint) == Some(OATH) {
            if let Some(p) = self.posts.iter().find(|p| p.start > k && p.start <= k + 3 && !p.bare && !s.definite[p.start])
                && let Some((a, b, cut)) = self.name_back(k, 0)
            {
                // «أدت أنيت جبريل اليمين»: the verb stands right before the name, whether its first word is known or not
                let first = (k.saturating_sub(4)..a).rev().take_while(|j| s.has(*j, core.word) && !s.definite[*j] && s.units[*j].mention.is_none()).last();
                let (a, cut) = first.filter(|j| *j > 0 && s.has(*j - 1, core.forms_cabinet)).map_or((a, cut), |j| (j, 0));
                if b - a > 1 {
                    out.retain(|h| !h.name.overlaps(span_of(s, a, b)));
                    self.push(out, p, a, b, cut, None);
                }
            }
            return;
        }
        let (_, end) = s.clause(k);
        for p in self.posts.iter().filter(|p| p.start > k && p.start < end.min(k + 40)) {
            let mut to = p.start;
            let led = to > 0 && (s.has(to - 1, core.in_) || s.has(to - 1, core.to));
            if led {
                to -= 1;
            }
            if !led && (p.bare || s.definite[p.start]) {
                continue;
            }
            let Some((a, b, cut)) = self.name_back(to, k) else { continue };
            // a given name behind the office is that of its holder, and no word before it
            let post = s.units[p.start].span;
            let own = |h: &&Holder| {
                h.quote.overlaps(post) && h.name.start > post.start && s.units.iter().position(|u| u.span.start == h.name.start).is_some_and(|j| s.has(j, core.given_name))
            };
            if !(a..b).any(|j| s.has(j, core.given_name)) && out.iter().any(|h| own(&h)) {
                continue;
            }
            // a name behind the office is that of the next
            out.retain(|h| !(h.quote.overlaps(s.units[p.start].span) && h.name.start > s.units[p.start].span.start));
            out.retain(|h| !h.name.overlaps(span_of(s, a, b)));
            self.push(out, p, a, b, cut, None);
        }
    }

    /// "X takes over at defence", "X keeps the finance portfolio".
    pub(super) fn taken(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        if self.capitals {
            let Some(p) = self.behind(k + 1) else { return };
            // "X, a Green, runs the ministry": what is told with an article is no name
            let told = |a: usize| a > 0 && (s.has(a - 1, core.indefinite) || s.has(a - 1, core.article));
            let Some((a, b)) = self.subject(k).filter(|(a, _)| !told(*a)).or_else(|| self.whose_deed(k)) else { return };
            self.push(out, p, a, b, 0, None);
            // "takes over from Y at defence", "takes over at defence from Y"
            // "took over the presidency of the assembly from Y"
            let stops = [core.comma, core.clause, core.say, core.and];
            let from = (p.end..(p.end + REACH).min(s.units.len())).take_while(|j| !stops.iter().any(|c| s.has(*j, *c))).find(|j| s.has(*j, core.from));
            for j in [k + 1, k + 2, from.unwrap_or(p.end)] {
                if s.has(j, core.from)
                    && let Some((a, b)) = name_at(self.lexicon, self.doc, s, j + 1)
                    && j >= p.end
                {
                    self.push(out, p, a, b, 0, Some("former"));
                }
            }
            return;
        }
        // «وزارة الداخلية التي يتولاها سامي الراوي», «الأمانة العامة: يتولاها …»: whose ministry it is
        if k > 0
            && (s.has(k - 1, core.rel) || s.has(k - 1, core.colon))
            && let Some(p) = self.posts.iter().rev().find(|p| p.end < k && k - p.end <= RELATIVE)
            && let Some((a, b)) = name_at(self.lexicon, self.doc, s, k + 1).filter(|(a, b)| b - a > 1)
        {
            self.push(out, p, a, b, 0, None);
            return;
        }
        // the verb first: "took X the ministry of", "took the ministry of X"
        if let Some((a, b)) = name_at(self.lexicon, self.doc, s, k + 1).map(|(a, b)| (a, self.over(b)))
            && let Some(p) = self.posts.iter().find(|p| p.start >= b && p.start <= b + 2 && (p.start..p.end).all(|j| !s.has(j, core.comma)))
            && (!(p.bare && p.start == b) || self.closes(p.end) && b - a > 1)
            && (p.start == b || self.link(p.start - 1) || s.has(p.start - 1, core.by))
        {
            let b = name_at(self.lexicon, self.doc, s, k + 1).map_or(b, |n| n.1);
            self.push(out, p, a, b, 0, None);
            // "took over the presidency from Y"
            if s.has(p.end, core.from)
                && let Some((a, b)) = name_at(self.lexicon, self.doc, s, p.end + 1)
            {
                self.push(out, p, a, b, 0, Some("former"));
            }
        } else if let Some(p) = self.posts.iter().find(|p| p.start > k && p.start <= k + 2 && (!p.bare || p.start == k + 1))
            && let Some((a, b)) = name_at(self.lexicon, self.doc, s, p.end).or_else(|| self.person(p.end))
            && b - a > 1
        {
            self.push(out, p, a, b, 0, None);
        } else if let Some(p) = self.posts.iter().find(|p| p.start > k && p.start <= k + 2 && !p.bare)
            && let Some((a, b, cut)) = self.name_back(self.before_clause(k), 0)
            && (b - a > 1 || b < k)
        {
            self.push(out, p, a, b, cut, None);
        }
    }

    /// Whether a field told alone ends here: «تولت X المالية، وY الصحة».
    fn closes(&self, at: usize) -> bool {
        let (s, core) = (self.s, &self.lexicon.core);
        at >= s.units.len() || [core.comma, core.clause, core.and].iter().any(|c| s.has(at, *c)) || s.maybe_and[at]
    }

    /// «هم X رئيسا وY نائبا له»: the offices of a body's members, each behind its name.
    pub(super) fn members(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        if self.capitals || !s.classes.has(core.they_are) || !s.classes.has(core.given_name) {
            return;
        }
        let Some(k) = (0..s.units.len()).find(|k| s.has(*k, core.they_are) && s.units[*k].mention.is_none()) else { return };
        for p in self.posts.iter().filter(|p| p.start > k + 1 && !p.bare && !s.definite[p.start] && self.closes(p.end)) {
            let span = s.units[p.start].span;
            if out.iter().any(|h| h.quote.overlaps(span)) {
                continue;
            }
            if let Some((a, b, cut)) = self.name_back(p.start, k).filter(|(a, b, _)| b - a > 1 && (*a..*b).any(|j| s.has(j, core.given_name))) {
                self.push(out, p, a, b, cut, None);
            }
        }
    }

    /// Before the word that begins a relative clause with a verb: «X، الذي يتولى حقيبة الخارجية».
    fn before_clause(&self, k: usize) -> usize {
        let (s, core) = (self.s, &self.lexicon.core);
        let rel = k - usize::from(k > 0 && s.has(k - 1, core.rel));
        rel - usize::from(rel < k && rel > 0 && s.has(rel - 1, core.comma))
    }

    /// "As minister was named X", "president became X": with cases the office may stand before the verb and the name behind it.
    pub(super) fn inverted(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        if !self.lexicon.packs[s.pack].cases() || !s.classes.has(core.in_office) {
            return;
        }
        for k in (0..s.units.len()).filter(|k| s.has(*k, core.in_office) && s.units[*k].mention.is_none()) {
            let free = |a: usize| (a..k).all(|j| ![core.comma, core.clause, core.say].iter().any(|c| s.has(j, *c)));
            let Some(p) = self.posts.iter().rev().find(|p| !p.bare && p.end <= k && p.end + 5 > k && free(p.end)) else { continue };
            let between = Span { start: s.units[p.start].span.start, end: s.units[k].span.start };
            // "became the 45-year-old X"
            let from = k + 1 + usize::from(s.units.get(k + 1).is_some_and(|u| u.mention.is_some()));
            let named = name_at(self.lexicon, self.doc, s, from).filter(|(a, b)| b - a > 1);
            // «министром вместо X назначен Y»
            let taken = |h: &Holder| h.name.overlaps(between) && h.modifier.as_deref() != Some("former");
            if let Some((a, b)) = named.filter(|_| !out.iter().any(taken)) {
                out.retain(|h| !h.name.overlaps(span_of(s, a, b)));
                self.push(out, p, a, b, 0, None);
            }
        }
    }

    /// "Dışişleri Bakanlığı'na X getirildi", "yerine X atandı", "maliyeyi X, dışişlerini Y üstlendi": where the verb stands last, the name is before
    /// it and the office before the name, or the office between them.
    pub(super) fn verb_behind(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let over = |mut at: usize, words: &[crate::lexicon::ClassId]| {
            while at > 0 && (s.is_ending(at - 1) || words.iter().any(|c| s.has(at - 1, *c) && s.units[at - 1].mention.is_none())) {
                at -= 1;
            }
            at
        };
        let named = |to: usize| name_before(self.lexicon, self.doc, s, to, true, 1).filter(|(a, b)| b - a > 1);
        let led = [core.as_, core.post_word, core.enters_office];
        let to = over(k, &led);
        let before = |a: usize| {
            let from = over(a, &led);
            self.posts.iter().rev().find(|p| p.end >= from && p.end <= a)
        };
        if let Some((a, b)) = named(over(k, &[])) {
            if let Some(mut p) = before(a) {
                self.push(out, p, a, b, 0, None);
                // each with a name of its own
                while p.start > 0 && s.has(p.start - 1, core.comma) {
                    let Some((a, b)) = named(over(p.start - 1, &[])) else { break };
                    let Some(q) = before(a).filter(|q| q.start < p.start) else { break };
                    self.push(out, q, a, b, 0, None);
                    p = q;
                }
            } else if a > 0
                && s.has(a - 1, core.in_his_place)
                && let Some(p) = self.posts.iter().rev().find(|p| p.end < a && !p.bare)
            {
                let went = Span { start: s.units[p.start].span.start, end: s.units[a - 1].span.start };
                for h in out.iter_mut().filter(|h| h.office == p.office && h.name.overlaps(went) && h.modifier.is_none()) {
                    h.modifier = Some("former".to_owned());
                }
                self.push(out, &Post { modifier: None, ..p.clone() }, a, b, 0, None);
            }
            return;
        }
        if let Some(p) = self.posts.iter().rev().find(|p| p.end >= to && p.end <= k) {
            let at = over(p.start, &[]);
            if let Some((a, b)) = named(at - usize::from(at > 0 && s.has(at - 1, core.comma))) {
                self.push(out, p, a, b, 0, None);
            }
        }
    }

    /// "The finance portfolio went to X", "gave the finance portfolio to X", "X was given the finance portfolio".
    pub(super) fn given(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let to = |from: usize| (from..(from + 3).min(s.units.len())).find(|j| s.has(*j, core.to));
        let named = |j: usize| name_at(self.lexicon, self.doc, s, j);
        let free = |a: usize, b: usize| (a..b).all(|j| ![core.comma, core.clause, core.say].iter().any(|c| s.has(j, *c)));
        let before = self.posts.iter().rev().find(|p| p.end <= k && p.end + 4 > k && free(p.end, k));
        let after = self.posts.iter().find(|p| p.start > k && p.start <= k + 3 && free(k, p.start));
        // "the leadership of the party passed from X to Y"
        if self.capitals
            && let Some(p) = before.filter(|_| s.has(k + 1, core.from))
            && let Some((f, t)) = named(k + 2)
            && let Some((a, b)) = named(t + 1).filter(|_| s.has(t, core.to))
        {
            self.push(out, p, f, t, 0, Some("former"));
            self.push(out, p, a, b, 0, None);
            return;
        }
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
    pub(super) fn succeeded(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let (a, b) = s.clause(k);
        let by = self.capitals && s.has(k + 1, core.by);
        // "gave way to Y": the name behind it came, as in "was replaced by Y"
        let passive = by || s.value(self.lexicon, k, core.succeed) == Some(CAME);
        let mut from = k + 1 + usize::from(by);
        // "in place of the Burkinabe general Y"
        let passed = [core.to, core.of, core.from, core.article];
        let rank = |j: usize| s.has(j, core.title) && s.has(j + 1, core.nationality) || j > 0 && s.has(j, core.nationality) && s.has(j - 1, core.title);
        while from < k + 6 && (from < k + 3 && passed.iter().any(|c| s.has(from, *c)) || rank(from)) {
            from += 1;
        }
        // "steps into the shoes of his half-brother, Y"
        if self.capitals
            && s.has(from, core.determiner)
            && let Some(comma) = (from + 1..from + 5).find(|j| s.has(*j, core.comma)).filter(|j| s.has(*j - 1, core.people))
        {
            from = comma + 1;
        }
        // «خلفه ابنه X», «محل الدبلوماسي المخضرم X»
        if let Some((a, _)) = self.person(from).filter(|_| !self.capitals) {
            from = a;
        }
        let mut cut = 0;
        let mut next = name_at(self.lexicon, self.doc, s, from);
        // «خلف X Y على رأس الحكومة»: verb, subject and object, two names in a row
        if let Some((f, t)) = next
            && !self.capitals
            && t == f + 4
            && s.has(f, core.given_name)
            && s.has(f + 2, core.given_name)
            && !s.has(k, core.suffixed)
            && let Some(p) = self.posts.iter().find(|p| p.start >= t && p.start < b.min(t + REACH))
        {
            self.push(out, p, f, f + 2, 0, None);
            self.push(out, p, f + 2, t, 0, Some("former"));
            return;
        }
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
        if s.has(k, core.suffixed) {
            // «ظل رئيسا للبلدية حتى وفاته، ثم خلفه ابنه X»: the office may be told in a clause before
            let earlier = || self.posts.iter().rev().find(|p| p.end <= k && !p.bare && !self.capitals && t - f > 1);
            if let Some(p) = before.or_else(earlier) {
                self.push(out, p, f, t, 0, None);
            }
            return;
        }
        // "replaces Y at interior"
        let free = |a: usize, b: usize| (a..b).all(|j| !s.has(j, core.comma) && !s.has(j, core.rel));
        let linked = |p: &Post| self.capitals && p.start > t && self.link(p.start - 1) && free(t, p.start) && !s.has(p.end, core.word);
        let after = self.posts.iter().find(|p| p.start >= t && p.start < b.min(t + REACH) && (!p.bare || linked(p)));
        let subject = if self.capitals { self.subject(k).or_else(|| self.whose_deed(k)) } else { self.name_back(k, 0).filter(|n| n.1 - n.0 > 1).map(|n| (n.0, n.1)) };
        // "succeeded him as minister" and "the minister, who replaced Y": the office is that of the one who came
        let Some(p) = after.or(before).or_else(|| self.carried(k)) else {
            self.headed(k, a, (f, t), out);
            return;
        };
        let out_goes = if passive { None } else { Some("former") };
        let name = span_of(s, f, t);
        if passive && s.value(self.lexicon, k, core.succeed) == Some(CAME) {
            let left = Span { start: s.units[p.start].span.start, end: s.units[k].span.start };
            for h in out.iter_mut().filter(|h| h.office == p.office && h.name.overlaps(left) && h.modifier.is_none()) {
                h.modifier = Some("former".to_owned());
            }
        }
        let told = out.iter_mut().find(|h| h.name.overlaps(name));
        match told {
            Some(h) if h.office == p.office && h.modifier.is_none() => h.modifier = out_goes.map(str::to_owned),
            Some(_) => {}
            None => self.push(out, p, f, t, cut, out_goes),
        }
        // «إحلال X محل Y»
        let put = |f: usize| !self.capitals && f > 0 && s.has(f - 1, core.appoint);
        let fronted = || if after.is_some() { self.fronted(k, a, p.end) } else { None };
        if let Some((f, t)) = subject.or_else(fronted)
            && (after.is_some() || put(f))
        {
            self.push(out, p, f, t, 0, passive.then_some("former"));
        }
    }

    /// "Succeeding Y as minister is X": at the head of the sentence, with who came behind the verb.
    fn fronted(&self, k: usize, start: usize, from: usize) -> Option<(usize, usize)> {
        let (s, core) = (self.s, &self.lexicon.core);
        let be = (from..s.units.len().min(from + REACH)).find(|j| s.has(*j, core.be)).filter(|_| self.capitals && k <= start + 1)?;
        let free = (from..be).all(|j| ![core.comma, core.clause, core.say].iter().any(|c| s.has(j, *c)));
        name_at(self.lexicon, self.doc, s, be + 1).filter(|(a, b)| free && b - a > 1)
    }

    /// "Succeeding Y at the head of the party is X": a body, and no office.
    fn headed(&self, k: usize, start: usize, went: (usize, usize), out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        if !self.capitals || !s.has(went.1, core.leads) {
            return;
        }
        let Some(at) = (went.1 + 1..went.1 + REACH).find(|j| s.has(*j, core.be)) else { return };
        let Some((a, b)) = self.fronted(k, start, at) else { return };
        let seat = s.entity(self.lexicon, at - 1, true).map_or_else(|| format!("{COMMON_BODY}{}", s.folded[at - 1]), str::to_owned);
        let p = Post { start: went.1, end: at, office: LED_BY.to_owned(), seat: Some(seat), modifier: None, bare: false };
        out.retain(|h| !h.name.overlaps(span_of(s, went.0, went.1)));
        self.push(out, &p, went.0, went.1, 0, Some("former"));
        self.push(out, &p, a, b, 0, None);
    }

    /// «أقال الوزير X وعين Y خلفا له», «وعين مكانه Y»: who came, where the office is told with who went.
    pub(super) fn in_place(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let told = self.told.as_ref().filter(|_| self.capitals && self.posts.is_empty());
        let Some(p) = self.posts.iter().rev().find(|p| p.end <= k && !p.bare).or(told) else { return };
        // where the verb stands last, it stands behind the name: "yerine X getirildi"
        let last = || (k + 1..s.units.len()).take(NAMED).find(|j| self.lexicon.packs[s.pack].file.verb_last && (s.has(*j, core.appoint) || s.has(*j, core.take_post)));
        let verb = (p.end..k).rev().take(NAMED).find(|j| s.has(*j, core.appoint)).or_else(last);
        let behind = name_at(self.lexicon, self.doc, s, k + 1).filter(|(a, b)| b - a > 1).or_else(|| self.person(k + 1)).map(|(a, b)| (a, b, 0));
        // "named X in his place", "X replaces him"
        let object = || {
            let v = verb.filter(|v| self.capitals && *v < k)?;
            name_at(self.lexicon, self.doc, s, v + 1).filter(|(_, b)| *b <= k).map(|(a, b)| (a, b, 0))
        };
        let back = || verb.filter(|_| !self.capitals).and_then(|v| self.name_back(k, v));
        let Some((a, b, cut)) = behind.or_else(object).or_else(back) else { return };
        if verb.is_none() {
            return;
        }
        let went = Span { start: s.units[p.start].span.start, end: s.units[a].span.start };
        out.retain(|h| !h.name.overlaps(span_of(s, a, b)));
        for h in out.iter_mut().filter(|h| h.office == p.office && h.name.overlaps(went) && h.modifier.is_none()) {
            h.modifier = Some("former".to_owned());
        }
        self.push(out, &Post { modifier: None, ..p.clone() }, a, b, cut, None);
    }

    /// «كلف الملك X بتشكيل الحكومة»: whoever named them, the one who is to form a government is prime minister to be.
    pub(super) fn charged(&self, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        for k in (0..s.units.len()).filter(|k| !self.capitals && s.has(*k, core.appoint)) {
            let free = |j: &usize| ![core.clause, core.say, core.count].iter().any(|c| s.has(*j, *c));
            let Some(f) = (k + 1..s.units.len()).take(NAMED).take_while(free).find(|j| s.has(*j, core.forming)) else { continue };
            let to = if s.has(f - 1, core.in_) || s.has(f - 1, core.to) { f - 1 } else { f };
            // a name of words that are other words as well is read behind the office of whoever named them
            let read = || {
                let h = out.iter().find(|h| to > 0 && h.name.end == s.units[to - 1].span.end)?;
                (k..to).find(|j| s.units[*j].span.start >= h.name.start).map(|a| (a, to, 0))
            };
            let Some((mut a, b, cut)) = self.name_back(to, k).filter(|n| n.1 - n.0 > 1).or_else(read) else { continue };
            // «كلف الرئيس X Y»: the last two words are the name of the one named
            let words = |a: usize| (a..b).filter(|j| !s.has(*j, core.name_part) || s.value(self.lexicon, *j, core.name_part).is_some()).count();
            if words(a) > 3 {
                while words(a) > 2 {
                    a += 1;
                }
            }
            if words(a) < 2 {
                continue;
            }
            let name = span_of(s, a, b);
            out.retain(|h| !h.name.overlaps(name));
            let p = Post { start: f, end: f + 1, office: self.office_of(f), seat: None, modifier: Some("elect".to_owned()), bare: false };
            self.push(out, &p, a, b, if a > k + 1 { 0 } else { cut }, None);
        }
    }

    /// The office that a word for what it does tells of.
    fn office_of(&self, at: usize) -> String {
        self.s.value(self.lexicon, at, self.lexicon.core.forming).unwrap_or_default().to_owned()
    }

    /// "His predecessor, Y"; "his Syrian counterpart Y", who holds the same office elsewhere.
    pub(super) fn before(&self, k: usize, out: &mut Vec<Holder>) {
        let (s, core) = (self.s, &self.lexicon.core);
        let counterpart = s.has(k, core.counterpart);
        // «زميله في الدفاع Y», of somebody in office: the field tells the office
        let of_one = || self.posts.iter().any(|p| p.end <= k && !p.bare) || self.carried(k).is_some();
        if counterpart
            && s.has(k + 1, core.in_)
            && of_one()
            && let Some(p) = self.posts.iter().find(|p| p.start == k + 2 && s.has(k + 2, core.portfolio))
            && let Some((a, b)) = name_at(self.lexicon, self.doc, s, p.end).filter(|(a, _)| *a == p.end)
        {
            self.push(out, p, a, b, 0, None);
            return;
        }
        if s.value(self.lexicon, k, core.counterpart) == Some("field") {
            return;
        }
        let mut nation = (k + 1..k + 3).find(|j| counterpart && s.has(*j, core.nationality));
        // "her Albanian colleague X", "her Bavarian colleague X"
        let whose = |j: usize| s.has(j, core.determiner);
        if self.capitals && counterpart && k > 0 && (s.has(k - 1, core.nationality) || k > 1 && s.capital[k - 1] && whose(k - 2)) {
            nation = Some(k);
        }
        // "his counterpart Y", with no word of whose: of another state, and of none we know
        if counterpart && nation.is_none() {
            return;
        }
        let from = nation.unwrap_or(k) + 1;
        let from = from + usize::from(s.has(from, core.comma));
        let Some((a, b)) = name_at(self.lexicon, self.doc, s, from) else { return };
        let before = self.posts.iter().rev().find(|p| p.end <= k && !p.bare);
        let behind = || self.posts.iter().find(|p| p.start >= b && !p.bare && !counterpart);
        let Some(p) = before.or_else(behind).or_else(|| self.carried(k).filter(|_| !counterpart)) else { return };
        if counterpart {
            let seat = nation.and_then(|j| s.value(self.lexicon, j, core.nationality).or_else(|| s.value(self.lexicon, j.saturating_sub(1), core.nationality))).map(str::to_owned);
            self.push(out, &Post { seat, modifier: None, ..p.clone() }, a, b, 0, None);
        } else {
            self.push(out, p, a, b, 0, Some("former"));
        }
    }
}
