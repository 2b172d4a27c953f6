//! What all tests stand on: one server and one driver, started by the first test that asks.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::tether::Tether;

pub struct Stand {
    /// `http://127.0.0.1:PORT`
    pub base: String,
    /// Where the driver listens.
    pub driver: String,
    pub chromium: String,
    /// axe-core's script, where npm is there to provide it.
    pub axe: Option<PathBuf>,
    _running: [Tether; 2],
}

/// The stand, or why there is none: told by each test, tried once.
pub fn stand() -> &'static Stand {
    static STAND: OnceLock<Result<Stand, String>> = OnceLock::new();
    match STAND.get_or_init(start) {
        Ok(stand) => stand,
        Err(error) => panic!("the browser tests cannot start: {error}"),
    }
}

const ATLAS: &str = env!("CARGO_BIN_EXE_atlas");

fn start() -> Result<Stand, String> {
    let setup = Command::new(ATLAS)
        .args(["setup", "--browsers"])
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("{ATLAS}: {error}"))?;
    if !setup.status.success() {
        return Err("there is no browser; see the error above".into());
    }
    let setup = String::from_utf8_lossy(&setup.stdout).into_owned();
    let path = |name: &str| {
        let line = setup.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line.map(str::to_owned).ok_or(format!("`atlas setup` named no {name}"))
    };
    let (chromium, driver) = (path("chromium")?, path("chromedriver")?);
    let axe = path("axe").ok().map(PathBuf::from);

    // The server first: it builds what is stale, which takes longest.
    let mut server = Tether::start(ATLAS, &["serve", "--port", "0"])?;
    let base = server.wait_for_line("listening on ").map_err(|e| format!("atlas serve: {e}"))?;
    let mut driver = Tether::start(&driver, &["--port=0"])?;
    let port = driver
        .wait_for_line("was started successfully on port ")
        .map_err(|error| format!("chromedriver: {error}"))?;
    let driver_url = format!("http://127.0.0.1:{}/", port.trim_end_matches('.'));
    Ok(Stand { base, driver: driver_url, chromium, axe, _running: [server, driver] })
}
