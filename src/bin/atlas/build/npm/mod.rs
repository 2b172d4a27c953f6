//! `dist/npm`: the same module as a package for whoever bundles, with its types and its manifest.

use anyhow::{Context, Result};
use serde_json::json;

use super::bundle::Tokens;
use super::dist;
use super::reference::Reference;
use crate::project;

mod schema_types;

const FOLDER: &str = "npm";
const MODULE: &str = "aukus-atlas.js";
const TYPES: &str = "aukus-atlas.d.ts";
const MANIFEST: &str = "custom-elements.json";

/// Puts the package beside what it is made of.
pub fn package(files: &mut dist::Files, tokens: &Tokens) -> Result<()> {
    let reference = Reference::read()?;
    let style = project::read_text(&project::www().join("atlas.css"))?;
    let mut package = vec![
        (
            "package.json".to_owned(),
            (serde_json::to_string_pretty(&description(&reference))? + "\n").into_bytes(),
        ),
        (TYPES.into(), types(&reference)?.into_bytes()),
        (MANIFEST.into(), reference.manifest(&style)?.into_bytes()),
        ("README.md".into(), include_bytes!("README.md").to_vec()),
    ];
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        package.push((licence.into(), project::read(&project::root().join(licence))?));
    }
    for path in own_files(files, tokens, &[MODULE])? {
        let bytes = files.get(&path).with_context(|| format!("{path} is not among what was built"))?;
        package.push((path, bytes.clone()));
    }
    files.extend(package.into_iter().map(|(path, bytes)| (format!("{FOLDER}/{path}"), bytes)));
    Ok(())
}

/// Modules, what they import when they need it, and all that they fetch.
pub fn own_files(files: &dist::Files, tokens: &Tokens, first: &[&str]) -> Result<Vec<String>> {
    let data = files.keys().filter(|path| path.starts_with("data/") && !path.contains('@')).cloned();
    let fetched = tokens.names().values().chain(tokens.apart().values()).cloned();
    let mut own: Vec<String> = data.chain(fetched).collect();
    own.extend(modules(files, first)?);
    Ok(own)
}

/// Modules, and those that they import when they need them.
fn modules(files: &dist::Files, first: &[&str]) -> Result<Vec<String>> {
    let mut found: Vec<String> = first.iter().map(|name| (*name).to_owned()).collect();
    let mut at = 0;
    while let Some(name) = found.get(at) {
        let text = files.get(name).with_context(|| format!("{name} is not among what was built"))?;
        let text = String::from_utf8_lossy(text);
        let imported = text.split("import(\"./").skip(1).filter_map(|rest| rest.split_once('"'));
        let new: Vec<String> =
            imported.map(|(name, _)| name.to_owned()).filter(|name| !found.contains(name)).collect();
        found.extend(new);
        at += 1;
    }
    Ok(found)
}

fn description(reference: &Reference) -> serde_json::Value {
    json!({
        "name": "aukus-atlas",
        "version": env!("CARGO_PKG_VERSION"),
        "description": reference.summary,
        "license": env!("CARGO_PKG_LICENSE"),
        "keywords": ["custom-element", "web-component", "map", "timeline", "wasm", "visualization"],
        "type": "module",
        "main": format!("./{MODULE}"),
        "types": format!("./{TYPES}"),
        "exports": {
            ".": { "types": format!("./{TYPES}"), "default": format!("./{MODULE}") },
            "./custom-elements.json": format!("./{MANIFEST}"),
            "./data/*": "./data/*",
            "./package.json": "./package.json"
        },
        "customElements": MANIFEST,
        // Importing it defines the element.
        "sideEffects": [format!("./{MODULE}")],
        "files": ["*.js", "*.d.ts", "*.json", "*.wasm", "*.bin", "data", "LICENSE-*"]
    })
}

/// The types of state, events, datasets and the element.
fn types(reference: &Reference) -> Result<String> {
    let schema = serde_json::to_value(aukus_atlas::dataset::json_schema())?;
    let head = "// The types of <aukus-atlas>; written by the build from where they are declared.\n\n";
    let state = include_str!("types.d.ts");
    Ok([head, state, "\n", &schema_types::declarations(&schema)?, "\n", &reference.class()].concat())
}
