//! What search engines read of a dataset: schema.org's `Dataset` and the events in it.

use aukus_atlas::dataset::{Dataset, Text};
use aukus_atlas::scene::{Host, words};
use serde_json::{Value, json};

use crate::fallback::machine_date;

/// The graph in an element for a page's head. Not for the inside of the atlas: under trusted types a page
/// that clones it would be reported for the script.
pub fn element(dataset: &Dataset, host: &dyn Host) -> String {
    format!("<script type=\"application/ld+json\">{}</script>\n", graph(dataset, host))
}

fn graph(dataset: &Dataset, host: &dyn Host) -> String {
    let document = &dataset.document;
    let text = |text: &Text| words::text(text, dataset, host).text.to_owned();
    let mut about = json!({
        "@type": "Dataset",
        "name": text(&document.title),
        "description": text(document.summary.as_ref().unwrap_or(&document.title)),
        "inLanguage": document.language.as_str(),
    });
    let mut days =
        dataset.events_by_day.iter().filter_map(|&event| machine_date(&document.events[event].date));
    let first = days.clone().next();
    set(&mut about, "version", document.version.clone());
    set(&mut about, "dateModified", machine_date(&document.updated));
    set(
        &mut about,
        "temporalCoverage",
        first.zip(days.next_back()).map(|(first, last)| format!("{first}/{last}")),
    );
    let events = dataset.events_by_day.iter().map(|&event| {
        let written = &document.events[event];
        let mut told = json!({ "@type": "Event", "name": text(&written.title) });
        set(&mut told, "startDate", machine_date(&written.date));
        told
    });
    let list: Vec<Value> = events.collect();
    let graph = json!({ "@context": "https://schema.org", "@graph": [about, { "@type": "ItemList", "itemListElement": list }] });
    // Nothing in it may end the element it stands in.
    graph.to_string().replace('<', "\\u003c")
}

fn set(record: &mut Value, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        record[key] = value.into();
    }
}
