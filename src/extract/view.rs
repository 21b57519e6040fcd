//! A document as sentences of units: what the frames and the scope finders look at.

use std::rc::Rc;

use super::currency::{self, Currencies};
use super::marks::Marks;
use super::timeline;
use crate::lexicon::{ClassId, ClassSet, Lexicon};
use crate::mention::{Analyser, Calendar, Entries, Mention, Scan, Sheet, Unit, read_units};
use crate::source::{Document, Span, Zone};

/// One sentence with its units and mentions.
#[derive(Debug)]
pub struct SentenceView {
    /// Units in order.
    pub units: Vec<Unit>,
    /// Mentions they refer to.
    pub mentions: Vec<Mention>,
    /// Classes that stand in the sentence, of its units and of the phrases below them: what is not here need not be looked for.
    pub classes: ClassSet,
    /// Entries of each unit's phrase, by number in the pack.
    pub entries: Vec<Entries>,
    /// Folded words of each unit; empty where a mention stands.
    pub folded: Vec<Rc<str>>,
    /// Whether each unit begins with a capital, or its script has none.
    pub capital: Marks,
    /// Whether each unit is a word that may begin with a conjunction.
    pub maybe_and: Marks,
    /// Whether each unit is a word that begins with a preposition and article written as one.
    pub joined: Marks,
    /// Whether each unit is a word that was read as a preposition and another word: it may be a name.
    pub split: Marks,
    /// Whether each unit is a word with the article, alone or behind a clitic.
    pub definite: Marks,
    /// Where a clause ends.
    clauses: Marks,
    /// Number of the pack it was read with.
    pub pack: usize,
    /// Paragraph.
    pub paragraph: u32,
    /// Number of the sentence.
    pub number: u32,
    /// Zone of its first word.
    pub zone: Zone,
    /// Where it lies.
    pub span: Span,
    /// Day of the entry that it stands in, in a chronology.
    pub day: Option<jiff::civil::Date>,
    /// What bare names of currencies stand for.
    pub currencies: Currencies,
}

/// A document as sentences.
#[derive(Debug)]
pub struct View {
    /// Its sentences.
    pub sentences: Vec<SentenceView>,
}

impl View {
    /// The sentences before one.
    pub fn before(&self, s: &SentenceView) -> &[SentenceView] {
        &self.sentences[..self.sentences.partition_point(|p| p.number < s.number)]
    }

    /// The sentence before one, where it stands in the same paragraph.
    pub fn right_before(&self, s: &SentenceView) -> Option<&SentenceView> {
        self.before(s).last().filter(|p| p.paragraph == s.paragraph)
    }

    /// The unit that begins at a span of a numbered sentence, and its sentence.
    pub fn unit_at(&self, sentence: u32, span: Span) -> Option<(&SentenceView, usize)> {
        let s = &self.sentences[self.sentences.binary_search_by_key(&sentence, |s| s.number).ok()?];
        Some((s, s.units.iter().position(|u| u.span.start <= span.start && span.start < u.span.end)?))
    }
}

/// Reads a document's sentences.
pub fn view(analyser: &mut Analyser<'_>, doc: &Document) -> View {
    let (tokens, cut) = analyser.cut(doc);
    let only = analyser.only_pack(doc);
    let mut cal = Calendar { published: doc.published, ..Calendar::default() };
    let mut sentences = Vec::with_capacity(cut.len());
    let nothing: Rc<str> = "".into();
    let mut text = String::new();
    for (n, s) in cut.iter().enumerate() {
        let toks = &tokens[s.start..s.end];
        let Some(pack) = only.or_else(|| analyser.pack_for(doc, toks)) else { continue };
        let Sheet { mut units, mut mentions, mut entries, mut folded } = analyser.sheet();
        let scan = Scan::new(analyser, pack, &doc.text, toks);
        read_units(&scan, &mut cal, &mut units, &mut mentions);
        super::lists::merge(&scan, &mut units, &mut mentions);
        entries.reserve(units.len());
        folded.reserve(units.len());
        // the bits of each unit, 64 units at a time
        let mut marks: [Marks; 6] = std::array::from_fn(|_| Marks::room(units.len()));
        let mut bits = [0u64; 6];
        let clause = analyser.lexicon.core.clause;
        let mut classes = ClassSet::default();
        for (i, u) in units.iter().enumerate() {
            classes.extend_few(&u.classes);
            bits[5] |= u64::from(u.classes.has(clause)) << (i % 64);
            let (a, b) = u.tokens;
            let phrase = if b > a { scan.phrase(a) } else { None };
            // a unit that is no mention has the classes of its phrase
            if let Some(p) = phrase.filter(|_| u.mention.is_some()) {
                classes.extend_few(&p.classes);
            }
            entries.push(phrase.filter(|p| p.end == b).map_or_else(Entries::default, |p| p.all_entries()));
            let cut = phrase.map_or(0, |p| usize::from(p.form.cut));
            folded.push(if b == a || u.mention.is_some() {
                Rc::clone(&nothing)
            } else if b == a + 1 {
                Rc::clone(phrase.and_then(|p| p.rest.as_ref()).unwrap_or(&scan.words[a].folded))
            } else {
                phrase_text(&scan, a, b, &mut text);
                analyser.shared(text.char_indices().nth(cut).map_or("", |c| &text[c.0..]))
            });
            if b > a {
                let word = &scan.words[a];
                let form = phrase.map(|p| &p.form);
                let split = form.is_some_and(|f| f.preposition.is_some() && !f.article && f.and == 0) && phrase.is_some_and(|p| p.end == a + 1);
                let capital = word.caps != crate::normalise::Caps::None;
                let own = [capital, word.maybe_and > 0, word.maybe_contracted, split, word.definite || form.is_some_and(|f| f.article)];
                bits.iter_mut().zip(own).for_each(|(b, o)| *b |= u64::from(o) << (i % 64));
            }
            if i % 64 == 63 || i + 1 == units.len() {
                marks.iter_mut().zip(&mut bits).for_each(|(m, b)| m.push(std::mem::take(b)));
            }
        }
        let [capital, maybe_and, joined, split, definite, clauses] = marks;
        let span = Span { start: toks[0].span.start, end: toks[toks.len() - 1].span.end };
        analyser.take_back(scan);
        sentences.push(SentenceView {
            units,
            mentions,
            classes,
            entries,
            folded,
            capital,
            maybe_and,
            joined,
            split,
            definite,
            clauses,
            pack,
            paragraph: s.paragraph,
            number: n as u32,
            zone: zone_of(doc, span.start, n),
            span,
            day: None,
            currencies: Currencies::default(),
        });
    }
    timeline::settle(analyser.lexicon, doc, &mut sentences);
    currency::settle(analyser.lexicon, &mut sentences);
    View { sentences }
}

impl View {
    /// Gives its lists back to the analyser that made it.
    pub fn give_back(self, analyser: &mut Analyser<'_>) {
        for SentenceView { units, mentions, entries, folded, .. } in self.sentences {
            analyser.take_sheet(Sheet { units, mentions, entries, folded });
        }
    }
}

/// The folded words of a phrase.
fn phrase_text(scan: &Scan<'_, '_>, a: usize, b: usize, text: &mut String) {
    text.clear();
    for (i, w) in scan.words[a..b].iter().enumerate() {
        if i > 0 {
            text.push(' ');
        }
        text.push_str(&w.folded);
    }
}

fn zone_of(doc: &Document, at: u32, number: usize) -> Zone {
    let zone = doc.zone_at(at);
    if zone == Zone::Body && doc.zones.is_empty() && number == 0 {
        // plain text: a short first line that ends in no full stop is a headline
        let line = doc.text.trim_start_matches('\u{feff}').lines().find(|l| !l.trim().is_empty()).unwrap_or("");
        let more = doc.text.len() > line.len() + 40;
        if more && line.chars().count() < 140 && !line.trim_end().ends_with(['.', '؟', '!']) {
            return Zone::Headline;
        }
    }
    zone
}

impl SentenceView {
    /// Whether a line begins between this byte of the text, where what stands before ends, and the sentence.
    pub fn begins_line(&self, doc: &Document, end: u32) -> bool {
        doc.text.get(end as usize..self.span.start as usize).is_some_and(|t| t.contains('\n'))
    }

    /// Whether a unit is an ending that stands behind an apostrophe.
    pub fn is_ending(&self, at: usize) -> bool {
        self.folded.get(at).is_some_and(|w| w.starts_with(['\'', '’']))
    }

    /// Whether a unit has a class.
    pub fn has(&self, at: usize, class: ClassId) -> bool {
        self.units.get(at).is_some_and(|u| u.classes.has(class))
    }

    /// Whether any unit, or a phrase below one, has one of these classes.
    pub fn has_any(&self, classes: &[ClassId]) -> bool {
        classes.iter().any(|c| self.classes.has(*c))
    }

    /// Whether some units say that a figure is told out of a whole: «من أصل», "out of".
    pub fn says_out_of(&self, lexicon: &Lexicon, mut units: std::ops::Range<usize>) -> bool {
        let core = &lexicon.core;
        let any = |c, mut r: std::ops::Range<usize>| r.any(|i| self.has(i, c));
        any(core.base, units.clone()) || any(core.out_of, units.clone()) && units.any(|i| self.has(i, core.of))
    }

    /// The value of a unit's entry of a class.
    #[inline]
    pub fn value<'l>(&self, lexicon: &'l Lexicon, at: usize, class: ClassId) -> Option<&'l str> {
        if self.classes.has(class) { self.value_at(lexicon, at, class) } else { None }
    }

    /// The same, of a class that stands in the sentence.
    fn value_at<'l>(&self, lexicon: &'l Lexicon, at: usize, class: ClassId) -> Option<&'l str> {
        // the classes of a unit that is no mention are those of its phrase and more
        let unit = self.units.get(at)?;
        if unit.mention.is_none() && !unit.classes.has(class) {
            return None;
        }
        let pack = &lexicon.packs[self.pack];
        self.entries[at].iter().map(|e| &pack.entries[*e as usize]).find(|e| e.class == class)?.value.as_deref()
    }

    /// The entity that a unit names: a country, organisation, place; also by its nationality when `people` is set.
    pub fn entity<'l>(&self, lexicon: &'l Lexicon, at: usize, people: bool) -> Option<&'l str> {
        let c = &lexicon.core;
        [c.org, c.country, c.place].into_iter().find_map(|k| self.value(lexicon, at, k)).or_else(|| if people { self.value(lexicon, at, c.nationality) } else { None })
    }

    /// Whether a unit leads to what something changed from: "from 120", and where the word for "of" says it too, "de 120".
    pub fn leads_from(&self, lexicon: &Lexicon, at: usize) -> bool {
        self.has(at, lexicon.core.from) || lexicon.packs[self.pack].file.noun_first && self.has(at, lexicon.core.of)
    }

    /// Whether such a unit stands right before a figure, or before the hedge of the figure: "to 15", "to about 15".
    pub fn led(&self, lexicon: &Lexicon, at: usize, leads: impl Fn(usize) -> bool) -> bool {
        at > 0 && (leads(at - 1) || at > 1 && self.has(at - 1, lexicon.core.modifier) && leads(at - 2))
    }

    /// First and one-past-last unit of the clause a unit stands in.
    pub fn clause(&self, at: usize) -> (usize, usize) {
        (self.clauses.before(at).map_or(0, |i| i + 1), self.clauses.from(at + 1).unwrap_or(self.units.len()))
    }
}
