//! The bands of status in a lane, and the marks of changes that restate one.

use std::ops::Range;

use crate::dataset::{Band, Changes, Dataset, Tone};
use crate::timeline::{Cells, EventRow, TimeScale};

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
    let last_day = dataset.updated().as_days() + 1.0;
    // Bands follow each other: what ended before the axis begins is passed over at once.
    let first =
        bands.partition_point(|band| band.until.is_some_and(|day| f64::from(day.0) < scale.start_day));
    let mut notches = Vec::new();
    for band in &bands[first..] {
        let from_day = band.from.as_days();
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
        // What is hollow on the map is a lower band here.
        let height = if tone == Tone::Ramp8 { band_px * 0.6 } else { band_px };
        let top = middle - height / 2.0;
        let date = &dataset.document.events[band.event].date;
        let fade_until = scale.px_from_day(date.last_day().min(band.from.plus(366)).as_days() + 1.0);
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

/// The most changes in view that are drawn one by one.
const MOST_CHANGES: usize = 240;
/// Where there are more, cells of at least this width show each status's share of their changes.
const SHARE_PX: f64 = 10.0;

/// Draws an actor's band from changes in columns.
///
/// Where they are too many to be told apart, a stretch of pixels shows how many of its changes set which
/// status, the first at the top: as much work as there are pixels.
// The module is split here.
#[inline(never)]
pub(super) fn draw_changes(
    dataset: &Dataset,
    changes: &Changes,
    scale: &TimeScale,
    (middle, band_px, opacity): (f64, f64, f32),
    shapes: &mut Vec<Shape>,
) {
    let row = EventRow::new(changes.days(), changes.places());
    let end_day = scale.end_day.min(dataset.updated().as_days() + 1.0);
    let (first, last) = (row.before(scale.start_day, 0), row.before(end_day, row.len()));
    let is_dense = last.saturating_sub(first) > MOST_CHANGES;
    let band = ChangeBand { dataset, changes, row, scale, end_day, middle, band_px };
    let mut rects = BandRects { scale, of_status: vec![Vec::new(); changes.of_status().len()] };
    if is_dense {
        add_shares(&band, first, opacity == 1.0, &mut rects);
    } else {
        add_stretches(&band, first..last, &mut rects);
    }
    // Those that reach lower are drawn first, under the others.
    let drawn = rects.of_status.into_iter().enumerate().rev().filter(|(_, rects)| !rects.is_empty());
    for (status, rects) in drawn {
        let tone = dataset.document.statuses[status].tone;
        let line = (!is_dense).then(|| edge(tone, 0.8));
        shapes.push(Shape::new(Outline::Rects(rects), Some(lane_fill(tone)), line).with_opacity(opacity));
    }
}

/// A band of changes in columns, and where it stands.
struct ChangeBand<'a> {
    dataset: &'a Dataset,
    changes: &'a Changes,
    row: EventRow<'a>,
    scale: &'a TimeScale,
    /// Where the data ends, or the axis.
    end_day: f64,
    middle: f64,
    band_px: f64,
}

impl ChangeBand<'_> {
    fn right_px(&self) -> f64 {
        self.scale.px_from_day(self.end_day)
    }
}

/// The rectangles of a band, by status.
struct BandRects<'a> {
    scale: &'a TimeScale,
    of_status: Vec<Vec<[f32; 4]>>,
}

impl BandRects<'_> {
    /// Adds what of a rectangle is on the axis.
    fn add(&mut self, status: usize, (left, right): (f64, f64), (top, bottom): (f64, f64)) {
        let (left, right) = (left.max(self.scale.left_px) as f32, right.min(self.scale.right_px) as f32);
        if right > left {
            self.of_status[status].push([left, top as f32, right - left, (bottom - top) as f32]);
        }
    }
}

/// One rectangle for each stretch of one status.
fn add_stretches(band: &ChangeBand, changes: Range<usize>, rects: &mut BandRects) {
    let heights = |status: usize| {
        let is_hollow = band.dataset.document.statuses[status].tone == Tone::Ramp8;
        let half = band.band_px / if is_hollow { 10.0 / 3.0 } else { 2.0 };
        (band.middle - half, band.middle + half)
    };
    let mut walk = band.dataset.fold.walk(band.changes, changes.start);
    let mut shown = walk.standing().shown;
    let mut left = band.scale.left_px;
    for at in changes.start..=changes.end {
        // At the end of what is in view the stretch under way ends with it.
        let next = (at < changes.end).then(|| {
            walk.step();
            walk.standing().shown
        });
        // What restates the status goes on with it.
        if next == Some(shown) {
            continue;
        }
        let right = if at < changes.end { band.scale.px_from_day(band.row.day(at)) } else { band.right_px() };
        if let Some(status) = shown {
            rects.add(status, (left, right), heights(status));
        }
        left = right;
        shown = next.flatten();
    }
}

/// Cells of pixels, in each the statuses one under the other by their shares of its changes.
fn add_shares(band: &ChangeBand, first: usize, is_opaque: bool, rects: &mut BandRects) {
    let ChangeBand { changes, row, scale, band_px, .. } = *band;
    let of_status = changes.of_status();
    let cells = Cells::at_least(SHARE_PX, scale);
    let mut from = row.before(cells.start(cells.number_at(scale.start_day)), first);
    // How many changes before `from` set each status.
    let mut before: Vec<usize> = of_status.iter().map(|set| set.before(from)).collect();
    let mut shares = Shares {
        shown: vec![(0.0, 0.0); of_status.len()],
        lefts: vec![scale.left_px; of_status.len()],
        upper: band.middle - band_px / 2.0,
        is_opaque,
    };
    let mut bottoms = vec![0.0; of_status.len()];
    for number in cells.number_at(scale.start_day)..=cells.number_at(band.end_day) {
        let to = row.before(cells.start(number + 1), from);
        if to == from {
            let shown = band.dataset.fold.standing_after(band.changes, from).shown;
            bottoms
                .iter_mut()
                .enumerate()
                .for_each(|(at, px)| *px = if shown.is_some_and(|s| s <= at) { band_px } else { 0.0 });
        }
        let mut count = 0;
        for (status, set) in of_status.iter().enumerate().filter(|_| to > from) {
            count += set.before(to) - before[status];
            before[status] = set.before(to);
            // To a pixel: cells alike to the eye are drawn as one.
            bottoms[status] = (band_px * count as f64 / (to - from) as f64).round();
        }
        shares.go_on(&bottoms, scale.px_from_day(cells.start(number)).round(), rects);
        from = to;
    }
    shares.go_on(&vec![0.0; of_status.len()], band.right_px(), rects);
}

/// The shares of statuses in a band, while it is gone along from left to right.
struct Shares {
    /// By status: top and bottom of its share, below the shares of those before it, and since where it has had these.
    shown: Vec<(f64, f64)>,
    lefts: Vec<f64>,
    /// The upper edge of the band.
    upper: f64,
    /// Where bands are opaque each share begins at the top, so that one rectangle lasts while its bottom stays.
    is_opaque: bool,
}

impl Shares {
    /// From here on the shares end at these heights; what has had another until here becomes a rectangle.
    fn go_on(&mut self, bottoms: &[f64], at_px: f64, rects: &mut BandRects) {
        let mut top = 0.0;
        for (status, &end) in bottoms.iter().enumerate() {
            let share = if end > top { (if self.is_opaque { 0.0 } else { top }, end) } else { (0.0, 0.0) };
            top = end.max(top);
            let (was_top, was_end) = self.shown[status];
            if share != (was_top, was_end) {
                if was_end > was_top {
                    let heights = (self.upper + was_top, self.upper + was_end);
                    rects.add(status, (self.lefts[status], at_px), heights);
                }
                (self.shown[status], self.lefts[status]) = (share, at_px);
            }
        }
    }
}
