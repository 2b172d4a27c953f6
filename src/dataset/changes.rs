//! An actor's changes of status by the hundred thousand.

use super::day::Day;
use super::document::Document;

/// The changes of one actor in the order in which they take effect.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    days: Vec<f64>,
    statuses: Vec<u8>,
    /// Which statuses occur among each 64 changes, a bit each: what is sought far back is found
    /// without looking at all that lies between.
    masks: Vec<u32>,
}

const BLOCK: usize = 64;

impl Changes {
    /// No changes yet, with room for so many.
    pub(super) fn with_capacity(count: usize) -> Changes {
        Changes {
            days: Vec::with_capacity(count),
            statuses: Vec::with_capacity(count),
            masks: Vec::with_capacity(count.div_ceil(BLOCK)),
        }
    }

    /// Adds a change that is no earlier than those before it.
    pub(super) fn push(&mut self, day: f64, status: usize) {
        if self.days.len().is_multiple_of(BLOCK) {
            self.masks.push(0);
        }
        if let Some(mask) = self.masks.last_mut() {
            *mask |= bit(status as u8);
        }
        self.days.push(day);
        self.statuses.push(status as u8);
    }

    /// Merges the changes of the document's events into actors that also have changes in columns.
    pub(super) fn add_events(all: &mut [Changes], document: &Document) {
        let changes = document.events.iter().flat_map(|event| event.changes.iter().map(move |c| (event, c)));
        let mut added: Vec<Vec<(f64, u8)>> = vec![Vec::new(); all.len()];
        for (event, change) in changes {
            let actor = document.actors.iter().position(|actor| actor.id == change.actor);
            let id = change.status.0.as_ref();
            let status = id.and_then(|id| document.statuses.iter().position(|status| status.id == *id));
            let (Some(actor), Some(status)) = (actor, status) else { continue };
            if !all[actor].days.is_empty() {
                added[actor].push((event.date.first_day().as_days(), status as u8));
            }
        }
        for (changes, added) in all.iter_mut().zip(added).filter(|(_, added)| !added.is_empty()) {
            changes.merge(added);
        }
    }

    /// Takes in changes in any order; on one day they go before those that are there.
    fn merge(&mut self, mut added: Vec<(f64, u8)>) {
        added.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut merged = Changes::with_capacity(self.days.len() + added.len());
        let mut added = added.into_iter().peekable();
        for (&day, &status) in self.days.iter().zip(&self.statuses) {
            while let Some((earlier, status)) = added.next_if(|(at, _)| *at <= day) {
                merged.push(earlier, usize::from(status));
            }
            merged.push(day, usize::from(status));
        }
        added.for_each(|(day, status)| merged.push(day, usize::from(status)));
        *self = merged;
    }

    /// Their times, in days.
    pub fn days(&self) -> &[f64] {
        &self.days
    }

    /// The status that a change sets.
    pub fn status(&self, at: usize) -> usize {
        usize::from(self.statuses[at])
    }

    /// How many changes come before a time.
    pub fn before(&self, day: f64) -> usize {
        self.days.partition_point(|&other| other < day)
    }

    /// How many changes have taken effect at the end of a day.
    pub fn up_to(&self, day: Day) -> usize {
        self.before(day.as_days() + 1.0)
    }

    /// The day of a change.
    pub(super) fn day(&self, at: usize) -> Day {
        Day::containing(self.days[at])
    }

    /// The last of the first `count` changes that sets a status for which `is_sought` holds; `statuses`
    /// has the bits of all of those.
    pub(super) fn last_of(
        &self,
        count: usize,
        statuses: u32,
        is_sought: &dyn Fn(usize) -> bool,
    ) -> Option<usize> {
        let mut end = count;
        while end > 0 {
            let block = (end - 1) / BLOCK;
            if self.masks[block] & statuses != 0
                && let Some(at) = (block * BLOCK..end).rev().find(|&at| is_sought(self.status(at)))
            {
                return Some(at);
            }
            end = block * BLOCK;
        }
        None
    }
}

/// The bit of a status; from the 32nd on they share one.
pub(super) fn bit(status: u8) -> u32 {
    1 << status.min(31)
}
