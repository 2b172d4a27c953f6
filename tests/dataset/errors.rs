//! What an editor reads when a dataset is wrong.

use aukus_atlas::dataset::Dataset;
use serde_json::{Value, json};

fn small() -> Value {
    json!({
        "schema": 1, "title": "A pact", "language": "en", "updated": "2024-04-30",
        "scales": [{ "id": "nearness", "label": "Nearness", "ordered": true }],
        "statuses": [{ "id": "member", "label": "Member", "scale": "nearness", "tone": "ramp-1" }],
        "groups": [{ "id": "all", "label": "All" }],
        "tracks": [{ "id": "one", "label": "One", "areas": [{ "id": "cyber", "label": "Cyber" }] }],
        "sources": [{ "id": "s1", "title": "T", "publisher": "P", "tier": "press" }],
        "actors": [{ "id": "JPN", "group": "all", "code": "JPN" }],
        "events": [{ "id": "joins", "date": "2024-04", "title": "Japan joins", "summary": "", "kind": "accession",
                     "actors": ["JPN"], "sources": ["s1"],
                     "changes": [{ "actor": "JPN", "status": "member", "sources": ["s1"] }] }]
    })
}

fn problems(change: impl Fn(&mut Value)) -> Vec<String> {
    let mut value = small();
    change(&mut value);
    Dataset::read(&value).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

#[test]
fn the_small_dataset_is_right() {
    assert_eq!(problems(|_| {}), Vec::<String>::new());
}

#[test]
fn each_slip_is_told_at_its_path_with_what_was_found_and_expected() {
    type Slip = (fn(&mut Value), &'static str);
    let table: &[Slip] = &[
        (|v| v["schema"] = json!(2), "schema: found 2; expected 1, the version of the format"),
        (
            |v| v["title"] = json!("é".repeat(20_001)),
            "title: found \"éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé\"…; expected a text of at most 20000 characters",
        ),
        (
            |v| v["events"][0]["date"] = json!("2021-13"),
            "events[0].date: found \"2021-13\"; expected a date like \"2024-04-08\", \"2024-04\" or \"2023/2025\"; the month must be 01 to 12",
        ),
        (
            |v| v["events"][0]["actors"][0] = json!("JPM"),
            "events[0].actors[0]: found \"JPM\"; expected the id of an actor; did you mean \"JPN\"?",
        ),
        (
            |v| v["statuses"][0]["tone"] = json!("ramp1"),
            "statuses[0].tone: found \"ramp1\"; expected one of ramp-1, ramp-2, ramp-3, ramp-4, ramp-5, ramp-6, ramp-7, ramp-8, hatch, lines, dots, upright; did you mean \"ramp-1\"?",
        ),
        (
            |v| v["actors"][0]["colour"] = json!("red"),
            "actors[0].colour: found an unknown key; expected one of the keys id, group, code, label, short, place, summary",
        ),
        (
            |v| v["actors"][0]["code"] = json!("jpn"),
            "actors[0].code: found \"jpn\"; expected an ISO 3166-1 alpha-3 code like \"JPN\"; did you mean \"JPN\"?",
        ),
        (
            |v| v["actors"][0]["code"] = json!("GER"),
            "actors[0].code: found \"GER\"; expected the ISO 3166-1 alpha-3 code of a country; leave it out where there is no such country",
        ),
        (
            |v| v["language"] = json!("not a tag"),
            "language: found \"not a tag\"; expected a BCP 47 language tag like \"en\" or \"pt-BR\"",
        ),
        (
            |v| v["sources"][0]["url"] = json!("javascript:alert(1)"),
            "sources[0].url: found \"javascript:alert(1)\"; expected an https: or http: address",
        ),
        (
            |v| v["sources"][0]["url"] = json!("https://who:secret@example.org/"),
            "sources[0].url: found \"https://who:secret@example.org/\"; expected an https: or http: address; remove the name and password before the @",
        ),
        (
            |v| v["actors"][0]["place"] = json!({ "name": "Tokyo", "lon": 35.7, "lat": 139.7 }),
            "actors[0].place.lat: found 139.7; expected degrees of latitude, -90 to 90; lon and lat look swapped",
        ),
        (
            |v| v["events"][0]["id"] = json!("JPN"),
            "events[0].id: found \"JPN\"; expected an id of its own; actors[0] has it already",
        ),
        (
            |v| v["events"][0]["changes"][0]["status"] = json!(null),
            "events[0].changes[0].scale: found nothing; expected the id of a scale; status null empties a slot; name its scale",
        ),
        (
            |v| {
                v["events"][0].as_object_mut().unwrap().remove("title");
            },
            "events[0].title: found nothing; expected the key \"title\"",
        ),
        (|v| *v = json!([]), "dataset: found an empty list; expected an object"),
    ];
    for (slip, told) in table {
        assert_eq!(problems(slip), [*told]);
    }
}

#[test]
fn all_problems_are_listed_at_once() {
    let told = problems(|v| {
        v["updated"] = json!("yesterday");
        v["events"][0]["date"] = json!(2024);
        v["events"][0]["actors"] = json!(["JPM", 7]);
        v["events"][0]["claims"] =
            json!([{ "text": "x" }, { "text": { "e": 1 }, "by": [], "footing": "rumour", "source": "s1" }]);
    });
    let paths: Vec<&str> = told.iter().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(
        paths,
        [
            "updated",
            "events[0].date",
            "events[0].actors[1]",
            "events[0].claims[0].by",
            "events[0].claims[0].footing",
            "events[0].claims[0].source",
            "events[0].claims[1].text.e",
            "events[0].claims[1].text.e",
            "events[0].claims[1].by",
            "events[0].claims[1].footing",
            "events[0].actors[0]",
        ]
    );
}

#[test]
fn the_editors_schema_key_is_ignored() {
    assert_eq!(problems(|v| v["$schema"] = json!("./schema.json")), Vec::<String>::new());
}

/// As the schema has it, and as a page leaves a key undefined.
#[test]
fn what_need_not_be_there_may_be_null() {
    let nothing = problems(|v| {
        for key in ["version", "summary", "notice", "eras", "corrections", "worldview", "tour"] {
            v[key] = Value::Null;
        }
        for key in ["code", "label", "short", "place"] {
            v["actors"][0][key] = Value::Null;
        }
        for key in ["tracks", "areas", "places", "claims"] {
            v["events"][0][key] = Value::Null;
        }
        v["events"][0]["changes"][0]["track"] = Value::Null;
    });
    let told: Vec<&String> = nothing.iter().filter(|problem| problem.contains("null")).collect();
    assert_eq!(told, Vec::<&String>::new());
}

#[test]
fn a_million_wrong_items_are_not_read_to_the_end() {
    let wrong = |count: usize| problems(|v| v["events"] = Value::Array(vec![Value::Null; count]));
    assert_eq!(wrong(100_000), wrong(2000));
    assert_eq!(wrong(2000).len(), aukus_atlas::dataset::MOST_PROBLEMS);
}
