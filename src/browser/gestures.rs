//! Pointers on the map and the lanes: drag, pinch, tap, scrub.

use web_sys::PointerEvent;

use super::events::Reason;
use super::hint::HeldBack;
use super::inner::Inner;
use super::time_gestures::WindowPart;
use super::time_view::Opened;
use super::{lanes, map, time_menu};
use crate::atlas::{Action, Camera, Selection};
use crate::scene::nearest_mark;

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
/// A pause this long before a pointer goes up means that nothing is flung.
const REST_MS: f64 = 60.0;
pub(super) const MARK_TOLERANCE_PX: f64 = 6.0;
pub(super) const MARK_TOUCH_TOLERANCE_PX: f64 = 13.0;
/// What a pointer does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mode {
    /// Pressed on the map, not yet moved.
    MapPress,
    /// Moves the map.
    MapDrag,
    /// Pressed on the lanes, not yet moved.
    LanesPress,
    /// Pressed on the playhead's label, not yet moved.
    Handle,
    /// Moves the day shown.
    Scrub,
    /// Moves the span of the axis.
    TimeDrag,
    /// Moves the window of the overview, or one of its ends.
    Window(WindowPart),
}

impl Mode {
    fn is_on_map(self) -> bool {
        matches!(self, Mode::MapPress | Mode::MapDrag)
    }
}

/// A pointer that is down.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pointer {
    id: i32,
    pub start: (f64, f64),
    pub last: (f64, f64),
    last_ms: f64,
    /// Pixels per millisecond, of the last moves more than of those before.
    velocity: (f64, f64),
    /// The camera of which it took hold, and where.
    hold: (Camera, (f64, f64)),
    mode: Mode,
}

/// The pointers that are down, and the last tap.
#[derive(Default)]
pub struct Gestures {
    pub(super) pointers: Vec<Pointer>,
    last_tap: Option<(f64, (f64, f64))>,
}

impl Gestures {
    /// Whether a pointer is down.
    pub fn is_under_way(&self) -> bool {
        !self.pointers.is_empty()
    }

    /// Whether a pointer drags the map.
    pub fn moves_the_map(&self) -> bool {
        self.pointers.iter().any(|pointer| pointer.mode == Mode::MapDrag)
    }

    /// Whether a pointer drags the day.
    pub fn moves_the_day(&self) -> bool {
        self.pointers.iter().any(|pointer| pointer.mode == Mode::Scrub)
    }
}

impl Pointer {
    pub fn down(event: &PointerEvent, at: (f64, f64), camera: Camera, mode: Mode) -> Pointer {
        Pointer {
            id: event.pointer_id(),
            start: at,
            last: at,
            last_ms: event.time_stamp(),
            velocity: (0.0, 0.0),
            hold: (camera, at),
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
        self.gestures.pointers.push(Pointer::down(event, at, self.motion.camera, Mode::MapPress));
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
        let mut pointer = self.gestures.pointers[index];
        let on_map = pointer.mode.is_on_map();
        let at = if on_map { self.map_position(event) } else { self.lanes_position(event) };
        let is_finger = event.pointer_type() == "touch";
        let moved_px = (at.0 - pointer.start.0).hypot(at.1 - pointer.start.1);
        // A finger on the map and one on the lanes do nothing together.
        let is_beside = |other: &&Pointer| other.id != id && other.mode.is_on_map() == on_map;
        let others: Vec<Pointer> = self.gestures.pointers.iter().filter(is_beside).copied().collect();
        let mode = match pointer.mode {
            // One finger scrolls the page.
            Mode::MapPress if is_finger && others.is_empty() => Mode::MapPress,
            Mode::MapPress if moved_px >= TAP_PX || !others.is_empty() => Mode::MapDrag,
            // Two fingers on the lanes zoom the axis.
            Mode::LanesPress | Mode::Scrub if !others.is_empty() => Mode::TimeDrag,
            Mode::Handle if moved_px >= TAP_PX => Mode::Scrub,
            Mode::LanesPress if moved_px >= TAP_PX => self.drag_mode(pointer.start.1),
            mode => mode,
        };
        match (mode, others.first()) {
            (Mode::MapDrag, None) => {
                // A wheel has zoomed meanwhile.
                if pointer.hold.0.zoom != self.motion.camera.zoom {
                    pointer.hold = (self.motion.camera, pointer.last);
                }
                let (camera, from) = pointer.hold;
                self.move_camera(camera.dragged(from, at, self.size.map_width_px, self.size.map_height_px));
            }
            (Mode::MapDrag, Some(other)) => {
                self.drop_hint();
                self.pinch(pointer.last, at, other.last);
            }
            (Mode::Scrub, _) => self.scrub(self.along(at), event),
            (Mode::TimeDrag, None) => self.pan_time(self.along(at) - self.along(pointer.last)),
            (Mode::TimeDrag, Some(other)) => {
                self.pinch_time(self.along(pointer.last), self.along(at), self.along(other.last));
            }
            (Mode::Window(part), _) => self.move_window(part, at.0 - pointer.last.0),
            _ => {}
        }
        self.gestures.pointers[index] = pointer.moved(at, event.time_stamp(), mode);
        if mode == Mode::MapDrag && !others.is_empty() {
            // Two fingers hold what lies between them; each takes hold anew afterwards.
            for pointer in &mut self.gestures.pointers {
                pointer.hold = (self.motion.camera, pointer.last);
            }
        }
        !matches!(mode, Mode::MapPress | Mode::LanesPress | Mode::Handle)
    }

    /// A pointer goes up: what a tap there chooses, if it was one.
    pub fn release_pointer(&mut self, event: &PointerEvent) -> Option<Action> {
        let id = event.pointer_id();
        let index = self.gestures.pointers.iter().position(|pointer| pointer.id == id)?;
        let pointer = self.gestures.pointers.remove(index);
        self.dirty.words |= pointer.mode == Mode::Scrub;
        let is_touch = event.pointer_type() != "mouse";
        // Whoever clicks into the map has asked for its wheel.
        self.map.is_entered = !is_touch && pointer.mode.is_on_map();
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
                // At rest labels find better places.
                self.dirty.map = true;
                None
            }
            Mode::LanesPress if self.is_double_tap(event.time_stamp(), pointer.start) => {
                self.zoom_time(DOUBLE_TAP_ZOOM, self.along(pointer.start));
                None
            }
            Mode::LanesPress => self.tap_lanes(pointer.start, is_touch),
            Mode::Handle => {
                time_menu::open(self, Opened::Day);
                None
            }
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
        self.dirty.words |= self.gestures.moves_the_day();
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
        // A tap on the sea lets go of what is chosen, but not of a tour.
        if picked.target.is_none() && self.state.tour.is_some() {
            return None;
        }
        Some(Action::Select(picked.target.map(|target| self.id_of(target))))
    }

    fn pinch(&mut self, from: (f64, f64), to: (f64, f64), other: (f64, f64)) {
        let before = (from.0 - other.0).hypot(from.1 - other.1).max(1.0);
        let after = (to.0 - other.0).hypot(to.1 - other.1).max(1.0);
        let (width, height) = (self.size.map_width_px, self.size.map_height_px);
        let middle = ((from.0 + other.0) / 2.0, (from.1 + other.1) / 2.0);
        let moved = ((to.0 + other.0) / 2.0, (to.1 + other.1) / 2.0);
        let camera = self
            .motion
            .camera
            .zoomed(after / before, middle, width, height)
            .dragged(middle, moved, width, height);
        self.move_camera(camera);
    }

    /// Zooms the map about a point; the middle where there is none.
    pub fn zoom_map(&mut self, factor: f64, about: Option<(f64, f64)>, flies: bool) {
        let (width, height) = (self.size.map_width_px, self.size.map_height_px);
        let from =
            self.motion.flight.as_ref().map_or(self.motion.camera, |under_way| under_way.flight.goal());
        let camera = from.zoomed(factor, about.unwrap_or((width / 2.0, height / 2.0)), width, height);
        let next = crate::atlas::update(&self.state, Action::MoveCamera(camera), &self.dataset);
        self.apply(next, Reason::User, flies);
    }

    /// Moves the map by pixels.
    pub fn pan_map(&mut self, dx: f64, dy: f64) {
        let (width, height) = (self.size.map_width_px, self.size.map_height_px);
        let middle = (width / 2.0, height / 2.0);
        let camera = self.motion.camera.dragged(middle, (middle.0 - dx, middle.1 - dy), width, height);
        self.move_camera(camera);
    }

    pub fn move_camera(&mut self, camera: Camera) {
        let next = crate::atlas::update(&self.state, Action::MoveCamera(camera), &self.dataset);
        self.apply(next, Reason::User, false);
    }

    /// Notes what a mouse that is not down is over, and shows the tip of it.
    pub fn hover(&mut self, event: &PointerEvent, zone: Option<&str>) {
        if event.pointer_type() != "mouse" || !self.gestures.pointers.is_empty() {
            return;
        }
        let before = self.hovered;
        self.map.is_entered &= zone == Some("map");
        match zone {
            Some("map") => {
                let at = self.map_position(event);
                self.hovered = map::pick(self, at.0, at.1, false).and_then(|picked| picked.target);
                map::show_tip(self, Some(at));
            }
            Some("lanes") => {
                let at = self.lanes_position(event);
                self.hovered = self.lanes.scene.as_ref().and_then(|timeline| {
                    let mark = nearest_mark(&timeline.scene.marks, at.0, at.1, MARK_TOLERANCE_PX);
                    let target = mark.and_then(|mark| mark.targets.first().copied());
                    // Over a lane its country is marked as well, as a lane is from the map.
                    target.or_else(|| timeline.lane_at(at.1).map(Selection::Actor))
                });
                let events: Vec<usize> = self.marked_events(at);
                map::show_event_tip(self, &events, at.0, at.1);
                if events.is_empty() {
                    map::show_row_tip(self, at);
                }
            }
            _ => {
                self.hovered = None;
                map::show_tip(self, None);
                map::show_event_tip(self, &[], 0.0, 0.0);
            }
        }
        if self.hovered != before {
            // A press on a lane is one on the axis.
            let is_chosen_by_press = match self.hovered {
                Some(Selection::Actor(_)) => zone == Some("map"),
                hovered => hovered.is_some(),
            };
            let cursor = if is_chosen_by_press { "pointer" } else { "" };
            super::dom::style(&self.frame.map, "cursor", cursor);
            super::dom::style(&self.frame.lanes, "cursor", cursor);
            self.dirty.map = true;
            self.dirty.lanes = true;
        }
    }

    fn marked_events(&self, at: (f64, f64)) -> Vec<usize> {
        let Some(timeline) = &self.lanes.scene else { return Vec::new() };
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

    pub(super) fn lanes_position(&self, event: &PointerEvent) -> (f64, f64) {
        self.position_in_lanes(f64::from(event.client_x()), f64::from(event.client_y()))
    }

    /// A position in the lanes, which are as much larger as the reader's texts are.
    pub fn position_in_lanes(&self, client_x: f64, client_y: f64) -> (f64, f64) {
        let (left_px, top_px, _) = self.lanes_box();
        ((client_x - left_px) / self.text_scale, (client_y - top_px) / self.text_scale)
    }
}
