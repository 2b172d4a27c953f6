//! JSON trees to and from plain JavaScript values.
//!
//! Reading is our own: what a page hands over may go round in circles, which must end in an error
//! rather than in an exhausted stack.

use js_sys::{Array, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::json::{Map, Value};

#[wasm_bindgen]
extern "C" {
    /// As the object itself says, which may throw.
    #[wasm_bindgen(js_namespace = Object, js_name = keys, catch)]
    fn keys_of(value: &JsValue) -> Result<Array, JsValue>;
}

/// The most that lists and objects may lie in each other; deeper ones go round in circles.
const MOST_LEVELS: usize = 100;

/// A JSON tree from plain JavaScript values; the error says what has no place in one.
pub fn from_js(value: &JsValue) -> Result<Value, &'static str> {
    read(value, MOST_LEVELS)
}

fn read(value: &JsValue, levels: usize) -> Result<Value, &'static str> {
    if value.is_null() || value.is_undefined() {
        return Ok(Value::Null);
    }
    if let Some(text) = value.as_string() {
        return Ok(Value::String(text));
    }
    if let Some(flag) = value.as_bool() {
        return Ok(Value::Bool(flag));
    }
    if let Some(number) = value.as_f64() {
        return Ok(Value::Number(number));
    }
    if !value.is_object() {
        return Err("a function or a symbol");
    }
    let levels = levels.checked_sub(1).ok_or("an object within itself")?;
    if let Some(array) = value.dyn_ref::<Array>() {
        let mut items = Vec::new();
        for index in 0..array.length() {
            items.push(read(&array.get(index), levels)?);
        }
        return Ok(Value::Array(items));
    }
    let members = entries(value)?.map(|entry| entry.and_then(|(key, item)| Ok((key, read(&item, levels)?))));
    Ok(Value::Object(members.collect::<Result<Map, _>>()?))
}

/// What an object has, by key; an error for what cannot be read, or for all where it does not say what it has.
fn entries(
    value: &JsValue,
) -> Result<impl Iterator<Item = Result<(String, JsValue), &'static str>>, &'static str> {
    let keys = keys_of(value).map_err(|_| "an object that cannot be read")?;
    Ok(keys.into_iter().map(move |key| {
        let item = Reflect::get(value, &key).map_err(|_| "a property that cannot be read")?;
        Ok((key.as_string().unwrap_or_default(), item))
    }))
}

/// An object as a JSON tree, without what of it, or of the objects right in it, has no place in one.
pub fn readable_from_js(value: &JsValue) -> Value {
    Value::Object(readable(value, 1).unwrap_or_default())
}

fn readable(value: &JsValue, levels: usize) -> Option<Map> {
    let entries = entries(value).ok()?.filter_map(Result::ok);
    let read = entries.filter_map(|(key, item)| {
        let is_parted = levels > 0 && item.is_object() && !Array::is_array(&item);
        let read = match is_parted {
            true => Value::Object(readable(&item, levels - 1)?),
            false => read(&item, MOST_LEVELS).ok()?,
        };
        Some((key, read))
    });
    Some(read.collect())
}

/// A JSON tree as plain JavaScript values.
pub fn to_js(value: &Value) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
