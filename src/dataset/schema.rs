//! The JSON Schema of datasets, for editors of them.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::document::Document;

/// The JSON Schema (draft 2020-12), made from the types.
pub fn json_schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<Document>().to_value();
    schema["title"] = json!("AUKUS Atlas dataset, schema 1");
    // Editors find the schema through this key; the atlas ignores it.
    schema["properties"]["$schema"] =
        json!({ "description": "Where this schema is, for editors of the file." });
    schema["description"] = json!(
        "Who stood where on any day, and who says so. Statuses are not stored: events carry changes, and the status \
         of an actor on a day is what all changes up to that day have made of it."
    );
    schema["examples"] = json!([example()]);
    schema
}

/// The smallest dataset that shows something.
fn example() -> Value {
    json!({
        "schema": 1, "title": "A pact", "language": "en", "updated": "2024-04-30",
        "scales": [{ "id": "nearness", "label": "Nearness", "ordered": true }],
        "statuses": [{ "id": "member", "label": "Member", "scale": "nearness", "tone": "ramp-1" }],
        "groups": [{ "id": "all", "label": "All" }],
        "tracks": [],
        "actors": [{ "id": "JPN", "group": "all", "code": "JPN" }],
        "sources": [{ "id": "text", "title": "Text of the pact", "publisher": "The parties", "tier": "official",
                      "url": "https://example.org/pact" }],
        "events": [{ "id": "japan-joins", "date": "2024-04-08", "title": "Japan joins", "summary": "",
                     "kind": "treaty", "actors": ["JPN"], "sources": ["text"],
                     "changes": [{ "actor": "JPN", "status": "member", "sources": ["text"] }] }]
    })
}
