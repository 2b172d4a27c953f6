//! The converter on documents in the shapes in which people publish them. The texts are our own.

mod changes;
mod examples;
mod geojson;
mod properties;
mod timelinejs;

use aukus_atlas::convert::{Form, Options, Outcome, read};
use aukus_atlas::dataset::{Dataset, Day};
use aukus_atlas::written::Lines;

/// Converts a text that must be right.
fn converted(text: &str, form: Form) -> (Dataset, serde_json::Value, Outcome) {
    let outcome = read(text, None, &Options::default());
    assert_eq!(told(text, &outcome.errors), Vec::<String>::new());
    assert_eq!(outcome.form, form);
    let value = outcome.dataset.clone().expect("what has no errors has a dataset");
    let written = aukus_atlas::json::write_pretty(&value);
    let tree = serde_json::from_str(&written).expect("what is written is JSON");
    (Dataset::read(&tree).expect("what is converted passes"), tree, outcome)
}

/// The errors of a text, as `line:column path: found; expected; hint`.
fn errors(text: &str) -> Vec<String> {
    told(text, &read(text, None, &Options::default()).errors)
}

fn warnings(text: &str) -> Vec<String> {
    told(text, &read(text, None, &Options::default()).warnings)
}

fn told(text: &str, findings: &[aukus_atlas::convert::Finding]) -> Vec<String> {
    let lines = Lines::of(text);
    let told = findings.iter().map(|finding| {
        let (line, column) = lines.at(finding.span.start);
        let problem = &finding.problem;
        let hint = problem.hint.as_ref().map_or(String::new(), |hint| format!("; {hint}"));
        format!("{line}:{column} {}: {}; {}{hint}", problem.path, problem.found, problem.expected)
    });
    told.collect()
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day of the test is a day")
}

/// What an actor shows on a day.
fn shown(dataset: &Dataset, actor: &str, on: &str) -> Option<String> {
    let actor = dataset.actor(actor).expect("the actor is known");
    let status = dataset.fold.standing(actor, day(on), None).shown?;
    Some(dataset.document.statuses[status].id.to_string())
}
