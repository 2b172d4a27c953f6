//! Level of detail: how much each vertex matters, and which are drawn at a scale.
//!
//! A vertex weighs as much as the triangle that it makes with its neighbours once all lighter ones are
//! gone (Visvalingam and Whyatt, "Line generalisation by repeated elimination of points",
//! Cartographic Journal 30:1, 1993). Weights belong to arcs, so that neighbours never gap, and an
//! arc's ends are always drawn.

use super::bounds::Bounds;
use super::clip::Clip;
use super::draw::is_seam;
use super::sphere::wrap;
use super::topology::Vertex;
use std::f64::consts::TAU;

/// The number of levels; each draws what weighs at least twice as much as in the one before.
pub(super) const LEVELS: usize = 18;

/// What the vertices of level 0 weigh at least, in square radii: half a square pixel where the
/// earth's radius is 16,400 pixels.
const FINEST: f64 = 1.0 / (1u32 << 29) as f64;

/// Half a square pixel: a triangle of this size shades at most two pixels by a quarter.
const LEAST_PX2: f64 = 0.5;

/// The level that is fine enough where the earth's radius has so many of the screen's own pixels; none where
/// every vertex counts.
pub(super) fn level(radius_px: f64) -> Option<usize> {
    let mut weight = LEAST_PX2 / (radius_px * radius_px) / FINEST;
    let mut level = None;
    while weight >= 1.0 && level < Some(LEVELS - 1) {
        level = Some(level.map_or(0, |level| level + 1));
        weight *= 0.5;
    }
    level
}

/// A stretch of an arc: at most 64 vertices, the last of which is the next block's first.
pub(super) struct Block {
    pub bounds: Bounds,
    /// Index of the first vertex.
    pub start: u32,
    /// Index of the last vertex.
    pub end: u32,
    /// For each level the vertices to draw, bit 0 being the first.
    kept: [u64; LEVELS],
    /// Whether any of its edges is no coast.
    pub has_seam: bool,
}

/// The most vertices of a block.
pub(super) const BLOCK_VERTICES: usize = 64;
const BLOCK_STEPS: usize = BLOCK_VERTICES - 1;

impl Block {
    /// The vertices to draw, bit 0 being the first.
    pub fn kept(&self, level: Option<usize>) -> u64 {
        match level.and_then(|level| self.kept.get(level)) {
            Some(kept) => *kept,
            None => u64::MAX >> (BLOCK_STEPS as u32 - (self.end - self.start).min(BLOCK_STEPS as u32)),
        }
    }
}

/// Those vertices of a block that are still to be drawn, in the direction of travel.
#[derive(Clone, Copy)]
pub(super) struct Kept<'a> {
    vertices: &'a [Vertex],
    bits: u64,
    is_reversed: bool,
}

impl<'a> Kept<'a> {
    /// The vertices of a block whose bits are set, with or without its first.
    pub fn new(vertices: &'a [Vertex], bits: u64, is_reversed: bool, with_first: bool) -> Self {
        let first = 1 << if is_reversed { vertices.len().saturating_sub(1) & 63 } else { 0 };
        Kept { vertices, bits: if with_first { bits | first } else { bits & !first }, is_reversed }
    }

    /// The last of them.
    pub fn end(&self) -> Option<&'a Vertex> {
        let bit = if self.is_reversed {
            self.bits.trailing_zeros()
        } else {
            63_u32.wrapping_sub(self.bits.leading_zeros())
        };
        self.vertices.get(bit as usize)
    }

    /// Their number.
    pub fn len(&self) -> usize {
        self.bits.count_ones() as usize
    }

    /// Writes down where they fall.
    #[inline(always)]
    pub fn project<C: Clip>(self, clip: &C, points: &mut [[f32; 2]]) {
        for (vertex, point) in self.zip(points) {
            *point = clip.project(vertex);
        }
    }
}

impl<'a> Iterator for Kept<'a> {
    type Item = &'a Vertex;

    #[inline(always)]
    fn next(&mut self) -> Option<&'a Vertex> {
        if self.bits == 0 {
            return None;
        }
        let bit = if self.is_reversed { 63 - self.bits.leading_zeros() } else { self.bits.trailing_zeros() };
        self.bits &= !(1 << bit);
        self.vertices.get(bit as usize)
    }
}

/// Weighs the vertices of arcs. Keeps its memory from one to the next.
#[derive(Default)]
pub(super) struct Weigher {
    /// For each vertex the number of levels that draw it.
    ranks: Vec<u8>,
    weights: Vec<f32>,
    last: Vec<u32>,
    next: Vec<u32>,
}

impl Weigher {
    /// Cuts an arc, which begins at the index `start` of all vertices, into blocks.
    ///
    /// Of the vertices between its ends at least `least` are drawn on every level.
    pub fn blocks(&mut self, vertices: &[Vertex], start: u32, least: usize, blocks: &mut Vec<Block>) {
        self.rank(vertices, least);
        let mut first = 0;
        while first + 1 < vertices.len() {
            let last = (first + BLOCK_STEPS).min(vertices.len() - 1);
            let mut kept = [0; LEVELS];
            for (bit, &rank) in self.ranks.get(first..=last).unwrap_or_default().iter().enumerate() {
                if let Some(kept) = usize::from(rank).checked_sub(1).and_then(|level| kept.get_mut(level)) {
                    *kept |= 1 << bit;
                }
            }
            // What a level draws, all finer ones draw as well.
            let mut coarser = 0;
            for kept in kept.iter_mut().rev() {
                *kept |= coarser;
                coarser = *kept;
            }
            let vertices = vertices.get(first..=last).unwrap_or_default();
            blocks.push(Block {
                bounds: Bounds::of(vertices),
                has_seam: vertices.windows(2).any(|edge| is_seam(&edge[0], &edge[1])),
                start: start + first as u32,
                end: start + last as u32,
                kept,
            });
            first = last;
        }
    }

    fn rank(&mut self, vertices: &[Vertex], least: usize) {
        let end = vertices.len() - 1;
        self.ranks.clear();
        self.ranks.resize(vertices.len(), LEVELS as u8);
        self.last.clear();
        self.last.extend((0..vertices.len() as u32).map(|i| i.saturating_sub(1)));
        self.next.clear();
        self.next.extend(1..=vertices.len() as u32);
        self.weights.clear();
        self.weights.extend((0..vertices.len()).map(|i| match vertices.get(i.wrapping_sub(1)..i + 2) {
            Some([a, b, c]) => triangle(a, b, c),
            _ => f32::INFINITY,
        }));
        let mut left = vertices.len().saturating_sub(2);
        let mut limit = FINEST as f32;
        for level in 0..LEVELS {
            let mut at = self.next[0] as usize;
            while at < end {
                if self.weights[at] >= limit {
                    at = self.next[at] as usize;
                    continue;
                }
                if left <= least {
                    return;
                }
                left -= 1;
                self.ranks[at] = level as u8;
                let (last, next) = (self.last[at] as usize, self.next[at] as usize);
                self.next[last] = next as u32;
                self.last[next] = last as u32;
                for at in [last, next] {
                    if at > 0 && at < end {
                        let [a, c] = [self.last[at], self.next[at]].map(|i| &vertices[i as usize]);
                        self.weights[at] = triangle(a, &vertices[at], c);
                    }
                }
                // What has become light before it is looked at again.
                at = if last > 0 { last } else { next };
            }
            limit *= 2.0;
        }
    }
}

/// The area of a triangle in square radii, on the globe or on the flat map, whichever is larger: lines
/// that are straight on one are bent on the other.
fn triangle(a: &Vertex, b: &Vertex, c: &Vertex) -> f32 {
    let [u, v] = [a, c].map(|other| [0, 1, 2].map(|i| other.sphere[i] - b.sphere[i]));
    let normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    let globe = (normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]).sqrt();
    // Seen with b's longitude in the middle.
    let [u, v] = [a, c].map(|other| {
        let east = wrap(f64::from(other.flat[0] - b.flat[0]), TAU) as f32;
        [east * other.flat[1], other.flat[2] - b.flat[2]]
    });
    let flat = (u[0] * v[1] - u[1] * v[0]).abs();
    0.5 * globe.max(flat)
}
