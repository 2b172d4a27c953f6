//! Tours: what a step shows, and where the next one is.

use crate::dataset::{Dataset, Day, Edtf, ProjectionName, Tour, TourStep};
use crate::world::Projection;

use super::action::{clear_filters, select};
use super::state::{Selection, State, TourPosition};

/// Where a reader stands in a tour.
#[derive(Clone, Copy)]
pub struct TourStop<'a> {
    /// The tour.
    pub tour: &'a Tour,
    /// The step's place, from 0.
    pub at: usize,
    /// The step.
    pub step: &'a TourStep,
}

impl<'a> TourStop<'a> {
    /// The stop at a position; `None` where the dataset has none there.
    pub fn at(position: &TourPosition, dataset: &'a Dataset) -> Option<TourStop<'a>> {
        let tour = dataset.document.tours.iter().find(|tour| *tour.id == *position.id)?;
        Some(TourStop { tour, at: position.step, step: tour.steps.get(position.step)? })
    }

    /// Where the state stands, if in a tour.
    // Inlined into the first wasm part; only `at` lives in the later one, so that answering *no* fetches nothing.
    #[inline(always)]
    pub fn of(state: &State, dataset: &'a Dataset) -> Option<TourStop<'a>> {
        TourStop::at(state.tour.as_ref()?, dataset)
    }

    /// How many steps there are.
    pub fn count(&self) -> usize {
        self.tour.steps.len()
    }

    /// All stops of this tour, in order.
    pub fn all(&self) -> impl Iterator<Item = TourStop<'a>> + use<'a> {
        let tour = self.tour;
        tour.steps.iter().enumerate().map(move |(at, step)| TourStop { tour, at, step })
    }

    /// What the step is about.
    pub fn subject(&self, dataset: &Dataset) -> Option<Selection> {
        let event = self.step.event.as_ref().and_then(|id| dataset.event(id)).map(Selection::Event);
        event.or_else(|| self.step.actor.as_ref().and_then(|id| dataset.actor(id)).map(Selection::Actor))
    }

    /// The day the step shows: its own, else its event's; `None` where it keeps the day of before.
    pub fn day(&self, dataset: &Dataset) -> Option<Day> {
        let own = self.step.date.as_ref().map(day_of);
        own.or_else(|| match self.subject(dataset)? {
            Selection::Event(event) => dataset.links[event].first_day,
            Selection::Actor(_) => None,
        })
    }

    /// This stop as a part of the state.
    pub fn position(&self) -> TourPosition {
        TourPosition { id: self.tour.id.to_string(), step: self.at }
    }

    /// The stop after this one, unless it is the last.
    pub fn next(&self) -> Option<TourStop<'a>> {
        let at = self.at + 1;
        self.tour.steps.get(at).map(|step| TourStop { at, step, ..*self })
    }

    /// The stop before this one, unless it is the first.
    pub fn previous(&self) -> Option<TourStop<'a>> {
        let at = self.at.checked_sub(1)?;
        self.tour.steps.get(at).map(|step| TourStop { at, step, ..*self })
    }

    /// The first stop.
    pub fn first(&self) -> Option<TourStop<'a>> {
        self.tour.steps.first().map(|step| TourStop { at: 0, step, ..*self })
    }
}

/// Takes a tour to a step, and what the step shows with it.
pub(super) fn set_tour(state: &mut State, position: Option<TourPosition>, dataset: &Dataset) {
    let Some(position) = position else {
        state.tour = None;
        return;
    };
    let Some(stop) = TourStop::at(&position, dataset) else { return };
    let step = stop.step;
    state.playing = None;
    // What a step is about must not be filtered out.
    clear_filters(state);
    // A step looks the same from whichever side it is reached.
    select(state, step.event.as_ref().or(step.actor.as_ref()).map(|id| id.0.clone()), dataset);
    if let Some(date) = &step.date {
        state.date = day_of(date);
    }
    if let Some(camera) = &step.camera {
        state.camera.projection = match camera.projection {
            Some(ProjectionName::Globe) => Projection::Globe,
            Some(ProjectionName::Flat) => Projection::Flat,
            None => state.camera.projection,
        };
        state.camera.lon_deg = camera.lon.unwrap_or(state.camera.lon_deg);
        state.camera.lat_deg = camera.lat.unwrap_or(state.camera.lat_deg);
        state.camera.zoom = camera.zoom.unwrap_or(state.camera.zoom);
        state.camera = state.camera.bounded();
    }
    state.tour = Some(position);
}

/// The day that a step's date shows: its first, and of one without a beginning its last.
fn day_of(date: &Edtf) -> Day {
    if date.start().is_some() { date.first_day() } else { date.last_day().clamped() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::{Action, Camera, Shown, pairs_from_state, state_from_pairs, update};

    fn dataset() -> Dataset {
        Dataset::from_json(include_str!("../../www/data/aukus.json")).expect("the built-in dataset is right")
    }

    fn at(step: usize) -> Action {
        Action::SetTour(Some(TourPosition { id: "article".into(), step }))
    }

    #[test]
    fn a_step_looks_the_same_from_whichever_side_it_is_reached() {
        let dataset = dataset();
        let opening = State::opening(&dataset);
        let count = dataset.document.tours[0].steps.len();
        let mut forwards = opening.clone();
        let mut there: Vec<State> = Vec::new();
        for step in 0..count {
            forwards = update(&forwards, at(step), &dataset);
            there.push(forwards.clone());
        }
        let mut backwards = forwards;
        for step in (0..count).rev() {
            backwards = update(&backwards, at(step), &dataset);
            assert_eq!(backwards, there[step], "step {step} reached from behind");
            assert_eq!(update(&opening, at(step), &dataset), there[step], "step {step} opened at once");
        }
    }

    #[test]
    fn a_step_whose_camera_is_nowhere_has_the_nearest_that_there_is() {
        let mut dataset = dataset();
        let camera = dataset.document.tours[0].steps[0].camera.as_mut().expect("it has one");
        (camera.zoom, camera.lon, camera.lat) = (Some(-3.0), Some(9999.0), Some(f64::INFINITY));
        let Camera { zoom, lon_deg, lat_deg, .. } = update(&State::opening(&dataset), at(0), &dataset).camera;
        assert_eq!((zoom, lon_deg, lat_deg), (1.0, -81.0, 0.0));
    }

    #[test]
    fn a_step_takes_away_what_would_hide_what_it_shows() {
        let dataset = dataset();
        let filtered = update(&State::opening(&dataset), Action::ToggleArea("quantum".into()), &dataset);
        let step = update(&filtered, at(0), &dataset);
        assert_eq!(step, update(&State::opening(&dataset), at(0), &dataset));
        assert!(!crate::atlas::has_filter(&step));
    }

    #[test]
    fn stops_lead_from_the_first_to_the_last_and_back() {
        let dataset = dataset();
        let state = update(&State::opening(&dataset), at(0), &dataset);
        let mut stop = TourStop::of(&state, &dataset).unwrap();
        assert!(stop.previous().is_none());
        let mut seen = 1;
        while let Some(next) = stop.next() {
            assert_eq!(next.previous().unwrap().at, stop.at);
            stop = next;
            seen += 1;
        }
        assert_eq!((seen, stop.first().unwrap().at), (stop.count(), 0));
        assert_eq!(stop.all().count(), stop.count());
        assert!(stop.all().all(|stop| stop.subject(&dataset).is_some() && stop.day(&dataset).is_some()));
    }

    #[test]
    fn choosing_something_else_leaves_the_tour_and_looking_about_does_not() {
        let dataset = dataset();
        let state = update(&State::opening(&dataset), at(3), &dataset);
        let chosen = update(&state, Action::Select(Some("CHN".into())), &dataset);
        assert_eq!((chosen.tour, chosen.selected.as_deref()), (None, Some("CHN")));
        let moved = update(&state, Action::GoTo(state.date.plus(3)), &dataset);
        assert_eq!(moved.tour, state.tour);
        let shown = update(&state, Action::SetShown(Shown::Table), &dataset);
        assert_eq!(shown.tour, state.tour);
        let left = update(&state, Action::SetTour(None), &dataset);
        assert_eq!((left.tour, left.selected), (None, state.selected));
    }

    #[test]
    fn every_step_is_a_permalink_and_so_is_a_tour_that_was_left() {
        let dataset = dataset();
        let plain = State::opening(&dataset);
        let openings = [plain.clone(), update(&plain, at(0), &dataset)];
        for opening in &openings {
            for step in 0..dataset.document.tours[0].steps.len() {
                let there = update(opening, at(step), &dataset);
                // As it stands, moved about, as the opening has it, and left.
                let moved = State { date: there.date.plus(9), ..there.clone() };
                let same_day = State { date: opening.date, camera: opening.camera, ..there.clone() };
                let left = update(&there, Action::SetTour(None), &dataset);
                for state in [there, moved, same_day, left] {
                    let pairs = pairs_from_state(&state, opening, &dataset);
                    let mut pairs = pairs.iter().map(|(key, value)| (*key, value.as_str()));
                    assert_eq!(state_from_pairs(&mut pairs, opening, &dataset), state, "step {step}");
                }
            }
        }
    }

    #[test]
    fn a_step_that_is_not_there_changes_nothing() {
        let dataset = dataset();
        let state = update(&State::opening(&dataset), at(2), &dataset);
        assert_eq!(update(&state, at(99), &dataset), state);
        let unknown = Action::SetTour(Some(TourPosition { id: "elsewhere".into(), step: 0 }));
        assert_eq!(update(&state, unknown, &dataset), state);
    }
}
