//! A language pack: its words as one trie over folded words, and how a word of the text is looked up in it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::OnceLock;

use rust_decimal::Decimal;
use serde::Deserialize;
use smallvec::SmallVec;

use super::class::{ClassId, ClassTable, FewClasses};
use super::row::{Case, Scalar, Side};
use super::shelf::Shelf;
use super::tables::KindId;
use super::trie::{Trie, TrieBuilder};
use crate::normalise::{Caps, Habits, Token, TokenKind, fold, tokenise};

/// `pack.yaml` of a language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackFile {
    /// Language code.
    pub code: String,
    /// Name in English.
    pub name: String,
    /// Script its words are written in.
    pub script: Script,
    /// Direction of writing.
    pub direction: Direction,
    /// Endings that `stem~name` adds.
    #[serde(default)]
    pub endings: BTreeMap<String, Vec<Scalar>>,
    /// Endings of adjectives that tell of two: «سريلانكيان».
    #[serde(default)]
    pub dual: Vec<Scalar>,
    /// Endings of nouns that tell of two: «جنيهين».
    #[serde(default)]
    pub pair: Vec<Scalar>,
    /// Endings of adjectives of nationality that tell of one: «سريلانكي».
    #[serde(default)]
    pub one: Vec<Scalar>,
    /// Words after which a full stop does not end a sentence.
    #[serde(default)]
    pub abbreviations: Vec<Scalar>,
    /// Small words written together with the next.
    #[serde(default)]
    pub clitics: Clitics,
    /// Consonants of names, as letters of one common skeleton; letters left out are vowels.
    #[serde(default)]
    pub skeleton: BTreeMap<String, Scalar>,
    /// Particles of names that are left out of skeletons.
    #[serde(default)]
    pub name_prefixes: Vec<Scalar>,
    /// Particles of names that make one name with the word behind them: Abdel Rahman.
    #[serde(default)]
    pub name_joins: Vec<Scalar>,
    /// Words for the number of a king or pope behind his name, with that number: "the sixth" is VI.
    #[serde(default)]
    pub regnal: BTreeMap<String, Scalar>,
    /// Endings by which a family name is told of the whole family: "the Bongos".
    #[serde(default)]
    pub family_endings: Vec<Scalar>,
    /// Endings that are cut from a word before it is compared with another form of it, longest first, where four letters stay.
    #[serde(default)]
    pub inflected: Vec<Scalar>,
    /// Endings of words that may be verbs, so that an unknown word on one is no adjective before a noun that is counted.
    #[serde(default)]
    pub verbal: Vec<Scalar>,
    /// Whether names of countries, places and people begin with a capital.
    #[serde(default)]
    pub capitals: bool,
    /// Shapes of words that are no part of a name: `?` stands for one letter, `*` for any run.
    #[serde(default)]
    pub no_name: Vec<Scalar>,
    /// Whether `1.300` is one thousand three hundred.
    #[serde(default)]
    pub dot_groups: bool,
    /// Whether `3/7/2007` names the month first, in texts that are not news.
    #[serde(default)]
    pub month_first: bool,
    /// Whether a comma is a decimal point wherever it stands: `1,300` is one and three tenths.
    #[serde(default)]
    pub decimal_comma: bool,
    /// Whether a space parts groups of three digits: `1 300`, or, as in Switzerland, an apostrophe: `1'300`.
    #[serde(default)]
    pub space_groups: bool,
    /// Words that are written as one with the next, without their vowel and its sign: `l` of l'armée.
    #[serde(default)]
    pub elisions: Vec<Scalar>,
    /// The same of words that stand before no name: `n` of n'est, and not of N'Djamena.
    #[serde(default)]
    pub small_elisions: Vec<Scalar>,
    /// Words that are written as one with the next, whole, and beginnings of the words that they stand before: `ex` of expresidente.
    #[serde(default)]
    pub prefixed: BTreeMap<String, Vec<Scalar>>,
    /// Small words that hyphens join into the name of a place: `sur` of Neuilly-sur-Marne.
    #[serde(default)]
    pub hyphened: Vec<Scalar>,
    /// Endings that stand behind an apostrophe, which are words of their own with the sign: `da` of Ankara'da, `e` of 41'e.
    #[serde(default)]
    pub apostrophe_endings: Vec<Scalar>,
    /// What makes a rank of digits: `th` of 12th.
    #[serde(default)]
    pub ranks: Vec<Scalar>,
    /// Whether a full stop behind digits makes a rank of them, with a small word behind it, or any behind up to three digits: 5. gün, 12. Ağır Ceza.
    #[serde(default)]
    pub dot_ranks: bool,
    /// Whether digits go on with a number behind a scale without a word for "and": 50 bin 783.
    #[serde(default)]
    pub figures_go_on: bool,
    /// Whether digits go on behind a scale and a word for "and" that stands by itself: «۵۰ هزار و ۷۸۳» is one figure.
    #[serde(default)]
    pub figures_joined: bool,
    /// Whether the verb ends its clause, so that denial, doubt, the future and "since" stand behind the figure or the day, "according to" behind its
    /// source, a part before its whole, and whoever says something at the head of the sentence, far from the verb.
    #[serde(default)]
    pub verb_last: bool,
    /// Whether the day of the month stands in brackets or behind a comma, by its number alone, after its weekday: segunda-feira (3).
    #[serde(default)]
    pub bracketed_days: bool,
    /// Whether a weekday stands right behind its date: 6 Şubat 2023 Pazartesi.
    #[serde(default)]
    pub weekday_behind: bool,
    /// Whether adjectives, years and names stand behind the noun that they tell apart, though names have capitals: "les élections 2024".
    #[serde(default)]
    pub noun_first: bool,
    /// Whether the indefinite article is also the number one: behind a hedge ("au moins une personne") and at the end of a number.
    #[serde(default)]
    pub article_counts: bool,
    /// Whether adjectives of countries are written small, though names have capitals: sénégalais.
    #[serde(default)]
    pub small_adjectives: bool,
    /// Where nouns are declined, the endings of adjectives that stand before a noun in another case than the first. Whose something is stands
    /// behind it there without a word for "of", and behind a hedge a scale in the genitive, which is also a plural, is one of it.
    #[serde(default)]
    pub cases: Vec<Scalar>,
    /// Whether all nouns begin with a capital, so that one word before an office is no name unless a list has it.
    #[serde(default)]
    pub capital_nouns: bool,
    /// Whether names take none of the endings of its cases: `Cortes` and `Cortez` are two spellings, and no two cases of one.
    #[serde(default)]
    pub names_stay: bool,
    /// Whether the finite verb is the second part of a main clause, right behind "according to the police", and the rest of it the last.
    #[serde(default)]
    pub verb_second: bool,
    /// Whether an hour is told by its rank behind a word that leads to it: «о восьмій ранку», «о 20-й годині».
    #[serde(default)]
    pub ranked_hours: bool,
    /// Whether a year stands without a small word before it: "wurde 1975 gegründet".
    #[serde(default)]
    pub bare_years: bool,
    /// Small words that no rank stands before: a figure with a full stop before one with a capital ends its sentence.
    #[serde(default)]
    pub openers: Vec<Scalar>,
    /// Words that stand last in compounds written as one: a word that no row knows and that ends on one of these is read as it.
    #[serde(default)]
    pub compounds: Vec<Scalar>,
    /// Words by which texts of this language are told from those of others in its script.
    #[serde(default)]
    pub telling: Vec<Scalar>,
    /// Letters that words of the other languages in its script do not have.
    #[serde(default)]
    pub telling_letters: Vec<Scalar>,
    /// Whether years from 1200 to 1499 are those of the Islamic solar calendar.
    #[serde(default)]
    pub solar_years: bool,
    /// Whether its article is that and no pronoun: a phrase that begins with it gives way to one that reaches further.
    #[serde(default)]
    pub plain_article: bool,
    /// Whether a text of its script is taken for this language where small words tell none.
    #[serde(default)]
    pub untold: bool,
}

/// Most digits of a rank.
const LONGEST_RANK: usize = 3;

/// Fewest characters before the last word of a compound.
const COMPOUND_HEAD: usize = 3;

/// Script of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Script {
    /// Arabic letters.
    Arabic,
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
}

impl Script {
    /// The script of a letter, when it is one of these.
    pub fn of(c: char) -> Option<Script> {
        match c {
            'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' => Some(Script::Latin),
            '\u{0620}'..='\u{064A}' | '\u{0671}'..='\u{06D3}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => Some(Script::Arabic),
            '\u{0400}'..='\u{04FF}' => Some(Script::Cyrillic),
            _ => None,
        }
    }
}

/// Direction of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// Small words written together with a neighbour.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clitics {
    /// "and" before a word.
    #[serde(default)]
    pub conjunctions: Vec<Scalar>,
    /// Those of them that join clauses alone, and no names.
    #[serde(default)]
    pub then: Vec<Scalar>,
    /// Prepositions before a word, with the class each stands for.
    #[serde(default)]
    pub prepositions: BTreeMap<String, String>,
    /// The article.
    #[serde(default)]
    pub article: Option<Scalar>,
    /// Spellings of preposition and article together, with the class of the preposition.
    #[serde(default)]
    pub contracted: BTreeMap<String, String>,
    /// Pronouns after a word.
    #[serde(default)]
    pub suffixes: Vec<Scalar>,
    /// Last letter that a word takes back when its pronoun goes (ت → ة), as written → as looked up.
    #[serde(default)]
    pub restored: BTreeMap<String, String>,
    /// Marks of the future before a verb.
    #[serde(default)]
    pub future: Vec<Scalar>,
    /// Marks of possession after a word.
    #[serde(default)]
    pub possessive: Vec<Scalar>,
}

/// What a row means, for one of its forms.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Class of the word.
    pub class: ClassId,
    /// Value as written.
    pub value: Option<Cow<'static, str>>,
    /// Value as a number or range.
    pub number: Option<(Decimal, Decimal)>,
    /// Kind of fact the word tells by itself.
    pub kind: Option<KindId>,
    /// Unit or dimension.
    pub unit: Option<Cow<'static, str>>,
    /// Number the word carries.
    pub count: Option<u32>,
    /// Where a modifier stands.
    pub side: Option<Side>,
    /// Capitals the text must have.
    pub case: Option<Case>,
    /// Further classes that a unit of its phrase has: `says:deaths`, `event:fire`, `among:part`.
    pub further: SmallVec<[ClassId; 2]>,
    /// The spelling it must have, where folding would make another word of it; see [`written`].
    pub exact: Option<Cow<'static, str>>,
    /// File and row it comes from.
    pub origin: Origin,
}

impl Entry {
    /// A word of a class that means nothing more.
    pub(super) fn of_class(class: ClassId, origin: Origin) -> Self {
        Entry { class, value: None, number: None, kind: None, unit: None, count: None, side: None, case: None, further: SmallVec::new(), exact: None, origin }
    }
}

/// A row's place: file number in [`super::Lexicon::files`], row number in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Origin {
    /// File.
    pub file: u16,
    /// Row, from 0.
    pub row: u32,
}

/// Number of an entry in [`Pack::entries`].
pub type EntryId = u32;

/// One way to read a word: what was split off, and the word that is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Number of the word in the vocabulary.
    word: u32,
    /// Folded characters split off before it.
    pub cut: u8,
    /// Characters of those that are a conjunction.
    pub and: u8,
    /// Class of a preposition split off.
    pub preposition: Option<ClassId>,
    /// An article was split off.
    pub article: bool,
    /// A pronoun was split off after it.
    pub suffix: bool,
    /// A mark of the future was split off.
    pub future: bool,
    /// A mark of possession was split off.
    pub possessive: bool,
}

impl Form {
    /// Whether the word can stand within a phrase.
    fn follows(&self) -> bool {
        let joined = self.and > 0 || self.preposition.is_some();
        !(joined || self.suffix || self.article && self.cut > 2)
    }
}

/// What is known of a word of the text.
#[derive(Debug, Clone)]
pub struct WordInfo {
    /// Its folded form.
    pub folded: Rc<str>,
    /// As in the text, for rows that are exact.
    pub raw: Box<str>,
    /// Ways to read it, the least split first.
    pub forms: SmallVec<[Form; 3]>,
    /// Capitals.
    pub caps: Caps,
    /// Characters of a conjunction it may begin with (for words in no list, such as names).
    pub maybe_and: u8,
    /// It begins as a preposition and article do that are written as one.
    pub maybe_contracted: bool,
    /// It begins with the article, behind a conjunction or a preposition too.
    pub definite: bool,
    /// Script of its first letter.
    pub script: Option<Script>,
}

/// A phrase found at a token.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Entries it stands for.
    pub entries: SmallVec<[EntryId; 4]>,
    /// How its first word was read.
    pub form: Form,
}

/// The words of one language.
#[derive(Debug)]
pub struct Pack {
    /// Its `pack.yaml`.
    pub file: PackFile,
    pub(super) trie: Trie,
    /// Entries by number.
    pub entries: Shelf<Entry>,
    abbreviations: Vec<String>,
    /// By the last five bits of the first letter of an abbreviation: bits of the lengths in bytes.
    abbreviation_lengths: [u64; 32],
    no_name: OnceLock<NoNames>,
    prefixes: Vec<Prefix>,
    suffixes: Vec<String>,
    restored: Vec<(String, String)>,
    conjunctions: Vec<String>,
    possessive: Vec<String>,
    article: Option<String>,
    /// Preposition and article written as one, and a preposition before an article.
    contracted: Vec<String>,
    /// How it writes words and figures together and apart.
    pub habits: Habits,
    telling: rustc_hash::FxHashSet<String>,
    /// Letters that tell it from others of its script.
    letters: Vec<char>,
    openers: rustc_hash::FxHashSet<String>,
    ranks: Vec<String>,
    /// Endings of adjectives, where nouns are declined.
    cases: Vec<String>,
    /// Last words of compounds, folded, the longest first.
    compounds: Vec<String>,
}

#[derive(Debug)]
struct Prefix {
    text: String,
    chars: u8,
    and: u8,
    preposition: Option<ClassId>,
    article: bool,
    future: bool,
}

/// What no name is: words, and shapes of words.
#[derive(Debug, Default)]
struct NoNames {
    words: rustc_hash::FxHashSet<String>,
    shapes: Vec<String>,
}

/// Whether a word has a shape, in which `?` stands for one letter and `*` for any run.
fn has_shape(word: &str, shape: &str) -> bool {
    let (mut word, mut shape) = (word.chars(), shape.chars());
    loop {
        match shape.next() {
            None => return word.as_str().is_empty(),
            Some('*') => {
                let rest = word.as_str();
                return rest.char_indices().map(|(i, _)| i).chain([rest.len()]).any(|i| has_shape(&rest[i..], shape.as_str()));
            }
            Some(letter) => {
                if word.next().is_none_or(|c| letter != '?' && letter != c) {
                    return false;
                }
            }
        }
    }
}

impl Pack {
    /// An empty pack.
    pub fn new(file: PackFile, classes: &mut ClassTable) -> Self {
        let c = &file.clitics;
        let conj: Vec<String> = c.conjunctions.iter().map(|s| fold(&s.0)).collect();
        let article = c.article.as_ref().map(|a| fold(&a.0));
        let mut middles: Vec<(String, Option<ClassId>, bool, bool)> = vec![(String::new(), None, false, false)];
        if let Some(a) = &article {
            middles.push((a.clone(), None, true, false));
        }
        for (p, class) in &c.prepositions {
            let id = classes.intern(class);
            middles.push((fold(p), Some(id), false, false));
            if let Some(a) = &article {
                middles.push((format!("{}{a}", fold(p)), Some(id), true, false));
            }
        }
        for (p, class) in &c.contracted {
            middles.push((fold(p), Some(classes.intern(class)), true, false));
        }
        for f in &c.future {
            middles.push((fold(&f.0), None, false, true));
        }
        let mut prefixes = Vec::new();
        for and in std::iter::once("").chain(conj.iter().map(String::as_str)) {
            for (m, preposition, article, future) in &middles {
                let text = format!("{and}{m}");
                if text.is_empty() {
                    continue;
                }
                let chars = text.chars().count() as u8;
                prefixes.push(Prefix { text, chars, and: and.chars().count() as u8, preposition: *preposition, article: *article, future: *future });
            }
        }
        prefixes.sort_by_key(|p| p.chars);
        let abbreviations: Vec<String> = file.abbreviations.iter().map(|a| fold(&a.0)).collect();
        let mut abbreviation_lengths = [0; 32];
        for a in abbreviations.iter().filter_map(|a| a.as_bytes().first().map(|f| (*f, a.len()))) {
            abbreviation_lengths[usize::from(a.0 & 31)] |= 1 << a.1.min(63);
        }
        let mut suffixes: Vec<String> = c.suffixes.iter().map(|s| fold(&s.0)).collect();
        suffixes.sort_by_key(|s| std::cmp::Reverse(s.len()));
        let restored = c.restored.iter().map(|(a, b)| (fold(a), fold(b))).collect();
        let contracted = c.contracted.keys().map(|k| fold(k)).chain(article.iter().flat_map(|a| c.prepositions.keys().map(move |p| format!("{}{a}", fold(p))))).collect();
        let possessive = c.possessive.iter().map(|s| fold(&s.0)).collect();
        let habits = Habits::new(file.elisions.iter().map(|e| e.0.as_str()), file.small_elisions.iter().map(|e| e.0.as_str()), file.space_groups)
            .with_prefixes(file.prefixed.iter().map(|(p, w)| (p.as_str(), w.iter().map(|w| w.0.as_str()))))
            .with_apostrophe_endings(file.apostrophe_endings.iter().map(|e| e.0.as_str()));
        let [telling, openers] = [&file.telling, &file.openers].map(|list| list.iter().map(|w| fold(&w.0)).collect());
        let letters = file.telling_letters.iter().flat_map(|l| l.0.chars()).collect();
        let [ranks, cases, mut compounds] = [&file.ranks, &file.cases, &file.compounds].map(|list| list.iter().map(|w| fold(&w.0)).collect::<Vec<_>>());
        compounds.sort_by_key(|w| std::cmp::Reverse(w.len()));
        Pack {
            file,
            trie: Trie::default(),
            entries: Shelf::default(),
            abbreviations,
            abbreviation_lengths,
            no_name: OnceLock::new(),
            prefixes,
            suffixes,
            restored,
            conjunctions: conj,
            possessive,
            article,
            contracted,
            habits,
            telling,
            letters,
            openers,
            ranks,
            cases,
            compounds,
        }
    }

    /// Whether what tells a noun apart stands behind it.
    pub fn noun_first(&self) -> bool {
        self.file.noun_first || !self.file.capitals
    }

    /// Whether the verb leads its clause, and the number one stands behind what it counts.
    pub fn verb_leads(&self) -> bool {
        !self.file.capitals && !self.file.verb_last
    }

    /// Whether the verb ends its clause, though what tells a noun apart stands behind it: what is said of a day comes long after it.
    pub fn told_last(&self) -> bool {
        self.file.verb_last && self.noun_first()
    }

    /// Whether nouns are declined.
    pub fn cases(&self) -> bool {
        !self.cases.is_empty()
    }

    /// Whether names are declined as well.
    pub fn declines_names(&self) -> bool {
        self.cases() && !self.file.names_stay
    }

    /// Whether a letter stands in the endings of cases: a vowel, or a consonant that some ending has.
    pub fn ends_cases(&self, c: char) -> bool {
        self.cases.iter().any(|e| e.contains(c)) || !self.file.skeleton.contains_key(c.encode_utf8(&mut [0; 4]) as &str)
    }

    /// Whether a folded word ends as adjectives do before a noun that is declined.
    pub fn attribute(&self, word: &str) -> bool {
        self.cases.iter().any(|e| word.len() > e.len() + 4 && word.ends_with(e.as_str()))
    }

    /// Whether a folded word by itself has a class.
    pub fn knows(&self, word: &str, class: ClassId) -> bool {
        let node = self.trie.word(word).and_then(|w| self.trie.first(w));
        node.is_some_and(|n| self.trie.entries(n).any(|e| self.entries[e as usize].class == class))
    }

    /// Whether a folded word ends in a consonant.
    pub fn ends_hard(&self, word: &str) -> bool {
        word.chars().next_back().is_some_and(|c| self.file.skeleton.contains_key(c.encode_utf8(&mut [0; 4]) as &str))
    }

    /// Whether a folded word behind digits makes a rank of them.
    pub fn is_rank(&self, word: &str) -> bool {
        self.ranks.iter().any(|r| r == word)
    }

    /// Whether a word, as written and folded, tells the language from others of its script: one of its small words, one with a letter that they do not
    /// have or with the article.
    pub fn tells(&self, raw: &str, word: &str) -> bool {
        self.telling.contains(word) || self.letters.iter().any(|l| raw.contains(*l)) || self.is_definite(word)
    }

    /// The article that is joined to words, folded.
    pub fn article(&self) -> Option<&str> {
        self.article.as_deref()
    }

    /// Whether a folded word begins with the article, behind a conjunction or a preposition too.
    pub fn is_definite(&self, word: &str) -> bool {
        let long = |rest: &str| rest.chars().count() > 2;
        let Some(article) = &self.article else { return false };
        word.strip_prefix(article.as_str()).is_some_and(long) || self.prefixes.iter().any(|p| p.article && word.strip_prefix(p.text.as_str()).is_some_and(long))
    }

    /// Whether a folded word is nothing but what is written before words: the article, a preposition, both.
    pub fn is_clitic(&self, word: &str) -> bool {
        self.article.as_deref() == Some(word) || self.prefixes.iter().any(|p| p.text == word) || self.contracted.iter().any(|c| c == word)
    }

    /// Whether a folded adjective has an ending that tells of two.
    pub fn is_dual(&self, word: &str) -> bool {
        self.file.dual.iter().any(|e| word.ends_with(e.0.as_str()))
    }

    /// Whether a folded noun has an ending that tells of two.
    pub fn is_pair(&self, word: &str) -> bool {
        self.file.pair.iter().any(|e| word.ends_with(e.0.as_str()))
    }

    /// Whether a folded adjective has an ending that tells of one.
    pub fn is_one(&self, word: &str) -> bool {
        self.file.one.iter().any(|e| word.ends_with(e.0.as_str()))
    }

    /// Whether a folded word may begin with the preposition "to", written as one with it.
    pub fn led_to(&self, word: &str) -> bool {
        let to = |(p, class): (&String, &String)| class == "to" && word.strip_prefix(fold(p).as_str()).is_some_and(|r| r.chars().count() > 2);
        self.file.clitics.prepositions.iter().any(to)
    }

    /// Whether a folded word may begin with a preposition, written as one with it.
    pub fn led(&self, word: &str) -> bool {
        self.prefixes.iter().any(|p| p.preposition.is_some() && !p.article && p.and == 0 && word.strip_prefix(p.text.as_str()).is_some_and(|r| r.chars().count() > 2))
    }

    /// Whether a folded word begins with the letters of a conjunction that joins clauses alone.
    pub fn joins_clauses(&self, word: &str) -> bool {
        self.file.clitics.then.iter().any(|c| word.starts_with(c.0.as_str()))
    }

    /// Whether the last word of a phrase that is known has the article, however short it is.
    pub fn ends_definite(&self, phrase: &str) -> bool {
        let long = |rest: &str| rest.chars().count() > 1;
        phrase.rsplit_once(' ').is_some_and(|(_, last)| self.is_definite(last) || self.article.as_deref().and_then(|a| last.strip_prefix(a)).is_some_and(long))
    }

    /// Whether a folded word ends as verbs do.
    pub fn verbal(&self, word: &str) -> bool {
        self.file.verbal.iter().any(|e| word.ends_with(e.0.as_str()))
    }

    /// Whether a folded word is none that a name has.
    pub fn no_name_word(&self, word: &str) -> bool {
        self.no_names().words.contains(word)
    }

    /// Whether a folded word is none that a name has, or has a shape that no name has: a verbal noun, a sound plural.
    pub fn no_name(&self, word: &str) -> bool {
        let no = self.no_names();
        no.words.contains(word) || no.shapes.iter().any(|s| has_shape(word, s))
    }

    fn no_names(&self) -> &NoNames {
        let read = || {
            let folded = self.file.no_name.iter().map(|g| fold(&g.0));
            let (shapes, words): (Vec<String>, Vec<String>) = folded.partition(|g| g.contains(['?', '*']));
            NoNames { words: words.into_iter().collect(), shapes }
        };
        self.no_name.get_or_init(read)
    }

    /// Whether digits are a rank where a full stop and a word stand behind them.
    pub fn is_rank_before_stop(&self, word: &str, next: &str) -> bool {
        let digits = self.file.dot_ranks && word.len() <= LONGEST_RANK && word.bytes().all(|b| b.is_ascii_digit());
        digits && (self.openers.is_empty() || !self.openers.contains(&fold(next)))
    }

    /// Whether a full stop after this word does not end a sentence.
    pub fn is_abbreviation(&self, word: &str) -> bool {
        if word.is_ascii() {
            // most words share no first letter and length with one
            let lengths = word.as_bytes().first().map_or(0, |f| self.abbreviation_lengths[usize::from(f & 31)]);
            return lengths >> word.len().min(63) & 1 != 0 && self.abbreviations.iter().any(|a| a.eq_ignore_ascii_case(word));
        }
        let f = fold(word);
        self.abbreviations.contains(&f)
    }

    /// Adds an entry, under the number of the one before it when they are one.
    pub(super) fn entry(&mut self, entry: Entry) -> EntryId {
        if self.entries.len().checked_sub(1).and_then(|n| self.entries.get(n)) != Some(&entry) {
            self.entries.push(entry);
        }
        self.entries.len() as u32 - 1
    }

    /// Adds an entry under a form. Forms that fold to nothing are refused.
    pub(super) fn add(&self, trie: &mut TrieBuilder, form: &str, id: EntryId) -> Result<(), String> {
        let words = form_words(form, &self.habits);
        if words.is_empty() {
            return Err(format!("`{form}` has no letter or sign in it"));
        }
        let list = trie.phrase(&words);
        let entry = &self.entries[id as usize];
        // the same meaning twice (a spelling that folds like another) is one
        let known = list.iter().any(|e| {
            let e = &self.entries[*e as usize];
            e.class == entry.class && e.exact == entry.exact && e.value == entry.value && e.count == entry.count && e.kind == entry.kind && e.unit == entry.unit
        });
        if !known {
            list.push(id);
        }
        Ok(())
    }

    /// Looks a word of the text up.
    pub fn analyse(&self, raw: &str) -> WordInfo {
        let folded = fold(raw);
        let mut forms: SmallVec<[Form; 3]> = SmallVec::new();
        let whole = Form { word: 0, cut: 0, and: 0, preposition: None, article: false, suffix: false, future: false, possessive: false };
        self.look(&folded, whole, &mut forms);
        if !forms.iter().any(|f| self.trie.first(f.word).is_some_and(|n| self.trie.ends(n)))
            && let Some(last) = self.compound(&folded)
        {
            self.look(last, whole, &mut forms);
        }
        for p in &self.possessive {
            if let Some(stem) = folded.strip_suffix(p.as_str()) {
                self.look(stem, Form { possessive: true, ..whole }, &mut forms);
            }
        }
        let mut maybe_and = 0;
        for p in &self.prefixes {
            if let Some(rest) = folded.strip_prefix(p.text.as_str()) {
                let length = rest.chars().count();
                if length >= if p.and > 0 && p.chars == p.and { 2 } else { 3 } || (length == 2 && p.article) {
                    let form = Form { cut: p.chars, and: p.and, preposition: p.preposition, article: p.article, future: p.future, ..whole };
                    self.look(rest, form, &mut forms);
                }
            }
        }
        for c in &self.conjunctions {
            if folded.starts_with(c.as_str()) && folded.chars().count() > 3 {
                maybe_and = c.chars().count() as u8;
            }
        }
        let script = raw.chars().find_map(Script::of);
        let maybe_contracted = self.contracted.iter().any(|c| folded.strip_prefix(c.as_str()).is_some_and(|r| r.chars().count() > 2));
        // a name that begins like the article only when it is folded: its first letter is spelt otherwise
        let spelt = self.file.clitics.article.as_ref().is_some_and(|a| a.0.chars().next() != raw.chars().next());
        let seems = spelt && self.article.as_deref().is_some_and(|a| folded.starts_with(a));
        let definite = !seems && self.is_definite(&folded);
        WordInfo { folded: folded.into(), definite, raw: raw.into(), forms, caps: crate::normalise::caps_of(raw), maybe_and, maybe_contracted, script }
    }

    /// A folded word without the article and what is written before it ("and", a preposition): enough for two forms of a word
    /// that no list knows to meet. A word that only seems to begin so is cut the same way everywhere.
    pub fn bare<'w>(&self, folded: &'w str) -> &'w str {
        let cut = self.prefixes.iter().filter(|p| p.article).filter_map(|p| folded.strip_prefix(p.text.as_str()).map(|rest| (p.chars, rest)));
        cut.filter(|(_, rest)| rest.chars().count() >= 3).max_by_key(|(n, _)| *n).map_or(folded, |(_, rest)| rest)
    }

    /// A folded word without what is written before it and without the ending of its form: versera and versée are one.
    pub fn root<'w>(&self, folded: &'w str) -> &'w str {
        let word = self.bare(folded);
        let cut = self.file.inflected.iter().filter_map(|e| word.strip_suffix(e.0.as_str())).filter(|rest| rest.chars().count() >= 4);
        cut.min_by_key(|rest| rest.len()).unwrap_or(word)
    }

    /// Whether a folded word ends in a mark of possession, and how many characters the shortest such mark has.
    pub fn possessor(&self, folded: &str) -> Option<usize> {
        self.possessive.iter().filter(|p| folded.len() > p.len() && folded.ends_with(p.as_str())).map(|p| p.chars().count()).min()
    }

    /// The last word of a folded compound.
    fn compound<'w>(&'w self, folded: &str) -> Option<&'w str> {
        let long = |w: &&String| folded.strip_suffix(w.as_str()).is_some_and(|rest| rest.chars().count() >= COMPOUND_HEAD);
        self.compounds.iter().find(long).map(String::as_str)
    }

    /// Adds readings of a stem, with and without a pronoun after it.
    fn look(&self, stem: &str, form: Form, out: &mut SmallVec<[Form; 3]>) {
        let known = self.trie.word(stem);
        if let Some(word) = known {
            out.push(Form { word, ..form });
        }
        // a word that only stands within phrases may be another with its pronoun: «رئيسها التنفيذي» beside «رئيسها»
        if form.possessive || form.article || known.and_then(|w| self.trie.first(w)).is_some_and(|n| self.trie.ends(n)) {
            return;
        }
        for s in &self.suffixes {
            let Some(short) = stem.strip_suffix(s.as_str()) else { continue };
            if short.chars().count() < 3 {
                continue;
            }
            if let Some(word) = self.trie.word(short) {
                out.push(Form { word, suffix: true, ..form });
                return;
            }
            for (as_written, looked_up) in &self.restored {
                if let Some(base) = short.strip_suffix(as_written.as_str())
                    && let Some(word) = self.trie.word(&format!("{base}{looked_up}"))
                {
                    out.push(Form { word, suffix: true, ..form });
                    return;
                }
            }
        }
    }

    /// The longest phrase that begins at token `at`; `word` gives what is known of a token.
    pub fn phrase_at<'w>(&self, tokens: &[Token], at: usize, end: usize, word: &dyn Fn(usize) -> &'w WordInfo) -> Option<Phrase> {
        let first = word(at);
        let mut best: Option<Phrase> = None;
        for form in &first.forms {
            let Some(node) = self.trie.first(form.word) else { continue };
            if let Some((stop, node)) = self.longest(tokens, at + 1, end, node, word) {
                let better = best.as_ref().is_none_or(|b| stop > b.end);
                if better {
                    let entries: SmallVec<[EntryId; 4]> = self.trie.entries(node).filter(|e| self.fits(&self.entries[*e as usize], tokens, at, stop, word, form)).collect();
                    if !entries.is_empty() {
                        best = Some(Phrase { start: at, end: stop, entries, form: *form });
                    }
                }
            }
        }
        best
    }

    /// The nodes of the phrases that go on behind a word, and the words that it can go on with phrases as.
    pub fn links(&self, word: &WordInfo) -> (SmallVec<[u32; 2]>, SmallVec<[u32; 2]>) {
        let nodes = word.forms.iter().filter_map(|f| self.trie.first(f.word)).filter(|n| self.trie.goes_on(*n)).collect();
        let words = word.forms.iter().filter(|f| f.follows() && self.trie.goes_on_with(f.word)).map(|f| f.word).collect();
        (nodes, words)
    }

    /// Bits of the words that lead on from one of these nodes: see [`word_bits`](Self::word_bits).
    pub fn ways(&self, nodes: &[u32]) -> u64 {
        nodes.iter().fold(0, |bits, n| bits | self.trie.ways(*n))
    }

    /// Bits of the words that lead on behind one of these words, where it leads on from one of these nodes.
    pub fn ways_behind(&self, nodes: &[u32], words: &[u32]) -> u64 {
        let behind = nodes.iter().flat_map(|n| words.iter().filter_map(|w| self.trie.next(*n, *w)));
        behind.fold(0, |bits, n| bits | self.trie.ways(n))
    }

    /// Bits of words: where they share none with the ways from some nodes, no word leads on from one.
    pub fn word_bits(words: &[u32]) -> u64 {
        words.iter().fold(0, |bits, w| bits | 1 << (w % 64))
    }

    /// Whether a word leads on from one of these nodes.
    pub fn leads_on(&self, nodes: &[u32], words: &[u32]) -> bool {
        nodes.iter().any(|n| words.iter().any(|w| self.trie.leads(*n, *w)))
    }

    fn fits<'w>(&self, e: &Entry, tokens: &[Token], at: usize, stop: usize, word: &dyn Fn(usize) -> &'w WordInfo, form: &Form) -> bool {
        if form.future && e.value.is_some() {
            return false;
        }
        if let Some(exact) = &e.exact {
            let mut spelled = exact.split(' ');
            let same = (at..stop).all(|i| {
                let own = written(&word(i).raw);
                let cut = if i == at { crate::normalise::original_offset(&own, usize::from(form.cut)) } else { 0 };
                spelled.next() == own.get(cut..)
            });
            if !same || spelled.next().is_some() {
                return false;
            }
        }
        let Some(case) = e.case else { return true };
        let has = |ok: &dyn Fn(Caps) -> bool| (at..stop).any(|i| tokens[i].kind == TokenKind::Word && ok(word(i).caps));
        match case {
            Case::Title => has(&|c| c != Caps::None),
            Case::Upper => has(&|c| c == Caps::Upper) || (word(at).folded.chars().count() >= 4 && has(&|c| c != Caps::None)),
        }
    }

    /// Walks on from a node as far as it goes; gives the last token and node that hold entries.
    fn longest<'w>(&self, tokens: &[Token], at: usize, end: usize, node: u32, word: &dyn Fn(usize) -> &'w WordInfo) -> Option<(usize, u32)> {
        let mut best = self.trie.ends(node).then_some((at, node));
        if !self.trie.goes_on(node) {
            return best;
        }
        let mut next = at;
        // a hyphen inside a name is as good as a space
        if next + 1 < end && tokens[next].is_dash() && !tokens[next].spaced && !tokens[next + 1].spaced {
            next += 1;
        }
        if next < end && tokens[next].breaks == 0 {
            for form in &word(next).forms {
                if !form.follows() {
                    continue;
                }
                if let Some(child) = self.trie.next(node, form.word)
                    && let Some(found) = self.longest(tokens, next + 1, end, child, word)
                    && best.is_none_or(|b| found.0 > b.0)
                {
                    best = Some(found);
                }
            }
        }
        best
    }

    /// The entry's class set, over a phrase.
    pub fn classes(&self, phrase: &Phrase) -> FewClasses {
        let mut set = FewClasses::default();
        for e in &phrase.entries {
            set.insert(self.entries[*e as usize].class);
        }
        set
    }
}

/// A spelling without the marks that fold to nothing: vowel signs, tatweel, invisible characters.
pub fn written(word: &str) -> String {
    word.chars().filter(|c| c.is_ascii() || !fold(c.encode_utf8(&mut [0; 4])).is_empty()).collect()
}

/// The folded words and signs of a form, hyphens left out.
fn form_words(form: &str, habits: &Habits) -> Vec<String> {
    habits
        .settle(form, tokenise(form))
        .iter()
        .filter(|t| !(t.is_dash() && form.chars().any(char::is_alphanumeric)))
        .map(|t| fold(&form[t.span.range()]))
        .filter(|w| !w.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::has_shape;

    #[test]
    fn shapes() {
        for (word, shape) in [("", "*"), ("مقاتله", "م?ا??ه"), ("استقبال", "است*ا?"), ("running", "*ing"), ("ing", "*ing"), ("abcabd", "a*b?")] {
            assert!(has_shape(word, shape), "{word} {shape}");
        }
        for (word, shape) in [("", "?"), ("مقاتل", "م?ا??ه"), ("ings", "*ing"), ("abcabde", "a*b?"), ("a", "a?")] {
            assert!(!has_shape(word, shape), "{word} {shape}");
        }
    }
}
