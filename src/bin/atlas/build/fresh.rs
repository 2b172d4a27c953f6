//! Whether a folder was built from exactly the sources there are now.
//!
//! The stamp lies in the target folder, so that the built folder holds nothing but what ships.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use sha2::{Digest, Sha256};

use super::{dist, quick};
use crate::project;
use crate::setup::npm_tools;

/// A hash of everything a build reads: this program too is made of `src/` and `Cargo.lock`.
pub fn inputs(address: &str) -> Result<String> {
    let root = project::root();
    let mut files = ["Cargo.toml", "Cargo.lock", "make/Cargo.toml", "make/Cargo.lock", "rust-toolchain.toml"]
        .map(|f| root.join(f))
        .to_vec();
    for folder in ["src", "www"] {
        files.extend(project::files_under(&root.join(folder))?);
    }
    let mut hash = Sha256::new();
    // With npm a build is smaller; whether npm then succeeded is not asked again.
    hash.update([u8::from(npm_tools::npm_is_here()), u8::from(quick::is_asked_for())]);
    hash.update(address);
    for file in files {
        let bytes = project::read(&file)?;
        hash.update(project::slashed(&file, root));
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(&bytes);
    }
    Ok(project::hex(&hash.finalize()))
}

/// True when the last build into `output` had these inputs and all its files are still there.
pub fn is_fresh(output: &Path, inputs: &str) -> bool {
    fs::read_to_string(stamp(output)).is_ok_and(|done| done == inputs) && dist::is_whole(output)
}

pub fn mark(output: &Path, inputs: &str) -> Result<()> {
    project::write(&stamp(output), inputs.as_bytes())
}

fn stamp(output: &Path) -> PathBuf {
    let name = project::sha256_hex(output.as_os_str().as_encoded_bytes());
    project::target().join("wasm/stamps").join(&name[..16])
}
