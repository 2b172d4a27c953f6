//! An actor's changes of status by the hundred thousand.

use std::sync::Arc;

use super::day::Day;
use super::document::Document;
use crate::bits::BitRank;
use crate::places::PlaceLists;

/// The changes of one actor in the order in which they take effect.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Times: those of all rows, of which only some are this actor's changes, or its own.
    days: Arc<Vec<f64>>,
    places: Places,
    /// By status: which of the changes set it. What is sought far back is found without a look at what
    /// lies between, and what is too dense to be drawn is counted.
    of_status: Vec<BitRank>,
    /// The changes that end what a scale held, in order: their places among all, and the scale. Rows end nothing.
    ends: Vec<(usize, usize)>,
}

/// Where an actor's changes stand among times.
#[derive(Clone, Debug, Default)]
enum Places {
    /// All of them are its own.
    #[default]
    All,
    /// Each row about it is a change.
    Rows(Arc<PlaceLists>, usize),
    /// Some of its rows are.
    Some(Vec<u32>),
}

/// What a change of an event sets: a status, or nothing in a scale.
#[derive(Clone, Copy, Debug)]
enum Sets {
    Status(usize),
    Nothing(usize),
}

/// The statuses of changes, one after the other.
#[derive(Clone, Debug)]
struct StatusesBuilder {
    len: usize,
    words: Vec<Vec<u64>>,
}

impl StatusesBuilder {
    fn new(len: usize, statuses: usize) -> StatusesBuilder {
        StatusesBuilder { len: 0, words: vec![vec![0; len.div_ceil(64)]; statuses] }
    }

    /// Adds a change to a status, or one that sets none.
    fn push(&mut self, status: Option<usize>) {
        if let Some(status) = status {
            self.words[status][self.len / 64] |= 1 << (self.len % 64);
        }
        self.len += 1;
    }

    fn finish(self) -> Vec<BitRank> {
        self.words.into_iter().map(|words| BitRank::from_words(words, self.len)).collect()
    }
}

/// The changes of one actor among rows, row by row.
#[derive(Clone, Debug)]
pub(super) struct ChangesBuilder {
    /// The rows that are changes, where not all of the actor's are.
    places: Option<Vec<u32>>,
    statuses: StatusesBuilder,
}

impl ChangesBuilder {
    /// For so many changes, which are all of the actor's rows or not, to so many statuses.
    pub(super) fn new(count: usize, are_all: bool, statuses: usize) -> ChangesBuilder {
        let places = (!are_all).then(|| Vec::with_capacity(count));
        ChangesBuilder { places, statuses: StatusesBuilder::new(count, statuses) }
    }

    /// Adds a row that is no earlier than those before it.
    pub(super) fn push(&mut self, row: usize, status: usize) {
        self.statuses.push(Some(status));
        if let Some(places) = &mut self.places {
            places.push(row as u32);
        }
    }

    /// The changes of an actor, whose rows are listed, among the times of all.
    pub(super) fn finish(self, actor: usize, by_actor: &Arc<PlaceLists>, days: &Arc<Vec<f64>>) -> Changes {
        if self.statuses.len == 0 {
            return Changes::default();
        }
        let places = self.places.map_or_else(|| Places::Rows(Arc::clone(by_actor), actor), Places::Some);
        Changes { days: Arc::clone(days), places, of_status: self.statuses.finish(), ends: Vec::new() }
    }
}

impl Changes {
    /// Merges the changes of the document's events into actors that also have changes in columns.
    pub(super) fn add_events(all: &mut [Changes], document: &Document) {
        let changes = document.events.iter().flat_map(|event| event.changes.iter().map(move |c| (event, c)));
        let mut added: Vec<Vec<(f64, Sets)>> = vec![Vec::new(); all.len()];
        for (event, change) in changes {
            let actor = document.actors.iter().position(|actor| actor.id == change.actor);
            let id = change.status.0.as_ref();
            let status = id.and_then(|id| document.statuses.iter().position(|status| status.id == *id));
            let scale = change.scale.as_ref();
            let scale = scale.and_then(|id| document.scales.iter().position(|scale| scale.id == *id));
            let sets = status.map(Sets::Status).or(scale.map(Sets::Nothing));
            let (Some(actor), Some(sets)) = (actor, sets) else { continue };
            if !all[actor].is_empty() {
                added[actor].push((event.date.first_day().as_days(), sets));
            }
        }
        for (changes, added) in all.iter_mut().zip(added).filter(|(_, added)| !added.is_empty()) {
            changes.merge(added);
        }
    }

    /// Takes in changes in any order; on one day they go before those that are there.
    fn merge(&mut self, mut added: Vec<(f64, Sets)>) {
        added.sort_by(|one, other| one.0.total_cmp(&other.0));
        let all = self.len() + added.len();
        let mut days = Vec::with_capacity(all);
        let mut statuses = StatusesBuilder::new(all, self.of_status.len());
        let mut ends = Vec::new();
        let mut push = |day: f64, sets: Sets| {
            if let Sets::Nothing(scale) = sets {
                ends.push((days.len(), scale));
            }
            days.push(day);
            statuses.push(match sets {
                Sets::Status(status) => Some(status),
                Sets::Nothing(_) => None,
            });
        };
        let mut added = added.into_iter().peekable();
        for at in 0..self.len() {
            let day = self.days[self.place(at)];
            while let Some((earlier, sets)) = added.next_if(|(at, _)| *at <= day) {
                push(earlier, sets);
            }
            // Nothing has been merged before, so that all of these set one.
            push(day, Sets::Status(self.status(at).unwrap_or(0)));
        }
        added.for_each(|(day, sets)| push(day, sets));
        *self = Changes { days: Arc::new(days), places: Places::All, of_status: statuses.finish(), ends };
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.places().map_or(self.days.len(), <[u32]>::len)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Times in days, in order; some or all of them are those of the changes.
    pub fn days(&self) -> &[f64] {
        &self.days
    }

    /// The place of each change among these times; `None` where each of them is one of a change.
    pub fn places(&self) -> Option<&[u32]> {
        match &self.places {
            Places::All => None,
            Places::Rows(by_actor, actor) => Some(by_actor.of(*actor)),
            Places::Some(places) => Some(places),
        }
    }

    fn place(&self, at: usize) -> usize {
        self.places().map_or(at, |places| places[at] as usize)
    }

    /// By status: which of the changes set it.
    pub fn of_status(&self) -> &[BitRank] {
        &self.of_status
    }

    /// The status that a change sets, if it sets one.
    pub fn status(&self, at: usize) -> Option<usize> {
        self.of_status.iter().position(|set| set.get(at))
    }

    /// The scale that a change empties, if it does.
    pub(super) fn emptied(&self, at: usize) -> Option<usize> {
        let found = self.ends.binary_search_by_key(&at, |&(at, _)| at);
        found.ok().map(|end| self.ends[end].1)
    }

    /// The last of the first `count` changes that empties a scale.
    pub(super) fn last_emptying(&self, scale: usize, count: usize) -> Option<usize> {
        self.ends.iter().rev().find(|&&(at, of)| of == scale && at < count).map(|&(at, _)| at)
    }

    /// How many changes have taken effect at the end of a day.
    pub fn up_to(&self, day: Day) -> usize {
        let before = self.days.partition_point(|&other| other < day.as_days() + 1.0);
        self.places().map_or(before, |places| places.partition_point(|&place| (place as usize) < before))
    }

    /// The day of a change.
    pub(super) fn day(&self, at: usize) -> Day {
        Day::containing(self.days[self.place(at)])
    }
}
