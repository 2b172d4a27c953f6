//! What holds for every text: nothing panics, places lie within the text, and what has no errors passes.

use aukus_atlas::convert::{Form, Options, read};
use aukus_atlas::dataset::Dataset;
use proptest::prelude::*;

const FORMS: [Option<Form>; 5] =
    [None, Some(Form::Dataset), Some(Form::TimelineJs), Some(Form::Csv), Some(Form::GeoJson)];

fn try_all(text: &str) -> Result<(), TestCaseError> {
    for form in FORMS {
        let outcome = read(text, form, &Options::default());
        prop_assert_eq!(outcome.dataset.is_some(), outcome.errors.is_empty(), "{:?} {}", form, text);
        for finding in outcome.errors.iter().chain(&outcome.warnings) {
            prop_assert!(finding.span.start <= finding.span.end.max(finding.span.start));
            prop_assert!(text.get(finding.span.start.min(text.len())..).is_some(), "{:?} {}", finding, text);
        }
        if let Some(dataset) = outcome.dataset {
            prop_assert!(Dataset::read(dataset).is_ok(), "{:?} {}", form, text);
        }
    }
    Ok(())
}

fn leaf() -> impl Strategy<Value = serde_json::Value> {
    prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        (-20_000_i64..20_000).prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        "[0-9]{1,4}|2024-0[1-9]|<p>x</p>|https://a\\.b/c|\\PC{0,8}|Point|Feature".prop_map(Into::into),
    ]
}

/// Trees with the keys of the documents that are known, so that the readers get deep into them.
fn trees() -> impl Strategy<Value = serde_json::Value> {
    let key = "title|events|eras|timeline|slides|start_date|end_date|year|month|day|hour|text|headline|media|url\
               |group|location|lon|lat|type|features|properties|geometry|coordinates|when|timespans|start|in|date|time\
               |name|id|schema|actors|changes|status";
    leaf().prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::btree_map(key, inner, 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_ends_in_a_dataset_or_in_errors(text in "\\PC{0,60}") {
        try_all(&text)?;
    }

    #[test]
    fn any_json_does(tree in trees()) {
        try_all(&tree.to_string())?;
    }

    #[test]
    fn any_slides_do(events in prop::collection::vec(trees(), 1..4), years in prop::collection::vec(leaf(), 4)) {
        let mut slides: Vec<serde_json::Value> = years.iter()
            .map(|year| serde_json::json!({ "start_date": { "year": year, "month": 3 }, "text": { "headline": year } }))
            .collect();
        slides.extend(events);
        try_all(&serde_json::json!({ "title": { "text": {} }, "events": slides }).to_string())?;
    }

    #[test]
    fn any_table_does(
        names in prop::sample::subsequence(vec!["date", "end", "title", "actor", "status", "rank", "scale", "track", "lon", "lat", "url", "source", "id", "x y", "Year", "Headline", "Month", "Type"], 1..10),
        cells in prop::collection::vec(prop::collection::vec("[0-9]{4}|2024-0[1-9]|Japan|A;B|-|[0-9.]{1,4}|https://a\\.b|\"|\\PC{0,6}|", 10), 0..5),
    ) {
        let line = |cells: &[String]| cells.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect::<Vec<_>>().join(",");
        let header: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let rows = cells.iter().map(|row| line(&row[..header.len().min(row.len())]));
        let text: Vec<String> = std::iter::once(line(&header)).chain(rows).collect();
        try_all(&text.join("\n"))?;
    }
}
