//! Hands on the timeline: scrub, tap, pan and pinch, and the window of the overview.

use wasm_bindgen::JsCast;
use web_sys::PointerEvent;

use super::events::Reason;
use super::gestures::{MARK_TOLERANCE_PX, MARK_TOUCH_TOLERANCE_PX, Mode, Pointer};
use super::inner::Inner;
use super::lanes;
use crate::atlas::{Action, Selection, TimeRange, default_range, nearest_day};
use crate::scene::nearest_mark;
use crate::timeline::{Row, TimeScale};

/// Half the width in which the playhead's line can be taken.
const PLAYHEAD_HALF_PX: f64 = 22.0;
/// How near the playhead is drawn to a day on which something happens; a finger is less exact.
const SNAP_PX: f64 = 3.0;
const SNAP_TOUCH_PX: f64 = 5.0;
/// The shortest span that zooming reaches where nothing is known more exactly than to the day.
const SHORTEST_DAYS: f64 = 7.0;
/// How near an end of the overview's window takes hold of it.
const END_PX: f64 = 6.0;
const END_TOUCH_PX: f64 = 16.0;

/// What of the overview's window is held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WindowPart {
    Start,
    End,
    Whole,
}

impl Inner {
    /// A pointer goes down on the lanes; `on_handle` where it is on the playhead's label.
    pub fn press_lanes(&mut self, event: &PointerEvent, on_handle: bool) {
        let at = self.lanes_position(event);
        self.cancel_pointer(event);
        let near_line = self.lanes.scene.as_ref().is_some_and(|timeline| {
            let is_mark = nearest_mark(&timeline.scene.marks, at.0, at.1, MARK_TOLERANCE_PX).is_some();
            let reach_px = if event.pointer_type() == "mouse" { 6.0 } else { PLAYHEAD_HALF_PX };
            !is_mark && (self.along(at) - timeline.playhead_px).abs() < reach_px && !self.is_on_list(at)
        });
        let mode = match (on_handle, near_line) {
            (true, _) => Mode::Handle,
            (false, true) => Mode::Scrub,
            (false, false) => Mode::LanesPress,
        };
        self.gestures.pointers.push(Pointer::down(event, at, self.motion.camera, mode));
        if mode != Mode::LanesPress && self.state.playing.is_some() {
            self.act(Action::Pause, Reason::User);
        }
    }

    /// How far along the axis a position is: time runs down beside a list, else to the right.
    pub(super) fn along(&self, at: (f64, f64)) -> f64 {
        let is_upright = self.lanes.scene.as_ref().is_some_and(|timeline| timeline.list_left_px.is_some());
        if is_upright { at.1 } else { at.0 }
    }

    fn is_on_list(&self, at: (f64, f64)) -> bool {
        self.lanes.scene.as_ref().and_then(|timeline| timeline.list_left_px).is_some_and(|left| at.0 > left)
    }

    /// Moves the day shown to a position, or to what happens near it; Alt lets it go anywhere.
    pub(super) fn scrub(&mut self, x_px: f64, event: &PointerEvent) {
        let Some(scale) = self.axis_now() else { return };
        let reach_px = if event.pointer_type() == "mouse" { SNAP_PX } else { SNAP_TOUCH_PX };
        let time = scale.day_from_px(x_px).clamp(scale.start_day, scale.end_day);
        let reach_days = reach_px / scale.px_per_day();
        let snapped =
            (!event.alt_key()).then(|| nearest_day(&self.state, &self.dataset, time, reach_days)).flatten();
        if let Some(day) = snapped.or_else(|| lanes::day_at(self, x_px)) {
            self.act(Action::GoTo(day), Reason::User);
        }
    }

    /// On axis and strip a drag moves the day; on the lanes it moves a zoomed axis.
    pub(super) fn drag_mode(&self, y: f64) -> Mode {
        let lanes_top_px = self.lanes.scene.as_ref().map_or(0.0, |timeline| timeline.lanes_top_px);
        if y < lanes_top_px || self.state.range.is_none() { Mode::Scrub } else { Mode::TimeDrag }
    }

    pub(super) fn tap_lanes(&self, at: (f64, f64), is_touch: bool) -> Option<Action> {
        let timeline = self.lanes.scene.as_ref()?;
        // Keys go on from here.
        self.next_focus.set(self.frame.playhead.clone().dyn_into().ok());
        let tolerance_px = if is_touch { MARK_TOUCH_TOLERANCE_PX } else { MARK_TOLERANCE_PX };
        if let Some(mark) = nearest_mark(&timeline.scene.marks, at.0, at.1, tolerance_px) {
            return match mark.targets.as_slice() {
                [one] => Some(Action::Select(Some(self.id_of(*one)))),
                many => self.zoom_to(many, at),
            };
        }
        let row = timeline.rows.rows.iter().find_map(|row| match row {
            Row::Lane(lane) => {
                let top_px = timeline.lanes_top_px + lane.top_px;
                (at.1 >= top_px && at.1 < top_px + lane.height_px).then_some(lane.member)
            }
            Row::Heading { .. } => None,
        });
        match row {
            Some(actor) => Some(Action::Select(Some(self.id_of(Selection::Actor(actor))))),
            None if self.is_on_list(at) => None,
            None if self.along(at) >= timeline.scale.left_px => {
                lanes::day_at(self, self.along(at)).map(Action::GoTo)
            }
            None => None,
        }
    }

    /// The span of marks that stand too close, in which they come apart; for a crowd that lists no targets, the
    /// span of the crowd.
    fn zoom_to(&self, targets: &[Selection], at: (f64, f64)) -> Option<Action> {
        let days = targets.iter().filter_map(|target| match target {
            Selection::Event(event) => self.dataset.links[*event].first_day,
            Selection::Actor(_) => None,
        });
        let ends = days.fold((f64::MAX, f64::MIN), |(low, high), day| {
            (low.min(f64::from(day.0)), high.max(f64::from(day.0)))
        });
        let (first, last) = if ends.0 <= ends.1 {
            ends
        } else {
            let (lanes, timeline) = (self.lanes.timeline.as_ref()?, self.lanes.scene.as_ref()?);
            lanes.pick(timeline, at, MARK_TOLERANCE_PX)?.days
        };
        let room = (last - first).max(self.shortest_days() / 2.0) * 0.4;
        let range = TimeRange { start_day: first - room, end_day: last + 1.0 + room };
        Some(Action::SetRange(Some(range)))
    }

    /// The shortest span that zooming comes to.
    fn shortest_days(&self) -> f64 {
        match &self.lanes.timeline {
            Some(lanes) if lanes.has_times() => TimeScale::SHORTEST_DAYS,
            _ => SHORTEST_DAYS,
        }
    }

    /// As much of a zoom as the shortest span leaves: beyond it the axis would move instead.
    fn nearest_factor(&self, factor: f64, scale: &TimeScale) -> f64 {
        factor.min(((scale.end_day - scale.start_day) / self.shortest_days()).max(1.0))
    }

    /// The axis as it will be drawn next: several inputs may come between two frames.
    fn axis_now(&self) -> Option<TimeScale> {
        let drawn = self.lanes.scene.as_ref()?.scale;
        let range = self.state.time_range(&self.dataset);
        Some(TimeScale::new(range.start_day, range.end_day, drawn.left_px, drawn.right_px))
    }

    /// Zooms the axis about a position.
    pub fn zoom_time(&mut self, factor: f64, about_px: f64) {
        let Some(scale) = self.axis_now() else { return };
        let factor = self.nearest_factor(factor, &scale);
        let (start_day, end_day) = scale.zoomed(factor, about_px.clamp(scale.left_px, scale.right_px));
        self.set_range(start_day, end_day);
    }

    /// Zooms the axis about the day shown where that is in view, else about its middle.
    pub fn zoom_time_here(&mut self, factor: f64) {
        let Some(scale) = self.axis_now() else { return };
        let at_px = scale.px_from_day(self.state.date.as_days() + 0.5);
        let middle_px = (scale.left_px + scale.right_px) / 2.0;
        let is_in_view = (scale.left_px..=scale.right_px).contains(&at_px);
        self.zoom_time(factor, if is_in_view { at_px } else { middle_px });
    }

    pub(super) fn pan_time(&mut self, dx_px: f64) {
        let Some(scale) = self.axis_now() else { return };
        self.shift_time(-dx_px / scale.px_per_day());
    }

    /// Moves the span of the axis by days.
    pub fn shift_time(&mut self, days: f64) {
        let range = self.state.time_range(&self.dataset);
        self.set_range(range.start_day + days, range.end_day + days);
    }

    /// Two fingers: the times under them stay under them.
    pub(super) fn pinch_time(&mut self, from_px: f64, to_px: f64, other_px: f64) {
        let Some(scale) = self.axis_now() else { return };
        // Fingers one above the other have no distance along the axis.
        let distance_px = |at_px: f64| (at_px - other_px).abs().max(24.0);
        let factor = distance_px(to_px) / distance_px(from_px);
        let (start_day, end_day) = scale.zoomed(self.nearest_factor(factor, &scale), other_px);
        self.set_range(start_day, end_day);
    }

    /// A pointer goes down on the overview: on the window or an end of it, which then follows it, or beside
    /// the window, which then jumps there.
    pub fn press_overview(&mut self, event: &PointerEvent) {
        let at = self.lanes_position(event);
        self.cancel_pointer(event);
        let Some(overview) = self.lanes.scene.as_ref().and_then(|timeline| timeline.overview) else { return };
        let reach_px = if event.pointer_type() == "mouse" { END_PX } else { END_TOUCH_PX };
        let (left_px, right_px) = overview.window_px;
        // Even a narrow window can be held by its middle.
        let inner_px = reach_px.min((right_px - left_px) / 4.0);
        let part = if (left_px - reach_px..left_px + inner_px).contains(&at.0) {
            WindowPart::Start
        } else if (right_px - inner_px..right_px + reach_px).contains(&at.0) {
            WindowPart::End
        } else {
            WindowPart::Whole
        };
        if part == WindowPart::Whole && !(left_px..=right_px).contains(&at.0) {
            let range = self.state.time_range(&self.dataset);
            let middle_day = (range.start_day + range.end_day) / 2.0;
            self.shift_time(overview.scale.day_from_px(at.0) - middle_day);
        }
        self.gestures.pointers.push(Pointer::down(event, at, self.motion.camera, Mode::Window(part)));
    }

    pub(super) fn move_window(&mut self, part: WindowPart, dx_px: f64) {
        let Some(overview) = self.lanes.scene.as_ref().and_then(|timeline| timeline.overview) else { return };
        let days = dx_px / overview.scale.px_per_day();
        let TimeRange { start_day, end_day } = self.state.time_range(&self.dataset);
        let (whole, shortest) = (default_range(&self.dataset), self.shortest_days());
        // The whole is reached by the button for it: the hold on the window would be lost.
        let least_day = whole.start_day + if end_day < whole.end_day { 0.0 } else { shortest };
        let most_day = whole.end_day - if start_day > whole.start_day { 0.0 } else { shortest };
        match part {
            WindowPart::Whole => self.shift_time(days),
            WindowPart::Start => {
                self.set_range((start_day + days).max(least_day).min(end_day - shortest), end_day);
            }
            WindowPart::End => {
                self.set_range(start_day, (end_day + days).min(most_day).max(start_day + shortest));
            }
        }
    }

    /// Shows a span, kept within what there is to show; all of it where it would be wider.
    fn set_range(&mut self, start_day: f64, end_day: f64) {
        let whole = default_range(&self.dataset);
        let days = (end_day - start_day).max(self.shortest_days());
        let range = (days < whole.end_day - whole.start_day).then(|| {
            let start_day = start_day.clamp(whole.start_day, whole.end_day - days);
            TimeRange { start_day, end_day: start_day + days }
        });
        self.act(Action::SetRange(range), Reason::User);
    }
}
