//! What only Chromium's driver can do: its session, its protocol, its logs.

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};

use crate::command::post;
use crate::page::LONGEST_ANSWER;
use crate::stand::{Chromium, Running};
use crate::view::View;

/// Quiet, without a graphics card, and ending when the driver ends (the pipe).
const FLAGS: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    // The driver's own, and no page of the browser's own buttons made ready beforehand, which nobody sees.
    "--disable-features=IgnoreDuplicateNavs,Prewarm,PreloadTopChromeWebUI",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
];

/// A browser of its own, with a profile of its own, that looks as the view says.
pub async fn open(chromium: &Chromium, view: &View) -> Running {
    let mut flags: Vec<String> = FLAGS.map(String::from).to_vec();
    flags.push(format!("--accept-lang={}", view.lang));
    flags.push(format!("--window-size={},{}", view.width, view.height));
    if view.learns_nothing {
        flags.push("--js-flags=--no-opt --no-maglev --no-sparkplug --no-lazy-feedback-allocation".into());
    }
    let mut capabilities = json!({
        "browserName": "chrome",
        "timeouts": { "script": LONGEST_ANSWER.as_millis() as u64 },
        "goog:chromeOptions": { "binary": chromium.browser, "args": flags },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    });
    if view.traced {
        capabilities["goog:chromeOptions"]["perfLoggingPrefs"] =
            json!({ "traceCategories": "disabled-by-default-devtools.timeline" });
    }
    let Value::Object(capabilities) = capabilities else { unreachable!("it is written above") };
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&chromium.address)
        .await
        .unwrap_or_else(|error| panic!("the driver opened no browser: {error}"));
    for (command, parameters) in view.emulation() {
        cdp(&client, command, parameters).await;
    }
    Running { client, driver: None }
}

/// A command of the Chrome DevTools Protocol.
pub async fn cdp(client: &Client, command: &str, parameters: Value) -> Value {
    let body = json!({ "cmd": command, "params": parameters });
    let result = post(client, "goog/cdp/execute", body).await;
    result.unwrap_or_else(|error| panic!("{command}: {error}"))
}

/// What has been logged since the last call, as the driver gives it.
async fn log(client: &Client, kind: &str) -> Vec<Value> {
    let body = json!({ "type": kind });
    let result = post(client, "se/log", body).await;
    match result.unwrap_or_else(|error| panic!("the log `{kind}`: {error}")) {
        Value::Array(entries) => entries,
        other => panic!("the log `{kind}` is no list: {other}"),
    }
}

/// Errors on the console and everything the policy reported, since the last call.
pub async fn console_errors(client: &Client) -> Vec<String> {
    let is_error = |entry: &Value| entry["level"] == "SEVERE" || entry["source"] == "security";
    let entries = log(client, "browser").await;
    let errors = entries.iter().filter(|entry| is_error(entry));
    errors.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
}

/// How long each task of the pages' main threads took since the last call, in milliseconds of the thread's own time;
/// for a view that is traced.
pub async fn task_ms(client: &Client) -> Vec<f64> {
    let entries = log(client, "performance").await;
    let message = |entry: &Value| -> Option<Value> {
        serde_json::from_str::<Value>(entry["message"].as_str()?).ok()?.get("message").cloned()
    };
    let events: Vec<Value> = entries
        .iter()
        .filter_map(message)
        .filter(|message| message["method"] == "Tracing.dataCollected")
        .map(|message| message["params"].clone())
        .collect();
    // The threads on which scripts have run.
    let of = |event: &Value| (event["pid"].clone(), event["tid"].clone());
    let main: Vec<_> = events
        .iter()
        .filter(|event| event["name"] == "EvaluateScript" || event["name"] == "v8.evaluateModule")
        .map(of)
        .collect();
    let tasks = events.iter().filter(|event| event["name"] == "RunTask" && main.contains(&of(event)));
    tasks.filter_map(|task| task["tdur"].as_f64()).map(|microseconds| microseconds / 1000.0).collect()
}

/// Addresses outside `base` that were asked for, since the last call.
pub async fn foreign_requests(client: &Client, base: &str) -> Vec<String> {
    let own = [&format!("{base}/"), "data:", "blob:", "about:"];
    let mut foreign = Vec::new();
    for entry in log(client, "performance").await {
        let message = entry["message"].as_str().unwrap_or_default();
        let Ok(Value::Object(mut message)) = serde_json::from_str(message) else {
            continue;
        };
        let event: Map<String, Value> = match message.remove("message") {
            Some(Value::Object(event)) => event,
            _ => continue,
        };
        let parameters = &event["params"];
        let url = match event["method"].as_str() {
            Some("Network.requestWillBeSent") => &parameters["request"]["url"],
            Some("Network.webSocketCreated" | "Network.webTransportCreated") => &parameters["url"],
            _ => continue,
        };
        let url = url.as_str().unwrap_or_default();
        if !own.iter().any(|prefix| url.starts_with(prefix)) {
            foreign.push(url.to_owned());
        }
    }
    foreign
}
