//! Where each part of a text stands, and where a path of it leads.

use super::super::Span;
use super::Parsed;
use crate::json::{Map, Value};

/// Where a value stands, and in the same order the places of what is in it.
#[derive(Clone, Debug)]
pub struct Place {
    /// The value.
    pub span: Span,
    /// The items of a list, or the keys and values of a record.
    pub(super) inner: Vec<(Span, Place)>,
}

/// Where a path leads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The value, or what should have held it.
    pub value: Span,
    /// The key of the value, where it has one.
    pub key: Option<Span>,
    /// Whether all of the path was found.
    pub is_whole: bool,
}

impl Parsed {
    /// Where a path like `events[3].date` leads; as far as it can be followed.
    pub fn spot(&self, path: &str) -> Spot {
        let (mut value, mut place, mut rest) = (&self.value, &self.place, path);
        let mut key_span = None;
        while !rest.is_empty() {
            let (at, after) = match value {
                Value::Object(map) => match longest_key(map, rest.strip_prefix('.').unwrap_or(rest)) {
                    Some(found) => found,
                    None => break,
                },
                Value::Array(_) => match index(rest) {
                    Some(found) => found,
                    None => break,
                },
                _ => break,
            };
            let next = match value {
                Value::Object(map) => map.get(at).map(|(_, value)| value),
                _ => value.as_array().and_then(|items| items.get(at)),
            };
            let (Some(next), Some((key, inner))) = (next, place.inner.get(at)) else { break };
            key_span = matches!(value, Value::Object(_)).then_some(*key);
            (value, place, rest) = (next, inner, after);
        }
        if rest.is_empty() {
            return Spot { value: place.span, key: key_span, is_whole: true };
        }
        // Where nothing of that name is, the beginning of what should hold it.
        let start = place.span.start;
        Spot { value: Span { start, end: start + 1 }, key: None, is_whole: false }
    }
}

/// The key with which a path begins, by its place, and what of the path is left. A key may itself have
/// dots in it.
fn longest_key<'a>(map: &Map, path: &'a str) -> Option<(usize, &'a str)> {
    let fits = |key: &str| {
        let rest = path.strip_prefix(key)?;
        (rest.is_empty() || rest.starts_with(['.', '['])).then_some(rest)
    };
    let found = map.iter().enumerate().filter_map(|(at, (key, _))| Some((at, fits(key)?)));
    found.rev().min_by_key(|(_, rest)| rest.len())
}

fn index(path: &str) -> Option<(usize, &str)> {
    let (number, rest) = path.strip_prefix('[')?.split_once(']')?;
    Some((number.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::super::super::Lines;
    use super::super::parse;

    #[test]
    fn a_path_is_found_where_it_stands() {
        let text =
            "{\n  \"events\": [\n    { \"date\": \"x\" },\n    { \"date\":\n      7, \"a.b\": [1] }\n  ]\n}";
        let parsed = parse(text).unwrap();
        let lines = Lines::of(text);
        let at = |path: &str| lines.at(parsed.spot(path).value.start);
        assert_eq!(at("events[1].date"), (5, 7));
        assert_eq!(at("events[0].date"), (3, 15));
        assert_eq!(at("events[1].a.b[0]"), (5, 18));
        assert_eq!(at("events[0].title"), (3, 5));
        assert_eq!(at(""), (1, 1));
        let spot = parsed.spot("events[0].date");
        assert_eq!(spot.key.map(|key| &text[key.start..key.end]), Some("\"date\""));
        assert!(!parsed.spot("events[7].date").is_whole);
    }
}
