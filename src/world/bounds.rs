//! Bounds of a line or a polygon, on the sphere and on the flat map, to tell early what is not
//! seen or needs no clipping.

use super::sphere::wrap;
use super::topology::Vertex;
use std::f64::consts::{FRAC_PI_2, PI, TAU};

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
        let mut around = Around::default();
        around.add(vertices, false);
        around.bounds()
    }

    /// Takes in the pole that a ring goes round.
    pub fn extend_to_pole(&mut self, is_south: bool) {
        let pole = Vertex::new(0.0, if is_south { -FRAC_PI_2 } else { FRAC_PI_2 });
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

/// Ranges around a line, which grow with it.
pub(super) struct Around {
    sphere: [[f32; 2]; 3],
    lon: [f32; 2],
    x_factor: [f32; 2],
    y: [f32; 2],
    /// Longitude of the first and the last vertex, unwrapped.
    ends: Option<[f32; 2]>,
}

impl Default for Around {
    fn default() -> Around {
        Around { sphere: [EMPTY; 3], lon: EMPTY, x_factor: EMPTY, y: EMPTY, ends: None }
    }
}

impl Around {
    /// Goes on with these vertices, of which the first is the last of those before.
    #[inline(never)]
    pub fn add(&mut self, vertices: &[Vertex], is_reversed: bool) {
        let Around { sphere: [x, y, z], lon, x_factor, y: flat_y, ends } = self;
        for i in 0..vertices.len() {
            let vertex = &vertices[if is_reversed { vertices.len() - 1 - i } else { i }];
            widen(x, vertex.sphere[0]);
            widen(y, vertex.sphere[1]);
            widen(z, vertex.sphere[2]);
            // Unwrapped, so that east stays east of west across the antimeridian.
            let [_, last] = ends.get_or_insert([vertex.flat[0]; 2]);
            *last = near(vertex.flat[0], *last);
            widen(lon, *last);
            widen(x_factor, vertex.flat[1]);
            widen(flat_y, vertex.flat[2]);
        }
    }

    /// How far a ring turns eastwards: 0, or a turn where it goes round a pole.
    pub fn turn(&self) -> f32 {
        self.ends.map_or(0.0, |[first, last]| last - first)
    }

    pub fn bounds(&self) -> Bounds {
        let [x, y, z] = &self.sphere;
        let half = |range: &[f32; 2]| 0.5 * (range[1] - range[0]);
        let middle = |range: &[f32; 2]| 0.5 * (range[0] + range[1]);
        let west = wrap(f64::from(self.lon[0]), TAU) as f32;
        Bounds {
            center: [middle(x), middle(y), middle(z)],
            radius: (half(x) * half(x) + half(y) * half(y) + half(z) * half(z)).sqrt() + SLACK,
            lon: [west, west + (self.lon[1] - self.lon[0]).min(TAU as f32)],
            y: self.y,
            x_factor: self.x_factor,
        }
    }
}

/// A longitude, turned to the same side of the earth as another.
#[inline(always)]
pub(super) fn near(lon: f32, other: f32) -> f32 {
    const TURN: f32 = TAU as f32;
    let apart = lon - other;
    if apart.abs() <= PI as f32 { lon } else { lon - TURN * (apart / TURN).round() }
}

const EMPTY: [f32; 2] = [f32::MAX, f32::MIN];

#[inline(always)]
fn widen(range: &mut [f32; 2], value: f32) {
    // f32::min and max would take care of NaN, which never comes here.
    if value < range[0] {
        range[0] = value;
    }
    if value > range[1] {
        range[1] = value;
    }
}
