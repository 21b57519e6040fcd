//! gainsay reads several articles about the same events, pulls out the facts that can be compared, links the claims that
//! speak of the same thing, and shows where they cannot all be true, with the exact words on both sides.
//!
//! The stages run one way: [`read`] → [`normalise`] → [`mention`] → [`extract`] → [`link`] → [`check`] → [`report`];
//! [`pipeline`] alone knows their order. Three invariants: reading never panics and never loses a file in silence;
//! link and check know no language; only report and the command line print.
//!
//! ```
//! use gainsay::{pipeline::Engine, source::Document};
//! use std::collections::BTreeSet;
//!
//! let engine = Engine::built_in()?;
//! let article = |name: &str, text: &str| {
//!     let mut d = Document::plain(name, text, "en");
//!     d.published = "2023-08-18".parse().ok();
//!     d
//! };
//! let mut articles = vec![
//!     article("a", "The ambush near Tillaberi in Niger killed 17 soldiers."),
//!     article("b", "The ambush near Tillaberi in Niger killed 29 soldiers."),
//! ];
//! gainsay::read::number(&mut articles);
//! let checked = engine.check(articles, &BTreeSet::new());
//! let finding = &checked.findings[0];
//! let claim = checked.graph.claim(finding.primary);
//! assert_eq!(finding.rule, "figure-conflict");
//! assert!(["17", "29"].contains(&checked.documents[claim.doc.0 as usize].quote(claim.span)));
//! # Ok::<(), Box<gainsay::error::Problem>>(())
//! ```
//!
//! With drafts in the second argument of [`pipeline::Engine::check`] every finding involves one of them; [`report::write`]
//! gives any of the [formats](report::Format).
#![cfg_attr(test, allow(clippy::unwrap_used))]

/// The files of `rules/`, sorted by path — path, YAML, JSON of the small ones — and the tables made of their words: see `build.rs`.
mod built_in {
    include!(concat!(env!("OUT_DIR"), "/built_in.rs"));
}

#[cfg(feature = "archive")]
pub mod archive;
pub mod baseline;
pub mod check;
pub mod claim;
pub mod cli;
pub mod config;
pub mod error;
pub mod eval;
pub mod examples;
pub mod extract;
pub mod finding;
#[doc(hidden)]
pub mod fuzzing;
pub mod lexicon;
pub mod link;
pub mod mention;
pub mod normalise;
mod panics;
pub mod pipeline;
pub mod read;
pub mod reference;
pub mod report;
pub mod slip;
pub mod source;
pub mod suppress;
pub mod value;
pub mod words;
pub mod yaml;
