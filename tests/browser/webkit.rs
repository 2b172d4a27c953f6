//! WebKitGTK: its smallest browser in a virtual screen, with a driver of its own for each visit, since what a view
//! asks for is told by settings of the desktop.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::page::LONGEST_ANSWER;
use crate::stand::{Running, WebKit};
use crate::tether::Tether;
use crate::view::View;

const DEADLINE: Duration = Duration::from_secs(15);

pub async fn open(webkit: &WebKit, view: &View) -> Running {
    let port = free_port();
    let desktop = desktop(view);
    let settings = [
        format!("DISPLAY=:{}", webkit.display),
        // Without it pictures of the screen never come.
        "LIBGL_ALWAYS_SOFTWARE=1".into(),
        format!("XDG_CONFIG_HOME={}", desktop.display()),
        format!("LOCPATH={}", locales().display()),
        format!("LC_ALL={}", locale(view.lang)),
        format!("GDK_SCALE={}", view.dpr),
        webkit.driver.clone(),
        format!("--port={port}"),
    ];
    let settings: Vec<&str> = settings.iter().map(String::as_str).collect();
    let driver = Tether::start("env", &settings).unwrap_or_else(|error| panic!("{error}"));
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(start.elapsed() < DEADLINE, "WebKitWebDriver does not answer");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let mut arguments = vec!["--automation", "--time-zone=UTC"];
    if view.dark {
        arguments.push("--dark-mode");
    }
    let capabilities = json!({
        "timeouts": { "script": LONGEST_ANSWER.as_millis() as u64 },
        "webkitgtk:browserOptions": { "binary": webkit.browser, "args": arguments },
    });
    let Value::Object(capabilities) = capabilities else { unreachable!("it is written above") };
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&format!("http://127.0.0.1:{port}/"))
        .await
        .unwrap_or_else(|error| panic!("WebKitWebDriver opened no browser: {error}"));
    Running { client, driver: Some(driver) }
}

/// Makes the window that large, with its buttons.
pub async fn fit(client: &Client, outer: [f64; 2]) {
    let [width, height] = outer.map(|length| length as u32);
    client.set_window_rect(0, 0, width, height).await.expect("the window takes a size");
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("webkit").join(name);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

/// A desktop that wants motion, or none.
fn desktop(view: &View) -> PathBuf {
    let folder = folder(if view.reduced_motion { "still" } else { "moving" });
    let gtk = folder.join("gtk-3.0");
    std::fs::create_dir_all(&gtk).expect("a folder can be made");
    let text = format!("[Settings]\ngtk-enable-animations={}\n", !view.reduced_motion);
    let path = gtk.join("settings.ini");
    if std::fs::read_to_string(&path).ok().as_ref() != Some(&text) {
        std::fs::write(path, text).expect("settings can be written");
    }
    folder
}

fn locales() -> PathBuf {
    folder("locales")
}

/// The system's locale for a language, made where it is missing: the browser takes its language from there.
fn locale(lang: &str) -> String {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let territory = match lang {
        "en" => "en_US",
        "ar" => "ar_EG",
        "fr" => "fr_FR",
        "hi" => "hi_IN",
        "ja" => "ja_JP",
        "ko" => "ko_KR",
        "zh" | "zh-CN" | "zh-Hans" => "zh_CN",
        _ => &lang.replace('-', "_"),
    };
    let name = format!("{territory}.UTF-8");
    let path = locales().join(&name);
    let _one = ONE_AT_A_TIME.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if !path.exists() {
        let mut make = Command::new("localedef");
        make.args(["-i", territory, "-f", "UTF-8"]).arg(&path);
        let made = make.output();
        assert!(
            made.is_ok_and(|made| made.status.success()),
            "WebKitGTK takes its language from the system, and `localedef` makes no {name} (Debian: apt-get install locales)"
        );
    }
    name
}
