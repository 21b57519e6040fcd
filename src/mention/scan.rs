//! A sentence with every word looked up: the ground on which numbers, dates and nouns are read.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::Mention;
use super::known::{Beginnings, Entries, Found, Known};
use super::numeral::Numeral;
use super::spellings::Spellings;
use super::units::Unit;
use crate::lexicon::{ClassId, CoreClasses, Entry, Lexicon, Pack, Script};
use crate::normalise::{Sentence, Token, TokenKind, sentences, tokenise};
use crate::source::Document;

/// What kind of text is read, for readings that only one kind calls for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Register {
    /// News: a figure is read as a writer of news means it, and doubtful readings are left out.
    #[default]
    News,
    /// Any text, single phrases too: a bare number is a number, a bare weekday the coming one.
    Anything,
}

/// Looks words up, remembering each spelling it has met. One per thread.
pub struct Analyser<'l> {
    /// The words.
    pub lexicon: &'l Lexicon,
    register: Register,
    cache: Vec<Spellings>,
    /// What the last sentence was looked up in, for the next.
    spare: Spare,
    /// Hashes of the skeletons of words that may be names, for those who compare names across documents.
    pub skeletons: FxHashMap<Box<str>, SmallVec<[u32; 2]>>,
    /// Lists of sentences that are done with, empty, for those that come.
    sheets: Vec<Sheet>,
    /// Texts of phrases.
    texts: FxHashSet<Rc<str>>,
    begin: Rc<Beginnings>,
    /// How many spellings were met.
    met: u32,
}

/// The lists of a laid-out sentence: made once and used for many.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Its units.
    pub units: Vec<Unit>,
    /// Its mentions.
    pub mentions: Vec<Mention>,
    /// Entries of each unit.
    pub entries: Vec<Entries>,
    /// Words of each unit.
    pub folded: Vec<Rc<str>>,
}

/// Most sheets that are kept, and most units that one may have room for.
const SHEETS: (usize, usize) = (256, 256);

/// Lists of a sentence that is done with, empty.
type Spare = (Vec<Rc<Known>>, Vec<Option<Found>>, Vec<u16>);

/// Spellings remembered per language before the memory is cleared.
pub const CACHE: usize = 200_000;

impl<'l> Analyser<'l> {
    /// An analyser of news over a lexicon.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self::of(lexicon, Register::News)
    }

    /// An analyser of a kind of text.
    pub fn of(lexicon: &'l Lexicon, register: Register) -> Self {
        let cache = lexicon.packs.iter().map(|_| Spellings::default()).collect();
        Analyser {
            lexicon,
            register,
            cache,
            spare: Spare::default(),
            skeletons: FxHashMap::default(),
            sheets: Vec::new(),
            texts: FxHashSet::default(),
            begin: Rc::new(Beginnings::new(lexicon, register)),
            met: 0,
        }
    }

    /// Reads texts of another kind from now on.
    pub fn read_as(&mut self, register: Register) {
        if self.register != register {
            *self = Self::of(self.lexicon, register);
        }
    }

    /// Tokens and sentences of a document.
    pub fn cut(&self, doc: &Document) -> (Vec<Token>, Vec<Sentence>) {
        let pack = self.lexicon.pack_of(&doc.language).map(|p| &self.lexicon.packs[p]);
        let mut tokens = tokenise(&doc.text);
        if let Some(p) = pack {
            tokens = p.habits.settle(&doc.text, tokens);
        }
        let cut = sentences(&doc.text, &tokens, |w, next| pack.is_some_and(|p| p.is_abbreviation(w) || p.is_rank_before_stop(w, next)));
        (tokens, cut)
    }

    /// The document's pack, where its text holds no letter of another script: then that of all its sentences.
    pub fn only_pack(&self, doc: &Document) -> Option<usize> {
        let own = self.lexicon.pack_of(&doc.language)?;
        // bytes with which letters of other scripts begin; some begin other signs too. All are looked at, many at once
        let mixed = match self.lexicon.packs[own].file.script {
            Script::Latin => doc.text.bytes().fold(false, |any, b| any | (0xD0..=0xDF).contains(&b) | (b == 0xEF)),
            Script::Arabic => doc.text.bytes().fold(false, |any, b| any | ((b | 0x20).wrapping_sub(b'a') < 26) | (0xC3..=0xD7).contains(&b)),
            Script::Cyrillic => true,
        };
        (!mixed).then_some(own)
    }

    /// The pack for a sentence: the document's, or that of the script most of its letters are in.
    pub fn pack_for(&self, doc: &Document, tokens: &[Token]) -> Option<usize> {
        let own = self.lexicon.pack_of(&doc.language);
        let script = own.map(|p| self.lexicon.packs[p].file.script);
        let mut tally = [0u32; 3];
        let length = tokens.last().map_or(0, |t| t.span.end) - tokens.first().map_or(0, |t| t.span.start);
        for t in tokens.iter().filter(|t| t.kind == TokenKind::Word) {
            let word = &doc.text[t.span.range()];
            // a word mostly begins with a letter of its script
            let script = match word.as_bytes() {
                [b'A'..=b'Z' | b'a'..=b'z', ..] => Some(Script::Latin),
                [0xD8, 0xA0..=0xBF, ..] | [0xD9, 0x80..=0x8A, ..] => Some(Script::Arabic),
                _ => word.chars().find_map(Script::of),
            };
            if let Some(s) = script {
                tally[s as usize] += t.span.end - t.span.start;
                // no other comes up to it
                if script == Some(s) && 2 * tally[s as usize] > length {
                    return own;
                }
            }
        }
        let most = [Script::Arabic, Script::Latin, Script::Cyrillic].into_iter().max_by_key(|s| tally[*s as usize])?;
        if script == Some(most) || tally[most as usize] == 0 { own.or_else(|| (self.register == Register::Anything).then_some(0)) } else { self.lexicon.pack_of_script(most) }
    }

    /// Takes back what a sentence was looked up in.
    pub fn take_back(&mut self, scan: Scan<'_, '_>) {
        self.spare = (scan.words, scan.phrases, scan.covered);
        self.spare.0.clear();
        self.spare.1.clear();
        self.spare.2.clear();
    }

    /// Empty lists for a sentence.
    pub fn sheet(&mut self) -> Sheet {
        self.sheets.pop().unwrap_or_default()
    }

    /// Takes back the lists of a sentence.
    pub fn take_sheet(&mut self, mut sheet: Sheet) {
        if self.sheets.len() < SHEETS.0 && sheet.units.capacity() <= SHEETS.1 {
            sheet.units.clear();
            sheet.mentions.clear();
            sheet.entries.clear();
            sheet.folded.clear();
            self.sheets.push(sheet);
        }
    }

    /// A text that many documents hold, kept once.
    pub fn shared(&mut self, text: &str) -> Rc<str> {
        if let Some(t) = self.texts.get(text) {
            return Rc::clone(t);
        }
        if self.texts.len() >= CACHE {
            self.texts.clear();
        }
        let shared: Rc<str> = text.into();
        self.texts.insert(Rc::clone(&shared));
        shared
    }

    /// What is known of a word.
    pub fn word(&mut self, pack: usize, raw: &str, kind: TokenKind) -> Rc<Known> {
        let cache = &mut self.cache[pack];
        if let Some(w) = cache.get(raw) {
            return Rc::clone(w);
        }
        if cache.len() >= CACHE {
            cache.clear();
        }
        let info = Rc::new(Known::new(self.lexicon, &self.lexicon.packs[pack], &self.begin, raw, kind, self.met));
        self.met = self.met.wrapping_add(1);
        cache.put(Rc::clone(&info));
        info
    }
}

/// Classes that news does not know: a word with no other is any word there.
pub(super) fn loose(core: &CoreClasses) -> [ClassId; 10] {
    [core.short_scale, core.part, core.short_month, core.short_weekday, core.loose_deixis, core.ahead, core.fewer, core.holiday, core.era, core.year_offset]
}

/// Words that a sentence must hold for some readings.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Holds {
    /// A dual of a scale.
    pub duals: bool,
    /// A negation.
    pub negated: bool,
    /// A month, or a word such as "last".
    pub months: bool,
    /// A word that counts back: "ago".
    pub ago: bool,
}

/// One sentence, looked up.
pub struct Scan<'l, 'a> {
    /// The words and tables.
    pub lexicon: &'l Lexicon,
    /// Number of the pack.
    pub pack_number: usize,
    /// The document's text.
    pub text: &'a str,
    /// What kind of text it is.
    pub register: Register,
    /// The sentence's tokens.
    pub tokens: &'a [Token],
    /// What is known of each token.
    pub words: Vec<Rc<Known>>,
    /// The phrase that begins at each token.
    pub phrases: Vec<Option<Found>>,
    /// For each token, how far before it the phrase begins that covers it, plus one; 0 where none does.
    covered: Vec<u16>,
    /// What stands anywhere in the sentence.
    pub(super) holds: Holds,
    /// Bits of the classes of words that go on with a figure in digits.
    pub(super) figure_ends: u64,
    /// The number that was read last, and where: a date and a quantity are tried at the same token.
    pub(super) numeral: RefCell<Option<(usize, Option<Numeral>)>>,
}

impl<'l, 'a> Scan<'l, 'a> {
    /// Looks a sentence up.
    pub fn new(analyser: &mut Analyser<'l>, pack: usize, text: &'a str, tokens: &'a [Token]) -> Self {
        let (mut words, mut phrases, mut covered) = std::mem::take(&mut analyser.spare);
        words.extend(tokens.iter().map(|t| analyser.word(pack, &text[t.span.range()], t.kind)));
        phrases.resize_with(tokens.len(), || None);
        covered.resize(tokens.len(), 0);
        let (lexicon, begin) = (analyser.lexicon, &analyser.begin);
        let p = &lexicon.packs[pack];
        let mut holds = Holds::default();
        let mut i = 0;
        while i < tokens.len() {
            if let Some(mut ph) = Known::phrase_at(&words, lexicon, p, begin, tokens, i) {
                // "the number" is one phrase and "number held" another: the one that reaches further has the word, and the article stands alone
                if ph.end > i + 1
                    && let Some(article) = words[i].article(lexicon, p, i)
                    && Known::phrase_at(&words, lexicon, p, begin, tokens, i + 1).is_some_and(|next| next.end > ph.end)
                {
                    ph = article;
                }
                let end = ph.end;
                holds.duals |= ph.holds.duals;
                holds.negated |= ph.holds.negated;
                holds.months |= ph.holds.months;
                holds.ago |= ph.holds.ago;
                // sentences are short enough for this
                covered[i..end].iter_mut().zip(1..).for_each(|(c, n)| *c = n);
                phrases[i] = Some(ph);
                i = end;
            } else {
                i += 1;
            }
        }
        let mut scan = Scan {
            lexicon,
            register: analyser.register,
            pack_number: pack,
            text,
            holds,
            figure_ends: begin.figure_ends,
            numeral: RefCell::new(None),
            tokens,
            words,
            phrases,
            covered,
        };
        // "Meta" for one, where it counts nothing
        for i in 0..if holds.duals { scan.tokens.len() } else { 0 } {
            let dual = |e: &u32| scan.pack().entries[*e as usize].class == scan.lexicon.core.dual_scale;
            if scan.phrases[i].as_ref().is_some_and(|p| p.entries.iter().all(dual)) && scan.numeral(i).is_none() {
                let end = scan.phrases[i].take().map_or(i, |p| p.end);
                scan.covered[i..end].fill(0);
            }
        }
        scan.numeral.take();
        scan
    }

    /// The language's words.
    pub fn pack(&self) -> &'l Pack {
        &self.lexicon.packs[self.pack_number]
    }

    /// The entry of a class, of the phrase that begins at a token.
    #[inline]
    pub fn entry(&self, at: usize, class: ClassId) -> Option<&'l Entry> {
        if self.has(at, class) { self.entry_at(at, class) } else { None }
    }

    /// The same, where the phrase has the class.
    fn entry_at(&self, at: usize, class: ClassId) -> Option<&'l Entry> {
        let ph = self.phrase(at)?;
        ph.entries.iter().map(|e| &self.pack().entries[*e as usize]).find(|e| e.class == class)
    }

    /// Whether readings that news would not bear are wanted.
    pub fn anything(&self) -> bool {
        self.register == Register::Anything
    }

    /// Number of that entry, for derivations.
    pub fn entry_id(&self, at: usize, class: ClassId) -> Option<u32> {
        let ph = self.phrases.get(at)?.as_ref()?;
        ph.entries.iter().copied().find(|e| self.pack().entries[*e as usize].class == class)
    }

    /// Whether the phrase at a token has a class.
    #[inline]
    pub fn has(&self, at: usize, class: ClassId) -> bool {
        self.phrase(at).is_some_and(|p| p.classes.has(class))
    }

    /// The phrase that begins at a token.
    #[inline]
    pub fn phrase(&self, at: usize) -> Option<&Found> {
        self.phrases.get(at)?.as_ref()
    }

    /// Whether a token is part of a phrase.
    pub fn is_covered(&self, at: usize) -> bool {
        self.covered.get(at).is_some_and(|c| *c > 0)
    }

    /// End of the phrase or word at a token.
    pub fn end_of(&self, at: usize) -> usize {
        self.phrase(at).map_or(at + 1, |p| p.end)
    }

    /// First token of the phrase or word before a token.
    pub fn before(&self, at: usize) -> Option<usize> {
        let i = at.checked_sub(1)?;
        Some(self.covering(i).unwrap_or(i))
    }

    /// First token of the phrase that covers a token.
    pub fn covering(&self, at: usize) -> Option<usize> {
        let back = usize::from(*self.covered.get(at)?);
        (at + 1).checked_sub(back).filter(|_| back > 0)
    }

    /// Whether the word at a token has a conjunction joined to it.
    pub fn joined_and(&self, at: usize) -> bool {
        self.phrase(at).is_some_and(|p| p.form.and > 0)
    }

    /// Whether a token is a comma of any script.
    pub fn comma(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is(',') || t.is('،'))
    }

    /// Whether two tokens stand without a space between.
    pub fn touching(&self, at: usize) -> bool {
        at < self.tokens.len() && !self.tokens[at].spaced && self.tokens[at].breaks == 0
    }

    /// Whether a number, or a date when `dates`, can begin at a token at all. In texts that are not news nearly anything can.
    pub(super) fn may_begin(&self, at: usize, dates: bool) -> bool {
        let Some(t) = self.tokens.get(at) else { return false };
        self.anything() || matches!(t.kind, TokenKind::Number | TokenKind::Punct('.')) || self.phrase(at).is_some_and(|p| if dates { p.begins_date } else { p.begins_number })
    }

    /// Whether a date can begin at a token at all: in news few of the figures can.
    pub(super) fn may_be_date(&self, at: usize) -> bool {
        if !self.may_begin(at, true) {
            return false;
        }
        if self.anything() || self.tokens[at].kind != TokenKind::Number || self.phrase(at).is_some() {
            return true;
        }
        let word = &self.words[at];
        let goes_on = || self.tokens.get(at + 1).is_some_and(|t| !t.spaced && (t.is('/') || t.is_dash()));
        word.digits.is_none() || word.is_year || word.is_day && self.holds.months || self.holds.ago || goes_on() || self.raw(at).contains('.')
    }

    /// The text of a token.
    pub fn raw(&self, at: usize) -> &'a str {
        &self.text[self.tokens[at].span.range()]
    }

    /// Whether a token is this punctuation mark.
    pub fn is_punct(&self, at: usize, c: char) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is(c))
    }
}
