//! The whole span of time in a thin strip, with a window on what the axis shows of it.

use crate::atlas::default_range;
use crate::timeline::TimeScale;
use crate::world::PathSink;

use super::display::{Color, Fill, Outline, Shape, Stroke};
use super::path::Path;
use super::timeline::{Timeline, TimelineInput, TimelineScene};

/// Where the overview stands, and its window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overview {
    /// Its top.
    pub top_px: f64,
    /// Its height.
    pub height_px: f64,
    /// The whole span, as wide as the axis.
    pub scale: TimeScale,
    /// Left and right end of the window on what is shown.
    pub window_px: (f64, f64),
}

const GAP_PX: f64 = 10.0;
const HEIGHT_PX: f64 = 26.0;
const TOUCH_HEIGHT_PX: f64 = 34.0;
/// So many pixels of it share one height.
const COLUMN_PX: f64 = 2.0;
/// A window is seen and held even where it shows next to nothing.
const LEAST_WINDOW_PX: f64 = 10.0;

fn height_px(input: &TimelineInput) -> f64 {
    if input.is_touch { TOUCH_HEIGHT_PX } else { HEIGHT_PX }
}

/// The room that the overview takes, where there is one.
pub(super) fn room_px(timeline: &Timeline, input: &TimelineInput) -> f64 {
    let is_shown = timeline.has_overview && input.state.range.is_some();
    if is_shown { GAP_PX + height_px(input) } else { 0.0 }
}

/// Draws the overview under everything else.
// The module is split here.
#[inline(never)]
pub(super) fn draw_overview(timeline: &Timeline, input: &TimelineInput, drawn: &mut TimelineScene) {
    let TimeScale { left_px, right_px, start_day, end_day } = drawn.scale;
    let whole = default_range(input.dataset);
    let scale = TimeScale::new(whole.start_day, whole.end_day, left_px, right_px);
    let (top_px, height_px) = (drawn.scene.height_px + GAP_PX, height_px(input));
    let bottom = top_px + height_px;
    let shapes = &mut drawn.scene.shapes;
    shapes.push(Shape::rect(left_px, top_px, right_px - left_px, height_px, Fill::Solid(Color::Raise)));
    let mut kept = timeline.overview.borrow_mut();
    let key = right_px - left_px + bottom;
    if kept.as_ref().is_none_or(|(of, _)| *of != key) {
        *kept = Some((key, heights(timeline, &scale, (bottom, height_px - 4.0))));
    }
    if let Some((_, path)) = kept.as_ref() {
        let outline = Outline::Path(path.clone());
        shapes.push(Shape::new(outline, Some(Fill::Solid(Color::Rule)), None));
    }
    let window = (scale.px_from_day(start_day), scale.px_from_day(end_day));
    let middle = (window.0 + window.1) / 2.0;
    let half = ((window.1 - window.0) / 2.0).max(LEAST_WINDOW_PX / 2.0);
    let middle = middle.clamp(left_px, right_px).clamp(left_px + half, (right_px - half).max(left_px + half));
    let (from, to) = (middle - half, middle + half);
    for (from, to) in [(left_px, from), (to, right_px)] {
        if to > from {
            shapes.push(Shape::rect(from, top_px, to - from, height_px, Fill::Solid(Color::Veil)));
        }
    }
    let day_px = scale.px_from_day(input.state.date.as_days() + 0.5);
    if (left_px..=right_px).contains(&day_px) {
        shapes.push(Shape::line((day_px, top_px), (day_px, bottom), Stroke::solid(Color::Ink, 1.6)));
    }
    let frame = Outline::Rect {
        x: from as f32,
        y: top_px as f32,
        width: (to - from) as f32,
        height: height_px as f32,
        radius: 2.0,
    };
    shapes.push(Shape::new(frame, None, Some(Stroke::solid(Color::Ink, 1.2))));
    // The ends are to be held: short thick strokes in the middle of their height.
    for x in [from, to] {
        let (middle, reach) = (top_px + height_px / 2.0, 6.0);
        shapes.push(Shape::line((x, middle - reach), (x, middle + reach), Stroke::solid(Color::Paper, 5.4)));
        shapes.push(Shape::line((x, middle - reach), (x, middle + reach), Stroke::solid(Color::Ink, 3.0)));
    }
    drawn.scene.height_px = bottom + 4.0;
    drawn.overview = Some(Overview { top_px, height_px, scale, window_px: (from, to) });
}

/// How many events there are, column by column: as high as the root of their number. Those that are
/// filtered out are left out.
fn heights(timeline: &Timeline, scale: &TimeScale, (bottom, height_px): (f64, f64)) -> Path {
    let (counts, most) = counts(timeline, scale);
    let mut path = Path::default();
    for (left, right, count) in counts.into_iter().filter(|(.., count)| *count > 0) {
        let top = bottom - ((count as f64 / most).sqrt() * height_px).max(2.0);
        path.move_to(left as f32, bottom as f32);
        for (x, y) in [(left, top), (right, top), (right, bottom)] {
            path.line_to(x as f32, y as f32);
        }
        path.close();
    }
    path
}

/// How many of the events that are not filtered out lie in each piece of a scale, from where to where,
/// and the most of them.
pub(super) fn counts(timeline: &Timeline, scale: &TimeScale) -> (Vec<(f64, f64, usize)>, f64) {
    let row = timeline.events.all();
    let mut counts = Vec::new();
    let mut x = scale.left_px;
    let mut from = row.before(scale.start_day, 0);
    while x < scale.right_px {
        let right = (x + COLUMN_PX).min(scale.right_px);
        let to = row.before(scale.day_from_px(right), from);
        let count = timeline.strong.as_ref().map_or(to - from, |strong| strong.count(from, to));
        counts.push((x, right, count));
        (x, from) = (right, to);
    }
    let most = counts.iter().map(|(.., count)| *count).max().unwrap_or(0).max(4);
    (counts, most as f64)
}
