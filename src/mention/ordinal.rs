//! Ranks: first, 21st, "one hundred twenty-fifth".

use super::count::Hit;
use super::scan::Scan;
use super::{Mention, MentionValue};
use crate::lexicon::EntryId;
use crate::normalise::TokenKind;
use crate::source::Span;

impl Scan<'_, '_> {
    /// Whether the letters at a token make a rank of the digits before them: 1st, 22nd.
    pub(super) fn ranks(&self, at: usize) -> bool {
        self.rank_end(at).is_some()
    }

    /// One past these letters, and past the hyphen before them: "32-м".
    pub(super) fn rank_end(&self, at: usize) -> Option<usize> {
        // "5. gün", "12. Ağır Ceza"
        let dotted = self.pack().file.dot_ranks && self.touching(at) && self.is_punct(at, '.');
        let word = |i: usize| self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word && t.spaced && t.breaks == 0);
        let rank = |i: usize| self.raw(i).starts_with(char::is_lowercase) || at > 0 && self.pack().is_rank_before_stop(self.raw(at - 1), self.raw(i));
        if dotted && word(at + 1) && rank(at + 1) {
            return Some(at + 1);
        }
        let joined = self.pack().cases() && self.touching(at) && self.tokens[at].is_dash();
        let at = at + usize::from(joined);
        // "12м": metres
        let measure = self.pack().cases() && !joined && self.has(at, self.lexicon.core.measure);
        (!measure && self.touching(at) && self.pack().is_rank(&self.words[at].folded)).then_some(at + 1)
    }
}

/// A rank in a word or in digits.
pub(super) fn ordinal_at(scan: &Scan<'_, '_>, at: usize) -> Option<Hit> {
    let core = &scan.lexicon.core;
    let (rank, end, row): (i64, usize, Option<EntryId>) = if let Some(e) = scan.entry(at, core.ordinal) {
        (i64::try_from(e.number?.0.mantissa()).ok()?, scan.end_of(at), scan.entry_id(at, core.ordinal))
    } else {
        let n = scan.digits(at)?;
        let end = scan.rank_end(at + 1).filter(|_| n.scale() == 0)?;
        (i64::try_from(n.mantissa()).ok()?, end, None)
    };
    let span = Span { start: scan.tokens[at].span.start + scan.prefix_bytes(at), end: scan.tokens[end - 1].span.end };
    Some(Hit { mention: Mention { value: MentionValue::Ordinal(rank), span, phrase: span, noun: None, rows: row.into_iter().collect(), in_words: true }, end })
}

/// "one hundred twenty-fifth", «المئة والخامسة والعشرون».
pub(super) fn large_ordinal(scan: &Scan<'_, '_>, at: usize) -> Option<Hit> {
    let core = &scan.lexicon.core;
    if !scan.anything() || ![core.scale, core.num, core.indefinite].iter().any(|c| scan.has(at, *c)) {
        return None;
    }
    let n = scan.unsigned(at).filter(|n| n.in_words && !n.vague && n.low == n.high && n.low.is_integer())?;
    // "two hundred and first"
    let joined = scan.has(n.end, core.and) && !scan.joined_and(n.end) && !n.low.is_zero();
    let mut hit = ordinal_at(scan, if joined { scan.end_of(n.end) } else { n.end })?;
    let MentionValue::Ordinal(rest) = hit.mention.value else { return None };
    let number = i64::try_from(n.low.trunc().mantissa()).ok().filter(|_| n.low.scale() == 0)?;
    let rank = if rest < 100 && number % 100 == 0 && number >= 100 {
        number.checked_add(rest)?
    } else if rest >= 100 && number < rest {
        // "a hundred thousandth"
        number.checked_mul(rest)?
    } else {
        return None;
    };
    let span = Span { start: scan.tokens[at].span.start + scan.prefix_bytes(at), ..hit.mention.span };
    hit.mention.value = MentionValue::Ordinal(rank);
    (hit.mention.span, hit.mention.phrase) = (span, span);
    Some(hit)
}
