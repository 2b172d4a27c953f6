//! Between globe and flat map: each place goes straight from where the one shows it to where the other does.
//!
//! The far side of the globe lies on the rim of the disc, every parallel at its two ends there. So a picture
//! on the way needs no horizon, only the flat map's cut, and nothing jumps.

use super::projection::{Rotation, equal_earth};
use super::sphere::unit_vector;
use super::view::{Projected, View};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Morph {
    /// 0 for the globe, 1 for the flat map.
    pub flat_share: f64,
    pub rotation: Rotation,
    /// Sine and cosine of the globe's roll.
    pub roll: (f64, f64),
    /// Cosine of the latitude in front of the globe.
    pub cos_tilt: f64,
    pub globe_radius_px: f64,
    pub globe_origin_px: [f64; 2],
    pub flat_radius_px: f64,
}

impl Morph {
    /// Where the globe shows a unit vector, y up; the far side on the rim, to the east or to the west of the centre.
    /// And whether it is on the near side.
    pub fn on_globe(&self, unit: [f64; 3], is_east: bool) -> ([f64; 2], bool) {
        let [x, y, front] = self.rotation.apply(unit);
        if front >= 0.0 {
            return ([x, y], true);
        }
        // Without the roll the end of a parallel lies as high on the rim as its sine by the tilt's cosine.
        let up = (unit[2] / self.cos_tilt.max(1e-9)).clamp(-1.0, 1.0);
        let across = (1.0 - up * up).sqrt();
        let right = if is_east { across } else { -across };
        let (sin, cos) = self.roll;
        ([right * cos + up * sin, up * cos - right * sin], false)
    }

    /// Where a place falls, from both positions in radii.
    pub fn mix(&self, [globe_x, globe_y]: [f64; 2], [flat_x, flat_y]: [f64; 2], view: &View) -> [f64; 2] {
        let (globe, flat) = (1.0 - self.flat_share, self.flat_share);
        let (globe_px, flat_px) = (self.globe_radius_px * globe, self.flat_radius_px * flat);
        let [globe_origin, flat_origin] = [self.globe_origin_px, view.origin_px];
        [
            globe_origin[0] * globe + flat_origin[0] * flat + globe_px * globe_x + flat_px * flat_x,
            globe_origin[1] * globe + flat_origin[1] * flat - globe_px * globe_y - flat_px * flat_y,
        ]
    }

    /// Where a place at a longitude from the central meridian falls. The far side comes into sight half way.
    pub fn project(&self, view: &View, lon_from_center_rad: f64, lat_rad: f64) -> Projected {
        let unit = unit_vector(view.center_lon_rad + lon_from_center_rad, lat_rad);
        let (globe, is_near) = self.on_globe(unit, lon_from_center_rad >= 0.0);
        let at = equal_earth(unit[2]);
        let [x_px, y_px] = self.mix(globe, [lon_from_center_rad * at.x_factor, at.y], view);
        Projected { x_px, y_px, is_visible: is_near || self.flat_share >= 0.5 }
    }
}
