//! Projections, forwards against d3-geo and PROJ and back again.

use crate::truth::{Random, truth};
use aukus_atlas::world::{Projection, View};
use serde::Deserialize;

#[derive(Deserialize)]
struct Positions {
    centers: Vec<(f64, f64)>,
}

#[test]
fn ten_thousand_positions_agree_with_d3_and_proj_and_come_back() {
    let (Positions { mut centers }, differences) = truth("positions");
    let mut random = Random(1);
    centers.resize_with(10, || random.point());
    let mut truths = differences.as_chunks::<4>().0.iter();
    let (mut worst, mut count): (f64, _) = (0.0, 0);
    for &(center_lon, center_lat) in &centers {
        let flat = View::new(Projection::Flat, center_lon, 0.0, 1.0, 0.0, 0.0);
        let globe = View::new(Projection::Globe, center_lon, center_lat, 1.0, 0.0, 0.0);
        for _ in 0..1000 {
            let (lon, lat) = random.point();
            let (on_flat, on_globe) = (flat.project(lon, lat), globe.project(lon, lat));
            let ours = [on_flat.x_px, -on_flat.y_px, on_globe.x_px, -on_globe.y_px];
            let textbook = textbook((center_lon, center_lat), (lon, lat));
            for library in ["d3", "PROJ"] {
                let differences = truths.next().unwrap();
                // PROJ tells nothing of what is behind the horizon.
                let axes = if library == "PROJ" && !on_globe.is_visible { 0..2 } else { 0..4 };
                for axis in axes {
                    let theirs = textbook[axis] + 1e-9 * f64::from(differences[axis] as i8);
                    worst = worst.max((ours[axis] - theirs).abs());
                }
            }
            for (view, at) in [(&flat, on_flat), (&globe, on_globe)] {
                if at.is_visible {
                    let (back_lon, back_lat) = view.unproject(at.x_px, at.y_px).unwrap();
                    let again = view.project(back_lon, back_lat);
                    assert!((again.x_px - at.x_px).hypot(again.y_px - at.y_px) < 1e-9, "{lon} {lat}");
                    assert!((back_lat - lat).abs() < 1e-5, "{lon} {lat} came back as {back_lon} {back_lat}");
                }
            }
            count += 1;
        }
    }
    println!("largest difference of {count} points: {worst:.1e} of the radius");
    assert!(count == 10_000 && truths.next().is_none());
    assert!(worst < 2e-9, "{worst}");
}

/// The formulas as they are printed, from which the fixture holds the differences.
fn textbook((center_lon, center_lat): (f64, f64), (lon, lat): (f64, f64)) -> [f64; 4] {
    let theta = (3_f64.sqrt() / 2.0 * lat.to_radians().sin()).asin();
    let (t2, t6) = (theta.powi(2), theta.powi(6));
    let east_deg = lon - center_lon;
    let east = (east_deg - 360.0 * (east_deg / 360.0 + 0.5).floor()).to_radians();
    let slope = 1.340264 - 3.0 * 0.081106 * t2 + t6 * (7.0 * 0.000893 + 9.0 * 0.003796 * t2);
    let (phi, phi_0) = (lat.to_radians(), center_lat.to_radians());
    [
        2.0 * 3_f64.sqrt() * east * theta.cos() / (3.0 * slope),
        theta * (1.340264 - 0.081106 * t2 + t6 * (0.000893 + 0.003796 * t2)),
        phi.cos() * east.sin(),
        phi_0.cos() * phi.sin() - phi_0.sin() * phi.cos() * east.cos(),
    ]
}
