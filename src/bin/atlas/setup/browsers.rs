//! Chromium and its driver: by environment variable, in PATH, or installed by apt.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::debian;
use crate::{progress, project};

pub struct Browsers {
    pub chromium: PathBuf,
    pub driver: PathBuf,
}

pub fn ensure() -> Result<Browsers> {
    if let Some(found) = find()? {
        return Ok(found);
    }
    if let Some(root) = debian::as_root() {
        progress::step("installing Chromium for the tests", || {
            debian::install(&root, &["chromium", "chromium-driver", "fonts-dejavu-core"])
        })?;
        if let Some(found) = find()? {
            return Ok(found);
        }
    }
    bail!(
        "found no Chromium with its driver, which the browser tests drive; install both (Debian: \
         apt-get install chromium chromium-driver) or name them in CHROME and CHROMEDRIVER"
    );
}

fn find() -> Result<Option<Browsers>> {
    let chromium = one(
        &["CHROME", "CHROMIUM"],
        &[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
        ],
    )?;
    let driver = one(&["CHROMEDRIVER"], &["chromedriver"])?;
    Ok(chromium
        .zip(driver)
        .map(|(chromium, driver)| Browsers { chromium, driver }))
}

/// A variable that is set wins, and is an error if it names nothing: falling back in silence
/// would test another browser than the one asked for.
fn one(variables: &[&str], names: &[&str]) -> Result<Option<PathBuf>> {
    for variable in variables {
        if let Some(value) = std::env::var_os(variable).filter(|value| !value.is_empty()) {
            let path = PathBuf::from(value);
            if !path.is_file() {
                bail!("{variable} is {}, which is not a file", path.display());
            }
            return Ok(Some(path));
        }
    }
    Ok(names.iter().find_map(|name| project::in_path(name)))
}
