//! Which script most of a text is in, and which language: both are told by its letters where nobody says it.

use crate::lexicon::{Lexicon, Script};

/// The script that most letters of a text are in; none where it has no letters of a script that is read.
pub(super) fn script_of(text: &str) -> Option<Script> {
    // most of what is read is of one script: whole blocks of plain Latin, and letters of Arabic, are counted without decoding
    const BLOCK: usize = 64;
    let bytes = text.as_bytes();
    if let Some(script) = clearly(bytes) {
        return Some(script);
    }
    let mut tally = [0usize; 3];
    let (mut at, mut left) = (0, text.len().min(20_000));
    while left > 0 && at < bytes.len() {
        // whatever follows, no other script comes up to it
        if tally.iter().any(|n| 2 * n > tally.iter().sum::<usize>() + left) {
            break;
        }
        if let Some(block) = bytes.get(at..at + BLOCK.min(left)).filter(|b| b.is_ascii()) {
            tally[Script::Latin as usize] += block.iter().filter(|b| b.is_ascii_alphabetic()).count();
            at += block.len();
            left -= block.len();
            continue;
        }
        for _ in 0..BLOCK.min(left) {
            let script = match bytes.get(at..at + 2) {
                // a letter of plain Arabic, without decoding
                Some([0xD8, 0xA0..=0xBF] | [0xD9, 0x80..=0x8A]) => {
                    at += 2;
                    Some(Script::Arabic)
                }
                _ => {
                    let Some(c) = text[at..].chars().next() else { break };
                    at += c.len_utf8();
                    Script::of(c)
                }
            };
            left -= 1;
            if let Some(s) = script {
                tally[s as usize] += 1;
            }
        }
    }
    [Script::Arabic, Script::Latin, Script::Cyrillic].into_iter().max_by_key(|s| tally[*s as usize]).filter(|s| tally[*s as usize] > 0)
}

/// The script of a text, where its plain letters are more than all its other characters could be.
fn clearly(bytes: &[u8]) -> Option<Script> {
    const CHUNK: usize = 250;
    if bytes.len() > 20_000 {
        return None;
    }
    // counts of a chunk fit a byte, so that many are taken at once
    let (mut latin, mut arabic) = (0usize, 0usize);
    for (n, chunk) in bytes.chunks(CHUNK).enumerate() {
        latin += usize::from(chunk.iter().map(|b| u8::from((b | 0x20).wrapping_sub(b'a') < 26)).sum::<u8>());
        // the lead of a letter, and what may stand behind it
        let next = &bytes[(n * CHUNK + 1).min(bytes.len())..];
        let letter = |(a, b): (&u8, &u8)| u8::from((*a == 0xD8) & (*b >= 0xA0) | (*a == 0xD9) & (*b <= 0x8A));
        arabic += usize::from(chunk.iter().zip(next).map(letter).sum::<u8>());
    }
    if 2 * latin > bytes.len() {
        Some(Script::Latin)
    } else if 3 * arabic > bytes.len() {
        Some(Script::Arabic)
    } else {
        None
    }
}

/// The language whose script most letters of a text are in, and of several in one script that whose small words it has.
pub fn guess_language(lexicon: &Lexicon, text: &str) -> String {
    // figures alone are of no language
    script_of(text).and_then(|s| lexicon.pack_of_text(s, text)).map_or_else(|| "und".to_owned(), |p| lexicon.packs[p].file.code.clone())
}

#[cfg(test)]
mod tests {
    use super::guess_language;
    use crate::lexicon::Lexicon;

    #[test]
    fn languages_of_one_script_are_told_by_small_words() {
        let lexicon = Lexicon::built_in().expect("the rules load");
        for (text, want) in [
            ("The blaze killed 12 people in the port, the police said.", "en"),
            ("Le bilan de l'incendie est de douze morts, selon la police.", "fr"),
            ("L’armée a tué 12 hommes dans le nord du pays.", "fr"),
            ("Le Monde said on Monday that the mayor of La Rochelle was hurt.", "en"),
            ("Le Pen wins 13 seats", "en"),
            ("Incêndio num prédio de Lisboa deixa três feridos, segundo os bombeiros", "pt"),
            ("Incendio en un edificio de Lisboa deja tres heridos, según los bomberos", "es"),
            ("Bei dem Anschlag in Le Havre wurden 12 Menschen getötet", "de"),
            ("12 dead, 30 hurt", "en"),
            ("قتل 12 شخصا في ميناء Le Havre", "ar"),
            ("۱۲ نفر در انفجار بندر کشته شدند", "fa"),
            ("12 نفر در انفجار بندر كشته شدند", "fa"),
            ("أين كان 12 نفرا من الكرد عند انفجار الميناء؟", "ar"),
            ("ارتفع عدد القتلى إلى 12 في طهران وپاريس وگرمسار", "ar"),
            ("12 قتيلا و30 جريحا", "ar"),
            ("На складе в порту погибли 12 человек, сообщили в полиции.", "ru"),
            ("На складі в порту загинули 12 осіб, повідомила поліція.", "uk"),
            ("12 загиблих у Києві", "uk"),
            ("Погибли 12 человек, сообщил в эфире канала «Київ» Сергій Іваненко.", "ru"),
            ("Издание «Українська правда» сообщило о 12 погибших в Киеве", "ru"),
            ("12 погибших в Киеве", "ru"),
            ("Видання «Новая газета» повідомило про 12 загиблих", "uk"),
        ] {
            assert_eq!(guess_language(&lexicon, text), want, "{text}");
        }
        // a long text of which the first part decides nothing for the script
        let long = format!("{} {}", "12 345 ".repeat(200), "Les secours ont retrouvé des corps dans les décombres de la maison. ".repeat(20));
        assert_eq!(guess_language(&lexicon, &long), "fr");
    }
}
