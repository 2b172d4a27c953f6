//! What lies under a point, and what is told of each country.

use crate::{code_of, fixture, key, world};
use aukus_atlas::world::{CountryIndex, Projection, View};

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
        for (code, km2, tolerance) in
            [("AUS", 7_680_000.0, 0.03), ("USA", 7_900_000.0, 0.06), ("SGP", 720.0, 0.5)]
        {
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

#[test]
fn extents_tell_what_is_small_and_what_is_beyond_the_horizon() {
    let world = world("50m");
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
