//! A sentence with every word looked up: the ground on which numbers, dates and nouns are read.

use std::cell::OnceCell;
use std::rc::Rc;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::lexicon::{ClassId, ClassSet, CoreClasses, Entry, Lexicon, Pack, Phrase, Script, WordInfo};
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
    /// What kind of text is read.
    pub register: Register,
    cache: Vec<FxHashMap<Box<str>, Rc<WordInfo>>>,
    value_starts: Rc<ClassSet>,
}

/// Spellings remembered per language before the memory is cleared.
const CACHE: usize = 200_000;

impl<'l> Analyser<'l> {
    /// An analyser over a lexicon.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        let value_starts = Rc::new(super::units::value_starts(&lexicon.core));
        Analyser { lexicon, register: Register::News, cache: lexicon.packs.iter().map(|_| FxHashMap::default()).collect(), value_starts }
    }

    /// Tokens and sentences of a document.
    pub fn cut(&self, doc: &Document) -> (Vec<Token>, Vec<Sentence>) {
        let tokens = tokenise(&doc.text);
        let pack = self.lexicon.pack_of(&doc.language).map(|p| &self.lexicon.packs[p]);
        let cut = sentences(&doc.text, &tokens, |w| pack.is_some_and(|p| p.is_abbreviation(w)));
        (tokens, cut)
    }

    /// The pack for a sentence: the document's, or that of the script most of its letters are in.
    pub fn pack_for(&self, doc: &Document, tokens: &[Token]) -> Option<usize> {
        let own = self.lexicon.pack_of(&doc.language);
        let script = own.map(|p| self.lexicon.packs[p].file.script);
        let mut tally = [0u32; 3];
        for t in tokens.iter().filter(|t| t.kind == TokenKind::Word) {
            if let Some(s) = doc.text[t.span.range()].chars().find_map(Script::of) {
                tally[s as usize] += t.span.end - t.span.start;
            }
        }
        let most = [Script::Arabic, Script::Latin, Script::Cyrillic].into_iter().max_by_key(|s| tally[*s as usize])?;
        if script == Some(most) || tally[most as usize] == 0 { own.or_else(|| (self.register == Register::Anything).then_some(0)) } else { self.lexicon.pack_of_script(most) }
    }

    /// What is known of a word.
    pub fn word(&mut self, pack: usize, raw: &str) -> Rc<WordInfo> {
        let cache = &mut self.cache[pack];
        if let Some(w) = cache.get(raw) {
            return Rc::clone(w);
        }
        if cache.len() >= CACHE {
            cache.clear();
        }
        let info = Rc::new(self.lexicon.packs[pack].analyse(raw));
        cache.insert(raw.into(), Rc::clone(&info));
        info
    }
}

/// Classes that news does not know: a word with no other is any word there.
pub(super) fn is_loose(core: &CoreClasses, class: ClassId) -> bool {
    [core.short_scale, core.part, core.short_month, core.short_weekday, core.loose_deixis, core.ahead, core.fewer, core.holiday, core.era, core.year_offset].contains(&class)
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
    pub words: Vec<Rc<WordInfo>>,
    /// The phrase that begins at each token.
    pub phrases: Vec<Option<Phrase>>,
    /// For each token, the first token of the phrase that covers it.
    pub covered: Vec<Option<usize>>,
    /// Classes of words that a value may begin with.
    pub(super) value_starts: Rc<ClassSet>,
    /// For each token its value in digits, once it was asked for.
    pub(super) digits: Vec<OnceCell<Option<Decimal>>>,
}

impl<'l, 'a> Scan<'l, 'a> {
    /// Looks a sentence up.
    pub fn new(analyser: &mut Analyser<'l>, pack: usize, text: &'a str, tokens: &'a [Token]) -> Self {
        let words: Vec<Rc<WordInfo>> = tokens.iter().map(|t| analyser.word(pack, &text[t.span.range()])).collect();
        let p = &analyser.lexicon.packs[pack];
        let mut phrases: Vec<Option<Phrase>> = vec![None; tokens.len()];
        let mut covered = vec![None; tokens.len()];
        let mut i = 0;
        while i < tokens.len() {
            let found = if words[i].forms.is_empty() { None } else { p.phrase_at(tokens, i, tokens.len(), &|n| &words[n]) };
            let found = found.and_then(|mut ph| {
                if analyser.register == Register::News {
                    ph.entries.retain(|e| !is_loose(&analyser.lexicon.core, p.entries[*e as usize].class));
                }
                (!ph.entries.is_empty()).then_some(ph)
            });
            if let Some(ph) = found {
                let end = ph.end;
                for c in &mut covered[i..end] {
                    *c = Some(i);
                }
                phrases[i] = Some(ph);
                i = end;
            } else {
                i += 1;
            }
        }
        let mut scan = Scan {
            lexicon: analyser.lexicon,
            register: analyser.register,
            pack_number: pack,
            value_starts: Rc::clone(&analyser.value_starts),
            text,
            digits: vec![OnceCell::new(); tokens.len()],
            tokens,
            words,
            phrases,
            covered,
        };
        // "Meta" for one, where it counts nothing
        for i in 0..scan.tokens.len() {
            let dual = |e: &u32| scan.pack().entries[*e as usize].class == scan.lexicon.core.dual_scale;
            if scan.phrases[i].as_ref().is_some_and(|p| p.entries.iter().all(dual)) && scan.numeral(i).is_none() {
                for c in &mut scan.covered[i..scan.phrases[i].take().map_or(i, |p| p.end)] {
                    *c = None;
                }
            }
        }
        scan
    }

    /// The language's words.
    pub fn pack(&self) -> &'l Pack {
        &self.lexicon.packs[self.pack_number]
    }

    /// The entry of a class, of the phrase that begins at a token.
    pub fn entry(&self, at: usize, class: ClassId) -> Option<&'l Entry> {
        let ph = self.phrases.get(at)?.as_ref()?;
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
    pub fn has(&self, at: usize, class: ClassId) -> bool {
        self.entry(at, class).is_some()
    }

    /// The phrase that begins at a token.
    pub fn phrase(&self, at: usize) -> Option<&Phrase> {
        self.phrases.get(at)?.as_ref()
    }

    /// End of the phrase or word at a token.
    pub fn end_of(&self, at: usize) -> usize {
        self.phrase(at).map_or(at + 1, |p| p.end)
    }

    /// First token of the phrase or word before a token.
    pub fn before(&self, at: usize) -> Option<usize> {
        let i = at.checked_sub(1)?;
        Some(self.covered[i].unwrap_or(i))
    }

    /// Whether the word at a token has a conjunction joined to it.
    pub fn joined_and(&self, at: usize) -> bool {
        self.phrase(at).is_some_and(|p| p.form.and > 0)
    }

    /// Whether two tokens stand without a space between.
    pub fn touching(&self, at: usize) -> bool {
        at < self.tokens.len() && !self.tokens[at].spaced && self.tokens[at].breaks == 0
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
