//! Names on a map that moves, and that comes to rest.

use std::collections::BTreeMap;

use aukus_atlas::atlas::{Camera, Selection, State};
use aukus_atlas::dataset::{Dataset, Day};
use aukus_atlas::scene::{LabelMemory, MapGeometry, MapInput, NativeHost, map_scene};
use aukus_atlas::world::World;

use crate::data;

const SIZE_PX: (f64, f64) = (840.0, 445.0);

struct Map {
    dataset: Dataset,
    world: World,
    host: NativeHost,
    geometry: MapGeometry,
    memory: LabelMemory,
}

impl Map {
    fn new() -> Map {
        let dataset = Dataset::from_json(&String::from_utf8(data("aukus.json")).unwrap()).unwrap();
        let world = World::decode(&data("world-base.bin")).unwrap();
        let geometry = MapGeometry::new(&dataset, &world);
        Map { dataset, world, host: NativeHost::english(), geometry, memory: LabelMemory::default() }
    }

    /// What each actor is called, and where.
    fn names(&mut self, camera: Camera, is_moving: bool) -> BTreeMap<usize, (String, i64, i64)> {
        let (width_px, height_px) = SIZE_PX;
        let state =
            State { date: Day::parse("2024-04-08").unwrap(), camera, ..State::opening(&self.dataset) };
        let view = camera.view(width_px, height_px);
        self.geometry.draw(&self.world, &view, 1.0);
        let input = MapInput {
            dataset: &self.dataset,
            world: &self.world,
            geometry: &self.geometry,
            state: &state,
            hovered: None,
            cursor: None,
            told: &[],
            view,
            is_moving,
            width_px,
            height_px,
            covered_px: (0.0, 0.0),
            host: &self.host,
        };
        let labels = map_scene(&input, &mut self.memory).labels;
        let of = |label: aukus_atlas::scene::Label| match label.target {
            Some(Selection::Actor(actor)) => Some((actor, (label.text, label.x as i64, label.y as i64))),
            _ => None,
        };
        labels.into_iter().filter_map(of).collect()
    }
}

#[test]
fn a_name_does_not_turn_from_long_to_short_and_back_while_the_map_moves() {
    let mut map = Map::new();
    let texts = |names: BTreeMap<usize, (String, i64, i64)>| -> BTreeMap<usize, String> {
        names.into_iter().map(|(actor, (text, ..))| (actor, text)).collect()
    };
    let camera = |step: u32| Camera { zoom: 1.0 + 0.01 * f64::from(step), ..Camera::default() };
    let mut told: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for step in (0..60).chain((0..60).rev()) {
        for (actor, text) in texts(map.names(camera(step), true)) {
            let told = told.entry(actor).or_default();
            if told.last() != Some(&text) {
                told.push(text);
            }
        }
    }
    assert!(told.len() > 12, "{told:?}");
    // Whole, short, and told at the map's edge: nearer and back again, and nothing twice on the way.
    assert!(told.values().all(|texts| texts.len() <= 5), "{told:?}");
}

#[test]
fn names_of_a_map_that_has_come_to_rest_are_those_of_one_that_opens_there() {
    let mut moved = Map::new();
    let camera =
        |step: u32| Camera { lon_deg: 152.0 - 4.0 * f64::from(step), zoom: 1.5, ..Camera::default() };
    for step in 0..20 {
        moved.names(camera(step), true);
    }
    let rested = moved.names(camera(19), false);
    assert_eq!(rested, Map::new().names(camera(19), false));
    // Nor does looking at it again change it.
    assert_eq!(moved.names(camera(19), false), rested);
}
