//! Days on which something happens: the next one, the one before, the one near a pointer.

use crate::dataset::{Dataset, Day};

use super::action::Direction;
use super::filter::Filter;
use super::state::State;

/// What a step through time stops at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Happening {
    /// Any event.
    #[default]
    Event,
    /// An event that changes the status of an actor.
    Change,
}

/// The day of the next or the previous happening that passes the filters, seen from a day.
pub fn neighbour_day(
    state: &State,
    dataset: &Dataset,
    happening: Happening,
    from: Day,
    direction: Direction,
) -> Option<Day> {
    let filter = Filter::new(state, dataset);
    neighbour_kept(&filter, dataset, happening, from, direction).map(|id| dataset.day_of(id))
}

/// The id of the next event after the day shown that passes the filters.
pub fn neighbour_event(state: &State, dataset: &Dataset) -> Option<usize> {
    let filter = Filter::new(state, dataset);
    if !dataset.columns.is_empty() {
        return neighbour_kept(&filter, dataset, Happening::Event, state.date, Direction::Next);
    }
    let is_later = |event: &&usize| {
        dataset.links[**event].first_day.is_some_and(|day| day > state.date) && filter.event(**event)
    };
    dataset.events_by_day.iter().find(is_later).copied()
}

/// The id of the nearest event; of one of the document's and a row on the same day that of the first.
fn neighbour_kept(
    filter: &Filter,
    dataset: &Dataset,
    happening: Happening,
    from: Day,
    direction: Direction,
) -> Option<usize> {
    let counts = |event: &&usize| {
        let is_kept = dataset.links[**event].first_day.is_some() && filter.event(**event);
        is_kept && (happening == Happening::Event || !dataset.document.events[**event].changes.is_empty())
    };
    let events = &dataset.events_by_day;
    let written = match direction {
        Direction::Next => {
            let after = events.partition_point(|&event| dataset.links[event].day() <= from);
            events[after..].iter().find(counts)
        }
        Direction::Previous => {
            let before = events.partition_point(|&event| dataset.links[event].day() < from);
            events[..before].iter().rev().find(counts)
        }
    };
    let row = neighbour_row(filter, dataset, happening, from, direction);
    let (Some(written), Some(row)) = (written.copied(), row) else { return written.copied().or(row) };
    let is_row = match direction {
        Direction::Next => dataset.day_of(row) < dataset.day_of(written),
        Direction::Previous => dataset.day_of(row) > dataset.day_of(written),
    };
    Some(if is_row { row } else { written })
}

/// The id of the nearest row of the columns after or before a day that passes the filters.
fn neighbour_row(
    filter: &Filter,
    dataset: &Dataset,
    happening: Happening,
    from: Day,
    direction: Direction,
) -> Option<usize> {
    let columns = &dataset.columns;
    let kept = |row: usize| {
        (happening == Happening::Event || columns.status(row).is_some())
            && filter.event(dataset.id_of_row(row))
    };
    let day = from.as_days();
    let row = match direction {
        Direction::Next => {
            let after = columns.days.partition_point(|&other| other < day + 1.0);
            (after..columns.len()).find(|&row| kept(row))
        }
        Direction::Previous => {
            let before = columns.days.partition_point(|&other| other < day);
            (0..before).rev().find(|&row| kept(row))
        }
    };
    row.map(|row| dataset.id_of_row(row))
}

/// The day to which a playhead snaps when it is let go at a time: that of the nearest change within
/// `reach_days`, else of the nearest other event.
pub fn nearest_day(state: &State, dataset: &Dataset, day: f64, reach_days: f64) -> Option<Day> {
    let filter = Filter::new(state, dataset);
    let from = Day::containing(day - reach_days).plus(-1);
    [Happening::Change, Happening::Event].into_iter().find_map(|happening| {
        let mut nearest: Option<(f64, Day)> = None;
        let mut at = from;
        // One look per day in reach at most.
        while let Some(id) = neighbour_kept(&filter, dataset, happening, at, Direction::Next) {
            let next = dataset.day_of(id);
            let distance = next.as_days() + 0.5 - day;
            if distance > reach_days {
                break;
            }
            if distance >= -reach_days && nearest.is_none_or(|(least, _)| distance.abs() < least) {
                nearest = Some((distance.abs(), next));
            }
            at = next;
        }
        nearest.map(|(_, day)| day)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Columns;

    fn dataset() -> Dataset {
        let event = |id: &str, date: &str, changes| {
            serde_json::json!({"id": id, "date": date, "title": id, "summary": "", "kind": if id == "b" { "talk" } else { "act" },
                "actors": [], "sources": [], "changes": changes})
        };
        let joins = serde_json::json!([{"actor": "A", "status": "in"}]);
        let none = serde_json::json!([]);
        Dataset::read(&serde_json::json!({
            "schema": 1, "title": "T", "language": "en", "updated": "2024-12-31", "tracks": [], "sources": [],
            "scales": [{"id": "one", "label": "One", "ordered": true}], "groups": [{"id": "all", "label": "All"}],
            "statuses": [{"id": "in", "label": "In", "scale": "one", "tone": "ramp-1"}],
            "actors": [{"id": "A", "group": "all", "label": "A"}],
            "events": [event("a", "2024-01-10", joins.clone()), event("b", "2024-01-12", none.clone()),
                       event("c", "../2024-02-01", none), event("d", "2024-03-01", joins)],
        }))
        .unwrap_or_else(|problems| panic!("{}", problems[0]))
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap_or(Day::MIN)
    }

    #[test]
    fn steps_go_by_event_or_by_change_and_pass_over_what_has_no_first_day() {
        let dataset = dataset();
        let state = State::opening(&dataset);
        let step = |what, from: &str, to| neighbour_day(&state, &dataset, what, day(from), to);
        let (next, previous) = (Direction::Next, Direction::Previous);
        assert_eq!(step(Happening::Event, "2024-01-10", next), Some(day("2024-01-12")));
        assert_eq!(step(Happening::Change, "2024-01-10", next), Some(day("2024-03-01")));
        assert_eq!(step(Happening::Event, "2024-03-01", previous), Some(day("2024-01-12")));
        assert_eq!(step(Happening::Change, "2024-03-01", previous), Some(day("2024-01-10")));
        assert_eq!(step(Happening::Event, "2024-01-10", previous), None);
        assert_eq!(step(Happening::Event, "2024-03-01", next), None);
        let talks = State { kinds: vec!["talk".into()], ..state.clone() };
        let only = neighbour_day(&talks, &dataset, Happening::Event, day("2024-01-01"), next);
        assert_eq!(only, Some(day("2024-01-12")));
    }

    #[test]
    fn rows_of_columns_are_stepped_through_among_the_events() {
        let mut dataset = dataset();
        let at = |text: &str, hour: f64| f64::from(day(text).0) + hour / 24.0;
        let columns = Columns {
            days: vec![at("2024-01-11", 9.0), at("2024-02-02", 0.0)].into(),
            actors: vec![0, Columns::NO_ACTOR],
            statuses: vec![Columns::NO_STATUS, 0],
            ..Columns::default()
        };
        assert!(dataset.set_columns(columns).is_ok());
        let state = State::opening(&dataset);
        let step = |what, from: &str, to| neighbour_day(&state, &dataset, what, day(from), to);
        assert_eq!(step(Happening::Event, "2024-01-10", Direction::Next), Some(day("2024-01-11")));
        assert_eq!(step(Happening::Event, "2024-01-11", Direction::Next), Some(day("2024-01-12")));
        assert_eq!(step(Happening::Change, "2024-01-10", Direction::Next), Some(day("2024-02-02")));
        assert_eq!(step(Happening::Event, "2024-02-02", Direction::Previous), Some(day("2024-01-12")));
        // What is announced as next is where the step goes.
        let next = |from: &str| neighbour_event(&State { date: day(from), ..state.clone() }, &dataset);
        assert_eq!(next("2024-01-10"), Some(dataset.id_of_row(0)));
        assert_eq!(next("2024-01-11"), dataset.event("b"));
        assert_eq!(next("2024-03-01"), None);
    }

    #[test]
    fn a_change_within_reach_is_nearer_than_any_other_event() {
        let dataset = dataset();
        let state = State::opening(&dataset);
        let near = |text: &str, reach| nearest_day(&state, &dataset, f64::from(day(text).0) + 0.5, reach);
        assert_eq!(near("2024-01-12", 1.0), Some(day("2024-01-12")));
        assert_eq!(near("2024-01-12", 2.0), Some(day("2024-01-10")));
        assert_eq!(near("2024-01-14", 2.5), Some(day("2024-01-12")));
        assert_eq!(near("2024-02-10", 5.0), None);
    }
}
