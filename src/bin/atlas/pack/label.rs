//! Where in a polygon a label has room.

use super::weigh::{Vertex, wrap};

/// The parallels tried, as parts of the way from the polygon's south to its north. Those in the
/// middle come first: a later one must be clearly wider.
const TRIED: [f64; 9] = [0.5, 0.43, 0.57, 0.36, 0.64, 0.28, 0.72, 0.18, 0.82];

/// Longitude and latitude in radians of the middle of the widest stretch of a parallel that lies
/// inside a polygon, of a few parallels. The outer ring comes first; all end where they start.
pub fn label_lon_lat_rad(rings: &[Vec<Vertex>]) -> (f64, f64) {
    let lats: Vec<f64> = rings[0].iter().map(|vertex| vertex.sin_lat().asin()).collect();
    let (south, north) = lats.iter().fold((f64::MAX, f64::MIN), |(s, n), lat| (lat.min(s), lat.max(n)));
    let west = rings[0][0].lon_rad;
    // Unwrapped from the first vertex, the longitudes of each ring.
    let unwrapped = |ring: &[Vertex]| -> Vec<[f64; 2]> {
        let mut lon = west + wrap(ring[0].lon_rad - west);
        ring.iter()
            .map(|vertex| {
                lon += wrap(vertex.lon_rad - lon);
                [lon, vertex.sin_lat().asin()]
            })
            .collect()
    };
    let rings: Vec<Vec<[f64; 2]>> = rings.iter().map(|ring| unwrapped(ring)).collect();
    if rings[0].last().is_some_and(|last| (last[0] - west).abs() > 1.0) {
        // Round the south pole: part of the way from there to the farthest shore.
        let pole = -std::f64::consts::FRAC_PI_2;
        return (0.0, pole + (north - pole) * 0.3);
    }
    let mut best = (f64::MIN, (west, 0.5 * (south + north)));
    for (rank, part) in TRIED.iter().enumerate() {
        let lat = south + (north - south) * part;
        let mut crossings: Vec<f64> = rings
            .iter()
            .flat_map(|ring| ring.windows(2))
            .filter(|edge| (edge[0][1] > lat) != (edge[1][1] > lat))
            .map(|edge| {
                edge[0][0] + (lat - edge[0][1]) / (edge[1][1] - edge[0][1]) * (edge[1][0] - edge[0][0])
            })
            .collect();
        crossings.sort_by(f64::total_cmp);
        for pair in crossings.chunks_exact(2) {
            let width = (pair[1] - pair[0]) * lat.cos() * (1.0 - 0.06 * rank as f64);
            if width > best.0 {
                best = (width, (0.5 * (pair[0] + pair[1]), lat));
            }
        }
    }
    best.1
}
