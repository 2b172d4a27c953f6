//! The way back: what has been chosen, one after the other.

use crate::dataset::Day;

use super::action::Direction;
use super::state::State;

/// The most that is remembered.
const MOST_VISITS: usize = 100;

/// Something that was looked at: what was chosen, on what day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Id of the chosen actor or event, or nothing.
    pub selected: Option<String>,
    /// The day shown.
    pub date: Day,
}

impl Visit {
    /// What a state looks at.
    pub fn of(state: &State) -> Visit {
        Visit { selected: state.selected.clone(), date: state.date }
    }
}

/// What has been chosen, with a place in it, as a browser's history has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    visits: Vec<Visit>,
    /// The place of the current visit among them.
    at: usize,
}

impl History {
    /// Notes that something else has been chosen. What lay ahead is forgotten.
    pub fn note(&mut self, before: &State, after: &State) {
        if before.selected == after.selected {
            return;
        }
        self.visits.truncate(self.at);
        // The day may have moved since.
        self.visits.push(Visit::of(before));
        self.visits.push(Visit::of(after));
        if self.visits.len() > MOST_VISITS {
            self.visits.remove(0);
        }
        self.at = self.visits.len() - 1;
    }

    /// What lies in a direction.
    pub fn ahead(&self, direction: Direction) -> Option<&Visit> {
        self.visits.get(self.step(direction)?)
    }

    /// Goes there, from what is looked at on a day.
    pub fn go(&mut self, direction: Direction, from: Day) -> Option<Visit> {
        let to = self.step(direction).filter(|&to| to < self.visits.len())?;
        if let Some(visit) = self.visits.get_mut(self.at) {
            visit.date = from;
        }
        self.at = to;
        self.visits.get(to).cloned()
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = History::default();
    }

    fn step(&self, direction: Direction) -> Option<usize> {
        match direction {
            Direction::Next => self.at.checked_add(1),
            Direction::Previous => self.at.checked_sub(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::{Action, update};
    use crate::dataset::Dataset;

    struct Reader {
        dataset: Dataset,
        state: State,
        history: History,
    }

    impl Reader {
        fn new() -> Reader {
            let text = include_str!("../../www/data/aukus.json");
            let dataset = Dataset::from_json(text).expect("the built-in dataset is right");
            Reader { state: State::opening(&dataset), dataset, history: History::default() }
        }

        fn choose(&mut self, id: Option<&str>) {
            let after = update(&self.state, Action::Select(id.map(str::to_owned)), &self.dataset);
            self.history.note(&self.state, &after);
            self.state = after;
        }

        fn go(&mut self, direction: Direction) -> Option<String> {
            let visit = self.history.go(direction, self.state.date)?;
            self.state = update(&self.state, Action::Revisit(visit), &self.dataset);
            self.state.selected.clone()
        }
    }

    #[test]
    fn what_was_chosen_comes_back_with_its_day() {
        let mut reader = Reader::new();
        let opening = reader.state.clone();
        reader.choose(Some("JPN"));
        reader.choose(Some("launch"));
        let day_of_launch = reader.state.date;
        reader.choose(Some("CHN"));
        assert_eq!(reader.go(Direction::Previous).as_deref(), Some("launch"));
        assert_eq!(reader.go(Direction::Previous).as_deref(), Some("JPN"));
        assert_eq!(reader.state.date, opening.date);
        assert_eq!(reader.go(Direction::Previous), None);
        assert_eq!(reader.state, opening);
        assert_eq!(reader.history.ahead(Direction::Previous), None);
        assert_eq!(reader.go(Direction::Next).as_deref(), Some("JPN"));
        assert_eq!(reader.go(Direction::Next).as_deref(), Some("launch"));
        assert_eq!(reader.state.date, day_of_launch);
        assert_eq!(reader.go(Direction::Next).as_deref(), Some("CHN"));
        assert_eq!(reader.history.ahead(Direction::Next), None);
    }

    #[test]
    fn a_new_choice_forgets_what_lay_ahead() {
        let mut reader = Reader::new();
        reader.choose(Some("JPN"));
        reader.choose(Some("CHN"));
        reader.go(Direction::Previous);
        reader.choose(Some("IND"));
        assert_eq!(reader.history.ahead(Direction::Next), None);
        assert_eq!(reader.go(Direction::Previous).as_deref(), Some("JPN"));
        assert_eq!(reader.go(Direction::Next).as_deref(), Some("IND"));
    }

    #[test]
    fn choosing_the_same_again_is_no_step() {
        let mut reader = Reader::new();
        reader.choose(Some("JPN"));
        reader.choose(Some("JPN"));
        reader.go(Direction::Previous);
        assert_eq!(reader.history.ahead(Direction::Previous), None);
    }

    #[test]
    fn a_long_way_is_remembered_from_its_end() {
        let mut reader = Reader::new();
        for round in 0..200 {
            reader.choose(Some(["JPN", "CHN"][round % 2]));
        }
        let mut steps = 0;
        while reader.history.ahead(Direction::Previous).is_some() {
            reader.go(Direction::Previous);
            steps += 1;
        }
        assert_eq!(steps, MOST_VISITS - 1);
    }
}
