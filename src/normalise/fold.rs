//! Folding: one spelling for all spellings of a word. Lexicon rows and text pass through the same function.
//!
//! Arabic: hamza seats (أإآٱ → ا, ؤ → و, ئ → ي), ى → ي, ة → ه, tatweel, tashkeel and superscript alef dropped, Persian
//! and Urdu letters to their Arabic neighbours, presentation forms decomposed. Latin: lower case, accents dropped.
//! All: compatibility decomposition, bidi controls, joiners and other invisible characters dropped, digits to ASCII.

use std::sync::OnceLock;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Appends the folded form of `text` to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        // runs of ASCII are taken at once
        let (plain, other) = rest.split_at(rest.bytes().position(|b| !b.is_ascii()).unwrap_or(rest.len()));
        let from = out.len();
        out.push_str(plain);
        out[from..].make_ascii_lowercase();
        let mut letters = other.chars();
        rest = other;
        while let Some(c) = letters.next().filter(|c| !c.is_ascii()) {
            match known(c) {
                Some(Some(f)) => out.push(f),
                Some(None) => {}
                None => fold_char(c, &mut |f| out.push(f)),
            }
            rest = letters.as_str();
        }
    }
}

/// Characters of a block, and what each folds to: one, none, or, where it is not told here, several.
type Block = [Option<Option<char>>; 64];

/// The characters of two bytes, which are all letters of Latin, Greek, Cyrillic and Arabic in common use, and behind them the signs of general punctuation.
/// A block is worked out when the first of its characters is met.
static BLOCKS: [OnceLock<Block>; 34] = [const { OnceLock::new() }; 34];

/// What a character folds to, where a block tells it. To fold one anew takes some 300 steps.
fn known(c: char) -> Option<Option<char>> {
    let at = match c as u32 {
        at @ 0x80..0x800 => at,
        at @ 0x2000..0x2080 => at - 0x2000 + 0x800,
        _ => return None,
    };
    let first = c as u32 & !63;
    let block = BLOCKS[at as usize >> 6].get_or_init(|| {
        std::array::from_fn(|i| {
            let (mut to, mut n) = (None, 0);
            fold_char(char::from_u32(first + i as u32)?, &mut |f| (to, n) = (Some(f), n + 1));
            (n < 2).then_some(to)
        })
    });
    block[at as usize & 63]
}

/// The folded form of `text`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Byte offset in `text` after the characters that fold to the first `folded` characters of its folded form.
pub fn original_offset(text: &str, folded: usize) -> usize {
    let mut seen = 0;
    for (i, c) in text.char_indices() {
        if seen >= folded {
            // marks that fold to nothing belong to the letter before them
            let mut n = 0;
            fold_char(c, &mut |_| n += 1);
            if n > 0 {
                return i;
            }
        }
        fold_char(c, &mut |_| seen += 1);
    }
    text.len()
}

fn fold_char(c: char, emit: &mut impl FnMut(char)) {
    if c.is_ascii() {
        emit(c.to_ascii_lowercase());
        return;
    }
    match c {
        'آ' | 'أ' | 'إ' | 'ٱ' | 'ٲ' | 'ٳ' => emit('ا'),
        'ؤ' => emit('و'),
        'ئ' | 'ى' | 'ی' | 'ې' | 'ے' => emit('ي'),
        'ة' | 'ۀ' | 'ە' | 'ھ' | 'ہ' | 'ۃ' => emit('ه'),
        'ک' | 'گ' => emit('ك'),
        'پ' => emit('ب'),
        'چ' => emit('ج'),
        'ڤ' => emit('ف'),
        'ژ' => emit('ز'),
        'ء' | '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' => emit(c),
        '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}' => {}
        '٠'..='٩' => emit(char::from(b'0' + (c as u32 - 0x660) as u8)),
        '۰'..='۹' => emit(char::from(b'0' + (c as u32 - 0x6F0) as u8)),
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{061C}' | '\u{00AD}' => {}
        '’' | '‘' | 'ʼ' | 'ʿ' | 'ʾ' | '`' | '´' => emit('\''),
        'º' | '˚' => emit('°'),
        'ß' => {
            emit('s');
            emit('s');
        }
        'ł' | 'Ł' => emit('l'),
        'ø' | 'Ø' => emit('o'),
        'đ' | 'Đ' => emit('d'),
        'ı' | 'İ' => emit('i'),
        'æ' | 'Æ' => {
            emit('a');
            emit('e');
        }
        'œ' | 'Œ' => {
            emit('o');
            emit('e');
        }
        '\u{FE00}'..='\u{FE0F}' => {}
        _ => decompose_compatible(c, |d| {
            if d != c {
                // a presentation form becomes letters that the arms above fold; these decompose no further
                fold_char(d, &mut *emit);
            } else if !is_combining_mark(d) {
                for l in d.to_lowercase() {
                    if l == d { emit(l) } else { fold_char(l, &mut *emit) }
                }
            }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        for (a, b) in [
            ("مئة", "مِئَة"),
            ("أرمينيا", "ارمينيا"),
            ("ﻣﻘﺘﻞ", "مقتل"),
            ("الـمـوت", "الموت"),
            ("Côte d’Ivoire", "cote d'ivoire"),
            ("١٢٣", "123"),
            ("رئيس", "رئیس"),
            ("\u{0627}\u{0654}رمينيا", "أرمينيا"),
            ("e\u{301}t\u{e9}", "ete"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn what_a_block_tells_is_what_folding_gives() {
        for c in '\u{80}'..='\u{2100}' {
            let mut one = String::new();
            fold_char(c, &mut |f| one.push(f));
            assert_eq!(fold(&c.to_string()), one, "{c}");
        }
    }

    #[test]
    fn idempotent() {
        for t in ["مِئَة وأربعة", "Çağrı İstanbul ﷺ ½ ²", "٣٫٥ ﻻ", "ﬁre"] {
            assert_eq!(fold(&fold(t)), fold(t));
        }
    }

    #[test]
    fn way_back() {
        assert_eq!(&"وَأَرْمِينْيَا"[original_offset("وَأَرْمِينْيَا", 1)..], "أَرْمِينْيَا");
    }
}
