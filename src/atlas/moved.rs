//! Whose status differs between two days.

use crate::dataset::{Dataset, Day};

use super::filter::Filter;
use super::state::State;

/// A change of the status that an actor shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    /// The actor, by its place.
    pub actor: usize,
    /// The day.
    pub day: Day,
    /// The status it shows from then on, if any.
    pub shown: Option<usize>,
}

/// Of the actors that pass the filters those whose status shown on the state's day differs from that on `before`, each
/// with its last change until then; in the order of the days, and of the dataset within one.
pub fn moved_since(state: &State, before: Day, dataset: &Dataset) -> Vec<Move> {
    let track = state.track_index(dataset);
    let filter = Filter::new(state, dataset);
    let shown = |actor: usize, day: Day| dataset.fold.standing(actor, day, track).shown;
    let moved = |actor: usize| {
        let now = shown(actor, state.date);
        if now == shown(actor, before) {
            return None;
        }
        let days = dataset.fold.history(actor).iter().map(|step| step.day);
        let last = days.rev().find(|&day| day <= state.date && shown(actor, day.plus(-1)) != now);
        Some(Move { actor, day: last.unwrap_or(state.date), shown: now })
    };
    let mut moves: Vec<Move> =
        (0..dataset.document.actors.len()).filter(|&actor| filter.actor(actor)).filter_map(moved).collect();
    moves.sort_by_key(|it| it.day);
    moves
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_8_april_2024_japan_moved_and_nobody_moved_on_a_quiet_day() {
        let text = include_str!("../../www/data/aukus.json");
        let dataset = Dataset::from_json(text).expect("the built-in dataset is right");
        let on = |day: &str| State { date: Day::parse(day).unwrap(), ..State::opening(&dataset) };
        let state = on("2024-04-08");
        let moved = moved_since(&state, state.date.plus(-1), &dataset);
        let japan = dataset.actor("JPN").unwrap();
        let now = Move { actor: japan, day: state.date, shown: dataset.status("considered") };
        assert!(moved.contains(&now), "{moved:?}");
        let quiet = on("2024-02-11");
        assert_eq!(moved_since(&quiet, quiet.date.plus(-1), &dataset), []);
    }

    #[test]
    fn a_move_has_the_day_on_which_the_status_changed_and_not_that_of_who_looks() {
        let text = include_str!("../../www/data/aukus.json");
        let dataset = Dataset::from_json(text).expect("the built-in dataset is right");
        let state = State { date: Day::parse("2025-11-02").unwrap(), ..State::opening(&dataset) };
        let moved = moved_since(&state, Day::parse("2025-07-01").unwrap(), &dataset);
        let japan = dataset.actor("JPN").unwrap();
        let days: Vec<Day> = moved.iter().filter(|it| it.actor == japan).map(|it| it.day).collect();
        assert_eq!(days, [Day::parse("2025-07-16").unwrap()]);
    }

    #[test]
    fn over_a_long_time_as_many_moved_as_stand_otherwise() {
        let text = include_str!("../../www/data/aukus.json");
        let dataset = Dataset::from_json(text).expect("the built-in dataset is right");
        let state = State::opening(&dataset);
        let before = dataset.span().unwrap().0.plus(-1);
        let with_status = dataset.counts(state.date, None).into_iter().sum::<usize>();
        assert_eq!(moved_since(&state, before, &dataset).len(), with_status);
    }
}
