//! What all tests stand on: one server, and what the engines need, started by the first test that asks.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use fantoccini::Client;

use crate::engine::Engine;
use crate::tether::Tether;

pub struct Stand {
    /// `http://127.0.0.1:PORT`
    pub base: String,
    pub chromium: Option<Chromium>,
    pub firefox: Option<Firefox>,
    pub webkit: Option<WebKit>,
    /// axe-core's script, where npm is there to provide it.
    pub axe: Option<PathBuf>,
    _server: Tether,
}

pub struct Chromium {
    pub browser: String,
    /// Where its driver listens, which serves many sessions.
    pub address: String,
    _driver: Tether,
}

pub struct Firefox {
    pub browser: String,
    pub driver: String,
}

pub struct WebKit {
    pub browser: String,
    pub driver: String,
    /// The number of the screen that nobody sees.
    pub display: String,
    _screen: Tether,
}

/// A browser that is open, and its driver if that is its own.
pub struct Running {
    pub client: Client,
    pub driver: Option<Tether>,
}

impl Stand {
    /// Whether the engine is there.
    pub fn has(&self, engine: Engine) -> bool {
        match engine {
            Engine::Chromium => self.chromium.is_some(),
            Engine::Firefox => self.firefox.is_some(),
            Engine::WebKit => self.webkit.is_some(),
        }
    }
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
        setup.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned)
    };

    // The server first: it builds what is stale, which takes longest.
    let mut server = Tether::start(ATLAS, &["serve", "--port", "0"])?;
    let base = server.wait_for_line("listening on ").map_err(|e| format!("atlas serve: {e}"))?;
    let chromium = match path("chromium").zip(path("chromedriver")) {
        Some((browser, driver)) => Some(start_chromium(browser, &driver)?),
        None => None,
    };
    let firefox =
        path("firefox").zip(path("geckodriver")).map(|(browser, driver)| Firefox { browser, driver });
    let webkit = match (path("minibrowser"), path("webkit-driver"), path("xvfb")) {
        (Some(browser), Some(driver), Some(xvfb)) => Some(start_webkit(browser, driver, &xvfb)?),
        _ => None,
    };
    let axe = path("axe").map(PathBuf::from);
    Ok(Stand { base, chromium, firefox, webkit, axe, _server: server })
}

fn start_chromium(browser: String, driver: &str) -> Result<Chromium, String> {
    let mut driver = Tether::start(driver, &["--port=0"])?;
    let port = driver
        .wait_for_line("was started successfully on port ")
        .map_err(|error| format!("chromedriver: {error}"))?;
    let address = format!("http://127.0.0.1:{}/", port.trim_end_matches('.'));
    Ok(Chromium { browser, address, _driver: driver })
}

fn start_webkit(browser: String, driver: String, xvfb: &str) -> Result<WebKit, String> {
    // Room for a phone of three pixels to one.
    let screen = ["-displayfd", "1", "-screen", "0", "4096x4096x24", "-nolisten", "tcp"];
    let mut screen = Tether::start(xvfb, &screen)?;
    let display = screen.wait_for_line("").map_err(|error| format!("Xvfb: {error}"))?;
    Ok(WebKit { browser, driver, display, _screen: screen })
}
