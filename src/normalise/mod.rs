//! Text folded for matching, with the way back to the original bytes: folding, tokens, sentences.
//!
//! Folding is never shown to anyone. A [`Token`] keeps the span of the original; its folded form lives in the
//! analyser's table of words, so a folded offset cannot be mistaken for a span.

mod fold;
mod habits;
mod sentence;
mod token;

pub use fold::{fold, fold_into, original_offset};
pub use habits::Habits;
pub use sentence::{Sentence, sentences};
pub use token::{Caps, Token, TokenKind, tokenise};
pub(crate) use token::{caps as caps_of, is_alphabetic};
