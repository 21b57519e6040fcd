//! Frames as written: `lang/<code>/kinds/<kind>.yaml` and the schemas they share.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::row::Scalar;

/// The frames of one kind in one language.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrameFile {
    /// Kind the frames read; the file's stem when left out.
    #[serde(default)]
    pub kind: Option<String>,
    /// Words that tell this kind; they stop the gaps of all other frames.
    #[serde(default)]
    pub cues: BTreeMap<String, Vec<Scalar>>,
    /// Helping words that stop nothing.
    #[serde(default)]
    pub words: BTreeMap<String, Vec<Scalar>>,
    /// Names of schemas of the language to run with this file's classes.
    #[serde(default, rename = "use")]
    pub schemas: Vec<String>,
    /// Patterns.
    #[serde(default)]
    pub patterns: Vec<PatternDef>,
    /// Texts that must give a claim of this kind.
    #[serde(default)]
    pub examples: Vec<FrameExample>,
    /// Texts that must give none.
    #[serde(default)]
    pub quiet: Vec<String>,
    /// Texts that should give a claim and do not yet, with the reason.
    #[serde(default)]
    pub known_misses: Vec<KnownMiss>,
}

/// Patterns that several kinds share (`lang/<code>/schemas.yaml`).
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemaFile {
    /// Patterns by name of schema. A pattern whose cue classes a kind lacks is left out for that kind.
    pub schemas: BTreeMap<String, Vec<PatternDef>>,
}

/// A text and the value that must be read.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrameExample {
    /// The text.
    pub text: String,
    /// The value, in the notation of [`crate::extract::notation`].
    pub value: Scalar,
    /// Whom it counts, when that is part of the example.
    #[serde(default)]
    pub who: Option<String>,
}

/// A text that is not read yet.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownMiss {
    /// The text.
    pub text: String,
    /// The value it should give.
    pub value: Scalar,
    /// Why it does not.
    pub reason: String,
}

/// A pattern: text alone, or with settings.
#[derive(Debug, Clone, Default)]
pub struct PatternDef {
    /// The pattern over classes.
    pub pattern: Arc<str>,
    /// Added to its score against other patterns on one value.
    pub priority: i32,
    /// The value is a part of the figure before it.
    pub part: bool,
    /// The value was given up: an earlier toll.
    pub superseded: bool,
    /// The value comes on top of an earlier one ("two more bodies").
    pub increment: bool,
    /// Says that the fact is denied.
    pub denied: bool,
    /// Population that is counted.
    pub who: Option<String>,
    /// What those counted do, where one event gathers several crowds: those aboard, those who protest, those who attend.
    pub doing: Option<Arc<str>>,
    /// A fixed value, for words that are the value.
    pub zero: bool,
    /// The value is one: a noun that no number stands before ("a soldier was killed").
    pub one: bool,
    /// The verb hedges the figure: "the toll passed a thousand" is more than a thousand.
    pub modifier: Option<crate::value::Modifier>,
    /// Kinds, joined by spaces: a figure of the open kind goes on only from a count of one of these.
    pub after: Option<Arc<str>>,
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct PatternMap {
    #[serde(rename = "match")]
    pattern: String,
    #[serde(default)]
    priority: i32,
    #[serde(default)]
    part: bool,
    #[serde(default)]
    superseded: bool,
    #[serde(default)]
    increment: bool,
    #[serde(default)]
    denied: bool,
    #[serde(default)]
    who: Option<String>,
    #[serde(default)]
    doing: Option<String>,
    #[serde(default)]
    zero: bool,
    #[serde(default)]
    one: bool,
    #[serde(default)]
    modifier: Option<crate::value::Modifier>,
    #[serde(default)]
    after: Vec<String>,
}

impl<'de> Deserialize<'de> for PatternDef {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl<'de> serde::de::Visitor<'de> for V {
            type Value = PatternDef;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a pattern, or a mapping with `match`")
            }
            fn visit_str<E>(self, v: &str) -> Result<PatternDef, E> {
                Ok(PatternDef { pattern: v.into(), ..PatternDef::default() })
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<PatternDef, A::Error> {
                let m = PatternMap::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(PatternDef {
                    pattern: m.pattern.into(),
                    priority: m.priority,
                    part: m.part,
                    superseded: m.superseded,
                    increment: m.increment,
                    denied: m.denied,
                    who: m.who,
                    doing: m.doing.map(Into::into),
                    zero: m.zero,
                    one: m.one,
                    modifier: m.modifier,
                    after: (!m.after.is_empty()).then(|| m.after.join(" ").into()),
                })
            }
        }
        d.deserialize_any(V)
    }
}

impl schemars::JsonSchema for PatternDef {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Pattern".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let map = generator.subschema_for::<PatternMap>();
        schemars::json_schema!({"description": "A pattern over classes of words, alone or with settings.", "anyOf": [{"type": "string"}, map]})
    }
}
