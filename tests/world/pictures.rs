//! Filled countries against d3-geo's paths, pixel by pixel, as a screen shows them.
//!
//! Two hundred seeded cameras and a few where things go wrong. The worst pictures are left in the target folder: ours, d3's,
//! and where they differ.

use crate::raster::{Raster, write_png};
use crate::truth::{code_of, truth};
use crate::world;
use aukus_atlas::world::{Clipper, CountryIndex, PathSink, Projection, View, World};
use serde::Deserialize;
use std::sync::atomic::{AtomicUsize, Ordering};

#[derive(Deserialize)]
struct Cameras {
    width: usize,
    height: usize,
    keys: Vec<String>,
    cameras: Vec<Camera>,
}

#[derive(Deserialize, Debug)]
struct Camera {
    kind: String,
    lon: f64,
    lat: f64,
    roll: f64,
    zoom: f64,
}

impl Camera {
    fn view(&self, width: usize, height: usize) -> View {
        let (width, height) = (width as f64, height as f64);
        match self.kind.as_str() {
            "flat" => {
                View::new(Projection::Flat, self.lon, self.lat, self.zoom * width / 5.4133, width, height)
            }
            _ => View::new(Projection::Globe, self.lon, self.lat, self.zoom * height / 2.1, width, height)
                .with_roll(self.roll),
        }
    }
}

/// How a picture of ours differs from d3's.
#[derive(Debug)]
struct Difference {
    number: usize,
    part: &'static str,
    /// Share of the pixels whose centre is another country's.
    share: f64,
    /// Share of those where that is not so in any neighbouring pixel either: more than anti-aliasing.
    far_share: f64,
    /// The largest group of the latter that hang together.
    largest: usize,
    /// Countries of at least nine pixels that are not there.
    missing: Vec<String>,
}

#[test]
fn pictures_agree_with_d3() {
    let (Cameras { width, height, keys, cameras }, data) = truth("cameras");
    let images = decode(&data, width, height);
    assert!(images.len() == cameras.len() && cameras.len() >= 214);
    let worlds = [("base", world("base")), ("detail", world("detail"))];
    let theirs_of = |world: &World| -> Vec<u16> {
        let unit = |key: &String| world.unit_by_code(code_of(key)).map_or(0, |index| index.0 + 1);
        keys.iter().map(unit).collect()
    };
    let numbers = worlds.each_ref().map(|(_, world)| theirs_of(world));
    let next = AtomicUsize::new(0);
    let compare = || {
        let (mut clipper, mut found) = (Clipper::new(), Vec::new());
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(camera) = cameras.get(number) else { return found };
            let view = camera.view(width, height).for_screen(1.0);
            for ((part, world), numbers) in worlds.iter().zip(&numbers) {
                if *part == "detail" || world.is_fine_enough(&view) {
                    let theirs: Vec<u16> =
                        images[number].iter().map(|&key| numbers[usize::from(key)]).collect();
                    let mut ours = draw(world, &view, &mut clipper, width, height);
                    // What is a unit of its own here is a part of a country there.
                    ours.iter_mut().for_each(|of| *of = of_source(world, *of));
                    found.push((difference(number, part, &ours, &theirs, width, world), ours, theirs));
                }
            }
        }
    };
    let mut found: Vec<_> = std::thread::scope(|scope| {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(compare)).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    found.sort_by(|a, b| (b.0.largest, b.0.far_share).partial_cmp(&(a.0.largest, a.0.far_share)).unwrap());
    for (rank, (difference, ours, theirs)) in found.iter().take(5).enumerate() {
        println!("{difference:.6?} {:?}", cameras[difference.number]);
        let path = format!("{}/world-worst-{}.png", env!("CARGO_TARGET_TMPDIR"), rank + 1);
        write_comparison(&path, ours, theirs, width, height);
    }
    for part in ["base", "detail"] {
        let mut shares: Vec<_> = found.iter().filter(|f| f.0.part == part).map(|f| f.0.share).collect();
        shares.sort_by(f64::total_cmp);
        let (median, most) = (shares[shares.len() / 2], shares[shares.len() - 1]);
        println!(
            "{part}: {} pictures; another country at a pixel's centre: median {:.3} %, most {:.3} %",
            shares.len(),
            100.0 * median,
            100.0 * most
        );
    }
    for (difference, ..) in &found {
        let camera = &cameras[difference.number];
        assert!(difference.far_share < 0.005 && difference.share < 0.03, "{difference:?} {camera:?}");
        // A wedge, a streak or a seam would be long.
        assert!(difference.largest <= 8, "{difference:?} {camera:?}");
        assert!(difference.missing.is_empty(), "{difference:?} {camera:?}");
    }
}

fn of_source(world: &World, number: u16) -> u16 {
    let country = number.checked_sub(1).and_then(|index| world.country(CountryIndex(index)));
    let code = country.map_or("", |country| country.code_in_source());
    world.country_by_code(code).map_or(number, |index| index.0 + 1)
}

fn decode(data: &[u8], width: usize, height: usize) -> Vec<Vec<u8>> {
    // The gaps end where all pixels are told; each takes one value.
    let mut gaps = Vec::new();
    let mut at = 0;
    while at + gaps.len() < data.len() {
        let (mut gap, mut shift) = (0, 0);
        loop {
            let byte = data[at];
            at += 1;
            gap |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                break;
            }
        }
        gaps.push(gap);
    }
    let mut values = data[at..].iter();
    let mut gaps = gaps.into_iter();
    let mut gap = gaps.next();
    let mut images = Vec::new();
    while gap.is_some() {
        let mut image = vec![0; width * height];
        for i in 0..image.len() {
            let (has_left, has_up) = (i % width > 0, i >= width);
            let left = if has_left { image[i - 1] } else { 0 };
            let up = if has_up { image[i - width] } else { 0 };
            let corner = if has_left && has_up { image[i - width - 1] } else { 0 };
            let likely = if up == corner { left } else { up };
            let second = if likely == up { left } else { up };
            image[i] = match &mut gap {
                Some(0) => {
                    gap = gaps.next();
                    match values.next().unwrap() {
                        1 => second,
                        value => value - 2,
                    }
                }
                Some(left) => {
                    *left -= 1;
                    likely
                }
                None => likely,
            };
        }
        images.push(image);
    }
    images
}

fn draw(world: &World, view: &View, clipper: &mut Clipper, width: usize, height: usize) -> Vec<u16> {
    let mut raster = Raster::new(width, height);
    for index in 0..world.countries().len() as u16 {
        world.fill_country(view, CountryIndex(index), clipper, &mut raster);
        raster.fill(index + 1);
    }
    raster.image
}

fn difference(
    number: usize,
    part: &'static str,
    ours: &[u16],
    theirs: &[u16],
    width: usize,
    world: &World,
) -> Difference {
    let height = ours.len() / width;
    let around = |i: usize| {
        let (x, y) = (i % width, i / width);
        (y.saturating_sub(1)..(y + 2).min(height))
            .flat_map(move |y| (x.saturating_sub(1)..(x + 2).min(width)).map(move |x| y * width + x))
    };
    let differs: Vec<usize> = (0..ours.len()).filter(|&i| ours[i] != theirs[i]).collect();
    let is_far =
        |&i: &usize| !around(i).any(|j| theirs[j] == ours[i]) || !around(i).any(|j| ours[j] == theirs[i]);
    let mut far: Vec<bool> = vec![false; ours.len()];
    differs.iter().copied().filter(is_far).for_each(|i| far[i] = true);
    let far_count = far.iter().filter(|&&far| far).count();
    let mut largest = 0;
    for start in 0..far.len() {
        let (mut group, mut size) = (vec![start], 0);
        while let Some(i) = group.pop() {
            if std::mem::take(&mut far[i]) {
                size += 1;
                group.extend(around(i));
            }
        }
        largest = largest.max(size);
    }
    let mut counts = vec![[0; 2]; world.countries().len() + 1];
    for (&ours, &theirs) in ours.iter().zip(theirs) {
        counts[usize::from(ours)][0] += 1;
        counts[usize::from(theirs)][1] += 1;
    }
    let missing = counts.iter().enumerate().skip(1).filter(|(_, count)| count[0] == 0 && count[1] >= 9);
    let missing = missing.map(|(index, _)| world.countries()[index - 1].unit.clone()).collect();
    let share = |count: usize| count as f64 / ours.len() as f64;
    Difference { number, part, share: share(differs.len()), far_share: share(far_count), largest, missing }
}

fn write_comparison(path: &str, ours: &[u16], theirs: &[u16], width: usize, height: usize) {
    let color = |value: u16| match value {
        0 => [238, 242, 244],
        n => [120 + (n * 37 % 100) as u8, 130 + (n * 53 % 90) as u8, 120 + (n * 71 % 100) as u8],
    };
    write_png(path, width * 3, height, |i| {
        let (x, y) = (i % (width * 3), i / (width * 3));
        let at = y * width + x % width;
        match x / width {
            0 => color(ours[at]),
            1 => color(theirs[at]),
            _ if ours[at] == theirs[at] => [255, 255, 255],
            _ => [200, 0, 0],
        }
    });
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
    let world = world("base");
    let mut clipper = Clipper::new();
    for (projection, lon, lat) in [
        (Projection::Flat, 0.0, 0.0),
        (Projection::Flat, -80.0, 10.0),
        (Projection::Flat, 152.0, -20.0),
        (Projection::Globe, 30.0, -30.0),
        (Projection::Globe, 100.0, 80.0),
        (Projection::Globe, -70.0, -85.0),
    ] {
        let view = View::new(projection, lon, lat, 140.0, 760.0, 380.0).for_screen(1.0);
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
            // A few pixels: coasts may cross themselves where they are simplified.
            assert!(
                winding.abs_diff(even_odd) <= 6,
                "{projection:?} {lon} {lat} country {index} {winding} {even_odd}"
            );
        }
    }
}
