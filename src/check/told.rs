//! Which claims findings have told of already, so that no rule looks through all findings for each claim.

use rustc_hash::FxHashMap;

use crate::claim::ClaimId;
use crate::finding::Finding;

/// Findings by their claims.
pub(super) struct Told(FxHashMap<ClaimId, Vec<usize>>);

impl Told {
    /// Of the findings so far.
    pub(super) fn of(findings: &[Finding]) -> Self {
        let mut out: FxHashMap<ClaimId, Vec<usize>> = FxHashMap::default();
        for (n, f) in findings.iter().enumerate() {
            for c in std::iter::once(&f.primary).chain(&f.others) {
                out.entry(*c).or_default().push(n);
            }
        }
        Told(out)
    }

    /// The findings that hold one of these claims.
    pub(super) fn holding(&self, claims: &[ClaimId]) -> impl Iterator<Item = usize> {
        claims.iter().filter_map(|c| self.0.get(c)).flatten().copied()
    }

    /// Whether one finding holds a claim of each list.
    pub(super) fn both(&self, a: &[ClaimId], b: &[ClaimId]) -> bool {
        self.holding(a).any(|f| self.holding(b).any(|g| f == g))
    }
}
