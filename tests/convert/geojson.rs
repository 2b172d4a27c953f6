//! GeoJSON features with times.

use aukus_atlas::convert::Form;
use serde_json::json;

use crate::{converted, errors, shown, told};

const QUAKES: &str = include_str!("documents/quakes.geojson");

#[test]
fn features_become_events_where_they_are() {
    let (dataset, tree, outcome) = converted(QUAKES, Form::GeoJson);
    assert_eq!(tree["title"], "Tremors of a quiet week");
    let dates: Vec<&str> = dataset.document.events.iter().map(|event| event.date.as_str()).collect();
    assert_eq!(dates, ["2024-04-08T14:30:00Z", "2024-04-09/2024-04-12", "2024-04/2024-05", "2024-04-10"]);
    let quake = &tree["events"][0];
    assert_eq!((&quake["id"], &quake["kind"]), (&json!("ex1"), &json!("earthquake")));
    assert_eq!(quake["places"], json!([{ "name": "12 km off Port Example", "lon": 142.5, "lat": 38.1 }]));
    assert_eq!(tree["sources"][0]["tier"], "official");
    assert_eq!(tree["events"][1]["summary"], "Two ships.");
    assert_eq!(tree["events"][1]["places"][0]["lon"], 142.4);
    assert_eq!(tree["events"][2]["places"][0], json!({ "name": "Closed waters", "lon": 142, "lat": 38 }));
    assert_eq!(tree["events"][3].get("places"), None);
    assert_eq!(shown(&dataset, "harbour-board", "2024-04-10").as_deref(), Some("warns"));
    assert!(told(QUAKES, &outcome.warnings).iter().any(|told| told.contains("left out: mag, updated")));
}

#[test]
fn each_slip_is_told_where_it_is() {
    let one = |properties: &str, geometry: &str| {
        format!(
            "{{ \"type\": \"FeatureCollection\", \"features\": [\n{{ \"type\": \"Feature\", \"properties\": {properties}, \"geometry\": {geometry} }} ] }}"
        )
    };
    let point = "{ \"type\": \"Point\", \"coordinates\": [1, 2] }";
    let metres = "{ \"type\": \"Point\", \"coordinates\": [15550408.9, 4257980.7] }";
    let swapped = "{ \"type\": \"Point\", \"coordinates\": [35.7, 139.7] }";
    let empty = "{ \"type\": \"Point\", \"coordinates\": [] }";
    let table = [
        (
            one("{ \"title\": \"A\" }", point),
            "2:36 features[0].properties: none of these; a time: date, time, start or when",
        ),
        (
            one("{ \"dat\": \"2024\" }", point),
            "2:36 features[0].properties: none of these; a time: date, time, start or when; did you mean \"date\"?",
        ),
        (
            one("{ \"date\": \"soon\" }", point),
            "2:46 features[0].properties.date: \"soon\"; a date like 2024-04-08, April 2024, 2023 or 44 BC",
        ),
        (
            one("{ \"date\": 20240408 }", point),
            "2:46 features[0].properties.date: 20240408; a date like 2024-04-08, April 2024, 2023 or 44 BC; numbers are years, or seconds or milliseconds since 1970",
        ),
        (
            one("{ \"date\": 2024 }", metres),
            "2:100 features[0].geometry.coordinates: [15550408.9, 4257980.7]; degrees, -180 to 180 and -90 to 90; GeoJSON is in degrees; metres of a projection must be turned into them first",
        ),
        (
            one("{ \"date\": 2024 }", swapped),
            "2:100 features[0].geometry.coordinates: [35.7, 139.7]; degrees, -180 to 180 and -90 to 90; longitude comes first in GeoJSON",
        ),
        (
            one("{ \"date\": 2024 }", empty),
            "2:66 features[0].geometry: no position; a geometry with positions, [longitude, latitude]",
        ),
        (
            one("{ \"start\": \"2024\", \"end\": \"2023\" }", point),
            "2:62 features[0].properties.end: \"2023\"; an end that is not before the start; the interval ends before it starts",
        ),
        (
            "{ \"type\": \"FeatureCollection\" }".into(),
            "1:1 : no list of features; the key \"features\"; a GeoJSON file has \"type\": \"FeatureCollection\" and \"features\": [ … ]",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(errors(&text), [expected], "{text}");
    }
}
