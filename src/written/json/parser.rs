//! Values, lists and records; and words for what stands where none of them may.

use super::super::Span;
use super::{Place, Slip};
use crate::json::{Map, Value};

/// The most that lists and records may lie in each other.
const MOST_LEVELS: usize = 127;

enum Step {
    Key(String),
    Index(usize),
}

pub struct Parser<'a> {
    pub text: &'a str,
    /// The next byte to be read.
    pub at: usize,
    /// Where in the tree the parser is.
    path: Vec<Step>,
    /// Keys that stand twice.
    pub doubles: Vec<Slip>,
}

impl<'a> Parser<'a> {
    pub fn new(text: &'a str) -> Parser<'a> {
        Parser { text, at: 0, path: Vec::new(), doubles: Vec::new() }
    }

    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    pub fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    pub fn value(&mut self) -> Result<(Value, Place), Slip> {
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

    /// What stands here is none of what is expected.
    pub fn unexpected(&self, expected: &str) -> Slip {
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

    pub fn slip(&self, span: Span, found: String, expected: String, hint: Option<String>) -> Slip {
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
