//! The world module against d3-geo on the same Natural Earth: positions, hits and pictures.
//!
//! The fixtures beside this file are made by `world/fixtures.mjs`. `ATLAS_CAMERAS=FILE` compares
//! with another file of cameras; `ATLAS_PICTURES=FOLDER` leaves every compared picture there.
#![cfg(feature = "cli")]

use aukus_atlas::world::{Clipper, CountryIndex, PathSink, Projection, View, World};
use serde::Deserialize;

#[path = "world/raster.rs"]
mod raster;

use raster::{Raster, write_png};

fn root(path: &str) -> String {
    format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))
}

fn world(detail: &str) -> World {
    let bytes = std::fs::read(root(&format!("www/data/world-{detail}.bin"))).unwrap();
    World::decode(&bytes).unwrap()
}

fn fixture<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let text = std::fs::read_to_string(root(&format!("tests/world/{name}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[derive(Deserialize)]
struct Center {
    center: [f64; 2],
    /// lon, lat, flat x and y, globe x and y, visible; y downwards, on a sphere of radius 1.
    points: Vec<[f64; 7]>,
}

#[test]
fn positions_agree_with_d3_and_come_back() {
    let mut worst: f64 = 0.0;
    for Center { center: [lon, lat], points } in fixture::<Vec<Center>>("projections") {
        let flat = View::new(Projection::Flat, lon, 0.0, 1.0, 0.0, 0.0);
        let globe = View::new(Projection::Globe, lon, lat, 1.0, 0.0, 0.0);
        for [lon, lat, flat_x, flat_y, globe_x, globe_y, is_visible] in points {
            let on_flat = flat.project(lon, lat);
            let on_globe = globe.project(lon, lat);
            for (ours, theirs) in [
                (on_flat.x_px, flat_x),
                (on_flat.y_px, flat_y),
                (on_globe.x_px, globe_x),
                (on_globe.y_px, globe_y),
            ] {
                worst = worst.max((ours - theirs).abs());
            }
            assert_eq!(on_globe.is_visible, is_visible == 1.0, "{lon} {lat}");
            assert!(on_flat.is_visible);
            for (view, at) in [(&flat, on_flat), (&globe, on_globe)] {
                if at.is_visible {
                    let (back_lon, back_lat) = view.unproject(at.x_px, at.y_px).unwrap();
                    let again = view.project(back_lon, back_lat);
                    assert!((again.x_px - at.x_px).hypot(again.y_px - at.y_px) < 1e-9, "{lon} {lat}");
                    assert!((back_lat - lat).abs() < 1e-5, "{lon} {lat} came back as {back_lon} {back_lat}");
                }
            }
        }
    }
    println!("largest difference {worst:.1e} of the radius");
    assert!(worst < 1e-7, "{worst}");
}

/// Countries by code or, for units without, by their name in `world-atlas`.
fn key(world: &World, index: CountryIndex) -> &str {
    let country = world.country(index).unwrap();
    match country.name.as_str() {
        "" => &country.code,
        "Northern Cyprus" => "N. Cyprus",
        "Indian Ocean Territories" => "Indian Ocean Ter.",
        name => name,
    }
}

/// The fixtures name countries as `world-atlas` does: by ISO 3166-1 number, or by name.
fn code_of(key: &str) -> &str {
    match rust_iso3166::from_numeric_str(key) {
        Some(country) => country.alpha3,
        None if key == "Kosovo" => "XKX",
        None => key,
    }
}

#[test]
fn the_country_under_a_point_is_what_d3_contains() {
    let hits: std::collections::HashMap<String, Vec<(f64, f64, String)>> = fixture("hits");
    for detail in ["110m", "50m"] {
        let world = world(detail);
        let points = &hits[detail];
        assert!(points.len() >= 3000);
        for (lon, lat, country) in points {
            for turn in [0.0, 360.0, -360.0] {
                let found = world.country_at(lon + turn, *lat).map_or("", |index| key(&world, index));
                assert_eq!(found, code_of(country), "{detail} at {lon} {lat}");
            }
        }
    }
}

#[test]
fn every_label_point_lies_in_its_country() {
    for detail in ["110m", "50m"] {
        let world = world(detail);
        for (index, country) in world.countries().iter().enumerate() {
            let (lon, lat) = country.label_lon_lat_deg;
            let found = world.country_at(lon, lat);
            assert_eq!(found, Some(CountryIndex(index as u16)), "{detail} {} {lon} {lat}", country.code);
            assert!(country.largest_area_sr > 0.0 && country.largest_area_sr < 0.5);
        }
        // World Bank's areas, km².
        for (code, km2, tolerance) in [("AUS", 7_680_000.0, 0.03), ("USA", 7_900_000.0, 0.06), ("SGP", 720.0, 0.5)] {
            if let Some(index) = world.country_by_code(code) {
                let area = world.country(index).unwrap().largest_area_sr * 6371.0 * 6371.0;
                assert!((area / km2 - 1.0).abs() < tolerance, "{code} {area}");
            }
        }
    }
}

#[test]
fn boxes_cross_the_antimeridian_where_countries_do() {
    let world = world("50m");
    for (code, west, south, east, north) in [
        ("AUS", 112.9, -54.7, 159.0, -10.1),
        ("FJI", 174.6, -21.7, 181.6, -12.5),
        ("RUS", 19.6, 41.2, 190.4, 81.9),
        ("NZL", 165.9, -52.6, 188.8, -8.5),
        ("ATA", -180.0, -90.0, 180.0, -60.5),
    ] {
        let bbox = world.country(world.country_by_code(code).unwrap()).unwrap().bbox;
        let found = [bbox.west_deg, bbox.south_deg, bbox.east_deg, bbox.north_deg];
        for (found, expected) in found.iter().zip([west, south, east, north]) {
            assert!((found - expected).abs() < 0.6, "{code}: {bbox:?}");
        }
    }
}

#[derive(Deserialize)]
struct Cameras {
    width: usize,
    height: usize,
    cameras: Vec<Camera>,
}

#[derive(Deserialize)]
struct Camera {
    detail: String,
    kind: String,
    center: [f64; 2],
    radius: f64,
    keys: Vec<String>,
    runs: String,
}

#[test]
fn pictures_agree_with_d3() {
    let path = std::env::var("ATLAS_CAMERAS").unwrap_or(root("tests/world/cameras.json"));
    let Cameras { width, height, cameras } =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let worlds = [("110m", world("110m")), ("50m", world("50m"))];
    let mut clipper = Clipper::new();
    let mut shares = Vec::new();
    for (number, camera) in cameras.iter().enumerate() {
        let world = &worlds.iter().find(|(detail, _)| *detail == camera.detail).unwrap().1;
        let projection = if camera.kind == "flat" { Projection::Flat } else { Projection::Globe };
        let [lon, lat] = camera.center;
        let view = View::new(projection, lon, lat, camera.radius, width as f64, height as f64);

        let mut raster = Raster::new(width, height);
        for index in 0..world.countries().len() {
            world.fill_country(&view, CountryIndex(index as u16), &mut clipper, &mut raster);
            raster.fill(index as u16 + 1);
        }
        let ours = raster.image.iter().map(|&value| match value {
            0 => "",
            _ => key(world, CountryIndex(value - 1)),
        });
        let mut theirs = Vec::new();
        let mut runs = camera.runs.split(' ').map(|n| n.parse::<usize>().unwrap());
        while let (Some(value), Some(length)) = (runs.next(), runs.next()) {
            theirs.extend(std::iter::repeat_n(code_of(&camera.keys[value]), length));
        }
        assert_eq!(theirs.len(), width * height);
        let differs: Vec<bool> = ours.zip(&theirs).map(|(ours, theirs)| ours != *theirs).collect();
        if let Ok(folder) = std::env::var("ATLAS_PICTURES") {
            write_png(&format!("{folder}/{number}.png"), width, height, |i| match (differs[i], raster.image[i]) {
                (true, _) => [255, 0, 0],
                (false, 0) => [238, 242, 244],
                (false, n) => [120 + (n * 37 % 100) as u8, 130 + (n * 53 % 90) as u8, 120 + (n * 71 % 100) as u8],
            });
        }
        let share = differs.iter().filter(|&&d| d).count() as f64 / differs.len() as f64;
        // A wedge or a streak would be wide; rounding at a border is not.
        let blocks = (1..height - 1).flat_map(|y| (1..width - 1).map(move |x| (x, y))).filter(|(x, y)| {
            (y - 1..=y + 1).all(|y| (x - 1..=x + 1).all(|x| differs[y * width + x]))
        });
        shares.push((share, blocks.count(), number, format!("{} {} {:?} r {}", camera.detail, camera.kind, camera.center, camera.radius)));
    }
    shares.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (share, blocks, number, name) in shares.iter().take(8) {
        println!("{:.3} % differs, {blocks} blocks: {number} {name}", share * 100.0);
    }
    let blocks: Vec<_> = shares.iter().filter(|(_, blocks, ..)| *blocks > 0).collect();
    assert!(blocks.is_empty(), "areas differ: {blocks:?}");
    assert!(shares[0].0 < 0.005);
}

/// Keeps the end points of all lines.
#[derive(Default)]
struct Points(Vec<[f32; 2]>, usize);

impl PathSink for Points {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push([x, y]);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        assert!(!self.0.is_empty(), "a line starts with move_to");
        self.0.push([x, y]);
    }
    fn close(&mut self) {
        self.1 += 1;
    }
}

fn assert_inside(view: &View, points: &Points, what: &str) {
    let (width, height) = view.size_px();
    let radius = view.radius_px();
    for &[x, y] in &points.0 {
        assert!(x.is_finite() && y.is_finite(), "{what} {view:?}");
        // Towards the middle by a little: rounding of an f32 that far out.
        let slack = 1e-6 * (radius + width + height) + 1e-4;
        let (center_x, center_y) = (width / 2.0, view.project(view.center_lon_lat_deg().0, 0.0).y_px);
        let center_y = if view.projection() == Projection::Globe { height / 2.0 } else { center_y };
        let (dx, dy) = (f64::from(x) - center_x, f64::from(y) - center_y);
        let shrink = 1.0 - slack / dx.hypot(dy).max(2.0 * slack);
        let at = view.unproject(center_x + dx * shrink, center_y + dy * shrink);
        assert!(at.is_some(), "{what} at {x} {y} is off the earth: {view:?}");
    }
}

mod properties {
    use super::*;
    use aukus_atlas::world::codec::{ArcRef, Grid, Outline, Topology};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static WORLD: LazyLock<World> = LazyLock::new(|| world("110m"));
    static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| std::fs::read(root("www/data/world-110m.bin")).unwrap());

    fn views() -> impl Strategy<Value = View> {
        let longitudes = prop_oneof![-180.0..180.0, Just(0.0), Just(-180.0), Just(180.0), Just(90.0)];
        let latitudes = prop_oneof![-90.0..90.0, Just(0.0), Just(-90.0), Just(90.0)];
        (any::<bool>(), longitudes, latitudes, 1.0..5000.0, 1.0..1500.0, 1.0..900.0).prop_map(
            |(is_flat, lon, lat, radius, width, height)| {
                let projection = if is_flat { Projection::Flat } else { Projection::Globe };
                View::new(projection, lon, lat, radius, width, height)
            },
        )
    }

    fn draw_all(world: &World, view: &View) -> Points {
        let mut clipper = Clipper::new();
        let mut points = Points::default();
        for index in 0..world.countries().len() as u16 {
            world.fill_country(view, CountryIndex(index), &mut clipper, &mut points);
            world.stroke_country(view, CountryIndex(index), &mut points);
        }
        world.stroke_borders(view, &mut points);
        world.stroke_coast(view, &mut points);
        points
    }

    fn topologies() -> impl Strategy<Value = Topology> {
        let arc = prop::collection::vec([0..100_000i32, 0..100_000i32], 1..20);
        let country = ("[A-Z]{3}|", "[a-zé ]{0,9}", prop::collection::vec(prop::collection::vec(any::<bool>(), 1..3), 0..3));
        (prop::collection::vec(arc, 1..6), prop::collection::vec(country, 0..6)).prop_map(|(mut arcs, countries)| {
            // Arcs that close by themselves, so that any of them makes a ring.
            for arc in &mut arcs {
                arc.push(arc[0]);
            }
            let mut next = 0;
            let countries = countries
                .into_iter()
                .map(|(code, name, polygons)| Outline {
                    code,
                    name,
                    polygons: polygons
                        .into_iter()
                        .map(|rings| {
                            rings
                                .into_iter()
                                .map(|is_reversed| {
                                    next = (next + 1) % arcs.len() as u32;
                                    vec![ArcRef { arc: next, is_reversed }]
                                })
                                .collect()
                        })
                        .collect(),
                })
                .collect();
            let grid = Grid { lon_origin_deg: -180.0, lon_step_deg: 0.0036, lat_origin_deg: -90.0, lat_step_deg: 0.0018 };
            Topology { grid, arcs, countries }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn all_that_is_drawn_lies_on_the_earth(view in views()) {
            assert_inside(&view, &draw_all(&WORLD, &view), "a country");
            let mut points = Points::default();
            view.outline(&mut points);
            view.graticule(15.0, &mut points);
            assert_inside(&view, &points, "outline or graticule");
            prop_assert_eq!(points.1, 1);
        }

        #[test]
        fn a_topology_reads_back_as_written(topology in topologies()) {
            prop_assert_eq!(Topology::decode(&topology.encode()), Ok(topology));
        }

        #[test]
        fn nonsense_geometry_is_drawn_without_panic(topology in topologies(), view in views()) {
            let world = World::decode(&topology.encode()).unwrap();
            let points = draw_all(&world, &view);
            prop_assert!(points.0.iter().flatten().all(|v| v.is_finite()));
            world.country_at(12.0, 34.0);
        }

        #[test]
        fn broken_bytes_are_an_error_or_another_world(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
            length in any::<prop::sample::Index>(),
            is_cut in any::<bool>(),
        ) {
            let mut bytes = BYTES.clone();
            for (at, value) in changes {
                let at = at.index(bytes.len());
                bytes[at] = value;
            }
            if is_cut {
                bytes.truncate(length.index(bytes.len()));
                prop_assert!(World::decode(&bytes).is_err());
            } else if let Ok(world) = World::decode(&bytes) {
                world.country_at(0.0, 0.0);
            }
        }
    }

    #[test]
    fn errors_tell_place_found_and_expected() {
        let told = |bytes: &[u8]| World::decode(bytes).err().unwrap().to_string();
        assert_eq!(told(b"AWL"), "world file, byte 3: found the end of the file, expected the magic AWLD");
        assert_eq!(told(b"AWLD\x09"), "world file, byte 4: found 9, expected format version 1");
        let mut longer = BYTES.clone();
        longer.push(7);
        assert!(told(&longer).ends_with("found 7, expected the end of the file"));
    }
}
