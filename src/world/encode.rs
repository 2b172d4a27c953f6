//! Writing a world file; only the command line does.

use super::codec::{Grid, MAGIC, Point, Topology, VERSION, checksum, expected, part};
use std::ops::Range;

impl Topology {
    /// Writes the base part and the detail part. The same topology always gives the same bytes.
    ///
    /// A point that is no island's is in the base part at least where an arc begins and ends, and the first polygon
    /// of a country always is.
    pub fn encode(&self) -> [Vec<u8>; 2] {
        let base = self.encode_base();
        let detail = self.encode_detail(checksum(&base));
        [base, detail]
    }

    fn encode_base(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend([VERSION, b'b']);
        let Grid { steps_per_radius, coarse_steps, base_radius_px, radius_px } = self.grid;
        for value in [steps_per_radius, coarse_steps, base_radius_px, radius_px] {
            put(&mut out, value as usize);
        }
        put(&mut out, self.countries.len());
        self.countries.iter().for_each(|country| out.extend(country.code.as_bytes()));
        self.countries.iter().for_each(|country| put(&mut out, country.name.len()));
        self.countries.iter().for_each(|country| out.extend(country.name.as_bytes()));
        let polygons: Vec<Vec<&Range<u32>>> =
            self.countries.iter().map(|c| self.base_polygons(&c.polygons)).collect();
        polygons.iter().for_each(|polygons| put(&mut out, polygons.len()));
        let polygons: Vec<_> = polygons.into_iter().flatten().collect();
        polygons.iter().for_each(|rings| put(&mut out, rings.len()));
        let rings = || polygons.iter().flat_map(|polygon| self.polygon_rings(polygon));
        rings().for_each(|ring| put(&mut out, ring.len()));
        let mut next = 0;
        let mut is_ring = vec![false; self.arcs.len()];
        for ring in rings() {
            for reference in ring {
                put(&mut out, (next - reference.arc) as usize * 2 + usize::from(reference.is_reversed));
                if reference.arc == next {
                    is_ring[next as usize] = ring.len() == 1;
                    next += 1;
                }
            }
        }
        let cell = |at: i32| at.div_euclid(self.grid.coarse_steps as i32);
        let arcs: Vec<Vec<[i32; 2]>> = (0..self.base_arcs)
            .map(|arc| {
                let base =
                    self.arc_points(arc).iter().filter(|point| point.is_base).map(|point| point.at.map(cell));
                base.collect()
            })
            .collect();
        let stored =
            |(arc, is_ring): (Vec<[i32; 2]>, &bool)| arc[..arc.len() - usize::from(*is_ring)].to_vec();
        let arcs: Vec<_> = arcs.into_iter().zip(&is_ring).map(stored).collect();
        arcs.iter().for_each(|arc| put(&mut out, arc.len()));
        put_points(&mut out, &arcs.concat());
        for axis in 0..2 {
            for (index, country) in self.countries.iter().enumerate() {
                let coarse = self.grid.coarse_steps as i32;
                let from = self.first_point(index).map_or(0, |at| cell(at[axis]) * coarse);
                put_signed(&mut out, country.label[axis] - from);
            }
        }
        out
    }

    fn encode_detail(&self, checksum: u32) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend([VERSION, b'd']);
        out.extend(checksum.to_le_bytes());
        for country in &self.countries {
            put(&mut out, country.polygons.len() - self.base_polygons(&country.polygons).len());
        }
        let islands: Vec<Vec<[i32; 2]>> = (self.base_arcs..self.arcs.len() as u32)
            .map(|arc| {
                let points = self.arc_points(arc);
                points[..points.len() - 1].iter().map(|point| point.at).collect()
            })
            .collect();
        islands.iter().for_each(|island| put(&mut out, island.len()));
        let coarse = self.grid.coarse_steps as i32;
        let rings: Vec<u32> = self
            .polygons
            .iter()
            .flat_map(|p| self.polygon_rings(p))
            .filter(|ring| ring.len() == 1)
            .map(|ring| ring[0].arc)
            .collect();
        for arc in 0..self.base_arcs {
            let base: Vec<&Point> = self.arc_points(arc).iter().filter(|point| point.is_base).collect();
            let stored = base.len() - usize::from(rings.contains(&arc));
            for point in &base[..stored] {
                let [x, y] = point.at.map(|at| at.rem_euclid(coarse));
                put(&mut out, (x * coarse + y) as usize);
            }
        }
        let edges = || {
            (0..self.base_arcs).flat_map(|arc| {
                let points = self.arc_points(arc);
                let mut base = (0..points.len()).filter(|&i| points[i].is_base);
                let mut first = base.next().unwrap_or_default();
                base.map(move |last| &points[std::mem::replace(&mut first, last)..=last])
            })
        };
        edges().for_each(|edge| put(&mut out, edge.len() - 2));
        for axis in 0..2 {
            for edge in edges() {
                let end = edge[edge.len() - 1].at[axis];
                for (i, pair) in edge[..edge.len() - 1].windows(2).enumerate() {
                    let [last, at] = [pair[0].at[axis], pair[1].at[axis]];
                    put_signed(&mut out, at - expected(last, end, (edge.len() - 2 - i) as u32));
                }
            }
        }
        put_points(&mut out, &islands.concat());
        out
    }

    fn base_polygons(&self, polygons: &Range<u32>) -> Vec<&Range<u32>> {
        part(&self.polygons, polygons).iter().filter(|polygon| self.is_base(polygon)).collect()
    }
}

/// All x and then all y, each the difference to the one before.
fn put_points(out: &mut Vec<u8>, points: &[[i32; 2]]) {
    for axis in 0..2 {
        let mut last = 0;
        for point in points {
            put_signed(out, point[axis] - last);
            last = point[axis];
        }
    }
}

fn put(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn put_signed(out: &mut Vec<u8>, value: i32) {
    let value = i64::from(value);
    put(out, ((value << 1) ^ (value >> 63)) as usize);
}
