//! Filled countries against d3-geo's paths, pixel by pixel.
//!
//! `ATLAS_CAMERAS=FILE` compares with another file of cameras; `ATLAS_PICTURES=FOLDER` leaves every
//! compared picture there, differences in red.

use crate::raster::{Raster, write_png};
use crate::{code_of, key, root, world};
use aukus_atlas::world::{Clipper, CountryIndex, PathSink, Projection, View};
use serde::Deserialize;

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
            write_png(&format!("{folder}/{number}.png"), width, height, |i| {
                match (differs[i], raster.image[i]) {
                    (true, _) => [255, 0, 0],
                    (false, 0) => [238, 242, 244],
                    (false, n) => {
                        [120 + (n * 37 % 100) as u8, 130 + (n * 53 % 90) as u8, 120 + (n * 71 % 100) as u8]
                    }
                }
            });
        }
        let share = differs.iter().filter(|&&d| d).count() as f64 / differs.len() as f64;
        // A wedge or a streak would be wide; rounding at a border is not.
        let blocks = (1..height - 1)
            .flat_map(|y| (1..width - 1).map(move |x| (x, y)))
            .filter(|(x, y)| (y - 1..=y + 1).all(|y| (x - 1..=x + 1).all(|x| differs[y * width + x])));
        shares.push((
            share,
            blocks.count(),
            number,
            format!("{} {} {:?} r {}", camera.detail, camera.kind, camera.center, camera.radius),
        ));
    }
    shares.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (share, blocks, number, name) in shares.iter().take(8) {
        println!("{:.3} % differs, {blocks} blocks: {number} {name}", share * 100.0);
    }
    let blocks: Vec<_> = shares.iter().filter(|(_, blocks, ..)| *blocks > 0).collect();
    assert!(blocks.is_empty(), "areas differ: {blocks:?}");
    assert!(shares[0].0 < 0.005);
}

#[test]
fn both_fill_rules_give_the_same_picture() {
    use resvg::tiny_skia::{FillRule, Mask, PathBuilder, Transform};

    struct Builder(PathBuilder);
    impl PathSink for Builder {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.move_to(x, y);
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.line_to(x, y);
        }
        fn close(&mut self) {
            self.0.close();
        }
    }
    let world = world("110m");
    let mut clipper = Clipper::new();
    for (projection, lon, lat) in [
        (Projection::Flat, 0.0, 0.0),
        (Projection::Flat, -80.0, 10.0),
        (Projection::Flat, 152.0, -20.0),
        (Projection::Globe, 30.0, -30.0),
        (Projection::Globe, 100.0, 80.0),
        (Projection::Globe, -70.0, -85.0),
    ] {
        let view = View::new(projection, lon, lat, 140.0, 760.0, 380.0);
        for index in 0..world.countries().len() as u16 {
            let mut path = Builder(PathBuilder::new());
            world.fill_country(&view, CountryIndex(index), &mut clipper, &mut path);
            let Some(path) = path.0.finish() else {
                continue;
            };
            let [winding, even_odd] = [FillRule::Winding, FillRule::EvenOdd].map(|rule| {
                let mut mask = Mask::new(760, 380).unwrap();
                mask.fill_path(&path, rule, false, Transform::identity());
                mask.data().iter().filter(|&&covered| covered > 0).count()
            });
            // A few pixels: coasts near the rim may cross themselves by rounding.
            assert!(winding.abs_diff(even_odd) <= 2, "{projection:?} {lon} {lat} country {index}");
        }
    }
}
