//! The world file: a small binary topology of the world's countries, in two parts.
//!
//! The base part is a whole world of its own, good enough for a small picture. The detail part holds what it
//! leaves out: the last digits of its points, the points between them, and small islands. So the picture does not
//! jump when the detail comes, and nothing is loaded twice.
//!
//! All numbers are unsigned LEB128 varints; signed ones are zigzag-coded first. Numbers of one kind stand
//! together, since that compresses best. The base part, in order:
//!
//! | part | content |
//! |---|---|
//! | magic | `AWLD`, the version, and `b`, a byte each |
//! | grid | [`Grid`]'s numbers |
//! | countries | count; three letters for each; for each the length of its name; the names |
//! | shapes | for each country the number of its polygons; for each of these that of its rings; for each of these that of its arcs |
//! | references | for each arc of each ring: 0 for the next new arc, 1 for the same run backwards; else how far back from there the arc is, times two, plus one where it is run backwards |
//! | arcs | for each its number of points |
//! | points | all x, then all y: the difference to the point before, in steps of the base part |
//! | labels | all x, then all y: the difference to the first point of the country's first polygon, in steps |
//!
//! An arc that makes a ring by itself is stored without its last point, which is its first again. A point of
//! the base part stands for all those of its cell; which one it is says the detail part:
//!
//! | part | content |
//! |---|---|
//! | magic | `AWLD`, the version, and `d`, a byte each |
//! | base | the base part's checksum, four bytes, little-endian |
//! | islands | for each country the number of its polygons that only this part has: rings of one arc each; for each of these its number of points |
//! | cells | for each point of the base part, x and y within its cell, x · `coarse_steps` + y |
//! | inserted | for each edge of the base part the number of points on it |
//! | points | those, all x, then all y: the difference to the point expected, which is `expected`; then the islands', as in the base part, but in steps |
//!
//! Rings follow d3-geo's orientation: the inside lies to the right of the direction of travel, for
//! holes as well; the outer ring comes first, and goes round the smaller part of the sphere. Consecutive arcs of
//! a ring share an end, and the last ends where the first starts. A country's first polygon is its largest.

use std::ops::Range;

pub(super) const MAGIC: &[u8; 4] = b"AWLD";
pub(super) const VERSION: u8 = 2;

/// Where the integer grid of a topology lies: on the Equal Earth plane with the central meridian 0, which
/// has the same area to a cell everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Steps to a radius of the earth.
    pub steps_per_radius: u32,
    /// Steps to a side of the base part's cells.
    pub coarse_steps: u32,
    /// The base part is exact to half a pixel up to this scale.
    pub base_radius_px: u32,
    /// And both parts together up to this one.
    pub radius_px: u32,
}

/// A point of an arc.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// On the grid.
    pub at: [i32; 2],
    /// Whether the base part has it.
    pub is_base: bool,
}

/// One arc of a ring, in the direction the ring runs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArcRef {
    /// Index into [`Topology::arcs`].
    pub arc: u32,
    /// Whether the ring runs the arc from its last point to its first.
    pub is_reversed: bool,
}

/// A country as stored: who it is and its place in the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// ISO 3166-1 alpha-3, or `XKX` for Kosovo; for a unit with a name, Natural Earth's own three letters.
    pub code: String,
    /// The English name of a unit without an ISO code; empty otherwise.
    pub name: String,
    /// A point in its largest polygon where a label has room.
    pub label: [i32; 2],
    /// Indices into [`Topology::polygons`], the largest first.
    pub polygons: Range<u32>,
}

/// What the world files hold: arcs stored once, and countries that refer to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topology {
    /// Where the grid lies.
    pub grid: Grid,
    /// The points of all arcs.
    pub points: Vec<Point>,
    /// Lines of at least two points. A border shared by two countries is one arc. In order of first use by
    /// those polygons that the base part has, and then by the others.
    pub arcs: Vec<Range<u32>>,
    /// The number of arcs that the base part has.
    pub base_arcs: u32,
    /// The arcs of all rings.
    pub references: Vec<ArcRef>,
    /// Rings as ranges of `references`.
    pub rings: Vec<Range<u32>>,
    /// Polygons as ranges of `rings`, each its outer ring and then its holes.
    pub polygons: Vec<Range<u32>>,
    /// The countries, in the file's order.
    pub countries: Vec<Outline>,
}

/// The part of a table that a range names; a range out of the table names nothing.
pub(super) fn part<'a, T>(table: &'a [T], range: &Range<u32>) -> &'a [T] {
    table.get(range.start as usize..range.end as usize).unwrap_or_default()
}

impl Topology {
    /// The points of an arc.
    pub fn arc_points(&self, arc: u32) -> &[Point] {
        self.arcs.get(arc as usize).map_or(&[], |arc| part(&self.points, arc))
    }

    /// The arcs of a polygon's rings.
    pub fn polygon_rings(&self, polygon: &Range<u32>) -> impl Iterator<Item = &[ArcRef]> {
        part(&self.rings, polygon).iter().map(|ring| part(&self.references, ring))
    }

    /// Where a country's first arc begins.
    pub(super) fn first_point(&self, country: usize) -> Option<[i32; 2]> {
        let polygon = part(&self.polygons, &self.countries.get(country)?.polygons).first()?;
        let ring = self.rings.get(polygon.start as usize)?;
        let reference = part(&self.references, ring).first()?;
        Some(self.arc_points(reference.arc).first()?.at)
    }

    /// Whether the base part has a polygon.
    pub fn is_base(&self, polygon: &Range<u32>) -> bool {
        self.polygon_rings(polygon).flatten().all(|reference| reference.arc < self.base_arcs)
    }
}

/// Where the next of `count` points between `last` and `end` is expected: on the straight way.
pub(super) fn expected(last: i32, end: i32, count: u32) -> i32 {
    let parts = i64::from(count) + 1;
    let way = 2 * (i64::from(end) - i64::from(last));
    last.wrapping_add((way + parts).div_euclid(2 * parts) as i32)
}

/// A sum over all bytes that tells one base part from another (FNV-1a).
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, &byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
