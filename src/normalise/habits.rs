//! What a language writes together, and what it writes apart: `l'armée` is two words, `1 200` is one figure.

use rustc_hash::FxHashSet;

use super::fold::fold;
use super::token::{Caps, Token, TokenKind, caps};
use crate::source::Span;

/// How a language writes small words before a vowel, and groups of digits.
#[derive(Debug, Clone, Default)]
pub struct Habits {
    /// Words that lose their vowel and are written as one with the next, folded, without the sign: l, d, qu.
    elided: Vec<String>,
    /// Those of them that stand before no name, so that with capitals on both sides one word is meant: N'Djamena.
    before_no_name: Vec<String>,
    /// Words written as one with the next, folded, each with the beginnings of the words that it stands before: ex + president.
    prefixed: Vec<(String, Vec<String>)>,
    /// Endings that stand behind an apostrophe, folded: Ankara'da, 41'e. They are words of their own, with the sign.
    apostrophe_endings: FxHashSet<String>,
    /// Whether a space, or in some countries an apostrophe, parts groups of three digits.
    space_groups: bool,
}

impl Habits {
    /// The habits of a language, from its words as written.
    pub fn new<'a>(elided: impl Iterator<Item = &'a str>, before_no_name: impl Iterator<Item = &'a str>, space_groups: bool) -> Self {
        Habits { elided: elided.map(fold).collect(), before_no_name: before_no_name.map(fold).collect(), space_groups, ..Habits::default() }
    }

    /// The same with words that are written as one with the next.
    pub fn with_prefixes<'a, W: Iterator<Item = &'a str>>(mut self, prefixes: impl Iterator<Item = (&'a str, W)>) -> Self {
        self.prefixed = prefixes.map(|(p, words)| (fold(p), words.map(fold).collect())).collect();
        self
    }

    /// The same with endings that stand behind an apostrophe.
    pub fn with_apostrophe_endings<'a>(mut self, endings: impl Iterator<Item = &'a str>) -> Self {
        self.apostrophe_endings = endings.map(fold).collect();
        self
    }

    /// Tokens as the language means them: elided words and endings behind an apostrophe stand for themselves, groups of digits are one figure.
    pub fn settle(&self, text: &str, tokens: Vec<Token>) -> Vec<Token> {
        if self.elided.is_empty() && self.before_no_name.is_empty() && self.prefixed.is_empty() && self.apostrophe_endings.is_empty() && !self.space_groups {
            return tokens;
        }
        let mut out: Vec<Token> = Vec::with_capacity(tokens.len() + tokens.len() / 8);
        for t in tokens {
            let raw = &text[t.span.range()];
            match t.kind {
                // "41'e", and the ending alone, as a row has it: the sign goes with the ending
                TokenKind::Word if !t.spaced && self.is_behind_sign(raw, &out) => {
                    if let Some(sign) = out.last_mut() {
                        *sign = Token { span: Span { end: t.span.end, ..sign.span }, kind: TokenKind::Word, ..*sign };
                    }
                }
                TokenKind::Word => match self.cut(raw).or_else(|| self.prefix(raw)) {
                    Some(cut) => {
                        let middle = t.span.start + cut as u32;
                        out.push(Token { span: Span { end: middle, ..t.span }, ..t });
                        out.push(Token { span: Span { start: middle, ..t.span }, spaced: false, breaks: 0, ..t });
                    }
                    None => out.push(t),
                },
                // "l' armée", "d'«urgence»": the sign apart from what follows
                TokenKind::Punct('\'' | '’' | 'ʼ') if !t.spaced && out.last().is_some_and(|p| self.is_elided(&text[p.span.range()], p)) => {
                    if let Some(before) = out.last_mut() {
                        before.span.end = t.span.end;
                    }
                }
                TokenKind::Number if self.space_groups && self.goes_on(text, &t, &out) => {
                    if let Some(before) = out.last_mut() {
                        before.span.end = t.span.end;
                    }
                }
                TokenKind::Number if self.space_groups && Self::parted(text, &t, &out) => {
                    out.pop();
                    if let Some(before) = out.last_mut() {
                        before.span.end = t.span.end;
                    }
                }
                _ => out.push(t),
            }
        }
        out
    }

    /// Bytes of a word up to the end of the sign behind an elided word that it begins with.
    fn cut(&self, raw: &str) -> Option<usize> {
        let (at, sign) = raw.char_indices().find(|(_, c)| matches!(c, '\'' | '’' | 'ʼ'))?;
        let (head, rest) = (&raw[..at], &raw[at + sign.len_utf8()..]);
        if !rest.is_empty() && self.apostrophe_endings.contains(&fold(rest)) {
            return Some(at);
        }
        let folded = fold(head);
        let small = self.before_no_name.contains(&folded);
        if rest.is_empty() || !small && !self.elided.contains(&folded) {
            return None;
        }
        let named = caps(head) != Caps::None && caps(rest) != Caps::None;
        (!(small && named)).then_some(at + sign.len_utf8())
    }

    /// Whether a word is an ending whose apostrophe is the token before it, with nothing between that and the figure or sign it ends.
    fn is_behind_sign(&self, raw: &str, out: &[Token]) -> bool {
        !self.apostrophe_endings.is_empty()
            && out.last().is_some_and(|s| matches!(s.kind, TokenKind::Punct('\'' | '’' | 'ʼ')) && (!s.spaced || s.span.start == 0))
            && self.apostrophe_endings.contains(&fold(raw))
    }

    /// Bytes of the word that a word begins with, where what is left is one that it stands before.
    fn prefix(&self, raw: &str) -> Option<usize> {
        self.prefixed.iter().find_map(|(p, words)| {
            let rest = raw.get(p.len()..).filter(|_| raw[..p.len()].eq_ignore_ascii_case(p) || !p.is_ascii() && fold(&raw[..p.len()]) == *p)?;
            let rest = fold(rest);
            words.iter().any(|w| rest.starts_with(w.as_str())).then_some(p.len())
        })
    }

    /// Whether three digits go on with the figure before them behind an apostrophe: "26'000".
    fn parted(text: &str, t: &Token, out: &[Token]) -> bool {
        let [.., before, sign] = out else { return false };
        let mark = |c: char| matches!(c, '\'' | '’' | 'ʼ');
        let tight = !t.spaced && !sign.spaced && t.breaks == 0 && sign.breaks == 0 && matches!(sign.kind, TokenKind::Punct(c) if mark(c));
        let three = |s: &str| s.len() == 3 && s.bytes().all(|b| b.is_ascii_digit());
        let own = &text[t.span.range()];
        if !tight || before.kind != TokenKind::Number || !three(own.split(['.', ',']).next().unwrap_or(own)) {
            return false;
        }
        let mut groups = text[before.span.range()].split(mark);
        groups.next().is_some_and(|g| (1..=3).contains(&g.len()) && g.bytes().all(|b| b.is_ascii_digit()) && !g.starts_with('0')) && groups.all(three)
    }

    fn is_elided(&self, raw: &str, t: &Token) -> bool {
        t.kind == TokenKind::Word && {
            let folded = fold(raw);
            self.elided.contains(&folded) || self.before_no_name.contains(&folded)
        }
    }

    /// Whether three digits go on with the figure before them, one space apart: "12 000", but not "en 2020 300".
    fn goes_on(&self, text: &str, t: &Token, out: &[Token]) -> bool {
        let Some(before) = out.last().filter(|b| b.kind == TokenKind::Number && t.breaks == 0) else { return false };
        let gap = &text[before.span.end as usize..t.span.start as usize];
        if !matches!(gap, " " | "\u{A0}" | "\u{202F}" | "\u{2009}") {
            return false;
        }
        let first = &text[before.span.range()];
        let digits = |s: &str| s.chars().all(|c| c.is_ascii_digit());
        // what stands before is groups itself, or a group of at most three that begins with no nought
        let groups: Vec<&str> = first.split([' ', '\u{A0}', '\u{202F}', '\u{2009}']).collect();
        let leads = groups.first().is_some_and(|g| (1..=3).contains(&g.len()) && digits(g) && !g.starts_with('0')) && groups[1..].iter().all(|g| g.len() == 3 && digits(g));
        let own = &text[t.span.range()];
        // decimals may follow the last group: "1 200,5"
        let whole = own.split(',').next().unwrap_or(own);
        leads && whole.len() == 3 && digits(whole) && own.chars().all(|c| c.is_ascii_digit() || c == ',')
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokenise;
    use super::*;

    fn words(t: &str) -> Vec<&str> {
        let habits = Habits::new(["l", "d", "qu"].into_iter(), ["n", "s"].into_iter(), true);
        habits.settle(t, tokenise(t)).iter().map(|k| &t[k.span.range()]).collect()
    }

    #[test]
    fn prefixes() {
        let habits = Habits::new([].into_iter(), [].into_iter(), false).with_prefixes([("ex", ["presid", "ministr"].into_iter())].into_iter());
        let words = |t: &'static str| habits.settle(t, tokenise(t)).iter().map(|k| &t[k.span.range()]).collect::<Vec<_>>();
        assert_eq!(words("El Expresidente y la exministra exigen más"), ["El", "Ex", "presidente", "y", "la", "ex", "ministra", "exigen", "más"]);
        assert_eq!(words("é expresó"), ["é", "expresó"]);
        let habits = Habits::new([].into_iter(), [].into_iter(), false).with_prefixes([("екс", ["міністр"].into_iter())].into_iter());
        assert_eq!(habits.settle("Ексміністр", tokenise("Ексміністр")).len(), 2);
    }

    #[test]
    fn apostrophe_endings() {
        let habits = Habits::default().with_apostrophe_endings(["da", "e", "ın", "si"].into_iter());
        let words = |t: &'static str| habits.settle(t, tokenise(t)).iter().map(|k| &t[k.span.range()]).collect::<Vec<_>>();
        assert_eq!(words("Ankara’da 41'e çıktı, Erdoğan'IN %12'si"), ["Ankara", "’da", "41", "'e", "çıktı", ",", "Erdoğan", "'IN", "%", "12", "'si"]);
        assert_eq!(words("'da"), ["'da"]);
        assert_eq!(words("dedi: 'e posta' ve O'Brien"), ["dedi", ":", "'", "e", "posta", "'", "ve", "O'Brien"]);
    }

    #[test]
    fn words_and_groups() {
        assert_eq!(words("L’armée d'Haïti n'a qu'un chef"), ["L’", "armée", "d'", "Haïti", "n'", "a", "qu'", "un", "chef"]);
        assert_eq!(words("N'Djamena s'est tue aujourd'hui"), ["N'Djamena", "s'", "est", "tue", "aujourd'hui"]);
        assert_eq!(words("l' armée, d'«élite»"), ["l'", "armée", ",", "d'", "«", "élite", "»"]);
        assert_eq!(words("1 200 morts et 12 345 678,5 m"), ["1 200", "morts", "et", "12 345 678,5", "m"]);
        assert_eq!(words("en 2024 300 soldats, 06 123 456"), ["en", "2024", "300", "soldats", ",", "06", "123 456"]);
        assert_eq!(words("3\u{202F}450 et 20\n300"), ["3\u{202F}450", "et", "20", "300"]);
        assert_eq!(words("26'000 et 1’200’500,5"), ["26'000", "et", "1’200’500,5"]);
        assert_eq!(words("'26' 000, 5'30 et 2024'000"), ["'", "26", "'", "000", ",", "5", "'", "30", "et", "2024", "'", "000"]);
    }
}
