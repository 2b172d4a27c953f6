//! The built folder: names, compressed copies, manifest, and how files get there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::Result;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha384};

use super::compress;
use crate::{progress, project};

/// Path in the folder, with `/`, and content.
pub type Files = BTreeMap<String, Vec<u8>>;

const MANIFEST: &str = "manifest.json";

#[derive(Serialize, Deserialize)]
struct Manifest {
    version: String,
    files: Vec<Entry>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Entry {
    path: String,
    bytes: u64,
    /// Sizes of the compressed copies; null where there are none.
    gzip: Option<u64>,
    brotli: Option<u64>,
    /// For the `integrity` attribute.
    integrity: String,
}

/// `STEM-XXXXXXXX.EXTENSION`, where X is of the content's hash: such a file never changes.
pub fn hashed_name(stem: &str, extension: &str, bytes: &[u8]) -> String {
    format!("{stem}-{}.{extension}", &project::sha256_hex(bytes)[..8])
}

/// True when every file of the folder's manifest is there with its size, and its copies too.
pub fn is_whole(folder: &Path) -> bool {
    let sized = |path: &str, suffix: &str, bytes: u64| {
        fs::metadata(folder.join(format!("{path}{suffix}"))).is_ok_and(|file| file.len() == bytes)
    };
    read_manifest(folder).is_some_and(|manifest| {
        manifest.files.iter().all(|file| {
            sized(&file.path, "", file.bytes)
                && file
                    .gzip
                    .is_none_or(|bytes| sized(&file.path, ".gz", bytes))
                && file
                    .brotli
                    .is_none_or(|bytes| sized(&file.path, ".br", bytes))
        })
    })
}

/// Puts the files in place, writing only those that changed, and removes what an earlier build
/// left; files that no build put there are left alone. Pages come last: they name the rest.
pub fn publish(folder: &Path, files: Files) -> Result<()> {
    let old = read_manifest(folder).map_or_else(Vec::new, |manifest| manifest.files);
    let old: BTreeMap<_, _> = old.iter().map(|file| (file.path.as_str(), file)).collect();
    let mut entries = Vec::new();
    let mut changed = Vec::new();
    for (path, bytes) in &files {
        let integrity = format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)));
        let kept = old
            .get(path.as_str())
            .filter(|file| file.integrity == integrity);
        match kept.filter(|_| copies_exist(folder, path)) {
            Some(&file) => entries.push(file.clone()),
            None => {
                let entry = Entry {
                    path: path.clone(),
                    bytes: bytes.len() as u64,
                    gzip: None,
                    brotli: None,
                    integrity,
                };
                changed.push((entries.len(), path, bytes));
                entries.push(entry);
            }
        }
    }
    if !changed.is_empty() {
        changed.sort_by_key(|(_, path, _)| (path.ends_with(".html"), path.ends_with(".js")));
        progress::step("compressing what changed", || {
            changed.iter().try_for_each(|(i, path, bytes)| {
                (entries[*i].gzip, entries[*i].brotli) = put(folder, path, bytes)?;
                anyhow::Ok(())
            })
        })?;
    }
    let manifest = Manifest {
        version: env!("CARGO_PKG_VERSION").into(),
        files: entries,
    };
    project::write(
        &folder.join(MANIFEST),
        serde_json::to_string(&manifest)?.as_bytes(),
    )?;
    let now: BTreeSet<_> = files.keys().map(String::as_str).collect();
    for stale in old.keys().filter(|path| !now.contains(*path)) {
        for suffix in ["", ".gz", ".br"] {
            // Gone already is as good as removed.
            let _ = fs::remove_file(folder.join(format!("{stale}{suffix}")));
        }
    }
    Ok(())
}

/// Writes a file and its compressed copies; the copies' sizes.
fn put(folder: &Path, path: &str, bytes: &[u8]) -> Result<(Option<u64>, Option<u64>)> {
    let mut sizes = (None, None);
    if compress::compresses(path) {
        let (gzip, brotli) = (compress::gzip(bytes)?, compress::brotli(bytes)?);
        project::write(&folder.join(format!("{path}.gz")), &gzip)?;
        project::write(&folder.join(format!("{path}.br")), &brotli)?;
        sizes = (Some(gzip.len() as u64), Some(brotli.len() as u64));
    }
    project::write(&folder.join(path), bytes)?;
    Ok(sizes)
}

fn copies_exist(folder: &Path, path: &str) -> bool {
    let suffixes: &[&str] = if compress::compresses(path) {
        &["", ".gz", ".br"]
    } else {
        &[""]
    };
    suffixes
        .iter()
        .all(|suffix| folder.join(format!("{path}{suffix}")).is_file())
}

fn read_manifest(folder: &Path) -> Option<Manifest> {
    serde_json::from_slice(&fs::read(folder.join(MANIFEST)).ok()?).ok()
}
