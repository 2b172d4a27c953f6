//! What stands in the cells, and its words.

use crate::dataset::{Day, Edtf, Event, Footing, HistoryStep, Id, Text, Tier, Verification};

use super::super::facts::event_title;
use super::super::host::{DateStyle, edtf_words};
use super::super::words;
use super::{Column, TableInput, TableRow};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing is known.
    Empty,
    /// An actor, by its place.
    Actor(usize),
    /// Actors.
    Actors(Vec<usize>),
    /// A status; `None` for an actor that has none yet.
    Status(Option<usize>),
    /// A slot of a scale is emptied.
    Emptied(&'a Text),
    /// A day.
    Day(Day),
    /// A date as it is known.
    Date(&'a Edtf),
    /// A text of the dataset.
    Text(&'a Text),
    /// Why a status changed, and whether that is verified in part only; and when, where no other cell tells.
    Why(&'a Text, bool, Option<&'a Edtf>),
    /// Words in the reader's language.
    Words(String),
    /// A footing.
    Footing(Footing),
    /// A kind of publisher.
    Tier(Tier),
    /// Sources, by their places.
    Sources(Vec<usize>),
    /// A source, by its place: its title.
    Source(usize),
    /// A number of things.
    Count(usize),
}

/// For whom words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// For people: dates in their language.
    ForPeople,
    /// For programs: dates as EDTF.
    ForPrograms,
}

impl<'a> TableInput<'a> {
    /// What stands in a row's cell.
    pub fn cell(&self, row: TableRow, column: Column) -> Cell<'a> {
        match row {
            TableRow::Actor(actor) => self.actor_cell(actor, column),
            TableRow::Change { actor, step } => match self.dataset.fold.history(actor).get(step) {
                Some(step) => self.change_cell(actor, step, column),
                None => Cell::Empty,
            },
            TableRow::Event(id) => self.event_cell(id, column),
            TableRow::Claim { event, claim } => self.claim_cell(event, claim, column),
            TableRow::Source(source) => self.source_cell(source, column),
        }
    }

    fn actor_cell(&self, actor: usize, column: Column) -> Cell<'a> {
        let latest = || self.latest(actor);
        match column {
            Column::Actor => Cell::Actor(actor),
            Column::Status => Cell::Status(self.status(actor)),
            Column::Since => self.since(actor),
            Column::Latest => latest().map_or(Cell::Empty, |step| match self.why(&step) {
                Cell::Why(text, is_partly, _) => {
                    Cell::Why(text, is_partly, Some(&self.dataset.document.events[step.event].date))
                }
                cell => cell,
            }),
            Column::Sources => latest().map_or(Cell::Empty, |step| self.why_sources(&step)),
            Column::Changes => {
                let written = self.dataset.fold.history(actor).iter();
                let written = written.filter(|step| step.day <= self.state.date).count();
                let rows = self.dataset.fold.changes(actor).map(|changes| changes.up_to(self.state.date));
                Cell::Count(rows.unwrap_or(written))
            }
            _ => Cell::Empty,
        }
    }

    /// Since when an actor shows its status: as exactly as that is known.
    fn since(&self, actor: usize) -> Cell<'a> {
        let (dataset, state) = (self.dataset, self.state);
        let track = state.track_index(dataset);
        // Of what has no known beginning no day can be told.
        let day = |day: Day| if day == Day::MIN { Cell::Empty } else { Cell::Day(day) };
        if let Some(band) = dataset.fold.band_on(actor, state.date, track) {
            let date = &dataset.document.events[band.event].date;
            let is_own = !date.is_interval() && date.first_day() == band.from;
            return if is_own { Cell::Date(date) } else { day(band.from) };
        }
        let standing = dataset.fold.standing(actor, state.date, track);
        let held = [standing.ordered, standing.unordered].into_iter().flatten();
        let shown = held.into_iter().find(|held| Some(held.status) == standing.shown);
        shown.map_or(Cell::Empty, |held| day(held.set_on))
    }

    fn why(&self, step: &HistoryStep) -> Cell<'a> {
        let change = &self.dataset.document.events[step.event].changes[step.change];
        Cell::Why(self.dataset.why(step).0, change.verification == Some(Verification::Partly), None)
    }

    fn why_sources(&self, step: &HistoryStep) -> Cell<'a> {
        self.sources(self.dataset.why(step).1)
    }

    fn sources(&self, ids: &[Id]) -> Cell<'a> {
        Cell::Sources(ids.iter().filter_map(|id| self.dataset.source(id)).collect())
    }

    fn change_cell(&self, actor: usize, step: &HistoryStep, column: Column) -> Cell<'a> {
        let document = &self.dataset.document;
        let event = &document.events[step.event];
        match column {
            Column::Date => Cell::Date(&event.date),
            Column::Actor => Cell::Actor(actor),
            Column::Status => match step.status {
                Some(status) => Cell::Status(Some(status)),
                None => {
                    let id = event.changes[step.change].scale.as_ref();
                    let scale = document.scales.iter().find(|scale| Some(&scale.id) == id);
                    scale.map_or(Cell::Status(None), |scale| Cell::Emptied(&scale.label))
                }
            },
            Column::Track => match step.track {
                Some(track) => Cell::Text(&document.tracks[track].label),
                None => Cell::Empty,
            },
            Column::Why => self.why(step),
            Column::Sources => self.why_sources(step),
            _ => Cell::Empty,
        }
    }

    fn event_cell(&self, id: usize, column: Column) -> Cell<'a> {
        let dataset = self.dataset;
        if let Some(row) = dataset.row_of(id) {
            return match column {
                Column::Date => Cell::Day(dataset.columns.day(row)),
                Column::Title => Cell::Words(event_title(dataset, id, self.host)),
                Column::Kind => dataset.columns.kind(row).map_or(Cell::Empty, |kind| self.kind(kind)),
                Column::Actors => {
                    dataset.columns.actor(row).map_or(Cell::Empty, |actor| Cell::Actors(vec![actor]))
                }
                _ => Cell::Empty,
            };
        }
        let event = &dataset.document.events[id];
        let links = &dataset.links[id];
        match column {
            Column::Date => Cell::Date(&event.date),
            Column::Title => Cell::Text(&event.title),
            Column::Kind => self.kind(&event.kind),
            Column::Track => {
                let labels = links.tracks.iter().map(|&track| &dataset.document.tracks[track].label);
                Cell::Words(self.list(labels.map(|label| self.text(label).to_owned())))
            }
            Column::Actors => Cell::Actors(links.actors.clone()),
            Column::Sources => Cell::Sources(links.sources.clone()),
            _ => Cell::Empty,
        }
    }

    fn claim_cell(&self, event: usize, claim: usize, column: Column) -> Cell<'a> {
        let event = &self.dataset.document.events[event];
        let Some(claim) = event.claims.get(claim) else { return Cell::Empty };
        match column {
            Column::Date => Cell::Date(&event.date),
            Column::Claim => Cell::Text(&claim.text),
            Column::By => Cell::Text(&claim.by),
            Column::Footing => Cell::Footing(claim.footing),
            Column::Sources => self.sources(std::slice::from_ref(&claim.source)),
            _ => Cell::Empty,
        }
    }

    fn source_cell(&self, source: usize, column: Column) -> Cell<'a> {
        let written = &self.dataset.document.sources[source];
        match column {
            Column::Title => Cell::Source(source),
            Column::Publisher => Cell::Text(&written.publisher),
            Column::Date => written.date.as_ref().map_or(Cell::Empty, Cell::Date),
            Column::Tier => Cell::Tier(written.tier),
            Column::Events => {
                let names = |event: &&Event| self.sources_of_event(event).any(|named| named == source);
                Cell::Count(self.dataset.document.events.iter().filter(names).count())
            }
            _ => Cell::Empty,
        }
    }

    /// Every source that an event, its changes, claims or disputes name; some of them twice.
    pub(super) fn sources_of_event<'e>(&self, event: &'e Event) -> impl Iterator<Item = usize> + use<'e, 'a> {
        let dataset = self.dataset;
        event.source_ids().filter_map(move |id| dataset.source(id))
    }

    fn text(&self, text: &'a Text) -> &'a str {
        words::text(text, self.dataset, self.host).text
    }

    fn kind(&self, kind: &str) -> Cell<'a> {
        Cell::Words(words::kind_name(kind, self.host))
    }

    fn list(&self, items: impl Iterator<Item = String>) -> String {
        items.collect::<Vec<_>>().join(self.host.messages().get("list.separator"))
    }

    /// The words of a cell.
    pub fn words(&self, cell: &Cell<'a>, written: Written) -> String {
        let messages = self.host.messages();
        match cell {
            Cell::Empty => String::new(),
            Cell::Actor(actor) => words::actor_name(self.dataset, *actor, self.host),
            Cell::Actors(actors) => {
                self.list(actors.iter().map(|&actor| words::actor_name(self.dataset, actor, self.host)))
            }
            Cell::Status(Some(status)) => words::status_name(self.dataset, *status, self.host),
            Cell::Status(None) => messages.get("no-status").to_owned(),
            Cell::Emptied(scale) => messages.fill("change.ends", &[("scale", self.text(scale))]),
            Cell::Day(day) if written == Written::ForPrograms => day.to_string(),
            Cell::Day(day) => self.host.date(*day, DateStyle::Short),
            Cell::Date(date) if written == Written::ForPrograms => date.to_string(),
            Cell::Date(date) => edtf_words(date, true, self.host),
            Cell::Text(text) => self.text(text).to_owned(),
            Cell::Why(text, is_partly, date) => {
                let date = date.map(|date| match written {
                    Written::ForPrograms => date.to_string(),
                    Written::ForPeople => edtf_words(date, true, self.host),
                });
                let partly = is_partly.then(|| messages.get("partly").to_owned());
                let notes: Vec<String> = date.into_iter().chain(partly).collect();
                match notes.is_empty() {
                    true => self.text(text).to_owned(),
                    false => format!("{} ({})", self.text(text), notes.join("; ")),
                }
            }
            Cell::Words(words) => words.clone(),
            Cell::Footing(footing) => messages.get(&format!("footing.{}", footing.word())).to_owned(),
            Cell::Tier(tier) => messages.get(&format!("tier.{}", tier.word())).to_owned(),
            Cell::Sources(sources) => {
                let publishers =
                    sources.iter().map(|&source| &self.dataset.document.sources[source].publisher);
                self.list(publishers.map(|publisher| self.text(publisher).to_owned()))
            }
            Cell::Source(source) => self.text(&self.dataset.document.sources[*source].title).to_owned(),
            Cell::Count(count) if written == Written::ForPrograms => count.to_string(),
            Cell::Count(count) => self.host.number(*count),
        }
    }

    /// The addresses behind a cell, a space between them.
    pub(super) fn addresses(&self, cell: &Cell<'a>) -> Option<String> {
        let sources = match cell {
            Cell::Sources(sources) => sources.as_slice(),
            Cell::Source(source) => std::slice::from_ref(source),
            _ => return None,
        };
        let urls = sources.iter().filter_map(|&source| self.dataset.document.sources[source].url.as_ref());
        Some(urls.map(|url| url.0.as_str()).collect::<Vec<_>>().join(" "))
    }
}
