//! The words of the built-in rules as tables, laid out when the program is built and read in place when it runs.

use std::borrow::Cow;

use super::frame_file::PatternDef;
use super::pack::{Entry, Origin, Pack};
use super::pattern::{Conjunction, Pattern, Step, Times};
use super::row::{self, Case, Side};
use super::store::{NamesBuilder, Reader, Writer};
use super::trie::Trie;
use super::world::World;
use super::{ClassId, FrameSource, KindId, Lexicon, RuleText};
use crate::error::{Problem, Result};
use crate::value::Modifier;

/// The tables, when these are the built-in files and no others.
pub(super) fn words(files: &[RuleText]) -> Option<&'static [u8]> {
    let built_in = crate::built_in::FILES;
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
        w.number(self.classes.names().len() as u32);
        self.classes.names().iter().for_each(|n| w.text(n));
        self.world.write(&mut w);
        w.number(self.packs.len() as u32);
        for (p, frames) in self.packs.iter().zip(&self.frames) {
            w.text(&p.file.code);
            p.trie.write(&mut w);
            write_entries(&p.entries, &mut w);
            w.number(frames.len() as u32);
            frames.iter().for_each(|f| write_frames(f, &mut w));
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
        let mut lexicon = Self::without_words(&files)?;
        let mut r = Reader::new(data);
        for _ in 0..r.number() {
            lexicon.classes.intern(r.text());
        }
        lexicon.world = World::read(&mut r);
        for _ in 0..r.number() {
            let path = format!("lang/{}/pack.yaml", r.text());
            let file = files.iter().find(|f| f.path == path).ok_or_else(|| Box::new(Problem::new(format!("{path} is not built in"))))?;
            let mut pack = Pack::new(file.parse()?, &mut lexicon.classes);
            pack.trie = Trie::read(&mut r);
            pack.entries = read_entries(&mut r);
            lexicon.packs.push(pack);
            let frames = (0..r.number()).map(|_| read_frames(&mut r)).collect();
            lexicon.frames.push(frames);
        }
        lexicon.files = files;
        Ok(lexicon)
    }
}

fn write_entries(entries: &[Entry], w: &mut Writer) {
    let mut texts = NamesBuilder::default();
    let mut text = |t: &Option<Cow<'static, str>>| t.as_ref().map_or(0, |t| texts.put(t) + 1);
    let rows: Vec<[u32; 9]> = entries
        .iter()
        .map(|e| {
            let marks = choice(&SIDES, e.side) | choice(&CASES, e.case) << 4 | u32::from(e.number.is_some()) << 8;
            let kind = e.kind.map_or(0, |k| u32::from(k.0) + 1);
            let count = e.count.map_or(0, |c| c + 1);
            // at most two, each plus one
            let further = e.further.iter().rev().fold(0, |n, c| n << 16 | (u32::from(c.0) + 1));
            [u32::from(e.class.0) | kind << 16, text(&e.value), text(&e.unit), count, marks, further, text(&e.exact), u32::from(e.origin.file), e.origin.row]
        })
        .collect();
    w.number(texts.len() as u32);
    let names = texts.finish();
    (0..texts.len()).for_each(|i| w.text(names.text(i as u32)));
    w.number(rows.len() as u32);
    rows.iter().flatten().for_each(|n| w.number(*n));
}

fn read_entries(r: &mut Reader) -> Vec<Entry> {
    let texts: Vec<&'static str> = (0..r.number()).map(|_| r.text()).collect();
    let text = |n: u32| texts.get((n as usize).checked_sub(1)?).map(|t| Cow::Borrowed(*t));
    (0..r.number())
        .map(|_| {
            let [class, value, unit, count, marks, further, exact, file, row] = std::array::from_fn(|_| r.number());
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
        })
        .collect()
}

fn write_frames(f: &FrameSource, w: &mut Writer) {
    w.number(u32::from(f.kind.0));
    w.text(&f.prefix);
    w.number(u32::from(f.file_number));
    w.number(f.patterns.len() as u32);
    for p in &f.patterns {
        let d = &p.def;
        w.text(&d.pattern);
        w.number(d.priority as u32);
        let flags = [d.part, d.superseded, d.increment, d.denied, d.zero, d.who.is_some(), d.one, d.doing.is_some()];
        let modifier = choice(&Modifier::ALL, d.modifier);
        w.number(flags.iter().enumerate().map(|(i, f)| u32::from(*f) << i).sum::<u32>() | modifier << 8);
        w.text(d.who.as_deref().unwrap_or(""));
        w.text(d.doing.as_deref().unwrap_or(""));
        w.number(u32::from(p.origin.file));
        w.number(p.origin.row);
        w.number(p.weight as u32);
        w.number(p.steps.len() as u32);
        p.steps.iter().for_each(|s| write_step(s, w));
    }
}

fn read_frames(r: &mut Reader) -> FrameSource {
    let kind = KindId(r.number() as u16);
    let prefix = r.text().to_owned();
    let file_number = r.number() as u16;
    let patterns = (0..r.number())
        .map(|_| {
            let pattern = r.text().into();
            let priority = r.number() as i32;
            let flags = r.number();
            let flag = |i: u32| flags >> i & 1 != 0;
            let who = r.text();
            let doing = r.text();
            let def = PatternDef {
                pattern,
                priority,
                part: flag(0),
                superseded: flag(1),
                increment: flag(2),
                denied: flag(3),
                zero: flag(4),
                who: flag(5).then(|| who.to_owned()),
                one: flag(6),
                doing: flag(7).then(|| doing.into()),
                modifier: chosen(&Modifier::ALL, flags >> 8),
            };
            let origin = Origin { file: r.number() as u16, row: r.number() };
            let weight = r.number() as i32;
            let steps = (0..r.number()).map(|_| read_step(r)).collect();
            Pattern { def, origin, steps, weight }
        })
        .collect();
    FrameSource { kind, prefix, patterns, file_number, written: Vec::new() }
}

fn write_step(s: &Step, w: &mut Writer) {
    let classes = |list: &[ClassId], w: &mut Writer| {
        w.number(list.len() as u32);
        list.iter().for_each(|c| w.number(u32::from(c.0)));
    };
    match s {
        Step::Start => w.number(0),
        Step::End => w.number(1),
        Step::Gap { most, stops } => {
            w.number(2);
            w.number(*most);
            classes(stops, w);
        }
        Step::Unit { any, value, times } => {
            w.number(3);
            w.number(u32::from(*value) | choice(&TIMES, Some(*times)) << 1);
            w.number(any.len() as u32);
            for c in any {
                classes(&c.with, w);
                classes(&c.without, w);
            }
        }
    }
}

fn read_step(r: &mut Reader) -> Step {
    fn classes<T: FromIterator<ClassId>>(r: &mut Reader) -> T {
        (0..r.number()).map(|_| ClassId(r.number() as u16)).collect()
    }
    match r.number() {
        0 => Step::Start,
        1 => Step::End,
        2 => Step::Gap { most: r.number(), stops: classes(r) },
        _ => {
            let marks = r.number();
            let any = (0..r.number()).map(|_| Conjunction { with: classes(r), without: classes(r) }).collect();
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
        assert!(parsed.packs.iter().zip(&built.packs).all(|(a, b)| a.entries == b.entries));
    }
}
