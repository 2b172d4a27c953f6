//! What is told of an event, be it one of the document or a row of the columns.
//!
//! Ids count the document's events first, then the rows.

use crate::atlas::{State, passes_event};
use crate::dataset::Dataset;
use crate::timeline::Extent;

use super::dates::DateLook;
use super::host::Host;
use super::words;

/// The row of the columns that an id means, if it is none of the document's events.
pub(super) fn row_of(dataset: &Dataset, id: usize) -> Option<usize> {
    id.checked_sub(dataset.document.events.len())
}

/// What an event's date looks like.
pub(super) fn date_look(dataset: &Dataset, id: usize) -> DateLook {
    let Some(row) = row_of(dataset, id) else {
        return DateLook::of(&dataset.document.events[id].date);
    };
    let start_day = dataset.columns.days[row];
    let days = dataset.columns.spans.get(row).map_or(0.0, |&days| f64::from(days));
    let extent = Extent { start_day, end_day: start_day + days };
    DateLook { extent, is_point: days <= 1.0, fades_left: false, fades_right: false }
}

/// Whether an official source tells of an event. Rows name no sources.
pub(super) fn is_official(dataset: &Dataset, id: usize) -> bool {
    dataset.links.get(id).is_some_and(|links| links.is_official)
}

/// An event's title: for a row its own, else its kind, else its number.
pub fn event_title(dataset: &Dataset, id: usize, host: &dyn Host) -> String {
    let Some(row) = row_of(dataset, id) else {
        return words::text(&dataset.document.events[id].title, dataset, host).text.to_owned();
    };
    let own =
        dataset.columns.title(row).map(str::to_owned).or_else(|| host.row_title(dataset.columns.given(row)));
    own.or_else(|| dataset.columns.kind(row).map(str::to_owned)).unwrap_or_else(|| host.number(row + 1))
}

/// Which events pass the filters; what rows need for it is looked up once.
pub(super) struct Passes<'a> {
    dataset: &'a Dataset,
    state: &'a State,
    /// Whether rows pass at all: they have neither areas nor claims.
    has_rows: bool,
    kinds: Vec<bool>,
    actors: Vec<bool>,
}

impl<'a> Passes<'a> {
    pub fn new(state: &'a State, dataset: &'a Dataset) -> Passes<'a> {
        let keeps = |list: &[String], id: &str| list.is_empty() || list.iter().any(|kept| kept == id);
        Passes {
            dataset,
            state,
            has_rows: state.areas.is_empty() && state.footings.is_empty(),
            kinds: dataset.columns.kind_names.iter().map(|kind| keeps(&state.kinds, kind)).collect(),
            actors: dataset.document.actors.iter().map(|actor| keeps(&state.actors, &actor.id)).collect(),
        }
    }

    pub fn event(&self, id: usize) -> bool {
        let Some(row) = row_of(self.dataset, id) else {
            return passes_event(self.state, &self.dataset.document.events[id]);
        };
        let columns = &self.dataset.columns;
        let of_kind = match columns.kinds.get(row) {
            Some(&kind) => self.kinds[usize::from(kind)],
            None => self.state.kinds.is_empty(),
        };
        let of_actor = match columns.actor(row) {
            Some(actor) => self.actors[actor],
            None => self.state.actors.is_empty(),
        };
        self.has_rows && of_kind && of_actor
    }
}
