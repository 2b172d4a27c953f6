//! Turns npm's `world-atlas` (TopoJSON of Natural Earth) into the world file the widget loads.

use anyhow::{Context, Result, bail, ensure};
use aukus_atlas::world::codec::{ArcRef, Grid, Outline, Ring, Topology};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Units of Natural Earth without a country code, as `world-atlas` names them. Only Kosovo has a
/// code in general use (XKX, user-assigned in ISO 3166-1); the others keep their name instead.
///
/// The "Indian Ocean Ter." are Christmas Island (CXR) and the Cocos Islands (CCK) in one unit, so
/// neither code is right for it.
const WITHOUT_ID: [(&str, &str, &str); 5] = [
    ("Kosovo", "XKX", ""),
    ("N. Cyprus", "", "Northern Cyprus"),
    ("Somaliland", "", "Somaliland"),
    ("Siachen Glacier", "", "Siachen Glacier"),
    ("Indian Ocean Ter.", "", "Indian Ocean Territories"),
];

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

/// Packs the `countries` of a `world-atlas` file; the same input gives the same bytes.
///
/// Units with the same id become one country. Rings without area and the artificial ring round
/// the south pole are left out, as are arcs that then nobody uses.
///
/// # Errors
/// On text that is not such a file, a country that neither the id nor the table tells, or an arc
/// that does not exist.
pub fn pack(topojson: &str) -> Result<Vec<u8>> {
    let source: Source = serde_json::from_str(topojson).context("not a TopoJSON file of countries")?;
    let Transform { scale, translate } = source.transform;
    let grid = Grid {
        lon_origin_deg: translate[0],
        lon_step_deg: scale[0],
        lat_origin_deg: translate[1],
        lat_step_deg: scale[1],
    };
    let arcs: Vec<Vec<[i32; 2]>> = source.arcs.into_iter().map(undelta).collect();

    let mut countries: BTreeMap<(String, String), Outline> = BTreeMap::new();
    for geometry in source.objects.countries.geometries {
        let (code, name) = identity(&geometry)?;
        let polygons = match geometry.shape {
            Shape::Polygon(rings) => vec![rings],
            Shape::MultiPolygon(polygons) => polygons,
        };
        let outline = countries.entry((code.clone(), name.clone())).or_insert(Outline {
            code,
            name,
            polygons: Vec::new(),
        });
        for rings in polygons {
            let rings: Vec<Ring> = rings.iter().map(|ring| references(ring, &arcs)).collect::<Result<_>>()?;
            let rings: Vec<Ring> = rings.into_iter().filter(|ring| is_land(ring, &arcs, &grid)).collect();
            if !rings.is_empty() {
                outline.polygons.push(rings);
            }
        }
    }
    let countries = countries.into_values().collect();
    let packed = Topology { grid, arcs, countries }.in_order_of_use().encode();
    Topology::decode(&packed).context("the packed world does not read back")?;
    Ok(packed)
}

trait InOrderOfUse {
    fn in_order_of_use(self) -> Self;
}

impl InOrderOfUse for Topology {
    /// Numbers the arcs as the countries come to them, which makes most references small, and
    /// drops those nobody uses.
    fn in_order_of_use(mut self) -> Topology {
        let mut new_index = vec![None; self.arcs.len()];
        let mut arcs = Vec::new();
        for reference in self.countries.iter_mut().flat_map(|c| &mut c.polygons).flatten().flatten() {
            let old = reference.arc as usize;
            reference.arc = *new_index[old].get_or_insert_with(|| {
                arcs.push(std::mem::take(&mut self.arcs[old]));
                arcs.len() as u32 - 1
            });
        }
        Topology { arcs, ..self }
    }
}

/// Code and name, one of them empty.
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

fn references(ring: &[i64], arcs: &[Vec<[i32; 2]>]) -> Result<Ring> {
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
fn is_land(ring: &Ring, arcs: &[Vec<[i32; 2]>], grid: &Grid) -> bool {
    let points = || ring.iter().flat_map(|reference| &arcs[reference.arc as usize]);
    let mut different: Vec<_> = points().collect();
    different.sort_unstable();
    different.dedup();
    different.len() >= 3 && points().any(|&point| grid.lon_lat_deg(point).1.abs() < POLE_LAT_DEG)
}
