//! The words of the built-in rules as tables, laid out when the program is built and read in place when it runs.

use std::borrow::Cow;

use super::frame_file::PatternDef;
use super::pack::{Entry, Origin, Pack};
use super::pattern::{Conjunction, Pattern, Step, Times};
use super::row::{self, Case, Side};
use super::shelf::{Laid, Shelf};
use super::store::{NamesBuilder, Reader, Texts, Writer};
use super::trie::Trie;
use super::world::World;
use super::{Calls, ClassId, ClassTable, FrameSource, KindId, Lexicon, RuleText};
use crate::error::{Problem, Result};
use crate::value::Modifier;

/// The tables, when these are the built-in files and no others.
pub(super) fn words(files: &[RuleText]) -> Option<&'static [u8]> {
    let built_in = crate::built_in::TEXTS;
    (!built_in.is_empty() && files.len() == built_in.len() && files.iter().all(|f| f.built_in)).then_some(crate::built_in::LEXICON)
}

const SIDES: [Side; 3] = [Side::Before, Side::After, Side::Both];
const CASES: [Case; 2] = [Case::Title, Case::Upper];
const TIMES: [Times; 3] = [Times::Once, Times::Optional, Times::Many];

/// The number of a choice plus one; 0 for none.
fn choice<T: PartialEq>(list: &[T], one: Option<T>) -> u32 {
    one.and_then(|o| list.iter().position(|x| *x == o)).map_or(0, |n| n as u32 + 1)
}

fn chosen<T: Copy>(list: &[T], n: u32) -> Option<T> {
    list.get((n as usize).checked_sub(1)?).copied()
}

impl Lexicon {
    /// Lays the words out as tables.
    pub fn write(&self) -> Vec<u8> {
        let mut w = Writer::default();
        self.classes.write(&mut w);
        w.classes(&self.cues.iter().collect::<Vec<_>>());
        self.world.write(&mut w);
        w.number(self.packs.len() as u32);
        for ((p, frames), calls) in self.packs.iter().zip(&self.frames).zip(&self.calls) {
            w.text(&p.file.code);
            p.trie.write(&mut w);
            p.entries.write(&mut w);
            w.number(frames.len() as u32);
            frames.iter().for_each(|f| write_frames(f, &mut w));
            calls.write(&mut w);
        }
        w.finish()
    }

    /// SHA-256 over the rule files, when they are the built-in ones alone.
    pub fn built_in_hash(&self) -> Option<&'static str> {
        words(&self.files).map(|_| crate::built_in::HASH)
    }

    /// The same over those that claims are read by, which is all but the rules of `check/`.
    pub fn built_in_read_hash(&self) -> Option<&'static str> {
        words(&self.files).map(|_| crate::built_in::READ_HASH)
    }

    /// Takes the tables in; `files` are those that they were made of.
    pub(super) fn read(files: Vec<RuleText>, data: &'static [u8]) -> Result<Self> {
        let mut r = Reader::new(data);
        let mut lexicon = Self::without_words(&files, ClassTable::read(&mut r))?;
        lexicon.cues = r.classes();
        lexicon.world = World::read(&mut r);
        lexicon.holders = super::Holders::built_in(crate::built_in::PEOPLE);
        for _ in 0..r.number() {
            let path = format!("lang/{}/pack.yaml", r.text());
            let file = files.iter().find(|f| f.path == path).ok_or_else(|| Box::new(Problem::new(format!("{path} is not built in"))))?;
            let mut pack = Pack::new(file.parse()?, &mut lexicon.classes);
            pack.trie = Trie::read(&mut r);
            pack.entries = Shelf::read(&mut r);
            lexicon.packs.push(pack);
            let frames = (0..r.number()).map(|_| read_frames(&mut r)).collect();
            lexicon.frames.push(frames);
            lexicon.calls.push(Calls::read(&mut r));
        }
        lexicon.files = files;
        Ok(lexicon)
    }
}

/// A text that may be missing, as a number: its own plus one.
fn put(texts: &mut NamesBuilder, t: Option<&str>) -> u32 {
    t.map_or(0, |t| texts.put(t) + 1)
}

fn text(texts: &Texts, n: u32) -> Option<&'static str> {
    n.checked_sub(1).map(|n| texts.get(n))
}

impl Laid for Entry {
    fn write(&self, texts: &mut NamesBuilder, w: &mut Writer) {
        let marks = choice(&SIDES, self.side) | choice(&CASES, self.case) << 4 | u32::from(self.number.is_some()) << 8;
        let kind = self.kind.map_or(0, |k| u32::from(k.0) + 1);
        let count = self.count.map_or(0, |c| c + 1);
        // at most two, each plus one
        let further = self.further.iter().rev().fold(0, |n, c| n << 16 | (u32::from(c.0) + 1));
        let [value, unit, exact] = [&self.value, &self.unit, &self.exact].map(|t| put(texts, t.as_deref()));
        for n in [u32::from(self.class.0) | kind << 16, value, unit, count, marks, further, exact, u32::from(self.origin.file), self.origin.row] {
            w.number(n);
        }
    }

    fn read(r: &mut Reader, texts: &Texts) -> Self {
        let [class, value, unit, count, marks, further, exact, file, row] = std::array::from_fn(|_| r.number());
        let text = |n| text(texts, n).map(Cow::Borrowed);
        let value = text(value);
        Entry {
            class: ClassId(class as u16),
            number: value.as_deref().filter(|_| marks >> 8 != 0).and_then(row::numbers),
            value,
            kind: (class >> 16).checked_sub(1).map(|k| KindId(k as u16)),
            unit: text(unit),
            count: count.checked_sub(1),
            side: chosen(&SIDES, marks & 15),
            case: chosen(&CASES, marks >> 4 & 15),
            further: [further & 0xFFFF, further >> 16].iter().filter_map(|c| c.checked_sub(1)).map(|c| ClassId(c as u16)).collect(),
            exact: text(exact),
            origin: Origin { file: file as u16, row },
        }
    }
}

fn write_frames(f: &FrameSource, w: &mut Writer) {
    w.number(u32::from(f.kind.0));
    w.text(&f.prefix);
    w.number(u32::from(f.file_number));
    f.patterns.write(w);
}

fn read_frames(r: &mut Reader) -> FrameSource {
    let kind = KindId(r.number() as u16);
    let prefix = r.text().to_owned();
    FrameSource { kind, prefix, file_number: r.number() as u16, patterns: Shelf::read(r), written: Vec::new() }
}

impl Laid for Pattern {
    fn write(&self, texts: &mut NamesBuilder, w: &mut Writer) {
        let d = &self.def;
        w.number(texts.put(&d.pattern));
        w.number(d.priority as u32);
        let flags = [d.part, d.superseded, d.increment, d.denied, d.zero, d.one];
        let modifier = choice(&Modifier::ALL, d.modifier);
        w.number(flags.iter().enumerate().map(|(i, f)| u32::from(*f) << i).sum::<u32>() | modifier << 8);
        w.number(put(texts, d.who.as_deref()));
        w.number(put(texts, d.doing.as_deref()));
        w.number(put(texts, d.after.as_deref()));
        w.number(u32::from(self.origin.file));
        w.number(self.origin.row);
        w.number(self.weight as u32);
        w.number(self.steps.len() as u32);
        self.steps.iter().for_each(|s| write_step(s, w));
    }

    fn read(r: &mut Reader, texts: &Texts) -> Self {
        let pattern = texts.get(r.number()).into();
        let priority = r.number() as i32;
        let flags = r.number();
        let flag = |i: u32| flags >> i & 1 != 0;
        let def = PatternDef {
            pattern,
            priority,
            part: flag(0),
            superseded: flag(1),
            increment: flag(2),
            denied: flag(3),
            zero: flag(4),
            one: flag(5),
            who: text(texts, r.number()).map(str::to_owned),
            doing: text(texts, r.number()).map(Into::into),
            after: text(texts, r.number()).map(Into::into),
            modifier: chosen(&Modifier::ALL, flags >> 8),
        };
        let origin = Origin { file: r.number() as u16, row: r.number() };
        let weight = r.number() as i32;
        let steps = (0..r.number()).map(|_| read_step(r)).collect();
        Pattern { def, origin, steps, weight }
    }
}

fn write_step(s: &Step, w: &mut Writer) {
    match s {
        Step::Start => w.number(0),
        Step::End => w.number(1),
        Step::Gap { most, stops } => {
            w.number(2);
            w.number(*most);
            w.classes(stops);
        }
        Step::Unit { any, value, times } => {
            w.number(3);
            w.number(u32::from(*value) | choice(&TIMES, Some(*times)) << 1);
            w.number(any.len() as u32);
            for c in any {
                w.classes(&c.with);
                w.classes(&c.without);
            }
        }
    }
}

fn read_step(r: &mut Reader) -> Step {
    match r.number() {
        0 => Step::Start,
        1 => Step::End,
        2 => Step::Gap { most: r.number(), stops: r.classes() },
        _ => {
            let marks = r.number();
            let any = (0..r.number()).map(|_| Conjunction { with: r.classes(), without: r.classes() }).collect();
            Step::Unit { any, value: marks & 1 != 0, times: chosen(&TIMES, marks >> 1).unwrap_or(Times::Once) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::rule_texts;

    #[test]
    fn tables_are_those_of_the_yaml() {
        let files = rule_texts(&[] as &[&str]).unwrap();
        let (parsed, built) = (Lexicon::parse(files.clone()).unwrap(), Lexicon::load(files).unwrap());
        assert!(built.built_in_hash().is_some());
        assert!(parsed.write() == crate::built_in::LEXICON, "the tables are not those of the rule files");
        assert!(built.write() == crate::built_in::LEXICON, "the tables do not come out as they went in");
        assert_eq!(format!("{:?}", parsed.core), format!("{:?}", built.core));
        assert!(parsed.packs.iter().zip(&built.packs).all(|(a, b)| a.entries.iter().eq(b.entries.iter())));
    }
}
