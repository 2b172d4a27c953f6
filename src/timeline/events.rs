//! Events as columns in the order of time: a million of them in some 15 MB.

use crate::order::OrderByTime;

use super::spans::{Extent, Spans};

/// Events in the order of their times, and on which lanes they stand.
///
/// An event's *place* is its number in this order; its *id* is its number in the order in which it
/// was given. Counts of any stretch of any lane are differences of places, which is what makes a
/// frame's work depend on its pixels and not on the events. No counts are stored level by level: a
/// place is a running count itself, at every level.
#[derive(Clone, Debug, Default)]
pub struct Events {
    /// When, in days since 1970-01-01: the middle of what an event's date covers.
    days: Vec<f64>,
    /// Ids by place; empty where each is its own place.
    ids: Vec<u32>,
    lanes_of: LanesOf,
    /// Where each lane's places begin in `lane_places`; at the end, where the last one's stop.
    lane_starts: Vec<u32>,
    lane_places: Vec<u32>,
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
    places: Option<&'a [u32]>,
}

impl<'a> EventRow<'a> {
    /// A row of times that are in order already.
    pub fn new(days: &'a [f64]) -> EventRow<'a> {
        EventRow { days, places: None }
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
        self.days[self.place(at)]
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
        EventRow { days: &self.days, places: None }
    }

    /// The events of a lane; none for a lane that does not exist.
    pub fn lane(&self, lane: usize) -> EventRow<'_> {
        let range = match self.lane_starts.get(lane..lane + 2) {
            Some(&[from, to]) => from as usize..to as usize,
            _ => 0..0,
        };
        EventRow { days: &self.days, places: Some(&self.lane_places[range]) }
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

    /// The lanes on which an event stands, by its id.
    pub fn lanes_of(&self, id: usize) -> &[u16] {
        self.lanes_of.of(id)
    }

    /// The events whose dates cover more than a day.
    pub fn spans(&self) -> &Spans {
        &self.spans
    }

    /// Bytes of memory that the columns take.
    pub fn bytes(&self) -> usize {
        self.days.capacity() * 8
            + (self.ids.capacity() + self.lane_starts.capacity() + self.lane_places.capacity()) * 4
            + self.lanes_of.starts.capacity() * 4
            + self.lanes_of.lanes.capacity() * 2
            + self.spans.bytes()
    }
}

/// Takes events one by one and puts them in order, in slices as long as the caller has time for.
#[derive(Clone, Debug, Default)]
pub struct EventsBuilder {
    events: Events,
    lane_count: usize,
    spans: Vec<(u32, Extent)>,
    is_sorted: bool,
    order: Option<OrderByTime>,
    /// How many places have been given to their lanes; `None` before lanes are counted.
    filled: Option<usize>,
}

impl EventsBuilder {
    /// A builder for events on `lane_count` lanes, of which about `expected` will come.
    pub fn new(lane_count: usize, expected: usize) -> EventsBuilder {
        let mut events = Events::default();
        events.days.reserve_exact(expected);
        events.lanes_of.lanes.reserve_exact(expected);
        events.lane_starts = vec![0; lane_count + 1];
        EventsBuilder { events, lane_count, is_sorted: true, ..EventsBuilder::default() }
    }

    /// Adds an event on one lane, which must exist.
    pub fn push_on(&mut self, extent: Extent, lane: usize) {
        let Events { days, lanes_of, lane_starts, .. } = &mut self.events;
        let day = extent.middle_day();
        self.is_sorted &= days.last().is_none_or(|&last| last <= day);
        if extent.end_day - extent.start_day > 1.0 {
            self.spans.push((days.len() as u32, extent));
        }
        days.push(day);
        lanes_of.lanes.push(lane as u16);
        lane_starts[lane + 1] += 1;
        if !lanes_of.starts.is_empty() {
            lanes_of.starts.push(lanes_of.lanes.len() as u32);
        }
    }

    /// Adds an event. Lanes that do not exist are left out.
    pub fn push(&mut self, extent: Extent, lanes: &mut dyn Iterator<Item = usize>) {
        let Events { days, lanes_of, lane_starts, .. } = &mut self.events;
        let id = days.len();
        let day = extent.middle_day();
        self.is_sorted &= days.last().is_none_or(|&last| last <= day);
        days.push(day);
        if extent.end_day - extent.start_day > 1.0 {
            self.spans.push((id as u32, extent));
        }
        let first = lanes_of.lanes.len();
        for lane in lanes.filter(|&lane| lane < self.lane_count) {
            lanes_of.lanes.push(lane as u16);
            lane_starts[lane + 1] += 1;
        }
        // One lane each is how most large datasets are: no column is spent on that.
        if lanes_of.starts.is_empty() && lanes_of.lanes.len() != id + 1 {
            lanes_of.starts.extend(0..=id as u32);
            lanes_of.starts[id] = first as u32;
        }
        if !lanes_of.starts.is_empty() {
            lanes_of.starts.push(lanes_of.lanes.len() as u32);
        }
    }

    /// Works on, for about as many events as `budget` says; whether everything is done.
    pub fn advance(&mut self, budget: usize) -> bool {
        if !self.is_sorted {
            let days = &mut self.events.days;
            let order = self.order.get_or_insert_with(|| OrderByTime::new(days.len()));
            if order.advance(days, budget)
                && let Some(order) = self.order.take()
            {
                self.events.ids = order.into_order();
                *days = self.events.ids.iter().map(|&id| days[id as usize]).collect();
                self.is_sorted = true;
            }
            return false;
        }
        let Events { days, ids, lanes_of, lane_starts, lane_places, .. } = &mut self.events;
        let Some(filled) = self.filled else {
            for lane in 0..self.lane_count {
                lane_starts[lane + 1] += lane_starts[lane];
            }
            lane_places.resize(lanes_of.lanes.len(), 0);
            self.filled = Some(0);
            return false;
        };
        let to = (filled + budget).min(days.len());
        for place in filled..to {
            let id = ids.get(place).map_or(place, |&id| id as usize);
            for &lane in lanes_of.of(id) {
                let next = &mut lane_starts[usize::from(lane)];
                lane_places[*next as usize] = place as u32;
                *next += 1;
            }
        }
        self.filled = Some(to);
        if to < days.len() {
            return false;
        }
        // Each start has moved on to where the next lane begins.
        lane_starts.rotate_right(1);
        lane_starts[0] = 0;
        self.events.spans = Spans::new(&std::mem::take(&mut self.spans));
        true
    }

    /// How many events have been added.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether none has.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// What `advance` has finished.
    pub fn into_events(self) -> Events {
        self.events
    }

    /// Finishes at once.
    pub fn finish(mut self) -> Events {
        while !self.advance(usize::MAX / 2) {}
        self.events
    }
}
