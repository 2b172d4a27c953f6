//! Reading a world file: every number is checked before it is used, so that no bytes, however
//! broken, lead to a panic or to more memory than the file's own size warrants.

use super::codec::{ArcRef, Grid, MAGIC, Outline, Point, Topology, VERSION, checksum, expected, part};
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
    /// Reads a world file's base part, and its detail part where there is one.
    ///
    /// # Errors
    /// On bytes that are no whole, sound world file of this version: any count, reference or
    /// position that is out of range, a ring that does not close, bytes left over, or a detail part that belongs
    /// to another base part.
    pub fn decode(base: &[u8], detail: Option<&[u8]>) -> Result<Topology, DecodeError> {
        let error = DecodeError { offset_bytes: 0, found: None, expected: "" };
        let mut reader = Reader { bytes: base, offset: 0, error };
        let topology = reader.base().ok_or(reader.error)?;
        let Some(bytes) = detail else { return Ok(topology.topology) };
        let mut reader = Reader { bytes, offset: 0, error };
        reader.detail(topology, checksum(base)).ok_or(reader.error)
    }
}

/// The base part, and of which arcs the file leaves out the last point.
struct Base {
    topology: Topology,
    is_ring: Vec<bool>,
}

struct Reader<'a> {
    bytes: &'a [u8],
    offset: usize,
    /// Why something could not be read. Kept here, so that all else only says that it could not:
    /// errors carried through every call would double the code.
    error: DecodeError,
}

impl Reader<'_> {
    fn base(&mut self) -> Option<Base> {
        self.magic(b'b', "the base part")?;
        let mut number = |most: u64| {
            let value = self.varint("a number of the grid")?;
            if (1..=most).contains(&value) {
                Some(value as u32)
            } else {
                self.fail(value as i64, "a number of the grid")
            }
        };
        let grid = Grid {
            steps_per_radius: number(1 << 20)?,
            coarse_steps: number(1 << 8)?,
            base_radius_px: number(1 << 20)?,
            radius_px: number(1 << 20)?,
        };
        let mut countries = self.countries()?;
        let shapes =
            [(0, "a number of polygons"), (1, "a number of rings"), (1, "a number of arcs in a ring")];
        let [polygons, rings, references] = {
            let mut count = countries.len();
            let mut tables = [vec![], vec![], vec![]];
            for (table, (least, expected)) in tables.iter_mut().zip(shapes) {
                count = self.ranges(count, least, expected, table)?;
            }
            tables
        };
        for (country, polygons) in countries.iter_mut().zip(&polygons) {
            country.polygons = polygons.clone();
        }
        let (polygons, rings) = (rings, references);
        let mut is_ring = Vec::new();
        let mut references = Vec::new();
        for ring in &rings {
            for _ in ring.clone() {
                let value = self.varint("an arc")?;
                let next = is_ring.len() as u64;
                let Some(arc) = next.checked_sub(value >> 1) else {
                    return self.fail(value as i64, "an arc there is");
                };
                if arc == next {
                    is_ring.push(ring.len() == 1);
                }
                references.push(ArcRef { arc: arc as u32, is_reversed: value & 1 == 1 });
            }
        }
        let mut arcs = Vec::new();
        self.ranges(is_ring.len(), 1, "an arc's number of points", &mut arcs)?;
        let coarse = grid.coarse_steps as i32;
        let stored = self.points(arcs.last().map_or(0, |arc| arc.end as usize), coarse)?;
        let mut points = Vec::with_capacity(stored.len() + arcs.len());
        for (arc, &is_ring) in arcs.iter_mut().zip(&is_ring) {
            let start = points.len() as u32;
            let stored = part(&stored, arc);
            let closing = if is_ring { stored.get(..1) } else { None };
            let at = |&at: &[i32; 2]| Point { at, is_base: true };
            points.extend(stored.iter().chain(closing.unwrap_or_default()).map(at));
            *arc = start..points.len() as u32;
            if arc.len() < 2 {
                return self.fail(arc.len() as i64, "an arc of at least two points");
            }
        }
        let base_arcs = arcs.len() as u32;
        let mut topology = Topology { grid, points, arcs, base_arcs, references, rings, polygons, countries };
        for axis in 0..2 {
            for index in 0..topology.countries.len() {
                let first = topology.countries.get(index).and_then(|country| {
                    let ring = part(&topology.polygons, &country.polygons).first()?.start;
                    let reference = part(&topology.references, topology.rings.get(ring as usize)?).first()?;
                    topology.arc_points(reference.arc).first()
                });
                let from = first.map_or(0, |point| point.at[axis] - coarse / 2);
                let at = self.signed("a label")?;
                topology.countries[index].label[axis] = self.on_grid(i64::from(from) + at)?;
            }
        }
        self.end(&topology)?;
        Some(Base { topology, is_ring })
    }

    fn detail(&mut self, base: Base, checksum: u32) -> Option<Topology> {
        self.magic(b'd', "the detail part")?;
        for byte in checksum.to_le_bytes() {
            self.expect_byte(byte, "the checksum of the base part that came with it")?;
        }
        let Base { topology: base, is_ring } = base;
        let mut islands = Vec::new();
        let count = self.ranges(base.countries.len(), 0, "a number of islands", &mut islands)?;
        let mut island_arcs = Vec::new();
        self.ranges(count, 1, "an island's number of points", &mut island_arcs)?;

        // The points of the base part, from the middle of their cells to where they are.
        let mut points = base.points;
        let coarse = base.grid.coarse_steps as i32;
        for (arc, &is_ring) in base.arcs.iter().zip(&is_ring) {
            let points = points.get_mut(arc.start as usize..arc.end as usize).unwrap_or_default();
            let stored = points.len() - usize::from(is_ring);
            for point in points.iter_mut().take(stored) {
                let cell = self.varint("a place in a cell")? as i32;
                if cell >= coarse * coarse {
                    return self.fail(i64::from(cell), "a place in a cell");
                }
                for (at, place) in point.at.iter_mut().zip([cell / coarse, cell % coarse]) {
                    *at += place - coarse / 2;
                }
            }
            if let (true, [first, .., last]) = (is_ring, points) {
                last.at = first.at;
            }
        }

        let mut inserted = Vec::with_capacity(points.len());
        let mut total = 0;
        for _ in 0..points.len() - base.arcs.len() {
            let count = self.count(0, "a number of points")?;
            total += count;
            if total > self.bytes.len() {
                return self.fail(count as i64, "fewer points than bytes");
            }
            inserted.push(count as u32);
        }
        let mut all =
            Vec::with_capacity(points.len() + total + island_arcs.last().map_or(0, |arc| arc.end as usize));
        let mut arcs = Vec::with_capacity(base.arcs.len() + count);
        let mut edges = inserted.iter();
        for arc in &base.arcs {
            let start = all.len() as u32;
            let points = part(&points, arc);
            for (point, &count) in points.iter().zip(edges.by_ref().take(points.len() - 1)) {
                all.push(*point);
                all.resize(all.len() + count as usize, Point { at: [0; 2], is_base: false });
            }
            all.extend(points.last());
            arcs.push(start..all.len() as u32);
        }
        for axis in 0..2 {
            let mut edges = inserted.iter();
            for arc in &arcs {
                let Some(points) = all.get_mut(arc.start as usize..arc.end as usize) else { continue };
                let mut i = 0;
                while i + 1 < points.len() {
                    let count = edges.next().copied().unwrap_or(0);
                    let end = points.get(i + count as usize + 1).map_or(0, |point| point.at[axis]);
                    let mut last = points[i].at[axis];
                    for left in 0..count {
                        i += 1;
                        let step = self.signed("a position")?;
                        last = self.on_grid(i64::from(expected(last, end, count - left)) + step)?;
                        points[i].at[axis] = last;
                    }
                    i += 1;
                }
            }
        }
        let stored = self.points(island_arcs.last().map_or(0, |arc| arc.end as usize), 1)?;
        for arc in &island_arcs {
            let start = all.len() as u32;
            let stored = part(&stored, arc);
            let at = |&at: &[i32; 2]| Point { at, is_base: false };
            all.extend(stored.iter().chain(stored.first()).map(at));
            arcs.push(start..all.len() as u32);
        }

        let (mut references, mut rings, mut polygons) = (base.references, base.rings, Vec::new());
        let mut countries = base.countries;
        for (country, islands) in countries.iter_mut().zip(islands) {
            let start = polygons.len() as u32;
            polygons.extend_from_slice(part(&base.polygons, &country.polygons));
            for island in islands {
                let (reference, ring) = (references.len() as u32, rings.len() as u32);
                references.push(ArcRef { arc: base.base_arcs + island, is_reversed: false });
                rings.push(reference..reference + 1);
                polygons.push(ring..ring + 1);
            }
            country.polygons = start..polygons.len() as u32;
        }
        let topology = Topology { points: all, arcs, references, rings, polygons, countries, ..base };
        self.end(&topology)?;
        Some(topology)
    }

    /// Checks that nothing is left over and that all rings close.
    fn end(&mut self, topology: &Topology) -> Option<()> {
        if let Some(&byte) = self.bytes.get(self.offset) {
            return self.fail(i64::from(byte), "the end of the file");
        }
        for ring in &topology.rings {
            let ring = part(&topology.references, ring);
            let ends = |reference: &ArcRef| match topology.arc_points(reference.arc) {
                [first, .., last] if reference.is_reversed => (last.at, first.at),
                [first, .., last] => (first.at, last.at),
                _ => ([0; 2], [1; 2]),
            };
            let mut last = ring.last().map(|reference| ends(reference).1);
            for reference in ring {
                let (from, to) = ends(reference);
                if last != Some(from) {
                    return self.fail(i64::from(reference.arc), "a ring whose arcs join end to end");
                }
                last = Some(to);
            }
        }
        Some(())
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

    fn magic(&mut self, part: u8, expected: &'static str) -> Option<()> {
        for &byte in MAGIC {
            self.expect_byte(byte, "the magic AWLD")?;
        }
        self.expect_byte(VERSION, "format version 2")?;
        self.expect_byte(part, expected)
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

    /// Counts of things that follow each other in a table, as ranges of it; and their sum.
    fn ranges(
        &mut self,
        counts: usize,
        least: u64,
        expected: &'static str,
        ranges: &mut Vec<std::ops::Range<u32>>,
    ) -> Option<usize> {
        let mut total = 0;
        for _ in 0..counts {
            let count = self.count(least, expected)?;
            ranges.push(total as u32..(total + count) as u32);
            total += count;
            if total > self.bytes.len() {
                return self.fail(count as i64, expected);
            }
        }
        Some(total)
    }

    fn on_grid(&mut self, at: i64) -> Option<i32> {
        // More than any grid has.
        if at.abs() > MOST { self.fail(at, "a position on the grid") } else { Some(at as i32) }
    }

    /// All x and then all y, each the difference to the one before, counted in cells; the middle of those.
    fn points(&mut self, count: usize, steps: i32) -> Option<Vec<[i32; 2]>> {
        let mut points = vec![[0; 2]; count];
        for axis in 0..2 {
            let mut last = 0;
            for point in &mut points {
                let step = self.signed("a position")?;
                last = self.on_grid(last + step)?.into();
                point[axis] = self.on_grid(last * i64::from(steps) + i64::from(steps / 2))?;
            }
        }
        Some(points)
    }

    fn countries(&mut self) -> Option<Vec<Outline>> {
        let count = self.count(0, "a number of countries")?;
        if count >= usize::from(u16::MAX) {
            return self.fail(count as i64, "fewer than 65,535 countries");
        }
        let mut countries = Vec::with_capacity(count);
        for _ in 0..count {
            let mut code = String::new();
            for _ in 0..3 {
                let byte = self.byte("three capital letters")?;
                if !byte.is_ascii_uppercase() {
                    return self.fail(i64::from(byte), "three capital letters");
                }
                code.push(char::from(byte));
            }
            countries.push(Outline { code, name: String::new(), label: [0; 2], polygons: 0..0 });
        }
        for country in &mut countries {
            let len = self.count(0, "the length of a name")?;
            let name = self.bytes.get(self.offset..self.offset + len).unwrap_or_default();
            let Ok(name) = std::str::from_utf8(name) else {
                return self.fail(len as i64, "a name in UTF-8");
            };
            country.name = name.to_owned();
            self.offset += len;
        }
        Some(countries)
    }
}

/// The largest position on the grid: a metre at the equator, and exact in an f32.
const MOST: i64 = 1 << 24;
