//! What comes in with dependencies: the rules of `deny.toml`, for those who have no `cargo deny`.

use std::collections::BTreeMap;
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Rules {
    licenses: Licenses,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

/// All packages of the lock file, as cargo tells of them.
fn metadata() -> Value {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut cargo = Command::new(env!("CARGO"));
    let told = cargo.args(["metadata", "--format-version=1", "--locked"]).current_dir(root).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    serde_json::from_slice(&told.stdout).unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn rules() -> Rules {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/deny.toml");
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The packages that something which ships is made of: those reached without dev-dependencies.
fn reached(metadata: &Value) -> Vec<String> {
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let by_id: BTreeMap<&str, &Value> = nodes.iter().map(|node| (text(node, "id"), node)).collect();
    let mut open = vec![text(&metadata["resolve"], "root")];
    let mut found: Vec<String> = Vec::new();
    while let Some(id) = open.pop() {
        if found.iter().any(|known| known == id) {
            continue;
        }
        found.push(id.to_owned());
        for dependency in by_id[id]["deps"].as_array().unwrap() {
            let kinds = dependency["dep_kinds"].as_array().unwrap();
            if kinds.iter().any(|kind| kind["kind"] != "dev") {
                open.push(text(dependency, "pkg"));
            }
        }
    }
    found
}

#[test]
fn every_dependency_has_a_licence_that_deny_toml_allows() {
    let rules = rules();
    let mut refused = Vec::new();
    for package in metadata()["packages"].as_array().unwrap() {
        let name = text(package, "name");
        let excepted = rules.licenses.exceptions.iter().filter(|exception| exception.name == name);
        let allowed: Vec<&str> = excepted
            .flat_map(|exception| &exception.allow)
            .chain(&rules.licenses.allow)
            .map(String::as_str)
            .collect();
        let license = text(package, "license");
        let expression = spdx::Expression::parse_mode(license, spdx::ParseMode::LAX);
        let is_allowed = expression.is_ok_and(|expression| {
            expression.evaluate(|requirement| allowed.contains(&requirement.to_string().as_str()))
        });
        if !is_allowed {
            refused.push(format!("{name}: {license:?}"));
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn what_an_exception_is_made_for_never_ships() {
    let metadata = metadata();
    let reached = reached(&metadata);
    let ships = |name: &str| {
        let packages = metadata["packages"].as_array().unwrap();
        packages.iter().any(|p| text(p, "name") == name && reached.iter().any(|id| id == text(p, "id")))
    };
    assert!(ships("wasm-bindgen"), "the module's own dependencies are found at all");
    for exception in rules().licenses.exceptions {
        assert!(!ships(&exception.name), "{} ships", exception.name);
    }
}

#[test]
fn all_dependencies_come_from_the_one_registry() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    let mut foreign: Vec<&str> = packages
        .iter()
        .filter(|package| !text(package, "source").starts_with("registry+"))
        .map(|package| text(package, "name"))
        .collect();
    foreign.retain(|name| *name != env!("CARGO_PKG_NAME"));
    assert!(foreign.is_empty(), "{foreign:?}");
}

#[test]
fn npm_tools_are_pinned_by_hash() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/bin/atlas/setup/package-lock.json");
    let lock: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let packages = lock["packages"].as_object().unwrap();
    let tools: Vec<_> = packages.iter().filter(|(path, _)| !path.is_empty()).collect();
    assert!(tools.len() > 2);
    for (path, package) in tools {
        assert!(text(package, "integrity").starts_with("sha512-"), "{path} has no hash");
    }
}
