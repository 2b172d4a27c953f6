//! Facets: how many events each choice of a filter would leave, given all the others.

use crate::dataset::{Dataset, Footing};

use super::filter::{Facet, Filter, concerns, is_filtered_by};
use super::state::State;

/// Counts of what each choice would leave if it alone were chosen in its facet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets {
    /// How many events there are.
    pub all: usize,
    /// How many of them pass every filter.
    pub passing: usize,
    /// How many pass every filter but one, in the order of [`Facet::ALL`].
    pub without: [usize; Facet::ALL.len()],
    /// Events, by track.
    pub tracks: Vec<usize>,
    /// Events, by track and area.
    pub areas: Vec<Vec<usize>>,
    /// The kinds that there are, the most frequent first, and their events.
    pub kinds: Vec<(String, usize)>,
    /// Events, by footing of a claim of theirs, in the order of [`Footing::ALL`].
    pub footings: [usize; Footing::ALL.len()],
    /// Actors, by the status they show on the day.
    pub statuses: Vec<usize>,
    /// Events, by actor.
    pub actors: Vec<usize>,
}

impl Facets {
    /// Counts what the filters of a state leave.
    pub fn of(state: &State, dataset: &Dataset) -> Facets {
        let document = &dataset.document;
        let filter = Filter::new(state, dataset);
        let mut facets = Facets {
            all: dataset.event_count(),
            tracks: vec![0; document.tracks.len()],
            areas: document.tracks.iter().map(|track| vec![0; track.areas.len()]).collect(),
            statuses: status_counts(state, dataset, &filter),
            actors: vec![0; document.actors.len()],
            ..Facets::default()
        };
        let (mut kinds, of_events, of_rows) = kinds(dataset);
        for id in 0..dataset.event_count() {
            let failing = filter.failing(id);
            facets.passing += usize::from(failing.is_none());
            for (count, facet) in facets.without.iter_mut().zip(Facet::ALL) {
                *count += usize::from(failing.is_at_most(facet));
            }
            let counts = |facet: Facet| failing.is_at_most(facet);
            if counts(Facet::Actors) {
                for actor in dataset.actors_of(id) {
                    facets.actors[actor] += 1;
                }
            }
            let kind = match dataset.row_of(id) {
                None => of_events.get(id).copied(),
                Some(row) => {
                    dataset.columns.kinds.get(row).and_then(|&kind| of_rows.get(usize::from(kind)).copied())
                }
            };
            if let Some((_, all, left)) = kind.and_then(|kind| kinds.get_mut(kind)) {
                *all += 1;
                *left += usize::from(counts(Facet::Kinds));
            }
            let Some(event) = document.events.get(id) else {
                // Rows concern every track.
                facets.tracks.iter_mut().for_each(|count| *count += usize::from(counts(Facet::Track)));
                continue;
            };
            if counts(Facet::Track) {
                for (count, track) in facets.tracks.iter_mut().zip(&document.tracks) {
                    *count += usize::from(concerns(event, &track.id));
                }
            }
            if counts(Facet::Areas) {
                for (counts, track) in facets.areas.iter_mut().zip(&document.tracks) {
                    for (count, area) in counts.iter_mut().zip(&track.areas) {
                        *count += usize::from(event.areas.contains(&area.id));
                    }
                }
            }
            if counts(Facet::Footings) {
                for (count, footing) in facets.footings.iter_mut().zip(Footing::ALL) {
                    *count += usize::from(event.claims.iter().any(|claim| claim.footing == *footing));
                }
            }
        }
        // Stable: kinds that are equally frequent stay as the dataset has them.
        kinds.sort_by_key(|(_, all, _)| std::cmp::Reverse(*all));
        facets.kinds = kinds.into_iter().map(|(kind, _, left)| (kind, left)).collect();
        facets
    }

    /// How many events pass every filter but one.
    pub fn without(&self, facet: Facet) -> usize {
        self.without[facet as usize]
    }

    /// Where nothing passes: the filter whose removal brings back the most events, and how many. `None`
    /// where something passes, or where no one filter alone is in the way.
    pub fn loosen(&self, state: &State) -> Option<(Facet, usize)> {
        let candidates = Facet::ALL.into_iter().filter(|&facet| is_filtered_by(state, facet));
        let best = candidates.map(|facet| (facet, self.without(facet))).rev().max_by_key(|(_, count)| *count);
        best.filter(|&(_, count)| self.passing == 0 && count > 0)
    }
}

/// How many actors show each status, of those that pass every other filter.
pub fn status_counts(state: &State, dataset: &Dataset, filter: &Filter) -> Vec<usize> {
    let is_kept = |actor: &&usize| filter.actor_failing(**actor).is_at_most(Facet::Statuses);
    let holders = dataset.holders(state.date, state.track_index(dataset));
    holders.iter().map(|actors| actors.iter().filter(is_kept).count()).collect()
}

/// A kind, how many events there are of it, and how many a filter by it would leave.
type Kind = (String, usize, usize);

/// The kinds that there are, and the place of each event's and of each of the columns' kinds among them.
fn kinds(dataset: &Dataset) -> (Vec<Kind>, Vec<usize>, Vec<usize>) {
    let mut kinds: Vec<Kind> = Vec::new();
    let mut place = |name: &str| {
        kinds.iter().position(|(known, ..)| known == name).unwrap_or_else(|| {
            kinds.push((name.to_owned(), 0, 0));
            kinds.len() - 1
        })
    };
    let of_events = dataset.document.events.iter().map(|event| place(&event.kind)).collect();
    let of_rows = dataset.columns.kind_names.iter().map(|kind| place(kind)).collect();
    (kinds, of_events, of_rows)
}
