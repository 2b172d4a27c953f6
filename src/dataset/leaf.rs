//! The smallest values of a dataset: ids, codes, addresses, words.

use super::country_codes::looks_like_code;
use super::day::Day;
use super::edtf::Edtf;
use super::read::{Read, Reader, describe, did_you_mean, quote};
use super::text::Text;
use crate::json::Value;

/// The version of the format: 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schema;

impl Read for Schema {
    fn read(value: &Value, reader: &mut Reader) -> Schema {
        if value.as_f64() != Some(1.0) {
            reader.problem(describe(value), "1, the version of the format", None);
        }
        Schema
    }
}

/// The id of an actor, an event, a source and so on.
pub type Id = Name;

/// The id of an area; areas may share ids with anything but other areas.
pub type AreaId = Name;

/// A non-empty string without control characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(pub String);

impl std::ops::Deref for Name {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Read for Name {
    #[inline(never)]
    fn read(value: &Value, reader: &mut Reader) -> Name {
        let text = String::read(value, reader);
        if value.as_str().is_some() && (text.is_empty() || text.chars().any(char::is_control)) {
            reader.problem(quote(&text), "an id: some text without control characters", None);
        }
        Name(text)
    }
}

/// An ISO 3166-1 alpha-3 code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code(pub String);

impl std::ops::Deref for Code {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Read for Code {
    #[inline(never)]
    fn read(value: &Value, reader: &mut Reader) -> Code {
        let text = String::read(value, reader);
        if value.as_str().is_none() || looks_like_code(&text) {
            return Code(text);
        }
        let upper = text.to_ascii_uppercase();
        let hint =
            (upper != text && looks_like_code(&upper)).then(|| format!("did you mean {}?", quote(&upper)));
        reader.problem(quote(&text), "an ISO 3166-1 alpha-3 code like \"JPN\"", hint);
        Code(text)
    }
}

/// An address on the web, `https:` or `http:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url(pub String);

impl Read for Url {
    #[inline(never)]
    fn read(value: &Value, reader: &mut Reader) -> Url {
        let text = String::read(value, reader);
        if value.as_str().is_some()
            && let Err(hint) = check_url(&text)
        {
            reader.problem(quote(&text), "an https: or http: address", hint);
        }
        Url(text)
    }
}

/// Whether a text is an address on the web that a dataset may have.
pub fn is_web_address(text: &str) -> bool {
    check_url(text).is_ok()
}

/// Whether a text is an address; the error is a hint, where there is one.
fn check_url(text: &str) -> Result<(), Option<String>> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or(None)?;
    let host = rest.split(['/', '?', '#', '\\']).next().unwrap_or("");
    if host.is_empty() || text.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return Err(None);
    }
    match host.contains('@') {
        true => Err(Some("remove the name and password before the @".into())),
        false => Ok(()),
    }
}

/// A key that must be there but may be null.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "cli", derive(serde::Serialize, schemars::JsonSchema))]
#[cfg_attr(feature = "cli", serde(transparent))]
pub struct Nullable<T>(pub Option<T>);

impl<T: Read> Read for Nullable<T> {
    fn read(value: &Value, reader: &mut Reader) -> Nullable<T> {
        Nullable((*value != Value::Null).then(|| T::read(value, reader)))
    }
}

impl Read for Edtf {
    #[inline(never)]
    fn read(value: &Value, reader: &mut Reader) -> Edtf {
        const EXPECTED: &str = "a date like \"2024-04-08\", \"2024-04\" or \"2023/2025\"";
        let (found, reason) = match value {
            Value::String(text) => match Edtf::parse(text) {
                Ok(edtf) => return edtf,
                Err(reason) => (quote(text), Some(reason.into())),
            },
            _ => (describe(value), None),
        };
        reader.problem(found, EXPECTED, reason);
        Edtf::from_day(Day(0))
    }
}

impl Read for Text {
    #[inline(never)]
    fn read(value: &Value, reader: &mut Reader) -> Text {
        match value {
            Value::String(_) => Text::Plain(read_text(value, reader)),
            Value::Object(map) if !map.is_empty() => {
                let mut by_tag = Vec::new();
                for (tag, text) in map {
                    let text = reader.at_key(tag, |reader| {
                        check_language(tag, reader);
                        read_text(text, reader)
                    });
                    by_tag.push((tag.clone(), text));
                }
                Text::Languages(by_tag)
            }
            _ => {
                let expected = "a string, or an object of language tags and strings";
                reader.problem(describe(value), expected, None);
                Text::Plain(String::new())
            }
        }
    }
}

/// The most characters of a text: a long article's. A browser lays out a text whole, so that a page would
/// stand still for one of a megabyte.
const MOST_CHARACTERS: usize = 20_000;

fn read_text(value: &Value, reader: &mut Reader) -> String {
    let text = String::read(value, reader);
    if text.len() > MOST_CHARACTERS && text.chars().nth(MOST_CHARACTERS).is_some() {
        reader.problem(quote(&text), "a text of at most 20000 characters", None);
    }
    text
}

/// Notes what is no BCP 47 language tag.
pub(super) fn check_language(tag: &str, reader: &mut Reader) {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or("");
    let is_tag = (2..=8).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
    if !is_tag {
        reader.problem(quote(tag), "a BCP 47 language tag like \"en\" or \"pt-BR\"", None);
    }
}

/// Reads one of a few words, and gives its place in the list.
#[inline(never)]
pub(super) fn read_word(value: &Value, words: &[&str], reader: &mut Reader) -> usize {
    let known = value.as_str().and_then(|text| words.iter().position(|word| *word == text));
    known.unwrap_or_else(|| {
        unknown_word(value, words, reader);
        0
    })
}

// The module is split here.
#[inline(never)]
fn unknown_word(value: &Value, words: &[&str], reader: &mut Reader) {
    let (found, hint) = match value {
        Value::String(text) => (quote(text), did_you_mean(text, &mut words.iter().copied())),
        _ => (describe(value), None),
    };
    reader.problem(found, format!("one of {}", words.join(", ")), hint);
}

#[cfg(feature = "cli")]
mod written {
    //! How the leaves are written, and what the JSON Schema says of them.

    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema as JsonSchemaValue, SchemaGenerator, json_schema};
    use serde::{Serialize, Serializer};

    use super::{Code, Edtf, Name, Schema, Text, Url};

    macro_rules! written {
        ($type:ty, $name:literal, |$value:ident| $shown:expr, $schema:tt) => {
            impl Serialize for $type {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    let $value = self;
                    Serialize::serialize($shown, serializer)
                }
            }
            described!($type, $name, $schema);
        };
    }

    macro_rules! described {
        ($type:ty, $name:literal, $schema:tt) => {
            impl JsonSchema for $type {
                fn schema_name() -> Cow<'static, str> {
                    $name.into()
                }
                fn json_schema(_: &mut SchemaGenerator) -> JsonSchemaValue {
                    json_schema!($schema)
                }
            }
        };
    }

    written!(Schema, "Schema", |_value| &1, { "const": 1, "description": "The version of this format." });
    written!(Name, "Id", |value| &value.0, {
        "type": "string", "minLength": 1, "pattern": r"^[^\u0000-\u001F\u007F-\u009F]+$",
        "description": "An id: any text without control characters; what refers to it repeats it to the letter.",
        "examples": ["JPN", "joint-statement-2024"]
    });
    written!(Code, "Code", |value| &value.0, { "type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 3166-1 alpha-3.", "examples": ["JPN", "GBR"] });
    written!(Url, "Url", |value| &value.0, { "type": "string", "pattern": r"^https?://[^\s/?#@\\]+([/?#][^\s\\]*)?$",
        "description": "An address on the web, https: or http:, without a name and password.",
        "examples": ["https://www.gov.uk/government/news"] });
    written!(Edtf, "Edtf", |value| value.as_str(), {
        "type": "string",
        "description": "A date as it is known (EDTF): 2024-04-08, 2024-04, 2024, 2023/2025, 2024-04-08/.., 2024~, 2024?, 2024%, Y-12000, 2024-04-08T14:30:00Z.",
        "examples": ["2024-04-08", "2024-04", "2024", "2023/2025", "2024-04-08/..", "2024~", "2024-04-08T14:30:00Z"],
        "pattern": r"^(\.\.|[+-]?[0-9Y][0-9T:Z.+~?%-]*)(/(\.\.|[+-]?[0-9Y][0-9T:Z.+~?%-]*))?$"
    });
    described!(Text, "Text", {
        "description": "A string in the dataset's language, or an object of BCP 47 tags and strings. Text is text: markup is not parsed.",
        "examples": ["Japan", { "en": "Japan", "ja": "日本" }],
        "anyOf": [
            { "type": "string", "maxLength": 20000 },
            { "type": "object", "minProperties": 1, "additionalProperties": { "type": "string", "maxLength": 20000 },
              "propertyNames": { "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$" } }
        ]
    });
}
