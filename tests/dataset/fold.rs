//! The fold against a twin that replays every change from the beginning.

use std::collections::HashMap;

use aukus_atlas::dataset::{Dataset, Day};
use proptest::prelude::*;
use serde_json::{Value, json};

const STATUSES: [(&str, &str); 6] = [
    ("member", "nearness"),
    ("considered", "nearness"),
    ("outside", "nearness"),
    ("supportive", "reactions"),
    ("critic", "reactions"),
    ("puzzled", "mood"),
];
const TRACKS: [&str; 2] = ["one", "two"];
const ACTORS: [&str; 2] = ["A", "B"];

#[derive(Clone, Debug)]
struct Change {
    day: u8,
    actor: usize,
    status: Option<usize>,
    scale: usize,
    track: Option<usize>,
}

const SCALES: [&str; 3] = ["nearness", "reactions", "mood"];

fn dataset(changes: &[Change]) -> Dataset {
    let events: Vec<Value> = changes
        .iter()
        .enumerate()
        .map(|(at, change)| {
            let mut written = json!({ "actor": ACTORS[change.actor], "status": null });
            match change.status {
                Some(status) => written["status"] = json!(STATUSES[status].0),
                None => written["scale"] = json!(SCALES[change.scale]),
            }
            if let Some(track) = change.track {
                written["track"] = json!(TRACKS[track]);
            }
            json!({ "id": format!("e{at}"), "date": format!("2024-01-{:02}", change.day), "title": "", "summary": "",
                    "kind": "x", "actors": [], "sources": [], "changes": [written] })
        })
        .collect();
    let value = json!({
        "schema": 1, "title": "t", "language": "en", "updated": "2024-02-01",
        "scales": SCALES.map(|id| json!({ "id": id, "label": id, "ordered": id == "nearness" })),
        "statuses": STATUSES.map(|(id, scale)| json!({ "id": id, "label": id, "scale": scale, "tone": "ramp-1" })),
        "groups": [{ "id": "g", "label": "g" }],
        "tracks": TRACKS.map(|id| json!({ "id": id, "label": id })),
        "actors": ACTORS.map(|id| json!({ "id": id, "group": "g" })),
        "sources": [], "events": events,
    });
    Dataset::read(&value).unwrap()
}

/// The design's words, replayed: no index, no cleverness.
fn replay(changes: &[Change], actor: usize, day: u8, track: Option<usize>) -> Option<usize> {
    let mut slots: HashMap<(&str, usize), (Option<usize>, usize)> = HashMap::new();
    let mut in_order: Vec<(usize, &Change)> = changes.iter().enumerate().collect();
    in_order.sort_by_key(|(at, change)| (change.day, *at));
    for (order, (_, change)) in in_order.into_iter().enumerate() {
        if change.actor != actor || change.day > day {
            continue;
        }
        let scale = change.status.map_or(SCALES[change.scale], |status| STATUSES[status].1);
        for slot_track in 0..TRACKS.len() {
            if change.track.is_none_or(|t| t == slot_track) {
                slots.insert((scale, slot_track), (change.status, order));
            }
        }
    }
    let held: Vec<(usize, usize)> = slots
        .iter()
        .filter(|((_, slot_track), _)| track.is_none_or(|t| t == *slot_track))
        .filter_map(|(_, (status, order))| status.map(|status| (status, *order)))
        .collect();
    let ordered = held.iter().map(|h| h.0).filter(|&s| STATUSES[s].1 == "nearness").min();
    let unordered = held.iter().filter(|h| STATUSES[h.0].1 != "nearness").max_by_key(|h| h.1).map(|h| h.0);
    match ordered {
        Some(status) if STATUSES[status].0 != "outside" => Some(status),
        weakest => unordered.or(weakest),
    }
}

fn change() -> impl Strategy<Value = Change> {
    (
        1..28u8,
        0..2usize,
        prop::option::weighted(0.85, 0..STATUSES.len()),
        0..3usize,
        prop::option::of(0..2usize),
    )
        .prop_map(|(day, actor, status, scale, track)| Change { day, actor, status, scale, track })
}

proptest! {
    #[test]
    fn any_day_of_any_history_folds_as_a_replay_does(changes in prop::collection::vec(change(), 0..40)) {
        let dataset = dataset(&changes);
        for actor in 0..ACTORS.len() {
            for track in [None, Some(0), Some(1)] {
                for day in 1..=28u8 {
                    let shown = dataset.fold.standing(actor, Day::from_ymd(2024, 1, day).unwrap(), track).shown;
                    prop_assert_eq!(shown, replay(&changes, actor, day, track), "day {} track {:?}", day, track);
                }
            }
        }
    }

    #[test]
    fn bands_show_what_the_fold_shows_on_every_day(changes in prop::collection::vec(change(), 0..40)) {
        let dataset = dataset(&changes);
        for actor in 0..ACTORS.len() {
            for track in [None, Some(0), Some(1)] {
                let bands = dataset.fold.bands(actor, track);
                for day in 1..=28u8 {
                    let day = Day::from_ymd(2024, 1, day).unwrap();
                    let covering: Vec<usize> = bands
                        .iter()
                        .filter(|b| b.from <= day && b.until.is_none_or(|until| day < until))
                        .map(|b| b.status)
                        .collect();
                    let shown = dataset.fold.standing(actor, day, track).shown;
                    prop_assert_eq!(covering, shown.into_iter().collect::<Vec<_>>());
                }
            }
        }
    }
}

#[test]
fn a_band_is_restated_by_its_own_status_and_by_nothing_else() {
    let set = |day, status| Change { day, actor: 0, status: Some(status), scale: 0, track: None };
    let dataset = dataset(&[set(1, 0), set(2, 3), set(3, 0), set(4, 2)]);
    let bands = dataset.fold.bands(0, None);
    let day = |day| Day::from_ymd(2024, 1, day).unwrap();
    assert_eq!((bands[0].from, bands[0].until, bands[0].status), (day(1), Some(day(4)), 0));
    assert_eq!(bands[0].restated, [day(3)], "a reaction under it restates nothing");
}

#[test]
fn a_reaction_and_a_place_outside_are_two_things() {
    let set = |day, status| Change { day, actor: 0, status: Some(status), scale: 0, track: None };
    let dataset = dataset(&[set(1, 2), set(2, 3), set(3, 1)]);
    let shown = |day| dataset.fold.standing(0, Day::from_ymd(2024, 1, day).unwrap(), None);
    assert_eq!(shown(1).shown, Some(2), "outside alone is shown");
    assert_eq!(shown(2).shown, Some(3), "the reaction is shown over outside");
    assert_eq!(shown(3).shown, Some(1), "a stronger step is shown over the reaction");
    assert_eq!(shown(3).unordered.unwrap().status, 3, "the reaction is still told");
}
