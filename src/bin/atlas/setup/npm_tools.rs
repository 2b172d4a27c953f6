//! wasm-opt and esbuild make the build smaller; a build without them works and says so.
//!
//! They are the pinned ones of `package-lock.json`, so that two machines build the same bytes;
//! without npm, whatever is in PATH.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::{progress, project};

pub struct Tools {
    pub wasm_opt: Option<PathBuf>,
    pub esbuild: Option<PathBuf>,
    /// Changes when the tools change.
    pub id: String,
}

impl Tools {
    /// No tool at all.
    pub fn none() -> Tools {
        Tools { wasm_opt: None, esbuild: None, id: "none".into() }
    }
}

/// Where the pinned packages are installed (`node_modules` within).
pub fn folder() -> PathBuf {
    project::target().join("tools")
}

/// Whether the pinned tools can be had at all.
pub fn npm_is_here() -> bool {
    project::in_path("npm").is_some()
}

pub fn ensure() -> Tools {
    let pinned = if npm_is_here() { install() } else { Ok(None) };
    if let Err(error) = &pinned {
        eprintln!("npm could not install the pinned tools, going on without: {error:#}");
    }
    let pinned = pinned.ok().flatten();
    let find = |name: &str| match &pinned {
        Some(_) => Some(folder().join("node_modules/.bin").join(name)),
        None => project::in_path(name),
    };
    let tools = Tools {
        wasm_opt: find("wasm-opt"),
        esbuild: find("esbuild"),
        id: pinned.clone().unwrap_or_else(|| "path".into()),
    };
    if tools.wasm_opt.is_none() || tools.esbuild.is_none() {
        let missing = [("wasm-opt", &tools.wasm_opt), ("esbuild", &tools.esbuild)]
            .iter()
            .filter_map(|(name, tool)| tool.is_none().then_some(*name))
            .collect::<Vec<_>>()
            .join(" and ");
        eprintln!("building without {missing}, so larger than need be (npm would provide it)");
    }
    tools
}

/// axe-core's script, which looks for what shuts readers out; where npm is there.
pub fn axe() -> Option<PathBuf> {
    if npm_is_here() {
        ensure();
    }
    let script = folder().join("node_modules/axe-core/axe.min.js");
    script.is_file().then_some(script)
}

/// `npm ci` of the pinned packages, skipped when that has been done; the hash of the lock.
fn install() -> Result<Option<String>> {
    const FILES: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];
    let source = project::root().join("src/bin/atlas/setup");
    let folder = folder();
    let id = project::sha256_hex(&project::read(&source.join("package-lock.json"))?);
    let stamp = folder.join("stamp");
    if fs::read_to_string(&stamp).is_ok_and(|done| done == id) {
        return Ok(Some(id));
    }
    progress::step("installing wasm-opt, esbuild and axe-core with npm", || {
        for file in FILES {
            project::write(&folder.join(file), &project::read(&source.join(file))?)?;
        }
        // Nothing of these packages needs to run at install time.
        let mut npm = Command::new("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            .args(["--fetch-retries=1", "--fetch-timeout=60000"])
            .current_dir(&folder);
        project::run(&mut npm)?;
        project::write(&stamp, id.as_bytes())
    })?;
    Ok(Some(id))
}
