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
    schema["properties"]["$schema"] = json!(true);
    schema
}
