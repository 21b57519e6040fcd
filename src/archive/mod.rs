//! An archive: claims already read, kept in one file, so that a draft is checked against everything ever read without reading it again.
//!
//! A document is stored with its claims, its profile and its text; two indexes lead to it, by what its claims are about and by
//! what it tells of. A draft asks for its own keys ([`Archive::find`]), and the documents found go through link and
//! check as if they had just been read. The file is a [redb](https://docs.rs/redb) database.

mod add;
mod blocks;
mod bytes;
mod claims;
mod gc;
mod import;
mod index;
mod keys;
mod lookup;
mod record;
mod store;
mod words;

pub use add::{Added, Updated, add, update};
pub use gc::{Collected, Status, collect, status};
pub use import::{Import, Written};
pub use lookup::{Found, Window};
pub use store::FORMAT;

use std::collections::BTreeSet;
use std::path::Path;

use self::import::Place;
use crate::error::Result;
use crate::pipeline::{Engine, Extracted};
use crate::source::Document;

/// The version of the extractor: of the program, and of the rules that claims are read by. Rules of `check/` are no part of it:
/// they look at claims that were read.
pub fn version(engine: &Engine) -> String {
    let hash = engine.lexicon.built_in_read_hash().map_or_else(|| read_hash(engine), str::to_owned);
    format!("{}+{}", env!("CARGO_PKG_VERSION"), &hash[..12])
}

fn read_hash(engine: &Engine) -> String {
    let read_by = engine.lexicon.files.iter().filter(|f| f.reads());
    crate::report::sha256(read_by.flat_map(|f| [f.path.as_bytes(), f.text.as_bytes()]))
}

/// An archive opened for reading, as it was at that moment: what is written meanwhile is not seen.
pub struct Archive {
    reader: store::Reader,
}

impl Archive {
    /// Opens an archive. Others may read and one may write at the same time.
    pub fn open(path: &Path) -> Result<Archive> {
        Ok(Archive { reader: store::Reader::open(path)? })
    }

    /// Documents on the subjects and stories of these drafts, but none of the files in `without`: those were read just now.
    pub fn find(&self, engine: &Engine, drafts: &[(&Document, &Extracted)], without: &[&Document], window: Window) -> Result<Found> {
        let place = Place::of(&self.reader.path);
        let without: BTreeSet<String> = without.iter().map(|d| place.name(Path::new(import::origin(&d.path).0))).collect();
        lookup::find(&self.reader, engine, drafts, &without, window)
    }

    /// Documents held.
    pub fn documents(&self) -> Result<u64> {
        self.reader.documents()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_the_build_is_that_of_the_files() {
        let engine = Engine::built_in().expect("the rules load");
        assert_eq!(engine.lexicon.built_in_read_hash(), Some(read_hash(&engine).as_str()));
    }
}
