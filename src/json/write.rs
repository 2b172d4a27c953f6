//! JSON trees as text: numbers as short as they can be, and lists of plain values on one line.

use super::Value;

/// Writes a tree on one line.
pub fn write(value: &Value) -> String {
    let mut text = String::new();
    put(value, None, &mut text);
    text
}

/// Writes a tree for people: two spaces a level, what fits on a line on one.
pub fn write_pretty(value: &Value) -> String {
    let mut text = String::new();
    put(value, Some(0), &mut text);
    text.push('\n');
    text
}

/// The longest list or record that is written on one line.
const MOST_ON_A_LINE: usize = 96;

fn put(value: &Value, level: Option<usize>, text: &mut String) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(flag) => text.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) if number.is_finite() => text.push_str(&number.to_string()),
        Value::Number(_) => text.push_str("null"),
        Value::String(string) => put_string(string, text),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| (None, item)).collect();
            put_all('[', ']', &items, level, text);
        }
        Value::Object(map) => {
            let pairs: Vec<_> = map.iter().map(|(key, item)| (Some(key.as_str()), item)).collect();
            put_all('{', '}', &pairs, level, text);
        }
    }
}

fn put_all(
    open: char,
    close: char,
    items: &[(Option<&str>, &Value)],
    level: Option<usize>,
    text: &mut String,
) {
    let inner = level.filter(|_| !fits(items)).map(|level| level + 1);
    let is_spaced = level.is_some() && inner.is_none() && open == '{' && !items.is_empty();
    text.push(open);
    for (at, (key, item)) in items.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        match inner {
            Some(inner) => indent(inner, text),
            None if level.is_some() && (at > 0 || is_spaced) => text.push(' '),
            None => {}
        }
        if let Some(key) = key {
            put_string(key, text);
            text.push_str(if level.is_some() { ": " } else { ":" });
        }
        put(item, inner.or(level.map(|_| 0)), text);
    }
    match level {
        Some(level) if inner.is_some() => indent(level, text),
        _ if is_spaced => text.push(' '),
        _ => {}
    }
    text.push(close);
}

fn indent(level: usize, text: &mut String) {
    text.push('\n');
    (0..level).for_each(|_| text.push_str("  "));
}

/// Whether these fit on a line: plain values only, and not too many letters.
fn fits(items: &[(Option<&str>, &Value)]) -> bool {
    let mut letters = 0;
    for (key, item) in items {
        letters += key.map_or(2, |key| key.len() + 6);
        letters += match item {
            Value::String(string) => string.len() + 2,
            Value::Array(inner) if inner.is_empty() => 2,
            Value::Array(_) | Value::Object(_) => return false,
            _ => 6,
        };
        if letters > MOST_ON_A_LINE {
            return false;
        }
    }
    true
}

fn put_string(string: &str, text: &mut String) {
    text.push('"');
    for letter in string.chars() {
        match letter {
            '"' | '\\' => text.extend(['\\', letter]),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            letter if u32::from(letter) < 0x20 => {
                text.push_str("\\u00");
                for digit in [u32::from(letter) >> 4, u32::from(letter) & 15] {
                    text.extend(char::from_digit(digit, 16));
                }
            }
            letter => text.push(letter),
        }
    }
    text.push('"');
}
