//! What a page does up to its first picture, against `tests/budgets.toml`.

use serde_json::json;
use toml::Table;

use crate::chromium::cdp;
use crate::page::visit_in_chromium;
use crate::view::View;

fn budget(table: &str, name: &str) -> f64 {
    let budgets: Table = include_str!("../budgets.toml").parse().expect("tests/budgets.toml is TOML");
    budgets[table][name].as_integer().expect("a whole number") as f64
}

/// The map is drawn; asked without the element's methods, some of which would bring the later part.
const DRAWN: &str = "root.querySelector('.map canvas')?.width > 0 && root.querySelector('.panel h3')";

#[test]
fn the_first_picture_takes_no_more_requests_and_work_than_its_budget() {
    visit_in_chromium(
        "work is counted by Chromium's protocol",
        &View::wide(),
        "/data/schema.json",
        async |page| {
            page.pardon("/favicon.ico");
            // Before the page begins, so that all its work is counted, in the thread's own time.
            cdp(&page.client, "Performance.enable", json!({ "timeDomain": "threadTicks" })).await;
            page.goto("/embed.html?date=2024-04-08").await;
            page.wait_for(DRAWN).await;
            let requests = page
            .eval("performance.getEntriesByType('resource').map(r => r.name.split('/').pop()).filter(n => !n.startsWith('embed'))")
            .await;
            let count = requests.as_array().map_or(f64::NAN, |list| list.len() as f64);
            assert!(count <= budget("first-load", "requests"), "{requests}");

            let metrics = cdp(&page.client, "Performance.getMetrics", json!({})).await;
            let ms = |name: &str| -> f64 {
                let all = metrics["metrics"].as_array().expect("metrics are a list");
                let metric = all.iter().find(|metric| metric["name"] == name);
                metric.and_then(|metric| metric["value"].as_f64()).unwrap_or(f64::NAN) * 1000.0
            };
            let (script_ms, layout_ms) =
                (ms("ScriptDuration"), ms("LayoutDuration") + ms("RecalcStyleDuration"));
            println!("script {script_ms:.0} ms, layout and style {layout_ms:.0} ms");
            if std::env::var_os("ATLAS_QUICK").is_some() {
                eprintln!("skipped: ATLAS_QUICK makes a module that is no measure of time");
                return;
            }
            assert!(script_ms <= budget("start", "script-ms"), "script: {script_ms} ms");
            assert!(layout_ms <= budget("start", "layout-ms"), "layout: {layout_ms} ms");
        },
    );
}
