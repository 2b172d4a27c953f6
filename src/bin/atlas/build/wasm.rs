//! The browser module: cargo, then wasm-bindgen, then wasm-opt where it is there, and its two parts.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::split::split;
use super::{later, names, quick};
use crate::setup::npm_tools::Tools;
use crate::setup::wasm_target::{self, WasmCargo};
use crate::{progress, project};

pub struct Module {
    pub first: Vec<u8>,
    pub later: Vec<u8>,
    /// The converter, a module of its own.
    pub convert: Vec<u8>,
    /// The JavaScript of wasm-bindgen (target `web`).
    pub glue: String,
}

pub fn module(tools: &Tools) -> Result<Module> {
    let wasm = wasm_target::ensure()?;
    let compiled = compile(&wasm, &[], "aukus_atlas")?;
    let raw = project::read(&compiled)?;
    let convert = converter(&wasm, tools)?;
    let folder = project::target().join("wasm/bindgen");
    let (whole, glue) = (folder.join("aukus_atlas_bg.wasm"), folder.join("aukus_atlas.js"));
    let (first, later) = (folder.join("first.wasm"), folder.join("later.wasm"));

    // The same module through the same tools gives the same result.
    // How it is bound, split and optimised is said in these files.
    const HOW: [&str; 4] = [
        include_str!("wasm.rs"),
        include_str!("names.rs"),
        include_str!("split.rs"),
        include_str!("later.rs"),
    ];
    let how = project::sha256_hex(HOW.concat().as_bytes());
    let key = format!("{} {} {how}", project::sha256_hex(&raw), tools.id);
    let stamp = folder.join("stamp");
    if !fs::read_to_string(&stamp).is_ok_and(|done| done == key) {
        let _ = fs::remove_dir_all(&folder);
        progress::step("binding the browser module", || {
            bind(&compiled, &folder)?;
            names::shorten(&whole, &glue)
        })?;
        progress::step("optimising the browser module", || {
            if let Some(wasm_opt) = &tools.wasm_opt {
                optimise(wasm_opt, &whole, &["--debuginfo"])?;
            }
            let beginnings = later::Beginnings::default();
            let parts = split(
                &project::read(&whole)?,
                |name| beginnings.has(name),
                tools.wasm_opt.is_some() || quick::is_asked_for(),
            )?;
            if !quick::is_asked_for() {
                for name in beginnings.missing() {
                    eprintln!("build/later.rs: no function is called {name}");
                }
            }
            for (path, part) in [(&first, parts.first), (&later, parts.later)] {
                project::write(path, &part)?;
                if let Some(wasm_opt) = &tools.wasm_opt {
                    optimise(wasm_opt, path, &STRIP)?;
                }
            }
            Ok(())
        })?;
        project::write(&stamp, key.as_bytes())?;
    }
    Ok(Module {
        first: project::read(&first)?,
        later: project::read(&later)?,
        convert,
        glue: for_several_lives(&project::read_text(&glue)?)?,
    })
}

/// After a trap the element starts the module afresh: a finalizer for an object of the old one must free
/// nothing in the new. The element frees what it has itself.
fn for_several_lives(glue: &str) -> Result<String> {
    const COLLECTED: &str = "typeof FinalizationRegistry === 'undefined'";
    if !glue.contains(COLLECTED) {
        bail!("wasm-bindgen's glue is not as this build knows it");
    }
    Ok(glue.replace(COLLECTED, "true"))
}

/// The module that converting pages fetch: it imports nothing, so there is nothing to bind. Were it a part
/// of the other one, its texts would be in that one's first part, since data is not split.
fn converter(wasm: &WasmCargo, tools: &Tools) -> Result<Vec<u8>> {
    let manifest = project::root().join("make/Cargo.toml");
    let package = ["--manifest-path".as_ref(), manifest.as_os_str()];
    let compiled = compile(wasm, &package, "aukus_atlas_convert")?;
    let raw = project::read(&compiled)?;
    let Some(wasm_opt) = &tools.wasm_opt else { return Ok(raw) };
    let folder = project::target().join("wasm/convert");
    let (whole, stamp) = (folder.join("convert.wasm"), folder.join("stamp"));
    let key = format!("{} {}", project::sha256_hex(&raw), tools.id);
    if !fs::read_to_string(&stamp).is_ok_and(|done| done == key) || !whole.is_file() {
        project::write(&whole, &raw)?;
        optimise(wasm_opt, &whole, &STRIP)?;
        project::write(&stamp, key.as_bytes())?;
    }
    project::read(&whole)
}

fn compile(wasm: &WasmCargo, package: &[&OsStr], name: &str) -> Result<PathBuf> {
    let target = project::target().join("wasm");
    let mut flags = remaps(wasm)?;
    // Names that `later.rs` can tell apart.
    flags.push("-Csymbol-mangling-version=v0".into());
    // Where std's sources are, std is built for size too, and a panic ends in a trap without the
    // words that would describe it.
    let is_small = !quick::is_asked_for() && wasm.can_build_std();
    if is_small {
        let small =
            ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none"];
        flags.extend(small.map(String::from));
    } else if !quick::is_asked_for() {
        eprintln!(
            "building with std as it comes, so larger than need be (rust-src would provide its sources)"
        );
    }
    let flags = flags.join("\u{1f}");
    let step = if package.is_empty() { "compiling the browser module" } else { "compiling the converter" };
    progress::step(step, || {
        let mut cargo = wasm.cargo();
        cargo
            .args(["build", "--lib", "--profile", quick::profile(), "--no-default-features", "--locked"])
            .args(package)
            .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
            .arg(&target)
            // The flags of whoever calls us are meant for the host.
            .env_remove("RUSTFLAGS")
            .env("CARGO_ENCODED_RUSTFLAGS", flags);
        if is_small {
            cargo
                .args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"])
                .env("RUSTC_BOOTSTRAP", "1");
        }
        project::run(&mut cargo)
    })?;
    Ok(target.join("wasm32-unknown-unknown").join(quick::profile()).join(format!("{name}.wasm")))
}

/// Panic messages name source files: no path of this machine may end up in the module, nor may
/// two machines build different bytes.
fn remaps(wasm: &WasmCargo) -> Result<Vec<String>> {
    let sysroot = project::output(wasm.rustc().args(["--print", "sysroot"]))?;
    let sysroot = String::from_utf8(sysroot).context("the sysroot's path is not UTF-8")?;
    let home = std::env::home_dir().unwrap_or_default();
    let cargo_home = std::env::var_os("CARGO_HOME").map_or(home.join(".cargo"), PathBuf::from);
    let mut pairs = vec![
        (project::root().to_path_buf(), "/atlas"),
        (cargo_home.clone(), "/cargo"),
        (PathBuf::from(sysroot.trim()).join("lib/rustlib/src/rust"), "/rust"),
    ];
    // Below each registry's own folder, so that a mirror makes no difference.
    if let Ok(registries) = fs::read_dir(cargo_home.join("registry/src")) {
        pairs.extend(registries.flatten().map(|registry| (registry.path(), "/crates")));
    }
    let flag = |(from, to): (PathBuf, &str)| {
        let from = from.to_str().context("a path of the toolchain is not UTF-8")?.to_owned();
        Ok(format!("--remap-path-prefix={from}={to}"))
    };
    pairs.into_iter().map(flag).collect()
}

fn bind(compiled: &Path, folder: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(compiled)
        .web(true)?
        .omit_default_module_path(true)
        .typescript(false)
        // The module is split by names, and wasm-opt puts what has similar ones side by side, where it
        // compresses best.
        .remove_name_section(false)
        .remove_producers_section(true)
        .generate(folder)
        .context("wasm-bindgen refused the module")?;
    if folder.join("snippets").exists() {
        bail!(
            "the module brings JavaScript snippets, which the bundler does not inline; keep \
               JavaScript in www/"
        );
    }
    Ok(())
}

/// What wasm-opt does. Nothing is inlined: the module grows by a thirtieth, and compresses to less.
const OPTIMISE: [&str; 4] =
    ["-Oz", "--converge", "--always-inline-max-function-size=0", "--one-caller-inline-max-function-size=0"];
const STRIP: [&str; 4] =
    ["--reorder-functions-by-name", "--strip-debug", "--strip-producers", "--strip-target-features"];

/// The features are read from the module's own `target_features` section: with `--all-features`
/// the result no longer loads in Chromium.
fn optimise(wasm_opt: &Path, wasm: &Path, last: &[&str]) -> Result<()> {
    let out = wasm.with_extension("opt");
    let mut command = Command::new(wasm_opt);
    command.args(OPTIMISE).args(last).arg("-o").arg(&out).arg(wasm);
    project::run(&mut command)?;
    fs::rename(&out, wasm).context("cannot put the optimised module in place")
}
