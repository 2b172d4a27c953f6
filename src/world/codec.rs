//! The world file: a small binary topology of the world's countries.
//!
//! All numbers are unsigned LEB128 varints; signed ones are zigzag-coded first. In order:
//!
//! | part | content |
//! |---|---|
//! | magic | `AWLD`, then the version as one byte |
//! | grid | `lon_origin_deg`, `lon_step_deg`, `lat_origin_deg`, `lat_step_deg` as little-endian f64 |
//! | arcs | count; then each arc's number of points; then all x, then all y |
//! | countries | count; then each country |
//!
//! A point is an integer position on the grid. It is stored as the difference to the point before,
//! an arc's first point as the difference to the last of the arc before. x and y are kept in
//! columns of their own since that compresses best. A country is its ISO 3166-1 alpha-3 code (three
//! bytes, zeros for none), the length and bytes of its name (empty where the code says it all), and
//! nested counts: polygons, of rings, of arc references. A reference is the signed difference to the
//! one before in the file; its value is `arc * 2`, plus one where the arc is run backwards.
//!
//! Rings follow d3-geo's orientation: the inside lies to the right of the direction of travel, for
//! holes as well; the outer ring comes first, and goes round the smaller part of the sphere. Consecutive arcs of a ring share an end, and the last ends where the first starts.

pub(super) const MAGIC: &[u8; 4] = b"AWLD";
pub(super) const VERSION: u8 = 1;

/// Where the integer grid of a topology lies on the earth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Longitude of x = 0.
    pub lon_origin_deg: f64,
    /// Degrees of longitude per step of x.
    pub lon_step_deg: f64,
    /// Latitude of y = 0.
    pub lat_origin_deg: f64,
    /// Degrees of latitude per step of y.
    pub lat_step_deg: f64,
}

impl Grid {
    /// The position of a grid point; the latitude is clamped to ±90.
    pub fn lon_lat_deg(&self, [x, y]: [i32; 2]) -> (f64, f64) {
        let lat_deg = self.lat_origin_deg + f64::from(y) * self.lat_step_deg;
        (self.lon_origin_deg + f64::from(x) * self.lon_step_deg, lat_deg.clamp(-90.0, 90.0))
    }
}

/// One arc of a ring, in the direction the ring runs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArcRef {
    /// Index into [`Topology::arcs`].
    pub arc: u32,
    /// Whether the ring runs the arc from its last point to its first.
    pub is_reversed: bool,
}

/// A ring as the arcs that make it up.
pub type Ring = Vec<ArcRef>;

/// A country as stored: the outlines, and who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// ISO 3166-1 alpha-3, or `XKX` for Kosovo; empty for a unit without a code.
    pub code: String,
    /// The English name of a unit without a code; empty otherwise.
    pub name: String,
    /// Polygons, each its outer ring and then its holes.
    pub polygons: Vec<Vec<Ring>>,
}

/// What a world file holds: arcs stored once, and countries that refer to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Topology {
    /// Where the grid lies.
    pub grid: Grid,
    /// Lines of at least two grid points. A border shared by two countries is one arc.
    pub arcs: Vec<Vec<[i32; 2]>>,
    /// The countries, in the file's order.
    pub countries: Vec<Outline>,
}

impl Topology {
    /// Writes a world file. The same topology always gives the same bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.push(VERSION);
        let Grid { lon_origin_deg, lon_step_deg, lat_origin_deg, lat_step_deg } = self.grid;
        for value in [lon_origin_deg, lon_step_deg, lat_origin_deg, lat_step_deg] {
            out.extend(value.to_le_bytes());
        }
        put(&mut out, self.arcs.len());
        for arc in &self.arcs {
            put(&mut out, arc.len());
        }
        for axis in 0..2 {
            let mut last = 0;
            for point in self.arcs.iter().flatten() {
                put_signed(&mut out, i64::from(point[axis]) - last);
                last = i64::from(point[axis]);
            }
        }
        put(&mut out, self.countries.len());
        let mut last = 0;
        for country in &self.countries {
            let code = country.code.as_bytes();
            out.extend((0..3).map(|i| code.get(i).copied().unwrap_or(0)));
            put(&mut out, country.name.len());
            out.extend(country.name.as_bytes());
            put(&mut out, country.polygons.len());
            for polygon in &country.polygons {
                put(&mut out, polygon.len());
                for ring in polygon {
                    put(&mut out, ring.len());
                    for reference in ring {
                        let value = i64::from(reference.arc) * 2 + i64::from(reference.is_reversed);
                        put_signed(&mut out, value - last);
                        last = value;
                    }
                }
            }
        }
        out
    }
}

fn put(out: &mut Vec<u8>, value: usize) {
    put_varint(out, value as u64);
}

fn put_signed(out: &mut Vec<u8>, value: i64) {
    put_varint(out, ((value << 1) ^ (value >> 63)) as u64);
}

fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
