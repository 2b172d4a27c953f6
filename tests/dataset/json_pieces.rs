//! A long dataset read piece by piece, against the same text read whole.

use aukus_atlas::dataset::{Columns, Dataset, Day, JsonReader};
use proptest::prelude::*;
use serde_json::{Value, json};

const ACTORS: [&str; 3] = ["A", "B", "Æ"];
const STATUSES: [&str; 2] = ["in", "out"];

/// A dataset with its events before or after whatever names its actors.
fn dataset(events: &[Value], are_first: bool) -> String {
    let status = |id: &&str| json!({"id": id, "label": id, "scale": "one", "tone": "ramp-1"});
    let rest = json!({
        "schema": 1, "title": "Many [events] \"in\" {brackets}", "language": "en", "updated": "2024-04-30",
        "scales": [{"id": "one", "label": "One", "ordered": true}],
        "statuses": STATUSES.iter().map(status).collect::<Vec<_>>(), "groups": [{"id": "all", "label": "All"}],
        "tracks": [{"id": "t", "label": "T"}], "sources": [{"id": "s", "title": "S", "publisher": "P", "tier": "press"}],
        "actors": ACTORS.map(|id| json!({"id": id, "group": "all", "label": id})),
    });
    let rest = rest.to_string();
    let events = serde_json::to_string_pretty(events).unwrap();
    match are_first {
        true => format!("{{ \"events\" : {events} , {}", &rest[1..]),
        false => format!("{},\"events\":{events}}}\n", &rest[..rest.len() - 1]),
    }
}

fn read(text: &str, piece: usize) -> Result<Dataset, Vec<String>> {
    let mut reader = JsonReader::default();
    for piece in text.as_bytes().chunks(piece) {
        reader.feed(piece);
    }
    let told = |problems: Vec<_>| problems.iter().map(ToString::to_string).collect::<Vec<_>>();
    let text = reader.document().map_err(|problem| told(vec![problem]))?;
    let tree: Value = serde_json::from_str(&text).map_err(|error| vec![error.to_string()])?;
    let numbered = |problems: Vec<_>| told(problems.into_iter().map(|p| reader.numbered(p)).collect());
    let mut dataset = Dataset::read(&tree).map_err(numbered)?;
    let columns = reader.finish(&dataset.document).map_err(told)?;
    dataset.set_columns(columns).map_err(told)?;
    Ok(dataset)
}

/// An event that a row can hold.
fn plain(at: usize, date: &str, title: &str, actor: Option<usize>, status: Option<usize>) -> Value {
    let actor = actor.map(|at| ACTORS[at]);
    let changes: Vec<Value> = actor
        .and_then(|actor| Some(json!({"actor": actor, "status": STATUSES[status?]})))
        .into_iter()
        .collect();
    json!({
        "id": format!("e{at}"), "date": date, "title": title, "summary": "", "kind": "talk",
        "actors": actor.into_iter().collect::<Vec<_>>(), "changes": changes, "sources": [],
    })
}

/// The parts of an event as they are drawn by lot.
type Drawn = (String, String, Option<usize>, Option<usize>, u8);

fn events() -> impl Strategy<Value = Vec<Drawn>> {
    let date = prop_oneof![
        8 => (0i32..30_000).prop_map(|day| Day(day).to_string()),
        2 => (1970i32..2050, 1u8..13).prop_map(|(year, month)| format!("{year}-{month:02}")),
        1 => (0i32..30_000).prop_map(|day| format!("{}T14:30:00Z", Day(day))),
        1 => (1970i32..2050).prop_map(|year| format!("{year}/{}", year + 1)),
    ];
    let one = (date, any::<String>(), prop::option::of(0usize..3), prop::option::of(0usize..2), 0u8..12);
    prop::collection::vec(one, 0..40)
}

proptest! {
    #[test]
    fn a_dataset_in_pieces_is_the_dataset_read_whole(events in events(), are_first: bool, piece in 1usize..70) {
        let events: Vec<Value> = events.into_iter().enumerate().map(|(at, (date, title, actor, status, says))| {
            let mut event = plain(at, &date, &title, actor, status);
            match says {
                0 => event["summary"] = "It says more, \"with\" \\ signs".into(),
                1 => event["sources"] = json!(["s"]),
                2 => event["places"] = json!([{"name": "Here", "lon": 1.5, "lat": -2}]),
                3 => event["date"] = "2024~".into(),
                4 => event["date"] = "2024-04-08/..".into(),
                5 => event["title"] = json!({"en": "One", "de": "Eins"}),
                6 => event["actors"] = json!(["B", "A"]),
                _ => {}
            }
            event
        }).collect();
        let text = dataset(&events, are_first);
        let whole = Dataset::read(&serde_json::from_str::<Value>(&text).unwrap()).unwrap();
        let pieces = read(&text, piece).unwrap();
        prop_assert_eq!(pieces.links.len() + pieces.columns.len(), events.len());
        prop_assert_eq!(&pieces.document.title, &whole.document.title);
        prop_assert_eq!(pieces.span().map(|span| span.0), whole.span().map(|span| span.0));
        for actor in 0..3 {
            for day in (0..30_000).step_by(997).map(Day) {
                let shown = |dataset: &Dataset| dataset.fold.standing(actor, day, None).shown;
                // Within a day rows and events may come in another order than in the file.
                prop_assert!(shown(&pieces) == shown(&whole) || is_double(&whole, actor, day));
            }
        }
        // A row tells all that its event does, and every event is told.
        let mut left: Vec<&Value> = events.iter().filter(|event| {
            pieces.event(event["id"].as_str().unwrap()).is_none()
        }).collect();
        for row in 0..pieces.columns.len() {
            let columns = &pieces.columns;
            let at = left.iter().position(|event| {
                let edtf = aukus_atlas::dataset::Edtf::parse(event["date"].as_str().unwrap()).unwrap();
                let actor = columns.actor(row).map(|at| ACTORS[at]);
                let status = columns.status(row).map(|at| STATUSES[at]);
                event["title"].as_str() == columns.title(row)
                    && event["actors"][0].as_str() == actor
                    && event["changes"][0]["status"].as_str() == status
                    && columns.kind(row) == Some("talk")
                    && edtf.start().is_some_and(|start| start.first == columns.day(row))
            });
            prop_assert!(at.is_some(), "row {} is no event's", row);
            left.remove(at.unwrap());
        }
        prop_assert_eq!(left, Vec::<&Value>::new());
    }

    #[test]
    fn any_text_ends_in_a_dataset_or_in_problems(text in "[\\[\\]{}\",:a-e\\\\ 1]{0,60}", piece in 1usize..9) {
        let framed = dataset(&[], false).replace("\"events\":[]", &format!("\"events\":[{text}]"));
        for text in [text, framed] {
            if let Err(problems) = read(&text, piece) {
                prop_assert!(!problems.is_empty());
            }
        }
    }
}

/// Whether the last change of an actor by a day is one of several on that day, of which any may be the last.
fn is_double(dataset: &Dataset, actor: usize, day: Day) -> bool {
    let days = dataset.fold.history(actor).iter().map(|step| step.day).filter(|step| *step <= day);
    let days: Vec<Day> = days.collect();
    days.iter().filter(|step| days.iter().max() == Some(step)).count() > 1
}

#[test]
fn a_mark_of_the_order_of_bytes_is_no_slip_in_a_long_file_either() {
    let text = format!("\u{feff}{}", dataset(&[plain(0, "2024-04-08", "A", Some(0), Some(1))], false));
    for piece in [1, 2, 5, 1000] {
        assert_eq!(read(&text, piece).map(|dataset| dataset.columns.len()), Ok(1));
    }
}

#[test]
fn events_that_say_more_than_a_row_can_hold_stay_whole_as_long_as_they_are_few() {
    let told = |count: usize| {
        let events: Vec<Value> = (0..count)
            .map(|at| {
                let mut event = plain(at, "2024-04-08", "A talk", Some(at % 2), Some(0));
                event["sources"] = json!(["s"]);
                event
            })
            .collect();
        let dataset = read(&dataset(&events, false), 4096).unwrap();
        (dataset.links.len(), dataset.columns.len())
    };
    assert_eq!(told(JsonReader::MOST_WHOLE), (JsonReader::MOST_WHOLE, 0));
    assert_eq!(told(JsonReader::MOST_WHOLE + 1), (0, JsonReader::MOST_WHOLE + 1));
}

#[test]
fn of_what_is_more_than_a_row_can_hold_the_row_is_of_who_changes() {
    let mut events: Vec<Value> =
        (0..=JsonReader::MOST_WHOLE).map(|at| plain(at, "2024", "", None, None)).collect();
    for event in &mut events {
        event["summary"] = "More".into();
    }
    events[0] = json!({
        "id": "e0", "date": "2024-04-08", "title": {"de": "Eins", "en": "One"}, "summary": {"en": "S"}, "kind": "talk",
        "actors": ["A", "B"], "changes": [{"actor": "B", "status": "in", "note": {"en": "N"}}, {"actor": "A", "status": null, "scale": "one"}],
        "sources": ["s"], "claims": [{"text": "T", "by": "A", "footing": "named", "source": "s"}],
    });
    let dataset = read(&dataset(&events, true), 999).unwrap();
    let row = (0..dataset.columns.len()).find(|&row| dataset.columns.title(row) == Some("Eins")).unwrap();
    assert_eq!((dataset.columns.actor(row), dataset.columns.status(row)), (Some(1), Some(0)));
    assert_eq!(dataset.columns.len(), events.len());
}

#[test]
fn what_is_wrong_is_told_at_its_event() {
    let mut events: Vec<Value> =
        (0..5).map(|at| plain(at, "2024-04-08", "A talk", Some(0), Some(1))).collect();
    events[1]["date"] = "2021-13".into();
    events[3]["kinds"] = "talk".into();
    // In the words of the reader of any dataset, at the numbers that they have in the file.
    let problems = read(&dataset(&events, false), 50).unwrap_err();
    let whole = Dataset::read(&serde_json::from_str::<Value>(&dataset(&events, false)).unwrap()).unwrap_err();
    assert_eq!(problems, whole.iter().map(ToString::to_string).collect::<Vec<_>>());
    assert!(problems[0].starts_with("events[1].date: found \"2021-13\""), "{problems:?}");
    assert!(problems[1].starts_with("events[3].kinds: found an unknown key"), "{problems:?}");
    let mut events: Vec<Value> =
        (0..3).map(|at| plain(at, "2024-04-08", "A talk", Some(0), Some(1))).collect();
    events[2]["actors"] = json!(["C"]);
    events[2]["changes"] = json!([]);
    let problems = read(&dataset(&events, false), 50).unwrap_err();
    assert_eq!(problems, ["events[2].actors: found \"C\"; expected an id of the dataset"]);
}

#[test]
fn a_text_that_ends_too_early_is_told() {
    let text = dataset(&[plain(0, "2024-04-08", "A talk", Some(0), Some(1))], false);
    for end in [1, text.len() / 2, text.len() - 3] {
        let problems = read(&text[..end], 7).unwrap_err();
        assert_eq!(problems, ["dataset: found a text that ends too early; expected JSON"]);
    }
}

#[test]
fn a_row_without_an_actor_or_a_status_has_none() {
    let events =
        [plain(0, "2024-04-08", "\u{1F600} \"q\"\n", None, None), plain(1, "2024-04-09", "", Some(2), None)];
    let dataset = read(&dataset(&events, true), 3).unwrap();
    let Columns { actors, statuses, titles, .. } = &dataset.columns;
    assert_eq!((&actors[..], &statuses[..]), (&[Columns::NO_ACTOR, 2][..], &[Columns::NO_STATUS; 2][..]));
    assert_eq!(titles, "\u{1F600} \"q\"\n");
}
