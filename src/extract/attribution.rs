//! Who says it: to the clause.

use super::view::SentenceView;
use crate::claim::Attribution;
use crate::lexicon::Lexicon;
use crate::source::{Document, Span};

/// The authority for the value at a unit, in its sentence.
pub fn attribution(lexicon: &Lexicon, doc: &Document, s: &SentenceView, at: usize) -> Option<Attribution> {
    let core = &lexicon.core;
    let figured = lexicon.packs[s.pack].file.verb_last && s.classes.has(core.reach);
    if !figured && !s.has_any(&[core.according, core.quoting, core.say]) {
        return None;
    }
    if lexicon.packs[s.pack].file.verb_last {
        if lexicon.packs[s.pack].told_last()
            && let Some((a, b, relayed)) = said_around(lexicon, s, at)
        {
            return attributed(lexicon, doc, s, a, b, relayed);
        }
        let (a, b, relayed) = said_before(lexicon, s, at)?;
        return attributed(lexicon, doc, s, a, b, relayed);
    }
    let n = s.units.len();
    let mut best: Option<(usize, usize, usize, bool)> = None; // distance, first and last unit, relayed
    let mut offer = |distance: usize, a: usize, b: usize, relayed: bool| {
        if a < b && best.is_none_or(|x| distance < x.0) {
            best = Some((distance, a, b, relayed));
        }
    };
    // "68 died, while activists counted 148": what a later clause says is no word on an earlier figure
    let opens = |i: usize| i > at && i > 0 && s.has(i - 1, core.clause);
    for i in 0..n {
        if s.has(i, core.according) || s.has(i, core.quoting) {
            let end = phrase_end(lexicon, s, i + 1);
            // what follows the figure counts as near as what leads to it
            let parted = i > at && (at + 1..i).any(|j| s.has(j, core.comma) || s.has(j, core.and));
            // "5,000 took part, by the estimate of the organisers — 20,000": it leads to the next figure
            if parted && end < n && (s.has(end, core.dash) || s.has(end, core.n_bare)) {
                continue;
            }
            let distance = if i > at { i - at + if parted { 4 } else { 0 } } else { at - i + usize::from(at > end) * 2 };
            offer(distance, i + 1, end, true);
        } else if s.has(i, core.say) {
            // "40 took part, the organisers counted 150": it tells the next figure
            let ahead = || (i + 1..n).take_while(|j| !s.has(*j, core.comma) && !s.has(*j, core.clause) && !s.has(*j, core.and)).take(4).any(|j| s.has(j, core.count));
            if i > at && (at + 1..i).any(|j| s.has(j, core.comma)) && ahead() {
                continue;
            }
            // verb first: the speaker follows
            let end = phrase_end(lexicon, s, i + 1);
            // whoever stands between the verb and its "that" speaks, known or not
            let speaks = (i + 1..end).any(|j| is_speaker(lexicon, s, j)) || end < n && s.has(end, core.that) && names_somebody(lexicon, s, i + 1, end);
            let distance = i.abs_diff(at) + if i > at { 3 } else { 0 };
            // "it was announced in Chile on Friday": where, and not by whom
            let where_ = lexicon.packs[s.pack].file.capitals && s.has(i + 1, core.in_);
            // "he said the victims were students": the one who speaks stands before the verb
            let pronoun = lexicon.packs[s.pack].file.capitals && i > 0 && s.has(i - 1, core.pronoun);
            if speaks && i + 1 < end && !opens(i) && !where_ && !pronoun {
                offer(distance, i + 1, end, false);
            }
            // «сообщили во вторник в Министерстве здравоохранения»: in a language with cases a body speaks behind "in"
            if let Some(k) = within_body(lexicon, s, i).filter(|_| !opens(i)) {
                offer(distance, k, phrase_end(lexicon, s, k), false);
            }
            // speaker first
            let start = (0..i).rev().take_while(|j| !s.has(*j, core.clause) && !s.has(*j, core.comma) && !s.has(*j, core.quote) && !s.has(*j, core.count)).take(9).last();
            if let Some(start) = start
                && (start..i).any(|j| is_speaker(lexicon, s, j))
                && !opens(start)
            {
                // "le ministre a indiqué": the auxiliary, where it is a word of its own, is none of the speaker
                let apart = lexicon.packs[s.pack].file.noun_first;
                let auxiliary = (start..i).rev().take_while(|j| apart && [core.have, core.be, core.not].iter().any(|c| s.has(*j, *c))).count();
                offer(distance + 1, start, i - auxiliary, false);
            }
        }
    }
    let (_, a, b, relayed) = best?;
    attributed(lexicon, doc, s, a, b, relayed)
}

/// The body that a verb of saying is told of with "in", behind the day, in a language with cases.
fn within_body(lexicon: &Lexicon, s: &SentenceView, say: usize) -> Option<usize> {
    let core = &lexicon.core;
    let mut k = say + 1;
    while s.has(k, core.in_) && s.has(k + 1, core.date) {
        k += 2;
    }
    if s.has(k, core.date) {
        k += 1;
    }
    let stops = [core.comma, core.clause, core.count, core.date, core.in_];
    let body = |j: usize| [core.source, core.collective, core.org, core.portfolio, core.post_word].iter().any(|c| s.has(j, *c)) && s.units[j].mention.is_none();
    let near = (k + 1..s.units.len().min(k + 4)).take_while(|j| !stops.iter().any(|c| s.has(*j, *c)));
    (lexicon.packs[s.pack].cases() && s.has(k, core.in_) && near.into_iter().any(body)).then_some(k + 1)
}

/// The authority named by a run of units.
fn attributed(lexicon: &Lexicon, doc: &Document, s: &SentenceView, mut a: usize, mut b: usize, relayed: bool) -> Option<Attribution> {
    let core = &lexicon.core;
    // «وكان عميد البلدية قد رجح»: what carries the tense around the one who speaks is none of him
    let carries = |i: usize| !lexicon.packs[s.pack].file.capitals && s.units[i].mention.is_none() && (s.has(i, core.had) || s.has(i, core.may) || s.has(i, core.stop));
    while a < b && (s.units[a].is_clitic() || carries(a)) {
        a += 1;
    }
    // "die Polizei am | Montag mit": what leads to the day is none of who says it
    let leads = |i: usize| lexicon.packs[s.pack].file.verb_second && i > a && !s.capital[i] && (s.has(i, core.in_) || s.has(i, core.article) || s.has(i, core.stop));
    while b > a && (carries(b - 1) || leads(b - 1) || s.units[b - 1].is_clitic()) {
        b -= 1;
    }
    if a >= b {
        return None;
    }
    let span = Span { start: s.units[a].span.start, end: s.units[b - 1].span.end };
    let mut key: Vec<String> = Vec::new();
    for i in a..b {
        if let Some(e) = s.entity(lexicon, i, true) {
            key.push(format!("@{e}"));
        } else if is_speaker(lexicon, s, i) || s.has(i, core.office) {
            let word = s.value(lexicon, i, core.office).or_else(|| s.value(lexicon, i, core.source)).map_or_else(|| s.folded[i].to_string(), str::to_owned);
            key.push(word);
        }
    }
    if key.is_empty() {
        key = (a..b).filter(|i| s.has(*i, core.word)).map(|i| s.folded[i].to_string()).collect();
    }
    key.sort();
    key.dedup();
    Some(Attribution { text: doc.words(span).into_owned(), span, key: key.join(" "), relayed })
}

/// Who says it where the verb of saying ends its clause and "according to" leads to its source: «به گفته پلیس، ۱۲ نفر …»,
/// «برگزارکنندگان شمار آنان را ۳۰ هزار نفر اعلام کردند».
fn said_around(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<(usize, usize, bool)> {
    let core = &lexicon.core;
    let own = |j: usize| s.units[j].mention.is_none();
    let (from, end) = s.clause(at);
    let told = (at + 1..end).take_while(|j| !s.has(*j, core.that)).find(|j| s.has(*j, core.say) && own(*j));
    let small = |j: usize| [core.set_apart, core.and, core.stop, core.date, core.comma].iter().any(|c| s.has(j, *c)) && !is_speaker(lexicon, s, j);
    let opens = |j: usize| [core.comma, core.that, core.colon, core.set_apart].iter().any(|c| s.has(j, *c));
    // who opens the clause that a unit stands in
    let head = |to: usize| {
        let first = (from..to).rev().find(|j| opens(*j)).map_or(from, |j| j + 1);
        let who = (first..to).find(|j| !small(*j))?;
        let body = |j: usize| [core.source, core.collective, core.org].iter().any(|c| s.has(j, *c));
        let counts = (who + 1..to).find(|j| s.has(*j, core.number_of)).unwrap_or(to);
        (is_speaker(lexicon, s, who) && (body(who) || !s.has(who, core.people))).then(|| (who, phrase_end(lexicon, s, who).min(counts), false))
    };
    if told.is_some()
        && let Some(found) = head(at)
    {
        return Some(found);
    }
    // «یوناما روز شنبه اعلام کرد که …», «یوناما: ۵۳ نفر …»
    let verb = (from..at).rev().take_while(|j| !s.has(*j, core.according)).find(|j| s.has(*j, core.say) && own(*j) || s.has(*j, core.colon) && *j < from + 6);
    if let Some(found) = verb.and_then(head) {
        return Some(found);
    }
    let led = (from..at).rev().take_while(|j| !(s.has(*j, core.say) && own(*j))).find(|j| (s.has(*j, core.according) || s.has(*j, core.quoting)) && own(*j))?;
    let (a, b) = speaker(lexicon, s, led + 1, phrase_end(lexicon, s, led + 1).min(at))?;
    Some((a, b, true))
}

/// Who says a figure where the verb stands last: who stands before "according to" ("AFAD'a göre 12 kişi öldü"), or at the head of the
/// clause whose end says it ("Bakan X, 12 kişinin öldüğünü söyledi"). First and last unit, and whether it is relayed.
fn said_before(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<(usize, usize, bool)> {
    let core = &lexicon.core;
    let body =
        |i: usize| [core.source, core.office, core.org, core.collective, core.title, core.post_word, core.portfolio].iter().any(|c| s.has(i, *c)) && s.units[i].mention.is_none();
    let says = |i: usize| s.has(i, core.say) && s.units[i].mention.is_none();
    let told = (at + 1..s.units.len()).take_while(|i| !s.has(*i, core.clause)).find(|i| says(*i));
    let open = |i: usize| [core.clause, core.comma, core.quote, core.open, core.set_apart].iter().any(|c| s.has(i, *c));
    let other = |i: usize| [core.count, core.date, core.clock, core.money, core.share, core.and].iter().any(|c| s.has(i, *c));
    let mut i = at;
    while i > 0 {
        i -= 1;
        if s.has(i, core.clause) {
            return None;
        }
        // "AFAD'a göre", "in a statement of the ministry": behind its source
        if (s.has(i, core.according) || s.has(i, core.quoting) || says(i)) && s.units[i].mention.is_none() {
            let start = (0..i).rev().take_while(|j| !open(*j) && !other(*j) && !says(*j)).take(SPEAKER).last();
            if let Some((a, b)) = start.and_then(|a| speaker(lexicon, s, a, i)) {
                return Some((a, b, !says(i)));
            }
        }
        // what a comma or a word that sets it apart closes: a phrase that ends in who speaks
        let last = |e: usize| s.units[e].mention.is_none() && (body(e) || s.has(e, core.people) || s.capital[e]);
        if (s.has(i, core.comma) || s.has(i, core.set_apart)) && i > 0 && told.is_some() && last(i - 1) {
            let start = (0..i).rev().take_while(|j| !open(*j) && !other(*j) && !s.has(*j, core.say) && !s.has(*j, core.according)).take(SPEAKER).last();
            if let Some((a, b)) = start.and_then(|a| speaker(lexicon, s, a, i)) {
                return Some((a, b, false));
            }
        }
    }
    // "Polis 340 kişinin gözaltına alındığını duyurdu", "polis 8 bin, muhalefet 25 bin olarak açıkladı"
    // the figure may have its own word: "polis katılımı 8 bin olarak açıkladı"
    let given = told.is_some() || (at + 1..s.units.len()).take_while(|i| !s.has(*i, core.clause)).any(|i| s.has(i, core.reach));
    let own_word = |i: usize| i + 1 == at || [core.cue, core.figure_cue, core.number_of].iter().any(|c| s.has(i + 1, *c));
    let near = (at.saturating_sub(2)..at).rev().take_while(|i| !open(*i) && !other(*i) && own_word(*i));
    let last = near.into_iter().find(|i| body(*i)).filter(|_| given)?;
    let first = (0..last).rev().take_while(|i| s.units[*i].mention.is_none() && (body(*i) || s.has(*i, core.place) || s.has(*i, core.adjective))).last().unwrap_or(last);
    Some((first, last + 1, false))
}

/// From the first word of somebody who speaks to the end of a phrase; what leads to it, "mitinge" in "mitinge polise göre", is none of it.
fn speaker(lexicon: &Lexicon, s: &SentenceView, a: usize, b: usize) -> Option<(usize, usize)> {
    let core = &lexicon.core;
    let speaks = |i: usize| is_speaker(lexicon, s, i) || (s.has(i, core.post_word) || s.has(i, core.portfolio)) && s.units[i].mention.is_none();
    (a..b).any(speaks).then_some(())?;
    // any word has a capital at the head of a sentence
    let named = |i: usize| s.capital[i] && (i > 0 || s.capital.get(1).copied().unwrap_or(false));
    let first = (a..b).find(|i| speaks(*i) || s.has(*i, core.place) || s.has(*i, core.nationality) || s.has(*i, core.adjective) || named(*i))?;
    // the cases of names are no part of it
    let last = (first..b).rev().find(|i| !s.is_ending(*i) && ![core.and, core.from].iter().any(|c| s.has(*i, *c)))?;
    Some((first, last + 1))
}

/// Most units of a phrase that names who speaks.
const SPEAKER: usize = 12;

/// Whether there is more between two units than small words: "he pointed to the fact that" names nobody.
fn names_somebody(lexicon: &Lexicon, s: &SentenceView, from: usize, to: usize) -> bool {
    let c = &lexicon.core;
    let small = |i: usize| super::phrase::is_function_word(lexicon, s, i) || [c.to, c.in_, c.of, c.from, c.and, c.for_, c.article, c.determiner].iter().any(|k| s.has(i, *k));
    s.units[from].mention.is_none() && !s.has(from, c.to) && (from..to).any(|i| s.units[i].mention.is_none() && s.units[i].tokens.1 > s.units[i].tokens.0 && !small(i))
}

fn is_speaker(lexicon: &Lexicon, s: &SentenceView, i: usize) -> bool {
    let c = &lexicon.core;
    [c.source, c.office, c.org, c.collective, c.country, c.title, c.people].iter().any(|k| s.has(i, *k)) && s.units[i].mention.is_none()
}

/// Where the speaker's phrase ends: at a comma, a clause, "that", a quotation mark, a figure or a verb of saying.
fn phrase_end(lexicon: &Lexicon, s: &SentenceView, from: usize) -> usize {
    let c = &lexicon.core;
    let stop = [c.comma, c.clause, c.that, c.quote, c.count, c.say, c.colon, c.open, c.close, c.dash, c.date, c.cue, c.and];
    let second = |i: usize| lexicon.packs[s.pack].file.verb_second && i > from && (s.has(i, c.be) || s.has(i, c.have)) && !s.capital[i];
    (from..s.units.len()).find(|i| stop.iter().any(|k| s.has(*i, *k)) || *i >= from + 9 || second(*i) || told_of(lexicon, s, from, *i)).unwrap_or(s.units.len())
}

/// Whether what is told begins at a unit, where no mark parts it from who tells it: «أعلنت السعودية خفضا لإنتاجها», «أعلنت وزارة الصحة ارتفاع عدد
/// القتلى», «حذرت المنظمة من أن». A state or a body by its name takes no indefinite noun behind it, and no name is a verbal noun.
fn told_of(lexicon: &Lexicon, s: &SentenceView, from: usize, at: usize) -> bool {
    let c = &lexicon.core;
    let pack = &lexicon.packs[s.pack];
    if pack.file.capitals || pack.cases() || at <= from || s.units[at].mention.is_some() || s.definite[at] {
        return false;
    }
    if s.has(at, c.from) && s.has(at + 1, c.that) {
        return true;
    }
    let name = [c.given_name, c.family_name, c.name_part, c.office, c.title, c.source, c.nationality, c.country, c.place].iter().any(|k| s.has(at, *k));
    let entity = [c.country, c.org, c.place].iter().any(|k| s.has(at - 1, *k)) && s.units[at - 1].mention.is_none();
    let named = entity && !(from..at).any(|j| s.has(j, c.office) || s.has(j, c.title) || s.has(j, c.source) || s.units[j].is_clitic());
    let whole = s.definite[at - 1] || entity || pack.ends_definite(&s.folded[at - 1]);
    !name && !s.units[at].is_clitic() && (named || whole && s.has(at, c.event) || pack.no_name(&s.folded[at]))
}
