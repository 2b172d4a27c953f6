//! Turns npm's `world-atlas` (TopoJSON of Natural Earth) into the world file the widget loads.

use anyhow::{Context, Result, bail, ensure};
use aukus_atlas::world::codec::{ArcRef, Grid, Outline, Point, Topology};
use aukus_atlas::world::{CountryIndex, World};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;

mod label;
mod weigh;

use label::label_lon_lat_rad;
use weigh::{Vertex, ring_area, weights};

/// Units of Natural Earth without a country code, as `world-atlas` names them. Only Kosovo has a
/// code in general use (XKX, user-assigned in ISO 3166-1); the others keep their name, and the three letters
/// by which Natural Earth knows them.
///
/// The "Indian Ocean Ter." are Christmas Island (CXR) and the Cocos Islands (CCK) in one unit, so
/// neither code is right for it.
const WITHOUT_ID: [(&str, &str, &str); 5] = [
    ("Kosovo", "XKX", ""),
    ("N. Cyprus", "CYN", "Northern Cyprus"),
    ("Somaliland", "SOL", "Somaliland"),
    ("Siachen Glacier", "KAS", "Siachen Glacier"),
    ("Indian Ocean Ter.", "IOA", "Indian Ocean Territories"),
];

/// A part of a country that is a unit of its own here, since whose it is is disputed: its letters and name, the ISO number
/// of the country that the source draws it as, and the box, west, south, east and north in degrees, that has all
/// of it and nothing else of that country.
const PARTS: [(&str, &str, &str, [f64; 4]); 1] = [("RUC", "Crimea", "643", [32.0, 44.0, 36.8, 46.4])];

/// Beyond this latitude a ring is not land but the edge of the source's flat map.
const POLE_LAT_DEG: f64 = 89.9;

#[derive(Deserialize)]
struct Source {
    transform: Transform,
    arcs: Vec<Vec<[i32; 2]>>,
    objects: Objects,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Objects {
    countries: Collection,
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(flatten)]
    shape: Shape,
    id: Option<String>,
    properties: Properties,
}

#[derive(Deserialize)]
struct Properties {
    name: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum Shape {
    Polygon(Vec<Vec<i64>>),
    MultiPolygon(Vec<Vec<Vec<i64>>>),
}

/// Steps of the grid to a radius, nearly a hundredth of a degree each: a fifth of a pixel at the scale up to
/// which the world is exact.
const STEPS_PER_RADIUS: u32 = 6000;
/// The base part has cells of so many steps: a third of a pixel at its scale.
const COARSE_STEPS: u32 = 8;
/// Pixels to a radius up to which the base part is exact to half a pixel: a flat map 1,386 wide.
const BASE_RADIUS_PX: u32 = 256;
/// And both parts: zoom 16 of a flat map 960 wide.
const RADIUS_PX: u32 = 2896;

/// Half a pixel at a scale, squared, in square radii.
fn least_weight(radius_px: u32) -> f64 {
    (0.5 / f64::from(radius_px)).powi(2)
}

/// Islands of less than a quarter of a square pixel are left to the detail part.
fn least_island(radius_px: u32) -> f64 {
    0.25 / f64::from(radius_px).powi(2)
}

/// A polygon of a country on its way into the file.
struct Polygon {
    rings: Vec<Ring>,
    area: f64,
}

type Ring = Vec<ArcRef>;

/// Packs the `countries` of a `world-atlas` file into a base part and a detail part; the same input gives the
/// same bytes.
///
/// Units with the same id become one country. Rings without area and the artificial ring round
/// the south pole are left out, as are arcs that then nobody uses.
///
/// # Errors
/// On text that is not such a file, a country that neither the id nor the table tells, or an arc
/// that does not exist.
pub fn pack(topojson: &str) -> Result<[Vec<u8>; 2]> {
    let source: Source = serde_json::from_str(topojson).context("not a TopoJSON file of countries")?;
    let Transform { scale, translate } = source.transform;
    let place = |at: [i32; 2]| [0, 1].map(|axis| f64::from(at[axis]) * scale[axis] + translate[axis]);
    let arcs: Vec<Vec<[f64; 2]>> =
        source.arcs.into_iter().map(|arc| undelta(arc).into_iter().map(place).collect()).collect();
    let vertices: Vec<Vec<Vertex>> =
        arcs.iter().map(|arc| arc.iter().map(|&place| Vertex::new(place)).collect()).collect();

    let mut countries: BTreeMap<(String, String), Vec<Polygon>> = BTreeMap::new();
    for geometry in source.objects.countries.geometries {
        let polygons = match &geometry.shape {
            Shape::Polygon(rings) => std::slice::from_ref(rings),
            Shape::MultiPolygon(polygons) => polygons,
        };
        let identity = identity(&geometry)?;
        for rings in polygons {
            let rings: Vec<Ring> = rings.iter().map(|ring| references(ring, &arcs)).collect::<Result<_>>()?;
            let rings: Vec<Ring> = rings.into_iter().filter(|ring| is_land(ring, &arcs)).collect();
            if let Some(outer) = rings.first() {
                let area = ring_area(&ring_vertices(outer, &vertices));
                let identity = part(&geometry, outer, &arcs).unwrap_or_else(|| identity.clone());
                countries.entry(identity).or_default().push(Polygon { area, rings });
            }
        }
    }
    countries.values_mut().for_each(|polygons| polygons.sort_by(|a, b| b.area.total_cmp(&a.area)));
    let topology = topology(countries, &vertices);
    let [base, detail] = topology.encode();
    check(&topology, &base, &detail)?;
    Ok([base, detail])
}

/// Whether the files read back as what was written, and labels stand where they should.
fn check(topology: &Topology, base: &[u8], detail: &[u8]) -> Result<()> {
    let read = Topology::decode(base, Some(detail)).context("the packed world does not read back")?;
    ensure!(read == *topology, "the packed world reads back as another");
    let world = World::decode(base)?.refine(detail)?;
    for (index, country) in world.countries().iter().enumerate() {
        let (lon, lat) = country.label_lon_lat_deg;
        let is_within = world.country_at(lon, lat) == Some(CountryIndex(index as u16));
        // The Vatican is as large as a step of the grid.
        ensure!(
            is_within || country.unit == "VAT",
            "{}: its label at {lon} {lat} is not within",
            country.unit
        );
    }
    Ok(())
}

/// Builds the tables: arcs numbered as polygons come to them, those of the base part first, and each in the
/// direction of its first use.
fn topology(countries: BTreeMap<(String, String), Vec<Polygon>>, vertices: &[Vec<Vertex>]) -> Topology {
    // A small island is one arc that nobody else uses.
    let mut uses = vec![0; vertices.len()];
    countries.values().flatten().flat_map(|p| &p.rings).flatten().for_each(|r| uses[r.arc as usize] += 1);
    let is_added = |polygon: &Polygon, rank: usize| match polygon.rings.as_slice() {
        [ring] => {
            let is_alone = ring.len() == 1 && uses[ring[0].arc as usize] == 1;
            is_alone && rank > 0 && polygon.area < least_island(BASE_RADIUS_PX)
        }
        _ => false,
    };

    let mut numbering = Numbering { new: vec![None; vertices.len()], arcs: Vec::new() };
    for (rank, polygon) in countries.values().flat_map(|polygons| polygons.iter().enumerate()) {
        if !is_added(polygon, rank) {
            numbering.add(polygon);
        }
    }
    let base_arcs = numbering.arcs.len() as u32;
    for (rank, polygon) in countries.values().flat_map(|polygons| polygons.iter().enumerate()) {
        if is_added(polygon, rank) {
            numbering.add(polygon);
        }
    }

    let grid = Grid {
        steps_per_radius: STEPS_PER_RADIUS,
        coarse_steps: COARSE_STEPS,
        base_radius_px: BASE_RADIUS_PX,
        radius_px: RADIUS_PX,
    };
    let mut topology = Topology {
        grid,
        points: Vec::new(),
        arcs: Vec::new(),
        base_arcs,
        references: Vec::new(),
        rings: Vec::new(),
        polygons: Vec::new(),
        countries: Vec::new(),
    };
    for (number, reference) in numbering.arcs.iter().enumerate() {
        let start = topology.points.len() as u32;
        topology.points.extend(points(&vertices[reference.arc as usize], number < base_arcs as usize));
        if reference.is_reversed {
            topology.points[start as usize..].reverse();
        }
        topology.arcs.push(start..topology.points.len() as u32);
    }
    // Islands come last in their country, as the files have them; and their rings last of all.
    let mut added: Vec<(usize, &Polygon)> = Vec::new();
    for ((code, name), polygons) in &countries {
        let rings: Vec<Vec<Vertex>> =
            polygons[0].rings.iter().map(|ring| ring_vertices(ring, vertices)).collect();
        let (lon_rad, lat_rad) = label_lon_lat_rad(&rings);
        let label = on_grid(&Vertex::new([lon_rad.to_degrees(), lat_rad.to_degrees()]));
        let (islands, base): (Vec<_>, Vec<_>) =
            polygons.iter().enumerate().partition(|(rank, polygon)| is_added(polygon, *rank));
        let start = topology.polygons.len() as u32;
        topology.countries.push(Outline {
            code: code.clone(),
            name: name.clone(),
            label,
            polygons: start..start,
        });
        for (_, polygon) in base {
            let rings = numbering.push(&polygon.rings, &mut topology);
            topology.polygons.push(rings);
        }
        let country = topology.countries.len() - 1;
        added.extend(islands.into_iter().map(|(_, polygon)| (country, polygon)));
        topology.countries[country].polygons.end = topology.polygons.len() as u32;
    }
    let base_polygons = std::mem::take(&mut topology.polygons);
    let mut added = added.into_iter().peekable();
    for index in 0..topology.countries.len() {
        let base = topology.countries[index].polygons.clone();
        let start = topology.polygons.len() as u32;
        topology.polygons.extend_from_slice(&base_polygons[base.start as usize..base.end as usize]);
        while let Some((_, polygon)) = added.next_if(|(country, _)| *country == index) {
            let rings = numbering.push(&polygon.rings, &mut topology);
            topology.polygons.push(rings);
        }
        topology.countries[index].polygons = start..topology.polygons.len() as u32;
    }
    topology
}

/// New numbers for arcs.
struct Numbering {
    /// For each old number the new one, and whether the arc is now stored in the other direction.
    new: Vec<Option<ArcRef>>,
    /// The old numbers, in the direction of first use.
    arcs: Vec<ArcRef>,
}

impl Numbering {
    fn add(&mut self, polygon: &Polygon) {
        for reference in polygon.rings.iter().flatten() {
            let new = &mut self.new[reference.arc as usize];
            if new.is_none() {
                *new = Some(ArcRef { arc: self.arcs.len() as u32, is_reversed: reference.is_reversed });
                self.arcs.push(*reference);
            }
        }
    }

    /// Adds rings to the tables, and returns their range.
    fn push(&self, rings: &[Ring], topology: &mut Topology) -> Range<u32> {
        let first = topology.rings.len() as u32;
        for ring in rings {
            let start = topology.references.len() as u32;
            topology.references.extend(ring.iter().filter_map(|reference| {
                let new = self.new[reference.arc as usize]?;
                Some(ArcRef { is_reversed: new.is_reversed != reference.is_reversed, ..new })
            }));
            topology.rings.push(start..topology.references.len() as u32);
        }
        first..topology.rings.len() as u32
    }
}

/// Those points of an arc that the files keep.
fn points(vertices: &[Vertex], is_base: bool) -> Vec<Point> {
    let end = vertices.len() - 1;
    let is_ring = on_grid(&vertices[0]) == on_grid(&vertices[end]);
    let weights = weights(vertices, if is_ring { 2 } else { 0 });
    let mut points: Vec<Point> = Vec::new();
    let cell = |at: [i32; 2]| at.map(|at| at.div_euclid(COARSE_STEPS as i32));
    let mut last_cell = None;
    for (i, (vertex, &weight)) in vertices.iter().zip(&weights).enumerate() {
        let at = on_grid(vertex);
        let is_end = i == 0 || i == end;
        let is_base = is_base && (is_end || weight >= least_weight(BASE_RADIUS_PX));
        // A point in the cell of the one before would tell the base part nothing.
        let is_base = is_base && (is_end || weight == f64::INFINITY || last_cell != Some(cell(at)));
        let is_new = points.last().is_none_or(|last| last.at != at);
        if is_base || is_end || (weight >= least_weight(RADIUS_PX) && is_new) {
            points.push(Point { at, is_base });
        }
        if is_base {
            last_cell = Some(cell(at));
        }
    }
    points
}

fn on_grid(vertex: &Vertex) -> [i32; 2] {
    [vertex.lon_rad * vertex.x_factor, vertex.y].map(|v| (v * f64::from(STEPS_PER_RADIUS)).round() as i32)
}

/// The vertices of a ring, which ends where it starts.
fn ring_vertices(ring: &Ring, vertices: &[Vec<Vertex>]) -> Vec<Vertex> {
    let mut all: Vec<Vertex> = Vec::new();
    for reference in ring {
        let arc = &vertices[reference.arc as usize];
        let skip = usize::from(!all.is_empty());
        if reference.is_reversed {
            all.extend(arc.iter().rev().skip(skip));
        } else {
            all.extend(arc.iter().skip(skip));
        }
    }
    all
}

/// Three letters, and the name of a unit without an ISO code.
fn identity(geometry: &Geometry) -> Result<(String, String)> {
    let name = geometry.properties.name.as_str();
    if let Some(id) = &geometry.id {
        let country = rust_iso3166::from_numeric_str(id)
            .with_context(|| format!("{name}: found the id {id:?}, expected an ISO 3166-1 number"))?;
        return Ok((country.alpha3.to_owned(), String::new()));
    }
    match WITHOUT_ID.iter().find(|(unit, ..)| *unit == name) {
        Some((_, code, name)) => Ok(((*code).to_owned(), (*name).to_owned())),
        None => bail!("{name}: found no id, expected one or a line in the table of units without"),
    }
}

/// The same of a part of a country that is a unit of its own here.
fn part(geometry: &Geometry, outer: &Ring, arcs: &[Vec<[f64; 2]>]) -> Option<(String, String)> {
    let is_within = |[west, south, east, north]: [f64; 4]| {
        let mut places = outer.iter().flat_map(|reference| &arcs[reference.arc as usize]);
        places.all(|[lon, lat]| (west..=east).contains(lon) && (south..=north).contains(lat))
    };
    let found =
        PARTS.iter().find(|(.., of, area)| geometry.id.as_deref() == Some(*of) && is_within(*area))?;
    Some((found.0.to_owned(), found.1.to_owned()))
}

fn undelta(arc: Vec<[i32; 2]>) -> Vec<[i32; 2]> {
    let mut at = [0, 0];
    let mut points: Vec<[i32; 2]> = arc
        .into_iter()
        .map(|[dx, dy]| {
            at = [at[0] + dx, at[1] + dy];
            at
        })
        .collect();
    points.dedup();
    // A line keeps two ends even where they coincide: dropping the arc would renumber the others.
    if points.len() == 1 {
        points.push(points[0]);
    }
    points
}

fn references(ring: &[i64], arcs: &[Vec<[f64; 2]>]) -> Result<Ring> {
    ring.iter()
        .map(|&value| {
            let is_reversed = value < 0;
            let arc = if is_reversed { !value } else { value };
            ensure!((arc as usize) < arcs.len(), "found arc {arc}, expected one of {}", arcs.len());
            Ok(ArcRef { arc: arc as u32, is_reversed })
        })
        .collect()
}

/// Whether a ring has three different points, and any of them not at a pole.
fn is_land(ring: &Ring, arcs: &[Vec<[f64; 2]>]) -> bool {
    let points = || ring.iter().flat_map(|reference| &arcs[reference.arc as usize]);
    let mut different: Vec<_> = points().map(|place| place.map(f64::to_bits)).collect();
    different.sort_unstable();
    different.dedup();
    different.len() >= 3 && points().any(|place| place[1].abs() < POLE_LAT_DEG)
}
