//! Small datasets to filter and to search.

use aukus_atlas::dataset::{Columns, Dataset};
use serde_json::{Value, json};

/// Two tracks with two areas each, three actors and three statuses.
pub fn dataset(events: Vec<Value>) -> Dataset {
    let status =
        |(id, scale, tone): (&str, &str, &str)| json!({"id": id, "label": id, "scale": scale, "tone": tone});
    let statuses = [("member", "near", "ramp-1"), ("outside", "near", "ramp-8"), ("critic", "say", "hatch")];
    let statuses = statuses.map(status);
    let actors = ACTORS.map(|id| json!({"id": id, "group": "all", "label": id}));
    Dataset::read(&json!({
        "schema": 1, "title": "A pact", "language": "en", "updated": "2024-12-31",
        "scales": [{"id": "near", "label": "Nearness", "ordered": true}, {"id": "say", "label": "Reaction", "ordered": false}],
        "statuses": statuses,
        "groups": [{"id": "all", "label": "All"}],
        "tracks": [
            {"id": "one", "label": "One", "areas": [{"id": "subs", "label": "Submarines"}, {"id": "bases", "label": "Bases"}]},
            {"id": "two", "label": "Two", "areas": [{"id": "quantum", "label": "Quantum"}, {"id": "cyber", "label": "Cyber"}]},
        ],
        "sources": [{"id": "s", "title": "A paper", "publisher": "A press", "tier": "press"}],
        "actors": actors,
        "events": events,
    }))
    .unwrap()
}

pub const ACTORS: [&str; 3] = ["AUS", "JPN", "CHN"];
pub const AREAS: [&str; 4] = ["subs", "bases", "quantum", "cyber"];
pub const KINDS: [&str; 3] = ["talk", "act", "rumour"];

/// The same with rows in columns, of kinds `talk` and `drill`.
pub fn with_rows(mut dataset: Dataset, rows: &[(u16, u8)]) -> Dataset {
    dataset
        .set_columns(Columns {
            days: (0..rows.len()).map(|day| day as f64).collect::<Vec<_>>().into(),
            actors: rows.iter().map(|row| if row.0 < 3 { row.0 } else { Columns::NO_ACTOR }).collect(),
            kinds: rows.iter().map(|row| row.1 % 2).collect(),
            kind_names: vec!["talk".into(), "drill".into()],
            ..Columns::default()
        })
        .unwrap();
    dataset
}
