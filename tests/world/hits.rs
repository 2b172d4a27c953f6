//! What lies under a point, and what is told of each country.

use crate::truth::{Random, code_of, truth};
use crate::world;
use aukus_atlas::world::{CountryIndex, Projection, View};
use serde::Deserialize;

#[derive(Deserialize)]
struct Hits {
    keys: Vec<String>,
}

#[test]
fn the_country_under_twenty_thousand_points_is_what_d3_contains() {
    let (Hits { keys }, answers) = truth("hits");
    // How far from any border or coast a point must be: 0.02° with the detail part, 0.4° without.
    for (part, class) in [("detail", 1), ("base", 2)] {
        let world = world(part);
        let mut random = Random(2);
        let mut asked = 0;
        for (i, &[key, distance]) in answers.as_chunks::<2>().0.iter().enumerate() {
            let (mut lon, mut lat) = random.point();
            if i >= 20_000 && i % 2 == 1 {
                lon = 179.0 + random.next() * 2.0;
            } else if i >= 20_000 {
                let side = if random.next() < 0.7 { -1.0 } else { 1.0 };
                lat = side * (78.0 + random.next() * 12.0);
            }
            if distance < class {
                continue;
            }
            asked += 1;
            let of_source = |index: CountryIndex| {
                let country = world.country(index).unwrap();
                Some(country.code_in_source()).filter(|code| !code.is_empty()).unwrap_or(&country.unit)
            };
            let found = world.country_at(lon, lat).map_or("", of_source);
            assert_eq!(found, code_of(&keys[usize::from(key)]), "{part} at {lon} {lat}");
            let turned = world.country_at(lon + 360.0 * f64::from(i as u32 % 5) - 720.0, lat);
            assert_eq!(turned.map_or("", of_source), found);
        }
        println!("{part}: {asked} points");
        assert!(asked > if part == "detail" { 21_500 } else { 18_500 }, "{part}: {asked}");
    }
}

#[test]
fn nothing_is_under_what_is_no_place() {
    let world = world("base");
    for (lon, lat) in [(f64::NAN, 0.0), (0.0, f64::NAN), (f64::INFINITY, 50.0), (0.0, 90.001), (0.0, -91.0)] {
        assert_eq!(world.country_at(lon, lat), None);
    }
    assert_eq!(world.country_at(0.0, -90.0), world.country_by_code("ATA"));
    assert_eq!(world.country_at(0.0, 90.0), None);
}

#[test]
fn every_country_has_a_label_point_in_its_place() {
    let detail = world("detail");
    let base = world("base");
    assert_eq!(detail.countries().len(), 241);
    for (index, country) in detail.countries().iter().enumerate() {
        let index = CountryIndex(index as u16);
        let (lon, lat) = country.label_lon_lat_deg;
        assert_eq!(base.country(index).unwrap().label_lon_lat_deg, (lon, lat));
        // The Vatican is as large as a step of the file's grid.
        if country.unit != "VAT" {
            assert_eq!(detail.country_at(lon, lat), Some(index), "{} {lon} {lat}", country.unit);
        }
    }
}

#[test]
fn a_unit_without_a_code_is_found_by_the_maps_own_letters() {
    let world = world("base");
    let cyprus = world.unit_by_code("CYN").unwrap();
    assert_eq!(world.country(cyprus).unwrap().name, "Northern Cyprus");
    assert_eq!(world.country(cyprus).unwrap().code, "");
    assert_eq!(world.country_by_code("CYN"), None);
    assert_eq!(world.country_by_code("XKX"), world.unit_by_code("XKX"));
    assert_eq!(world.unit_by_code(""), None);
}

#[test]
fn a_disputed_part_of_a_country_is_a_unit_and_whose_the_source_says_it_is_is_told() {
    for part in ["base", "detail"] {
        let world = world(part);
        let [simferopol, sevastopol, kherson, krasnodar] =
            [(34.1, 44.95), (33.6, 44.6), (32.6, 46.7), (38.98, 45.04)]
                .map(|(lon, lat)| world.country(world.country_at(lon, lat).unwrap()).unwrap());
        assert_eq!(
            [&*simferopol.unit, &*sevastopol.unit, &*kherson.unit, &*krasnodar.unit],
            ["RUC", "RUC", "UKR", "RUS"]
        );
        assert_eq!(
            (simferopol.name.as_str(), simferopol.code.as_str(), simferopol.code_in_source()),
            ("Crimea", "", "RUS")
        );
        assert_eq!(world.country_by_code("RUC"), None);
        assert_eq!(world.country_by_code("RUS"), world.unit_by_code("RUS"));
    }
}

#[test]
fn boxes_cross_the_antimeridian_where_countries_do() {
    let world = world("detail");
    for (code, west, south, east, north) in [
        ("AUS", 112.9, -54.7, 159.0, -10.1),
        ("FJI", 174.6, -21.7, 181.6, -12.5),
        ("RUS", 19.6, 41.2, 190.4, 81.9),
        ("NZL", 165.9, -52.6, 188.8, -8.5),
        ("ATA", -180.0, -90.0, 180.0, -60.5),
    ] {
        let bbox = world.country_box(world.country_by_code(code).unwrap()).unwrap();
        let found = [bbox.west_deg, bbox.south_deg, bbox.east_deg, bbox.north_deg];
        for (found, expected) in found.iter().zip([west, south, east, north]) {
            assert!((found - expected).abs() < 0.6, "{code}: {bbox:?}");
        }
    }
}

#[test]
fn extents_tell_what_is_small_and_what_is_beyond_the_horizon() {
    let world = world("detail");
    let extent = |view: &View, code| world.country_extent(view, world.country_by_code(code).unwrap());
    let flat = View::new(Projection::Flat, 152.0, 0.0, 200.0, 1100.0, 540.0);
    let singapore = extent(&flat, "SGP").unwrap();
    assert!(singapore.is_whole && singapore.right_px - singapore.left_px < 9.0);
    let australia = extent(&flat, "AUS").unwrap();
    let middle = flat.project(134.0, -25.0);
    assert!((90.0..150.0).contains(&(australia.right_px - australia.left_px)), "{australia:?}");
    assert!(australia.left_px < middle.x_px && middle.x_px < australia.right_px);
    assert!(australia.top_px < middle.y_px && middle.y_px < australia.bottom_px);

    let globe = View::new(Projection::Globe, 40.0, 0.0, 250.0, 600.0, 600.0);
    assert!(extent(&globe, "IND").unwrap().is_whole);
    assert!(!extent(&globe, "AUS").unwrap().is_whole);
    assert_eq!(extent(&globe, "USA"), None);
}
