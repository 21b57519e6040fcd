//! `--archive`: what an archive has on the subjects and stories of the drafts is put beside the articles at hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use super::runner::{Input, RunArgs};
use crate::archive::{Archive, Window};
use crate::config::Config;
use crate::error::{Problem, Result};
use crate::pipeline::{Engine, Extracted};
use crate::read;
use crate::source::{DocId, Document};

/// Articles in the order of their paths, and what was read from each.
type Articles = (Vec<Document>, Vec<Extracted>);

impl RunArgs {
    /// Articles at hand and those of the archive, numbered anew; drafts and their sources in `input` follow.
    pub(super) fn look_up(&self, engine: &Engine, config: &Config, file: &Path, input: &mut Input, documents: Vec<Document>, extracted: Vec<Extracted>) -> Result<Articles> {
        let began = Instant::now();
        let (c, wide) = (&config.file.archive, Window::default());
        let window = Window { days: c.days.unwrap_or(wide.days), documents: c.documents.map_or(wide.documents, usize::from) };
        let drafts: Vec<_> = documents.iter().zip(&extracted).filter(|(d, _)| input.drafts.contains(&d.id)).collect();
        let at_hand: Vec<&Document> = documents.iter().collect();
        let found = Archive::open(file)?.find(engine, &drafts, &at_hand, window)?;
        let held = found.documents.len();
        if self.verbose {
            let ms = began.elapsed().as_secs_f64() * 1e3;
            eprintln!("archive: {} keys, {} candidates, {held} articles, {ms:.1} ms", found.keys, found.candidates);
        }
        if found.other_version > 0 {
            let told = format_args!("{} of the {held} articles found were read by another version of gainsay or with other rules", found.other_version).to_string();
            self.warn(&Problem::in_file(file, told).warning().help("gainsay archive update reads them again"));
        }
        // those of the archive stand among the others
        let mut all: Vec<(Option<DocId>, Document, Extracted)> = documents.into_iter().zip(extracted).map(|(d, e)| (Some(d.id), d, e)).collect();
        all.extend(found.documents.into_iter().map(|(d, e)| (None, d, e)));
        all.sort_by(|a, b| a.1.path.cmp(&b.1.path));
        let mut new: BTreeMap<DocId, DocId> = BTreeMap::new();
        let mut archived: BTreeSet<DocId> = BTreeSet::new();
        let (mut documents, mut extracted) = (Vec::with_capacity(all.len()), Vec::with_capacity(all.len()));
        for (n, (old, d, e)) in all.into_iter().enumerate() {
            let id = DocId(n as u32);
            match old {
                Some(old) => drop(new.insert(old, id)),
                None => drop(archived.insert(id)),
            }
            documents.push(d);
            extracted.push(e);
        }
        read::number(&mut documents);
        let moved = |s: &BTreeSet<DocId>| -> BTreeSet<DocId> { s.iter().filter_map(|d| new.get(d).copied()).collect() };
        input.drafts = moved(&input.drafts);
        input.allowed = input.allowed.iter().filter_map(|(d, s)| Some((*new.get(d)?, moved(s).union(&archived).copied().collect()))).collect();
        Ok((documents, extracted))
    }
}
