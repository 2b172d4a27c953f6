//! How events are drawn when there are too many to show singly.

use crate::timeline::{DensityColumn, EventRow};
use crate::world::PathSink;

use super::display::{Color, Fill, Outline, Shape};
use super::path::Path;
use super::strip::LEVEL_PX;
use super::timeline::{Timeline, TimelineScene};

/// A column is as high as the root of its density, so that a tenth is still seen
/// beside the whole. What stands out lies over the rest.
pub(super) fn draw_density(
    timeline: &Timeline,
    columns: &[DensityColumn],
    (bottom, height): (f64, f64),
    drawn: &mut TimelineScene,
) {
    let Some(first) = columns.first() else { return };
    let days = (first.right_px - first.left_px) / drawn.scale.px_per_day();
    let most = (timeline.typical_per_day * days).max(1.0);
    let mut paint = |count_of: &dyn Fn(&DensityColumn) -> usize, color: Color, opacity: f32| {
        let path = density_path(
            columns,
            &|column| {
                let count = count_of(column);
                if count == 0 { 0.0 } else { ((count as f64 / most).sqrt().min(1.0) * height).max(1.5) }
            },
            bottom,
            (drawn.scale.left_px, drawn.scale.right_px),
        );
        let shape = Shape::new(Outline::Path(path), Some(Fill::Solid(color)), None);
        drawn.scene.shapes.push(shape.with_opacity(opacity));
    };
    match &timeline.strong {
        None => paint(&|column| column.to - column.from, Color::Ink, 0.75),
        Some(strong) => {
            paint(&|column| column.to - column.from, Color::Rule, 0.5);
            paint(&|column| strong.count(column.from, column.to), Color::Ink, 0.75);
        }
    }
}

fn density_path(
    columns: &[DensityColumn],
    height_px: &dyn Fn(&DensityColumn) -> f64,
    bottom: f64,
    (least_px, most_px): (f64, f64),
) -> Path {
    let mut path = Path::default();
    let mut last_right = f64::NAN;
    for column in columns {
        let (left, right) = (column.left_px.max(least_px), column.right_px.min(most_px));
        if right <= left {
            continue;
        }
        let base = bottom - LEVEL_PX * column.level as f64;
        let top = (base - height_px(column)) as f32;
        if left != last_right {
            if !last_right.is_nan() {
                path.line_to(last_right as f32, bottom as f32);
                path.close();
            }
            path.move_to(left as f32, bottom as f32);
        }
        path.line_to(left as f32, top);
        path.line_to(right as f32, top);
        last_right = right;
    }
    if !last_right.is_nan() {
        path.line_to(last_right as f32, bottom as f32);
        path.close();
    }
    path
}

/// The same for one lane, under its band.
pub(super) fn draw_own_density(
    timeline: &Timeline,
    row: EventRow,
    columns: &[DensityColumn],
    y: f64,
    drawn: &mut TimelineScene,
) {
    let Some(first) = columns.first() else { return };
    let days = (first.right_px - first.left_px) / drawn.scale.px_per_day();
    let share = row.len() as f64 / timeline.events.len().max(1) as f64;
    let most = (timeline.typical_per_day * share * days).max(1.0);
    let height = |column: &DensityColumn| match column.to - column.from {
        0 => 0.0,
        count => ((count as f64 / most).sqrt().min(1.0) * 12.0).max(1.5),
    };
    let path = density_path(columns, &height, y + 6.0, (drawn.scale.left_px, drawn.scale.right_px));
    let shape = Shape::new(Outline::Path(path), Some(Fill::Solid(Color::Ink)), None);
    drawn.scene.shapes.push(shape.with_opacity(0.75));
}
