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
    pub(super) fn join_coasts(&mut self, topology: &Topology, most_added: f32) {
        // What stands between countries is run twice. With each coast how much it is needed.
        let coasts: Vec<(ArcRef, f32)> = self
            .polygons
            .iter()
            .flat_map(|polygon| part(&self.rings, &polygon.rings).iter().map(|ring| (ring, polygon.size)))
            .flat_map(|(ring, size)| {
                part(&self.references, ring).iter().map(move |reference| (*reference, size))
            })
            .filter(|(reference, _)| self.arcs.get(reference.arc as usize).is_some_and(|arc| arc.uses == 1))
            .collect();
        let ends = |reference: ArcRef| {
            // As numbers to sort by.
            let key = |[x, y]: [i32; 2]| f64::from(x) * f64::from(1 << 26) + f64::from(y);
            match topology.arc_points(reference.arc) {
                [first, .., last] if reference.is_reversed => (key(last.at), key(first.at)),
                [first, .., last] => (key(first.at), key(last.at)),
                _ => (0.0, 0.0),
            }
        };
        let mut by_start: Vec<[f64; 2]> =
            coasts.iter().enumerate().map(|(index, coast)| [ends(coast.0).0, index as f64]).collect();
        sort_pairs(&mut by_start);
        let mut is_joined = vec![false; coasts.len()];
        for first in 0..coasts.len() {
            let (mut ring, mut size, mut is_base) = (Vec::new(), 0.0_f32, false);
            let mut next = Some(first);
            while let Some(&(reference, needed)) = next.and_then(|at| coasts.get(at)) {
                if std::mem::replace(&mut is_joined[next.unwrap_or_default()], true) {
                    break;
                }
                ring.push(reference);
                is_base |= reference.arc < topology.base_arcs;
                size = size.max(needed);
                let end = ends(reference).1;
                let from = by_start.partition_point(|coast| coast[0] < end);
                let there =
                    by_start.get(from..).unwrap_or_default().iter().take_while(|coast| coast[0] == end);
                next = there.map(|coast| coast[1] as usize).find(|&at| !is_joined[at]);
            }
            if !ring.is_empty() {
                self.add_land(&ring, size == f32::INFINITY, if is_base { f32::INFINITY } else { most_added });
            }
        }
    }

    fn add_land(&mut self, ring: &[ArcRef], is_needed: bool, most: f32) {
        let blocks = ring.iter().flat_map(|reference| self.arc_blocks(*reference));
        let bounds = Bounds::around(blocks.map(|block| &block.bounds));
        let size = if is_needed { f32::INFINITY } else { bounds.flat_area().min(most) };
        let start = self.references.len() as u32;
        self.references.extend(ring);
        self.rings.push(start..self.references.len() as u32);
        self.land.push(LandRing { ring: self.rings.len() as u32 - 1, bounds, size });
    }
}
