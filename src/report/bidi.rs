//! Right-to-left words inside left-to-right sentences: each run is isolated (FSI … PDI), so that the terminal turns the run and
//! nothing around it.

/// First strong isolate.
pub const FSI: char = '\u{2068}';
/// Pop directional isolate.
pub const PDI: char = '\u{2069}';

fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}') && c.is_alphabetic()
}

/// Isolates runs of right-to-left words: from their first letter to their last, over the spaces and signs between. What is
/// isolated already stays as it is.
pub fn isolate(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut depth = 0usize;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match c {
            FSI | '\u{2066}' | '\u{2067}' => depth += 1,
            PDI => depth = depth.saturating_sub(1),
            _ if depth == 0 && is_rtl(c) => {
                // on to the last letter before one of another direction
                let stop = rest.find(|c: char| c.is_alphabetic() && !is_rtl(c) || matches!(c, FSI | PDI | '(' | ';')).unwrap_or(rest.len());
                let end = rest[..stop].char_indices().rfind(|(_, c)| is_rtl(*c)).map_or(c.len_utf8(), |(i, c)| i + c.len_utf8());
                out.push(FSI);
                out.push_str(&rest[..end]);
                out.push(PDI);
                rest = &rest[end..];
                continue;
            }
            _ => {}
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs() {
        assert_eq!(isolate("164 in الجزيرة + الأناضول (004.txt)"), "164 in \u{2068}الجزيرة + الأناضول\u{2069} (004.txt)");
        assert_eq!(isolate("“\u{2068}225 قتيلا\u{2069}” x"), "“\u{2068}225 قتيلا\u{2069}” x");
        assert_eq!(isolate("plain"), "plain");
        assert_eq!(isolate("أ in ب"), "\u{2068}أ\u{2069} in \u{2068}ب\u{2069}");
    }
}
