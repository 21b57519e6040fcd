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

/// A paragraph of a right-to-left language for a terminal: broken at `width` characters, each line isolated as right-to-left, since a
/// terminal takes every line for a paragraph of its own. What is isolated within goes on over a break.
pub fn right_to_left(text: &str, width: usize) -> String {
    const RLI: char = '\u{2067}';
    let mut lines: Vec<String> = Vec::new();
    let (mut line, mut seen, mut depth) = (String::new(), 0, 0usize);
    for word in text.split_whitespace() {
        let long = word.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).count();
        if seen > 0 && seen + 1 + long > width {
            line.extend(std::iter::repeat_n(PDI, depth));
            lines.push(std::mem::replace(&mut line, std::iter::repeat_n(FSI, depth).collect()));
            seen = 0;
        }
        if seen > 0 {
            line.push(' ');
            seen += 1;
        }
        line.push_str(word);
        seen += long;
        for c in word.chars() {
            match c {
                FSI | '\u{2066}' | '\u{2067}' => depth += 1,
                PDI => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }
    line.extend(std::iter::repeat_n(PDI, depth));
    lines.push(line);
    lines.iter().map(|l| format!("{RLI}{l}{PDI}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs() {
        assert_eq!(right_to_left("أ ب", 20), "\u{2067}أ ب\u{2069}");
        assert_eq!(right_to_left("قال \u{2068}Wire One\u{2069} هذا", 8), "\u{2067}قال \u{2068}Wire\u{2069}\u{2069}\n\u{2067}\u{2068}One\u{2069} هذا\u{2069}");
    }

    #[test]
    fn runs() {
        assert_eq!(isolate("164 in الجزيرة + الأناضول (004.txt)"), "164 in \u{2068}الجزيرة + الأناضول\u{2069} (004.txt)");
        assert_eq!(isolate("“\u{2068}225 قتيلا\u{2069}” x"), "“\u{2068}225 قتيلا\u{2069}” x");
        assert_eq!(isolate("plain"), "plain");
        assert_eq!(isolate("أ in ب"), "\u{2068}أ\u{2069} in \u{2068}ب\u{2069}");
    }
}
