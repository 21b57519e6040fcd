//! Findings: what an editor must be told, with the claims on both sides.

use serde::{Deserialize, Serialize};

use crate::claim::ClaimId;

/// In what way claims differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Both cannot be true as stated.
    Conflict,
    /// A later report raises or revises a figure that may change.
    Update,
    /// A part larger than its whole.
    PartExceedsWhole,
    /// Two lists that should be equal differ.
    ListMismatch,
    /// A number of members and a list that has another number.
    CountVsList,
    /// Parts that do not add up.
    Arithmetic,
    /// One name written two ways in one text.
    NameVariant,
}

impl Verdict {
    /// Its name in outputs.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Conflict => "conflict",
            Verdict::Update => "update",
            Verdict::PartExceedsWhole => "part_exceeds_whole",
            Verdict::ListMismatch => "list_mismatch",
            Verdict::CountVsList => "count_vs_list",
            Verdict::Arithmetic => "arithmetic",
            Verdict::NameVariant => "name_variant",
        }
    }
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Must be attributed, dated or updated.
    Warning,
    /// Cannot both stand.
    Error,
}

impl Severity {
    /// Its name in outputs.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// How sure gainsay is of the reading behind a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// The words were read by a default.
    Low,
    /// One side was read by inheritance, or the link is loose.
    Medium,
    /// Both sides were read by a frame.
    High,
}

/// Something seen in the digits that may explain a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hint {
    /// Two digits stand in each other's place.
    SwappedDigits,
    /// One figure is ten, a hundred or a thousand times the other.
    PowerOfTen,
    /// The same figure in another unit.
    OtherUnit,
    /// Million for billion.
    OtherScale,
    /// Two groups have each other's figures.
    GroupsSwapped,
}

impl Hint {
    /// Key of its sentence in the interface table.
    pub fn word(self) -> &'static str {
        match self {
            Hint::SwappedDigits => "swapped_digits",
            Hint::PowerOfTen => "power_of_ten",
            Hint::OtherUnit => "other_unit",
            Hint::OtherScale => "other_scale",
            Hint::GroupsSwapped => "groups_swapped",
        }
    }
}

/// One disputed fact.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Number, in the order of output: `f1`.
    pub id: String,
    /// Rule.
    pub rule: String,
    /// Verdict.
    pub verdict: Verdict,
    /// Severity.
    pub severity: Severity,
    /// Confidence.
    pub confidence: Confidence,
    /// The claim it hangs on: the draft's, or the odd one out.
    pub primary: ClaimId,
    /// The others; empty only where one place contradicts itself.
    pub others: Vec<ClaimId>,
    /// What may explain it.
    pub hint: Option<Hint>,
    /// What differs, in a sentence.
    pub message: String,
    /// Why it matters.
    pub why: String,
    /// What would settle it.
    pub help: String,
    /// Stable across edits elsewhere: made of rule, values and words, not of lines.
    pub fingerprint: String,
}
