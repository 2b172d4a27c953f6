//! Which country a point is in, exactly: edges are great circles, as drawn.

use super::bounds::{Bounds, near};
use super::codec::{ArcRef, part};
use super::projection::equal_earth;
use super::sphere::{Unit, length, mix, unit_vector, wrap};
use super::topology::{CountryIndex, Polygon, World};
use std::f64::consts::{PI, TAU};

/// How far a split edge may bulge over its ends, and room for rounding; in radii.
const BULGE: f32 = 5e-5;
const SLACK: f32 = 1e-6;

/// The polygons that meet each of these stripes of the earth from pole to pole.
const COLUMNS: usize = 128;
const PER_RAD: f32 = COLUMNS as f32 / TAU as f32;

/// An index of polygons by longitude.
#[derive(Default)]
pub(super) struct Columns {
    /// For each column a range of `polygons`.
    starts: Vec<u32>,
    polygons: Vec<u32>,
}

impl Columns {
    pub fn of(polygons: &[Polygon]) -> Columns {
        let mut columns = Columns { starts: vec![0; COLUMNS + 1], polygons: Vec::new() };
        // The columns of a polygon, counted on beyond the antimeridian.
        let met = |polygon: &Polygon| {
            let [first, last] = polygon.bounds.lon.map(|lon| ((lon + PI as f32) * PER_RAD) as usize);
            // One more on either side, for rounding.
            first + COLUMNS - 1..(last + COLUMNS + 2).min(first + 2 * COLUMNS - 1)
        };
        for polygon in polygons {
            for column in met(polygon) {
                columns.starts[column % COLUMNS] += 1;
            }
        }
        let mut total = 0;
        for start in &mut columns.starts {
            total += *start;
            *start = total;
        }
        // Filled from the end, so that the starts come to be where they should.
        columns.polygons.resize(total as usize, 0);
        for (index, polygon) in polygons.iter().enumerate().rev() {
            for column in met(polygon) {
                let start = &mut columns.starts[column % COLUMNS];
                *start -= 1;
                columns.polygons[*start as usize] = index as u32;
            }
        }
        columns
    }

    fn at(&self, lon_rad: f32) -> &[u32] {
        let column = ((lon_rad + PI as f32) * PER_RAD) as usize;
        match self.starts.get(column.min(COLUMNS - 1)..) {
            Some(&[start, end, ..]) => part(&self.polygons, &(start..end)),
            _ => &[],
        }
    }
}

impl World {
    /// The country under a point, without tolerance; none over the sea. A longitude of any turn is
    /// taken.
    pub fn country_at(&self, lon_deg: f64, lat_deg: f64) -> Option<CountryIndex> {
        if !lon_deg.is_finite() || !(-90.0..=90.0).contains(&lat_deg) {
            return None;
        }
        let found = self.polygon_at(unit_vector(wrap(lon_deg.to_radians(), TAU), lat_deg.to_radians()))?;
        // The countries' polygons follow each other.
        let country = self.countries().partition_point(|country| country.polygons.end <= found);
        Some(CountryIndex(country as u16))
    }

    /// The polygon that has a unit vector inside.
    pub(super) fn polygon_at(&self, unit: Unit) -> Option<u32> {
        let y = equal_earth(unit[2]).y as f32;
        let lon_rad = unit[1].atan2(unit[0]) as f32;
        self.columns.at(lon_rad).iter().copied().find(|&index| {
            self.polygons.get(index as usize).is_some_and(|polygon| {
                let [south, north] = polygon.bounds.y;
                y >= south - BULGE
                    && y <= north + BULGE
                    && meets_meridian(&polygon.bounds, lon_rad)
                    && self.polygon_contains(polygon, unit)
            })
        })
    }

    /// Whether a polygon has a unit vector inside: counts the edges that are met going due south.
    pub(super) fn polygon_contains(&self, polygon: &Polygon, [x, y, z]: Unit) -> bool {
        let lon_rad = y.atan2(x) as f32;
        let horizontal = length(x, y);
        let (cos_lon, sin_lon) = if horizontal > 0.0 { (x / horizontal, y / horizontal) } else { (1.0, 0.0) };
        let mut is_inside = polygon.has_south_pole;
        let references =
            part(&self.rings, &polygon.rings).iter().flat_map(|ring| part(&self.references, ring));
        for &ArcRef { arc, .. } in references {
            let Some(arc) = self.arcs.get(arc as usize).filter(|arc| meets_meridian(&arc.bounds, lon_rad))
            else {
                continue;
            };
            for block in part(&self.blocks, &arc.blocks) {
                if !meets_meridian(&block.bounds, lon_rad) {
                    continue;
                }
                let mut last: Option<(Unit, f64)> = None;
                for vertex in self.block_vertices(block) {
                    let b = vertex.unit();
                    // Positive to the east of the point's meridian, seen from the axis.
                    let east_b = b[1] * cos_lon - b[0] * sin_lon;
                    if let Some((a, east_a)) = last
                        && (east_a >= 0.0) != (east_b >= 0.0)
                    {
                        let t = east_a / (east_a - east_b);
                        let [px, py, pz] = mix(a, 1.0 - t, b, t);
                        // Out along the meridian; negative on the opposite one.
                        let out = px * cos_lon + py * sin_lon;
                        if out > 0.0 && pz * horizontal < z * out {
                            is_inside = !is_inside;
                        }
                    }
                    last = Some((b, east_b));
                }
            }
        }
        is_inside
    }
}

/// Whether something may meet a meridian, from the one pole to the other.
fn meets_meridian(bounds: &Bounds, lon_rad: f32) -> bool {
    let [west, east] = bounds.lon;
    let half = 0.5 * (east - west);
    (near(lon_rad, west + half) - (west + half)).abs() <= half + SLACK
}
