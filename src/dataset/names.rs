//! The names that a table of events brings along, where no dataset has told them before.

use crate::json::{Value, object};

use super::country_codes::is_country_code;
use super::day::Day;

/// Actors and statuses in the order in which a table names them first.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Names or codes of actors.
    pub actors: Vec<String>,
    /// Names of statuses.
    pub statuses: Vec<String>,
}

/// The most actors that a table may name.
pub const MOST_ACTORS: usize = 400;
const TONES: [&str; 12] = [
    "ramp-1", "ramp-2", "ramp-3", "ramp-4", "ramp-5", "ramp-6", "ramp-7", "ramp-8", "hatch", "lines", "dots",
    "upright",
];
/// The most statuses that a table may name: one per tone.
pub const MOST_STATUSES: usize = TONES.len();

/// The place of a name among those known, where it is added if it is new; `None` where there is no room.
pub(super) fn place_of(names: &mut Vec<String>, name: &str, most: usize) -> Option<usize> {
    if let Some(at) = names.iter().position(|known| known == name) {
        return Some(at);
    }
    (names.len() < most).then(|| {
        names.push(name.to_owned());
        names.len() - 1
    })
}

impl Names {
    /// A dataset of these actors and statuses, without events, that reaches to a day. The first status is
    /// the strongest of a single scale.
    pub fn dataset(&self, title: &str, updated: Day) -> Value {
        let text = |text: &str| Value::String(text.to_owned());
        let actors = self.actors.iter().enumerate().map(|(at, name)| {
            let named = if is_country_code(name) { ("code", text(name)) } else { ("label", text(name)) };
            object(vec![("id", text(&format!("actor-{}", at + 1))), ("group", text("all")), named])
        });
        let statuses = self.statuses.iter().zip(TONES).enumerate().map(|(at, (name, tone))| {
            object(vec![
                ("id", text(&format!("status-{}", at + 1))),
                ("label", text(name)),
                ("scale", text("status")),
                ("tone", text(tone)),
            ])
        });
        let scale =
            object(vec![("id", text("status")), ("label", text("Status")), ("ordered", Value::Bool(true))]);
        let list = |values: Vec<Value>| Value::Array(values);
        object(vec![
            ("schema", Value::Number(1.0)),
            ("title", text(title)),
            ("language", text("en")),
            ("updated", text(&updated.to_string())),
            ("scales", list(vec![scale])),
            ("statuses", list(statuses.collect())),
            ("groups", list(vec![object(vec![("id", text("all")), ("label", text("All"))])])),
            ("tracks", list(Vec::new())),
            ("actors", list(actors.collect())),
            ("sources", list(Vec::new())),
            ("events", list(Vec::new())),
        ])
    }
}
