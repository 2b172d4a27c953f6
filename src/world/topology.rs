//! The world in memory: vertices ready for both projections, arcs, rings, polygons, countries.

use super::bounds::Bounds;
use super::codec::{ArcRef, Topology};
use super::decode::DecodeError;
use super::detail::{Block, Weigher};
use super::label::label_lon_lat_deg;
use super::land::LandRing;
use super::projection::equal_earth;
use super::sphere::{
    Unit, asin, dot, lon_lat_rad, mix, ring_area_sr, ring_turn_rad, sin_cos, unit_vector, wrap, wrap_positive,
};
use std::f64::consts::{PI, TAU};
use std::ops::Range;

/// Edges longer than this are split along the great circle, so that what is drawn straight
/// between two vertices is straight enough at every zoom: 4e-5 of the radius at most.
const LONGEST_EDGE_RAD: f64 = PI / 180.0;

/// A file that would give more vertices than this, by splitting edges or by running the same arcs
/// again and again, is refused: it is not a map.
const MOST_VERTICES: usize = 2_000_000;

/// A position, prepared so that either projection costs a few multiplications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Vertex {
    /// Unit vector; x towards 0°E, y towards 90°E, z towards the north.
    pub sphere: [f32; 3],
    /// Longitude in radians in [-π, π), Equal Earth's width of a radian, and its y.
    pub flat: [f32; 3],
}

impl Vertex {
    #[inline(never)] // not hot, and in many places
    pub fn new(lon_rad: f64, lat_rad: f64) -> Vertex {
        let sphere = unit_vector(lon_rad, lat_rad);
        let at = equal_earth(sphere[2]);
        let lon_rad = wrap(lon_rad, TAU);
        Vertex { sphere: sphere.map(|v| v as f32), flat: [lon_rad as f32, at.x_factor as f32, at.y as f32] }
    }

    pub fn unit(&self) -> Unit {
        self.sphere.map(f64::from)
    }
}

/// A country's place in [`World::countries`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryIndex(pub u16);

/// The smallest range of longitudes and latitudes around something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLatBox {
    /// In [-180, 180).
    pub west_deg: f64,
    /// At least -90.
    pub south_deg: f64,
    /// At least `west_deg`, and above 180 where the box crosses the antimeridian.
    pub east_deg: f64,
    /// At most 90.
    pub north_deg: f64,
}

/// A country, or a unit of the map that has no country code.
#[derive(Clone, Debug, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-3, `XKX` for Kosovo; empty for a unit without a code.
    pub code: String,
    /// The English name of a unit without a code; empty otherwise.
    pub name: String,
    /// Around all its polygons.
    pub bbox: LonLatBox,
    /// Longitude and latitude of a point inside the largest polygon where a label has room.
    pub label_lon_lat_deg: (f64, f64),
    /// Area of the largest polygon on the unit sphere; times 40.6 million for square kilometres.
    pub largest_area_sr: f64,
    pub(super) polygons: Range<u32>,
    pub(super) largest_polygon: u32,
}

pub(super) struct Arc {
    pub vertices: Range<u32>,
    /// Never empty.
    pub blocks: Range<u32>,
    pub bounds: Bounds,
    /// The countries on its sides; two only where they differ.
    pub owners: [Option<CountryIndex>; 2],
    /// How often rings run it.
    pub uses: u8,
}

pub(super) struct Polygon {
    pub rings: Range<u32>,
    pub bounds: Bounds,
    pub has_south_pole: bool,
    pub area_sr: f64,
}

/// All countries, ready to be drawn and asked.
pub struct World {
    pub(super) vertices: Vec<Vertex>,
    pub(super) blocks: Vec<Block>,
    pub(super) arcs: Vec<Arc>,
    pub(super) references: Vec<ArcRef>,
    /// Ranges of `references`.
    pub(super) rings: Vec<Range<u32>>,
    pub(super) polygons: Vec<Polygon>,
    pub(super) land: Vec<LandRing>,
    countries: Vec<Country>,
}

/// The part of a table that a range names; a range out of the table names nothing.
pub(super) fn part<'a, T>(table: &'a [T], range: &Range<u32>) -> &'a [T] {
    table.get(range.start as usize..range.end as usize).unwrap_or_default()
}

/// Vertices forwards or backwards.
pub(super) fn directed(vertices: &[Vertex], is_reversed: bool) -> impl Iterator<Item = &Vertex> {
    let len = vertices.len();
    (0..len).filter_map(move |i| vertices.get(if is_reversed { len - 1 - i } else { i }))
}

/// How many vertices of each arc are drawn at the least, its ends not counted, so that no ring collapses to
/// less than a triangle.
fn least_vertices(topology: &Topology) -> Vec<u8> {
    let mut least = vec![0; topology.arcs.len()];
    for ring in topology.countries.iter().flat_map(|country| &country.polygons).flatten() {
        let longest =
            ring.iter().map(|reference| reference.arc as usize).max_by_key(|&arc| topology.arcs[arc].len());
        if let Some(least) = longest.and_then(|arc| least.get_mut(arc)) {
            *least = u8::max(*least, 3_u8.saturating_sub(ring.len().min(3) as u8));
        }
    }
    least
}

impl World {
    /// Reads a world file (see [`codec`](super::codec)) and prepares it for drawing.
    ///
    /// # Errors
    /// On bytes that are not a sound world file.
    pub fn decode(bytes: &[u8]) -> Result<World, DecodeError> {
        let topology = Topology::decode(bytes)?;
        World::from_topology(topology).ok_or(DecodeError {
            offset_bytes: bytes.len(),
            found: None,
            expected: "at most two million vertices",
        })
    }

    /// None where it would take too much memory.
    fn from_topology(topology: Topology) -> Option<World> {
        let mut world = World {
            vertices: Vec::with_capacity(topology.arcs.iter().map(Vec::len).sum()),
            blocks: Vec::with_capacity(topology.arcs.len()),
            arcs: Vec::with_capacity(topology.arcs.len()),
            references: Vec::new(),
            rings: Vec::new(),
            polygons: Vec::new(),
            land: Vec::new(),
            countries: Vec::with_capacity(topology.countries.len()),
        };
        let least = least_vertices(&topology);
        let mut weigher = Weigher::default();
        for (arc, &least) in topology.arcs.iter().zip(&least) {
            let points_deg = arc.iter().map(|&point| topology.grid.lon_lat_deg(point));
            world.add_arc(points_deg, usize::from(least), &mut weigher)?;
        }
        let outlines = &topology.countries;
        let references = outlines.iter().flat_map(|outline| &outline.polygons).flatten().flatten();
        let run: usize = references
            .filter_map(|reference| Some(world.arcs.get(reference.arc as usize)?.vertices.len()))
            .sum();
        if run > MOST_VERTICES {
            return None;
        }
        let mut needed = Vec::new();
        for (index, outline) in topology.countries.iter().enumerate() {
            let country = CountryIndex(index as u16);
            let first = world.polygons.len() as u32;
            for polygon in &outline.polygons {
                world.add_polygon(polygon, country);
            }
            let polygons = first..world.polygons.len() as u32;
            let area_sr = |index: &u32| world.polygons.get(*index as usize).map_or(0.0, |p| p.area_sr);
            let largest_polygon =
                polygons.clone().max_by(|a, b| area_sr(a).total_cmp(&area_sr(b))).unwrap_or(u32::MAX);
            let largest = world.polygons.get(largest_polygon as usize);
            let largest_outer = outline.polygons.get((largest_polygon.wrapping_sub(first)) as usize);
            needed.extend(largest_outer.into_iter().flatten().flatten().map(|reference| reference.arc));
            world.countries.push(Country {
                code: outline.code.clone(),
                name: outline.name.clone(),
                bbox: Bounds::lon_lat_box(part(&world.polygons, &polygons)),
                label_lon_lat_deg: largest.map_or((0.0, 0.0), |polygon| label_lon_lat_deg(&world, polygon)),
                largest_area_sr: largest.map_or(0.0, |polygon| polygon.area_sr),
                polygons,
                largest_polygon,
            });
        }
        world.join_coasts(&topology, &needed);
        Some(world)
    }

    fn add_arc(
        &mut self,
        points_deg: impl Iterator<Item = (f64, f64)>,
        least: usize,
        weigher: &mut Weigher,
    ) -> Option<()> {
        let start = self.vertices.len();
        let mut last: Option<Unit> = None;
        for (lon_deg, lat_deg) in points_deg {
            let vertex = Vertex::new(lon_deg.to_radians(), lat_deg.to_radians());
            let unit = vertex.unit();
            if let Some(last) = last {
                self.split_edge(last, unit);
            }
            self.vertices.push(vertex);
            if self.vertices.len() > MOST_VERTICES {
                return None;
            }
            last = Some(unit);
        }
        let first_block = self.blocks.len() as u32;
        let vertices = self.vertices.get(start..).unwrap_or_default();
        weigher.blocks(vertices, start as u32, least, &mut self.blocks);
        self.arcs.push(Arc {
            vertices: start as u32..self.vertices.len() as u32,
            blocks: first_block..self.blocks.len() as u32,
            bounds: Bounds::of(vertices),
            owners: [None; 2],
            uses: 0,
        });
        Some(())
    }

    /// Adds what lies between the ends of a long edge. Between antipodes no way is the shortest.
    fn split_edge(&mut self, a: Unit, b: Unit) {
        let chord = mix(a, 1.0, b, -1.0);
        let angle = 2.0 * asin(0.5 * dot(chord, chord).sqrt());
        let parts = (angle / LONGEST_EDGE_RAD).ceil();
        if angle > PI - 1e-3 {
            return;
        }
        for i in 1..parts as u32 {
            let t = f64::from(i) / parts;
            let (from, to) = (sin_cos((1.0 - t) * angle).0, sin_cos(t * angle).0);
            let (lon_rad, lat_rad) = lon_lat_rad(mix(a, from, b, to));
            self.vertices.push(Vertex::new(lon_rad, lat_rad));
        }
    }

    fn add_polygon(&mut self, rings: &[Vec<ArcRef>], country: CountryIndex) {
        let first = self.rings.len() as u32;
        for ring in rings {
            for reference in ring {
                if let Some(arc) = self.arcs.get_mut(reference.arc as usize) {
                    arc.uses = arc.uses.saturating_add(1);
                    match &mut arc.owners {
                        [owner @ None, _] => *owner = Some(country),
                        [Some(one), other @ None] if *one != country => *other = Some(country),
                        _ => {}
                    }
                }
            }
            let start = self.references.len() as u32;
            self.references.extend(ring);
            self.rings.push(start..self.references.len() as u32);
        }
        let rings = first..self.rings.len() as u32;
        let (mut area_sr, mut has_south_pole, mut bounds) = (0.0, true, None);
        for ring in rings.clone() {
            let mut vertices: Vec<Vertex> = Vec::new();
            for (arc, is_reversed) in self.ring_arcs(ring) {
                vertices.extend(directed(self.arc_vertices(arc), is_reversed));
            }
            // The outer ring comes first, and the holes are within.
            bounds.get_or_insert_with(|| Bounds::of(&vertices));
            let ring_area_sr = ring_area_sr(vertices.iter().map(Vertex::unit));
            area_sr += ring_area_sr;
            has_south_pole &= match ring_turn_rad(vertices.iter().map(|vertex| f64::from(vertex.flat[0]))) {
                // Both poles are on the same side: outside, unless the ring is that of a hole.
                0.0 => ring_area_sr < 0.0,
                eastward => eastward > 0.0,
            };
        }
        let mut bounds = bounds.unwrap_or_else(|| Bounds::of(&[]));
        bounds.extend_to_poles(has_south_pole);
        self.polygons.push(Polygon {
            rings,
            bounds,
            has_south_pole,
            area_sr: wrap_positive(area_sr, 4.0 * PI),
        });
    }

    /// All countries, in the file's order.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// A country by its place.
    pub fn country(&self, index: CountryIndex) -> Option<&Country> {
        self.countries.get(usize::from(index.0))
    }

    /// The country with an ISO 3166-1 alpha-3 code (`XKX` for Kosovo), in capitals.
    pub fn country_by_code(&self, code: &str) -> Option<CountryIndex> {
        let found = self.countries.iter().position(|country| country.code == code && !code.is_empty());
        found.map(|index| CountryIndex(index as u16))
    }

    /// The vertices of an arc, in the direction they are stored.
    pub(super) fn arc_vertices(&self, arc: &Arc) -> &[Vertex] {
        part(&self.vertices, &arc.vertices)
    }

    /// The arcs of a ring, and whether it runs them backwards.
    pub(super) fn ring_arcs(&self, ring: u32) -> impl Iterator<Item = (&Arc, bool)> {
        let references = self.rings.get(ring as usize).map_or(&[][..], |ring| part(&self.references, ring));
        references
            .iter()
            .filter_map(|reference| Some((self.arcs.get(reference.arc as usize)?, reference.is_reversed)))
    }
}
