//! From words to claims: frames find what a value says, the clause around it says of whom, where, when and by whom.

mod asides;
mod attribution;
mod bearer;
mod blow;
mod body;
mod build;
mod events;
mod frames;
mod holders;
mod lists;
mod marks;
mod matcher;
mod measure;
mod names;
pub mod notation;
mod phrase;
mod posts;
mod scope;
mod seats;
mod shared;
mod skeleton;
mod sums;
mod timeline;
mod view;

pub use build::{SINCE, Unclaimed, extract};
pub use events::CALAMITY;
pub use frames::{Reading, Scratch};
pub use marks::Marks;
pub use matcher::Match;
pub use measure::{CAPITAL, COUNTED, FROM, NEW, PRIOR};
pub use phrase::{content_word, is_function_word, stem};
pub use scope::{CHARGE, NATIONWIDE, SEASON, SOME, WITH};
pub use seats::COMMON_BODY;
pub use skeleton::{Skeletons, skeleton_similarity};
pub use sums::{Sum, SumSort, sums};
pub use view::{SentenceView, View, view};
