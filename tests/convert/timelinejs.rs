//! TimelineJS 3: documents and sheets.

use aukus_atlas::convert::Form;
use serde_json::json;

use crate::{converted, errors};

const VOYAGE: &str = include_str!("documents/voyage.json");
const OBSERVATORIES: &str = include_str!("documents/observatories.csv");

#[test]
fn what_is_guessed_or_left_out_of_a_document_is_told_once_each() {
    let (_, _, outcome) = converted(VOYAGE, Form::TimelineJs);
    let paths: Vec<&str> = outcome.warnings.iter().map(|warning| warning.problem.path.as_str()).collect();
    // A tier, a zone, a background.
    assert_eq!(paths, ["events[1].media.url", "events[2].start_date.hour", "events[2].background"]);
}

#[test]
fn a_document_keeps_what_it_says() {
    let (dataset, tree, _) = converted(VOYAGE, Form::TimelineJs);
    assert_eq!(tree["title"], "The voyage of the Meridian");
    assert_eq!(tree["summary"], "A ship, three captains & one ocean.");
    let dates: Vec<&str> = dataset.document.events.iter().map(|event| event.date.as_str()).collect();
    assert_eq!(dates, ["-0043-03-15", "1887-05", "1888-01-05T06:45:00Z/1888-02", "0602/0629", "+12000-03"]);
    let launch = &tree["events"][1];
    assert_eq!(launch["id"], "launch-1887");
    assert_eq!(launch["summary"], "Built by the yard (https://example.org/yard).\nBlessed by nobody.");
    assert_eq!(launch["actors"], json!(["harbour"]));
    let source = &tree["sources"][0];
    assert_eq!(source["url"], "https://example.org/launch");
    assert_eq!(source["publisher"], "Harbour Archive");
    assert_eq!(source["title"], "The launch, as the album (https://example.org/album?a=1&b=2) has it");
    assert_eq!(tree["events"][2]["summary"], "Early in the cold year. Forty days.");
    assert_eq!(tree["events"][3]["title"], "A war long before. With much to tell");
    assert_eq!(tree["events"][3]["places"][0]["name"], "Nineveh");
    assert_eq!(tree["sources"][1]["url"], "https://example.org/embed/7");
    assert_eq!([&tree["events"][2]["id"], &tree["events"][4]["id"]], ["first-crossing", "first-crossing-2"]);
    assert_eq!(tree["eras"], json!([{ "date": "1880/1899", "label": "Age of steam" }]));
}

#[test]
fn a_sheet_says_the_same_as_a_document() {
    let (_, tree, _) = converted(OBSERVATORIES, Form::TimelineJs);
    assert_eq!(
        (&tree["title"], &tree["summary"]),
        (&json!("Observatories"), &json!("How a sky was divided."))
    );
    let events = tree["events"].as_array().unwrap();
    let dates: Vec<&str> = events.iter().map(|event| event["date"].as_str().unwrap()).collect();
    assert_eq!(dates, ["1815-12-10/1852-11-27", "1948-03-14T14:30:00Z", "1943-07/1946", "1951"]);
    assert_eq!(events[0]["summary"], "Built by the guild (https://example.org/guild), it \"never\" leaked.");
    assert_eq!(tree["sources"][0]["tier"], "research");
    assert_eq!(tree["sources"][0]["title"], "The dome, a drawing");
    assert_eq!(events[1]["summary"], "It was brighter than we thought. The keeper");
    assert_eq!(events[2]["summary"], "The war years");
    assert_eq!(events[3]["title"], "A year of rain. Nothing else was written down that year");
    assert_eq!(tree["eras"], json!([{ "date": "1900/1910", "label": "Photography" }]));
    assert_eq!(tree["actors"].as_array().map(Vec::len), Some(2));
}

#[test]
fn the_first_documents_of_version_three_are_read_too() {
    let text = r#"{ "timeline": { "scale": "human", "slides": [
      { "type": "overview", "start_date": { "year": "1900" }, "text": { "headline": "All of it", "text": "" } },
      { "start_date": { "year": "1900", "month": "01", "day": "06" }, "text": { "headline": "", "text": "" },
        "media": { "caption": "A picture. It is old.", "credit": null, "url": "https://example.org/p" }, "uniqueid": "" } ] } }"#;
    let (_, tree, _) = converted(text, Form::TimelineJs);
    assert_eq!(tree["title"], "All of it");
    assert_eq!(tree["events"][0]["title"], "A picture. It is old");
}

#[test]
fn each_slip_is_told_where_it_is() {
    let slide = |inner: &str| format!("{{ \"events\": [\n{{ {inner} }}\n] }}");
    let table = [
        (
            slide("\"start_date\": { \"year\": \"soon\" }"),
            "2:27 events[0].start_date.year: \"soon\"; a year in digits, negative before our era",
        ),
        (
            slide("\"start_date\": { \"year\": 2021, \"month\": 13 }"),
            "2:42 events[0].start_date.month: \"13\"; a month, 1 to 12 or by name",
        ),
        (
            slide("\"start_date\": { \"year\": 2021, \"month\": 2, \"day\": 30 }"),
            "2:17 events[0].start_date: \"2021-2-30\"; a date like 2024-04-08, April 2024, 2023 or 44 BC; that month has no such day",
        ),
        (
            slide("\"start_date\": { \"year\": 2021, \"day\": 3 }"),
            "2:40 events[0].start_date.day: \"3\"; a month too where there is a day",
        ),
        (slide("\"start_date\": { \"month\": 3 }"), "2:17 events[0].start_date: nothing; a year"),
        (
            slide("\"start_date\": { \"year\": 2021 }, \"end_date\": { \"year\": 2020 }"),
            "2:47 events[0].end_date: \"2020\"; an end that is not before the start; the interval ends before it starts",
        ),
        (
            slide("\"start_date\": { \"year\": -13798000000 }"),
            "2:27 events[0].start_date.year: \"-13798000000\"; a date like 2024-04-08, April 2024, 2023 or 44 BC; the year must lie between -999999 and 999999",
        ),
        (
            slide("\"text\": { \"headline\": \"x\" }, \"start_date\": null"),
            "2:1 events[0]: nothing; a date; every slide but the title has one",
        ),
        (
            slide("\"start_date\": { \"year\": 1 }, \"text\": \"x\""),
            "2:40 events[0].text: a plain text; an object with \"headline\" and \"text\"",
        ),
        (
            "{ \"events\": [], \"timeline\": { \"event\": [] } }".into(),
            "1:29 timeline: no list of events; the key \"events\"; \"event\" stands here; did you mean \"events\"?",
        ),
        (
            "{ \"timeline\": { \"date\": [] } }".into(),
            "1:15 timeline: no list of events; the key \"events\"; this is a document of TimelineJS 2; the converter knows version 3",
        ),
        ("Year,Headline,Type\n1,A,era\n".into(), "2:1 line 2: nothing; an end date, as every era has"),
        (
            "Year,Headline,Type\n1900,A,titel\n".into(),
            "2:8 line 2, type: \"titel\"; title, era or nothing; did you mean \"title\"?",
        ),
        (
            "Year,Month,Headline\n1900,Foo,A\n".into(),
            "2:6 line 2, month: \"Foo\"; a month, 1 to 12 or by name",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(errors(&text), [expected], "{text}");
    }
}
