//! Filters and their counts, against a twin that looks at one event and one choice at a time.

use std::collections::BTreeSet;

use aukus_atlas::atlas::{Action, Direction, Facet, Facets, Filter, State, is_filtered_by, update};
use aukus_atlas::dataset::{Dataset, Day};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::samples::{ACTORS, AREAS, KINDS, dataset, with_rows};

const FOOTINGS: [&str; 4] = ["official", "named", "anonymous", "reported"];
const STATUSES: [&str; 3] = ["member", "outside", "critic"];

fn subset(of: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::sample::subsequence(of, 0..=most).prop_map(|ids| ids.into_iter().map(str::to_owned).collect())
}

/// An event: its month, tracks, areas, kind, actors, footings, and a change.
fn event() -> impl Strategy<Value = Value> {
    (
        1u8..=12,
        subset(&["one", "two"], 2),
        subset(&AREAS, 2),
        0..KINDS.len(),
        subset(&ACTORS, 2),
        subset(&FOOTINGS, 2),
        prop::option::of((0..ACTORS.len(), 0..STATUSES.len())),
    )
        .prop_map(|(month, tracks, areas, kind, actors, footings, change)| {
            let claim = |footing: &String| json!({"text": "So it is.", "by": "A minister", "footing": footing, "source": "s"});
            let change = change.map(|(actor, status)| json!({"actor": ACTORS[actor], "status": STATUSES[status]}));
            json!({
                "date": format!("2024-{month:02}-01"), "title": "Something", "summary": "", "kind": KINDS[kind],
                "tracks": tracks, "areas": areas, "actors": actors, "sources": ["s"],
                "claims": footings.iter().map(claim).collect::<Vec<_>>(), "changes": Vec::from_iter(change),
            })
        })
}

fn events() -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec(event(), 0..12).prop_map(|mut events| {
        for (at, event) in events.iter_mut().enumerate() {
            event["id"] = json!(format!("e{at}"));
        }
        events
    })
}

/// What is filtered by, and the month shown.
#[derive(Clone, Debug)]
struct Filters {
    track: Option<&'static str>,
    lists: [Vec<String>; 5],
    month: u8,
}

fn filters() -> impl Strategy<Value = Filters> {
    let lists = [
        subset(&AREAS, 2).boxed(),
        subset(&["talk", "act", "rumour", "drill"], 2).boxed(),
        subset(&FOOTINGS, 2).boxed(),
        subset(&STATUSES, 2).boxed(),
        subset(&ACTORS, 2).boxed(),
    ];
    let track = prop::option::of(prop::sample::select(vec!["one", "two"]));
    (track, lists, 1u8..=12).prop_map(|(track, lists, month)| Filters { track, lists, month })
}

impl Filters {
    fn state(self, dataset: &Dataset) -> State {
        let [areas, kinds, footings, statuses, actors] = self.lists;
        State {
            track: self.track.map(str::to_owned),
            areas,
            kinds,
            footings,
            statuses,
            actors,
            date: Day::parse(&format!("2024-{:02}-15", self.month)).unwrap(),
            ..State::opening(dataset)
        }
    }
}

/// What a twin knows of an event, be it a record or a row.
struct Plain {
    tracks: BTreeSet<String>,
    areas: BTreeSet<String>,
    kind: String,
    footings: BTreeSet<String>,
    actors: BTreeSet<String>,
}

fn plain(dataset: &Dataset) -> Vec<Plain> {
    let mut all = Vec::new();
    for event in &dataset.document.events {
        all.push(Plain {
            tracks: event.tracks.iter().map(|id| id.to_string()).collect(),
            areas: event.areas.iter().map(|id| id.to_string()).collect(),
            kind: event.kind.clone(),
            footings: event.claims.iter().map(|claim| claim.footing.word().to_owned()).collect(),
            actors: event.actors.iter().map(|id| id.to_string()).collect(),
        });
    }
    for row in 0..dataset.columns.len() {
        all.push(Plain {
            tracks: BTreeSet::new(),
            areas: BTreeSet::new(),
            kind: dataset.columns.kind(row).unwrap().to_owned(),
            footings: BTreeSet::new(),
            actors: dataset.columns.actor(row).map(|actor| ACTORS[actor].to_owned()).into_iter().collect(),
        });
    }
    all
}

fn shown(dataset: &Dataset, state: &State, actor: &str) -> Option<&'static str> {
    let actor = dataset.actor(actor)?;
    dataset.fold.standing(actor, state.date, state.track_index(dataset)).shown.map(|status| STATUSES[status])
}

fn meets(kept: &[String], of: impl IntoIterator<Item = impl AsRef<str>>) -> bool {
    kept.is_empty() || of.into_iter().any(|id| kept.iter().any(|kept| kept == id.as_ref()))
}

/// The filters of events, by what is written in them.
fn passes_written(state: &State, event: &Plain) -> bool {
    state.track.as_ref().is_none_or(|track| event.tracks.is_empty() || event.tracks.contains(track))
        && meets(&state.areas, &event.areas)
        && meets(&state.kinds, [&event.kind])
        && meets(&state.footings, &event.footings)
}

fn passes(dataset: &Dataset, state: &State, event: &Plain) -> bool {
    let statuses = event.actors.iter().filter_map(|actor| shown(dataset, state, actor));
    passes_written(state, event) && meets(&state.actors, &event.actors) && meets(&state.statuses, statuses)
}

fn actor_passes(dataset: &Dataset, state: &State, events: &[Plain], actor: &str) -> bool {
    let is_by_events = !(state.areas.is_empty() && state.kinds.is_empty() && state.footings.is_empty());
    let takes_part =
        || events.iter().any(|event| event.actors.contains(actor) && passes_written(state, event));
    meets(&state.actors, [actor])
        && meets(&state.statuses, shown(dataset, state, actor))
        && (!is_by_events || takes_part())
}

/// The state with one facet chosen otherwise.
fn with(state: &State, facet: Facet, choice: Option<&str>) -> State {
    let mut state = state.clone();
    let list: Vec<String> = choice.map(str::to_owned).into_iter().collect();
    match facet {
        Facet::Track => state.track = list.first().cloned(),
        Facet::Areas => state.areas = list,
        Facet::Kinds => state.kinds = list,
        Facet::Footings => state.footings = list,
        Facet::Statuses => state.statuses = list,
        Facet::Actors => state.actors = list,
        Facet::Query => state.query = list.first().cloned().unwrap_or_default(),
    }
    state
}

proptest! {
    #[test]
    fn each_count_is_what_the_choice_would_leave(
        events in events(), rows in prop::collection::vec((0u16..4, 0u8..2), 0..6), filters in filters(),
    ) {
        let dataset = with_rows(dataset(events), &rows);
        let state = filters.state(&dataset);
        let all = plain(&dataset);
        let count = |state: &State| all.iter().filter(|event| passes(&dataset, state, event)).count();
        let facets = Facets::of(&state, &dataset);
        prop_assert_eq!((facets.all, facets.passing), (all.len(), count(&state)));
        for facet in Facet::ALL {
            prop_assert_eq!(facets.without(facet), count(&with(&state, facet, None)), "without {:?}", facet);
        }
        let chosen = |facet: Facet, choice: &str| count(&with(&state, facet, Some(choice)));
        for (at, track) in ["one", "two"].iter().enumerate() {
            prop_assert_eq!(facets.tracks[at], chosen(Facet::Track, track), "{}", track);
        }
        for (at, area) in AREAS.iter().enumerate() {
            prop_assert_eq!(facets.areas[at / 2][at % 2], chosen(Facet::Areas, area), "{}", area);
        }
        for (kind, left) in &facets.kinds {
            prop_assert_eq!(*left, chosen(Facet::Kinds, kind), "{}", kind);
        }
        for (at, footing) in FOOTINGS.iter().enumerate() {
            prop_assert_eq!(facets.footings[at], chosen(Facet::Footings, footing), "{}", footing);
        }
        for (at, actor) in ACTORS.iter().enumerate() {
            prop_assert_eq!(facets.actors[at], chosen(Facet::Actors, actor), "{}", actor);
        }
        let actors = |state: &State| ACTORS.iter().filter(|actor| actor_passes(&dataset, state, &all, actor)).count();
        for (at, status) in STATUSES.iter().enumerate() {
            prop_assert_eq!(facets.statuses[at], actors(&with(&state, Facet::Statuses, Some(status))), "{}", status);
        }
        let loosened = facets.loosen(&state);
        let most = Facet::ALL.iter().filter(|&&f| is_filtered_by(&state, f)).map(|&f| count(&with(&state, f, None))).max();
        prop_assert_eq!(loosened.map_or(0, |(_, count)| count), if count(&state) == 0 { most.unwrap_or(0) } else { 0 });
    }

    #[test]
    fn what_passes_is_what_a_look_at_each_says(
        events in events(), rows in prop::collection::vec((0u16..4, 0u8..2), 0..6), filters in filters(),
    ) {
        let dataset = with_rows(dataset(events), &rows);
        let state = filters.state(&dataset);
        let all = plain(&dataset);
        let filter = Filter::new(&state, &dataset);
        for (id, event) in all.iter().enumerate() {
            prop_assert_eq!(filter.event(id), passes(&dataset, &state, event), "event {}", id);
        }
        for (at, actor) in ACTORS.iter().enumerate() {
            prop_assert_eq!(filter.actor(at), actor_passes(&dataset, &state, &all, actor), "{}", actor);
        }
    }
}

fn two_events() -> Dataset {
    let event = |id: &str, date: &str, kind: &str, area: &str, actor: &str| json!({"id": id, "date": date, "title": id, "summary": "", "kind": kind, "actors": [actor], "areas": [area], "sources": []});
    dataset(vec![
        event("early", "2024-02-01", "talk", "subs", "AUS"),
        event("late", "2024-03-01", "act", "quantum", "JPN"),
    ])
}

#[test]
fn a_filter_that_leaves_nothing_names_the_one_to_drop() {
    let dataset = two_events();
    let state =
        State { kinds: vec!["talk".into()], areas: vec!["quantum".into()], ..State::opening(&dataset) };
    let facets = Facets::of(&state, &dataset);
    assert_eq!(facets.passing, 0);
    assert_eq!(facets.loosen(&state), Some((Facet::Areas, 1)));
    let worse = State { actors: vec!["CHN".into()], ..state };
    assert_eq!(Facets::of(&worse, &dataset).loosen(&worse), None, "two filters are in the way");
}

#[test]
fn a_track_drops_the_areas_of_others_and_clearing_drops_all() {
    let dataset = two_events();
    let mut state = State::opening(&dataset);
    for action in [
        Action::ToggleArea("subs".into()),
        Action::ToggleArea("quantum".into()),
        Action::ToggleKind("talk".into()),
        Action::ToggleFooting("named".into()),
        Action::ToggleActor("JPN".into()),
        Action::SetQuery("submarine".into()),
        Action::SetTrack(Some("two".into())),
    ] {
        state = update(&state, action, &dataset);
    }
    assert_eq!(state.areas, ["quantum"]);
    let state = update(&state, Action::ClearFacet(Facet::Kinds), &dataset);
    assert!(state.kinds.is_empty() && !state.footings.is_empty());
    let state = update(&state, Action::ToggleArea("quantum".into()), &dataset);
    assert!(state.areas.is_empty(), "a second time takes it out again");
    let state = update(&state, Action::ClearFilters, &dataset);
    assert_eq!(state, State::opening(&dataset));
}

#[test]
fn steps_in_time_pass_over_what_is_filtered_out() {
    let dataset = two_events();
    let start = Day::parse("2024-01-01").unwrap();
    let state = State { date: start, actors: vec!["JPN".into()], ..State::opening(&dataset) };
    let next = update(&state, Action::StepEvent(Direction::Next), &dataset);
    assert_eq!(next.date.to_string(), "2024-03-01");
}
