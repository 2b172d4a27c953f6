//! JSON text to a tree, with where each part of it stands and words for what is wrong.
//!
//! Parsers by others know either no places, or no doubled keys, or no hints; this one is a page of code
//! and is compiled for the browser too.

use super::Span;
use crate::json::{Map, Value};

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

/// Where a value stands, and what is in it: as many places, in the same order, as the value has.
#[derive(Clone, Debug)]
pub struct Place {
    /// The value.
    pub span: Span,
    /// The items of a list, or the keys and values of a record.
    inner: Vec<(Span, Place)>,
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
        // Of what holds nothing of that name, its beginning.
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

/// Reads a text; the error is the first place where it is no JSON.
pub fn parse(text: &str) -> Result<Parsed, Slip> {
    let mut parser = Parser { text, at: 0, path: Vec::new(), doubles: Vec::new() };
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

/// The most that lists and records may lie in each other.
const MOST_LEVELS: usize = 127;

enum Step {
    Key(String),
    Index(usize),
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    path: Vec<Step>,
    doubles: Vec<Slip>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self) -> Result<(Value, Place), Slip> {
        self.skip_space();
        let start = self.at;
        let plain = match self.peek() {
            Some(b'{') => return self.record(),
            Some(b'[') => return self.list(),
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            _ if self.takes("null") => Value::Null,
            _ if self.takes("true") => Value::Bool(true),
            _ if self.takes("false") => Value::Bool(false),
            _ => return Err(self.unexpected("a value")),
        };
        Ok((plain, Place { span: Span { start, end: self.at }, inner: Vec::new() }))
    }

    /// Takes a word, unless it is the beginning of a longer one.
    fn takes(&mut self, word: &str) -> bool {
        let is_here = self
            .rest()
            .strip_prefix(word)
            .is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_'));
        if is_here {
            self.at += word.len();
        }
        is_here
    }

    fn record(&mut self) -> Result<(Value, Place), Slip> {
        let start = self.open()?;
        let (mut map, mut inner): (Map, Vec<(Span, Place)>) = Default::default();
        if !self.closes(b'}') {
            loop {
                self.skip_space();
                let key_start = self.at;
                if self.peek() != Some(b'"') {
                    return Err(self.unexpected("a key in double quotes"));
                }
                let key = self.string()?;
                let key_span = Span { start: key_start, end: self.at };
                self.skip_space();
                if self.peek() != Some(b':') {
                    return Err(self.unexpected("\":\" after the key"));
                }
                self.at += 1;
                self.path.push(Step::Key(key.clone()));
                if let Some(first) = map.iter().position(|(known, _)| *known == key) {
                    let first = inner.get(first).map_or(0, |(span, _)| span.start);
                    let line = self.text.get(..first).unwrap_or("").matches('\n').count() + 1;
                    let expected = format!("each key once; line {line} has it already");
                    let slip = self.slip(key_span, "a key that stands twice".into(), expected, None);
                    self.doubles.push(slip);
                }
                let (value, place) = self.value()?;
                self.path.pop();
                map.push((key, value));
                inner.push((key_span, place));
                if !self.goes_on(b'}', start)? {
                    break;
                }
            }
        }
        Ok((Value::Object(map), Place { span: Span { start, end: self.at }, inner }))
    }

    fn list(&mut self) -> Result<(Value, Place), Slip> {
        let start = self.open()?;
        let (mut items, mut inner): (Vec<Value>, Vec<(Span, Place)>) = Default::default();
        if !self.closes(b']') {
            loop {
                self.path.push(Step::Index(items.len()));
                let (value, place) = self.value()?;
                self.path.pop();
                items.push(value);
                inner.push((place.span, place));
                if !self.goes_on(b']', start)? {
                    break;
                }
            }
        }
        Ok((Value::Array(items), Place { span: Span { start, end: self.at }, inner }))
    }

    fn open(&mut self) -> Result<usize, Slip> {
        let start = self.at;
        if self.path.len() >= MOST_LEVELS {
            let span = Span { start, end: start + 1 };
            return Err(self.slip(span, "one more level".into(), "fewer than 128 levels".into(), None));
        }
        self.at += 1;
        Ok(start)
    }

    fn closes(&mut self, close: u8) -> bool {
        self.skip_space();
        let closes = self.peek() == Some(close);
        self.at += usize::from(closes);
        closes
    }

    /// After an item: whether another follows.
    fn goes_on(&mut self, close: u8, opened: usize) -> Result<bool, Slip> {
        if self.closes(close) {
            return Ok(false);
        }
        let close = char::from(close);
        if self.peek() != Some(b',') {
            let mut slip = self.unexpected(&format!("\",\" or \"{close}\""));
            if self.peek().is_none() {
                let line = self.text.get(..opened).unwrap_or("").matches('\n').count() + 1;
                slip.hint = Some(format!("what line {line} opens is never closed"));
            } else if matches!(self.peek(), Some(b'"' | b'{' | b'[')) {
                slip.hint = Some("is a comma missing before this?".into());
            }
            return Err(slip);
        }
        let comma = self.at;
        self.at += 1;
        self.skip_space();
        if self.peek() == Some(close as u8) {
            let (span, hint) = (Span { start: comma, end: comma + 1 }, Some("remove this comma".into()));
            let found = format!("a comma before \"{close}\"");
            return Err(self.slip(span, found, "a comma only between two".into(), hint));
        }
        Ok(true)
    }

    fn string(&mut self) -> Result<String, Slip> {
        let start = self.at;
        self.at += 1;
        let mut string = String::new();
        loop {
            let plain = self.rest();
            let end = plain.find(|letter: char| matches!(letter, '"' | '\\') || (letter as u32) < 0x20);
            let end = end.unwrap_or(plain.len());
            string.push_str(plain.get(..end).unwrap_or(""));
            self.at += end;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(string);
                }
                Some(b'\\') => string.push(self.escape()?),
                None | Some(b'\n' | b'\r') => {
                    let found = match self.peek() {
                        None => "a string that is never closed",
                        Some(_) => "a line break within a string",
                    };
                    let hint = "close the quotes, or write a line break as \\n";
                    let span = Span { start, end: self.at };
                    return Err(self.slip(span, found.into(), "a closing \"".into(), Some(hint.into())));
                }
                Some(_) => {
                    let span = Span { start: self.at, end: self.at + 1 };
                    let hint = (self.peek() == Some(b'\t')).then(|| "write a tab as \\t".into());
                    let found = "a control character within a string".into();
                    return Err(self.slip(span, found, "text".into(), hint));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Slip> {
        let start = self.at;
        let letter = self.rest().chars().nth(1);
        self.at += 1 + letter.map_or(0, char::len_utf8);
        let plain = match letter {
            Some(same @ ('"' | '\\' | '/')) => same,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return self.unicode(start),
            _ => {
                let hint = Some("a backslash itself is written \\\\".into());
                let found = format!("\"\\{}\"", letter.map_or(String::new(), String::from));
                let span = Span { start, end: self.at };
                let expected = "\\\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t or \\u and four digits";
                return Err(self.slip(span, found, expected.into(), hint));
            }
        };
        Ok(plain)
    }

    fn unicode(&mut self, start: usize) -> Result<char, Slip> {
        let high = self.four_digits();
        let code = match high {
            Some(high @ 0xd800..0xdc00) if self.rest().starts_with("\\u") => {
                self.at += 2;
                self.four_digits()
                    .filter(|low| (0xdc00..0xe000).contains(low))
                    .map(|low| 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))
            }
            other => other,
        };
        code.and_then(char::from_u32).ok_or_else(|| {
            let span = Span { start, end: self.at.max(start + 2) };
            let expected = "\\u and four hexadecimal digits, of two halves both";
            self.slip(span, "half a letter".into(), expected.into(), None)
        })
    }

    fn four_digits(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let code = u32::from_str_radix(digits, 16).ok();
        self.at += 4;
        code
    }

    fn number(&mut self) -> Result<f64, Slip> {
        let start = self.at;
        let letters = self.rest().bytes();
        let len =
            letters.take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')).count();
        let written = self.rest().get(..len).unwrap_or("").to_owned();
        self.at += len;
        let number = written.parse::<f64>().ok().filter(|number| number.is_finite());
        number.filter(|_| is_number(&written)).ok_or_else(|| {
            let digits = written.trim_start_matches('-').as_bytes();
            let hint = match digits {
                [b'0', b'0'..=b'9', ..] => Some("no zero stands before a number; or is this a text?".into()),
                _ if written.matches('-').count() > 1 => Some("a date is a text, in double quotes".into()),
                _ => None,
            };
            self.slip(Span { start, end: self.at }, crate::dataset::quote(&written), "a number".into(), hint)
        })
    }

    /// What stands here is none of what is expected.
    fn unexpected(&self, expected: &str) -> Slip {
        let rest = self.rest();
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let word: String = rest.chars().take_while(|letter| is_word(*letter)).take(40).collect();
        let (found, len) = match rest.chars().next() {
            None => ("the end of the text".into(), 0),
            Some(_) if !word.is_empty() => (crate::dataset::quote(&word), word.len()),
            Some('"') => {
                let inner = rest.get(1..).unwrap_or("");
                let end = inner.find(['"', '\n']).unwrap_or(inner.len());
                (crate::dataset::quote(inner.get(..end).unwrap_or("")), (end + 2).min(rest.len()))
            }
            Some(letter) => (crate::dataset::quote(&letter.to_string()), letter.len_utf8()),
        };
        let hint = match rest.chars().next() {
            Some('\'' | '“' | '”' | '„' | '‘' | '’' | '«') => {
                Some("texts stand in straight double quotes: \"")
            }
            Some('/' | '#') => Some("JSON has no comments"),
            _ if expected.starts_with("a key") && !word.is_empty() => Some("keys stand in double quotes too"),
            _ => match word.as_str() {
                "True" | "TRUE" => Some("did you mean true?"),
                "False" | "FALSE" => Some("did you mean false?"),
                "None" | "NULL" | "Null" | "undefined" | "NaN" => Some("did you mean null?"),
                "" => None,
                _ if expected == "a value" => Some("a text stands in double quotes"),
                _ => None,
            },
        };
        let span = Span { start: self.at, end: self.at + len };
        self.slip(span, found, expected.into(), hint.map(String::from))
    }

    fn slip(&self, span: Span, found: String, expected: String, hint: Option<String>) -> Slip {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) if path.is_empty() => path.push_str(key),
                Step::Key(key) => path.extend([".", key]),
                Step::Index(index) => path.extend(["[", &index.to_string(), "]"]),
            }
        }
        Slip { path, span, found, expected, hint }
    }
}

/// Whether a number is one of JSON's, which are fewer than Rust's.
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    if whole == 0 || (whole > 1 && text.starts_with('0')) {
        return false;
    }
    let mut rest = &text[whole..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let len = digits(fraction);
        if len == 0 {
            return false;
        }
        rest = &fraction[len..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
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
