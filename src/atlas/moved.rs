//! Whose status differs between two days.

use crate::dataset::{Dataset, Day};

use super::filter::Filter;
use super::state::State;

/// The actors, by their places, that pass the filters and whose status shown on the state's day differs
/// from that on `before`, each with the status it has now; in the order of the dataset.
pub fn moved_since(state: &State, before: Day, dataset: &Dataset) -> Vec<(usize, Option<usize>)> {
    let track = state.track_index(dataset);
    let filter = Filter::new(state, dataset);
    let shown = |actor: usize, day: Day| dataset.fold.standing(actor, day, track).shown;
    (0..dataset.document.actors.len())
        .filter(|&actor| filter.actor(actor))
        .filter_map(|actor| {
            let now = shown(actor, state.date);
            (now != shown(actor, before)).then_some((actor, now))
        })
        .collect()
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
        assert!(moved.contains(&(japan, dataset.status("considered"))), "{moved:?}");
        let quiet = on("2024-02-11");
        assert_eq!(moved_since(&quiet, quiet.date.plus(-1), &dataset), []);
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
