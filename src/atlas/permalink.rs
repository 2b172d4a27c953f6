//! The permalink: what of the state differs from how the dataset opens, as pairs of a URL fragment.
//!
//! A list is a key that repeats; `lanes`, `camera`, `range` and `tour` are told by their own keys. Wrong
//! parts are dropped one by one: any pairs make a valid state.

use crate::dataset::Dataset;
use crate::json::{Map, Value};

use super::fields::{merge_json, state_to_json};
use super::state::State;

/// How a key of the fragment stands in the state.
enum Kind {
    Text,
    List,
    Number,
}

/// The keys: of the fragment, and the path in the state.
const KEYS: [(&str, &[&str], Kind); 24] = [
    ("date", &["date"], Kind::Text),
    ("selected", &["selected"], Kind::Text),
    ("track", &["track"], Kind::Text),
    ("areas", &["areas"], Kind::List),
    ("kinds", &["kinds"], Kind::List),
    ("footings", &["footings"], Kind::List),
    ("statuses", &["statuses"], Kind::List),
    ("actors", &["actors"], Kind::List),
    ("folded", &["folded"], Kind::List),
    ("order", &["lanes", "order"], Kind::Text),
    ("only", &["lanes", "only"], Kind::Text),
    ("query", &["query"], Kind::Text),
    ("view", &["view"], Kind::Text),
    ("rows", &["table", "rows"], Kind::Text),
    ("sort", &["table", "sort"], Kind::Text),
    ("list", &["list"], Kind::Text),
    ("projection", &["camera", "projection"], Kind::Text),
    ("lon", &["camera", "lon"], Kind::Number),
    ("lat", &["camera", "lat"], Kind::Number),
    ("zoom", &["camera", "zoom"], Kind::Number),
    ("start", &["range", "start"], Kind::Text),
    ("end", &["range", "end"], Kind::Text),
    ("tour", &["tour", "id"], Kind::Text),
    ("step", &["tour", "step"], Kind::Number),
];

/// Whether a key of a fragment is one of a permalink's.
pub fn is_permalink_key(key: &str) -> bool {
    KEYS.iter().any(|(known, ..)| *known == key)
}

/// The pairs that tell how `state` differs from `opening`; `lang`, `theme` and `playing` are the
/// reader's own and never told.
pub fn pairs_from_state(state: &State, opening: &State, dataset: &Dataset) -> Vec<(&'static str, String)> {
    let (now, mut before) = (state_to_json(state, dataset), state_to_json(opening, dataset));
    let mut pairs = Vec::new();
    if state.tour != opening.tour {
        match &state.tour {
            // The step tells the rest, but for what is otherwise than it shows.
            Some(position) => {
                let mut there = opening.clone();
                super::tour::set_tour(&mut there, Some(position.clone()), dataset);
                before = state_to_json(&there, dataset);
                pairs.push(("tour", position.id.clone()));
                pairs.push(("step", position.step.to_string()));
            }
            None => pairs.push(("tour", String::new())),
        }
    }
    // A camera is told whole: where an atlas opens depends on its width, and on what lies in it.
    let place = ["lon", "lat", "zoom"];
    let of_camera =
        |root: &Value| place.map(|key| root.get("camera").and_then(|camera| camera.get(key)).cloned());
    let is_moved = of_camera(&now) != of_camera(&before);
    // Those of the tour, the last of the keys, are told already.
    for (key, path, kind) in KEYS.iter().filter(|(_, path, _)| path[0] != "tour") {
        let at = |root| path.iter().try_fold(root, |value: &Value, step| value.get(step)).cloned();
        let (Some(value), previous) = (at(&now), at(&before)) else { continue };
        if Some(&value) == previous.as_ref() && !(is_moved && place.contains(key)) {
            continue;
        }
        match (kind, value) {
            // What opens with some and has none now.
            (Kind::List, Value::Array(items)) if items.is_empty() => pairs.push((*key, String::new())),
            (Kind::List, Value::Array(items)) => {
                pairs.extend(items.iter().filter_map(Value::as_str).map(|item| (*key, item.to_owned())));
            }
            (_, Value::String(text)) => pairs.push((*key, text)),
            (_, Value::Bool(flag)) => pairs.push((*key, flag.to_string())),
            (_, Value::Number(number)) => {
                pairs.push((*key, crate::decimal::text(number, 4)));
            }
            // What the opening state has and this one has not.
            (_, Value::Null) => pairs.push((*key, String::new())),
            _ => {}
        }
    }
    pairs
}

/// The state that pairs tell, from `opening` on.
pub fn state_from_pairs<'a>(
    pairs: &mut dyn Iterator<Item = (&'a str, &'a str)>,
    opening: &State,
    dataset: &Dataset,
) -> State {
    let mut partial = Map::new();
    for (key, text) in pairs {
        let Some((_, path, kind)) = KEYS.iter().find(|(known, ..)| *known == key) else { continue };
        let value = match kind {
            Kind::Text | Kind::List => Value::from(text),
            Kind::Number => match crate::decimal::parse(text) {
                Some(number) => Value::from(number),
                None => continue,
            },
        };
        match (path, kind) {
            ([only], Kind::List) => {
                let list = entry(&mut partial, only, Value::Array(Vec::new()));
                if let Value::Array(items) = list {
                    items.push(value);
                }
            }
            ([only], _) => {
                *entry(&mut partial, only, Value::Null) = value;
            }
            ([outer, inner], _) => {
                if let Value::Object(record) = entry(&mut partial, outer, Value::Object(Map::new())) {
                    *entry(record, inner, Value::Null) = value;
                }
            }
            _ => {}
        }
    }
    let mut state = opening.clone();
    merge_json(&mut state, &Value::Object(partial), dataset);
    state
}

/// The place of a key in a record; where it is new, with this in it.
fn entry<'a>(map: &'a mut Map, key: &str, fresh: Value) -> &'a mut Value {
    let at = map.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
        map.push((key.to_owned(), fresh));
        map.len() - 1
    });
    &mut map[at].1
}
