//! A view: which projection, from where, how large, and in what box.

use super::detail;
use super::morph::Morph;
use super::projection::{Rotation, equal_earth, equal_earth_inverse};
use super::sphere::{lon_lat_rad, sin_cos, unit_vector, wrap};
use std::f64::consts::{PI, TAU};

/// How the earth is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Projection {
    /// Equal Earth, cut opposite the centre's longitude.
    Flat,
    /// Orthographic, north up.
    Globe,
}

/// Where a place is on the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projected {
    /// Pixels from the left edge of the box.
    pub x_px: f64,
    /// Pixels from its top edge.
    pub y_px: f64,
    /// False on the far side of the globe; the position then is that of the point seen through it.
    /// Whether the position lies in the box plays no part.
    pub is_visible: bool,
}

/// A camera on the earth and the box it fills. Cheap to make: one per frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    projection: Projection,
    center_lon_deg: f64,
    center_lat_deg: f64,
    radius_px: f64,
    width_px: f64,
    height_px: f64,
    /// Pixels of the screen's own to a radius of the earth.
    pub(super) screen_radius_px: f64,
    /// None where every vertex is drawn.
    pub(super) level: Option<usize>,
    /// What is smaller may be left out; in square radii.
    pub(super) least_size: f32,
    pub(super) center_lon_rad: f64,
    pub(super) rotation: Rotation,
    roll_rad: f64,
    /// A flat map that comes from a globe, or becomes one.
    pub(super) morph: Option<Morph>,
    /// Where the sphere's centre (globe), or the central meridian on the equator (flat), falls.
    pub(super) origin_px: [f64; 2],
}

impl View {
    /// A view with its centre in the middle of the box.
    ///
    /// `radius_px` is the scale: pixels per radius of the earth. The globe's disc is twice as wide;
    /// the flat map 5.41 and its height 2.63 times. Longitudes of any turn are taken, latitudes are
    /// clamped to ±90, and what is not finite counts as zero.
    pub fn new(
        projection: Projection,
        center_lon_deg: f64,
        center_lat_deg: f64,
        radius_px: f64,
        width_px: f64,
        height_px: f64,
    ) -> View {
        let [lon_deg, lat_deg, radius_px, width_px, height_px] =
            [center_lon_deg, center_lat_deg, radius_px, width_px, height_px]
                .map(|value| if value.is_finite() { value } else { 0.0 });
        let center_lon_deg = wrap(lon_deg, 360.0);
        let center_lat_deg = lat_deg.clamp(-90.0, 90.0);
        let center_lat_rad = center_lat_deg.to_radians();
        let center_lon_rad = center_lon_deg.to_radians();
        let middle_y = match projection {
            Projection::Flat => equal_earth(sin_cos(center_lat_rad).0).y,
            Projection::Globe => 0.0,
        };
        View {
            projection,
            center_lon_deg,
            center_lat_deg,
            radius_px,
            width_px,
            height_px,
            screen_radius_px: radius_px,
            level: None,
            least_size: 0.0,
            center_lon_rad,
            rotation: Rotation::to_center(center_lon_rad, center_lat_rad),
            roll_rad: 0.0,
            morph: None,
            origin_px: [width_px / 2.0, height_px / 2.0 + radius_px * middle_y],
        }
    }

    /// The view for a screen of `pixel_ratio` device px per CSS px: detail under half a device pixel is skipped.
    /// Without this call nothing is.
    pub fn for_screen(self, pixel_ratio: f64) -> View {
        let screen_radius_px = self.radius_px * pixel_ratio;
        View {
            screen_radius_px,
            level: detail::level_of(screen_radius_px),
            least_size: detail::least_size(screen_radius_px),
            ..self
        }
    }

    /// The same view with the globe turned about the centre of its disc, clockwise. The flat map has no roll.
    pub fn with_roll(self, roll_deg: f64) -> View {
        match self.projection {
            Projection::Flat => self,
            Projection::Globe => {
                let roll_rad = wrap(roll_deg, 360.0).to_radians();
                let rotation = Rotation::to_center(self.center_lon_rad, self.center_lat_deg.to_radians());
                View { rotation: rotation.rolled(roll_rad), roll_rad, ..self }
            }
        }
    }

    /// A picture on the way from a globe to a flat map in the same box, `flat_share` of the way there; with the
    /// central meridian of the flat map.
    ///
    /// At 0 it is the globe with its far side laid upon the rim, from where it unfolds, cut along the
    /// meridian opposite the centre. Such a view is for drawing: [`unproject`](View::unproject) gives none.
    pub fn between(globe: &View, flat: &View, flat_share: f64) -> View {
        let rest = 1.0 - flat_share;
        let tilt_rad = globe.center_lat_deg.to_radians() * rest;
        let morph = Morph {
            flat_share,
            rotation: Rotation::to_center(flat.center_lon_rad, tilt_rad).rolled(globe.roll_rad * rest),
            roll: sin_cos(globe.roll_rad * rest),
            cos_tilt: sin_cos(tilt_rad).1,
            globe_radius_px: globe.radius_px,
            globe_origin_px: globe.origin_px,
            flat_radius_px: flat.radius_px,
        };
        let radius_px = globe.radius_px.max(flat.radius_px);
        View {
            projection: Projection::Flat,
            morph: Some(morph),
            radius_px,
            screen_radius_px: radius_px,
            level: None,
            least_size: 0.0,
            ..*flat
        }
    }

    /// How much of a flat map it is: 1 for one, 0 for a globe, and the share of a picture in between.
    pub fn flat_share(&self) -> f64 {
        match (&self.morph, self.projection) {
            (Some(morph), _) => morph.flat_share,
            (None, Projection::Flat) => 1.0,
            (None, Projection::Globe) => 0.0,
        }
    }

    /// How the earth is laid out.
    pub fn projection(&self) -> Projection {
        self.projection
    }

    /// Longitude and latitude in the middle of the box, the longitude in [-180, 180).
    pub fn center_lon_lat_deg(&self) -> (f64, f64) {
        (self.center_lon_deg, self.center_lat_deg)
    }

    /// Pixels per radius of the earth.
    pub fn radius_px(&self) -> f64 {
        self.radius_px
    }

    /// Width and height of the box in pixels.
    pub fn size_px(&self) -> (f64, f64) {
        (self.width_px, self.height_px)
    }

    /// Where a place falls. A longitude of any turn is taken.
    pub fn project(&self, lon_deg: f64, lat_deg: f64) -> Projected {
        let (lon_rad, lat_rad) = (lon_deg.to_radians(), lat_deg.to_radians());
        if let Some(morph) = &self.morph {
            return morph.project(self, wrap(lon_rad - self.center_lon_rad, TAU), lat_rad);
        }
        let (x, y, front) = match self.projection {
            Projection::Flat => {
                let at = equal_earth(sin_cos(lat_rad).0);
                (wrap(lon_rad - self.center_lon_rad, TAU) * at.x_factor, at.y, 1.0)
            }
            Projection::Globe => {
                let [x, y, front] = self.rotation.apply(unit_vector(lon_rad, lat_rad));
                (x, y, front)
            }
        };
        Projected {
            x_px: self.origin_px[0] + self.radius_px * x,
            y_px: self.origin_px[1] - self.radius_px * y,
            is_visible: front >= 0.0,
        }
    }

    /// Longitude in [-180, 180) and latitude of a position. None beside the globe or off the flat
    /// map's outline.
    pub fn unproject(&self, x_px: f64, y_px: f64) -> Option<(f64, f64)> {
        if self.morph.is_some() {
            return None;
        }
        let x = (x_px - self.origin_px[0]) / self.radius_px;
        let y = (self.origin_px[1] - y_px) / self.radius_px;
        let (lon_rad, lat_rad) = match self.projection {
            Projection::Flat => {
                let (lat_rad, x_factor) = equal_earth_inverse(y)?;
                let lon_rad = x / x_factor;
                let limit = PI + 1e-9;
                if !(-limit..=limit).contains(&lon_rad) {
                    return None;
                }
                (self.center_lon_rad + lon_rad, lat_rad)
            }
            Projection::Globe => lon_lat_rad(self.rotation.unapply(x, y)?),
        };
        Some((wrap(lon_rad.to_degrees(), 360.0), lat_rad.to_degrees()))
    }

    /// The smallest scale at which the whole width of the earth fills a box this wide.
    pub fn radius_px_to_fit_width(projection: Projection, width_px: f64) -> f64 {
        match projection {
            Projection::Flat => width_px / (TAU * equal_earth(0.0).x_factor),
            Projection::Globe => width_px / 2.0,
        }
    }

    /// Left, top, right and bottom of what is drawn: the box and a wide line's width around it.
    pub(super) fn drawn_box(&self) -> [f32; 4] {
        [-MARGIN_PX, -MARGIN_PX, self.width_px + MARGIN_PX, self.height_px + MARGIN_PX].map(|v| v as f32)
    }

    /// The number of straight lines that look like a circle of the earth's size: off by at most a
    /// twentieth of a pixel. Even.
    pub(super) fn circle_steps(&self) -> u32 {
        let steps = PI * (self.radius_px.abs() * 10.0).sqrt();
        (steps.clamp(90.0, 8000.0) / 2.0).ceil() as u32 * 2
    }
}

/// What lies this far outside the box is still drawn, since a line has a width.
const MARGIN_PX: f64 = 12.0;
