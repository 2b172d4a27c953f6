//! Projections, forwards against d3-geo and back again.

use crate::fixture;
use aukus_atlas::world::{Projection, View};
use serde::Deserialize;

#[derive(Deserialize)]
struct Center {
    center: [f64; 2],
    /// lon, lat, flat x and y, globe x and y, visible; y downwards, on a sphere of radius 1.
    points: Vec<[f64; 7]>,
}

#[test]
fn positions_agree_with_d3_and_come_back() {
    let mut worst: f64 = 0.0;
    for Center { center: [lon, lat], points } in fixture::<Vec<Center>>("projections") {
        let flat = View::new(Projection::Flat, lon, 0.0, 1.0, 0.0, 0.0);
        let globe = View::new(Projection::Globe, lon, lat, 1.0, 0.0, 0.0);
        for [lon, lat, flat_x, flat_y, globe_x, globe_y, is_visible] in points {
            let on_flat = flat.project(lon, lat);
            let on_globe = globe.project(lon, lat);
            for (ours, theirs) in [
                (on_flat.x_px, flat_x),
                (on_flat.y_px, flat_y),
                (on_globe.x_px, globe_x),
                (on_globe.y_px, globe_y),
            ] {
                worst = worst.max((ours - theirs).abs());
            }
            assert_eq!(on_globe.is_visible, is_visible == 1.0, "{lon} {lat}");
            assert!(on_flat.is_visible);
            for (view, at) in [(&flat, on_flat), (&globe, on_globe)] {
                if at.is_visible {
                    let (back_lon, back_lat) = view.unproject(at.x_px, at.y_px).unwrap();
                    let again = view.project(back_lon, back_lat);
                    assert!((again.x_px - at.x_px).hypot(again.y_px - at.y_px) < 1e-9, "{lon} {lat}");
                    assert!((back_lat - lat).abs() < 1e-5, "{lon} {lat} came back as {back_lon} {back_lat}");
                }
            }
        }
    }
    println!("largest difference {worst:.1e} of the radius");
    assert!(worst < 1e-7, "{worst}");
}
