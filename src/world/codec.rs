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
//! holes as well. Consecutive arcs of a ring share an end, and the last ends where the first starts.

use std::fmt;

const MAGIC: &[u8; 4] = b"AWLD";
const VERSION: u8 = 1;

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

/// Why bytes are not a world file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// Offset of the byte where reading stopped.
    pub offset_bytes: usize,
    /// The offending value; none at the end of the file.
    pub found: Option<i64>,
    /// What should have stood there.
    pub expected: &'static str,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "world file, byte {}: found ", self.offset_bytes)?;
        match self.found {
            Some(found) => write!(f, "{found}")?,
            None => f.write_str("the end of the file")?,
        }
        write!(f, ", expected {}", self.expected)
    }
}

impl std::error::Error for DecodeError {}

impl Topology {
    /// Reads a world file.
    ///
    /// # Errors
    /// On bytes that are no whole, sound world file of this version: any count, reference or
    /// position that is out of range, a ring that does not close, or bytes left over.
    pub fn decode(bytes: &[u8]) -> Result<Topology, DecodeError> {
        let mut reader = Reader { bytes, offset: 0 };
        for &byte in MAGIC {
            reader.expect_byte(byte, "the magic AWLD")?;
        }
        reader.expect_byte(VERSION, "format version 1")?;
        let grid = reader.grid()?;
        let arcs = reader.arcs()?;
        let countries = reader.countries(&arcs)?;
        match bytes.get(reader.offset) {
            Some(&byte) => Err(reader.error(i64::from(byte), "the end of the file")),
            None => Ok(Topology { grid, arcs, countries }),
        }
    }

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

struct Reader<'a> {
    bytes: &'a [u8],
    offset: usize,
}

impl Reader<'_> {
    #[inline(never)]
    fn error(&self, found: i64, expected: &'static str) -> DecodeError {
        DecodeError { offset_bytes: self.offset, found: Some(found), expected }
    }

    fn byte(&mut self, expected: &'static str) -> Result<u8, DecodeError> {
        let end = DecodeError { offset_bytes: self.offset, found: None, expected };
        let byte = *self.bytes.get(self.offset).ok_or(end)?;
        self.offset += 1;
        Ok(byte)
    }

    fn expect_byte(&mut self, wanted: u8, expected: &'static str) -> Result<(), DecodeError> {
        match self.byte(expected)? {
            byte if byte == wanted => Ok(()),
            byte => {
                self.offset -= 1;
                Err(self.error(i64::from(byte), expected))
            }
        }
    }

    #[inline(never)]
    /// A varint of at most 35 bits, which is more than any number of the format needs.
    fn varint(&mut self, expected: &'static str) -> Result<u64, DecodeError> {
        let mut value = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte(expected)?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(self.error(value as i64, expected))
    }

    #[inline(never)]
    fn signed(&mut self, expected: &'static str) -> Result<i64, DecodeError> {
        let value = self.varint(expected)?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// A number of things to come, each of which takes at least one byte: a count that the rest of
    /// the file cannot hold is refused before anything is allocated for it.
    fn count(&mut self, least: u64, expected: &'static str) -> Result<usize, DecodeError> {
        let count = self.varint(expected)?;
        let rest = (self.bytes.len() - self.offset) as u64;
        if count < least || count > rest {
            return Err(self.error(count as i64, expected));
        }
        Ok(count as usize)
    }

    fn grid(&mut self) -> Result<Grid, DecodeError> {
        let mut values = [0.0; 4];
        for value in &mut values {
            let mut bytes = [0; 8];
            for byte in &mut bytes {
                *byte = self.byte("the grid")?;
            }
            *value = f64::from_le_bytes(bytes);
            if !(value.abs() <= 360.0) {
                return Err(self.error(0, "a grid of degrees"));
            }
        }
        let [lon_origin_deg, lon_step_deg, lat_origin_deg, lat_step_deg] = values;
        Ok(Grid { lon_origin_deg, lon_step_deg, lat_origin_deg, lat_step_deg })
    }

    fn arcs(&mut self) -> Result<Vec<Vec<[i32; 2]>>, DecodeError> {
        let count = self.count(0, "a number of arcs")?;
        let mut arcs = Vec::with_capacity(count);
        let mut total = 0;
        for _ in 0..count {
            let len = self.count(2, "an arc's number of points")?;
            total += len;
            if total > self.bytes.len() {
                return Err(self.error(len as i64, "fewer points than bytes"));
            }
            arcs.push(vec![[0; 2]; len]);
        }
        for axis in 0..2 {
            let mut last = 0;
            for arc in &mut arcs {
                for point in arc {
                    last += self.signed("a position")?;
                    // 24 bits are a metre at the equator, and exact in an f32.
                    if last.abs() > 1 << 24 {
                        return Err(self.error(last, "a position on the grid"));
                    }
                    point[axis] = last as i32;
                }
            }
        }
        Ok(arcs)
    }

    fn countries(&mut self, arcs: &[Vec<[i32; 2]>]) -> Result<Vec<Outline>, DecodeError> {
        let count = self.count(0, "a number of countries")?;
        if count >= usize::from(u16::MAX) {
            return Err(self.error(count as i64, "fewer than 65,535 countries"));
        }
        let mut countries = Vec::new();
        let mut last = 0;
        for _ in 0..count {
            let code = self.code()?;
            let len = self.count(0, "the length of a name")?;
            let name = self.bytes.get(self.offset..self.offset + len).unwrap_or_default();
            let Ok(name) = std::str::from_utf8(name) else {
                return Err(self.error(len as i64, "a name in UTF-8"));
            };
            let name = name.to_owned();
            self.offset += len;
            let mut polygons = Vec::new();
            for _ in 0..self.count(0, "a number of polygons")? {
                let mut rings = Vec::new();
                for _ in 0..self.count(1, "a number of rings")? {
                    rings.push(self.ring(arcs, &mut last)?);
                }
                polygons.push(rings);
            }
            countries.push(Outline { code, name, polygons });
        }
        Ok(countries)
    }

    fn code(&mut self) -> Result<String, DecodeError> {
        let expected = "a country's code: three capital letters, or three zeros";
        let mut code = String::new();
        for i in 0..3 {
            let byte = self.byte(expected)?;
            if byte.is_ascii_uppercase() && code.len() == i {
                code.push(char::from(byte));
            } else if byte != 0 || !code.is_empty() {
                return Err(self.error(i64::from(byte), expected));
            }
        }
        Ok(code)
    }

    fn ring(&mut self, arcs: &[Vec<[i32; 2]>], last: &mut i64) -> Result<Ring, DecodeError> {
        let mut ring: Ring = Vec::new();
        let mut ends = Vec::new();
        for _ in 0..self.count(1, "a number of arcs in a ring")? {
            *last += self.signed("an arc")?;
            let value = *last;
            let arc = usize::try_from(value >> 1).ok().and_then(|index| arcs.get(index));
            let Some((&[first, .., end], is_reversed)) = arc.map(|arc| (arc.as_slice(), value & 1 == 1)) else {
                return Err(self.error(value >> 1, "the index of an arc"));
            };
            ring.push(ArcRef { arc: (value >> 1) as u32, is_reversed });
            ends.push(if is_reversed { (end, first) } else { (first, end) });
        }
        let ends_before = ends.last().into_iter().chain(&ends);
        match ends.iter().zip(ends_before).all(|(arc, before)| arc.0 == before.1) {
            true => Ok(ring),
            false => Err(self.error(ring.len() as i64, "a ring whose arcs join end to end")),
        }
    }
}
