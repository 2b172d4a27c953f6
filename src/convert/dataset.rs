//! A dataset as it is: checked, with every error where it stands.

use super::notes::Notes;
use super::{Options, span_of};
use crate::dataset::{Dataset, unsourced};
use crate::json::Value;
use crate::written::Parsed;

pub fn read(parsed: &Parsed, options: &Options, notes: &mut Notes) -> Option<Value> {
    let problems = match Dataset::read(parsed.value.clone()) {
        Ok(dataset) if options.sourced => unsourced(&dataset.document),
        Ok(_) => Vec::new(),
        Err(problems) => problems,
    };
    for problem in problems {
        notes.error(span_of(parsed, &problem), problem);
    }
    Some(parsed.value.clone())
}
