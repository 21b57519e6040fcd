//! Parts and their total: "730 in all: 221 destroyed and 518 damaged".

use rust_decimal::Decimal;

use super::{Figure, Row, Sort, Sum, SumSort, slip, total};
use crate::source::Span;

/// Most units between two parts, and between a total and its first part.
const GAP: usize = 9;

/// Fewest parts behind a sign that are taken for all there are, though the first is told as one of them.
const SPREAD: usize = 3;

/// Adds the totals that their parts do not make.
/// `laid`: totals with the parts that the sentence lays out right behind them, whether they make it or are a slip away.
pub(super) fn find(row: &Row<'_>, out: &mut Vec<Sum>, laid: &mut Vec<(Span, Vec<Span>)>) {
    for w in 0..row.figures.len() {
        let list = list(row, w);
        let off = list.as_ref().is_some_and(List::is_off);
        laid.extend(list.as_ref().filter(|l| off || l.sum == l.value).map(|l| (l.whole.span(), l.parts.iter().map(|p| p.span()).collect())));
        let listed = list.filter(|_| off).map(|l| made(l.whole, &l.parts, l.sum));
        if let Some(sum) = listed.or_else(|| totalled(row, w)).or_else(|| out_of(row, w)) {
            out.push(sum);
        }
    }
}

/// A total and the parts behind it.
struct List<'r> {
    whole: &'r Figure<'r>,
    value: Decimal,
    parts: Vec<&'r Figure<'r>>,
    sum: Decimal,
    /// Whether these are all the parts there are.
    all: bool,
    /// Whether no two of them share anybody.
    apart: bool,
    /// How far off a slip can be.
    slack: (Decimal, Decimal),
}

impl List<'_> {
    fn is_off(&self) -> bool {
        judge(self.value, self.sum, self.all, self.apart, self.slack)
    }
}

/// A total, and behind a colon, a dash, a bracket, "they are" or "among them" its parts; or groups of people right behind a comma.
fn list<'r>(row: &'r Row<'_>, w: usize) -> Option<List<'r>> {
    let core = &row.lexicon.core;
    let whole = &row.figures[w];
    let value = whole.value.filter(|v| v.is_integer() || matches!(whole.sort, Sort::Money(_)))?;
    let first = row.figures.get(w + 1)?;
    let between = whole.unit + 1..first.unit;
    // a day may stand before "among them"
    let among = row.any(between.clone(), &[core.among]) || first.mention.noun.as_ref().is_some_and(|n| n.of_them && n.kind.is_none());
    // "97 by Saturday evening, according to the health department: 63 women, …": a day and whoever says so may stand before a colon
    let laid_out = || row.any(first.unit.saturating_sub(3).max(whole.unit + 1)..first.unit, &[core.colon]) && !row.any(between.clone(), &[core.clause]);
    let far = among || laid_out();
    if between.len() > if far { 2 * GAP } else { GAP } || row.figure_in(between.clone()) || !far && row.interrupted(between.clone()) || !whole.holds(first) {
        return None;
    }
    let openers = [core.colon, core.dash, core.open, core.they_are, core.that_is];
    let opener = between.clone().rev().find(|i| openers.iter().any(|c| row.s.has(*i, *c)));
    // "11 against, for — six": with cases a dash stands for a verb as well
    let verb = |o: usize| row.lexicon.packs[row.s.pack].cases() && row.s.has(o, core.dash) && row.any(whole.unit + 1..o, &[core.comma]);
    let opened = opener.is_some_and(|o| first.unit - o <= 3 && !verb(o) && !row.any(whole.unit + 1..o, &[core.clause, core.colon]));
    if row.any(between.clone(), &[core.superseded, core.than, core.since]) {
        return None;
    }
    let parts = run(row, w + 1, whole);
    // "65 dead, 28 soldiers and 39 civilians": groups that share nobody, right behind a comma
    // "204 Palestinians, 71 women and 133 minors": people of one state, whose groups are told without it
    let everybody = whole.mention.noun.as_ref().is_some_and(|n| n.population.as_deref().unwrap_or("all") == "all");
    let of_a_state = row.any(whole.unit..first.unit, &[core.nationality, core.country]);
    let apposed = || {
        everybody
            && !row.any(whole.unit..first.unit, &[core.among])
            && between.clone().next_back().is_some_and(|c| row.s.has(c, core.comma))
            && groups(&parts).is_some_and(|g| g.iter().all(|g| g.0 != "all" && !(of_a_state && g.1.is_some())))
            && (exclude(row, &parts) || unlike(row, &parts))
    };
    if parts.len() < 2 || !opened && !among && !apposed() {
        return None;
    }
    let last = parts[parts.len() - 1].unit;
    // a bracket holds all the parts, and stands right behind the total
    let bracket = opener.filter(|o| row.s.has(*o, core.open));
    if bracket.is_some_and(|o| row.any(first.unit..last, &[core.close]) || row.any(whole.unit + 1..o, &[core.comma, core.and])) && !among {
        return None;
    }
    let more = row.any(last + 1..last + 5, &[core.other_people]);
    let sum = total(&parts)?;
    // "20 soldiers, a guard and seven civilians", "155 en Valencia, dos en Albacete y uno en Málaga": one told with an article alone
    let single = |i: usize| {
        (row.s.has(i, core.indefinite) && row.s.units[i].mention.is_none() || is_one(row, i))
            && [core.people, core.nationality, core.office, core.in_].iter().any(|c| row.s.has(i + 1, *c))
    };
    // «46 هنديا وثلاثة فلبينيين وشخص لم تحدد جنسيته»: one by the noun alone
    let capitals = row.lexicon.packs[row.s.pack].file.capitals;
    let noun = |i: usize| i > 0 && row.s.has(i - 1, core.and) && row.s.units[i - 1].is_clitic() && row.s.units[i].mention.is_none() && !row.s.definite[i];
    let single = |i: usize| if capitals { single(i) } else { noun(i) && [core.people, core.nationality].iter().any(|c| row.s.has(i, *c)) };
    let singles = (whole.unit + 1..(last + GAP).min(row.s.units.len())).filter(|i| single(*i)).count();
    if singles > 0 && sum < value && sum + Decimal::from(singles as u32) >= value {
        return None;
    }
    // "208 dead, among them 145 civilians, 60 officers and three soldiers, besides 24 plotters": the first ones make the total
    // "90 morts, soit 57 civils et 33 militaires, cinq soldats ayant succombé": what goes on without an "and" is no part any more
    let goes_on = |n: usize| among && !opened || !row.any(parts[n - 1].unit + 1..parts[n].unit, &[core.and]) && row.any(parts[n - 2].unit + 1..parts[n - 1].unit, &[core.and]);
    if (2..parts.len()).any(|n| goes_on(n) && total(&parts[..n]) == Some(value)) {
        return None;
    }
    // "15 dead: eleven of them in the north, two in the centre and one in the south"
    let spread = opened && parts.len() >= SPREAD && !row.any(between.clone(), &[core.among]) && parts.iter().all(|p| row.any(p.unit + 1..p.unit + 3, &[core.in_]));
    // "among them 1,604 in Al Haouz, 976 in Taroudant and 70 in other provinces"
    let rest = parts.len() >= SPREAD && row.elsewhere(parts[parts.len() - 1]);
    let all = !more && (!among || spread || rest || makes_all(row, &parts) || both_turned(row, &parts, value - sum));
    let apart = !among && opened || spread || rest || exclude(row, &parts);
    let slack = if opened || among { (Decimal::new(7, 1), Decimal::new(15, 1)) } else { (Decimal::new(9, 1), Decimal::new(11, 1)) };
    Some(List { whole, value, parts, sum, all, apart, slack })
}

/// Whether a unit is the number one, told in a word, and no figure of the row.
fn is_one(row: &Row<'_>, at: usize) -> bool {
    let one = row.s.units[at].mention.and_then(|m| row.s.mentions[m].value.quantity()).and_then(|q| q.point()).is_some_and(|n| n == Decimal::ONE);
    (one || row.s.has(at, row.lexicon.core.num) && row.s.units[at].mention.is_none()) && row.figures.iter().all(|f| f.unit != at)
}

/// Figures side by side, and behind them a figure that is told as their total.
fn totalled(row: &Row<'_>, w: usize) -> Option<Sum> {
    let core = &row.lexicon.core;
    let whole = &row.figures[w];
    let value = whole.value?;
    if w < 2 || !row.total(whole) {
        return None;
    }
    // "taking the total to 38" counts what came before as well
    let stops = [core.reach, core.to, core.since, core.superseded, core.among, core.say, core.clause, core.from, core.than];
    let mut from = w;
    while from > 0 {
        let (p, next) = (&row.figures[from - 1], &row.figures[from]);
        let gap = p.unit + 1..next.unit;
        let stop = if from == w { row.any(gap.clone(), &stops) } else { row.any(gap.clone(), &[core.clause, core.superseded, core.among, core.from, core.than]) };
        if !whole.holds(p) || p.value.is_none() || gap.len() > GAP || row.interrupted(gap) || stop {
            break;
        }
        from -= 1;
    }
    let parts: Vec<&Figure<'_>> = row.figures[from..w].iter().collect();
    // a part before these is no part of this total, or is one that could not be read
    if parts.len() < 2 || from > 0 && whole.holds(&row.figures[from - 1]) {
        return None;
    }
    let sum = total(&parts)?;
    judge(value, sum, true, true, (Decimal::new(6, 1), Decimal::new(167, 2))).then(|| made(whole, &parts, sum))
}

/// "78 for, 19 against and five abstentions, out of 111": three counts or more of all that there are.
fn out_of(row: &Row<'_>, w: usize) -> Option<Sum> {
    let core = &row.lexicon.core;
    let whole = &row.figures[w];
    let value = whole.value?;
    let votes = |f: &Figure<'_>| matches!(f.sort, Sort::Thing("vote")) || matches!(f.sort, Sort::Bare | Sort::People);
    let before = &row.figures[..w];
    let last = before.last()?;
    let led = row.any(last.unit + 1..whole.unit, &[core.out_of, core.of]) && row.any(last.unit + 1..whole.unit, &[core.comma, core.and]);
    let parts: Vec<&Figure<'_>> = before.iter().rev().take_while(|f| f.value.is_some() && votes(f)).collect();
    let gaps = parts.windows(2).all(|p| {
        let gap = p[1].unit + 1..p[0].unit;
        gap.len() <= 6 && !row.interrupted(gap.clone()) && !row.any(gap, &[core.clause, core.from, core.than, core.of])
    });
    let counted = before.iter().any(|f| matches!(f.sort, Sort::Thing("vote")));
    if parts.len() < 3 || parts.len() != before.len() || !led || !gaps || !counted || !votes(whole) || row.interrupted(last.unit + 1..whole.unit) {
        return None;
    }
    let parts: Vec<&Figure<'_>> = parts.into_iter().rev().collect();
    let sum = total(&parts)?;
    judge(value, sum, true, true, (Decimal::new(85, 2), Decimal::new(115, 2))).then(|| made(whole, &parts, sum))
}

/// Figures joined by commas and "and", from one on.
fn run<'r>(row: &'r Row<'_>, first: usize, whole: &Figure<'_>) -> Vec<&'r Figure<'r>> {
    let core = &row.lexicon.core;
    let mut parts: Vec<&Figure<'_>> = vec![&row.figures[first]];
    for f in &row.figures[first + 1..] {
        let gap = parts[parts.len() - 1].unit + 1..f.unit;
        let joined = row.any(gap.clone(), &[core.and, core.comma]);
        let stopped = row.any(gap.clone(), &[core.clause, core.cue, core.say, core.colon, core.close, core.superseded, core.from, core.than, core.to, core.that, core.number_of]);
        // "180 from the army and 21 from the interior troops"
        let from_body = row.s.has(gap.start, core.from) && !row.any(gap.clone(), &[core.to]);
        // «31 للديمقراطي و18 للاتحاد»: what each party has
        let given = row.s.has(gap.start, core.to) && row.s.units[gap.start].is_clitic() && !row.any(gap.start + 1..gap.end, &[core.to]);
        let from_place = from_body || given || gap.clone().any(|i| row.s.has(i, core.from)) && gap.clone().any(|i| row.s.has(i, core.country) || row.s.has(i, core.place));
        // "537 in the capital and 79 in Moundou"
        let in_capital = row.any(gap.clone(), &[core.the_capital]);
        if !joined || stopped && !from_place && !in_capital || gap.len() > GAP || row.interrupted(gap) || !whole.holds(f) {
            break;
        }
        parts.push(f);
    }
    parts
}

/// Whether a total is wrong: parts that exclude each other come to more, or parts that are all there are come to less, and by
/// no more than a slip explains.
fn judge(told: Decimal, sum: Decimal, all: bool, apart: bool, (least, most): (Decimal, Decimal)) -> bool {
    if told == sum || told < Decimal::TWO || sum.is_zero() {
        return false;
    }
    let near = sum >= told * least && sum <= told * most || slip(told, sum);
    near && if sum > told { apart } else { all }
}

fn made(whole: &Figure<'_>, parts: &[&Figure<'_>], sum: Decimal) -> Sum {
    Sum { sort: SumSort::Total, told: whole.span(), from: parts.iter().map(|p| p.span()).collect(), makes: sum }
}

/// Groups that parts count: a population, or a nationality.
fn groups<'a>(parts: &'a [&Figure<'_>]) -> Option<Vec<(&'a str, Option<&'a str>)>> {
    parts.iter().map(|p| p.mention.noun.as_ref().map(|n| (n.population.as_deref().unwrap_or("all"), n.nationality.as_deref()))).collect()
}

/// Whether no two parts share anybody.
fn exclude(row: &Row<'_>, parts: &[&Figure<'_>]) -> bool {
    let Some(groups) = groups(parts) else { return false };
    let t = &row.lexicon.tables;
    let apart = |a: &(&str, Option<&str>), b: &(&str, Option<&str>)| match (a.1, b.1) {
        (Some(x), Some(y)) => x != y,
        (None, None) => t.are_disjoint(a.0, b.0) || t.side_by_side(a.0, b.0),
        (Some(_), None) => b.0 == "foreigners",
        (None, Some(_)) => a.0 == "foreigners",
    };
    (0..groups.len()).all(|i| (0..i).all(|j| apart(&groups[i], &groups[j])))
}

/// Whether a sentence lays out groups of which none holds another, and goes on to nobody else: "ten died, seven pupils and two
/// teachers". Nobody says that pupils are no teachers, but who names both names two.
fn unlike(row: &Row<'_>, parts: &[&Figure<'_>]) -> bool {
    let core = &row.lexicon.core;
    let (Some(groups), [.., before, last]) = (groups(parts), parts) else { return false };
    let t = &row.lexicon.tables;
    let two = |a: &(&str, Option<&str>), b: &(&str, Option<&str>)| a.1.is_none() && b.1.is_none() && !t.is_part(a.0, b.0) && !t.is_part(b.0, a.0);
    let ends = row.s.units.len() <= last.unit + 1 || [core.comma, core.clause, core.close].iter().any(|c| row.s.has(last.unit + 1, *c));
    ends && row.any(before.unit + 1..last.unit + 1, &[core.and]) && (0..groups.len()).all(|i| (0..i).all(|j| two(&groups[i], &groups[j])))
}

/// Whether parts are the men and the women of a total that lacks just what two digits of one of them make, changed round: "137, 67 of
/// them women and 61 men".
fn both_turned(row: &Row<'_>, parts: &[&Figure<'_>], lacking: Decimal) -> bool {
    let (Some(groups), [a, b]) = (groups(parts), parts) else { return false };
    let both = row.lexicon.tables.are_disjoint(groups[0].0, groups[1].0) && groups.iter().all(|g| g.1.is_none() && row.lexicon.tables.is_sort(g.0));
    both && [a, b].iter().filter_map(|p| p.value).any(|v| crate::slip::swapped_digits(v, v + lacking))
}

/// Whether the groups named are everybody there is: men, women and children; citizens of one country and foreigners.
fn makes_all(row: &Row<'_>, parts: &[&Figure<'_>]) -> bool {
    let Some(groups) = groups(parts) else { return false };
    let named: Vec<&str> = groups.iter().map(|g| g.0).collect();
    let nations = groups.iter().filter(|g| g.1.is_some()).count();
    row.lexicon.tables.makes_all(&named) || nations == 1 && groups.len() == 2 && named.contains(&"foreigners")
}
