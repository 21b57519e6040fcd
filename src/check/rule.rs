//! Rules: as written in `rules/check/*.yaml`, and as run.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::facts::{PairFacts, ValueRelation};
use crate::error::{Problem, Result};
use crate::extract::SumSort;
use crate::finding::{Severity, Verdict};
use crate::lexicon::{Growth, Kind, Lexicon, RuleText, SubjectType, ValueType};
use crate::link::{ScopeRelation, TimeRelation};

/// A rule as written.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// One line for lists of rules.
    pub title: String,
    /// Verdict of its findings.
    pub verdict: Verdict,
    /// Severity of its findings.
    pub severity: Severity,
    /// Which claims it sets against each other.
    pub compare: Compare,
    /// Kinds it looks at.
    #[serde(default)]
    pub kinds: KindFilter,
    /// What must hold of two claims; the rule holds when one of the cases does.
    #[serde(default)]
    pub when: Vec<When>,
    /// Kinds of arithmetic that a rule over sums looks at.
    #[serde(default)]
    pub sums: Vec<SumSort>,
    /// Order among the rules that can speak of one pair: the first that holds speaks.
    #[serde(default)]
    pub order: i32,
    /// Finding in words, with places to fill: see docs/rules.md.
    pub message: String,
    /// The message where the finding stands at the earliest of the claims, and the others came after it.
    #[serde(default)]
    pub turned: Option<String>,
    /// Why an editor should care.
    pub why: String,
    /// What would settle it.
    pub help: String,
    /// The same words in other languages, by language code.
    #[serde(default)]
    pub translations: BTreeMap<String, RuleWords>,
    /// Texts that must be flagged.
    pub examples: Vec<Example>,
    /// Texts that must not.
    pub quiet: Vec<Example>,
    /// Texts that should be flagged and are not yet.
    #[serde(default)]
    pub known_misses: Vec<KnownMiss>,
}

/// Title, message, why and help of a rule in one language.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleWords {
    /// Title.
    pub title: String,
    /// Message, with the same places to fill.
    pub message: String,
    /// Message of a finding that stands at the earliest of the claims.
    #[serde(default)]
    pub turned: Option<String>,
    /// Why an editor should care.
    pub why: String,
    /// What would settle it.
    pub help: String,
}

/// Which claims a rule sets against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Compare {
    /// Two claims on one subject and kind.
    Pair,
    /// The number of members and the list of them.
    CountAndList,
    /// Parts that the text says make up a whole.
    PartsAndWhole,
    /// A weekday and the date it stands beside.
    Weekday,
    /// Spellings of one name within a text.
    Names,
    /// One unusual figure under two kinds.
    Twins,
    /// Statements that two texts share but for one detail.
    Statements,
    /// One unusual figure of one event, given to two groups.
    Groups,
    /// None at all in one text and some in another.
    Nothing,
    /// A count and that of a kind which holds its people: those in hospital and the hurt.
    Held,
    /// Two figures of one sentence that another text gives the other way round.
    Crosswise,
    /// Ages and birth days of one person.
    Ages,
    /// Figures of one sentence and the arithmetic that it states.
    Sums,
    /// A claim and what a reference list knows of the same thing at that time.
    Reference,
}

/// Which kinds a rule looks at. Empty: all.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KindFilter {
    /// Ids.
    #[serde(default)]
    pub ids: Vec<String>,
    /// Type of value.
    #[serde(default)]
    pub value: Option<ValueType>,
    /// Growth.
    #[serde(default)]
    pub growth: Vec<Growth>,
    /// Subject.
    #[serde(default)]
    pub subject: Vec<SubjectType>,
    /// Additive or not.
    #[serde(default)]
    pub additive: Option<bool>,
    /// Ids left out.
    #[serde(default)]
    pub except: Vec<String>,
}

impl KindFilter {
    /// Whether a kind passes.
    pub fn admits(&self, k: &Kind) -> bool {
        (self.ids.is_empty() || self.ids.contains(&k.id))
            && !self.except.contains(&k.id)
            && self.value.is_none_or(|v| v == k.value)
            && (self.growth.is_empty() || self.growth.contains(&k.growth))
            && (self.subject.is_empty() || self.subject.contains(&k.subject))
            && self.additive.is_none_or(|a| a == k.additive)
    }
}

/// Conditions on two claims: the first is the later (or the draft's), the second the earlier. All that are given must hold.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// Scope of the first against the second.
    #[serde(default)]
    pub scope: Vec<ScopeName>,
    /// Time of the first against the second.
    #[serde(default)]
    pub time: Vec<TimeName>,
    /// Value of the first against the second.
    #[serde(default)]
    pub value: Vec<ValueRelation>,
    /// Same document or not.
    #[serde(default)]
    pub same_document: Option<bool>,
    /// One sentence.
    #[serde(default)]
    pub same_sentence: Option<bool>,
    /// Both name an authority, and it is another.
    #[serde(default)]
    pub other_authority: Option<bool>,
    /// Not on the word of the same: another authority, or one of the two on the writer's own.
    #[serde(default)]
    pub other_teller: Option<bool>,
    /// One of the two was given up by its own text.
    #[serde(default)]
    pub superseded: Option<bool>,
    /// One of the two stands in a draft.
    #[serde(default)]
    pub draft: Option<bool>,
    /// One of the two is a vague word ("dozens").
    #[serde(default)]
    pub vague: Option<bool>,
    /// Most days between.
    #[serde(default)]
    pub within_days: Option<i64>,
    /// Both are of a body that no list knows, and the later holds all of the earlier and more: states that have sent help so far.
    #[serde(default)]
    pub grown: Option<bool>,
    /// The lesser figure is far smaller and stands below the lead of its text: what is told so counts other things more often than not.
    #[serde(default)]
    pub in_passing: Option<bool>,
    /// One of the two is none at all.
    #[serde(default)]
    pub none: Option<bool>,
    /// The figure written in the first is the lower.
    #[serde(default)]
    pub lower: Option<bool>,
    /// How many times one figure may be the other at the most: counts of one thing seldom lie further apart than twice or thrice,
    /// and two of one text less. Figures in two units pass.
    #[serde(default)]
    pub within_times: Option<f64>,
    /// Each is told of a place of its own.
    #[serde(default)]
    pub two_places: Option<bool>,
    /// Fewest digits of the longer of the two figures, zeros at its end not counted: of figures of two, many are alike by chance.
    #[serde(default)]
    pub digits: Option<usize>,
    /// Figures of a war, neither told as a running toll: what two battles cost.
    #[serde(default)]
    pub episodes: Option<bool>,
    /// Fewest days between.
    #[serde(default)]
    pub days_apart: Option<i64>,
    /// One of the two is denied.
    #[serde(default)]
    pub denied: Option<bool>,
    /// The event is recalled as background: its figures do not grow any more.
    #[serde(default)]
    pub background: Option<bool>,
    /// The first gives a figure that another text had given up.
    #[serde(default)]
    pub revives: Option<bool>,
    /// The one that would hold the other is itself told as a part of something more.
    #[serde(default)]
    pub partial_whole: Option<bool>,
    /// Its text ties one to the other as a part of it.
    #[serde(default)]
    pub tied: Option<bool>,
    /// The lower figure lacks as many as have gone over to another kind: wounded who died.
    #[serde(default)]
    pub moved: Option<bool>,
    /// How figures of the kind move with time.
    #[serde(default)]
    pub growth: Vec<Growth>,
}

/// Names of scope relations in rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScopeName {
    /// Same.
    Same,
    /// The first is a part of the second.
    PartOf,
    /// The first holds the second.
    WholeOf,
    /// They share nobody.
    Disjoint,
    /// It cannot be told: one text says of whom or where, the other does not.
    Unknown,
}

/// Names of time relations in rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimeName {
    /// One day.
    Same,
    /// The first is later.
    Later,
    /// The first is earlier.
    Earlier,
    /// A day is missing.
    Unknown,
}

impl When {
    /// Whether all conditions hold.
    pub fn holds(&self, f: &PairFacts) -> bool {
        let scope = self.scope.is_empty()
            || self.scope.iter().any(|s| {
                matches!(
                    (s, f.scope),
                    (ScopeName::Same, ScopeRelation::Same)
                        | (ScopeName::PartOf, ScopeRelation::PartOf)
                        | (ScopeName::WholeOf, ScopeRelation::WholeOf)
                        | (ScopeName::Disjoint, ScopeRelation::Disjoint)
                        | (ScopeName::Unknown, ScopeRelation::Unknown)
                )
            });
        let time = self.time.is_empty()
            || self.time.iter().any(|t| {
                matches!(
                    (t, f.time),
                    (TimeName::Same, TimeRelation::Same)
                        | (TimeName::Later, TimeRelation::Later)
                        | (TimeName::Earlier, TimeRelation::Earlier)
                        | (TimeName::Unknown, TimeRelation::Unknown)
                )
            });
        let flag = |want: Option<bool>, have: bool| want.is_none_or(|w| w == have);
        scope
            && time
            && (self.value.is_empty() || self.value.iter().any(|v| f.values.contains(v)))
            && flag(self.same_document, f.same_document)
            && flag(self.same_sentence, f.same_sentence)
            && flag(self.other_authority, f.other_authority)
            && flag(self.other_teller, f.other_teller)
            && flag(self.superseded, f.superseded)
            && flag(self.draft, f.draft)
            && flag(self.vague, f.vague)
            && flag(self.denied, f.denied)
            && flag(self.background, f.background)
            && flag(self.revives, f.revives)
            && flag(self.partial_whole, f.partial_whole)
            && flag(self.tied, f.tied)
            && flag(self.grown, f.grown)
            && flag(self.in_passing, f.in_passing)
            && flag(self.two_places, f.two_places)
            && flag(self.none, f.none)
            && flag(self.lower, f.lower)
            && flag(self.episodes, f.episodes)
            && flag(self.moved, f.moved)
            && (self.growth.is_empty() || self.growth.contains(&f.growth))
            && self.within_times.is_none_or(|n| f.times.is_none_or(|t| t <= n))
            && self.digits.is_none_or(|n| f.digits.is_some_and(|d| d >= n))
            && self.within_days.is_none_or(|d| f.days.is_some_and(|x| x <= d))
            && self.days_apart.is_none_or(|d| f.days.is_some_and(|x| x >= d))
    }
}

/// A case of a rule: texts as small articles.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The texts, each a document.
    pub texts: Vec<ExampleText>,
    /// Words that must be underlined in the finding.
    #[serde(default)]
    pub quotes: Vec<String>,
    /// Index of the draft among the texts, when there is one.
    #[serde(default)]
    pub draft: Option<usize>,
    /// Reference list that the texts are held against: a file of facts as text, or `built-in`.
    #[serde(default)]
    pub reference: Option<String>,
}

/// One text of a case.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleText {
    /// Day of publication.
    pub published: String,
    /// The text.
    pub text: String,
    /// Outlet.
    #[serde(default)]
    pub outlet: Option<String>,
}

/// A case that is not found yet.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownMiss {
    /// The texts.
    pub texts: Vec<ExampleText>,
    /// Words that should be underlined.
    #[serde(default)]
    pub quotes: Vec<String>,
    /// Index of the draft among the texts, when there is one.
    #[serde(default)]
    pub draft: Option<usize>,
    /// Reference list that the texts are held against: a file of facts as text, or `built-in`.
    #[serde(default)]
    pub reference: Option<String>,
    /// Why it is missed.
    pub reason: String,
}

/// A rule as run.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its id: the file's stem.
    pub id: String,
    /// Where it was written.
    pub name: String,
    /// As written, the cases of the program's own rules left out: see [`Rule::whole`].
    pub file: RuleFile,
    /// Kinds it admits, by number.
    pub kinds: Vec<bool>,
    /// Severity after configuration.
    pub severity: Severity,
}

impl Rule {
    /// As written, with its cases: of the rules that come with the program they are read when somebody asks for them.
    pub fn whole(&self, lexicon: &Lexicon) -> Cow<'_, RuleFile> {
        let own = lexicon.files.iter().find(|f| f.built_in && f.name == self.name);
        own.and_then(|f| f.parse_whole().ok()).map_or(Cow::Borrowed(&self.file), Cow::Owned)
    }
}

/// Loads the rules among the rule files. Findings of a pair go to the first rule that holds, by `order`.
pub fn load_rules(lexicon: &Lexicon, files: &[RuleText]) -> Result<Vec<Rule>> {
    let mut by_id: BTreeMap<String, Rule> = BTreeMap::new();
    for f in files.iter().filter(|f| f.path.starts_with("check/")) {
        let file: RuleFile = f.parse()?;
        for id in file.kinds.ids.iter().chain(&file.kinds.except) {
            if lexicon.tables.kind_id(id).is_none() {
                let at = f.text.find(id.as_str()).unwrap_or(0);
                let near = lexicon.tables.kinds.iter().map(|k| (strsim::damerau_levenshtein(&k.id, id), &k.id)).min();
                let help = near.filter(|n| n.0 <= 3).map_or_else(|| "kinds are listed in rules/kinds.yaml".to_owned(), |n| format!("did you mean `{}`?", n.1));
                return Err(Box::new(Problem::new(format!("{}: there is no kind `{id}`", f.name)).at(&f.name, &f.text, at..at + id.len(), "here").help(help)));
            }
        }
        if matches!(file.compare, Compare::Pair | Compare::Reference) && file.when.is_empty() {
            return Err(Box::new(Problem::new(format!("{}: a rule over pairs needs `when`", f.name)).help("say at least how the values relate: `when: [{value: [disjoint]}]`")));
        }
        let kinds = lexicon.tables.kinds.iter().map(|k| file.kinds.admits(k)).collect();
        let severity = file.severity;
        by_id.insert(f.stem().to_owned(), Rule { id: f.stem().to_owned(), name: f.name.clone(), file, kinds, severity });
    }
    let mut rules: Vec<Rule> = by_id.into_values().collect();
    rules.sort_by(|a, b| (a.file.order, &a.id).cmp(&(b.file.order, &b.id)));
    Ok(rules)
}
