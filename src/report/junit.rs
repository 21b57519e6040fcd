//! JUnit XML: a suite for each document, a case for each finding. Errors and warnings fail, information passes, what an
//! editor accepted is skipped; a document without findings is one case that passes.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::{ReportInput, relative};
use crate::finding::{Finding, Severity};
use crate::source::Document;

/// Writes the file.
pub fn write(input: &ReportInput<'_>, out: &mut dyn Write) -> io::Result<()> {
    let c = input.checked;
    let mut w = Writer::new_with_indent(&mut *out, b' ', 2);
    w.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let fails = |f: &&Finding| f.severity >= Severity::Warning;
    let failures = c.findings.iter().filter(fails).count();
    let mut cases = 0;
    let mut suites: Vec<(&Document, Vec<&Finding>)> = Vec::new();
    for d in &c.documents {
        let mine: Vec<&Finding> = c.findings.iter().filter(|f| c.graph.claim(f.primary).doc == d.id).collect();
        let skipped = input.accepted.iter().filter(|a| c.graph.claim(a.finding.primary).doc == d.id).count();
        cases += (mine.len() + skipped).max(1);
        suites.push((d, mine));
    }
    let root = BytesStart::new("testsuites").with_attributes([("name", "gainsay"), ("tests", &cases.to_string()), ("failures", &failures.to_string()), ("errors", "0")]);
    w.write_event(Event::Start(root))?;
    for (d, mine) in suites {
        suite(input, d, &mine, &mut w)?;
    }
    w.write_event(Event::End(BytesEnd::new("testsuites")))?;
    drop(w);
    writeln!(out)
}

fn suite<W: Write>(input: &ReportInput<'_>, d: &Document, mine: &[&Finding], w: &mut Writer<W>) -> io::Result<()> {
    let c = input.checked;
    let accepted: Vec<_> = input.accepted.iter().filter(|a| c.graph.claim(a.finding.primary).doc == d.id).collect();
    let path = clean(&relative(&d.path));
    let failures = mine.iter().filter(|f| f.severity >= Severity::Warning).count();
    let tests = (mine.len() + accepted.len()).max(1);
    let start = BytesStart::new("testsuite").with_attributes([
        ("name", path.as_str()),
        ("tests", &tests.to_string()),
        ("failures", &failures.to_string()),
        ("errors", "0"),
        ("skipped", &accepted.len().to_string()),
    ]);
    w.write_event(Event::Start(start))?;
    if mine.is_empty() && accepted.is_empty() {
        w.write_event(Event::Empty(case("gainsay", &path)))?;
    }
    for f in mine {
        let told = input.told(f);
        let claim = c.graph.claim(f.primary);
        let at = d.position(claim.span.start);
        w.write_event(Event::Start(case(&format!("{} {}:{}", f.rule, at.line, at.column), &path)))?;
        let text = clean(&format!("{}\n{}\n{}", super::shown(d.quote(claim.quote)), told.why, told.help));
        if f.severity >= Severity::Warning {
            let failure = BytesStart::new("failure").with_attributes([("type", f.severity.id()), ("message", clean(&told.message).as_str())]);
            body(w, failure, &text)?;
        } else {
            body(w, BytesStart::new("system-out"), &clean(&format!("{}\n{text}", told.message)))?;
        }
        w.write_event(Event::End(BytesEnd::new("testcase")))?;
    }
    for a in accepted {
        let at = d.position(c.graph.claim(a.finding.primary).span.start);
        w.write_event(Event::Start(case(&format!("{} {}:{}", a.finding.rule, at.line, at.column), &path)))?;
        w.write_event(Event::Empty(BytesStart::new("skipped").with_attributes([("message", clean(&a.reason).as_str())])))?;
        w.write_event(Event::End(BytesEnd::new("testcase")))?;
    }
    w.write_event(Event::End(BytesEnd::new("testsuite")))
}

fn case<'a>(name: &str, path: &str) -> BytesStart<'a> {
    BytesStart::new("testcase").with_attributes([("name", name), ("classname", path)]).into_owned()
}

fn body<W: Write>(w: &mut Writer<W>, start: BytesStart<'_>, text: &str) -> io::Result<()> {
    let end = start.to_end().into_owned();
    w.write_event(Event::Start(start))?;
    w.write_event(Event::Text(BytesText::new(text)))?;
    w.write_event(Event::End(end))
}

/// Without the control characters that XML has no way to write.
fn clean(s: &str) -> String {
    s.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}
