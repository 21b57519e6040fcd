//! gainsay reads several articles about the same events, pulls out the facts that can be compared, links the claims that
//! speak of the same thing, and shows where they cannot all be true, with the exact words on both sides.
//!
//! The stages run one way: [`read`] → [`normalise`] → [`mention`] → [`extract`] → [`link`] → [`check`] → [`report`];
//! [`pipeline`] alone knows their order. Three invariants: reading never panics and never loses a file in silence;
//! link and check know no language; only report and the command line print.
#![cfg_attr(test, allow(clippy::unwrap_used))]

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
pub mod pipeline;
pub mod read;
pub mod report;
pub mod source;
pub mod suppress;
pub mod value;
pub mod words;
pub mod yaml;
