//! What the network, the browser and the machine do wrong, and what a reader sees of it: always the
//! page's own fallback with a message, never an empty box. SECURITY.md has the table.

use serde_json::json;

use crate::chromium::cdp;
use crate::engine::Engine;
use crate::faulty::{Fault, FaultyServer};
use crate::page::{Page, visit, visit_in_chromium};
use crate::view::View;

const READY: &str = "atlas.getState?.()";
const DRAWN: &str = "root.querySelector('.map canvas')?.width > 500 && !root.querySelector('.error')";
const HAS_FALLBACK: &str = "atlas.querySelector('p').getClientRects().length > 0";

/// Opens the page in which the element has a fallback, on a server with these faults.
async fn open(page: &Page, path: &str, faults: &[(&'static str, Fault)]) -> FaultyServer {
    // The browser tells of each of these on its console.
    for noise in ["Failed to load resource", "net::ERR_"] {
        page.pardon(noise);
    }
    go_through(page, path, faults).await
}

/// Opens a page of ours by way of a server with faults, of which the console may say nothing.
pub async fn go_through(page: &Page, path: &str, faults: &[(&'static str, Fault)]) -> FaultyServer {
    let server = FaultyServer::start(&page.base, faults);
    page.pardon(&format!("request to another host: {}/", server.base));
    page.goto(&format!("{}{path}", server.base)).await;
    server
}

/// The reader sees the fallback and is told; `code` is what the page is told.
async fn expect_message(page: &Page, case: &str, code: &str, has_button: bool) {
    page.wait_for("root?.querySelector('.error')").await;
    let told = page.eval("return atlas.ready.catch(detail => detail.code)").await;
    assert_eq!(told, code, "{case}");
    assert_eq!(page.eval(HAS_FALLBACK).await, true, "{case}: the fallback stays");
    let text = page.eval("root.querySelector('.error').textContent").await;
    assert!(text.as_str().is_some_and(|text| text.len() > 40), "{case}: {text}");
    assert_eq!(page.eval("root.querySelector('section')").await, json!(null), "{case}");
    let button = page.eval("root.querySelector('.error button') !== null").await;
    assert_eq!(button, has_button, "{case}: {text}");
}

/// Whether the browser takes what comes for a whole file: WebKitGTK does not notice that a connection ended early.
fn seems_whole(page: &Page, fault: Fault) -> bool {
    matches!(fault, Fault::Half | Fault::Says(_))
        || matches!(fault, Fault::Cut) && page.engine == Engine::WebKit
}

async fn try_again(page: &Page) {
    page.eval("[...root.querySelectorAll('.error button')].at(-1).click()").await;
    page.wait_for(DRAWN).await;
    page.wait_for(READY).await;
    assert_eq!(page.eval(HAS_FALLBACK).await, false);
}

#[test]
fn a_file_of_the_modules_that_fails_ends_in_a_message_and_another_try_works() {
    visit(&View::wide(), "/embed.html", async |page| {
        for file in ["/aukus-atlas-", "/world-base-"] {
            for fault in [
                Fault::Status("404 Not Found"),
                Fault::Status("503 Service Unavailable"),
                Fault::Cut,
                Fault::Half,
                Fault::Says("<!doctype html><title>Not here</title>"),
                Fault::Loop,
            ] {
                let case = format!("{file} {fault:?}");
                let server = open(page, "/index.html", &[(file, fault)]).await;
                // Where what came is not the earth, the module itself says so.
                let is_no_world = file == "/world-base-" && seems_whole(page, fault);
                expect_message(page, &case, if is_no_world { "world" } else { "fetch" }, true).await;
                server.mend();
                try_again(page).await;
            }
        }
    });
}

#[test]
fn a_later_part_that_comes_after_its_module_has_failed_is_not_the_next_modules() {
    visit(&View::wide(), "/embed.html", async |page| {
        let faults = [("/world-base-", Fault::Status("404 Not Found")), ("/aukus-atlas-later-", Fault::Held)];
        let server = open(page, "/index.html", &faults).await;
        expect_message(page, "no earth", "fetch", true).await;
        server.mend();
        page.wait_for(
            "performance.getEntriesByType('resource').some(file => file.name.includes('-later-') && file.responseEnd)",
        )
        .await;
        try_again(page).await;
    });
}

#[test]
fn a_module_that_is_sent_as_another_type_works() {
    visit(&View::wide(), "/embed.html", async |page| {
        for kind in ["application/octet-stream", "text/html", "application/wasm; charset=utf-8"] {
            open(page, "/index.html", &[(".wasm", Fault::Kind(kind))]).await;
            page.wait_for(DRAWN).await;
        }
    });
}

#[test]
fn a_dataset_that_does_not_come_whole_ends_in_a_message_and_another_try_works() {
    visit(&View::wide(), "/embed.html", async |page| {
        for fault in [Fault::Status("404 Not Found"), Fault::Cut, Fault::Loop] {
            let server = open(page, "/index.html", &[("/data/aukus", fault)]).await;
            let code = if seems_whole(page, fault) { "dataset" } else { "fetch" };
            expect_message(page, &format!("{fault:?}"), code, true).await;
            server.mend();
            try_again(page).await;
        }
    });
}

#[test]
fn a_dataset_that_is_wrong_is_told_with_its_errors() {
    visit(&View::wide(), "/embed.html", async |page| {
        for fault in [Fault::Half, Fault::Says("{}"), Fault::Says("null"), Fault::Says("")] {
            open(page, "/index.html", &[("/data/aukus", fault)]).await;
            expect_message(page, &format!("{fault:?}"), "dataset", true).await;
            page.wait_for("root.querySelectorAll('.error tbody tr').length").await;
        }
    });
}

#[test]
fn where_the_policy_refuses_webassembly_the_fallback_stays_and_says_why() {
    visit(&View::wide(), "/embed.html", async |page| {
        open(page, "/index.html", &[("/index.html", Fault::Policy(" 'wasm-unsafe-eval'", ""))]).await;
        expect_message(page, "no wasm", "policy", false).await;
        let text = page.eval("root.querySelector('.error').textContent").await;
        assert!(text.as_str().unwrap().contains("wasm-unsafe-eval"), "{text}");
        open(
            page,
            "/index.html",
            &[("/index.html", Fault::Policy("connect-src 'self'", "connect-src 'none'"))],
        )
        .await;
        expect_message(page, "no fetch", "fetch", true).await;
        for noise in ["Content Security Policy", "violates the following", "Refused to connect"] {
            page.pardon(noise);
        }
    });
}

#[test]
fn what_is_slow_says_so_and_can_be_asked_for_again() {
    visit(&View::wide(), "/embed.html", async |page| {
        for file in [".wasm", "/world-base-", "/data/aukus"] {
            let server = open(page, "/index.html", &[(file, Fault::Held)]).await;
            // The ten seconds of a second element pass at once.
            page.eval(
                "return void (() => { const timer = setTimeout;
                   window.setTimeout = (call, ms, ...rest) => timer(call, ms === 10000 ? 0 : ms, ...rest);
                   const second = document.createElement('aukus-atlas');
                   second.append(document.createElement('p'));
                   second.setAttribute('loading', 'eager'); atlas.replaceWith(second); })()",
            )
            .await;
            page.wait_for("root?.querySelector('.loading button')").await;
            let text = page.eval("root.querySelector('.loading span').textContent").await;
            assert!(text.as_str().is_some_and(|text| text.starts_with("Still loading")), "{text}");
            assert_eq!(page.eval("root.querySelector('slot') !== null").await, true);
            let before = server.asked(file);
            page.eval("root.querySelector('.loading button').click()").await;
            page.wait_for("root.querySelector('.loading button')").await;
            page.wait_until(&format!("{file} is asked for anew"), || server.asked(file) > before).await;
            server.mend();
            page.wait_for(DRAWN).await;
            assert_eq!(page.eval("root.querySelector('.loading')").await, json!(null));
        }
    });
}

#[test]
fn without_the_detail_the_base_map_stays_and_the_next_zoom_tries_again() {
    visit(&View::wide(), "/embed.html", async |page| {
        let server = open(page, "/embed.html", &[("/world-detail-", Fault::Status("404 Not Found"))]).await;
        page.wait_for(READY).await;
        let zoom = |zoom: u32| {
            format!("(atlas.setState({{ camera: {{ lon: 139, lat: 36, zoom: {zoom} }} }}), atlas.flush())")
        };
        let length = "return atlas.toSVG().then(svg => svg.length)";
        page.eval(&zoom(20)).await;
        page.wait_until("the detail is asked for", || server.asked("/world-detail-") > 0).await;
        page.eval("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            .await;
        assert_eq!(page.eval("root.querySelector('.error')").await, json!(null));
        let base = page.eval(length).await.as_f64().unwrap();
        server.mend();
        page.eval(&zoom(21)).await;
        page.eval(&zoom(20)).await;
        page.wait_for(&format!("atlas.toSVG().then(svg => svg.length > {base} * 1.05)")).await;
        assert!(server.asked("/world-detail-") > 1);
    });
}

#[test]
fn an_element_taken_out_while_it_loads_says_nothing_and_loads_when_it_is_back() {
    visit(&View::wide(), "/embed.html", async |page| {
        for file in [".wasm", "/data/aukus", "/world-base-"] {
            let server = open(page, "/index.html", &[(file, Fault::Held)]).await;
            page.wait_for("root?.querySelector('.loading')").await;
            page.eval(
                "return void (() => { window.told = []; window.kept = atlas; window.place = atlas.parentNode;
                   for (const name of ['atlas-error', 'atlas-ready']) atlas.addEventListener(name, () => told.push(name));
                   addEventListener('unhandledrejection', e => told.push(String(e.reason)));
                   atlas.remove(); })()",
            )
            .await;
            server.mend();
            assert_eq!(
                page.eval("[told, kept.shadowRoot.querySelector('.loading')]").await,
                json!([[], null])
            );
            page.eval("void place.append(kept)").await;
            page.wait_for(DRAWN).await;
            page.wait_for("told.length").await;
            assert_eq!(page.eval("told").await, json!(["atlas-ready"]), "{file}");
        }
    });
}

#[test]
fn the_map_is_as_sharp_as_the_screen_after_a_zoom_of_the_page() {
    visit_in_chromium(
        "a page is zoomed by Chromium's protocol",
        &View::wide(),
        "/embed.html",
        async |page| {
            page.wait_for(DRAWN).await;
            // In a box of fixed size only the density of the screen changes.
            page.eval("(atlas.style.setProperty('width', '900px'), atlas.flush())").await;
            for dpr in [2.0, 1.5, 1.0] {
                for (command, parameters) in (View { dpr, ..View::wide() }).emulation() {
                    cdp(&page.client, command, parameters).await;
                }
                page.wait_for(&format!(
                "(c => Math.abs(c.width - {dpr} * c.getBoundingClientRect().width) < 2)(root.querySelector('.map canvas'))"
            ))
            .await;
            }
        },
    );
}

/// Whether the map's canvas has more than one colour.
const IS_PAINTED: &str =
    "(canvas => { const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
     return new Set(new Uint32Array(data.buffer)).size > 3; })(root.querySelector('.map canvas'))";

#[test]
fn a_canvas_whose_memory_was_taken_is_painted_again_when_it_is_given_back() {
    visit(&View::wide(), "/embed.html", async |page| {
        page.wait_for(DRAWN).await;
        page.wait_for(IS_PAINTED).await;
        page.eval("(c => void (c.width = c.width))(root.querySelector('.map canvas'))").await;
        assert_eq!(page.eval(IS_PAINTED).await, false);
        page.eval("root.querySelector('.map canvas').dispatchEvent(new Event('contextrestored'))").await;
        page.wait_for(IS_PAINTED).await;
    });
}

#[test]
fn where_no_canvas_can_be_had_the_fallback_says_so() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(DRAWN).await;
        // From the first, and only once the element has begun.
        for refusals in
            ["true", "this.isConnected || this.parentNode", "this.getRootNode() instanceof ShadowRoot"]
        {
            page.eval(&format!(
                "return (async () => {{ const get = HTMLCanvasElement.prototype.getContext;
                   HTMLCanvasElement.prototype.getContext = function (...given) {{ return {refusals} ? null : get.apply(this, given); }};
                   const second = document.createElement('aukus-atlas'); second.textContent = 'In words.';
                   second.setAttribute('loading', 'eager');
                   const told = new Promise(done => second.addEventListener('atlas-error', e => done(e.detail.code)));
                   document.body.append(second); window.code = await told; window.second = second;
                   HTMLCanvasElement.prototype.getContext = get; }})()"
            ))
            .await;
            let seen = page.eval("[code, second.shadowRoot.querySelector('slot') !== null, second.shadowRoot.querySelector('.error').textContent.includes('canvas 2d')]").await;
            assert_eq!(seen, json!(["unsupported", true, true]), "{refusals}");
            page.eval("second.remove()").await;
        }
        assert_eq!(page.eval("atlas.selected").await, "JPN", "the other element is as it was");
    });
}

/// Frames come when the test says, at the time it says.
const OWN_FRAMES: &str = "window.waiting = new Map(); let number = 0;
     window.requestAnimationFrame = call => (waiting.set(++number, call), number);
     window.cancelAnimationFrame = number => void waiting.delete(number);
     window.frameAt = now => { const calls = [...waiting.values()]; waiting.clear(); for (const call of calls) call(now); };";

#[test]
fn after_a_sleep_of_the_machine_play_goes_on_and_does_not_leap() {
    visit(&View::wide(), "/embed.html?date=2022-01-01", async |page| {
        page.wait_for(READY).await;
        let days = page
            .eval(&format!(
                "return (async () => {{ {OWN_FRAMES}
                   const day = () => Date.parse(atlas.date) / 864e5;
                   atlas.play(); await atlas.toSVG(); let now = performance.now() + 1000; frameAt(now);
                   const run = frames => {{ const from = day(); for (let i = 0; i < frames; i++) frameAt(now += 16); return day() - from; }};
                   run(30); const before = run(60);
                   const from = day(); frameAt(now += 8 * 3600e3); const leap = day() - from;
                   return [before, leap, run(60), atlas.getState().playing !== null]; }})()"
            ))
            .await;
        let number = |i: usize| days[i].as_f64().unwrap_or(f64::NAN);
        assert!(number(0) > 10.0, "{days}");
        // A tenth of a second's worth at most.
        assert!(number(1) <= number(0) * 0.2, "{days}");
        assert!(number(2) > 10.0, "{days}");
        assert_eq!(days[3], true, "{days}");
    });
}

#[test]
fn back_from_another_page_the_element_is_as_it_was_and_works() {
    visit(&View::wide(), "/embed.html?date=2024-04-08", async |page| {
        page.wait_for(READY).await;
        page.eval("(atlas.select('JPN'), atlas.goTo('2023-03-14'), atlas.flush())").await;
        page.wait_for("location.hash.includes('selected=JPN')").await;
        page.eval("void addEventListener('pageshow', event => { window.persisted = event.persisted; })")
            .await;
        page.goto("/index.html").await;
        page.wait_for(READY).await;
        page.client.back().await.expect("there is a page before");
        page.wait_for(READY).await;
        assert_eq!(page.eval("[atlas.selected, atlas.date]").await, json!(["JPN", "2023-03-14"]));
        page.eval("atlas.select('AUS')").await;
        page.wait_for("root.querySelector('.panel h3').textContent === 'Australia'").await;
        page.wait_for("location.hash.includes('selected=AUS')").await;
        page.wait_for(IS_PAINTED).await;
    });
}
