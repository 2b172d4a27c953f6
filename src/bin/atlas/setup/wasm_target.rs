//! A cargo that can compile for wasm32-unknown-unknown.
//!
//! In order: the toolchain in use has the target; rustup adds it, unless `RUSTUP_AUTO_INSTALL=0`
//! says that this machine downloads no toolchains; Debian's std is built once from its sources
//! (`wasm-target-debian.sh`) and linked as a toolchain of rustup's.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
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
    if has_target(&plain) {
        return Ok(plain);
    }
    let rustup = project::in_path("rustup").is_some();
    let may_download = std::env::var_os("RUSTUP_AUTO_INSTALL").is_none_or(|value| value != "0");
    if rustup && may_download {
        progress::step("adding the wasm32 target to the toolchain", || {
            let mut add = Command::new("rustup");
            project::run(add.args(["target", "add", TARGET]).current_dir(project::root()))
        })?;
        if has_target(&plain) {
            return Ok(plain);
        }
    }
    if rustup && debian::as_root().is_some() {
        let linked = WasmCargo { toolchain: Some(LINKED) };
        if !has_target(&linked) {
            progress::step("building the wasm32 target from Debian's sources (3 min)", || {
                let script = project::root().join("src/bin/atlas/setup/wasm-target-debian.sh");
                project::run(Command::new("bash").arg(script).current_dir("/"))
            })?;
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
