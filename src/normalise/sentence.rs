//! Sentences: runs of tokens between full stops and line breaks.

use super::token::{Token, TokenKind};

/// A run of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// First token.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Number of the paragraph it stands in.
    pub paragraph: u32,
}

/// Longest sentence, in tokens. No writer's sentence is near it; what is longer is cut, so that no text takes more than linear time.
const LONGEST: usize = 600;

/// Cuts tokens into sentences. `abbreviation` says of a word, or of digits before a word, and of what stands behind the full stop after it, whether
/// that does not end a sentence.
pub fn sentences(text: &str, tokens: &[Token], abbreviation: impl Fn(&str, &str) -> bool) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut paragraph = 0u32;
    let mut close = |start: &mut usize, end: usize, paragraph: u32| {
        if end > *start {
            out.push(Sentence { start: *start, end, paragraph });
        }
        *start = end;
    };
    let mut i = 0;
    while i < tokens.len() {
        if i - start >= LONGEST {
            close(&mut start, i, paragraph);
        }
        if tokens[i].breaks > 0 && i > 0 {
            // one line break inside running text does not end a sentence, unless the line looks whole
            let hard = i == start || tokens[i].breaks > 1 || line_is_whole(text, tokens, start, i);
            if hard {
                close(&mut start, i, paragraph);
                paragraph += 1;
            }
        }
        if let TokenKind::Punct(c) = tokens[i].kind
            && matches!(c, '.' | '!' | '?' | '؟' | '…' | '۔')
        {
            let mut end = i + 1;
            while end < tokens.len() && tokens[end].breaks == 0 && is_closing(&tokens[end]) {
                end += 1;
            }
            let next = tokens.get(end);
            let stop = match next {
                None => true,
                Some(n) => {
                    // "5 ha. The farm": a small abbreviation behind a figure is that of a unit, and a capital behind it begins a sentence
                    let unit = n.kind == TokenKind::Word && i > start + 1 && tokens[i - 2].kind == TokenKind::Number && starts_lower(text, &tokens[i - 1]);
                    (n.spaced || n.breaks > 0)
                        && !starts_lower(text, n)
                        && (unit || !(c == '.' && i > start && is_abbreviated(text, &tokens[i - 1], n, tokens[i].spaced, &abbreviation)))
                }
            };
            if stop {
                close(&mut start, end, paragraph);
                i = end;
                continue;
            }
        }
        i += 1;
    }
    close(&mut start, tokens.len(), paragraph);
    out
}

/// A line break ends a line of a list, a headline or a paragraph: all breaks do, but those of hard-wrapped prose,
/// which run on in lower case after a line without a closing mark.
fn line_is_whole(text: &str, tokens: &[Token], start: usize, at: usize) -> bool {
    let line_start = (start..at).rev().find(|j| tokens[*j].breaks > 0).unwrap_or(start);
    let length = tokens[at - 1].span.end - tokens[line_start].span.start;
    !(length > 60 && starts_lower(text, &tokens[at]) && !tokens[at - 1].is('.'))
}

fn is_closing(t: &Token) -> bool {
    !t.spaced && matches!(t.kind, TokenKind::Punct('"' | '”' | '’' | '\'' | '»' | ')' | ']' | '.' | '!' | '?' | '؟' | '…'))
}

fn starts_lower(text: &str, t: &Token) -> bool {
    t.kind == TokenKind::Word && text[t.span.range()].chars().next().is_some_and(char::is_lowercase)
}

fn is_abbreviated(text: &str, before: &Token, next: &Token, spaced: bool, abbreviation: &impl Fn(&str, &str) -> bool) -> bool {
    // "12. Ağır Ceza": a rank in digits
    let kind = before.kind == TokenKind::Word || before.kind == TokenKind::Number && next.kind == TokenKind::Word && next.breaks == 0;
    kind && !spaced && {
        let w = &text[before.span.range()];
        abbreviation(w, &text[next.span.range()]) || (w.chars().count() == 1 && w.chars().all(char::is_uppercase))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokenise;
    use super::*;

    fn cut(t: &str) -> Vec<&str> {
        let tokens = tokenise(t);
        sentences(t, &tokens, |w, _| w == "Gen").iter().map(|s| &t[tokens[s.start].span.start as usize..tokens[s.end - 1].span.end as usize]).collect()
    }

    #[test]
    fn paragraphs_end_behind_a_full_stop_too() {
        let paragraphs = |t: &str| -> Vec<u32> { sentences(t, &tokenise(t), |_, _| false).iter().map(|s| s.paragraph).collect() };
        assert_eq!(paragraphs("A headline\n\nHe came. He left.\n\nThey stayed."), [0, 1, 1, 2]);
        assert_eq!(paragraphs("قال.\r\n\r\nذهب؟\nثم"), [0, 1, 2]);
    }

    #[test]
    fn stops() {
        assert_eq!(cut("Gen. Tiani came. He left at 1 a.m. on Sunday."), ["Gen. Tiani came.", "He left at 1 a.m. on Sunday."]);
        assert_eq!(cut("عنوان\n\nقال. ذهب؟ «نعم.» ثم"), ["عنوان", "قال.", "ذهب؟", "«نعم.»", "ثم"]);
        assert_eq!(cut("- one\n- two"), ["- one", "- two"]);
        assert_eq!(cut("He was 12. Then he left."), ["He was 12.", "Then he left."]);
    }
}
