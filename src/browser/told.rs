//! While time runs, what has just changed is told: by a label at the country, and to a screen reader
//! now and then.

use super::inner::Inner;
use crate::atlas::moved_since;
use crate::dataset::Day;
use crate::scene::{DateStyle, words};

/// How long a label stays.
const SHOWN_MS: f64 = 1800.0;
/// The least time from one announcement to the next.
const SAID_EVERY_MS: f64 = 3000.0;
/// The most changes that one announcement tells.
const MOST_SAID: usize = 3;

/// What has just changed.
#[derive(Default)]
pub struct Told {
    /// Actors with a label, and since when.
    shown: Vec<(usize, f64)>,
    /// Actors whose change has not been said yet.
    unsaid: Vec<usize>,
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
            for (actor, _) in moved_since(&self.state, before, &self.dataset) {
                self.told.shown.retain(|(shown, _)| *shown != actor);
                self.told.shown.push((actor, now_ms));
                self.told.unsaid.retain(|unsaid| *unsaid != actor);
                self.told.unsaid.push(actor);
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

    fn say_changes(&mut self) {
        let unsaid = std::mem::take(&mut self.told.unsaid);
        let change = |actor: &usize| {
            let name = words::actor_name(&self.dataset, *actor, &self.host);
            let status = words::standing_name(*actor, &self.state, &self.dataset, &self.host);
            self.host_messages().fill("told.one", &[("name", &name), ("status", &status)])
        };
        // The latest are what is still to be seen.
        let told: Vec<String> = unsaid.iter().rev().take(MOST_SAID).map(change).collect();
        let date = self.host_date(self.state.date, DateStyle::Long);
        let text = self.host_messages().fill("told", &[("date", &date), ("changes", &told.join("; "))]);
        super::dom::set_text(&self.frame.live, &text);
    }
}
