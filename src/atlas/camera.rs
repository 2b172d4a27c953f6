//! The camera: which part of the earth is seen, and how.

use crate::world::projection::{EQUAL_EARTH_Y_MAX as FLAT_HALF_HEIGHT, equal_earth, equal_earth_inverse};
use crate::world::{Projection, View};

/// The nearest zoom.
pub const MOST_ZOOM: f64 = 32.0;

/// Width of the whole Equal Earth map in units of the sphere's radius.
pub(super) const FLAT_WIDTH: f64 = 5.413_259_7;
/// A flat map shows sea south of this: Antarctica would be a band as wide as the world.
pub const FLAT_SOUTH_DEG: f64 = -60.0;
/// The latitude in the middle of the opening view: about as much water above the land as below it.
const FLAT_OPENING_DEG: f64 = 2.0;
/// How far from the middle of the disc, in radii, a finger still turns the globe: at the very limb the
/// least movement would turn it by a quarter.
const MOST_ON_DISC: f64 = 0.995;
/// How much further a drag may tip the globe than the finger goes up or down.
const MOST_TIP_DEG: f64 = 12.0;
/// Room left between the globe's limb and the edge of the map.
const GLOBE_MARGIN_PX: f64 = 10.0;

/// Which part of the earth is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// Flat map or globe.
    pub projection: Projection,
    /// Longitude of the centre in degrees, -180 to 180; of a flat map its central meridian.
    pub lon_deg: f64,
    /// Latitude of the centre in degrees, -90 to 90.
    pub lat_deg: f64,
    /// 1 shows the whole width of the world or the whole disc.
    pub zoom: f64,
}

impl Default for Camera {
    fn default() -> Camera {
        // Pacific-centred: the cut falls into the Atlantic.
        Camera { projection: Projection::Flat, lon_deg: 152.0, lat_deg: FLAT_OPENING_DEG, zoom: 1.0 }
    }
}

impl Camera {
    /// The sphere's radius on a map of this size.
    pub fn radius_px(&self, width_px: f64, height_px: f64) -> f64 {
        let whole = match self.projection {
            Projection::Flat => width_px / FLAT_WIDTH,
            Projection::Globe => width_px.min(height_px) / 2.0 - GLOBE_MARGIN_PX,
        };
        (whole * self.zoom).max(1.0)
    }

    /// What the camera sees on a map of this size.
    pub fn view(&self, width_px: f64, height_px: f64) -> View {
        let radius_px = self.radius_px(width_px, height_px);
        View::new(self.projection, self.lon_deg, self.lat_deg, radius_px, width_px, height_px)
    }

    /// The same camera with every number within its bounds.
    pub fn bounded(self) -> Camera {
        let finite = |value: f64, default: f64| if value.is_finite() { value } else { default };
        Camera {
            zoom: finite(self.zoom, 1.0).clamp(1.0, MOST_ZOOM),
            lon_deg: wrap_deg(finite(self.lon_deg, 0.0)),
            lat_deg: finite(self.lat_deg, 0.0).clamp(-90.0, 90.0),
            ..self
        }
    }

    /// The same camera [within its bounds](Camera::bounded); a flat map keeps the world in its box.
    pub fn clamped(self, width_px: f64, height_px: f64) -> Camera {
        let opening = Camera { lat_deg: FLAT_OPENING_DEG, ..self };
        self.clamped_from(opening, width_px, height_px)
    }

    /// The same where it comes from another camera, which may have stood outside: it is not taken in at one go.
    fn clamped_from(self, before: Camera, width_px: f64, height_px: f64) -> Camera {
        let camera = self.bounded();
        let Camera { zoom, lat_deg, .. } = camera;
        if camera.projection == Projection::Globe {
            return camera;
        }
        let half_height = height_px / 2.0 / camera.radius_px(width_px, height_px);
        let (room, before) = (0.12 * (zoom - 1.0).min(1.0), flat_y(before.lat_deg));
        let low = (flat_y(FLAT_SOUTH_DEG) + half_height - room).min(before);
        let high = (FLAT_HALF_HEIGHT - half_height + room).max(before);
        let y = flat_y(lat_deg);
        if y >= low && y <= high {
            return camera;
        }
        Camera { lat_deg: flat_lat_deg(y.clamp(low, high)), ..camera }
    }

    /// The camera after a drag that takes the point under `from` to `to`, in CSS pixels. Beside the globe there is no
    /// such point, and near its limb holding one with north up would tip the globe over: there it rolls with the finger.
    pub fn dragged(&self, from: (f64, f64), to: (f64, f64), width_px: f64, height_px: f64) -> Camera {
        let turn_deg = (1.0 / self.radius_px(width_px, height_px)).to_degrees();
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (lon_deg, lat_deg) = (self.lon_deg - dx * turn_deg, self.lat_deg + dy * turn_deg);
        let rolled = Camera { lon_deg, lat_deg, ..*self };
        let Some(held) = self.view(width_px, height_px).unproject(from.0, from.1) else {
            return rolled.clamped(width_px, height_px);
        };
        let exact = self.holding(held, to, width_px, height_px);
        let tip_deg = exact.lat_deg - lat_deg;
        if self.projection == Projection::Flat || tip_deg.abs() <= MOST_TIP_DEG {
            return exact;
        }
        let lat_deg = (lat_deg + tip_deg.clamp(-MOST_TIP_DEG, MOST_TIP_DEG)).clamp(-90.0, 90.0);
        let lon_deg = self.meridian_at(held.0, self.on_disc(to, width_px, height_px), lat_deg);
        Camera { lon_deg, lat_deg, ..*self }.clamped(width_px, height_px)
    }

    /// The camera with a place of the earth (longitude and latitude in degrees) at a position of the
    /// map, in CSS pixels, north up; or as near to it as the bounds allow.
    pub fn holding(&self, place: (f64, f64), at: (f64, f64), width_px: f64, height_px: f64) -> Camera {
        let sin_lat = place.1.to_radians().sin();
        let (lon_deg, lat_deg) = match self.projection {
            Projection::Flat => {
                let radius_px = self.radius_px(width_px, height_px);
                let (x, y) = ((at.0 - width_px / 2.0) / radius_px, (height_px / 2.0 - at.1) / radius_px);
                let on_map = equal_earth(sin_lat);
                let limit = FLAT_HALF_HEIGHT - 0.01;
                let lat_deg = flat_lat_deg((on_map.y - y).clamp(-limit, limit));
                (place.0 - (x / on_map.x_factor).to_degrees(), lat_deg)
            }
            Projection::Globe => {
                let on_disc = self.on_disc(at, width_px, height_px);
                let (_, y, front) = on_disc;
                // The place's height above the equator, sin_lat, must be that of the point on the disc:
                // y·cos(tilt) + front·sin(tilt), of which there are two solutions.
                let (reach, ahead) = (y.hypot(front), y.atan2(front));
                let rise = (sin_lat / reach.max(1e-9)).clamp(-1.0, 1.0).asin();
                let tilts = [rise - ahead, std::f64::consts::PI - rise - ahead];
                let now = self.lat_deg.to_radians();
                let far = |tilt: f64| wrap_deg((tilt - now).to_degrees()).abs();
                let tilt = if far(tilts[0]) <= far(tilts[1]) { tilts[0] } else { tilts[1] };
                let lat_deg = wrap_deg(tilt.to_degrees()).clamp(-90.0, 90.0);
                // At a pole every longitude is as good: the globe does not spin there.
                let is_pole = place.1.to_radians().cos() < 1e-9;
                (if is_pole { self.lon_deg } else { self.meridian_at(place.0, on_disc, lat_deg) }, lat_deg)
            }
        };
        Camera { lon_deg, lat_deg, ..*self }.clamped_from(*self, width_px, height_px)
    }

    /// Where a position lies on the globe's disc, in radii: right of its middle, above it, and towards the
    /// viewer. Beside the disc it is the limb that follows the finger.
    fn on_disc(&self, at: (f64, f64), width_px: f64, height_px: f64) -> (f64, f64, f64) {
        let radius_px = self.radius_px(width_px, height_px);
        let (x, y) = ((at.0 - width_px / 2.0) / radius_px, (height_px / 2.0 - at.1) / radius_px);
        let beside = x.hypot(y).max(MOST_ON_DISC) / MOST_ON_DISC;
        let (x, y) = (x / beside, y / beside);
        (x, y, (1.0 - x * x - y * y).max(0.0).sqrt())
    }

    /// The longitude that a globe tilted to a latitude must be turned to for a meridian to pass through a point
    /// of the disc.
    fn meridian_at(&self, lon_deg: f64, (x, y, front): (f64, f64, f64), lat_deg: f64) -> f64 {
        let (sin_tilt, cos_tilt) = lat_deg.to_radians().sin_cos();
        let ahead = front * cos_tilt - y * sin_tilt;
        if x.hypot(ahead) < 1e-9 { self.lon_deg } else { lon_deg - x.atan2(ahead).to_degrees() }
    }

    /// The camera after zooming by `factor` with the earth under a point staying under it as far as
    /// the bounds allow.
    pub fn zoomed(&self, factor: f64, about: (f64, f64), width_px: f64, height_px: f64) -> Camera {
        let nearer = Camera { zoom: self.zoom * factor, ..*self }.clamped_from(*self, width_px, height_px);
        match self.view(width_px, height_px).unproject(about.0, about.1) {
            Some(held) => nearer.holding(held, about, width_px, height_px),
            None => nearer,
        }
    }

    /// The camera that has all these points (lon and lat in degrees) well inside the map, no nearer
    /// than `most_zoom`.
    pub fn fitted(&self, points: &[(f64, f64)], most_zoom: f64, width_px: f64, height_px: f64) -> Camera {
        let Some(middle) = middle_of(points.iter().copied()) else { return *self };
        let mut camera =
            Camera { lon_deg: middle.lon_deg, lat_deg: middle.lat_deg, zoom: most_zoom, ..*self };
        let margin_px = 0.14 * width_px.min(height_px);
        while camera.zoom > 1.0 {
            let settled = camera.clamped(width_px, height_px);
            if settled.shows_all(points, margin_px, width_px, height_px) {
                return settled;
            }
            camera.zoom /= 1.1;
        }
        Camera { zoom: 1.0, ..camera }.clamped(width_px, height_px)
    }

    /// Whether all these points lie inside the map, at least `margin_px` from its edge.
    pub fn shows_all(&self, points: &[(f64, f64)], margin_px: f64, width_px: f64, height_px: f64) -> bool {
        let view = self.view(width_px, height_px);
        points.iter().all(|&(lon_deg, lat_deg)| {
            let at = view.project(lon_deg, lat_deg);
            let inside_x = at.x_px >= margin_px && at.x_px <= width_px - margin_px;
            at.is_visible && inside_x && at.y_px >= margin_px && at.y_px <= height_px - margin_px
        })
    }
}

/// The middle of some points on the sphere.
pub(super) struct Middle {
    pub lon_deg: f64,
    pub lat_deg: f64,
    /// How close together the points lie: 1 at one place, 0 all around the earth.
    pub closeness: f64,
}

/// The middle of some points (lon and lat in degrees): the mean of their unit vectors. None for no
/// points, and for points without a middle.
pub(super) fn middle_of(points: impl Iterator<Item = (f64, f64)>) -> Option<Middle> {
    let (mut x, mut y, mut z, mut count) = (0.0, 0.0, 0.0, 0.0);
    for (lon_deg, lat_deg) in points {
        let (sin_lat, cos_lat) = lat_deg.to_radians().sin_cos();
        let (sin_lon, cos_lon) = lon_deg.to_radians().sin_cos();
        x += cos_lat * cos_lon;
        y += cos_lat * sin_lon;
        z += sin_lat;
        count += 1.0;
    }
    let length = (x * x + y * y + z * z).sqrt();
    (length > 1e-9).then(|| Middle {
        lon_deg: y.atan2(x).to_degrees(),
        lat_deg: (z / length).asin().to_degrees(),
        closeness: length / count,
    })
}

/// A longitude brought into -180 to 180.
pub(super) fn wrap_deg(lon_deg: f64) -> f64 {
    if (-180.0..=180.0).contains(&lon_deg) {
        return lon_deg;
    }
    // Without a remainder, which takes wasm a kilobyte; where numbers are sparse it may be a little off.
    (lon_deg - 360.0 * ((lon_deg + 180.0) / 360.0).floor()).clamp(-180.0, 180.0)
}

/// Height of a latitude above the equator on a flat map, in units of the radius.
pub(super) fn flat_y(lat_deg: f64) -> f64 {
    equal_earth(lat_deg.to_radians().sin()).y
}

/// The latitude at a height above the equator.
pub(super) fn flat_lat_deg(y: f64) -> f64 {
    equal_earth_inverse(y).map_or(0.0, |(lat_rad, _)| lat_rad.to_degrees())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: (f64, f64) = (720.0, 382.0);

    #[test]
    fn the_opening_view_has_a_little_water_above_the_land_and_below_it() {
        for (width_px, height_px) in [(SIZE.0, SIZE.1), (640.0, 320.0), (1200.0, 636.0)] {
            let view = Camera::default().view(width_px, height_px);
            let share = |lat_deg: f64| view.project(-30.0, lat_deg).y_px / height_px;
            let (greenland, horn) = (share(83.6), share(-55.98));
            assert!((0.02..0.08).contains(&greenland), "Greenland at {greenland}");
            assert!((0.85..0.96).contains(&horn), "Cape Horn at {horn}");
        }
    }

    #[test]
    fn a_flat_map_cannot_be_dragged_into_empty_sea() {
        for zoom in [1.0, 1.3, 2.0, 8.0] {
            for lat_deg in [-90.0, -60.0, 0.0, 60.0, 90.0] {
                let camera = Camera { zoom, lat_deg, ..Camera::default() }.clamped(SIZE.0, SIZE.1);
                let view = camera.view(SIZE.0, SIZE.1);
                assert!(view.project(camera.lon_deg, -58.0).y_px > SIZE.1 * 0.5, "{camera:?}");
                assert!(view.project(camera.lon_deg, 83.0).y_px < SIZE.1 * 0.5, "{camera:?}");
            }
        }
    }

    #[test]
    fn zooming_keeps_the_place_under_the_pointer() {
        for projection in [Projection::Flat, Projection::Globe] {
            let camera = Camera { projection, lon_deg: 135.0, lat_deg: 10.0, zoom: 2.0 };
            let about = (420.0, 150.0);
            let held = camera.view(SIZE.0, SIZE.1).unproject(about.0, about.1).unwrap();
            let zoomed = camera.zoomed(2.0, about, SIZE.0, SIZE.1);
            let now = zoomed.view(SIZE.0, SIZE.1).project(held.0, held.1);
            assert!((now.x_px - about.0).hypot(now.y_px - about.1) < 1.0, "{projection:?} {now:?}");
            assert!((zoomed.zoom - 4.0).abs() < 1e-9);
        }
    }

    #[test]
    fn a_dragged_place_stays_under_the_finger() {
        for projection in [Projection::Flat, Projection::Globe] {
            for zoom in [1.0, 3.0] {
                let mut camera = Camera { projection, lon_deg: 135.0, lat_deg: 10.0, zoom };
                let held = camera.view(SIZE.0, SIZE.1).unproject(400.0, 150.0).unwrap();
                for step in 0..60 {
                    let angle = f64::from(step) * 0.2;
                    let at = (400.0 + 2.0 * f64::from(step), 190.0 + 50.0 * angle.sin());
                    camera = camera.holding(held, at, SIZE.0, SIZE.1);
                    let now = camera.view(SIZE.0, SIZE.1).project(held.0, held.1);
                    // The whole flat map keeps within its box.
                    let is_free = projection == Projection::Globe || zoom > 1.0;
                    let off = if is_free {
                        (now.x_px - at.0).hypot(now.y_px - at.1)
                    } else {
                        (now.x_px - at.0).abs()
                    };
                    assert!(off < 1e-6, "{projection:?} {zoom} {step}: {now:?} {at:?}");
                }
            }
        }
    }

    #[test]
    fn a_flat_map_that_opens_outside_its_box_does_not_leap_into_it() {
        let (width_px, height_px) = (390.0, 219.0);
        let camera = Camera { lat_deg: 12.5, zoom: 1.3, ..Camera::default() };
        let dragged = camera.dragged((200.0, 100.0), (208.0, 100.0), width_px, height_px);
        assert!((dragged.lat_deg - camera.lat_deg).abs() < 0.01, "{dragged:?}");
        let zoomed = camera.zoomed(1.01, (200.0, 100.0), width_px, height_px);
        assert!((zoomed.lat_deg - camera.lat_deg).abs() < 0.5, "{zoomed:?}");
    }

    #[test]
    fn a_level_drag_turns_the_globe_and_does_not_tip_it_over() {
        let camera = Camera { projection: Projection::Globe, lon_deg: 135.0, lat_deg: 16.0, zoom: 1.0 };
        let radius_px = camera.radius_px(SIZE.0, SIZE.1);
        for height in [-0.8, -0.6, -0.3, 0.0, 0.3, 0.6, 0.8] {
            let from = (SIZE.0 / 2.0 + 0.2 * radius_px, SIZE.1 / 2.0 - height * radius_px);
            let mut last = camera;
            for step in 0..=100 {
                let to = (from.0 + radius_px * 1.5 * f64::from(step) / 100.0, from.1);
                let now = camera.dragged(from, to, SIZE.0, SIZE.1);
                assert!((now.lat_deg - camera.lat_deg).abs() <= MOST_TIP_DEG, "{height} {step}: {now:?}");
                // Nor does it leap.
                let turn_deg = wrap_deg(now.lon_deg - last.lon_deg).abs();
                assert!(turn_deg < 12.0, "{height} {step}: {last:?} to {now:?}");
                last = now;
            }
        }
        // Well within the disc the place stays under the finger.
        let (from, to) = ((380.0, 150.0), (440.0, 170.0));
        let held = camera.view(SIZE.0, SIZE.1).unproject(from.0, from.1).unwrap();
        let now = camera.dragged(from, to, SIZE.0, SIZE.1).view(SIZE.0, SIZE.1).project(held.0, held.1);
        assert!((now.x_px - to.0).hypot(now.y_px - to.1) < 1e-6, "{now:?}");
    }

    #[test]
    fn a_place_that_cannot_come_under_the_finger_comes_as_near_as_it_can() {
        let camera = Camera { projection: Projection::Globe, lon_deg: 0.0, lat_deg: 0.0, zoom: 1.0 };
        let dragged = camera.holding((0.0, 89.0), (SIZE.0 / 2.0 + 150.0, SIZE.1 / 2.0), SIZE.0, SIZE.1);
        assert!(dragged.lat_deg.is_finite() && dragged.lat_deg <= 90.0);
        let beside = camera.dragged((5.0, 5.0), (25.0, 5.0), SIZE.0, SIZE.1);
        assert!(beside.lon_deg < 0.0 && beside.lat_deg == 0.0);
    }

    #[test]
    fn a_fitted_camera_shows_every_point() {
        let capitals = [(149.13, -35.28), (-0.13, 51.5), (-77.04, 38.9)];
        let camera = Camera::default().fitted(&capitals, 8.0, SIZE.0, SIZE.1);
        assert!(camera.shows_all(&capitals, 0.0, SIZE.0, SIZE.1));
        let tokyo = [(139.69, 35.69)];
        assert!(Camera::default().fitted(&tokyo, 4.0, SIZE.0, SIZE.1).zoom > 3.0);
    }

    #[test]
    fn numbers_out_of_bounds_come_back_within_them() {
        let wild = Camera { lon_deg: f64::NAN, lat_deg: 1e300, zoom: f64::INFINITY, ..Camera::default() };
        let camera = wild.clamped(SIZE.0, SIZE.1);
        assert!(camera.lat_deg.abs() <= 90.0 && camera.zoom >= 1.0 && camera.lon_deg.is_finite());
        assert_eq!(wrap_deg(540.0), -180.0);
        assert_eq!(wrap_deg(-190.0), 170.0);
    }
}
