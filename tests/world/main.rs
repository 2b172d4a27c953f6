//! The world module against d3-geo on the same Natural Earth: positions, hits and pictures.
//!
//! The fixtures beside this file are made by `fixtures.mjs`.
#![cfg(feature = "cli")]

mod detail;
mod hits;
mod morph;
mod pictures;
mod positions;
mod properties;
mod raster;
mod strokes;

use aukus_atlas::world::{CountryIndex, World};

pub fn root(path: &str) -> String {
    format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))
}

pub fn world(detail: &str) -> World {
    let bytes = std::fs::read(root(&format!("www/data/world-{detail}.bin"))).unwrap();
    World::decode(&bytes).unwrap()
}

pub fn fixture<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let text = std::fs::read_to_string(root(&format!("tests/world/{name}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Countries by code or, for units without, by their name in `world-atlas`.
pub fn key(world: &World, index: CountryIndex) -> &str {
    let country = world.country(index).unwrap();
    match country.name.as_str() {
        "" => &country.code,
        "Northern Cyprus" => "N. Cyprus",
        "Indian Ocean Territories" => "Indian Ocean Ter.",
        name => name,
    }
}

/// The fixtures name countries as `world-atlas` does: by ISO 3166-1 number, or by name.
pub fn code_of(key: &str) -> &str {
    match rust_iso3166::from_numeric_str(key) {
        Some(country) => country.alpha3,
        None if key == "Kosovo" => "XKX",
        None => key,
    }
}
