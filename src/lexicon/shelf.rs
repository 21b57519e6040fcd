//! Rows that are taken apart when they are first asked for: of many thousand an article meets a few hundred.

use std::ops::Index;
use std::sync::OnceLock;

use super::store::{NamesBuilder, Reader, Texts, Words, Writer};

/// A row that is laid out as numbers and texts.
pub trait Laid: Sized {
    /// Lays it out.
    fn write(&self, texts: &mut NamesBuilder, w: &mut Writer);
    /// Takes it out again.
    fn read(r: &mut Reader, texts: &Texts) -> Self;
}

/// Rows by number: made when rules were read, or lying in the tables of the program.
#[derive(Debug)]
pub struct Shelf<T>(Rows<T>);

#[derive(Debug)]
enum Rows<T> {
    Made(Vec<T>),
    Built {
        bytes: &'static [u8],
        /// Where each row begins.
        starts: Words,
        texts: Texts,
        /// Laid out when the first row is asked for: most languages are met in no text.
        taken: OnceLock<Box<[OnceLock<Box<T>>]>>,
        read: fn(&mut Reader, &Texts) -> T,
    },
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Shelf(Rows::Made(Vec::new()))
    }
}

impl<T> From<Vec<T>> for Shelf<T> {
    fn from(rows: Vec<T>) -> Self {
        Shelf(Rows::Made(rows))
    }
}

impl<T> Shelf<T> {
    /// The row of a number.
    pub fn get(&self, n: usize) -> Option<&T> {
        match &self.0 {
            Rows::Made(rows) => rows.get(n),
            Rows::Built { bytes, starts, texts, taken, read } => {
                let taken = taken.get_or_init(|| (0..starts.len()).map(|_| OnceLock::new()).collect());
                Some(taken.get(n)?.get_or_init(|| {
                    let start = starts.get(n) as usize;
                    Box::new(read(&mut Reader::of_numbers(bytes.get(start..).unwrap_or_default()), texts))
                }))
            }
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Rows::Made(rows) => rows.len(),
            Rows::Built { starts, .. } => starts.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All rows, in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        (0..self.len()).filter_map(|n| self.get(n))
    }

    /// Adds a row to those that are made.
    pub(super) fn push(&mut self, row: T) {
        if let Rows::Made(rows) = &mut self.0 {
            rows.push(row);
        }
    }
}

impl<T: Laid> Shelf<T> {
    /// Lays all rows out.
    pub(super) fn write(&self, w: &mut Writer) {
        let (mut texts, mut rows, mut starts) = (NamesBuilder::default(), Writer::default(), Vec::new());
        for row in self.iter() {
            starts.push(rows.len() as u32);
            row.write(&mut texts, &mut rows);
        }
        w.bytes(&rows.into_numbers());
        w.words(&starts.into_iter().collect());
        w.texts(&texts.finish());
    }

    /// Takes them out again.
    pub(super) fn read(r: &mut Reader) -> Self {
        let (bytes, starts, texts) = (r.bytes(), r.words(), r.texts());
        Shelf(Rows::Built { bytes, starts, texts, taken: OnceLock::new(), read: T::read })
    }
}

impl<T> Index<usize> for Shelf<T> {
    type Output = T;
    fn index(&self, n: usize) -> &T {
        self.get(n).expect("numbers of rows come from the shelf itself")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Laid for (u32, String) {
        fn write(&self, texts: &mut NamesBuilder, w: &mut Writer) {
            w.number(self.0);
            w.number(texts.put(&self.1));
        }
        fn read(r: &mut Reader, texts: &Texts) -> Self {
            (r.number(), texts.get(r.number()).to_owned())
        }
    }

    #[test]
    fn rows_come_out_as_they_went_in() {
        let rows: Vec<(u32, String)> = (0..9).map(|n| (n * n, format!("row {}", n % 4))).collect();
        let made = Shelf::from(rows.clone());
        let mut w = Writer::default();
        made.write(&mut w);
        let built = Shelf::<(u32, String)>::read(&mut Reader::new(Box::leak(w.finish().into_boxed_slice())));
        assert!(built.len() == 9 && !built.is_empty() && built.get(9).is_none());
        assert!(built[7] == rows[7] && built.iter().eq(made.iter()));
    }
}
