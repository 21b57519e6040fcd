//! One article written in every format that is read.

use std::fmt::Write as _;
use std::io::Write as _;

use gainsay::read::SourceEntry;

/// The article's lines, and whether the first is its headline.
fn lines(text: &str) -> (Option<&str>, Vec<&str>) {
    let mut all: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let head = all.first().copied().filter(|l| l.chars().count() < 140 && !l.ends_with(['.', '؟', '!']));
    if head.is_some() {
        all.remove(0);
    }
    (head, all)
}

fn day(e: &SourceEntry) -> String {
    e.published.map(|d| d.to_string()).unwrap_or_default()
}

fn outlet(e: &SourceEntry) -> &str {
    e.outlet.as_deref().unwrap_or("")
}

pub fn escape(t: &str) -> String {
    t.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

pub fn markdown(text: &str, e: &SourceEntry) -> String {
    let (head, body) = lines(text);
    let mut out = format!("---\ntitle: \"x: y\"\ndate: {}\noutlet: \"{}\"\nlang: ar\ntags: [a, b]\n---\n\n", day(e), outlet(e));
    if let Some(h) = head {
        writeln!(out, "# {h}\n").unwrap();
    }
    for (i, p) in body.iter().enumerate() {
        // emphasis, links and soft line breaks as a desk's editor leaves them
        let p = p.replace('*', "\\*").replace('_', "\\_").replace('#', "\\#").replace('[', "\\[");
        let words: Vec<String> = p
            .split(' ')
            .enumerate()
            .map(|(n, w)| match n % 23 {
                7 if !w.is_empty() && w.chars().all(char::is_alphabetic) => format!("**{w}**"),
                15 if !w.is_empty() && w.chars().all(char::is_alphabetic) => format!("[{w}](https://example.org/{i}?a=1&b=2)"),
                _ => w.to_owned(),
            })
            .collect();
        let mut line = String::new();
        for (n, w) in words.iter().enumerate() {
            line.push_str(if n == 0 {
                ""
            } else if n % 12 == 0 && w.chars().next().is_some_and(char::is_alphabetic) {
                "\n"
            } else {
                " "
            });
            line.push_str(w);
        }
        writeln!(out, "{line}\n").unwrap();
    }
    out
}

fn page(charset: &str, text: &str, e: &SourceEntry, paragraph: impl Fn(&str) -> String) -> String {
    let (head, body) = lines(text);
    let mut out = format!(
        r##"<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="{charset}"><title>صفحة — {site}</title>
<meta property="og:site_name" content="{site}"><meta property="article:published_time" content="{day}T08:30:00+02:00">
<style>p {{ color: #225 }}</style><script>var toll = 999; document.write("<p>مقتل 999 شخصا</p>");</script></head>
<body class="home has-sidebar"><header class="site-header"><nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/w">العالم</a></li></ul></nav></header>
<aside class="sidebar"><h3>الأكثر قراءة</h3><p>مقتل 77 شخصا في حريق بمصنع في المدينة، وفق ما أعلنته السلطات المحلية يوم أمس.</p></aside>
<div id="wrap"><div class="article-body">"##,
        site = escape(outlet(e)),
        day = day(e)
    );
    if let Some(h) = head {
        write!(out, "<h1 class=\"title\">{}</h1>", paragraph(h)).unwrap();
    }
    out.push_str("<div class=\"share-buttons\"><a href=\"#\">شارك</a> 1200</div>");
    for (i, p) in body.iter().enumerate() {
        writeln!(out, "<p>{}", paragraph(p)).unwrap();
        if i == 1 {
            out.push_str("<div class=\"related-posts\"><a href=\"/x\">مقتل 88 شخصا في انفجار هز العاصمة الأسبوع الماضي وإصابة العشرات</a></div>");
        }
    }
    out.push_str(
        r#"</div><div id="comments" class="comments-area"><h3>3 تعليقات</h3><div class="comment"><p>أنا أقول إن 5000 شخص قتلوا في هذه الأحداث وليس كما تقولون في هذا المقال يا جماعة.</p></div></div>
</div><footer><p>جميع الحقوق محفوظة 2022</p></footer></body></html>"#,
    );
    out
}

pub fn html(text: &str, e: &SourceEntry) -> String {
    page("utf-8", text, e, |p| {
        p.split(' ')
            .enumerate()
            .map(|(n, w)| match n % 19 {
                5 if !w.is_empty() => format!("<b class=\"x\">{}</b>", escape(w)),
                11 if !w.is_empty() => format!("<a href=\"/a?b=1&amp;c=2\"><span>{}</span></a><!-- n -->", escape(w)),
                _ => escape(w),
            })
            .collect::<Vec<_>>()
            .join(if p.len() % 2 == 0 { " " } else { "\n  " })
    })
}

pub fn html_references(text: &str, e: &SourceEntry) -> String {
    page("utf-8", text, e, |p| p.chars().enumerate().map(|(i, c)| if c.is_alphabetic() && i % 3 > 0 { format!("&#x{:X};", c as u32) } else { escape(&c.to_string()) }).collect())
}

pub fn windows_1256_html(text: &str, e: &SourceEntry) -> Vec<u8> {
    // what the encoding lacks becomes a reference
    encoding_rs::WINDOWS_1256.encode(&page("windows-1256", text, e, escape)).0.into_owned()
}

/// The text without what an encoding lacks.
pub fn only_in(text: &str, encoding: &'static encoding_rs::Encoding) -> String {
    let plain = |c: char| match c {
        '“' | '”' => '"',
        '’' | '‘' => '\'',
        '–' | '—' => '-',
        c => c,
    };
    text.chars().map(|c| if encoding.encode(c.encode_utf8(&mut [0; 4])).2 { plain(c) } else { c }).filter(|c| !encoding.encode(c.encode_utf8(&mut [0; 4])).2).collect()
}

pub fn one_byte(text: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
    encoding.encode(&only_in(text, encoding)).0.into_owned()
}

pub fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut z = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        z.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        z.write_all(bytes).unwrap();
    }
    z.finish().unwrap().into_inner()
}

pub fn docx(text: &str, e: &SourceEntry) -> Vec<u8> {
    let (head, body) = lines(text);
    let mut d =
        String::from(r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#);
    let run = |t: &str| format!("<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(t));
    if let Some(h) = head {
        write!(d, "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>{}</w:p>", run(h)).unwrap();
    }
    for p in &body {
        d.push_str("<w:p><w:pPr><w:bidi/></w:pPr>");
        for (i, w) in p.split(' ').enumerate() {
            let w = if i == 0 { w.to_owned() } else { format!(" {w}") };
            match i % 9 {
                4 => write!(d, "<w:ins w:id=\"1\" w:author=\"e\">{}</w:ins><w:del w:id=\"2\" w:author=\"e\"><w:r><w:delText>مقتل 999</w:delText></w:r></w:del>", run(&w)).unwrap(),
                6 => write!(d, "<w:hyperlink>{}</w:hyperlink><w:r><w:instrText>PAGE 999</w:instrText></w:r>", run(&w)).unwrap(),
                _ => d.push_str(&run(&w)),
            }
        }
        d.push_str("</w:p><w:p/>");
    }
    d.push_str("<w:sectPr/></w:body></w:document>");
    let core = format!(
        r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>x</dc:title><dc:language>ar-SA</dc:language><dcterms:created>{0}T06:00:00Z</dcterms:created><dcterms:modified>{0}T09:00:00Z</dcterms:modified></cp:coreProperties>"#,
        day(e)
    );
    zip(&[
        ("[Content_Types].xml".into(), b"<Types/>".to_vec()),
        ("word/document.xml".into(), d.into_bytes()),
        ("word/styles.xml".into(), b"<w:styles><w:style w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>".to_vec()),
        ("docProps/core.xml".into(), core.into_bytes()),
    ])
}

pub fn odt(text: &str, e: &SourceEntry) -> Vec<u8> {
    let (head, body) = lines(text);
    let mut d = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>مقتل 999 شخصا</text:p></text:deletion></text:changed-region></text:tracked-changes>"#,
    );
    if let Some(h) = head {
        write!(d, "<text:h text:outline-level=\"1\">{}</text:h>", escape(h)).unwrap();
    }
    for p in &body {
        let marked: Vec<String> =
            p.split(' ').enumerate().map(|(i, w)| if i % 7 == 3 { format!("<text:span text:style-name=\"T1\">{}</text:span>", escape(w)) } else { escape(w) }).collect();
        write!(d, "<text:p>{}</text:p>", marked.join(if p.len() % 2 == 0 { "<text:s/>" } else { " " })).unwrap();
    }
    d.push_str("</office:text></office:body></office:document-content>");
    let meta = format!(
        "<office:document-meta xmlns:office=\"o\" xmlns:dc=\"d\"><office:meta><dc:date>{}T10:00:00</dc:date><dc:language>ar</dc:language></office:meta></office:document-meta>",
        day(e)
    );
    zip(&[
        ("mimetype".into(), b"application/vnd.oasis.opendocument.text".to_vec()),
        ("content.xml".into(), d.into_bytes()),
        ("meta.xml".into(), meta.into_bytes()),
        ("META-INF/manifest.xml".into(), b"<manifest/>".to_vec()),
    ])
}

pub fn rtf(text: &str) -> Vec<u8> {
    let (head, body) = lines(text);
    let mut out = String::from("{\\rtf1\\ansi\\ansicpg1256\\uc1{\\fonttbl{\\f0\\fcharset178 Arial;}}{\\info{\\title 999}}\\f0 ");
    for (i, p) in head.iter().chain(body.iter()).enumerate() {
        out.push_str(if i == 0 && head.is_some() { "\\pard\\outlinelevel0 " } else { "\\pard " });
        for c in p.chars() {
            if matches!(c, '\\' | '{' | '}') {
                write!(out, "\\{c}").unwrap();
            } else if c.is_ascii() {
                out.push(c);
            } else {
                let one = c.to_string();
                let (b, _, bad) = encoding_rs::WINDOWS_1256.encode(&one);
                if i % 2 == 0 && !bad {
                    write!(out, "\\'{:02x}", b[0]).unwrap();
                } else {
                    for u in c.encode_utf16(&mut [0; 2]) {
                        write!(out, "\\u{}?", *u as i16).unwrap();
                    }
                }
            }
        }
        out.push_str("\\par\n");
    }
    out.push('}');
    out.into_bytes()
}

fn xhtml(text: &str) -> (Option<&str>, String) {
    let (head, body) = lines(text);
    (head, body.iter().map(|p| format!("<p>{}</p>", escape(p))).collect())
}

pub fn ninjs1(text: &str, e: &SourceEntry) -> String {
    let (head, body) = xhtml(text);
    let mut o = serde_json::json!({
        "uri": "tag:example.org,2022:newsml_1", "type": "text", "mimetype": "text/html", "representationtype": "complete", "profile": "v1.0", "version": "1",
        "versioncreated": format!("{}T09:11:02.000Z", day(e)), "pubstatus": "usable", "urgency": 5, "language": "ar", "located": "Almaty",
        "subject": [{"rel": "about", "scheme": "http://cv.iptc.org/newscodes/mediatopic/", "code": "20000717"}],
        "infosource": [{"name": outlet(e), "rel": "main"}],
        "body_xhtml": format!("<div>{body}</div>"), "wordcount": 225
    });
    if let Some(h) = head {
        o["headline"] = h.into();
    }
    serde_json::to_string_pretty(&o).unwrap()
}

pub fn ninjs2(text: &str, e: &SourceEntry) -> String {
    let (head, body) = lines(text);
    let mut o = serde_json::json!({
        "standard": {"name": "ninjs", "version": "2.1", "schema": "https://example.org/ninjs-schema_2.1.json"},
        "uri": "https://example.org/2022/1", "type": "text", "language": "ar", "firstcreated": "2021-12-01T00:00:00Z", "versioncreated": format!("{}T09:11:02+00:00", day(e)),
        "infosources": [{"name": outlet(e)}],
        "bodies": [{"role": "main", "contenttype": "text/plain", "charcount": 1, "wordcount": 999, "value": body.join("\n\n")}]
    });
    if let Some(h) = head {
        o["headlines"] = serde_json::json!([{"role": "main", "value": h}]);
    }
    o.to_string()
}

pub fn newsml(text: &str, e: &SourceEntry) -> String {
    let (head, body) = xhtml(text);
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:example.org:20220101:1" version="2" standard="NewsML-G2" standardversion="2.31" conformance="power" xml:lang="ar">
<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"/>
<rightsInfo><copyrightHolder literal="x"/></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="{o}"/><versionCreated>{d}T12:00:00+06:00</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><urgency>3</urgency><infoSource literal="{o}"/><language tag="ar"/>{h}</contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>مقتل 999</title></head><body>{h1}{body}</body></html></inlineXML></contentSet>
</newsItem>"#,
        o = escape(outlet(e)),
        d = day(e),
        h = head.map(|h| format!("<headline>{}</headline>", escape(h))).unwrap_or_default(),
        h1 = head.map(|h| format!("<h1>{}</h1>", escape(h))).unwrap_or_default(),
    )
}

pub fn rss(text: &str, e: &SourceEntry) -> String {
    let (head, body) = xhtml(text);
    let d = e.published.unwrap();
    let date = jiff::fmt::rfc2822::to_string(&d.at(23, 30, 0, 0).to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(3))).unwrap()).unwrap();
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{}</title><language>ar</language>
<item>{}<link>https://example.org/1</link><pubDate>{date}</pubDate><description>مختصر</description><content:encoded><![CDATA[{body}]]></content:encoded></item></channel></rss>"#,
        escape(outlet(e)),
        head.map(|h| format!("<title>{}</title>", escape(h))).unwrap_or_default(),
    )
}

pub fn atom(text: &str, e: &SourceEntry) -> String {
    let (head, body) = xhtml(text);
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>{}</title><entry>{}<published>{}T10:00:00Z</published><link href="https://example.org/1"/><content type="html">{}</content></entry></feed>"#,
        escape(outlet(e)),
        head.map(|h| format!("<title>{}</title>", escape(h))).unwrap_or_default(),
        day(e),
        escape(&body)
    )
}

pub fn json_line(name: &str, text: &str, e: &SourceEntry) -> String {
    serde_json::json!({"id": name, "text": text, "language": "ar", "published": day(e), "outlet": outlet(e)}).to_string()
}
