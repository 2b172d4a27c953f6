//! JSON trees to and from plain JavaScript values.

use js_sys::{Array, Object, Reflect};
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};

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
        let is_whole = number.fract() == 0.0 && number.abs() < 9e15;
        return Ok(if is_whole { Value::from(number as i64) } else { Value::from(number) });
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
    let mut map = Map::new();
    let keys = Object::keys(value.unchecked_ref::<Object>());
    for index in 0..keys.length() {
        let key = keys.get(index);
        let item = Reflect::get(value, &key).map_err(|_| "a property that cannot be read")?;
        map.insert(key.as_string().unwrap_or_default(), read(&item, levels)?);
    }
    Ok(Value::Object(map))
}

/// A JSON tree as plain JavaScript values.
pub fn to_js(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(flag) => JsValue::from_bool(*flag),
        Value::Number(number) => JsValue::from_f64(number.as_f64().unwrap_or(f64::NAN)),
        Value::String(text) => JsValue::from_str(text),
        Value::Array(items) => {
            let array = Array::new();
            for item in items {
                array.push(&to_js(item));
            }
            array.into()
        }
        Value::Object(map) => {
            let object = Object::new();
            for (key, item) in map {
                // A new object takes any property.
                let _ = Reflect::set(&object, &JsValue::from_str(key), &to_js(item));
            }
            object.into()
        }
    }
}
