//! Bounds of a line or a polygon, on the sphere and on the flat map, to tell early what is not
//! seen or needs no clipping.

use super::sphere::wrap;
use super::topology::Vertex;
use std::f64::consts::{PI, TAU};

/// What a view shows of something, told from its bounds alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Nothing; and a line's shape no longer matters, only that it joins its ends.
    Beside,
    /// Nothing, but it meets the clipping boundary, and how often decides what is inside.
    Hidden,
    /// All of it, in the middle of the box.
    Inside,
    /// It does not meet the clipping boundary.
    Whole,
    /// It may have to be clipped.
    Partial,
}

impl Reach {
    /// Whether any of it may be seen.
    pub fn is_shown(self) -> bool {
        !matches!(self, Reach::Beside | Reach::Hidden)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    /// Centre of a ball around the vertices, and so around all straight lines between them.
    pub center: [f32; 3],
    pub radius: f32,
    /// West and east in radians, west in [-π, π), east not below it.
    pub lon: [f32; 2],
    /// Equal Earth's lowest and highest y.
    pub y: [f32; 2],
    /// Equal Earth's smallest and largest width of a radian.
    pub x_factor: [f32; 2],
}

/// Room for rounding.
const SLACK: f32 = 1e-6;

impl Bounds {
    /// Around vertices that follow each other, less than half a turn of longitude from one to the next.
    pub fn of(vertices: &[Vertex]) -> Bounds {
        let (mut x, mut y, mut z) = (EMPTY, EMPTY, EMPTY);
        let (mut lon, mut flat_y, mut x_factor) = (EMPTY, EMPTY, EMPTY);
        let mut last = vertices.first().map_or(0.0, |vertex| vertex.flat[0]);
        for vertex in vertices {
            widen(&mut x, vertex.sphere[0]);
            widen(&mut y, vertex.sphere[1]);
            widen(&mut z, vertex.sphere[2]);
            // Unwrapped, so that east stays east of west across the antimeridian.
            last = near(vertex.flat[0], last);
            widen(&mut lon, last);
            widen(&mut x_factor, vertex.flat[1]);
            widen(&mut flat_y, vertex.flat[2]);
        }
        let [wide, deep, high] = [x, y, z].map(|range| 0.5 * (range[1] - range[0]));
        Bounds {
            center: [x, y, z].map(|range| 0.5 * (range[0] + range[1])),
            radius: (wide * wide + deep * deep + high * high).sqrt() + SLACK,
            lon: in_turn(lon),
            y: flat_y,
            x_factor,
        }
    }

    /// Around things that follow each other, each less than half a turn from the one before.
    pub fn around<'a>(all: impl Iterator<Item = &'a Bounds> + Clone) -> Bounds {
        let mut ball = [EMPTY; 3];
        let (mut lon, mut y, mut x_factor) = (EMPTY, EMPTY, EMPTY);
        let middle = |bounds: &Bounds| 0.5 * (bounds.lon[0] + bounds.lon[1]);
        let mut last = all.clone().next().map_or(0.0, middle);
        for bounds in all.clone() {
            for (range, center) in ball.iter_mut().zip(bounds.center) {
                widen(range, center - bounds.radius);
                widen(range, center + bounds.radius);
            }
            let shift = near(middle(bounds), last) - middle(bounds);
            last = middle(bounds) + shift;
            for i in 0..2 {
                widen(&mut lon, bounds.lon[i] + shift);
                widen(&mut y, bounds.y[i]);
                widen(&mut x_factor, bounds.x_factor[i]);
            }
        }
        let center = ball.map(|range| 0.5 * (range[0] + range[1]));
        let radius = all.fold(0.0_f32, |radius, bounds| {
            let [x, y, z] = [0, 1, 2].map(|axis| bounds.center[axis] - center[axis]);
            radius.max((x * x + y * y + z * z).sqrt() + bounds.radius)
        });
        Bounds { center, radius, lon: in_turn(lon), y, x_factor }
    }

    /// Takes in the pole that a ring goes round.
    pub fn extend_to_pole(&mut self, pole_rad: f64) {
        let pole = Vertex::new(0.0, pole_rad);
        widen(&mut self.x_factor, pole.flat[1]);
        widen(&mut self.y, pole.flat[2]);
        self.lon = [-PI as f32, PI as f32];
        // The ball round a ring has the pole inside, if it is smaller than the earth.
    }

    /// Area of the rectangle around it on the flat map, in square radii.
    pub fn flat_area(&self) -> f32 {
        (self.lon[1] - self.lon[0]) * self.x_factor[1] * (self.y[1] - self.y[0])
    }
}

/// A longitude, turned to the same side of the earth as another.
#[inline(always)]
pub(super) fn near(lon: f32, other: f32) -> f32 {
    const TURN: f32 = TAU as f32;
    let apart = lon - other;
    if apart.abs() <= PI as f32 { lon } else { lon - TURN * (apart / TURN).round() }
}

/// A range of longitudes that begins in [-π, π) and is a turn wide at most.
fn in_turn([west, east]: [f32; 2]) -> [f32; 2] {
    let start = wrap(f64::from(west), TAU) as f32;
    [start, start + (east - west).min(TAU as f32)]
}

const EMPTY: [f32; 2] = [f32::MAX, f32::MIN];

#[inline(always)]
fn widen(range: &mut [f32; 2], value: f32) {
    // f32::min and max take care of what is not a number, which here nothing is.
    if value < range[0] {
        range[0] = value;
    }
    if value > range[1] {
        range[1] = value;
    }
}
