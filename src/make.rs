//! The converter for pages: a browser module of its own (`make/Cargo.toml`) that imports nothing.
//!
//! A page asks for [`room`], writes a request there, and [`run`] answers; both are JSON. The request is
//! `{text, form?, title?, name?, language?, countries?, dates?, sourced?}`, the answer
//! `{form, dataset, errors: [finding], warnings: [finding], asks?: "dates"}`, where a finding is
//! `{path, line, column, parts, found, expected, hint?}` and `parts` the line around what is meant.

// Of the library's modules only what the converter needs is called here.
#![allow(dead_code, unused_imports)]

mod bits;
mod convert;
mod dataset;
mod decimal;
mod json;
mod order;
mod places;
mod written;

use std::sync::{Mutex, PoisonError};

use convert::{DateOrder, Finding, Form, Options, Outcome};
use json::{Map, Value, object};
use written::Lines;

// SAFETY: the module is built without threads.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::TalckWasm = unsafe { talc::TalckWasm::new_global() };

static INPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static OUTPUT: Mutex<String> = Mutex::new(String::new());

/// Makes room for a request of so many bytes, and says where.
#[unsafe(no_mangle)]
pub extern "C" fn room(len: usize) -> *mut u8 {
    let mut input = INPUT.lock().unwrap_or_else(PoisonError::into_inner);
    *input = vec![0; len];
    input.as_mut_ptr()
}

/// Answers the request, and says where the answer stands.
#[unsafe(no_mangle)]
pub extern "C" fn run() -> *const u8 {
    let input = std::mem::take(&mut *INPUT.lock().unwrap_or_else(PoisonError::into_inner));
    let answer = answer(&String::from_utf8_lossy(&input));
    let mut output = OUTPUT.lock().unwrap_or_else(PoisonError::into_inner);
    *output = answer;
    output.as_ptr()
}

/// How many bytes the answer has.
#[unsafe(no_mangle)]
pub extern "C" fn length() -> usize {
    OUTPUT.lock().unwrap_or_else(PoisonError::into_inner).len()
}

fn answer(request: &str) -> String {
    let request = written::parse(request).map_or(Value::Null, |parsed| parsed.value);
    let word = |key: &str| request.get(key).and_then(Value::as_str).filter(|word| !word.is_empty());
    let options = Options {
        title: word("title").map(str::to_owned),
        name: word("name").map(str::to_owned),
        language: word("language").map(str::to_owned),
        countries: match request.get("countries") {
            Some(Value::Object(names)) => names
                .iter()
                .filter_map(|(name, code)| Some((name.clone(), code.as_str()?.to_owned())))
                .collect(),
            _ => Vec::new(),
        },
        dates: match word("dates") {
            Some("day-first") => Some(DateOrder::DayFirst),
            Some("month-first") => Some(DateOrder::MonthFirst),
            _ => None,
        },
        sourced: request.get("sourced").and_then(Value::as_bool) == Some(true),
    };
    let text = word("text").unwrap_or_default();
    let outcome = convert::read(text, word("form").and_then(Form::from_word), &options);
    let asks = outcome.asks_for_order().then_some(("asks", "dates".into()));
    let Outcome { form, dataset, errors, warnings } = outcome;
    let lines = Lines::of(text);
    let all = |findings: &[Finding]| {
        Value::Array(findings.iter().map(|finding| told(finding, &lines)).collect())
    };
    let mut answer = vec![
        ("form", form.word().into()),
        ("dataset", dataset.into()),
        ("errors", all(&errors)),
        ("warnings", all(&warnings)),
    ];
    answer.extend(asks);
    json::write(&object(answer))
}

fn told(finding: &Finding, lines: &Lines) -> Value {
    let Finding { problem, span } = finding;
    let excerpt = lines.excerpt(*span);
    let mut pairs = vec![
        ("path", problem.path.as_str().into()),
        ("line", excerpt.line.into()),
        ("column", excerpt.column.into()),
        ("parts", Value::Array(excerpt.parts.iter().map(|part| part.as_str().into()).collect())),
        ("found", problem.found.as_str().into()),
        ("expected", problem.expected.as_str().into()),
    ];
    pairs.extend(problem.hint.as_deref().map(|hint| ("hint", hint.into())));
    object(pairs)
}

