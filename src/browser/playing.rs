//! Time that runs: day by day, or event by event where motion is unwanted.

use super::inner::Inner;
use crate::atlas::{Action, Direction, days_per_second};

/// How long the day stands still at each event where motion is unwanted.
const STEP_MS: f64 = 1200.0;

impl Inner {
    /// Takes time to where it is at this moment of the page.
    // The module is split here.
    #[inline(never)]
    pub fn let_time_run(&mut self, now_ms: f64) {
        let before = self.state.date;
        self.pass_time(now_ms);
        self.tell_since(before, now_ms);
    }

    fn pass_time(&mut self, now_ms: f64) {
        let last_ms = *self.motion.last_tick_ms.get_or_insert(now_ms);
        let elapsed_ms = now_ms - last_ms;
        let playing = self.state.playing.unwrap_or_default();
        let told = (self.state.selected.clone(), self.state.date);
        if self.prefers_stillness() {
            if elapsed_ms >= STEP_MS / playing.speed {
                self.motion.last_tick_ms = Some(now_ms);
                let before = self.state.date;
                let step = if playing.stops { Action::StepChange } else { Action::StepEvent };
                self.act(step(Direction::Next), self.motion.play_reason);
                if self.state.date == before || playing.stops {
                    self.act(Action::Pause, self.motion.play_reason);
                }
            }
        } else if elapsed_ms > 0.0 {
            self.motion.last_tick_ms = Some(now_ms);
            // A page that slept does not run through a year at once.
            let per_second = days_per_second(&self.state, &self.dataset);
            self.motion.day_debt += per_second * elapsed_ms.min(100.0) / 1000.0;
            let days = self.motion.day_debt.floor();
            if days >= 1.0 {
                self.motion.day_debt -= days;
                self.act(Action::Advance(days as i32), self.motion.play_reason);
            }
        }
        if self.state.playing.is_none() {
            self.announce(&told);
        }
    }
}
