//! What a sentence says, as a row of content items: enough to see that two texts make one statement and where they differ.

use crate::extract::{SentenceView, View, is_function_word};
use crate::lexicon::Lexicon;
use crate::mention::MentionValue;
use crate::source::{Document, Span, Zone};
use crate::value::{DateValue, Quantity, SetValue};

/// Most items of one statement: what is longer is a list or a table.
const MAX_ITEMS: usize = 60;

/// Most items of a statement that is compared without the order of its words.
const MAX_HEADLINE: usize = 16;
/// Units of a text that is no longer than a headline and a line.
const SHORT: usize = 40;

/// What an item is.
#[derive(Debug, Clone)]
pub enum What {
    /// A content word.
    Word,
    /// A run of capitalised words that no list knows.
    Name,
    /// A country, place, organisation or nationality; the word is its id.
    Entity,
    /// A figure, with what it counts or measures.
    Figure(Box<Figure>),
    /// A date with its year, or a day.
    Date(Box<DateValue>),
    /// A list of entities.
    List(Box<SetValue>),
    /// A negation.
    Not,
}

/// A figure of a statement.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The value.
    pub value: Quantity,
    /// Sort of value: count, share, money, duration, ordinal, or the dimension of a measure.
    pub sort: &'static str,
    /// Whom or what it counts, or its currency or unit.
    pub noun: Box<str>,
}

/// One item. Small, with what few of them have laid apart: a folder of 100,000 texts holds ten million.
#[derive(Debug, Clone)]
pub struct Item {
    /// The folded word, or an id.
    pub word: Box<str>,
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub what: What,
    /// Sides that the word takes: an axis and whether it is the upper end (rise + / fall −).
    pub poles: Box<[(Box<str>, bool)]>,
}

/// A sentence as items.
#[derive(Debug, Clone)]
pub struct Statement {
    /// Number of the sentence in its document.
    pub sentence: u32,
    /// Paragraph.
    pub paragraph: u32,
    /// Zone.
    pub zone: Zone,
    /// Whether it is a headline, or all that a short text says: its words may stand in another order elsewhere.
    pub headline: bool,
    /// Its items.
    pub items: Box<[Item]>,
}

impl Statement {
    /// The statements of a document that hold more than a word and its figure. A headline of two halves ("Suez: 50,000 jobs") is one.
    pub fn all(lexicon: &Lexicon, doc: &Document, view: &View) -> Vec<Statement> {
        let short = view.sentences.iter().map(|s| s.units.len()).sum::<usize>() < SHORT;
        let mut out: Vec<Statement> = Vec::with_capacity(view.sentences.len());
        let mut row: Vec<Item> = Vec::new();
        for s in &view.sentences {
            let headline = s.zone == Zone::Headline || short;
            read_items(lexicon, doc, s, &mut row);
            if let Some(last) = out.last_mut()
                && headline
                && last.headline
                && last.paragraph == s.paragraph
                && last.items.len() + row.len() <= MAX_HEADLINE
            {
                last.items = std::mem::take(&mut last.items).into_iter().chain(row.drain(..)).collect();
                continue;
            }
            out.push(Statement { sentence: s.number, paragraph: s.paragraph, zone: s.zone, headline, items: row.drain(..).collect() });
        }
        for s in &mut out {
            s.headline &= s.items.len() <= MAX_HEADLINE;
        }
        out.retain(|s| s.items.len() >= 2 && s.items.len() <= MAX_ITEMS);
        out
    }

    /// Words, names and entities: what the statement is about.
    pub fn content(&self) -> impl Iterator<Item = (usize, &Item)> {
        self.items.iter().enumerate().filter(|(_, i)| matches!(i.what, What::Word | What::Name | What::Entity))
    }
}

fn read_items(lexicon: &Lexicon, doc: &Document, s: &SentenceView, out: &mut Vec<Item>) {
    let core = &lexicon.core;
    let capitals = lexicon.packs[s.pack].file.capitals;
    for i in 0..s.units.len() {
        let u = &s.units[i];
        let item = |word: &str, what: What| Item { word: word.into(), span: u.span, what, poles: Box::default() };
        if let Some(m) = u.mention {
            let m = &s.mentions[m];
            let what = match &m.value {
                MentionValue::Date(d) => Some(What::Date(Box::new(*d))),
                MentionValue::Set(v, _) => Some(What::List(Box::new(v.clone()))),
                MentionValue::Ordinal(n) => Some(What::Figure(Box::new(Figure { value: Quantity::exact((*n).into()), sort: "ordinal", noun: Box::default() }))),
                other => figure(lexicon, s, i, other, m),
            };
            if let Some(what) = what {
                let span = if matches!(what, What::Figure(_)) { m.span } else { u.span };
                out.push(Item { word: Box::default(), span, what, poles: Box::default() });
                // a noun that names a people is compared as well
                if let Some(n) = m.noun.as_ref().and_then(|n| n.nationality.clone()) {
                    out.push(item(&n, What::Entity));
                }
            }
            continue;
        }
        if let Some(id) = s.entity(lexicon, i, true) {
            out.push(item(id, What::Entity));
            continue;
        }
        if s.has(i, core.not) {
            out.push(item("", What::Not));
            continue;
        }
        if is_function_word(lexicon, s, i) {
            continue;
        }
        let word = lexicon.packs[s.pack].bare(&s.folded[i]);
        if word.chars().count() < 3 || !word.chars().any(crate::normalise::is_alphabetic) {
            continue;
        }
        let name = capitals && s.has(i, core.word) && s.capital[i] && i > 0 && doc.quote(u.span).chars().any(char::is_lowercase)
            || capitals && s.has(i, core.word) && is_upper(doc.quote(u.span));
        if name {
            // one name, word by word
            if let Some(last) = out.last_mut()
                && matches!(last.what, What::Name)
                && doc.text.get(last.span.end as usize..u.span.start as usize).is_some_and(|gap| gap.trim().is_empty())
            {
                last.word = [&*last.word, word].join(" ").into();
                last.span = last.span.join(u.span);
                continue;
            }
            out.push(item(word, What::Name));
            continue;
        }
        let mut found = item(word, What::Word);
        found.poles = poles(lexicon, s, i);
        out.push(found);
    }
}

fn is_upper(text: &str) -> bool {
    text.chars().count() > 1 && text.chars().all(|c| !c.is_lowercase())
}

/// The sides that a unit's word takes.
fn poles(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Box<[(Box<str>, bool)]> {
    let pack = &lexicon.packs[s.pack];
    s.entries[at]
        .iter()
        .map(|e| &pack.entries[*e as usize])
        .filter(|e| e.class == lexicon.core.pole)
        .filter_map(|e| {
            let v = e.value.as_deref()?;
            v.strip_suffix('+').map(|a| (a.into(), true)).or_else(|| v.strip_suffix('-').map(|a| (a.into(), false)))
        })
        .collect()
}

fn figure(lexicon: &Lexicon, s: &SentenceView, at: usize, value: &MentionValue, m: &crate::mention::Mention) -> Option<What> {
    use MentionValue::*;
    let q = value.quantity()?;
    let (sort, noun) = match value {
        Number(_) => ("count", noun(lexicon, s, at, m)),
        Percent(_) | Fraction(_) => ("share", String::new()),
        Money(q) => ("money", q.unit.clone()),
        Measure(_, dimension) => ("measure", dimension.clone()),
        Duration(q) => ("duration", q.unit.clone()),
        Factor(_) => ("factor", String::new()),
        Clock(_) => ("clock", String::new()),
        Ordinal(_) | Date(_) | Set(..) => return None,
    };
    Some(What::Figure(Box::new(Figure { value: q.clone(), sort, noun: noun.into() })))
}

/// Whom or what a number counts: the noun that was read with it, else the content word after it.
fn noun(lexicon: &Lexicon, s: &SentenceView, at: usize, m: &crate::mention::Mention) -> String {
    let read = m.noun.as_ref().and_then(|n| {
        let kind = n.kind.map(|k| lexicon.tables.kind(k).id.clone());
        kind.or_else(|| n.thing.clone()).or_else(|| n.population.clone())
    });
    read.unwrap_or_else(|| {
        (at + 1..s.units.len().min(at + 3))
            .find(|j| s.units[*j].mention.is_none() && !is_function_word(lexicon, s, *j) && s.folded[*j].chars().count() >= 3)
            .map(|j| s.folded[j].to_string())
            .unwrap_or_default()
    })
}
