//! What holds for every view and every file.

use crate::{part, world};
use aukus_atlas::world::codec::{ArcRef, Grid, Outline, Point, Topology};
use aukus_atlas::world::{Clipper, CountryIndex, PathSink, Projection, View, World};
use proptest::prelude::*;
use std::sync::LazyLock;

static WORLD: LazyLock<World> = LazyLock::new(|| world("base"));
static BASE: LazyLock<Vec<u8>> = LazyLock::new(|| part("base"));
static DETAIL: LazyLock<Vec<u8>> = LazyLock::new(|| part("detail"));

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

const GRID: Grid = Grid { steps_per_radius: 6000, coarse_steps: 8, base_radius_px: 256, radius_px: 2896 };

/// Polygons of rings of one arc each, as the base part or only the detail part has them.
fn topologies() -> impl Strategy<Value = Topology> {
    let arc = prop::collection::vec(([-16_000..16_000i32, -7900..7900i32], any::<bool>()), 1..20);
    let polygon = prop::collection::vec(arc.clone(), 1..3);
    let country = (
        "[A-Z]{3}",
        "[a-zé ]{0,9}",
        prop::collection::vec(polygon, 1..3),
        prop::collection::vec(arc, 0..3),
        [-16_000..16_000i32, -7900..7900i32],
    );
    prop::collection::vec(country, 0..6).prop_map(|countries| {
        let mut topology = Topology {
            grid: GRID,
            points: Vec::new(),
            arcs: Vec::new(),
            base_arcs: 0,
            references: Vec::new(),
            rings: Vec::new(),
            polygons: Vec::new(),
            countries: Vec::new(),
        };
        let add_ring = |topology: &mut Topology, ring: &[([i32; 2], bool)], is_base: bool| {
            let (start, arc) = (topology.points.len() as u32, topology.arcs.len() as u32);
            // It ends where it starts, so that any of them is a ring; and no point is in the base part alone.
            let closed = ring.iter().chain([&ring[0]]).enumerate();
            topology.points.extend(closed.map(|(i, &(at, is_kept))| Point {
                at,
                is_base: is_base && (is_kept || i == 0 || i == ring.len()),
            }));
            topology.arcs.push(start..topology.points.len() as u32);
            let reference = topology.references.len() as u32;
            topology.references.push(ArcRef { arc, is_reversed: false });
            topology.rings.push(reference..reference + 1);
            topology.rings.len() as u32 - 1
        };
        let mut base_polygons = Vec::new();
        for (.., polygons, _, _) in &countries {
            base_polygons.push(Vec::new());
            for rings in polygons {
                let first = topology.rings.len() as u32;
                rings.iter().for_each(|ring| {
                    add_ring(&mut topology, ring, true);
                });
                base_polygons.last_mut().unwrap().push(first..topology.rings.len() as u32);
            }
        }
        topology.base_arcs = topology.arcs.len() as u32;
        for ((code, name, _, islands, label), base) in countries.into_iter().zip(base_polygons) {
            let start = topology.polygons.len() as u32;
            topology.polygons.extend(base);
            for island in &islands {
                let ring = add_ring(&mut topology, island, false);
                topology.polygons.push(ring..ring + 1);
            }
            let polygons = start..topology.polygons.len() as u32;
            topology.countries.push(Outline { code, name, label, polygons });
        }
        topology
    })
}

fn read(topology: &Topology) -> World {
    let [base, detail] = topology.encode();
    World::decode(&base).unwrap().refine(&detail).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").map_or(64, |n| n.parse().unwrap()), failure_persistence: None, ..ProptestConfig::default() })]

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
        let [base, detail] = topology.encode();
        let whole = Topology::decode(&base, Some(&detail));
        prop_assert_eq!(whole.as_ref(), Ok(&topology));
        // The base part alone has those points of the same that are in it, to the cell.
        let coarse = Topology::decode(&base, None).unwrap();
        let cells = |points: &[Point]| -> Vec<[i32; 2]> {
            points.iter().filter(|point| point.is_base).map(|point| point.at.map(|at| at.div_euclid(8))).collect()
        };
        prop_assert_eq!(cells(&coarse.points), cells(&topology.points));
        prop_assert_eq!(coarse.arcs.len() as u32, topology.base_arcs);
    }

    #[test]
    fn nonsense_geometry_is_drawn_without_panic(topology in topologies(), view in views()) {
        let world = read(&topology);
        for view in [view, view.for_screen(1.0)] {
            let points = draw_all(&world, &view);
            prop_assert!(points.0.iter().flatten().all(|v| v.is_finite()));
        }
        world.country_at(12.0, 34.0);
    }

    #[test]
    fn broken_bytes_are_an_error_or_another_world(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        length in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
        is_detail in any::<bool>(),
    ) {
        let mut parts = [BASE.clone(), DETAIL.clone()];
        let bytes = &mut parts[usize::from(is_detail)];
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if is_cut {
            bytes.truncate(length.index(bytes.len()));
        }
        let world = World::decode(&parts[0]).and_then(|base| match is_detail {
            true => base.refine(&parts[1]),
            false => Ok(base),
        });
        prop_assert!(world.is_err() || !is_cut);
        if let Ok(world) = world {
            world.country_at(0.0, 0.0);
            let view = View::new(Projection::Flat, 0.0, 0.0, 100.0, 500.0, 300.0).for_screen(1.0);
            draw_all(&world, &view);
        }
    }
}

#[test]
fn errors_tell_place_found_and_expected() {
    let told = |bytes: &[u8]| World::decode(bytes).err().unwrap().to_string();
    assert_eq!(told(b"AWL"), "world file, byte 3: found the end of the file, expected the magic AWLD");
    assert_eq!(told(b"AWLD\x09"), "world file, byte 4: found 9, expected format version 2");
    let mut longer = BASE.clone();
    longer.push(7);
    assert!(told(&longer).ends_with("found 7, expected the end of the file"));
}

#[test]
fn a_detail_part_belongs_to_its_base_part() {
    let world = World::decode(&BASE).unwrap();
    let told = |bytes: &[u8]| world.refine(bytes).err().unwrap().to_string();
    let mut other = DETAIL.clone();
    other[6] ^= 1;
    assert!(told(&other).ends_with("expected the checksum of the base part that came with it"));
    assert!(told(&BASE).ends_with("expected the detail part"));
    assert!(World::decode(&DETAIL).err().unwrap().to_string().ends_with("expected the base part"));
}

#[test]
fn small_files_that_would_fill_the_memory_are_refused() {
    for (points, runs) in [(60_001, 1), (10_001, 30)] {
        let there_and_back = (0..points).map(|i| Point { at: [(i % 2) * 15_000, 0], is_base: true });
        let up_to = |end: u32| std::iter::once(0..end).collect();
        let topology = Topology {
            grid: GRID,
            points: there_and_back.collect(),
            arcs: up_to(points as u32),
            base_arcs: 1,
            references: vec![ArcRef { arc: 0, is_reversed: false }; runs],
            rings: up_to(runs as u32),
            polygons: up_to(1),
            countries: vec![Outline {
                code: "AUS".to_owned(),
                name: String::new(),
                label: [0; 2],
                polygons: 0..1,
            }],
        };
        let told = World::decode(&topology.encode()[0]).err().unwrap().to_string();
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
