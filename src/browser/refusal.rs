//! What is wrong with what the page gave, as it is told.

use wasm_bindgen::JsValue;

use super::json::{from_js, to_js};
use crate::dataset::{Dataset, Problem};
use crate::json::{Value, object};

/// The detail of `atlas-error`.
#[inline(never)]
pub fn failure(code: &str, message: &str, errors: Vec<Problem>) -> JsValue {
    let error = |problem: Problem| {
        let mut pairs = vec![
            ("path", problem.path.into()),
            ("found", problem.found.into()),
            ("expected", problem.expected.into()),
        ];
        pairs.extend(problem.hint.map(|hint| ("hint", hint.into())));
        object(pairs)
    };
    let errors = Value::Array(errors.into_iter().map(error).collect());
    to_js(&object(vec![("code", code.into()), ("message", message.into()), ("errors", errors)]))
}

/// Reads a dataset as a page gives it.
pub fn read_dataset(value: &JsValue) -> Result<Dataset, JsValue> {
    match from_js(value) {
        Ok(tree) => Dataset::read(tree).map_err(refusal),
        Err(found) => Err(refusal(vec![Problem {
            path: String::new(),
            found: found.into(),
            expected: "a dataset as plain objects".into(),
            hint: None,
        }])),
    }
}

/// The detail of `atlas-error` for a dataset that is wrong.
#[inline(never)]
pub fn refusal(errors: Vec<Problem>) -> JsValue {
    let first = errors.first().map(ToString::to_string).unwrap_or_default();
    failure("dataset", &first, errors)
}
