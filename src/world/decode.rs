//! Reading a world file: every number is checked before it is used, so that no bytes, however
//! broken, lead to a panic or to more memory than the file's own size warrants.

use super::codec::{ArcRef, Grid, MAGIC, Outline, Ring, Topology, VERSION};
use std::fmt;

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
        let error = DecodeError { offset_bytes: 0, found: None, expected: "" };
        let mut reader = Reader { bytes, offset: 0, error };
        reader.topology().ok_or(reader.error)
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    offset: usize,
    /// Why something could not be read. Kept here, so that all else only says that it could not:
    /// errors carried through every call would double the code.
    error: DecodeError,
}

impl Reader<'_> {
    fn topology(&mut self) -> Option<Topology> {
        for &byte in MAGIC {
            self.expect_byte(byte, "the magic AWLD")?;
        }
        self.expect_byte(VERSION, "format version 1")?;
        let grid = self.grid()?;
        let arcs = self.arcs()?;
        let countries = self.countries(&arcs)?;
        match self.bytes.get(self.offset) {
            Some(&byte) => self.fail(i64::from(byte), "the end of the file"),
            None => Some(Topology { grid, arcs, countries }),
        }
    }

    fn fail<T>(&mut self, found: i64, expected: &'static str) -> Option<T> {
        self.error = DecodeError { offset_bytes: self.offset, found: Some(found), expected };
        None
    }

    fn byte(&mut self, expected: &'static str) -> Option<u8> {
        match self.bytes.get(self.offset) {
            Some(&byte) => {
                self.offset += 1;
                Some(byte)
            }
            None => {
                self.error = DecodeError { offset_bytes: self.offset, found: None, expected };
                None
            }
        }
    }

    fn expect_byte(&mut self, wanted: u8, expected: &'static str) -> Option<()> {
        match self.byte(expected)? {
            byte if byte == wanted => Some(()),
            byte => {
                self.offset -= 1;
                self.fail(i64::from(byte), expected)
            }
        }
    }

    #[inline(never)]
    /// A varint of at most 35 bits, which is more than any number of the format needs.
    fn varint(&mut self, expected: &'static str) -> Option<u64> {
        let mut value = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte(expected)?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        self.fail(value as i64, expected)
    }

    #[inline(never)]
    fn signed(&mut self, expected: &'static str) -> Option<i64> {
        let value = self.varint(expected)?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// A number of things to come, each of which takes at least one byte: a count that the rest of
    /// the file cannot hold is refused before anything is allocated for it.
    fn count(&mut self, least: u64, expected: &'static str) -> Option<usize> {
        let count = self.varint(expected)?;
        let rest = (self.bytes.len() - self.offset) as u64;
        if count < least || count > rest {
            return self.fail(count as i64, expected);
        }
        Some(count as usize)
    }

    fn grid(&mut self) -> Option<Grid> {
        let mut values = [0.0; 4];
        for value in &mut values {
            let mut bytes = [0; 8];
            for byte in &mut bytes {
                *byte = self.byte("the grid")?;
            }
            *value = f64::from_le_bytes(bytes);
            if !(-360.0..=360.0).contains(&*value) {
                return self.fail(0, "a grid of degrees");
            }
        }
        let [lon_origin_deg, lon_step_deg, lat_origin_deg, lat_step_deg] = values;
        Some(Grid { lon_origin_deg, lon_step_deg, lat_origin_deg, lat_step_deg })
    }

    fn arcs(&mut self) -> Option<Vec<Vec<[i32; 2]>>> {
        let count = self.count(0, "a number of arcs")?;
        let mut arcs = Vec::with_capacity(count);
        let mut total = 0;
        for _ in 0..count {
            let len = self.count(2, "an arc's number of points")?;
            total += len;
            if total > self.bytes.len() {
                return self.fail(len as i64, "fewer points than bytes");
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
                        return self.fail(last, "a position on the grid");
                    }
                    point[axis] = last as i32;
                }
            }
        }
        Some(arcs)
    }

    fn countries(&mut self, arcs: &[Vec<[i32; 2]>]) -> Option<Vec<Outline>> {
        let count = self.count(0, "a number of countries")?;
        if count >= usize::from(u16::MAX) {
            return self.fail(count as i64, "fewer than 65,535 countries");
        }
        let mut countries = Vec::new();
        let mut last = 0;
        for _ in 0..count {
            let code = self.code()?;
            let len = self.count(0, "the length of a name")?;
            let name = self.bytes.get(self.offset..self.offset + len).unwrap_or_default();
            let Ok(name) = std::str::from_utf8(name) else {
                return self.fail(len as i64, "a name in UTF-8");
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
        Some(countries)
    }

    fn code(&mut self) -> Option<String> {
        let expected = "a country's code: three capital letters, or three zeros";
        let mut code = String::new();
        for i in 0..3 {
            let byte = self.byte(expected)?;
            if byte.is_ascii_uppercase() && code.len() == i {
                code.push(char::from(byte));
            } else if byte != 0 || !code.is_empty() {
                return self.fail(i64::from(byte), expected);
            }
        }
        Some(code)
    }

    fn ring(&mut self, arcs: &[Vec<[i32; 2]>], last: &mut i64) -> Option<Ring> {
        let mut ring: Ring = Vec::new();
        let mut ends = Vec::new();
        for _ in 0..self.count(1, "a number of arcs in a ring")? {
            *last += self.signed("an arc")?;
            let value = *last;
            let arc = usize::try_from(value >> 1).ok().and_then(|index| arcs.get(index));
            let Some((&[first, .., end], is_reversed)) = arc.map(|arc| (arc.as_slice(), value & 1 == 1))
            else {
                return self.fail(value >> 1, "the index of an arc");
            };
            ring.push(ArcRef { arc: (value >> 1) as u32, is_reversed });
            ends.push(if is_reversed { (end, first) } else { (first, end) });
        }
        let ends_before = ends.last().into_iter().chain(&ends);
        match ends.iter().zip(ends_before).all(|(arc, before)| arc.0 == before.1) {
            true => Some(ring),
            false => self.fail(ring.len() as i64, "a ring whose arcs join end to end"),
        }
    }
}
