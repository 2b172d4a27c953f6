//! What `run.mjs` calls.
#![allow(dead_code, unused_imports)]

use std::cell::RefCell;

use world::{Clipper, CountryIndex, PathSink, Projection, View, World};

#[path = "../../src/world/mod.rs"]
mod world;

/// Points and runs of them, as a painter keeps them.
#[derive(Default)]
struct Columns {
    points: Vec<f32>,
    runs: Vec<u32>,
}

impl Columns {
    fn extend(&mut self, points: &[[f32; 2]]) {
        self.points.extend_from_slice(points.as_flattened());
        if let Some(run) = self.runs.last_mut() {
            *run += points.len() as u32;
        }
    }
}

impl PathSink for Columns {
    fn move_to(&mut self, x: f32, y: f32) {
        self.runs.push(0);
        self.extend(&[[x, y]]);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.extend(&[[x, y]]);
    }
    fn lines_to(&mut self, points: &[[f32; 2]]) {
        self.extend(points);
    }
    fn close(&mut self) {}
}

#[derive(Default)]
struct Bench {
    bytes: Vec<u8>,
    base: Option<World>,
    world: Option<World>,
    actors: Vec<CountryIndex>,
    clipper: Clipper,
    sink: Columns,
}

/// Countries of actors of the built-in dataset.
const ACTORS: &str = "AUS GBR USA JPN NZL CAN KOR IND FRA CHN RUS IDN MYS SGP PHL DEU BRA";

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::default();
}

/// Room for a file's bytes.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(count: usize) -> *const u8 {
    BENCH.with_borrow_mut(|bench| {
        bench.bytes = vec![0; count];
        bench.bytes.as_ptr()
    })
}

/// Reads the base part, or a detail part where there is a base part.
#[unsafe(no_mangle)]
pub extern "C" fn decode() -> u32 {
    BENCH.with_borrow_mut(|bench| {
        let world = match &bench.base {
            Some(base) => base.refine(&bench.bytes),
            None => World::decode(&bench.bytes),
        };
        let Ok(world) = world else { return 0 };
        bench.actors = ACTORS.split(' ').filter_map(|code| world.country_by_code(code)).collect();
        bench.world = Some(world);
        1
    })
}

/// Keeps what was read as the base part.
#[unsafe(no_mangle)]
pub extern "C" fn keep_base() {
    BENCH.with_borrow_mut(|bench| bench.base = bench.world.take());
}

/// Draws the parts whose bits are set: 1 land, 2 the actors' countries, 4 borders, 8 every country. Returns the number of points. A
/// ratio of 0 draws every vertex.
#[unsafe(no_mangle)]
#[allow(clippy::too_many_arguments)]
pub extern "C" fn frame(
    is_globe: u32,
    lon: f64,
    lat: f64,
    radius: f64,
    width: f64,
    height: f64,
    ratio: f64,
    parts: u32,
) -> usize {
    BENCH.with_borrow_mut(|bench| {
        let projection = if is_globe == 1 { Projection::Globe } else { Projection::Flat };
        let view = View::new(projection, lon, lat, radius, width, height);
        let view = if ratio > 0.0 { view.for_screen(ratio) } else { view };
        let Bench { world: Some(world), actors, clipper, sink, .. } = bench else { return 0 };
        sink.points.clear();
        sink.runs.clear();
        if parts & 1 != 0 {
            world.fill_land(&view, clipper, sink);
        }
        if parts & 2 != 0 {
            actors.iter().for_each(|&country| world.fill_country(&view, country, clipper, sink));
        }
        if parts & 4 != 0 {
            world.stroke_borders(&view, sink);
        }
        if parts & 8 != 0 {
            let all = (0..world.countries().len() as u16).map(CountryIndex);
            all.for_each(|country| world.fill_country(&view, country, clipper, sink));
        }
        sink.points.len() / 2
    })
}

/// Asks for the country at random points of the map, and returns how many are on land.
#[unsafe(no_mangle)]
pub extern "C" fn hits(seed: u32, count: u32) -> usize {
    BENCH.with_borrow(|bench| {
        let Some(world) = &bench.world else { return 0 };
        let mut state = seed | 1;
        let mut random = || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            f64::from(state) / 4_294_967_296.0
        };
        (0..count)
            .filter(|_| world.country_at(random() * 360.0 - 180.0, random() * 170.0 - 85.0).is_some())
            .count()
    })
}
