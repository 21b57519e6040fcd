//! Digits, with the separators of groups and decimals as a language writes them.

use rust_decimal::Decimal;

use crate::mention::scan::Scan;
use crate::normalise::{TokenKind, fold};

impl Scan<'_, '_> {
    /// Value of a token of digits, with separators read as the language writes them.
    pub fn digits(&self, at: usize) -> Option<Decimal> {
        self.words.get(at)?.digits
    }

    /// `.08`: digits behind a decimal point that begins the number.
    pub(in crate::mention) fn leading_point(&self, at: usize) -> Option<Decimal> {
        if !self.is_punct(at, '.') {
            return None;
        }
        let free = at == 0 || self.tokens[at].spaced || self.tokens[at - 1].is_dash();
        if !free || !self.touching(at + 1) || self.tokens[at + 1].kind != TokenKind::Number {
            return None;
        }
        let digits = fold(self.raw(at + 1));
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| format!("0.{digits}").parse().ok())?
    }
}

/// Digits with separators: `1,300` `1.300` `1 300` `١٬٣٠٠` `51,8` `0.4`. `dot_groups` decides `1.300` for the language,
/// and `decimal_comma` `1,300`.
pub fn parse_digits(raw: &str, dot_groups: bool, decimal_comma: bool) -> Option<Decimal> {
    // plain digits, as most figures are
    if raw.len() < 10 && raw.bytes().all(|b| b.is_ascii_digit()) {
        return raw.parse::<u32>().ok().map(Decimal::from);
    }
    let text = fold(raw);
    let mut parts: Vec<(char, String)> = vec![(' ', String::new())];
    for c in text.chars() {
        if c.is_ascii_digit() {
            parts.last_mut()?.1.push(c);
        } else {
            parts.push((c, String::new()));
        }
    }
    if parts.iter().any(|p| p.1.is_empty()) {
        return None;
    }
    if parts.len() == 1 {
        return parts[0].1.parse().ok();
    }
    let grouped = |upto: usize| parts[1..upto].iter().all(|p| p.1.len() == 3) && parts[0].1.len() <= 3 && parts[0].1 != "0";
    let last = parts.len() - 1;
    let same = parts[1..].iter().all(|p| p.0 == parts[1].0);
    let all_grouped = grouped(parts.len());
    let whole = |n: usize| parts[..n].iter().map(|p| p.1.as_str()).collect::<String>();
    let decimal = match parts[last].0 {
        // one mark of decimals at the end, groups before it
        '.' | ',' | '٫' if last == 1 => {
            let three = all_grouped;
            match parts[1].0 {
                ',' => !three || decimal_comma,
                '.' => !(three && dot_groups),
                _ => true,
            }
        }
        '.' | ',' | '٫' => !same || !all_grouped,
        _ => false,
    };
    // 12,34,567: groups of two before the last three
    let by_two = |n: usize| n >= 3 && parts[0].1.len() <= 2 && parts[1..n - 1].iter().all(|p| p.0 == ',' && p.1.len() == 2) && parts[n - 1].0 == ',' && parts[n - 1].1.len() == 3;
    if by_two(last + 1) {
        return whole(last + 1).parse().ok();
    }
    if parts[last].0 == '.' && by_two(last) {
        return format!("{}.{}", whole(last), parts[last].1).parse().ok();
    }
    if decimal {
        if last > 1 && !grouped(last) {
            return None;
        }
        return format!("{}.{}", whole(last), parts[last].1).parse().ok();
    }
    all_grouped.then(|| whole(parts.len()).parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators() {
        for (t, dot, want) in [
            ("1,300", false, "1300"),
            ("1.300", true, "1300"),
            ("1.300", false, "1.300"),
            ("51,8", true, "51.8"),
            ("١٬٣٠٠", true, "1300"),
            ("1,833,164", true, "1833164"),
            ("1.833.164", false, "1833164"),
            ("1,300.50", false, "1300.50"),
            ("1.300,50", false, "1300.50"),
            ("0.4", true, "0.4"),
            ("3٫5", true, "3.5"),
            ("1\u{a0}300", true, "1300"),
            ("12,34,567", false, "1234567"),
            ("12,34,567.89", false, "1234567.89"),
        ] {
            assert_eq!(parse_digits(t, dot, false), Some(want.parse().unwrap()), "{t}");
        }
        for (t, want) in [("1,300", "1.300"), ("1.300", "1300"), ("1 300", "1300"), ("12 450,75", "12450.75"), ("1.300,5", "1300.5")] {
            assert_eq!(parse_digits(t, true, true), Some(want.parse().unwrap()), "{t}");
        }
    }
}
