//! Land as one area, levels of detail, and the globe's roll, against what is drawn without them.

use crate::raster::Raster;
use crate::truth::Random;
use crate::world;
use aukus_atlas::world::{Clipper, Country, CountryIndex, PathSink, Projection, View, World};

const WIDTH: usize = 480;
const HEIGHT: usize = 270;

/// Cameras over both projections, near and far, some at the cut, the poles and the horizon.
fn views() -> impl Iterator<Item = View> {
    let (width, height) = (WIDTH as f64, HEIGHT as f64);
    [(0.0, 0.0), (152.0, 16.0), (-170.0, 65.0), (10.0, 50.0), (97.0, -75.0), (179.0, -17.0), (-60.0, 85.0)]
        .into_iter()
        .flat_map(move |(lon, lat)| {
            [1.0, 1.7, 4.0, 9.0, 32.0].into_iter().flat_map(move |zoom| {
                [
                    View::new(Projection::Flat, lon, lat, zoom * width / 5.413, width, height),
                    View::new(Projection::Globe, lon, lat, zoom * height / 2.1, width, height),
                    View::new(Projection::Globe, lon, lat, zoom * height / 2.1, width, height)
                        .with_roll(33.0),
                ]
            })
        })
}

/// As many random views as `ATLAS_VIEWS` says, for a search at length.
fn random_views() -> Vec<View> {
    let count: u32 = std::env::var("ATLAS_VIEWS").map_or(40, |count| count.parse().unwrap());
    let mut random = Random(4);
    let (width, height) = (WIDTH as f64, HEIGHT as f64);
    let view = |i: u32| {
        let ((lon, lat), zoom) = (random.point(), 16_f64.powf(random.next()));
        match i % 2 {
            0 => View::new(Projection::Flat, lon, lat, zoom * width / 5.413, width, height),
            _ => View::new(Projection::Globe, lon, lat, zoom * height / 2.1, width, height)
                .with_roll(random.next() * 360.0),
        }
    };
    (0..count).map(view).collect()
}

fn countries(world: &World) -> impl Iterator<Item = CountryIndex> {
    (0..world.countries().len() as u16).map(CountryIndex)
}

fn draw_countries(world: &World, view: &View) -> Vec<u16> {
    let mut raster = Raster::new(WIDTH, HEIGHT);
    for country in countries(world) {
        world.fill_country(view, country, &mut Clipper::new(), &mut raster);
        raster.fill(country.0 + 1);
    }
    raster.image
}

fn draw_land(world: &World, view: &View) -> Vec<u16> {
    let mut raster = Raster::new(WIDTH, HEIGHT);
    world.fill_land(view, &mut Clipper::new(), &mut raster);
    raster.fill(1);
    raster.image
}

fn share(differs: impl Iterator<Item = bool>) -> f64 {
    differs.filter(|&differs| differs).count() as f64 / (WIDTH * HEIGHT) as f64
}

#[test]
fn land_is_all_countries_together() {
    for detail in ["base", "detail"] {
        let world = world(detail);
        for view in views().chain(random_views()) {
            for view in [view, view.for_screen(1.0)] {
                let (land, countries) = (draw_land(&world, &view), draw_countries(&world, &view));
                let differing =
                    share(land.iter().zip(&countries).map(|(land, country)| (*land > 0) != (*country > 0)));
                assert!(differing < 1e-4, "{detail}: {differing} of {view:?}");
            }
        }
    }
}

#[test]
fn what_a_screen_cannot_show_makes_no_difference() {
    let world = world("detail");
    for view in views().chain(random_views()) {
        let (all, coarse) = (draw_countries(&world, &view), draw_countries(&world, &view.for_screen(1.0)));
        let differing = share(all.iter().zip(&coarse).map(|(a, b)| a != b));
        assert!(differing < 0.01, "{differing} of {view:?}");
    }
}

#[test]
fn the_detail_part_brings_no_jump_where_the_base_part_would_do() {
    let (base, detail) = (world("base"), world("detail"));
    let mut count = 0;
    for view in views().chain(random_views()).map(|view| view.for_screen(1.0)) {
        assert!(detail.is_fine_enough(&view) || view.radius_px() > 2896.0);
        if base.is_fine_enough(&view) {
            let (without, with) = (draw_land(&base, &view), draw_land(&detail, &view));
            let differing = share(without.iter().zip(&with).map(|(a, b)| a != b));
            assert!(differing < 0.006, "{differing} of {view:?}");
            count += 1;
        }
    }
    assert!(count > 40);
}

#[test]
fn a_screen_gets_few_points_and_none_far_away() {
    let world = world("detail");
    let draw = |view: &View| {
        let mut points = Points::default();
        world.fill_land(view, &mut Clipper::new(), &mut points);
        world.stroke_borders(view, &mut points);
        points
    };
    for view in views() {
        let (all, screen) = (draw(&view), draw(&view.for_screen(1.0)));
        assert!(screen.count <= all.count);
        assert!(screen.count < 9000, "{} points for {view:?}", screen.count);
        assert!(screen.outside < 400, "{} points outside for {view:?}", screen.outside);
    }
}

#[test]
fn no_country_vanishes_and_no_ring_collapses() {
    let world = world("detail");
    for country in countries(&world) {
        let Country { label_lon_lat_deg: (lon, lat), unit, .. } = world.country(country).unwrap();
        let view = View::new(Projection::Globe, *lon, *lat, 100.0, 541.0, 271.0).for_screen(1.0);
        let mut points = Points::default();
        world.fill_country(&view, country, &mut Clipper::new(), &mut points);
        assert!(points.count >= 4 && points.least_in_ring >= 4, "{unit}");
    }
}

#[test]
fn roll_turns_the_picture_about_its_middle() {
    let view = View::new(Projection::Globe, 134.0, -25.0, 200.0, 480.0, 270.0);
    let rolled = view.with_roll(30.0);
    let (sin, cos) = 30_f64.to_radians().sin_cos();
    for (lon, lat) in [(151.2, -33.9), (115.9, -32.0), (130.8, -12.5), (174.8, -41.3)] {
        let (a, b) = (view.project(lon, lat), rolled.project(lon, lat));
        let (dx, dy) = (a.x_px - 240.0, a.y_px - 135.0);
        // Clockwise, with y downwards.
        assert!((240.0 + dx * cos - dy * sin - b.x_px).abs() < 1e-9);
        assert!((135.0 + dx * sin + dy * cos - b.y_px).abs() < 1e-9);
        let (back_lon, back_lat) = rolled.unproject(b.x_px, b.y_px).unwrap();
        assert!((back_lon - lon).abs() < 1e-9 && (back_lat - lat).abs() < 1e-9);
    }
}

/// Counts what is drawn.
#[derive(Default)]
struct Points {
    count: usize,
    outside: usize,
    in_ring: usize,
    least_in_ring: usize,
}

impl Points {
    fn add(&mut self, x: f32, y: f32) {
        self.count += 1;
        self.in_ring += 1;
        self.outside +=
            usize::from(x < -12.0 || y < -12.0 || x > WIDTH as f32 + 12.0 || y > HEIGHT as f32 + 12.0);
    }
}

impl PathSink for Points {
    fn move_to(&mut self, x: f32, y: f32) {
        self.in_ring = 0;
        self.add(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.add(x, y);
    }
    fn close(&mut self) {
        let least = if self.least_in_ring == 0 { self.in_ring } else { self.least_in_ring };
        self.least_in_ring = least.min(self.in_ring);
    }
}
