//! A text that a verb is given: a file, or `-` for standard input.
//!
//! It may be in whatever a spreadsheet writes: UTF-8, UTF-16 with its mark, or, if it is a table, the letters of old Windows.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// What a file is called, in words.
pub fn name_of(path: &Path) -> Option<String> {
    let stem = path.file_stem().filter(|stem| *stem != "-")?;
    Some(stem.to_string_lossy().replace(['-', '_'], " "))
}

/// Reads a text, and says on standard error where its letters had to be guessed.
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
                let bytes = error.into_bytes();
                let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
                if bytes.contains(&0) {
                    bail!("{name} is no text; of a spreadsheet save the sheet as CSV UTF-8")
                }
                // Documents are UTF-8 by their own rules, and browsers read them so.
                if matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'[')) {
                    bail!("{name} is not UTF-8, in line {line}; save it as UTF-8")
                }
                eprintln!("{name}: not UTF-8, in line {line}; read as Windows-1252");
                Ok(bytes.iter().map(|byte| letter_of_windows(*byte)).collect())
            }
        },
    }
}

/// A letter of Windows-1252, as browsers read it: Latin-1 but for a row of signs.
fn letter_of_windows(byte: u8) -> char {
    const SIGNS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => SIGNS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}
