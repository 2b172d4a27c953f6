//! The world in memory: vertices ready for both projections, arcs, rings, polygons, countries.

use super::bounds::{Around, Bounds};
use super::codec::{ArcRef, Grid, Point, Topology, part};
use super::decode::DecodeError;
use super::detail::{Block, Weigher, level_of, most_left_out};
use super::hit::Columns;
use super::land::LandRing;
use super::projection::{equal_earth, sin_lat_and_x_factor};
use super::sphere::{Unit, asin, dot, lon_lat_rad, mix, sin_cos, unit_vector, wrap};
use super::view::View;
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

    /// The place of a grid point; one within `steps` of the grid's edge, the antimeridian, is put on it.
    fn on_grid(grid: &Grid, at: [i32; 2], steps: u32) -> Vertex {
        let step = 1.0 / f64::from(grid.steps_per_radius);
        let [x, y] = at.map(|at| f64::from(at) * step);
        let (sin_lat, x_factor) = sin_lat_and_x_factor(y);
        let cos_lat = (1.0 - sin_lat * sin_lat).sqrt();
        let mut lon_rad = x / x_factor;
        if x.abs() > PI * x_factor - f64::from(steps) * step {
            lon_rad = -PI;
        }
        let (sin_lon, cos_lon) = sin_cos(lon_rad);
        let sphere = [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat];
        Vertex { sphere: sphere.map(|v| v as f32), flat: [lon_rad, x_factor, y].map(|v| v as f32) }
    }

    pub fn unit(&self) -> Unit {
        self.sphere.map(f64::from)
    }
}

/// A country's place in [`World::countries`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryIndex(pub u16);

/// A country, or a unit of the map that has no country code.
#[derive(Clone, Debug, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-3, `XKX` for Kosovo; empty for a unit without a code.
    pub code: String,
    /// Three letters that name it on this map: its code or, for a unit without, Natural Earth's.
    pub unit: String,
    /// The English name of a unit without a code; empty otherwise.
    pub name: String,
    /// Longitude and latitude of a point inside the largest polygon where a label has room.
    pub label_lon_lat_deg: (f64, f64),
    /// The largest first.
    pub(super) polygons: Range<u32>,
}

/// Units that the source draws as parts of a country, and its code.
const PARTS: [(&str, &str); 1] = [("RUC", "RUS")];

impl Country {
    /// The ISO code of the country that the source of the map draws it as; empty for a unit that is none's.
    pub fn code_in_source(&self) -> &str {
        PARTS.iter().find(|(part, _)| *part == self.unit).map_or(&self.code, |(_, code)| code)
    }
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
    /// In square radii; it is left out where this cannot be seen.
    pub size: f32,
}

/// All countries, ready to be drawn and asked.
pub struct World {
    /// The bytes of the base part.
    base: Vec<u8>,
    /// It is exact to half a pixel up to this scale.
    radius_px: f64,
    pub(super) vertices: Vec<Vertex>,
    pub(super) blocks: Vec<Block>,
    pub(super) arcs: Vec<Arc>,
    pub(super) references: Vec<ArcRef>,
    /// Ranges of `references`.
    pub(super) rings: Vec<Range<u32>>,
    pub(super) polygons: Vec<Polygon>,
    pub(super) land: Vec<LandRing>,
    pub(super) columns: Columns,
    countries: Vec<Country>,
}

impl World {
    /// Reads the base part of a world file (see [`codec`](super::codec)) and prepares it for drawing.
    ///
    /// # Errors
    /// On bytes that are not a sound world file.
    pub fn decode(base: &[u8]) -> Result<World, DecodeError> {
        World::from_parts(base, None)
    }

    /// The same world with the detail part that belongs to it. At scales for which the base part is
    /// [fine enough](World::is_fine_enough), both give the same picture.
    ///
    /// # Errors
    /// On bytes that are not a sound detail part of this world.
    pub fn refine(&self, detail: &[u8]) -> Result<World, DecodeError> {
        World::from_parts(&self.base, Some(detail))
    }

    /// Whether it has all that the screen of a view can show, to half a pixel.
    pub fn is_fine_enough(&self, view: &View) -> bool {
        view.screen_radius_px <= self.radius_px
    }

    fn from_parts(base: &[u8], detail: Option<&[u8]>) -> Result<World, DecodeError> {
        let topology = Topology::decode(base, detail)?;
        World::from_topology(topology, base, detail.is_some()).ok_or(DecodeError {
            offset_bytes: base.len(),
            found: None,
            expected: "at most two million vertices",
        })
    }

    /// None where it would take too much memory.
    fn from_topology(mut topology: Topology, base: &[u8], has_detail: bool) -> Option<World> {
        let grid = topology.grid;
        let mut world = World {
            base: base.to_vec(),
            radius_px: f64::from(if has_detail { grid.radius_px } else { grid.base_radius_px }),
            vertices: Vec::with_capacity(topology.points.len()),
            blocks: Vec::with_capacity(topology.arcs.len()),
            arcs: Vec::with_capacity(topology.arcs.len()),
            references: std::mem::take(&mut topology.references),
            rings: std::mem::take(&mut topology.rings),
            polygons: Vec::with_capacity(topology.polygons.len()),
            land: Vec::new(),
            columns: Columns::default(),
            countries: Vec::with_capacity(topology.countries.len()),
        };
        world.add_arcs(&topology, has_detail)?;
        // What the detail adds is left out wherever the base part would do.
        let most_added = most_left_out(f64::from(grid.base_radius_px));
        for outline in std::mem::take(&mut topology.countries) {
            let country = CountryIndex(world.countries.len() as u16);
            for rings in part(&topology.polygons, &outline.polygons) {
                let mut polygon = world.polygon(rings.clone(), country);
                if world.polygons.len() as u32 == outline.polygons.start {
                    polygon.size = f32::INFINITY;
                } else if world.first_arc(rings.start) >= topology.base_arcs {
                    polygon.size = polygon.size.min(most_added);
                }
                world.polygons.push(polygon);
            }
            let label = Vertex::on_grid(&grid, outline.label, 0);
            let (lon_rad, lat_rad) = lon_lat_rad(label.unit());
            world.countries.push(Country {
                code: if outline.name.is_empty() { outline.code.clone() } else { String::new() },
                unit: outline.code,
                name: outline.name,
                label_lon_lat_deg: (lon_rad.to_degrees(), lat_rad.to_degrees()),
                polygons: outline.polygons,
            });
        }
        world.columns = Columns::of(&world.polygons);
        world.join_coasts(&topology, most_added);
        Some(world)
    }

    #[inline(never)]
    fn add_arcs(&mut self, topology: &Topology, has_detail: bool) -> Option<()> {
        // So that no ring collapses to less than a triangle, its longest arc keeps some of its vertices.
        let mut least = vec![0; topology.arcs.len()];
        for ring in &self.rings {
            let (mut longest, mut most) = (0, 0);
            for reference in part(&self.references, ring) {
                let count = topology.arc_points(reference.arc).len();
                if count > most {
                    (longest, most) = (reference.arc as usize, count);
                }
            }
            if let Some(least) = least.get_mut(longest) {
                *least = 3_usize.saturating_sub(ring.len()).max(*least);
            }
        }
        let grid = topology.grid;
        let accuracy = if has_detail { 1 } else { grid.coarse_steps / 2 + 1 };
        let mut weigher = Weigher::new(level_of(f64::from(grid.base_radius_px)), has_detail);
        for (arc, least) in topology.arcs.iter().zip(least) {
            self.add_arc(&grid, accuracy, part(&topology.points, arc), least, &mut weigher)?;
        }
        let mut run = 0;
        for reference in &self.references {
            run += self.arcs.get(reference.arc as usize).map_or(0, |arc| arc.vertices.len());
        }
        (run <= MOST_VERTICES).then_some(())
    }

    fn add_arc(
        &mut self,
        grid: &Grid,
        accuracy: u32,
        points: &[Point],
        least: usize,
        weigher: &mut Weigher,
    ) -> Option<()> {
        let start = self.vertices.len();
        weigher.begin();
        for point in points {
            let vertex = Vertex::on_grid(grid, point.at, accuracy);
            if let Some(last) = self.vertices.get(start..).and_then(<[Vertex]>::last) {
                let chord = mix(last.unit(), 1.0, vertex.unit(), -1.0);
                if dot(chord, chord) > LONGEST_EDGE_RAD * LONGEST_EDGE_RAD {
                    self.split_edge(last.unit(), vertex.unit(), weigher);
                }
            }
            self.vertices.push(vertex);
            weigher.add(point.is_base);
            if self.vertices.len() > MOST_VERTICES {
                return None;
            }
        }
        let first_block = self.blocks.len();
        let vertices = self.vertices.get(start..).unwrap_or_default();
        weigher.blocks(vertices, start as u32, least, &mut self.blocks);
        self.arcs.push(Arc {
            vertices: start as u32..self.vertices.len() as u32,
            bounds: match self.blocks.get(first_block..) {
                Some([only]) => only.bounds,
                _ => Bounds::of(vertices),
            },
            blocks: first_block as u32..self.blocks.len() as u32,
            owners: [None; 2],
            uses: 0,
        });
        Some(())
    }

    /// Adds what lies between the ends of a long edge. Between antipodes no way is the shortest.
    fn split_edge(&mut self, a: Unit, b: Unit, weigher: &mut Weigher) {
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
            weigher.add(true);
        }
    }

    /// A country's polygon, which from now on owns the arcs of its rings.
    #[inline(never)]
    fn polygon(&mut self, rings: Range<u32>, country: CountryIndex) -> Polygon {
        for ring in part(&self.rings, &rings) {
            for reference in part(&self.references, ring) {
                let Some(arc) = self.arcs.get_mut(reference.arc as usize) else { continue };
                arc.uses = arc.uses.saturating_add(1);
                match &mut arc.owners {
                    [owner @ None, _] => *owner = Some(country),
                    [Some(one), other @ None] if *one != country => *other = Some(country),
                    _ => {}
                }
            }
        }
        // The outer ring comes first. Its inside is to the right.
        let around = self.around_ring(rings.start);
        let (mut bounds, turn) = (around.bounds(), around.turn());
        if turn.abs() > PI as f32 {
            bounds.extend_to_pole(turn > 0.0);
        }
        Polygon { rings, bounds, has_south_pole: turn > PI as f32, size: bounds.flat_area() }
    }

    #[inline(never)]
    pub(super) fn around_ring(&self, ring: u32) -> Around {
        let mut around = Around::default();
        for (arc, is_reversed) in self.ring_arcs(ring) {
            around.add(self.arc_vertices(arc), is_reversed);
        }
        around
    }

    /// The arc that a ring begins with.
    fn first_arc(&self, ring: u32) -> u32 {
        let ring = self.rings.get(ring as usize).map_or(&[][..], |ring| part(&self.references, ring));
        ring.first().map_or(0, |reference| reference.arc)
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
        self.unit_by_code(code)
            .filter(|&index| self.country(index).is_some_and(|country| !country.code.is_empty()))
    }

    /// The country, or the unit without an ISO code, that the map names by these three letters.
    pub fn unit_by_code(&self, unit: &str) -> Option<CountryIndex> {
        let found = self.countries.iter().position(|country| country.unit == unit);
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

/// Things forwards or backwards.
pub(super) fn directed<T>(things: &[T], is_reversed: bool) -> impl Iterator<Item = &T> + Clone {
    let len = things.len();
    (0..len).filter_map(move |i| things.get(if is_reversed { len - 1 - i } else { i }))
}
