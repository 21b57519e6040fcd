//! Bytes become text: UTF-8, UTF-16 and the one-byte encodings of older files, declared or recognised.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Problem, Result};

/// Text of a file.
pub(super) struct Decoded {
    /// The text.
    pub text: String,
    /// Whether its bytes are the file's own.
    pub same: bool,
}

/// Text of a file, whatever it is encoded in. A byte-order mark of UTF-8 is kept, so that spans are bytes of the file.
pub(super) fn decode(name: &str, bytes: &[u8]) -> Result<Decoded> {
    if bytes.is_empty() {
        return Err(Box::new(Problem::new(format!("{name}: the file is empty")).help("write the article into it, or leave the file out")));
    }
    let decoded = decode_any(name, bytes)?;
    if decoded.text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Err(Box::new(Problem::new(format!("{name}: the file holds nothing but white space")).help("write the article into it, or leave the file out")));
    }
    Ok(decoded)
}

fn decode_any(name: &str, bytes: &[u8]) -> Result<Decoded> {
    let wide = match bytes {
        [0xFF, 0xFE, ..] => Some((UTF_16LE, 2)),
        [0xFE, 0xFF, ..] => Some((UTF_16BE, 2)),
        _ => wide_without_mark(bytes).map(|e| (e, 0)),
    };
    if let Some((encoding, skip)) = wide {
        let (text, bad) = encoding.decode_without_bom_handling(&bytes[skip..]);
        if bad || binary(text.as_bytes()) {
            return Err(no_text(name, &format!("looks like {} but holds code units that fit no character", encoding.name())));
        }
        return Ok(Decoded { text: text.into_owned(), same: false });
    }
    match std::str::from_utf8(bytes) {
        Ok(t) => {
            if binary(bytes) {
                return Err(no_text(name, "this is no text: it is full of control characters"));
            }
            Ok(Decoded { text: t.to_owned(), same: true })
        }
        Err(e) => {
            if binary(bytes) {
                return Err(no_text(name, "this is no text: it is full of bytes that no text has"));
            }
            if bytes.starts_with(b"\xEF\xBB\xBF") || mostly_utf8(bytes) {
                let line = bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
                return Err(Box::new(Problem::new(format!("{name}: not valid UTF-8: byte {} (line {line}) fits no character", e.valid_up_to())).help("save the file as UTF-8")));
            }
            let encoding = declared(bytes).filter(|d| *d != UTF_8 && *d != UTF_16LE && *d != UTF_16BE).unwrap_or_else(|| guess(bytes));
            let (text, bad) = encoding.decode_without_bom_handling(bytes);
            if bad && text.chars().filter(|c| *c == '\u{FFFD}').count() * 200 > text.len() {
                return Err(no_text(name, &format!("neither UTF-8 nor {}", encoding.name())));
            }
            Ok(Decoded { text: text.into_owned(), same: false })
        }
    }
}

fn no_text(name: &str, what: &str) -> Box<Problem> {
    Box::new(Problem::new(format!("{name}: {what}")).help("save the article as UTF-8 text, Markdown, HTML, DOCX or ODT"))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut d = EncodingDetector::new(Iso2022JpDetection::Deny);
    d.feed(&bytes[..bytes.len().min(1 << 20)], true);
    d.guess(None, Utf8Detection::Deny)
}

/// The encoding that an HTML or XML file names near its beginning.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(2048).map(|b| if b.is_ascii() { b.to_ascii_lowercase() as char } else { ' ' }).collect();
    if !head.contains('<') {
        return None;
    }
    ["charset=", "encoding="].iter().find_map(|key| {
        let rest = head.split_once(key)?.1.trim_start_matches(['"', '\'', ' ']);
        let label = rest.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).next()?;
        Encoding::for_label(label.as_bytes())
    })
}

/// UTF-16 without a mark: in every second byte nearly nothing but the upper half of a few blocks.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 8 || bytes.len() % 2 == 1 || !head.contains(&0) {
        return None;
    }
    let upper = |b: u8| matches!(b, 0x00 | 0x04 | 0x06 | 0x20 | 0xFB | 0xFE);
    let pairs = head.len() / 2;
    let even = head.iter().step_by(2).filter(|b| upper(**b)).count();
    let odd = head.iter().skip(1).step_by(2).filter(|b| upper(**b)).count();
    let clear = |most: usize, least: usize| most * 100 >= pairs * 95 && least * 2 <= most;
    if clear(odd, even) {
        Some(UTF_16LE)
    } else if clear(even, odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether bytes hold more control characters than any text does.
fn binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1 << 16)];
    let odd = head.iter().filter(|b| matches!(**b, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)).count();
    odd > 2 && odd * 500 > head.len()
}

/// Whether most of what lies beyond ASCII forms characters of UTF-8, which letters of one-byte encodings hardly ever do by chance.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes[..bytes.len().min(1 << 20)].utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    good >= 2 * bad
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "أعلنت وزارة الصحة اليوم مقتل 225 شخصاً وإصابة المئات في أعمال العنف، وفق ما ذكرته الوكالة الرسمية.";

    #[test]
    fn encodings() {
        for e in [encoding_rs::WINDOWS_1256, encoding_rs::ISO_8859_6] {
            let text = STORY.replace('،', ",");
            let (bytes, _, bad) = e.encode(&text);
            assert!(!bad, "{}", e.name());
            assert_eq!(decode("x", &bytes).unwrap().text, text, "{}", e.name());
        }
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode("The café’s owner said 13 people were killed – “all” of them.");
        assert!(decode("x", &bytes).unwrap().text.contains("café’s owner"));
        let le: Vec<u8> = STORY.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = STORY.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode("x", &le).unwrap().text, STORY);
        assert_eq!(decode("x", &be).unwrap().text, STORY);
        assert_eq!(decode("x", &[&[0xFF, 0xFE][..], &le].concat()).unwrap().text, STORY);
        assert_eq!(decode("x", &[&[0xFE, 0xFF][..], &be].concat()).unwrap().text, STORY);
        assert!(decode("x", STORY.as_bytes()).unwrap().same);
    }

    #[test]
    fn what_is_no_text_is_told() {
        for bytes in [&b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0"[..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0", b"", b" \n\t", "\u{feff}\n".as_bytes()] {
            assert!(decode("x", bytes).is_err(), "{bytes:?}");
        }
        let broken = [STORY.as_bytes(), &[0xFF], STORY.as_bytes()].concat();
        assert!(decode("x", &broken).err().unwrap().to_string().contains("not valid UTF-8"));
        for bytes in [&b"\xEF\xBB\xBFKilled 13\xE9"[..], b"The caf\xC3\xA9\xE2\x80\x99s owner said 13 \xFF were killed"] {
            assert!(decode("x", bytes).err().unwrap().to_string().contains("not valid UTF-8"), "{bytes:?}");
        }
    }
}
