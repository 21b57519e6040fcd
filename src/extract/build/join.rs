//! Figures that inherit their kind from a figure they are joined to.

use super::choice::{Choice, JOINED_NOTE, NOUN_NOTE, NOUN_SCORE, PART_NOTE, plain, quantity};
use crate::extract::phrase::is_function_word;
use crate::extract::view::SentenceView;
use crate::lexicon::{KindId, Lexicon, SubjectType};

/// Figures without a frame of their own take the kind of the figure they are joined to:
/// "18 killed in Dhi Qar, 16 in Baghdad and five in Maysan", "149 civilians and eight of the security forces".
pub(super) fn inherit(lexicon: &Lexicon, s: &SentenceView, chosen: &mut [Option<Choice>]) {
    let core = &lexicon.core;
    if !s.classes.has(core.count) {
        return;
    }
    let stops = [core.clause, core.cue, core.say, core.colon, core.money, core.share, core.office];
    let mut last: Option<usize> = None;
    for i in 0..s.units.len() {
        // a reading by the noun alone ("eight soldiers": deployed?) gives way to the figure before it
        if chosen[i].as_ref().is_some_and(|c| c.score >= 0) {
            // "241 of the 242 on board and 19 on the ground": joined to the part
            let whole = || i > 0 && last == Some(i - 1) && s.has(i - 1, core.of_them);
            if s.has(i, core.count) && !whole() {
                last = Some(i);
            }
            continue;
        }
        if !s.has(i, core.count) || s.has(i, core.n_thing) || quantity(s, i).is_some_and(|q| q.max == Some(rust_decimal::Decimal::ZERO)) {
            continue;
        }
        // "226,000 lives in 13 countries, 120,000 of them in Indonesia": more than the countries, so that they are of the lives
        let mut whole = last;
        if let Some(l) = last
            && s.has(i, core.of_them)
            && s.has(l, core.n_thing)
        {
            let most = quantity(s, l).and_then(|q| q.max);
            if most.is_some() && quantity(s, i).and_then(|q| q.min) > most {
                whole = (0..l).rev().find(|j| s.has(*j, core.count) && !s.has(*j, core.n_thing) && chosen[*j].is_some());
            }
        }
        // «أنقذت 135 مهاجرا من قاربين …، وأوضحت أن بينهم ثماني نساء»: some of the people, however far off
        let told_among = (i.saturating_sub(2)..i).any(|j| s.has(j, core.among));
        if told_among && s.has(i, core.n_person) {
            let people = |c: &Choice| matches!(lexicon.tables.kind(c.kind), k if k.is_of_people() && k.additive);
            whole = (0..i).rev().find(|j| s.has(*j, core.n_person) && chosen[*j].as_ref().is_some_and(people)).or(whole);
        }
        let Some((p, from)) = whole.and_then(|p| chosen[p].clone().map(|c| (p, c))) else {
            if chosen[i].is_some() {
                last = Some(i);
            }
            continue;
        };
        // "16 killed and dozens of the wounded": the noun tells another kind
        if let Some(k) = s.units[i].mention.and_then(|m| s.mentions[m].noun.as_ref()).and_then(|n| n.kind)
            && k != from.kind
        {
            chosen[i] = Some(plain(i, k, NOUN_SCORE, NOUN_NOTE));
            last = Some(i);
            continue;
        }
        let between = p + 1..i;
        let near = told_among || between.clone().filter(|j| s.units[*j].tokens.0 != s.units[*j].tokens.1).nth(16).is_none();
        let unit_kind = lexicon.tables.kind(from.kind);
        // «دمرت 127 عجلة، 97 منها بضربات الطيران و40 بأسلحة أخرى»
        let things =
            !lexicon.packs[s.pack].file.capitals && (s.has(p, core.n_thing) || s.has(p, core.n_bare)) && s.has(i, core.of_them) && unit_kind.subject == SubjectType::Descriptor;
        let things = things
            || from.note == PART_NOTE
                && s.has(i, core.n_bare)
                && s.units[i].tokens.0 > 0
                && (p + 1..i).any(|j| s.has(j, core.and))
                && (s.has(i + 1, core.in_) || s.units.len() > i + 1 && (s.split[i + 1] || s.units[i + 1].is_clitic() || lexicon.packs[s.pack].led(&s.folded[i + 1])));
        if near && things && unit_kind.additive && !unit_kind.is_of_people() && from.score > 0 {
            let like = from.like.or(Some(p));
            chosen[i] = Some(Choice { part: true, like, ..plain(i, from.kind, 5, PART_NOTE) });
            last = Some(i);
            continue;
        }
        if !near || !unit_kind.additive || !unit_kind.is_of_people() {
            if chosen[i].is_some() {
                last = Some(i);
            }
            continue;
        }
        // "three in Mandalay two in Bago, two in Myeik": a list that misses a comma
        let listed_before = from.note == JOINED_NOTE || from.part;
        let run_on = listed_before && s.has(p + 1, core.in_) && s.has(i + 1, core.in_) && i > p + 2 && i <= p + 4 && (p + 2..i).all(|j| s.has(j, core.place) || s.capital[j]);
        let shared = shared_out(lexicon, s, p, i);
        let joined = between.clone().any(|j| {
            s.has(j, core.superseded)
                || s.has(j, core.and)
                || s.has(j, core.comma)
                || s.has(j, core.among)
                || s.has(j, core.they_are)
                || s.has(j, core.open)
                || (s.has(j, core.colon) || s.has(j, core.dash)) && (j == from.end || j == p + 1)
        }) || s.has(p + 1, core.colon)
            || shared.is_some()
            || s.has(i, core.of_them)
            || run_on
            || i > 1 && between.clone().next_back().is_some_and(|j| s.has(j, core.country)) && s.has(i - 2, core.clause);
        let of_them = s.has(i, core.of_them);
        // the words that told the figure before are no new ones: "63 people had been held, among them 15 women"
        let own = |j: usize| j < from.end;
        // "143 were hurt, the ministry said, among them 26 children": what leads to "among" says the same kind again
        let prefix = format!("{}/", lexicon.tables.kind(from.kind).id);
        let among = between.clone().rev().find(|j| s.has(*j, core.among));
        // "90 passengers: 63 Iraqis and 27 Turks"
        let sign = |j: usize| s.has(j, core.colon) || s.has(j, core.dash);
        // «22 في المتحف و38 على شاطئ سوسة»
        let at_place = |j: usize| !lexicon.packs[s.pack].file.capitals && s.has(j, core.by) && (p + 1..j).any(|k| s.has(k, core.in_));
        let opens = if sign(p + 1) { Some(p + 1) } else { Some(from.end).filter(|e| from.start == p && sign(*e)) };
        let opens = opens.or(shared);
        let listing = opens.is_some() && (!s.has(i, core.n_bare) || [core.in_, core.of, core.from, core.qualifier].iter().any(|c| s.has(i + 1, *c)) || at_place(i + 1));
        let led = |j: usize| {
            listing && opens == Some(j)
                || among.is_some_and(|a| j < a)
                    && !s.has(j, core.clause)
                    && (!s.has(j, core.cue) || s.units[j].classes.iter().any(|c| lexicon.classes.name(c).starts_with(&prefix)))
        };
        // "573 of them in the capital and 79 in Moundou"
        let placed = |j: usize| s.has(i + 1, core.in_) && (j.saturating_sub(2)..j).any(|k| s.has(k, core.in_)) && s.has(j, core.the_capital);
        let halts = |j: usize| {
            s.has(j, core.when) && !of_them
                || s.has(j, core.between) && s.units[j].mention.is_none()
                // "stormed the college, which has 815 students"
                || s.has(j, core.rel) && s.has(j + 1, core.have) && !of_them
                || stops.iter().any(|c| s.has(j, *c) && !((of_them || own(j) || placed(j)) && *c == core.cue) && !(of_them && *c == core.say))
        };
        // "Iran lost five, the most of any; China four": the verb of the clause before, told of another state
        let state = |j: usize| s.has(j, core.country) && s.units[j].mention.is_none();
        let closed = |j: usize| s.units.get(j).is_none_or(|u| [core.comma, core.clause, core.and].iter().any(|c| u.classes.has(*c)));
        let of_state = i > 1 && s.has(i, core.n_bare) && state(i - 1) && closed(i + 1) && (from.start.saturating_sub(1)..p).any(state);
        let next_state = of_state && i > 2 && (s.has(i - 2, core.clause) || s.has(i - 2, core.and) && s.has(i - 3, core.clause));
        let clear = between.clone().all(|j| led(j) || shared.is_some_and(|c| j < c) || !halts(j) || next_state && j + 3 >= i && s.has(j, core.clause));
        let itemised = itemised(lexicon, s, p, i);
        let reached = s.units[..i].iter().enumerate().rev().take(5).any(|(j, _)| j > p && (s.has(j, core.reach) || s.has(j, core.number_of)));
        let words = told_among || between.clone().filter(|j| s.has(*j, core.word)).count() <= 6;
        let by_part = of_them || between.clone().any(|j| s.has(j, core.among));
        // a bare figure must be followed by its own place or group
        let led_by_place = (p + 1..i)
            .rev()
            .find(|j| ![core.modifier, core.dash, core.open].iter().any(|c| s.has(*j, *c)))
            .is_some_and(|j| s.has(j, core.country) || s.has(j, core.nationality) || s.has(j, core.place));
        let hour = |j: usize| [core.clock, core.daypart, core.hour_word, core.later].iter().any(|c| s.has(j, *c));
        let aged = |j: usize| s.has(j, core.aged) || s.has(j, core.duration);
        let listed = between.clone().any(|j| s.has(j, core.they_are));
        let replaced = i > 0 && (s.has(i - 1, core.superseded) || i > 1 && s.has(i - 2, core.superseded));
        let anchored = !s.has(i, core.n_bare)
            || led_by_place
            || reached
            || listed
            || replaced
            || (i + 1..s.units.len().min(i + 3)).any(|j| s.has(j, core.in_) || s.has(j, core.from))
            || (s.has(i + 1, core.to) || s.has(i + 1, core.for_)) && (i + 2..i + 4).any(|j| s.has(j, core.country) || s.has(j, core.place))
            // "38 on Sunday and 18 on Wednesday"
            || between.clone().any(|j| s.has(j, core.date)) && (i + 1..i + 4).take_while(|j| !s.has(*j, core.comma) && !s.has(*j, core.count)).any(|j| s.has(j, core.date))
            // "given as 59 shortly after 2 a.m. and 120 about an hour later", "40 at midnight, 75 at one and 120 by dawn"
            || between.clone().any(hour) && (i + 1..i + 6).take_while(|j| !s.has(*j, core.comma) && !s.has(*j, core.count)).any(hour)
            // "34 aged from 14 to 17, 22 from 18 to 20 and six older than that"
            || between.clone().any(aged) && (i + 1..i + 4).any(|j| aged(j) || s.has(j, core.from) && s.has(j + 1, core.count))
            // «أصيب 12 بالرصاص الحي و40 بالاختناق»
            || (i + 1..i + 3).any(|j| s.has(j, core.qualifier))
            // "950,000 according to the organisers, 350,000 according to the police"
            || s.has(i + 1, core.according)
            || at_place(i + 1)
            || by_part
            || s.has(i + 1, core.of) && s.has(i + 2, core.country)
            || s.units.get(i + 1).is_none_or(|u| [core.comma, core.clause, core.and, core.close].iter().any(|c| u.classes.has(*c)));
        let verb = |j: usize| {
            j < s.units.len()
                && !s.capital[j]
                && s.units[j].mention.is_none()
                && !is_function_word(lexicon, s, j)
                && ![core.cue, core.clause, core.adjective, core.people].iter().any(|c| s.has(j, *c))
        };
        // "2,113 were hurt and 13,500 inmates escaped": behind a figure whose verb follows it, one with a verb of its own
        // "that 179 survived, and that 475 were on board": a clause of its own
        let own_clause = i > 0 && s.has(i - 1, core.that);
        let own_verb = own_clause || !of_them && from.end > p + 1 && from.start == p && s.has(i, core.n_person) && lexicon.packs[s.pack].file.capitals && verb(i + 1);
        // "the dead numbered 2,496 and the injured 5,674"
        if let Some(k) = named_before(lexicon, s, i).filter(|k| *k != from.kind && lexicon.tables.kind(*k).is_of_people() && near) {
            chosen[i] = Some(Choice { superseded: from.superseded, ..plain(i, k, 5, NOUN_NOTE) });
            last = Some(i);
            continue;
        }
        if !own_verb && (joined && clear && words && anchored || itemised) {
            let part = by_part || listed || listing || itemised && unit_kind.subject == SubjectType::Event || from.part;
            // "Kenya sends 1,000 soldiers and Burundi 600": soldiers as well
            let counted = s.units[p].mention.and_then(|m| s.mentions[m].noun.as_ref()).and_then(|n| n.population.clone());
            let who = counted.or_else(|| from.who.clone()).filter(|_| unit_kind.subject == SubjectType::Descriptor && s.has(i, core.n_bare));
            chosen[i] = Some(Choice { who, part, superseded: from.superseded, increment: false, ..plain(i, from.kind, 5, JOINED_NOTE) });
            last = Some(i);
        } else if chosen[i].is_some() {
            last = Some(i);
        }
    }
    gapped(lexicon, s, chosen);
    // "34 protesters and 12 officers were hurt": the words behind the last tell all that are joined to it
    for i in (0..s.units.len().saturating_sub(2)).rev() {
        if chosen[i].as_ref().is_some_and(|c| c.score >= 0) || !s.has(i, core.n_person) {
            continue;
        }
        let j = (i + 1..s.units.len().min(i + 4)).find(|j| s.has(*j, core.count)).unwrap_or(i + 1);
        let joined = j > i + 1 && (i + 1..j).all(|k| s.has(k, core.and) || s.has(k, core.comma));
        let Some(next) = chosen[j].clone().filter(|c| joined && c.start > i && c.start <= j && c.end > j + 1 && c.score >= 0) else { continue };
        let kind = lexicon.tables.kind(next.kind);
        if kind.additive && kind.is_of_people() {
            chosen[i] = Some(Choice { part: next.part, superseded: next.superseded, end: next.end, ..plain(i, next.kind, 5, JOINED_NOTE) });
        }
    }
}

/// The kind of those whom a bare figure counts, where they stand right before it with the article: "and the injured 5,674", "the missing at 12".
fn named_before(lexicon: &Lexicon, s: &SentenceView, at: usize) -> Option<KindId> {
    let core = &lexicon.core;
    let small = |j: &usize| s.units[*j].mention.is_none() && [core.in_, core.to, core.modifier, core.be, core.reach].iter().any(|c| s.has(*j, *c));
    let j = (at.saturating_sub(3)..at).rev().find(|j| !small(j)).filter(|j| *j > 0 && s.has(at, core.n_bare) && s.units[*j].mention.is_none())?;
    let told = s.has(j - 1, core.and) || s.has(j - 1, core.comma);
    let says = |c| lexicon.classes.name(c).strip_prefix("says:").map(str::to_owned);
    s.units[j].classes.iter().filter(|_| told).find_map(says).and_then(|k| lexicon.tables.kind_id(&k))
}

/// Most units between a figure and the colon behind which it is shared out by place.
const TO_COLON: usize = 14;

/// The colon behind which a figure is shared out by place, with where and when before it: «مقتل 11 مدنيا في القصف: سبعة في إدلب وأربعة في بنش».
fn shared_out(lexicon: &Lexicon, s: &SentenceView, whole: usize, at: usize) -> Option<usize> {
    let core = &lexicon.core;
    let first = |j: usize| (j + 1..s.units.len().min(j + 3)).find(|k| s.has(*k, core.count)) == Some(at);
    let item = |i: usize| s.has(i, core.n_bare) && s.has(i + 1, core.in_);
    let colon = (whole + 1..at).find(|j| s.has(*j, core.colon)).filter(|j| j - whole <= TO_COLON && first(*j))?;
    let stops = [core.clause, core.comma, core.count, core.say, core.share, core.money];
    let plain = (whole + 1..colon).all(|j| !stops.iter().any(|c| s.has(j, *c)) && (!s.has(j, core.cue) || s.has(j, core.event)));
    // another follows: one figure in a place may be of anything
    let next = (at + 1..s.units.len()).find(|j| s.has(*j, core.count)).is_some_and(item);
    (plain && item(at) && next && !lexicon.packs[s.pack].file.capitals).then_some(colon)
}

/// Words that may stand between a joint and the figure whose noun is left out.
const GAP: usize = 9;

/// A verb told once, with its noun: "Kroger has 2,719 stores and Albertsons 2,269", "41 seats for Ribat and 22 for Oasis". A bare figure between a
/// name and the end of its clause, or tied to a name as the figure before it is, counts what that figure counts.
fn gapped(lexicon: &Lexicon, s: &SentenceView, chosen: &mut [Option<Choice>]) {
    let core = &lexicon.core;
    let joint = |j: usize| s.has(j, core.and) || s.has(j, core.comma) || s.has(j, core.clause);
    let figure = |j: usize| s.has(j, core.count) || s.has(j, core.share) || s.has(j, core.money);
    let ties = [core.to, core.for_, core.from];
    for i in 3..s.units.len() {
        if chosen[i].as_ref().is_some_and(|c| c.score > 0) || !s.has(i, core.n_bare) {
            continue;
        }
        let Some(p) = (0..i).rev().find(|j| figure(*j)) else { continue };
        let Some(from) = chosen[p].clone().filter(|c| c.end <= i) else { continue };
        let kind = lexicon.tables.kind(from.kind);
        let percent = kind.unit == "percent" && s.has(p, core.share);
        if kind.subject != SubjectType::Descriptor || !(kind.additive || percent) || p + 1 >= i {
            continue;
        }
        let tie = |j: usize| ties.iter().copied().find(|c| s.has(j, *c));
        let after = |j: usize| j + 1..s.units.len();
        let ended = after(i).next().is_none_or(|j| joint(j) || s.has(j, core.close));
        let tied = tie(i + 1).is_some() && tie(i + 1) == tie(p + 1);
        if !ended && !tied {
            continue;
        }
        let Some(gap) = (p + 1..i).find(|j| joint(*j)) else { continue };
        let lead = gap + 1..i;
        // without capitals a party may be called by any words: «73 مقعدا، و"عزم" 14»
        let word = |j: usize| s.has(j, core.quote) || s.units[j].mention.is_none() && !is_function_word(lexicon, s, j) && !s.has(j, core.say) && !s.has(j, core.people);
        let party = !lexicon.packs[s.pack].file.capitals && kind.is_of_ballot() && lead.clone().all(|j| joint(j) || word(j)) && lead.clone().any(|j| !joint(j));
        let named = party || lead.clone().any(|j| is_name(lexicon, s, j));
        let plain_words = lead.clone().filter(|j| !joint(*j) && s.units[*j].mention.is_none() && !is_function_word(lexicon, s, *j) && !is_name(lexicon, s, *j)).count();
        let dated = lead.clone().any(|j| s.units[j].mention.is_some() || s.has(j, core.say) || s.has(j, core.event));
        let aside = lead.clone().filter(|j| s.has(*j, core.comma)).count() > 0 && s.has(i + 1, core.comma);
        let elided = named && !dated && !aside && lead.len() <= GAP && plain_words <= 3;
        if ended && elided || tied && lead.len() <= 2 {
            let noun = |j: &usize| s.units[*j].mention.and_then(|m| s.mentions[m].noun.as_ref()).is_some_and(|n| n.thing.is_some());
            let like = from.like.or_else(|| (from.start..from.end).find(noun)).unwrap_or(p);
            chosen[i] = Some(Choice { like: Some(like), ..plain(i, from.kind, 5, JOINED_NOTE) });
        }
    }
}

/// Whether a word may be the name of somebody or something that has a figure.
fn is_name(lexicon: &Lexicon, s: &SentenceView, j: usize) -> bool {
    let core = &lexicon.core;
    if s.units[j].mention.is_some() || is_function_word(lexicon, s, j) || s.has(j, core.cue) {
        return false;
    }
    let known = [core.org, core.place, core.country].iter().any(|c| s.has(j, *c));
    known || s.has(j, core.word) && (s.capital[j] || !lexicon.packs[s.pack].file.capitals)
}

/// Whether a count of people opens or goes on with a list that takes the figure before it apart, behind a dash or a colon:
/// "64 were saved, he said - 39 men, 17 women and eight children".
fn itemised(lexicon: &Lexicon, s: &SentenceView, whole: usize, at: usize) -> bool {
    let core = &lexicon.core;
    let joint = |j: usize| s.has(j, core.comma) || s.has(j, core.and);
    let item = |j: usize| s.has(j, core.n_person) && !s.has(j, core.n_kind);
    let opens = |j: usize| s.has(j, core.dash) || s.has(j, core.colon);
    if !item(at) {
        return false;
    }
    let mut first = at;
    while let Some(j) = first.checked_sub(1).filter(|j| joint(*j)).and_then(|j| (j.saturating_sub(1)..=j).rev().find(|k| item(*k))).filter(|j| *j > whole) {
        first = j;
    }
    let next = (at + 1..s.units.len().min(at + 4)).find(|j| !joint(*j));
    let listed = first < at || next.is_some_and(|j| j > at + 1 && item(j));
    listed && first > whole + 1 && opens(first - 1)
}
