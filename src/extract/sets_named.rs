//! Lists of names in a script without capitals, behind a figure that says how many there are: «أربع مناطق هي مسقط والشرقية والباطنة».

use smallvec::SmallVec;

use crate::lexicon::ClassSet;
use crate::mention::{Mention, MentionValue, Scan, Unit};
use crate::source::Span;
use crate::value::SetValue;

/// Fewest names that make a list.
const NAMES: usize = 3;
/// Most words of a name.
const WORDS: usize = 5;
/// Most units between the figure and its list.
const REACH: usize = 3;

/// Joins such lists. What tells where they end is the figure before them, "they are", and that each name is definite or a known place.
pub fn merge(scan: &Scan<'_, '_>, units: &mut Vec<Unit>, mentions: &mut Vec<Mention>) {
    let core = &scan.lexicon.core;
    if scan.pack().file.capitals {
        return;
    }
    let (places, bodies, _) = scan.list_leads();
    let mut i = 1;
    while i + 4 < units.len() {
        let opens = units[i].classes.has(core.they_are) || units[i].classes.has(core.colon);
        let counted = |u: &Unit| u.mention.is_some() && (u.classes.meets(places) || u.classes.meets(bodies));
        let led = opens && (i.saturating_sub(REACH)..i).any(|j| counted(&units[j]));
        let run = if led { run(scan, units, i + 1) } else { None };
        let Some((end, members)) = run.filter(|(_, m)| m.len() >= NAMES) else {
            i += 1;
            continue;
        };
        let first = i + 1;
        let mut classes = ClassSet::default();
        classes.insert(core.set);
        classes.extend_with(scan.lexicon.classes.get("set:many"));
        let span = Span { start: units[first].span.start, end: units[end - 1].span.end };
        let value = SetValue { members: members.into_iter().collect(), complete: true };
        mentions.push(Mention { value: MentionValue::Set(value, "place"), span, phrase: span, noun: None, rows: SmallVec::new(), in_words: true });
        let tokens = (units[first].tokens.0, units[end - 1].tokens.1);
        units.splice(first..end, [Unit { span, tokens, classes, mention: Some(mentions.len() - 1) }]);
        i = first + 1;
    }
}

/// The names from a unit on, with "and" and commas between them: one past the last unit, and the names, known ones by their id.
fn run(scan: &Scan<'_, '_>, units: &[Unit], from: usize) -> Option<(usize, Vec<String>)> {
    let core = &scan.lexicon.core;
    let bare = |u: &Unit| u.mention.is_none() && u.tokens.1 > u.tokens.0;
    let known = |u: &Unit| [core.place, core.country, core.org, core.nationality].iter().any(|c| u.classes.has(*c));
    let definite = |u: &Unit| scan.phrase(u.tokens.0).is_some_and(|p| p.form.article) || scan.words[u.tokens.0].definite;
    let told = |u: &Unit| [core.say, core.that, core.rel, core.in_, core.clause, core.comma, core.and].iter().any(|c| u.classes.has(*c));
    // "and" written as one with a word that no list knows: «والمسار»
    let joined = |u: &Unit| bare(u) && !known(u) && scan.words[u.tokens.0].maybe_and > 0 && definite(u);
    let mut members = Vec::new();
    let mut i = from;
    loop {
        let start = i;
        while i < units.len()
            && i < start + WORDS
            && bare(&units[i])
            && !told(&units[i])
            && (i == start || !joined(&units[i]))
            && (i == start || known(&units[i]) || definite(&units[i]))
        {
            i += 1;
        }
        if i == start {
            return (!members.is_empty()).then_some((i, members));
        }
        let id =
            (i == start + 1).then(|| [core.place, core.country, core.nationality, core.org].iter().find_map(|c| scan.entry(units[start].tokens.0, *c)?.value.as_deref())).flatten();
        let whole = units[start].span.start == scan.tokens[units[start].tokens.0].span.start;
        let cut = if whole && joined(&units[start]) { usize::from(scan.words[units[start].tokens.0].maybe_and) } else { 0 };
        let name = &scan.text[units[start].span.start as usize..units[i - 1].span.end as usize];
        let name = name.char_indices().nth(cut).map_or(name, |(at, _)| &name[at..]);
        members.push(id.map_or_else(|| name.to_owned(), str::to_owned));
        let end = i;
        while i < units.len() && i < end + 2 && (units[i].classes.has(core.comma) || units[i].classes.has(core.and)) {
            i += 1;
        }
        if i < units.len() && joined(&units[i]) {
            continue;
        }
        if i == end || i >= units.len() || !bare(&units[i]) || told(&units[i]) || !(known(&units[i]) || definite(&units[i]) || units[i].classes.has(core.word)) {
            return Some((end, members));
        }
    }
}
