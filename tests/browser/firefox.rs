//! Firefox: a driver and a profile of its own for each visit, since its driver serves one at a time.

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::command::post;
use crate::page::LONGEST_ANSWER;
use crate::stand::{Firefox, Running};
use crate::tether::Tether;
use crate::view::View;

pub async fn open(firefox: &Firefox, view: &View) -> Running {
    let mut driver = Tether::start(&firefox.driver, &["--port", "0", "--allow-system-access"])
        .unwrap_or_else(|error| panic!("{error}"));
    let address =
        driver.wait_for_line("Listening on ").unwrap_or_else(|error| panic!("geckodriver: {error}"));
    let capabilities = json!({
        "browserName": "firefox",
        "timeouts": { "script": LONGEST_ANSWER.as_millis() as u64 },
        "moz:firefoxOptions": {
            "binary": firefox.browser,
            "args": ["-headless"],
            "prefs": preferences(view),
            "env": { "TZ": "UTC" },
        },
    });
    let Value::Object(capabilities) = capabilities else { unreachable!("it is written above") };
    let client: Client = ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&format!("http://{address}/"))
        .await
        .unwrap_or_else(|error| panic!("geckodriver opened no browser: {error}"));
    Running { client, driver: Some(driver) }
}

/// Gives the page a viewport of its own within the window, which is never narrower than its buttons.
pub async fn fit(client: &Client, view: &View) {
    let (width, height) = (view.width.max(600), view.height + 200);
    client.set_window_rect(0, 0, width, height).await.expect("the window takes a size");
    post(client, "moz/context", json!({ "context": "chrome" })).await.expect("the driver may do all");
    let script = format!(
        "const {{ style }} = gBrowser.selectedBrowser;
         for (const bound of ['', 'min-', 'max-']) {{
           style.setProperty(bound + 'width', '{}px', 'important');
           style.setProperty(bound + 'height', '{}px', 'important');
         }}",
        view.width, view.height
    );
    client.execute(&script, vec![]).await.expect("the viewport takes a size");
    post(client, "moz/context", json!({ "context": "content" })).await.expect("the driver goes back");
}

/// What makes it look as the view says.
fn preferences(view: &View) -> Value {
    // Bits: coarse, fine, hover.
    let pointer = if view.touch { 1 } else { 6 };
    json!({
        "intl.accept_languages": view.lang,
        "layout.css.devPixelsPerPx": view.dpr.to_string(),
        "layout.css.prefers-color-scheme.content-override": if view.dark { 0 } else { 1 },
        "ui.prefersReducedMotion": u8::from(view.reduced_motion),
        "ui.useAccessibilityTheme": u8::from(view.forced_colors),
        "browser.display.document_color_use": if view.forced_colors { 2 } else { 0 },
        "ui.primaryPointerCapabilities": pointer,
        "ui.allPointerCapabilities": pointer,
        "dom.w3c_touch_events.enabled": u8::from(view.touch),
        "ui.useOverlayScrollbars": 1,
    })
}
