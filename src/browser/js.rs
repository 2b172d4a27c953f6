//! Calls to what the browser has by name: typed bindings of it would be more bytes in what a page
//! loads first.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A property; undefined where there is none.
pub fn get(of: &JsValue, key: &str) -> JsValue {
    Reflect::get(of, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

/// A property of the global scope.
pub fn global(name: &str) -> JsValue {
    get(&js_sys::global(), name)
}

/// Whether there is such a method.
pub fn has_method(of: &JsValue, method: &str) -> bool {
    (of.is_object() || of.is_function()) && get(of, method).is_function()
}

/// Calls a method; fails where there is none, or where it throws.
pub fn call(of: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    if !has_method(of, method) {
        return Err(JsValue::UNDEFINED);
    }
    Reflect::apply(get(of, method).unchecked_ref::<Function>(), of, &list(arguments))
}

/// A new object of a class of the global scope.
pub fn make(class: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    Reflect::construct(&global(class).dyn_into::<Function>()?, &list(arguments))
}

/// A list.
pub fn list(items: &[JsValue]) -> Array {
    let list = Array::new();
    for item in items {
        list.push(item);
    }
    list
}

/// An object of a few pairs.
pub fn object(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new();
    for (key, value) in pairs {
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}
