//! JSON text to a tree, with where each part of it stands and words for what is wrong.
//!
//! Parsers by others know either no places, or no doubled keys, or no hints; this one is a page of code
//! and is compiled for the browser too.

mod parser;
mod place;
mod scalar;

pub use place::Place;

use super::Span;
use crate::json::Value;
use parser::Parser;

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Slip {
    /// The path of what was being read, like `events[3].date`.
    pub path: String,
    /// Where.
    pub span: Span,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
    /// How to mend it, where that can be guessed.
    pub hint: Option<String>,
}

/// A text that has been read.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// What it says.
    pub value: Value,
    /// Where it says so.
    pub place: Place,
    /// Keys that stand twice in a record.
    pub doubles: Vec<Slip>,
}

/// Reads a text; the error is the first place where it is no JSON.
pub fn parse(text: &str) -> Result<Parsed, Slip> {
    let mut parser = Parser::new(text);
    if text.starts_with('\u{feff}') {
        parser.at = '\u{feff}'.len_utf8();
    }
    let (value, place) = parser.value()?;
    parser.skip_space();
    match parser.peek() {
        None => Ok(Parsed { value, place, doubles: parser.doubles }),
        Some(_) => Err(parser.unexpected("nothing after the value")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::written::Lines;
    use proptest::prelude::*;

    fn told(text: &str) -> String {
        let slip = parse(text).unwrap_err();
        let (line, column) = Lines::of(text).at(slip.span.start);
        let hint = slip.hint.map_or(String::new(), |hint| format!("; {hint}"));
        format!("{line}:{column} {}: {}, not {}{hint}", slip.path, slip.expected, slip.found)
    }

    #[test]
    fn each_slip_is_told_where_it_is() {
        let table = [
            ("", "1:1 : a value, not the end of the text"),
            ("{\"a\": 1,}", "1:8 : a comma only between two, not a comma before \"}\"; remove this comma"),
            ("{\"a\": [1\n 2]}", "2:2 a: \",\" or \"]\", not \"2\""),
            ("{\"a\": 1\n\"b\": 2}", "2:1 : \",\" or \"}\", not \"b\"; is a comma missing before this?"),
            (
                "{\"a\": [{\"b\": 'x'}]}",
                "1:14 a[0].b: a value, not \"'\"; texts stand in straight double quotes: \"",
            ),
            ("{a: 1}", "1:2 : a key in double quotes, not \"a\"; keys stand in double quotes too"),
            ("{\"a\" 1}", "1:6 : \":\" after the key, not \"1\""),
            ("// x\n1", "1:1 : a value, not \"/\"; JSON has no comments"),
            (
                "{\"date\": 2024-04-08}",
                "1:10 date: a number, not \"2024-04-08\"; a date is a text, in double quotes",
            ),
            (
                "{\"m\": 04}",
                "1:7 m: a number, not \"04\"; no zero stands before a number; or is this a text?",
            ),
            ("[True]", "1:2 [0]: a value, not \"True\"; did you mean true?"),
            (
                "{\"a\": \"x\n\"}",
                "1:7 a: a closing \", not a line break within a string; close the quotes, or write a line break as \\n",
            ),
            (
                "\"\\x\"",
                "1:2 : \\\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t or \\u and four digits, not \"\\x\"; a backslash itself is written \\\\",
            ),
            ("\"\\ud800\"", "1:2 : \\u and four hexadecimal digits, of two halves both, not half a letter"),
            (
                "{\n\"a\": [1,\n2",
                "3:2 a: \",\" or \"]\", not the end of the text; what line 2 opens is never closed",
            ),
            ("1 2", "1:3 : nothing after the value, not \"2\""),
        ];
        for (text, expected) in table {
            assert_eq!(told(text), expected, "{text}");
        }
        assert_eq!(parse(&"[".repeat(1000)).unwrap_err().found, "one more level");
    }

    #[test]
    fn a_key_that_stands_twice_is_told_with_its_first_line() {
        let parsed = parse("{\n\"a\": {\"x\": 1,\n\"y\": 2,\n\"x\": 3}}").unwrap();
        let [double] = &parsed.doubles[..] else { panic!("{:?}", parsed.doubles) };
        assert_eq!(
            (double.path.as_str(), double.expected.as_str()),
            ("a.x", "each key once; line 2 has it already")
        );
    }

    proptest! {
        /// The independent truth is serde_json: the same texts are JSON, and they say the same.
        #[test]
        fn texts_are_read_as_serde_json_reads_them(
            text in "[\\[\\]{}:,\"a\\\\u0-9eE.+\\- ntrflsu]{0,24}|\\{\"[ab]\": ?[-0-9.eE]{1,6}(, ?\"[ab]\": ?(null|true|\"\\\\u00e9\"))?\\}"
        ) {
            let truth = serde_json::from_str::<serde_json::Value>(&text);
            match parse(&text) {
                Ok(parsed) if parsed.doubles.is_empty() => prop_assert_eq!(parsed.value, Value::from(&truth.unwrap())),
                Ok(_) => prop_assert!(truth.is_ok()),
                Err(slip) => {
                    prop_assert!(truth.is_err(), "{:?} {:?}", text, slip);
                    prop_assert!(text.get(slip.span.start..slip.span.end).is_some(), "{:?} {:?}", text, slip);
                }
            }
        }

        #[test]
        fn no_text_is_too_strange(text in any::<String>()) {
            let _ = parse(&text);
        }
    }
}
