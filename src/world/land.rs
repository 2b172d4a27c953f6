//! The land as one area: the coasts of all countries, joined to rings without the borders between.

use super::bounds::Bounds;
use super::codec::{ArcRef, Topology, part};
use super::sphere::sort_pairs;
use super::topology::World;

/// A coast that closes: of a continent, an island, or a sea within.
pub(super) struct LandRing {
    /// Its place in the world's rings.
    pub ring: u32,
    pub bounds: Bounds,
    /// In square radii; it is left out where this cannot be seen.
    pub size: f32,
}

impl World {
    /// Joins the coasts. At every point as many coasts end as begin, since the rings of countries are
    /// closed and a border belongs to two of them, once in each direction: so each leads on.
    #[inline(never)]
    pub(super) fn join_coasts(&mut self, topology: &Topology, most_added: f32) {
        let ends = |reference: ArcRef| {
            // As numbers to sort by.
            let key = |[x, y]: [i32; 2]| f64::from(x) * f64::from(1 << 26) + f64::from(y);
            match topology.arc_points(reference.arc) {
                [first, .., last] if reference.is_reversed => (key(last.at), key(first.at)),
                [first, .., last] => (key(first.at), key(last.at)),
                _ => (0.0, 0.0),
            }
        };
        // Coasts are run once, borders twice. With each coast goes the size of its polygon.
        let mut coasts: Vec<(ArcRef, f32)> = Vec::new();
        let mut by_start: Vec<[f64; 2]> = Vec::new();
        for polygon in &self.polygons {
            for ring in part(&self.rings, &polygon.rings) {
                for &reference in part(&self.references, ring) {
                    if self.arcs.get(reference.arc as usize).is_some_and(|arc| arc.uses == 1) {
                        by_start.push([ends(reference).0, coasts.len() as f64]);
                        coasts.push((reference, polygon.size));
                    }
                }
            }
        }
        sort_pairs(&mut by_start);
        let mut is_joined = vec![false; coasts.len()];
        for first in 0..coasts.len() {
            let start = self.references.len();
            let (mut size, mut is_base) = (0.0_f32, false);
            let mut next = Some(first);
            while let Some(at) = next.filter(|&at| !is_joined[at]) {
                is_joined[at] = true;
                let (reference, needed) = coasts[at];
                self.references.push(reference);
                is_base |= reference.arc < topology.base_arcs;
                size = size.max(needed);
                let end = ends(reference).1;
                let from = by_start.partition_point(|coast| coast[0] < end);
                next = None;
                for coast in by_start.get(from..).unwrap_or_default() {
                    let at = coast[1] as usize;
                    if coast[0] > end || !is_joined[at] {
                        next = (coast[0] == end).then_some(at);
                        break;
                    }
                }
            }
            if self.references.len() > start {
                let ring = self.rings.len() as u32;
                self.rings.push(start as u32..self.references.len() as u32);
                let bounds = self.around_ring(ring).bounds();
                let size = match (size == f32::INFINITY, is_base) {
                    (true, _) => size,
                    (false, true) => bounds.flat_area(),
                    (false, false) => bounds.flat_area().min(most_added),
                };
                self.land.push(LandRing { ring, bounds, size });
            }
        }
    }
}
