//! Everything the user can do, and what it makes of the state.

use crate::dataset::{Dataset, Day};
use crate::world::Projection;

use super::camera::Camera;
use super::filter::Facet;
use super::history::Visit;
use super::state::{LaneView, Playing, Shown, State, TimeRange, TourPosition, default_range};
use super::steps::{Happening, neighbour_day};
use super::table::{Column, TableKind};
use super::tour::set_tour;

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
    /// The same for events that change a status.
    StepChange(Direction),
    /// Chooses an actor or an event by its id, or nothing, and leaves a tour. Choosing an event shows its
    /// day.
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
    /// Shows the lanes in another way.
    SetLanes(LaneView),
    /// Chooses the projection.
    SetProjection(Projection),
    /// Chooses the parts shown.
    SetShown(Shown),
    /// Chooses the table that is shown.
    SetTable(TableKind),
    /// Orders the table by a column; once more by the same reverses it, then drops the order.
    SortTable(Column),
    /// Makes a narrow timeline a list, or lanes again.
    SetList(bool),
    /// Moves the camera.
    MoveCamera(Camera),
    /// Shows a span of time, or all of it.
    SetRange(Option<TimeRange>),
    /// Lets time run, as fast as it does already or else at speed 1.
    Play,
    /// Lets time run in a given way.
    PlayAs(Playing),
    /// Stops it.
    Pause,
    /// Lets days pass while time runs.
    Advance(i32),
    /// Takes a tour to a step, or leaves it where it is.
    SetTour(Option<TourPosition>),
    /// Goes back to what was looked at before, or on to it again.
    Revisit(Visit),
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
        Action::StepEvent(direction) => step(&mut next, dataset, Happening::Event, direction),
        Action::StepChange(direction) => step(&mut next, dataset, Happening::Change, direction),
        Action::Select(id) => {
            select(&mut next, id, dataset);
            next.tour = None;
        }
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
        Action::ClearFilters => clear_filters(&mut next),
        Action::ToggleGroup(id) => toggle(&mut next.folded, id),
        Action::SetLanes(lanes) => next.lanes = lanes,
        Action::SetProjection(projection) => next.camera.projection = projection,
        Action::SetShown(shown) => next.view = shown,
        Action::SetTable(kind) => next.table.show(kind),
        Action::SortTable(column) => next.table.sort_by(column),
        Action::SetList(is_list) => next.is_list = is_list,
        Action::MoveCamera(camera) => next.camera = camera,
        Action::SetRange(range) => next.range = range,
        Action::Play => play(&mut next, state.playing.unwrap_or_default(), dataset),
        Action::PlayAs(playing) => play(&mut next, playing, dataset),
        Action::Pause => next.playing = None,
        Action::Advance(days) => advance(&mut next, days, dataset),
        Action::SetTour(tour) => set_tour(&mut next, tour, dataset),
        Action::Revisit(visit) => {
            select(&mut next, visit.selected, dataset);
            next.date = visit.date;
            next.tour = None;
        }
    }
    if next.date != state.date {
        keep_in_range(&mut next, state.playing.is_some(), dataset);
    }
    next
}

fn step(state: &mut State, dataset: &Dataset, happening: Happening, direction: Direction) {
    if let Some(day) = neighbour_day(state, dataset, happening, state.date, direction) {
        state.date = day;
    }
}

fn play(state: &mut State, playing: Playing, dataset: &Dataset) {
    state.playing = Some(playing);
    if state.date >= dataset.updated() {
        state.date = dataset.span().map_or(state.date, |(first, _)| first);
    }
}

/// A zoomed axis follows the day shown: the day comes to its middle or, while time runs, near its left end.
fn keep_in_range(state: &mut State, is_running: bool, dataset: &Dataset) {
    let Some(range) = state.range else { return };
    let day = state.date.as_days() + 0.5;
    if day >= range.start_day && day <= range.end_day {
        return;
    }
    let whole = default_range(dataset);
    let days = range.end_day - range.start_day;
    let share = if is_running { 0.1 } else { 0.5 };
    let last_start = (whole.end_day - days).max(whole.start_day);
    let start_day = (day - days * share).clamp(whole.start_day, last_start);
    state.range = Some(TimeRange { start_day, end_day: start_day + days });
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

/// Filters by nothing.
pub(super) fn clear_filters(state: &mut State) {
    for facet in Facet::ALL {
        clear_facet(state, facet);
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

pub(super) fn select(state: &mut State, id: Option<String>, dataset: &Dataset) {
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
    let Some(playing) = state.playing else { return };
    let last = dataset.updated();
    let mut next = state.date.plus(days).min(last);
    let change = || neighbour_day(state, dataset, Happening::Change, state.date, Direction::Next);
    let stop = playing.stops.then(change).flatten().filter(|&day| day <= next);
    next = stop.unwrap_or(next);
    if stop.is_some() || next >= last {
        state.playing = None;
    }
    state.date = next;
}

fn toggle(list: &mut Vec<String>, id: String) {
    match list.iter().position(|known| *known == id) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Events on the 10th, 20th and 30th of June 2024, of which the second changes a status.
    fn dataset() -> Dataset {
        let event = |id: &str, date: &str, changes| {
            serde_json::json!({"id": id, "date": date, "title": id, "summary": "", "kind": "act",
                "actors": [], "sources": [], "changes": changes})
        };
        let (joins, none) = (serde_json::json!([{"actor": "A", "status": "in"}]), serde_json::json!([]));
        Dataset::read(&serde_json::json!({
            "schema": 1, "title": "T", "language": "en", "updated": "2024-06-30", "tracks": [], "sources": [],
            "scales": [{"id": "one", "label": "One", "ordered": true}], "groups": [{"id": "all", "label": "All"}],
            "statuses": [{"id": "in", "label": "In", "scale": "one", "tone": "ramp-1"}],
            "actors": [{"id": "A", "group": "all", "label": "A"}],
            "events": [event("a", "2024-06-10", none.clone()), event("b", "2024-06-20", joins), event("c", "2024-06-30", none)],
        }))
        .unwrap_or_else(|problems| panic!("{}", problems[0]))
    }

    fn on(date: &str, dataset: &Dataset) -> State {
        State { date: Day::parse(date).unwrap_or(Day::MIN), ..State::opening(dataset) }
    }

    #[test]
    fn time_that_stops_at_changes_stops_at_the_next_one_and_goes_on_from_there() {
        let dataset = dataset();
        let stopping = Playing { speed: 2.0, stops: true };
        let state = update(&on("2024-06-12", &dataset), Action::PlayAs(stopping), &dataset);
        let state = update(&state, Action::Advance(3), &dataset);
        assert_eq!((state.date.to_string().as_str(), state.playing), ("2024-06-15", Some(stopping)));
        let state = update(&state, Action::Advance(9), &dataset);
        assert_eq!((state.date.to_string().as_str(), state.playing), ("2024-06-20", None));
        let state = update(&state, Action::PlayAs(stopping), &dataset);
        let state = update(&state, Action::Advance(9), &dataset);
        assert_eq!((state.date.to_string().as_str(), state.playing), ("2024-06-29", Some(stopping)));
        let state = update(&state, Action::Advance(9), &dataset);
        assert_eq!((state.date.to_string().as_str(), state.playing), ("2024-06-30", None));
    }

    #[test]
    fn time_that_does_not_stop_passes_over_changes() {
        let dataset = dataset();
        let state = update(&on("2024-06-12", &dataset), Action::Play, &dataset);
        let state = update(&state, Action::Advance(10), &dataset);
        assert_eq!(
            (state.date.to_string().as_str(), state.playing),
            ("2024-06-22", Some(Playing::default()))
        );
    }

    #[test]
    fn a_zoomed_axis_follows_the_day_and_keeps_its_length() {
        let dataset = dataset();
        let day = |text: &str| f64::from(Day::parse(text).unwrap_or(Day::MIN).0);
        let range = TimeRange { start_day: day("2024-06-09"), end_day: day("2024-06-14") };
        let state = State { range: Some(range), ..on("2024-06-10", &dataset) };
        let same = update(&state, Action::GoTo(Day(day("2024-06-13") as i32)), &dataset);
        assert_eq!(same.range, Some(range));
        let moved = update(&state, Action::StepChange(Direction::Next), &dataset);
        let now = moved.range.unwrap_or(range);
        assert_eq!(moved.date.to_string(), "2024-06-20");
        assert!((now.end_day - now.start_day - 5.0).abs() < 1e-9);
        assert!((now.start_day..now.end_day).contains(&(day("2024-06-20") + 0.5)));
        // Nothing beyond the data is shown just to keep the day in the middle.
        let last = update(&state, Action::GoTo(Day(day("2024-06-30") as i32)), &dataset);
        let end_day = last.range.map_or(0.0, |range| range.end_day);
        assert!((end_day - default_range(&dataset).end_day).abs() < 1e-9);
    }
}
