//! What stands at a point of a timeline.

use crate::timeline::{EventRow, LaneRow, Picked, pick_mark};

use super::strip::{LEVEL_PX, strip_style};
use super::timeline::{Timeline, TimelineScene};

/// What stands at a point of a timeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimelineHit {
    /// The event there, by its id: the document's events come first, then the rows of the columns. Of
    /// many that are not told apart it is the nearest in time.
    pub event: usize,
    /// How many are not told apart there; 1 for a mark of its own.
    pub count: usize,
    /// When the first and the last of them are, in days.
    pub days: (f64, f64),
}

impl Timeline {
    /// The event at a point of a scene that this timeline drew, no further than `tolerance_px`: a mark
    /// or a crowd of the strip, or on a lane the lane's event that is nearest in time.
    pub fn pick(
        &self,
        drawn: &TimelineScene,
        (x_px, y_px): (f64, f64),
        tolerance_px: f64,
    ) -> Option<TimelineHit> {
        let scale = &drawn.scale;
        if x_px < scale.left_px - tolerance_px || x_px > scale.right_px + tolerance_px {
            return None;
        }
        let one = |row: EventRow, at: usize| {
            let day = row.day(at);
            TimelineHit { event: self.events.id(row.place(at)), count: 1, days: (day, day) }
        };
        if y_px >= drawn.lanes_top_px {
            let y_px = y_px - drawn.lanes_top_px;
            let is_under = |lane: &&LaneRow| (lane.top_px..lane.top_px + lane.height_px).contains(&y_px);
            let is_lone = drawn.lone_top_px.is_some_and(|top_px| top_px <= y_px + drawn.lanes_top_px);
            let row = match drawn.rows.lanes().find(is_under) {
                Some(lane) => self.events.lane(lane.member),
                None if is_lone => self.lone(),
                None => return None,
            };
            let most_days = tolerance_px / scale.px_per_day();
            return row.nearest(scale.day_from_px(x_px), most_days).map(|at| one(row, at));
        }
        let row = self.events.all();
        let style = strip_style(drawn.strip_levels);
        let level = (drawn.strip_bottom_px - y_px) / LEVEL_PX;
        match pick_mark(&self.events, row, scale, style, (x_px, level), LEVEL_PX, tolerance_px)? {
            Picked::One(at) => Some(one(row, at)),
            Picked::Span { id, extent } => {
                Some(TimelineHit { event: id, count: 1, days: (extent.start_day, extent.end_day) })
            }
            Picked::Many { from, to, nearest } => Some(TimelineHit {
                count: to - from,
                days: (row.day(from), row.day(to - 1)),
                ..one(row, nearest)
            }),
        }
    }
}
