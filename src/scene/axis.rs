//! The axis: ticks, labels in one row or two, today.

use crate::dataset::Day;
use crate::timeline::{Axis, AxisLabel, AxisWords, LabelWidths, TickRank, Unit, axis};

use super::display::{Anchor, Color, Fill, Label, Shape, Stroke};
use super::host::{DateStyle, Host};
use super::timeline::{SMALL_PX, TimelineScene};

pub(super) const AXIS_PX: f64 = 32.0;
/// The line of the axis.
const LINE_PX: f64 = AXIS_PX - 6.0;
/// Middle of the labels where they have one row, and of the upper and the lower one where they have two.
const ROWS_PX: [f64; 3] = [12.0, 6.5, 19.0];
/// How far axis and labels begin before the scale does.
pub const OVERHANG_PX: f64 = 22.0;

/// The reader's words for ticks.
pub(super) struct Words<'a> {
    pub host: &'a dyn Host,
    pub is_narrow: bool,
}

impl AxisWords for Words<'_> {
    fn name(&self, day: f64, unit: Unit, is_context: bool) -> String {
        let whole = Day::containing(day);
        let style = match (unit, is_context) {
            (Unit::Minute, _) => return self.host.time(((day - day.floor()) * 86_400.0).round() as u32),
            (Unit::Day | Unit::Week, false) => DateStyle::DayOfMonth,
            (Unit::Day | Unit::Week, true) if self.is_narrow => DateStyle::Short,
            (Unit::Day | Unit::Week, true) => DateStyle::Long,
            (Unit::Month, false) => DateStyle::Month,
            (Unit::Month, true) => DateStyle::MonthYear,
            (Unit::Year, _) => DateStyle::Year,
        };
        let year = whole.to_ymd().0;
        if self.is_narrow && !is_context && style == DateStyle::Year && (1000..=9999).contains(&year) {
            return format!("’{:02}", year % 100);
        }
        self.host.date(whole, style)
    }

    fn width_px(&self, text: &str) -> f64 {
        self.host.text_width_px(text, SMALL_PX, false)
    }

    fn first_weekday(&self) -> u8 {
        self.host.first_weekday()
    }
}

/// Draws the axis under everything that is there already. Labels that the playhead's own label would
/// cover are left out.
pub(super) fn draw_axis(words: &Words, widths: &LabelWidths, timeline: &mut TimelineScene) {
    let scale = timeline.scale;
    let bounds = (scale.left_px - OVERHANG_PX, timeline.scene.width_px);
    let room_px = if words.is_narrow { 12.0 } else { 36.0 };
    let Axis { ticks, labels, context } = axis(&scale, widths, room_px, bounds, words);
    let bottom = timeline.scene.height_px;
    let mut shapes = Vec::new();
    let (hairline, rule) = (Stroke::solid(Color::Hairline, 1.0), Stroke::solid(Color::Rule, 1.0));
    let mut grid = Vec::new();
    let mut notches = Vec::new();
    for tick in &ticks {
        let x = scale.px_from_day(tick.day);
        if tick.rank >= TickRank::Labelled {
            grid.push((x, AXIS_PX, bottom));
        }
        let height = if tick.rank >= TickRank::Labelled { 6.0 } else { 3.0 };
        notches.push((x, LINE_PX, LINE_PX + height));
    }
    shapes.push(Shape::uprights(&grid, hairline));
    shapes.push(Shape::uprights(&notches, rule));
    shapes.push(Shape::line((bounds.0, LINE_PX), (scale.right_px + 4.0, LINE_PX), rule));
    // The grid lies under everything else.
    timeline.scene.shapes.splice(0..0, shapes);
    if let Some(today) = words.host.today() {
        mark_today(words, today.as_days(), timeline);
    }

    let [one, upper, lower] = ROWS_PX;
    let y = if context.is_empty() { one } else { lower };
    push_labels(labels, y, Color::Ink2, timeline);
    push_labels(context, upper, Color::Ink, timeline);
}

/// A wedge on the line of the axis with its word, and a dashed line down: the playhead's is solid.
fn mark_today(words: &Words, day: f64, timeline: &mut TimelineScene) {
    let scale = timeline.scale;
    let x = scale.px_from_day(day + 0.5);
    if x < scale.left_px || x > scale.right_px {
        return;
    }
    let bottom = timeline.scene.height_px;
    let dashes = Stroke { is_dashed: true, ..Stroke::solid(Color::Ink2, 1.0) };
    timeline.scene.shapes.push(Shape::line((x, AXIS_PX), (x, bottom), dashes));
    let wedge = [(x - 4.0, LINE_PX), (x + 4.0, LINE_PX), (x, LINE_PX + 6.0)];
    timeline.scene.shapes.push(Shape::polygon(&wedge, Fill::Solid(Color::Ink2)));
    let text = words.host.messages().get("today").to_owned();
    let width_px = words.width_px(&text);
    // No word where the playhead's line would go through it: the wedge is enough.
    let is_crossed = |from: f64| (from - 3.0..from + width_px + 3.0).contains(&timeline.playhead_px);
    let (right_px, left_px) = (x + 6.0, x - 6.0 - width_px);
    let fits_right = right_px + width_px <= scale.right_px && !is_crossed(right_px);
    if !fits_right && is_crossed(left_px) {
        return;
    }
    timeline.scene.labels.push(Label {
        text,
        x: if fits_right { right_px } else { x - 6.0 },
        y: AXIS_PX + 7.0,
        anchor: if fits_right { Anchor::Start } else { Anchor::End },
        color: Color::Ink2,
        halo: Some(Color::Paper),
        size_px: SMALL_PX,
        is_bold: false,
        target: None,
    });
}

fn push_labels(labels: Vec<AxisLabel>, y: f64, color: Color, timeline: &mut TimelineScene) {
    let from_px = timeline.playhead_label_px - 3.0;
    let to_px = timeline.playhead_label_px + timeline.playhead_width_px + 3.0;
    for AxisLabel { text, left_px, right_px } in labels {
        if right_px < from_px || left_px > to_px {
            timeline.scene.labels.push(Label {
                text,
                x: left_px,
                y,
                anchor: Anchor::Start,
                color,
                halo: None,
                size_px: SMALL_PX,
                is_bold: false,
                target: None,
            });
        }
    }
}
