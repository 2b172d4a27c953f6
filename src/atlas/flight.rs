//! A flight from one camera to another.
//!
//! Zoom and pan follow the optimal path of van Wijk and Nuij ("Smooth and efficient zooming and
//! panning", 2003): away, across and near again where the way is long, straight where it is short.

use std::f64::consts::TAU;

use super::camera::{Camera, flat_lat_deg, flat_y, wrap_deg};
use crate::world::projection::equal_earth;
use crate::world::{Projection, View};

/// Trades zooming against panning; the paper's recommended value.
const RHO: f64 = std::f64::consts::SQRT_2;

/// A flight between two cameras; between two projections, the unfolding of one into the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    from: Camera,
    to: Camera,
    /// Distance on the ground, in widths of the view at zoom 1.
    distance: f64,
    r0: f64,
    length: f64,
}

impl Flight {
    /// Plans a flight.
    pub fn new(from: Camera, to: Camera) -> Flight {
        // In widths of the view at zoom 1, as the zooms are.
        let distance = match to.projection {
            Projection::Flat => {
                let width = TAU * equal_earth(0.0).x_factor;
                let d_lon = wrap_deg(to.lon_deg - from.lon_deg).to_radians();
                let d_y = flat_y(to.lat_deg) - flat_y(from.lat_deg);
                let middle = ((from.lat_deg + to.lat_deg) / 2.0).to_radians();
                (d_lon * equal_earth(middle.sin()).x_factor).hypot(d_y) / width
            }
            Projection::Globe => angle_rad(center(&from), center(&to)) / 2.0,
        };
        let (w0, w1) = (1.0 / from.zoom, 1.0 / to.zoom);
        let (r0, length) = if distance < 1e-6 {
            (0.0, (w1 / w0).ln() / RHO)
        } else {
            let b = |sign: f64, w: f64| {
                (w1 * w1 - w0 * w0 + sign * RHO.powi(4) * distance * distance)
                    / (2.0 * w * RHO * RHO * distance)
            };
            let r = |b: f64| ((b * b + 1.0).sqrt() - b).ln();
            let (r0, r1) = (r(b(1.0, w0)), r(b(-1.0, w1)));
            (r0, (r1 - r0) / RHO)
        };
        Flight { from, to, distance, r0, length }
    }

    /// Where it ends.
    pub fn goal(&self) -> Camera {
        self.to
    }

    /// Whether it goes from one projection to another.
    pub fn is_unfolding(&self) -> bool {
        self.from.projection != self.to.projection
    }

    /// What is seen at a share of the way, 0 to 1, on a map of this size.
    pub fn view(&self, share: f64, width_px: f64, height_px: f64) -> View {
        let [from, to] = [self.from, self.to].map(|camera| camera.view(width_px, height_px));
        match (share < 1.0, self.from.projection, self.to.projection) {
            (true, Projection::Globe, Projection::Flat) => View::between(&from, &to, share),
            (true, Projection::Flat, Projection::Globe) => View::between(&to, &from, 1.0 - share),
            _ => self.at(share).view(width_px, height_px),
        }
    }

    /// The camera at a share of the way, 0 to 1; an unfolding has no camera but its goal.
    pub fn at(&self, share: f64) -> Camera {
        if share >= 1.0 || self.is_unfolding() {
            return self.to;
        }
        let s = share.max(0.0) * self.length;
        let w0 = 1.0 / self.from.zoom;
        let (moved, w) = if self.distance < 1e-6 {
            (share, w0 * (RHO * s).exp())
        } else {
            let r = self.r0 + RHO * s;
            let along = w0 / (RHO * RHO) * (self.r0.cosh() * r.tanh() - self.r0.sinh());
            (along / self.distance, w0 * self.r0.cosh() / r.cosh())
        };
        let (lon_deg, lat_deg) = self.center_at(moved.clamp(0.0, 1.0));
        Camera { projection: self.to.projection, lon_deg, lat_deg, zoom: 1.0 / w }
    }

    /// The centre at a share of the distance: straight on the flat map, along the great circle on the
    /// globe.
    fn center_at(&self, moved: f64) -> (f64, f64) {
        let (from, to) = (&self.from, &self.to);
        if to.projection == Projection::Flat {
            let (y0, y1) = (flat_y(from.lat_deg), flat_y(to.lat_deg));
            let lon_deg = from.lon_deg + wrap_deg(to.lon_deg - from.lon_deg) * moved;
            return (wrap_deg(lon_deg), flat_lat_deg(y0 + (y1 - y0) * moved));
        }
        let (a, b) = (center(from), center(to));
        let angle = angle_rad(a, b);
        let (wa, wb) = match angle {
            0.0..1e-6 => (1.0 - moved, moved),
            _ => (((1.0 - moved) * angle).sin() / angle.sin(), (moved * angle).sin() / angle.sin()),
        };
        let [x, y, z] = [0, 1, 2].map(|i| wa * a[i] + wb * b[i]);
        // Between opposite points there is no shortest way.
        if x.hypot(y) < 1e-9 || !x.is_finite() {
            return (to.lon_deg, to.lat_deg);
        }
        (y.atan2(x).to_degrees(), z.atan2(x.hypot(y)).to_degrees())
    }
}

/// The centre as a unit vector.
fn center(camera: &Camera) -> [f64; 3] {
    let (sin_lon, cos_lon) = camera.lon_deg.to_radians().sin_cos();
    let (sin_lat, cos_lat) = camera.lat_deg.to_radians().sin_cos();
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

fn angle_rad(a: [f64; 3], b: [f64; 3]) -> f64 {
    let chord = [0, 1, 2].map(|i| a[i] - b[i]);
    let half = (chord.iter().map(|d| d * d).sum::<f64>().sqrt() / 2.0).min(1.0);
    2.0 * half.asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camera(lon_deg: f64, lat_deg: f64, zoom: f64) -> Camera {
        Camera { lon_deg, lat_deg, zoom, ..Camera::default() }
    }

    #[test]
    fn a_flight_starts_and_ends_where_it_should() {
        let pairs = [
            (camera(0.0, 0.0, 1.0), camera(140.0, 35.0, 6.0)),
            (camera(170.0, 0.0, 4.0), camera(-170.0, 10.0, 4.0)),
            (camera(10.0, 10.0, 2.0), camera(10.0, 10.0, 8.0)),
            (camera(10.0, 10.0, 2.0), camera(10.0, 10.0, 2.0)),
        ];
        let on_globe = |camera: Camera| Camera { projection: Projection::Globe, ..camera };
        for (from, to) in pairs.into_iter().flat_map(|(a, b)| [(a, b), (on_globe(a), on_globe(b))]) {
            let flight = Flight::new(from, to);
            for (share, end) in [(0.0, from), (1.0, to), (0.999_999, to)] {
                let at = flight.at(share);
                assert!((at.zoom - end.zoom).abs() < 1e-3 * end.zoom, "{from:?} {to:?} {share}: {at:?}");
                assert!(
                    wrap_deg(at.lon_deg - end.lon_deg).abs() < 0.01
                        && (at.lat_deg - end.lat_deg).abs() < 0.01
                );
            }
        }
    }

    #[test]
    fn a_globe_unfolds_from_what_is_seen_into_what_will_be() {
        let globe = Camera { projection: Projection::Globe, ..camera(150.0, 20.0, 1.0) };
        let flat = camera(150.0, 20.0, 1.0);
        for (from, to) in [(globe, flat), (flat, globe)] {
            let flight = Flight::new(from, to);
            for (share, end) in [(0.0, from), (1.0, to)] {
                let (at, there) = (flight.view(share, 720.0, 382.0), end.view(720.0, 382.0));
                assert_eq!(at.flat_share(), there.flat_share());
                for place in [(139.7, 35.7), (149.1, -35.3), (174.8, -41.3)] {
                    let (a, b) = (at.project(place.0, place.1), there.project(place.0, place.1));
                    assert!(
                        (a.x_px - b.x_px).hypot(a.y_px - b.y_px) < 1e-6,
                        "{place:?} at {share}: {a:?} {b:?}"
                    );
                }
            }
            assert_eq!(flight.view(0.5, 720.0, 382.0).flat_share(), 0.5);
        }
    }

    #[test]
    fn a_long_flight_rises_and_a_flight_over_the_date_line_takes_the_short_way() {
        let flight = Flight::new(camera(150.0, 0.0, 8.0), camera(-150.0, 0.0, 8.0));
        assert!(flight.at(0.5).zoom < 8.0);
        assert!(flight.at(0.5).lon_deg.abs() > 170.0);
    }
}
