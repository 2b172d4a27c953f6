//! The same as tables: actors on the day shown, changes, events, claims and sources.
//!
//! A table is a list of rows, each a thing of the dataset, and columns that say what of it is told. A
//! [`Cell`] is what stands there, not how it looks: a page makes an element of it, a file its words,
//! sorting its place in an order.

mod cells;
mod export;
mod sorting;
#[cfg(test)]
mod tests;

pub use cells::{Cell, Written};
pub use export::{csv, tab_separated};

pub use crate::atlas::{Column, Sorting, TableKind};
use crate::atlas::{Filter, State};
use crate::dataset::{Claim, Dataset, HistoryStep};

use super::host::Host;

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableRow {
    /// An actor, by its place.
    Actor(usize),
    /// A change, by its actor and its place in the actor's history.
    Change {
        /// The actor's place.
        actor: usize,
        /// The place in its history.
        step: usize,
    },
    /// An event, by its place; the rows of the columns count on from the document's events.
    Event(usize),
    /// A claim, by its event and its place there.
    Claim {
        /// The event's place.
        event: usize,
        /// The place among its claims.
        claim: usize,
    },
    /// A source, by its place.
    Source(usize),
}

/// What a table is made from.
#[derive(Clone, Copy)]
pub struct TableInput<'a> {
    /// What is known.
    pub dataset: &'a Dataset,
    /// What is looked at.
    pub state: &'a State,
    /// The surroundings.
    pub host: &'a dyn Host,
}

impl<'a> TableInput<'a> {
    /// The rows of a table that pass the filters: in the order of the columns' `sorting`, else actors
    /// group by group as they stand, all else in the order of time.
    pub fn rows(&self, kind: TableKind, sorting: Option<Sorting>) -> Vec<TableRow> {
        let mut rows = match kind {
            TableKind::Actors => self.actor_rows(),
            TableKind::Changes => self.change_rows(),
            TableKind::Events => self.event_rows(),
            TableKind::Claims => self.claim_rows(),
            TableKind::Sources => self.source_rows(),
        };
        if let Some(sorting) = sorting {
            self.sort(&mut rows, sorting);
        }
        rows
    }

    /// How many rows a table has where nothing is filtered.
    pub fn count_all(&self, kind: TableKind) -> usize {
        let document = &self.dataset.document;
        match kind {
            TableKind::Actors => document.actors.len(),
            TableKind::Changes => {
                (0..document.actors.len()).map(|actor| self.dataset.fold.history(actor).len()).sum()
            }
            TableKind::Events => self.dataset.event_count(),
            TableKind::Claims => document.events.iter().map(|event| event.claims.len()).sum(),
            TableKind::Sources => document.sources.len(),
        }
    }

    fn actor_rows(&self) -> Vec<TableRow> {
        let document = &self.dataset.document;
        let filter = self.filter();
        let mut rows = Vec::new();
        for group in &document.groups {
            let is_kept = |&actor: &usize| document.actors[actor].group == group.id && filter.actor(actor);
            let mut members: Vec<usize> = (0..document.actors.len()).filter(is_kept).collect();
            members.sort_by_key(|&actor| self.status(actor).unwrap_or(usize::MAX));
            rows.extend(members.into_iter().map(TableRow::Actor));
        }
        rows
    }

    fn filter(&self) -> Filter<'a> {
        Filter::new(self.state, self.dataset)
    }

    /// The status that an actor shows on the day.
    fn status(&self, actor: usize) -> Option<usize> {
        self.dataset.fold.standing(actor, self.state.date, self.state.track_index(self.dataset)).shown
    }

    fn change_rows(&self) -> Vec<TableRow> {
        let (dataset, state) = (self.dataset, self.state);
        let track = state.track_index(dataset);
        let filter = self.filter();
        let mut rows = Vec::new();
        for actor in (0..dataset.document.actors.len()).filter(|&actor| filter.actor(actor)) {
            for (at, step) in dataset.fold.history(actor).iter().enumerate() {
                let concerns = step.concerns(track);
                if concerns && filter.event(step.event) {
                    rows.push((step.day, TableRow::Change { actor, step: at }));
                }
            }
        }
        rows.sort_by_key(|(day, _)| *day);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    fn event_rows(&self) -> Vec<TableRow> {
        let dataset = self.dataset;
        let filter = self.filter();
        // Both are in the order of time: they are merged.
        let mut rows = Vec::new();
        let mut columns = (0..dataset.columns.len()).peekable();
        let mut push = |id: usize| {
            if filter.event(id) {
                rows.push(TableRow::Event(id));
            }
        };
        for &event in &dataset.events_by_day {
            let day = dataset.links[event].day();
            while let Some(row) = columns.next_if(|&row| dataset.columns.day(row) < day) {
                push(dataset.id_of_row(row));
            }
            push(event);
        }
        columns.for_each(|row| push(dataset.id_of_row(row)));
        rows
    }

    fn claim_rows(&self) -> Vec<TableRow> {
        let footings = &self.state.footings;
        let is_kept =
            |claim: &Claim| footings.is_empty() || footings.iter().any(|word| word == claim.footing.word());
        let filter = self.filter();
        let mut rows = Vec::new();
        for &event in &self.dataset.events_by_day {
            let written = &self.dataset.document.events[event];
            if filter.event(event) {
                let kept = written.claims.iter().enumerate().filter(|(_, claim)| is_kept(claim));
                rows.extend(kept.map(|(claim, _)| TableRow::Claim { event, claim }));
            }
        }
        rows
    }

    fn source_rows(&self) -> Vec<TableRow> {
        let sources = 0..self.dataset.document.sources.len();
        if !crate::atlas::has_filter(self.state) {
            return sources.map(TableRow::Source).collect();
        }
        let mut is_named = vec![false; sources.len()];
        let filter = self.filter();
        for (at, event) in self.dataset.document.events.iter().enumerate() {
            if filter.event(at) {
                self.sources_of_event(event).for_each(|source| is_named[source] = true);
            }
        }
        sources.filter(|&source| is_named[source]).map(TableRow::Source).collect()
    }

    /// The event that a row is about, where it is about one of the document's.
    fn event_of(&self, row: TableRow) -> Option<usize> {
        match row {
            TableRow::Event(event) | TableRow::Claim { event, .. } => {
                self.dataset.row_of(event).is_none().then_some(event)
            }
            TableRow::Change { actor, step } => Some(self.dataset.fold.history(actor).get(step)?.event),
            TableRow::Actor(_) | TableRow::Source(_) => None,
        }
    }

    /// The id of what a row chooses, if it chooses anything.
    pub fn chosen_by(&self, row: TableRow) -> Option<&'a str> {
        let document = &self.dataset.document;
        match row {
            TableRow::Actor(actor) => document.actors.get(actor).map(|actor| &*actor.id),
            _ => self.event_of(row).and_then(|event| document.events.get(event)).map(|event| &*event.id),
        }
    }

    /// The day from which a row counts: what is after the day shown steps back.
    pub fn is_later(&self, row: TableRow) -> bool {
        let day = match row {
            TableRow::Event(id) => Some(self.dataset.day_of(id)),
            _ => self.event_of(row).map(|event| self.dataset.links[event].day()),
        };
        day.is_some_and(|day| day > self.state.date)
    }

    /// The latest change of an actor up to the day shown, in the track that is chosen.
    fn latest(&self, actor: usize) -> Option<HistoryStep> {
        let track = self.state.track_index(self.dataset);
        let concerns = |step: &HistoryStep| step.concerns(track);
        let history = self.dataset.fold.history(actor).iter();
        history.rev().find(|step| step.day <= self.state.date && concerns(step)).copied()
    }
}
