//! What must hold for any text: spans are bytes of it, on character boundaries, whatever invisible or odd characters it carries.

use gainsay::mention::Analyser;
use gainsay::normalise::{fold, original_offset};
use gainsay::pipeline::Engine;
use gainsay::source::{Document, Span};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

const TEXTS: [&str; 6] = [
    "قال مسؤول إن 164 شخصاً قُتلوا في الاضطرابات، بينهم ثلاثة أطفال، وأصيب أكثر من 1300 شرطي بجروح يوم الأحد.",
    "وتضم المنظمة روسيا وأرمينيا وكازاخستان، وقد تأسست في مايو/أيار 1992. وأوقفت الشرطة نحو ٦٠٠٠ شخص.",
    "ارتفعت حصيلة الزلزال إلى ألفين وأربعمئة وستة وسبعين قتيلاً، وفق وزارة الصحة؛ وخسائر بلغت 10 مليارات دولار.",
    "At least 26 protesters were killed on 6 January 2022, the ministry said, and some 2,000 people were detained.",
    "The 81-year-old president, Nikol Pashinyan, arrived at 1:30 a.m.; ten per cent of the seats went to Benin, Ghana and Togo.",
    "# Toll\n\n| place | dead |\n|---|---|\n| Beirut | 135 |\n\n- 150 soldiers\n- 8 مركبات",
];

/// Characters that a text may carry anywhere.
const INSERTED: [&str; 14] =
    ["\u{64E}", "\u{651}", "\u{640}", "\u{640}\u{640}", "😀", "👩\u{200D}🚒", "\r\n", "\u{FEFF}", "\u{200F}", "\u{202B}", "\u{2069}", "\u{200D}", "\u{200C}", "\u{301}"];

fn engine() -> &'static Engine {
    static ENGINE: std::sync::OnceLock<Engine> = std::sync::OnceLock::new();
    ENGINE.get_or_init(|| Engine::built_in().expect("the built-in rules load"))
}

/// Puts characters into a text at places given as shares of its length.
fn mix(text: &str, places: &[(f64, usize)]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut at: Vec<(usize, &str)> = places.iter().map(|(p, i)| ((p * chars.len() as f64) as usize, INSERTED[i % INSERTED.len()])).collect();
    at.sort();
    let mut out = String::new();
    for (n, c) in chars.iter().enumerate() {
        for (_, s) in at.iter().filter(|(p, _)| *p == n) {
            out.push_str(s);
        }
        out.push(*c);
    }
    out
}

fn sound(text: &str, span: Span) -> Result<(), TestCaseError> {
    let (a, b) = (span.start as usize, span.end as usize);
    prop_assert!(a < b && b <= text.len(), "{a}..{b} of {}", text.len());
    prop_assert!(text.is_char_boundary(a) && text.is_char_boundary(b), "{a}..{b} cuts a character");
    Ok(())
}

/// All spans of a text are sound; gives its claims as kind and value.
fn claims(text: &str, language: &str) -> Result<Vec<String>, TestCaseError> {
    let engine = engine();
    let mut analyser = Analyser::new(&engine.lexicon);
    let mut doc = Document::plain("text", text, language);
    doc.published = Some("2022-01-19".parse().expect("a day"));
    let view = engine.view(&mut analyser, &doc);
    for s in &view.sentences {
        sound(text, s.span)?;
        for m in s.units.iter().filter_map(|u| u.mention.map(|m| &s.mentions[m])) {
            sound(text, m.span)?;
            sound(text, m.phrase)?;
        }
    }
    let claims = engine.extract(&mut analyser, &doc).claims;
    let json = serde_json::to_value(gainsay::report::ClaimsJson::new(&engine.lexicon, &doc, &claims)).unwrap_or_default();
    for (c, j) in claims.iter().zip(json["claims"].as_array().expect("a list")) {
        sound(text, c.span)?;
        sound(text, c.quote)?;
        prop_assert!(c.quote.start <= c.span.start && c.span.end <= c.quote.end, "the value lies outside its quote");
        prop_assert_eq!(&text[c.span.range()], j["text"].as_str().unwrap_or_default());
        prop_assert_eq!(&text[c.quote.range()], j["quote"].as_str().unwrap_or_default());
        if let Some(a) = &c.attribution {
            sound(text, a.span)?;
        }
    }
    Ok(claims.iter().map(|c| format!("{} {}", engine.lexicon.tables.kind(c.kind).id, gainsay::extract::notation::write(&c.value))).collect())
}

fn language(n: usize) -> &'static str {
    if n < 3 { "ar" } else { "en" }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_are_bytes_of_the_text(n in 0..TEXTS.len(), places in prop::collection::vec((0.0..1.0f64, 0usize..64), 0..12), decomposed: bool) {
        let text = mix(TEXTS[n], &places);
        let text = if decomposed { text.nfd().collect() } else { text };
        claims(&text, language(n))?;
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,60}|[ء-ي0-9٠-٩ ,.،\u{64B}-\u{652}]{0,60}") {
        claims(&text, "ar")?;
        claims(&text, "en")?;
    }

    /// Marks that nobody reads as letters change no value: tashkeel and tatweel inside words, bidi marks at their ends.
    #[test]
    fn marks_change_no_value(n in 0..3usize, places in prop::collection::vec((0.0..1.0f64, 0usize..5), 1..8)) {
        let marks = ["\u{64E}", "\u{651}", "\u{640}", "\u{200F}", "\u{200E}"];
        let chars: Vec<char> = TEXTS[n].chars().collect();
        let letter = |c: char| matches!(c, '\u{620}'..='\u{64A}');
        let mut text = String::new();
        for (i, c) in chars.iter().enumerate() {
            text.push(*c);
            if letter(*c) && chars.get(i + 1).is_some_and(|c| letter(*c)) {
                for (_, m) in places.iter().filter(|(p, _)| (p * chars.len() as f64) as usize == i) {
                    text.push_str(marks[*m]);
                }
            }
        }
        prop_assert_eq!(claims(&text, "ar")?, claims(TEXTS[n], "ar")?);
    }

    #[test]
    fn folding_twice_is_folding_once(text in "\\PC{0,40}|[ء-ي\u{64B}-\u{652}\u{FB50}-\u{FDFF}\u{FE70}-\u{FEFC}a-zÀ-ž]{0,40}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn the_way_back_is_monotone(text in "\\PC{0,30}|[ء-ي\u{64B}-\u{652}\u{200B}-\u{200F}]{0,30}") {
        let folded = fold(&text).chars().count();
        let mut last = 0;
        for n in 0..=folded + 1 {
            let at = original_offset(&text, n);
            prop_assert!(at >= last && at <= text.len() && text.is_char_boundary(at), "{n} -> {at} after {last}");
            last = at;
        }
        prop_assert_eq!(last, text.len());
    }
}
