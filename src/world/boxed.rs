//! What lies outside the box: lines there are left out or cut short, so that a painter never gets
//! thousands of points far away.

/// The rectangle that is drawn: left, top, right, bottom.
#[derive(Clone, Copy)]
pub(super) struct DrawnBox(pub [f32; 4]);

impl DrawnBox {
    /// Whether a rectangle touches the box.
    #[inline(always)]
    pub fn meets(&self, [left, top, right, bottom]: [f32; 4]) -> bool {
        right >= self.0[0] && bottom >= self.0[1] && left <= self.0[2] && top <= self.0[3]
    }

    /// Whether a rectangle lies within the box.
    #[inline(always)]
    pub fn holds(&self, [left, top, right, bottom]: [f32; 4]) -> bool {
        left >= self.0[0] && top >= self.0[1] && right <= self.0[2] && bottom <= self.0[3]
    }

    /// On which sides of the box a point lies, a bit for each. A line whose ends share one does not meet the box.
    #[inline(always)]
    pub fn sides(&self, [x, y]: [f32; 2]) -> u8 {
        let [left, top, right, bottom] = self.0;
        u8::from(x < left) | u8::from(x > right) << 1 | u8::from(y < top) << 2 | u8::from(y > bottom) << 3
    }

    /// Leaves out the points of a line that can be without a change inside the box, and returns how many are
    /// left. The first and the last always are.
    pub fn thin(&self, points: &mut [[f32; 2]]) -> usize {
        let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return 0 };
        let (mut kept, mut before) = (1, self.sides(first));
        let mut here = points.get(1).map_or(0, |&point| self.sides(point));
        for at in 1..points.len().saturating_sub(1) {
            let after = self.sides(points[at + 1]);
            // The triangle of the three lies beyond one side of the box.
            if before & here & after == 0 {
                points[kept] = points[at];
                kept += 1;
                before = here;
            }
            here = after;
        }
        if points.len() > 1 {
            points[kept] = last;
            kept += 1;
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_beyond_one_side_are_left_out() {
        let drawn = DrawnBox([0.0, 0.0, 10.0, 10.0]);
        let mut points =
            [[5.0, 5.0], [12.0, 5.0], [14.0, 6.0], [13.0, 7.0], [12.0, 20.0], [5.0, 30.0], [5.0, 9.0]];
        let kept = drawn.thin(&mut points);
        assert_eq!(points[..kept], [[5.0, 5.0], [12.0, 5.0], [12.0, 20.0], [5.0, 30.0], [5.0, 9.0]]);
        assert_eq!(drawn.thin(&mut [[1.0, 1.0]]), 1);
        assert_eq!(drawn.thin(&mut []), 0);
    }
}
