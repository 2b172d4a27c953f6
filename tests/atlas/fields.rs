//! The state as a host sets it.

use aukus_atlas::atlas::{State, merge_json, state_to_json};
use aukus_atlas::dataset::{Dataset, Day};
use serde_json::{Value, json};

fn built_in() -> Dataset {
    let path = format!("{}/www/data/aukus.json", env!("CARGO_MANIFEST_DIR"));
    Dataset::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn after(dataset: &Dataset, partials: &[Value]) -> Value {
    let mut state = State::opening(dataset);
    for partial in partials {
        merge_json(&mut state, &partial.into(), dataset);
    }
    serde_json::to_value(state_to_json(&state, dataset)).unwrap()
}

#[test]
fn null_is_the_default_of_every_key() {
    let dataset = built_in();
    let opening = after(&dataset, &[]);
    let moved = json!({
        "date": "2023-03-13", "selected": "JPN", "track": "pillar-2", "query": "war", "view": "table", "theme": "dark",
        "table": { "rows": "events" }, "list": true, "camera": { "projection": "globe", "lon": 10, "lat": 20, "zoom": 3 },
        "lanes": { "order": "standing", "only": "selected" }, "range": { "start": "2022", "end": "2023" },
        "areas": ["quantum"], "kinds": ["statement"], "footings": ["official"], "statuses": ["member"], "actors": ["JPN"],
        "folded": ["reactions"], "playing": { "speed": 2 }, "lang": "fr", "tour": { "id": "article", "step": 2 }
    });
    let keys: Vec<String> = moved.as_object().unwrap().keys().cloned().collect();
    let nulls: Value =
        keys.iter().map(|key| (key.clone(), Value::Null)).collect::<serde_json::Map<_, _>>().into();
    let there_and_back = after(&dataset, &[moved, nulls]);
    for key in keys {
        assert_eq!(there_and_back[&key], opening[&key], "{key}");
    }
}

#[test]
fn an_axis_that_reaches_to_a_month_or_a_year_has_all_of_it() {
    let dataset = built_in();
    let range = |start: &str, end: &str| {
        after(&dataset, &[json!({ "range": { "start": start, "end": end } })])["range"].clone()
    };
    assert_eq!(range("2022", "2023"), json!({ "start": "2022-01-01", "end": "2024-01-01" }));
    assert_eq!(range("2023-06", "2024-02"), json!({ "start": "2023-06-01", "end": "2024-03-01" }));
    // As it is written it is read.
    let day = json!({ "start": "2023-06-01", "end": "2024-03-01" });
    assert_eq!(range("2023-06-01", "2024-03-01"), day);
    for year in [-999_999, -10_000, -4000, 0, 9999, 10_000, 999_998] {
        let far = Day::from_ymd(year, 3, 1).unwrap();
        let written = json!({ "start": far.to_string(), "end": far.plus(30).to_string() });
        assert_eq!(range(written["start"].as_str().unwrap(), written["end"].as_str().unwrap()), written);
    }
    let second = json!({ "start": "2023-06-01T10:30:00Z", "end": "2023-06-01T11:00:00Z" });
    assert_eq!(range("2023-06-01T10:30:00Z", "2023-06-01T11:00:00Z"), second);
}
