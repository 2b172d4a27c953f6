//! Level of detail: how much each vertex matters, and which are drawn at a scale.
//!
//! Vertices are taken away one after the other, as Visvalingam and Whyatt do it ("Line generalisation by repeated
//! elimination of points", Cartographic Journal 30:1, 1993), the lightest first. Their weight is an area, which
//! lets thin shapes vanish bit by bit; here it is the error itself: how far the line without the vertex
//! would pass from any vertex of the full line. Weights belong to arcs, so that neighbours never gap, and an
//! arc's ends are always drawn.

use super::bounds::{Bounds, near};
use super::clip::Clip;
use super::draw::is_seam;
use super::topology::Vertex;

/// The number of levels; each draws what weighs at least twice as much as in the one before.
pub(super) const LEVELS: usize = 13;

/// What the vertices of level 0 weigh at least. Weights are squares of distances in radii; this is half a pixel
/// where the earth's radius has 2,896.
const FINEST: f64 = 1.0 / (1 << 25) as f64;

/// Half a pixel, squared.
const LEAST_PX2: f64 = 0.25;

/// Islands smaller than this are left out.
const LEAST_ISLAND_PX2: f64 = 0.25;

/// The level that is fine enough where the earth's radius has so many of the screen's own pixels;
/// none where every vertex counts.
pub(super) fn level_of(radius_px: f64) -> Option<usize> {
    let mut weight = LEAST_PX2 / (radius_px * radius_px) / FINEST;
    let mut level = None;
    while weight >= 1.0 && level < Some(LEVELS - 1) {
        level = Some(level.map_or(0, |level| level + 1));
        weight *= 0.5;
    }
    level
}

/// What is smaller than this is left out at a scale, in square radii.
pub(super) fn least_size(radius_px: f64) -> f32 {
    (LEAST_ISLAND_PX2 / (radius_px * radius_px)) as f32
}

/// The largest size that is left out at a scale.
pub(super) fn most_left_out(radius_px: f64) -> f32 {
    0.999 * least_size(radius_px)
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
    /// The first and the last vertex alone.
    pub fn ends(&self) -> u64 {
        1 | 1 << ((self.end - self.start) & (BLOCK_STEPS as u32))
    }

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

    /// The next of them.
    #[inline(always)]
    pub fn next(&mut self) -> Option<&'a Vertex> {
        if self.bits == 0 {
            return None;
        }
        let bit = if self.is_reversed { 63 - self.bits.leading_zeros() } else { self.bits.trailing_zeros() };
        self.bits &= !(1 << bit);
        self.vertices.get(bit as usize)
    }

    /// Writes down where they fall.
    #[inline(always)]
    pub fn project<C: Clip>(mut self, clip: &C, points: &mut [[f32; 2]]) {
        let mut count = 0;
        while let (Some(vertex), true) = (self.next(), count < points.len()) {
            points[count] = clip.project(vertex);
            count += 1;
        }
    }
}

/// Weighs the vertices of arcs. Keeps its memory from one to the next.
pub(super) struct Weigher {
    /// From this level on only what the base part has is drawn: the same with the detail as without.
    base_level: usize,
    has_detail: bool,
    is_base: Vec<bool>,
    places: Vec<Place>,
    /// For each vertex the number of levels that draw it.
    ranks: Vec<u8>,
    weights: Vec<f32>,
    last: Vec<u32>,
    next: Vec<u32>,
}

impl Weigher {
    pub fn new(base_level: Option<usize>, has_detail: bool) -> Weigher {
        Weigher {
            base_level: base_level.unwrap_or(0),
            has_detail,
            is_base: Vec::new(),
            places: Vec::new(),
            ranks: Vec::new(),
            weights: Vec::new(),
            last: Vec::new(),
            next: Vec::new(),
        }
    }

    /// Starts an arc.
    pub fn begin(&mut self) {
        self.is_base.clear();
    }

    /// Tells of the arc's next vertex whether the base part has it.
    pub fn add(&mut self, is_base: bool) {
        self.is_base.push(is_base);
    }

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
        let count = vertices.len();
        self.places.clear();
        let mut lon = vertices.first().map_or(0.0, |vertex| vertex.flat[0]);
        for vertex in vertices {
            let place = Place::of(vertex, lon);
            lon = place.lon;
            self.places.push(place);
        }
        self.ranks.clear();
        self.ranks.resize(count, LEVELS as u8);
        self.last.clear();
        self.last.extend((0..count as u32).map(|i| i.saturating_sub(1)));
        self.next.clear();
        self.next.extend(1..=count as u32);
        self.weights.clear();
        self.weights.resize(count, f32::INFINITY);
        let mut list = List {
            vertices,
            places: &self.places,
            is_base: &self.is_base,
            ranks: &mut self.ranks,
            weights: &mut self.weights,
            last: &mut self.last,
            next: &mut self.next,
            left: count.saturating_sub(2),
            least,
            limit: 0.0,
        };
        // Below the base part's level only vertices that it lacks are weighed; at that level all of them go.
        if self.has_detail {
            list.begin(0);
            list.weigh_all(false);
            for level in 0..self.base_level {
                list.begin(level);
                list.sweep(level, limit(level), false);
            }
            list.sweep(self.base_level, f32::INFINITY, false);
        }
        list.begin(self.base_level);
        list.weigh_all(true);
        for level in self.base_level..LEVELS {
            list.begin(level);
            list.sweep(level, limit(level), true);
        }
    }
}

/// What the vertices of a level weigh at least.
fn limit(level: usize) -> f32 {
    FINEST as f32 * (1 << level) as f32
}

/// The vertices of an arc, those that are left linked with each other.
struct List<'a> {
    vertices: &'a [Vertex],
    places: &'a [Place],
    is_base: &'a [bool],
    ranks: &'a mut [u8],
    weights: &'a mut [f32],
    last: &'a mut [u32],
    next: &'a mut [u32],
    /// How many are left between the ends, and how many must be.
    left: usize,
    least: usize,
    /// The level's limit.
    limit: f32,
}

impl List<'_> {
    fn begin(&mut self, level: usize) {
        self.limit = limit(level);
    }

    /// Takes away what is lighter than a limit, of what the base part has or of what it has not.
    fn sweep(&mut self, level: usize, limit: f32, of_base: bool) {
        let end = self.vertices.len() - 1;
        let mut at = self.next[0] as usize;
        while at < end && self.left > self.least {
            let (last, next) = (self.last[at] as usize, self.next[at] as usize);
            if self.weights[at] >= limit || self.is_base[at] != of_base {
                at = next;
                continue;
            }
            self.left -= 1;
            self.ranks[at] = level as u8;
            self.next[last] = next as u32;
            self.last[next] = last as u32;
            self.weigh(last, of_base);
            self.weigh(next, of_base);
            // The vertex before may have become light: it is looked at again.
            at = if last > 0 { last } else { next };
        }
    }

    fn weigh_all(&mut self, of_base: bool) {
        let mut at = self.next[0] as usize;
        while at < self.vertices.len() {
            self.weigh(at, of_base);
            at = self.next[at] as usize;
        }
    }

    fn weigh(&mut self, at: usize, of_base: bool) {
        if at > 0 && at + 1 < self.vertices.len() && self.is_base[at] == of_base {
            let [from, to] = [self.last[at], self.next[at]].map(|i| i as usize);
            let (mut most, length2) = deviation2(&self.places[from..=to], self.places[at]);
            // An arc of length s bulges over its chord by s²/8, which is here an eighth of the level's error.
            if length2 > self.limit.sqrt() {
                let vertices = &self.vertices[from..=to];
                let distance2 = |vertex| chord_distance2(&vertices[0], &vertices[to - from], vertex);
                most = vertices.iter().map(distance2).fold(most, f32::max);
            }
            self.weights[at] = most;
        }
    }
}

/// A vertex's place on the flat map, for measuring around it.
#[derive(Clone, Copy)]
struct Place {
    /// Unwrapped along the arc.
    lon: f32,
    y: f32,
    /// Radii to a radian of longitude and to one of `y` here, on the globe or on the flat map, whichever is larger.
    wide: f32,
    high: f32,
}

impl Place {
    fn of(vertex: &Vertex, last_lon: f32) -> Place {
        let Vertex { sphere: [.., z], flat: [lon, x_factor, y] } = *vertex;
        // The globe's scale to the flat map's, from west to east; from south to north it is the inverse.
        let ratio = (1.0 - z * z).sqrt() / x_factor;
        Place {
            lon: near(lon, last_lon),
            y,
            wide: x_factor * ratio.max(1.0),
            high: 1.0 / ratio.clamp(0.01, 1.0),
        }
    }
}

/// How far the straight line between the ends passes from the places between, at most; squared, in square radii at the
/// scale around one of them. And the square of its length.
fn deviation2(places: &[Place], around: Place) -> (f32, f32) {
    let [first, inner @ .., last] = places else { return (0.0, 0.0) };
    let Place { wide, high, .. } = around;
    let (along_x, along_y) = ((last.lon - first.lon) * wide, (last.y - first.y) * high);
    let length2 = along_x * along_x + along_y * along_y;
    let per_length2 = if length2 > 0.0 { 1.0 / length2 } else { 0.0 };
    let mut most = 0.0_f32;
    for place in inner {
        let (x, y) = ((place.lon - first.lon) * wide, (place.y - first.y) * high);
        let t = ((x * along_x + y * along_y) * per_length2).clamp(0.0, 1.0);
        let (x, y) = (x - t * along_x, y - t * along_y);
        let distance2 = x * x + y * y;
        if distance2 > most {
            most = distance2;
        }
    }
    (most, length2)
}

/// How far a vertex is from the straight line between two others, through the earth; squared.
fn chord_distance2(first: &Vertex, last: &Vertex, vertex: &Vertex) -> f32 {
    let [ax, ay, az] = first.sphere;
    let ([bx, by, bz], [vx, vy, vz]) = (last.sphere, vertex.sphere);
    let ((bx, by, bz), (vx, vy, vz)) = ((bx - ax, by - ay, bz - az), (vx - ax, vy - ay, vz - az));
    let length2 = bx * bx + by * by + bz * bz;
    let t = if length2 > 0.0 { ((vx * bx + vy * by + vz * bz) / length2).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y, z) = (vx - t * bx, vy - t * by, vz - t * bz);
    x * x + y * y + z * z
}
