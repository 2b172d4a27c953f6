//! What a page does up to its first picture, against `tests/budgets.toml`.

use serde_json::{Value, json};
use toml::Table;

use crate::chromium::{cdp, task_ms};
use crate::page::{Page, visit, visit_in_chromium};
use crate::view::View;

fn budget(table: &str, name: &str) -> f64 {
    let budgets: Table = include_str!("../budgets.toml").parse().expect("tests/budgets.toml is TOML");
    let budget = budgets[table][name].as_integer();
    budget.unwrap_or_else(|| panic!("{table} has no whole number for {name}")) as f64
}

/// The map is drawn; asked without the element's methods, some of which would bring the later part.
const DRAWN: &str = "root.querySelector('.map canvas')?.width > 0 && root.querySelector('.panel h3')";

/// Counts what is asked of the browser. A call of the map's painter draws a whole list of shapes, so that its own calls
/// to a canvas are counted.
const COUNT: &str = "window.counted = { canvas: 0, elements: 0, frames: 0 };
    const count = (owner, names, counter) => { for (const name of names) { const own = owner[name];
      owner[name] = function (...given) { counted[counter]++; return own.apply(this, given); }; } };
    const canvas = CanvasRenderingContext2D.prototype;
    count(canvas, Object.getOwnPropertyNames(canvas).filter(name => typeof Object.getOwnPropertyDescriptor(canvas, name).value === 'function'), 'canvas');
    count(Path2D.prototype, Object.getOwnPropertyNames(Path2D.prototype).filter(name => name !== 'constructor'), 'canvas');
    count(Document.prototype, ['createElement', 'createElementNS', 'createTextNode'], 'elements');
    count(window, ['requestAnimationFrame'], 'frames');";

/// Opens the page as if for the first time, with what runs before its own scripts.
async fn open(page: &Page, before: &str) {
    page.pardon("/favicon.ico");
    page.before_each_page(before).await;
    page.goto("/embed.html?date=2024-04-08").await;
    page.wait_for(DRAWN).await;
    page.eval("return atlas.ready").await;
}

#[test]
fn the_first_picture_asks_no_more_of_the_network_and_the_browser_than_its_budget() {
    visit(&View::wide(), "/data/schema.json", async |page| {
        open(page, COUNT).await;
        let requests = page
            .eval("performance.getEntriesByType('resource').map(r => r.name.split('/').pop()).filter(n => !n.startsWith('embed') && n !== 'watch.js')")
            .await;
        let count = requests.as_array().map_or(f64::NAN, |list| list.len() as f64);
        assert!(count <= budget("first-load", "requests"), "{requests}");
        let counted = page.eval("counted").await;
        println!("{}: {counted}", page.engine.name());
        for (counter, name) in
            [("canvas", "canvas-calls"), ("elements", "nodes-made"), ("frames", "frames-asked-for")]
        {
            let count = counted[counter].as_f64().unwrap_or(f64::NAN);
            assert!(count <= budget("start", name), "{name}: {count} in {}", page.engine.name());
        }
    });
}

#[test]
fn the_first_picture_takes_no_more_layouts_and_no_longer_tasks_than_its_budget() {
    let view = View { traced: true, ..View::wide() };
    visit_in_chromium("work is counted by Chromium's protocol", &view, "/data/schema.json", async |page| {
        cdp(&page.client, "Performance.enable", json!({ "timeDomain": "threadTicks" })).await;
        task_ms(&page.client).await;
        open(page, "").await;
        let tasks = task_ms(&page.client).await;
        let start = metrics(page).await;
        let layouts = start("LayoutCount");
        assert!(layouts <= budget("start", "layouts"), "{layouts} layouts");
        // How fast this machine is. Both are the thread's own time, so that other load does not count.
        let before_s = start("TaskDuration");
        page.eval("return (() => { let x = 1; for (let i = 0; i < 1e7; i++) { x ^= x << 13; x ^= x >>> 17; x ^= x << 5; } return x; })()").await;
        let unit_ms = (metrics(page).await("TaskDuration") - before_s) * 1000.0;
        let longest_ms = tasks.iter().copied().fold(f64::NAN, f64::max);
        let all_ms: f64 = tasks.iter().sum();
        let (longest, all) = (longest_ms / unit_ms, all_ms / unit_ms);
        println!(
            "{} tasks, longest {longest_ms:.1} ms, all {all_ms:.0} ms; a unit is {unit_ms:.1} ms: {longest:.1}, {all:.1}",
            tasks.len()
        );
        if std::env::var_os("ATLAS_QUICK").is_some() {
            eprintln!("skipped: ATLAS_QUICK makes a module that is no measure of time");
            return;
        }
        assert!(longest <= budget("start", "longest-task"), "the longest task is {longest:.1} units");
        assert!(all <= budget("start", "all-tasks"), "all tasks are {all:.1} units");
    });
}

/// Chromium's own counters, by name.
async fn metrics(page: &Page) -> impl Fn(&str) -> f64 + use<> {
    let metrics: Value = cdp(&page.client, "Performance.getMetrics", json!({})).await;
    move |name: &str| {
        let all = metrics["metrics"].as_array().expect("metrics are a list");
        let metric = all.iter().find(|metric| metric["name"] == name);
        metric.and_then(|metric| metric["value"].as_f64()).unwrap_or(f64::NAN)
    }
}
