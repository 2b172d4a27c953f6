//! What elements leave behind, and what they do while nothing happens: nothing.
//!
//! `ATLAS_CYCLES=300` is the whole of it; every day a fifth of that.

use serde_json::{Value, json};

use crate::chromium::cdp;
use crate::page::{Page, visit, visit_in_chromium};
use crate::view::View;

const READY: &str = "atlas.getState?.()";

fn cycles() -> usize {
    std::env::var("ATLAS_CYCLES").ok().and_then(|text| text.parse().ok()).unwrap_or(60)
}

/// Before the page's own scripts: notes the instances of the module and whatever runs by itself.
const WATCH: &str = "window.instances = []; window.compiled = 0; window.ran = { frames: 0, timers: 0, idles: 0 };
     window.unwatched = requestAnimationFrame;
     for (const name of ['instantiate', 'instantiateStreaming']) { const own = WebAssembly[name];
       WebAssembly[name] = async (...given) => { compiled++; const made = await own(...given); instances.push(made.instance); return made; }; }
     for (const [name, count] of [['requestAnimationFrame', 'frames'], ['setTimeout', 'timers'], ['setInterval', 'timers'], ['requestIdleCallback', 'idles']]) {
       const own = window[name]; window[name] = (call, ...rest) => own((...given) => { ran[count]++; return call(...given); }, ...rest); }";

/// Opens a page of ours that is watched.
async fn open(page: &Page, path: &str) {
    // The text file that the browser shows first names no icon: the browser asks for one.
    page.pardon("/favicon.ico");
    page.before_each_page(WATCH).await;
    page.goto(path).await;
    page.wait_for(READY).await;
    // The later part of the module comes now.
    page.eval("return atlas.toSVG().then(() => undefined)").await;
}

#[derive(Clone, Copy, Debug)]
struct Kept {
    heap_bytes: f64,
    nodes: f64,
    listeners: f64,
    wasm_bytes: f64,
}

/// What is left after the garbage has gone.
async fn kept(page: &Page) -> Kept {
    cdp(&page.client, "Performance.enable", json!({})).await;
    // What is let go in one round can let go of more in the next.
    for _ in 0..3 {
        page.eval(
            "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))",
        )
        .await;
        cdp(&page.client, "HeapProfiler.collectGarbage", json!({})).await;
    }
    let metrics = cdp(&page.client, "Performance.getMetrics", json!({})).await;
    let metric = |name: &str| -> f64 {
        let all = metrics["metrics"].as_array().expect("metrics are a list");
        all.iter()
            .find(|metric| metric["name"] == name)
            .and_then(|metric| metric["value"].as_f64())
            .unwrap_or(f64::NAN)
    };
    let wasm = page.eval("instances.at(-1).exports.memory.buffer.byteLength").await;
    Kept {
        heap_bytes: metric("JSHeapUsedSize"),
        nodes: metric("Nodes"),
        listeners: metric("JSEventListeners"),
        wasm_bytes: wasm.as_f64().unwrap_or(f64::NAN),
    }
}

/// The curve as `benches/leaks.md` has it.
fn tell(curve: &[Kept], each: usize) {
    for (at, Kept { heap_bytes, nodes, listeners, wasm_bytes }) in curve.iter().enumerate() {
        println!("| {} | {heap_bytes} | {nodes} | {listeners} | {wasm_bytes} |", (at + 1) * each);
    }
}

/// Each number of `later` is at most 2 % above that of `early`.
fn assert_level(early: Kept, later: Kept, curve: &[Kept]) {
    let pairs = [
        ("heap", early.heap_bytes, later.heap_bytes),
        ("nodes", early.nodes, later.nodes),
        ("listeners", early.listeners, later.listeners),
        ("wasm memory", early.wasm_bytes, later.wasm_bytes),
    ];
    for (name, early, later) in pairs {
        assert!(later <= early * 1.02, "{name} grew from {early} to {later}: {curve:#?}");
    }
}

#[test]
fn elements_that_come_and_go_leave_nothing_behind() {
    visit_in_chromium(
        "what is kept is counted by Chromium's protocol",
        &View { learns_nothing: true, ..View::wide() },
        "/data/schema.json",
        async |page| {
            open(page, "/embed.html?permalink=off").await;
            let batch = (cycles() / 10).max(1);
            let mut curve = Vec::new();
            for _ in 0..10 {
                page.eval(&format!(
                "return (async () => {{ for (let i = 0; i < {batch}; i++) {{
                   const one = document.createElement('aukus-atlas'); one.setAttribute('loading', 'eager'); one.setAttribute('date', '2024-04-08');
                   document.body.append(one); await one.ready;
                   one.select('JPN'); one.flush(); one.select('launch'); one.goTo('2023-03-14'); one.flush();
                   one.setState({{ camera: {{ zoom: 6, lon: 139, lat: 36 }}, view: 'table' }}); one.flush();
                   one.setState({{ camera: {{ projection: 'globe' }}, view: 'both' }}); one.flush();
                   one.shadowRoot.querySelector('[data-do=next]').click(); one.play(); one.pause(); one.flush(); await one.toSVG();
                   one.remove(); }} }})()"
            ))
            .await;
                curve.push(kept(page).await);
            }
            tell(&curve, batch);
            assert_level(curve[0], curve[9], &curve);
            assert_eq!(page.eval("compiled").await, 1);
        },
    );
}

#[test]
fn twenty_elements_share_one_module_and_one_world() {
    visit(&View::wide(), "/data/schema.json", async |page| {
        open(page, "/embed.html").await;
        page.eval(
            "return (async () => { for (let i = 0; i < 20; i++) { const one = document.createElement('aukus-atlas');
               one.setAttribute('loading', 'eager'); document.body.append(one); }
               await Promise.all([...document.querySelectorAll('aukus-atlas')].map(one => one.ready)); })()",
        )
        .await;
        assert_eq!(page.eval("compiled").await, 1);
        let doubles = page
            .eval(
                "(names => names.filter((name, i) => /\\.wasm|\\.bin/.test(name) && names.indexOf(name) !== i))(
                   performance.getEntriesByType('resource').filter(r => r.initiatorType === 'fetch').map(r => r.name))",
            )
            .await;
        assert_eq!(doubles, json!([]));
        let sheets = "new Set([...document.querySelectorAll('aukus-atlas')].map(one => one.shadowRoot.adoptedStyleSheets[0])).size";
        assert_eq!(page.eval(sheets).await, 1);
    });
}

#[test]
fn while_nothing_happens_nothing_runs() {
    visit(&View::wide(), "/data/schema.json", async |page| {
        open(page, "/embed.html?date=2024-04-08").await;
        page.eval("(atlas.select('JPN'), atlas.goTo('2023-03-14'), atlas.flush())").await;
        // The second of two changes is written a little later.
        page.wait_for("location.hash.includes('selected=JPN') && location.hash.includes('date=2023-03-14')")
            .await;
        // Whatever the last change has set going has come to its end: two frames of our own later nothing has run.
        page.wait_for("(before => new Promise(done => unwatched(() => unwatched(() => done(before === JSON.stringify(ran))))))(JSON.stringify(ran))").await;
        page.eval("void (window.before = JSON.stringify(ran), window.start = performance.now())").await;
        page.wait_for("performance.now() - start > 5000").await;
        assert_eq!(page.eval("JSON.stringify(ran)").await, page.eval("before").await);
        // And what is counted would have been seen.
        page.eval("atlas.select('AUS')").await;
        page.wait_for("JSON.stringify(ran) !== before").await;
    });
}

#[test]
fn long_play_does_not_grow() {
    visit_in_chromium(
        "what is kept is counted by Chromium's protocol",
        &View { learns_nothing: true, ..View::wide() },
        "/data/schema.json",
        async |page| {
            open(page, "/embed.html?permalink=off&date=2021-09-01").await;
            // Ten minutes of a tenth of a second a frame are six thousand of them.
            let frames = cycles() * 2;
            page.eval(
            "return void (() => { window.own = requestAnimationFrame; window.waiting = []; window.now = 1000;
               window.playFor = frames => { window.requestAnimationFrame = call => waiting.push(call); window.cancelAnimationFrame = () => {};
                 for (let i = 0; i < frames; i++) { if (!atlas.getState().playing) { atlas.goTo('2021-09-01'); atlas.play(); }
                   now += 100; for (const call of waiting.splice(0)) call(now); }
                 window.requestAnimationFrame = own; }; })()",
        )
        .await;
            let mut curve = Vec::new();
            for _ in 0..10 {
                page.eval(&format!("playFor({frames})")).await;
                curve.push(kept(page).await);
            }
            tell(&curve, frames);
            assert_level(curve[0], curve[9], &curve);
            assert_ne!(page.eval("atlas.date").await, Value::from("2021-09-01"));
        },
    );
}
