//! Events for the page: gathered while the widget is busy, sent when it is not, since a listener
//! may call straight back.

use serde::Serialize;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;

/// Who caused a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The reader.
    User,
    /// The page.
    Api,
}

impl Reason {
    fn word(self) -> &'static str {
        match self {
            Reason::User => "user",
            Reason::Api => "api",
        }
    }
}

/// An event for the page.
pub struct Outgoing {
    pub name: &'static str,
    pub detail: Value,
}

impl Outgoing {
    /// Any part of the state has changed.
    pub fn change(state: Value, changed: &[&str], reason: Reason) -> Outgoing {
        let detail = json!({ "state": state, "changed": changed, "reason": reason.word() });
        Outgoing { name: "atlas-change", detail }
    }

    /// A gesture was held back for the page.
    pub fn gesture(gesture: &str) -> Outgoing {
        Outgoing { name: "atlas-gesture", detail: json!({ "gesture": gesture }) }
    }
}

/// A JSON tree as plain JavaScript objects.
pub fn to_js(value: &impl Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).unwrap_or(JsValue::NULL)
}
