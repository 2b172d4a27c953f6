//! Where a path of a dataset stands in its text.

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// The places of a JSON text, by path.
pub struct Lines<'a> {
    text: &'a str,
    root: Option<Value<'a>>,
}

impl<'a> Lines<'a> {
    /// The places of a text; one that is not JSON has only its beginning.
    pub fn of(text: &'a str) -> Lines<'a> {
        let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
        Lines { text, root: parsed.ok().and_then(|parsed| parsed.value) }
    }

    /// Line and column, from 1, of a path like `events[3].date`; where a part of it is missing, of
    /// what holds it.
    pub fn of_path(&self, path: &str) -> (usize, usize) {
        let Some(mut at) = self.root.as_ref() else { return (1, 1) };
        for step in steps(path) {
            let next = match (at, step) {
                (Value::Object(object), Step::Key(key)) => {
                    object.properties.iter().find(|p| p.name.as_str() == key).map(|p| &p.value)
                }
                (Value::Array(array), Step::Index(index)) => array.elements.get(index),
                _ => None,
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        self.line_column(at.range().start)
    }

    fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or("");
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}

enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// A key may itself contain dots (a language tag does not, an unknown key may): then the rest of
/// the path finds nothing, and the place of what holds it is told.
fn steps(path: &str) -> impl Iterator<Item = Step<'_>> {
    path.split('.').flat_map(|part| {
        let (key, indices) = part.split_once('[').unwrap_or((part, ""));
        let indices = indices.split('[').filter_map(|index| index.trim_end_matches(']').parse().ok());
        let key = (!key.is_empty()).then_some(Step::Key(key));
        key.into_iter().chain(indices.map(Step::Index))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_where_it_stands() {
        let text = "{\n  \"events\": [\n    { \"date\": \"x\" },\n    { \"date\":\n      7 }\n  ]\n}";
        let lines = Lines::of(text);
        assert_eq!(lines.of_path("events[1].date"), (5, 7));
        assert_eq!(lines.of_path("events[0].date"), (3, 15));
        assert_eq!(lines.of_path("events[0].title"), (3, 5));
        assert_eq!(lines.of_path(""), (1, 1));
        assert_eq!(Lines::of("{").of_path("a"), (1, 1));
    }
}
