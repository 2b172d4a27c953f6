//! The state: everything about a view that a permalink or a host may set.

use std::rc::Rc;

use crate::dataset::search::Found;
use crate::dataset::{Dataset, Day};

use super::camera::Camera;
use super::listed::Listed;
use super::table::TableChoice;

/// Which parts are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Shown {
    /// Map and timeline.
    #[default]
    Both,
    /// The map alone.
    Map,
    /// The timeline alone.
    Timeline,
    /// The same as a table.
    Table,
}

impl Shown {
    /// What is shown where the table is put away again, by what was shown at first.
    pub fn without_table(self) -> Shown {
        match self {
            Shown::Table => Shown::Both,
            other => other,
        }
    }
}

/// Which colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the page or the system has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A span of time on the axis, in days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeRange {
    /// Left end.
    pub start_day: f64,
    /// Right end.
    pub end_day: f64,
}

/// A place in a tour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TourPosition {
    /// The tour's id.
    pub id: String,
    /// The step, from 0.
    pub step: usize,
}

/// Time running by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Playing {
    /// 1 runs through the whole range in 24 seconds.
    pub speed: f64,
    /// Whether it stops at the next change of a status.
    pub stops: bool,
}

impl Default for Playing {
    fn default() -> Playing {
        Playing { speed: 1.0, stops: false }
    }
}

/// In which order the lanes of a group stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LaneOrder {
    /// As the dataset has its actors.
    #[default]
    Dataset,
    /// As they stand on the day shown: the strongest status first, of one status the one that changed
    /// last, those without a status at the end.
    Standing,
}

/// How the lanes are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LaneView {
    /// In which order.
    pub order: LaneOrder,
    /// Whether only the lanes of the selected actor or event are shown; all where nothing is selected.
    pub only_selected: bool,
}

/// What the user is looking at.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The day the map shows.
    pub date: Day,
    /// Id of the chosen actor or event.
    pub selected: Option<String>,
    /// Id of the chosen track; all where `None`.
    pub track: Option<String>,
    /// Ids of areas to keep; an empty list filters nothing.
    pub areas: Vec<String>,
    /// Kinds of events to keep.
    pub kinds: Vec<String>,
    /// Footings of claims to keep.
    pub footings: Vec<String>,
    /// Ids of statuses to keep.
    pub statuses: Vec<String>,
    /// Ids of actors to keep.
    pub actors: Vec<String>,
    /// Ids of groups of lanes that are folded.
    pub folded: Vec<String>,
    /// How the lanes are shown.
    pub lanes: LaneView,
    /// What is searched for.
    pub query: String,
    /// What the query keeps, once it has been looked for; all is kept until then.
    pub found: Option<Rc<Found>>,
    /// Which parts are shown.
    pub view: Shown,
    /// Which table is shown where tables are, and in which order.
    pub table: TableChoice,
    /// Whether the timeline is a list where it is narrow.
    pub is_list: bool,
    /// The camera.
    pub camera: Camera,
    /// The span of the axis; all of the data where `None`.
    pub range: Option<TimeRange>,
    /// The place in a tour.
    pub tour: Option<TourPosition>,
    /// Whether time runs, and how fast.
    pub playing: Option<Playing>,
    /// BCP 47 tag of the reader's language; the page's where `None`.
    pub lang: Option<String>,
    /// Which colours are used.
    pub theme: Theme,
}

/// The chosen thing, resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// An actor, by its place.
    Actor(usize),
    /// An event, by its place.
    Event(usize),
}

impl State {
    /// The state in which a dataset opens: the day to which its data reaches, nothing chosen.
    pub fn opening(dataset: &Dataset) -> State {
        State {
            date: dataset.updated(),
            selected: None,
            track: None,
            areas: Vec::new(),
            kinds: Vec::new(),
            footings: Vec::new(),
            statuses: Vec::new(),
            actors: Vec::new(),
            folded: Vec::new(),
            lanes: LaneView::default(),
            query: String::new(),
            found: None,
            view: Shown::default(),
            table: TableChoice::default(),
            is_list: false,
            camera: Camera::default(),
            range: None,
            tour: None,
            playing: None,
            lang: None,
            theme: Theme::default(),
        }
    }

    /// The chosen actor or event.
    pub fn selection(&self, dataset: &Dataset) -> Option<Selection> {
        let id = self.selected.as_deref()?;
        let actor = dataset.actor(id).map(Selection::Actor);
        actor.or_else(|| dataset.event(id).map(Selection::Event))
    }

    /// The chosen track's place.
    pub fn track_index(&self, dataset: &Dataset) -> Option<usize> {
        self.track.as_deref().and_then(|id| dataset.track(id))
    }

    /// The span of the axis.
    pub fn time_range(&self, dataset: &Dataset) -> TimeRange {
        self.range.unwrap_or_else(|| default_range(dataset))
    }

    /// Drops what a newer dataset no longer knows; what it still knows stays.
    pub fn retain_known(&mut self, dataset: &Dataset) {
        if self.selection(dataset).is_none() {
            self.selected = None;
        }
        if self.track_index(dataset).is_none() {
            self.track = None;
        }
        // It is to be looked for anew.
        self.found = None;
        for listed in Listed::ALL {
            listed.of_mut(self).retain(|id| listed.is_known(id, dataset));
        }
        self.tour = self.tour.take().filter(|tour| super::tour::TourStop::at(tour, dataset).is_some());
        let whole = default_range(dataset);
        self.range = self.range.filter(|r| r.start_day < whole.end_day && r.end_day > whole.start_day);
        if f64::from(self.date.0) >= whole.end_day || f64::from(self.date.0) < whole.start_day {
            self.date = dataset.updated();
        }
    }
}

/// The groups of lanes that are folded where there is little room: those most of whose actors, on the last
/// day, show an unordered status.
pub fn reacting_groups(dataset: &Dataset) -> Vec<String> {
    let Dataset { document, fold, .. } = dataset;
    let shown = |actor: usize| fold.standing(actor, dataset.updated(), None).shown;
    let groups = document.groups.iter().filter(|group| {
        let members = || (0..document.actors.len()).filter(|&a| document.actors[a].group == group.id);
        let reacting = members().filter(|&a| shown(a).is_some_and(|status| !dataset.is_ordered(status)));
        2 * reacting.count() > members().count()
    });
    groups.map(|group| group.id.to_string()).collect()
}

/// From the first event to the last day on which the dataset says where somebody stands: beyond these it knows nothing,
/// though something may be set for later.
pub fn known_days(dataset: &Dataset) -> (Day, Day) {
    let (first, _) = whole_span(dataset);
    let changing =
        dataset.document.events.iter().zip(&dataset.links).filter(|(event, _)| !event.changes.is_empty());
    let changed = changing.filter_map(|(_, links)| links.first_day).max();
    let row = dataset.columns.len().checked_sub(1).map(|row| dataset.columns.day(row));
    (first, [changed, row].into_iter().flatten().fold(dataset.updated(), Day::max))
}

fn whole_span(dataset: &Dataset) -> (Day, Day) {
    let updated = dataset.updated();
    let (first, last) = dataset.span().unwrap_or((updated.plus(-365), updated));
    (first, last.max(updated))
}

/// The span that shows all events, with a little room at both ends.
pub fn default_range(dataset: &Dataset) -> TimeRange {
    let (first, last) = whole_span(dataset);
    let (first, last) = (first.as_days(), last.as_days() + 1.0);
    let room = ((last - first) * 0.03).max(1.0);
    TimeRange { start_day: first - room, end_day: last + room }
}
