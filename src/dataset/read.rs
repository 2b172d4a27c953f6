//! Reading a JSON tree into types, with every error told at its path.
//!
//! serde stops at the first error and knows no hints; an editor wants the whole list. So each type
//! says how it is read, and a [`Reader`] collects what went wrong. What is wrong reads as a blank: a
//! dataset with any problem is refused whole, so that no blank is ever seen.

use crate::json::{Map, Value, get};

/// One thing wrong with a dataset.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Where: `events[3].date`; empty for the whole.
    pub path: String,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
    /// How to mend it, where that can be guessed.
    pub hint: Option<String>,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = if self.path.is_empty() { "dataset" } else { &self.path };
        write!(f, "{path}: found {}; expected {}", self.found, self.expected)?;
        match &self.hint {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

/// What is found where a key is not of the format: then the key is meant, not its value.
pub const UNKNOWN_KEY: &str = "an unknown key";

/// The most problems that are listed; what follows is rarely read.
pub const MOST_PROBLEMS: usize = 1000;

#[derive(Debug)]
enum Step {
    Key(String),
    Index(usize),
}

/// Where reading stands, and what has gone wrong so far.
#[derive(Debug, Default)]
pub struct Reader {
    path: Vec<Step>,
    problems: Vec<Problem>,
}

impl Reader {
    /// The problems, in the order in which they were met.
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// Whether nothing has gone wrong.
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// Does something one key deeper.
    pub fn at_key<T>(&mut self, key: &str, read: impl FnOnce(&mut Reader) -> T) -> T {
        self.enter(Step::Key(key.into()));
        let result = read(self);
        self.leave();
        result
    }

    /// Does something one index deeper.
    pub fn at_index<T>(&mut self, index: usize, read: impl FnOnce(&mut Reader) -> T) -> T {
        self.enter(Step::Index(index));
        let result = read(self);
        self.leave();
        result
    }

    // Out of line: what is called from a hundred places is best small there.
    #[inline(never)]
    fn enter(&mut self, step: Step) {
        self.path.push(step);
    }

    #[inline(never)]
    fn leave(&mut self) {
        self.path.pop();
    }

    /// Notes a problem here.
    pub fn problem(&mut self, found: String, expected: impl Into<String>, hint: Option<String>) {
        self.note(found, expected.into(), hint);
    }

    #[inline(never)]
    fn note(&mut self, found: String, expected: String, hint: Option<String>) {
        if self.problems.len() < MOST_PROBLEMS {
            let path = self.path();
            self.problems.push(Problem { path, found, expected, hint });
        }
    }

    /// The path to here, as problems tell it.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) if path.is_empty() => path.push_str(key),
                Step::Key(key) => {
                    path.push('.');
                    path.push_str(key);
                }
                Step::Index(index) => {
                    path.push('[');
                    path.push_str(&index.to_string());
                    path.push(']');
                }
            }
        }
        path
    }
}

/// A type that can be read from a JSON tree.
pub trait Read: Sized {
    /// Reads a value; where it cannot be, notes in `reader` why and gives a blank.
    fn read(value: &Value, reader: &mut Reader) -> Self;

    /// What a missing key means, and what stands where nothing could be read.
    #[inline(never)]
    fn absent() -> Self {
        Self::read(&Value::Null, &mut Reader::default())
    }

    /// Whether writing leaves the key out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// Reads one key of a record; a blank where there is no record.
#[inline]
pub(super) fn read_key<T: Read>(map: Option<&Map>, key: &str, is_optional: bool, reader: &mut Reader) -> T {
    match enter_key(map, key, is_optional, reader) {
        Some(value) => {
            let result = T::read(value, reader);
            reader.leave();
            result
        }
        None => T::absent(),
    }
}

/// The value of a key, with the reader a step deeper; `None` leaves it where it was.
#[inline(never)]
fn enter_key<'a>(
    map: Option<&'a Map>,
    key: &str,
    is_optional: bool,
    reader: &mut Reader,
) -> Option<&'a Value> {
    // What is null where it need not be is as good as left out; so is what a page has left undefined.
    let value = get(map?, key).filter(|value| !is_optional || **value != Value::Null);
    if value.is_some() {
        reader.enter(Step::Key(key.into()));
    } else if !is_optional {
        let expected = format!("the key \"{key}\"");
        reader.at_key(key, |reader| reader.problem("nothing".into(), expected, None));
    }
    value
}

/// Opens a record: its value must be an object whose keys are all known.
#[inline(never)]
pub(super) fn open_record<'a>(value: &'a Value, keys: &[&str], reader: &mut Reader) -> Option<&'a Map> {
    let Value::Object(map) = value else {
        reader.problem(describe(value), "an object", None);
        return None;
    };
    for (key, _) in map {
        // `$schema` is for editors of the file; it says nothing about the data.
        let is_schema = key == "$schema" && reader.path.is_empty();
        if !is_schema && !keys.contains(&key.as_str()) {
            unknown_key(key, keys, reader);
        }
    }
    Some(map)
}

// The module is split here.
#[inline(never)]
fn unknown_key(key: &str, keys: &[&str], reader: &mut Reader) {
    let hint = did_you_mean(key, &mut keys.iter().copied());
    let expected = format!("one of the keys {}", keys.join(", "));
    reader.at_key(key, |reader| reader.problem(UNKNOWN_KEY.into(), expected, hint));
}

/// Names a value in a few words, cut short where it is long.
pub fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => crate::decimal::text(*number, 6),
        Value::String(text) => quote(text),
        Value::Array(items) if items.is_empty() => "an empty list".into(),
        Value::Array(_) => "a list".into(),
        Value::Object(_) => "an object".into(),
    }
}

/// A string in quotes, cut short where it is long.
pub fn quote(text: &str) -> String {
    const MOST: usize = 60;
    let mut quoted = String::from("\"");
    for (at, c) in text.chars().enumerate() {
        match c {
            _ if at == MOST => {
                quoted.push_str("\"…");
                return quoted;
            }
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// The nearest of `known` to `word`, as a hint, where it is near enough to be a slip.
pub fn did_you_mean(word: &str, known: &mut dyn Iterator<Item = &str>) -> Option<String> {
    // The distance takes time in the product of both lengths, and nobody mistypes an essay.
    if word.len() > 100 {
        return None;
    }
    let letters = word.chars().count();
    // At least one letter must be right.
    let limit = ((letters / 3).max(1) + 1).min(letters.saturating_sub(1));
    let word = word.to_ascii_lowercase();
    let mut nearest: Option<(usize, &str)> = None;
    for candidate in known {
        // Each letter too many or too few is a slip.
        if candidate.chars().count().abs_diff(letters) <= limit {
            let distance = strsim::osa_distance(&word, &candidate.to_ascii_lowercase());
            if distance <= limit && nearest.is_none_or(|(least, _)| distance < least) {
                nearest = Some((distance, candidate));
            }
        }
    }
    nearest.map(|(_, candidate)| format!("did you mean {}?", quote(candidate)))
}

impl Read for bool {
    fn read(value: &Value, reader: &mut Reader) -> bool {
        value.as_bool().unwrap_or_else(|| {
            reader.problem(describe(value), "true or false", None);
            false
        })
    }
}

impl Read for f64 {
    fn read(value: &Value, reader: &mut Reader) -> f64 {
        value.as_f64().filter(|n| n.is_finite()).unwrap_or_else(|| {
            reader.problem(describe(value), "a number", None);
            0.0
        })
    }
}

impl Read for String {
    #[inline(never)]
    fn read(value: &Value, reader: &mut Reader) -> String {
        match value {
            Value::String(text) => text.clone(),
            _ => {
                reader.problem(describe(value), "a string", None);
                String::new()
            }
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value, reader: &mut Reader) -> Vec<T> {
        let mut read = Vec::new();
        each_item(value, reader, &mut |item, reader| read.push(T::read(item, reader)));
        read
    }

    fn absent() -> Vec<T> {
        Vec::new()
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// Reads every item of a list: a bad one must not hide the next one's problems, as long as those are listed.
#[inline(never)]
fn each_item(value: &Value, reader: &mut Reader, read: &mut dyn FnMut(&Value, &mut Reader)) {
    let Value::Array(items) = value else { return reader.problem(describe(value), "a list", None) };
    for (index, item) in items.iter().enumerate() {
        // A list of a million wrong items would keep the page waiting for what is told to nobody.
        if reader.problems.len() >= MOST_PROBLEMS {
            break;
        }
        reader.enter(Step::Index(index));
        read(item, reader);
        reader.leave();
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &Value, reader: &mut Reader) -> Option<T> {
        Some(T::read(value, reader))
    }

    fn absent() -> Option<T> {
        None
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_has_something_in_common_with_what_was_meant() {
        let mean = |word: &str| did_you_mean(word, &mut ["id", "date", "title"].into_iter());
        assert_eq!(mean("dat").as_deref(), Some("did you mean \"date\"?"));
        assert_eq!(mean("di").as_deref(), Some("did you mean \"id\"?"));
        assert_eq!(mean("日付"), None);
        assert_eq!(mean(""), None);
    }

    #[test]
    fn a_quotation_is_short_and_shows_what_cannot_be_seen() {
        assert_eq!(quote("a \"b\"\n\u{1}é"), "\"a \\\"b\\\"\\n\\u{1}é\"");
        assert_eq!(quote(&"x".repeat(61)), format!("\"{}\"…", "x".repeat(60)));
        assert_eq!(quote(&"x".repeat(60)), format!("\"{}\"", "x".repeat(60)));
    }
}
