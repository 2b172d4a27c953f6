//! Everything the user can do, and what it makes of the state.

use crate::dataset::{Dataset, Day};
use crate::world::Projection;

use super::camera::Camera;
use super::filter::{Facet, Filter};
use super::state::{Playing, Shown, State, TimeRange, TourPosition};

/// Forwards or backwards in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Later.
    Next,
    /// Earlier.
    Previous,
}

/// Something the user does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Shows a day.
    GoTo(Day),
    /// Shows the day of the next or the previous event that passes the filters.
    StepEvent(Direction),
    /// Chooses an actor or an event by its id, or nothing. Choosing an event shows its day.
    Select(Option<String>),
    /// Chooses a track, or all.
    SetTrack(Option<String>),
    /// Keeps a status in the filter, or takes it out again.
    ToggleStatus(String),
    /// The same with an area.
    ToggleArea(String),
    /// The same with a kind of event.
    ToggleKind(String),
    /// The same with a footing of claims.
    ToggleFooting(String),
    /// The same with an actor.
    ToggleActor(String),
    /// Looks for something.
    SetQuery(String),
    /// Drops one filter.
    ClearFacet(Facet),
    /// Drops every filter.
    ClearFilters,
    /// Folds a group of lanes, or unfolds it.
    ToggleGroup(String),
    /// Chooses the projection.
    SetProjection(Projection),
    /// Chooses the parts shown.
    SetShown(Shown),
    /// Moves the camera.
    MoveCamera(Camera),
    /// Shows a span of time, or all of it.
    SetRange(Option<TimeRange>),
    /// Lets time run.
    Play,
    /// Stops it.
    Pause,
    /// Lets days pass while time runs.
    Advance(i32),
    /// Takes a tour to a step, or leaves it.
    SetTour(Option<TourPosition>),
}

impl Action {
    /// Whether it changes what is filtered.
    pub fn is_filter(&self) -> bool {
        use Action::*;
        matches!(
            self,
            SetTrack(_)
                | ToggleStatus(_)
                | ToggleArea(_)
                | ToggleKind(_)
                | ToggleFooting(_)
                | ToggleActor(_)
                | ClearFacet(_)
                | ClearFilters
        )
    }
}

/// Seconds in which time runs through the whole range at speed 1.
const WHOLE_RANGE_S: f64 = 24.0;

/// What an action makes of a state.
pub fn update(state: &State, action: Action, dataset: &Dataset) -> State {
    let mut next = state.clone();
    match action {
        Action::GoTo(day) => next.date = day,
        Action::StepEvent(direction) => {
            if let Some(day) = neighbour(state, dataset, direction) {
                next.date = day;
            }
        }
        Action::Select(id) => select(&mut next, id, dataset),
        Action::SetTrack(track) => set_track(&mut next, track, dataset),
        Action::ToggleStatus(id) => {
            toggle(&mut next.statuses, id);
            // All chosen is the same as none chosen.
            if next.statuses.len() == dataset.document.statuses.len() {
                next.statuses.clear();
            }
        }
        Action::ToggleArea(id) => toggle(&mut next.areas, id),
        Action::ToggleKind(kind) => toggle(&mut next.kinds, kind),
        Action::ToggleFooting(word) => toggle(&mut next.footings, word),
        Action::ToggleActor(id) => toggle(&mut next.actors, id),
        Action::SetQuery(query) => set_query(&mut next, &query),
        Action::ClearFacet(facet) => clear_facet(&mut next, facet),
        Action::ClearFilters => {
            for facet in Facet::ALL {
                clear_facet(&mut next, facet);
            }
        }
        Action::ToggleGroup(id) => toggle(&mut next.folded, id),
        Action::SetProjection(projection) => next.camera.projection = projection,
        Action::SetShown(shown) => next.view = shown,
        Action::MoveCamera(camera) => next.camera = camera,
        Action::SetRange(range) => next.range = range,
        Action::Play => {
            let speed = state.playing.map_or(1.0, |playing| playing.speed);
            next.playing = Some(Playing { speed });
            if next.date >= dataset.updated() {
                next.date = dataset.span().map_or(next.date, |(first, _)| first);
            }
        }
        Action::Pause => next.playing = None,
        Action::Advance(days) => advance(&mut next, days, dataset),
        Action::SetTour(tour) => set_tour(&mut next, tour, dataset),
    }
    next
}

/// The day of the next or the previous event that passes the filters, seen from the day shown.
fn neighbour(state: &State, dataset: &Dataset, direction: Direction) -> Option<Day> {
    let filter = Filter::new(state, dataset);
    let mut days = dataset.events_by_day.iter().filter_map(|&event| {
        let day = dataset.links[event].first_day?;
        filter.event(event).then_some(day)
    });
    match direction {
        Direction::Next => days.find(|&day| day > state.date),
        Direction::Previous => days.take_while(|&day| day < state.date).last(),
    }
}

/// The next event after the day shown that passes the filters.
pub fn neighbour_event(state: &State, dataset: &Dataset) -> Option<usize> {
    let filter = Filter::new(state, dataset);
    let is_later = |event: &&usize| {
        dataset.links[**event].first_day.is_some_and(|day| day > state.date) && filter.event(**event)
    };
    dataset.events_by_day.iter().find(is_later).copied()
}

/// The longest query, in letters.
pub(super) const MOST_QUERY: usize = 200;

pub(super) fn set_query(state: &mut State, query: &str) {
    let query: String = query.chars().take(MOST_QUERY).collect();
    if state.query != query {
        state.query = query;
        // It is to be looked for anew.
        state.found = None;
    }
}

/// Chooses a track; areas of others are not filtered by any longer.
fn set_track(state: &mut State, track: Option<String>, dataset: &Dataset) {
    state.track = track.filter(|id| dataset.track(id).is_some());
    if let Some(track) = state.track_index(dataset).map(|at| &dataset.document.tracks[at]) {
        state.areas.retain(|id| track.areas.iter().any(|area| *area.id == **id));
    }
}

fn clear_facet(state: &mut State, facet: Facet) {
    match facet {
        Facet::Track => state.track = None,
        Facet::Areas => state.areas.clear(),
        Facet::Kinds => state.kinds.clear(),
        Facet::Footings => state.footings.clear(),
        Facet::Statuses => state.statuses.clear(),
        Facet::Actors => state.actors.clear(),
        Facet::Query => set_query(state, ""),
    }
}

fn select(state: &mut State, id: Option<String>, dataset: &Dataset) {
    let Some(id) = id else {
        state.selected = None;
        return;
    };
    if let Some(event) = dataset.event(&id) {
        if let Some(day) = dataset.links[event].first_day {
            state.date = day;
        }
        state.selected = Some(id);
    } else if dataset.actor(&id).is_some() {
        state.selected = Some(id);
    }
}

/// How many days pass in a second while time runs.
pub fn days_per_second(state: &State, dataset: &Dataset) -> f64 {
    let range = state.time_range(dataset);
    let speed = state.playing.map_or(0.0, |playing| playing.speed);
    (range.end_day - range.start_day) / WHOLE_RANGE_S * speed
}

fn advance(state: &mut State, days: i32, dataset: &Dataset) {
    if state.playing.is_none() {
        return;
    }
    let (next, last) = (state.date.plus(days), dataset.updated());
    if next >= last {
        state.playing = None;
    }
    state.date = next.min(last);
}

/// Takes a tour to a step, and what the step shows with it.
pub(super) fn set_tour(state: &mut State, position: Option<TourPosition>, dataset: &Dataset) {
    let Some(position) = position else {
        state.tour = None;
        return;
    };
    let Some(tour) = dataset.document.tours.iter().find(|tour| *tour.id == *position.id) else { return };
    let Some(step) = tour.steps.get(position.step) else { return };
    state.playing = None;
    if let Some(id) = step.event.as_ref().or(step.actor.as_ref()) {
        select(state, Some(id.to_string()), dataset);
    }
    if let Some(date) = &step.date {
        state.date = date.first_day();
    }
    if let Some(camera) = &step.camera {
        state.camera.projection = match camera.projection {
            Some(crate::dataset::ProjectionName::Globe) => Projection::Globe,
            Some(crate::dataset::ProjectionName::Flat) => Projection::Flat,
            None => state.camera.projection,
        };
        state.camera.lon_deg = camera.lon.unwrap_or(state.camera.lon_deg);
        state.camera.lat_deg = camera.lat.unwrap_or(state.camera.lat_deg);
        state.camera.zoom = camera.zoom.unwrap_or(state.camera.zoom);
    }
    state.tour = Some(position);
}

fn toggle(list: &mut Vec<String>, id: String) {
    match list.iter().position(|known| *known == id) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(id),
    }
}
