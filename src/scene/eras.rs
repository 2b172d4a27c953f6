//! Eras behind the lanes.

use super::axis::AXIS_PX;
use super::dates::DateLook;
use super::display::{Anchor, Color, Fill, Label, Shape, Stroke};
use super::timeline::{SMALL_PX, TimelineInput, TimelineScene};
use super::words;

/// Room for the names of eras, where there are any.
pub(super) const ERAS_PX: f64 = 16.0;

/// Eras are grounds behind strip and lanes, every other one tinted, with their names under the axis.
pub(super) fn draw_eras(input: &TimelineInput, timeline: &mut TimelineScene) {
    let scale = timeline.scale;
    let mut free_px = f64::MIN;
    let mut grounds = Vec::new();
    for (at, era) in input.dataset.document.eras.iter().enumerate() {
        let extent = DateLook::of(&era.date).extent;
        let left = scale.px_from_day(extent.start_day).max(scale.left_px);
        let right = scale.px_from_day(extent.end_day).min(scale.right_px);
        if right <= left {
            continue;
        }
        let bottom = timeline.scene.height_px;
        if at % 2 == 0 {
            let raise = Fill::Solid(Color::Raise);
            grounds.push(Shape::rect(left, AXIS_PX, right - left, bottom - AXIS_PX, raise));
        }
        grounds.push(Shape::line((left, AXIS_PX), (left, bottom), Stroke::solid(Color::Hairline, 1.0)));
        let text = words::text(&era.label, input.dataset, input.host).text.to_owned();
        let x = left + 4.0;
        let end = x + input.host.text_width_px(&text, SMALL_PX, false);
        if x >= free_px && end <= right {
            free_px = end + 6.0;
            timeline.scene.labels.push(Label {
                text,
                x,
                y: AXIS_PX + ERAS_PX / 2.0,
                anchor: Anchor::Start,
                color: Color::Ink2,
                halo: None,
                size_px: SMALL_PX,
                is_bold: false,
                target: None,
            });
        }
    }
    timeline.scene.shapes.splice(0..0, grounds);
}
