//! The noun that a number counts.

use rust_decimal::Decimal;

use crate::lexicon::{ClassId, Entry, EntryId};
use crate::mention::Noun;
use crate::mention::numeral::Numeral;
use crate::mention::scan::Scan;
use crate::normalise::TokenKind;

/// Things that somebody is from, rather than some of.
const LOCALITIES: [&str; 4] = ["town", "village", "province", "camp"];

/// The least and the largest of the words for tens.
const TENS: (i32, i32) = (20, 90);

/// Things that have makers and models.
const MACHINES: [&str; 4] = ["vehicle", "aircraft", "ship", "weapon"];

/// Most words between a figure and its noun.
const REACH: usize = 4;

impl Scan<'_, '_> {
    /// Whether a figure begins at a token that counts persons by a plain noun: "17 staff", and not "15 members".
    fn counts_persons(&self, at: usize) -> bool {
        self.numeral(at).and_then(|n| self.noun_after(n.end)).is_some_and(|(n, _)| n.thing.is_none() && n.population.is_some())
    }

    /// The noun counted by a figure that ends at a token.
    pub fn noun_after(&self, at: usize) -> Option<(Noun, usize)> {
        let core = &self.lexicon.core;
        let latin = self.pack().file.capitals;
        let mut i = at;
        let mut noun = Noun::default();
        // "ikisi çocuk": a number word that says "of them" by itself
        let own = |b: usize| self.phrase(b).is_some_and(|p| p.entries.iter().any(|e| self.is_part_word(*e)));
        if at > 0 && self.covering(at - 1).is_some_and(own) {
            noun.of_them = true;
            noun.population = self.of_them_people(at).or_else(|| Some("all".into()));
            return Some((noun, at));
        }
        let mut found = None;
        let mut partitive = false;
        let mut fate = None;
        let mut owned = false;
        if self.tokens.get(i).is_some_and(|t| t.is_dash() && !t.spaced) && self.touching(i + 1) {
            i += 1;
        }
        for hop in 0..=REACH {
            let Some(t) = self.tokens.get(i) else { break };
            if t.breaks > 0 || matches!(t.kind, TokenKind::Punct(_) | TokenKind::Number) && !(t.is_dash() && self.touching(i) && self.touching(i + 1)) {
                break;
            }
            if t.is_dash() {
                i += 1;
                continue;
            }
            // «22 للحزب»: whose they are, and not what they are
            // «21 بالمروحيات»: by what
            let apart = self.phrase(i).is_some_and(|p| p.form.preposition == Some(core.to) || p.form.article && p.form.preposition == Some(core.in_));
            if self.joined_and(i) || apart {
                break;
            }
            // «ثمانية هم كويتي وسبعة هنود»
            if !latin && self.has(i, core.they_are) {
                break;
            }
            noun.fresh |= self.has(i, core.fresh);
            // «السبعة الباقين موظفون»: what they are is told of them
            if !latin && self.has(i, core.rest) && (self.words[i].definite || self.phrase(i).is_some_and(|p| p.form.article)) {
                break;
            }
            if self.entry(i, core.among).is_some_and(|e| e.value.as_deref() == Some("of-them")) {
                noun.of_them = true;
                noun.kind = self.phrase(i).and_then(|p| p.entries.iter().find_map(|e| self.pack().entries[*e as usize].kind));
                noun.population = self.of_them_people(self.end_of(i)).or(noun.population).or_else(|| Some("all".into()));
                found = Some(self.end_of(i));
                break;
            }
            let after_from = i > at && self.covering(i - 1).is_some_and(|b| self.has(b, core.from));
            if after_from && self.has(i, core.thing) && [core.place, core.country].iter().any(|c| self.has(self.end_of(i), *c)) {
                break;
            }
            // «43 ألفا من المدينة»: where they are from
            let from_there = after_from && !latin && self.has(i, core.thing) && self.words[i].definite || after_from && !latin && self.phrase(i).is_some_and(|p| p.form.article);
            if from_there && self.entry(i, core.thing).is_some_and(|e| e.value.as_deref().is_some_and(|v| LOCALITIES.contains(&v))) {
                break;
            }
            // «منهم 74 من قرية واحدة»: a part of people or of things is told in the plural
            if after_from && !latin && self.has(i, core.one_locality) {
                break;
            }
            // «غادر 12 المستشفى», «غادر ستون المشافي»: what digits and tens count has no article behind them, as it has behind «عشرات»
            let tens = |i: usize| self.entry(i, core.num).and_then(|e| e.number).is_some_and(|(n, _)| n >= TENS.0.into() && n <= TENS.1.into());
            let digits = hop == 0 && !latin && at > 0 && (matches!(self.tokens[at - 1].kind, TokenKind::Number) || tens(at - 1));
            // «شيع عشرات الآلاف جثمان الزعيم», «طالب المئات حكومة البلاد»: a round number with the article is a crowd, and what follows another noun
            let crowd = |b: usize| self.words[at - 1].definite && self.has(b, core.vague);
            if hop == 0 && !latin && at > 0 && !self.words[i].definite && self.phrase(i).is_none_or(|p| p.form.preposition.is_none()) && self.covering(at - 1).is_some_and(crowd) {
                let counted = self.has(i, core.people) || self.has(i, core.thing);
                if counted && !self.has(i, core.adjective) {
                    break;
                }
            }
            if digits && self.has(i, core.thing) && !self.has(i, core.people) && self.words[i].definite && self.phrase(i).is_none_or(|p| p.form.preposition.is_none()) {
                break;
            }
            // "nine bus passengers", "20 frightened villagers", "11 textile workers"
            // "the 54-nation body": what is joined to the figure by a dash is what it counts
            let joined = hop == 0 && i > at && self.has(i, core.thing);
            if latin && !joined && self.tells_of_noun(i) {
                fate = fate.or(self.entry(i, core.adjective).and_then(|e| e.kind));
                i = self.end_of(i);
                continue;
            }
            // "the 27 EU states", "three NATO warships": of the body, and what is counted stands behind it
            if latin && self.has(i, core.org) && self.has(self.end_of(i), core.thing) && self.tokens[self.end_of(i)].breaks == 0 {
                i = self.end_of(i);
                continue;
            }
            if latin && let Some(thing) = self.behind_model(i) {
                i = thing;
                continue;
            }
            if self.has(i, core.people) || self.has(i, core.thing) || self.has(i, core.collective) && (hop > 0 || latin) {
                let class = if self.has(i, core.people) {
                    core.people
                } else if self.has(i, core.thing) {
                    core.thing
                } else {
                    core.collective
                };
                // "two Hezbollah positions": of the body, and none of its members
                let next = self.end_of(i);
                if latin && class == core.collective && hop == 0 && !after_from && self.tokens.get(next).is_some_and(|t| t.breaks == 0) {
                    if self.has(next, core.thing) {
                        i = next;
                        continue;
                    }
                    if self.phrases[next].is_none() && self.tokens[next].kind == TokenKind::Word {
                        break;
                    }
                }
                let got = self.noun_of(i, class)?;
                noun.population = got.population;
                noun.thing = got.thing;
                noun.kind = got.kind.or(fate);
                noun.span = got.span;
                // "nine of the dead": a part of them
                noun.of_them |= after_from && got.kind.is_some();
                noun.some_of = partitive;
                noun.owned = owned || self.phrase(i).is_some_and(|p| p.form.suffix);
                let end = self.end_of(i);
                found = Some(self.refine(&mut noun, end).max(end));
                break;
            }
            if self.has(i, core.further) {
                noun.further = true;
                if !self.has(i, core.other_people) {
                    i = self.end_of(i);
                    continue;
                }
            }
            if self.has(i, core.other_people) {
                noun.others = true;
                noun.population.get_or_insert_with(|| "all".into());
                found = Some(self.end_of(i));
                i = self.end_of(i);
                continue;
            }
            // «أعضاؤها الخمسة كينيا وأوغندا»: behind a number with the article stands the country, and no «15 كينيا»
            if hop == 0 && !latin && self.has(i, core.country) && at > 0 && self.words[at - 1].definite {
                break;
            }
            if let Some(e) = self.entry(i, core.nationality) {
                noun.nationality = e.value.as_deref().map(str::to_owned);
                noun.population.get_or_insert_with(|| "all".into());
                noun.span = Some(self.tokens[i].span);
                found = Some(self.end_of(i));
                i = self.end_of(i);
                continue;
            }
            if self.has(i, core.of) || (hop == 0 && self.has(i, core.from) && !latin) {
                if self.phrase(i).is_some_and(|p| p.form.cut > 0) {
                    break;
                }
                i = self.end_of(i);
                if self.has(i, core.article) || self.has(i, core.determiner) {
                    owned = self.has(i, core.determiner);
                    i = self.end_of(i);
                    partitive = true;
                }
                // «خمسة من أعضاء المجلس», «خمسة من الأعضاء»
                partitive |= !latin && hop == 0 && (self.phrase(i).is_some_and(|p| p.form.article) || self.has(i, core.thing) || self.has(i, core.people));
                // "five of the company's 17 staff"
                let owner = (i..self.tokens.len().min(i + 4)).take_while(|j| matches!(self.tokens[*j].kind, TokenKind::Word) && (*j == i || self.tokens[*j].breaks == 0));
                if let Some(o) = owner.into_iter().find(|j| self.pack().possessor(&self.words[*j].folded).is_some()).filter(|o| self.counts_persons(o + 1)) {
                    i = o + 1;
                }
                // "four of its 15 members": the noun stands behind the second figure
                if let Some(second) = self.numeral(i)
                    && let Some((whole, _)) = self.noun_after(second.end)
                {
                    return Some((Noun { of_them: true, ..whole }, i));
                }
                continue;
            }
            if let Some(e) = self.entry(i, core.adjective) {
                // "24 missing passengers"
                fate = fate.or(e.kind);
                i = self.end_of(i);
                continue;
            }
            if latin && hop > 1 {
                if let Some(p) = self.phrase(i) {
                    let place = [core.country, core.org, core.place].iter().any(|c| self.has(i, *c));
                    let passable = place || self.has(i, core.title) || self.has(i, core.event);
                    if !passable {
                        break;
                    }
                    if let Some(e) = self.entry(i, core.country) {
                        noun.nationality = e.value.as_deref().map(str::to_owned);
                    }
                    i = p.end;
                    continue;
                }
                i += 1;
                continue;
            }
            break;
        }
        let end = found?;
        // "1,500 French and 1,100 American troops": the noun stands behind the second figure
        if noun.nationality.is_some() && noun.thing.is_none() && noun.population.as_deref() == Some("all") && noun.kind.is_none() {
            let next = if self.has(end, core.and) && !self.joined_and(end) { self.end_of(end) } else { end };
            if next > end || self.joined_and(end) {
                let next = self.digits_behind_and(next);
                if let Some(second) = self.numeral(next)
                    && let Some((other, _)) = self.noun_after(second.end)
                    && other.nationality.is_some()
                {
                    noun.population = other.population;
                    noun.thing = other.thing;
                }
            }
        }
        Some((noun, end))
    }

    /// The noun behind the name of a model, which holds a dash or a number, or is no other word and stands before a machine: "five
    /// Visby-class corvettes", "12 Type-31 frigates", "20 Leopard 2 tanks", "forty Marder fighting vehicles".
    fn behind_model(&self, at: usize) -> Option<usize> {
        let core = &self.lexicon.core;
        let title = |i: usize| self.words[i].caps != crate::normalise::Caps::None && !self.has(i, core.thing) && !self.has(i, core.people) && !self.has(i, core.nationality);
        if self.tokens[at].kind != TokenKind::Word || !title(at) {
            return None;
        }
        // "in 2022 Tesla cars sold well"
        let year = at > 0 && self.digits(at - 1).is_some_and(|n| self.raw(at - 1).len() == 4 && n >= Decimal::from(1900) && n < Decimal::from(2100));
        let named = |i: usize| !year && self.phrase(i).is_none_or(|p| p.classes.iter().all(|c| c == core.given_name || c == core.family_name));
        let machine = |i: usize| self.entry(i, core.thing).and_then(|e| e.value.as_deref()).is_some_and(|v| MACHINES.contains(&v));
        let (mut i, mut marked) = (at + 1, false);
        while i < at + 6 {
            let t = self.tokens.get(i).filter(|t| t.breaks == 0)?;
            let behind_dash = self.tokens[i - 1].is_dash();
            match t.kind {
                _ if t.is_dash() && self.touching(i) && self.touching(i + 1) => marked = true,
                TokenKind::Number if self.raw(i).len() <= 3 => marked = true,
                TokenKind::Word if marked && !behind_dash && self.has(i, core.thing) => return Some(i),
                TokenKind::Word if !marked && named(at) && (at + 1..i).all(named) && machine(i) => return Some(i),
                TokenKind::Word if behind_dash || title(i) => {}
                _ => return None,
            }
            i += 1;
        }
        None
    }

    /// Whether an entry is a number that counts some of those told before: ikisi, üçünün.
    fn is_part_word(&self, entry: EntryId) -> bool {
        let e = &self.pack().entries[entry as usize];
        e.class == self.lexicon.core.num && e.unit.as_deref() == Some("of-them")
    }

    /// Who some of those told before are: "61 of them civilians", "seven of whom were children", «12 منهم أطفال».
    fn of_them_people(&self, at: usize) -> Option<String> {
        let core = &self.lexicon.core;
        let next = |i: usize| self.tokens.get(i).filter(|t| t.breaks == 0 && t.kind == TokenKind::Word).map(|_| i);
        let mut i = next(at)?;
        if self.has(i, core.be) {
            i = next(self.end_of(i))?;
        }
        let plain = |i: usize| self.phrase(i).is_none_or(|p| p.form.preposition.is_none() && !p.form.article) && !self.joined_and(i);
        let people = |i: usize| self.entry(i, core.people).filter(|e| e.count.is_none() && e.kind.is_none()).and_then(|e| e.value.as_deref()).filter(|v| *v != "all");
        let first = people(i).filter(|_| plain(i))?;
        let end = self.end_of(i);
        let second = if self.joined_and(end) { Some(end) } else { Some(end).filter(|e| self.has(*e, core.and)).map(|e| self.end_of(e)) };
        // "12 of them women and children"
        match second.and_then(people) {
            Some(other) if other != first => Some(self.lexicon.common_population(&[first.to_owned(), other.to_owned()])),
            _ => Some(first.to_owned()),
        }
    }

    /// Whether a word stands before the noun that is counted and says of what sort it is: a thing before people, or a small
    /// word of no class. A word that may be a verb
    /// ("12 fled police") has to be in the list of adjectives.
    fn tells_of_noun(&self, i: usize) -> bool {
        let core = &self.lexicon.core;
        let next = self.end_of(i);
        let follows = self.tokens[i].kind == TokenKind::Word && self.tokens.get(next).is_some_and(|t| t.kind == TokenKind::Word && t.breaks == 0);
        if !follows || self.has(i, core.people) {
            return false;
        }
        // "tres comunicados oficiales", "trois véhicules militaires": behind its noun such a word tells of what sort it is
        if self.pack().file.noun_first && self.has(next, core.people) && (self.has(i, core.thing) || self.has(next, core.adjective)) {
            return false;
        }
        if self.has(i, core.thing) {
            return self.has(next, core.people) && self.entry(next, core.people).is_some_and(|e| e.count.is_none());
        }
        let folded = &self.words[i].folded;
        let verbal = self.pack().verbal(folded);
        let small = self.raw(i).starts_with(char::is_lowercase);
        self.phrases[i].is_none() && small && folded.len() > 2 && !verbal && (self.has(next, core.people) || self.has(next, core.thing))
    }

    /// What a definite number behind it counts: «الأقاليم الثلاثة», «دول المجلس الست», «المحامين الثمانية», «العمال الـ787».
    pub(super) fn noun_before(&self, at: usize, n: &Numeral) -> Option<Noun> {
        let definite = |i: usize| self.phrase(i).is_some_and(|p| p.form.article || i < at && p.form.suffix);
        if let Some(people) = self.people_before(at, n) {
            return Some(people);
        }
        // a vague number («العشرات») stands for itself
        if !n.in_words || n.low != n.high || n.low > Decimal::from(30) || n.low < Decimal::TWO || !definite(at) || self.joined_and(at) {
            return None;
        }
        let mut i = at;
        for hop in 0..3 {
            let b = self.before(i).filter(|b| !matches!(self.tokens[*b].kind, TokenKind::Punct(_) | TokenKind::Number))?;
            if self.has(b, self.lexicon.core.thing) {
                return (definite(b) == (hop == 0)).then(|| self.noun_of(b, self.lexicon.core.thing)).flatten();
            }
            if !definite(b) && !self.pack().is_definite(&self.words[b].folded) && hop > 0 {
                let construct = self.phrase(b).is_none_or(|p| p.form.preposition.is_none());
                if !construct {
                    return None;
                }
            }
            i = b;
        }
        None
    }

    /// The people right before a definite number, in words or behind an article written by itself.
    fn people_before(&self, at: usize, n: &Numeral) -> Option<Noun> {
        let article = |i: usize| !self.pack().file.capitals && self.tokens[i].kind == TokenKind::Word && self.touching(i + 1) && self.pack().is_clitic(&self.words[i].folded);
        let b = self.before(at)?;
        let noun = if n.in_words {
            Some(b).filter(|_| n.low <= Decimal::from(30) && n.low >= Decimal::TWO && self.phrase(at).is_some_and(|p| p.form.article) && !self.joined_and(at))
        } else {
            Some(b).filter(|b| article(*b)).and_then(|b| self.before(b))
        }?;
        let told = self.tokens[noun].kind == TokenKind::Word && self.phrase(noun).is_some_and(|p| p.form.article || p.form.suffix);
        let people = self.lexicon.core.people;
        told.then(|| self.entry(noun, people)).flatten().filter(|e| e.kind.is_none() && e.count.is_none() && e.value.as_deref().is_some_and(|v| v != "all"))?;
        self.noun_of(noun, people)
    }

    /// The digits behind a conjunction written as a word of one letter.
    pub(super) fn digits_behind_and(&self, at: usize) -> usize {
        if self.has(at, self.lexicon.core.and) && self.touching(at + 1) && self.digits(at + 1).is_some() { at + 1 } else { at }
    }

    /// The noun of an entry.
    pub(super) fn noun_of(&self, at: usize, class: ClassId) -> Option<Noun> {
        let core = &self.lexicon.core;
        let e = self.entry(at, class)?;
        let value = e.value.as_deref()?.to_owned();
        let (population, thing) = if class == core.thing { (None, Some(value)) } else { (Some(value), None) };
        Some(Noun { population, thing, kind: e.kind, span: Some(self.tokens[at].span), ..Noun::default() })
    }

    /// Reads on behind a noun: "members of the police and the National Guard", «جنود فرنسيين», «عنصر أمن». Gives the new end.
    pub(super) fn refine(&self, noun: &mut Noun, at: usize) -> usize {
        let core = &self.lexicon.core;
        let mut end = at;
        let mut i = at;
        if self.has(i, core.of) || self.has(i, core.from) {
            i = self.end_of(i);
        }
        if self.has(i, core.article) {
            i = self.end_of(i);
        }
        let t = &self.lexicon.tables;
        let same_line = |i: usize| self.tokens.get(i).is_some_and(|t| t.breaks == 0);
        // "members of the Civil Guard"
        if i > at
            && same_line(i)
            && noun.thing.as_deref() == Some("member")
            && let Some(force) = self.entry(i, core.collective).and_then(|e| e.value.clone()).filter(|v| t.is_armed(v))
        {
            noun.thing = None;
            noun.kind = None;
            noun.population = Some(force.to_string());
            return self.end_of(i);
        }
        if same_line(i) && noun.population.is_some() && !self.joined_and(i) {
            for class in [core.collective, core.people] {
                // «آلاف المواطنين جثامين»: the bodies that they carry
                let carried = |e: &&Entry| e.unit.as_deref() == Some("body") && i == at;
                let Some(e) = self.entry(i, class).filter(|e| e.count.is_none() && !carried(e)) else { continue };
                let Some(v) = e.value.as_deref() else { continue };
                let now = noun.population.as_deref().unwrap_or("all");
                // "Frontier Corps men"
                let anybody = v == "all" || t.is_sort(v);
                if t.is_part(v, now) || (now == "security_forces" && !anybody) {
                    let mut all = vec![v.to_owned()];
                    end = self.end_of(i);
                    // "police and National Guard": what holds both
                    while (self.joined_and(end) || (self.has(end, core.and) && same_line(end))) && all.len() < 4 {
                        let j = if self.joined_and(end) { end } else { self.end_of(end) };
                        let j = if self.has(j, core.article) { self.end_of(j) } else { j };
                        let Some(more) = self.entry(j, core.collective).or_else(|| self.entry(j, core.people)).and_then(|e| e.value.as_deref()) else { break };
                        all.push(more.to_owned());
                        end = self.end_of(j);
                    }
                    noun.population = Some(self.lexicon.common_population(&all));
                    noun.kind = noun.kind.or(e.kind);
                    break;
                }
            }
        }
        // "women and children" directly after the figure
        if same_line(end) && (self.joined_and(end) || self.has(end, core.and)) {
            let j = if self.joined_and(end) { end } else { self.end_of(end) };
            if let Some(v) = self.entry(j, core.people).filter(|e| e.count.is_none()).and_then(|e| e.value.as_deref())
                && let Some(p) = &noun.population
                && [p.as_str(), v].iter().all(|x| matches!(*x, "women" | "children"))
                && p != v
            {
                noun.population = Some("women_and_children".into());
                end = self.end_of(j);
            }
        }
        noun.fresh |= same_line(end) && self.has(end, core.fresh);
        // adjectives of nationality behind the noun
        let mut j = end;
        for _ in 0..3 {
            if !same_line(j) || self.joined_and(j) {
                break;
            }
            if let Some(e) = self.entry(j, core.nationality).filter(|_| self.phrase(j).is_some_and(|p| p.form.preposition.is_none())) {
                noun.nationality = e.value.as_deref().map(str::to_owned);
                end = self.end_of(j);
                break;
            }
            let skip = self.has(j, core.adjective) || (self.phrases[j].is_none() && self.tokens[j].kind == TokenKind::Word && !self.pack().file.capitals);
            if !skip {
                break;
            }
            j = self.end_of(j);
        }
        end
    }
}
