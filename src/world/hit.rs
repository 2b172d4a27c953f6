//! Which country a point is in, exactly: edges are great circles, as drawn.

use super::sphere::{Unit, length, mix, unit_vector, wrap, wrap_positive};
use super::topology::{CountryIndex, Polygon, World, part};
use std::f64::consts::TAU;

/// How far a split edge may bulge over its ends, in the sine of the latitude.
const BULGE: f64 = 5e-5;

impl World {
    /// The country under a point, without tolerance; none over the sea. A longitude of any turn is
    /// taken.
    pub fn country_at(&self, lon_deg: f64, lat_deg: f64) -> Option<CountryIndex> {
        if !lon_deg.is_finite() || !(-90.0..=90.0).contains(&lat_deg) {
            return None;
        }
        let lon_rad = wrap(lon_deg.to_radians(), TAU);
        let point = unit_vector(lon_rad, lat_deg.to_radians());
        let index = self.countries().iter().position(|country| {
            part(&self.polygons, &country.polygons).iter().any(|polygon| {
                let [west, east] = polygon.bounds.lon.map(f64::from);
                let [south, north] = polygon.bounds.z.map(f64::from);
                let eastward = wrap_positive(lon_rad - west + 1e-6, TAU);
                eastward <= east - west + 2e-6
                    && point[2] >= south - BULGE
                    && point[2] <= north + BULGE
                    && self.polygon_contains(polygon, point)
            })
        })?;
        Some(CountryIndex(index as u16))
    }

    /// Whether a polygon has a unit vector inside: counts the edges that are met going due south.
    pub(super) fn polygon_contains(&self, polygon: &Polygon, [x, y, z]: Unit) -> bool {
        let horizontal = length(x, y);
        let (cos_lon, sin_lon) = if horizontal > 0.0 { (x / horizontal, y / horizontal) } else { (1.0, 0.0) };
        let mut is_inside = polygon.has_south_pole;
        for ring in polygon.rings.clone() {
            for (arc, _) in self.ring_arcs(ring) {
                let mut last: Option<(Unit, f64)> = None;
                for vertex in self.arc_vertices(arc) {
                    let b = vertex.unit();
                    // Positive to the east of the point's meridian, seen from the axis.
                    let east_b = b[1] * cos_lon - b[0] * sin_lon;
                    if let Some((a, east_a)) = last
                        && (east_a >= 0.0) != (east_b >= 0.0)
                    {
                        let t = east_a / (east_a - east_b);
                        let [px, py, pz] = mix(a, 1.0 - t, b, t);
                        // Out along the meridian; negative on the opposite one.
                        let out = px * cos_lon + py * sin_lon;
                        if out > 0.0 && pz * horizontal < z * out {
                            is_inside = !is_inside;
                        }
                    }
                    last = Some((b, east_b));
                }
            }
        }
        is_inside
    }
}
