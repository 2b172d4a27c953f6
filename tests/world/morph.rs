//! The way from the globe to the flat map.
//!
//! `ATLAS_PICTURES=FOLDER` leaves the pictures there.

use crate::raster::{Raster, write_png};
use crate::world;
use aukus_atlas::world::{Clipper, CountryIndex, Projection, View, World};

const WIDTH: usize = 480;
const HEIGHT: usize = 270;

fn draw(world: &World, view: &View) -> Vec<u16> {
    let mut raster = Raster::new(WIDTH, HEIGHT);
    view.outline(&mut raster);
    raster.fill(u16::MAX);
    for country in (0..world.countries().len() as u16).map(CountryIndex) {
        world.fill_country(view, country, &mut Clipper::new(), &mut raster);
        raster.fill(country.0 + 1);
    }
    raster.image
}

fn differing(a: &[u16], b: &[u16]) -> f64 {
    a.iter().zip(b).filter(|(a, b)| a != b).count() as f64 / a.len() as f64
}

#[test]
fn it_begins_as_the_globe_ends_as_the_map_and_has_no_jumps() {
    let world = world("detail");
    let (width, height) = (WIDTH as f64, HEIGHT as f64);
    for (number, (lon, lat, roll)) in
        [(152.0, 0.0, 0.0), (10.0, 16.0, 0.0), (-80.0, -35.0, 20.0), (97.0, 55.0, -15.0)]
            .into_iter()
            .enumerate()
    {
        let globe = View::new(Projection::Globe, lon, lat, height / 2.1, width, height).with_roll(roll);
        let flat = View::new(Projection::Flat, lon, lat, width / 5.413, width, height);
        let at = |share: f64| draw(&world, &View::between(&globe, &flat, share));
        let mut before = at(0.0);
        for step in 0..=20 {
            let now = at(f64::from(step) / 20.0);
            let share = differing(&before, &now);
            assert!(share < 0.2, "{share} at step {step} of {lon} {lat}");
            before = now;
            if let (Ok(folder), 0) = (std::env::var("ATLAS_PICTURES"), step % 2) {
                write_png(&format!("{folder}/morph-{number}-{step:02}.png"), WIDTH, HEIGHT, |i| match before
                    [i]
                {
                    0 => [255, 255, 255],
                    u16::MAX => [215, 225, 232],
                    n => [110 + (n * 37 % 100) as u8, 120 + (n * 53 % 90) as u8, 110 + (n * 71 % 100) as u8],
                });
            }
        }
        let (begins, ends) =
            (differing(&at(0.0), &draw(&world, &globe)), differing(&at(1.0), &draw(&world, &flat)));
        assert!(begins < 0.006 && ends < 0.001, "{begins} {ends} {lon} {lat}");
    }
}

#[test]
fn places_go_with_the_picture() {
    let globe = View::new(Projection::Globe, 20.0, 40.0, 130.0, 480.0, 270.0).with_roll(10.0);
    let flat = View::new(Projection::Flat, 20.0, 40.0, 90.0, 480.0, 270.0);
    for (lon, lat) in [(20.0, 40.0), (-40.0, -10.0), (120.0, 70.0), (-150.0, 20.0), (10.0, -80.0)] {
        let at = |share| View::between(&globe, &flat, share).project(lon, lat);
        let near = globe.project(lon, lat);
        if near.is_visible {
            assert!((at(0.0).x_px - near.x_px).hypot(at(0.0).y_px - near.y_px) < 1e-9);
        } else {
            let middle = (at(0.0).x_px - 240.0, at(0.0).y_px - 135.0);
            assert!((middle.0.hypot(middle.1) - 130.0).abs() < 1e-9, "on the rim");
        }
        let end = flat.project(lon, lat);
        assert!((at(1.0).x_px - end.x_px).hypot(at(1.0).y_px - end.y_px) < 1e-9);
        assert_eq!(View::between(&globe, &flat, 0.5).unproject(240.0, 135.0), None);
    }
}
