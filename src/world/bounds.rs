//! Bounds of an arc or a polygon, on the sphere and on the flat map, to tell early what is not
//! seen or needs no clipping.

use super::sphere::{asin, dot, mix, sort_pairs, wrap, wrap_positive};
use super::topology::{LonLatBox, Polygon, Vertex};
use std::f64::consts::{PI, TAU};

/// What a view shows of something, told from its bounds alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Nothing; and a line's shape no longer matters, only that it joins its ends.
    Beside,
    /// Nothing, but it meets the clipping boundary, and how often decides what is inside.
    Hidden,
    /// It does not meet the clipping boundary.
    Whole,
    /// It may have to be clipped.
    Partial,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    /// Centre of a spherical cap, a unit vector.
    pub center: [f32; 3],
    /// Largest distance from the centre through the sphere; 2 for a cap larger than a hemisphere.
    pub chord: f32,
    /// West and east in radians, west in [-π, π), east not below it.
    pub lon: [f32; 2],
    /// Sine of the southern and northern latitude.
    pub z: [f32; 2],
    /// Equal Earth's smallest and largest width of a radian.
    pub x_factor: [f32; 2],
    /// Equal Earth's lowest and highest y.
    pub y: [f32; 2],
}

impl Bounds {
    pub fn of(vertices: &[Vertex]) -> Bounds {
        let mut sum = [0.0; 3];
        for vertex in vertices {
            sum = mix(sum, 1.0, vertex.unit(), 1.0);
        }
        let length = dot(sum, sum).sqrt();
        let center = if length > 0.0 { sum.map(|v| v / length) } else { [0.0, 0.0, 1.0] };

        let (mut far2, mut z) = (0.0_f64, [1.0_f32, -1.0]);
        let (mut x_factor, mut y) = ([f32::MAX, f32::MIN], [f32::MAX, f32::MIN]);
        let mut lon_last = vertices.first().map_or(0.0, |vertex| f64::from(vertex.flat[0]));
        let mut lon = [lon_last; 2];
        for vertex in vertices {
            let offset = mix(vertex.unit(), 1.0, center, -1.0);
            far2 = far2.max(dot(offset, offset));
            widen(&mut z, vertex.sphere[2]);
            widen(&mut x_factor, vertex.flat[1]);
            widen(&mut y, vertex.flat[2]);
            // Unwrapped, so that east stays east of west across the antimeridian.
            lon_last += wrap(f64::from(vertex.flat[0]) - lon_last, TAU);
            lon = [lon[0].min(lon_last), lon[1].max(lon_last)];
        }
        let width = (lon[1] - lon[0]).min(TAU);
        let west = wrap(lon[0], TAU);
        let chord = far2.sqrt() * 1.000_01;
        Bounds {
            center: center.map(|v| v as f32),
            // At √2 the cap is a hemisphere; from there on edges may leave it.
            chord: if chord < 1.414 { chord as f32 } else { 2.0 },
            lon: [west as f32, (west + width) as f32],
            z,
            x_factor,
            y,
        }
    }

    /// Takes in the poles that a polygon's outer ring goes round.
    pub fn extend_to_poles(&mut self, has_south_pole: bool) {
        if f64::from(self.lon[1] - self.lon[0]) > TAU * 0.9 {
            let pole = Vertex::new(0.0, if has_south_pole { -PI / 2.0 } else { PI / 2.0 });
            widen(&mut self.z, pole.sphere[2]);
            widen(&mut self.x_factor, pole.flat[1]);
            widen(&mut self.y, pole.flat[2]);
            self.lon = [-PI as f32, PI as f32];
            // The cap round the ring's vertices has the pole inside, if it is a cap at all.
        }
    }

    /// Sine of the cap's angular radius, above 1 for more than a hemisphere.
    pub fn sin_radius(&self) -> f32 {
        if self.chord >= 2.0 { 2.0 } else { self.chord * (1.0 - self.chord * self.chord / 4.0).sqrt() }
    }

    /// Area of the rectangle around it on the flat map, in square radii.
    pub fn flat_area(&self) -> f32 {
        (self.lon[1] - self.lon[0]) * self.x_factor[1] * (self.y[1] - self.y[0])
    }

    /// Whether the polygon may be so large that it surrounds a horizon or a cut unseen.
    pub fn is_vast(&self) -> bool {
        self.chord >= 2.0
    }

    /// The box around polygons: of all ranges of longitudes that hold them the smallest.
    pub fn lon_lat_box(polygons: &[Polygon]) -> LonLatBox {
        let mut z = [1.0, -1.0];
        let mut spans: Vec<[f64; 2]> = Vec::with_capacity(polygons.len());
        for Polygon { bounds, .. } in polygons {
            widen(&mut z, bounds.z[0]);
            widen(&mut z, bounds.z[1]);
            spans.push(bounds.lon.map(f64::from));
        }
        sort_pairs(&mut spans);
        // The box is what the widest gap leaves.
        let Some(&[first_west, mut east]) = spans.first() else {
            return LonLatBox { west_deg: 0.0, south_deg: 0.0, east_deg: 0.0, north_deg: 0.0 };
        };
        let (mut gap, mut box_west, mut box_east) = (f64::MIN, first_west, east);
        let wrapped = [first_west + TAU, 0.0];
        for &[next_west, next_east] in spans.iter().skip(1).chain([&wrapped]) {
            if next_west - east > gap {
                (gap, box_west, box_east) = (next_west - east, next_west, east);
            }
            east = east.max(next_east);
        }
        let width = if gap < 0.0 { TAU } else { wrap_positive(box_east - box_west, TAU) };
        let west = if gap < 0.0 { -PI } else { wrap(box_west, TAU) };
        let [south, north] = z.map(|z| asin(f64::from(z)));
        LonLatBox {
            west_deg: west.to_degrees(),
            south_deg: south.to_degrees(),
            east_deg: (west + width).to_degrees(),
            north_deg: north.to_degrees(),
        }
    }
}

fn widen(range: &mut [f32; 2], value: f32) {
    *range = [range[0].min(value), range[1].max(value)];
}
