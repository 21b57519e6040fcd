//! Bytes become text.

use crate::error::{Problem, Result};

/// Text of a file: UTF-8, with or without a byte-order mark (kept, so that spans are bytes of the file).
pub fn decode(name: &str, bytes: &[u8]) -> Result<String> {
    if bytes.is_empty() {
        return Err(Box::new(Problem::new(format!("{name}: the file is empty")).help("write the article into it, or leave the file out")));
    }
    match std::str::from_utf8(bytes) {
        Ok(t) if t.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() => {
            Err(Box::new(Problem::new(format!("{name}: the file holds nothing but white space")).help("write the article into it, or leave the file out")))
        }
        Ok(t) => Ok(t.to_owned()),
        Err(e) => {
            let line = bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            Err(Box::new(Problem::new(format!("{name}: not valid UTF-8: byte {} (line {line}) fits no character", e.valid_up_to())).help("save the file as UTF-8")))
        }
    }
}
