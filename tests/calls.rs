//! What the element's class and the browser module know by its place only: both must have it at the same one.

use std::fs::read_to_string;
use std::path::Path;

fn source(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What stands between the first `start` and the next `end`.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("{start} is there"));
    rest.split_once(end).unwrap_or_else(|| panic!("{start} ends with {end}")).0
}

/// The names in a list of JavaScript.
fn names<'a>(script: &'a str, list: &str) -> Vec<&'a str> {
    let list = between(script, &format!("const {list} = ["), "];");
    list.split(',').map(|name| name.trim().trim_matches('"')).filter(|name| !name.is_empty()).collect()
}

/// What each arm of a method's `match verb` does: the numbered ones in order, then the last.
fn arms(module: &str, method: &str) -> Vec<String> {
    let body = between(between(module, method, "\n    }\n"), "match verb {", "\n        }");
    let lines = body.lines().filter(|line| line.starts_with("            ") && line.contains("=>"));
    let mut arms = Vec::new();
    for line in lines {
        let (verb, does) = line.trim().split_once(" => ").expect("an arm");
        assert!(verb == "_" || verb == arms.len().to_string(), "{method}: {line}");
        arms.push(does.to_lowercase().replace('_', ""));
    }
    arms
}

#[test]
fn each_call_of_the_class_is_the_arm_at_its_place() {
    let (script, module) = (source("www/engine.js"), source("src/browser/widget.rs"));
    for (list, method) in [("CALLS", "pub fn call("), ("LATER_CALLS", "pub fn call_later(")] {
        let (names, arms) = (names(&script, list), arms(&module, method));
        assert_eq!(names.len(), arms.len(), "{list}: {names:?} and {arms:?}");
        for (name, arm) in names.iter().zip(&arms) {
            // Given up is what has no other name than what it does.
            let does = if *name == "giveUpRows" { "load = none".to_owned() } else { name.to_lowercase() };
            assert!(arm.contains(&does), "{list}: {name} is not {arm}");
        }
    }
}

#[test]
fn each_way_to_write_a_day_is_at_the_place_of_its_name() {
    let script = source("www/languages.js");
    let ways = between(&script, "const DATES = [", "\n];").lines().filter(|line| line.contains('{'));
    let ways: Vec<Vec<&str>> = ways
        .map(|way| {
            ["weekday", "day", "month", "year"].into_iter().filter(|part| has_part(way, part)).collect()
        })
        .collect();
    let host = source("src/scene/host.rs");
    let shown = between(&host, "pub enum DateStyle {", "\n}")
        .lines()
        .filter_map(|line| line.trim().strip_prefix("/// "));
    // What each stands for is told by an example of Monday 8 April 2024.
    let expected: Vec<Vec<&str>> = shown
        .map(|example| {
            let has = |part: &&str| match *part {
                "weekday" => example.contains("Monday"),
                "day" => example.split(' ').any(|word| word == "8"),
                "month" => example.contains("Apr"),
                _ => example.contains("2024"),
            };
            ["weekday", "day", "month", "year"].into_iter().filter(has).collect()
        })
        .collect();
    assert_eq!(ways, expected);
}

fn has_part(way: &str, part: &str) -> bool {
    way.split(['{', '}', ',', ':']).any(|word| word.trim() == part)
}
