//! Making ready a timeline, which with a million events takes longer than a reader should wait at once.

use std::cell::{Cell, RefCell};

use crate::atlas::default_range;
use crate::dataset::Dataset;
use crate::timeline::{BitRank, Events, EventsBuilder, LabelWidths};

use super::axis::Words;
use super::facts::date_look;
use super::host::Host;
use super::timeline::Timeline;
use super::timeline_layout::label_column_px;

/// A timeline in the making, in slices as long as the caller has time for.
pub struct TimelineBuilder {
    timeline: Timeline,
    events: EventsBuilder,
}

/// The widths that depend on language and font, of a timeline with little room or enough.
fn measured(dataset: &Dataset, host: &dyn Host) -> ([LabelWidths; 2], [f64; 2]) {
    let range = default_range(dataset);
    let widths = [false, true]
        .map(|is_narrow| LabelWidths::measure(&Words { host, is_narrow }, range.start_day, range.end_day));
    (widths, [false, true].map(|is_narrow| label_column_px(dataset, host, is_narrow)))
}

impl Timeline {
    /// Follows a change of language or font.
    pub fn measure(&mut self, dataset: &Dataset, host: &dyn Host) {
        (self.widths, self.label_columns_px) = measured(dataset, host);
    }
}

impl TimelineBuilder {
    /// Begins a timeline.
    pub fn new(dataset: &Dataset, host: &dyn Host) -> TimelineBuilder {
        let (widths, label_columns_px) = measured(dataset, host);
        let timeline = Timeline {
            has_overview: false,
            has_times: false,
            overview: RefCell::default(),
            most_height_px: None,
            typical_per_day: 1.0,
            events: Events::default(),
            strong: None,
            passing: 0,
            bands: Vec::new(),
            of_status: Vec::new(),
            followed: None,
            widths,
            label_columns_px,
            levels_at: Cell::default(),
        };
        let expected = dataset.document.events.len() + dataset.columns.len();
        TimelineBuilder { timeline, events: EventsBuilder::new(dataset.document.actors.len() + 1, expected) }
    }

    /// Works on, for about as many events as `budget` says, with the dataset it was begun with; whether
    /// everything is done.
    pub fn advance(&mut self, dataset: &Dataset, budget: usize) -> bool {
        let Dataset { document, links, columns, .. } = dataset;
        let all = links.len() + columns.len();
        if self.events.len() < all {
            for id in self.events.len()..all.min(self.events.len() + budget) {
                let extent = date_look(dataset, id).extent;
                self.timeline.has_times |= extent.start_day.is_finite() && extent.start_day.fract() != 0.0;
                let nobody = document.actors.len();
                match links.get(id).map(|links| &links.actors) {
                    Some(actors) if actors.is_empty() => self.events.push_on(extent, nobody),
                    Some(actors) => self.events.push(extent, &mut actors.iter().copied()),
                    None => self.events.push_on(extent, columns.actor(id - links.len()).unwrap_or(nobody)),
                }
            }
            return false;
        }
        let split = &mut self.timeline.of_status;
        if split.len() < document.actors.len() {
            // Actor by actor, as far as the budget reaches.
            let mut done = 0;
            while split.len() < document.actors.len() && done < budget {
                let changes = dataset.fold.changes(split.len());
                let len = changes.map_or(0, |changes| changes.days().len());
                split.push(changes.map_or_else(Vec::new, |changes| {
                    BitRank::split(len, document.statuses.len(), &|at| changes.status(at))
                }));
                done += len + 1;
            }
            return false;
        }
        self.events.advance(budget)
    }

    /// How far it has come: 0 to 1.
    pub fn progress(&self, dataset: &Dataset) -> f64 {
        let all = (dataset.links.len() + dataset.columns.len()).max(1);
        // Taking the events is the first half of the work.
        self.events.len() as f64 / all as f64 * 0.5
    }

    /// What `advance` has finished.
    pub fn finish(self) -> Timeline {
        let events = self.events.into_events();
        Timeline { typical_per_day: events.all().typical_per_day(), events, ..self.timeline }
    }
}
