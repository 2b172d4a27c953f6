//! Reading a JSON tree into types, with every error told at its path.
//!
//! serde stops at the first error and knows no hints; an editor wants the whole list. So each type
//! says how it is read, and a [`Reader`] collects what went wrong.

use serde_json::{Map, Value};

/// One thing wrong with a dataset.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Problem {
    /// Where: `events[3].date`; empty for the whole.
    pub path: String,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
    /// How to mend it, where that can be guessed.
    #[serde(skip_serializing_if = "Option::is_none")]
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

/// The most problems that are listed; what follows is rarely read.
pub const MOST_PROBLEMS: usize = 1000;

enum Step {
    Key(String),
    Index(usize),
}

/// Where reading stands, and what has gone wrong so far.
#[derive(Default)]
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
        self.path.push(Step::Key(key.into()));
        let result = read(self);
        self.path.pop();
        result
    }

    /// Does something one index deeper.
    pub fn at_index<T>(&mut self, index: usize, read: impl FnOnce(&mut Reader) -> T) -> T {
        self.path.push(Step::Index(index));
        let result = read(self);
        self.path.pop();
        result
    }

    /// Notes a problem here.
    pub fn problem(&mut self, found: String, expected: impl Into<String>, hint: Option<String>) {
        if self.problems.len() < MOST_PROBLEMS {
            let path = self.path();
            self.problems.push(Problem { path, found, expected: expected.into(), hint });
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
                Step::Index(index) => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }
}

/// A type that can be read from a JSON tree.
pub trait Read: Sized {
    /// Reads a value, or notes in `reader` why it cannot be.
    fn read(value: &Value, reader: &mut Reader) -> Option<Self>;

    /// What a missing key means; `None` makes the key required.
    fn absent() -> Option<Self> {
        None
    }

    /// Whether writing leaves the key out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// Reads one key of a record.
pub(super) fn read_key<T: Read>(
    map: &Map<String, Value>,
    key: &str,
    is_optional: bool,
    reader: &mut Reader,
) -> Option<T> {
    reader.at_key(key, |reader| match map.get(key) {
        None if is_optional => T::absent(),
        None => {
            reader.problem("nothing".into(), format!("the key \"{key}\""), None);
            None
        }
        Some(value) => T::read(value, reader),
    })
}

/// Opens a record: its value must be an object whose keys are all known.
pub(super) fn open_record<'a>(
    value: &'a Value,
    keys: &[&str],
    reader: &mut Reader,
) -> Option<&'a Map<String, Value>> {
    let Value::Object(map) = value else {
        reader.problem(describe(value), "an object", None);
        return None;
    };
    for key in map.keys() {
        if !keys.contains(&key.as_str()) {
            let hint = did_you_mean(key, keys.iter().copied());
            let expected = format!("one of the keys {}", keys.join(", "));
            reader.at_key(key, |reader| reader.problem("an unknown key".into(), expected, hint));
        }
    }
    Some(map)
}

/// Names a value in a few words, cut short where it is long.
pub fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => quote(text),
        Value::Array(items) if items.is_empty() => "an empty list".into(),
        Value::Array(_) => "a list".into(),
        Value::Object(_) => "an object".into(),
    }
}

/// A string in quotes, cut short where it is long.
pub fn quote(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        None => format!("{text:?}"),
        Some((at, _)) => format!("{:?}…", &text[..at]),
    }
}

/// The nearest of `known` to `word`, as a hint, where it is near enough to be a slip.
pub fn did_you_mean<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    // The distance takes time in the product of both lengths, and nobody mistypes an essay.
    if word.len() > 100 {
        return None;
    }
    let lower = word.to_lowercase();
    let limit = (word.chars().count() / 3).max(1) + 1;
    known
        .filter(|candidate| candidate.len() <= 200)
        .map(|candidate| (strsim::osa_distance(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| format!("did you mean {}?", quote(candidate)))
}

impl Read for bool {
    fn read(value: &Value, reader: &mut Reader) -> Option<bool> {
        if value.as_bool().is_none() {
            reader.problem(describe(value), "true or false", None);
        }
        value.as_bool()
    }
}

impl Read for f64 {
    fn read(value: &Value, reader: &mut Reader) -> Option<f64> {
        let number = value.as_f64().filter(|n| n.is_finite());
        if number.is_none() {
            reader.problem(describe(value), "a number", None);
        }
        number
    }
}

impl Read for String {
    fn read(value: &Value, reader: &mut Reader) -> Option<String> {
        if !value.is_string() {
            reader.problem(describe(value), "a string", None);
        }
        value.as_str().map(str::to_owned)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Vec<T>> {
        let Value::Array(items) = value else {
            reader.problem(describe(value), "a list", None);
            return None;
        };
        let mut read = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            // One bad item must not hide the next one's problems.
            read.extend(reader.at_index(index, |reader| T::read(item, reader)));
        }
        Some(read)
    }

    fn absent() -> Option<Vec<T>> {
        Some(Vec::new())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Option<T>> {
        T::read(value, reader).map(Some)
    }

    fn absent() -> Option<Option<T>> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}
