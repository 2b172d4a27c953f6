//! Checks that reach across records: ids that clash or dangle, places off the earth.
//!
//! They walk the JSON tree rather than the types, so that they are told together with whatever else
//! is wrong: a record with a slip in it still has its id.

use super::country_codes::{is_country_code, looks_like_code};
use super::document::Document;
use super::leaf::{Id, check_language};
use super::read::{Problem, Reader, describe, did_you_mean, quote};
use crate::decimal;
use crate::json::Value;

/// Lists whose ids must differ from each other. `[]` stands for every item of a list.
const UNIQUE: [&[&str]; 8] = [
    &["actors[].id", "events[].id"],
    &["scales[].id"],
    &["statuses[].id"],
    &["groups[].id"],
    &["tracks[].id"],
    &["tracks[].areas[].id"],
    &["sources[].id"],
    &["tours[].id"],
];

/// Where ids are referred to, where they stand, and what they are ids of.
const REFERENCES: [(&str, &str, &str); 16] = [
    ("statuses[].scale", "scales[].id", "a scale"),
    ("actors[].group", "groups[].id", "a group"),
    ("events[].actors[]", "actors[].id", "an actor"),
    ("events[].tracks[]", "tracks[].id", "a track"),
    ("events[].areas[]", "tracks[].areas[].id", "an area"),
    ("events[].sources[]", "sources[].id", "a source"),
    ("events[].changes[].actor", "actors[].id", "an actor"),
    ("events[].changes[].status", "statuses[].id", "a status"),
    ("events[].changes[].scale", "scales[].id", "a scale"),
    ("events[].changes[].track", "tracks[].id", "a track"),
    ("events[].changes[].sources[]", "sources[].id", "a source"),
    ("events[].claims[].source", "sources[].id", "a source"),
    ("events[].disputes[].sources[]", "sources[].id", "a source"),
    ("corrections[].events[]", "events[].id", "an event"),
    ("tours[].steps[].event", "events[].id", "an event"),
    ("tours[].steps[].actor", "actors[].id", "an actor"),
];

/// Notes everything that is wrong between the records of a dataset.
pub(super) fn check(root: &Value, reader: &mut Reader) {
    for lists in UNIQUE {
        expect_unique(root, lists, reader);
    }
    for (references, list, what) in REFERENCES {
        // Where the list itself is wrong, its ids are not known and nothing is said of them.
        let holder = list.split('[').next().unwrap_or(list);
        if root.get(holder).and_then(Value::as_array).is_none() {
            continue;
        }
        let mut known: Vec<&str> = Vec::new();
        visit(root, list, reader, &mut |id, _| known.extend(id.as_str()));
        known.sort_unstable();
        visit(root, references, reader, &mut |id, reader| {
            // A value that is no string is told where it is read; for a status null is good.
            let Some(id) = id.as_str() else { return };
            if known.binary_search(&id).is_err() {
                let hint = did_you_mean(id, &mut known.iter().copied());
                reader.problem(quote(id), format!("the id of {what}"), hint);
            }
        });
    }
    for places in ["actors[].place", "events[].places[]"] {
        visit(root, places, reader, &mut check_place);
    }
    visit(root, "actors[].code", reader, &mut check_code);
    visit(root, "language", reader, &mut |tag, reader| {
        tag.as_str().into_iter().for_each(|tag| check_language(tag, reader));
    });
    visit(root, "events[].changes[]", reader, &mut |change, reader| check_scale(root, change, reader));
}

fn check_code(code: &Value, reader: &mut Reader) {
    // What does not look like a code is told where it is read.
    if let Some(code) = code.as_str().filter(|code| looks_like_code(code))
        && !is_country_code(code)
    {
        let hint = "leave it out where there is no such country".to_owned();
        reader.problem(quote(code), "the ISO 3166-1 alpha-3 code of a country", Some(hint));
    }
}

/// Does something at every value that a path like `events[].actors[]` leads to.
fn visit<'a>(value: &'a Value, path: &str, reader: &mut Reader, act: &mut dyn FnMut(&'a Value, &mut Reader)) {
    if path.is_empty() {
        return act(value, reader);
    }
    let (step, rest) = path.split_once('.').unwrap_or((path, ""));
    let (key, is_list) = match step.strip_suffix("[]") {
        Some(key) => (key, true),
        None => (step, false),
    };
    let Some(inner) = value.get(key) else { return };
    reader.at_key(key, |reader| match inner {
        Value::Array(items) if is_list => {
            for (index, item) in items.iter().enumerate() {
                reader.at_index(index, |reader| visit(item, rest, reader, act));
            }
        }
        _ if is_list => {}
        _ => visit(inner, rest, reader, act),
    });
}

fn expect_unique(root: &Value, lists: &[&str], reader: &mut Reader) {
    let mut ids: Vec<&str> = Vec::new();
    for list in lists {
        visit(root, list, reader, &mut |id, _| ids.extend(id.as_str()));
    }
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) {
        tell_doubles(root, lists, reader);
    }
}

#[inline(never)]
fn tell_doubles(root: &Value, lists: &[&str], reader: &mut Reader) {
    let mut seen: Vec<(&str, String)> = Vec::new();
    for list in lists {
        visit(root, list, reader, &mut |id, reader| {
            let Some(id) = id.as_str() else { return };
            match seen.iter().find(|(known, _)| *known == id) {
                Some((_, first)) => {
                    let holder = first.strip_suffix(".id").unwrap_or(first);
                    reader.problem(quote(id), format!("an id of its own; {holder} has it already"), None);
                }
                None => seen.push((id, reader.path())),
            }
        });
    }
}

fn check_place(place: &Value, reader: &mut Reader) {
    let (lon_deg, lat_deg) =
        (place.get("lon").and_then(Value::as_f64), place.get("lat").and_then(Value::as_f64));
    if let Some(lon_deg) = lon_deg.filter(|lon_deg| lon_deg.abs() > 180.0) {
        let expected = "degrees of longitude, -180 to 180";
        reader.at_key("lon", |reader| reader.problem(decimal::text(lon_deg, 6), expected, None));
    }
    if let Some(lat) = lat_deg.filter(|lat_deg| lat_deg.abs() > 90.0) {
        let looks_swapped = lat.abs() <= 180.0 && lon_deg.is_some_and(|lon_deg| lon_deg.abs() <= 90.0);
        let hint = looks_swapped.then(|| "lon and lat look swapped".into());
        let expected = "degrees of latitude, -90 to 90";
        reader.at_key("lat", |reader| reader.problem(decimal::text(lat, 6), expected, hint));
    }
}

/// `status: null` empties a slot and must say of which scale; a scale beside a status must be its own.
fn check_scale(root: &Value, change: &Value, reader: &mut Reader) {
    let scale = change.get("scale");
    match change.get("status") {
        Some(Value::Null) if scale.is_none() => {
            let hint = Some("status null empties a slot; name its scale".into());
            reader.at_key("scale", |reader| reader.problem("nothing".into(), "the id of a scale", hint));
        }
        Some(Value::String(id)) => {
            let statuses = root.get("statuses").and_then(Value::as_array).unwrap_or_default();
            let status = statuses.iter().find(|status| status.get("id").and_then(Value::as_str) == Some(id));
            let own = status.and_then(|status| status.get("scale"));
            if let (Some(own), Some(scale)) = (own, scale)
                && own != scale
            {
                let expected = format!("{}, the scale of the status, or nothing", describe(own));
                reader.at_key("scale", |reader| reader.problem(describe(scale), expected, None));
            }
        }
        _ => {}
    }
}

/// Lists every event, change and dispute that names no source: a rule of the built-in datasets. A
/// claim cannot be without one.
pub fn unsourced(document: &Document) -> Vec<Problem> {
    let mut reader = Reader::default();
    each("events", &document.events, &mut reader, |event, reader| {
        expect_sources(&event.sources, reader);
        each("changes", &event.changes, reader, |change, reader| expect_sources(&change.sources, reader));
        each("disputes", &event.disputes, reader, |dispute, reader| expect_sources(&dispute.sources, reader));
    });
    reader.into_problems()
}

fn each<T>(key: &str, items: &[T], reader: &mut Reader, mut check: impl FnMut(&T, &mut Reader)) {
    reader.at_key(key, |reader| {
        for (index, item) in items.iter().enumerate() {
            reader.at_index(index, |reader| check(item, reader));
        }
    });
}

fn expect_sources(sources: &[Id], reader: &mut Reader) {
    if sources.is_empty() {
        let expected = "at least one source";
        reader.at_key("sources", |reader| reader.problem("none".into(), expected, None));
    }
}
