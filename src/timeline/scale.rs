//! A continuous linear scale from time to pixels.

/// Maps days (since 1970-01-01, with a fraction) to pixels, linearly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeScale {
    /// Time at the left end, in days.
    pub start_day: f64,
    /// Time at the right end, in days.
    pub end_day: f64,
    /// Position of the left end.
    pub left_px: f64,
    /// Position of the right end.
    pub right_px: f64,
}

impl TimeScale {
    /// The shortest span that an axis shows: ten minutes.
    pub const SHORTEST_DAYS: f64 = 10.0 / (24.0 * 60.0);

    /// A scale from a span of time to a span of pixels. Spans of no length are widened a little, so
    /// that the scale is never degenerate.
    pub fn new(start_day: f64, end_day: f64, left_px: f64, right_px: f64) -> TimeScale {
        let end_day = end_day.max(start_day + TimeScale::SHORTEST_DAYS);
        let right_px = right_px.max(left_px + 1.0);
        TimeScale { start_day, end_day, left_px, right_px }
    }

    /// How many pixels a day takes.
    pub fn px_per_day(&self) -> f64 {
        (self.right_px - self.left_px) / (self.end_day - self.start_day)
    }

    /// The position of a time; it may lie beyond the ends.
    pub fn px_from_day(&self, day: f64) -> f64 {
        self.left_px + (day - self.start_day) * self.px_per_day()
    }

    /// The time at a position; it may lie beyond the ends.
    pub fn day_from_px(&self, x_px: f64) -> f64 {
        self.start_day + (x_px - self.left_px) / self.px_per_day()
    }

    /// The span of time after zooming by `factor` (above 1 nearer) about a position that stays put.
    pub fn zoomed(&self, factor: f64, about_px: f64) -> (f64, f64) {
        let about_day = self.day_from_px(about_px);
        let days = (self.end_day - self.start_day) / factor;
        let days = days.max(TimeScale::SHORTEST_DAYS);
        let share = (about_px - self.left_px) / (self.right_px - self.left_px);
        let start_day = about_day - days * share;
        (start_day, start_day + days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_and_its_inverse_agree() {
        let scale = TimeScale::new(18_000.0, 20_000.0, 116.0, 740.0);
        for day in [18_000.0, 18_765.25, 20_000.0, 25_000.0] {
            assert!((scale.day_from_px(scale.px_from_day(day)) - day).abs() < 1e-9);
        }
    }

    #[test]
    fn zooming_keeps_the_time_under_the_pointer() {
        let scale = TimeScale::new(0.0, 1000.0, 0.0, 500.0);
        let (start, end) = scale.zoomed(4.0, 125.0);
        let zoomed = TimeScale::new(start, end, 0.0, 500.0);
        assert!((zoomed.day_from_px(125.0) - scale.day_from_px(125.0)).abs() < 1e-9);
        assert!((end - start - 250.0).abs() < 1e-9);
    }

    #[test]
    fn a_span_of_no_length_is_widened() {
        let scale = TimeScale::new(5.0, 5.0, 10.0, 10.0);
        assert!(scale.px_per_day().is_finite() && scale.px_per_day() > 0.0);
    }
}
