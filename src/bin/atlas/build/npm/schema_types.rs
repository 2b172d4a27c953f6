//! The JSON Schema of datasets as TypeScript's types.

use std::fmt::Write;

use anyhow::{Context, Result};
use serde_json::Value;

/// The dataset itself and every record in it.
pub fn declarations(schema: &Value) -> Result<String> {
    let mut text = declaration("AtlasDataset", schema)?;
    let parts = schema["$defs"].as_object().context("the schema has no $defs")?;
    for (name, part) in parts {
        text.push('\n');
        text += &declaration(&type_name(name), part)?;
    }
    Ok(text)
}

fn type_name(name: &str) -> String {
    format!("Atlas{name}")
}

fn declaration(name: &str, schema: &Value) -> Result<String> {
    let mut text = comment(schema, "");
    let Some(properties) = schema["properties"].as_object() else {
        let _ = writeln!(text, "export type {name} = {};", expression(schema)?);
        return Ok(text);
    };
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let _ = writeln!(text, "export interface {name} {{");
    for (key, property) in properties {
        let mark = if required.contains(&key.as_str()) { "" } else { "?" };
        let key = if key.starts_with('$') { format!("{key:?}") } else { key.clone() };
        let _ = writeln!(text, "{}  {key}{mark}: {};", comment(property, "  "), expression(property)?);
    }
    text.push_str("}\n");
    Ok(text)
}

fn comment(schema: &Value, indent: &str) -> String {
    let description = schema["description"].as_str().unwrap_or_default().replace("*/", "* /");
    if description.is_empty() {
        String::new()
    } else {
        format!("{indent}/** {} */\n", description.replace('\n', " "))
    }
}

fn expression(schema: &Value) -> Result<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return Ok(type_name(reference.rsplit('/').next().unwrap_or_default()));
    }
    if let Some(constant) = schema.get("const") {
        return Ok(constant.to_string());
    }
    if let Some(values) = schema["enum"].as_array() {
        return Ok(values.iter().map(Value::to_string).collect::<Vec<_>>().join(" | "));
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(choices) = schema[key].as_array() {
            return Ok(choices.iter().map(expression).collect::<Result<Vec<_>>>()?.join(" | "));
        }
    }
    match &schema["type"] {
        Value::Array(kinds) => {
            let kinds = kinds.iter().map(|kind| plain(kind.as_str().unwrap_or_default(), schema));
            Ok(kinds.collect::<Result<Vec<_>>>()?.join(" | "))
        }
        Value::String(kind) => plain(kind, schema),
        _ => Ok("unknown".into()),
    }
}

fn plain(kind: &str, schema: &Value) -> Result<String> {
    Ok(match kind {
        "string" | "boolean" | "null" => kind.into(),
        "number" | "integer" => "number".into(),
        "array" => format!("({})[]", expression(&schema["items"])?),
        "object" => match &schema["additionalProperties"] {
            values @ Value::Object(_) => format!("Record<string, {}>", expression(values)?),
            _ => "Record<string, unknown>".into(),
        },
        other => anyhow::bail!("the schema has a type {other}, of which the writer of types knows nothing"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_choices_and_lists_become_types() {
        let schema = serde_json::json!({
            "type": "object", "required": ["a"], "description": "A thing.",
            "properties": {
                "a": { "type": "array", "items": { "$ref": "#/$defs/Tone" } },
                "b": { "anyOf": [{ "$ref": "#/$defs/Tone" }, { "type": "null" }], "description": "Its b." },
                "c": { "type": ["number", "null"] }
            },
            "$defs": { "Tone": { "oneOf": [{ "type": "string", "const": "x" }, { "type": "string", "const": "y" }] } }
        });
        assert_eq!(
            declarations(&schema).unwrap(),
            "/** A thing. */\nexport interface AtlasDataset {\n  a: (AtlasTone)[];\n  /** Its b. */\n  b?: AtlasTone | null;\n  \
             c?: number | null;\n}\n\nexport type AtlasTone = \"x\" | \"y\";\n"
        );
    }
}
