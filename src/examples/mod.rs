//! Every rule, row file and frame file holds the texts it must and must not read; this runs them, for `gainsay rule test`
//! and for the tests alike.

mod frame;
mod row;
mod rule;

use crate::mention::Analyser;
use crate::pipeline::Engine;
use crate::source::Document;

/// What is wrong with one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Read or flagged, though it should be quiet.
    Noisy,
    /// Not read or flagged, though it should be.
    Missing,
    /// A known miss that is found by now: it belongs among the examples.
    Found,
    /// A rule or word file without examples or quiet cases.
    Untested,
}

impl Fault {
    /// Its name in outputs.
    pub fn id(self) -> &'static str {
        match self {
            Fault::Noisy => "noisy",
            Fault::Missing => "missing",
            Fault::Found => "found",
            Fault::Untested => "untested",
        }
    }
}

/// A case that did not come out as written.
#[derive(Debug, Clone)]
pub struct Failure {
    /// File it stands in.
    pub file: String,
    /// What is wrong.
    pub fault: Fault,
    /// The text.
    pub text: String,
    /// What was wanted and what came.
    pub detail: String,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}: \u{2068}{}\u{2069}: {}", self.fault.id(), self.file, self.text, self.detail)
    }
}

/// A miss that is written down with its reason.
#[derive(Debug, Clone)]
pub struct Miss {
    /// File it stands in.
    pub file: String,
    /// The text.
    pub text: String,
    /// Why it is missed.
    pub reason: String,
}

/// What running the cases gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Files with cases.
    pub files: usize,
    /// Cases run.
    pub cases: usize,
    /// Cases that did not come out as written.
    pub failures: Vec<Failure>,
    /// Misses written down.
    pub known_misses: Vec<Miss>,
}

impl Outcome {
    fn fail(&mut self, file: &str, fault: Fault, text: &str, detail: impl Into<String>) {
        self.failures.push(Failure { file: file.to_owned(), fault, text: text.to_owned(), detail: detail.into() });
    }

    /// Notes a known miss, and fails when it is none any more.
    fn miss(&mut self, file: &str, text: &str, reason: &str, found: bool) {
        self.cases += 1;
        if found {
            self.fail(file, Fault::Found, text, "move it from known_misses to examples");
        } else {
            self.known_misses.push(Miss { file: file.to_owned(), text: text.to_owned(), reason: reason.to_owned() });
        }
    }
}

/// Runs the cases of all files whose name `wanted` accepts.
pub fn run(engine: &Engine, wanted: &dyn Fn(&str) -> bool) -> Outcome {
    let mut out = Outcome::default();
    for r in engine.rules.iter().filter(|r| wanted(&r.name)) {
        rule::run(engine, r, &mut out);
    }
    let mut analyser = Analyser::new(&engine.lexicon);
    for (pack, frames) in engine.lexicon.packs.iter().zip(&engine.lexicon.frames) {
        let code = &pack.file.code;
        let name = |n: u16| engine.lexicon.files[n as usize].name.as_str();
        // a file that cannot be read was refused when the engine was loaded
        for (number, file) in engine.lexicon.row_files(code).unwrap_or_default().iter().filter(|(n, _)| wanted(name(*n))) {
            row::run(engine, &mut analyser, code, (*number, file), &mut out);
        }
        for f in frames.iter().filter(|f| wanted(name(f.file_number))) {
            frame::run(engine, &mut analyser, code, f, &mut out);
        }
    }
    out
}

/// A case's text as a document of a language. It has no day of publication: a case that needs one belongs to a rule.
fn document(code: &str, text: &str) -> Document {
    Document::plain("example", text, code)
}
