//! Sizes of a timeline's parts.

use crate::dataset::Dataset;
use crate::timeline::{LaneMetrics, LaneRows};

use super::host::{DateStyle, Host};
use super::timeline::{SMALL_PX, Timeline, TimelineInput};
use super::words;

pub(super) const TEXT_PX: f64 = 14.0;

/// Sizes that depend on the room there is.
pub(super) struct Layout {
    pub label_column_px: f64,
    pub is_narrow: bool,
    pub metrics: LaneMetrics,
    pub playhead: (f64, f64),
}

impl Layout {
    pub fn of(timeline: &Timeline, input: &TimelineInput) -> Layout {
        let is_narrow = input.width_px < 480.0;
        let lane_px = if input.is_touch || is_narrow {
            28.0
        } else if input.width_px < 700.0 {
            19.0
        } else {
            22.0
        };
        Layout {
            label_column_px: timeline.label_columns_px[usize::from(is_narrow)],
            metrics: LaneMetrics {
                lane_px,
                selected_px: if is_narrow { 42.0 } else { 36.0 },
                heading_px: if is_narrow { 28.0 } else { 24.0 },
            },
            is_narrow,
            playhead: (playhead_width_px(input), if is_narrow { 30.0 } else { 24.0 }),
        }
    }

    /// Makes lanes lower until their rows take no more than `most_px`, or can no longer be read.
    pub fn press(&mut self, rows: &LaneRows, most_px: f64, has_lone: bool) {
        const LEAST_LANE_PX: f64 = 13.0;
        let lanes = rows.lanes().filter(|lane| !lane.is_selected).count() + usize::from(has_lone);
        let all_px = lanes as f64 * self.metrics.lane_px;
        let others_px = rows.height_px + if has_lone { self.metrics.lane_px } else { 0.0 } - all_px;
        let lane_px = (most_px - others_px) / lanes.max(1) as f64;
        self.metrics.lane_px = lane_px.clamp(LEAST_LANE_PX, self.metrics.lane_px.max(LEAST_LANE_PX));
    }
}

/// How wide the playhead's label is: its day and two signs beside it.
pub(super) fn playhead_width_px(input: &TimelineInput) -> f64 {
    const LEAST_PX: f64 = 108.0;
    const TEXT_PX: f64 = 13.0;
    const BESIDE_PX: f64 = 34.0;
    let day = input.host.date(input.state.date, DateStyle::Short);
    (input.host.text_width_px(&day, TEXT_PX, true) + BESIDE_PX).ceil().max(LEAST_PX)
}

pub(super) fn lane_name(dataset: &Dataset, host: &dyn Host, actor: usize, is_narrow: bool) -> String {
    match is_narrow {
        true => words::short_name(dataset, actor, host),
        false => words::actor_name(dataset, actor, host),
    }
}

/// How wide the column of the actors' names is.
pub(super) fn label_column_px(dataset: &Dataset, host: &dyn Host, is_narrow: bool) -> f64 {
    let widest = (0..dataset.document.actors.len())
        .map(|actor| host.text_width_px(&lane_name(dataset, host, actor, is_narrow), TEXT_PX, false))
        .fold(0.0, f64::max);
    // Where there is little room the longest names are set smaller.
    let most_px = if is_narrow { (widest * 12.0 / TEXT_PX).clamp(74.0, 100.0) } else { 160.0 };
    (widest.min(most_px) + NAME_PX + GAP_PX).max(84.0)
}

/// Where an actor's name begins, after its swatch; and how far before the axis it ends.
pub(super) const NAME_PX: f64 = 18.0;
const GAP_PX: f64 = 12.0;

impl Layout {
    /// The size in which an actor's name finds room in the column, at this place.
    pub fn name_size_px(&self, host: &dyn Host, name: &str, x_px: f64, is_bold: bool) -> f64 {
        let room_px = self.label_column_px - GAP_PX / 2.0 - x_px;
        if host.text_width_px(name, TEXT_PX, is_bold) > room_px { SMALL_PX } else { TEXT_PX }
    }
}
