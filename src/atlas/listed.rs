//! The lists of ids in the state: what each filters by, or folds, and what a dataset knows of it.

use crate::dataset::{Dataset, Footing};

use super::state::State;

/// A list of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    Areas,
    Kinds,
    Footings,
    Statuses,
    Actors,
    Folded,
}

impl Listed {
    pub const ALL: [Listed; 6] =
        [Listed::Areas, Listed::Kinds, Listed::Footings, Listed::Statuses, Listed::Actors, Listed::Folded];

    /// Its key in the state as JSON.
    pub fn key(self) -> &'static str {
        match self {
            Listed::Areas => "areas",
            Listed::Kinds => "kinds",
            Listed::Footings => "footings",
            Listed::Statuses => "statuses",
            Listed::Actors => "actors",
            Listed::Folded => "folded",
        }
    }

    pub fn of_mut(self, state: &mut State) -> &mut Vec<String> {
        match self {
            Listed::Areas => &mut state.areas,
            Listed::Kinds => &mut state.kinds,
            Listed::Footings => &mut state.footings,
            Listed::Statuses => &mut state.statuses,
            Listed::Actors => &mut state.actors,
            Listed::Folded => &mut state.folded,
        }
    }

    /// Whether a dataset has what an id of the list stands for.
    pub fn is_known(self, id: &str, dataset: &Dataset) -> bool {
        let document = &dataset.document;
        match self {
            Listed::Areas => {
                document.tracks.iter().flat_map(|track| &track.areas).any(|area| *area.id == *id)
            }
            Listed::Kinds => dataset.has_kind(id),
            Listed::Footings => Footing::ALL.iter().any(|footing| footing.word() == id),
            Listed::Statuses => dataset.status(id).is_some(),
            Listed::Actors => dataset.actor(id).is_some(),
            Listed::Folded => document.groups.iter().any(|group| *group.id == *id),
        }
    }
}
