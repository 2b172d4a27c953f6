//! JSON without the white space between its tokens: key order and numbers stay as written.

use anyhow::{Context, Result};

pub fn minify(text: &str) -> Result<String> {
    serde_json::from_str::<serde::de::IgnoredAny>(text).context("this is not JSON")?;
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars() {
        if in_string {
            (in_string, escaped) = (escaped || c != '"', !escaped && c == '\\');
        } else if c.is_ascii_whitespace() {
            continue;
        } else {
            in_string = c == '"';
        }
        out.push(c);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn only_white_space_between_tokens_goes() {
        let cases = [
            ("{ \"b\" : 1.50 ,\n \"a\" : [ ] }", "{\"b\":1.50,\"a\":[]}"),
            (
                r#"[ "a  b", "\" \\", "\\\" ,  x" ]"#,
                r#"["a  b","\" \\","\\\" ,  x"]"#,
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(minify(text).unwrap(), expected);
        }
    }

    #[test]
    fn what_is_no_json_is_refused() {
        assert!(minify("{,}").is_err());
    }
}
