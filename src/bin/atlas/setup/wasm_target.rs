//! A cargo that can compile for wasm32-unknown-unknown.
//!
//! In order: the toolchain in use has the target; rustup adds it, unless `RUSTUP_AUTO_INSTALL=0`
//! says that this machine downloads no toolchains; Debian's std is built once from its sources
//! (`wasm-target-debian.sh`) and linked as a toolchain of rustup's. Each brings std's sources where it
//! can, from which a smaller std is built with the module.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::debian;
use crate::{progress, project};

const TARGET: &str = "wasm32-unknown-unknown";
const LINKED: &str = "aukus-atlas-wasm";

/// Which cargo compiles the browser module.
pub struct WasmCargo {
    toolchain: Option<&'static str>,
}

impl WasmCargo {
    /// The name of a linked toolchain, or `None` for the one in use.
    pub fn toolchain(&self) -> Option<&'static str> {
        self.toolchain
    }

    pub fn cargo(&self) -> Command {
        self.command("cargo", std::env::var_os("CARGO"))
    }

    pub fn rustc(&self) -> Command {
        self.command("rustc", None)
    }

    /// Whether std can be built anew: its sources are beside the toolchain, and what they depend on is
    /// there or can be had.
    pub fn can_build_std(&self) -> bool {
        let Some(library) = self.library() else { return false };
        let mut fetch = self.cargo();
        fetch
            .args(["fetch", "--quiet", "--locked", "--target", TARGET, "--manifest-path"])
            .arg(library.join("sysroot/Cargo.toml"))
            .env("RUSTC_BOOTSTRAP", "1");
        project::output(&mut fetch).is_ok()
    }

    /// Has rustup add std's sources; without them the module is only larger.
    fn add_sources(&self) {
        if self.library().is_none() {
            let mut add = Command::new("rustup");
            add.args(["component", "add", "rust-src"]).current_dir(project::root());
            let _ = progress::step("adding std's sources to the toolchain", || project::run(&mut add));
        }
    }

    /// The folder of std's sources.
    fn library(&self) -> Option<PathBuf> {
        let sysroot = project::output(self.rustc().args(["--print", "sysroot"])).ok()?;
        let library = Path::new(str::from_utf8(&sysroot).ok()?.trim()).join("lib/rustlib/src/rust/library");
        library.join("Cargo.lock").exists().then_some(library)
    }

    fn command(&self, program: &str, own: Option<OsString>) -> Command {
        let mut command = match self.toolchain {
            None => Command::new(own.unwrap_or_else(|| program.into())),
            Some(name) => {
                let mut command = Command::new("rustup");
                command.args(["run", name, program]);
                command
            }
        };
        command.current_dir(project::root());
        command
    }
}

pub fn ensure() -> Result<WasmCargo> {
    let plain = WasmCargo { toolchain: None };
    let rustup = project::in_path("rustup").is_some();
    let may_download = std::env::var_os("RUSTUP_AUTO_INSTALL").is_none_or(|value| value != "0");
    if has_target(&plain) {
        if rustup && may_download {
            plain.add_sources();
        }
        return Ok(plain);
    }
    if rustup && may_download {
        progress::step("adding the wasm32 target to the toolchain", || {
            let mut add = Command::new("rustup");
            project::run(add.args(["target", "add", TARGET]).current_dir(project::root()))
        })?;
        if has_target(&plain) {
            plain.add_sources();
            return Ok(plain);
        }
    }
    if rustup && debian::as_root().is_some() {
        let linked = WasmCargo { toolchain: Some(LINKED) };
        let script = project::root().join("src/bin/atlas/setup/wasm-target-debian.sh");
        let run = || project::run(Command::new("bash").arg(&script).current_dir("/"));
        if !has_target(&linked) {
            progress::step("building the wasm32 target from Debian's sources (3 min)", run)?;
        } else if linked.library().is_none() {
            // Without them the module is only larger.
            let _ = progress::step("fetching std's sources from Debian", run);
        }
        return Ok(linked);
    }
    bail!(
        "found no {TARGET} target in the Rust toolchain, which the browser module is compiled \
         for; run `rustup target add {TARGET}`"
    );
}

fn has_target(cargo: &WasmCargo) -> bool {
    let mut query = cargo.rustc();
    query.args(["--print", "target-libdir", "--target", TARGET]);
    let Ok(folder) = project::output(&mut query) else {
        return false;
    };
    let folder = String::from_utf8_lossy(&folder).trim().to_owned();
    let Ok(entries) = fs::read_dir(Path::new(&folder)) else {
        return false;
    };
    entries.flatten().any(|entry| entry.file_name().as_encoded_bytes().starts_with(b"libstd-"))
}
