//! The engines that the tests drive: by environment variable, in PATH, or installed by apt (and a driver by cargo).
//!
//! `ATLAS_ENGINES` names those that must be there, `chromium,firefox,webkit`, and they are installed where that can be.
//! Without it Chromium must be there, and the others are used if they are.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use super::debian;
use crate::{progress, project};

/// A program that tests need: its name in what is printed, where it may be named, what it may be called.
struct Program {
    name: &'static str,
    variables: &'static [&'static str],
    names: &'static [&'static str],
}

struct Engine {
    /// In `ATLAS_ENGINES`.
    id: &'static str,
    label: &'static str,
    programs: &'static [Program],
    packages: &'static [&'static str],
    /// What has to be done where apt cannot do it.
    hint: &'static str,
}

const ENGINES: [Engine; 3] = [
    Engine {
        id: "chromium",
        label: "Chromium",
        programs: &[
            Program {
                name: "chromium",
                variables: &["CHROME", "CHROMIUM"],
                names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
            },
            Program { name: "chromedriver", variables: &["CHROMEDRIVER"], names: &["chromedriver"] },
        ],
        packages: &["chromium", "chromium-driver", "fonts-dejavu-core"],
        hint: "install it with its driver (Debian: apt-get install chromium chromium-driver) or name them in CHROME \
               and CHROMEDRIVER",
    },
    Engine {
        id: "firefox",
        label: "Firefox",
        programs: &[
            Program { name: "firefox", variables: &["FIREFOX"], names: &["firefox", "firefox-esr"] },
            Program { name: "geckodriver", variables: &["GECKODRIVER"], names: &["geckodriver"] },
        ],
        packages: &["firefox-esr", "fonts-dejavu-core"],
        hint: "install it (Debian: apt-get install firefox-esr) with its driver (cargo install geckodriver) or name \
               them in FIREFOX and GECKODRIVER",
    },
    Engine {
        id: "webkit",
        label: "WebKitGTK",
        programs: &[
            Program { name: "minibrowser", variables: &["MINIBROWSER"], names: &["MiniBrowser"] },
            Program { name: "webkit-driver", variables: &["WEBKITWEBDRIVER"], names: &["WebKitWebDriver"] },
            Program { name: "xvfb", variables: &[], names: &["Xvfb"] },
        ],
        packages: &["webkit2gtk-driver", "xvfb", "xauth", "locales", "fonts-dejavu-core"],
        hint: "install it with its driver and a virtual screen (Debian: apt-get install webkit2gtk-driver xvfb locales) \
               or name them in MINIBROWSER and WEBKITWEBDRIVER",
    },
];

/// Names and paths of the programs of all engines that are there; says which engine is not, and why.
pub fn ensure() -> Result<Vec<(&'static str, PathBuf)>> {
    let asked = std::env::var("ATLAS_ENGINES").unwrap_or_default();
    let asked: Vec<&str> = asked.split([',', ' ']).filter(|name| !name.is_empty()).collect();
    if let Some(wrong) = asked.iter().find(|name| ENGINES.iter().all(|engine| engine.id != **name)) {
        bail!("ATLAS_ENGINES names `{wrong}`; the engines are chromium, firefox and webkit");
    }
    let mut programs = Vec::new();
    for engine in &ENGINES {
        let is_asked = asked.contains(&engine.id);
        let must_be = if asked.is_empty() { engine.id == "chromium" } else { is_asked };
        if !asked.is_empty() && !is_asked {
            eprintln!("{}: not tested, since ATLAS_ENGINES does not name it", engine.label);
            continue;
        }
        match engine.find()? {
            Ok(found) => programs.extend(found),
            Err(_) if must_be => programs.extend(engine.provide()?),
            Err(missing) => {
                eprintln!("{}: not tested, since there is no {missing}: {}", engine.label, engine.hint);
            }
        }
    }
    Ok(programs)
}

impl Engine {
    /// All its programs, or the name of one that is missing.
    fn find(&self) -> Result<std::result::Result<Vec<(&'static str, PathBuf)>, &'static str>> {
        let mut found = Vec::new();
        for program in self.programs {
            match program.find()? {
                Some(path) => found.push((program.name, path)),
                None => return Ok(Err(program.names[0])),
            }
        }
        Ok(Ok(found))
    }

    fn provide(&self) -> Result<Vec<(&'static str, PathBuf)>> {
        // The driver of Firefox is a crate.
        if self.find()? != Err("geckodriver")
            && let Some(root) = debian::as_root()
        {
            let what = format!("installing {} for the tests", self.label);
            progress::step(&what, || debian::install(&root, self.packages))?;
        }
        if self.find()? == Err("geckodriver") {
            progress::step("compiling geckodriver for the tests", || {
                let mut cargo = Command::new("cargo");
                cargo.args(["install", "geckodriver", "--debug", "--quiet", "--root"]).arg(own_programs());
                project::run(&mut cargo)
            })?;
        }
        match self.find()? {
            Ok(found) => Ok(found),
            Err(missing) => {
                bail!("found no {missing}, which the tests in {} need: {}", self.label, self.hint)
            }
        }
    }
}

impl Program {
    /// A variable that is set wins, and is an error if it names nothing: falling back in silence
    /// would test another browser than the one asked for.
    fn find(&self) -> Result<Option<PathBuf>> {
        for variable in self.variables {
            if let Some(value) = std::env::var_os(variable).filter(|value| !value.is_empty()) {
                let path = PathBuf::from(value);
                if !path.is_file() {
                    bail!("{variable} is {}, which is not a file", path.display());
                }
                return Ok(Some(path));
            }
        }
        let in_folder =
            |name: &str| elsewhere().iter().map(|folder| folder.join(name)).find(|path| path.is_file());
        Ok(self.names.iter().find_map(|name| project::in_path(name).or_else(|| in_folder(name))))
    }
}

/// Where programs may lie that are in no PATH: our own, and WebKitGTK's.
fn elsewhere() -> Vec<PathBuf> {
    let libraries = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    let webkit = libraries.map(|entry| entry.path()).chain(["/usr/libexec".into()]);
    let webkit = webkit.map(|folder| folder.join("webkit2gtk-4.1"));
    [own_programs().join("bin")].into_iter().chain(webkit).collect()
}

/// Where we install programs ourselves.
fn own_programs() -> PathBuf {
    project::target().join("programs")
}
