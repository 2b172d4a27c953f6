//! Where in a polygon a label has room.

use super::sphere::{asin, sin_cos, sort_pairs, wrap};
use super::topology::{Polygon, World};
use std::f64::consts::{FRAC_PI_2, TAU};

/// The parallels tried, as parts of the way from the polygon's south to its north. Those in the
/// middle come first: a later one must be clearly wider.
const TRIED: [f64; 9] = [0.5, 0.43, 0.57, 0.36, 0.64, 0.28, 0.72, 0.18, 0.82];

/// Longitude and latitude in degrees of the middle of the widest stretch of a parallel that lies
/// inside the polygon, of a few parallels.
pub(super) fn label_lon_lat_deg(world: &World, polygon: &Polygon) -> (f64, f64) {
    let [south, north] = polygon.bounds.z.map(|z| asin(f64::from(z)));
    let [west, east] = polygon.bounds.lon.map(f64::from);
    if east - west > TAU * 0.9 {
        // Round a pole: half way from there to the farthest shore.
        let (pole, shore) = if polygon.has_south_pole { (-FRAC_PI_2, north) } else { (FRAC_PI_2, south) };
        return (0.0, (pole + (shore - pole) * 0.3).to_degrees());
    }
    let mut best = (f64::MIN, (0.5 * (west + east), 0.5 * (south + north)));
    for (rank, part) in TRIED.iter().enumerate() {
        let lat = south + (north - south) * part;
        let (z, cos_lat) = sin_cos(lat);
        let mut crossings = Vec::new();
        for ring in polygon.rings.clone() {
            for (arc, _) in world.ring_arcs(ring) {
                let mut last: Option<[f64; 2]> = None;
                for vertex in world.arc_vertices(arc) {
                    // East of the west end, with room for what rounding puts before it.
                    let lon = wrap(f64::from(vertex.flat[0]) - west - 3.0, TAU) + 3.0;
                    let b = [lon, f64::from(vertex.sphere[2])];
                    if let Some(a) = last
                        && (a[1] >= z) != (b[1] >= z)
                    {
                        crossings.push([a[0] + (z - a[1]) / (b[1] - a[1]) * (b[0] - a[0]), 0.0]);
                    }
                    last = Some(b);
                }
            }
        }
        sort_pairs(&mut crossings);
        for pair in crossings.chunks_exact(2) {
            if let [[from, _], [to, _]] = *pair {
                let width = (to - from) * cos_lat * (1.0 - 0.06 * rank as f64);
                if width > best.0 {
                    best = (width, (west + 0.5 * (from + to), lat));
                }
            }
        }
    }
    let (_, (lon, lat)) = best;
    (wrap(lon, TAU).to_degrees(), lat.to_degrees())
}
