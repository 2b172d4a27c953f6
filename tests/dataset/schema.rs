//! The committed JSON Schema is the one the types give, and says what the reader says.

use aukus_atlas::dataset::{Dataset, json_schema};
use serde_json::{Value, json};

fn committed(name: &str) -> Value {
    let path = format!("{}/www/data/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_committed_schema_is_made_from_the_types() {
    assert_eq!(committed("schema.json"), json_schema(), "run `cargo run -- schema > www/data/schema.json`");
}

#[test]
fn the_built_in_dataset_is_valid_under_the_schema() {
    let validator = jsonschema::validator_for(&json_schema()).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&committed("aukus.json"))
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
}

#[test]
fn every_key_is_described_and_the_examples_are_right() {
    let schema = json_schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for example in schema["examples"].as_array().unwrap() {
        assert!(validator.is_valid(example));
        assert!(Dataset::read(example).is_ok());
    }
    let types = schema["$defs"].as_object().unwrap();
    for (name, described) in
        types.iter().map(|(name, it)| (name.as_str(), it)).chain([("the dataset", &schema)])
    {
        assert!(described["description"].is_string(), "{name}");
        for (key, property) in described["properties"].as_object().into_iter().flatten() {
            assert!(property["description"].is_string(), "{key} of {name}");
        }
        for choice in described["oneOf"].as_array().into_iter().flatten() {
            assert!(choice["description"].is_string(), "{choice} of {name}");
        }
    }
    for leaf in ["Edtf", "Code", "Id", "Url", "Text"] {
        let leaf = &types[leaf];
        let validator = jsonschema::validator_for(leaf).unwrap();
        let examples = leaf["examples"].as_array().unwrap();
        assert!(!examples.is_empty() && examples.iter().all(|example| validator.is_valid(example)), "{leaf}");
    }
}

/// Breaks each leaf of the dataset in turn: where the schema refuses, the reader refuses too, so
/// that an editor's green light is never a promise the schema alone has made.
#[test]
fn what_the_schema_refuses_the_reader_refuses() {
    let validator = jsonschema::validator_for(&json_schema()).unwrap();
    let whole = committed("aukus.json");
    let mut pointers = Vec::new();
    collect(&whole, String::new(), &mut pointers);
    let mut refused = 0;
    for pointer in pointers.iter().step_by(7) {
        for wrong in [json!(null), json!(7), json!(""), json!("\u{1}"), json!(["x"]), json!({ "x": 1 })] {
            let mut broken = whole.clone();
            *broken.pointer_mut(pointer).unwrap() = wrong;
            if !validator.is_valid(&broken) {
                refused += 1;
                assert!(Dataset::read(&broken).is_err(), "the reader takes {pointer}, the schema does not");
            }
        }
    }
    assert!(refused > 100, "only {refused} breaks were refused");
}

fn collect(value: &Value, pointer: String, pointers: &mut Vec<String>) {
    match value {
        // Two of each list are as good as all of them, and take less time.
        Value::Array(items) => {
            items.iter().enumerate().take(2).for_each(|(i, v)| collect(v, format!("{pointer}/{i}"), pointers))
        }
        Value::Object(map) => map.iter().for_each(|(k, v)| collect(v, format!("{pointer}/{k}"), pointers)),
        _ => pointers.push(pointer),
    }
}
