//! What is known of a spelling, worked out once for a thread and not once for every word of a text: how it can be read, what
//! it stands for alone, the classes of the unit that it makes, and what may begin with it.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::numeral::{countable, parse_digits};
use super::scan::{Holds, Register, loose};
use crate::lexicon::{ClassId, ClassSet, CoreClasses, EntryId, FewClasses, Form, Lexicon, Pack, Phrase, WordInfo, few_bits};
use crate::normalise::{Token, TokenKind};
use crate::source::Span;

/// Things that are places.
pub const PLACES: [&str; 4] = ["town", "province", "village", "camp"];

/// Most phrases that are kept with their first word.
const LONGER: usize = 16;
/// Most words of which is kept what they make behind another.
const PAIRS: usize = 24;

/// What a word and the one behind it make together.
#[derive(Debug)]
struct Pair {
    /// Number of the second word.
    second: u32,
    /// Bits of the words with which a phrase goes on behind both.
    ways: u64,
    /// Their phrase, where no third word goes on with it; none where they are no phrase.
    meaning: Option<Rc<Meaning>>,
}

/// Classes that values, dates and numbers of a register begin with.
#[derive(Debug)]
pub(super) struct Beginnings {
    pub values: ClassSet,
    pub dates: ClassSet,
    pub numbers: ClassSet,
    /// Classes that bind numbers, or take a side: alone they are any word.
    pub glue: ClassSet,
    /// Classes that a register has no use for.
    pub unread: ClassSet,
    /// Bits of the classes of words that go on with a figure in digits.
    pub figure_ends: u64,
    /// Whether everything may begin with anything.
    pub anything: bool,
}

fn set(list: &[ClassId]) -> ClassSet {
    let mut out = ClassSet::default();
    list.iter().for_each(|c| out.insert(*c));
    out
}

impl Beginnings {
    pub fn new(lexicon: &Lexicon, register: Register) -> Self {
        let core = &lexicon.core;
        let anything = register == Register::Anything;
        let mut values = super::units::value_starts(core);
        let loose = loose(core);
        if anything {
            values.extend(&set(&loose));
            values.extend(&set(&[core.later, core.than, core.from, core.for_, core.further, core.short_unit]));
        }
        values.insert(core.season);
        let numbers = number_starts(core);
        let mut dates = set(&[
            core.season,
            core.final_,
            core.deixis,
            core.ordinal,
            core.day_word,
            core.daypart,
            core.time_unit,
            core.weekday,
            core.month,
            core.hijri,
            core.solar,
            core.month_part,
            core.year_word,
            core.day_offset,
            core.day_shift,
            core.ago,
            core.one_unit,
            core.indefinite,
        ]);
        dates.extend(&numbers);
        let glue = set(&[
            core.minus,
            core.point,
            core.denominator,
            core.fraction_bar,
            core.out_of,
            core.or_equal,
            core.sub_unit,
            core.final_,
            core.from_now,
            core.short_unit,
            core.pole,
            core.aspect,
            core.facet,
            core.sized,
            core.toward,
            core.comparand,
            core.year_before,
            core.money_word,
            core.working,
            core.in_a_row,
            core.nth_lead,
            core.shared_whole,
            core.other_share,
            core.numbered,
            core.scaled_currency,
            core.given_name,
            core.family_name,
        ]);
        let unread = if anything { set(&[core.facet, core.comparand, core.year_before]) } else { set(&loose) };
        let figure_ends = few_bits(&[core.num, core.scale, core.dual_scale, core.fraction, core.and, core.point, core.denominator, core.fraction_bar, core.to, core.or]);
        Beginnings { values, dates, numbers, glue, unread, figure_ends, anything }
    }
}

/// Classes of words that a number of news may begin with.
fn number_starts(core: &CoreClasses) -> ClassSet {
    set(&[core.between, core.minus, core.indefinite, core.num, core.scale, core.dual_scale, core.vague, core.fraction, core.rounded])
}

/// What a phrase stands for.
#[derive(Debug)]
pub struct Meaning {
    /// Entries it stands for.
    pub entries: SmallVec<[EntryId; 4]>,
    /// The entries before those were left out that the register has no use for, of a phrase of several words.
    whole: SmallVec<[EntryId; 4]>,
    /// How its first word was read.
    pub form: Form,
    /// Classes of its entries.
    pub classes: FewClasses,
    /// Classes of the unit that it makes where it is no part of a value.
    pub unit: FewClasses,
    /// What a sentence holds with it.
    pub(super) holds: Holds,
    /// A value may begin with it.
    pub begins_value: bool,
    /// A date may begin with it.
    pub begins_date: bool,
    /// A number may begin with it.
    pub begins_number: bool,
    /// Bytes of the clitics before it that are no part of a value.
    pub prefix: u32,
    /// Bytes up to the end of a conjunction before it, and of the preposition behind that.
    pub clitics: (u32, u32),
    /// Its one word, folded, without what was split off; none for a phrase of several.
    pub rest: Option<Rc<str>>,
}

impl Meaning {
    /// What a phrase stands for in a register; nothing when the register knows none of its entries.
    fn new(lexicon: &Lexicon, pack: &Pack, begin: &Beginnings, mut phrase: Phrase, first: &WordInfo) -> Option<Self> {
        phrase.entries.retain(|e| !begin.unread.has(pack.entries[*e as usize].class));
        if phrase.entries.is_empty() {
            return None;
        }
        let core = &lexicon.core;
        let form = phrase.form;
        let (mut classes, mut unit) = (FewClasses::default(), FewClasses::default());
        let (mut begins_value, mut glue) = (false, true);
        for e in phrase.entries.iter().map(|e| &pack.entries[*e as usize]) {
            classes.insert(e.class);
            e.further.iter().for_each(|c| unit.insert(*c));
            glue &= begin.glue.has(e.class);
            begins_value |= begin.anything && e.class == core.out_of && e.value.is_some() || [core.people, core.thing, core.measure].contains(&e.class) && e.count.is_some();
            // «مقعد واحد», «وتونسي واحد»: the number of one stands behind
            begins_value |= !pack.file.capitals && (e.class == core.thing || e.class == core.people || e.class == core.nationality && form.and > 0);
        }
        unit.extend(&classes);
        // what only binds numbers, or only takes a side, is any word elsewhere
        if glue {
            unit.insert(core.word);
        }
        if form.future {
            unit.insert(core.future);
        }
        if form.suffix {
            unit.insert(core.suffixed);
        }
        if form.possessive {
            unit.insert(core.possessive);
        }
        let bytes = |characters: usize| crate::normalise::original_offset(&first.raw, characters) as u32;
        let (cut, and) = (usize::from(form.cut), usize::from(form.and));
        let prefix = if cut == 0 {
            0
        } else {
            // the article belongs to the word
            let article = if form.article { 2.min(cut) } else { 0 };
            let contracted = form.preposition.is_some() && form.article && cut - and == 2;
            bytes(if contracted { cut } else { cut - article })
        };
        let clitics = if and == 0 && form.preposition.is_none() { (0, 0) } else { (bytes(and), bytes(and + 1)) };
        let rest = (phrase.end == phrase.start + 1).then(|| if cut == 0 { Rc::clone(&first.folded) } else { first.folded.chars().skip(cut).collect::<String>().into() });
        let has = |list: &[ClassId]| list.iter().any(|c| classes.has(*c));
        let holds =
            Holds { duals: has(&[core.dual_scale]), negated: has(&[core.not, core.deny]), months: has(&[core.month, core.hijri, core.solar, core.deixis]), ago: has(&[core.ago]) };
        Some(Meaning {
            holds,
            begins_value: begins_value || classes.meets(&begin.values),
            begins_date: begin.anything || classes.meets(&begin.dates),
            begins_number: begin.anything || classes.meets(&begin.numbers),
            entries: phrase.entries,
            whole: SmallVec::new(),
            form,
            classes,
            unit,
            prefix,
            clitics,
            rest,
        })
    }
}

/// A phrase found at a token.
#[derive(Debug, Clone)]
pub struct Found {
    /// One past its last token.
    pub end: usize,
    meaning: Rc<Meaning>,
}

/// The entries of a unit's phrase, shared with what is known of it.
#[derive(Debug, Clone, Default)]
pub struct Entries(Option<Rc<Meaning>>);

impl Deref for Entries {
    type Target = [EntryId];
    fn deref(&self) -> &[EntryId] {
        self.0.as_ref().map_or(&[], |m| &m.entries)
    }
}

impl Found {
    /// Its entries.
    pub fn all_entries(&self) -> Entries {
        Entries(Some(Rc::clone(&self.meaning)))
    }
}

impl Deref for Found {
    type Target = Meaning;
    fn deref(&self) -> &Meaning {
        &self.meaning
    }
}

/// What is known of a spelling.
#[derive(Debug)]
pub struct Known {
    info: WordInfo,
    /// What it stands for when no phrase goes on behind it.
    alone: Option<Rc<Meaning>>,
    /// What the phrases that begin with it stood for so far.
    longer: RefCell<SmallVec<[Rc<Meaning>; 1]>>,
    /// What it made so far with the word behind it.
    pairs: RefCell<Vec<Pair>>,
    /// Its number among all that its analyser has met.
    number: u32,
    /// Nodes of the phrases that go on behind it.
    nodes: SmallVec<[u32; 2]>,
    /// Words as which it can go on with a phrase.
    words: SmallVec<[u32; 2]>,
    /// Bits of the words that go on from its nodes, and of its own words: mostly they share none.
    bits: (u64, u64),
    /// Its value, where it is written in digits.
    pub(super) digits: Option<Decimal>,
    /// Whether those can be a day of a month.
    pub(super) is_day: bool,
    /// Whether they can be a year.
    pub(super) is_year: bool,
    /// The year that they can be, written in four digits.
    pub(super) year: Option<i16>,
    /// Whether they are digits alone, without a separator.
    pub(super) is_plain: bool,
}

impl Deref for Known {
    type Target = WordInfo;
    fn deref(&self) -> &WordInfo {
        &self.info
    }
}

impl Known {
    /// Looks a spelling up.
    pub(super) fn new(lexicon: &Lexicon, pack: &Pack, begin: &Beginnings, raw: &str, kind: TokenKind, number: u32) -> Self {
        let info = pack.analyse(raw);
        let token = Token { span: Span { start: 0, end: raw.len() as u32 }, kind, spaced: true, breaks: 0 };
        let alone = pack.phrase_at(&[token], 0, 1, &|_| &info).and_then(|p| Meaning::new(lexicon, pack, begin, p, &info)).map(Rc::new);
        let (nodes, words) = pack.links(&info);
        let digits = if kind == TokenKind::Number { parse_digits(raw, pack.file.dot_groups, pack.file.decimal_comma).filter(|n| countable(*n)) } else { None };
        let bits = (pack.ways(&nodes), Pack::word_bits(&words));
        let within = |a: i64, b: i64| digits.is_some_and(|n| n >= Decimal::from(a) && n <= Decimal::from(b));
        let (is_day, is_year) = (within(1, 31), within(1000, 2199));
        let four = Some(&info.folded).filter(|f| kind == TokenKind::Number && f.len() == 4);
        let year = four.and_then(|f| f.parse().ok()).filter(|y| (1000..=2199).contains(y));
        let is_plain = digits.is_some() && raw.chars().all(char::is_numeric);
        Known { info, alone, longer: RefCell::default(), pairs: RefCell::default(), number, nodes, words, bits, digits, is_day, is_year, year, is_plain }
    }

    /// What a phrase of several words that begins with it stands for.
    fn meaning(&self, lexicon: &Lexicon, pack: &Pack, begin: &Beginnings, phrase: Phrase) -> Option<Rc<Meaning>> {
        let mut longer = self.longer.borrow_mut();
        if let Some(met) = longer.iter().find(|m| m.form == phrase.form && m.whole == phrase.entries) {
            return Some(Rc::clone(met));
        }
        let whole = phrase.entries.clone();
        let mut made = Meaning { whole, ..Meaning::new(lexicon, pack, begin, phrase, &self.info)? };
        // "will step down", "will take part": the phrase swallows the word that tells of what is to come
        if self.alone.as_ref().is_some_and(|m| m.unit.has(lexicon.core.future)) {
            made.unit.insert(lexicon.core.future);
        }
        let made = Rc::new(made);
        if longer.len() < LONGER {
            longer.push(Rc::clone(&made));
        }
        Some(made)
    }

    /// What a word and the next make together, where no third word goes on with a phrase of theirs: most pairs have been met before.
    fn pair(words: &[Rc<Known>], lexicon: &Lexicon, pack: &Pack, begin: &Beginnings, tokens: &[Token], at: usize) -> Option<Option<Rc<Meaning>>> {
        let (first, second) = (&words[at], &words[at + 1]);
        if tokens[at + 1].breaks > 0 {
            return None;
        }
        // whether no third word goes on
        let last = |ways: u64| match words.get(at + 2) {
            Some(third) if ways != 0 => !tokens[at + 2].is_dash() && third.bits.1 & ways == 0,
            _ => true,
        };
        if let Some(p) = first.pairs.borrow().iter().find(|p| p.second == second.number) {
            return last(p.ways).then(|| p.meaning.clone());
        }
        let full = first.pairs.borrow().len() >= PAIRS;
        if full {
            return None;
        }
        let ways = pack.ways_behind(&first.nodes, &second.words);
        let phrase = pack.phrase_at(tokens, at, at + 2, &|n| &words[n].info).filter(|p| p.end > at + 1);
        let meaning = phrase.and_then(|p| first.meaning(lexicon, pack, begin, p));
        first.pairs.borrow_mut().push(Pair { second: second.number, ways, meaning: meaning.clone() });
        last(ways).then_some(meaning)
    }

    /// The word alone, where it is an article; it ends behind token `at`.
    pub(super) fn article(&self, lexicon: &Lexicon, pack: &Pack, at: usize) -> Option<Found> {
        let alone = self.alone.as_ref()?;
        let article = alone.entries.iter().any(|e| pack.entries[*e as usize].class == lexicon.core.article);
        (article && pack.file.plain_article).then(|| Found { end: at + 1, meaning: Rc::clone(alone) })
    }

    /// The longest phrase at a token, and where the reading goes on behind it.
    pub(super) fn phrase_at(words: &[Rc<Known>], lexicon: &Lexicon, pack: &Pack, begin: &Beginnings, tokens: &[Token], at: usize) -> Option<Found> {
        let first = &words[at];
        let word = |n: usize| &words[n].info;
        // a hyphen inside a name is as good as a space
        let next = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|t| t.is_dash()));
        if let Some(k) = words.get(next).filter(|k| first.bits.0 & k.bits.1 != 0) {
            if next == at + 1
                && let Some(known) = Self::pair(words, lexicon, pack, begin, tokens, at)
            {
                let two = known.map(|meaning| Found { end: at + 2, meaning });
                return two.or_else(|| first.alone.as_ref().map(|m| Found { end: at + 1, meaning: Rc::clone(m) }));
            }
            if !pack.leads_on(&first.nodes, &k.words) {
                return first.alone.as_ref().map(|m| Found { end: at + 1, meaning: Rc::clone(m) });
            }
            let mut limit = tokens.len();
            while let Some(phrase) = pack.phrase_at(tokens, at, limit, &word).filter(|p| p.end > at + 1) {
                let end = phrase.end;
                if let Some(meaning) = first.meaning(lexicon, pack, begin, phrase) {
                    return Some(Found { end, meaning });
                }
                // a phrase that the register does not know hides no shorter one
                limit = end - 1;
            }
        }
        first.alone.as_ref().map(|m| Found { end: at + 1, meaning: Rc::clone(m) })
    }
}
