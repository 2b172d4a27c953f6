//! Compressed copies, as small as the formats allow: made once, sent often.

use std::io::Write;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::quick;

/// Whether a file of this name compresses.
pub fn compresses(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or_default();
    // A package is compressed as a whole.
    !path.starts_with("npm/")
        && matches!(extension, "js" | "css" | "wasm" | "json" | "html" | "bin" | "svg" | "csv" | "txt")
}

pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(
        Vec::new(),
        if quick::is_asked_for() { Compression::fast() } else { Compression::best() },
    );
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let quality = if quick::is_asked_for() { 2 } else { 11 };
    let params = brotli::enc::BrotliEncoderParams { quality, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params)?;
    Ok(out)
}
