//! What moves by itself: the camera in a flight to what is chosen or gliding after a drag, and the day while time runs.

use super::events::Reason;
use super::inner::Inner;
use crate::atlas::{Camera, Flight};

/// What moves by itself.
pub struct Motion {
    /// The camera of this moment; in flight it is on its way to the state's.
    pub camera: Camera,
    pub flight: Option<UnderWay>,
    pub glide: Option<Glide>,
    /// From where the camera has flown to what is chosen.
    pub departure: Option<Departure>,
    pub last_tick_ms: Option<f64>,
    /// Who lets time run.
    pub play_reason: Reason,
    /// The part of a day that has passed while time runs, but has not been shown yet.
    pub day_debt: f64,
    /// How many frames of this motion took too long.
    slow_frames: u8,
}

impl Motion {
    /// Everything stands.
    pub fn new(camera: Camera) -> Motion {
        Motion {
            camera,
            flight: None,
            glide: None,
            departure: None,
            last_tick_ms: None,
            play_reason: Reason::User,
            day_debt: 0.0,
            slow_frames: 0,
        }
    }

    /// A choice moves the camera from one place to another; where it has been moved by choices alone since it stood
    /// where nothing was chosen, that is where it left from.
    pub fn note_departure(&mut self, from: Camera, to: Camera, was_opening: bool) {
        match &mut self.departure {
            Some(left) if left.to == from => left.to = to,
            _ => self.departure = (from != to).then_some(Departure { from, to, was_opening }),
        }
    }
}

/// A flight to what is chosen.
#[derive(Clone, Copy)]
pub struct Departure {
    pub from: Camera,
    pub to: Camera,
    /// Whether it left from where the atlas opens.
    pub was_opening: bool,
}

/// A flight that is under way, and when it began.
pub struct UnderWay {
    pub flight: Flight,
    started_ms: Option<f64>,
    /// How much of it is done, 0 to 1.
    pub share: f64,
}

impl From<Flight> for UnderWay {
    fn from(flight: Flight) -> UnderWay {
        UnderWay { flight, started_ms: None, share: 0.0 }
    }
}

/// A map that goes on after it has been let go.
pub struct Glide {
    /// Pixels per millisecond.
    velocity: (f64, f64),
    last_ms: Option<f64>,
}

/// How long a flight takes (`--atlas-fly`).
const FLIGHT_MS: f64 = 420.0;
/// A frame that takes longer is slow: a hand sees fewer than thirty of them a second.
const SLOW_FRAME_MS: f64 = 33.0;
/// After so many slow frames of one motion the map moves with fewer pixels.
const SLOW_FRAMES: u8 = 3;
/// A glide loses all but a third of its speed in this time.
const GLIDE_MS: f64 = 110.0;
/// What is slower than this, in pixels per millisecond, stands.
const LEAST_GLIDE: f64 = 0.05;

impl Inner {
    /// Whether the reader wants no motion.
    pub fn prefers_stillness(&self) -> bool {
        self.stillness.matches()
    }

    /// A flight goes on to where it is at this time.
    // The module is split here.
    #[inline(never)]
    pub fn fly_on(&mut self, now_ms: f64) {
        if let Some(under_way) = &mut self.motion.flight {
            let started_ms = *under_way.started_ms.get_or_insert(now_ms);
            let share = ((now_ms - started_ms) / FLIGHT_MS).clamp(0.0, 1.0);
            under_way.share = ease(share);
            self.motion.camera = under_way.flight.at(under_way.share);
            self.dirty.map = true;
            if share >= 1.0 {
                self.motion.flight = None;
            }
        }
    }

    /// The map has been let go while it moved: it slows down by itself.
    pub fn let_glide(&mut self, velocity: (f64, f64)) {
        if velocity.0.hypot(velocity.1) > LEAST_GLIDE && !self.prefers_stillness() {
            self.motion.glide = Some(Glide { velocity, last_ms: None });
        }
    }

    /// A glide goes on to where it is at this time.
    // The module is split here.
    #[inline(never)]
    pub fn glide_on(&mut self, now_ms: f64) {
        let Some(Glide { velocity, last_ms }) = self.motion.glide.take() else { return };
        let elapsed_ms = last_ms.map_or(0.0, |last_ms| (now_ms - last_ms).clamp(0.0, 100.0));
        self.glide_by(velocity, GLIDE_MS * (1.0 - (-elapsed_ms / GLIDE_MS).exp()));
        let kept = (-elapsed_ms / GLIDE_MS).exp();
        let velocity = (velocity.0 * kept, velocity.1 * kept);
        if velocity.0.hypot(velocity.1) > LEAST_GLIDE {
            self.motion.glide = Some(Glide { velocity, last_ms: Some(now_ms) });
        }
    }

    fn glide_by(&mut self, velocity: (f64, f64), ms: f64) {
        let (width_px, height_px) = (self.size.map_width_px, self.size.map_height_px);
        let middle = (width_px / 2.0, height_px / 2.0);
        let to = (middle.0 + velocity.0 * ms, middle.1 + velocity.1 * ms);
        self.move_camera(self.motion.camera.dragged(middle, to, width_px, height_px));
    }

    /// Whether the camera moves.
    fn is_camera_moving(&self) -> bool {
        self.motion.flight.is_some() || self.motion.glide.is_some() || self.gestures.moves_the_map()
    }

    /// Takes how long the last frame took.
    pub fn note_frame(&mut self, frame_ms: f64) {
        let is_slow = frame_ms > SLOW_FRAME_MS;
        self.motion.slow_frames = match self.is_camera_moving() {
            true => self.motion.slow_frames.saturating_add(u8::from(is_slow)),
            false => 0,
        };
    }

    /// How many of the screen's pixels the map has to one of the page's, and for how many its lines are fine enough.
    /// Where frames cannot follow a hand, the map moves with one, its lines off by one at most, and is as
    /// sharp as before when it stands.
    pub fn map_pixel_ratios(&self) -> (f64, f64) {
        let ratio = self.size.pixel_ratio;
        let is_eased = self.motion.slow_frames >= SLOW_FRAMES && self.is_camera_moving();
        if is_eased { (ratio.min(1.0), ratio.min(1.0) / 2.0) } else { (ratio, ratio) }
    }

    /// Whether the map is in motion, or what it shows runs on.
    pub fn is_map_moving(&self) -> bool {
        self.is_camera_moving() || self.state.playing.is_some()
    }

    /// Stops whatever moves the map, where it is now.
    pub fn stop_motion(&mut self) {
        self.motion.glide = None;
        if self.motion.flight.take().is_some() {
            self.move_camera(self.motion.camera);
        }
    }

    /// Ends what is in motion at its goal and draws.
    pub fn settle(&mut self) {
        if let Some(under_way) = self.motion.flight.take() {
            self.motion.camera = under_way.flight.goal();
            self.dirty.map = true;
        }
        if let Some(Glide { velocity, .. }) = self.motion.glide.take() {
            self.glide_by(velocity, GLIDE_MS);
        }
        self.draw();
    }
}

/// `cubic-bezier(.3, 0, .1, 1)` is close to this: slow at both ends, slower at the second.
fn ease(share: f64) -> f64 {
    let inverse = 1.0 - share;
    if share < 0.3 { share * share / 0.3 * 0.9 } else { 1.0 - 0.73 * (inverse / 0.7).powi(3) }
}
