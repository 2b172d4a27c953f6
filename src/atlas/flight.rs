//! A flight from one camera to another.
//!
//! Zoom and pan follow the optimal path of van Wijk and Nuij ("Smooth and efficient zooming and
//! panning", 2003): away, across and near again where the way is long, straight where it is short.

use super::camera::{Camera, wrap_deg};

/// Trades zooming against panning; the paper's recommended value.
const RHO: f64 = std::f64::consts::SQRT_2;

/// A flight between two cameras of one projection.
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
    /// Plans a flight. The projection changes at once.
    pub fn new(from: Camera, to: Camera) -> Flight {
        let d_lon = wrap_deg(to.lon_deg - from.lon_deg);
        let d_lat = to.lat_deg - from.lat_deg;
        let narrowing = ((from.lat_deg + to.lat_deg) / 2.0).to_radians().cos();
        let distance = (d_lon * narrowing).hypot(d_lat) / 180.0;
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

    /// The camera at a share of the way, 0 to 1.
    pub fn at(&self, share: f64) -> Camera {
        if share >= 1.0 {
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
        let moved = moved.clamp(0.0, 1.0);
        Camera {
            projection: self.to.projection,
            lon_deg: wrap_deg(self.from.lon_deg + wrap_deg(self.to.lon_deg - self.from.lon_deg) * moved),
            lat_deg: self.from.lat_deg + (self.to.lat_deg - self.from.lat_deg) * moved,
            zoom: 1.0 / w,
        }
    }
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
        for (from, to) in pairs {
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
    fn a_long_flight_rises_and_a_flight_over_the_date_line_takes_the_short_way() {
        let flight = Flight::new(camera(150.0, 0.0, 8.0), camera(-150.0, 0.0, 8.0));
        assert!(flight.at(0.5).zoom < 8.0);
        assert!(flight.at(0.5).lon_deg.abs() > 170.0);
    }
}
