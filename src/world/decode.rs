//! Reading a world file: every number is checked before it is used, so that no bytes, however
//! broken, lead to a panic or to more memory than the file's own size warrants.

use super::codec::{ArcRef, Grid, MAGIC, Outline, Point, Topology, VERSION, checksum, expected, part};
use std::fmt;
use std::ops::Range;

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

/// The base part; `is_ring` marks arcs whose last point the file omits.
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

/// The largest position on the grid: a metre at the equator, and exact in an f32.
const MOST: i32 = 1 << 24;

/// Beyond any number of the format that is not bounded otherwise.
const ANY: u32 = u32::MAX;

impl Reader<'_> {
    fn base(&mut self) -> Option<Base> {
        self.magic(b'b', "the base part")?;
        let numbers = self.numbers(4, 1, 1 << 20, "a number of the grid")?;
        let &[steps_per_radius, coarse_steps, base_radius_px, radius_px] = numbers.as_slice() else {
            return None;
        };
        let grid = Grid { steps_per_radius, coarse_steps, base_radius_px, radius_px };
        let mut countries = self.countries()?;
        let polygons = self.ranges(countries.len(), 0, "a number of polygons")?;
        for (country, polygons) in countries.iter_mut().zip(&polygons) {
            country.polygons = polygons.clone();
        }
        let polygons = self.ranges(end(&polygons), 1, "a number of rings")?;
        let rings = self.ranges(end(&polygons), 1, "a number of arcs in a ring")?;
        let values = self.numbers(end(&rings), 0, ANY, "an arc")?;
        let mut is_ring = Vec::new();
        let mut references = Vec::with_capacity(values.len());
        for ring in &rings {
            for &value in part(&values, ring) {
                let next = is_ring.len() as u32;
                let Some(arc) = next.checked_sub(value >> 1) else {
                    return self.fail(i64::from(value), "an arc there is");
                };
                if arc == next {
                    is_ring.push(ring.len() == 1);
                }
                references.push(ArcRef { arc, is_reversed: value & 1 == 1 });
            }
        }
        let mut arcs = self.ranges(is_ring.len(), 1, "an arc's number of points")?;
        let stored = self.points(end(&arcs))?;
        let mut points = Vec::with_capacity(stored.len() + arcs.len());
        for (arc, &is_ring) in arcs.iter_mut().zip(&is_ring) {
            let start = points.len();
            let stored = part(&stored, arc);
            for &[x, y] in stored.iter().chain(stored.first().filter(|_| is_ring)) {
                let middle =
                    |at: i32| at.wrapping_mul(coarse_steps as i32).wrapping_add(coarse_steps as i32 / 2);
                points.push(Point { at: [middle(x), middle(y)], is_base: true });
            }
            *arc = start as u32..points.len() as u32;
        }
        let mut topology = Topology {
            grid,
            points,
            arcs,
            base_arcs: is_ring.len() as u32,
            references,
            rings,
            polygons,
            countries,
        };
        for axis in 0..2 {
            let labels = self.numbers(topology.countries.len(), 0, ANY, "a label")?;
            for (index, label) in labels.into_iter().enumerate() {
                let from = topology.first_point(index).map_or(0, |at| at[axis] - coarse_steps as i32 / 2);
                topology.countries[index].label[axis] = from.wrapping_add(signed(label));
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
        let Base { mut topology, is_ring } = base;
        let islands = self.ranges(topology.countries.len(), 0, "a number of islands")?;
        let island_arcs = self.ranges(end(&islands), 1, "an island's number of points")?;

        // The points of the base part, from the middle of their cells to where they are.
        let closing = is_ring.iter().filter(|&&is_ring| is_ring).count();
        let coarse = topology.grid.coarse_steps;
        let cells =
            self.numbers(topology.points.len() - closing, 0, coarse * coarse - 1, "a place in a cell")?;
        let mut cells = cells.into_iter();
        for (arc, &is_ring) in topology.arcs.iter().zip(&is_ring) {
            let points = topology.points.get_mut(arc.start as usize..arc.end as usize).unwrap_or_default();
            let stored = points.len() - usize::from(is_ring);
            for (point, cell) in points.iter_mut().take(stored).zip(cells.by_ref()) {
                let place = |at: i32, place: u32| at.wrapping_add(place as i32 - coarse as i32 / 2);
                point.at = [place(point.at[0], cell / coarse), place(point.at[1], cell % coarse)];
            }
            if let (true, [first, .., last]) = (is_ring, points) {
                last.at = first.at;
            }
        }

        let inserted = self.ranges(topology.points.len() - topology.arcs.len(), 0, "a number of points")?;
        let residuals = [0, 1].map(|_| self.numbers(end(&inserted), 0, ANY, "a position"));
        let [Some(x), Some(y)] = residuals else { return None };
        let stored = self.points(end(&island_arcs))?;
        let mut points =
            Vec::with_capacity(topology.points.len() + x.len() + stored.len() + island_arcs.len());
        let mut edges = inserted.iter();
        for arc in &mut topology.arcs {
            let start = points.len();
            let base = part(&topology.points, arc);
            for pair in base.windows(2) {
                let (mut last, end) = (pair[0].at, pair[1].at);
                points.push(pair[0]);
                let edge = edges.next()?;
                for i in edge.clone() {
                    let [x, y] =
                        [&x, &y].map(|column| column.get(i as usize).map_or(0, |&value| signed(value)));
                    let left = edge.end - i;
                    last = [
                        expected(last[0], end[0], left).wrapping_add(x),
                        expected(last[1], end[1], left).wrapping_add(y),
                    ];
                    points.push(Point { at: last, is_base: false });
                }
            }
            points.extend(base.last());
            *arc = start as u32..points.len() as u32;
        }
        for arc in &island_arcs {
            let start = points.len();
            let stored = part(&stored, arc);
            for &at in stored.iter().chain(stored.first()) {
                points.push(Point { at, is_base: false });
            }
            topology.arcs.push(start as u32..points.len() as u32);
        }
        topology.points = points;

        let base_polygons = std::mem::take(&mut topology.polygons);
        for (country, islands) in topology.countries.iter_mut().zip(islands) {
            let start = topology.polygons.len() as u32;
            topology.polygons.extend_from_slice(part(&base_polygons, &country.polygons));
            for island in islands {
                let (reference, ring) = (topology.references.len() as u32, topology.rings.len() as u32);
                topology.references.push(ArcRef { arc: topology.base_arcs + island, is_reversed: false });
                topology.rings.push(reference..reference + 1);
                topology.polygons.push(ring..ring + 1);
            }
            country.polygons = start..topology.polygons.len() as u32;
        }
        self.end(&topology)?;
        Some(topology)
    }

    /// Checks that nothing is left over, that all is on the grid, and that all rings close.
    fn end(&mut self, topology: &Topology) -> Option<()> {
        if let Some(&byte) = self.bytes.get(self.offset) {
            return self.fail(i64::from(byte), "the end of the file");
        }
        let labels = topology.countries.iter().map(|country| country.label);
        for [x, y] in topology.points.iter().map(|point| point.at).chain(labels) {
            if x.unsigned_abs().max(y.unsigned_abs()) > MOST as u32 {
                return self.fail(i64::from(x), "a position on the grid");
            }
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

    /// So many numbers, each within bounds. More than the rest of the file can hold are refused before anything is
    /// allocated for them.
    #[inline(never)]
    fn numbers(&mut self, count: usize, least: u32, most: u32, expected: &'static str) -> Option<Vec<u32>> {
        if count > self.bytes.len() - self.offset {
            self.offset = self.bytes.len();
            self.byte(expected)?;
        }
        let mut numbers = Vec::with_capacity(count);
        for _ in 0..count {
            let mut value = 0;
            let mut shift = 0;
            loop {
                let byte = self.byte(expected)?;
                value |= u64::from(byte & 0x7f) << shift;
                shift += 7;
                if byte < 0x80 {
                    break;
                }
                if shift > 28 {
                    return self.fail(value as i64, expected);
                }
            }
            if value < u64::from(least) || value > u64::from(most) {
                return self.fail(value as i64, expected);
            }
            numbers.push(value as u32);
        }
        Some(numbers)
    }

    /// Counts of things that follow each other in a table, as ranges of it. There are no more things than bytes.
    #[inline(never)]
    fn ranges(&mut self, count: usize, least: u32, expected: &'static str) -> Option<Vec<Range<u32>>> {
        let mut total = 0;
        let mut ranges = Vec::new();
        for count in self.numbers(count, least, self.bytes.len() as u32, expected)? {
            ranges.push(total..total + count);
            total += count;
            if total as usize > self.bytes.len() {
                return self.fail(i64::from(count), expected);
            }
        }
        Some(ranges)
    }

    /// All x and then all y, each the difference to the one before.
    fn points(&mut self, count: usize) -> Option<Vec<[i32; 2]>> {
        let mut points = vec![[0; 2]; count];
        for axis in 0..2 {
            let mut last = 0_i32;
            for (point, value) in points.iter_mut().zip(self.numbers(count, 0, ANY, "a position")?) {
                last = last.wrapping_add(signed(value));
                point[axis] = last;
            }
        }
        Some(points)
    }

    #[inline(never)]
    fn countries(&mut self) -> Option<Vec<Outline>> {
        // A country's place is a u16, the last value of which is kept free for *none*.
        let count = self.numbers(1, 0, u32::from(u16::MAX) - 1, "fewer than 65,535 countries")?;
        let count = count.first().map_or(0, |&count| count as usize);
        let letters = self.numbers(3 * count, u32::from(b'A'), u32::from(b'Z'), "three capital letters")?;
        let names = self.ranges(count, 0, "the length of a name")?;
        let all = self.bytes.get(self.offset..).unwrap_or_default();
        let mut countries = Vec::with_capacity(count);
        for (code, name) in letters.chunks_exact(3).zip(&names) {
            let text = all
                .get(name.start as usize..name.end as usize)
                .and_then(|name| std::str::from_utf8(name).ok());
            let Some(text) = text else {
                return self.fail(name.len() as i64, "a name in UTF-8");
            };
            let code = code.iter().map(|&letter| char::from(letter as u8)).collect();
            countries.push(Outline { code, name: text.to_owned(), label: [0; 2], polygons: 0..0 });
        }
        self.offset += end(&names);
        Some(countries)
    }
}

/// Where the last of ranges that follow each other ends.
fn end(ranges: &[Range<u32>]) -> usize {
    ranges.last().map_or(0, |range| range.end as usize)
}

/// A number that was zigzag-coded.
fn signed(value: u32) -> i32 {
    (value >> 1) as i32 ^ -((value & 1) as i32)
}
