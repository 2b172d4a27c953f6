//! The world module against d3-geo and PROJ on the same Natural Earth: positions, hits and pictures.
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
mod truth;
mod units;

use aukus_atlas::world::World;

pub fn root(path: &str) -> String {
    format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))
}

pub fn part(name: &str) -> Vec<u8> {
    std::fs::read(root(&format!("www/data/world-{name}.bin"))).unwrap()
}

/// The world without or with its detail part.
pub fn world(part_name: &str) -> World {
    let base = World::decode(&part("base")).unwrap();
    if part_name == "detail" { base.refine(&part("detail")).unwrap() } else { base }
}
