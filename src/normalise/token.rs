//! Tokens of the original text: words, numbers, punctuation.

use crate::source::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters with their marks.
    Word,
    /// Digits with their separators.
    Number,
    /// One other visible character.
    Punct(char),
}

/// How a word is capitalised. Scripts without capitals are `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Caps {
    /// No capital, or a script without them.
    None,
    /// First letter a capital.
    Title,
    /// All letters capitals, two or more.
    Upper,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// Number of line breaks before it (0, 1, 2 for more).
    pub breaks: u8,
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}')
}

/// Characters that nobody sees: they neither make nor break a word.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{061C}' | '\u{00AD}' | '\u{FE00}'..='\u{FE0F}')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '٠'..='٩' | '۰'..='۹')
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Whether a character is a letter of any script. The general question costs hundreds of steps beyond Latin.
pub(crate) fn is_alphabetic(c: char) -> bool {
    match c {
        'A'..='Z' | 'a'..='z' | '\u{0620}'..='\u{0657}' => true,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{02C1}' | '\u{0400}'..='\u{0481}' | '\u{048A}'..='\u{052F}' => true,
        '\0'..='\u{A9}' | '\u{2000}'..='\u{2070}' => false,
        _ => c.is_alphabetic(),
    }
}

fn is_letter(c: char) -> bool {
    match c {
        'A'..='Z' | 'a'..='z' | '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' => true,
        // the signs that texts are full of
        '\0'..='\u{7F}' | '«' | '»' | '\u{060C}' | '\u{061B}' | '\u{061F}' | '\u{0640}' | '\u{2010}'..='\u{2027}' => false,
        _ => is_alphabetic(c),
    }
}

/// Length of the run of plain letters, Latin or Arabic, that bytes begin with: all of most words.
fn plain_letters(bytes: &[u8]) -> usize {
    let mut n = 0;
    while let Some(eight) = bytes.get(n..).and_then(|b| b.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*eight);
        let more = if eight[0] < 0x80 { latin_letters(word) } else { arabic_letters(word) };
        n += more;
        if more < 8 {
            if bytes[n] < 0x80 && !bytes[n].is_ascii_alphabetic() {
                return n;
            }
            break;
        }
    }
    loop {
        n += match (bytes.get(n), bytes.get(n + 1)) {
            (Some(b'A'..=b'Z' | b'a'..=b'z'), _) => 1,
            (Some(0xD8), Some(0xA0..=0xBF)) | (Some(0xD9), Some(0x81..=0x8A)) => 2,
            _ => return n,
        }
    }
}

/// How many of eight bytes, from the first, are Latin letters without marks: all bytes are compared at once, each in its own eight bits.
fn latin_letters(bytes: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const TOP: u64 = 0x80 * EACH;
    let low = (bytes | (0x20 * EACH)) & !TOP;
    // a sum reaches the top bit from `a` on, and from behind `z` on
    let (from_a, behind_z) = (low + (0x80 - b'a' as u64) * EACH, low + (0x7F - b'z' as u64) * EACH);
    let others = !(from_a & !behind_z & !bytes) & TOP;
    others.trailing_zeros() as usize / 8
}

/// How many of eight bytes, from the first, are plain Arabic letters of two bytes each: D8 A0–BF and D9 81–8A. Four letters are
/// compared at once, each in its own sixteen bits, in which no sum goes beyond the top bit.
fn arabic_letters(bytes: u64) -> usize {
    const EACH: u64 = 0x0001_0001_0001_0001;
    const TOP: u64 = 0x8000 * EACH;
    let (lead, next) = (bytes & (0x00FF * EACH), bytes >> 8 & (0x00FF * EACH));
    let at_least = |n: u64| next + (0x8000 - n) * EACH;
    let d8 = at_least(0xA0) & !at_least(0xC0);
    let d9 = at_least(0x81) & !at_least(0x8B);
    // the leads differ in their last bit alone
    let second = (lead & EACH) << 15;
    let other = (lead & (0x00FE * EACH) ^ (0x00D8 * EACH)) + 0x7FFF * EACH;
    let letters = (second & d9 | !second & d8) & !other & TOP;
    (letters ^ TOP).trailing_zeros() as usize / 16 * 2
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Cuts a text into tokens. Every byte that is not white space or invisible belongs to exactly one token.
pub fn tokenise(text: &str) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut spaced = true;
    let mut breaks = 2u8;
    let mut start = 0;
    let bytes = text.as_bytes();
    while start < bytes.len() {
        // most of a text: blanks, and words of plain letters
        if bytes[start] == b' ' {
            spaced = true;
            start += 1;
            continue;
        }
        let plain = plain_letters(&bytes[start..]);
        if plain > 0 && ends_plainly(bytes, start + plain) && bytes.get(start + 1) != Some(&b'.') {
            out.push(Token { span: Span::new(start, start + plain), kind: TokenKind::Word, spaced, breaks });
            (spaced, breaks) = (false, 0);
            start += plain;
            continue;
        }
        // and figures and signs of ASCII
        let plain = match bytes[start] {
            b'0'..=b'9' => plain_digits(&bytes[start..]).map(|n| (TokenKind::Number, n)),
            b if b.is_ascii_punctuation() => Some((TokenKind::Punct(char::from(b)), 1)),
            _ => None,
        };
        if let Some((kind, n)) = plain {
            out.push(Token { span: Span::new(start, start + n), kind, spaced, breaks });
            (spaced, breaks) = (false, 0);
            start += n;
            continue;
        }
        let Some(c) = text[start..].chars().next() else { break };
        let after = start + c.len_utf8();
        let (kind, end) = if is_digit(c) {
            (TokenKind::Number, number_end(text, start))
        } else if c == '\n' || c == '\u{2029}' || c == '\u{2028}' {
            breaks = (breaks + 1).min(2);
            spaced = true;
            start = after;
            continue;
        } else if c.is_whitespace() {
            spaced = true;
            start = after;
            continue;
        } else if is_invisible(c) || is_mark(c) {
            start = after;
            continue;
        } else if is_letter(c) {
            (TokenKind::Word, word_end(text, start))
        } else {
            (TokenKind::Punct(c), after)
        };
        out.push(Token { span: Span::new(start, end), kind, spaced, breaks });
        spaced = false;
        breaks = 0;
        start = end.max(after);
    }
    out
}

/// Length of a figure of ASCII digits, with commas and points between them; none where what follows may belong to it.
fn plain_digits(bytes: &[u8]) -> Option<usize> {
    let mut n = 0;
    loop {
        while bytes.get(n).is_some_and(u8::is_ascii_digit) {
            n += 1;
        }
        match (bytes.get(n), bytes.get(n + 1)) {
            (Some(b',' | b'.'), Some(b'0'..=b'9')) => n += 1,
            (Some(b',' | b'.'), Some(0x80..)) | (Some(0x80..), _) => return None,
            _ => return Some(n),
        }
    }
}

/// Whether a word of plain letters ends before this byte, whatever follows.
fn ends_plainly(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        // «،», «؛», «؟», and what closes a quotation
        Some(0xD8) => matches!(bytes.get(at + 1), Some(0x8C | 0x9B | 0x9F)),
        Some(0xC2) => bytes.get(at + 1) == Some(&0xBB),
        next => next.is_none_or(|b| b.is_ascii() && *b != b'\''),
    }
}

fn word_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    if let Some(n) = dotted(rest) {
        return start + n;
    }
    let plain = plain_letters(rest.as_bytes());
    let mut end = start + plain;
    if plain > 0 && ends_plainly(rest.as_bytes(), plain) {
        return end;
    }
    let mut chars = rest.char_indices().peekable();
    while chars.peek().is_some_and(|(i, _)| *i < plain) {
        chars.next();
    }
    while let Some((i, c)) = chars.next() {
        if is_letter(c) || is_mark(c) {
            end = start + i + c.len_utf8();
        } else if is_invisible(c) {
            // inside a word only when a letter follows
            if !chars.peek().is_some_and(|(_, n)| is_letter(*n) || is_mark(*n) || is_invisible(*n)) {
                break;
            }
        } else if is_apostrophe(c) {
            if chars.peek().is_some_and(|(_, n)| is_letter(*n) && !is_arabic(*n)) && end > start {
                continue;
            }
            break;
        } else {
            break;
        }
    }
    end
}

/// Length of an abbreviation such as `U.S.` or `a.m.`: single Latin letters, each with its dot, at least two.
fn dotted(rest: &str) -> Option<usize> {
    let b = rest.as_bytes();
    let mut n = 0;
    while n + 1 < b.len() && b[n].is_ascii_alphabetic() && b[n + 1] == b'.' {
        n += 2;
    }
    (n >= 4 && !b.get(n).is_some_and(|c| c.is_ascii_alphabetic())).then_some(n)
}

/// Characters that join what they stand between: readers put them where mark-up stood within a number.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{2060}' | '\u{00AD}')
}

/// End of a run of digits with their separators. A separator belongs to the number only when digits follow it.
fn number_end(text: &str, start: usize) -> usize {
    let seen = |from: usize| text[from..].char_indices().filter(|(_, c)| !is_joiner(*c));
    let mut end = start;
    let mut chars = seen(start).peekable();
    while let Some((i, c)) = chars.next() {
        if is_digit(c) {
            end = start + i + c.len_utf8();
        } else if matches!(c, ',' | '.' | '٬' | '٫' | '،' | '\u{00A0}' | '\u{202F}' | '\u{2009}') && chars.peek().is_some_and(|(_, n)| is_digit(*n)) {
            let after = seen(start + i + c.len_utf8()).take_while(|(_, d)| is_digit(*d)).count();
            let group = after == 3;
            if matches!(c, '\u{00A0}' | '\u{202F}' | '\u{2009}' | '،') && !group {
                break;
            }
        } else {
            break;
        }
    }
    end
}

impl Token {
    /// Whether the token is this punctuation mark.
    pub fn is(&self, c: char) -> bool {
        self.kind == TokenKind::Punct(c)
    }

    /// Whether it is a hyphen or dash.
    pub fn is_dash(&self) -> bool {
        matches!(self.kind, TokenKind::Punct('-' | '‐' | '‑' | '–' | '—' | '−'))
    }
}

/// How a word of the original is capitalised.
pub(crate) fn caps(word: &str) -> Caps {
    let mut letters = word.chars().filter(|c| is_alphabetic(*c));
    let Some(first) = letters.next() else { return Caps::None };
    if !first.is_uppercase() {
        return Caps::None;
    }
    let mut more = 0;
    for c in letters {
        if !c.is_uppercase() {
            return Caps::Title;
        }
        more += 1;
    }
    if more > 0 { Caps::Upper } else { Caps::Title }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(t: &str) -> Vec<&str> {
        tokenise(t).iter().map(|k| &t[k.span.range()]).collect()
    }

    #[test]
    fn eight_bytes_at_once() {
        for b in 0..=255u8 {
            for at in 0..8 {
                let mut bytes = *b"azAZmnop";
                bytes[at] = b;
                assert_eq!(latin_letters(u64::from_le_bytes(bytes)), if b.is_ascii_alphabetic() { 8 } else { at });
            }
        }
    }

    #[test]
    fn four_arabic_letters_at_once() {
        for pair in 0..=u16::MAX {
            for at in 0..4 {
                let mut bytes = *b"\xD9\x83\xD8\xAF\xD9\x8A\xD8\xA8";
                bytes[2 * at..2 * at + 2].copy_from_slice(&pair.to_le_bytes());
                let letter = matches!(bytes[2 * at..], [0xD8, 0xA0..=0xBF, ..] | [0xD9, 0x81..=0x8A, ..]);
                assert_eq!(arabic_letters(u64::from_le_bytes(bytes)), if letter { 8 } else { 2 * at });
            }
        }
    }

    #[test]
    fn letters_are_those_of_unicode() {
        assert!(('\0'..='\u{FFFF}').all(|c| is_alphabetic(c) == c.is_alphabetic()));
    }

    #[test]
    fn cuts() {
        assert_eq!(words("مقتل 13ألف، و1,300."), ["مقتل", "13", "ألف", "،", "و", "1,300", "."]);
        assert_eq!(words("the U.S. gave €503m at 1:30 a.m."), ["the", "U.S.", "gave", "€", "503", "m", "at", "1", ":", "30", "a.m."]);
        assert_eq!(words("وحرارة 51,8 و٣٫٥"), ["وحرارة", "51,8", "و", "٣٫٥"]);
        assert_eq!(words("15-nation Côte d’Ivoire's"), ["15", "-", "nation", "Côte", "d’Ivoire's"]);
        assert_eq!(words("in 2019, 2020"), ["in", "2019", ",", "2020"]);
        assert_eq!(words("1,2٣ 4.5.6, 7.«8"), ["1,2٣", "4.5.6", ",", "7", ".", "«", "8"]);
        assert_eq!(words("1\u{2060}\u{ad}6\u{2060}5\u{2060} x 3,\u{2060}450"), ["1\u{2060}\u{ad}6\u{2060}5", "x", "3,\u{2060}450"]);
    }
}
