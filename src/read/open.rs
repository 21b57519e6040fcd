//! From bytes to documents, whatever the format.

use super::article::{Article, Meta, unfilled};
use super::language::script_of;
use super::manifest::{Manifest, SourceEntry};
use super::sniff::{self, Format};
use super::{ReadOptions, Reading, dateline, encoding, feed, front, guess_language, html, json, limits, markdown, newsml, rtf, zip};
use crate::error::{Problem, Result};
use crate::mention::Analyser;
use crate::source::{Document, Span, Zone, ZoneSpan};

/// What is shared while one file is opened.
pub(super) struct Opening<'a, 'l> {
    /// Of news: datelines are read with it, and it knows the words.
    pub analyser: &'a mut Analyser<'l>,
    pub options: &'a ReadOptions,
    /// Bytes that may still be unpacked.
    pub budget: u64,
}

impl Opening<'_, '_> {
    /// Reads bytes into documents and problems.
    pub fn bytes(&mut self, name: &str, bytes: &[u8], entry: Option<&SourceEntry>, depth: u8, out: &mut Reading) {
        let mut problems = Vec::new();
        match self.articles(name, bytes, depth, &mut problems, out) {
            Ok(articles) => {
                for a in articles {
                    let path = a.part.as_ref().map_or_else(|| name.to_owned(), |p| format!("{name}#{p}"));
                    match self.document(&path, a, entry) {
                        Ok(d) => out.documents.push(d),
                        Err(p) => problems.push(*p),
                    }
                }
            }
            Err(p) => problems.push(*p),
        }
        out.problems.append(&mut problems);
    }

    fn articles(&mut self, name: &str, bytes: &[u8], depth: u8, problems: &mut Vec<Problem>, out: &mut Reading) -> Result<Vec<Article>> {
        match sniff::of_bytes(bytes) {
            Some(Format::Zip) => return self.archive(name, bytes, depth, problems, out),
            Some(Format::Rtf) => return one(name, rtf::read(bytes)),
            Some(Format::Unread(what)) => return Err(unread(name, what)),
            _ => {}
        }
        let decoded = encoding::decode(name, bytes)?;
        let (text, same) = (decoded.text, decoded.same);
        match sniff::of_text(name, &text) {
            Format::Html => {
                let m = html::mask(&text, false);
                if unfilled(&m.text).trim().is_empty() {
                    return Err(empty(name));
                }
                Ok(vec![Article { text: m.text, zones: m.zones, meta: m.meta, source: Some(text), of_file: same, ..Article::default() }])
            }
            Format::Markdown => {
                let (from, meta) = self.front(name, &text, problems);
                let (masked, zones) = markdown::mask(&text, from);
                if unfilled(&masked).trim().is_empty() {
                    return Err(empty(name));
                }
                Ok(vec![Article { text: masked, zones, meta, source: Some(text), of_file: same, ..Article::default() }])
            }
            Format::NewsMl => {
                let list = newsml::read(name, &text)?;
                if list.is_empty() { Err(empty(name)) } else { Ok(list) }
            }
            Format::Feed => {
                let list = feed::read(name, &text)?;
                if list.is_empty() { Err(empty(name)) } else { Ok(list) }
            }
            Format::Json => json::whole(name, &text, problems),
            Format::JsonLines => Ok(json::lines(name, &text, problems)),
            Format::Unread(what) => Err(unread(name, what)),
            Format::Text | Format::Rtf | Format::Zip => {
                if front::begins(&text) {
                    let (from, meta) = self.front(name, &text, problems);
                    let masked = front::masked(&text, 0..from);
                    if masked.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
                        return Err(empty(name));
                    }
                    return Ok(vec![Article { text: masked, meta, source: Some(text), of_file: same, ..Article::default() }]);
                }
                Ok(vec![Article { text, of_file: same, ..Article::default() }])
            }
        }
    }

    /// End and content of the front matter; what is wrong with it is a warning, and the article is read.
    fn front(&self, name: &str, text: &str, problems: &mut Vec<Problem>) -> (usize, Meta) {
        match front::read(name, text) {
            Ok(Some((range, meta))) => (range.end, meta),
            Ok(None) => (0, Meta::default()),
            Err(p) => {
                problems.push(p.warning());
                (front::end(text), Meta::default())
            }
        }
    }

    fn archive(&mut self, name: &str, bytes: &[u8], depth: u8, problems: &mut Vec<Problem>, out: &mut Reading) -> Result<Vec<Article>> {
        if depth >= limits::MAX_ARCHIVE_DEPTH {
            return Err(Box::new(
                Problem::new(format!("{name}: archives within archives are read to a depth of {}", limits::MAX_ARCHIVE_DEPTH)).help("unpack it and name the folder"),
            ));
        }
        let wanted = |n: &str| !n.split('/').any(|p| p.starts_with('.') || p == "__MACOSX") && (n.ends_with("sources.yaml") || sniff::ENDINGS.contains(&sniff::ending(n).as_str()));
        match zip::open(name, bytes, &mut self.budget, &wanted, problems)? {
            zip::Container::Article(a) => one(name, *a),
            zip::Container::Files(files) => {
                let before = out.documents.len() + problems.len();
                let mut manifests: Vec<(String, Manifest)> = Vec::new();
                for (n, bytes) in files.iter().filter(|(n, _)| n.rsplit('/').next() == Some("sources.yaml")) {
                    let told = format!("{name}#{n}");
                    match encoding::decode(&told, bytes).and_then(|d| crate::yaml::from_str::<Manifest>(&told, &d.text)) {
                        Ok(m) => manifests.push((n.trim_end_matches("sources.yaml").to_owned(), m)),
                        Err(p) => problems.push(*p),
                    }
                }
                for (n, bytes) in files.iter().filter(|(n, _)| n.rsplit('/').next() != Some("sources.yaml")) {
                    let folder = n.rfind('/').map_or("", |i| &n[..=i]);
                    let entry = manifests.iter().find(|(f, _)| f == folder).and_then(|(_, m)| m.entry(std::path::Path::new(n)));
                    self.bytes(&format!("{name}#{n}"), bytes, entry, depth + 1, out);
                }
                if out.documents.len() + problems.len() + out.problems.len() == before {
                    return Err(Box::new(
                        Problem::new(format!("{name}: the archive holds no article")).help("articles are text, Markdown, HTML, DOCX, ODT, RTF, ninjs, NewsML, RSS or JSON lines"),
                    ));
                }
                Ok(Vec::new())
            }
        }
    }

    /// Makes a document of an article: what is known outside it first, then what it tells itself.
    pub fn document(&mut self, path: &str, a: Article, entry: Option<&SourceEntry>) -> Result<Document> {
        if let Some((n, len)) = a.text.split('\n').enumerate().map(|(n, l)| (n, l.len())).find(|(_, l)| *l > limits::MAX_LINE) {
            // spaces that stand for mark-up are no line
            let line = a.text.split('\n').nth(n).unwrap_or("");
            if unfilled(line).split_whitespace().map(str::len).sum::<usize>() > limits::MAX_LINE {
                return Err(Box::new(
                    Problem::new(format!("{path}: line {} has {len} bytes; lines of up to {} are read", n + 1, limits::MAX_LINE))
                        .help("this is hardly prose; break the text into paragraphs"),
                ));
            }
        }
        if a.text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
            return Err(empty(path));
        }
        let outside =
            entry.map_or_else(Meta::default, |e| Meta { published: e.published, outlet: e.outlet.clone(), title: e.title.clone(), language: e.lang.clone(), url: e.url.clone() });
        let told = outside.language.clone().or_else(|| self.options.language.clone());
        let lexicon = self.analyser.lexicon;
        let guess = || guess_language(lexicon, &a.text);
        let language = told.map(|l| primary(&l)).unwrap_or_else(|| match a.meta.language.as_deref().map(primary) {
            // a page's own word on its language holds when its letters are of that language's script
            Some(l) => {
                let own = script_of(&a.text).filter(|s| lexicon.pack_of_script(*s).is_some());
                let said = lexicon.pack_of(&l).map(|p| lexicon.packs[p].file.script);
                if said.is_some() && own.is_some() && said != own { guess() } else { l }
            }
            None => guess(),
        });
        let meta = outside.or(a.meta);
        let mut doc = Document::plain(path, a.text, language);
        doc.zones = a.zones;
        apart(&mut doc.zones);
        headline(&mut doc);
        doc.published = meta.published;
        doc.outlet = meta.outlet;
        doc.title = meta.title;
        doc.url = meta.url;
        doc.spans_of_file = a.of_file;
        doc.source = a.source.map(Into::into);
        doc.published = doc.published.or_else(|| dateline::find(self.analyser, &doc)).or(self.options.as_of);
        Ok(doc)
    }
}

/// Zones in order, none reaching into the next.
fn apart(zones: &mut Vec<ZoneSpan>) {
    zones.sort_by_key(|z| z.span.start);
    for i in 1..zones.len() {
        let next = zones[i].span.start;
        let z = &mut zones[i - 1].span;
        z.end = z.end.min(next);
    }
    zones.retain(|z| z.span.start < z.span.end);
}

/// Where mark-up told of lists or tables but of no headline: a short first line without a full stop is one, as in plain text.
fn headline(doc: &mut Document) {
    if doc.zones.is_empty() || doc.zones.iter().any(|z| z.zone == Zone::Headline) {
        return;
    }
    let Some(start) = doc.text.find(|c: char| !c.is_whitespace() && c != '\u{feff}') else { return };
    let end = doc.text[start..].find('\n').map_or(doc.text.len(), |i| start + i);
    let line = unfilled(&doc.text[start..end]);
    if doc.zones[0].span.start < end as u32 {
        return;
    }
    let more = doc.text[end..].split_whitespace().map(str::len).sum::<usize>() > 40;
    if more && doc.zone_at(start as u32) == Zone::Body && line.trim().chars().count() < 140 && !line.trim_end().ends_with(['.', '؟', '!']) {
        doc.zones.insert(0, ZoneSpan { zone: Zone::Headline, span: Span::new(start, end) });
    }
}

fn one(name: &str, a: Article) -> Result<Vec<Article>> {
    if a.text.trim().is_empty() { Err(empty(name)) } else { Ok(vec![a]) }
}

/// `ar` of `ar-SA` and `ar_AR`.
fn primary(code: &str) -> String {
    code.trim().split(['-', '_']).next().unwrap_or("").to_lowercase()
}

fn empty(name: &str) -> Box<Problem> {
    Box::new(Problem::new(format!("{name}: no article was found in it")).help("check that the file holds an article's text"))
}

fn unread(name: &str, what: &str) -> Box<Problem> {
    Box::new(Problem::new(format!("{name}: {what}, which is not read")).help("save the article as text, Markdown, HTML, DOCX, ODT or RTF"))
}
