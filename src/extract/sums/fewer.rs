//! More of a group than the group has, in one phrase: "95 of the 90 seats", «18 مسؤولا من أصل 16», "530 schools, 553 of them".

use rust_decimal::Decimal;

use super::{Figure, Row, Sort, Sum, SumSort};

/// Most times that one figure is the other: beyond that they count different things.
const TIMES: u32 = 4;

/// Adds the figures that are told as some of fewer.
pub(super) fn find(row: &Row<'_>, out: &mut Vec<Sum>) {
    for pair in row.figures.windows(2) {
        let [a, b] = pair else { continue };
        let told = if of(row, a, b) { Some((a, b)) } else { of_them(row, a, b).then_some((b, a)) };
        let Some((part, whole)) = told else { continue };
        let Some((k, m)) = part.value.zip(whole.value) else { continue };
        if k > m && m >= Decimal::TWO && k <= m * Decimal::from(TIMES) && k.is_integer() && m.is_integer() {
            out.push(Sum { sort: SumSort::Fewer, told: part.span(), from: vec![whole.span()], makes: m });
        }
    }
}

/// Whether a figure counts what others are some of.
fn counts(f: &Figure<'_>) -> bool {
    matches!(f.sort, Sort::People | Sort::Thing(_) | Sort::Bare)
}

/// "95 of the 90 seats", "18 out of 16": nothing stands between but the word for it and an article.
fn of(row: &Row<'_>, part: &Figure<'_>, whole: &Figure<'_>) -> bool {
    let core = &row.lexicon.core;
    let gap = part.unit + 1..whole.unit;
    let small = |i: usize| [core.article, core.determiner, core.of, core.out_of, core.base].iter().any(|c| row.s.has(i, *c)) || row.s.units[i].is_clitic();
    // «ستة من أربع دول»: one word for "of" and "from"
    let capitals = row.lexicon.packs[row.s.pack].file.capitals;
    let tied = row.s.says_out_of(row.lexicon, gap.clone())
        || capitals && row.s.has(gap.start, core.of) && gap.clone().any(|i| row.s.has(i, core.article) || row.s.has(i, core.determiner));
    // "5 of the 3 March protesters", "two of the 10-strong": the whole is a figure of its own
    tied && gap.len() <= 3
        && gap.clone().all(small)
        && counts(part)
        && counts(whole)
        && whole.holds(part)
        && !row.any(part.unit.saturating_sub(2)..part.unit, &[core.from, core.than])
}

/// "530 schools, 553 of them", «95 امرأة، 97 منهن»: right behind the comma. Of people also over the words that say what became of them,
/// where these name nobody else: «على متنها 12 ناشطا، أوقف 21 منهم», "74 were flown home on Friday, among them 87 from one village".
fn of_them(row: &Row<'_>, whole: &Figure<'_>, part: &Figure<'_>) -> bool {
    let core = &row.lexicon.core;
    let gap = whole.unit + 1..part.unit;
    let them = part.mention.noun.as_ref().is_some_and(|n| n.of_them && n.kind.is_none());
    let mark = [core.comma, core.dash, core.open];
    if !counts(part) || !row.any(gap.clone(), &mark) {
        return false;
    }
    let others = [
        core.people,
        core.collective,
        core.body,
        core.org,
        core.nationality,
        core.other_people,
        core.thing,
        core.clause,
        core.colon,
        core.and,
        core.that,
        core.to,
        core.than,
        core.from,
        core.say,
    ];
    let among = gap.end > gap.start && row.s.has(gap.end - 1, core.among);
    let last = gap.end - usize::from(among);
    // "three of them went home, four are in intensive care"
    // "12 Syrians, five Lebanese and three Palestinians, eight of them in hospital": of all of these
    let a_part = whole.mention.noun.as_ref().is_some_and(|n| n.of_them) || whole.unit > 0 && row.s.has(whole.unit - 1, core.and);
    let over = || {
        (them || among)
            && !a_part
            && whole.sort == Sort::People
            && gap.len() <= OVER
            && !row.any(gap.start..last, &others)
            && gap.clone().all(|i| row.s.units[i].mention.is_none() || row.s.has(i, core.date))
    };
    them && gap.len() == 1 && matches!(whole.sort, Sort::People | Sort::Thing(_)) || over()
}

/// Most units between a number of people and those said to be some of them.
const OVER: usize = 8;
