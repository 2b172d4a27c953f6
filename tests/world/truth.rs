//! What `fixtures.mjs` has written down, and the random numbers that it started from.

use serde::de::DeserializeOwned;

/// A fixture's JSON and the bytes that follow it.
pub fn truth<T: DeserializeOwned>(name: &str) -> (T, Vec<u8>) {
    let packed = std::fs::read(crate::root(&format!("tests/world/{name}.br"))).unwrap();
    let mut bytes = Vec::new();
    brotli::BrotliDecompress(&mut packed.as_slice(), &mut bytes).unwrap();
    let (length, rest) = bytes.split_at(4);
    let (text, data) = rest.split_at(u32::from_le_bytes(length.try_into().unwrap()) as usize);
    (serde_json::from_slice(text).unwrap(), data.to_vec())
}

/// mulberry32, as in `fixtures.mjs`.
pub struct Random(pub u32);

impl Random {
    pub fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x6d2b_79f5);
        let mut t = (self.0 ^ (self.0 >> 15)).wrapping_mul(1 | self.0);
        t = t.wrapping_add((t ^ (t >> 7)).wrapping_mul(61 | t)) ^ t;
        f64::from(t ^ (t >> 14)) / 4_294_967_296.0
    }

    /// Longitude and latitude in degrees, even over the sphere.
    pub fn point(&mut self) -> (f64, f64) {
        let lon_deg = self.next() * 360.0 - 180.0;
        (lon_deg, (self.next() * 2.0 - 1.0).asin().to_degrees())
    }
}

/// The fixtures name countries as `world-atlas` does: by ISO 3166-1 number, or by name.
pub fn code_of(key: &str) -> &str {
    match rust_iso3166::from_numeric_str(key) {
        Some(country) => country.alpha3,
        None => match key {
            "Kosovo" => "XKX",
            "N. Cyprus" => "CYN",
            "Somaliland" => "SOL",
            "Siachen Glacier" => "KAS",
            "Indian Ocean Ter." => "IOA",
            other => other,
        },
    }
}
