//! A pattern's marks one by one over a box: browsers print an SVG pattern as a coarse picture, but lines as
//! lines.

use std::fmt::Write;

use super::tile::{Tile, TileMark};

/// Left, top, right and bottom, in pixels.
pub(super) type Box2 = [f64; 4];

/// The marks as lines to be drawn.
pub(super) struct Ruled {
    /// Path data.
    pub data: String,
    /// How wide its lines are.
    pub width_px: f64,
    /// Whether they are points, with round ends.
    pub is_dotted: bool,
}

impl Ruled {
    /// The marks of a tiling that may be seen in a box; they reach beyond it.
    pub fn of(tile: &Tile, box_px: Box2) -> Ruled {
        let (sin, cos) = f64::from(tile.turn_deg).to_radians().sin_cos();
        let onto_page = |x: f64, y: f64| (x * cos - y * sin, x * sin + y * cos);
        let onto_tiling = |x: f64, y: f64| (x * cos + y * sin, y * cos - x * sin);
        let [left, top, right, bottom] = box_px;
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        let corners = corners.map(|(x, y)| onto_tiling(x, y));
        let least = |pick: fn(&(f64, f64)) -> f64| corners.iter().map(pick).fold(f64::INFINITY, f64::min);
        let most = |pick: fn(&(f64, f64)) -> f64| corners.iter().map(pick).fold(f64::NEG_INFINITY, f64::max);
        let (x_from, x_to) = (least(|at| at.0), most(|at| at.0));
        let (y_from, y_to) = (least(|at| at.1), most(|at| at.1));
        let mut data = String::new();
        let mut line = |from: (f64, f64), to: (f64, f64)| {
            let (from, to) = (onto_page(from.0, from.1), onto_page(to.0, to.1));
            let [a, b, c, d] = [from.0, from.1, to.0, to.1].map(|length| crate::decimal::text(length, 2));
            let _ = write!(data, "M{a} {b}L{c} {d}");
        };
        let (width_px, is_dotted) = match tile.mark {
            TileMark::Bar { x, width, height, .. } if height >= tile.height => {
                for x in places(x + width / 2.0, tile.width, x_from, x_to) {
                    line((x, y_from), (x, y_to));
                }
                (width, false)
            }
            TileMark::Bar { y, height, .. } => {
                for y in places(y + height / 2.0, tile.height, y_from, y_to) {
                    line((x_from, y), (x_to, y));
                }
                (height, false)
            }
            TileMark::Dot { x, y, radius } => {
                for y in places(y, tile.height, y_from, y_to) {
                    for x in places(x, tile.width, x_from, x_to) {
                        line((x, y), (x, y));
                    }
                }
                (2.0 * radius, true)
            }
        };
        Ruled { data, width_px, is_dotted }
    }
}

/// `first`, and on from there in steps both ways, as far as a stretch and a step beyond it.
fn places(first: f64, step: f64, from: f64, to: f64) -> impl Iterator<Item = f64> + Clone {
    let start = ((from - first) / step).floor() as i64;
    let end = ((to - first) / step).ceil() as i64;
    (start..=end).map(move |at| first + at as f64 * step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Tone;

    fn count(ruled: &Ruled) -> usize {
        ruled.data.matches('M').count()
    }

    #[test]
    fn lines_and_dots_stand_where_the_tiles_have_them() {
        let lines = Ruled::of(&Tile::of(Tone::Lines, true), [0.0, 0.0, 100.0, 10.0]);
        // A tile has its bar at 1.5 to 2.6, and they are 5 apart.
        assert!(lines.data.contains("M0 2.05L100 2.05M0 7.05L100 7.05"), "{}", lines.data);
        assert_eq!((lines.width_px, lines.is_dotted), (1.1, false));
        let dots = Ruled::of(&Tile::of(Tone::Dots, true), [0.0, 0.0, 20.0, 20.0]);
        assert!(dots.data.contains("M2.5 2.5L2.5 2.5M7.5 2.5L7.5 2.5"), "{}", dots.data);
        assert_eq!((count(&dots), dots.width_px, dots.is_dotted), (36, 2.6, true));
    }

    #[test]
    fn a_hatch_leans_as_its_tile_does() {
        let hatch = Ruled::of(&Tile::of(Tone::Hatch, true), [0.0, 0.0, 65.0, 65.0]);
        let first = hatch.data.split('M').nth(1).expect("a line");
        let ends = first.split(['L', ' ']).map(|number| number.parse::<f64>().expect("a number"));
        let [x_a, y_a, x_b, y_b] = ends.collect::<Vec<_>>()[..] else { panic!("{first}") };
        // A bar upright in its tile, turned by 45 degrees clockwise.
        assert!(((y_b - y_a) + (x_b - x_a)).abs() < 0.05, "{first}");
        assert_eq!(count(&hatch), 17, "91.9 px across, and a line more at each end");
    }
}
