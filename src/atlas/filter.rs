//! Which actors and events pass the filters.

use crate::dataset::{Dataset, Event};

use super::state::State;

/// Whether anything is filtered at all.
pub fn has_filter(state: &State) -> bool {
    let lists = [&state.areas, &state.kinds, &state.footings, &state.statuses, &state.actors];
    state.track.is_some() || lists.iter().any(|list| !list.is_empty())
}

/// Whether an actor passes: it is among those kept, and so is the status it shows.
pub fn passes_actor(state: &State, dataset: &Dataset, actor: usize) -> bool {
    if !keeps(&state.actors, &dataset.document.actors[actor].id) {
        return false;
    }
    if state.statuses.is_empty() {
        return true;
    }
    let shown = dataset.fold.standing(actor, state.date, state.track_index(dataset)).shown;
    shown.is_some_and(|status| keeps(&state.statuses, &dataset.document.statuses[status].id))
}

/// Whether an event passes: it is of the track, an area, a kind, a footing and an actor that are kept.
/// An event that names no track concerns all of them.
pub fn passes_event(state: &State, event: &Event) -> bool {
    let of_track = state
        .track
        .as_ref()
        .is_none_or(|track| event.tracks.is_empty() || event.tracks.iter().any(|id| **id == **track));
    of_track
        && (state.areas.is_empty() || event.areas.iter().any(|id| keeps(&state.areas, id)))
        && keeps(&state.kinds, &event.kind)
        && (state.footings.is_empty()
            || event.claims.iter().any(|claim| keeps(&state.footings, claim.footing.word())))
        && (state.actors.is_empty() || event.actors.iter().any(|id| keeps(&state.actors, id)))
}

fn keeps(list: &[String], id: &str) -> bool {
    list.is_empty() || list.iter().any(|kept| kept == id)
}
