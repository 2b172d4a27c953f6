//! The bands of status in a lane, and the marks of changes that restate one.

use crate::dataset::{Band, Dataset, Tone};
use crate::timeline::TimeScale;

use super::display::{Color, Fill, Outline, Shape, Stroke};
use super::theme::{edge, is_pattern, lane_fill};

/// Draws an actor's bands about a middle line, as high and as opaque as is said.
pub(super) fn draw_bands(
    dataset: &Dataset,
    bands: &[Band],
    scale: &TimeScale,
    (middle, band_px, opacity): (f64, f64, f32),
    shapes: &mut Vec<Shape>,
) {
    let last_day = f64::from(dataset.updated().plus(0).0) + 1.0;
    // Bands follow each other: what ended before the axis begins is passed over at once.
    let first =
        bands.partition_point(|band| band.until.is_some_and(|day| f64::from(day.0) < scale.start_day));
    let mut notches = Vec::new();
    for band in &bands[first..] {
        let from_day = f64::from(band.from.plus(0).0);
        if from_day > scale.end_day {
            break;
        }
        let tone = dataset.document.statuses[band.status].tone;
        let left = scale.px_from_day(from_day).max(scale.left_px);
        let until = band.until.map_or(last_day, |day| f64::from(day.0)).min(last_day.max(from_day));
        let right = scale.px_from_day(until).min(scale.right_px);
        if right <= left {
            continue;
        }
        // What is hollow on the map is half as high here.
        let height = if tone == Tone::Ramp8 { band_px * 0.6 } else { band_px };
        let top = middle - height / 2.0;
        let date = &dataset.document.events[band.event].date;
        let fade_until =
            scale.px_from_day(f64::from(date.last_day().min(band.from.plus(366)).plus(0).0) + 1.0);
        let solid_from = if date.starts_exactly() { left } else { fade_until.clamp(left, right) };
        if solid_from > left && !is_pattern(tone) {
            let fade = Fill::FadeIn(Color::Fill(tone));
            shapes.push(Shape::rect(left, top, solid_from - left, height, fade).with_opacity(opacity));
        }
        let from = if is_pattern(tone) { left } else { solid_from };
        let outline = Outline::Rect {
            x: from as f32 + 0.4,
            y: top as f32,
            width: ((right - from - 0.8) as f32).max(0.6),
            height: height as f32,
            radius: 0.0,
        };
        shapes.push(Shape::new(outline, Some(lane_fill(tone)), Some(edge(tone, 0.8))).with_opacity(opacity));
        let first = band.restated.partition_point(|day| f64::from(day.0) < scale.start_day);
        let mut free_px = left + 1.5;
        for day in &band.restated[first..] {
            let x = scale.px_from_day(f64::from(day.0));
            if x >= right - 1.5 {
                break;
            }
            // Notches closer than they are wide would rub the band out.
            if x > free_px {
                notches.push((x, top, top + height));
                free_px = x + 3.0;
            }
        }
    }
    if !notches.is_empty() {
        shapes.push(Shape::uprights(&notches, Stroke::solid(Color::Paper, 1.6)));
    }
}
