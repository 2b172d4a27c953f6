//! Events in columns, against the same events as records.

use std::sync::Arc;

use aukus_atlas::dataset::{Columns, ColumnsLoad, CsvReader, Dataset, Day};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Two ordered statuses and the end of their scale, and two reactions.
const STATUSES: [&str; 5] = ["member", "near", "outside", "critic", "fond"];

fn dataset(events: Vec<Value>) -> Dataset {
    let status = |(at, id): (usize, &&str)| {
        let scale = if at < 3 { "nearness" } else { "reaction" };
        json!({"id": id, "label": id, "scale": scale, "tone": "ramp-1"})
    };
    Dataset::read(&json!({
        "schema": 1, "title": "A pact", "language": "en", "updated": "2024-04-30",
        "scales": [
            {"id": "nearness", "label": "Nearness", "ordered": true},
            {"id": "reaction", "label": "Reaction", "ordered": false},
        ],
        "statuses": STATUSES.iter().enumerate().map(status).collect::<Vec<_>>(),
        "groups": [{"id": "all", "label": "All"}],
        "tracks": [{"id": "one", "label": "One"}, {"id": "two", "label": "Two"}], "sources": [],
        "actors": [{"id": "A", "group": "all", "label": "A"}, {"id": "B", "group": "all", "label": "B"}],
        "events": events,
    }))
    .unwrap()
}

proptest! {
    #[test]
    fn the_fold_of_columns_is_the_fold_of_records(
        rows in prop::collection::vec((0i32..400, 0u16..3, 0u8..6), 1..300), days in prop::collection::vec(-5i32..410, 20),
    ) {
        let actor = |at: u16| if at < 2 { at } else { Columns::NO_ACTOR };
        let status = |at: u8| if at < 5 { at } else { Columns::NO_STATUS };
        let records = rows.iter().enumerate().map(|(at, &(day, of, becomes))| {
            let ids = ["A", "B"];
            let changes = match (ids.get(usize::from(of)), STATUSES.get(usize::from(becomes))) {
                (Some(actor), Some(status)) => json!([{"actor": actor, "status": status}]),
                _ => json!([]),
            };
            json!({
                "id": format!("e{at}"), "date": Day(day).to_string(), "title": "", "summary": "", "kind": "k",
                "actors": ids.get(usize::from(of)).into_iter().collect::<Vec<_>>(), "sources": [], "changes": changes,
            })
        });
        let as_records = dataset(records.collect());
        let mut as_columns = dataset(Vec::new());
        as_columns.set_columns(Columns {
            days: rows.iter().map(|row| f64::from(row.0)).collect::<Vec<_>>().into(),
            actors: rows.iter().map(|row| actor(row.1)).collect(),
            statuses: rows.iter().map(|row| status(row.2)).collect(),
            ..Columns::default()
        }).unwrap();
        for day in days.into_iter().map(Day) {
            for actor in 0..2 {
                for track in [None, Some(0), Some(1)] {
                    let shown = |dataset: &Dataset| dataset.fold.standing(actor, day, track).shown;
                    prop_assert_eq!(shown(&as_columns), shown(&as_records), "{} on {}", actor, day);
                }
            }
        }
        prop_assert_eq!(as_columns.span(), as_records.span());
    }
}

proptest! {
    /// What events write, endings too, and what rows set is one history; on one day rows go last.
    #[test]
    fn rows_beside_events_fold_as_if_all_were_events(
        written in prop::collection::vec((0i32..60, 0usize..2, 0usize..7), 0..30),
        rows in prop::collection::vec((0i32..60, 0u16..2, 0u8..5), 1..30), days in prop::collection::vec(-5i32..70, 12),
    ) {
        let event = |id: String, day: i32, actor: usize, becomes: usize| {
            let of = ["A", "B"][actor];
            let mut change = json!({"actor": of, "status": STATUSES.get(becomes)});
            if let Some(end) = becomes.checked_sub(STATUSES.len()) {
                change["scale"] = ["nearness", "reaction"][end].into();
            }
            json!({
                "id": id, "date": Day(day).to_string(), "title": "", "summary": "", "kind": "k", "actors": [],
                "sources": [], "changes": [change],
            })
        };
        let events: Vec<Value> = written.iter().enumerate()
            .map(|(at, &(day, actor, becomes))| event(format!("w{at}"), day, actor, becomes)).collect();
        let of_rows = rows.iter().enumerate()
            .map(|(at, &(day, actor, becomes))| event(format!("r{at}"), day, usize::from(actor), usize::from(becomes)));
        let all_written = dataset(events.iter().cloned().chain(of_rows).collect());
        let mut beside = dataset(events);
        beside.set_columns(Columns {
            days: rows.iter().map(|row| f64::from(row.0)).collect::<Vec<_>>().into(),
            actors: rows.iter().map(|row| row.1).collect(),
            statuses: rows.iter().map(|row| row.2).collect(),
            ..Columns::default()
        }).unwrap();
        for day in days.into_iter().map(Day) {
            for actor in 0..2 {
                let shown = |dataset: &Dataset| dataset.fold.standing(actor, day, None).shown;
                prop_assert_eq!(shown(&beside), shown(&all_written), "{} on {}", actor, day);
            }
        }
    }
}

#[test]
fn rows_are_put_in_order_with_all_their_columns() {
    let mut dataset = dataset(Vec::new());
    let columns = Columns {
        days: vec![3.0, 1.0, 2.0].into(),
        spans: vec![0.3, 0.1, 0.2],
        actors: vec![0, 1, Columns::NO_ACTOR],
        statuses: vec![2, 3, 4],
        kinds: vec![0, 0, 1],
        kind_names: vec!["talk".into(), "act".into()],
        titles: "threeonetwo".into(),
        title_ends: vec![5, 8, 11],
        given: Vec::new(),
    };
    let mut load = ColumnsLoad::new(columns, &dataset.document);
    while !load.advance(&dataset.document, 1) {}
    assert_eq!(load.progress(), 1.0);
    dataset.finish_columns(load).unwrap();
    let columns = &dataset.columns;
    let titles: Vec<&str> = (0..3).filter_map(|row| columns.title(row)).collect();
    assert_eq!(titles, ["one", "two", "three"]);
    assert_eq!((0..3).map(|row| columns.actor(row)).collect::<Vec<_>>(), [Some(1), None, Some(0)]);
    assert_eq!((0..3).map(|row| columns.given(row)).collect::<Vec<_>>(), [1, 2, 0]);
    assert_eq!((columns.kind(1), columns.status(0), columns.spans[2]), (Some("act"), Some(3), 0.3));
}

#[test]
fn what_is_wrong_with_columns_is_told_at_its_row() {
    let wrong = |columns: Columns| {
        let problems = dataset(Vec::new()).set_columns(columns).unwrap_err();
        problems.into_iter().map(|problem| problem.path).collect::<Vec<_>>()
    };
    let days = Arc::new(vec![1.0, 2.0]);
    assert_eq!(wrong(Columns { days: vec![0.0, f64::NAN].into(), ..Columns::default() }), ["rows.time[1]"]);
    assert_eq!(wrong(Columns { days: days.clone(), actors: vec![0], ..Columns::default() }), ["rows.actor"]);
    assert_eq!(
        wrong(Columns { days: days.clone(), actors: vec![0, 2], ..Columns::default() }),
        ["rows.actor[1]"]
    );
    assert_eq!(wrong(Columns { days, statuses: vec![9, 0], ..Columns::default() }), ["rows.status[0]"]);
}

fn read_csv(text: &str, piece: usize) -> Result<Columns, Vec<String>> {
    let mut reader = CsvReader::default();
    for piece in text.as_bytes().chunks(piece) {
        reader.feed(piece);
    }
    reader.finish().map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

const CSV: &str = "\u{feff}date,actor,status,kind,title\r\n\
    2024-04-08,A,member,talk,\"A \"\"plain\"\" talk, with\nlines\"\r\n\
    \r\n\
    2024-04,B,,act,Zürich\n\
    2024-04-09T06:00:00Z,,critic,talk,";

#[test]
fn a_csv_file_reads_alike_in_pieces_of_any_length() {
    for piece in 1..40 {
        let columns = read_csv(CSV, piece).unwrap();
        assert_eq!(*columns.days, [19_821.0, 19_814.0, 19_822.25]);
        assert_eq!(columns.spans, [1.0, 30.0, 0.0]);
        assert_eq!(columns.actors, [0, 1, Columns::NO_ACTOR]);
        assert_eq!(columns.statuses, [0, Columns::NO_STATUS, 1]);
        assert_eq!(
            (columns.kind(0), columns.kind(1), columns.kind(2)),
            (Some("talk"), Some("act"), Some("talk"))
        );
        let titles: Vec<&str> = (0..3).filter_map(|row| columns.title(row)).collect();
        assert_eq!(titles, ["A \"plain\" talk, with\nlines", "Zürich", ""]);
    }
}

#[test]
fn room_made_for_what_is_to_come_changes_nothing_be_it_more_than_there_is() {
    for times in [0.0, 0.5, 40.0, 1e9, 1e300] {
        let mut reader = CsvReader::default();
        let (begun, rest) = CSV.as_bytes().split_at(90);
        reader.feed(begun);
        reader.make_room(times);
        reader.feed(rest);
        reader.end();
        let columns = reader.finish().unwrap();
        assert_eq!((columns.len(), columns.title(1)), (3, Some("Zürich")), "{times} times");
    }
}

#[test]
fn a_csv_file_may_be_written_as_spreadsheets_of_other_countries_do() {
    for text in
        ["\u{feff}date;actor;title\r2024;A;\"x; y\"\r;;\r2025;B", "date|actor|title\n2024|A|x; y\n2025|B|\n"]
    {
        for piece in [1, 5, 100] {
            let columns = read_csv(text, piece).unwrap();
            assert_eq!(columns.actors, [0, 1], "{text:?}");
            assert_eq!((columns.title(0), columns.title(1)), (Some("x; y"), Some("")), "{text:?}");
        }
    }
}

#[test]
fn of_columns_of_the_same_name_the_first_is_read() {
    // Found by the fuzz target: a column of its own for each would be twice as long as the others.
    let columns = read_csv("date,title,title\n2024-04-08,A,B\n", 5).unwrap();
    assert_eq!((columns.title(0), columns.title_ends.len()), (Some("A"), 1));
}

#[test]
fn three_capitals_that_are_no_country_are_a_name_like_any_other() {
    let mut reader = CsvReader::default();
    reader.feed(b"date,actor\n2024-04-08,UAE\n2024-04-08,IMF\n2024-04-08,ARE\n");
    reader.end();
    let dataset = Dataset::read(reader.names().dataset("T", Day::parse("2024-04-08").unwrap())).unwrap();
    let codes: Vec<_> = dataset.document.actors.iter().map(|actor| actor.code.as_deref()).collect();
    assert_eq!(codes, [None, None, Some("ARE")]);
}

#[test]
fn what_is_wrong_with_a_csv_file_is_told_at_its_line() {
    let problems = |text: &str| read_csv(text, 7).unwrap_err();
    assert_eq!(
        problems("date,actor\n2024-04-08,AC\n2021-13,A\n2024-04-08\n"),
        [
            "line 3, date: found \"2021-13\"; expected an EDTF date like 2024-04-08; the month must be 01 to 12",
        ]
    );
    assert_eq!(
        problems("date,title\n2024-04-08,A,B\n2024,\"a\nb\"\n2024,\"he said \"no\"\"\nsoon,\"x\n"),
        [
            "line 2: found 3 cells; expected 2 cells, as the first line has; a cell with the separator in it stands in double quotes",
            "line 5: found a text after a closing quote; expected the end of the cell; a quote within a cell is written twice: \"\"",
            "line 6: found a quote that is never closed; expected a closing \"",
        ]
    );
    assert_eq!(problems("actr\nA\n").len(), 1);
    let endless = format!("date,title\n2024-04-08,\"{}", "x".repeat(70_000));
    assert_eq!(problems(&endless)[0], "line 2: found a longer line; expected a line of at most 65536 bytes");
}

#[test]
fn a_table_that_stands_for_itself_brings_its_names_along() {
    let csv = "When,Country,Note,Becomes,Headline\n\
        2024-04-08,JPN,x,considered,A talk\n2024-05,South Korea,y,,Another\n2024-06-01,JPN,,member,Joins\n";
    for piece in [1, 7, 1000] {
        let mut reader = CsvReader::default();
        for piece in csv.as_bytes().chunks(piece) {
            reader.feed(piece);
        }
        let names = reader.names().clone();
        assert_eq!(names.actors, ["JPN", "South Korea"]);
        assert_eq!(names.statuses, ["considered", "member"]);
        let updated = reader.last_day().unwrap();
        assert_eq!(updated.to_string(), "2024-06-01");
        let mut dataset = Dataset::read(names.dataset("A table", updated)).unwrap();
        let columns = reader.finish().unwrap();
        dataset.set_columns(columns).unwrap();
        assert_eq!(dataset.fold.standing(0, updated, None).shown, Some(1));
        assert_eq!(dataset.fold.standing(1, updated, None).shown, None);
        assert_eq!(dataset.columns.title(1), Some("Another"));
    }
}

#[test]
fn the_last_line_of_a_table_may_bring_a_name_and_no_end() {
    let mut reader = CsvReader::default();
    reader.feed(b"date,actor\n2024,A\n2025-04-08,B");
    reader.end();
    assert_eq!(
        (reader.names().actors.len(), reader.last_day().unwrap().to_string()),
        (2, "2025-04-08".into())
    );
    assert_eq!(reader.finish().unwrap().actors, [0, 1]);
}

#[test]
fn a_table_with_more_statuses_than_there_are_tones_is_refused() {
    let mut csv = String::from("date,actor,status\n");
    for at in 0..13 {
        csv.push_str(&format!("2024-04-08,A,s{at}\n"));
    }
    let mut reader = CsvReader::default();
    reader.feed(csv.as_bytes());
    let problems = reader.finish().unwrap_err();
    assert_eq!(
        problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["line 14, status: found \"s12\"; expected no more than 12 of them"]
    );
}

#[test]
fn columns_without_times_are_told_and_nothing_more() {
    let columns = Columns { actors: vec![0, 1], statuses: vec![0, 1], ..Columns::default() };
    let problems = dataset(Vec::new()).set_columns(columns).unwrap_err();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["rows.actor: found 2 rows; expected 0 rows, as many as there are times"]);
}

#[test]
fn a_dash_in_a_long_table_is_no_status_of_that_name() {
    let mut reader = CsvReader::default();
    reader.feed("date,actor,status\n2024-04-08,A,in\n2024-04-09,A,–\n".as_bytes());
    let problems = reader.finish().unwrap_err();
    assert_eq!(
        problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "line 3, status: found \"–\"; expected a status: a row of so long a table cannot end one; a table of up to 4 MB can say so"
        ]
    );
}
