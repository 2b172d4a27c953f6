//! Which actors and events pass the filters.
//!
//! A filter of events (areas, kinds, footings) keeps, of the actors, those that take part in an event kept;
//! a filter of actors (statuses, actors) keeps, of the events, those in which an actor kept takes part. A
//! search filters both.

use crate::dataset::{Dataset, Event};

use super::state::State;

/// What can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// The track.
    Track,
    /// Areas of the tracks.
    Areas,
    /// Kinds of events.
    Kinds,
    /// Footings of claims.
    Footings,
    /// Statuses on the day shown.
    Statuses,
    /// Actors.
    Actors,
    /// What is searched for.
    Query,
}

impl Facet {
    /// Every facet.
    pub const ALL: [Facet; 7] = [
        Facet::Track,
        Facet::Areas,
        Facet::Kinds,
        Facet::Footings,
        Facet::Statuses,
        Facet::Actors,
        Facet::Query,
    ];

    /// The facet's key in the state.
    pub fn key(self) -> &'static str {
        match self {
            Facet::Track => "track",
            Facet::Areas => "areas",
            Facet::Kinds => "kinds",
            Facet::Footings => "footings",
            Facet::Statuses => "statuses",
            Facet::Actors => "actors",
            Facet::Query => "query",
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The facets that an event or an actor fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Failing(u8);

impl Failing {
    fn note(&mut self, facet: Facet, passes: bool) {
        self.0 |= facet.bit() * u8::from(!passes);
    }

    /// Whether there are none.
    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether there are none but this one, or none at all.
    pub fn is_at_most(self, facet: Facet) -> bool {
        self.0 & !facet.bit() == 0
    }
}

/// Whether a facet of a state filters anything.
pub fn is_filtered_by(state: &State, facet: Facet) -> bool {
    match facet {
        Facet::Track => state.track.is_some(),
        Facet::Areas => !state.areas.is_empty(),
        Facet::Kinds => !state.kinds.is_empty(),
        Facet::Footings => !state.footings.is_empty(),
        Facet::Statuses => !state.statuses.is_empty(),
        Facet::Actors => !state.actors.is_empty(),
        Facet::Query => !state.query.trim().is_empty(),
    }
}

/// Whether anything is filtered at all.
pub fn has_filter(state: &State) -> bool {
    Facet::ALL.iter().any(|&facet| is_filtered_by(state, facet))
}

/// The filters of a state, made ready to be asked about many events.
pub struct Filter<'a> {
    state: &'a State,
    dataset: &'a Dataset,
    /// `None` where nothing is filtered.
    resolved: Option<Resolved>,
}

/// What is looked up once.
struct Resolved {
    /// By the columns' kinds: whether they are kept.
    kinds: Vec<bool>,
    /// By actor: whether it is among those kept.
    listed: Vec<bool>,
    /// By actor: whether the status it shows is among those kept.
    standing: Vec<bool>,
    /// By actor: what it fails.
    actors: Vec<Failing>,
}

impl<'a> Filter<'a> {
    /// Makes ready the filters of a state.
    pub fn new(state: &'a State, dataset: &'a Dataset) -> Filter<'a> {
        let mut filter = Filter { state, dataset, resolved: None };
        if has_filter(state) {
            filter.resolve();
        }
        filter
    }

    // The module is split here.
    #[inline(never)]
    fn resolve(&mut self) {
        let Filter { state, dataset, .. } = *self;
        let actors = 0..dataset.document.actors.len();
        let track = state.track_index(dataset);
        let keeps_status = |actor: usize| {
            state.statuses.is_empty()
                || dataset
                    .fold
                    .standing(actor, state.date, track)
                    .shown
                    .is_some_and(|status| keeps(&state.statuses, &dataset.document.statuses[status].id))
        };
        self.resolved = Some(Resolved {
            kinds: dataset.columns.kind_names.iter().map(|kind| keeps(&state.kinds, kind)).collect(),
            listed: dataset.document.actors.iter().map(|actor| keeps(&state.actors, &actor.id)).collect(),
            standing: actors.clone().map(keeps_status).collect(),
            actors: vec![Failing::default(); actors.len()],
        });
        let failing = actors.map(|actor| self.failing_of_actor(actor)).collect::<Vec<_>>();
        let taking_part = self.taking_part();
        if let Some(resolved) = &mut self.resolved {
            resolved.actors = failing;
            for (failing, facets) in resolved.actors.iter_mut().zip(taking_part) {
                failing.0 |= facets.0;
            }
        }
    }

    /// What an actor fails by itself.
    fn failing_of_actor(&self, actor: usize) -> Failing {
        let mut failing = Failing::default();
        if let Some(resolved) = &self.resolved {
            failing.note(Facet::Actors, resolved.listed[actor]);
            failing.note(Facet::Statuses, resolved.standing[actor]);
        }
        if let Some(found) = &self.state.found {
            failing.note(Facet::Query, found.actor(actor));
        }
        failing
    }

    /// By actor: the facets of events that it fails because none of its events passes them.
    fn taking_part(&self) -> Vec<Failing> {
        let of_events = [Facet::Areas, Facet::Kinds, Facet::Footings];
        let asked = of_events.into_iter().filter(|&facet| is_filtered_by(self.state, facet));
        let asked = asked.fold(0, |bits, facet| bits | facet.bit());
        let mut all = vec![Failing(asked); self.dataset.document.actors.len()];
        if asked == 0 {
            return all;
        }
        let of_actors = Facet::Actors.bit() | Facet::Statuses.bit();
        let passes = |id: usize| self.failing(id).0 & !of_actors == 0;
        for (event, links) in self.dataset.links.iter().enumerate() {
            // Once every actor is settled no event need be looked at.
            if links.actors.iter().any(|&actor| !all[actor].is_none()) && passes(event) {
                links.actors.iter().for_each(|&actor| all[actor] = Failing::default());
            }
        }
        // Rows have neither areas nor claims.
        if asked != Facet::Kinds.bit() {
            return all;
        }
        for (actor, failing) in all.iter_mut().enumerate().filter(|(_, failing)| !failing.is_none()) {
            let mut rows = self.dataset.rows_by_actor.of(actor).iter();
            if rows.any(|&row| passes(self.dataset.id_of_row(row as usize))) {
                *failing = Failing::default();
            }
        }
        all
    }

    /// The facets that an actor fails.
    pub fn actor_failing(&self, actor: usize) -> Failing {
        self.actors().get(actor).copied().unwrap_or_default()
    }

    /// Whether an actor passes.
    pub fn actor(&self, actor: usize) -> bool {
        self.actor_failing(actor).is_none()
    }

    /// Whether an event passes, by its id: the document's events come first, then the rows of the columns.
    pub fn event(&self, id: usize) -> bool {
        self.resolved.is_none() || self.failing(id).is_none()
    }

    /// The facets that an event fails, by its id.
    // The module is split here.
    #[inline(never)]
    pub fn failing(&self, id: usize) -> Failing {
        let Some(resolved) = &self.resolved else { return Failing::default() };
        let state = self.state;
        let mut failing = match self.dataset.row_of(id) {
            None => failing_of_event(state, &self.dataset.document.events[id]),
            Some(row) => {
                let kind = self.dataset.columns.kinds.get(row);
                let of_kind = kind.map_or(state.kinds.is_empty(), |&kind| resolved.kinds[usize::from(kind)]);
                let mut failing = Failing::default();
                failing.note(Facet::Kinds, of_kind);
                // Rows have neither areas nor claims, and concern every track.
                failing.note(Facet::Areas, state.areas.is_empty());
                failing.note(Facet::Footings, state.footings.is_empty());
                failing
            }
        };
        if let Some(found) = &state.found {
            failing.note(Facet::Query, found.event(id));
        }
        for (facet, kept) in [(Facet::Actors, &resolved.listed), (Facet::Statuses, &resolved.standing)] {
            if is_filtered_by(state, facet) {
                failing.note(facet, self.dataset.actors_of(id).any(|actor| kept[actor]));
            }
        }
        failing
    }

    /// By actor: the facets that it fails; empty where nothing is filtered.
    pub fn actors(&self) -> &[Failing] {
        self.resolved.as_ref().map_or(&[], |resolved| &resolved.actors)
    }
}

/// What an event fails by what is written in it. One that names no track concerns all of them.
fn failing_of_event(state: &State, event: &Event) -> Failing {
    let track = state.track.as_deref();
    let mut failing = Failing::default();
    failing.note(Facet::Track, track.is_none_or(|track| concerns(event, track)));
    failing
        .note(Facet::Areas, state.areas.is_empty() || event.areas.iter().any(|id| keeps(&state.areas, id)));
    failing.note(Facet::Kinds, keeps(&state.kinds, &event.kind));
    let of_footing = |claim: &crate::dataset::Claim| keeps(&state.footings, claim.footing.word());
    failing.note(Facet::Footings, state.footings.is_empty() || event.claims.iter().any(of_footing));
    failing
}

/// Whether an event concerns a track: it names it, or none.
pub(super) fn concerns(event: &Event, track: &str) -> bool {
    event.tracks.is_empty() || event.tracks.iter().any(|id| **id == *track)
}

fn keeps(list: &[String], id: &str) -> bool {
    list.is_empty() || list.iter().any(|kept| kept == id)
}
