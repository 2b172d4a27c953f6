//! The flat map's clipping boundary: the meridian opposite the centre, which is both the left and
//! the right edge of the map, and the poles, which are lines above and below.

use super::bounds::{Bounds, Reach};
use super::boxed::DrawnBox;
use super::clip::{Boundary, Clip, Crossing, Edge};
use super::morph::Morph;
use super::projection::equal_earth;
use super::sphere::{Unit, dot, lon_lat_rad, mix, sin_cos, unit_vector};
use super::topology::Vertex;
use super::view::View;
use std::f32::consts::{PI, TAU};
use std::f64::consts::{FRAC_PI_2, PI as PI_64};

pub(super) struct Cut<'a> {
    view: &'a View,
    center_lon: f32,
    origin: [f32; 2],
    radius: f32,
    drawn_box: DrawnBox,
    morph: Option<&'a Morph>,
}

/// A vertex, and its longitude east of the central meridian.
#[derive(Clone, Copy)]
pub(super) struct At {
    lon: f32,
    vertex: Vertex,
}

/// A line shorter than this in longitude lies on the side that its ends tell.
const SHORT_RAD: f32 = 3.0;

impl<'a> Cut<'a> {
    pub fn new(view: &'a View) -> Self {
        Cut {
            view,
            center_lon: view.center_lon_rad as f32,
            origin: view.origin_px.map(|v| v as f32),
            radius: view.radius_px() as f32,
            drawn_box: DrawnBox(view.drawn_box()),
            morph: view.morph.as_ref(),
        }
    }

    /// Longitude east of the central meridian, in [-π, π).
    #[inline(always)]
    fn lon_from_center(&self, lon: f32) -> f32 {
        let lon = lon - self.center_lon;
        if lon < -PI {
            lon + TAU
        } else if lon >= PI {
            lon - TAU
        } else {
            lon
        }
    }

    /// A place on the right (side 0) or the left edge (side 2).
    fn edge(&self, side: u32, lat_rad: f64) -> Edge {
        let southward = (FRAC_PI_2 - lat_rad) / PI_64;
        let along = if side == 0 { southward } else { 1.0 - southward };
        Edge {
            screen: self.edge_screen(side, lat_rad),
            position: (f64::from(side) + along) * f64::from(self.side_steps()),
        }
    }

    fn edge_screen(&self, side: u32, lat_rad: f64) -> [f32; 2] {
        if let Some(morph) = self.morph {
            let lon_rad = if side == 0 { PI_64 } else { -PI_64 };
            let at = morph.project(self.view, lon_rad, lat_rad);
            return [at.x_px as f32, at.y_px as f32];
        }
        let at = equal_earth(sin_cos(lat_rad).0);
        let x = PI * at.x_factor as f32 * if side == 0 { 1.0 } else { -1.0 };
        [self.origin[0] + self.radius * x, self.origin[1] - self.radius * at.y as f32]
    }

    fn side_steps(&self) -> u32 {
        self.view.circle_steps() / 2
    }

    /// The latitude where the great circle between two vertices crosses the cut.
    fn crossing_lat_rad(&self, a: &Vertex, b: &Vertex) -> f64 {
        // Normal to the plane of the central meridian and the cut.
        let normal = self.view.rotation.right;
        let (a, b) = (a.unit(), b.unit());
        let (from, to) = (dot(a, normal), dot(b, normal));
        let t = if from == to { 0.5 } else { (from / (from - to)).clamp(0.0, 1.0) };
        lon_lat_rad(mix(a, 1.0 - t, b, t)).1
    }
}

impl Clip for Cut<'_> {
    type At = At;

    #[inline(always)]
    fn locate(&self, vertex: &Vertex) -> At {
        At { lon: self.lon_from_center(vertex.flat[0]), vertex: *vertex }
    }

    fn is_inside(&self, _: At) -> bool {
        true
    }

    fn screen(&self, at: At) -> [f32; 2] {
        let [_, x_factor, y] = at.vertex.flat;
        if let Some(morph) = self.morph {
            let (globe, _) = morph.on_globe(at.vertex.unit(), at.lon >= 0.0);
            let flat = [f64::from(at.lon * x_factor), f64::from(y)];
            return morph.mix(globe, flat, self.view).map(|v| v as f32);
        }
        [self.origin[0] + self.radius * (at.lon * x_factor), self.origin[1] - self.radius * y]
    }

    #[inline(always)]
    fn project(&self, vertex: &Vertex) -> [f32; 2] {
        if self.morph.is_some() {
            return self.screen(self.locate(vertex));
        }
        let [lon, x_factor, y] = vertex.flat;
        let lon = self.lon_from_center(lon);
        [self.origin[0] + self.radius * (lon * x_factor), self.origin[1] - self.radius * y]
    }

    fn cross(&self, a: At, b: At) -> Crossing {
        let eastward = b.lon - a.lon;
        if eastward.abs() <= PI {
            return Crossing::None;
        }
        let lat_rad = self.crossing_lat_rad(&a.vertex, &b.vertex);
        let (from, to) = if eastward < 0.0 { (0, 2) } else { (2, 0) };
        Crossing::Over { leave: self.edge(from, lat_rad), enter: self.edge(to, lat_rad) }
    }

    fn drawn_box(&self) -> DrawnBox {
        self.drawn_box
    }

    fn reach(&self, bounds: &Bounds) -> Reach {
        let [west, east] = bounds.lon;
        let [narrow, wide] = bounds.x_factor;
        let [south, north] = bounds.y;
        let (left, width) = (self.lon_from_center(west), east - west);
        let right = left + width;
        // A little room for rounding: nothing that touches the cut may pass as whole.
        let is_cut = right >= PI - 1e-5 || left <= -PI + 1e-5;
        let [left, right] = if is_cut {
            [-PI * wide, PI * wide]
        } else {
            [(left * narrow).min(left * wide), (right * narrow).max(right * wide)]
        };
        let around = [
            self.origin[0] + self.radius * left,
            self.origin[1] - self.radius * north,
            self.origin[0] + self.radius * right,
            self.origin[1] - self.radius * south,
        ];
        let is_morph = self.morph.is_some();
        match (is_morph || self.drawn_box.meets(around), is_cut) {
            (true, true) => Reach::Partial,
            (true, false) if self.drawn_box.holds(around) && !is_morph => Reach::Inside,
            (true, false) => Reach::Whole,
            (false, false) if width < SHORT_RAD => Reach::Beside,
            (false, _) => Reach::Hidden,
        }
    }
}

impl Boundary for Cut<'_> {
    fn steps(&self) -> u32 {
        self.side_steps() * 4
    }

    /// Sides 0 to 3: right edge southwards, south pole, left edge northwards, north pole.
    fn corner(&self, step: u32) -> Option<[f32; 2]> {
        let steps = self.side_steps();
        let (side, step) = (step / steps, step % steps);
        let southward = PI_64 * f64::from(step) / f64::from(steps);
        match side {
            0 => Some(self.edge_screen(0, FRAC_PI_2 - southward)),
            1 if step == 0 => Some(self.edge_screen(0, -FRAC_PI_2)),
            2 => Some(self.edge_screen(2, southward - FRAC_PI_2)),
            3 if step == 0 => Some(self.edge_screen(2, FRAC_PI_2)),
            _ => None,
        }
    }

    fn unit_at(&self, position: f64) -> Unit {
        let side = position / f64::from(self.side_steps());
        let southward = if side < 2.0 { side.min(1.0) } else { (3.0 - side).max(0.0) };
        unit_vector(self.view.center_lon_rad + PI_64, FRAC_PI_2 - southward * PI_64)
    }
}
