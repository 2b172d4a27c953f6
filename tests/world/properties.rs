//! What holds for every view and every file.

use crate::{root, world};
use aukus_atlas::world::codec::{ArcRef, Grid, Outline, Topology};
use aukus_atlas::world::{Clipper, CountryIndex, PathSink, Projection, View, World};
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
    let country = (
        "[A-Z]{3}|",
        "[a-zé ]{0,9}",
        prop::collection::vec(prop::collection::vec(any::<bool>(), 1..3), 0..3),
    );
    (prop::collection::vec(arc, 1..6), prop::collection::vec(country, 0..6)).prop_map(
        |(mut arcs, countries)| {
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
            let grid = Grid {
                lon_origin_deg: -180.0,
                lon_step_deg: 0.0036,
                lat_origin_deg: -90.0,
                lat_step_deg: 0.0018,
            };
            Topology { grid, arcs, countries }
        },
    )
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

#[test]
fn small_files_that_would_fill_the_memory_are_refused() {
    let grid = Grid { lon_origin_deg: -180.0, lon_step_deg: 1.0, lat_origin_deg: -90.0, lat_step_deg: 1.0 };
    let outline = |arcs: usize| Outline {
        code: "AUS".to_owned(),
        name: String::new(),
        polygons: vec![vec![vec![ArcRef { arc: 0, is_reversed: false }; arcs]]],
    };
    let there_and_back = |points: usize| (0..points).map(|i| [(i % 2) as i32 * 170, 90]).collect();
    for (points, runs) in [(60_001, 1), (10_001, 30)] {
        let arcs = vec![there_and_back(points)];
        let bytes = Topology { grid, arcs, countries: vec![outline(runs)] }.encode();
        let told = World::decode(&bytes).err().unwrap().to_string();
        assert!(told.ends_with("expected at most two million vertices"), "{told}");
    }
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
