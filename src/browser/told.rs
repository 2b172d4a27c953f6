//! While time runs, what has just changed is told: by a label at the country, and to a screen reader
//! now and then.

use super::inner::Inner;
use crate::atlas::{Move, moved_since};
use crate::dataset::Day;
use crate::scene::{DateStyle, words};

/// How long a label stays.
const SHOWN_MS: f64 = 1800.0;
/// The least time from one announcement to the next.
const SAID_EVERY_MS: f64 = 3000.0;
/// The most changes that one announcement tells; of more it tells how many.
const MOST_SAID: usize = 6;

/// What has just changed.
#[derive(Default)]
pub struct Told {
    /// Actors with a label, and since when.
    shown: Vec<(usize, f64)>,
    /// Changes that have not been said yet, in the order of their days.
    unsaid: Vec<Move>,
    last_said_ms: Option<f64>,
}

impl Told {
    /// The actors that have a label.
    pub fn actors(&self) -> Vec<usize> {
        self.shown.iter().map(|(actor, _)| *actor).collect()
    }

    /// Takes the labels away.
    pub fn clear(&mut self) {
        self.shown.clear();
    }
}

impl Inner {
    /// Time has run on from a day.
    pub fn tell_since(&mut self, before: Day, now_ms: f64) {
        if self.state.date > before {
            for moved in moved_since(&self.state, before, &self.dataset) {
                self.told.shown.retain(|(shown, _)| *shown != moved.actor);
                self.told.shown.push((moved.actor, now_ms));
                self.told.unsaid.retain(|unsaid| unsaid.actor != moved.actor);
                self.told.unsaid.push(moved);
            }
        }
        let count = self.told.shown.len();
        self.told.shown.retain(|(_, since_ms)| now_ms - since_ms < SHOWN_MS);
        self.dirty.map |= self.told.shown.len() != count;
        let is_time = self.told.last_said_ms.is_none_or(|last_ms| now_ms - last_ms >= SAID_EVERY_MS);
        if is_time && !self.told.unsaid.is_empty() {
            self.told.last_said_ms = Some(now_ms);
            self.say_changes();
        }
    }

    /// Time has stopped: what is left to say is said.
    pub fn say_the_rest(&mut self) {
        if !self.told.unsaid.is_empty() {
            self.told.last_said_ms = None;
            self.say_changes();
        }
    }

    /// Says the latest changes, each under its own day.
    fn say_changes(&mut self) {
        let unsaid = std::mem::take(&mut self.told.unsaid);
        let messages = self.host_messages();
        let change = |moved: &Move| {
            let name = words::actor_name(&self.dataset, moved.actor, &self.host);
            let status = words::shown_name(moved.shown, &self.dataset, &self.host);
            messages.fill("told.one", &[("name", &name), ("status", &status)])
        };
        let (earlier, latest) = unsaid.split_at(unsaid.len().saturating_sub(MOST_SAID));
        let days = latest.chunk_by(|a, b| a.day == b.day).map(|moves| {
            let date = self.host_date(moves[0].day, DateStyle::Long);
            let changes: Vec<String> = moves.iter().map(change).collect();
            messages.fill("told", &[("date", &date), ("changes", &changes.join("; "))])
        });
        let count = (!earlier.is_empty()).then(|| messages.count("changes.earlier", earlier.len()));
        let told: Vec<String> = count.into_iter().chain(days).collect();
        super::dom::set_text(&self.frame.live, &told.join(". "));
    }
}
