//! JSON trees for the browser module, where `serde_json`'s would bring a tree of trees with each:
//! records are lists of pairs in the order in which they were written, numbers are doubles, and of a
//! key that stands twice the first counts. Text is read and written by `serde_json`, or by the browser.

use serde::{Serialize, Serializer};

mod write;

pub use write::{write, write_pretty};

/// A JSON tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number; where it is not finite it is written as `null`.
    Number(f64),
    /// A string
    String(String),
    /// A list
    Array(Vec<Value>),
    /// A record
    Object(Map),
}

/// A record: its pairs, in the order in which they were written.
pub type Map = Vec<(String, Value)>;

/// An object of a few pairs.
pub fn object<'a>(pairs: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    Value::Object(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// The value of a key.
pub fn get<'a>(map: &'a Map, key: &str) -> Option<&'a Value> {
    map.iter().find(|(known, _)| known == key).map(|(_, value)| value)
}

impl Value {
    /// The value of a key, where this is a record that has it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Object(map) => get(map, key),
            _ => None,
        }
    }

    /// The string, where this is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(string) => Some(string),
            _ => None,
        }
    }

    /// The number, where this is one.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The flag, where this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    /// The items, where this is a list.
    pub fn as_array(&self) -> Option<&[Value]> {
        match self {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            Value::Number(number) => serializer.serialize_f64(*number),
            Value::String(string) => serializer.serialize_str(string),
            Value::Array(items) => serializer.collect_seq(items),
            Value::Object(map) => serializer.collect_map(map.iter().map(|(key, value)| (key, value))),
        }
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Value {
        Value::Bool(flag)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Value::Number(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Value {
        Value::Number(number as f64)
    }
}

impl From<&str> for Value {
    fn from(string: &str) -> Value {
        Value::String(string.to_owned())
    }
}

impl From<String> for Value {
    fn from(string: String) -> Value {
        Value::String(string)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Value {
        Value::Array(items)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl From<&serde_json::Value> for Value {
    fn from(value: &serde_json::Value) -> Value {
        match value {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(flag) => Value::Bool(*flag),
            serde_json::Value::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
            serde_json::Value::String(string) => Value::String(string.clone()),
            serde_json::Value::Array(items) => Value::Array(items.iter().map(Value::from).collect()),
            serde_json::Value::Object(map) => {
                Value::Object(map.iter().map(|(key, value)| (key.clone(), value.into())).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn trees() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            (-1_000_000_000_i64..1_000_000_000).prop_map(|n| (n as f64 / 1e4).into()),
            any::<String>().prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            ]
        })
    }

    #[test]
    fn what_fits_on_a_line_stands_on_one() {
        let tree = Value::from(
            &serde_json::json!({ "schema": 1, "ids": ["a", "b"], "events": [{ "id": "x", "lon": 139.7 }], "none": [] }),
        );
        let text = "{\n  \"schema\": 1,\n  \"ids\": [\"a\", \"b\"],\n  \"events\": [\n    { \"id\": \"x\", \"lon\": 139.7 }\n  ],\n  \"none\": []\n}\n";
        assert_eq!(write_pretty(&tree), text);
        assert_eq!(write(&Value::from("a\u{1}\"")), "\"a\\u0001\\\"\"");
    }

    proptest! {
        #[test]
        fn what_is_written_is_what_serde_json_writes(tree in trees()) {
            let value = Value::from(&tree);
            for text in [serde_json::to_string(&value).unwrap(), write(&value), write_pretty(&value)] {
                let read: serde_json::Value = serde_json::from_str(&text).unwrap();
                prop_assert_eq!(&Value::from(&read), &value);
            }
        }
    }
}
