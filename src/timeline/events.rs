//! Events as columns in the order of time: a million of them in 12 MB, most of which may be the dataset's own.

use std::sync::Arc;

use crate::order::OrderByTime;
use crate::places::{PlaceLists, PlaceListsBuilder};

use super::spans::{Extent, Spans};

/// Events in the order of their times, and on which lanes they stand.
///
/// An event's *place* is its number in this order; its *id* is its number in the order in which it
/// was given. Counts of any stretch of any lane are differences of places, which is what makes a
/// frame's work depend on its pixels and not on the events. No counts are stored level by level: a
/// place is a running count itself, at every level.
#[derive(Clone, Debug, Default)]
pub struct Events {
    /// When, in days since 1970-01-01, and how much later is the middle of what each event's date covers.
    days: Arc<Vec<f64>>,
    later_days: f64,
    /// Ids by place; empty where each is its own place.
    ids: Vec<u32>,
    by_lane: Arc<PlaceLists>,
    spans: Spans,
}

/// The lanes of each event, by id.
#[derive(Clone, Debug, Default)]
struct LanesOf {
    /// Where each event's lanes begin; empty where each has exactly one.
    starts: Vec<u32>,
    lanes: Vec<u16>,
}

impl LanesOf {
    fn of(&self, id: usize) -> &[u16] {
        match self.starts.get(id..id + 2) {
            Some(&[from, to]) => &self.lanes[from as usize..to as usize],
            _ if self.starts.is_empty() => self.lanes.get(id..id + 1).unwrap_or(&[]),
            _ => &[],
        }
    }
}

/// A row of events in the order of time: all of them, or one lane's.
#[derive(Clone, Copy, Debug)]
pub struct EventRow<'a> {
    days: &'a [f64],
    later_days: f64,
    places: Option<&'a [u32]>,
}

impl<'a> EventRow<'a> {
    /// A row of times that are in order already, or of those of them that stand at some places.
    pub fn new(days: &'a [f64], places: Option<&'a [u32]>) -> EventRow<'a> {
        EventRow { days, later_days: 0.0, places }
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.places.map_or(self.days.len(), <[u32]>::len)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The place among all events of the row's `at`-th.
    pub fn place(&self, at: usize) -> usize {
        self.places.map_or(at, |places| places[at] as usize)
    }

    /// The time of the row's `at`-th event, in days.
    pub fn day(&self, at: usize) -> f64 {
        self.days[self.place(at)] + self.later_days
    }

    /// How many of the row's events come before a time. `near` is where to begin to look: the search
    /// takes time in the logarithm of how far off that is.
    pub fn before(&self, day: f64, near: usize) -> usize {
        let len = self.len();
        let is_before = |at: usize| self.day(at) < day;
        let near = near.min(len);
        // The answer lies in low..=high.
        let (mut low, mut high);
        let mut stride = 1;
        if near < len && is_before(near) {
            low = near + 1;
            loop {
                high = (low + stride).min(len);
                if high == len || !is_before(high) {
                    break;
                }
                low = high + 1;
                stride *= 2;
            }
        } else {
            high = near;
            loop {
                low = high.saturating_sub(stride);
                if low == 0 && (high == 0 || !is_before(0)) {
                    return 0;
                }
                if is_before(low) {
                    low += 1;
                    break;
                }
                high = low;
                stride *= 2;
            }
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if is_before(middle) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The row's event that stands nearest to a time, no further than `most_days`.
    pub fn nearest(&self, day: f64, most_days: f64) -> Option<usize> {
        let after = self.before(day, self.len() / 2);
        let near = after.checked_sub(1).into_iter().chain((after < self.len()).then_some(after));
        near.map(|at| (at, (self.day(at) - day).abs()))
            .filter(|(_, days)| *days <= most_days)
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(at, _)| at)
    }

    /// The 90th percentile of local density, in events per day.
    /// It is the same at every zoom, so that heights drawn by it do not jump while the axis pans.
    pub fn typical_per_day(&self) -> f64 {
        const SAMPLES: usize = 256;
        let len = self.len();
        if len < 2 {
            return 1.0;
        }
        let mut densities: Vec<f64> = Vec::with_capacity(SAMPLES);
        for sample in 0..SAMPLES {
            let (from, to) = (sample * len / SAMPLES, ((sample + 1) * len / SAMPLES).min(len - 1));
            let days = self.day(to) - self.day(from);
            if days > 0.0 {
                let density = (to - from) as f64 / days;
                densities.insert(densities.partition_point(|&other| other < density), density);
            }
        }
        densities.get(densities.len() * 9 / 10).copied().unwrap_or(1.0)
    }
}

impl Events {
    /// Events that lie in order already, and are listed by their lanes. They are drawn as points so much later than
    /// they begin.
    pub(crate) fn of_points(days: Arc<Vec<f64>>, later_days: f64, by_lane: Arc<PlaceLists>) -> Events {
        Events { days, later_days, by_lane, ..Events::default() }
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.days.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// All events.
    pub fn all(&self) -> EventRow<'_> {
        EventRow { days: &self.days, later_days: self.later_days, places: None }
    }

    /// The events of a lane; none for a lane that does not exist.
    pub fn lane(&self, lane: usize) -> EventRow<'_> {
        EventRow { places: Some(self.by_lane.of(lane)), ..self.all() }
    }

    /// The id of the event at a place.
    pub fn id(&self, place: usize) -> usize {
        self.ids.get(place).map_or(place, |&id| id as usize)
    }

    /// The place of the event with an id, given its time; the nearest place where it is not there.
    pub fn place_of(&self, id: usize, day: f64) -> usize {
        if self.ids.is_empty() {
            return id;
        }
        let from = self.all().before(day, 0);
        let same = self.ids[from..].iter().position(|&other| other as usize == id);
        from + same.unwrap_or(0)
    }

    /// The events whose dates cover more than a day.
    pub fn spans(&self) -> &Spans {
        &self.spans
    }

    /// Bytes of memory that they take, be it together with a dataset.
    pub fn bytes(&self) -> usize {
        self.days.capacity() * 8 + self.ids.capacity() * 4 + self.by_lane.bytes() + self.spans.bytes()
    }
}

/// Takes events one by one and puts them in order, in slices as long as the caller has time for.
#[derive(Clone, Debug, Default)]
pub struct EventsBuilder {
    days: Vec<f64>,
    ids: Vec<u32>,
    lane_count: usize,
    lanes_of: LanesOf,
    by_lane: PlaceListsBuilder,
    spans: Vec<(u32, Extent)>,
    is_sorted: bool,
    order: Option<OrderByTime>,
    /// How many places have been given to their lanes; `None` before that has begun.
    filled: Option<usize>,
}

impl EventsBuilder {
    /// A builder for events on `lane_count` lanes, of which about `expected` will come.
    pub fn new(lane_count: usize, expected: usize) -> EventsBuilder {
        let lanes_of = LanesOf { starts: Vec::new(), lanes: Vec::with_capacity(expected) };
        let (days, by_lane) = (Vec::with_capacity(expected), PlaceListsBuilder::new(lane_count));
        EventsBuilder { days, lane_count, lanes_of, by_lane, is_sorted: true, ..EventsBuilder::default() }
    }

    /// Adds an event. Lanes that do not exist are left out.
    pub fn push(&mut self, extent: Extent, lanes: &[usize]) {
        let (id, day) = (self.days.len(), extent.middle_day());
        self.is_sorted &= self.days.last().is_none_or(|&last| last <= day);
        self.days.push(day);
        if extent.end_day - extent.start_day > 1.0 {
            self.spans.push((id as u32, extent));
        }
        let LanesOf { starts, lanes: all } = &mut self.lanes_of;
        let first = all.len();
        for &lane in lanes.iter().filter(|&&lane| lane < self.lane_count) {
            all.push(lane as u16);
            self.by_lane.count(lane);
        }
        // One lane each is how most large datasets are: no column is spent on that.
        if starts.is_empty() && all.len() != id + 1 {
            starts.extend(0..=id as u32);
            starts[id] = first as u32;
        }
        if !starts.is_empty() {
            starts.push(all.len() as u32);
        }
    }

    /// Works on, for about as many events as `budget` says; whether everything is done.
    pub fn advance(&mut self, budget: usize) -> bool {
        if !self.is_sorted {
            let order = self.order.get_or_insert_with(|| OrderByTime::new(self.days.len()));
            if order.advance(&self.days, budget)
                && let Some(order) = self.order.take()
            {
                self.ids = order.into_order();
                self.days = self.ids.iter().map(|&id| self.days[id as usize]).collect();
                self.is_sorted = true;
            }
            return false;
        }
        let Some(filled) = self.filled else {
            self.by_lane.make_room();
            self.filled = Some(0);
            return false;
        };
        let to = (filled + budget).min(self.days.len());
        for place in filled..to {
            let id = self.ids.get(place).map_or(place, |&id| id as usize);
            for &lane in self.lanes_of.of(id) {
                self.by_lane.put(usize::from(lane), place);
            }
        }
        self.filled = Some(to);
        to == self.days.len()
    }

    /// How many events have been added.
    pub fn len(&self) -> usize {
        self.days.len()
    }

    /// Whether none has.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// What `advance` has finished.
    pub fn into_events(self) -> Events {
        Events {
            days: Arc::new(self.days),
            later_days: 0.0,
            ids: self.ids,
            by_lane: Arc::new(self.by_lane.finish()),
            spans: Spans::new(&self.spans),
        }
    }

    /// Finishes at once.
    pub fn finish(mut self) -> Events {
        while !self.advance(usize::MAX / 2) {}
        self.into_events()
    }
}
