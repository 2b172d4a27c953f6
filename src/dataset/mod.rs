//! What is known: types, dates, validation, the status fold.
//!
//! A dataset is event-sourced: statuses are not stored but folded. An event carries changes, and
//! the status of an actor on any day is the [`Fold`] of all changes up to that day.
//!
//! ```
//! # use aukus_atlas::dataset::{Dataset, Day};
//! let json = serde_json::json!({
//!     "schema": 1, "title": "A pact", "language": "en", "updated": "2024-04-30",
//!     "scales": [{"id": "nearness", "label": "Nearness", "ordered": true}],
//!     "statuses": [{"id": "member", "label": "Member", "scale": "nearness", "tone": "ramp-1"}],
//!     "groups": [{"id": "all", "label": "All"}], "tracks": [], "sources": [],
//!     "actors": [{"id": "JPN", "group": "all", "code": "JPN"}],
//!     "events": [{"id": "joins", "date": "2024-04", "title": "Japan joins", "summary": "", "kind": "accession",
//!                 "actors": ["JPN"], "sources": [], "changes": [{"actor": "JPN", "status": "member"}]}]
//! });
//! let dataset = Dataset::read(&json).unwrap();
//! let day = |text| Day::parse(text).unwrap();
//! assert_eq!(dataset.fold.standing(0, day("2024-03-31"), None).shown, None);
//! assert_eq!(dataset.fold.standing(0, day("2024-04-01"), None).shown, Some(0));
//! ```

mod changes;
mod check;
mod columns;
mod country_codes;
mod csv;
mod day;
mod document;
mod edtf;
mod event_ids;
mod fold;
mod json_pieces;
mod leaf;
mod names;
mod plain_event;
mod read;
#[cfg(feature = "cli")]
mod schema;
pub mod search;
mod text;

pub use changes::Changes;
pub use check::unsourced;
pub use columns::{Columns, ColumnsLoad};
pub use country_codes::{country_alpha2, is_country_code};
pub use csv::{CsvReader, ends_status};
pub use day::Day;
pub use document::*;
pub use edtf::{Edtf, Point, Precision};
pub use fold::{Band, ChangeWalk, Fold, Held, HistoryStep, Standing};
pub use json_pieces::JsonReader;
pub use leaf::{Code, Id, Nullable, Schema, Url, is_web_address};
pub use names::Names;
pub use read::{MOST_PROBLEMS, Problem, Read, Reader, UNKNOWN_KEY, did_you_mean, quote};
#[cfg(feature = "cli")]
pub use schema::json_schema;
pub use text::{Found, Text};

use std::sync::Arc;

use crate::json::Value;
use crate::places::PlaceLists;

/// A checked dataset, with its ids resolved and its statuses folded.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// The dataset as written.
    pub document: Document,
    /// The events' ids resolved, in file order.
    pub links: Vec<EventLinks>,
    /// Events in the order of their first days; within a day in file order.
    pub events_by_day: Vec<usize>,
    /// Events in columns, beside those of the document.
    pub columns: Columns,
    /// The rows of these that are about each actor and, after those, about nobody.
    pub(crate) rows_by_actor: Arc<PlaceLists>,
    /// The status of every actor on every day.
    pub fold: Fold,
}

/// An event's ids as places in the document's lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventLinks {
    /// First day of the event's date.
    pub first_day: Option<Day>,
    /// Last day of the event's date.
    pub last_day: Option<Day>,
    /// Actors it is about.
    pub actors: Vec<usize>,
    /// Tracks it is about.
    pub tracks: Vec<usize>,
    /// Sources it rests on.
    pub sources: Vec<usize>,
    /// Whether one of its sources is official.
    pub is_official: bool,
}

impl EventLinks {
    /// The day from which the event counts: [`Day::MIN`] for an open start.
    pub fn day(&self) -> Day {
        self.first_day.unwrap_or(Day::MIN)
    }
}

impl Dataset {
    /// Reads a dataset from its JSON tree, or lists everything that is wrong with it.
    pub fn read(value: impl Into<Value>) -> Result<Dataset, Vec<Problem>> {
        let value = &value.into();
        let mut reader = Reader::default();
        let document = Document::read(value, &mut reader);
        check::check(value, &mut reader);
        if reader.is_clean() { Ok(Dataset::resolve(document)) } else { Err(reader.into_problems()) }
    }

    /// Reads a dataset from JSON text.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_json(text: &str) -> Result<Dataset, Vec<Problem>> {
        match serde_json::from_str::<serde_json::Value>(text) {
            Ok(value) => Dataset::read(&value),
            Err(error) => Err(vec![Problem {
                path: String::new(),
                found: error.to_string(),
                expected: "JSON".into(),
                hint: None,
            }]),
        }
    }

    fn resolve(document: Document) -> Dataset {
        let links: Vec<EventLinks> = document.events.iter().map(|event| links(&document, event)).collect();
        let mut events_by_day: Vec<usize> = (0..links.len()).collect();
        events_by_day.sort_unstable_by_key(|&event| (links[event].day(), event));
        let fold = Fold::new(&document);
        Dataset {
            document,
            links,
            events_by_day,
            columns: Columns::default(),
            rows_by_actor: Arc::default(),
            fold,
        }
    }

    /// Takes events in columns, or lists everything that is wrong with them.
    pub fn set_columns(&mut self, columns: Columns) -> Result<(), Vec<Problem>> {
        let mut load = ColumnsLoad::new(columns, &self.document);
        while !load.advance(&self.document, usize::MAX / 2) {}
        self.finish_columns(load)
    }

    /// Takes columns that have been loaded, or lists everything that is wrong with them.
    pub fn finish_columns(&mut self, load: ColumnsLoad) -> Result<(), Vec<Problem>> {
        let loaded = load.finish(&self.document)?;
        self.fold.set_changes(loaded.changes);
        (self.columns, self.rows_by_actor) = (loaded.columns, loaded.by_actor);
        Ok(())
    }

    /// The same without the events in columns.
    pub fn without_rows(&self) -> Dataset {
        let Dataset { document, links, events_by_day, fold, .. } = self;
        Dataset {
            document: document.clone(),
            links: links.clone(),
            events_by_day: events_by_day.clone(),
            columns: Columns::default(),
            rows_by_actor: Arc::default(),
            fold: fold.without_changes(),
        }
    }

    /// The place of an actor by its id.
    pub fn actor(&self, id: &str) -> Option<usize> {
        self.document.actors.iter().position(|actor| &*actor.id == id)
    }

    /// The place of an event by its id.
    pub fn event(&self, id: &str) -> Option<usize> {
        self.document.events.iter().position(|event| &*event.id == id)
    }

    /// The place of a status by its id.
    pub fn status(&self, id: &str) -> Option<usize> {
        self.document.statuses.iter().position(|status| &*status.id == id)
    }

    /// The place of a track by its id.
    pub fn track(&self, id: &str) -> Option<usize> {
        self.document.tracks.iter().position(|track| &*track.id == id)
    }

    /// Whether any event is of a kind.
    pub fn has_kind(&self, kind: &str) -> bool {
        self.document.events.iter().any(|event| event.kind == kind)
            || self.columns.kind_names.iter().any(|known| known == kind)
    }

    /// The place of a source by its id.
    pub fn source(&self, id: &str) -> Option<usize> {
        self.document.sources.iter().position(|source| &*source.id == id)
    }

    /// The day to which the data reaches.
    pub fn updated(&self) -> Day {
        let updated = &self.document.updated;
        if updated.last_day() == Day::MAX { updated.first_day() } else { updated.last_day() }
    }

    /// First and last day of all dated events, or `None` where there are none.
    pub fn span(&self) -> Option<(Day, Day)> {
        let bounds = self.links.iter().flat_map(|l| [l.first_day, l.last_day]).flatten();
        let rows = &self.columns;
        let bounds =
            bounds.chain((0..rows.len()).take(1).chain(rows.len().checked_sub(1)).map(|row| rows.day(row)));
        let (low, high) = bounds.fold((Day::MAX, Day::MIN), |(low, high), day| (low.min(day), high.max(day)));
        (low <= high).then_some((low, high))
    }

    /// Why a step was taken, and the sources that say so: the change's own, else its event's.
    pub fn why(&self, step: &HistoryStep) -> (&Text, &[Id]) {
        let event = &self.document.events[step.event];
        let change = &event.changes[step.change];
        let sources = if change.sources.is_empty() { &event.sources } else { &change.sources };
        (change.note.as_ref().unwrap_or(&event.title), sources)
    }

    /// The actors that show each status on a day, by status.
    pub fn holders(&self, day: Day, track: Option<usize>) -> Vec<Vec<usize>> {
        let mut holders = vec![Vec::new(); self.document.statuses.len()];
        for actor in 0..self.document.actors.len() {
            if let Some(status) = self.fold.standing(actor, day, track).shown {
                holders[status].push(actor);
            }
        }
        holders
    }

    /// How many they are.
    pub fn counts(&self, day: Day, track: Option<usize>) -> Vec<usize> {
        self.holders(day, track).iter().map(Vec::len).collect()
    }

    /// Whether a status is a step of an ordered scale.
    pub fn is_ordered(&self, status: usize) -> bool {
        let scale = &self.document.statuses[status].scale;
        self.document.scales.iter().any(|s| s.id == *scale && s.ordered)
    }
}

fn links(document: &Document, event: &Event) -> EventLinks {
    fn places<T>(ids: &[Id], list: &[T], id_of: impl Fn(&T) -> &Id) -> Vec<usize> {
        ids.iter().filter_map(|id| list.iter().position(|item| id_of(item) == id)).collect()
    }
    let sources = places(&event.sources, &document.sources, |s| &s.id);
    let is_official = sources.iter().any(|&s| document.sources[s].tier == Tier::Official);
    EventLinks {
        first_day: event.date.start().map(|p| p.first),
        last_day: event.date.end().map(|p| p.last),
        actors: places(&event.actors, &document.actors, |a| &a.id),
        tracks: places(&event.tracks, &document.tracks, |t| &t.id),
        sources,
        is_official,
    }
}
