//! An actor's changes of status by the hundred thousand.

use super::columns::Columns;
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
    /// The changes of all actors: those of the columns and, where an actor has any there, those that
    /// its events carry. Empty where the columns have none.
    pub(super) fn of_all(columns: &Columns, document: &Document) -> Vec<Changes> {
        let mut counts = vec![0; document.actors.len()];
        let rows = || {
            (0..columns.statuses.len())
                .filter_map(|row| Some((row, columns.actor(row)?, columns.status(row)?)))
        };
        rows().for_each(|(_, actor, _)| counts[actor] += 1);
        if counts.iter().all(|&count| count == 0) {
            return Vec::new();
        }
        let mut all: Vec<Changes> = counts
            .iter()
            .map(|&count| Changes {
                days: Vec::with_capacity(count),
                statuses: Vec::with_capacity(count),
                masks: Vec::new(),
            })
            .collect();
        for (row, actor, status) in rows() {
            all[actor].days.push(columns.days[row]);
            all[actor].statuses.push(status as u8);
        }
        for event in &document.events {
            for change in &event.changes {
                let actor = document.actors.iter().position(|actor| actor.id == change.actor);
                let id = change.status.0.as_ref();
                let status = id.and_then(|id| document.statuses.iter().position(|status| status.id == *id));
                if let (Some(actor), Some(status)) = (actor, status)
                    && !all[actor].days.is_empty()
                {
                    let day = f64::from(event.date.first_day().plus(0).0);
                    let at = all[actor].before(day);
                    all[actor].days.insert(at, day);
                    all[actor].statuses.insert(at, status as u8);
                }
            }
        }
        for changes in &mut all {
            let mask = |block: &[u8]| block.iter().fold(0, |mask, &status| mask | bit(status));
            changes.masks = changes.statuses.chunks(BLOCK).map(mask).collect();
        }
        all
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
    pub(super) fn up_to(&self, day: Day) -> usize {
        self.before(f64::from(day.plus(0).0) + 1.0)
    }

    /// The day of a change.
    pub(super) fn day(&self, at: usize) -> Day {
        Day(self.days[at].floor() as i32)
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
            if self.masks[block] & statuses != 0 {
                if let Some(at) = (block * BLOCK..end).rev().find(|&at| is_sought(self.status(at))) {
                    return Some(at);
                }
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
