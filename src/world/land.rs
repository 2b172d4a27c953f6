//! The land as one area: the coasts of all countries, joined to rings without the borders between.

use super::bounds::Bounds;
use super::codec::{ArcRef, Topology};
use super::topology::{Vertex, World, directed};

/// A coast that closes: of a continent, an island, or a sea within.
pub(super) struct LandRing {
    /// Its place in the world's rings.
    pub ring: u32,
    pub bounds: Bounds,
    /// Whether a country would vanish from the map without it.
    pub is_needed: bool,
}

impl World {
    /// Joins the coasts. At every point as many coasts end as begin, since the rings of countries are
    /// closed and a border belongs to two of them, once in each direction: so each leads on.
    pub(super) fn join_coasts(&mut self, topology: &Topology, needed: &[u32]) {
        // Where a coast begins, as a number to sort by.
        let key = |[x, y]: [i32; 2]| (i64::from(x) << 32) + i64::from(y);
        let ends = |reference: ArcRef| match topology.arcs.get(reference.arc as usize).map(Vec::as_slice) {
            Some(&[first, .., last]) if reference.is_reversed => (key(last), key(first)),
            Some(&[first, .., last]) => (key(first), key(last)),
            _ => (0, 0),
        };
        let is_coast =
            |reference: &&ArcRef| self.arcs.get(reference.arc as usize).is_some_and(|arc| arc.uses == 1);
        let mut coasts: Vec<(i64, ArcRef)> = self
            .references
            .iter()
            .filter(is_coast)
            .map(|&reference| (ends(reference).0, reference))
            .collect();
        coasts.sort_unstable_by_key(|&(start, reference)| (start, reference.arc));
        let mut is_joined = vec![false; coasts.len()];
        for first in 0..coasts.len() {
            if is_joined[first] {
                continue;
            }
            let start = self.references.len() as u32;
            let mut is_needed = false;
            let mut vertices: Vec<Vertex> = Vec::new();
            let mut next = Some(first);
            while let Some(at) = next {
                is_joined[at] = true;
                let reference = coasts[at].1;
                self.references.push(reference);
                is_needed |= needed.contains(&reference.arc);
                if let Some(arc) = self.arcs.get(reference.arc as usize) {
                    vertices.extend(directed(self.arc_vertices(arc), reference.is_reversed));
                }
                let end = ends(reference).1;
                let from = coasts.partition_point(|coast| coast.0 < end);
                next = (from..coasts.len()).take_while(|&at| coasts[at].0 == end).find(|&at| !is_joined[at]);
            }
            self.rings.push(start..self.references.len() as u32);
            let ring = self.rings.len() as u32 - 1;
            self.land.push(LandRing { ring, bounds: Bounds::of(&vertices), is_needed });
        }
    }
}
