//! What can go wrong with input, told so that it can be mended: what, where, and what to do.

use std::path::Path;

use miette::{Diagnostic, LabeledSpan, NamedSource, Severity, SourceCode, SourceSpan};
use thiserror::Error;

/// A problem with a file, an argument, a rule or a configuration.
#[derive(Debug, Error)]
#[error("{message}")]
pub struct Problem {
    message: String,
    help: Option<String>,
    source_code: Option<NamedSource<String>>,
    label: Option<(std::ops::Range<usize>, String)>,
    warning: bool,
}

impl Problem {
    /// A problem told in one sentence.
    pub fn new(message: impl Into<String>) -> Self {
        Problem { message: message.into(), help: None, source_code: None, label: None, warning: false }
    }

    /// A problem with a file.
    pub fn in_file(path: &Path, message: impl std::fmt::Display) -> Self {
        Problem::new(format!("{}: {message}", path.display()))
    }

    /// What to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The place in a text where it was seen.
    pub fn at(mut self, name: impl AsRef<str>, text: &str, range: std::ops::Range<usize>, label: impl Into<String>) -> Self {
        let end = range.end.min(text.len());
        let start = range.start.min(end);
        self.source_code = Some(NamedSource::new(name, text.to_owned()));
        self.label = Some((start..end, label.into()));
        self
    }

    /// Marks it as a warning: the run goes on and its exit code is not touched.
    pub fn warning(mut self) -> Self {
        self.warning = true;
        self
    }

    /// Whether it is only a warning.
    pub fn is_warning(&self) -> bool {
        self.warning
    }
}

impl Diagnostic for Problem {
    fn severity(&self) -> Option<Severity> {
        Some(if self.warning { Severity::Warning } else { Severity::Error })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.help.as_ref().map(|h| Box::new(h) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source_code.as_ref().map(|s| s as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (range, text) = self.label.as_ref()?;
        let span: SourceSpan = (range.start, range.end - range.start).into();
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(Some(text.clone()), span))))
    }
}

/// Short for results whose error is a [`Problem`].
pub type Result<T, E = Box<Problem>> = std::result::Result<T, E>;
