//! Events for the page: gathered while the widget is busy, sent when it is not, since a listener
//! may call straight back.

use crate::json::{Value, object};

/// Who caused a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The reader.
    User,
    /// The page.
    Api,
    /// A tour that the reader takes.
    Tour,
}

impl Reason {
    pub fn word(self) -> &'static str {
        match self {
            Reason::User => "user",
            Reason::Api => "api",
            Reason::Tour => "tour",
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
        let changed = Value::Array(changed.iter().map(|key| Value::from(*key)).collect());
        let detail = object(vec![("state", state), ("changed", changed), ("reason", reason.word().into())]);
        Outgoing { name: "atlas-change", detail }
    }

    /// A gesture was held back for the page.
    pub fn gesture(gesture: &str) -> Outgoing {
        Outgoing { name: "atlas-gesture", detail: object(vec![("gesture", gesture.into())]) }
    }
}
