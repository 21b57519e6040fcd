//! Rows as written: a class, a value and the forms that stand for it.

use rust_decimal::Decimal;
use serde::Deserialize;

/// A row file (`lang/<code>/*.yaml`).
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowFile {
    /// Where a list comes from.
    #[serde(default)]
    pub origin: Option<String>,
    /// The rows.
    #[serde(default)]
    pub rows: Vec<Row>,
    /// Texts and what must be read in them.
    #[serde(default)]
    pub examples: Vec<RowExample>,
    /// Texts in which nothing of this file may be read.
    #[serde(default)]
    pub quiet: Vec<String>,
    /// Texts that are not read yet as they should be, with the reason.
    #[serde(default)]
    pub known_misses: Vec<RowMiss>,
}

/// A text that is not read yet.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowMiss {
    /// The text.
    pub text: String,
    /// What should be read.
    pub reads: String,
    /// Why it is not.
    pub reason: String,
}

/// A text and what must be read in it.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowExample {
    /// The text.
    pub text: String,
    /// What must be read, in the notation of `rules/README.md`.
    pub reads: String,
}

/// One row.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Class of the words.
    pub class: String,
    /// What they mean.
    #[serde(default)]
    pub value: Option<Scalar>,
    /// The words.
    pub forms: Vec<Scalar>,
    /// Kind of fact that the word itself tells.
    #[serde(default)]
    pub kind: Option<String>,
    /// Unit or dimension.
    #[serde(default)]
    pub unit: Option<String>,
    /// Number that the word carries.
    #[serde(default)]
    pub count: Option<u32>,
    /// Where a modifier stands.
    #[serde(default)]
    pub side: Option<Side>,
    /// Capitals the text must have.
    #[serde(default)]
    pub case: Option<Case>,
    /// The text must spell the forms as they are written here: folding makes another word of them.
    #[serde(default)]
    pub exact: bool,
    /// Parent or domain.
    #[serde(default)]
    pub of: Option<Scalar>,
    /// For readers of the file.
    #[serde(default)]
    pub note: Option<String>,
}

/// A scalar kept as it was written, so that `NO` and `012` stay words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar(pub String);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl serde::de::Visitor<'_> for V {
            type Value = Scalar;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a word or a number")
            }
            fn visit_str<E>(self, v: &str) -> Result<Scalar, E> {
                Ok(Scalar(v.to_owned()))
            }
            fn visit_u64<E>(self, v: u64) -> Result<Scalar, E> {
                Ok(Scalar(v.to_string()))
            }
            fn visit_i64<E>(self, v: i64) -> Result<Scalar, E> {
                Ok(Scalar(v.to_string()))
            }
            fn visit_f64<E>(self, v: f64) -> Result<Scalar, E> {
                Ok(Scalar(v.to_string()))
            }
            fn visit_bool<E>(self, v: bool) -> Result<Scalar, E> {
                Ok(Scalar(if v { "true" } else { "false" }.to_owned()))
            }
        }
        d.deserialize_any(V)
    }
}

impl schemars::JsonSchema for Scalar {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Scalar".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"description": "A word or a number.", "type": ["string", "number", "boolean"]})
    }
}

/// Where a modifier stands to its figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Before it.
    Before,
    /// After it.
    After,
    /// On either side.
    Both,
}

/// Capitals that a form must have in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Case {
    /// A capital first.
    Title,
    /// All capitals.
    Upper,
}

/// The number or range a row's value stands for: `20`, `1/2`, `20..99`, `0.01`.
pub fn numbers(value: &str) -> Option<(Decimal, Decimal)> {
    if let Some((a, b)) = value.split_once("..") {
        return Some((a.parse().ok()?, b.parse().ok()?));
    }
    if let Some((a, b)) = value.split_once('/') {
        let (a, b): (Decimal, Decimal) = (a.parse().ok()?, b.parse().ok()?);
        let v = a.checked_div(b)?;
        return Some((v, v));
    }
    let v: Decimal = value.parse().ok()?;
    Some((v, v))
}

/// All spellings a form stands for: `(a|b|)` alternatives and one `~ending` of the pack.
pub fn expand(form: &str, endings: &dyn Fn(&str) -> Option<Vec<String>>) -> Result<Vec<String>, String> {
    if let Some(open) = form.find('(') {
        let mut depth = 0;
        let mut cuts = vec![open];
        let mut close = None;
        for (i, c) in form[open..].char_indices() {
            match c {
                '(' => depth += 1,
                ')' => {
                    depth -= 1;
                    if depth == 0 {
                        close = Some(open + i);
                        break;
                    }
                }
                '|' if depth == 1 => cuts.push(open + i),
                _ => {}
            }
        }
        let close = close.ok_or_else(|| format!("`{form}`: a bracket is not closed"))?;
        cuts.push(close);
        let mut out = Vec::new();
        for w in cuts.windows(2) {
            let one = format!("{}{}{}", &form[..open], &form[w[0] + 1..w[1]], &form[close + 1..]);
            out.extend(expand(&one, endings)?);
        }
        return Ok(out);
    }
    if let Some((i, _)) = form.char_indices().find(|(i, c)| *c == '~' && form[i + 1..].starts_with(|n: char| n.is_ascii_alphabetic())) {
        let tail = &form[i + 1..];
        let len = tail.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tail.len());
        let list = endings(&tail[..len]).ok_or_else(|| format!("`{form}`: pack.yaml has no endings `{}`", &tail[..len]))?;
        let mut out = Vec::new();
        for e in list {
            out.extend(expand(&format!("{}{e}{}", &form[..i], &tail[len..]), endings)?);
        }
        return Ok(out);
    }
    Ok(vec![form.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_expand() {
        let e = |n: &str| (n == "s").then(|| vec![String::new(), "s".to_owned()]);
        assert_eq!(expand("colo(u|)r~s", &e).unwrap(), ["colour", "colours", "color", "colors"]);
        assert!(expand("x~q", &e).is_err());
        assert!(expand("x(a|b", &e).is_err());
    }
}
