//! Cells of time: the grid on which what is too dense to be told apart is counted.

use super::scale::TimeScale;

/// Stretches of 2^n days that divide all of time. A cell of one level is two of the next finer one,
/// so that zooming in splits each in its place; where they begin does not depend on what is in view,
/// so that they stay put while the axis pans.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cells {
    /// The length of a cell, in days: a power of two.
    pub days: f64,
}

/// Cells begin a third of a day off: the middles of days, where most events stand, then never lie on
/// an edge between two cells.
const OFFSET_DAYS: f64 = 1.0 / 3.0;

impl Cells {
    /// The finest cells that are at least `least_px` wide, and less than twice that.
    pub fn at_least(least_px: f64, scale: &TimeScale) -> Cells {
        let days = (least_px / scale.px_per_day()).clamp(1e-6, 1e9);
        // The power of two at or below a number is its exponent alone.
        let below = f64::from_bits(days.to_bits() & (0x7ff << 52));
        Cells { days: if below < days { below * 2.0 } else { below } }
    }

    /// Cells a whole number of halvings finer.
    pub fn finer(self, halvings: u32) -> Cells {
        Cells { days: self.days / f64::from(1u32 << halvings) }
    }

    /// The number of the cell in which a time lies.
    pub fn number_at(self, day: f64) -> i64 {
        ((day - OFFSET_DAYS) / self.days).floor() as i64
    }

    /// The time at which a cell begins.
    pub fn start(self, number: i64) -> f64 {
        number as f64 * self.days + OFFSET_DAYS
    }
}
