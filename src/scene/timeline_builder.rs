//! Making ready a timeline, which with a million events takes longer than a reader should wait at once.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use crate::atlas::default_range;
use crate::dataset::Dataset;
use crate::timeline::{Events, EventsBuilder, LabelWidths};

use super::axis::Words;
use super::facts::date_look;
use super::host::Host;
use super::timeline::Timeline;
use super::timeline_layout::label_column_px;

/// A timeline in the making, in slices as long as the caller has time for.
pub struct TimelineBuilder {
    timeline: Timeline,
    /// `None` where the dataset's columns have all that a timeline needs.
    events: Option<EventsBuilder>,
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
        let Dataset { document, columns, .. } = dataset;
        // Rows that are equally long, and never drawn as long as they are, lie in the columns as in a timeline.
        let span_days = columns.even_span_days().filter(|days| document.events.is_empty() && *days <= 1.0);
        let timeline = Timeline {
            has_overview: false,
            has_times: span_days.is_some() && columns.days.iter().any(|day| day.fract() != 0.0),
            overview: RefCell::default(),
            most_height_px: None,
            typical_per_day: 1.0,
            events: span_days.map_or_else(Events::default, |days| {
                Events::of_points(Arc::clone(&columns.days), days / 2.0, Arc::clone(&dataset.rows_by_actor))
            }),
            strong: None,
            passing: 0,
            bands: Vec::new(),
            lone_lane: document.actors.len(),
            followed: None,
            widths,
            label_columns_px,
            levels_at: Cell::default(),
        };
        let events =
            span_days.is_none().then(|| EventsBuilder::new(document.actors.len() + 1, dataset.event_count()));
        TimelineBuilder { timeline, events }
    }

    /// Works on, for about as many events as `budget` says, with the dataset it was begun with; whether
    /// everything is done.
    pub fn advance(&mut self, dataset: &Dataset, budget: usize) -> bool {
        let Dataset { document, links, columns, .. } = dataset;
        let all = dataset.event_count();
        if let Some(events) = self.events.as_mut().filter(|events| events.len() < all) {
            for id in events.len()..all.min(events.len() + budget) {
                let extent = date_look(dataset, id).extent;
                self.timeline.has_times |= extent.start_day.is_finite() && extent.start_day.fract() != 0.0;
                let row = dataset.row_of(id);
                let lane = row.and_then(|row| columns.actor(row)).unwrap_or(document.actors.len());
                let actors = links.get(id).map_or(&[][..], |links| &links.actors);
                events.push(extent, if actors.is_empty() { std::slice::from_ref(&lane) } else { actors });
            }
            return false;
        }
        self.events.as_mut().is_none_or(|events| events.advance(budget))
    }

    /// How far it has come: 0 to 1.
    pub fn progress(&self, dataset: &Dataset) -> f64 {
        let all = dataset.event_count().max(1);
        // Taking the events is the first half of the work.
        self.events.as_ref().map_or(0.5, |events| events.len() as f64 / all as f64 * 0.5)
    }

    /// What `advance` has finished.
    pub fn finish(self) -> Timeline {
        let events = self.events.map_or(self.timeline.events, EventsBuilder::into_events);
        Timeline { typical_per_day: events.all().typical_per_day(), events, ..self.timeline }
    }
}
