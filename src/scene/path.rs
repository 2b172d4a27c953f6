//! Lines and areas in pixels.

use crate::world::PathSink;

/// Lines and areas: all points in one column, and where each subpath starts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    points: Vec<[f32; 2]>,
    subpaths: Vec<Start>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Start {
    at: usize,
    is_closed: bool,
}

/// One line or ring of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Subpath<'a> {
    /// Its points.
    pub points: &'a [[f32; 2]],
    /// Whether its end is joined to its start.
    pub is_closed: bool,
}

/// Left, top, right and bottom.
pub type Bounds = [f32; 4];

impl PathSink for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        self.subpaths.push(Start { at: self.points.len(), is_closed: false });
        self.points.push([x, y]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.points.push([x, y]);
    }

    fn lines_to(&mut self, points: &[[f32; 2]]) {
        self.points.extend_from_slice(points);
    }

    fn close(&mut self) {
        if let Some(subpath) = self.subpaths.last_mut() {
            subpath.is_closed = true;
        }
    }
}

impl Path {
    /// Nothing.
    pub const EMPTY: Path = Path { points: Vec::new(), subpaths: Vec::new() };

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Forgets all points and keeps the memory.
    pub fn clear(&mut self) {
        self.points.clear();
        self.subpaths.clear();
    }

    /// A polyline through points.
    pub fn through(points: &[(f64, f64)]) -> Path {
        let mut path = Path::default();
        path.add(points);
        path
    }

    /// Adds a polyline through points.
    pub fn add(&mut self, points: &[(f64, f64)]) {
        if !points.is_empty() {
            self.subpaths.push(Start { at: self.points.len(), is_closed: false });
        }
        self.points.extend(points.iter().map(|(x, y)| [*x as f32, *y as f32]));
    }

    /// The last point of all.
    pub fn end(&self) -> Option<[f32; 2]> {
        self.points.last().copied()
    }

    /// Lines and rings, in the order in which they were drawn.
    pub fn subpaths(&self) -> impl Iterator<Item = Subpath<'_>> {
        let ends = self.subpaths.iter().skip(1).map(|next| next.at).chain([self.points.len()]);
        self.subpaths.iter().zip(ends).map(|(start, end)| Subpath {
            points: self.points.get(start.at..end).unwrap_or_default(),
            is_closed: start.is_closed,
        })
    }

    /// The bounds of all points, or `None` where there are none.
    pub fn bounds(&self) -> Option<Bounds> {
        bounds(&self.points)
    }

    /// The bounds of each subpath.
    pub fn pieces(&self) -> impl Iterator<Item = Bounds> {
        self.subpaths().filter_map(|subpath| bounds(subpath.points))
    }

    /// Boxes that together hold all of it: one, or two where there is nothing over at least `gap_px` between them, as in a
    /// country that lies on both sides of the map.
    pub fn boxes(&self, gap_px: f32) -> Vec<Bounds> {
        let mut pieces: Vec<Bounds> = self.pieces().collect();
        pieces.sort_unstable_by(|a, b| a[0].total_cmp(&b[0]));
        let (mut widest, mut at, mut right) = (gap_px, 0, f32::INFINITY);
        for (place, piece) in pieces.iter().enumerate() {
            if piece[0] - right >= widest {
                (widest, at) = (piece[0] - right, place);
            }
            right = if place == 0 { piece[2] } else { right.max(piece[2]) };
        }
        let (left, right) = pieces.split_at(at);
        [left, right].into_iter().filter_map(|pieces| pieces.iter().copied().reduce(union)).collect()
    }

    /// The stretches of a row that lie inside, by the even-odd rule, from left to right.
    pub fn spans_at(&self, y: f32) -> Vec<(f32, f32)> {
        let mut crossings = Vec::new();
        for subpath in self.subpaths() {
            // Areas are closed, whether that is said or not.
            let mut last = subpath.points.last().copied().unwrap_or_default();
            for &[x_b, y_b] in subpath.points {
                let [x_a, y_a] = last;
                if (y_a <= y) != (y_b <= y) {
                    crossings.push(x_a + (y - y_a) / (y_b - y_a) * (x_b - x_a));
                }
                last = [x_b, y_b];
            }
        }
        crossings.sort_unstable_by(f32::total_cmp);
        crossings.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
    }
}

/// What holds two boxes.
pub fn union([l, t, r, b]: Bounds, other: Bounds) -> Bounds {
    [l.min(other[0]), t.min(other[1]), r.max(other[2]), b.max(other[3])]
}

fn bounds(points: &[[f32; 2]]) -> Option<Bounds> {
    let (&[x, y], rest) = points.split_first()?;
    let widen = |[l, t, r, b]: Bounds, [x, y]: &[f32; 2]| [l.min(*x), t.min(*y), r.max(*x), b.max(*y)];
    Some(rest.iter().fold([x, y, x, y], widen))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square_and_line() -> Path {
        let mut path = Path::default();
        for (at, [x, y]) in [[1.0, 1.0], [5.0, 1.0], [5.0, 4.0], [1.0, 4.0]].into_iter().enumerate() {
            if at == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
        }
        path.close();
        path.add(&[(7.0, 0.0), (8.0, 9.0)]);
        path
    }

    #[test]
    fn subpaths_end_where_the_next_one_starts() {
        let path = square_and_line();
        let subpaths: Vec<_> = path.subpaths().map(|s| (s.points.len(), s.is_closed)).collect();
        assert_eq!(subpaths, [(4, true), (2, false)]);
        assert_eq!(path.bounds(), Some([1.0, 0.0, 8.0, 9.0]));
        assert_eq!(path.pieces().next(), Some([1.0, 1.0, 5.0, 4.0]));
        assert_eq!(path.end(), Some([8.0, 9.0]));
    }

    #[test]
    fn what_lies_on_both_sides_has_two_boxes() {
        let path = square_and_line();
        assert_eq!(path.boxes(3.0), [[1.0, 0.0, 8.0, 9.0]]);
        assert_eq!(path.boxes(2.0), [[1.0, 1.0, 5.0, 4.0], [7.0, 0.0, 8.0, 9.0]]);
        assert_eq!(Path::default().boxes(2.0), [[0.0; 4]; 0]);
    }

    #[test]
    fn a_row_through_a_square_is_inside_from_edge_to_edge() {
        let path = square_and_line();
        assert_eq!(path.spans_at(2.0)[0], (1.0, 5.0));
        assert_eq!(Path::default().spans_at(2.0), []);
    }
}
