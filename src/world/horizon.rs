//! The globe's clipping boundary: the horizon, seen as the rim of the disc.

use super::bounds::{Bounds, Reach};
use super::boxed::DrawnBox;
use super::clip::{Boundary, Clip, Crossing, Edge};
use super::sphere::{Unit, length, mix, sin_cos, wrap_positive};
use super::topology::Vertex;
use super::view::View;
use std::f64::consts::TAU;

pub(super) struct Horizon<'a> {
    view: &'a View,
    /// The rows of the rotation: right, up, front.
    rows: [[f32; 3]; 3],
    origin: [f32; 2],
    radius: f32,
    drawn_box: DrawnBox,
}

impl<'a> Horizon<'a> {
    pub fn new(view: &'a View) -> Self {
        let rotation = &view.rotation;
        Horizon {
            view,
            rows: [rotation.right, rotation.up, rotation.front].map(|row| row.map(|v| v as f32)),
            origin: view.origin_px.map(|v| v as f32),
            radius: view.radius_px() as f32,
            drawn_box: DrawnBox(view.drawn_box()),
        }
    }

    #[inline(always)]
    fn turn(&self, v: [f32; 3]) -> [f32; 3] {
        let [a, b, c] = &self.rows;
        [
            a[0] * v[0] + a[1] * v[1] + a[2] * v[2],
            b[0] * v[0] + b[1] * v[1] + b[2] * v[2],
            c[0] * v[0] + c[1] * v[1] + c[2] * v[2],
        ]
    }

    /// Where the edge between a visible and a hidden vertex meets the horizon.
    fn edge(&self, a: [f32; 3], b: [f32; 3]) -> Edge {
        let t = a[2] / (a[2] - b[2]);
        let [x, y] = [0, 1].map(|i| f64::from(a[i] + t * (b[i] - a[i])));
        let length = length(x, y);
        let [x, y] = if length > 0.0 { [x / length, y / length] } else { [1.0, 0.0] };
        let steps = f64::from(self.steps());
        Edge {
            screen: self.screen([x as f32, y as f32, 0.0]),
            position: wrap_positive((-y).atan2(x) / TAU * steps, steps),
        }
    }
}

impl Clip for Horizon<'_> {
    type At = [f32; 3];

    #[inline(always)]
    fn locate(&self, vertex: &Vertex) -> [f32; 3] {
        self.turn(vertex.sphere)
    }

    fn is_inside(&self, at: [f32; 3]) -> bool {
        at[2] >= 0.0
    }

    #[inline(always)]
    fn screen(&self, at: [f32; 3]) -> [f32; 2] {
        [self.origin[0] + self.radius * at[0], self.origin[1] - self.radius * at[1]]
    }

    fn cross(&self, a: [f32; 3], b: [f32; 3]) -> Crossing {
        match (self.is_inside(a), self.is_inside(b)) {
            (true, false) => Crossing::Leave(self.edge(a, b)),
            (false, true) => Crossing::Enter(self.edge(b, a)),
            _ => Crossing::None,
        }
    }

    fn drawn_box(&self) -> DrawnBox {
        self.drawn_box
    }

    fn reach(&self, bounds: &Bounds) -> Reach {
        let (center, radius) = (self.turn(bounds.center), bounds.radius);
        if center[2] < -radius {
            return Reach::Beside;
        }
        let [x, y] = self.screen(center);
        let r = self.radius * radius;
        let around = [x - r, y - r, x + r, y + r];
        match (self.drawn_box.meets(around), center[2] > radius) {
            (true, true) if self.drawn_box.holds(around) => Reach::Inside,
            (true, true) => Reach::Whole,
            (true, false) => Reach::Partial,
            (false, true) => Reach::Beside,
            // Where it meets the horizon counts.
            (false, false) => Reach::Hidden,
        }
    }
}

impl Boundary for Horizon<'_> {
    fn steps(&self) -> u32 {
        self.view.circle_steps()
    }

    fn corner(&self, step: u32) -> Option<[f32; 2]> {
        let (sin, cos) = sin_cos(f64::from(step) / f64::from(self.steps()) * TAU);
        Some(self.screen([cos as f32, -sin as f32, 0.0]))
    }

    fn unit_at(&self, position: f64) -> Unit {
        let (sin, cos) = sin_cos(position / f64::from(self.steps()) * TAU);
        mix(self.view.rotation.right, cos, self.view.rotation.up, -sin)
    }
}
