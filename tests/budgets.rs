//! The bytes of a whole build against `tests/budgets.toml`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use toml::Table;

fn budgets() -> Table {
    include_str!("budgets.toml").parse().expect("tests/budgets.toml is TOML")
}

/// The name of a file without the hash of what is in it.
fn plain_name(path: &str) -> String {
    let Some((stem, extension)) = path.rsplit_once('.') else { return path.to_owned() };
    match stem.rsplit_once('-') {
        Some((name, hash)) if hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            format!("{name}.{extension}")
        }
        _ => path.to_owned(),
    }
}

/// The files of `dist/` as its manifest tells them, or none where the build is a quick one.
fn files() -> Option<BTreeMap<String, Value>> {
    if std::env::var_os("ATLAS_QUICK").is_some() {
        eprintln!("skipped: ATLAS_QUICK makes a build that is no measure of bytes");
        return None;
    }
    let built = Command::new(env!("CARGO_BIN_EXE_atlas")).arg("build").status().expect("atlas runs");
    assert!(built.success(), "atlas build failed");
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("dist/manifest.json");
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(path).expect("a build has a manifest")).expect("it is JSON");
    let files = manifest["files"].as_array().expect("it lists files").iter();
    Some(files.map(|file| (plain_name(file["path"].as_str().unwrap_or_default()), file.clone())).collect())
}

#[test]
fn no_file_is_larger_than_its_budget() {
    let Some(files) = files() else { return };
    let budgets = budgets();
    let mut over = Vec::new();
    for (table, measure) in [("brotli", "brotli"), ("raw", "bytes")] {
        for (name, budget) in budgets[table].as_table().expect("a table of files") {
            let budget = budget.as_integer().expect("bytes are a whole number");
            let file = files.get(name).unwrap_or_else(|| panic!("{name} has a budget and is not built"));
            let bytes = file[measure].as_i64().expect("the manifest tells sizes");
            println!("{name}: {bytes} of {budget} bytes ({table})");
            if bytes > budget {
                over.push(format!("{name}: {bytes} bytes ({table}), {} over", bytes - budget));
            }
        }
    }
    assert!(over.is_empty(), "over the budget:\n  {}", over.join("\n  "));
}

#[test]
fn the_first_load_is_within_its_budget() {
    let Some(files) = files() else { return };
    let first = ["aukus-atlas.js", "aukus-atlas.wasm", "world-base.bin", "data/aukus.json"];
    let bytes: i64 = first.iter().map(|name| files[*name]["brotli"].as_i64().unwrap_or(i64::MAX / 8)).sum();
    let budget = budgets()["first-load"]["brotli"].as_integer().expect("a number");
    println!("first load: {bytes} of {budget} bytes");
    assert!(bytes <= budget, "{bytes} bytes, {} over", bytes - budget);
}

#[test]
fn every_file_that_the_element_fetches_by_itself_has_a_budget() {
    let Some(files) = files() else { return };
    let budgets = budgets();
    for name in files.keys().filter(|name| !name.contains('/')) {
        let is_fetched = name.ends_with(".wasm") || name.ends_with(".bin");
        assert!(!is_fetched || budgets["brotli"].get(name).is_some(), "{name} has no budget");
    }
}
