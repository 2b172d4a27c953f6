//! Lines that labels keep off: those that lead to other labels, and arcs.

use super::Rect;
use crate::scene::path::Path;

/// A straight line between two positions.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub from: (f64, f64),
    pub to: (f64, f64),
}

/// Every so many points of a path are enough to know what it runs over.
const STRIDE: usize = 4;

/// Paths as lines.
pub(super) fn lines_of(paths: &[Path]) -> Vec<Line> {
    let mut lines = Vec::new();
    for subpath in paths.iter().flat_map(Path::subpaths) {
        let at = |place: usize| {
            let [x, y] = subpath.points[place.min(subpath.points.len() - 1)];
            (f64::from(x), f64::from(y))
        };
        let starts = (0..subpath.points.len().saturating_sub(1)).step_by(STRIDE);
        lines.extend(starts.map(|start| Line { from: at(start), to: at(start + STRIDE) }));
    }
    lines
}

impl Line {
    /// Whether some of it lies in a box (Liang and Barsky, 1984).
    pub fn crosses(&self, rect: &Rect) -> bool {
        let ((x, y), (to_x, to_y)) = (self.from, self.to);
        let (dx, dy) = (to_x - x, to_y - y);
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (along, room) in
            [(-dx, x - rect.left), (dx, rect.right - x), (-dy, y - rect.top), (dy, rect.bottom - y)]
        {
            if along == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if along < 0.0 {
                enters = enters.max(room / along);
            } else {
                leaves = leaves.min(room / along);
            }
        }
        enters < leaves
    }

    /// Whether it crosses another.
    pub fn meets(&self, other: &Line) -> bool {
        let side = |line: &Line, (x, y): (f64, f64)| {
            let (dx, dy) = (line.to.0 - line.from.0, line.to.1 - line.from.1);
            dx * (y - line.from.1) - dy * (x - line.from.0)
        };
        side(self, other.from) * side(self, other.to) < 0.0
            && side(other, self.from) * side(other, self.to) < 0.0
    }
}
