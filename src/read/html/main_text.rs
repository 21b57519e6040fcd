//! Which blocks of a page are the article.

use rustc_hash::FxHashMap;

use super::tree::{Piece, Tree};
use crate::source::Zone;

/// Blocks of the article with their zones.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// By number of the block's element.
    pub blocks: FxHashMap<u32, Zone>,
}

/// Words of classes that name what surrounds an article.
const CHROME: [&str; 44] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "also",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "complementary",
    "consent",
    "contentinfo",
    "cookie",
    "cookies",
    "disqus",
    "footer",
    "menu",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "pagination",
    "popular",
    "popup",
    "promo",
    "recommendations",
    "recommended",
    "related",
    "reply",
    "respond",
    "search",
    "share",
    "sharing",
    "sidebar",
    "social",
    "sponsored",
    "subscribe",
    "tags",
    "toolbar",
    "trending",
    "widget",
    "widgets",
];
/// Words of classes that name an article, whatever else they name.
const ARTICLE: [&str; 8] = ["article", "body", "content", "entry", "main", "page", "story", "text"];
const STANDFIRST: [&str; 8] = ["dek", "deck", "intro", "lead", "lede", "standfirst", "subheadline", "subtitle"];
/// Share of a page's prose that one element must hold to be looked into alone.
const SHARE: usize = 60;

/// What is known of a block.
#[derive(Debug, Default, Clone)]
struct Measure {
    text: usize,
    link: usize,
    first: usize,
}

/// Chooses the blocks of the article; all of them when `whole`.
pub(super) fn choose(source: &str, tree: &Tree, whole: bool) -> Kept {
    let n = tree.elements.len();
    let mut measures: Vec<Measure> = vec![Measure::default(); n];
    for p in &tree.pieces {
        if let Piece::Text { range, node } = p
            && !tree.hidden(*node)
        {
            let letters = source[range.clone()].chars().filter(|c| !c.is_whitespace()).count();
            let b = tree.block_of(*node) as usize;
            if measures[b].text == 0 {
                measures[b].first = range.start;
            }
            measures[b].text += letters;
            if tree.elements[*node as usize].link {
                measures[b].link += letters;
            }
        }
    }
    let prose = |i: usize| if measures[i].text >= 25 && measures[i].link * 2 < measures[i].text { measures[i].text - measures[i].link } else { 0 };
    // prose of each element with all it holds: children come after their parents
    let total = |chrome: &[bool]| -> Vec<usize> {
        let mut sum: Vec<usize> = (0..n).map(|i| if chrome[i] { 0 } else { prose(i) }).collect();
        for i in (1..n).rev() {
            sum[tree.elements[i].parent as usize] += sum[i];
        }
        sum
    };
    let mut chrome = vec![false; n];
    if !whole {
        let all = total(&chrome);
        for i in 1..n {
            let e = &tree.elements[i];
            let named = !matches!(e.name.as_str(), "html" | "body" | "article" | "main" | "h1")
                && e.words.iter().any(|w| CHROME.binary_search(&w.as_str()).is_ok())
                && !e.words.iter().any(|w| ARTICLE.contains(&w.as_str()) && all[i] * 5 > all[0]);
            // a name that would take most of the page away is a wrong guess
            chrome[i] = chrome[e.parent as usize] || (named && all[i] * 2 <= all[0]);
        }
    }
    let sum = total(&chrome);
    let root = if whole { 0 } else { container(tree, &sum, &chrome) };
    let within = |b: u32| tree.ancestors(b).any(|a| a as usize == root);
    let mut kept = Kept::default();
    let headline = if whole { None } else { headline(tree, &measures, &chrome, root) };
    for i in 0..n {
        let e = &tree.elements[i];
        if !e.block || e.hidden || chrome[i] || measures[i].text == 0 {
            continue;
        }
        let b = i as u32;
        if Some(b) == headline {
            kept.blocks.insert(b, Zone::Headline);
            continue;
        }
        if !within(b) || (!whole && link_list(&measures[i])) {
            continue;
        }
        kept.blocks.insert(b, zone(tree, &sum, b, whole && first_of(&measures, i, tree)));
    }
    kept
}

/// Text that is nearly all link, and longer than a name.
fn link_list(m: &Measure) -> bool {
    m.link * 5 > m.text * 4 && m.text >= 25
}

fn first_of(measures: &[Measure], i: usize, tree: &Tree) -> bool {
    tree.elements[i].name == "h1" && !measures[..i].iter().any(|m| m.text > 0)
}

/// The element that holds the article.
fn container(tree: &Tree, sum: &[usize], chrome: &[bool]) -> usize {
    let mut at = 0;
    let marked = |i: usize| {
        let e = &tree.elements[i];
        let body = e.attributes.get("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("articleBody"));
        body || matches!(e.name.as_str(), "article" | "main") || e.words.iter().any(|w| w == "main") && e.name == "div" && sum[i] * 10 > sum[0] * 7
    };
    if let Some(best) =
        (1..tree.elements.len()).filter(|i| !chrome[*i] && !tree.elements[*i].hidden && marked(*i) && sum[*i] * 10 >= sum[0] * 4).max_by_key(|i| (sum[*i], std::cmp::Reverse(*i)))
    {
        at = best;
    }
    // down to the smallest element that still holds most of the prose
    let mut best_child: Vec<usize> = vec![0; tree.elements.len()];
    for i in 1..tree.elements.len() {
        let p = tree.elements[i].parent as usize;
        if best_child[p] == 0 || sum[i] > sum[best_child[p]] {
            best_child[p] = i;
        }
    }
    loop {
        let child = best_child[at];
        let e = &tree.elements[child];
        if child == 0
            || sum[child] == 0
            || sum[child] * 100 < sum[at] * SHARE
            || !matches!(e.name.as_str(), "html" | "body" | "div" | "section" | "article" | "main" | "table" | "tbody" | "tr" | "td" | "form" | "center")
        {
            return at;
        }
        // a block of text beside the child would be lost: stay
        let beside = sum[at] - sum[child];
        if at != 0 && marked_article(tree, at) && beside * 20 > sum[at] {
            return at;
        }
        at = child;
    }
}

fn marked_article(tree: &Tree, at: usize) -> bool {
    let e = &tree.elements[at];
    matches!(e.name.as_str(), "article" | "main") || e.attributes.contains_key("itemprop")
}

/// The headline: the first `h1` of the article, else the last before it.
fn headline(tree: &Tree, measures: &[Measure], chrome: &[bool], root: usize) -> Option<u32> {
    let h1: Vec<usize> = (1..tree.elements.len()).filter(|i| tree.elements[*i].name == "h1" && !tree.elements[*i].hidden && !chrome[*i] && measures[*i].text > 0).collect();
    let inside = h1.iter().find(|i| tree.ancestors(**i as u32).any(|a| a as usize == root));
    let before = h1.iter().rev().find(|i| tree.elements[**i].at < tree.elements[root].at);
    inside.or(before).or(h1.first()).map(|i| *i as u32)
}

/// The zone of a block.
fn zone(tree: &Tree, sum: &[usize], block: u32, first_heading: bool) -> Zone {
    if first_heading {
        return Zone::Headline;
    }
    for a in tree.ancestors(block) {
        let e = &tree.elements[a as usize];
        let zone = match e.name.as_str() {
            "figcaption" | "caption" => Zone::Caption,
            "li" | "dd" | "dt" => Zone::List,
            // a cell that holds much prose lays the page out
            "td" | "th" | "tr" if sum[a as usize] < 200 => Zone::Table,
            "blockquote" => Zone::Quote,
            _ if a == block && e.words.iter().any(|w| STANDFIRST.contains(&w.as_str())) => Zone::Standfirst,
            _ if e.words.iter().any(|w| w == "caption") && e.name != "figure" => Zone::Caption,
            _ => continue,
        };
        return zone;
    }
    Zone::Body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorted() {
        assert!(CHROME.is_sorted());
    }
}
