//! The ledger of accepted discrepancies, `gainsay-baseline.yaml`: kept in git, keyed by content and not by line, each entry
//! with a reason, an editor and, where wanted, a last day.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::error::{Problem, Result};
use crate::pipeline::Checked;

/// Name of the file.
pub const FILE: &str = "gainsay-baseline.yaml";

/// The ledger.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// Form of the file: 1.
    pub version: u32,
    /// Entries.
    #[serde(default)]
    pub accepted: Vec<Entry>,
}

/// One accepted discrepancy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Fingerprint of the finding.
    pub fingerprint: String,
    /// Its rule, for readers.
    pub rule: String,
    /// Name of the document it hung on, to tell when it is no longer needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The finding in words, for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Why it may stand.
    pub reason: String,
    /// Who accepted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editor: Option<String>,
    /// Day on which it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_on: Option<String>,
    /// Last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl Entry {
    /// Last day on which it holds.
    pub fn until_day(&self) -> Option<Date> {
        self.until.as_deref().and_then(|u| u.parse().ok())
    }

    /// Whether its last day is over.
    pub fn expired(&self, today: Date) -> bool {
        self.until_day().is_some_and(|d| d < today)
    }
}

/// Today, in UTC.
pub fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Name of a document without its folders.
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

impl Ledger {
    /// Reads the file; nothing when it is not there.
    pub fn read(path: &Path) -> Result<Option<Ledger>> {
        if !path.is_file() {
            return Ok(None);
        }
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|e| Problem::in_file(path, format_args!("cannot be read: {e}")).help("the ledger is UTF-8 text"))?;
        let ledger: Ledger = crate::yaml::from_str(&name, &text)?;
        let at = |what: &str| text.find(what).map_or(0..0, |i| i..i + what.len());
        if ledger.version != 1 {
            return Err(Box::new(
                Problem::new(format!("{name}: version {} of the ledger is not known", ledger.version))
                    .at(&name, &text, at("version"), "here")
                    .help("this gainsay writes version 1"),
            ));
        }
        for e in &ledger.accepted {
            if e.reason.trim().is_empty() {
                return Err(Box::new(
                    Problem::new(format!("{name}: the entry {} has no reason", e.fingerprint))
                        .at(&name, &text, at(&e.fingerprint), "here")
                        .help("say in `reason` why the discrepancy may stand"),
                ));
            }
            if let Some(u) = &e.until
                && e.until_day().is_none()
            {
                return Err(Box::new(Problem::new(format!("{name}: `{u}` is no day")).at(&name, &text, at(u), "here").help("write it as 2026-12-31")));
            }
        }
        Ok(Some(ledger))
    }

    /// Writes the file.
    pub fn write(&self, path: &Path) -> Result<()> {
        let head = "# Discrepancies that an editor accepted. `gainsay baseline write` adds to it, `gainsay baseline prune` takes out what is over.\n";
        let body = serde_yaml::to_string(self).map_err(|e| Problem::new(format!("the ledger cannot be written: {e}")))?;
        std::fs::write(path, format!("{head}{body}"))
            .map_err(|e| Box::new(Problem::in_file(path, format_args!("cannot be written: {e}")).help("check the folder and its permissions")))
    }

    /// The entry of a fingerprint.
    pub fn entry(&self, fingerprint: &str) -> Option<&Entry> {
        self.accepted.iter().find(|e| e.fingerprint == fingerprint)
    }

    /// Tells of entries that are over, and of those whose document was read without meeting their finding.
    pub fn tell(&self, checked: &Checked, used: &BTreeSet<String>, today: Date, problems: &mut Vec<Problem>) {
        for e in &self.accepted {
            let read = e.document.as_deref().is_some_and(|d| checked.documents.iter().any(|x| file_name(&x.path) == d));
            let name = format!("{} ({}{})", e.fingerprint, e.rule, e.document.as_ref().map_or(String::new(), |d| format!(", {d}")));
            if e.expired(today) {
                problems.push(
                    Problem::new(format!("the ledger's entry {name} was over on {}", e.until.as_deref().unwrap_or_default()))
                        .warning()
                        .help("decide again: prolong `until`, or run `gainsay baseline prune`"),
                );
            } else if read && !used.contains(&e.fingerprint) {
                problems.push(Problem::new(format!("the ledger's entry {name} meets no finding any more")).warning().help("take it out with `gainsay baseline prune`"));
            }
        }
    }
}
