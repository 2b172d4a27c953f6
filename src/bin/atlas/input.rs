//! A text that a verb is given: a file, or `-` for standard input.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Reads a text. UTF-8, or UTF-16 with its mark, as spreadsheets write it.
pub fn read(path: &Path) -> Result<String> {
    let name = path.display();
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?;
        bytes
    } else {
        std::fs::read(path).with_context(|| format!("cannot read {name}"))?
    };
    let utf16 = |of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect();
        String::from_utf16(&units).with_context(|| format!("{name} is not UTF-16"))
    };
    match bytes[..] {
        [0xff, 0xfe, ..] => utf16(u16::from_le_bytes),
        [0xfe, 0xff, ..] => utf16(u16::from_be_bytes),
        _ => match String::from_utf8(bytes) {
            Ok(text) => Ok(text),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
                bail!("{name} is not UTF-8, in line {line}; save it as UTF-8 (spreadsheets: \"CSV UTF-8\")")
            }
        },
    }
}
