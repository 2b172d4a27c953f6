//! What has been handed out goes on working: datasets of this schema, and permalinks. Lines are added to
//! `tests/corpus/`; one that must be changed or taken away is a new major version.

use std::collections::BTreeSet;
use std::path::PathBuf;

use aukus_atlas::atlas::{State, day_from_text, pairs_from_state, state_from_pairs};
use aukus_atlas::dataset::Dataset;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn dataset(name: &str) -> Dataset {
    let path = match name {
        "aukus" | "nato" | "eu" => folder().join(format!("../../www/data/{name}.json")),
        _ => folder().join(format!("datasets/{name}.json")),
    };
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Dataset::from_json(&text).unwrap_or_else(|problems| panic!("{name}: {problems:?}"))
}

fn lines(file: &str) -> Vec<String> {
    let text = std::fs::read_to_string(folder().join(file)).expect("the corpus has it");
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn old_permalinks_mean_what_they_meant() {
    for line in lines("links.txt") {
        let (name, fragment) = line.split_once(' ').expect("a dataset and a fragment");
        let dataset = dataset(name);
        let opening = State::opening(&dataset);
        let pairs: Vec<(String, String)> =
            url::form_urlencoded::parse(fragment.as_bytes()).into_owned().collect();
        let state = state_from_pairs(
            &mut pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())),
            &opening,
            &dataset,
        );
        // Whatever was read is written again under the name it has had.
        let told: BTreeSet<(String, String)> = pairs_from_state(&state, &opening, &dataset)
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect();
        assert_eq!(told, pairs.into_iter().collect::<BTreeSet<_>>(), "{line}");
    }
}

#[test]
fn a_link_tells_that_nothing_is_folded_where_something_is_at_first() {
    let dataset = dataset("aukus");
    let folded = vec![dataset.document.groups[0].id.to_string()];
    let opening = State { folded, ..State::opening(&dataset) };
    let state = State { folded: Vec::new(), ..opening.clone() };
    let pairs = pairs_from_state(&state, &opening, &dataset);
    let mut read = pairs.iter().map(|(key, value)| (*key, value.as_str()));
    assert_eq!(state_from_pairs(&mut read, &opening, &dataset).folded, state.folded);
}

#[test]
fn a_state_of_each_key_is_in_the_corpus() {
    let keys: BTreeSet<String> = lines("links.txt")
        .iter()
        .filter_map(|line| line.split_once(' '))
        .flat_map(|(_, fragment)| {
            url::form_urlencoded::parse(fragment.as_bytes()).into_owned().collect::<Vec<_>>()
        })
        .map(|(key, _)| key)
        .collect();
    for key in [
        "date",
        "selected",
        "track",
        "areas",
        "kinds",
        "footings",
        "statuses",
        "actors",
        "folded",
        "order",
        "only",
        "query",
        "view",
        "rows",
        "sort",
        "list",
        "projection",
        "lon",
        "lat",
        "zoom",
        "start",
        "end",
    ] {
        assert!(keys.contains(key), "no permalink with {key}");
    }
}

#[test]
fn a_tours_step_is_still_opened_by_its_link() {
    let dataset = dataset("everything");
    let opening = State::opening(&dataset);
    let state = state_from_pairs(&mut [("tour", "tour"), ("step", "1")].into_iter(), &opening, &dataset);
    assert_eq!(state.tour.as_ref().map(|tour| (tour.id.as_str(), tour.step)), Some(("tour", 1)));
    assert_eq!(state.selected.as_deref(), Some("JPN"));
    assert_eq!(Some(state.date), day_from_text("2024-04-08"));
}

#[test]
fn old_datasets_are_read_and_their_actors_stand_where_they_stood() {
    for file in std::fs::read_dir(folder().join("datasets")).expect("the corpus has datasets") {
        let path = file.expect("a file").path();
        dataset(path.file_stem().and_then(|name| name.to_str()).expect("a plain name"));
    }
    for line in lines("standings.txt") {
        let [name, day, actor, expected] = line.split(' ').collect::<Vec<_>>()[..] else {
            panic!("four words: {line}")
        };
        let dataset = dataset(name);
        let actor = dataset.document.actors.iter().position(|known| *known.id == *actor).expect(actor);
        let day = day_from_text(day).expect(day);
        let shown = dataset.fold.standing(actor, day, None).shown;
        let status = shown.map_or("-", |status| &*dataset.document.statuses[status].id);
        assert_eq!(status, expected, "{line}");
    }
}
