//! Units that one may see as another country's: that they are there, and with which borders.

use crate::raster::Raster;
use crate::world;
use aukus_atlas::world::{Clipper, CountryIndex, PathSink, Projection, View, World};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// What is drawn is not looked at.
struct Nowhere;

impl PathSink for Nowhere {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {}
    fn close(&mut self) {}
}

/// The units that share a border with one.
fn neighbours(world: &World, unit: &str) -> BTreeSet<String> {
    let found = RefCell::new(BTreeSet::new());
    let name = |index: CountryIndex| world.country(index).unwrap().unit.clone();
    let is_wanted = |one: CountryIndex, other: Option<CountryIndex>| {
        let pair = [Some(name(one)), other.map(name)];
        if pair.contains(&Some(unit.to_owned())) {
            found.borrow_mut().extend(pair.into_iter().flatten().filter(|code| code != unit));
        }
        false
    };
    world.stroke_arcs(&View::new(Projection::Flat, 0.0, 0.0, 100.0, 600.0, 300.0), &is_wanted, &mut Nowhere);
    found.into_inner()
}

#[test]
fn disputed_units_are_units_of_their_own_with_borders_to_join_or_dash() {
    for part in ["base", "detail"] {
        let world = world(part);
        for (unit, expected) in [
            ("CYN", &["CYP"][..]),
            ("SOL", &["DJI", "ETH", "SOM"]),
            ("ESH", &["DZA", "MAR", "MRT"]),
            ("XKX", &["ALB", "MKD", "MNE", "SRB"]),
            ("PSE", &["EGY", "ISR", "JOR"]),
            ("KAS", &["CHN", "IND", "PAK"]),
            ("RUC", &["UKR"]),
            ("TWN", &[]),
            ("FLK", &[]),
            ("HKG", &["CHN"]),
            ("MAC", &["CHN"]),
            ("IOA", &[]),
        ] {
            assert!(world.unit_by_code(unit).is_some(), "{part} {unit}");
            let found = neighbours(&world, unit);
            assert!(
                found.iter().map(String::as_str).eq(expected.iter().copied()),
                "{part} {unit}: {found:?}"
            );
        }
        let without_code: Vec<_> = world
            .countries()
            .iter()
            .filter(|unit| unit.code.is_empty())
            .map(|unit| unit.unit.as_str())
            .collect();
        assert_eq!(without_code, ["CYN", "IOA", "KAS", "RUC", "SOL"]);
    }
}

#[test]
fn joined_units_leave_no_seam() {
    let world = world("detail");
    let (width, height) = (400, 300);
    for (unit, with, lon, lat, radius) in
        [("CYN", "CYP", 33.2, 35.1, 9000.0), ("SOL", "SOM", 46.0, 6.0, 1500.0)]
    {
        let view = View::new(Projection::Flat, lon, lat, radius, width as f64, height as f64).for_screen(1.0);
        let fill = |units: &[&str]| {
            let mut raster = Raster::new(width, height);
            for unit in units {
                world.fill_country(
                    &view,
                    world.unit_by_code(unit).unwrap(),
                    &mut Clipper::new(),
                    &mut raster,
                );
            }
            raster.fill(1);
            raster.image.iter().filter(|&&value| value == 1).count()
        };
        // In one path, as it is painted; a pixel on the line between them belongs to one of them alone.
        assert_eq!(fill(&[unit, with]), fill(&[unit]) + fill(&[with]));
        assert!(fill(&[unit]) > 500, "{unit}: {}", fill(&[unit]));
    }
}

#[test]
fn every_unit_of_the_source_is_drawn_by_the_detail_part_and_marked_by_the_base_part() {
    let (base, detail) = (world("base"), world("detail"));
    let mut only_marked = Vec::new();
    for index in (0..detail.countries().len() as u16).map(CountryIndex) {
        let country = detail.country(index).unwrap();
        let (lon, lat) = country.label_lon_lat_deg;
        let is_drawn = |world: &World| {
            let view = View::new(Projection::Globe, lon, lat, 40_000.0, 100.0, 100.0);
            let mut raster = Raster::new(100, 100);
            world.fill_country(&view, index, &mut Clipper::new(), &mut raster);
            raster.fill(1);
            raster.image.contains(&1)
        };
        assert!(is_drawn(&detail), "{}", country.unit);
        if !is_drawn(&base) {
            only_marked.push(country.unit.as_str());
        }
    }
    println!("in the base part a place without an area: {only_marked:?}");
    assert!(only_marked.len() <= 12, "{only_marked:?}");
}
