//! What the model keeps of a tour beside its place in it: where it was left, whether the reader has
//! moved away from what the step shows, a finger that swipes.

use web_sys::PointerEvent;

use super::events::Reason;
use super::inner::Inner;
use super::room::Layout;
use crate::atlas::{Action, Camera, State, TourPosition, TourStop, update};
use crate::world::Projection;

/// A finger that has gone this far to the side, and less than half of it up or down, has swiped.
const SWIPE_PX: f64 = 44.0;

/// On a map narrower than this the whole width of the world is too small to touch.
const PHONE_BELOW_PX: f64 = 480.0;
const LEAST_PHONE_ZOOM: f64 = 1.75;

/// What the model keeps of a tour beside its place in it.
#[derive(Default)]
pub struct Touring {
    /// Where a tour was left, to be taken up again.
    pub left: Option<TourPosition>,
    /// Whether the reader has looked about since the step was shown.
    pub is_paused: bool,
    swipe: Option<Swipe>,
}

/// A finger on the tour.
#[derive(Clone, Copy)]
struct Swipe {
    pointer: i32,
    start: (f64, f64),
}

impl Inner {
    /// Notes what a new state does to the tour, if it has to do with one.
    // Inlined into the first wasm part; only `note_tour` lives in the later one, so that answering *no* fetches nothing.
    #[inline(always)]
    pub fn follow_tour(&mut self, next: &State, changed: &[&str], reason: Reason) {
        if self.state.tour.is_some() || next.tour.is_some() {
            self.note_tour(next, changed, reason);
        }
    }

    #[inline(never)]
    fn note_tour(&mut self, next: &State, changed: &[&str], reason: Reason) {
        if changed.contains(&"tour") {
            self.touring.left = if next.tour.is_none() { self.state.tour.clone() } else { None };
            self.touring.is_paused = false;
        } else if next.tour.is_some() && reason == Reason::User && !self.touring.is_paused {
            let moves = ["camera", "date", "range", "playing", "track"];
            self.touring.is_paused = changed.iter().any(|key| moves.contains(key));
            self.dirty.words |= self.touring.is_paused;
        }
    }

    /// The dataset is another one: forgets the ways back to what the old one had.
    pub fn forget_ways(&mut self) {
        self.map.cursor = None;
        self.history.clear();
        self.told = Default::default();
        self.touring = Default::default();
    }

    /// Where the camera is for a tour's step: as the step has it, but on a phone no further away than
    /// the atlas opens there, and with what the step is about in view.
    pub fn camera_for_step(&self, next: &State) -> Camera {
        let (width_px, height_px) = (self.size.map_width_px, self.size.map_height_px);
        let mut camera = next.camera;
        if width_px == 0.0 {
            return camera;
        }
        if camera.projection == Projection::Flat && width_px < PHONE_BELOW_PX {
            camera.zoom = camera.zoom.max(LEAST_PHONE_ZOOM);
        }
        self.camera_for_choice(&State { camera: camera.clamped(width_px, height_px), ..next.clone() })
    }

    /// The reader begins a tour: its buttons get the focus, and where the map is out of sight it comes
    /// into it.
    pub fn begin_tour(&mut self) {
        self.panel_focus = Some("tour-next");
        let map = self.frame.map.get_bounding_client_rect();
        let height_px = web_sys::window()
            .and_then(|window| window.inner_height().ok()?.as_f64())
            .unwrap_or(f64::INFINITY);
        // The text rests over the lower half of the window, but on a wide page.
        let seen_px = if self.layout == Layout::Wide { height_px } else { height_px * 0.54 };
        if map.height() > 0.0 && (map.top() < 0.0 || map.bottom() > seen_px) {
            self.frame.map.scroll_into_view_with_bool(true);
        }
    }

    /// Shows what the step shows again, after the reader has looked about.
    pub fn return_to_step(&mut self) {
        let Some(position) = self.state.tour.clone() else { return };
        let mut next = update(&self.state, Action::SetTour(Some(position)), &self.dataset);
        next.camera = self.camera_for_step(&next);
        next.range = None;
        self.apply(next, Reason::Tour, true);
        self.touring.is_paused = false;
        self.dirty.words = true;
    }

    /// Whether a line of text begins at the right.
    pub fn is_mirrored(&self) -> bool {
        self.computed(&self.frame.panel, "direction") == "rtl"
    }

    /// A finger goes down on the tour.
    pub fn press_tour(&mut self, event: &PointerEvent) {
        let start = (f64::from(event.client_x()), f64::from(event.client_y()));
        let is_finger = event.pointer_type() != "mouse" && event.is_primary();
        self.touring.swipe = is_finger.then(|| Swipe { pointer: event.pointer_id(), start });
    }

    /// A finger goes up: a swipe to the side asks for the step before or after.
    pub fn release_tour(&mut self, event: &PointerEvent) -> Option<Action> {
        let swipe = self.touring.swipe.take().filter(|swipe| swipe.pointer == event.pointer_id())?;
        let (dx, dy) =
            (f64::from(event.client_x()) - swipe.start.0, f64::from(event.client_y()) - swipe.start.1);
        if dx.abs() < SWIPE_PX || dy.abs() > dx.abs() / 2.0 {
            return None;
        }
        let stop = TourStop::of(&self.state, &self.dataset)?;
        let is_onwards = (dx < 0.0) != self.is_mirrored();
        let to = if is_onwards { stop.next() } else { stop.previous() };
        Some(Action::SetTour(Some(to?.position())))
    }

    /// The browser has taken the finger for itself, to scroll.
    pub fn cancel_swipe(&mut self) {
        self.touring.swipe = None;
    }
}
