//! Pointers on the map and the lanes: drag, pinch, tap, scrub.

use web_sys::PointerEvent;

use super::events::Reason;
use super::hint::HeldBack;
use super::inner::Inner;
use super::{lanes, map};
use crate::atlas::{Action, Selection, TimeRange};
use crate::scene::nearest_mark;
use crate::timeline::Row;

/// A pointer that has moved less than this has tapped.
const TAP_PX: f64 = 4.0;
/// The same for a finger, which is never quite still.
const FINGER_TAP_PX: f64 = 10.0;
/// Two taps within this time and distance are one double tap.
const DOUBLE_TAP_MS: f64 = 300.0;
const DOUBLE_TAP_PX: f64 = 24.0;
const DOUBLE_TAP_ZOOM: f64 = 2.0;
/// A velocity is that of about this long a time.
const VELOCITY_MS: f64 = 40.0;
/// A pointer that has rested this long before it goes up has let go of nothing.
const REST_MS: f64 = 60.0;
const MARK_TOLERANCE_PX: f64 = 6.0;
const MARK_TOUCH_TOLERANCE_PX: f64 = 13.0;
/// Half the width in which the playhead's line can be taken.
const PLAYHEAD_HALF_PX: f64 = 22.0;

/// The shortest span that zooming comes to: what is known to the day has no more to show.
const SHORTEST_DAYS: f64 = 7.0;

/// What a pointer does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mode {
    /// Pressed on the map, not yet moved.
    MapPress,
    /// Moves the map.
    MapDrag,
    /// Pressed on the lanes, not yet moved.
    LanesPress,
    /// Moves the day shown.
    Scrub,
    /// Moves the span of the axis.
    TimeDrag,
}

/// A pointer that is down.
#[derive(Clone, Copy, Debug)]
struct Pointer {
    id: i32,
    start: (f64, f64),
    last: (f64, f64),
    last_ms: f64,
    /// Pixels per millisecond, of the last moves more than of those before.
    velocity: (f64, f64),
    /// The place of the earth that was under it when it went down.
    held: Option<(f64, f64)>,
    mode: Mode,
}

/// The pointers that are down, and the last tap.
#[derive(Default)]
pub struct Gestures {
    pointers: Vec<Pointer>,
    last_tap: Option<(f64, (f64, f64))>,
}

impl Pointer {
    fn down(event: &PointerEvent, at: (f64, f64), held: Option<(f64, f64)>, mode: Mode) -> Pointer {
        Pointer {
            id: event.pointer_id(),
            start: at,
            last: at,
            last_ms: event.time_stamp(),
            velocity: (0.0, 0.0),
            held,
            mode,
        }
    }

    /// The pointer after a move.
    fn moved(self, at: (f64, f64), now_ms: f64, mode: Mode) -> Pointer {
        let elapsed_ms = (now_ms - self.last_ms).max(1.0);
        let share = 1.0 - (-elapsed_ms / VELOCITY_MS).exp();
        let blend = |before: f64, distance: f64| before + share * (distance / elapsed_ms - before);
        let velocity =
            (blend(self.velocity.0, at.0 - self.last.0), blend(self.velocity.1, at.1 - self.last.1));
        Pointer { last: at, last_ms: now_ms, velocity, mode, ..self }
    }
}

impl Inner {
    /// A pointer goes down on the map.
    pub fn press_map(&mut self, event: &PointerEvent) {
        let at = self.map_position(event);
        self.stop_motion();
        self.cancel_pointer(event);
        let held = map::view(self).unproject(at.0, at.1);
        self.gestures.pointers.push(Pointer::down(event, at, held, Mode::MapPress));
    }

    /// A pointer goes down on the lanes; `on_handle` where it is on the playhead's label.
    pub fn press_lanes(&mut self, event: &PointerEvent, on_handle: bool) {
        let at = self.lanes_position(event);
        self.cancel_pointer(event);
        let near_line = self.timeline.as_ref().is_some_and(|timeline| {
            let is_mark = nearest_mark(&timeline.scene.marks, at.0, at.1, MARK_TOLERANCE_PX).is_some();
            let reach_px = if event.pointer_type() == "mouse" { 6.0 } else { PLAYHEAD_HALF_PX };
            !is_mark && (at.0 - timeline.playhead_px).abs() < reach_px
        });
        let mode = if on_handle || near_line { Mode::Scrub } else { Mode::LanesPress };
        self.gestures.pointers.push(Pointer::down(event, at, None, mode));
        if mode == Mode::Scrub && self.state.playing.is_some() {
            self.act(Action::Pause, Reason::User);
        }
    }

    /// A pointer moves. Gives whether it is held for a gesture from now on.
    pub fn move_pointer(&mut self, event: &PointerEvent) -> bool {
        let id = event.pointer_id();
        if event.buttons() == 0 {
            // Released where nobody told us.
            self.cancel_pointer(event);
            return false;
        }
        let Some(index) = self.gestures.pointers.iter().position(|pointer| pointer.id == id) else {
            return false;
        };
        let pointer = self.gestures.pointers[index];
        let on_map = matches!(pointer.mode, Mode::MapPress | Mode::MapDrag);
        let at = if on_map { self.map_position(event) } else { self.lanes_position(event) };
        let is_finger = event.pointer_type() == "touch";
        let moved_px = (at.0 - pointer.start.0).hypot(at.1 - pointer.start.1);
        let others: Vec<Pointer> = self.gestures.pointers.iter().filter(|p| p.id != id).copied().collect();
        let mode = match pointer.mode {
            // One finger scrolls the page.
            Mode::MapPress if is_finger && others.is_empty() => Mode::MapPress,
            Mode::MapPress if moved_px >= TAP_PX || !others.is_empty() => Mode::MapDrag,
            Mode::LanesPress if moved_px >= TAP_PX => self.drag_mode(pointer.start.1),
            mode => mode,
        };
        match (mode, others.first()) {
            (Mode::MapDrag, None) => {
                let (width, height) = (self.size.map_width_px, self.size.map_height_px);
                let camera = match pointer.held {
                    Some(held) => self.camera.holding(held, at, width, height),
                    None => self.camera.dragged(pointer.last, at, width, height),
                };
                self.move_camera(camera);
            }
            (Mode::MapDrag, Some(other)) => {
                self.drop_hint();
                self.pinch(pointer.last, at, other.last);
            }
            (Mode::Scrub, _) => {
                if let Some(day) = lanes::day_at(self, at.0) {
                    self.act(Action::GoTo(day), Reason::User);
                }
            }
            (Mode::TimeDrag, _) => self.pan_time(at.0 - pointer.last.0),
            _ => {}
        }
        self.gestures.pointers[index] = pointer.moved(at, event.time_stamp(), mode);
        if mode == Mode::MapDrag && !others.is_empty() {
            // Two fingers hold what lies between them; each holds a place of its own afterwards.
            let view = map::view(self);
            for pointer in &mut self.gestures.pointers {
                pointer.held = view.unproject(pointer.last.0, pointer.last.1);
            }
        }
        !matches!(mode, Mode::MapPress | Mode::LanesPress)
    }

    /// On axis and strip a drag moves the day; on the lanes it moves a zoomed axis.
    fn drag_mode(&self, y: f64) -> Mode {
        let lanes_top_px = self.timeline.as_ref().map_or(0.0, |timeline| timeline.lanes_top_px);
        if y < lanes_top_px || self.state.range.is_none() { Mode::Scrub } else { Mode::TimeDrag }
    }

    /// A pointer goes up: what a tap there chooses, if it was one.
    pub fn release_pointer(&mut self, event: &PointerEvent) -> Option<Action> {
        let id = event.pointer_id();
        let index = self.gestures.pointers.iter().position(|pointer| pointer.id == id)?;
        let pointer = self.gestures.pointers.remove(index);
        let is_touch = event.pointer_type() != "mouse";
        // Whoever clicks into the map has asked for its wheel.
        self.is_map_entered = !is_touch && matches!(pointer.mode, Mode::MapPress | Mode::MapDrag);
        match pointer.mode {
            Mode::MapPress if self.is_double_tap(event.time_stamp(), pointer.start) => {
                self.zoom_map(DOUBLE_TAP_ZOOM, Some(pointer.start), true);
                None
            }
            Mode::MapPress
                if (pointer.last.0 - pointer.start.0).hypot(pointer.last.1 - pointer.start.1)
                    < FINGER_TAP_PX =>
            {
                self.tap_map(pointer.start, is_touch)
            }
            Mode::MapDrag if self.gestures.pointers.is_empty() => {
                if event.time_stamp() - pointer.last_ms < REST_MS {
                    self.let_glide(pointer.velocity);
                }
                None
            }
            Mode::LanesPress => self.tap_lanes(pointer.start, is_touch),
            _ => None,
        }
    }

    /// The browser has taken a finger on the map for itself, to scroll the page.
    pub fn give_up_pointer(&mut self, event: &PointerEvent) {
        let is_pressed =
            |pointer: &Pointer| pointer.id == event.pointer_id() && pointer.mode == Mode::MapPress;
        if event.pointer_type() == "touch" && self.gestures.pointers.iter().any(is_pressed) {
            self.hold_back(HeldBack::Touch, event.time_stamp());
        }
        self.cancel_pointer(event);
    }

    /// A pointer is down no longer, and has done nothing.
    pub fn cancel_pointer(&mut self, event: &PointerEvent) {
        self.gestures.pointers.retain(|pointer| pointer.id != event.pointer_id());
    }

    /// Whether a tap is the second of two; two make one double tap, not two.
    fn is_double_tap(&mut self, now_ms: f64, at: (f64, f64)) -> bool {
        let is_second = self.gestures.last_tap.is_some_and(|(last_ms, last)| {
            now_ms - last_ms < DOUBLE_TAP_MS && (at.0 - last.0).hypot(at.1 - last.1) < DOUBLE_TAP_PX
        });
        self.gestures.last_tap = (!is_second).then_some((now_ms, at));
        is_second
    }

    fn tap_map(&self, at: (f64, f64), is_touch: bool) -> Option<Action> {
        let picked = map::pick(self, at.0, at.1, is_touch)?;
        Some(Action::Select(picked.target.map(|target| self.id_of(target))))
    }

    fn tap_lanes(&self, at: (f64, f64), is_touch: bool) -> Option<Action> {
        let timeline = self.timeline.as_ref()?;
        let tolerance_px = if is_touch { MARK_TOUCH_TOLERANCE_PX } else { MARK_TOLERANCE_PX };
        if let Some(mark) = nearest_mark(&timeline.scene.marks, at.0, at.1, tolerance_px) {
            return match mark.targets.as_slice() {
                [one] => Some(Action::Select(Some(self.id_of(*one)))),
                many => self.zoom_to(many),
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
            None if at.0 >= timeline.scale.left_px => lanes::day_at(self, at.0).map(Action::GoTo),
            None => None,
        }
    }

    /// The span in which marks that stand too close come apart.
    fn zoom_to(&self, targets: &[Selection]) -> Option<Action> {
        let days = targets.iter().filter_map(|target| match target {
            Selection::Event(event) => self.dataset.links[*event].first_day,
            Selection::Actor(_) => None,
        });
        let (first, last) =
            days.fold((i32::MAX, i32::MIN), |(low, high), day| (low.min(day.0), high.max(day.0)));
        let room = f64::from((last - first).max(4)) * 0.4;
        let range = TimeRange { start_day: f64::from(first) - room, end_day: f64::from(last) + 1.0 + room };
        Some(Action::SetRange(Some(range)))
    }

    fn pinch(&mut self, from: (f64, f64), to: (f64, f64), other: (f64, f64)) {
        let before = (from.0 - other.0).hypot(from.1 - other.1).max(1.0);
        let after = (to.0 - other.0).hypot(to.1 - other.1).max(1.0);
        let (width, height) = (self.size.map_width_px, self.size.map_height_px);
        let middle = ((from.0 + other.0) / 2.0, (from.1 + other.1) / 2.0);
        let moved = ((to.0 + other.0) / 2.0, (to.1 + other.1) / 2.0);
        let camera =
            self.camera.zoomed(after / before, middle, width, height).dragged(middle, moved, width, height);
        self.move_camera(camera);
    }

    /// Zooms the map about a point; the middle where there is none.
    pub fn zoom_map(&mut self, factor: f64, about: Option<(f64, f64)>, flies: bool) {
        let (width, height) = (self.size.map_width_px, self.size.map_height_px);
        let from = self.flight.as_ref().map_or(self.camera, |under_way| under_way.flight.goal());
        let camera = from.zoomed(factor, about.unwrap_or((width / 2.0, height / 2.0)), width, height);
        let next = crate::atlas::update(&self.state, Action::MoveCamera(camera), &self.dataset);
        self.apply(next, Reason::User, flies);
    }

    /// Moves the map by pixels.
    pub fn pan_map(&mut self, dx: f64, dy: f64) {
        let (width, height) = (self.size.map_width_px, self.size.map_height_px);
        let middle = (width / 2.0, height / 2.0);
        let camera = self.camera.dragged(middle, (middle.0 - dx, middle.1 - dy), width, height);
        self.move_camera(camera);
    }

    pub fn move_camera(&mut self, camera: crate::atlas::Camera) {
        let next = crate::atlas::update(&self.state, Action::MoveCamera(camera), &self.dataset);
        self.apply(next, Reason::User, false);
    }

    /// Zooms the axis about a position.
    pub fn zoom_time(&mut self, factor: f64, about_px: f64) {
        let Some(timeline) = &self.timeline else { return };
        let (start_day, end_day) = timeline.scale.zoomed(factor, about_px);
        self.set_range(start_day, end_day);
    }

    fn pan_time(&mut self, dx_px: f64) {
        let Some(timeline) = &self.timeline else { return };
        let days = dx_px / timeline.scale.px_per_day();
        let range = self.state.time_range(&self.dataset);
        self.set_range(range.start_day - days, range.end_day - days);
    }

    /// Shows a span, kept within what there is to show; all of it where it would be wider.
    fn set_range(&mut self, start_day: f64, end_day: f64) {
        let whole = crate::atlas::default_range(&self.dataset);
        let days = (end_day - start_day).max(SHORTEST_DAYS);
        let range = (days < whole.end_day - whole.start_day).then(|| {
            let start_day = start_day.clamp(whole.start_day, whole.end_day - days);
            TimeRange { start_day, end_day: start_day + days }
        });
        self.act(Action::SetRange(range), Reason::User);
    }

    /// Notes what a pointer that is not down is over. Gives its position in the part, and whether
    /// that has changed.
    pub fn hover(&mut self, event: &PointerEvent, zone: Option<&str>) {
        if event.pointer_type() != "mouse" || !self.gestures.pointers.is_empty() {
            return;
        }
        let before = self.hovered;
        self.is_map_entered &= zone == Some("map");
        match zone {
            Some("map") => {
                let at = self.map_position(event);
                self.hovered = map::pick(self, at.0, at.1, false).and_then(|picked| picked.target);
                map::show_tip(self, Some(at));
            }
            Some("lanes") => {
                let at = self.lanes_position(event);
                self.hovered = self.timeline.as_ref().and_then(|timeline| {
                    let mark = nearest_mark(&timeline.scene.marks, at.0, at.1, MARK_TOLERANCE_PX);
                    mark.and_then(|mark| mark.targets.first().copied())
                });
                let events: Vec<usize> = self.marked_events(at);
                map::show_event_tip(self, &events, at.0, at.1);
            }
            _ => {
                self.hovered = None;
                map::show_tip(self, None);
                map::show_event_tip(self, &[], 0.0, 0.0);
            }
        }
        if self.hovered != before {
            let cursor = if self.hovered.is_some() { "pointer" } else { "" };
            super::dom::style(&self.frame.map, "cursor", cursor);
            super::dom::style(&self.frame.lanes, "cursor", cursor);
            self.dirty.map = true;
            self.dirty.lanes = true;
        }
    }

    fn marked_events(&self, at: (f64, f64)) -> Vec<usize> {
        let Some(timeline) = &self.timeline else { return Vec::new() };
        let mark = nearest_mark(&timeline.scene.marks, at.0, at.1, MARK_TOLERANCE_PX);
        let targets = mark.map_or(&[][..], |mark| &mark.targets);
        let event = |target: &Selection| match target {
            Selection::Event(event) => Some(*event),
            Selection::Actor(_) => None,
        };
        targets.iter().filter_map(event).collect()
    }

    /// The id of what is chosen.
    pub fn id_of(&self, selection: Selection) -> String {
        let document = &self.dataset.document;
        match selection {
            Selection::Actor(actor) => document.actors.get(actor).map_or(String::new(), |a| a.id.to_string()),
            Selection::Event(event) => document.events.get(event).map_or(String::new(), |e| e.id.to_string()),
        }
    }

    pub fn map_position(&self, event: &PointerEvent) -> (f64, f64) {
        lanes::position_in(&self.frame.map, f64::from(event.client_x()), f64::from(event.client_y()))
    }

    fn lanes_position(&self, event: &PointerEvent) -> (f64, f64) {
        self.position_in_lanes(f64::from(event.client_x()), f64::from(event.client_y()))
    }

    /// A position in the lanes, which are as much larger as the reader's texts are.
    pub fn position_in_lanes(&self, client_x: f64, client_y: f64) -> (f64, f64) {
        let (x, y) = lanes::position_in(&self.frame.lanes, client_x, client_y);
        (x / self.text_scale, y / self.text_scale)
    }
}
