//! Strings and numbers.

use super::super::Span;
use super::Slip;
use super::parser::Parser;

impl Parser<'_> {
    pub fn string(&mut self) -> Result<String, Slip> {
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

    pub fn number(&mut self) -> Result<f64, Slip> {
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
