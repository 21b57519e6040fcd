//! Readings become claims: the best reading of each value, figures that inherit their kind, defaults, then scope.

mod announced;
mod apposed;
mod asked;
mod by_nation;
mod by_place;
mod capitals;
mod carried;
mod choice;
mod daily;
mod days;
mod deed;
mod default;
mod echo;
mod evacuators;
mod fellows;
mod figure;
mod gapped;
mod gone_by;
mod held;
mod holders;
mod house;
mod increment;
mod itemised;
mod join;
mod laid_out;
mod listed_ages;
mod moments;
mod parts;
mod people;
mod person;
mod remainder;
mod retold;
mod share;
mod sides;
mod spellings;
mod table;
mod topic;
mod waves;

pub use days::SINCE;
pub(super) use days::told_last;
pub(super) use parts::is_plain;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use smallvec::SmallVec;

use super::frames::Scratch;
use super::scope;
use super::view::View;
use crate::claim::{Claim, ClaimId, Role};
use crate::lexicon::Lexicon;
use crate::source::{Document, Span, Zone};

/// A figure that became no claim, and why.
#[derive(Debug, Clone)]
pub struct Unclaimed {
    /// Where it stands.
    pub span: Span,
    /// Why.
    pub reason: &'static str,
}

/// Most claims read from one document: what holds more is a table of figures, not an article.
const MAX_CLAIMS: usize = 3_000;

/// All claims of a document, in the order of the text, numbered from 0 within it; and the figures that became none.
///
/// `linked`: whether the claims will be set against others, for which their descriptors are needed.
pub fn extract(lexicon: &Lexicon, doc: &Document, view: &View, linked: bool) -> (Vec<Claim>, Vec<Unclaimed>) {
    SCRATCH.with_borrow_mut(|scratch| with(lexicon, doc, view, linked, scratch))
}

thread_local! {
    /// What frames are run with: rows for all classes, which are cleared by those that were met.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

fn with(lexicon: &Lexicon, doc: &Document, view: &View, linked: bool, scratch: &mut Scratch) -> (Vec<Claim>, Vec<Unclaimed>) {
    // names beside offices are claims without a figure
    let mut claims: Vec<Claim> = Vec::with_capacity(view.sentences.iter().map(|s| 2 * s.mentions.len()).sum::<usize>().min(MAX_CLAIMS));
    let mut unclaimed = Vec::new();
    let mut finds = BTreeSet::new();
    let mut corrections = BTreeSet::new();
    let mut groups = BTreeMap::new();
    let holder = lexicon.tables.kind_id("office_holder");
    let mut carried = carried::Carried::of(lexicon);
    let mut house = house::House::of(lexicon);
    let gapped = gapped::Gapped::of(lexicon);
    let moments = moments::Moments::of(view);
    let mut table = table::Table::of(doc);
    for (number, s) in view.sentences.iter().enumerate() {
        if claims.len() >= MAX_CLAIMS {
            unclaimed.push(Unclaimed { span: s.span, reason: "the document holds more claims than are read" });
            break;
        }
        let before = number.checked_sub(1).and_then(|n| view.sentences.get(n));
        let asked = asked::kind(lexicon, doc, before, s).or_else(|| asked::sum(lexicon, doc, before, s)).or_else(|| asked::heading(lexicon, before, s));
        let mut choices = choice::choose(lexicon, s, asked, scratch, &mut unclaimed);
        if moments.run() && moments::stamp(s).is_some() {
            choices.retain(|c| c.unit != 0);
        }
        table.row(lexicon, doc, s, &mut choices, &mut unclaimed);
        if let Some(open) = carried.open {
            echo::take_up(lexicon, s, open, &mut choices);
        }
        carried.resolve(lexicon, doc, s, &mut choices, &mut unclaimed);
        house.share_out(lexicon, s, &mut choices);
        gapped.go_on(lexicon, s, &mut choices);
        gapped.inhabitants(lexicon, s, &mut choices);
        apposed::take_apart(lexicon, s, &mut choices);
        itemised::go_on(lexicon, s, &mut choices);
        laid_out::lay_out(lexicon, s, &mut choices);
        laid_out::of_group(lexicon, s, &mut choices);
        by_place::go_on(lexicon, s, &mut choices);
        let shared = by_nation::share_out(lexicon, s, &claims, &mut choices);
        apposed::take_named_apart(lexicon, s, &mut choices);
        remainder::take(lexicon, s, &mut choices);
        increment::mark(lexicon, s, &mut choices);
        let days: SmallVec<[_; 8]> = choices.iter().map(|c| daily::day(lexicon, s, c, &choices)).collect();
        let from = claims.len();
        for (c, day) in choices.iter().zip(days) {
            if let Some(mut claim) = figure::claim(lexicon, doc, view, s, c, linked) {
                if s.zone != Zone::Headline && increment::opens_its_kind(lexicon, s, c, &claim, &claims) {
                    claim.role = Role::Whole;
                }
                if let Some(day) = day.or_else(|| claim.as_of.filter(|_| daily::is_new(lexicon, s, c) || daily::beside_new(lexicon, s, c, &choices))) {
                    claim.of_day(day);
                }
                if c.note == echo::NOTE || carried.goes_on(lexicon, s, c) {
                    echo::like(lexicon, s, c, &mut claim, &claims);
                }
                claim.moment = moments.at(number);
                if scope::corrects(lexicon, s, c.unit) {
                    corrections.insert(claim.span.start);
                }
                if parts::is_find(lexicon, s, c) {
                    finds.insert(claim.span.start);
                }
                if let Some(p) = parts::antecedent(lexicon, view, s, c.unit) {
                    groups.insert(claim.span.start, p);
                }
                if s.classes.has(lexicon.core.each) {
                    share::put(lexicon, s, c, claim, &mut claims);
                } else {
                    claims.push(claim);
                }
            }
        }
        if let Some(kind) = holder {
            let named = holders::holders(lexicon, doc, s, kind, &claims[..from]);
            claims.extend(named);
        }
        announced::add(lexicon, doc, s, from, &mut claims);
        people::add(lexicon, doc, view, s, &choices, from, &mut claims);
        claims[from..].sort_by_key(|c| (c.span.start, c.span.end, c.kind));
        by_nation::of_one_day(&shared, &mut claims[from..]);
        parts::tie_parts(lexicon, &mut claims, from, lexicon.packs[s.pack].file.verb_last);
        parts::set_right(lexicon, &mut claims[from..]);
        parts::of_groups(&mut claims[from..], &groups);
        groups.clear();
    }
    parts::own_wholes(lexicon, &mut claims);
    held::by_arrest(lexicon, view, &mut claims);
    retold::by_group(lexicon, &mut claims);
    retold::by_unit(lexicon, &mut claims);
    retold::retell(lexicon, view, &mut claims);
    parts::give_up(lexicon, &corrections, &mut claims);
    parts::lesser_counts(lexicon, &finds, &mut claims);
    parts::noughts(lexicon, &mut claims);
    capitals::resolve(lexicon, view, &mut claims);
    sides::by_side(lexicon, view, &mut claims);
    fellows::go_on(lexicon, view, &mut claims);
    evacuators::note(lexicon, view, &mut claims);
    waves::by_day(lexicon, view, &mut claims);
    // so far a part names its whole by place; from here on claims come and go
    for (i, c) in claims.iter_mut().enumerate() {
        c.id = ClaimId(i as u32);
    }
    holders::lone_names(lexicon, view, &mut claims);
    holders::entered_throughout(&mut claims);
    if linked {
        carry_bearers(lexicon, view, &mut claims);
    }
    let kept = claims.len();
    listed_ages::add(lexicon, doc, view, &mut claims);
    spellings::spellings(lexicon, doc, view, &mut claims);
    for c in &mut claims[kept..] {
        c.id = ClaimId(u32::MAX);
    }
    claims.sort_by_key(|c| (c.span.start, c.span.end, c.kind));
    let place: rustc_hash::FxHashMap<ClaimId, ClaimId> = claims.iter().enumerate().map(|(i, c)| (c.id, ClaimId(i as u32))).collect();
    for (i, c) in claims.iter_mut().enumerate() {
        c.part_of = c.part_of.and_then(|w| place.get(&w).copied());
        c.id = ClaimId(i as u32);
    }
    // claims that are kept take no more room than they need
    if linked {
        claims.shrink_to_fit();
    }
    (claims, unclaimed)
}

/// "… 37 seats. It polled 2,450,878 votes": votes and shares of a sentence that names nobody are of whom the sentence before spoke.
fn carry_bearers(lexicon: &Lexicon, view: &View, claims: &mut [Claim]) {
    let shared = |c: &Claim| matches!(lexicon.tables.kind(c.kind), k if k.is_of_ballot() || k.unit == "percent");
    let told = |c: &Claim| c.descriptor.iter().any(|d| d.starts_with('&'));
    for i in 1..claims.len() {
        let c = &claims[i];
        if !shared(c) || told(c) || c.descriptor.iter().any(|d| d.starts_with(['~', '%', '@'])) {
            continue;
        }
        let lead = view
            .sentences
            .iter()
            .find(|s| s.number == c.sentence)
            .is_some_and(|s| (1..s.units.len()).take_while(|j| s.units[*j].span.start < c.span.start).any(|j| s.capital[j] && lexicon.packs[s.pack].file.capitals));
        let before = claims[..i].iter().rev().take_while(|o| o.doc == c.doc && o.paragraph == c.paragraph && o.sentence + 1 >= c.sentence).find(|o| shared(o) && told(o));
        if let Some(words) = before.filter(|_| !lead).map(|o| o.descriptor.iter().filter(|d| d.starts_with('&') && !d.starts_with("&%")).map(str::to_owned).collect::<Vec<_>>()) {
            claims[i].descriptor.extend(words);
        }
    }
}
